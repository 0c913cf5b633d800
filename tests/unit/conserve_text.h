/* SPDX-License-Identifier: MIT */
/*
 * What a reader sees of a piece of HTML, as tokens: for core_conserve.c, and on purpose nothing
 * of src/xhtml, which it judges. A word is one token, as is every CJK character and every other
 * mark. What octavo writes itself (headers, placeholders, links back) bears a flag.
 */
#ifndef OC_CONSERVE_TEXT_H
#define OC_CONSERVE_TEXT_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/base.h"
#include "base/buf.h"
#include "base/utf8.h"

enum {
    T_HIDDEN = 1,      /* script, style, head: not seen */
    T_HEADER = 2,      /* the chapter's own head */
    T_HEADING = 4,     /* h1 to h6 */
    T_CODE = 8,        /* pre, code */
    T_MATH = 16,       /* code.math */
    T_RUBY = 32,       /* in ruby */
    T_NOTES = 64,      /* in the section of footnotes */
    T_BACK = 128,      /* a link back from a footnote, or its number */
    T_REF = 256,       /* a reference to a footnote */
    T_IMAGE = 512,     /* words for an image */
    T_EMBED = 1024,    /* words for a player */
    T_ALERT = 2048,    /* the title of an alert */
    T_TASK = 4096,     /* the mark of a task */
    T_CONTROL = 8192,  /* a form's control */
    T_GUTTER = 16384,  /* line numbers beside code */
    T_TERM = 32768,    /* dt, dd */
    T_CAPTION = 65536, /* of a figure, of code */
    T_SUMMARY = 131072,
    T_CELL = 262144, /* of a table */
    T_APART = T_HEADER | T_BACK | T_IMAGE | T_EMBED | T_TASK
};

struct token {
    uint64_t hash;
    uint32_t at, n; /* in the text */
    uint32_t flags;
    bool space; /* white space or the edge of a block stands before it */
    bool cjk, word;
};

struct image {
    struct oc_str alt, title, src; /* views of the HTML, undecoded */
    bool linked;
};

struct text {
    struct oc_buf buf; /* decoded */
    struct token *v;
    size_t n, cap;
    struct image *images;
    size_t nimages, cimages;
    size_t boxes, refs; /* check boxes, references to notes */
    bool percents[101]; /* which the progress elements stand for */

    /* while reading */
    struct {
        struct oc_str name;
        uint32_t flags;
        bool figure;
    } stack[256];
    size_t depth;
    size_t start;        /* of the word at the end of buf; SIZE_MAX: none */
    bool space, numbers; /* numbers: a link back was read, the full stop after it goes with it */
};

static inline struct oc_str token_str(const struct text *t, size_t i)
{
    return (struct oc_str){t->buf.p + t->v[i].at, t->v[i].n};
}

static inline bool token_is(const struct text *t, size_t i, const char *s)
{
    return i < t->n && oc_str_is(token_str(t, i), s);
}

static inline bool in_list(struct oc_str name, const char *list)
{
    char key[24];
    if (name.n == 0 || name.n > sizeof key - 3)
        return false;
    size_t n = 0;
    key[n++] = ' ';
    for (size_t i = 0; i < name.n; i++)
        key[n++] = (char)(name.p[i] >= 'A' && name.p[i] <= 'Z' ? name.p[i] | 0x20 : name.p[i]);
    key[n++] = ' ';
    key[n] = '\0';
    return strstr(list, key) != NULL;
}

static const char blocks[] =
    " address article aside blockquote body br caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu "
    "nav ol optgroup option p pre section select summary table tbody td tfoot th thead tr ul ";
static const char voids[] =
    " area base br col embed hr img input link meta param source track wbr ";
static const char unseen[] =
    " script style template head title iframe video audio object canvas noembed noframes select "
    "datalist ";
static const char inlines[] =
    " a abbr acronym applet audio b basefont bdi bdo bgsound big blink button canvas cite code "
    "colgroup data datalist del dfn em font frame frameset hgroup i iframe image ins isindex kbd "
    "keygen label listing map mark marquee math menuitem meter multicol nobr noembed noframes "
    "noscript object output picture plaintext progress q rb rp rt rtc ruby s samp script search "
    "slot small spacer span strike strong style sub sup svg template textarea time title tt u var "
    "video xmp head ";
