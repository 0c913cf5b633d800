/* SPDX-License-Identifier: MIT */
/* xmlTextReader as a plain stream of events. */
#include "xhtml/reader.h"

#include <libxml/xmlreader.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "xhtml/reader_input.h"
#include "xhtml/xhtml.h"

#define MAX_FAULTS 4

struct oc_xml {
    struct oc_xml_input input;
    xmlTextReaderPtr reader;
    enum oc_xml_event event;
    bool empty; /* the element of OPEN has no end tag: its CLOSE is still to come */
    bool ended;
    int depth;
    unsigned faults;
};

static void on_error(void *ctx, xmlErrorPtr error)
{
    struct oc_xml *x = ctx;
    if (error->code == XML_ERR_NO_MEMORY) /* libxml2 would go on without the text at hand */
        oc_out_of_memory();
    /* the URI of a namespace is only a name */
    if (error->level < XML_ERR_ERROR || error->domain == XML_FROM_NAMESPACE)
        return;
    if (x->faults++ >= MAX_FAULTS)
        return;
    struct oc_str why = oc_str_trim(oc_str(error->message ? error->message : "not well-formed"));
    x->input.fault(x->input.ctx, error->line, oc_str_sub(why, 0, oc_str_chr(why, '\n', 0)));
}

static int close_nothing(void *ctx)
{
    (void)ctx;
    return 0;
}

struct oc_xml *oc_xml_open(const char *path, const char **why, oc_xml_fault_fn fault, void *ctx)
{
    static const int options = XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_HUGE |
                               XML_PARSE_IGNORE_ENC | XML_PARSE_COMPACT;
    struct oc_xml *x = oc_alloc(sizeof *x);
    x->input.fault = fault;
    x->input.ctx = ctx;
    oc_xhtml_start();
    if (oc_xml_input_open(&x->input, path, why) != 0) {
        oc_xml_close(x);
        return NULL;
    }
    x->reader = xmlReaderForIO(oc_xml_input_read, close_nothing, &x->input, NULL, "UTF-8", options);
    if (!x->reader)
        oc_out_of_memory();
    xmlTextReaderSetStructuredErrorHandler(x->reader, on_error, x);
    return x;
}

void oc_xml_close(struct oc_xml *x)
{
    if (!x)
        return;
    if (x->reader)
        xmlFreeTextReader(x->reader);
    oc_xml_input_close(&x->input);
    free(x);
}

static enum oc_xml_event end(struct oc_xml *x)
{
    x->ended = true;
    return x->event = OC_XML_END;
}

static enum oc_xml_event open_element(struct oc_xml *x)
{
    x->depth = xmlTextReaderDepth(x->reader);
    x->empty = xmlTextReaderIsEmptyElement(x->reader) == 1;
    if (x->depth < OC_MAX_DOM_DEPTH)
        return x->event = OC_XML_OPEN;
    x->input.fault(x->input.ctx, xmlTextReaderGetParserLineNumber(x->reader),
                   OC_STR("elements are nested too deeply"));
    x->depth = 0; /* what is open stays so */
    return end(x);
}

enum oc_xml_event oc_xml_next(struct oc_xml *x)
{
    if (x->ended)
        return OC_XML_END;
    if (x->event == OC_XML_OPEN && x->empty) {
        x->empty = false;
        return x->event = OC_XML_CLOSE;
    }
    while (xmlTextReaderRead(x->reader) == 1) {
        switch (xmlTextReaderNodeType(x->reader)) {
        case XML_READER_TYPE_ELEMENT:
            return open_element(x);
        case XML_READER_TYPE_END_ELEMENT:
            x->depth = xmlTextReaderDepth(x->reader);
            return x->event = OC_XML_CLOSE;
        case XML_READER_TYPE_TEXT:
        case XML_READER_TYPE_WHITESPACE:
        case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
            return x->event = OC_XML_TEXT;
        default:
            break;
        }
    }
    return end(x);
}

int oc_xml_depth(const struct oc_xml *x)
{
    return x->depth;
}

