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
    MAX_CELLS = 500,            /* of a row: cmark walks over them all to add one */
    STEPS_PER_BYTE = 100,       /* over open emphasis, at each link */
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

size_t oc_guard_cells(struct oc_str line)
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

bool oc_guard_is_wide(const struct oc_source *s, size_t line)
{
    struct oc_str row = line_text(s, line);
    return row.n > MAX_CELLS && memchr(row.p, '|', row.n) && oc_guard_cells(row) > MAX_CELLS;
}

/* A row of a table has more cells than any that cmark keeps: the rest is one of them. */
static void end_row(struct oc_source *s, size_t line)
{
    size_t n = 0;
    for (size_t at = s->lines[line].text; at < s->lines[line].end; at++) {
        if (s->text.p[at] == '\\')
            at++;
        else if (s->text.p[at] == '|' && n++ > MAX_CELLS)
            oc_source_edit(s, at, 0, OC_STR("\\"));
    }
}

bool oc_guard_is_table(const struct oc_source *s, size_t line)
{
    struct oc_str row = line_text(s, line);
    return is_delimiter_row(row) && oc_guard_cells(row) == oc_guard_cells(line_text(s, line - 1));
}

size_t oc_guard_table(struct oc_source *s, size_t line, size_t n)
{
    size_t failed = 0, end = line + n;
    bool wide = oc_guard_is_wide(s, line);
    for (size_t k = line + 1; k < end; k++) {
        struct oc_str row = line_text(s, k);
        wide = wide || oc_guard_is_wide(s, k);
        if (!is_delimiter_row(row))
            continue;
        size_t columns = oc_guard_cells(row), rows = end - k;
        size_t bytes = s->lines[end - 1].end - s->lines[k - 1].start;
        bool matches = oc_guard_cells(line_text(s, k - 1)) == columns;
        if (matches && !wide && columns * rows <= bytes + SPARE_CELLS) {
            for (size_t body = k + 1; body < end; body++)
                if (oc_guard_is_wide(s, body))
                    end_row(s, body);
            return k - 1;
        }
        if (matches || wide || ++failed > MAX_FAILED_TABLES)
            oc_source_edit(s, s->lines[k].text, 0, OC_STR("\\"));
    }
    return end;
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

/* Escapes every star and underscore of a run from the cursor on. */
static void escape_emphasis(struct oc_source *s, struct oc_cursor *c)
{
    static const bool wanted[256] = {['*'] = true, ['_'] = true};
    for (; oc_source_next_in(s, c, wanted); c->at++)
        oc_source_edit(s, c->at, 0, OC_STR("\\"));
}

/*
 * At each link cmark walks back over the delimiter runs of the whole paragraph; when that would
 * come to more than a bound a byte, the paragraph's emphasis ends where the bound is reached.
 */
static void guard_emphasis(struct oc_source *s)
{
    struct oc_cursor c = {0};
    for (size_t run = 0; run < s->nruns; run++) {
        size_t from = s->runs[run].start, end = s->runs[run].end, links = 0, delimiters = 0;
        for (size_t k = from; k < end; k++)
            links += s->text.p[k] == ']';
        if (links <= STEPS_PER_BYTE)
            continue;
        size_t bound = (end - from) * STEPS_PER_BYTE / links, k = from;
        for (; k < end && delimiters <= bound; k++)
            delimiters += s->text.p[k] == '*' || s->text.p[k] == '_';
        c.run = run;
        c.at = k;
        escape_emphasis(s, &c);
    }
}

void oc_guard_mark(struct oc_source *s)
{
    if (s->ncloses <= 1000)
        return;
    guard_references(s);
    guard_emphasis(s);
}
