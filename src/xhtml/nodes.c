/* SPDX-License-Identifier: MIT */
/*
 * Where nodes live. The trees of posts are libxml2's in form only: every node, name and value is
 * cut from the arena of the document, and goes with it, so that making a page asks malloc for
 * next to nothing. Trees that libxml2 itself has read (SVG files) are told by their document,
 * which has no arena; what cleaning them needs (texts, attributes, a new name, removal) works on
 * them too, with libxml2's own memory.
 */
#include "xhtml/nodes.h"

#include "xhtml/model.h"
#include "xhtml/xhtml.h"

static struct oc_arena *arena_of(const xmlDoc *doc)
{
    return doc->_private;
}

xmlDoc *oc_doc_new(struct oc_arena *a)
{
    xmlDoc *doc = OC_NEW(a, xmlDoc);
    doc->type = XML_DOCUMENT_NODE;
    doc->doc = doc;
    doc->_private = a;
    return doc;
}

/* ---- elements ---- */

/* el is the code of an element. */
static void be(xmlNode *n, unsigned el)
{
    n->name = (const xmlChar *)oc_el_rows[el].name;
    n->extra = (unsigned short)(el + 1);
}

/* The name as the node keeps it: one of a table, or a copy; and the code of the element. */
static void give_name(xmlNode *n, const char *name)
{
    struct oc_str s = oc_str(name);
    unsigned el = oc_el_find(s.p, s.n);
    if (el != OC_EL_NONE) {
        be(n, el);
        return;
    }
    n->name = (const xmlChar *)oc_arena_cstr(arena_of(n->doc), s);
    n->extra = OC_EL_NONE + 1;
}

/* An element of an arena, and where it stood in the post's file: 0 when nothing says so. */
struct element {
    xmlNode node;
    int line, col;
};

static xmlNode *make(xmlDoc *doc)
{
    xmlNode *n = &OC_NEW(arena_of(doc), struct element)->node;
    n->type = XML_ELEMENT_NODE;
    n->doc = doc;
    return n;
}

static int number(const char **p, const char *end)
{
    int value = 0;
    for (; *p < end && **p >= '0' && **p <= '9' && value < 100000000; (*p)++)
        value = value * 10 + (**p - '0');
    return value;
}

void oc_node_put_place(xmlNode *n, int line, int col)
{
    ((struct element *)n)->line = line;
    ((struct element *)n)->col = col;
}

void oc_node_set_place(xmlNode *n, struct oc_str sourcepos)
{
    const char *p = sourcepos.p, *end = p + sourcepos.n;
    int line = number(&p, end);
    oc_node_put_place(n, line, p < end && *p++ == ':' ? number(&p, end) : 0);
}

void oc_node_same_place(xmlNode *n, const xmlNode *as)
{
    int col, line = oc_node_line(as, &col);
    oc_node_put_place(n, line, col);
}

int oc_node_line(const xmlNode *n, int *col)
{
    for (; n && arena_of(n->doc); n = n->parent) {
        const struct element *e = (const struct element *)n;
        if (n->type != XML_ELEMENT_NODE)
            continue;
        if (col)
            *col = e->col;
        if (e->line)
            return e->line;
    }
    if (col)
        *col = 0;
    return 0;
}

xmlNode *oc_node_new_el(xmlDoc *doc, unsigned el)
{
    xmlNode *n = make(doc);
    be(n, el);
    return n;
}

xmlNode *oc_node_new(xmlDoc *doc, const char *name)
{
    if (!arena_of(doc)) {
        xmlNode *plain = xmlNewDocNode(doc, NULL, (const xmlChar *)name, NULL);
        if (!plain || !plain->name)
            oc_out_of_memory();
        return plain;
    }
    xmlNode *n = make(doc);
    give_name(n, name);
    return n;
}

void oc_node_rename(xmlNode *n, const char *name)
{
    if (arena_of(n->doc)) {
        give_name(n, name);
        return;
    }
    xmlNodeSetName(n, (const xmlChar *)name);
    if (!n->name)
        oc_out_of_memory();
}

void oc_node_free(xmlNode *n)
{
    if (!arena_of(n->doc))
        xmlFreeNode(n);
}

/* ---- texts: those of an arena know their length ---- */

static void be_text(xmlNode *n, xmlDoc *doc, struct oc_str text)
{
    n->type = XML_TEXT_NODE;
    n->name = (const xmlChar *)"text";
    n->doc = doc;
    n->content = (xmlChar *)(uintptr_t)oc_arena_cstr(arena_of(doc), text);
    n->psvi = (void *)(uintptr_t)(text.n + 1);
}

