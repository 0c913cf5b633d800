/* SPDX-License-Identifier: MIT */
/*
 * Tables: caption, thead, tbody, tfoot, in that order; rows in groups, cells in rows. What is no
 * part of a table stands before it, as browsers show it.
 */
#include "xhtml/fix.h"

struct table {
    struct oc_out *out;
    xmlNode *table, *caption, *head, *foot;
    xmlNode *group, *row; /* being filled; NULL: make one when needed */
};

static void new_group(struct table *t)
{
    t->group = oc_node_new(t->table->doc, "tbody");
    oc_node_append(t->table, t->group);
    t->row = NULL;
}

static void table_child(void *ctx, xmlNode *n);

static void each_child(struct table *t, xmlNode *n)
{
    for (xmlNode *rest = oc_node_take_children(n), *c; (c = oc_node_shift(&rest));) {
        table_child(t, c);
    }
}

static void put_group(struct table *t, xmlNode *n)
{
    xmlNode **one = oc_node_is(n, "thead") ? &t->head : oc_node_is(n, "tfoot") ? &t->foot : NULL;
    if (one && *one)
        oc_node_rename(n, "tbody");
    else if (one)
        *one = n;
    t->group = n;
    t->row = NULL;
    oc_node_append(t->table, n);
    each_child(t, n);
    t->group = t->row = NULL;
}

static void put_row(struct table *t, xmlNode *n)
{
    if (!t->group)
        new_group(t);
    oc_node_append(t->group, n);
    t->row = n;
    each_child(t, n);
    t->row = NULL;
}

static void put_cell(struct table *t, xmlNode *n)
{
    if (!t->row) {
        if (!t->group)
            new_group(t);
        t->row = oc_node_new(n->doc, "tr");
        oc_node_append(t->group, t->row);
    }
    oc_node_append(t->row, n);
    oc_nest_flow(t->out->f, n, t->out->formats);
}

static void put_caption(struct table *t, xmlNode *n)
{
    if (t->caption) {
        oc_out_node(t->out, n); /* becomes a div before the table */
        return;
    }
    t->caption = n;
    oc_node_append(t->table, n);
    oc_nest_flow(t->out->f, n, t->out->formats);
}

static void table_child(void *ctx, xmlNode *n)
{
    struct table *t = ctx;
    unsigned el = oc_el_of(n);
    if (oc_text_blank(n)) {
        oc_node_append(t->row ? t->row : t->group ? t->group : t->table, n);
    } else if (el == OC_EL_caption) {
        put_caption(t, n);
    } else if (el == OC_EL_thead || el == OC_EL_tbody || el == OC_EL_tfoot) {
        put_group(t, n);
    } else if (el == OC_EL_tr) {
        put_row(t, n);
    } else if (el == OC_EL_td || el == OC_EL_th) {
        put_cell(t, n);
    } else {
        oc_fix_tell(t->out->f, OC_FIX_MOVED, n);
        oc_out_node(t->out, n);
    }
}

static bool has_element(const xmlNode *n)
{
    for (const xmlNode *c = n->children; c; c = c->next)
        if (c->type == XML_ELEMENT_NODE)
            return true;
    return false;
}

/* Rows without cells go, then groups without rows. True when something is left. */
static bool prune(xmlNode *table)
{
    bool rows = false;
    for (xmlNode *g = table->children, *next; g; g = next) {
        next = g->next;
        if (g->type != XML_ELEMENT_NODE || oc_node_is(g, "caption"))
            continue;
        for (xmlNode *r = g->children, *after; r; r = after) {
            after = r->next;
            if (r->type == XML_ELEMENT_NODE && !has_element(r))
                oc_node_remove(r);
        }
        if (has_element(g))
            rows = true;
        else
            oc_node_remove(g);
    }
    return rows;
}

static void order(struct table *t)
{
    if (t->head && t->table->children != t->head)
        oc_node_before(t->table->children, t->head);
    if (t->caption && t->table->children != t->caption)
        oc_node_before(t->table->children, t->caption);
    if (t->foot && t->table->last != t->foot)
        oc_node_append(t->table, t->foot);
}

/* Tables in captions are shown before the table. */
static void clear_caption(struct table *t)
{
    for (xmlNode *n = t->caption, *next; n; n = next) {
        next = oc_node_next(t->caption, n);
        if (oc_node_is(n, "table")) {
            next = oc_node_next_skip(t->caption, n);
            oc_out_block(t->out, n);
        }
    }
}

void oc_nest_table(struct oc_out *out, xmlNode *n)
{
    struct table t = {.out = out, .table = n};
    out->f->depth++;
    each_child(&t, n);
    out->f->depth--;
    if (t.caption)
        clear_caption(&t);
    order(&t);
    if (prune(n)) {
        oc_out_block(out, n);
        return;
    }
    if (t.caption) {
        oc_node_rename(t.caption, "div");
        oc_class_add(t.caption, "caption");
        oc_out_block(out, t.caption);
    }
    if (oc_attr(n, "id").p) {
        xmlNode *mark = oc_node_new(n->doc, "span");
        oc_attr_set(mark, "id", oc_attr(n, "id"));
        oc_node_append(out->parent, mark);
    }
}
