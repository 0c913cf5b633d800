/* SPDX-License-Identifier: MIT */
/*
 * One tag at a time: the table of those that are known, and where {% %}, {{< >}} and {{ }} end.
 * Each search that fails is remembered or bounded: the whole is linear.
 */
#include "base/limits.h"
#include "render/own.h"
#include "render/tags_scan.h"

enum {
    MAX_TAG = 16384 /* bytes of one tag */
};

static const struct oc_tag_row rows[] = {
#define H OC_TAG_HEXO
#define L OC_TAG_LIQUID
#define G OC_TAG_HUGO
#define Z OC_TAG_ZOLA
#define J OC_TAG_JSX
#define C OC_TAG_COLONS
#define OC_TAG(name, where, form, body, handler, param)                                            \
    {name, where, OC_TAG_##form, OC_TAG_##body, oc_tag_##handler, param},
#include "render/tags.def"
#undef OC_TAG
#undef H
#undef L
#undef G
#undef Z
#undef J
#undef C
};

const struct oc_tag_row *oc_tag_row(struct oc_str name, unsigned where, unsigned first)
{
    const struct oc_tag_row *found = NULL;
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        if (!name.n || *rows[i].name != *name.p || !(rows[i].where & where) ||
            !oc_str_is(name, rows[i].name))
            continue;
        if (rows[i].where & first)
            return &rows[i];
        if (!found)
            found = &rows[i];
    }
    return found;
}

bool oc_scan_is_none(const struct oc_scan *c, struct oc_str key, size_t from)
{
    uintptr_t at = (uintptr_t)oc_map_get(&c->none, key);
    return at && from + 1 >= at;
}

void oc_scan_set_none(struct oc_scan *c, struct oc_str key, size_t from)
{
    if (!oc_map_has(&c->none, key))
        oc_map_set(&c->none, oc_arena_copy(c->none.arena, key), (void *)(uintptr_t)(from + 1));
}

/*
 * Where closer is, from `from` on: in the same paragraph, before another tag of that form and not
 * too far away; SIZE_MAX if nowhere. quotes: not between " or `.
 */
static size_t find_close(const struct oc_scan *c, size_t from, const char *closer, bool quotes)
{
    size_t end = from + MAX_TAG < c->text.n ? from + MAX_TAG : c->text.n;
    char quote = '\0';
    for (size_t at = from; at < end; at++) {
        char b = c->text.p[at];
        if (quote) {
            if (b == '\\' && quote == '"')
                at++;
            else if (b == quote)
                quote = '\0';
        } else if (b == *closer && oc_scan_is_at(c, at, closer)) {
            return at;
        } else if (quotes && (b == '"' || b == '`')) {
            quote = b;
        } else if (b == '{' && (oc_scan_byte(c, at + 1) == '%' ||
                                (oc_scan_byte(c, at + 1) == '{' && *closer != '%'))) {
            return SIZE_MAX;
        } else if (b == '\n') {
            size_t next = at + 1;
            while (next < end && (c->text.p[next] == ' ' || c->text.p[next] == '\t'))
                next++;
            if (next < end && (c->text.p[next] == '\n' || c->text.p[next] == '\r'))
                return SIZE_MAX;
        }
    }
    return SIZE_MAX;
}

/* ---- recording ---- */

struct oc_tag *oc_scan_add(struct oc_scan *c, enum oc_tag_kind kind, size_t start, size_t end)
{
    struct oc_tags *t = c->t;
    t->tags = oc_arena_grow(c->none.arena, t->tags, &t->ctags, t->ntags + 1, sizeof *t->tags);
    struct oc_tag *tag = &t->tags[t->ntags++];
    *tag = (struct oc_tag){.start = start, .end = end, .kind = kind, .match = SIZE_MAX};
    return tag;
}

void oc_scan_hide(struct oc_scan *c, size_t start, size_t end, bool blank)
{
    for (size_t at = start; at < end; at++)
        if (!blank || (c->text.p[at] != '\n' && c->text.p[at] != '\r'))
            c->t->copy[at] = blank ? ' ' : 'x';
    if (blank)
        c->blank = end;
}

