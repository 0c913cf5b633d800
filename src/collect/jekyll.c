/* SPDX-License-Identifier: MIT */
/* Which files of a Jekyll site its _config.yml takes in: collections, and what it excludes. */
#include "base/limits.h"
#include "base/path.h"
#include "collect/stages.h"

static void add(struct oc_jekyll_files *files, struct oc_arena *a, struct oc_str pattern)
{
    while (oc_str_starts(pattern, "/") || oc_str_starts(pattern, "./"))
        pattern = oc_str_sub(pattern, 1, pattern.n);
    while (oc_str_ends(pattern, "/"))
        pattern.n--;
    if (!pattern.n)
        return;
    (void)oc_map_add(&files->names, pattern, files);
    if (oc_path_has_glob(pattern) && files->bases.n + files->paths.n < OC_MAX_GLOBS)
        oc_strs_add(oc_str_chr(pattern, '/', 0) == SIZE_MAX ? &files->bases : &files->paths, a,
                    pattern);
}

void oc_jekyll_files(struct oc_jekyll_files *files, struct oc_arena *a,
                     const struct oc_value *config, const char *key)
{
    const struct oc_value *list = oc_value_get(config, key);
    *files = (struct oc_jekyll_files){.bases = {0}};
    oc_map_init(&files->names, a);
    if (list && list->kind == OC_VALUE_LIST)
        for (const struct oc_value *v = list->child; v; v = v->next)
            add(files, a, oc_value_text(v));
}

static bool matches(const struct oc_strs *globs, struct oc_str path)
{
    for (size_t i = 0; i < globs->n; i++)
        if (oc_path_glob(globs->v[i], path))
            return true;
    return false;
}

bool oc_jekyll_has(const struct oc_jekyll_files *files, struct oc_str path)
{
    return oc_map_has(&files->names, path) || matches(&files->bases, oc_path_base(path)) ||
           matches(&files->paths, path);
}

/* Collections that themes make for pages about the site. */
static bool is_pages(struct oc_str name)
{
    static const char *const names[] = {"posts",  "drafts", "tabs",     "pages",    "authors",
                                        "people", "team",   "sections", "includes", "layouts",
                                        "data",   "sass",   "menus",    "site",     "plugins"};
    for (size_t i = 0; i < OC_COUNT(names); i++)
        if (oc_str_iis(name, names[i]))
            return true;
    return false;
}

const struct oc_value *oc_jekyll_collection(const struct oc_value *config, struct oc_str folder)
{
    struct oc_str dir = oc_value_text(oc_value_get(config, "collections_dir"));
    const struct oc_value *all = oc_value_get(config, "collections");
    while (oc_str_ends(dir, "/"))
        dir.n--;
    if (dir.n && !oc_str_is(dir, ".") && oc_path_inside(dir, folder) && folder.n > dir.n)
        folder = oc_str_sub(folder, dir.n + 1, folder.n);
    if (!oc_str_starts(folder, "_"))
        return NULL;
    folder = oc_str_sub(folder, 1, folder.n);
    const struct oc_value *v = oc_value_member(all, folder);
    bool output = oc_str_iis(oc_value_text(oc_value_get(v, "output")), "true");
    return output && !is_pages(folder) ? v : NULL;
}

void oc_jekyll_scopes(struct oc_map *scopes, struct oc_arena *a, const struct oc_value *config)
{
    const struct oc_value *list = oc_value_get(config, "defaults");
    oc_map_init(scopes, a);
    for (const struct oc_value *v = list ? list->child : NULL; v; v = v->next) {
        const struct oc_value *scope = oc_value_get(v, "scope");
        const struct oc_value *pattern = oc_value_get(oc_value_get(v, "values"), "permalink");
        struct oc_str path = oc_value_text(oc_value_get(scope, "path"));
        struct oc_str type = oc_value_text(oc_value_get(scope, "type"));
        bool posts = type.n ? oc_str_is(type, "posts") : path.n > 0;
        if (posts && oc_value_text(pattern).n)
            oc_map_set(scopes, path, (void *)(uintptr_t)pattern);
    }
}

struct oc_str oc_jekyll_scope(const struct oc_map *scopes, struct oc_str path)
{
    for (size_t n = path.n; n > 0; n--) {
        bool whole = n == path.n || path.p[n] == '/' || path.p[n - 1] == '/';
        const void *pattern = whole ? oc_map_get(scopes, oc_str_sub(path, 0, n)) : NULL;
        if (pattern)
            return oc_value_text(pattern);
    }
    bool inside = oc_path_inside(OC_STR_NONE, path);
    return inside ? oc_value_text(oc_map_get(scopes, OC_STR_NONE)) : OC_STR_NONE;
}
