/* SPDX-License-Identifier: MIT */
/*
 * Formulas in HTML: what KaTeX and MathJax left in the page, and TeX between the fences that they
 * look for, become code of the class math, as Markdown's formulas are by now.
 */
#include "render/passes.h"

static const struct fence {
    const char *open, *close;
    bool display;
} fences[] = {{"\\(", "\\)", false}, {"\\[", "\\]", true}, {"$$", "$$", true}};

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Not just words between fences, which mean something else elsewhere. */
static bool is_tex(struct oc_str s)
{
    if (oc_str_trim(s).n == 1)
        return true;
    for (size_t i = 0; i < s.n; i++)
        if (strchr("^_=<>+", s.p[i]) || (s.p[i] == '\\' && i + 1 < s.n && is_letter(s.p[i + 1])))
            return true;
    return false;
}

xmlNode *oc_math_node(xmlDoc *doc, struct oc_str tex, bool display)
{
    xmlNode *code = oc_node_new(doc, "code");
    oc_attr_set(code, "class", display ? OC_STR("math display") : OC_STR("math"));
    oc_node_append(code, oc_node_new_text(doc, oc_str_trim(tex)));
    return code;
}

/* The next formula in s from `from` on: its fence, where it opens and closes. */
static const struct fence *find(struct oc_str s, size_t from, size_t *open, size_t *close)
{
    for (size_t at = from; at + 1 < s.n; at++) {
        if (s.p[at] != '\\' && s.p[at] != '$')
            continue;
        for (size_t k = 0; k < OC_COUNT(fences); k++) {
            const struct fence *f = &fences[k];
            if (!oc_str_starts(oc_str_sub(s, at, s.n), f->open))
                continue;
            *open = at;
            *close = oc_str_find(s, f->close, at + 2);
            if (*close != SIZE_MAX && is_tex(oc_str_sub(s, at + 2, *close)))
                return f;
            if (*close == SIZE_MAX)
                return NULL; /* nothing closes: what is behind it is not looked at */
            at = *close + 1;
            break;
        }
    }
    return NULL;
}

/* Returns the last node made of the text. */
static xmlNode *split(xmlNode *text)
{
    struct oc_str s = oc_node_value(text);
    size_t from = 0, open, close;
    xmlNode *last = text;
    for (const struct fence *f; (f = find(s, from, &open, &close)); from = close + 2) {
        if (open > from)
            oc_node_before(text, oc_node_new_text(text->doc, oc_str_sub(s, from, open)));
        oc_node_before(text, oc_math_node(text->doc, oc_str_sub(s, open + 2, close), f->display));
    }
    if (from > 0) {
        xmlNode *rest = oc_node_new_text(text->doc, oc_str_sub(s, from, s.n));
        oc_node_after(text, rest);
        oc_node_remove(text);
        last = rest;
    }
    return last;
}

/* <span class="math inline">\(x\)</span>, as pandoc, Sphinx and Arithmatex write it. */
static xmlNode *unfence(xmlNode *n)
{
    if (!n->children || n->children->next || n->children->type != XML_TEXT_NODE)
        return n;
    struct oc_str s = oc_str_trim(oc_node_value(n->children));
    for (size_t k = 0; k < OC_COUNT(fences); k++) {
        const struct fence *f = &fences[k];
        if (s.n > 4 && oc_str_starts(s, f->open) && oc_str_ends(s, f->close)) {
            xmlNode *code = oc_math_node(n->doc, oc_str_sub(s, 2, s.n - 2), f->display);
            oc_node_before(n, code);
            oc_node_remove(n);
            return code;
        }
    }
    return n;
}

/* KaTeX's MathML stays; the same in letters and boxes, made for a browser, goes. */
static bool is_copy(const xmlNode *n)
{
    return oc_class_has(n, "katex-html") || oc_class_has(n, "MathJax_Preview");
}

static void set_display(const xmlNode *katex)
{
    for (xmlNode *n = katex->children; n; n = oc_node_next(katex, n))
        if (oc_node_is(n, "math"))
            oc_attr_set(n, "display", OC_STR("block"));
}

void oc_math_in_html(struct oc_render *r)
{
    static const char *const apart[] = {"code", "pre",      "kbd",    "samp",  "math", "svg",
                                        "tt",   "textarea", "script", "style", NULL};
    for (xmlNode *n = r->body->children, *next; n; n = next) {
        next = oc_node_next(r->body, n);
        if (n->type == XML_TEXT_NODE) {
            next = oc_node_next_skip(r->body, split(n));
        } else if (oc_node_in(n, apart)) {
            next = oc_node_next_skip(r->body, n);
        } else if (!n->properties) {
            continue;
        } else if (is_copy(n)) {
            next = oc_node_next_skip(r->body, n);
            oc_node_remove(n);
        } else if (oc_class_has(n, "katex-display")) {
            set_display(n);
        } else if (oc_class_has(n, "math") || oc_class_has(n, "arithmatex")) {
            xmlNode *made = unfence(n);
            if (made != n)
                next = oc_node_next_skip(r->body, made);
        }
    }
}
