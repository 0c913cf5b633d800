/* SPDX-License-Identifier: MIT */
/* A set of characters: which ones a book has. */
#ifndef OC_CHARS_H
#define OC_CHARS_H

#include "base/str.h"

#define OC_CHARS_END 0x110000u

/* One bit a code point; NULL bits: nothing is noted, as when nobody wants to know. */
struct oc_chars {
    unsigned char *bits;
};

void oc_chars_init(struct oc_chars *c);
void oc_chars_release(struct oc_chars *c);
void oc_chars_add(struct oc_chars *c, struct oc_str text);
void oc_chars_merge(struct oc_chars *to, const struct oc_chars *from);
bool oc_chars_has(const struct oc_chars *c, uint32_t codepoint);

#endif
