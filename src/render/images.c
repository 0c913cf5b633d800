/* SPDX-License-Identifier: MIT */
/*
 * Where images stand. image_choice.c decides for each whether it is in the book; what is not is
 * shown as a placeholder with the same words everywhere. Both are a figure where the image stands
 * alone, else part of the text.
 */
#include "base/limits.h"
#include "base/map.h"
#include "base/path.h"
#include "render/figure.h"
#include "xhtml/url.h"

/* Elements in which an image may become a figure, and those that it may be wrapped in there. */
static const char *const containers[] = {"p",       "div",     "body",  "section", "article",
                                         "figure",  "li",      "td",    "dd",      "blockquote",
                                         "center",  "main",    "aside", "header",  "footer",
                                         "details", "address", "form",  "nav",     NULL};
static const char *const wrappers[] = {"a",   "span", "strong", "em",   "b",    "i",     "u",
                                       "big", "font", "small",  "mark", "nobr", "label", NULL};
/* Other inline elements: text, to an image beside them. Players will be figures themselves. */
static const char *const inlines[] = {
    "abbr",   "acronym", "bdi",  "bdo",   "button", "canvas",   "cite",   "code",
    "data",   "del",     "dfn",  "input", "ins",    "kbd",      "math",   "meter",
    "output", "q",       "ruby", "s",     "samp",   "select",   "strike", "sub",
    "sup",    "svg",     "time", "tt",    "var",    "progress", NULL};

/* What is known of a container or figure, so that each is looked through once. */
struct box {
    bool judged, alone;  /* only images are in it */
    bool searched, read; /* for a caption; the caption's text is in text */
    bool captioned;      /* it has one */
    xmlNode *caption;    /* NULL when there was none at first */
    struct oc_str text;
};

struct place {
    struct oc_render *r;
    struct oc_map boxes;  /* by the address of the element */
    struct oc_nodes done; /* paragraphs that hold nothing but figures now */
};

static struct box *box_of(struct place *places, const xmlNode *n)
{
    struct oc_str key = {(const char *)&n, sizeof(n)};
    struct box *box = oc_map_get(&places->boxes, key);
    if (!box) {
        box = OC_NEW(places->r->arena, struct box);
        oc_map_set(&places->boxes, oc_arena_copy(places->r->arena, key), box);
    }
    return box;
}

/* ---- words ---- */

struct words {
    struct oc_str alt;     /* "" when nothing is known */
    bool from_caption;     /* it stands in the figure already */
    bool guessed;          /* the author said nothing */
    struct oc_str caption; /* the title, unless it says the same; "" */
};

static void search_caption(struct box *box, const xmlNode *figure)
{
    if (box->searched)
        return;
    box->searched = true;
    for (xmlNode *at = figure->last; at && !box->caption; at = at->prev)
        if (oc_node_is(at, "figcaption"))
            box->caption = at;
    box->captioned = box->caption != NULL;
}

static struct oc_str caption_text(struct box *box, struct oc_arena *a)
{
    if (!box->read && box->caption) {
        struct oc_buf text;
        oc_buf_init(&text, OC_MAX_PAGE_BYTES);
        oc_node_text(&text, box->caption, false);
        box->text = oc_arena_copy(a, oc_str_trim(oc_buf_view(&text)));
        oc_buf_release(&text);
    }
    box->read = true;
    return box->text;
}

/* text without what Obsidian has after it for the size: "|300", "|300x200". */
static struct oc_str without_size(struct oc_str text)
{
    size_t at = text.n;
    while (at > 0 && strchr("0123456789x", text.p[at - 1]))
        at--;
    return at > 0 && at < text.n && text.p[at - 1] == '|' ? oc_str_sub(text, 0, at - 1) : text;
}

