/* SPDX-License-Identifier: MIT */
/* Pages as a whole: the frame around the body, languages, formats, hostile bodies. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <libxml/parser.h>

#include "base/limits.h"
#include "book/address.h"
#include "render/render.h"

struct fixture {
    struct oc_arena arena;
    struct oc_config config;
    struct oc_book book;
    struct oc_post *post;
    struct oc_buf page;
};

static void open_book(struct fixture *f)
{
    oc_arena_init(&f->arena);
    oc_config_init(&f->config, &f->arena);
    oc_book_init(&f->book, &f->config);
    oc_buf_init(&f->page, OC_MAX_PAGE_BYTES);
    f->book.lang = OC_STR("en");
    f->post = oc_book_add_post(&f->book);
    f->post->path = "/blog/a.md";
    f->post->root = OC_STR("/blog");
    f->post->rel = f->post->name = OC_STR("a.md");
    f->post->href = OC_STR("a.xhtml");
    f->post->id = OC_STR("a");
    f->post->title = f->post->plain = OC_STR("Reeds");
    f->post->body_line = 1;
}

static void close_book(struct fixture *f)
{
    oc_buf_release(&f->page);
    oc_book_release(&f->book);
    oc_arena_release(&f->arena);
}

/* Renders and sees that the page is well-formed. */
static void render(struct fixture *f, struct oc_str body)
{
    struct oc_arena scratch;
    oc_arena_init(&scratch);
    oc_buf_clear(&f->page);
    oc_render_post(&f->page, &f->book, f->post, &scratch, body);
    oc_arena_release(&scratch);
    xmlDoc *doc =
        xmlReadMemory(f->page.p, (int)f->page.n, NULL, NULL, XML_PARSE_NONET | XML_PARSE_HUGE);
    if (!doc)
        fail_msg("not well-formed: %.2000s", f->page.p);
    xmlFreeDoc(doc);
}

static bool has(const struct fixture *f, const char *text)
{
    return oc_str_find(oc_buf_view(&f->page), text, 0) != SIZE_MAX;
}

static bool told(const struct fixture *f, enum oc_code code)
{
    for (const struct oc_diag *d = f->post->diags.first; d; d = d->next)
        if (d->code == code)
            return true;
    return false;
}

static void test_frame(void **state)
{
    struct fixture f;
    (void)state;
    open_book(&f);
    f.post->title = OC_STR("`Reeds` & *rushes*");
    f.post->plain = OC_STR("Reeds & rushes");
    f.post->subtitle = OC_STR("A *short* walk");
    oc_strs_add(&f.post->authors, &f.post->arena, OC_STR("Ann <Lee>"));
    assert_int_equal(oc_date_parse(&f.post->date, OC_STR("2024-01-31")), 0);
    render(&f, OC_STR("Text."));
    assert_true(has(&f, "<title>Reeds &amp; rushes</title>"));
    assert_true(has(&f, "<h1 id=\"chapter-title\"><code>Reeds</code> &amp; <em>rushes</em></h1>"));
    assert_true(has(&f, "A <em>short</em> walk"));
    assert_true(has(&f, "Ann &lt;Lee&gt;"));
    assert_true(has(&f, "datetime=\"2024-01-31\">January 31, 2024</time>"));
    assert_true(has(&f, "lang=\"en\" xml:lang=\"en\" dir=\"ltr\""));
    assert_true(oc_map_has(&f.post->ids, OC_STR("chapter-title")));
    close_book(&f);
}

/* The author of the whole book is not named again in each chapter. */
static void test_sole_author(void **state)
{
    struct fixture f;
    (void)state;
    open_book(&f);
    oc_strs_add(&f.book.authors, &f.book.arena, OC_STR("Ann Lee"));
    oc_strs_add(&f.post->authors, &f.post->arena, OC_STR("Ann Lee"));
    render(&f, OC_STR("Text."));
    assert_false(has(&f, "Ann Lee"));
    close_book(&f);
}

/* The description stands before the text, unless the text begins with it. */
static void test_abstract(void **state)
{
    static const struct {
        const char *description, *body;
        bool want;
    } rows[] = {
        {"A *short* walk by the river.", "It rained all day.", true},
        {"It rained all day.", "It *rained* all day. Then it stopped.", false},
        {"It rained all day, and then...", "It rained all day, and then it stopped.", false},
        {"Es regnete", "# Es\n\nregnete den ganzen Tag.", false},
        {"雨下了一整天。", "雨，下了一整天……然后停了。", false},
        {"雨下了一整天。", "后来天晴了。", true},
        {"Reeds", "Text.", false},
        {" \xE3\x80\x80 ", "Text.", false},
        {"***", "Text.", false},
    };
    (void)state;
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct fixture f;
        open_book(&f);
        f.post->description = oc_str(rows[i].description);
        render(&f, oc_str(rows[i].body));
        if (has(&f, "role=\"doc-abstract\"") != rows[i].want)
            fail_msg("%s\n%s", rows[i].description, f.page.p);
        f.config.post_abstract = false;
        render(&f, oc_str(rows[i].body));
        assert_false(has(&f, "doc-abstract"));
        close_book(&f);
    }
}

