/* SPDX-License-Identifier: MIT */
/*
 * Quotation marks, dashes and ellipses of posts as the site prints them. One walk over the text of
 * each block, after the passes that read what the author typed; code, formulas and addresses stay.
 */
#include "book/quotes.h"
#include "base/limits.h"
#include "base/uni.h"
#include "base/utf8.h"
#include "render/passes.h"

static const char *const inline_names[] = {
    "a",     "abbr", "b",      "bdi",    "bdo",  "big", "cite", "del",  "dfn",
    "em",    "font", "i",      "ins",    "mark", "q",   "rb",   "ruby", "s",
    "small", "span", "strike", "strong", "sub",  "sup", "time", "u",    NULL};
static const char *const raw_names[] = {"code", "kbd",   "samp", "tt",  "var",    "math",
                                        "svg",  "input", "img",  "wbr", "button", NULL};
static const char *const skipped_names[] = {"pre", "script", "style", "textarea", NULL};

struct state {
    struct oc_buf out;
    struct oc_quotes q;
};

/* The character that comes after a node in its block; 0: none. */
static uint32_t after_node(const xmlNode *n)
{
    for (;;) {
        while (!n->next) {
            n = n->parent;
            if (!oc_node_in(n, inline_names))
                return 0;
        }
        for (n = n->next; oc_node_in(n, inline_names) && n->children;)
            n = n->children;
        if (n->type == XML_TEXT_NODE) {
            struct oc_str s = oc_node_value(n);
            size_t at = 0;
            if (s.n)
                return oc_utf8_next(s, &at);
        } else if (n->type == XML_ELEMENT_NODE && !oc_node_in(n, inline_names)) {
            return oc_node_in(n, raw_names) ? 'x' : 0;
        }
    }
}

static void see_text(struct state *st, xmlNode *n)
{
    struct oc_str s = oc_node_value(n);
    size_t at = s.n;
    if (!oc_quotes_any(&st->q, s)) {
        if (s.n)
            st->q.before = oc_utf8_prev(s, &at);
        return;
    }
    oc_buf_clear(&st->out);
    oc_quotes_put(&st->out, &st->q, s, after_node(n));
    if (!oc_str_eq(oc_buf_view(&st->out), s))
        oc_node_set_value(n, oc_buf_view(&st->out));
}

static void new_block(struct state *st)
{
    st->q.before = 0;
    st->q.doubles = st->q.single = false;
}

/* A node is come to; whether what is in it is text, too. */
static bool enter(struct state *st, xmlNode *n)
{
    if (n->type == XML_TEXT_NODE)
        see_text(st, n);
    if (n->type != XML_ELEMENT_NODE)
        return false;
    if (oc_node_in(n, raw_names)) {
        st->q.before = 'x';
        return false;
    }
    if (oc_node_is(n, "br"))
        st->q.before = ' ';
    else if (!oc_node_in(n, inline_names))
        new_block(st);
    return n->children && !oc_node_in(n, skipped_names);
}

/* WordPress in English; how it prints quotations in other languages, their translators say. */
static bool is_wordpress(const struct oc_post *post)
{
    return post->format == OC_WORDPRESS && post->dialect == OC_WORDPRESS_BLOG &&
           oc_lang_is(post->page_lang, "en");
}

static bool wants_quotes(const struct oc_post *post)
{
    bool cjk = oc_lang_vertical(post->page_lang) || oc_lang_is(post->page_lang, "ko");
    return (post->quotes && post->format == OC_MARKDOWN && !cjk) || is_wordpress(post);
}

void oc_pass_quotes(struct oc_render *r)
{
    struct state st = {
        .q = {.astro = r->post->dialect == OC_JAVASCRIPT, .wordpress = is_wordpress(r->post)}};
    if (!wants_quotes(r->post))
        return;
    oc_buf_init(&st.out, OC_MAX_PAGE_BYTES);
    for (xmlNode *n = r->body->children; n;) {
        if (enter(&st, n)) {
            n = n->children;
            continue;
        }
        while (n && !n->next) {
            n = n->parent == r->body ? NULL : n->parent;
            if (n && !oc_node_in(n, inline_names))
                new_block(&st);
        }
        n = n ? n->next : NULL;
    }
    oc_buf_release(&st.out);
}
