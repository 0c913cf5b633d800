/* SPDX-License-Identifier: MIT */
/*
 * Which img elements stand for pictures, and where these are: lazy loaders hide the address in
 * other attributes, themes say everything twice for browsers without scripts, and badges,
 * counters and emoji are pictures in name only (images.def).
 */
#include "base/limits.h"
#include "base/path.h"
#include "render/figure.h"
#include "render/inline_text.h"

enum kind {
    PICTURE,
    BADGE,
    COUNTER,
    EMOJI
};

static const struct row {
    enum kind kind;
    const char *host, *piece;
} rows[] = {
#define OC_IMAGE(kind, host, piece) {kind, host, piece},
#include "render/images.def"
#undef OC_IMAGE
};

/* The first address of a srcset. */
static struct oc_str first_candidate(struct oc_str srcset)
{
    srcset = oc_str_trim(srcset);
    size_t end = 0;
    while (end < srcset.n && !memchr(" \t\n\r\f", srcset.p[end], 5))
        end++;
    while (end > 0 && srcset.p[end - 1] == ',')
        end--;
    return oc_str_sub(srcset, 0, end);
}

/* A GIF of one pixel and what else loaders show before the picture: short, and no address. */
static bool is_filler(struct oc_str src)
{
    return src.n == 0 || oc_str_istarts(src, "about:") ||
           (oc_str_istarts(src, "data:") && src.n < 400);
}

/* The address of the picture; *lazy: it was not in src. */
static struct oc_str true_src(bool *lazy, const xmlNode *img)
{
    static const char *const names[] = {"data-src",          "data-original",  "data-lazy-src",
                                        "data-lazy",         "data-actualsrc", "data-url",
                                        "data-original-src", "data-echo",      "lazy-src"};
    struct oc_str src = oc_str_trim(oc_attr(img, "src"));
    for (size_t i = 0; i < OC_COUNT(names); i++) {
        struct oc_str value = oc_str_trim(oc_attr(img, names[i]));
        if (value.n > 0 && !is_filler(value) && oc_str_chr(value, ' ', 0) == SIZE_MAX) {
            *lazy = true;
            return value;
        }
    }
    *lazy = is_filler(src);
    if (!*lazy)
        return src;
    struct oc_str set = first_candidate(oc_attr(img, "srcset"));
    if (is_filler(set))
        set = first_candidate(oc_attr(img, "data-srcset"));
    if (is_filler(set))
        set = first_candidate(oc_attr(img, "data-lazy-srcset"));
    if (!is_filler(set))
        return set;
    bool described = !oc_str_blank(oc_attr(img, "alt")) && oc_str_istarts(src, "data:");
    return described ? src : OC_STR_NONE; /* a small picture, but one */
}

static enum kind kind_by_address(struct oc_str src)
{
    if (src.n > OC_MAX_URL_BYTES || oc_str_istarts(src, "data:"))
        return PICTURE;
    struct oc_str host = oc_figure_host(src);
    size_t from = host.n > 0 ? (size_t)(host.p + host.n - src.p) : 0;
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        if (*rows[i].host && !oc_figure_host_is(host, rows[i].host))
            continue;
        if (!*rows[i].piece || oc_str_find(src, rows[i].piece, from) != SIZE_MAX)
            return rows[i].kind;
    }
    return PICTURE;
}

/* At most one pixel wide and high, or hidden. */
static bool is_unseen(const xmlNode *img)
{
    struct oc_str style = oc_attr(img, "style");
    int64_t width, height;
    if (oc_str_find(style, "display:none", 0) != SIZE_MAX ||
        oc_str_find(style, "display: none", 0) != SIZE_MAX)
        return true;
    return oc_str_int(&width, oc_attr(img, "width"), 0, 1) == 0 &&
           oc_str_int(&height, oc_attr(img, "height"), 0, 1) == 0;
}

static enum kind kind_of(const xmlNode *img, struct oc_str src)
{
    static const char *const classes[] = {"emoji", "wp-smiley", "twemoji", "emojione", "gemoji"};
    struct oc_str alt = oc_str_trim(oc_attr(img, "alt"));
    if (alt.n > 0) {
        for (size_t i = 0; i < OC_COUNT(classes); i++)
            if (oc_class_has(img, classes[i]))
                return EMOJI;
        if (alt.n <= 40 && oc_emoji_only(alt))
            return EMOJI;
    }
    enum kind kind = kind_by_address(src);
    if (kind == EMOJI && alt.n == 0)
        return PICTURE;
    return kind == PICTURE && is_unseen(img) ? COUNTER : kind;
}

