/* SPDX-License-Identifier: MIT */
/* YAML front matter, strict and lenient: nothing that an author wrote may change silently. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/limits.h"
#include "read_value.h"

static struct oc_value *lenient_reader(struct oc_arena *a, struct oc_value_error *err OC_UNUSED,
                                       struct oc_str text, int first_line)
{
    return oc_value_yaml_lenient(a, text, first_line);
}

static void test_scalars_stay_text(void **state)
{
    (void)state;
    static const struct reading rows[] = {
        {"title: 12:30", "{title=12:30}"},
        {"title: yes\ndraft: true", "{title=yes, draft=true}"},
        {"title: 2019-01-01", "{title=2019-01-01}"},
        {"tags: [no, on, 2.0, 007]", "{tags=[no, on, 2.0, 007]}"},
        {"abbrlink: 0123456", "{abbrlink=0123456}"},
        {"date : 2018-12-29T10:02", "{date=2018-12-29T10:02}"},
        {"date: \"2018-12-29\"", "{date=\"2018-12-29\"}"},
        {"a: ~\nb: null\nc:\nd: Null", "{a=~, b=~, c=~, d=~}"},
        {"a: 'null'\nb: ''", "{a=\"null\", b=\"\"}"},
        {"null: a\n~: b", "{null=a, ~=b}"},
        {"a: !!str 007", "{a=\"007\"}"},
        {"标题: 你好：世界", "{标题=你好：世界}"},
    };
    check_readings(rows, OC_COUNT(rows), oc_value_yaml);
}

static void test_constructs(void **state)
{
    (void)state;
    static const struct reading rows[] = {
        {"a: 'it''s'\nb: \"say \\\"so\\\" \\u00e9\"", "{a=\"it's\", b=\"say \"so\" é\"}"},
        {"a: |\n  one\n  two\nb: >-\n  one\n  two", "{a=\"one\ntwo\n\", b=\"one two\"}"},
        {"a:\n  - b\n  - [c, d]\n- e", "! did not find expected key"},
        {"a:\n- b\n- [c, d]", "{a=[b, [c, d]]}"},
        {"a:\n  b:\n    c: d\n  e: {f: g}", "{a={b={c=d}, e={f=g}}}"},
        {"a: one\n  two", "{a=one two}"},
        {"a: &x [1, 2]\nb: *x", "{a=[1, 2], b=[1, 2]}"},
        {"a: 1\nb: 2\na: 3", "{b=2, a=3}"},
        {"? [a]\n: b\nc: d\n? {x: y}\n: [1]", "{c=d}"},
        {"title: {{ title }}\nb: c", "{title={}, b=c}"},
        {"- a\n- b", "[a, b]"},
        {"just text", "just text"},
        {"", "~"},
        {"# a comment alone\n", "~"},
        {"---\na: b\n---\nc: d", "{a=b}"},
        {"\xEF\xBB\xBF"
         "title: C #1\r\nb: c\r\n",
         "{title=C #1, b=c}"},
    };
    check_readings(rows, OC_COUNT(rows), oc_value_yaml);
}

static void test_hash_in_titles(void **state)
{
    (void)state;
    static const struct reading rows[] = {
        {"title: C #1", "{title=C #1}"},
        {"Title: C #1 and #2", "{Title=C #1 and #2}"},
        {"标题: 甲\ntitle: 第 #2 期 \nx: y", "{标题=甲, title=第 #2 期, x=y}"},
        {"title: C#\ntags: [C#, F#]", "{title=C#, tags=[C#, F#]}"},
        {"title: #1 in the list", "{title=#1 in the list}"},
        {"title: # to be written", "{title=~}"},
        {"title: #", "{title=~}"},
        {"title: Foo   # a note", "{title=Foo}"},
        {"title: Foo\t# a note", "{title=Foo}"},
        {"title: 'C' # a note", "{title=\"C\"}"},
        {"date: 2020-01-01 # a note", "{date=2020-01-01}"},
        {"tags: # a note\n  - a # b\n  - C#", "{tags=[a, C#]}"},
        {"author:\n  name: Ann #2\n  mail: a@b # c", "{author={name=Ann #2, mail=a@b}}"},
        {"title: &foo", "{title=&foo}"},
        {"title: !important news", "{title=!important news}"},
        {"title: !!str 7", "{title=\"7\"}"},
    };
    check_readings(rows, OC_COUNT(rows), oc_value_yaml);
}

static void test_items_without_blank(void **state)
{
    (void)state;
    static const struct reading rows[] = {
        {"tags:\n  -music\n  -音乐", "{tags=[music, 音乐]}"},
        {"tags:\n  -music\nx: y", "{tags=[music], x=y}"},
        {"offset:\n  -5", "{offset=-5}"},
        {"offset: -5", "{offset=-5}"},
        {"a:\n  --x\n  -y", "{a=--x -y}"},
        {"a:\n  x\n  -y", "{a=x -y}"},
    };
    check_readings(rows, OC_COUNT(rows), oc_value_yaml);
}

static void test_refusals(void **state)
{
    (void)state;
    static const struct reading rows[] = {
        {"title: a: b", "! mapping values are not allowed in this context"},
        {"a:\n\t- b", "! found character that cannot start any token"},
        {"a: @b", "! found character that cannot start any token"},
        {"a: [b", "! did not find expected ',' or ']'"},
        {"a: \"\\d\"", "! found unknown escape character"},
        {"a: b\x01", "! control characters are not allowed"},
        {"a: *b", "! an alias ('*') without its anchor ('&')"},
        {"a: &b [*b]", "! an alias inside what it stands for"},
    };
    check_readings(rows, OC_COUNT(rows), oc_value_yaml);
}

static void test_place_of_error(void **state)
{
    (void)state;
    struct oc_arena a;
    struct oc_value_error err = {0};
    oc_arena_init(&a);
    assert_null(oc_value_yaml(&a, &err, OC_STR("x: y\ntitle: 甲 a: b\n"), 5));
    assert_int_equal(err.line, 6);
    assert_int_equal(err.col, 11);
    assert_null(oc_value_yaml(&a, &err, OC_STR("x: y\nz: \x01"), 2));
    assert_int_equal(err.line, 3);
    assert_int_equal(err.col, 4);
    assert_null(oc_value_yaml(&a, NULL, OC_STR("a: [b"), 1));
    const struct oc_value *v = oc_value_yaml(&a, NULL, OC_STR("\nx: y\n甲:   z\n"), 10);
    assert_int_equal(oc_value_get(v, "甲")->line, 12);
    assert_int_equal(oc_value_get(v, "甲")->col, 6);
    oc_arena_release(&a);
}

/* Each level has ten aliases of the one before: 10^20 values if they were all made. */
static void test_many_aliases(void **state)
{
    (void)state;
    struct oc_arena a;
    struct oc_buf text;
    struct oc_value_error err = {0};
    oc_arena_init(&a);
    oc_buf_init(&text, 1 << 20);
    oc_buf_puts(&text, "a: &a [x, x, x, x, x, x, x, x, x, x]\n");
    for (int c = 'b'; c < 'v'; c++) {
        oc_buf_printf(&text, "%c: &%c [", c, c);
        for (int i = 0; i < 10; i++)
            oc_buf_printf(&text, "%s*%c", i ? ", " : "", c - 1);
        oc_buf_puts(&text, "]\n");
    }
    assert_null(oc_value_yaml(&a, &err, oc_buf_view(&text), 1));
    assert_true(oc_str_is(err.why, "too many values"));
    oc_buf_release(&text);
    oc_arena_release(&a);
}

