/* SPDX-License-Identifier: MIT */
/*
 * Nesting. Each container is filled anew from its old children, in order: inline nodes gather in
 * runs, blocks end a run. An inline element around a block does not hold the block: it is put
 * around each run of text inside it (<b><p>x</p></b> becomes <p><b>x</b></p>). A p around a block
 * is split. Each node moves once, and a run gets at most OC_MAX_FORMATS elements, so time is
 * linear.
 */
#include "base/limits.h"
#include "xhtml/fix.h"

#define MAX_DEPTH (4 * OC_MAX_DOM_DEPTH)
#define MAX_HEADING_BYTES 300

/* ---- which inline elements and paragraphs have a block inside ---- */

static char marked;

bool oc_node_has_block(const xmlNode *n)
{
    return n->_private == &marked;
}

static bool is_block(const struct oc_el_row *row)
{
    return row && row->flags & (OC_F_BLOCK | OC_F_PART) && !(row->flags & OC_F_RUBY);
}

static bool is_foreign(const xmlNode *n)
{
    const struct oc_el_row *row = oc_el_row(oc_el_of(n));
    return row && row->content == OC_C_FOREIGN;
}

static void mark_blocks(xmlNode *body)
{
    body->_private = NULL;
    for (xmlNode *n = oc_node_next(body, body), *next; n; n = next) {
        next = is_foreign(n) ? oc_node_next_skip(body, n) : oc_node_next(body, n);
        n->_private = NULL;
        if (!is_block(oc_el_row(oc_el_of(n))))
            continue;
        for (xmlNode *up = n->parent; up != body && up->_private != &marked; up = up->parent) {
            up->_private = &marked;
            if (is_block(oc_el_row(oc_el_of(up))))
                break;
        }
    }
}

/* ---- flattening: headings and code keep no blocks ---- */

static bool is_gap(const xmlNode *text, bool at_end)
{
    struct oc_str s = oc_node_value(text);
    return text->type == XML_TEXT_NODE && s.n > 0 &&
           strchr(" \n\t", s.p[at_end ? s.n - 1 : 0]) != NULL;
}

/* Unwraps every block below n; gap parts what stood apart. */
static void flatten(xmlNode *n, const char *gap)
{
    for (xmlNode *c = n->children, *next; c; c = next) {
        next = is_foreign(c) ? oc_node_next_skip(n, c) : oc_node_next(n, c);
        if (c->type == XML_ELEMENT_NODE)
            c->_private = NULL;
        const struct oc_el_row *row = oc_el_row(oc_el_of(c));
        if (!is_block(row))
            continue;
        if (c->prev && !is_gap(c->prev, true))
            oc_node_before(c, oc_node_new_text(c->doc, oc_str(gap)));
        struct oc_str id = oc_attr(c, "id");
        if (id.n > 0) {
            xmlNode *mark = oc_node_new(c->doc, "span");
            oc_attr_set(mark, "id", id);
            oc_node_before(c, mark);
        }
        if (c->next && !is_gap(c->next, false))
            oc_node_after(c, oc_node_new_text(c->doc, oc_str(gap)));
        next = c->children ? c->children : oc_node_next_skip(n, c);
        oc_node_unwrap(c);
    }
    n->_private = NULL;
}

/* A short heading with its text in a div or p is that text; one around half a page is split. */
static bool flattens(const xmlNode *heading)
{
    static const char *const big[] = {"ul",         "ol",     "dl", "table",   "pre",
                                      "blockquote", "figure", "hr", "section", NULL};
    size_t bytes = 0;
    xmlNode *n = (xmlNode *)(uintptr_t)heading; /* walked, not changed */
    for (; n; n = oc_node_next(heading, n)) {
        if (n->type == XML_TEXT_NODE)
            bytes += oc_node_value(n).n;
        if (oc_node_in(n, big) || (n != heading && oc_node_heading(n, NULL)) ||
            bytes > MAX_HEADING_BYTES)
            return false;
    }
    return true;
}

/* ---- output ---- */

void oc_out_init(struct oc_out *out, struct oc_fixer *f, xmlNode *parent,
                 struct oc_formats *formats)
{
    *out = (struct oc_out){.f = f, .parent = parent, .formats = formats};
}

static void end_run(struct oc_out *out)
{
    out->run = NULL;
}

/* Makes the place for inline nodes: the paragraph and the formats. */
static void start_run(struct oc_out *out)
{
    xmlNode *at = out->parent;
    if (out->para || out->paras) {
        xmlNode *p = out->para ? oc_node_shell(out->para) : oc_node_new(at->doc, "p");
        oc_node_append(at, p);
        at = p;
    }
    for (int i = 0; i < out->formats->n; i++) {
        if (oc_node_is(out->formats->node[i], "span") && !out->formats->node[i]->properties)
            continue; /* it had an id only, which another run has */
        xmlNode *shell = oc_node_shell(out->formats->node[i]);
        oc_node_append(at, shell);
        at = shell;
    }
    out->run = at;
    out->list = NULL;
}

