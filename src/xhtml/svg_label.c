/* SPDX-License-Identifier: MIT */
/*
 * Labels of drawings that are HTML in a foreignObject, which a book's drawings cannot have. draw.io
 * has a <text> beside each, but cuts that off, "Downloaded, p..."; Mermaid has nothing else. Both
 * become lines of <text>, broken as wide as the HTML was.
 */
#include "base/limits.h"
#include "base/uni.h"
#include "base/utf8.h"
#include "xhtml/nodes.h"
#include "xhtml/xhtml.h"

enum {
    LABEL_BYTES = 1000,
    LABEL_LINES = 20,
    FONT_SIZE = 12 /* of a <text> that names none */
};

/* ---- the words ---- */

static bool starts_line(const xmlNode *n)
{
    static const char *const names[] = {"br", "div", "p", "li", "tr", NULL};
    return oc_node_in(n, names);
}

static void put_words(struct oc_buf *out, struct oc_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        bool blank = strchr(" \t\r\n", s.p[i]) != NULL;
        if (!blank)
            oc_buf_putc(out, s.p[i]);
        else if (out->n && !strchr(" \n", out->p[out->n - 1]))
            oc_buf_putc(out, ' ');
    }
}

/* The text of HTML; a line feed between its lines. */
static void put_text(struct oc_buf *out, xmlNode *html)
{
    for (xmlNode *n = html; n && !out->full; n = oc_node_next(html, n)) {
        if (n->type == XML_TEXT_NODE)
            put_words(out, oc_node_value(n));
        else if (starts_line(n) && out->n && out->p[out->n - 1] != '\n')
            oc_buf_putc(out, '\n');
    }
}

/* The bytes of text that go on a line of so many cells, a CJK character taking two; 0: no bound. */
static size_t line_bytes(struct oc_str text, size_t cells)
{
    size_t fit = 0, n = 0;
    for (size_t at = 0; at < text.n && text.p[at] != '\n';) {
        size_t from = at;
        uint32_t c = oc_utf8_next(text, &at);
        bool wide = oc_uni_is_cjk(c);
        if (c == ' ' || wide)
            fit = from;
        n += wide ? 2 : 1;
        if (cells && n > cells && fit)
            return fit;
    }
    size_t end = oc_str_chr(text, '\n', 0);
    return end == SIZE_MAX ? text.n : end;
}

/* ---- the lines ---- */

/* The whole pixels that "12px" or "width: 78px; ..." starts with behind key; 0: none. */
static int64_t pixels(struct oc_str s, const char *key)
{
    size_t at = *key ? oc_str_find(s, key, 0) : 0, end;
    int64_t n;
    if (at == SIZE_MAX)
        return 0;
    s = oc_str_trim(oc_str_sub(s, at + strlen(key), s.n));
    for (end = 0; end < s.n && s.p[end] >= '0' && s.p[end] <= '9';)
        end++;
    return oc_str_int(&n, oc_str_sub(s, 0, end), 1, 100000) ? 0 : n;
}

/* Fills an empty <text> with the label; up: lines in half that stand above where one would. */
static void put_lines(xmlNode *text, struct oc_str label, size_t cells, int up)
{
    struct oc_str lines[LABEL_LINES];
    struct oc_str x = oc_attr(text, "x");
    size_t n = 0;
    for (; label.n && n < LABEL_LINES; label = oc_str_trim(label)) {
        size_t end = line_bytes(label, cells);
        lines[n++] = oc_str_trim(oc_str_sub(label, 0, end));
        label = oc_str_sub(label, end, label.n);
    }
    for (size_t i = 0; i < n; i++) {
        char dy[40];
        int shift = i ? 12 : -6 * up * (int)(n - 1); /* in tenths of the letters' size */
        xmlNode *span = oc_node_new(text->doc, "tspan");
        snprintf(dy, sizeof dy, "%s%d.%dem", shift < 0 ? "-" : "", abs(shift) / 10,
                 abs(shift) % 10);
        oc_attr_set(span, "x", x.n ? x : OC_STR("0"));
        if (shift)
            oc_attr_set(span, "dy", oc_str(dy));
        oc_node_append(span, oc_node_new_text(text->doc, lines[i]));
        oc_node_append(text, span);
    }
}

/* draw.io's <text>, made whole when it is cut off. */
static bool make_whole(xmlNode *html, xmlNode *text, struct oc_str label)
{
    struct oc_buf said;
    const xmlNode *box = html->children;
    while (box && box->type != XML_ELEMENT_NODE)
        box = box->next;
    oc_buf_init(&said, LABEL_BYTES);
    oc_node_text(&said, text, false);
    struct oc_str cut = oc_str_trim(oc_buf_view(&said)), style = oc_attr(box, "style");
    bool is_cut = oc_str_ends(cut, "...") && label.n && !oc_str_ends(label, "...");
    if (is_cut) {
        int64_t size = pixels(oc_attr(text, "font-size"), ""), wide = pixels(style, "width:");
        size_t cells = wide > 1 ? (size_t)(wide * 9 / (size ? size : FONT_SIZE) / 5) : 0;
        bool top = oc_str_find(style, "align-items: unsafe flex-start", 0) != SIZE_MAX;
        bool bottom = oc_str_find(style, "align-items: unsafe flex-end", 0) != SIZE_MAX;
        while (text->children)
            oc_node_remove(text->children);
        put_lines(text, label, cells, top ? 0 : bottom ? 2 : 1);
    }
    oc_buf_release(&said);
    return is_cut;
}

/* In the middle of the box that html is. */
static bool put_beside(xmlNode *html, struct oc_str label)
{
    int64_t wide = pixels(oc_attr(html, "width"), ""), high = pixels(oc_attr(html, "height"), "");
    struct oc_str x = oc_attr(html, "x"), y = oc_attr(html, "y");
    char at[40];
    if (!wide || !high || !label.n)
        return false;
    xmlNode *text = oc_node_new(html->doc, "text");
    snprintf(at, sizeof at, "%lld", (long long)wide / 2);
    oc_attr_set(text, "x", oc_str(at));
    snprintf(at, sizeof at, "%lld", (long long)high / 2 + 5);
    oc_attr_set(text, "y", oc_str(at));
    oc_attr_set(text, "text-anchor", OC_STR("middle"));
    put_lines(text, label, 0, 1);
    xmlNode *group = oc_node_new(html->doc, "g");
    if ((x.n || y.n) && x.n < 20 && y.n < 20) {
        struct oc_buf move;
        oc_buf_init(&move, 100);
        oc_buf_printf(&move, "translate(%.*s %.*s)", OC_STR_ARG(x.n ? x : OC_STR("0")),
                      OC_STR_ARG(y.n ? y : OC_STR("0")));
        oc_attr_set(group, "transform", oc_buf_view(&move));
        oc_buf_release(&move);
    }
    oc_node_append(group, text);
    oc_node_after(html, group);
    return true;
}

bool oc_svg_label(xmlNode *html)
{
    struct oc_buf text;
    xmlNode *next = html->next;
    while (next && next->type != XML_ELEMENT_NODE)
        next = next->next;
    oc_buf_init(&text, LABEL_BYTES);
    put_text(&text, html);
    struct oc_str label = text.full ? OC_STR_NONE : oc_str_trim(oc_buf_view(&text));
    bool done = false;
    if (!oc_node_is(html->parent, "switch"))
        done = put_beside(html, label);
    else if (next && oc_node_is(next, "text"))
        done = make_whole(html, next, label);
    oc_buf_release(&text);
    return done;
}
