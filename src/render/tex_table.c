/* SPDX-License-Identifier: MIT */
/*
 * Rows and columns: matrices, cases, formulas under one another. Columns are set by attributes,
 * and once more by classes, as newer readers leave alignment to the style sheet.
 */
#include "render/tex_impl.h"

/* aligned: columns right and left by turns, in pairs. */
static const struct environment {
    const char *name;    /* with a star too */
    const char *columns; /* "": centred, "&": aligned, "[": as its argument says;
                            with = at the end: without room between them */
    const char *open, *close;
    bool display; /* its formulas are set as large as on a line alone */
    int args;     /* that say nothing here */
} environments[] = {
    {"align", "&", "", "", true, 0},       {"alignat", "&", "", "", true, 1},
    {"aligned", "&", "", "", true, 0},     {"alignedat", "&", "", "", true, 1},
    {"array", "[", "", "", false, 0},      {"bmatrix", "", "[", "]", false, 0},
    {"Bmatrix", "", "{", "}", false, 0},   {"cases", "ll", "{", "", false, 0},
    {"darray", "[", "", "", true, 0},      {"dcases", "ll", "{", "", true, 0},
    {"displaymath", "", "", "", true, 0},  {"drcases", "ll", "", "}", true, 0},
    {"eqnarray", "rcl=", "", "", true, 0}, {"equation", "", "", "", true, 0},
    {"flalign", "&", "", "", true, 0},     {"gather", "", "", "", true, 0},
    {"gathered", "", "", "", true, 0},     {"math", "", "", "", false, 0},
    {"matrix", "", "", "", false, 0},      {"multline", "", "", "", true, 0},
    {"pmatrix", "", "(", ")", false, 0},   {"rcases", "ll", "", "}", false, 0},
    {"smallmatrix", "", "", "", false, 0}, {"split", "&", "", "", true, 0},
    {"subarray", "[", "", "", false, 0},   {"vmatrix", "", "|", "|", false, 0},
    {"Vmatrix", "", "‖", "‖", false, 0},
};

static const struct environment *find(struct oc_str name)
{
    if (oc_str_ends(name, "*"))
        name.n--;
    for (size_t i = 0; i < OC_COUNT(environments); i++)
        if (oc_str_is(name, environments[i].name))
            return &environments[i];
    return NULL;
}

/* ---- reading ---- */

/* \\ with what may follow it: a star, and the room below the row. */
static bool next_row(struct oc_tex *t)
{
    if (oc_tex_skip_command(t, "\\")) {
        (void)oc_tex_skip_char(t, '*');
        if (t->at < t->s.n && t->s.p[t->at] == '[') /* one on the next line is the next row's */
            (void)oc_tex_raw_option(t);
        return true;
    }
    return oc_tex_skip_command(t, "cr") || oc_tex_skip_command(t, "newline");
}

static void drop_last_if_empty(const xmlNode *table)
{
    xmlNode *last = table->last;
    if (last->prev && !last->children->next && !last->children->children)
        oc_node_remove(last);
}

static size_t read_rows(struct oc_tex *t, xmlNode *table)
{
    size_t columns = 0;
    do {
        xmlNode *row = oc_tex_add(t, table, "mtr");
        size_t n = 0;
        do {
            oc_tex_row(t, oc_tex_add(t, row, "mtd"));
            n++;
        } while (oc_tex_skip_char(t, '&'));
        columns = n > columns ? n : columns;
    } while (next_row(t));
    drop_last_if_empty(table);
    return columns;
}

/* ---- columns ---- */

/* l, c and r of an array's argument, and | between them; what else stands between is not shown. */
static struct oc_str columns_of(struct oc_tex *t, struct oc_str spec)
{
    char *out = oc_arena_alloc(t->arena, spec.n + 1);
    size_t n = 0;
    for (size_t at = 0; at < spec.n; at++) {
        if (strchr("@!>p", spec.p[at])) { /* with an argument */
            size_t close = oc_str_chr(spec, '}', at);
            if (spec.p[at] == 'p')
                out[n++] = 'l';
            at = close == SIZE_MAX ? spec.n : close;
        } else if (strchr("lcr|", spec.p[at])) {
            out[n++] = spec.p[at];
        }
    }
    return (struct oc_str){out, n};
}

