/* SPDX-License-Identifier: MIT */
/*
 * Parsing Mustache: one walk over the text, from tag to tag. Sections become jumps in a flat
 * array, so that rendering needs no tree.
 */
#include "base/mustache_parse.h"

#include "base/limits.h"

struct parser {
    struct oc_arena *arena;
    struct oc_template *t;
    struct oc_template_error *err;
    struct oc_str text;
    size_t at, flushed; /* next byte to look at; the text before flushed is in the nodes */
    size_t counted;     /* the line breaks before it are in line */
    int line;
    struct oc_str open, close, close_raw, close_set; /* }} }}} =}} at first */
    size_t sections[OC_MAX_TEMPLATE_DEPTH];          /* open ones, by index of node */
    size_t depth;
};

/* One tag: its place in the text, its sigil ('\0' for a plain name) and what is in it. */
struct tag {
    size_t from, to;
    char sigil;
    struct oc_str name;
};

static int line_at(struct parser *p, size_t at)
{
    for (; p->counted < at; p->counted++)
        p->line += p->text.p[p->counted] == '\n';
    return p->line;
}

static int fail(struct parser *p, int line, const char *what, struct oc_str name)
{
    *p->err = (struct oc_template_error){
        .line = line,
        .why = oc_arena_printf(p->arena, "%s%s%.*s%s", what, name.n ? " '" : "",
                               OC_STR_ARG(oc_str_sub(name, 0, 100)), name.n ? "'" : ""),
    };
    return -1;
}

static struct oc_template_node *add(struct parser *p, enum oc_template_kind kind,
                                    struct oc_str text)
{
    struct oc_template *t = p->t;
    if (t->n == t->cap)
        t->nodes = oc_arena_grow(p->arena, t->nodes, &t->cap, t->n + 1, sizeof *t->nodes);
    struct oc_template_node *node = &t->nodes[t->n++];
    *node = (struct oc_template_node){.kind = kind, .text = text, .line = line_at(p, p->at)};
    return node;
}

static void flush(struct parser *p, size_t to)
{
    if (p->flushed < to)
        add(p, OC_T_TEXT, oc_str_sub(p->text, p->flushed, to));
}

/* Offset of needle at or after from, or SIZE_MAX. */
static size_t find(struct oc_str s, struct oc_str needle, size_t from)
{
    const char *found = from < s.n ? memmem(s.p + from, s.n - from, needle.p, needle.n) : NULL;
    return found ? (size_t)(found - s.p) : SIZE_MAX;
}

static void set_delimiters(struct parser *p, struct oc_str open, struct oc_str close)
{
    p->open = open;
    p->close = close;
    p->close_raw = oc_arena_printf(p->arena, "}%.*s", OC_STR_ARG(close));
    p->close_set = oc_arena_printf(p->arena, "=%.*s", OC_STR_ARG(close));
}

/* The tag that opens at p->at. */
static int read_tag(struct tag *tag, struct parser *p)
{
    size_t start = p->at + p->open.n;
    char sigil = start < p->text.n ? p->text.p[start] : '\0';
    tag->from = p->at;
    tag->sigil = sigil && strchr("!#^/>&={<$", sigil) ? sigil : '\0';
    start += tag->sigil != '\0';
    struct oc_str close = sigil == '{' ? p->close_raw : sigil == '=' ? p->close_set : p->close;
    size_t end = find(p->text, close, start);
    if (end == SIZE_MAX)
        return fail(p, line_at(p, p->at), "a tag is not closed", OC_STR_NONE);
    tag->to = end + close.n;
    tag->name = oc_str_trim(oc_str_sub(p->text, start, end));
    if (tag->name.n == 0 && sigil != '!')
        return fail(p, line_at(p, p->at), "a tag without a name", OC_STR_NONE);
    return 0;
}

/*
 * Tags other than values take their whole line away when nothing else stands on it. Then *from
 * becomes the line's start and *to the start of the next.
 */