xmlNode *oc_node_new_text(xmlDoc *doc, struct oc_str text)
{
    if (arena_of(doc)) {
        xmlNode *n = OC_NEW(arena_of(doc), xmlNode);
        be_text(n, doc, text);
        return n;
    }
    xmlNode *n = xmlNewDocTextLen(doc, (const xmlChar *)(text.n ? text.p : ""), (int)text.n);
    if (!n || !n->content) /* without memory for the content, libxml2 makes a node without */
        oc_out_of_memory();
    return n;
}

struct oc_str oc_node_value(const xmlNode *text)
{
    if (!text || !text->content)
        return OC_STR("");
    const char *p = (const char *)text->content;
    return text->psvi ? (struct oc_str){p, (uintptr_t)text->psvi - 1} : oc_str(p);
}

void oc_node_set_value(xmlNode *text, struct oc_str value)
{
    struct oc_str old = oc_node_value(text);
    if (value.n && value.p >= old.p && value.p <= old.p + old.n) {
        /* a part of the old value stays where it is */
        text->content = (xmlChar *)(uintptr_t)value.p;
        text->content[value.n] = '\0';
    } else {
        text->content = (xmlChar *)(uintptr_t)oc_arena_cstr(arena_of(text->doc), value);
    }
    text->psvi = (void *)(uintptr_t)(value.n + 1);
}

/* ---- attributes: each made together with the text that is its value ---- */

struct attr {
    xmlAttr attr;
    xmlNode text;
};

/* last: the newest attribute of n, NULL: there is none. Name and value are copied. */
static void add_attr(xmlNode *n, xmlAttr *last, const char *name, struct oc_str value)
{
    struct oc_arena *a = arena_of(n->doc);
    struct attr *made = OC_NEW(a, struct attr);
    be_text(&made->text, n->doc, value);
    made->text.parent = (xmlNode *)&made->attr;
    made->attr.type = XML_ATTRIBUTE_NODE;
    made->attr.doc = n->doc;
    made->attr.parent = n;
    made->attr.name = (const xmlChar *)oc_arena_cstr(a, oc_str(name));
    made->attr.children = made->attr.last = &made->text;
    made->attr.prev = last;
    if (last)
        last->next = &made->attr;
    else
        n->properties = &made->attr;
}

static xmlAttr *find(const xmlNode *n, const char *name, xmlAttr **last)
{
    xmlAttr *before = NULL;
    for (xmlAttr *a = n->properties; a; before = a, a = a->next)
        if ((char)a->name[0] == name[0] && strcmp((const char *)a->name, name) == 0)
            return a;
    if (last)
        *last = before;
    return NULL;
}

struct oc_str oc_attr_look(const xmlNode *n, const char *name)
{
    const xmlAttr *a = find(n, name, NULL);
    return a ? oc_node_value(a->children) : OC_STR_NONE;
}

void oc_attr_set_value(xmlAttr *a, struct oc_str value)
{
    if (arena_of(a->doc)) {
        oc_node_set_value(a->children, value);
        return;
    }
    xmlNode *text = oc_node_new_text(a->doc, value);
    xmlFreeNodeList(a->children);
    a->children = a->last = text;
    text->parent = (xmlNode *)a;
}

void oc_attr_set(xmlNode *n, const char *name, struct oc_str value)
{
    xmlAttr *last = NULL, *a = find(n, name, &last);
    if (!a && arena_of(n->doc)) {
        add_attr(n, last, name, value);
        return;
    }
    if (!a)
        a = xmlNewProp(n, (const xmlChar *)name, NULL);
    if (!a || !a->name) /* libxml2 makes an attribute without a name too */
        oc_out_of_memory();
    oc_attr_set_value(a, value);
}

void oc_attr_drop(xmlAttr *a)
{
    if (!arena_of(a->doc)) {
        xmlRemoveProp(a);
        return;
    }
    if (a->prev)
        a->prev->next = a->next;
    else
        a->parent->properties = a->next;
    if (a->next)
        a->next->prev = a->prev;
}

void oc_attr_remove(xmlNode *n, const char *name)
{
    xmlAttr *a = n && n->type == XML_ELEMENT_NODE ? find(n, name, NULL) : NULL;
    if (a)
        oc_attr_drop(a);
}
