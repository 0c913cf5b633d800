/* SPDX-License-Identifier: MIT */
/*
 * Headers without fences: `Key: value` lines up to a blank line, as MultiMarkdown and Pelican have
 * them, and `.. key: value` lines in a comment, as Nikola has. They are front matter only when a
 * title is among them, or a property that Logseq has: `tags:: x`.
 */
#include "base/limits.h"
#include "collect/stages.h"

#define HEADER_LINES 100

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' ||
           c == '-';
}

/* What names a block of lines headers: a title; or one property as Logseq has them, tags:: x. */
enum named {
    NOTHING,
    TITLE,
    PROPERTY
};

/* Appends the header of line to out and says whether it is one; *named when it shows what it is. */
static bool put_header(struct oc_buf *out, struct oc_str line, enum named *named)
{
    size_t n = 0;
    while (n < line.n && n < 40 && is_word(line.p[n]))
        n++;
    if (!n || n == line.n || line.p[n] != ':' || (n + 1 < line.n && line.p[n + 1] == '/'))
        return false;
    struct oc_str key = oc_str_sub(line, 0, n), value = oc_str_sub(line, n + 1, line.n);
    bool logseq = oc_str_is(value, ":") || oc_str_starts(value, ": ");
    value = oc_str_trim(oc_str_sub(value, logseq, value.n));
    if (oc_str_iis(key, "title") && value.n)
        *named = TITLE;
    else if (logseq && *named == NOTHING && oc_meta_known(key))
        *named = PROPERTY;
    oc_buf_put(out, key);
    oc_buf_puts(out, ": ");
    for (size_t i = 0; i < value.n; i++) /* date:: [[2024-02-03]], tags:: #tea */
        if (!logseq || !strchr("[]#", value.p[i]))
            oc_buf_putc(out, value.p[i]);
    oc_buf_putc(out, '\n');
    return true;
}

/* Lines up to a blank one; an indented line goes on with the one before. */
static bool plain_headers(struct oc_buf *out, struct oc_str *rest, int *lines)
{
    struct oc_str line;
    enum named named = NOTHING;
    for (*lines = 0; *lines < HEADER_LINES && oc_str_line(&line, rest); ++*lines) {
        if (oc_str_blank(line)) {
            ++*lines;
            return named == PROPERTY || (named && *lines > 2); /* one line may well be prose */
        }
        if ((line.p[0] == ' ' || line.p[0] == '\t') && out->n) {
            out->p[out->n - 1] = ' ';
            oc_buf_put(out, oc_str_trim(line));
            oc_buf_putc(out, '\n');
        } else if (!put_header(out, line, &named)) {
            return false;
        }
    }
    return named && *lines > 1 && rest->n == 0;
}

static bool comment_headers(struct oc_buf *out, struct oc_str *rest, int *lines)
{
    struct oc_str line;
    enum named named = NOTHING;
    for (*lines = 0; *lines < HEADER_LINES && oc_str_line(&line, rest); ++*lines) {
        line = oc_str_trim(line);
        if (oc_str_is(line, "-->")) {
            ++*lines;
            return named;
        }
        if (!oc_str_starts(line, ".. ") && line.n && *lines > 0)
            return false;
        if (oc_str_starts(line, ".. "))
            (void)put_header(out, oc_str_sub(line, 3, line.n), &named);
    }
    return false;
}

bool oc_front_headers(struct oc_post *post, struct oc_str text)
{
    struct oc_str rest = text;
    struct oc_buf out;
    int lines = 0;
    oc_buf_init(&out, OC_MAX_FRONT_BYTES);
    bool found = oc_str_starts(text, "<!--") ? comment_headers(&out, &rest, &lines)
                                             : plain_headers(&out, &rest, &lines);
    if (found && !out.full) {
        post->front = oc_value_yaml_lenient(&post->arena, oc_buf_take(&out, &post->arena), 1);
        post->body_at = rest.n ? (size_t)(rest.p - text.p) : text.n;
        post->body_line = lines + 1;
    }
    oc_buf_release(&out);
    return found;
}
