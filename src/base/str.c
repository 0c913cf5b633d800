/* SPDX-License-Identifier: MIT */
/* Borrowed views: comparing, searching, trimming and cutting, all by bytes. */
#include "base/str.h"
#include "base/arena.h"

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool oc_str_ieq(struct oc_str a, struct oc_str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++) {
        if (lower(a.p[i]) != lower(b.p[i]))
            return false;
    }
    return true;
}

bool oc_str_iis(struct oc_str a, const char *b)
{
    return oc_str_ieq(a, oc_str(b));
}

bool oc_str_is_any(struct oc_str s, const char *const *list)
{
    while (*list && !oc_str_is(s, *list))
        list++;
    return *list;
}

bool oc_str_iis_any(struct oc_str s, const char *const *list)
{
    while (*list && !oc_str_iis(s, *list))
        list++;
    return *list;
}

bool oc_str_istarts(struct oc_str s, const char *prefix)
{
    return oc_str_iis(oc_str_sub(s, 0, strlen(prefix)), prefix);
}

bool oc_str_ends(struct oc_str s, const char *suffix)
{
    size_t n = strlen(suffix);
    return n <= s.n && oc_str_is(oc_str_sub(s, s.n - n, s.n), suffix);
}

bool oc_str_iends(struct oc_str s, const char *suffix)
{
    size_t n = strlen(suffix);
    return n <= s.n && oc_str_iis(oc_str_sub(s, s.n - n, s.n), suffix);
}

bool oc_str_iholds(struct oc_str s, const char *needle)
{
    size_t n = strlen(needle);
    char last = needle[n - 1];
    bool mark = (last | 0x20) < 'a' || (last | 0x20) > 'z'; /* has one case, and is rare */
    for (size_t at = n - 1; at < s.n; at++) {
        if (mark && (at = oc_str_chr(s, last, at)) == SIZE_MAX)
            return false;
        if (oc_str_istarts(oc_str_sub(s, at + 1 - n, s.n), needle))
            return true;
    }
    return false;
}

bool oc_str_is_ascii(struct oc_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80)
            return false;
    return true;
}

int oc_str_cmp(struct oc_str a, struct oc_str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;
    return order ? order : (a.n > b.n) - (a.n < b.n);
}

/* Cuts the run of digits that starts at *at, without its leading zeros. */
static struct oc_str cut_number(struct oc_str s, size_t *at)
{
    size_t from = *at;
    while (from < s.n && s.p[from] == '0')
        from++;
    size_t to = from;
    while (to < s.n && is_digit(s.p[to]))
        to++;
    *at = to;
    return oc_str_sub(s, from, to);
}

int oc_str_natcmp(struct oc_str a, struct oc_str b)
{
    size_t i = 0, j = 0;
    while (i < a.n && j < b.n) {
        if (is_digit(a.p[i]) && is_digit(b.p[j])) {
            struct oc_str x = cut_number(a, &i), y = cut_number(b, &j);
            int order = x.n != y.n ? (x.n > y.n) - (x.n < y.n) : oc_str_cmp(x, y);
            if (order)
                return order;
        } else if (a.p[i] != b.p[j]) {
            return (unsigned char)a.p[i] < (unsigned char)b.p[j] ? -1 : 1;
        } else {
            i++, j++;
        }
    }
    if (i < a.n || j < b.n)
        return i < a.n ? 1 : -1;
    return oc_str_cmp(a, b);
}

/* So few bytes are looked for by the first of them: the time stays linear, and where that byte
 * is rare it is many times shorter than memmem's. */
#define SHORT_NEEDLE 16

/* How common a byte is in posts, from 0 to 3. In CJK text 0x80, 0x82, 0x8C and 0xBC are the ends of
 * commas and full stops. */
static int commonness(unsigned char c)
{
    if (c == ' ' || (c >= 0xE2 && c <= 0xE9))
        return 3;
    if (c >= 0x80)
        return c == 0x80 || c == 0x82 || c == 0x8C || c == 0xBC;
    if (c < 'a' || c > 'z')
        return c == '\n';
    return strchr("etaoinsrh", c) ? 2 : !strchr("jkqxz", c);
}

/* Where in a short needle the byte stands that memchr will meet the least. */
static size_t rarest(const char *needle, size_t n)
{
    size_t best = 0;
    int least = commonness((unsigned char)needle[0]);
    for (size_t i = 1; i < n && least; i++) {
        int common = commonness((unsigned char)needle[i]);
        best = common < least ? i : best;
        least = common < least ? common : least;
    }
    return best;
}

size_t oc_str_find(struct oc_str s, const char *needle, size_t from)
{
    size_t n = strlen(needle);
    if (from > s.n || n > s.n - from)
        return SIZE_MAX;
    if (n == 0)
        return from;
    const char *at = s.p + from, *end = s.p + s.n;
    if (n > SHORT_NEEDLE) {
        at = memmem(at, (size_t)(end - at), needle, n);
        return at ? (size_t)(at - s.p) : SIZE_MAX;
    }
    size_t k = rarest(needle, n);
    at += k;
    end -= n - 1 - k;
    for (; at < end && (at = memchr(at, needle[k], (size_t)(end - at))) != NULL; at++)
        if (memcmp(at - k, needle, n) == 0)
            return (size_t)(at - k - s.p);
    return SIZE_MAX;
}

