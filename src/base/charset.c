/* SPDX-License-Identifier: MIT */
/*
 * From whatever bytes a post has to UTF-8. The order of trust: a BOM, valid UTF-8, UTF-8 that is
 * damaged here and there, the charset the text declares of itself, ICU's guess.
 */
#include <stdio.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include "base/uni.h"
#include "base/utf8.h"

#define DECLARATION_BYTES 1024
#define GUESS_BYTES ((size_t)64 << 10)
#define GUESS_BEFORE ((size_t)4 << 10)

static const struct {
    const char *mark;
    size_t n;
    const char *name;
} boms[] = {
    /* The longer marks first: UTF-32LE starts as UTF-16LE does. */
    {"\xFF\xFE\0\0", 4, "UTF-32LE"}, {"\0\0\xFE\xFF", 4, "UTF-32BE"}, {"\xEF\xBB\xBF", 3, "UTF-8"},
    {"\xFF\xFE", 2, "UTF-16LE"},     {"\xFE\xFF", 2, "UTF-16BE"},
};

/* Where what a label means in practice is a superset of what it says (WHATWG encodings). */
static const struct {
    const char *label, *name;
} supersets[] = {
    {"ISO-8859-1", "windows-1252"},
    {"US-ASCII", "windows-1252"},
    {"ISO-8859-9", "windows-1254"},
    {"GB2312", "GB18030"},
    {"GBK", "GB18030"},
    {"EUC-KR", "windows-949"},
    {"KS_C_5601-1987", "windows-949"},
};

static void set_name(char name[32], const char *text)
{
    snprintf(name, 32, "%s", text);
}

static const char *superset_of(const char *label)
{
    for (size_t i = 0; i < OC_COUNT(supersets); i++) {
        if (ucnv_compareNames(label, supersets[i].label) == 0)
            return supersets[i].name;
    }
    return label;
}

/* Takes back what was appended after the first n bytes. */
static void cut(struct oc_buf *out, size_t n)
{
    if (out->n > n) {
        out->n = n;
        out->p[n] = '\0';
    }
}

/*
 * Appends bytes, which are in charset. Malformed ones become U+FFFD, or with strict end the
 * work. -1 when there is no such converter or strict failed; out is then as before.
 */
static int convert(struct oc_buf *out, const char *charset, struct oc_str bytes, bool strict)
{
    UErrorCode error = U_ZERO_ERROR;
    size_t before = out->n;
    UConverter *from = ucnv_open(charset, &error), *to = ucnv_open("UTF-8", &error);
    if (U_SUCCESS(error) && strict)
        ucnv_setToUCallBack(from, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &error);
    UChar pivot[2048], *pivot_from = pivot, *pivot_to = pivot;
    const char *source = bytes.p, *end = bytes.p + bytes.n;
    bool first = true, more = U_SUCCESS(error);
    while (more) {
        size_t room = out->max - out->n < 65536 ? out->max - out->n : 65536;
        /* With no room at all ask for one byte, which marks the buffer as full. */
        if (!oc_buf_reserve(out, room ? room : 1))
            break;
        char *target = out->p + out->n;
        error = U_ZERO_ERROR;
        ucnv_convertEx(to, from, &target, target + room, &source, end, pivot, &pivot_from,
                       &pivot_to, pivot + OC_COUNT(pivot), first, true, &error);
        oc_buf_added(out, (size_t)(target - (out->p + out->n)));
        first = false;
        more = error == U_BUFFER_OVERFLOW_ERROR;
    }
    ucnv_close(from);
    ucnv_close(to);
    if (U_SUCCESS(error) || error == U_BUFFER_OVERFLOW_ERROR)
        return 0;
    cut(out, before);
    return -1;
}

/*
 * Damaged UTF-8, as opposed to another charset: the sequences that are well-formed outnumber
 * the malformed ones by far. In no other charset do texts of any length come near that.
 */
static bool is_nearly_utf8(struct oc_str s)
{
    size_t good = 0, bad = 0;
    for (size_t at = 0, next; at < s.n; at = next) {
        next = at;
        if ((unsigned char)s.p[at] < 0x80)
            next++;
        else if (oc_utf8_next(s, &next) != OC_UTF8_REPLACEMENT ||
                 oc_str_is(oc_str_sub(s, at, next), "\xEF\xBF\xBD"))
            good++;
        else
            bad++;
    }
    return good >= bad * 4;
}

/* What <meta charset="..">, its http-equiv form or <?xml encoding=".."?> says; false: nothing. */
static bool declared_charset(char name[32], struct oc_str s)
{
    static const char *const keys[] = {"charset=", "encoding="};
    s = oc_str_sub(s, 0, DECLARATION_BYTES);
    for (size_t i = 0; i < OC_COUNT(keys); i++) {
        size_t at = oc_str_find(s, keys[i], 0);
        if (at == SIZE_MAX)
            continue;
        at += strlen(keys[i]);
        at += at < s.n && (s.p[at] == '"' || s.p[at] == '\'');
        size_t n = 0;
        while (n < 31 && at + n < s.n && s.p[at + n] &&
               strchr("\"'/> \t\r\n;?", s.p[at + n]) == NULL)
            n++;
        if (n == 0 || (unsigned char)s.p[at] >= 0x80)
            continue;
        memcpy(name, s.p + at, n);
        name[n] = '\0';
        if (strncasecmp(name, "UTF", 3) != 0)
            return true;
    }
    return false;
}

/* What tells a wrong guess from a right one, counted in the text it gave. */
struct look {
    size_t cjk, kana, halfwidth; /* kana and halfwidth katakana are not in cjk */
    size_t alone, together;      /* other non-ASCII letters: beside their like or not */
    size_t humps;                /* capitals just after a small letter */
    bool boxes;                  /* box drawing */
};

