/* SPDX-License-Identifier: MIT */
/*
 * Mathematics in TeX, kept out of Markdown's hands: each formula is put between markers with a
 * backslash before every ASCII punctuation mark, so that cmark hands it on as plain text, line
 * for line, wherever it stands; finish.c makes elements of the markers.
 *
 * Delimiters: $$ $$, \\( \\), \\[ \\], $` `$ and the environments of display mathematics wherever
 * a post has mathematics; $ $ (by pandoc's rule) where the author says so by key or one of the
 * formulas is plainly TeX; \( \), \[ \] only by key, as they are often something else.
 */
#include "render/source.h"

enum when {
    ALWAYS,
    DOLLAR,
    KEY
}; /* where a fence counts: math_display, math_dollar, math_key */

struct fence {
    char kind;
    const char *open, *close;
    enum when when;
};

/* In the order of trying. */
static const struct fence fences[] = {
    {'b', "$$", "$$", ALWAYS},       {'h', "$`", "`$", ALWAYS},
    {'a', "$", "$", DOLLAR},         {'e', "\\\\(", "\\\\)", ALWAYS},
    {'f', "\\\\[", "\\\\]", ALWAYS}, {'c', "\\(", "\\)", KEY},
    {'d', "\\[", "\\]", KEY},        {'g', "", "", ALWAYS}}; /* \begin{align} to its \end */

static bool counts(const struct oc_source *s, const struct fence *f)
{
    return f->when == KEY ? s->math_key : f->when == DOLLAR ? s->math_dollar : s->math_display;
}

static bool is_punct(char c)
{
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
           (c >= '{' && c <= '~');
}

