/* SPDX-License-Identifier: MIT */
/*
 * Ids of a page and the names that lead to them. Most pages have no link into themselves, so the
 * slugs that other generators would give a heading are made only when a fragment is not found.
 */
#include "render/ids.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/path.h"
#include "base/uni.h"

static bool is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* What the writer, the model and every reader take as an id. */
static bool plain_id(struct oc_str s)
{
    if (s.n == 0 || s.n > OC_MAX_ID_BYTES || !is_alpha(s.p[0]))
        return false;
    for (size_t i = 1; i < s.n; i++)
        if (!is_alpha(s.p[i]) && !is_digit(s.p[i]) && s.p[i] != '-' && s.p[i] != '_')
            return false;
    return true;
}

void oc_ids_init(struct oc_render *r)
{
    oc_map_init(&r->anchors, r->arena);
    oc_map_init(&r->taken, r->arena);
    r->aliased = false;
    oc_id_take(r, OC_STR(OC_ID_CHAPTER));
    oc_id_take(r, OC_STR(OC_ID_TITLE));
    if (r->post->text.n)
        oc_id_take(r, OC_STR(OC_ID_PART));
}

void oc_id_take(struct oc_render *r, struct oc_str id)
{
    oc_map_add(&r->taken, oc_arena_copy(r->arena, id), (void *)(uintptr_t)1);
}

struct oc_str oc_id_guess(struct oc_arena *a, struct oc_str wish)
{
    struct oc_buf slug;
    if (plain_id(wish))
        return wish;
    oc_buf_init(&slug, OC_MAX_PAGE_BYTES);
    oc_uni_slug(&slug, wish);
    struct oc_str base = oc_buf_view(&slug);
    if (plain_id(base))
        base = oc_arena_copy(a, base);
    else
        base = oc_arena_printf(a, "s-%08x",
                               (unsigned)(oc_str_hash(base.n ? base : wish) & 0xffffffffu));
    oc_buf_release(&slug);
    return base;
}

struct oc_str oc_id_new(struct oc_render *r, struct oc_str wish)
{
    struct oc_str base = oc_id_guess(r->arena, wish), id = base;
    uintptr_t next = (uintptr_t)oc_map_get(&r->taken, base);
    if (next > 0) {
        do
            id = oc_arena_printf(r->arena, "%.*s-%lu", OC_STR_ARG(base), (unsigned long)next++);
        while (oc_map_has(&r->taken, id));
        oc_map_set(&r->taken, base, (void *)next);
    }
    id = oc_arena_copy(&r->post->arena, id);
    oc_map_add(&r->taken, id, (void *)(uintptr_t)1);
    return id;
}

void oc_anchor_add(struct oc_render *r, struct oc_str name, struct oc_str id)
{
    if (name.n == 0 || oc_map_has(&r->anchors, name))
        return;
    const char *value = oc_arena_cstr(r->arena, id);
    struct oc_str key = {value, id.n}; /* most often the name is the id */
    if (!oc_str_eq(name, id))
        key = oc_arena_copy(r->arena, name);
    oc_map_add(&r->anchors, key, (void *)(uintptr_t)value);
}

/* ---- slugs of other generators ---- */

#define FORMS 3

/* kramdown: from the first ASCII letter on, letters, digits and '-' stay, a blank becomes '-'. */
static void slug_kramdown(struct oc_buf *out, struct oc_str text)
{
    size_t i = 0;
    while (i < text.n && !is_alpha(text.p[i]))
        i++;
    for (; i < text.n; i++) {
        char c = text.p[i];
        if (is_alpha(c) || is_digit(c) || c == '-')
            oc_buf_putc(out, lower(c));
        else if (c == ' ')
            oc_buf_putc(out, '-');
    }
    if (out->n == 0)
        oc_buf_puts(out, "section");
}

/* Runs of what keep refuses become one '-', none at the ends. */
static void slug_dashes(struct oc_buf *out, struct oc_str text, bool (*keep)(char), bool lowered)
{
    bool gap = false;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (!keep(c)) {
            gap = out->n > 0;
            continue;
        }
        if (gap)
            oc_buf_putc(out, '-');
        gap = false;
        oc_buf_putc(out, lowered ? lower(c) : c);
    }
}

static bool keep_zola(char c)
{
    return is_alpha(c) || is_digit(c);
}

/* Zola: what's next -> what-s-next. */
static void slug_zola(struct oc_buf *out, struct oc_str text)
{
    slug_dashes(out, text, keep_zola, true);
}

