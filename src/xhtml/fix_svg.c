/* SPDX-License-Identifier: MIT */
/* Drawings: no scripts, nothing from outside, no HTML inside; names in their right case. */
#include "base/map.h"
#include "xhtml/fix.h"
#include "xhtml/svgfile.h"
#include "xhtml/url.h"

/* What SVG 1.1 lets stand where; blanks around each name. fe: the filter primitives. */
static const char presentation[] =
    " id class style lang role aria-label aria-hidden "
    "alignment-baseline baseline-shift clip clip-path clip-rule color color- "
    "interpolation color-interpolation-filters color-rendering cursor display "
    "dominant-baseline enable-background fill fill-opacity fill-rule filter flood- "
    "color flood-opacity font-family font-size font-size-adjust font-stretch font- "
    "style font-variant font-weight glyph-orientation-horizontal glyph-orientation- "
    "vertical image-rendering kerning letter-spacing lighting-color marker-end "
    "marker-mid marker-start mask opacity overflow pointer-events shape-rendering "
    "stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap "
    "stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor text- "
    "decoration text-rendering visibility word-spacing writing-mode ";
static const char primitives[] =
    " "
    "amplitude azimuth baseFrequency bias diffuseConstant divisor dx dy edgeMode "
    "elevation exponent height in in2 intercept k1 k2 k3 k4 kernelMatrix "
    "kernelUnitLength limitingConeAngle mode numOctaves offset operator order "
    "pointsAtX pointsAtY pointsAtZ preserveAlpha radius result scale seed slope "
    "specularConstant specularExponent stdDeviation stitchTiles surfaceScale "
    "tableValues targetX targetY type values width x xChannelSelector y "
    "yChannelSelector z ";
static const struct {
    const char *elements, *attrs;
} geometry[] = {
    {" g defs switch use image text path rect circle ellipse line polyline polygon a clipPath ",
     " transform "},
    {" svg ", " x y width height viewBox preserveAspectRatio "},
    {" symbol marker pattern ", " viewBox preserveAspectRatio "},
    {" use image rect pattern mask filter ", " x y width height "},
    {" image ", " preserveAspectRatio "},
    {" path ", " d pathLength "},
    {" rect ", " rx ry "},
    {" circle radialGradient ", " cx cy r "},
    {" ellipse ", " cx cy rx ry "},
    {" line linearGradient ", " x1 y1 x2 y2 "},
    {" polyline polygon ", " points "},
    {" text tspan tref ", " x y dx dy rotate textLength lengthAdjust "},
    {" textPath ", " startOffset textLength lengthAdjust method spacing "},
    {" linearGradient radialGradient ", " gradientUnits gradientTransform spreadMethod "},
    {" radialGradient ", " fx fy "},
    {" stop ", " offset "},
    {" pattern ", " patternUnits patternContentUnits patternTransform "},
    {" clipPath ", " clipPathUnits "},
    {" mask ", " maskUnits maskContentUnits "},
    {" marker ", " refX refY markerUnits markerWidth markerHeight orient "},
    {" filter ", " filterRes filterUnits primitiveUnits "},
};

/* Without these a shape shows nothing. */
static const struct {
    const char *element, *attrs[3];
} required[] = {
    {"path", {"d"}},          {"rect", {"width", "height"}},
    {"circle", {"r"}},        {"ellipse", {"rx", "ry"}},
    {"polyline", {"points"}}, {"polygon", {"points"}},
    {"use", {"xlink:href"}},  {"image", {"width", "height", "xlink:href"}},
};

static bool listed(const char *list, const char *name)
{
    size_t n = strlen(name);
    for (const char *p = strstr(list, name); p; p = strstr(p + 1, name))
        if (p > list && p[-1] == ' ' && p[n] == ' ')
            return true;
    return false;
}

static bool attr_known(const xmlNode *n, const char *name)
{
    const char *element = (const char *)n->name;
    if (listed(presentation, name) || strcmp(name, "xlink:href") == 0)
        return true;
    if (strncmp(element, "fe", 2) == 0)
        return listed(primitives, name);
    for (size_t i = 0; i < OC_COUNT(geometry); i++)
        if (listed(geometry[i].elements, element) && listed(geometry[i].attrs, name))
            return true;
    return false;
}

static bool shows_nothing(const xmlNode *n)
{
    for (size_t i = 0; i < OC_COUNT(required); i++)
        for (size_t k = 0; oc_node_is(n, required[i].element) && k < 3; k++)
            if (required[i].attrs[k] && !oc_attr(n, required[i].attrs[k]).p)
                return true;
    return false;
}

/* url(...) may name something in the drawing only. */
static bool urls_are_local(struct oc_str s)
{
    for (size_t i = 0; i + 4 <= s.n; i++) {
        if (!oc_str_istarts(oc_str_sub(s, i, s.n), "url("))
            continue;
        i += 4;
        while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\'' || s.p[i] == '"'))
            i++;
        if (i >= s.n || s.p[i] != '#')
            return false;
    }
    return true;
}

