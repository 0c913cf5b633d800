/* SPDX-License-Identifier: MIT */
/* Tags around code: it is written as HTML in one line, which is code in any place. */
#include "base/limits.h"
#include "render/tags_impl.h"

/* A line without the marks and blanks that every line has where the tag stands. */
static struct oc_str unindent(struct oc_str line, struct oc_str lead)
{
    size_t n = 0;
    while (n < lead.n && n < line.n &&
           (line.p[n] == lead.p[n] || (line.p[n] == ' ' && lead.p[n] != '>')))
        n++;
    return n < lead.n && n < line.n && line.p[n] == '>' ? line : oc_str_sub(line, n, line.n);
}

/* What stands between the tags: whole lines, no blank ones at the ends. */
static struct oc_str body_of(struct oc_tags *t, const struct oc_tag *tag)
{
    struct oc_str body = tag->body, lead = oc_tags_prefix(t), line;
    struct oc_buf out;
    struct oc_str inner = oc_str_trim(body);
    if (oc_str_starts(inner, "{% raw %}") && oc_str_ends(inner, "{% endraw %}"))
        body = oc_str_sub(inner, 9, inner.n - 12);
    while (body.n && strchr(" \t\r\n", body.p[body.n - 1]))
        body.n--;
    for (size_t at = 0; at < body.n && strchr(" \t\r\n", body.p[at]); at++) {
        if (body.p[at] == '\n') {
            body = oc_str_sub(body, at + 1, body.n);
            at = SIZE_MAX; /* back to the first byte */
        }
    }
    if (!lead.n)
        return body;
    oc_buf_init(&out, OC_MAX_PAGE_BYTES);
    while (oc_str_line(&line, &body)) {
        oc_buf_put(&out, unindent(line, lead));
        oc_buf_putc(&out, '\n');
    }
    body = oc_buf_take(&out, t->run->r->arena);
    oc_buf_release(&out);
    return body;
}

/* The code of a component: {`as a text of JavaScript`}, or as it stands; "" of {aVariable}. */
static struct oc_str jsx_code(struct oc_tags *t, struct oc_str code)
{
    struct oc_str inner = oc_str_trim(code);
    if (!oc_str_starts(inner, "{") || !oc_str_ends(inner, "}"))
        return code;
    inner = oc_str_trim(oc_str_sub(inner, 1, inner.n - 1));
    if (inner.n < 2 || !strchr("`'\"", inner.p[0]) || inner.p[inner.n - 1] != inner.p[0])
        return OC_STR_NONE;
    struct oc_buf out;
    oc_buf_init(&out, OC_MAX_PAGE_BYTES);
    for (size_t at = 1; at + 1 < inner.n; at++) {
        bool escape = inner.p[at] == '\\' && at + 2 < inner.n;
        at += escape;
        oc_buf_putc(&out, escape && inner.p[at] == 'n' ? '\n' : inner.p[at]);
    }
    code = oc_buf_take(&out, t->run->r->arena);
    oc_buf_release(&out);
    return oc_str_trim(code);
}

struct caption {
    struct oc_str lang, title, url, link;
};

static bool is_option(struct oc_str word)
{
    static const char *const keys[] = {
        "line_number:", "line_threshold:", "highlight:", "first_line:", "mark:",
        "wrap:",        "linenos:",        "start:",     "range:",      "hl_lines="};
    for (size_t i = 0; i < OC_COUNT(keys); i++)
        if (oc_str_starts(word, keys[i]))
            return true;
    return false;
}

/* [title] [lang:x] [url] [link text] [option:value] */
static struct caption read_caption(struct oc_tags *t)
{
    struct caption c = {.lang = OC_STR_NONE};
    struct oc_tag_args args = t->args;
    size_t n = 0, url = SIZE_MAX;
    for (size_t i = 0; i < args.n; i++) {
        struct oc_str word = args.value[i];
        if (oc_str_starts(word, "lang:")) {
            c.lang = oc_str_sub(word, 5, word.n);
            continue;
        }
        if (is_option(word))
            continue;
        if (url == SIZE_MAX && (oc_str_starts(word, "http://") || oc_str_starts(word, "https://")))
            url = n;
        t->args.value[n++] = word;
    }
    t->args.n = n;
    if (url != SIZE_MAX) {
        c.url = t->args.value[url];
        c.link = oc_tag_rest(t, url + 1);
        t->args.n = url;
    }
    c.title = oc_tag_rest(t, 0);
    return c;
}

