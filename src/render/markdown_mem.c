/* SPDX-License-Identifier: MIT */
/*
 * An allocator for cmark-gfm, whose own ends the program when memory runs out and calls malloc for
 * each node. Its functions are told nothing but sizes: the arena is found by the thread. Small
 * items are never freed alone; large ones, buffers that double, are the heap's and stand in a
 * ring until then. So neither the tree nor the parser has to be taken apart.
 */
#include "render/markdown_mem.h"

#include <stdalign.h>
#include <stdlib.h>

#define LARGE ((size_t)32 << 10)

/* Before each item; keeps the item aligned for any type. The ring is used by large ones only. */
struct head {
    alignas(max_align_t) size_t size;
};
struct large {
    struct large *prev, *next;
    struct head head;
};

static _Thread_local struct oc_arena *arena;
static _Thread_local struct large *larges;

static struct large *large_of(struct head *h)
{
    return (struct large *)((char *)h - offsetof(struct large, head));
}

/* size with room for a head of either kind. */
static size_t whole(size_t size)
{
    if (size > SIZE_MAX - sizeof(struct large))
        oc_out_of_memory();
    return size + (size < LARGE ? sizeof(struct head) : sizeof(struct large));
}

static void *link_large(struct large *l, size_t size)
{
    l->head.size = size;
    l->prev = NULL;
    l->next = larges;
    if (larges)
        larges->prev = l;
    larges = l;
    return &l->head + 1;
}

static void unlink_large(struct large *l)
{
    if (l->next)
        l->next->prev = l->prev;
    if (l->prev)
        l->prev->next = l->next;
    else
        larges = l->next;
}

static void *take(size_t size)
{
    if (size >= LARGE)
        return link_large(oc_alloc(whole(size)), size);
    struct head *h = oc_arena_alloc(arena, whole(size));
    h->size = size;
    return h + 1;
}

static void *take_zeroed(size_t n, size_t size)
{
    if (size && n > SIZE_MAX / size)
        oc_out_of_memory();
    return take(n * size);
}

static void give_back(void *p)
{
    struct head *h = p ? (struct head *)p - 1 : NULL;
    if (!h || h->size < LARGE)
        return;
    unlink_large(large_of(h));
    free(large_of(h));
}

static void *resize(void *p, size_t size)
{
    struct head *h = p ? (struct head *)p - 1 : NULL;
    if (!h)
        return take(size);
    if (h->size >= LARGE && size >= LARGE) {
        unlink_large(large_of(h));
        return link_large(oc_realloc(large_of(h), whole(size)), size);
    }
    if (size <= h->size && h->size < LARGE)
        return p;
    if (size < LARGE && oc_arena_extend(arena, h, whole(h->size), whole(size))) {
        h->size = size; /* a text that grows at the end */
        return p;
    }
    void *fresh = take(size);
    memcpy(fresh, p, size < h->size ? size : h->size);
    give_back(p);
    return fresh;
}

cmark_mem *oc_markdown_mem(struct oc_arena *a)
{
    static cmark_mem mem = {take_zeroed, resize, give_back}; /* never changed */
    while (larges) {
        struct large *l = larges;
        larges = l->next;
        free(l);
    }
    arena = a;
    return &mem;
}
