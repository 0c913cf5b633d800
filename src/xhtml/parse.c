/* SPDX-License-Identifier: MIT */
/*
 * Tokens to a tree, by a small form of the HTML standard's rules (implied end tags, scopes,
 * table context) that keeps every byte of visible text and takes linear time: where an element
 * last stands among the open ones is known without looking through them.
 *
 * Why not libxml2's HTML parser: it knows HTML 4 only, halts at depth 256, lower-cases SVG and
 * needs the whole input rewritten first. The tree is still libxml2's.
 */
#include "xhtml/parse.h"

#include <limits.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "xhtml/model.h"
#include "xhtml/nodes.h"
#include "xhtml/token.h"

#define MAX_OPEN 65536
#define MAX_REOPEN 8

static struct oc_open *top(struct oc_builder *b)
{
    return &b->open[b->n - 1];
}

static uint32_t flags_of(unsigned code)
{
    return code < OC_EL_COUNT ? oc_el_row(code)->flags : OC_F_INLINE;
}

/* ---- nodes ---- */

static void flush_text(struct oc_builder *b)
{
    if (b->text.n == 0)
        return;
    oc_node_link(top(b)->node, oc_node_new_text(b->doc, oc_buf_view(&b->text)));
    oc_buf_clear(&b->text);
}

static xmlNode *new_element(struct oc_builder *b, unsigned code)
{
    return code < OC_EL_COUNT ? oc_node_new_el(b->doc, code)
                              : oc_node_new(b->doc, oc_foreign_row(code - OC_EL_COUNT)->name);
}

/* The name of an attribute in lower case, or false when XML could not hold it. */
static bool attr_name(char out[64], struct oc_str name)
{
    if (name.n == 0 || name.n >= 64)
        return false;
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        bool upper = c >= 'A' && c <= 'Z';
        bool letter = upper || (c >= 'a' && c <= 'z') || c == '_';
        bool other = (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':';
        if (!letter && !(other && i > 0))
            return false;
        out[i] = (char)(upper ? c | 32 : c);
    }
    out[name.n] = '\0';
    return true;
}

static void add_attrs(struct oc_builder *b, xmlNode *n, bool foreign)
{
    char name[64];
    for (size_t i = 0; i < b->t.nattrs; i++) {
        const struct oc_token_attr *a = &b->t.attrs[i];
        if (oc_str_is(a->name, "data-sourcepos")) {
            oc_node_set_place(n, a->value);
            continue;
        }
        if (!attr_name(name, a->name))
            continue;
        const char *right = foreign ? oc_foreign_attr(name) : name;
        if (oc_attr(n, right).p)
            continue;
        oc_buf_clear(&b->value);
        oc_text_put(&b->value, a->value, true, true);
        bool names = strcmp(right, "id") == 0 || strcmp(right, "name") == 0;
        if (names && oc_str_blank(oc_buf_view(&b->value)))
            continue; /* no place that a link could lead to */
        oc_attr_set(n, right, oc_buf_view(&b->value));
    }
}

/* ---- the open elements ---- */

static void pop(struct oc_builder *b)
{
    struct oc_open *o = top(b);
    flush_text(b);
    /* what goes with its content must show where that ends; else the content is kept */
    if (o->real && !o->ended && flags_of(o->code) & OC_F_DROP &&
        !oc_node_is(o->node->parent, "ruby"))
        oc_node_rename(o->node, "span");
    b->last[o->code] = o->same;
    b->n--;
}

static void see_foreign(struct oc_builder *b)
{
    b->t.foreign = b->last[OC_EL_svg] >= 0 || b->last[OC_EL_math] >= 0;
}

/* Closes elements until n are open, and those above which came gone meanwhile. */
static void pop_to(struct oc_builder *b, int n)
{
    while (b->n > n)
        pop(b);
    while (b->n > 1 && top(b)->gone)
        pop(b);
    see_foreign(b);
}