static bool keep_hexo(char c)
{
    return (unsigned char)c > 0x20 && c != 0x7f && !strchr("~`!@#$%^&*()-_+=[]{}|\\;:\"'<>,.?/", c);
}

/* Hexo: as Zola's, but case and all that is not ASCII stay. */
static void slug_hexo(struct oc_buf *out, struct oc_str text)
{
    slug_dashes(out, text, keep_hexo, false);
}

static void (*const slugs[])(struct oc_buf *, struct oc_str) = {slug_kramdown, slug_zola,
                                                                slug_hexo};

/* Adds every heading under the name it has on the author's own site, whichever made it. */
static void add_aliases(struct oc_render *r)
{
    struct oc_buf slug;
    oc_buf_init(&slug, OC_MAX_PAGE_BYTES);
    for (size_t k = 0; k < OC_COUNT(slugs); k++) {
        struct oc_map seen; /* slug -> how many headings had it */
        oc_map_init(&seen, r->arena);
        for (size_t i = 0; i < r->post->nheadings; i++) {
            const struct oc_heading *h = &r->post->headings[i];
            oc_buf_clear(&slug);
            slugs[k](&slug, h->text);
            struct oc_str name = oc_arena_copy(r->arena, oc_buf_view(&slug));
            uintptr_t before = (uintptr_t)oc_map_get(&seen, name);
            oc_map_set(&seen, name, (void *)(before + 1));
            if (before > 0)
                name =
                    oc_arena_printf(r->arena, "%.*s-%lu", OC_STR_ARG(name), (unsigned long)before);
            oc_anchor_add(r, name, h->id);
        }
    }
    oc_buf_release(&slug);
    r->aliased = true;
}

/* The names that a fragment may mean, likeliest first. */
static void list_forms(struct oc_str forms[FORMS], struct oc_arena *a, struct oc_str fragment)
{
    struct oc_buf text;
    oc_buf_init(&text, OC_MAX_URL_BYTES);
    oc_percent_decode(&text, fragment);
    forms[0] = fragment;
    forms[1] = oc_buf_take(&text, a);
    oc_uni_slug(&text, forms[1]);
    forms[2] = oc_buf_take(&text, a);
    oc_buf_release(&text);
}

static const char *find_forms(struct oc_render *r, struct oc_str fragment)
{
    const char *id = oc_map_get(&r->anchors, fragment);
    struct oc_str forms[FORMS];
    if (id)
        return id;
    list_forms(forms, r->arena, fragment);
    for (size_t i = 1; i < FORMS && !id; i++)
        id = oc_map_get(&r->anchors, forms[i]);
    return id;
}

struct oc_str oc_anchor_find(struct oc_render *r, struct oc_str fragment)
{
    const char *id = find_forms(r, fragment);
    if (!id && !r->aliased) {
        add_aliases(r);
        id = find_forms(r, fragment);
    }
    return oc_str(id);
}

/* ---- after the page is made ---- */

void oc_anchors_keep(struct oc_render *r)
{
    struct oc_post *post = r->post;
    post->nnames = r->anchors.n;
    post->names = oc_arena_alloc(&post->arena, post->nnames * sizeof(*post->names));
    for (size_t i = 0; i < post->nnames; i++)
        post->names[i] = (uint32_t)r->anchors.items[i].hash;
}

static int by_value(const void *x, const void *y)
{
    const uint32_t *a = x, *b = y;
    return (*a > *b) - (*a < *b);
}

bool oc_anchors_none(struct oc_render *r, struct oc_ref *const *refs, size_t n)
{
    const struct oc_post *post = r->post;
    struct oc_str forms[FORMS];
    if (post->retitled)
        return false;
    uint32_t *names = oc_arena_alloc(r->arena, post->nnames * sizeof(*names));
    if (post->nnames) {
        memcpy(names, post->names, post->nnames * sizeof(*names));
        qsort(names, post->nnames, sizeof(*names), by_value);
    }
    for (size_t i = 0; i < n; i++) {
        if (oc_anchor_find(r, refs[i]->fragment).n) /* by a slug of its headings */
            return false;
        list_forms(forms, r->arena, refs[i]->fragment);
        for (size_t k = 0; k < FORMS; k++) {
            uint32_t hash = (uint32_t)oc_map_hash(forms[k]);
            if (post->nnames && bsearch(&hash, names, post->nnames, sizeof(hash), by_value))
                return false;
        }
    }
    return true;
}
