/* SPDX-License-Identifier: MIT */
/* Mustache: every rule of the public specification, without lambdas and inheritance. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/limits.h"
#include "base/mustache.h"

struct rendering {
    const char *rule, *text, *context, *want; /* context: YAML */
    const char *partials;                     /* YAML: name to text; NULL: none */
};

static struct oc_str find_partial(void *ctx, struct oc_str name)
{
    for (const struct oc_value *c = ((struct oc_value *)ctx)->child; c; c = c->next) {
        if (oc_str_eq(c->key, name))
            return c->text.p ? c->text : OC_STR("");
    }
    return OC_STR_NONE;
}

static void check(const struct rendering *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct oc_arena a;
        struct oc_buf out;
        struct oc_template_error err;
        oc_arena_init(&a);
        oc_buf_init(&out, 1 << 20);
        size_t size = strlen(rows[i].text);
        char *copy = malloc(size ? size : 1);
        assert_non_null(copy);
        memcpy(copy, rows[i].text, size);
        struct oc_value *context = oc_value_yaml(&a, NULL, oc_str(rows[i].context), 1);
        struct oc_value *partials = oc_value_yaml(&a, NULL, oc_str(rows[i].partials), 1);
        assert_true(context && partials);
        struct oc_template *t = oc_template_parse(&a, &err, (struct oc_str){copy, size});
        if (!t)
            fail_msg("%s: line %d: %.*s", rows[i].rule, err.line, OC_STR_ARG(err.why));
        oc_template_render(&out, t, context, rows[i].partials ? find_partial : NULL, partials);
        if (strcmp(out.p, rows[i].want) != 0)
            print_error("%s\n", rows[i].rule);
        assert_string_equal(out.p, rows[i].want);
        free(copy);
        oc_buf_release(&out);
        oc_arena_release(&a);
    }
}

static void test_comments(void **state)
{
    (void)state;
    static const struct rendering rows[] = {
        {"inline", "ab{{! none }}cd", "", "abcd", NULL},
        {"many lines", "ab{{! no\n ne }}cd", "", "abcd", NULL},
        {"alone on its line", "one\n{{! none }}\ntwo\n", "", "one\ntwo\n", NULL},
        {"alone and indented", "one\n \t{{! none }}  \ntwo\n", "", "one\ntwo\n", NULL},
        {"alone, CRLF", "one\r\n{{! none }}\r\ntwo", "", "one\r\ntwo", NULL},
        {"alone, first line", "{{! none }}\ntwo", "", "two", NULL},
        {"alone, last line", "one\n  {{! none }}", "", "one\n", NULL},
        {"alone over many lines", "one\n  {{! no\n  ne\n}}\ntwo\n", "", "one\ntwo\n", NULL},
        {"not alone", "one\n x {{! none }}\ntwo\n", "", "one\n x \ntwo\n", NULL},
        {"never looked up", "[{{! x }}{{!x}}]", "{\"! x\": 1, \"x\": 2, \"!x\": 3}", "[]", NULL},
        {"empty", "[{{!}}]", "", "[]", NULL},
    };
    check(rows, OC_COUNT(rows));
}

static void test_delimiters(void **state)
{
    (void)state;
    static const struct rendering rows[] = {
        {"a pair", "{{=<% %>=}}(<%x%>) {{x}}", "x: Hi", "(Hi) {{x}}", NULL},
        {"one character each", "({{=[ ]=}}[x])", "x: Hi", "(Hi)", NULL},
        {"blanks within", "{{=  |   |  =}}|x|", "x: Hi", "Hi", NULL},
        {"and back", "{{=<% %>=}}<%x%><%={{ }}=%>{{x}}", "x: a", "aa", NULL},
        {"sections", "[{{#s}}{{x}}|y|{{= | | =}}{{x}}|x||/s|]", "{s: true, x: 1}", "[1|y|{{x}}1]",
         NULL},
        {"inverted", "{{=<% %>=}}<%^s%>no<%/s%>", "s: false", "no", NULL},
        {"raw with &", "{{=<% %>=}}<%&x%>", "x: <", "<", NULL},
        {"raw with braces", "{{=<% %>=}}<%{x}%>", "x: <", "<", NULL},
        {"a partial has its own", "{{=<% %>=}}<%>p%>|<%x%>", "x: a", "a<%x%>|a", "p: '{{x}}<%x%>'"},
        {"a partial keeps its own", "{{>p}}|{{x}}<%x%>", "x: a", "a|a<%x%>",
         "p: '{{=<% %>=}}<%x%>'"},
        {"blanks around stay", "| {{=@ @=}} |", "", "|  |", NULL},
        {"alone on its line", "one\n  {{=@ @=}}\ntwo\n", "", "one\ntwo\n", NULL},
        {"alone, CRLF", "|\r\n{{= @ @ =}}\r\n|", "", "|\r\n|", NULL},
        {"alone, last line", "one\n  {{=@ @=}}", "", "one\n", NULL},
    };
    check(rows, OC_COUNT(rows));
}

