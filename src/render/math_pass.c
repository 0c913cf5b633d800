/* SPDX-License-Identifier: MIT */
/* Formulas, code of the class math until now, become MathML; --math tex leaves them. */
#include "render/passes.h"
#include "render/tex.h"

struct formulas {
    struct oc_render *r;
    struct oc_tex_macros macros;
    struct oc_map told; /* what was not understood, once a post */
};

static void tell(struct formulas *f, const xmlNode *code, struct oc_str unknown)
{
    if (oc_map_add(&f->told, unknown, f))
        oc_render_warn(f->r, OC_D_MATH_SOURCE, code, unknown, OC_STR_NONE);
}

/* What comes before a script: a letter by itself, a digit, a closing bracket or a command. */
static bool is_base(struct oc_str tex, size_t end)
{
    size_t at = end;
    while (at > 0 && (tex.p[at - 1] | 0x20) >= 'a' && (tex.p[at - 1] | 0x20) <= 'z')
        at--;
    if (at == end)
        return end > 0 && strchr("0123456789})]", tex.p[end - 1]);
    return at + 1 == end || (at > 0 && tex.p[at - 1] == '\\');
}

/* x\_1, written for a Markdown that takes backslashes out of formulas too. */
static bool is_escaped(struct oc_str tex)
{
    for (size_t at = oc_str_find(tex, "\\_", 0); at != SIZE_MAX;
         at = oc_str_find(tex, "\\_", at + 2)) {
        char next = at + 2 < tex.n ? tex.p[at + 2] : ' ',
             then = at + 3 < tex.n ? tex.p[at + 3] : ' ';
        bool word = (next | 0x20) >= 'a' && (next | 0x20) <= 'z' && (then | 0x20) >= 'a' &&
                    (then | 0x20) <= 'z';
        if (is_base(tex, at) && next != ' ' && !word)
            return true;
    }
    return false;
}

/* As that Markdown did: a backslash before a punctuation mark goes. */
static void unescape(struct oc_buf *tex)
{
    size_t n = 0;
    for (size_t at = 0; at < tex->n; at++) {
        bool mark =
            tex->p[at] == '\\' && at + 1 < tex->n && strchr("\\`*_{}[]()#+-.!|", tex->p[at + 1]);
        tex->p[n++] = tex->p[at += mark];
    }
    tex->n = n;
}

/* &lt; and its kin: a browser reads them before MathJax does. */
static void decode(xmlNode *code)
{
    static const struct {
        const char *entity, *text;
    } entities[] = {{"&lt;", "<"},    {"&gt;", ">"},  {"&amp;", "&"},
                    {"&quot;", "\""}, {"&#39;", "'"}, {"&nbsp;", " "}};
    xmlNode *text = code->children;
    struct oc_str s = text && !text->next ? oc_node_value(text) : OC_STR_NONE;
    struct oc_buf out;
    if (!s.n || !memchr(s.p, '&', s.n))
        return;
    oc_buf_init(&out, SIZE_MAX / 8);
    for (size_t at = 0; at < s.n;) {
        size_t i = 0;
        while (i < OC_COUNT(entities) &&
               (s.p[at] != '&' || !oc_str_starts(oc_str_sub(s, at, s.n), entities[i].entity)))
            i++;
        oc_buf_putc(&out, i < OC_COUNT(entities) ? entities[i].text[0] : s.p[at]);
        at += i < OC_COUNT(entities) ? strlen(entities[i].entity) : 1;
    }
    oc_node_set_value(text, oc_buf_view(&out));
    oc_buf_release(&out);
}

/* The formula as it stands, or as it was meant for a Markdown that takes backslashes out. */
static xmlNode *math_of(struct formulas *f, const xmlNode *code, struct oc_buf *tex)
{
    struct oc_str unknown, again;
    bool display = oc_class_has(code, "display");
    if (is_escaped(oc_buf_view(tex)))
        unescape(tex);
    xmlNode *math =
        oc_tex_math(&unknown, &f->macros, code->doc, f->r->arena, oc_buf_view(tex), display);
    if (!math && oc_str_find(oc_buf_view(tex), "\\\\", 0) != SIZE_MAX) {
        unescape(tex);
        math = oc_tex_math(&again, &f->macros, code->doc, f->r->arena, oc_buf_view(tex), display);
    }
    if (!math)
        tell(f, code, unknown);
    return math;
}

static void convert(struct formulas *f, xmlNode *code)
{
    struct oc_buf tex;
    oc_buf_init(&tex, SIZE_MAX / 8);
    for (const xmlNode *n = code->children; n; n = n->next)
        if (n->type == XML_TEXT_NODE)
            oc_buf_put(&tex, oc_node_value(n));
    xmlNode *math = math_of(f, code, &tex);
    oc_buf_release(&tex);
    if (!math)
        return;
    if (math->children) {
        if (oc_attr(code, "id").n)
            oc_attr_set(math, "id", oc_attr(code, "id"));
        oc_node_same_place(math, code);
        oc_node_before(code, math);
    }
    oc_node_remove(code);
}

void oc_pass_math(struct oc_render *r)
{
    struct formulas f = {.r = r};
    if (r->formulas) /* in Markdown too, for its HTML */
        oc_math_in_html(r);
    if (!r->formulas && !r->math_images)
        return;
    oc_tex_macros_init(&f.macros, r->arena);
    oc_map_init(&f.told, r->arena);
    for (xmlNode *n = r->body->children, *next; n; n = next) {
        bool is = oc_node_is(n, "code") && oc_class_has(n, "math");
        next = is ? oc_node_next_skip(r->body, n) : oc_node_next(r->body, n);
        if (is)
            decode(n);
        if (is && !(r->book->config && r->book->config->math == OC_MATH_TEX))
            convert(&f, n);
    }
}
