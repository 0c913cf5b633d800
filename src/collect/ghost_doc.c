/* SPDX-License-Identifier: MIT */
/*
 * The documents of Ghost's editors, for posts whose HTML is not in the export: Lexical since
 * Ghost 5, mobiledoc before. Both are trees in JSON, whose depth the parser bounds; they become the
 * HTML that Ghost makes of them, with its classes of cards.
 */
#include "collect/ghost_doc.h"
#include "base/limits.h"

struct doc {
    struct oc_buf *out;
    bool markdown; /* a card of Markdown is in it */
};

static const struct oc_value *get(const struct oc_value *v, const char *key)
{
    return oc_value_get(v, key);
}

/* A text as it is, blanks included. */
static struct oc_str raw(const struct oc_value *v)
{
    return v && v->kind == OC_VALUE_TEXT ? v->text : OC_STR_NONE;
}

static struct oc_str text(const struct oc_value *v, const char *key)
{
    return raw(get(v, key));
}

/* Item i of a list; NULL: it has fewer. */
static const struct oc_value *item(const struct oc_value *list, size_t i)
{
    const struct oc_value *v = list && list->kind == OC_VALUE_LIST ? list->child : NULL;
    while (v && i-- > 0)
        v = v->next;
    return v;
}

/* A list that is asked for items by their numbers. */
struct items {
    const struct oc_value **v;
    size_t n;
};

static struct items items_of(struct oc_arena *a, const struct oc_value *list)
{
    struct items items = {.n = 0};
    size_t cap = 0;
    const struct oc_value *v = list && list->kind == OC_VALUE_LIST ? list->child : NULL;
    for (; v; v = v->next) {
        items.v = oc_arena_grow(a, items.v, &cap, items.n + 1, sizeof *items.v);
        items.v[items.n++] = v;
    }
    return items;
}

static int64_t number(const struct oc_value *v)
{
    int64_t n = 0;
    return oc_str_int(&n, oc_str_trim(raw(v)), 0, INT32_MAX) == 0 ? n : 0;
}

static void put(struct doc *d, const char *html)
{
    oc_buf_puts(d->out, html);
}

/* <open>s</close> with s as text; nothing when it is empty. */
static void put_text(struct doc *d, const char *open, struct oc_str s, const char *close)
{
    if (!s.n)
        return;
    put(d, open);
    oc_buf_put_xml(d->out, s);
    put(d, close);
}

/* The same with s as HTML, which has no paragraphs of its own. */
static void put_html(struct doc *d, const char *open, struct oc_str s, const char *close)
{
    if (oc_str_blank(s))
        return;
    put(d, open);
    oc_buf_put(d->out, s);
    put(d, close);
}

static void put_attr(struct doc *d, const char *name, struct oc_str s)
{
    if (s.n) {
        oc_buf_printf(d->out, " %s=\"", name);
        oc_buf_put_xml(d->out, s);
        put(d, "\"");
    }
}

/* ---- cards, which both have ---- */

static void put_image(struct doc *d, const struct oc_value *v)
{
    struct oc_str src = text(v, "src"), href = text(v, "href");
    if (!src.n)
        return;
    if (href.n) {
        put(d, "<a");
        put_attr(d, "href", href);
        put(d, ">");
    }
    put(d, "<img");
    put_attr(d, "src", src);
    put_attr(d, "alt", text(v, "alt"));
    put_attr(d, "title", text(v, "title"));
    put_attr(d, "width", text(v, "width"));
    put_attr(d, "height", text(v, "height"));
    put(d, href.n ? "/></a>" : "/>");
}

static void card_image(struct doc *d, const struct oc_value *v)
{
    put(d, "<figure class=\"kg-card kg-image-card\">");
    put_image(d, v);
    put_html(d, "<figcaption>", text(v, "caption"), "</figcaption>");
    put(d, "</figure>");
}

