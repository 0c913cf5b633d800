/* SPDX-License-Identifier: MIT */
/*
 * kramdown's tables without a head: lines that begin and end with a bar. CommonMark makes one
 * paragraph of them; its text is cut at the bars, and what is between, with its elements, is cells.
 */
#include "render/blocks.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static bool is_rule(char c)
{
    return c == '|' || c == '-' || c == '=' || c == ':' || c == '+';
}

/* What has been seen of the line that is read. */
struct line {
    size_t bars;
    bool started, closed, other; /* more than blanks; a bar is last; not a rule alone, |---|:-:| */
};

static bool is_row(const struct line *l)
{
    return l->other ? l->closed && l->bars >= 3 : l->bars >= 1;
}

/* One more piece of the paragraph, a text or an element. False: this is no table. */
static bool see(struct line *l, size_t *rows, const xmlNode *n)
{
    if (n->type != XML_TEXT_NODE) {
        l->closed = false;
        l->other = true;
        return l->started;
    }
    struct oc_str s = oc_node_value(n);
    for (size_t i = 0; i < s.n; i++) {
        if (is_space(s.p[i]))
            continue;
        if (s.p[i] == '\n') {
            if (!is_row(l))
                return false;
            *rows += l->other;
            *l = (struct line){0};
            continue;
        }
        if (!l->started && s.p[i] != '|')
            return false;
        l->closed = s.p[i] == '|';
        l->bars += l->closed;
        l->other = l->other || !is_rule(s.p[i]);
        l->started = true;
    }
    return true;
}

static bool is_table(const xmlNode *p)
{
    struct line l = {0};
    size_t rows = 0;
    const xmlNode *n = p->children;
    if (!n || n->type != XML_TEXT_NODE || !oc_str_starts(oc_node_value(n), "|"))
        return false;
    for (; n; n = n->next)
        if (!see(&l, &rows, n))
            return false;
    return is_row(&l) && rows + l.other > 1;
}

/* ---- building ---- */

struct table {
    xmlNode *table, *body, *row, *cell;
    bool open, headed; /* a cell has begun; a rule made a head of the rows above */
};

static xmlNode *add(xmlNode *parent, const char *name)
{
    xmlNode *n = oc_node_new(parent->doc, name);
    oc_node_append(parent, n);
    return n;
}

static xmlNode *cell_of(struct table *t)
{
    if (!t->cell)
        t->cell = add(t->row, "td");
    return t->cell;
}

static bool row_is_rule(const xmlNode *row)
{
    for (const xmlNode *cell = row->children; cell; cell = cell->next)
        for (const xmlNode *n = cell->children; n; n = n->next) {
            struct oc_str s = n->type == XML_TEXT_NODE ? oc_node_value(n) : OC_STR("x");
            for (size_t i = 0; i < s.n; i++)
                if (!is_rule(s.p[i]) && !is_space(s.p[i]))
                    return false;
        }
    return row->children && !oc_node_empty(row);
}

/* The rows above the first rule are the head, if more follow. */
static void make_head(struct table *t)
{
    t->headed = true;
    for (xmlNode *row = t->body->children; row; row = row->next)
        for (xmlNode *cell = row->children; cell; cell = cell->next)
            oc_node_rename(cell, "th");
    oc_node_rename(t->body, "thead");
    t->body = add(t->table, "tbody");
}

static void end_row(struct table *t, bool last)
{
    if (t->row && row_is_rule(t->row)) {
        oc_node_remove(t->row);
        if (t->body->children && !t->headed && !last)
            make_head(t);
    }
    t->row = t->cell = NULL;
    t->open = false;
}

static void put_text(struct table *t, struct oc_str s, bool ends)
{
    if (!t->open || (!t->cell && oc_str_blank(s)))
        return;
    while (!t->cell && is_space(s.p[0]))
        s = oc_str_sub(s, 1, s.n);
    while (ends && s.n && is_space(s.p[s.n - 1]))
        s.n--;
    if (s.n)
        oc_node_append(cell_of(t), oc_node_new_text(t->table->doc, s));
}

/* Text of one line: a bar ends a cell and begins the next, which the row's end takes back. */
static void put_line(struct table *t, struct oc_str s)
{
    for (size_t from = 0;;) {
        size_t bar = oc_str_chr(s, '|', from);
        put_text(t, oc_str_sub(s, from, bar == SIZE_MAX ? s.n : bar), bar != SIZE_MAX);
        if (bar == SIZE_MAX)
            return;
        from = bar + 1;
        if (!t->row)
            t->row = add(t->body, "tr");
        else
            cell_of(t);
        t->cell = NULL;
        t->open = true;
    }
}

static void put(struct table *t, xmlNode *n)
{
    if (n->type != XML_TEXT_NODE) {
        if (t->open)
            oc_node_append(cell_of(t), n);
        return;
    }
    struct oc_str rest = oc_node_value(n);
    for (size_t end; (end = oc_str_chr(rest, '\n', 0)) != SIZE_MAX;) {
        put_line(t, oc_str_sub(rest, 0, end));
        end_row(t, false);
        rest = oc_str_sub(rest, end + 1, rest.n);
    }
    put_line(t, rest);
}

/* A rule alone above a table, as some draw the table's upper edge. */
static bool is_edge(const xmlNode *p)
{
    const xmlNode *n = p->children, *below = p->next;
    struct oc_str s = oc_node_value(n);
    while (below && below->type == XML_TEXT_NODE && oc_str_blank(oc_node_value(below)))
        below = below->next;
    for (size_t i = 0; i < s.n; i++)
        if (!is_rule(s.p[i]))
            return false;
    return !n->next && s.n > 3 && oc_node_is(below, "table");
}

void oc_block_bars(struct oc_render *r, xmlNode *p)
{
    if (!is_table(p)) {
        if (is_edge(p))
            oc_node_remove(p);
        return;
    }
    struct table t = {.table = oc_node_new(p->doc, "table")};
    oc_node_before(p, t.table);
    oc_node_same_place(t.table, p);
    t.body = add(t.table, "tbody");
    for (xmlNode *n = p->children, *next; n; n = next) {
        next = n->next;
        put(&t, n);
    }
    end_row(&t, true);
    oc_node_remove(p);
    oc_block_table(r, t.table);
}
