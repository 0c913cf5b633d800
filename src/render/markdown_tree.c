/* SPDX-License-Identifier: MIT */
/*
 * cmark's tree to octavo's without the detour over HTML: node by node, the author's own tags as
 * pieces of HTML. Line feeds stand where cmark's HTML has them, so that both ways give the same
 * tree; a test and a fuzzer compare them.
 *
 * Some posts take the detour after all: one where a tag or a comment of the author's may end in
 * what follows, and one with notes in notes, of which cmark tells the count in its HTML only.
 */
#include "render/markdown_tree.h"

#include <cmark-gfm-core-extensions.h>

#include "base/limits.h"
#include "base/path.h"
#include "base/utf8.h"
#include "xhtml/xhtml.h"

/* A longer source can make more HTML than a page may have, which the HTML's buffer tells. */
#define MAX_DIRECT ((size_t)4 << 20)

/* ---- parts ---- */

/* text without markers; good until the next one. */
static struct oc_str unmarked(struct oc_walk *w, struct oc_str text)
{
    if (!w->s->marked)
        return text;
    oc_buf_clear(&w->clean);
    oc_source_finish(&w->clean, text);
    return oc_buf_view(&w->clean);
}

/* A carriage return's effect depends on what stands beside it, and so does that of half a
 * character, where cmark cuts what could have been a reference to a note. */
static struct oc_str marked_literal(struct oc_walk *w, cmark_node *n)
{
    struct oc_str text = oc_str(cmark_node_get_literal(n));
    w->failed = w->failed || (w->may_return && oc_str_chr(text, '\r', 0) != SIZE_MAX) ||
                (w->may_cut && !oc_utf8_valid(text, NULL));
    return text;
}

static struct oc_str literal(struct oc_walk *w, cmark_node *n)
{
    return unmarked(w, marked_literal(w, n));
}

void oc_walk_text(struct oc_walk *w, struct oc_str text)
{
    oc_build_text(w->b, text);
    if (text.n)
        w->line_start = text.p[text.n - 1] == '\n';
}

void oc_walk_line_end(struct oc_walk *w)
{
    oc_walk_text(w, OC_STR("\n"));
}

void oc_walk_start_line(struct oc_walk *w)
{
    if (!w->line_start)
        oc_walk_line_end(w);
}

xmlNode *oc_walk_open(struct oc_walk *w, enum oc_el el, cmark_node *n)
{
    w->line_start = false;
    return oc_build_open(w->b, el, n ? cmark_node_get_start_line(n) : 0,
                         n ? cmark_node_get_start_column(n) : 0);
}

void oc_walk_close(struct oc_walk *w, enum oc_el el)
{
    oc_build_close(w->b, el);
    w->line_start = false;
}

void oc_walk_html(struct oc_walk *w, struct oc_str html)
{
    html = unmarked(w, html);
    w->failed = w->failed || !oc_build_html(w->b, html);
    if (html.n)
        w->line_start = html.p[html.n - 1] == '\n';
}

void oc_walk_attr(struct oc_walk *w, xmlNode *n, const char *name, struct oc_str value)
{
    oc_build_attr(w->b, n, name, unmarked(w, value));
}

/* What cmark writes of an address behind % : all but these. */
static bool stays_in_href(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '?' && c <= 'Z') || (c >= '#' && c <= ';') || c == '!' ||
           c == '=' || c == '_' || c == '~';
}

static void put_href(struct oc_walk *w, xmlNode *n, const char *name, struct oc_str url)
{
    oc_buf_clear(&w->href);
    for (size_t at = 0, from = 0; at <= url.n; at++) {
        unsigned char c = at < url.n ? (unsigned char)url.p[at] : 0;
        if (at < url.n && stays_in_href(c))
            continue;
        oc_buf_put(&w->href, oc_str_sub(url, from, at));
        if (at < url.n)
            oc_percent_put(&w->href, url.p[at]);
        from = at + 1;
    }
    oc_walk_attr(w, n, name, oc_buf_view(&w->href));
}

/* ---- blocks ---- */

static void container(struct oc_walk *w, cmark_node *n, enum oc_el el, bool entering)
{
    if (entering || el == OC_EL_blockquote)
        oc_walk_start_line(w);
    if (!entering) {
        oc_walk_close(w, el);
        oc_walk_line_end(w);
        return;
    }
    xmlNode *made = oc_walk_open(w, el, n);
    if (el == OC_EL_ol && cmark_node_get_list_start(n) != 1) {
        char start[16];
        snprintf(start, sizeof start, "%d", cmark_node_get_list_start(n));
        oc_walk_attr(w, made, "start", oc_str(start));
    }
    oc_walk_line_end(w);
}

