/* SPDX-License-Identifier: MIT */
/*
 * RSS 2.0, RDF (RSS 1.0), Atom, and what Blogger exports, which is Atom with entries that are no
 * posts. Elements of RSS are told by local name alone: feeds mix namespaces freely, and where two
 * mean one thing the better one wins whichever comes first.
 */
#include "base/limits.h"
#include "collect/export.h"

struct feed {
    struct oc_export *e;
    struct oc_xml *x;
    struct oc_buf body, summary;
};

static void start(struct feed *f, struct oc_export *e, struct oc_xml *x)
{
    *f = (struct feed){.e = e, .x = x};
    oc_buf_init(&f->body, OC_MAX_POST_BYTES);
    oc_buf_init(&f->summary, OC_MAX_POST_BYTES);
}

static void stop(struct feed *f)
{
    oc_buf_release(&f->body);
    oc_buf_release(&f->summary);
}

static bool is(const struct feed *f, const char *name)
{
    return oc_str_is(oc_xml_name(f->x), name);
}

static bool in(const struct feed *f, const char *space)
{
    return oc_str_find(oc_xml_space(f->x), space, 0) != SIZE_MAX;
}

static struct oc_str text(struct feed *f)
{
    return oc_export_text(f->e, &f->e->item, f->x);
}

static struct oc_str attr(struct feed *f, const char *name)
{
    return oc_arena_copy(&f->e->item, oc_str_trim(oc_xml_attr(f->x, name)));
}

/* Entities of a feed that was escaped twice. */
static struct oc_str decoded(struct feed *f, struct oc_str s)
{
    oc_buf_clear(&f->e->text);
    oc_entities_decode(&f->e->text, s, false);
    return oc_arena_copy(&f->e->item, oc_str_trim_wide(oc_buf_view(&f->e->text)));
}

static bool is_url(struct oc_str s)
{
    return oc_str_istarts(s, "http://") || oc_str_istarts(s, "https://");
}

/* What stands for an entry without a body is its summary. */
static void choose_body(struct feed *f, struct oc_entry *entry)
{
    entry->body = oc_buf_view(&f->body);
    if (oc_str_blank(entry->body))
        entry->body = oc_buf_view(&f->summary);
    else
        entry->excerpt = oc_buf_view(&f->summary);
}

/* ---- RSS ---- */

/* "name@host (Name)" is Name. */
static struct oc_str person(struct oc_str s)
{
    size_t open = oc_str_chr(s, '(', 0), close = oc_str_rchr(s, ')');
    if (open != SIZE_MAX && close != SIZE_MAX && close > open + 1)
        return oc_str_trim(oc_str_sub(s, open + 1, close));
    return oc_str_chr(s, '@', 0) != SIZE_MAX ? OC_STR_NONE : s;
}

/* A podcast's file, as the player that its page would show. */
static struct oc_str player(struct feed *f)
{
    struct oc_str url = attr(f, "url"), type = attr(f, "type");
    const char *name = oc_str_istarts(type, "video/") ? "video" : "audio";
    if (!is_url(url) || (*name == 'a' && !oc_str_istarts(type, "audio/")))
        return OC_STR_NONE;
    oc_buf_clear(&f->e->text);
    oc_buf_printf(&f->e->text, "<%s src=\"", name);
    oc_buf_put_xml(&f->e->text, url);
    oc_buf_printf(&f->e->text, "\"></%s>\n", name);
    return oc_arena_copy(&f->e->item, oc_buf_view(&f->e->text));
}

/* What is looked at once the whole item is read. */
struct rss_rest {
    struct oc_str guid, player;
};

static void read_rss_field(struct feed *f, struct oc_entry *entry, struct rss_rest *rest)
{
    struct oc_arena *a = &f->e->item;
    if (is(f, "encoded") && in(f, "modules/content")) {
        oc_buf_clear(&f->body);
        oc_xml_text(&f->body, f->x);
    } else if (is(f, "description") || (is(f, "summary") && !f->summary.n)) {
        oc_buf_clear(&f->summary);
        oc_xml_text(&f->summary, f->x);
    } else if (is(f, "title") && !in(f, "search.yahoo.com/mrss") && !in(f, "itunes")) {
        entry->title_html = text(f);
    } else if (is(f, "link") && !in(f, "Atom")) {
        entry->link = text(f);
    } else if (is(f, "guid") || is(f, "id")) {
        rest->guid = oc_str_is(oc_xml_attr(f->x, "isPermaLink"), "false") ? OC_STR_NONE : text(f);
    } else if (is(f, "pubDate") || (is(f, "date") && in(f, "purl.org/dc"))) {
        struct oc_date date = oc_export_date(text(f));
        entry->date = date.valid ? date : entry->date;
    } else if (is(f, "author") || is(f, "creator")) {
        struct oc_str name = person(decoded(f, text(f)));
        if (name.n)
            oc_strs_add(&entry->authors, a, name);
    } else if ((is(f, "category") && !in(f, "itunes")) || (is(f, "subject") && in(f, "dc"))) {
        oc_strs_add(&entry->tags, a, decoded(f, text(f)));
    } else if (is(f, "enclosure") && !rest->player.n) {
        rest->player = player(f);
    }
}

