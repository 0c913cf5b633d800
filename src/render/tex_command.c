/* SPDX-License-Identifier: MIT */
/* What TeX's commands make of their arguments: one function a kind, found by the table below. */
#include "base/uni.h"
#include "base/utf8.h"
#include "render/tex_impl.h"

typedef struct oc_tex_atom (*handler)(struct oc_tex *t, const struct oc_tex_symbol *s);

static struct oc_tex_atom nothing(void)
{
    return oc_tex_atom(NULL, OC_TEX_NOTHING);
}

/* A new element around what an argument gives. */
static xmlNode *around(struct oc_tex *t, const char *name, xmlNode *first, xmlNode *second)
{
    xmlNode *n = oc_tex_new(t, name);
    oc_node_append(n, first);
    if (second)
        oc_node_append(n, second);
    return n;
}

/* ---- signs ---- */

static struct oc_tex_atom letter(struct oc_tex *t, const struct oc_tex_symbol *s)
{
    char utf8[4];
    size_t at = 0;
    /* bold capitals of Greek stay upright, as capitals of Greek are */
    bool bold = s->kind == OC_TEX_UPRIGHT && t->font == OC_TEX_BOLD_ITALIC;
    uint32_t cp = oc_tex_letter(bold ? OC_TEX_BOLD : t->font, oc_utf8_next(oc_str(s->what), &at));
    struct oc_str text = {utf8, oc_utf8_encode(utf8, cp)};
    xmlNode *n = oc_tex_leaf(t, "mi", text);
    bool upright = s->kind == OC_TEX_UPRIGHT && (oc_uni_is_alnum(cp) || cp == 0x2207);
    if (upright && cp < 0x1D400)
        oc_tex_set(n, "mathvariant", "normal");
    return oc_tex_atom(n, OC_TEX_ORDINARY);
}

static struct oc_tex_atom operator_(struct oc_tex *t, const struct oc_tex_symbol *s)
{
    enum oc_tex_class cls = s->kind == OC_TEX_OP       ? OC_TEX_RELATION
                            : s->kind == OC_TEX_BINARY ? OC_TEX_BETWEEN
                                                       : OC_TEX_PUNCTUATION;
    return oc_tex_atom(oc_tex_leaf(t, "mo", oc_str(s->what)), cls);
}

/* Dots on the line or above it: before an operator \dots is above. */
static struct oc_tex_atom dots(struct oc_tex *t, const struct oc_tex_symbol *s)
{
    struct oc_tex_token next = oc_tex_peek(t);
    const struct oc_tex_symbol *symbol = oc_tex_symbol_of(next);
    bool above = oc_str_is(oc_str(s->name), "dots") &&
                 (symbol ? symbol->kind == OC_TEX_OP || symbol->kind == OC_TEX_BINARY
                         : next.kind == OC_TEX_CHARACTER && strchr("+-*=<>", next.text.p[0]));
    return oc_tex_atom(oc_tex_leaf(t, "mi", above ? OC_STR("⋯") : oc_str(s->what)), OC_TEX_INNER);
}

static struct oc_tex_atom fence(struct oc_tex *t, const struct oc_tex_symbol *s)
{
    enum oc_tex_class cls = s->kind == OC_TEX_OPEN    ? OC_TEX_OPENING
                            : s->kind == OC_TEX_CLOSE ? OC_TEX_CLOSING
                                                      : OC_TEX_EITHER;
    return oc_tex_atom(oc_tex_fence(t, oc_str(s->what), false), cls);
}

static struct oc_tex_atom large(struct oc_tex *t, const struct oc_tex_symbol *s)
{
    struct oc_tex_atom a = oc_tex_atom(oc_tex_leaf(t, "mo", oc_str(s->what)), OC_TEX_SUM);
    a.limits = s->kind == OC_TEX_LARGE ? OC_TEX_MOVABLE : OC_TEX_BESIDE;
    return a;
}

