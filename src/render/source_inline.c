/* SPDX-License-Identifier: MIT */
/*
 * What in a run of inlines is not prose: code spans, HTML, autolinks and link destinations, found
 * in one pass from left to right as cmark does. Each kind of closer that was looked for in vain
 * is remembered, so the pass is linear.
 */
#include "render/source.h"

enum {
    MAX_TICKS = 80,      /* as in cmark: longer runs of backticks are text */
    MAX_PARENS = 32,     /* in a bare destination */
    MAX_BRACKETS = 1000, /* open ones; cmark walks over all of them at each link */
    MAX_SCHEME = 32
};

struct inlines {
    struct oc_source *s;
    const char *p;                                             /* the text */
    size_t at, end;                                            /* of the run */
    bool ticks_set;                                            /* ticks has values */
    bool ticks_known;                                          /* ticks covers the run */
    bool no_comment, no_instruction, no_cdata, no_declaration; /* no closer in the rest */
    size_t brackets;
    size_t ticks[MAX_TICKS]; /* where the last backtick run of a length starts */
};

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_punct(char c)
{
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
           (c >= '{' && c <= '~');
}

static void add_span(struct inlines *in, size_t start, size_t end, enum oc_span_kind kind)
{
    struct oc_source *s = in->s;
    s->spans = oc_arena_grow(s->arena, s->spans, &s->cspans, s->nspans + 1, sizeof *s->spans);
    s->spans[s->nspans++] = (struct oc_span){start, end, kind};
    in->at = end;
}

/* ---- code spans ---- */

static size_t ticks_at(const struct inlines *in, size_t at)
{
    size_t n = 0;
    while (at + n < in->end && in->p[at + n] == '`')
        n++;
    return n;
}

static void code_span(struct inlines *in)
{
    size_t start = in->at, n = ticks_at(in, start), at = start + n;
    in->at = at;
    if (!in->ticks_set)
        memset(in->ticks, 0, sizeof in->ticks);
    in->ticks_set = true;
    if (n >= MAX_TICKS || (in->ticks_known && in->ticks[n] < at))
        return;
    while (at < in->end) {
        const char *hit = memchr(in->p + at, '`', in->end - at);
        if (!hit)
            break;
        at = (size_t)(hit - in->p);
        size_t m = ticks_at(in, at);
        if (m < MAX_TICKS && in->ticks[m] < at)
            in->ticks[m] = at;
        at += m;
        if (m == n) {
            add_span(in, start, at, OC_SPAN_CODE);
            return;
        }
    }
    in->ticks_known = true; /* every run after this one has been seen */
}

/* ---- HTML ---- */

static size_t skip_space(struct oc_str t, size_t at, size_t end)
{
    while (at < end && is_blank(t.p[at]))
        at++;
    return at;
}

/* The end of an attribute's value at its first byte, or 0. */
static size_t attribute_value(struct oc_str t, size_t at, size_t end)
{
    if (at >= end)
        return 0;
    if (t.p[at] == '"' || t.p[at] == '\'') {
        const char *close = memchr(t.p + at + 1, t.p[at], end - at - 1);
        return close ? (size_t)(close - t.p) + 1 : 0;
    }
    size_t from = at;
    while (at < end && !is_blank(t.p[at]) && !strchr("\"'=<>`", t.p[at]))
        at++;
    return at > from ? at : 0;
}

size_t oc_source_tag(struct oc_str t, size_t at, size_t end)
{
    bool closing = at + 1 < end && t.p[at + 1] == '/';
    at += closing ? 2 : 1;
    if (at >= end || !is_letter(t.p[at]))
        return 0;
    while (at < end && (is_letter(t.p[at]) || is_digit(t.p[at]) || t.p[at] == '-'))
        at++;
    for (;;) {
        size_t next = skip_space(t, at, end);
        if (next >= end)
            return 0;
        char c = t.p[next];
        if (c == '>')
            return next + 1;
        if (closing)
            return 0;
        if (c == '/')
            return next + 1 < end && t.p[next + 1] == '>' ? next + 2 : 0;
        if (next == at || !(is_letter(c) || c == '_' || c == ':'))
            return 0;
        at = next;
        while (at < end &&
               (is_letter(t.p[at]) || is_digit(t.p[at]) || (t.p[at] && strchr("_.:-", t.p[at]))))
            at++;
        next = skip_space(t, at, end);
        if (next < end && t.p[next] == '=') {
            at = attribute_value(t, skip_space(t, next + 1, end), end);
            if (!at)
                return 0;
        }
    }
}

