/* SPDX-License-Identifier: MIT */
/* The pages of the back matter that are lists: of tags, of dates, of sources on the web. */
#include <stdlib.h>

#include "base/limits.h"
#include "base/uni.h"
#include "base/utf8.h"
#include "epub/page.h"
#include "xhtml/url.h"

/* A page under way. */
struct list {
    struct oc_arena arena;
    const struct oc_book *book;
    struct oc_value *context, *groups;
};

static void begin(struct list *l, const struct oc_book *book, const struct oc_matter *matter)
{
    oc_arena_init(&l->arena);
    l->book = book;
    l->context = oc_epub_context(&l->arena, book);
    oc_context_text(l->context, &l->arena, "label", oc_str(oc_label(book->lang, matter->label)));
    l->groups = oc_context_list(l->context, &l->arena, "groups");
}

static int end(struct list *l, struct oc_buf *out, struct oc_diags *diags, enum oc_page page)
{
    int result = oc_epub_page(out, &l->arena, l->book, diags, page, l->context);
    oc_arena_release(&l->arena);
    return result;
}

/* A group under that name; the list of its entries. */
static struct oc_value *add_group(struct list *l, struct oc_str name)
{
    struct oc_value *group = oc_context_child(l->groups, &l->arena, NULL);
    oc_context_text(group, &l->arena, "name", name);
    return oc_context_list(group, &l->arena, "entries");
}

static struct oc_value *add_post(struct list *l, struct oc_value *list, const struct oc_post *post)
{
    struct oc_place place = {.post = (struct oc_post *)(uintptr_t)post}; /* is only read */
    struct oc_value *entry = oc_context_child(list, &l->arena, NULL);
    oc_context_text(entry, &l->arena, "href", post->href);
    oc_context_text(entry, &l->arena, "title", oc_place_text(&place, l->book));
    return entry;
}

/* ---- tags ---- */

struct tag {
    struct oc_str name, key; /* key: by the rules of the book's language */
    struct oc_value *entries;
    const struct oc_post **posts;
    size_t n, cap;
};

static int by_key(const void *x, const void *y)
{
    const struct tag *a = ((const struct oc_map_item *)x)->value;
    const struct tag *b = ((const struct oc_map_item *)y)->value;
    int order = oc_str_cmp(a->key, b->key);
    return order ? order : oc_str_cmp(a->name, b->name);
}

/* One tag, however its ASCII letters are written. */
static struct tag *find_tag(struct oc_map *tags, struct oc_collator *c, struct oc_str name)
{
    struct oc_buf key;
    char *low = oc_arena_alloc(tags->arena, name.n);
    for (size_t i = 0; i < name.n; i++)
        low[i] = (char)(name.p[i] >= 'A' && name.p[i] <= 'Z' ? name.p[i] | 32 : name.p[i]);
    struct tag *tag = oc_map_get(tags, (struct oc_str){low, name.n});
    if (tag)
        return tag;
    tag = OC_NEW(tags->arena, struct tag);
    oc_buf_init(&key, OC_MAX_FRONT_BYTES * 4);
    oc_collator_key(&key, c, name);
    *tag = (struct tag){.name = name, .key = oc_buf_take(&key, tags->arena)};
    oc_buf_release(&key);
    oc_map_set(tags, (struct oc_str){low, name.n}, tag);
    return tag;
}

