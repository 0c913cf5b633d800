/* SPDX-License-Identifier: MIT */
/*
 * What Obsidian and its kin write that is no Markdown, in a plain folder of notes: %%comments%%,
 * ^ids at the end of a block, ==marks==. Comments may hold anything, so they go before Markdown is
 * read, though not out of code; the others are looked for in prose. No line moves.
 */
#include "render/source.h"
#include "render/tags.h"

/* Bytes of an id elsewhere than in a vault: 2 ^n is no place. */
#define MIN_ID ((size_t)3)
#define LONGEST_ALT ((size_t)1000)

struct vault {
    struct oc_rewrite w;
    bool vault; /* of Obsidian's */
    bool none;  /* no comment closes in the rest */
    bool math;  /* the line before is in $$ $$ */
};

static bool is_vault_text(const struct oc_render *r)
{
    const struct oc_post *post = r->post;
    return post && post->format == OC_MARKDOWN && post->dialect == OC_PLAIN && !post->spool;
}

bool oc_vault_is(const struct oc_render *r)
{
    const struct oc_post *post = r->post;
    return post->vault && post->dialect == OC_PLAIN && !post->spool;
}

static bool is_alnum(char c)
{
    return (c >= '0' && c <= '9') || (unsigned char)((c | 0x20) - 'a') < 26;
}

/* ---- comments ---- */

/* Whether only blanks stand in the line on that side of at. */
static bool at_edge(struct oc_str text, size_t at, bool left)
{
    while (left ? at > 0 && text.p[at - 1] != '\n' : at < text.n && text.p[at] != '\n') {
        if (!strchr(" \t\r", left ? text.p[at - 1] : text.p[at]))
            return false;
        at += left ? SIZE_MAX : 1;
    }
    return true;
}

/* Whether a blank line is in text. */
static bool has_blank_line(struct oc_str text)
{
    bool blank = false;
    for (size_t at = 0; at < text.n; at++) {
        if (text.p[at] == '\n' && blank)
            return true;
        blank = text.p[at] == '\n' || (blank && strchr(" \t\r", text.p[at]));
    }
    return false;
}

/* Whether [at, end), which starts and ends in %%, is a comment. One that does not start its line
 * ends in its paragraph. Elsewhere than in a vault two signs of per cent may be just that: a
 * comment begins a line and ends one there, and in other paragraphs only when it has the line
 * alone. */
static bool is_comment(const struct vault *v, size_t at, size_t end)
{
    struct oc_str text = v->w.text;
    bool first = at_edge(text, at, true);
    if (!v->vault && !(first && at_edge(text, end, false)))
        return false;
    bool far = first && (v->vault || at_edge(text, at + 2, false));
    return far || !has_blank_line(oc_str_sub(text, at, end));
}

/* The comment at text[at] goes; its end, or 0. */
static size_t comment(struct vault *v, size_t at)
{
    size_t end = v->none ? SIZE_MAX : oc_str_find(v->w.text, "%%", at + 2);
    v->none = end == SIZE_MAX;
    if (v->none || !is_comment(v, at, end + 2))
        return 0;
    end += 2;
    oc_rewrite_blank(&v->w, at, end);
    return end;
}

static void see(void *ctx, const struct oc_source *s, size_t at, size_t end)
{
    struct vault *v = ctx;
    struct oc_str line = oc_str_sub(s->text, 0, end);
    bool after_blank = s->nlines && s->lines[s->nlines - 1].kind == OC_LINE_BLANK;
    v->math = v->math && !after_blank;
    while (at < end) {
        char c = line.p[at];
        size_t n = 1, made = 0;
        bool two = at + 1 < end && line.p[at + 1] == c;
        if (c == '%' && two && !v->math)
            made = comment(v, at);
        else if (c == '`' && !v->math)
            made = oc_rewrite_code_span(line, at);
        while (!made && at + n < end && line.p[at + n] == c)
            n++;
        v->math = v->math != (c == '$' && n == 2);
        at = made ? made : at + (c == '\\' ? 2 : n);
    }
}

