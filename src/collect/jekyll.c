/* SPDX-License-Identifier: MIT */
/* Which files of a Jekyll site its _config.yml takes in: collections, and what it excludes. */
#include "base/path.h"
#include "collect/stages.h"

bool oc_jekyll_excludes(const struct oc_value *config, struct oc_str path)
{
    const struct oc_value *list = oc_value_get(config, "exclude");
    if (!list || list->kind != OC_VALUE_LIST)
        return false;
    for (const struct oc_value *v = list->child; v; v = v->next) {
        struct oc_str pattern = oc_value_text(v);
        while (oc_str_starts(pattern, "/") || oc_str_starts(pattern, "./"))
            pattern = oc_str_sub(pattern, 1, pattern.n);
        while (oc_str_ends(pattern, "/"))
            pattern.n--;
        if (!pattern.n)
            continue;
        if (oc_str_eq(pattern, path))
            return true;
        bool anywhere = !memchr(pattern.p, '/', pattern.n);
        if (oc_path_has_glob(pattern) &&
            oc_path_glob(pattern, anywhere ? oc_path_base(path) : path))
            return true;
    }
    return false;
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
    for (const struct oc_value *v = all && all->kind == OC_VALUE_MAP ? all->child : NULL; v;
         v = v->next)
        if (oc_str_eq(v->key, folder))
            return oc_str_iis(oc_value_text(oc_value_get(v, "output")), "true") && !is_pages(folder)
                       ? v
                       : NULL;
    return NULL;
}
