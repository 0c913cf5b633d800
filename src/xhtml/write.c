/* SPDX-License-Identifier: MIT */
/*
 * The writer. It walks without recursion and adds nothing but what XML needs: the white space in
 * the page is the white space of the tree.
 */
#include "xhtml/model.h"
#include "xhtml/xhtml.h"

static void put_name(struct oc_buf *out, const xmlChar *name)
{
    oc_buf_puts(out, (const char *)name);
}

/* As oc_buf_put_xml, but a no-break space is seen by who reads the source. */
static void put_text(struct oc_buf *out, struct oc_str s)
{
    size_t from = 0, at = 0;
    while ((at = oc_str_chr(s, '\xC2', at)) != SIZE_MAX) {
        if (at + 1 < s.n && s.p[at + 1] == '\xA0') {
            oc_buf_put_xml(out, oc_str_sub(s, from, at));
            oc_buf_puts(out, "&#160;");
            from = at + 2;
        }
        at++;
    }
    oc_buf_put_xml(out, oc_str_sub(s, from, s.n));
}

static void put_attr(struct oc_buf *out, const char *name, struct oc_str value)
{
    oc_buf_putc(out, ' ');
    oc_buf_puts(out, name);
    oc_buf_puts(out, "=\"");
    put_text(out, value);
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
    oc_buf_putc(out, '<');
    put_name(out, n->name);
    if (n->name[0] == 's' || n->name[0] == 'm')
        put_namespaces(out, facts, n);
    for (const xmlAttr *a = n->properties; a; a = a->next) {
        const char *name = (const char *)a->name;
        struct oc_str value = a->children ? oc_str((const char *)a->children->content) : OC_STR("");
        put_attr(out, name, value);
        if (strcmp(name, "lang") == 0)
            put_attr(out, "xml:lang", value);
    }
    oc_buf_puts(out, closes_itself(n) ? "/>" : ">");
}

static void put_end(struct oc_buf *out, const xmlNode *n)
{
    if (closes_itself(n))
        return;
    oc_buf_puts(out, "</");
    put_name(out, n->name);
    oc_buf_putc(out, '>');
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
            put_text(out, oc_node_value(n));
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
