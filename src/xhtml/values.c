/* SPDX-License-Identifier: MIT */
/* The attributes of the book's HTML and the form of their values. */
#include "xhtml/model.h"
#include "xhtml/url.h"
#include "xhtml/xhtml.h"

/* elements: "" every one, else names between blanks. */
static const struct oc_attr_row attrs[] = {
    {"id", "", OC_V_ID},
    {"class", "", OC_V_CLASS},
    {"lang", "", OC_V_LANG},
    {"dir", "", OC_V_DIR},
    {"title", "", OC_V_TEXT},
    {"role", "", OC_V_ROLE},
    {"epub:type", "", OC_V_EPUB},
    {"aria-label", "", OC_V_LABEL},
    {"aria-labelledby", " section table a ", OC_V_IDREF},
    {"aria-describedby", " section table a figure ", OC_V_IDREF},
    {"aria-hidden", " span img i b ", OC_V_TRUE},
    {"href", " a ", OC_V_LINK},
    {"src", " img ", OC_V_FILE},
    {"alt", " img ", OC_V_TEXT},
    {"width", " img ", OC_V_UINT},
    {"height", " img ", OC_V_UINT},
    {"colspan", " td th ", OC_V_SPAN},
    {"rowspan", " td th ", OC_V_SPAN},
    {"headers", " td th ", OC_V_IDREF},
    {"scope", " th ", OC_V_SCOPE},
    {"start", " ol ", OC_V_INT},
    {"reversed", " ol ", OC_V_BOOL},
    {"type", " ol ", OC_V_OLTYPE},
    {"value", " li ", OC_V_INT},
    {"datetime", " time ", OC_V_TIME},
};

static bool is_named(const char *elements, const char *name)
{
    size_t n = strlen(name);
    for (const char *p = elements; (p = strstr(p, name)); p++)
        if (p[-1] == ' ' && p[n] == ' ')
            return true;
    return false;
}

const struct oc_attr_row *oc_attr_row(const char *name, const char *element)
{
    for (size_t i = 0; i < OC_COUNT(attrs); i++)
        if (attrs[i].name[0] == name[0] && strcmp(attrs[i].name, name) == 0)
            return !attrs[i].elements[0] || is_named(attrs[i].elements, element) ? &attrs[i] : NULL;
    return NULL;
}

/* Roles, and what they ask of the element: only what octavo's own passes say. */
static const struct {
    const char *element, *role, *needs;
} roles[] = {
    {"a", "doc-noteref", "href"},      {"a", "doc-backlink", "href"},
    {"div", "doc-footnote", "id"},     {"aside", "doc-footnote", "id"},
    {"section", "doc-chapter", NULL},  {"section", "doc-part", NULL},
    {"p", "doc-subtitle", NULL},       {"span", "img", "aria-label"},
    {"section", "doc-endnotes", NULL}, {"div", "img", "aria-label"},
    {"div", "doc-abstract", NULL},     {"section", "doc-afterword", NULL},
};

static const struct {
    const char *element, *type, *role; /* role: the one it asks for */
} types[] = {
    {"a", "noteref", "doc-noteref"},
    {"a", "backlink", NULL},
    {"section", "footnotes", NULL},
    {"div", "footnote", "doc-footnote"},
    {"section", "chapter", "doc-chapter"},
    {"section", "part", "doc-part"},
    {"aside", "footnote", "doc-footnote"},
    {"div", "abstract", "doc-abstract"},
    {"section", "afterword", "doc-afterword"},
};

static bool role_good(const xmlNode *n, struct oc_str value)
{
    for (size_t i = 0; i < OC_COUNT(roles); i++)
        if (oc_node_is(n, roles[i].element) && oc_str_is(value, roles[i].role))
            return !roles[i].needs || oc_attr(n, roles[i].needs).n > 0;
    return false;
}

static bool type_good(const xmlNode *n, struct oc_str value)
{
    for (size_t i = 0; i < OC_COUNT(types); i++)
        if (oc_node_is(n, types[i].element) && oc_str_is(value, types[i].type))
            return !types[i].role || oc_str_is(oc_attr(n, "role"), types[i].role);
    return false;
}

/* A name may be given to links, sections, tables and what has a role; others have their text. */
static bool label_good(const xmlNode *n, struct oc_str value)
{
    static const char *const named[] = {"section", "table", NULL};
    return value.n > 0 && !oc_str_blank(value) &&
           (oc_node_in(n, named) || (oc_node_is(n, "a") && oc_attr(n, "href").p) ||
            oc_attr(n, "role").p);
}

static bool in_words(struct oc_str value, const char *words)
{
    size_t at = 0;
    struct oc_str all = oc_str(words);
    if (value.n == 0 || oc_str_chr(value, ' ', 0) != SIZE_MAX)
        return false;
    for (; at < all.n; at++) {
        if (strncmp(words + at, value.p, value.n) == 0 && (at == 0 || words[at - 1] == ' ') &&
            (words[at + value.n] == ' ' || words[at + value.n] == '\0'))
            return true;
    }
    return false;
}

