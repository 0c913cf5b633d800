/* SPDX-License-Identifier: MIT */
/* Tags that stand around Markdown: notes, folds, tabs, timelines, quotations. */
#include "render/tags_impl.h"

/* ---- notes ---- */

/* What themes call their notes -> what alerts.c calls them; "" is a matter of looks alone. */
static const char *const kinds[][2] = {
    {"note", "NOTE"},
    {"default", "NOTE"},
    {"primary", "NOTE"},
    {"secondary", "NOTE"},
    {"info", "INFO"},
    {"information", "INFO"},
    {"tip", "TIP"},
    {"tips", "TIP"},
    {"hint", "TIP"},
    {"success", "SUCCESS"},
    {"done", "SUCCESS"},
    {"check", "SUCCESS"},
    {"important", "IMPORTANT"},
    {"warning", "WARNING"},
    {"warn", "WARNING"},
    {"attention", "WARNING"},
    {"alert", "WARNING"},
    {"caution", "CAUTION"},
    {"danger", "DANGER"},
    {"error", "DANGER"},
    {"bug", "BUG"},
    {"question", "QUESTION"},
    {"example", "EXAMPLE"},
    {"abstract", "ABSTRACT"},
    {"quote", "NOTE"},
    {"blue", ""},
    {"pink", ""},
    {"red", ""},
    {"purple", ""},
    {"orange", ""},
    {"green", ""},
    {"cyan", ""},
    {"yellow", ""},
    {"gray", ""},
    {"simple", ""},
    {"modern", ""},
    {"flat", ""},
    {"disabled", ""},
    {"no-icon", ""},
    {"icon", ""},
};

static const char *kind_of(struct oc_str word)
{
    if (oc_str_ends(word, ",")) /* noteblock info, title */
        word.n--;
    for (size_t i = 0; i < OC_COUNT(kinds); i++)
        if (oc_str_iis(word, kinds[i][0]))
            return kinds[i][1];
    return NULL;
}

/* Whether a title has markup in it that counts, and could be the start of no block. */
static bool is_marked_up(const struct oc_tags *t, struct oc_str title)
{
    enum oc_dialect dialect = t->run->r->post->dialect;
    const struct oc_tag_row *row = t->at < t->ntags ? t->tags[t->at].row : NULL;
    bool counts = row && oc_tags_in_text(t) &&
                  (row->where == OC_TAG_COLONS || dialect == OC_HUGO || dialect == OC_ZOLA);
    bool marks = false;
    for (size_t i = 0; i < title.n && !marks; i++)
        marks = title.p[i] && strchr("*_`[&$<\\", title.p[i]);
    return counts && marks && !strchr("-+*#>0123456789", title.p[0]);
}

/* The title of an alert that is to have none. */
static const char no_title[] = "";

/* A quotation that starts with [!KIND]: the alerts know what to make of it. */
static void open_alert(struct oc_tags *t, const char *kind, struct oc_str title)
{
    bool markup = is_marked_up(t, title);
    bool untitled = title.p == no_title;
    oc_tags_para(t);
    oc_tags_puts(t, untitled ? "<blockquote class=\"" OC_UNTITLED "\">" : "<blockquote>");
    oc_tags_puts(t, markup ? "" : "<p>");
    if (markup)
        oc_tags_para(t);
    oc_tags_puts(t, "[!");
    oc_tags_puts(t, kind && *kind ? kind : "NOTE");
    oc_tags_puts(t, title.n ? "] " : "]");
    if (markup)
        oc_tags_put(t, title);
    else
        oc_tags_put_html(t, title);
    oc_tags_puts(t, markup ? "" : "</p>");
    oc_tags_para(t);
    oc_tags_push(t, OC_STR("</blockquote>"));
}

static struct oc_str unquoted(struct oc_str s)
{
    s = oc_str_trim(s);
    bool quoted = s.n > 1 && s.p[0] == '"' && oc_str_chr(s, '"', 1) == s.n - 1;
    return quoted ? oc_str_sub(s, 1, s.n - 1) : s;
}

