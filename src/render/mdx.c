/* SPDX-License-Identifier: MIT */
/*
 * What MDX and the generators written in JavaScript add to Markdown: imports, comments and
 * components. A component cannot run in a book; its tags go and what stands between them stays.
 */
#include <stdlib.h>

#include "base/map.h"
#include "render/source.h"
#include "render/tags_impl.h"

/* Of a tag in prose; and what is passed over behind the start of one that does not end. */
#define MAX_TAG ((size_t)1 << 18)
#define FAILED_TAG ((size_t)4096)

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool has_word(struct oc_str line, const char *const *words)
{
    for (; *words; words++)
        if (oc_str_starts(line, *words))
            return true;
    return false;
}

bool oc_mdx_module_line(struct oc_str line)
{
    static const char *const exports[] = {"const ", "default ", "function ", "let ", "var ",
                                          "async ", "class ",   "{",         "*",    NULL};
    if (oc_str_starts(line, "export "))
        return has_word(oc_str_sub(line, 7, line.n), exports);
    if (!oc_str_starts(line, "import ") && !oc_str_starts(line, "import{"))
        return false;
    struct oc_str rest = oc_str_trim(oc_str_sub(line, 6, line.n));
    if (!rest.n)
        return false;
    return strchr("'\"{*", rest.p[0]) || oc_str_find(rest, " from '", 0) != SIZE_MAX ||
           oc_str_find(rest, " from \"", 0) != SIZE_MAX;
}

bool oc_mdx_import_line(struct oc_str line)
{
    line = oc_str_trim(line);
    if (oc_str_ends(line, ";"))
        line = oc_str_trim(oc_str_sub(line, 0, line.n - 1));
    return oc_str_starts(line, "import ") && (oc_str_ends(line, "'") || oc_str_ends(line, "\""));
}

/* <Name, </Name, and in JSX also <> and </>. */
static bool is_component(struct oc_str text, size_t at, bool jsx)
{
    size_t name = at + 1 + (at + 1 < text.n && text.p[at + 1] == '/');
    return name < text.n && (is_upper(text.p[name]) || (jsx && text.p[name] == '>'));
}

bool oc_mdx_whole(struct oc_str tag)
{
    return oc_str_ends(tag, "/>") && tag.n > 2 && is_upper(tag.p[1]) &&
           oc_str_find(tag, "=\"", 0) != SIZE_MAX;
}

bool oc_mdx_component_line(struct oc_str line, bool jsx)
{
    line = oc_str_trim(line);
    if (line.n < 2 || line.p[0] != '<' || !is_component(line, 0, jsx))
        return false;
    size_t end = jsx ? oc_source_jsx_tag(line, 0, line.n) : oc_source_tag(line, 0, line.n);
    return end == line.n;
}

size_t oc_source_jsx_tag(struct oc_str t, size_t at, size_t end)
{
    size_t depth = 0;
    for (at++; at < end; at++) {
        char c = t.p[at];
        if (c == '{') {
            depth++;
        } else if (c == '}') {
            depth -= depth > 0;
        } else if (c == '"' || c == '\'' || c == '`') {
            const char *close = memchr(t.p + at + 1, c, end - at - 1);
            if (!close)
                return 0;
            at = (size_t)(close - t.p);
        } else if (c == '>' && !depth) {
            return at + 1;
        } else if (c == '<' && !depth) {
            return 0;
        }
    }
    return 0;
}

/* ---- pairs, where nothing says that the site has components ---- */

/* The name of the tag at line.p[0] == '<'. */
static struct oc_str tag_name(struct oc_str line)
{
    size_t from = line.n > 1 && line.p[1] == '/' ? 2 : 1, to = from;
    while (to < line.n && !strchr(" \t/>", line.p[to]))
        to++;
    return oc_str_sub(line, from, to);
}

struct open_tag {
    struct oc_str name;
    size_t at;
};

