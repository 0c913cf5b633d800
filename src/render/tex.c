/* SPDX-License-Identifier: MIT */
/* TeX's mathematics to MathML: rows of atoms, their scripts, and the characters themselves. */
#include "base/limits.h"
#include "base/uni.h"
#include "base/utf8.h"
#include "render/tex_impl.h"

/* ---- nodes ---- */

xmlNode *oc_tex_new(struct oc_tex *t, const char *name)
{
    return oc_node_new(t->doc, name);
}

xmlNode *oc_tex_add(struct oc_tex *t, xmlNode *parent, const char *name)
{
    xmlNode *n = oc_tex_new(t, name);
    oc_node_append(parent, n);
    return n;
}

xmlNode *oc_tex_leaf(struct oc_tex *t, const char *name, struct oc_str text)
{
    xmlNode *n = oc_tex_new(t, name);
    oc_node_append(n, oc_node_new_text(t->doc, text));
    return n;
}

void oc_tex_set(xmlNode *n, const char *name, const char *value)
{
    oc_attr_set(n, name, oc_str(value));
}

xmlNode *oc_tex_space(struct oc_tex *t, const char *width)
{
    xmlNode *n = oc_tex_new(t, "mspace");
    oc_tex_set(n, "width", width);
    return n;
}

xmlNode *oc_tex_fence(struct oc_tex *t, struct oc_str text, bool stretchy)
{
    xmlNode *n = oc_tex_leaf(t, "mo", text);
    oc_tex_set(n, "stretchy", stretchy ? "true" : "false");
    if (!stretchy && oc_str_chr(OC_STR("|/\\"), text.p[0], 0) == SIZE_MAX && !oc_str_is(text, "‖"))
        return n;
    oc_tex_set(n, "lspace", "0");
    oc_tex_set(n, "rspace", "0");
    return n;
}

enum oc_tex_size oc_tex_shrink(struct oc_tex *t)
{
    enum oc_tex_size size = t->size;
    t->size = size == OC_TEX_DISPLAY ? OC_TEX_TEXT_SIZE : OC_TEX_SMALL;
    return size;
}

xmlNode *oc_tex_single(xmlNode *row)
{
    xmlNode *only = row->children;
    if (!only || only->next || !oc_node_is(row, "mrow"))
        return row;
    oc_node_remove(only);
    return only;
}

/* ---- characters ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The characters from `from` to `to`, in the alphabet that is on. MathML slants a lone letter. */
static struct oc_str in_font(struct oc_tex *t, size_t from, size_t to)
{
    if (t->font == OC_TEX_ITALIC && to == from + 1)
        return oc_str_sub(t->s, from, to);
    struct oc_str s = oc_str_sub(t->s, 0, to);
    char *out = oc_arena_alloc(t->arena, (to - from) * 4 + 1);
    size_t n = 0;
    for (size_t at = from; at < to;)
        n += oc_utf8_encode(out + n, oc_tex_letter(t->font, oc_utf8_next(s, &at)));
    return (struct oc_str){out, n};
}

/* A number; one: its first digit. */
static struct oc_tex_atom number(struct oc_tex *t, size_t from, bool one)
{
    size_t to = from + 1;
    bool point = t->s.p[from] == '.';
    while (!one && to < t->s.n) {
        bool fraction = t->s.p[to] == '.' && !point && to + 1 < t->s.n && is_digit(t->s.p[to + 1]);
        if (!fraction && !is_digit(t->s.p[to]))
            break;
        point = point || fraction;
        to++;
    }
    t->at = to;
    return oc_tex_atom(oc_tex_leaf(t, "mn", in_font(t, from, to)), OC_TEX_ORDINARY);
}

/* A letter; in an upright or other alphabet a word. */
static struct oc_tex_atom letters(struct oc_tex *t, size_t from, bool one)
{
    size_t to = from + 1;
    while (!one && t->font != OC_TEX_NORMAL && to < t->s.n && oc_tex_is_letter(t->s.p[to]))
        to++;
    t->at = to;
    xmlNode *n = oc_tex_leaf(t, "mi", in_font(t, from, to));
    if (t->font == OC_TEX_ROMAN && to == from + 1)
        oc_tex_set(n, "mathvariant", "normal");
    return oc_tex_atom(n, OC_TEX_ORDINARY);
}

