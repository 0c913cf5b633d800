/* SPDX-License-Identifier: MIT */
/*
 * <div markdown="1">: in kramdown, PHP Markdown Extra and Python-Markdown what stands in such an
 * element is Markdown, with no blank line after the tag. An empty comment before the tag ends
 * CommonMark's HTML block on the tag's own line, so that the next one is read; where the text is on
 * the tag's line, a mark before the tag makes a paragraph of it. No line moves. In MDX every such
 * element is one.
 */
#include "render/source.h"

#define ALONE "<!---->"
#define NOTHING "\xEF\xB7\x90" /* U+FDD0 */
#define MAX_DEPTH 32

struct oc_md_open {
    struct oc_str open[MAX_DEPTH]; /* names of elements, from the outermost that said so */
    size_t depth;
    struct oc_str text; /* the name of one whose text began on its tag's line, and did not end */
};

static bool is_block(struct oc_str name)
{
    static const char *const names[] = {
        "div",    "details", "summary",    "section",  "article", "aside",
        "figure", "header",  "footer",     "center",   "main",    "blockquote",
        "nav",    "p",       "figcaption", "fieldset", NULL};
    return oc_str_iis_any(name, names);
}

static struct oc_str name_of(struct oc_str tag)
{
    size_t from = tag.n > 1 && tag.p[1] == '/' ? 2 : 1, to = from;
    while (to < tag.n && (unsigned char)((tag.p[to] | 0x20) - 'a') < 26)
        to++;
    return oc_str_sub(tag, from, to);
}

enum says {
    NOTHING_OF_IT,
    BLOCKS, /* paragraphs, where the element may hold some */
    WORDS
};

/* What a tag says of the text in its element. */
static enum says says_markdown(struct oc_str tag)
{
    static const struct {
        const char *value;
        enum says says;
    } yes[] = {{"=\"1\"", BLOCKS},     {"='1'", BLOCKS},     {"=1", BLOCKS},
               {"=\"block\"", BLOCKS}, {"='block'", BLOCKS}, {"=\"true\"", BLOCKS},
               {"=\"\"", BLOCKS},      {"=\"span\"", WORDS}, {"='span'", WORDS},
               {"=\"inline\"", WORDS}};
    for (size_t at = 0; (at = oc_str_find(tag, " markdown", at)) != SIZE_MAX;) {
        at += strlen(" markdown");
        struct oc_str rest = oc_str_sub(tag, at, tag.n);
        if (oc_str_starts(rest, ">") || oc_str_starts(rest, " "))
            return BLOCKS;
        for (size_t i = 0; i < OC_COUNT(yes); i++)
            if (oc_str_starts(rest, yes[i].value))
                return yes[i].says;
    }
    return NOTHING_OF_IT;
}

static struct oc_md_open *state(struct oc_source *s)
{
    if (!s->md)
        s->md = OC_NEW(s->arena, struct oc_md_open);
    return s->md;
}

/* </name> on a line of its own. */
static enum oc_md_line close_tag(struct oc_md_open *in, struct oc_str line, struct oc_str name)
{
    if (!in || name.n + 3 != line.n || line.p[line.n - 1] != '>')
        return OC_MD_HTML;
    if (in->text.n && oc_str_eq(in->text, name)) {
        in->text = OC_STR_NONE;
        return OC_MD_ALONE;
    }
    if (!in->depth || !oc_str_eq(in->open[in->depth - 1], name))
        return OC_MD_HTML;
    in->depth--;
    return OC_MD_ALONE;
}

/* <name markdown="1">text, the text being at `from` in the line. */
static void begin_text(struct oc_source *s, struct oc_str line, size_t from, enum says says)
{
    static const char *const flat[] = {"p", "summary", "figcaption", NULL};
    struct oc_str name = name_of(line), end = oc_str_sub(line, line.n - name.n - 3, line.n);
    size_t at = (size_t)(line.p - s->text.p);
    bool whole = oc_str_starts(end, "</") && oc_str_ieq(name_of(end), name) &&
                 line.p[line.n - 1] == '>' && line.n - name.n - 3 >= from;
    oc_source_edit(s, at, 0, OC_STR(NOTHING));
    s->marked = true;
    if (!whole)
        state(s)->text = name;
    if (!whole || says == WORDS || oc_str_iis_any(name, flat))
        return;
    oc_source_edit(s, at + from, 0,
                   oc_arena_printf(s->arena, "<p data-sourcepos=\"%zu:%zu\">",
                                   (size_t)s->first_line + s->nlines, from + 1));
    oc_source_edit(s, at + line.n - name.n - 3, 0, OC_STR("</p>"));
}

enum oc_md_line oc_md_line(struct oc_source *s, size_t at, size_t end, bool inside)
{
    struct oc_str line = oc_str_trim(oc_str_sub(s->text, at, end)), name = name_of(line);
    struct oc_md_open *in = s->md;
    bool open = in && in->depth;
    bool notion = s->notion && oc_str_is(line, "<aside>"); /* its exports have Markdown in it */
    if (!in && !notion && !s->mdx && oc_str_find(line, " markdown", 0) == SIZE_MAX)
        return OC_MD_HTML;
    if (s->mdx && !inside && oc_str_is(name, "img") && oc_source_tag(line, 0, line.n) == line.n)
        return OC_MD_ALONE; /* the lines after it are none of its block */
    if (line.n < 3 || !is_block(name))
        return OC_MD_HTML;
    if (line.p[1] == '/') {
        enum oc_md_line is = close_tag(in, line, name);
        return inside ? OC_MD_HTML : is;
    }
    size_t tag = oc_source_tag(line, 0, line.n);
    enum says says = tag ? says_markdown(oc_str_sub(line, 0, tag)) : NOTHING_OF_IT;
    if (s->mdx && tag && says == NOTHING_OF_IT) /* MDX: in its elements is MDX */
        says = tag < line.n ? WORDS : BLOCKS;
    if (!tag || (!notion && !open && !says))
        return OC_MD_HTML;
    if (tag < line.n && says && !inside) {
        begin_text(s, line, tag, says);
        return OC_MD_TEXT;
    }
    if (tag < line.n) /* <summary>text</summary> */
        return open && !inside && line.p[line.n - 1] == '>' ? OC_MD_ALONE : OC_MD_HTML;
    in = state(s);
    if (in->depth == MAX_DEPTH)
        return OC_MD_HTML;
    in->open[in->depth++] = name;
    return inside && !says ? OC_MD_HTML : OC_MD_ALONE;
}

/* Whether no tag or comment goes on after the line, or began before it. */
static bool is_whole(struct oc_str line)
{
    size_t open = oc_str_chr(line, '<', 0), close = oc_str_chr(line, '>', 0);
    if (open == SIZE_MAX || close == SIZE_MAX)
        return open == close;
    return open < close && oc_str_rchr(line, '<') < oc_str_rchr(line, '>');
}

bool oc_md_alone(struct oc_source *s, size_t line, size_t at)
{
    for (size_t k = line; k < s->nlines; k++)
        if (!is_whole(oc_str_sub(s->text, s->lines[k].text, s->lines[k].end)))
            return false;
    for (size_t k = line; k < s->nlines; k++)
        oc_source_edit(s, s->lines[k].text, 0, OC_STR(ALONE));
    oc_source_edit(s, at, 0, OC_STR(ALONE));
    return true;
}