/* A foreign element whose content is HTML again. */
static bool is_integration(unsigned x)
{
    static const unsigned points[] = {
        OC_X_foreignObject, OC_X_desc, OC_X_title, OC_X_mi, OC_X_mo, OC_X_mn, OC_X_ms, OC_X_mtext};
    for (size_t i = 0; i < OC_COUNT(points); i++)
        if (points[i] == x)
            return true;
    return false;
}

/* Opens node, or just counts the element when node is NULL. */
static void push(struct oc_builder *b, unsigned code, xmlNode *node)
{
    if (b->n >= MAX_OPEN)
        return;
    if (b->n == b->cap) {
        b->cap *= 2;
        b->open = oc_realloc(b->open, (size_t)b->cap * sizeof *b->open);
    }
    const struct oc_open *under = top(b);
    struct oc_open *o = &b->open[b->n];
    uint32_t flags = flags_of(code);
    bool root = code == OC_EL_svg || code == OC_EL_math;
    o->node = node ? node : under->node;
    o->code = (uint16_t)code;
    o->depth = (uint16_t)(under->depth + (node ? 1 : 0));
    o->real = node != NULL;
    o->gone = o->ended = false;
    o->same = b->last[code];
    o->scope = flags & OC_F_SCOPE ? b->n : under->scope;
    o->stop = flags & (OC_F_STOP | OC_F_SCOPE) ? b->n : under->stop;
    o->block = flags & (OC_F_INLINE | OC_F_RUBY) ? under->block : b->n;
    o->foreign = root ? b->n : under->foreign;
    if (code >= OC_EL_COUNT && code < OC_EL_CUSTOM && is_integration(code - OC_EL_COUNT)) {
        o->foreign = -1;
        o->scope = o->stop = b->n;
    }
    o->as_text = NULL;
    b->last[code] = b->n++;
    see_foreign(b);
}

/* Makes the element of the token's code, and opens it when asked. */
static xmlNode *insert(struct oc_builder *b, unsigned code, bool open, bool foreign)
{
    flush_text(b);
    if (open && top(b)->depth >= OC_MAX_DOM_DEPTH) {
        b->deep = true;
        push(b, code, NULL);
        return NULL;
    }
    xmlNode *n = new_element(b, code);
    add_attrs(b, n, foreign);
    oc_node_link(top(b)->node, n);
    if (open)
        push(b, code, n);
    b->made = n;
    return n;
}

/* Opens again the formatting elements that stood above position at and have just been closed. */
struct reopen {
    xmlNode *node[MAX_REOPEN];
    unsigned code[MAX_REOPEN];
    int n;
};

static void reopen(struct oc_builder *b, const struct reopen *r)
{
    for (int i = r->n - 1; i >= 0; i--) {
        if (top(b)->depth >= OC_MAX_DOM_DEPTH)
            return;
        xmlNode *n = new_element(b, r->code[i]);
        for (const xmlAttr *a = r->node[i]->properties; a; a = a->next)
            if (strcmp((const char *)a->name, "id") != 0)
                oc_attr_set(n, (const char *)a->name, oc_node_value(a->children));
        oc_node_link(top(b)->node, n);
        push(b, r->code[i], n);
    }
}

/* ---- start tags ---- */

static bool in_scope(const struct oc_builder *b, unsigned code)
{
    return b->last[code] >= 0 && b->last[code] >= b->open[b->n - 1].scope;
}

static void close_if_in_scope(struct oc_builder *b, unsigned code)
{
    if (in_scope(b, code))
        pop_to(b, b->last[code]);
}

static int max_int(int x, int y)
{
    return x > y ? x : y;
}

/* Closes what stands between a part of a table and its place. False: no table, no part. */
static bool clear_table(struct oc_builder *b, unsigned el)
{
    int table = b->last[OC_EL_table];
    if (table < 0)
        return false;
    int rows = max_int(max_int(b->last[OC_EL_tbody], b->last[OC_EL_thead]), b->last[OC_EL_tfoot]);
    int at = table;
    if (el == OC_EL_tr)
        at = max_int(table, rows);
    else if (el == OC_EL_td || el == OC_EL_th)
        at = max_int(table, max_int(rows, b->last[OC_EL_tr]));
    else if (el == OC_EL_col)
        at = max_int(table, b->last[OC_EL_colgroup]);
    pop_to(b, at + 1);
    return true;
}

