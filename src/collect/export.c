/* SPDX-License-Identifier: MIT */
/* From export files to posts: finding and telling the files, and what all formats share. */
#include "collect/export.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/map.h"
#include "base/path.h"
#include "base/pool.h"
#include "base/uni.h"
#include "base/utf8.h"
#include "xhtml/token.h"
#include "xhtml/xhtml.h"

#define MAX_TEXT ((size_t)1 << 20) /* one field of an entry but its body */
#define MAX_NAME 100u              /* bytes of a post's name */
#define HEAD_BYTES 8192u           /* of JSON, looked at to tell what it is */

/* ---- finding ---- */

static void no_fault(void *ctx, int line, struct oc_str why)
{
    (void)ctx, (void)line, (void)why;
}

static enum oc_export_kind kind_of_xml(const char *path)
{
    enum oc_export_kind kind = OC_EXPORT_NONE;
    const char *why = "";
    struct oc_xml *x = oc_xml_open(path, &why, no_fault, NULL);
    if (x && oc_xml_next(x) == OC_XML_OPEN) {
        struct oc_str name = oc_xml_name(x), space = oc_xml_space(x);
        if (oc_str_is(name, "rss"))
            kind = oc_xml_declares(x, "wordpress.org/export") ? OC_EXPORT_WXR : OC_EXPORT_RSS;
        else if (oc_str_is(name, "RDF"))
            kind = OC_EXPORT_RSS;
        else if (oc_str_is(name, "livejournal"))
            kind = OC_EXPORT_LIVEJOURNAL;
        else if (oc_str_is(name, "feed") && oc_str_find(space, "Atom", 0) != SIZE_MAX)
            kind = OC_EXPORT_ATOM;
    }
    oc_xml_close(x);
    return kind;
}

static enum oc_export_kind kind_of_json(const char *path)
{
    static const struct {
        const char *mark;
        enum oc_export_kind kind;
    } rows[] = {{"jsonfeed.org/version/", OC_EXPORT_JSON_FEED}, {"\"db\"", OC_EXPORT_GHOST}};
    enum oc_export_kind kind = OC_EXPORT_NONE;
    struct oc_buf text;
    const char *why;
    oc_buf_init(&text, OC_MAX_POST_BYTES);
    if (oc_file_read(&text, &why, path) == 0) {
        struct oc_str head = oc_str_trim_wide(oc_str_sub(oc_buf_view(&text), 0, HEAD_BYTES));
        for (size_t i = 0; i < OC_COUNT(rows) && kind == OC_EXPORT_NONE; i++)
            if (oc_str_starts(head, "{") && oc_str_find(head, rows[i].mark, 0) != SIZE_MAX)
                kind = rows[i].kind;
    }
    oc_buf_release(&text);
    return kind;
}

bool oc_export_file(struct oc_export_files *files, struct oc_arena *a, struct oc_str name,
                    struct oc_str path)
{
    static const char *const xml[] = {"xml", "rss", "rdf", "atom"};
    struct oc_str ext = oc_path_ext(path);
    struct oc_export_file file = {.name = oc_arena_copy(a, name), .path = oc_arena_copy(a, path)};
    for (size_t i = 0; i < OC_COUNT(xml); i++)
        if (oc_str_iis(ext, xml[i]))
            file.kind = kind_of_xml(file.path.p);
    if (oc_str_iis(ext, "json"))
        file.kind = kind_of_json(file.path.p);
    if (oc_str_iis(ext, "txt") && oc_movable_file(file.path.p))
        file.kind = OC_EXPORT_MOVABLE;
    if (file.kind == OC_EXPORT_NONE)
        return false;
    files->v = oc_arena_grow(a, files->v, &files->cap, files->n + 1, sizeof *files->v);
    files->v[files->n++] = file;
    return true;
}

static int by_path(const void *x, const void *y)
{
    const struct oc_export_file *a = x, *b = y;
    return oc_str_natcmp(a->name, b->name);
}

/* A file in a folder; those of the current one have no folder's name. */
static struct oc_str in_folder(struct oc_arena *a, struct oc_str folder, struct oc_str name)
{
    return oc_str_is(folder, ".") || !folder.n ? name : oc_path_join(a, folder, name);
}

