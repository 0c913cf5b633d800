/* SPDX-License-Identifier: MIT */
/*
 * What Obsidian and its kin write that is no Markdown, in a plain folder of notes: %%comments%%,
 * ^ids at the end of a block, ==marks==. Nothing in code is touched, and no line moves.
 */
#include "render/source.h"
#include "render/tags.h"

struct vault {
    struct oc_rewrite w;
    size_t comment_end; /* where the comment ends that a line before has begun */
    struct oc_fence fence;
    bool vault; /* of Obsidian's */
    bool none;  /* no comment closes in the rest */
};

bool oc_vault_is(const struct oc_render *r)
{
    const struct oc_post *post = r->post;
    return post->vault && post->dialect == OC_PLAIN && !post->spool;
}

static bool is_alnum(char c)
{
    return (c >= '0' && c <= '9') || (unsigned char)((c | 0x20) - 'a') < 26;
}

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

/* A comment from at on: its lines stay, empty. Where it ends, or 0. Elsewhere than in a vault two
 * signs of per cent may be just that; those that begin a line and end one are a comment there. */
static size_t comment(struct vault *v, size_t at)
{
    size_t end = v->none ? SIZE_MAX : oc_str_find(v->w.text, "%%", at + 2);
    if (end == SIZE_MAX) {
        v->none = true;
        return 0;
    }
    end += 2;
    if (!v->vault && !(at_edge(v->w.text, at, true) && at_edge(v->w.text, end, false)))
        return 0;
    oc_rewrite_blank(&v->w, at, end);
    return end;
}

/* ==text== at text[at], in a line that ends at end; the place after it, or 0. */
static size_t marked(struct vault *v, size_t at, size_t end)
{
    struct oc_str t = oc_str_sub(v->w.text, 0, end);
    size_t from = at + 2, close = oc_str_find(oc_str_sub(t, 0, from + 1000), "==", from);
    if (close == SIZE_MAX || close == from ||
        (at > 0 && (is_alnum(t.p[at - 1]) || t.p[at - 1] == '=')))
        return 0;
    char after = close + 2 < end ? t.p[close + 2] : ' ';
    if (is_alnum(after) || after == '=' || strchr(" \t=", t.p[from]) ||
        strchr(" \t!<>", t.p[close - 1]) ||
        oc_str_chr(oc_str_sub(t, from, close), '=', 0) != SIZE_MAX)
        return 0;
    oc_rewrite_cut(&v->w, at, from);
    oc_buf_puts(v->w.out, "<mark>");
    oc_rewrite_cut(&v->w, close, close + 2);
    oc_buf_puts(v->w.out, "</mark>");
    return close + 2;
}

/* " ^id" at the end of a line becomes a place that links reach. */
static void block_id(struct vault *v, size_t at, size_t end)
{
    size_t from = end, letters = 0;
    while (from > at && (is_alnum(v->w.text.p[from - 1]) || v->w.text.p[from - 1] == '-'))
        letters += v->w.text.p[--from] > '9';
    if (from == at || !letters || v->w.text.p[from - 1] != '^')
        return;
    size_t mark = from - 1;
    if ((mark > at && v->w.text.p[mark - 1] != ' ') || mark < v->w.done)
        return;
    struct oc_str id = oc_str_sub(v->w.text, mark, end);
    oc_rewrite_cut(&v->w, mark > at ? mark - 1 : mark, end);
    if (mark > at)
        oc_buf_printf(v->w.out, "<span id=\"%.*s\"></span>", OC_STR_ARG(id));
}

/* The line text[at, end), which is no code. */
static void prose(struct vault *v, size_t at, size_t end)
{
    size_t start = at, ticks = 0;
    while (end > at && strchr(" \t\r", v->w.text.p[end - 1]))
        end--;
    for (size_t next; at < end; at = next) {
        struct oc_str rest = oc_str_sub(v->w.text, at, end);
        next = at + 1;
        if (rest.p[0] == '\\')
            next++;
        ticks += rest.p[0] == '`';
        if (ticks % 2)
            continue;
        size_t made = 0;
        if (oc_str_starts(rest, "%%"))
            made = comment(v, at);
        else if (oc_str_starts(rest, "=="))
            made = marked(v, at, end);
        if (made > end) {
            v->comment_end = made;
            return;
        }
        if (made)
            next = made;
        else if (rest.p[0] == '=' || rest.p[0] == '%')
            while (next < end && v->w.text.p[next] == rest.p[0])
                next++;
    }
    if (ticks % 2 == 0)
        block_id(v, start, end);
}

struct oc_str oc_vault_text(struct oc_buf *out, struct oc_render *r, struct oc_str text)
{
    struct vault v = {.w = {text, out, 0}};
    if (r->post->format != OC_MARKDOWN || r->post->dialect != OC_PLAIN || r->post->spool ||
        !(oc_source_has(text, '%', '%') || oc_source_has(text, '=', '=') ||
          oc_str_find(text, " ^", 0) != SIZE_MAX || oc_str_find(text, "\n^", 0) != SIZE_MAX))
        return text;
    v.vault = oc_vault_is(r);
    for (size_t at = 0, next; at < text.n; at = next) {
        next = oc_rewrite_line(text, at);
        size_t end = text.p[next - 1] == '\n' ? next - 1 : next;
        size_t from = v.comment_end > at ? v.comment_end : at;
        if (from >= end && v.comment_end > at)
            continue;
        if (!oc_fence_line(&v.fence, oc_str_sub(text, from, end)))
            prose(&v, from, end);
    }
    return oc_rewrite_end(&v.w);
}
