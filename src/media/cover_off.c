/* SPDX-License-Identifier: MIT */
/* The stand-in for canvas.c, cover_art.c and cover_block.c in an octavo without libvips. */
#include "media/cover.h"

int oc_cover_draw(struct oc_buf *out, struct oc_buf *missing, const char **why,
                  const struct oc_cover_words *words)
{
    (void)out;
    (void)missing;
    (void)words;
    *why = "this octavo was built without its image library";
    return -1;
}
