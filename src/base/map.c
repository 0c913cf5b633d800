/* SPDX-License-Identifier: MIT */
/*
 * A hash map: items stand in insertion order in one array; an open-addressing table of positions
 * + 1 finds them. The table is never more than half full, and hashes are kept, so growing and
 * probing do not touch the keys.
 */
#include "base/map.h"

void oc_map_init(struct oc_map *m, struct oc_arena *arena)
{
    *m = (struct oc_map){.arena = arena};
}

/* FNV-1a leaves the low bits of similar short keys close together: stir them (MurmurHash3). */
uint64_t oc_map_hash(struct oc_str key)
{
    uint64_t h = oc_str_hash(key);
    h = (h ^ h >> 33) * 0xff51afd7ed558ccdu;
    h = (h ^ h >> 33) * 0xc4ceb9fe1a85ec53u;
    return h ^ h >> 33;
}

/* The slot where key stands or would stand. The table has an empty slot always. */
static uint32_t *find_slot(const struct oc_map *m, struct oc_str key, uint64_t h)
{
    for (size_t i = h & (m->nslots - 1);; i = (i + 1) & (m->nslots - 1)) {
        uint32_t at = m->slots[i];
        if (!at)
            return &m->slots[i];
        const struct oc_map_item *item = &m->items[at - 1];
        if (item->hash == h && oc_str_eq(item->key, key))
            return &m->slots[i];
    }
}

static const struct oc_map_item *find(const struct oc_map *m, struct oc_str key)
{
    if (m->n == 0)
        return NULL;
    uint32_t at = *find_slot(m, key, oc_map_hash(key));
    return at ? &m->items[at - 1] : NULL;
}

/* want: a power of two. */
static void grow_slots(struct oc_map *m, size_t want)
{
    if (want > UINT32_MAX)
        oc_out_of_memory();
    m->nslots = want;
    m->slots = oc_arena_alloc(m->arena, m->nslots * sizeof *m->slots);
    for (size_t k = 0; k < m->n; k++) {
        size_t i = m->items[k].hash & (m->nslots - 1);
        while (m->slots[i])
            i = (i + 1) & (m->nslots - 1);
        m->slots[i] = (uint32_t)(k + 1);
    }
}

void oc_map_reserve(struct oc_map *m, size_t n)
{
    size_t slots = 16;
    if (n > UINT32_MAX / 4)
        oc_out_of_memory();
    while (slots < n * 2)
        slots *= 2;
    if (slots > m->nslots)
        grow_slots(m, slots);
    m->items = oc_arena_grow(m->arena, m->items, &m->cap, n, sizeof *m->items);
}

void *oc_map_get(const struct oc_map *m, struct oc_str key)
{
    const struct oc_map_item *item = find(m, key);
    return item ? item->value : NULL;
}

bool oc_map_has(const struct oc_map *m, struct oc_str key)
{
    return find(m, key) != NULL;
}

/* The value of key, added as NULL when absent; *added tells. */
static void **entry(struct oc_map *m, struct oc_str key, bool *added)
{
    if ((m->n + 1) * 2 > m->nslots)
        grow_slots(m, m->nslots ? m->nslots * 2 : 16);
    uint64_t h = oc_map_hash(key);
    uint32_t *slot = find_slot(m, key, h);
    *added = *slot == 0;
    if (*added) {
        m->items = oc_arena_grow(m->arena, m->items, &m->cap, m->n + 1, sizeof *m->items);
        m->items[m->n++] = (struct oc_map_item){.key = key, .hash = h};
        *slot = (uint32_t)m->n;
    }
    return &m->items[*slot - 1].value;
}

void oc_map_set(struct oc_map *m, struct oc_str key, void *value)
{
    bool added;
    *entry(m, key, &added) = value;
}

bool oc_map_add(struct oc_map *m, struct oc_str key, void *value)
{
    bool added;
    void **at = entry(m, key, &added);
    if (added)
        *at = value;
    return added;
}
