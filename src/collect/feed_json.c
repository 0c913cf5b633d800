/* SPDX-License-Identifier: MIT */
/*
 * JSON Feed and Ghost's export. The file is cut into its posts first (json_scan.c); each is then
 * a small tree of its own, so that one that is broken costs only itself.
 */
#include "base/limits.h"
#include "collect/export.h"
#include "collect/ghost_doc.h"

/* Lines are counted on from the item before. */
struct place {
    const char *at;
    int line;
};

static const struct oc_value *parse(struct oc_export *e, struct place *place, struct oc_str text)
{
    struct oc_value_error err = {0};
    for (; place->at < text.p; place->at++)
        place->line += *place->at == '\n';
    const struct oc_value *v = oc_value_json(&e->item, &err, text, place->line);
    if (!v)
        oc_export_fault(e, err.line, err.why.n ? err.why : OC_STR("not JSON"));
    return v && v->kind == OC_VALUE_MAP ? v : NULL;
}

static struct oc_str text(const struct oc_value *v, const char *key)
{
    const struct oc_value *found = oc_value_get(v, key);
    return found && found->kind == OC_VALUE_TEXT ? oc_value_text(found) : OC_STR_NONE;
}

/* The text of a member of JSON text that was not parsed. */
static struct oc_str member(struct oc_export *e, struct oc_str object, const char *key)
{
    struct oc_str value = oc_json_find(object, key);
    return value.n ? oc_value_text(oc_value_json(&e->item, NULL, value, 1)) : OC_STR_NONE;
}

/* ---- JSON Feed ---- */

static void add_authors(struct oc_entry *entry, struct oc_arena *a, const struct oc_value *v)
{
    const struct oc_value *list = oc_value_get(v, "authors");
    for (const struct oc_value *i = list ? list->child : NULL; i; i = i->next)
        if (text(i, "name").n)
            oc_strs_add(&entry->authors, a, text(i, "name"));
    struct oc_str old = text(oc_value_get(v, "author"), "name"); /* version 1.0 */
    if (!entry->authors.n && old.n)
        oc_strs_add(&entry->authors, a, old);
}

static void add_item(struct oc_export *e, const struct oc_value *v)
{
    struct oc_entry entry = {
        .title = text(v, "title"),
        .link = text(v, "url"),
        .excerpt = text(v, "summary"),
        .image = text(v, "image"),
        .lang = text(v, "language"),
        .date = oc_export_date(text(v, "date_published")),
        .updated = oc_export_date(text(v, "date_modified")),
        .format = OC_HTML,
        .body = text(v, "content_html"),
    };
    const struct oc_value *tags = oc_value_get(v, "tags");
    if (!entry.body.n) {
        entry.format = OC_TEXT;
        entry.body = text(v, "content_text");
    }
    if (!entry.image.n)
        entry.image = text(v, "banner_image");
    if (!entry.link.n)
        entry.link = text(v, "id");
    add_authors(&entry, &e->item, v);
    for (const struct oc_value *t = tags ? tags->child : NULL; t; t = t->next)
        oc_strs_add(&entry.tags, &e->item, oc_value_text(t));
    if (entry.body.n || entry.title.n)
        (void)oc_export_add(e, &entry);
}

void oc_export_json_feed(struct oc_export *e, struct oc_str json)
{
    struct oc_book *book = e->book;
    struct place place = {json.p, 1};
    struct oc_str item, rest = oc_json_items(oc_json_find(json, "items"));
    struct oc_str authors = oc_json_find(json, "authors"), first;
    oc_export_site(e, &book->site_title, member(e, json, "title"));
    oc_export_site(e, &book->site_url, member(e, json, "home_page_url"));
    oc_export_site(e, &book->site_description, member(e, json, "description"));
    oc_export_site(e, &book->site_lang, member(e, json, "language"));
    authors = oc_json_items(authors);
    if (!oc_json_item(&first, &authors))
        first = oc_json_find(json, "author");
    oc_export_site(e, &book->site_author, member(e, first, "name"));
    while (!e->failed && oc_json_item(&item, &rest)) {
        oc_arena_clear(&e->item);
        const struct oc_value *v = parse(e, &place, item);
        if (v)
            add_item(e, v);
    }
}

/* ---- Ghost ---- */

struct ghost {
    struct oc_export *e;
    struct oc_map people, tags;           /* id -> struct oc_str *, a name */
    struct oc_map post_people, post_tags; /* id of a post -> struct oc_strs * */
    struct oc_str url;
};

