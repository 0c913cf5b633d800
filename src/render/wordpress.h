/* SPDX-License-Identifier: MIT */
/* Bodies as WordPress keeps them, made the HTML that it would show. Two linear passes over text. */
#ifndef OC_WORDPRESS_H
#define OC_WORDPRESS_H

#include "render/render.h"

/* Appends the HTML of a post's text: body, and after post->tail_at its comments. */
void oc_wordpress_html(struct oc_buf *out, struct oc_render *r, struct oc_str source);
/* Takes out of the parsed tree what only a browser needs, and gives galleries and verses a form
 * that a book has. */
void oc_wordpress_tidy(struct oc_render *r, xmlNode *body);

/* ---- wordpress_reuse.c ---- */

/* The body with the texts of its reusable blocks. */
struct oc_str oc_wordpress_reuse(struct oc_render *r, struct oc_str body);

/* ---- shortcodes.c ---- */

struct oc_shortcodes {
    struct oc_render *r;
    struct oc_str source; /* all of the text whose shortcodes are read */
    uint64_t no_end;      /* bits by row of the table: no end tag follows any more */
    struct oc_map *pairs; /* names with end tags; NULL until they are asked for */
    struct oc_buf notes;  /* items of the list of footnotes */
    unsigned nnotes;
};
/* Appends the footnotes that shortcodes made, and releases them. */
void oc_shortcodes_end(struct oc_buf *out, struct oc_shortcodes *s);
/* At '[': appends what a shortcode becomes; how many bytes it takes, 0 when it is none. */
size_t oc_shortcode(struct oc_buf *out, struct oc_shortcodes *s, struct oc_str text);
/* Whether text, at '[', has the name of one. */
bool oc_shortcode_known(struct oc_str text);
/* At "$latex ...$": the same. */
size_t oc_wordpress_latex(struct oc_buf *out, struct oc_str text);
/* Appends the player of an address that stands alone; false when none is known for it. always:
 * the author has said that it is one. */
bool oc_wordpress_embed(struct oc_buf *out, struct oc_arena *a, struct oc_str url, bool always);

/* ---- wpautop.c ---- */

/* Appends html with the paragraphs and line breaks that its blank lines and line ends stand for. */
void oc_wordpress_paragraphs(struct oc_buf *out, struct oc_str html);

/* The end of the tag or comment that s has at `at`: the offset after its '>'; 0 when '<' is text.
 */
size_t oc_wordpress_tag_end(struct oc_str s, size_t at);
/* The name of the tag at `at`, "" for comments; *close: it is an end tag. */
struct oc_str oc_wordpress_tag_name(bool *close, struct oc_str s, size_t at);

#endif
