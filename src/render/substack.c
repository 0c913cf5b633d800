/* SPDX-License-Identifier: MIT */
/*
 * The HTML of Substack's editor: its buttons and forms go, and its footnotes get the form in which
 * other generators have them, a list whose items the references lead to.
 */
#include "render/figure.h"
#include "render/passes.h"

static bool is_furniture(const xmlNode *n)
{
    static const char *const classes[] = {"image-link-expand", "subscription-widget-wrap",
                                          "subscription-widget-wrap-editor",
                                          "install-substack-app-embed", "paywall-jump"};
    for (size_t i = 0; i < OC_COUNT(classes); i++)
        if (oc_class_has(n, classes[i]))
            return true;
    if (!oc_class_has(n, "button-wrapper"))
        return false;
    for (const xmlNode *a = n->children; a;
         a = a->next) { /* one that the author has chosen stays */
        struct oc_str href = oc_node_is(a, "a") ? oc_attr(a, "href") : OC_STR_NONE;
        if (oc_str_find(href, "/subscribe", 0) != SIZE_MAX ||
            oc_str_find(href, "action=share", 0) != SIZE_MAX ||
            oc_str_find(href, "%%share", 0) != SIZE_MAX ||
            oc_str_find(href, "/comments", 0) != SIZE_MAX)
            return true;
    }
    return false;
}

/* A div of class footnote, with its number and its text, becomes an item of the list. */
static void add_note(xmlNode **list, xmlNode *body, xmlNode *box)
{
    xmlNode *item = oc_node_new(body->doc, "li"), *text = NULL;
    for (xmlNode *n = box->children; n; n = n->next) {
        if (oc_class_has(n, "footnote-number"))
            oc_attr_set(item, "id", oc_attr(n, "id"));
        else if (oc_class_has(n, "footnote-content"))
            text = n;
    }
    if (!text || !oc_attr(item, "id").n)
        return;
    oc_node_same_place(item, box);
    oc_node_move_children(item, text);
    if (!*list) {
        xmlNode *section = oc_node_new(body->doc, "section");
        oc_attr_set(section, "class", OC_STR("footnotes"));
        *list = oc_node_new(body->doc, "ol");
        oc_node_append(section, *list);
        oc_node_append(body, section);
    }
    oc_node_append(*list, item);
    oc_node_remove(box);
}

void oc_substack_tidy(struct oc_render *r, xmlNode *body)
{
    struct oc_nodes notes = {.n = 0};
    xmlNode *list = NULL;
    for (xmlNode *n = oc_node_next(body, body), *next; n; n = next) {
        next = oc_node_next(body, n);
        if (n->type != XML_ELEMENT_NODE || !n->properties)
            continue;
        if (is_furniture(n)) {
            next = oc_node_next_skip(body, n);
            oc_node_remove(n);
        } else if (oc_node_is(n, "div") && oc_class_has(n, "footnote")) {
            oc_nodes_add(&notes, r->arena, n);
        } else if (oc_node_is(n, "div") && oc_class_has(n, "pullquote")) {
            oc_node_rename(n, "blockquote");
        }
    }
    for (size_t i = 0; i < notes.n; i++)
        add_note(&list, body, notes.v[i]);
}
