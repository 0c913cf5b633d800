/* SPDX-License-Identifier: MIT */
/* The tree builder, inside xhtml/ only. */
#ifndef OC_XHTML_PARSE_H
#define OC_XHTML_PARSE_H

#include "xhtml/xhtml.h"

/* As oc_html_parse. meta: title, meta and link elements stay where they stood, and the body gets
 * the attributes of <html>. */
xmlNode *oc_parse_tree(struct oc_arena *a, struct oc_str html, bool meta);

#endif
