/* SPDX-License-Identifier: MIT */
/* The arguments of a tag: words, a list between commas, or names and values. */
#include "base/limits.h"
#include "render/tags.h"
#include "render/tags_impl.h"

#define MAX_SHOWN ((size_t)80) /* of what JavaScript stands for an address */

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_name(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' ||
           c == '-' || c == ':';
}

static void add(struct oc_tag_args *args, struct oc_str key, struct oc_str value, bool bare)
{
    if (args->n == OC_TAG_ARGS)
        return;
    args->key[args->n] = key;
    args->value[args->n] = value;
    args->bare[args->n++] = bare;
}

/* What stands in quotes at s[at], with \" and \\ resolved; *at moves past it. False: no quotes, or
 * they do not close where a value may end. */
static bool quoted(struct oc_str *value, struct oc_arena *a, struct oc_str s, size_t *at)
{
    char q = s.p[*at];
    if (q != '"' && q != '\'' && q != '`')
        return false;
    bool escapes = false;
    size_t end = *at + 1;
    for (; end < s.n && s.p[end] != q; end++) {
        if (s.p[end] == '\\' && q != '`' && end + 1 < s.n) {
            escapes = true;
            end++;
        }
    }
    if (end >= s.n || (end + 1 < s.n && !is_blank(s.p[end + 1]) && !strchr(",)/}>|", s.p[end + 1])))
        return false;
    *value = oc_str_sub(s, *at + 1, end);
    *at = end + 1;
    if (escapes) {
        char *p = oc_arena_alloc(a, value->n + 1);
        size_t n = 0;
        for (size_t k = 0; k < value->n; k++) {
            char c = value->p[k], next = k + 1 < value->n ? value->p[k + 1] : '\0';
            if (c == '\\' && next && strchr("\\\"'", next))
                c = value->p[++k];
            p[n++] = c;
        }
        *value = (struct oc_str){p, n};
    }
    return true;
}

static void parse_words(struct oc_tag_args *args, struct oc_arena *a, struct oc_str s)
{
    for (size_t at = 0; at < s.n && args->n < OC_TAG_ARGS;) {
        struct oc_str value;
        if (is_blank(s.p[at])) {
            at++;
        } else if (quoted(&value, a, s, &at)) {
            add(args, OC_STR_NONE, value, false);
            at += at < s.n && s.p[at] == ','; /* Nunjucks: {% image "a.png", "alt" %} */
        } else {
            size_t from = at;
            while (at < s.n && !is_blank(s.p[at]))
                at++;
            add(args, OC_STR_NONE, oc_str_sub(s, from, at), true);
        }
    }
}

/* Whether looks and two colons come first, as Redefine and the older Volantis have it: what the
 * looks are may be left out, and std::move is text. */
static bool has_two_colons(struct oc_str s)
{
    static const char *const looks[] = {
        "red",     "green",   "blue",     "cyan",  "yellow",  "orange", "purple",
        "pink",    "gray",    "black",    "white", "default", "info",   "tip",
        "success", "warning", "danger",   "open",  "primary", "center", "left",
        "right",   "logo",    "large",    "small", "huge",    "big",    "regular",
        "title",   "code",    "subtitle", "bold",  "em",      "h1",     "h2",
        "h3",      "h4",      "plus",     "minus", "times",   "checked"};
    size_t colons = oc_str_find(s, "::", 0);
    struct oc_str words = oc_str_sub(s, 0, colons == SIZE_MAX ? 0 : colons), word;
    while (oc_str_cut(&word, &words, ' ')) {
        size_t i = 0;
        while (i < OC_COUNT(looks) && word.n && !oc_str_is(word, looks[i]))
            i++;
        if (i == OC_COUNT(looks))
            return false;
    }
    return colons != SIZE_MAX;
}

/* Themes write a comma that is none as &sbquo; or &comma;. */
static void parse_commas(struct oc_tag_args *args, struct oc_str s)
{
    struct oc_str rest = s, part;
    if (has_two_colons(s)) {
        for (size_t from = 0, to; from <= s.n; from = to + 2) {
            to = oc_str_find(s, "::", from);
            to = to == SIZE_MAX ? s.n : to;
            add(args, OC_STR_NONE, oc_str_trim(oc_str_sub(s, from, to)), true);
        }
        return;
    }
    while (oc_str_cut(&part, &rest, ',')) {
        part = oc_str_trim(part);
        if (part.n > 1 && (part.p[0] == '"' || part.p[0] == '\'') &&
            part.p[part.n - 1] == part.p[0])
            part = oc_str_sub(part, 1, part.n - 1);
        add(args, OC_STR_NONE, part, true);
    }
}

/* The end of { ... } at s[at]; quotes and braces inside count. */
static size_t braces(struct oc_str s, size_t at)
{
    size_t depth = 0;
    for (; at < s.n; at++) {
        if (s.p[at] == '{')
            depth++;
        else if (s.p[at] == '}' && --depth == 0)
            return at + 1;
    }
    return s.n;
}

