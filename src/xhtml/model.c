/* SPDX-License-Identifier: MIT */
/* Lookup in the tables of names. Rows are alphabetical, so one letter's rows stand together. */
#include "xhtml/model.h"

const struct oc_el_row oc_el_rows[OC_EL_COUNT] = {
#define INLINE OC_F_INLINE
#define BLOCK OC_F_BLOCK
#define PART OC_F_PART
#define FORMAT OC_F_FORMAT
#define SCOPE OC_F_SCOPE
#define STOP OC_F_STOP
#define HEADING OC_F_HEADING
#define PARAS OC_F_PARAS
#define RAW OC_F_RAW
#define TEXT OC_F_TEXT
#define PRE OC_F_PRE
#define SKIP OC_F_SKIP
#define GONE OC_F_GONE
#define META OC_F_META
#define DROP OC_F_DROP
#define UNWRAP OC_F_UNWRAP
#define RUBY OC_F_RUBY
#define OC_EL(name, content, flags, becomes, class_)                                               \
    {#name, sizeof #name - 1, OC_C_##content, (flags), becomes, class_},
#include "xhtml/model.def"
#undef OC_EL
};

/* The first row of each letter; tests/unit/xhtml_model.c checks it. */
static const uint8_t first[27] = {
    OC_EL_a,      OC_EL_b,   OC_EL_canvas, OC_EL_data,  OC_EL_em,    OC_EL_fieldset, OC_EL_h1,
    OC_EL_h1,     OC_EL_i,   OC_EL_kbd,    OC_EL_kbd,   OC_EL_label, OC_EL_main,     OC_EL_nav,
    OC_EL_object, OC_EL_p,   OC_EL_q,      OC_EL_rb,    OC_EL_s,     OC_EL_table,    OC_EL_u,
    OC_EL_var,    OC_EL_wbr, OC_EL_xmp,    OC_EL_COUNT, OC_EL_COUNT, OC_EL_COUNT,
};

unsigned oc_el_find(const char *name, size_t n)
{
    if (n == 0 || name[0] < 'a' || name[0] > 'z')
        return OC_EL_NONE;
    unsigned letter = (unsigned)(name[0] - 'a');
    for (unsigned i = first[letter]; i < first[letter + 1]; i++)
        if (oc_el_rows[i].len == n && memcmp(oc_el_rows[i].name, name, n) == 0)
            return i;
    return OC_EL_NONE;
}

static const struct oc_foreign_row foreign[] = {
#define OC_FOREIGN(code, name, kind) {name, OC_##kind},
#include "xhtml/foreign.def"
#undef OC_FOREIGN
};

const struct oc_foreign_row *oc_foreign_row(unsigned x)
{
    return x < OC_X_COUNT ? &foreign[x] : NULL;
}

static int compare_folded(const char *name, size_t n, const char *row)
{
    for (size_t i = 0; i < n; i++) {
        int a = (unsigned char)name[i], b = (unsigned char)row[i];
        a += a >= 'A' && a <= 'Z' ? 32 : 0;
        b += b >= 'A' && b <= 'Z' ? 32 : 0;
        if (a != b || b == 0)
            return a != b ? a - b : 1;
    }
    return row[n] ? -1 : 0;
}

unsigned oc_foreign_find(const char *name, size_t n)
{
    size_t low = 0, high = OC_X_COUNT;
    while (low < high) {
        size_t mid = (low + high) / 2;
        int order = compare_folded(name, n, foreign[mid].name);
        if (order == 0)
            return (unsigned)mid;
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return OC_X_COUNT;
}

/* HTML standard, section 13.2.6.1 "adjust SVG attributes". */
static const char *const svg_attrs[] = {
    "attributeName",
    "attributeType",
    "baseFrequency",
    "baseProfile",
    "calcMode",
    "clipPathUnits",
    "diffuseConstant",
    "edgeMode",
    "filterUnits",
    "glyphRef",
    "gradientTransform",
    "gradientUnits",
    "kernelMatrix",
    "kernelUnitLength",
    "keyPoints",
    "keySplines",
    "keyTimes",
    "lengthAdjust",
    "limitingConeAngle",
    "markerHeight",
    "markerUnits",
    "markerWidth",
    "maskContentUnits",
    "maskUnits",
    "numOctaves",
    "pathLength",
    "patternContentUnits",
    "patternTransform",
    "patternUnits",
    "pointsAtX",
    "pointsAtY",
    "pointsAtZ",
    "preserveAlpha",
    "preserveAspectRatio",
    "primitiveUnits",
    "refX",
    "refY",
    "repeatCount",
    "repeatDur",
    "requiredExtensions",
    "requiredFeatures",
    "specularConstant",
    "specularExponent",
    "spreadMethod",
    "startOffset",
    "stdDeviation",
    "stitchTiles",
    "surfaceScale",
    "systemLanguage",
    "tableValues",
    "targetX",
    "targetY",
    "textLength",
    "viewBox",
    "viewTarget",
    "xChannelSelector",
    "yChannelSelector",
    "zoomAndPan",
};

const char *oc_foreign_attr(const char *name)
{
    size_t n = strlen(name), low = 0, high = OC_COUNT(svg_attrs);
    while (low < high) {
        size_t mid = (low + high) / 2;
        int order = compare_folded(name, n, svg_attrs[mid]);
        if (order == 0)
            return svg_attrs[mid];
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return name;
}