struct pairing {
    struct oc_source *s;
    struct open_tag *open;
    struct oc_map counts; /* name -> how many are open, size_t * */
    size_t n, copen, cpairs;
};

static void see_line(void *ctx, const struct oc_source *scan, size_t at, size_t end)
{
    struct pairing *p = ctx;
    struct oc_source *s = p->s;
    struct oc_str line = oc_str_trim(oc_str_sub(s->text, at, end));
    struct open_tag tag = {tag_name(line), at};
    (void)scan;
    if (!oc_mdx_component_line(line, false) || oc_str_ends(line, "/>"))
        return;
    size_t *count = oc_map_get(&p->counts, tag.name);
    if (!count) {
        count = OC_NEW(s->arena, size_t);
        oc_map_set(&p->counts, tag.name, count);
    }
    if (line.p[1] != '/') {
        p->open = oc_arena_grow(s->arena, p->open, &p->copen, p->n + 1, sizeof *p->open);
        p->open[p->n++] = tag;
        *count += 1;
        return;
    }
    for (bool found = *count == 0; !found;) { /* what is open above it has no other half */
        struct open_tag top = p->open[--p->n];
        size_t *left = oc_map_get(&p->counts, top.name);
        *left -= 1;
        found = oc_str_eq(top.name, tag.name);
        if (!found)
            continue;
        s->pairs = oc_arena_grow(s->arena, s->pairs, &p->cpairs, s->npairs + 2, sizeof *s->pairs);
        s->pairs[s->npairs++] = top.at;
        s->pairs[s->npairs++] = tag.at;
    }
}

static int by_offset(const void *x, const void *y)
{
    const size_t *a = x, *b = y;
    return (*a > *b) - (*a < *b);
}

static bool has_end_tag(struct oc_str text)
{
    for (size_t at = 0; (at = oc_str_find(text, "</", at)) != SIZE_MAX; at += 2)
        if (at + 2 < text.n && is_upper(text.p[at + 2]))
            return true;
    return false;
}

void oc_mdx_pair(struct oc_source *s)
{
    struct pairing p = {.s = s};
    struct oc_rewrite w = {.text = s->text};
    if (!has_end_tag(s->text))
        return;
    oc_map_init(&p.counts, s->arena);
    oc_rewrite_prose(&w, s->r, see_line, &p);
    if (s->npairs)
        qsort(s->pairs, s->npairs, sizeof *s->pairs, by_offset);
}

bool oc_mdx_paired(const struct oc_source *s, size_t at)
{
    return s->npairs && bsearch(&at, s->pairs, s->npairs, sizeof at, by_offset);
}

/* ---- marking ---- */

static bool alone_on_line(const struct oc_source *s, size_t at, size_t end)
{
    const struct oc_line *l = &s->lines[oc_source_line(s, at)];
    return at == l->text && end <= l->end && oc_str_blank(oc_str_sub(s->text, end, l->end));
}

/* What the component at `at` shows by its name: its title, caption or label, else "". */
static struct oc_str shown_text(struct oc_source *s, size_t at, size_t end)
{
    static const struct oc_tag_row row = {.form = OC_TAG_NAMED};
    static const char *const keys[] = {"title", "caption", "label", "text"};
    struct oc_str inner = oc_str_sub(s->text, at + 1, end - 1);
    struct oc_tag_args args = {0};
    size_t n = 0;
    while (n < inner.n && !strchr(" \t\r\n/", inner.p[n]))
        n++;
    struct oc_tag tag = {.row = &row, .named = true, .args = oc_str_sub(inner, n, inner.n)};
    if (n == 0 || oc_str_blank(tag.args)) /* an end tag; without arguments */
        return OC_STR_NONE;
    oc_tag_args_parse(&args, s->arena, &tag);
    for (size_t k = 0; k < OC_COUNT(keys) - s->mdx; k++)
        for (size_t i = 0; i < args.n; i++)
            if (oc_str_is(args.key[i], keys[k]) && !oc_str_blank(args.value[i]))
                return oc_str_trim(args.value[i]);
    return OC_STR_NONE;
}

