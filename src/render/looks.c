/* SPDX-License-Identifier: MIT */
/*
 * What a theme needs in the tree that style sheets cannot do alone: in eink each line of a listing
 * is an element, so that the sheet can mark where it goes on; in vertical writing short numbers
 * stand upright side by side (tate-chu-yoko); and paragraphs that are indented by their author are
 * told apart. The text itself stays as it is, to the letter.
 */
#include "base/utf8.h"
#include "render/passes.h"

/* ---- Lines of listings ---- */

/* The only child of a listing or of the code in it, when that is text. */
static xmlNode *text_in(xmlNode *pre)
{
    xmlNode *n = pre->children;
    if (n && !n->next && oc_node_is(n, "code"))
        n = n->children;
    return n && !n->next && n->type == XML_TEXT_NODE ? n : NULL;
}

/* The line's end stays in its element: where the sheet is not read it still ends the line. */
static void split_lines(xmlNode *text)
{
    struct oc_str rest = oc_node_value(text);
    while (rest.n > 0) {
        size_t end = oc_str_chr(rest, '\n', 0);
        end = end == SIZE_MAX ? rest.n : end + 1;
        xmlNode *line = oc_node_new(text->doc, "span");
        oc_attr_set(line, "class", OC_STR("line"));
        oc_node_append(line, oc_node_new_text(text->doc, oc_str_sub(rest, 0, end)));
        oc_node_before(text, line);
        rest = oc_str_sub(rest, end, rest.n);
    }
    oc_node_remove(text);
}

/* ---- Short numbers ---- */

static bool is_ascii_word(unsigned char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* Whether what stands beside a number lets it stand upright: no part of a longer word or number. */
static bool is_clear(struct oc_str s, size_t at, bool before)
{
    if (before ? at == 0 : at >= s.n)
        return true;
    unsigned char c = (unsigned char)s.p[before ? at - 1 : at];
    return !is_ascii_word(c) && !strchr(".,:;/-+*=%$#&@_'\"", c);
}

/* The bytes at `at` that go upright: one or two digits, or two of ! and ?. */
static size_t upright(struct oc_str s, size_t at)
{
    static const char *const marks[] = {"!!", "!?", "?!", "??"};
    size_t n = 0;
    while (at + n < s.n && s.p[at + n] >= '0' && s.p[at + n] <= '9')
        n++;
    if (n >= 1 && n <= 2)
        return is_clear(s, at, true) && is_clear(s, at + n, false) ? n : 0;
    for (size_t i = 0; n == 0 && i < OC_COUNT(marks); i++) {
        bool more = (at > 0 && strchr("!?", s.p[at - 1])) ||
                    (at + 2 < s.n && s.p[at + 2] && strchr("!?", s.p[at + 2]));
        if (!more && oc_str_starts(oc_str_sub(s, at, s.n), marks[i]))
            return 2;
    }
    return 0;
}

static size_t past_digits(struct oc_str s, size_t at)
{
    while (at < s.n && s.p[at] >= '0' && s.p[at] <= '9')
        at++;
    return at;
}

/* Returns the last of the nodes that text has become. */
static xmlNode *set_upright(xmlNode *text)
{
    struct oc_str s = oc_node_value(text);
    size_t from = 0;
    xmlNode *last = text;
    for (size_t at = 0; at < s.n;) {
        size_t n = (unsigned char)s.p[at] < 0x80 ? upright(s, at) : 0;
        if (n == 0) {
            size_t next = past_digits(s, at);
            at = next > at ? next : at + 1;
            continue;
        }
        xmlNode *span = oc_node_new(text->doc, "span");
        oc_attr_set(span, "class", OC_STR("tcy"));
        oc_node_append(span, oc_node_new_text(text->doc, oc_str_sub(s, at, at + n)));
        if (at > from)
            oc_node_before(text, oc_node_new_text(text->doc, oc_str_sub(s, from, at)));
        oc_node_before(text, span);
        last = span;
        at = from = at + n;
    }
    if (last == text)
        return text;
    if (from < s.n) {
        xmlNode *rest = oc_node_new_text(text->doc, oc_str_sub(s, from, s.n));
        oc_node_before(text, rest);
        last = rest;
    }
    oc_node_remove(text);
    return last;
}

struct oc_str oc_looks_title(struct oc_render *r, struct oc_str xhtml)
{
    struct oc_buf out;
    bool turn = oc_book_vertical(r->book) && oc_lang_vertical(r->post->page_lang);
    if (!turn || oc_str_find(xhtml, "<code", 0) != SIZE_MAX)
        return xhtml;
    oc_buf_init(&out, xhtml.n * 24 + 64);
    for (size_t at = 0; at < xhtml.n;) {
        size_t n = 0, next = past_digits(xhtml, at);
        if (xhtml.p[at] == '<') {
            next = oc_str_chr(xhtml, '>', at);
            next = next == SIZE_MAX ? xhtml.n : next + 1;
        } else {
            n = upright(xhtml, at);
            next = n ? at + n : next > at ? next : at + 1;
        }
        oc_buf_puts(&out, n ? "<span class=\"tcy\">" : "");
        oc_buf_put(&out, oc_str_sub(xhtml, at, next));
        oc_buf_puts(&out, n ? "</span>" : "");
        at = next;
    }
    struct oc_str made = oc_buf_take(&out, r->arena);
    oc_buf_release(&out);
    return made;
}

/* A paragraph that its author has indented with wide blanks is not indented once more. */
static void keep_indents(struct oc_render *r)
{
    for (xmlNode *n = r->body->children; n; n = oc_node_next(r->body, n)) {
        const xmlNode *first = oc_node_is(n, "p") ? n->children : NULL;
        if (first && first->type == XML_TEXT_NODE &&
            oc_str_starts(oc_node_value(first), "\xE3\x80\x80"))
            oc_class_add(n, "noindent");
    }
}

void oc_pass_looks(struct oc_render *r)
{
    static const char *const apart[] = {"code", "kbd", "samp", "math", "svg",
                                        "rt",   "sup", "sub",  NULL};
    bool lines = oc_str_is(r->book->config->theme, "eink");
    bool turn = oc_book_vertical(r->book) && oc_lang_vertical(r->post->page_lang);
    if (oc_lang_vertical(r->post->page_lang)) /* Chinese and Japanese */
        keep_indents(r);
    for (xmlNode *n = lines || turn ? r->body->children : NULL; n;) {
        if (oc_node_is(n, "pre")) {
            xmlNode *text = lines ? text_in(n) : NULL;
            if (text)
                split_lines(text);
            n = oc_node_next_skip(r->body, n);
        } else if (oc_node_in(n, apart) || oc_str_is(oc_attr(n, "role"), "doc-noteref")) {
            n = oc_node_next_skip(r->body, n);
        } else {
            bool text = n->type == XML_TEXT_NODE;
            if (text && turn)
                n = set_upright(n);
            n = text ? oc_node_next_skip(r->body, n) : oc_node_next(r->body, n);
        }
    }
}
