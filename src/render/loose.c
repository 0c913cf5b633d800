/* SPDX-License-Identifier: MIT */
/*
 * Destinations that CommonMark does not take and the author's program does: ![](my photo.png), as
 * kramdown and most editors read it, and ![](photo.png =250x), where a size follows. They are put
 * in pointed brackets, and the size goes: else the picture would be lost, and its code printed.
 * So are paths with backslashes, img\a.png and C:\blog\img\a.png, which cmark would take for
 * escapes. And | `a|b` |, a cell of a table whose code has a bar: GFM ends the cell there.
 */
#include "base/path.h"
#include "render/source.h"

#define LONGEST ((size_t)1000) /* of a destination with its title */

/* Prose in parentheses has blanks too; a file is told by its ending. */
static bool names_file(struct oc_str dest)
{
    static const char *const exts[] = {"png",  "jpg", "jpeg", "gif", "webp", "svg",     "avif",
                                       "heic", "bmp", "md",   "mdx", "html", "htm",     "pdf",
                                       "mp4",  "mp3", "mov",  "zip", "txt",  "markdown"};
    size_t end = 0;
    if (dest.p[0] == '#') /* Typora's [see](#1.1 A heading) */
        return true;
    while (end < dest.n && dest.p[end] != '?' && dest.p[end] != '#')
        end++;
    struct oc_str ext = oc_path_ext(oc_str_sub(dest, 0, end));
    for (size_t i = 0; i < OC_COUNT(exts); i++)
        if (oc_str_iis(ext, exts[i]))
            return true;
    return false;
}

/*
 * Whether dest is a path as Windows writes them, and no "an\_escaped.png": a drive or dots stand
 * before its first backslash, or a letter behind one of them, which no escape is for.
 */
static bool is_of_windows(struct oc_str dest)
{
    size_t at = oc_str_chr(dest, '\\', 0);
    bool drive = at == 2 && dest.p[1] == ':';
    bool dots = oc_str_starts(dest, ".\\") || oc_str_starts(dest, "..\\");
    bool path = drive || dots;
    for (; !path && at < dest.n; at = oc_str_chr(dest, '\\', at + 2)) {
        unsigned char next = at + 1 < dest.n ? (unsigned char)dest.p[at + 1] : ' ';
        path = next >= 0x80 || (next >= '0' && next <= '9') ||
               ((next | 0x20) >= 'a' && (next | 0x20) <= 'z');
    }
    return path && names_file(dest) && oc_str_find(dest, "://", 0) == SIZE_MAX;
}

/* The ')' that ends what starts behind text[at] == '(' on one line; 0: none. */
static size_t closer(struct oc_str text, size_t at, size_t end)
{
    size_t depth = 0;
    end = end - at > LONGEST ? at + LONGEST : end;
    for (at++; at < end && text.p[at] != '\n' && text.p[at] != '\r'; at++) {
        char c = text.p[at];
        if (c == '<' || c == '>' || c == '`')
            return 0;
        if (c == ')' && depth-- == 0)
            return at;
        depth += c == '(';
    }
    return 0;
}

/* Where the last word of text starts when it is a size, =250x200, =250x or =x200; else text.n. */
static size_t size_at(struct oc_str text)
{
    size_t at = text.n, digits = 0, crosses = 0;
    while (at > 0 && strchr("0123456789x%*", text.p[at - 1])) {
        at--;
        digits += text.p[at] >= '0' && text.p[at] <= '9';
        crosses += text.p[at] == 'x' || text.p[at] == '*';
    }
    bool size = at > 1 && text.p[at - 1] == '=' && digits && crosses <= 1 &&
                (text.p[at - 2] == ' ' || text.p[at - 2] == '\t');
    return size ? at - 1 : text.n;
}

/* text without a size and a "title" at its end. */
static struct oc_str without_title(struct oc_str text)
{
    text = oc_str_trim(oc_str_sub(text, 0, size_at(text)));
    char quote = text.n > 2 ? text.p[text.n - 1] : '\0';
    if (quote != '"' && quote != '\'')
        return text;
    size_t at = oc_str_rchr(oc_str_sub(text, 0, text.n - 1), quote);
    bool title = at != SIZE_MAX && at > 0 && (text.p[at - 1] == ' ' || text.p[at - 1] == '\t');
    return title ? oc_str_trim(oc_str_sub(text, 0, at)) : text;
}

size_t oc_links_loose(struct oc_source *s, size_t at, size_t end)
{
    size_t close = closer(s->text, at, end);
    if (!close)
        return 0;
    struct oc_str inside = oc_str_trim(oc_str_sub(s->text, at + 1, close));
    size_t size = size_at(inside);
    struct oc_str dest = without_title(inside);
    bool blanks = oc_str_chr(dest, ' ', 0) != SIZE_MAX || oc_str_chr(dest, '\t', 0) != SIZE_MAX;
    bool slashes = oc_str_chr(inside, '\\', 0) != SIZE_MAX;
    if (!dest.n || (blanks && !names_file(dest)) || (!blanks && size == inside.n) ||
        (slashes && !is_of_windows(dest)))
        return 0;
    size_t from = (size_t)(dest.p - s->text.p);
    if (blanks) {
        oc_source_edit(s, from, 0, OC_STR("<"));
        oc_source_edit(s, from + dest.n, 0, OC_STR(">"));
    }
    if (size < inside.n)
        oc_source_edit(s, (size_t)(inside.p - s->text.p) + size, inside.n - size, OC_STR_NONE);
    return close + 1;
}

void oc_links_slashes(struct oc_source *s, size_t at, size_t end)
{
    if (!memchr(s->text.p + at, '\\', end - at))
        return;
    struct oc_str dest = oc_str_trim(oc_str_sub(s->text, at + 1, end - 1));
    bool pointed = dest.n > 1 && dest.p[0] == '<';
    dest = pointed ? oc_str_sub(dest, 1, oc_str_chr(dest, '>', 0)) : without_title(dest);
    if (is_of_windows(dest))
        oc_source_edit(s, (size_t)(dest.p - s->text.p), dest.n, oc_path_slashes(s->arena, dest));
}

static bool ends_cells(const struct oc_source *s, const struct oc_run *row, size_t delimiters)
{
    struct oc_str head = oc_str_sub(s->text, s->lines[delimiters].text, s->lines[delimiters].end);
    if (s->r->post && s->r->post->dialect == OC_JEKYLL)
        return false;
    /* cells that the head has no column for are lost: nobody means that */
    return oc_guard_cells(oc_str_sub(s->text, row->start, row->end)) <= oc_guard_cells(head);
}

void oc_bars_loose(struct oc_source *s, size_t delimiters)
{
    const struct oc_run *row = &s->runs[s->nruns - 1];
    size_t k = s->nspans;
    while (k > 0 && s->spans[k - 1].start >= row->start)
        k--;
    if (k == s->nspans || oc_guard_is_wide(s, row->line) || ends_cells(s, row, delimiters))
        return;
    for (; k < s->nspans; k++) {
        for (size_t at = s->spans[k].start; at < s->spans[k].end; at++) {
            if (s->text.p[at] == '\\')
                at++;
            else if (s->text.p[at] == '|' && s->spans[k].kind == OC_SPAN_CODE)
                oc_source_edit(s, at, 0, OC_STR("\\"));
        }
    }
}
