/* SPDX-License-Identifier: MIT */
/*
 * Authors by key: `authors: [ann]` in a post, and who ann is in authors.yml of Docusaurus or in
 * _data/authors.yml of Jekyll's themes.
 */
#include "base/file.h"
#include "base/path.h"
#include "collect/stages.h"

/* The map of keys to people of a site; NULL when it has none. */
static const struct oc_value *people_of(struct oc_arena *a, struct oc_str root)
{
    static const char *const files[] = {"_data/authors.yml", "_data/authors.yaml",
                                        "blog/authors.yml", "blog/authors.yaml", "authors.yml"};
    struct oc_value_error err;
    const char *real = oc_file_real(a, root.n ? oc_arena_cstr(a, root) : ".");
    for (size_t i = 0; real && i < OC_COUNT(files); i++) {
        const char *path = oc_path_join(a, root, oc_str(files[i])).p;
        if (oc_file_kind(path) != OC_FILE_REGULAR || !oc_file_inside(a, real, path))
            continue;
        const struct oc_value *people = oc_config_load(a, &err, path);
        return people && people->kind == OC_VALUE_MAP ? people : NULL;
    }
    return NULL;
}

static void name_authors(struct oc_post *post, const struct oc_value *people)
{
    for (size_t i = 0; i < post->authors.n; i++) {
        struct oc_arena scratch;
        oc_arena_init(&scratch);
        const struct oc_value *who =
            oc_value_get(people, oc_arena_cstr(&scratch, post->authors.v[i]));
        struct oc_str name = oc_str_trim(oc_value_text(oc_value_get(who, "name")));
        if (name.n)
            post->authors.v[i] = oc_arena_copy(&post->arena, name);
        oc_arena_release(&scratch);
    }
}

void oc_people_name(struct oc_book *book)
{
    struct oc_arena a;
    struct oc_map roots; /* root -> people, or the map itself where there are none */
    oc_arena_init(&a);
    oc_map_init(&roots, &a);
    for (size_t i = 0; i < book->nposts; i++) {
        struct oc_post *post = book->posts[i];
        bool may = post->dialect == OC_JEKYLL || post->dialect == OC_JAVASCRIPT ||
                   post->dialect == OC_ELEVENTY;
        if (!may || !post->authors.n)
            continue;
        const void *people = oc_map_get(&roots, post->root);
        if (!people) {
            people = people_of(&a, post->root);
            people = people ? people : &roots;
            oc_map_set(&roots, post->root, (void *)(uintptr_t)people);
        }
        if (people != &roots)
            name_authors(post, people);
    }
    oc_arena_release(&a);
}