/* A small piece, repeated. */
static struct oc_str repeat(struct oc_arena *a, const char *piece, size_t times)
{
    struct oc_buf out;
    oc_buf_init(&out, SIZE_MAX);
    for (size_t i = 0; i < times; i++)
        oc_buf_puts(&out, piece);
    struct oc_str s = oc_buf_take(&out, a);
    oc_buf_release(&out);
    return s;
}

static void test_depth(void **state)
{
    (void)state;
    static const char *const pieces[] = {"[", "- ", "{a: ", "? "};
    for (size_t i = 0; i < OC_COUNT(pieces); i++) {
        struct oc_arena a;
        oc_arena_init(&a);
        struct oc_str text = repeat(&a, pieces[i], 20000);
        assert_null(oc_value_yaml(&a, NULL, text, 1));
        assert_non_null(oc_value_yaml_lenient(&a, text, 1));
        oc_arena_release(&a);
    }
}

/* Linear or not: these took minutes when a step looked at the whole text again. */
static void test_long_input(void **state)
{
    (void)state;
    static const char *const pieces[] = {"title: C #1\n", "a:\n", "- a\n",   "a: [\"\\\",",   "\n",
                                         "a: \"x\n y\n",  "x:y",  "a:\n#\n", "- a: b\n  c:\n"};
    for (size_t i = 0; i < OC_COUNT(pieces); i++) {
        struct oc_arena a;
        oc_arena_init(&a);
        struct oc_str text = repeat(&a, pieces[i], OC_MAX_FRONT_BYTES / 2 / strlen(pieces[i]));
        oc_value_yaml(&a, NULL, text, 1);
        assert_non_null(oc_value_yaml_lenient(&a, text, 1));
        oc_arena_release(&a);
    }
}

