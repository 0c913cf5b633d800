/* SPDX-License-Identifier: MIT */
/* Posts of Ghost that are documents of its editors and not HTML. */
#ifndef OC_GHOST_DOC_H
#define OC_GHOST_DOC_H

#include "base/buf.h"
#include "base/value.h"

/* Appends the HTML of a document of Lexical or mobiledoc; *markdown: some of it is Markdown, the
 * rest is HTML as it may stand in that. False when json is neither. */
bool oc_ghost_doc(struct oc_buf *out, bool *markdown, struct oc_arena *a, struct oc_str json);

#endif
