/* SPDX-License-Identifier: MIT */
/*
 * Attribute lists in braces, {: .class #id key="value"} of kramdown and {width=50%} of pandoc
 * after a link or image, {.class} below a block: CommonMark would print them. An id on a heading
 * means something in a book; it stays, as {#id} at the heading's end, for the headings pass. So
 * do the classes that themes make boxes of: an empty element stands for one, and alerts.c makes an
 * alert of its block; and the name of a file, which Chirpy shows above its code. Marks of a table
 * of contents go too, as the book has its own.
 */
#include "render/source.h"

#define MAX_SPAN ((size_t)1000) /* of [words]{.class} */

static const char *const toc_marks[] = {"[toc]",     "[[toc]]", "[[_toc_]]", "{{toc}}",
                                        "{{ toc }}", "@[toc]",  "[[ toc ]]", "{toc}"};

bool oc_attributes_is_toc(struct oc_str line)
{
    line = oc_str_trim(line);
    for (size_t k = 0; k < OC_COUNT(toc_marks); k++)
        if (oc_str_iis(line, toc_marks[k]))
            return true;
    return oc_str_istarts(line, "@[toc](") && oc_str_ends(line, ")");
}

/* Classes of Chirpy, minimal-mistakes and Wiki.js, and what kind of alert they are. */
static const struct {
    const char *class, *kind;
} boxes[] = {
    {"prompt-tip", "tip"},         {"prompt-info", "note"},    {"prompt-warning", "warning"},
    {"prompt-danger", "caution"},  {"notice", "note"},         {"notice--info", "note"},
    {"notice--primary", "note"},   {"notice--success", "tip"}, {"notice--warning", "warning"},
    {"notice--danger", "caution"}, {"is-info", "note"},        {"is-success", "tip"},
    {"is-warning", "warning"},     {"is-danger", "caution"},
};

struct list {
    size_t end; /* after the brace */
    const char *box;
    struct oc_str id, file;
    size_t items, words; /* all; those that are a bare name */
    bool toc;
    const char *mode; /* what the address of a picture for light or dark pages ends with */
};

static bool is_name(char c)
{
    return (unsigned char)c >= 0x80 || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
           (c >= '0' && c <= '9') || c == '-' || c == '_';
}

/* The end of key=value's value, or 0. */
static size_t value_end(struct oc_str t, size_t at)
{
    if (at < t.n && (t.p[at] == '"' || t.p[at] == '\'')) {
        size_t close = oc_str_chr(t, t.p[at], at + 1);
        return close == SIZE_MAX ? 0 : close + 1;
    }
    size_t from = at;
    while (at < t.n && !strchr(" \t}\"'", t.p[at]))
        at++;
    return at > from ? at : 0;
}

/* One item of a list; false when it is none. */
static bool read_item(struct list *l, struct oc_str t, size_t *at)
{
    size_t from = *at, to = from;
    char c = t.p[from];
    to += c == '.' || c == '#';
    while (to < t.n && (is_name(t.p[to]) || (t.p[to] == ':' && to > from) || t.p[to] == '.'))
        to++;
    struct oc_str name = oc_str_sub(t, from, to);
    if (name.n == (c == '.' || c == '#'))
        return false;
    l->items++;
    if (to < t.n && t.p[to] == '=') {
        size_t value = to + 1;
        to = value_end(t, value);
        if (to && oc_str_is(name, "file") && strchr("\"'", t.p[value]))
            l->file = oc_str_sub(t, value + 1, to - 1);
    } else if (c == '#') {
        l->id = oc_str_sub(name, 1, name.n);
    } else if (c == '.') {
        for (size_t i = 0; i < OC_COUNT(boxes); i++)
            if (oc_str_is(oc_str_sub(name, 1, name.n), boxes[i].class))
                l->box = boxes[i].kind;
        if (oc_str_is(name, ".dark"))
            l->mode = OC_DARK_ONLY;
        else if (oc_str_is(name, ".light"))
            l->mode = OC_LIGHT_ONLY;
    } else {
        l->words++;
        l->toc = l->toc || oc_str_iis(name, "toc");
    }
    *at = to;
    return to != 0;
}

