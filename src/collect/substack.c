/* SPDX-License-Identifier: MIT */
/*
 * Substack's export: bodies in posts/ID.SLUG.html, and all that is said of them in posts.csv. Its
 * rows become the front matter that the files do not have.
 */
#include "base/limits.h"
#include "base/map.h"
#include "base/path.h"
#include "collect/stages.h"

struct table {
    struct oc_arena *a;
    struct oc_str text;
    size_t at;
    struct oc_strs row; /* the cells of the row read last */
};

/* The text of a quoted cell, whose quotes are doubled; t->at stands after the first. */
static struct oc_str quoted(struct table *t)
{
    struct oc_buf cell;
    oc_buf_init(&cell, OC_MAX_FRONT_BYTES);
    for (; t->at < t->text.n; t->at++) {
        if (t->text.p[t->at] == '"' && (++t->at == t->text.n || t->text.p[t->at] != '"'))
            break;
        oc_buf_putc(&cell, t->text.p[t->at]);
    }
    struct oc_str value = oc_buf_take(&cell, t->a);
    oc_buf_release(&cell);
    return value;
}

/* Up to the comma or line's end, which t->at is then on. */
static struct oc_str plain(struct table *t)
{
    size_t from = t->at;
    while (t->at < t->text.n && t->text.p[t->at] != ',' && t->text.p[t->at] != '\n')
        t->at++;
    return oc_str_trim(oc_str_sub(t->text, from, t->at));
}

/* False at the end. */
static bool next_row(struct table *t)
{
    t->row = (struct oc_strs){NULL, 0, 0};
    if (t->at >= t->text.n)
        return false;
    for (;;) {
        struct oc_str cell;
        if (t->at < t->text.n && t->text.p[t->at] == '"') {
            t->at++;
            cell = quoted(t);
            (void)plain(t);
        } else {
            cell = plain(t);
        }
        oc_strs_add(&t->row, t->a, cell);
        bool more = t->at < t->text.n && t->text.p[t->at] == ',';
        t->at++;
        if (!more)
            return true;
    }
}

/* The front matter that a row stands for. */
static struct oc_value *front_of(struct oc_arena *a, const struct oc_strs *head,
                                 const struct oc_strs *row, struct oc_str *name)
{
    struct oc_value *map = OC_NEW(a, struct oc_value);
    map->kind = OC_VALUE_MAP;
    *name = OC_STR_NONE;
    for (size_t i = 0; i < head->n && i < row->n; i++) {
        struct oc_str key = head->v[i], cell = row->v[i];
        if (oc_str_is(key, "post_id"))
            *name = cell;
        else if (oc_str_is(key, "post_date"))
            oc_value_add(map, a, "date", cell, 0);
        else if (oc_str_is(key, "is_published"))
            oc_value_add(map, a, "published", cell, 0);
        else if (oc_str_is(key, "title") || oc_str_is(key, "subtitle"))
            oc_value_add(map, a, oc_str_is(key, "title") ? "title" : "subtitle",
                         oc_title_of_plain(a, cell, OC_MAX_FRONT_BYTES), 0);
    }
    size_t dot = oc_str_chr(*name, '.', 0);
    struct oc_str slug = dot == SIZE_MAX ? OC_STR_NONE : oc_str_sub(*name, dot + 1, name->n);
    oc_value_add(map, a, "slug", slug, 0);
    if (slug.n)
        oc_value_add(map, a, "permalink", oc_arena_printf(a, "/p/%.*s", OC_STR_ARG(slug)), 0);
    return map;
}

static void read_rows(struct oc_map *fronts, struct oc_arena *a, struct oc_str text)
{
    struct table t = {.a = a, .text = text};
    struct oc_str name;
    if (oc_str_starts(text, "\xEF\xBB\xBF"))
        t.at = 3;
    if (!next_row(&t))
        return;
    struct oc_strs head = t.row;
    while (next_row(&t)) {
        struct oc_value *front = front_of(a, &head, &t.row, &name);
        if (name.n)
            oc_map_set(fronts, name, front);
    }
}

/* email_list.NAME.csv has the name under which the blog is at Substack. */
static void read_name(struct oc_book *book, const struct oc_site *site)
{
    struct oc_dir_item *items;
    size_t n;
    const char *why, *folder = site->root.n ? oc_arena_cstr(&book->arena, site->root) : ".";
    if (oc_dir_list(&items, &n, &why, &book->arena, folder) != 0)
        return;
    for (size_t i = 0; i < n; i++) {
        struct oc_str name = items[i].name;
        if (!oc_str_starts(name, "email_list.") || !oc_str_ends(name, ".csv") || name.n < 16)
            continue;
        name = oc_str_sub(name, 11, name.n - 4);
        bool host = true;
        for (size_t k = 0; k < name.n; k++)
            host = host && (name.p[k] == '-' || (name.p[k] >= '0' && name.p[k] <= '9') ||
                            (name.p[k] >= 'a' && name.p[k] <= 'z'));
        if (!host)
            continue;
        if (!book->site_title.n)
            book->site_title = name;
        if (!book->site_url.n)
            book->site_url =
                oc_arena_printf(&book->arena, "https://%.*s.substack.com", OC_STR_ARG(name));
    }
}

static void read_site(struct oc_map *fronts, struct oc_book *book, const struct oc_site *site)
{
    struct oc_buf text;
    const char *why = "";
    struct oc_str path = oc_path_join(&book->arena, site->root, OC_STR("posts.csv"));
    oc_buf_init(&text, OC_MAX_POST_BYTES);
    if (!oc_site_allows(book, site, path.p))
        why = "a link that leads out of the site";
    else if (oc_file_read(&text, &why, path.p) == 0)
        read_rows(fronts, &book->arena, oc_buf_take(&text, &book->arena));
    if (*why)
        oc_diag_add(&book->diags, OC_D_EXPORT_BAD, path, 0, 0, oc_str(why), OC_STR_NONE);
    oc_buf_release(&text);
    read_name(book, site);
}

void oc_substack_read(struct oc_walk *w, struct oc_post *const *posts)
{
    const struct oc_site *site = NULL;
    struct oc_map fronts;
    for (size_t i = 0; i < w->n; i++) {
        if (w->v[i].site->dialect != OC_SUBSTACK || posts[i]->front)
            continue;
        if (w->v[i].site != site) {
            site = w->v[i].site;
            oc_map_init(&fronts, w->arena);
            read_site(&fronts, w->book, site);
        }
        posts[i]->front = oc_map_get(&fronts, oc_path_stem(posts[i]->rel));
    }
}