static size_t skip_blanks(struct oc_str t, size_t at)
{
    while (at < t.n && (t.p[at] == ' ' || t.p[at] == '\t' || t.p[at] == '\r'))
        at++;
    return at;
}

/* Nothing follows on the line, and the next one is not blank. */
static bool words_below(struct oc_str t, size_t at)
{
    at = skip_blanks(t, at);
    if (at == t.n || t.p[at] != '\n')
        return false;
    at = skip_blanks(t, at + 1);
    return at < t.n && t.p[at] != '\n';
}

void oc_mdx_drop(struct oc_source *s, size_t at, size_t end)
{
    struct oc_str text =
        s->mdx || oc_mdx_whole(oc_str_sub(s->text, at, end)) ? shown_text(s, at, end) : OC_STR_NONE;
    size_t stop = at;
    if (text.n) {
        struct oc_buf put;
        oc_buf_init(&put, text.n * 6 + 64);
        oc_buf_puts(&put, "<strong>");
        for (size_t i = 0; i < text.n; i++) {
            if (strchr("*_`[]\\<>&$~{}|:!", text.p[i]) && text.p[i])
                oc_buf_printf(&put, "&#%d;", text.p[i]);
            else
                oc_buf_putc(&put, strchr("\r\n", text.p[i]) ? ' ' : text.p[i]);
        }
        oc_buf_puts(&put, "</strong>");
        oc_buf_puts(&put, words_below(s->text, end) ? "<br/>" : "");
        while (stop < end && s->text.p[stop] != '\n' && s->text.p[stop] != '\r')
            stop++;
        oc_source_edit(s, at, stop - at, oc_buf_take(&put, s->arena));
        oc_buf_release(&put);
    }
    oc_source_blank(s, stop, end);
}

/* Tags that are HTML in form, which the scan has set apart already. */
static void mark_spans(struct oc_source *s)
{
    for (size_t k = 0; k < s->nspans; k++) {
        const struct oc_span *span = &s->spans[k];
        if (span->kind == OC_SPAN_TAG && is_component(s->text, span->start, s->mdx) &&
            (s->mdx || oc_mdx_whole(oc_str_sub(s->text, span->start, span->end)) ||
             (alone_on_line(s, span->start, span->end) &&
              (s->script || oc_mdx_paired(s, span->start)))))
            oc_mdx_drop(s, span->start, span->end);
    }
}

static void mark_jsx(struct oc_source *s)
{
    struct oc_cursor c = {0};
    size_t none = 0; /* no tag ends in a run before this offset */
    while (oc_source_next(s, &c, '<')) {
        size_t end = 0, run_end = s->runs[c.run].end;
        if (c.at >= none && is_component(s->text, c.at, true)) {
            size_t far = run_end - c.at > MAX_TAG ? c.at + MAX_TAG : run_end;
            end = oc_source_jsx_tag(s->text, c.at, far);
            none = end ? 0 : c.at + FAILED_TAG;
        }
        if (end)
            oc_mdx_drop(s, c.at, end);
        c.at = end ? end : c.at + 1;
    }
}

static void mark_comments(struct oc_source *s)
{
    struct oc_cursor c = {0};
    while (oc_source_next(s, &c, '{')) {
        struct oc_str rest = oc_str_sub(s->text, c.at, s->text.n);
        if (!oc_str_starts(rest, "{/*")) {
            c.at++;
            continue;
        }
        size_t end = oc_str_find(rest, "*/}", 3);
        if (end == SIZE_MAX)
            return;
        oc_source_blank(s, c.at, c.at + end + 3);
        c.at += end + 3;
    }
}

void oc_mdx_mark(struct oc_source *s)
{
    mark_spans(s);
    if (s->mdx)
        mark_jsx(s);
    if (s->mdx || s->script) /* Docusaurus reads .md so, too */
        mark_comments(s);
}
