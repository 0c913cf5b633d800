/* SPDX-License-Identifier: MIT */
/* Rendering a template, and finding its line when what comes out is no XML. */
#include "xhtml/made.h"

#include <libxml/parser.h>
#include <libxml/SAX2.h>

struct reading {
    struct oc_xhtml_facts *facts;
    xmlParserCtxt *parser;
    size_t at;
    char why[200];
    bool failed;
};

static void on_element(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                       int nnamespaces OC_UNUSED, const xmlChar **namespaces OC_UNUSED,
                       int nattrs OC_UNUSED, int ndefaulted OC_UNUSED,
                       const xmlChar **attrs OC_UNUSED)
{
    struct reading *r = ctx;
    (void)prefix;
    (void)uri;
    if (r->facts && strcmp((const char *)name, "svg") == 0)
        r->facts->svg = true;
    if (r->facts && strcmp((const char *)name, "math") == 0)
        r->facts->mathml = true;
}

/* The first thing that is wrong; warnings are not. */
static void on_error(void *ctx, const xmlError *error)
{
    struct reading *r = ctx;
    if (r->failed || error->level < XML_ERR_ERROR)
        return;
    r->failed = true;
    long at = xmlByteConsumed(r->parser);
    r->at = at > 0 ? (size_t)at - 1 : 0; /* the parser stands behind it */
    struct oc_str why = oc_str_trim(oc_str(error->message));
    snprintf(r->why, sizeof(r->why), "%.*s", OC_STR_ARG(oc_str_sub(why, 0, sizeof(r->why) - 1)));
}

/* libxml2 2.12 made the error const. */
#if LIBXML_VERSION >= 21200
static void on_error_any(void *ctx, const xmlError *error)
{
    on_error(ctx, error);
}
#else
static void on_error_any(void *ctx, xmlError *error)
{
    on_error(ctx, error);
}
#endif

static bool is_xml(struct reading *r, struct oc_str page)
{
    if (page.n == 0 || page.n > INT32_MAX)
        return false;
    r->parser = xmlNewParserCtxt();
    if (!r->parser)
        oc_out_of_memory();
    memset(r->parser->sax, 0, sizeof(*r->parser->sax));
    r->parser->sax->initialized = XML_SAX2_MAGIC;
    r->parser->sax->startElementNs = on_element;
    r->parser->sax->serror = on_error_any;
    r->parser->userData = r;
    (void)xmlCtxtReadMemory(r->parser, page.p, (int)page.n, NULL, NULL,
                            XML_PARSE_NONET | XML_PARSE_HUGE);
    bool good = r->parser->wellFormed && !r->failed;
    xmlFreeDoc(r->parser->myDoc);
    xmlFreeParserCtxt(r->parser);
    return good;
}

int oc_page_make(struct oc_buf *out, struct oc_xhtml_facts *facts, struct oc_page_fault *fault,
                 struct oc_arena *a, const struct oc_templates *ts, enum oc_page page,
                 const struct oc_value *context)
{
    const struct oc_page_template *t = &ts->of[page];
    struct reading r = {.facts = facts};
    struct oc_str partial = OC_STR_NONE;
    void *ctx = (void *)(uintptr_t)ts; /* is only read */
    size_t start = out->n;
    oc_template_render(out, t->parsed, context, oc_templates_partial, ctx);
    if (!t->own)
        return 0;
    struct oc_str made = oc_str_sub(oc_buf_view(out), start, out->n);
    if (is_xml(&r, made))
        return 0;
    if (made.n && r.at >= made.n)
        r.at = made.n - 1;
    int line = oc_template_line(&partial, t->parsed, context, oc_templates_partial, ctx, r.at);
    const struct oc_partial *in = partial.n ? oc_map_get(&ts->partials, partial) : NULL;
    *fault = (struct oc_page_fault){
        .file = in ? in->file : t->file,
        .line = line,
        .why = oc_arena_copy(a, made.n ? oc_str(r.why) : OC_STR("it is empty")),
    };
    return -1;
}
