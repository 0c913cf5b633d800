/* SPDX-License-Identifier: MIT */
/*
 * The book as a flat list of places, each with its depth: what the contents, the NCX, the manifest
 * and the spine are written from. Depth rises by at most one from a place to the next.
 */
#ifndef OC_OUTLINE_H
#define OC_OUTLINE_H

#include "book/book.h"

/* A page that stands after the posts. Rows of matter.c. */
struct oc_matter {
    const char *id, *href; /* in the manifest */
    const char *label;     /* its title, a key of labels.def */
    const char *type;      /* epub:type of its landmark, NULL for none */
    bool (*wanted)(const struct oc_book *book);
    int (*write)(struct oc_buf *out, const struct oc_book *book, struct oc_diags *diags,
                 const struct oc_matter *matter);
};
extern const struct oc_matter oc_matters[]; /* in the order of the book; id == NULL ends */

/* Just one of part, post and matter is set; heading only with post, for a place in its page. */
struct oc_place {
    int depth; /* 0: directly in the book */
    const struct oc_part *part;
    struct oc_post *post;
    const struct oc_heading *heading;
    const struct oc_matter *matter;
    struct oc_str first; /* of a part without a page: the file of the first post in it */
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
    return p->part ? p->part->intro : p->post; /* NULL of matter too */
}

/* False of a part that has no page of its own. */
static inline bool oc_place_has_page(const struct oc_place *p)
{
    return p->first.n == 0;
}

struct oc_str oc_place_href(const struct oc_place *p); /* the file's name */
struct oc_str oc_place_id(const struct oc_place *p);   /* in the manifest */
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
