/* SPDX-License-Identifier: MIT */
/* WordPress bodies: tests/spec/wordpress.txt, the tree, and input made to hurt. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <time.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/limits.h"
#include "render/wordpress.h"

struct fixture {
    struct oc_arena arena;
    struct oc_config config;
    struct oc_book book;
    struct oc_library library;
    struct oc_attachment by_id[3], by_parent[3];
    struct oc_render r;
};

static void start(struct fixture *f)
{
    static const struct oc_attachment files[] = {
        {7,
         5,
         2,
         {"https://w.example/wp-content/uploads/quay.jpg", 45},
         {"The quay", 8},
         {"At <b>noon</b>", 14}},
        {8, 5, 1, {"https://w.example/wp-content/uploads/8.png", 42}, {"A \"buoy\"", 8}, {"", 0}},
        {9, 5, 3, {"https://w.example/wp-content/uploads/9.mp3", 42}, {"", 0}, {"", 0}},
    };
    memset(f, 0, sizeof *f);
    oc_arena_init(&f->arena);
    oc_config_init(&f->config, &f->arena);
    oc_book_init(&f->book, &f->config);
    f->book.lang = OC_STR("en");
    memcpy(f->by_id, files, sizeof files);
    f->by_parent[0] = files[1];
    f->by_parent[1] = files[0];
    f->by_parent[2] = files[2];
    f->library =
        (struct oc_library){.by_id = f->by_id, .by_parent = f->by_parent, .n = 3, .cap = 3};
    struct oc_post *post = oc_book_add_post(&f->book);
    post->format = OC_WORDPRESS;
    post->name = OC_STR("export.xml/quay");
    post->href = OC_STR("quay.xhtml");
    post->title = post->plain = OC_STR("Quay");
    post->path = "quay.html";
    post->library = &f->library;
    post->entry_id = 5;
    f->r = (struct oc_render){.book = &f->book, .post = post, .arena = &f->arena};
}

static void stop(struct fixture *f)
{
    oc_book_release(&f->book);
    oc_arena_release(&f->arena);
}

static struct oc_str html(struct fixture *f, struct oc_str source)
{
    struct oc_buf out;
    oc_buf_init(&out, OC_MAX_PAGE_BYTES);
    oc_wordpress_html(&out, &f->r, source);
    struct oc_str result = oc_buf_take(&out, &f->arena);
    oc_buf_release(&out);
    return result;
}

/* Line ends around blocks say nothing: compared without those between tags. */
static struct oc_str squeezed(struct oc_arena *a, struct oc_str s)
{
    struct oc_buf out;
    s = oc_str_trim(s);
    oc_buf_init(&out, s.n + 1);
    for (size_t i = 0; i < s.n; i++) {
        bool after = out.n && out.p[out.n - 1] == '>' &&
                     !(out.n > 4 && memcmp(out.p + out.n - 5, "<br/>", 5) == 0);
        size_t end = i;
        while (end < s.n && (s.p[end] == '\n' || s.p[end] == ' '))
            end++;
        if (after && end > i && s.p[i] == '\n' && (end == s.n || s.p[end] == '<'))
            i = end - 1;
        else
            oc_buf_putc(&out, s.p[i]);
    }
    struct oc_str result = oc_buf_take(&out, a);
    oc_buf_release(&out);
    return result;
}

static void spec(void **state)
{
    (void)state;
    struct oc_buf file;
    const char *why = "";
    size_t n = 0, at = 0;
    oc_buf_init(&file, 1 << 20);
    assert_int_equal(oc_file_read(&file, &why, OCTAVO_SOURCE_DIR "/tests/spec/wordpress.txt"), 0);
    struct oc_str text = oc_buf_view(&file);
    while ((at = oc_str_find(text, "` example\n", at)) != SIZE_MAX) {
        struct fixture f;
        size_t dot = oc_str_find(text, "\n.\n", at), end = oc_str_find(text, "\n````````", dot);
        assert_true(dot != SIZE_MAX && end != SIZE_MAX);
        start(&f);
        struct oc_str got = html(&f, oc_str_sub(text, at + 10, dot));
        struct oc_str want = oc_str_sub(text, dot + 3, end);
        assert_string_equal(squeezed(&f.arena, got).p, squeezed(&f.arena, want).p);
        stop(&f);
        at = end;
        n++;
    }
    assert_true(n >= 13);
    oc_buf_release(&file);
}

