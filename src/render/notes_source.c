/* SPDX-License-Identifier: MIT */
/*
 * Footnotes before cmark: pandoc's inline notes ^[text] become references and definitions, and
 * no note is lost, whether its label is used never, twice, or only by mistake.
 */
#include "render/source.h"

enum {
    MAX_NOTES_IN_NOTES = 8
};

/* ---- inline notes ---- */

struct bracket {
    size_t at;
    bool note;
};

/* ^[a-z]+ in prose is a regular expression, not a note. */
static bool is_expression(struct oc_str text, char next)
{
    bool odd = next && strchr("+*?{$", next);
    for (size_t k = 0; k < text.n; k++) {
        if (text.p[k] == ' ' || text.p[k] == '\n' || (unsigned char)text.p[k] >= 0x80)
            return false;
        odd = odd || text.p[k] == '-' || text.p[k] == '\\';
    }
    return odd;
}

/* ^[text](url) is a caret and a link. */
static bool is_link(const struct oc_source *s, const struct oc_cursor *c)
{
    for (size_t k = c->span; k < s->nspans && s->spans[k].start <= c->at + 1; k++)
        if (s->spans[k].start == c->at + 1)
            return s->spans[k].kind == OC_SPAN_DEST;
    return false;
}

static void pair_brackets(struct oc_source *s, struct oc_cursor *c)
{
    static const bool wanted[256] = {['['] = true, [']'] = true};
    struct bracket *stack = NULL;
    size_t n = 0, cap = 0, notes = 0, run_end = s->runs[c->run].end;
    for (; oc_source_next_in(s, c, wanted); c->at++) {
        if (s->text.p[c->at] == '[') {
            bool note = c->at > 0 && s->text.p[c->at - 1] == '^' &&
                        !(c->at > 1 && s->text.p[c->at - 2] == '\\');
            stack = oc_arena_grow(s->arena, stack, &cap, n + 1, sizeof *stack);
            stack[n++] = (struct bracket){c->at, note};
            notes += note;
            continue;
        }
        if (!n || !stack[--n].note)
            continue;
        size_t at = stack[n].at;
        struct oc_str text = oc_str_sub(s->text, at + 1, c->at);
        char next = c->at + 1 < run_end ? s->text.p[c->at + 1] : ' ';
        if (notes-- > MAX_NOTES_IN_NOTES || oc_str_blank(text) || is_expression(text, next) ||
            (next == '(' && is_link(s, c)))
            continue;
        oc_source_edit(s, at - 1, c->at + 2 - at, OC_STR_NONE);
        s->edits[s->nedits - 1].kind = OC_EDIT_NOTE;
    }
}

static void mark_inline(struct oc_source *s)
{
    struct oc_cursor c = {0};
    while (oc_source_next(s, &c, '^')) {
        c.at++;
        if (c.at < s->text.n && s->text.p[c.at] == '[')
            pair_brackets(s, &c);
    }
}

/* ---- references and definitions ---- */

/* The label of a reference at text[at] == '[', p == NULL when it is none. */
static struct oc_str reference_label(struct oc_str text, size_t at)
{
    size_t end = at + 2;
    while (end < text.n && !strchr("[] \t\r\n", text.p[end]))
        end++;
    bool fits = end > at + 2 && end < text.n && text.p[end] == ']' &&
                (end + 1 == text.n || text.p[end + 1] != '(');
    return fits ? oc_str_sub(text, at + 2, end) : OC_STR_NONE;
}

static void read_references(struct oc_source *s, const struct oc_map *defined, struct oc_map *used)
{
    struct oc_cursor c = {0};
    for (; oc_source_next(s, &c, '['); c.at++) {
        if (c.at + 1 >= s->text.n || s->text.p[c.at + 1] != '^')
            continue;
        struct oc_str label = reference_label(oc_str_sub(s->text, 0, s->runs[c.run].end), c.at);
        if (!label.p)
            continue;
        struct oc_str key = oc_source_label(s->arena, label);
        if (oc_map_has(defined, key))
            oc_map_add(used, key, s);
        else
            oc_source_warn(s, OC_D_FOOTNOTE_MISSING, c.at, label, OC_STR_NONE);
    }
}

/* ---- brackets that cmark reads wrongly ---- */

struct opened {
    size_t at, line;
};

/*
 * cmark takes [^text] for a reference, and when no note has that label it puts the text back by its
 * columns: of text that goes on in another line, some is lost. A backslash makes such a bracket
 * plain, unless it is a link's.
 */
static void keep_long_brackets(struct oc_source *s)
{
    static const bool wanted[256] = {['['] = true, [']'] = true};
    struct oc_cursor c = {0};
    struct opened *stack = NULL;
    size_t cap = 0;
    for (size_t run = 0; run < s->nruns; run++) {
        size_t n = 0, line = 0, seen = s->runs[run].start;
        c.run = run;
        if (c.at < seen)
            c.at = seen;
        for (; oc_source_next_in(s, &c, wanted); c.at++) {
            while ((seen = oc_str_chr(oc_str_sub(s->text, 0, c.at), '\n', seen)) != SIZE_MAX)
                line++, seen++;
            seen = c.at;
            if (s->text.p[c.at] == '[') {
                stack = oc_arena_grow(s->arena, stack, &cap, n + 1, sizeof *stack);
                stack[n++] = (struct opened){c.at, line};
                continue;
            }
            if (!n)
                continue;
            struct opened o = stack[--n];
            char next = c.at + 1 < s->runs[run].end ? s->text.p[c.at + 1] : ' ';
            bool link = next == '[' || (next == '(' && is_link(s, &c));
            bool note = o.at > 0 && s->text.p[o.at - 1] == '^';
            if (o.line < line && s->text.p[o.at + 1] == '^' && !link && !note)
                oc_source_edit(s, o.at, 0, OC_STR("\\"));
        }
    }
}

static void refer(struct oc_source *s, const char *fmt, struct oc_str label, size_t number)
{
    if (s->tail_refs.n)
        oc_buf_putc(&s->tail_refs, ' ');
    oc_buf_printf(&s->tail_refs, fmt, OC_STR_ARG(label), number);
}

void oc_notes_mark(struct oc_source *s)
{
    struct oc_map defined, used;
    if (oc_source_has(s->text, '^', '['))
        mark_inline(s);
    if (!oc_source_has(s->text, '[', '^'))
        return;
    oc_map_init(&defined, s->arena);
    oc_map_init(&used, s->arena);
    for (size_t k = 0; k < s->ndefs; k++) {
        const struct oc_note_def *def = &s->defs[k];
        if (oc_map_add(&defined, oc_source_label(s->arena, def->label), s))
            continue;
        /* A second definition of a label gets one of its own. */
        oc_source_warn(s, OC_D_FOOTNOTE_TWICE, def->at, def->label, OC_STR_NONE);
        oc_source_edit(s, def->at + 2 + def->label.n, 0,
                       oc_arena_printf(s->arena, "-oc%zu", k + 1));
        refer(s, "[^%.*s-oc%zu]", def->label, k + 1);
    }
    read_references(s, &defined, &used);
    keep_long_brackets(s);
    for (size_t k = 0; k < defined.n; k++) {
        if (oc_map_has(&used, defined.items[k].key))
            continue;
        refer(s, "[^%.*s]", defined.items[k].key, 0);
    }
}
