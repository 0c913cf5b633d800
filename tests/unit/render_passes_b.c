/* SPDX-License-Identifier: MIT */
/*
 * Runs tests/spec/{inline,blocks,embeds,images}.txt: Markdown (or HTML, for examples marked
 * "html"), a dot, the body after the passes for images, embeds, blocks and text. "zh": the chapter
 * is Chinese; "site": the site and the post have addresses. Then what no example can show.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <time.h>

#include <cmocka.h>

#include "base/limits.h"
#include "render/embeds.h"
#include "render/figure.h"
#include "render/ids.h"
#include "render/inline_text.h"
#include "render/passes.h"
#include "spec_example.h"

struct options {
    bool html, zh, site;
};

/* A book of one post; scratch is the render's arena. */
struct bench {
    struct oc_arena scratch;
    struct oc_book book;
    struct oc_render r;
};

static void bench_init(struct bench *b, struct options o)
{
    oc_arena_init(&b->scratch);
    oc_book_init(&b->book, NULL);
    struct oc_post *post = oc_book_add_post(&b->book);
    post->format = OC_MARKDOWN;
    post->page_lang = o.zh ? OC_STR("zh-Hans") : OC_STR("en");
    post->name = OC_STR("post.md");
    post->body_line = 1;
    if (o.site) {
        b->book.site_url = OC_STR("https://blog.example/log/");
        post->permalink = OC_STR("/2024/ferry/");
    }
    b->r = (struct oc_render){.book = &b->book, .post = post, .arena = &b->scratch};
    oc_ids_init(&b->r);
}

static void bench_release(struct bench *b)
{
    oc_book_release(&b->book);
    oc_arena_release(&b->scratch);
}

/* Appends what becomes of source; the tree must be valid. */
static void render(struct oc_buf *out, struct oc_str source, struct options o)
{
    struct bench b;
    struct oc_xhtml_facts facts = {0};
    struct oc_map ids;
    struct oc_buf html, why;
    bench_init(&b, o);
    oc_buf_init(&html, OC_MAX_PAGE_BYTES);
    oc_buf_init(&why, OC_MAX_PAGE_BYTES);
    if (!o.html)
        oc_markdown_html(&html, &b.r, source, 1);
    b.r.body = oc_html_parse(&b.scratch, o.html ? source : oc_buf_view(&html));
    oc_pass_images(&b.r);
    oc_pass_embeds(&b.r);
    oc_pass_blocks(&b.r);
    oc_pass_inline_text(&b.r);
    oc_map_init(&ids, &b.scratch);
    oc_model_fix(b.r.body, &ids, NULL);
    if (!oc_model_valid(&why, b.r.body))
        fail_msg("not valid: %s", why.p);
    oc_xhtml_write(out, &facts, b.r.body);
    oc_buf_release(&why);
    oc_buf_release(&html);
    bench_release(&b);
}

static void read_options(struct options *o, struct oc_str words)
{
    struct oc_str word;
    *o = (struct options){false, false, false};
    while (oc_str_cut(&word, &words, ' ')) {
        o->html = o->html || oc_str_is(word, "html");
        o->zh = o->zh || oc_str_is(word, "zh");
        o->site = o->site || oc_str_is(word, "site");
    }
}

static bool run_example(const char *name, const struct example *e)
{
    struct options options;
    struct oc_buf got;
    oc_buf_init(&got, OC_MAX_PAGE_BYTES);
    read_options(&options, e->words);
    render(&got, e->source, options);
    bool same = oc_str_eq(oc_str_trim(oc_buf_view(&got)), oc_str_trim(e->html));
    if (!same)
        print_error("%s:%d\n%.*s--- wanted\n%.*s--- got\n%s\n", name, e->line,
                    OC_STR_ARG(e->source), OC_STR_ARG(e->html), got.p);
    oc_buf_release(&got);
    return same;
}

static void test_inline(void **state)
{
    (void)state;
    run_spec("inline.txt", 1, run_example);
}

static void test_blocks(void **state)
{
    (void)state;
    run_spec("blocks.txt", 1, run_example);
}

static void test_embeds(void **state)
{
    (void)state;
    run_spec("embeds.txt", 1, run_example);
}

static void test_images(void **state)
{
    (void)state;
    run_spec("images.txt", 1, run_example);
}

/* ---- tables ---- */

static void test_emoji_sorted(void **state)
{
    (void)state;
    static const char *const names[] = {
#define OC_EMOJI(name, text) name,
#include "render/emoji.def"
#undef OC_EMOJI
    };
    for (size_t i = 1; i < OC_COUNT(names); i++)
        if (oc_str_cmp(oc_str(names[i - 1]), oc_str(names[i])) >= 0)
            fail_msg("%s stands before %s", names[i - 1], names[i]);
    for (size_t i = 0; i < OC_COUNT(names); i++) {
        struct oc_str text = oc_emoji_find(oc_str(names[i]));
        assert_non_null(text.p);
        if (!oc_emoji_only(text) && strcmp(names[i], "copyright") &&
            strcmp(names[i], "registered") && strcmp(names[i], "tm") &&
            strcmp(names[i], "information_source"))
            fail_msg("%s is no emoji", names[i]);
    }
    assert_null(oc_emoji_find(OC_STR("")).p);
    assert_null(oc_emoji_find(OC_STR("zzzz")).p);
}