static bool safe_declaration(struct oc_str name, struct oc_str value)
{
    static const char *const never[] = {"direction", "unicode-bidi", "position", "behavior", NULL};
    int depth = 0;
    if (name.n == 0 || value.n == 0 || !urls_are_local(value) || oc_str_iholds(value, "expression"))
        return false;
    for (size_t i = 0; never[i]; i++)
        if (oc_str_is(name, never[i]))
            return false;
    for (size_t i = 0; i < name.n; i++)
        if (!(name.p[i] >= 'a' && name.p[i] <= 'z') && !(name.p[i] == '-' && i > 0))
            return false;
    for (size_t i = 0; i < value.n; i++) {
        char c = value.p[i];
        bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                    (c && strchr(" #%.,()+-_", c));
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (!good || depth < 0)
            return false;
    }
    return depth == 0;
}

/* The declarations that any CSS parser takes. */
static void clean_style(xmlNode *n)
{
    struct oc_str rest = oc_attr(n, "style"), part, name;
    struct oc_buf b;
    oc_buf_init(&b, rest.n + 16);
    while (oc_str_cut(&part, &rest, ';')) {
        if (!oc_str_cut(&name, &part, ':') || !part.p)
            continue;
        name = oc_str_trim(name);
        part = oc_str_trim(part);
        if (!safe_declaration(name, part))
            continue;
        oc_buf_puts(&b, b.n ? ";" : "");
        oc_buf_put(&b, name);
        oc_buf_putc(&b, ':');
        oc_buf_put(&b, part);
    }
    if (b.n)
        oc_attr_set(n, "style", oc_buf_view(&b));
    else
        oc_attr_remove(n, "style");
    oc_buf_release(&b);
}

static bool href_good(const xmlNode *n, struct oc_str value)
{
    if (value.n > 1 && value.p[0] == '#')
        return true;
    if (oc_node_is(n, "image"))
        return oc_url_in_book(NULL, value);
    if (!oc_node_is(n, "a"))
        return false;
    struct oc_buf b;
    oc_buf_init(&b, value.n * 3 + 16);
    bool good = oc_url_in_book(NULL, value) ||
                (oc_url_clean(&b, value) && oc_str_eq(oc_buf_view(&b), value));
    oc_buf_release(&b);
    return good;
}

static bool attr_good(const xmlNode *n, const char *name, struct oc_str value)
{
    if (!attr_known(n, name))
        return false;
    if (strcmp(name, "xlink:href") == 0)
        return href_good(n, value);
    if (strcmp(name, "role") == 0)
        return oc_node_is(n, "svg") && oc_str_is(value, "img") && oc_attr(n, "aria-label").n > 0;
    if (strncmp(name, "aria-", 5) == 0)
        return (strcmp(name, "aria-label") == 0 && value.n > 0 && oc_node_is(n, "svg")) ||
               (strcmp(name, "aria-hidden") == 0 && oc_str_is(value, "true"));
    if (strcmp(name, "lang") == 0) {
        const struct oc_attr_row *row = oc_attr_row("lang", "svg");
        return oc_attr_good(row, n, value);
    }
    if (strcmp(name, "class") == 0)
        return oc_attr_good(oc_attr_row("class", "svg"), n, value);
    return urls_are_local(value) && !oc_str_iholds(value, "javascript:");
}

static void clean_attrs(xmlNode *n)
{
    if (oc_attr(n, "href").p) { /* SVG 2; older readers know the other only */
        if (!oc_attr(n, "xlink:href").p)
            oc_attr_set(n, "xlink:href", oc_attr(n, "href"));
        oc_attr_remove(n, "href");
    }
    if (oc_node_is(n, "a") && oc_attr(n, "xlink:href").p) {
        struct oc_buf b;
        oc_buf_init(&b, SIZE_MAX / 8);
        if (oc_url_clean(&b, oc_attr(n, "xlink:href")))
            oc_attr_set(n, "xlink:href", oc_buf_view(&b));
        oc_buf_release(&b);
    }
    for (xmlAttr *a = n->properties, *next; a; a = next) {
        const char *name = (const char *)a->name;
        next = a->next;
        if (!attr_good(n, name, oc_attr(n, name)))
            oc_attr_drop(a);
        else if (strcmp(name, "style") == 0)
            clean_style(n);
    }
}

/* HTML in a drawing becomes its text, where it stood. */
static void to_text(xmlNode *n)
{
    struct oc_buf b;
    oc_buf_init(&b, SIZE_MAX / 8);
    oc_node_text(&b, n, true);
    struct oc_str text = oc_str_trim(oc_buf_view(&b));
    while (n->children)
        oc_node_remove(n->children);
    if (text.n > 0)
        oc_node_append(n, oc_node_new_text(n->doc, text));
    oc_buf_release(&b);
}

