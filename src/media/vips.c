/* SPDX-License-Identifier: MIT */
/* libvips is one for the process, so the table of its functions is too: filled once, then const. */
#include "media/vips.h"

#include <pthread.h>

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

static void start(void)
{
    static const char *const names[] = {OC_VIPS_FUNCTIONS(OC_LIBRARY_NAME)};
    static const char *const text_names[] = {OC_PANGO_FUNCTIONS(OC_LIBRARY_NAME)};
    if (!oc_library_load(&table, OCTAVO_VIPS, names, OC_COUNT(names)) ||
        table.vips_init("octavo") != 0)
        return;
    table.vips_concurrency_set(1); /* octavo has a pool of its own */
    table.vips_cache_set_max(0);
    table.vips_block_untrusted_set(TRUE);
    table.g_log_set_handler("VIPS", (GLogLevelFlags)(G_LOG_LEVEL_WARNING | G_LOG_LEVEL_MESSAGE),
                            be_quiet, NULL);
    ready = true;
    text_ready = oc_library_load(&text_table, OCTAVO_VIPS, text_names, OC_COUNT(text_names));
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
