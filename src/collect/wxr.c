/* SPDX-License-Identifier: MIT */
/*
 * WordPress exports (WXR), any version: RSS with elements of WordPress's own. The prefixes and
 * the namespaces' schemes and versions differ, so elements are told by local name and kind of
 * namespace, by one table. Every field may be missing.
 */
#include <stdlib.h>

#include "base/limits.h"
#include "collect/wxr.h"

/* ---- elements ---- */

enum space {
    RSS,
    WP,
    EXCERPT,
    CONTENT,
    DC,
    OTHER
};

static enum space space_of(struct oc_str uri)
{
    static const struct {
        const char *part;
        enum space space;
    } rows[] = {{"/excerpt", EXCERPT},
                {"wordpress.org/export", WP},
                {"rss/1.0/modules/content", CONTENT},
                {"purl.org/dc/", DC}};
    if (!uri.n)
        return RSS;
    for (size_t i = 0; i < OC_COUNT(rows); i++)
        if (oc_str_find(uri, rows[i].part, 0) != SIZE_MAX)
            return rows[i].space;
    return OTHER;
}

static bool at(const struct oc_xml *x, enum space space, const char *name)
{
    return oc_str_is(oc_xml_name(x), name) && space_of(oc_xml_space(x)) == space;
}

/* ---- the head: authors and categories ---- */

struct category {
    struct oc_str name, parent; /* parent: a nicename, in old exports a name */
};

struct wxr {
    struct oc_export *e;
    struct oc_xml *x;
    struct oc_map authors;    /* login -> struct oc_str *, the name people see */
    struct oc_map categories; /* nicename and name -> struct category * */
    struct oc_thumbs thumbs;
    struct oc_page_list pages;
    struct oc_types types;
    struct oc_buf body, comments;
};

static struct oc_str text(struct wxr *w)
{
    return oc_export_text(w->e, &w->e->item, w->x);
}

static void read_author(struct wxr *w)
{
    struct oc_arena *a = &w->e->arena;
    struct oc_str login = OC_STR_NONE, shown = OC_STR_NONE, first = OC_STR_NONE, last = OC_STR_NONE;
    int depth = oc_xml_depth(w->x);
    while (oc_xml_child(w->x, depth)) {
        if (at(w->x, WP, "author_login"))
            login = oc_export_text(w->e, a, w->x);
        else if (at(w->x, WP, "author_display_name"))
            shown = oc_export_text(w->e, a, w->x);
        else if (at(w->x, WP, "author_first_name"))
            first = text(w);
        else if (at(w->x, WP, "author_last_name"))
            last = text(w);
    }
    if (!shown.n && (first.n || last.n))
        shown = oc_arena_printf(a, "%.*s%s%.*s", OC_STR_ARG(first), first.n && last.n ? " " : "",
                                OC_STR_ARG(last));
    struct oc_str *name = OC_NEW(a, struct oc_str);
    *name = shown.n ? shown : login;
    oc_map_set(&w->authors, login, name);
}

static void read_category(struct wxr *w)
{
    struct oc_arena *a = &w->e->arena;
    struct category *c = OC_NEW(a, struct category);
    struct oc_str nicename = OC_STR_NONE;
    int depth = oc_xml_depth(w->x);
    while (oc_xml_child(w->x, depth)) {
        if (at(w->x, WP, "category_nicename"))
            nicename = oc_export_text(w->e, a, w->x);
        else if (at(w->x, WP, "category_parent"))
            c->parent = oc_export_text(w->e, a, w->x);
        else if (at(w->x, WP, "cat_name"))
            c->name = oc_export_text(w->e, a, w->x);
    }
    if (nicename.n)
        (void)oc_map_add(&w->categories, nicename, c);
    if (c->name.n)
        (void)oc_map_add(&w->categories, c->name, c);
}

/* ---- items ---- */

/* Texts are in the item's arena, the body is in w->body. */
struct item {
    struct oc_str title, link, guid, pub_date, creator, excerpt, post_date, post_date_gmt, modified,
        modified_gmt, name, status, type, password, url, parent, order, id, alt, thumb, notes;
    struct oc_strs loose; /* categories without domain, of old exports */
    struct oc_entry entry;
    size_t ccategories;
    struct oc_comments comments;
};

#define FIELD(space, name, field)                                                                  \
    {                                                                                              \
        space, name, offsetof(struct item, field)                                                  \
    }
