/* SPDX-License-Identifier: MIT */
/* 136 KB of bits: a book's pages are added as they are made, with no allocation. */
#include "base/chars.h"

#include <stdlib.h>

#include "base/utf8.h"

#define BYTES (OC_CHARS_END / 8)

void oc_chars_init(struct oc_chars *c)
{
    c->bits = oc_alloc(BYTES);
}

void oc_chars_release(struct oc_chars *c)
{
    free(c->bits);
    c->bits = NULL;
}

void oc_chars_add(struct oc_chars *c, struct oc_str text)
{
    for (size_t at = 0; c->bits && at < text.n;) {
        uint32_t cp = oc_utf8_next(text, &at);
        c->bits[cp / 8] |= (unsigned char)(1u << cp % 8);
    }
}

void oc_chars_merge(struct oc_chars *to, const struct oc_chars *from)
{
    for (size_t i = 0; to->bits && from->bits && i < BYTES; i++)
        to->bits[i] |= from->bits[i];
}

bool oc_chars_has(const struct oc_chars *c, uint32_t codepoint)
{
    return c->bits && codepoint < OC_CHARS_END && (c->bits[codepoint / 8] >> codepoint % 8 & 1);
}
