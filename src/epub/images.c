/* SPDX-License-Identifier: MIT */
/* From what each post shows to the list of files. */
#include "epub/images.h"

void oc_image_list_make(struct oc_image_list *out, struct oc_arena *a,
                        const struct oc_outline *places)
{
    struct oc_map seen;
    size_t cap = 0;
    *out = (struct oc_image_list){0};
    oc_map_init(&seen, a);
    for (size_t i = 0; i < places->n; i++) {
        const struct oc_post *post = oc_place_text_of(&places->v[i]);
        for (size_t k = 0; post && k < post->nimages; k++) {
            const struct oc_image *image = post->images[k].image;
            if (!image)
                continue;
            out->guessed = out->guessed || post->images[k].guessed;
            out->moving = out->moving || image->moving;
            if (!oc_map_add(&seen, image->href, a))
                continue;
            out->v = oc_arena_grow(a, out->v, &cap, out->n + 1, sizeof(*out->v));
            out->v[out->n++] = image;
        }
    }
}
