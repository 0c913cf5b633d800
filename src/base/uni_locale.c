/* SPDX-License-Identifier: MIT */
/*
 * Collation and dates of a language, from ICU. Never ICU's default locale: it would come from
 * the environment, and the same blog must give the same book everywhere.
 */
#include <stdlib.h>
#include <unicode/ucol.h>
#include <unicode/udat.h>
#include <unicode/udateintervalformat.h>
#include <unicode/udatpg.h>
#include <unicode/uiter.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "base/date.h"
#include "base/uni.h"

#define LOCALE_SIZE 96

/* Of ICU's failures only the want of memory ends the work; for others there is a plainer way. */
static bool failed(UErrorCode error)
{
    if (error == U_MEMORY_ALLOCATION_ERROR)
        oc_out_of_memory();
    return U_FAILURE(error);
}

static bool is_same_language(const char *a, const char *b)
{
    size_t n = strcspn(a, "_-@");
    return n > 0 && n == strcspn(b, "_-@") && memcmp(a, b, n) == 0;
}

/* The ICU name of a BCP 47 tag ("zh-Hant-TW", "pt_BR" too). False when it is none. */
static bool name_locale(char out[LOCALE_SIZE], const char *lang)
{
    UErrorCode error = U_ZERO_ERROR;
    if (!lang || strlen(lang) >= LOCALE_SIZE / 2)
        return false;
    char tag[LOCALE_SIZE / 2];
    size_t n = 0;
    for (; lang[n]; n++)
        tag[n] = lang[n] == '_' ? '-' : lang[n];
    tag[n] = '\0';
    uloc_forLanguageTag(tag, out, LOCALE_SIZE, NULL, &error);
    return !failed(error) && error != U_STRING_NOT_TERMINATED_WARNING;
}

/* Whether ICU knows the language; it has to go through its whole list. */
static bool is_known(const char *locale)
{
    for (int32_t i = uloc_countAvailable() - 1; i >= 0; i--) {
        if (is_same_language(uloc_getAvailable(i), locale))
            return true;
    }
    return false;
}

struct oc_collator {
    UCollator *icu; /* NULL when ICU has no data: byte order then */
};

struct oc_collator *oc_collator_new(const char *lang)
{
    struct oc_collator *c = oc_alloc(sizeof *c);
    UErrorCode error = U_ZERO_ERROR;
    char locale[LOCALE_SIZE];
    c->icu = ucol_open(name_locale(locale, lang) && is_known(locale) ? locale : "root", &error);
    (void)failed(error);
    /* "Part 9" stands before "Part 10". */
    if (c->icu)
        ucol_setAttribute(c->icu, UCOL_NUMERIC_COLLATION, UCOL_ON, &error);
    return c;
}

void oc_collator_free(struct oc_collator *c)
{
    if (!c)
        return;
    if (c->icu)
        ucol_close(c->icu);
    free(c);
}

void oc_collator_key(struct oc_buf *out, struct oc_collator *c, struct oc_str text)
{
    if (!c->icu || text.n > INT32_MAX / 8) {
        oc_buf_put(out, text);
        return;
    }
    UErrorCode error = U_ZERO_ERROR;
    UCharIterator chars;
    uiter_setUTF8(&chars, text.n ? text.p : "", (int32_t)text.n);
    uint32_t state[2] = {0, 0};
    /* One round is enough for nearly every text; the key goes on where the last one stopped. */
    size_t room = text.n * 2 + 64;
    while (oc_buf_reserve(out, room)) {
        int32_t n = ucol_nextSortKeyPart(c->icu, &chars, state, (uint8_t *)out->p + out->n,
                                         (int32_t)room, &error);
        if (failed(error) || n <= 0)
            return;
        oc_buf_added(out, (size_t)n);
        if ((size_t)n < room)
            return;
    }
}

/*
 * The usual languages by table: ICU takes 50 ms to load its calendars, longer than a small book.
 * $y, $m and $d are numbers, $M the name of the month. Months of one year: first, between, second.
 */
static const struct date_form {
    const char *lang, *day, *month, *first, *between, *second;
} date_forms[] = {
    {"en", "$M $d, $y", "$M $y", "$M", " – ", "$M $y"},
    {"en_US", "$M $d, $y", "$M $y", "$M", " – ", "$M $y"},
    {"zh", "$y年$m月$d日", "$y年$m月", "$y年$m月", "—", "$m月"},
    {"ja", "$y年$m月$d日", "$y年$m月", "$y年$m月", "～", "$m月"},
    {"ko", "$y년 $m월 $d일", "$y년 $m월", "$y년 $m월", "~", "$m월"},
};

static const struct date_form *find_form(const char *locale)
{
    for (size_t i = 0; i < OC_COUNT(date_forms); i++) {
        const char *lang = date_forms[i].lang;
        bool english = lang[0] == 'e'; /* whose regions differ */
        if (english ? strcmp(lang, locale) == 0 : is_same_language(lang, locale))
            return &date_forms[i];
    }
    return NULL;
}

static void put_form(struct oc_buf *out, const char *form, struct oc_date d)
{
    for (; *form; form++) {
        if (*form != '$') {
            oc_buf_putc(out, *form);
            continue;
        }
        form++;
        if (*form == 'M')
            oc_buf_puts(out, oc_date_months[d.month - 1]);
        else
            oc_buf_put_int(out, *form == 'y' ? d.year : *form == 'm' ? d.month : d.day, 1);
    }
}

