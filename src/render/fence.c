/* SPDX-License-Identifier: MIT */
/* Blocks of code between fences, for what goes over a text line by line before it is scanned. */
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
