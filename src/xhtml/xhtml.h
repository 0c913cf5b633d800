/* SPDX-License-Identifier: MIT */
/*
 * All use of libxml2's trees and of their shape. Bodies come in through
 * oc_html_parse, are changed by passes that use the helpers below, made valid by oc_model_fix and
 * leave through oc_xhtml_write. Elements stand in no namespace while passes work; SVG and MathML
 * subtrees get theirs in the writer.
 */
#ifndef OC_XHTML_H
#define OC_XHTML_H

#include <libxml/tree.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

/* Once, before any thread starts; and once at the end. */
void oc_xhtml_start(void);
void oc_xhtml_stop(void);

/* ---- parse (token.c: tokens, parse.c: tree, page.c: whole documents) ---- */

/*
 * Parses a fragment of HTML from anywhere, in one linear pass, with the HTML standard's recovery
 * in small: names that are no elements stay text; script, style, template and comments go; html,
 * head, body and noscript tags go; void and self-closed elements are closed; unclosed ones too;
 * attributes past OC_MAX_ATTRS and tags nested deeper than OC_MAX_DOM_DEPTH go (the text stays);
 * control characters and noncharacters go (NUL becomes U+FFFD). Element and attribute names are
 * lower case, but those of SVG and MathML have their own case.
 *
 * Returns the <body> element of a new document, never NULL. All of it, and what passes add to it,
 * lives in the arena: there is nothing to free.
 */
xmlNode *oc_html_parse(struct oc_arena *a, struct oc_str html);

/* How many posts a page of a site shows, by what its theme marks as such. */
enum oc_page_posts {
    OC_PAGE_UNSURE, /* nothing is marked */
    OC_PAGE_POST,
    OC_PAGE_POSTS
};
/* What a whole HTML document says of itself; "" when absent. */
struct oc_html_meta {
    struct oc_str title; /* without the site's name */
    struct oc_str subtitle, date, lang, author, description, canonical;
    struct oc_str site;      /* the site's name */
    struct oc_str type;      /* og:type: "article", "website" ... */
    struct oc_str published; /* the date, where only a post has one */
    struct oc_str updated;
    struct oc_strs tags, categories;
    size_t text, linked; /* bytes of the tree's text that are seen; of them, in links */
    size_t near;         /* links in it to other pages of the site */
    bool title_in_post;  /* it is the h1 of the tree that is returned */
    bool title_said;     /* a heading or a line of the page is the title */
    bool moved;          /* all it does is to lead to another page */
    enum oc_page_posts posts;
};
/* Whether the document says that it is an article, and not a list or a home page. */
static inline bool oc_html_is_article(const struct oc_html_meta *meta)
{
    return meta->published.n || oc_str_iis(meta->type, "article");
}
/*
 * Parses a whole document: as above, from what its theme marks as the post, else from article or
 * main where there is just one, else body; site furniture (nav, header of the page, footer of the
 * page, aside) outside it is left out.
 * The texts of meta live in a, the tree in the other arena, which may be the same.
 */
xmlNode *oc_html_parse_page(struct oc_html_meta *meta, struct oc_arena *a, struct oc_arena *tree,
                            struct oc_str html);

/* ---- build (build.c): the same tree from what a Markdown parser has read ---- */

/* Codes of HTML elements. */
enum oc_el {
#define OC_EL(name, content, flags, becomes, class_) OC_EL_##name,
#include "xhtml/model.def"
#undef OC_EL
    OC_EL_COUNT
};
#define OC_EL_NONE OC_EL_COUNT

struct oc_builder;
/* A tree in the arena, grown by what follows in the order of a document, each a token that takes
 * the way of one of oc_html_parse: what is opened twice, or closed by other tags, is mended. */
struct oc_builder *oc_build_begin(struct oc_arena *a);
/* Opens an element, or puts a void one there; what stands at line and col of the post's file, 0:
 * nothing known. The element, for oc_build_attr; NULL when it went. */
xmlNode *oc_build_open(struct oc_builder *b, enum oc_el el, int line, int col);
/* value as it is meant, without character references. */
void oc_build_attr(struct oc_builder *b, xmlNode *n, const char *name, struct oc_str value);
void oc_build_close(struct oc_builder *b, enum oc_el el);
void oc_build_text(struct oc_builder *b, struct oc_str text);
/* Markup. False, and nothing is done, when a tag, a comment or the content of a raw element in it
 * may end outside: then only the whole post can be parsed. */
bool oc_build_html(struct oc_builder *b, struct oc_str html);
/* The body; b goes. */
xmlNode *oc_build_end(struct oc_builder *b);

/* Which limits the parser of body's document has met: OC_CUT_*. */
enum {
    OC_CUT_DEPTH = 1,
    OC_CUT_ATTRS = 2
};
int oc_html_cut(const xmlNode *body);

/* ---- helpers (dom.c). Names and values are UTF-8; returned nodes belong to their document. ----
 */

