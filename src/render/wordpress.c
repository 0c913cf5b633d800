/* SPDX-License-Identifier: MIT */
/*
 * A WordPress body to HTML. One pass takes out the comments, which mark the block editor's blocks,
 * with the blocks that have no content of their own, and replaces shortcodes and lone addresses;
 * nothing inside code is looked at. Bodies without block comments get their paragraphs then.
 */
#include "render/wordpress.h"

#include "base/limits.h"
#include "render/figure.h"

/* ---- blocks ---- */

/* Blocks whose content the site makes: what stands in them are placeholders. */
static bool is_dynamic(struct oc_str name)
{
    static const char *const names[] = {"query",        "comments",          "navigation",
                                        "social-links", "template-part",     "comments-query-loop",
                                        "latest-posts", "post-comments-form"};
    for (size_t i = 0; i < OC_COUNT(names); i++)
        if (oc_str_is(name, names[i]))
            return true;
    return false;
}

#define MAX_ESCAPED 1024

struct body {
    struct oc_str s;
    struct oc_buf *out;
    struct oc_shortcodes codes;
    bool blocks;       /* made by the block editor */
    bool line_start;   /* a lone address may stand here */
    bool in_wrapper;   /* in the box of an embed */
    bool no_block_end; /* the end of a block was looked for in vain */
};

/* The offset after the end of the dynamic block that the comment at `at`, up to end, opens. */
static size_t skip_block(struct body *b, size_t end, struct oc_str name)
{
    struct oc_arena *a = b->codes.r->arena;
    const char *open = oc_arena_printf(a, "<!-- wp:%.*s", OC_STR_ARG(name)).p;
    const char *close = oc_arena_printf(a, "<!-- /wp:%.*s", OC_STR_ARG(name)).p;
    size_t depth = 1, at = end, next_open = oc_str_find(b->s, open, at);
    if (b->no_block_end)
        return end;
    while (depth > 0) {
        size_t stop = oc_str_find(b->s, close, at);
        if (stop == SIZE_MAX) {
            b->no_block_end = true;
            return end;
        }
        while (next_open < stop) {
            size_t tag = oc_wordpress_tag_end(b->s, next_open);
            /* "wp:query" is also the beginning of "wp:query-title", and a closed one opens none */
            size_t next = next_open + strlen(open);
            bool same = next < b->s.n && b->s.p[next] == ' ' && tag > 3 &&
                        !oc_str_ends(oc_str_sub(b->s, 0, tag), "/-->");
            depth += same;
            next_open = oc_str_find(b->s, open, next_open + 1);
        }
        char after = stop + strlen(close) < b->s.n ? b->s.p[stop + strlen(close)] : ' ';
        depth -= after == ' ' || after == '-';
        if (after == '-' && !oc_str_starts(oc_str_sub(b->s, stop + strlen(close), b->s.n), "-->"))
            depth++; /* the end of "wp:query-pagination" */
        at = oc_wordpress_tag_end(b->s, stop);
        if (!at)
            return b->s.n;
    }
    return at;
}

/* A comment: the offset after it and after what goes with it. */
static size_t comment(struct body *b, size_t at, size_t end)
{
    struct oc_str text = oc_str_trim(oc_str_sub(b->s, at + 4, end - 3)), name;
    b->line_start = true;
    if (oc_str_starts(text, "nextpage"))
        oc_buf_puts(b->out, "\n\n");
    if (!oc_str_starts(text, "wp:"))
        return end;
    size_t to = 3;
    while (to < text.n && !strchr(" \t\n{", text.p[to]))
        to++;
    name = oc_str_sub(text, 3, to);
    bool closed = oc_str_ends(text, "/");
    return closed || !is_dynamic(name) ? end : skip_block(b, end, name);
}

/* ---- the pass ---- */

/* Elements whose content is copied as it stands. */
static bool is_verbatim(struct oc_str name)
{
    static const char *const names[] = {"pre", "code", "script", "style", "textarea",
                                        "svg", "math", "kbd",    "samp"};
    for (size_t i = 0; i < OC_COUNT(names); i++)
        if (oc_str_iis(name, names[i]))
            return true;
    return false;
}

