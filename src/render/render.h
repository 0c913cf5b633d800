/* SPDX-License-Identifier: MIT */
/* One post's body to its page: tags, Markdown, DOM, passes, XHTML. */
#ifndef OC_RENDER_H
#define OC_RENDER_H

#include "book/book.h"
#include "xhtml/xhtml.h"

/* Of pictures that only light or only dark pages show, as GitHub has it. */
#define OC_DARK_ONLY "#gh-dark-mode-only"
#define OC_LIGHT_ONLY "#gh-light-mode-only"

/* Once, before any thread starts. */
void oc_render_start(void);

/* From lines of a text that tags were expanded in to lines of its file (tags.h); sorted. */
struct oc_line_jump {
    int at, line; /* from line `at` of the text on ... */
    bool fixed;   /* ... every one comes of this line; else they count on from it */
};
struct oc_line_map {
    struct oc_line_jump *v;
    size_t n, cap;
    int above; /* lines of the file before the text, where its own are counted from 1 */
};

/*
 * What the passes share while one post is rendered. Scratch memory is in arena, which is cleared
 * after the post; what stays is in post->arena.
 */
struct oc_render {
    const struct oc_book *book; /* const: passes of many posts run at once */
    struct oc_post *post;
    struct oc_arena *arena;
    xmlNode *body;            /* the tree; replaced by nobody after parse */
    bool breaks, math;        /* as they hold for this post */
    bool brackets, readings;  /* the text has [[; has 《 */
    bool boxes;               /* attributes.c marked some */
    bool formulas;            /* it may have some, as code of the class math */
    bool math_images;         /* pictures of formulas have become such code */
    struct oc_line_map lines; /* of the text that body is made of */
    /* ids.h: */
    struct oc_map anchors; /* every name a fragment may use -> the id in the page, const char * */
    struct oc_map taken;   /* ids given so far -> the suffix to try next */
    bool aliased;          /* anchors has the headings' slugs of other generators too */
};

/*
 * Renders the text of a post (its body, UTF-8) into *page: the finished XHTML document; of an
 * introduction into post->xhtml alone. Fills everything under "render" in the post but page,
 * page_size, page_full_size and page_crc.
 * Any text gives a valid page.
 */
void oc_render_post(struct oc_buf *page, const struct oc_book *book, struct oc_post *post,
                    struct oc_arena *scratch, struct oc_str body);

/*
 * A link to a place in another post has a guess for the place's id until all pages are made. Then
 * oc_ref_good says whether the guess was right. When it was not, oc_refs_dead says whether n such
 * links to one post are surely dead, and takes their ids away then; else oc_refs_find finds the ids
 * (in a) by the text of that post, body. oc_refs_settle (places.c) appends the page of a post that
 * links there, with every link of post->refs as it is, and tells of dead ones.
 */
bool oc_ref_good(const struct oc_ref *ref);
bool oc_refs_dead(struct oc_ref *const *refs, size_t n, const struct oc_book *book,
                  struct oc_arena *scratch);
void oc_refs_settle(struct oc_buf *out, struct oc_post *post, struct oc_arena *scratch,
                    struct oc_str page);
void oc_refs_find(struct oc_ref *const *refs, size_t n, struct oc_arena *a,
                  const struct oc_book *book, struct oc_arena *scratch, struct oc_str body);

/* Notes a finding for the report; NULL when the post has too many. The text is the caller's. */
struct oc_finding *oc_render_find(struct oc_render *r, enum oc_finding_kind kind, int line,
                                  int col);
/* The place of a node in the post's file. */
int oc_render_place(int *col, const struct oc_render *r, const xmlNode *at);
/* When all posts are rendered: tells, once a book, what each would else tell anew. */
void oc_render_tell(struct oc_post *const *posts, size_t n);

/* Markdown of a title or description as inline XHTML (code, em, strong, del only) / plain text. */
void oc_render_inline(struct oc_buf *out, struct oc_arena *scratch, struct oc_str markdown);

/* The start tag of a formula: a code element until oc_pass_math. */
static inline const char *oc_math_open(bool display)
{
    return display ? "<code class=\"math display\">" : "<code class=\"math\">";
}

/* ---- markdown.c: the only user of cmark. ---- */
/* Appends HTML (to be tamed and parsed) of Markdown source; first_line is the body's line in its
 * file, so that data-sourcepos counts as the author does. */
void oc_markdown_html(struct oc_buf *out, struct oc_render *r, struct oc_str source,
                      int first_line);
/* The tree that the parser would make of that HTML, first_line being 1. Where there is no shorter
 * way it is made so, with the HTML in html, which is empty before. */
xmlNode *oc_markdown_parse(struct oc_buf *html, struct oc_render *r, struct oc_str source);

/* ---- passes, in the order render.c runs them; each is one function from DOM to DOM. ---- */

/* Records a diagnostic at the node's place. */
void oc_render_warn(struct oc_render *r, enum oc_code code, const xmlNode *at, struct oc_str a,
                    struct oc_str b);

#endif
