/* SPDX-License-Identifier: MIT */
/* Drawings that stand in files of their own. */
#ifndef OC_SVGFILE_H
#define OC_SVGFILE_H

#include <libxml/tree.h>

#include "base/buf.h"
#include "base/str.h"

/*
 * Appends an SVG file as a book may hold it: no scripts and handlers, no HTML inside, nothing that
 * loads or leads anywhere (data: pictures and fonts stay), no DOCTYPE, each id once, and a size
 * and viewBox on its root. -1 with *why when it is not well-formed XML or not a drawing.
 */
int oc_svg_file_clean(struct oc_buf *out, const char **why, struct oc_str bytes) OC_NODISCARD;

/* Where an element of a file leads, by either name of the attribute; "" unless it has one. */
struct oc_str oc_svg_href(const xmlNode *n);

/* svgrefs.c: every use shows something of the drawing, and every paint is there. */
void oc_svg_check_refs(xmlNode *root);
/* Whether a use may show n, which may be NULL. */
bool oc_svg_usable(const xmlNode *n);

/* svgcss.c: appends CSS (a sheet or declarations) without what it would load, and with the names
 * below in its references. */
void oc_svg_css_clean(struct oc_buf *out, struct oc_str css);
/* Appends the name that an id has in a book: itself when it is one, as XML has them. */
void oc_svg_put_id(struct oc_buf *out, struct oc_str id);

#endif
