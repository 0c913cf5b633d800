/* SPDX-License-Identifier: MIT */
/* Titles, excerpts and names of WordPress with the quotation marks that it prints them with. */
#include "base/limits.h"
#include "book/quotes.h"
#include "collect/stages.h"

/* s, of whose tags the insides stay. */
static struct oc_str curl(struct oc_arena *a, struct oc_str s)
{
    struct oc_quotes st = {.wordpress = true};
    struct oc_buf out;
    if (!oc_quotes_any(&st, s))
        return s;
    oc_buf_init(&out, s.n * 3 + 1);
    for (size_t from = 0, at = 0; at < s.n; from = at) {
        at = oc_str_chr(s, '<', from);
        at = at == SIZE_MAX ? s.n : at;
        oc_quotes_put(&out, &st, oc_str_sub(s, from, at), at < s.n ? 'x' : 0);
        size_t end = at < s.n ? oc_str_chr(s, '>', at) : SIZE_MAX;
        end = end == SIZE_MAX ? s.n : end + 1;
        oc_buf_put(&out, oc_str_sub(s, at, end));
        at = end;
    }
    struct oc_str result = oc_buf_take(&out, a);
    oc_buf_release(&out);
    return result;
}

static void curl_all(struct oc_arena *a, struct oc_strs *list)
{
    for (size_t i = 0; i < list->n; i++)
        list->v[i] = curl(a, list->v[i]);
}

/* English as bodies are (render/quotes.c): other languages have other marks. */
static bool is_english(const struct oc_book *book, const struct oc_post *post)
{
    struct oc_str lang = post->lang.n        ? post->lang
                         : post->page_lang.n ? post->page_lang
                                             : book->lang;
    return oc_lang_is(lang, "en");
}

void oc_texturize(struct oc_book *book)
{
    for (size_t i = 0; i < book->nposts; i++) {
        struct oc_post *post = book->posts[i];
        struct oc_arena *a = &post->arena;
        if (post->format != OC_WORDPRESS || post->dialect != OC_WORDPRESS_BLOG ||
            !is_english(book, post))
            continue;
        post->title = curl(a, post->title);
        post->subtitle = curl(a, post->subtitle);
        post->plain = curl(a, post->plain);
        post->description = curl(a, post->description);
        post->series = curl(a, post->series);
        curl_all(a, &post->tags);
        for (size_t k = 0; k < post->ncategories; k++)
            curl_all(a, &post->categories[k].names);
    }
}
