/* SPDX-License-Identifier: MIT */
/* Tags inside the line: links to posts and addresses, buttons, labels, styled words. */
#include "render/tags_impl.h"

static bool is_address(struct oc_str s)
{
    return oc_str_find(s, "://", 0) != SIZE_MAX || oc_str_starts(s, "/") || oc_str_starts(s, "#") ||
           oc_str_starts(s, "./") || oc_str_starts(s, "../") || oc_str_istarts(s, "mailto:") ||
           oc_str_istarts(s, "www.");
}

static struct oc_str without_comma(struct oc_str s)
{
    s = oc_str_trim(s);
    return oc_str_ends(s, ",") ? oc_str_trim(oc_str_sub(s, 0, s.n - 1)) : s;
}

/* ---- words ---- */

static void put_ruby(struct oc_tags *t, struct oc_str base, struct oc_str reading)
{
    if (!base.n || !reading.n || oc_tags_in_value(t)) {
        oc_tags_put_text(t, base);
        return;
    }
    oc_tags_puts(t, "<ruby>");
    oc_tags_put_html(t, base);
    oc_tags_puts(t, "<rt>");
    oc_tags_put_html(t, reading);
    oc_tags_puts(t, "</rt></ruby>");
}

/* ruby 漢字|かんじ */
OC_TAG_HANDLER(ruby)
{
    struct oc_str s = oc_str_trim(tag->args);
    size_t bar = oc_str_chr(s, '|', 0);
    put_ruby(t, oc_str_sub(s, 0, bar), oc_str_sub(s, bar == SIZE_MAX ? s.n : bar + 1, s.n));
}

static void end_reading(struct oc_tags *t, struct oc_tag_frame *frame)
{
    oc_tags_puts(t, "<rt>");
    oc_tags_put_html(t, frame->data);
    oc_tags_puts(t, "</rt></ruby>");
}

/* {{< ruby "reading" >}}base{{< /ruby >}} and {{< ruby "base" "reading" >}}, as blogs of Hugo's
 * have it, who all write the shortcode themselves. */
OC_TAG_HANDLER(reading)
{
    static const char *const bases[] = {"rb", "base", "kanji", "text", NULL};
    static const char *const readings[] = {"rt", "ruby", "kana", "py", "yomi", "reading", NULL};
    bool around = tag->match != SIZE_MAX;
    struct oc_str base = oc_tag_arg_any(t, bases), said = oc_tag_arg_any(t, readings);
    if (!base.n && !around)
        base = oc_tag_arg(t, "", 0);
    if (!said.n)
        said = oc_tag_arg(t, "", around ? 0 : 1);
    if (!around) {
        put_ruby(t, base, said);
        return;
    }
    struct oc_tag_frame *frame = oc_tags_push(t, OC_STR_NONE);
    if (!said.n || oc_tags_in_value(t))
        return;
    frame->data = said;
    frame->end = end_reading;
    oc_tags_puts(t, "<ruby>");
}

/* label text [colour]; NexT and Fluid: label class @text */
OC_TAG_HANDLER(label)
{
    static const char *const looks[] = {"default", "blue",   "pink", "red",     "purple",
                                        "orange",  "green",  "info", "primary", "success",
                                        "warning", "danger", "cyan", "yellow",  "gray"};
    struct oc_str s = oc_str_trim(tag->args);
    size_t at = oc_str_chr(s, '@', 0), blank = oc_str_rchr(s, ' ');
    if (at != SIZE_MAX && oc_str_chr(oc_str_trim(oc_str_sub(s, 0, at)), ' ', 0) == SIZE_MAX)
        s = oc_str_sub(s, at + 1, s.n);
    else if (blank != SIZE_MAX)
        for (size_t i = 0; i < OC_COUNT(looks); i++)
            if (oc_str_iis(oc_str_sub(s, blank + 1, s.n), looks[i])) {
                s = oc_str_trim(oc_str_sub(s, 0, blank));
                break;
            }
    oc_tags_put_text(t, oc_str_trim(s));
}

OC_TAG_HANDLER(styled)
{
    const char *name = tag->row->param;
    struct oc_str text = oc_tag_said(tag->args);
    if (strcmp(name, "last") == 0 || strcmp(name, "note") == 0) {
        struct oc_str first = oc_tag_arg(t, "", 0);
        size_t comma = oc_str_chr(text, ',', 0), past = 1;
        if (t->args.n > 1 && oc_str_starts(oc_str_sub(text, first.n, text.n), "::")) {
            comma = first.n;
            past = 2;
        }
        text = comma == SIZE_MAX ? text : oc_str_trim(oc_str_sub(text, comma + past, text.n));
        if (strcmp(name, "note") == 0) {
            oc_tags_put_text(t, first);
            if (comma == SIZE_MAX)
                return;
            oc_tags_puts(t, " (");
            oc_tags_put_text(t, oc_tag_arg(t, "", 1));
            oc_tags_puts(t, ")");
            return;
        }
        name = "";
    }
    if (*name) {
        oc_tags_puts(t, "<");
        oc_tags_puts(t, name);
        oc_tags_puts(t, ">");
    }
    oc_tags_put_text(t, text);
    if (*name) {
        oc_tags_puts(t, "</");
        oc_tags_puts(t, name);
        oc_tags_puts(t, ">");
    }
}

