/* SPDX-License-Identifier: MIT */
/* Rendering a template, and finding its line when what comes out is no XML or not for a book. */
#include "xhtml/made.h"

#include <libxml/parser.h>
#include <libxml/SAX2.h>

#include "base/limits.h"
#include "xhtml/made_bans.h"

struct reading {
    struct oc_xhtml_facts *facts;
    xmlParserCtxt *parser;
    struct oc_str page;
    enum oc_code code;
    size_t at;
    char why[200];
    bool failed;
    int in_style;      /* elements that are open since the style element */
    size_t style_at;   /* where it begins */
    struct oc_buf css; /* its text */
};

/* Where the tag begins that the parser has read; XML has no '<' within one. */
static size_t tag_start(struct reading *r)
{
    long at = xmlByteConsumed(r->parser);
    size_t i = at > 0 && (size_t)at < r->page.n ? (size_t)at : r->page.n;
    while (i > 0 && r->page.p[i - 1] != '<')
        i--;
    return i ? i - 1 : 0;
}

/* The first thing that no page may have. */
static void ban(struct reading *r, const char *why, size_t at)
{
    if (r->failed)
        return;
    snprintf(r->why, sizeof(r->why), "%s", why);
    r->failed = true;
    r->code = OC_D_TEMPLATE_SCRIPT;
    r->at = at;
}

static struct oc_str view(const xmlChar *text)
{
    return oc_str((const char *)text);
}

static void look(struct reading *r, struct oc_str element, struct oc_str space, int nattrs,
                 const xmlChar **attrs)
{
    char why[sizeof(r->why)];
    if (oc_made_banned(why, sizeof(why), element, space, NULL))
        ban(r, why, tag_start(r));
    for (int i = 0; i < nattrs && !r->failed; i++, attrs += 5) {
        struct oc_made_attr attr = {
            view(attrs[0]),
            view(attrs[2]),
            {(const char *)attrs[3], (size_t)(attrs[4] - attrs[3])},
        };
        if (oc_made_banned(why, sizeof(why), element, space, &attr))
            ban(r, why, tag_start(r));
    }
}

static void on_element(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                       int nnamespaces OC_UNUSED, const xmlChar **namespaces OC_UNUSED, int nattrs,
                       int ndefaulted OC_UNUSED, const xmlChar **attrs)
{
    struct reading *r = ctx;
    (void)prefix;
    if (!r->failed)
        look(r, view(name), view(uri), nattrs, attrs);
    if (r->in_style) {
        r->in_style++;
    } else if (strcmp((const char *)name, "style") == 0) {
        r->in_style = 1;
        r->style_at = tag_start(r);
    }
    if (r->facts && strcmp((const char *)name, "svg") == 0)
        r->facts->svg = true;
    if (r->facts && strcmp((const char *)name, "math") == 0)
        r->facts->mathml = true;
}

static void on_end(void *ctx, const xmlChar *name OC_UNUSED, const xmlChar *prefix OC_UNUSED,
                   const xmlChar *uri OC_UNUSED)
{
    struct reading *r = ctx;
    if (!r->in_style || --r->in_style)
        return;
    if (oc_made_css_loads(oc_buf_view(&r->css)))
        ban(r, "a style element that loads something", r->style_at);
    oc_buf_clear(&r->css);
}

static void on_text(void *ctx, const xmlChar *text, int n)
{
    struct reading *r = ctx;
    if (r->in_style)
        oc_buf_put(&r->css, (struct oc_str){(const char *)text, (size_t)n});
}

static void on_instruction(void *ctx, const xmlChar *target, const xmlChar *data OC_UNUSED)
{
    struct reading *r = ctx;
    if (strcmp((const char *)target, "xml-stylesheet") == 0)
        ban(r, "<?xml-stylesheet?>", tag_start(r));
}

/* A reader would read what a DTD declares; octavo does not. */
static void on_doctype(void *ctx, const xmlChar *name OC_UNUSED, const xmlChar *public,
                       const xmlChar *system)
{
    struct reading *r = ctx;
    if (public || (system && strcmp((const char *)system, "about:legacy-compat") != 0))
        ban(r, "a DOCTYPE other than <!DOCTYPE html>", tag_start(r));
}

