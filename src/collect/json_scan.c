/* SPDX-License-Identifier: MIT */
/*
 * Cuts JSON text into the texts of its members and items without a tree: a dump of a blog is one
 * object, but what matters in it are thousands of small ones. Not a validator: oc_value_json
 * judges each of those.
 */
#include "collect/export.h"

static size_t skip_space(struct oc_str s, size_t i)
{
    while (i < s.n && strchr(" \t\r\n,", s.p[i]) && s.p[i])
        i++;
    return i;
}

/* The end of the string whose quote is at i; s.n when it has none. */
static size_t skip_string(struct oc_str s, size_t i)
{
    for (i++; i < s.n; i++) {
        if (s.p[i] == '\\')
            i++;
        else if (s.p[i] == '"')
            return i + 1;
    }
    return s.n;
}

static size_t skip_value(struct oc_str s, size_t i)
{
    size_t depth = 0;
    while (i < s.n) {
        char c = s.p[i];
        if (c == '"') {
            i = skip_string(s, i);
            if (!depth)
                return i;
            continue;
        }
        if (c == '{' || c == '[') {
            depth++;
        } else if (c == '}' || c == ']') {
            if (depth <= 1)
                return depth ? i + 1 : i;
            depth--;
        } else if (!depth && (c == ',' || c == ' ' || c == '\n' || c == '\r' || c == '\t')) {
            return i;
        }
        i++;
    }
    return s.n;
}

struct oc_str oc_json_items(struct oc_str array)
{
    size_t i = skip_space(array, 0);
    return i < array.n && array.p[i] == '[' ? oc_str_sub(array, i + 1, array.n) : OC_STR_NONE;
}

bool oc_json_item(struct oc_str *value, struct oc_str *rest)
{
    size_t i = skip_space(*rest, 0);
    if (i >= rest->n || rest->p[i] == ']' || rest->p[i] == '}')
        return false;
    size_t end = skip_value(*rest, i);
    if (end == i)
        return false;
    *value = oc_str_sub(*rest, i, end);
    *rest = oc_str_sub(*rest, end, rest->n);
    return true;
}

bool oc_json_member(struct oc_str *key, struct oc_str *value, struct oc_str *rest)
{
    size_t i = skip_space(*rest, 0);
    if (i < rest->n && rest->p[i] == '{')
        i = skip_space(*rest, i + 1);
    if (i >= rest->n || rest->p[i] != '"')
        return false;
    size_t end = skip_string(*rest, i);
    *key = oc_str_sub(*rest, i + 1, end - 1);
    i = skip_space(*rest, end);
    if (i >= rest->n || rest->p[i] != ':')
        return false;
    i = skip_space(*rest, i + 1);
    end = skip_value(*rest, i);
    if (end == i)
        return false;
    *value = oc_str_sub(*rest, i, end);
    *rest = oc_str_sub(*rest, end, rest->n);
    return true;
}

struct oc_str oc_json_find(struct oc_str object, const char *key)
{
    struct oc_str name, value, rest = oc_str_trim_wide(object);
    if (!oc_str_starts(rest, "{"))
        return OC_STR_NONE;
    while (oc_json_member(&name, &value, &rest))
        if (oc_str_is(name, key))
            return value;
    return OC_STR_NONE;
}
