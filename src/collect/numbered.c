/* SPDX-License-Identifier: MIT */
/*
 * 2019/12/14.md is a post of a day, unless the files of that month are merely counted. They are
 * when one has a number that is no day, and is nothing but that number (40.md) or has a neighbour
 * (31-a.md, 32-b.md): a post may well be called 42-answers. Of counted ones the month is known.
 */
#include "base/path.h"
#include "collect/stages.h"

#define COUNTED (-2) /* in place of a number: the folder's files are */

static size_t count_digits(struct oc_str s)
{
    size_t n = 0;
    while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
        n++;
    return n;
}

/* A path with a month's folder and a number below it. */
struct numbered {
    struct oc_str folder; /* up to the month */
    int year, month;
    int64_t number;
    bool bare; /* no words follow it */
};

static bool find_number(struct numbered *out, struct oc_str rel)
{
    struct oc_str segment, rest = rel;
    int64_t year = 0, month = 0, n;
    while (oc_str_cut(&segment, &rest, '/')) {
        size_t digits = count_digits(segment);
        bool all = digits == segment.n, ends = all || strchr("-_. ", segment.p[digits]);
        if (month && digits && digits <= 4 && ends &&
            oc_str_int(&n, oc_str_sub(segment, 0, digits), 0, 9999) == 0) {
            size_t at = (size_t)(segment.p - rel.p);
            *out = (struct numbered){
                .folder = oc_str_sub(rel, 0, at - 1),
                .year = (int)year,
                .month = (int)month,
                .number = n,
                .bare = all || (!rest.p && oc_path_stem(segment).n == digits),
            };
            return true;
        }
        if (!all || !year || digits > 2 || oc_str_int(&month, segment, 1, 12) != 0)
            month = 0;
        if (!all || digits != 4 || oc_str_int(&year, segment, 1000, 9999) != 0)
            year = month ? year : 0;
    }
    return false;
}

static struct oc_str key_of(struct oc_arena *a, const struct oc_post *post,
                            const struct numbered *n, int64_t number)
{
    return oc_arena_printf(a, "%lld %.*s/%.*s", (long long)number, OC_STR_ARG(post->root),
                           OC_STR_ARG(n->folder));
}

static bool has(const struct oc_map *seen, struct oc_arena *scratch, const struct oc_post *post,
                const struct numbered *n, int64_t number)
{
    return oc_map_has(seen, key_of(scratch, post, n, number));
}

void oc_numbered_look(struct oc_map *seen, struct oc_post *const *posts, size_t count)
{
    struct oc_arena *a = seen->arena;
    struct numbered n;
    for (size_t i = 0; i < count; i++)
        if (find_number(&n, posts[i]->rel))
            (void)oc_map_add(seen, key_of(a, posts[i], &n, n.number), seen);
    for (size_t i = 0; i < count; i++) {
        if (!find_number(&n, posts[i]->rel) || n.number > 99 ||
            oc_date_exists(n.year, n.month, (int)n.number))
            continue;
        if (n.bare || has(seen, a, posts[i], &n, n.number - 1) ||
            has(seen, a, posts[i], &n, n.number + 1))
            (void)oc_map_add(seen, key_of(a, posts[i], &n, COUNTED), seen);
    }
}

bool oc_numbered_month(struct oc_date *month, const struct oc_map *seen, const struct oc_post *post)
{
    struct oc_arena scratch;
    struct numbered n;
    if (!seen->n || !find_number(&n, post->rel))
        return false;
    oc_arena_init(&scratch);
    bool counted = has(seen, &scratch, post, &n, COUNTED);
    oc_arena_release(&scratch);
    if (counted)
        *month = (struct oc_date){
            .valid = true, .year = (int16_t)n.year, .month = (int8_t)n.month, .day = 1};
    return counted;
}
