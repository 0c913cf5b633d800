/* SPDX-License-Identifier: MIT */
/* TOML 1.0 strings, and the form of its numbers, dates and times, which stay text. */
#include "base/utf8.h"
#include "base/value_toml.h"

int oc_toml_fail(struct oc_toml *t, struct oc_str why)
{
    oc_value_seek(&t->place, t->p);
    return oc_value_fail(&t->b, t->place.line, t->place.col, why);
}

bool oc_toml_at(const struct oc_toml *t, const char *text)
{
    return oc_str_starts((struct oc_str){t->p, (size_t)(t->end - t->p)}, text);
}

/* ---- strings ---- */

/* After \x, \u or \U: that many hexadecimal digits of a Unicode scalar value. */
static int read_code(struct oc_toml *t, int digits)
{
    uint32_t cp = 0;
    for (int i = 0; i < digits; i++, t->p++) {
        int digit = t->p < t->end ? oc_hex_value(*t->p) : -1;
        if (digit < 0)
            return oc_toml_fail(t, OC_STR("a hexadecimal digit is missing"));
        cp = cp * 16 + (uint32_t)digit;
    }
    if (cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000))
        return oc_toml_fail(t, OC_STR("not a Unicode character"));
    oc_buf_put_cp(&t->scratch, cp ? cp : OC_UTF8_REPLACEMENT);
    return 0;
}

/* A backslash at the end of a line takes all white space after it away. */
static int skip_line_ending(struct oc_toml *t)
{
    bool newline = false;
    const char *start = t->p;
    while (t->p < t->end && *t->p && strchr(" \t\r\n", *t->p)) {
        newline = newline || *t->p == '\n';
        t->p++;
    }
    if (newline)
        return 0;
    t->p = start;
    return oc_toml_fail(t, OC_STR("unknown escape in a string"));
}

/* After a backslash. */
static int read_escape(struct oc_toml *t, bool multiline)
{
    static const char from[] = "btnfr\"\\", to[] = "\b\t\n\f\r\"\\";
    char c = t->p < t->end ? *t->p : '\0';
    const char *found = c ? strchr(from, c) : NULL;
    if (found) {
        oc_buf_putc(&t->scratch, to[found - from]);
        t->p++;
        return 0;
    }
    if (c == 'u' || c == 'U') {
        t->p++;
        return read_code(t, c == 'u' ? 4 : 8);
    }
    if (multiline)
        return skip_line_ending(t);
    return oc_toml_fail(t, OC_STR("unknown escape in a string"));
}

/* At one or more quotes inside """ or '''. True when they close it; up to two belong to it. */
static bool close_long(struct oc_toml *t, char quote)
{
    size_t n = 0;
    while (n < 5 && t->p < t->end && *t->p == quote) {
        t->p++;
        n++;
    }
    bool closed = n >= 3;
    for (size_t i = closed ? 3 : 0; i < n; i++)
        oc_buf_putc(&t->scratch, quote);
    return closed;
}

/* Is c refused in strings? Tabs are welcome, line ends in long ones. */
static bool is_control(char c)
{
    return ((unsigned char)c < 0x20 && c != '\t') || c == 0x7F;
}

/* After the opening quotes, up to and with the closing ones. */
static int read_rest(struct oc_toml *t, char quote, bool multiline)
{
    while (t->p < t->end) {
        const char *start = t->p;
        while (t->p < t->end && *t->p != quote && *t->p != '\\' && !is_control(*t->p))
            t->p++;
        oc_buf_put(&t->scratch, (struct oc_str){start, (size_t)(t->p - start)});
        if (t->p == t->end)
            break;
        if (*t->p == quote && !multiline) {
            t->p++;
            return 0;
        }
        if (*t->p == quote) {
            if (close_long(t, quote))
                return 0;
        } else if (*t->p == '\\') {
            t->p++;
            if (quote == '\'')
                oc_buf_putc(&t->scratch, '\\');
            else if (read_escape(t, multiline))
                return -1;
        } else if (multiline && (oc_toml_at(t, "\n") || oc_toml_at(t, "\r\n"))) {
            t->p += *t->p == '\r' ? 2 : 1;
            oc_buf_putc(&t->scratch, '\n');
        } else {
            return oc_toml_fail(t, *t->p == '\n' ? OC_STR("the string is not closed")
                                                 : OC_STR("a control character in a string"));
        }
    }
    return oc_toml_fail(t, OC_STR("the string is not closed"));
}

