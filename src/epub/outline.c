/* SPDX-License-Identifier: MIT */
/* From the tree of parts, posts and headings to the flat list of outline.h. */
#include "epub/outline.h"

struct filling {
    struct oc_outline *out;
    struct oc_arena *arena;
    size_t cap;
    int levels; /* of headings wanted */
    bool parts; /* have pages */
};

static void add(struct filling *f, struct oc_place place)
{
    struct oc_outline *o = f->out;
    o->v = oc_arena_grow(f->arena, o->v, &f->cap, o->n + 1, sizeof(*o->v));
    o->v[o->n++] = place;
}

/*
 * A heading stands one deeper than the nearest one before it of a lower level; so an h4 right
 * after an h2 is its child. above[d] is the level of the open heading at d below the post.
 */
static void add_headings(struct filling *f, struct oc_post *post, int depth)
{
    int above[6], open = 0;
    for (size_t i = 0; i < post->nheadings; i++) {
        const struct oc_heading *h = &post->headings[i];
        if (h->level < 2 || h->level > 1 + f->levels || h->level > 6)
            continue;
        if (h->id.n == 0 || oc_str_blank(h->text))
            continue;
        while (open > 0 && above[open - 1] >= h->level)
            open--;
        above[open++] = h->level;
        add(f, (struct oc_place){.depth = depth + open, .post = post, .heading = h});
    }
}

/* The first post with a page in the part or below it; NULL when there is none. */
static const struct oc_post *first_post(const struct oc_part *part)
{
    for (size_t i = 0; i < part->nposts; i++)
        if (!part->posts[i]->failed && part->posts[i]->page)
            return part->posts[i];
    for (size_t i = 0; i < part->nparts; i++) {
        const struct oc_post *post = first_post(part->parts[i]);
        if (post)
            return post;
    }
    return NULL;
}

static void visit(void *ctx, const struct oc_part *part, struct oc_post *post, int depth)
{
    struct filling *f = ctx;
    if (post && (post->failed || !post->page))
        return;
    const struct oc_post *first = part && !part->intro && !f->parts ? first_post(part) : NULL;
    add(f, (struct oc_place){.depth = depth,
                             .part = part,
                             .post = post,
                             .first = first ? first->href : OC_STR_NONE});
    if (post && f->levels > 0 && !post->no_toc)
        add_headings(f, post, depth);
}

void oc_outline_make(struct oc_outline *out, struct oc_arena *a, const struct oc_book *book,
                     bool headings)
{
    struct filling f = {.out = out, .arena = a};
    *out = (struct oc_outline){NULL, 0};
    f.levels = headings ? (int)book->config->toc_depth : 0;
    f.parts = book->config->part_pages;
    oc_book_walk(book, visit, &f);
    if (book->afterword)
        visit(&f, NULL, book->afterword, 0);
    for (const struct oc_matter *m = oc_matters; m->id; m++)
        if (m->wanted(book))
            add(&f, (struct oc_place){.matter = m});
}

struct oc_str oc_place_href(const struct oc_place *p)
{
    if (p->matter)
        return oc_str(p->matter->href);
    return p->first.n ? p->first : p->part ? p->part->href : p->post->href;
}

struct oc_str oc_place_id(const struct oc_place *p)
{
    return p->matter ? oc_str(p->matter->id) : p->part ? p->part->id : p->post->id;
}

struct oc_str oc_place_text(const struct oc_place *p, const struct oc_book *book)
{
    if (p->matter)
        return oc_str(oc_label(book->lang, p->matter->label));
    struct oc_str text = p->part ? p->part->title : p->heading ? p->heading->text : p->post->plain;
    return oc_str_blank(text) ? oc_str(oc_label(book->lang, "untitled")) : text;
}

void oc_place_put_href(struct oc_buf *out, const struct oc_place *p)
{
    oc_buf_put_xml(out, oc_place_href(p));
    if (p->heading) {
        oc_buf_putc(out, '#');
        oc_buf_put_xml(out, p->heading->id);
    }
}
