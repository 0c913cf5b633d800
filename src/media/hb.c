/* SPDX-License-Identifier: MIT */
/* The table of its functions, filled once and then const. */
#include "media/hb.h"

#include <pthread.h>

static struct oc_hb table;
static bool ready;

static void start(void)
{
    static const char *const names[] = {OC_HB_FUNCTIONS(OC_LIBRARY_NAME)};
    ready = oc_library_load(&table, OCTAVO_HB, names, OC_COUNT(names));
}

const struct oc_hb *oc_hb(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, start);
    return ready ? &table : NULL;
}
