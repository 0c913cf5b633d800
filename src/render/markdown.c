/* SPDX-License-Identifier: MIT */
/*
 * Markdown to a tree: with markdown_tree.c the only user of cmark-gfm. The source is prepared
 * (source.h), parsed, cmark's tree mended where only it tells enough, and taken over.
 *
 * Threads: cmark-gfm's table and tasklist extensions and footnotes keep no state outside the
 * parser. Its autolink and strikethrough extensions do, and its arena allocator too: never used.
 */
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <stdlib.h>

#include "render/source.h"

#include "base/limits.h"
#include "base/uni.h"
#include "base/utf8.h"
#include "render/markdown.h"
#include "render/markdown_mem.h"
#include "render/markdown_tree.h"

enum {
    /* cmark's buffers end the program at 1 GiB, and HTML can be 60 times its source. */
    MAX_PIECE = 16 << 20,
    /* The tree of a longer text is given back before the passes ask for memory. */
    OWN_TREE = 256 << 10,
    MAX_CLIMB = 64 /* inlines in inlines that the search for a neighbour leaves */
};

void oc_markdown_start(void)
{
    cmark_gfm_core_extensions_ensure_registered();
}

static struct oc_str literal(cmark_node *n)
{
    return oc_str(cmark_node_get_literal(n));
}

static void drop(cmark_node *n)
{
    cmark_node_unlink(n);
    cmark_node_free(n);
}

/* ---- line breaks between CJK characters ---- */

static bool is_inline_parent(cmark_node *n)
{
    cmark_node_type type = cmark_node_get_type(n);
    return type == CMARK_NODE_EMPH || type == CMARK_NODE_STRONG || type == CMARK_NODE_LINK;
}

/* Marks of Chinese text that Unicode counts as narrow; what is beyond them tells. */
static bool is_ambiguous(uint32_t cp)
{
    return cp == 0x2018 || cp == 0x2019 || cp == 0x201C || cp == 0x201D || cp == 0x2026 ||
           cp == 0x2014 || cp == 0x2015 || cp == 0xB7;
}

static bool is_marker(uint32_t cp)
{
    return cp >= 0xFDD0 && cp <= 0xFDEF;
}

/* 1: the edge of the text joins lines; 0: it does not; -1: it is empty. */
static int edge_joins(struct oc_str text, bool back)
{
    size_t at = back ? text.n : 0;
    while (back ? at > 0 : at < text.n) {
        uint32_t cp = back ? oc_utf8_prev(text, &at) : oc_utf8_next(text, &at);
        if (!is_ambiguous(cp) && !is_marker(cp) && !(cp >= 0xFE00 && cp <= 0xFE0F))
            return oc_uni_joins_lines(cp);
    }
    return -1;
}

static cmark_node *step(cmark_node *n, bool back)
{
    return back ? cmark_node_previous(n) : cmark_node_next(n);
}

/* Whether what stands beside a line break is a character that needs no space. */
static bool side_joins(cmark_node *n, bool back)
{
    for (int climb = 0; climb < MAX_CLIMB;) {
        cmark_node *next = step(n, back);
        if (!next) {
            n = cmark_node_parent(n);
            climb++;
            if (!n || !is_inline_parent(n))
                return false;
            continue;
        }
        while (is_inline_parent(next) && cmark_node_first_child(next))
            next = back ? cmark_node_last_child(next) : cmark_node_first_child(next);
        n = next;
        int joins = -1;
        switch (cmark_node_get_type(n)) {
        case CMARK_NODE_TEXT:
        case CMARK_NODE_CODE:
            joins = edge_joins(literal(n), back);
            break;
        case CMARK_NODE_HTML_INLINE:
            joins = oc_str_istarts(literal(n), "<br") ? 0 : -1;
            break;
        case CMARK_NODE_FOOTNOTE_REFERENCE:
        case CMARK_NODE_EMPH:
        case CMARK_NODE_STRONG:
        case CMARK_NODE_LINK:
            break; /* nothing to see in it */
        default:
            return false;
        }
        if (joins >= 0)
            return joins;
    }
    return false;
}

