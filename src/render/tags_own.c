/* SPDX-License-Identifier: MIT */
/*
 * A shortcode of the site's own is put: what its template made is HTML, as the site shows it, among
 * Markdown that must not read it; or Markdown, where {{% %}} or a template's name says so. Text
 * between its two tags is expanded first, as Hugo does it.
 */
#include "base/limits.h"
#include "render/own.h"
#include "render/source.h"
#include "render/tags.h"
#include "xhtml/token.h"

/* The name in the tag at s[at], without its slash. */
static struct oc_str name_at(struct oc_str s, size_t at)
{
    size_t from = at + 1 + (at + 1 < s.n && s.p[at + 1] == '/'), to = from;
    while (to < s.n && ((unsigned char)((s.p[to] | 0x20) - 'a') < 26 ||
                        (to > from && s.p[to] >= '0' && s.p[to] <= '9')))
        to++;
    return oc_str_sub(s, from, to);
}

/* The end of the tag at s[at]; at when it is none, or never ends. */
static size_t tag_end(struct oc_str s, size_t at)
{
    char quote = '\0';
    if (!name_at(s, at).n)
        return at;
    for (size_t k = at + 1; k < s.n; k++) {
        char c = s.p[k];
        if (quote ? c == quote : c == '"' || c == '\'')
            quote = quote ? '\0' : c;
        else if (!quote && c == '>')
            return k + 1;
    }
    return at;
}

/* ---- HTML without what no book has ---- */

/* Where the comment, script or style at s[at] ends; at when there is none. */
static size_t dropped_end(struct oc_str s, size_t at)
{
    static const char *const ends[][2] = {
        {"script", "</script"}, {"style", "</style"}, {"template", "</template"}};
    struct oc_str rest = oc_str_sub(s, at, s.n), name = name_at(s, at);
    size_t close;
    if (oc_str_starts(rest, "<!--")) {
        close = oc_str_find(s, "-->", at + 4);
        return close == SIZE_MAX ? s.n : close + 3;
    }
    for (size_t i = 0; i < OC_COUNT(ends); i++) {
        if (!oc_str_iis(name, ends[i][0]) || rest.p[1] == '/')
            continue;
        close = oc_str_find(s, ends[i][1], at);
        close = close == SIZE_MAX ? SIZE_MAX : oc_str_chr(s, '>', close);
        return close == SIZE_MAX ? s.n : close + 1;
    }
    return at;
}

struct clean {
    struct oc_str html;
    bool words, script; /* it has something to see; it had something to run */
    size_t pre, svg;    /* how many are open */
};

/* Whether words or pictures stand in it: s is text outside tags, or the name of an element. */
static bool is_seen(struct oc_str element)
{
    static const char *const seen[] = {"img",   "video",   "audio",  "iframe", "svg",
                                       "math",  "object",  "embed",  "hr",     "br",
                                       "input", "picture", "canvas", "source", NULL};
    return oc_str_iis_any(element, seen);
}

static void put_text(struct oc_buf *out, struct clean *c, struct oc_str s)
{
    bool pre = c->pre > 0;
    c->words = c->words || !oc_str_blank(s);
    for (size_t i = 0; i < s.n; i++) {
        char b = s.p[i];
        bool starts = !out->n || out->p[out->n - 1] == '\n';
        if (b == '\r')
            continue;
        if (pre && b == '\n')
            oc_buf_puts(out, "&#10;");
        else if (pre || !strchr(" \t\n", b))
            oc_buf_putc(out, b);
        else if (b == '\n' && !starts)
            oc_buf_putc(out, '\n');
        else if (b != '\n' && !starts)
            oc_buf_putc(out, ' ');
    }
}

/* One attribute of a tag from `at` on, as CommonMark wants it: whoever wrote it may have left out a
 * blank or quotes. Where to go on. */