int oc_toml_string(struct oc_str *out, struct oc_toml *t, bool multiline)
{
    char quote = *t->p;
    bool is_long = multiline && oc_toml_at(t, quote == '"' ? "\"\"\"" : "'''");
    t->p += is_long ? 3 : 1;
    if (is_long && oc_toml_at(t, "\r\n"))
        t->p += 2;
    else if (is_long && oc_toml_at(t, "\n"))
        t->p++;
    oc_buf_clear(&t->scratch);
    if (read_rest(t, quote, is_long))
        return -1;
    *out = oc_buf_take(&t->scratch, t->b.arena);
    return 0;
}

/* ---- plain values: their form only ---- */

/* Moves *at past pattern, in which 'd' is a digit; false when s is different there. */
static bool take(size_t *at, struct oc_str s, const char *pattern)
{
    size_t i = *at;
    for (; *pattern; pattern++, i++) {
        bool digit = i < s.n && s.p[i] >= '0' && s.p[i] <= '9';
        if (i >= s.n || (*pattern == 'd' ? !digit : s.p[i] != *pattern))
            return false;
    }
    *at = i;
    return true;
}

/* Digits of a base with single '_' between them: how many; 0 when malformed. */
static size_t take_digits(size_t *at, struct oc_str s, const char *digits)
{
    size_t n = 0;
    while (*at < s.n && s.p[*at] && strchr(digits, s.p[*at])) {
        n++;
        ++*at;
        if (*at + 1 < s.n && s.p[*at] == '_' && s.p[*at + 1] && strchr(digits, s.p[*at + 1]))
            ++*at;
    }
    return n;
}

static bool is_based(struct oc_str s)
{
    static const struct {
        const char *prefix, *digits;
    } bases[] = {{"0x", "0123456789abcdefABCDEF"}, {"0o", "01234567"}, {"0b", "01"}};
    for (size_t i = 0; i < OC_COUNT(bases); i++) {
        size_t at = 2;
        if (oc_str_starts(s, bases[i].prefix))
            return take_digits(&at, s, bases[i].digits) && at == s.n;
    }
    return false;
}

static bool is_number(struct oc_str s)
{
    static const char decimal[] = "0123456789";
    size_t at = s.n && (s.p[0] == '+' || s.p[0] == '-');
    struct oc_str bare = oc_str_sub(s, at, s.n);
    if (oc_str_is(bare, "inf") || oc_str_is(bare, "nan"))
        return true;
    bool zero = bare.n && bare.p[0] == '0';
    size_t digits = take_digits(&at, s, decimal);
    if (digits == 0 || (zero && digits > 1))
        return false;
    if (take(&at, s, ".") && take_digits(&at, s, decimal) == 0)
        return false;
    if (at < s.n && (s.p[at] == 'e' || s.p[at] == 'E')) {
        at++;
        at += at < s.n && (s.p[at] == '+' || s.p[at] == '-');
        if (take_digits(&at, s, decimal) == 0)
            return false;
    }
    return at == s.n;
}

static bool take_time(size_t *at, struct oc_str s)
{
    if (!take(at, s, "dd:dd:dd"))
        return false;
    if (!take(at, s, "."))
        return true;
    size_t start = *at;
    while (take(at, s, "d"))
        ;
    return *at > start;
}

static bool is_date(struct oc_str s)
{
    size_t at = 0;
    if (take_time(&at, s))
        return at == s.n;
    if (!take(&at, s, "dddd-dd-dd"))
        return false;
    if (at == s.n)
        return true;
    if ((!take(&at, s, "T") && !take(&at, s, "t") && !take(&at, s, " ")) || !take_time(&at, s))
        return false;
    return at == s.n || ((take(&at, s, "Z") || take(&at, s, "z") || take(&at, s, "+dd:dd") ||
                          take(&at, s, "-dd:dd")) &&
                         at == s.n);
}

static bool is_plain_char(char c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '+' || c == '-' ||
           c == '.' || c == '_' || c == ':';
}

int oc_toml_plain(struct oc_str *out, struct oc_toml *t)
{
    struct oc_str rest = {t->p, (size_t)(t->end - t->p)};
    size_t n = 0, clock = 10;
    while (n < rest.n && is_plain_char(rest.p[n]))
        n++;
    if (n == 10 && is_date(oc_str_sub(rest, 0, n)) && take(&clock, rest, " dd:")) {
        for (n = clock; n < rest.n && is_plain_char(rest.p[n]);)
            n++;
    }
    struct oc_str s = oc_str_sub(rest, 0, n);
    if (n == 0)
        return oc_toml_fail(t, OC_STR("a value is missing"));
    if (!oc_str_is(s, "true") && !oc_str_is(s, "false") && !is_number(s) && !is_based(s) &&
        !is_date(s))
        return oc_toml_fail(t, OC_STR("not a value; text needs quotes"));
    *out = oc_arena_copy(t->b.arena, s);
    t->p += n;
    return 0;
}
