/* SPDX-License-Identifier: MIT */
/* The book's own metadata: what the options say, else the site, else what the posts tell. */
#include "base/digest.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/path.h"
#include "base/utf8.h"
#include "collect/stages.h"

#define MAX_AUTHORS 3

static void tell(struct oc_book *book, enum oc_code code, struct oc_str a, struct oc_str b)
{
    for (const struct oc_diag *d = book->diags.first; d; d = d->next)
        if (d->code == code) /* a book arranged by hand is looked at twice */
            return;
    oc_diag_add(&book->diags, code, OC_STR_NONE, 0, 0, a, b);
}

/* ---- language ---- */

/* Languages whose script gives them away: a post in Latin script is in none of them. */
static bool has_own_script(struct oc_str tag)
{
    static const char *const tags[] = {"zh", "ja", "ko", "ru", "uk", "bg", "el", "ar",
                                       "he", "fa", "th", "hi", "ta", "ka", "hy"};
    for (size_t i = 0; i < OC_COUNT(tags); i++)
        if (oc_str_starts(tag, tags[i]) && (tag.n == 2 || tag.p[2] == '-'))
            return true;
    return false;
}

struct votes {
    struct oc_map map; /* tag -> size_t * */
    struct oc_arena *arena;
};

static void vote(struct votes *votes, struct oc_str tag, size_t n)
{
    size_t *count = oc_map_get(&votes->map, tag);
    if (!tag.n || !n)
        return;
    if (!count) {
        count = OC_NEW(votes->arena, size_t);
        oc_map_set(&votes->map, tag, count);
    }
    *count += n;
}

static struct oc_str winner(const struct votes *votes)
{
    struct oc_str best = OC_STR_NONE;
    size_t most = 0;
    for (size_t i = 0; i < votes->map.n; i++) {
        const size_t *count = votes->map.items[i].value;
        if (*count > most) {
            most = *count;
            best = votes->map.items[i].key;
        }
    }
    return best;
}

/*
 * Each post has one vote: its lang key, else its script. Latin script alone says nothing: those
 * votes go to the commonest lang key, or to the language of their words.
 */
static struct oc_str lang_of_posts(struct oc_book *book, struct oc_arena *a)
{
    struct votes keys = {.arena = a}, all = {.arena = a};
    size_t unsaid = 0;
    oc_map_init(&keys.map, a);
    oc_map_init(&all.map, a);
    for (size_t i = 0; i < book->nposts; i++) {
        const struct oc_post *post = book->posts[i];
        struct oc_str tag = post->lang.n ? oc_lang_tag(a, post->lang) : OC_STR_NONE;
        vote(&keys, tag, 1);
        if (!tag.n && post->page_lang.n)
            tag = oc_lang_tag(a, post->page_lang);
        vote(&all, tag, 1);
        unsaid += tag.n == 0;
    }
    struct oc_str latin = winner(&keys);
    if (unsaid && (!latin.n || has_own_script(latin)))
        latin = oc_str(oc_latin_lang(book));
    vote(&all, latin, unsaid);
    return winner(&all);
}

static struct oc_str find_lang(struct oc_book *book)
{
    struct oc_arena a;
    const struct oc_str said[] = {book->config->lang, book->site_lang};
    struct oc_str bad = OC_STR_NONE;
    for (size_t i = 0; i < OC_COUNT(said); i++) {
        struct oc_str tag = said[i].n ? oc_lang_tag(&book->arena, said[i]) : OC_STR_NONE;
        if (tag.n) {
            if (bad.n)
                tell(book, OC_D_LANG_BAD, bad, tag);
            return tag;
        }
        if (!bad.n)
            bad = said[i];
    }
    oc_arena_init(&a);
    struct oc_str lang = oc_arena_copy(&book->arena, lang_of_posts(book, &a));
    oc_arena_release(&a);
    if (!lang.n)
        lang = OC_STR("en");
    if (bad.n)
        tell(book, OC_D_LANG_BAD, bad, lang);
    else
        tell(book, OC_D_LANG_GUESSED, lang, OC_STR_NONE);
    return lang;
}

/* ---- title ---- */

/* A folder that says where posts lie, not whose they are. */
static bool is_generic(struct oc_str name)
{
    static const char *const names[] = {"source",   "_posts", "posts",   "post", "content",
                                        "blog",     "public", "src",     "docs", "_drafts",
                                        "articles", "md",     "markdown"};
    for (size_t i = 0; i < OC_COUNT(names); i++)
        if (oc_str_iis(name, names[i]))
            return true;
    return false;
}

