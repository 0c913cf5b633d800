/* SPDX-License-Identifier: MIT */
/* What a whole text tells: how many words it has, and what language its script suggests. */
#include <unicode/uscript.h>

#include "base/uni.h"
#include "base/utf8.h"

/* A character that is a word of its own: Han, kana and their like, but no punctuation. */
static bool is_word_alone(uint32_t cp)
{
    return (cp >= 0x5000 && cp < 0xA000) ||
           (cp >= 0x2E80 && oc_uni_joins_lines(cp) && oc_uni_is_alnum(cp));
}

/* Written for vectors: no branch, no table. */
static inline bool is_ascii_alnum(unsigned char c)
{
    return (unsigned char)((c | 0x20) - 'a') < 26 || (unsigned char)(c - '0') < 10 || c == '_';
}

#define STRIDE 32

/*
 * The words that start among the STRIDE bytes at p, given whether a word goes on into them;
 * SIZE_MAX when not all of them are ASCII, or an apostrophe, which does not end a word, is there.
 */
static size_t ascii_words(const unsigned char *p, bool *inside)
{
    unsigned char alnum[STRIDE + 1], other = 0, starts = 0;
    alnum[0] = *inside;
    for (int i = 0; i < STRIDE; i++) {
        alnum[i + 1] = is_ascii_alnum(p[i]);
        other |= (unsigned char)((p[i] & 0x80) | (p[i] == '\''));
    }
    if (other)
        return SIZE_MAX;
    for (int i = 0; i < STRIDE; i++)
        starts = (unsigned char)(starts + (alnum[i + 1] & ~alnum[i]));
    *inside = alnum[STRIDE];
    return starts;
}

/* Whether two characters of U+5000 to U+9FFF, which are Han, stand at p. */
static bool two_han(const unsigned char *p, const unsigned char *end)
{
    return end - p >= 8 && p[0] >= 0xE5 && p[0] <= 0xE9 && p[3] >= 0xE5 && p[3] <= 0xE9 &&
           oc_utf8_two_wide(p);
}

/* Counted for every post, so the two usual cases come first: ASCII, and Han. */
size_t oc_uni_words(struct oc_str text)
{
    const unsigned char *p = (const unsigned char *)text.p;
    size_t words = 0;
    bool inside = false;
    for (size_t at = 0; at < text.n;) {
        if (p[at] < 0x80) {
            size_t some = text.n - at >= STRIDE ? ascii_words(p + at, &inside) : SIZE_MAX;
            if (some != SIZE_MAX) {
                words += some;
                at += STRIDE;
                continue;
            }
            size_t end = at + STRIDE < text.n ? at + STRIDE : text.n;
            for (; at < end && p[at] < 0x80; at++) {
                bool alnum = is_ascii_alnum(p[at]);
                words += alnum && !inside;
                inside = alnum || (inside && p[at] == '\''); /* it ends no word: don't */
            }
            continue;
        }
        if (two_han(p + at, p + text.n)) {
            words += 2;
            inside = false;
            at += 6;
            continue;
        }
        uint32_t cp = oc_utf8_next(text, &at);
        if (oc_uni_is_wide_punct(cp)) {
            inside = false;
            continue;
        }
        bool alone = is_word_alone(cp), alnum = !alone && oc_uni_is_alnum(cp);
        words += alone || (alnum && !inside);
        inside = alnum || (inside && cp == 0x2019);
    }
    return words;
}

#define GUESS_BYTES ((size_t)64 << 10)

/*
 * The scripts that tell a language. weight: how many Latin letters one character outweighs, as
 * posts about programs are full of Latin words in any language, and one Han character says as
 * much as several letters.
 */
static const struct {
    UScriptCode script;
    unsigned weight;
    const char *lang;
} scripts[] = {
    {USCRIPT_HAN, 6, "zh"},        {USCRIPT_HIRAGANA, 6, "ja"}, {USCRIPT_KATAKANA, 6, "ja"},
    {USCRIPT_HANGUL, 6, "ko"},     {USCRIPT_CYRILLIC, 3, "ru"}, {USCRIPT_ARABIC, 3, "ar"},
    {USCRIPT_HEBREW, 3, "he"},     {USCRIPT_THAI, 3, "th"},     {USCRIPT_GREEK, 3, "el"},
    {USCRIPT_DEVANAGARI, 3, "hi"},
};
enum {
    HAN,
    HIRAGANA,
    KATAKANA
};

static size_t find_script(uint32_t cp)
{
    UErrorCode error = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript((UChar32)cp, &error);
    size_t i = 0;
    while (i < OC_COUNT(scripts) && scripts[i].script != script)
        i++;
    return i;
}

const char *oc_uni_guess_lang(struct oc_str text)
{
    size_t count[OC_COUNT(scripts) + 1] = {0}, latin = 0, ukrainian = 0, russian = 0;
    text = oc_str_sub(text, 0, GUESS_BYTES);
    for (size_t at = 0; at < text.n;) {
        const unsigned char *p = (const unsigned char *)text.p + at;
        if (*p < 0x80) {
            for (; at < text.n && (unsigned char)text.p[at] < 0x80; at++)
                latin += (unsigned char)((text.p[at] | 0x20) - 'a') < 26;
            continue;
        }
        if (two_han(p, (const unsigned char *)text.p + text.n)) {
            count[HAN] += 2;
            at += 6;
            continue;
        }
        uint32_t cp = oc_utf8_next(text, &at);
        if (cp >= 0x4E00 && cp < 0xA000) { /* most of them, and no need to ask */
            count[HAN]++;
            continue;
        }
        if (oc_uni_is_wide_punct(cp))
            continue;
        count[find_script(cp)]++;
        cp = oc_uni_lower(cp);
        ukrainian += cp == 0x454 || cp == 0x456 || cp == 0x457 || cp == 0x491; /* є і ї ґ */
        russian += cp == 0x44B || cp == 0x44D || cp == 0x451 || cp == 0x44A;   /* ы э ё ъ */
    }
    /* Japanese is Han and kana mixed; a Chinese text with a few Japanese names stays Chinese. */
    size_t kana = count[HIRAGANA] + count[KATAKANA];
    if (kana * 8 >= count[HAN]) {
        count[HIRAGANA] = kana + count[HAN];
        count[HAN] = count[KATAKANA] = 0;
    }
    size_t best = 0;
    for (size_t i = 1; i < OC_COUNT(scripts); i++) {
        if (count[i] * scripts[i].weight > count[best] * scripts[best].weight)
            best = i;
    }
    if (count[best] == 0 || count[best] * scripts[best].weight < latin)
        return "";
    if (scripts[best].script == USCRIPT_CYRILLIC && ukrainian > russian)
        return "uk";
    return scripts[best].lang;
}
