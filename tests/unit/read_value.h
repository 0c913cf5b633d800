/* SPDX-License-Identifier: MIT */
/* What the readers of values make of texts. */
#ifndef READ_VALUE_H
#define READ_VALUE_H

#include <stdlib.h>

#include <cmocka.h>

#include "show_value.h"

typedef struct oc_value *value_reader(struct oc_arena *a, struct oc_value_error *err,
                                      struct oc_str text, int first_line);

struct reading {
    const char *source, *tree; /* NULL: refused */
};

/* Reads an exact copy on the heap: reading past its end is seen, and the tree must not point into
 * it, as it is gone then. */
static inline struct oc_value *read_copy(value_reader *read, struct oc_arena *a,
                                         struct oc_value_error *err, const char *source)
{
    size_t size = strlen(source);
    char *copy = malloc(size ? size : 1);
    assert_non_null(copy);
    memcpy(copy, source, size);
    struct oc_value *v = read(a, err, (struct oc_str){copy, size}, 1);
    free(copy);
    return v;
}

/* A tree that starts with "! " is what the refusal says; for NULL any that says where will do. */
static inline void check_readings(const struct reading *rows, size_t n, value_reader *read)
{
    for (size_t i = 0; i < n; i++) {
        struct oc_arena a;
        struct oc_buf out;
        struct oc_value_error err = {0};
        oc_arena_init(&a);
        oc_buf_init(&out, 1 << 20);
        struct oc_value *v = read_copy(read, &a, &err, rows[i].source);
        if (v)
            show_value(&out, v);
        else
            oc_buf_printf(&out, "! %.*s", OC_STR_ARG(err.why));
        if (rows[i].tree ? strcmp(out.p, rows[i].tree) != 0 : v != NULL)
            print_error("row %zu: %s\n", i, rows[i].source);
        if (rows[i].tree)
            assert_string_equal(out.p, rows[i].tree);
        else
            assert_true(!v && err.line > 0 && err.col > 0 && err.why.n > 0);
        oc_buf_release(&out);
        oc_arena_release(&a);
    }
}

#endif