/* The folder that holds one of each blog, in what Google packs of Blogger; "" when it is not
 * there. */
static struct oc_str takeout_of(struct oc_arena *a, struct oc_str folder)
{
    static const char *const places[] = {"Takeout/Blogger/Blogs", "Blogger/Blogs", "Blogs"};
    for (size_t i = 0; i < OC_COUNT(places); i++) {
        struct oc_str path = in_folder(a, folder, oc_str(places[i]));
        if (oc_file_kind(oc_arena_cstr(a, path)) == OC_FILE_FOLDER)
            return oc_str(places[i]);
    }
    return OC_STR_NONE;
}

bool oc_export_takeout(struct oc_export_files *files, struct oc_arena *a, struct oc_str name,
                       struct oc_str folder)
{
    struct oc_str blogs = takeout_of(a, folder);
    struct oc_dir_item *items;
    size_t n, before = files->n;
    const char *why;
    if (!blogs.n)
        return false;
    name = in_folder(a, name, blogs);
    folder = in_folder(a, folder, blogs);
    if (oc_dir_list(&items, &n, &why, a, oc_arena_cstr(a, folder)) != 0)
        return false;
    for (size_t i = 0; i < n; i++) {
        struct oc_str feed = oc_path_join(a, items[i].name, OC_STR("feed.atom"));
        struct oc_str path = oc_path_join(a, folder, feed);
        if (items[i].kind == OC_FILE_FOLDER && !items[i].link &&
            oc_file_kind(path.p) == OC_FILE_REGULAR)
            (void)oc_export_file(files, a, oc_path_join(a, name, feed), path);
    }
    if (files->n > before)
        qsort(files->v + before, files->n - before, sizeof *files->v, by_path);
    return files->n > before;
}

void oc_export_folder(struct oc_export_files *files, struct oc_arena *a, struct oc_str name,
                      struct oc_str folder)
{
    struct oc_dir_item *items;
    size_t n, before = files->n;
    const char *why;
    if (oc_dir_list(&items, &n, &why, a, folder.n ? oc_arena_cstr(a, folder) : ".") != 0)
        return; /* the walk has told of it */
    for (size_t i = 0; i < n; i++) {
        if (items[i].kind == OC_FILE_REGULAR && items[i].name.p[0] != '.')
            (void)oc_export_file(files, a, in_folder(a, name, items[i].name),
                                 in_folder(a, folder, items[i].name));
    }
    if (files->n > before)
        qsort(files->v + before, files->n - before, sizeof *files->v, by_path);
}

/* ---- what the formats share ---- */

void oc_export_fault(void *ctx, int line, struct oc_str why)
{
    struct oc_export *e = ctx;
    oc_diag_add(&e->book->diags, OC_D_EXPORT_BAD, e->file->name, line, 0, why, OC_STR_NONE);
}

struct oc_str oc_export_text(struct oc_export *e, struct oc_arena *a, struct oc_xml *x)
{
    oc_buf_clear(&e->text);
    size_t max = e->text.max;
    e->text.max = MAX_TEXT;
    oc_xml_text(&e->text, x);
    e->text.max = max;
    return oc_arena_copy(a, oc_str_trim_wide(oc_buf_view(&e->text)));
}

void oc_export_site(struct oc_export *e, struct oc_str *field, struct oc_str html)
{
    struct oc_buf text;
    if (field->n || oc_str_blank(html))
        return;
    oc_buf_init(&text, MAX_TEXT);
    oc_entities_decode(&text, html, false);
    *field = oc_arena_copy(&e->book->arena, oc_str_trim_wide(oc_buf_view(&text)));
    oc_buf_release(&text);
}

struct oc_date oc_export_date(struct oc_str text)
{
    struct oc_date date;
    text = oc_str_trim(text);
    if (!text.n || oc_str_starts(text, "0000") || oc_date_parse(&date, text) != 0)
        return (struct oc_date){0};
    return date;
}

/* ---- titles: HTML or plain text to the Markdown that titles are ---- */

