/* SPDX-License-Identifier: MIT */
/* toc.ncx: the contents once more, for readers of EPUB 2 and for Kindle's converter. */
#include "epub/epub.h"
#include "epub/outline.h"

static void put_point(struct oc_buf *out, const struct oc_book *book, const struct oc_place *p,
                      size_t number, size_t order)
{
    oc_buf_puts(out, "<navPoint id=\"n");
    oc_buf_put_int(out, (int64_t)number, 1);
    oc_buf_puts(out, "\" playOrder=\"");
    oc_buf_put_int(out, (int64_t)order, 1);
    oc_buf_puts(out, "\"><navLabel><text>");
    oc_buf_put_xml(out, oc_place_text(p, book));
    oc_buf_puts(out, "</text></navLabel><content src=\"");
    oc_place_put_href(out, p);
    oc_buf_puts(out, "\"/>");
}

static void put_map(struct oc_buf *out, const struct oc_book *book, const struct oc_outline *o)
{
    int depth = -1; /* of the innermost open navPoint */
    size_t order = 0;
    oc_buf_puts(out, "<navMap>\n");
    for (size_t i = 0; i < o->n; i++) {
        for (; depth >= o->v[i].depth; depth--)
            oc_buf_puts(out, "</navPoint>\n");
        /* a part without a page stands for its first post: one place, one number */
        order += i == 0 || oc_place_has_page(&o->v[i - 1]);
        put_point(out, book, &o->v[i], i + 1, order);
        depth++;
    }
    for (; depth >= 0; depth--)
        oc_buf_puts(out, "</navPoint>\n");
    if (o->n == 0)
        oc_buf_printf(out,
                      "<navPoint id=\"n1\" playOrder=\"1\"><navLabel><text>%s</text></navLabel>"
                      "<content src=\"%s\"/></navPoint>\n",
                      oc_label(book->lang, "contents"), OC_EPUB_NAV);
    oc_buf_puts(out, "</navMap>\n");
}

void oc_epub_ncx(struct oc_buf *out, const struct oc_book *book)
{
    struct oc_arena a;
    struct oc_outline o;
    int deepest = 1;
    oc_arena_init(&a);
    oc_outline_make(&o, &a, book, true);
    for (size_t i = 0; i < o.n; i++)
        if (o.v[i].depth + 1 > deepest)
            deepest = o.v[i].depth + 1;
    oc_buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                     "<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\" "
                     "xml:lang=\"");
    oc_buf_put_xml(out, book->lang);
    oc_buf_puts(out, "\">\n<head>\n<meta name=\"dtb:uid\" content=\"");
    oc_buf_put_xml(out, oc_str_trim_wide(book->identifier));
    oc_buf_printf(out,
                  "\"/>\n<meta name=\"dtb:depth\" content=\"%d\"/>\n"
                  "<meta name=\"dtb:totalPageCount\" content=\"0\"/>\n"
                  "<meta name=\"dtb:maxPageNumber\" content=\"0\"/>\n</head>\n<docTitle><text>",
                  deepest);
    struct oc_str title = oc_str_trim_wide(book->title);
    oc_buf_put_xml(out, title.n ? title : oc_str(oc_label(book->lang, "untitled")));
    oc_buf_puts(out, "</text></docTitle>\n");
    for (size_t i = 0; i < book->authors.n; i++) {
        if (oc_str_trim_wide(book->authors.v[i]).n == 0)
            continue;
        oc_buf_puts(out, "<docAuthor><text>");
        oc_buf_put_xml(out, oc_str_trim_wide(book->authors.v[i]));
        oc_buf_puts(out, "</text></docAuthor>\n");
    }
    put_map(out, book, &o);
    oc_buf_puts(out, "</ncx>\n");
    oc_arena_release(&a);
}