static bool is_task(cmark_node *n)
{
    return strcmp(cmark_node_get_type_string(n), "tasklist") == 0;
}

static void item(struct oc_walk *w, cmark_node *n, bool entering)
{
    if (!entering) {
        oc_walk_close(w, OC_EL_li);
        oc_walk_line_end(w);
        return;
    }
    oc_walk_start_line(w);
    oc_walk_open(w, OC_EL_li, n);
    if (is_task(n))
        oc_walk_html(w, cmark_gfm_extensions_get_tasklist_item_checked(n)
                            ? OC_STR("<input type=\"checkbox\" checked=\"\" disabled=\"\" />")
                            : OC_STR("<input type=\"checkbox\" disabled=\"\" />")),
            oc_walk_text(w, OC_STR(" "));
}

static void line_block(struct oc_walk *w, cmark_node *n, enum oc_el el, bool entering)
{
    if (entering) {
        oc_walk_start_line(w);
        oc_walk_open(w, el, n);
    } else {
        oc_walk_close(w, el);
        oc_walk_line_end(w);
    }
}

static bool is_tight(cmark_node *paragraph)
{
    cmark_node *list = cmark_node_parent(cmark_node_parent(paragraph));
    return list && cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list);
}

static void code_block(struct oc_walk *w, cmark_node *n)
{
    struct oc_str info = oc_str(cmark_node_get_fence_info(n));
    oc_walk_start_line(w);
    oc_walk_open(w, OC_EL_pre, n);
    xmlNode *code = oc_walk_open(w, OC_EL_code, NULL);
    if (info.n) {
        size_t end = 0;
        while (end < info.n && !strchr(" \t\n\r", info.p[end]))
            end++;
        struct oc_buf class;
        oc_buf_init(&class, OC_MAX_PAGE_BYTES);
        oc_buf_puts(&class, "language-");
        oc_buf_put(&class, oc_str_sub(info, 0, end));
        oc_walk_attr(w, code, "class", oc_buf_view(&class));
        oc_buf_release(&class);
        if (end < info.n)
            oc_walk_attr(w, code, "data-meta", oc_str_sub(info, end + 1, info.n));
    }
    oc_walk_text(w, literal(w, n));
    oc_walk_close(w, OC_EL_code);
    oc_walk_close(w, OC_EL_pre);
    oc_walk_line_end(w);
}

static void own_html(struct oc_walk *w, struct oc_str html)
{
    oc_walk_start_line(w);
    oc_walk_html(w, html);
    oc_walk_start_line(w);
}

/* ---- any block ---- */

static void paragraph(struct oc_walk *w, cmark_node *n, bool entering)
{
    bool ends_note = !entering && !cmark_node_next(n) &&
                     cmark_node_get_type(cmark_node_parent(n)) == CMARK_NODE_FOOTNOTE_DEFINITION;
    if (is_tight(n))
        return;
    if (ends_note) {
        oc_walk_text(w, OC_STR(" "));
        oc_walk_back_references(w);
    }
    line_block(w, n, OC_EL_p, entering);
}

static void block(struct oc_walk *w, cmark_node *n, cmark_node_type type, bool entering)
{
    static const enum oc_el headings[] = {OC_EL_h1, OC_EL_h2, OC_EL_h3,
                                          OC_EL_h4, OC_EL_h5, OC_EL_h6};
    switch (type) {
    case CMARK_NODE_DOCUMENT:
        break;
    case CMARK_NODE_BLOCK_QUOTE:
        container(w, n, OC_EL_blockquote, entering);
        break;
    case CMARK_NODE_LIST:
        container(w, n, cmark_node_get_list_type(n) == CMARK_BULLET_LIST ? OC_EL_ul : OC_EL_ol,
                  entering);
        break;
    case CMARK_NODE_ITEM:
        item(w, n, entering);
        break;
    case CMARK_NODE_HEADING:
        line_block(w, n, headings[cmark_node_get_heading_level(n) - 1], entering);
        break;
    case CMARK_NODE_PARAGRAPH:
        paragraph(w, n, entering);
        break;
    case CMARK_NODE_CODE_BLOCK:
        code_block(w, n);
        break;
    case CMARK_NODE_THEMATIC_BREAK:
        oc_walk_start_line(w);
        oc_walk_open(w, OC_EL_hr, n);
        oc_walk_line_end(w);
        break;
    case CMARK_NODE_HTML_BLOCK:
        own_html(w, oc_str(cmark_node_get_literal(n)));
        break;
    case CMARK_NODE_CUSTOM_BLOCK:
        own_html(w, oc_str(entering ? cmark_node_get_on_enter(n) : cmark_node_get_on_exit(n)));
        break;
    case CMARK_NODE_FOOTNOTE_DEFINITION:
        oc_walk_definition(w, entering);
        break;
    default:
        oc_walk_table(w, n, entering);
        break;
    }
}

