/* SPDX-License-Identifier: MIT */
/* oc_arrange: from every post found to the book's shape. Sequential: nothing here reads a body. */
#include "base/path.h"
#include "collect/stages.h"

/* While nobody has said where the author lives, a post may be dated in the zone farthest east. */
#define FAR_EAST_SECONDS (14 * 3600)

struct oc_str oc_post_folder(const struct oc_post *post)
{
    static const char *const tops[] = {"source/_posts", "source/_drafts", "_posts",   "_drafts",
                                       "content",       "src/content",    "src/posts"};
    struct oc_str lang, dir = oc_path_dir(post->rel), stem = oc_post_stem(&lang, post);
    if (oc_str_eq(stem, oc_path_base(dir)) && oc_str_istarts(oc_path_base(post->rel), "index."))
        dir = oc_path_dir(dir); /* a bundle's own folder */
    for (size_t i = 0; i < OC_COUNT(tops); i++) {
        size_t n = strlen(tops[i]);
        if (oc_str_starts(dir, tops[i]) && (dir.n == n || dir.p[n] == '/'))
            return oc_str_sub(dir, n + 1, dir.n);
    }
    return dir;
}

/* Minutes east of dates without zone; false when neither options nor site name a known zone. */
static bool find_offset(struct oc_book *book)
{
    const struct oc_str zones[] = {book->config->timezone, book->site_timezone};
    book->offset = 0;
    for (size_t i = 0; i < OC_COUNT(zones); i++)
        if (zones[i].n && oc_date_zone(&book->offset, zones[i]) == 0)
            return true;
    book->offset = 0;
    return false;
}

static int tell_none_left(struct oc_book *book)
{
    oc_diag_add(&book->diags, OC_D_NONE_LEFT, OC_STR_NONE, 0, 0,
                oc_arena_printf(&book->arena, "%zu", book->nall), OC_STR_NONE);
    return -1;
}

/* A book arranged by hand is ordered, named and entered twice: to find the posts, and as it is. */
static int arrange_by_hand(struct oc_book *book, bool zone)
{
    oc_permalinks(book, zone);
    oc_contents(book);
    if (!book->nposts)
        return -1;
    oc_name_posts(book);
    oc_about(book);
    return 0;
}

int oc_arrange(struct oc_book *book, int64_t now)
{
    bool zone = find_offset(book);
    oc_select(book, now, zone ? 0 : FAR_EAST_SECONDS);
    if (!book->nposts)
        return tell_none_left(book);
    oc_name_posts(book);
    oc_about(book);
    oc_texturize(book);
    oc_order(book);
    if (!book->config->contents)
        oc_group(book);
    else if (arrange_by_hand(book, zone) != 0)
        return tell_none_left(book);
    oc_name_parts(book);
    oc_permalinks(book, zone);
    return oc_afterword(book);
}
