/* SPDX-License-Identifier: MIT */
/*
 * What tags write. It must be right wherever the tag stands: among Markdown, in a list or a quote,
 * inside HTML, in an address; so each piece is appended by what it is, text, address or block.
 */
#include "base/limits.h"
#include "base/path.h"
#include "render/tags_impl.h"

#define MAX_PREFIX 200 /* bytes of markers and blanks before a block */

static void jump(struct oc_tags *t, int line, bool fixed)
{
    struct oc_tags_run *run = t->run;
    struct oc_line_map *map = &run->r->lines;
    struct oc_line_jump *last = map->n ? &map->v[map->n - 1] : NULL;
    if (last && (last->fixed ? fixed && last->line == line
                             : !fixed && last->line + (run->line - last->at) == line))
        return;
    if (last && last->at == run->line) {
        *last = (struct oc_line_jump){run->line, line, fixed};
        return;
    }
    map->v = oc_arena_grow(run->r->arena, map->v, &map->cap, map->n + 1, sizeof *map->v);
    map->v[map->n++] = (struct oc_line_jump){run->line, line, fixed};
}

static int count_lines(struct oc_str s)
{
    int n = 0;
    const char *p = s.p, *end = s.p + s.n;
    while (p < end && (p = memchr(p, '\n', (size_t)(end - p))))
        n++, p++;
    return n;
}

static void append(struct oc_tags *t, struct oc_str s)
{
    oc_buf_put(t->run->out, s);
    t->run->line += count_lines(s);
}

bool oc_tags_may(struct oc_tags *t, size_t n)
{
    struct oc_tags_run *run = t->run;
    if (run->full)
        return false;
    run->made += n;
    if (run->made <= OC_MAX_TAG_BYTES)
        return true;
    run->full = true;
    oc_tags_warn(t, OC_D_TAG_LIMIT, t->at < t->ntags ? &t->tags[t->at] : NULL, OC_STR_NONE,
                 OC_STR_NONE);
    return false;
}

void oc_tags_put(struct oc_tags *t, struct oc_str s)
{
    if (!s.n || !oc_tags_may(t, s.n))
        return;
    jump(t, t->outer ? t->src_line : t->first_line, true);
    append(t, s);
}

void oc_tags_puts(struct oc_tags *t, const char *s)
{
    oc_tags_put(t, oc_str(s));
}

static void put_lines(struct oc_tags *t, struct oc_str s, struct oc_str lead)
{
    while (s.n) {
        size_t end = lead.n ? oc_str_chr(s, '\n', 0) : SIZE_MAX;
        oc_tags_put(t, oc_str_sub(s, 0, end == SIZE_MAX ? s.n : end + 1));
        if (end == SIZE_MAX)
            return;
        s = oc_str_sub(s, end + 1, s.n);
        oc_tags_put(t, lead);
    }
}

struct oc_str oc_tags_take(struct oc_tags *t, size_t from)
{
    struct oc_tags_run *run = t->run;
    struct oc_line_map *map = &run->r->lines;
    struct oc_str s =
        oc_arena_copy(run->r->arena, oc_str_sub(oc_buf_view(run->out), from, SIZE_MAX));
    if (!s.n) /* an empty buffer's byte is nobody's to write */
        return OC_STR_NONE;
    run->out->n -= s.n;
    run->out->p[run->out->n] = '\0';
    run->line -= count_lines(s);
    while (map->n && map->v[map->n - 1].at > run->line)
        map->n--;
    return s;
}

/* Whether only blanks stand in the line that is being written. */
static bool at_line_start(const struct oc_buf *out)
{
    size_t at = out->n, stop = at > MAX_PREFIX ? at - MAX_PREFIX : 0;
    while (at > stop && (out->p[at - 1] == ' ' || out->p[at - 1] == '\t'))
        at--;
    return at == 0 || out->p[at - 1] == '\n';
}

/* Blanks between tags that leave nothing would become an indent, and that means code. */
static struct oc_str trim_start(struct oc_str s)
{
    size_t at = 0;
    while (at < s.n && (s.p[at] == ' ' || s.p[at] == '\t'))
        at++;
    return oc_str_sub(s, at, s.n);
}

/* The text between tags: as it is in the post's own, indented in an included file's. */
void oc_tags_copy(struct oc_tags *t, size_t from, size_t to)
{
    if (from >= to)
        return;
    struct oc_str s = oc_str_sub(t->text, from, to);
    if (!t->outer) {
        put_lines(t, s, t->indent);
        return;
    }
    if (from < t->src_pos) /* a loop begins again */
        t->src_line -= count_lines(oc_str_sub(t->text, from, t->src_pos));
    else
        t->src_line += count_lines(oc_str_sub(t->text, t->src_pos, from));
    jump(t, t->src_line, false);
    t->src_line += count_lines(s);
    t->src_pos = to;
    append(t, from && at_line_start(t->run->out) ? trim_start(s) : s);
}

