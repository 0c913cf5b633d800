/* SPDX-License-Identifier: MIT */
/* How nodes are made and go, inside xhtml/ only. */
#ifndef OC_XHTML_NODES_H
#define OC_XHTML_NODES_H

#include <libxml/tree.h>

#include "base/arena.h"

/* An empty document whose nodes come from the arena, as it does itself. */
xmlDoc *oc_doc_new(struct oc_arena *a);
/* As oc_node_new, of an element whose code (enum oc_el) is known. */
xmlNode *oc_node_new_el(xmlDoc *doc, unsigned el);
/* Where n, an element of an arena, stood: line and column, or "12:3-14:7" as cmark writes it. */
void oc_node_put_place(xmlNode *n, int line, int col);
void oc_node_set_place(xmlNode *n, struct oc_str sourcepos);
/* child, which is linked nowhere, becomes the last of parent. */
static inline void oc_node_link(xmlNode *parent, xmlNode *child)
{
    child->parent = parent;
    child->prev = parent->last;
    if (parent->last)
        parent->last->next = child;
    else
        parent->children = child;
    parent->last = child;
}
/* As oc_attr_set, of an attribute at hand. */
void oc_attr_set_value(xmlAttr *a, struct oc_str value);
void oc_attr_drop(xmlAttr *a);
/* Gives back the memory of a node that is linked nowhere; an arena keeps it until it goes. */
void oc_node_free(xmlNode *n);

/* svg_label.c: what a foreignObject of a drawing says, as <text> beside it. False when it is not
 * there now that was not before; the element itself is still to go. */
bool oc_svg_label(xmlNode *html);

#endif
