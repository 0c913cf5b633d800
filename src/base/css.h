/* SPDX-License-Identifier: MIT */
/* Style sheets of strangers, made sound. */
#ifndef OC_CSS_H
#define OC_CSS_H

#include "base/buf.h"
#include "base/str.h"

/* Told of what is left out: where it starts in the sheet, and why. */
typedef void oc_css_left_out(void *ctx, size_t at, const char *why);

/* Why a declaration or an at-rule without a block may not stand, whole as it is; NULL: it may. */
typedef const char *oc_css_refused(struct oc_str text);

/*
 * Appends a sheet as every parser of CSS takes it: rules, selectors and declarations that break the
 * grammar of CSS 2.1 (4.1.1; EPUBCheck asks for that, and for selectors of level 3) are left out,
 * as browsers do, but for their line breaks, and so is what `refused` says; what is not closed is
 * closed. The rest stays byte for byte. refused and told may be NULL.
 */
void oc_css_sound(struct oc_buf *out, struct oc_str css, oc_css_refused *refused,
                  oc_css_left_out *told, void *ctx);

#endif
