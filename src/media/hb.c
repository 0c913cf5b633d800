/* SPDX-License-Identifier: MIT */
/* The table of its functions, filled once and then const. */
#include "media/hb.h"

#include <dlfcn.h>
#include <pthread.h>
#include <string.h>

#include "base/base.h"

static struct oc_hb table;
static bool ready;

/* POSIX has function pointers fit in void pointers, ISO C does not: hence the copy. */
static bool find(void *to, void *library, const char *name)
{
    void *symbol = dlsym(library, name);
    memcpy(to, &symbol, sizeof(symbol));
    return symbol != NULL;
}

static void start(void)
{
    void *library = dlopen(OCTAVO_HB, RTLD_NOW | RTLD_LOCAL);
    bool all = library != NULL;
#define OC_HB_FIND(name) all = all && find(&table.name, library, #name);
    OC_HB_FUNCTIONS(OC_HB_FIND)
#undef OC_HB_FIND
    ready = all;
}

const struct oc_hb *oc_hb(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, start);
    return ready ? &table : NULL;
}
