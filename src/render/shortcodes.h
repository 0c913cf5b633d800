/* SPDX-License-Identifier: MIT */
/* What the readers of shortcodes share: those of WordPress's table, and those of page builders. */
#ifndef OC_SHORTCODES_H
#define OC_SHORTCODES_H

#include "render/wordpress.h"

#define OC_SHORTCODE_BYTES ((size_t)8192) /* a longer tag is text */
#define OC_SHORTCODE_NEAR 512             /* in which an end tag is looked for that need not be */

struct oc_shortcode_attr {
    struct oc_str name, value; /* name "" when the value stands alone */
};

struct oc_shortcode {
    struct oc_buf *out;
    struct oc_shortcodes *s;
    struct oc_str name;
    struct oc_shortcode_attr attrs[16];
    size_t nattrs;
    struct oc_str content;
};

/* ---- shortcodes.c ---- */

/* The attribute's value; "" when there is none. */
struct oc_str oc_shortcode_value(const struct oc_shortcode *c, const char *name);
/* Where the tag that begins at s.p[0] ends, after its ']'; 0 when it is none. */
size_t oc_shortcode_tag_end(struct oc_str s);
/* Reads attributes from what stands behind the name. */
void oc_shortcode_read(struct oc_shortcode *c, struct oc_str s);
/* Appends text that is HTML-escaped as it stands or not at all, as an attribute's value. */
void oc_shortcode_attr(struct oc_buf *out, struct oc_arena *a, struct oc_str s);
/* Appends the pictures of the library whose numbers stand between commas. */
void oc_shortcode_pictures(struct oc_shortcode *c, struct oc_str ids);
bool oc_shortcode_is_url(struct oc_str s);

/* ---- builders.c ---- */

/* At the '[' of a name that the table does not have: as oc_shortcode. */
size_t oc_shortcode_other(struct oc_buf *out, struct oc_shortcodes *s, struct oc_str text);

#endif
