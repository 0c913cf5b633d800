/* SPDX-License-Identifier: MIT */
/* What the post of a page is called: its title element says the site's name too. */
#include "base/limits.h"
#include "xhtml/page.h"

enum {
    MAX_HEADINGS = 16, /* looked at */
    MAX_LINES = 24     /* the same, of lines that may be a title without being a heading */
};

/* What stands between a post's title and the site's, at the end of text; 0: nothing does. */
static size_t separator(struct oc_str text, bool ends)
{
    static const char *const signs[] = {"|", "-", "–", "—", "·",  "•",  "»", "«",
                                        ":", "_", "~", "/", "｜", "・", "←", "&raquo;"};
    for (size_t i = 0; i < OC_COUNT(signs); i++)
        if (ends ? oc_str_ends(text, signs[i]) : oc_str_starts(text, signs[i]))
            return strlen(signs[i]);
    return 0;
}

/* text without the site's name and what stands before it; text itself when it is not like that. */
static struct oc_str without_site(struct oc_str text, struct oc_str site)
{
    if (!site.n || text.n <= site.n || !oc_str_eq(oc_str_sub(text, text.n - site.n, text.n), site))
        return text;
    struct oc_str rest = oc_str_trim_wide(oc_str_sub(text, 0, text.n - site.n));
    size_t n = separator(rest, true);
    rest = oc_str_trim_wide(oc_str_sub(rest, 0, rest.n - n));
    return n && rest.n ? rest : text;
}

struct oc_str oc_page_text(struct oc_buf *out, const xmlNode *n)
{
    size_t end = 0;
    oc_buf_clear(out);
    oc_node_text(out, n, true);
    for (size_t i = 0; i < out->n; i++) {
        bool blank = strchr(" \t\r\n", out->p[i]) != NULL;
        if (!blank || (end && out->p[end - 1] != ' '))
            out->p[end++] = blank ? ' ' : out->p[i];
    }
    return oc_str_trim_wide((struct oc_str){out->p, end});
}

/* The whole title, with the site's name before or behind it. */
struct full {
    struct oc_str text, site; /* site: "" when nothing has told it */
};

/* Whether the title is h with the site's name behind it, or before: then *site is that, "" when
 * there is nothing else. */
static bool is_title(struct oc_str *site, const struct full *full, struct oc_str h)
{
    struct oc_str text = full->text, rest;
    *site = OC_STR_NONE;
    if (!h.n || h.n > text.n || oc_str_eq(h, full->site))
        return false;
    if (oc_str_eq(h, text))
        return true;
    if (oc_str_eq(h, oc_str_sub(text, 0, h.n))) {
        rest = oc_str_trim_wide(oc_str_sub(text, h.n, text.n));
        size_t sign = separator(rest, false);
        *site = oc_str_trim_wide(oc_str_sub(rest, sign, rest.n));
        return sign > 0;
    }
    if (oc_str_eq(h, oc_str_sub(text, text.n - h.n, text.n))) {
        rest = oc_str_trim_wide(oc_str_sub(text, 0, text.n - h.n));
        size_t sign = separator(rest, true);
        *site = oc_str_trim_wide(oc_str_sub(rest, 0, rest.n - sign));
        return sign > 0 && site->n;
    }
    return false;
}

/* ---- who says it ---- */

/* What may be the title, the surest first. */
enum rank {
    NAMED,  /* a heading that the theme calls the title */
    INSIDE, /* an h1 of the post */
    H1,
    LOWER,    /* the first other heading */
    OF_FRAME, /* an h1 of the site's header: it may be the site's name */
    LINE,     /* a line at the top that is no heading, as old pages have it */
    NO_RANK
};

static bool in_frame(const xmlNode *n)
{
    for (n = n->parent; n; n = n->parent)
        if (n->type == XML_ELEMENT_NODE && oc_page_part(n) == OC_PART_FRAME &&
            !oc_node_inside(n, "article") && !oc_node_inside(n, "main"))
            return true;
    return false;
}

