/* SPDX-License-Identifier: MIT */
/*
 * What shows nothing goes, from the inside out: each element is judged once, by its own children,
 * when all below it is done. An id that would be lost moves to what follows.
 */
#include "xhtml/fix.h"

static const char *const blocks[] = {"p",  "h1",      "h2",     "h3",         "h4",         "h5",
                                     "h6", "pre",     "div",    "blockquote", "ul",         "ol",
                                     "dl", "section", "figure", "caption",    "figcaption", NULL};
static const char *const inlines[] = {"b",    "i",    "em",   "strong", "s",    "u",   "small",
                                      "code", "a",    "sub",  "sup",    "mark", "q",   "cite",
                                      "kbd",  "samp", "var",  "abbr",   "del",  "ins", "dfn",
                                      "bdi",  "bdo",  "span", "time",   NULL};

static bool is_nothing(const xmlNode *n)
{
    static const char *const breaks[] = {"br", "wbr", NULL};
    if (n->type == XML_TEXT_NODE)
        return oc_node_empty(n);
    return oc_node_in(n, breaks) || oc_node_anchor(n);
}

static bool shows_nothing(const xmlNode *n)
{
    if (oc_attr(n, "role").n > 0 && oc_attr(n, "aria-label").n > 0)
        return false;
    for (const xmlNode *c = n->children; c; c = c->next)
        if (!is_nothing(c))
            return false;
    return true;
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
    if (oc_node_is(n, "th") && shows_nothing(n)) {
        oc_node_rename(n, "td");
        oc_fix_attrs(f, n); /* scope */
    } else if (oc_node_in(n, blocks)) {
        if (!oc_fix_drop_empty(f, n) && oc_node_is(n, "dl"))
            oc_fix_terms(f, n);
    } else if (oc_node_in(n, inlines) && !oc_node_anchor(n) && shows_nothing(n)) {
        if (!n->children || !oc_attr(n, "id").p || oc_node_is(n, "a")) {
            if (oc_attr(n, "id").p) {
                pass_id(n, n);
            }
            oc_node_unwrap(n);
        }
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
