/* SPDX-License-Identifier: MIT */
/*
 * Helpers on trees. Unlike libxml2's own, they link nodes and nothing else: no text is merged,
 * no namespace looked up, no neighbour freed.
 */
#include <stdlib.h>

#include <libxml/parser.h>

#include "base/utf8.h"
#include "xhtml/model.h"
#include "xhtml/nodes.h"
#include "xhtml/xhtml.h"

void oc_xhtml_start(void)
{
    xmlInitParser();
}

void oc_xhtml_stop(void)
{
    xmlCleanupParser();
}

/* ---- questions ---- */

bool oc_node_heading(const xmlNode *n, int *level)
{
    if (!n || n->type != XML_ELEMENT_NODE || n->name[0] != 'h' || n->name[1] < '1' ||
        n->name[1] > '6' || n->name[2])
        return false;
    if (level)
        *level = n->name[1] - '0';
    return true;
}

bool oc_node_inside(const xmlNode *n, const char *name)
{
    for (n = n ? n->parent : NULL; n; n = n->parent)
        if (oc_node_is(n, name))
            return true;
    return false;
}

/* ---- moving ---- */

static void unlink_node(xmlNode *n)
{
    if (n->prev)
        n->prev->next = n->next;
    else if (n->parent && n->parent->children == n)
        n->parent->children = n->next;
    if (n->next)
        n->next->prev = n->prev;
    else if (n->parent && n->parent->last == n)
        n->parent->last = n->prev;
    n->parent = n->prev = n->next = NULL;
}

void oc_node_append(xmlNode *parent, xmlNode *child)
{
    unlink_node(child);
    oc_node_link(parent, child);
}

void oc_node_before(xmlNode *at, xmlNode *added)
{
    if (added == at)
        return;
    unlink_node(added);
    added->parent = at->parent;
    added->prev = at->prev;
    added->next = at;
    if (at->prev)
        at->prev->next = added;
    else if (at->parent)
        at->parent->children = added;
    at->prev = added;
}

void oc_node_after(xmlNode *at, xmlNode *added)
{
    if (added == at)
        return;
    unlink_node(added);
    added->parent = at->parent;
    added->next = at->next;
    added->prev = at;
    if (at->next)
        at->next->prev = added;
    else if (at->parent)
        at->parent->last = added;
    at->next = added;
}

void oc_node_remove(xmlNode *n)
{
    unlink_node(n);
    oc_node_free(n);
}

xmlNode *oc_node_unwrap(xmlNode *n)
{
    xmlNode *first = n->children ? n->children : n->next;
    if (n->children) {
        for (xmlNode *c = n->children; c; c = c->next)
            c->parent = n->parent;
        n->children->prev = n->prev;
        n->last->next = n->next;
        if (n->prev)
            n->prev->next = n->children;
        else if (n->parent)
            n->parent->children = n->children;
        if (n->next)
            n->next->prev = n->last;
        else if (n->parent)
            n->parent->last = n->last;
        n->children = n->last = n->parent = n->prev = n->next = NULL;
    } else {
        unlink_node(n);
    }
    oc_node_free(n);
    return first;
}

void oc_node_move_children(xmlNode *to, xmlNode *from)
{
    if (!from->children)
        return;
    for (xmlNode *c = from->children; c; c = c->next)
        c->parent = to;
    from->children->prev = to->last;
    if (to->last)
        to->last->next = from->children;
    else
        to->children = from->children;
    to->last = from->last;
    from->children = from->last = NULL;
}

xmlNode *oc_node_wrap(xmlNode *n, const char *name)
{
    xmlNode *wrapper = oc_node_new(n->doc, name);
    oc_node_before(n, wrapper);
    oc_node_append(wrapper, n);
    return wrapper;
}

/* ---- text ---- */

static bool is_break(const xmlNode *n)
{
    const struct oc_el_row *row = oc_el_row(oc_el_of(n));
    return row && ((row->flags & (OC_F_BLOCK | OC_F_PART)) || strcmp(row->name, "br") == 0) &&
           !(row->flags & OC_F_RUBY);
}

static void put_break(struct oc_buf *out, size_t start)
{
    if (out->n > start && !strchr(" \n\t", out->p[out->n - 1]))
        oc_buf_putc(out, ' ');
}

/* Whether an element's content is never shown: metadata of drawings, TeX beside MathML. */
static bool is_hidden(const xmlNode *n)
{
    static const char *const names[] = {"annotation", "annotation-xml", "metadata", "desc",
                                        "script",     "style",          NULL};
    return oc_node_in(n, names) || (oc_node_is(n, "title") && oc_node_inside(n, "svg"));
}

void oc_node_text(struct oc_buf *out, const xmlNode *n, bool alt)
{
    size_t start = out->n;
    xmlNode *at = (xmlNode *)(uintptr_t)n; /* walked, not changed */
    for (xmlNode *next; at; at = next) {
        next = oc_node_next(n, at);
        if (at->type == XML_TEXT_NODE || at->type == XML_CDATA_SECTION_NODE) {
            oc_buf_put(out, oc_node_value(at));
        } else if (at != n && is_hidden(at)) {
            next = oc_node_next_skip(n, at);
        } else if (oc_node_is(at, "img")) {
            if (alt)
                oc_buf_put(out, oc_attr(at, "alt"));
        } else if (is_break(at)) {
            put_break(out, start);
        }
        /* leaving blocks parts words too */
        const xmlNode *left = at;
        if (next && next->parent != at)
            for (; left && left != next->parent && left != n; left = left->parent)
                if (is_break(left))
                    put_break(out, start);
    }
}

static bool is_blank_text(struct oc_str s)
{
    for (size_t at = 0; at < s.n;) {
        unsigned char c = (unsigned char)s.p[at];
        if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
            at++;
            continue;
        }
        if (c < 0x80)
            return false;
        uint32_t cp = oc_utf8_next(s, &at);
        if (cp != 0xA0 && cp != 0x3000 && cp != 0x200B && cp != 0xFEFF && cp != 0x2060 &&
            cp != 0x200E && cp != 0x200F && !(cp >= 0x2000 && cp <= 0x200A))
            return false;
    }
    return true;
}

bool oc_node_empty(const xmlNode *n)
{
    static const char *const shown[] = {"img",   "svg",    "math",   "hr",     "video", "audio",
                                        "embed", "object", "iframe", "canvas", "input", NULL};
    xmlNode *at = (xmlNode *)(uintptr_t)n; /* walked, not changed */
    for (; at; at = oc_node_next(n, at)) {
        if (at->type == XML_TEXT_NODE || at->type == XML_CDATA_SECTION_NODE) {
            if (!is_blank_text(oc_node_value(at)))
                return false;
        } else if (oc_node_in(at, shown)) {
            return false;
        }
    }
    return true;
}