static void card_gallery(struct doc *d, const struct oc_value *v)
{
    const struct oc_value *images = get(v, "images");
    put(d, "<figure class=\"kg-card kg-gallery-card\"><div class=\"kg-gallery-container\">");
    for (const struct oc_value *i = images ? images->child : NULL; i; i = i->next) {
        put(d, "<div class=\"kg-gallery-image\">");
        put_image(d, i);
        put(d, "</div>");
    }
    put(d, "</div>");
    put_html(d, "<figcaption>", text(v, "caption"), "</figcaption>");
    put(d, "</figure>");
}

static void card_bookmark(struct doc *d, const struct oc_value *v)
{
    const struct oc_value *about = get(v, "metadata");
    struct oc_str url = text(v, "url"), title = text(about, "title");
    if (!url.n)
        url = text(about, "url");
    if (!url.n)
        return;
    put(d, "<figure class=\"kg-card kg-bookmark-card\"><a class=\"kg-bookmark-container\"");
    put_attr(d, "href", url);
    put(d, "><div class=\"kg-bookmark-content\">");
    put_text(d, "<div class=\"kg-bookmark-title\">", title.n ? title : url, "</div>");
    put_text(d, "<div class=\"kg-bookmark-description\">", text(about, "description"), "</div>");
    put(d, "<div class=\"kg-bookmark-metadata\">");
    put_text(d, "<span class=\"kg-bookmark-author\">", text(about, "author"), "</span>");
    put_text(d, "<span class=\"kg-bookmark-publisher\">", text(about, "publisher"), "</span>");
    put(d, "</div></div></a>");
    put_html(d, "<figcaption>", text(v, "caption"), "</figcaption>");
    put(d, "</figure>");
}

static void card_callout(struct doc *d, const struct oc_value *v)
{
    put(d, "<div class=\"kg-card kg-callout-card\">");
    put_text(d, "<div class=\"kg-callout-emoji\">", text(v, "calloutEmoji"), "</div>");
    put_html(d, "<div class=\"kg-callout-text\">", text(v, "calloutText"), "</div>");
    put(d, "</div>");
}

static void card_toggle(struct doc *d, const struct oc_value *v)
{
    put(d, "<div class=\"kg-card kg-toggle-card\"><div class=\"kg-toggle-heading\">");
    put_html(d, "<h4 class=\"kg-toggle-heading-text\">", text(v, "heading"), "</h4>");
    put(d, "</div>");
    put_html(d, "<div class=\"kg-toggle-content\">", text(v, "content"), "</div>");
    put(d, "</div>");
}

static void card_code(struct doc *d, const struct oc_value *v)
{
    struct oc_str language = text(v, "language"), caption = text(v, "caption");
    put(d, !oc_str_blank(caption) ? "<figure class=\"kg-card kg-code-card\"><pre><code"
                                  : "<pre><code");
    if (language.n) {
        put(d, " class=\"language-");
        oc_buf_put_xml(d->out, language);
        put(d, "\"");
    }
    put_text(d, ">", text(v, "code"), "");
    put(d, text(v, "code").n ? "</code></pre>" : "></code></pre>");
    put_html(d, "<figcaption>", caption, "</figcaption></figure>");
}

static void card_html(struct doc *d, const struct oc_value *v)
{
    oc_buf_put(d->out, text(v, "html"));
}

static void card_markdown(struct doc *d, const struct oc_value *v)
{
    d->markdown = true;
    put(d, "\n");
    oc_buf_put(d->out, text(v, "markdown"));
    put(d, "\n");
}

/* What is embedded may be known by its address alone. */
static void card_embed(struct doc *d, const struct oc_value *v)
{
    struct oc_str html = text(v, "html"), url = text(v, "url");
    put(d, "<figure class=\"kg-card kg-embed-card\">");
    if (html.n) {
        oc_buf_put(d->out, html);
    } else if (url.n) {
        put(d, "<p><a");
        put_attr(d, "href", url);
        put_text(d, ">", url, "</a></p>");
    }
    put_html(d, "<figcaption>", text(v, "caption"), "</figcaption>");
    put(d, "</figure>");
}

