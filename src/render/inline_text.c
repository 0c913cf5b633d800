/* SPDX-License-Identifier: MIT */
/*
 * What Markdown engines add to running text, done in one walk over the text nodes: ~~deleted~~,
 * bare URLs, emoji short names; and the taking away of zero-width characters and noncharacters,
 * which e-readers show as boxes. (cmark-gfm's own extensions for these are not thread-safe.)
 * A text node without a trigger byte costs one look at each byte and nothing else.
 */
#include "render/inline_text.h"
#include "base/limits.h"
#include "base/uni.h"
#include "base/utf8.h"
#include "render/passes.h"
#include "xhtml/url.h"

/* A "~~" that may open a deletion; it is a text node of its own. */
struct tilde {
    xmlNode *node, *parent;
    size_t depth;
};

struct weave {
    struct oc_render *r;
    struct oc_buf text, url;
    /* Openers in document order; those whose parent's subtree has ended go before the next is
     * looked at, so each is pushed and popped once. */
    struct tilde *open;
    size_t nopen, copen;
    bool markdown;
    bool plain;      /* in code: only invisible characters are looked at */
    unsigned inlink; /* how many links are around */
};

static const uint8_t triggers[256] = {
    ['~'] = 1, [':'] = 1, ['w'] = 1, ['W'] = 1, [0xE2] = 1, [0xEF] = 1};
static const uint8_t code_triggers[256] = {[0xE2] = 1, [0xEF] = 1};

static const char *const raw_names[] = {"code", "pre", "kbd", "samp", "tt", NULL};
static const char *const skipped_names[] = {"svg", "math", "script", "style", "textarea", NULL};
static const char *const inline_names[] = {
    "a",   "abbr", "b",    "bdi",  "bdo",   "big",   "br",     "cite",   "code", "del",
    "dfn", "em",   "font", "i",    "img",   "input", "ins",    "kbd",    "mark", "math",
    "q",   "ruby", "s",    "samp", "small", "span",  "strike", "strong", "sub",  "sup",
    "svg", "time", "tt",   "u",    "var",   "wbr",   NULL};

/* The length of the invisible character at `at`, else 0: U+200B, U+2060, U+FEFF, U+FDD0..FDEF,
 * U+FFFE, U+FFFF. */
static size_t invisible(struct oc_str s, size_t at)
{
    if (s.n - at < 3)
        return 0;
    const unsigned char *p = (const unsigned char *)s.p + at;
    bool is = p[0] == 0xE2 ? (p[1] == 0x80 && p[2] == 0x8B) || (p[1] == 0x81 && p[2] == 0xA0)
                           : (p[1] == 0xBB && p[2] == 0xBF) || (p[1] == 0xBF && p[2] >= 0xBE) ||
                                 (p[1] == 0xB7 && p[2] >= 0x90 && p[2] <= 0xAF);
    return is ? 3 : 0;
}

/* The character at the near end of a neighbour, as flanking sees it: a tag is punctuation. */
static uint32_t edge(const xmlNode *n, bool last)
{
    if (!n || oc_node_is(n, "br"))
        return ' ';
    if (n->type != XML_TEXT_NODE)
        return '*';
    struct oc_str s = oc_node_value(n);
    size_t at = last ? s.n : 0;
    return s.n == 0 ? ' ' : last ? oc_utf8_prev(s, &at) : oc_utf8_next(s, &at);
}

/* CommonMark's flanking, with CJK characters counted as they are in its CJK-friendly amendment. */
static bool flanks(uint32_t outside, uint32_t inside)
{
    if (oc_uni_is_space(inside))
        return false;
    return !oc_uni_is_punct(inside) || oc_uni_is_space(outside) || oc_uni_is_punct(outside) ||
           oc_uni_is_cjk(outside);
}

/* Puts what stands between two "~~" of one parent into <del>; false when blocks are there. */
static bool join(xmlNode *from, xmlNode *to)
{
    if (from->next == to)
        return false;
    for (const xmlNode *n = from->next; n != to; n = n->next)
        if (n->type == XML_ELEMENT_NODE && !oc_node_in(n, inline_names))
            return false;
    xmlNode *del = oc_node_new(from->doc, "del");
    oc_node_before(from, del);
    while (from->next != to) {
        xmlNode *moved = from->next;
        oc_node_append(del, moved);
    }
    oc_node_remove(from);
    oc_node_remove(to);
    return true;
}

static void tilde(struct weave *w, xmlNode *mark, size_t depth, bool opens, bool closes)
{
    const xmlNode *parent = mark->parent;
    while (w->nopen > 0 &&
           (w->open[w->nopen - 1].depth > depth ||
            (w->open[w->nopen - 1].depth == depth && w->open[w->nopen - 1].parent != parent)))
        w->nopen--;
    if (closes && w->nopen > 0 && w->open[w->nopen - 1].parent == parent) {
        if (join(w->open[--w->nopen].node, mark))
            return;
        while (w->nopen > 0 && w->open[w->nopen - 1].parent == parent)
            w->nopen--; /* or every closer to come would look across the same blocks */
    }
    if (!opens)
        return;
    if (w->nopen == w->copen)
        w->open = oc_arena_grow(w->r->arena, w->open, &w->copen, w->nopen + 1, sizeof(*w->open));
    w->open[w->nopen++] = (struct tilde){mark, mark->parent, depth};
}

/* The text gathered so far becomes a node before at. */
static void flush(struct weave *w, xmlNode *at)
{
    if (w->text.n > 0)
        oc_node_before(at, oc_node_new_text(at->doc, oc_buf_view(&w->text)));
    oc_buf_clear(&w->text);
}

