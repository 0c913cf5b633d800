/* SPDX-License-Identifier: MIT */
/* Unicode properties, collation, charsets and localised dates. All use of ICU is behind here. */
#ifndef OC_UNI_H
#define OC_UNI_H

#include "base/buf.h"
#include "base/date.h"
#include "base/str.h"

/*
 * A CJK character in the sense of the CommonMark CJK-friendly amendments: East Asian width W, F
 * or H without default emoji presentation, or script Hangul.
 */
bool oc_uni_is_cjk(uint32_t cp);
bool oc_uni_has_cjk(struct oc_str s); /* some of that kind */
/* One between two of which a line break is no space: CJK but not Hangul (Korean has spaces). */
bool oc_uni_joins_lines(uint32_t cp);
/* The punctuation and symbols of Chinese and Japanese that are most used, without asking ICU: all
 * are CJK and punctuation, join lines, and belong to no script. */
bool oc_uni_is_wide_punct(uint32_t cp);
bool oc_uni_is_punct(uint32_t cp); /* general categories P and S, as CommonMark 0.31 */
bool oc_uni_is_space(uint32_t cp); /* Zs, and ASCII white space */
bool oc_uni_is_alnum(uint32_t cp); /* letters, marks, decimal digits, and '_' */
uint32_t oc_uni_lower(uint32_t cp);
/* What emphasis asks: whether white space, or nothing, stands right before at, or else at it. */
bool oc_uni_space_at(struct oc_str s, size_t at, bool before);

/*
 * Appends the GitHub-style slug of a heading: lower case, white space to '-', everything but
 * letters, digits, marks, '-' and '_' left out; CJK stays.
 */
void oc_uni_slug(struct oc_buf *out, struct oc_str text);
/* Appends text in NFC. Malformed input is repaired first. */
void oc_uni_nfc(struct oc_buf *out, struct oc_str text);

/*
 * How many words: a Han or kana character counts one, a run of other letters and digits counts
 * one (Korean too: it has spaces between words). An apostrophe does not end a run.
 */
size_t oc_uni_words(struct oc_str text);

/*
 * The language a text is written in, by script, as far as that tells: "zh", "ja", "ko", "ru",
 * "uk", "ar", "he", "th", "el", "hi", else "" (Latin script says nothing). Never NULL. Reads at
 * most the first 64 KiB.
 */
const char *oc_uni_guess_lang(struct oc_str text);
/*
 * The same for a text in Latin script, by its commonest words: "en", "de", "fr" ... (uni_latin.c);
 * "" when there are too few of them to be sure.
 */
const char *oc_uni_guess_latin(struct oc_str text);

/*
 * Collation keys of a language: oc_str_cmp of two keys orders the texts. Digits compare by their
 * value. The language is a BCP 47 tag, here and below; the environment never matters.
 */
struct oc_collator;
struct oc_collator *oc_collator_new(const char *lang); /* never NULL; unknown: root order */
void oc_collator_free(struct oc_collator *c);
void oc_collator_key(struct oc_buf *out, struct oc_collator *c, struct oc_str text);

/*
 * The date as written, in the long form of the language ("January 31, 2024", "2024年1月31日");
 * 2024-01-31 when the language is unknown, nothing when the date is invalid.
 */
void oc_uni_date(struct oc_buf *out, struct oc_date date, const char *lang);
/* A year and month ("January 2024", "2024年1月"), for the titles of parts. */
void oc_uni_month(struct oc_buf *out, int year, int month, const char *lang);
/* The months from one date to another ("March 2019 – May 2024", "2023年3月—5月"); one month when
 * both lie in it, nothing when one is invalid. */
void oc_uni_months(struct oc_buf *out, struct oc_date from, struct oc_date to, const char *lang);

enum oc_break {
    OC_BREAK_NO,
    OC_BREAK_MAY, /* inside a word of a language without spaces */
    OC_BREAK_WORD
};
/*
 * out[i], of text.n + 1: whether a line may end before byte i; no line starts with closing
 * punctuation or ends with an opening one. text is valid UTF-8 of at most 2 GiB.
 */
void oc_uni_breaks(unsigned char *out, struct oc_str text);

/* oc_charset_to_utf8: what the bytes were. */
enum oc_charset_result {
    OC_CHARSET_UTF8,      /* valid UTF-8, perhaps with a BOM, which is left out */
    OC_CHARSET_CONVERTED, /* another charset, named in name */
    OC_CHARSET_REPAIRED   /* UTF-8 with malformed bytes, now U+FFFD */
};
/*
 * Appends the text as UTF-8 without BOM. UTF-16 and UTF-32 are known by BOM; what is not valid
 * UTF-8 is what it declares itself to be or what ICU detects (GB18030, Big5, Shift_JIS, EUC-JP,
 * EUC-KR, windows-125x ...), unless most of it is valid UTF-8, which is then repaired. name gets
 * the charset's name. NUL and other control characters stay.
 */
enum oc_charset_result oc_charset_to_utf8(struct oc_buf *out, char name[32], struct oc_str bytes);

#endif
