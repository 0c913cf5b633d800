/* SPDX-License-Identifier: MIT */
/*
 * Tags that no row knows. What their arguments say plainly is not lost: a picture, the name of a
 * link, words. Everything else of them goes, and the book's messages tell of it.
 */
#include "base/path.h"
#include "render/tags_impl.h"

static bool is_picture(struct oc_str s)
{
    return oc_path_is_image(oc_str_sub(s, 0, oc_str_chr(s, '?', 0)));
}

/* The first argument that is a picture's address becomes the one called src; false: none is. */
static bool name_picture(struct oc_tag_args *args)
{
    size_t i = 0;
    while (i < args->n && !is_picture(args->value[i]))
        i++;
    if (i == args->n)
        return false;
    struct oc_str value = args->value[i];
    args->key[i] = args->key[0];
    args->value[i] = args->value[0];
    args->key[0] = OC_STR("src");
    args->value[0] = value;
    for (i = 1; i < args->n; i++)
        if (oc_str_ends(args->key[i], "_alt") && !oc_str_starts(args->key[i], "hover"))
            args->key[i] = OC_STR("alt");
    return true;
}

/* {% figure "a.png", "alt", "caption" %}, as most shortcodes of Eleventy's sites have it; sizes,
 * widths and classes are no words. */
static void name_words(struct oc_tag_args *args)
{
    static const char *const keys[] = {"src", "alt", "caption"};
    size_t n = 1;
    for (; n < args->n && n < OC_COUNT(keys); n++) {
        bool said = oc_str_chr(args->value[n], ' ', 0) != SIZE_MAX &&
                    oc_str_find(args->value[n], "vw", 0) == SIZE_MAX;
        if (args->bare[n] || (n == 2 && !said))
            break;
        args->key[n] = oc_str(keys[n]);
    }
    args->n = n;
}

/* Whether its end tag comes soon; between the two there are words then. */
static bool has_inner(const struct oc_tags *t, const struct oc_tag *tag)
{
    for (size_t i = t->at + 1; i < t->ntags && i < t->at + 64; i++)
        if (oc_str_eq(t->tags[i].name, tag->name))
            return t->tags[i].kind == OC_TAG_CLOSE;
    return false;
}

/* Hugo's and Zola's have names for their arguments. */
static void put_named(struct oc_tags *t, const struct oc_tag *tag)
{
    static const char *const links[] = {"link", "url", "href", NULL},
                             *const titles[] = {"title", "name", "label", NULL},
                             *const words[] = {"text",    "content", "body", "translated",
                                               "summary", "message", NULL},
                             *const more[] = {"subtitle", "description", "summary",
                                              "word",     "bio",         NULL};
    struct oc_str link = oc_tag_arg_any(t, links), title = oc_tag_arg_any(t, titles),
                  text = oc_tag_arg_any(t, words);
    if (link.n && title.n) {
        struct oc_str about = oc_tag_arg_any(t, more);
        bool alone = oc_tags_alone(t, tag);
        if (alone)
            oc_tags_para(t);
        oc_tags_link(t, link, title);
        oc_tags_puts(t, about.n ? " " : "");
        oc_tags_put_text(t, about);
        if (alone)
            oc_tags_para(t);
    } else if (text.n && oc_tags_in_text(t)) {
        oc_tags_put_lines(t, oc_str_trim(text));
    } else {
        oc_tags_put_text(t, text);
    }
}

/* bg:/a.png, img=/a.png: what stands behind the name, when that is a picture. */
static struct oc_str value_of(struct oc_str word)
{
    size_t n = 0;
    while (n < word.n && word.p[n] >= 'a' && word.p[n] <= 'z')
        n++;
    struct oc_str value = oc_str_sub(word, n + 1, word.n);
    bool named = n > 0 && n < word.n && strchr(":=", word.p[n]) && !oc_str_starts(value, "//");
    return named && is_picture(value) ? value : word;
}

/* friend name="x" url="y" logo="z" word="w": its picture is an ornament. */
OC_TAG_HANDLER(card)
{
    put_named(t, tag);
}

void oc_tag_unknown(struct oc_tags *t, const struct oc_tag *tag)
{
    static const struct oc_tag_row words = {.form = OC_TAG_WORDS}, named = {.form = OC_TAG_NAMED};
    enum oc_dialect dialect = t->run->r->post->dialect;
    bool hugo = dialect == OC_HUGO || dialect == OC_ZOLA;
    struct oc_tag copy = *tag;
    bool known = hugo || dialect == OC_HEXO || dialect == OC_ELEVENTY;
    if (oc_tags_in_value(t) || !known || tag->match != SIZE_MAX)
        return;
    copy.row = hugo ? &named : &words;
    oc_tag_args_parse(&t->args, t->run->r->arena, &copy);
    for (size_t i = 0; i < t->args.n && !hugo; i++) {
        if (oc_str_ends(t->args.value[i], ","))
            t->args.value[i].n--;
        t->args.value[i] = value_of(t->args.value[i]);
    }
    if (!t->args.n)
        return;
    if (name_picture(&t->args)) {
        if (dialect == OC_ELEVENTY)
            name_words(&t->args);
        else if (!hugo) /* what follows are words for it, or numbers */
            t->args.n = 1;
        oc_tag_figure(t, &copy);
    } else if (hugo && !has_inner(t, tag)) {
        put_named(t, &copy);
    }
}