struct oc_str oc_vault_text(struct oc_buf *out, struct oc_render *r, struct oc_str text)
{
    struct vault v = {.w = {.text = text, .out = out}};
    if (!is_vault_text(r) || !oc_source_has(text, '%', '%'))
        return text;
    v.vault = oc_vault_is(r);
    oc_rewrite_prose(&v.w, r, see, &v);
    return oc_rewrite_end(&v.w);
}

/* ---- in prose ---- */

struct mark {
    size_t at; /* of the == that may start it; SIZE_MAX: none */
    size_t run;
};

static char byte_at(const struct oc_source *s, size_t run, size_t at)
{
    return at < s->runs[run].end ? s->text.p[at] : '\n';
}

/* Whether text[at] is in the words of ![an image](x.png), which hold no markup. */
static bool in_image(const struct oc_source *s, size_t run, size_t at)
{
    size_t from = s->runs[run].start;
    from = at - from > LONGEST_ALT ? at - LONGEST_ALT : from;
    while (at > from && s->text.p[at - 1] != '[' && s->text.p[at - 1] != ']')
        at--;
    return at > from + 1 && s->text.p[at - 1] == '[' && s->text.p[at - 2] == '!';
}

/* Two signs at s->text[at]: they end a mark, or may start one. */
static void see_sign(struct oc_source *s, struct mark *open, size_t run, size_t at)
{
    char before = at > s->runs[run].start ? s->text.p[at - 1] : '\n';
    char after = byte_at(s, run, at + 2);
    bool closes = open->at != SIZE_MAX && open->run == run && at > open->at + 2 &&
                  !is_alnum(after) && !strchr(" \t\r\n!<>", before) &&
                  oc_str_chr(oc_str_sub(s->text, 0, at), '\n', open->at) == SIZE_MAX;
    if (closes && !in_image(s, run, open->at)) {
        oc_source_edit(s, open->at, 2, OC_STR("<mark>"));
        oc_source_edit(s, at, 2, OC_STR("</mark>"));
        open->at = SIZE_MAX;
        return;
    }
    bool opens = !is_alnum(before) && !strchr(" \t\r\n", after);
    *open = (struct mark){opens ? at : SIZE_MAX, run};
}

static void mark_all(struct oc_source *s)
{
    struct oc_cursor c = {0};
    struct mark open = {SIZE_MAX, 0};
    while (oc_source_next(s, &c, '=')) {
        size_t n = 0, at = c.at;
        while (byte_at(s, c.run, at + n) == '=')
            n++;
        c.at += n;
        if (n == 2)
            see_sign(s, &open, c.run, at);
        else
            open.at = SIZE_MAX; /* code, most likely */
    }
}

/* " ^id" at the end of a block becomes a place that links reach. */
static void place_all(struct oc_source *s, size_t min)
{
    struct oc_cursor c = {0};
    while (oc_source_next(s, &c, '^')) {
        const struct oc_run *run = &s->runs[c.run];
        size_t mark = c.at++, letters = 0;
        for (; is_alnum(byte_at(s, c.run, c.at)) || byte_at(s, c.run, c.at) == '-'; c.at++)
            letters += s->text.p[c.at] > '9';
        bool alone = mark == run->start;
        if (!letters || c.at - mark - 1 < min ||
            (!alone && !strchr(" \n\r", s->text.p[mark - 1])) ||
            !oc_str_blank(oc_str_sub(s->text, c.at, run->end)))
            continue;
        struct oc_str id = oc_str_sub(s->text, mark, c.at);
        oc_source_edit(
            s, mark - !alone, id.n + !alone,
            alone ? OC_STR_NONE
                  : oc_arena_printf(s->arena, "<span id=\"%.*s\"></span>", OC_STR_ARG(id)));
    }
}

void oc_vault_mark(struct oc_source *s)
{
    if (!is_vault_text(s->r))
        return;
    if (oc_source_has(s->text, '=', '='))
        mark_all(s);
    if (oc_source_has(s->text, ' ', '^') || oc_source_has(s->text, '\n', '^'))
        place_all(s, oc_vault_is(s->r) ? 1 : MIN_ID);
}
