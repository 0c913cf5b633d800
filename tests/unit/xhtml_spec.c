/* SPDX-License-Identifier: MIT */
/* Runs tests/spec/html-fix.txt: each example's output, that it is valid, that a fix of it changes
 * nothing, and that parsing it again gives the same page. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/map.h"
#include "xhtml/xhtml.h"

#define FENCE "````````````````"

static void read_file(struct oc_buf *out, const char *path)
{
    char chunk[65536];
    size_t n;
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    while ((n = fread(chunk, 1, sizeof chunk, f)) > 0)
        oc_buf_put(out, (struct oc_str){chunk, n});
    fclose(f);
}

static void fix(xmlNode *body)
{
    struct oc_arena arena;
    struct oc_map ids;
    oc_arena_init(&arena);
    oc_map_init(&ids, &arena);
    oc_model_fix(body, &ids, NULL);
    oc_arena_release(&arena);
}

static void write_page(struct oc_buf *out, const xmlNode *body)
{
    oc_buf_clear(out);
    oc_xhtml_write(out, NULL, body);
}

static int report(int number, const char *what, struct oc_str in, struct oc_str want,
                  struct oc_str got)
{
    print_error("example %d, %s\n  in:   %.*s\n  want: %.*s\n  got:  %.*s\n", number, what,
                OC_STR_ARG(in), OC_STR_ARG(want), OC_STR_ARG(got));
    return 1;
}

static int check(int number, struct oc_str in, struct oc_str want)
{
    struct oc_buf page, again;
    struct oc_arena tree;
    int bad = 0;
    oc_arena_init(&tree);
    oc_buf_init(&page, SIZE_MAX / 8);
    oc_buf_init(&again, SIZE_MAX / 8);
    xmlNode *body = oc_html_parse(&tree, in);
    fix(body);
    write_page(&page, body);
    if (!oc_str_eq(oc_buf_view(&page), want))
        bad += report(number, "output", in, want, oc_buf_view(&page));
    if (!oc_model_valid(&again, body))
        bad += report(number, "validity", in, oc_buf_view(&again), oc_buf_view(&page));
    fix(body);
    write_page(&again, body);
    if (!oc_str_eq(oc_buf_view(&page), oc_buf_view(&again)))
        bad += report(number, "second fix", in, oc_buf_view(&page), oc_buf_view(&again));
    oc_arena_release(&tree);
    oc_buf_release(&page);
    oc_buf_release(&again);
    return bad;
}

static void test_spec(void **state)
{
    (void)state;
    struct oc_buf file;
    int number = 0, bad = 0;
    oc_buf_init(&file, SIZE_MAX / 8);
    read_file(&file, OCTAVO_SOURCE_DIR "/tests/spec/html-fix.txt");
    struct oc_str all = oc_buf_view(&file);
    for (size_t at = 0; (at = oc_str_find(all, FENCE " example\n", at)) != SIZE_MAX;) {
        size_t in = at + strlen(FENCE " example\n");
        size_t dot = oc_str_find(all, "\n.\n", in), end = oc_str_find(all, "\n" FENCE "\n", dot);
        assert_true(dot != SIZE_MAX && end != SIZE_MAX);
        size_t out = dot + 3 > end ? end : dot + 3;
        bad += check(++number, oc_str_sub(all, in, dot), oc_str_sub(all, out, end));
        at = end + 1;
    }
    oc_buf_release(&file);
    assert_true(number > 200);
    assert_int_equal(bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_spec)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