bool oc_scan_alone(const struct oc_scan *c, size_t start, size_t end)
{
    size_t from = start;
    while (from > c->blank && (c->t->copy[from - 1] == ' ' || c->t->copy[from - 1] == '\t'))
        from--;
    if (from > 0 && from != c->blank && !strchr("\n\r>", c->t->copy[from - 1]))
        return false;
    while (end < c->text.n && (c->text.p[end] == ' ' || c->text.p[end] == '\t'))
        end++;
    return end == c->text.n || c->text.p[end] == '\n' || c->text.p[end] == '\r' ||
           oc_scan_is_at(c, end, "{%");
}

/* A literal: what of the text stands in the tag's place. */
static void add_literal(struct oc_scan *c, size_t start, size_t end, struct oc_str put, bool code)
{
    struct oc_tag *tag = oc_scan_add(c, OC_TAG_LITERAL, start, end);
    tag->args = put;
    tag->code = code;
    if (!code)
        oc_scan_hide(c, start, end, !put.n && oc_scan_alone(c, start, end));
}

/* What starts like a tag and never ends is text, and told of. */
static size_t add_unclosed(struct oc_scan *c, size_t start, size_t n)
{
    size_t from = oc_scan_skip(c, start + n), to = from;
    while (oc_scan_is_word(oc_scan_byte(c, to)))
        to++;
    if (to > from) {
        struct oc_tag *tag = oc_scan_add(c, OC_TAG_LITERAL, start, start + n);
        tag->args = oc_str_sub(c->text, start, start + n);
        tag->name = oc_str_sub(c->text, start, to < start + 40 ? to : start + 40);
        tag->code = tag->unclosed = true;
    }
    return start + n;
}

/* ---- {% %} ---- */

/* The end tag of a tag whose body is no Markdown: its start, *end gets what is after it; SIZE_MAX
 * when there is none. */
static size_t find_end(struct oc_scan *c, size_t *end, struct oc_str name, size_t from, bool hugo)
{
    struct oc_str key =
        oc_arena_printf(c->none.arena, "%c%.*s", hugo ? 'g' : 'l', OC_STR_ARG(name));
    if (oc_scan_is_none(c, key, from))
        return SIZE_MAX;
    for (size_t at = from; (at = oc_str_find(c->text, hugo ? "{{" : "{%", at)) != SIZE_MAX;
         at += 2) {
        size_t k = at + 2 + (oc_scan_byte(c, at + 2) == '-' || hugo);
        k = oc_scan_skip(c, k);
        if (!oc_scan_is_at(c, k, hugo ? "/" : "end"))
            continue;
        k = hugo ? oc_scan_skip(c, k + 1) : k + 3;
        if (!oc_str_eq(oc_str_sub(c->text, k, k + name.n), name) ||
            oc_scan_is_word(oc_scan_byte(c, k + name.n)))
            continue;
        const char *closer = !hugo ? "%}" : oc_scan_byte(c, at + 2) == '<' ? ">}}" : "%}}";
        size_t close = find_close(c, k, closer, false);
        if (close == SIZE_MAX)
            continue;
        *end = close + strlen(closer);
        return at;
    }
    oc_scan_set_none(c, key, from);
    return SIZE_MAX;
}

/* The same of <Name>. */
static size_t find_jsx_end(struct oc_scan *c, size_t *end, struct oc_str name, size_t from)
{
    struct oc_str closer = oc_arena_printf(c->none.arena, "</%.*s>", OC_STR_ARG(name));
    size_t at = oc_scan_is_none(c, closer, from) ? SIZE_MAX : oc_str_find(c->text, closer.p, from);
    if (at == SIZE_MAX)
        oc_scan_set_none(c, closer, from);
    else
        *end = at + closer.n;
    return at;
}

/* A tag whose body is read here, for nothing in it is a tag. Returns where to go on. */
static size_t take_body(struct oc_scan *c, struct oc_tag *tag)
{
    size_t end = 0, start = tag->start;
    bool hugo = oc_scan_byte(c, start + 1) == '{';
    struct oc_str name = tag->named && !hugo ? OC_STR_NONE : tag->name; /* Zola: {% end %} */
    size_t close = oc_scan_byte(c, start) == '<' ? find_jsx_end(c, &end, tag->name, tag->end)
                                                 : find_end(c, &end, name, tag->end, hugo);
    if (close == SIZE_MAX) {
        tag->unclosed = true;
        oc_scan_hide(c, start, tag->end, oc_scan_alone(c, start, tag->end));
        return tag->end;
    }
    if (tag->row->body == OC_TAG_RAW) {
        size_t after = tag->end;
        c->t->ntags--;
        add_literal(c, start, after, OC_STR_NONE, false);
        add_literal(c, close, end, OC_STR_NONE, false);
        c->raw = end;
        return after;
    }
    tag->body = oc_str_sub(c->text, tag->end, close);
    tag->end = end;
    oc_scan_hide(c, start, end, oc_scan_alone(c, start, end));
    return end;
}