static void test_interpolation(void **state)
{
    (void)state;
    static const struct rendering rows[] = {
        {"no tags", "a { b } c\n", "", "a { b } c\n", NULL},
        {"empty template", "", "x: 1", "", NULL},
        {"a name", "Hi, {{who}}!", "who: Ann", "Hi, Ann!", NULL},
        {"escaped", "{{x}}", "x: '& \" < >'", "&amp; &quot; &lt; &gt;", NULL},
        {"raw, braces", "{{{x}}}", "x: '& \" < >'", "& \" < >", NULL},
        {"raw, ampersand", "{{&x}}", "x: '& \" < >'", "& \" < >", NULL},
        {"numbers as written", "{{x}} {{y}}", "{x: 1.210, y: 007}", "1.210 007", NULL},
        {"null is empty", "({{x}}{{{x}}}{{&x}})", "x: ~", "()", NULL},
        {"absent is empty", "({{x}}{{{x}}}{{&x}})", "y: 1", "()", NULL},
        {"a list or map is no text", "({{x}}{{y}})", "{x: [1], y: {z: 1}}", "()", NULL},
        {"blanks around a name", "{{ x }}{{{ x }}}{{& x }}{{\nx\n}}", "x: a", "aaaa", NULL},
        {"white space around stays", "| {{x}} |\n  {{{x}}}\n {{&x}}\n", "x: a", "| a |\n  a\n a\n",
         NULL},
        {"alone on a line stays", "  {{x}}\n", "x: ''", "  \n", NULL},
        {"dotted", "{{a.b}} {{{a.b.c}}} {{&a.b.c}}", "a: {b: {c: x}}", " x x", NULL},
        {"dotted is a chain of sections", "{{a.b}}={{#a}}{{b}}{{/a}}", "a: {b: x}", "x=x", NULL},
        {"dotted, any depth", "{{a.b.c.d.e}}", "a: {b: {c: {d: {e: x}}}}", "x", NULL},
        {"dotted, broken chain", "({{a.b.c}})", "a: {}", "()", NULL},
        {"dotted, chain through text", "({{a.b}})", "{a: x, b: y}", "()", NULL},
        {"dotted, first part decides", "{{#a}}({{b.c}}){{/a}}", "{a: {b: {}}, b: {c: x}}", "()",
         NULL},
        {"dotted, rest is no search", "({{a.b}})", "{b: x, a: {c: y}}", "()", NULL},
        {"dotted, first part is searched", "{{#s}}{{a.b}}{{/s}}", "{s: {x: y}, a: {b: z}}", "z",
         NULL},
        {"a dot", "{{.}} {{{.}}} {{&.}} {{ . }}", "<", "&lt; < < &lt;", NULL},
        {"single braces", "{x} {{x}} { {x} }", "x: a", "{x} a { {x} }", NULL},
        {"a brace after", "{{x}}} {{{x}}}}", "x: a", "a} a}", NULL},
        {"other scripts", "{{标题}}", "标题: 题", "题", NULL},
        {"not rendered again", "{{x}}", "{x: '{{y}}', y: z}", "{{y}}", NULL},
    };
    check(rows, OC_COUNT(rows));
}

