/* SPDX-License-Identifier: MIT */
/*
 * \ce{2H2 + O2 -> 2H2O}, chemistry as the mhchem package has it: what blogs write of it is put into
 * plain TeX, which is then read as any other.
 */
#include "base/limits.h"
#include "render/tex_impl.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

struct chem {
    struct oc_str s;
    size_t at;
    struct oc_buf *out;
    bool open; /* a [ without its ] has been met: no other is looked for */
    bool base; /* an atom, which indices and charges belong to, has just been put */
};

static char char_at(const struct chem *c, size_t at)
{
    return at < c->s.n ? c->s.p[at] : ' ';
}

/* Arrows, the longer before those that they start with. */
static bool put_arrow(struct chem *c)
{
    static const struct {
        const char *sign, *command;
    } arrows[] = {{"<=>", "xrightleftharpoons"},
                  {"<->", "xleftrightarrow"},
                  {"->", "xrightarrow"},
                  {"<-", "xleftarrow"}};
    struct oc_str rest = oc_str_sub(c->s, c->at, c->s.n);
    for (size_t i = 0; i < OC_COUNT(arrows); i++) {
        if (!oc_str_starts(rest, arrows[i].sign))
            continue;
        c->at += strlen(arrows[i].sign);
        oc_buf_puts(c->out, "\\");
        oc_buf_puts(c->out, arrows[i].command);
        bool bracket = char_at(c, c->at) == '[' && !c->open;
        size_t close = bracket ? oc_str_chr(c->s, ']', c->at) : SIZE_MAX;
        c->open = c->open || (bracket && close == SIZE_MAX);
        oc_buf_puts(c->out, "{");
        if (close != SIZE_MAX) {
            oc_buf_puts(c->out, "\\text{");
            oc_buf_put(c->out, oc_str_sub(c->s, c->at + 1, close));
            oc_buf_puts(c->out, "}");
            c->at = close + 1;
        } else {
            oc_buf_puts(c->out, "\\quad");
        }
        oc_buf_puts(c->out, "}");
        return true;
    }
    return false;
}

/* An index or a charge behind ^ or _: what is between braces, or digits and signs. */
static void put_script(struct chem *c, char mark)
{
    size_t from = c->at, to = from;
    if (!c->base)
        oc_buf_puts(c->out, "{}"); /* it belongs to what follows */
    c->base = true;
    if (char_at(c, from) == '{') {
        size_t close = oc_str_chr(c->s, '}', from);
        to = close == SIZE_MAX ? c->s.n : close + 1;
    } else {
        while (is_digit(char_at(c, to)) || (mark == '^' && strchr("+-", char_at(c, to))))
            to++;
    }
    oc_buf_putc(c->out, mark);
    oc_buf_puts(c->out, "{");
    oc_buf_put(c->out, oc_str_sub(c->s, from, to));
    oc_buf_puts(c->out, "}");
    c->at = to;
}

static void put_word(struct chem *c)
{
    size_t from = c->at;
    while (oc_tex_is_letter(char_at(c, c->at)))
        c->at++;
    struct oc_str word = oc_str_sub(c->s, from, c->at);
    bool alone = char_at(c, from - 1) == ' ' && char_at(c, c->at) == ' ';
    oc_buf_puts(c->out, alone && oc_str_is(word, "v") ? "\\downarrow" : "\\mathrm{");
    if (!alone || !oc_str_is(word, "v")) {
        oc_buf_put(c->out, word);
        oc_buf_puts(c->out, "}");
    }
    c->base = true;
}

/* + and -: a charge behind an atom that nothing follows, else a sign or a bond. */
static void put_sign(struct chem *c, char sign)
{
    char next = char_at(c, c->at);
    if (c->base && (next == ' ' || strchr(")]}", next))) {
        c->at--;
        put_script(c, '^');
        return;
    }
    oc_buf_puts(c->out, c->base ? "{" : "");
    oc_buf_putc(c->out, sign);
    oc_buf_puts(c->out, c->base ? "}" : "");
    c->base = false;
}

static void put_next(struct chem *c)
{
    char sign = c->s.p[c->at];
    if (put_arrow(c)) {
        c->base = false;
        return;
    }
    if (oc_tex_is_letter(sign)) {
        put_word(c);
        return;
    }
    c->at++;
    if (is_digit(sign) && c->base) {
        c->at--;
        put_script(c, '_');
    } else if (sign == '^' && !c->base && char_at(c, c->at) == ' ') {
        oc_buf_puts(c->out, "\\uparrow");
    } else if (sign == '^' || sign == '_') {
        put_script(c, sign);
    } else if (sign == '+' || sign == '-') {
        put_sign(c, sign);
    } else if (sign == '=' || sign == '#') {
        oc_buf_puts(c->out, sign == '=' ? "{=}" : "{\\equiv}");
        c->base = false;
    } else if (sign == '*' || sign == '.') {
        oc_buf_puts(c->out, is_digit(char_at(c, c->at)) && sign == '.' ? "." : "\\cdot ");
        c->base = false;
    } else {
        oc_buf_putc(c->out, sign);
        c->base = strchr(")]}", sign) != NULL;
    }
}

xmlNode *oc_tex_chemistry(struct oc_tex *t, struct oc_str source)
{
    struct oc_buf out;
    struct chem c = {.s = source, .out = &out};
    oc_buf_init(&out, OC_MAX_TEX_EXPANDED);
    while (c.at < source.n) {
        if (strchr("\\$&", source.p[c.at]))
            break; /* TeX of its own is left */
        put_next(&c);
    }
    if (c.at < source.n)
        oc_tex_fail(t, OC_STR("\\ce"));
    struct oc_str tex = oc_buf_take(&out, t->arena);
    oc_buf_release(&out);
    return oc_tex_inner(t, tex);
}