/* Opens the format; skeleton NULL means the long date. NULL on failure. */
static UDateFormat *open_format(char locale[LOCALE_SIZE], const UChar *skeleton)
{
    UErrorCode error = U_ZERO_ERROR;
    /* Thai or Persian readers have calendars of their own; a blog's years are Gregorian. */
    uloc_setKeywordValue("calendar", "gregorian", locale, LOCALE_SIZE, &error);
    UChar pattern[128];
    int32_t n = 0;
    if (skeleton) {
        UDateTimePatternGenerator *patterns = udatpg_open(locale, &error);
        n = udatpg_getBestPattern(patterns, skeleton, u_strlen(skeleton), pattern,
                                  (int32_t)OC_COUNT(pattern), &error);
        udatpg_close(patterns);
    }
    if (failed(error))
        return NULL;
    UDateFormat *format =
        udat_open(skeleton ? UDAT_PATTERN : UDAT_NONE, skeleton ? UDAT_PATTERN : UDAT_LONG, locale,
                  u"UTC", 3, skeleton ? pattern : NULL, n, &error);
    if (!failed(error))
        return format;
    udat_close(format);
    return NULL;
}

static bool put_text(struct oc_buf *out, UChar *text, int32_t n)
{
    UErrorCode error = U_ZERO_ERROR;
    char utf8[512];
    /* Many e-readers' fonts have no narrow or thin no-break space, which newer ICU data likes. */
    for (int32_t i = 0; i < n; i++)
        text[i] = text[i] == 0x202F || text[i] == 0x2009 ? 0xA0 : text[i];
    u_strToUTF8(utf8, (int32_t)sizeof utf8, &n, text, n, &error);
    if (failed(error))
        return false;
    oc_buf_put(out, (struct oc_str){utf8, (size_t)n});
    return true;
}

/* False when ICU cannot. */
static bool put_by_icu(struct oc_buf *out, char locale[LOCALE_SIZE], const UChar *skeleton,
                       struct oc_date day)
{
    UDateFormat *format = open_format(locale, skeleton);
    if (!format)
        return false;
    UErrorCode error = U_ZERO_ERROR;
    UChar text[128];
    int32_t n = udat_format(format, (double)oc_date_epoch(day, 0) * 1000.0, text,
                            (int32_t)OC_COUNT(text), NULL, &error);
    udat_close(format);
    return !failed(error) && put_text(out, text, n);
}

/* The same for the months between two dates. */
static bool put_months_by_icu(struct oc_buf *out, char locale[LOCALE_SIZE], struct oc_date from,
                              struct oc_date to)
{
    UErrorCode error = U_ZERO_ERROR;
    UChar text[128];
    uloc_setKeywordValue("calendar", "gregorian", locale, LOCALE_SIZE, &error);
    UDateIntervalFormat *format = udtitvfmt_open(locale, u"yMMMM", -1, u"UTC", 3, &error);
    if (failed(error))
        return false;
    int32_t n = udtitvfmt_format(format, (double)oc_date_epoch(from, 0) * 1000.0,
                                 (double)oc_date_epoch(to, 0) * 1000.0, text,
                                 (int32_t)OC_COUNT(text), NULL, &error);
    udtitvfmt_close(format);
    return !failed(error) && put_text(out, text, n);
}

void oc_uni_date(struct oc_buf *out, struct oc_date date, const char *lang)
{
    char locale[LOCALE_SIZE];
    struct oc_date day = {
        .valid = true, .year = date.year, .month = date.month, .day = date.day, .has_zone = true};
    if (!date.valid || date.month < 1 || date.month > 12)
        return;
    bool named = name_locale(locale, lang);
    const struct date_form *form = named ? find_form(locale) : NULL;
    if (form)
        put_form(out, form->day, day);
    else if (!named || !is_known(locale) || !put_by_icu(out, locale, NULL, day))
        oc_date_put_day(out, day);
}

void oc_uni_month(struct oc_buf *out, int year, int month, const char *lang)
{
    char locale[LOCALE_SIZE];
    if (month < 1 || month > 12 || year < INT16_MIN || year > INT16_MAX)
        return;
    struct oc_date day = {
        .valid = true, .year = (int16_t)year, .month = (int8_t)month, .day = 1, .has_zone = true};
    bool named = name_locale(locale, lang);
    const struct date_form *form = named ? find_form(locale) : NULL;
    if (form)
        put_form(out, form->month, day);
    else if (!named || !is_known(locale) || !put_by_icu(out, locale, u"yMMMM", day))
        oc_buf_printf(out, "%04d-%02d", year, month);
}

/* The first of its month. */
static struct oc_date first_day(struct oc_date d)
{
    return (struct oc_date){
        .valid = true, .year = d.year, .month = d.month, .day = 1, .has_zone = true};
}

void oc_uni_months(struct oc_buf *out, struct oc_date from, struct oc_date to, const char *lang)
{
    char locale[LOCALE_SIZE];
    if (!from.valid || !to.valid)
        return;
    from = first_day(from);
    to = first_day(to);
    if (from.year == to.year && from.month == to.month) {
        oc_uni_month(out, from.year, from.month, lang);
        return;
    }
    bool named = name_locale(locale, lang);
    const struct date_form *form = named ? find_form(locale) : NULL;
    if (form && from.year == to.year) {
        put_form(out, form->first, from);
        oc_buf_puts(out, form->between);
        put_form(out, form->second, to);
    } else if (form || !named || !is_known(locale) || !put_months_by_icu(out, locale, from, to)) {
        oc_uni_month(out, from.year, from.month, lang);
        oc_buf_puts(out, form ? form->between : " – ");
        oc_uni_month(out, to.year, to.month, lang);
    }
}