static void test_foot(void **state)
{
    struct fixture f;
    (void)state;
    open_book(&f);
    render(&f, OC_STR("Text."));
    assert_false(has(&f, "chapter-foot"));
    f.config.url = OC_STR("https://reeds.example/blog/");
    f.book.site_base = OC_STR("blog");
    f.post->url = OC_STR("/2024/%E8%8C%B6/");
    oc_strs_add(&f.post->tags, &f.post->arena, OC_STR("R&D"));
    oc_strs_add(&f.post->tags, &f.post->arena, OC_STR("tea"));
    struct oc_path_names categories[2] = {{{0}}};
    oc_strs_add(&categories[0].names, &f.post->arena, OC_STR("Life"));
    oc_strs_add(&categories[0].names, &f.post->arena, OC_STR("Tea"));
    oc_strs_add(&categories[1].names, &f.post->arena, OC_STR("Notes"));
    f.post->categories = categories;
    f.post->ncategories = 2;
    render(&f, OC_STR("Text."));
    assert_true(has(&f, ">Categories: Life › Tea, Notes</p>"));
    assert_true(has(&f, ">Tags: R&amp;D, tea</p>"));
    assert_true(has(&f, "<a href=\"https://reeds.example/blog/2024/%E8%8C%B6/\">"
                        "reeds.example/blog/2024/茶</a>"));
    f.post->lang = OC_STR("fr");
    f.post->words = 461;
    f.config.reading_time = true;
    assert_int_equal(oc_date_parse(&f.post->date, OC_STR("2024-01-31")), 0);
    render(&f, OC_STR("Text."));
    assert_true(has(&f, ">Mots-clés\xC2\xA0: R&amp;D, tea</p>"));
    assert_true(has(&f, "31 janvier 2024</time><span class=\"dot\"> · </span>"
                        "<span class=\"minutes\">3 minutes de lecture</span>"));
    f.config.post_tags = f.config.post_categories = f.config.post_source = false;
    f.config.post_date = f.config.reading_time = false;
    render(&f, OC_STR("Text."));
    assert_false(has(&f, "chapter-foot"));
    assert_false(has(&f, "byline"));
    close_book(&f);
}

static void test_lang(void **state)
{
    static const struct {
        const char *book, *front, *guess, *want;
        bool rtl;
    } cases[] = {
        {"en", "", "", "en", false},
        {"en-GB", "", "zh", "zh-Hans", false},
        {"zh-Hant", "", "zh", "zh-Hant", false},
        {"zh-Hans", "en_US", "zh", "en-US", false},
        {"fa", "", "ar", "fa", true},
        {"en", "", "he", "he", true},
        {"uk", "", "ru", "uk", false},
        {"en", "c++", "", "en", false},
        {"", "", "", "en", false},
    };
    (void)state;
    for (size_t i = 0; i < OC_COUNT(cases); i++) {
        struct fixture f;
        char want[64];
        open_book(&f);
        f.book.lang = oc_str(cases[i].book);
        f.post->lang = oc_str(cases[i].front);
        f.post->page_lang = oc_str(cases[i].guess);
        render(&f, OC_STR("x"));
        snprintf(want, sizeof(want), " lang=\"%s\" xml:lang=\"%s\" dir=\"%s\"", cases[i].want,
                 cases[i].want, cases[i].rtl ? "rtl" : "ltr");
        assert_true(has(&f, want));
        close_book(&f);
    }
}

static void test_formats(void **state)
{
    struct fixture f;
    (void)state;
    open_book(&f);
    f.post->format = OC_TEXT;
    render(&f, OC_STR("One <line>\nand two\n\n\n  Next *no markup*\n"));
    assert_true(has(&f, "<p>One &lt;line&gt;<br/>\nand two</p>\n<p>  Next *no markup*</p>") ||
                has(&f, "<p>One &lt;line&gt;<br/>and two</p>"));
    f.post->format = OC_HTML;
    render(&f, OC_STR("<!-- saved --><!DOCTYPE html><html><head><title>T</title></head><body>"
                      "<nav>menu</nav><article><p>Words</p></article></body></html>"));
    assert_true(has(&f, "<p>Words</p>"));
    assert_false(has(&f, "menu"));
    render(&f, OC_STR("<p>Part</p>"));
    assert_true(has(&f, "<p>Part</p>"));
    close_book(&f);
}