/* ---- inlines ---- */

static void image(struct oc_walk *w, cmark_node *n)
{
    struct oc_buf alt;
    xmlNode *made = oc_walk_open(w, OC_EL_img, NULL);
    put_href(w, made, "src", oc_str(cmark_node_get_url(n)));
    oc_buf_init(&alt, OC_MAX_PAGE_BYTES);
    for (cmark_node *at;
         (void)cmark_iter_next(w->iter), (at = cmark_iter_get_node(w->iter)) != n;) {
        cmark_node_type type = cmark_node_get_type(at);
        if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE || type == CMARK_NODE_HTML_INLINE)
            oc_buf_put(&alt, oc_str(cmark_node_get_literal(at)));
        else if (type == CMARK_NODE_LINEBREAK || type == CMARK_NODE_SOFTBREAK)
            oc_buf_putc(&alt, ' ');
        w->failed = w->failed || type == CMARK_NODE_FOOTNOTE_REFERENCE; /* is counted, not seen */
    }
    oc_walk_attr(w, made, "alt", oc_buf_view(&alt));
    oc_buf_release(&alt);
    if (oc_str(cmark_node_get_title(n)).n)
        oc_walk_attr(w, made, "title", oc_str(cmark_node_get_title(n)));
}

static void inline_element(struct oc_walk *w, enum oc_el el, bool entering)
{
    if (entering)
        oc_walk_open(w, el, NULL);
    else
        oc_walk_close(w, el);
}

static void link(struct oc_walk *w, cmark_node *n)
{
    xmlNode *made = oc_walk_open(w, OC_EL_a, NULL);
    put_href(w, made, "href", oc_str(cmark_node_get_url(n)));
    if (oc_str(cmark_node_get_title(n)).n)
        oc_walk_attr(w, made, "title", oc_str(cmark_node_get_title(n)));
}

static bool is_hard(const struct oc_walk *w, cmark_node *line_break)
{
    return w->options & CMARK_OPT_HARDBREAKS ||
           cmark_node_get_type(line_break) == CMARK_NODE_LINEBREAK;
}

static void line_break(struct oc_walk *w, cmark_node *n)
{
    if (is_hard(w, n))
        oc_walk_open(w, OC_EL_br, NULL);
    oc_walk_line_end(w);
}

static void inline_node(struct oc_walk *w, cmark_node *n, cmark_node_type type, bool entering)
{
    switch (type) {
    case CMARK_NODE_TEXT:
        oc_walk_text(w, literal(w, n));
        break;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
        line_break(w, n);
        break;
    case CMARK_NODE_CODE:
        oc_walk_open(w, OC_EL_code, NULL);
        oc_walk_text(w, literal(w, n));
        oc_walk_close(w, OC_EL_code);
        break;
    case CMARK_NODE_HTML_INLINE:
        oc_walk_html(w, oc_str(cmark_node_get_literal(n)));
        break;
    case CMARK_NODE_STRONG:
        inline_element(w, OC_EL_strong, entering);
        break;
    case CMARK_NODE_EMPH:
        inline_element(w, OC_EL_em, entering);
        break;
    case CMARK_NODE_LINK:
        if (entering)
            link(w, n);
        else
            oc_walk_close(w, OC_EL_a);
        break;
    case CMARK_NODE_IMAGE:
        image(w, n);
        break;
    default:
        if (entering)
            oc_walk_reference(w, n);
        break;
    }
}

/* ---- text with formulas ---- */

static bool is_text(cmark_node *n)
{
    cmark_node_type type = n ? cmark_node_get_type(n) : CMARK_NODE_NONE;
    return type == CMARK_NODE_TEXT || type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK;
}

