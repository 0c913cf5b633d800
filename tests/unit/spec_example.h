/* SPDX-License-Identifier: MIT */
/* The examples of tests/spec/, which are written as those of CommonMark's own spec. */
#ifndef SPEC_EXAMPLE_H
#define SPEC_EXAMPLE_H

#include <cmocka.h>

#include "base/str.h"

#define TICKS "````````````````````````````````"

struct example {
    struct oc_str source, html, words;
    int line;
};

/* The next one of rest; line counts its lines. */
static bool next_example(struct example *e, struct oc_str *rest, int *line)
{
    struct oc_str l;
    bool open = false;
    while (oc_str_line(&l, rest)) {
        ++*line;
        if (!open && oc_str_starts(l, TICKS " example")) {
            *e = (struct example){.words = oc_str_sub(l, sizeof TICKS " example" - 1, l.n),
                                  .line = *line};
            e->source.p = rest->p;
            open = true;
        } else if (open && !e->html.p && oc_str_is(l, ".")) {
            e->source.n = (size_t)(l.p - e->source.p);
            e->html.p = rest->p;
        } else if (open && oc_str_is(l, TICKS)) {
            e->html.n = (size_t)(l.p - e->html.p);
            return true;
        }
    }
    assert_false(open);
    return false;
}

#endif
