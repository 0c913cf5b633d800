/* SPDX-License-Identifier: MIT */
/*
 * Titles and descriptions: inline Markdown to XHTML with code, em, strong and del only. A title is
 * one line, so this small reader does in microseconds what the way through cmark and a tree does;
 * links and other elements give their text. The text becomes a list of pieces; pairs of delimiters
 * are found on the list, so that what is written nests by construction.
 */
#include "book/inline.h"
#include "base/limits.h"
#include "base/uni.h"
#include "base/utf8.h"
#include "render/render.h"
#include "xhtml/token.h"

#define MAX_TAGS 4 /* pairs that one run of delimiters may be part of */

static const char *const mark_names[] = {"em", "strong", "del", "code"};

struct piece {
    struct oc_str text; /* what stands there when it is no markup */
    bool code;
    char c;      /* of a run of delimiters: * _ ~, or < for an element's tag; 0: text */
    size_t left; /* delimiters not yet used */
    bool opens, closes;
    enum oc_mark element; /* of '<' */
    enum oc_mark open[MAX_TAGS], close[MAX_TAGS];
    size_t nopen, nclose;
};

struct reader {
    struct oc_arena *arena;
    struct oc_str s;
    struct piece *v;
    size_t n, cap;
    size_t text_from; /* plain text not yet made a piece */
    size_t *skip_to;  /* of a link's ']': what follows the link; 0 elsewhere */
};

static struct piece *add(struct reader *r, struct oc_str text)
{
    r->v = oc_arena_grow(r->arena, r->v, &r->cap, r->n + 1, sizeof(*r->v));
    struct piece *p = &r->v[r->n++];
    *p = (struct piece){.text = text};
    return p;
}

/* Makes a piece of the text up to at; what comes next starts at `next`. */
static void flush(struct reader *r, size_t at, size_t next)
{
    if (at > r->text_from)
        add(r, oc_str_sub(r->s, r->text_from, at));
    r->text_from = next;
}

/* ---- reading ---- */

static bool word_at(struct oc_str s, size_t at, bool before)
{
    if (before ? at == 0 : at >= s.n)
        return false;
    return oc_uni_is_alnum(before ? oc_utf8_prev(s, &at) : oc_utf8_next(s, &at));
}

static size_t read_run(struct reader *r, size_t at)
{
    struct oc_str s = r->s;
    size_t n = oc_inline_run(s, at);
    if (s.p[at] == '~' && n != 2)
        return n;
    flush(r, at, at + n);
    struct piece *p = add(r, oc_str_sub(s, at, at + n));
    p->c = s.p[at];
    p->left = n;
    p->opens = !oc_uni_space_at(s, at + n, false);
    p->closes = !oc_uni_space_at(s, at, true);
    if (p->c == '_' && word_at(s, at, true))
        p->opens = false;
    if (p->c == '_' && word_at(s, at + n, false))
        p->closes = false;
    return n;
}

static size_t read_code(struct reader *r, size_t at)
{
    struct oc_str code;
    size_t n = oc_inline_code(&code, r->s, at);
    if (!n)
        return oc_inline_run(r->s, at);
    flush(r, at, at + n);
    add(r, code)->code = true;
    return n;
}

static size_t read_tag(struct reader *r, size_t at)
{
    struct oc_inline_tag tag;
    size_t n = oc_inline_tag(&tag, r->s, at);
    if (!n)
        return 0;
    flush(r, at, at + n);
    if (!tag.element)
        return n;
    struct piece *p = add(r, strcmp(tag.element, "br") == 0 ? OC_STR(" ") : OC_STR(""));
    if (tag.mark != OC_MARK_NONE) {
        p->c = '<';
        p->left = 1;
        p->opens = !tag.close;
        p->closes = tag.close;
        p->element = tag.mark;
    }
    return n;
}

/* Whether a link starts at the '[' at `at`; marks its end. */
static bool open_link(struct reader *r, size_t at)
{
    size_t close, n = oc_inline_link(&close, r->s, at);
    if (n)
        r->skip_to[close] = at + n;
    return n > 0;
}

