/* SPDX-License-Identifier: MIT */
/* What stands in the element of a post, or in a page without one, and is no text of the post. */
#include "base/limits.h"
#include "base/utf8.h"
#include "xhtml/page.h"

enum {
    MAX_ENDS = 24, /* lines that go at the head, and at the end */
    MAX_LINE = 600,
    MAX_READ = 8 /* times that the text is counted, in elements that stand in one another */
};

/* ---- headers and footers of articles ---- */

static bool names_post(const xmlNode *header, struct oc_str title)
{
    static const char *const headings[] = {"h1", "h2", "h3", NULL};
    struct oc_buf text;
    bool found = false;
    oc_buf_init(&text, OC_MAX_TITLE_BYTES);
    for (xmlNode *n = header->children; n && !found; n = oc_node_next(header, n))
        found = oc_node_in(n, headings) && oc_str_eq(oc_page_text(&text, n), title);
    oc_buf_release(&text);
    return found;
}

static bool has_notes(const xmlNode *footer)
{
    for (xmlNode *n = footer->children; n; n = oc_node_next(footer, n))
        if (n->properties &&
            (oc_str_starts(oc_attr(n, "id"), "fn") || oc_class_has(n, "footnotes")))
            return true;
    return false;
}

static bool has_text(const xmlNode *header)
{
    static const char *const texts[] = {"p", "blockquote", "figure", "img", "pre", NULL};
    for (xmlNode *n = header->children; n; n = oc_node_next(header, n))
        if (oc_node_in(n, texts))
            return true;
    return false;
}

static void strip_article(const struct oc_html_meta *meta, xmlNode *post)
{
    bool article = oc_html_is_article(meta);
    for (xmlNode *n = post->children, *next; n; n = next) {
        next = n->next;
        bool header = oc_node_is(n, "header") && names_post(n, meta->title);
        bool footer = oc_node_is(n, "footer") && !has_notes(n);
        if ((header && (article || !has_text(n))) || (footer && article))
            oc_node_remove(n);
    }
}

/* ---- by their names ---- */

static size_t letters(struct oc_buf *text, const xmlNode *n)
{
    size_t count = 0;
    oc_buf_clear(text);
    oc_node_text(text, n, true);
    for (size_t i = 0; i < text->n; i++)
        count += (unsigned char)text->p[i] > ' ';
    return count;
}

/* An element by whose name a page's frame is told may still have all its text. */
static void strip_named(xmlNode *post, bool frame)
{
    struct oc_buf text;
    oc_buf_init(&text, OC_MAX_PAGE_BYTES);
    size_t all = letters(&text, post), left = all, read = 0;
    for (xmlNode *n = oc_node_next(post, post), *next; n; n = next) {
        enum oc_page_part part = oc_page_part(n);
        bool goes = part == OC_PART_ABOUT || part == OC_PART_OTHERS ||
                    (part == OC_PART_FRAME && frame && !oc_node_inside(n, "article") &&
                     !oc_node_inside(n, "main"));
        size_t own = goes && read <= all * MAX_READ && !has_notes(n) ? letters(&text, n) : left;
        read += goes ? own : 0;
        goes = goes && (own < left || own == 0);
        next = goes ? oc_node_next_skip(post, n) : oc_node_next(post, n);
        if (goes) {
            left -= own;
            oc_node_remove(n);
        }
    }
    oc_buf_release(&text);
}

/* ---- lines at the head and at the end ---- */

static bool is_blank(const xmlNode *n)
{
    static const char *const rules[] = {"br", "hr", NULL};
    if (n->type == XML_TEXT_NODE)
        return oc_str_blank(oc_node_value(n));
    return n->type != XML_ELEMENT_NODE || oc_node_in(n, rules) || oc_node_empty(n);
}

/* The first line of post, or the last: an element without blocks in it, or a text. What is empty
 * on the way goes. NULL: nothing is left. */
static xmlNode *outermost(xmlNode *post, bool last)
{
    static const char *const boxes[] = {"div",    "section", "article", "main", "center",
                                        "table",  "tbody",   "tr",      "td",   "body",
                                        "header", "footer",  "font",    "form", NULL};
    static const char *const blocks[] = {
        "div", "section", "article", "main",       "center", "table",  "tbody",  "tr",
        "td",  "h1",      "h2",      "h3",         "h4",     "h5",     "h6",     "p",
        "ul",  "ol",      "hr",      "blockquote", "pre",    "header", "footer", NULL};
    xmlNode *at = post;
    for (;;) {
        xmlNode *n = last ? at->last : at->children;
        while (n && is_blank(n)) {
            xmlNode *next = last ? n->prev : n->next;
            oc_node_remove(n);
            n = next;
        }
        if (!n) {
            if (at == post)
                return NULL;
            xmlNode *up = at->parent;
            oc_node_remove(at);
            at = up;
            continue;
        }
        bool box = oc_node_in(n, boxes), holds = false;
        for (xmlNode *c = box ? n->children : NULL; c && !holds; c = c->next)
            holds = oc_node_in(c, blocks);
        if (!holds)
            return n;
        at = n;
    }
}

