/* SPDX-License-Identifier: MIT */
/* WebP, AVIF, HEIC, BMP and TIFF: only as much as their size and kind need. */
#include "media/sniff.h"

static int cut_short(const char **why)
{
    *why = "is cut short";
    return -1;
}

/* ---- WebP ---- */

static uint32_t le24(const char *p)
{
    return oc_le16(p) | (uint32_t)(unsigned char)p[2] << 16;
}

static int webp_lossy(struct oc_sniff *out, struct oc_str body)
{
    if (body.n < 10 || memcmp(body.p + 3, "\x9d\x01\x2a", 3) != 0)
        return -1;
    out->width = oc_le16(body.p + 6) & 0x3FFF;
    out->height = oc_le16(body.p + 8) & 0x3FFF;
    return 0;
}

static int webp_lossless(struct oc_sniff *out, struct oc_str body)
{
    if (body.n < 5 || body.p[0] != 0x2F)
        return -1;
    uint32_t bits = oc_le32(body.p + 1);
    out->width = (bits & 0x3FFF) + 1;
    out->height = (bits >> 14 & 0x3FFF) + 1;
    out->alpha = bits >> 28 & 1;
    out->lossless = true;
    return 0;
}

int oc_sniff_webp(struct oc_sniff *out, const char **why, struct oc_str b)
{
    if (b.n < 20 || oc_le32(b.p + 4) > b.n - 8)
        return cut_short(why);
    size_t end = 8 + (size_t)oc_le32(b.p + 4);
    bool extended = false;
    for (size_t at = 12; end >= at && end - at >= 8;) {
        uint32_t size = oc_le32(b.p + at + 4);
        if (size > end - at - 8)
            return cut_short(why);
        struct oc_str body = oc_str_sub(b, at + 8, at + 8 + size);
        if (memcmp(b.p + at, "VP8X", 4) == 0 && body.n >= 10) {
            extended = true;
            out->alpha = (body.p[0] & 0x10) != 0;
            out->metadata = (body.p[0] & 0x0C) != 0;
            out->frames = body.p[0] & 2 ? 2 : 1;
            out->width = le24(body.p + 4) + 1;
            out->height = le24(body.p + 7) + 1;
        } else if (memcmp(b.p + at, "VP8 ", 4) == 0) {
            return extended ? 0 : webp_lossy(out, body);
        } else if (memcmp(b.p + at, "VP8L", 4) == 0) {
            out->lossless = true;
            return extended ? 0 : webp_lossless(out, body);
        } else if (memcmp(b.p + at, "ANMF", 4) == 0) {
            return extended ? 0 : -1;
        }
        at += 8 + (size_t)size + (size & 1);
    }
    return cut_short(why);
}

/* ---- AVIF and HEIC: boxes in boxes, three deep ---- */

/* The next box in b from *at: its name and body. False at the end; *cut: it runs past the end. */
static bool next_box(struct oc_str *name, struct oc_str *body, bool *cut, size_t *at,
                     struct oc_str b)
{
    if (*at > b.n || b.n - *at < 8)
        return false;
    uint64_t size = oc_be32(b.p + *at);
    size_t head = 8;
    if (size == 1 && b.n - *at >= 16) {
        size = (uint64_t)oc_be32(b.p + *at + 8) << 32 | oc_be32(b.p + *at + 12);
        head = 16;
    } else if (size == 0) {
        size = b.n - *at;
    }
    *cut = size < head || size > b.n - *at;
    if (*cut)
        return false;
    *name = oc_str_sub(b, *at + 4, *at + 8);
    *body = oc_str_sub(b, *at + head, *at + (size_t)size);
    *at += (size_t)size;
    return true;
}

/* The body of the first box of that name; p == NULL when there is none. */
static struct oc_str find_box(struct oc_str in, const char *wanted)
{
    struct oc_str name, body;
    bool cut;
    for (size_t at = 0; next_box(&name, &body, &cut, &at, in);)
        if (oc_str_is(name, wanted))
            return body;
    return OC_STR_NONE;
}

