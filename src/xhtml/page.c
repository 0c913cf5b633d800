/* SPDX-License-Identifier: MIT */
/* A whole HTML document: what it says of itself, and the post in it without the site around. */
#include "xhtml/page.h"
#include "base/limits.h"
#include "xhtml/model.h"
#include "xhtml/nodes.h"
#include "xhtml/parse.h"

/* Where each text is looked for; earlier rows win. */
struct source {
    size_t field;
    const char *element, *key, *value, *content; /* content: NULL for the element's text */
};
#define FIELD(name) offsetof(struct oc_html_meta, name)
static const struct source sources[] = {
    {FIELD(title), "meta", "property", "og:title", "content"},
    {FIELD(title), "meta", "name", "twitter:title", "content"},
    {FIELD(title), "title", NULL, NULL, NULL},
    {FIELD(date), "meta", "property", "article:published_time", "content"},
    {FIELD(date), "meta", "name", "date", "content"},
    {FIELD(date), "meta", "itemprop", "datePublished", "content"},
    {FIELD(date), "meta", "name", "dc.date", "content"},
    {FIELD(date), "meta", "name", "pubdate", "content"},
    {FIELD(date), "time", NULL, NULL, "datetime"},
    {FIELD(author), "meta", "name", "author", "content"},
    {FIELD(author), "a", "class", "p-author h-card", NULL}, /* microformats, as Medium exports */
    {FIELD(author), "meta", "property", "article:author", "content"},
    {FIELD(description), "meta", "name", "description", "content"},
    {FIELD(description), "meta", "property", "og:description", "content"},
    {FIELD(description), "section", "class", "p-summary", NULL},
    {FIELD(canonical), "link", "rel", "canonical", "href"},
    {FIELD(canonical), "meta", "property", "og:url", "content"},
    {FIELD(canonical), "a", "class", "p-canonical", "href"},
    {FIELD(site), "meta", "property", "og:site_name", "content"},
    {FIELD(site), "meta", "name", "application-name", "content"},
    {FIELD(type), "meta", "property", "og:type", "content"},
    {FIELD(published), "meta", "property", "article:published_time", "content"},
    {FIELD(updated), "meta", "property", "article:modified_time", "content"},
};

static bool matches(const struct source *s, const xmlNode *n)
{
    return oc_node_is(n, s->element) && (!s->key || oc_str_iis(oc_attr(n, s->key), s->value)) &&
           !oc_node_inside(n, "svg");
}

/* All the text of the element that Medium marks as a post's subtitle. */
static void read_subtitle(struct oc_html_meta *meta, struct oc_arena *a, const xmlNode *n)
{
    struct oc_buf text;
    if (meta->subtitle.n > 0 || !n->properties || !oc_class_has(n, "graf--subtitle"))
        return;
    oc_buf_init(&text, OC_MAX_PAGE_BYTES);
    oc_node_text(&text, n, false);
    meta->subtitle = oc_arena_copy(a, oc_str_trim_wide(oc_buf_view(&text)));
    oc_buf_release(&text);
}

static void read_head(struct oc_html_meta *meta, struct oc_arena *a, const xmlNode *n)
{
    if (!oc_node_is(n, "meta"))
        return;
    struct oc_str content = oc_str_trim(oc_attr(n, "content"));
    if (content.n && oc_str_iis(oc_attr(n, "property"), "article:tag"))
        oc_strs_add(&meta->tags, a, oc_arena_copy(a, content));
    if (oc_str_iis(oc_attr(n, "http-equiv"), "refresh") && oc_str_find(content, "=", 0) != SIZE_MAX)
        meta->moved = true;
}

/* Keeps for each row the first text found, then gives each field its best row. */
static void read_meta(struct oc_html_meta *meta, struct oc_arena *a, xmlNode *body)
{
    struct oc_str found[OC_COUNT(sources)] = {OC_STR_NONE};
    for (xmlNode *n = body; n; n = oc_node_next(body, n)) {
        if (n->type != XML_ELEMENT_NODE)
            continue;
        read_subtitle(meta, a, n);
        read_head(meta, a, n);
        for (size_t i = 0; i < OC_COUNT(sources); i++) {
            const struct source *s = &sources[i];
            if (found[i].n > 0 || !matches(s, n))
                continue;
            struct oc_str text = s->content ? oc_attr(n, s->content) : oc_node_value(n->children);
            found[i] = oc_arena_copy(a, oc_str_trim(text));
        }
    }
    meta->lang = oc_arena_copy(a, oc_str_trim(oc_attr(body, "lang")));
    for (size_t i = OC_COUNT(sources); i-- > 0;)
        if (found[i].n > 0)
            memcpy((char *)meta + sources[i].field, &found[i], sizeof found[i]);
}

/* ---- entries of microformats, as Medium exports them ---- */

