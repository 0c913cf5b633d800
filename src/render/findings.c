/* SPDX-License-Identifier: MIT */
/*
 * What is noted of posts while they are rendered and told when all are: a tag that no rendering
 * exists for stands in hundreds of posts, and one line with a count says it all.
 */
#include "base/limits.h"
#include "render/render.h"

struct oc_finding *oc_render_find(struct oc_render *r, enum oc_finding_kind kind, int line, int col)
{
    struct oc_post *post = r->post;
    if (post->nfindings >= OC_MAX_FINDINGS_PER_POST)
        return NULL;
    post->findings = oc_arena_grow(&post->arena, post->findings, &post->cfindings,
                                   post->nfindings + 1, sizeof(*post->findings));
    struct oc_finding *found = &post->findings[post->nfindings++];
    *found = (struct oc_finding){.kind = kind, .line = line, .col = col};
    return found;
}

/* A name with its first place. */
struct unknown {
    struct oc_post *post;
    const struct oc_finding *first;
    size_t count, posts;
};

static void count(struct oc_map *names, struct oc_arena *a, struct oc_post *post)
{
    for (size_t i = 0; i < post->nfindings; i++) {
        const struct oc_finding *found = &post->findings[i];
        if (found->kind != OC_FOUND_TAG)
            continue;
        struct unknown *u = oc_map_get(names, found->text);
        if (!u) {
            u = OC_NEW(a, struct unknown);
            u->post = post;
            u->first = found;
            oc_map_set(names, found->text, u);
        }
        u->count += found->count;
        u->posts++;
    }
}

void oc_render_tell(struct oc_post *const *posts, size_t n)
{
    struct oc_arena a;
    struct oc_map names;
    oc_arena_init(&a);
    oc_map_init(&names, &a);
    for (size_t i = 0; i < n; i++)
        count(&names, &a, posts[i]);
    for (size_t i = 0; i < names.n; i++) {
        const struct unknown *u = names.items[i].value;
        struct oc_str times = OC_STR_NONE;
        if (u->posts > 1)
            times =
                oc_arena_printf(&a, ", which stands %zu times in %zu posts", u->count, u->posts);
        else if (u->count > 1)
            times = oc_arena_printf(&a, ", which stands %zu times in this post", u->count);
        oc_diag_add(&u->post->diags, OC_D_TAG_UNKNOWN, u->post->name, u->first->line, u->first->col,
                    u->first->text, times);
    }
    oc_arena_release(&a);
}