/* Where the element that opens before `from` ends, its end tag included; from when it does not. */
static size_t verbatim_end(struct oc_str s, size_t from, struct oc_str name)
{
    for (size_t at = from; (at = oc_str_find(s, "</", at)) != SIZE_MAX; at += 2) {
        bool close;
        if (!oc_str_ieq(oc_wordpress_tag_name(&close, s, at), name))
            continue;
        size_t end = oc_wordpress_tag_end(s, at);
        return end ? end : s.n;
    }
    return s.n; /* the parser will read it so too */
}

static size_t tag(struct body *b, size_t at, size_t end)
{
    bool close;
    struct oc_str name = oc_wordpress_tag_name(&close, b->s, at);
    struct oc_str text = oc_str_sub(b->s, at, end);
    bool p = oc_str_iis(name, "p"), div = oc_str_iis(name, "div");
    oc_buf_put(b->out, text);
    b->line_start = p || div;
    if (div || oc_str_iis(name, "figure"))
        b->in_wrapper = !close && oc_str_find(text, "wp-block-embed__wrapper", 0) != SIZE_MAX;
    if (close || !is_verbatim(name) || oc_str_ends(text, "/>"))
        return end;
    size_t stop = verbatim_end(b->s, end, name);
    oc_buf_put(b->out, oc_str_sub(b->s, end, stop));
    return stop;
}

/* An address that has its line or paragraph to itself: the length of it all, else 0. */
static size_t lone_address(struct body *b, size_t at)
{
    struct oc_str s = b->s;
    size_t from = at, to;
    while (from < s.n && (s.p[from] == ' ' || s.p[from] == '\t'))
        from++;
    struct oc_str rest = oc_str_sub(s, from, s.n);
    if (!oc_str_istarts(rest, "http://") && !oc_str_istarts(rest, "https://"))
        return 0;
    for (to = from; to < s.n && !strchr(" \t\r\n<>\"", s.p[to]);)
        to++;
    size_t end = to;
    while (end < s.n && (s.p[end] == ' ' || s.p[end] == '\t' || s.p[end] == '\r'))
        end++;
    bool tag_follows = end < s.n && s.p[end] == '<';
    bool closes = oc_str_istarts(oc_str_sub(s, end, s.n), "</p>") ||
                  oc_str_istarts(oc_str_sub(s, end, s.n), "</div>");
    if (end < s.n && s.p[end] != '\n' && !(tag_follows && closes))
        return 0;
    if (!oc_wordpress_embed(b->out, b->codes.r->arena, oc_str_sub(s, from, to), b->in_wrapper))
        return 0;
    return end - at;
}

/* The text up to the next '<', at which it stops. */
static size_t text(struct body *b, size_t at)
{
    struct oc_str s = b->s;
    for (size_t from = at;;) {
        if (b->line_start) {
            size_t used = lone_address(b, at);
            b->line_start = false;
            if (used) {
                at += used;
                from = at;
            }
        }
        while (at < s.n && s.p[at] != '<' && s.p[at] != '[' && s.p[at] != '\n' && s.p[at] != '$')
            at++;
        if (at < s.n && s.p[at] == '\n') {
            at++;
            oc_buf_put(b->out, oc_str_sub(s, from, at));
            from = at;
            b->line_start = true;
            continue;
        }
        oc_buf_put(b->out, oc_str_sub(s, from, at));
        if (at == s.n || s.p[at] == '<')
            return at;
        if (s.p[at] == '$') {
            size_t used = oc_wordpress_latex(b->out, oc_str_sub(s, at, s.n));
            at += used ? used : 1;
            oc_buf_put(b->out, used ? OC_STR_NONE : OC_STR("$"));
        } else if (at + 1 < s.n && s.p[at + 1] == '[') { /* "[[gallery]]" is the text "[gallery]" */
            struct oc_str near = oc_str_sub(s, at + 1, at + MAX_ESCAPED);
            size_t end = oc_str_find(near, "]]", 0);
            bool escaped = end != SIZE_MAX && oc_shortcode_known(near);
            oc_buf_put(b->out, escaped ? oc_str_sub(near, 0, end + 1) : OC_STR("["));
            at += escaped ? end + 3 : 1;
        } else {
            size_t used = oc_shortcode(b->out, &b->codes, oc_str_sub(s, at, s.n));
            at += used ? used : 1;
            oc_buf_put(b->out, used ? OC_STR_NONE : OC_STR("["));
        }
        from = at;
    }
}

