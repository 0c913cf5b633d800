/* SPDX-License-Identifier: MIT */
/*
 * Formulas: presentation MathML as EPUB's schema has it. An element with the wrong number of
 * arguments gets empty rows, or becomes a row; loose text becomes mtext.
 */
#include "base/limits.h"
#include "xhtml/fix.h"

enum math_content {
    TOKEN,
    EMPTY,
    ROW,
    TWO,
    THREE,
    SCRIPTS,
    TABLE,
    TABLE_ROW,
    CELL,
    SEMANTICS,
    ANNOTATION,
    UNKNOWN
};

static const struct math_row {
    const char *name;
    enum math_content content;
    const char *becomes;
} elements[] = {
    {"annotation", ANNOTATION, NULL},
    {"maction", ROW, "mrow"},
    {"math", ROW, NULL},
    {"menclose", ROW, NULL},
    {"merror", ROW, NULL},
    {"mfenced", ROW, NULL},
    {"mfrac", TWO, NULL},
    {"mi", TOKEN, NULL},
    {"mlabeledtr", TABLE_ROW, "mtr"},
    {"mmultiscripts", SCRIPTS, NULL},
    {"mn", TOKEN, NULL},
    {"mo", TOKEN, NULL},
    {"mover", TWO, NULL},
    {"mpadded", ROW, NULL},
    {"mphantom", ROW, NULL},
    {"mprescripts", EMPTY, NULL},
    {"mroot", TWO, NULL},
    {"mrow", ROW, NULL},
    {"ms", TOKEN, NULL},
    {"mspace", EMPTY, NULL},
    {"msqrt", ROW, NULL},
    {"mstyle", ROW, NULL},
    {"msub", TWO, NULL},
    {"msubsup", THREE, NULL},
    {"msup", TWO, NULL},
    {"mtable", TABLE, NULL},
    {"mtd", CELL, NULL},
    {"mtext", TOKEN, NULL},
    {"mtr", TABLE_ROW, NULL},
    {"munder", TWO, NULL},
    {"munderover", THREE, NULL},
    {"none", EMPTY, NULL},
    {"semantics", SEMANTICS, NULL},
    {"", UNKNOWN, NULL}, /* any other */
};

static const struct math_row *find(const xmlNode *n)
{
    size_t i = 0;
    while (i + 1 < OC_COUNT(elements) && !oc_node_is(n, elements[i].name))
        i++;
    return &elements[i];
}

/* ---- attributes ---- */

enum math_form {
    ANY,
    WORDS, /* one of a list */
    LIST,  /* some of a list */
    LENGTH,
    LENGTHS,
    COUNT,
    INTEGER
};

#define VARIANTS                                                                                   \
    "normal bold italic bold-italic double-struck bold-fraktur script bold-script fraktur "        \
    "sans-serif bold-sans-serif sans-serif-italic sans-serif-bold-italic monospace"
#define TOKENS " mi mn mo ms mtext mspace "

