/* SPDX-License-Identifier: MIT */
/* The examples of tests/spec/, which are written as those of CommonMark's own spec. */
#ifndef SPEC_EXAMPLE_H
#define SPEC_EXAMPLE_H

#include <cmocka.h>

#include "base/file.h"

#define TICKS "````````````````````````````````"

struct example {
    struct oc_str source, html, words; /* words: what stands behind "example" */
    int line;
};

/* The next one of rest; line counts its lines. */
static inline bool next_example(struct example *e, struct oc_str *rest, int *line)
{
    struct oc_str l;
    bool open = false;
    while (oc_str_line(&l, rest)) {
        ++*line;
        if (!open && oc_str_starts(l, TICKS)) {
            assert_true(oc_str_starts(l, TICKS " example"));
            *e = (struct example){.words = oc_str_sub(l, sizeof TICKS " example" - 1, l.n),
                                  .line = *line};
            e->source.p = rest->p;
            open = true;
        } else if (open && !e->html.p && oc_str_is(l, ".")) {
            e->source.n = (size_t)(l.p - e->source.p);
            e->html.p = rest->p;
        } else if (open && oc_str_is(l, TICKS)) {
            assert_non_null(e->html.p);
            e->html.n = (size_t)(l.p - e->html.p);
            return true;
        }
    }
    assert_false(open);
    return false;
}

/* Every example of a file must pass; pass() prints why one does not. */
static inline void run_spec(const char *name, int at_least,
                            bool (*pass)(const char *name, const struct example *e))
{
    struct oc_buf path, file;
    struct example e;
    const char *why;
    int line = 0, n = 0, failed = 0;
    oc_buf_init(&path, 4096);
    oc_buf_init(&file, (size_t)1 << 24);
    oc_buf_printf(&path, OCTAVO_SOURCE_DIR "/tests/spec/%s", name);
    assert_int_equal(oc_file_read(&file, &why, path.p), 0);
    for (struct oc_str rest = oc_buf_view(&file); next_example(&e, &rest, &line); n++)
        failed += !pass(name, &e);
    oc_buf_release(&file);
    oc_buf_release(&path);
    if (failed || n < at_least)
        fail_msg("%s: %d of %d examples failed (at least %d wanted)", name, failed, n, at_least);
}

/* Of a chapter's page, what stands between the header and the section's end. */
static inline struct oc_str page_body(struct oc_str page)
{
    size_t from = oc_str_find(page, "</header>", 0);
    size_t to = oc_str_find(page, "</section>\n</body>", 0);
    assert_true(from != SIZE_MAX && to != SIZE_MAX);
    return oc_str_sub(page, from + strlen("</header>"), to);
}

#endif