static void test_sections(void **state)
{
    (void)state;
    static const struct rendering rows[] = {
        {"true", "({{#x}}yes{{/x}})", "x: true", "(yes)", NULL},
        {"false", "({{#x}}yes{{/x}})", "x: false", "()", NULL},
        {"null", "({{#x}}yes{{/x}})", "x: ~", "()", NULL},
        {"absent", "({{#x}}yes{{/x}})", "y: 1", "()", NULL},
        {"empty text", "({{#x}}yes{{/x}})", "x: ''", "()", NULL},
        {"the word false in quotes", "({{#x}}yes{{/x}})", "x: 'false'", "(yes)", NULL},
        {"a text is context", "{{#x}}<{{.}}>{{/x}}", "x: a", "<a>", NULL},
        {"a map is context", "{{#x}}{{name}}{{/x}}", "x: {name: Jo}", "Jo", NULL},
        {"an empty map is true", "({{#x}}yes{{/x}})", "x: {}", "(yes)", NULL},
        {"names outside", "{{#x}}{{a}}{{b}}{{c.d}}{{/x}}", "{a: 1, b: 2, c: {d: 3}, x: {b: 4}}",
         "143", NULL},
        {"depth", "{{#a}}{{p}}{{#b}}{{p}}{{q}}{{#c}}{{p}}{{q}}{{r}}{{/c}}{{q}}{{/b}}{{p}}{{/a}}",
         "a: {p: 1, b: {q: 2, c: {r: 3}}}", "11212321", NULL},
        {"a list", "{{#x}}{{n}};{{/x}}", "x: [{n: 1}, {n: 2}, {n: 3}]", "1;2;3;", NULL},
        {"an empty list", "({{#x}}yes{{/x}})", "x: []", "()", NULL},
        {"a list of texts", "{{#x}}({{.}}){{/x}}", "x: [a, <, 1.0]", "(a)(&lt;)(1.0)", NULL},
        {"a list of lists", "{{#x}}({{#.}}{{.}}{{/.}}){{/x}}", "x: [[1, 2], [3]]", "(12)(3)", NULL},
        {"a list at the root", "{{#.}}({{v}}){{/.}}", "[{v: a}, {v: b}]", "(a)(b)", NULL},
        {"twice", "{{#x}}1{{/x}}{{y}}{{#x}}2{{/x}}", "{x: true, y: -}", "1-2", NULL},
        {"nested, true", "{{#x}}A{{#x}}B{{/x}}C{{/x}}", "x: true", "ABC", NULL},
        {"nested, false", "|{{#x}}A{{#y}}B{{/y}}C{{/x}}|", "{x: false, y: true}", "||", NULL},
        {"an inner list shadows", "{{#x}}{{n}}{{#x}}{{n}}{{/x}};{{/x}}",
         "x: [{n: 1, x: [{n: 2}, {n: 3}]}]", "123;", NULL},
        {"dotted", "{{#a.b.c}}yes{{/a.b.c}}", "a: {b: {c: true}}", "yes", NULL},
        {"dotted, absent", "({{#a.b.c}}yes{{/a.b.c}})", "a: {b: {}}", "()", NULL},
        {"blanks in tags", "|{{# x }}={{/ x }}|", "x: true", "|=|", NULL},
        {"white space inside stays", " | {{#x}}\t|\t{{/x}} | \n", "x: true", " | \t|\t | \n", NULL},
        {"two lines, two sections", " {{#x}}A{{/x}}\n {{#x}}B{{/x}}\n", "x: true", " A\n B\n",
         NULL},
        {"alone on their lines", "|\n{{#x}}\n|\n{{/x}}\n|", "x: true", "|\n|\n|", NULL},
        {"alone and indented", "|\n  {{#x}}\n| -\n\t{{/x}} \n|\n", "x: true", "|\n| -\n|\n", NULL},
        {"alone, CRLF", "|\r\n{{#x}}\r\n{{/x}}\r\n|", "x: true", "|\r\n|", NULL},
        {"alone, first line", "  {{#x}}\n#{{/x}}\n/", "x: true", "#\n/", NULL},
        {"alone, last line", "#{{#x}}\n/\n  {{/x}}", "x: true", "#\n/\n", NULL},
        {"lines of a list", "<ul>\n{{#x}}\n  <li>{{.}}</li>\n{{/x}}\n</ul>\n", "x: [a, b]",
         "<ul>\n  <li>a</li>\n  <li>b</li>\n</ul>\n", NULL},
    };
    check(rows, OC_COUNT(rows));
}

