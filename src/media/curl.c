/* SPDX-License-Identifier: MIT */
/* libcurl is one for the process, so the table of its functions is too: filled once, then const. */
#include "media/curl.h"

#include <pthread.h>

static struct oc_curl table;
static bool ready;

static void start(void)
{
    static const char *const names[] = {OC_CURL_FUNCTIONS(OC_LIBRARY_NAME)};
    ready = oc_library_load(&table, OCTAVO_CURL, names, OC_COUNT(names)) &&
            table.curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

const struct oc_curl *oc_curl(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, start);
    return ready ? &table : NULL;
}
