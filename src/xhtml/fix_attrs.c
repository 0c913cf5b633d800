/* SPDX-License-Identifier: MIT */
/* Attributes: what the table knows stays, what has a meaning in a book is kept as a class. */
#include "xhtml/fix.h"
#include "xhtml/url.h"

/* Whether one declaration of a style attribute says property: value (a part of it). */
static bool style_has(struct oc_str style, const char *property, const char *value)
{
    struct oc_str rest = style, part, name;
    while (oc_str_cut(&part, &rest, ';')) {
        if (!oc_str_cut(&name, &part, ':') || !part.p)
            continue;
        if (oc_str_iis(oc_str_trim(name), property) && oc_str_iholds(part, value))
            return true;
    }
    return false;
}

/* A percentage as the class of the nearest quarter. */
static void add_width_class(xmlNode *n, struct oc_str width)
{
    int64_t percent;
    width = oc_str_trim(width);
    if (width.n < 2 || width.p[width.n - 1] != '%' ||
        oc_str_int(&percent, oc_str_sub(width, 0, width.n - 1), 1, 1000))
        return;
    oc_class_add(n, percent <= 37 ? "w25" : percent <= 62 ? "w50" : percent <= 87 ? "w75" : "w100");
}

static void keep_style(xmlNode *n, struct oc_str style)
{
    static const struct {
        const char *property, *value, *class_;
    } classes[] = {
        {"text-align", "left", "ta-l"},
        {"text-align", "center", "ta-c"},
        {"text-align", "right", "ta-r"},
    };
    static const struct {
        const char *property, *value, *name;
    } names[] = {
        {"font-weight", "bold", "b"},
        {"font-style", "italic", "i"},
        {"text-decoration", "line-through", "s"},
        {"text-decoration", "underline", "u"},
    };
    const struct oc_el_row *row = oc_el_row(oc_el_of(n));
    for (size_t i = 0; i < OC_COUNT(classes); i++)
        if (row && !(row->flags & OC_F_INLINE) &&
            style_has(style, classes[i].property, classes[i].value))
            oc_class_add(n, classes[i].class_);
    for (size_t i = 0; i < OC_COUNT(names) && oc_node_is(n, "span") && !oc_attr(n, "role").p; i++)
        if (style_has(style, names[i].property, names[i].value))
            oc_node_rename(n, names[i].name);
    if (!oc_node_is(n, "img"))
        return;
    struct oc_str rest = style, part, name;
    while (oc_str_cut(&part, &rest, ';'))
        if (oc_str_cut(&name, &part, ':') && part.p && oc_str_iis(oc_str_trim(name), "width"))
            add_width_class(n, part);
}

static void keep_align(xmlNode *n, struct oc_str align)
{
    const struct oc_el_row *row = oc_el_row(oc_el_of(n));
    if (!row || row->flags & OC_F_INLINE || strcmp(row->name, "table") == 0)
        return;
    oc_class_align(n, align);
}

/* Class names that CSS can name; the others go. */
static void clean_class(xmlNode *n, struct oc_str value, struct oc_buf *b)
{
    oc_buf_clear(b);
    for (size_t at = 0; at < value.n;) {
        size_t from = at;
        bool good = true;
        while (at < value.n && (unsigned char)value.p[at] > ' ') {
            char c = value.p[at];
            bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            good = good && (letter || (at > from && (c == '-' || (c >= '0' && c <= '9'))));
            at++;
        }
        if (good && at > from) {
            if (b->n)
                oc_buf_putc(b, ' ');
            oc_buf_put(b, oc_str_sub(value, from, at));
        }
        at++;
    }
    if (b->n)
        oc_attr_set(n, "class", oc_buf_view(b));
}

/* A value that becomes good by small repair: trimmed, lower case, en_US, an address escaped. */
static void repair(xmlNode *n, const struct oc_attr_row *row, struct oc_str value, struct oc_buf *b)
{
    oc_buf_clear(b);
    if (row->form == OC_V_CLASS) {
        clean_class(n, value, b);
        return;
    }
    if (row->form == OC_V_LINK) {
        if (oc_url_clean(b, value))
            oc_attr_set(n, row->name, oc_buf_view(b));
        return;
    }
    value = oc_str_trim(value);
    if (row->form == OC_V_UINT && value.n > 2 && oc_str_iends(value, "px"))
        value.n -= 2;
    for (size_t i = 0; i < value.n; i++) {
        char c = value.p[i];
        if (row->form == OC_V_LANG && c == '_')
            c = '-';
        else if (row->form != OC_V_LANG && row->form != OC_V_OLTYPE && row->form != OC_V_TIME &&
                 c >= 'A' && c <= 'Z')
            c = (char)(c | 32);
        oc_buf_putc(b, c);
    }
    oc_attr_set(n, row->name, oc_buf_view(b));
}

static void one_attr(xmlNode *n, xmlAttr *a, struct oc_buf *b)
{
    char name[64];
    if (strncmp((const char *)a->name, "data-", 5) == 0) {
        oc_attr_drop(a);
        return;
    }
    size_t len = strlen((const char *)a->name);
    memcpy(name, a->name, len < sizeof name ? len + 1 : 1);
    if (len >= sizeof name)
        name[0] = '\0';
    const struct oc_attr_row *row = oc_attr_row(name, (const char *)n->name);
    struct oc_str value = oc_attr(n, name);
    if (row && (oc_attr_good(row, n, value) || row->form == OC_V_TEXT))
        return;
    if (row && row->form != OC_V_ID && row->form != OC_V_IDREF && row->form != OC_V_ROLE &&
        row->form != OC_V_EPUB && row->form != OC_V_FILE && row->form != OC_V_LABEL) {
        repair(n, row, value, b);
        value = oc_attr(n, name);
        if (oc_attr_good(row, n, value))
            return;
        if (row->form == OC_V_UINT && strcmp(name, "width") == 0)
            add_width_class(n, value);
    } else if (strcmp(name, "align") == 0) {
        keep_align(n, value);
    } else if (strcmp(name, "style") == 0) {
        keep_style(n, value);
    } else if (strcmp(name, "xml:lang") == 0 && !oc_attr(n, "lang").p) {
        oc_attr_set(n, "lang", value);
    }
    if (row)
        oc_attr_remove(n, name);
    else
        oc_attr_drop(a);
}

void oc_fix_attrs(struct oc_fixer *f, xmlNode *n)
{
    if (!n->properties)
        return;
    (void)f;
    struct oc_buf b;
    oc_buf_init(&b, SIZE_MAX / 8);
    /* what the others look at first: a role asks for a label, a label for a role or a link */
    static const char *const early[] = {"xml:lang", "href", "role", "epub:type"};
    for (size_t i = 0; i < OC_COUNT(early); i++)
        for (xmlAttr *a = n->properties, *next; a; a = next) {
            next = a->next;
            if ((char)a->name[0] == early[i][0] && strcmp((const char *)a->name, early[i]) == 0)
                one_attr(n, a, &b);
        }
    for (xmlAttr *a = n->properties, *next; a; a = next) {
        next = a->next;
        one_attr(n, a, &b);
    }
    oc_buf_release(&b);
}
