/* SPDX-License-Identifier: MIT */
/*
 * Rows and columns: matrices, cases, formulas under one another. Columns are set by attributes,
 * and once more by classes, as newer readers leave alignment to the style sheet.
 */
#include "base/limits.h"
#include "render/tex_impl.h"

/* aligned: columns right and left by turns, in pairs. */
static const struct environment {
    const char *name;    /* with a star too */
    const char *columns; /* "": centred, "&": aligned, "[": as its argument says;
                            with = at the end: without room between them */
    const char *open, *close;
    enum oc_tex_size size;
    int args; /* that say nothing here */
} environments[] = {
    {"align", "&", "", "", OC_TEX_DISPLAY, 0},
    {"alignat", "&", "", "", OC_TEX_DISPLAY, 1},
    {"aligned", "&", "", "", OC_TEX_DISPLAY, 0},
    {"alignedat", "&", "", "", OC_TEX_DISPLAY, 1},
    {"array", "[", "", "", OC_TEX_TEXT_SIZE, 0},
    {"bsmallmatrix", "", "[", "]", OC_TEX_SMALL, 0},
    {"psmallmatrix", "", "(", ")", OC_TEX_SMALL, 0},
    {"tabular", "[", "", "", OC_TEX_TEXT_SIZE, 0},
    {"bmatrix", "", "[", "]", OC_TEX_TEXT_SIZE, 0},
    {"Bmatrix", "", "{", "}", OC_TEX_TEXT_SIZE, 0},
    {"cases", "ll", "{", "", OC_TEX_TEXT_SIZE, 0},
    {"darray", "[", "", "", OC_TEX_DISPLAY, 0},
    {"dcases", "ll", "{", "", OC_TEX_DISPLAY, 0},
    {"displaymath", "", "", "", OC_TEX_DISPLAY, 0},
    {"drcases", "ll", "", "}", OC_TEX_DISPLAY, 0},
    {"eqnarray", "rcl=", "", "", OC_TEX_DISPLAY, 0},
    {"equation", "", "", "", OC_TEX_DISPLAY, 0},
    {"flalign", "&", "", "", OC_TEX_DISPLAY, 0},
    {"gather", "", "", "", OC_TEX_DISPLAY, 0},
    {"gathered", "", "", "", OC_TEX_DISPLAY, 0},
    {"math", "", "", "", OC_TEX_TEXT_SIZE, 0},
    {"matrix", "", "", "", OC_TEX_TEXT_SIZE, 0},
    {"multline", "", "", "", OC_TEX_DISPLAY, 0},
    {"pmatrix", "", "(", ")", OC_TEX_TEXT_SIZE, 0},
    {"rcases", "ll", "", "}", OC_TEX_TEXT_SIZE, 0},
    {"smallmatrix", "", "", "", OC_TEX_SMALL, 0},
    {"split", "&", "", "", OC_TEX_DISPLAY, 0},
    {"subarray", "[", "", "", OC_TEX_SMALL, 0},
    {"vmatrix", "", "|", "|", OC_TEX_TEXT_SIZE, 0},
    {"Vmatrix", "", "‖", "‖", OC_TEX_TEXT_SIZE, 0},
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

static void add_class(xmlNode *row, const char *name)
{
    for (xmlNode *cell = row->children; cell; cell = cell->next)
        oc_class_add(cell, name);
}

/* \hline and its kin at the start of a row. \cline and \cmidrule are drawn from side to side. */
static bool read_lines(struct oc_tex *t)
{
    static const char *const names[] = {"hline",      "hdashline", "toprule", "midrule",
                                        "bottomrule", "cline",     "cmidrule"};
    bool line = false;
    for (size_t i = 0; i < OC_COUNT(names); i++)
        while (oc_tex_skip_command(t, names[i])) {
            if (names[i][0] == 'c') {
                (void)oc_tex_raw_option(t);
                (void)oc_tex_raw(t);
            }
            line = true;
            i = 0;
        }
    return line;
}

static bool is_empty(const xmlNode *row)
{
    return !row->children->next && !row->children->children;
}

/* continued: columns whose formulas go on with those of the column before, every second one. */
static size_t read_rows(struct oc_tex *t, xmlNode *table, bool continued)
{
    size_t columns = 0;
    bool line;
    xmlNode *row;
    do {
        size_t n = 0;
        row = oc_tex_add(t, table, "mtr");
        line = read_lines(t);
        do {
            t->continues = continued && n % 2 == 1;
            oc_tex_row(t, oc_tex_add(t, row, "mtd"));
            n++;
        } while (oc_tex_skip_char(t, '&'));
        if (line && !is_empty(row))
            add_class(row, "line-t");
        columns = n > columns ? n : columns;
    } while (next_row(t));
    if (row->prev && is_empty(row)) {
        if (line)
            add_class(row->prev, "line-b");
        oc_node_remove(row);
    }
    return columns;
}

/* ---- columns ---- */

/* *{3}{c|}: the last of its braces; the columns of it, so many times. */
static size_t repeat(struct oc_buf *out, struct oc_str spec, size_t at)
{
    int64_t times = 0;
    size_t open = at + 1, close = oc_str_chr(spec, '}', at);
    size_t from = close == SIZE_MAX ? SIZE_MAX : close + 1;
    size_t to = from == SIZE_MAX ? SIZE_MAX : oc_str_chr(spec, '}', from);
    if (to == SIZE_MAX)
        return spec.n;
    if (spec.p[open] != '{' || spec.p[from] != '{' ||
        oc_str_int(&times, oc_str_trim(oc_str_sub(spec, open + 1, close)), 1, 64) != 0)
        return to;
    for (; times > 0; times--)
        for (size_t i = from + 1; i < to; i++)
            if (strchr("lcr|", spec.p[i]))
                oc_buf_putc(out, spec.p[i]);
    return to;
}

/* l, c and r of an array's argument, and | between them; what else stands between is not shown. */
static struct oc_str columns_of(struct oc_tex *t, struct oc_str spec)
{
    struct oc_buf out;
    oc_buf_init(&out, OC_MAX_TEX_EXPANDED);
    for (size_t at = 0; at < spec.n; at++) {
        char c = spec.p[at] == ':' ? '|' : spec.p[at];
        if (strchr("@!>p", c)) { /* with an argument */
            size_t close = oc_str_chr(spec, '}', at);
            if (c == 'p')
                oc_buf_putc(&out, 'l');
            at = close == SIZE_MAX ? spec.n : close;
        } else if (c == '*') {
            at = repeat(&out, spec, at);
        } else if (strchr("lcr|", c) && (c != '|' || !out.n || out.p[out.n - 1] != '|')) {
            oc_buf_putc(&out, c);
        }
    }
    struct oc_str columns = oc_buf_take(&out, t->arena);
    oc_buf_release(&out);
    return columns;
}

/* Lines between the columns and at their sides. */
static void draw_lines(const xmlNode *table, struct oc_str columns)
{
    for (const xmlNode *row = table->children; row; row = row->next) {
        xmlNode *cell = row->children, *last = NULL;
        for (size_t at = 0; at < columns.n && (cell || columns.p[at] == '|'); at++) {
            if (columns.p[at] != '|') {
                last = cell;
                cell = cell->next;
            } else if (cell || last) {
                oc_class_add(cell ? cell : last, cell ? "line-l" : "line-r");
            }
        }
    }
}

static struct oc_str without_lines(struct oc_tex *t, struct oc_str columns)
{
    char *out = oc_arena_alloc(t->arena, columns.n + 1);
    size_t n = 0;
    for (size_t at = 0; at < columns.n; at++)
        if (columns.p[at] != '|')
            out[n++] = columns.p[at];
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
                oc_class_add(cell, c == 'l' ? "ta-l" : "ta-r");
        }
    }
    if (oc_str_is(columns, "&") || oc_str_ends(columns, "=")) {
        bool apart = columns.p[0] != '&'; /* a relation in its own column */
        oc_tex_set(table, "columnspacing", apart ? "0.2778em" : "0em");
        oc_tex_set(table, "class", apart ? "eqn" : "eq");
    }
}