static void imply_ends(struct oc_builder *b, unsigned el)
{
    static const unsigned headings[] = {OC_EL_h1, OC_EL_h2, OC_EL_h3, OC_EL_h4, OC_EL_h5, OC_EL_h6};
    uint32_t flags = flags_of(el);
    if (el == OC_EL_li && b->last[el] > top(b)->stop)
        pop_to(b, b->last[el]);
    if (el == OC_EL_dt || el == OC_EL_dd) {
        int at = max_int(b->last[OC_EL_dt], b->last[OC_EL_dd]);
        if (at > top(b)->stop)
            pop_to(b, at);
    }
    if ((el == OC_EL_a || el == OC_EL_nobr || el == OC_EL_button || el == OC_EL_option) &&
        in_scope(b, el)) {
        if (top(b)->block > b->last[el])
            b->open[b->last[el]].gone = true;
        else
            pop_to(b, b->last[el]);
    }
    if (el == OC_EL_optgroup)
        close_if_in_scope(b, OC_EL_option);
    if (el == OC_EL_rt || el == OC_EL_rp || el == OC_EL_rb || el == OC_EL_rtc) {
        int ruby = b->last[OC_EL_ruby];
        if (ruby > top(b)->scope)
            pop_to(b, ruby + 1);
    }
    if (flags & OC_F_BLOCK || el == OC_EL_li || el == OC_EL_dt || el == OC_EL_dd ||
        el == OC_EL_figcaption)
        close_if_in_scope(b, OC_EL_p);
    if (flags & OC_F_BLOCK)
        close_if_in_scope(b, OC_EL_select);
    for (size_t i = 0; flags & OC_F_HEADING && i < OC_COUNT(headings); i++)
        if (top(b)->code == headings[i])
            pop_to(b, b->n - 1);
}

static bool is_table_part(unsigned el)
{
    return el == OC_EL_caption || el == OC_EL_colgroup || el == OC_EL_col || el == OC_EL_tbody ||
           el == OC_EL_thead || el == OC_EL_tfoot || el == OC_EL_tr || el == OC_EL_td ||
           el == OC_EL_th;
}

static bool in_cell(const struct oc_builder *b)
{
    int cell = max_int(max_int(b->last[OC_EL_td], b->last[OC_EL_th]), b->last[OC_EL_caption]);
    return cell > b->last[OC_EL_table];
}

/* Skips a template with all in it; one that never closes loses its tag only. */
static void skip_template(struct oc_builder *b)
{
    struct oc_str in = b->t.in;
    size_t depth = 1, at = b->t.at;
    while (!b->no_template_end && depth > 0 && (at = oc_str_chr(in, '<', at)) != SIZE_MAX) {
        struct oc_str rest = oc_str_sub(in, ++at, in.n);
        if (oc_str_istarts(rest, "/template"))
            depth--;
        else if (oc_str_istarts(rest, "template"))
            depth++;
    }
    if (depth > 0) {
        b->no_template_end = true;
        return;
    }
    at = oc_str_chr(in, '>', at);
    b->t.at = at == SIZE_MAX ? in.n : at + 1;
}

/* Scripts that write a player or a listing where they stand: their address says what it was. */
static bool writes_embed(const struct oc_tokens *t)
{
    static const char *const sites[] = {"https://gist.github.com/", "http://gist.github.com/",
                                        "//gist.github.com/", "https://asciinema.org/a/"};
    for (size_t i = 0; i < t->nattrs; i++)
        for (size_t k = 0; oc_str_iis(t->attrs[i].name, "src") && k < OC_COUNT(sites); k++)
            if (oc_str_istarts(oc_str_trim(t->attrs[i].value), sites[k]))
                return true;
    return false;
}