static bool is_named(const xmlNode *n)
{
    static const char *const classes[] = {"entry-title",   "post-title", "p-name",
                                          "article-title", "postTitle",  "title-article",
                                          "Post-Title",    "post__title"};
    struct oc_str prop = oc_attr(n, "itemprop");
    for (size_t i = 0; i < OC_COUNT(classes); i++)
        if (oc_class_has(n, classes[i]))
            return true;
    return oc_str_is(prop, "headline") || oc_str_is(oc_attr(n, "id"), "activity-name");
}

/* A short line of text in elements that stand in one another. */
static bool is_line(const xmlNode *n)
{
    static const char *const names[] = {"p",    "center", "font", "b",   "strong", "big",
                                        "span", "td",     "div",  "img", NULL};
    size_t seen = 0;
    for (xmlNode *at = (xmlNode *)(uintptr_t)n; at && seen < 9; at = oc_node_next(n, at), seen++)
        if (at->type == XML_ELEMENT_NODE && !oc_node_in(at, names))
            return false;
    return seen < 9 && oc_node_in(n, names);
}

struct choice {
    struct oc_html_meta *meta;
    const xmlNode *post, *best;
    struct full full;
    enum rank rank;
    struct oc_str title, site; /* of best */
    size_t headings, lower, lines;
};

static enum rank rank_of(struct choice *c, const xmlNode *n)
{
    int level;
    if (oc_node_heading(n, &level) && level <= 4) {
        if (c->headings++ >= MAX_HEADINGS)
            return NO_RANK;
        if (is_named(n))
            return NAMED;
        if (level > 1)
            return c->lower++ || in_frame(n) ? NO_RANK : LOWER;
        return c->post && oc_page_inside(n, c->post) ? INSIDE : in_frame(n) ? OF_FRAME : H1;
    }
    return c->lines < MAX_LINES && is_line(n) && c->lines++ < MAX_LINES ? LINE : NO_RANK;
}

static void look_at(struct choice *c, struct oc_arena *a, struct oc_buf *text, const xmlNode *n)
{
    struct oc_str site, h;
    enum rank rank = rank_of(c, n);
    if (rank >= c->rank)
        return;
    h = oc_page_text(text, n);
    if (!is_title(&site, &c->full, h))
        return;
    bool colon =
        site.n && oc_str_eq(h, oc_str_sub(c->full.text, 0, h.n)) &&
        oc_str_starts(oc_str_trim_wide(oc_str_sub(c->full.text, h.n, c->full.text.n)), ":");
    if (colon && rank > H1) /* "Tea: a history" */
        return;
    c->rank = rank;
    c->best = n;
    c->title = oc_arena_copy(a, h);
    c->site = oc_arena_copy(a, site);
}

void oc_page_title(struct oc_html_meta *meta, struct oc_arena *a, xmlNode *body,
                   const xmlNode *post)
{
    struct oc_buf text;
    struct choice c = {.meta = meta,
                       .post = post,
                       .full = {without_site(meta->title, meta->site), meta->site},
                       .rank = NO_RANK};
    meta->title = c.full.text;
    oc_buf_init(&text, OC_MAX_TITLE_BYTES);
    for (xmlNode *n = body, *next; n; n = next) {
        bool skip = n != body && n->type == XML_ELEMENT_NODE && oc_page_beside(n);
        next = skip ? oc_node_next_skip(body, n) : oc_node_next(body, n);
        if (n->type == XML_ELEMENT_NODE && !skip)
            look_at(&c, a, &text, n);
    }
    oc_buf_release(&text);
    if (!c.best)
        return;
    meta->title = c.title;
    meta->title_said = true;
    if (!meta->site.n)
        meta->site = c.site;
    meta->title_in_post = oc_node_is(c.best, "h1") && post && oc_page_inside(c.best, post);
}
