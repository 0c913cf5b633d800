/* SPDX-License-Identifier: MIT */
/* Tags that are lines of their own in the Markdown of VuePress, Docusaurus, Zenn, HackMD and
 * pandoc: containers between colons, and embeds behind an at sign. */
#include "render/tags_scan.h"

/* How many colons, of three or more, line starts with, and what follows them; 0: it is no fence. */
static size_t colons(struct oc_str *rest, struct oc_str line)
{
    size_t n = 0;
    line = oc_str_trim(line);
    while (n < line.n && line.p[n] == ':')
        n++;
    *rest = oc_str_trim(oc_str_sub(line, n, line.n));
    return n >= 3 ? n : 0;
}

/* Whether a line of colons alone comes after at. Lines are looked at once. */
static bool is_closed_after(struct oc_scan *c, size_t at)
{
    struct oc_str rest, line, after;
    if (c->colons_end > at)
        return c->colons_end != SIZE_MAX;
    rest = oc_str_sub(c->text, at, c->text.n);
    while (oc_str_line(&line, &rest))
        if (colons(&after, line) && !after.n) {
            c->colons_end = (size_t)(line.p + line.n - c->text.p);
            return true;
        }
    c->colons_end = SIZE_MAX;
    return false;
}

/* What a container says after its name: title, [title], {attributes}. */
static struct oc_str container_title(struct oc_str s)
{
    size_t brace = oc_str_chr(s, '{', 0);
    if (oc_str_ends(s, "}"))
        s = oc_str_trim(oc_str_sub(s, 0, brace));
    if (oc_str_starts(s, "[") && oc_str_ends(s, "]"))
        s = oc_str_trim(oc_str_sub(s, 1, s.n - 1));
    return s;
}

/* Quarto's ::: {.callout-note title="x"} and ::: callout-note, and pandoc's ::: {.note}: changes
 * name and title where it is one. */
static void read_class(struct oc_str *name, struct oc_str *title, struct oc_str rest)
{
    bool braces = oc_str_starts(rest, "{.");
    struct oc_str class = braces ? oc_str_sub(rest, 2, rest.n) : *name;
    if (braces)
        class.n = oc_scan_name(class);
    bool callout = oc_str_starts(class, "callout-");
    class = oc_str_sub(class, callout ? 8 : 0, class.n);
    if ((!braces && !callout) || !oc_tag_row(class, OC_TAG_COLONS, OC_TAG_COLONS))
        return;
    size_t from = oc_str_find(rest, "title=\"", 0);
    size_t to = from == SIZE_MAX ? from : oc_str_chr(rest, '"', from + 7);
    *name = class;
    *title = to == SIZE_MAX ? OC_STR_NONE : oc_str_sub(rest, from + 7, to);
}

size_t oc_scan_container(struct oc_scan *c, size_t at, size_t end)
{
    struct oc_str rest;
    if (!colons(&rest, oc_str_sub(c->text, at, end)))
        return at;
    if (!rest.n) {
        if (!c->containers)
            return at;
        c->containers--;
        oc_scan_add(c, OC_TAG_CLOSE, at, end)->name = OC_STR(":::");
        oc_scan_hide(c, at, end, true);
        return end;
    }
    size_t n = oc_scan_name(rest);
    if ((!n && rest.p[0] != '{') || (n < rest.n && !strchr(" \t[{", rest.p[n])) ||
        !is_closed_after(c, end))
        return at;
    struct oc_str name = oc_str_sub(rest, 0, n);
    struct oc_str title = container_title(oc_str_trim(oc_str_sub(rest, n, rest.n)));
    read_class(&name, &title, rest);
    if (!oc_tag_row(name, OC_TAG_COLONS, OC_TAG_COLONS))
        name = OC_STR("div");
    oc_scan_open(c, at, end, name, title, OC_TAG_COLONS, OC_TAG_COLONS);
    c->t->tags[c->t->ntags - 1].name = OC_STR(":::");
    c->containers++;
    return end;
}

size_t oc_scan_embed(struct oc_scan *c, size_t at, size_t end)
{
    struct oc_str line = oc_str_trim(oc_str_sub(c->text, at, end));
    if (!oc_str_starts(line, "@["))
        return at;
    size_t n = oc_scan_name(oc_str_sub(line, 2, line.n)), close = line.n - 1;
    struct oc_str name = oc_str_sub(line, 2, 2 + n), address = oc_str_sub(line, 4 + n, close);
    if (!n || close < 4 + n || line.p[2 + n] != ']' || line.p[3 + n] != '(' ||
        line.p[close] != ')' || memchr(address.p, ' ', address.n))
        return at;
    if (oc_tag_row(name, OC_TAG_COLONS, OC_TAG_COLONS))
        return oc_scan_open(c, at, at + line.n, name, address, OC_TAG_COLONS, OC_TAG_COLONS);
    if (!oc_str_starts(address, "https://") && !oc_str_starts(address, "http://"))
        return at;
    struct oc_tag *tag = oc_scan_add(c, OC_TAG_LITERAL, at, at + line.n);
    tag->args = oc_arena_printf(c->none.arena, "<%.*s>", OC_STR_ARG(address));
    tag->code = true;
    oc_scan_hide(c, at, at + line.n, false);
    return at + line.n;
}