int oc_epub_tag_index(struct oc_buf *out, const struct oc_book *book, struct oc_diags *diags,
                      const struct oc_matter *matter)
{
    struct list l;
    struct oc_map tags;
    begin(&l, book, matter);
    oc_map_init(&tags, &l.arena);
    struct oc_collator *c = oc_collator_new(oc_arena_cstr(&l.arena, book->lang));
    for (size_t i = 0; i < book->nposts; i++) {
        const struct oc_post *post = book->posts[i];
        for (size_t k = 0; post->page && k < post->tags.n; k++) {
            struct oc_str name = oc_str_trim_wide(post->tags.v[k]);
            struct tag *tag = name.n ? find_tag(&tags, c, name) : NULL;
            if (!tag || (tag->n && tag->posts[tag->n - 1] == post))
                continue;
            tag->posts =
                oc_arena_grow(&l.arena, tag->posts, &tag->cap, tag->n + 1, sizeof(*tag->posts));
            tag->posts[tag->n++] = post;
        }
    }
    oc_collator_free(c);
    if (tags.n > 1)
        qsort(tags.items, tags.n, sizeof(*tags.items), by_key); /* no lookups after this */
    for (size_t i = 0; i < tags.n; i++) {
        const struct tag *tag = tags.items[i].value;
        struct oc_value *entries = add_group(&l, tag->name);
        for (size_t k = 0; k < tag->n; k++)
            add_post(&l, entries, tag->posts[k]);
    }
    return end(&l, out, diags, OC_PAGE_INDEX);
}

/* ---- dates ---- */

struct dated {
    const struct oc_post *post;
    size_t at;  /* in reading order */
    int offset; /* of the book */
};

static int by_date(const void *x, const void *y)
{
    const struct dated *a = x, *b = y;
    int order = oc_date_cmp(a->post->date, b->post->date, a->offset);
    return order ? order : a->at < b->at ? -1 : a->at > b->at;
}

int oc_epub_date_index(struct oc_buf *out, const struct oc_book *book, struct oc_diags *diags,
                       const struct oc_matter *matter)
{
    struct list l;
    struct oc_buf day;
    begin(&l, book, matter);
    oc_buf_init(&day, OC_MAX_TITLE_BYTES);
    struct dated *posts = oc_arena_alloc(&l.arena, book->nposts * sizeof(*posts));
    size_t n = 0;
    for (size_t i = 0; i < book->nposts; i++)
        if (book->posts[i]->page)
            posts[n++] = (struct dated){book->posts[i], i, book->offset};
    if (n > 1)
        qsort(posts, n, sizeof(*posts), by_date);
    struct oc_value *entries = NULL;
    for (size_t i = 0; i < n; i++) {
        struct oc_date date = posts[i].post->date, before = {0};
        if (i > 0)
            before = posts[i - 1].post->date;
        if (i == 0 || date.valid != before.valid || (date.valid && date.year != before.year))
            entries = add_group(&l, date.valid ? oc_arena_printf(&l.arena, "%d", date.year)
                                               : oc_str(oc_label(book->lang, "undated")));
        struct oc_value *entry = add_post(&l, entries, posts[i].post);
        oc_uni_date(&day, date, oc_arena_cstr(&l.arena, book->lang));
        oc_context_text(entry, &l.arena, "when", oc_buf_take(&day, &l.arena));
    }
    oc_buf_release(&day);
    return end(&l, out, diags, OC_PAGE_INDEX);
}

/* ---- sources ---- */

int oc_epub_sources(struct oc_buf *out, const struct oc_book *book, struct oc_diags *diags,
                    const struct oc_matter *matter)
{
    struct list l;
    struct oc_buf text;
    begin(&l, book, matter);
    oc_buf_init(&text, OC_MAX_URL_BYTES * 4);
    for (size_t i = 0; i < book->nposts; i++) {
        const struct oc_post *post = book->posts[i];
        if (!post->page || post->sources.n == 0)
            continue;
        struct oc_value *entries =
            oc_context_list(add_post(&l, l.groups, post), &l.arena, "entries");
        for (size_t k = 0; k < post->sources.n; k++) {
            struct oc_value *entry = oc_context_child(entries, &l.arena, NULL);
            oc_context_text(entry, &l.arena, "link", post->sources.v[k]);
            oc_buf_clear(&text);
            oc_url_show(&text, post->sources.v[k]);
            oc_context_text(entry, &l.arena, "text", oc_buf_view(&text));
        }
    }
    oc_buf_release(&text);
    return end(&l, out, diags, OC_PAGE_SOURCES);
}
