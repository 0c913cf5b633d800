/* SPDX-License-Identifier: MIT */
/*
 * The writer. It walks without recursion and adds nothing but what XML needs: the white space in
 * the page is the white space of the tree.
 */
#include "xhtml/model.h"
#include "xhtml/xhtml.h"

static struct oc_str name_of(const xmlNode *n)
{
    const struct oc_el_row *row = oc_el_row(oc_el_of(n));
    return row ? (struct oc_str){row->name, row->len} : oc_str((const char *)n->name);
}

/* A whole tag in one piece: most have no attributes. */
static void put_tag(struct oc_buf *out, struct oc_str start, struct oc_str name, struct oc_str end)
{
    if (!oc_buf_reserve(out, start.n + name.n + end.n))
        return;
    char *p = out->p + out->n;
    memcpy(p, start.p, start.n);
    memcpy(p + start.n, name.p, name.n);
    memcpy(p + start.n + name.n, end.p, end.n);
    oc_buf_added(out, start.n + name.n + end.n);
}

static void put_attr(struct oc_buf *out, const char *name, struct oc_str value)
{
    oc_buf_putc(out, ' ');
    oc_buf_puts(out, name);
    oc_buf_puts(out, "=\"");
    oc_buf_put_xml_seen(out, value);
    oc_buf_putc(out, '"');
}

static bool uses_xlink(const xmlNode *root)
{
    xmlNode *n = (xmlNode *)(uintptr_t)root; /* walked, not changed */
    for (; n; n = oc_node_next(root, n)) {
        if (n->type != XML_ELEMENT_NODE)
            continue;
        for (const xmlAttr *a = n->properties; a; a = a->next)
            if (strncmp((const char *)a->name, "xlink:", 6) == 0)
                return true;
    }
    return false;
}

static void put_namespaces(struct oc_buf *out, struct oc_xhtml_facts *facts, const xmlNode *n)
{
    if (oc_node_is(n, "svg")) {
        facts->svg = true;
        if (!oc_node_inside(n, "svg")) {
            put_attr(out, "xmlns", OC_STR("http://www.w3.org/2000/svg"));
            if (uses_xlink(n))
                put_attr(out, "xmlns:xlink", OC_STR("http://www.w3.org/1999/xlink"));
        }
    } else if (oc_node_is(n, "math")) {
        facts->mathml = true;
        put_attr(out, "xmlns", OC_STR("http://www.w3.org/1998/Math/MathML"));
    }
}

static bool is_void(const xmlNode *n)
{
    const struct oc_el_row *row = oc_el_row(oc_el_of(n));
    return row && row->content == OC_C_VOID;
}

/* In drawings and formulas an empty element is written <x/>, in HTML <x></x>. */
static bool closes_itself(const xmlNode *n)
{
    return !n->children && (is_void(n) || oc_el_of(n) == OC_EL_NONE);
}

static void put_start(struct oc_buf *out, struct oc_xhtml_facts *facts, const xmlNode *n)
{
    struct oc_str end = closes_itself(n) ? OC_STR("/>") : OC_STR(">");
    bool plain = !n->properties && n->name[0] != 's' && n->name[0] != 'm';
    put_tag(out, OC_STR("<"), name_of(n), plain ? end : OC_STR(""));
    if (plain)
        return;
    if (n->name[0] == 's' || n->name[0] == 'm')
        put_namespaces(out, facts, n);
    for (const xmlAttr *a = n->properties; a; a = a->next) {
        const char *name = (const char *)a->name;
        struct oc_str value = a->children ? oc_str((const char *)a->children->content) : OC_STR("");
        put_attr(out, name, value);
        if (strcmp(name, "lang") == 0)
            put_attr(out, "xml:lang", value);
    }
    oc_buf_put(out, end);
}

static void put_end(struct oc_buf *out, const xmlNode *n)
{
    if (!closes_itself(n))
        put_tag(out, OC_STR("</"), name_of(n), OC_STR(">"));
}

void oc_xhtml_write(struct oc_buf *out, struct oc_xhtml_facts *facts, const xmlNode *body)
{
    struct oc_xhtml_facts unused = {false, false};
    if (!facts)
        facts = &unused;
    const xmlNode *n = body->children;
    while (n) {
        if (n->type == XML_ELEMENT_NODE) {
            put_start(out, facts, n);
            if (n->children) {
                n = n->children;
                continue;
            }
            put_end(out, n);
        } else if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) {
            oc_buf_put_xml_seen(out, oc_node_value(n));
        }
        while (n != body && !n->next) {
            n = n->parent;
            if (n != body)
                put_end(out, n);
        }
        if (n == body)
            break;
        n = n->next;
    }
}
