/* SPDX-License-Identifier: MIT */
/* The grammar of style sheets: which rules and declarations are whole. See css_selector.c, too. */
#include "base/css.h"
#include "base/css_names.h"

enum {
    MAX_BRACKETS = 64, /* in one another */
    MAX_BLOCKS = 16
};

struct sheet {
    struct oc_str s;
    size_t at;
    int depth;   /* of blocks */
    bool ended;  /* before what is open was closed, and that has been told */
    size_t left; /* what has been left out, counted */
    struct oc_buf *out;
    oc_css_refused *refused;
    oc_css_left_out *told;
    void *ctx;
};

/* ---- tokens ---- */

/* What a token is: its own character for ( [ ) ] { } and ;, else one of these. */
enum {
    END = 0,
    WORD = 'w', /* or a number, a string, a sign */
    BLANK = ' ',
    BAD = '!'
};

struct token {
    char kind;
    size_t end;
};

static bool starts(const struct sheet *t, size_t at, const char *text)
{
    return oc_str_starts(oc_str_sub(t->s, at, t->s.n), text);
}

static struct token string_at(struct oc_str s, size_t at)
{
    char quote = s.p[at++];
    for (; at < s.n && s.p[at] != quote; at++) {
        if (s.p[at] == '\n' || s.p[at] == '\r' || s.p[at] == '\f')
            return (struct token){BAD, at};
        at += s.p[at] == '\\';
    }
    return at < s.n ? (struct token){WORD, at + 1} : (struct token){BAD, s.n};
}

/* url(, which is one token to its end; `at` is behind the bracket. */
static struct token url_at(struct oc_str s, size_t at)
{
    while (at < s.n && oc_css_is_blank(s.p[at]))
        at++;
    if (at < s.n && (s.p[at] == '"' || s.p[at] == '\'')) {
        struct token string = string_at(s, at);
        for (at = string.end; at < s.n && oc_css_is_blank(s.p[at]);)
            at++;
        bool closed = string.kind != BAD && at < s.n && s.p[at] == ')';
        return closed ? (struct token){WORD, at + 1} : (struct token){BAD, string.end};
    }
    size_t end = oc_str_chr(s, ')', at);
    if (end == SIZE_MAX)
        return (struct token){BAD, s.n};
    struct oc_str address = oc_str_trim(oc_str_sub(s, at, end));
    bool good = address.n > 0;
    for (size_t i = 0; i < address.n; i++)
        good = good && (unsigned char)address.p[i] > ' ' && !strchr("\"'(\\", address.p[i]);
    return (struct token){good ? WORD : BAD, end + 1};
}

static struct token word_at(struct oc_str s, size_t at)
{
    size_t end = oc_css_word_end(s, at);
    if (end == at)
        return (struct token){BAD, at + 1};
    if (oc_str_ends(oc_str_sub(s, at, end), "--") && end < s.n && s.p[end] == '>')
        return (struct token){BAD, end + 1}; /* -->, the end of a comment to HTML */
    if (oc_str_iis(oc_str_sub(s, at, end), "url") && end < s.n && s.p[end] == '(')
        return url_at(s, end + 1);
    return (struct token){WORD, end};
}

static struct token token_at(const struct sheet *t, size_t at)
{
    struct oc_str s = t->s;
    if (at >= s.n)
        return (struct token){END, s.n};
    char c = s.p[at];
    if (c == '"' || c == '\'')
        return string_at(s, at);
    if (starts(t, at, "/*")) {
        size_t end = oc_str_find(s, "*/", at + 2);
        return end == SIZE_MAX ? (struct token){BAD, s.n} : (struct token){BLANK, end + 2};
    }
    if (oc_css_is_blank(c))
        return (struct token){BLANK, at + 1};
    if (c && strchr("()[]{};", c))
        return (struct token){c, at + 1};
    if (c == '\\' || oc_css_is_word(c))
        return word_at(s, at);
    bool bad = (unsigned char)c < ' ' || c == '@' || starts(t, at, "<!--");
    return (struct token){bad ? BAD : WORD, at + 1};
}

/* The signs of an attribute's selector, which stand nowhere else. */
static bool is_match(const struct sheet *t)
{
    static const char *const signs[] = {"*=", "|=", "~=", "^=", "$="};
    for (size_t i = 0; i < OC_COUNT(signs); i++)
        if (starts(t, t->at, signs[i]))
            return true;
    return false;
}

/* Goes on to the { } or ; that ends what stands there, or to the end of the sheet, and says which.
 * *good: it is not empty, all of it may stand there, and its brackets are closed. */
