/* SPDX-License-Identifier: MIT */
/* libcurl is one for the process, so the table of its functions is too: filled once, then const. */
#include "media/curl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <string.h>

#include "base/base.h"

static struct oc_curl table;
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
    void *library = dlopen(OCTAVO_CURL, RTLD_NOW | RTLD_LOCAL);
    bool all = library != NULL;
#define OC_CURL_FIND(name) all = all && find(&table.name, library, #name);
    OC_CURL_FUNCTIONS(OC_CURL_FIND)
#undef OC_CURL_FIND
    ready = all && table.curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

const struct oc_curl *oc_curl(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, start);
    return ready ? &table : NULL;
}
