/* SPDX-License-Identifier: MIT */
/* Making, walking and unmaking a book. Posts are owned by the book, parts by its arena. */
#include "book/book.h"

#include <stdlib.h>

#include "base/limits.h"

void oc_book_init(struct oc_book *b, const struct oc_config *config)
{
    memset(b, 0, sizeof(*b));
    oc_arena_init(&b->arena);
    oc_diags_init(&b->diags, &b->arena, 0);
    oc_map_init(&b->site_config, &b->arena);
    oc_map_init(&b->sections, &b->arena);
    oc_map_init(&b->by_name, &b->arena);
    oc_map_init(&b->by_url, &b->arena);
    oc_map_init(&b->by_word, &b->arena);
    oc_templates_init(&b->templates, &b->arena);
    b->config = config;
    b->jobs = 1;
}

void oc_book_release(struct oc_book *b)
{
    if (!b)
        return;
    if (b->fonts)
        b->fonts->free(b->fonts);
    oc_chars_release(&b->chars);
    if (b->images)
        b->images->free(b->images);
    for (size_t i = 0; i < b->nall; i++) {
        free(b->all[i]->kept);
        free(b->all[i]->page);
        oc_arena_release(&b->all[i]->arena);
    }
    for (size_t i = 0; i < b->nintros; i++) {
        free(b->intros[i]->page);
        oc_arena_release(&b->intros[i]->arena);
    }
    oc_arena_release(&b->arena);
    memset(b, 0, sizeof(*b));
}

static struct oc_post *new_post(struct oc_arena *a)
{
    struct oc_post *post = OC_NEW(a, struct oc_post);
    oc_arena_init(&post->arena);
    oc_map_init(&post->ids, &post->arena);
    oc_diags_init(&post->diags, &post->arena, OC_MAX_DIAGS_PER_POST);
    return post;
}

struct oc_post *oc_book_add_intro(struct oc_book *b)
{
    struct oc_post *post = new_post(&b->arena);
    b->intros =
        oc_arena_grow(&b->arena, b->intros, &b->cintros, b->nintros + 1, sizeof(*b->intros));
    b->intros[b->nintros++] = post;
    return post;
}

struct oc_post *oc_book_add_post(struct oc_book *b)
{
    struct oc_post *post = new_post(&b->arena);
    b->all = oc_arena_grow(&b->arena, b->all, &b->call, b->nall + 1, sizeof(*b->all));
    b->all[b->nall++] = post;
    return post;
}

void oc_part_add_post(struct oc_part *p, struct oc_arena *a, struct oc_post *post)
{
    p->posts = oc_arena_grow(a, p->posts, &p->cposts, p->nposts + 1, sizeof(struct oc_post *));
    p->posts[p->nposts++] = post;
}

struct oc_part *oc_part_add_part(struct oc_part *p, struct oc_arena *a)
{
    struct oc_part *part = OC_NEW(a, struct oc_part);
    p->parts = oc_arena_grow(a, p->parts, &p->cparts, p->nparts + 1, sizeof(struct oc_part *));
    p->parts[p->nparts++] = part;
    return part;
}

struct walk {
    void (*fn)(void *ctx, const struct oc_part *part, struct oc_post *post, int depth);
    void *ctx;
};

/* What stands in a part, at that depth. As deep as arrange nests parts: OC_MAX_PART_DEPTH. */
static void walk_part(const struct walk *w, const struct oc_part *p, int depth)
{
    for (size_t i = 0; i < p->nposts; i++)
        w->fn(w->ctx, NULL, p->posts[i], depth);
    for (size_t i = 0; i < p->nparts; i++) {
        bool bare = p->parts[i]->bare;
        if (!bare)
            w->fn(w->ctx, p->parts[i], NULL, depth);
        walk_part(w, p->parts[i], bare ? depth : depth + 1);
    }
}

void oc_book_walk(const struct oc_book *b,
                  void (*fn)(void *ctx, const struct oc_part *part, struct oc_post *post,
                             int depth),
                  void *ctx)
{
    struct walk w = {fn, ctx};
    walk_part(&w, &b->root, 0);
}

static void list_post(void *ctx, const struct oc_part *part OC_UNUSED, struct oc_post *post,
                      int depth OC_UNUSED)
{
    struct oc_book *b = ctx;
    if (post)
        b->posts[b->nposts++] = post;
}

void oc_book_list_posts(struct oc_book *b)
{
    b->nposts = 0;
    oc_book_walk(b, list_post, b);
}

bool oc_book_vertical(const struct oc_book *book)
{
    return book->config->vertical && oc_lang_vertical(book->lang);
}

void oc_book_put_authors(struct oc_buf *out, const struct oc_book *book)
{
    const char *comma = oc_label_comma(book->lang);
    size_t n = 0;
    for (size_t i = 0; i < book->authors.n; i++) {
        struct oc_str name = oc_str_trim_wide(book->authors.v[i]);
        if (name.n && n++)
            oc_buf_puts(out, comma);
        oc_buf_put(out, name);
    }
}

void oc_book_put_years(struct oc_buf *out, const struct oc_book *book)
{
    int from = book->oldest.year, to = book->newest.year;
    if (!book->oldest.valid || !book->newest.valid)
        return;
    oc_buf_printf(out, from == to ? "%d" : "%d–%d", from, to);
}
