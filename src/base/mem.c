/* SPDX-License-Identifier: MIT */
/* The heap: every allocation of octavo that can fail ends in oc_out_of_memory. */
#include <stdatomic.h>
#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "base/base.h"

/* An atomic, as a library's user may set it while another thread runs. */
static _Atomic(void (*)(void)) out_of_memory_hook;

void oc_on_out_of_memory(void (*hook)(void))
{
    atomic_store(&out_of_memory_hook, hook);
}

_Noreturn void oc_out_of_memory(void)
{
    void (*hook)(void) = atomic_load(&out_of_memory_hook);
    if (hook)
        hook();
    abort();
}

void *oc_alloc(size_t size)
{
    void *p = calloc(1, size ? size : 1);
    if (!p)
        oc_out_of_memory();
    return p;
}

void *oc_realloc(void *p, size_t size)
{
    void *grown = realloc(p, size ? size : 1);
    if (!grown)
        oc_out_of_memory();
    return grown;
}

void oc_memory_trim(void)
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}