/* An element of that name; NULL is none. Mostly it is another: the first letter tells. */
static inline bool oc_node_is(const xmlNode *n, const char *name)
{
    return n && n->type == XML_ELEMENT_NODE && (char)n->name[0] == name[0] &&
           strcmp((const char *)n->name, name) == 0;
}
/* One of a NULL-ended list. */
static inline bool oc_node_in(const xmlNode *n, const char *const *names)
{
    if (!n || n->type != XML_ELEMENT_NODE)
        return false;
    while (*names && !oc_node_is(n, *names))
        names++;
    return *names != NULL;
}
bool oc_node_heading(const xmlNode *n, int *level); /* h1 to h6 */
/* The next node in document order inside root; _skip passes over n's children. NULL at the end. */
static inline xmlNode *oc_node_next_skip(const xmlNode *root, xmlNode *n)
{
    while (n != root && !n->next)
        n = n->parent;
    return n == root ? NULL : n->next;
}
static inline xmlNode *oc_node_next(const xmlNode *root, xmlNode *n)
{
    return n->type == XML_ELEMENT_NODE && n->children ? n->children : oc_node_next_skip(root, n);
}
bool oc_node_inside(const xmlNode *n, const char *name); /* has an ancestor of that name */

/* A borrowed view of an attribute's value; p == NULL when absent. */
struct oc_str oc_attr_look(const xmlNode *n, const char *name);
static inline struct oc_str oc_attr(const xmlNode *n, const char *name)
{
    bool any = n && n->type == XML_ELEMENT_NODE && n->properties; /* most have none */
    return any ? oc_attr_look(n, name) : OC_STR_NONE;
}
void oc_attr_set(xmlNode *n, const char *name, struct oc_str value);
void oc_attr_remove(xmlNode *n, const char *name);
bool oc_class_has(const xmlNode *n, const char *name);
void oc_class_add(xmlNode *n, const char *name);
void oc_class_align(xmlNode *n, struct oc_str align); /* what an align attribute says */

xmlNode *oc_node_new(xmlDoc *doc, const char *name);
xmlNode *oc_node_new_text(xmlDoc *doc, struct oc_str text);
/* Text that a child text node holds; borrowed. */
struct oc_str oc_node_value(const xmlNode *text);
void oc_node_set_value(xmlNode *text, struct oc_str value);
void oc_node_append(xmlNode *parent, xmlNode *child);
void oc_node_before(xmlNode *at, xmlNode *added);
void oc_node_after(xmlNode *at, xmlNode *added);
/* Unlike libxml2's own functions, none of these merges or frees neighbouring text nodes. */
void oc_node_remove(xmlNode *n); /* out of the tree, children too */
xmlNode *
oc_node_unwrap(xmlNode *n); /* children take its place; returns the first, or what followed */
void oc_node_rename(xmlNode *n, const char *name);
void oc_node_move_children(xmlNode *to, xmlNode *from);
/* A new element of that name in place of n, with n inside. */
xmlNode *oc_node_wrap(xmlNode *n, const char *name);

/* Appends the visible text, alt texts included when alt; blocks parted by one space. */
void oc_node_text(struct oc_buf *out, const xmlNode *n, bool alt);
bool oc_node_empty(const xmlNode *n); /* nothing visible: no text but white space, no image */

/*
 * The source line of n, or of the nearest element around it that has any: cmark's
 * data-sourcepos is no attribute of the tree but the place of its element. 0 when unknown. *col
 * may be NULL.
 */
int oc_node_line(const xmlNode *n, int *col);
/* n, an element, gets the place of another. */
void oc_node_same_place(xmlNode *n, const xmlNode *as);

/* ---- the content model (model.c: tables; fix.c: the pass; check.c: the judge) ---- */

/* What the fix did that the author would see, told one by one. */
enum oc_fix {
    OC_FIX_UNWRAPPED, /* an element that cannot stand in a book; its content stays */
    OC_FIX_REMOVED,   /* an element and its content (script, form control, empty heading) */
    OC_FIX_MOVED,     /* put where it may stand */
    OC_FIX_ID         /* an id renamed */
};
struct oc_fix_sink {
    void (*fn)(void *ctx, enum oc_fix what, const xmlNode *n, const char *name);
    void *ctx; /* fn may be NULL */
};

/*
 * Makes any tree below body valid EPUB 3.3 XHTML by the tables: see conformance of elements,
 * attributes, nesting, ids (unique, [A-Za-z][A-Za-z0-9_-]* or CJK letters), lang, datetime, style.
 * ids: every id of the page is in it afterwards; those already in it (the chapter's own) are
 * taken. References inside the page (href="#x", headers, aria-*) follow a renamed id; ones
 * without a target are removed. Idempotent.
 */
struct oc_map;
void oc_model_fix(xmlNode *body, struct oc_map *ids, struct oc_fix_sink *sink);

/* Whether the tree below body is valid by the same tables; why (may be NULL) gets the first
 * fault. Used by tests, fuzzers and --strict's own last look. */
bool oc_model_valid(struct oc_buf *why, const xmlNode *body);

/* ---- write (write.c) ---- */

/* Appends the children of body as well-formed XHTML; sets what the manifest must know. */
struct oc_xhtml_facts {
    bool svg, mathml;
};
void oc_xhtml_write(struct oc_buf *out, struct oc_xhtml_facts *facts, const xmlNode *body);

#endif
