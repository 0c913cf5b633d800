/* SPDX-License-Identifier: MIT */
/* One post's body to its page: tags, Markdown, DOM, passes, XHTML. */
#ifndef OC_RENDER_H
#define OC_RENDER_H

#include "book/book.h"
#include "xhtml/xhtml.h"

/* Once, before any thread starts. */
void oc_render_start(void);

/*
 * What the passes share while one post is rendered. Scratch memory is in arena, which is cleared
 * after the post; what stays is in post->arena.
 */
struct oc_render {
    const struct oc_book *book; /* const: passes of many posts run at once */
    struct oc_post *post;
    struct oc_arena *arena;
    xmlNode *body;     /* the tree; replaced by nobody after parse */
    bool breaks, math; /* as they hold for this post */
    /* ids.h: */
    struct oc_map anchors; /* every name a fragment may use -> the id in the page, const char * */
    struct oc_map taken;   /* ids given so far -> the suffix to try next */
    bool aliased;          /* anchors has the headings' slugs of other generators too */
};

/*
 * Renders the text of a post (its body, UTF-8) into *page: the finished XHTML document. Fills
 * everything under "render" in the post but page, page_size, page_full_size and page_crc.
 * Any text gives a valid page.
 */
void oc_render_post(struct oc_buf *page, const struct oc_book *book, struct oc_post *post,
                    struct oc_arena *scratch, struct oc_str body);

/* Markdown of a title or description as inline XHTML (code, em, strong, del only) / plain text. */
void oc_render_inline(struct oc_buf *out, struct oc_arena *scratch, struct oc_str markdown);

/* ---- markdown.c: the only user of cmark. ---- */
/* Appends HTML (to be tamed and parsed) of Markdown source; first_line is the body's line in its
 * file, so that data-sourcepos counts as the author does. */
void oc_markdown_html(struct oc_buf *out, struct oc_render *r, struct oc_str source,
                      int first_line);

/* ---- passes, in the order render.c runs them; each is one function from DOM to DOM. ---- */

/* Records a diagnostic at the node's place. */
void oc_render_warn(struct oc_render *r, enum oc_code code, const xmlNode *at, struct oc_str a,
                    struct oc_str b);

#endif