bool oc_tags_in_text(const struct oc_tags *t)
{
    return t->at >= t->ntags ? !t->html : t->tags[t->at].in == OC_TAG_IN_TEXT;
}

bool oc_tags_in_value(const struct oc_tags *t)
{
    return t->at < t->ntags &&
           (t->tags[t->at].in == OC_TAG_IN_URL || t->tags[t->at].in >= OC_TAG_IN_ATTR);
}

/* ---- text ---- */

void oc_tags_put_html(struct oc_tags *t, struct oc_str s)
{
    struct oc_buf b;
    oc_buf_init(&b, OC_MAX_TAG_BYTES);
    for (struct oc_str rest = s, line; oc_str_line(&line, &rest);) {
        if (b.n)
            oc_buf_putc(&b, ' ');
        oc_buf_put_xml(&b, oc_str_trim(line));
    }
    oc_tags_put(t, oc_buf_view(&b));
    oc_buf_release(&b);
}

void oc_tags_put_text(struct oc_tags *t, struct oc_str s)
{
    if (!oc_tags_in_text(t)) {
        oc_tags_put_html(t, s);
        return;
    }
    struct oc_buf b;
    oc_buf_init(&b, OC_MAX_TAG_BYTES);
    for (size_t at = 0; at < s.n; at++) {
        char c = s.p[at];
        if (c == '\n' || c == '\r')
            c = ' ';
        if (c && strchr("\\`*_{}[]<>#+-.!|~$^=", c))
            oc_buf_putc(&b, '\\');
        oc_buf_putc(&b, c);
    }
    oc_tags_put(t, oc_buf_view(&b));
    oc_buf_release(&b);
}

void oc_tags_put_url(struct oc_tags *t, struct oc_str s)
{
    struct oc_buf b;
    bool text = oc_tags_in_text(t) || (t->at < t->ntags && t->tags[t->at].in == OC_TAG_IN_URL);
    s = oc_str_trim(s);
    if (t->at < t->ntags && t->tags[t->at].in == OC_TAG_IN_WORDS) {
        oc_tags_put_html(t, s);
        return;
    }
    oc_buf_init(&b, OC_MAX_TAG_BYTES);
    for (size_t at = 0; at < s.n; at++) {
        unsigned char c = (unsigned char)s.p[at];
        if (c <= ' ' || c == 0x7F || (c < 0x80 && strchr("<>()\"'\\`[]{}|^", c))) {
            oc_percent_put(&b, s.p[at]);
        } else if (c == '&' && !text) {
            oc_buf_puts(&b, "&amp;");
        } else {
            oc_buf_putc(&b, (char)c);
        }
    }
    oc_tags_put(t, oc_buf_view(&b));
    oc_buf_release(&b);
}

/* ---- blocks ---- */

static bool may_indent(char c)
{
    return (c >= '0' && c <= '9') || (c && strchr(" \t>-+*.)", c));
}

/* The markers and blanks at the start of a line, up to `end` at most, as a further line has them.
 */
static struct oc_str line_prefix(struct oc_tags *t, size_t line, size_t end)
{
    const struct oc_line *l = &t->s.lines[line];
    char *p = oc_arena_alloc(t->run->r->arena, t->indent.n + MAX_PREFIX + 1);
    size_t n = t->indent.n, stop = l->text < end ? l->text : end;
    if (n)
        memcpy(p, t->indent.p, n);
    for (size_t at = l->start; at < stop && at - l->start < MAX_PREFIX; at++) {
        char c = t->text.p[at];
        if (!may_indent(c))
            break;
        p[n++] = c == '>' || c == '\t' ? c : ' ';
    }
    return (struct oc_str){p, n};
}

struct oc_str oc_tags_prefix(struct oc_tags *t)
{
    const struct oc_source *s = &t->s;
    if (!oc_tags_in_text(t) || !s->nlines || t->at >= t->ntags)
        return t->indent;
    size_t start = t->tags[t->at].start, line = oc_source_line(s, start), first = line;
    struct oc_str own = line_prefix(t, line, start);
    while (first > 0 && s->lines[first - 1].kind == OC_LINE_TEXT && line - first < 50)
        first--;
    if (first == line)
        return own;
    /* below a paragraph any indent may stand, but not at the start of a block */
    struct oc_str above = line_prefix(t, first, SIZE_MAX);
    return above.n < own.n ? above : own;
}

