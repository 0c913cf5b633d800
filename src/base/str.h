/* SPDX-License-Identifier: MIT */
/*
 * struct oc_str: a borrowed view of bytes. It owns nothing and need not end in NUL, except where
 * a function promises it (arena copies do). p may be NULL only when n is 0.
 */
#ifndef OC_STR_H
#define OC_STR_H

#include "base/base.h"

struct oc_str {
    const char *p;
    size_t n;
};

#define OC_STR(literal) ((struct oc_str){(literal), sizeof(literal) - 1})
#define OC_STR_NONE ((struct oc_str){NULL, 0})
/* For printf: "%.*s", OC_STR_ARG(s) */
#define OC_STR_ARG(s) (int)(s).n, ((s).n ? (s).p : "")

/* What is asked most stands here: of a literal, much is known when compiling. */

static inline struct oc_str oc_str(const char *text) /* NULL gives the empty view */
{
    return (struct oc_str){text, text ? strlen(text) : 0};
}

static inline struct oc_str oc_str_sub(struct oc_str s, size_t from, size_t to) /* clipped to s */
{
    if (s.n == 0)
        return s; /* p may be NULL */
    if (to > s.n)
        to = s.n;
    if (from > to)
        from = to;
    return (struct oc_str){s.p + from, to - from};
}

static inline bool oc_str_eq(struct oc_str a, struct oc_str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool oc_str_is(struct oc_str a, const char *b)
{
    return oc_str_eq(a, oc_str(b));
}

static inline bool oc_str_starts(struct oc_str s, const char *prefix)
{
    return oc_str_is(oc_str_sub(s, 0, strlen(prefix)), prefix);
}

bool oc_str_ieq(struct oc_str a, struct oc_str b); /* ASCII case ignored */
bool oc_str_iis(struct oc_str a, const char *b);
/* Whether it is one of a list that ends in NULL. */
bool oc_str_is_any(struct oc_str s, const char *const *list);
bool oc_str_iis_any(struct oc_str s, const char *const *list);
bool oc_str_istarts(struct oc_str s, const char *prefix);
bool oc_str_ends(struct oc_str s, const char *suffix);
bool oc_str_iends(struct oc_str s, const char *suffix);
bool oc_str_iholds(struct oc_str s, const char *needle); /* anywhere; needle is not empty */
bool oc_str_is_ascii(struct oc_str s);

static inline int oc_hex_value(char c) /* of either case; -1 when it is no hexadecimal digit */
{
    char low = (char)(c | 0x20);
    return c >= '0' && c <= '9' ? c - '0' : low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

/* Byte order. */
int oc_str_cmp(struct oc_str a, struct oc_str b);
/* Natural order: runs of digits compare by value, so issue-9 < issue-10; ties by byte order. */
int oc_str_natcmp(struct oc_str a, struct oc_str b);

/* Offset of the first occurrence at or after from, or SIZE_MAX. */
size_t oc_str_find(struct oc_str s, const char *needle, size_t from);
size_t oc_str_chr(struct oc_str s, char c, size_t from);
size_t oc_str_rchr(struct oc_str s, char c);

/*
 * The first offset in [at, end) whose byte's entry is not 0, else end. Most bytes of a text are of
 * no interest to who asks: they go by fours.
 */
static inline size_t oc_bytes_until(const char *p, size_t at, size_t end, const uint8_t of[256])
{
    const unsigned char *u = (const unsigned char *)p;
    for (; end - at >= 4 && !(of[u[at]] | of[u[at + 1]] | of[u[at + 2]] | of[u[at + 3]]); at += 4)
        ;
    while (at < end && !of[u[at]])
        at++;
    return at;
}

/* Without ASCII white space (and U+FEFF, U+3000 for _wide) at both ends. */
struct oc_str oc_str_trim(struct oc_str s);
struct oc_str oc_str_trim_wide(struct oc_str s);
bool oc_str_blank(struct oc_str s);

/*
 * Cuts the next line off *rest: *line gets it without its end (LF, CR or CRLF), *rest what
 * follows. False when *rest was empty already.
 */
bool oc_str_line(struct oc_str *line, struct oc_str *rest);
/* Cuts *rest at the next sep; *part is what stood before it. False when *rest.p is NULL. */
bool oc_str_cut(struct oc_str *part, struct oc_str *rest, char sep);

/* The decimal number that is the whole of s, in [min, max]; -1 when it is not one. */
int oc_str_int(int64_t *out, struct oc_str s, int64_t min, int64_t max) OC_NODISCARD;
/* The value of the Chinese number that s begins with; *length is 0 when it begins with none. */
int64_t oc_str_han_number(size_t *length, struct oc_str s);

/* FNV-1a, 64 bit: the same on every machine, for names and maps, not for security. */
uint64_t oc_str_hash(struct oc_str s);

/* A growing list of views; the array and, for _copy, the bytes live in an arena. */
struct oc_strs {
    struct oc_str *v;
    size_t n, cap;
};
struct oc_arena;
void oc_strs_add(struct oc_strs *list, struct oc_arena *a, struct oc_str s);
void oc_strs_add_copy(struct oc_strs *list, struct oc_arena *a, struct oc_str s);
bool oc_strs_has(const struct oc_strs *list, struct oc_str s);

#endif