static char scan(struct sheet *t, bool *good, bool selectors)
{
    char open[MAX_BRACKETS];
    size_t n = 0, words = 0;
    *good = true;
    for (;; t->at = token_at(t, t->at).end) {
        char kind = token_at(t, t->at).kind;
        if (kind == END || kind == '{' || kind == '}' || (kind == ';' && n == 0)) {
            *good = *good && n == 0 && words > 0;
            return kind;
        }
        words += kind != BLANK;
        bool opens = kind == '(' || kind == '[', closes = kind == ')' || kind == ']';
        bool full = opens && n == MAX_BRACKETS, stray = closes && (n == 0 || open[--n] != kind);
        if (opens && !full)
            open[n++] = kind == '(' ? ')' : ']';
        *good =
            *good && kind != BAD && kind != ';' && !full && !stray && (selectors || !is_match(t));
    }
}

/* ---- what is kept and what not ---- */

static void keep(const struct sheet *t, size_t from)
{
    oc_buf_put(t->out, oc_str_sub(t->s, from, t->at));
}

static void tell(const struct sheet *t, size_t from, const char *why)
{
    if (t->told && why)
        t->told(t->ctx, from, why);
}

static void tell_end(struct sheet *t, size_t from)
{
    if (!t->ended)
        tell(t, from, "a rule without end");
    t->ended = true;
}

/* From there on; stop is what ended it. why is NULL: it has been told. */
static void leave_out(struct sheet *t, size_t from, char stop, const char *why)
{
    t->left++;
    for (size_t i = from; i < t->at; i++)
        if (t->s.p[i] == '\n')
            oc_buf_putc(t->out, '\n');
    if (stop == END)
        tell_end(t, from);
    else
        tell(t, from, why);
}

/* Blanks and comments that are closed. */
static void keep_blanks(struct sheet *t)
{
    size_t from = t->at;
    for (struct token next; (next = token_at(t, t->at)).kind == BLANK;)
        t->at = next.end;
    keep(t, from);
}

/* Behind the bracket that closes the block that t->at is in. */
static void skip_block(struct sheet *t)
{
    for (size_t depth = 1; depth > 0 && t->at < t->s.n;) {
        struct token next = token_at(t, t->at);
        depth += next.kind == '{';
        depth -= next.kind == '}';
        t->at = next.end;
    }
}

static const char *why_refused(const struct sheet *t, size_t from, size_t to)
{
    return t->refused ? t->refused(oc_str_sub(t->s, from, to)) : NULL;
}

/* After a scan that found no use for what it went over, and stopped at `stop`. */
static void skip_rest(struct sheet *t, char stop)
{
    t->at += stop == '{' || stop == ';';
    if (stop == '{')
        skip_block(t);
}

/* ---- the grammar ---- */

static void rules(struct sheet *t, size_t from);
static void declarations(struct sheet *t, size_t from, bool at_rules);

/* At-rules whose block holds declarations and not rules. */
static bool declares(struct oc_str name)
{
    static const char *const names[] = {"font-face",          "page",     "viewport",
                                        "-ms-viewport",       "property", "counter-style",
                                        "font-palette-values"};
    for (size_t i = 0; i < OC_COUNT(names); i++)
        if (oc_str_iis(name, names[i]))
            return true;
    return false;
}

/* Blanks and comments alone. */
static bool is_empty(struct oc_str block)
{
    struct sheet t = {.s = block};
    struct token next = {BLANK, 0};
    while (next.kind == BLANK)
        next = token_at(&t, next.end);
    return next.kind == END;
}

/* The block of an at-rule that begins at `from`, and the face of a font with nothing in it goes
 * again: an error to EPUBCheck (CSS-019). */
static void at_block(struct sheet *t, size_t from, struct oc_str name)
{
    size_t kept = t->out->n, left = t->left;
    t->at++;
    keep(t, from);
    size_t inside = t->out->n;
    t->depth++;
    if (declares(name) || oc_str_istarts(name, "top-") || oc_str_istarts(name, "bottom-") ||
        oc_str_istarts(name, "left-") || oc_str_istarts(name, "right-"))
        declarations(t, from, true);
    else
        rules(t, from);
    t->depth--;
    if (oc_str_iis(name, "font-face") &&
        is_empty(oc_str_sub(oc_buf_view(t->out), inside, t->out->n - 1))) {
        t->out->n = kept;
        leave_out(t, from, '}', left == t->left ? "a font without a file" : NULL);
    }
}

