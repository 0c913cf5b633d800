/* SPDX-License-Identifier: MIT */
/* What the book is about, from its posts' tags. */
#ifndef OC_SUBJECTS_H
#define OC_SUBJECTS_H

#include "epub/outline.h"

#define OC_MAX_SUBJECTS 24u

/*
 * The tags of the posts, most used first, at most OC_MAX_SUBJECTS; of equally many uses the one
 * that comes first in the book. Tags that differ in ASCII case alone are one. In the arena.
 */
struct oc_strs oc_epub_subjects(struct oc_arena *a, const struct oc_outline *places);

#endif