static void read_properties(struct oc_sniff *out, struct oc_str ipco)
{
    struct oc_str name, body;
    bool cut;
    for (size_t at = 0; next_box(&name, &body, &cut, &at, ipco);) {
        if (oc_str_is(name, "ispe") && body.n >= 12) { /* tiles and thumbnails have theirs too */
            uint32_t w = oc_be32(body.p + 4), h = oc_be32(body.p + 8);
            if ((uint64_t)w * h > (uint64_t)out->width * out->height) {
                out->width = w;
                out->height = h;
            }
        } else if (oc_str_is(name, "auxC")) {
            out->alpha = out->alpha || oc_str_find(body, "alpha", 0) != SIZE_MAX ||
                         oc_str_find(body, "auxid:1", 0) != SIZE_MAX;
        }
    }
}

int oc_sniff_heif(struct oc_sniff *out, const char **why, struct oc_str b)
{
    struct oc_str name, body, meta = OC_STR_NONE;
    bool cut = false;
    for (size_t at = 0; next_box(&name, &body, &cut, &at, b);)
        if (oc_str_is(name, "meta") && body.n > 4)
            meta = oc_str_sub(body, 4, body.n);
    if (cut)
        return cut_short(why);
    read_properties(out, find_box(find_box(meta, "iprp"), "ipco"));
    return out->width ? 0 : -1;
}

/* ---- BMP ---- */

int oc_sniff_bmp(struct oc_sniff *out, const char **why, struct oc_str b)
{
    uint32_t head = oc_le32(b.p + 14), data = oc_le32(b.p + 10);
    if (head != 12 && (head < 40 || b.n < 54))
        return -1;
    bool core = head == 12;
    int64_t width = core ? (int64_t)oc_le16(b.p + 18) : (int32_t)oc_le32(b.p + 18);
    int64_t height = core ? (int64_t)oc_le16(b.p + 20) : (int32_t)oc_le32(b.p + 22);
    uint32_t depth = core ? oc_le16(b.p + 24) : oc_le16(b.p + 28);
    uint32_t packing = core ? 0 : oc_le32(b.p + 30);
    if (width <= 0 || height == 0 || height < -INT32_MAX)
        return -1;
    out->width = (uint32_t)width;
    out->height = (uint32_t)(height < 0 ? -height : height);
    out->lossless = true;
    uint64_t row = ((uint64_t)out->width * depth + 31) / 32 * 4;
    bool packed = packing == 1 || packing == 2;
    if (data > b.n || (!packed && row * out->height > b.n - data))
        return cut_short(why);
    return 0;
}

/* ---- TIFF ---- */

int oc_sniff_tiff(struct oc_sniff *out, const char **why, struct oc_str b)
{
    if (b.n < 8)
        return cut_short(why);
    bool big = b.p[0] == 'M';
    size_t at = big ? oc_be32(b.p + 4) : oc_le32(b.p + 4);
    if (at > b.n - 2)
        return cut_short(why);
    uint32_t count = big ? oc_be16(b.p + at) : oc_le16(b.p + at);
    for (at += 2; count > 0; count--, at += 12) {
        if (b.n - at < 12)
            return cut_short(why);
        const char *p = b.p + at;
        uint32_t tag = big ? oc_be16(p) : oc_le16(p), type = big ? oc_be16(p + 2) : oc_le16(p + 2);
        uint32_t value = type == 3 ? (big ? oc_be16(p + 8) : oc_le16(p + 8))
                                   : (big ? oc_be32(p + 8) : oc_le32(p + 8));
        if (tag == 256)
            out->width = value;
        else if (tag == 257)
            out->height = value;
        else if (tag == 262)
            out->cmyk = value == 5;
        else if (tag == 338)
            out->alpha = true;
    }
    out->lossless = true;
    return 0;
}
