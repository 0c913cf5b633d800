/* SPDX-License-Identifier: MIT */
/* The built-in templates ask for nothing but what template.def says they are told, and the other
 * way round. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first. */
#include <cmocka.h>

#include "book/book.h"

static const struct {
    const char *file, *names;
} rows[] = {
#define OC_TEMPLATE(ID, file, names) {file, names},
#include "book/template.def"
#undef OC_TEMPLATE
};

static bool has(const char *names, struct oc_str name)
{
    struct oc_str rest = oc_str(names), each;
    while (oc_str_cut(&each, &rest, ' '))
        if (oc_str_eq(each, name))
            return true;
    return false;
}

static bool asks(const struct oc_template *t, struct oc_str name)
{
    struct oc_template_tag tag;
    for (size_t at = 0; oc_template_tag(&tag, t, &at);)
        if (oc_str_eq(tag.name, name))
            return true;
    return false;
}

static void test_names(void **state)
{
    struct oc_arena a;
    struct oc_templates ts;
    (void)state;
    oc_arena_init(&a);
    oc_templates_init(&ts, &a);
    for (size_t i = 0; i < OC_PAGES; i++) {
        struct oc_template_tag tag;
        struct oc_str rest = oc_str(rows[i].names), name;
        assert_non_null(ts.of[i].parsed);
        assert_false(ts.of[i].own);
        for (size_t at = 0; oc_template_tag(&tag, ts.of[i].parsed, &at);)
            if (!oc_str_is(tag.name, ".") && !has(rows[i].names, tag.name))
                fail_msg("%s is not told %.*s", rows[i].file, OC_STR_ARG(tag.name));
        while (oc_str_cut(&name, &rest, ' ')) /* id is there for templates of one's own */
            if (!oc_str_is(name, "id") && !asks(ts.of[i].parsed, name))
                fail_msg("%s never asks for %.*s", rows[i].file, OC_STR_ARG(name));
    }
    oc_arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_names)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
