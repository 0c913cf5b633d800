/* SPDX-License-Identifier: MIT */
/* Check boxes: a form control has no use in a book, but its state does. */
#include "render/blocks.h"
#include "render/figure.h"

static bool is_blank_text(const xmlNode *n)
{
    return n->type == XML_TEXT_NODE && oc_str_blank(oc_node_value(n));
}

static bool is_first(const xmlNode *n)
{
    for (n = n->prev; n; n = n->prev)
        if (!is_blank_text(n))
            return false;
    return true;
}

/* The item whose first content n is, through a p or a label; NULL when there is none. */
static xmlNode *item_of(const xmlNode *n)
{
    static const char *const passed[] = {"p", "label", "span", NULL};
    while (is_first(n) && oc_node_in(n->parent, passed))
        n = n->parent;
    return is_first(n) && oc_node_is(n->parent, "li") ? n->parent : NULL;
}

void oc_block_task(struct oc_render *r, xmlNode *input)
{
    if (!oc_str_iis(oc_str_trim(oc_attr(input, "type")), "checkbox"))
        return;
    bool done = oc_attr(input, "checked").p != NULL;
    xmlNode *span = oc_node_new(input->doc, "span"), *item = item_of(input);
    oc_attr_set(span, "role", OC_STR("img"));
    oc_attr_set(span, "aria-label", oc_figure_label(r, done ? "done" : "not done"));
    oc_node_append(span, oc_node_new_text(input->doc, done ? OC_STR("☑") : OC_STR("☐")));
    oc_node_before(input, span);
    oc_node_remove(input);
    if (!item)
        return;
    oc_class_add(item, "task");
    /* in a loose list cmark leaves the box before the paragraph that it belongs to */
    xmlNode *p = span->next;
    while (p && is_blank_text(p))
        p = p->next;
    if (!oc_node_is(p, "p"))
        return;
    while (span->next != p)
        oc_node_remove(span->next);
    xmlNode *space = oc_node_new_text(p->doc, OC_STR(" "));
    if (p->children) {
        oc_node_before(p->children, space);
        oc_node_before(space, span);
    } else {
        oc_node_append(p, span);
        oc_node_append(p, space);
    }
}
