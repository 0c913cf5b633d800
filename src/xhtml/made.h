/* SPDX-License-Identifier: MIT */
/* Pages from templates. What the user's own templates make is parsed before it is believed. */
#ifndef OC_MADE_H
#define OC_MADE_H

#include "book/template.h"
#include "xhtml/xhtml.h"

/* Why a page is none: where in the template, and what the XML parser says, or what it has that no
 * page may have (made_bans.h). */
struct oc_page_fault {
    enum oc_code code;
    struct oc_str file; /* the template's, or that of the partial at fault */
    int line;
    struct oc_str why;
};

/*
 * Appends the page that a template makes of the context. Of a user's template it adds to facts
 * (may be NULL) what the page has. -1 with *fault, in the arena, when that page is not well-formed,
 * or has what no page may.
 */
int oc_page_make(struct oc_buf *out, struct oc_xhtml_facts *facts, struct oc_page_fault *fault,
                 struct oc_arena *a, const struct oc_templates *ts, enum oc_page page,
                 const struct oc_value *context) OC_NODISCARD;

#endif