size_t oc_str_chr(struct oc_str s, char c, size_t from)
{
    if (from >= s.n)
        return SIZE_MAX;
    const char *hit = memchr(s.p + from, c, s.n - from);
    return hit ? (size_t)(hit - s.p) : SIZE_MAX;
}

size_t oc_str_rchr(struct oc_str s, char c)
{
    const char *hit = s.n ? memrchr(s.p, c, s.n) : NULL;
    return hit ? (size_t)(hit - s.p) : SIZE_MAX;
}

struct oc_str oc_str_trim(struct oc_str s)
{
    size_t from = 0, to = s.n;
    while (from < to && is_blank(s.p[from]))
        from++;
    while (from < to && is_blank(s.p[to - 1]))
        to--;
    return oc_str_sub(s, from, to);
}

struct oc_str oc_str_trim_wide(struct oc_str s)
{
    static const char bom[] = "\xEF\xBB\xBF", ideographic_space[] = "\xE3\x80\x80";
    for (;;) {
        s = oc_str_trim(s);
        if (oc_str_starts(s, bom) || oc_str_starts(s, ideographic_space))
            s = oc_str_sub(s, 3, s.n);
        else if (oc_str_ends(s, bom) || oc_str_ends(s, ideographic_space))
            s = oc_str_sub(s, 0, s.n - 3);
        else
            return s;
    }
}

bool oc_str_blank(struct oc_str s)
{
    return s.n == 0 || (is_blank(s.p[0]) && oc_str_trim(s).n == 0);
}

/* Offset of the first LF or CR, or s.n. In steps, so that neither search runs far past a hit. */
static size_t line_end(struct oc_str s)
{
    for (size_t from = 0; from < s.n;) {
        size_t n = s.n - from < 128 ? s.n - from : 128;
        const char *lf = memchr(s.p + from, '\n', n);
        const char *cr = memchr(s.p + from, '\r', lf ? (size_t)(lf - s.p) - from : n);
        if (cr || lf)
            return (size_t)((cr ? cr : lf) - s.p);
        from += n;
    }
    return s.n;
}

bool oc_str_line(struct oc_str *line, struct oc_str *rest)
{
    if (rest->n == 0) {
        *line = (struct oc_str){rest->p, 0};
        return false;
    }
    struct oc_str s = *rest;
    size_t end = line_end(s);
    size_t next = end + (end < s.n);
    if (end + 1 < s.n && s.p[end] == '\r' && s.p[end + 1] == '\n')
        next++;
    *line = oc_str_sub(s, 0, end);
    *rest = oc_str_sub(s, next, s.n);
    return true;
}

bool oc_str_cut(struct oc_str *part, struct oc_str *rest, char sep)
{
    struct oc_str s = *rest;
    *part = s;
    if (!s.p)
        return false;
    size_t at = oc_str_chr(s, sep, 0);
    *rest = OC_STR_NONE;
    if (at != SIZE_MAX) {
        *part = oc_str_sub(s, 0, at);
        *rest = oc_str_sub(s, at + 1, s.n);
    }
    return true;
}

int oc_str_int(int64_t *out, struct oc_str s, int64_t min, int64_t max)
{
    bool minus = s.n && s.p[0] == '-';
    if (s.n == minus)
        return -1;
    int64_t value = 0;
    for (size_t i = minus; i < s.n; i++) {
        if (!is_digit(s.p[i]) || __builtin_mul_overflow(value, 10, &value))
            return -1;
        int digit = s.p[i] - '0';
        /* Below zero all the way for "-": INT64_MIN has no positive twin. */
        if (__builtin_add_overflow(value, minus ? -digit : digit, &value))
            return -1;
    }
    if (value < min || value > max)
        return -1;
    *out = value;
    return 0;
}

uint64_t oc_str_hash(struct oc_str s)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3u;
    return h;
}

void oc_strs_add(struct oc_strs *list, struct oc_arena *a, struct oc_str s)
{
    list->v = oc_arena_grow(a, list->v, &list->cap, list->n + 1, sizeof *list->v);
    list->v[list->n++] = s;
}

void oc_strs_add_copy(struct oc_strs *list, struct oc_arena *a, struct oc_str s)
{
    oc_strs_add(list, a, oc_arena_copy(a, s));
}

bool oc_strs_has(const struct oc_strs *list, struct oc_str s)
{
    for (size_t i = 0; i < list->n; i++) {
        if (oc_str_eq(list->v[i], s))
            return true;
    }
    return false;
}

int64_t oc_str_han_number(size_t *length, struct oc_str s)
{
    static const struct {
        const char *sign;
        int64_t value;
    } signs[] = {{"〇", 0}, {"零", 0}, {"一", 1},  {"二", 2},   {"两", 2},
                 {"三", 3}, {"四", 4}, {"五", 5},  {"六", 6},   {"七", 7},
                 {"八", 8}, {"九", 9}, {"十", 10}, {"百", 100}, {"千", 1000}};
    int64_t sum = 0, digit = -1;
    for (*length = 0; *length < 30; *length += 3) {
        struct oc_str c = oc_str_sub(s, *length, *length + 3);
        size_t i = 0;
        while (i < OC_COUNT(signs) && !oc_str_is(c, signs[i].sign))
            i++;
        if (i == OC_COUNT(signs))
            break;
        if (signs[i].value < 10) {
            digit = (digit > 0 ? digit * 10 : 0) + signs[i].value;
        } else {
            sum += (digit < 0 ? 1 : digit) * signs[i].value;
            digit = -1;
        }
    }
    return sum + (digit > 0 ? digit : 0);
}