/* The end of <scheme:...> or <name@host>, or 0. */
static size_t autolink(const struct inlines *in)
{
    size_t at = in->at + 1, name = at;
    while (at < in->end &&
           (is_letter(in->p[at]) || is_digit(in->p[at]) || (in->p[at] && strchr("+.-", in->p[at]))))
        at++;
    bool scheme = at < in->end && in->p[at] == ':' && is_letter(in->p[name]) && at - name >= 2 &&
                  at - name <= MAX_SCHEME;
    bool mail = false;
    for (; at < in->end && in->p[at] != '>'; at++) {
        unsigned char c = (unsigned char)in->p[at];
        if (c <= ' ' || c == '<')
            return 0;
        mail = mail || (c == '@' && at > name);
    }
    return at < in->end && (scheme || mail) ? at + 1 : 0;
}

/* A construct that ends in a fixed closer; *none remembers that there is none further on. */
static bool closed_by(struct inlines *in, size_t skip, const char *closer, bool *none)
{
    if (*none || in->at + skip > in->end)
        return false;
    struct oc_str run = {in->p, in->end};
    size_t at = oc_str_find(run, closer, in->at + skip);
    *none = at == SIZE_MAX;
    if (!*none)
        add_span(in, in->at, at + strlen(closer), OC_SPAN_COMMENT);
    return !*none;
}

/* <!-- text -->, where two dashes only end it and it does not start with > or ->. */
static bool comment(struct inlines *in)
{
    struct oc_str run = {in->p, in->end};
    size_t from = in->at + 4, end = in->no_comment ? SIZE_MAX : oc_str_find(run, "--", from);
    in->no_comment = end == SIZE_MAX;
    struct oc_str text = oc_str_sub(run, from, in->end);
    if (end == SIZE_MAX || end + 2 >= in->end || in->p[end + 2] != '>' ||
        oc_str_starts(text, ">") || oc_str_starts(text, "->"))
        return false;
    add_span(in, in->at, end + 3, OC_SPAN_COMMENT);
    return true;
}

static void angle(struct inlines *in)
{
    struct oc_str rest = {in->p + in->at, in->end - in->at};
    size_t end = 0;
    bool found = false;
    if (oc_str_starts(rest, "<!--")) {
        found = comment(in);
    } else if (oc_str_starts(rest, "<?")) {
        found = closed_by(in, 2, "?>", &in->no_instruction);
    } else if (oc_str_starts(rest, "<![CDATA[")) {
        found = closed_by(in, 9, "]]>", &in->no_cdata);
        if (!found) /* cmark would look for the end again and again */
            oc_source_edit(in->s, in->at, 0, OC_STR("\\"));
    } else if (rest.n > 2 && rest.p[1] == '!' && rest.p[2] >= 'A' && rest.p[2] <= 'Z') {
        found = closed_by(in, 2, ">", &in->no_declaration);
    } else if ((end = autolink(in)) != 0) {
        add_span(in, in->at, end, OC_SPAN_URL);
        found = true;
    } else if ((end = oc_source_tag((struct oc_str){in->p, in->end}, in->at, in->end)) != 0) {
        add_span(in, in->at, end, OC_SPAN_TAG);
        found = true;
    }
    if (!found)
        in->at++;
}

/* ---- link destinations ---- */

static size_t destination(struct oc_str t, size_t at, size_t end)
{
    if (at < end && t.p[at] == '<') {
        for (at++; at < end && !strchr("\n<>", t.p[at]); at++)
            at += t.p[at] == '\\' && at + 1 < end;
        return at < end && t.p[at] == '>' ? at + 1 : 0;
    }
    size_t depth = 0;
    for (; at < end && (unsigned char)t.p[at] > ' '; at++) {
        if (t.p[at] == '\\' && at + 1 < end && is_punct(t.p[at + 1]))
            at++;
        else if (t.p[at] == '(' && ++depth > MAX_PARENS)
            return 0;
        else if (t.p[at] == ')' && depth-- == 0)
            break;
    }
    return at;
}

