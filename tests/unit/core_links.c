/* SPDX-License-Identifier: MIT */
/* Links to places in other posts, which are right only once every page is made. */
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
#include <unistd.h>

#include "base/diag.h"
#include "blog_folder.h"
#include "octavo.h"
#include "octavo_impl.h"

static void remove_file(const char *name)
{
    char path[256];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    assert_int_equal(unlink(path), 0);
}

static int make_blog(void **state)
{
    (void)state;
    if (make_folder() != 0)
        return -1;
    write_file("a.md", "---\ntitle: A\ndate: 2024-01-01\n---\n"
                       "[one](b.md#one) [two](b.md#One-Two) [own](b.md#Own) [gone](b.md#gone)\n\n"
                       "<a href=\"weixin://x\">x</a> [back](b.md#b) [self](#here) [out](c.md#x)\n\n"
                       "## Here\n");
    write_file("b.md", "---\ntitle: B\ndate: 2024-01-02\n---\n"
                       "# B\n\n## One\n\n## One & Two\n\n## Three {#Own}\n\n[a](a.md#here)\n");
    write_file("c.md", "---\ntitle: C\ndate: 2024-01-03\ndraft: true\n---\nText.\n");
    return 0;
}

static struct octavo *check(const char *jobs)
{
    struct octavo *o = octavo_new();
    octavo_add(o, folder);
    assert_int_equal(octavo_set(o, "jobs", jobs), 0);
    assert_int_equal(octavo_check(o), 0);
    return o;
}

/* Every guess that was wrong is put right, by what the other page calls the place. */
static void places_are_settled(void **state)
{
    static const char *const ids[] = {"one", "one--two", "Own", "", "chapter-title"};
    (void)state;
    struct octavo *o = check("2");
    const struct oc_post *a = o->book.posts[0], *b = o->book.posts[1];
    assert_true(oc_str_is(a->href, "a.xhtml"));
    assert_int_equal(a->nrefs, 5);
    for (size_t i = 0; i < a->nrefs; i++) {
        assert_ptr_equal(a->refs[i].to, b);
        if (!oc_str_is(a->refs[i].id, ids[i]))
            fail_msg("%.*s is %.*s", OC_STR_ARG(a->refs[i].fragment), OC_STR_ARG(a->refs[i].id));
    }
    assert_int_equal(a->nheadings, 1);
    octavo_free(o);
}

/* A page none of whose places is asked for by name is not read again, and the answer is the same:
 * nothing but links into nowhere, and names that only its headings' slugs have. */
static void places_alone(void **state)
{
    static const char *const ids[] = {"", "alpha--beta", ""};
    (void)state;
    write_file("d.md", "---\ntitle: D\ndate: 2024-01-05\n---\n"
                       "[x](e.md#sec-1) [y](e.md#alpha-beta) [z](a.md#sec-2)\n");
    write_file("e.md", "---\ntitle: E\ndate: 2024-01-06\n---\n## Alpha & Beta\n\nText.\n");
    struct octavo *o = check("1");
    const struct oc_post *d = o->book.posts[2];
    assert_true(oc_str_is(d->href, "d.xhtml"));
    assert_int_equal(d->nrefs, 3);
    for (size_t i = 0; i < d->nrefs; i++)
        if (!oc_str_is(d->refs[i].id, ids[i]))
            fail_msg("%.*s is %.*s", OC_STR_ARG(d->refs[i].fragment), OC_STR_ARG(d->refs[i].id));
    octavo_free(o);
    remove_file("d.md");
    remove_file("e.md");
}

/* What the first rendering had to say is said once. */
static void told_once(void **state)
{
    size_t dropped = 0, places = 0, left_out = 0;
    const struct octavo_diag *d = NULL;
    (void)state;
    struct octavo *o = check("1");
    while ((d = octavo_diag_next(o, d)) != NULL) {
        dropped += strcmp(d->code, "link-dropped") == 0;
        places += strcmp(d->code, "link-place") == 0;
        left_out += strcmp(d->code, "link-left-out") == 0;
        if (strcmp(d->code, "link-place") == 0)
            assert_int_equal(d->line, 5);
    }
    assert_int_equal(dropped, 1);
    assert_int_equal(places, 1);
    assert_int_equal(left_out, 1);
    const struct octavo_summary *s = octavo_summary(o);
    assert_int_equal(s->links, 6);
    assert_int_equal(s->links_dead, 1);
    assert_int_equal(s->links_out, 0);
    assert_int_equal(s->bytes, 0);
    octavo_free(o);
}

/* Building twice and checking first changes nothing in the book. */
static void check_then_build(void **state)
{
    char path[128];
    (void)state;
    snprintf(path, sizeof(path), "%s/book.epub", folder);
    struct octavo *o = check("8");
    assert_int_equal(octavo_build(o, path), 0);
    uint64_t bytes = octavo_summary(o)->bytes;
    assert_int_equal(octavo_build(o, path), 0);
    assert_int_equal(octavo_summary(o)->bytes, bytes);
    octavo_free(o);
}

static void rewinding_diagnostics(void **state)
{
    struct oc_arena arena;
    struct oc_diags ds;
    (void)state;
    oc_arena_init(&arena);
    oc_diags_init(&ds, &arena, 2);
    struct oc_diags empty = ds;
    oc_diag_add(&ds, OC_D_LINK_PLACE, OC_STR("f"), 1, 1, OC_STR("a"), OC_STR("b"));
    struct oc_diags one = ds;
    for (int i = 0; i < 3; i++)
        oc_diag_add(&ds, OC_D_LINK_DEAD, OC_STR("f"), 2, 1, OC_STR("a"), OC_STR("b"));
    oc_diags_rewind(&ds, &one);
    assert_int_equal(ds.n, 1);
    assert_null(ds.first->next);
    assert_int_equal(ds.by_severity[OC_WARNING], 0);
    assert_int_equal(ds.dropped, 0);
    oc_diag_add(&ds, OC_D_LINK_DEAD, OC_STR("f"), 2, 1, OC_STR("a"), OC_STR("b"));
    assert_int_equal(ds.n, 2);
    assert_ptr_equal(ds.first->next, ds.last);
    oc_diags_rewind(&ds, &empty);
    assert_null(ds.first);
    oc_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_are_settled),
        cmocka_unit_test(places_alone),
        cmocka_unit_test(told_once),
        cmocka_unit_test(check_then_build),
        cmocka_unit_test(rewinding_diagnostics),
    };
    return cmocka_run_group_tests(tests, make_blog, remove_folder);
}