/* An alt that is a file name is read as one. */
static struct oc_str said(struct oc_arena *a, struct oc_str text)
{
    static const char *const exts[] = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp"};
    text = oc_str_trim(without_size(oc_str_trim(text)));
    for (size_t i = 0; i < OC_COUNT(exts); i++)
        if (oc_str_iends(text, exts[i]) && oc_str_find(text, ", ", 0) == SIZE_MAX)
            return oc_figure_name(a, text);
    return oc_figure_blank(text) || oc_figure_stock(text) ? OC_STR_NONE : text;
}

/* alt, title, caption, file name: the first that says something. box: of the figure, or NULL. */
static struct words words_of(struct oc_arena *a, const xmlNode *img, struct box *box)
{
    struct words w = {.alt = said(a, oc_attr(img, "alt"))};
    struct oc_str title = oc_str_trim(oc_attr(img, "title"));
    if (w.alt.n == 0)
        w.alt = said(a, title);
    if (w.alt.n == 0 && box) {
        w.alt = caption_text(box, a);
        w.from_caption = w.alt.n > 0;
    }
    w.guessed = w.alt.n == 0;
    if (w.guessed)
        w.alt = oc_figure_name(a, oc_attr(img, "src"));
    if (!(box && box->captioned) && !oc_str_eq(title, w.alt) && !oc_figure_stock(title))
        w.caption = title;
    return w;
}

/* ---- what is shown ---- */

struct image {
    struct oc_image_choice choice;
    struct words words;
    struct oc_str link; /* of the a element around it; "" when there is none */
    bool linked;        /* an a element stands further out: no link inside */
    const char *size;   /* a class, or NULL */
};

/* The image, or the words for it, in its link. brackets: among text. */
static xmlNode *make_shown(struct oc_render *r, const struct image *m, bool brackets)
{
    xmlDoc *doc = r->body->doc;
    bool missing = !m->choice.image;
    struct oc_str href = m->link.n > 0 || !missing ? m->link : m->choice.url;
    xmlNode *shown;
    if (missing) {
        struct oc_str host =
            brackets || m->link.n > 0 ? OC_STR_NONE : oc_figure_host(m->choice.url);
        struct oc_buf words;
        oc_buf_init(&words, OC_MAX_PAGE_BYTES);
        oc_buf_puts(&words, brackets ? "[" : "");
        oc_figure_words(&words, r, "image", m->words.from_caption ? OC_STR_NONE : m->words.alt,
                        host);
        oc_buf_puts(&words, brackets ? "]" : "");
        shown = oc_node_new_text(doc, oc_buf_view(&words));
        oc_buf_release(&words);
    } else {
        shown = oc_node_new(doc, "img");
        oc_attr_set(shown, "src", m->choice.image->href);
        oc_attr_set(shown, "alt", m->words.alt.n > 0 ? m->words.alt : oc_figure_label(r, "image"));
        if (m->size)
            oc_class_add(shown, m->size);
        if (m->words.guessed)
            oc_class_add(shown, "alt-guessed");
    }
    if (href.n == 0 || m->linked)
        return shown;
    xmlNode *a = oc_node_new(doc, "a");
    oc_attr_set(a, "href", href);
    oc_node_append(a, shown);
    return a;
}

static const char *class_of(const struct image *m)
{
    return m->choice.image ? "image" : "image-missing";
}

/* What stands for the image goes before `at`, with a paragraph around words among blocks. */
static void put_shown(struct oc_render *r, const struct image *m, xmlNode *at, bool block)
{
    xmlNode *shown = make_shown(r, m, false);
    oc_node_before(at, shown);
    if (block && !m->choice.image)
        oc_node_wrap(shown, "p");
}

static xmlNode *make_caption(xmlDoc *doc, struct oc_str text)
{
    xmlNode *caption = oc_node_new(doc, "figcaption");
    oc_node_append(caption, oc_node_new_text(doc, text));
    return caption;
}

