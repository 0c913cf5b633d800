/* SPDX-License-Identifier: MIT */
/*
 * Unicode properties of a character, from ICU. Each question is asked of every character of a
 * blog, so ASCII and the two big CJK blocks are answered before ICU is asked.
 */
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#include "base/uni.h"
#include "base/utf8.h"

enum {
    SPACE = 1,
    PUNCT = 2,
    ALNUM = 4
};

/* clang-format off */
static const unsigned char ascii_class[128] = {
    ['\t' ... '\r'] = SPACE, [' '] = SPACE,
    ['!' ... '/'] = PUNCT, [':' ... '@'] = PUNCT, ['[' ... '^'] = PUNCT, ['`'] = PUNCT,
    ['{' ... '~'] = PUNCT, ['_'] = PUNCT | ALNUM,
    ['0' ... '9'] = ALNUM, ['A' ... 'Z'] = ALNUM, ['a' ... 'z'] = ALNUM,
};
/* clang-format on */

/* CJK unified ideographs and the Hangul syllables: wide letters all, without case. */
static bool is_han_block(uint32_t cp)
{
    return cp >= 0x4E00 && cp <= 0x9FFF;
}

static bool is_hangul_block(uint32_t cp)
{
    return cp >= 0xAC00 && cp <= 0xD7A3;
}

bool oc_uni_is_wide_punct(uint32_t cp)
{
    return (cp >= 0x3001 && cp <= 0x3003) || (cp >= 0x3008 && cp <= 0x3011) ||
           (cp >= 0xFF01 && cp <= 0xFF0F) || (cp >= 0xFF1A && cp <= 0xFF20) ||
           (cp >= 0xFF3B && cp <= 0xFF3E);
}

static bool is_hangul(uint32_t cp)
{
    UErrorCode error = U_ZERO_ERROR;
    return is_hangul_block(cp) || uscript_getScript((UChar32)cp, &error) == USCRIPT_HANGUL;
}

bool oc_uni_is_cjk(uint32_t cp)
{
    /* Below Hangul Jamo nothing is wide. */
    if (cp < 0x1100)
        return false;
    if (is_han_block(cp) || is_hangul_block(cp) || oc_uni_is_wide_punct(cp))
        return true;
    switch (u_getIntPropertyValue((UChar32)cp, UCHAR_EAST_ASIAN_WIDTH)) {
    case U_EA_FULLWIDTH:
    case U_EA_HALFWIDTH:
    case U_EA_WIDE:
        if (!u_hasBinaryProperty((UChar32)cp, UCHAR_EMOJI_PRESENTATION))
            return true;
        break;
    default:
        break;
    }
    return is_hangul(cp);
}

bool oc_uni_joins_lines(uint32_t cp)
{
    /* The won sign is the one narrow CJK character below the radicals; it is Korean. */
    return cp > 0x20A9 &&
           (is_han_block(cp) || oc_uni_is_wide_punct(cp) || (oc_uni_is_cjk(cp) && !is_hangul(cp)));
}

bool oc_uni_is_punct(uint32_t cp)
{
    if (cp < 0x80)
        return ascii_class[cp] & PUNCT;
    if (is_han_block(cp) || is_hangul_block(cp))
        return false;
    if (oc_uni_is_wide_punct(cp))
        return true;
    return U_GET_GC_MASK((UChar32)cp) & (U_GC_P_MASK | U_GC_S_MASK);
}

bool oc_uni_is_space(uint32_t cp)
{
    if (cp < 0x80)
        return ascii_class[cp] & SPACE;
    /* Every Zs there is in Unicode 15. */
    return cp == 0xA0 || cp == 0x3000 || cp == 0x1680 || cp == 0x202F || cp == 0x205F ||
           (cp >= 0x2000 && cp <= 0x200A);
}

bool oc_uni_space_at(struct oc_str s, size_t at, bool before)
{
    if (before ? at == 0 : at >= s.n)
        return true;
    return oc_uni_is_space(before ? oc_utf8_prev(s, &at) : oc_utf8_next(s, &at));
}

bool oc_uni_is_alnum(uint32_t cp)
{
    if (cp < 0x80)
        return ascii_class[cp] & ALNUM;
    if (is_han_block(cp) || is_hangul_block(cp))
        return true;
    if (oc_uni_is_wide_punct(cp))
        return false;
    return U_GET_GC_MASK((UChar32)cp) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_ND_MASK);
}

uint32_t oc_uni_lower(uint32_t cp)
{
    if (cp < 0x80)
        return cp >= 'A' && cp <= 'Z' ? cp | 0x20 : cp;
    return is_han_block(cp) ? cp : (uint32_t)u_tolower((UChar32)cp);
}

void oc_uni_slug(struct oc_buf *out, struct oc_str text)
{
    for (size_t at = 0; at < text.n;) {
        uint32_t cp = oc_utf8_next(text, &at);
        if (oc_uni_is_space(cp) || cp == '-')
            oc_buf_putc(out, '-');
        else if (oc_uni_is_alnum(cp))
            oc_buf_put_cp(out, oc_uni_lower(cp));
    }
}

/*
 * Nothing below U+0300 composes with what follows it, so such text is in NFC. Also refuses what
 * ICU's 32-bit lengths cannot hold; the longest name or title is far below.
 */
static bool is_surely_nfc(struct oc_str s)
{
    if (s.n > INT32_MAX / 16)
        return true;
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] >= 0xCC)
            return false;
    }
    return true;
}

void oc_uni_nfc(struct oc_buf *out, struct oc_str text)
{
    UErrorCode error = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&error);
    if (is_surely_nfc(text) || U_FAILURE(error)) {
        oc_utf8_repair(out, text);
        return;
    }
    /* No character of n bytes is more than n UTF-16 units; NFC makes at most three of one. */
    struct oc_arena scratch;
    oc_arena_init(&scratch);
    int32_t n, cap = (int32_t)text.n * 3 + 1;
    UChar *from = oc_arena_alloc(&scratch, (text.n + 1) * sizeof(UChar));
    u_strFromUTF8WithSub(from, (int32_t)text.n + 1, &n, text.p, (int32_t)text.n,
                         OC_UTF8_REPLACEMENT, NULL, &error);
    if (unorm2_quickCheck(nfc, from, n, &error) != UNORM_YES) {
        UChar *to = oc_arena_alloc(&scratch, (size_t)cap * sizeof(UChar));
        n = unorm2_normalize(nfc, from, n, to, cap, &error);
        from = to;
    }
    /* A UTF-16 unit is at most three bytes of UTF-8. */
    int32_t bytes = 0;
    char *utf8 = oc_arena_alloc(&scratch, (size_t)n * 3 + 1);
    u_strToUTF8(utf8, n * 3 + 1, &bytes, from, n, &error);
    if (U_SUCCESS(error))
        oc_buf_put(out, (struct oc_str){utf8, (size_t)bytes});
    else
        oc_utf8_repair(out, text);
    oc_arena_release(&scratch);
}
