/* SPDX-License-Identifier: MIT */
/* From an image as it was found to one that every e-reader shows, small enough for it. */
#ifndef OC_FIT_H
#define OC_FIT_H

#include "base/buf.h"
#include "media/sniff.h"

struct oc_fit {
    uint32_t side;    /* the longest side allowed, in pixels */
    bool grey, still; /* no colours; no moving GIFs */
    bool jpeg;        /* JPEG whatever it was, on white where it is transparent: a cover */
};

/* Whether the image must be decoded and encoded anew. */
bool oc_fit_needed(const struct oc_sniff *s, size_t bytes, const struct oc_fit *fit);

/*
 * Appends it as JPEG or PNG, whichever suits: 8-bit sRGB or grey, turned as Exif says, without
 * metadata, at most fit->side long and, as far as quality allows, OC_FIT_BYTES. *type gets which.
 * -1 with *why. Thread-safe; fit.c (libvips), or fit_off.c, which refuses everything.
 */
int oc_fit_encode(struct oc_buf *out, enum oc_image_type *type, const char **why,
                  const struct oc_sniff *s, struct oc_str bytes, const struct oc_fit *fit);
/* The memory that takes, roughly. */
size_t oc_fit_cost(const struct oc_sniff *s, const struct oc_fit *fit);
/* False without libvips, be it here or when octavo was built: images of types that readers know
 * are then kept as they are. */
bool oc_fit_can(void);

#define OC_FIT_BYTES ((size_t)1 << 20)

/* strip.c: appends a JPEG or PNG without Exif, XMP and their like; the picture is not touched. */
void oc_strip(struct oc_buf *out, enum oc_image_type type, struct oc_str bytes);

/*
 * bmp.c: the pixels of a BMP, top row first, 3 bytes each; width * height * 3 bytes of malloc.
 * NULL with *why when its kind is not one of those that are still met. s: of the same bytes.
 */
unsigned char *oc_bmp_decode(const char **why, const struct oc_sniff *s, struct oc_str bytes);

#endif
