/* SPDX-License-Identifier: MIT */
/* A chapter's page: what templates/chapter.xhtml is told of the post. */
#include "base/limits.h"
#include "base/uni.h"
#include "render/passes.h"
#include "xhtml/made.h"

static struct oc_str inline_text(struct oc_arena *a, struct oc_str markdown)
{
    struct oc_buf b;
    oc_buf_init(&b, OC_MAX_PAGE_BYTES);
    oc_render_inline(&b, a, markdown);
    struct oc_str text = oc_buf_take(&b, a);
    oc_buf_release(&b);
    return text;
}

/* The names, unless they are just the one the whole book is by. */
static struct oc_str authors_text(struct oc_arena *a, const struct oc_book *book,
                                  const struct oc_post *post)
{
    const struct oc_strs *names = &post->authors;
    bool cjk = oc_lang_is(post->page_lang, "zh") || oc_lang_is(post->page_lang, "ja");
    struct oc_buf b;
    if (names->n == 1 && book->authors.n == 1 && oc_str_eq(names->v[0], book->authors.v[0]))
        return OC_STR("");
    oc_buf_init(&b, OC_MAX_TITLE_BYTES * 4);
    for (size_t i = 0; i < names->n; i++) {
        if (i > 0)
            oc_buf_puts(&b, cjk ? "、" : ", ");
        oc_buf_put(&b, names->v[i]);
    }
    struct oc_str text = oc_buf_take(&b, a);
    oc_buf_release(&b);
    return text;
}

/* The title in the page's one h1: never empty, or the page would not be valid. */
static struct oc_str heading_text(struct oc_arena *a, const struct oc_post *post)
{
    struct oc_str title = inline_text(a, post->title);
    struct oc_buf b;
    if (!oc_str_blank(title))
        return title;
    oc_buf_init(&b, OC_MAX_PAGE_BYTES);
    oc_buf_put_xml(&b, post->plain);
    title = oc_buf_take(&b, a);
    oc_buf_release(&b);
    return title;
}

static void add_date(struct oc_value *map, struct oc_arena *a, const struct oc_post *post)
{
    struct oc_buf b;
    if (!post->date.valid)
        return;
    oc_buf_init(&b, OC_MAX_TITLE_BYTES);
    oc_uni_date(&b, post->date, oc_arena_cstr(a, post->page_lang));
    oc_context_text(map, a, "date", oc_buf_take(&b, a));
    oc_date_put_iso(&b, post->date);
    oc_context_text(map, a, "datetime", oc_buf_take(&b, a));
    oc_buf_release(&b);
}

void oc_page_write(struct oc_buf *page, struct oc_render *r, struct oc_str body)
{
    struct oc_post *post = r->post;
    struct oc_arena *a = r->arena;
    struct oc_page_fault fault = {0};
    struct oc_xhtml_facts facts = {0};
    struct oc_value *map = oc_context_map(a);
    struct oc_str authors = authors_text(a, r->book, post);
    oc_context_text(map, a, "lang", post->page_lang);
    oc_context_text(map, a, "dir", oc_lang_rtl(post->page_lang) ? OC_STR("rtl") : OC_STR("ltr"));
    oc_context_text(map, a, "id", post->id);
    oc_context_text(map, a, "title", heading_text(a, post));
    oc_context_text(map, a, "plain", post->plain);
    oc_context_text(map, a, "subtitle", inline_text(a, post->subtitle));
    oc_context_text(map, a, "authors", authors);
    add_date(map, a, post);
    oc_context_bool(map, a, "byline", authors.n > 0 || post->date.valid);
    oc_context_bool(map, a, "both", authors.n > 0 && post->date.valid);
    oc_context_text(map, a, "body", body);
    post->fault = NULL;
    if (oc_page_make(page, &facts, &fault, &post->arena, &r->book->templates, OC_PAGE_CHAPTER,
                     map) != 0)
        post->fault = memcpy(OC_NEW(&post->arena, struct oc_page_fault), &fault, sizeof(fault));
    post->has_svg = post->has_svg || facts.svg;
    post->has_mathml = post->has_mathml || facts.mathml;
}