static bool is_alnum(char c)
{
    return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9');
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static char char_at(struct oc_str text, size_t at)
{
    return at < text.n ? text.p[at] : ' ';
}

/* ---- finding ---- */

/* "align" of \begin{align} where a line starts, as MathJax has it without dollars; else "". */
static struct oc_str environment(struct oc_str text, size_t at)
{
    static const char *const names[] = {"equation", "align",   "gather",  "multline",
                                        "eqnarray", "alignat", "split",   "aligned",
                                        "cases",    "matrix",  "pmatrix", "bmatrix"};
    struct oc_str rest = oc_str_sub(text, at, text.n);
    if (!oc_str_starts(rest, "\\begin{"))
        return OC_STR_NONE;
    while (at > 0 && (text.p[at - 1] == ' ' || text.p[at - 1] == '\t'))
        at--;
    struct oc_str name = oc_str_sub(rest, 7, oc_str_chr(rest, '}', 7)), bare = name;
    bare.n -= oc_str_ends(name, "*");
    for (size_t i = 0; i < OC_COUNT(names) && (at == 0 || text.p[at - 1] == '\n'); i++)
        if (oc_str_is(bare, names[i]))
            return name;
    return OC_STR_NONE;
}

/* Behind the \end of the environment that starts at from, up to end; or SIZE_MAX. */
static size_t environment_end(struct oc_str text, size_t from, size_t end)
{
    struct oc_str name = environment(text, from);
    for (size_t at = from; (at = oc_str_find(oc_str_sub(text, 0, end), "\\end{", at)) != SIZE_MAX;
         at++) {
        struct oc_str rest = oc_str_sub(text, at + 5, end);
        if (oc_str_eq(oc_str_sub(rest, 0, name.n), name) && char_at(rest, name.n) == '}')
            return at + 5 + name.n + 1;
    }
    return SIZE_MAX;
}

/* TeX that is nothing else: a command, or one letter or bracket with an index or a power. */
static bool is_tex(struct oc_str s)
{
    for (size_t k = 0; k + 1 < s.n; k++) {
        char c = s.p[k], next = s.p[k + 1];
        bool letter = is_alnum(next) && !(next >= '0' && next <= '9');
        if (c == '\\' && letter)
            return true;
        bool one = k > 0 && (s.p[k - 1] == ')' || s.p[k - 1] == '}' ||
                             (is_alnum(s.p[k - 1]) && (k == 1 || !is_alnum(s.p[k - 2]))));
        if ((c == '^' || c == '_') && one && (is_alnum(next) || strchr("{\\*+-", next)))
            return true;
    }
    return false;
}

/* $ x = 1 $, which MathJax takes: room on both sides, and TeX or an equation between. */
static bool is_spaced(struct oc_str text, size_t from, size_t close)
{
    struct oc_str s = oc_str_sub(text, from, close), tex = oc_str_trim(s);
    bool both = close != SIZE_MAX && tex.n && s.p[0] == ' ' && s.p[s.n - 1] == ' ' &&
                !memchr(s.p, '\n', s.n);
    return both && !is_alnum(char_at(text, close + 1)) && char_at(text, close + 1) != '$' &&
           (is_tex(tex) || oc_str_chr(tex, '=', 0) != SIZE_MAX);
}

static bool may_open(struct oc_str text, const struct fence *f, size_t at)
{
    size_t next = at + strlen(f->open);
    if (f->kind == 'g')
        return environment(text, at).n > 0;
    if (!oc_str_starts(oc_str_sub(text, at, text.n), f->open))
        return false;
    if (f->kind == 'a')
        return (!is_space(char_at(text, next)) ||
                is_spaced(text, next, oc_str_chr(text, '$', next))) &&
               char_at(text, next) != '$' &&
               (at == 0 || (!is_alnum(text.p[at - 1]) && text.p[at - 1] != '$'));
    return true;
}

/* Marks of a sentence: what is between two dollars is prose then, not a formula. */
static bool has_sentence(struct oc_str text)
{
    static const char *const marks[] = {"，", "。", "、", "：", "；", "！", "？"};
    for (size_t k = 0; k < OC_COUNT(marks); k++)
        if (oc_str_find(text, marks[k], 0) != SIZE_MAX)
            return true;
    return false;
}

/* A dollar that stands where pandoc lets one close, and is not the next shell variable. */
static bool may_close(struct oc_str text, size_t from, size_t at)
{
    char next = char_at(text, at + 1);
    return !is_space(text.p[at - 1]) && next != '$' && !(next >= '0' && next <= '9') &&
           !(next >= 'A' && next <= 'Z') && next != '{' && next != '(' && next != '_' &&
           !has_sentence(oc_str_sub(text, from, at));
}

/* Whether two dollars of one line have TeX between them: then all of the post's do. */
static bool has_dollar_tex(struct oc_str text)
{
    size_t at = oc_str_chr(text, '$', 0);
    while (at != SIZE_MAX) {
        size_t next = oc_str_chr(text, '$', at + 1);
        if (next == SIZE_MAX)
            return false;
        struct oc_str tex = oc_str_sub(text, at + 1, next);
        bool spaced = is_spaced(text, at + 1, next) && oc_str_chr(tex, '\\', 0) != SIZE_MAX;
        bool before = at == 0 || (!is_alnum(text.p[at - 1]) && !strchr("$\\`", text.p[at - 1]));
        if (before && tex.n && (spaced || !is_space(tex.p[0])) && !strchr("{(", tex.p[0]) &&
            !is_alnum(char_at(text, next + 1)) && (spaced || may_close(text, at + 1, next)) &&
            !memchr(tex.p, '\n', tex.n) && !memchr(tex.p, '`', tex.n) && is_tex(tex))
            return true;
        at = next;
    }
    return false;
}

static bool has_pair(struct oc_str text, const char *open, const char *close)
{
    size_t at = oc_str_find(text, open, 0);
    return at != SIZE_MAX && oc_str_find(text, close, at) != SIZE_MAX;
}

void oc_math_look(struct oc_source *s, bool said, bool forbidden)
{
    struct oc_str text = s->text;
    bool dollar = text.n && memchr(text.p, '$', text.n);
    s->math_key = s->math_dollar = s->math_display = said;
    if (said || forbidden || !text.n)
        return;
    s->math_dollar = dollar && has_dollar_tex(text);
    s->math_display = s->math_dollar ||
                      (dollar && (oc_source_has(text, '$', '$') || has_pair(text, "$`", "`$"))) ||
                      (memchr(text.p, '\\', text.n) &&
                       (has_pair(text, "\\\\(", "\\\\)") || has_pair(text, "\\\\[", "\\\\]") ||
                        has_pair(text, "\\begin{", "\\end{")));
}

/* The place of the closer in [from, end), or SIZE_MAX. */
static size_t find_close(struct oc_str text, const struct fence *f, size_t from, size_t end)
{
    if (f->kind == 'g')
        return environment_end(text, from, end);
    for (size_t at = from; at < end; at++) {
        const char *hit = memchr(text.p + at, f->close[0], end - at);
        if (!hit)
            break;
        at = (size_t)(hit - text.p);
        size_t slashes = 0;
        while (f->close[0] == '$' && at - slashes > from && text.p[at - slashes - 1] == '\\')
            slashes++;
        if (f->kind == 'a' && slashes % 2 == 0) /* the next dollar closes or none does */
            return at > from && (may_close(text, from, at) || is_spaced(text, from, at)) ? at
                                                                                         : SIZE_MAX;
        if (slashes % 2 == 0 && at > from && oc_str_starts(oc_str_sub(text, at, end), f->close))
            return at;
        if (f->close[0] == '\\' && char_at(text, at + 1) == '\\')
            at++; /* a line break of TeX */
    }
    return SIZE_MAX;
}

/* The end of the last line before a blank one, from at on. */
static size_t blank_after(struct oc_source *s, size_t at)
{
    if (at < s->math_blank)
        return s->math_blank;
    struct oc_str line, rest = oc_str_sub(s->text, at, s->text.n);
    while (oc_str_line(&line, &rest) && !oc_str_blank(line))
        s->math_blank = (size_t)(line.p - s->text.p) + line.n;
    return s->math_blank;
}

/* The end of display mathematics is looked for up to a blank line. */
size_t oc_math_block_end(struct oc_source *s, size_t at)
{
    struct oc_str text = s->text;
    if (!s->math_display || at < s->math_none)
        return 0;
    for (size_t k = 0; k < OC_COUNT(fences); k++) {
        const struct fence *f = &fences[k];
        if (!strchr("bdfg", f->kind) || !counts(s, f) || !may_open(text, f, at))
            continue;
        size_t end = blank_after(s, at), close = find_close(text, f, at + strlen(f->open), end);
        if (close != SIZE_MAX)
            return close;
        s->math_none = end;
        return 0;
    }
    return 0;
}

/* ---- marking ---- */

static struct oc_str escape(struct oc_arena *a, struct oc_str tex)
{
    char *out = oc_arena_alloc(a, tex.n * 2 + 1);
    size_t n = 0;
    for (size_t k = 0; k < tex.n; k++) {
        if (is_punct(tex.p[k]))
            out[n++] = '\\';
        out[n++] = tex.p[k];
    }
    return (struct oc_str){out, n};
}

static void mark_formula(struct oc_source *s, const struct fence *f, size_t open, size_t close)
{
    size_t at = open + strlen(f->open), line = oc_source_line(s, at);
    oc_source_edit(s, open, at - open, oc_arena_printf(s->arena, "\xEF\xB7\x91%c", f->kind));
    for (; line < s->nlines && s->lines[line].start < close; line++) {
        size_t from = s->lines[line].text > at ? s->lines[line].text : at;
        size_t to = s->lines[line].end < close ? s->lines[line].end : close;
        if (from >= to)
            continue;
        struct oc_str tex = oc_str_sub(s->text, from, to);
        while (to < close && tex.n && is_space(tex.p[tex.n - 1]))
            tex.n--; /* two spaces would be a line break */
        oc_source_edit(s, from, to - from, escape(s->arena, tex));
    }
    oc_source_edit(s, close, strlen(f->close), OC_STR("\xEF\xB7\x92"));
    s->math = s->marked = true;
}

/* Puts the formulas among the spans; what lies in one or reaches into one goes. */
static void merge_spans(struct oc_source *s, const struct oc_span *maths, size_t nmaths)
{
    size_t n = 0, k = 0, m = 0;
    struct oc_span *merged = oc_arena_alloc(s->arena, (s->nspans + nmaths + 1) * sizeof *merged);
    while (k < s->nspans || m < nmaths) {
        if (m < nmaths && (k == s->nspans || s->spans[k].end > maths[m].start)) {
            while (k < s->nspans && s->spans[k].start < maths[m].end)
                k++;
            merged[n++] = maths[m++];
        } else {
            merged[n++] = s->spans[k++];
        }
    }
    s->spans = merged;
    s->nspans = n;
    s->cspans = n;
}

/* Formulas reach over tags and links, which a formula may look like, but not over code. */
static size_t limit(const struct oc_source *s, const struct oc_cursor *c)
{
    size_t end = s->runs[c->run].end;
    for (size_t k = c->span; k < s->nspans && s->spans[k].start < end; k++)
        if (s->spans[k].kind == OC_SPAN_CODE || s->spans[k].kind == OC_SPAN_COMMENT)
            return s->spans[k].start;
    return end;
}

struct maths {
    struct oc_span *v;
    size_t n, cap;
    size_t none[OC_COUNT(fences)]; /* for each: no closer before this offset */
};

/* The closer of $`...`$, whose inside was taken for code, or SIZE_MAX. */
static size_t close_of_code(const struct oc_source *s, const struct oc_cursor *c)
{
    for (size_t k = c->span; k < s->nspans && s->spans[k].start <= c->at + 1; k++)
        if (s->spans[k].start == c->at + 1 && s->spans[k].kind == OC_SPAN_CODE &&
            s->spans[k].end > c->at + 3 && char_at(s->text, s->spans[k].end) == '$' &&
            s->text.p[c->at + 2] != '`')
            return s->spans[k].end - 1;
    return SIZE_MAX;
}

static size_t formula(struct oc_source *s, struct maths *ms, const struct oc_cursor *c)
{
    size_t end = 0;
    for (size_t k = 0; k < OC_COUNT(fences); k++) {
        const struct fence *f = &fences[k];
        if (!counts(s, f) || c->at < ms->none[k])
            continue;
        size_t from = c->at + strlen(f->open);
        if (!may_open(s->text, f, c->at))
            continue;
        if (!end)
            end = limit(s, c);
        size_t close = f->kind == 'h' ? close_of_code(s, c) : find_close(s->text, f, from, end);
        if (close == SIZE_MAX) {
            ms->none[k] = strchr("ah", f->kind) ? 0 : end;
            continue;
        }
        mark_formula(s, f, c->at, close);
        close += strlen(f->close);
        ms->v = oc_arena_grow(s->arena, ms->v, &ms->cap, ms->n + 1, sizeof *ms->v);
        ms->v[ms->n++] = (struct oc_span){c->at, close, OC_SPAN_MATH};
        return close;
    }
    return 0;
}

void oc_math_mark(struct oc_source *s)
{
    static const bool wanted[256] = {['$'] = true, ['\\'] = true};
    struct maths ms = {.n = 0};
    if (!s->math_display)
        return;
    struct oc_cursor c = {0};
    for (size_t run = 0; run < s->nruns; run++) {
        c.run = run;
        if (c.at < s->runs[run].start)
            c.at = s->runs[run].start;
        while (oc_source_next_in(s, &c, wanted)) {
            size_t end = formula(s, &ms, &c);
            c.at = end ? end : c.at + (s->text.p[c.at] == '\\' ? 2 : 1);
        }
    }
    if (ms.n)
        merge_spans(s, ms.v, ms.n);
}

/* ---- after cmark ---- */

static const struct fence *fence_of(char kind)
{
    for (size_t k = 0; k < OC_COUNT(fences); k++)
        if (fences[k].kind == kind)
            return &fences[k];
    return NULL;
}

void oc_math_restore(struct oc_buf *out, struct oc_str marked, bool unescape)
{
    const struct fence *f = NULL;
    for (size_t at = 0; at < marked.n; at++) {
        int which = -1;
        if (oc_source_mark(marked, at, &which) && which <= 4) {
            at += 2;
            if (which == 1 && at + 1 < marked.n && (f = fence_of(marked.p[at + 1]))) {
                oc_buf_puts(out, f->open);
                at++;
            } else if (which == 2 && f) {
                oc_buf_puts(out, f->close);
                f = NULL;
            }
            continue;
        }
        if (f && unescape && marked.p[at] == '\\' && at + 1 < marked.n &&
            is_punct(marked.p[at + 1]))
            at++;
        oc_buf_putc(out, marked.p[at]);
    }
}

bool oc_math_code(struct oc_buf *out, struct oc_str code, bool alone)
{
    size_t n = oc_str_starts(code, "$$") ? 2 : 1;
    if (code.n <= 2 * n || code.p[0] != '$' || !oc_str_ends(code, n == 2 ? "$$" : "$"))
        return false;
    struct oc_str tex = oc_str_sub(code, n, code.n - n);
    if (n == 1 &&
        (is_space(tex.p[0]) || is_space(tex.p[tex.n - 1]) || oc_str_chr(tex, '$', 0) != SIZE_MAX))
        return false;
    bool display = alone && n == 2;
    oc_buf_puts(out, oc_math_open(display));
    oc_buf_put_xml(out, oc_str_trim(tex));
    oc_buf_puts(out, "</code>");
    return true;
}
