/* SPDX-License-Identifier: MIT */
/*
 * WordPress's paragraphs: its classic editor keeps none, a blank line stands for them and a line
 * end for a break. Reads tags as one table sorts them; inside lists, tables and pre nothing is
 * made.
 */
#include "render/wordpress.h"

#define MAX_OPEN 64

enum kind {
    INLINE,
    BOX,  /* holds paragraphs */
    LEAF, /* holds text: breaks but no paragraphs */
    RAW,  /* neither */
    RULE  /* a block without content */
};

static const struct {
    const char *name;
    enum kind kind;
} blocks[] = {
    {"address", LEAF},    {"article", BOX},  {"aside", BOX},    {"audio", RAW},
    {"blockquote", BOX},  {"caption", LEAF}, {"center", BOX},   {"details", BOX},
    {"dir", RAW},         {"div", BOX},      {"dl", RAW},       {"fieldset", BOX},
    {"figcaption", LEAF}, {"figure", RAW},   {"footer", BOX},   {"form", BOX},
    {"h1", LEAF},         {"h2", LEAF},      {"h3", LEAF},      {"h4", LEAF},
    {"h5", LEAF},         {"h6", LEAF},      {"header", BOX},   {"hr", RULE},
    {"iframe", RAW},      {"legend", LEAF},  {"main", BOX},     {"map", RAW},
    {"math", RAW},        {"menu", RAW},     {"nav", BOX},      {"object", RAW},
    {"ol", RAW},          {"p", LEAF},       {"pre", RAW},      {"script", RAW},
    {"section", BOX},     {"select", RAW},   {"style", RAW},    {"summary", LEAF},
    {"svg", RAW},         {"table", RAW},    {"textarea", RAW}, {"ul", RAW},
    {"video", RAW},
};

static enum kind kind_of(struct oc_str name)
{
    char first = name.n ? (char)(name.p[0] | 0x20) : '\0';
    for (size_t i = 0; i < OC_COUNT(blocks); i++)
        if (blocks[i].name[0] == first && oc_str_iis(name, blocks[i].name))
            return blocks[i].kind;
    return INLINE;
}

size_t oc_wordpress_tag_end(struct oc_str s, size_t at)
{
    struct oc_str rest = oc_str_sub(s, at, s.n);
    if (oc_str_starts(rest, "<!--")) {
        size_t end = oc_str_find(s, "-->", at + 4);
        return end == SIZE_MAX ? 0 : end + 3;
    }
    size_t i = at + 1, gt = 0;
    if (i < s.n && s.p[i] == '/')
        i++;
    if (i >= s.n || !((s.p[i] | 0x20) >= 'a' && (s.p[i] | 0x20) <= 'z'))
        return 0;
    char quote = 0;
    for (; i < s.n; i++) {
        char c = s.p[i];
        if (c == '>' && !gt)
            gt = i + 1; /* counts when a quote is never closed */
        if (c == '<')
            break;
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '>')
            return i + 1;
        else if ((c == '"' || c == '\'') && s.p[i - 1] == '=')
            quote = c;
    }
    return gt;
}

struct oc_str oc_wordpress_tag_name(bool *close, struct oc_str s, size_t at)
{
    size_t from = at + 1;
    *close = from < s.n && s.p[from] == '/';
    from += *close;
    size_t to = from;
    while (to < s.n && (((s.p[to] | 0x20) >= 'a' && (s.p[to] | 0x20) <= 'z') ||
                        (s.p[to] >= '0' && s.p[to] <= '9') || s.p[to] == '-'))
        to++;
    return oc_str_sub(s, from, to);
}

struct autop {
    struct oc_buf *out;
    struct open {
        struct oc_str name;
        enum kind kind;
    } open[MAX_OPEN];
    size_t nopen, over; /* over: open elements that the list has no room for */
    bool in_p;          /* a paragraph that was made here is open */
    bool broke;         /* a line end is waiting: a break if more text follows */
    bool after_br;
};

static enum kind where(const struct autop *a)
{
    return a->nopen ? a->open[a->nopen - 1].kind : BOX;
}

static void end_paragraph(struct autop *a)
{
    if (a->in_p)
        oc_buf_puts(a->out, "</p>\n");
    a->in_p = a->broke = a->after_br = false;
}

