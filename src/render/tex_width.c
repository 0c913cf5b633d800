/* SPDX-License-Identifier: MIT */
/*
 * How wide a formula will be, about: no e-reader breaks one or lets the reader push it aside, so
 * one too wide for a page is set smaller.
 */
#include "base/limits.h"
#include "base/uni.h"
#include "base/utf8.h"
#include "render/tex_impl.h"

/* Widths are hundredths of an em, and end at this. */
#define WIDEST 100000u

static unsigned width_of(struct oc_tex *t, const xmlNode *n);

static unsigned add(unsigned a, unsigned b)
{
    return a + b < WIDEST ? a + b : WIDEST;
}

static unsigned text_width(const xmlNode *n)
{
    struct oc_str s = n->children ? oc_node_value(n->children) : OC_STR_NONE;
    unsigned width = 0;
    for (size_t at = 0; at < s.n;)
        width = add(width, oc_uni_is_cjk(oc_utf8_next(s, &at)) ? 100 : 52);
    bool apart = oc_node_is(n, "mo") && !oc_attr(n, "lspace").n && !oc_attr(n, "form").n &&
                 !oc_attr(n, "stretchy").n && !oc_str_is(s, ",");
    return add(width, apart ? 70 : 0);
}

/* 0.1667em, and as many of another unit. */
static unsigned space_width(const xmlNode *n)
{
    struct oc_str s = oc_attr(n, "width");
    unsigned width = 0, digits = 0;
    bool point = false;
    for (size_t i = 0; i < s.n && digits < 2; i++) {
        point = point || s.p[i] == '.';
        if (s.p[i] >= '0' && s.p[i] <= '9' && width < WIDEST) {
            width = width * 10 + (unsigned)(s.p[i] - '0');
            digits += point;
        }
    }
    for (; digits < 2; digits++)
        width *= 10;
    return s.n && s.p[0] == '-' ? 0 : width < WIDEST ? width : WIDEST;
}

/* The widest cells of all columns, side by side. */
static unsigned table_width(struct oc_tex *t, const xmlNode *table)
{
    size_t columns = 0;
    unsigned width = 0, padding = oc_class_has(table, "eq") ? 0 : 80;
    for (const xmlNode *row = table->children; row; row = row->next) {
        size_t n = 0;
        for (const xmlNode *cell = row->children; cell; cell = cell->next)
            n++;
        columns = n > columns ? n : columns;
    }
    unsigned *widest = oc_arena_alloc(t->arena, (columns + 1) * sizeof *widest);
    memset(widest, 0, (columns + 1) * sizeof *widest);
    for (const xmlNode *row = table->children; row; row = row->next) {
        unsigned *w = widest;
        for (const xmlNode *cell = row->children; cell; cell = cell->next, w++) {
            unsigned one = width_of(t, cell);
            *w = one > *w ? one : *w;
        }
    }
    for (size_t i = 0; i < columns; i++)
        width = add(width, widest[i] + padding);
    return width;
}

static unsigned width_of(struct oc_tex *t, const xmlNode *n)
{
    static const char *const beside[] = {"msub", "msup", "msubsup", NULL};
    static const char *const stacked[] = {"mfrac", "munder", "mover", "munderover", NULL};
    static const char *const tokens[] = {"mi", "mn", "mo", "mtext", NULL};
    unsigned sum = 0, widest = 0;
    if (oc_node_in(n, tokens))
        return text_width(n);
    if (oc_node_is(n, "mspace"))
        return space_width(n);
    if (oc_node_is(n, "mtable"))
        return table_width(t, n);
    bool scripts = oc_node_in(n, beside), over = oc_node_in(n, stacked);
    for (const xmlNode *child = n->children; child; child = child->next) {
        unsigned one = width_of(t, child);
        if (child->prev && (scripts || (over && !oc_node_is(n, "mfrac"))))
            one = one * 7 / 10;
        widest = one > widest && (over || child->prev) ? one : widest;
        sum = add(sum, scripts && child->prev ? 0 : one);
    }
    return over ? widest : scripts ? add(sum, widest) : sum;
}

const char *oc_tex_wide(struct oc_tex *t, const xmlNode *math)
{
    unsigned width = width_of(t, math);
    return width > 4200 ? "wider" : width > 3200 ? "wide" : "";
}
