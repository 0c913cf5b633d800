/* SPDX-License-Identifier: MIT */
/* The stand-in for fit.c when octavo is built without libvips (-DOCTAVO_IMAGES=OFF). */
#include "media/fit.h"

bool oc_fit_can(void)
{
    return false;
}

int oc_fit_encode(struct oc_buf *out, enum oc_image_type *type, const char **why,
                  const struct oc_sniff *s, struct oc_str bytes, const struct oc_fit *fit)
{
    (void)out;
    (void)type;
    (void)s;
    (void)bytes;
    (void)fit;
    *why = "needs converting, and this octavo was built without its image library";
    return -1;
}