static bool digits(struct oc_str s, size_t from, size_t n)
{
    if (from + n > s.n)
        return false;
    for (size_t i = from; i < from + n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return true;
}

static int number(struct oc_str s, size_t from, size_t n)
{
    int value = 0;
    for (size_t i = from; i < from + n; i++)
        value = value * 10 + (s.p[i] - '0');
    return value;
}

/* HH:MM[:SS[.fff]][Z|+HH:MM] from at */
static bool clock_good(struct oc_str s, size_t at)
{
    if (!digits(s, at, 2) || number(s, at, 2) > 23 || at + 5 > s.n || s.p[at + 2] != ':' ||
        !digits(s, at + 3, 2) || number(s, at + 3, 2) > 59)
        return false;
    at += 5;
    if (at < s.n && s.p[at] == ':') {
        if (!digits(s, at + 1, 2) || number(s, at + 1, 2) > 59)
            return false;
        at += 3;
        if (at < s.n && s.p[at] == '.') {
            size_t n = 0;
            while (digits(s, at + 1 + n, 1))
                n++;
            if (n < 1 || n > 3)
                return false;
            at += 1 + n;
        }
    }
    if (at == s.n || (at + 1 == s.n && s.p[at] == 'Z'))
        return true;
    return at + 6 == s.n && (s.p[at] == '+' || s.p[at] == '-') && digits(s, at + 1, 2) &&
           number(s, at + 1, 2) <= 23 && s.p[at + 3] == ':' && digits(s, at + 4, 2) &&
           number(s, at + 4, 2) <= 59;
}

static bool time_good(struct oc_str s)
{
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (!digits(s, 0, 4) || number(s, 0, 4) == 0)
        return false;
    if (s.n == 4)
        return true;
    if (s.p[4] != '-' || !digits(s, 5, 2))
        return false;
    int year = number(s, 0, 4), month = number(s, 5, 2);
    if (month < 1 || month > 12)
        return false;
    if (s.n == 7)
        return true;
    if (s.p[7] != '-' || !digits(s, 8, 2))
        return false;
    int day = number(s, 8, 2);
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (day < 1 || day > days[month - 1] || (month == 2 && day == 29 && !leap))
        return false;
    return s.n == 10 || ((s.p[10] == 'T' || s.p[10] == ' ') && clock_good(s, 11));
}

static bool alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* language[-Script][-REGION][-variant...], BCP 47's common part. */
static bool lang_good(struct oc_str s)
{
    struct oc_str rest = s, part;
    int stage = 0;
    while (oc_str_cut(&part, &rest, '-')) {
        size_t letters = 0, numbers = 0;
        for (size_t i = 0; i < part.n; i++) {
            letters += alpha(part.p[i]);
            numbers += part.p[i] >= '0' && part.p[i] <= '9';
        }
        if (letters + numbers != part.n)
            return false;
        if (stage == 0 && (part.n < 2 || part.n > 3 || numbers))
            return false;
        if (stage == 0)
            stage = 1;
        else if (stage == 1 && part.n == 4 && !numbers)
            stage = 2;
        else if (stage <= 2 && ((part.n == 2 && !numbers) || (part.n == 3 && !letters)))
            stage = 3;
        else if ((part.n >= 5 && part.n <= 8) || (part.n == 4 && digits(part, 0, 1)))
            stage = 4;
        else
            return false;
    }
    return stage > 0;
}

static bool class_good(struct oc_str s)
{
    if (s.n == 0)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool start = i == 0 || s.p[i - 1] == ' ';
        if (c == ' ' ? start || i + 1 == s.n
                     : !alpha(c) && c != '_' && (start || (c != '-' && !digits(s, i, 1))))
            return false;
    }
    return true;
}

static bool link_good(struct oc_str s)
{
    if (oc_url_in_book(NULL, s))
        return true;
    struct oc_buf b;
    oc_buf_init(&b, s.n * 3 + 16);
    bool good = oc_url_clean(&b, s) && oc_str_eq(oc_buf_view(&b), s);
    oc_buf_release(&b);
    return good;
}

bool oc_attr_good(const struct oc_attr_row *row, const xmlNode *n, struct oc_str value)
{
    int64_t number_;
    struct oc_str fragment;
    switch (row->form) {
    case OC_V_TEXT:
        return true;
    case OC_V_UINT:
        return oc_str_int(&number_, value, 0, 99999) == 0 && digits(value, 0, value.n);
    case OC_V_SPAN:
        return oc_str_int(&number_, value, 1, 1000) == 0 && digits(value, 0, value.n);
    case OC_V_INT:
        return oc_str_int(&number_, value, -999999999, 999999999) == 0 && value.p[0] != '+' &&
               (strcmp(row->name, "value") != 0 || oc_node_is(n->parent, "ol"));
    case OC_V_BOOL:
        return value.n == 0 || oc_str_is(value, row->name);
    case OC_V_DIR:
        return in_words(value, "ltr rtl auto");
    case OC_V_LANG:
        return lang_good(value);
    case OC_V_LINK:
        return link_good(value);
    case OC_V_FILE:
        return oc_url_in_book(&fragment, value) && value.p[0] != '#' && !fragment.p;
    case OC_V_SCOPE:
        return in_words(value, "row col rowgroup colgroup");
    case OC_V_OLTYPE:
        return in_words(value, "1 a A i I");
    case OC_V_TIME:
        return time_good(value);
    case OC_V_TRUE:
        return in_words(value, "true false");
    case OC_V_ROLE:
        return role_good(n, value);
    case OC_V_EPUB:
        return type_good(n, value);
    case OC_V_CLASS:
        return class_good(value);
    case OC_V_LABEL:
        return label_good(n, value);
    case OC_V_ID:
    case OC_V_IDREF:
        break;
    }
    return value.n > 0;
}
