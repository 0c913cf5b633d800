/* SPDX-License-Identifier: MIT */
/*
 * Blocks that mean more than their markup says, and leftovers that mean nothing. One walk
 * mends breaks and empty paragraphs on its way and collects the rest, which is changed after it.
 */
#include "render/blocks.h"
#include "base/limits.h"
#include "render/figure.h"

/* ---- paragraphs ---- */

/* [TOC], [[toc]], {:toc} and the like: where an engine puts a table of contents. */
static bool is_toc_mark(struct oc_str s)
{
    static const char *const marks[] = {"[TOC]",  "[[TOC]]", "[[_TOC_]]",
                                        "@[toc]", "${toc}",  "[[toc]]"};
    s = oc_str_trim(s);
    if (s.n < 5 || s.n > 200)
        return false;
    for (size_t i = 0; i < OC_COUNT(marks); i++)
        if (oc_str_iis(s, marks[i]))
            return true;
    if (oc_str_is(s, "READMORE")) /* Middleman: where the summary ends */
        return true;
    return s.p[s.n - 1] == '}' &&
           (oc_str_starts(s, "{:toc") || oc_str_starts(s, "{: toc") || oc_str_starts(s, "{:.toc"));
}

/* kramdown's "* TOC" with {:toc} in the line after it. */
static bool is_toc_list(const xmlNode *list)
{
    const xmlNode *item = list->children;
    while (item && item->type != XML_ELEMENT_NODE)
        item = item->next;
    const xmlNode *text = item ? item->children : NULL;
    if (oc_node_is(text, "p"))
        text = text->children;
    if (!text || text->type != XML_TEXT_NODE || text->next)
        return false;
    struct oc_str s = oc_str_trim(oc_node_value(text));
    size_t at = oc_str_rchr(s, '\n');
    return at != SIZE_MAX && s.n < 200 && is_toc_mark(oc_str_sub(s, at + 1, s.n));
}

static bool is_space_text(const xmlNode *n)
{
    return n->type == XML_TEXT_NODE && oc_figure_blank(oc_node_value(n));
}

/* An empty paragraph says nothing, unless links go to it. */
static bool is_idle_paragraph(const xmlNode *p)
{
    const xmlNode *first = p->children;
    if (first && first->type == XML_TEXT_NODE && !first->next && is_toc_mark(oc_node_value(first)))
        return true;
    for (const xmlNode *n = first; n; n = n->next)
        if (!is_space_text(n) && !oc_node_is(n, "br"))
            return false;
    return !oc_attr(p, "id").p;
}

/* ---- line breaks ---- */

/*
 * Breaks at the ends of a block go, and of three or more in a row two stay. Returns what comes
 * after them in the walk.
 */
static xmlNode *mend_breaks(const xmlNode *body, xmlNode *br)
{
    static const char *const blocks[] = {"p",  "li",  "td",         "th", "dd",
                                         "dt", "div", "blockquote", NULL};
    xmlNode *parent = br->parent, *end = br->next;
    bool first = !br->prev || (is_space_text(br->prev) && !br->prev->prev);
    while (end && (oc_node_is(end, "br") || is_space_text(end)))
        end = end->next;
    bool idle = oc_node_in(parent, blocks) && (first || !end);
    size_t kept = 0;
    for (xmlNode *n = br, *next; n != end; n = next) {
        next = n->next;
        if (oc_node_is(n, "br"))
            kept++;
        if (idle || kept > 2)
            oc_node_remove(n);
    }
    return end ? end : oc_node_next_skip(body, parent);
}

/* ---- details ---- */

/* Headings and paragraphs in a summary: its text stays, in the one line it becomes. */
static void flatten_summary(xmlNode *summary)
{
    static const char *const blocks[] = {"p",  "div", "h1", "h2",  "h3",
                                         "h4", "h5",  "h6", "pre", NULL};
    for (xmlNode *n = summary->children, *next; n; n = next) {
        next = oc_node_next(summary, n);
        if (!oc_node_in(n, blocks))
            continue;
        if (oc_node_is(n, "pre") && oc_node_is(n->children, "code")) /* indented, no more */
            oc_node_unwrap(n->children);
        next = n->children ? n->children : oc_node_next_skip(summary, n);
        oc_node_unwrap(n);
    }
}

/* Whether nothing is left of what these words introduced: a table of contents, as the book has its
 * own. */
static bool waits_for_contents(const xmlNode *summary)
{
    static const char *const names[] = {"table of contents", "toc",      "contents",
                                        "on this page",      "sommaire", "inhalt",
                                        "inhaltsverzeichnis"};
    bool is = false;
    struct oc_buf text;
    for (const xmlNode *n = summary->next; n; n = n->next)
        if (!is_space_text(n))
            return false;
    oc_buf_init(&text, OC_MAX_TITLE_BYTES);
    oc_node_text(&text, summary, false);
    for (size_t i = 0; i < OC_COUNT(names); i++)
        is = is || oc_str_iis(oc_str_trim(oc_buf_view(&text)), names[i]);
    oc_buf_release(&text);
    return is;
}

