/* SPDX-License-Identifier: MIT */
/*
 * The passes: each is one function from DOM to DOM over r->body, linear in the size of the tree.
 * render.c runs them in the order in which they stand here; each may count on what those before
 * it left, and on cmark's data-sourcepos, which oc_model_fix takes away at the end. No pass
 * replaces r->body itself. What a pass puts into the post lives in post->arena; everything else
 * is scratch, in r->arena.
 */
#ifndef OC_PASSES_H
#define OC_PASSES_H

#include "render/render.h"

/* lang.c: sets post->page_lang, the language of the chapter; those after it may read it. */
void oc_pass_lang(struct oc_render *r);
/* lang.c: programs run from left to right, in a chapter from right to left too. */
void oc_pass_direction(struct oc_render *r);

/* ruby_text.c: 漢字《かんじ》 becomes ruby. */
void oc_pass_ruby(struct oc_render *r);

/* images.c: images of the book, placeholders for others, figures from lone ones. */
void oc_pass_images(struct oc_render *r);
/* That of the front matter, when it is asked for and no other shows it. */
void oc_pass_post_image(struct oc_render *r);
/* images.c: the notes about all images of the post, once no pass adds any. */
void oc_images_tell(struct oc_render *r);

/* embeds.c: iframe, video, audio, object, tweets and gists become labelled links. */
void oc_pass_embeds(struct oc_render *r);

/* substack.c: before all passes, where a body is of Substack's editor. */
void oc_substack_tidy(struct oc_render *r, xmlNode *body);

/* ghost.c: the same for cards of Ghost's editor. */
void oc_ghost_tidy(struct oc_render *r, xmlNode *body);

/* blocks.c: alerts, task lists, leftovers of [TOC], details, alignment in tables. */
void oc_pass_blocks(struct oc_render *r);

/*
 * notes.c: cmark-gfm's footnotes, and those that kramdown and Hexo wrote as HTML, become EPUB
 * footnotes: noterefs r1, r1-2 ..., and f1 ... in one section at the end of the body.
 */
void oc_pass_notes(struct oc_render *r);

/*
 * headings.c: h2 to h6 with no level skipped and a unique id each, recorded in post->headings;
 * the heading that repeats the title goes. Fills r->anchors. It runs before oc_pass_inline_text
 * because slugs are made of what the author typed: ":crab:" gives "crab".
 */
void oc_pass_headings(struct oc_render *r);

/* inline_text.c: ~~del~~, bare URLs, emoji short names, stray markers, in text nodes. */
void oc_pass_inline_text(struct oc_render *r);

/* quotes.c: quotation marks, dashes and ellipses of sites that make them; last but direction. */
void oc_pass_quotes(struct oc_render *r);

/* wiki.c: [[post]] in text nodes becomes a link by name; all that names no post stays. */
void oc_pass_wiki(struct oc_render *r);
/* ![[image.png]] becomes an image, before oc_pass_images deals with it. */
void oc_pass_wiki_images(struct oc_render *r);

/*
 * links.c: every href is a valid absolute URL, a file of the book, or a place in this page; a
 * link that can be none of these is unwrapped. Fills post->refs.
 */
void oc_pass_links(struct oc_render *r);

/* math_pass.c: TeX becomes MathML, once headings have their names: those stay TeX. */
void oc_pass_math(struct oc_render *r);
/* math_html.c: the formulas of a post in HTML; the first that oc_pass_math does. */
void oc_math_in_html(struct oc_render *r);
/* The element that oc_pass_math makes MathML. */
xmlNode *oc_math_node(xmlDoc *doc, struct oc_str tex, bool display);
/* math_images.c: a picture of a formula that a server draws becomes the formula; false: it is none.
 */
bool oc_math_image(struct oc_render *r, xmlNode *img);

/* headings.c: the texts in post->headings, once oc_pass_inline_text has given them their form. */
void oc_headings_name(struct oc_render *r);

/* looks.c: after all others, and after oc_model_fix: what the theme and vertical writing need. */
void oc_pass_looks(struct oc_render *r);
/* The same for the chapter's title, inline XHTML. */
struct oc_str oc_looks_title(struct oc_render *r, struct oc_str xhtml);

/* ---- parts of passes that the unit tests and other passes use ---- */

/*
 * The post that a link names (links.c): url as written, without its fragment. An address on the
 * web that is the site's own, or a path of it; a path of the source tree, relative to the post
 * `from` or to the root ("/x", "@/x"), spelled out, without extension, or the folder of a bundle;
 * "oc-post:" and a name, escaped: a file, slug or title. NULL when the book has none.
 */
struct oc_post *oc_link_find(const struct oc_book *book, const struct oc_post *from,
                             struct oc_arena *scratch, struct oc_str url);

/* page.c: the chapter's page around the finished body. */
void oc_page_write(struct oc_buf *page, struct oc_render *r, struct oc_str body);

#endif