/* Characters that no keyboard for TeX had: words of other scripts, letters and signs. */
static struct oc_tex_atom beyond_ascii(struct oc_tex *t, size_t from, bool one)
{
    size_t at = from;
    uint32_t cp = oc_utf8_next(t->s, &at);
    t->at = at;
    const struct oc_tex_symbol *sign = oc_tex_symbol_for(oc_str_sub(t->s, from, at));
    if (sign)
        return oc_tex_command(t, sign);
    if (!oc_uni_is_cjk(cp)) {
        struct oc_str text = oc_str_sub(t->s, from, at);
        bool letter = oc_uni_is_alnum(cp);
        return oc_tex_atom(oc_tex_leaf(t, letter ? "mi" : "mo", text),
                           letter ? OC_TEX_ORDINARY : OC_TEX_RELATION);
    }
    while (!one && at < t->s.n && (unsigned char)t->s.p[at] >= 0x80 &&
           oc_uni_is_cjk(oc_utf8_next(t->s, &at)))
        t->at = at;
    return oc_tex_atom(oc_tex_leaf(t, "mtext", oc_str_sub(t->s, from, t->at)), OC_TEX_ORDINARY);
}

static enum oc_tex_class class_of(char c)
{
    if (strchr(",;", c))
        return OC_TEX_PUNCTUATION;
    if (strchr("=<>:", c))
        return OC_TEX_RELATION;
    return strchr("+-*", c) ? OC_TEX_BETWEEN : OC_TEX_CLOSING;
}

static struct oc_tex_atom sign(struct oc_tex *t, struct oc_tex_token token)
{
    char c = token.text.p[0];
    struct oc_str text = c == '-' ? OC_STR("\xE2\x88\x92") : c == '*' ? OC_STR("∗") : token.text;
    t->at = token.end;
    switch (c) {
    case '(':
    case '[':
        return oc_tex_atom(oc_tex_fence(t, text, false), OC_TEX_OPENING);
    case ')':
    case ']':
        return oc_tex_atom(oc_tex_fence(t, text, false), OC_TEX_CLOSING);
    case '|':
        return oc_tex_atom(oc_tex_fence(t, text, false), OC_TEX_EITHER);
    case '/': /* a sign may follow */
        return oc_tex_atom(oc_tex_fence(t, text, false), OC_TEX_OPENING);
    case '~':
        return oc_tex_atom(oc_tex_space(t, "0.25em"), OC_TEX_NOTHING);
    case '.':
    case '?':
    case '"':
    case '`':
    case '@':
        return oc_tex_atom(oc_tex_leaf(t, "mtext", text), OC_TEX_CLOSING);
    case '$':
    case '#':
    case '\\':
        oc_tex_fail(t, token.text);
        return oc_tex_atom(NULL, OC_TEX_NOTHING);
    default:
        return oc_tex_atom(oc_tex_leaf(t, "mo", text), class_of(c));
    }
}

/* ---- groups and atoms ---- */

bool oc_tex_enter(struct oc_tex *t)
{
    if (++t->depth > OC_MAX_TEX_DEPTH)
        oc_tex_fail(t, OC_STR("{"));
    return !t->failed;
}

void oc_tex_leave(struct oc_tex *t)
{
    t->depth--;
}

static struct oc_tex_atom group(struct oc_tex *t)
{
    xmlNode *row = oc_tex_new(t, "mrow");
    bool bracket = t->bracket;
    t->bracket = false;
    if (oc_tex_enter(t)) {
        oc_tex_row(t, row);
        if (!oc_tex_skip_char(t, '}'))
            oc_tex_fail(t, OC_STR("{"));
    }
    oc_tex_leave(t);
    t->bracket = bracket;
    struct oc_tex_atom a = {oc_tex_single(row), OC_TEX_ORDINARY, OC_TEX_BESIDE};
    if (oc_node_is(a.node, "mo") && t->first != OC_TEX_EITHER)
        a.cls = t->first;
    return a;
}

/* What comes next, the token and the symbol that it is, without its scripts; one: a digit or letter
 * by itself. */
