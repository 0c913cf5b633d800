/* SPDX-License-Identifier: MIT */
/* Borrowed views. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first. */
#include <cmocka.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/str.h"

#define assert_str(s, literal)                                                                     \
    do {                                                                                           \
        struct oc_str got_ = (s);                                                                  \
        assert_int_equal(got_.n, sizeof(literal) - 1);                                             \
        assert_memory_equal(got_.n ? got_.p : "", literal, got_.n);                                \
    } while (0)

static void views(void **state)
{
    (void)state;
    assert_int_equal(oc_str(NULL).n, 0);
    assert_str(oc_str("abc"), "abc");
    assert_str(oc_str_sub(OC_STR("octavo"), 2, 4), "ta");
    assert_str(oc_str_sub(OC_STR("octavo"), 4, 99), "vo");
    assert_str(oc_str_sub(OC_STR("octavo"), 5, 2), "");
    assert_str(oc_str_sub(OC_STR_NONE, 1, 2), "");
}

static void comparing(void **state)
{
    (void)state;
    assert_true(oc_str_eq(OC_STR_NONE, OC_STR("")));
    assert_false(oc_str_is(OC_STR("ab"), "abc"));
    assert_true(oc_str_iis(OC_STR("HTML"), "html"));
    assert_false(oc_str_iis(OC_STR("@`"), "`@")); /* only letters have case */
    assert_true(oc_str_starts(OC_STR("post.md"), "post"));
    assert_false(oc_str_starts(OC_STR("po"), "post"));
    assert_true(oc_str_istarts(OC_STR("HTTPS://x"), "https:"));
    assert_true(oc_str_ends(OC_STR("post.md"), ".md"));
    assert_true(oc_str_iends(OC_STR("POST.MD"), ".md"));
    assert_false(oc_str_ends(OC_STR("md"), ".md"));
    assert_true(oc_str_ends(OC_STR_NONE, ""));
    assert_true(oc_str_iholds(OC_STR("a URL(x)"), "url("));
    assert_true(oc_str_iholds(OC_STR("((url("), "url("));
    assert_false(oc_str_iholds(OC_STR("(url"), "url("));
    assert_false(oc_str_iholds(OC_STR("rl("), "url("));
    assert_true(oc_str_iholds(OC_STR("nnBOLD"), "bold"));
    assert_false(oc_str_iholds(OC_STR("bol"), "bold"));
    assert_false(oc_str_iholds(OC_STR_NONE, "d"));
    assert_true(oc_str_is_ascii(OC_STR("\x7F a")) && oc_str_is_ascii(OC_STR_NONE));
    assert_false(oc_str_is_ascii(OC_STR("a\x80")));
    assert_true(oc_str_cmp(OC_STR("a"), OC_STR("ab")) < 0);
    assert_true(oc_str_cmp(OC_STR("\xC3"), OC_STR("z")) > 0); /* bytes are unsigned */
    assert_int_equal(oc_str_cmp(OC_STR_NONE, OC_STR("")), 0);
}

static int by_natural_order(const void *a, const void *b)
{
    return oc_str_natcmp(oc_str(*(const char *const *)a), oc_str(*(const char *const *)b));
}

static void natural_order(void **state)
{
    (void)state;
    static const char *const sorted[] = {"",
                                         "0",
                                         "1",
                                         "a",
                                         "a001",
                                         "a01",
                                         "a1",
                                         "a1b",
                                         "a2",
                                         "a10",
                                         "a10b2",
                                         "a10b10",
                                         "b",
                                         "issue",
                                         "issue-9",
                                         "issue-10",
                                         "v99999999999999999999998",
                                         "v99999999999999999999999",
                                         "v100000000000000000000000"};
    const char *names[OC_COUNT(sorted)];
    for (size_t i = 0; i < OC_COUNT(sorted); i++)
        names[i] = sorted[OC_COUNT(sorted) - 1 - i];
    qsort(names, OC_COUNT(names), sizeof *names, by_natural_order);
    for (size_t i = 0; i < OC_COUNT(sorted); i++)
        assert_string_equal(names[i], sorted[i]);
}

static void searching(void **state)
{
    (void)state;
    struct oc_str s = OC_STR("a--b--c");
    assert_int_equal(oc_str_find(s, "--", 0), 1);
    assert_int_equal(oc_str_find(s, "--", 2), 4);
    assert_true(oc_str_find(s, "--", 5) == SIZE_MAX);
    assert_true(oc_str_find(s, "--", 99) == SIZE_MAX);
    assert_int_equal(oc_str_find(s, "", 7), 7);
    assert_true(oc_str_find(OC_STR_NONE, "x", 0) == SIZE_MAX);
    assert_int_equal(oc_str_chr(s, 'b', 0), 3);
    assert_true(oc_str_chr(s, 'b', 4) == SIZE_MAX);
    assert_int_equal(oc_str_rchr(s, '-'), 5);
    assert_true(oc_str_rchr(OC_STR_NONE, '-') == SIZE_MAX);
}

static void trimming(void **state)
{
    (void)state;
    assert_str(oc_str_trim(OC_STR(" \t\r\nword one\v\f ")), "word one");
    assert_str(oc_str_trim(OC_STR("\xE3\x80\x80x")), "\xE3\x80\x80x");
    assert_str(oc_str_trim_wide(OC_STR("\xEF\xBB\xBF \xE3\x80\x80x y \xE3\x80\x80\n")), "x y");
    assert_str(oc_str_trim_wide(OC_STR("\xE3\x80\x80")), "");
    assert_true(oc_str_blank(OC_STR(" \n")));
    assert_true(oc_str_blank(OC_STR_NONE));
    assert_false(oc_str_blank(OC_STR(" . ")));
}

