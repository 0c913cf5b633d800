/* SPDX-License-Identifier: MIT */
/*
 * A template with its first line as a partial that may call itself. It parses or says where it
 * does not; what it renders is the same each time, and without raw tags a text stays text.
 */
#include "base/mustache.h"
#include "fuzz.h"

static struct oc_str partial(void *ctx, struct oc_str name)
{
    return oc_str_is(name, "none") ? OC_STR_NONE : *(struct oc_str *)ctx;
}

static struct oc_value *context(struct oc_arena *a)
{
    struct oc_value *map = oc_context_map(a);
    oc_context_text(map, a, "x", OC_STR("<&\">\x01"));
    oc_context_text(map, a, "empty", OC_STR(""));
    oc_context_bool(map, a, "yes", true);
    oc_context_bool(map, a, "no", false);
    struct oc_value *list = oc_context_list(map, a, "l");
    for (int i = 0; i < 3; i++)
        oc_context_text(oc_context_child(list, a, NULL), a, "y", OC_STR("item"));
    oc_context_text(oc_context_child(map, a, "m"), a, "z", OC_STR("deep"));
    return map;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct oc_arena a;
    struct oc_template_error err = {0};
    struct oc_buf first, second;
    oc_arena_init(&a);
    struct oc_str text = fuzz_text(&a, data, size), rest = text, line = OC_STR_NONE;
    struct oc_template *t = oc_template_parse(&a, &err, text);
    FUZZ_CHECK(t || (err.line >= 1 && err.why.n > 0), text);
    (void)oc_str_line(&line, &rest);
    if (t) {
        oc_buf_init(&first, (size_t)1 << 20);
        oc_buf_init(&second, (size_t)1 << 20);
        oc_template_render(&first, t, context(&a), partial, &line);
        oc_template_render(&second, t, context(&a), partial, &line);
        FUZZ_CHECK(oc_str_eq(oc_buf_view(&first), oc_buf_view(&second)), text);
        if (oc_str_chr(text, '<', 0) == SIZE_MAX && oc_str_chr(text, '&', 0) == SIZE_MAX &&
            oc_str_find(text, "{{{", 0) == SIZE_MAX && oc_str_find(text, "=", 0) == SIZE_MAX)
            FUZZ_CHECK(oc_str_chr(oc_buf_view(&first), '<', 0) == SIZE_MAX, text);
        oc_buf_release(&second);
        oc_buf_release(&first);
    }
    oc_arena_release(&a);
    return 0;
}