/* A badge that leads nowhere stands for its words: the state of a task, a call for help. */
static bool is_words(const xmlNode *img, enum kind kind)
{
    struct oc_str alt = oc_attr(img, "alt");
    return kind == EMOJI || (kind == BADGE && !oc_figure_blank(alt) && !oc_figure_stock(alt) &&
                             !oc_node_inside(img, "a"));
}

static void to_words(xmlNode *img)
{
    struct oc_str alt = oc_str_trim(oc_attr(img, "alt"));
    if (alt.n > 2 && alt.p[0] == ':' && alt.p[alt.n - 1] == ':') {
        struct oc_str found = oc_emoji_find(oc_str_sub(alt, 1, alt.n - 1));
        alt = found.p ? found : alt;
    }
    oc_node_before(img, oc_node_new_text(img->doc, alt));
    oc_node_remove(img);
}

/* The element before n, over white space. */
static const xmlNode *element_before(const xmlNode *n)
{
    for (n = n->prev; n && n->type == XML_TEXT_NODE && oc_str_blank(oc_node_value(n));)
        n = n->prev;
    return n;
}

/* A picture element leaves its img, made from a source when there is none. */
static void settle_picture(struct oc_nodes *imgs, struct oc_arena *a, xmlNode *picture)
{
    xmlNode *img = NULL;
    struct oc_str first = OC_STR_NONE;
    for (xmlNode *at = picture->children; at; at = oc_node_next(picture, at)) {
        if (oc_node_is(at, "img"))
            img = at;
        else if (oc_node_is(at, "source") && first.n == 0)
            first = first_candidate(oc_attr(at, "srcset"));
    }
    if (!img && first.n > 0) {
        img = oc_node_new(picture->doc, "img");
        oc_attr_set(img, "src", first);
        oc_node_append(picture, img);
        oc_nodes_add(imgs, a, img);
    } else if (img && first.n > 0 && is_filler(oc_str_trim(oc_attr(img, "src"))) &&
               !oc_attr(img, "srcset").p) {
        oc_attr_set(img, "srcset", first);
    }
    for (xmlNode *at = picture->children, *next; at; at = next) {
        next = at->next;
        if (oc_node_is(at, "source"))
            oc_node_remove(at);
    }
    oc_node_unwrap(picture);
}

/* The div that engines of old put around a picture and its caption is a figure. */
static void settle_caption(xmlNode *div)
{
    static const char *const classes[] = {"wp-caption-text", "thecap",       "caption",
                                          "image-caption",   "caption-text", "figcaption"};
    xmlNode *caption = NULL;
    for (xmlNode *at = div->children; at; at = at->next)
        for (size_t i = 0; i < OC_COUNT(classes); i++)
            if (oc_class_has(at, classes[i]))
                caption = at;
    if (!caption)
        return;
    oc_node_rename(div, "figure");
    oc_node_rename(caption, "figcaption");
}

static bool is_blank_or_break(const xmlNode *n)
{
    return oc_node_is(n, "br") || (n->type == XML_TEXT_NODE && oc_str_blank(oc_node_value(n)));
}

/* A picture, and in the line below it, alone, words in italics: they are its caption. */
static void settle_below(xmlNode *img)
{
    static const char *const italics[] = {"em", "i", NULL};
    xmlNode *first = img, *p, *em = NULL;
    bool line_end = false;
    if (oc_node_is(img->parent, "a") && !img->prev && !img->next)
        first = img->parent;
    p = first->parent;
    for (xmlNode *at = first->next; at; at = at->next) {
        if (!em && is_blank_or_break(at))
            line_end = line_end || at->type != XML_TEXT_NODE ||
                       oc_str_chr(oc_node_value(at), '\n', 0) != SIZE_MAX;
        else if (!em && line_end && oc_node_in(at, italics))
            em = at;
        else if (!is_blank_or_break(at))
            return;
    }
    if (!em || first->prev || !oc_node_is(p, "p") || oc_attr(p, "class").n)
        return;
    for (xmlNode *at = first->next, *next; at; at = next) {
        next = at->next;
        if (at != em)
            oc_node_remove(at);
    }
    oc_node_rename(p, "figure");
    oc_node_rename(em, "figcaption");
}