static const struct math_attr {
    const char *name, *elements;
    enum math_form form;
    const char *words;
} attrs[] = {
    {"id", "", ANY, NULL},
    {"class", "", ANY, NULL},
    {"display", " math ", WORDS, "block inline"},
    {"alttext", " math ", ANY, NULL},
    {"displaystyle", " math mstyle mtable ", WORDS, "true false"},
    {"scriptlevel", " mstyle ", INTEGER, NULL},
    {"mathvariant", TOKENS " mstyle ", WORDS, VARIANTS},
    {"mathsize", TOKENS " mstyle ", LENGTH, "small normal big"},
    {"dir", TOKENS " mrow mstyle math ", WORDS, "ltr rtl"},
    {"form", " mo ", WORDS, "prefix infix postfix"},
    {"fence", " mo ", WORDS, "true false"},
    {"separator", " mo ", WORDS, "true false"},
    {"stretchy", " mo ", WORDS, "true false"},
    {"symmetric", " mo ", WORDS, "true false"},
    {"largeop", " mo ", WORDS, "true false"},
    {"movablelimits", " mo ", WORDS, "true false"},
    {"accent", " mo mover munderover ", WORDS, "true false"},
    {"accentunder", " munder munderover ", WORDS, "true false"},
    {"lspace", " mo mpadded ", LENGTH, NULL},
    {"rspace", " mo ", LENGTH, NULL},
    {"minsize", " mo ", LENGTH, NULL},
    {"maxsize", " mo ", LENGTH, "infinity"},
    {"width", " mspace mpadded ", LENGTH, NULL},
    {"height", " mspace mpadded ", LENGTH, NULL},
    {"depth", " mspace mpadded ", LENGTH, NULL},
    {"voffset", " mpadded ", LENGTH, NULL},
    {"linebreak", " mo mspace ", WORDS, "auto newline nobreak goodbreak badbreak"},
    {"lquote", " ms ", ANY, NULL},
    {"rquote", " ms ", ANY, NULL},
    {"linethickness", " mfrac ", LENGTH, "thin medium thick"},
    {"numalign", " mfrac ", WORDS, "left center right"},
    {"denomalign", " mfrac ", WORDS, "left center right"},
    {"bevelled", " mfrac ", WORDS, "true false"},
    {"open", " mfenced ", ANY, NULL},
    {"close", " mfenced ", ANY, NULL},
    {"separators", " mfenced ", ANY, NULL},
    {"notation", " menclose ", ANY, NULL},
    {"align", " mover munder munderover ", WORDS, "left center right"},
    {"align", " mtable ", WORDS, "top bottom center baseline axis"},
    {"columnalign", " mtable mtr ", LIST, "left center right"},
    {"columnalign", " mtd ", WORDS, "left center right"},
    {"rowalign", " mtable ", LIST, "top bottom center baseline axis"},
    {"rowalign", " mtr mtd ", WORDS, "top bottom center baseline axis"},
    {"columnlines", " mtable ", LIST, "none solid dashed"},
    {"rowlines", " mtable ", LIST, "none solid dashed"},
    {"frame", " mtable ", WORDS, "none solid dashed"},
    {"columnspacing", " mtable ", LENGTHS, NULL},
    {"rowspacing", " mtable ", LENGTHS, NULL},
    {"rowspan", " mtd ", COUNT, NULL},
    {"columnspan", " mtd ", COUNT, NULL},
    {"encoding", " annotation ", ANY, NULL},
};

static bool in_words(struct oc_str value, const char *words)
{
    struct oc_str rest = oc_str(words), word;
    while (words && oc_str_cut(&word, &rest, ' '))
        if (oc_str_eq(word, value))
            return value.n > 0;
    return false;
}

/* -1.5em and such, as the schema's pattern for length, without names of spaces. */
static bool is_length(struct oc_str s)
{
    static const char units[] = " em ex in cm mm pt px pc % ";
    size_t at = s.n > 0 && s.p[0] == '-', count = 0, points = 0;
    for (; at < s.n && ((s.p[at] >= '0' && s.p[at] <= '9') || s.p[at] == '.'); at++) {
        points += s.p[at] == '.';
        count += s.p[at] != '.';
    }
    s = oc_str_sub(s, at, s.n);
    if (count == 0 || points > 1)
        return false;
    return s.n == 0 || in_words(s, units);
}

static bool each_good(struct oc_str value, const char *words)
{
    struct oc_str rest = value, part;
    bool any = false;
    while (oc_str_cut(&part, &rest, ' ')) {
        if (part.n == 0)
            continue;
        if (words ? !in_words(part, words) : !is_length(part))
            return false;
        any = true;
    }
    return any;
}

static bool value_good(const struct math_attr *row, struct oc_str value)
{
    int64_t number;
    switch (row->form) {
    case ANY:
        return true;
    case WORDS:
        return in_words(value, row->words);
    case LIST:
        return each_good(value, row->words);
    case LENGTH:
        return is_length(value) || in_words(value, row->words);
    case LENGTHS:
        return each_good(value, NULL);
    case COUNT:
        return oc_str_int(&number, value, 1, 1000) == 0;
    case INTEGER:
        return oc_str_int(&number, value, -100, 100) == 0;
    }
    return false;
}

