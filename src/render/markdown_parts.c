/* SPDX-License-Identifier: MIT */
/* The parts of cmark's tree that take some counting: tables and notes. */
#include <cmark-gfm-core-extensions.h>
#include <stdlib.h>

#include "render/markdown_tree.h"

/* ---- tables: their types are known at run time only ---- */

static void row(struct oc_walk *w, cmark_node *n, bool entering)
{
    bool head = cmark_gfm_extensions_get_table_row_is_header(n);
    bool first = !cmark_node_previous(n) ||
                 (!head && cmark_gfm_extensions_get_table_row_is_header(cmark_node_previous(n)));
    oc_walk_start_line(w);
    if (!entering) {
        oc_walk_close(w, OC_EL_tr);
        if (head)
            oc_walk_start_line(w), oc_walk_close(w, OC_EL_thead);
        return;
    }
    if (first) {
        oc_walk_open(w, head ? OC_EL_thead : OC_EL_tbody, NULL);
        oc_walk_line_end(w);
    }
    oc_walk_open(w, OC_EL_tr, n);
    w->column = 0;
}

static void cell(struct oc_walk *w, cmark_node *n, bool entering)
{
    cmark_node *of = cmark_node_parent(n), *table = cmark_node_parent(of);
    enum oc_el el = cmark_gfm_extensions_get_table_row_is_header(of) ? OC_EL_th : OC_EL_td;
    if (!entering) {
        oc_walk_close(w, el);
        return;
    }
    const uint8_t *alignments = cmark_gfm_extensions_get_table_alignments(table);
    uint8_t way =
        w->column < cmark_gfm_extensions_get_table_columns(table) ? alignments[w->column++] : 0;
    oc_walk_start_line(w);
    xmlNode *made = oc_walk_open(w, el, n);
    if (way == 'l' || way == 'c' || way == 'r')
        oc_walk_attr(w, made, "align",
                     way == 'l'   ? OC_STR("left")
                     : way == 'c' ? OC_STR("center")
                                  : OC_STR("right"));
}

static void table(struct oc_walk *w, cmark_node *n, bool entering)
{
    oc_walk_start_line(w);
    if (entering) {
        oc_walk_open(w, OC_EL_table, n);
        return;
    }
    if (!cmark_gfm_extensions_get_table_row_is_header(cmark_node_last_child(n))) {
        oc_walk_close(w, OC_EL_tbody);
        oc_walk_line_end(w);
    }
    oc_walk_close(w, OC_EL_table);
    oc_walk_line_end(w);
}

void oc_walk_table(struct oc_walk *w, cmark_node *n, bool entering)
{
    const char *type = cmark_node_get_type_string(n);
    if (strcmp(type, "table_cell") == 0)
        cell(w, n, entering);
    else if (strcmp(type, "table") == 0)
        table(w, n, entering);
    else
        row(w, n, entering);
}

/* ---- notes ---- */

/* What cmark tells in its HTML only: the label as it stands there, good for ids and addresses. */
static struct oc_str read_label(struct oc_walk *w, cmark_node *reference)
{
    struct oc_str html = oc_str(cmark_render_html_with_mem(reference, w->options, NULL, w->mem));
    size_t from = oc_str_find(html, "#fn-", 0);
    struct oc_str label = oc_str_sub(html, from == SIZE_MAX ? html.n : from + 4, html.n);
    label = oc_str_sub(label, 0, oc_str_chr(label, '"', 0));
    w->failed = w->failed || label.n == 0 || oc_str_chr(label, '&', 0) != SIZE_MAX;
    return label;
}

/* PREFIX LABEL, and -COUNT from the second on; good until the next one. */
static void put_note_attr(struct oc_walk *w, xmlNode *n, const char *name, const char *prefix,
                          const struct oc_walk_note *note, int count)
{
    oc_buf_clear(&w->href);
    oc_buf_puts(&w->href, prefix);
    oc_buf_put(&w->href, note->label);
    if (count > 1)
        oc_buf_printf(&w->href, "-%d", count);
    oc_walk_attr(w, n, name, oc_buf_view(&w->href));
}

void oc_walk_reference(struct oc_walk *w, cmark_node *n)
{
    struct oc_str number = oc_str(cmark_node_get_literal(n));
    size_t k = (size_t)strtoul(number.p, NULL, 10);
    if (w->note || k < 1 || k > w->nnotes + 1) { /* in a note: cmark has counted otherwise */
        w->failed = true;
        return;
    }
    if (k > w->nnotes) {
        w->notes = oc_arena_grow(w->s->arena, w->notes, &w->cnotes, k, sizeof *w->notes);
        w->notes[w->nnotes++] = (struct oc_walk_note){.label = read_label(w, n)};
    }
    struct oc_walk_note *note = &w->notes[k - 1];
    note->references++;
    oc_walk_attr(w, oc_walk_open(w, OC_EL_sup, NULL), "class", OC_STR("footnote-ref"));
    xmlNode *a = oc_walk_open(w, OC_EL_a, NULL);
    put_note_attr(w, a, "href", "#fn-", note, 1);
    put_note_attr(w, a, "id", "fnref-", note, note->references);
    oc_walk_attr(w, a, "data-footnote-ref", OC_STR(""));
    oc_walk_text(w, number);
    oc_walk_close(w, OC_EL_a);
    oc_walk_close(w, OC_EL_sup);
}

void oc_walk_back_references(struct oc_walk *w)
{
    for (int i = 1; i <= w->note->references; i++) {
        if (i > 1)
            oc_walk_text(w, OC_STR(" "));
        xmlNode *a = oc_walk_open(w, OC_EL_a, NULL);
        put_note_attr(w, a, "href", "#fnref-", w->note, i);
        oc_walk_attr(w, a, "class", OC_STR("footnote-backref"));
        oc_walk_attr(w, a, "data-footnote-backref", OC_STR(""));
        oc_walk_attr(w, a, "aria-label", OC_STR("Back to content"));
        oc_walk_text(w, OC_STR("\xE2\x86\xA9"));
        if (i > 1) {
            char count[16];
            snprintf(count, sizeof count, "%d", i);
            oc_walk_attr(w, oc_walk_open(w, OC_EL_sup, NULL), "class", OC_STR("footnote-ref"));
            oc_walk_text(w, oc_str(count));
            oc_walk_close(w, OC_EL_sup);
        }
        oc_walk_close(w, OC_EL_a);
    }
    w->told = true;
}

void oc_walk_definition(struct oc_walk *w, bool entering)
{
    if (!entering) {
        if (!w->told)
            oc_walk_back_references(w), oc_walk_line_end(w);
        oc_walk_close(w, OC_EL_li);
        oc_walk_line_end(w);
        return;
    }
    size_t k = w->note ? (size_t)(w->note - w->notes) + 1 : 0;
    if (k >= w->nnotes) {
        w->failed = true;
        return;
    }
    if (k == 0)
        oc_walk_html(w, OC_STR("<section class=\"footnotes\" data-footnotes>\n<ol>\n"));
    w->note = &w->notes[k];
    w->told = false;
    put_note_attr(w, oc_walk_open(w, OC_EL_li, NULL), "id", "fn-", w->note, 1);
    oc_walk_line_end(w);
}