static void put_inline(struct oc_out *out, xmlNode *n)
{
    if (!out->run && (oc_text_blank(n) || oc_node_anchor(n))) {
        oc_node_append(out->parent, n);
        return;
    }
    if (!out->run)
        start_run(out);
    oc_node_append(out->run, n);
}

void oc_out_block(struct oc_out *out, xmlNode *n)
{
    end_run(out);
    if (n != out->list)
        out->list = NULL;
    oc_node_append(out->parent, n);
}

static bool has_format(const struct oc_formats *formats, const xmlNode *n)
{
    for (int i = 0; i < formats->n; i++)
        if (strcmp((const char *)formats->node[i]->name, (const char *)n->name) == 0 &&
            !oc_attr(n, "class").p)
            return true;
    return formats->n == OC_MAX_FORMATS;
}

void oc_out_spread(struct oc_formats *formats, xmlNode *n, void (*fn)(void *ctx, xmlNode *child),
                   void *ctx)
{
    bool add = !has_format(formats, n) && !oc_node_is(n, "ruby") && !oc_node_is(n, "q");
    if (add)
        formats->node[formats->n++] = n;
    for (xmlNode *rest = oc_node_take_children(n), *c; (c = oc_node_shift(&rest));) {
        fn(ctx, c);
    }
    if (add)
        formats->n--;
}

static void out_child(void *ctx, xmlNode *child)
{
    oc_out_node(ctx, child);
}

/* ---- blocks ---- */

static void nest_split(struct oc_out *out, xmlNode *n)
{
    struct oc_out pieces;
    oc_out_init(&pieces, out->f, out->parent, out->formats);
    pieces.para = n;
    end_run(out);
    out->list = NULL;
    for (xmlNode *rest = oc_node_take_children(n), *c; (c = oc_node_shift(&rest));) {
        oc_out_node(&pieces, c);
    }
    /* an id that no piece took is a place where the first would have stood */
    if (oc_attr(n, "id").p) {
        xmlNode *mark = oc_node_new(n->doc, "span");
        oc_attr_set(mark, "id", oc_attr(n, "id"));
        oc_node_append(out->parent, mark);
    }
}

/* p, headings, pre */
static void nest_text_block(struct oc_out *out, xmlNode *n)
{
    if (oc_node_has_block(n)) {
        bool pre = oc_node_is(n, "pre");
        if (!pre && !(oc_node_heading(n, NULL) && flattens(n))) {
            nest_split(out, n);
            return;
        }
        flatten(n, pre ? "\n" : " ");
    }
    oc_out_block(out, n);
    if (out->formats->n == 0 || !n->children)
        return;
    struct oc_out inside;
    oc_out_init(&inside, out->f, n, out->formats);
    for (xmlNode *rest = oc_node_take_children(n), *c; (c = oc_node_shift(&rest));) {
        put_inline(&inside, c);
    }
}

void oc_nest_flow(struct oc_fixer *f, xmlNode *n, struct oc_formats *formats)
{
    static const char *const paras[] = {"body", "blockquote", "section", NULL};
    struct oc_out out;
    if (f->depth >= MAX_DEPTH) {
        flatten(n, " ");
        return;
    }
    f->depth++;
    oc_out_init(&out, f, n, formats);
    out.paras = oc_node_in(n, paras);
    for (xmlNode *rest = oc_node_take_children(n), *c; (c = oc_node_shift(&rest));) {
        oc_out_node(&out, c);
    }
    f->depth--;
}

static bool is_caption(const xmlNode *n)
{
    return oc_node_is(n, "figcaption");
}

/* The caption of a figure stands first or last. */
static void place_caption(xmlNode *figure)
{
    xmlNode *caption = figure->children, *other;
    while (caption && !is_caption(caption))
        caption = caption->next;
    if (!caption)
        return;
    for (other = caption->prev; other && oc_text_blank(other); other = other->prev)
        ;
    if (!other)
        return;
    for (other = caption->next; other && oc_text_blank(other); other = other->next)
        ;
    if (other)
        oc_node_append(figure, caption);
}

