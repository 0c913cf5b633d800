/* SPDX-License-Identifier: MIT */
/*
 * The book as a flat list of places, each with its depth: what the contents, the NCX, the manifest
 * and the spine are written from. Depth rises by at most one from a place to the next.
 */
#ifndef OC_OUTLINE_H
#define OC_OUTLINE_H

#include "book/book.h"

/* Just one of part and post is set; heading only with post, for a place inside its page. */
struct oc_place {
    int depth; /* 0: directly in the book */
    const struct oc_part *part;
    struct oc_post *post;
    const struct oc_heading *heading;
};

struct oc_outline {
    struct oc_place *v;
    size_t n;
};

/*
 * Parts and posts in reading order, with the headings of levels 2 to 1 + toc_depth when headings.
 * Posts that failed, or that have no page, are left out. All memory is the arena's.
 */
void oc_outline_make(struct oc_outline *out, struct oc_arena *a, const struct oc_book *book,
                     bool headings);

/* The post, or the introduction of the part: NULL when that has none. */
static inline const struct oc_post *oc_place_text_of(const struct oc_place *p)
{
    return p->part ? p->part->intro : p->post;
}

struct oc_str oc_place_href(const struct oc_place *p); /* the file's name */
struct oc_str oc_place_text(const struct oc_place *p,  /* plain, never "" */
                            const struct oc_book *book);
/* "file.xhtml#id", escaped for an attribute. */
void oc_place_put_href(struct oc_buf *out, const struct oc_place *p);

/* Files whose names arrange must not give to a page. */
#define OC_EPUB_NAV "nav.xhtml"
#define OC_EPUB_NCX "toc.ncx"
#define OC_EPUB_CSS "style.css"
#define OC_EPUB_COVER "cover.xhtml"
#define OC_EPUB_TITLE "title.xhtml"
#define OC_EPUB_OPF "package.opf"

#endif