static const struct {
    enum space space;
    const char *name;
    size_t offset;
} fields[] = {
    FIELD(RSS, "title", title),
    FIELD(RSS, "link", link),
    FIELD(RSS, "guid", guid),
    FIELD(RSS, "pubDate", pub_date),
    FIELD(DC, "creator", creator),
    FIELD(EXCERPT, "encoded", excerpt),
    FIELD(WP, "post_id", id),
    FIELD(WP, "post_date", post_date),
    FIELD(WP, "post_date_gmt", post_date_gmt),
    FIELD(WP, "post_modified", modified),
    FIELD(WP, "post_modified_gmt", modified_gmt),
    FIELD(WP, "post_name", name),
    FIELD(WP, "status", status),
    FIELD(WP, "post_type", type),
    FIELD(WP, "post_password", password),
    FIELD(WP, "post_parent", parent),
    FIELD(WP, "menu_order", order),
    FIELD(WP, "attachment_url", url),
};

static int64_t number(struct oc_str s)
{
    int64_t n = 0;
    return oc_str_int(&n, s, 0, INT64_MAX / 2) == 0 ? n : 0;
}

/* A category with those above it, the outermost first. */
static void add_category(struct wxr *w, struct item *item, struct oc_str nicename,
                         struct oc_str name)
{
    struct oc_str names[OC_MAX_PART_DEPTH];
    struct oc_arena *a = &w->e->item;
    struct oc_entry *entry = &item->entry;
    const struct category *c = oc_map_get(&w->categories, nicename);
    size_t n = 0;
    if (!c)
        c = oc_map_get(&w->categories, name);
    names[n++] = name.n || !c ? name : c->name;
    while (c && c->parent.n && n < OC_MAX_PART_DEPTH) {
        c = oc_map_get(&w->categories, c->parent);
        if (c)
            names[n++] = c->name;
    }
    entry->categories = oc_arena_grow(a, entry->categories, &item->ccategories,
                                      entry->ncategories + 1, sizeof *entry->categories);
    struct oc_path_names *path = &entry->categories[entry->ncategories++];
    *path = (struct oc_path_names){{0}};
    struct oc_buf plain;
    oc_buf_init(&plain, OC_MAX_TITLE_BYTES * 2);
    while (n > 0) {
        oc_buf_clear(&plain);
        oc_entities_decode(&plain, oc_str_sub(names[--n], 0, OC_MAX_TITLE_BYTES), false);
        oc_strs_add_copy(&path->names, a, oc_buf_view(&plain));
    }
    oc_buf_release(&plain);
}

static void read_term(struct wxr *w, struct item *item)
{
    struct oc_arena *a = &w->e->item;
    struct oc_str domain = oc_arena_copy(a, oc_xml_attr(w->x, "domain"));
    struct oc_str nicename = oc_arena_copy(a, oc_xml_attr(w->x, "nicename"));
    struct oc_str name = text(w), plain;
    if (!name.n)
        return;
    oc_buf_clear(&w->e->text);
    oc_entities_decode(&w->e->text, name, false);
    plain = oc_arena_copy(a, oc_buf_view(&w->e->text));
    bool own = oc_str_ends(domain, "_cat") || oc_str_ends(domain, "category"); /* portfolio_ */
    if (own)
        add_category(w, item, nicename, name);
    else if (oc_str_ends(domain, "_tag") || oc_str_is(domain, "tag"))
        oc_strs_add(&item->entry.tags, a, plain);
    else if (oc_str_is(domain, "series"))
        item->entry.series = plain;
    else if (!domain.n)
        oc_strs_add(&item->loose, a, name);
}

static void read_meta(struct wxr *w, struct item *item)
{
    struct oc_str key = OC_STR_NONE, value = OC_STR_NONE;
    int depth = oc_xml_depth(w->x);
    while (oc_xml_child(w->x, depth)) {
        if (at(w->x, WP, "meta_key"))
            key = text(w);
        else if (at(w->x, WP, "meta_value"))
            value = text(w);
    }
    if (oc_str_is(key, "_thumbnail_id"))
        item->thumb = value;
    else if (oc_str_is(key, "_wp_attachment_image_alt"))
        item->alt = value;
    else if (oc_str_is(key, "footnotes"))
        item->notes = value;
}

static void read_comment(struct wxr *w, struct item *item)
{
    struct oc_comment c = {0};
    struct oc_str type = OC_STR_NONE, approved = OC_STR_NONE;
    int depth = oc_xml_depth(w->x);
    while (oc_xml_child(w->x, depth)) {
        if (at(w->x, WP, "comment_id"))
            c.id = number(text(w));
        else if (at(w->x, WP, "comment_parent"))
            c.parent = number(text(w));
        else if (at(w->x, WP, "comment_author"))
            c.author = text(w);
        else if (at(w->x, WP, "comment_date"))
            c.date = oc_export_date(text(w));
        else if (at(w->x, WP, "comment_content"))
            c.content = text(w);
        else if (at(w->x, WP, "comment_approved"))
            approved = text(w);
        else if (at(w->x, WP, "comment_type"))
            type = text(w);
    }
    if (oc_str_is(approved, "1") && (!type.n || oc_str_is(type, "comment")) && c.content.n)
        oc_comments_add(&item->comments, &w->e->item, &c);
}

