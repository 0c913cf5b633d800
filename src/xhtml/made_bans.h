/* SPDX-License-Identifier: MIT */
/*
 * What a user's template must not put into a page. The package says that no page has scripts and
 * that nothing is loaded from the web, so what makes either untrue makes an invalid book.
 */
#ifndef OC_MADE_BANS_H
#define OC_MADE_BANS_H

#include "base/str.h"

/* An attribute as the XML parser has it; space is its namespace, "" for none. */
struct oc_made_attr {
    struct oc_str name, space, value;
};

/* Why that element, in its namespace, may not be there with an attribute; attr NULL: with any.
 * False when it may. why takes size bytes. */
bool oc_made_banned(char *why, size_t size, struct oc_str element, struct oc_str space,
                    const struct oc_made_attr *attr);

/* Whether a sheet, or the value of a style attribute, would load something from elsewhere. */
bool oc_made_css_loads(struct oc_str css);

#endif
