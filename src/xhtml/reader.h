/* SPDX-License-Identifier: MIT */
/*
 * A stream of XML from a stranger, one event after the other, in flat memory: libxml2's
 * xmlTextReader behind a filter that repairs bytes and refuses declarations (reader_input.c). It
 * never opens another file or address, and knows no entity but XML's five and HTML's names.
 * What is not well-formed is told, and what could be read is still delivered.
 */
#ifndef OC_XHTML_READER_H
#define OC_XHTML_READER_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

enum oc_xml_event {
    OC_XML_END, /* of the file, or of what can be read of it */
    OC_XML_OPEN,
    OC_XML_CLOSE, /* comes for empty elements too */
    OC_XML_TEXT
};

/* What was wrong and at which line; why lives until the call returns. */
typedef void (*oc_xml_fault_fn)(void *ctx, int line, struct oc_str why);

struct oc_xml;

/* NULL with *why when the file cannot be opened. At most a few faults are told. */
struct oc_xml *oc_xml_open(const char *path, const char **why, oc_xml_fault_fn fault, void *ctx);
void oc_xml_close(struct oc_xml *x);

enum oc_xml_event oc_xml_next(struct oc_xml *x);
int oc_xml_depth(const struct oc_xml *x); /* of the element of OPEN and CLOSE; the root's is 0 */
bool oc_xml_cut(const struct oc_xml *x);  /* the file ended before its root element did */

/* Of OPEN; views are good until the next event. */
struct oc_str oc_xml_name(const struct oc_xml *x);  /* without prefix */
struct oc_str oc_xml_space(const struct oc_xml *x); /* namespace URI, "" for none */
struct oc_str oc_xml_attr(const struct oc_xml *x, const char *local_name);
bool oc_xml_declares(const struct oc_xml *x, const char *part); /* a namespace with that in it */

/*
 * The next element directly inside the one of that depth, whose content may be read or not: what
 * is left of it is passed over. False at the end of the outer element.
 */
bool oc_xml_child(struct oc_xml *x, int depth);

/* After OPEN: appends the text of the element with all in it, and reads to its end. */
void oc_xml_text(struct oc_buf *out, struct oc_xml *x);
/* The same as markup: what stands inside, written as HTML. */
void oc_xml_markup(struct oc_buf *out, struct oc_xml *x);

#endif
