/* SPDX-License-Identifier: MIT */
/*
 * Shortcodes of page builders, themes and plugins, which are too many for a table. The tags go and
 * what they are around stays; what their attributes plainly say is not lost: a picture, a player, a
 * link, the title of a box. A name that nothing is known of is a tag when its end tag follows, or
 * when it has attributes alone, as in [blogcard url="..."]; the book's messages tell of it.
 */
#include "base/limits.h"
#include "base/path.h"
#include "render/shortcodes.h"

#define MAX_RAW ((size_t)65536) /* of what a page builder keeps encoded */
#define MAX_NAME 40

/* clang-format off */
/* What the tags of page builders begin with. */
static const char *const builders[] = {
    "vc_", "et_pb_", "fusion_", "su_", "av_", "mk_", "cs_", "dt_", "tatsu_", "nectar_", "bs_",
    "thb_", "mpc_", "fl_", NULL,
};
/* Tags that lay a page out, or are cards of links. */
static const char *const layouts[] = {
    "one_half", "one_half_last", "one_third", "one_third_last", "two_third", "two_third_last",
    "one_fourth", "one_fourth_last", "three_fourth", "three_fourth_last",
    "columns", "column", "tabs", "tab", "accordion", "toggle", "spoiler", "divider", "spacer",
    "clear", "button", "dropcap", "pullquote", "highlight", "blogcard", "sitecard", "linkcard", NULL,
};
/* Tags that stand for a form, or for what only a site has. */
static const char *const forms[] = {
    "contact-form-7", "contact-form", "contact-field", "wpforms", "gravityform", "ninja_form",
    "mc4wp_form", "mailpoet_form", "newsletter_form", "polldaddy",
    "toc", "ez-toc", "lwptoc", "sharethis", "sociable", NULL,
};
/* What is in the name of a tag that stands in running text. */
static const char *const inlines[] = {
    "dropcap", "highlight", "tooltip", "label", "icon", "popover", "badge", "su_button", "lightbox",
    "anchor", "marker", "fontawesome", NULL,
};
static const char *const headings[] = {
    "vc_custom_heading", "su_heading", "fusion_title", "et_pb_heading", "av_heading", NULL,
};
static const char *const players[] = {"video", "youtube", "vimeo", "audio", NULL};
/* Values that are switches. */
static const char *const switches[] = {"true", "false", "yes", "no", "on", "off", "none", NULL};
/* clang-format on */

static bool is_in(struct oc_str s, const char *const *list)
{
    while (*list && !oc_str_is(s, *list))
        list++;
    return *list != NULL;
}

static bool has_one_of(struct oc_str s, const char *const *list)
{
    while (*list && oc_str_find(s, *list, 0) == SIZE_MAX)
        list++;
    return *list != NULL;
}

static bool is_builder(struct oc_str name)
{
    for (size_t i = 0; builders[i]; i++)
        if (oc_str_starts(name, builders[i]) && name.n > strlen(builders[i]))
            return true;
    return false;
}

/* ---- names ---- */

static size_t name_end(struct oc_str s, size_t at)
{
    while (at < s.n && (s.p[at] == '-' || s.p[at] == '_' || (unsigned char)(s.p[at] - 'a') < 26 ||
                        (s.p[at] >= '0' && s.p[at] <= '9')))
        at++;
    return at;
}

/* A name of the source that has end tags, or was told of. */
struct pair {
    size_t last; /* where the last end tag begins; 0: there is none */
    size_t open; /* how many begin tags wait for theirs */
    struct oc_str cite;
    size_t found; /* among the findings of the post, from 1; 0: not yet */
};

/* The names with end tags, found at one go. */
static void find_pairs(struct oc_shortcodes *s)
{
    struct oc_arena *a = s->r->arena;
    s->pairs = OC_NEW(a, struct oc_map);
    oc_map_init(s->pairs, a);
    for (size_t at = 0; (at = oc_str_find(s->source, "[/", at)) != SIZE_MAX; at += 2) {
        size_t to = name_end(s->source, at + 2);
        struct oc_str name = oc_str_sub(s->source, at + 2, to);
        if (!name.n || name.n > MAX_NAME || to >= s->source.n || s->source.p[to] != ']')
            continue;
        struct pair *pair = oc_map_get(s->pairs, name);
        if (!pair) {
            pair = OC_NEW(a, struct pair);
            oc_map_set(s->pairs, name, pair);
        }
        pair->last = at;
    }
}

static struct pair *pair_of(struct oc_shortcodes *s, struct oc_str name)
{
    if (!s->pairs)
        find_pairs(s);
    return oc_map_get(s->pairs, name);
}

/* ---- what attributes say ---- */

static struct oc_str first_of(const struct oc_shortcode *c, const char *const *names)
{
    struct oc_str value = OC_STR_NONE;
    for (; *names && !value.n; names++)
        value = oc_str_trim(oc_shortcode_value(c, *names));
    return value;
}

