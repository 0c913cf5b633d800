/* SPDX-License-Identifier: MIT */
/* When an image is good as it is, and what it costs when it is not. */
#include "media/fit.h"

bool oc_fit_needed(const struct oc_sniff *s, size_t bytes, const struct oc_fit *fit)
{
    bool large = s->width > fit->side || s->height > fit->side || bytes > OC_FIT_BYTES;
    bool colour = fit->grey && !s->grey;
    switch (s->type) {
    case OC_TYPE_GIF: /* what moves is kept as it is, unless still ones are asked for */
        return s->frames > 1 ? fit->still : large || colour;
    case OC_TYPE_PNG:
        return large || colour || s->deep;
    case OC_TYPE_JPEG:
        return large || colour || s->deep || s->cmyk || s->odd || s->turn != 1;
    default:
        return true;
    }
}

size_t oc_fit_cost(const struct oc_sniff *s, const struct oc_fit *fit)
{
    size_t pixels = (size_t)s->width * s->height, side = fit->side;
    size_t made = pixels < side * side ? pixels : side * side;
    bool by_lines =
        !s->whole && (s->type == OC_TYPE_JPEG || s->type == OC_TYPE_PNG || s->type == OC_TYPE_TIFF);
    /* as measured; what may become a PNG of 256 colours takes most */
    return made * (s->lossless ? 68 : 12) + pixels * (by_lines ? 1 : 8);
}
