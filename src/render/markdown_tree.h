/* SPDX-License-Identifier: MIT */
/* cmark's tree to octavo's, inside markdown*.c only. */
#ifndef OC_MARKDOWN_TREE_H
#define OC_MARKDOWN_TREE_H

#include <cmark-gfm.h>

#include "render/source.h"
#include "xhtml/xhtml.h"

/*
 * The tree of a document in the source's arena, the very one that its HTML would be parsed to;
 * options as for rendering HTML. NULL when only the HTML can tell: the document is as it was.
 */
xmlNode *oc_markdown_tree(struct oc_source *s, cmark_mem *mem, cmark_node *document, int options);

/* ---- the walk, for markdown_parts.c ---- */

/* A note that something has referred to. */
struct oc_walk_note {
    struct oc_str label;
    int references;
};

struct oc_walk {
    struct oc_builder *b;
    const struct oc_source *s;
    cmark_mem *mem;
    cmark_iter *iter;
    struct oc_buf clean, href; /* scratch */
    int options;
    int column;      /* of a table */
    bool may_return; /* a carriage return may be in a text */
    bool may_cut;    /* cmark may cut text inside a character */
    bool line_start; /* as cmark's HTML would be right here */
    bool failed;

    struct oc_walk_note *notes; /* in the order of their numbers */
    size_t nnotes, cnotes;
    struct oc_walk_note *note; /* that the walk is in, or was last */
    bool told;                 /* its text has the links back */
};

/* What oc_build_* does, and the line start kept right. n: whose place it gets; NULL: none. */
xmlNode *oc_walk_open(struct oc_walk *w, enum oc_el el, cmark_node *n);
void oc_walk_close(struct oc_walk *w, enum oc_el el);
void oc_walk_attr(struct oc_walk *w, xmlNode *n, const char *name, struct oc_str value);
void oc_walk_text(struct oc_walk *w, struct oc_str text);
void oc_walk_html(struct oc_walk *w, struct oc_str html);
void oc_walk_line_end(struct oc_walk *w);
void oc_walk_start_line(struct oc_walk *w);

/* markdown_parts.c */
void oc_walk_table(struct oc_walk *w, cmark_node *n, bool entering); /* and its rows and cells */
void oc_walk_reference(struct oc_walk *w, cmark_node *n);
void oc_walk_definition(struct oc_walk *w, bool entering);
void oc_walk_back_references(struct oc_walk *w); /* of the note that w is in */

#endif