/* The length of a tag at s.p[0] that a title may hold, 0 when '<' is text. keep: it stays. */
static size_t title_tag(bool *keep, struct oc_str s)
{
    static const char *const kept[] = {"em", "i", "strong", "b", "code", "del", "s"};
    static const char *const dropped[] = {"a",   "span", "br",   "sup",    "sub",  "u",   "small",
                                          "big", "font", "abbr", "cite",   "mark", "ins", "q",
                                          "img", "p",    "div",  "strike", "tt",   "wbr"};
    size_t from = s.n > 1 && s.p[1] == '/' ? 2 : 1, to = from, end = oc_str_chr(s, '>', 1);
    while (to < s.n && ((s.p[to] | 0x20) >= 'a' && (s.p[to] | 0x20) <= 'z'))
        to++;
    struct oc_str name = oc_str_sub(s, from, to);
    if (end == SIZE_MAX || to == from || !strchr(" \t\n/>", s.p[to]))
        return 0;
    for (size_t i = 0; i < OC_COUNT(kept); i++)
        if (oc_str_iis(name, kept[i])) {
            *keep = true;
            return end + 1;
        }
    for (size_t i = 0; i < OC_COUNT(dropped); i++)
        if (oc_str_iis(name, dropped[i]))
            return end + 1;
    return 0;
}

static void put_html(struct oc_buf *out, struct oc_str s)
{
    for (size_t at = 0; at < s.n;) {
        size_t from = at, used = 0;
        while (at < s.n && s.p[at] != '<' && s.p[at] != '&')
            at++;
        oc_title_put_plain(out, oc_str_sub(s, from, at));
        if (at == s.n)
            return;
        struct oc_str rest = oc_str_sub(s, at, s.n);
        if (s.p[at] == '<') {
            bool keep = false;
            used = title_tag(&keep, rest);
            if (keep)
                oc_buf_put(out, oc_str_sub(rest, 0, used));
        } else {
            char text[8];
            size_t n = 0;
            used = oc_entity_decode(text, &n, s, at, true);
            oc_title_put_plain(out, (struct oc_str){text, used ? n : 0});
        }
        if (!used)
            oc_title_put_plain(out, oc_str_sub(rest, 0, 1));
        at += used ? used : 1;
    }
}

static struct oc_str title_of(struct oc_post *post, const struct oc_entry *entry)
{
    struct oc_buf title;
    struct oc_str whole = oc_str_trim_wide(entry->title_html.n ? entry->title_html : entry->title);
    oc_buf_init(&title, OC_MAX_TITLE_BYTES * 6);
    if (whole.n > OC_MAX_TITLE_BYTES)
        oc_title_limit(post, 0);
    if (entry->title_html.n)
        put_html(&title, oc_utf8_cut(whole, OC_MAX_TITLE_BYTES));
    else
        oc_title_put_plain(&title, oc_utf8_cut(whole, OC_MAX_TITLE_BYTES));
    struct oc_str text = oc_arena_copy(&post->arena, oc_str_trim_wide(oc_buf_view(&title)));
    oc_buf_release(&title);
    return text;
}

/* HTML of one line or paragraph as plain text. */
static struct oc_str text_of(struct oc_arena *a, struct oc_str html)
{
    struct oc_arena tree;
    struct oc_buf text;
    if (oc_str_blank(html))
        return OC_STR_NONE;
    html = oc_utf8_cut(html, MAX_TEXT);
    oc_buf_init(&text, html.n * 4 + 64);
    oc_arena_init(&tree);
    oc_node_text(&text, oc_html_parse(&tree, html), false);
    oc_arena_release(&tree);
    struct oc_str result = oc_arena_copy(a, oc_str_trim_wide(oc_buf_view(&text)));
    oc_buf_release(&text);
    return result;
}

/* ---- names ---- */

/* The last name in the path of a URL, without its extension; "" of the site itself. */
static struct oc_str name_of_link(struct oc_str link)
{
    size_t host = oc_str_find(link, "://", 0);
    size_t path = host == SIZE_MAX ? 0 : oc_str_chr(link, '/', host + 3);
    struct oc_str rest = path == SIZE_MAX ? OC_STR_NONE : oc_str_sub(link, path, link.n);
    for (size_t i = 0; i < rest.n; i++)
        if (rest.p[i] == '?' || rest.p[i] == '#')
            rest.n = i;
    struct oc_str base = oc_path_base(rest), ext = oc_path_ext(base);
    bool page = oc_str_iis(ext, "html") || oc_str_iis(ext, "htm") || oc_str_iis(ext, "php");
    if (page)
        base = oc_path_stem(base);
    return oc_str_is(base, "/") || oc_str_iis(base, "index") ? OC_STR_NONE : base;
}