/* A script of type math/tex is a formula that MathJax was to set. */
static bool insert_formula(struct oc_builder *b, struct oc_str content)
{
    struct oc_str type = OC_STR_NONE;
    for (size_t i = 0; i < b->t.nattrs; i++)
        if (oc_str_iis(b->t.attrs[i].name, "type"))
            type = oc_str_trim(b->t.attrs[i].value);
    if (!oc_str_istarts(type, "math/tex"))
        return false;
    bool display = oc_str_find(type, "display", 0) != SIZE_MAX;
    content = oc_str_trim(content);
    if (oc_str_starts(content, "% <![CDATA[") && oc_str_ends(content, "%]]>")) /* kramdown's */
        content = oc_str_trim(oc_str_sub(content, 11, content.n - 4));
    xmlNode *n = insert(b, OC_EL_code, false, false);
    if (n) {
        oc_attr_set(n, "class", display ? OC_STR("math display") : OC_STR("math"));
        oc_node_link(n, oc_node_new_text(b->doc, content));
    }
    return true;
}

/* Script, style, title, textarea, iframe, xmp: the content is not markup. */
static void insert_raw(struct oc_builder *b, unsigned el)
{
    uint32_t flags = flags_of(el);
    struct oc_str content;
    bool closed = oc_tokens_raw(&b->t, &content);
    if (el == OC_EL_script && writes_embed(&b->t)) {
        insert(b, OC_EL_embed, false, false);
        return;
    }
    if (el == OC_EL_script && closed && insert_formula(b, content))
        return;
    if (flags & OC_F_GONE || (flags & OC_F_META && !b->meta))
        return;
    xmlNode *n;
    if (el == OC_EL_iframe) {
        insert(b, el, false, false);
    } else if (closed && (n = insert(b, el, false, false))) {
        if (flags & OC_F_PRE && oc_str_starts(content, "\n"))
            content = oc_str_sub(content, 1, content.n);
        oc_buf_clear(&b->value);
        oc_text_put(&b->value, content, flags & OC_F_TEXT, false);
        oc_node_link(n, oc_node_new_text(b->doc, oc_buf_view(&b->value)));
    }
}

static void html_start(struct oc_builder *b)
{
    unsigned el = b->t.el == OC_EL_image ? OC_EL_img : b->t.el; /* HTML, 13.2.6.4.7 */
    const struct oc_el_row *row = oc_el_row(el);
    if (row->flags & OC_F_SKIP) {
        if (el == OC_EL_html && b->meta)
            add_attrs(b, b->open[0].node, false);
        return;
    }
    if (el == OC_EL_template) {
        skip_template(b);
        return;
    }
    if (el == OC_EL_table && b->last[OC_EL_table] >= 0 && !in_cell(b))
        pop_to(b, b->last[OC_EL_table]);
    if (is_table_part(el)) {
        if (!clear_table(b, el))
            return;
    } else {
        imply_ends(b, el);
    }
    if (row->flags & OC_F_RAW) {
        insert_raw(b, el);
        return;
    }
    if (row->flags & OC_F_META && !b->meta)
        return;
    bool open = row->content != OC_C_VOID && !b->t.self_closed;
    insert(b, el, open, el == OC_EL_svg);
    b->pre = open && row->flags & OC_F_PRE;
}

static void foreign_start(struct oc_builder *b)
{
    unsigned code = OC_EL_COUNT + b->t.x;
    if (b->t.x == OC_X_COUNT) { /* HTML ends the drawing; other names are passed over */
        if (b->t.el == OC_EL_NONE || flags_of(b->t.el) & OC_F_SKIP)
            return;
        while (top(b)->foreign >= 0)
            pop_to(b, top(b)->foreign);
        html_start(b);
        return;
    }
    if (b->t.x == OC_X_script) {
        struct oc_str content;
        b->t.el = OC_EL_script;
        if (!b->t.self_closed)
            oc_tokens_raw(&b->t, &content);
        return;
    }
    if (b->t.x == OC_X_svg)
        code = OC_EL_svg;
    else if (b->t.x == OC_X_math)
        code = OC_EL_math;
    bool svg = oc_foreign_row(b->t.x)->kind != OC_MATH;
    insert(b, code, !b->t.self_closed, svg);
}