static void test_headings_recorded(void **state)
{
    struct fixture f;
    (void)state;
    open_book(&f);
    render(&f,
           OC_STR("# *Water* and\tland[^1]\n\n> # Quoted\n\n### ![A reed](https://x.example/r.png)"
                  "\n\n[^1]: Note.\n"));
    assert_int_equal(f.post->nheadings, 2);
    assert_int_equal(f.post->headings[0].level, 2);
    assert_true(oc_str_is(f.post->headings[0].text, "Water and land"));
    assert_true(oc_str_is(f.post->headings[0].id, "water-and-land"));
    assert_int_equal(f.post->headings[1].level, 3);
    for (size_t i = 0; i < f.post->nheadings; i++)
        assert_true(oc_map_has(&f.post->ids, f.post->headings[i].id));
    close_book(&f);
}

static void test_title_from_body(void **state)
{
    struct fixture f;
    (void)state;
    open_book(&f);
    f.post->title_from_body = true;
    render(&f, OC_STR("A motto.\n\nReeds\n=====\n\n## Next\n"));
    assert_int_equal(f.post->nheadings, 1);
    assert_true(has(&f, "A motto.") && has(&f, "id=\"next\""));
    close_book(&f);
}

static void test_diagnostics(void **state)
{
    struct fixture f;
    (void)state;
    open_book(&f);
    render(&f, OC_STR("<!-- nothing -->\n"));
    assert_true(told(&f, OC_D_POST_EMPTY));
    render(&f, OC_STR("Line\n\n[x](javascript:y) [z](#gone)\n"));
    assert_true(told(&f, OC_D_LINK_DROPPED) && told(&f, OC_D_LINK_FRAGMENT));
    for (const struct oc_diag *d = f.post->diags.first; d; d = d->next)
        if (d->code == OC_D_LINK_DROPPED)
            assert_int_equal(d->line, 3);
    close_book(&f);
}

/* References for the check at the end, with the fragment decoded. */
static void test_refs(void **state)
{
    struct fixture f;
    (void)state;
    open_book(&f);
    struct oc_post *b = oc_book_add_post(&f.book);
    b->href = OC_STR("b.xhtml");
    oc_address_add_file(&f.book, OC_STR("b.md"), b);
    render(&f, OC_STR("[x](b.md#%E6%B8%A1)\n"));
    assert_int_equal(f.post->nrefs, 1);
    assert_ptr_equal(f.post->refs[0].to, b);
    assert_true(oc_str_is(f.post->refs[0].fragment, "\xE6\xB8\xA1"));
    assert_int_equal(f.post->nlinks, 1);
    close_book(&f);
}

static void repeat(struct oc_buf *b, const char *text, int n)
{
    for (int i = 0; i < n; i++)
        oc_buf_puts(b, text);
}

/* Sizes that would take minutes if any pass were quadratic. */
static void test_large(void **state)
{
    static const char *const bodies[] = {
        "## Same\n\n",
        "[a](#nowhere) ",
        "<a name=x></a>",
        "x[^1] ",
        "<div class=footnotes><ol><li id=q>a</li></ol>",
        "<h2><a href=#x>",
        "<sup><a href=\"#q\">1</a></sup>",
        "[](",
        "# {#\n",
        "## ![](x.png)\n\n",
        "<ol class=footnotes><li id=q><p>a <a href=#r>b</a> \n <a href=#r>c</a> </p> </ol>",
        "<sup id=r><a href=#q>1</a></sup><a href=#q><a href=#q>1</a></a>",
    };
    (void)state;
    for (size_t i = 0; i < OC_COUNT(bodies); i++) {
        struct fixture f;
        struct oc_buf body;
        open_book(&f);
        oc_buf_init(&body, OC_MAX_PAGE_BYTES);
        repeat(&body, bodies[i], 20000);
        oc_buf_puts(&body, "\n\n[^1]: Note.\n\n<div class=footnotes><ol><li id=q>b</ol></div>");
        render(&f, oc_buf_view(&body));
        oc_buf_release(&body);
        close_book(&f);
    }
}

int main(void)
{
    oc_xhtml_start();
    oc_render_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_frame),
        cmocka_unit_test(test_sole_author),
        cmocka_unit_test(test_lang),
        cmocka_unit_test(test_abstract),
        cmocka_unit_test(test_foot),
        cmocka_unit_test(test_formats),
        cmocka_unit_test(test_headings_recorded),
        cmocka_unit_test(test_title_from_body),
        cmocka_unit_test(test_diagnostics),
        cmocka_unit_test(test_refs),
        cmocka_unit_test(test_large),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
