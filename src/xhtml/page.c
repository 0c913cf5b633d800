/* SPDX-License-Identifier: MIT */
/* A whole HTML document: what it says of itself, and the post in it without the site around. */
#include "xhtml/model.h"
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
};

static bool matches(const struct source *s, const xmlNode *n)
{
    return oc_node_is(n, s->element) && (!s->key || oc_str_iis(oc_attr(n, s->key), s->value)) &&
           !oc_node_inside(n, "svg");
}

/* Keeps for each row the first text found, then gives each field its best row. */
static void read_meta(struct oc_html_meta *meta, struct oc_arena *a, xmlNode *body)
{
    struct oc_str found[OC_COUNT(sources)] = {OC_STR_NONE};
    for (xmlNode *n = body; n; n = oc_node_next(body, n)) {
        if (n->type != XML_ELEMENT_NODE)
            continue;
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

/* The one element of that name, NULL when there is none or several (outside one another). */
static xmlNode *only(xmlNode *body, const char *name)
{
    xmlNode *found = NULL;
    for (xmlNode *n = body, *next; n; n = next) {
        next = oc_node_next(body, n);
        if (!oc_node_is(n, name))
            continue;
        if (found)
            return NULL;
        found = n;
        next = oc_node_next_skip(body, n);
    }
    return found;
}

/* Removes those that stand in no post. */
static void remove_named(xmlNode *body, const char *const *names)
{
    static const char *const posts[] = {"main", "article", NULL};
    for (xmlNode *n = body, *next; n; n = next) {
        bool post = oc_node_in(n, posts);
        next = post ? oc_node_next_skip(body, n) : oc_node_next(body, n);
        if (n != body && oc_node_in(n, names)) {
            next = oc_node_next_skip(body, n);
            oc_node_remove(n);
        }
    }
}

/* What an entry of microformats says of itself stands in it beside its text: it was read already.
 */
static void strip_entry(xmlNode *entry)
{
    static const char *const about[] = {"header", "footer", NULL};
    static const char *const twice[] = {"p-summary", "graf--title", "section-divider"};
    bool divided = false;
    for (xmlNode *n = oc_node_next(entry, entry), *next; n; n = next) {
        bool gone = n->parent == entry && oc_node_in(n, about);
        next = oc_node_next(entry, n);
        for (size_t i = 0; i < OC_COUNT(twice) && n->type == XML_ELEMENT_NODE; i++)
            gone = gone || (n->properties && oc_class_has(n, twice[i]));
        if (oc_node_is(n, "hr")) { /* between sections it is a rule, before the first it is none */
            gone = gone && !divided;
            divided = true;
        } else if (gone && oc_class_has(n, "section-divider")) {
            continue;
        }
        if (gone) {
            next = oc_node_next_skip(entry, n);
            oc_node_remove(n);
        }
    }
}

xmlNode *oc_html_parse_page(struct oc_html_meta *meta, struct oc_arena *a, struct oc_str html)
{
    static const char *const heads[] = {"title", "meta", "link", NULL};
    static const char *const furniture[] = {"nav", "header", "footer", "aside", NULL};
    xmlNode *body = oc_parse_tree(html, true);
    *meta = (struct oc_html_meta){OC_STR(""), OC_STR(""), OC_STR(""),
                                  OC_STR(""), OC_STR(""), OC_STR("")};
    read_meta(meta, a, body);
    while (body->properties)
        xmlRemoveProp(body->properties);
    for (xmlNode *n = body, *next; n; n = next) { /* a drawing keeps its title */
        bool drawing = oc_node_is(n, "svg");
        next = drawing ? oc_node_next_skip(body, n) : oc_node_next(body, n);
        if (oc_node_in(n, heads)) {
            next = oc_node_next_skip(body, n);
            oc_node_remove(n);
        }
    }
    xmlNode *post = only(body, "article");
    if (!post)
        post = only(body, "main");
    if (!post) {
        remove_named(body, furniture);
        return body;
    }
    if (oc_class_has(post, "h-entry"))
        strip_entry(post);
    xmlNode *rest = oc_node_new(body->doc, "div");
    xmlUnlinkNode(post);
    oc_node_move_children(rest, body);
    oc_node_move_children(body, post);
    xmlFreeNode(rest);
    xmlFreeNode(post);
    return body;
}