/* A custom element is passed over; without attributes it may be a placeholder in prose
 * (`clone <repo-url>`), and is text unless its end tag comes. */
static void custom_start(struct oc_builder *b)
{
    if (b->t.self_closed || top(b)->foreign >= 0)
        return;
    xmlNode *text = NULL;
    if (b->t.nattrs == 0 && b->t.custom) {
        flush_text(b);
        text = oc_node_new_text(b->doc, b->t.raw);
        oc_node_link(top(b)->node, text);
    }
    int n = b->n;
    push(b, OC_EL_CUSTOM, NULL);
    if (b->n > n)
        top(b)->as_text = text;
}

static void on_start(struct oc_builder *b)
{
    int math = b->last[OC_EL_math];
    if (b->t.el != OC_EL_NONE && flags_of(b->t.el) & OC_F_BLOCK && math > b->last[OC_EL_svg])
        pop_to(b, math); /* a block ends a formula, even <mi>x<p> */
    if (b->t.custom || b->t.prefixed)
        custom_start(b);
    else if (top(b)->foreign >= 0)
        foreign_start(b);
    else if (b->t.el != OC_EL_NONE)
        html_start(b);
    else if (b->t.x != OC_X_COUNT && top(b)->code >= OC_EL_COUNT && top(b)->code < OC_EL_CUSTOM) {
        pop_to(b, b->n - 1); /* <mi>x<mn>2: the first one is not closed */
        on_start(b);
    } else {
        oc_text_put(&b->text, b->t.raw, true, false);
    }
}

/* ---- end tags ---- */

/* The end tag of an inline element whose position is at. */
static void end_inline(struct oc_builder *b, int at)
{
    if (top(b)->block > at) { /* a block inside is still open */
        b->open[at].gone = true;
        return;
    }
    b->open[at].ended = true;
    struct reopen r = {.n = 0};
    for (int i = b->n - 1; i > at && r.n < MAX_REOPEN; i--) {
        const struct oc_open *o = &b->open[i];
        if (flags_of(o->code) & OC_F_FORMAT && o->real && !o->gone) {
            r.node[r.n] = o->node;
            r.code[r.n++] = o->code;
        }
    }
    pop_to(b, at);
    reopen(b, &r);
}

static void end_heading(struct oc_builder *b)
{
    int at = -1;
    for (unsigned el = OC_EL_h1; el <= OC_EL_h6; el++)
        at = max_int(at, b->last[el]);
    if (at > top(b)->scope)
        pop_to(b, at);
}

static void html_end(struct oc_builder *b)
{
    unsigned el = b->t.el;
    const struct oc_el_row *row = oc_el_row(el);
    if (el == OC_EL_br) {
        b->t.nattrs = 0;
        insert(b, el, false, false);
        return;
    }
    if (row->flags & OC_F_HEADING) {
        end_heading(b);
        return;
    }
    int at = b->last[el];
    if (at < 0 || b->open[at].gone)
        return;
    if (el == OC_EL_svg || el == OC_EL_math) {
        pop_to(b, at);
        return;
    }
    if (el == OC_EL_table || is_table_part(el)) {
        if (at >= b->last[OC_EL_table])
            pop_to(b, at);
        return;
    }
    if (!in_scope(b, el) || (el == OC_EL_li && at <= max_int(b->last[OC_EL_ul], b->last[OC_EL_ol])))
        return;
    if (row->flags & OC_F_INLINE && !(row->flags & OC_F_SCOPE))
        end_inline(b, at);
    else
        pop_to(b, at);
}