static struct oc_tex_atom atom(struct oc_tex *t, struct oc_tex_token token,
                               const struct oc_tex_symbol *symbol, bool one)
{
    struct oc_tex_atom a = {0};
    size_t from = token.end - token.text.n;
    char c = token.text.n ? token.text.p[0] : '\0';
    if (token.kind == OC_TEX_COMMAND) {
        t->at = token.end;
        if (oc_tex_expand(t, token.text, symbol))
            return a; /* the row goes on with what it stands for */
        if (!symbol)
            oc_tex_fail(t, oc_arena_printf(t->arena, "\\%.*s", OC_STR_ARG(token.text)));
        else if (oc_tex_enter(t))
            a = oc_tex_command(t, symbol);
        oc_tex_leave(t);
        return a;
    }
    if (token.kind == OC_TEX_END || c == '}' || c == '&') {
        oc_tex_fail(t, token.kind == OC_TEX_END ? OC_STR("{") : token.text);
        return a;
    }
    t->at = token.end;
    if (c == '{')
        return group(t);
    if ((unsigned char)c >= 0x80)
        return beyond_ascii(t, from, one);
    if (is_digit(c) || (c == '.' && !one && token.end < t->s.n && is_digit(t->s.p[token.end])))
        return number(t, from, one);
    if (oc_tex_is_letter(c))
        return letters(t, from, one);
    return sign(t, token);
}

struct oc_tex_atom oc_tex_argument(struct oc_tex *t)
{
    struct oc_tex_atom a = {0};
    if (oc_tex_enter(t)) {
        struct oc_tex_token token;
        do {
            token = oc_tex_peek(t);
            a = atom(t, token, oc_tex_symbol_of(token), true);
        } while (!t->failed && !a.node && oc_tex_peek(t).kind != OC_TEX_END);
    }
    oc_tex_leave(t);
    if (!a.node)
        a = oc_tex_atom(oc_tex_new(t, "mrow"), OC_TEX_ORDINARY);
    return a;
}

xmlNode *oc_tex_inner(struct oc_tex *t, struct oc_str source)
{
    struct oc_tex outer = *t;
    xmlNode *row = oc_tex_new(t, "mrow");
    t->s = source;
    t->at = 0;
    t->bracket = false;
    if (oc_tex_enter(t)) {
        oc_tex_row(t, row);
        if (oc_tex_peek(t).kind != OC_TEX_END)
            oc_tex_fail(t, oc_tex_peek(t).text);
    }
    oc_tex_leave(t);
    t->s = outer.s;
    t->at = outer.at;
    t->bracket = outer.bracket;
    return row;
}

/* ---- scripts ---- */

static xmlNode *primes(struct oc_tex *t)
{
    static const char *const marks[] = {"′", "″", "‴", "⁗"};
    size_t n = 0;
    while (n < OC_COUNT(marks) && oc_tex_skip_char(t, '\''))
        n++;
    return oc_tex_leaf(t, "mo", oc_str(marks[n > 0 ? n - 1 : 0]));
}

/* Scripts after scripts: however many there are, it is one row. */
static void add_script(struct oc_tex *t, xmlNode **where, xmlNode *script)
{
    if (*where && (!oc_node_is(*where, "mrow") || (*where)->properties)) {
        xmlNode *row = oc_tex_new(t, "mrow");
        oc_node_append(row, *where);
        *where = row;
    }
    if (*where)
        oc_node_append(*where, script);
    else
        *where = script;
}

static void set_limits(struct oc_tex_atom *a, enum oc_tex_limits limits)
{
    a->limits = limits;
    if (limits == OC_TEX_ABOVE && oc_node_is(a->node, "mo"))
        oc_tex_set(a->node, "movablelimits", "false");
}

/* Limits move beside a small sum; what is no operator of MathML's is moved here. */
static bool is_beside(const struct oc_tex *t, const struct oc_tex_atom *a)
{
    return a->limits == OC_TEX_BESIDE ||
           (a->limits == OC_TEX_MOVABLE && t->size != OC_TEX_DISPLAY && !oc_node_is(a->node, "mo"));
}

