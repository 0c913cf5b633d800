/* SPDX-License-Identifier: MIT */
/*
 * Formulas of one page, one a line. What becomes MathML is valid as it is: the content model finds
 * nothing to mend in it. What does not, is told why.
 */
#include "render/tex.h"
#include "base/utf8.h"
#include "fuzz.h"
#include "xhtml/xhtml.h"

static void write_page(struct oc_buf *out, const xmlNode *body)
{
    struct oc_xhtml_facts facts = {0};
    oc_buf_clear(out);
    oc_xhtml_write(out, &facts, body);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct oc_arena a;
    struct oc_buf first, second;
    struct oc_tex_macros macros;
    struct oc_map ids;
    oc_arena_init(&a);
    struct oc_buf clean; /* as the text of a page is */
    oc_buf_init(&clean, (size_t)1 << 26);
    oc_utf8_put_xml_ok(&clean, fuzz_text(&a, data, size));
    struct oc_str text = oc_buf_take(&clean, &a), rest = text, line;
    oc_buf_release(&clean);
    xmlNode *body = oc_html_parse(&a, OC_STR("<p></p>")), *p = body->children;
    oc_tex_macros_init(&macros, &a);
    oc_map_init(&ids, &a);
    for (bool display = false; oc_str_line(&line, &rest); display = !display) {
        struct oc_str unknown;
        xmlNode *math = oc_tex_math(&unknown, &macros, body->doc, &a, line, display);
        FUZZ_CHECK(math || unknown.n > 0, text);
        if (math && math->children)
            oc_node_append(p, math);
    }
    oc_node_append(p, oc_node_new_text(body->doc, OC_STR(".")));
    oc_buf_init(&first, (size_t)1 << 26);
    oc_buf_init(&second, (size_t)1 << 26);
    write_page(&first, body);
    oc_model_fix(body, &ids, NULL);
    write_page(&second, body);
    FUZZ_CHECK(oc_str_eq(oc_buf_view(&first), oc_buf_view(&second)), text);
    FUZZ_CHECK(oc_model_valid(NULL, body), text);
    oc_buf_release(&second);
    oc_buf_release(&first);
    oc_arena_release(&a);
    return 0;
}
