/* SPDX-License-Identifier: MIT */
/*
 * Headings and ids. The title is the page's one h1; below it levels follow from how the headings
 * nest, not from the numbers the author chose: a stack of open headings gives each one level more
 * than the heading it stands under, so that none is ever skipped.
 *
 * The same walk gives every id of the page its final form, in document order, so that of two
 * places with one name the first keeps it, as in a browser.
 */
#include "base/limits.h"
#include "base/uni.h"
#include "base/utf8.h"
#include "render/ids.h"
#include "render/passes.h"

struct headings {
    struct oc_render *r;
    int source[6], made[6]; /* the open headings: level as written, level in the page */
    int depth;
    bool first, done;    /* no heading was met yet; the title's repetition is dealt with */
    bool full;           /* of headings, and it has been said */
    struct oc_map slugs; /* GitHub's slug -> how many headings had it */
    size_t cap;          /* of post->headings */
    struct oc_buf text, buf;
};

/* ---- text ---- */

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* White space folded to single blanks, in place. */
static void fold(struct oc_buf *b)
{
    size_t out = 0;
    if (b->n == 0)
        return; /* p may be a constant */
    for (size_t i = 0; i < b->n; i++) {
        if (!is_space(b->p[i]))
            b->p[out++] = b->p[i];
        else if (out > 0 && b->p[out - 1] != ' ')
            b->p[out++] = ' ';
    }
    while (out > 0 && b->p[out - 1] == ' ')
        out--;
    b->n = out;
    b->p[out] = '\0';
}

/* The heading's words; alt texts stand in for images, references to notes are no part of it. */
static void heading_text(struct oc_buf *out, xmlNode *h)
{
    oc_buf_clear(out);
    for (xmlNode *n = oc_node_next(h, h), *next; n; n = next) {
        next = oc_node_next(h, n);
        bool whole = oc_node_is(n, "math") || oc_node_is(n, "svg") || oc_node_is(n, "img");
        if (n->type == XML_TEXT_NODE)
            oc_buf_put(out, oc_node_value(n));
        else if (oc_node_is(n, "br"))
            oc_buf_putc(out, ' ');
        else if (whole)
            oc_node_text(out, n, true);
        if (whole || oc_str_is(oc_attr(n, "epub:type"), "noteref"))
            next = oc_node_next_skip(h, n);
    }
    fold(out);
}

/* What two titles are compared by: lower case, typographic quotes as plain ones. */
static void compare_key(struct oc_buf *out, struct oc_str text)
{
    for (size_t at = 0; at < text.n;) {
        uint32_t cp = oc_utf8_next(text, &at);
        if (cp == 0x2018 || cp == 0x2019)
            cp = '\'';
        else if (cp == 0x201C || cp == 0x201D)
            cp = '"';
        else if (cp == 0xA0 || cp == 0x3000)
            cp = ' ';
        oc_buf_put_cp(out, oc_uni_lower(cp));
    }
    fold(out);
}

static bool same_title(struct oc_str a, struct oc_str b)
{
    struct oc_buf x, y;
    oc_buf_init(&x, OC_MAX_TITLE_BYTES * 4);
    oc_buf_init(&y, OC_MAX_TITLE_BYTES * 4);
    compare_key(&x, a);
    compare_key(&y, b);
    bool same = x.n > 0 && !x.full && !y.full && oc_str_eq(oc_buf_view(&x), oc_buf_view(&y));
    oc_buf_release(&x);
    oc_buf_release(&y);
    return same;
}

/* ---- attribute lists: {#id .class} and {: #id} ---- */

static bool id_char(char c)
{
    return (unsigned char)c > ' ' && !strchr("{}\"'<>=#", c);
}

/*
 * The id in a list in braces at the end of text; *from is where the list and the blanks before it
 * start. False when the text ends in no such list.
 */
static bool attribute_list(struct oc_str *id, size_t *from, struct oc_str text)
{
    struct oc_str t = oc_str_trim(text);
    size_t open = oc_str_rchr(t, '{');
    *id = OC_STR_NONE;
    if (open == SIZE_MAX || !oc_str_ends(t, "}"))
        return false;
    struct oc_str rest = oc_str_sub(t, open + 1, t.n - 1), word;
    if (oc_str_starts(rest, ":"))
        rest = oc_str_sub(rest, 1, rest.n);
    bool any = false;
    while (oc_str_cut(&word, &rest, ' ')) {
        if (word.n == 0)
            continue;
        if ((word.p[0] != '#' && word.p[0] != '.') || word.n == 1)
            return false;
        for (size_t i = 1; i < word.n; i++)
            if (!id_char(word.p[i]))
                return false;
        if (word.p[0] == '#')
            *id = oc_str_sub(word, 1, word.n);
        any = true;
    }
    *from = (size_t)(t.p - text.p) + open;
    while (*from > 0 && is_space(text.p[*from - 1]))
        (*from)--;
    return any;
}