static void read_names(struct ghost *g, struct oc_map *map, struct oc_str array)
{
    struct oc_arena *a = &g->e->arena;
    struct oc_str item, rest = oc_json_items(array);
    while (oc_json_item(&item, &rest)) {
        oc_arena_clear(&g->e->item);
        struct oc_str id = member(g->e, item, "id"), *name = OC_NEW(a, struct oc_str);
        *name = oc_arena_copy(a, member(g->e, item, "name"));
        if (id.n && name->n && !oc_str_starts(*name, "#")) /* Ghost's own tags */
            oc_map_set(map, oc_arena_copy(a, id), name);
    }
}

/* A table that joins posts with what names has: in the order of the file. */
static void read_pairs(struct ghost *g, struct oc_map *map, const struct oc_map *names,
                       struct oc_str array, const char *key)
{
    struct oc_arena *a = &g->e->arena;
    struct oc_str item, rest = oc_json_items(array);
    while (oc_json_item(&item, &rest)) {
        oc_arena_clear(&g->e->item);
        struct oc_str post = member(g->e, item, "post_id");
        const struct oc_str *name = oc_map_get(names, member(g->e, item, key));
        struct oc_strs *list = oc_map_get(map, post);
        if (!post.n || !name)
            continue;
        if (!list) {
            list = OC_NEW(a, struct oc_strs);
            oc_map_set(map, oc_arena_copy(a, post), list);
        }
        oc_strs_add(list, a, *name);
    }
}

static void read_settings(struct ghost *g, struct oc_str array)
{
    struct oc_book *book = g->e->book;
    struct oc_str item, rest = oc_json_items(array);
    while (oc_json_item(&item, &rest)) {
        oc_arena_clear(&g->e->item);
        struct oc_str key = member(g->e, item, "key"), value = member(g->e, item, "value");
        if (oc_str_is(key, "title"))
            oc_export_site(g->e, &book->site_title, value);
        else if (oc_str_is(key, "description"))
            oc_export_site(g->e, &book->site_description, value);
        else if (oc_str_is(key, "lang") || oc_str_is(key, "locale") ||
                 oc_str_is(key, "default_locale"))
            oc_export_site(g->e, &book->site_lang, value);
        else if (oc_str_is(key, "timezone") || oc_str_is(key, "activeTimezone") ||
                 oc_str_is(key, "active_timezone"))
            oc_export_site(g->e, &book->site_timezone, value);
        else if (oc_str_is(key, "url"))
            oc_export_site(g->e, &book->site_url, value);
    }
}

/* A text with Ghost's word for the site's address replaced: by nothing when it is not known. */
static struct oc_str with_url(struct ghost *g, struct oc_str s)
{
    static const char mark[] = "__GHOST_URL__";
    size_t from = 0, at = oc_str_find(s, mark, 0);
    if (at == SIZE_MAX)
        return s;
    oc_buf_clear(&g->e->text);
    for (; at != SIZE_MAX; at = oc_str_find(s, mark, from)) {
        oc_buf_put(&g->e->text, oc_str_sub(s, from, at));
        oc_buf_put(&g->e->text, g->url);
        from = at + sizeof mark - 1;
    }
    oc_buf_put(&g->e->text, oc_str_sub(s, from, s.n));
    return oc_arena_copy(&g->e->item, oc_buf_view(&g->e->text));
}

/* ISO, or milliseconds since 1970 in old exports. */
static struct oc_date ghost_date(struct oc_str s)
{
    int64_t ms;
    if (s.n > 8 && oc_str_int(&ms, s, 0, INT64_MAX / 2) == 0)
        return oc_date_from_epoch(ms / 1000);
    return oc_export_date(s);
}

/* A document of Ghost's editors as the body; false when it is none, or empty. */
static bool read_document(struct ghost *g, struct oc_entry *entry, struct oc_str json)
{
    struct oc_buf html;
    bool markdown = false;
    if (!json.n)
        return false;
    oc_buf_init(&html, OC_MAX_POST_BYTES);
    bool read =
        oc_ghost_doc(&html, &markdown, &g->e->item, json) && !oc_str_blank(oc_buf_view(&html));
    if (read) {
        entry->format = markdown ? OC_MARKDOWN : OC_HTML;
        entry->body = with_url(g, oc_arena_copy(&g->e->item, oc_buf_view(&html)));
    }
    oc_buf_release(&html);
    return read;
}