/* A list at text[at] == '{'; colon: kramdown's, else pandoc's. */
static bool read_list(struct list *l, struct oc_str text, size_t at)
{
    bool colon = at + 1 < text.n && text.p[at + 1] == ':';
    char next = at + 2 < text.n ? text.p[at + 2] : ' ';
    *l = (struct list){.end = 0};
    if (colon && (next == ':' || next == '/')) { /* {::options ...} and {:/} */
        size_t close = oc_str_chr(text, '}', at);
        l->end = close == SIZE_MAX ? 0 : close + 1;
        return l->end != 0;
    }
    for (at += colon ? 2 : 1; at < text.n; at++) {
        if (text.p[at] == '}') {
            l->end = at + 1;
            if (colon) /* {: name} takes the list that {:name: ...} defined */
                return l->words <= 1 || l->items > l->words || l->toc;
            return l->items && !l->words;
        }
        if (text.p[at] == ' ' || text.p[at] == '\t')
            continue;
        if (!read_item(l, text, &at))
            return false;
        at--;
    }
    return false;
}

/* kramdown makes the list above {:toc} its table of contents; what stands in it is no matter. */
static void drop_item_above(struct oc_source *s, size_t line)
{
    if (!line--)
        return;
    const struct oc_line *l = &s->lines[line];
    struct oc_str marker = oc_str_trim(oc_str_sub(s->text, l->start, l->text));
    if (l->kind == OC_LINE_TEXT && marker.n && strchr("*-+.)", marker.p[marker.n - 1]))
        oc_source_blank(s, l->start, l->end);
}

/* The fence that opens the block of code whose last line is lines[last], an index; SIZE_MAX: it is
 * in none. A block is looked at once, from its list of attributes. */
static size_t fence_of(const struct oc_source *s, size_t last)
{
    size_t from = last, open = SIZE_MAX;
    struct oc_fence fence = {0};
    while (from > 0 && s->lines[from - 1].kind == OC_LINE_CODE)
        from--;
    for (; from <= last; from++) {
        const struct oc_line *l = &s->lines[from];
        bool was = fence.n > 0;
        if (!oc_fence_line(&fence, oc_str_sub(s->text, l->text, l->end)))
            open = SIZE_MAX;
        else if (!was)
            open = from;
    }
    return fence.n ? SIZE_MAX : open;
}

/* ```yaml and, below it, {: file="_config.yml" }: as if the fence said so. */
static void name_code(struct oc_source *s, size_t line, struct oc_str file)
{
    while (line > 0 && s->lines[line - 1].kind == OC_LINE_BLANK)
        line--;
    bool code = line > 0 && s->lines[line - 1].kind == OC_LINE_CODE;
    size_t fence = code ? fence_of(s, line - 1) : SIZE_MAX;
    if (fence == SIZE_MAX || oc_str_blank(file))
        return;
    struct oc_buf put;
    const struct oc_line *l = &s->lines[fence];
    char c, quote = file.p[-1];
    struct oc_str said = oc_str_trim(oc_str_sub(s->text, l->text, l->end));
    bool bare = oc_source_fence(&c, said) == said.n;
    oc_buf_init(&put, file.n * 2 + 32);
    oc_buf_puts(&put, bare ? ", file=" : " file=");
    oc_buf_putc(&put, quote);
    for (size_t i = 0; i < file.n; i++) {
        if (strchr("\\&", file.p[i]))
            oc_buf_putc(&put, '\\');
        oc_buf_putc(&put, file.p[i] == '`' ? '\'' : file.p[i]);
    }
    oc_buf_putc(&put, quote);
    oc_source_edit(s, l->end, 0, oc_buf_take(&put, s->arena));
    oc_buf_release(&put);
}

