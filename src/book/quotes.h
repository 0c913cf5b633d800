/* SPDX-License-Identifier: MIT */
/* Straight quotation marks to those that are printed, in text that may come in pieces. */
#ifndef OC_QUOTES_H
#define OC_QUOTES_H

#include "base/buf.h"

struct oc_quotes {
    uint32_t before;      /* the character before; 0: a block begins */
    bool doubles, single; /* a quotation is open */
    bool astro;           /* two hyphens are a long dash, and three are text */
    bool wordpress;       /* between blanks one hyphen is a dash, and two are a long one */
};
/* Whether s has anything that may change. */
bool oc_quotes_any(const struct oc_quotes *st, struct oc_str s);
/* Appends s; after is the character that follows it, 0: none. */
void oc_quotes_put(struct oc_buf *out, struct oc_quotes *st, struct oc_str s, uint32_t after);

#endif
