/* SPDX-License-Identifier: MIT */
/*
 * What shows nothing goes, from the inside out: each element is judged once, by its own children,
 * when all below it is done. An id that would be lost moves to what follows.
 */
#include "xhtml/fix.h"

#define BLOCK 1
#define INLINE 2
/* The elements that go when they show nothing. Cells, items and such stay. */
static const uint8_t kinds[OC_EL_COUNT] = {
    [OC_EL_p] = BLOCK,          [OC_EL_h1] = BLOCK,         [OC_EL_h2] = BLOCK,
    [OC_EL_h3] = BLOCK,         [OC_EL_h4] = BLOCK,         [OC_EL_h5] = BLOCK,
    [OC_EL_h6] = BLOCK,         [OC_EL_pre] = BLOCK,        [OC_EL_div] = BLOCK,
    [OC_EL_blockquote] = BLOCK, [OC_EL_ul] = BLOCK,         [OC_EL_ol] = BLOCK,
    [OC_EL_dl] = BLOCK,         [OC_EL_section] = BLOCK,    [OC_EL_figure] = BLOCK,
    [OC_EL_caption] = BLOCK,    [OC_EL_figcaption] = BLOCK, [OC_EL_b] = INLINE,
    [OC_EL_i] = INLINE,         [OC_EL_em] = INLINE,        [OC_EL_strong] = INLINE,
    [OC_EL_s] = INLINE,         [OC_EL_u] = INLINE,         [OC_EL_small] = INLINE,
    [OC_EL_code] = INLINE,      [OC_EL_a] = INLINE,         [OC_EL_sub] = INLINE,
    [OC_EL_sup] = INLINE,       [OC_EL_mark] = INLINE,      [OC_EL_q] = INLINE,
    [OC_EL_cite] = INLINE,      [OC_EL_kbd] = INLINE,       [OC_EL_samp] = INLINE,
    [OC_EL_var] = INLINE,       [OC_EL_abbr] = INLINE,      [OC_EL_del] = INLINE,
    [OC_EL_ins] = INLINE,       [OC_EL_dfn] = INLINE,       [OC_EL_bdi] = INLINE,
    [OC_EL_bdo] = INLINE,       [OC_EL_span] = INLINE,      [OC_EL_time] = INLINE,
};

static bool is_nothing(const xmlNode *n)
{
    static const char *const breaks[] = {"br", "wbr", NULL};
    if (n->type == XML_TEXT_NODE)
        return oc_node_empty(n);
    return oc_node_in(n, breaks) || oc_node_anchor(n);
}

static bool shows_nothing(const xmlNode *n)
{
    for (const xmlNode *c = n->children; c; c = c->next)
        if (!is_nothing(c))
            return false;
    return oc_attr(n, "role").n == 0 || oc_attr(n, "aria-label").n == 0;
}

/* The element after n among its siblings that can carry an id. */
static xmlNode *heir(const xmlNode *n)
{
    xmlNode *next = n->next;
    while (next && next->type == XML_TEXT_NODE && oc_node_empty(next))
        next = next->next;
    const struct oc_el_row *row = oc_el_row(oc_el_of(next));
    if (row && row->flags & (OC_F_BLOCK | OC_F_PART) && !oc_attr(next, "id").p)
        return next;
    return NULL;
}

/* Where an empty <span id="x"></span> may stand. */
static bool holds_marks(const xmlNode *parent)
{
    const struct oc_el_row *row = oc_el_row(oc_el_of(parent));
    return row && (row->content == OC_C_FLOW || row->content == OC_C_FIGURE ||
                   row->content == OC_C_PHRASING);
}

static void pass_id(xmlNode *n, xmlNode *gone)
{
    struct oc_str id = oc_attr(n, "id");
    if (id.n == 0)
        return;
    xmlNode *to = heir(gone);
    if (to) {
        oc_attr_set(to, "id", id);
    } else if (holds_marks(gone->parent)) {
        xmlNode *mark = oc_node_new(n->doc, "span");
        oc_attr_set(mark, "id", id);
        oc_node_before(gone, mark);
    }
}

bool oc_fix_drop_empty(struct oc_fixer *f, xmlNode *n)
{
    if (!shows_nothing(n))
        return false;
    if (oc_node_heading(n, NULL))
        oc_fix_tell(f, OC_FIX_REMOVED, n);
    pass_id(n, n);
    for (xmlNode *c = n->children; c; c = c->next)
        if (c->type == XML_ELEMENT_NODE)
            pass_id(c, n);
    oc_node_remove(n);
    return true;
}

static void judge(struct oc_fixer *f, xmlNode *n)
{
    unsigned el = oc_el_of(n);
    if (el == OC_EL_th && shows_nothing(n)) {
        oc_node_rename(n, "td");
        oc_fix_attrs(f, n); /* scope */
        return;
    }
    uint8_t kind = el < OC_EL_COUNT ? kinds[el] : 0;
    if (kind == BLOCK) {
        if (!oc_fix_drop_empty(f, n) && el == OC_EL_dl)
            oc_fix_terms(f, n);
    } else if (kind == INLINE && shows_nothing(n) && !oc_node_anchor(n)) {
        /* a blank with an id in it stays as it is; a link must have text */
        if (n->children && oc_attr(n, "id").p && el != OC_EL_a)
            return;
        pass_id(n, n);
        oc_node_unwrap(n);
    }
}

void oc_fix_empty(struct oc_fixer *f)
{
    xmlNode *n = f->body;
    /* to the first leaf; then up and over, judging each element after its children */
    while (n) {
        const struct oc_el_row *row = oc_el_row(oc_el_of(n));
        bool enter =
            n->type == XML_ELEMENT_NODE && n->children && !(row && row->content == OC_C_FOREIGN);
        if (enter) {
            n = n->children;
            continue;
        }
        while (n != f->body) {
            xmlNode *next = n->next, *parent = n->parent;
            if (n->type == XML_ELEMENT_NODE)
                judge(f, n);
            if (next) {
                n = next;
                break;
            }
            n = parent;
        }
        if (n == f->body)
            break;
    }
}