static struct oc_tex_atom named(struct oc_tex *t, struct oc_str name, bool limits)
{
    xmlNode *n = oc_tex_leaf(t, limits ? "mo" : "mi", name);
    if (limits) {
        oc_tex_set(n, "movablelimits", "true");
        oc_tex_set(n, "lspace", "0");
        oc_tex_set(n, "rspace", "0");
    } else if (name.n == 1) {
        oc_tex_set(n, "mathvariant", "normal");
    }
    return (struct oc_tex_atom){n, OC_TEX_NAME, limits ? OC_TEX_MOVABLE : OC_TEX_BESIDE};
}

static struct oc_tex_atom function(struct oc_tex *t, const struct oc_tex_symbol *s)
{
    return named(t, oc_str(s->what), s->kind == OC_TEX_LIMIT);
}

static struct oc_tex_atom space(struct oc_tex *t, const struct oc_tex_symbol *s)
{
    return oc_tex_atom(oc_tex_space(t, s->what), OC_TEX_NOTHING);
}

static struct oc_tex_atom word(struct oc_tex *t, const struct oc_tex_symbol *s)
{
    return oc_tex_atom(oc_tex_leaf(t, "mtext", oc_str(s->what)), OC_TEX_ORDINARY);
}

/* The sign after it, struck out. */
static struct oc_tex_atom not_(struct oc_tex *t, const struct oc_tex_symbol *s)
{
    struct oc_tex_token token = oc_tex_peek(t);
    const struct oc_tex_symbol *struck = oc_tex_symbol_of(token);
    struct oc_str sign = token.text;
    if (struck &&
        (struck->kind == OC_TEX_OP || struck->kind == OC_TEX_BINARY || struck->kind == OC_TEX_BAR))
        sign = oc_str(struck->what);
    else if (token.kind != OC_TEX_CHARACTER || strchr("{}&$\\#", token.text.p[0])) {
        oc_tex_fail(t, oc_arena_printf(t->arena, "\\%s", s->name));
        return nothing();
    }
    t->at = token.end;
    struct oc_buf text;
    oc_buf_init(&text, 64);
    oc_uni_nfc(&text, oc_arena_printf(t->arena, "%.*s\xCC\xB8", OC_STR_ARG(sign)));
    xmlNode *n = oc_tex_leaf(t, "mo", oc_buf_view(&text));
    oc_buf_release(&text);
    return oc_tex_atom(n, OC_TEX_RELATION);
}

/* ---- one over the other ---- */

static xmlNode *in_style(struct oc_tex *t, xmlNode *n, const char *display)
{
    if (!display[0])
        return n;
    xmlNode *style = around(t, "mstyle", n, NULL);
    oc_tex_set(style, "displaystyle", display);
    oc_tex_set(style, "scriptlevel", "0");
    return style;
}

static struct oc_tex_atom fraction(struct oc_tex *t, const struct oc_tex_symbol *s)
{
    if (oc_str_is(oc_str(s->name), "cfrac"))
        (void)oc_tex_raw_option(t);
    enum oc_tex_size size = t->size;
    if (s->what[0])
        t->size = s->what[0] == 't' /* true */ ? OC_TEX_DISPLAY : OC_TEX_TEXT_SIZE;
    (void)oc_tex_shrink(t);
    xmlNode *top = oc_tex_argument(t).node, *bottom = oc_tex_argument(t).node;
    xmlNode *n = around(t, "mfrac", top, bottom);
    t->size = size;
    if (s->kind != OC_TEX_BINOMIAL)
        return oc_tex_atom(in_style(t, n, s->what), OC_TEX_ORDINARY);
    oc_tex_set(n, "linethickness", "0");
    xmlNode *row = around(t, "mrow", oc_tex_fence(t, OC_STR("("), true), n);
    oc_node_append(row, oc_tex_fence(t, OC_STR(")"), true));
    return oc_tex_atom(in_style(t, row, s->what), OC_TEX_ORDINARY);
}