static void choose_body(struct ghost *g, struct oc_entry *entry, const struct oc_value *v)
{
    static const struct {
        const char *key;
        bool document;
        enum oc_format format;
    } rows[] = {{"html", false, OC_HTML},
                {"lexical", true, OC_HTML},
                {"mobiledoc", true, OC_HTML},
                {"markdown", false, OC_MARKDOWN},
                {"plaintext", false, OC_TEXT}};
    entry->format = OC_HTML;
    for (size_t i = 0; i < OC_COUNT(rows) && oc_str_blank(entry->body); i++) {
        struct oc_str s = text(v, rows[i].key);
        if (rows[i].document) {
            (void)read_document(g, entry, s);
        } else {
            entry->format = rows[i].format;
            entry->body = with_url(g, s);
        }
    }
}

/* What is joined with the post. It is the first's alone that has the id: where it repeats, all
 * together would have more than the file says. */
static struct oc_strs take(struct oc_map *map, struct oc_str id)
{
    const struct oc_strs *list = oc_map_get(map, id);
    if (!list)
        return (struct oc_strs){0};
    oc_map_set(map, id, NULL);
    return *list;
}

static void add_post(struct ghost *g, const struct oc_value *v)
{
    struct oc_export *e = g->e;
    struct oc_str id = text(v, "id"), status = text(v, "status");
    bool shown = oc_str_is(status, "published") || oc_str_is(status, "sent") || !status.n;
    struct oc_entry entry = {
        .title = text(v, "title"),
        .slug = text(v, "slug"),
        .excerpt = text(v, "custom_excerpt"),
        .image = with_url(g, text(v, "feature_image")),
        .lang = text(v, "locale"),
        .date = ghost_date(text(v, "published_at")),
        .updated = ghost_date(text(v, "updated_at")),
        .page = oc_str_is(text(v, "type"), "page") || oc_value_bool(oc_value_get(v, "page"), false),
        .draft = !shown && !oc_str_is(status, "scheduled"),
    };
    if (entry.page && !e->book->config->pages)
        return;
    const struct oc_str *author = oc_map_get(&g->people, text(v, "author_id"));
    entry.authors = take(&g->post_people, id);
    entry.tags = take(&g->post_tags, id);
    if (!entry.authors.n && author)
        oc_strs_add(&entry.authors, &e->item, *author);
    entry.link = text(v, "canonical_url");
    if (!entry.link.n && entry.slug.n)
        entry.link =
            oc_arena_printf(&e->item, "%.*s/%.*s/", OC_STR_ARG(g->url), OC_STR_ARG(entry.slug));
    choose_body(g, &entry, v);
    (void)oc_export_add(e, &entry);
}

void oc_export_ghost(struct oc_export *e, struct oc_str json)
{
    struct ghost g = {.e = e};
    struct place place = {json.p, 1};
    struct oc_str db = oc_json_find(json, "db"), items = oc_json_items(db), item;
    if (oc_json_item(&item, &items))
        db = item;
    struct oc_str data = oc_json_find(db, "data");
    oc_map_init(&g.people, &e->arena);
    oc_map_init(&g.tags, &e->arena);
    oc_map_init(&g.post_people, &e->arena);
    oc_map_init(&g.post_tags, &e->arena);
    read_settings(&g, oc_json_find(data, "settings"));
    read_names(&g, &g.people, oc_json_find(data, "users"));
    read_names(&g, &g.tags, oc_json_find(data, "tags"));
    read_pairs(&g, &g.post_people, &g.people, oc_json_find(data, "posts_authors"), "author_id");
    read_pairs(&g, &g.post_tags, &g.tags, oc_json_find(data, "posts_tags"), "tag_id");
    g.url = e->book->config->url.n ? e->book->config->url : e->book->site_url;
    if (oc_str_ends(g.url, "/"))
        g.url.n--;
    if (g.url.n > OC_MAX_URL_BYTES) /* it may stand anywhere, and often */
        g.url = OC_STR_NONE;
    items = oc_json_items(oc_json_find(data, "posts"));
    while (!e->failed && oc_json_item(&item, &items)) {
        oc_arena_clear(&e->item);
        const struct oc_value *v = parse(e, &place, item);
        if (v)
            add_post(&g, v);
    }
}
