/* SPDX-License-Identifier: MIT */
/* The tree builder, inside xhtml/ only. */
#ifndef OC_XHTML_PARSE_H
#define OC_XHTML_PARSE_H

#include "xhtml/model.h"
#include "xhtml/token.h"
#include "xhtml/xhtml.h"

/* Codes of open elements: HTML ones, then foreign ones, then any custom one. */
#define OC_EL_CUSTOM (OC_EL_COUNT + OC_X_COUNT)
#define OC_EL_CODES (OC_EL_CUSTOM + 1)

/* An open element. Those past the depth limit have the node of the one they are in. */
struct oc_open {
    xmlNode *node;
    uint16_t code;
    uint16_t depth;   /* of node */
    bool real;        /* node is its own */
    bool gone;        /* its end tag came too early: leaves when all above it left */
    bool ended;       /* its own end tag came */
    int same;         /* the same code below, or -1 */
    int scope, stop;  /* the nearest barrier at or below: of end tags, of li */
    int block;        /* the nearest that is no inline element */
    int foreign;      /* the svg or math it is content of, -1 in HTML */
    xmlNode *as_text; /* of a custom element: its tag as text, until its end tag comes */
};

struct oc_builder {
    xmlDoc *doc;
    struct oc_open *open;
    int n, cap;
    int last[OC_EL_CODES]; /* topmost open element of each code, -1 if none */
    struct oc_buf text, value;
    xmlNode *made; /* the newest element that a tag made */
    bool meta;     /* keep title, meta and link */
    bool deep;     /* a tag went that stood deeper than OC_MAX_DOM_DEPTH */
    bool no_template_end;
    bool pre;           /* a line feed right here is not text */
    struct oc_tokens t; /* last, as it is large and needs no zeroes */
};

/* As oc_html_parse. meta: title, meta and link elements stay where they stood, and the body gets
 * the attributes of <html>. */
xmlNode *oc_parse_tree(struct oc_arena *a, struct oc_str html, bool meta);

/* The same in steps: each token that stands in b->t is taken; then oc_build_end. */
struct oc_builder *oc_builder_new(struct oc_arena *a, bool meta);
void oc_builder_take(struct oc_builder *b);

#endif