static struct oc_tex_atom root(struct oc_tex *t, const struct oc_tex_symbol *s)
{
    (void)s;
    xmlNode *index = NULL;
    if (oc_tex_skip_char(t, '[')) {
        bool bracket = t->bracket;
        enum oc_tex_size size = t->size;
        t->bracket = true;
        t->size = OC_TEX_SMALL;
        index = oc_tex_new(t, "mrow");
        oc_tex_row(t, index);
        t->bracket = bracket;
        t->size = size;
        if (!oc_tex_skip_char(t, ']'))
            oc_tex_fail(t, OC_STR("["));
    }
    xmlNode *under = oc_tex_argument(t).node;
    xmlNode *n =
        index ? around(t, "mroot", under, oc_tex_single(index)) : around(t, "msqrt", under, NULL);
    return oc_tex_atom(n, OC_TEX_ORDINARY);
}

/* An argument that stands above or below something. */
static xmlNode *script(struct oc_tex *t)
{
    enum oc_tex_size size = t->size;
    t->size = OC_TEX_SMALL;
    xmlNode *n = oc_tex_argument(t).node;
    t->size = size;
    return n;
}

static struct oc_tex_atom stack(struct oc_tex *t, const struct oc_tex_symbol *s)
{
    xmlNode *mark = script(t);
    struct oc_tex_atom base = oc_tex_argument(t);
    base.node = around(t, s->what[0] ? "munder" : "mover", base.node, mark);
    base.limits = OC_TEX_BESIDE;
    return base;
}

/* Accents: as wide as what they are on, or of one size; braces may carry a text. */
static struct oc_tex_atom accent(struct oc_tex *t, const struct oc_tex_symbol *s)
{
    bool rule = s->kind == OC_TEX_OVER_RULE || s->kind == OC_TEX_UNDER_RULE;
    bool brace = s->kind == OC_TEX_OVER_BRACE || s->kind == OC_TEX_UNDER_BRACE;
    bool under = s->kind == OC_TEX_UNDER_LINE || s->kind == OC_TEX_UNDER_RULE ||
                 s->kind == OC_TEX_UNDER_BRACE;
    xmlNode *base = oc_tex_argument(t).node, *mark = oc_tex_leaf(t, "mo", oc_str(s->what));
    oc_tex_set(mark, "stretchy", s->kind == OC_TEX_ACCENT ? "false" : "true");
    if (s->kind == OC_TEX_ACCENT && oc_str_is(oc_str(s->what), "→"))
        oc_tex_set(mark, "mathsize", "70%");
    xmlNode *n = around(t, under ? "munder" : "mover", base, mark);
    if (!brace)
        oc_tex_set(n, under ? "accentunder" : "accent", "true");
    if (rule)
        oc_tex_set(n, "class", "rule");
    struct oc_tex_atom a = oc_tex_atom(n, OC_TEX_ORDINARY);
    a.limits = brace ? OC_TEX_ABOVE : OC_TEX_BESIDE;
    return a;
}

static xmlNode *with_room(struct oc_tex *t, xmlNode *n)
{
    xmlNode *row = around(t, "mrow", oc_tex_space(t, "0.4em"), oc_tex_single(n));
    oc_node_append(row, oc_tex_space(t, "0.4em"));
    return row;
}

static struct oc_tex_atom arrow(struct oc_tex *t, const struct oc_tex_symbol *s)
{
    struct oc_str option = oc_tex_raw_option(t);
    enum oc_tex_size size = t->size;
    t->size = OC_TEX_SMALL;
    xmlNode *below = option.p ? with_room(t, oc_tex_inner(t, option)) : NULL;
    xmlNode *above = with_room(t, oc_tex_argument(t).node);
    t->size = size;
    xmlNode *mark = oc_tex_leaf(t, "mo", oc_str(s->what));
    oc_tex_set(mark, "stretchy", "true");
    xmlNode *n = around(t, below ? "munderover" : "mover", mark, below ? below : above);
    if (below)
        oc_node_append(n, above);
    return oc_tex_atom(n, OC_TEX_RELATION);
}

/* ---- delimiters of all heights ---- */

