/* SPDX-License-Identifier: MIT */
/* Searching prose and applying edits; see source.h. */
#include "render/source.h"

#include "base/limits.h"
#include "base/uni.h"
#include "base/utf8.h"
#include "render/tags.h"

size_t oc_source_fence(char *c, struct oc_str line)
{
    size_t n = 0;
    *c = line.n ? line.p[0] : '\0';
    while (n < line.n && line.p[n] == *c)
        n++;
    return (*c == '`' || *c == '~') && n >= 3 ? n : 0;
}

bool oc_source_has(struct oc_str text, char first, char second)
{
    const char *p = text.p, *end = text.p + text.n;
    while (p < end && (p = memchr(p, first, (size_t)(end - p))) && p + 1 < end) {
        if (p[1] == second)
            return true;
        p++;
    }
    return false;
}

size_t oc_source_mark(struct oc_str s, size_t at, int *which)
{
    const unsigned char *p = (const unsigned char *)s.p + at;
    if (s.n - at < 3 || p[0] != 0xEF || p[1] != 0xB7 || p[2] < 0x90 || p[2] > 0xAF)
        return 0;
    *which = p[2] - 0x90;
    return 3;
}

size_t oc_source_find_mark(struct oc_str s, size_t from)
{
    /* Markers are EF B7 9x; the second byte is the rarest of them in CJK text. */
    for (size_t at = from + 1; at < s.n; at++) {
        const char *hit = memchr(s.p + at, 0xB7, s.n - at);
        if (!hit)
            break;
        at = (size_t)(hit - s.p);
        int which;
        if (oc_source_mark(s, at - 1, &which))
            return at - 1;
    }
    return SIZE_MAX;
}

struct oc_str oc_source_clean(struct oc_arena *a, struct oc_str text)
{
    size_t at = oc_source_find_mark(text, 0);
    if (at == SIZE_MAX)
        return text;
    char *copy = oc_arena_alloc(a, text.n + 1);
    size_t from = 0, n = 0;
    for (; at != SIZE_MAX; at = oc_source_find_mark(text, from)) {
        memcpy(copy + n, text.p + from, at - from);
        n += at - from;
        from = at + 3;
    }
    memcpy(copy + n, text.p + from, text.n - from);
    return (struct oc_str){copy, n + text.n - from};
}

/* ---- searching ---- */

static bool escaped(const struct oc_source *s, size_t from, size_t at)
{
    size_t k = at;
    while (k > from && s->text.p[k - 1] == '\\')
        k--;
    return (at - k) & 1;
}

/* True when at is prose; else at moves on to where prose may be next. */
static bool settle(const struct oc_source *s, struct oc_cursor *c)
{
    while (c->run < s->nruns && s->runs[c->run].end <= c->at)
        c->run++;
    if (c->run == s->nruns) {
        c->at = s->text.n;
        return false;
    }
    if (c->at < s->runs[c->run].start) {
        c->at = s->runs[c->run].start;
        return false;
    }
    while (c->span < s->nspans && s->spans[c->span].end <= c->at)
        c->span++;
    size_t from = s->runs[c->run].start;
    if (c->span < s->nspans && s->spans[c->span].start <= c->at) {
        c->at = s->spans[c->span].end;
        return false;
    }
    if (c->span > 0 && s->spans[c->span - 1].end > from)
        from = s->spans[c->span - 1].end;
    if (escaped(s, from, c->at)) {
        c->at++;
        return false;
    }
    return true;
}

bool oc_source_next(const struct oc_source *s, struct oc_cursor *c, char byte)
{
    while (c->at < s->text.n) {
        const char *hit = memchr(s->text.p + c->at, byte, s->text.n - c->at);
        if (!hit)
            break;
        c->at = (size_t)(hit - s->text.p);
        if (settle(s, c))
            return true;
    }
    c->at = s->text.n;
    return false;
}

bool oc_source_next_in(const struct oc_source *s, struct oc_cursor *c, const bool wanted[256])
{
    size_t run = c->run, end = s->runs[run].end;
    while (c->at < end) {
        while (c->at < end && !wanted[(unsigned char)s->text.p[c->at]])
            c->at++;
        if (c->at < end && settle(s, c))
            return true;
    }
    c->run = run;
    return false;
}