/* A name that no other post of the file has, fit to stand in a path. */
static struct oc_str name_of(struct oc_export *e, const struct oc_entry *entry)
{
    struct oc_buf name;
    struct oc_arena *a = &e->arena;
    oc_buf_init(&name, OC_MAX_TITLE_BYTES * 8);
    oc_percent_decode(&name, entry->slug.n ? entry->slug : name_of_link(entry->link));
    if (!oc_utf8_valid(oc_buf_view(&name), NULL))
        oc_buf_clear(&name);
    if (!name.n)
        oc_uni_slug(&name,
                    text_of(&e->item, entry->title_html.n ? entry->title_html : entry->title));
    if (!name.n)
        oc_buf_printf(&name, "post-%lld",
                      (long long)(entry->id ? entry->id : (int64_t)e->names.n + 1));
    for (size_t i = 0; i < name.n; i++)
        if ((unsigned char)name.p[i] <= 0x20 || name.p[i] == '/')
            name.p[i] = '-';
    struct oc_str stem = oc_arena_copy(a, oc_utf8_cut(oc_buf_view(&name), MAX_NAME)), unique = stem;
    oc_buf_release(&name);
    size_t *next = oc_map_get(&e->names, stem);
    if (next && entry->id)
        unique = oc_arena_printf(a, "%.*s-%lld", OC_STR_ARG(stem), (long long)entry->id);
    if (next && *next < e->names.n)
        *next = e->names.n;
    while (next && oc_map_has(&e->names, unique)) /* without next it is new */
        unique = oc_arena_printf(a, "%.*s-%zu", OC_STR_ARG(stem), (*next)++);
    oc_map_set(&e->names, unique, oc_arena_alloc(a, sizeof *next));
    return unique;
}

/* ---- posts ---- */

static void copy_list(struct oc_strs *to, struct oc_arena *a, const struct oc_strs *from)
{
    struct oc_arena scratch;
    struct oc_map seen;
    oc_arena_init(&scratch);
    oc_map_init(&seen, &scratch);
    for (size_t i = 0; i < from->n; i++) {
        struct oc_str name = oc_utf8_cut(from->v[i], OC_MAX_TITLE_BYTES);
        if (name.n && oc_map_add(&seen, name, to))
            oc_strs_add_copy(to, a, name);
    }
    oc_arena_release(&scratch);
}

static int spool(struct oc_export *e, struct oc_post *post, const struct oc_entry *entry)
{
    uint64_t tail;
    const char *why = "";
    post->spool = e->spool;
    post->spool_size = entry->body.n + entry->comments.n;
    post->tail_at = entry->comments.n ? entry->body.n : 0;
    if (post->spool_size <= OC_MAX_POST_BYTES &&
        oc_spool_put(&post->spool_at, e->spool, entry->body, &why) == 0 &&
        oc_spool_put(&tail, e->spool, entry->comments, &why) == 0)
        return 0;
    oc_diag_add(&e->book->diags, OC_D_EXPORT_SPOOL, e->file->name, 0, 0, oc_str(why), OC_STR_NONE);
    e->failed = true;
    post->failed = true;
    return -1;
}

static void place(struct oc_export *e, struct oc_post *post, struct oc_str name)
{
    struct oc_arena *a = &post->arena;
    post->rel = oc_arena_printf(a, "%.*s.html", OC_STR_ARG(name));
    post->path = e->dir.n ? oc_path_join(a, e->dir, post->rel).p : post->rel.p;
    post->name = oc_path_join(a, e->file->name, oc_arena_copy(a, name));
    post->root = oc_arena_copy(a, e->dir);
    post->dialect = e->dialect;
    post->body_line = 1;
}

