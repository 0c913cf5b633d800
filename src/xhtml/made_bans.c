/* SPDX-License-Identifier: MIT */
/* The elements, attributes and addresses that no page has; names are compared without case. */
#include "xhtml/made_bans.h"

#include <stdio.h>

#include "base/utf8.h"

#define XML_SPACE "http://www.w3.org/XML/1998/namespace"
#define MATH_SPACE "http://www.w3.org/1998/Math/MathML"

/* ---- addresses ---- */

enum address {
    ADDRESS_LOCAL,
    ADDRESS_DATA,
    ADDRESS_OTHER, /* a scheme that no reader may know */
    ADDRESS_SCRIPT,
    ADDRESS_WEB
};

static bool is_slash(char c)
{
    return c == '/' || c == '\\'; /* browsers take one for the other */
}

/* As browsers read it: blanks before it, tabs and line ends in it do not count. */
static enum address address_of(struct oc_str s)
{
    char head[16];
    size_t n = 0, i = 0;
    while (i < s.n && (unsigned char)s.p[i] <= ' ')
        i++;
    for (; i < s.n; i++) {
        char c = s.p[i];
        if (c == '\t' || c == '\n' || c == '\r')
            continue;
        if (c == ':' && n > 0)
            break;
        bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
        bool other = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
        if (is_slash(c) && n == 1 && is_slash(head[0]))
            return ADDRESS_WEB;
        if (!(letter || (n > 0 && other && !is_slash(head[0])) || (n == 0 && is_slash(c))))
            return ADDRESS_LOCAL;
        if (n < sizeof(head))
            head[n++] = c;
    }
    struct oc_str scheme = {head, n};
    if (i == s.n || is_slash(head[0]))
        return ADDRESS_LOCAL;
    if (oc_str_iis(scheme, "javascript") || oc_str_iis(scheme, "vbscript"))
        return ADDRESS_SCRIPT;
    if (oc_str_iis(scheme, "http") || oc_str_iis(scheme, "https") || oc_str_iis(scheme, "ftp") ||
        oc_str_iis(scheme, "file"))
        return ADDRESS_WEB;
    return oc_str_iis(scheme, "data") ? ADDRESS_DATA : ADDRESS_OTHER;
}

/* "a.png 1x, https://example.com/b.png 2x"; "#a; #b" */
static bool set_loads(struct oc_str set)
{
    for (size_t from = 0, i = 0; i <= set.n; i++)
        if (i == set.n || set.p[i] == ',' || set.p[i] == ';') {
            if (address_of(oc_str_sub(set, from, i)) >= ADDRESS_OTHER)
                return true;
            from = i + 1;
        }
    return false;
}

/* ---- style ---- */

/* The next character with its escape undone; those that are not ASCII become '?'. */
static char css_next(struct oc_str css, size_t *at)
{
    char c = css.p[(*at)++];
    unsigned value = 0, digits = 0;
    if (c != '\\' || *at == css.n)
        return c;
    while (digits < 6 && *at < css.n && oc_hex_value(css.p[*at]) >= 0) {
        value = value * 16 + (unsigned)oc_hex_value(css.p[(*at)++]);
        digits++;
    }
    if (digits == 0)
        return css.p[(*at)++];
    if (*at < css.n && (css.p[*at] == ' ' || css.p[*at] == '\t' || css.p[*at] == '\n'))
        (*at)++;
    return value < 0x80 ? (char)value : '?';
}

/* An address stands behind '(' or a quote; so it is enough to look at what follows one. That of
 * (min-width: 20em) is no scheme. */
bool oc_made_css_loads(struct oc_str css)
{
    static const char import[] = "@import";
    size_t matched = 0, n = 0;
    char head[24];
    bool after = false;
    for (size_t at = 0; at < css.n;) {
        char c = css_next(css, &at);
        matched = c == '@' ? 1 : matched && (c | 0x20) == import[matched] ? matched + 1 : 0;
        if (matched == sizeof(import) - 1)
            return true;
        if (c == '(' || c == '"' || c == '\'') {
            if (after && address_of((struct oc_str){head, n}) >= ADDRESS_SCRIPT)
                return true;
            after = true;
            n = 0;
        } else if (after && n < sizeof(head)) {
            if ((unsigned char)c > ' ')
                head[n++] = c;
        } else if (after) {
            if (address_of((struct oc_str){head, n}) >= ADDRESS_SCRIPT)
                return true;
            after = false;
        }
    }
    return after && address_of((struct oc_str){head, n}) >= ADDRESS_SCRIPT;
}