/* The columns without their lines, which become an attribute of the table. */
static struct oc_str take_lines(struct oc_tex *t, xmlNode *table, struct oc_str columns)
{
    struct oc_buf lines;
    char *out = oc_arena_alloc(t->arena, columns.n + 1);
    size_t n = 0;
    oc_buf_init(&lines, SIZE_MAX / 8);
    for (size_t at = 0; at < columns.n; at++) {
        bool line = columns.p[at] == '|';
        if (!line && n > 0)
            oc_buf_puts(&lines, columns.p[at - 1] == '|' ? " solid" : " none");
        if (!line)
            out[n++] = columns.p[at];
    }
    if (oc_str_find(oc_buf_view(&lines), "solid", 0) != SIZE_MAX)
        oc_attr_set(table, "columnlines", oc_str_trim(oc_buf_view(&lines)));
    oc_buf_release(&lines);
    return (struct oc_str){out, n};
}

static char column_at(struct oc_str columns, size_t i)
{
    if (oc_str_is(columns, "&"))
        return i % 2 == 0 ? 'r' : 'l';
    return i < columns.n ? columns.p[i] : 'c';
}

static void set_columns(xmlNode *table, struct oc_str columns, size_t ncolumns)
{
    struct oc_buf list;
    oc_buf_init(&list, SIZE_MAX / 8);
    for (size_t i = 0; i < ncolumns; i++) {
        char c = column_at(columns, i);
        oc_buf_puts(&list, i ? " " : "");
        oc_buf_puts(&list, c == 'l' ? "left" : c == 'r' ? "right" : "center");
    }
    oc_attr_set(table, "columnalign", oc_buf_view(&list));
    oc_buf_release(&list);
    for (const xmlNode *row = table->children; row; row = row->next) {
        size_t i = 0;
        for (xmlNode *cell = row->children; cell; cell = cell->next, i++) {
            char c = column_at(columns, i);
            if (c != 'c')
                oc_tex_set(cell, "class", c == 'l' ? "ta-l" : "ta-r");
        }
    }
    if (oc_str_is(columns, "&") || oc_str_ends(columns, "=")) {
        oc_tex_set(table, "columnspacing", "0em");
        oc_tex_set(table, "class", "eq");
    }
}

xmlNode *oc_tex_lines(struct oc_tex *t, bool aligned)
{
    xmlNode *table = oc_tex_new(t, "mtable");
    size_t columns = read_rows(t, table);
    if (!aligned)
        return table;
    oc_tex_set(table, "displaystyle", "true");
    if (columns > 1)
        set_columns(table, OC_STR("&"), columns);
    return table;
}

/* ---- environments ---- */

static xmlNode *fenced(struct oc_tex *t, const struct environment *e, xmlNode *table)
{
    if (!e->open[0] && !e->close[0])
        return table;
    xmlNode *row = oc_tex_new(t, "mrow");
    if (e->open[0])
        oc_node_append(row, oc_tex_fence(t, oc_str(e->open), true));
    oc_node_append(row, table);
    if (e->close[0])
        oc_node_append(row, oc_tex_fence(t, oc_str(e->close), true));
    return row;
}

xmlNode *oc_tex_environment(struct oc_tex *t)
{
    struct oc_str name = oc_str_trim(oc_tex_raw(t));
    const struct environment *e = find(name);
    xmlNode *table = oc_tex_new(t, "mtable");
    bool bracket = t->bracket;
    if (!e) {
        oc_tex_fail(t, oc_arena_printf(t->arena, "\\begin{%.*s}", OC_STR_ARG(name)));
        return table;
    }
    (void)oc_tex_raw_option(t);
    for (int i = 0; i < e->args; i++)
        (void)oc_tex_raw(t);
    struct oc_str columns = oc_str(e->columns);
    if (e->columns[0] == '[')
        columns = take_lines(t, table, columns_of(t, oc_tex_raw(t)));
    t->bracket = false;
    size_t ncolumns = read_rows(t, table);
    t->bracket = bracket;
    if (!oc_tex_skip_command(t, "end") || !oc_str_eq(oc_str_trim(oc_tex_raw(t)), name))
        oc_tex_fail(t, oc_arena_printf(t->arena, "\\begin{%.*s}", OC_STR_ARG(name)));
    if (e->display)
        oc_tex_set(table, "displaystyle", "true");
    if (columns.n)
        set_columns(table, columns, ncolumns);
    return fenced(t, e, table);
}
