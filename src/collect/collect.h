/* SPDX-License-Identifier: MIT */
/* From paths to the book's shape: walk, read front matter, select, order, group, name. */
#ifndef OC_COLLECT_H
#define OC_COLLECT_H

#include "book/book.h"

/*
 * Finds and reads the front matter of every post below the paths (files and folders, any mix)
 * into book->all, in the order in which the paths were given and, below each, in the natural order
 * of their names; bodies stay on disk, but for book->keep bytes of them. A post's path begins with
 * its root. Problems with one post are its diagnostics; 0 unless nothing was found at all (then -1
 * and an error in book->diags: no-posts, path-missing). page_lang is a guess from the script, ""
 * for Latin.
 */
int oc_collect(struct oc_book *book, const char *const *paths, size_t n) OC_NODISCARD;

/* Selects, orders, groups and names: fills everything under "arrange". -1: nothing was left. */
int oc_arrange(struct oc_book *book, int64_t now) OC_NODISCARD;

/*
 * A post's file as UTF-8 without BOM, into out; and whether it was converted or repaired, once,
 * as a diagnostic of the post when report. -1 with a diagnostic when it cannot be read.
 * This is how render reads bodies: from body_at on. What collect kept is given out once.
 */
int oc_post_read(struct oc_buf *out, struct oc_post *post, bool report) OC_NODISCARD;
/* The same before it is rendered: what collect kept is left there, and nothing is reported. */
int oc_post_look(struct oc_buf *out, struct oc_post *post) OC_NODISCARD;

#endif