/* A figure of its own, before `at`. */
static void put_figure(struct oc_render *r, const struct image *m, xmlNode *at, struct oc_str id)
{
    xmlNode *figure = oc_node_new(at->doc, "figure"), *mark = oc_node_new(at->doc, "span");
    oc_attr_set(figure, "class", oc_str(class_of(m)));
    oc_node_same_place(figure, at->parent);
    if (id.n > 0)
        oc_attr_set(figure, "id", id);
    oc_node_before(at, figure);
    oc_node_append(figure, mark);
    put_shown(r, m, mark, true);
    oc_node_remove(mark);
    if (m->words.caption.n > 0)
        oc_node_append(figure, make_caption(at->doc, m->words.caption));
}

/* ---- where it stands ---- */

/* Whether every piece of inline content in container is an image (or blank, or a line break). */
static bool only_images(const xmlNode *container)
{
    for (xmlNode *n = container->children; n;) {
        bool wrapper = n->type == XML_ELEMENT_NODE && oc_node_in(n, wrappers);
        if (n->type == XML_TEXT_NODE ? !oc_figure_blank(oc_node_value(n)) : oc_node_in(n, inlines))
            return false;
        n = wrapper ? oc_node_next(container, n) : oc_node_next_skip(container, n);
    }
    return true;
}

static bool stands_alone(struct place *places, xmlNode *container)
{
    struct box *box = box_of(places, container);
    if (!box->judged) {
        box->judged = true;
        box->alone = only_images(container);
        if (box->alone && oc_node_is(container, "p"))
            oc_nodes_add(&places->done, places->r->arena, container);
    }
    return box->alone;
}

static void put_inline(struct oc_render *r, struct image *m, xmlNode *img)
{
    m->linked = m->linked || m->link.n > 0;
    m->link = OC_STR_NONE;
    xmlNode *shown = make_shown(r, m, true);
    oc_node_before(img, shown);
    if (!m->choice.image)
        oc_attr_set(oc_node_wrap(shown, "span"), "class", OC_STR("image-missing"));
    oc_node_remove(img);
}

/* The a element around img when it holds nothing else. */
static xmlNode *sole_link(const xmlNode *img)
{
    for (const xmlNode *n = img; oc_node_in(n->parent, wrappers); n = n->parent) {
        for (int side = 0; side < 2; side++)
            for (const xmlNode *at = side ? n->next : n->prev; at; at = side ? at->next : at->prev)
                if (at->type != XML_TEXT_NODE || !oc_figure_blank(oc_node_value(at)))
                    return NULL;
        if (oc_node_is(n->parent, "a"))
            return n->parent;
    }
    return NULL;
}

/* A small picture that leads to a large one of the site becomes the large one: true then, and its
 * link is gone. */
static bool take_large(struct oc_render *r, struct oc_image_choice *choice, xmlNode *img)
{
    static const char *const exts[] = {"png", "jpg", "jpeg", "gif", "webp", "svg", "avif"};
    xmlNode *a = sole_link(img);
    struct oc_str href = a ? oc_str_trim(oc_attr(a, "href")) : OC_STR_NONE;
    struct oc_str ext = oc_path_ext(oc_str_sub(href, 0, oc_str_chr(href, '?', 0)));
    for (size_t i = 0; i < OC_COUNT(exts); i++) {
        if (!oc_str_iis(ext, exts[i]))
            continue;
        struct oc_image_choice large = oc_image_resolve(r, href, NULL);
        if (!large.image && large.action != OC_IMAGE_WANTED)
            return false;
        *choice = large;
        if (oc_attr(a, "id").n > 0 && oc_attr(img, "id").n == 0)
            oc_attr_set(img, "id", oc_attr(a, "id"));
        oc_node_unwrap(a);
        return true;
    }
    return false;
}

static void put_block(struct place *places, struct image *m, xmlNode *img, xmlNode *container,
                      xmlNode *figure, struct oc_str id)
{
    xmlNode *at = img;
    while (at->parent != container)
        at = at->parent;
    if (!figure) {
        put_figure(places->r, m, at, id);
    } else {
        put_shown(places->r, m, at, !oc_node_is(container, "p"));
        oc_class_add(figure, class_of(m));
        if (m->words.caption.n > 0) {
            oc_node_append(figure, make_caption(img->doc, m->words.caption));
            box_of(places, figure)->captioned = true;
        }
    }
    oc_figure_drop(img);
}

