/* SPDX-License-Identifier: MIT */
/*
 * How nodes are made, inside xhtml/ only: the parser knows the codes of its elements and where
 * their attributes go, and need not look for them.
 */
#ifndef OC_XHTML_NODES_H
#define OC_XHTML_NODES_H

#include <libxml/tree.h>

#include "base/arena.h"

/* An empty document whose nodes come from the arena, as it does itself. */
xmlDoc *oc_doc_new(struct oc_arena *a);
/* An element that has no name yet; one of the two below gives it one. */
xmlNode *oc_node_make(xmlDoc *doc);
void oc_node_be(xmlNode *n, unsigned el);            /* an enum oc_el */
void oc_node_be_other(xmlNode *n, const char *name); /* not HTML's; kept as it is */
/* A new attribute behind last, the newest of n (NULL: the first); name and value are copied. */
void oc_attr_add(xmlNode *n, xmlAttr *last, const char *name, struct oc_str value);
/* Where n stood: "12:3-14:7", as cmark writes it. */
void oc_node_set_place(xmlNode *n, struct oc_str sourcepos);
void oc_attr_drop(xmlAttr *a);
/* Gives back the memory of a node that is linked nowhere; an arena keeps it until it goes. */
void oc_node_free(xmlNode *n);

#endif
