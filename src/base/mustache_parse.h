/* SPDX-License-Identifier: MIT */
/* A parsed template: what mustache_parse.c makes and mustache.c renders. Private to base. */
#ifndef OC_MUSTACHE_PARSE_H
#define OC_MUSTACHE_PARSE_H

#include "base/mustache.h"

enum oc_template_kind {
    OC_T_TEXT,
    OC_T_VALUE, /* escaped */
    OC_T_RAW,
    OC_T_SECTION,
    OC_T_INVERTED,
    OC_T_PARTIAL
};

struct oc_template_node {
    enum oc_template_kind kind;
    struct oc_str text;   /* TEXT: itself; else the name */
    struct oc_str indent; /* PARTIAL alone on its line: the blanks before it */
    size_t end;           /* sections: index of the first node after the section */
    int line;             /* of its tag; of TEXT: where it ends */
};

/* Nodes in the order of the text; a section's own stand between it and its end. */
struct oc_template {
    struct oc_template_node *nodes;
    size_t n, cap;
};

#endif
