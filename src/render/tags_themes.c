/* SPDX-License-Identifier: MIT */
/* Tags that only some themes have: entries of timelines and boxes, verses, projects, citations. */
#include "render/tags_impl.h"

/* color:red, width:400px: what Stellar's tags take beside their words. */
static bool is_option(struct oc_str word)
{
    static const char *const names[] = {"color",    "child",   "width",  "height", "padding",
                                        "bg",       "open",    "active", "align",  "icon",
                                        "symbol",   "checked", "inline", "ratio",  "fancybox",
                                        "download", "layout",  "desc",   "el",     "size",
                                        "radius",   "theme",   "date",   "min",    "style"};
    size_t colon = oc_str_chr(word, ':', 0);
    if (colon == SIZE_MAX || colon + 1 == word.n)
        return false;
    for (size_t i = 0; i < OC_COUNT(names); i++)
        if (oc_str_is(oc_str_sub(word, 0, colon), names[i]))
            return true;
    return false;
}

void oc_tag_drop_options(struct oc_tags *t)
{
    size_t n = 0;
    for (size_t i = 0; i < t->args.n; i++)
        if (!t->args.bare[i] || !is_option(t->args.value[i])) {
            t->args.key[n] = t->args.key[i];
            t->args.bare[n] = t->args.bare[i];
            t->args.value[n++] = t->args.value[i];
        }
    t->args.n = n;
}

struct oc_str oc_tag_said(struct oc_str s)
{
    for (s = oc_str_trim(s); s.n;) {
        size_t first = oc_str_chr(s, ' ', 0), last = oc_str_rchr(s, ' ');
        if (last == SIZE_MAX)
            return is_option(s) ? OC_STR_NONE : s;
        if (is_option(oc_str_sub(s, last + 1, s.n)))
            s = oc_str_trim(oc_str_sub(s, 0, last));
        else if (is_option(oc_str_sub(s, 0, first)))
            s = oc_str_trim(oc_str_sub(s, first + 1, s.n));
        else
            break;
    }
    return s;
}

/* ---- boxes with a title ---- */

static void put_part(struct oc_tags *t, struct oc_str *before, struct oc_str text, bool apart)
{
    if (!text.n)
        return;
    if (before->n)
        oc_tags_puts(t, apart ? " · " : " ");
    oc_tags_put_html(t, text);
    *before = text;
}

/* timelineItem header="Left" badge="5 am" subheader="by bus"; box words; poem title,author */
OC_TAG_HANDLER(entry)
{
    static const char *const names[] = {"header", "title", "name", "badge", "subheader", "author"};
    struct oc_str said = OC_STR_NONE;
    bool any = false;
    oc_tag_drop_options(t);
    for (size_t i = 0; i < t->args.n; i++)
        any = any || t->args.value[i].n;
    if (any) {
        oc_tags_para(t);
        oc_tags_puts(t, "<p class=\"timeline-title\"><strong>");
        for (size_t i = 0; i < OC_COUNT(names) && t->run->r->post->dialect != OC_HEXO; i++)
            put_part(t, &said, oc_tag_arg(t, names[i], SIZE_MAX), true);
        for (size_t i = 0; i < t->args.n && t->run->r->post->dialect == OC_HEXO; i++) {
            struct oc_str word = t->args.value[i];
            size_t at = oc_str_starts(word, "author:") || oc_str_starts(word, "footer:") ? 7 : 0;
            put_part(t, &said, oc_str_sub(word, at, word.n), at || tag->row->form == OC_TAG_COMMAS);
        }
        oc_tags_puts(t, "</strong></p>");
    }
    oc_tags_para(t);
    oc_tags_push(t, OC_STR_NONE);
}

/* quot words; hashtag words: what is said, without options */
OC_TAG_HANDLER(phrase)
{
    bool alone = oc_tags_alone(t, tag);
    if (alone)
        oc_tags_para(t);
    oc_tags_put_text(t, oc_tag_said(tag->args));
    if (alone)
        oc_tags_para(t);
}

/* ---- links ---- */

/* github repo="owner/name"; ghcard owner/name */
OC_TAG_HANDLER(project)
{
    struct oc_str name = oc_tag_arg(t, "repo", 0);
    struct oc_arena *a = t->run->r->arena;
    bool alone = oc_tags_alone(t, tag);
    while (oc_str_ends(name, ",") || oc_str_ends(name, "/"))
        name.n--;
    if (!name.n)
        return;
    if (alone)
        oc_tags_para(t);
    oc_tags_link(t, oc_arena_printf(a, "%s%.*s", tag->row->param, OC_STR_ARG(name)), name);
    if (alone)
        oc_tags_para(t);
}

/* ---- jekyll-scholar ---- */

/* cite key key --locator 12 */
OC_TAG_HANDLER(cited)
{
    struct oc_str word, rest = oc_str_trim(tag->args);
    rest = oc_str_trim(oc_str_sub(rest, 0, oc_str_find(rest, "--", 0)));
    bool first = true;
    if (!rest.n)
        return;
    oc_tags_put_text(t, OC_STR("["));
    while (oc_str_cut(&word, &rest, ' ')) {
        if (!word.n)
            continue;
        oc_tags_puts(t, first ? "" : ", ");
        oc_tags_put_text(t, word);
        first = false;
    }
    oc_tags_put_text(t, OC_STR("]"));
}

static void end_pulled(struct oc_tags *t, struct oc_tag_frame *frame)
{
    struct oc_str rest = oc_tags_take(t, frame->out);
    size_t at;
    bool open = false; /* what stands between {" and "} is shown beside the text as well */
    while ((at = oc_str_find(rest, open ? "\"}" : "{\"", 0)) != SIZE_MAX) {
        struct oc_str before = oc_str_sub(rest, 0, at);
        rest = oc_str_sub(rest, at + 2, rest.n);
        oc_tags_put(t, open ? oc_str_trim(before) : before);
        open = !open;
    }
    oc_tags_put(t, rest);
}

/* Octopress: a paragraph of which {" some words "} stand beside it, too. */
OC_TAG_HANDLER(pulled)
{
    (void)tag;
    oc_tags_para(t);
    struct oc_tag_frame *frame = oc_tags_push(t, OC_STR_NONE);
    frame->end = end_pulled;
    frame->out = t->run->out->n;
}
