/* SPDX-License-Identifier: MIT */
/* The navigation document (EPUB 3.3 section 7): contents and landmarks. */
#include "base/limits.h"
#include "epub/epub.h"
#include "epub/outline.h"
#include "epub/page.h"

static void put_link(struct oc_buf *out, const struct oc_book *book, const struct oc_place *p)
{
    oc_buf_puts(out, "<a href=\"");
    oc_place_put_href(out, p);
    oc_buf_puts(out, "\"");
    if (p->post && p->post->page_lang.n && !oc_str_eq(p->post->page_lang, book->lang)) {
        oc_buf_puts(out, " lang=\"");
        oc_buf_put_xml(out, p->post->page_lang);
        oc_buf_puts(out, "\" xml:lang=\"");
        oc_buf_put_xml(out, p->post->page_lang);
        oc_buf_puts(out, "\"");
    }
    oc_buf_puts(out, ">");
    oc_buf_put_xml(out, oc_place_text(p, book));
    oc_buf_puts(out, "</a>");
}

/* A class only tells parts from posts: the sheet sets them apart. */
static void open_item(struct oc_buf *out, const struct oc_book *book, const struct oc_place *p)
{
    oc_buf_puts(out, p->part ? "<li class=\"toc-part\">"
                     : p->matter || (p->post == book->afterword && !p->heading)
                         ? "<li class=\"toc-matter\">"
                         : "<li>");
    if (oc_place_has_page(p)) {
        put_link(out, book, p);
        return;
    }
    oc_buf_puts(out, "<span>"); /* of the list that follows: it has a post */
    oc_buf_put_xml(out, oc_place_text(p, book));
    oc_buf_puts(out, "</span>");
}

/* Nested lists from depths; no list is ever empty because it is opened by its first item. */
static void put_toc(struct oc_buf *out, const struct oc_book *book, const struct oc_outline *o)
{
    int depth = 0;
    oc_buf_puts(out, "<ol>\n");
    for (size_t i = 0; i < o->n; i++) {
        const struct oc_place *p = &o->v[i];
        if (i > 0 && p->depth > depth) {
            oc_buf_puts(out, "\n<ol>\n");
            depth++;
        } else if (i > 0) {
            oc_buf_puts(out, "</li>\n");
            for (; depth > p->depth; depth--)
                oc_buf_puts(out, "</ol></li>\n");
        }
        open_item(out, book, p);
    }
    oc_buf_puts(out, "</li>\n");
    for (; depth > 0; depth--)
        oc_buf_puts(out, "</ol></li>\n");
    oc_buf_puts(out, "</ol>");
}

static void put_landmark(struct oc_buf *out, const struct oc_book *book, const char *type,
                         const char *label, struct oc_str href)
{
    oc_buf_printf(out, "<li><a epub:type=\"%s\" href=\"", type);
    oc_buf_put_xml(out, href);
    oc_buf_puts(out, "\">");
    oc_buf_put_xml(out, oc_str(oc_label(book->lang, label)));
    oc_buf_puts(out, "</a></li>\n");
}

int oc_epub_nav(struct oc_buf *out, const struct oc_book *book, struct oc_diags *diags)
{
    struct oc_arena a;
    struct oc_outline o;
    struct oc_buf list;
    oc_arena_init(&a);
    oc_buf_init(&list, OC_MAX_PAGE_BYTES);
    oc_outline_make(&o, &a, book, true);
    struct oc_value *context = oc_epub_context(&a, book);
    oc_context_text(context, &a, "contents", oc_str(oc_label(book->lang, "contents")));
    oc_context_text(context, &a, "guide", oc_str(oc_label(book->lang, "guide")));

    if (o.n > 0)
        put_toc(&list, book, &o);
    else /* a list must not be empty */
        oc_buf_printf(&list, "<ol><li><a href=\"%s\">%s</a></li></ol>", OC_EPUB_NAV,
                      oc_label(book->lang, "contents"));
    oc_context_text(context, &a, "toc", oc_buf_take(&list, &a));

    if (book->cover.href.n)
        put_landmark(&list, book, "cover", "cover", oc_str(OC_EPUB_COVER));
    if (book->config->title_page)
        put_landmark(&list, book, "titlepage", "title page", oc_str(OC_EPUB_TITLE));
    if (book->config->contents_page || o.n == 0)
        put_landmark(&list, book, "toc", "contents", oc_str(OC_EPUB_NAV));
    if (o.n > 0)
        put_landmark(&list, book, "bodymatter", "start", oc_place_href(&o.v[0]));
    if (book->afterword && book->afterword->page)
        put_landmark(&list, book, "afterword", "afterword", book->afterword->href);
    for (size_t i = 0; i < o.n; i++)
        if (o.v[i].matter && o.v[i].matter->type)
            put_landmark(&list, book, o.v[i].matter->type, o.v[i].matter->label,
                         oc_place_href(&o.v[i]));
    oc_context_text(context, &a, "landmarks", oc_buf_take(&list, &a));

    int result = oc_epub_page(out, &a, book, diags, OC_PAGE_NAV, context);
    oc_buf_release(&list);
    oc_arena_release(&a);
    return result;
}