/* note [kind or colour] [icon] [style] [title]; ::: note title, ::: message alert */
OC_TAG_HANDLER(note)
{
    bool title_only = tag->row->where == OC_TAG_COLONS && t->args.n > 1;
    bool icon_first = tag->row->where != OC_TAG_COLONS && *tag->row->param;
    const char *kind = *tag->row->param ? kind_of(oc_str(tag->row->param)) : NULL;
    size_t i = 0;
    if (tag->row->where == OC_TAG_HEXO)
        oc_tag_drop_options(t);
    for (; i < t->args.n && !title_only; i++) {
        struct oc_str word = t->args.value[i];
        const char *is = kind_of(word);
        if (is && *is)
            kind = is;
        else if (!is && !oc_str_starts(word, "fa") && !(i == 0 && icon_first))
            break;
    }
    bool as_it_is = tag->row->where == OC_TAG_COLONS && i == 0; /* quotes in it stay */
    struct oc_str title = as_it_is ? unquoted(tag->args) : oc_tag_rest(t, i);
    if (as_it_is && !title.n && tag->args.n) /* ::: note "" */
        title.p = no_title;
    open_alert(t, kind, title);
}

/* Tags with an end elsewhere that some themes have without: katex alone only loads its script, and
 * what a note of Stellar's says stands in it. */
bool oc_tag_whole(struct oc_tags *t, const struct oc_tag *tag)
{
    enum oc_dialect dialect = t->run->r->post->dialect;
    struct oc_str words = oc_tag_said(tag->args), first = words;
    first.n = oc_str_chr(words, ' ', 0) == SIZE_MAX ? words.n : oc_str_chr(words, ' ', 0);
    if (dialect == OC_HUGO && oc_str_is(tag->name, "katex"))
        return true;
    const char *kind = kind_of(first);
    bool comma = oc_str_ends(first, ",") && first.n < words.n; /* note success, words */
    if (dialect != OC_HEXO || !oc_str_is(tag->name, "note") || !words.n || (kind && !comma))
        return false;
    if (kind)
        words = oc_str_trim(oc_str_sub(words, first.n, words.n));
    oc_tags_para(t);
    oc_tags_puts(t, "<blockquote><p>[!");
    oc_tags_puts(t, kind && *kind ? kind : "NOTE");
    oc_tags_puts(t, "]</p>");
    oc_tags_para(t);
    oc_tags_put(t, words);
    oc_tags_para(t);
    oc_tags_puts(t, "</blockquote>");
    oc_tags_para(t);
    return true;
}

static struct oc_str first_arg(const struct oc_tags *t, const char *const *names)
{
    struct oc_str value = OC_STR_NONE;
    for (; *names && !value.n; names++)
        value = oc_tag_arg(t, *names, SIZE_MAX);
    return value;
}

/* alert "circle-info", as Blowfish and Congo have it: a name of Font Awesome's */
static bool is_icon(const struct oc_tags *t, const struct oc_tag *tag, struct oc_str title)
{
    if (!title.n || !oc_str_is(tag->name, "alert") || t->run->r->post->dialect != OC_HUGO ||
        oc_tag_arg(t, "title", SIZE_MAX).n)
        return false;
    for (size_t i = 0; i < title.n; i++)
        if ((unsigned char)(title.p[i] - 'a') >= 26 && title.p[i] != '-')
            return false;
    return true;
}

static const char *kind_of_icon(struct oc_str name)
{
    static const char *const icons[][2] = {
        {"info", "INFO"},         {"light", "TIP"},     {"triangle", "WARNING"},
        {"exclam", "WARNING"},    {"fire", "WARNING"},  {"skull", "DANGER"},
        {"question", "QUESTION"}, {"check", "SUCCESS"}, {"bomb", "DANGER"},
    };
    for (size_t i = 0; i < OC_COUNT(icons); i++)
        if (oc_str_find(name, icons[i][0], 0) != SIZE_MAX)
            return icons[i][1];
    return NULL;
}