/* checkbox [colour] [checked], text; cb text[, checked], cb checked */
OC_TAG_HANDLER(tick)
{
    bool radio = oc_str_is(tag->name, "radio");
    bool first = *tag->row->param;
    struct oc_str text =
        t->args.n ? oc_tag_said(t->args.value[first ? 0 : t->args.n - 1]) : OC_STR_NONE;
    bool on = (first && (oc_str_is(oc_tag_arg(t, "", 1), "true") || oc_str_is(text, "true"))) ||
              (t->args.n > 1 && oc_str_find(t->args.value[0], "checked", 0) != SIZE_MAX) ||
              oc_str_find(tag->args, "checked:true", 0) != SIZE_MAX;
    if (first && (oc_str_is(text, "true") || oc_str_is(text, "false")))
        text = OC_STR_NONE;
    oc_tags_puts(t, on      ? radio ? "\xE2\x97\x89 " : "\xE2\x98\x91 "
                    : radio ? "\xE2\x97\x8B "
                            : "\xE2\x98\x90 ");
    if (oc_tags_in_text(t))
        oc_tags_put(t, text); /* Markdown within the line */
    else
        oc_tags_put_text(t, text);
}

/* hideInline content, display ...: what is hidden is what matters. */
OC_TAG_HANDLER(hidden)
{
    (void)tag;
    oc_tags_put_text(t, oc_tag_arg(t, "", 0));
}

/* ---- links ---- */

static void end_button(struct oc_tags *t, struct oc_tag_frame *frame)
{
    if (!frame->data.n)
        return;
    if (!oc_tags_in_text(t)) {
        oc_tags_puts(t, "</a>");
        return;
    }
    oc_tags_puts(t, "](");
    oc_tags_put_url(t, frame->data);
    oc_tags_puts(t, ")");
}

/* btn url, text, icon ...; cell text, url, icon */
OC_TAG_HANDLER(button)
{
    struct oc_str url = oc_tag_arg(t, "href", SIZE_MAX), text = oc_tag_arg(t, "text", SIZE_MAX);
    if (!url.n)
        url = oc_tag_arg(t, "url", SIZE_MAX);
    if (!url.n)
        url = oc_tag_arg(t, "link", SIZE_MAX);
    if (!url.n)
        url = oc_tag_arg(t, "to", SIZE_MAX); /* Docusaurus, Gatsby */
    if (!text.n)
        text = oc_tag_arg(t, "label", SIZE_MAX);
    if (tag->row->where == OC_TAG_HEXO) {
        static const struct oc_tag_row words = {.form = OC_TAG_WORDS};
        struct oc_tag copy = *tag;
        copy.row = &words;
        if (t->args.n == 1 &&
            oc_str_chr(t->args.value[0], ' ', 0) != SIZE_MAX) { /* words address options */
            oc_tag_args_parse(&t->args, t->run->r->arena, &copy);
            oc_tag_anchor(t, &copy);
            return;
        }
        if (t->args.n > 2 && is_address(t->args.value[2])) /* looks::words::address */
            t->args.value[0] = t->args.value[2];
    }
    struct oc_str first = oc_tag_arg(t, "", 0), second = oc_tag_arg(t, "", 1);
    if (!url.n && !is_address(first) && is_address(second)) {
        url = second;
        second = first;
    } else if (!url.n) {
        url = first;
    }
    if (tag->match == SIZE_MAX) {
        oc_tags_link(t, url, text.n ? text : second.n ? second : url);
        return;
    }
    oc_tags_push(t, OC_STR_NONE)->end = end_button;
    oc_tags_top(t)->data = url;
    if (url.n && oc_tags_in_text(t)) {
        oc_tags_puts(t, "[");
    } else if (url.n) {
        oc_tags_puts(t, "<a href=\"");
        oc_tags_put_url(t, url);
        oc_tags_puts(t, "\">");
    }
}

/* link "url" "words" "title"; link href="url" content="words" */
OC_TAG_HANDLER(linked)
{
    static const char *const names[] = {"content", "text", "name", "title", NULL};
    struct oc_str url = oc_tag_arg(t, "href", SIZE_MAX), text = OC_STR_NONE;
    (void)tag;
    if (!url.n)
        url = oc_tag_arg(t, "url", SIZE_MAX);
    if (!url.n) {
        url = oc_tag_arg(t, "", 0);
        text = oc_tag_arg(t, "", 1);
    }
    for (size_t i = 0; names[i] && !text.n; i++)
        text = oc_tag_arg(t, names[i], SIZE_MAX);
    oc_tags_link(t, url, text.n ? text : url);
}

