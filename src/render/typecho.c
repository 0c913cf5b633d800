/* SPDX-License-Identifier: MIT */
/*
 * What themes of Typecho, Handsome first, have in square brackets: folds, boxes, buttons. They
 * become tags that octavo knows; those that only hide or arrange go. Only a post with a box or a
 * fold of the kind is looked at, for elsewhere brackets are text. No line moves.
 */
#include "render/source.h"
#include "render/tags.h"

#define LONGEST ((size_t)1024) /* of what stands in brackets */

struct text {
    struct oc_rewrite w;
    size_t open[2]; /* folds, boxes */
    size_t end[2];  /* of those that close one the next that is known of; SIZE_MAX: none */
    bool hugo;
};

static const char *const names[] = {"collapse", "scode"};
static const char *const ends[] = {"[/collapse]", "[/scode]"};

static const char *kind_of(struct oc_str type)
{
    if (oc_str_ends(type, "red"))
        return "danger";
    if (oc_str_ends(type, "yellow"))
        return "warning";
    return oc_str_ends(type, "green") ? "success" : "info";
}

/* collapse status="false" title="x", scode type="red": the tag is written. */
static bool opens(struct text *t, struct oc_str inner, size_t at)
{
    for (size_t i = 0; i < OC_COUNT(names); i++) {
        size_t n = strlen(names[i]);
        if (!oc_str_starts(inner, names[i]) || (n < inner.n && inner.p[n] != ' '))
            continue;
        if (t->end[i] <= at)
            t->end[i] = oc_str_find(t->w.text, ends[i], at);
        if (t->end[i] == SIZE_MAX)
            return false;
        t->open[i]++;
        struct oc_str title = oc_str_trim(oc_tag_quoted(inner, "title=\""));
        oc_rewrite_cut(&t->w, at, at);
        const char *kind = kind_of(oc_str_trim(oc_tag_quoted(inner, "type=\"")));
        if (i == 0)
            oc_buf_printf(t->w.out, t->hugo ? "{{%% details \"%.*s\" %%}}" : "{%% details %.*s %%}",
                          OC_STR_ARG(title));
        else
            oc_buf_printf(t->w.out, t->hugo ? "{{%% notice %s %%}}" : "{%% note %s %%}", kind);
        return true;
    }
    return false;
}

static bool closes(struct text *t, struct oc_str inner, size_t at)
{
    for (size_t i = 0; i < OC_COUNT(names); i++) {
        if (inner.p[0] != '/' || !oc_str_is(oc_str_sub(inner, 1, inner.n), names[i]) || !t->open[i])
            continue;
        t->open[i]--;
        oc_rewrite_cut(&t->w, at, at);
        if (t->hugo)
            oc_buf_puts(t->w.out, i == 0 ? "{{% /details %}}" : "{{% /notice %}}");
        else
            oc_buf_puts(t->w.out, i == 0 ? "{% enddetails %}" : "{% endnote %}");
        return true;
    }
    return false;
}

/* button color="info" url="x"]words[/button: a link; where it ends, or 0. */
static size_t button(struct text *t, struct oc_str line, struct oc_str inner, size_t at)
{
    static const char end[] = "[/button]";
    struct oc_str url = oc_str_trim(oc_tag_quoted(inner, "url=\""));
    size_t from = at + inner.n + 2;
    size_t stop = oc_str_find(oc_str_sub(line, 0, from + LONGEST), end, from);
    struct oc_str words = oc_str_trim(oc_str_sub(line, from, stop));
    if (!oc_str_starts(inner, "button ") || stop == SIZE_MAX || !words.n)
        return 0;
    oc_rewrite_cut(&t->w, at, stop + sizeof(end) - 1);
    if (url.n && !oc_str_is(url, "#"))
        oc_buf_printf(t->w.out, "[%.*s](<%.*s>)", OC_STR_ARG(words), OC_STR_ARG(url));
    else
        oc_buf_put(t->w.out, words);
    return stop + sizeof(end) - 1;
}

/* What says nothing to a reader of a book. */
static bool is_mute(struct oc_str inner)
{
    static const char *const mute[] = {"hide",   "login",    "photos", "album", "timeline",
                                       "inline", "fontsize", "tag",    "tip",   "highlight"};
    if (inner.p[0] == '/')
        inner = oc_str_sub(inner, 1, inner.n);
    for (size_t i = 0; i < OC_COUNT(mute); i++) {
        size_t n = strlen(mute[i]);
        if (oc_str_starts(inner, mute[i]) && (n == inner.n || inner.p[n] == ' '))
            return true;
    }
    return false;
}

static void see(void *ctx, const struct oc_source *s, size_t at, size_t end)
{
    struct text *t = ctx;
    struct oc_str line = oc_str_sub(t->w.text, 0, end);
    (void)s;
    for (size_t next; at < end; at = next) {
        next = at + (line.p[at] == '\\' ? 2 : 1);
        if (line.p[at] == '`')
            next = oc_rewrite_code_span(line, at);
        if (line.p[at] != '[')
            continue;
        size_t close = oc_str_chr(oc_str_sub(line, 0, at + LONGEST), ']', at), used;
        struct oc_str inner = oc_str_sub(line, at + 1, close);
        if (close == SIZE_MAX || !inner.n || (close + 1 < end && line.p[close + 1] == '('))
            continue;
        if ((used = button(t, line, inner, at)) != 0) {
            next = used;
        } else if (opens(t, inner, at) || closes(t, inner, at) || is_mute(inner)) {
            next = close + 1;
            oc_rewrite_cut(&t->w, at, next);
        }
    }
}

struct oc_str oc_typecho_text(struct oc_buf *out, struct oc_render *r, struct oc_str text)
{
    struct text t = {.w = {.text = text, .out = out}, .hugo = r->post->dialect == OC_HUGO};
    if (r->post->dialect == OC_ZOLA || r->post->format != OC_MARKDOWN || r->post->spool ||
        (oc_str_find(text, "[scode type=\"", 0) == SIZE_MAX &&
         oc_str_find(text, "[collapse status=\"", 0) == SIZE_MAX))
        return text;
    oc_rewrite_prose(&t.w, r, see, &t);
    return oc_rewrite_end(&t.w);
}
