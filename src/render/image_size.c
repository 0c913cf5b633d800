/* SPDX-License-Identifier: MIT */
/*
 * How wide an author wants an image. Pixels mean little on an e-reader, so they are read as a part
 * of a web page's column and given as one of few parts of the book's page.
 */
#include "render/figure.h"

#define COLUMN 720 /* pixels */
#define TALLEST_ICON 32
#define SMALLEST 12 /* percent of the page; the smallest part of it is 25 */

/* The whole number that s starts with; *rest: what follows. -1 when there is none. */
static int64_t number(struct oc_str *rest, struct oc_str s)
{
    size_t digits = 0, end;
    s = oc_str_trim(s);
    while (digits < s.n && digits < 6 && s.p[digits] >= '0' && s.p[digits] <= '9')
        digits++;
    end = digits;
    if (end < s.n && s.p[end] == '.')
        for (end++; end < s.n && s.p[end] >= '0' && s.p[end] <= '9';)
            end++;
    int64_t n;
    *rest = oc_str_trim(oc_str_sub(s, end, s.n));
    return oc_str_int(&n, oc_str_sub(s, 0, digits), 0, 999999) == 0 ? n : -1;
}

/* The value of a property of style="...". */
static struct oc_str declared(struct oc_str style, const char *property)
{
    struct oc_str part, name;
    while (oc_str_cut(&part, &style, ';'))
        if (oc_str_cut(&name, &part, ':') && oc_str_iis(oc_str_trim(name), property))
            return oc_str_trim(part);
    return OC_STR_NONE;
}

/* Percent of the page; -1 when the value is no size octavo knows. */
static int64_t percent(struct oc_str value)
{
    struct oc_str unit;
    int64_t n = number(&unit, value);
    if (n < 0)
        return -1;
    if (oc_str_starts(unit, "%") || oc_str_istarts(unit, "vw"))
        return n;
    return unit.n == 0 || oc_str_istarts(unit, "px") ? n * 100 / COLUMN : -1;
}

static bool is_icon(struct oc_str value)
{
    struct oc_str unit;
    int64_t n = number(&unit, value);
    return n > 0 && n <= TALLEST_ICON && (unit.n == 0 || oc_str_istarts(unit, "px"));
}

const char *oc_image_size_class(const xmlNode *img, uint32_t natural)
{
    struct oc_str style = oc_attr(img, "style");
    struct oc_str width = declared(style, "width"), height = declared(style, "height");
    int64_t share;
    if (width.n == 0)
        width = oc_attr(img, "width");
    if (height.n == 0)
        height = oc_attr(img, "height");
    if (is_icon(width) || is_icon(height))
        return "icon";
    share = percent(width);
    if (share < 0)
        share = percent(declared(style, "max-width"));
    if (share < 0) { /* Typora's: of its own width */
        share = percent(declared(style, "zoom"));
        if (share > 0 && natural)
            share = share * natural / COLUMN;
        if (share <= SMALLEST)
            return NULL; /* it is small by itself */
    }
    return share <= 0 || share > 87 ? NULL : share <= 37 ? "w25" : share <= 62 ? "w50" : "w75";
}