static void lines(void **state)
{
    (void)state;
    struct oc_str line, rest = OC_STR("one\ntwo\r\n\rfour\n\nlast");
    static const char *const want[] = {"one", "two", "", "four", "", "last"};
    for (size_t i = 0; i < OC_COUNT(want); i++) {
        assert_true(oc_str_line(&line, &rest));
        assert_true(oc_str_is(line, want[i]));
    }
    assert_false(oc_str_line(&line, &rest));
    assert_int_equal(line.n, 0);
    rest = OC_STR("end\r");
    assert_true(oc_str_line(&line, &rest));
    assert_str(line, "end");
    assert_false(oc_str_line(&line, &rest));
    rest = OC_STR_NONE;
    assert_false(oc_str_line(&line, &rest));
}

/* A step of the search is 128 bytes: line ends on and around that border. */
static void long_lines(void **state)
{
    (void)state;
    for (size_t n = 120; n < 140; n++) {
        char text[200];
        memset(text, 'x', sizeof text);
        memcpy(text + n, "\r\n", 2);
        struct oc_str line, rest = {text, sizeof text};
        assert_true(oc_str_line(&line, &rest));
        assert_int_equal(line.n, n);
        assert_int_equal(rest.n, sizeof text - n - 2);
    }
}

static void cutting(void **state)
{
    (void)state;
    struct oc_str part, rest = OC_STR("a,,b,");
    static const char *const want[] = {"a", "", "b", ""};
    for (size_t i = 0; i < OC_COUNT(want); i++) {
        assert_true(oc_str_cut(&part, &rest, ','));
        assert_true(oc_str_is(part, want[i]));
    }
    assert_false(oc_str_cut(&part, &rest, ','));
    assert_null(rest.p);
}

static void numbers(void **state)
{
    (void)state;
    int64_t n = 77;
    assert_int_equal(oc_str_int(&n, OC_STR("0042"), 0, 100), 0);
    assert_int_equal(n, 42);
    assert_int_equal(oc_str_int(&n, OC_STR("-9223372036854775808"), INT64_MIN, INT64_MAX), 0);
    assert_true(n == INT64_MIN);
    assert_int_equal(oc_str_int(&n, OC_STR("9223372036854775807"), INT64_MIN, INT64_MAX), 0);
    assert_true(n == INT64_MAX);
    n = 77;
    static const char *const bad[] = {"",
                                      "-",
                                      "+1",
                                      " 1",
                                      "1 ",
                                      "1.0",
                                      "0x10",
                                      "101",
                                      "-1",
                                      "9223372036854775808",
                                      "99999999999999999999999"};
    for (size_t i = 0; i < OC_COUNT(bad); i++)
        assert_int_equal(oc_str_int(&n, oc_str(bad[i]), 0, 100), -1);
    assert_int_equal(oc_str_int(&n, oc_str("9223372036854775808"), INT64_MIN, INT64_MAX), -1);
    assert_int_equal(n, 77);
}

static void hex_values(void **state)
{
    (void)state;
    static const char digits[] = "0123456789abcdef", capitals[] = "0123456789ABCDEF";
    int good = 0;
    for (int c = -128; c < 128; c++)
        good += oc_hex_value((char)c) >= 0;
    assert_int_equal(good, 10 + 6 + 6);
    for (int i = 0; i < 16; i++) {
        assert_int_equal(oc_hex_value(digits[i]), i);
        assert_int_equal(oc_hex_value(capitals[i]), i);
    }
}

static void hashes(void **state)
{
    (void)state;
    /* The published values of FNV-1a. */
    assert_true(oc_str_hash(OC_STR("")) == 0xcbf29ce484222325u);
    assert_true(oc_str_hash(OC_STR("a")) == 0xaf63dc4c8601ec8cu);
    assert_true(oc_str_hash(OC_STR("foobar")) == 0x85944171f73967e8u);
}

static void lists(void **state)
{
    (void)state;
    struct oc_arena a;
    oc_arena_init(&a);
    struct oc_strs list = {0};
    char name[] = "mutable";
    oc_strs_add_copy(&list, &a, oc_str(name));
    name[0] = 'X';
    for (int i = 0; i < 100; i++)
        oc_strs_add(&list, &a, OC_STR("same"));
    assert_int_equal(list.n, 101);
    assert_true(oc_strs_has(&list, OC_STR("mutable")));
    assert_true(oc_strs_has(&list, OC_STR("same")));
    assert_false(oc_strs_has(&list, OC_STR("Same")));
    oc_arena_release(&a);
}

/* Every needle of a text that has some bytes often and some seldom, against the plain search. */
static void finding_everywhere(void **state)
{
    (void)state;
    static const char text[] = "the tea at ten  ![[a]] E\xE3\x80\x8A\xE3\x80\x8B te tea! at";
    struct oc_str s = oc_str(text);
    char needle[20];
    for (size_t from = 0; from < s.n; from++) {
        for (size_t n = 1; n < sizeof needle && from + n <= s.n; n++) {
            memcpy(needle, text + from, n);
            needle[n] = '\0';
            for (size_t start = 0; start <= s.n; start++) {
                const char *hit = strstr(text + start, needle);
                assert_int_equal(oc_str_find(s, needle, start),
                                 hit ? (size_t)(hit - text) : SIZE_MAX);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finding_everywhere),
        cmocka_unit_test(views),
        cmocka_unit_test(comparing),
        cmocka_unit_test(natural_order),
        cmocka_unit_test(searching),
        cmocka_unit_test(trimming),
        cmocka_unit_test(lines),
        cmocka_unit_test(long_lines),
        cmocka_unit_test(cutting),
        cmocka_unit_test(numbers),
        cmocka_unit_test(hashes),
        cmocka_unit_test(lists),
        cmocka_unit_test(hex_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
