/* SPDX-License-Identifier: MIT */
/* A tree in full, for tests: names, attributes in their order, places, texts. */
#ifndef SHOW_TREE_H
#define SHOW_TREE_H

#include "base/buf.h"
#include "xhtml/xhtml.h"

static void show_tree(struct oc_buf *out, const xmlNode *body)
{
    for (const xmlNode *n = body->children; n; n = n->next) {
        if (n->type != XML_ELEMENT_NODE) {
            oc_buf_put(out, oc_node_value(n));
            continue;
        }
        int col, line = oc_node_line(n, &col);
        oc_buf_printf(out, "<%s@%d:%d", (const char *)n->name, line, col);
        for (const xmlAttr *a = n->properties; a; a = a->next)
            oc_buf_printf(out, " %s=[%.*s]", (const char *)a->name,
                          OC_STR_ARG(oc_node_value(a->children)));
        oc_buf_putc(out, '>');
        show_tree(out, n);
        oc_buf_puts(out, "</>");
    }
}

#endif
