/* SPDX-License-Identifier: MIT */
/* A value tree on one line, for tests: "text" in quotes, plain text bare, null as ~. */
#ifndef SHOW_VALUE_H
#define SHOW_VALUE_H

#include "base/buf.h"
#include "base/value.h"

static void show_value(struct oc_buf *out, const struct oc_value *v)
{
    bool map = v->kind == OC_VALUE_MAP;
    switch (v->kind) {
    case OC_VALUE_NULL:
        oc_buf_putc(out, '~');
        break;
    case OC_VALUE_TEXT:
        oc_buf_puts(out, v->plain ? "" : "\"");
        oc_buf_put(out, v->text);
        oc_buf_puts(out, v->plain ? "" : "\"");
        break;
    case OC_VALUE_LIST:
    case OC_VALUE_MAP:
        oc_buf_putc(out, map ? '{' : '[');
        for (const struct oc_value *c = v->child; c; c = c->next) {
            if (map)
                oc_buf_printf(out, "%.*s=", OC_STR_ARG(c->key));
            show_value(out, c);
            oc_buf_puts(out, c->next ? ", " : "");
        }
        oc_buf_putc(out, map ? '}' : ']');
        break;
    }
}

#endif
