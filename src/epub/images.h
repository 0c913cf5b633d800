/* SPDX-License-Identifier: MIT */
/* The images of a book, as its manifest lists them. */
#ifndef OC_EPUB_IMAGES_H
#define OC_EPUB_IMAGES_H

#include "epub/outline.h"

struct oc_image_list {
    const struct oc_image **v; /* each once, in the order in which pages first show them */
    size_t n;
    bool moving;  /* some move */
    bool guessed; /* some have no words of their author's */
};
/* All memory is the arena's. */
void oc_image_list_make(struct oc_image_list *out, struct oc_arena *a,
                        const struct oc_outline *places);

#endif