/* The delimiter that comes next; "" for a point, which is none. */
static struct oc_str delimiter(struct oc_tex *t)
{
    struct oc_tex_token token = oc_tex_peek(t);
    const struct oc_tex_symbol *s = oc_tex_symbol_of(token);
    t->at = token.end;
    if (s && (s->kind == OC_TEX_OPEN || s->kind == OC_TEX_CLOSE || s->kind == OC_TEX_BAR))
        return oc_str(s->what);
    char c = token.kind == OC_TEX_CHARACTER ? token.text.p[0] : '\0';
    if (c == '<' || c == '>')
        return c == '<' ? OC_STR("⟨") : OC_STR("⟩");
    if (c && strchr("()[]|/", c))
        return token.text;
    if (c != '.')
        oc_tex_fail(t, token.kind == OC_TEX_END ? OC_STR("\\left") : token.text);
    return OC_STR_NONE;
}

/* A sum, a product, an integral. */
static bool is_large(struct oc_str s)
{
    size_t at = 0;
    uint32_t cp = s.n == 3 ? oc_utf8_next(s, &at) : 0;
    return (cp >= 0x220F && cp <= 0x2211) || (cp >= 0x222B && cp <= 0x2233) ||
           (cp >= 0x22C0 && cp <= 0x22C3) || (cp >= 0x2A00 && cp <= 0x2A1C);
}

/* Letters and signs with scripts at most: no delimiter has to grow for them. */
static bool is_low(xmlNode *row)
{
    static const char *const high[] = {"mfrac",    "msqrt",      "mroot",  "munder",
                                       "mover",    "munderover", "mtable", "mstyle",
                                       "menclose", "mphantom",   NULL};
    for (xmlNode *n = row->children; n; n = oc_node_next(row, n))
        if (oc_node_in(n, high) || oc_attr(n, "minsize").n || oc_attr(n, "class").n ||
            (oc_node_is(n, "mo") && is_large(oc_node_value(n->children))))
            return false;
    return true;
}

static void add_fence(struct oc_tex *t, xmlNode *row, const char *form)
{
    struct oc_str text = delimiter(t);
    if (!text.n)
        return;
    xmlNode *n = oc_tex_fence(t, text, true);
    oc_tex_set(n, "form", form);
    oc_node_append(row, n);
}

static struct oc_tex_atom left(struct oc_tex *t, const struct oc_tex_symbol *s)
{
    (void)s;
    xmlNode *row = oc_tex_new(t, "mrow");
    bool bracket = t->bracket;
    t->bracket = false;
    add_fence(t, row, "prefix");
    for (;;) {
        xmlNode *inside = oc_tex_new(t, "mrow");
        oc_tex_row(t, inside);
        oc_node_append(row, oc_tex_single(inside));
        if (!oc_tex_skip_command(t, "middle"))
            break;
        add_fence(t, row, "infix");
    }
    if (!oc_tex_skip_command(t, "right"))
        oc_tex_fail(t, OC_STR("\\left"));
    else
        add_fence(t, row, "postfix");
    for (xmlNode *n = is_low(row) ? row->children : NULL; n; n = n->next)
        if (oc_attr(n, "form").n && oc_attr(n, "stretchy").n)
            oc_tex_set(n, "stretchy", "false");
    t->bracket = bracket;
    return oc_tex_atom(row, OC_TEX_ORDINARY);
}

static struct oc_tex_atom big(struct oc_tex *t, const struct oc_tex_symbol *s)
{
    struct oc_str text = delimiter(t);
    if (!text.n)
        return nothing();
    xmlNode *n = oc_tex_fence(t, text, true);
    oc_tex_set(n, "minsize", s->what);
    oc_tex_set(n, "maxsize", s->what);
    bool opens = oc_str_ends(oc_str(s->name), "l") || strchr("([{", text.p[0]);
    return oc_tex_atom(n, opens ? OC_TEX_OPENING : OC_TEX_CLOSING);
}

/* ---- alphabets, texts, names ---- */

