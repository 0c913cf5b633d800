/* SPDX-License-Identifier: MIT */
/*
 * UTF-8 by branches. One idea: the range of the second byte depends on the first (Unicode 15,
 * table 3-7); once it holds, every further byte must only be 80..BF.
 */
#include "base/utf8.h"

/*
 * Looks at the sequence at p, which has n > 0 bytes: *length gets how many bytes of it fit
 * together. Returns the code point, or UINT32_MAX when it is malformed; *length is then that of
 * the maximal ill-formed subpart.
 */
static uint32_t decode(size_t *length, const unsigned char *p, size_t n)
{
    unsigned c = p[0];
    *length = 1;
    if (c < 0x80)
        return c;
    if (c < 0xC2 || c > 0xF4)
        return UINT32_MAX;
    size_t want = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    unsigned low = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
    unsigned high = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
    if (n < 2 || p[1] < low || p[1] > high)
        return UINT32_MAX;
    uint32_t cp = (c & (0xFFu >> (want + 1))) << 6 | (p[1] & 0x3Fu);
    for (*length = 2; *length < want; ++*length) {
        if (*length >= n || (p[*length] & 0xC0) != 0x80)
            return UINT32_MAX;
        cp = cp << 6 | (p[*length] & 0x3Fu);
    }
    return cp;
}

uint32_t oc_utf8_next(struct oc_str s, size_t *at)
{
    const unsigned char *p = (const unsigned char *)s.p + *at;
    if (*p < 0x80) {
        ++*at;
        return *p;
    }
    /* most of Chinese, Japanese and Korean: three bytes, no special second one */
    if (p[0] - 0xE1u <= 0xEC - 0xE1u && s.n - *at >= 3 && (p[1] & 0xC0) == 0x80 &&
        (p[2] & 0xC0) == 0x80) {
        *at += 3;
        return (p[0] & 0xFu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
    }
    size_t length;
    uint32_t cp = decode(&length, p, s.n - *at);
    *at += length;
    return cp == UINT32_MAX ? OC_UTF8_REPLACEMENT : cp;
}

uint32_t oc_utf8_prev(struct oc_str s, size_t *at)
{
    for (size_t back = 1; back <= 4 && back <= *at; back++) {
        size_t from = *at - back, length;
        const unsigned char *p = (const unsigned char *)s.p + from;
        if ((*p & 0xC0) == 0x80)
            continue;
        uint32_t cp = decode(&length, p, back);
        if (length != back)
            break;
        *at = from;
        return cp == UINT32_MAX ? OC_UTF8_REPLACEMENT : cp;
    }
    --*at;
    return OC_UTF8_REPLACEMENT;
}

size_t oc_utf8_encode(char out[4], uint32_t cp)
{
    if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
        cp = OC_UTF8_REPLACEMENT;
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    size_t n = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    for (size_t i = n - 1; i > 0; i--, cp >>= 6)
        out[i] = (char)(0x80 | (cp & 0x3F));
    out[0] = (char)((0xF00u >> n) | cp);
    return n;
}

bool oc_utf8_valid(struct oc_str s, size_t *bad)
{
    const unsigned char *p = (const unsigned char *)s.p;
    size_t i = 0;
    while (i < s.n) {
        if (p[i] < 0x80) {
            uint64_t eight;
            for (i++; i + 8 <= s.n; i += 8) {
                memcpy(&eight, p + i, 8);
                if (eight & 0x8080808080808080u)
                    break;
            }
            while (i < s.n && p[i] < 0x80)
                i++;
            continue;
        }
        /* Most of Chinese, Japanese and Korean: three bytes, no special second one. By twos: */
        while (s.n - i >= 8 && oc_utf8_two_wide(p + i))
            i += 6;
        if (i >= s.n)
            break;
        if (p[i] - 0xE1u <= 0xEC - 0xE1u && s.n - i >= 3 && (p[i + 1] & 0xC0) == 0x80 &&
            (p[i + 2] & 0xC0) == 0x80) {
            i += 3;
            continue;
        }
        size_t length;
        if (decode(&length, p + i, s.n - i) == UINT32_MAX)
            break;
        i += length;
    }
    if (bad)
        *bad = i;
    return i >= s.n;
}

void oc_utf8_repair(struct oc_buf *out, struct oc_str s)
{
    size_t good;
    while (!oc_utf8_valid(s, &good)) {
        oc_buf_put(out, oc_str_sub(s, 0, good));
        oc_utf8_next(s, &good);
        oc_buf_put_cp(out, OC_UTF8_REPLACEMENT);
        s = oc_str_sub(s, good, s.n);
    }
    oc_buf_put(out, s);
}

void oc_utf8_put_xml_ok(struct oc_buf *out, struct oc_str s)
{
    size_t from = 0;
    for (size_t at = 0; at < s.n;) {
        size_t start = at;
        if ((unsigned char)s.p[at] - 0x20u < 0x7F - 0x20) {
            at++;
            continue;
        }
        uint32_t cp = oc_utf8_next(s, &at);
        bool malformed = cp == OC_UTF8_REPLACEMENT && (at - start != 3 || s.p[start] != '\xEF');
        if (oc_utf8_xml_ok(cp) && !malformed)
            continue;
        oc_buf_put(out, oc_str_sub(s, from, start));
        if (malformed)
            oc_buf_put_cp(out, OC_UTF8_REPLACEMENT);
        from = at;
    }
    oc_buf_put(out, oc_str_sub(s, from, s.n));
}

struct oc_str oc_utf8_cut(struct oc_str s, size_t max)
{
    if (s.n <= max)
        return s;
    while (max > 0 && ((unsigned char)s.p[max] & 0xC0) == 0x80)
        max--;
    return oc_str_sub(s, 0, max);
}

bool oc_utf8_xml_ok(uint32_t cp)
{
    if (cp < 0x20)
        return cp == '\t' || cp == '\n' || cp == '\r';
    if (cp >= 0x7F && cp <= 0x9F)
        return cp == 0x85;
    if ((cp >= 0xD800 && cp <= 0xDFFF) || (cp >= 0xFDD0 && cp <= 0xFDEF))
        return false;
    return cp <= 0x10FFFF && (cp & 0xFFFE) != 0xFFFE;
}
