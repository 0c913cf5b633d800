/* SPDX-License-Identifier: MIT */
/* What images and embeds share: where a thing is on the web, and the words that stand for it. */
#ifndef OC_FIGURE_H
#define OC_FIGURE_H

#include "render/passes.h"

/*
 * The absolute http(s) URL of what the post calls src: "//host" gets https, a site's path its
 * site, a relative path the post's own address if that is known. "" when there is none. In
 * r->arena.
 */
struct oc_str oc_figure_url(struct oc_render *r, struct oc_str src);

/* The host of an absolute URL as people say it, without "www."; "" when it has none. */
struct oc_str oc_figure_host(struct oc_str url);
/* Whether it is name or a host below it. */
bool oc_figure_host_is(struct oc_str host, const char *name);

/*
 * A file name as words: "city-at%20night.jpg" is "city at night"; "" when the name says nothing
 * to a reader (digits, hashes, camera names).
 */
struct oc_str oc_figure_name(struct oc_arena *a, struct oc_str path);

/*
 * Appends "Video: TEXT (HOST)" with the label of that key and the punctuation of the chapter's
 * language; TEXT and HOST may be "".
 */
void oc_figure_words(struct oc_buf *out, const struct oc_render *r, const char *label,
                     struct oc_str text, struct oc_str host);

/* The label of that key in the chapter's language. */
struct oc_str oc_figure_label(const struct oc_render *r, const char *label);

/* The figure whose caption goes with n: a near ancestor; NULL when there is none. */
xmlNode *oc_figure_around(const xmlNode *n);

/* <p> holding words, linked to url unless that is "". */
xmlNode *oc_figure_line(xmlDoc *doc, struct oc_str url, struct oc_str words);

/*
 * Removes n, then every ancestor that is inline, a p or a figure and holds nothing any more. A
 * walk cannot go on from there: collect nodes first (struct oc_nodes).
 */
void oc_figure_drop(xmlNode *n);

/* Whether s is white space, no-break and ideographic spaces and zero-width characters included. */
bool oc_figure_blank(struct oc_str s);

/* Whether s is what programs write when nobody says what a picture is: "image 1", "IMG_2031". */
bool oc_figure_stock(struct oc_str s);

/* Nodes found by a walk, to be changed after it. */
struct oc_nodes {
    xmlNode **v;
    size_t n, cap;
};
void oc_nodes_add(struct oc_nodes *list, struct oc_arena *a, xmlNode *n);

/* ---- images.c, image_clean.c ---- */

/*
 * First half of oc_pass_images: every img that stands for a picture gets its true address in src;
 * the others go (badges, counters, lazy-loading twins) or become text (emoji). *imgs gets those
 * that stay, in document order.
 */
void oc_image_clean(struct oc_nodes *imgs, struct oc_render *r);

struct oc_image_choice {
    enum oc_image_action action;
    const struct oc_image *image; /* NULL: it is not in the book; words and a link stand for it */
    struct oc_str url;            /* where it is on the web, absolute; "" when not known */
    bool fetched;                 /* from there */
};
/* The one place that decides what becomes of an image. at: for diagnostics; NULL gives none. */
struct oc_image_choice oc_image_resolve(struct oc_render *r, struct oc_str src, const xmlNode *at);
/* Records that the page shows it, or words for it; guessed: no words of the author's describe it.
 */
void oc_image_shown(struct oc_render *r, struct oc_str src, const struct oc_image_choice *choice,
                    bool guessed);

/* Puts an img element that another pass has made where it may stand, as oc_pass_images does. */
void oc_image_place(struct oc_render *r, xmlNode *img);

/* ---- image_size.c ---- */

/*
 * The class for an image of which the author says how wide it shall be: "w25", "w50", "w75" of the
 * page, or "icon" for one as high as the text; NULL when all of the page is right. natural: how
 * many pixels it is wide, 0 when that is not known.
 */
const char *oc_image_size_class(const xmlNode *img, uint32_t natural);

#endif