bool oc_xml_cut(const struct oc_xml *x)
{
    return x->ended && x->depth > 0;
}

static const xmlNode *node(const struct oc_xml *x)
{
    return xmlTextReaderCurrentNode(x->reader);
}

struct oc_str oc_xml_name(const struct oc_xml *x)
{
    const xmlNode *n = node(x);
    return oc_str(n ? (const char *)n->name : NULL);
}

struct oc_str oc_xml_space(const struct oc_xml *x)
{
    const xmlNode *n = node(x);
    return oc_str(n && n->ns ? (const char *)n->ns->href : NULL);
}

struct oc_str oc_xml_attr(const struct oc_xml *x, const char *local_name)
{
    const xmlNode *n = node(x);
    return n && n->type == XML_ELEMENT_NODE ? oc_attr(n, local_name) : OC_STR_NONE;
}

bool oc_xml_declares(const struct oc_xml *x, const char *part)
{
    const xmlNode *n = node(x);
    for (const xmlNs *ns = n && n->type == XML_ELEMENT_NODE ? n->nsDef : NULL; ns; ns = ns->next)
        if (oc_str_find(oc_str((const char *)ns->href), part, 0) != SIZE_MAX)
            return true;
    return false;
}

bool oc_xml_child(struct oc_xml *x, int depth)
{
    if (x->event == OC_XML_CLOSE && x->depth == depth)
        return false;
    for (;;) {
        switch (oc_xml_next(x)) {
        case OC_XML_END:
            return false;
        case OC_XML_OPEN:
            if (x->depth == depth + 1)
                return true;
            break;
        case OC_XML_CLOSE:
            if (x->depth <= depth)
                return false;
            break;
        case OC_XML_TEXT:
            break;
        }
    }
}

static void put_text(struct oc_buf *out, const struct oc_xml *x, bool escape)
{
    const xmlNode *n = node(x);
    struct oc_str text = oc_str(n ? (const char *)n->content : NULL);
    if (escape)
        oc_buf_put_xml(out, text);
    else
        oc_buf_put(out, text);
}

static bool is_void(struct oc_str name)
{
    static const char *const names[] = {"br",    "img",   "hr",    "input", "source",
                                        "embed", "track", "param", "col",   "wbr"};
    for (size_t i = 0; i < OC_COUNT(names); i++)
        if (oc_str_is(name, names[i]))
            return true;
    return false;
}

static void put_start(struct oc_buf *out, const struct oc_xml *x)
{
    const xmlNode *n = node(x);
    oc_buf_putc(out, '<');
    oc_buf_put(out, oc_xml_name(x));
    for (const xmlAttr *a = n ? n->properties : NULL; a; a = a->next) {
        oc_buf_putc(out, ' ');
        oc_buf_puts(out, (const char *)a->name);
        oc_buf_puts(out, "=\"");
        oc_buf_put_xml(out, oc_attr(n, (const char *)a->name));
        oc_buf_putc(out, '"');
    }
    oc_buf_putc(out, '>');
}

static void put_end(struct oc_buf *out, const struct oc_xml *x)
{
    if (is_void(oc_xml_name(x)))
        return;
    oc_buf_puts(out, "</");
    oc_buf_put(out, oc_xml_name(x));
    oc_buf_putc(out, '>');
}

/* The content of the element at hand, to its end. */
static void put_content(struct oc_buf *out, struct oc_xml *x, bool markup)
{
    int depth = x->depth;
    for (;;) {
        switch (oc_xml_next(x)) {
        case OC_XML_END:
            return;
        case OC_XML_OPEN:
            if (markup)
                put_start(out, x);
            break;
        case OC_XML_CLOSE:
            if (x->depth <= depth)
                return;
            if (markup)
                put_end(out, x);
            break;
        case OC_XML_TEXT:
            put_text(out, x, markup);
            break;
        }
    }
}

void oc_xml_text(struct oc_buf *out, struct oc_xml *x)
{
    put_content(out, x, false);
}

void oc_xml_markup(struct oc_buf *out, struct oc_xml *x)
{
    put_content(out, x, true);
}