static struct oc_str page(struct fixture *f, const char *source, const char *from)
{
    struct oc_buf out;
    struct oc_arena scratch;
    oc_arena_init(&scratch);
    oc_buf_init(&out, OC_MAX_PAGE_BYTES);
    oc_render_post(&out, &f->book, f->r.post, &scratch, oc_str(source));
    struct oc_str text = oc_buf_take(&out, &f->arena);
    oc_buf_release(&out);
    oc_arena_release(&scratch);
    return oc_str_sub(text, oc_str_find(text, from, 0), text.n);
}

static void holds(struct oc_str page, const char *text)
{
    if (oc_str_find(page, text, 0) == SIZE_MAX)
        fail_msg("no '%s' in: %.*s", text, OC_STR_ARG(page));
}

static void the_tree_is_tidied(void **state)
{
    (void)state;
    struct fixture f;
    start(&f);
    struct oc_str got = page(
        &f,
        "<!-- wp:verse --><pre class=\"wp-block-verse\">a <em>b\nc</em></pre><!-- /wp:verse -->"
        "<div class=\"wp-block-file\"><a href=\"https://w.example/f.pdf\">Map</a>"
        "<a class=\"wp-block-file__button\" href=\"https://w.example/f.pdf\">Download</a></div>"
        "<figure class=\"wp-block-gallery\"><ul class=\"blocks-gallery-grid\"><li><figure>"
        "<img src=\"https://w.example/a.jpg\" alt=\"Boats\"></figure></li></ul>"
        "<figcaption>All</figcaption></figure>"
        "<figure class=\"wp-block-embed\"><div class=\"wp-block-embed__wrapper\">\n"
        "https://youtu.be/abc\n</div><figcaption>There</figcaption></figure>"
        "<!-- wp:cover --><div class=\"wp-block-cover has-background-dim\" style=\"color:red;"
        "background-image:url('https://w.example/sea.jpg')\"><p>The sea</p></div>"
        "<!-- /wp:cover -->"
        "<!-- wp:columns --><div class=\"wp-block-columns\"><!-- wp:column --><div class=\""
        "wp-block-column\"><p>Upper</p></div>\n<div class=\"wp-block-column\"><p>Lower</p></div>"
        "</div><div class=\"wp-block-group has-background\"><p>Box</p></div>"
        "<div class=\"wp-block-group\">words <em>alone</em></div>",
        "</header>");
    size_t sea = oc_str_find(got, "https://w.example/sea.jpg", 0);
    assert_true(sea != SIZE_MAX && sea < oc_str_find(got, "The sea", 0));
    holds(got, "<p class=\"verse\">a <em>b<br/>c</em></p>");
    holds(got, ">Map</a></div>");
    holds(got, "<div class=\"gallery\"><figure");
    holds(got, "<p>All</p></div>");
    holds(got, "</div><p>Upper</p>\n<p>Lower</p><div class=\"wp-block-group has-background\">");
    holds(got, "<div class=\"wp-block-group\">words <em>alone</em></div>");
    holds(got, "Video (youtube.com)</a></p>");
    holds(got, "<figcaption>There</figcaption></figure>");
    assert_int_equal(oc_str_find(got, "Download", 0), SIZE_MAX);
    stop(&f);
}

static void notes_and_comments(void **state)
{
    (void)state;
    struct fixture f;
    static const char body[] =
        "<!-- wp:paragraph --><p>Claim<sup data-fn=\"ab\" class=\"fn\"><a href=\"#ab\" "
        "id=\"ab-link\">1</a></sup></p><!-- /wp:paragraph --><!-- wp:footnotes /-->"
        "\n<section class=\"footnotes\"><ol>\n<li id=\"ab\">Proof</li>\n</ol></section>\n";
    static const char tail[] = "<div class=\"comment\">\nFirst.\n\nSecond [gallery].\n</div>\n";
    start(&f);
    f.r.post->tail_at = sizeof body - 1;
    const char *text = oc_arena_printf(&f.arena, "%s%s", body, tail).p;
    struct oc_str got = page(&f, text, "</header>");
    holds(got, "epub:type=\"noteref\"");
    holds(got, ". Proof</p></div>");
    holds(got, "Comments</h2>");
    holds(got, "<p>First.</p>");
    holds(got, "<p>Second [gallery].</p>");
    stop(&f);
}

