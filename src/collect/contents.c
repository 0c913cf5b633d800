/* SPDX-License-Identifier: MIT */
/*
 * A book arranged by hand: the list `contents` of book.yaml to parts and posts. An entry is looked
 * up as a link would be (a file, a slug, an address), then as a glob; a post stands where it is
 * named first.
 */
#include "base/limits.h"
#include "base/path.h"
#include "base/uni.h"
#include "collect/stages.h"

struct contents {
    struct oc_book *book;
    struct oc_str file;
    struct oc_arena arena;   /* of the tables below */
    struct oc_arena scratch; /* until the end of an entry */
    struct oc_map rels;      /* path below the folder given, with and without extension -> post */
    struct oc_map placed;    /* manifest ids of posts that have their place */
    size_t nglobs;           /* each is held against every post */
};

static void warn(struct contents *c, enum oc_code code, const struct oc_value *v, struct oc_str a)
{
    oc_diag_add(&c->book->diags, code, c->file, v->line, v->col, a, OC_STR_NONE);
}

/* ---- finding ---- */

/* x for x/index.md, else "". */
static struct oc_str bundle_of(struct oc_str rel)
{
    return oc_str_istarts(oc_path_base(rel), "index.") ? oc_path_dir(rel) : OC_STR_NONE;
}

static struct oc_str without_ext(struct oc_str rel)
{
    size_t dot = oc_path_ext(rel).n;
    return dot ? oc_str_sub(rel, 0, rel.n - dot - 1) : rel;
}

static void find_rels(struct contents *c)
{
    struct oc_book *book = c->book;
    oc_map_init(&c->rels, &c->arena);
    for (size_t i = 0; i < book->nall; i++)
        if (!book->all[i]->failed)
            oc_map_add(&c->rels, book->all[i]->rel, book->all[i]);
    for (size_t i = 0; i < book->nall; i++) {
        const struct oc_post *post = book->all[i];
        if (post->failed)
            continue;
        oc_map_add(&c->rels, without_ext(post->rel), book->all[i]);
        if (bundle_of(post->rel).n)
            oc_map_add(&c->rels, bundle_of(post->rel), book->all[i]);
    }
}

/* The one post that an entry names, or NULL. It may be one that was left out. */
static struct oc_post *find_one(struct contents *c, struct oc_str name)
{
    struct oc_str path = oc_path_normal(&c->scratch, name), address = name;
    struct oc_post *post = oc_map_get(&c->rels, path);
    if (post)
        return post;
    address.n = oc_str_chr(name, '#', 0) == SIZE_MAX ? name.n : oc_str_chr(name, '#', 0);
    if (oc_address_scheme(name) || oc_str_starts(name, "/"))
        post = oc_address_url(c->book, NULL, &c->scratch, address);
    return post ? post : oc_address_name(c->book, NULL, &c->scratch, name);
}

/* Against the path below the folder given, the site's root and the folder of posts. */
static bool fits(struct contents *c, struct oc_str glob, const struct oc_post *post)
{
    struct oc_str folder = oc_post_folder(post), bundle = bundle_of(post->rel);
    struct oc_str name = oc_path_base(bundle.n ? bundle : post->rel);
    const struct oc_str paths[] = {post->rel, bundle, oc_post_source(&c->scratch, post),
                                   oc_path_join(&c->scratch, folder, name)};
    for (size_t i = 0; i < OC_COUNT(paths); i++)
        if (paths[i].n && oc_path_glob(glob, paths[i]))
            return true;
    return false;
}

/* ---- placing ---- */

/* False when the post has its place already. */
static bool place(struct contents *c, struct oc_part *part, struct oc_post *post)
{
    if (!oc_map_add(&c->placed, post->id, post))
        return false;
    if (part->nparts) { /* posts after a part: see struct oc_part */
        struct oc_part *last = part->parts[part->nparts - 1];
        part = last->bare ? last : oc_part_add_part(part, &c->book->arena);
        part->bare = true;
    }
    oc_part_add_post(part, &c->book->arena, post);
    return true;
}

static void place_glob(struct contents *c, struct oc_part *part, const struct oc_value *v,
                       struct oc_str glob)
{
    const struct oc_book *book = c->book;
    size_t found = 0, new = 0;
    if (c->nglobs++ >= OC_MAX_GLOBS) {
        if (c->nglobs == OC_MAX_GLOBS + 1)
            oc_diag_limit(&c->book->diags, c->file, v->line, v->col, OC_MAX_GLOBS,
                          "patterns in the contents");
        return;
    }
    glob = oc_path_normal(&c->arena, glob);
    for (size_t i = 0; i < book->nposts; i++) {
        if (fits(c, glob, book->posts[i])) {
            found++;
            new += place(c, part, book->posts[i]);
        }
        oc_arena_clear(&c->scratch);
    }
    if (!found)
        warn(c, OC_D_CONTENTS_NOTHING, v, v->text);
    else if (!new) /* some may well be listed before: "the rest of them" */
        warn(c, OC_D_CONTENTS_TWICE, v, v->text);
}

