/* SPDX-License-Identifier: MIT */
/*
 * Arenas: items are cut from the front of the newest block. Bytes of a block that were not yet
 * given out are always zero, so that an allocation never has to clear its memory.
 */
#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"

#if defined(__SANITIZE_ADDRESS__)
#define ONE_ITEM_A_BLOCK 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ONE_ITEM_A_BLOCK 1
#endif
#endif
#ifndef ONE_ITEM_A_BLOCK
#define ONE_ITEM_A_BLOCK 0
#endif

/* A book may hold 100,000 arenas, most of them nearly empty: hence the small first block. */
#define FIRST_BLOCK ((size_t)1 << 10)
#define LAST_BLOCK ((size_t)256 << 10)
#define KEPT ((size_t)4 << 20) /* of a cleared arena, for its next use */

struct oc_arena_block {
    struct oc_arena_block *next;
    size_t size, used; /* of data */
    alignas(max_align_t) char data[];
};

struct oc_arena_defer {
    struct oc_arena_defer *next;
    void (*fn)(void *);
    void *ptr;
};

void oc_arena_init(struct oc_arena *a)
{
    *a = (struct oc_arena){.next_block = FIRST_BLOCK};
}

static void run_defers(struct oc_arena *a)
{
    while (a->defers) {
        struct oc_arena_defer *d = a->defers;
        a->defers = d->next;
        d->fn(d->ptr);
    }
}

static void free_blocks(struct oc_arena_block *b)
{
    for (struct oc_arena_block *next; b; b = next) {
        next = b->next;
        free(b);
    }
}

void oc_arena_release(struct oc_arena *a)
{
    if (!a)
        return;
    run_defers(a);
    free_blocks(a->blocks);
    free_blocks(a->spare);
    oc_arena_init(a);
}

void oc_arena_clear(struct oc_arena *a)
{
    run_defers(a);
    size_t kept = 0;
    struct oc_arena_block **end = &a->spare; /* a block not needed last time is needed no more */
    free_blocks(a->spare);
    for (struct oc_arena_block *b = a->blocks, *next; b; b = next) {
        next = b->next;
        /* Neither the small ones of the start nor one made for a huge item are worth keeping. */
        if (!ONE_ITEM_A_BLOCK && b->size <= LAST_BLOCK && b->size >= a->next_block / 2 &&
            kept + b->size <= KEPT) {
            memset(b->data, 0, b->used);
            b->used = 0;
            kept += b->size;
            *end = b;
            end = &b->next;
        } else {
            free(b);
        }
    }
    *end = NULL;
    a->blocks = NULL;
}

static struct oc_arena_block *new_block(size_t size)
{
    if (size > SIZE_MAX / 2)
        oc_out_of_memory();
    struct oc_arena_block *b = oc_alloc(sizeof(struct oc_arena_block) + size);
    b->size = size;
    return b;
}

/* size bytes from a block that has none of them free. */
static void *take_from_new_block(struct oc_arena *a, size_t size)
{
    size_t usual = (a->next_block < FIRST_BLOCK ? FIRST_BLOCK : a->next_block) - sizeof *a->blocks;
    bool own = ONE_ITEM_A_BLOCK || size > usual / 2;
    struct oc_arena_block *b = a->spare;
    if (!own && b && b->size >= size) {
        a->spare = b->next;
    } else {
        b = new_block(own ? size : usual);
        a->next_block = (usual + sizeof *a->blocks) * 9 / 8; /* a tenth of all may stay unused */
        if (a->next_block > LAST_BLOCK)
            a->next_block = LAST_BLOCK;
    }
    b->used = size;
    /* An item with a block of its own goes behind the newest block, which may have room left. */
    struct oc_arena_block **where = own && a->blocks ? &a->blocks->next : &a->blocks;
    b->next = *where;
    *where = b;
    return b->data;
}

/* align is a power of two, at most that of max_align_t. */
static void *take(struct oc_arena *a, size_t size, size_t align)
{
    if (size == 0)
        size = 1;
    struct oc_arena_block *b = a->blocks;
    if (b && !ONE_ITEM_A_BLOCK) {
        size_t at = (b->used + align - 1) & ~(align - 1);
        if (at <= b->size && size <= b->size - at) {
            b->used = at + size;
            return b->data + at;
        }
    }
    return take_from_new_block(a, size);
}

void *oc_arena_alloc(struct oc_arena *a, size_t size)
{
    return take(a, size, alignof(max_align_t));
}

bool oc_arena_extend(struct oc_arena *a, const void *item, size_t from, size_t to)
{
    struct oc_arena_block *b = a->blocks;
    if (ONE_ITEM_A_BLOCK || !b || (const char *)item + from != b->data + b->used ||
        to - from > b->size - b->used)
        return false;
    b->used += to - from;
    return true;
}

void *oc_arena_grow(struct oc_arena *a, void *items, size_t *cap, size_t want, size_t item_size)
{
    if (want <= *cap)
        return items;
    size_t grown = *cap > SIZE_MAX / 2 ? SIZE_MAX : *cap * 2;
    if (grown < 4)
        grown = 4;
    if (grown < want)
        grown = want;
    if (item_size && grown > SIZE_MAX / 2 / item_size)
        oc_out_of_memory();
    if (*cap && oc_arena_extend(a, items, *cap * item_size, grown * item_size)) {
        *cap = grown;
        return items;
    }
    void *fresh = oc_arena_alloc(a, grown * item_size);
    if (*cap)
        memcpy(fresh, items, *cap * item_size);
    *cap = grown;
    return fresh;
}

struct oc_str oc_arena_copy(struct oc_arena *a, struct oc_str s)
{
    char *p = take(a, s.n + 1, 1);
    if (s.n)
        memcpy(p, s.p, s.n);
    return (struct oc_str){p, s.n};
}

struct oc_str oc_arena_lower(struct oc_arena *a, struct oc_str s)
{
    char *p = oc_arena_alloc(a, s.n + 1);
    for (size_t i = 0; i < s.n; i++)
        p[i] = (char)(s.p[i] >= 'A' && s.p[i] <= 'Z' ? s.p[i] | 0x20 : s.p[i]);
    return (struct oc_str){p, s.n};
}

const char *oc_arena_cstr(struct oc_arena *a, struct oc_str s)
{
    return oc_arena_copy(a, s).p;
}

struct oc_str oc_arena_printf(struct oc_arena *a, const char *fmt, ...)
{
    char local[256];
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    int n = vsnprintf(local, sizeof local, fmt, args);
    struct oc_str out = {local, n < 0 ? 0 : (size_t)n};
    if (out.n < sizeof local) {
        out = oc_arena_copy(a, out);
    } else {
        char *p = take(a, out.n + 1, 1);
        vsnprintf(p, out.n + 1, fmt, again);
        out.p = p;
    }
    va_end(again);
    va_end(args);
    return out;
}

void oc_arena_defer(struct oc_arena *a, void (*fn)(void *), void *ptr)
{
    struct oc_arena_defer *d = OC_NEW(a, struct oc_arena_defer);
    *d = (struct oc_arena_defer){a->defers, fn, ptr};
    a->defers = d;
}