static struct oc_tex_atom font(struct oc_tex *t, const struct oc_tex_symbol *s)
{
    enum oc_tex_font before = t->font;
    t->font = (enum oc_tex_font)s->what[0];
    struct oc_tex_atom a = oc_tex_argument(t);
    t->font = before;
    return a;
}

static struct oc_tex_atom text(struct oc_tex *t, const struct oc_tex_symbol *s)
{
    return oc_tex_atom(oc_tex_text(t, oc_tex_raw(t), s->what), OC_TEX_ORDINARY);
}

static struct oc_tex_atom operatorname(struct oc_tex *t, const struct oc_tex_symbol *s)
{
    bool limits = oc_tex_skip_char(t, '*') || s->what[0];
    enum oc_tex_font before = t->font;
    t->font = OC_TEX_ROMAN;
    xmlNode *n = oc_tex_argument(t).node;
    t->font = before;
    if (oc_node_is(n, "mi"))
        return named(t, oc_node_value(n->children), limits);
    return (struct oc_tex_atom){n, OC_TEX_NAME, limits ? OC_TEX_MOVABLE : OC_TEX_BESIDE};
}

static struct oc_tex_atom class_(struct oc_tex *t, const struct oc_tex_symbol *s)
{
    static const struct {
        const char *name;
        enum oc_tex_class cls;
    } classes[] = {{"between", OC_TEX_BETWEEN},  {"relation", OC_TEX_RELATION},
                   {"opening", OC_TEX_OPENING},  {"closing", OC_TEX_CLOSING},
                   {"mark", OC_TEX_PUNCTUATION}, {"limits", OC_TEX_NAME},
                   {"inner", OC_TEX_INNER},      {"ordinary", OC_TEX_ORDINARY}};
    if (oc_str_is(oc_str(s->name), "smash"))
        (void)oc_tex_raw_option(t);
    struct oc_tex_atom a = oc_tex_argument(t);
    for (size_t i = 0; i < OC_COUNT(classes); i++)
        if (oc_str_is(oc_str(s->what), classes[i].name))
            oc_tex_set_class(t, &a, classes[i].cls);
    if (oc_str_is(oc_str(s->what), "limits"))
        a.limits = OC_TEX_MOVABLE;
    return a;
}

static struct oc_tex_atom modulo(struct oc_tex *t, const struct oc_tex_symbol *s)
{
    bool round = s->what[0] == '(';
    if (oc_str_is(oc_str(s->what), "between")) {
        xmlNode *n = oc_tex_leaf(t, "mo", OC_STR("mod"));
        struct oc_tex_atom between = oc_tex_atom(n, OC_TEX_BETWEEN);
        oc_tex_set_class(t, &between, OC_TEX_BETWEEN);
        return between;
    }
    xmlNode *row =
        around(t, "mrow", oc_tex_space(t, t->size == OC_TEX_DISPLAY ? "1em" : "0.4444em"), NULL);
    if (round)
        oc_node_append(row, oc_tex_fence(t, OC_STR("("), false));
    if (oc_str_ends(oc_str(s->what), "mod")) {
        oc_node_append(row, oc_tex_leaf(t, "mi", OC_STR("mod")));
        oc_node_append(row, oc_tex_space(t, "0.3333em"));
    }
    oc_node_append(row, oc_tex_argument(t).node);
    if (round)
        oc_node_append(row, oc_tex_fence(t, OC_STR(")"), false));
    return oc_tex_atom(row, OC_TEX_ORDINARY);
}

/* ---- the rest ---- */

static struct oc_tex_atom phantom(struct oc_tex *t, const struct oc_tex_symbol *s)
{
    (void)s;
    return oc_tex_atom(around(t, "mphantom", oc_tex_argument(t).node, NULL), OC_TEX_ORDINARY);
}