static void test_lenient_values(void **state)
{
    (void)state;
    static const struct reading rows[] = {
        {"title: A: a tale: of colons", "{title=A: a tale: of colons}"},
        {"title: @home\na: %x\nb: *x\nc: &x y", "{title=@home, a=%x, b=*x, c=&x y}"},
        {"title: [Day17] a walk", "{title=[Day17] a walk}"},
        {"title: \"Foo\" bar", "{title=\"Foo\" bar}"},
        {"title: \"Foo\" and \"Bar\"", "{title=\"Foo\" and \"Bar\"}"},
        {"title: 'It's'\na: 'x' y 'z'", "{title=\"It's\", a='x' y 'z'}"},
        {"title: \"reg \\d \\\"x\\\" \\n\"", "{title=\"reg \\d \"x\" \n\"}"},
        {"title: \"open", "{title=\"open}"},
        {"title: 'a''b' # note\nx: \"y\"", "{title=\"a'b\", x=\"y\"}"},
        {"a: \"\\u4e2d\\x41\\U0001F600\\uZZ\"", "{a=\"中A😀\\uZZ\"}"},
        {"updated: {{ date }}", "{updated={{ date }}}"},
        {"a: ~\nb:\nc: null\nd: 'null'", "{a=~, b=~, c=~, d=\"null\"}"},
        {"title: C #1\ntags: C # note", "{title=C #1, tags=C}"},
        {"title: 关于\t#标题\ntags:\t#标签\nx: y", "{title=关于, tags=~, x=y}"},
        {"title:foo\ndate:2020-01-01\nfoo:bar", "{title=foo, date=2020-01-01}"},
        {"date: 2020-01-01\nstray\nx: y", "{date=2020-01-01, x=y}"},
        {"title: a long\ntitle\nx: y", "{title=a long title, x=y}"},
        {"title: \"a: long\ntitle\"\nx: y", "{title=\"a: long title\", x=y}"},
        {"title：全角\nx: y：z", "{title=全角, x=y：z}"},
        {"title:foo: bar", "{title=foo: bar}"},
        {"date : 2018-12-29\n\"quoted\" : x", "{date=2018-12-29, quoted=x}"},
        {"a: 1\nb: 2\na: 3", "{b=2, a=3}"},
        {"a: one\n  two: x\n  three\nb: c", "{a=one two: x three, b=c}"},
        {"title: one\n date: 2020", "{title=one, date=2020}"},
        {"a: \"one\n  # two\"", "{a=\"one}"},
        {"a: \"one # 1\n  two\"", "{a=\"one # 1 two\"}"},
        {"a: b\x01", "{a=b\x01}"},
        {"---\na: b\n---\n", "{a=b}"},
        {"nothing to see\n- a\n[x", "{}"},
        {"", "{}"},
        {"\n\n# a\n", "{}"},
    };
    check_readings(rows, OC_COUNT(rows), lenient_reader);
}

