/* SPDX-License-Identifier: MIT */
/*
 * TeX's mathematics to presentation MathML: what blogs write for MathJax and KaTeX. A formula is
 * taken over whole or not at all: what is not understood stays TeX, which can at least be read.
 */
#ifndef OC_TEX_H
#define OC_TEX_H

#include "base/map.h"
#include "xhtml/xhtml.h"

/* Commands that the formulas of a page define, for those after them. */
struct oc_tex_macros {
    struct oc_map by_name;
    size_t expanded; /* bytes that they have brought */
};
void oc_tex_macros_init(struct oc_tex_macros *m, struct oc_arena *a);

/*
 * A math element in doc, named by its TeX, which is UTF-8 and borrowed no longer than the call;
 * without children when the formula shows nothing (it defines commands). NULL when something in it
 * is not understood: *unknown, in a, is the command, environment or character. Linear time.
 */
xmlNode *oc_tex_math(struct oc_str *unknown, struct oc_tex_macros *m, xmlDoc *doc,
                     struct oc_arena *a, struct oc_str tex, bool display);

#endif