static void place(struct place *places, xmlNode *img)
{
    struct oc_render *r = places->r;
    struct image m = {.size = NULL};
    struct oc_str src = oc_attr(img, "src");
    if (!take_large(r, &m.choice, img))
        m.choice = oc_image_resolve(r, src, img);
    m.size = oc_image_size_class(img, m.choice.image ? m.choice.image->width : 0);
    struct oc_str id = oc_attr(img, "id");
    xmlNode *container = img->parent, *figure = oc_figure_around(img);
    struct box *box = figure ? box_of(places, figure) : NULL;
    if (box)
        search_caption(box, figure);
    for (; container && oc_node_in(container, wrappers); container = container->parent) {
        if (oc_node_is(container, "a") && m.link.n == 0)
            m.link = oc_arena_copy(r->arena, oc_attr(container, "href"));
        if (id.n == 0)
            id = oc_attr(container, "id");
    }
    if (id.n == 0 && oc_node_is(container, "p"))
        id = oc_attr(container, "id"); /* the p goes */
    m.linked = oc_node_inside(container, "a");
    m.words = words_of(r->arena, img, box);
    oc_image_shown(r, src, &m.choice, m.words.guessed);
    if (container && oc_node_in(container, containers) && stands_alone(places, container))
        put_block(places, &m, img, container, figure, id);
    else
        put_inline(r, &m, img);
}

/* Figures cannot stand in paragraphs; those that hold only figures go, with their line breaks. */
static void unwrap_done(struct place *places)
{
    for (size_t i = 0; i < places->done.n; i++) {
        xmlNode *p = places->done.v[i];
        bool in_figure = oc_figure_around(p) != NULL;
        for (xmlNode *at = p->children, *next; at && !in_figure; at = next) {
            next = at->next;
            if (oc_node_is(at, "br"))
                oc_node_remove(at);
        }
        if (!in_figure)
            oc_node_unwrap(p);
    }
}

static void place_all(struct oc_render *r, const struct oc_nodes *imgs)
{
    struct place places = {.r = r};
    oc_map_init(&places.boxes, r->arena);
    for (size_t i = 0; i < imgs->n; i++)
        place(&places, imgs->v[i]);
    unwrap_done(&places);
}

void oc_image_place(struct oc_render *r, xmlNode *img)
{
    const struct oc_nodes one = {.v = &img, .n = 1, .cap = 1};
    place_all(r, &one);
}

/* So that many are fitted at once. */
static void warm(struct oc_render *r, const struct oc_nodes *imgs)
{
    struct oc_images *service = r->book->images;
    if (!service || imgs->n < 4)
        return;
    struct oc_image_ask *asks = oc_arena_alloc(r->arena, imgs->n * sizeof(*asks));
    for (size_t i = 0; i < imgs->n; i++) {
        struct oc_str src = oc_attr(imgs->v[i], "src");
        asks[i] = (struct oc_image_ask){r->post, src, oc_figure_url(r, src), 0, 0, true};
    }
    service->warm(service, asks, imgs->n);
}

/* Those that are formulas are no images any more. */
static void take_formulas(struct oc_render *r, struct oc_nodes *imgs)
{
    size_t kept = 0;
    for (size_t i = 0; i < imgs->n; i++)
        if (!oc_math_image(r, imgs->v[i]))
            imgs->v[kept++] = imgs->v[i];
    imgs->n = kept;
}

void oc_pass_images(struct oc_render *r)
{
    struct oc_nodes imgs = {.n = 0};
    r->post->images = NULL; /* what an earlier rendering has left */
    r->post->nimages = r->post->cimages = 0;
    oc_image_clean(&imgs, r);
    take_formulas(r, &imgs);
    warm(r, &imgs);
    place_all(r, &imgs);
}