static bool is_picture(struct oc_str s)
{
    return oc_shortcode_is_url(s) && oc_path_is_image(oc_str_sub(s, 0, oc_str_chr(s, '?', 0)));
}

static bool put_picture(struct oc_shortcode *c, bool builder)
{
    static const char *const urls[] = {"src", "image", "image_url", "img", "url", NULL},
                             *const ids[] = {"image",    "images",    "gallery_ids",
                                             "image_id", "image_ids", NULL};
    struct oc_str url = first_of(c, urls), content = oc_str_trim(c->content);
    if (!is_picture(url) && is_picture(content))
        url = content;
    if (is_picture(url)) {
        oc_buf_puts(c->out, "\n<figure><img src=\"");
        oc_shortcode_attr(c->out, c->s->r->arena, url);
        oc_buf_puts(c->out, "\" alt=\"");
        oc_shortcode_attr(c->out, c->s->r->arena, oc_shortcode_value(c, "alt"));
        oc_buf_puts(c->out, "\"/></figure>\n");
        return true;
    }
    if (builder && first_of(c, ids).n)
        oc_shortcode_pictures(c, first_of(c, ids));
    return false;
}

/* WPBakery's "url:https%3A%2F%2F...|title:..." is an address as others have it. */
static struct oc_str plain_link(struct oc_arena *a, struct oc_str s)
{
    struct oc_buf text;
    if (!oc_str_starts(s, "url:"))
        return s;
    oc_buf_init(&text, OC_MAX_URL_BYTES);
    oc_percent_decode(&text, oc_str_sub(s, 4, oc_str_chr(s, '|', 0)));
    s = oc_buf_take(&text, a);
    oc_buf_release(&text);
    return s;
}

static void put_link(struct oc_shortcode *c, struct oc_str url, struct oc_str words, bool html)
{
    oc_buf_puts(c->out, "<a href=\"");
    oc_shortcode_attr(c->out, c->s->r->arena, url);
    oc_buf_puts(c->out, "\">");
    if (html)
        oc_buf_put(c->out, words);
    else
        oc_shortcode_attr(c->out, c->s->r->arena, words);
    oc_buf_puts(c->out, "</a>");
}

static void put_title(struct oc_shortcode *c, struct oc_str title)
{
    bool heading = is_in(c->name, headings);
    oc_buf_puts(c->out, heading ? "<h2>" : "<p><strong>");
    oc_shortcode_attr(c->out, c->s->r->arena, title);
    oc_buf_puts(c->out, heading ? "</h2>" : "</strong></p>");
}

/* True: the content is in it. */
static bool say(struct oc_shortcode *c, bool builder)
{
    static const char *const urls[] = {"url", "link", "href", "button_url", "src", "id", NULL},
                             *const titles[] = {"title", "heading", "box_title", NULL},
                             *const words[] = {"text", "button_text", "title", NULL};
    struct oc_arena *a = c->s->r->arena;
    struct oc_str url = plain_link(a, first_of(c, urls)), title = first_of(c, titles);
    bool link = oc_shortcode_is_url(url), picture = put_picture(c, builder);
    struct oc_str text = oc_str_trim(c->content), said = first_of(c, words);
    bool block = !has_one_of(c->name, inlines);
    if (is_in(title, switches) || oc_str_starts(title, "@"))
        title = OC_STR_NONE;
    if (link && !picture && has_one_of(c->name, players))
        return oc_wordpress_embed(c->out, a, url, true) && text.n;
    if (link && !picture && (!title.n || !text.n)) {
        oc_buf_puts(c->out, block ? "<p>" : "");
        put_link(c, url, text.n ? text : said.n ? said : url, text.n > 0);
        oc_buf_puts(c->out, block ? "</p>" : "");
        return text.n > 0;
    }
    if (title.n || (is_in(c->name, headings) && said.n))
        put_title(c, title.n ? title : said);
    return picture && is_picture(text);
}

/* ---- tags ---- */

/* Whether the tag, as long as length, has a line's or a paragraph's edge on its side. */
static bool at_edge(struct oc_shortcodes *s, struct oc_str text, size_t length, bool close)
{
    size_t at = s->source.n - text.n;
    char before = at ? s->source.p[at - 1] : '\n', after = length < text.n ? text.p[length] : '\n';
    return close ? after == '\n' || after == '\r' || after == '<'
                 : before == '\n' || before == '>' || before == ']';
}

/* oc_render_tell tells of it, once a book. */
static void count_unknown(struct oc_shortcodes *s, struct oc_str name, struct pair *pair)
{
    struct oc_post *post = s->r->post;
    if (!pair) {
        pair = OC_NEW(s->r->arena, struct pair);
        oc_map_set(s->pairs, name, pair);
    }
    if (pair->found > 0) {
        post->findings[pair->found - 1].count++;
        return;
    }
    struct oc_finding *found = oc_render_find(s->r, OC_FOUND_TAG, 0, 0);
    if (!found)
        return;
    found->text = oc_arena_copy(&post->arena, name);
    found->count = 1;
    pair->found = post->nfindings;
}

