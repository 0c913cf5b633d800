/* SPDX-License-Identifier: MIT */
/* The two halves of the TOML reader: scalars (value_toml_scalar.c) and tables (value_toml.c). */
#ifndef OC_VALUE_TOML_H
#define OC_VALUE_TOML_H

#include "base/buf.h"
#include "base/value_build.h"

struct oc_toml {
    struct oc_value_build b;
    const char *p, *end; /* what is still to be read */
    struct oc_value_place place;
    struct oc_buf scratch;
};

/* Always -1; the failure is at t->p. */
int oc_toml_fail(struct oc_toml *t, struct oc_str why);
bool oc_toml_at(const struct oc_toml *t, const char *text);
/* At a quote of either kind. multiline: three quotes may open it. */
int oc_toml_string(struct oc_str *out, struct oc_toml *t, bool multiline) OC_NODISCARD;
/* A number, a bool, a date or a time: checked for form, kept as text. */
int oc_toml_plain(struct oc_str *out, struct oc_toml *t) OC_NODISCARD;

#endif