/* ---- definition lists ---- */

static cmark_node *new_block(cmark_mem *mem, const char *open, const char *close)
{
    cmark_node *n = cmark_node_new_with_mem(CMARK_NODE_CUSTOM_BLOCK, mem);
    cmark_node_set_on_enter(n, open);
    cmark_node_set_on_exit(n, close);
    return n;
}

static void move_children(cmark_node *to, cmark_node *from)
{
    cmark_node *child;
    while ((child = cmark_node_first_child(from)))
        cmark_node_append_child(to, child);
}

/* Each line of the paragraph above is a term. */
static void add_terms(cmark_mem *mem, cmark_node *list, cmark_node *paragraph)
{
    cmark_node *term = NULL, *child;
    while ((child = cmark_node_first_child(paragraph))) {
        cmark_node_type type = cmark_node_get_type(child);
        if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) {
            drop(child);
            term = NULL;
            continue;
        }
        if (!term) {
            term = new_block(mem, "<dt>", "</dt>");
            cmark_node_append_child(list, term);
        }
        cmark_node_append_child(term, child);
    }
    drop(paragraph);
}

static void add_description(cmark_mem *mem, cmark_node *list, cmark_node *item, bool tight)
{
    cmark_node *description = new_block(mem, "<dd>", "</dd>"), *child;
    cmark_node_append_child(list, description);
    while ((child = cmark_node_first_child(item))) {
        if (tight && cmark_node_get_type(child) == CMARK_NODE_PARAGRAPH) {
            move_children(description, child);
            drop(child);
        } else {
            cmark_node_append_child(description, child);
        }
    }
}

/* n is the list that cmark made of lines that start with ':'; *last the definition list before. */
static void define(cmark_mem *mem, cmark_node *n, cmark_node **last)
{
    char open[80];
    cmark_node *term = cmark_node_previous(n), *item;
    if (term && cmark_node_get_type(term) != CMARK_NODE_PARAGRAPH)
        term = NULL;
    cmark_node *before = cmark_node_previous(term ? term : n), *list = *last;
    cmark_node_own(n); /* texts are views of the paragraphs that go */
    if (term)
        cmark_node_own(term);
    if (!before || before != *last) {
        cmark_node *at = term ? term : n;
        snprintf(open, sizeof open, "<dl data-sourcepos=\"%d:%d-%d:%d\">",
                 cmark_node_get_start_line(at), cmark_node_get_start_column(at),
                 cmark_node_get_end_line(n), cmark_node_get_end_column(n));
        list = new_block(mem, open, "</dl>");
        cmark_node_insert_before(at, list);
    }
    if (term)
        add_terms(mem, list, term);
    while ((item = cmark_node_first_child(n))) {
        add_description(mem, list, item, cmark_node_get_list_tight(n));
        drop(item);
    }
    drop(n);
    *last = list;
}

/* ---- formulas where cmark keeps text as it stands ---- */

static bool has_marker(struct oc_str text)
{
    return oc_source_find_mark(text, 0) != SIZE_MAX;
}

/* Sets what cmark keeps as text, when there are formulas in it. */
static void restore(cmark_node *n, const char *text, bool unescape,
                    int (*set)(cmark_node *, const char *))
{
    struct oc_buf out;
    if (!has_marker(oc_str(text)))
        return;
    oc_buf_init(&out, OC_MAX_PAGE_BYTES);
    oc_math_restore(&out, oc_str(text), unescape);
    set(n, out.p);
    oc_buf_release(&out);
}

/* `$x$` is how some keep a formula from Markdown; it becomes one where there is mathematics. */
static void code_formula(cmark_mem *mem, cmark_node *n)
{
    struct oc_buf out;
    struct oc_str code = literal(n);
    if (code.n < 3 || code.p[0] != '$')
        return;
    oc_buf_init(&out, OC_MAX_PAGE_BYTES);
    bool alone = !cmark_node_previous(n) && !cmark_node_next(n);
    if (oc_math_code(&out, code, alone)) {
        cmark_node *html = cmark_node_new_with_mem(CMARK_NODE_HTML_INLINE, mem);
        cmark_node_set_literal(html, out.p);
        cmark_node_insert_before(n, html);
        drop(n);
    }
    oc_buf_release(&out);
}

