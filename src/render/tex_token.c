/* SPDX-License-Identifier: MIT */
/* The TeX reader's tokens: characters and commands, and arguments as they were written. */
#include "base/utf8.h"
#include "render/tex_impl.h"

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static size_t skip_blank(struct oc_str s, size_t at)
{
    while (at < s.n && (is_space(s.p[at]) || s.p[at] == '%')) {
        size_t line = s.p[at] == '%' ? oc_str_chr(s, '\n', at) : at;
        at = line == SIZE_MAX ? s.n : line + 1;
    }
    return at;
}

struct oc_tex_token oc_tex_peek(const struct oc_tex *t)
{
    struct oc_str s = t->s;
    size_t at = t->failed ? s.n : skip_blank(s, t->at), end = at;
    if (at >= s.n || s.p[at] == '\0')
        return (struct oc_tex_token){OC_TEX_END, OC_STR_NONE, s.n};
    if (s.p[at] != '\\' || at + 1 == s.n) {
        (void)oc_utf8_next(s, &end);
        return (struct oc_tex_token){OC_TEX_CHARACTER, oc_str_sub(s, at, end), end};
    }
    end = at + 1;
    while (end < s.n && oc_tex_is_letter(s.p[end]))
        end++;
    if (end == at + 1 && is_space(s.p[end]))
        return (struct oc_tex_token){OC_TEX_COMMAND, OC_STR(" "), end + 1};
    if (end == at + 1)
        (void)oc_utf8_next(s, &end);
    return (struct oc_tex_token){OC_TEX_COMMAND, oc_str_sub(s, at + 1, end), end};
}

bool oc_tex_is_char(struct oc_tex_token token, char c)
{
    return token.kind == OC_TEX_CHARACTER && token.text.p[0] == c;
}

bool oc_tex_is_command(struct oc_tex_token token, const char *name)
{
    return token.kind == OC_TEX_COMMAND && oc_str_is(token.text, name);
}

const struct oc_tex_symbol *oc_tex_symbol_of(struct oc_tex_token token)
{
    return token.kind == OC_TEX_COMMAND ? oc_tex_symbol(token.text) : NULL;
}

bool oc_tex_skip_char(struct oc_tex *t, char c)
{
    struct oc_tex_token token = oc_tex_peek(t);
    if (!oc_tex_is_char(token, c))
        return false;
    t->at = token.end;
    return true;
}

bool oc_tex_skip_command(struct oc_tex *t, const char *name)
{
    struct oc_tex_token token = oc_tex_peek(t);
    if (!oc_tex_is_command(token, name))
        return false;
    t->at = token.end;
    return true;
}

void oc_tex_fail(struct oc_tex *t, struct oc_str what)
{
    if (!t->failed)
        t->unknown = oc_arena_copy(t->arena, what.n ? oc_utf8_cut(what, 40) : OC_STR("{}"));
    t->failed = true;
}

/* Up to the close that belongs to what is open at t->at; braces nest, escapes count for nothing. */
static struct oc_str balanced(struct oc_tex *t, char close)
{
    size_t from = t->at, braces = 0;
    for (size_t at = from; at < t->s.n; at++) {
        char c = t->s.p[at];
        if (c == '\\') {
            at++;
        } else if (c == close && braces == 0) {
            t->at = at + 1;
            return oc_str_sub(t->s, from, at);
        } else if (c == '{') {
            braces++;
        } else if (c == '}') {
            if (braces-- == 0)
                break;
        }
    }
    oc_tex_fail(t, close == '}' ? OC_STR("{") : OC_STR("["));
    return OC_STR_NONE;
}

struct oc_str oc_tex_raw(struct oc_tex *t)
{
    if (oc_tex_skip_char(t, '{'))
        return balanced(t, '}');
    struct oc_tex_token token = oc_tex_peek(t);
    size_t from = (size_t)(token.text.p - t->s.p);
    if (token.kind == OC_TEX_END || oc_tex_is_char(token, '}')) {
        oc_tex_fail(t, OC_STR("}"));
        return OC_STR_NONE;
    }
    if (oc_tex_is_command(token, " "))
        return t->at = token.end, OC_STR("\\ ");
    t->at = token.end;
    return oc_str_sub(t->s, token.kind == OC_TEX_COMMAND ? from - 1 : from, token.end);
}

struct oc_str oc_tex_raw_option(struct oc_tex *t)
{
    if (!oc_tex_skip_char(t, '['))
        return OC_STR_NONE;
    return balanced(t, ']');
}
