/* SPDX-License-Identifier: MIT */
/*
 * A strict reader of JSON (RFC 8259) that keeps numbers as text. Two things the RFC leaves open:
 * a lone surrogate and U+0000 become U+FFFD.
 */
#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "base/value_build.h"

struct json {
    struct oc_value_build b;
    const char *p, *end;
    struct oc_value_place place;
    struct oc_buf scratch; /* strings with escapes are unescaped here */
};

static struct oc_value *read_value(struct json *j, int depth);

static int fail(struct json *j, struct oc_str why)
{
    oc_value_seek(&j->place, j->p);
    return oc_value_fail(&j->b, j->place.line, j->place.col, why);
}

static struct oc_value *make(struct json *j, enum oc_value_kind kind)
{
    oc_value_seek(&j->place, j->p);
    return oc_value_new(&j->b, kind, j->place.line, j->place.col);
}

static void skip_blanks(struct json *j)
{
    while (j->p < j->end && (*j->p == ' ' || *j->p == '\t' || *j->p == '\n' || *j->p == '\r'))
        j->p++;
}

static bool at(const struct json *j, char c)
{
    return j->p < j->end && *j->p == c;
}

/* Four hexadecimal digits; -1 when they are not. */
static int32_t hex4(struct json *j)
{
    if (j->end - j->p < 4)
        return -1;
    int32_t v = 0;
    for (int i = 0; i < 4; i++) {
        int digit = oc_hex_value(*j->p++);
        if (digit < 0)
            return -1;
        v = v * 16 + digit;
    }
    return v;
}

/* After "\u". A high surrogate takes the escape of the low one with it. */
static int read_unicode(struct json *j)
{
    int32_t unit = hex4(j);
    if (unit < 0)
        return fail(j, OC_STR("\\u needs four hexadecimal digits"));
    uint32_t cp = (uint32_t)unit;
    if (cp >= 0xD800 && cp < 0xDC00 && j->end - j->p >= 6 && j->p[0] == '\\' && j->p[1] == 'u') {
        const char *back = j->p;
        j->p += 2;
        int32_t low = hex4(j);
        if (low >= 0xDC00 && low < 0xE000)
            cp = 0x10000 + ((cp - 0xD800) << 10) + ((uint32_t)low - 0xDC00);
        else
            j->p = back; /* the first stands alone; the second is read again */
    }
    bool lone = cp >= 0xD800 && cp < 0xE000;
    oc_buf_put_cp(&j->scratch, lone || cp == 0 ? OC_UTF8_REPLACEMENT : cp);
    return 0;
}

/* After a backslash. */
static int read_escape(struct json *j)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    if (j->p == j->end)
        return fail(j, OC_STR("the string is not closed"));
    char c = *j->p++;
    if (c == 'u')
        return read_unicode(j);
    const char *found = c ? strchr(from, c) : NULL;
    if (!found)
        return fail(j, OC_STR("unknown escape in a string"));
    oc_buf_putc(&j->scratch, to[found - from]);
    return 0;
}

/* At the opening quote. A string without escapes is borrowed from the input, then copied once. */
static int read_string(struct oc_str *out, struct json *j)
{
    const char *start = ++j->p;
    oc_buf_clear(&j->scratch);
    for (; j->p < j->end; j->p++) {
        unsigned char c = (unsigned char)*j->p;
        if (c != '"' && c != '\\' && c >= 0x20)
            continue;
        oc_buf_put(&j->scratch, (struct oc_str){start, (size_t)(j->p - start)});
        if (c == '"') {
            j->p++;
            *out = oc_buf_take(&j->scratch, j->b.arena);
            return 0;
        }
        if (c != '\\')
            return fail(j, OC_STR("a control character in a string"));
        j->p++;
        if (read_escape(j))
            return -1;
        start = j->p--;
    }
    return fail(j, OC_STR("the string is not closed"));
}

static size_t skip_digits(struct json *j)
{
    const char *start = j->p;
    while (j->p < j->end && *j->p >= '0' && *j->p <= '9')
        j->p++;
    return (size_t)(j->p - start);
}

