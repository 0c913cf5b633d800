/* SPDX-License-Identifier: MIT */
/* What goes over a text line by line, before it is scanned, and leaves some of it out. */
#include "render/source.h"

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

void oc_rewrite_blank(struct oc_rewrite *w, size_t at, size_t end)
{
    oc_rewrite_cut(w, at, end);
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