/* badge "words", kbd "Ctrl"; or around them */
OC_TAG_HANDLER(words)
{
    struct oc_str text = oc_tag_arg(t, "content", 0);
    bool key = oc_str_is(oc_str(tag->row->param), "kbd") && !oc_tags_in_value(t);
    if (tag->match != SIZE_MAX) {
        oc_tags_push(t, OC_STR_NONE);
        return;
    }
    oc_tags_puts(t, key ? "<kbd>" : "");
    oc_tags_put_text(t, text.n ? text : oc_tag_arg(t, "text", SIZE_MAX));
    oc_tags_puts(t, key ? "</kbd>" : "");
}

/* link text url [external] [title]; site title, url=..., ... */
OC_TAG_HANDLER(anchor)
{
    struct oc_str url = OC_STR_NONE;
    const char *param = tag->row->param ? tag->row->param : "";
    size_t i = 0;
    if (t->run->r->post->dialect == OC_HEXO)
        oc_tag_drop_options(t);
    if (t->args.n > 0 && oc_str_find(t->args.value[0], ",http", 0) != SIZE_MAX) {
        struct oc_str rest = t->args.value[0], part; /* title,address,words */
        for (t->args.n = 0; t->args.n < OC_TAG_ARGS && oc_str_cut(&part, &rest, ',');)
            t->args.value[t->args.n++] = part;
    }
    while (i < t->args.n && !is_address(t->args.value[i]) &&
           !oc_str_starts(t->args.value[i], "url="))
        i++;
    struct oc_str after = OC_STR_NONE; /* link url words */
    if (i < t->args.n) {
        if (i == 0 && !*param && t->args.n > 1 && !is_address(t->args.value[1]) &&
            !oc_str_is(t->args.value[1], "true") && !oc_str_is(t->args.value[1], "false"))
            after = oc_tag_said(oc_tag_rest(t, 1));
        url = without_comma(t->args.value[i]);
        if (oc_str_starts(url, "url="))
            url = oc_str_sub(url, 4, url.n);
        t->args.n = i;
    }
    struct oc_str text = without_comma(*param ? oc_tag_arg(t, "", 0) : oc_tag_rest(t, 0));
    oc_tags_link(t, url, text.n ? text : after.n ? after : url);
}

static bool is_flag(struct oc_str s)
{
    return oc_str_is(s, "true") || oc_str_is(s, "false");
}

/*
 * A link to a post by name: oc-post:NAME, which links.c resolves; it gives a link without text
 * the post's title. In an address, what variables put right before is the site's own base, which
 * the name stands for already: {{ site.baseurl }}{% post_url x %}.
 */
OC_TAG_HANDLER(post)
{
    struct oc_str name = oc_tag_arg(t, "path", 0), text = OC_STR_NONE;
    if (oc_str_is(tag->name, "article"))
        name = oc_tag_arg(t, "link", SIZE_MAX);
    if (tag->row->form == OC_TAG_PLAIN && name.n > 1 && strchr("\"'", name.p[0]))
        name = oc_str_sub(name, 1, name.n - 1);
    if (tag->row->form == OC_TAG_WORDS && !*tag->row->param) {
        if (t->args.n > 2 && is_flag(t->args.value[t->args.n - 1]))
            t->args.n--;
        text = oc_tag_rest(t, 1);
    }
    name = oc_str_trim(name);
    if (!name.n) {
        oc_tags_put_text(t, text);
        return;
    }
    if (oc_tags_in_value(t) && t->at > 0 && t->tags[t->at - 1].kind == OC_TAG_VALUE &&
        t->tags[t->at - 1].end == tag->start && t->value_out <= t->run->out->n)
        (void)oc_tags_take(t, t->value_out);
    oc_tags_link(t, oc_arena_printf(t->run->r->arena, "oc-post:%.*s", OC_STR_ARG(name)), text);
}

OC_TAG_HANDLER(address)
{
    (void)tag;
    struct oc_str url = oc_tag_arg(t, "", 0);
    oc_tags_link(t, url, url);
}

/* asset_link file [title] [escape] */
OC_TAG_HANDLER(asset)
{
    (void)tag;
    if (t->args.n > 2 && is_flag(t->args.value[t->args.n - 1]))
        t->args.n--;
    struct oc_str file = oc_tag_arg(t, "", 0), text = oc_tag_rest(t, 1);
    oc_tags_link(t, file, text.n ? text : file);
}

/* Hugo: of the front matter, else of the site's params. */
OC_TAG_HANDLER(param)
{
    struct oc_str key = oc_tag_arg(t, "key", 0);
    struct oc_arena *a = t->run->r->arena;
    static const char *const places[] = {"page", "page.params", "site.params"};
    for (size_t i = 0; i < OC_COUNT(places); i++) {
        struct oc_str path = oc_arena_printf(a, "%s.%.*s", places[i], OC_STR_ARG(key));
        struct oc_tag_value v = oc_tag_eval(t, path);
        if (!v.text.n)
            continue;
        if (oc_tags_in_value(t))
            oc_tags_put_url(t, v.text);
        else
            oc_tags_put_text(t, v.text);
        return;
    }
    oc_tags_warn_once(t, OC_D_TAG_VARIABLE, tag, key);
}