static void put_body(struct oc_buf *out, struct oc_render *r, struct oc_str source)
{
    struct body b = {
        .s = source, .out = out, .codes = {.r = r, .source = source}, .line_start = true};
    b.blocks = oc_str_find(source, "<!-- wp:", 0) != SIZE_MAX;
    struct oc_buf plain;
    oc_buf_init(&plain, OC_MAX_PAGE_BYTES);
    oc_buf_init(&b.codes.notes, OC_MAX_PAGE_BYTES);
    if (!b.blocks)
        b.out = &plain;
    for (size_t at = 0; at < source.n;) {
        at = text(&b, at);
        if (at == source.n)
            break;
        size_t end = oc_wordpress_tag_end(source, at);
        if (!end) {
            oc_buf_putc(b.out, '<');
            at++;
        } else if (oc_str_starts(oc_str_sub(source, at, source.n), "<!--")) {
            at = comment(&b, at, end);
        } else {
            at = tag(&b, at, end);
        }
    }
    if (!b.blocks)
        oc_wordpress_paragraphs(out, oc_buf_view(&plain));
    oc_buf_release(&plain);
    oc_shortcodes_end(out, &b.codes);
}

void oc_wordpress_html(struct oc_buf *out, struct oc_render *r, struct oc_str source)
{
    size_t tail = r->post->tail_at;
    put_body(out, r, oc_wordpress_reuse(r, tail ? oc_str_sub(source, 0, tail) : source));
    if (!tail || tail >= source.n)
        return;
    oc_buf_puts(out, "\n<section class=\"comments\">\n<h2>");
    struct oc_str lang = oc_lang_tag(r->arena, r->post->lang);
    oc_buf_put_xml(out, oc_str(oc_label(lang.n ? lang : r->book->lang, "comments")));
    oc_buf_puts(out, "</h2>\n");
    oc_wordpress_paragraphs(out, oc_str_sub(source, tail, source.n));
    oc_buf_puts(out, "</section>\n");
}

/* ---- the tree ---- */

static xmlNode *new_image(xmlNode *near, struct oc_str src)
{
    xmlNode *img = oc_node_new(near->doc, "img");
    oc_attr_set(img, "src", src);
    return img;
}

/* Old cover blocks have their picture in a style. */
static void show_background(xmlNode *n, struct oc_arena *a)
{
    struct oc_str style = oc_attr(n, "style");
    size_t at = oc_str_find(style, "background-image:", 0);
    at = at == SIZE_MAX ? at : oc_str_find(style, "url(", at);
    size_t end = at == SIZE_MAX ? at : oc_str_chr(style, ')', at);
    if (end == SIZE_MAX)
        return;
    struct oc_str url = oc_str_trim(oc_str_sub(style, at + 4, end));
    if (url.n > 1 && strchr("\"'", url.p[0]))
        url = oc_str_sub(url, 1, url.n - 1);
    xmlNode *p = oc_node_new(n->doc, "p");
    oc_node_append(p, new_image(n, oc_arena_copy(a, url)));
    if (n->children)
        oc_node_before(n->children, p);
    else
        oc_node_append(n, p);
}

/* Line ends of a verse are breaks in running text. */
static void make_verse(xmlNode *pre)
{
    for (xmlNode *n = oc_node_next(pre, pre), *next; n; n = next) {
        next = oc_node_next(pre, n);
        if (n->type != XML_TEXT_NODE)
            continue;
        struct oc_str line, rest = oc_node_value(n);
        bool first = true;
        size_t at = oc_str_chr(rest, '\n', 0);
        if (at == SIZE_MAX)
            continue;
        while (rest.p && oc_str_cut(&line, &rest, '\n')) {
            if (!first)
                oc_node_before(n, oc_node_new(n->doc, "br"));
            if (line.n)
                oc_node_before(n, oc_node_new_text(n->doc, line));
            first = false;
        }
        oc_node_remove(n);
    }
    oc_node_rename(pre, "p");
    oc_attr_set(pre, "class", OC_STR("verse"));
}

/* A gallery is a box of figures; a caption of the whole follows them. */
static void make_gallery(xmlNode *n)
{
    static const char *const lists[] = {"ul", "ol", NULL};
    oc_node_rename(n, "div");
    oc_attr_set(n, "class", OC_STR("gallery"));
    for (xmlNode *at = n->children, *next; at; at = next) {
        next = at->next;
        if (oc_node_is(at, "figcaption")) {
            oc_node_rename(at, "p");
        } else if (oc_node_in(at, lists) || oc_node_is(at, "li")) {
            next = oc_node_unwrap(at);
        }
    }
}

