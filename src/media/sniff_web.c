/* SPDX-License-Identifier: MIT */
/* PNG, JPEG and GIF: the types that every e-reader shows. Each file is walked to its end. */
#include "media/sniff.h"

static int cut_short(const char **why)
{
    *why = "is cut short";
    return -1;
}

/* ---- PNG ---- */

int oc_sniff_png(struct oc_sniff *out, const char **why, struct oc_str b)
{
    if (b.n < 33)
        return cut_short(why);
    if (oc_be32(b.p + 8) != 13 || memcmp(b.p + 12, "IHDR", 4) != 0)
        return -1;
    out->width = oc_be32(b.p + 16);
    out->height = oc_be32(b.p + 20);
    unsigned depth = (unsigned char)b.p[24], color = (unsigned char)b.p[25];
    if (out->width > INT32_MAX || out->height > INT32_MAX || depth > 16 || color > 6)
        return -1;
    out->deep = depth == 16;
    out->grey = color == 0 || color == 4;
    out->alpha = color >= 4;
    out->lossless = true;
    out->whole = b.p[28] != 0; /* interlaced */
    bool data = false;
    for (size_t at = 8; b.n - at >= 12;) {
        uint32_t size = oc_be32(b.p + at);
        const char *name = b.p + at + 4;
        if (size > b.n - at - 12)
            return cut_short(why);
        if (memcmp(name, "IEND", 4) == 0)
            return data ? 0 : -1;
        struct oc_str body = oc_str_sub(b, at + 8, at + 8 + size);
        data = data || memcmp(name, "IDAT", 4) == 0;
        out->alpha = out->alpha || memcmp(name, "tRNS", 4) == 0;
        if (memcmp(name, "acTL", 4) == 0 && size >= 4 && oc_be32(body.p) > 1)
            out->frames = oc_be32(body.p);
        out->metadata = out->metadata || memcmp(name, "eXIf", 4) == 0 ||
                        (memcmp(name, "iTXt", 4) == 0 && oc_str_starts(body, "XML:com.adobe")) ||
                        (memcmp(name, "zTXt", 4) == 0 && oc_str_starts(body, "Raw profile type"));
        at += 12 + (size_t)size;
    }
    return cut_short(why);
}

/* ---- JPEG ---- */

/* The orientation in a TIFF structure; 1 when it says none. */
static int exif_turn(struct oc_str t)
{
    if (t.n < 8 || (memcmp(t.p, "II", 2) != 0 && memcmp(t.p, "MM", 2) != 0))
        return 1;
    bool big = t.p[0] == 'M';
    size_t at = big ? oc_be32(t.p + 4) : oc_le32(t.p + 4);
    if (at > t.n - 2)
        return 1;
    uint32_t count = big ? oc_be16(t.p + at) : oc_le16(t.p + at);
    for (at += 2; count > 0 && at + 12 <= t.n; count--, at += 12) {
        if ((big ? oc_be16(t.p + at) : oc_le16(t.p + at)) != 0x112)
            continue;
        uint32_t turn = big ? oc_be16(t.p + at + 8) : oc_le16(t.p + at + 8);
        return turn >= 1 && turn <= 8 ? (int)turn : 1;
    }
    return 1;
}

static void read_app(struct oc_sniff *out, unsigned marker, struct oc_str body)
{
    if (marker == 0xE1 && oc_str_starts(body, "Exif")) {
        int turn = body.n > 6 ? exif_turn(oc_str_sub(body, 6, body.n)) : 1;
        out->turn = out->turn == 1 ? turn : out->turn;
    }
    /* Exif, XMP and Photoshop's notes; JFIF, colour profile and Adobe's transform stay */
    out->metadata = out->metadata || marker == 0xE1 || marker == 0xED;
}

static int read_frame(struct oc_sniff *out, unsigned marker, struct oc_str body)
{
    if (body.n < 6)
        return -1;
    unsigned channels = (unsigned char)body.p[5];
    out->height = oc_be16(body.p + 1);
    out->width = oc_be16(body.p + 3);
    out->deep = (unsigned char)body.p[0] > 8;
    out->grey = channels == 1;
    out->cmyk = channels == 4;
    out->whole = marker >= 0xC2; /* progressive */
    out->odd = marker > 0xC2;    /* lossless, hierarchical, arithmetic coding */
    return 0;
}

int oc_sniff_jpeg(struct oc_sniff *out, const char **why, struct oc_str b)
{
    for (size_t at = 2;;) {
        while (at < b.n && (unsigned char)b.p[at] == 0xFF && at + 1 < b.n &&
               (unsigned char)b.p[at + 1] == 0xFF)
            at++; /* fill bytes */
        if (b.n - at < 4)
            return cut_short(why);
        unsigned marker = (unsigned char)b.p[at + 1];
        uint32_t size = oc_be16(b.p + at + 2);
        if ((unsigned char)b.p[at] != 0xFF || size < 2)
            return -1;
        if (size > b.n - at - 2)
            return cut_short(why);
        struct oc_str body = oc_str_sub(b, at + 4, at + 2 + size);
        at += 2 + (size_t)size;
        if (marker >= 0xE0 && marker <= 0xEF)
            read_app(out, marker, body);
        else if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 &&
                 marker != 0xCC) {
            if (read_frame(out, marker, body) != 0)
                return -1;
        } else if (marker == 0xDA) {
            unsigned channels = out->cmyk ? 4 : out->grey ? 1 : 3;
            out->whole = out->whole || body.n == 0 || (unsigned char)body.p[0] < channels;
            return memmem(b.p + at, b.n - at, "\xFF\xD9", 2) ? 0 : cut_short(why);
        }
    }
}

/* ---- GIF ---- */

static bool skip_blocks(size_t *at, struct oc_str b)
{
    while (*at < b.n) {
        size_t size = (unsigned char)b.p[(*at)++];
        if (size == 0)
            return true;
        *at += size;
    }
    return false;
}

int oc_sniff_gif(struct oc_sniff *out, const char **why, struct oc_str b)
{
    if (b.n < 13)
        return cut_short(why);
    unsigned flags = (unsigned char)b.p[10];
    size_t at = 13 + (flags & 0x80 ? (size_t)3 << ((flags & 7) + 1) : 0);
    out->width = oc_le16(b.p + 6);
    out->height = oc_le16(b.p + 8);
    out->frames = 0;
    out->lossless = true;
    while (at < b.n && b.p[at] != ';') {
        char kind = b.p[at++];
        if (kind == '!') {
            if (at + 5 < b.n && (unsigned char)b.p[at] == 0xF9)
                out->alpha = out->alpha || (b.p[at + 2] & 1);
            at++;
        } else if (kind == ',') {
            if (b.n < at + 10)
                return cut_short(why);
            if (out->width == 0 || out->height == 0) { /* some say it in the frame alone */
                out->width = oc_le16(b.p + at + 4);
                out->height = oc_le16(b.p + at + 6);
            }
            flags = (unsigned char)b.p[at + 8];
            at += 10 + (flags & 0x80 ? (size_t)3 << ((flags & 7) + 1) : 0);
        } else if (out->frames > 0) {
            break; /* junk after whole frames: readers show these */
        } else {
            return -1;
        }
        if (!skip_blocks(&at, b)) {
            if (out->frames > 0)
                break;
            return cut_short(why);
        }
        out->frames += kind == ',';
    }
    return out->frames > 0 ? 0 : cut_short(why);
}