static size_t put_attr(struct oc_buf *out, struct oc_str tag, size_t at)
{
    static const char ends[] = " \t\r\n=/>\"'<";
    size_t from = at, to, stop;
    while (at < tag.n && !strchr(ends, tag.p[at]))
        at++;
    to = at;
    while (at < tag.n && strchr(" \t\r\n", tag.p[at]))
        at++;
    struct oc_str name = oc_str_sub(tag, from, to), value = OC_STR_NONE;
    if (at < tag.n && tag.p[at] == '=') {
        do
            at++;
        while (at < tag.n && strchr(" \t\r\n", tag.p[at]));
        bool quoted = at < tag.n && strchr("\"'", tag.p[at]);
        stop = quoted ? oc_str_chr(tag, tag.p[at], at + 1) : at;
        while (!quoted && stop < tag.n && !strchr(" \t\r\n>", tag.p[stop]))
            stop++;
        value = oc_str_sub(tag, at + quoted, stop);
        at = stop >= tag.n ? tag.n : stop + quoted;
    }
    bool good = name.n && ((name.p[0] | 0x20) >= 'a' && (name.p[0] | 0x20) <= 'z');
    for (size_t i = 0; i < name.n; i++)
        good = good && (oc_own_is_word(name.p[i]) || strchr("-:.", name.p[i]));
    if (good) {
        oc_buf_printf(out, " %.*s=\"", OC_STR_ARG(name));
        for (size_t i = 0; i < value.n; i++)
            oc_buf_puts(out, value.p[i] == '"'            ? "&quot;"
                             : strchr("\r\n", value.p[i]) ? " "
                                                          : (char[]){value.p[i], '\0'});
        oc_buf_putc(out, '"');
    }
    return at > from ? at : from + 1;
}

/* What a player's element of its own says: <lite-youtube videoid="x">. */
static void put_custom(struct oc_buf *out, struct clean *c, struct oc_str tag)
{
    struct oc_str id = oc_tag_quoted(tag, "videoid=\"");
    if (oc_str_istarts(tag, "<lite-youtube") && id.n) {
        oc_buf_printf(out, "<iframe src=\"https://www.youtube.com/embed/%.*s\"></iframe>",
                      OC_STR_ARG(id));
        c->words = true;
    }
    c->script = true; /* it is nothing without */
}

static void put_tag(struct oc_buf *out, struct clean *c, struct oc_str tag)
{
    struct oc_str name = name_at(tag, 0);
    bool close = tag.p[1] == '/', custom = tag.p[1 + close + name.n] == '-';
    size_t *open = oc_str_iis(name, "pre") ? &c->pre : oc_str_iis(name, "svg") ? &c->svg : NULL;
    if (custom) {
        put_custom(out, c, tag);
        return;
    }
    if (oc_str_iis(name, "input") || (oc_str_iis(name, "text") && !c->svg))
        return; /* nobody can use it in a book; no element of HTML */
    if (open)
        *open = close ? *open - (*open > 0) : *open + 1;
    c->words = c->words || is_seen(name);
    oc_buf_printf(out, "<%s%.*s", close ? "/" : "", OC_STR_ARG(name));
    for (size_t at = 1 + close + name.n; at < tag.n && !close;) {
        if (strchr(" \t\r\n/>", tag.p[at]))
            at++;
        else
            at = put_attr(out, tag, at);
    }
    oc_buf_puts(out, oc_str_ends(tag, "/>") ? "/>" : ">");
}

/* No blank line, no indent, so that Markdown takes the whole for one block. */
static struct clean clean(struct oc_tags *t, struct oc_str s)
{
    struct clean c = {.words = false};
    struct oc_buf out;
    bool torn = false; /* a tag never ended; then none of those after it does */
    oc_buf_init(&out, OC_MAX_TAG_BYTES);
    for (size_t at = 0, end; at < s.n; at = end) {
        if (s.p[at] != '<') {
            end = oc_str_chr(s, '<', at);
            put_text(&out, &c, oc_str_sub(s, at, end));
            end = end == SIZE_MAX ? s.n : end;
            continue;
        }
        end = dropped_end(s, at);
        if (end > at) {
            c.script = c.script || oc_str_iis(name_at(s, at), "script");
            continue;
        }
        end = torn ? at : tag_end(s, at);
        if (end > at) {
            put_tag(&out, &c, oc_str_sub(s, at, end));
            continue;
        }
        torn = torn || name_at(s, at).n;
        oc_buf_puts(&out, "&lt;");
        end = at + 1;
    }
    c.html = oc_str_trim(oc_buf_take(&out, t->run->r->arena));
    oc_buf_release(&out);
    return c;
}

/* ---- where it stands ---- */

/* Whether Markdown takes what begins so for HTML up to a blank line. */
static bool is_block(struct oc_str html)
{
    return oc_str_starts(html, "<") && oc_source_html_kind(oc_str_sub(html, 0, 100)) == 6;
}