/* The '[' of the bracket that closes at text[at], on its line; SIZE_MAX: none is near. */
static size_t match_bracket(struct oc_str text, size_t at)
{
    size_t depth = 0, stop = at > MAX_SPAN ? at - MAX_SPAN : 0;
    for (;; at--) {
        bool escaped = at > 0 && text.p[at - 1] == '\\';
        if (text.p[at] == ']' && !escaped)
            depth++;
        else if (text.p[at] == '[' && !escaped && --depth == 0)
            return at;
        if (at == stop || text.p[at] == '\n')
            return SIZE_MAX;
    }
}

/* ![words](address){: .dark }: as GitHub says it, in the address, which the images pass reads. */
static void mark_mode(struct oc_source *s, size_t at, const char *mode)
{
    size_t stop = at > MAX_SPAN ? at - MAX_SPAN : 0, open = at;
    while (open > stop && s->text.p[open] != '\n' &&
           !oc_str_starts(oc_str_sub(s->text, open, at), "]("))
        open--;
    if (s->text.p[open] != ']')
        return;
    size_t bracket = match_bracket(s->text, open), end = open + 2;
    if (bracket == SIZE_MAX || !bracket || s->text.p[bracket - 1] != '!')
        return;
    while (end < at && !strchr(" \t)", s->text.p[end]))
        end++;
    oc_source_edit(s, end, 0, oc_str(mode));
}

static void mark_list(struct oc_source *s, struct oc_cursor *c, const struct list *l, bool colon)
{
    size_t line = oc_source_line(s, c->at);
    const struct oc_line *at = &s->lines[line];
    bool first = c->at == at->text;
    bool last = oc_str_blank(oc_str_sub(s->text, l->end, at->end));
    bool heading = !first && last &&
                   (at->kind == OC_LINE_HEADING ||
                    (line + 1 < s->nlines && s->lines[line + 1].kind == OC_LINE_UNDERLINE));
    if (colon && first && last && l->file.n)
        name_code(s, line, l->file);
    bool joined = !first && strchr(")]*_`>\"", s->text.p[c->at - 1]);
    if (colon && l->words == 1 && l->items == 1 && !l->toc &&
        (s->r->post->dialect != OC_JEKYLL || !(joined || (first && last)))) {
        c->at = l->end;
        return;
    }
    if (heading && l->id.n) {
        if (colon || l->items > 1)
            oc_source_edit(s, c->at, l->end - c->at,
                           oc_arena_printf(s->arena, "{#%.*s}", OC_STR_ARG(l->id)));
    } else if (first && last && l->box) {
        oc_source_edit(
            s, c->at, l->end - c->at,
            oc_arena_printf(s->arena, "<span class=\"" OC_BOX_MARK "%s\"></span>", l->box));
        s->r->boxes = true;
    } else if (!colon && first) {
        if (last)
            oc_source_edit(s, c->at, l->end - c->at, OC_STR_NONE);
    } else if (colon ? first || heading || joined || last : joined && s->text.p[c->at - 1] == ')') {
        if (l->toc && first)
            drop_item_above(s, line);
        if (l->mode && joined && s->text.p[c->at - 1] == ')')
            mark_mode(s, c->at - 1, l->mode);
        oc_source_edit(s, c->at, l->end - c->at, OC_STR_NONE);
    }
    c->at = l->end;
}

/* ---- pandoc ---- */

/* What a line of attributes alone starts with where no colon tells. */
static bool starts_list(struct oc_str s)
{
    static const char *const starts[] = {"{.", "{#", "{class=", "{style=", "{id=", "{lang="};
    for (size_t i = 0; i < OC_COUNT(starts); i++)
        if (oc_str_starts(s, starts[i]))
            return s.n > 2 && (s.p[2] < '0' || s.p[2] > '9');
    return false;
}