static const char raws[] = " script style iframe noembed noframes textarea title xmp ";

static inline bool is_cjk(uint32_t c)
{
    return (c >= 0x1100 && c <= 0x11FF) || (c >= 0x2E80 && c <= 0x2FFF) ||
           (c >= 0x3001 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7AF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE4F) ||
           (c >= 0xFF01 && c <= 0xFFEF) || (c >= 0x20000 && c <= 0x3FFFF);
}

static inline bool is_word(uint32_t c)
{
    if (c < 0x80)
        return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    bool mark = (c >= 0x2000 && c <= 0x2BFF) || (c >= 0xFE00 && c <= 0xFE0F) || c >= 0x1F000 ||
                (c >= 0xA1 && c <= 0xBF) || c == 0xD7 || c == 0xF7;
    return !mark && !is_cjk(c);
}

static inline bool is_blank(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x3000 || c == 0x2028 ||
           c == 0x2029 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x85;
}

static inline bool is_gap(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline void end_word(struct text *t)
{
    if (t->start == SIZE_MAX)
        return;
    uint32_t flags = t->depth ? t->stack[t->depth - 1].flags : 0;
    if (t->n == t->cap) {
        t->cap = t->cap ? t->cap * 2 : 1024;
        t->v = oc_realloc(t->v, t->cap * sizeof *t->v);
    }
    struct token *k = &t->v[t->n++];
    *k = (struct token){.at = (uint32_t)t->start,
                        .n = (uint32_t)(t->buf.n - t->start),
                        .flags = flags,
                        .space = t->space};
    size_t at = 0;
    uint32_t first = oc_utf8_next(token_str(t, t->n - 1), &at);
    k->cjk = is_cjk(first);
    k->word = k->cjk ? first > 0x3040 && first < 0xFF00 : is_word(first);
    k->hash = flags & T_REF ? 1 : oc_str_hash(token_str(t, t->n - 1));
    if (t->numbers && token_is(t, t->n - 1, "."))
        k->flags |= T_BACK;
    if (!(k->flags & T_BACK))
        t->numbers = false;
    t->space = false;
    t->start = SIZE_MAX;
}

static inline void put_char(struct text *t, uint32_t c)
{
    if (t->depth && t->stack[t->depth - 1].flags & T_HIDDEN)
        return;
    if (is_blank(c)) {
        end_word(t);
        oc_buf_putc(&t->buf, ' ');
        t->space = true;
        return;
    }
    bool word = is_word(c);
    if (!word)
        end_word(t);
    if (t->start == SIZE_MAX)
        t->start = t->buf.n;
    oc_buf_put_cp(&t->buf, c);
    if (!word)
        end_word(t);
}

/* The character reference at s.p[*at] == '&'; *at moves past it. */
static inline uint32_t reference(struct oc_str s, size_t *at)
{
    static const struct {
        const char *name;
        uint32_t c;
    } names[] = {{"amp", '&'},      {"lt", '<'},       {"gt", '>'},        {"quot", '"'},
                 {"apos", '\''},    {"nbsp", 0xA0},    {"hellip", 0x2026}, {"mdash", 0x2014},
                 {"ndash", 0x2013}, {"lsquo", 0x2018}, {"rsquo", 0x2019},  {"ldquo", 0x201C},
                 {"rdquo", 0x201D}, {"times", 0xD7},   {"copy", 0xA9},     {"middot", 0xB7},
                 {"rarr", 0x2192},  {"larr", 0x2190},  {"eacute", 0xE9},   {"uuml", 0xFC},
                 {"ouml", 0xF6},    {"auml", 0xE4},    {"alpha", 0x3B1},   {"minus", 0x2212},
                 {"bull", 0x2022},  {"ensp", 0x2002},  {"emsp", 0x2003},   {"rightarrow", 0x2192},
                 {"raquo", 0xBB},   {"laquo", 0xAB},   {"deg", 0xB0},      {"le", 0x2264},
                 {"ge", 0x2265},    {"infin", 0x221E}, {"reg", 0xAE},      {"trade", 0x2122}};
    size_t end = *at + 1;
    while (end < s.n && end - *at < 32 && s.p[end] != ';' && s.p[end] != '&' && s.p[end] != ' ')
        end++;
    if (end < s.n && s.p[end] == ';') {
        struct oc_str name = oc_str_sub(s, *at + 1, end);
        if (name.n > 1 && name.p[0] == '#') {
            bool hex = (name.p[1] | 0x20) == 'x';
            char *stop, digits[32];
            snprintf(digits, sizeof digits, "%.*s", (int)(name.n - 1 - hex), name.p + 1 + hex);
            unsigned long c = strtoul(digits, &stop, hex ? 16 : 10);
            if (!*stop && *digits) {
                *at = end + 1;
                return c && c < 0x110000 && !(c >= 0xD800 && c < 0xE000) ? (uint32_t)c : 0xFFFD;
            }
        }
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (oc_str_is(name, names[i].name)) {
                *at = end + 1;
                return names[i].c;
            }
    }
    ++*at;
    return '&';
}

/* The value of an attribute in a tag; p == NULL when it is not there. */
static inline struct oc_str value_of(struct oc_str tag, const char *name)
{
    size_t n = strlen(name), at = 0;
    while (at < tag.n && tag.p[at] != ' ' && tag.p[at] != '\n')
        at++;
    while (at < tag.n) {
        while (at < tag.n && (is_gap(tag.p[at]) || tag.p[at] == '/'))
            at++;
        size_t from = at;
        while (at < tag.n && !is_gap(tag.p[at]) && !strchr("=>", tag.p[at]))
            at++;
        struct oc_str key = oc_str_sub(tag, from, at), value = OC_STR("");
        while (at < tag.n && is_gap(tag.p[at]))
            at++;
        if (at < tag.n && tag.p[at] == '=') {
            at++;
            while (at < tag.n && is_gap(tag.p[at]))
                at++;
            char q = at < tag.n && (tag.p[at] == '"' || tag.p[at] == '\'') ? tag.p[at++] : 0;
            from = at;
            while (at < tag.n && (q ? tag.p[at] != q : !is_gap(tag.p[at])))
                at++;
            value = oc_str_sub(tag, from, at);
            at += q != 0;
        }
        if (key.n == n && oc_str_iis(key, name))
            return value;
        at += key.n == 0;
    }
    return OC_STR_NONE;
}

static inline bool has_class(struct oc_str tag, const char *name)
{
    struct oc_str all = value_of(tag, "class"), one;
    while (oc_str_cut(&one, &all, ' '))
        if (oc_str_is(one, name))
            return true;
    return false;
}

/* What the start tag of an element says of what is in it. book: octavo wrote it. */
static inline uint32_t flags_of(struct oc_str tag, struct oc_str name, bool book)
{
    uint32_t f = 0;
    if (in_list(name, unseen))
        f |= T_HIDDEN;
    if (in_list(name, " h1 h2 h3 h4 h5 h6 ") || has_class(tag, "h"))
        f |= T_HEADING;
    if (in_list(name, " pre code "))
        f |= T_CODE;
    if (in_list(name, " ruby rp "))
        f |= T_RUBY;
    if (in_list(name, " dt dd "))
        f |= T_TERM;
    if (in_list(name, " td th "))
        f |= T_CELL;
    if (in_list(name, " figcaption ") || has_class(tag, "code-title"))
        f |= T_CAPTION;
    if (in_list(name, " summary ") || has_class(tag, "summary"))
        f |= T_SUMMARY;
    if (in_list(name, " button textarea option progress meter "))
        f |= T_CONTROL;
    if (has_class(tag, "rouge-gutter") || has_class(tag, "gutter"))
        f |= T_GUTTER;
    if (has_class(tag, "footnotes"))
        f |= T_NOTES;
    if (!book) {
        if (value_of(tag, "data-footnote-backref").p)
            f |= T_BACK;
        if (has_class(tag, "footnote-ref"))
            f |= T_REF;
        return f;
    }
    struct oc_str type = value_of(tag, "epub:type");
    f |= oc_str_is(type, "backlink") ? T_BACK : 0;
    f |= oc_str_is(type, "noteref") ? T_REF : 0;
    f |= oc_str_is(value_of(tag, "role"), "img") ? T_TASK : 0;
    f |= has_class(tag, "chapter-head") ? T_HEADER : 0;
    f |= has_class(tag, "chapter-abstract") || has_class(tag, "chapter-foot") ? T_HEADER : 0;
    f |= has_class(tag, "image-missing") ? T_IMAGE : 0;
    f |= has_class(tag, "embed") ? T_EMBED : 0;
    f |= has_class(tag, "alert-title") ? T_ALERT : 0;
    f |= has_class(tag, "math") ? T_MATH : 0;
    return f;
}

static inline double number(struct oc_str s, double fallback)
{
    char text[32], *end;
    snprintf(text, sizeof text, "%.*s", OC_STR_ARG(oc_str_sub(s, 0, 31)));
    double n = strtod(text, &end);
    return end > text ? n : fallback;
}

static inline void open_tag(struct text *t, struct oc_str tag, struct oc_str name, bool book)
{
    if (in_list(name, " img ")) {
        if (t->nimages == t->cimages) {
            t->cimages = t->cimages ? t->cimages * 2 : 64;
            t->images = oc_realloc(t->images, t->cimages * sizeof *t->images);
        }
        t->images[t->nimages] = (struct image){value_of(tag, "alt"), value_of(tag, "title"),
                                               value_of(tag, "src"), false};
        for (size_t i = 0; i < t->depth; i++)
            t->images[t->nimages].linked |= oc_str_iis(t->stack[i].name, "a");
        t->nimages++;
    }
    if (in_list(name, " input ") && oc_str_iis(value_of(tag, "type"), "checkbox"))
        t->boxes++;
    if (in_list(name, " progress meter ")) {
        double value = number(value_of(tag, "value"), 0), max = number(value_of(tag, "max"), 1);
        if (value >= 0 && max > 0 && value <= max)
            t->percents[(size_t)(100 * value / max + 0.5)] = true;
    }
    /* <iframe ... /> is how JSX has it: HTML would hide all that follows */
    bool closed = tag.n && tag.p[tag.n - 1] == '/' && (book || in_list(name, unseen));
    if (in_list(name, voids) || closed || t->depth == sizeof t->stack / sizeof *t->stack)
        return;
    uint32_t flags = flags_of(tag, name, book);
    bool caption = in_list(name, " figcaption ");
    if (flags & T_REF && !(t->depth && t->stack[t->depth - 1].flags & T_BACK))
        t->refs++;
    if (flags & T_BACK)
        t->numbers = true;
    if (t->depth)
        flags |= t->stack[t->depth - 1].flags & ~(caption ? (uint32_t)(T_IMAGE | T_EMBED) : 0);
    t->stack[t->depth].name = name;
    t->stack[t->depth].flags = flags;
    t->depth++;
}

static inline void close_tag(struct text *t, struct oc_str name)
{
    for (size_t i = t->depth; i-- > 0;)
        if (oc_str_ieq(t->stack[i].name, name)) {
            t->depth = i;
            return;
        }
}

/* octavo shows <T> and <name>, which are no elements, as the text they are meant to be. Names with
 * a hyphen or a colon and what is in drawings and formulas are elements. */
static inline bool is_element(const struct text *t, struct oc_str name)
{
    for (size_t i = 0; i < t->depth; i++)
        if (in_list(t->stack[i].name, " svg math "))
            return true;
    return in_list(name, blocks) || in_list(name, inlines) || in_list(name, voids) ||
           oc_str_chr(name, '-', 0) != SIZE_MAX || oc_str_chr(name, ':', 0) != SIZE_MAX;
}

/* The end of the tag or comment at s.p[at] == '<' (after its '>'), 0 when it is text. */
static inline size_t tag_end(struct oc_str s, size_t at)
{
    char c = at + 1 < s.n ? s.p[at + 1] : ' ';
    if (oc_str_starts(oc_str_sub(s, at, s.n), "<!--")) {
        size_t end = oc_str_find(s, "-->", at + 2);
        return end == SIZE_MAX ? s.n : end + 3;
    }
    if (c == '!' || c == '?') {
        size_t end = oc_str_chr(s, '>', at);
        return end == SIZE_MAX ? s.n : end + 1;
    }
    if (c == '/')
        c = at + 2 < s.n ? s.p[at + 2] : ' ';
    if ((c | 0x20) < 'a' || (c | 0x20) > 'z')
        return 0;
    char quote = 0;
    for (size_t i = at + 1; i < s.n; i++) {
        if (quote)
            quote = s.p[i] == quote ? 0 : quote;
        else if (s.p[i] == '>')
            return i + 1;
        else if ((s.p[i] == '"' || s.p[i] == '\'') && s.p[i - 1] == '=')
            quote = s.p[i];
    }
    return 0;
}

static inline void text_init(struct text *t)
{
    memset(t, 0, sizeof *t);
    oc_buf_init(&t->buf, (size_t)1 << 30);
    t->start = SIZE_MAX;
    t->space = true;
}

static inline void text_release(struct text *t)
{
    oc_buf_release(&t->buf);
    free(t->v);
    free(t->images);
}

static inline void put_tag(struct text *t, struct oc_str html, size_t *at, size_t end, bool book)
{
    struct oc_str tag = oc_str_sub(html, *at + 1, end - 1), name = tag;
    bool close = tag.n && tag.p[0] == '/';
    if (close)
        name = oc_str_sub(name, 1, name.n);
    size_t n = 0;
    while (n < name.n && !is_gap(name.p[n]) && name.p[n] != '/')
        n++;
    name = oc_str_sub(name, 0, n);
    *at = end;
    if (tag.n && (tag.p[0] == '!' || tag.p[0] == '?'))
        return;
    if (!is_element(t, name)) {
        put_char(t, '<');
        for (size_t k = 0; k < tag.n;)
            put_char(t, oc_utf8_next(tag, &k));
        put_char(t, '>');
        return;
    }
    uint32_t before = t->depth ? t->stack[t->depth - 1].flags : 0;
    size_t words = t->start;
    if (in_list(name, blocks)) {
        end_word(t);
        oc_buf_putc(&t->buf, ' ');
        t->space = true;
        words = SIZE_MAX;
    }
    uint32_t will = before | (close ? 0 : flags_of(tag, name, book));
    if (words != SIZE_MAX && (will != before || close)) {
        /* a word goes on over inline tags unless what it is changes */
        size_t depth = t->depth;
        if (close)
            close_tag(t, name);
        uint32_t after = t->depth ? t->stack[t->depth - 1].flags : 0;
        t->depth = depth;
        if (will != before || after != before)
            end_word(t);
    }
    if (close)
        close_tag(t, name);
    else
        open_tag(t, tag, name, book);
    if (!close && in_list(name, raws)) {
        char stop[16];
        snprintf(stop, sizeof stop, "</%.*s", OC_STR_ARG(name));
        size_t to = *at;
        while (to < html.n &&
               !(html.p[to] == '<' && oc_str_istarts(oc_str_sub(html, to, html.n), stop)))
            to++;
        if (to < html.n && !in_list(name, " textarea xmp "))
            *at = to;
        else if (to == html.n)
            close_tag(t, name); /* nothing ends it: it holds nothing */
    }
}

/* Reads HTML; book: that octavo wrote. */
static inline void text_read(struct text *t, struct oc_str html, bool book)
{
    for (size_t at = 0; at < html.n;) {
        size_t end = html.p[at] == '<' ? tag_end(html, at) : 0;
        if (end)
            put_tag(t, html, &at, end, book);
        else if (html.p[at] == '&')
            put_char(t, reference(html, &at));
        else
            put_char(t, oc_utf8_next(html, &at));
    }
    end_word(t);
}

/* Reads the value of an attribute. */
static inline void text_read_attribute(struct text *t, struct oc_str value)
{
    for (size_t at = 0; at < value.n;)
        put_char(t, value.p[at] == '&' ? reference(value, &at) : oc_utf8_next(value, &at));
    end_word(t);
}

/* Reads what is no HTML. */
static inline void text_read_plain(struct text *t, struct oc_str s)
{
    for (size_t at = 0; at < s.n;)
        put_char(t, oc_utf8_next(s, &at));
    end_word(t);
}

#endif