/* ---- elements and attributes ---- */

enum ban {
    BAN_ALWAYS,
    BAN_SCRIPT,    /* a link: anywhere, but no script */
    BAN_LOADED,    /* in the book, or in the attribute itself */
    BAN_ELSEWHERE, /* in the book */
    BAN_SET,
    BAN_STYLE
};

struct row {
    const char *element, *attr; /* NULL: any; the element itself */
    enum ban ban;
    const char *value; /* NULL: any */
};

/* The first that is about an attribute says what becomes of it. */
static const struct row bans[] = {
    {"script", NULL, BAN_ALWAYS, NULL},
    {"form", NULL, BAN_ALWAYS, NULL},
    {"button", NULL, BAN_ALWAYS, NULL},
    {"base", NULL, BAN_ALWAYS, NULL},
    {"input", "type", BAN_ALWAYS, "submit"},
    {"input", "type", BAN_ALWAYS, "image"},
    {"meta", "http-equiv", BAN_ALWAYS, "refresh"},
    {NULL, "formaction", BAN_ALWAYS, NULL},
    {NULL, "srcdoc", BAN_ALWAYS, NULL},
    {NULL, "style", BAN_STYLE, NULL},
    {NULL, "srcset", BAN_SET, NULL},
    {NULL, "imagesrcset", BAN_SET, NULL},
    {"a", "href", BAN_SCRIPT, NULL},
    {"area", "href", BAN_SCRIPT, NULL},
    {"img", "src", BAN_LOADED, NULL},
    {"source", "src", BAN_LOADED, NULL},
    {"audio", "src", BAN_LOADED, NULL},
    {"video", "src", BAN_LOADED, NULL},
    {"image", "href", BAN_LOADED, NULL},
    {NULL, "href", BAN_ELSEWHERE, NULL},
    {NULL, "src", BAN_ELSEWHERE, NULL},
    {NULL, "data", BAN_ELSEWHERE, NULL},
    {NULL, "poster", BAN_ELSEWHERE, NULL},
    {NULL, "background", BAN_ELSEWHERE, NULL},
    {NULL, "action", BAN_ELSEWHERE, NULL},
    {"animate", "to", BAN_SCRIPT, NULL},
    {"animate", "from", BAN_SCRIPT, NULL},
    {"animate", "values", BAN_SET, NULL},
    {"set", "to", BAN_SCRIPT, NULL},
};

static bool is_about(const struct row *row, struct oc_str element, const struct oc_made_attr *attr)
{
    if (row->element && !oc_str_iis(element, row->element))
        return false;
    if (!row->attr || !attr)
        return !row->attr && !attr;
    return oc_str_iis(attr->name, row->attr) &&
           (!row->value || oc_str_iis(oc_str_trim(attr->value), row->value));
}

static bool breaks(enum ban ban, struct oc_str has)
{
    enum address address = address_of(has);
    switch (ban) {
    case BAN_ALWAYS:
        return true;
    case BAN_SCRIPT:
        return address == ADDRESS_DATA || address == ADDRESS_SCRIPT;
    case BAN_LOADED:
        return address >= ADDRESS_OTHER;
    case BAN_ELSEWHERE:
        return address != ADDRESS_LOCAL;
    case BAN_SET:
        return set_loads(has);
    case BAN_STYLE:
        return oc_made_css_loads(has);
    }
    return false;
}

bool oc_made_banned(char *why, size_t size, struct oc_str element, struct oc_str space,
                    const struct oc_made_attr *attr)
{
    struct oc_str value = attr ? attr->value : OC_STR("");
    bool math = oc_str_is(space, MATH_SPACE);
    bool xml_base = attr && oc_str_is(attr->name, "base") && oc_str_is(attr->space, XML_SPACE);
    bool handler = attr && !attr->space.n && oc_str_istarts(attr->name, "on");
    bool banned = xml_base || handler, found = banned;
    for (size_t i = 0; i < OC_COUNT(bans) && !found; i++) {
        found = is_about(&bans[i], element, attr);
        /* in MathML every element may be a link */
        enum ban ban = math && bans[i].ban == BAN_ELSEWHERE ? BAN_SCRIPT : bans[i].ban;
        banned = found && breaks(ban, value);
    }
    if (banned && attr)
        snprintf(why, size, "%.*s=\"%.*s\"", OC_STR_ARG(attr->name),
                 OC_STR_ARG(oc_utf8_cut(value, 60)));
    else if (banned)
        snprintf(why, size, "<%.*s>", OC_STR_ARG(element));
    return banned;
}