static void place_entry(struct contents *c, struct oc_part *part, const struct oc_value *v)
{
    struct oc_str name = oc_str_trim_wide(v->text);
    struct oc_post *post = name.n ? find_one(c, name) : NULL;
    oc_arena_clear(&c->scratch);
    if (!post && oc_path_has_glob(name) && !oc_address_scheme(name))
        place_glob(c, part, v, name);
    else if (!post)
        warn(c, OC_D_CONTENTS_NOTHING, v, name);
    else if (!oc_post_in_book(post))
        warn(c, OC_D_CONTENTS_LEFT_OUT, v, name);
    else if (!place(c, part, post))
        warn(c, OC_D_CONTENTS_TWICE, v, name);
}

/* ---- parts ---- */

static struct oc_post *make_intro(struct contents *c, const struct oc_value *v, struct oc_str title)
{
    struct oc_book *book = c->book;
    struct oc_str text = v->text;
    if (oc_str_blank(text))
        return NULL;
    struct oc_post *post = oc_book_add_intro(book);
    bool block = !v->plain && oc_str_chr(text, '\n', 0) != SIZE_MAX;
    post->path = oc_arena_cstr(&post->arena, c->file);
    post->name = c->file;
    post->rel = oc_path_base(c->file);
    post->root = oc_path_dir(c->file);
    post->vault = oc_site_is_vault(post->root);
    post->format = OC_MARKDOWN;
    post->dialect = book->posts[0]->dialect; /* the tags its author is used to */
    post->quotes = book->posts[0]->quotes;
    post->text = text;
    post->body_line = v->line + block;
    post->title = post->plain = title;
    post->page_lang = oc_str(oc_uni_guess_lang(text));
    return post;
}

static void place_list(struct contents *c, struct oc_part *part, const struct oc_value *list,
                       int depth);

static void place_part(struct contents *c, struct oc_part *above, const struct oc_value *map,
                       int depth)
{
    static const char *const keys[] = {"part", "intro", "posts"};
    const struct oc_value *v[OC_COUNT(keys)] = {NULL};
    bool told = false;
    for (const struct oc_value *m = map->child; m; m = m->next) {
        size_t k = 0;
        while (k < OC_COUNT(keys) && !oc_str_is(m->key, keys[k]))
            k++;
        if (k < OC_COUNT(keys))
            v[k] = m;
        else
            told = true;
        if (k == OC_COUNT(keys))
            warn(c, OC_D_CONTENTS_BAD, m, m->key);
    }
    struct oc_str title = oc_str_trim_wide(oc_value_text(v[0]));
    title = oc_plain_text(&c->book->arena, title);
    if (!title.n || depth >= OC_MAX_PART_DEPTH) {
        if (title.n)
            oc_diag_limit(&c->book->diags, c->file, map->line, map->col, OC_MAX_PART_DEPTH,
                          "parts in parts");
        else if (!told)
            warn(c, OC_D_CONTENTS_BAD, map, OC_STR("a part without a title"));
        place_list(c, above, v[2], depth);
        return;
    }
    struct oc_part *part = oc_part_add_part(above, &c->book->arena);
    part->title = title;
    if (v[1])
        part->intro = make_intro(c, v[1], title);
    place_list(c, part, v[2], depth + 1);
    if (!part->intro && !part->nposts && !part->nparts)
        above->nparts--; /* each of its entries has been told of */
}

static void place_list(struct contents *c, struct oc_part *part, const struct oc_value *list,
                       int depth)
{
    const struct oc_value *v = list && list->kind == OC_VALUE_LIST ? list->child : list;
    for (; v; v = v == list ? NULL : v->next) {
        if (v->kind == OC_VALUE_TEXT)
            place_entry(c, part, v);
        else if (v->kind == OC_VALUE_MAP)
            place_part(c, part, v, depth);
        else if (v->kind == OC_VALUE_LIST)
            warn(c, OC_D_CONTENTS_BAD, v, OC_STR("a list in the list"));
    }
}

/* ---- the stage ---- */

/* The posts that have no place go out of the book, or into a last part. */
static void place_rest(struct contents *c)
{
    struct oc_book *book = c->book;
    struct oc_part *root = &book->root, *rest = root;
    for (size_t i = 0; i < book->nposts; i++) {
        struct oc_post *post = book->posts[i];
        if (oc_map_has(&c->placed, post->id))
            continue;
        if (book->config->rest == OC_REST_DROP) {
            post->href = post->id = OC_STR_NONE;
            continue;
        }
        if (rest == root && root->nparts) {
            rest = oc_part_add_part(root, &book->arena);
            rest->title = oc_str(oc_label(book->lang, "other"));
        }
        oc_part_add_post(rest, &book->arena, post);
    }
}

void oc_contents(struct oc_book *book)
{
    struct contents c = {.book = book, .file = book->config->contents_file};
    oc_arena_init(&c.arena);
    oc_arena_init(&c.scratch);
    oc_map_init(&c.placed, &c.arena);
    find_rels(&c);
    place_list(&c, &book->root, book->config->contents, 0);
    place_rest(&c);
    oc_book_list_posts(book);
    oc_arena_release(&c.scratch);
    oc_arena_release(&c.arena);
}
