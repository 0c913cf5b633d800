/* SPDX-License-Identifier: MIT */
/*
 * struct oc_buf: growing bytes with a stated maximum.
 *
 * Invariants: p is never NULL and p[n] is NUL; n <= max. When an append would pass max, nothing
 * is added and full becomes true and stays so until clear: a run of appends is checked once.
 */
#ifndef OC_BUF_H
#define OC_BUF_H

#include "base/arena.h"
#include "base/base.h"
#include "base/str.h"

struct oc_buf {
    char *p;
    size_t n, cap, max;
    bool full;
};

void oc_buf_init(struct oc_buf *b, size_t max);
void oc_buf_clear(struct oc_buf *b);   /* keeps the memory */
void oc_buf_release(struct oc_buf *b); /* back to the state init leaves */

void oc_buf_put(struct oc_buf *b, struct oc_str s);
static inline void oc_buf_puts(struct oc_buf *b, const char *text);
static inline void oc_buf_putc(struct oc_buf *b, char c);
void oc_buf_put_cp(struct oc_buf *b, uint32_t codepoint);     /* as UTF-8 */
void oc_buf_put_int(struct oc_buf *b, int64_t n, int digits); /* decimal, so many digits at least */
void oc_buf_printf(struct oc_buf *b, const char *fmt, ...) OC_PRINTF(2, 3);
/*
 * Text with & < > " escaped, characters that oc_utf8_xml_ok refuses left out, and malformed UTF-8
 * as U+FFFD: what is appended is good in element content and in double-quoted attributes.
 */
void oc_buf_put_xml(struct oc_buf *b, struct oc_str s);
/* The same, but a no-break space is written &#160;, to be seen by who reads the source. */
void oc_buf_put_xml_seen(struct oc_buf *b, struct oc_str s);

/*
 * For reading straight into the buffer: room for more bytes (and the NUL) at p + n, or false and
 * full; then the number of bytes really written there.
 */
static inline bool oc_buf_reserve(struct oc_buf *b, size_t more);
void oc_buf_added(struct oc_buf *b, size_t n);

/* A borrowed view, good until the next append. */
struct oc_str oc_buf_view(const struct oc_buf *b);
/* A copy in the arena; the buffer is cleared. */
struct oc_str oc_buf_take(struct oc_buf *b, struct oc_arena *a);

/* ---- what is asked for every tag of a page ---- */

bool oc_buf_grow(struct oc_buf *b, size_t more); /* oc_buf_reserve, when there is no room yet */

static inline bool oc_buf_reserve(struct oc_buf *b, size_t more)
{
    /* cap 0 has n 0: then the second is never true */
    bool room = !b->full && more < b->cap - b->n && more <= b->max - b->n;
    return room || oc_buf_grow(b, more);
}

static inline void oc_buf_puts(struct oc_buf *b, const char *text)
{
    oc_buf_put(b, oc_str(text));
}

static inline void oc_buf_putc(struct oc_buf *b, char c)
{
    if (oc_buf_reserve(b, 1)) {
        b->p[b->n++] = c;
        b->p[b->n] = '\0';
    }
}

#endif
