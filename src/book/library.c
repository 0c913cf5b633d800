/* SPDX-License-Identifier: MIT */
/* What posts of a WordPress export name by id: sorted once, then looked up. */
#include "book/book.h"

#include <stdlib.h>

static int cmp(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int by_id(const void *x, const void *y)
{
    const struct oc_attachment *a = x, *b = y;
    return cmp(a->id, b->id);
}

static int by_block(const void *x, const void *y)
{
    const struct oc_reusable *a = x, *b = y;
    return cmp(a->id, b->id);
}

static int by_parent(const void *x, const void *y)
{
    const struct oc_attachment *a = x, *b = y;
    int d = cmp(a->parent, b->parent);
    d = d ? d : cmp(a->order, b->order);
    return d ? d : cmp(a->id, b->id);
}

void oc_library_sort(struct oc_library *l, struct oc_arena *a)
{
    if (l->nreusable)
        qsort(l->reusable, l->nreusable, sizeof *l->reusable, by_block);
    if (!l->n)
        return;
    l->by_parent = oc_arena_alloc(a, l->n * sizeof *l->by_parent);
    memcpy(l->by_parent, l->by_id, l->n * sizeof *l->by_parent);
    qsort(l->by_id, l->n, sizeof *l->by_id, by_id);
    qsort(l->by_parent, l->n, sizeof *l->by_parent, by_parent);
}

const struct oc_attachment *oc_library_attachment(const struct oc_library *l, int64_t id)
{
    const struct oc_attachment key = {.id = id};
    return l->n ? bsearch(&key, l->by_id, l->n, sizeof key, by_id) : NULL;
}

const struct oc_reusable *oc_library_reusable(const struct oc_library *l, int64_t id)
{
    const struct oc_reusable key = {.id = id};
    return l->nreusable ? bsearch(&key, l->reusable, l->nreusable, sizeof key, by_block) : NULL;
}