/* The '[' of a span whose bracket closes at text[at]; not of an image, a note or a wiki link. */
static size_t open_bracket(struct oc_str text, size_t at)
{
    at = match_bracket(text, at);
    if (at == SIZE_MAX)
        return SIZE_MAX;
    bool other = at > 0 && strchr("!^[", text.p[at - 1]);
    return other || text.p[at + 1] == '^' ? SIZE_MAX : at;
}

/* [words]{.class}: the words; an id stays, as links lead to it. */
static bool mark_span(struct oc_source *s, size_t at, const struct list *l)
{
    size_t open = open_bracket(s->text, at - 1);
    if (open == SIZE_MAX || open < s->runs[0].start)
        return false;
    bool id = l->id.n > 0;
    oc_source_edit(s, open, 1,
                   id ? oc_arena_printf(s->arena, "<span id=\"%.*s\">", OC_STR_ARG(l->id))
                      : OC_STR_NONE);
    oc_source_edit(s, at - 1, l->end - at + 1, id ? OC_STR("</span>") : OC_STR_NONE);
    return true;
}

/* "{#eq-wave}" at the end of a line: the name of a formula or a caption. */
static bool is_name_of_float(struct oc_str s)
{
    static const char *const starts[] = {
        "{#eq-", "{#eq:", "{#tbl-", "{#tbl:", "{#fig-", "{#fig:", "{#lst-", "{#lst:"};
    for (size_t i = 0; i < OC_COUNT(starts); i++)
        if (oc_str_starts(s, starts[i]))
            return true;
    return false;
}

/* Lists of pandoc that stand elsewhere than after a link or below a block; whether c moved. */
static bool mark_pandoc(struct oc_source *s, struct oc_cursor *c, struct oc_str text, bool heading)
{
    struct oc_str rest = oc_str_sub(text, c->at, text.n);
    char before = c->at > s->runs[c->run].start ? s->text.p[c->at - 1] : '\n';
    struct list l;
    if (heading && oc_str_is(oc_str_trim(rest), "{-}")) {
        oc_source_edit(s, c->at, 3, OC_STR_NONE);
        c->at += 3;
        return true;
    }
    bool spaced = before == ' ' && is_name_of_float(rest);
    if (!(spaced || ((before == ']' || before == '`') && starts_list(rest))) ||
        !read_list(&l, text, c->at))
        return false;
    if (before == ']' && !mark_span(s, c->at, &l))
        return false;
    if (spaced && !oc_str_blank(oc_str_sub(text, l.end, text.n)))
        return false;
    if (before != ']')
        oc_source_edit(s, c->at, l.end - c->at, OC_STR_NONE);
    c->at = l.end;
    return true;
}

void oc_attributes_mark(struct oc_source *s)
{
    struct oc_cursor c = {0};
    size_t line_end = 0, close = 0;
    while (oc_source_next(s, &c, '{')) {
        const struct oc_run *run = &s->runs[c.run];
        if (c.at >= line_end) {
            const char *eol = memchr(s->text.p + c.at, '\n', run->end - c.at);
            line_end = eol ? (size_t)(eol - s->text.p) : run->end;
            const char *last = memrchr(s->text.p + c.at, '}', line_end - c.at);
            close = last ? (size_t)(last - s->text.p) : 0;
        }
        struct oc_str text = {s->text.p, line_end};
        bool colon = c.at + 1 < text.n && s->text.p[c.at + 1] == ':';
        bool after_link = c.at > run->start && s->text.p[c.at - 1] == ')';
        bool of_heading = s->lines[run->line].kind == OC_LINE_HEADING;
        bool line_of_own = c.at == s->lines[oc_source_line(s, c.at)].text &&
                           starts_list(oc_str_sub(text, c.at, text.n));
        struct list l;
        if (c.at < close && !colon && !after_link && !line_of_own &&
            mark_pandoc(s, &c, text, of_heading))
            continue;
        if (c.at < close && (colon || after_link || of_heading || line_of_own) &&
            read_list(&l, text, c.at))
            mark_list(s, &c, &l, colon);
        else
            c.at++;
    }
}