static bool is_for(const xmlNode *img, const char *mode)
{
    if (!img)
        return false;
    struct oc_str src = oc_attr(img, "src");
    const char *short_mode = strcmp(mode, OC_DARK_ONLY) == 0 ? "#only-dark" : "#only-light";
    return oc_str_ends(src, mode) || oc_str_ends(src, short_mode); /* the short one is MkDocs's */
}

/* A picture for dark pages beside one for light goes: e-readers show the light one. */
static void drop_dark_twins(struct oc_nodes *imgs)
{
    const xmlNode *last = NULL;
    size_t kept = 0;
    for (size_t i = 0; i < imgs->n; i++) {
        xmlNode *img = imgs->v[i];
        const xmlNode *next = i + 1 < imgs->n ? imgs->v[i + 1] : NULL;
        bool twin = is_for(img, OC_DARK_ONLY) &&
                    ((is_for(last, OC_LIGHT_ONLY) && element_before(img) == last) ||
                     (is_for(next, OC_LIGHT_ONLY) && element_before(next) == img));
        if (twin && img->next && is_blank_or_break(img->next))
            oc_node_remove(img->next);
        if (twin) {
            oc_figure_drop(img);
            continue;
        }
        last = img;
        imgs->v[kept++] = img;
    }
    imgs->n = kept;
}

static bool is_captioned(const xmlNode *n)
{
    static const char *const classes[] = {"wp-caption", "imgcap", "image-container", "figure"};
    if (!oc_node_is(n, "div"))
        return false;
    for (size_t i = 0; i < OC_COUNT(classes); i++)
        if (oc_class_has(n, classes[i]))
            return true;
    return false;
}

static void find(struct oc_nodes *imgs, struct oc_render *r)
{
    struct oc_nodes pictures = {.n = 0}, captioned = {.n = 0};
    for (xmlNode *n = r->body->children; n; n = oc_node_next(r->body, n)) {
        if (n->type != XML_ELEMENT_NODE)
            continue;
        if (oc_node_is(n, "img"))
            oc_nodes_add(imgs, r->arena, n);
        else if (oc_node_is(n, "picture"))
            oc_nodes_add(&pictures, r->arena, n);
        else if (is_captioned(n))
            oc_nodes_add(&captioned, r->arena, n);
    }
    for (size_t i = 0; i < pictures.n; i++)
        settle_picture(imgs, r->arena, pictures.v[i]);
    for (size_t i = 0; i < captioned.n; i++)
        settle_caption(captioned.v[i]);
    drop_dark_twins(imgs);
    for (size_t i = 0; i < imgs->n; i++)
        settle_below(imgs->v[i]);
}

/* Chirpy: where the pictures that a post names without a folder lie; "" nowhere else. */
static struct oc_str folder_of(const struct oc_render *r)
{
    static const char *const keys[] = {"media_subpath", "img_path"};
    struct oc_str folder = OC_STR_NONE;
    bool jekyll = r->post->dialect == OC_JEKYLL;
    for (size_t i = 0; i < OC_COUNT(keys) && jekyll && !folder.n; i++)
        folder = oc_value_text(oc_value_get(r->post->front, keys[i]));
    return folder;
}

void oc_image_clean(struct oc_nodes *imgs, struct oc_render *r)
{
    const xmlNode *last = NULL;
    bool last_lazy = false;
    size_t kept = 0;
    struct oc_str folder = folder_of(r);
    find(imgs, r);
    for (size_t i = 0; i < imgs->n; i++) {
        xmlNode *img = imgs->v[i];
        bool lazy = false;
        struct oc_str src = true_src(&lazy, img);
        enum kind kind = kind_of(img, src);
        if (is_words(img, kind)) {
            to_words(img);
            continue;
        }
        bool twin = last && (lazy || last_lazy) && element_before(img) == last &&
                    oc_str_eq(oc_attr(last, "src"), src);
        if (kind != PICTURE || twin || (src.n == 0 && oc_str_blank(oc_attr(img, "alt")))) {
            oc_figure_drop(img);
            continue;
        }
        if (folder.n && src.n && src.p[0] != '/' && !memchr(src.p, ':', src.n))
            oc_attr_set(img, "src", oc_path_join(r->arena, folder, src));
        else if (lazy)
            oc_attr_set(img, "src", src);
        last = img;
        last_lazy = lazy;
        imgs->v[kept++] = img;
    }
    imgs->n = kept;
}