size_t oc_source_line(const struct oc_source *s, size_t at)
{
    size_t low = 0, high = s->nlines;
    while (high - low > 1) {
        size_t mid = low + (high - low) / 2;
        if (s->lines[mid].start <= at)
            low = mid;
        else
            high = mid;
    }
    return low;
}

struct oc_str oc_source_label(struct oc_arena *a, struct oc_str label)
{
    label = oc_str_trim(label);
    char *out = oc_arena_alloc(a, label.n * 2 + 5); /* lower case is at most 3 bytes for 2 */
    size_t n = 0;
    bool space = false;
    for (size_t at = 0; at < label.n;) {
        uint32_t cp = oc_utf8_next(label, &at);
        if (cp == ' ' || (cp >= '\t' && cp <= '\r')) {
            space = true;
            continue;
        }
        if (space)
            out[n++] = ' ';
        space = false;
        n += oc_utf8_encode(out + n, oc_uni_lower(cp));
    }
    return (struct oc_str){out, n};
}

void oc_source_warn(struct oc_source *s, enum oc_code code, size_t at, struct oc_str a,
                    struct oc_str b)
{
    struct oc_post *post = s->r->post;
    if (!post || !s->nlines)
        return;
    size_t line = oc_source_line(s, at), from = s->lines[line].start;
    int col = 1;
    for (size_t k = from; k < at && k - from < 10000; k++)
        col += ((unsigned char)s->text.p[k] & 0xC0) != 0x80;
    oc_diag_add(&post->diags, code, post->name,
                oc_tags_line(&s->r->lines, (int)line + s->first_line), col, a, b);
}

/* ---- editing ---- */

void oc_source_edit(struct oc_source *s, size_t at, size_t cut, struct oc_str put)
{
    s->edits = oc_arena_grow(s->arena, s->edits, &s->cedits, s->nedits + 1, sizeof *s->edits);
    s->edits[s->nedits++] = (struct oc_edit){at, cut, put, OC_EDIT_TEXT};
}

void oc_source_blank(struct oc_source *s, size_t at, size_t end)
{
    while (at < end) {
        size_t stop = at;
        while (stop < end && s->text.p[stop] != '\n' && s->text.p[stop] != '\r')
            stop++;
        if (stop > at)
            oc_source_edit(s, at, stop - at, OC_STR_NONE);
        at = stop;
        while (at < end && (s->text.p[at] == '\n' || s->text.p[at] == '\r'))
            at++;
    }
}

/* By place; at one place what only adds goes first. */
static bool before(const struct oc_edit *a, const struct oc_edit *b)
{
    return a->at != b->at ? a->at < b->at : !a->cut && b->cut;
}

static void merge(struct oc_edit *to, const struct oc_edit *v, size_t low, size_t mid, size_t high)
{
    size_t a = low, b = mid;
    for (size_t k = low; k < high; k++)
        to[k] = b >= high || (a < mid && !before(&v[b], &v[a])) ? v[a++] : v[b++];
}

/* Stable; linear in practice: each feature adds its edits in order, so there are few runs. */
static void sort_edits(struct oc_source *s)
{
    size_t n = s->nedits, nends = 0, cap = 0;
    size_t *ends = NULL;
    for (size_t k = 1; k <= n; k++) {
        if (k < n && !before(&s->edits[k], &s->edits[k - 1]))
            continue;
        ends = oc_arena_grow(s->arena, ends, &cap, nends + 1, sizeof *ends);
        ends[nends++] = k;
    }
    if (nends < 2)
        return;
    struct oc_edit *from = s->edits, *to = oc_arena_alloc(s->arena, n * sizeof *to);
    while (nends > 1) {
        size_t low = 0, left = 0;
        for (size_t k = 0; k < nends; k += 2) {
            size_t high = k + 1 < nends ? ends[k + 1] : ends[k];
            merge(to, from, low, ends[k], high);
            ends[left++] = high;
            low = high;
        }
        struct oc_edit *swap = from;
        from = to;
        to = swap;
        nends = left;
    }
    s->edits = from;
}

