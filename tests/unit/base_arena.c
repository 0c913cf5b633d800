/* SPDX-License-Identifier: MIT */
/* Arenas and the out-of-memory hook. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first. */
#include <cmocka.h>
#include <stdlib.h>

#include "base/arena.h"

static bool is_zero(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (p[i])
            return false;
    }
    return true;
}

/* Every size, from nothing to past the biggest block: zeroed, aligned, apart from each other. */
static void items(void **state)
{
    (void)state;
    struct oc_arena a;
    oc_arena_init(&a);
    for (int round = 0; round < 3; round++) {
        char *last = NULL;
        size_t last_size = 0;
        for (size_t size = 0; size < 600000; size = size * 5 / 4 + 1) {
            char *p = oc_arena_alloc(&a, size);
            assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
            assert_true(is_zero(p, size));
            if (size)
                memset(p, 0xEE, size);
            if (last_size)
                assert_int_equal((unsigned char)last[last_size - 1], 0xEE);
            assert_ptr_not_equal(p, last);
            last = p;
            last_size = size;
        }
        oc_arena_clear(&a);
    }
    oc_arena_release(&a);
}

static void copies(void **state)
{
    (void)state;
    struct oc_arena a;
    oc_arena_init(&a);
    struct oc_str s = oc_arena_copy(&a, OC_STR("chapter"));
    assert_string_equal(s.p, "chapter");
    assert_string_equal(oc_arena_cstr(&a, OC_STR_NONE), "");
    assert_int_equal((uintptr_t)oc_arena_alloc(&a, 8) % _Alignof(max_align_t), 0);
    char text[1000];
    memset(text, 'w', sizeof text);
    for (size_t n = 250; n < 260; n++) {
        s = oc_arena_printf(&a, "%.*s", (int)n, text);
        assert_int_equal(s.n, n);
        assert_int_equal(strlen(s.p), n);
    }
    assert_string_equal(oc_arena_printf(&a, "%s-%d", "part", 7).p, "part-7");
    oc_arena_release(&a);
}

static void growing(void **state)
{
    (void)state;
    struct oc_arena a;
    oc_arena_init(&a);
    int *numbers = NULL;
    size_t cap = 0, moves = 0;
    for (int i = 0; i < 10000; i++) {
        size_t before = cap;
        numbers = oc_arena_grow(&a, numbers, &cap, (size_t)i + 1, sizeof *numbers);
        moves += cap != before;
        numbers[i] = i;
    }
    for (int i = 0; i < 10000; i++)
        assert_int_equal(numbers[i], i);
    assert_true(moves < 20);
    assert_ptr_equal(oc_arena_grow(&a, numbers, &cap, 5, sizeof *numbers), numbers);
    oc_arena_release(&a);
}

static char order[8];

static void note(void *letter)
{
    strncat(order, letter, 1);
}

static void deferred(void **state)
{
    (void)state;
    struct oc_arena a;
    oc_arena_init(&a);
    oc_arena_defer(&a, note, "1");
    oc_arena_defer(&a, note, "2");
    oc_arena_defer(&a, free, malloc(10));
    oc_arena_clear(&a);
    assert_string_equal(order, "21");
    oc_arena_defer(&a, note, "3");
    oc_arena_release(&a);
    assert_string_equal(order, "213");
    oc_arena_release(&a); /* nothing runs twice */
    assert_string_equal(order, "213");
}

static void half_built(void **state)
{
    (void)state;
    oc_arena_release(NULL);
    struct oc_arena zero = {0};
    oc_arena_clear(&zero);
    assert_non_null(oc_arena_alloc(&zero, 10));
    oc_arena_release(&zero);
}

static jmp_buf out;

static void hook(void)
{
    longjmp(out, 1);
}

static void out_of_memory(void **state)
{
    (void)state;
    struct oc_arena a;
    oc_arena_init(&a);
    volatile int hooked = 0;
    oc_on_out_of_memory(hook);
    if (setjmp(out) == 0)
        (void)!oc_arena_alloc(&a, SIZE_MAX - 8);
    else
        hooked++;
    if (setjmp(out) == 0) {
        size_t cap = 0;
        (void)!oc_arena_grow(&a, NULL, &cap, SIZE_MAX / 8, 16);
    } else {
        hooked++;
    }
    oc_on_out_of_memory(NULL);
    assert_int_equal(hooked, 2);
    oc_arena_release(&a);
}

static void heap(void **state)
{
    (void)state;
    char *p = oc_alloc(0);
    assert_non_null(p);
    free(p);
    p = oc_alloc(100);
    assert_true(is_zero(p, 100));
    p[99] = 'z';
    p = oc_realloc(p, 10000);
    assert_int_equal(p[99], 'z');
    free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items),    cmocka_unit_test(copies),     cmocka_unit_test(growing),
        cmocka_unit_test(deferred), cmocka_unit_test(half_built), cmocka_unit_test(out_of_memory),
        cmocka_unit_test(heap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