/* No name is written with escapes but to hide it. A prelude may be empty. */
static const char *why_no_rule(const struct sheet *t, size_t from, size_t name_end, char stop,
                               bool prelude)
{
    struct oc_str name = oc_str_sub(t->s, from + 1, name_end);
    bool named = name.n && !oc_str_starts(name, "--") && oc_str_chr(name, '\\', 0) == SIZE_MAX;
    bool whole = prelude || oc_str_blank(oc_str_sub(t->s, name_end, t->at));
    bool ends = stop == ';' && t->depth == 0 && !oc_str_iis(name, "font-face");
    if (!named || !whole || !(ends || (stop == '{' && t->depth < MAX_BLOCKS)))
        return "a rule that cannot be read";
    return why_refused(t, from, ends ? t->at : name_end);
}

static void at_rule(struct sheet *t)
{
    size_t from = t->at, name_end = oc_css_name_end(t->s, from + 1);
    bool prelude;
    t->at = name_end > from + 1 ? name_end : from + 1;
    char stop = scan(t, &prelude, false);
    const char *why = why_no_rule(t, from, name_end, stop, prelude);
    if (why) {
        skip_rest(t, stop);
        leave_out(t, from, stop, why);
    } else if (stop == ';') {
        t->at++;
        keep(t, from);
    } else {
        at_block(t, from, oc_str_sub(t->s, from + 1, name_end));
    }
}

static void style_rule(struct sheet *t)
{
    size_t from = t->at;
    bool good;
    char stop = scan(t, &good, true);
    struct oc_str selectors = oc_str_sub(t->s, from, t->at);
    if (stop == '{' && good && oc_css_selectors(selectors)) {
        t->at++;
        keep(t, from);
        declarations(t, from, false);
        return;
    }
    skip_rest(t, stop);
    leave_out(t, from, stop,
              stop == '{' ? "a selector that cannot be read" : "a rule that cannot be read");
}

/* The closing bracket of a block that began at `from`, which is put when the sheet has none. */
static void close_block(struct sheet *t, size_t from)
{
    if (t->at < t->s.n)
        t->at++;
    else
        tell_end(t, from);
    oc_buf_putc(t->out, '}');
}

static void declaration(struct sheet *t, bool at_rules)
{
    size_t from = t->at, end = oc_css_name_end(t->s, from);
    bool good = false;
    if (t->s.p[from] == '@' && at_rules) {
        at_rule(t);
        return;
    }
    struct token next = token_at(t, t->at = end);
    while (next.kind == BLANK)
        next = token_at(t, t->at = next.end);
    bool named = end > from && t->at < t->s.n && t->s.p[t->at] == ':';
    t->at += named;
    size_t value = t->at;
    char stop = scan(t, &good, false);
    bool said = !oc_str_starts(oc_str_trim(oc_str_sub(t->s, value, t->at)), "!");
    const char *why = "a declaration that cannot be read";
    if (named && good && said && stop != '{')
        why = why_refused(t, from, t->at);
    if (why) {
        skip_rest(t, stop);
        leave_out(t, from, stop, why);
        return;
    }
    t->at += stop == ';';
    keep(t, from);
}

static void declarations(struct sheet *t, size_t from, bool at_rules)
{
    for (;;) {
        keep_blanks(t);
        if (t->at >= t->s.n || t->s.p[t->at] == '}')
            break;
        if (t->s.p[t->at] == ';') /* nothing between two of them */
            t->at++;
        else
            declaration(t, at_rules);
    }
    close_block(t, from);
}

/* Signs that hide sheets from the first browsers; nothing else does without a block. */
static bool skip_signs(struct sheet *t)
{
    static const char *const signs[] = {"<!--", "-->", ";", "}"};
    for (size_t i = 0; i < OC_COUNT(signs); i++)
        if (starts(t, t->at, signs[i])) {
            t->at += strlen(signs[i]);
            return true;
        }
    return false;
}

/* from: where the block of them begins; SIZE_MAX: they are the sheet's own. */
static void rules(struct sheet *t, size_t from)
{
    bool block = from != SIZE_MAX;
    for (;;) {
        keep_blanks(t);
        if (t->at >= t->s.n || (block && t->s.p[t->at] == '}'))
            break;
        if (t->s.p[t->at] == '@')
            at_rule(t);
        else if (!skip_signs(t))
            style_rule(t);
    }
    if (block)
        close_block(t, from);
}

void oc_css_sound(struct oc_buf *out, struct oc_str css, oc_css_refused *refused,
                  oc_css_left_out *told, void *ctx)
{
    struct sheet t = {.s = css, .out = out, .refused = refused, .told = told, .ctx = ctx};
    rules(&t, SIZE_MAX);
}
