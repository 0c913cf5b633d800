/* SPDX-License-Identifier: MIT */
/*
 * Names inside the book: ASCII, unique, and stable when posts are added: names are given in the
 * order of dates, and what makes one unique comes from its own path, never from a counter.
 */
#include <stdlib.h>

#include "base/path.h"
#include "base/uni.h"
#include "collect/stages.h"

#define MAX_STEM 60
#define MIN_LETTERS 3 /* fewer say nothing of a name that had more than ASCII */

/* Letters and digits in lower case, runs of others as '-'; how many letters and digits. */
static size_t slug(char out[MAX_STEM + 1], struct oc_str s)
{
    size_t n = 0, letters = 0;
    for (size_t i = 0; i < s.n && n < MAX_STEM; i++) {
        char c = s.p[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c | 0x20);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            out[n++] = c;
            letters++;
        } else if (n && out[n - 1] != '-') {
            out[n++] = '-';
        }
    }
    while (n && out[n - 1] == '-')
        n--;
    out[n] = '\0';
    return letters;
}

static bool is_reserved(struct oc_str stem)
{
    static const char *const names[] = {"nav",  "title", "cover",   "colophon",
                                        "toc",  "style", "package", "afterword",
                                        "tags", "dates", "sources"};
    for (size_t i = 0; i < OC_COUNT(names); i++)
        if (oc_str_is(stem, names[i]))
            return true;
    return oc_str_starts(stem, "part-");
}

/* The name a post would like: from its slug, else its file's or bundle's name without date. */
static struct oc_str wish(struct oc_arena *a, const struct oc_post *post)
{
    char out[MAX_STEM + 1];
    struct oc_str lang, stem = oc_post_stem(&lang, post);
    struct oc_date date;
    size_t used = 0;
    if (oc_date_from_name(&date, &used, stem) == 0 && used < stem.n)
        stem = oc_str_sub(stem, used, stem.n);
    const struct oc_str sources[] = {oc_path_base(post->slug), stem};
    for (size_t i = 0; i < OC_COUNT(sources); i++) {
        struct oc_buf text;
        oc_buf_init(&text, sources[i].n + 1);
        oc_percent_decode(&text, sources[i]);
        size_t letters = slug(out, oc_buf_view(&text));
        bool enough = letters >= MIN_LETTERS || (letters && oc_str_is_ascii(oc_buf_view(&text)));
        oc_buf_release(&text);
        if (enough)
            return oc_arena_copy(a, oc_str(out));
    }
    return oc_arena_printf(a, "post-%08x", (unsigned)(oc_str_hash(post->rel) & 0xffffffffu));
}

/* stem, or stem with a suffix from what is hashed; taken is the set of those in use. */
static struct oc_str claim(struct oc_map *taken, struct oc_arena *a, struct oc_str stem,
                           struct oc_str hashed, bool reserved)
{
    struct oc_str unique = stem;
    uint64_t hash = oc_str_hash(hashed);
    if (reserved || oc_map_has(taken, unique))
        unique = oc_arena_printf(a, "%.*s-%06x", OC_STR_ARG(stem), (unsigned)(hash & 0xffffff));
    for (unsigned i = 2; oc_map_has(taken, unique); i++) /* two paths of one hash, or one path */
        unique =
            oc_arena_printf(a, "%.*s-%06x-%u", OC_STR_ARG(stem), (unsigned)(hash & 0xffffff), i);
    oc_map_set(taken, unique, taken);
    return unique;
}

void oc_name_posts(struct oc_book *book)
{
    struct oc_arena arena;
    struct oc_map taken;
    oc_arena_init(&arena);
    oc_map_init(&taken, &arena);
    struct oc_post **posts = oc_arena_alloc(&arena, book->nposts * sizeof *posts);
    memcpy(posts, book->posts, book->nposts * sizeof *posts);
    oc_order_by_date(book, posts, book->nposts);
    for (size_t i = 0; i < book->nposts; i++) {
        struct oc_post *post = posts[i];
        struct oc_str stem = wish(&arena, post);
        stem = claim(&taken, &arena, stem, post->rel, is_reserved(stem));
        post->href = oc_arena_printf(&post->arena, "%.*s.xhtml", OC_STR_ARG(stem));
        post->id = oc_arena_printf(&post->arena, "c-%.*s", OC_STR_ARG(stem));
        post->plain = oc_plain_text(&post->arena, post->title);
        if (!post->plain.n)
            post->plain = oc_plain_text(&post->arena,
                                        oc_title_from_name(&post->arena, oc_path_stem(post->rel)));
        if (!post->plain.n)
            post->plain = OC_STR("Untitled");
    }
    oc_arena_release(&arena);
}

/* ---- parts ---- */

struct part_names {
    struct oc_book *book;
    struct oc_arena arena;
    struct oc_map taken;
};

/* path: the titles of the parts above, and this one's. Parts nest at most OC_MAX_PART_DEPTH. */
static void name_part(struct part_names *names, struct oc_part *part, struct oc_str above)
{
    char out[MAX_STEM + 1];
    struct oc_arena *a = &names->book->arena;
    if (part->bare)
        return;
    struct oc_str path =
        oc_arena_printf(&names->arena, "%.*s\x1f%.*s", OC_STR_ARG(above), OC_STR_ARG(part->title));
    struct oc_str stem =
        slug(out, part->title) >= MIN_LETTERS
            ? oc_arena_copy(&names->arena, oc_str(out))
            : oc_arena_printf(&names->arena, "%08x", (unsigned)(oc_str_hash(path) & 0xffffffffu));
    stem = claim(&names->taken, &names->arena, stem, path, false);
    part->id = oc_arena_printf(a, "part-%.*s", OC_STR_ARG(stem));
    part->href = oc_arena_printf(a, "part-%.*s.xhtml", OC_STR_ARG(stem));
    for (size_t i = 0; i < part->nparts; i++)
        name_part(names, part->parts[i], path);
}

void oc_name_parts(struct oc_book *book)
{
    struct part_names names = {.book = book};
    oc_arena_init(&names.arena);
    oc_map_init(&names.taken, &names.arena);
    for (size_t i = 0; i < book->root.nparts; i++)
        name_part(&names, book->root.parts[i], OC_STR_NONE);
    oc_arena_release(&names.arena);
}
