/* SPDX-License-Identifier: MIT */
/* The hash map, small and large. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first. */
#include <cmocka.h>
#include <stdio.h>

#include "base/map.h"

static void small(void **state)
{
    (void)state;
    struct oc_arena a;
    oc_arena_init(&a);
    struct oc_map m;
    oc_map_init(&m, &a);
    int one = 1, two = 2;
    assert_null(oc_map_get(&m, OC_STR("x")));
    assert_false(oc_map_has(&m, OC_STR_NONE));
    oc_map_set(&m, OC_STR("beta"), &one);
    oc_map_set(&m, OC_STR("alpha"), NULL);
    oc_map_set(&m, OC_STR_NONE, &two);
    assert_true(oc_map_has(&m, OC_STR("alpha")));
    assert_null(oc_map_get(&m, OC_STR("alpha")));
    assert_ptr_equal(oc_map_get(&m, OC_STR("")), &two);
    oc_map_set(&m, OC_STR("beta"), &two);
    assert_ptr_equal(oc_map_get(&m, OC_STR("beta")), &two);
    assert_false(oc_map_add(&m, OC_STR("beta"), &one));
    assert_ptr_equal(oc_map_get(&m, OC_STR("beta")), &two);
    assert_true(oc_map_add(&m, OC_STR("gamma"), &one));
    static const char *const keys[] = {"beta", "alpha", "", "gamma"};
    assert_int_equal(m.n, OC_COUNT(keys));
    for (size_t i = 0; i < m.n; i++)
        assert_true(oc_str_is(m.items[i].key, keys[i]));
    oc_arena_release(&a);
}

/* A million keys that differ in one spot only, as generated ids do: must not take seconds. */
static void large(void **state)
{
    (void)state;
    struct oc_arena a;
    oc_arena_init(&a);
    struct oc_map m;
    oc_map_init(&m, &a);
    size_t n = 1000000;
    for (size_t i = 0; i < n; i++) {
        struct oc_str key = oc_arena_printf(&a, "section-%07zu-of-the-same-length", i);
        assert_true(oc_map_add(&m, key, (void *)(uintptr_t)(i + 1)));
    }
    assert_int_equal(m.n, n);
    for (size_t i = 0; i < n; i += 7) {
        char key[64];
        snprintf(key, sizeof key, "section-%07zu-of-the-same-length", i);
        assert_int_equal((uintptr_t)oc_map_get(&m, oc_str(key)), i + 1);
        assert_true(oc_str_is(m.items[i].key, key));
        key[0] = 'S';
        assert_false(oc_map_has(&m, oc_str(key)));
    }
    oc_arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(small), cmocka_unit_test(large)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