static void read_field(struct wxr *w, struct item *item)
{
    struct oc_str name = oc_xml_name(w->x);
    enum space space = space_of(oc_xml_space(w->x));
    if (space == CONTENT && oc_str_is(name, "encoded")) {
        oc_buf_clear(&w->body);
        oc_xml_text(&w->body, w->x);
    } else if (space == RSS && oc_str_is(name, "category")) {
        read_term(w, item);
    } else if (space == WP && oc_str_is(name, "postmeta")) {
        read_meta(w, item);
    } else if (space == WP && oc_str_is(name, "comment")) {
        if (w->e->book->config->comments)
            read_comment(w, item);
    } else {
        for (size_t i = 0; i < OC_COUNT(fields); i++)
            if (fields[i].space == space && oc_str_is(name, fields[i].name)) {
                *(struct oc_str *)((char *)item + fields[i].offset) = text(w);
                return;
            }
    }
}

/* ---- what becomes of an item ---- */

/* The local time with the offset that the time in UTC shows; the latter alone; RSS's own. */
static struct oc_date date_of(struct oc_str local, struct oc_str gmt, struct oc_str rss)
{
    struct oc_date date = oc_export_date(local), utc = oc_export_date(gmt);
    if (utc.valid) {
        utc.has_zone = true;
        utc.offset = 0;
    }
    if (date.valid && utc.valid) {
        int64_t minutes = (oc_date_epoch(date, 0) - oc_date_epoch(utc, 0)) / 60;
        if (minutes >= -840 && minutes <= 840 && minutes % 15 == 0) { /* 14 hours */
            date.has_zone = true;
            date.offset = (int16_t)minutes;
        }
    }
    if (!date.valid)
        date = utc.valid ? utc : oc_export_date(rss);
    return date;
}

static void add_attachment(struct wxr *w, const struct item *item)
{
    struct oc_library *l = w->e->library;
    struct oc_arena *a = &w->e->book->arena;
    if (!item->url.n || !item->id.n)
        return;
    l->by_id = oc_arena_grow(a, l->by_id, &l->cap, l->n + 1, sizeof *l->by_id);
    l->by_id[l->n++] = (struct oc_attachment){
        .id = number(item->id),
        .parent = number(item->parent),
        .order = number(item->order),
        .url = oc_arena_copy(a, item->url),
        .alt = oc_arena_copy(a, item->alt.n ? item->alt : item->title),
        .caption = oc_arena_copy(a, item->excerpt),
    };
}

static void add_reusable(struct wxr *w, const struct item *item)
{
    struct oc_library *l = w->e->library;
    struct oc_arena *a = &w->e->book->arena;
    if (!item->id.n || oc_str_is(item->status, "trash"))
        return;
    l->reusable =
        oc_arena_grow(a, l->reusable, &l->creusable, l->nreusable + 1, sizeof *l->reusable);
    l->reusable[l->nreusable++] = (struct oc_reusable){
        .id = number(item->id),
        .html = oc_arena_copy(a, oc_buf_view(&w->body)),
    };
}

/* Published, or a draft that may be asked for; false: never in a book. */
static bool is_kept(struct item *item)
{
    static const char *const drafts[] = {"draft", "pending", "private"};
    if (!item->status.n || oc_str_is(item->status, "publish"))
        item->entry.draft = item->password.n > 0;
    else if (oc_str_is(item->status, "future")) /* its date decides */
        item->entry.draft = item->password.n > 0 || !item->entry.date.valid;
    else
        item->entry.draft = true;
    bool kept =
        !item->status.n || oc_str_is(item->status, "publish") || oc_str_is(item->status, "future");
    for (size_t i = 0; i < OC_COUNT(drafts); i++)
        kept = kept || oc_str_is(item->status, drafts[i]);
    return kept;
}

