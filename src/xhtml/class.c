/* SPDX-License-Identifier: MIT */
/* The class attribute. */
#include "xhtml/xhtml.h"

static bool next_token(struct oc_str *token, struct oc_str *rest)
{
    size_t from = 0, to;
    while (from < rest->n && (unsigned char)rest->p[from] <= ' ')
        from++;
    for (to = from; to < rest->n && (unsigned char)rest->p[to] > ' ';)
        to++;
    *token = oc_str_sub(*rest, from, to);
    *rest = oc_str_sub(*rest, to, rest->n);
    return to > from;
}

bool oc_class_has(const xmlNode *n, const char *name)
{
    struct oc_str rest = oc_attr(n, "class"), token;
    while (next_token(&token, &rest))
        if (oc_str_is(token, name))
            return true;
    return false;
}

void oc_class_add(xmlNode *n, const char *name)
{
    if (oc_class_has(n, name))
        return;
    struct oc_str old = oc_str_trim(oc_attr(n, "class"));
    struct oc_buf b;
    oc_buf_init(&b, old.n + strlen(name) + 2);
    oc_buf_put(&b, old);
    if (old.n)
        oc_buf_putc(&b, ' ');
    oc_buf_puts(&b, name);
    oc_attr_set(n, "class", oc_buf_view(&b));
    oc_buf_release(&b);
}

void oc_class_align(xmlNode *n, struct oc_str align)
{
    if (oc_str_iis(align, "left"))
        oc_class_add(n, "ta-l");
    else if (oc_str_iis(align, "center") || oc_str_iis(align, "middle"))
        oc_class_add(n, "ta-c");
    else if (oc_str_iis(align, "right"))
        oc_class_add(n, "ta-r");
}