/* ---- the walk ---- */

struct walk {
    cmark_mem *mem;
    struct oc_source *s;
    bool join, counted;
    struct oc_count count; /* of the paragraph's last counted line */
    cmark_node *first;     /* the break before its first, which a second makes one of the book */
    cmark_node *looked;    /* the paragraph whose first line was looked at for a box's title */
    int images;            /* around the node */
    cmark_node **lists;
    size_t nlists, clists;
};

/* A list that starts at a colon; one inside a description can start on the same line. */
static bool is_definition(const struct oc_source *s, cmark_node *n)
{
    if (!s->definitions || !n || cmark_node_get_type(n) != CMARK_NODE_LIST)
        return false;
    int line = cmark_node_get_start_line(n) - s->first_line, col = cmark_node_get_start_column(n);
    return line >= 0 && (size_t)line < s->nlines && s->lines[line].definition == (size_t)col;
}

/* Each line of the paragraph above a definition list is a term of its own. */
static bool joins(const struct oc_source *s, cmark_node *n)
{
    return side_joins(n, true) && side_joins(n, false) &&
           !is_definition(s, cmark_node_next(cmark_node_parent(n)));
}

static void restore_all(const struct walk *w, cmark_node *n, cmark_node_type type)
{
    switch (type) {
    case CMARK_NODE_IMAGE:
    case CMARK_NODE_LINK:
        restore(n, cmark_node_get_url(n), false, cmark_node_set_url);
        restore(n, cmark_node_get_title(n), false, cmark_node_set_title);
        break;
    case CMARK_NODE_CODE_BLOCK:
        restore(n, cmark_node_get_fence_info(n), false, cmark_node_set_fence_info);
        restore(n, cmark_node_get_literal(n), true, cmark_node_set_literal);
        break;
    case CMARK_NODE_CODE:
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_HTML_INLINE:
        restore(n, cmark_node_get_literal(n), true, cmark_node_set_literal);
        break;
    case CMARK_NODE_TEXT:
        if (w->images > 0)
            restore(n, cmark_node_get_literal(n), false, cmark_node_set_literal);
        break;
    default:
        break;
    }
}

static void see_math(struct walk *w, cmark_node *n, cmark_node_type type, bool entering)
{
    if (type == CMARK_NODE_IMAGE)
        w->images += entering ? 1 : -1;
    if (entering && w->s->math)
        restore_all(w, n, type);
    if (entering && type == CMARK_NODE_CODE && w->s->math_key && !w->images)
        code_formula(w->mem, n);
}

/* ---- counted lines ---- */

/* The text that n begins with. */
static struct oc_str first_text(cmark_node *n)
{
    while (n && is_inline_parent(n) && cmark_node_first_child(n))
        n = cmark_node_first_child(n);
    return n && cmark_node_get_type(n) == CMARK_NODE_TEXT ? literal(n) : OC_STR_NONE;
}

static void harden(struct walk *w, cmark_node *soft)
{
    cmark_node_insert_before(soft, cmark_node_new_with_mem(CMARK_NODE_LINEBREAK, w->mem));
    drop(soft);
}

/* Whether the break ends the title of a box, > [!note] title: what follows is no more of it. */
static bool ends_title(struct walk *w, cmark_node *n)
{
    cmark_node *p = cmark_node_parent(n);
    if (p == w->looked || cmark_node_get_type(p) != CMARK_NODE_PARAGRAPH)
        return false;
    w->looked = p;
    return cmark_node_get_type(cmark_node_parent(p)) == CMARK_NODE_BLOCK_QUOTE &&
           !cmark_node_previous(p) && oc_str_starts(first_text(cmark_node_first_child(p)), "[!");
}

