/* SPDX-License-Identifier: MIT */
/* What goes over a text line by line, before it becomes a tree, and leaves some of it out. */
#include "render/source.h"

#define MAX_TICKS ((size_t)16) /* around a code span */

struct prose {
    struct oc_source s;
    const char *raw; /* ends the HTML that the line stands in and that shows its text as it is */
    void (*see)(void *ctx, const struct oc_source *s, size_t at, size_t end);
    void *ctx;
};

bool oc_fence_line(struct oc_fence *f, struct oc_str line)
{
    char c;
    line = oc_str_trim(line);
    size_t n = oc_source_fence(&c, line);
    if (f->n) { /* it is closed by one that is as long, with nothing after it */
        if (n >= f->n && c == f->c && n == line.n)
            f->n = 0;
        return true;
    }
    if (n && c == '`' && oc_str_chr(line, c, n) != SIZE_MAX) /* ```a code span``` */
        n = 0;
    f->n = n;
    f->c = c;
    return n > 0;
}

size_t oc_rewrite_line(struct oc_str text, size_t at)
{
    size_t end = oc_str_chr(text, '\n', at);
    return end == SIZE_MAX ? text.n : end + 1;
}

void oc_rewrite_cut(struct oc_rewrite *w, size_t at, size_t end)
{
    if (at > w->done)
        oc_buf_put(w->out, oc_str_sub(w->text, w->done, at));
    w->done = end > w->done ? end : w->done;
}

void oc_rewrite_hide(struct oc_rewrite *w, size_t at, size_t end)
{
    oc_rewrite_cut(w, at, end);
    for (; w->copy && at < end; at++)
        if (w->text.p[at] != '\n' && w->text.p[at] != '\r')
            w->copy[at] = ' ';
}

void oc_rewrite_blank(struct oc_rewrite *w, size_t at, size_t end)
{
    oc_rewrite_hide(w, at, end);
    for (; at < end; at++)
        if (w->text.p[at] == '\n')
            oc_buf_putc(w->out, '\n');
}

struct oc_str oc_rewrite_end(struct oc_rewrite *w)
{
    if (!w->done && !w->out->n)
        return w->text;
    oc_rewrite_cut(w, w->text.n, w->text.n);
    return w->out->full ? w->text : oc_buf_view(w->out);
}

static bool is_raw(struct prose *p, struct oc_str line)
{
    static const char *const tags[][2] = {
        {"<pre", "</pre"}, {"<script", "</script"}, {"<style", "</style"}, {"<!--", "-->"}};
    for (size_t i = 0; i < OC_COUNT(tags) && !p->raw; i++) {
        size_t n = strlen(tags[i][0]);
        if (oc_str_istarts(line, tags[i][0]) &&
            (n == line.n || strchr("> \t", line.p[n]) || tags[i][1][0] == '-'))
            p->raw = tags[i][1];
    }
    bool raw = p->raw;
    if (raw && oc_str_iholds(line, p->raw))
        p->raw = NULL;
    return raw;
}

static void see_line(void *ctx, size_t at, size_t end, bool code)
{
    struct prose *p = ctx;
    if (!code && !is_raw(p, oc_str_sub(p->s.text, at, end)))
        p->see(p->ctx, &p->s, at, end);
}

void oc_rewrite_prose(struct oc_rewrite *w, struct oc_render *r,
                      void (*see)(void *ctx, const struct oc_source *s, size_t at, size_t end),
                      void *ctx)
{
    struct oc_render quiet = {.book = r->book, .arena = r->arena}; /* render will warn itself */
    struct prose p = {.see = see, .ctx = ctx};
    w->copy = oc_arena_alloc(r->arena, w->text.n + 1);
    memcpy(w->copy, w->text.p, w->text.n);
    p.s = (struct oc_source){.r = &quiet,
                             .arena = r->arena,
                             .text = {w->copy, w->text.n},
                             .first_line = 1,
                             .mdx = r->post && oc_str_iends(r->post->name, ".mdx"),
                             .notion = !r->post || r->post->dialect == OC_PLAIN,
                             .see = see_line,
                             .see_ctx = &p};
    oc_source_scan(&p.s);
}

static size_t ticks_at(struct oc_str line, size_t at)
{
    size_t end = at;
    while (end < line.n && line.p[end] == '`')
        end++;
    return end - at;
}

size_t oc_rewrite_code_span(struct oc_str line, size_t at)
{
    size_t n = ticks_at(line, at), next = at + n;
    for (size_t k = next; n <= MAX_TICKS && (k = oc_str_chr(line, '`', k)) != SIZE_MAX;) {
        size_t m = ticks_at(line, k);
        k += m;
        if (m == n)
            return k;
    }
    return next;
}
