/* SPDX-License-Identifier: MIT */
/* \text and its kin: words among the signs, with formulas between dollars among the words. */
#include "render/tex_impl.h"

struct text {
    struct oc_tex *t;
    xmlNode *row;
    const char *look; /* a class of the style sheet, or "" */
    struct oc_buf words;
};

/* White space at the ends of mtext is no space to MathML: it is made one that stays. */
static void put_words(struct text *x)
{
    struct oc_str s = oc_buf_view(&x->words);
    if (!s.n)
        return;
    struct oc_str inner = oc_str_trim(s);
    bool before = s.p[0] == ' ', after = inner.n && s.p[s.n - 1] == ' ';
    struct oc_str shown = oc_arena_printf(x->t->arena, "%s%.*s%s", before ? "\xC2\xA0" : "",
                                          OC_STR_ARG(inner), after ? "\xC2\xA0" : "");
    xmlNode *n = oc_tex_leaf(x->t, "mtext", shown);
    if (x->look[0])
        oc_tex_set(n, "class", x->look);
    oc_node_append(x->row, n);
    oc_buf_clear(&x->words);
}

static void put_formula(struct text *x, struct oc_str source)
{
    enum oc_tex_font font = x->t->font;
    put_words(x);
    x->t->font = OC_TEX_NORMAL;
    oc_node_append(x->row, oc_tex_inner(x->t, source));
    x->t->font = font;
}

/* The command behind the backslash at `at`; returns what follows it. */
static size_t command(struct text *x, struct oc_str s, size_t at)
{
    struct oc_tex inner = *x->t;
    inner.s = s;
    inner.at = at;
    struct oc_tex_token token = oc_tex_peek(&inner);
    if (token.kind == OC_TEX_COMMAND && oc_str_is(token.text, "(")) {
        size_t close = oc_str_find(s, "\\)", token.end);
        if (close != SIZE_MAX) {
            put_formula(x, oc_str_sub(s, token.end, close));
            return close + 2;
        }
    }
    const struct oc_tex_symbol *symbol = oc_tex_symbol_of(token);
    if (symbol && symbol->kind == OC_TEX_SPACE) {
        oc_buf_putc(&x->words, ' ');
    } else if (symbol && (symbol->kind == OC_TEX_WORD || oc_str_is(token.text, "{") ||
                          oc_str_is(token.text, "}"))) {
        oc_buf_puts(&x->words, symbol->what);
    } else if (symbol && symbol->kind == OC_TEX_TEXT) {
        inner.at = token.end;
        struct oc_str source = oc_tex_raw(&inner);
        if (inner.failed)
            oc_tex_fail(x->t, OC_STR("{"));
        put_words(x);
        oc_node_append(x->row, oc_tex_text(x->t, source, symbol->what));
        return inner.at;
    } else {
        oc_tex_fail(x->t, token.kind == OC_TEX_COMMAND
                              ? oc_arena_printf(x->t->arena, "\\%.*s", OC_STR_ARG(token.text))
                              : OC_STR("\\"));
    }
    return token.end;
}

static void read_text(struct text *x, struct oc_str s)
{
    for (size_t at = 0; at < s.n && !x->t->failed;) {
        char c = s.p[at];
        size_t close = c == '$' ? oc_str_chr(s, '$', at + 1) : SIZE_MAX;
        if (close != SIZE_MAX) {
            put_formula(x, oc_str_sub(s, at + 1, close));
            at = close + 1;
        } else if (c == '\\') {
            at = command(x, s, at);
        } else {
            bool space = c == ' ' || c == '~' || (c >= '\t' && c <= '\r');
            if (c != '{' && c != '}')
                oc_buf_putc(&x->words, space ? ' ' : c);
            at++;
        }
    }
}

xmlNode *oc_tex_text(struct oc_tex *t, struct oc_str source, const char *look)
{
    struct text x = {.t = t, .row = oc_tex_new(t, "mrow"), .look = look};
    oc_buf_init(&x.words, source.n * 8 + 16);
    if (oc_tex_enter(t))
        read_text(&x, source);
    oc_tex_leave(t);
    put_words(&x);
    oc_buf_release(&x.words);
    return oc_tex_single(x.row);
}
