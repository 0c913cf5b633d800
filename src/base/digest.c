/* SPDX-License-Identifier: MIT */
/* SHA-1 over one piece of memory, block by block; the last one or two blocks are built aside. */
#include "base/digest.h"

#include <stdlib.h>

static uint32_t rotate(uint32_t x, int n)
{
    return (x << n) | (x >> (32 - n));
}

/* One step of the 80; v has the five working words, the oldest of which it replaces. */
static inline void step(uint32_t v[5], uint32_t f, uint32_t k, uint32_t w)
{
    uint32_t t = rotate(v[0], 5) + f + v[4] + k + w;
    v[4] = v[3];
    v[3] = v[2];
    v[2] = rotate(v[1], 30);
    v[1] = v[0];
    v[0] = t;
}

static void block(uint32_t h[5], const unsigned char *p)
{
    uint32_t w[80] = {0}, v[5];
    for (size_t i = 0; i < 16; i++)
        w[i] = (uint32_t)p[i * 4] << 24 | (uint32_t)p[i * 4 + 1] << 16 |
               (uint32_t)p[i * 4 + 2] << 8 | p[i * 4 + 3];
    for (int i = 16; i < 80; i++)
        w[i] = rotate(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);

    memcpy(v, h, sizeof(v));
    for (int i = 0; i < 20; i++)
        step(v, v[3] ^ (v[1] & (v[2] ^ v[3])), 0x5A827999u, w[i]);
    for (int i = 20; i < 40; i++)
        step(v, v[1] ^ v[2] ^ v[3], 0x6ED9EBA1u, w[i]);
    for (int i = 40; i < 60; i++)
        step(v, (v[1] & v[2]) | (v[3] & (v[1] | v[2])), 0x8F1BBCDCu, w[i]);
    for (int i = 60; i < 80; i++)
        step(v, v[1] ^ v[2] ^ v[3], 0xCA62C1D6u, w[i]);
    for (int i = 0; i < 5; i++)
        h[i] += v[i];
}

void oc_sha1(unsigned char out[20], struct oc_str s)
{
    uint32_t h[5] = {0x67452301u, 0xEFCDAB89u, 0x98BADCFEu, 0x10325476u, 0xC3D2E1F0u};
    size_t whole = s.n / 64 * 64, rest = s.n - whole;
    for (size_t i = 0; i < whole; i += 64)
        block(h, (const unsigned char *)s.p + i);

    unsigned char tail[128] = {0};
    if (rest)
        memcpy(tail, s.p + whole, rest);
    tail[rest] = 0x80;
    size_t size = rest < 56 ? 64 : 128;
    uint64_t bits = (uint64_t)s.n * 8;
    for (size_t i = 0; i < 8; i++)
        tail[size - 1 - i] = (unsigned char)(bits >> (8 * i));
    for (size_t i = 0; i < size; i += 64)
        block(h, tail + i);
    for (size_t i = 0; i < 20; i++)
        out[i] = (unsigned char)(h[i / 4] >> (24 - 8 * (i % 4)));
}

void oc_uuid5_url(struct oc_buf *out, struct oc_str name)
{
    static const char space[16] = "\x6b\xa7\xb8\x11\x9d\xad\x11\xd1\x80\xb4\x00\xc0\x4f\xd4\x30"
                                  "\xc8"; /* RFC 9562, section 6.6: NameSpace_URL */
    unsigned char d[20];
    char *text = oc_alloc(sizeof(space) + name.n);
    memcpy(text, space, sizeof(space));
    if (name.n)
        memcpy(text + sizeof(space), name.p, name.n);
    oc_sha1(d, (struct oc_str){text, sizeof(space) + name.n});
    free(text);
    d[6] = (unsigned char)((d[6] & 0x0f) | 0x50);
    d[8] = (unsigned char)((d[8] & 0x3f) | 0x80);
    for (int i = 0; i < 16; i++)
        oc_buf_printf(out, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", d[i]);
}
