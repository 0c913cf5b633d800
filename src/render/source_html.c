/* SPDX-License-Identifier: MIT */
/* Where a block of HTML starts and ends in Markdown: CommonMark 0.29, section 4.6; and what stands
 * where in it. */
#include "render/source.h"

#define MAX_PLACES 100 /* in a line */

/* Names that start an HTML block of kind 6; sorted. */
static const char *const block_names[] = {
    "address",  "article",  "aside",    "base",       "basefont", "blockquote", "body",   "caption",
    "center",   "col",      "colgroup", "dd",         "details",  "dialog",     "dir",    "div",
    "dl",       "dt",       "fieldset", "figcaption", "figure",   "footer",     "form",   "frame",
    "frameset", "h1",       "h2",       "h3",         "h4",       "h5",         "h6",     "head",
    "header",   "hr",       "html",     "iframe",     "legend",   "li",         "link",   "main",
    "menu",     "menuitem", "nav",      "noframes",   "ol",       "optgroup",   "option", "p",
    "param",    "section",  "source",   "summary",    "table",    "tbody",      "td",     "tfoot",
    "th",       "thead",    "title",    "tr",         "track",    "ul"};

static bool is_block_name(struct oc_str name)
{
    size_t low = 0, high = OC_COUNT(block_names);
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (oc_str_iis(name, block_names[mid]))
            return true;
        char small[16];
        if (name.n >= sizeof small)
            return false;
        for (size_t k = 0; k < name.n; k++)
            small[k] = (char)(name.p[k] | 0x20);
        if (oc_str_cmp((struct oc_str){small, name.n}, oc_str(block_names[mid])) < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return false;
}

int oc_source_html_kind(struct oc_str line)
{
    if (oc_str_starts(line, "<!--"))
        return 2;
    if (oc_str_starts(line, "<?"))
        return 3;
    if (oc_str_starts(line, "<![CDATA["))
        return 5;
    if (line.n > 2 && line.p[1] == '!' && line.p[2] >= 'A' && line.p[2] <= 'Z')
        return 4;
    size_t from = line.n > 1 && line.p[1] == '/' ? 2 : 1, to = from;
    while (to < line.n && ((line.p[to] | 0x20) >= 'a' ? (line.p[to] | 0x20) <= 'z'
                                                      : line.p[to] >= '0' && line.p[to] <= '9'))
        to++;
    struct oc_str name = oc_str_sub(line, from, to);
    char next = to < line.n ? line.p[to] : '\n';
    bool ends = next == '>' || next == '\n' || next == ' ' || (next >= '\t' && next <= '\r');
    if (ends && from == 1 &&
        (oc_str_iis(name, "script") || oc_str_iis(name, "pre") || oc_str_iis(name, "style")))
        return 1;
    if ((ends || (next == '/' && to + 1 < line.n && line.p[to + 1] == '>')) && is_block_name(name))
        return 6;
    to = oc_source_tag(line, 0, line.n);
    return to && oc_str_blank(oc_str_sub(line, to, line.n)) ? 7 : 0;
}

bool oc_source_html_ends(int kind, struct oc_str rest)
{
    static const char *const ends[] = {NULL, NULL, "-->", "?>", ">", "]]>", NULL, NULL};
    if (ends[kind])
        return oc_str_find(rest, ends[kind], 0) != SIZE_MAX;
    if (kind != 1)
        return false;
    for (size_t at = 0; (at = oc_str_find(rest, "</", at)) != SIZE_MAX; at += 2) {
        struct oc_str tag = oc_str_sub(rest, at + 2, rest.n);
        if (oc_str_istarts(tag, "script>") || oc_str_istarts(tag, "pre>") ||
            oc_str_istarts(tag, "style>"))
            return true;
    }
    return false;
}

void oc_source_html_count(struct oc_html_open *open, struct oc_str line)
{
    static const char *const names[] = {"pre",     "article", "aside", "blockquote", "center",
                                        "details", "div",     "dl",    "figure",     "ol",
                                        "section", "table",   "ul"};
    for (size_t at = 0, end; (at = oc_str_chr(line, '<', at)) != SIZE_MAX; at = end) {
        size_t from = at + 1 < line.n && line.p[at + 1] == '/' ? at + 2 : at + 1, to = from, i = 0;
        end = oc_source_tag(line, at, line.n);
        while (to < end && (unsigned char)((line.p[to] | 0x20) - 'a') < 26)
            to++;
        while (i < OC_COUNT(names) && !oc_str_iis(oc_str_sub(line, from, to), names[i]))
            i++;
        if (end && i < OC_COUNT(names)) {
            size_t *n = i == 0 ? &open->pre : &open->blocks;
            *n = from == at + 1 ? *n + 1 : *n ? *n - 1 : 0;
        }
        end = end ? end : at + 1;
    }
}

/* Whether a message may be about what the tag at line.p[at] stands for; the bytes of its name. */
static size_t is_told_of(struct oc_str line, size_t at)
{
    static const char *const names[] = {"a", "img", "iframe", "video", "audio", "object", "embed"};
    size_t to = at + 1;
    while (to < line.n && (unsigned char)((line.p[to] | 0x20) - 'a') < 26)
        to++;
    struct oc_str name = oc_str_sub(line, at + 1, to);
    if (!name.n || (to < line.n && !strchr(" \t>/", line.p[to])))
        return 0;
    for (size_t i = 0; i < OC_COUNT(names); i++)
        if (oc_str_iis(name, names[i]))
            return name.n;
    return 0;
}

void oc_source_places(struct oc_source *s, const struct oc_line *l)
{
    struct oc_str line = oc_str_sub(s->text, 0, l->end);
    int number = s->first_line + (int)(l - s->lines), left = MAX_PLACES;
    for (size_t at = l->text, end; (at = oc_str_chr(line, '<', at)) != SIZE_MAX; at = end) {
        size_t name = is_told_of(line, at);
        if (name && left-- > 0)
            oc_source_edit(
                s, at + 1 + name, 0,
                oc_arena_printf(s->arena, " data-sourcepos=%d:%zu", number, at - l->start + 1));
        end = oc_source_tag(line, at, line.n); /* what looks like a tag in a value is none */
        end = end ? end : at + 1;
    }
}
