/* SPDX-License-Identifier: MIT */
/* The option table: defaults, kinds, bounds, names. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "book/config.h"

static const struct oc_option *option(const char *name)
{
    const struct oc_option *o = oc_option_find(oc_str(name));
    assert_non_null(o);
    return o;
}

static void set(struct oc_config *c, const char *name, const char *value)
{
    assert_int_equal(oc_config_set(c, option(name), oc_str(value)), 0);
}

static void refuse(struct oc_config *c, const char *name, const char *value)
{
    struct oc_config before = *c;
    assert_int_equal(oc_config_set(c, option(name), oc_str(value)), -1);
    assert_memory_equal(&before, c, sizeof(before));
}

static void defaults_are_values_of_their_kind(void **state)
{
    struct oc_arena a;
    struct oc_config c;
    (void)state;
    oc_arena_init(&a);
    oc_config_init(&c, &a);
    for (size_t i = 0; i < oc_options_count; i++) {
        const char *fallback = oc_options[i].fallback;
        if (fallback)
            assert_int_equal(oc_config_set(&c, &oc_options[i], oc_str(fallback)), 0);
        assert_ptr_equal(oc_option_find(oc_str(oc_options[i].name)), &oc_options[i]);
    }
    assert_int_equal(c.order, OC_ORDER_DATE);
    assert_int_equal(c.group, OC_GROUP_NONE);
    assert_int_equal(c.toc_depth, 1);
    assert_int_equal(c.breaks, OC_AUTO);
    assert_true(oc_str_is(c.theme, "essay"));
    assert_int_equal(c.title.n, 0);
    oc_arena_release(&a);
}

static void values_are_checked(void **state)
{
    struct oc_arena a;
    struct oc_config c;
    (void)state;
    oc_arena_init(&a);
    oc_config_init(&c, &a);
    set(&c, "order", "Weight");
    assert_int_equal(c.order, OC_ORDER_WEIGHT);
    refuse(&c, "order", "wei");
    refuse(&c, "order", "date|title");
    refuse(&c, "order", "");
    set(&c, "toc-depth", "5");
    refuse(&c, "toc-depth", "6");
    refuse(&c, "toc-depth", "-1");
    refuse(&c, "toc-depth", "1x");
    refuse(&c, "toc-depth", "99999999999999999999");
    set(&c, "reverse", "ON");
    assert_true(c.reverse);
    refuse(&c, "reverse", "perhaps");
    set(&c, "from", "2020");
    set(&c, "from", "2020-05");
    refuse(&c, "from", "2020-13");
    refuse(&c, "from", "yesterday");
    set(&c, "title", "  trimmed ");
    assert_true(oc_str_is(c.title, "trimmed"));
    oc_arena_release(&a);
}

static void lists_grow_and_clear(void **state)
{
    struct oc_arena a;
    struct oc_config c;
    (void)state;
    oc_arena_init(&a);
    oc_config_init(&c, &a);
    set(&c, "tag", "one");
    set(&c, "tag", "two");
    set(&c, "tag", "");
    assert_int_equal(c.tags.n, 2);
    oc_config_clear(&c, option("tag"));
    assert_int_equal(c.tags.n, 0);
    oc_arena_release(&a);
}

static void names_take_either_dash(void **state)
{
    (void)state;
    assert_ptr_equal(oc_option_find(OC_STR("toc_depth")), option("toc-depth"));
    assert_null(oc_option_find(OC_STR("toc")));
    assert_null(oc_option_find(OC_STR("toc-depth-")));
    assert_null(oc_option_find(OC_STR("")));
}

/* What names a file or folder must not be a stranger's free choice. */
static void paths_have_a_reach(void **state)
{
    (void)state;
    for (size_t i = 0; i < oc_options_count; i++) {
        const struct oc_option *o = &oc_options[i];
        struct oc_str arg = oc_str(o->arg ? o->arg : "");
        bool path = o->kind == OC_OPT_PATH || oc_str_is(arg, "FILE") || oc_str_ends(arg, "DIR") ||
                    oc_str_is(arg, "FOLDER");
        if (path)
            assert_int_not_equal(oc_option_reach(o), OC_REACH_NOTHING);
    }
    assert_int_equal(oc_option_reach(option("title")), OC_REACH_NOTHING);
    assert_int_equal(oc_option_reach(option("css")), OC_REACH_READ);
    assert_int_equal(oc_option_reach(option("fetch-private")), OC_REACH_USER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults_are_values_of_their_kind),
        cmocka_unit_test(values_are_checked),
        cmocka_unit_test(lists_grow_and_clear),
        cmocka_unit_test(names_take_either_dash),
        cmocka_unit_test(paths_have_a_reach),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
