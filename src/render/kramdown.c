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
    bool braces; /* are looked at */
    bool none;   /* no comment closes in the rest */
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

/* *[HTML]: Hypertext, on a line of its own; *[Note]: this is important* is emphasis. */
static bool is_abbreviation(struct oc_str text, size_t at, size_t end)
{
    struct oc_str line = oc_str_sub(text, at, end), below;
    size_t close = oc_str_starts(line, "*[") ? oc_str_chr(line, ']', 2) : SIZE_MAX;
    if (close == SIZE_MAX || close == 2 || close + 2 >= line.n || line.p[close + 1] != ':' ||
        line.p[close + 2] != ' ' || oc_str_chr(line, '*', 1) != SIZE_MAX)
        return false;
    size_t next = oc_rewrite_line(text, at);
    below = oc_str_trim(oc_str_sub(text, next, oc_rewrite_line(text, next)));
    return oc_str_starts(below, "*[") || oc_str_chr(below, '*', 0) == SIZE_MAX;
}

static void see(void *ctx, const struct oc_source *s, size_t at, size_t end)
{
    static const char *const marks[] = {"{::nomarkdown}", "{:/nomarkdown}"};
    struct text *t = ctx;
    struct oc_str line = oc_str_sub(s->text, 0, end);
    if (is_abbreviation(t->w.text, at, end)) {
        oc_rewrite_blank(&t->w, at, end);
        return;
    }
    for (size_t next; t->braces && at < end; at = next) {
        struct oc_str rest = oc_str_sub(line, at, end);
        next = at + (rest.p[0] == '\\' ? 2 : 1);
        if (rest.p[0] == '`')
            next = oc_rewrite_code_span(line, at);
        for (size_t i = 0; i < OC_COUNT(marks) && rest.p[0] == '{'; i++)
            if (oc_str_starts(rest, marks[i])) {
                next = at + strlen(marks[i]);
                oc_rewrite_blank(&t->w, at, next);
            }
        size_t after = oc_str_starts(rest, OPEN) ? comment(t, at) : 0;
        next = after ? after : next;
    }
}

struct oc_str oc_kramdown_text(struct oc_buf *out, struct oc_render *r, struct oc_str text)
{
    struct text t = {.w = {.text = text, .out = out}};
    if (r->post->format != OC_MARKDOWN)
        return text;
    t.braces = r->post->dialect == OC_JEKYLL && oc_str_find(text, "{::", 0) != SIZE_MAX;
    if (!t.braces && !oc_str_starts(text, "*[") && oc_str_find(text, "\n*[", 0) == SIZE_MAX)
        return text;
    oc_rewrite_prose(&t.w, r, see, &t);
    return oc_rewrite_end(&t.w);
}