static bool is_quote(struct oc_str name)
{
    return oc_str_find(name, "quote", 0) != SIZE_MAX;
}

static void put_close(struct oc_buf *out, struct oc_shortcodes *s, struct oc_str name,
                      struct pair *pair, bool block)
{
    if (pair && is_quote(name) && pair->open) {
        if (pair->cite.n) {
            oc_buf_puts(out, "\n\n<cite>");
            oc_shortcode_attr(out, s->r->arena, pair->cite);
            oc_buf_puts(out, "</cite>");
        }
        oc_buf_puts(out, "\n</blockquote>\n");
    } else if (is_in(name, headings)) {
        oc_buf_puts(out, "</h2>\n");
    }
    if (pair && pair->open)
        pair->open--;
    oc_buf_puts(out, block ? "\n\n" : "");
}

/* What is between the tag, as long as length, and its end tag, when that is near; *used: with it.
 */
static struct oc_str near_content(size_t *used, struct oc_arena *a, struct oc_str text,
                                  struct oc_str name, size_t length)
{
    struct oc_str near = oc_str_sub(text, 0, length + OC_SHORTCODE_NEAR);
    const char *end = oc_arena_printf(a, "[/%.*s]", OC_STR_ARG(name)).p;
    size_t at = oc_str_find(near, end, length);
    if (at == SIZE_MAX)
        return OC_STR_NONE;
    *used = at + name.n + 3;
    return oc_str_sub(text, length, at);
}

/* WPBakery keeps what it holds encoded. */
static size_t raw_end(struct oc_str text, size_t end)
{
    struct oc_str near = oc_str_sub(text, 0, end + MAX_RAW);
    size_t close = oc_str_find(near, "[/vc_raw_", end);
    return close == SIZE_MAX ? end : close;
}

static size_t put_open(struct oc_shortcode *c, struct oc_str text, size_t end, struct pair *pair,
                       bool block)
{
    size_t used = end;
    bool builder = is_builder(c->name), pairs = pair != NULL;
    oc_buf_puts(c->out, block ? "\n\n" : "");
    if (oc_str_starts(c->name, "vc_raw_"))
        return raw_end(text, end);
    if (pairs)
        c->content = near_content(&used, c->s->r->arena, text, c->name, end);
    if (c->nattrs || is_picture(oc_str_trim(c->content))) {
        if (say(c, builder))
            return used;
        oc_buf_puts(c->out, block ? "\n\n" : "");
    }
    if (pairs && is_quote(c->name)) {
        oc_buf_puts(c->out, "<blockquote>\n");
        pair->cite = oc_shortcode_value(c, "cite");
    } else if (pairs && is_in(c->name, headings)) {
        oc_buf_puts(c->out, "<h2>");
    }
    if (pairs)
        pair->open++;
    return end;
}

/* Whether all that stands in the tag has names, so that it is no sentence in brackets. */
static bool all_named(const struct oc_shortcode *c)
{
    size_t n = 0;
    while (n < c->nattrs && c->attrs[n].name.n)
        n++;
    return n > 0 && n == c->nattrs;
}

size_t oc_shortcode_other(struct oc_buf *out, struct oc_shortcodes *s, struct oc_str text)
{
    size_t from = text.n > 1 && text.p[1] == '/' ? 2 : 1, to = name_end(text, from);
    struct oc_str name = oc_str_sub(text, from, to);
    bool close = from == 2, builder = is_builder(name), form = is_in(name, forms);
    bool known = builder || form || is_in(name, layouts);
    if (!name.n || name.n > MAX_NAME || to >= text.n || !strchr(" \t\r\n]/", text.p[to]) ||
        (unsigned char)(name.p[0] - 'a') >= 26)
        return 0;
    size_t end = oc_shortcode_tag_end(text);
    if (!end)
        return 0;
    struct oc_shortcode c = {.out = out, .s = s, .name = name};
    struct pair *pair = pair_of(s, name);
    oc_shortcode_read(&c, oc_str_sub(text, to, end - 1));
    bool pairs = pair && (close ? pair->open > 0 : pair->last > s->source.n - text.n);
    if (form || (!known && !pairs && (close || !all_named(&c))))
        return form ? end : 0;
    if (!known && !close)
        count_unknown(s, name, pair);
    bool block = !has_one_of(name, inlines) && (builder || at_edge(s, text, end, close));
    if (!close)
        return put_open(&c, text, end, pairs ? pair : NULL, block);
    put_close(out, s, name, pair, block);
    return end;
}
