/* SPDX-License-Identifier: MIT */
/* The markup of titles: how far each kind reaches. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first. */
#include <cmocka.h>

#include "book/inline.h"

static void code(void **state)
{
    (void)state;
    static const struct {
        const char *text, *code;
        size_t n;
    } rows[] = {
        {"`a` b", "a", 3}, {"`` a`b `` c", "a`b", 9}, {"` `", " ", 3}, {"`a", "", 0},
        {"``a` b", "", 0}, {"`a`` b` c", "a`` b", 7}, {"`", "", 0},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct oc_str got = OC_STR("");
        assert_int_equal(oc_inline_code(&got, oc_str(rows[i].text), 0), rows[i].n);
        if (!oc_str_is(got, rows[i].code))
            fail_msg("%s gives '%.*s'", rows[i].text, OC_STR_ARG(got));
    }
    assert_int_equal(oc_inline_run(OC_STR("a***b"), 1), 3);
    assert_int_equal(oc_inline_run(OC_STR("a***"), 1), 3);
}

static void tags(void **state)
{
    (void)state;
    static const struct {
        const char *text, *element;
        size_t n;
        enum oc_mark mark;
        bool close;
    } rows[] = {
        {"<b>x", "b", 3, OC_MARK_STRONG, false},
        {"</STRIKE >", "strike", 10, OC_MARK_DEL, true},
        {"<a href='/x'>", "a", 13, OC_MARK_NONE, false},
        {"<br/>", "br", 5, OC_MARK_NONE, false},
        {"<!-- x > y -->z", NULL, 14, OC_MARK_NONE, false},
        {"<!-- x", NULL, 0, OC_MARK_NONE, false},
        {"<vector>", NULL, 0, OC_MARK_NONE, false},
        {"<b", NULL, 0, OC_MARK_NONE, false},
        {"<b+>", NULL, 0, OC_MARK_NONE, false},
        {"< b>", NULL, 0, OC_MARK_NONE, false},
        {"<", NULL, 0, OC_MARK_NONE, false},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct oc_inline_tag tag;
        assert_int_equal(oc_inline_tag(&tag, oc_str(rows[i].text), 0), rows[i].n);
        if (!rows[i].n)
            continue;
        assert_true(oc_str_eq(oc_str(tag.element), oc_str(rows[i].element)));
        assert_int_equal(tag.mark, rows[i].mark);
        assert_int_equal(tag.close, rows[i].close);
    }
}

static void links(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t close, n;
    } rows[] = {
        {"[a](b) c", 2, 6}, {"[a[b]](c(d))e", 5, 12}, {"[a\\]](b)", 4, 8}, {"[a]()", 2, 5},
        {"[a] (b)", 0, 0},  {"[a](b", 0, 0},          {"[a", 0, 0},        {"[", 0, 0},
        {"[a\\", 0, 0},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        size_t close = SIZE_MAX;
        assert_int_equal(oc_inline_link(&close, oc_str(rows[i].text), 0), rows[i].n);
        if (rows[i].n)
            assert_int_equal(close, rows[i].close);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(code),
        cmocka_unit_test(tags),
        cmocka_unit_test(links),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
