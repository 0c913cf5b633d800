/* SPDX-License-Identifier: MIT */
/* What Hugo and Zola call folders of posts: the titles in their _index.md files. */
#include "base/limits.h"
#include "base/path.h"
#include "collect/stages.h"

static struct oc_str key_of(struct oc_arena *a, struct oc_str folder, struct oc_str lang)
{
    return lang.n ? oc_arena_printf(a, "%.*s\x1f%.*s", OC_STR_ARG(folder), OC_STR_ARG(lang))
                  : folder;
}

/* "de" of _index.de.md. */
static struct oc_str lang_of(struct oc_str file)
{
    struct oc_str stem = oc_path_stem(file);
    size_t dot = oc_str_rchr(stem, '.');
    return dot == SIZE_MAX ? OC_STR_NONE : oc_str_sub(stem, dot + 1, stem.n);
}

void oc_sections_read(struct oc_book *book, const struct oc_strs *files)
{
    struct oc_arena *a = &book->arena;
    struct oc_buf text;
    const char *why;
    oc_buf_init(&text, OC_MAX_FRONT_BYTES);
    for (size_t i = 0; i < files->n; i++) {
        struct oc_post page = {0};
        oc_arena_init(&page.arena);
        oc_diags_init(&page.diags, &page.arena, 1);
        oc_buf_clear(&text);
        if (oc_file_read(&text, &why, oc_arena_cstr(&page.arena, files->v[i])) == 0)
            oc_front_read(&page, oc_buf_view(&text));
        struct oc_str found = oc_value_text(oc_value_get(page.front, "title"));
        if (found.n && found.n <= OC_MAX_TITLE_BYTES) {
            struct oc_str *title = OC_NEW(a, struct oc_str);
            *title = oc_arena_copy(a, found);
            oc_map_set(&book->sections,
                       oc_arena_copy(
                           a, key_of(&page.arena, oc_path_dir(files->v[i]), lang_of(files->v[i]))),
                       title);
        }
        oc_arena_release(&page.arena);
    }
    oc_buf_release(&text);
}

struct oc_str oc_section_title(const struct oc_book *book, struct oc_arena *scratch,
                               struct oc_str folder, struct oc_str lang)
{
    const struct oc_str *title = NULL;
    size_t dash = oc_str_chr(lang, '-', 0);
    const struct oc_str names[] = {lang, oc_str_sub(lang, 0, dash == SIZE_MAX ? 0 : dash)};
    for (size_t i = 0; i < OC_COUNT(names) && !title; i++)
        if (names[i].n)
            title = oc_map_get(&book->sections, key_of(scratch, folder, names[i]));
    if (!title)
        title = oc_map_get(&book->sections, folder);
    return title ? *title : OC_STR_NONE;
}
