/* SPDX-License-Identifier: MIT */
/*
 * The order of the posts. Every post gets its sort key once; ties fall back to date, then to the
 * natural order of names, so that no two posts are ever equal.
 */
#include <stdlib.h>

#include "base/limits.h"
#include "base/uni.h"
#include "collect/stages.h"

struct item {
    struct oc_post *post;
    bool missing;      /* has no key: stands last, reversed or not */
    int64_t number;    /* weight */
    struct oc_str key; /* collation key */
    int64_t epoch;
    struct oc_str name; /* the post's, numbers of chapters in figures */
};

struct sort {
    enum oc_order order;
    bool reverse;
};

static int cmp_int(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int by_date(const struct item *a, const struct item *b)
{
    const struct oc_date *x = &a->post->date, *y = &b->post->date;
    if (x->valid != y->valid)
        return x->valid ? -1 : 1;
    int d = x->valid ? cmp_int(a->epoch, b->epoch) : 0;
    if (d == 0)
        d = cmp_int(x->nano, y->nano);
    if (d == 0)
        d = oc_str_natcmp(a->name, b->name);
    return d ? d : oc_str_cmp(a->post->name, b->post->name);
}

static int compare(const void *x, const void *y, void *ctx)
{
    const struct item *a = x, *b = y;
    const struct sort *sort = ctx;
    int d = 0;
    if (a->missing != b->missing)
        return a->missing ? 1 : -1;
    if (a->post->is_page != b->post->is_page) /* the site's pages stand last, in their own order */
        return a->post->is_page ? 1 : -1;
    if (a->post->is_page)
        return cmp_int(a->post->page_rank, b->post->page_rank);
    switch (sort->order) {
    case OC_ORDER_WEIGHT:
        d = cmp_int(a->number, b->number);
        break;
    case OC_ORDER_TITLE:
    case OC_ORDER_CATEGORY:
        d = oc_str_cmp(a->key, b->key);
        break;
    case OC_ORDER_PATH:
        d = oc_str_natcmp(a->name, b->name);
        break;
    case OC_ORDER_DATE:
    case OC_ORDER_MANUAL:
        break;
    }
    if (d == 0)
        d = by_date(a, b);
    return sort->reverse ? -d : d;
}

/* The texts to collate by, joined: a title, or the names of the first category path. */
static struct oc_str key_of(struct oc_arena *a, struct oc_collator *collator,
                            const struct oc_post *post, enum oc_order order)
{
    struct oc_buf key;
    oc_buf_init(&key, OC_MAX_FRONT_BYTES);
    if (order == OC_ORDER_TITLE)
        oc_collator_key(&key, collator, post->plain);
    for (size_t i = 0; order == OC_ORDER_CATEGORY && i < post->categories[0].names.n; i++) {
        oc_collator_key(&key, collator, post->categories[0].names.v[i]);
        oc_buf_putc(&key, '\0'); /* a parent before its children */
    }
    struct oc_str result = oc_buf_take(&key, a);
    oc_buf_release(&key);
    return result;
}

/* name with 第十二章 as 第12章, so that chapters stand in their order. */
static struct oc_str with_figures(struct oc_arena *a, struct oc_str name)
{
    size_t at = oc_str_find(name, "第", 0), length = 0;
    if (at == SIZE_MAX)
        return name;
    int64_t n = oc_str_han_number(&length, oc_str_sub(name, at + 3, name.n));
    if (!length)
        return name;
    return oc_arena_printf(a, "%.*s%lld%.*s", (int)(at + 3), name.p, (long long)n,
                           (int)(name.n - at - 3 - length), name.p + at + 3 + length);
}

static void fill(struct item *item, const struct oc_book *book, struct oc_post *post,
                 enum oc_order order)
{
    item->post = post;
    item->name = with_figures(&post->arena, post->name);
    item->epoch = post->date.valid ? oc_date_epoch(post->date, book->offset) : 0;
    item->number = post->weight;
    item->missing = (order == OC_ORDER_DATE && !post->date.valid) ||
                    (order == OC_ORDER_WEIGHT && !post->has_weight) ||
                    (order == OC_ORDER_CATEGORY && !post->ncategories);
}

void oc_order_by_date(const struct oc_book *book, struct oc_post **posts, size_t n)
{
    struct sort sort = {OC_ORDER_DATE, false};
    struct item *items = oc_alloc((n + 1) * sizeof *items);
    for (size_t i = 0; i < n; i++)
        fill(&items[i], book, posts[i], OC_ORDER_DATE);
    qsort_r(items, n, sizeof *items, compare, &sort);
    for (size_t i = 0; i < n; i++)
        posts[i] = items[i].post;
    free(items);
}

/* The order in which the paths were given is the order of book->all. */
static void order_by_hand(struct oc_book *book)
{
    for (size_t i = 0, k = book->nposts; book->config->reverse && i + 1 < k; i++) {
        struct oc_post *last = book->posts[--k];
        book->posts[k] = book->posts[i];
        book->posts[i] = last;
    }
}

void oc_order(struct oc_book *book)
{
    struct sort sort = {(enum oc_order)book->config->order, book->config->reverse};
    bool collate = sort.order == OC_ORDER_TITLE || sort.order == OC_ORDER_CATEGORY;
    if (sort.order == OC_ORDER_MANUAL) {
        order_by_hand(book);
        return;
    }
    struct oc_arena arena;
    oc_arena_init(&arena);
    struct item *items = oc_arena_alloc(&arena, book->nposts * sizeof *items);
    struct oc_collator *collator =
        collate ? oc_collator_new(oc_arena_cstr(&arena, book->lang)) : NULL;
    for (size_t i = 0; i < book->nposts; i++) {
        fill(&items[i], book, book->posts[i], sort.order);
        if (collate && !items[i].missing)
            items[i].key = key_of(&arena, collator, book->posts[i], sort.order);
    }
    qsort_r(items, book->nposts, sizeof *items, compare, &sort);
    for (size_t i = 0; i < book->nposts; i++)
        book->posts[i] = items[i].post;
    if (collator)
        oc_collator_free(collator);
    oc_arena_release(&arena);
}