/* A class by which Medium's own pages are laid out: the markup says all that it does. */
static bool is_layout(struct oc_str word)
{
    static const char *const starts[] = {"graf", "markup--", "section", "imageCaption"};
    for (size_t i = 0; i < OC_COUNT(starts); i++)
        if (oc_str_starts(word, starts[i]))
            return true;
    return oc_str_is(word, "e-content");
}

/* Whether n had such a class; then it has none any more. */
static bool drop_layout(xmlNode *n)
{
    struct oc_str word, rest = n->properties ? oc_attr(n, "class") : OC_STR_NONE;
    bool found = false;
    while (rest.p && oc_str_cut(&word, &rest, ' '))
        found = found || is_layout(word);
    if (found)
        oc_attr_remove(n, "class");
    return found;
}

/* What an entry says of itself stands in it beside its text: it was read already. */
static bool is_twice(const xmlNode *entry, const xmlNode *n)
{
    static const char *const about[] = {"header", "footer", NULL};
    static const char *const classes[] = {"p-summary", "graf--title", "graf--subtitle"};
    if (n->parent == entry && oc_node_in(n, about))
        return true;
    for (size_t i = 0; i < OC_COUNT(classes) && n->properties; i++)
        if (oc_class_has(n, classes[i]))
            return true;
    return false;
}

static void strip_entry(xmlNode *entry)
{
    static const char *const boxes[] = {"div", "section", NULL};
    bool divided = false; /* a rule parts sections, and none stands before the first */
    for (xmlNode *n = oc_node_next(entry, entry), *next; n; n = next) {
        next = oc_node_next(entry, n);
        if (n->type != XML_ELEMENT_NODE)
            continue;
        bool divider = oc_node_is(n, "hr") && oc_class_has(n, "section-divider");
        if (is_twice(entry, n) || (divider && !divided)) {
            next = oc_node_next_skip(entry, n);
            oc_node_remove(n);
        } else if (drop_layout(n) && oc_node_in(n, boxes)) {
            next = n->children ? n->children : oc_node_next_skip(entry, n);
            oc_node_unwrap(n);
        }
        divided = divided || divider;
    }
}

/* ---- the page ---- */

/* What shows whether the page is a list of others. */
static void count_links(struct oc_html_meta *meta, xmlNode *body)
{
    for (xmlNode *n = body; n; n = oc_node_next(body, n)) {
        struct oc_str href = oc_node_is(n, "a") ? oc_str_trim(oc_attr(n, "href")) : OC_STR_NONE;
        struct oc_str s = n->type == XML_TEXT_NODE ? oc_node_value(n) : OC_STR_NONE;
        size_t seen = 0;
        meta->near += href.n && !oc_str_starts(href, "#") && oc_str_chr(href, ':', 0) == SIZE_MAX;
        for (size_t i = 0; i < s.n; i++)
            seen += (unsigned char)s.p[i] > ' ';
        meta->text += seen;
        if (seen && oc_node_inside(n, "a"))
            meta->linked += seen;
    }
}

/* A drawing keeps its title. */
static void drop_heads(xmlNode *body)
{
    static const char *const heads[] = {"title", "meta", "link", NULL};
    for (xmlNode *n = body, *next; n; n = next) {
        bool drawing = oc_node_is(n, "svg");
        next = drawing ? oc_node_next_skip(body, n) : oc_node_next(body, n);
        if (oc_node_in(n, heads)) {
            next = oc_node_next_skip(body, n);
            oc_node_remove(n);
        }
    }
}

xmlNode *oc_html_parse_page(struct oc_html_meta *meta, struct oc_arena *a, struct oc_arena *tree,
                            struct oc_str html)
{
    xmlNode *body = oc_parse_tree(tree, html, true);
    bool frame;
    *meta = (struct oc_html_meta){0};
    for (size_t i = 0; i < OC_COUNT(sources); i++)
        memcpy((char *)meta + sources[i].field, &OC_STR(""), sizeof(struct oc_str));
    meta->subtitle = OC_STR("");
    read_meta(meta, a, body);
    oc_page_data(meta, a, html);
    oc_page_facts(meta, a, body);
    xmlNode *post = oc_page_post(&meta->posts, &frame, body);
    oc_page_title(meta, a, body, post);
    if (!meta->canonical.n)
        meta->canonical = oc_arena_copy(a, oc_page_source(html));
    while (body->properties)
        oc_attr_drop(body->properties);
    drop_heads(body);
    if (post && (oc_class_has(post, "h-entry") || oc_class_has(post, "e-content")))
        strip_entry(post);
    oc_page_strip(meta, a, post ? post : body, frame);
    if (post) {
        xmlNode *rest = oc_node_new(body->doc, "div"); /* outside the tree, with what goes */
        oc_node_append(rest, post);
        oc_node_move_children(rest, body);
        oc_node_move_children(body, post);
    }
    count_links(meta, body);
    return body;
}
