/* SPDX-License-Identifier: MIT */
/*
 * The language of a chapter: what the post says, else the book's, unless the script of the text,
 * or its words, show that it cannot be the book's.
 */
#include "base/uni.h"
#include "render/passes.h"

enum {
    ENOUGH = 400, /* bytes of prose that tell the language */
    SAMPLE = 800  /* that are looked at */
};

/* Languages that are told by the name of one: written in its script, or near it. */
static const struct {
    const char *guess, *langs[12];
} scripts[] = {
    {"zh", {"zh", "yue", "ja"}},
    {"ru", {"ru", "uk", "bg", "sr", "be", "mk", "kk", "ky", "mn", "tg"}},
    {"ar", {"ar", "fa", "ur", "ps", "ug", "sd", "ckb"}},
    {"he", {"he", "yi"}},
    {"hi", {"hi", "mr", "ne", "sa"}},
    {"nb", {"nb", "no", "nn", "da"}},
    {"da", {"da", "no", "nb", "nn"}},
    {"es", {"es", "gl", "ast", "ca"}},
    {"pt", {"pt", "gl"}},
    {"fr", {"fr", "oc"}},
    {"de", {"de", "lb", "gsw", "nds"}},
    {"nl", {"nl", "af", "fy", "nds"}},
    {"cs", {"cs", "sk"}},
    {"id", {"id", "ms"}},
    {"tr", {"tr", "az"}},
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

/* The language of prose: by its script, which code and addresses in the source may have hidden,
 * else by its words, unless the title has another script. */
static const char *of_prose(const struct oc_render *r, struct oc_str text)
{
    bool other = false; /* bytes of scripts but Latin */
    if (text.n < ENOUGH / 4)
        return "";
    for (size_t i = 0; i + sizeof(uint64_t) <= text.n && !other; i += sizeof(uint64_t)) {
        uint64_t eight;
        memcpy(&eight, text.p + i, sizeof eight);
        for (size_t k = 0; (eight & 0x8080808080808080) && k < sizeof eight; k++)
            other = other || (unsigned char)text.p[i + k] >= 0xE3;
    }
    const char *script = other ? oc_uni_guess_lang(text) : "";
    if (*script || (other && oc_uni_has_cjk(r->post->title)))
        return script;
    return text.n < ENOUGH ? "" : oc_uni_guess_latin(text);
}

/* By the first paragraphs. */
static const char *latin(const struct oc_render *r)
{
    static const char *const names[] = {"pre", "code", "kbd", "samp", "style", "script", NULL};
    struct oc_buf text;
    oc_buf_init(&text, SAMPLE);
    for (xmlNode *n = r->body->children; n && text.n < SAMPLE;) {
        if (n->type == XML_TEXT_NODE)
            oc_buf_put(&text, oc_str_sub(oc_node_value(n), 0, SAMPLE - text.n));
        n = oc_node_in(n, names) ? oc_node_next_skip(r->body, n) : oc_node_next(r->body, n);
    }
    const char *lang = of_prose(r, oc_buf_view(&text));
    oc_buf_release(&text);
    return lang;
}

void oc_pass_lang(struct oc_render *r)
{
    struct oc_post *post = r->post;
    struct oc_str lang = oc_lang_tag(&post->arena, post->lang);
    if (lang.n == 0) {
        const char *guess = post->page_lang.n ? oc_arena_cstr(r->arena, post->page_lang) : latin(r);
        if (*guess && !agrees(r->book->lang, guess))
            lang = oc_lang_tag(&post->arena, oc_str(guess));
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
