/* SPDX-License-Identifier: MIT */
/*
 * What the theme Shoka of Hexo, and those made after it, add to Markdown: folds between +++ and
 * tabs between ;;;, which become containers; and, where the site has that theme, marks in the line
 * with classes in braces behind them. No line moves.
 */
#include "render/source.h"
#include "render/tags.h"

#define LONGEST ((size_t)1024) /* of what stands in marks */
#define MAX_OPEN 8             /* marks in marks */

/* An end that is waited for. */
struct close {
    size_t at, end;
    const char *put;
};

struct text {
    struct oc_rewrite w;
    bool marks;        /* those in the line count */
    size_t folds[2];   /* how many are open: +++, ;;; */
    size_t next_at[2]; /* of the next line that closes one, as far as is known; SIZE_MAX: none */
};

static const char signs[] = "+;";

/* Whether line is three or more of c and nothing else. */
static bool is_end(struct oc_str line, char c)
{
    line = oc_str_trim(line);
    size_t n = 0;
    while (n < line.n && line.p[n] == c)
        n++;
    return n >= 3 && n == line.n;
}

/* Whether a line that closes comes after at. Lines are looked at once. */
static bool is_closed(struct text *t, size_t which, size_t at)
{
    struct oc_str text = t->w.text;
    size_t *next = &t->next_at[which];
    while (*next != SIZE_MAX && *next <= at) {
        size_t line = *next ? oc_rewrite_line(text, *next) : oc_rewrite_line(text, at);
        while (line < text.n &&
               !is_end(oc_str_sub(text, line, oc_rewrite_line(text, line)), signs[which]))
            line = oc_rewrite_line(text, line);
        *next = line < text.n ? line : SIZE_MAX;
    }
    return *next != SIZE_MAX;
}

/* What the fold or tab calls itself: +++warning Mind this, ;;;id Words. */
static struct oc_str title_of(struct oc_str s, size_t which)
{
    static const char *const looks[] = {"default", "primary", "info",
                                        "success", "warning", "danger"};
    size_t blank = oc_str_chr(s, ' ', 0);
    struct oc_str first = oc_str_sub(s, 0, blank);
    if (which == 1)
        return oc_str_trim(oc_str_sub(s, blank == SIZE_MAX ? 0 : blank, s.n));
    for (size_t i = 0; i < OC_COUNT(looks); i++)
        if (oc_str_is(first, looks[i]))
            return oc_str_trim(oc_str_sub(s, first.n, s.n));
    return oc_str_trim(s);
}

/* Whether the line is the start or the end of a fold or tab; then it is written. */
static bool fence(struct text *t, size_t at, size_t end)
{
    struct oc_str line = oc_str_trim(oc_str_sub(t->w.text, at, end));
    size_t which = line.n && line.p[0] == ';', n = 0;
    while (n < line.n && line.p[n] == signs[which])
        n++;
    if (n < 3)
        return false;
    struct oc_str said = oc_str_sub(line, n, line.n);
    if (!oc_str_trim(said).n) {
        if (!t->folds[which])
            return false;
        t->folds[which]--;
        oc_rewrite_cut(&t->w, at, at + line.n);
        oc_buf_puts(t->w.out, ":::");
        return true;
    }
    if (!is_closed(t, which, at))
        return false;
    t->folds[which]++;
    oc_rewrite_cut(&t->w, at, at + line.n);
    said = title_of(said, which);
    oc_buf_printf(t->w.out, "::: %s %.*s", which ? "tab" : "details", OC_STR_ARG(said));
    return true;
}

/* ---- in the line ---- */

/* Behind the classes in braces at text[at], if any. */
static size_t classes(struct oc_str text, size_t at)
{
    if (!oc_str_starts(oc_str_sub(text, at, text.n), "{."))
        return at;
    size_t end = oc_str_chr(oc_str_sub(text, 0, at + LONGEST), '}', at);
    return end == SIZE_MAX ? at : end + 1;
}