/* A value in braces: of a component, {"text"}; anything else is a program's, and unknown. */
static struct oc_str braced(struct oc_arena *a, struct oc_str s)
{
    struct oc_str inner = oc_str_trim(oc_str_sub(s, 1, s.n - 1)), value;
    size_t at = 0;
    if (inner.n && quoted(&value, a, inner, &at) && at == inner.n)
        return value;
    bool number = inner.n > 0;
    for (size_t k = 0; k < inner.n; k++)
        number = number && ((inner.p[k] >= '0' && inner.p[k] <= '9') || inner.p[k] == '.');
    return number ? inner : OC_STR_NONE;
}

static struct oc_str parse_value(bool *bare, struct oc_arena *a, struct oc_str s, size_t *at)
{
    struct oc_str value;
    size_t from = *at;
    *bare = false;
    if (s.p[from] == '{') {
        *at = braces(s, from);
        return braced(a, oc_str_sub(s, from, *at));
    }
    if (quoted(&value, a, s, at))
        return value;
    *bare = true;
    while (*at < s.n && !is_blank(s.p[*at]) && s.p[*at] != ',' && s.p[*at] != ')')
        ++*at;
    return oc_str_sub(s, from, *at);
}

static void parse_named(struct oc_tag_args *args, struct oc_arena *a, struct oc_str s)
{
    for (size_t at = 0; at < s.n && args->n < OC_TAG_ARGS;) {
        if (is_blank(s.p[at]) || s.p[at] == ',' || s.p[at] == ')') {
            at++;
            continue;
        }
        size_t from = at, name = at;
        while (name < s.n && is_name(s.p[name]))
            name++;
        size_t equals = name;
        while (equals < s.n && is_blank(s.p[equals]))
            equals++;
        struct oc_str key = OC_STR_NONE;
        if (name > from && equals < s.n && s.p[equals] == '=') {
            key = oc_str_sub(s, from, name);
            at = equals + 1;
            while (at < s.n && is_blank(s.p[at]))
                at++;
            if (at == s.n)
                return;
        }
        bool bare;
        struct oc_str value = parse_value(&bare, a, s, &at);
        add(args, key, value, bare);
        if (at == from) /* nothing to take: a stray sign */
            at++;
    }
}

void oc_tag_args_parse(struct oc_tag_args *args, struct oc_arena *a, const struct oc_tag *tag)
{
    args->n = 0;
    if (tag->named || (tag->row && tag->row->form == OC_TAG_NAMED))
        parse_named(args, a, tag->args);
    else if (tag->row && tag->row->form == OC_TAG_WORDS)
        parse_words(args, a, tag->args);
    else if (tag->row && tag->row->form == OC_TAG_COMMAS)
        parse_commas(args, tag->args);
    else if (tag->args.n)
        add(args, OC_STR_NONE, oc_str_trim(tag->args), true);
}

struct oc_str oc_tag_arg(const struct oc_tags *t, const char *key, size_t at)
{
    size_t place = 0;
    for (size_t i = 0; i < t->args.n; i++)
        if (t->args.key[i].n && oc_str_iis(t->args.key[i], key))
            return t->args.value[i];
    for (size_t i = 0; i < t->args.n; i++)
        if (!t->args.key[i].n && place++ == at)
            return t->args.value[i];
    return OC_STR_NONE;
}

struct oc_str oc_tag_arg_any(const struct oc_tags *t, const char *const *names)
{
    struct oc_str value = OC_STR_NONE;
    for (; *names && !value.n; names++)
        value = oc_tag_arg(t, *names, SIZE_MAX);
    return value;
}

struct oc_str oc_tag_braced(struct oc_arena *a, struct oc_str args, const char *key)
{
    struct oc_str start = oc_arena_printf(a, "%s={", key);
    size_t at = 0;
    while ((at = oc_str_find(args, start.p, at)) != SIZE_MAX && at > 0 && !is_blank(args.p[at - 1]))
        at++;
    if (at == SIZE_MAX)
        return OC_STR_NONE;
    at += start.n - 1;
    struct oc_str said = oc_str_sub(args, at, braces(args, at));
    bool plain = said.n <= MAX_SHOWN && oc_str_chr(said, '\n', 0) == SIZE_MAX;
    return plain ? said : OC_STR("{...}");
}

struct oc_str oc_tag_rest(struct oc_tags *t, size_t from)
{
    struct oc_buf all;
    struct oc_arena *a = t->run->r->arena;
    oc_buf_init(&all, OC_MAX_TAG_BYTES);
    for (size_t i = from; i < t->args.n; i++) {
        if (all.n)
            oc_buf_putc(&all, ' ');
        oc_buf_put(&all, t->args.value[i]);
    }
    struct oc_str rest = oc_buf_take(&all, a);
    oc_buf_release(&all);
    return rest;
}

struct oc_str oc_tag_quoted(struct oc_str s, const char *start)
{
    size_t at = oc_str_find(s, start, 0), from = at + strlen(start);
    size_t to = at == SIZE_MAX ? at : oc_str_chr(s, '"', from);
    return to == SIZE_MAX ? OC_STR_NONE : oc_str_sub(s, from, to);
}