struct oc_post *oc_export_add(struct oc_export *e, const struct oc_entry *entry)
{
    if (e->failed)
        return NULL;
    if (e->book->nall >= OC_MAX_POSTS) {
        oc_diag_limit(&e->book->diags, e->file->name, 0, 0, OC_MAX_POSTS, "posts");
        e->failed = true;
        return NULL;
    }
    struct oc_post *post = oc_book_add_post(e->book);
    struct oc_arena *a = &post->arena;
    struct oc_str name = name_of(e, entry);
    place(e, post, name);
    post->format = entry->format;
    post->library = e->library;
    post->entry_id = entry->id;
    post->is_page = entry->page;
    post->draft = entry->draft;
    post->title = title_of(post, entry);
    post->subtitle = oc_arena_copy(a, oc_utf8_cut(entry->subtitle, OC_MAX_TITLE_BYTES));
    post->slug = oc_arena_copy(a, entry->slug.n ? entry->slug : name);
    post->permalink = oc_arena_copy(a, entry->link);
    post->description = text_of(a, entry->excerpt);
    post->image = oc_arena_copy(a, entry->image);
    post->lang = oc_arena_copy(a, entry->lang);
    post->series = oc_arena_copy(a, oc_utf8_cut(entry->series, OC_MAX_TITLE_BYTES));
    post->date = entry->date;
    post->updated = entry->updated;
    copy_list(&post->authors, a, &entry->authors);
    copy_list(&post->tags, a, &entry->tags);
    copy_list(&post->aliases, a, &entry->aliases);
    post->categories = oc_arena_alloc(a, entry->ncategories * sizeof *post->categories);
    for (size_t i = 0; i < entry->ncategories; i++)
        copy_list(&post->categories[post->ncategories++].names, a, &entry->categories[i].names);
    return spool(e, post, entry) == 0 ? post : NULL;
}

/* ---- what a post's text tells ---- */

struct look {
    struct oc_book *book;
    size_t first;
    struct oc_buf *texts; /* one a worker */
};

/* The first words of a text without a title; what its name says when there are none. */
static struct oc_str first_words(struct oc_post *post, struct oc_str body)
{
    struct oc_str text = text_of(&post->arena, oc_str_sub(body, 0, 2048));
    struct oc_str title = oc_title_first_words(&post->arena, text);
    return title.n ? title : oc_title_from_name(&post->arena, oc_path_stem(post->rel));
}

static void look_one(void *ctx, unsigned worker, size_t i)
{
    struct look *look = ctx;
    struct oc_post *post = look->book->all[look->first + i];
    struct oc_buf *text = &look->texts[worker], guess;
    oc_buf_clear(text);
    if (oc_post_read(text, post, true) != 0) {
        post->failed = true;
        return;
    }
    struct oc_str body = oc_buf_view(text);
    if (post->tail_at)
        body.n = post->tail_at;
    post->words = oc_post_words(post->format, body);
    if (oc_str_blank(body) && !post->draft)
        oc_diag_add(&post->diags, OC_D_POST_EMPTY, post->name, 0, 0, OC_STR_NONE, OC_STR_NONE);
    if (!post->title.n)
        oc_title_from_body(post, OC_HTML, body);
    if (!post->title.n)
        post->title = first_words(post, body);
    oc_buf_init(&guess, OC_MAX_TITLE_BYTES * 8);
    oc_buf_put(&guess, post->title);
    oc_buf_put(&guess, oc_utf8_cut(body, 2048));
    post->page_lang = oc_str(oc_uni_guess_lang(oc_buf_view(&guess)));
    oc_buf_release(&guess);
}

static void look_at_texts(struct oc_book *book, size_t first)
{
    unsigned jobs = book->jobs ? book->jobs : 1;
    struct look look = {.book = book, .first = first, .texts = oc_alloc(jobs * sizeof *look.texts)};
    for (unsigned i = 0; i < jobs; i++)
        oc_buf_init(&look.texts[i], OC_MAX_POST_BYTES * 3);
    oc_pool_each(book->nall - first, jobs, look_one, &look);
    for (unsigned i = 0; i < jobs; i++)
        oc_buf_release(&look.texts[i]);
    free(look.texts);
}

/* ---- one file ---- */