static int skip_number(struct json *j)
{
    if (at(j, '-'))
        j->p++;
    bool zero = at(j, '0');
    size_t digits = skip_digits(j);
    bool ok = digits && !(zero && digits > 1);
    if (at(j, '.')) {
        j->p++;
        ok = skip_digits(j) && ok;
    }
    if (at(j, 'e') || at(j, 'E')) {
        j->p++;
        if (at(j, '+') || at(j, '-'))
            j->p++;
        ok = skip_digits(j) && ok;
    }
    return ok ? 0 : fail(j, OC_STR("not a number"));
}

/* A number, true, false or null: its text. */
static struct oc_value *read_plain(struct json *j)
{
    static const char *const words[] = {"true", "false", "null"};
    struct oc_value *v = make(j, OC_VALUE_TEXT);
    if (!v)
        return NULL;
    struct oc_str rest = {j->p, (size_t)(j->end - j->p)};
    const char *start = j->p;
    for (size_t i = 0; i < OC_COUNT(words) && j->p == start; i++) {
        if (oc_str_starts(rest, words[i]))
            j->p += strlen(words[i]);
    }
    if (j->p == start && skip_number(j))
        return NULL;
    v->plain = true;
    if (*start == 'n')
        v->kind = OC_VALUE_NULL;
    else
        v->text = oc_arena_copy(j->b.arena, (struct oc_str){start, (size_t)(j->p - start)});
    return v;
}

/* A member's name and colon; then *key is set. */
static int read_key(struct oc_str *key, struct json *j)
{
    skip_blanks(j);
    if (!at(j, '"'))
        return fail(j, OC_STR("expected a name in quotes"));
    if (read_string(key, j))
        return -1;
    skip_blanks(j);
    if (!at(j, ':'))
        return fail(j, OC_STR("expected ':' after a name"));
    j->p++;
    return 0;
}

/* At '[' or '{'. */
static struct oc_value *read_group(struct json *j, int depth)
{
    bool map = *j->p == '{';
    char close = map ? '}' : ']';
    struct oc_value *group = make(j, map ? OC_VALUE_MAP : OC_VALUE_LIST);
    if (!group)
        return NULL;
    j->p++;
    skip_blanks(j);
    bool more = !at(j, close);
    while (more) {
        struct oc_str key = OC_STR_NONE;
        if (map && read_key(&key, j))
            return NULL;
        struct oc_value *v = read_value(j, depth + 1);
        if (!v)
            return NULL;
        v->key = key;
        oc_value_append(group, v);
        skip_blanks(j);
        more = at(j, ',');
        if (!more && !at(j, close)) {
            fail(j, map ? OC_STR("expected ',' or '}'") : OC_STR("expected ',' or ']'"));
            return NULL;
        }
        j->p += more;
    }
    j->p++;
    if (map)
        oc_value_unique(group, j->b.arena);
    return group;
}

/* Recursion is bounded by OC_MAX_VALUE_DEPTH. */
static struct oc_value *read_value(struct json *j, int depth)
{
    skip_blanks(j);
    if (depth > OC_MAX_VALUE_DEPTH) {
        fail(j, OC_STR("nested too deeply"));
        return NULL;
    }
    if (j->p == j->end) {
        fail(j, OC_STR("a value is missing at the end"));
        return NULL;
    }
    if (*j->p == '{' || *j->p == '[')
        return read_group(j, depth);
    if (*j->p != '"')
        return read_plain(j);
    struct oc_value *v = make(j, OC_VALUE_TEXT);
    return v && read_string(&v->text, j) == 0 ? v : NULL;
}

struct oc_value *oc_value_json(struct oc_arena *a, struct oc_value_error *err, struct oc_str text,
                               int first_line)
{
    if (oc_str_starts(text, "\xEF\xBB\xBF"))
        text = oc_str_sub(text, 3, text.n);
    struct json j = {.b = {.arena = a, .err = err},
                     .p = text.p,
                     .end = text.p + text.n,
                     .place = {text.p, first_line, 1}};
    if (oc_str_blank(text))
        return oc_value_new(&j.b, OC_VALUE_NULL, first_line, 1);
    oc_buf_init(&j.scratch, text.n); /* no escape is shorter than what it stands for */
    struct oc_value *root = read_value(&j, 1);
    if (root) {
        skip_blanks(&j);
        if (j.p < j.end) {
            fail(&j, OC_STR("text after the end of the value"));
            root = NULL;
        }
    }
    oc_buf_release(&j.scratch);
    oc_value_index(a, root);
    return root;
}