static void read_scripts(struct oc_tex *t, struct oc_tex_atom *a, xmlNode **below, xmlNode **above)
{
    enum oc_tex_size size = t->size;
    t->size = OC_TEX_SMALL;
    while (!t->failed) {
        struct oc_tex_token token = oc_tex_peek(t);
        if (oc_tex_is_char(token, '\''))
            add_script(t, above, primes(t));
        else if (oc_tex_skip_char(t, '^'))
            add_script(t, above, oc_tex_argument(t).node);
        else if (oc_tex_skip_char(t, '_'))
            add_script(t, below, oc_tex_argument(t).node);
        else if (oc_tex_skip_command(t, "limits"))
            set_limits(a, OC_TEX_ABOVE);
        else if (oc_tex_skip_command(t, "nolimits"))
            a->limits = OC_TEX_BESIDE;
        else
            break;
    }
    t->size = size;
}

static void scripts(struct oc_tex *t, struct oc_tex_atom *a)
{
    static const char *const names[2][2][2] = {{{"", "msup"}, {"msub", "msubsup"}},
                                               {{"", "mover"}, {"munder", "munderover"}}};
    xmlNode *below = NULL, *above = NULL;
    read_scripts(t, a, &below, &above);
    if (!below && !above)
        return;
    xmlNode *n = oc_tex_new(t, names[!is_beside(t, a)][below != NULL][above != NULL]);
    xmlNode *base = oc_attr(a->node, "minsize").n ? oc_tex_add(t, n, "mrow") : n;
    oc_node_append(base, a->node); /* a delimiter grows to its size in a row only */
    if (below)
        oc_node_append(n, below);
    if (above)
        oc_node_append(n, above);
    a->node = n;
}

/* ---- rows ---- */

static bool ends_row(const struct oc_tex *t, struct oc_tex_token token)
{
    static const char *const commands[] = {"\\", "cr", "right", "middle", "end", "newline"};
    if (token.kind == OC_TEX_CHARACTER)
        return strchr("}&", token.text.p[0]) || (t->bracket && token.text.p[0] == ']');
    for (size_t i = 0; token.kind == OC_TEX_COMMAND && i < OC_COUNT(commands); i++)
        if (oc_str_is(token.text, commands[i]))
            return true;
    return token.kind == OC_TEX_END;
}

/* a \over b: what stands in the row so far, over the rest of it. */
static void infix(struct oc_tex *t, xmlNode *row, const char *what)
{
    static const char *const brackets[] = {"()", "[]", "{}"};
    xmlNode *top = oc_tex_new(t, "mrow"), *bottom = oc_tex_new(t, "mrow");
    enum oc_tex_size size = oc_tex_shrink(t);
    const char *around = NULL;
    for (size_t i = 0; i < OC_COUNT(brackets); i++)
        if (what[0] == brackets[i][0])
            around = brackets[i];
    oc_node_move_children(top, row);
    if (oc_tex_enter(t))
        oc_tex_row(t, bottom);
    oc_tex_leave(t);
    t->size = size;
    if (around)
        oc_node_append(row, oc_tex_fence(t, (struct oc_str){around, 1}, true));
    xmlNode *fraction = oc_tex_add(t, row, "mfrac");
    if (what[0])
        oc_tex_set(fraction, "linethickness", "0");
    oc_node_append(fraction, oc_tex_single(top));
    oc_node_append(fraction, oc_tex_single(bottom));
    if (around)
        oc_node_append(row, oc_tex_fence(t, (struct oc_str){around + 1, 1}, true));
}

/* Commands that change the rest of the row; the element that it goes on in. NULL: it is none. */
static xmlNode *switched(struct oc_tex *t, xmlNode *row, struct oc_tex_token token,
                         const struct oc_tex_symbol *symbol)
{
    bool style = symbol && (symbol->kind == OC_TEX_STYLE || symbol->kind == OC_TEX_SCRIPT_STYLE);
    if (!style && !(symbol && symbol->kind == OC_TEX_SWITCH))
        return NULL;
    t->at = token.end;
    if (!style) {
        t->font = (enum oc_tex_font)symbol->what[0];
        return row;
    }
    if (!oc_node_is(row, "mstyle") || row->children) /* one after another goes into one */
        row = oc_tex_add(t, row, "mstyle");
    t->size = !(symbol->kind == OC_TEX_STYLE)     ? OC_TEX_SMALL
              : symbol->what[0] == 't' /* true */ ? OC_TEX_DISPLAY
                                                  : OC_TEX_TEXT_SIZE;
    oc_tex_set(row, "displaystyle", symbol->kind == OC_TEX_STYLE ? symbol->what : "false");
    oc_tex_set(row, "scriptlevel", symbol->kind == OC_TEX_STYLE ? "0" : symbol->what);
    return row;
}

