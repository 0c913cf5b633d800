/* SPDX-License-Identifier: MIT */
/* Runs tests/spec/commonmark.txt, whose prose says what is compared and what is not. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "render/render.h"
#include "spec_example.h"

static const char blocks[] =
    " blockquote dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p "
    "pre section table tbody td tfoot th thead tr ul ";

static bool is_block(struct oc_str tag)
{
    char name[16] = " ";
    size_t n = 1;
    for (size_t i = tag.n && tag.p[0] == '/'; i < tag.n && n < sizeof name - 2; i++) {
        if (strchr(" />", tag.p[i]))
            break;
        name[n++] = tag.p[i];
    }
    name[n++] = ' ';
    return strstr(blocks, name) != NULL;
}

/* A tag without the id of a heading or paragraph. */
static void put_tag(struct oc_buf *out, struct oc_str tag)
{
    size_t id = oc_str_find(tag, " id=\"", 0);
    if (id != SIZE_MAX && (tag.p[0] == 'h' || tag.p[0] == 'p')) {
        size_t end = oc_str_chr(tag, '"', id + 5);
        oc_buf_put(out, oc_str_sub(tag, 0, id));
        tag = oc_str_sub(tag, end + 1, tag.n);
    }
    oc_buf_put(out, tag);
}

/* XHTML in the form that is compared: see the prose of commonmark.txt. */
static void normalise(struct oc_buf *out, struct oc_str s)
{
    bool pre = false, blank = true; /* blank: white space here shows nothing */
    for (size_t at = 0; at < s.n;) {
        if (s.p[at] == '<') {
            size_t end = oc_str_chr(s, '>', at);
            end = end == SIZE_MAX ? s.n : end + 1;
            struct oc_str tag = oc_str_sub(s, at + 1, end);
            bool block = is_block(tag);
            if (block && out->n > 0 && out->p[out->n - 1] == ' ' && !pre)
                out->n--;
            while (pre && oc_str_starts(tag, "/code") && strchr(" \n", out->p[out->n - 1]))
                out->n--;
            oc_buf_putc(out, '<');
            put_tag(out, tag);
            if (oc_str_starts(tag, "pre"))
                pre = true;
            else if (oc_str_starts(tag, "/pre"))
                pre = false;
            blank = block ? true : blank;
            at = end;
        } else if (!pre && (s.p[at] == ' ' || s.p[at] == '\n')) {
            if (!blank)
                oc_buf_putc(out, ' ');
            blank = true;
            at++;
        } else if (oc_str_starts(oc_str_sub(s, at, s.n), "&quot;")) {
            oc_buf_putc(out, '"');
            blank = false;
            at += 6;
        } else {
            oc_buf_putc(out, s.p[at++]);
            blank = false;
        }
    }
    while (out->n > 0 && out->p[out->n - 1] == ' ')
        out->n--;
}

/* Text of an example with its tabs and blanks. */
static void put_plain(struct oc_buf *out, struct oc_str s)
{
    for (size_t at = 0; at < s.n;) {
        struct oc_str rest = oc_str_sub(s, at, s.n);
        bool tab = oc_str_starts(rest, "\xE2\x86\x92"), box = oc_str_starts(rest, "\xE2\x90\xA3");
        oc_buf_putc(out, tab ? '\t' : box ? ' ' : s.p[at]);
        at += tab || box ? 3 : 1;
    }
}

static void render(struct oc_buf *body, struct oc_str markdown)
{
    struct oc_config config;
    struct oc_arena scratch;
    struct oc_book book;
    struct oc_buf page;
    oc_arena_init(&scratch);
    oc_config_init(&config, &scratch);
    oc_book_init(&book, &config);
    oc_buf_init(&page, OC_MAX_PAGE_BYTES);
    book.lang = OC_STR("en");
    struct oc_post *post = oc_book_add_post(&book);
    post->path = "x.md";
    post->name = post->rel = OC_STR("x.md");
    post->root = OC_STR("/");
    post->dialect = OC_HUGO; /* the others know headings without a blank, or MDX */
    post->href = OC_STR("x.xhtml");
    post->id = OC_STR("x");
    post->title = post->plain = OC_STR("The Lighthouse");
    post->body_line = 1;
    oc_render_post(&page, &book, post, &scratch, markdown);
    normalise(body, page_body(oc_buf_view(&page)));
    oc_buf_release(&page);
    oc_book_release(&book);
    oc_arena_release(&scratch);
}

static bool run_example(const char *name, const struct example *e)
{
    struct oc_buf source, plain, want, got;
    oc_buf_init(&source, OC_MAX_PAGE_BYTES);
    oc_buf_init(&plain, OC_MAX_PAGE_BYTES);
    oc_buf_init(&want, OC_MAX_PAGE_BYTES);
    oc_buf_init(&got, OC_MAX_PAGE_BYTES);
    put_plain(&source, e->source);
    put_plain(&plain, e->html);
    normalise(&want, oc_buf_view(&plain));
    render(&got, oc_buf_view(&source));
    bool same = oc_str_eq(oc_buf_view(&got), oc_buf_view(&want));
    if (!same)
        print_error("%s:%d\n%.*s--- wanted\n%.*s\n--- got\n%.*s\n\n", name, e->line,
                    OC_STR_ARG(e->source), OC_STR_ARG(oc_buf_view(&want)),
                    OC_STR_ARG(oc_buf_view(&got)));
    oc_buf_release(&source);
    oc_buf_release(&plain);
    oc_buf_release(&want);
    oc_buf_release(&got);
    return same;
}

static void means_what_the_specification_says(void **state)
{
    (void)state;
    run_spec("commonmark.txt", 350, run_example);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(means_what_the_specification_says),
    };
    oc_xhtml_start();
    oc_render_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