static void card_rule(struct doc *d, const struct oc_value *v OC_UNUSED)
{
    put(d, "<hr/>");
}

static void card_file(struct doc *d, const struct oc_value *v)
{
    struct oc_str title = text(v, "fileTitle");
    put(d, "<div class=\"kg-card kg-file-card\"><a class=\"kg-file-card-container\"");
    put_attr(d, "href", text(v, "src"));
    put(d, "><div class=\"kg-file-card-contents\">");
    put_text(d, "<div class=\"kg-file-card-title\">", title.n ? title : text(v, "fileName"),
             "</div>");
    put_text(d, "<div class=\"kg-file-card-caption\">", text(v, "fileCaption"), "</div>");
    put(d, "</div></a></div>");
}

static void put_player(struct doc *d, const struct oc_value *v, const char *element)
{
    oc_buf_printf(d->out, "<figure class=\"kg-card\"><%s controls=\"\"", element);
    put_attr(d, "src", text(v, "src"));
    oc_buf_printf(d->out, "></%s>", element);
    put_text(d, "<div class=\"kg-audio-title\">", text(v, "title"), "</div>");
    put_html(d, "<figcaption>", text(v, "caption"), "</figcaption>");
    put(d, "</figure>");
}

static void card_audio(struct doc *d, const struct oc_value *v)
{
    put_player(d, v, "audio");
}

static void card_video(struct doc *d, const struct oc_value *v)
{
    put_player(d, v, "video");
}

static void card_header(struct doc *d, const struct oc_value *v)
{
    put_html(d, "<h2>", text(v, "header"), "</h2>");
    put_html(d, "<p>", text(v, "subheader"), "</p>");
}

static void card_button(struct doc *d, const struct oc_value *v)
{
    struct oc_str url = text(v, "buttonUrl");
    if (!url.n)
        return;
    put(d, "<p><a");
    put_attr(d, "href", url);
    put_text(d, ">", text(v, "buttonText"), "");
    put(d, text(v, "buttonText").n ? "</a></p>" : "></a></p>");
}

static void card_product(struct doc *d, const struct oc_value *v)
{
    put_html(d, "<h4>", text(v, "productTitle"), "</h4>");
    put_html(d, "", text(v, "productDescription"), "");
}

static void card_words(struct doc *d, const struct oc_value *v)
{
    put_html(d, "", text(v, "textValue"), "");
}

static const struct card {
    const char *name;
    void (*write)(struct doc *d, const struct oc_value *v);
} cards[] = {
    {"image", card_image},       {"gallery", card_gallery},
    {"bookmark", card_bookmark}, {"callout", card_callout},
    {"toggle", card_toggle},     {"codeblock", card_code},
    {"code", card_code},         {"html", card_html},
    {"markdown", card_markdown}, {"card-markdown", card_markdown},
    {"embed", card_embed},       {"horizontalrule", card_rule},
    {"hr", card_rule},           {"file", card_file},
    {"audio", card_audio},       {"video", card_video},
    {"header", card_header},     {"button", card_button},
    {"product", card_product},   {"call-to-action", card_words},
};

static bool put_card(struct doc *d, struct oc_str name, const struct oc_value *v)
{
    for (size_t i = 0; v && i < OC_COUNT(cards); i++)
        if (oc_str_is(name, cards[i].name)) {
            cards[i].write(d, v);
            put(d, "\n\n");
            return true;
        }
    return false;
}

/* ---- Lexical ---- */

/* What the bits of a text's format stand for, the outermost first. */
static const struct {
    int64_t bit;
    const char *tag;
} formats[] = {{1, "strong"}, {2, "em"},   {4, "s"},    {8, "u"},
               {128, "mark"}, {32, "sub"}, {64, "sup"}, {16, "code"}};

