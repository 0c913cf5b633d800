/* SPDX-License-Identifier: MIT */
/*
 * Links to places in other posts, once all pages are made. Few guesses are wrong, so pages are
 * not rendered anew for them: an address with a fragment can only be told from text by standing
 * in an href, and an href is found by its quotes, which octavo escapes everywhere else.
 */
#include "render/ids.h"
#include "render/render.h"

bool oc_ref_good(const struct oc_ref *ref)
{
    return ref->id.n == 0 || oc_map_has(&ref->to->ids, ref->id);
}

/* The addresses that were guessed wrong -> the struct oc_ref with the right one. */
static void find_wrong(struct oc_map *wrong, struct oc_post *post, struct oc_arena *a)
{
    oc_map_init(wrong, a);
    for (size_t i = 0; i < post->nrefs; i++) {
        struct oc_ref *ref = &post->refs[i];
        struct oc_str guess = oc_id_guess(a, ref->fragment);
        if (oc_str_eq(guess, ref->id))
            continue;
        ref->id = oc_arena_copy(&post->arena, ref->id); /* it was found on another's behalf */
        oc_map_add(wrong,
                   oc_arena_printf(a, "%.*s#%.*s", OC_STR_ARG(ref->to->href), OC_STR_ARG(guess)),
                   ref);
        if (ref->id.n == 0)
            oc_diag_add(&post->diags, OC_D_LINK_PLACE, post->name, ref->line, ref->col,
                        ref->to->name, ref->fragment);
    }
}

void oc_refs_settle(struct oc_buf *out, struct oc_post *post, struct oc_arena *scratch,
                    struct oc_str page)
{
    static const char start[] = "href=\""; /* of drawings: xlink:href */
    struct oc_map wrong;
    size_t done = 0, at = 0;
    find_wrong(&wrong, post, scratch);
    while (wrong.n && (at = oc_str_find(page, start, at)) != SIZE_MAX) {
        at += sizeof(start) - 1;
        struct oc_str href = oc_str_sub(page, at, oc_str_chr(page, '"', at));
        const struct oc_ref *ref = oc_map_get(&wrong, href);
        if (!ref)
            continue;
        oc_buf_put(out, oc_str_sub(page, done, at));
        oc_buf_put(out, ref->to->href);
        if (ref->id.n) {
            oc_buf_putc(out, '#');
            oc_buf_put(out, ref->id);
        }
        done = at + href.n;
    }
    oc_buf_put(out, oc_str_sub(page, done, page.n));
}
