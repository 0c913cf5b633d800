/* SPDX-License-Identifier: MIT */
/*
 * The parts of oc_model_fix, inside xhtml/ only. Order: names and attributes of every element
 * (fix_names.c, fix_attrs.c, fix_svg.c, fix_math.c), nesting (fix_nest.c, fix_list.c,
 * fix_table.c), what is empty (fix_empty.c), ids and what refers to them (fix_ids.c). Each part
 * leaves a tree that the ones before would not change.
 */
#ifndef OC_XHTML_FIX_H
#define OC_XHTML_FIX_H

#include "base/map.h"
#include "xhtml/model.h"
#include "xhtml/nodes.h"
#include "xhtml/xhtml.h"

struct oc_fixer {
    xmlNode *body;
    struct oc_fix_sink *sink;
    struct oc_arena *arena; /* for the time of one fix */
    xmlNode *next;          /* fix_names.c: where its walk goes on */
    int depth;
    bool drawings; /* there is an svg */
};

void oc_fix_tell(struct oc_fixer *f, enum oc_fix what, const xmlNode *n);

void oc_fix_names(struct oc_fixer *f);
/* n's attributes by the table; n has its final name but for what they say (span to b). */
void oc_fix_attrs(struct oc_fixer *f, xmlNode *n);
void oc_fix_svg(struct oc_fixer *f, xmlNode *svg);
/* Once all drawings are clean: a use of what is not there goes, and a drawing left empty. */
void oc_fix_uses(struct oc_fixer *f);
void oc_fix_math(struct oc_fixer *f, xmlNode *math);
void oc_fix_nest(struct oc_fixer *f);
void oc_fix_empty(struct oc_fixer *f);
void oc_fix_ids(struct oc_fixer *f, struct oc_map *taken);

bool oc_text_blank(const xmlNode *n); /* a text node of ASCII white space only */
/* An inline element that shows nothing but is a place to point at: <a id="x"></a>. */
bool oc_node_anchor(const xmlNode *n);
/* A new element named as n, with its attributes; the id moves to it from n. Not in the tree. */
xmlNode *oc_node_shell(xmlNode *n);

/* ---- nesting: one piece of output being filled ---- */

#define OC_MAX_FORMATS 8

/* Inline elements that a block was found in: the text inside the block gets them instead. */
struct oc_formats {
    xmlNode *node[OC_MAX_FORMATS];
    int n;
};

struct oc_out {
    struct oc_fixer *f;
    xmlNode *parent;            /* what is filled */
    xmlNode *para;              /* loose text goes into shells of this; NULL: stays loose */
    bool paras;                 /* or into new p */
    xmlNode *run;               /* where the next inline node goes; NULL: to be made */
    xmlNode *list;              /* ul, dl made here for stray items, while they follow */
    struct oc_formats *formats; /* around each run */
};

void oc_out_init(struct oc_out *out, struct oc_fixer *f, xmlNode *parent,
                 struct oc_formats *formats);
void oc_out_node(struct oc_out *out, xmlNode *n);  /* n, made valid, in its place */
void oc_out_block(struct oc_out *out, xmlNode *n); /* n as it is; ends a run */
/* Calls back for the children of an inline element around blocks, with it in formats. */
void oc_out_spread(struct oc_formats *formats, xmlNode *n, void (*fn)(void *ctx, xmlNode *child),
                   void *ctx);
/* Makes the children of a flow container valid. */
void oc_nest_flow(struct oc_fixer *f, xmlNode *n, struct oc_formats *formats);
/* Lists, tables: what cannot stand inside goes to out. */
void oc_nest_list(struct oc_fixer *f, xmlNode *n, struct oc_formats *formats);
void oc_nest_terms(struct oc_out *out, xmlNode *n);
void oc_nest_table(struct oc_out *out, xmlNode *n);
bool oc_node_has_block(const xmlNode *n); /* as marked when nesting begins */
/* Takes n's children off it; the first of the chain. */
xmlNode *oc_node_take_children(xmlNode *n);
/* The first of a chain, which moves on; NULL at its end. */
xmlNode *oc_node_shift(xmlNode **chain);
/* Removes n, a block, when it shows nothing; its ids move on. True when it is gone. */
bool oc_fix_drop_empty(struct oc_fixer *f, xmlNode *n);
/* A dl is dt and dd in turns: what does not fit stands before it, or it is no dl. */
void oc_fix_terms(struct oc_fixer *f, xmlNode *n);

#endif