static void put_caption(struct oc_tags *t, const struct caption *c)
{
    if (!c->title.n && !c->url.n)
        return;
    oc_tags_puts(t, "<p class=\"code-title\">");
    oc_tags_put_html(t, c->title);
    if (c->url.n) {
        oc_tags_puts(t, c->title.n ? " <a href=\"" : "<a href=\"");
        oc_tags_put_html(t, c->url);
        oc_tags_puts(t, "\">");
        oc_tags_put_html(t, c->link.n ? c->link : c->url);
        oc_tags_puts(t, "</a>");
    }
    oc_tags_puts(t, "</p>");
}

OC_TAG_HANDLER(codeblock)
{
    struct caption c = {.lang = OC_STR_NONE};
    struct oc_str code = body_of(t, tag);
    if (tag->row->where == OC_TAG_JSX)
        code = jsx_code(t, code);
    if (tag->named) {
        c.lang = oc_tag_arg(t, "lang", 0);
        if (oc_tag_arg(t, "language", SIZE_MAX).n)
            c.lang = oc_tag_arg(t, "language", SIZE_MAX);
        c.title = oc_tag_arg(t, "title", SIZE_MAX);
    } else if (*tag->row->param) {
        c.lang = oc_tag_arg(t, "", 0);
    } else {
        c = read_caption(t);
    }
    if (oc_str_istarts(c.title, "title=")) { /* GitBook's */
        c.title = oc_str_sub(c.title, 6, c.title.n);
        if (c.title.n > 1 && c.title.p[0] == '"')
            c.title = oc_str_sub(c.title, 1, oc_str_chr(c.title, '"', 1));
    }
    oc_tags_para(t);
    put_caption(t, &c);
    bool around = t->run->r->post->dialect != OC_HEXO && oc_str_starts(oc_str_trim(code), "```") &&
                  (oc_str_is(tag->name, "code") || tag->row->where == OC_TAG_JSX);
    if (around && oc_tags_in_text(t)) { /* GitBook's stands around a fence, and components do */
        oc_tags_para(t);
        oc_tags_put_lines(t, code);
    } else {
        oc_tags_code(t, c.lang, code);
    }
    oc_tags_para(t);
}

/* Diagrams and scores, which a script would have drawn. */
OC_TAG_HANDLER(source)
{
    struct oc_str body = body_of(t, tag);
    if (oc_str_is(tag->name, "mermaid") && !tag->named && tag->args.n) /* NexT: graph TD */
        body = oc_arena_printf(t->run->r->arena, "%.*s\n%.*s", OC_STR_ARG(oc_str_trim(tag->args)),
                               OC_STR_ARG(body));
    if (!oc_str_blank(body)) {
        oc_tags_para(t);
        oc_tags_code(t, oc_str(tag->row->param), body);
        oc_tags_para(t);
    }
}

OC_TAG_HANDLER(formula)
{
    struct oc_str tex = oc_str_trim(tag->body);
    bool display = oc_tags_alone(t, tag) || oc_str_find(tag->args, "display", 0) != SIZE_MAX;
    if (!tex.n)
        return;
    if (oc_str_chr(tex, '$', 0) != SIZE_MAX || oc_str_starts(tex, "\\[") ||
        oc_str_starts(tex, "\\(")) { /* Wowchemy's stands around fences, and words */
        oc_tags_put_lines(t, tex);
        return;
    }
    t->run->r->formulas = true;
    if (display)
        oc_tags_para(t);
    oc_tags_puts(t, oc_math_open(display));
    oc_tags_put_text(t, tex);
    oc_tags_puts(t, "</code>");
    if (display)
        oc_tags_para(t);
}
