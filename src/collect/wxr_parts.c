/* SPDX-License-Identifier: MIT */
/* The parts of a WordPress export that are no posts, as posts need them (wxr.h). */
#include <stdlib.h>

#include "base/limits.h"
#include "collect/wxr.h"

/* ---- comments ---- */

void oc_comments_add(struct oc_comments *list, struct oc_arena *a, const struct oc_comment *c)
{
    list->v = oc_arena_grow(a, list->v, &list->cap, list->n + 1, sizeof *list->v);
    list->v[list->n++] = *c;
}

static int cmp_int(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int by_date(const void *x, const void *y)
{
    const struct oc_comment *a = x, *b = y;
    int d = oc_date_cmp(a->date, b->date, 0);
    return d ? d : cmp_int(a->id, b->id);
}

/* By thread; the index of a thread's first comment tells its place. */
static int by_root(const void *x, const void *y)
{
    const struct oc_comment *a = x, *b = y;
    int d = cmp_int((int64_t)a->root, (int64_t)b->root);
    return d ? d : by_date(x, y);
}

/* Each comment's root, with the list in the order of dates: an answer comes after its parent. */
static void find_roots(struct oc_comments *list, struct oc_arena *a)
{
    struct oc_map places;
    oc_map_init(&places, a);
    for (size_t i = 0; i < list->n; i++) {
        struct oc_comment *c = &list->v[i];
        struct oc_str parent = {(const char *)&c->parent, sizeof c->parent};
        const struct oc_comment *to = c->parent ? oc_map_get(&places, parent) : NULL;
        c->root = to ? to->root : i;
        oc_map_set(&places, oc_arena_copy(a, (struct oc_str){(const char *)&c->id, sizeof c->id}),
                   c);
    }
}

static void put_comment(struct oc_buf *out, const struct oc_comment *c)
{
    oc_buf_puts(out, "<div class=\"comment\">\n<p class=\"comment-by\"><strong>");
    oc_buf_put_xml(out, c->author.n ? c->author : OC_STR("?"));
    oc_buf_puts(out, "</strong>");
    if (c->date.valid) {
        oc_buf_puts(out, ", <time datetime=\"");
        oc_date_put_day(out, c->date);
        oc_buf_puts(out, "\">");
        oc_date_put_day(out, c->date);
        oc_buf_puts(out, "</time>");
    }
    oc_buf_puts(out, "</p>\n");
    oc_buf_put(out, c->content);
    oc_buf_puts(out, "\n</div>\n");
}

void oc_comments_put(struct oc_buf *out, struct oc_arena *a, struct oc_comments *list)
{
    bool answers = false;
    if (!list->n)
        return;
    qsort(list->v, list->n, sizeof *list->v, by_date);
    find_roots(list, a);
    qsort(list->v, list->n, sizeof *list->v, by_root);
    for (size_t i = 0; i < list->n; i++) {
        bool first = i == 0 || list->v[i].root != list->v[i - 1].root;
        if (first && answers)
            oc_buf_puts(out, "</blockquote>\n");
        if (!first && !answers)
            oc_buf_puts(out, "<blockquote class=\"comment-answers\">\n");
        answers = !first;
        put_comment(out, &list->v[i]);
    }
    if (answers)
        oc_buf_puts(out, "</blockquote>\n");
}

/* ---- notes ---- */

void oc_wxr_notes(struct oc_buf *out, struct oc_arena *a, struct oc_str json)
{
    const struct oc_value *list = json.n ? oc_value_json(a, NULL, json, 1) : NULL;
    if (!list || list->kind != OC_VALUE_LIST || !list->child)
        return;
    oc_buf_puts(out, "\n<section class=\"footnotes\"><ol>\n");
    for (const struct oc_value *v = list->child; v; v = v->next) {
        struct oc_str id = oc_value_text(oc_value_get(v, "id"));
        if (!id.n)
            continue;
        oc_buf_puts(out, "<li id=\"");
        oc_buf_put_xml(out, id);
        oc_buf_puts(out, "\">");
        oc_buf_put(out, oc_value_text(oc_value_get(v, "content")));
        oc_buf_puts(out, "</li>\n");
    }
    oc_buf_puts(out, "</ol></section>\n");
}

/* ---- featured images ---- */

void oc_thumbs_add(struct oc_thumbs *t, struct oc_arena *a, struct oc_post *post, int64_t id)
{
    t->v = oc_arena_grow(a, t->v, &t->cap, t->n + 1, sizeof *t->v);
    t->v[t->n++] = (struct oc_thumb){post, id};
}

void oc_thumbs_set(struct oc_thumbs *t, const struct oc_library *l)
{
    for (size_t i = 0; i < t->n; i++) {
        const struct oc_attachment *found = oc_library_attachment(l, t->v[i].id);
        if (found)
            t->v[i].post->image = found->url; /* the book's, which outlives the post */
    }
}

/* ---- pages ---- */

void oc_page_list_add(struct oc_page_list *list, struct oc_arena *a, struct oc_post *post,
                      int64_t parent, int64_t order)
{
    list->v = oc_arena_grow(a, list->v, &list->cap, list->n + 1, sizeof *list->v);
    list->v[list->n++] = (struct oc_page_item){post, parent, order, false, false};
}

static int by_menu(const void *x, const void *y)
{
    const struct oc_page_item *a = x, *b = y;
    int d = cmp_int(a->parent, b->parent);
    d = d ? d : cmp_int(a->order, b->order);
    d = d ? d : oc_str_natcmp(a->post->title, b->post->title);
    return d ? d : cmp_int(a->post->entry_id, b->post->entry_id);
}

/* The first page below that parent, in a list sorted by_menu. */
static size_t first_below(const struct oc_page_list *list, int64_t parent)
{
    size_t from = 0, to = list->n;
    while (from < to) {
        size_t mid = (from + to) / 2;
        if (list->v[mid].parent < parent)
            from = mid + 1;
        else
            to = mid;
    }
    return from;
}

/* A walk with a stack of its own; a page is ranked once, so that loops of parents end. */
void oc_page_list_rank(struct oc_page_list *list, struct oc_arena *a)
{
    uint32_t rank = 0;
    if (!list->n)
        return;
    qsort(list->v, list->n, sizeof *list->v, by_menu);
    size_t *stack = oc_arena_alloc(a, (list->n + 1) * sizeof *stack), n;
    struct oc_map ids;
    oc_map_init(&ids, a);
    for (size_t i = 0; i < list->n; i++) {
        const int64_t *id = &list->v[i].post->entry_id;
        oc_map_set(&ids, (struct oc_str){(const char *)id, sizeof *id}, list);
    }
    for (int pass = 0; pass < 2; pass++) /* those without a parent here, then what is left */
        for (size_t i = 0; i < list->n; i++) {
            struct oc_str parent = {(const char *)&list->v[i].parent, sizeof(int64_t)};
            if (pass == 0 && oc_map_has(&ids, parent))
                continue;
            for (stack[0] = i, n = 1; n > 0;) {
                struct oc_page_item *page = &list->v[stack[--n]];
                if (page->ranked)
                    continue;
                page->ranked = true;
                page->post->page_rank = rank++;
                int64_t id = page->post->entry_id;
                size_t k = first_below(list, id), end = k;
                bool below = id && k < list->n && !list->v[k].listed; /* ids may repeat */
                while (below && end < list->n && list->v[end].parent == id)
                    list->v[end++].listed = true;
                while (end > k && n < list->n)
                    stack[n++] = --end;
            }
        }
}