/* Takes such a list off the heading's end; the id in the scratch arena, or empty. */
static struct oc_str take_attributes(struct oc_render *r, xmlNode *h)
{
    xmlNode *last = h->last;
    struct oc_str id;
    size_t from;
    if (!last || last->type != XML_TEXT_NODE || !attribute_list(&id, &from, oc_node_value(last)) ||
        (from == 0 && last == h->children))
        return OC_STR_NONE;
    id = oc_arena_copy(r->arena, id);
    oc_node_set_value(last, oc_str_sub(oc_node_value(last), 0, from));
    return id;
}

/* The same on a line of its own below the heading, which cmark made a paragraph. */
static struct oc_str take_next_attributes(struct oc_render *r, xmlNode *h)
{
    xmlNode *p = h->next;
    struct oc_str id;
    size_t from;
    while (p && p->type == XML_TEXT_NODE && oc_str_blank(oc_node_value(p)))
        p = p->next;
    if (!oc_node_is(p, "p") || !p->children || p->children != p->last ||
        p->children->type != XML_TEXT_NODE)
        return OC_STR_NONE;
    struct oc_str text = oc_node_value(p->children);
    if (!oc_str_starts(oc_str_trim(text), "{:") || !attribute_list(&id, &from, text) || from > 0)
        return OC_STR_NONE;
    id = oc_arena_copy(r->arena, id);
    oc_node_remove(p);
    return id;
}

/* ---- ids ---- */

/* Gives n the id for wish and remembers every name it had. */
static struct oc_str give_id(struct oc_render *r, xmlNode *n, struct oc_str wish)
{
    struct oc_str id = oc_id_new(r, wish);
    oc_anchor_add(r, wish, id);
    oc_anchor_add(r, oc_attr(n, "id"), id);
    if (oc_node_is(n, "a")) {
        oc_anchor_add(r, oc_attr(n, "name"), id);
        oc_attr_remove(n, "name");
    }
    if (!oc_str_eq(oc_attr(n, "id"), id))
        oc_attr_set(n, "id", id);
    return id;
}

/* Ids that the author wrote, on anything but headings. */
static void keep_id(struct oc_render *r, xmlNode *n)
{
    struct oc_str id, type = oc_attr(n, "epub:type");
    if (type.n > 0)
        return; /* a note's: final already */
    id = oc_str_trim(oc_attr(n, "id"));
    if (id.n == 0 && oc_node_is(n, "a"))
        id = oc_str_trim(oc_attr(n, "name"));
    if (id.n > 0)
        give_id(r, n, oc_arena_copy(r->arena, id));
}

/* Drawings refer to their ids in ways of their own: these stay as they are. */
static void take_foreign_ids(struct oc_render *r, xmlNode *root)
{
    for (xmlNode *n = root; n; n = oc_node_next(root, n)) {
        struct oc_str id = oc_attr(n, "id");
        if (id.n > 0) {
            oc_id_take(r, id);
            oc_anchor_add(r, id, id);
        }
    }
}

/* Links that generators put beside headings, to the heading itself: "#", a pilcrow. */
static bool is_permalink(const xmlNode *n)
{
    static const char *const marks[] = {"", "#", "\xC2\xB6", "\xC2\xA7", "\xF0\x9F\x94\x97"};
    if (!oc_node_is(n, "a") || !oc_str_starts(oc_attr(n, "href"), "#") ||
        (n->children && (n->children != n->last || n->children->type != XML_TEXT_NODE)))
        return false;
    struct oc_str text = oc_str_trim(oc_node_value(n->children));
    for (size_t i = 0; i < OC_COUNT(marks); i++)
        if (oc_str_is(text, marks[i]))
            return true;
    return false;
}

/* Removes them; the name of the first becomes a name of id, or is returned when id is empty. */
static struct oc_str take_permalinks(struct oc_render *r, xmlNode *h)
{
    struct oc_str name = OC_STR_NONE;
    for (xmlNode *n = h->children, *next; n; n = next) {
        next = n->next;
        if (!is_permalink(n))
            continue;
        struct oc_str id = oc_attr(n, "id");
        if (id.n == 0)
            id = oc_attr(n, "name");
        if (id.n == 0)
            id = oc_str_sub(oc_attr(n, "href"), 1, SIZE_MAX);
        if (name.n == 0)
            name = oc_arena_copy(r->arena, id);
        oc_node_remove(n);
    }
    return name;
}

