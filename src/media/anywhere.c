/* SPDX-License-Identifier: MIT */
/*
 * A picture by its name alone, wherever below the site's root it lies: so Obsidian's ![[plan.png]]
 * finds one in a folder of attachments. Only a name that one file alone has is taken: Obsidian
 * writes the path where there are two. And the pictures of one folder, for galleries.
 */
#include "base/file.h"
#include "base/limits.h"
#include "base/path.h"
#include "media/find.h"

struct folder {
    struct oc_str path;
    int depth;
};

struct walk {
    struct oc_map *names;
    struct oc_arena *a; /* of the names */
    struct oc_arena work;
    struct folder *todo;
    size_t n, cap, seen;
};

static void list(struct walk *w, struct folder f)
{
    struct oc_dir_item *items;
    const char *why;
    size_t n;
    if (oc_dir_list(&items, &n, &why, &w->work, f.path.n ? f.path.p : ".") != 0)
        return;
    for (size_t i = 0; i < n && w->seen < OC_MAX_FILES; i++, w->seen++) {
        struct oc_str name = items[i].name;
        bool image = items[i].kind == OC_FILE_REGULAR && oc_path_is_image(name);
        bool inner = items[i].kind == OC_FILE_FOLDER && name.p[0] != '.' &&
                     !oc_str_is(name, "node_modules") && f.depth < OC_MAX_WALK_DEPTH;
        if (items[i].link || (!image && !inner))
            continue;
        struct oc_str path = oc_path_join(image ? w->a : &w->work, f.path, name);
        if (inner) {
            w->todo = oc_arena_grow(&w->work, w->todo, &w->cap, w->n + 1, sizeof *w->todo);
            w->todo[w->n++] = (struct folder){path, f.depth + 1};
            continue;
        }
        struct oc_str *known = oc_map_get(w->names, name);
        if (known) {
            *known = OC_STR_NONE; /* there are two */
            continue;
        }
        known = OC_NEW(w->a, struct oc_str);
        *known = path;
        oc_map_set(w->names, oc_path_base(path), known);
    }
}

/* The pictures below root by their names; call with the lock held. */
static const struct oc_map *index_of(struct oc_finder *f, struct oc_str root)
{
    struct oc_map *names = oc_map_get(&f->anywhere, root);
    if (names)
        return names;
    struct walk w = {.a = &f->arena};
    names = w.names = OC_NEW(&f->arena, struct oc_map);
    oc_map_init(names, &f->arena);
    oc_arena_init(&w.work);
    list(&w, (struct folder){oc_arena_copy(&w.work, root), 0});
    while (w.n)
        list(&w, w.todo[--w.n]);
    oc_arena_release(&w.work);
    oc_map_set(&f->anywhere, oc_arena_copy(&f->arena, root), names);
    return names;
}

struct oc_str oc_finder_anywhere(struct oc_finder *f, struct oc_str root, struct oc_str name)
{
    pthread_mutex_lock(&f->lock);
    const struct oc_str *path = oc_map_get(index_of(f, root), name);
    pthread_mutex_unlock(&f->lock);
    return path ? *path : OC_STR_NONE;
}

/* ---- of one folder ---- */

static struct oc_strs *read_pictures(struct oc_arena *a, struct oc_str folder)
{
    struct oc_arena work;
    struct oc_strs *names = OC_NEW(a, struct oc_strs);
    struct oc_dir_item *items;
    const char *why;
    size_t n;
    *names = (struct oc_strs){0};
    oc_arena_init(&work);
    if (oc_dir_list(&items, &n, &why, &work, folder.n ? folder.p : ".") == 0)
        for (size_t i = 0; i < n; i++)
            if (items[i].kind == OC_FILE_REGULAR && oc_path_is_image(items[i].name))
                oc_strs_add_copy(names, a, items[i].name);
    oc_arena_release(&work);
    return names;
}

const struct oc_strs *oc_finder_list(struct oc_finder *f, struct oc_str folder)
{
    pthread_mutex_lock(&f->lock);
    struct oc_strs *names = oc_map_get(&f->pictures, folder);
    if (!names) {
        folder = oc_arena_copy(&f->arena, folder);
        names = read_pictures(&f->arena, folder);
        oc_map_set(&f->pictures, folder, names);
    }
    pthread_mutex_unlock(&f->lock);
    return names;
}
