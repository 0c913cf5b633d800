/* SPDX-License-Identifier: MIT */
/*
 * Embedded fonts, as the stages share them: media opens them and cuts them down to the characters
 * of the book, epub names and packs them.
 */
#ifndef OC_FONT_H
#define OC_FONT_H

#include "base/buf.h"
#include "base/chars.h"
#include "base/diag.h"

struct oc_font {
    struct oc_str href; /* "font-1.otf" */
    const char *media_type;
    size_t family; /* fonts of one family have one number, from 1 */
    bool bold, italic;
};

struct oc_fonts {
    struct oc_font *v;
    size_t n;
    /* Appends font i with what chars need of it; says in diags which of them it lacks. */
    void (*subset)(struct oc_fonts *self, struct oc_buf *out, size_t i,
                   const struct oc_chars *chars, struct oc_diags *diags);
    void (*free)(struct oc_fonts *self);
};

#endif