static bool stands_on(const struct math_attr *row, const char *element)
{
    char key[40] = " ";
    size_t n = strlen(element);
    if (!row->elements[0])
        return true;
    if (n > sizeof key - 3)
        return false;
    memcpy(key + 1, element, n);
    memcpy(key + 1 + n, " ", 2);
    return strstr(row->elements, key) != NULL;
}

static void clean_attrs(xmlNode *n)
{
    for (xmlAttr *a = n->properties, *next; a; a = next) {
        const char *name = (const char *)a->name;
        bool good = false;
        next = a->next;
        for (size_t i = 0; i < OC_COUNT(attrs) && !good; i++)
            good = strcmp(attrs[i].name, name) == 0 &&
                   stands_on(&attrs[i], (const char *)n->name) &&
                   value_good(&attrs[i], oc_attr(n, name));
        if (strcmp(name, "class") == 0)
            good = oc_attr_good(oc_attr_row("class", "math"), n, oc_attr(n, name));
        if (!good)
            oc_attr_drop(a);
    }
}

/* ---- content ---- */

static xmlNode *add(xmlNode *parent, const char *name)
{
    xmlNode *n = oc_node_new(parent->doc, name);
    oc_node_append(parent, n);
    return n;
}

static size_t count(const xmlNode *n)
{
    size_t elements_ = 0;
    for (const xmlNode *c = n->children; c; c = c->next)
        elements_ += c->type == XML_ELEMENT_NODE;
    return elements_;
}

/* A token holds text only. */
static void fix_token(xmlNode *n)
{
    bool elements_ = false;
    for (const xmlNode *c = n->children; c; c = c->next)
        elements_ = elements_ || c->type == XML_ELEMENT_NODE;
    if (!elements_)
        return;
    struct oc_buf b;
    oc_buf_init(&b, SIZE_MAX / 8);
    oc_node_text(&b, n, true);
    while (n->children)
        oc_node_remove(n->children);
    if (b.n > 0)
        oc_node_append(n, oc_node_new_text(n->doc, oc_buf_view(&b)));
    oc_buf_release(&b);
}

static bool child_allowed(const xmlNode *c, const struct math_row *parent)
{
    const struct math_row *row = find(c);
    if (oc_node_is(c, "math"))
        return false;
    switch (row->content) {
    case UNKNOWN:
        return false;
    case ANNOTATION:
        return parent->content == SEMANTICS;
    case TABLE_ROW:
        return parent->content == TABLE;
    case CELL:
        return parent->content == TABLE_ROW;
    case EMPTY:
        return oc_node_is(c, "mspace") || parent->content == SCRIPTS;
    default:
        return true;
    }
}

/* Text in mtext; what cannot stand here is unwrapped, hidden annotations go. */
static void fix_children(xmlNode *n, const struct math_row *row)
{
    for (xmlNode *c = n->children, *next; c; c = next) {
        next = c->next;
        if (c->type == XML_TEXT_NODE) {
            if (!oc_text_blank(c))
                oc_node_wrap(c, "mtext");
        } else if (c->type != XML_ELEMENT_NODE || oc_node_is(c, "annotation-xml") ||
                   (oc_node_is(c, "annotation") && row->content != SEMANTICS) ||
                   oc_node_is(c, "script") || oc_node_is(c, "style")) {
            oc_node_remove(c);
        } else if (!child_allowed(c, row)) {
            next = c->children ? c->children : c->next;
            oc_node_unwrap(c);
        }
    }
}

static void want(xmlNode *n, size_t number)
{
    if (count(n) > number) {
        oc_node_rename(n, "mrow");
        clean_attrs(n);
        return;
    }
    while (count(n) < number)
        add(n, "mrow");
}

/* mtable holds mtr, mtr holds mtd: others are wrapped. */
static void want_only(xmlNode *n, const char *name)
{
    for (xmlNode *c = n->children; c; c = c->next)
        if (c->type == XML_ELEMENT_NODE && !oc_node_is(c, name))
            c = oc_node_wrap(c, name);
}

