/* SPDX-License-Identifier: MIT */
/*
 * What cmark-gfm 0.29 takes too long over, though it is harmless text: each guard puts one
 * backslash before what would start the slow construct. (Containers in containers are bounded in
 * source_blocks.c, open brackets and CDATA in source_inline.c.)
 */
#include "render/source.h"

enum {
    MAX_FAILED_TABLES = 20,     /* each lets cmark read the paragraph above again */
    SPARE_CELLS = 1000,         /* cells that a table may have beyond one a byte */
    REFERENCE_BUDGET = 64000000 /* bytes that references may expand to */
};

static struct oc_str line_text(const struct oc_source *s, size_t line)
{
    return oc_str_sub(s->text, s->lines[line].text, s->lines[line].end);
}

/* A row like | --- | :-: |, which makes a table of what is around. */
static bool is_delimiter_row(struct oc_str line)
{
    bool dash = false, bar = false;
    if (!line.n || !strchr("|:-", line.p[0]))
        return false;
    for (size_t k = 0; k < line.n; k++) {
        char c = line.p[k];
        dash = dash || c == '-';
        bar = bar || c == '|' || c == ':';
        if (c != '-' && c != '|' && c != ':' && c != ' ' && c != '\t')
            return false;
    }
    return dash && bar;
}

static size_t count_cells(struct oc_str line)
{
    size_t n = 1;
    line = oc_str_trim(line);
    for (size_t k = 0; k < line.n; k++) {
        if (line.p[k] == '\\')
            k++;
        else if (line.p[k] == '|' && k > 0 && k + 1 < line.n)
            n++;
    }
    return n;
}

size_t oc_guard_table(struct oc_source *s, size_t line, size_t n)
{
    size_t failed = 0;
    for (size_t k = line + 1; k < line + n; k++) {
        struct oc_str row = line_text(s, k);
        if (!is_delimiter_row(row))
            continue;
        size_t columns = count_cells(row), rows = line + n - k;
        if (count_cells(line_text(s, k - 1)) != columns) {
            if (++failed > MAX_FAILED_TABLES)
                oc_source_edit(s, s->lines[k].text, 0, OC_STR("\\"));
            continue;
        }
        size_t bytes = s->lines[line + n - 1].end - s->lines[k - 1].start;
        if (columns * rows <= bytes + SPARE_CELLS)
            return k - 1;
        oc_source_edit(s, s->lines[k].text, 0, OC_STR("\\"));
    }
    return line + n;
}

/* Definitions so long that their uses could make gigabytes. */
static void guard_references(struct oc_source *s)
{
    size_t longest = REFERENCE_BUDGET / (s->ncloses + 1);
    for (size_t k = 0; k < s->nruns; k++) {
        const struct oc_run *run = &s->runs[k];
        if (run->end - run->start <= longest || s->text.p[run->start] != '[')
            continue;
        for (size_t line = run->line; line < run->line + run->nlines; line++) {
            size_t at = s->lines[line].text, next = line + 1;
            while (next < run->line + run->nlines && s->text.p[s->lines[next].text] != '[')
                next++;
            struct oc_str text = oc_str_sub(s->text, at, s->lines[next - 1].end);
            if (text.n > longest && text.p[0] == '[' && oc_source_has(text, ']', ':'))
                oc_source_edit(s, at, 0, OC_STR("\\"));
            line = next - 1;
        }
    }
}

void oc_guard_mark(struct oc_source *s)
{
    if (s->ncloses > 1000)
        guard_references(s);
}
