/* SPDX-License-Identifier: MIT */
/* The bytes of a file as the UTF-8 that libxml2 shall see, inside xhtml/ only. */
#ifndef OC_XHTML_READER_INPUT_H
#define OC_XHTML_READER_INPUT_H

#include <libxml/encoding.h>

#include "base/buf.h"
#include "xhtml/reader.h"

enum oc_xml_state {
    OC_XS_TEXT, /* and tags */
    OC_XS_CDATA,
    OC_XS_COMMENT,
    OC_XS_INSTRUCTION,
    OC_XS_DOCTYPE
};

struct oc_xml_input {
    int fd;
    bool ended;                       /* nothing more to read from fd */
    xmlCharEncodingHandlerPtr decode; /* NULL: it is UTF-8 */
    xmlBufferPtr raw, decoded;        /* when decode */
    struct oc_buf text;               /* UTF-8, text_at on still to be scanned */
    size_t text_at;
    struct oc_buf ready; /* for libxml2, ready_at on */
    size_t ready_at;
    enum oc_xml_state state;
    int brackets; /* of DOCTYPE */
    char quote;   /* the open one of DOCTYPE, else 0 */
    int line;     /* of the end of text */
    bool told_bytes, told_doctype;
    oc_xml_fault_fn fault;
    void *ctx;
};

/* -1 with *why when the file cannot be opened. */
int oc_xml_input_open(struct oc_xml_input *in, const char *path, const char **why);
void oc_xml_input_close(struct oc_xml_input *in);
/* As xmlInputReadCallback. */
int oc_xml_input_read(void *input, char *to, int size);

#endif