static bool is_layout(const xmlNode *n)
{
    static const char *const classes[] = {"wp-block-column",     "wp-block-columns",
                                          "wp-block-group",      "wp-block-group__inner-container",
                                          "wp-block-media-text", "wp-block-media-text__content"};
    for (size_t i = 0; i < OC_COUNT(classes) && oc_node_is(n, "div"); i++)
        if (oc_class_has(n, classes[i]))
            return true;
    return false;
}

/* Columns and groups stand below one another in a book: their paragraphs go on with those around.
 * A place to link to stays, and a box that is seen. */
static void open_layout(xmlNode *n)
{
    static const char *const blocks[] = {
        "p",   "h1", "h2",    "h3",  "h4",     "h5",         "h6",      "ul",      "ol", "dl",
        "pre", "hr", "table", "div", "figure", "blockquote", "section", "details", NULL};
    bool seen = oc_class_has(n, "has-background") || oc_class_has(n, "has-border-color");
    for (const xmlNode *c = n->children; c; c = c->next)
        if (c->type == XML_ELEMENT_NODE ? !oc_node_in(c, blocks) : !oc_str_blank(oc_node_value(c)))
            return;
    if (!seen && !oc_attr(n, "id").n)
        oc_node_unwrap(n);
}

/* note's export: a script shows what the figure is, which its address alone tells. */
static void show_address(struct oc_render *r, xmlNode *figure)
{
    struct oc_str url = oc_arena_copy(r->arena, oc_attr(figure, "data-src"));
    xmlNode *p = oc_node_new(figure->doc, "p"), *a = oc_node_new(figure->doc, "a");
    oc_attr_set(a, "href", url);
    oc_node_append(a, oc_node_new_text(figure->doc, url));
    oc_node_append(p, a);
    oc_node_append(figure, p);
}

static bool is_empty_embed(const xmlNode *n)
{
    return oc_node_is(n, "figure") && oc_attr(n, "embedded-service").n &&
           oc_str_starts(oc_attr(n, "data-src"), "http") && oc_node_empty(n);
}

static void tidy(struct oc_render *r, xmlNode *n)
{
    if (is_empty_embed(n))
        show_address(r, n);
    else if (oc_node_is(n, "pre"))
        make_verse(n);
    else if (oc_class_has(n, "wp-block-gallery") || oc_class_has(n, "blocks-gallery-grid"))
        make_gallery(n);
    else if (oc_class_has(n, "wp-block-cover"))
        show_background(n, r->arena);
    else if (oc_class_has(n, "wp-block-embed__wrapper"))
        oc_node_unwrap(n);
    else if (is_layout(n))
        open_layout(n);
    else if (oc_class_has(n, "wp-caption"))
        oc_node_rename(n, "figure");
    else if (oc_class_has(n, "wp-caption-text"))
        oc_node_rename(n, "figcaption");
    else
        oc_node_remove(n);
}

/* What tidy changes; the others it takes out. */
static bool is_untidy(const xmlNode *n)
{
    if (is_layout(n) || is_empty_embed(n))
        return true;
    static const struct {
        const char *element, *class;
    } rows[] = {{"pre", "wp-block-verse"},
                {"figure", "wp-block-gallery"},
                {"ul", "wp-block-gallery"},
                {"div", "wp-block-cover"},
                {"div", "wp-caption"},
                {"p", "wp-caption-text"},
                {"a", "wp-block-file__button"},
                {"object", "wp-block-file__embed"},
                {"div", "wp-block-spacer"},
                {"div", "wp-block-embed__wrapper"},
                {"span", "wp-block-cover__background"},
                {"span", "wp-block-cover__gradient-background"}};
    for (size_t i = 0; i < OC_COUNT(rows); i++)
        if (oc_node_is(n, rows[i].element) && oc_class_has(n, rows[i].class))
            return true;
    return false;
}

void oc_wordpress_tidy(struct oc_render *r, xmlNode *body)
{
    struct oc_nodes found = {.n = 0};
    for (xmlNode *n = oc_node_next(body, body); n; n = oc_node_next(body, n))
        if (n->type == XML_ELEMENT_NODE && n->properties && is_untidy(n))
            oc_nodes_add(&found, r->arena, n);
    for (size_t i = found.n; i-- > 0;) /* what is inside comes before what it is in */
        tidy(r, found.v[i]);
}
