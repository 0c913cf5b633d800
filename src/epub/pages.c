/* SPDX-License-Identifier: MIT */
/* The title page and the parts' pages. */
#include "base/limits.h"
#include "epub/epub.h"
#include "epub/outline.h"
#include "epub/page.h"
#include "xhtml/made.h"
#include "xhtml/url.h"

#define LINE_MAX_BYTES ((size_t)1 << 16)

struct oc_value *oc_epub_context(struct oc_arena *a, const struct oc_book *book)
{
    struct oc_value *context = oc_context_map(a);
    oc_context_text(context, a, "lang", book->lang);
    oc_context_text(context, a, "dir", oc_str(oc_lang_rtl(book->lang) ? "rtl" : "ltr"));
    return context;
}

int oc_epub_page(struct oc_buf *out, struct oc_arena *a, const struct oc_book *book,
                 struct oc_diags *diags, enum oc_page page, const struct oc_value *context)
{
    struct oc_page_fault fault;
    if (oc_page_make(out, NULL, &fault, a, &book->templates, page, context) == 0)
        return 0;
    oc_diag_add(diags, OC_D_TEMPLATE_PAGE, fault.file, fault.line, 0, fault.why, OC_STR_NONE);
    return -1;
}

static size_t count_posts(const struct oc_part *part)
{
    size_t n = 0;
    for (size_t i = 0; i < part->nposts; i++)
        n += !part->posts[i]->failed && part->posts[i]->page;
    for (size_t i = 0; i < part->nparts; i++)
        n += count_posts(part->parts[i]);
    return n;
}

static void add_count(struct oc_value *context, struct oc_arena *a, const struct oc_book *book,
                      const struct oc_part *part)
{
    struct oc_buf text;
    size_t n = count_posts(part);
    if (n == 0)
        return;
    oc_buf_init(&text, LINE_MAX_BYTES);
    oc_label_put(&text, book->lang, "posts", n);
    oc_context_text(context, a, "posts", oc_buf_take(&text, a));
    oc_buf_release(&text);
}

int oc_epub_part(struct oc_buf *out, const struct oc_book *book, struct oc_diags *diags,
                 const struct oc_part *part)
{
    struct oc_arena a;
    oc_arena_init(&a);
    struct oc_place place = {.part = part};
    struct oc_value *context = oc_epub_context(&a, book);
    oc_context_text(context, &a, "title", oc_place_text(&place, book));
    add_count(context, &a, book, part);
    if (part->intro) {
        struct oc_str lang = part->intro->page_lang;
        oc_context_text(context, &a, "intro", part->intro->xhtml);
        if (!oc_str_eq(lang, book->lang))
            oc_context_text(context, &a, "intro-lang", lang);
    }
    int result = oc_epub_page(out, &a, book, diags, OC_PAGE_PART, context);
    oc_arena_release(&a);
    return result;
}

/* All names, parted by the list comma of the language. */
static void add_authors(struct oc_value *context, struct oc_arena *a, const struct oc_book *book)
{
    bool han = oc_lang_is(book->lang, "zh") || oc_lang_is(book->lang, "ja");
    const char *comma = han ? "、" : oc_lang_is(book->lang, "ar") ? "، " : ", ";
    struct oc_buf text;
    oc_buf_init(&text, LINE_MAX_BYTES);
    for (size_t i = 0; i < book->authors.n; i++) {
        struct oc_str name = oc_str_trim_wide(book->authors.v[i]);
        if (name.n && text.n)
            oc_buf_puts(&text, comma);
        oc_buf_put(&text, name);
    }
    oc_context_text(context, a, "authors", oc_buf_take(&text, a));
    oc_buf_release(&text);
}

/* The site's address; a link when it is one that a book may hold. */
static void add_source(struct oc_value *context, struct oc_arena *a, const struct oc_book *book)
{
    const struct oc_config *c = book->config;
    struct oc_str source = oc_str_trim_wide(c->url.n ? c->url : book->site_url);
    struct oc_buf link;
    oc_buf_init(&link, LINE_MAX_BYTES);
    if (oc_url_clean(&link, source))
        oc_context_text(context, a, "link", oc_buf_take(&link, a));
    oc_context_text(context, a, "source", source);
    oc_buf_release(&link);
}

static void add_years(struct oc_value *context, struct oc_arena *a, const struct oc_book *book)
{
    if (!book->oldest.valid || !book->newest.valid)
        return;
    int from = book->oldest.year, to = book->newest.year;
    struct oc_str years =
        from == to ? oc_arena_printf(a, "%d", to) : oc_arena_printf(a, "%d–%d", from, to);
    oc_context_text(context, a, "years", years);
}

int oc_epub_cover(struct oc_buf *out, const struct oc_book *book, struct oc_diags *diags)
{
    struct oc_arena a;
    struct oc_buf alt;
    oc_arena_init(&a);
    oc_buf_init(&alt, LINE_MAX_BYTES);
    struct oc_value *context = oc_epub_context(&a, book);
    struct oc_str title = oc_str_trim_wide(book->title);
    oc_buf_puts(&alt, oc_label(book->lang, "cover"));
    oc_buf_puts(&alt, oc_lang_is(book->lang, "zh") || oc_lang_is(book->lang, "ja") ? "：" : ": ");
    oc_buf_put(&alt, title.n ? title : oc_str(oc_label(book->lang, "untitled")));
    if (book->authors.n)
        oc_buf_puts(&alt, " · ");
    oc_book_put_authors(&alt, book);
    oc_context_text(context, &a, "label", oc_str(oc_label(book->lang, "cover")));
    oc_context_text(context, &a, "image", book->cover.href);
    oc_context_text(context, &a, "alt", oc_buf_take(&alt, &a));
    int result = oc_epub_page(out, &a, book, diags, OC_PAGE_COVER, context);
    oc_buf_release(&alt);
    oc_arena_release(&a);
    return result;
}

int oc_epub_title(struct oc_buf *out, const struct oc_book *book, struct oc_diags *diags)
{
    const struct oc_config *c = book->config;
    struct oc_str title = oc_str_trim_wide(book->title);
    struct oc_arena a;
    oc_arena_init(&a);
    struct oc_value *context = oc_epub_context(&a, book);
    oc_context_text(context, &a, "label", oc_str(oc_label(book->lang, "title page")));
    oc_context_text(context, &a, "title",
                    title.n ? title : oc_str(oc_label(book->lang, "untitled")));
    oc_context_text(context, &a, "subtitle", oc_str_trim_wide(book->subtitle));
    add_authors(context, &a, book);
    add_years(context, &a, book);
    add_count(context, &a, book, &book->root);
    oc_context_text(context, &a, "publisher", oc_str_trim_wide(c->publisher));
    oc_context_text(context, &a, "rights", oc_str_trim_wide(c->rights));
    add_source(context, &a, book);
    int result = oc_epub_page(out, &a, book, diags, OC_PAGE_TITLE, context);
    oc_arena_release(&a);
    return result;
}