static void test_inverted(void **state)
{
    (void)state;
    static const struct rendering rows[] = {
        {"false", "({{^x}}no{{/x}})", "x: false", "(no)", NULL},
        {"true", "({{^x}}no{{/x}})", "x: true", "()", NULL},
        {"null", "({{^x}}no{{/x}})", "x: ~", "(no)", NULL},
        {"absent", "({{^x}}no{{/x}})", "y: 1", "(no)", NULL},
        {"a map", "({{^x}}no{{/x}})", "x: {y: 1}", "()", NULL},
        {"a list", "({{^x}}no{{/x}})", "x: [1]", "()", NULL},
        {"an empty list", "({{^x}}no{{/x}})", "x: []", "(no)", NULL},
        {"an empty text", "({{^x}}no{{/x}})", "x: ''", "(no)", NULL},
        {"beside a section", "{{#x}}yes{{/x}}{{^x}}no{{/x}}", "x: ''", "no", NULL},
        {"nested, false", "{{^x}}A{{^x}}B{{/x}}C{{/x}}", "x: false", "ABC", NULL},
        {"nested, true", "|{{^x}}A{{^y}}B{{/y}}C{{/x}}|", "{x: true, y: false}", "||", NULL},
        {"context stays", "{{#a}}{{^no}}{{b}}{{/no}}{{/a}}", "a: {b: c}", "c", NULL},
        {"dotted", "({{^a.b}}no{{/a.b}})({{^a.c}}no{{/a.c}})", "a: {b: true}", "()(no)", NULL},
        {"blanks in tags", "|{{^ x }}={{/ x }}|", "x: false", "|=|", NULL},
        {"white space inside stays", " | {{^x}}\t|\t{{/x}} | \n", "", " | \t|\t | \n", NULL},
        {"alone on their lines", "|\n{{^x}}\n|\n  {{/x}}\n|", "x: false", "|\n|\n|", NULL},
        {"alone, CRLF", "|\r\n{{^x}}\r\n{{/x}}\r\n|", "", "|\r\n|", NULL},
        {"alone, last line", "^{{^x}}\n/\n  {{/x}}", "", "^\n/\n", NULL},
    };
    check(rows, OC_COUNT(rows));
}

static void test_partials(void **state)
{
    (void)state;
    static const struct rendering rows[] = {
        {"inline", "[{{>p}}]", "", "[text]", "p: text"},
        {"absent", "[{{>q}}]", "", "[]", "p: text"},
        {"no function", "[{{>p}}]", "", "[]", NULL},
        {"empty", "[{{>p}}]", "", "[]", "p: ''"},
        {"context", "{{#x}}{{>p}}{{/x}}", "{x: {a: 1}, b: 2}", "*12*", "p: '*{{a}}{{b}}*'"},
        {"recursion", "{{>node}}", "{v: X, nodes: [{v: Y, nodes: []}]}", "X<Y<>>",
         "node: '{{v}}<{{#nodes}}{{>node}}{{/nodes}}>'"},
        {"nested", "{{>a}}", "x: <", "1 2 &lt;", "{a: '1 {{>b}}', b: '2 {{x}}'}"},
        {"white space around stays", "| {{>p}} |", "", "| \t|\t |", "p: \"\\t|\\t\""},
        {"inline is not indented", "  {{x}}  {{>p}}\n", "x: '|'", "  |  >\n>\n", "p: \">\\n>\""},
        {"alone, CRLF", "|\r\n{{>p}}\r\n|", "", "|\r\n>|", "p: '>'"},
        {"alone, first line", "  {{>p}}\n>", "", "  >\n  >>", "p: \">\\n>\""},
        {"alone, last line", ">\n  {{>p}}", "", ">\n  >\n  >", "p: \">\\n>\""},
        {"each line indented", "\\\n {{>p}}\n/\n", "", "\\\n |\n |\n/\n", "p: \"|\\n|\\n\""},
        {"values are not indented", "\\\n {{>p}}\n/\n", "x: \"<\\n->\"", "\\\n |\n <\n->\n |\n/\n",
         "p: \"|\\n{{{x}}}\\n|\\n\""},
        {"indents add up", "\t{{>a}}\n", "", "\ta\n\t  b\n",
         "{a: \"a\\n  {{>b}}\\n\", b: \"b\\n\"}"},
        {"two indents of one", "{{>p}}\n  {{>p}}\n", "", "x\n  x\n", "p: \"x\\n\""},
        {"sections stay alone", " {{>p}}\n", "x: [1, 2]", " 1\n 2\n",
         "p: \"{{#x}}\\n{{.}}\\n{{/x}}\\n\""},
        {"in a list", "{{#x}}{{>p}}{{/x}}", "x: [1, 2, 3]", "(1)(2)(3)", "p: '({{.}})'"},
        {"blanks in the tag", "|{{> p }}|", "", "|[]|", "p: '[]'"},
        {"a path as name", "{{>a/b.html}}", "", "x", "a/b.html: x"},
        {"one that does not parse", "[{{>p}}]", "", "[]", "p: '{{#a}}'"},
    };
    check(rows, OC_COUNT(rows));
}

