/* SPDX-License-Identifier: MIT */
/* Diagnostics: the table is sound, and what strangers put into messages does no harm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/diag.h"
#include "base/utf8.h"

static void test_table(void **state)
{
    (void)state;
    for (int i = 0; i < OC_D_COUNT; i++) {
        const struct oc_diag_row *row = oc_diag_row((enum oc_code)i);
        assert_non_null(row->name);
        assert_true(strlen(row->name) > 0);
        assert_int_equal(strspn(row->name, "abcdefghijklmnopqrstuvwxyz0123456789-"),
                         strlen(row->name));
        assert_true(strlen(row->text) > 0 && strlen(row->about) > 0);
        assert_non_null(row->hint);
        assert_true(row->severity >= OC_NOTE && row->severity <= OC_ERROR);
        for (int j = 0; j < i; j++)
            assert_string_not_equal(row->name, oc_diag_row((enum oc_code)j)->name);
        /* "%" is for %1 and %2 alone. */
        for (const char *p = strchr(row->text, '%'); p; p = strchr(p + 1, '%'))
            assert_true(p[1] == '1' || p[1] == '2');
    }
}

static void test_add(void **state)
{
    (void)state;
    struct oc_arena a;
    struct oc_diags ds;
    oc_arena_init(&a);
    oc_diags_init(&ds, &a, 0);
    char value[] = "later", option[] = "order";
    oc_diag_add(&ds, OC_D_OPTION_VALUE, OC_STR("book.yaml"), 3, 7, oc_str(option), oc_str(value));
    oc_diag_add(&ds, OC_D_DATE_BAD, OC_STR_NONE, 0, 0, OC_STR("soon"), OC_STR_NONE);
    memset(value, 'x', sizeof value - 1); /* the arguments were copied */
    assert_true(oc_str_is(ds.first->text, "'later' is not a value for order"));
    assert_true(oc_str_is(ds.first->file, "book.yaml"));
    assert_int_equal(ds.first->line, 3);
    assert_int_equal(ds.first->col, 7);
    assert_true(oc_str_is(ds.first->next->text, "cannot read the date 'soon'"));
    assert_ptr_equal(ds.first->next, ds.last);
    assert_null(ds.last->next);
    assert_int_equal(ds.n, 2);
    assert_int_equal(ds.by_severity[OC_ERROR], 1);
    assert_int_equal(ds.by_severity[OC_WARNING], 1);
    oc_arena_release(&a);
}

static void test_bound(void **state)
{
    (void)state;
    struct oc_arena a;
    struct oc_diags ds;
    oc_arena_init(&a);
    oc_diags_init(&ds, &a, 3);
    for (int i = 0; i < 10; i++)
        oc_diag_add(&ds, OC_D_DATE_BAD, OC_STR_NONE, i, 0, OC_STR("x"), OC_STR_NONE);
    assert_int_equal(ds.n, 3);
    assert_int_equal(ds.dropped, 7);
    assert_int_equal(ds.by_severity[OC_WARNING], 10);
    assert_int_equal(ds.last->line, 2);
    oc_arena_release(&a);
}

static void test_arguments(void **state)
{
    (void)state;
    struct oc_arena a;
    struct oc_diags ds;
    oc_arena_init(&a);
    oc_diags_init(&ds, &a, 0);
    /* A terminal's escape, line ends, a C1 control, a stray byte, and text like an argument. */
    oc_diag_add(&ds, OC_D_DATE_BAD, OC_STR_NONE, 1, 1,
                OC_STR("a\x1B[2J\r\nb\xC2\x9B"
                       "c\xFF%1%2"),
                OC_STR("no"));
    assert_true(oc_str_is(ds.last->text, "cannot read the date 'a [2J  b c\xEF\xBF\xBD%1%2'"));
    /* 200 bytes end within the 67th character: it is left out, whole. */
    char text[301];
    for (size_t i = 0; i < 100; i++)
        memcpy(text + i * 3, "字", 3);
    oc_diag_add(&ds, OC_D_DATE_BAD, OC_STR_NONE, 1, 1, (struct oc_str){text, 300}, OC_STR_NONE);
    assert_true(oc_utf8_valid(ds.last->text, NULL));
    assert_true(oc_str_ends(ds.last->text, "字…'"));
    assert_int_equal(ds.last->text.n, strlen("cannot read the date ''") + 66 * 3 + strlen("…"));
    oc_arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_add),
        cmocka_unit_test(test_bound),
        cmocka_unit_test(test_arguments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