/* Each of these would take minutes in quadratic time. */
static void hostile_bodies_take_linear_time(void **state)
{
    (void)state;
    static const char *const pieces[] = {"[caption]",
                                         "[audio]",
                                         "[[gallery]",
                                         "<!-- wp:query -->",
                                         "<code>",
                                         "<div>",
                                         "<",
                                         "<!--",
                                         "[caption x=\"",
                                         "</p>\n\n",
                                         "<a x=\"",
                                         "<!-- wp:query /-->",
                                         "\nhttp://x.example",
                                         "[gallery ids=1,2,3]",
                                         "[a x=1]",
                                         "[b]x[/b]",
                                         "[vc_a title=x]",
                                         "[q-quote cite=\"x"};
    for (size_t i = 0; i < OC_COUNT(pieces); i++) {
        struct fixture f;
        struct oc_buf text;
        start(&f);
        oc_buf_init(&text, 1 << 22);
        while (text.n < (1 << 20))
            oc_buf_puts(&text, pieces[i]);
        oc_buf_puts(&text, "[/caption]<!-- /wp:query -->");
        clock_t before = clock();
        (void)html(&f, oc_buf_view(&text));
        assert_true((clock() - before) / CLOCKS_PER_SEC < 20);
        oc_buf_release(&text);
        stop(&f);
    }
}

static void reusable_blocks(void **state)
{
    (void)state;
    struct fixture f;
    start(&f);
    struct oc_reusable blocks[] = {
        {20, OC_STR("<!-- wp:paragraph --><p>Mind the step.</p><!-- /wp:paragraph -->")},
        {21, OC_STR("<p>Outer</p><!-- wp:block {\"ref\":20} /-->")},
        {22, OC_STR("<p>Loop</p><!-- wp:block {\"ref\":22} /-->")},
    };
    f.library.reusable = blocks;
    f.library.nreusable = OC_COUNT(blocks);
    static const char *const rows[][2] = {
        {"<p>a</p><!-- wp:block {\"ref\":20} /--><p>b</p>",
         "<p>a</p><p>Mind the step.</p><p>b</p>"},
        {"<!-- wp:block { \"ref\": \"21\", \"lock\": {} } /-->",
         "<p>Outer</p><p>Mind the step.</p>"},
        {"<!-- wp:block {\"ref\":22} /-->", "<p>Loop</p>"},
        {"<!-- wp:block {\"ref\":99} /--><p>c</p>", "<p>c</p>"},
        {"<p>d</p><!-- wp:block {} /--><!-- wp:block ", "<p>d</p><!-- wp:block"},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct oc_str got = squeezed(&f.arena, html(&f, oc_str(rows[i][0])));
        assert_string_equal(oc_arena_cstr(&f.arena, got), rows[i][1]);
    }
    assert_int_equal(f.r.post->diags.n, 1); /* of 99 */

    struct oc_buf many; /* each block has the next twice, and so on without an end */
    oc_buf_init(&many, 1 << 16);
    for (int i = 0; i < 200; i++)
        oc_buf_puts(&many, "<!-- wp:block {\"ref\":30} /--><!-- wp:block {\"ref\":31} /-->");
    struct oc_reusable bomb[] = {{30, oc_buf_view(&many)}, {31, oc_buf_view(&many)}};
    f.library.reusable = bomb;
    f.library.nreusable = OC_COUNT(bomb);
    clock_t before = clock();
    (void)html(&f, OC_STR("<!-- wp:block {\"ref\":30} /-->"));
    assert_true((clock() - before) / CLOCKS_PER_SEC < 20);
    oc_buf_release(&many);
    stop(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spec),
        cmocka_unit_test(the_tree_is_tidied),
        cmocka_unit_test(notes_and_comments),
        cmocka_unit_test(reusable_blocks),
        cmocka_unit_test(hostile_bodies_take_linear_time),
    };
    oc_xhtml_start();
    oc_render_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