static size_t read_special(struct reader *r, size_t at)
{
    struct oc_str s = r->s;
    char c = s.p[at], next = at + 1 < s.n ? s.p[at + 1] : '\0';
    size_t used = 0, n = 0;
    char text[8];
    switch (c) {
    case '*':
    case '_':
    case '~':
        return read_run(r, at);
    case '`':
        return read_code(r, at);
    case '<':
        used = read_tag(r, at);
        break;
    case '!':
    case '[':
        used = c == '[' ? 1 : 2;
        if ((c == '!' && next != '[') || !open_link(r, at + used - 1))
            return 1;
        flush(r, at, at + used);
        break;
    case ']':
        used = r->skip_to[at] ? r->skip_to[at] - at : 0;
        if (used)
            flush(r, at, at + used);
        break;
    case '\\':
        if (next && strchr("\\`*_{}[]<>()#+-.!|~&\"'$%,/:;=?@^", next)) {
            flush(r, at, at + 1);
            used = 2;
        }
        break;
    case '&':
        used = oc_entity_decode(text, &n, s, at, true);
        flush(r, at, at + used);
        if (used)
            add(r, oc_arena_copy(r->arena, (struct oc_str){text, n}));
        break;
    default:
        break;
    }
    return used ? used : 1;
}

/* ---- pairing ---- */

static void pair(struct piece *open, struct piece *close)
{
    enum oc_mark mark = open->element;
    size_t n = 1;
    if (open->c == '~') {
        mark = OC_MARK_DEL;
        n = 2;
    } else if (open->c != '<') {
        n = open->left >= 2 && close->left >= 2 ? 2 : 1;
        mark = n == 2 ? OC_MARK_STRONG : OC_MARK_EM;
    }
    open->left -= n;
    close->left -= n;
    open->open[open->nopen++] = mark;
    close->close[close->nclose++] = mark;
}

static bool fits(const struct piece *open, const struct piece *close)
{
    return open->opens && open->c == close->c && open->left > 0 && open->nopen < MAX_TAGS &&
           (open->c != '<' || open->element == close->element);
}

/* At most OC_MAX_TITLE_BYTES pieces: the square is bounded. */
static void pair_all(struct reader *r)
{
    for (size_t i = 1; i < r->n; i++) {
        struct piece *close = &r->v[i];
        while (close->closes && close->left > 0 && close->nclose < MAX_TAGS) {
            size_t k = i;
            while (k > 0 && !fits(&r->v[k - 1], close))
                k--;
            if (k == 0)
                break;
            for (size_t m = k; m < i; m++)
                r->v[m].opens = false; /* what stands between can no longer pair outwards */
            pair(&r->v[k - 1], close);
        }
        if (close->nclose > 0 && close->left == 0)
            close->opens = false;
    }
}

/* ---- writing ---- */

static void put_tag(struct oc_buf *out, const char *before, enum oc_mark mark)
{
    oc_buf_puts(out, before);
    oc_buf_puts(out, mark_names[mark]);
    oc_buf_putc(out, '>');
}

static void write_piece(struct oc_buf *out, const struct piece *p)
{
    bool code = p->code && !oc_str_blank(p->text); /* of blanks there is nothing to see */
    for (size_t i = 0; i < p->nclose; i++)
        put_tag(out, "</", p->close[i]);
    if (code)
        oc_buf_puts(out, "<code>");
    if (p->c != '<')
        oc_buf_put_xml(out, p->c ? oc_str_sub(p->text, 0, p->left) : p->text);
    if (code)
        oc_buf_puts(out, "</code>");
    for (size_t i = p->nopen; i-- > 0;)
        put_tag(out, "<", p->open[i]);
}

void oc_render_inline(struct oc_buf *out, struct oc_arena *scratch, struct oc_str markdown)
{
    static const bool special[256] = {
        ['*'] = true, ['_'] = true, ['~'] = true, ['`'] = true,  ['<'] = true,
        ['['] = true, [']'] = true, ['!'] = true, ['\\'] = true, ['&'] = true};
    struct reader r = {.arena = scratch, .s = oc_utf8_cut(markdown, OC_MAX_TITLE_BYTES * 2)};
    size_t at = 0;
    while (at < r.s.n && !special[(unsigned char)r.s.p[at]])
        at++;
    if (at == r.s.n) {
        oc_buf_put_xml(out, r.s);
        return;
    }
    r.skip_to = oc_arena_alloc(scratch, r.s.n * sizeof(*r.skip_to));
    while (at < r.s.n)
        at += special[(unsigned char)r.s.p[at]] ? read_special(&r, at) : 1;
    flush(&r, r.s.n, r.s.n);
    pair_all(&r);
    for (size_t i = 0; i < r.n; i++)
        write_piece(out, &r.v[i]);
}