/* ---- levels ---- */

static int level_for(struct headings *s, int source)
{
    while (s->depth > 0 && s->source[s->depth - 1] >= source)
        s->depth--;
    int made = s->depth > 0 ? s->made[s->depth - 1] + 1 : 2;
    if (made > 6)
        made = 6;
    s->source[s->depth] = source;
    s->made[s->depth++] = made;
    return made;
}

/* A heading in what is no part of the post's outline. */
static bool is_aside(const struct oc_render *r, const xmlNode *h)
{
    static const char *const names[] = {"blockquote", "li",      "td",    "th",     "dd",
                                        "dt",         "details", "aside", "figure", "figcaption",
                                        "caption",    "summary", NULL};
    for (const xmlNode *n = h->parent; n && n != r->body; n = n->parent)
        if (oc_node_in(n, names) || oc_class_has(n, "footnotes") || oc_node_heading(n, NULL))
            return true;
    return false;
}

/* <p class="h"><strong>...</strong></p> in its place: bold, but out of the outline. */
static void demote(xmlNode *h)
{
    xmlNode *strong = oc_node_new(h->doc, "strong");
    oc_node_move_children(strong, h);
    oc_node_append(h, strong);
    oc_node_rename(h, "p");
    oc_attr_remove(h, "class");
    oc_class_add(h, "h");
}

/* ---- one heading ---- */

/* For the report: it is not as it was written. to: its level, 0 when it is out of the outline. */
static void note(struct oc_render *r, const xmlNode *h, struct oc_str text, int from, int to)
{
    int col, line = oc_render_place(&col, r, h);
    struct oc_finding *found = oc_render_find(r, OC_FOUND_HEADING, line, col);
    if (!found)
        return;
    found->text = oc_arena_copy(&r->post->arena, text);
    found->from = (size_t)from;
    found->to = (size_t)to;
}

/*
 * Whether h repeats the title that stands above the body: the first heading when it reads the
 * same, or the h1 that collect took the title from.
 */
static bool repeats_title(struct headings *s, int source, struct oc_str text)
{
    const struct oc_post *post = s->r->post;
    bool first = s->first;
    s->first = false;
    if (s->done)
        return false;
    if (post->title_from_body && source == 1)
        return s->done = true;
    return first && same_title(text, post->plain) && (s->done = true);
}

static void remove_title(struct oc_render *r, xmlNode *h, struct oc_str wish, struct oc_str slug)
{
    struct oc_str id = OC_STR(OC_ID_TITLE);
    oc_anchor_add(r, wish, id);
    oc_anchor_add(r, slug, id);
    for (xmlNode *n = h; n; n = oc_node_next(h, n)) {
        oc_anchor_add(r, oc_attr(n, "id"), id);
        if (oc_node_is(n, "a"))
            oc_anchor_add(r, oc_attr(n, "name"), id);
    }
    /* a note's reference must not vanish with it: it would leave the note without a way back */
    for (xmlNode *n = h->children, *next; n; n = next) {
        next = n->next;
        if (oc_str_is(oc_attr(n, "epub:type"), "noteref")) {
            oc_node_before(h, n);
            oc_node_wrap(n, "p");
        }
    }
    oc_node_remove(h);
}

/* What remark-toc and others fill when a site is made: a heading with nothing below it. */
static bool is_empty_contents(const xmlNode *h, struct oc_str text)
{
    static const char *const names[] = {"table of contents", "toc", "目录", "目次"};
    bool named = false;
    for (size_t i = 0; i < OC_COUNT(names); i++)
        named = named || oc_str_iis(text, names[i]);
    if (!named)
        return false;
    const xmlNode *next = h->next;
    while (next && next->type == XML_TEXT_NODE && oc_str_blank(oc_node_value(next)))
        next = next->next;
    return next && oc_node_heading(next, NULL);
}

static void record(struct headings *s, int level, struct oc_str id, struct oc_str text)
{
    struct oc_post *post = s->r->post;
    if (post->nheadings >= OC_MAX_HEADINGS) {
        if (!s->full)
            oc_diag_limit(&post->diags, post->name, 0, 0, OC_MAX_HEADINGS,
                          "headings in one post's contents");
        s->full = true;
        return;
    }
    post->headings = oc_arena_grow(&post->arena, post->headings, &s->cap, post->nheadings + 1,
                                   sizeof(*post->headings));
    post->headings[post->nheadings++] =
        (struct oc_heading){level, id, oc_arena_copy(&post->arena, text)};
}

