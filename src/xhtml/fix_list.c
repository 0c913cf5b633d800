/* SPDX-License-Identifier: MIT */
/* Lists: what is no item is put into one. */
#include "xhtml/fix.h"

/* A list being filled; loose is the item for what stands between items. */
struct filling {
    struct oc_fixer *f;
    xmlNode *list;
    struct oc_formats *formats;
    struct oc_out loose;
    bool open; /* loose may take more */
};

/* n is an item. */
static void take_item(struct filling *l, xmlNode *n)
{
    l->open = false;
    oc_node_append(l->list, n);
    oc_nest_flow(l->f, n, l->formats);
}

/* n is formats around blocks: its children are looked at one by one. */
static void spread(struct filling *l, xmlNode *n, void (*child)(void *ctx, xmlNode *n))
{
    l->loose.run = NULL; /* what follows has other formats */
    oc_out_spread(l->formats, n, child, l);
    l->loose.run = NULL;
}

/* What stands loose goes into item from here on; n is the first of it. */
static void open_item(struct filling *l, xmlNode *item, const xmlNode *n)
{
    oc_out_init(&l->loose, l->f, item, l->formats);
    l->open = true;
    oc_fix_tell(l->f, OC_FIX_MOVED, n);
}

static void list_child(void *ctx, xmlNode *n)
{
    static const char *const lists[] = {"ul", "ol", NULL};
    struct filling *l = ctx;
    if (oc_text_blank(n) && !(l->open && l->loose.run)) {
        oc_node_append(l->list, n);
        return;
    }
    if (!l->open && (oc_node_is(n, "br") || (n->type == XML_TEXT_NODE && oc_node_empty(n)))) {
        return; /* a blank between items goes */
    }
    if (oc_node_is(n, "li")) {
        take_item(l, n);
        return;
    }
    const struct oc_el_row *row = oc_el_row(oc_el_of(n));
    if (row && row->flags & OC_F_INLINE && oc_node_has_block(n) && !oc_node_is(n, "span")) {
        spread(l, n, list_child);
        return;
    }
    if (!l->open) {
        xmlNode *last = l->list->last;
        while (last && !oc_node_is(last, "li"))
            last = last->prev;
        xmlNode *item =
            last && (oc_node_in(n, lists) || oc_node_anchor(n)) ? last : oc_node_new(n->doc, "li");
        if (item != last)
            oc_node_append(l->list, item);
        open_item(l, item, n);
    }
    oc_out_node(&l->loose, n);
}

void oc_nest_list(struct oc_fixer *f, xmlNode *n, struct oc_formats *formats)
{
    struct filling l = {.f = f, .list = n, .formats = formats};
    f->depth++;
    for (xmlNode *rest = oc_node_take_children(n), *c; (c = oc_node_shift(&rest));) {
        list_child(&l, c);
    }
    f->depth--;
}

/* dl: dt and dd; a div around some of them goes; all else is a dd. */
static void terms_child(void *ctx, xmlNode *n)
{
    struct filling *l = ctx;
    if (oc_text_blank(n) && !(l->open && l->loose.run)) {
        oc_node_append(l->list, n);
        return;
    }
    if (oc_node_is(n, "dt") || oc_node_is(n, "dd")) {
        take_item(l, n);
        return;
    }
    const struct oc_el_row *row = oc_el_row(oc_el_of(n));
    if (oc_node_is(n, "div")) {
        for (xmlNode *rest = oc_node_take_children(n), *c; (c = oc_node_shift(&rest));)
            terms_child(l, c);
        return;
    }
    if (row && row->flags & OC_F_INLINE && oc_node_has_block(n)) {
        spread(l, n, terms_child);
        return;
    }
    if (!l->open) {
        xmlNode *last = l->list->last;
        while (last && oc_text_blank(last))
            last = last->prev;
        if (!oc_node_is(last, "dd")) {
            last = oc_node_new(n->doc, "dd");
            oc_node_append(l->list, last);
        }
        open_item(l, last, n);
    }
    oc_out_node(&l->loose, n);
}

/* Or removes it, when it shows nothing. */
static void rename_to_div(struct oc_fixer *f, xmlNode *n)
{
    const char *was = oc_node_is(n, "dl") ? "dl" : "dd";
    oc_node_rename(n, "div");
    oc_fix_attrs(f, n);
    oc_class_add(n, was);
    oc_fix_drop_empty(f, n);
}

void oc_nest_terms(struct oc_out *out, xmlNode *n)
{
    struct filling l = {.f = out->f, .list = n, .formats = out->formats};
    oc_out_block(out, n);
    out->f->depth++;
    for (xmlNode *rest = oc_node_take_children(n), *c; (c = oc_node_shift(&rest));)
        terms_child(&l, c);
    out->f->depth--;
}

void oc_fix_terms(struct oc_fixer *f, xmlNode *n)
{
    xmlNode *next, *term = NULL, *last = NULL;
    for (xmlNode *c = n->children; c; c = c->next) {
        if (oc_node_is(c, "dt") && !term)
            term = c;
        if (c->type == XML_ELEMENT_NODE)
            last = c;
    }
    if (!last)
        return;
    if (!term) { /* no terms: no list of terms */
        for (xmlNode *c = n->children; c; c = next) {
            next = c->next;
            if (c->type == XML_ELEMENT_NODE)
                rename_to_div(f, c);
        }
        rename_to_div(f, n);
        return;
    }
    for (xmlNode *c = n->children; c != term; c = next) { /* what comes before the first term */
        next = c->next;
        oc_node_before(n, c);
        if (c->type == XML_ELEMENT_NODE)
            rename_to_div(f, c);
    }
    if (oc_node_is(last, "dt"))
        oc_node_append(n, oc_node_new(n->doc, "dd"));
}
