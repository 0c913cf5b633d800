/* SPDX-License-Identifier: MIT */
/* What a whole text tells: how many words it has, what language its script suggests. */
#include <unicode/uscript.h>

#include "base/uni.h"
#include "base/utf8.h"

/* A character that is a word of its own: Han, kana and their like, but no punctuation. */
static bool is_word_alone(uint32_t cp)
{
    return (cp >= 0x5000 && cp < 0xA000) ||
           (cp >= 0x2E80 && oc_uni_joins_lines(cp) && oc_uni_is_alnum(cp));
}

/*
 * Both questions are asked of every post. So they are answered for STRIDE bytes at a time where
 * only ASCII, Han and the usual marks of CJK stand: in loops for vectors, without branch or table.
 */
#define STRIDE 32
#define BEYOND 2 /* bytes after them that are looked at too */

struct block {
    size_t words; /* that start in it */
    size_t han, latin;
};

/* These give 0xFF for yes and 0 for no, as vectors compare. */
static inline unsigned char within(unsigned char c, unsigned char first, unsigned char last)
{
    return (unsigned char)-((unsigned char)(c - first) <= (unsigned char)(last - first));
}

static inline unsigned char is_latin(unsigned char c)
{
    return within(c | 0x20, 'a', 'z');
}

static inline unsigned char is_ascii_alnum(unsigned char c)
{
    return is_latin(c) | within(c, '0', '9') | within(c, '_', '_');
}

/* The first byte of a character of U+4E00 to U+9FFF, b being the second. */
static inline unsigned char is_han(unsigned char a, unsigned char b)
{
    return within(a, 0xE5, 0xE9) | (within(a, 0xE4, 0xE4) & within(b, 0xB8, 0xBF));
}

/* The first byte of U+3001 to U+3003, U+3008 to U+3011, U+FF01 to U+FF0F, U+FF1A to U+FF1F. */
static inline unsigned char is_mark(unsigned char a, unsigned char b, unsigned char c)
{
    unsigned char cjk = within(c, 0x81, 0x83) | within(c, 0x88, 0x91);
    unsigned char wide = within(c, 0x81, 0x8F) | within(c, 0x9A, 0x9F);
    return (within(a, 0xE3, 0xE3) & within(b, 0x80, 0x80) & cjk) |
           (within(a, 0xEF, 0xEF) & within(b, 0xBC, 0xBC) & wide);
}

static inline unsigned char is_apostrophe(unsigned char c)
{
    return within(c, '\'', '\'');
}

/*
 * Counts words and Han, and Latin letters when asked, in STRIDE bytes of well-formed UTF-8, given
 * whether a word goes on into them. False: there is something else among them, or an apostrophe
 * after another. The first of them may be the end of a character of the bytes before.
 */
static inline bool count_block(struct block *out, const unsigned char *p, bool *inside,
                               bool letters)
{
    unsigned char alnum[STRIDE], in[STRIDE + 1], good = 0xFF, words = 0, han = 0, latin = 0;
    for (int i = 0; i < STRIDE; i++) {
        unsigned char is = is_han(p[i], p[i + 1]);
        good &= is | within(p[i], 0, 0xBF) | is_mark(p[i], p[i + 1], p[i + 2]);
        good &= (unsigned char)~(is_apostrophe(p[i]) & is_apostrophe(p[i + 1]));
        han = (unsigned char)(han - is);
        latin = letters ? (unsigned char)(latin - is_latin(p[i])) : 0;
        alnum[i] = is_ascii_alnum(p[i]);
    }
    if (!good)
        return false;
    in[0] = (unsigned char)-*inside;
    in[1] = alnum[0] | (is_apostrophe(p[0]) & in[0]);
    for (int i = 1; i < STRIDE; i++) /* an apostrophe does not end a word: don't */
        in[i + 1] = alnum[i] | (is_apostrophe(p[i]) & alnum[i - 1]);
    for (int i = 0; i < STRIDE; i++)
        words = (unsigned char)(words - (alnum[i] & (unsigned char)~in[i]));
    *inside = in[STRIDE];
    *out = (struct block){(size_t)words + han, han, latin};
    return true;
}

bool oc_uni_has_cjk(struct oc_str s)
{
    for (size_t i = 0; i < s.n;)
        if (oc_uni_is_cjk(oc_utf8_next(s, &i)))
            return true;
    return false;
}

size_t oc_uni_words(struct oc_str text)
{
    const unsigned char *p = (const unsigned char *)text.p;
    struct block block;
    size_t words = 0;
    bool inside = false;
    for (size_t at = 0; at < text.n;) {
        if (text.n - at >= STRIDE + BEYOND && count_block(&block, p + at, &inside, false)) {
            words += block.words;
            at += STRIDE;
            continue;
        }
        for (size_t end = at + STRIDE; at < text.n && at < end;) {
            uint32_t cp = p[at] < 0x80 ? p[at++] : oc_utf8_next(text, &at);
            bool alone = cp >= 0x80 && is_word_alone(cp);
            bool alnum =
                cp < 0x80 ? is_ascii_alnum((unsigned char)cp) : !alone && oc_uni_is_alnum(cp);
            words += alone || (alnum && !inside);
            inside = alnum || (inside && (cp == '\'' || cp == 0x2019));
        }
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

#define FEW_KANA 2 /* fewer are a name that is quoted */

static bool holds(const char *list, uint32_t cp)
{
    struct oc_str s = oc_str(list);
    for (size_t at = 0; at < s.n;)
        if (oc_utf8_next(s, &at) == cp)
            return true;
    return false;
}

/* Whether Han are those of Chinese sentences: words that Japanese has not, or writes seldom. */
static bool is_chinese(struct oc_str text)
{
    static const char own[] = "这這们們吗嗎你您很她没沒哪吧呢啊么麼说說还還让讓给个过為为时对从",
                      common[] = "的了是";
    size_t han = 0, nown = 0, ncommon = 0;
    for (size_t at = 0; at < text.n;) {
        uint32_t cp = oc_utf8_next(text, &at);
        if (cp < 0x4E00 || cp >= 0xA000)
            continue;
        han++;
        nown += holds(own, cp);
        ncommon += holds(common, cp);
    }
    return nown * 100 >= han || ncommon * 25 >= han;
}

const char *oc_uni_guess_lang(struct oc_str text)
{
    size_t count[OC_COUNT(scripts) + 1] = {0}, latin = 0, ukrainian = 0, russian = 0;
    struct block block;
    bool inside = false;
    text = oc_str_sub(text, 0, GUESS_BYTES);
    for (size_t at = 0; at < text.n;) {
        const unsigned char *p = (const unsigned char *)text.p + at;
        if (text.n - at >= STRIDE + BEYOND && count_block(&block, p, &inside, true)) {
            count[HAN] += block.han;
            latin += block.latin;
            at += STRIDE;
            continue;
        }
        for (size_t end = at + STRIDE; at < text.n && at < end;) {
            uint32_t cp = oc_utf8_next(text, &at);
            if (cp < 0x80) {
                latin += is_latin((unsigned char)cp) != 0;
                continue;
            }
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
    }
    /* Japanese is Han and kana mixed; a Chinese text with a few Japanese names stays Chinese. */
    size_t kana = count[HIRAGANA] + count[KATAKANA];
    if (kana * 8 >= count[HAN] ||
        (kana >= FEW_KANA && kana * 64 >= count[HAN] && !is_chinese(text))) {
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