static void test_lenient_lists(void **state)
{
    (void)state;
    static const struct reading rows[] = {
        {"tags:\n\t- golang\n\t- c\nx: y", "{tags=[golang, c], x=y}"},
        {"tags:\n-music\n-音乐", "{tags=[music, 音乐]}"},
        {"tags:\n# - a\n- b # note\n\n- C#\n", "{tags=[b, C#]}"},
        {"tags: [a, \"b, c\", 'd', [e, f]]", "{tags=[a, \"b, c\", \"d\", [e, f]]}"},
        {"tags: [a, b] # note\nx: y", "{tags=[a, b], x=y}"},
        {"tags: [\n  a, # one\n  b,\n]\nx: y", "{tags=[a, b], x=y}"},
        {"tags: [a, b\nx: y", "{tags=[a, b, x=y}"},
        {"tags: [a[0], b]", "{tags=[a[0], b]}"},
        {"tags: []", "{tags=[]}"},
        {"categories:\n- [笔记, 项目]\n- [x]", "{categories=[[笔记, 项目], [x]]}"},
        {"categories:\n  - - a\n    - b\n  - - c", "{categories=[[a, b], [c]]}"},
        {"categories:\n  - a\n    - b\n    - c\n  - d", "{categories=[a, b, c, d]}"},
        {"tags:\n  - a: b\n  - @c", "{tags=[a: b, @c]}"},
        {"tags:\n  -\n  - a\n  - one\n    two", "{tags=[~, a, one two]}"},
        {"tags:\n  a\n  b", "{tags=a b}"},
        {"tags:\n  - a\n b\n  - c", "{tags=[a, b, c]}"},
    };
    check_readings(rows, OC_COUNT(rows), lenient_reader);
}

static void test_lenient_nesting(void **state)
{
    (void)state;
    static const struct reading rows[] = {
        {"a:\n  b: c: d\n  e:\n    - f\ng: h", "{a={b=c: d, e=[f]}, g=h}"},
        {"authors:\n  - name: Ann: B\n    url: x\n  - name: C",
         "{authors=[{name=Ann: B, url=x}, {name=C}]}"},
        {"a: |\n  one: @\n\n    two\n\nb: >\n  one\n  two\n\n  three\nc: d",
         "{a=\"one: @\n\n  two\n\", b=\"one two\nthree\n\", c=d}"},
        {"a: |-\n\tx\n\ty\nb: >-\n", "{a=\"x\ny\", b=\"\"}"},
        {"a: >x\nb: |", "{a=>x, b=\"\"}"},
    };
    check_readings(rows, OC_COUNT(rows), lenient_reader);
}

static void test_lenient_places(void **state)
{
    (void)state;
    struct oc_arena a;
    oc_arena_init(&a);
    const struct oc_value *v =
        oc_value_yaml_lenient(&a, OC_STR("a: b\ntags:\n  - 甲\n  - c: d: e\ntitle: x: y"), 2);
    assert_int_equal(oc_value_get(v, "title")->line, 6);
    assert_int_equal(oc_value_get(v, "title")->col, 8);
    assert_int_equal(oc_value_get(v, "tags")->child->next->line, 5);
    oc_arena_release(&a);
}

/* Both readers must agree where the strict one has no complaint. */
static void test_readers_agree(void **state)
{
    (void)state;
    static const struct reading rows[] = {
        {"title: C #1\nsubtitle: #1 of 2\nauthor: A # B\nname: # c",
         "{title=C #1, subtitle=#1 of 2, author=A # B, name=~}"},
        {"layout: post\ntags: [a, b]\ncategories:\n  - x\n  - y\ndate: 2020-01-01 10:00:00 +0800",
         "{layout=post, tags=[a, b], categories=[x, y], date=2020-01-01 10:00:00 +0800}"},
        {"a:\n  b: c\n  d:\n  - e\n  - f: g\n    h: i", "{a={b=c, d=[e, {f=g, h=i}]}}"},
        {"a: 'b'\nc: \"d\"\ne: f g\n\n# h\ni: http://j/k#l",
         "{a=\"b\", c=\"d\", e=f g, i=http://j/k#l}"},
    };
    check_readings(rows, OC_COUNT(rows), oc_value_yaml);
    check_readings(rows, OC_COUNT(rows), lenient_reader);
}