/* Whether {% name %} is a tag in this blog: in those that write them otherwise, only what a theme
 * of another left behind, no words of the language. */
static bool is_known(const struct oc_scan *c, struct oc_str name)
{
    if (c->dialect != OC_HUGO && c->dialect != OC_ZOLA)
        return true;
    const struct oc_tag_row *row = oc_tag_row(name, OC_TAG_HEXO, OC_TAG_HEXO);
    return !name.n || (row && row->body != OC_TAG_RAW && row->handle != oc_tag_condition &&
                       row->handle != oc_tag_otherwise && row->handle != oc_tag_loop &&
                       row->handle != oc_tag_include && row->handle != oc_tag_assign &&
                       row->handle != oc_tag_drop);
}

/* <X />, {{< x />}} */
static bool is_self_closed(const struct oc_scan *c, size_t end)
{
    if (oc_scan_byte(c, end - 1) == '>')
        return oc_scan_byte(c, end - 2) == '/';
    size_t at = end - 3;
    while (at > 0 && oc_scan_is_blank(c->text.p[at - 1]))
        at--;
    return at > 0 && c->text.p[at - 1] == '/';
}

size_t oc_scan_open(struct oc_scan *c, size_t start, size_t end, struct oc_str name,
                    struct oc_str args, unsigned where, unsigned first)
{
    const struct oc_tag_row *row = oc_tag_row(name, where, first);
    struct oc_tag *tag = oc_scan_add(c, OC_TAG_OPEN, start, end);
    tag->row = row;
    tag->own = where & (OC_TAG_HUGO | OC_TAG_ZOLA) &&
                       (!row || (args.n && oc_str_is(oc_str(row->param), "own")))
                   ? oc_own_find(c->t, name)
                   : NULL;
    tag->name = name;
    tag->args = args;
    tag->named = where == OC_TAG_ZOLA || where == OC_TAG_HUGO || where == OC_TAG_JSX;
    tag->empty = (where == OC_TAG_ZOLA && oc_scan_byte(c, start + 1) == '{') ||
                 (where != OC_TAG_ZOLA && tag->named && is_self_closed(c, end));
    if (!tag->empty && row && (row->body == OC_TAG_CODE || row->body == OC_TAG_RAW))
        return take_body(c, tag);
    bool block = !row || row->body != OC_TAG_NONE || row->handle == oc_tag_drop ||
                 row->handle == oc_tag_assign || row->handle == oc_tag_otherwise ||
                 row->handle == oc_tag_embed || row->handle == oc_tag_player;
    oc_scan_hide(c, start, end, block && oc_scan_alone(c, start, end));
    return end;
}

/* name(args), as Zola writes it. */
static bool is_call(struct oc_str inner, size_t name)
{
    return name > 0 && name < inner.n && inner.p[name] == '(' && inner.p[inner.n - 1] == ')';
}

size_t oc_scan_name(struct oc_str inner)
{
    size_t n = 0;
    while (n < inner.n && oc_scan_is_word(inner.p[n]))
        n++;
    return inner.n && ((inner.p[0] | 0x20) >= 'a' && (inner.p[0] | 0x20) <= 'z') ? n : 0;
}

/* The name of what an end tag ends; "" when it is none: {% end %} ends whatever is open. */
static bool is_end(struct oc_str *name, const struct oc_scan *c, struct oc_str word)
{
    if (!oc_str_starts(word, "end"))
        return false;
    *name = oc_str_sub(word, 3, word.n);
    if (name->n && (name->p[0] == '_' || name->p[0] == '-'))
        *name = oc_str_sub(*name, 1, name->n);
    return c->dialect == OC_ZOLA || name->n > 0;
}

/* What stands in a tag, without the dashes that cut white space and the blanks. */
static struct oc_str inner_of(const struct oc_scan *c, size_t from, size_t close)
{
    struct oc_str inner = oc_str_sub(c->text, from, close);
    if (inner.n && inner.p[0] == '-')
        inner = oc_str_sub(inner, 1, inner.n);
    if (inner.n && inner.p[inner.n - 1] == '-')
        inner = oc_str_sub(inner, 0, inner.n - 1);
    return oc_str_trim(inner);
}