/* One note whose text is still to be written: its bytes and the first edit in them. */
struct moved {
    size_t at, end, edit;
};

struct writer {
    struct oc_source *s;
    struct oc_buf *out;
    struct moved *moved;
    size_t nmoved, cmoved;
    const char *prefix;
};

static void put_range(struct writer *w, size_t at, size_t end, size_t edit)
{
    struct oc_source *s = w->s;
    for (; edit < s->nedits && s->edits[edit].at < end; edit++) {
        const struct oc_edit *e = &s->edits[edit];
        if (e->at < at || e->at + e->cut > end)
            continue; /* inside what an earlier edit has taken */
        oc_buf_put(w->out, oc_str_sub(s->text, at, e->at));
        at = e->at + e->cut;
        if (e->kind == OC_EDIT_TEXT) {
            oc_buf_put(w->out, e->put);
            continue;
        }
        w->moved = oc_arena_grow(s->arena, w->moved, &w->cmoved, w->nmoved + 1, sizeof *w->moved);
        w->moved[w->nmoved++] = (struct moved){e->at + 2, at - 1, edit + 1};
        oc_buf_printf(w->out, "[^%s%zu]", w->prefix, w->nmoved);
        if (at < end && strchr("([:", s->text.p[at])) { /* not to be a link or a definition */
            oc_buf_puts(w->out, "\xEF\xB7\x90");
            s->marked = true;
        }
    }
    oc_buf_put(w->out, oc_str_sub(s->text, at, end));
}

/* Only the first line's blanks and the first character can make a note's text a block. */
static bool starts_block(struct oc_str text)
{
    if (!text.n)
        return false;
    char c = text.p[0], next = text.n > 1 ? text.p[1] : ' ';
    return strchr("-+#>=~<|:", c) || (c >= '0' && c <= '9') ||
           (c == '*' && (next == ' ' || next == '\t')) || (c == '`' && next == '`');
}

static void put_note(struct writer *w, size_t k)
{
    struct oc_source *s = w->s;
    struct moved m = w->moved[k];
    while (m.at < m.end && strchr(" \t\r\n", s->text.p[m.at]))
        m.at++;
    oc_buf_printf(w->out, "\n\n[^%s%zu]: ", w->prefix, k + 1);
    if (starts_block(oc_str_sub(s->text, m.at, m.end))) {
        oc_buf_puts(w->out, "\xEF\xB7\x90");
        s->marked = true;
    }
    size_t line = oc_source_line(s, m.at);
    while (m.at < m.end) {
        size_t end = s->lines[line].end < m.end ? s->lines[line].end : m.end;
        while (m.edit < s->nedits && s->edits[m.edit].at < m.at)
            m.edit++;
        put_range(w, m.at, end, m.edit);
        if (end == m.end || ++line == s->nlines)
            break;
        oc_buf_puts(w->out, "\n    ");
        m.at = s->lines[line].text;
    }
}

void oc_source_apply(struct oc_buf *out, struct oc_source *s)
{
    bool taken = oc_source_has(s->text, '[', '^') && oc_str_find(s->text, "[^oc-", 0) != SIZE_MAX;
    struct writer w = {.s = s, .out = out, .prefix = taken ? "oc--" : "oc-"};
    sort_edits(s);
    put_range(&w, 0, s->text.n, 0);
    if (!w.nmoved && !s->tail_refs.n)
        return;
    if (s->close.n) {
        if (out->n && out->p[out->n - 1] != '\n')
            oc_buf_putc(out, '\n');
        oc_buf_put(out, s->close);
    }
    for (size_t k = 0; k < w.nmoved; k++)
        put_note(&w, k);
    if (s->tail_refs.n) {
        oc_buf_puts(out, "\n\n<div class=\"oc-unused-notes\">\n\n");
        oc_buf_put(out, oc_buf_view(&s->tail_refs));
        oc_buf_puts(out, "\n\n</div>\n");
    }
}