static size_t title(struct oc_str t, size_t at, size_t end)
{
    char open = t.p[at], close = open == '(' ? ')' : open;
    if (open != '"' && open != '\'' && open != '(')
        return 0;
    for (at++; at < end && t.p[at] != close; at++) {
        if (open == '(' && t.p[at] == '(')
            return 0;
        at += t.p[at] == '\\' && at + 1 < end;
    }
    return at < end ? at + 1 : 0;
}

size_t oc_source_dest(struct oc_str t, size_t at, size_t end)
{
    at = destination(t, skip_space(t, at + 1, end), end);
    if (!at)
        return 0;
    size_t next = skip_space(t, at, end);
    if (next < end && next > at && t.p[next] != ')') {
        next = title(t, next, end);
        next = next ? skip_space(t, next, end) : end;
    }
    return next < end && t.p[next] == ')' ? next + 1 : 0;
}

/* The end of the line that defines a label, from after the colon; 0 when it is prose. */
static size_t definition_end(struct oc_str t, size_t at, size_t end)
{
    at = destination(t, skip_space(t, at, end), end);
    if (!at)
        return 0;
    size_t next = at;
    while (next < end && (t.p[next] == ' ' || t.p[next] == '\t'))
        next++;
    if (next < end && next > at && t.p[next] != '\n' && t.p[next] != '\r') {
        next = title(t, next, end);
        while (next && next < end && (t.p[next] == ' ' || t.p[next] == '\t'))
            next++;
        if (!next)
            return 0;
    }
    return next == end || t.p[next] == '\n' || t.p[next] == '\r' ? next : 0;
}

/* Lines [label]: destination at the start of a paragraph are no prose. */
static void definitions(struct inlines *in)
{
    struct oc_str t = {in->p, in->end};
    while (in->at < in->end && in->p[in->at] == '[') {
        size_t at = in->at + 1;
        while (at < in->end && in->p[at] != ']' && in->p[at] != '[')
            at += in->p[at] == '\\' && at + 1 < in->end ? 2 : 1;
        if (at == in->at + 1 || at + 1 >= in->end || in->p[at] != ']' || in->p[at + 1] != ':')
            return;
        size_t next = definition_end(t, at + 2, in->end);
        if (!next)
            return;
        in->s->ncloses++;
        add_span(in, in->at, next, OC_SPAN_DEST);
        in->at = skip_space(t, next, in->end);
    }
}

static void close_bracket(struct inlines *in)
{
    bool opened = in->brackets > 0;
    in->s->ncloses++;
    in->brackets -= opened;
    in->at++;
    if (in->at >= in->end || in->p[in->at] != '(')
        return;
    size_t end = oc_source_dest((struct oc_str){in->p, in->end}, in->at, in->end);
    if (!end && opened)
        end = oc_links_loose(in->s, in->at, in->end);
    if (!end)
        return;
    oc_links_slashes(in->s, in->at, end);
    add_span(in, in->at, end, OC_SPAN_DEST);
}

static void open_bracket(struct inlines *in)
{
    if (++in->brackets > MAX_BRACKETS) {
        in->brackets--;
        oc_source_edit(in->s, in->at, 0, OC_STR("\\"));
    }
    in->at++;
}

void oc_source_spans(struct oc_source *s, size_t start, size_t end)
{
    static const uint8_t special[256] = {['`'] = 1, ['\\'] = 1, ['<'] = 1, ['['] = 1, [']'] = 1};
    struct inlines in;
    memset(&in, 0, offsetof(struct inlines, ticks)); /* ticks are set when there is one */
    in.s = s;
    in.p = s->text.p;
    in.at = start;
    in.end = end;
    definitions(&in);
    while (in.at < end) {
        in.at = oc_bytes_until(in.p, in.at, end, special);
        if (in.at == end)
            return;
        switch (in.p[in.at]) {
        case '`':
            code_span(&in);
            break;
        case '<':
            angle(&in);
            break;
        case '[':
            open_bracket(&in);
            break;
        case ']':
            close_bracket(&in);
            break;
        default: /* a backslash */
            in.at += in.at + 1 < end && is_punct(in.p[in.at + 1]) ? 2 : 1;
            break;
        }
    }
}