static struct look look_at(struct oc_str text)
{
    struct look look = {0};
    size_t run = 0;
    bool was_small = false;
    for (size_t at = 0; at < text.n;) {
        uint32_t cp = oc_utf8_next(text, &at);
        bool letter = cp >= 0x80 && oc_uni_is_alnum(cp) && !oc_uni_is_cjk(cp);
        look.alone += !letter && run == 1;
        look.together += !letter && run > 1 ? run : 0;
        run = letter ? run + 1 : 0;
        bool capital = letter && oc_uni_lower(cp) != cp;
        look.humps += capital && was_small;
        was_small = letter && !capital;
        if (cp >= 0x3041 && cp <= 0x30FE)
            look.kana++;
        else if (cp >= 0xFF61 && cp <= 0xFF9F)
            look.halfwidth++;
        else if (oc_uni_is_cjk(cp))
            look.cjk++;
        look.boxes |= cp >= 0x2500 && cp <= 0x259F;
    }
    return look;
}

/* ICU judges by how common the characters are, of which a short text has too few. */
static bool is_plausible(const char *charset, struct oc_str text)
{
    static const char *const latin[] = {"windows-1252", "windows-1250", "windows-1254",
                                        "ISO-8859-2"};
    struct look look = look_at(text);
    /* The kana of EUC-JP stand at the same place in GB18030; the Han do not. */
    if (strcmp(charset, "GB18030") == 0)
        return look.kana * 4 < look.cjk + look.kana || look.cjk + look.kana == 0;
    if (strcmp(charset, "Shift_JIS") == 0)
        return look.halfwidth * 4 <= look.cjk + look.kana;
    /* Accented letters come one by one; in rows they are halves of CJK characters. */
    for (size_t i = 0; i < OC_COUNT(latin); i++) {
        if (strcmp(charset, latin[i]) == 0)
            return look.alone >= look.together;
    }
    return !look.boxes && look.humps * 8 <= look.together;
}

static int convert_matches(struct oc_buf *out, char name[32], struct oc_str bytes,
                           const UCharsetMatch **matches, int32_t n)
{
    /* First what is free of errors and looks right, then what is free of errors, then the rest. */
    for (int pass = 0; pass < 3; pass++) {
        for (int32_t i = 0; i < n; i++) {
            UErrorCode error = U_ZERO_ERROR;
            const char *label = ucsdet_getName(matches[i], &error);
            size_t before = out->n;
            if (U_FAILURE(error) || strncmp(label, "UTF", 3) == 0)
                continue;
            const char *charset = superset_of(label);
            if (convert(out, charset, bytes, pass < 2) != 0)
                continue;
            if (pass > 0 || is_plausible(charset, oc_str_sub(oc_buf_view(out), before, out->n))) {
                set_name(name, charset);
                return 0;
            }
            cut(out, before);
        }
    }
    return -1;
}

/* ICU's best guess that is no form of Unicode. */
static int convert_by_guess(struct oc_buf *out, char name[32], struct oc_str bytes, size_t bad)
{
    UErrorCode error = U_ZERO_ERROR;
    int32_t n = 0;
    /* The first malformed byte is where the text stops being ASCII: what stands there tells. */
    size_t from = bad > GUESS_BEFORE ? bad - GUESS_BEFORE : 0;
    struct oc_str part = oc_str_sub(bytes, from, from + GUESS_BYTES);
    UCharsetDetector *detector = ucsdet_open(&error);
    ucsdet_setText(detector, part.p, (int32_t)part.n, &error);
    ucsdet_enableInputFilter(detector, true);
    const UCharsetMatch **matches = ucsdet_detectAll(detector, &n, &error);
    int result = U_SUCCESS(error) ? convert_matches(out, name, bytes, matches, n) : -1;
    ucsdet_close(detector);
    return result;
}

static enum oc_charset_result to_utf8(struct oc_buf *out, char name[32], struct oc_str bytes)
{
    bool marked = false;
    set_name(name, "UTF-8");
    for (size_t i = 0; i < OC_COUNT(boms); i++) {
        if (bytes.n < boms[i].n || memcmp(bytes.p, boms[i].mark, boms[i].n) != 0)
            continue;
        bytes = oc_str_sub(bytes, boms[i].n, bytes.n);
        marked = strcmp(boms[i].name, "UTF-8") == 0;
        if (marked)
            break;
        set_name(name, boms[i].name);
        if (convert(out, boms[i].name, bytes, false) == 0)
            return OC_CHARSET_CONVERTED;
    }
    size_t bad;
    if (oc_utf8_valid(bytes, &bad)) {
        oc_buf_put(out, bytes);
        return OC_CHARSET_UTF8;
    }
    if (!marked && !is_nearly_utf8(bytes)) {
        char label[32];
        if (declared_charset(label, bytes) && convert(out, superset_of(label), bytes, true) == 0) {
            set_name(name, superset_of(label));
            return OC_CHARSET_CONVERTED;
        }
        if (convert_by_guess(out, name, bytes, bad) == 0)
            return OC_CHARSET_CONVERTED;
    }
    oc_utf8_repair(out, bytes);
    return OC_CHARSET_REPAIRED;
}

enum oc_charset_result oc_charset_to_utf8(struct oc_buf *out, char name[32], struct oc_str bytes)
{
    size_t start = out->n, more = start;
    enum oc_charset_result result = to_utf8(out, name, bytes);
    /* Files joined by careless tools have a mark more than once: front matter must come first. */
    while (oc_str_starts(oc_str_sub(oc_buf_view(out), more, out->n), "\xEF\xBB\xBF"))
        more += 3;
    if (more > start) {
        memmove(out->p + start, out->p + more, out->n - more);
        cut(out, out->n - (more - start));
    }
    return result;
}