/* In a line of Markdown: the signs of it that are in text stand as references. */
static void put_inline(struct oc_tags *t, struct oc_str html)
{
    struct oc_buf b;
    bool text = true, start = true;
    char quote = '\0';
    oc_buf_init(&b, OC_MAX_TAG_BYTES);
    for (size_t i = 0; i < html.n; i++) {
        char c = html.p[i] == '\n' ? ' ' : html.p[i];
        if (text && c == '<')
            text = start = false;
        bool number = start && c >= '0' && c <= '9';
        if (c == '|' || (text && strchr("\\`*_[]!~$^={}:", c)) || (start && strchr("#-+>.)", c)))
            oc_buf_printf(&b, "&#%d;", c);
        else
            oc_buf_putc(&b, c);
        start = number;
        if (!text && (quote ? c == quote : c == '"' || c == '\''))
            quote = quote ? '\0' : c;
        else if (!text && !quote && c == '>')
            text = true;
    }
    oc_tags_put(t, oc_buf_view(&b));
    oc_buf_release(&b);
}

/* Whether nothing else stands in the lines of the tag and, when it has one, of its end tag. */
static bool is_alone(const struct oc_tags *t, const struct oc_tag *tag)
{
    struct oc_tag both = *tag;
    if (tag->match != SIZE_MAX)
        both.end = t->tags[tag->match].end;
    return oc_tags_alone(t, &both);
}

/* Whether a list's marker stands before the tag in its line: then what it makes begins the item. */
static bool begins_item(const struct oc_tags *t, const struct oc_tag *tag)
{
    size_t at = tag->start;
    while (at > 0 && strchr(" \t", t->text.p[at - 1]))
        at--;
    return at > 0 && strchr("-*+.)", t->text.p[at - 1]) && oc_tags_at_lead(t, tag->start);
}

static void put_block(struct oc_tags *t, const struct oc_tag *tag, struct oc_str s)
{
    if (!tag || !begins_item(t, tag))
        oc_tags_para(t);
    oc_tags_put_lines(t, s);
    oc_tags_para(t);
}

static void put_html(struct oc_tags *t, const struct oc_tag *tag, struct oc_str html)
{
    bool alone = is_alone(t, tag);
    size_t first = oc_str_chr(html, '>', 0);
    if (!html.n)
        return;
    if (!oc_tags_in_text(t))
        oc_tags_put_lines(t, html);
    else if ((is_block(html) && (alone || oc_tags_at_lead(t, tag->start))) ||
             oc_str_istarts(html, "<pre") || (alone && html.p[0] == '<' && first + 1 == html.n))
        put_block(t, tag, html); /* a tag alone in a line would take the next one for HTML */
    else
        put_inline(t, html);
}

static void put_markdown(struct oc_tags *t, const struct oc_tag *tag, struct oc_str s)
{
    while (s.n && strchr("\r\n", s.p[0]))
        s = oc_str_sub(s, 1, s.n);
    while (s.n && strchr(" \t\r\n", s.p[s.n - 1]))
        s.n--;
    bool block = is_block(s) || oc_str_chr(s, '\n', 0) != SIZE_MAX;
    if (!s.n)
        return;
    if (oc_tags_in_text(t) && block && is_alone(t, tag))
        put_block(t, tag, s);
    else
        oc_tags_put_lines(t, s);
}

/* In an address or attribute: text, its references resolved. */
static void put_value(struct oc_tags *t, struct oc_str html)
{
    struct oc_buf b;
    oc_buf_init(&b, OC_MAX_TAG_BYTES);
    oc_text_put(&b, oc_str_trim(html), true, true);
    oc_tags_put_url(t, oc_buf_view(&b));
    oc_buf_release(&b);
}

/* ---- the tag ---- */

/* {{% x %}}: what it makes is read as Markdown. */
static bool makes_markdown(const struct oc_tags *t, const struct oc_tag *tag)
{
    return tag->own->markdown ||
           (t->run->r->post->dialect == OC_HUGO && t->text.p[tag->start + 2] == '%');
}

enum how {
    DRY,  /* to see whether it can be done, with inner as it was typed */
    HOLE, /* the same, with a hole for inner */
    REAL
};

/* Runs the template; false when that gives nothing that the book could show in place of inner. */
static bool make(struct oc_str *made, struct oc_tags *t, const struct oc_tag *tag,
                 struct oc_str inner, enum how how)
{
    struct oc_own_run run = {.t = t, .tag = tag, .own = tag->own, .inner = inner};
    struct oc_buf out;
    run.dry = how == DRY;
    run.hole = how == HOLE;
    run.whole = makes_markdown(t, tag);
    run.nested = tag->match != SIZE_MAX && (size_t)(tag - t->tags) + 1 < tag->match;
    oc_buf_init(&out, OC_MAX_TAG_BYTES);
    oc_arena_init(&run.arena);
    bool good = oc_own_run(&out, &run), bare = !run.args.n;
    *made = good ? oc_buf_take(&out, t->run->r->arena) : OC_STR_NONE;
    oc_arena_release(&run.arena);
    oc_buf_release(&out);
    if (!good || how == HOLE)
        return good;
    if (oc_tags_in_value(t))
        return oc_str_chr(*made, '<', 0) == SIZE_MAX;
    struct clean c = clean(t, *made);
    if (!run.whole)
        *made = c.html;
    return c.words || (!c.script && oc_str_blank(inner) && (made->n || bare));
}

