/* SPDX-License-Identifier: MIT */
/*
 * An arena: many small allocations, freed together. Not thread-safe; one thread at a time.
 * Under AddressSanitizer each item is its own malloc, so that overruns are seen.
 */
#ifndef OC_ARENA_H
#define OC_ARENA_H

#include "base/base.h"
#include "base/str.h"

struct oc_arena {
    struct oc_arena_block *blocks, *spare;
    struct oc_arena_defer *defers;
    size_t next_block; /* size of the block made next: small first, doubling up to a bound */
};

void oc_arena_init(struct oc_arena *a);
/* Runs the deferred destructors, newest first, then frees every item. */
void oc_arena_release(struct oc_arena *a);
/* The same, but keeps blocks for the next use. */
void oc_arena_clear(struct oc_arena *a);

/* Zero-filled, aligned for any type, never NULL (size 0 gives a unique pointer). */
void *oc_arena_alloc(struct oc_arena *a, size_t size) OC_NODISCARD;
#define OC_NEW(arena, type) ((type *)oc_arena_alloc((arena), sizeof(type)))
/* Grows an array of *cap items that lives in a to hold at least want; the old one stays unused. */
void *oc_arena_grow(struct oc_arena *a, void *items, size_t *cap, size_t want,
                    size_t item_size) OC_NODISCARD;

/* Whether the item, of so many bytes, could be made longer where it stands: the newest can while
 * its block has room. The new bytes are zero. */
bool oc_arena_extend(struct oc_arena *a, const void *item, size_t from, size_t to) OC_NODISCARD;

/* A copy in the arena; a NUL stands after its last byte. */
struct oc_str oc_arena_copy(struct oc_arena *a, struct oc_str s);
/* The same with ASCII letters in lower case. */
struct oc_str oc_arena_lower(struct oc_arena *a, struct oc_str s);
const char *oc_arena_cstr(struct oc_arena *a, struct oc_str s);
struct oc_str oc_arena_printf(struct oc_arena *a, const char *fmt, ...) OC_PRINTF(2, 3);

/* fn(ptr) runs when the arena is cleared or released: how foreign objects hang on it. */
void oc_arena_defer(struct oc_arena *a, void (*fn)(void *), void *ptr);

#endif