/* Every row of embeds.def names a label and can be reached by some address. */
static void test_embed_rows(void **state)
{
    (void)state;
    static const struct {
        const char *host, *from, *to, *label;
    } rows[] = {
#define OC_EMBED(host, from, to, label) {host, from, to, label},
#include "render/embeds.def"
#undef OC_EMBED
    };
    struct oc_arena a;
    oc_arena_init(&a);
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct oc_buf url;
        const char *label = "none";
        oc_buf_init(&url, 1000);
        oc_buf_printf(&url, "https://%s", rows[i].host);
        for (const char *p = rows[i].from; *p; p++) {
            if (*p == '*')
                oc_buf_puts(&url, "x1");
            else
                oc_buf_putc(&url, *p);
            if (p[0] == '*' && p[1] == '*')
                p++;
        }
        if (strchr(rows[i].from, '?'))
            oc_buf_puts(&url, "=https://y.example/z");
        struct oc_str page = oc_embed_page(&label, &a, oc_buf_view(&url));
        if (strcmp(label, rows[i].label) != 0 || page.n == 0)
            fail_msg("%s is not reached: %s", url.p, label);
        assert_string_not_equal(oc_label(OC_STR("de"), rows[i].label), "");
        oc_buf_release(&url);
    }
    oc_arena_release(&a);
}

static void test_names(void **state)
{
    (void)state;
    static const struct {
        const char *path, *name;
    } rows[] = {
        {"/img/city-at%20night.jpg?x=1", "city at night"},
        {"https://a.example/p/ferry_boat.png", "ferry boat"},
        {"https://a.example/", ""},
        {"bg2021070601.webp", ""},
        {"006tNc79gy1fz5v3c.jpg", ""},
        {"IMG_2031.JPG", ""},
        {"screenshot-2.png", ""},
        {"\xE6\xB8\xA1\xE5\x8F\xA3.png", "\xE6\xB8\xA1\xE5\x8F\xA3"},
        {"%ff%fe.png", ""},
        {"data:image/png;base64,AAAA", ""},
        {"", ""},
    };
    struct oc_arena a;
    oc_arena_init(&a);
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct oc_str got = oc_figure_name(&a, oc_str(rows[i].path));
        if (!oc_str_is(got, rows[i].name))
            fail_msg("%s gives '%.*s'", rows[i].path, OC_STR_ARG(got));
    }
    oc_arena_release(&a);
}

/* ---- size ---- */

static double seconds_for(const char *piece, size_t times)
{
    struct oc_buf source, out;
    struct timespec from, to;
    oc_buf_init(&source, OC_MAX_PAGE_BYTES);
    oc_buf_init(&out, OC_MAX_PAGE_BYTES);
    for (size_t i = 0; i < times; i++)
        oc_buf_puts(&source, piece);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    render(&out, oc_buf_view(&source), (struct options){.html = true});
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    oc_buf_release(&source);
    oc_buf_release(&out);
    return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

/* Eight times the text may take eight times the time, and some; not sixty-four times. */
static void test_linear(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "~~a ",
        "a~~ <i>b ~~</i> ",
        "~~<p>a</p>~~ ",
        "http://",
        "http:///",
        "http://[",
        "www.((((",
        "http://a.b/(",
        ":a",
        ":a:",
        "<br>&nbsp;",
        "<img src=a.png>",
        "<img src=a.png>b",
        "<a href=x><img src=a.png>",
        "<div><img src=a.png>",
        "<picture><source srcset=a.png>",
        "<object><embed src=x>",
        "<iframe src=https://youtu.be/x></iframe>",
        "<video>your",
        "<details><summary>",
        "<blockquote><p>[!NOTE] a",
        "<table><tr><th>",
        "<pre><span>",
        "<figure><img src=a.png>",
        "<li><input type=checkbox>",
        "\xE2\x80\x8B",
    };
    for (size_t i = 0; i < OC_COUNT(pieces); i++) {
        double small = 0, large = 0;
        bool linear = false;
        for (int tries = 0; tries < 3 && !linear; tries++) { /* a busy machine only ever adds */
            small = seconds_for(pieces[i], 4000);
            large = seconds_for(pieces[i], 32000);
            linear = large <= 0.5 || large <= small * 30;
        }
        if (!linear)
            fail_msg("%s: %.3f s, eight times of it %.3f s", pieces[i], small, large);
    }
}

int main(void)
{
    oc_xhtml_start();
    oc_render_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_inline),       cmocka_unit_test(test_blocks),
        cmocka_unit_test(test_embeds),       cmocka_unit_test(test_images),
        cmocka_unit_test(test_emoji_sorted), cmocka_unit_test(test_embed_rows),
        cmocka_unit_test(test_names),        cmocka_unit_test(test_linear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