static struct oc_tex_atom enclose(struct oc_tex *t, const struct oc_tex_symbol *s)
{
    struct oc_str what = oc_str(s->what);
    bool box = oc_str_is(what, "box");
    if (oc_str_is(oc_str(s->name), "bbox"))
        (void)oc_tex_raw_option(t);
    xmlNode *inside = oc_str_is(oc_str(s->name), "fbox") ? oc_tex_text(t, oc_tex_raw(t), "")
                                                         : oc_tex_argument(t).node;
    xmlNode *n = around(t, box ? "mrow" : "menclose", inside, NULL);
    if (!box)
        oc_tex_set(n, "notation", s->what);
    oc_tex_set(n, "class",
               box                                    ? "boxed"
               : oc_str_chr(what, ' ', 0) != SIZE_MAX ? "cross"
               : what.p[0] == 'u'                     ? "up"
                                                      : "down");
    return oc_tex_atom(n, OC_TEX_ORDINARY);
}

static struct oc_tex_atom drop(struct oc_tex *t, const struct oc_tex_symbol *s)
{
    for (char n = s->what[0]; n > '0'; n--) {
        (void)oc_tex_raw_option(t);
        (void)oc_tex_raw(t);
    }
    return nothing();
}

/* The number of a formula, and a reference to one. */
static struct oc_tex_atom tag(struct oc_tex *t, const struct oc_tex_symbol *s)
{
    bool tag = s->kind == OC_TEX_TAG;
    bool round = tag ? !oc_tex_skip_char(t, '*') : s->what[0] == '(';
    struct oc_str source = oc_tex_raw(t);
    xmlNode *row = oc_tex_new(t, "mrow");
    if (tag)
        oc_node_append(row, oc_tex_space(t, "2em"));
    if (round)
        source = oc_arena_printf(t->arena, "(%.*s)", OC_STR_ARG(source));
    oc_node_append(row, oc_tex_text(t, source, ""));
    return oc_tex_atom(row, OC_TEX_NOTHING);
}

/* \hspace{2em}, \kern3mu: thousandths of a unit, mu made em. */
static struct oc_str width_of(struct oc_tex *t, struct oc_str count, struct oc_str unit)
{
    int64_t n = 0, digits = 0;
    bool point = false, minus = count.n && count.p[0] == '-';
    for (size_t i = 0; i < count.n && digits < 3 && n < 1000; i++) {
        point = point || count.p[i] == '.';
        if (count.p[i] >= '0' && count.p[i] <= '9') {
            n = n * 10 + count.p[i] - '0';
            digits += point;
        }
    }
    for (; digits < 3; digits++)
        n *= 10;
    if (oc_str_is(unit, "mu")) {
        n /= 18;
        unit = OC_STR("em");
    }
    return oc_arena_printf(t->arena, "%s%d.%03d%.*s", minus ? "-" : "", (int)(n / 1000),
                           (int)(n % 1000), OC_STR_ARG(unit));
}

static bool is_unit(struct oc_str s)
{
    static const char *const units[] = {"em", "ex", "mu", "pt", "px", "cm", "mm", "in", "pc"};
    for (size_t i = 0; i < OC_COUNT(units); i++)
        if (oc_str_is(s, units[i]))
            return true;
    return false;
}

static struct oc_tex_atom length(struct oc_tex *t, const struct oc_tex_symbol *s)
{
    (void)oc_tex_skip_char(t, '*');
    bool braces = oc_tex_skip_char(t, '{');
    struct oc_tex_token token = oc_tex_peek(t);
    size_t from = token.end - token.text.n, at = from;
    while (at < t->s.n && strchr("-.0123456789", t->s.p[at]))
        at++;
    struct oc_str count = oc_str_sub(t->s, from, at);
    while (at < t->s.n && t->s.p[at] == ' ')
        at++;
    struct oc_str unit = oc_str_sub(t->s, at, at + 2);
    t->at = at + unit.n;
    if (!is_unit(unit) || !count.n || (braces && !oc_tex_skip_char(t, '}'))) {
        oc_tex_fail(t, oc_arena_printf(t->arena, "\\%s", s->name));
        return nothing();
    }
    return oc_tex_atom(oc_tex_space(t, width_of(t, count, unit).p), OC_TEX_NOTHING);
}

static struct oc_tex_atom begin(struct oc_tex *t, const struct oc_tex_symbol *s)
{
    (void)s;
    xmlNode *n = oc_tex_environment(t);
    return oc_tex_atom(n, OC_TEX_ORDINARY);
}

