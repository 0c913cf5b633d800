/* SPDX-License-Identifier: MIT */
/*
 * Titles and descriptions: inline Markdown to XHTML with code, em, strong and del only. A title is
 * one line, so this small reader does in microseconds what the way through cmark and a tree does;
 * links and other elements give their text. The text becomes a list of pieces; pairs of delimiters
 * are found on the list, so that what is written nests by construction.
 */
#include "base/limits.h"
#include "base/uni.h"
#include "base/utf8.h"
#include "render/render.h"
#include "xhtml/token.h"

#define MAX_TAGS 4 /* pairs that one run of delimiters may be part of */

enum mark {
    MARK_EM,
    MARK_STRONG,
    MARK_DEL,
    MARK_CODE
};
static const char *const mark_names[] = {"em", "strong", "del", "code"};

struct piece {
    struct oc_str text; /* what stands there when it is no markup */
    bool code;
    char c;      /* of a run of delimiters: * _ ~, or < for an element's tag; 0: text */
    size_t left; /* delimiters not yet used */
    bool opens, closes;
    enum mark element; /* of '<' */
    enum mark open[MAX_TAGS], close[MAX_TAGS];
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

static size_t run_length(struct oc_str s, size_t at)
{
    size_t n = 1;
    while (at + n < s.n && s.p[at + n] == s.p[at])
        n++;
    return n;
}

static bool word_at(struct oc_str s, size_t at, bool before)
{
    if (before ? at == 0 : at >= s.n)
        return false;
    return oc_uni_is_alnum(before ? oc_utf8_prev(s, &at) : oc_utf8_next(s, &at));
}

static size_t read_run(struct reader *r, size_t at)
{
    struct oc_str s = r->s;
    size_t n = run_length(s, at);
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
    struct oc_str s = r->s;
    size_t n = run_length(s, at);
    for (size_t i = at + n; i < s.n;) {
        size_t m = s.p[i] == '`' ? run_length(s, i) : 0;
        if (m == n) {
            struct oc_str code = oc_str_sub(s, at + n, i);
            flush(r, at, i + n);
            add(r, oc_str_blank(code) ? code : oc_str_trim(code))->code = true;
            return i + n - at;
        }
        i += m ? m : 1;
    }
    return n;
}

/* Elements that go but for their text, and those that stay (mark >= 0). */
static const struct {
    const char *name;
    int mark;
} elements[] = {
    {"code", MARK_CODE},
    {"em", MARK_EM},
    {"strong", MARK_STRONG},
    {"del", MARK_DEL},
    {"i", MARK_EM},
    {"b", MARK_STRONG},
    {"s", MARK_DEL},
    {"strike", MARK_DEL},
    {"tt", MARK_CODE},
    {"kbd", MARK_CODE},
    {"samp", MARK_CODE},
    {"a", -1},
    {"abbr", -1},
    {"big", -1},
    {"br", -1},
    {"center", -1},
    {"cite", -1},
    {"div", -1},
    {"font", -1},
    {"h1", -1},
    {"h2", -1},
    {"img", -1},
    {"ins", -1},
    {"mark", -1},
    {"p", -1},
    {"q", -1},
    {"rp", -1},
    {"rt", -1},
    {"ruby", -1},
    {"small", -1},
    {"span", -1},
    {"sub", -1},
    {"sup", -1},
    {"u", -1},
    {"var", -1},
    {"wbr", -1},
};

static bool is_alnum(char c)
{
    return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9');
}

/* A tag or comment: its length, 0 when '<' is text. */
static size_t read_tag(struct reader *r, size_t at)
{
    struct oc_str s = r->s;
    size_t from = at + 1, to, end;
    if (oc_str_starts(oc_str_sub(s, at, s.n), "<!--")) {
        end = oc_str_find(s, "-->", at);
        if (end != SIZE_MAX)
            flush(r, at, end + 3);
        return end == SIZE_MAX ? 0 : end + 3 - at;
    }
    bool close = from < s.n && s.p[from] == '/';
    from += close;
    for (to = from; to < s.n && is_alnum(s.p[to]);)
        to++;
    end = oc_str_chr(s, '>', to);
    if (to == from || end == SIZE_MAX || !strchr(" \t\n/>", s.p[to]))
        return 0;
    for (size_t i = 0; i < OC_COUNT(elements); i++) {
        if (!oc_str_iis(oc_str_sub(s, from, to), elements[i].name))
            continue;
        flush(r, at, end + 1);
        struct piece *p = add(r, OC_STR(""));
        if (strcmp(elements[i].name, "br") == 0)
            p->text = OC_STR(" ");
        if (elements[i].mark >= 0) {
            p->c = '<';
            p->left = 1;
            p->opens = !close;
            p->closes = close;
            p->element = (enum mark)elements[i].mark;
        }
        return end + 1 - at;
    }
    return 0;
}

/* Whether a link with an address in parentheses starts at the '[' at `at`; marks its end. */
static bool open_link(struct reader *r, size_t at)
{
    struct oc_str s = r->s;
    size_t depth = 0, i = at;
    for (; i < s.n; i++) {
        if (s.p[i] == '\\')
            i++;
        else if (s.p[i] == '[')
            depth++;
        else if (s.p[i] == ']' && --depth == 0)
            break;
    }
    if (i + 1 >= s.n || s.p[i + 1] != '(')
        return false;
    size_t close = i;
    for (depth = 0, i++; i < s.n; i++) {
        if (s.p[i] == '(')
            depth++;
        else if (s.p[i] == ')' && --depth == 0)
            break;
    }
    if (i >= s.n)
        return false;
    r->skip_to[close] = i + 1;
    return true;
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
    enum mark mark = open->element;
    size_t n = 1;
    if (open->c == '~') {
        mark = MARK_DEL;
        n = 2;
    } else if (open->c != '<') {
        n = open->left >= 2 && close->left >= 2 ? 2 : 1;
        mark = n == 2 ? MARK_STRONG : MARK_EM;
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

static void put_tag(struct oc_buf *out, const char *before, enum mark mark)
{
    oc_buf_puts(out, before);
    oc_buf_puts(out, mark_names[mark]);
    oc_buf_putc(out, '>');
}

static void write_piece(struct oc_buf *out, const struct piece *p)
{
    for (size_t i = 0; i < p->nclose; i++)
        put_tag(out, "</", p->close[i]);
    if (p->code)
        oc_buf_puts(out, "<code>");
    if (p->c != '<')
        oc_buf_put_xml(out, p->c ? oc_str_sub(p->text, 0, p->left) : p->text);
    if (p->code)
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
