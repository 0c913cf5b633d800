/* SPDX-License-Identifier: MIT */
/* Front matter: fences of every kind, what is no front matter, and recovery. */
#include "collect_fixture.h"

struct read {
    struct oc_post post;
    struct oc_str text;
};

static void start(struct read *r, const char *text)
{
    memset(r, 0, sizeof *r);
    oc_arena_init(&r->post.arena);
    oc_diags_init(&r->post.diags, &r->post.arena, OC_MAX_DIAGS_PER_POST);
    r->text = oc_str(text);
    oc_front_read(&r->post, r->text);
}

static struct oc_str body(const struct read *r)
{
    return oc_str_sub(r->text, r->post.body_at, r->text.n);
}

static void check(const char *text, const char *title, const char *rest, int line)
{
    struct read r;
    start(&r, text);
    check_text(oc_value_text(oc_value_get(r.post.front, "title")), title);
    check_text(body(&r), rest);
    assert_int_equal(r.post.body_line, line);
    assert_int_equal(r.post.diags.n, 0);
    oc_arena_release(&r.post.arena);
}

static void fences_of_every_kind(void **state)
{
    (void)state;
    check("---\ntitle: Rain\n---\nText\n", "Rain", "Text\n", 4);
    check("---  \r\ntitle: Rain\r\n---\t\r\nText", "Rain", "Text", 4);
    check("---\rtitle: Rain\r---\rText", "Rain", "Text", 4);
    check("-----\ntitle: Rain\n---\nmore: x\n-----\nText", "Rain", "Text", 6);
    check("---\ntitle: Rain\n---", "Rain", "", 4);
    check("\n\n---\ntitle: Rain\n---\nText", "Rain", "Text", 6);
    check("+++\ntitle = \"Rain\"\n[extra]\nx = true\n+++\nText", "Rain", "Text", 6);
    check(";;;\n\"title\": \"Rain\",\n\"tags\": [\"a\"]\n;;;\nText", "Rain", "Text", 5);
    check(";;;\n{\"title\": \"Rain\"}\n;;;\nText", "Rain", "Text", 4);
    check("{\n  \"title\": \"Rain }\"\n}\n\nText", "Rain }", "\nText", 4);
    check("{\"title\": \"Rain\"}\n;;;\nText", "Rain", "Text", 3);
}

static void headers_without_fences(void **state)
{
    (void)state;
    check("Title: Rain: a day\nDate: 2024-01-31\nTags: a, b\n\nText", "Rain: a day", "Text", 5);
    check("Title: Rain\r\nSummary: long\r\n  and longer\r\n\r\nText", "Rain", "Text", 5);
    check("Title: Rain\nDate: 2024-01-31", "Rain", "", 3);
    check("<!--\n.. title: Rain\n.. slug: rain\n-->\n\nText", "Rain", "\nText", 5);
    check("<!-- \n.. title: Rain\n\n.. date: 2024-01-31 10:00:00 UTC+01:00\n-->\nText", "Rain",
          "Text", 6);
    /* prose with colons, a comment that is one, and headers in the middle of a text */
    check("Ann: hello\nBob: hi\n\nText", "", "Ann: hello\nBob: hi\n\nText", 1);
    check("Title: Rain\nand so on\n\nText", "", "Title: Rain\nand so on\n\nText", 1);
    check("<!-- title: Rain -->\nText", "", "<!-- title: Rain -->\nText", 1);
    check("<!--\n.. slug: x\n-->\nText", "", "<!--\n.. slug: x\n-->\nText", 1);
    check("Text\n\nTitle: Rain\nDate: 2024\n\n", "", "Text\n\nTitle: Rain\nDate: 2024\n\n", 1);
}

static void fence_missing_at_the_start(void **state)
{
    (void)state;
    check("title: Rain\ndate: 2024-01-31\n---\nText", "Rain", "Text", 4);
    check("\"title\": \"Rain\",\n;;;\nText", "Rain", "Text", 3);
    /* prose, and a heading of the setext kind, stay the body */
    check("Note: nothing here is known\n---\nText", "", "Note: nothing here is known\n---\nText",
          1);
    check("A heading\n---\nText", "", "A heading\n---\nText", 1);
    check("title: no fence at all\n\nText", "", "title: no fence at all\n\nText", 1);
}

static void rules_are_no_front_matter(void **state)
{
    (void)state;
    check("---\n\nSome words.\n\n---\n\nMore.\n", "", "---\n\nSome words.\n\n---\n\nMore.\n", 1);
    check("---\nText below a rule\n", "", "---\nText below a rule\n", 1);
    check("+++\nplus\n+++\n", "", "+++\nplus\n+++\n", 1);
    check("{% raw %}x{% endraw %}\n", "", "{% raw %}x{% endraw %}\n", 1);
    check("{ braces } are text\n", "", "{ braces } are text\n", 1);
    check("", "", "", 1);
    check("\n \n", "", "\n \n", 1);
}