OC_TAG_HANDLER(alert)
{
    static const char *const types[] = {"type",  "style", "level",  "variant", "kind",
                                        "color", "class", "status", NULL};
    static const char *const titles[] = {"title", "header", "heading", "summary", "caption", NULL};
    static const char *const texts[] = {"text", "content", "body", "message", NULL};
    const char *kind = *tag->row->param ? kind_of(oc_str(tag->row->param)) : NULL;
    struct oc_str title = first_arg(t, titles), first = oc_tag_arg(t, "", 0);
    const char *by_name = kind_of(first_arg(t, types)), *by_place = kind_of(first);
    size_t used = 0;
    if (!oc_tags_leads(t, tag)) { /* <Tip>word</Tip>: a word of a sentence is no box */
        oc_tag_drop(t, tag);
        return;
    }
    if (!kind && by_name) {
        kind = by_name;
    } else if (by_place && *by_place) {
        kind = by_place;
        used = 1;
    }
    if (!title.n && tag->match != SIZE_MAX)
        title = oc_tag_arg(t, "", used);
    if (is_icon(t, tag, title)) {
        kind = kind ? kind : kind_of_icon(title);
        title = OC_STR_NONE;
    }
    if (tag->match != SIZE_MAX) {
        open_alert(t, kind, title);
        return;
    }
    struct oc_str text = first_arg(t, texts).n ? first_arg(t, texts) : oc_tag_arg(t, "", used);
    if (!text.n) {
        text = title;
        title = OC_STR_NONE;
    }
    if (text.n) {
        open_alert(t, kind, title);
        bool include = t->run->r->post->dialect == OC_JEKYLL && oc_tags_in_text(t);
        if (include || is_marked_up(t, text))
            oc_tags_put_lines(t, text);
        else
            oc_tags_put_text(t, text);
    }
}

/* ---- folds ---- */

/* How many arguments of fold kind @title stand before its title. */
static size_t first_is_kind(const struct oc_tags *t)
{
    return t->args.n > 1 && oc_str_starts(t->args.value[1], "@") && kind_of(t->args.value[0]);
}

OC_TAG_HANDLER(details)
{
    static const char *const names[] = {"summary", "title", "header", "label", "text", NULL};
    struct oc_str summary = first_arg(t, names);
    enum oc_dialect dialect = t->run->r->post->dialect;
    if (tag->row->form == OC_TAG_NAMED &&
        tag->row->where == (OC_TAG_HUGO | OC_TAG_ZOLA | OC_TAG_LIQUID | OC_TAG_HEXO) &&
        !summary.n && dialect != OC_HUGO && dialect != OC_ZOLA) /* words without quotes */
        summary = oc_tag_rest(t, 0);
    if (!summary.n && t->args.n)
        summary = oc_str_is(oc_str(tag->row->param), "last") ? t->args.value[t->args.n - 1]
                                                             : oc_tag_arg(t, "", 0);
    if (dialect == OC_HEXO)
        summary = oc_tag_said(summary);
    if (oc_str_is(tag->name, "fold")) /* fold kind @title */
        summary = oc_str_trim(oc_tag_rest(t, first_is_kind(t)));
    if (oc_str_is(tag->name, "fold") && oc_str_starts(summary, "@"))
        summary = oc_str_trim(oc_str_sub(summary, 1, summary.n));
    bool markup = is_marked_up(t, summary);
    oc_tags_para(t);
    oc_tags_puts(t, "<details><summary>");
    if (markup) {
        oc_tags_para(t);
        oc_tags_put(t, summary);
        oc_tags_para(t);
    } else {
        oc_tags_put_html(t, summary);
    }
    oc_tags_puts(t, "</summary>");
    oc_tags_para(t);
    oc_tags_push(t, OC_STR("</details>"));
}

/* ---- tabs and timelines ---- */

static void put_bold(struct oc_tags *t, const char *class, struct oc_str text)
{
    oc_tags_puts(t, "<p class=\"");
    oc_tags_puts(t, class);
    oc_tags_puts(t, "\"><strong>");
    oc_tags_put_html(t, text);
    oc_tags_puts(t, "</strong></p>");
}

/* A title of a timeline, which is Markdown. */
static void put_title(struct oc_tags *t, struct oc_str text)
{
    if (!oc_tags_in_text(t) || oc_str_find(text, "](", 0) == SIZE_MAX) {
        put_bold(t, "timeline-title", text);
        return;
    }
    oc_tags_puts(t, "<div class=\"timeline-title\">");
    oc_tags_para(t);
    oc_tags_puts(t, "**");
    oc_tags_put(t, text);
    oc_tags_puts(t, "**");
    oc_tags_para(t);
    oc_tags_puts(t, "</div>");
}

