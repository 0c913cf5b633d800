/* SPDX-License-Identifier: MIT */
/*
 * What plays or runs in a browser cannot in a book: each such element becomes a line that names
 * it and links to where it can be seen, <figure class="embed">. Posters that are in the book and
 * fallback content that says more than "your browser cannot" stay.
 */
#include "render/embeds.h"

#include "base/limits.h"
#include "base/path.h"
#include "render/figure.h"

struct embed {
    struct oc_str src, title, poster;
    const char *label; /* key of labels.def */
    bool image;        /* it only shows a picture */
    bool file;         /* src is the file itself, not a page about it */
};

/* Titles that players give themselves. */
static bool is_stock_title(struct oc_str title)
{
    static const char *const stock[] = {"youtube video player",
                                        "vimeo-player",
                                        "embedded content",
                                        "iframe",
                                        "video player",
                                        "youtube",
                                        "bilibili",
                                        "embed",
                                        "video",
                                        "audio"};
    for (size_t i = 0; i < OC_COUNT(stock); i++)
        if (oc_str_iis(title, stock[i]))
            return true;
    return false;
}

static bool has_ext(struct oc_str url, const char *const *exts)
{
    for (size_t i = 0; i < url.n; i++)
        if (url.p[i] == '?' || url.p[i] == '#')
            url.n = i;
    struct oc_str ext = oc_path_ext(url);
    for (; *exts; exts++)
        if (oc_str_iis(ext, *exts))
            return true;
    return false;
}

/* What a file is by its media type or name; "embed" when these do not tell. */
static void guess_kind(struct embed *e, struct oc_str type)
{
    static const char *const images[] = {"svg", "png", "jpg", "jpeg", "gif", "webp", NULL};
    static const char *const videos[] = {"mp4", "webm", "ogv", "mov", "m4v", "avi", "flv", NULL};
    static const char *const sounds[] = {"mp3", "m4a", "ogg", "oga", "wav", "aac", NULL};
    static const char *const documents[] = {"pdf", "doc", "docx", "txt", NULL};
    e->label = "embed";
    if (oc_str_istarts(type, "image/") || has_ext(e->src, images))
        e->image = true;
    else if (oc_str_istarts(type, "video/") || has_ext(e->src, videos))
        e->label = "video";
    else if (oc_str_istarts(type, "audio/") || has_ext(e->src, sounds))
        e->label = "audio";
    else if (oc_str_istarts(type, "application/pdf") || has_ext(e->src, documents))
        e->label = "document";
    e->file = strcmp(e->label, "embed") != 0;
}

static struct oc_str first_attr(const xmlNode *n, const char *const *names)
{
    for (; *names; names++) {
        struct oc_str value = oc_str_trim(oc_attr(n, *names));
        if (value.n > 0 && !oc_str_istarts(value, "about:") &&
            !oc_str_istarts(value, "javascript:"))
            return value;
    }
    return OC_STR_NONE;
}

static const char *const src_names[] = {"src", "data-src", "data-lazy-src", "data-url", NULL};

/* The address inside an object, video or audio: of a source, a param or a nested player. */
static struct oc_str inner_src(const xmlNode *n)
{
    static const char *const inner[] = {"source", "embed", "iframe", "object", "video", NULL};
    static const char *const data[] = {"data", "src", NULL};
    struct oc_str found = OC_STR_NONE;
    for (xmlNode *at = n->children; at && found.n == 0; at = oc_node_next(n, at)) {
        if (oc_node_in(at, inner))
            found = first_attr(at, oc_node_is(at, "object") ? data : src_names);
        else if (oc_node_is(at, "param") && (oc_str_iis(oc_attr(at, "name"), "movie") ||
                                             oc_str_iis(oc_attr(at, "name"), "src")))
            found = oc_str_trim(oc_attr(at, "value"));
    }
    return found;
}

static struct embed read_embed(const xmlNode *n)
{
    static const char *const titles[] = {"title", "aria-label", "data-title", NULL};
    static const char *const data[] = {"data", NULL};
    struct embed e = {.label = "embed"};
    e.src = first_attr(n, oc_node_is(n, "object") ? data : src_names);
    if (e.src.n == 0)
        e.src = inner_src(n);
    e.title = first_attr(n, titles);
    if (is_stock_title(e.title))
        e.title = OC_STR_NONE;
    if (oc_node_is(n, "video") || oc_node_is(n, "audio")) {
        e.label = (const char *)n->name;
        e.file = true;
        e.poster = oc_str_trim(oc_attr(n, "poster"));
    } else {
        guess_kind(&e, oc_attr(n, "type"));
    }
    return e;
}

/* "Your browser does not support the video tag" and its kin. */
static bool is_apology(struct oc_str text)
{
    static const char *const words[] = {
        "browser",  "Browser",  "support",    "JavaScript", "Flash",  "浏览器", "瀏覽器",
        "ブラウザ", "브라우저", "navigateur", "navegador",  "iframe", "браузер"};
    if (text.n > 400)
        return false;
    for (size_t i = 0; i < OC_COUNT(words); i++)
        if (oc_str_find(text, words[i], 0) != SIZE_MAX)
            return true;
    return false;
}

/* Moves fallback content that is worth reading into a div of the figure. */
static void keep_fallback(xmlNode *figure, xmlNode *n)
{
    static const char *const machinery[] = {"source", "track", "param", "embed", "iframe",
                                            "object", "video", "audio", NULL};
    for (xmlNode *at = n->children, *next; at; at = next) {
        next = oc_node_next_skip(n, at);
        if (oc_node_in(at, machinery))
            oc_node_remove(at);
        else
            next = oc_node_next(n, at);
    }
    xmlNode *div = oc_node_new(n->doc, "div");
    struct oc_buf text;
    oc_node_move_children(div, n);
    oc_buf_init(&text, OC_MAX_PAGE_BYTES);
    oc_node_text(&text, div, true);
    if (oc_node_empty(div) || is_apology(oc_buf_view(&text)))
        oc_node_remove(div);
    else
        oc_node_append(figure, div);
    oc_buf_release(&text);
}

