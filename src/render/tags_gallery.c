/* SPDX-License-Identifier: MIT */
/* Galleries whose pictures stand elsewhere: in a folder, or in a list of the front matter. */
#include "base/file.h"
#include "base/path.h"
#include "render/tags_impl.h"

#define MAX_PICTURES 500
/* What is counted as bytes that tags make: a few words can name a folder or a list often. */
#define PICTURE_COST 4096
#define NAME_COST 16

static void open_figure(struct oc_tags *t)
{
    oc_tags_para(t);
    oc_tags_puts(t, "<figure>");
    oc_tags_para(t);
}

static void close_figure(struct oc_tags *t)
{
    struct oc_str caption = oc_tag_arg(t, "caption", SIZE_MAX);
    if (caption.n)
        oc_tags_caption(t, OC_STR_NONE, caption);
    else
        oc_tags_puts(t, "</figure>");
    oc_tags_para(t);
}

/* ---- of a folder ---- */

/* A folder below the site's root, rel beside the post or, with '/', in static; NULL: none. */
static const char *folder_of(struct oc_tags *t, struct oc_str rel)
{
    struct oc_render *r = t->run->r;
    struct oc_arena *a = r->arena;
    struct oc_str beside = oc_path_dir((struct oc_str){r->post->path, strlen(r->post->path)});
    struct oc_str path =
        oc_str_starts(rel, "/") ? oc_path_join(a, r->post->root, OC_STR("static")) : beside;
    rel = oc_path_normal(a, oc_str_starts(rel, "/") ? oc_str_sub(rel, 1, rel.n) : rel);
    if (oc_str_starts(rel, "..") || oc_str_starts(rel, "/") || memchr(rel.p, '\0', rel.n))
        return NULL;
    if (rel.n && !oc_str_is(rel, "."))
        path = oc_path_join(a, path, rel);
    const char *folder = path.n ? oc_arena_cstr(a, path) : ".";
    const char *root = oc_file_real(a, r->post->root.n ? oc_arena_cstr(a, r->post->root) : ".");
    return root && oc_file_inside(a, root, folder) ? folder : NULL;
}

/* The first name that is not below text; names are in byte order. */
static size_t first_from(const struct oc_strs *names, struct oc_str text)
{
    size_t from = 0, to = names->n;
    while (from < to) {
        size_t mid = from + (to - from) / 2;
        if (oc_str_cmp(names->v[mid], text) < 0)
            from = mid + 1;
        else
            to = mid;
    }
    return from;
}

static size_t put_folder(struct oc_tags *t, struct oc_str dir, struct oc_str pattern)
{
    struct oc_render *r = t->run->r;
    struct oc_images *images = r->book->images;
    struct oc_str start = {pattern.p, 0}; /* what all names that match begin with */
    const char *path = folder_of(t, dir);
    size_t put = 0;
    if (!path || !images || !oc_tags_may(t, 0))
        return 0;
    const struct oc_strs *names = images->list(images, oc_str(path));
    while (start.n < pattern.n && !strchr("*?", pattern.p[start.n]))
        start.n++;
    for (size_t i = first_from(names, start); i < names->n && put < MAX_PICTURES; i++) {
        struct oc_str name = names->v[i];
        if (!oc_str_eq(oc_str_sub(name, 0, start.n), start) ||
            !oc_tags_may(t, NAME_COST + pattern.n))
            break;
        if (!oc_path_glob(pattern, name))
            continue;
        if (!oc_tags_may(t, PICTURE_COST))
            break;
        if (!put++)
            open_figure(t);
        oc_tags_image(t, dir.n ? oc_path_join(r->arena, dir, name) : name, OC_STR_NONE,
                      OC_STR_NONE);
        oc_tags_puts(t, "\n");
        oc_tags_put(t, oc_tags_prefix(t));
    }
    if (put)
        close_figure(t);
    return put;
}

/* gallery match="images/a*.jpg", gallery dir="/photos/"; around pictures it leaves them as they
 * are. */
OC_TAG_HANDLER(gallery)
{
    struct oc_str match = oc_tag_arg(t, "match", SIZE_MAX), dir = oc_tag_arg(t, "dir", SIZE_MAX);
    if (!match.n && !dir.n) {
        oc_tag_pictures(t, tag);
        return;
    }
    struct oc_str pattern = match.n ? oc_path_base(match) : OC_STR("*");
    if (match.n)
        dir = oc_path_dir(match);
    while (dir.n > 1 && oc_str_ends(dir, "/"))
        dir.n--;
    if (oc_str_ends(dir, "/**") || oc_str_is(dir, "**")) /* folders below are not looked into */
        dir = oc_path_dir(dir);
    if (!put_folder(t, dir, pattern))
        oc_tags_warn_once(t, OC_D_TAG_VARIABLE, tag, match.n ? match : dir);
    if (tag->match != SIZE_MAX)
        oc_tag_pictures(t, tag);
}

/* ---- of the front matter ---- */

static struct oc_str field(const struct oc_value *item, const char *name)
{
    return oc_value_text(oc_value_get(item, name));
}

/* One picture of minimal-mistakes's lists; the large one where there are two. */
static void put_item(struct oc_tags *t, const struct oc_value *item, bool words)
{
    struct oc_str src = field(item, "url");
    if (words || !oc_path_is_image(src))
        src = field(item, "image_path");
    oc_tags_image(t, src, field(item, "alt"), OC_STR_NONE);
    if (!words) {
        oc_tags_puts(t, "\n");
        oc_tags_put(t, oc_tags_prefix(t));
        return;
    }
    oc_tags_para(t);
    if (field(item, "title").n) {
        oc_tags_puts(t, "**");
        oc_tags_put_text(t, field(item, "title"));
        oc_tags_puts(t, "**");
        oc_tags_para(t);
    }
    oc_tags_put_lines(t, oc_str_trim(field(item, "excerpt")));
    oc_tags_para(t);
}

/* include gallery [id="x"] [caption="words"], include feature_row [id="x"] */
OC_TAG_HANDLER(listed)
{
    struct oc_str id = oc_tag_arg(t, "id", SIZE_MAX);
    const struct oc_value *list = oc_tag_front(t, id.n ? id : tag->name).node;
    bool words = oc_str_is(tag->name, "feature_row");
    size_t n = 0;
    if (!list || list->kind != OC_VALUE_LIST || !list->child || oc_tags_in_value(t)) {
        oc_tags_warn_once(t, OC_D_INCLUDE_MISSING, tag, tag->name);
        return;
    }
    if (words)
        oc_tags_para(t);
    else
        open_figure(t);
    for (const struct oc_value *v = list->child;
         v && n++ < MAX_PICTURES && oc_tags_may(t, PICTURE_COST); v = v->next)
        put_item(t, v, words);
    if (!words)
        close_figure(t);
}
