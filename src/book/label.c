/* SPDX-License-Identifier: MIT */
/* The words octavo itself says in a book: one row a label, one column a language. */
#include "base/buf.h"
#include "book/book.h"

enum column {
    EN,
    ZH_HANS,
    ZH_HANT,
    JA,
    KO,
    DE,
    FR,
    ES,
    PT,
    RU,
    IT,
    AR,
    COLUMNS
};

/* clang-format off */
static const struct {
    const char *key;
    const char *text[COLUMNS];
} rows[] = {
#define OC_LABEL(key, ...) {key, {__VA_ARGS__}},
#include "book/labels.def"
#undef OC_LABEL
};
/* clang-format on */

static enum column column_of(struct oc_str lang)
{
    static const struct {
        const char *primary;
        enum column column;
    } languages[] = {{"en", EN}, {"zh", ZH_HANS}, {"ja", JA}, {"ko", KO}, {"de", DE}, {"fr", FR},
                     {"es", ES}, {"pt", PT},      {"ru", RU}, {"it", IT}, {"ar", AR}};
    static const char *const hant[] = {"zh-Hant", "zh-TW", "zh-HK", "zh-MO", "yue"};
    for (size_t i = 0; i < OC_COUNT(hant); i++)
        if (oc_lang_is(lang, hant[i]))
            return ZH_HANT;
    for (size_t i = 0; i < OC_COUNT(languages); i++)
        if (oc_lang_is(lang, languages[i].primary))
            return languages[i].column;
    return EN;
}

/* NULL when there is no such key, or the language has no word of its own there. */
static const char *find(enum column column, const char *key, const char *form)
{
    size_t n = strlen(key);
    for (size_t i = 0; i < OC_COUNT(rows); i++)
        if (strncmp(rows[i].key, key, n) == 0 && strcmp(rows[i].key + n, form) == 0)
            return rows[i].text[column][0] ? rows[i].text[column] : NULL;
    return NULL;
}

const char *oc_label(struct oc_str lang, const char *key)
{
    const char *text = find(column_of(lang), key, "");
    return text ? text : key;
}

/* Which plural form a language has for n (Unicode CLDR, cardinals), as the end of a key. */
static const char *plural(enum column column, size_t n)
{
    size_t last = n % 10, two = n % 100;
    switch (column) {
    case EN:
    case DE:
    case ES:
    case IT:
        return n == 1 ? "-one" : "";
    case FR:
    case PT:
        return n < 2 ? "-one" : "";
    case RU:
        if (last == 1 && two != 11)
            return "-one";
        return last >= 2 && last <= 4 && (two < 12 || two > 14) ? "-few" : "-many";
    case AR:
        if (n == 1 || n == 2)
            return n == 1 ? "-one" : "-two";
        if (two >= 3 && two <= 10)
            return "-few";
        return two >= 11 ? "-many" : "";
    default:
        return "";
    }
}

void oc_label_put_of(struct oc_buf *out, struct oc_str lang, const char *key, size_t n,
                     struct oc_str name)
{
    enum column column = column_of(lang);
    const char *text = find(column, key, plural(column, n));
    if (!text)
        text = oc_label(lang, key);
    for (; *text; text++) {
        if (text[0] != '%' || (text[1] != 'd' && text[1] != 's')) {
            oc_buf_putc(out, *text);
            continue;
        }
        if (*++text == 'd')
            oc_buf_printf(out, "%zu", n);
        else
            oc_buf_put(out, name);
    }
}

void oc_label_put(struct oc_buf *out, struct oc_str lang, const char *key, size_t n)
{
    oc_label_put_of(out, lang, key, n, OC_STR_NONE);
}

void oc_label_put_colon(struct oc_buf *out, struct oc_str lang, const char *key)
{
    bool wide = oc_lang_is(lang, "zh") || oc_lang_is(lang, "yue") || oc_lang_is(lang, "ja");
    oc_buf_puts(out, oc_label(lang, key));
    oc_buf_puts(out, wide ? "：" : oc_lang_is(lang, "fr") ? "\xC2\xA0: " : ": ");
}

const char *oc_label_comma(struct oc_str lang)
{
    if (oc_lang_is(lang, "zh") || oc_lang_is(lang, "yue") || oc_lang_is(lang, "ja"))
        return "、";
    return oc_lang_is(lang, "ar") || oc_lang_is(lang, "fa") ? "، " : ", ";
}
