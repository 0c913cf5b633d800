/* SPDX-License-Identifier: MIT */
/* One difference between the plain rendering of a post and its page, as the rules look at it. */
#ifndef OC_CONSERVE_PLACE_H
#define OC_CONSERVE_PLACE_H

#include <ctype.h>

#include "book/book.h"
#include "conserve_diff.h"

struct account {
    const struct oc_post *post;
    struct text plain, book, source;
    struct oc_str body;          /* the source */
    bool *gone, *added;          /* tokens of plain, of what is compared of book */
    size_t *of;                  /* token compared -> token of book */
    size_t n;                    /* how many are compared */
    bool *moved;                 /* of book: stood elsewhere in plain */
    long marks_cjk, marks_other; /* runs of * and _ that touch CJK text, that do not */
    size_t *used;                /* of each rule */
};

/* What is gone is plain[i .. iend), what came is of[j .. jend). */
struct place {
    struct account *c;
    size_t i, iend, j, jend;
};

static inline struct oc_str gone_at(const struct place *p, size_t k)
{
    return p->i + k < p->iend ? token_str(&p->c->plain, p->i + k) : OC_STR("");
}

static inline struct oc_str came_at(const struct place *p, size_t k)
{
    return p->j + k < p->jend ? token_str(&p->c->book, p->c->of[p->j + k]) : OC_STR("");
}

static inline uint32_t gone_flags(const struct place *p)
{
    return p->i < p->iend ? p->c->plain.v[p->i].flags : 0;
}

static inline uint32_t came_flags(const struct place *p)
{
    return p->j < p->jend ? p->c->book.v[p->c->of[p->j]].flags : 0;
}

/* Flags of the token of the book before and after the place. */
static inline uint32_t flags_near(const struct place *p)
{
    const struct account *c = p->c;
    uint32_t f = 0;
    if (p->j > 0)
        f |= c->book.v[c->of[p->j - 1]].flags;
    if (p->jend < c->n)
        f |= c->book.v[c->of[p->jend]].flags;
    return f | came_flags(p);
}

static inline bool is_any(struct oc_str token, const char *marks)
{
    return token.n == 1 && strchr(marks, token.p[0]);
}

/* The length of what is gone from p->i to the token that closes, or 0. */
static inline size_t gone_to(const struct place *p, const char *closes, size_t most)
{
    for (size_t k = 1; k < most && p->i + k < p->iend; k++)
        if (oc_str_is(gone_at(p, k), closes))
            return k + 1;
    return 0;
}

/* Tokens [from, to) without white space, lower case if fold. */
static inline void glue(struct oc_buf *out, const struct text *t, size_t from, size_t to, bool fold)
{
    oc_buf_init(out, (size_t)1 << 26);
    for (size_t i = from; i < to; i++) {
        struct oc_str s = token_str(t, i);
        for (size_t k = 0; k < s.n; k++)
            oc_buf_putc(out, (char)(fold ? tolower((unsigned char)s.p[k]) : s.p[k]));
    }
}

/* text without white space, lower case if fold. */
static inline void squeeze(struct oc_buf *out, struct oc_str text, bool fold)
{
    struct text t;
    text_init(&t);
    text_read_plain(&t, text);
    glue(out, &t, 0, t.n, fold);
    text_release(&t);
}

/* Whether glued text stands in the source after `before`, on the same line. */
static inline bool source_has(const struct account *c, const char *before, struct oc_str glued)
{
    struct oc_str body = c->body, line;
    bool found = false;
    while (!found && oc_str_line(&line, &body)) {
        size_t at = oc_str_find(line, before, 0);
        if (at == SIZE_MAX)
            continue;
        struct oc_buf all;
        squeeze(&all, oc_str_sub(line, at, line.n), false);
        char *key = strndup(glued.p, glued.n);
        found = oc_str_find(oc_buf_view(&all), key, 0) != SIZE_MAX;
        free(key);
        oc_buf_release(&all);
    }
    return found;
}

#endif
