/* SPDX-License-Identifier: MIT */
/* A hash map from text to pointer that walks in the order of insertion. */
#ifndef OC_MAP_H
#define OC_MAP_H

#include "base/arena.h"
#include "base/str.h"

struct oc_map_item {
    struct oc_str key; /* borrowed: it must outlive the map */
    void *value;
    uint64_t hash; /* oc_map_hash of the key */
};

/* Items stand in items[0..n) in the order they were first set. All memory is the arena's. */
struct oc_map {
    struct oc_arena *arena;
    struct oc_map_item *items;
    size_t n, cap;
    uint32_t *slots;
    size_t nslots;
};

void oc_map_init(struct oc_map *m, struct oc_arena *arena);
/* Room for n items, when how many there will be is known. */
void oc_map_reserve(struct oc_map *m, size_t n);
uint64_t oc_map_hash(struct oc_str key);                     /* 64 good bits */
void *oc_map_get(const struct oc_map *m, struct oc_str key); /* NULL when absent */
bool oc_map_has(const struct oc_map *m, struct oc_str key);
void oc_map_set(struct oc_map *m, struct oc_str key, void *value); /* replaces */
/* Sets only when absent; true when it did. One lookup: for sets of ids. */
bool oc_map_add(struct oc_map *m, struct oc_str key, void *value);

#endif