/* GitHub's slug of the text, the second of its kind with -1; in the scratch arena. */
static struct oc_str github_slug(struct headings *s, struct oc_str text)
{
    struct oc_arena *a = s->r->arena;
    oc_buf_clear(&s->buf);
    oc_uni_slug(&s->buf, text);
    struct oc_str slug = oc_buf_take(&s->buf, a);
    uintptr_t before = (uintptr_t)oc_map_get(&s->slugs, slug);
    oc_map_set(&s->slugs, slug, (void *)(before + 1));
    return slug;
}

/* The slug with the number GitHub would give it. */
static struct oc_str numbered(struct headings *s, struct oc_str slug)
{
    uintptr_t count = (uintptr_t)oc_map_get(&s->slugs, slug);
    if (count <= 1)
        return slug;
    return oc_arena_printf(s->r->arena, "%.*s-%lu", OC_STR_ARG(slug), (unsigned long)(count - 1));
}

/* Deals with h; what the walk goes on with. */
static xmlNode *heading(struct headings *s, xmlNode *h, int source)
{
    struct oc_render *r = s->r;
    struct oc_str given = take_attributes(r, h);
    struct oc_str name = take_permalinks(r, h);
    if (given.n == 0)
        given = take_next_attributes(r, h);
    xmlNode *next = oc_node_next(r->body, h);
    if (given.n == 0)
        given = oc_arena_copy(r->arena, oc_str_trim(oc_attr(h, "id")));
    if (oc_node_empty(h)) {
        oc_node_unwrap(h);
        return next;
    }
    heading_text(&s->text, h);
    struct oc_str text = oc_buf_view(&s->text), slug = github_slug(s, text);
    bool aside = is_aside(r, h);
    if (!aside && (repeats_title(s, source, text) || is_empty_contents(h, text))) {
        next = oc_node_next_skip(r->body, h);
        oc_anchor_add(r, name, OC_STR(OC_ID_TITLE));
        remove_title(r, h, given, slug);
        return next;
    }
    struct oc_str id = give_id(r, h, given.n ? given : slug.n ? slug : OC_STR("section"));
    oc_anchor_add(r, name, id);
    oc_anchor_add(r, numbered(s, slug), id);
    if (aside) {
        note(r, h, text, source, 0);
        demote(h);
        return h->children; /* strong; then what it holds */
    }
    int level = level_for(s, source);
    if (s->depth > 1 && source > s->source[s->depth - 2] + 1)
        note(r, h, text, source, level);
    char element[3] = {'h', (char)('0' + level), '\0'};
    oc_node_rename(h, element);
    if (text.n > 0)
        record(s, level, id, text);
    return next;
}

void oc_pass_headings(struct oc_render *r)
{
    struct headings s = {.r = r, .first = true};
    int source;
    oc_map_init(&s.slugs, r->arena);
    oc_buf_init(&s.text, OC_MAX_PAGE_BYTES);
    oc_buf_init(&s.buf, OC_MAX_PAGE_BYTES);
    xmlNode *n = oc_node_next(r->body, r->body);
    while (n) {
        xmlNode *next;
        if (oc_node_heading(n, &source)) {
            next = heading(&s, n, source);
        } else if (oc_node_is(n, "svg") || oc_node_is(n, "math")) {
            take_foreign_ids(r, n);
            next = oc_node_next_skip(r->body, n);
        } else {
            if (n->type == XML_ELEMENT_NODE && n->properties)
                keep_id(r, n);
            next = oc_node_next(r->body, n);
        }
        n = next;
    }
    oc_buf_release(&s.text);
    oc_buf_release(&s.buf);
}

void oc_headings_name(struct oc_render *r)
{
    struct oc_post *post = r->post;
    struct oc_buf text;
    size_t i = 0;
    oc_buf_init(&text, OC_MAX_PAGE_BYTES);
    for (xmlNode *n = r->body; n && i < post->nheadings; n = oc_node_next(r->body, n)) {
        if (!oc_node_heading(n, NULL) || !oc_str_eq(oc_attr(n, "id"), post->headings[i].id))
            continue;
        heading_text(&text, n);
        if (!oc_str_eq(oc_buf_view(&text), post->headings[i].text)) {
            post->headings[i].text = oc_buf_take(&text, &post->arena);
            post->retitled = true;
        }
        i++;
    }
    oc_buf_release(&text);
}