static void lexical_text(struct doc *d, const struct oc_value *v)
{
    struct oc_str s = text(v, "text");
    int64_t format = number(get(v, "format"));
    for (size_t i = 0; i < OC_COUNT(formats); i++)
        if (s.n && (format & formats[i].bit))
            oc_buf_printf(d->out, "<%s>", formats[i].tag);
    oc_buf_put_xml(d->out, s);
    for (size_t i = OC_COUNT(formats); i > 0; i--)
        if (s.n && (format & formats[i - 1].bit))
            oc_buf_printf(d->out, "</%s>", formats[i - 1].tag);
}

/* The element that a node with children is; "" when it is its children alone. */
static struct oc_str element_of(const struct oc_value *v, struct oc_str type)
{
    static const char *const headings[] = {"h1", "h2", "h3", "h4", "h5", "h6"};
    struct oc_str tag = text(v, "tag");
    if (oc_str_is(type, "paragraph"))
        return OC_STR("p");
    if (oc_str_is(type, "list"))
        return oc_str_is(tag, "ol") || oc_str_is(text(v, "listType"), "number") ? OC_STR("ol")
                                                                                : OC_STR("ul");
    if (oc_str_is(type, "listitem"))
        return OC_STR("li");
    if (oc_str_ends(type, "quote") || oc_str_is(type, "aside"))
        return OC_STR("blockquote");
    if (oc_str_ends(type, "link"))
        return OC_STR("a");
    for (size_t i = 0; oc_str_ends(type, "heading") && i < OC_COUNT(headings); i++)
        if (oc_str_is(tag, headings[i]))
            return tag;
    return oc_str_ends(type, "heading") ? OC_STR("h2") : OC_STR_NONE;
}

static void lexical_node(struct doc *d, const struct oc_value *v);

/* A list in a list is an item of its own in Lexical: it stands in the item before. */
static void lexical_items(struct doc *d, const struct oc_value *list)
{
    bool open = false;
    for (const struct oc_value *i = list ? list->child : NULL; i; i = i->next) {
        const struct oc_value *children = get(i, "children");
        bool deeper = oc_str_is(text(item(children, 0), "type"), "list");
        if (!deeper || !open)
            put(d, open ? "</li><li>" : "<li>");
        open = true;
        for (const struct oc_value *c = children ? children->child : NULL; c; c = c->next)
            lexical_node(d, c);
    }
    put(d, open ? "</li>" : "");
}

/* As deep as the parser lets trees be. */
static void lexical_node(struct doc *d, const struct oc_value *v)
{
    struct oc_str type = text(v, "type");
    if (oc_str_ends(type, "text") || oc_str_is(type, "tk")) {
        lexical_text(d, v);
        return;
    }
    if (oc_str_ends(type, "linebreak") || oc_str_is(type, "tab")) {
        put(d, oc_str_is(type, "tab") ? " " : "<br/>");
        return;
    }
    const struct oc_value *children = get(v, "children");
    if (!children && put_card(d, type, v))
        return;
    struct oc_str element = element_of(v, type);
    bool block = element.n && !oc_str_is(element, "a") && !oc_str_is(element, "li");
    if (element.n)
        oc_buf_printf(d->out, "<%.*s", OC_STR_ARG(element));
    if (oc_str_is(element, "a"))
        put_attr(d, "href", text(v, "url"));
    if (oc_str_is(element, "ol") && number(get(v, "start")) > 1)
        put_attr(d, "start", text(v, "start"));
    put(d, element.n ? ">" : "");
    if (oc_str_is(type, "list"))
        lexical_items(d, children);
    else
        for (const struct oc_value *c = children ? children->child : NULL; c; c = c->next)
            lexical_node(d, c);
    if (element.n)
        oc_buf_printf(d->out, "</%.*s>", OC_STR_ARG(element));
    put(d, block ? "\n" : "");
}

/* ---- mobiledoc ---- */

struct mobile {
    struct doc *d;
    struct items atoms, cards, markups;
};

static const struct oc_value *nth(const struct items *items, const struct oc_value *i)
{
    size_t n = (size_t)number(i);
    return n < items->n ? items->v[n] : NULL;
}

static const char *one_of(struct oc_str tag, const char *const *known, const char *otherwise)
{
    while (*known && !oc_str_is(tag, *known))
        known++;
    return *known ? *known : otherwise;
}