static void on_end(struct oc_builder *b)
{
    int custom = b->last[OC_EL_CUSTOM];
    if (b->t.custom || b->t.prefixed) {
        if (custom < 0)
            return;
        xmlNode *text = b->open[custom].as_text;
        if (text) {
            struct oc_str was = oc_node_value(text);
            was = oc_str_sub(was, 1, was.n);
            if (!oc_str_eq(oc_str_sub(was, 0, b->t.name.n), b->t.name))
                return;
            oc_node_remove(text);
        }
        end_inline(b, custom);
        return;
    }
    if (b->t.x != OC_X_COUNT && top(b)->foreign >= 0) {
        unsigned code = b->t.x == OC_X_svg    ? OC_EL_svg
                        : b->t.x == OC_X_math ? OC_EL_math
                                              : OC_EL_COUNT + b->t.x;
        if (b->last[code] >= top(b)->foreign) {
            pop_to(b, b->last[code]);
            return;
        }
    } else if (b->t.x != OC_X_COUNT) {
        /* inside a foreignObject, mtext and such: its own end tag */
        int at = b->last[OC_EL_COUNT + b->t.x];
        if (is_integration(b->t.x) && at > max_int(b->last[OC_EL_svg], b->last[OC_EL_math])) {
            pop_to(b, at);
            return;
        }
    }
    if (b->t.el != OC_EL_NONE)
        html_end(b);
}

/* ---- the whole ---- */

static void on_text(struct oc_builder *b, bool references)
{
    struct oc_str s = b->t.raw;
    if (b->pre && s.n > 0) {
        size_t skip = oc_str_starts(s, "\r\n") ? 2 : s.p[0] == '\n' || s.p[0] == '\r';
        s = oc_str_sub(s, skip, s.n);
    }
    oc_text_put(&b->text, s, references, false);
}

struct oc_builder *oc_builder_new(struct oc_arena *a, bool meta)
{
    struct oc_builder *b = oc_realloc(NULL, sizeof *b);
    memset(b, 0, offsetof(struct oc_builder, t));
    for (size_t i = 0; i < OC_EL_CODES; i++)
        b->last[i] = -1;
    b->meta = meta;
    b->doc = oc_doc_new(a);
    oc_buf_init(&b->text, INT_MAX - 1);
    oc_buf_init(&b->value, INT_MAX - 1);
    oc_tokens_init(&b->t, OC_STR(""));
    b->cap = 64;
    b->open = oc_alloc((size_t)b->cap * sizeof *b->open);
    xmlNode *body = new_element(b, OC_EL_body);
    oc_node_link((xmlNode *)b->doc, body);
    b->open[0] = (struct oc_open){.node = body,
                                  .code = OC_EL_body,
                                  .real = true,
                                  .same = -1,
                                  .scope = 0,
                                  .stop = 0,
                                  .block = 0,
                                  .foreign = -1};
    b->n = 1;
    return b;
}

void oc_builder_take(struct oc_builder *b)
{
    bool pre = b->pre;
    if (b->t.kind == OC_T_OPEN)
        b->pre = false, on_start(b);
    else if (b->t.kind == OC_T_CLOSE)
        b->pre = false, on_end(b);
    else
        on_text(b, b->t.kind == OC_T_TEXT);
    if (pre && b->t.kind != OC_T_OPEN)
        b->pre = false;
}

xmlNode *oc_build_end(struct oc_builder *b)
{
    pop_to(b, 1);
    flush_text(b);
    xmlNode *body = b->open[0].node;
    b->doc->parseFlags = (b->deep ? OC_CUT_DEPTH : 0) | (b->t.many ? OC_CUT_ATTRS : 0);
    oc_buf_release(&b->text);
    oc_buf_release(&b->value);
    free(b->open);
    free(b);
    return body;
}

xmlNode *oc_parse_tree(struct oc_arena *a, struct oc_str html, bool meta)
{
    struct oc_builder *b = oc_builder_new(a, meta);
    struct oc_buf repaired;
    oc_buf_init(&repaired, SIZE_MAX / 4);
    if (!oc_utf8_valid(html, NULL)) {
        oc_utf8_repair(&repaired, html);
        html = oc_buf_view(&repaired);
    }
    oc_tokens_init(&b->t, html);
    while (oc_tokens_next(&b->t))
        oc_builder_take(b);
    xmlNode *body = oc_build_end(b);
    oc_buf_release(&repaired);
    return body;
}

int oc_html_cut(const xmlNode *body)
{
    return body->doc->parseFlags;
}

xmlNode *oc_html_parse(struct oc_arena *a, struct oc_str html)
{
    return oc_parse_tree(a, html, false);
}