static size_t liquid_tag(struct oc_scan *c, size_t start)
{
    size_t from = start + 2, close = find_close(c, from, "%}", false), end = close + 2;
    if (close == SIZE_MAX)
        return c->dialect == OC_HEXO || c->dialect == OC_JEKYLL ? add_unclosed(c, start, 2)
                                                                : start + 2;
    struct oc_str inner = inner_of(c, from, close), name;
    if (c->dialect == OC_JEKYLL && inner.n && inner.p[0] == '#') {
        add_literal(c, start, end, OC_STR_NONE, false);
        return end;
    }
    if (oc_str_starts(inner, "/*") && oc_str_ends(inner, "*/") && c->dialect == OC_ZOLA) {
        add_literal(c, start, end,
                    oc_arena_printf(c->none.arena, "{%%%.*s%%}", (int)(inner.n - 4), inner.p + 2),
                    false);
        return end;
    }
    size_t n = oc_scan_name(inner);
    struct oc_str word = oc_str_sub(inner, 0, n), args = oc_str_trim(oc_str_sub(inner, n, inner.n));
    if (!n)
        return start + 2;
    const unsigned both = OC_TAG_HEXO | OC_TAG_LIQUID;
    bool hexo = c->dialect == OC_HEXO || c->dialect == OC_PLAIN;
    unsigned first = hexo ? OC_TAG_HEXO : OC_TAG_LIQUID;
    if (is_end(&name, c, word)) {
        if (!is_known(c, name))
            return start + 2;
        struct oc_tag *tag = oc_scan_add(c, OC_TAG_CLOSE, start, end);
        tag->name = name;
        oc_scan_hide(c, start, end, oc_scan_alone(c, start, end));
        return end;
    }
    if (c->dialect == OC_ZOLA && is_call(inner, n))
        return oc_scan_open(c, start, end, word, oc_str_sub(inner, n + 1, inner.n - 1), OC_TAG_ZOLA,
                            OC_TAG_ZOLA);
    if (!is_known(c, word))
        return start + 2;
    return oc_scan_open(c, start, end, word, args, both, first);
}

/* ---- {{< >}}, {{% %}} ---- */

static size_t hugo_tag(struct oc_scan *c, size_t start, bool code)
{
    const char *closer = oc_scan_byte(c, start + 2) == '<' ? ">}}" : "%}}";
    size_t close = find_close(c, start + 3, closer, true);
    if (close == SIZE_MAX)
        close = find_close(c, start + 3, closer, false);
    if (close == SIZE_MAX)
        return c->dialect == OC_HUGO && !code ? add_unclosed(c, start, 3) : start + 2;
    size_t end = close + 3;
    struct oc_str inner = oc_str_trim(oc_str_sub(c->text, start + 3, close));
    if (oc_str_starts(inner, "/*") && oc_str_ends(inner, "*/") && inner.n >= 4) {
        if (c->dialect == OC_HUGO)
            add_literal(c, start, end,
                        oc_arena_printf(c->none.arena, "%.*s%.*s%s", 3, c->text.p + start,
                                        (int)(inner.n - 4), inner.p + 2, closer),
                        code);
        return end;
    }
    if (code)
        return end;
    bool closing = inner.n && inner.p[0] == '/';
    if (closing)
        inner = oc_str_trim(oc_str_sub(inner, 1, inner.n));
    size_t n = oc_scan_name(inner);
    while (n && n < inner.n && (oc_scan_is_word(inner.p[n]) || strchr("./", inner.p[n])))
        n++;
    struct oc_str name = oc_str_sub(inner, 0, n), args = oc_str_trim(oc_str_sub(inner, n, inner.n));
    if (oc_str_ends(name, "/"))
        name = oc_str_sub(name, 0, name.n - 1);
    if (!n || (c->dialect != OC_HUGO && !oc_tag_row(name, OC_TAG_HUGO, OC_TAG_HUGO)))
        return start + 2;
    if (closing) {
        struct oc_tag *tag = oc_scan_add(c, OC_TAG_CLOSE, start, end);
        tag->name = name;
        oc_scan_hide(c, start, end, oc_scan_alone(c, start, end));
        return end;
    }
    if (oc_str_ends(args, "/"))
        args = oc_str_trim(oc_str_sub(args, 0, args.n - 1));
    return oc_scan_open(c, start, end, name, args, OC_TAG_HUGO, OC_TAG_HUGO);
}