/* E-readers do not fold: details stands open, its summary bold before it. */
static void open_details(struct oc_render *r, xmlNode *details)
{
    xmlNode *summary = details->children;
    while (summary && !oc_node_is(summary, "summary"))
        summary = summary->next;
    if (summary)
        flatten_summary(summary);
    else
        summary = oc_node_new(details->doc, "summary");
    xmlNode *strong = oc_node_new(details->doc, "strong");
    if (!oc_node_empty(summary))
        oc_node_move_children(strong, summary);
    oc_node_append(summary, strong);
    if (!strong->children)
        oc_node_append(strong, oc_node_new_text(details->doc, oc_figure_label(r, "details")));
    if (waits_for_contents(summary)) {
        oc_node_remove(details);
        return;
    }
    if (details->children && details->children != summary)
        oc_node_before(details->children, summary);
    else if (!details->children)
        oc_node_append(details, summary);
    oc_node_rename(summary, "p");
    oc_attr_set(summary, "class", OC_STR("summary"));
    oc_node_rename(details, "div");
    oc_class_add(details, "details");
}

static bool may_be_bars(const xmlNode *p)
{
    const xmlNode *text = p->children;
    return text && text->type == XML_TEXT_NODE && oc_str_starts(oc_node_value(text), "|");
}

/* ---- the walk ---- */

enum block {
    NONE,
    PARAGRAPH,
    BREAK,
    LIST,
    QUOTE,
    PRE,
    TABLE,
    DETAILS,
    INPUT,
    BOX
};

static enum block block_of(const xmlNode *n)
{
    static const struct {
        const char *name;
        enum block block;
    } rows[] = {{"p", PARAGRAPH},     {"br", BREAK},    {"ul", LIST},          {"ol", LIST},
                {"pre", PRE},         {"table", TABLE}, {"blockquote", QUOTE}, {"input", INPUT},
                {"details", DETAILS}, {"div", BOX}};
    if (n->type != XML_ELEMENT_NODE)
        return NONE;
    for (size_t i = 0; i < OC_COUNT(rows); i++)
        if (oc_node_is(n, rows[i].name))
            return rows[i].block;
    return NONE;
}

static void change(struct oc_render *r, xmlNode *n)
{
    switch (block_of(n)) {
    case PARAGRAPH:
        oc_block_bars(r, n);
        break;
    case QUOTE:
        oc_block_alert(r, n);
        break;
    case PRE:
        oc_block_code(r, n);
        break;
    case TABLE:
        oc_block_table(r, n);
        break;
    case DETAILS:
        open_details(r, n);
        break;
    case INPUT:
        oc_block_task(r, n);
        break;
    case BOX:
        oc_block_box(r, n);
        break;
    default:
        break;
    }
}

/* Looks at n; returns the next node of the walk. */
static xmlNode *visit(struct oc_nodes *found, struct oc_render *r, xmlNode *n)
{
    enum block block = block_of(n);
    xmlNode *next = NULL;
    switch (block) {
    case NONE:
        break;
    case PARAGRAPH:
    case LIST:
        if (block == PARAGRAPH && r->post->dialect == OC_JEKYLL && may_be_bars(n))
            oc_nodes_add(found, r->arena, n);
        if (block == LIST ? !is_toc_list(n) : !is_idle_paragraph(n))
            break;
        next = oc_node_next_skip(r->body, n);
        oc_node_remove(n);
        return next;
    case BREAK:
        return mend_breaks(r->body, n);
    case PRE: /* nothing in it is a block */
        n = oc_block_code_inner(n);
        oc_nodes_add(found, r->arena, n);
        return oc_node_next_skip(r->body, n);
    case TABLE:
        next = oc_block_code_table(n);
        if (next)
            return next;
        oc_nodes_add(found, r->arena, n);
        break;
    case BOX:
        if (oc_attr(n, "class").n)
            oc_nodes_add(found, r->arena, n);
        break;
    default:
        oc_nodes_add(found, r->arena, n);
    }
    return oc_node_next(r->body, n);
}

void oc_pass_blocks(struct oc_render *r)
{
    struct oc_nodes found = {.n = 0};
    for (xmlNode *n = r->body->children; n;)
        n = visit(&found, r, n);
    for (size_t i = 0; i < found.n; i++)
        change(r, found.v[i]);
    if (r->boxes)
        oc_block_boxes(r);
}