xmlNode *oc_tex_lines(struct oc_tex *t, bool aligned)
{
    xmlNode *table = oc_tex_new(t, "mtable");
    size_t columns = read_rows(t, table, aligned);
    if (!aligned)
        return table;
    oc_tex_set(table, "displaystyle", "true");
    if (columns > 1)
        set_columns(table, OC_STR("&"), columns);
    return table;
}

/* ---- environments ---- */

static xmlNode *small(struct oc_tex *t, xmlNode *table)
{
    xmlNode *style = oc_tex_new(t, "mstyle");
    oc_tex_set(style, "scriptlevel", "1");
    oc_node_append(style, table);
    return style;
}

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

/* [t] and its kin behind \begin{...}: other brackets are the formula's. */
static void skip_option(struct oc_tex *t)
{
    struct oc_tex ahead = *t;
    struct oc_str option =
        oc_tex_is_char(oc_tex_peek(t), '[') ? oc_str_trim(oc_tex_raw_option(&ahead)) : OC_STR_NONE;
    if (option.n == 1 && strchr("tbclr", option.p[0]))
        t->at = ahead.at;
}

/* The rows of an environment, whose name has been read, with what is around them. */
static xmlNode *read_body(struct oc_tex *t, const struct environment *e)
{
    xmlNode *table = oc_tex_new(t, "mtable");
    struct oc_str columns = oc_str(e->columns);
    bool bracket = t->bracket;
    enum oc_tex_size size = t->size;
    if (e->columns[0] == '[')
        columns = columns_of(t, oc_tex_raw(t));
    t->bracket = false;
    t->size = e->size;
    size_t ncolumns = read_rows(t, table, e->columns[0] == '&');
    t->bracket = bracket;
    t->size = size;
    if (e->size == OC_TEX_DISPLAY)
        oc_tex_set(table, "displaystyle", "true");
    if (columns.n) {
        draw_lines(table, columns);
        set_columns(table, without_lines(t, columns), ncolumns);
    }
    return fenced(t, e, e->size == OC_TEX_SMALL ? small(t, table) : table);
}

static void fail(struct oc_tex *t, const char *before, struct oc_str name, const char *behind)
{
    oc_tex_fail(t, oc_arena_printf(t->arena, "%s%.*s%s", before, OC_STR_ARG(name), behind));
}

xmlNode *oc_tex_environment(struct oc_tex *t)
{
    struct oc_str name = oc_str_trim(oc_tex_raw(t));
    const struct environment *e = find(name);
    if (!e) {
        fail(t, "\\begin{", name, "}");
        return oc_tex_new(t, "mtable");
    }
    skip_option(t);
    for (int i = 0; i < e->args; i++)
        (void)oc_tex_raw(t);
    xmlNode *body = read_body(t, e);
    if (!oc_tex_skip_command(t, "end") || !oc_str_eq(oc_str_trim(oc_tex_raw(t)), name))
        fail(t, "\\begin{", name, "}");
    return body;
}

xmlNode *oc_tex_braced(struct oc_tex *t, struct oc_str name)
{
    bool open = oc_tex_skip_char(t, '{');
    const struct environment *e = find(name);
    xmlNode *body = e ? read_body(t, e) : oc_tex_new(t, "mtable");
    if (!e || !open || !oc_tex_skip_char(t, '}'))
        fail(t, "\\", name, "");
    return body;
}
