/* SPDX-License-Identifier: MIT */
/*
 * <div markdown="1">: in kramdown, PHP Markdown Extra and Python-Markdown what stands in such an
 * element is Markdown, with no blank line after the tag. An empty comment before the tag ends
 * CommonMark's HTML block on the tag's own line, so that the next one is read; no line moves.
 */
#include "base/limits.h"
#include "render/source.h"
#include "render/tags.h"

#define MARK "<!---->"
#define MAX_DEPTH 32

struct inside {
    struct oc_str open[MAX_DEPTH]; /* names of elements, from the outermost that said so */
    size_t depth;
    bool plain; /* no generator's */
    struct oc_fence fence;
};

static bool is_block(struct oc_str name)
{
    static const char *const names[] = {
        "div",    "details", "summary", "section",    "article", "aside", "figure",     "header",
        "footer", "center",  "main",    "blockquote", "nav",     "p",     "figcaption", "fieldset"};
    for (size_t i = 0; i < OC_COUNT(names); i++)
        if (oc_str_iis(name, names[i]))
            return true;
    return false;
}

static struct oc_str name_of(struct oc_str tag)
{
    size_t from = tag.n > 1 && tag.p[1] == '/' ? 2 : 1, to = from;
    while (to < tag.n && (unsigned char)((tag.p[to] | 0x20) - 'a') < 26)
        to++;
    return oc_str_sub(tag, from, to);
}

/* Whether a tag has the attribute, with a value that says yes. */
static bool says_markdown(struct oc_str tag)
{
    static const char *const yes[] = {"=\"1\"",    "='1'",      "=1",    "=\"block\"", "='block'",
                                      "=\"true\"", "=\"span\"", "=\"\"", "=\"inline\""};
    for (size_t at = 0; (at = oc_str_find(tag, " markdown", at)) != SIZE_MAX;) {
        at += strlen(" markdown");
        struct oc_str rest = oc_str_sub(tag, at, tag.n);
        if (oc_str_starts(rest, ">") || oc_str_starts(rest, " "))
            return true;
        for (size_t i = 0; i < OC_COUNT(yes); i++)
            if (oc_str_starts(rest, yes[i]))
                return true;
    }
    return false;
}

/* Whether line, which is no code, is to be a block of HTML by itself. */
static bool is_alone(struct inside *in, struct oc_str line)
{
    struct oc_str name = name_of(line);
    if (line.n < 3 || line.p[0] != '<' || !is_block(name))
        return false;
    if (line.p[1] == '/') {
        bool whole = name.n + 3 == line.n && line.p[line.n - 1] == '>';
        if (!whole || !in->depth || !oc_str_eq(in->open[in->depth - 1], name))
            return false;
        in->depth--;
        return true;
    }
    size_t end = oc_source_tag(line, 0, line.n);
    bool notion = in->plain && oc_str_is(line, "<aside>"); /* its exports have Markdown in it */
    if (!end || (!notion && !in->depth && !says_markdown(oc_str_sub(line, 0, end))))
        return false;
    if (end < line.n) /* <summary>text</summary> */
        return in->depth && line.p[line.n - 1] == '>';
    if (in->depth == MAX_DEPTH)
        return false;
    in->open[in->depth++] = name;
    return true;
}

struct oc_str oc_md_in_html(struct oc_buf *out, struct oc_render *r, struct oc_str text)
{
    struct inside in = {.plain = r->post->dialect == OC_PLAIN};
    struct oc_rewrite w = {.text = text, .out = out};
    if (r->post->format != OC_MARKDOWN ||
        (oc_str_find(text, " markdown", 0) == SIZE_MAX &&
         !(in.plain && oc_str_find(text, "<aside>", 0) != SIZE_MAX)))
        return text;
    for (size_t at = 0, next; at < text.n; at = next) {
        size_t indent = at;
        next = oc_rewrite_line(text, at);
        struct oc_str line = oc_str_trim(oc_str_sub(text, at, next));
        while (indent < next && text.p[indent] == ' ')
            indent++;
        if (oc_fence_line(&in.fence, line) || indent - at > 3 || !is_alone(&in, line))
            continue;
        oc_rewrite_cut(&w, indent, indent);
        oc_buf_puts(out, MARK);
    }
    return oc_rewrite_end(&w);
}
