/* SPDX-License-Identifier: MIT */
/* A shortcode's template cut into words and actions, Hugo's {{ }} and Zola's {{ }}, {% %}. */
#include "render/own.h"

enum {
    MAX_OPEN = 32,
    MAX_NODES = 5000
};

struct cut {
    struct oc_own *own;
    struct oc_arena *a;
    struct oc_own_node *nodes;
    size_t n, cap;
    size_t head[MAX_OPEN], last[MAX_OPEN], open; /* blocks: their first node, their newest branch */
};

static struct oc_own_node *add(struct cut *c, enum oc_own_what what, struct oc_str text)
{
    c->nodes = oc_arena_grow(c->a, c->nodes, &c->cap, c->n + 1, sizeof *c->nodes);
    struct oc_own_node *node = &c->nodes[c->n++];
    *node = (struct oc_own_node){.what = what, .text = text};
    return node;
}

/* ---- blocks ---- */

static struct oc_own_node *open_block(struct cut *c, enum oc_own_what what, struct oc_str text)
{
    if (c->open == MAX_OPEN)
        return NULL;
    c->head[c->open] = c->last[c->open] = c->n;
    c->open++;
    return add(c, what, text);
}

static struct oc_own_node *add_else(struct cut *c, struct oc_str condition)
{
    if (!c->open)
        return NULL;
    c->nodes[c->last[c->open - 1]].next = c->n;
    c->last[c->open - 1] = c->n;
    return add(c, OC_OWN_ELSE, condition);
}

static bool close_block(struct cut *c)
{
    if (!c->open)
        return false;
    size_t end = c->n, at = c->head[--c->open];
    c->nodes[c->last[c->open]].next = end;
    for (; at != end; at = c->nodes[at].next)
        c->nodes[at].end = end;
    add(c, OC_OWN_END, OC_STR_NONE);
    return true;
}

/* ---- one action ---- */

/* The word that *s begins with; *s gets the rest, trimmed. */
static struct oc_str word(struct oc_str *s)
{
    size_t n = 0;
    while (n < s->n && (oc_own_is_word(s->p[n]) || s->p[n] == '$'))
        n++;
    struct oc_str w = oc_str_sub(*s, 0, n);
    *s = oc_str_trim(oc_str_sub(*s, n, s->n));
    return w;
}

/* $a, $b := before an expression; what is named, and *again, that it was named before. */
static bool names(struct oc_str *s, struct oc_str *first, struct oc_str *second, bool *again)
{
    struct oc_str rest = *s, one, two = OC_STR_NONE;
    if (!oc_str_starts(rest, "$"))
        return false;
    one = word(&rest);
    if (oc_str_starts(rest, ",")) {
        rest = oc_str_trim(oc_str_sub(rest, 1, rest.n));
        two = word(&rest);
    }
    bool set = oc_str_starts(rest, "="), declare = oc_str_starts(rest, ":=");
    if (!set && !declare)
        return false;
    *s = oc_str_trim(oc_str_sub(rest, declare ? 2 : 1, rest.n));
    *first = two.n ? two : one;
    *second = two.n ? one : OC_STR_NONE;
    *again = set;
    return true;
}

static bool go_block(struct cut *c, enum oc_own_what what, struct oc_str rest)
{
    struct oc_str name = OC_STR_NONE, key = OC_STR_NONE;
    bool again;
    (void)names(&rest, &name, &key, &again);
    struct oc_own_node *node = open_block(c, what, rest);
    if (!node || !rest.n)
        return false;
    node->name = name;
    node->key = key;
    return true;
}

static bool go_else(struct cut *c, struct oc_str rest)
{
    struct oc_str kind = word(&rest);
    bool with = oc_str_is(kind, "with");
    if (kind.n && ((!with && !oc_str_is(kind, "if")) || !rest.n || oc_str_starts(rest, "$")))
        return false;
    struct oc_own_node *node = add_else(c, rest);
    if (node)
        node->with = with;
    return node;
}

static bool go_action(struct cut *c, struct oc_str s)
{
    static const char *const others[] = {"define",   "block",  "template", "break",
                                         "continue", "return", NULL};
    struct oc_str rest = s, name, key, w = word(&rest);
    bool again;
    if (!s.n || oc_str_starts(s, "/*"))
        return true;
    if (oc_str_is(w, "if"))
        return go_block(c, OC_OWN_IF, rest);
    if (oc_str_is(w, "with"))
        return go_block(c, OC_OWN_WITH, rest);
    if (oc_str_is(w, "range"))
        return go_block(c, OC_OWN_FOR, rest);
    if (oc_str_is(w, "else"))
        return go_else(c, rest);
    if (oc_str_is(w, "end") && !rest.n)
        return close_block(c);
    if (oc_str_is_any(w, others))
        return false;
    if (names(&s, &name, &key, &again)) {
        struct oc_own_node *node = add(c, OC_OWN_SET, s);
        node->name = name;
        node->again = again;
        return !key.n;
    }
    add(c, OC_OWN_PUT, s);
    return true;
}