static bool put_link(struct weave *w, xmlNode *at, struct oc_str before, struct oc_str url)
{
    oc_buf_clear(&w->url);
    if (url.n > OC_MAX_URL_BYTES)
        return false;
    if (url.p[0] == 'w' || url.p[0] == 'W') {
        struct oc_str full = oc_arena_printf(w->r->arena, "http://%.*s", OC_STR_ARG(url));
        if (!oc_url_clean(&w->url, full))
            return false;
    } else if (!oc_url_clean(&w->url, url)) {
        return false;
    }
    oc_buf_put(&w->text, before);
    flush(w, at);
    xmlNode *a = oc_node_new(at->doc, "a");
    oc_attr_set(a, "href", oc_buf_view(&w->url));
    oc_node_append(a, oc_node_new_text(at->doc, url));
    oc_node_before(at, a);
    return true;
}

/* Where scanning goes on after the run of tildes at `at`. Two of them are a mark. */
static size_t put_tildes(struct weave *w, xmlNode *node, struct oc_str s, size_t *done, size_t at,
                         size_t depth)
{
    size_t end = at;
    while (end < s.n && s.p[end] == '~')
        end++;
    if (end - at != 2)
        return end;
    size_t i = at, j = end;
    uint32_t before = at > 0 ? oc_utf8_prev(s, &i) : edge(node->prev, true);
    uint32_t after = end < s.n ? oc_utf8_next(s, &j) : edge(node->next, false);
    bool opens = flanks(before, after), closes = flanks(after, before);
    if (!opens && !closes)
        return end;
    oc_buf_put(&w->text, oc_str_sub(s, *done, at));
    flush(w, node);
    xmlNode *mark = oc_node_new_text(node->doc, OC_STR("~~"));
    oc_node_before(node, mark);
    tilde(w, mark, depth, opens, closes);
    *done = end;
    return end;
}

/* Where scanning goes on after the ':' at `at`: a URL, a short name or just a colon. */
static size_t put_colon(struct weave *w, xmlNode *node, struct oc_str s, size_t *done, size_t at)
{
    if (w->inlink == 0) {
        struct oc_str url = oc_autolink_at(s, at, *done);
        size_t start = url.p ? (size_t)(url.p - s.p) : 0;
        if (url.p && put_link(w, node, oc_str_sub(s, *done, start), url))
            return *done = start + url.n;
        if (url.p) /* all of it is no URL: never look at its bytes again */
            return start + url.n;
    }
    size_t end = 0;
    bool after = *done == at && at > 0 && s.p[at - 1] == ':';
    struct oc_str found = w->markdown ? oc_emoji_at(&end, s, at, after) : OC_STR_NONE;
    if (!found.p)
        return at + 1;
    oc_buf_put(&w->text, oc_str_sub(s, *done, at));
    oc_buf_put(&w->text, found);
    return *done = end;
}

static size_t put_www(struct weave *w, xmlNode *node, struct oc_str s, size_t *done, size_t at)
{
    if (w->inlink > 0 || s.n - at < 5 || s.p[at + 3] != '.')
        return at + 1;
    struct oc_str url = oc_autolink_at(s, at, *done);
    if (!url.p)
        return at + 4;
    if (!put_link(w, node, oc_str_sub(s, *done, at), url))
        return at + url.n;
    return *done = at + url.n;
}

/* Rewrites one text node. What is done goes before it; the node itself goes when any was. */
static void weave_text(struct weave *w, xmlNode *node, size_t depth)
{
    const uint8_t *table = w->plain ? code_triggers : triggers;
    struct oc_str s = oc_node_value(node);
    size_t done = 0, at = 0;
    for (;;) {
        at = oc_bytes_until(s.p, at, s.n, table);
        if (at >= s.n)
            break;
        switch (s.p[at]) {
        case '~':
            at = w->markdown ? put_tildes(w, node, s, &done, at, depth) : at + 1;
            break;
        case ':':
            at = put_colon(w, node, s, &done, at);
            break;
        case 'w':
        case 'W':
            at = put_www(w, node, s, &done, at);
            break;
        default:
            if (invisible(s, at) > 0) {
                oc_buf_put(&w->text, oc_str_sub(s, done, at));
                done = at + 3;
            }
            at += 3; /* both lead bytes start three bytes */
        }
    }
    if (done == 0)
        return;
    oc_buf_put(&w->text, oc_str_sub(s, done, s.n));
    flush(w, node);
    oc_node_remove(node);
}

/* The state that entering (by = 1) or leaving (by = -1) an element changes. */
static void step(struct weave *w, const xmlNode *n, unsigned *raw, bool enter)
{
    unsigned by = enter ? 1u : (unsigned)-1;
    if (oc_node_is(n, "a"))
        w->inlink += by;
    else if (oc_node_in(n, raw_names))
        *raw += by;
    w->plain = *raw > 0;
}

void oc_pass_inline_text(struct oc_render *r)
{
    struct weave w = {.r = r, .markdown = r->post->format == OC_MARKDOWN};
    oc_buf_init(&w.text, OC_MAX_PAGE_BYTES);
    oc_buf_init(&w.url, OC_MAX_URL_BYTES);
    size_t depth = 0;
    unsigned raw = 0;
    xmlNode *n = r->body->children, *parent = r->body;
    while (n || parent != r->body) {
        if (!n) {
            step(&w, parent, &raw, false);
            n = parent->next;
            parent = parent->parent;
            depth--;
            continue;
        }
        if (n->type == XML_ELEMENT_NODE && n->children && !oc_node_in(n, skipped_names)) {
            step(&w, n, &raw, true);
            depth++;
            parent = n;
            n = n->children;
            continue;
        }
        xmlNode *next = n->next;
        if (n->type == XML_TEXT_NODE)
            weave_text(&w, n, depth);
        n = next;
    }
    oc_buf_release(&w.text);
    oc_buf_release(&w.url);
}