static struct oc_tex_atom chemistry(struct oc_tex *t, const struct oc_tex_symbol *s)
{
    (void)s;
    return oc_tex_atom(oc_tex_chemistry(t, oc_tex_raw(t)), OC_TEX_ORDINARY);
}

static struct oc_tex_atom table(struct oc_tex *t, const struct oc_tex_symbol *s)
{
    return oc_tex_atom(oc_tex_braced(t, oc_str(s->what)), OC_TEX_ORDINARY);
}

static struct oc_tex_atom substack(struct oc_tex *t, const struct oc_tex_symbol *s)
{
    (void)s;
    if (!oc_tex_skip_char(t, '{')) {
        oc_tex_fail(t, OC_STR("\\substack"));
        return nothing();
    }
    xmlNode *n = oc_tex_lines(t, false);
    if (!oc_tex_skip_char(t, '}'))
        oc_tex_fail(t, OC_STR("\\substack"));
    return oc_tex_atom(n, OC_TEX_ORDINARY);
}

static struct oc_tex_atom define(struct oc_tex *t, const struct oc_tex_symbol *s)
{
    oc_tex_define(t, oc_str(s->name), s->what[0]);
    return nothing();
}

static const handler handlers[] = {
    [OC_TEX_LETTER] = letter,     [OC_TEX_UPRIGHT] = letter,
    [OC_TEX_OP] = operator_,      [OC_TEX_BINARY] = operator_,
    [OC_TEX_MARK] = operator_,    [OC_TEX_DOTS] = dots,
    [OC_TEX_OVER_RULE] = accent,  [OC_TEX_UNDER_RULE] = accent,
    [OC_TEX_OPEN] = fence,        [OC_TEX_CLOSE] = fence,
    [OC_TEX_BAR] = fence,         [OC_TEX_LARGE] = large,
    [OC_TEX_INTEGRAL] = large,    [OC_TEX_FUNCTION] = function,
    [OC_TEX_LIMIT] = function,    [OC_TEX_ACCENT] = accent,
    [OC_TEX_OVER_LINE] = accent,  [OC_TEX_UNDER_LINE] = accent,
    [OC_TEX_OVER_BRACE] = accent, [OC_TEX_UNDER_BRACE] = accent,
    [OC_TEX_ARROW] = arrow,       [OC_TEX_SPACE] = space,
    [OC_TEX_WORD] = word,         [OC_TEX_FRACTION] = fraction,
    [OC_TEX_BINOMIAL] = fraction, [OC_TEX_ROOT] = root,
    [OC_TEX_STACK] = stack,       [OC_TEX_TEXT] = text,
    [OC_TEX_FONT] = font,         [OC_TEX_BIG] = big,
    [OC_TEX_LEFT] = left,         [OC_TEX_OPERATOR] = operatorname,
    [OC_TEX_CLASS] = class_,      [OC_TEX_PHANTOM] = phantom,
    [OC_TEX_ENCLOSE] = enclose,   [OC_TEX_MODULO] = modulo,
    [OC_TEX_NOT] = not_,          [OC_TEX_DROP] = drop,
    [OC_TEX_TAG] = tag,           [OC_TEX_LENGTH] = length,
    [OC_TEX_REFERENCE] = tag,     [OC_TEX_BEGIN] = begin,
    [OC_TEX_SUBSTACK] = substack, [OC_TEX_DEFINE] = define,
    [OC_TEX_TABLE] = table,       [OC_TEX_CHEMISTRY] = chemistry,
};

struct oc_tex_atom oc_tex_command(struct oc_tex *t, const struct oc_tex_symbol *symbol)
{
    if ((size_t)symbol->kind < OC_COUNT(handlers) && handlers[symbol->kind])
        return handlers[symbol->kind](t, symbol);
    oc_tex_fail(t, oc_arena_printf(t->arena, "\\%s", symbol->name)); /* not where it stands */
    return nothing();
}
