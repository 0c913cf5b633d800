/* SPDX-License-Identifier: MIT */
/* The book's tree, and that everything in it is given back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first. */
#include <cmocka.h>
#include <stdio.h>

#include "book/book.h"

struct seen {
    char text[256];
};

static void note(void *ctx, const struct oc_part *part, struct oc_post *post, int depth)
{
    struct seen *seen = ctx;
    size_t n = strlen(seen->text);
    struct oc_str name = part ? part->title : post->plain;
    assert_true(!part != !post);
    snprintf(seen->text + n, sizeof seen->text - n, "%d%.*s ", depth, OC_STR_ARG(name));
}

static struct oc_post *post(struct oc_book *b, const char *title)
{
    struct oc_post *p = oc_book_add_post(b);
    p->plain = oc_str(title);
    return p;
}

static void walk(void **state)
{
    (void)state;
    struct oc_book b;
    struct seen seen = {""};
    oc_book_init(&b, NULL);
    oc_book_walk(&b, note, &seen);
    assert_string_equal(seen.text, "");

    struct oc_part *year = oc_part_add_part(&b.root, &b.arena);
    year->title = OC_STR("Y");
    struct oc_part *month = oc_part_add_part(year, &b.arena);
    month->title = OC_STR("M");
    oc_part_add_post(month, &b.arena, post(&b, "c"));
    oc_part_add_post(year, &b.arena, post(&b, "b"));
    oc_part_add_post(&b.root, &b.arena, post(&b, "a"));
    oc_part_add_part(&b.root, &b.arena)->title = OC_STR("Z");
    oc_book_walk(&b, note, &seen);
    assert_string_equal(seen.text, "0a 0Y 1b 1M 2c 0Z ");
    assert_int_equal(b.nall, 3);

    struct oc_part *bare = oc_part_add_part(&b.root, &b.arena);
    bare->bare = true;
    oc_part_add_post(bare, &b.arena, post(&b, "after"));
    seen.text[0] = '\0';
    oc_book_walk(&b, note, &seen);
    assert_string_equal(seen.text, "0a 0Y 1b 1M 2c 0Z 0after ");
    oc_book_release(&b);
    oc_book_release(&b); /* twice is fine */
    oc_book_release(NULL);
}

static void many(void **state)
{
    (void)state;
    struct oc_book b;
    oc_book_init(&b, NULL);
    for (int i = 0; i < 2000; i++) {
        struct oc_post *p = oc_book_add_post(&b);
        p->title = oc_arena_printf(&p->arena, "post %d", i);
        assert_true(oc_map_add(&p->ids, p->title, p));
        oc_part_add_post(&b.root, &b.arena, p);
        p->page = oc_alloc(100); /* given back by release */
    }
    for (size_t i = 0; i < b.nall; i++) {
        char title[32];
        snprintf(title, sizeof title, "post %zu", i);
        assert_true(oc_str_is(b.all[i]->title, title));
        assert_ptr_equal(b.root.posts[i], b.all[i]);
    }
    oc_book_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(walk), cmocka_unit_test(many)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