static void see_soft(struct walk *w, cmark_node *n)
{
    if (w->join && !ends_title(w, n) && joins(w->s, n))
        drop(n); /* a leaf: the iterator is past it already */
}

/* The break before a first counted line is none of the book's, as no second followed. */
static void end_count(struct walk *w)
{
    if (w->first)
        see_soft(w, w->first);
    w->first = NULL;
}

static void see_break(struct walk *w, cmark_node *n)
{
    struct oc_count count = {0};
    if (!w->counted || !oc_count_read(&count, first_text(cmark_node_next(n)))) {
        see_soft(w, n);
        return;
    }
    bool next = count.kind == w->count.kind && count.value == w->count.value + 1;
    if (next && w->first)
        harden(w, w->first);
    else if (!next)
        end_count(w);
    w->first = next ? NULL : n;
    if (next)
        harden(w, n);
    w->count = count;
}

static void see_paragraph(struct walk *w, cmark_node *n, bool entering)
{
    end_count(w);
    if (!entering || !oc_count_read(&w->count, first_text(cmark_node_first_child(n))))
        w->count.kind = 0;
}

static void see(struct walk *w, cmark_node *n, bool entering)
{
    cmark_node_type type = cmark_node_get_type(n);
    if (type == CMARK_NODE_PARAGRAPH && w->counted) {
        see_paragraph(w, n, entering);
    } else if (type == CMARK_NODE_SOFTBREAK) {
        see_break(w, n);
    } else if (entering && is_definition(w->s, n)) {
        w->lists =
            oc_arena_grow(w->s->arena, w->lists, &w->clists, w->nlists + 1, sizeof *w->lists);
        w->lists[w->nlists++] = n;
    } else if (w->s->math || w->s->math_key) {
        see_math(w, n, type, entering);
    }
}

static void mend(struct oc_source *s, cmark_mem *mem, cmark_node *document)
{
    struct walk w = {.mem = mem,
                     .s = s,
                     .join = s->joins && !s->r->breaks,
                     .counted = s->counts && !s->r->breaks};
    if (!w.join && !w.counted && !s->definitions && !s->math && !s->math_key)
        return;
    cmark_iter *iter = cmark_iter_new(document);
    for (cmark_event_type e; (e = cmark_iter_next(iter)) != CMARK_EVENT_DONE;)
        see(&w, cmark_iter_get_node(iter), e == CMARK_EVENT_ENTER);
    cmark_iter_free(iter);
    cmark_node *last = NULL;
    for (size_t k = 0; k < w.nlists; k++)
        define(mem, w.lists[k], &last);
}

/* ---- from source to HTML ---- */

static void prepare(struct oc_source *s)
{
    const struct oc_post *post = s->r->post;
    enum oc_dialect dialect = post ? post->dialect : OC_PLAIN;
    s->mdx = post && oc_str_iends(post->name, ".mdx");
    s->script = s->mdx || dialect == OC_JAVASCRIPT;
    s->notion = dialect == OC_PLAIN;
    s->loose = dialect == OC_PLAIN || dialect == OC_HEXO || dialect == OC_JEKYLL;
    oc_math_look(s, s->r->math, post && post->math == OC_NO);
    if (!s->script)
        oc_mdx_pair(s);
    oc_source_scan(s);
    bool braces = s->text.n && memchr(s->text.p, '{', s->text.n);
    oc_math_mark(s);
    oc_mdx_mark(s);
    oc_spoilers_mark(s);
    oc_vault_mark(s);
    oc_notes_mark(s);
    oc_links_mark(s);
    if (braces) {
        oc_attributes_mark(s);
        oc_ruby_mark(s);
    }
    if (dialect == OC_HUGO && oc_source_has(s->text, ']', '^'))
        oc_ruby_brackets(s);
    oc_emphasis_mark(s);
    oc_guard_mark(s);
}