/* ---- {{ }} ---- */

/* x_{{a}}, \frac{{a}}{{b}}: TeX, not a variable. */
static bool is_tex(const struct oc_scan *c, size_t at)
{
    if (!at)
        return false;
    char before = c->text.p[at - 1];
    if (before == '}')
        return !(c->t->ntags && c->t->tags[c->t->ntags - 1].end == at);
    if (strchr("_^\\", before))
        return true;
    while (at > 0 && (c->text.p[at - 1] | 0x20) >= 'a' && (c->text.p[at - 1] | 0x20) <= 'z')
        at--;
    return at > 0 && c->text.p[at - 1] == '\\';
}

static size_t value_tag(struct oc_scan *c, size_t start, bool code)
{
    size_t from = oc_scan_skip(c, start + 2), close, end;
    if (oc_scan_byte(c, from) == '"' || oc_scan_byte(c, from) == '\'') { /* {{ "{%" }} */
        size_t stop = from + 200 < c->text.n ? from + 200 : c->text.n;
        const char *q = memchr(c->text.p + from + 1, c->text.p[from], stop - from - 1);
        from = q ? (size_t)(q - c->text.p) + 1 : from;
    }
    close = find_close(c, from, "}}", false);
    end = close + 2;
    if (close == SIZE_MAX)
        return start + 2;
    struct oc_str inner = inner_of(c, start + 2, close);
    if (c->dialect == OC_ZOLA && oc_str_starts(inner, "/*") && oc_str_ends(inner, "*/")) {
        add_literal(c, start, end,
                    oc_arena_printf(c->none.arena, "{{%.*s}}", (int)(inner.n - 4), inner.p + 2),
                    code);
        return end;
    }
    if (code)
        return end;
    size_t n = oc_scan_name(inner);
    if (c->dialect == OC_ZOLA && is_call(inner, n))
        return oc_scan_open(c, start, end, oc_str_sub(inner, 0, n),
                            oc_str_sub(inner, n + 1, inner.n - 1), OC_TAG_ZOLA, OC_TAG_ZOLA);
    if (is_tex(c, start) ||
        !(c->dialect == OC_JEKYLL || (c->dialect == OC_HEXO && oc_tag_is_path(inner))))
        return start + 2;
    struct oc_tag *tag = oc_scan_add(c, OC_TAG_VALUE, start, end);
    tag->args = inner;
    oc_scan_hide(c, start, end, false);
    return end;
}

size_t oc_scan_brace(struct oc_scan *c, size_t at, bool code)
{
    char next = oc_scan_byte(c, at + 1), third = oc_scan_byte(c, at + 2);
    if (at < c->raw)
        return at + 1;
    if (next == '#' && !code && c->t->run->r->post->dialect == OC_ELEVENTY && third == ' ') {
        size_t close = find_close(c, at + 2, "#}", false); /* Nunjucks's comment */
        if (close == SIZE_MAX)
            return at + 2;
        add_literal(c, at, close + 2, OC_STR_NONE, false);
        return close + 2;
    }
    if (next == '{')
        return third == '<' || third == '%' ? hugo_tag(c, at, code) : value_tag(c, at, code);
    if (next == '%' && !code)
        return liquid_tag(c, at);
    if (next == '%' && c->dialect == OC_JEKYLL) {
        /* Liquid runs before Markdown: raw around what is in code, for it to stay, is no part
         * of the code */
        size_t end = 0, name = at + 2 + (third == '-');
        name = oc_scan_skip(c, name);
        size_t close = oc_scan_is_at(c, name, "raw") ? oc_scan_skip(c, name + 3) : 0;
        close += close && oc_scan_byte(c, close) == '-';
        if (!close || !oc_scan_is_at(c, close, "%}"))
            return at + 2;
        size_t last = find_end(c, &end, OC_STR("raw"), close, false);
        if (last == SIZE_MAX)
            return at + 2;
        add_literal(c, at, close + 2, OC_STR_NONE, true);
        add_literal(c, last, end, OC_STR_NONE, true);
        c->raw = end;
        return close + 2;
    }
    return at + 2;
}