/* An atom of the row with its scripts. */
static struct oc_tex_atom next_atom(struct oc_tex *t, struct oc_tex_token token,
                                    const struct oc_tex_symbol *symbol)
{
    struct oc_tex_atom a = {0};
    if (strchr("^_'", token.kind == OC_TEX_CHARACTER ? token.text.p[0] : 'x'))
        a = oc_tex_atom(oc_tex_new(t, "mrow"), OC_TEX_ORDINARY); /* scripts of nothing */
    else
        a = atom(t, token, symbol, false);
    if (!a.node)
        return a;
    if (oc_tex_is_char(token, '{'))
        oc_tex_close_up(&a);
    scripts(t, &a);
    return a;
}

void oc_tex_row(struct oc_tex *t, xmlNode *into)
{
    enum oc_tex_font font = t->font;
    enum oc_tex_size size = t->size;
    struct oc_tex_atom before = {NULL, t->continues ? OC_TEX_ORDINARY : OC_TEX_NOTHING,
                                 OC_TEX_BESIDE};
    int styles = 0;                           /* levels that the row has added */
    enum oc_tex_class first = OC_TEX_NOTHING; /* of the atoms */
    t->continues = false;
    while (!t->failed) {
        struct oc_tex_token token = oc_tex_peek(t);
        if (ends_row(t, token))
            break;
        const struct oc_tex_symbol *symbol = oc_tex_symbol_of(token);
        if (symbol && symbol->kind == OC_TEX_INFIX) {
            t->at = token.end;
            infix(t, into, symbol->what);
            break;
        }
        xmlNode *changed = switched(t, into, token, symbol);
        if (changed) {
            if (changed != into) {
                (void)oc_tex_enter(t);
                styles++;
            }
            into = changed;
            continue;
        }
        struct oc_tex_atom a = next_atom(t, token, symbol);
        if (!a.node)
            continue;
        if (first == OC_TEX_NOTHING)
            first = a.cls;
        oc_tex_join(t, into, &before, &a);
        oc_node_append(into, a.node);
        if (a.cls != OC_TEX_NOTHING)
            before = a;
    }
    t->first = first;
    t->depth -= styles;
    t->font = font;
    t->size = size;
}

/* ---- formulas ---- */

xmlNode *oc_tex_math(struct oc_str *unknown, struct oc_tex_macros *m, xmlDoc *doc,
                     struct oc_arena *a, struct oc_str tex, bool display)
{
    struct oc_tex t = {.doc = doc, .arena = a, .macros = m, .s = tex, .font = OC_TEX_NORMAL};
    t.size = display ? OC_TEX_DISPLAY : OC_TEX_TEXT_SIZE;
    xmlNode *math = oc_tex_new(&t, "math");
    *unknown = OC_STR_NONE;
    xmlNode *lines = oc_tex_lines(&t, true);
    struct oc_tex_token rest = oc_tex_peek(&t);
    if (rest.kind == OC_TEX_COMMAND)
        oc_tex_fail(&t, oc_arena_printf(a, "\\%.*s", OC_STR_ARG(rest.text)));
    else if (rest.kind != OC_TEX_END)
        oc_tex_fail(&t, rest.text);
    const xmlNode *row = lines->children;
    if (!t.failed && !t.defined && (!row || !row->children->children))
        oc_tex_fail(&t, OC_STR("{}"));
    if (t.failed) {
        *unknown = t.unknown;
        return NULL;
    }
    if (row && !row->next && !row->children->next)
        oc_node_move_children(math, row->children);
    else if (row)
        oc_node_append(math, lines);
    const char *wide = display ? oc_tex_wide(&t, math) : "";
    if (display)
        oc_tex_set(math, "display", "block");
    if (wide[0])
        oc_tex_set(math, "class", wide);
    oc_attr_set(math, "alttext", oc_str_trim(tex));
    return math;
}
