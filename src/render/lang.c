/* SPDX-License-Identifier: MIT */
/*
 * The language of a chapter: what the post says, else the book's, unless the script of the text
 * shows that it cannot be the book's.
 */
#include "render/passes.h"

/* Languages written in the script that oc_uni_guess_lang names by one of them. */
static const struct {
    const char *guess, *langs[12];
} scripts[] = {
    {"zh", {"zh", "yue", "ja"}},
    {"ru", {"ru", "uk", "bg", "sr", "be", "mk", "kk", "ky", "mn", "tg"}},
    {"ar", {"ar", "fa", "ur", "ps", "ug", "sd", "ckb"}},
    {"he", {"he", "yi"}},
    {"hi", {"hi", "mr", "ne", "sa"}},
};

static bool agrees(struct oc_str lang, const char *guess)
{
    if (oc_lang_is(lang, guess))
        return true;
    for (size_t i = 0; i < OC_COUNT(scripts); i++)
        for (size_t k = 0; strcmp(scripts[i].guess, guess) == 0 && scripts[i].langs[k]; k++)
            if (oc_lang_is(lang, scripts[i].langs[k]))
                return true;
    return false;
}

void oc_pass_lang(struct oc_render *r)
{
    struct oc_post *post = r->post;
    struct oc_str lang = oc_lang_tag(&post->arena, post->lang);
    if (lang.n == 0 && post->page_lang.n > 0) {
        const char *guess = oc_arena_cstr(r->arena, post->page_lang);
        if (!agrees(r->book->lang, guess))
            lang = oc_lang_tag(&post->arena, post->page_lang);
    }
    if (lang.n == 0)
        lang = r->book->lang;
    post->page_lang = lang.n ? lang : OC_STR("en");
}

void oc_pass_direction(struct oc_render *r)
{
    static const char *const names[] = {"pre", "code", "kbd", "samp", NULL};
    if (!oc_lang_rtl(r->post->page_lang))
        return;
    for (xmlNode *n = r->body->children; n; n = oc_node_next(r->body, n))
        if (oc_node_in(n, names) && oc_attr(n, "dir").n == 0 && !oc_node_is(n->parent, "pre"))
            oc_attr_set(n, "dir", OC_STR("ltr"));
}