/* JSON is UTF-8, but not every file that says it is JSON. */
static void make_utf8(struct oc_export *e, struct oc_buf *text)
{
    struct oc_buf utf8;
    char name[32] = "";
    if (oc_utf8_valid(oc_buf_view(text), NULL))
        return;
    oc_buf_init(&utf8, text->max);
    bool converted = oc_charset_to_utf8(&utf8, name, oc_buf_view(text)) == OC_CHARSET_CONVERTED;
    oc_diag_add(&e->book->diags, converted ? OC_D_CHARSET_CONVERTED : OC_D_CHARSET_REPAIRED,
                e->file->name, 0, 0, oc_str(name), OC_STR_NONE);
    oc_buf_clear(text);
    oc_buf_put(text, oc_buf_view(&utf8));
    oc_buf_release(&utf8);
}

static void read_text(struct oc_export *e)
{
    struct oc_buf text;
    const char *why = "";
    oc_buf_init(&text, OC_MAX_POST_BYTES);
    if (oc_file_read(&text, &why, e->file->path.p) != 0) {
        oc_export_fault(e, 0, oc_str(why));
    } else {
        text.max = OC_MAX_POST_BYTES * 3; /* a character of one byte may become three */
        make_utf8(e, &text);
        struct oc_str json = oc_buf_view(&text);
        if (oc_str_starts(json, "\xEF\xBB\xBF"))
            json = oc_str_sub(json, 3, json.n);
        if (e->file->kind == OC_EXPORT_GHOST)
            oc_export_ghost(e, json);
        else if (e->file->kind == OC_EXPORT_MOVABLE)
            oc_export_movable(e, json);
        else
            oc_export_json_feed(e, json);
    }
    oc_buf_release(&text);
}

static void read_xml(struct oc_export *e)
{
    const char *why = "";
    struct oc_xml *x = oc_xml_open(e->file->path.p, &why, oc_export_fault, e);
    if (!x) {
        oc_export_fault(e, 0, oc_str(why));
        return;
    }
    if (oc_xml_next(x) == OC_XML_OPEN) {
        if (e->file->kind == OC_EXPORT_WXR)
            oc_export_wxr(e, x);
        else if (e->file->kind == OC_EXPORT_RSS)
            oc_export_rss(e, x);
        else if (e->file->kind == OC_EXPORT_LIVEJOURNAL)
            oc_export_livejournal(e, x);
        else
            oc_export_atom(e, x);
    }
    if (oc_xml_cut(x))
        oc_export_fault(e, 0, OC_STR("it ends in the middle; what was whole is in the book"));
    oc_xml_close(x);
}

static void read_file(struct oc_book *book, const struct oc_export_file *file)
{
    struct oc_export e = {.book = book, .file = file, .dialect = OC_FEED};
    if (!book->dialect_by.n)
        book->dialect_by = file->name;
    const char *why = "";
    e.dir = oc_path_dir(file->path);
    oc_arena_init(&e.arena);
    oc_arena_init(&e.item);
    oc_map_init(&e.names, &e.arena);
    oc_buf_init(&e.text, OC_MAX_POST_BYTES);
    e.spool = oc_spool_new(&book->arena, &why);
    if (!e.spool) {
        oc_diag_add(&book->diags, OC_D_EXPORT_SPOOL, file->name, 0, 0, oc_str(why), OC_STR_NONE);
    } else {
        if (file->kind == OC_EXPORT_JSON_FEED || file->kind == OC_EXPORT_GHOST ||
            file->kind == OC_EXPORT_MOVABLE)
            read_text(&e);
        else
            read_xml(&e);
        if (oc_spool_flush(e.spool, &why) != 0)
            oc_diag_add(&book->diags, OC_D_EXPORT_SPOOL, file->name, 0, 0, oc_str(why),
                        OC_STR_NONE);
    }
    oc_buf_release(&e.text);
    oc_arena_release(&e.item);
    oc_arena_release(&e.arena);
}

void oc_export_read(struct oc_book *book, const struct oc_export_files *files)
{
    size_t first = book->nall;
    if (!files->n)
        return;
    oc_xhtml_start();
    for (size_t i = 0; i < files->n; i++) {
        struct oc_export_file file = files->v[i];
        file.name = oc_arena_copy(&book->arena, file.name); /* diagnostics keep it */
        read_file(book, &file);
    }
    look_at_texts(book, first);
}
