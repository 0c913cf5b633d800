/* SPDX-License-Identifier: MIT */
/* Cover, title page, the parts' pages and the colophon. */
#include "base/limits.h"
#include "base/uni.h"
#include "base/utf8.h"
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
    oc_diag_add(diags, fault.code, fault.file, fault.line, 0, fault.why, OC_STR_NONE);
    return -1;
}

/* How many posts a part has, and when they were written. */
struct tally {
    size_t posts;
    struct oc_date oldest, newest;
};

static void count_posts(struct tally *t, const struct oc_book *book, const struct oc_part *part)
{
    for (size_t i = 0; i < part->nposts; i++) {
        const struct oc_post *post = part->posts[i];
        if (post->failed || !post->page)
            continue;
        t->posts++;
        if (!post->date.valid)
            continue;
        if (!t->oldest.valid || oc_date_cmp(post->date, t->oldest, book->offset) < 0)
            t->oldest = post->date;
        if (!t->newest.valid || oc_date_cmp(post->date, t->newest, book->offset) > 0)
            t->newest = post->date;
    }
    for (size_t i = 0; i < part->nparts; i++)
        count_posts(t, book, part->parts[i]);
}

/* posts and span; the span is none where it would only repeat the title. */
static void add_tally(struct oc_value *context, struct oc_arena *a, const struct oc_book *book,
                      const struct oc_part *part)
{
    struct oc_buf text;
    struct tally t = {0};
    count_posts(&t, book, part);
    if (t.posts == 0)
        return;
    oc_buf_init(&text, LINE_MAX_BYTES);
    oc_label_put(&text, book->lang, "posts", t.posts);
    oc_context_text(context, a, "posts", oc_buf_take(&text, a));
    oc_uni_months(&text, t.oldest, t.newest, oc_arena_cstr(a, book->lang));
    struct oc_str span = oc_buf_take(&text, a);
    oc_context_text(context, a, "span", oc_str_eq(span, part->title) ? OC_STR_NONE : span);
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
    add_tally(context, &a, book, part);
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

/* A title that would fill a page is set smaller: more than 40 characters, of which Han count two.
 */
static bool is_long(struct oc_str title)
{
    size_t width = 0;
    for (size_t at = 0; at < title.n;)
        width += oc_uni_is_cjk(oc_utf8_next(title, &at)) ? 2 : 1;
    return width > 40;
}

static struct oc_str title_of(const struct oc_book *book)
{
    struct oc_str title = oc_str_trim_wide(book->title);
    return title.n ? title : oc_str(oc_label(book->lang, "untitled"));
}

/* Rights and source stand here only where no colophon has them. */
int oc_epub_title(struct oc_buf *out, const struct oc_book *book, struct oc_diags *diags)
{
    const struct oc_config *c = book->config;
    struct oc_arena a;
    oc_arena_init(&a);
    struct oc_value *context = oc_epub_context(&a, book);
    oc_context_text(context, &a, "label", oc_str(oc_label(book->lang, "title page")));
    oc_context_text(context, &a, "title", title_of(book));
    oc_context_bool(context, &a, "long", is_long(title_of(book)));
    oc_context_text(context, &a, "subtitle", oc_str_trim_wide(book->subtitle));
    add_authors(context, &a, book);
    add_years(context, &a, book);
    oc_context_text(context, &a, "publisher", oc_str_trim_wide(c->publisher));
    if (!c->colophon) {
        oc_context_text(context, &a, "rights", oc_str_trim_wide(c->rights));
        add_source(context, &a, book);
    }
    int result = oc_epub_page(out, &a, book, diags, OC_PAGE_TITLE, context);
    oc_arena_release(&a);
    return result;
}

/* ---- the colophon ---- */

/* "Made from 12 posts of River Letters": the site's name, unless the book has it. */
static void add_made(struct oc_value *context, struct oc_arena *a, const struct oc_book *book)
{
    struct oc_str site = oc_str_trim_wide(book->site_title);
    struct oc_buf text;
    struct tally t = {0};
    count_posts(&t, book, &book->root);
    oc_buf_init(&text, LINE_MAX_BYTES);
    if (site.n && !oc_str_eq(site, title_of(book)))
        oc_label_put_of(&text, book->lang, "made from", t.posts, site);
    else
        oc_label_put(&text, book->lang, "posts", t.posts);
    oc_context_text(context, a, "made", oc_buf_take(&text, a));
    oc_uni_months(&text, t.oldest, t.newest, oc_arena_cstr(a, book->lang));
    oc_context_text(context, a, "span", oc_buf_take(&text, a));
    oc_buf_release(&text);
}

static void add_published(struct oc_value *context, struct oc_arena *a, const struct oc_book *book)
{
    struct oc_date date;
    struct oc_buf text;
    if (oc_date_parse(&date, book->config->date) != 0)
        return;
    oc_buf_init(&text, LINE_MAX_BYTES);
    oc_uni_date(&text, date, oc_arena_cstr(a, book->lang));
    oc_context_text(context, a, "date", oc_buf_take(&text, a));
    oc_buf_release(&text);
}

int oc_epub_colophon(struct oc_buf *out, const struct oc_book *book, struct oc_diags *diags,
                     const struct oc_matter *matter)
{
    const struct oc_config *c = book->config;
    struct oc_arena a;
    oc_arena_init(&a);
    struct oc_value *context = oc_epub_context(&a, book);
    oc_context_text(context, &a, "label", oc_str(oc_label(book->lang, matter->label)));
    oc_context_text(context, &a, "title", title_of(book));
    add_authors(context, &a, book);
    add_made(context, &a, book);
    add_source(context, &a, book);
    oc_context_text(context, &a, "publisher", oc_str_trim_wide(c->publisher));
    add_published(context, &a, book);
    oc_context_text(context, &a, "rights", oc_str_trim_wide(c->rights));
    oc_context_text(context, &a, "generator", oc_str(oc_label(book->lang, "made with")));
    int result = oc_epub_page(out, &a, book, diags, OC_PAGE_COLOPHON, context);
    oc_arena_release(&a);
    return result;
}