static void take_line(size_t *from, size_t *to, const struct parser *p, const struct tag *tag)
{
    const char *s = p->text.p;
    size_t n = p->text.n, start = tag->from, end = tag->to;
    if (!tag->sigil || tag->sigil == '&' || tag->sigil == '{')
        return;
    while (start > 0 && (s[start - 1] == ' ' || s[start - 1] == '\t'))
        start--;
    if (start > 0 && s[start - 1] != '\n')
        return;
    while (end < n && (s[end] == ' ' || s[end] == '\t'))
        end++;
    if (end + 1 < n && s[end] == '\r' && s[end + 1] == '\n')
        end++;
    if (end < n && s[end] != '\n')
        return;
    *from = start;
    *to = end < n ? end + 1 : n;
}

/* "<% %>" in {{=<% %>=}} */
static int on_delimiters(struct parser *p, struct oc_str pair)
{
    size_t gap = 0;
    while (gap < pair.n && !strchr(" \t\r\n", pair.p[gap]))
        gap++;
    struct oc_str open = oc_str_sub(pair, 0, gap);
    struct oc_str close = oc_str_trim(oc_str_sub(pair, gap, pair.n));
    bool bad = open.n == 0 || close.n == 0 || oc_str_chr(pair, '=', 0) != SIZE_MAX;
    for (size_t i = 0; i < close.n; i++)
        bad = bad || strchr(" \t\r\n", close.p[i]);
    if (bad)
        return fail(p, line_at(p, p->at), "these are not delimiters:", pair);
    set_delimiters(p, open, close);
    return 0;
}

static int on_open(struct parser *p, enum oc_template_kind kind, struct oc_str name)
{
    if (p->depth == OC_MAX_TEMPLATE_DEPTH)
        return fail(p, line_at(p, p->at), "sections nested too deeply at", name);
    add(p, kind, name);
    p->sections[p->depth++] = p->t->n - 1;
    return 0;
}

static int on_close(struct parser *p, struct oc_str name)
{
    if (p->depth == 0)
        return fail(p, line_at(p, p->at), "no section is open to close", name);
    struct oc_template_node *section = &p->t->nodes[p->sections[--p->depth]];
    if (!oc_str_eq(section->text, name))
        return fail(p, line_at(p, p->at), "another section is open where one closes:", name);
    section->end = p->t->n;
    return 0;
}

static int on_tag(struct parser *p, const struct tag *tag, struct oc_str indent)
{
    switch (tag->sigil) {
    case '!':
        return 0;
    case '=':
        return on_delimiters(p, tag->name);
    case '#':
        return on_open(p, OC_T_SECTION, tag->name);
    case '^':
        return on_open(p, OC_T_INVERTED, tag->name);
    case '/':
        return on_close(p, tag->name);
    case '>':
        add(p, OC_T_PARTIAL, tag->name)->indent = indent;
        return 0;
    case '<':
    case '$':
        return fail(p, line_at(p, p->at), "inheritance is not supported:", tag->name);
    default:
        add(p, tag->sigil ? OC_T_RAW : OC_T_VALUE, tag->name);
        return 0;
    }
}

static int parse_all(struct parser *p)
{
    while ((p->at = find(p->text, p->open, p->at)) != SIZE_MAX) {
        struct tag tag = {0};
        if (read_tag(&tag, p))
            return -1;
        size_t from = tag.from, to = tag.to;
        take_line(&from, &to, p, &tag);
        flush(p, from);
        if (on_tag(p, &tag, oc_str_sub(p->text, from, tag.from)))
            return -1;
        p->at = p->flushed = to;
    }
    p->at = p->text.n;
    flush(p, p->text.n);
    if (p->depth == 0)
        return 0;
    const struct oc_template_node *open = &p->t->nodes[p->sections[p->depth - 1]];
    return fail(p, open->line, "a section is not closed:", open->text);
}

struct oc_template *oc_template_parse(struct oc_arena *a, struct oc_template_error *err,
                                      struct oc_str text)
{
    struct parser p = {
        .arena = a, .t = OC_NEW(a, struct oc_template), .err = err, .text = text, .line = 1};
    set_delimiters(&p, OC_STR("{{"), OC_STR("}}"));
    return parse_all(&p) ? NULL : p.t;
}
