/* SPDX-License-Identifier: MIT */
/* Tags that are lines of their own in the Markdown of VuePress, Docusaurus, Zenn, HackMD, Astro and
 * pandoc: containers between colons, the tabs in them, directives, and embeds behind an at sign. */
#include "render/tags.h"
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
    return oc_str_starts(s, "#") ? OC_STR_NONE : s; /* ::: tabs#shell */
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
    *name = class;
    *title = oc_tag_quoted(rest, "title=\"");
}

/* ::name[words]{key="value"}, alone in a line: as Hugo's shortcode of that name, else its words. */
static size_t directive(struct oc_scan *c, size_t at, size_t end)
{
    static const struct oc_tag_row row = {.form = OC_TAG_NAMED};
    static const char *const links[] = {"href", "url", "link", "src", NULL};
    struct oc_arena *a = c->none.arena;
    struct oc_str line = oc_str_trim(oc_str_sub(c->text, at, end));
    size_t n = oc_scan_name(oc_str_sub(line, 2, line.n)) + 2, close = n;
    struct oc_str name = oc_str_sub(line, 2, n), words = OC_STR_NONE, link = OC_STR_NONE;
    if (n < line.n && line.p[n] == '[') {
        close = oc_str_rchr(line, ']');
        words = close == SIZE_MAX ? words : oc_str_sub(line, n + 1, close);
        close = close == SIZE_MAX ? n : close + 1;
    }
    struct oc_str list = oc_str_sub(line, close, line.n);
    bool braces = oc_str_starts(list, "{") && oc_str_ends(list, "}");
    if (n == 2 || (list.n && !braces) || close + list.n == n)
        return at;
    list = braces ? oc_str_trim(oc_str_sub(list, 1, list.n - 1)) : list;
    if (oc_str_starts(list, "#"))
        list = oc_arena_printf(a, "id=\"%.*s\"", (int)list.n - 1, list.p + 1);
    const struct oc_tag_row *known = oc_tag_row(name, OC_TAG_HUGO, OC_TAG_HUGO);
    if (known && known->body == OC_TAG_NONE && list.n && !words.n)
        return oc_scan_open(c, at, at + line.n, name, list, OC_TAG_HUGO, OC_TAG_HUGO);
    struct oc_tag all = {.row = &row, .named = true, .args = list};
    struct oc_tag_args args = {0};
    oc_tag_args_parse(&args, a, &all);
    for (size_t i = 0; i < args.n; i++) {
        for (size_t k = 0; links[k] && !link.n; k++)
            link = oc_str_is(args.key[i], links[k]) ? args.value[i] : link;
        if (!words.n && oc_str_is(args.key[i], "title"))
            words = args.value[i];
    }
    struct oc_tag *tag = oc_scan_add(c, OC_TAG_LITERAL, at, at + line.n);
    tag->code = true;
    if (link.n && words.n)
        tag->args = oc_arena_printf(a, "[%.*s](<%.*s>)", OC_STR_ARG(words), OC_STR_ARG(link));
    else
        tag->args = link.n ? oc_arena_printf(a, "<%.*s>", OC_STR_ARG(link)) : words;
    oc_scan_hide(c, at, at + line.n, !tag->args.n);
    return at + line.n;
}

/* @tab words, in a container. */
static size_t tab_line(struct oc_scan *c, size_t at, size_t end)
{
    struct oc_str line = oc_str_trim(oc_str_sub(c->text, at, end));
    size_t n = oc_str_starts(line, "@tab:active") ? 11 : 4;
    if (!c->containers || (n < line.n && line.p[n] != ' ' && line.p[n] != '#'))
        return at;
    struct oc_tag *tag = oc_scan_add(c, OC_TAG_MARK, at, at + line.n);
    tag->name = OC_STR("tab");
    tag->args = oc_str_sub(line, n, line.n);
    tag->args = oc_str_trim(oc_str_sub(tag->args, 0, oc_str_chr(tag->args, '#', 0)));
    oc_scan_hide(c, at, at + line.n, true);
    return at + line.n;
}

size_t oc_scan_container(struct oc_scan *c, size_t at, size_t end)
{
    struct oc_str rest;
    if (!colons(&rest, oc_str_sub(c->text, at, end)))
        return oc_scan_is_at(c, at, "::") ? directive(c, at, end) : at;
    if (!rest.n) {
        if (!c->containers)
            return at;
        c->containers--;
        oc_scan_add(c, OC_TAG_CLOSE, at, end)->name = OC_STR(":::");
        oc_scan_hide(c, at, end, true);
        return end;
    }
    size_t n = oc_scan_name(rest);
    if ((!n && rest.p[0] != '{') || (n < rest.n && !strchr(" \t[{#", rest.p[n])) ||
        !is_closed_after(c, end))
        return at;
    struct oc_str name = oc_str_sub(rest, 0, n);
    struct oc_str title = container_title(oc_str_trim(oc_str_sub(rest, n, rest.n)));
    if (!title.n)
        title = oc_tag_quoted(rest, "title=\"");
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
    if (oc_str_starts(line, "@tab"))
        return tab_line(c, at, end);
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
