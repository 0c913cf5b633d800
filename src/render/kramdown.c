/* SPDX-License-Identifier: MIT */
/*
 * What kramdown and its kin take out of a text: {::comment} ... {:/comment}, the marks of
 * {::nomarkdown}, and definitions of abbreviations, *[HTML]: words. No line moves.
 */
#include "render/source.h"
#include "render/tags.h"

#define OPEN "{::comment}"

struct text {
    struct oc_rewrite w;
    bool none; /* no comment closes in the rest */
};

/* The comment at text[at] goes but for its line ends; where it ends, or 0. */
static size_t comment(struct text *t, size_t at)
{
    static const char close[] = "{:/comment}";
    size_t end = t->none ? SIZE_MAX : oc_str_find(t->w.text, close, at);
    t->none = end == SIZE_MAX;
    if (t->none)
        return 0;
    end += sizeof close - 1;
    oc_rewrite_blank(&t->w, at, end);
    return end;
}

/* *[HTML]: Hypertext */
static bool is_abbreviation(struct oc_str line)
{
    size_t close = oc_str_starts(line, "*[") ? oc_str_chr(line, ']', 2) : SIZE_MAX;
    return close != SIZE_MAX && close > 2 && close + 2 < line.n && line.p[close + 1] == ':' &&
           line.p[close + 2] == ' ';
}

/* The braces of one line; where reading goes on when a comment leads past its end, else 0. */
static size_t braces(struct text *t, size_t at, size_t end)
{
    static const char *const marks[] = {"{::nomarkdown}", "{:/nomarkdown}"};
    while ((at = oc_str_chr(oc_str_sub(t->w.text, 0, end), '{', at)) != SIZE_MAX) {
        struct oc_str rest = oc_str_sub(t->w.text, at, end);
        size_t next = at + 1;
        if (oc_str_starts(rest, OPEN)) {
            size_t after = comment(t, at);
            if (after > end)
                return after;
            next = after ? after : next;
        }
        for (size_t i = 0; i < OC_COUNT(marks); i++)
            if (oc_str_starts(rest, marks[i])) {
                next = at + strlen(marks[i]);
                oc_rewrite_cut(&t->w, at, next);
            }
        at = next;
    }
    return 0;
}

struct oc_str oc_kramdown_text(struct oc_buf *out, struct oc_render *r, struct oc_str text)
{
    struct text t = {.w = {text, out, 0}};
    struct oc_fence fence = {0};
    bool kramdown = r->post->dialect == OC_JEKYLL && oc_str_find(text, "{::", 0) != SIZE_MAX;
    if (r->post->format != OC_MARKDOWN || !(kramdown || oc_source_has(text, '*', '[')))
        return text;
    for (size_t at = 0, next; at < text.n; at = next) {
        next = oc_rewrite_line(text, at);
        struct oc_str line = oc_str_sub(text, at, next - (text.p[next - 1] == '\n'));
        if (oc_fence_line(&fence, line))
            continue;
        if (is_abbreviation(line)) {
            oc_rewrite_cut(&t.w, at, at + line.n);
            continue;
        }
        size_t after = kramdown ? braces(&t, at, at + line.n) : 0;
        if (after)
            next = oc_rewrite_line(text, after); /* of the one that the comment ends in */
    }
    return oc_rewrite_end(&t.w);
}