static void test_questions(void **state)
{
    (void)state;
    struct oc_arena a;
    oc_arena_init(&a);
    const struct oc_value *v =
        oc_value_yaml(&a, NULL,
                      OC_STR("Title: ' x '\ntitle: y\ntags: [[a], b, c]\nyes: \"On\"\nno: FALSE\n"
                             "one: 1\nzero: '0'\nodd: maybe\nempty: ''\nnone:\n"),
                      1);
    assert_true(oc_str_is(oc_value_text(oc_value_get(v, "title")), "y"));
    assert_true(oc_str_is(oc_value_text(oc_value_get(v, "Title")), "x"));
    assert_true(oc_str_is(oc_value_text(oc_value_get(v, "TITLE")), "x"));
    assert_true(oc_str_is(oc_value_text(oc_value_get(v, "tags")), "b"));
    assert_null(oc_value_get(v, "absent"));
    assert_true(oc_str_is(oc_value_text(oc_value_member(v, OC_STR("title"))), "y"));
    assert_null(oc_value_member(v, OC_STR("TITLE")));
    assert_null(oc_value_get(NULL, "title"));
    assert_null(oc_value_get(oc_value_get(v, "title"), "title"));
    assert_int_equal(oc_value_text(NULL).n, 0);
    assert_int_equal(oc_value_text(v).n, 0);
    assert_true(oc_value_bool(oc_value_get(v, "yes"), false));
    assert_false(oc_value_bool(oc_value_get(v, "no"), true));
    assert_true(oc_value_bool(oc_value_get(v, "one"), false));
    assert_false(oc_value_bool(oc_value_get(v, "zero"), true));
    assert_true(oc_value_bool(oc_value_get(v, "odd"), true));
    assert_false(oc_value_bool(oc_value_get(v, "odd"), false));
    assert_true(oc_value_bool(oc_value_get(v, "empty"), true));
    assert_true(oc_value_bool(oc_value_get(v, "none"), true));
    assert_true(oc_value_bool(NULL, true));
    oc_arena_release(&a);
}

/* A long map is found by an index, and answers as a short one does. */
static void test_long_map(void **state)
{
    (void)state;
    struct oc_arena a;
    struct oc_buf text;
    oc_arena_init(&a);
    oc_buf_init(&text, 8192);
    oc_buf_puts(&text, "Title: x\ntitle: y\nTAGS: [a]\nmap:\n");
    for (int i = 0; i < 50; i++)
        oc_buf_printf(&text, "  Key%d: %d\n", i, i);
    for (int i = 0; i < 50; i++)
        oc_buf_printf(&text, "k%d: %d\n", i, i);
    struct oc_value *v = oc_value_yaml(&a, NULL, oc_buf_view(&text), 1);
    assert_non_null(v);
    assert_true(oc_str_is(oc_value_text(oc_value_get(v, "title")), "y"));
    assert_true(oc_str_is(oc_value_text(oc_value_get(v, "TITLE")), "x"));
    assert_true(oc_str_is(oc_value_text(oc_value_get(v, "tags")), "a"));
    assert_true(oc_str_is(oc_value_text(oc_value_get(v, "K49")), "49"));
    assert_true(oc_str_is(oc_value_text(oc_value_get(oc_value_get(v, "map"), "key7")), "7"));
    assert_null(oc_value_member(v, OC_STR("TITLE")));
    assert_null(oc_value_get(v, "k50"));
    char *longest = memset(oc_arena_alloc(&a, 301), 'k', 300);
    assert_null(oc_value_get(v, longest));
    struct oc_value *more = OC_NEW(&a, struct oc_value);
    *more = (struct oc_value){.kind = OC_VALUE_TEXT, .key = OC_STR("k50"), .text = OC_STR("z")};
    oc_value_append(v, more);
    assert_true(oc_str_is(oc_value_text(oc_value_get(v, "k50")), "z"));
    assert_true(oc_str_is(oc_value_text(oc_value_get(v, "k49")), "49"));
    oc_buf_release(&text);
    oc_arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_long_map),
        cmocka_unit_test(test_scalars_stay_text),
        cmocka_unit_test(test_constructs),
        cmocka_unit_test(test_hash_in_titles),
        cmocka_unit_test(test_items_without_blank),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_place_of_error),
        cmocka_unit_test(test_many_aliases),
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_long_input),
        cmocka_unit_test(test_lenient_values),
        cmocka_unit_test(test_lenient_lists),
        cmocka_unit_test(test_lenient_nesting),
        cmocka_unit_test(test_lenient_places),
        cmocka_unit_test(test_readers_agree),
        cmocka_unit_test(test_questions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
