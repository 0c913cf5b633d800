/* SPDX-License-Identifier: MIT */
/* The tables of the content model, inside xhtml/ only: elements, attributes, foreign names. */
#ifndef OC_XHTML_MODEL_H
#define OC_XHTML_MODEL_H

#include <libxml/tree.h>

#include "base/str.h"
#include "xhtml/xhtml.h"

enum oc_content {
    OC_C_VOID,     /* never anything */
    OC_C_NOTHING,  /* no element octavo keeps */
    OC_C_PHRASING, /* text and inline elements */
    OC_C_FLOW,     /* those and blocks */
    OC_C_FIGURE,   /* flow, with one figcaption first or last */
    OC_C_LIST,     /* li */
    OC_C_TERMS,    /* dt and dd */
    OC_C_TABLE,
    OC_C_ROWS,
    OC_C_ROW,
    OC_C_RUBY,
    OC_C_FOREIGN /* an SVG or MathML tree */
};

#define OC_F_INLINE 1u     /* stands among text */
#define OC_F_BLOCK 2u      /* stands among blocks; its start tag closes an open p */
#define OC_F_PART 4u       /* stands in one parent only (li, td, dt ...) */
#define OC_F_FORMAT 8u     /* opened again when closed by a misnested end tag */
#define OC_F_SCOPE 16u     /* end tags from inside do not reach elements outside */
#define OC_F_STOP 32u      /* a new li, dt or dd inside does not close one outside */
#define OC_F_HEADING 64u   /* h1 to h6 */
#define OC_F_PARAS 128u    /* loose text inside becomes paragraphs */
#define OC_F_RAW 256u      /* the tokenizer reads to the end tag without seeing tags */
#define OC_F_TEXT 512u     /* RAW, but character references count */
#define OC_F_PRE 1024u     /* a first line feed is not part of it */
#define OC_F_SKIP 2048u    /* the parser passes over its tags */
#define OC_F_GONE 4096u    /* the parser drops it with its content */
#define OC_F_META 8192u    /* read by oc_html_parse_page, else dropped by the parser */
#define OC_F_DROP 16384u   /* the fix drops it with its content */
#define OC_F_UNWRAP 32768u /* the fix keeps only its content */
#define OC_F_RUBY 65536u   /* belongs in ruby, counts as inline when it does not */

struct oc_el_row {
    const char *name;
    uint8_t len, content;
    uint32_t flags;
    const char *becomes, *class_;
};

extern const struct oc_el_row oc_el_rows[OC_EL_COUNT];

/* NULL for OC_EL_NONE and beyond. */
static inline const struct oc_el_row *oc_el_row(unsigned el)
{
    return el < OC_EL_COUNT ? &oc_el_rows[el] : NULL;
}
unsigned oc_el_find(const char *name, size_t n);
/* OC_EL_NONE when it is no HTML element. */
static inline unsigned oc_el_of(const xmlNode *n)
{
    if (!n || n->type != XML_ELEMENT_NODE)
        return OC_EL_NONE;
    const char *name = (const char *)n->name;
    return n->extra ? n->extra - 1u : oc_el_find(name, strlen(name)); /* see nodes.c */
}

/* ---- foreign names ---- */

enum oc_foreign_kind {
    OC_SVG,
    OC_SVGDROP,
    OC_SVGUNWRAP,
    OC_MATH
};
enum oc_foreign {
#define OC_FOREIGN(code, name, kind) OC_X_##code,
#include "xhtml/foreign.def"
#undef OC_FOREIGN
    OC_X_COUNT
};
struct oc_foreign_row {
    const char *name;
    enum oc_foreign_kind kind;
};
const struct oc_foreign_row *oc_foreign_row(unsigned x);
unsigned oc_foreign_find(const char *name, size_t n); /* ASCII case ignored; OC_X_COUNT if none */
/* An SVG attribute in its right case; name itself when it needs none. */
const char *oc_foreign_attr(const char *name);

/* ---- attributes ---- */

/* What form a value must have. */
enum oc_value_form {
    OC_V_TEXT,   /* any */
    OC_V_UINT,   /* 0 to 99999 */
    OC_V_SPAN,   /* 1 to 1000 */
    OC_V_INT,    /* an integer */
    OC_V_BOOL,   /* present or not: written name="name" or "" */
    OC_V_DIR,    /* ltr, rtl, auto */
    OC_V_LANG,   /* a BCP 47 tag */
    OC_V_LINK,   /* an absolute URL or a place in the book */
    OC_V_FILE,   /* a file of the book */
    OC_V_SCOPE,  /* row, col, rowgroup, colgroup */
    OC_V_OLTYPE, /* 1 a A i I */
    OC_V_TIME,   /* a valid date or time */
    OC_V_TRUE,   /* true or false */
    OC_V_ROLE,   /* by the table of roles */
    OC_V_EPUB,   /* by the table of epub:type values */
    OC_V_CLASS,  /* class tokens */
    OC_V_ID,     /* see fix_ids.c */
    OC_V_IDREF,  /* ids of the page */
    OC_V_LABEL   /* text, on elements that may be labelled */
};

struct oc_attr_row {
    const char *name, *elements; /* elements: "" all, else " a b c " */
    enum oc_value_form form;
};
/* The row for an attribute of an element, NULL when it may not stand there. */
const struct oc_attr_row *oc_attr_row(const char *name, const char *element);
/* Whether a value has its row's form as it stands (ids and references aside). */
bool oc_attr_good(const struct oc_attr_row *row, const xmlNode *n, struct oc_str value);

#endif
