/* SPDX-License-Identifier: MIT */
/*
 * Exif, XMP and Photoshop's notes taken out of files that are good otherwise: where a photograph
 * was taken is nobody's business. The files have been walked by sniff before: sizes are right.
 */
#include "media/fit.h"

static void strip_jpeg(struct oc_buf *out, struct oc_str b)
{
    size_t at = 2;
    oc_buf_put(out, oc_str_sub(b, 0, 2));
    while (b.n - at >= 4 && (unsigned char)b.p[at] == 0xFF) {
        unsigned marker = (unsigned char)b.p[at + 1];
        if (marker == 0xFF) {
            at++;
            continue;
        }
        if (marker == 0xDA)
            break;
        size_t end = at + 2 + oc_be16(b.p + at + 2);
        if (marker != 0xE1 && marker != 0xED && marker != 0xFE)
            oc_buf_put(out, oc_str_sub(b, at, end));
        at = end;
    }
    oc_buf_put(out, oc_str_sub(b, at, b.n));
}

static void strip_png(struct oc_buf *out, struct oc_str b)
{
    static const char *const names[] = {"eXIf", "iTXt", "zTXt", "tEXt", "tIME"};
    oc_buf_put(out, oc_str_sub(b, 0, 8));
    for (size_t at = 8; b.n - at >= 12;) {
        size_t end = at + 12 + oc_be32(b.p + at);
        bool keep = true;
        for (size_t i = 0; i < OC_COUNT(names); i++)
            keep = keep && memcmp(b.p + at + 4, names[i], 4) != 0;
        if (keep)
            oc_buf_put(out, oc_str_sub(b, at, end));
        if (memcmp(b.p + at + 4, "IEND", 4) == 0)
            break;
        at = end;
    }
}

void oc_strip(struct oc_buf *out, enum oc_image_type type, struct oc_str bytes)
{
    if (type == OC_TYPE_JPEG)
        strip_jpeg(out, bytes);
    else
        strip_png(out, bytes);
}
