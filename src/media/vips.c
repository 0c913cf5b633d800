/* SPDX-License-Identifier: MIT */
/* libvips is one for the process, so the table of its functions is too: filled once, then const. */
#include "media/vips.h"

#include <dlfcn.h>
#include <pthread.h>
#include <string.h>

#include "base/base.h"

static struct oc_vips table;
static struct oc_pango text_table;
static bool ready, text_ready;

/* The library prints nothing: what goes wrong with an image becomes a diagnostic. */
static void be_quiet(const gchar *domain, GLogLevelFlags level, const gchar *text, gpointer ctx)
{
    (void)domain;
    (void)level;
    (void)text;
    (void)ctx;
}

/* POSIX has function pointers fit in void pointers, ISO C does not: hence the copy. */
static bool find(void *to, void *library, const char *name)
{
    void *symbol = dlsym(library, name);
    memcpy(to, &symbol, sizeof(symbol));
    return symbol != NULL;
}

static void start(void)
{
    void *library = dlopen(OCTAVO_VIPS, RTLD_NOW | RTLD_LOCAL);
    bool all = library != NULL;
#define OC_VIPS_FIND(name) all = all && find(&table.name, library, #name);
    OC_VIPS_FUNCTIONS(OC_VIPS_FIND)
#undef OC_VIPS_FIND
    if (!all || table.vips_init("octavo") != 0)
        return;
    table.vips_concurrency_set(1); /* octavo has a pool of its own */
    table.vips_cache_set_max(0);
    table.vips_block_untrusted_set(TRUE);
    table.g_log_set_handler("VIPS", (GLogLevelFlags)(G_LOG_LEVEL_WARNING | G_LOG_LEVEL_MESSAGE),
                            be_quiet, NULL);
    ready = true;
    all = true;
#define OC_PANGO_FIND(name) all = all && find(&text_table.name, library, #name);
    OC_PANGO_FUNCTIONS(OC_PANGO_FIND)
#undef OC_PANGO_FIND
    text_ready = all;
}

const struct oc_vips *oc_vips(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, start);
    return ready ? &table : NULL;
}

/* Pango ends the process when there is no font at all: hence the question. */
const struct oc_pango *oc_pango(void)
{
    if (!oc_vips() || !text_ready)
        return NULL;
    const FcFontSet *fonts = text_table.FcConfigGetFonts(NULL, FcSetSystem);
    return fonts && fonts->nfont > 0 ? &text_table : NULL;
}
