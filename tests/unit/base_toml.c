/* SPDX-License-Identifier: MIT */
/* TOML 1.0: every construct, and what its rules about tables forbid. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "read_value.h"

static void check(const struct reading *rows, size_t n)
{
    check_readings(rows, n, oc_value_toml);
}

static void test_front_matter(void **state)
{
    (void)state;
    static const struct reading rows[] = {
        {"", "{}"},
        {"# only a comment", "{}"},
        {"title = \"One: two # three\" # four\ndraft = false\n",
         "{title=\"One: two # three\", draft=false}"},
        {"date = 2024-07-22T09:10:24+02:00", "{date=2024-07-22T09:10:24+02:00}"},
        {"tags = [\n  \"a\", # first\n  # none\n  'b',\n]\n", "{tags=[\"a\", \"b\"]}"},
        {"path = \"2014/09/15/x\"\nauthors = [\"A\", \"B\"]\n[extra]\nteam = \"t\"\r\n",
         "{path=\"2014/09/15/x\", authors=[\"A\", \"B\"], extra={team=\"t\"}}"},
        {"\xEF\xBB\xBF"
         "a = 1\r\n\r\nb = 2",
         "{a=1, b=2}"},
        {"标题 = \"题\"\n\"a b\" = 1\n'c.d' = 2\n\"\" = 3", "{标题=\"题\", a b=1, c.d=2, =3}"},
    };
    check(rows, OC_COUNT(rows));
}

static void test_strings(void **state)
{
    (void)state;
    static const struct reading rows[] = {
        {"a = \"\\b\\t\\n\\f\\r\\\"\\\\\\u00e9\\U0001F600\"", "{a=\"\b\t\n\f\r\"\\é😀\"}"},
        {"a = 'c:\\dir\\'", "{a=\"c:\\dir\\\"}"},
        {"a = ''\nb = \"\"\nc = ''''''\nd = \"\"\"\"\"\"", "{a=\"\", b=\"\", c=\"\", d=\"\"}"},
        {"a = \"\"\"\nx\r\ny\"\"\"", "{a=\"x\ny\"}"},
        {"a = \"\"\"x \\\n\n   y \\  \n z\"\"\"", "{a=\"x y z\"}"},
        {"a = \"\"\"say \"\"x\"\"\"\"\"\nb = 1", "{a=\"say \"\"x\"\"\", b=1}"},
        {"a = '''\n\\n 'q' ''r'''''", "{a=\"\\n 'q' ''r''\"}"},
        {"a = \"\\u0000\"", "{a=\"\xEF\xBF\xBD\"}"},
        {"a = \"x\ny\"", NULL},
        {"a = 'x\ny'", NULL},
        {"a = \"x", NULL},
        {"a = \"\"\"x\"\"", NULL},
        {"a = \"\\x41\"", NULL},
        {"a = \"\\u12\"", NULL},
        {"a = \"\\uD800\"", NULL},
        {"a = \"\\U00110000\"", NULL},
        {"a = \"\"\"x \\ y\"\"\"", NULL},
        {"a = \"\x01\"", NULL},
        {"a = '\x7F'", NULL},
        {"a = \"\\", NULL},
        {"\"\"\"a\"\"\" = 1", NULL},
    };
    check(rows, OC_COUNT(rows));
}

static void test_plain_values(void **state)
{
    (void)state;
    static const struct reading rows[] = {
        {"a = [0, -0, +17, 1_000, 0xDead_beef, 0o755, 0b1_0]",
         "{a=[0, -0, +17, 1_000, 0xDead_beef, 0o755, 0b1_0]}"},
        {"a = [1.0, -0.5e-3, 6e+23, 9_0.1_2, inf, -inf, +nan]",
         "{a=[1.0, -0.5e-3, 6e+23, 9_0.1_2, inf, -inf, +nan]}"},
        {"a = 1979-05-27\nb = 07:32:00.5\nc = 1979-05-27 07:32:00 # x\nd = 1979-05-27t07:32:00z",
         "{a=1979-05-27, b=07:32:00.5, c=1979-05-27 07:32:00, d=1979-05-27t07:32:00z}"},
        {"a = 1979-05-27 # 07:32:00", "{a=1979-05-27}"},
        {"a = 1979-05-27T00:32:00.999999-07:00", "{a=1979-05-27T00:32:00.999999-07:00}"},
        {"a = 012", NULL},
        {"a = 1__0", NULL},
        {"a = _1", NULL},
        {"a = 1_", NULL},
        {"a = 0x", NULL},
        {"a = +0x1", NULL},
        {"a = 1.", NULL},
        {"a = .5", NULL},
        {"a = 1e", NULL},
        {"a = True", NULL},
        {"a = foo", NULL},
        {"a = 1979-5-27", NULL},
        {"a = 1979-05-27T", NULL},
        {"a = 07:32", NULL},
        {"a =", NULL},
        {"a = # b", NULL},
        {"a = 1 2", NULL},
    };
    check(rows, OC_COUNT(rows));
}

static void test_tables(void **state)
{
    (void)state;
    static const struct reading rows[] = {
        {"[a]\nx = 1\n[b]\ny = 2", "{a={x=1}, b={y=2}}"},
        {"[a.b.c]\nx = 1\n[a]\ny = 2\n[a.b]\nz = 3", "{a={b={c={x=1}, z=3}, y=2}}"},
        {"[ a . \"b.c\" ] # d\nx = 1", "{a={b.c={x=1}}}"},
        {"a.b.c = 1\na.b.d = 2\na . e = 3", "{a={b={c=1, d=2}, e=3}}"},
        {"[a]\nb.c = 1\n[a.b.d]\nx = 2", "{a={b={c=1, d={x=2}}}}"},
        {"a = {}\nb = { c = 1, d.e = [ { f = 2 } ] }", "{a={}, b={c=1, d={e=[{f=2}]}}}"},
        {"[[a]]\nx = 1\n[[a]]\n[[a]]\nx = 3", "{a=[{x=1}, {}, {x=3}]}"},
        {"[[a]]\n[a.b]\nx = 1\n[[a.c]]\ny = 1\n[[a.c]]\n[[a]]\n[a.b]",
         "{a=[{b={x=1}, c=[{y=1}, {}]}, {b={}}]}"},
        {"[a]\n[b]\n[a.c]", "{a={c={}}, b={}}"},
    };
    check(rows, OC_COUNT(rows));
}

static void test_table_rules(void **state)
{
    (void)state;
    static const struct reading rows[] = {
        {"a = 1\na = 2", NULL},
        {"a = 1\n\"a\" = 2", NULL},
        {"[a]\n[a]", NULL},
        {"[a]\nb = 1\n[a.b]", NULL},
        {"a.b = 1\n[a]", NULL},
        {"a = 1\na.b = 2", NULL},
        {"a.b = 1\na = 2", NULL},
        {"[a.b]\n[a]\nb.c = 1", NULL},
        {"[a]\nb.c = 1\n[a.b]", NULL},
        {"a = {b = 1}\na.c = 2", NULL},
        {"a = {b = 1}\n[a.c]", NULL},
        {"a = {b = 1, b = 2}", NULL},
        {"a = {b = {c = 1}, b.d = 2}", NULL},
        {"a = [{b = 1}]\n[[a]]", NULL},
        {"a = [{b = 1}]\n[a.c]", NULL},
        {"[a]\n[[a]]", NULL},
        {"[[a]]\n[a]", NULL},
        {"[[a]]\na.b = 1\n[[a]]\nx = 1\nx.y = 2", NULL},
        {"a = {b = 1,}", NULL},
        {"a = {b = 1\n}", NULL},
        {"a = {b}", NULL},
        {"a = [1 2]", NULL},
        {"a = [1, , 2]", NULL},
        {"a = [1", NULL},
        {"[a", NULL},
        {"[a]]", NULL},
        {"[[a]", NULL},
        {"[]", NULL},
        {"[a.]", NULL},
        {"[a] b = 1", NULL},
        {"a", NULL},
        {"a b = 1", NULL},
        {"= 1", NULL},
        {"a. = 1", NULL},
        {"a = 1 b = 2", NULL},
        {"a\n= 1", NULL},
    };
    check(rows, OC_COUNT(rows));
}

static void test_places(void **state)
{
    (void)state;
    struct oc_arena a;
    struct oc_value_error err = {0};
    oc_arena_init(&a);
    const struct oc_value *v =
        oc_value_toml(&a, &err, OC_STR("x = 1\n\n甲 = [\n  1,\n  2]\n[b]\n"), 2);
    assert_int_equal(oc_value_get(v, "甲")->line, 4);
    assert_int_equal(oc_value_get(v, "甲")->col, 5);
    assert_int_equal(oc_value_get(v, "甲")->child->next->line, 6);
    assert_int_equal(oc_value_get(v, "b")->line, 7);
    assert_null(oc_value_toml(&a, &err, OC_STR("x = 1\ny = zz\n"), 2));
    assert_int_equal(err.line, 3);
    assert_int_equal(err.col, 5);
    assert_null(oc_value_toml(&a, NULL, OC_STR("x"), 1));
    oc_arena_release(&a);
}

/* Depth is bounded, and a table of many keys stays linear. */
static void test_limits(void **state)
{
    (void)state;
    static const char *const deep[] = {"[", "{a=", "a.", "[a.", "a=["};
    struct oc_arena a;
    struct oc_buf text;
    oc_arena_init(&a);
    oc_buf_init(&text, SIZE_MAX);
    for (size_t i = 0; i < OC_COUNT(deep); i++) {
        oc_buf_puts(&text, i == 2 ? "" : "a=");
        for (int n = 0; n < 50000; n++)
            oc_buf_puts(&text, deep[i]);
        assert_null(oc_value_toml(&a, NULL, oc_buf_view(&text), 1));
        oc_buf_clear(&text);
    }
    for (int n = 0; n < 100000; n++)
        oc_buf_printf(&text, "key%d = 1\n", n);
    assert_non_null(oc_value_toml(&a, NULL, oc_buf_view(&text), 1));
    oc_buf_release(&text);
    oc_arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_front_matter), cmocka_unit_test(test_strings),
        cmocka_unit_test(test_plain_values), cmocka_unit_test(test_tables),
        cmocka_unit_test(test_table_rules),  cmocka_unit_test(test_places),
        cmocka_unit_test(test_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