static const char *markup_tag(const struct oc_value *markup)
{
    static const char *const known[] = {"strong", "b", "em",   "i",   "s",   "del", "u",
                                        "code",   "a", "mark", "sub", "sup", NULL};
    return one_of(raw(item(markup, 0)), known, "span");
}

static void open_markup(struct mobile *m, const struct oc_value *markup)
{
    const struct oc_value *attrs = item(markup, 1);
    oc_buf_printf(m->d->out, "<%s", markup_tag(markup));
    for (size_t i = 0; i < 8 && item(attrs, i + 1); i += 2)
        if (oc_str_is(raw(item(attrs, i)), "href"))
            put_attr(m->d, "href", raw(item(attrs, i + 1)));
    put(m->d, ">");
}

/* [type, opened markups, how many are closed, text or atom] one after the other. */
static void put_markers(struct mobile *m, const struct oc_value *markers)
{
    const struct oc_value *open[OC_MAX_VALUE_DEPTH];
    size_t n = 0;
    for (const struct oc_value *v = markers ? markers->child : NULL; v; v = v->next) {
        const struct oc_value *opened = item(v, 1);
        for (const struct oc_value *i = opened ? opened->child : NULL; i && n < OC_MAX_VALUE_DEPTH;
             i = i->next) {
            open[n] = nth(&m->markups, i);
            open_markup(m, open[n++]);
        }
        if (number(item(v, 0)) == 0)
            oc_buf_put_xml(m->d->out, raw(item(v, 3)));
        else if (oc_str_is(raw(item(nth(&m->atoms, item(v, 3)), 0)), "soft-return"))
            put(m->d, "<br/>");
        for (int64_t closed = number(item(v, 2)); closed > 0 && n > 0; closed--)
            oc_buf_printf(m->d->out, "</%s>", markup_tag(open[--n]));
    }
    while (n > 0)
        oc_buf_printf(m->d->out, "</%s>", markup_tag(open[--n]));
}

static void put_section(struct mobile *m, const struct oc_value *v)
{
    static const char *const known[] = {"p",  "h1", "h2", "h3",         "h4",    "h5",
                                        "h6", "ul", "ol", "blockquote", "aside", NULL};
    struct oc_str tag = raw(item(v, 1));
    int64_t type = number(item(v, 0));
    const char *name = one_of(tag, known, "p");
    const struct oc_value *content = item(v, 2);
    if (type == 10) {
        const struct oc_value *card = nth(&m->cards, item(v, 1));
        (void)put_card(m->d, raw(item(card, 0)), item(card, 1));
    } else if (type == 2) {
        put(m->d, "<figure><img");
        put_attr(m->d, "src", tag);
        put(m->d, "/></figure>\n");
    } else if (type == 1 || type == 3) {
        oc_buf_printf(m->d->out, "<%s>", name);
        for (const struct oc_value *i = type == 3 && content ? content->child : NULL; i;
             i = i->next) {
            put(m->d, "<li>");
            put_markers(m, i);
            put(m->d, "</li>");
        }
        if (type == 1)
            put_markers(m, content);
        oc_buf_printf(m->d->out, "</%s>\n", name);
    }
}

/* ---- both ---- */

bool oc_ghost_doc(struct oc_buf *out, bool *markdown, struct oc_arena *a, struct oc_str json)
{
    struct doc d = {.out = out};
    const struct oc_value *v = json.n ? oc_value_json(a, NULL, json, 1) : NULL;
    const struct oc_value *root = get(v, "root"), *sections = get(v, "sections");
    struct mobile m = {&d, items_of(a, get(v, "atoms")), items_of(a, get(v, "cards")),
                       items_of(a, get(v, "markups"))};
    if (root)
        lexical_node(&d, root);
    for (const struct oc_value *s = sections ? sections->child : NULL; s; s = s->next)
        put_section(&m, s);
    *markdown = d.markdown;
    return root || sections;
}