static void add_post(struct wxr *w, struct item *item)
{
    struct oc_entry *entry = &item->entry;
    struct oc_arena *a = &w->e->item;
    const struct oc_str *author;
    while (oc_str_starts(item->creator, ">")) /* seen in exports mended by hand */
        item->creator = oc_str_sub(item->creator, 1, item->creator.n);
    while (oc_str_ends(item->creator, ">"))
        item->creator.n--;
    author = oc_map_get(&w->authors, item->creator);
    entry->date = date_of(item->post_date, item->post_date_gmt, item->pub_date);
    entry->updated = date_of(item->modified, item->modified_gmt, OC_STR_NONE);
    if (!is_kept(item))
        return;
    entry->format = OC_WORDPRESS;
    entry->title_html = item->title;
    entry->slug = item->name;
    entry->link = item->link;
    entry->excerpt = item->excerpt;
    entry->id = number(item->id);
    if (item->creator.n)
        oc_strs_add(&entry->authors, a, author ? *author : item->creator);
    if (oc_str_find(item->guid, "?p", 0) != SIZE_MAX)
        oc_strs_add(&entry->aliases, a, item->guid);
    for (size_t i = 0; i < item->loose.n && !entry->ncategories; i++)
        add_category(w, item, OC_STR_NONE, item->loose.v[i]);
    oc_wxr_notes(&w->body, a, item->notes);
    oc_buf_clear(&w->comments);
    oc_comments_put(&w->comments, a, &item->comments);
    entry->body = oc_buf_view(&w->body);
    entry->comments = oc_buf_view(&w->comments);
    struct oc_post *post = oc_export_add(w->e, entry);
    if (post && item->thumb.n)
        oc_thumbs_add(&w->thumbs, &w->e->arena, post, number(item->thumb));
    if (post && entry->page)
        oc_page_list_add(&w->pages, &w->e->arena, post, number(item->parent), number(item->order));
}

static void read_item(struct wxr *w)
{
    struct item item = {0};
    int depth = oc_xml_depth(w->x);
    oc_arena_clear(&w->e->item);
    oc_buf_clear(&w->body);
    while (oc_xml_child(w->x, depth))
        read_field(w, &item);
    if (oc_xml_cut(w->x) ||
        oc_xml_depth(w->x) != depth) /* whether it was published stands at its end */
        return;
    const struct oc_config *config = w->e->book->config;
    item.entry.page = oc_str_is(item.type, "page");
    if (oc_str_is(item.type, "attachment"))
        add_attachment(w, &item);
    else if (oc_str_is(item.type, "wp_block"))
        add_reusable(w, &item);
    else if (!item.type.n || oc_str_is(item.type, "post") || (item.entry.page && config->pages) ||
             oc_strs_has(&config->types, item.type))
        add_post(w, &item);
    else if (oc_str_is(item.status, "publish") && !oc_str_blank(oc_buf_view(&w->body)))
        oc_types_add(&w->types, &w->e->arena, item.type);
}

/* ---- the file ---- */

static void read_site(struct wxr *w, struct oc_str *url)
{
    struct oc_export *e = w->e;
    struct oc_book *book = e->book;
    if (at(w->x, RSS, "title")) {
        oc_export_site(e, &book->site_title, text(w));
    } else if (at(w->x, RSS, "link")) {
        *url = url->n ? *url : oc_export_text(e, &e->arena, w->x);
    } else if (at(w->x, WP, "base_blog_url")) {
        *url = oc_export_text(e, &e->arena, w->x);
    } else if (at(w->x, RSS, "language")) {
        oc_export_site(e, &book->site_lang, text(w));
    } else if (at(w->x, RSS, "description")) {
        struct oc_str about = text(w);
        if (!oc_str_istarts(about, "just another wordpress site") || about.n > 28)
            oc_export_site(e, &book->site_description, about);
    }
}

static void read_channel(struct wxr *w)
{
    struct oc_str url = OC_STR_NONE;
    int depth = oc_xml_depth(w->x);
    while (!w->e->failed && oc_xml_child(w->x, depth)) {
        if (at(w->x, RSS, "item"))
            read_item(w);
        else if (at(w->x, WP, "author"))
            read_author(w);
        else if (at(w->x, WP, "category"))
            read_category(w);
        else
            read_site(w, &url);
        oc_arena_clear(&w->e->item);
    }
    oc_export_site(w->e, &w->e->book->site_url, url);
}

void oc_export_wxr(struct oc_export *e, struct oc_xml *x)
{
    struct wxr w = {.e = e, .x = x};
    int depth = oc_xml_depth(x);
    e->dialect = OC_WORDPRESS_BLOG;
    e->library = OC_NEW(&e->book->arena, struct oc_library);
    oc_map_init(&w.authors, &e->arena);
    oc_map_init(&w.categories, &e->arena);
    oc_buf_init(&w.body, OC_MAX_POST_BYTES);
    oc_buf_init(&w.comments, OC_MAX_POST_BYTES);
    while (!e->failed && oc_xml_child(x, depth))
        if (at(x, RSS, "channel"))
            read_channel(&w);
    oc_types_tell(&w.types, e);
    oc_library_sort(e->library, &e->book->arena);
    oc_thumbs_set(&w.thumbs, e->library);
    oc_page_list_rank(&w.pages, &e->arena);
    oc_buf_release(&w.body);
    oc_buf_release(&w.comments);
}
