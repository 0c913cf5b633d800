/* SPDX-License-Identifier: MIT */
/*
 * The language of a text in Latin script, by the short words that no sentence does without. Words
 * that several languages have count for each of them; the others decide.
 */
#include <endian.h>

#include "base/uni.h"

#define MAX_WORD ((size_t)12) /* bytes of the longest in the table */

static const char *const langs[] = {"en", "de", "fr", "es", "pt", "it", "nl", "sv", "da", "nb",
                                    "fi", "pl", "cs", "hu", "ro", "tr", "vi", "id", "ca"};
enum { /* in their order */
    L_EN = 1 << 0,
    L_DE = 1 << 1,
    L_FR = 1 << 2,
    L_ES = 1 << 3,
    L_PT = 1 << 4,
    L_IT = 1 << 5,
    L_NL = 1 << 6,
    L_SV = 1 << 7,
    L_DA = 1 << 8,
    L_NB = 1 << 9,
    L_FI = 1 << 10,
    L_PL = 1 << 11,
    L_CS = 1 << 12,
    L_HU = 1 << 13,
    L_RO = 1 << 14,
    L_TR = 1 << 15,
    L_VI = 1 << 16,
    L_ID = 1 << 17,
    L_CA = 1 << 18
};

/* Compared as numbers: the bytes of a word, then zeros. */
static const struct word {
    char word[MAX_WORD + 4];
    uint32_t langs;
} words[] = {
#define OC_WORD(word, langs) {word, langs},
#include "base/uni_latin.def"
#undef OC_WORD
};

static uint64_t key(const char *bytes)
{
    uint64_t x;
    memcpy(&x, bytes, sizeof(x));
    return be64toh(x);
}

/* Without a branch on what is compared: most words of a text are not in the table, and which way
 * a search turns cannot be foreseen. */
static uint32_t langs_of(struct oc_str word)
{
    char bytes[MAX_WORD + 4] = "";
    memcpy(bytes, word.p, word.n);
    uint64_t first = key(bytes), second = key(bytes + 8);
    const struct word *low = words;
    for (size_t n = OC_COUNT(words), half; n > 1; n -= half) {
        half = n / 2;
        uint64_t a = key(low[half].word), b = key(low[half].word + 8);
        low += ((a < first) | ((a == first) & (b <= second))) ? half : 0;
    }
    return key(low->word) == first && key(low->word + 8) == second ? low->langs : 0;
}

static bool is_letter(char c)
{
    return (unsigned char)c >= 0x80 || (unsigned char)((c | 0x20) - 'a') < 26;
}

/* The next word, in lower case where that is ASCII; empty at the end. *at moves past it. */
static struct oc_str next_word(char lower[], struct oc_str text, size_t *at)
{
    while (*at < text.n && !is_letter(text.p[*at]))
        ++*at;
    size_t from = *at;
    while (*at < text.n && is_letter(text.p[*at]))
        ++*at;
    struct oc_str word = oc_str_sub(text, from, *at);
    if (word.n > MAX_WORD)
        return word;
    for (size_t i = 0; i < word.n; i++)
        lower[i] = (char)(word.p[i] >= 'A' && word.p[i] <= 'Z' ? word.p[i] | 0x20 : word.p[i]);
    return (struct oc_str){lower, word.n};
}

const char *oc_uni_guess_latin(struct oc_str text)
{
    size_t count[OC_COUNT(langs)] = {0}, n = 0, best = 0, second = SIZE_MAX;
    char lower[MAX_WORD];
    for (size_t at = 0;;) {
        struct oc_str word = next_word(lower, text, &at);
        if (!word.n)
            break;
        n++;
        uint32_t of = word.n > 1 && word.n <= MAX_WORD ? langs_of(word) : 0;
        for (; of; of &= of - 1)
            count[__builtin_ctz(of)]++;
    }
    for (size_t i = 1; i < OC_COUNT(langs); i++)
        best = count[i] > count[best] ? i : best;
    for (size_t i = 0; i < OC_COUNT(langs); i++)
        if (i != best && (second == SIZE_MAX || count[i] > count[second]))
            second = i;
    bool sure =
        count[best] >= 6 && count[best] * 100 >= n * 15 && count[best] * 10 >= count[second] * 11;
    return sure ? langs[best] : "";
}
