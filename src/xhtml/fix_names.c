/* SPDX-License-Identifier: MIT */
/*
 * Names: every element becomes one that a book may hold, is unwrapped, or goes. One walk; each
 * element is seen once, its parents are final.
 */
#include <libxml/parserInternals.h>

#include "xhtml/fix.h"

/* An id that would be lost with its element stays as a place in the text. */
static void leave_id(xmlNode *n)
{
    struct oc_str id = oc_attr(n, "id");
    if (id.n == 0 || !n->parent)
        return;
    xmlNode *mark = oc_node_new(n->doc, "span");
    oc_attr_set(mark, "id", id);
    oc_node_before(n, mark);
}

/* Both are true: n is gone, and f->next is where the walk goes on. */
static bool unwrap(struct oc_fixer *f, xmlNode *n, bool tell)
{
    if (tell)
        oc_fix_tell(f, OC_FIX_UNWRAPPED, n);
    leave_id(n);
    xmlNode *after = oc_node_next_skip(f->body, n);
    bool inside = n->children != NULL;
    xmlNode *first = oc_node_unwrap(n);
    f->next = inside ? first : after;
    return true;
}

static bool drop(struct oc_fixer *f, xmlNode *n, bool tell)
{
    if (tell)
        oc_fix_tell(f, OC_FIX_REMOVED, n);
    leave_id(n);
    f->next = oc_node_next_skip(f->body, n);
    oc_node_remove(n);
    return true;
}

/* An image that cannot be shown leaves its alt text. */
static bool replace_image(struct oc_fixer *f, xmlNode *n)
{
    struct oc_str alt = oc_attr(n, "alt");
    if (!oc_str_blank(alt))
        oc_node_before(n, oc_node_new_text(n->doc, alt));
    return drop(f, n, true);
}

/* progress and meter without text of their own: what they show, as a percentage if it is one */
static void show_value(xmlNode *n)
{
    struct oc_str value = oc_str_trim(oc_attr(n, "value")), max = oc_str_trim(oc_attr(n, "max"));
    int64_t v, m;
    if (!oc_node_empty(n) || value.n == 0 || value.n > 20)
        return;
    xmlNode *text = oc_node_new_text(n->doc, value);
    if (!oc_str_int(&v, value, 0, 1000000000) && !oc_str_int(&m, max, 1, 1000000000) && v <= m) {
        struct oc_buf b;
        oc_buf_init(&b, 64);
        oc_buf_printf(&b, "%d%%", (int)(v * 100 / m));
        oc_node_set_value(text, oc_buf_view(&b));
        oc_buf_release(&b);
    }
    oc_node_append(n, text);
}

static void wrap_children(xmlNode *n, const char *name)
{
    if (n->children && !n->children->next && oc_node_is(n->children, name))
        return;
    xmlNode *inner = oc_node_new(n->doc, name);
    oc_node_move_children(inner, n);
    oc_node_append(n, inner);
}

/* What single elements ask for before they get their new name. */
static void prepare(xmlNode *n, unsigned el)
{
    if (el == OC_EL_progress || el == OC_EL_meter)
        show_value(n);
    if (el == OC_EL_summary)
        wrap_children(n, "strong");
    if (el == OC_EL_a && !oc_attr(n, "id").p && oc_attr(n, "name").n > 0)
        oc_attr_set(n, "id", oc_attr(n, "name"));
}

/* And after, by their attributes. True when n is gone. */
static bool judge(struct oc_fixer *f, xmlNode *n)
{
    unsigned el = oc_el_of(n);
    if (el == OC_EL_span && !n->properties)
        return unwrap(f, n, false);
    if (el == OC_EL_a) {
        bool href = oc_attr(n, "href").p;
        if ((!href && !oc_attr(n, "id").p) || (href && oc_node_inside(n, "a")))
            return unwrap(f, n, false);
        if (!href) { /* an anchor of old may stand in a link */
            oc_node_rename(n, "span");
            oc_fix_attrs(f, n);
        }
    }
    if (el == OC_EL_img) {
        if (!oc_attr(n, "src").p)
            return replace_image(f, n);
        if (!oc_attr(n, "alt").p)
            oc_attr_set(n, "alt", OC_STR(""));
    }
    if (el == OC_EL_section && !oc_attr(n, "epub:type").p && !oc_attr(n, "role").p) {
        oc_node_rename(n, "div");
        oc_fix_attrs(f, n);
    }
    if (el == OC_EL_time && (!oc_attr(n, "datetime").p || oc_node_inside(n, "time")))
        return unwrap(f, n, false);
    if (el == OC_EL_bdo && !oc_attr(n, "dir").p)
        return unwrap(f, n, false);
    if (el == OC_EL_dfn && oc_node_inside(n, "dfn"))
        return unwrap(f, n, false);
    if (el == OC_EL_rt && !oc_node_is(n->parent, "ruby"))
        return unwrap(f, n, false);
    return false;
}

static bool holds_only_blanks(const xmlNode *n)
{
    const xmlNode *c = n->children;
    while (c && c->type == XML_TEXT_NODE && oc_str_blank(oc_node_value(c)))
        c = c->next;
    return !c;
}

/* True when f->next says where to go on. */
static bool fix_element(struct oc_fixer *f, xmlNode *n)
{
    unsigned el = oc_el_of(n);
    const struct oc_el_row *row = oc_el_row(el);
    n->_private = NULL;
    if (!row)
        return unwrap(f, n, true);
    if (el == OC_EL_svg || el == OC_EL_math) {
        f->drawings = f->drawings || el == OC_EL_svg;
        if (el == OC_EL_svg)
            oc_fix_svg(f, n);
        else
            oc_fix_math(f, n);
        if (holds_only_blanks(n) || (el == OC_EL_math && !oc_attr(n, "alttext").p))
            return drop(f, n, false);
        f->next = oc_node_next_skip(f->body, n);
        return true;
    }
    if (row->flags & OC_F_DROP) {
        static const char *const quiet[] = {"source", "param", "track", "col", "rp", "area", NULL};
        return drop(f, n, !oc_node_in(n, quiet));
    }
    prepare(n, el);
    if (row->flags & (OC_F_UNWRAP | OC_F_SKIP)) {
        static const char *const quiet[] = {"picture", "rb", "rtc", "colgroup", "slot", NULL};
        return unwrap(f, n, !oc_node_in(n, quiet));
    }
    if (row->becomes[0])
        oc_node_rename(n, row->becomes);
    oc_fix_attrs(f, n);
    if (row->class_[0])
        oc_class_add(n, row->class_);
    if (row->content == OC_C_VOID)
        while (n->children) /* a pass put something into it */
            oc_node_remove(n->children);
    return judge(f, n);
}

void oc_fix_names(struct oc_fixer *f)
{
    xmlNode *body = f->body;
    while (body->properties)
        oc_attr_drop(body->properties);
    body->_private = NULL;
    for (xmlNode *n = body->children, *next; n; n = next) {
        if (n->type == XML_CDATA_SECTION_NODE) {
            n->type = XML_TEXT_NODE;
            n->name = xmlStringText;
        }
        if (n->type == XML_ELEMENT_NODE) {
            next = fix_element(f, n) ? f->next : oc_node_next(body, n);
        } else {
            next = oc_node_next_skip(body, n);
            if (n->type != XML_TEXT_NODE)
                oc_node_remove(n);
        }
    }
    if (f->drawings)
        oc_fix_uses(f);
}