static void on_entity(void *ctx, const xmlChar *name OC_UNUSED, int type OC_UNUSED,
                      const xmlChar *public OC_UNUSED, const xmlChar *system OC_UNUSED,
                      xmlChar *content OC_UNUSED)
{
    struct reading *r = ctx;
    ban(r, "<!ENTITY", tag_start(r));
}

static void on_attlist(void *ctx, const xmlChar *element OC_UNUSED, const xmlChar *name OC_UNUSED,
                       int type OC_UNUSED, int fallback OC_UNUSED, const xmlChar *value OC_UNUSED,
                       xmlEnumeration *tree)
{
    struct reading *r = ctx;
    ban(r, "<!ATTLIST", tag_start(r));
    xmlFreeEnumeration(tree);
}

/* The first thing that is wrong; warnings are not. */
static void on_error(void *ctx, const xmlError *error)
{
    struct reading *r = ctx;
    if (r->failed || error->level < XML_ERR_ERROR)
        return;
    r->failed = true;
    r->code = OC_D_TEMPLATE_PAGE;
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

static bool is_page(struct reading *r, struct oc_str page)
{
    if (page.n == 0 || page.n > INT32_MAX)
        return false;
    r->page = page;
    oc_buf_init(&r->css, OC_MAX_PAGE_BYTES * 2);
    r->parser = xmlNewParserCtxt();
    if (!r->parser)
        oc_out_of_memory();
    memset(r->parser->sax, 0, sizeof(*r->parser->sax));
    r->parser->sax->initialized = XML_SAX2_MAGIC;
    r->parser->sax->startElementNs = on_element;
    r->parser->sax->endElementNs = on_end;
    r->parser->sax->characters = on_text;
    r->parser->sax->ignorableWhitespace = on_text;
    r->parser->sax->cdataBlock = on_text;
    r->parser->sax->processingInstruction = on_instruction;
    r->parser->sax->internalSubset = on_doctype;
    r->parser->sax->entityDecl = on_entity;
    r->parser->sax->attributeDecl = on_attlist;
    r->parser->sax->serror = on_error_any;
    r->parser->userData = r;
    (void)xmlCtxtReadMemory(r->parser, page.p, (int)page.n, NULL, NULL,
                            XML_PARSE_NONET | XML_PARSE_HUGE);
    bool good = r->parser->wellFormed && !r->failed;
    xmlFreeDoc(r->parser->myDoc);
    xmlFreeParserCtxt(r->parser);
    oc_buf_release(&r->css);
    return good;
}

int oc_page_make(struct oc_buf *out, struct oc_xhtml_facts *facts, struct oc_page_fault *fault,
                 struct oc_arena *a, const struct oc_templates *ts, enum oc_page page,
                 const struct oc_value *context)
{
    const struct oc_page_template *t = &ts->of[page];
    struct reading r = {.facts = facts, .code = OC_D_TEMPLATE_PAGE};
    struct oc_str partial = OC_STR_NONE;
    void *ctx = (void *)(uintptr_t)ts; /* is only read */
    size_t start = out->n;
    oc_template_render(out, t->parsed, context, oc_templates_partial, ctx);
    if (!t->own)
        return 0;
    struct oc_str made = oc_str_sub(oc_buf_view(out), start, out->n);
    if (is_page(&r, made))
        return 0;
    if (made.n && r.at >= made.n)
        r.at = made.n - 1;
    int line = oc_template_line(&partial, t->parsed, context, oc_templates_partial, ctx, r.at);
    const struct oc_partial *in = partial.n ? oc_map_get(&ts->partials, partial) : NULL;
    *fault = (struct oc_page_fault){
        .code = r.code,
        .file = in ? in->file : t->file,
        .line = line,
        .why = oc_arena_copy(a, made.n ? oc_str(r.why) : OC_STR("it is empty")),
    };
    return -1;
}
