/* SPDX-License-Identifier: MIT */
/* The names of enum oc_dialect, as octavo prints them. */
#ifndef OC_DIALECT_H
#define OC_DIALECT_H

#include "book/book.h"

static inline const char *oc_dialect_name(enum oc_dialect dialect)
{
    static const char *const names[] = {"plain", "hexo",       "jekyll",   "hugo",
                                        "zola",  "javascript", "eleventy", "wordpress",
                                        "feed",  "medium",     "substack"};
    return names[dialect];
}

#endif