static bool stands_beside_fallback(const xmlNode *n)
{
    if (!oc_node_is(n->parent, "switch"))
        return false;
    for (const xmlNode *c = n->parent->children; c; c = c->next)
        if (c != n && c->type == XML_ELEMENT_NODE && !oc_node_is(c, "foreignObject"))
            return true;
    return false;
}

static void html_to_text(xmlNode *n)
{
    static const char *const kept[] = {"x", "y", "id", "class", "transform", "style", NULL};
    to_text(n);
    for (xmlAttr *a = n->properties, *next; a; a = next) {
        bool keep = false;
        next = a->next;
        for (size_t i = 0; kept[i]; i++)
            keep = keep || strcmp((const char *)a->name, kept[i]) == 0;
        if (!keep)
            oc_attr_drop(a);
    }
    oc_node_rename(n, "text");
}

/* A drawing with a name is an image to those who do not see it. */
static void name_image(xmlNode *svg)
{
    if (oc_attr(svg, "aria-label").n > 0) {
        oc_attr_set(svg, "role", OC_STR("img"));
        return;
    }
    for (xmlNode *c = svg->children; c; c = c->next) {
        if (!oc_node_is(c, "title") || oc_node_empty(c))
            continue;
        oc_attr_set(svg, "aria-label", oc_str_trim(oc_node_value(c->children)));
        oc_attr_set(svg, "role", OC_STR("img"));
        return;
    }
}

/* Scripts, style sheets, images from outside, HTML that something else stands in for. */
static bool goes(const xmlNode *n, const struct oc_foreign_row *row)
{
    if (oc_node_is(n, "image")) {
        struct oc_str href = oc_attr(n, "href");
        return !oc_url_in_book(NULL, href.p ? href : oc_attr(n, "xlink:href"));
    }
    return row->kind == OC_SVGDROP || oc_node_is(n, "style") ||
           (oc_node_is(n, "foreignObject") && stands_beside_fallback(n));
}

static void clean_element(xmlNode *n)
{
    if (oc_node_is(n, "foreignObject"))
        html_to_text(n);
    else if (oc_node_is(n, "title") || oc_node_is(n, "desc"))
        to_text(n);
    clean_attrs(n);
    if (oc_node_is(n, "stop") && !oc_attr(n, "offset").p)
        oc_attr_set(n, "offset", OC_STR("0"));
}

/* n's children take its place; the next node to look at. */
static xmlNode *unwrap(const xmlNode *svg, xmlNode *n)
{
    xmlNode *after = oc_node_next_skip(svg, n), *first = n->children;
    oc_node_unwrap(n);
    return first ? first : after;
}

void oc_fix_svg(struct oc_fixer *f, xmlNode *svg)
{
    xmlNode *n = svg, *next;
    do {
        next = oc_node_next(svg, n);
        if (n->type != XML_ELEMENT_NODE) {
            if (n->type != XML_TEXT_NODE)
                oc_node_remove(n);
            continue;
        }
        n->_private = NULL;
        const char *name = (const char *)n->name;
        const struct oc_foreign_row *row = oc_foreign_row(oc_foreign_find(name, strlen(name)));
        if (n != svg && (!row || row->kind == OC_MATH || row->kind == OC_SVGUNWRAP)) {
            next = unwrap(svg, n);
        } else if (n != svg && oc_node_is(n, "foreignObject") && oc_svg_label(n)) {
            next = oc_node_next_skip(svg, n);
            oc_node_remove(n);
        } else if (n != svg && goes(n, row)) {
            next = oc_node_next_skip(svg, n);
            oc_fix_tell(f, OC_FIX_REMOVED, n);
            oc_node_remove(n);
        } else {
            clean_element(n);
            next = n != svg && shows_nothing(n) ? unwrap(svg, n) : oc_node_next(svg, n);
        }
    } while ((n = next) != NULL);
    name_image(svg);
}

void oc_fix_uses(struct oc_fixer *f)
{
    struct oc_map parts; /* id -> what has it, in any drawing */
    oc_map_init(&parts, f->arena);
    for (xmlNode *n = f->body; n; n = oc_node_next(f->body, n)) {
        struct oc_str id = oc_str_trim(oc_attr(n, "id"));
        if (id.n > 0)
            oc_map_add(&parts, oc_arena_copy(f->arena, id), oc_node_inside(n, "svg") ? n : NULL);
    }
    for (xmlNode *n = f->body, *next; n; n = next) {
        next = oc_node_next(f->body, n);
        struct oc_str href = oc_attr(n, "xlink:href");
        if (!oc_node_is(n, "use") || oc_svg_usable(oc_map_get(&parts, oc_str_sub(href, 1, href.n))))
            continue;
        xmlNode *parent = n->parent;
        next = oc_node_next_skip(f->body, n);
        oc_node_remove(n);
        while (oc_node_is(parent, "svg") && !parent->children) {
            xmlNode *empty = parent;
            parent = parent->parent;
            next = oc_node_next_skip(f->body, empty);
            oc_node_remove(empty);
        }
    }
}