static struct oc_str title_of_folder(struct oc_arena *a, struct oc_str root)
{
    const char *real = oc_file_real(a, root.n ? oc_arena_cstr(a, root) : ".");
    struct oc_str path = real ? oc_str(real) : root, up = path;
    while (is_generic(oc_path_base(up)))
        up = oc_path_dir(up);
    struct oc_str name = oc_path_base(up.n > 1 ? up : path);
    return name.n ? oc_title_from_name(a, name) : OC_STR("Blog");
}

/* At most so many characters, with an ellipsis where it is cut. */
static struct oc_str cut_title(struct oc_book *book, struct oc_str title)
{
    size_t n = 0, at = 0;
    while (at < title.n && n < OC_MAX_BOOK_TITLE) {
        (void)oc_utf8_next(title, &at);
        n++;
    }
    if (at == title.n)
        return title;
    tell(book, OC_D_TITLE_LONG, oc_arena_printf(&book->arena, "%u", OC_MAX_BOOK_TITLE),
         OC_STR_NONE);
    title = oc_str_trim_wide(oc_str_sub(title, 0, at));
    return oc_arena_printf(&book->arena, "%.*s…", OC_STR_ARG(title));
}

static struct oc_str find_title(struct oc_book *book)
{
    struct oc_str title = oc_str_trim_wide(book->config->title);
    if (!title.n && book->site_title.n)
        title = oc_plain_text(&book->arena, book->site_title);
    if (!title.n) {
        title = book->nposts == 1 ? book->posts[0]->plain
                                  : title_of_folder(&book->arena, book->posts[0]->root);
        tell(book, OC_D_TITLE_GUESSED, title, OC_STR_NONE);
    }
    return cut_title(book, title);
}

/* ---- people and dates ---- */

static void find_authors(struct oc_book *book)
{
    if (book->config->authors.n) {
        book->authors = book->config->authors;
        return;
    }
    if (book->site_author.n) {
        oc_strs_add(&book->authors, &book->arena, book->site_author);
        return;
    }
    for (size_t i = 0; i < book->nposts; i++)
        for (size_t k = 0; k < book->posts[i]->authors.n; k++) {
            struct oc_str name = book->posts[i]->authors.v[k];
            if (oc_strs_has(&book->authors, name))
                continue;
            if (book->authors.n == MAX_AUTHORS) {
                book->authors.n = 0; /* too many to stand on a title page */
                tell(book, OC_D_AUTHOR_MANY, oc_arena_printf(&book->arena, "%d", MAX_AUTHORS),
                     OC_STR_NONE);
                return;
            }
            oc_strs_add(&book->authors, &book->arena, name);
        }
    if (!book->authors.n)
        tell(book, OC_D_AUTHOR_NONE, OC_STR_NONE, OC_STR_NONE);
}

/* Invalid dates are later than any. */
static bool is_before(const struct oc_book *book, struct oc_date a, struct oc_date b)
{
    return oc_date_cmp(a, b, book->offset) < 0;
}

static void keep_newest(const struct oc_book *book, struct oc_date *newest, struct oc_date d)
{
    if (d.valid && (!newest->valid || is_before(book, *newest, d)))
        *newest = d;
}

static void find_dates(struct oc_book *book)
{
    for (size_t i = 0; i < book->nposts; i++) {
        const struct oc_post *post = book->posts[i];
        if (post->date.valid && is_before(book, post->date, book->oldest))
            book->oldest = post->date;
        keep_newest(book, &book->newest, post->date);
        keep_newest(book, &book->modified, post->date);
        keep_newest(book, &book->modified, post->updated);
    }
    if (!book->modified.valid) /* dcterms:modified must be there, and there is no clock */
        book->modified = (struct oc_date){
            .valid = true, .has_time = true, .has_zone = true, .year = 2000, .month = 1, .day = 1};
}

static struct oc_str find_identifier(struct oc_book *book)
{
    struct oc_buf id;
    if (book->config->identifier.n)
        return book->config->identifier;
    struct oc_str url = book->config->url.n ? book->config->url : book->site_url;
    struct oc_str name =
        oc_arena_printf(&book->arena, "octavo:%.*s%.*s", OC_STR_ARG(url), OC_STR_ARG(book->title));
    oc_buf_init(&id, 64);
    oc_buf_puts(&id, "urn:uuid:");
    oc_uuid5_url(&id, name);
    struct oc_str result = oc_buf_take(&id, &book->arena);
    oc_buf_release(&id);
    return result;
}

void oc_about(struct oc_book *book)
{
    const struct oc_config *c = book->config;
    book->authors = (struct oc_strs){NULL, 0, 0};
    book->oldest = book->newest = book->modified = (struct oc_date){0};
    oc_people_name(book);
    book->lang = find_lang(book);
    book->title = find_title(book);
    book->subtitle = c->subtitle;
    book->description = c->description.n ? c->description : book->site_description;
    book->identifier = find_identifier(book);
    find_authors(book);
    find_dates(book);
}
