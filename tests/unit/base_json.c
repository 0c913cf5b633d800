/* SPDX-License-Identifier: MIT */
/* JSON by RFC 8259: what it allows, and that nothing else passes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "read_value.h"

static void check(const struct reading *rows, size_t n)
{
    check_readings(rows, n, oc_value_json);
}

static void test_values(void **state)
{
    (void)state;
    static const struct reading rows[] = {
        {"{\"title\": \"x\", \"draft\": true, \"n\": null}", "{title=\"x\", draft=true, n=~}"},
        {" [ 1 , [ ] , { } , \"\" ]\r\n\t", "[1, [], {}, \"\"]"},
        {"[0, -0, 12.50, 1e9, -1.5E-3, 2e+07]", "[0, -0, 12.50, 1e9, -1.5E-3, 2e+07]"},
        {"{\"a\": 1, \"b\": 2, \"a\": 3}", "{b=2, a=3}"},
        {"\"alone\"", "\"alone\""},
        {"false", "false"},
        {"", "~"},
        {" \n", "~"},
        {"\xEF\xBB\xBF[1]", "[1]"},
        {"{\"\": {\"标\": [\"题\"]}}", "{={标=[\"题\"]}}"},
    };
    check(rows, OC_COUNT(rows));
}

static void test_escapes(void **state)
{
    (void)state;
    static const struct reading rows[] = {
        {"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\"\\/\b\f\n\r\t\""},
        {"\"a\\u00E9b\\u4e2d\"", "\"aéb中\""},
        {"\"\\ud83d\\ude00!\"", "\"😀!\""},
        {"\"\\ud83dx\"", "\"\xEF\xBF\xBDx\""},
        {"\"\\ud83d\\u0041\"", "\"\xEF\xBF\xBD"
                               "A\""},
        {"\"\\ud83d\\ud83d\\ude00\"", "\"\xEF\xBF\xBD😀\""},
        {"\"\\ude00\"", "\"\xEF\xBF\xBD\""},
        {"\"\\u0000\"", "\"\xEF\xBF\xBD\""},
        {"{\"\\u0061\": 1}", "{a=1}"},
    };
    check(rows, OC_COUNT(rows));
}

static void test_refusals(void **state)
{
    (void)state;
    static const struct reading rows[] = {
        {"{", NULL},
        {"[1,]", NULL},
        {"{\"a\":1,}", NULL},
        {"[1 2]", NULL},
        {"{a: 1}", NULL},
        {"{'a': 1}", NULL},
        {"{\"a\" 1}", NULL},
        {"{\"a\":}", NULL},
        {"[01]", NULL},
        {"[1.]", NULL},
        {"[.5]", NULL},
        {"[+1]", NULL},
        {"[1e]", NULL},
        {"[-]", NULL},
        {"[NaN]", NULL},
        {"[truex]", NULL},
        {"[nul]", NULL},
        {"\"x", NULL},
        {"\"x\ny\"", NULL},
        {"\"\\x41\"", NULL},
        {"\"\\u12g4\"", NULL},
        {"\"\\u12", NULL},
        {"\"\\", NULL},
        {"[1] 2", NULL},
        {"// x\n1", NULL},
        {"]", NULL},
        {"[1}", NULL},
        {"\"\t\"", NULL},
        {"{\"a\":1 \"b\":2}", NULL},
        {"{1:2}", NULL},
        {"[\"\\ud83d\\u12\"]", NULL},
    };
    check(rows, OC_COUNT(rows));
}

static void test_places(void **state)
{
    (void)state;
    struct oc_arena a;
    struct oc_value_error err = {0};
    oc_arena_init(&a);
    const struct oc_value *v = oc_value_json(&a, &err, OC_STR("{\n \"甲\": 1,\n\"b\": [\n2]}"), 7);
    assert_int_equal(oc_value_get(v, "甲")->line, 8);
    assert_int_equal(oc_value_get(v, "甲")->col, 7);
    assert_int_equal(oc_value_get(v, "b")->child->line, 10);
    assert_null(oc_value_json(&a, &err, OC_STR("{\n \"甲\": 1,\n}"), 7));
    assert_int_equal(err.line, 9);
    assert_int_equal(err.col, 1);
    oc_arena_release(&a);
}

static void test_limits(void **state)
{
    (void)state;
    static const char *const pieces[] = {"[", "{\"a\":", "[1,"};
    struct oc_arena a;
    struct oc_buf text;
    struct oc_value_error err = {0};
    oc_arena_init(&a);
    oc_buf_init(&text, SIZE_MAX);
    for (size_t i = 0; i < OC_COUNT(pieces); i++) {
        for (int n = 0; n < 100000; n++)
            oc_buf_puts(&text, pieces[i]);
        assert_null(oc_value_json(&a, &err, oc_buf_view(&text), 1));
        assert_true(oc_str_is(err.why, "nested too deeply"));
        oc_buf_clear(&text);
    }
    oc_buf_puts(&text, "[0");
    for (int n = 0; n < 250000; n++)
        oc_buf_puts(&text, ",0");
    oc_buf_puts(&text, "]");
    assert_null(oc_value_json(&a, &err, oc_buf_view(&text), 1));
    assert_true(oc_str_is(err.why, "too many values"));
    oc_buf_release(&text);
    oc_arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),   cmocka_unit_test(test_escapes),
        cmocka_unit_test(test_refusals), cmocka_unit_test(test_places),
        cmocka_unit_test(test_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
