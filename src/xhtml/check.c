/* SPDX-License-Identifier: MIT */
/* The judge: the tables again, without repair. What oc_model_fix leaves must pass. */
#include "base/map.h"
#include "xhtml/fix.h"

struct judge {
    struct oc_buf *why;
    const xmlNode *body;
    struct oc_arena arena;
    struct oc_map ids;
};

static bool fault(struct judge *j, const xmlNode *n, const char *what)
{
    if (j->why)
        oc_buf_printf(j->why, "%s in %s: %s", (const char *)n->name,
                      n->parent && n->parent->name ? (const char *)n->parent->name : "nothing",
                      what);
    return false;
}

static bool good_name(const struct oc_el_row *row)
{
    return row && !row->becomes[0] && !(row->flags & (OC_F_DROP | OC_F_UNWRAP | OC_F_SKIP));
}

/* Whether an element may stand in a parent of that content. */
static bool fits(const struct oc_el_row *row, const struct oc_el_row *parent)
{
    static const struct {
        enum oc_content content;
        const char *children;
    } lists[] = {
        {OC_C_LIST, " li "},   {OC_C_TERMS, " dt dd "},
        {OC_C_ROWS, " tr "},   {OC_C_TABLE, " caption thead tbody tfoot "},
        {OC_C_ROW, " td th "},
    };
    char key[32] = " ";
    memcpy(key + 1, row->name, row->len);
    memcpy(key + 1 + row->len, " ", 2);
    for (size_t i = 0; i < OC_COUNT(lists); i++)
        if (lists[i].content == parent->content)
            return strstr(lists[i].children, key) != NULL;
    if (strcmp(row->name, "rt") == 0)
        return parent->content == OC_C_RUBY;
    if (strcmp(row->name, "figcaption") == 0)
        return parent->content == OC_C_FIGURE;
    if (row->flags & OC_F_INLINE)
        return parent->content == OC_C_PHRASING || parent->content == OC_C_FLOW ||
               parent->content == OC_C_FIGURE || parent->content == OC_C_RUBY;
    return row->flags & OC_F_BLOCK &&
           (parent->content == OC_C_FLOW || parent->content == OC_C_FIGURE);
}

static bool good_text(struct judge *j, const xmlNode *n, const struct oc_el_row *parent)
{
    bool text = parent->content == OC_C_PHRASING || parent->content == OC_C_FLOW ||
                parent->content == OC_C_FIGURE || parent->content == OC_C_RUBY;
    return text || oc_text_blank(n) || fault(j, n, "text may not stand here");
}

static bool good_attrs(struct judge *j, const xmlNode *n)
{
    for (const xmlAttr *a = n->properties; a; a = a->next) {
        const char *name = (const char *)a->name;
        const struct oc_attr_row *row = oc_attr_row(name, (const char *)n->name);
        if (!row || !oc_attr_good(row, n, oc_attr(n, name)))
            return fault(j, n, name);
    }
    return true;
}

/* The order of a table's and a list of terms' children, and of a figure's caption. */
static bool good_order(struct judge *j, const xmlNode *n)
{
    static const char *const parts[] = {"caption", "thead", "tbody", "tfoot", NULL};
    size_t at = 0;
    const xmlNode *last = NULL;
    for (const xmlNode *c = n->children; c; c = c->next) {
        if (c->type != XML_ELEMENT_NODE)
            continue;
        if (oc_node_is(n, "table")) {
            size_t part = at;
            while (parts[part] && !oc_node_is(c, parts[part]))
                part++;
            if (!parts[part])
                return fault(j, c, "out of order");
            at = part + (part != 2);
        }
        if (oc_node_is(n, "dl") && !last && !oc_node_is(c, "dt"))
            return fault(j, c, "no term before it");
        last = c;
    }
    if (oc_node_is(n, "dl") && last && !oc_node_is(last, "dd"))
        return fault(j, last, "no description after it");
    return true;
}

static bool good_nesting(struct judge *j, const xmlNode *n)
{
    static const char *const once[] = {"a", "dfn", "time", NULL};
    for (size_t i = 0; once[i]; i++)
        if (oc_node_is(n, once[i]) && oc_node_inside(n, once[i]))
            return fault(j, n, "inside another one");
    if (oc_node_is(n, "img") && (!oc_attr(n, "src").p || !oc_attr(n, "alt").p))
        return fault(j, n, "needs src and alt");
    if (oc_node_is(n, "bdo") && !oc_attr(n, "dir").p)
        return fault(j, n, "needs dir");
    if (oc_node_is(n, "table") && oc_node_inside(n, "caption"))
        return fault(j, n, "inside a caption");
    return true;
}

static bool good_element(struct judge *j, const xmlNode *n, const struct oc_el_row *parent)
{
    const struct oc_el_row *row = oc_el_row(oc_el_of(n));
    if (!good_name(row))
        return fault(j, n, "no element of a book");
    if (!fits(row, parent))
        return fault(j, n, "may not stand here");
    if (row->content == OC_C_VOID && n->children)
        return fault(j, n, "must be empty");
    if (row->content == OC_C_FOREIGN)
        return true;
    return good_attrs(j, n) && good_nesting(j, n) && good_order(j, n);
}

static bool good_id(struct judge *j, const xmlNode *n)
{
    struct oc_str id = oc_attr(n, "id");
    if (!id.p)
        return true;
    for (size_t i = 0; i < id.n; i++)
        if ((unsigned char)id.p[i] <= ' ')
            return fault(j, n, "blank in an id");
    return (id.n > 0 && oc_map_add(&j->ids, id, j)) || fault(j, n, "id twice or empty");
}

bool oc_model_valid(struct oc_buf *why, const xmlNode *body)
{
    struct judge j = {.why = why, .body = body};
    xmlNode *root = (xmlNode *)(uintptr_t)body; /* walked, not changed */
    bool good = true;
    oc_arena_init(&j.arena);
    oc_map_init(&j.ids, &j.arena);
    for (xmlNode *n = root->children, *next; n && good; n = next) {
        const struct oc_el_row *parent = oc_el_row(oc_el_of(n->parent));
        next = oc_node_next(body, n);
        if (n->type == XML_ELEMENT_NODE) {
            bool drawing = oc_node_inside(n, "svg") || oc_node_inside(n, "math");
            good = good_id(&j, n) && (drawing || (parent && good_element(&j, n, parent)));
        } else if (n->type == XML_TEXT_NODE) {
            const struct oc_el_row *row = parent;
            bool drawing = oc_node_inside(n, "svg") || oc_node_inside(n, "math");
            good = drawing || (row && good_text(&j, n, row));
        } else {
            good = fault(&j, n, "neither element nor text");
        }
    }
    oc_arena_release(&j.arena);
    return good;
}