static void read_rss_item(struct feed *f)
{
    struct oc_entry entry = {.format = OC_HTML};
    struct rss_rest rest = {OC_STR_NONE, OC_STR_NONE};
    int depth = oc_xml_depth(f->x);
    oc_arena_clear(&f->e->item);
    oc_buf_clear(&f->body);
    oc_buf_clear(&f->summary);
    while (oc_xml_child(f->x, depth))
        read_rss_field(f, &entry, &rest);
    if (!is_url(entry.link) && is_url(rest.guid))
        entry.link = rest.guid;
    if (rest.player.n)
        oc_buf_put(oc_str_blank(oc_buf_view(&f->body)) ? &f->summary : &f->body, rest.player);
    choose_body(f, &entry);
    if (entry.body.n || entry.title_html.n)
        (void)oc_export_add(f->e, &entry);
}

static void read_rss_site(struct feed *f)
{
    struct oc_book *book = f->e->book;
    if (is(f, "title") && !in(f, "itunes"))
        oc_export_site(f->e, &book->site_title, text(f));
    else if (is(f, "link") && !in(f, "Atom"))
        oc_export_site(f->e, &book->site_url, text(f));
    else if (is(f, "description"))
        oc_export_site(f->e, &book->site_description, text(f));
    else if (is(f, "language"))
        oc_export_site(f->e, &book->site_lang, text(f));
    else if (is(f, "managingEditor") || is(f, "creator") || (is(f, "author") && in(f, "itunes")))
        oc_export_site(f->e, &book->site_author, person(text(f)));
}

static void read_rss_channel(struct feed *f)
{
    int depth = oc_xml_depth(f->x);
    while (!f->e->failed && oc_xml_child(f->x, depth)) {
        if (is(f, "item"))
            read_rss_item(f);
        else
            read_rss_site(f);
    }
}

void oc_export_rss(struct oc_export *e, struct oc_xml *x)
{
    struct feed f;
    int depth = oc_xml_depth(x);
    start(&f, e, x);
    while (!e->failed && oc_xml_child(x, depth)) {
        if (is(&f, "channel"))
            read_rss_channel(&f);
        else if (is(&f, "item")) /* RDF: beside the channel */
            read_rss_item(&f);
    }
    stop(&f);
}

/* ---- Atom ---- */

/* The content of a text construct into out, as HTML unless it is plain text. */
static bool read_construct(struct oc_buf *out, struct feed *f)
{
    struct oc_str type = attr(f, "type");
    oc_buf_clear(out);
    if (oc_str_is(type, "xhtml") || oc_str_find(type, "xhtml+xml", 0) != SIZE_MAX)
        oc_xml_markup(out, f->x);
    else
        oc_xml_text(out, f->x);
    return !type.n || oc_str_is(type, "text") || oc_str_is(type, "text/plain");
}

static struct oc_str read_name(struct feed *f)
{
    struct oc_str name = OC_STR_NONE;
    int depth = oc_xml_depth(f->x);
    while (oc_xml_child(f->x, depth))
        if (is(f, "name"))
            name = text(f);
    return name;
}

/* What only Blogger says of an entry. */
struct blogger {
    bool other;   /* a comment, a template, a setting */
    bool no_post; /* not even with --pages */
};

static void read_category(struct feed *f, struct oc_entry *entry, struct blogger *b)
{
    struct oc_str scheme = attr(f, "scheme"), term = attr(f, "term"), label = attr(f, "label");
    if (oc_str_ends(scheme, "#kind")) {
        entry->page = oc_str_ends(term, "#page");
        b->other = !entry->page && !oc_str_ends(term, "#post");
        return;
    }
    struct oc_str tag = label.n ? label : term;
    if (tag.n)
        oc_strs_add(&entry->tags, &f->e->item, tag);
}

