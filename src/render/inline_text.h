/* SPDX-License-Identifier: MIT */
/* What the walk over text nodes looks up: bare URLs and emoji short names. */
#ifndef OC_INLINE_TEXT_H
#define OC_INLINE_TEXT_H

#include "base/str.h"

/*
 * The bare URL around at, which is the ':' of "http://" or the first 'w' of "www."; not before
 * `from`, where earlier matches end. p == NULL when there is none. It stops where GFM's extended
 * autolinks stop, and before CJK text and its punctuation, which no blank parts from the URL.
 */
struct oc_str oc_autolink_at(struct oc_str text, size_t at, size_t from);

/* The characters of a short name as GitHub has it ("sushi", "+1"); p == NULL when unknown. */
struct oc_str oc_emoji_find(struct oc_str name);

/*
 * The short name whose opening ':' is at `at`: *end gets the place after the closing one, the
 * result is what it stands for. p == NULL for all other uses of colons: 10:30:45, std::vector,
 * a:b:c. after_emoji: a short name ended at `at`, so that ":a::b:" is two.
 */
struct oc_str oc_emoji_at(size_t *end, struct oc_str text, size_t at, bool after_emoji);

/* Whether s is nothing but emoji (joiners, selectors and skin tones included). */
bool oc_emoji_only(struct oc_str s);

#endif
