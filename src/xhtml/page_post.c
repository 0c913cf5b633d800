/* SPDX-License-Identifier: MIT */
/*
 * Where in a page of a site its post is, and what the post is called: by the marks that generators
 * and themes set, microdata and microformats first, then the class names that most of them share.
 */
#include "base/limits.h"
#include "xhtml/page.h"

static const struct mark {
    const char *attr, *word; /* attr: NULL for the name of an element */
    const char *inside;      /* an element around it; NULL: anywhere */
} marks[] = {
    {"itemprop", "articleBody", NULL},
    {"class", "e-content", NULL},
    {"class", "entry-content", NULL},
    {"class", "markdown-body", NULL},
    {"class", "post-body", NULL},
    {"class", "post-content", NULL},
    {"class", "article-content", NULL},
    {"class", "article-entry", NULL},
    {"class", "article-body", NULL},
    {"class", "article__content", NULL},
    {"class", "page__content", NULL},
    {"class", "post__content", NULL},
    {"class", "gh-content", NULL},
    {"class", "vp-doc", NULL},
    {"class", "theme-default-content", NULL},
    {"class", "prose", NULL},
    {"id", "article-container", NULL},
    {"id", "articleContent", NULL},
    {"class", "content", "article"},
    {NULL, "article", NULL},
    {NULL, "main", NULL},
};

enum {
    MAIN = OC_COUNT(marks) - 1,
    MAX_HEADINGS = 16 /* looked at */
};

static bool has_mark(const xmlNode *n, const struct mark *m)
{
    if (!m->attr)
        return oc_node_is(n, m->word);
    if (!n->properties || oc_node_is(n, "body"))
        return false;
    bool has = oc_str_is(OC_STR("class"), m->attr) ? oc_class_has(n, m->word)
                                                   : oc_str_is(oc_attr(n, m->attr), m->word);
    return has && (!m->inside || oc_node_inside(n, m->inside));
}

static bool is_inside(const xmlNode *n, const xmlNode *of)
{
    while (n && n != of)
        n = n->parent;
    return n != NULL;
}

xmlNode *oc_page_post(enum oc_page_posts *posts, xmlNode *body)
{
    struct {
        xmlNode *last; /* outside the others of its kind */
        size_t n;
    } found[OC_COUNT(marks)] = {{0}};
    for (xmlNode *n = body; n; n = oc_node_next(body, n))
        for (size_t i = 0; n->type == XML_ELEMENT_NODE && i < OC_COUNT(marks); i++)
            if (has_mark(n, &marks[i]) && !(found[i].last && is_inside(n, found[i].last))) {
                found[i].last = n;
                found[i].n++;
            }
    *posts = OC_PAGE_UNSURE;
    for (size_t i = 0; i < OC_COUNT(marks); i++) {
        if (found[i].n == 1 && !(i < MAIN && oc_node_empty(found[i].last))) {
            if (i < MAIN)
                *posts = OC_PAGE_POST;
            return found[i].last;
        }
        if (found[i].n > 1)
            *posts = OC_PAGE_POSTS;
    }
    return NULL;
}

/* ---- the title ---- */

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

/* The text of a heading, white space folded. */
static struct oc_str heading_text(struct oc_buf *text, const xmlNode *n)
{
    size_t end = 0;
    oc_buf_clear(text);
    oc_node_text(text, n, false);
    for (size_t i = 0; i < text->n; i++) {
        bool blank = strchr(" \t\r\n", text->p[i]) != NULL;
        if (!blank || (end && text->p[end - 1] != ' '))
            text->p[end++] = blank ? ' ' : text->p[i];
    }
    return oc_str_trim_wide((struct oc_str){text->p, end});
}

void oc_page_title(struct oc_html_meta *meta, struct oc_arena *a, xmlNode *body,
                   const xmlNode *post)
{
    struct oc_buf text;
    size_t seen = 0;
    struct oc_str full = meta->title;
    meta->title = without_site(full, meta->site);
    oc_buf_init(&text, OC_MAX_TITLE_BYTES);
    for (xmlNode *n = body; n && seen < MAX_HEADINGS; n = oc_node_next(body, n)) {
        if (!oc_node_is(n, "h1"))
            continue;
        struct oc_str h = heading_text(&text, n), rest = OC_STR_NONE;
        seen++;
        if (h.n && h.n <= full.n && oc_str_eq(h, oc_str_sub(full, 0, h.n)))
            rest = oc_str_trim_wide(oc_str_sub(full, h.n, full.n));
        size_t sign = separator(rest, false);
        bool whole = h.n && oc_str_eq(h, meta->title);
        if (!whole && (!sign || oc_str_eq(h, meta->site)))
            continue;
        rest = oc_str_trim_wide(oc_str_sub(rest, sign, rest.n));
        if (!meta->site.n && !whole)
            meta->site = oc_arena_copy(a, rest);
        if (!whole)
            meta->title = oc_str_sub(full, 0, h.n);
        meta->title_in_post = post && is_inside(n, post);
        break;
    }
    oc_buf_release(&text);
}

/* ---- what is said of the post around its text ---- */

static bool names_post(const xmlNode *header, struct oc_str title)
{
    static const char *const headings[] = {"h1", "h2", "h3", NULL};
    struct oc_buf text;
    bool found = false;
    oc_buf_init(&text, OC_MAX_TITLE_BYTES);
    for (xmlNode *n = header->children; n && !found; n = oc_node_next(header, n))
        found = oc_node_in(n, headings) && oc_str_eq(heading_text(&text, n), title);
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

void oc_page_strip(const struct oc_html_meta *meta, xmlNode *post)
{
    if (!oc_html_is_article(meta) || !oc_node_is(post, "article"))
        return;
    for (xmlNode *n = post->children, *next; n; n = next) {
        next = n->next;
        if ((oc_node_is(n, "header") && names_post(n, meta->title)) ||
            (oc_node_is(n, "footer") && !has_notes(n)))
            oc_node_remove(n);
    }
}
