/* SPDX-License-Identifier: MIT */
/*
 * Hugo's shortcodes are run before its Markdown is read, so authors indent those inside others as
 * they like, with the text between, and CommonMark would take all of it for code. A shortcode in
 * lines of its own inside another gets the indent of that one; what is between its two tags moves
 * to the left with it, as far as all of it can.
 */
#include "base/limits.h"
#include "render/source.h"
#include "render/tags.h"

enum {
    MAX_OPEN = 64, /* in one another; of more the outermost are forgotten */
    TAB = 4
};

/* A shortcode that stands alone in its line. */
struct tag {
    struct oc_str name;
    bool opens, closes;
};

struct pair {
    struct oc_str name;
    size_t open, close; /* lines; close is 0 while there is none */
    size_t indent;      /* columns, of the opening tag */
    size_t least;       /* indent of what is between */
    size_t list;        /* where the text of a list that is open in it stands; 0: none is */
    bool listed;        /* it stands in such a list, of the pair around it */
};

struct pairs {
    struct oc_arena *arena;
    struct pair *v;
    size_t n, cap;
    size_t open[MAX_OPEN], nopen;
};

/* The columns of the blanks that line starts with, up to `most` or the tab that passes it; *at is
 * how many they are. */
static size_t columns(size_t *at, struct oc_str line, size_t most)
{
    size_t n = 0;
    for (*at = 0; *at < line.n && n < most && (line.p[*at] == ' ' || line.p[*at] == '\t'); ++*at)
        n = line.p[*at] == '\t' ? (n / TAB + 1) * TAB : n + 1;
    return n;
}

static bool read_tag(struct tag *tag, struct oc_str line)
{
    line = oc_str_trim(line);
    bool angle = oc_str_starts(line, "{{<");
    if (!angle && !oc_str_starts(line, "{{%"))
        return false;
    const char *end = angle ? ">}}" : "%}}";
    if (oc_str_find(line, end, 3) != line.n - 3)
        return false;
    struct oc_str inner = oc_str_trim(oc_str_sub(line, 3, line.n - 3));
    *tag = (struct tag){.closes = oc_str_starts(inner, "/") && !oc_str_starts(inner, "/*")};
    tag->opens = !tag->closes && !oc_str_ends(inner, "/");
    inner = oc_str_trim(oc_str_sub(inner, tag->closes, inner.n));
    size_t n = 0;
    while (n < inner.n && !strchr(" \t", inner.p[n]))
        n++;
    tag->name = oc_str_sub(inner, 0, n);
    return n > 0 && (tag->opens || tag->closes);
}

/* The columns that a list's marker and the blanks behind it take; 0: line starts with none. */
static size_t marker(struct oc_str line)
{
    size_t n = 0, blanks = 0;
    line = oc_str_trim(line);
    while (n < line.n && n < 9 && line.p[n] >= '0' && line.p[n] <= '9')
        n++;
    bool sign = n < line.n && strchr(n ? ".)" : "-*+", line.p[n]);
    while (sign && n + 1 + blanks < line.n && line.p[n + 1 + blanks] == ' ')
        blanks++;
    return blanks ? n + 1 + (blanks > TAB ? 1 : blanks) : 0;
}

/* ---- which belong together ---- */

static struct pair *top_of(const struct pairs *p)
{
    return p->nopen ? &p->v[p->open[p->nopen - 1]] : NULL;
}

static void see_indent(struct pairs *p, size_t indent)
{
    struct pair *top = top_of(p);
    if (!top)
        return;
    if (indent < top->least)
        top->least = indent;
    if (indent < top->list)
        top->list = 0;
}

static void see_text(struct pairs *p, struct oc_str line, size_t indent)
{
    struct pair *top = top_of(p);
    size_t wide = top ? marker(line) : 0;
    see_indent(p, indent);
    if (wide && !top->list)
        top->list = indent + wide;
}

