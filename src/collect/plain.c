/* SPDX-License-Identifier: MIT */
/*
 * Titles as plain text. A light reading of inline Markdown: what it takes for markup is what
 * cmark would, but for corners no title has; everything it does not know stays as it is.
 */
#include "base/limits.h"
#include "base/uni.h"
#include "base/utf8.h"
#include "book/inline.h"
#include "collect/stages.h"
#include "xhtml/token.h"

#define MAX_RUNS 64
#define MAX_LINKS 8

static bool is_alpha(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* ---- entities ---- */

/* Would what follows an '&' read as a character reference? */
static bool reads_as_entity(struct oc_str s, size_t at)
{
    size_t i = at;
    while (i < s.n && i - at < 32 &&
           (is_alpha(s.p[i]) || (s.p[i] >= '0' && s.p[i] <= '9') || (s.p[i] == '#' && i == at)))
        i++;
    return i > at && i < s.n && s.p[i] == ';';
}

void oc_entities_decode(struct oc_buf *out, struct oc_str s, bool markup)
{
    size_t from = 0, at;
    while ((at = oc_str_chr(s, '&', from)) != SIZE_MAX) {
        char text[8];
        size_t n = 0, used = oc_entity_decode(text, &n, s, at, true);
        oc_utf8_put_xml_ok(out, oc_str_sub(s, from, at));
        from = at + (used ? used : 1);
        if (!used)
            oc_buf_putc(out, '&');
        else if (markup && n == 1 && *text == '<')
            oc_buf_puts(out, "&lt;");
        else if (markup && n == 1 && *text == '>')
            oc_buf_puts(out, "&gt;");
        else if (markup && n == 1 && *text == '&' && reads_as_entity(s, from))
            oc_buf_puts(out, "&amp;");
        else
            oc_buf_put(out, (struct oc_str){text, n});
    }
    oc_utf8_put_xml_ok(out, oc_str_sub(s, from, s.n));
}

/* ---- inline Markdown ---- */

/* A run of delimiters: where it stands in the output, and how many of them are markup. */
struct run {
    size_t at, n, used;
    char c;
    bool opens, closes;
};

struct plain {
    struct oc_str s;
    struct oc_buf *out;
    struct run runs[MAX_RUNS];
    size_t nruns;
    size_t close[MAX_LINKS], after[MAX_LINKS]; /* of open links: their ']', what follows the ')' */
    size_t nlinks;
};

/* A code span at the backticks at `at`: its content goes out; its length, 0 when there is none. */
static size_t code_span(struct plain *p, size_t at)
{
    struct oc_str code = OC_STR_NONE;
    size_t n = oc_inline_code(&code, p->s, at);
    oc_buf_put(p->out, code);
    return n;
}

/* Is there a link or image whose '[' is at `at`? Then its end is remembered. */
static bool open_link(struct plain *p, size_t at)
{
    size_t close, n = oc_inline_link(&close, p->s, at);
    if (!n || p->nlinks == MAX_LINKS)
        return false;
    p->close[p->nlinks] = close;
    p->after[p->nlinks++] = at + n;
    return true;
}

/* Copies a run of * _ or ~ and notes it. */
static size_t delimiters(struct plain *p, size_t at)
{
    struct oc_str s = p->s;
    char c = s.p[at];
    size_t n = oc_inline_run(s, at);
    bool opens = !oc_uni_space_at(s, at + n, false), closes = !oc_uni_space_at(s, at, true);
    if (c == '_' && opens && closes) {
        size_t before = at, after = at + n;
        if (oc_uni_is_alnum(oc_utf8_prev(s, &before)) && oc_uni_is_alnum(oc_utf8_next(s, &after)))
            opens = closes = false;
    }
    if (p->nruns < MAX_RUNS && (c != '~' || n == 2))
        p->runs[p->nruns++] = (struct run){p->out->n, n, 0, c, opens, closes};
    oc_buf_put(p->out, oc_str_sub(s, at, at + n));
    return n;
}

/* Pairs closers with openers before them. At most MAX_RUNS squared steps. */
static void pair_runs(struct plain *p)
{
    for (size_t i = 1; i < p->nruns; i++) {
        struct run *close = &p->runs[i];
        for (size_t k = i; close->closes && k-- > 0 && close->used < close->n;) {
            struct run *open = &p->runs[k];
            size_t left = open->n - open->used, want = close->n - close->used;
            if (open->c != close->c || !open->opens || !left)
                continue;
            size_t take = left < want ? left : want;
            open->used += take;
            close->used += take;
        }
    }
}

/* The bytes of a character that a book may hold and a reader may see; 0 when it is neither. */
static size_t visible(struct oc_str s, size_t at)
{
    size_t next = at;
    uint32_t cp = oc_utf8_next(s, &next);
    bool broken =
        cp == OC_UTF8_REPLACEMENT && !oc_str_starts(oc_str_sub(s, at, next), "\xEF\xBF\xBD");
    return cp > 0x20 && !broken && oc_utf8_xml_ok(cp) ? next - at : 0;
}

/* The output without the delimiters that were markup, white space folded. */
static struct oc_str finish(struct plain *p, struct oc_arena *a)
{
    struct oc_buf *out = p->out;
    size_t n = 0, run = 0;
    for (size_t i = 0; i < out->n;) {
        while (run < p->nruns && i >= p->runs[run].at + p->runs[run].n)
            run++;
        if (run < p->nruns && i >= p->runs[run].at && i < p->runs[run].at + p->runs[run].used) {
            i++;
            continue;
        }
        size_t size = visible(oc_buf_view(out), i);
        if (size)
            memmove(out->p + n, out->p + i, size);
        else if (out->p[i] && strchr(" \t\n\r\f\v", out->p[i]) && n && out->p[n - 1] != ' ')
            out->p[n++] = ' ';
        n += size;
        i += size ? size : 1;
    }
    return oc_arena_copy(a, oc_str_trim_wide((struct oc_str){out->p, n}));
}

/* What stands at i goes out as plain text; how many bytes that took. */
static size_t step(struct plain *p, size_t i)
{
    struct oc_str s = p->s;
    char c = s.p[i];
    struct oc_inline_tag tag;
    size_t used = 0;
    if (p->nlinks && p->close[p->nlinks - 1] == i)
        return p->after[--p->nlinks] - i;
    if (c == '\\' && i + 1 < s.n && s.p[i + 1] > 0x20 &&
        strchr("\\`*_{}[]<>()#+-.!|~&", s.p[i + 1]))
        used = 2; /* the character after it is text */
    else if (c == '`')
        used = code_span(p, i);
    else if (c == '<')
        used = oc_inline_tag(&tag, s, i);
    else if (c == '!' && i + 1 < s.n && s.p[i + 1] == '[' && open_link(p, i + 1))
        return 2;
    else if (c == '[' && open_link(p, i))
        return 1;
    else if (c == '*' || c == '_' || c == '~')
        return delimiters(p, i);
    if (c == '\\' && used)
        oc_buf_putc(p->out, s.p[i + 1]);
    else if (c == '&') {
        char text[8];
        size_t n = 0;
        used = oc_entity_decode(text, &n, s, i, true);
        oc_buf_put(p->out, used ? (struct oc_str){text, n} : OC_STR("&"));
    } else if (!used) {
        oc_buf_putc(p->out, c);
    }
    return used ? used : 1;
}

struct oc_str oc_plain_text(struct oc_arena *a, struct oc_str markdown)
{
    struct oc_buf out;
    struct plain p = {.s = oc_utf8_cut(markdown, OC_MAX_TITLE_BYTES * 4), .out = &out};
    oc_buf_init(&out, p.s.n * 4 + 16);
    for (size_t i = 0; i < p.s.n;)
        i += step(&p, i);
    pair_runs(&p);
    struct oc_str result = finish(&p, a);
    oc_buf_release(&out);
    return result;
}

/* ---- words ---- */

/* Whether a tag stands for something that is looked at or listened to. */
static bool shows(struct oc_str tag)
{
    static const char *const tags[] = {"<img", "<svg", "<picture", "<video", "<audio", "<iframe"};
    for (size_t i = 0; i < OC_COUNT(tags); i++)
        if (oc_str_istarts(tag, tags[i]))
            return true;
    return false;
}

size_t oc_post_words(enum oc_format format, struct oc_str body)
{
    size_t n = 0, from = 0, at = 0;
    bool pictures = false;
    if (format != OC_HTML && format != OC_WORDPRESS)
        return oc_uni_words(body);
    while ((at = oc_str_chr(body, '<', at)) != SIZE_MAX) {
        struct oc_str tag = oc_str_sub(body, at, body.n);
        bool comment = oc_str_starts(tag, "<!--");
        if (tag.n < 2 || (!is_alpha(tag.p[1]) && tag.p[1] != '/' && !comment)) {
            at++;
            continue;
        }
        size_t end = comment ? oc_str_find(body, "-->", at) : oc_str_chr(body, '>', at);
        if (end == SIZE_MAX)
            break;
        n += oc_uni_words(oc_str_sub(body, from, at));
        from = at = end + (comment ? 3 : 1);
        pictures = pictures || shows(tag);
    }
    n += oc_uni_words(oc_str_sub(body, from, body.n));
    return n ? n : pictures;
}
