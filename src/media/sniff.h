/* SPDX-License-Identifier: MIT */
/*
 * What a file is by its own bytes, whatever it is called. Every reader is bounded by the file's
 * size and looks at structure only; no picture is decoded.
 */
#ifndef OC_SNIFF_H
#define OC_SNIFF_H

#include "base/str.h"

enum oc_image_type {
    OC_TYPE_NONE,
    OC_TYPE_PNG,
    OC_TYPE_JPEG,
    OC_TYPE_GIF,
    OC_TYPE_WEBP,
    OC_TYPE_AVIF,
    OC_TYPE_HEIC,
    OC_TYPE_BMP,
    OC_TYPE_TIFF,
    OC_TYPE_SVG,
    OC_TYPE_COUNT
};

struct oc_type_row {
    const char *name; /* "PNG" */
    const char *ext;  /* ".png"; NULL when a book cannot hold it */
    const char *media_type;
    const char *names; /* extensions that tell the truth: " png apng " */
};
const struct oc_type_row *oc_type_row(enum oc_image_type type);
/* Whether a file's extension, without dot, says another type than this. */
bool oc_type_lies(enum oc_image_type type, struct oc_str ext);

struct oc_sniff {
    enum oc_image_type type;
    uint32_t width, height; /* 0 for SVG */
    uint32_t frames;        /* of GIF and animated others; 1 */
    bool alpha;             /* it may have transparent parts */
    bool deep;              /* more than 8 bits a channel */
    bool cmyk, grey;
    bool lossless;
    bool whole;    /* its lines come in passes: a decoder must hold all of it */
    bool odd;      /* a kind of JPEG that readers do not know */
    bool metadata; /* Exif or XMP */
    int turn;      /* Exif orientation, 1 to 8 */
};

/* -1 with *why, a static sentence's end ("is cut short"), when it is no whole image. */
int oc_sniff(struct oc_sniff *out, const char **why, struct oc_str bytes) OC_NODISCARD;

/* ---- readers of one type each; out is zero but for type ---- */
int oc_sniff_png(struct oc_sniff *out, const char **why, struct oc_str b);
int oc_sniff_jpeg(struct oc_sniff *out, const char **why, struct oc_str b);
int oc_sniff_gif(struct oc_sniff *out, const char **why, struct oc_str b);
int oc_sniff_webp(struct oc_sniff *out, const char **why, struct oc_str b);
int oc_sniff_heif(struct oc_sniff *out, const char **why, struct oc_str b); /* AVIF too */
int oc_sniff_bmp(struct oc_sniff *out, const char **why, struct oc_str b);
int oc_sniff_tiff(struct oc_sniff *out, const char **why, struct oc_str b);

/* ---- numbers; the caller has checked the bounds ---- */
static inline uint32_t oc_be16(const char *p)
{
    const unsigned char *u = (const unsigned char *)p;
    return (uint32_t)u[0] << 8 | u[1];
}
static inline uint32_t oc_be32(const char *p)
{
    return oc_be16(p) << 16 | oc_be16(p + 2);
}
static inline uint32_t oc_le16(const char *p)
{
    const unsigned char *u = (const unsigned char *)p;
    return (uint32_t)u[1] << 8 | u[0];
}
static inline uint32_t oc_le32(const char *p)
{
    return oc_le16(p + 2) << 16 | oc_le16(p);
}

#endif