static struct oc_str trim_end(struct oc_str s)
{
    while (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t'))
        s.n--;
    return s;
}

void oc_tags_para(struct oc_tags *t)
{
    if (!oc_tags_in_text(t))
        return;
    struct oc_str lead = oc_tags_prefix(t);
    if (t->run->out->n && t->run->out->p[t->run->out->n - 1] != '\n')
        oc_tags_puts(t, "\n");
    oc_tags_put(t, trim_end(lead));
    oc_tags_puts(t, "\n");
    oc_tags_put(t, lead);
}

void oc_tags_put_lines(struct oc_tags *t, struct oc_str s)
{
    put_lines(t, s, oc_tags_prefix(t));
}

bool oc_tags_leads(const struct oc_tags *t, const struct oc_tag *tag)
{
    size_t from = tag->start;
    while (from > 0 && may_indent(t->text.p[from - 1]) && t->text.p[from - 1] != '>')
        from--;
    return t->text.p[tag->start] != '<' || from == 0 || t->text.p[from - 1] == '\n';
}

bool oc_tags_at_lead(const struct oc_tags *t, size_t at)
{
    while (at > 0 && may_indent(t->text.p[at - 1]))
        at--;
    return at == 0 || t->text.p[at - 1] == '\n';
}

bool oc_tags_alone(const struct oc_tags *t, const struct oc_tag *tag)
{
    size_t to = tag->end;
    while (to < t->text.n && (t->text.p[to] == ' ' || t->text.p[to] == '\t'))
        to++;
    return oc_tags_at_lead(t, tag->start) &&
           (to == t->text.n || t->text.p[to] == '\n' || t->text.p[to] == '\r');
}

struct oc_tag_frame *oc_tags_open(struct oc_tags *t, struct oc_str open, const char *close)
{
    oc_tags_para(t);
    oc_tags_put(t, open);
    oc_tags_para(t);
    return oc_tags_push(t, oc_str(close));
}

/* ---- inline ---- */

void oc_tags_link(struct oc_tags *t, struct oc_str url, struct oc_str text)
{
    url = oc_str_trim(url);
    if (oc_tags_in_value(t)) {
        oc_tags_put_url(t, url);
    } else if (!url.n) {
        oc_tags_put_text(t, text);
    } else if (oc_tags_in_text(t)) {
        oc_tags_puts(t, "[");
        oc_tags_put_text(t, text);
        oc_tags_puts(t, "](");
        oc_tags_put_url(t, url);
        oc_tags_puts(t, ")");
    } else {
        oc_tags_puts(t, "<a href=\"");
        oc_tags_put_url(t, url);
        oc_tags_puts(t, "\">");
        oc_tags_put_html(t, text);
        oc_tags_puts(t, "</a>");
    }
}

static void put_attr(struct oc_tags *t, const char *name, struct oc_str value)
{
    if (!value.n)
        return;
    oc_tags_puts(t, " ");
    oc_tags_puts(t, name);
    oc_tags_puts(t, "=\"");
    oc_tags_put_html(t, value);
    oc_tags_puts(t, "\"");
}

void oc_tags_image(struct oc_tags *t, struct oc_str src, struct oc_str alt, struct oc_str title)
{
    if (oc_tags_in_value(t)) {
        oc_tags_put_url(t, src);
    } else if (!src.n) {
        oc_tags_put_text(t, alt);
    } else if (oc_tags_in_text(t)) {
        oc_tags_puts(t, "![");
        oc_tags_put_text(t, alt);
        oc_tags_puts(t, "](");
        oc_tags_put_url(t, src);
        if (title.n) {
            oc_tags_puts(t, " \"");
            for (struct oc_str rest = title, part; oc_str_cut(&part, &rest, '"');) {
                oc_tags_put_text(t, part);
                oc_tags_puts(t, rest.p ? "\\\"" : "");
            }
            oc_tags_puts(t, "\"");
        }
        oc_tags_puts(t, ")");
    } else {
        oc_tags_puts(t, "<img src=\"");
        oc_tags_put_url(t, src);
        oc_tags_puts(t, "\"");
        put_attr(t, "alt", alt);
        put_attr(t, "title", title);
        oc_tags_puts(t, "/>");
    }
}

/* In MDX what stands in an element is Markdown too: no sign of code may be one of its. */
static void put_code(struct oc_buf *b, struct oc_str line, bool mdx)
{
    for (size_t i = 0; mdx && i < line.n; i++) {
        if (line.p[i] && strchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", line.p[i]))
            oc_buf_printf(b, "&#%d;", line.p[i]);
        else
            oc_buf_putc(b, line.p[i]);
    }
    if (!mdx)
        oc_buf_put_xml(b, line);
}

void oc_tags_code(struct oc_tags *t, struct oc_str lang, struct oc_str code)
{
    struct oc_buf b;
    struct oc_str line;
    bool first = true;
    oc_buf_init(&b, OC_MAX_PAGE_BYTES);
    oc_buf_puts(&b, "<pre><code");
    if (lang.n) {
        oc_buf_puts(&b, " class=\"language-");
        oc_buf_put_xml(&b, lang);
        oc_buf_putc(&b, '"');
    }
    oc_buf_putc(&b, '>');
    while (oc_str_line(&line, &code)) {
        if (!first)
            oc_buf_puts(&b, "&#10;");
        first = false;
        put_code(&b, line, t->s.mdx);
    }
    oc_buf_puts(&b, "</code></pre>");
    oc_tags_put(t, oc_buf_view(&b));
    oc_buf_release(&b);
}
