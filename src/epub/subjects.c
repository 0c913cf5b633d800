/* SPDX-License-Identifier: MIT */
/* Counts tags in a map whose order of insertion breaks ties. */
#include "epub/subjects.h"

#include <stdlib.h>

struct tag {
    struct oc_str name; /* as first written */
    size_t uses, first;
};

static void count(struct oc_map *tags, struct oc_str name)
{
    name = oc_str_trim_wide(name);
    if (name.n == 0)
        return;
    struct oc_str key = oc_arena_lower(tags->arena, name);
    struct tag *tag = oc_map_get(tags, key);
    if (!tag) {
        tag = OC_NEW(tags->arena, struct tag);
        *tag = (struct tag){name, 0, tags->n};
        oc_map_set(tags, key, tag);
    }
    tag->uses++;
}

static int by_uses(const void *x, const void *y)
{
    const struct tag *a = ((const struct oc_map_item *)x)->value;
    const struct tag *b = ((const struct oc_map_item *)y)->value;
    if (a->uses != b->uses)
        return a->uses < b->uses ? 1 : -1;
    return a->first < b->first ? -1 : a->first > b->first;
}

struct oc_strs oc_epub_subjects(struct oc_arena *a, const struct oc_outline *places)
{
    struct oc_strs out = {0};
    struct oc_map tags;
    oc_map_init(&tags, a);
    for (size_t i = 0; i < places->n; i++) {
        const struct oc_post *post = places->v[i].post;
        for (size_t k = 0; post && k < post->tags.n; k++)
            count(&tags, post->tags.v[k]);
    }
    if (tags.n > 1)
        qsort(tags.items, tags.n, sizeof(*tags.items), by_uses); /* no lookups after this */
    for (size_t i = 0; i < tags.n && i < OC_MAX_SUBJECTS; i++)
        oc_strs_add(&out, a, ((struct tag *)tags.items[i].value)->name);
    return out;
}
