/* SPDX-License-Identifier: MIT */
/* The last look at cmark's HTML: markers go, and those around formulas become elements. */
#include "render/source.h"

static const char percent[] = "%EF%B7%9";

struct finish {
    struct oc_buf *out;
    struct oc_str html;
    size_t at, kept; /* [kept, at) is still to be copied */
};

static void keep(struct finish *f)
{
    oc_buf_put(f->out, oc_str_sub(f->html, f->kept, f->at));
    f->kept = f->at;
}

static char last(const struct finish *f)
{
    return f->out->n ? f->out->p[f->out->n - 1] : '\n';
}

static struct oc_str without_breaks(struct oc_str tex)
{
    tex = oc_str_trim(tex);
    while (oc_str_starts(tex, "<br />"))
        tex = oc_str_trim(oc_str_sub(tex, 6, tex.n));
    while (oc_str_ends(tex, "<br />"))
        tex = oc_str_trim(oc_str_sub(tex, 0, tex.n - 6));
    return tex;
}

/* f->at stands after U+FDD1: the element for what lies before the next U+FDD2. */
static void formula(struct finish *f)
{
    struct oc_str rest = oc_str_sub(f->html, f->at, f->html.n);
    size_t close = oc_str_find(rest, "\xEF\xB7\x92", 0);
    if (close == SIZE_MAX || close < 1)
        return;
    struct oc_str tex = without_breaks(oc_str_sub(rest, 1, close));
    char after = close + 3 < rest.n ? rest.p[close + 3] : '\n';
    bool alone = (last(f) == '>' || last(f) == '\n') && (after == '<' || after == '\n');
    bool display = alone && strchr("bdfg", rest.p[0]);
    oc_buf_puts(f->out, oc_math_open(display));
    for (size_t at = 0; at < tex.n;) { /* the only tag in it is a line's break */
        size_t tag = oc_str_chr(tex, '<', at), end = oc_str_chr(tex, '>', tag);
        if (tag == SIZE_MAX)
            tag = tex.n;
        oc_buf_put(f->out, oc_str_sub(tex, at, tag));
        at = tag == tex.n || end == SIZE_MAX ? tex.n : end + 1;
    }
    oc_buf_puts(f->out, "</code>");
    f->at += close + 3;
    f->kept = f->at;
}

/* Takes out one marker at f->at, of len bytes, whose last digit is which; two: the bytes of the
 * mark that goes with U+FDD3 and U+FDD4. */
static void drop(struct finish *f, size_t len, int which, size_t two)
{
    keep(f);
    f->at += len;
    if (which == 3 && f->at + two <= f->html.n)
        f->at += two;
    if (which == 4 && f->out->n >= two) {
        f->out->n -= two;
        f->out->p[f->out->n] = '\0';
    }
    f->kept = f->at;
    if (which == 1)
        formula(f);
}

/* The next marker of an address, where cmark has written it behind %: its offset or SIZE_MAX. */
static size_t find_percent(struct oc_str html, size_t from)
{
    while ((from = oc_str_find(html, "%EF", from)) != SIZE_MAX &&
           !oc_str_starts(oc_str_sub(html, from, html.n), percent))
        from++;
    return from;
}

void oc_source_finish(struct oc_buf *out, struct oc_str html)
{
    struct finish f = {.out = out, .html = html};
    size_t mark = oc_source_find_mark(html, 0), escaped = find_percent(html, 0);
    while (mark != SIZE_MAX || escaped != SIZE_MAX) {
        int which = -1;
        bool behind = escaped < mark;
        f.at = behind ? escaped : mark;
        size_t len = behind ? 0 : oc_source_mark(html, f.at, &which);
        if (behind && f.at + sizeof percent - 1 < html.n) {
            char digit = html.p[f.at + sizeof percent - 1];
            which = digit >= '0' && digit <= '4' ? digit - '0' : -1;
            len = sizeof percent;
        }
        if (len && which >= 0 && which <= 4)
            drop(&f, len, behind && which == 1 ? 0 : which, behind ? 6 : 2);
        else
            f.at += behind ? sizeof percent - 1 : 3;
        if (mark != SIZE_MAX && mark < f.at)
            mark = oc_source_find_mark(html, f.at);
        if (escaped != SIZE_MAX && escaped < f.at)
            escaped = find_percent(html, f.at);
    }
    f.at = html.n;
    keep(&f);
}