/* So that cmark counts lines as the author does. */
static void feed_lines(cmark_parser *parser, int n)
{
    static const char lines[] = "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n";
    const int each = (int)sizeof lines - 1;
    for (; n > 0; n -= each)
        cmark_parser_feed(parser, lines, (size_t)(n < each ? n : each));
}

/* The tree of a prepared text; NULL: its HTML was appended to out instead. */
static xmlNode *render(struct oc_buf *out, struct oc_source *s, struct oc_str text, bool direct)
{
    int options =
        CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES | CMARK_OPT_SOURCEPOS | CMARK_OPT_FULL_INFO_STRING;
    if (s->r->breaks)
        options |= CMARK_OPT_HARDBREAKS;
    struct oc_arena own;
    oc_arena_init(&own);
    cmark_mem *mem = oc_markdown_mem(text.n > OWN_TREE ? &own : s->arena);
    cmark_parser *parser = cmark_parser_new_with_mem(options, mem);
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("tasklist"));
    feed_lines(parser, s->first_line - 1);
    cmark_parser_feed(parser, text.p, text.n);
    cmark_node *document = cmark_parser_finish(parser);
    mend(s, mem, document);
    xmlNode *body = direct ? oc_markdown_tree(s, mem, document, options) : NULL;
    if (!body) {
        char *html = cmark_render_html_with_mem(document, options, NULL, mem);
        if (s->marked)
            oc_source_finish(out, oc_str(html));
        else
            oc_buf_puts(out, html);
    }
    oc_markdown_mem(NULL); /* the parser and its tree are gone with it */
    oc_arena_release(&own);
    return body;
}

static xmlNode *convert(struct oc_buf *out, struct oc_render *r, struct oc_str text, int first_line,
                        bool direct)
{
    struct oc_source s = {.r = r,
                          .arena = r->arena,
                          .text = oc_source_clean(r->arena, text),
                          .first_line = first_line};
    xmlNode *body;
    oc_buf_init(&s.tail_refs, OC_MAX_PAGE_BYTES);
    prepare(&s);
    if (s.nedits || s.tail_refs.n) {
        struct oc_buf edited;
        oc_buf_init(&edited, OC_MAX_PAGE_BYTES);
        oc_source_apply(&edited, &s);
        body = render(out, &s, oc_buf_view(&edited), direct);
        oc_buf_release(&edited);
    } else {
        body = render(out, &s, s.text, direct);
    }
    oc_buf_release(&s.tail_refs);
    r->formulas = r->formulas || s.math || s.math_key;
    return body;
}

/* Where a text too long for cmark is cut: before a paragraph if it can be. */
static size_t piece_end(struct oc_str text)
{
    if (text.n <= MAX_PIECE)
        return text.n;
    for (size_t at = MAX_PIECE; at > MAX_PIECE / 2; at--)
        if (text.p[at] == '\n' && text.p[at - 1] == '\n' && !strchr(" \t\n", text.p[at + 1]))
            return at + 1;
    size_t at = MAX_PIECE;
    while (at > MAX_PIECE - 4 && ((unsigned char)text.p[at] & 0xC0) == 0x80)
        at--;
    return at;
}

void oc_markdown_html(struct oc_buf *out, struct oc_render *r, struct oc_str source, int first_line)
{
    int line = first_line > 0 ? first_line : 1;
    while (source.n) {
        size_t end = piece_end(source);
        (void)convert(out, r, oc_str_sub(source, 0, end), line, false);
        for (size_t at = 0; end < source.n && at < end; at++)
            line += source.p[at] == '\n';
        source = oc_str_sub(source, end, source.n);
    }
}

xmlNode *oc_markdown_parse(struct oc_buf *html, struct oc_render *r, struct oc_str source)
{
    xmlNode *body = NULL;
    if (source.n > MAX_PIECE || !oc_utf8_valid(source, NULL))
        oc_markdown_html(html, r, source, 1);
    else
        body = convert(html, r, source, 1, true);
    return body ? body : oc_html_parse(r->arena, oc_buf_view(html));
}
