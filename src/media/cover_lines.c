/* SPDX-License-Identifier: MIT */
/*
 * How a title breaks: of all ways to break it into so many lines, the most even one, where it
 * costs something to break inside a word and gains something to break after a colon. As it is set
 * in few lines, each number of lines is tried and the one with the largest letters wins.
 */
#include <stdlib.h>

#include "media/cover.h"

#define INSIDE_WORD 6.0 /* costs as much as a line that is so many ems too short, squared */
#define AFTER_PAUSE 4.0
#define WORTH 1.3 /* one more line must make letters larger by this */

static double line_width(const struct oc_cover_unit *u, size_t from, size_t to)
{
    double width = 0;
    for (size_t i = from; i < to; i++)
        width += u[i].width + (i + 1 < to ? u[i].space : 0);
    return width;
}

static double break_cost(const struct oc_cover_unit *u, size_t at, size_t n)
{
    if (at == n)
        return 0;
    return u[at - 1].pause ? -AFTER_PAUSE : u[at - 1].word ? 0 : INSIDE_WORD;
}

/* best[k][i]: the least cost of setting the first i units in k + 1 lines; from: where the last of
 * these begins. */
struct table {
    double *best;
    size_t *from;
    size_t n;
};

static void fill_row(struct table *t, const struct oc_cover_unit *u, size_t k, double ideal)
{
    size_t n = t->n, row = k * (n + 1);
    for (size_t i = k + 1; i <= n; i++) {
        double least = 1e18, width = 0;
        for (size_t j = i; j-- > k;) {
            width += u[j].width + (j + 1 < i ? u[j].space : 0);
            double before = k ? t->best[row - (n + 1) + j] : j ? 1e18 : 0;
            double cost = before + (width - ideal) * (width - ideal) + break_cost(u, i, n);
            if (cost < least) {
                least = cost;
                t->from[row + i] = j;
            }
            if (k && width > ideal * 3 && least < 1e17)
                break;
        }
        t->best[row + i] = least;
    }
}

static void break_evenly(struct oc_cover_lines *out, struct table *t, const struct oc_cover_unit *u,
                         size_t lines)
{
    double ideal = line_width(u, 0, t->n) / (double)lines;
    for (size_t k = 0; k < lines; k++)
        fill_row(t, u, k, ideal);
    out->n = lines;
    out->widest = 0;
    for (size_t k = lines, end = t->n; k-- > 0;) {
        size_t from = t->from[k * (t->n + 1) + end];
        double width = line_width(u, from, end);
        out->ends[k] = end;
        out->widest = width > out->widest ? width : out->widest;
        end = from;
    }
}

void oc_cover_fit(struct oc_cover_lines *out, const struct oc_cover_unit *units, size_t n,
                  size_t max_lines, double width, double height, double leading, double max_size)
{
    struct table t = {.n = n};
    if (max_lines > OC_COVER_LINES)
        max_lines = OC_COVER_LINES;
    t.best = oc_alloc(sizeof(*t.best) * OC_COVER_LINES * (n + 1));
    t.from = oc_alloc(sizeof(*t.from) * OC_COVER_LINES * (n + 1));
    *out = (struct oc_cover_lines){0};
    for (size_t lines = 1; lines <= max_lines && lines <= n; lines++) {
        struct oc_cover_lines tried;
        break_evenly(&tried, &t, units, lines);
        double by_height = height / ((double)(lines - 1) * leading + 1);
        tried.size = tried.widest > 0 ? width / tried.widest : max_size;
        tried.size = by_height < tried.size ? by_height : tried.size;
        tried.size = max_size < tried.size ? max_size : tried.size;
        if (out->n == 0 || tried.size > out->size * WORTH)
            *out = tried;
    }
    free(t.best);
    free(t.from);
}
