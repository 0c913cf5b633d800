/* SPDX-License-Identifier: MIT */
/*
 * Authors by key: `authors: [ann]` in a post, and who ann is in authors.yml of Docusaurus, in
 * _data/authors.yml of Jekyll's themes or in .authors.yml of MkDocs.
 */
#include "base/file.h"
#include "base/path.h"
#include "collect/stages.h"

static void tell(struct oc_book *book, struct oc_str path, const struct oc_value_error *err)
{
    struct oc_arena *a = &book->arena;
    oc_diag_add(&book->diags, OC_D_CONFIG_BAD, oc_arena_copy(a, path), err->line, err->col,
                oc_arena_copy(a, err->why), OC_STR_NONE);
}

/* What stands in the first of the files that is there; NULL: none is, or it cannot be read. */
static const struct oc_value *read_people(struct oc_arena *a, struct oc_book *book,
                                          struct oc_str root)
{
    const struct oc_str files[] = {
        oc_value_text(oc_value_get(oc_map_get(&book->site_config, root), "blog_authors")),
        OC_STR("_data/authors.yml"),
        OC_STR("_data/authors.yaml"),
        OC_STR("blog/authors.yml"),
        OC_STR("blog/authors.yaml"),
        OC_STR("authors.yml")};
    struct oc_value_error err = {0};
    const char *real = oc_file_real(a, root.n ? oc_arena_cstr(a, root) : ".");
    for (size_t i = 0; real && i < OC_COUNT(files); i++) {
        const char *path = oc_path_join(a, root, files[i]).p;
        if (!files[i].n || oc_file_kind(path) != OC_FILE_REGULAR || !oc_file_inside(a, real, path))
            continue;
        const struct oc_value *people = oc_config_load(a, &err, path);
        if (!people && err.why.n)
            tell(book, oc_str(path), &err);
        return people;
    }
    return NULL;
}

/* The names of a site's people by their keys. */
static struct oc_map *people_of(struct oc_arena *a, struct oc_book *book, struct oc_str root)
{
    struct oc_map *people = OC_NEW(a, struct oc_map);
    const struct oc_value *all = read_people(a, book, root);
    oc_map_init(people, a);
    if (oc_value_get(oc_value_get(all, "authors"), "name") == NULL && oc_value_get(all, "authors"))
        all = oc_value_get(all, "authors"); /* MkDocs */
    if (!all || all->kind != OC_VALUE_MAP)
        return people;
    for (const struct oc_value *who = all->child; who; who = who->next) {
        struct oc_str *name = OC_NEW(a, struct oc_str);
        *name = oc_str_trim(oc_value_text(oc_value_get(who, "name")));
        if (name->n)
            oc_map_set(people, who->key, name);
    }
    return people;
}

void oc_people_name(struct oc_book *book)
{
    struct oc_arena a;
    struct oc_map roots; /* root -> people */
    oc_arena_init(&a);
    oc_map_init(&roots, &a);
    for (size_t i = 0; i < book->nposts; i++) {
        struct oc_post *post = book->posts[i];
        bool may = post->dialect == OC_JEKYLL || post->dialect == OC_JAVASCRIPT ||
                   post->dialect == OC_ELEVENTY || post->dialect == OC_PLAIN;
        if (!may || !post->authors.n)
            continue;
        struct oc_map *people = oc_map_get(&roots, post->root);
        if (!people) {
            people = people_of(&a, book, post->root);
            oc_map_set(&roots, post->root, people);
        }
        for (size_t k = 0; k < post->authors.n; k++) {
            const struct oc_str *name = oc_map_get(people, post->authors.v[k]);
            if (name)
                post->authors.v[k] = oc_arena_copy(&post->arena, *name);
        }
    }
    oc_arena_release(&a);
}
