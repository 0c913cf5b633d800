/* SPDX-License-Identifier: MIT */
/*
 * The ids of one page. An id is ASCII, so that old readers find it; every other name by which the
 * author may call the place (the slug of a site generator, an id in Chinese) is an alias.
 */
#ifndef OC_IDS_H
#define OC_IDS_H

#include "render/render.h"

/* Ids of templates/chapter.xhtml. */
#define OC_ID_CHAPTER "chapter"
#define OC_ID_TITLE "chapter-title"
#define OC_ID_PART "part-title" /* of a part with an introduction */

/* Empties the tables of r and takes the chapter's own ids. */
void oc_ids_init(struct oc_render *r);

/*
 * A new id for what the author calls wish: wish itself when it is a plain ASCII id, else its slug,
 * else "s-" and a hash of the slug, so that it stays the same when the post grows. A second one of
 * the same name gets -1, -2 ... as on GitHub. In the post's arena.
 */
struct oc_str oc_id_new(struct oc_render *r, struct oc_str wish);
/* What oc_id_new gives the first place of that name: how a link to a page not yet made guesses. */
struct oc_str oc_id_guess(struct oc_arena *a, struct oc_str wish);
/* Takes an id as it stands; only for ids whose form octavo reserves (r1, f1). */
void oc_id_take(struct oc_render *r, struct oc_str id);

/* A name that leads to id; the first place of that name keeps it, as in a browser. Both are
 * copied. */
void oc_anchor_add(struct oc_render *r, struct oc_str name, struct oc_str id);
/* The id a fragment (without '#', raw or percent-encoded) leads to; p == NULL: nowhere. */
struct oc_str oc_anchor_find(struct oc_render *r, struct oc_str fragment);

/* Keeps the hash of every name in r->post: enough to tell later which lead nowhere. */
void oc_anchors_keep(struct oc_render *r);
/* Whether none of n links to places in r->post, which is finished, leads to any. Most of those that
 * were guessed wrong do not, and its text need not be read again. r has no anchors yet. */
bool oc_anchors_none(struct oc_render *r, struct oc_ref *const *refs, size_t n);

#endif
