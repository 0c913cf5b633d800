/* SPDX-License-Identifier: MIT */
/*
 * Pictures of formulas that a server draws from the TeX in their address, as Zhihu, Yuque, CodeCogs
 * and others have them: the formula is what the author wrote, and it needs no web. A picture whose
 * TeX is not understood stays one.
 */
#include "base/path.h"
#include "base/utf8.h"
#include "render/figure.h"
#include "render/passes.h"
#include "render/tex.h"

static const struct drawer {
    const char *host, *path, *key; /* key "": all of the query */
    bool plus;                     /* '+' is a blank */
} drawers[] = {
    {"zhihu.com", "/equation", "tex", true},
    {"codecogs.com", ".latex", "", false},
    {"codecogs.com", ".image", "", false},
    {"nlark.com", "/__latex/", "code", false},
    {"math.jianshu.com", "/math", "formula", false},
    {"render.githubusercontent.com", "/render/math", "math", true},
    {"wp.com", "/latex.php", "latex", true},
    {"wordpress.com", "/latex.php", "latex", true},
};

/* What stands behind key= in s, up to the next '&'; all of s for "". */
static struct oc_str value_of(struct oc_str s, const char *key)
{
    struct oc_str part;
    size_t n = strlen(key);
    if (!n)
        return s;
    while (oc_str_cut(&part, &s, '&'))
        if (oc_str_starts(part, key) && part.n > n && part.p[n] == '=')
            return oc_str_sub(part, n + 1, part.n);
    return OC_STR_NONE;
}

/* CodeCogs's own blanks, and what it is told of resolution, colour and size. */
static struct oc_str without_looks(struct oc_str tex)
{
    static const char *const looks[] = {"\\inline", "\\dpi",   "\\bg_",   "\\bg{",  "\\fn_",
                                        "\\large",  "\\Large", "\\LARGE", "\\huge", "\\Huge",
                                        "\\small",  "\\tiny",  NULL};
    for (;;) {
        size_t i = 0;
        tex = oc_str_trim(tex);
        while (looks[i] && !oc_str_starts(tex, looks[i]))
            i++;
        if (!looks[i])
            return tex;
        size_t at = strlen(looks[i]);
        while (at < tex.n && !strchr(" {}\\", tex.p[at]))
            at++;
        if (at < tex.n && (tex.p[at] == '{' || looks[i][strlen(looks[i]) - 1] == '{')) {
            size_t end = oc_str_chr(tex, '}', at);
            at = end == SIZE_MAX ? tex.n : end + 1;
        }
        tex = oc_str_sub(tex, at, tex.n);
    }
}

static struct oc_str decoded(struct oc_arena *a, struct oc_str raw, bool plus)
{
    static const char space[] = "&space;";
    struct oc_buf once, text;
    oc_buf_init(&once, SIZE_MAX / 8);
    oc_buf_init(&text, SIZE_MAX / 8);
    for (size_t at = 0; at < raw.n; at++)
        oc_buf_putc(&once, plus && raw.p[at] == '+' ? ' ' : raw.p[at]);
    oc_percent_decode(&text, oc_buf_view(&once));
    oc_buf_clear(&once);
    for (struct oc_str s = oc_buf_view(&text), rest = s; rest.n;) {
        bool blank = oc_str_starts(rest, space);
        oc_buf_putc(&once, blank ? ' ' : rest.p[0]);
        rest = oc_str_sub(rest, blank ? sizeof space - 1 : 1, rest.n);
    }
    oc_buf_clear(&text);
    oc_utf8_put_xml_ok(&text, oc_buf_view(&once));
    struct oc_str tex = oc_buf_take(&text, a);
    oc_buf_release(&once);
    oc_buf_release(&text);
    return tex;
}

/* The TeX in a picture's address; "" when it is none of a formula. */
static struct oc_str tex_of(struct oc_arena *a, struct oc_str src)
{
    struct oc_str host = oc_figure_host(src);
    for (size_t i = 0; i < OC_COUNT(drawers); i++) {
        const struct drawer *d = &drawers[i];
        size_t from = oc_figure_host_is(host, d->host) ? oc_str_find(src, d->path, 0) : SIZE_MAX;
        if (from == SIZE_MAX)
            continue;
        while (from < src.n && src.p[from] != '?' && src.p[from] != '#')
            from++;
        struct oc_str raw = value_of(oc_str_sub(src, from + 1, src.n), d->key);
        struct oc_str tex = without_looks(decoded(a, raw, d->plus));
        while (oc_str_ends(tex, "\\\\")) /* as Zhihu marks those on lines of their own */
            tex = oc_str_trim(oc_str_sub(tex, 0, tex.n - 2));
        if (tex.n)
            return tex;
    }
    return OC_STR_NONE;
}

static bool is_alone(const xmlNode *n)
{
    for (const xmlNode *at = n->parent->children; at; at = at->next)
        if (at != n && !oc_node_is(at, "br") &&
            (at->type != XML_TEXT_NODE || !oc_figure_blank(oc_node_value(at))))
            return false;
    return true;
}

bool oc_math_image(struct oc_render *r, xmlNode *img)
{
    struct oc_tex_macros macros;
    struct oc_str unknown, tex = tex_of(r->arena, oc_attr(img, "src"));
    xmlNode *at = img;
    if (!tex.n)
        return false;
    oc_tex_macros_init(&macros, r->arena);
    xmlNode *math = oc_tex_math(&unknown, &macros, img->doc, r->arena, tex, false);
    if (!math || !math->children)
        return false;
    if (oc_node_is(at->parent, "a") && is_alone(at) && /* to where it can be edited */
        oc_figure_host_is(oc_figure_host(oc_attr(at->parent, "href")), "codecogs.com"))
        at = at->parent;
    bool display = oc_node_is(at->parent, "p") && is_alone(at);
    oc_node_before(at, oc_math_node(img->doc, tex, display));
    oc_node_remove(at);
    r->math_images = true;
    return true;
}