static void empty_front_matter(void **state)
{
    (void)state;
    check("---\n---\nText", "", "Text", 3);
    check("---\n\n---\nText", "", "Text", 4);
}

static void broken_yaml_is_read_by_lines(void **state)
{
    (void)state;
    struct read r;
    start(&r, "---\ntitle: Part: two\ntags: [a, b\n---\nText");
    check_text(oc_value_text(oc_value_get(r.post.front, "title")), "Part: two");
    check_text(body(&r), "Text");
    assert_int_equal(count_diags(&r.post.diags, OC_D_FRONT_BAD), 1);
    oc_arena_release(&r.post.arena);
}

static void colons_of_a_chinese_keyboard(void **state)
{
    (void)state;
    struct read r;
    start(&r, "---\ntitle：雨\ndate：2024-01-31\n---\n正文");
    check_text(oc_value_text(oc_value_get(r.post.front, "title")), "雨");
    check_text(body(&r), "正文");
    assert_int_equal(count_diags(&r.post.diags, OC_D_FRONT_BAD), 1);
    oc_arena_release(&r.post.arena);
    check("---\n注意：下面是正文\n---\n正文", "", "---\n注意：下面是正文\n---\n正文", 1);
}

static void tabs_are_no_fault(void **state)
{
    (void)state;
    struct read r;
    start(&r, "---\ntitle: Rain\ntags:\n\t- one\n\t- two\n---\nText");
    const struct oc_value *tags = oc_value_get(r.post.front, "tags");
    assert_non_null(tags);
    assert_int_equal(tags->kind, OC_VALUE_LIST);
    check_text(oc_value_text(tags), "one");
    assert_int_equal(r.post.diags.n, 0);
    oc_arena_release(&r.post.arena);
}

static void broken_toml_and_json_are_read_by_lines(void **state)
{
    (void)state;
    struct read r;
    start(&r, "+++\ntitle = \"Rain\"\ndate = = 1\n+++\nText");
    check_text(oc_value_text(oc_value_get(r.post.front, "title")), "Rain");
    assert_int_equal(count_diags(&r.post.diags, OC_D_FRONT_BAD), 1);
    oc_arena_release(&r.post.arena);
    start(&r, ";;;\n\"title\": \"Rain\",\n\"date\": 2024-01,\n;;;\nText");
    check_text(oc_value_text(oc_value_get(r.post.front, "title")), "Rain");
    assert_int_equal(count_diags(&r.post.diags, OC_D_FRONT_BAD), 1);
    oc_arena_release(&r.post.arena);
}

static void unclosed_fence_is_told(void **state)
{
    (void)state;
    struct read r;
    start(&r, "---\ntitle: Rain\n\nText");
    assert_int_equal(count_diags(&r.post.diags, OC_D_FRONT_UNCLOSED), 1);
    assert_int_equal(r.post.body_at, 0);
    oc_arena_release(&r.post.arena);
}

static void scaffolds_are_known(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool scaffold;
    } rows[] = {
        {"---\ntitle: {{ title }}\ndate: {{ date }}\ntags:\n---\n", true},
        {"---\ntitle: \"{{ replace .Name }}\"\n---\n", true},
        {"---\ntitle: Rain\nupdated: {{ date }}\n---\n", false},
        {"---\ntitle: Rain\ndate: {{ date }}\n---\n", false},
        {"---\ndate: {{ date }}\n---\n", true},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct read r;
        start(&r, rows[i].text);
        assert_int_equal(oc_front_scaffold(&r.post), rows[i].scaffold);
        oc_arena_release(&r.post.arena);
    }
}

static void hostile_openings_end(void **state)
{
    (void)state;
    struct oc_buf text;
    oc_buf_init(&text, 16 << 20);
    oc_buf_puts(&text, "---\n");
    for (int i = 0; i < 200000; i++)
        oc_buf_puts(&text, "{[{[\n");
    struct read r;
    start(&r, text.p);
    assert_int_equal(r.post.body_at, 0);
    oc_arena_release(&r.post.arena);
    start(&r, "---\0\0\0\n---\n");
    oc_arena_release(&r.post.arena);
    oc_buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fences_of_every_kind),
        cmocka_unit_test(headers_without_fences),
        cmocka_unit_test(fence_missing_at_the_start),
        cmocka_unit_test(rules_are_no_front_matter),
        cmocka_unit_test(empty_front_matter),
        cmocka_unit_test(broken_yaml_is_read_by_lines),
        cmocka_unit_test(colons_of_a_chinese_keyboard),
        cmocka_unit_test(tabs_are_no_fault),
        cmocka_unit_test(broken_toml_and_json_are_read_by_lines),
        cmocka_unit_test(unclosed_fence_is_told),
        cmocka_unit_test(scaffolds_are_known),
        cmocka_unit_test(hostile_openings_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
