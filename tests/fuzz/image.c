/* SPDX-License-Identifier: MIT */
/*
 * A picture's bytes, or the data: URL that has them, up to where a decoder would begin: what they
 * are, without metadata, a bitmap's pixels, a drawing's clean text. Each of these done twice is
 * the same as once.
 */
#include <libxml/parser.h>
#include <stdlib.h>

#include "fuzz.h"
#include "media/data.h"
#include "media/fit.h"
#include "xhtml/svgfile.h"

static void check_facts(const struct oc_sniff *s, struct oc_str bytes)
{
    FUZZ_CHECK(s->type > OC_TYPE_NONE && s->type < OC_TYPE_COUNT, bytes);
    FUZZ_CHECK(oc_type_row(s->type)->name != NULL, bytes);
    FUZZ_CHECK(s->type == OC_TYPE_SVG || (s->width > 0 && s->height > 0), bytes);
    FUZZ_CHECK(s->frames >= 1 && s->turn >= 1 && s->turn <= 8, bytes);
}

/* A JPEG or PNG without its metadata is the same picture, and has none left. */
static void check_strip(const struct oc_sniff *s, struct oc_str bytes)
{
    struct oc_buf first, second;
    struct oc_sniff again;
    const char *why = "";
    oc_buf_init(&first, OC_MAX_IMAGE_BYTES);
    oc_buf_init(&second, OC_MAX_IMAGE_BYTES);
    oc_strip(&first, s->type, bytes);
    struct oc_str stripped = oc_buf_view(&first);
    FUZZ_CHECK(stripped.n <= bytes.n, bytes);
    FUZZ_CHECK(oc_sniff(&again, &why, stripped) == 0, stripped);
    check_facts(&again, stripped);
    FUZZ_CHECK(again.type == s->type && again.width == s->width, stripped);
    FUZZ_CHECK(again.height == s->height && again.frames == s->frames, stripped);
    FUZZ_CHECK(!again.metadata && again.turn == 1, stripped);
    oc_strip(&second, s->type, stripped);
    FUZZ_CHECK(oc_str_eq(stripped, oc_buf_view(&second)), stripped);
    oc_buf_release(&second);
    oc_buf_release(&first);
}

static void check_bitmap(const struct oc_sniff *s, struct oc_str bytes)
{
    const char *why = NULL;
    if ((uint64_t)s->width * s->height > OC_MAX_IMAGE_PIXELS / 20) /* what a fuzzer has time for */
        return;
    unsigned char *pixels = oc_bmp_decode(&why, s, bytes);
    FUZZ_CHECK(pixels || why, bytes);
    if (pixels)
        FUZZ_CHECK(pixels[(size_t)s->width * s->height * 3 - 1] <= 255, bytes);
    free(pixels);
}

/* Nothing that runs, and nothing that leads out of the file. */
static void check_harmless(struct oc_str drawing)
{
    static const char *const never[] = {"script",  "foreignObject", "animate", "set",
                                        "handler", "iframe",        NULL};
    xmlDoc *doc = xmlReadMemory(drawing.p, (int)drawing.n, "drawing", NULL, XML_PARSE_NONET);
    FUZZ_CHECK(doc && !doc->intSubset && oc_node_is(xmlDocGetRootElement(doc), "svg"), drawing);
    const xmlNode *root = xmlDocGetRootElement(doc);
    for (xmlNode *n = xmlDocGetRootElement(doc); n; n = oc_node_next(root, n)) {
        FUZZ_CHECK(n->type == XML_ELEMENT_NODE || n->type == XML_TEXT_NODE, drawing);
        FUZZ_CHECK(!oc_node_in(n, never), drawing);
        FUZZ_CHECK(n->type == XML_TEXT_NODE ||
                       (n->ns &&
                        oc_str_is(oc_str((const char *)n->ns->href), "http://www.w3.org/2000/svg")),
                   drawing);
        for (const xmlAttr *a = n->type == XML_ELEMENT_NODE ? n->properties : NULL; a;
             a = a->next) {
            struct oc_str name = oc_str((const char *)a->name);
            struct oc_str value = a->children ? oc_node_value(a->children) : OC_STR("");
            FUZZ_CHECK(!oc_str_istarts(name, "on"), drawing);
            FUZZ_CHECK(!oc_str_is(name, "href") || oc_str_starts(oc_str_trim(value), "#") ||
                           oc_str_istarts(oc_str_trim(value), "data:image/"),
                       drawing);
        }
    }
    xmlFreeDoc(doc);
}

static void check_drawing(struct oc_str bytes)
{
    struct oc_buf first, second;
    const char *why = NULL;
    oc_buf_init(&first, OC_MAX_IMAGE_BYTES);
    oc_buf_init(&second, OC_MAX_IMAGE_BYTES);
    if (oc_svg_file_clean(&first, &why, bytes) == 0) {
        struct oc_str clean = oc_buf_view(&first);
        struct oc_sniff s;
        fuzz_xml(clean);
        check_harmless(clean);
        FUZZ_CHECK(oc_sniff(&s, &why, clean) == 0 && s.type == OC_TYPE_SVG, clean);
        FUZZ_CHECK(oc_svg_file_clean(&second, &why, clean) == 0, clean);
        fuzz_same("a second cleaning changes the drawing", clean, oc_buf_view(&second));
    } else {
        FUZZ_CHECK(why != NULL, bytes);
    }
    oc_buf_release(&second);
    oc_buf_release(&first);
}

static void check_image(struct oc_str bytes)
{
    struct oc_sniff s;
    const char *why = NULL;
    if (oc_sniff(&s, &why, bytes) != 0) {
        FUZZ_CHECK(why != NULL, bytes);
        return;
    }
    check_facts(&s, bytes);
    if (s.type == OC_TYPE_JPEG || s.type == OC_TYPE_PNG)
        check_strip(&s, bytes);
    else if (s.type == OC_TYPE_BMP)
        check_bitmap(&s, bytes);
    else if (s.type == OC_TYPE_SVG)
        check_drawing(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct oc_str bytes = {(const char *)data, size};
    struct oc_buf decoded;
    oc_buf_init(&decoded, OC_MAX_IMAGE_BYTES);
    if (oc_data_decode(&decoded, bytes) == 0) {
        FUZZ_CHECK(decoded.n <= bytes.n, bytes);
        check_image(oc_buf_view(&decoded));
    }
    check_image(bytes);
    oc_buf_release(&decoded);
    return 0;
}