static void open_pair(struct pairs *p, const struct tag *tag, size_t line, size_t indent)
{
    if (p->nopen == MAX_OPEN)
        memmove(p->open, p->open + 1, --p->nopen * sizeof *p->open);
    const struct pair *around = top_of(p);
    bool listed = around && around->list;
    p->v = oc_arena_grow(p->arena, p->v, &p->cap, p->n + 1, sizeof *p->v);
    p->v[p->n] = (struct pair){
        .name = tag->name, .open = line, .indent = indent, .least = SIZE_MAX, .listed = listed};
    p->open[p->nopen++] = p->n++;
}

/* What was opened since and not closed is no pair: what stands behind it stands in this one. */
static void close_pair(struct pairs *p, struct oc_str name, size_t line)
{
    size_t k = p->nopen;
    while (k > 0 && !oc_str_eq(p->v[p->open[k - 1]].name, name))
        k--;
    if (!k)
        return;
    while (p->nopen > k) {
        size_t least = p->v[p->open[--p->nopen]].least;
        see_indent(p, least);
    }
    struct pair *closed = &p->v[p->open[--p->nopen]];
    closed->close = line;
    see_indent(p, closed->indent < closed->least ? closed->indent : closed->least);
}

static void find_pairs(struct pairs *p, struct oc_str text)
{
    struct oc_fence fence = {0};
    size_t at_line = 0;
    struct oc_str line;
    for (struct oc_str rest = text; oc_str_line(&line, &rest); at_line++) {
        struct tag tag;
        size_t blanks;
        bool inside = fence.n > 0, code = oc_fence_line(&fence, line);
        if (inside || !oc_str_trim(line).n)
            continue;
        size_t indent = columns(&blanks, line, SIZE_MAX);
        if (code || !read_tag(&tag, line)) {
            see_text(p, line, indent);
        } else if (tag.opens) {
            see_indent(p, indent);
            open_pair(p, &tag, at_line, indent);
        } else {
            close_pair(p, tag.name, at_line);
        }
    }
}

/* ---- moving them ---- */

/* The indent that a pair is to have: that of the one around it, or where the text in it stands,
 * when that is where its own tags would be code. */
static size_t wanted(const struct pair *pair, size_t around)
{
    if (around != SIZE_MAX && around < pair->indent && !pair->listed)
        return around;
    return pair->least < pair->indent && pair->indent - pair->least >= TAB ? pair->least
                                                                           : pair->indent;
}

static void move_left(struct oc_rewrite *w, struct oc_str line, size_t by)
{
    size_t at, n = columns(&at, line, by), start = (size_t)(line.p - w->text.p);
    if (!at)
        return;
    oc_rewrite_cut(w, start, start + at);
    while (n-- > by)
        oc_buf_putc(w->out, ' ');
}

static void move_pairs(struct oc_rewrite *w, const struct pairs *p)
{
    struct open {
        size_t close, indent, by, inner;
    } open[MAX_OPEN];
    size_t n = 0, next = 0, at_line = 0;
    struct oc_str line;
    for (struct oc_str rest = w->text; oc_str_line(&line, &rest); at_line++) {
        while (next < p->n && (p->v[next].open < at_line || !p->v[next].close))
            next++;
        if (next < p->n && p->v[next].open == at_line && n < MAX_OPEN) {
            const struct pair *pair = &p->v[next];
            size_t indent = wanted(pair, n ? open[n - 1].indent : SIZE_MAX);
            size_t by = pair->indent - indent;
            open[n++] = (struct open){pair->close, indent, by, by < pair->least ? by : pair->least};
            move_left(w, line, by);
        } else if (n && open[n - 1].close == at_line) {
            move_left(w, line, open[--n].by);
        } else if (n) {
            move_left(w, line, open[n - 1].inner);
        }
    }
}

struct oc_str oc_outdented(struct oc_buf *out, struct oc_render *r, struct oc_str text)
{
    if (r->post->dialect != OC_HUGO || r->post->format != OC_MARKDOWN ||
        (oc_str_find(text, "    {{", 0) == SIZE_MAX && !oc_source_has(text, '\t', '{')))
        return text;
    struct pairs p = {.arena = r->arena};
    struct oc_rewrite w = {.text = text, .out = out};
    find_pairs(&p, text);
    move_pairs(&w, &p);
    return oc_rewrite_end(&w);
}