static void close_item(struct oc_tags *t, struct oc_tag_frame *frame, const char *close)
{
    if (!frame->item)
        return;
    oc_tags_para(t);
    oc_tags_puts(t, close);
    oc_tags_para(t);
    frame->item = false;
}

static void end_tabs(struct oc_tags *t, struct oc_tag_frame *frame)
{
    close_item(t, frame, "</div>");
}

OC_TAG_HANDLER(tabs)
{
    (void)tag;
    struct oc_tag_frame *frame = oc_tags_push(t, OC_STR_NONE);
    frame->end = end_tabs;
    frame->data = oc_tag_arg(t, "", 0);
}

static void end_timeline(struct oc_tags *t, struct oc_tag_frame *frame)
{
    close_item(t, frame, "</li>");
    oc_tags_para(t);
    oc_tags_puts(t, "</ul>");
    oc_tags_para(t);
}

OC_TAG_HANDLER(timeline)
{
    (void)tag;
    struct oc_str title = oc_tag_arg(t, "", 0);
    oc_tags_para(t);
    if (title.n) {
        put_title(t, title);
        oc_tags_para(t);
    }
    oc_tags_open(t, OC_STR("<ul class=\"timeline\">"), "");
    oc_tags_top(t)->end = end_timeline;
}

/* timenode date */
OC_TAG_HANDLER(moment)
{
    oc_tags_para(t);
    oc_tags_puts(t, "<li>");
    put_title(t, oc_str_trim(tag->args));
    oc_tags_para(t);
    oc_tags_push(t, OC_STR("</li>"));
}

static struct oc_str without_icon(struct oc_str caption)
{
    return oc_str_trim(oc_str_sub(caption, 0, oc_str_chr(caption, '@', 0)));
}

/* <!-- tab caption@icon -->, <!-- endtab -->; <!-- timeline title -->, <!-- endtimeline --> */
OC_TAG_HANDLER(mark)
{
    struct oc_tag_frame *frame = oc_tags_top(t);
    const struct oc_tag_row *row = frame ? t->tags[frame->open].row : NULL;
    bool tab = oc_str_is(tag->name, "tab") || oc_str_is(tag->name, "endtab") ||
               oc_str_is(tag->name, "folder");
    if (!row || row->handle != (tab ? oc_tag_tabs : oc_tag_timeline))
        return;
    close_item(t, frame, tab ? "</div>" : "</li>");
    if (oc_str_starts(tag->name, "end"))
        return;
    struct oc_str caption = tab ? without_icon(tag->args) : tag->args;
    frame->item = true;
    frame->count++;
    if (!caption.n && tab)
        caption = oc_str_trim(
            oc_arena_printf(t->run->r->arena, "%.*s %zu", OC_STR_ARG(frame->data), frame->count));
    oc_tags_para(t);
    oc_tags_puts(t, tab ? "<div class=\"tab\">" : "<li>");
    if (caption.n && tab)
        put_bold(t, "tab-title", caption);
    else if (caption.n)
        put_title(t, caption);
    oc_tags_para(t);
}

/* tabs items="a,b" of Hextra names what the tabs in it do not; its frame holds those to come. */
static struct oc_str name_above(struct oc_tags *t)
{
    struct oc_tag_frame *frame = oc_tags_top(t);
    struct oc_str name = OC_STR_NONE;
    if (!frame || t->run->r->post->dialect != OC_HUGO ||
        !oc_str_is(t->tags[frame->open].name, "tabs"))
        return OC_STR_NONE;
    if (frame->count++ == 0) {
        struct oc_tag_args args = {0};
        oc_tag_args_parse(&args, t->run->r->arena, &t->tags[frame->open]);
        for (size_t i = 0; i < args.n; i++)
            if (oc_str_iis(args.key[i], "items"))
                frame->data = args.value[i];
    }
    oc_str_cut(&name, &frame->data, ',');
    return oc_str_trim(name);
}

