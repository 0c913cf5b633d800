/* SPDX-License-Identifier: MIT */
/*
 * Parts of the book. Each post names the parts it stands in, from the outermost; parts appear in
 * the order of their first post, those of time in the order of time, and "other" last.
 */
#include <stdlib.h>

#include "base/limits.h"
#include "base/uni.h"
#include "collect/stages.h"

struct grouping {
    struct oc_book *book;
    struct oc_arena arena;
    struct oc_map parts; /* names of the path, joined -> struct oc_part * */
    struct oc_part *other;
    bool deep; /* a category was too deep, and that has been said */
};

/* A step on a post's way to its part: what tells parts apart, and the part's title. */
struct step {
    struct oc_str key, title;
};

static size_t time_step(struct step *step, struct grouping *g, const struct oc_post *post,
                        bool month)
{
    struct oc_arena *a = &g->book->arena;
    const struct oc_date *d = &post->date;
    if (!d->valid)
        return 0;
    step->title = step->key = oc_arena_printf(a, "%04d", d->year);
    if (month) {
        struct oc_buf title;
        oc_buf_init(&title, 256);
        oc_uni_month(&title, d->year, d->month, oc_arena_cstr(&g->arena, g->book->lang));
        step->key = oc_arena_printf(&g->arena, "%04d-%02d", d->year, d->month);
        step->title = oc_buf_take(&title, a);
        oc_buf_release(&title);
    }
    return 1;
}

static void tell_deep(struct grouping *g)
{
    if (!g->deep)
        oc_diag_limit(&g->book->diags, OC_STR_NONE, 0, 0, OC_MAX_PART_DEPTH, "parts in parts");
    g->deep = true;
}

static size_t name_steps(struct grouping *g, struct step *steps, const struct oc_str *names,
                         size_t n)
{
    if (n > OC_MAX_PART_DEPTH) {
        tell_deep(g);
        n = OC_MAX_PART_DEPTH;
    }
    for (size_t i = 0; i < n; i++)
        steps[i] = (struct step){names[i], names[i]};
    return n;
}

/* What the site calls the folder whose path below the given one ends at end; "" when nothing. */
static struct oc_str section_title(struct grouping *g, const struct oc_post *post, const char *end)
{
    size_t below = (size_t)(post->rel.p + post->rel.n - end), n = strlen(post->path);
    if (post->spool || below > n || !g->book->sections.n)
        return OC_STR_NONE;
    struct oc_str title =
        oc_section_title(g->book, &g->arena, (struct oc_str){post->path, n - below}, post->lang);
    return oc_plain_text(&g->book->arena, title);
}

static size_t folder_steps(struct step *steps, struct grouping *g, const struct oc_post *post)
{
    struct oc_str name, rest = oc_post_folder(post);
    size_t n = 0;
    while (rest.n && n < OC_MAX_PART_DEPTH && oc_str_cut(&name, &rest, '/')) {
        char *p = oc_arena_alloc(&g->book->arena, name.n + 1);
        for (size_t i = 0; i < name.n; i++)
            p[i] = name.p[i] == '-' || name.p[i] == '_' ? ' ' : name.p[i];
        struct oc_str title = section_title(g, post, name.p + name.n);
        if (!title.n)
            title = oc_str_trim((struct oc_str){p, name.n});
        steps[n++] = (struct step){name, title.n ? title : name};
    }
    return n;
}

/* The way to the post's part; 0 steps when it has not what the grouping asks for. */
static size_t steps_of(struct step steps[OC_MAX_PART_DEPTH], struct grouping *g,
                       const struct oc_post *post)
{
    switch ((enum oc_group)g->book->config->group) {
    case OC_GROUP_YEAR:
        return time_step(steps, g, post, false);
    case OC_GROUP_MONTH:
        return time_step(steps, g, post, true);
    case OC_GROUP_CATEGORY:
        return post->ncategories
                   ? name_steps(g, steps, post->categories[0].names.v, post->categories[0].names.n)
                   : 0;
    case OC_GROUP_TAG:
        return name_steps(g, steps, post->tags.v, post->tags.n ? 1 : 0);
    case OC_GROUP_SERIES:
        return name_steps(g, steps, &post->series, post->series.n ? 1 : 0);
    case OC_GROUP_FOLDER:
        return folder_steps(steps, g, post);
    case OC_GROUP_NONE:
        break;
    }
    return 0;
}

static struct oc_part *part_of(struct grouping *g, const struct oc_post *post)
{
    struct step steps[OC_MAX_PART_DEPTH];
    struct oc_part *part = &g->book->root;
    struct oc_str key = OC_STR_NONE;
    size_t n = steps_of(steps, g, post);
    for (size_t i = 0; i < n; i++) {
        key = oc_arena_printf(&g->arena, "%.*s\x1f%.*s", OC_STR_ARG(key), OC_STR_ARG(steps[i].key));
        struct oc_part *next = oc_map_get(&g->parts, key);
        if (!next) {
            next = oc_part_add_part(part, &g->book->arena);
            next->title = steps[i].title;
            oc_map_set(&g->parts, key, next);
        }
        part = next;
    }
    if (n)
        return part;
    if (!g->other)
        g->other = OC_NEW(&g->book->arena, struct oc_part);
    return g->other;
}

static int by_key(const void *x, const void *y)
{
    const struct oc_map_item *a = x, *b = y;
    return oc_str_cmp(a->key, b->key);
}

/* Parts of time stand in the order of time, whatever the posts are ordered by. */
static void sort_by_time(struct grouping *g)
{
    struct oc_part *root = &g->book->root;
    struct oc_map_item *items = oc_arena_alloc(&g->arena, (g->parts.n + 1) * sizeof *items);
    if (!g->parts.n)
        return;
    memcpy(items, g->parts.items, g->parts.n * sizeof *items);
    qsort(items, g->parts.n, sizeof *items, by_key);
    for (size_t i = 0; i < g->parts.n; i++)
        root->parts[g->book->config->reverse ? g->parts.n - 1 - i : i] = items[i].value;
}

/* Posts without the key: a last part, or no part at all when nothing has it. */
static void place_other(struct grouping *g)
{
    struct oc_part *root = &g->book->root;
    if (!g->other)
        return;
    if (!root->nparts) {
        *root = *g->other;
        return;
    }
    struct oc_part *last = oc_part_add_part(root, &g->book->arena);
    *last = *g->other;
    last->title = oc_str(oc_label(g->book->lang, "other"));
}

void oc_group(struct oc_book *book)
{
    struct grouping g = {.book = book};
    oc_arena_init(&g.arena);
    oc_map_init(&g.parts, &g.arena);
    for (size_t i = 0; i < book->nposts; i++)
        oc_part_add_post(part_of(&g, book->posts[i]), &book->arena, book->posts[i]);
    if (book->config->group == OC_GROUP_YEAR || book->config->group == OC_GROUP_MONTH)
        sort_by_time(&g);
    place_other(&g);
    oc_book_list_posts(book);
    oc_arena_release(&g.arena);
}
