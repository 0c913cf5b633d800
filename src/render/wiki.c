/* SPDX-License-Identifier: MIT */
/*
 * [[target]] and [[target|text]], as Obsidian and wikis write links, ![[image.png]] images.
 * Brackets are also what code and mathematics are made of, so only those whose target is a post
 * become links: links.c then deals with them as with a link by name. All others stay as they are,
 * but in a vault of Obsidian's, where they are text without brackets.
 */
#include "base/path.h"
#include "book/address.h"
#include "render/ids.h"
#include "render/passes.h"
#include "render/tags.h"

#define MAX_TARGET ((size_t)512)

struct pass {
    bool images; /* those, not links */
    bool vault;
};

/* What stands between "[[" and "]]". */
struct wiki {
    struct oc_str target, fragment, text;
};

/* The link at text[at], which is "[["; its length, 0 when that is none. */
static size_t read_wiki(struct wiki *w, struct oc_str text, size_t at)
{
    struct oc_str rest = oc_str_sub(text, at + 2, at + 2 + MAX_TARGET + 2);
    size_t end = oc_str_find(rest, "]]", 0), nested = oc_str_chr(rest, '[', 0);
    if (end == SIZE_MAX || end == 0 || nested < end || (at > 0 && text.p[at - 1] == '['))
        return 0;
    struct oc_str inner = oc_str_sub(rest, 0, end);
    size_t bar = oc_str_chr(inner, '|', 0);
    struct oc_str target = oc_str_sub(inner, 0, bar);
    size_t hash = oc_str_chr(target, '#', 0);
    *w = (struct wiki){.target = oc_str_trim(oc_str_sub(target, 0, hash)),
                       .text = bar == SIZE_MAX ? inner : oc_str_sub(inner, bar + 1, inner.n)};
    if (hash != SIZE_MAX)
        w->fragment = oc_str_trim(oc_str_sub(target, hash + 1, target.n));
    w->text = oc_str_trim(w->text);
    return w->text.n && (w->target.n || w->fragment.n) ? end + 4 : 0;
}

/* ---- images ---- */

/* 300, 300x200: a size, no words for who cannot see. */
static bool is_size(struct oc_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!strchr("0123456789x", s.p[i]))
            return false;
    return true;
}

static xmlNode *make_image(struct oc_render *r, const struct wiki *w)
{
    struct oc_buf src;
    xmlNode *img = oc_node_new(r->body->doc, "img");
    oc_buf_init(&src, MAX_TARGET * 4);
    oc_percent_encode(&src, w->target, "/");
    oc_attr_set(img, "src", oc_buf_view(&src));
    oc_buf_release(&src);
    if (w->text.p != w->target.p && !oc_str_eq(w->text, w->target) && !is_size(w->text))
        oc_attr_set(img, "alt", w->text);
    return img;
}

/* ---- links ---- */

static bool names_post(struct oc_render *r, struct oc_arena *look, const struct wiki *w)
{
    if (w->target.n == 0)
        return oc_anchor_find(r, w->fragment).n > 0;
    bool named = oc_address_name(r->book, r->post, look, w->target) != NULL;
    oc_arena_clear(look); /* a page may have a million of them */
    return named;
}

/* As Obsidian shows [[post#a heading]], [[#a heading]] and [[post#^id]] without words of their own.
 */
static struct oc_str words_of(struct oc_render *r, const struct wiki *w)
{
    bool own = !w->fragment.n || w->text.p + w->text.n != w->fragment.p + w->fragment.n;
    if (own || (!w->target.n && w->fragment.p[0] == '^'))
        return w->text;
    if (!w->target.n)
        return w->fragment;
    return w->fragment.p[0] == '^' ? w->target
                                   : oc_arena_printf(r->arena, "%.*s > %.*s", OC_STR_ARG(w->target),
                                                     OC_STR_ARG(w->fragment));
}

static xmlNode *make_link(struct oc_render *r, const struct wiki *w)
{
    struct oc_buf href;
    xmlNode *a = oc_node_new(r->body->doc, "a");
    oc_buf_init(&href, MAX_TARGET * 4);
    oc_buf_puts(&href, "oc-post:");
    oc_percent_encode(&href, w->target, "/");
    if (w->fragment.n) {
        oc_buf_putc(&href, '#');
        oc_percent_encode(&href, w->fragment, "");
    }
    oc_attr_set(a, "href", oc_buf_view(&href));
    oc_buf_release(&href);
    oc_node_append(a, oc_node_new_text(r->body->doc, words_of(r, w)));
    return a;
}

static bool may_hold_links(const struct oc_render *r, const xmlNode *text)
{
    static const char *const names[] = {"a",     "code", "pre",    "kbd", "samp",
                                        "style", "math", "script", "svg", NULL};
    for (const xmlNode *n = text->parent; n && n != r->body; n = n->parent)
        if (oc_node_in(n, names))
            return false;
    return true;
}

/* What stands for w; NULL when it is no link. *mark: a '!' before it goes with it. */
static xmlNode *make(struct oc_render *r, struct oc_arena *look, const struct wiki *w, bool mark,
                     const struct pass *pass)
{
    if (pass->images)
        return mark && oc_path_is_image(w->target) ? make_image(r, w) : NULL;
    if (names_post(r, look, w))
        return make_link(r, w);
    return pass->vault ? oc_node_new_text(r->body->doc, w->text) : NULL;
}

/* Cuts the links, or images, of one text node out of it; what is left of the node stays behind. */
static void text_node(struct oc_render *r, struct oc_arena *look, xmlNode *n, size_t at,
                      const struct pass *pass)
{
    struct oc_str text = oc_arena_copy(r->arena, oc_node_value(n));
    size_t kept = 0;
    struct wiki w;
    if (!may_hold_links(r, n))
        return;
    for (; at != SIZE_MAX; at = oc_str_find(text, "[[", at)) {
        size_t length = read_wiki(&w, text, at);
        bool mark = at > kept && text.p[at - 1] == '!';
        xmlNode *made = length ? make(r, look, &w, mark, pass) : NULL;
        if (!made) {
            at++;
            continue;
        }
        if (at - mark > kept)
            oc_node_before(n, oc_node_new_text(n->doc, oc_str_sub(text, kept, at - mark)));
        oc_node_before(n, made);
        kept = at += length;
    }
    if (kept == text.n)
        oc_node_remove(n);
    else if (kept)
        oc_node_set_value(n, oc_str_sub(text, kept, text.n));
}

static void go_over(struct oc_render *r, const char *mark, bool images)
{
    struct oc_arena look;
    const struct pass pass = {.images = images, .vault = oc_vault_is(r) || r->post->outline};
    if (!r->brackets)
        return;
    oc_arena_init(&look);
    for (xmlNode *n = r->body, *next; n; n = next) {
        next = oc_node_next(r->body, n);
        size_t at = n->type == XML_TEXT_NODE ? oc_str_find(oc_node_value(n), mark, 0) : SIZE_MAX;
        if (at == SIZE_MAX)
            continue;
        text_node(r, &look, n, at + strlen(mark) - 2, &pass);
    }
    oc_arena_release(&look);
}

void oc_pass_wiki_images(struct oc_render *r)
{
    go_over(r, "![[", true);
}

void oc_pass_wiki(struct oc_render *r)
{
    go_over(r, "[[", false);
}
