/* SPDX-License-Identifier: MIT */
/* Names and selectors of style sheets: what level 3 has, and the functions of level 4. */
#include "base/css_names.h"

enum {
    MAX_DEPTH = 8
}; /* of selectors in one another, as :not(:is(a)) */

bool oc_css_is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r' && c != '\v');
}

bool oc_css_is_word(char c)
{
    unsigned char u = (unsigned char)c;
    return (u >= '0' && u <= '9') || ((u | 0x20) >= 'a' && (u | 0x20) <= 'z') || u == '-' ||
           u == '_' || u >= 0x80;
}

size_t oc_css_word_end(struct oc_str s, size_t at)
{
    while (at < s.n) {
        if (oc_css_is_word(s.p[at]))
            at++;
        else if (s.p[at] == '\\' && at + 1 < s.n && !strchr("\n\r\f", s.p[at + 1]))
            at += 2;
        else
            break;
    }
    return at;
}

size_t oc_css_name_end(struct oc_str s, size_t at)
{
    size_t end = oc_css_word_end(s, at), first = at;
    bool twice = oc_str_starts(oc_str_sub(s, at, end), "--");
    while (!twice && first < end && s.p[first] == '-')
        first++;
    bool digit = first < end && s.p[first] >= '0' && s.p[first] <= '9';
    return first < end && !digit ? end : at;
}

/* ---- selectors ---- */

struct reader {
    struct oc_str s;
    size_t at;
};

static bool lists(struct reader *r, int depth, bool relative);

static char peek(const struct reader *r)
{
    return r->at < r->s.n ? r->s.p[r->at] : '\0';
}

static bool take(struct reader *r, char c)
{
    bool is = r->at < r->s.n && r->s.p[r->at] == c;
    r->at += is;
    return is;
}

static bool take_name(struct reader *r)
{
    size_t from = r->at;
    r->at = oc_css_name_end(r->s, from);
    return r->at > from;
}

/* And comments. */
static bool take_blanks(struct reader *r)
{
    size_t from = r->at;
    for (;;) {
        bool comment = oc_str_starts(oc_str_sub(r->s, r->at, r->s.n), "/*");
        size_t end = comment ? oc_str_find(r->s, "*/", r->at + 2) : r->at;
        if (comment)
            r->at = end == SIZE_MAX ? r->s.n : end + 2;
        else if (oc_css_is_blank(peek(r)))
            r->at++;
        else
            return r->at > from;
    }
}

static bool take_string(struct reader *r)
{
    char quote = peek(r);
    for (r->at++; r->at < r->s.n && !take(r, quote); r->at++)
        r->at += r->s.p[r->at] == '\\';
    return r->at <= r->s.n && r->s.p[r->at - 1] == quote;
}

static bool attribute(struct reader *r)
{
    take_blanks(r);
    if (peek(r) == '*' || peek(r) == '|') { /* of any namespace, or of none */
        take(r, '*');
        if (!take(r, '|') || !take_name(r))
            return false;
    } else {
        if (!take_name(r))
            return false;
        if (peek(r) == '|' && r->at + 1 < r->s.n && r->s.p[r->at + 1] != '=' &&
            (!take(r, '|') || !take_name(r)))
            return false;
    }
    take_blanks(r);
    if (take(r, ']'))
        return true;
    if (peek(r) != '=' && (!peek(r) || !strchr("~|^$*", r->s.p[r->at++])))
        return false;
    if (!take(r, '='))
        return false;
    take_blanks(r);
    bool quoted = peek(r) == '"' || peek(r) == '\'';
    if (quoted ? !take_string(r) : !take_name(r))
        return false;
    take_blanks(r);
    return take(r, ']');
}

static bool holds_selectors(struct oc_str name)
{
    static const char *const names[] = {"not",          "is",          "where",    "has",
                                        "matches",      "-webkit-any", "-moz-any", "host",
                                        "host-context", "slotted",     "current"};
    for (size_t i = 0; i < OC_COUNT(names); i++)
        if (oc_str_iis(name, names[i]))
            return true;
    return false;
}

static bool pseudo(struct reader *r, int depth)
{
    take(r, ':');
    size_t from = r->at;
    if (!take_name(r))
        return false;
    struct oc_str name = oc_str_sub(r->s, from, r->at);
    if (!take(r, '('))
        return true;
    if (holds_selectors(name))
        return depth < MAX_DEPTH && lists(r, depth + 1, oc_str_iis(name, "has")) && take(r, ')');
    for (; !take(r, ')'); r->at++) { /* 2n+1, even, zh-Hant */
        char c = peek(r);
        if (!oc_css_is_word(c) && !oc_css_is_blank(c) && c != '+')
            return false;
    }
    return true;
}

/* 50.5% of a key frame. */
static bool percentage(struct reader *r)
{
    size_t from = r->at, digits = 0;
    while (peek(r) >= '0' && peek(r) <= '9')
        r->at++;
    if (take(r, '.'))
        for (; peek(r) >= '0' && peek(r) <= '9'; digits++)
            r->at++;
    bool whole = r->at > from && (digits > 0 || r->s.p[r->at - 1] != '.');
    if (whole && take(r, '%'))
        return true;
    r->at = from;
    return false;
}

/* A name or *, each maybe behind a namespace. */
static bool element(struct reader *r)
{
    size_t from = r->at;
    bool named = take(r, '*') || take_name(r);
    if (peek(r) != '|')
        return named;
    r->at++;
    if (take(r, '*') || take_name(r))
        return true;
    r->at = from;
    return false;
}

static bool compound(struct reader *r, int depth)
{
    if (percentage(r))
        return true;
    for (bool any = element(r);; any = true) {
        size_t from = r->at;
        if (take(r, '#'))
            r->at = oc_css_word_end(r->s, r->at);
        else if (take(r, '.'))
            (void)take_name(r);
        else if (take(r, '['))
            r->at = attribute(r) ? r->at : from + 1;
        else if (take(r, ':'))
            r->at = pseudo(r, depth) ? r->at : from + 1;
        else
            return any;
        if (r->at == from + 1)
            return false;
    }
}

static bool complex(struct reader *r, int depth, bool relative)
{
    take_blanks(r);
    if (relative && peek(r) && strchr(">+~", peek(r))) {
        r->at++;
        take_blanks(r);
    }
    if (!compound(r, depth))
        return false;
    for (;;) {
        bool blanks = oc_css_is_blank(peek(r)); /* a comment alone is none */
        bool comment = take_blanks(r) && !blanks;
        char c = peek(r);
        if (comment)
            return false;
        if (!c || c == ',' || c == ')')
            return true;
        if (strchr(">+~", c)) {
            r->at++;
            take_blanks(r);
        } else if (!blanks) {
            return false;
        }
        if (!compound(r, depth))
            return false;
    }
}

static bool lists(struct reader *r, int depth, bool relative)
{
    do {
        if (!complex(r, depth, relative))
            return false;
    } while (take(r, ','));
    return true;
}

bool oc_css_selectors(struct oc_str s)
{
    struct reader r = {.s = s};
    return lists(&r, 0, false) && r.at == s.n;
}
