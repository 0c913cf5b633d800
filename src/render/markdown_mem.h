/* SPDX-License-Identifier: MIT */
/* The memory cmark-gfm works in: the arena of the post at hand. Included by markdown.c alone. */
#ifndef OC_MARKDOWN_MEM_H
#define OC_MARKDOWN_MEM_H

#include <cmark-gfm.h>

#include "base/arena.h"

/*
 * From here to the next call cmark may use the allocator on this thread. The next call ends all
 * that was allocated, the arena's part with the arena: nothing needs to be freed. NULL: no more.
 */
cmark_mem *oc_markdown_mem(struct oc_arena *a);

#endif