/* li, dt, dd and others where they may not stand: in a list made for them, or as a div. */
static void nest_part(struct oc_out *out, xmlNode *n)
{
    unsigned el = oc_el_of(n);
    if (el == OC_EL_figcaption && oc_node_is(out->parent, "figure") && !out->para) {
        bool first = true;
        for (xmlNode *c = out->parent->children; c && first; c = c->next)
            first = !is_caption(c);
        if (first) {
            oc_out_block(out, n);
            oc_nest_flow(out->f, n, out->formats);
            return;
        }
    }
    if (el == OC_EL_li || el == OC_EL_dt || el == OC_EL_dd) {
        const char *name = el == OC_EL_li ? "ul" : "dl";
        oc_fix_tell(out->f, OC_FIX_MOVED, n);
        if (!out->list || !oc_node_is(out->list, name)) {
            xmlNode *list = oc_node_new(n->doc, name);
            out->list = list;
            oc_out_block(out, list);
        }
        oc_node_append(out->list, n);
        oc_fix_attrs(out->f, n); /* value */
        oc_nest_flow(out->f, n, out->formats);
        return;
    }
    bool caption = el == OC_EL_figcaption || el == OC_EL_caption;
    oc_node_rename(n, "div");
    oc_fix_attrs(out->f, n); /* colspan and such */
    if (caption)
        oc_class_add(n, "caption");
    oc_out_block(out, n);
    oc_nest_flow(out->f, n, out->formats);
}

static void nest_block(struct oc_out *out, xmlNode *n, const struct oc_el_row *row)
{
    switch (row->content) {
    case OC_C_PHRASING:
        nest_text_block(out, n);
        break;
    case OC_C_LIST:
        oc_out_block(out, n);
        oc_nest_list(out->f, n, out->formats);
        break;
    case OC_C_TERMS:
        oc_nest_terms(out, n);
        break;
    case OC_C_TABLE:
        oc_nest_table(out, n);
        break;
    case OC_C_FLOW:
    case OC_C_FIGURE:
        oc_out_block(out, n);
        oc_nest_flow(out->f, n, out->formats);
        if (row->content == OC_C_FIGURE)
            place_caption(n);
        break;
    default: /* hr */
        oc_out_block(out, n);
    }
}

/* ---- ruby ---- */

/* Ruby is bases, then readings: what follows the last reading stands after the ruby. */
static void nest_ruby(xmlNode *ruby)
{
    xmlNode *last = ruby->last;
    while (last && !oc_node_is(last, "rt"))
        last = last->prev;
    if (!last) {
        if (ruby->properties)
            oc_node_rename(ruby, "span");
        else
            oc_node_unwrap(ruby);
        return;
    }
    while (last->next)
        oc_node_after(ruby, ruby->last);
}

/* A ruby around blocks is none. What stands in its place. */
static xmlNode *unmake_ruby(xmlNode *ruby)
{
    for (xmlNode *c = ruby->children, *next; c; c = next) {
        next = c->next;
        if (oc_node_is(c, "rt"))
            oc_node_unwrap(c);
    }
    return oc_node_unwrap(ruby);
}

static void fix_rubies(xmlNode *body)
{
    for (xmlNode *n = oc_node_next(body, body), *next; n; n = next) {
        next = is_foreign(n) ? oc_node_next_skip(body, n) : oc_node_next(body, n);
        if (!oc_node_is(n, "ruby"))
            continue;
        if (oc_node_has_block(n))
            next = unmake_ruby(n);
        else
            nest_ruby(n);
    }
}

void oc_out_node(struct oc_out *out, xmlNode *n)
{
    const struct oc_el_row *row = oc_el_row(oc_el_of(n));
    if (!row || (!is_block(row) && !oc_node_has_block(n))) {
        put_inline(out, n);
        return;
    }
    if (out->f->depth >= MAX_DEPTH) {
        flatten(n, " ");
        oc_node_rename(n, is_block(row) ? "p" : "span");
        put_inline(out, n);
        return;
    }
    if (is_block(row)) {
        if (row->flags & OC_F_PART)
            nest_part(out, n);
        else
            nest_block(out, n, row);
    } else if (oc_node_is(n, "span")) {
        oc_node_rename(n, "div");
        oc_fix_attrs(out->f, n);
        oc_out_block(out, n);
        oc_nest_flow(out->f, n, out->formats);
    } else {
        end_run(out);
        oc_out_spread(out->formats, n, out_child, out);
        end_run(out);
        if (oc_attr(n, "id").p) {
            xmlNode *mark = oc_node_new(n->doc, "span");
            oc_attr_set(mark, "id", oc_attr(n, "id"));
            oc_node_append(out->parent, mark);
        }
    }
}

void oc_fix_nest(struct oc_fixer *f)
{
    struct oc_formats formats = {.n = 0};
    mark_blocks(f->body);
    fix_rubies(f->body);
    oc_nest_flow(f, f->body, &formats);
}