/* As cmark does; markers are kept, which oc_buf_put_xml would take out. */
static void put_escaped(struct oc_buf *out, struct oc_str text)
{
    static const uint8_t special[256] = {['&'] = 1, ['<'] = 2, ['>'] = 3, ['"'] = 4};
    static const char *const put[] = {"", "&amp;", "&lt;", "&gt;", "&quot;"};
    for (size_t at = 0, from = 0; from < text.n; from = at + 1) {
        at = oc_bytes_until(text.p, from, text.n, special);
        oc_buf_put(out, oc_str_sub(text, from, at));
        if (at < text.n)
            oc_buf_puts(out, put[special[(unsigned char)text.p[at]]]);
    }
}

/* Whether there is a formula in the HTML of a run of text; each must end in it. */
static bool has_formula(struct oc_walk *w, struct oc_str html)
{
    bool open = false, any = false;
    for (size_t at = 0; (at = oc_source_find_mark(html, at)) != SIZE_MAX; at += 3) {
        int which = -1;
        (void)oc_source_mark(html, at, &which);
        if (which == 1 || which == 2) {
            w->failed = w->failed || open == (which == 1);
            open = which == 1;
            any = true;
        }
    }
    w->failed = w->failed || open;
    return any;
}

/* What stands before and after a formula counts: around a run of text that is a tag or the end of
 * a line, but for what these two put into their paragraphs. */
static bool has_blank_beside(cmark_node *n)
{
    for (; n; n = cmark_node_parent(n))
        if (cmark_node_get_type(n) == CMARK_NODE_FOOTNOTE_DEFINITION || is_task(n))
            return true;
    return false;
}

/* All text from n on that no other inline parts, as formulas reach over nodes. */
static void text_run(struct oc_walk *w, cmark_node *n)
{
    struct oc_buf html;
    cmark_node *last = n;
    oc_buf_init(&html, OC_MAX_PAGE_BYTES);
    for (cmark_node *at = n; is_text(at); last = at, at = cmark_node_next(at)) {
        if (cmark_node_get_type(at) == CMARK_NODE_TEXT)
            put_escaped(&html, marked_literal(w, at));
        else
            oc_buf_puts(&html, is_hard(w, at) ? "<br />\n" : "\n");
    }
    if (has_formula(w, oc_buf_view(&html))) {
        w->failed = w->failed || has_blank_beside(n);
        oc_walk_html(w, oc_buf_view(&html));
    } else {
        for (cmark_node *at = n; is_text(at); at = cmark_node_next(at))
            inline_node(w, at, cmark_node_get_type(at), true);
    }
    oc_buf_release(&html);
    cmark_iter_reset(w->iter, last, CMARK_EVENT_ENTER);
}

/* ---- the walk ---- */

static void see(struct oc_walk *w, cmark_node *n, bool entering)
{
    cmark_node_type type = cmark_node_get_type(n);
    if (w->s->math && is_text(n))
        text_run(w, n);
    else if ((type & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_INLINE)
        inline_node(w, n, type, entering);
    else
        block(w, n, type, entering);
}

xmlNode *oc_markdown_tree(struct oc_source *s, cmark_mem *mem, cmark_node *document, int options)
{
    if (s->text.n > MAX_DIRECT)
        return NULL;
    struct oc_walk w = {.b = oc_build_begin(s->arena),
                        .s = s,
                        .mem = mem,
                        .iter = cmark_iter_new(document),
                        .options = options,
                        .may_return = oc_str_chr(s->text, '\r', 0) != SIZE_MAX ||
                                      oc_source_has(s->text, '&', '#'),
                        .may_cut = oc_source_has(s->text, '[', '^'),
                        .line_start = true};
    oc_buf_init(&w.clean, OC_MAX_PAGE_BYTES);
    oc_buf_init(&w.href, OC_MAX_PAGE_BYTES);
    for (cmark_event_type e; !w.failed && (e = cmark_iter_next(w.iter)) != CMARK_EVENT_DONE;)
        see(&w, cmark_iter_get_node(w.iter), e == CMARK_EVENT_ENTER);
    if (w.note)
        oc_walk_html(&w, OC_STR("</ol>\n</section>\n"));
    cmark_iter_free(w.iter);
    oc_buf_release(&w.clean);
    oc_buf_release(&w.href);
    xmlNode *body = oc_build_end(w.b);
    return w.failed ? NULL : body;
}