/* Blogger's export of 2024 and later has these instead of kinds. */
static void read_blogger(struct feed *f, struct oc_entry *entry, struct blogger *b)
{
    if (is(f, "type")) {
        struct oc_str type = text(f);
        entry->page = oc_str_iis(type, "page");
        b->other = !entry->page && !oc_str_iis(type, "post");
    } else if (is(f, "status")) {
        struct oc_str status = text(f);
        entry->draft = !oc_str_iis(status, "live");
        b->no_post = oc_str_find(status, "TRASH", 0) != SIZE_MAX;
    } else if (is(f, "filename") && !entry->link.n) {
        entry->link = text(f);
    } else if (is(f, "metaDescription")) {
        struct oc_str about = text(f);
        entry->excerpt = about.n ? about : entry->excerpt;
    }
}

static void read_control(struct feed *f, struct oc_entry *entry)
{
    int depth = oc_xml_depth(f->x);
    while (oc_xml_child(f->x, depth))
        if (is(f, "draft"))
            entry->draft = oc_str_iis(text(f), "yes");
}

static void read_title(struct feed *f, struct oc_entry *entry)
{
    bool plain = read_construct(&f->e->text, f);
    struct oc_str title = oc_arena_copy(&f->e->item, oc_str_trim_wide(oc_buf_view(&f->e->text)));
    if (plain)
        entry->title = title;
    else
        entry->title_html = title;
}

static void read_link(struct feed *f, struct oc_entry *entry)
{
    struct oc_str rel = attr(f, "rel");
    if (!rel.n || oc_str_is(rel, "alternate"))
        entry->link = attr(f, "href");
}

static void read_entry_field(struct feed *f, struct oc_entry *entry, struct blogger *b, bool *plain)
{
    if (in(f, "blogger"))
        read_blogger(f, entry, b);
    else if (is(f, "title") && in(f, "Atom"))
        read_title(f, entry);
    else if (is(f, "link"))
        read_link(f, entry);
    else if (is(f, "published") || is(f, "issued"))
        entry->date = oc_export_date(text(f));
    else if (is(f, "updated") || is(f, "modified"))
        entry->updated = oc_export_date(text(f));
    else if (is(f, "content") && in(f, "Atom"))
        *plain = read_construct(&f->body, f);
    else if (is(f, "summary"))
        (void)read_construct(&f->summary, f);
    else if (is(f, "category"))
        read_category(f, entry, b);
    else if (is(f, "control"))
        read_control(f, entry);
    else if (is(f, "in-reply-to"))
        b->other = true;
    else if (is(f, "author"))
        oc_strs_add(&entry->authors, &f->e->item, read_name(f));
}

static void read_entry(struct feed *f)
{
    struct oc_entry entry = {.format = OC_HTML};
    struct blogger b = {0};
    bool plain = false;
    int depth = oc_xml_depth(f->x);
    oc_arena_clear(&f->e->item);
    oc_buf_clear(&f->body);
    oc_buf_clear(&f->summary);
    entry.lang = attr(f, "lang");
    while (oc_xml_child(f->x, depth))
        read_entry_field(f, &entry, &b, &plain);
    struct oc_str about = entry.excerpt;
    choose_body(f, &entry);
    if (about.n)
        entry.excerpt = about;
    if (plain && entry.body.p == f->body.p)
        entry.format = OC_TEXT;
    if (!entry.date.valid)
        entry.date = entry.updated;
    bool kept = !b.other && !b.no_post && (!entry.page || f->e->book->config->pages);
    if (kept && (entry.body.n || entry.title.n || entry.title_html.n))
        (void)oc_export_add(f->e, &entry);
}

static void read_feed_field(struct feed *f)
{
    struct oc_book *book = f->e->book;
    if (is(f, "title")) {
        (void)read_construct(&f->e->text, f);
        struct oc_str title = oc_arena_copy(&f->e->item, oc_buf_view(&f->e->text));
        oc_export_site(f->e, &book->site_title, title);
    } else if (is(f, "subtitle") || is(f, "tagline")) {
        oc_export_site(f->e, &book->site_description, text(f));
    } else if (is(f, "author")) {
        oc_export_site(f->e, &book->site_author, read_name(f));
    } else if (is(f, "link")) {
        struct oc_str rel = attr(f, "rel"), href = attr(f, "href");
        if ((!rel.n || oc_str_is(rel, "alternate")) && is_url(href))
            oc_export_site(f->e, &book->site_url, href);
    }
}

void oc_export_atom(struct oc_export *e, struct oc_xml *x)
{
    struct feed f;
    int depth = oc_xml_depth(x);
    start(&f, e, x);
    oc_export_site(e, &e->book->site_lang, oc_xml_attr(x, "lang"));
    while (!e->failed && oc_xml_child(x, depth)) {
        if (is(&f, "entry"))
            read_entry(&f);
        else
            read_feed_field(&f);
        oc_arena_clear(&e->item);
    }
    stop(&f);
}
