/* SPDX-License-Identifier: MIT */
/*
 * References inside a drawing's file. EPUBCheck holds them to their kind (RSC-012, RSC-014): what
 * is used must be there and be a thing that shows, what paints must be a gradient or a pattern.
 */
#include "base/map.h"
#include "xhtml/nodes.h"
#include "xhtml/svgfile.h"
#include "xhtml/xhtml.h"

static const char *const painters[] = {"linearGradient", "radialGradient", "pattern", NULL};

bool oc_svg_usable(const xmlNode *n)
{
    return n && !oc_node_in(n, painters) && !oc_node_is(n, "clipPath");
}

/* A use of what cannot be used shows nothing: nor does an empty group, whose id others may use. */
static void check_use(xmlNode *use, const struct oc_map *ids)
{
    struct oc_str href = oc_svg_href(use);
    if (oc_svg_usable(oc_map_get(ids, oc_str_sub(href, 1, href.n))))
        return;
    oc_node_rename(use, "g");
    for (xmlAttr *a = use->properties, *next; a; a = next) {
        static const char *const names[] = {"href", "xlink:href", "x", "y", "width", "height"};
        next = a->next;
        for (size_t i = 0; i < OC_COUNT(names); i++)
            if (strcmp((const char *)a->name, names[i]) == 0) {
                oc_attr_drop(a);
                break;
            }
    }
}

/* url(#id), and a colour for when there is no such thing. Without one nothing is painted. */
static void check_paint(xmlNode *n, const char *name, const struct oc_map *ids)
{
    struct oc_str value = oc_str_trim(oc_attr(n, name));
    if (!oc_str_starts(value, "url(#"))
        return;
    size_t end = oc_str_chr(value, ')', 0);
    struct oc_str id = oc_str_sub(value, 5, end == SIZE_MAX ? value.n : end);
    const xmlNode *painter = oc_map_get(ids, id);
    if (painter && oc_node_in(painter, painters))
        return;
    struct oc_str rest = end == SIZE_MAX ? OC_STR_NONE : oc_str_sub(value, end + 1, value.n);
    rest = oc_str_trim(rest);
    oc_attr_set(n, name, rest.n && !oc_str_iholds(rest, "url(") ? rest : OC_STR("none"));
}

void oc_svg_check_refs(xmlNode *root)
{
    struct oc_arena a;
    struct oc_map ids;
    oc_arena_init(&a);
    oc_map_init(&ids, &a);
    for (xmlNode *n = root; n; n = oc_node_next(root, n))
        if (n->type == XML_ELEMENT_NODE && oc_attr(n, "id").n)
            (void)oc_map_add(&ids, oc_attr(n, "id"), n);
    for (xmlNode *n = root; n; n = oc_node_next(root, n)) {
        if (n->type != XML_ELEMENT_NODE)
            continue;
        check_paint(n, "fill", &ids);
        check_paint(n, "stroke", &ids);
        if (oc_node_is(n, "use"))
            check_use(n, &ids);
    }
    oc_arena_release(&a);
}