/* A line of links of which one leads to the home page, the next or the like. */
static bool is_way(struct oc_buf *text, const xmlNode *line)
{
    bool leads = false;
    size_t linked = 0, all = letters(text, line);
    for (xmlNode *n = (xmlNode *)(uintptr_t)line, *next; n && all < MAX_LINE; n = next) {
        next = oc_node_next(line, n);
        if (!oc_node_is(n, "a"))
            continue;
        leads = leads || oc_page_leads(oc_page_text(text, n));
        linked += letters(text, n);
        next = oc_node_next_skip(line, n);
    }
    return leads && all < MAX_LINE && linked + 12 >= all;
}

struct ends {
    struct oc_html_meta *meta;
    struct oc_arena *a;
    struct oc_buf text;
    struct oc_date date; /* of the page; not valid: none is known */
};

static bool same_day(struct oc_date a, struct oc_date b)
{
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

/* A line that says when the post is from, or by whom; read when nothing else has told it. */
static bool is_byline(struct ends *e, struct oc_str s, bool last)
{
    struct oc_page_line line;
    struct oc_html_meta *meta = e->meta;
    oc_page_line(&line, s);
    if (!line.whole || (last && !line.posted && !line.updated))
        return false;
    if (line.date.valid && line.updated && !line.posted) {
        if (!meta->updated.n)
            meta->updated = oc_date_iso(e->a, line.date);
    } else if (line.date.valid && !e->date.valid) {
        e->date = line.date;
        meta->date = oc_date_iso(e->a, line.date);
    } else if (line.date.valid && !same_day(line.date, e->date)) {
        return false;
    }
    if (line.author.n && !meta->author.n)
        meta->author = oc_arena_copy(e->a, line.author);
    return true;
}

/* Whether the line is none of the post's; *stays: so, but it is dealt with elsewhere. */
static bool is_end(struct ends *e, bool *stays, const xmlNode *line, bool last)
{
    *stays = false;
    if (line->type == XML_TEXT_NODE || letters(&e->text, line) > MAX_LINE)
        return false;
    if (is_way(&e->text, line))
        return true;
    struct oc_str s = oc_page_text(&e->text, line);
    bool title = !last && (oc_str_eq(s, e->meta->title) || oc_str_eq(s, e->meta->site));
    *stays = title && oc_node_heading(line, NULL) && oc_str_eq(s, e->meta->title);
    return (title && s.n) || (last && oc_page_owns(s)) || is_byline(e, s, last);
}

/* A heading that is the title is kept for its ids, and what follows it is looked at. */
static void strip_ends(struct ends *e, xmlNode *post, bool last)
{
    xmlNode *title = NULL, *line;
    for (int i = 0; i < MAX_ENDS && (line = outermost(post, last)); i++) {
        bool stays;
        if (!is_end(e, &stays, line, last) || (stays && title))
            break;
        oc_node_remove(line);
        if (stays)
            title = line;
    }
    if (title && post->children)
        oc_node_before(post->children, title);
    else if (title)
        oc_node_append(post, title);
}

/* ---- tables that lay out a page ---- */

/* A column of one cell, or several, in which paragraphs stand: no table to a reader. */
static bool is_layout(const xmlNode *table)
{
    static const char *const data[] = {"th", "thead", "caption", NULL};
    static const char *const texts[] = {"p",  "div", "br", "h1",         "h2",    "h3",
                                        "ul", "ol",  "hr", "blockquote", "table", NULL};
    size_t cells = 0; /* of the row */
    bool text = false;
    for (xmlNode *n = table->children, *next; n; n = next) {
        bool cell = oc_node_is(n, "td");
        next = cell ? oc_node_next_skip(table, n) : oc_node_next(table, n);
        cells = oc_node_is(n, "tr") ? 0 : cells + cell;
        if (cells > 1 || oc_node_in(n, data))
            return false;
        for (const xmlNode *c = cell ? n->children : NULL; c && !text; c = c->next)
            text = oc_node_in(c, texts);
    }
    return text;
}

static void unwrap_layout(xmlNode *post)
{
    static const char *const parts[] = {"table", "tbody", "tfoot", "tr", NULL};
    for (xmlNode *n = oc_node_next(post, post), *next; n; n = next) {
        next = oc_node_next(post, n);
        if (!oc_node_is(n, "table") || !is_layout(n))
            continue;
        xmlNode *box = oc_node_wrap(n, "div");
        for (xmlNode *at = n, *after; at; at = after) {
            bool cell = oc_node_is(at, "td");
            after = cell ? oc_node_next_skip(box, at) : oc_node_next(box, at);
            if (cell)
                oc_node_rename(at, "div");
            else if (oc_node_in(at, parts))
                after = oc_node_unwrap(at);
        }
        next = oc_node_next(post, box);
    }
}

void oc_page_strip(struct oc_html_meta *meta, struct oc_arena *a, xmlNode *post, bool frame)
{
    struct ends e = {.meta = meta, .a = a};
    if (oc_node_is(post, "article"))
        strip_article(meta, post);
    strip_named(post, frame);
    oc_buf_init(&e.text, OC_MAX_PAGE_BYTES);
    if (oc_date_parse(&e.date, meta->date) != 0)
        e.date = (struct oc_date){0};
    strip_ends(&e, post, false);
    if (frame) {
        strip_ends(&e, post, true);
        unwrap_layout(post);
    }
    oc_buf_release(&e.text);
}
