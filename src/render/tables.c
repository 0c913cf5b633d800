/* SPDX-License-Identifier: MIT */
/* Tables: what HTML of old says by attributes is said by classes. */
#include "render/blocks.h"

#define WIDE_COLUMNS 4 /* more are unreadable on e-ink at the size of the text */
#define LONG_ROWS 30   /* more fill several pages */

static bool is_cell(const xmlNode *n)
{
    return oc_node_is(n, "td") || oc_node_is(n, "th");
}

static void align(xmlNode *cell)
{
    struct oc_str value = oc_str_trim(oc_attr(cell, "align"));
    if (!value.p)
        return;
    oc_class_align(cell, value);
    oc_attr_remove(cell, "align");
}

/* No text and no element, not even one that shows nothing. */
static bool is_vacant(const xmlNode *cell)
{
    for (const xmlNode *n = cell->children; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE)
            return false;
    return oc_node_empty(cell);
}

/* How many columns the row has; *vacant: nothing is in it. */
static int64_t settle_row(bool *vacant, xmlNode *row)
{
    int64_t columns = 0;
    *vacant = true;
    for (xmlNode *cell = row->children; cell; cell = cell->next) {
        if (!is_cell(cell)) {
            *vacant = *vacant && cell->type != XML_ELEMENT_NODE;
            continue;
        }
        int64_t span = 1;
        if (oc_str_int(&span, oc_attr(cell, "colspan"), 1, 1000))
            span = 1;
        columns += span;
        align(cell);
        bool empty = is_vacant(cell);
        *vacant = *vacant && empty;
        if (empty && oc_node_is(cell, "th"))
            oc_node_rename(cell, "td");
    }
    return columns;
}

/* The widest row of a group; the group goes when it is a head with nothing in it. *rows is added
 * to. */
static int64_t settle_group(size_t *rows, xmlNode *group)
{
    int64_t widest = 0;
    bool all_vacant = true;
    for (xmlNode *row = group->children; row; row = row->next) {
        bool vacant = row->type != XML_ELEMENT_NODE;
        int64_t columns = oc_node_is(row, "tr") ? settle_row(&vacant, row) : 0;
        widest = columns > widest ? columns : widest;
        *rows += oc_node_is(row, "tr");
        all_vacant = all_vacant && vacant;
    }
    if (all_vacant && oc_node_is(group, "thead"))
        oc_node_remove(group);
    return widest;
}

static void note(struct oc_render *r, const xmlNode *table, size_t rows, int64_t columns)
{
    int col, line = oc_render_place(&col, r, table);
    struct oc_finding *found = oc_render_find(r, OC_FOUND_TABLE, line, col);
    if (!found)
        return;
    found->rows = rows;
    found->columns = (size_t)columns;
}

void oc_block_table(struct oc_render *r, xmlNode *table)
{
    static const char *const groups[] = {"thead", "tbody", "tfoot", NULL};
    int64_t widest = 0;
    size_t rows = 0;
    for (xmlNode *part = table->children, *next; part; part = next) {
        next = part->next;
        bool vacant, row = oc_node_is(part, "tr");
        int64_t columns = row                        ? settle_row(&vacant, part)
                          : oc_node_in(part, groups) ? settle_group(&rows, part) /* may go */
                                                     : 0;
        widest = columns > widest ? columns : widest;
        rows += row;
    }
    if (widest > WIDE_COLUMNS || rows > LONG_ROWS)
        note(r, table, rows, widest);
    if (widest > WIDE_COLUMNS)
        oc_class_add(table, "wide");
}