/* base, pairs of scripts, perhaps mprescripts and more pairs */
static void fix_scripts(xmlNode *n)
{
    bool pre = false;
    size_t scripts = 0;
    for (xmlNode *c = n->children, *next; c; c = next) {
        next = c->next;
        if (c->type != XML_ELEMENT_NODE)
            continue;
        if (scripts == 0 && !pre && (oc_node_is(c, "none") || oc_node_is(c, "mprescripts"))) {
            oc_node_before(c, oc_node_new(n->doc, "mrow"));
            scripts++;
        }
        if (oc_node_is(c, "mprescripts")) {
            if (pre) {
                oc_node_remove(c);
                continue;
            }
            if (scripts % 2 == 0)
                oc_node_before(c, oc_node_new(n->doc, "none"));
            pre = true;
            scripts = 1;
            continue;
        }
        scripts++;
    }
    if (count(n) == 0)
        add(n, "mrow");
    else if (scripts % 2 == 0)
        add(n, "none");
}

static void fix_semantics(xmlNode *n)
{
    xmlNode *first = NULL;
    size_t expressions = 0;
    for (xmlNode *c = n->children; c; c = c->next) {
        if (c->type != XML_ELEMENT_NODE || oc_node_is(c, "annotation"))
            continue;
        first = first ? first : c;
        expressions++;
    }
    if (expressions == 1 && !first->prev)
        return;
    xmlNode *row = expressions == 1 ? first : oc_node_new(n->doc, "mrow");
    for (xmlNode *c = n->children, *next; c && expressions != 1; c = next) {
        next = c->next;
        if (c->type == XML_ELEMENT_NODE && !oc_node_is(c, "annotation"))
            oc_node_append(row, c);
    }
    if (n->children && n->children != row)
        oc_node_before(n->children, row);
    else if (!n->children)
        oc_node_append(n, row);
}

static void fix_content(xmlNode *n, const struct math_row *row)
{
    switch (row->content) {
    case TWO:
        want(n, 2);
        break;
    case THREE:
        want(n, 3);
        break;
    case SCRIPTS:
        fix_scripts(n);
        break;
    case TABLE:
        want_only(n, "mtr");
        for (xmlNode *c = n->children; c; c = c->next)
            if (c->type == XML_ELEMENT_NODE)
                want_only(c, "mtd");
        break;
    case TABLE_ROW:
        want_only(n, "mtd");
        break;
    case SEMANTICS:
        fix_semantics(n);
        break;
    default:
        break;
    }
}

static void fix_element(xmlNode *n, int depth)
{
    const struct math_row *row = find(n);
    n->_private = NULL;
    if (row->becomes)
        oc_node_rename(n, row->becomes);
    clean_attrs(n);
    if (row->content == EMPTY && !oc_node_empty(n)) {
        oc_node_rename(n, "mtext"); /* it has text, so it is no space */
        clean_attrs(n);
        fix_token(n);
        return;
    }
    if (row->content == EMPTY) {
        while (n->children)
            oc_node_remove(n->children);
        return;
    }
    if (row->content == TOKEN || row->content == ANNOTATION || depth > 4 * OC_MAX_DOM_DEPTH) {
        fix_token(n);
        return;
    }
    fix_children(n, row);
    for (xmlNode *c = n->children; c; c = c->next)
        if (c->type == XML_ELEMENT_NODE)
            fix_element(c, depth + 1);
    fix_content(n, row);
}

/* Those who cannot see a formula hear its TeX, else its text. */
static void name_formula(xmlNode *math)
{
    const xmlNode *source = math;
    if (oc_attr(math, "alttext").n > 0)
        return;
    for (xmlNode *n = math; n && source == math; n = oc_node_next(math, n))
        if (oc_node_is(n, "annotation") && !oc_node_empty(n))
            source = n;
    struct oc_buf b;
    oc_buf_init(&b, SIZE_MAX / 8);
    oc_node_text(&b, source, false);
    struct oc_str text = oc_str_trim(oc_buf_view(&b));
    if (text.n > 0)
        oc_attr_set(math, "alttext", text);
    oc_buf_release(&b);
}

void oc_fix_math(struct oc_fixer *f, xmlNode *math)
{
    (void)f;
    fix_element(math, 0);
    name_formula(math);
}
