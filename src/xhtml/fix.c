/* SPDX-License-Identifier: MIT */
/* oc_model_fix: the order of its parts, and what they share. */
#include "xhtml/fix.h"

void oc_fix_tell(struct oc_fixer *f, enum oc_fix what, const xmlNode *n)
{
    if (f->sink && f->sink->fn)
        f->sink->fn(f->sink->ctx, what, n, (const char *)n->name);
}

bool oc_text_blank(const xmlNode *n)
{
    return n->type == XML_TEXT_NODE && oc_str_blank(oc_node_value(n));
}

bool oc_node_anchor(const xmlNode *n)
{
    return (oc_node_is(n, "a") || oc_node_is(n, "span")) && !n->children &&
           oc_attr(n, "id").p != NULL;
}

xmlNode *oc_node_shell(xmlNode *n)
{
    xmlNode *shell = oc_node_new(n->doc, (const char *)n->name);
    for (xmlAttr *a = n->properties, *next; a; a = next) {
        const char *name = (const char *)a->name;
        next = a->next;
        oc_attr_set(shell, name, oc_attr(n, name));
        if (strcmp(name, "id") == 0)
            oc_attr_drop(a);
    }
    return shell;
}

xmlNode *oc_node_take_children(xmlNode *n)
{
    xmlNode *first = n->children;
    n->children = n->last = NULL;
    for (xmlNode *c = first; c; c = c->next)
        c->parent = NULL;
    return first;
}

xmlNode *oc_node_shift(xmlNode **chain)
{
    xmlNode *n = *chain;
    if (!n)
        return NULL;
    *chain = n->next;
    if (n->next)
        n->next->prev = NULL;
    n->next = NULL;
    return n;
}

void oc_model_fix(xmlNode *body, struct oc_map *ids, struct oc_fix_sink *sink)
{
    struct oc_arena arena;
    struct oc_map none;
    oc_arena_init(&arena);
    if (!ids) {
        oc_map_init(&none, &arena);
        ids = &none;
    }
    struct oc_fixer f = {.body = body, .sink = sink, .arena = &arena};
    oc_fix_names(&f);
    oc_fix_nest(&f);
    oc_fix_empty(&f);
    oc_fix_ids(&f, ids);
    oc_arena_release(&arena);
}
