/* SPDX-License-Identifier: MIT */
/* Attributes. Names may hold a colon (epub:type): they are plain names here. */
#include "xhtml/model.h"
#include "xhtml/xhtml.h"

static xmlAttr *find(const xmlNode *n, const char *name)
{
    if (!n || n->type != XML_ELEMENT_NODE)
        return NULL;
    for (xmlAttr *a = n->properties; a; a = a->next)
        if (strcmp((const char *)a->name, name) == 0)
            return a;
    return NULL;
}

struct oc_str oc_attr(const xmlNode *n, const char *name)
{
    xmlAttr *a = find(n, name);
    if (!a)
        return OC_STR_NONE;
    if (!a->children || !a->children->content)
        return OC_STR("");
    return oc_str((const char *)a->children->content);
}

void oc_attr_set(xmlNode *n, const char *name, struct oc_str value)
{
    xmlNode *text = oc_node_new_text(n->doc, value);
    xmlAttr *a = find(n, name);
    if (!a)
        a = xmlNewProp(n, (const xmlChar *)name, NULL);
    if (!a || !a->name) /* libxml2 makes an attribute without a name too */
        oc_out_of_memory();
    xmlFreeNodeList(a->children);
    a->children = a->last = text;
    text->parent = (xmlNode *)a;
}

void oc_attr_remove(xmlNode *n, const char *name)
{
    xmlAttr *a = find(n, name);
    if (a)
        xmlRemoveProp(a);
}

static bool next_token(struct oc_str *token, struct oc_str *rest)
{
    size_t from = 0, to;
    while (from < rest->n && (unsigned char)rest->p[from] <= ' ')
        from++;
    for (to = from; to < rest->n && (unsigned char)rest->p[to] > ' ';)
        to++;
    *token = oc_str_sub(*rest, from, to);
    *rest = oc_str_sub(*rest, to, rest->n);
    return to > from;
}

bool oc_class_has(const xmlNode *n, const char *name)
{
    struct oc_str rest = oc_attr(n, "class"), token;
    while (next_token(&token, &rest))
        if (oc_str_is(token, name))
            return true;
    return false;
}

void oc_class_add(xmlNode *n, const char *name)
{
    if (oc_class_has(n, name))
        return;
    struct oc_str old = oc_str_trim(oc_attr(n, "class"));
    struct oc_buf b;
    oc_buf_init(&b, old.n + strlen(name) + 2);
    oc_buf_put(&b, old);
    if (old.n)
        oc_buf_putc(&b, ' ');
    oc_buf_puts(&b, name);
    oc_attr_set(n, "class", oc_buf_view(&b));
    oc_buf_release(&b);
}