static void test_errors(void **state)
{
    (void)state;
    static const struct {
        const char *text, *why;
        int line;
    } rows[] = {
        {"a\n{{x", "a tag is not closed", 2},
        {"{{", "a tag is not closed", 1},
        {"{{{x}}", "a tag is not closed", 1},
        {"{{! x", "a tag is not closed", 1},
        {"{{=<% %>}}", "a tag is not closed", 1},
        {"\n\n{{}}", "a tag without a name", 3},
        {"{{#}}", "a tag without a name", 1},
        {"{{{ }}}", "a tag without a name", 1},
        {"a\n{{#x}}\n\n", "a section is not closed: 'x'", 2},
        {"{{#x}}{{#y}}{{/y}}", "a section is not closed: 'x'", 1},
        {"\n{{/x}}", "no section is open to close 'x'", 2},
        {"{{#x}}\n{{#y}}\n{{/x}}", "another section is open where one closes: 'x'", 3},
        {"{{=<%=}}", "these are not delimiters: '<%'", 1},
        {"{{=a b c=}}", "these are not delimiters: 'a b c'", 1},
        {"{{= =}}", "a tag without a name", 1},
        {"{{<x}}{{/x}}", "inheritance is not supported: 'x'", 1},
        {"{{$x}}{{/x}}", "inheritance is not supported: 'x'", 1},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct oc_arena a;
        struct oc_template_error err = {0};
        oc_arena_init(&a);
        struct oc_template *t = oc_template_parse(&a, &err, oc_str(rows[i].text));
        if (t || !oc_str_is(err.why, rows[i].why))
            fail_msg("%s: %.*s", rows[i].text, OC_STR_ARG(err.why));
        assert_int_equal(err.line, rows[i].line);
        oc_arena_release(&a);
    }
}

static void test_limits(void **state)
{
    (void)state;
    struct oc_arena a;
    struct oc_buf text, out;
    struct oc_template_error err;
    oc_arena_init(&a);
    oc_buf_init(&text, SIZE_MAX);
    oc_buf_init(&out, SIZE_MAX);
    for (int i = 0; i < OC_MAX_TEMPLATE_DEPTH; i++)
        oc_buf_puts(&text, "{{#x}}");
    for (int i = 0; i < OC_MAX_TEMPLATE_DEPTH; i++)
        oc_buf_puts(&text, "{{/x}}");
    assert_non_null(oc_template_parse(&a, &err, oc_buf_view(&text)));
    oc_buf_puts(&text, "{{#y}}");
    for (int i = 0; i < OC_MAX_TEMPLATE_DEPTH; i++)
        oc_buf_puts(&text, "{{#x}}");
    assert_null(oc_template_parse(&a, &err, oc_buf_view(&text)));
    assert_true(oc_str_is(err.why, "sections nested too deeply at 'x'"));
    /* A partial that asks for itself ends. */
    struct oc_value *partials =
        oc_value_yaml(&a, NULL, OC_STR("p: '({{#x}}{{#x}}{{>p}}{{/x}}{{/x}})'"), 1);
    struct oc_value *context = oc_value_yaml(&a, NULL, OC_STR("x: true"), 1);
    oc_template_render(&out, oc_template_parse(&a, &err, OC_STR("{{>p}}")), context, find_partial,
                       partials);
    assert_int_equal(out.n, 2 * OC_MAX_TEMPLATE_DEPTH);
    oc_buf_release(&text);
    oc_buf_release(&out);
    oc_arena_release(&a);
}

