/* SPDX-License-Identifier: MIT */
/*
 * Names written otherwise than on disk. A blog written on a Mac or on Windows works there with
 * "Photo.JPG" for photo.jpg, and with "é" in two characters for "é" in one.
 */
#include "base/file.h"
#include "base/limits.h"
#include "base/path.h"
#include "base/uni.h"
#include "base/utf8.h"
#include "media/find.h"

/* NFC, and lower case when folded. */
static struct oc_str form(struct oc_arena *a, struct oc_str name, bool folded)
{
    struct oc_buf nfc, out;
    oc_buf_init(&nfc, OC_MAX_URL_BYTES * 4);
    oc_buf_init(&out, OC_MAX_URL_BYTES * 4);
    oc_uni_nfc(&nfc, name);
    struct oc_str s = oc_buf_view(&nfc);
    for (size_t at = 0; at < s.n;) {
        uint32_t c = oc_utf8_next(s, &at);
        oc_buf_put_cp(&out, folded ? oc_uni_lower(c) : c);
    }
    struct oc_str made = oc_buf_take(&out, a);
    oc_buf_release(&nfc);
    oc_buf_release(&out);
    return made;
}

/* The names of a folder by their folded form; call with the lock held. */
static const struct oc_map *list(struct oc_finder *f, struct oc_str dir)
{
    struct oc_map *names = oc_map_get(&f->folders, dir);
    struct oc_dir_item *items;
    const char *why;
    size_t n;
    if (names)
        return names;
    names = OC_NEW(&f->arena, struct oc_map);
    oc_map_init(names, &f->arena);
    dir = oc_arena_copy(&f->arena, dir);
    if (oc_dir_list(&items, &n, &why, &f->arena, dir.n ? dir.p : ".") == 0)
        for (size_t i = 0; i < n; i++)
            (void)oc_map_add(names, form(&f->arena, items[i].name, true), &items[i].name);
    oc_map_set(&f->folders, dir, names);
    return names;
}

struct oc_str oc_finder_near(struct oc_finder *f, struct oc_arena *a, bool *other_case,
                             struct oc_str dir, struct oc_str path)
{
    struct oc_str rest = path, part;
    *other_case = false;
    while (oc_str_cut(&part, &rest, '/')) {
        struct oc_str next = oc_path_join(a, dir, part);
        if (part.n == 0 || part.n > 255)
            return OC_STR_NONE;
        pthread_mutex_lock(&f->lock);
        const struct oc_str *name = oc_map_get(list(f, dir), form(a, part, true));
        pthread_mutex_unlock(&f->lock);
        if (!name)
            return OC_STR_NONE;
        if (!oc_str_eq(*name, part) && oc_file_kind(next.p) == OC_FILE_NONE) {
            *other_case = *other_case || !oc_str_eq(form(a, *name, false), form(a, part, false));
            next = oc_path_join(a, dir, *name);
        }
        dir = next;
    }
    return dir;
}
