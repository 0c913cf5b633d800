/* SPDX-License-Identifier: MIT */
/* Windows bitmaps without compression: libvips reads them only through ImageMagick, which is no
 * program for strangers' files. */
#include <stdlib.h>

#include "media/fit.h"

/* Where a channel stands in a pixel's number. */
struct channel {
    uint32_t mask, shift, max;
};

static struct channel channel_of(uint32_t mask)
{
    struct channel c = {.mask = mask};
    while (mask && !(mask & 1)) {
        mask >>= 1;
        c.shift++;
    }
    c.max = mask;
    return c;
}

static unsigned char channel_get(const struct channel *c, uint32_t pixel)
{
    uint64_t value = (pixel & c->mask) >> c->shift;
    return (unsigned char)(c->max ? value * 255 / c->max : 0);
}

struct bmp {
    const struct oc_sniff *s;
    struct oc_str bytes, palette; /* 3 or 4 bytes a colour: entry */
    size_t data, row, entry;
    uint32_t depth;
    struct channel rgb[3];
};

static void put_indexed(unsigned char *to, const struct bmp *m, const char *row)
{
    uint32_t per_byte = 8 / m->depth, mask = (1u << m->depth) - 1;
    for (uint32_t x = 0; x < m->s->width; x++, to += 3) {
        unsigned byte = (unsigned char)row[x / per_byte];
        size_t at = (byte >> (8 - m->depth * (x % per_byte + 1)) & mask) * m->entry;
        for (size_t i = 0; i < 3 && at + 3 <= m->palette.n; i++)
            to[i] = (unsigned char)m->palette.p[at + 2 - i];
    }
}

static void put_direct(unsigned char *to, const struct bmp *m, const char *row)
{
    size_t bytes = m->depth / 8;
    for (uint32_t x = 0; x < m->s->width; x++, to += 3, row += bytes) {
        if (bytes == 3) {
            for (size_t i = 0; i < 3; i++)
                to[i] = (unsigned char)row[2 - i];
            continue;
        }
        uint32_t pixel = bytes == 2 ? oc_le16(row) : oc_le32(row);
        for (size_t i = 0; i < 3; i++)
            to[i] = channel_get(&m->rgb[i], pixel);
    }
}

static int read_header(struct bmp *m)
{
    const char *p = m->bytes.p;
    uint32_t head = oc_le32(p + 14);
    bool core = head == 12;
    uint32_t packing = core ? 0 : oc_le32(p + 30);
    m->data = oc_le32(p + 10);
    m->depth = core ? oc_le16(p + 24) : oc_le16(p + 28);
    m->row = ((size_t)m->s->width * m->depth + 31) / 32 * 4;
    m->entry = core ? 3 : 4;
    if (m->depth <= 8) {
        m->palette = oc_str_sub(m->bytes, 14 + (size_t)head, m->data);
        return (m->depth == 1 || m->depth == 4 || m->depth == 8) && packing == 0 ? 0 : -1;
    }
    uint32_t masks[3] = {0x7C00, 0x3E0, 0x1F};
    if (m->depth == 32)
        for (uint32_t i = 0; i < 3; i++)
            masks[i] = 0xFF0000u >> (8 * i);
    bool given = packing == 3 || packing == 6;
    if (given && m->bytes.n < 66)
        return -1;
    for (uint32_t i = 0; i < 3; i++) /* after the smallest header, or inside a larger one */
        m->rgb[i] = channel_of(given ? oc_le32(p + 54 + (size_t)4 * i) : masks[i]);
    return (m->depth == 16 || m->depth == 24 || m->depth == 32) && (packing == 0 || given) ? 0 : -1;
}

unsigned char *oc_bmp_decode(const char **why, const struct oc_sniff *s, struct oc_str bytes)
{
    struct bmp m = {.s = s, .bytes = bytes};
    *why = "is a kind of BMP that octavo does not read";
    if (read_header(&m) != 0)
        return NULL;
    if (m.data > bytes.n || (uint64_t)m.row * s->height > bytes.n - m.data) {
        *why = "is cut short";
        return NULL;
    }
    bool downwards = (int32_t)oc_le32(bytes.p + 22) < 0 && oc_le32(bytes.p + 14) != 12;
    unsigned char *pixels = oc_alloc((size_t)s->width * s->height * 3);
    for (size_t y = 0; y < s->height; y++) {
        const char *row = bytes.p + m.data + m.row * (downwards ? y : s->height - 1 - y);
        unsigned char *to = pixels + y * s->width * 3;
        if (m.depth <= 8)
            put_indexed(to, &m, row);
        else
            put_direct(to, &m, row);
    }
    return pixels;
}
