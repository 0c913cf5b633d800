/* SPDX-License-Identifier: MIT */
/* UTF-8: decode, encode, validate, repair. No tables; Unicode properties are in uni.h. */
#ifndef OC_UTF8_H
#define OC_UTF8_H

#include "base/buf.h"
#include "base/str.h"

#define OC_UTF8_REPLACEMENT 0xFFFDu

/*
 * The code point at *at, which moves past it. A malformed byte gives U+FFFD and moves by the
 * length of the maximal ill-formed subpart (Unicode 15, section 3.9). Call only when *at < s.n.
 */
uint32_t oc_utf8_next(struct oc_str s, size_t *at);
/* The code point that ends just before at (at > 0); *at moves to its first byte. */
uint32_t oc_utf8_prev(struct oc_str s, size_t *at);
/* Writes 1 to 4 bytes, returns how many; a surrogate or a value past U+10FFFF becomes U+FFFD. */
size_t oc_utf8_encode(char out[4], uint32_t cp);

/*
 * Whether p, with eight bytes to read, starts with two well-formed sequences of three bytes, as
 * most of Chinese, Japanese and Korean is. False when a first byte is E0 or ED, whose second is
 * not free.
 */
static inline bool oc_utf8_two_wide(const unsigned char *p)
{
    const uint16_t bound = 1u << 0x0 | 1u << 0xD;
    uint64_t mask, form, x;
    memcpy(&mask, "\xF0\xC0\xC0\xF0\xC0\xC0\0", 8);
    memcpy(&form, "\xE0\x80\x80\xE0\x80\x80\0", 8);
    memcpy(&x, p, 8);
    return (x & mask) == form && !(bound >> (p[0] & 0xF) & 1) && !(bound >> (p[3] & 0xF) & 1);
}

/* Whole s is well-formed? *bad (may be NULL) gets the offset of the first malformed byte. */
bool oc_utf8_valid(struct oc_str s, size_t *bad);
/* Appends s with every malformed subpart as U+FFFD. */
void oc_utf8_repair(struct oc_buf *out, struct oc_str s);
/* The same, and leaves out every character that oc_utf8_xml_ok refuses. */
void oc_utf8_put_xml_ok(struct oc_buf *out, struct oc_str s);

/* The first max bytes of s, or the few less that end with a whole character. */
struct oc_str oc_utf8_cut(struct oc_str s, size_t max);

/* XML 1.0 section 2.2 Char, less noncharacters, DEL and the C1 controls but U+0085. */
bool oc_utf8_xml_ok(uint32_t codepoint);

#endif
