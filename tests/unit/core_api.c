/* SPDX-License-Identifier: MIT */
/* octavo.h as a program uses it: options, plan, build, diagnostics, cancellation. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "blog_folder.h"
#include "octavo.h"

static int make_blog(void **state)
{
    (void)state;
    if (make_folder() != 0)
        return -1;
    write_file("2024-01-02-second.md", "---\ntitle: Second\n---\nTwo words.\n");
    write_file("2024-01-01-first.md", "---\ntitle: First\ndate: not a date\n---\nOne.\n");
    write_file("2023-05-05-early.md", "---\ntitle: Early\n---\nThree words here.\n");
    return 0;
}

static const char *output(void)
{
    static char path[128];
    snprintf(path, sizeof(path), "%s/book.epub", folder);
    return path;
}

static void plans_in_reading_order(void **state)
{
    static const char *const titles[] = {"2023", "Early", "2024", "First", "Second"};
    const struct octavo_item *item = NULL;
    size_t n = 0;
    (void)state;
    struct octavo *o = octavo_new();
    octavo_add(o, folder);
    assert_int_equal(octavo_set(o, "group", "year"), 0);
    assert_int_equal(octavo_plan(o), 0);
    for (; (item = octavo_item_next(o, item)) != NULL; n++) {
        assert_true(n < 5);
        assert_string_equal(item->title, titles[n]);
        assert_int_equal(item->depth, item->kind == OCTAVO_POST);
    }
    assert_int_equal(n, 5);
    item = octavo_item_next(o, NULL);
    assert_int_equal(item->kind, OCTAVO_PART);
    assert_int_equal(item->posts, 1);
    assert_int_equal(item->words, 3);
    const struct octavo_summary *s = octavo_summary(o);
    assert_int_equal(s->posts, 3);
    assert_int_equal(s->parts, 2);
    assert_int_equal(s->warnings, 1);
    assert_int_equal(s->bytes, 0);
    octavo_free(o);
}

static void diagnostics_name_the_place(void **state)
{
    (void)state;
    struct octavo *o = octavo_new();
    octavo_add(o, folder);
    assert_int_equal(octavo_set(o, "nonsense", "1"), -1);
    assert_int_equal(octavo_set(o, "jobs", "many"), -1);
    assert_int_equal(octavo_set(o, "title", "T"), 0); /* else notes tell what was guessed */
    assert_int_equal(octavo_set(o, "author", "A"), 0);
    assert_int_equal(octavo_set(o, "lang", "en"), 0);
    assert_int_equal(octavo_plan(o), 0);
    const struct octavo_diag *d = octavo_diag_next(o, NULL);
    assert_string_equal(d->code, "option-unknown");
    assert_int_equal(d->severity, OCTAVO_ERROR);
    assert_string_equal(d->file, "");
    d = octavo_diag_next(o, d);
    assert_string_equal(d->code, "option-value");
    d = octavo_diag_next(o, d);
    assert_string_equal(d->code, "date-bad");
    assert_non_null(strstr(d->file, "2024-01-01-first.md"));
    assert_int_equal(d->line, 3);
    assert_null(octavo_diag_next(o, d));
    octavo_free(o);
}

static void cancel_on_progress(void *ctx, const struct octavo_progress *progress)
{
    assert_true(progress->done <= progress->total);
    octavo_cancel(ctx);
}

static void cancelling_leaves_the_earlier_book(void **state)
{
    struct stat before, after;
    (void)state;
    struct octavo *o = octavo_new();
    octavo_add(o, folder);
    octavo_set(o, "jobs", "1");
    assert_int_equal(octavo_build(o, output()), 0);
    assert_true(octavo_summary(o)->bytes > 0);
    assert_string_equal(octavo_summary(o)->output, output());
    assert_int_equal(stat(output(), &before), 0);
    octavo_on_progress(o, cancel_on_progress, o);
    assert_int_equal(octavo_build(o, output()), -1);
    bool told = false;
    for (const struct octavo_diag *d = NULL; (d = octavo_diag_next(o, d)) != NULL;)
        told = told || strcmp(d->code, "cancelled") == 0;
    assert_true(told);
    assert_int_equal(stat(output(), &after), 0);
    assert_int_equal(before.st_ino, after.st_ino);
    /* and the context can be used again */
    octavo_on_progress(o, NULL, NULL);
    assert_int_equal(octavo_build(o, output()), 0);
    octavo_free(o);
}

static void nothing_to_read_is_an_error(void **state)
{
    (void)state;
    struct octavo *o = octavo_new();
    assert_int_equal(octavo_plan(o), -1);
    assert_null(octavo_item_next(o, NULL));
    assert_string_equal(octavo_diag_next(o, NULL)->code, "no-posts");
    octavo_free(o);
    assert_int_equal(octavo_convert(NULL, 0, output()), -1);
    octavo_free(NULL);
}

static void tables_are_complete(void **state)
{
    const struct octavo_code *code;
    const struct octavo_option *option;
    (void)state;
    for (size_t i = 0; (code = octavo_code_at(i)) != NULL; i++) {
        assert_ptr_equal(octavo_explain(code->code), code);
        assert_true(strlen(code->text) > 0);
        assert_true(strlen(code->about) > 20);
        for (const char *c = code->code; *c; c++)
            assert_true((*c >= 'a' && *c <= 'z') || *c == '-');
    }
    for (size_t i = 0; (option = octavo_option_at(i)) != NULL; i++) {
        assert_true(strlen(option->help) > 0);
        for (size_t k = 0; k < i; k++) {
            assert_string_not_equal(octavo_option_at(k)->name, option->name);
            assert_true(!option->letter || octavo_option_at(k)->letter != option->letter);
        }
    }
    assert_null(octavo_explain("no-such-code"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(plans_in_reading_order, make_blog, remove_folder),
        cmocka_unit_test_setup_teardown(diagnostics_name_the_place, make_blog, remove_folder),
        cmocka_unit_test_setup_teardown(cancelling_leaves_the_earlier_book, make_blog,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(nothing_to_read_is_an_error, make_blog, remove_folder),
        cmocka_unit_test(tables_are_complete),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