/* What the sign at `at` opens, when its other half is on the line. */
static bool opens(struct close *c, const char **put, size_t *n, struct oc_str line, size_t at)
{
    static const struct {
        const char *sign, *open, *close;
    } marks[] = {{"++", "<u>", "</u>"},
                 {"==", "<mark>", "</mark>"},
                 {"!!", "", ""},
                 {"~", "<sub>", "</sub>"},
                 {"^", "<sup>", "</sup>"}};
    struct oc_str near = oc_str_sub(line, 0, at + LONGEST), rest = oc_str_sub(near, at, near.n);
    if (rest.p[0] == '[') {
        size_t close = oc_str_chr(near, ']', at), end;
        if (close == SIZE_MAX || close <= at + 2 ||
            /* a task's box */ (at > 0 && line.p[at - 1] == '!') ||
            (end = classes(line, close + 1)) == close + 1)
            return false;
        *c = (struct close){close, end, ""};
        *put = "";
        *n = 1;
        return true;
    }
    for (size_t i = 0; i < OC_COUNT(marks); i++) {
        size_t k = strlen(marks[i].sign), to = at + k;
        if (!oc_str_starts(rest, marks[i].sign) || (at > 0 && line.p[at - 1] == rest.p[0]) ||
            (at > 0 && line.p[at - 1] == '[') || to >= near.n || strchr(" \t", line.p[to]) ||
            line.p[to] == rest.p[0])
            continue;
        size_t close = oc_str_find(near, marks[i].sign, to);
        bool code = false; /* its end is in code */
        for (size_t b = to; close != SIZE_MAX && b < close; b++)
            code = code != (line.p[b] == '`');
        bool good = close != SIZE_MAX && !code && !strchr(" \t", line.p[close - 1]) &&
                    (close + k >= line.n || line.p[close + k] != rest.p[0]);
        if (!good || (k == 1 && memchr(line.p + to, ' ', close - to)))
            continue;
        *c = (struct close){close, classes(line, close + k), marks[i].close};
        *put = marks[i].open;
        *n = k;
        return true;
    }
    return false;
}

static void see(void *ctx, const struct oc_source *s, size_t at, size_t end)
{
    struct text *t = ctx;
    struct oc_str line = oc_str_sub(t->w.text, 0, end);
    struct close open[MAX_OPEN];
    size_t nopen = 0;
    bool html = s->nlines && s->lines[s->nlines - 1].kind == OC_LINE_HTML;
    if (fence(t, at, end) || !t->marks || html || line.p[at] == '<')
        return;
    for (size_t next; at < end; at = next) {
        struct close c;
        const char *put;
        size_t n, dollar;
        next = at + (line.p[at] == '\\' ? 2 : 1);
        if (nopen && at == open[nopen - 1].at) {
            oc_rewrite_cut(&t->w, at, open[--nopen].end);
            oc_buf_puts(t->w.out, open[nopen].put);
            next = open[nopen].end;
        } else if (line.p[at] == '`') {
            next = oc_rewrite_code_span(line, at);
        } else if (line.p[at] == '$' && (dollar = oc_str_chr(line, '$', at + 1)) != SIZE_MAX) {
            next = dollar + 1;
        } else if (line.p[at] == '{' && at > 0 && strchr("~*= ]", line.p[at - 1])) {
            next = classes(line, at);
            bool mark =
                next > at && (line.p[at - 1] != ' ' || oc_str_blank(oc_str_sub(line, next, end)));
            if (mark)
                oc_rewrite_cut(&t->w, at, next);
            next = mark ? next : at + 1;
        } else if (nopen < MAX_OPEN && strchr("+=!~^[", line.p[at]) &&
                   opens(&c, &put, &n, line, at) && (!nopen || c.end <= open[nopen - 1].at)) {
            oc_rewrite_cut(&t->w, at, at + n);
            oc_buf_puts(t->w.out, put);
            open[nopen++] = c;
            next = at + n;
        }
        if (nopen && at < open[nopen - 1].at && next > open[nopen - 1].at)
            next = open[nopen - 1].at; /* the end counts wherever it stands */
    }
}

static bool has_theme(const struct oc_render *r)
{
    const struct oc_value *site = oc_map_get(&r->book->site_config, r->post->root);
    return r->post->dialect == OC_HEXO &&
           oc_str_istarts(oc_value_text(oc_value_get(site, "theme")), "shoka");
}

struct oc_str oc_shoka_text(struct oc_buf *out, struct oc_render *r, struct oc_str text)
{
    struct text t = {.w = {.text = text, .out = out}};
    enum oc_dialect dialect = r->post->dialect;
    if (r->post->format != OC_MARKDOWN || r->post->spool ||
        (dialect != OC_HEXO && dialect != OC_PLAIN && dialect != OC_JAVASCRIPT))
        return text;
    t.marks = has_theme(r);
    if (!t.marks && oc_str_find(text, "\n+++", 0) == SIZE_MAX &&
        oc_str_find(text, "\n;;;", 0) == SIZE_MAX)
        return text;
    oc_rewrite_prose(&t.w, r, see, &t);
    return oc_rewrite_end(&t.w);
}
