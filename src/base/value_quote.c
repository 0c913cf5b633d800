/* SPDX-License-Identifier: MIT */
/* Quoted YAML scalars for the lenient reader, where a wrong escape is no error. */
#include "base/value_build.h"

/* Bytes of which letters and digits are made, those of other scripts too. */
static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || (c & 0x80);
}

size_t oc_value_quoted(struct oc_str s)
{
    char quote = s.n ? s.p[0] : '\0';
    if (quote != '"' && quote != '\'')
        return 0;
    for (size_t i = 1; i < s.n; i++) {
        if (s.p[i] == '\\' && quote == '"') {
            i++;
        } else if (s.p[i] == quote) {
            if (quote == '"' || i + 1 == s.n || s.p[i + 1] != quote)
                return i + 1;
            i++;
        }
    }
    return 0;
}

/* 'It's' is no YAML, but its author's wish is clear: each lone ' within joins two letters. */
static bool has_apostrophes_only(struct oc_str s)
{
    if (s.n < 2 || s.p[0] != '\'' || s.p[s.n - 1] != '\'')
        return false;
    for (size_t i = 1; i + 1 < s.n; i++) {
        if (s.p[i] == '\'' && !(is_word(s.p[i - 1]) && is_word(s.p[i + 1])))
            return false;
    }
    return true;
}

static void put_single(struct oc_buf *out, struct oc_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        oc_buf_putc(out, s.p[i]);
        if (s.p[i] == '\'' && i + 1 < s.n && s.p[i + 1] == '\'')
            i++;
    }
}

/* Exactly n hexadecimal digits at s.p[at]; -1 when they are not. */
static int64_t hex(struct oc_str s, size_t at, size_t n)
{
    if (s.n < n || at > s.n - n)
        return -1;
    int64_t v = 0;
    for (size_t i = at; i < at + n; i++) {
        int digit = oc_hex_value(s.p[i]);
        if (digit < 0)
            return -1;
        v = v * 16 + digit;
    }
    return v;
}

/* s.p[at] follows a backslash. How many bytes the escape takes; 0 when it is none. */
static size_t put_escape(struct oc_buf *out, struct oc_str s, size_t at)
{
    static const struct {
        char c;
        const char *text;
    } escapes[] = {{'n', "\n"},  {'t', "\t"}, {'r', "\r"}, {'"', "\""},
                   {'\\', "\\"}, {'/', "/"},  {' ', " "},  {'_', "\xC2\xA0"},
                   {'N', "\n"},  {'L', "\n"}, {'P', "\n"}, {'0', "\xEF\xBF\xBD"},
                   {'\'', "'"}};
    static const struct {
        char c;
        size_t digits;
    } codes[] = {{'x', 2}, {'u', 4}, {'U', 8}};
    for (size_t i = 0; i < OC_COUNT(escapes); i++) {
        if (s.p[at] == escapes[i].c) {
            oc_buf_puts(out, escapes[i].text);
            return 1;
        }
    }
    for (size_t i = 0; i < OC_COUNT(codes); i++) {
        int64_t cp = s.p[at] == codes[i].c ? hex(s, at + 1, codes[i].digits) : -1;
        if (cp > 0) {
            oc_buf_put_cp(out, (uint32_t)cp);
            return 1 + codes[i].digits;
        }
    }
    return 0;
}

static void put_double(struct oc_buf *out, struct oc_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        size_t used = s.p[i] == '\\' && i + 1 < s.n ? put_escape(out, s, i + 1) : 0;
        if (used == 0)
            oc_buf_putc(out, s.p[i]);
        i += used;
    }
}

bool oc_value_unquote(struct oc_buf *out, struct oc_str s)
{
    if (s.n < 2 || (oc_value_quoted(s) != s.n && !has_apostrophes_only(s)))
        return false;
    struct oc_str inner = oc_str_sub(s, 1, s.n - 1);
    if (s.p[0] == '"')
        put_double(out, inner);
    else
        put_single(out, inner);
    return true;
}