OC_TAG_HANDLER(tab)
{
    (void)tag;
    static const char *const names[] = {"title",   "name",  "header", "label",
                                        "tabName", "value", NULL};
    struct oc_str above = name_above(t), caption = first_arg(t, names);
    if (!caption.n && t->run->r->post->dialect == OC_JEKYLL && t->args.n > 1)
        caption = oc_tag_rest(t, 1); /* tab group words */
    if (!caption.n)
        caption = oc_tag_arg(t, "", 0).n ? oc_tag_arg(t, "", 0) : above;
    oc_tags_para(t);
    oc_tags_puts(t, "<div class=\"tab\">");
    if (caption.n)
        put_bold(t, "tab-title", caption);
    oc_tags_para(t);
    oc_tags_push(t, OC_STR("</div>"));
}

/* ---- quotations ---- */

struct source {
    struct oc_str author, work, url;
};

/* author[, work] [url [name of the link]] */
static struct source read_source(struct oc_tags *t)
{
    struct source s = {.url = OC_STR_NONE};
    size_t i = 0;
    while (i < t->args.n && !oc_str_istarts(t->args.value[i], "http://") &&
           !oc_str_istarts(t->args.value[i], "https://"))
        i++;
    if (i < t->args.n) {
        s.url = t->args.value[i];
        s.work = oc_tag_rest(t, i + 1);
        t->args.n = i;
    }
    struct oc_str before = oc_str_trim(oc_tag_rest(t, 0));
    size_t comma = oc_str_chr(before, ',', 0);
    s.author = oc_str_trim(oc_str_sub(before, 0, comma));
    if (comma != SIZE_MAX && !s.work.n)
        s.work = oc_str_trim(oc_str_sub(before, comma + 1, before.n));
    else if (comma != SIZE_MAX)
        s.author = before;
    return s;
}

static void end_quote(struct oc_tags *t, struct oc_tag_frame *frame)
{
    oc_tags_para(t);
    oc_tags_put(t, frame->close);
    oc_tags_puts(t, "</blockquote>");
    oc_tags_para(t);
}

/* The line that says whose words these are; written now, for the arguments are gone at the end. */
static struct oc_str footer(struct oc_tags *t, const struct source *s)
{
    size_t from = t->run->out->n;
    if (!s->author.n && !s->work.n && !s->url.n)
        return OC_STR_NONE;
    oc_tags_puts(t, "<p class=\"quote-source\">\xE2\x80\x94 ");
    oc_tags_put_html(t, s->author);
    if (s->work.n || s->url.n) {
        oc_tags_puts(t, s->author.n ? ", <cite>" : "<cite>");
        if (s->url.n) {
            oc_tags_puts(t, "<a href=\"");
            oc_tags_put_html(t, s->url);
            oc_tags_puts(t, "\">");
        }
        struct oc_str name = s->work.n ? s->work : s->url;
        if (!s->work.n && oc_str_find(name, "://", 0) != SIZE_MAX)
            name = oc_str_sub(name, oc_str_find(name, "://", 0) + 3, name.n);
        oc_tags_put_html(t, name);
        oc_tags_puts(t, s->url.n ? "</a></cite>" : "</cite>");
    }
    oc_tags_puts(t, "</p>");
    return oc_tags_take(t, from);
}

OC_TAG_HANDLER(quote)
{
    static const char *const works[] = {"source", "title", "cite", "caption", NULL};
    static const char *const urls[] = {"link", "url", "href", NULL};
    struct source s = {.url = OC_STR_NONE};
    if (tag->named) {
        s.author = oc_tag_arg(t, "author", 0);
        s.work = first_arg(t, works);
        s.url = first_arg(t, urls);
    } else if (!*tag->row->param) {
        s = read_source(t);
    }
    struct oc_str close = footer(t, &s);
    struct oc_tag_frame *frame = oc_tags_open(t, OC_STR("<blockquote>"), "");
    frame->close = close;
    frame->end = end_quote;
}

/* ---- what leaves only its inner text ---- */

static void end_apart(struct oc_tags *t, struct oc_tag_frame *frame)
{
    (void)frame;
    oc_tags_para(t);
}

OC_TAG_HANDLER(pictures)
{
    if (tag->match == SIZE_MAX)
        return;
    oc_tags_para(t);
    oc_tags_push(t, OC_STR_NONE)->end = end_apart;
}

OC_TAG_HANDLER(unwrap)
{
    (void)tag;
    oc_tags_push(t, OC_STR_NONE);
}

OC_TAG_HANDLER(drop)
{
    if (tag->match != SIZE_MAX)
        oc_tags_push(t, OC_STR_NONE);
}