static void put(struct oc_tags *t, const struct oc_tag *tag, struct oc_str made)
{
    if (oc_tags_in_value(t))
        put_value(t, made);
    else if (makes_markdown(t, tag))
        put_markdown(t, tag, made);
    else
        put_html(t, tag, made);
}

/* ---- the tag around text ---- */

/* Whether html ends in an element that is open there and may hold paragraphs. */
static bool is_container(struct oc_str html)
{
    static const char *const holds[] = {"div",        "aside",  "section", "article", "details",
                                        "blockquote", "main",   "center",  "li",      "dd",
                                        "header",     "footer", NULL},
                             *const empty[] = {"img",  "br",     "hr",  "input", "meta",
                                               "link", "source", "wbr", NULL};
    size_t closed = 0, at = html.n;
    while (at-- > 0) {
        struct oc_str name = html.p[at] == '<' ? name_at(html, at) : OC_STR_NONE;
        if (!name.n || oc_str_iis_any(name, empty))
            continue;
        if (html.p[at + 1] == '/')
            closed++;
        else if (closed)
            closed--;
        else
            return oc_str_iis_any(name, holds);
    }
    return false;
}

/* What the template puts before and after the inner text, where that can stay as it is, among the
 * Markdown of the post. */
static bool around(struct oc_str *before, struct oc_str *after, struct oc_tags *t,
                   const struct oc_tag *tag, struct oc_str inner)
{
    struct oc_str made;
    if (!oc_tags_in_text(t) || oc_str_blank(inner) || !is_alone(t, tag) ||
        !make(&made, t, tag, inner, HOLE))
        return false;
    size_t hole = oc_str_chr(made, OC_OWN_HOLE[0], 0);
    if (hole == SIZE_MAX || oc_str_chr(made, OC_OWN_HOLE[0], hole + 1) != SIZE_MAX)
        return false;
    *before = clean(t, oc_str_sub(made, 0, hole)).html;
    *after = clean(t, oc_str_sub(made, hole + 1, made.n)).html;
    return is_block(*before) && is_block(*after) && is_container(*before);
}

static void end_around(struct oc_tags *t, struct oc_tag_frame *frame)
{
    put_block(t, NULL, frame->data);
}

static void end_own(struct oc_tags *t, struct oc_tag_frame *frame)
{
    const struct oc_tag *tag = &t->tags[frame->open];
    struct oc_str inner = oc_tags_take(t, frame->out), made;
    size_t at = t->at;
    t->run->own_depth--;
    if (!oc_tags_may(t, inner.n))
        return;
    t->at = frame->open; /* what it makes stands where it began */
    if (make(&made, t, tag, inner, REAL))
        put(t, tag, made);
    else
        oc_tags_put(t, inner);
    t->at = at;
}

bool oc_tag_own(struct oc_tags *t, const struct oc_tag *tag)
{
    struct oc_str inner = OC_STR_NONE, before = inner, after = inner, made;
    bool pair = tag->match != SIZE_MAX;
    if (!tag->own)
        return false;
    if (pair)
        inner = oc_str_sub(t->text, tag->end, t->tags[tag->match].start);
    bool stays = pair && around(&before, &after, t, tag, inner);
    bool deep = pair && !stays && t->run->own_depth == OC_MAX_INCLUDE_DEPTH;
    if (deep || (!stays && !make(&made, t, tag, inner, pair ? DRY : REAL))) {
        if (!tag->row &&
            t->text.p[tag->start + 1] == '{') /* then it is as if it had no end tag, as in Hugo */
            t->tags[t->at].match = SIZE_MAX;
        return false;
    }
    if (!pair) {
        put(t, tag, made);
        return true;
    }
    if (stays)
        put_block(t, tag, before);
    struct oc_tag_frame *frame = oc_tags_push(t, OC_STR_NONE);
    frame->end = stays ? end_around : end_own;
    t->run->own_depth += !stays;
    frame->data = after;
    frame->out = t->run->out->n;
    return true;
}

bool oc_tag_own_whole(struct oc_tags *t, const struct oc_tag *tag)
{
    bool shortcode = tag->named && t->text.p[tag->start] == '{';
    t->tags[t->at].own = shortcode ? oc_own_find(t, tag->name) : NULL;
    return oc_tag_own(t, tag);
}
