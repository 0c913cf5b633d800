/* SPDX-License-Identifier: MIT */
/* What the readers of YAML, TOML and JSON share to build a value tree. Private to base. */
#ifndef OC_VALUE_BUILD_H
#define OC_VALUE_BUILD_H

#include "base/buf.h"
#include "base/value.h"

struct oc_value_build {
    struct oc_arena *arena;
    struct oc_value_error *err; /* NULL: nobody asks */
    size_t nodes;
    bool failed; /* *err holds the first failure */
};

/* One value more; past OC_MAX_VALUE_NODES that is a failure at line and col. */
int oc_value_count(struct oc_value_build *b, int line, int col) OC_NODISCARD;
/* Counts it; NULL past the limit. */
struct oc_value *oc_value_new(struct oc_value_build *b, enum oc_value_kind kind, int line, int col);
/* Always -1; only the first failure is kept. why is borrowed: a literal or arena text. */
int oc_value_fail(struct oc_value_build *b, int line, int col, struct oc_str why);
/* Drops all but the last of equal keys; linear in the number of children. */
void oc_value_unique(struct oc_value *map, struct oc_arena *a);

/* What YAML reads as null, when it is not in quotes. */
bool oc_value_is_null(struct oc_str s);
/* Is it a key of which ' #' is text (value.h)? */
bool oc_value_key_takes_line(struct oc_str key);
/* Where the comment of such a line begins; rest is what follows "key:", to the end of the line. */
size_t oc_value_line_end(struct oc_str rest);
/* Line and column of p, counted on from the place asked for last: linear when p only grows. */
struct oc_value_place {
    const char *at;
    int line, col;
};
void oc_value_seek(struct oc_value_place *place, const char *p);

/* ---- value_quote.c: quotes as people set them, for the lenient reader. ---- */
/* The length of the well-formed '...' or "..." that s begins with; 0 when there is none. */
size_t oc_value_quoted(struct oc_str s);
/*
 * Appends s without the quotes that stand around the whole of it, its escapes replaced; unknown
 * ones stay. False, and nothing appended, when there are no such quotes.
 */
bool oc_value_unquote(struct oc_buf *out, struct oc_str s);

#endif