static bool tera_for(struct cut *c, struct oc_str rest)
{
    struct oc_str name = word(&rest), key = OC_STR_NONE;
    if (oc_str_starts(rest, ",")) {
        rest = oc_str_trim(oc_str_sub(rest, 1, rest.n));
        key = name;
        name = word(&rest);
    }
    struct oc_str in = word(&rest);
    struct oc_own_node *node =
        name.n && oc_str_is(in, "in") ? open_block(c, OC_OWN_FOR, rest) : NULL;
    if (!node)
        return false;
    node->name = name;
    node->key = key;
    return true;
}

static bool tera_set(struct cut *c, struct oc_str rest, bool global)
{
    struct oc_str name = word(&rest);
    if (!name.n || !oc_str_starts(rest, "="))
        return false;
    struct oc_own_node *node = add(c, OC_OWN_SET, oc_str_trim(oc_str_sub(rest, 1, rest.n)));
    node->name = name;
    node->again = global;
    return true;
}

static bool tera_action(struct cut *c, struct oc_str s)
{
    struct oc_str rest = s, w = word(&rest);
    if (oc_str_is(w, "if"))
        return open_block(c, OC_OWN_IF, rest);
    if (oc_str_is(w, "elif"))
        return rest.n && add_else(c, rest);
    if (oc_str_is(w, "else"))
        return add_else(c, OC_STR_NONE);
    if (oc_str_is(w, "endif") || oc_str_is(w, "endfor"))
        return close_block(c);
    if (oc_str_is(w, "for"))
        return tera_for(c, rest);
    if (oc_str_is(w, "set") || oc_str_is(w, "set_global"))
        return tera_set(c, rest, oc_str_is(w, "set_global"));
    return oc_str_is(w, "import"); /* of macros: a call of one is found out when it comes */
}

/* ---- the whole ---- */

/* Where closer stands, behind what is in quotes; SIZE_MAX: nowhere. */
static size_t find_close(struct oc_str s, size_t from, const char *closer)
{
    char quote = '\0';
    for (size_t at = from; at + 1 < s.n; at++) {
        char b = s.p[at];
        if (quote) {
            at += b == '\\' && quote == '"';
            quote = b == quote ? '\0' : quote;
        } else if (b == closer[0] && s.p[at + 1] == closer[1]) {
            return at;
        } else if (strchr("\"`'", b)) {
            quote = b;
        }
    }
    return SIZE_MAX;
}

/* The next action of s from *at on: where it starts; *at gets what is behind it. */
static size_t next_action(struct oc_str *inner, char *kind, struct oc_str s, size_t *at, bool tera)
{
    size_t start = *at, close;
    while ((start = oc_str_chr(s, '{', start)) != SIZE_MAX) {
        *kind = start + 1 < s.n ? s.p[start + 1] : '\0';
        if (*kind == '{' || (tera && (*kind == '%' || *kind == '#')))
            break;
        start++;
    }
    if (start == SIZE_MAX)
        return s.n;
    struct oc_str after = oc_str_sub(s, start + 2, s.n);
    bool comment = *kind == '#' || oc_str_starts(after, "/*") || oc_str_starts(after, "- /*");
    const char *closer = *kind == '{' ? "}}" : *kind == '%' ? "%}" : "#}";
    close = comment ? oc_str_find(s, closer, start + 2) : find_close(s, start + 2, closer);
    if (close == SIZE_MAX)
        return SIZE_MAX;
    *inner = oc_str_sub(s, start + 2, close);
    *at = close + 2;
    return start;
}

static struct oc_str trim_end(struct oc_str s)
{
    while (s.n && strchr(" \t\r\n", s.p[s.n - 1]))
        s.n--;
    return s;
}

static bool action(struct cut *c, struct oc_str inner, char kind)
{
    inner = oc_str_trim(inner);
    if (c->n > MAX_NODES)
        return false;
    if (kind == '#')
        return true;
    if (kind == '%')
        return tera_action(c, inner);
    if (!c->own->tera)
        return go_action(c, inner);
    add(c, OC_OWN_PUT, inner);
    return inner.n > 0;
}

bool oc_own_cut(struct oc_own *own, struct oc_arena *a, struct oc_str text)
{
    struct cut c = {.own = own, .a = a};
    struct oc_str inner = OC_STR_NONE;
    size_t at = 0;
    bool trim = false;
    char kind = '\0';
    while (at <= text.n) {
        size_t from = at, start = next_action(&inner, &kind, text, &at, own->tera);
        if (start == SIZE_MAX)
            return false;
        bool last = start == text.n, left = !last && oc_str_starts(inner, "-");
        struct oc_str words = oc_str_sub(text, from, start);
        while (trim && words.n && strchr(" \t\r\n", words.p[0]))
            words = oc_str_sub(words, 1, words.n);
        if (left)
            words = trim_end(words);
        if (words.n)
            add(&c, OC_OWN_WORDS, words);
        if (last)
            break;
        trim = inner.n > (size_t)left && oc_str_ends(inner, "-");
        if (!action(&c, oc_str_sub(inner, left, inner.n - trim), kind))
            return false;
    }
    own->nodes = c.nodes;
    own->n = c.n;
    return !c.open && c.n > 0;
}
