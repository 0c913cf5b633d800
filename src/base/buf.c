/* SPDX-License-Identifier: MIT */
/* Growing bytes: one function, oc_buf_reserve, knows about limits and memory. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"

/* What p points to while nothing is allocated; cap is then 0 and nobody writes to it. */
static const char nothing[1];

void oc_buf_init(struct oc_buf *b, size_t max)
{
    *b = (struct oc_buf){.p = (char *)nothing, .max = max};
}

void oc_buf_clear(struct oc_buf *b)
{
    b->n = 0;
    b->full = false;
    if (b->cap)
        b->p[0] = '\0';
}

void oc_buf_release(struct oc_buf *b)
{
    if (!b)
        return;
    if (b->cap)
        free(b->p);
    oc_buf_init(b, b->max);
}

bool oc_buf_grow(struct oc_buf *b, size_t more)
{
    if (b->full || more > b->max - b->n) {
        b->full = true;
        return false;
    }
    if (more >= SIZE_MAX / 2 - b->n)
        oc_out_of_memory();
    size_t cap = b->cap < 32 ? 64 : b->cap * 2;
    if (b->max < SIZE_MAX && cap > b->max + 1)
        cap = b->max + 1;
    if (cap < b->n + more + 1)
        cap = b->n + more + 1;
    b->p = oc_realloc(b->cap ? b->p : NULL, cap);
    b->cap = cap;
    b->p[b->n] = '\0';
    return true;
}

void oc_buf_added(struct oc_buf *b, size_t n)
{
    if (n == 0)
        return;
    b->n += n;
    b->p[b->n] = '\0';
}

void oc_buf_put(struct oc_buf *b, struct oc_str s)
{
    if (s.n && oc_buf_reserve(b, s.n)) {
        memcpy(b->p + b->n, s.p, s.n);
        oc_buf_added(b, s.n);
    }
}

void oc_buf_put_cp(struct oc_buf *b, uint32_t codepoint)
{
    char utf8[4];
    oc_buf_put(b, (struct oc_str){utf8, oc_utf8_encode(utf8, codepoint)});
}

void oc_buf_put_int(struct oc_buf *b, int64_t n, int digits)
{
    char text[24], *p = text + sizeof text;
    uint64_t left = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    int most = (int)sizeof text - 1;
    for (int i = 0; left || i < (digits < 1 ? 1 : digits < most ? digits : most); i++, left /= 10)
        *--p = (char)('0' + left % 10);
    if (n < 0)
        *--p = '-';
    oc_buf_put(b, (struct oc_str){p, (size_t)(text + sizeof text - p)});
}

void oc_buf_printf(struct oc_buf *b, const char *fmt, ...)
{
    char local[256];
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    int n = vsnprintf(local, sizeof local, fmt, args);
    size_t size = n < 0 ? 0 : (size_t)n;
    if (size < sizeof local) {
        oc_buf_put(b, (struct oc_str){local, size});
    } else if (oc_buf_reserve(b, size)) {
        vsnprintf(b->p + b->n, size + 1, fmt, again);
        oc_buf_added(b, size);
    }
    va_end(again);
    va_end(args);
}

/* What put_xml does at a byte. WIDE: lead byte of a sequence with no forbidden character in it, but
 * for two rows of EF. */
enum {
    PLAIN,
    AMP,
    LT,
    GT,
    QUOT,
    DROP,
    WIDE,
    LOOK
};

/* clang-format off */
static const unsigned char xml_class[256] = {
    [0x00 ... 0x08] = DROP, [0x0B ... 0x0C] = DROP, [0x0E ... 0x1F] = DROP, [0x7F] = DROP,
    ['&'] = AMP, ['<'] = LT, ['>'] = GT, ['"'] = QUOT,
    [0x80 ... 0xE0] = LOOK, [0xE1 ... 0xEC] = WIDE, [0xED] = LOOK, [0xEE ... 0xEF] = WIDE,
    [0xF0 ... 0xFF] = LOOK,
};
/* clang-format on */

/* Offset of the first byte from at on that cannot be copied as it is. */
static size_t xml_run(struct oc_str s, size_t at)
{
    const unsigned char *p = (const unsigned char *)s.p;
    while ((at = oc_bytes_until(s.p, at, s.n, xml_class)) < s.n) {
        while (s.n - at >= 8 && oc_utf8_two_wide(p + at) && p[at] != 0xEF && p[at + 3] != 0xEF)
            at += 6;
        if (at >= s.n || xml_class[p[at]] == PLAIN)
            continue;
        if (xml_class[p[at]] != WIDE || s.n - at < 3 || (p[at + 1] & 0xC0) != 0x80 ||
            (p[at + 2] & 0xC0) != 0x80 ||
            (p[at] == 0xEF && (p[at + 1] == 0xB7 || p[at + 1] == 0xBF)))
            break;
        at += 3;
    }
    return at;
}

static void put_xml(struct oc_buf *b, struct oc_str s, bool seen)
{
    static const struct oc_str escapes[] = {
        [AMP] = {"&amp;", 5}, [LT] = {"&lt;", 4}, [GT] = {"&gt;", 4}, [QUOT] = {"&quot;", 6}};
    size_t start = 0, at = 0;
    while ((at = xml_run(s, at)) < s.n) {
        unsigned char what = xml_class[(unsigned char)s.p[at]];
        size_t next = at + 1;
        struct oc_str put = OC_STR_NONE;
        if (what < DROP) {
            put = escapes[what];
        } else if (what > DROP) {
            next = at;
            uint32_t cp = oc_utf8_next(s, &next);
            bool malformed =
                cp == OC_UTF8_REPLACEMENT && !oc_str_is(oc_str_sub(s, at, next), "\xEF\xBF\xBD");
            bool shown = seen && cp == 0xA0;
            if (oc_utf8_xml_ok(cp) && !malformed && !shown) {
                at = next; /* stays in the run */
                continue;
            }
            if (malformed)
                put = OC_STR("\xEF\xBF\xBD");
            else if (shown)
                put = OC_STR("&#160;");
        }
        oc_buf_put(b, oc_str_sub(s, start, at));
        oc_buf_put(b, put);
        start = at = next;
    }
    oc_buf_put(b, oc_str_sub(s, start, s.n));
}

void oc_buf_put_xml(struct oc_buf *b, struct oc_str s)
{
    put_xml(b, s, false);
}

void oc_buf_put_xml_seen(struct oc_buf *b, struct oc_str s)
{
    put_xml(b, s, true);
}

struct oc_str oc_buf_view(const struct oc_buf *b)
{
    return (struct oc_str){b->p, b->n};
}

struct oc_str oc_buf_take(struct oc_buf *b, struct oc_arena *a)
{
    struct oc_str out = oc_arena_copy(a, oc_buf_view(b));
    oc_buf_clear(b);
    return out;
}
