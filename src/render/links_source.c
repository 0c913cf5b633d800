/* SPDX-License-Identifier: MIT */
/*
 * [text][label] without a definition of the label: the definition stood in a file that the post
 * took in, and is not here. The reader gets the text; the author one warning a post.
 */
#include "base/limits.h"
#include "render/source.h"

struct bracket {
    size_t at;
};

struct undefined {
    struct oc_source *s;
    struct oc_map labels;
    size_t n, first; /* how many references, where the first stands */
};

/*
 * The label that line k defines, which can go on in the lines below; p == NULL when it is none. No
 * label holds a bracket, so that no byte is looked at for two lines.
 */
static struct oc_str definition(const struct oc_source *s, size_t k)
{
    struct oc_str found = OC_STR_NONE;
    struct oc_buf label;
    size_t from = s->lines[k].text + 1;
    oc_buf_init(&label, OC_MAX_TITLE_BYTES);
    for (; k < s->nlines && s->lines[k].kind == OC_LINE_TEXT && !label.full; k++) {
        size_t at = from ? from : s->lines[k].text, start = at, end = s->lines[k].end;
        while (at < end && s->text.p[at] != ']' && s->text.p[at] != '[')
            at += s->text.p[at] == '\\' && at + 1 < end ? 2 : 1;
        oc_buf_put(&label, oc_str_sub(s->text, start, at));
        if (at + 1 < end && s->text.p[at] == ']' && s->text.p[at + 1] == ':')
            found = oc_buf_take(&label, s->arena);
        if (at < end)
            break;
        oc_buf_putc(&label, ' ');
        from = 0;
    }
    oc_buf_release(&label);
    return found;
}

/* Every line [label]: counts, even one that cmark will not take: nothing is undone by mistake. */
static void read_definitions(struct undefined *u)
{
    struct oc_source *s = u->s;
    for (size_t k = 0; k < s->nlines; k++) {
        const struct oc_line *l = &s->lines[k];
        if (l->kind != OC_LINE_TEXT || l->text == l->end || s->text.p[l->text] != '[')
            continue;
        struct oc_str label = definition(s, k);
        if (label.p)
            oc_map_add(&u->labels, oc_source_label(s->arena, label), s);
    }
}

/* What may stand before a link; a letter or a colon there tells of something else. */
static bool may_precede(char c)
{
    return (unsigned char)c >= 0x80 || (c && strchr(" \t\r\n([{*_\"'!-/>|~,.;", c));
}

/* A label that somebody would give to a link; x=1 and f(x) in brackets are other things. */
static bool is_label(struct oc_str label)
{
    for (size_t k = 0; k < label.n; k++)
        if (strchr("=(){}<>|;$", label.p[k]))
            return false;
    return true;
}

/* The place of the ']' that ends the label after text[close] == ']', or 0. */
static size_t label_end(struct oc_str text, size_t close)
{
    size_t end = close + 2;
    while (end < text.n && text.p[end] != ']' && text.p[end] != '[')
        end += text.p[end] == '\\' && end + 1 < text.n ? 2 : 1;
    if (end >= text.n || text.p[end] != ']' || end - close > 1000)
        return 0;
    char next = end + 1 < text.n ? text.p[end + 1] : ' ';
    return next == '[' || next == '(' || next == ':' ? 0 : end;
}

/* [text](url)[label] and a[i][j] and [^1][2] are other things. */
static bool is_reference(const struct oc_source *s, size_t open, size_t close)
{
    struct oc_str t = s->text;
    return (open == 0 || may_precede(t.p[open - 1])) && t.p[open + 1] != '^' &&
           t.p[close + 2] != '^' && close > open + 1;
}

static void undo(struct undefined *u, size_t open, size_t close, size_t end)
{
    struct oc_source *s = u->s;
    if (!u->n++)
        u->first = open;
    bool image = open > 0 && s->text.p[open - 1] == '!';
    oc_source_edit(s, open - image, 1 + image, OC_STR_NONE);
    oc_source_edit(s, close, end + 1 - close, OC_STR_NONE);
}

/* All of one run, from where the cursor stands. */
static void look_at_run(struct undefined *u, struct oc_cursor *c)
{
    static const bool wanted[256] = {['['] = true, [']'] = true};
    struct oc_source *s = u->s;
    struct bracket *stack = NULL;
    size_t n = 0, cap = 0;
    struct oc_str text = oc_str_sub(s->text, 0, s->runs[c->run].end);
    for (; oc_source_next_in(s, c, wanted); c->at++) {
        if (s->text.p[c->at] == '[') {
            stack = oc_arena_grow(s->arena, stack, &cap, n + 1, sizeof *stack);
            stack[n++].at = c->at;
            continue;
        }
        if (!n)
            continue;
        size_t open = stack[--n].at, close = c->at;
        if (close + 2 >= text.n || text.p[close + 1] != '[')
            continue;
        size_t end = label_end(text, close);
        if (!end || !is_reference(s, open, close))
            continue;
        struct oc_str label = oc_str_sub(text, close + 2, end);
        if (!is_label(label))
            continue;
        if (oc_str_blank(label))
            label = oc_str_sub(text, open + 1, close);
        if (!oc_map_has(&u->labels, oc_source_label(s->arena, label)))
            undo(u, open, close, end);
        c->at = end;
    }
}

void oc_links_mark(struct oc_source *s)
{
    struct undefined u = {.s = s};
    if (!oc_source_has(s->text, ']', '['))
        return;
    oc_map_init(&u.labels, s->arena);
    read_definitions(&u);
    struct oc_cursor c = {0};
    for (size_t run = 0; run < s->nruns; run++) {
        const struct oc_run *r = &s->runs[run];
        if (!oc_source_has(oc_str_sub(s->text, r->start, r->end), ']', '['))
            continue;
        c.at = r->start;
        c.run = run;
        look_at_run(&u, &c);
    }
    if (u.n)
        oc_source_warn(s, OC_D_LINK_UNDEFINED, u.first, oc_arena_printf(s->arena, "%zu", u.n),
                       OC_STR_NONE);
}
