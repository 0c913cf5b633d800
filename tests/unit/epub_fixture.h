/* SPDX-License-Identifier: MIT */
/* A small book filled in by hand, as collect, arrange and render would leave it. */
#ifndef OC_EPUB_FIXTURE_H
#define OC_EPUB_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first. */
#include <cmocka.h>
#include <libxml/parser.h>

#include "base/limits.h"
#include "base/mustache.h"
#include "epub/epub.h"
#include "epub/pack.h"

struct fixture {
    struct oc_arena arena;
    struct oc_config config;
    struct oc_book book;
    struct oc_buf out;
};

static void fixture_init(struct fixture *f)
{
    memset(f, 0, sizeof(*f));
    oc_arena_init(&f->arena);
    oc_config_init(&f->config, &f->arena);
    oc_book_init(&f->book, &f->config);
    oc_buf_init(&f->out, OC_MAX_PAGE_BYTES);
    f->config.colophon = false; /* has a test of its own */
    f->book.title = OC_STR("Salt & Paper");
    f->book.subtitle = OC_STR("Notes <2021>");
    f->book.lang = OC_STR("en");
    f->book.identifier = OC_STR("urn:uuid:6ba7b810-9dad-51d1-80b4-00c04fd430c8");
    f->book.site_url = OC_STR("https://salt.example/?a=1&b=2");
    oc_strs_add(&f->book.authors, &f->arena, OC_STR("Ines Maria Korn"));
    assert_int_equal(oc_date_parse(&f->book.oldest, OC_STR("2019-03-01")), 0);
    assert_int_equal(oc_date_parse(&f->book.newest, OC_STR("2021-12-31T23:30:00-05:00")), 0);
    f->book.modified = f->book.newest;
}

static void fixture_release(struct fixture *f)
{
    oc_buf_release(&f->out);
    oc_book_release(&f->book);
    oc_arena_release(&f->arena);
}

/* A chapter through the template that render uses. */
static OC_UNUSED void fixture_page(struct oc_buf *out, struct oc_arena *a, struct oc_post *post,
                                   struct oc_str lang, const char *body)
{
    struct oc_template_error error;
    struct oc_template *t = oc_template_parse(a, &error, oc_asset("templates/chapter.xhtml"));
    struct oc_value *context = oc_context_map(a);
    assert_non_null(t);
    oc_context_text(context, a, "lang", lang);
    oc_context_text(context, a, "dir", oc_str(oc_lang_rtl(lang) ? "rtl" : "ltr"));
    oc_context_text(context, a, "type", OC_STR("chapter"));
    oc_context_text(context, a, "plain", post->plain);
    oc_context_text(context, a, "title", post->title);
    oc_context_text(context, a, "subtitle", post->subtitle);
    oc_context_text(context, a, "date", post->date.valid ? OC_STR("a day") : OC_STR_NONE);
    oc_context_text(context, a, "datetime", OC_STR("2021-12-31"));
    oc_context_bool(context, a, "byline", post->date.valid);
    oc_context_text(context, a, "body", oc_str(body));
    oc_template_render(out, t, context, NULL, NULL);
}

/* A finished post, in the part (NULL: directly in the book). title is plain text. */
static OC_UNUSED struct oc_post *fixture_post(struct fixture *f, struct oc_part *part,
                                              const char *title, const char *body)
{
    struct oc_post *post = oc_book_add_post(&f->book);
    struct oc_packer packer = {.compressor = NULL};
    struct oc_buf page;
    oc_buf_init(&page, OC_MAX_PAGE_BYTES);
    post->plain = oc_str(title);
    oc_buf_put_xml(&page, post->plain);
    post->title = oc_buf_take(&page, &post->arena);
    post->href = oc_arena_printf(&post->arena, "p%zu.xhtml", f->book.nall);
    post->id = oc_arena_printf(&post->arena, "p%zu", f->book.nall);
    fixture_page(&page, &f->arena, post, f->book.lang, body);
    oc_epub_deflate(post, &packer, oc_buf_view(&page));
    oc_packer_release(&packer);
    oc_part_add_post(part ? part : &f->book.root, &f->book.arena, post);
    oc_buf_release(&page);
    return post;
}

static OC_UNUSED struct oc_part *fixture_part(struct fixture *f, struct oc_part *in,
                                              const char *title, const char *id)
{
    struct oc_part *part = oc_part_add_part(in ? in : &f->book.root, &f->book.arena);
    part->title = oc_str(title);
    part->id = oc_str(id);
    part->href = oc_arena_printf(&f->book.arena, "%s.xhtml", id);
    return part;
}

static OC_UNUSED void fixture_heading(struct oc_post *post, int level, const char *id,
                                      const char *text)
{
    size_t cap = post->nheadings;
    post->headings = oc_arena_grow(&post->arena, post->headings, &cap, post->nheadings + 1,
                                   sizeof(*post->headings));
    post->headings[post->nheadings++] = (struct oc_heading){level, oc_str(id), oc_str(text)};
}

/* Whether what stands in f->out is well-formed XML. */
static OC_UNUSED bool fixture_xml(const struct fixture *f)
{
    xmlDoc *doc = xmlReadMemory(f->out.p, (int)f->out.n, "x", NULL, XML_PARSE_NONET);
    bool good = doc != NULL;
    xmlFreeDoc(doc);
    return good;
}

static OC_UNUSED bool fixture_has(const struct fixture *f, const char *text)
{
    return strstr(f->out.p, text) != NULL;
}

static OC_UNUSED size_t fixture_count(const struct fixture *f, const char *text)
{
    size_t n = 0;
    for (const char *p = f->out.p; (p = strstr(p, text)); p++)
        n++;
    return n;
}

#endif