/* The line that stands for it; NULL when there is nothing to say. */
static xmlNode *make_line(struct oc_render *r, const xmlNode *n, const struct embed *e)
{
    const char *label = e->label;
    struct oc_str url = oc_figure_url(r, e->src), text = e->title;
    if (url.n > 0)
        url = oc_figure_url(r, oc_embed_page(&label, r->arena, url));
    if (text.n == 0 && e->file && strcmp(label, e->label) == 0)
        text = oc_figure_name(r->arena, e->src);
    if (url.n == 0 && text.n == 0)
        return NULL;
    if (oc_node_inside(n, "a"))
        url = OC_STR_NONE;
    struct oc_buf words;
    oc_buf_init(&words, OC_MAX_PAGE_BYTES);
    oc_figure_words(&words, r, label, text, oc_figure_host(url));
    xmlNode *p = oc_figure_line(n->doc, url, oc_buf_view(&words));
    oc_buf_release(&words);
    return p;
}

/* The picture in place of a player, when it is in the book. */
static xmlNode *make_poster(struct oc_render *r, const xmlNode *n, const struct embed *e)
{
    if (e->poster.n == 0)
        return NULL;
    struct oc_image_choice choice = oc_image_resolve(r, e->poster, n);
    if (!choice.image)
        return NULL;
    xmlNode *img = oc_node_new(n->doc, "img");
    oc_image_shown(r, e->poster, &choice, e->title.n == 0);
    oc_attr_set(img, "src", choice.image->href);
    oc_attr_set(img, "alt", e->title.n > 0 ? e->title : oc_figure_label(r, e->label));
    return img;
}

static void place_image(struct oc_render *r, xmlNode *n, const struct embed *e)
{
    xmlNode *img = oc_node_new(n->doc, "img");
    oc_attr_set(img, "src", e->src);
    if (e->title.n > 0)
        oc_attr_set(img, "alt", e->title);
    oc_node_before(n, img);
    oc_node_remove(n);
    oc_image_place(r, img);
}

static void replace(struct oc_render *r, xmlNode *n)
{
    struct embed e = read_embed(n);
    if (e.image && e.src.n > 0) {
        place_image(r, n, &e);
        return;
    }
    xmlNode *outer = oc_figure_around(n);
    xmlNode *figure = outer && n->parent == outer ? outer : NULL;
    xmlNode *made = oc_node_new(n->doc, figure ? "div" : "figure");
    xmlNode *poster = make_poster(r, n, &e), *line = make_line(r, n, &e);
    if (poster)
        oc_node_append(made, poster);
    if (line)
        oc_node_append(made, line);
    keep_fallback(made, n);
    if (!made->children) {
        oc_node_remove(made);
        oc_figure_drop(n);
        return;
    }
    oc_node_before(n, made);
    oc_node_remove(n);
    if (figure) {
        oc_class_add(figure, "embed");
        oc_node_unwrap(made);
    } else {
        oc_class_add(made, "embed");
    }
}

/* A plain decimal number; -1 when it is none. In thousandths, so that no locale has a say. */
static int64_t thousandths(struct oc_str s)
{
    s = oc_str_trim(s);
    int64_t value = 0, scale = 0;
    for (size_t i = 0; i < s.n && i < 12; i++) {
        if (s.p[i] == '.' && scale == 0) {
            scale = 1000;
        } else if (s.p[i] < '0' || s.p[i] > '9') {
            return -1;
        } else if (scale == 0) {
            value = value * 10 + (int64_t)(s.p[i] - '0') * 1000;
        } else {
            scale /= 10;
            value += (s.p[i] - '0') * scale;
            if (scale == 0)
                scale = 1;
        }
    }
    return s.n > 0 ? value : -1;
}

/* progress and meter: their own words, else a percentage. */
static void flatten_meter(struct oc_render *r, xmlNode *n)
{
    int64_t value = thousandths(oc_attr(n, "value")), max = thousandths(oc_attr(n, "max"));
    int64_t min = thousandths(oc_attr(n, "min"));
    max = max > 0 ? max : 1000;
    min = min > 0 && min < max ? min : 0;
    if (oc_node_empty(n) && value >= min) {
        value = value < max ? value : max;
        int64_t percent = ((value - min) * 100 + (max - min) / 2) / (max - min);
        oc_node_before(n,
                       oc_node_new_text(n->doc, oc_arena_printf(r->arena, "%d%%", (int)percent)));
        oc_node_remove(n);
        return;
    }
    oc_node_unwrap(n);
}

void oc_pass_embeds(struct oc_render *r)
{
    static const char *const players[] = {"iframe", "video", "audio", "embed", "object", NULL};
    static const char *const meters[] = {"progress", "meter", NULL};
    struct oc_nodes found = {.n = 0};
    for (xmlNode *n = r->body->children, *next; n; n = next) {
        next = oc_node_next(r->body, n);
        if (!oc_node_in(n, players) && !oc_node_in(n, meters))
            continue;
        next = oc_node_next_skip(r->body, n); /* one inside another is its fallback */
        oc_nodes_add(&found, r->arena, n);
    }
    for (size_t i = 0; i < found.n; i++) {
        if (oc_node_in(found.v[i], meters))
            flatten_meter(r, found.v[i]);
        else
            replace(r, found.v[i]);
    }
}
