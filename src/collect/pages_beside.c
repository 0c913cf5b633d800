/* SPDX-License-Identifier: MIT */
/*
 * Whole pages in a folder of Markdown: posts from another time of the blog, or what a generator
 * has made of the Markdown, demos, and pages that posts link to.
 */
#include "base/path.h"
#include "base/uni.h"
#include "base/utf8.h"
#include "collect/stages.h"

/* Folders that generators write to. */
static bool is_output(struct oc_str name)
{
    static const char *const names[] = {"public", "_site",  "site",   "docs",  "dist",
                                        "output", "out",    "_build", "build", "html",
                                        "_book",  "target", "www",    "export"};
    for (size_t i = 0; i < OC_COUNT(names); i++)
        if (oc_str_iis(name, names[i]))
            return true;
    return false;
}

/* The path of the first folder above the file that a generator writes to; "" when there is none. */
static struct oc_str output_of(struct oc_str rel)
{
    for (size_t from = 0, at; (at = oc_str_chr(rel, '/', from)) != SIZE_MAX; from = at + 1)
        if (is_output(oc_str_sub(rel, from, at)))
            return oc_str_sub(rel, 0, at);
    return OC_STR_NONE;
}

/* Titles and names as they are compared: letters and digits alone, small. */
static struct oc_str key_of(struct oc_arena *a, struct oc_str text)
{
    struct oc_buf key;
    oc_buf_init(&key, 400);
    text = oc_str_sub(text, 0, 300);
    for (size_t at = 0; at < text.n;) {
        uint32_t cp = oc_utf8_next(text, &at);
        if (cp >= 0x80 ? !oc_uni_is_punct(cp) && !oc_uni_is_space(cp) : oc_uni_is_alnum(cp))
            oc_buf_put_cp(&key, oc_uni_lower(cp));
    }
    struct oc_str result = oc_arena_copy(a, oc_buf_view(&key));
    oc_buf_release(&key);
    return result;
}

/* The name of a post's file, or of its folder, without a date. */
static struct oc_str name_key(struct oc_arena *a, const struct oc_post *post)
{
    struct oc_date date;
    size_t used = 0;
    struct oc_str lang, stem = oc_post_stem(&lang, post);
    if (oc_date_from_name(&date, &used, stem) == 0 && used < stem.n)
        stem = oc_str_sub(stem, used, stem.n);
    return key_of(a, stem);
}

/* What is known of the Markdown of one path. */
struct sources {
    struct oc_map titles, names; /* keys of both */
    struct oc_map outputs;       /* folders named as those of generators that have Markdown too */
    bool any;
};

static void add_source(struct sources *s, struct oc_arena *a, struct oc_post *post)
{
    struct oc_str title = oc_value_text(oc_value_get(post->front, "title")), key;
    s->any = true;
    key = key_of(a, title.n ? title : oc_plain_text(a, post->title));
    if (key.n)
        oc_map_set(&s->titles, key, s);
    key = name_key(a, post);
    if (key.n && !oc_str_is(key, "index"))
        oc_map_set(&s->names, key, s);
    struct oc_str output = output_of(post->rel);
    if (output.n)
        oc_map_set(&s->outputs, output, s);
}

/* Whether it is made of one of them. */
static bool is_made(struct sources *s, struct oc_arena *a, const struct oc_web_page *page,
                    const struct oc_post *post)
{
    struct oc_str title = key_of(a, page->title), name = name_key(a, post);
    struct oc_str output = output_of(post->rel);
    return (title.n && oc_map_has(&s->titles, title)) || (name.n && oc_map_has(&s->names, name)) ||
           (output.n && !oc_map_has(&s->outputs, output));
}

static bool has_date(const struct oc_web_page *page, const struct oc_post *post)
{
    struct oc_date date;
    size_t used;
    struct oc_str lang, stem = oc_post_stem(&lang, post);
    return page->dated || oc_date_from_name(&date, &used, stem) == 0 ||
           oc_date_from_path(&date, post->rel) == 0 ||
           oc_date_from_path(&date, post->permalink) == 0;
}

void oc_pages_beside(struct oc_walk *w, struct oc_web_page *pages, struct oc_post *const *posts,
                     enum oc_why *dropped)
{
    struct oc_str first = OC_STR_NONE;
    size_t made = 0;
    for (size_t from = 0, to; from < w->n; from = to) {
        struct sources s = {.any = false};
        oc_map_init(&s.titles, w->arena);
        oc_map_init(&s.names, w->arena);
        oc_map_init(&s.outputs, w->arena);
        bool pages_there = false;
        for (to = from; to < w->n && w->v[to].given == w->v[from].given; to++)
            pages_there = pages_there || dropped[to] == OC_WHY_BESIDE;
        for (size_t i = from; i < to && pages_there; i++)
            if (w->v[i].format == OC_MARKDOWN && dropped[i] == OC_WHY_POST)
                add_source(&s, w->arena, posts[i]);
        for (size_t i = from; i < to; i++) {
            if (dropped[i] != OC_WHY_BESIDE)
                continue;
            bool twice = s.any && is_made(&s, w->arena, &pages[i], posts[i]);
            bool post = pages[i].marked || has_date(&pages[i], posts[i]);
            dropped[i] = twice ? OC_WHY_MADE : post ? OC_WHY_POST : OC_WHY_ASSET;
            if (twice)
                first = made++ ? first : w->v[i].name;
        }
    }
    if (made)
        oc_diag_add(&w->book->diags, OC_D_PAGES_MADE, first, 0, 0,
                    made == 1 ? OC_STR("a page") : oc_arena_printf(w->arena, "%zu pages", made),
                    OC_STR_NONE);
}
