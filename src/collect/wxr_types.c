/* SPDX-License-Identifier: MIT */
/* Items of a WordPress export that are neither posts nor pages: which are content, and how many. */
#include "collect/wxr.h"

/* What WordPress, themes and plugins keep as items though nobody reads it. */
static bool is_machinery(struct oc_str type)
{
    static const char *const starts[] = {
        "acf-",        "amp_",         "attachment",
        "bp-email",    "changeset",    "custom_css",
        "customize_",  "display_type", "edd_",
        "elementor",   "et_",          "feedback",
        "flamingo_",   "font",         "fusion_",
        "jetpack_",    "jp_",          "lightbox_library",
        "mc4wp",       "ml-slider",    "nav_menu_item",
        "nf_sub",      "ngg_",         "oembed_cache",
        "patterns_ai", "polylang_",    "popup",
        "revision",    "rm_",          "safecss",
        "scheduled-",  "shop_",        "spucpt",
        "tablepress",  "user_",        "vc_",
        "wp_",         "wp-types",     "wpcf7",
        "wpcode",      "wpforms",      "wpsl_",
    };
    for (size_t i = 0; i < OC_COUNT(starts); i++)
        if (oc_str_starts(type, starts[i]))
            return true;
    return oc_str_is(type, "page"); /* they have an option of their own */
}

void oc_types_add(struct oc_types *t, struct oc_arena *a, struct oc_str type)
{
    if (is_machinery(type))
        return;
    for (size_t i = 0; i < t->n; i++)
        if (oc_str_eq(t->v[i].name, type)) {
            t->v[i].items++;
            return;
        }
    if (t->n == OC_COUNT(t->v)) {
        t->more++;
        return;
    }
    t->v[t->n++] = (struct oc_type){oc_arena_copy(a, type), 1};
}

void oc_types_tell(const struct oc_types *t, struct oc_export *e)
{
    struct oc_buf list;
    if (!t->n)
        return;
    oc_buf_init(&list, 4096);
    for (size_t i = 0; i < t->n; i++)
        oc_buf_printf(&list, "%s%zu of type '%.*s'", i ? ", " : "", t->v[i].items,
                      OC_STR_ARG(t->v[i].name));
    if (t->more)
        oc_buf_printf(&list, ", %zu of others", t->more);
    oc_diag_add(&e->book->diags, OC_D_EXPORT_TYPES, e->file->name, 0, 0, oc_buf_view(&list),
                OC_STR_NONE);
    oc_buf_release(&list);
}