static void test_made_context(void **state)
{
    (void)state;
    struct oc_arena a;
    struct oc_buf out;
    struct oc_template_error err;
    oc_arena_init(&a);
    oc_buf_init(&out, SIZE_MAX);
    struct oc_value *book = oc_context_map(&a);
    char title[] = "A & B";
    oc_context_text(book, &a, "title", oc_str(title));
    memset(title, 'x', sizeof title - 1); /* it was copied */
    oc_context_text(book, &a, "none", OC_STR_NONE);
    oc_context_text(book, &a, "word", OC_STR("false"));
    oc_context_bool(book, &a, "yes", true);
    oc_context_bool(book, &a, "no", false);
    oc_context_text(oc_context_child(book, &a, "author"), &a, "name", OC_STR("C"));
    struct oc_value *posts = oc_context_list(book, &a, "posts");
    for (int i = 0; i < 3; i++) {
        struct oc_value *post = oc_context_child(posts, &a, NULL);
        oc_context_text(post, &a, "n", oc_arena_printf(&a, "%d", i));
        oc_context_bool(post, &a, "first", i == 0);
    }
    oc_context_list(book, &a, "empty");
    struct oc_template *t = oc_template_parse(
        &a, &err,
        OC_STR("{{title}}|{{#none}}x{{/none}}{{#word}}w{{/word}}{{#yes}}y{{/yes}}{{#no}}n{{/no}}|"
               "{{author.name}}|{{#posts}}{{^first}},{{/first}}{{n}}{{/posts}}|"
               "{{^empty}}e{{/empty}}"));
    assert_non_null(t);
    oc_template_render(&out, t, book, NULL, NULL);
    assert_string_equal(out.p, "A &amp; B|wy|C|0,1,2|e");
    /* Appends; and no context at all is fine. */
    oc_template_render(&out, t, NULL, NULL, NULL);
    assert_string_equal(out.p, "A &amp; B|wy|C|0,1,2|e||||e");
    oc_buf_release(&out);
    oc_arena_release(&a);
}

static void test_tags_and_lines(void **state)
{
    (void)state;
    static const struct {
        size_t at;
        int line;
        const char *partial;
    } rows[] = {
        {0, 1, ""},   {2, 2, ""},   {5, 2, ""},  {9, 1, "p"},
        {11, 1, "p"}, {12, 2, "p"}, {14, 6, ""}, {99, 6, ""},
    };
    struct oc_arena a;
    struct oc_template_error err;
    struct oc_template_tag tag;
    oc_arena_init(&a);
    struct oc_value *context = oc_value_yaml(&a, NULL, OC_STR("x: abc"), 1);
    struct oc_value *partials = oc_value_yaml(&a, NULL, OC_STR("p: \"12\\n3\\n\""), 1);
    struct oc_template *t =
        oc_template_parse(&a, &err, OC_STR("1\n=={{x}}=\n{{#x}}\n{{>p}}\n{{/x}}\n[]"));
    struct oc_buf out;
    oc_buf_init(&out, SIZE_MAX);
    oc_template_render(&out, t, context, find_partial, partials);
    assert_string_equal(out.p, "1\n==abc=\n12\n3\n[]");
    oc_buf_release(&out);
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct oc_str partial;
        assert_int_equal(oc_template_line(&partial, t, context, find_partial, partials, rows[i].at),
                         rows[i].line);
        assert_true(oc_str_is(partial, rows[i].partial));
    }
    size_t at = 0;
    assert_true(oc_template_tag(&tag, t, &at));
    assert_true(oc_str_is(tag.name, "x") && tag.line == 2 && !tag.partial);
    assert_true(oc_template_tag(&tag, t, &at));
    assert_true(oc_str_is(tag.name, "x") && tag.line == 3);
    assert_true(oc_template_tag(&tag, t, &at));
    assert_true(oc_str_is(tag.name, "p") && tag.line == 4 && tag.partial);
    assert_false(oc_template_tag(&tag, t, &at));
    oc_arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_comments),      cmocka_unit_test(test_delimiters),
        cmocka_unit_test(test_interpolation), cmocka_unit_test(test_sections),
        cmocka_unit_test(test_inverted),      cmocka_unit_test(test_partials),
        cmocka_unit_test(test_errors),        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_made_context),  cmocka_unit_test(test_tags_and_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