/* Before text or an inline tag. */
static void begin_text(struct autop *a)
{
    if (where(a) == BOX && !a->in_p) {
        oc_buf_puts(a->out, "<p>");
        a->in_p = true;
    } else if (a->broke) {
        oc_buf_puts(a->out, a->after_br ? "\n" : "<br/>\n");
    }
    a->broke = a->after_br = false;
}

static bool in_own_p(const struct autop *a)
{
    return a->nopen && oc_str_iis(a->open[a->nopen - 1].name, "p");
}

static void put_text(struct autop *a, struct oc_str s)
{
    if (where(a) == RAW) {
        oc_buf_put(a->out, s);
        return;
    }
    for (size_t at = 0; at < s.n;) {
        size_t from = at, lines = 0;
        while (at < s.n && strchr(" \t\r\n", s.p[at]) && s.p[at])
            lines += s.p[at++] == '\n';
        if (lines > 1 && in_own_p(a) && at < s.n) { /* its end tag will close the next one */
            a->nopen--;
            a->in_p = true;
        }
        if (lines > 1 && where(a) == BOX)
            end_paragraph(a);
        else if (lines && (a->in_p || where(a) == LEAF))
            a->broke = true;
        if (at == s.n) {
            if (!lines && (a->in_p || where(a) == LEAF))
                oc_buf_put(a->out, oc_str_sub(s, from, at));
            return;
        }
        bool inside = a->in_p || where(a) == LEAF;
        if (!lines && inside && !a->broke)
            oc_buf_put(a->out, oc_str_sub(s, from, at));
        begin_text(a);
        from = at;
        while (at < s.n && s.p[at] != '\n') /* blanks before a line end go with it */
            at++;
        size_t end = at;
        while (at < s.n && end > from && strchr(" \t\r", s.p[end - 1]))
            end--;
        oc_buf_put(a->out, oc_str_sub(s, from, end));
    }
}

static void open_block(struct autop *a, struct oc_str name, enum kind kind)
{
    if (in_own_p(a)) /* the author left it open */
        a->nopen--;
    if (kind == RULE)
        return;
    if (where(a) == RAW)
        kind = RAW;
    if (a->nopen == MAX_OPEN)
        a->over++;
    else
        a->open[a->nopen++] = (struct open){name, kind};
}

static void close_block(struct autop *a, struct oc_str name)
{
    if (a->over > 0) {
        a->over--;
        return;
    }
    for (size_t i = a->nopen; i-- > 0;)
        if (oc_str_ieq(a->open[i].name, name)) {
            a->nopen = i;
            return;
        }
}

static void put_tag(struct autop *a, struct oc_str s, size_t at, size_t end)
{
    bool close;
    struct oc_str name = oc_wordpress_tag_name(&close, s, at), tag = oc_str_sub(s, at, end);
    enum kind kind = name.n ? kind_of(name) : RULE;
    if (where(a) == RAW || !name.n) {
        oc_buf_put(a->out, tag);
    } else if (kind == INLINE) {
        if (oc_str_iis(name, "br")) {
            a->broke = false; /* the one that is written is enough */
            if (a->in_p || where(a) == LEAF)
                oc_buf_put(a->out, tag);
            a->after_br = true;
            return;
        }
        if (!close)
            begin_text(a);
        oc_buf_put(a->out, tag);
        return;
    } else {
        bool ours = a->in_p && close && oc_str_iis(name, "p");
        end_paragraph(a);
        a->broke = a->after_br = false;
        if (!ours)
            oc_buf_put(a->out, tag);
    }
    if (kind == INLINE || !name.n)
        return;
    if (close)
        close_block(a, name);
    else if (!oc_str_ends(tag, "/>"))
        open_block(a, name, kind);
}

void oc_wordpress_paragraphs(struct oc_buf *out, struct oc_str html)
{
    struct autop a = {.out = out};
    for (size_t at = 0; at < html.n;) {
        size_t lt = oc_str_chr(html, '<', at), end = 0;
        if (lt != SIZE_MAX)
            end = oc_wordpress_tag_end(html, lt);
        if (lt == SIZE_MAX || !end) {
            size_t stop = lt == SIZE_MAX ? html.n : lt + 1; /* a lone '<' */
            put_text(&a, oc_str_sub(html, at, stop));
            at = stop;
            continue;
        }
        put_text(&a, oc_str_sub(html, at, lt));
        put_tag(&a, html, lt, end);
        at = end;
    }
    end_paragraph(&a);
}
