/* SPDX-License-Identifier: MIT */
/* Drawings from strangers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/limits.h"
#include "xhtml/svgfile.h"
#include "xhtml/xhtml.h"

#define NS "xmlns=\"http://www.w3.org/2000/svg\""
#define XL "xmlns:xlink=\"http://www.w3.org/1999/xlink\""
#define SIZED NS " width=\"4\" height=\"2\" viewBox=\"0 0 4 2\""

/* What follows the XML declaration must be want; want NULL: it is refused. */
static void clean(const char *svg, const char *want)
{
    struct oc_buf out;
    const char *why = "";
    oc_buf_init(&out, OC_MAX_IMAGE_BYTES);
    int result = oc_svg_file_clean(&out, &why, oc_str(svg));
    if (!want) {
        if (result == 0)
            fail_msg("%s\nwas taken: %s", svg, out.p);
        oc_buf_release(&out);
        return;
    }
    if (result != 0)
        fail_msg("%s\n%s", svg, why);
    struct oc_str got = oc_buf_view(&out), head;
    assert_true(oc_str_line(&head, &got));
    if (!oc_str_eq(oc_str_trim(got), oc_str(want)))
        fail_msg("%s\ngave %.*swanted %s", svg, OC_STR_ARG(got), want);
    oc_buf_release(&out);
}

#define DIV "<div xmlns=\"http://www.w3.org/1999/xhtml\" style=\"align-items: unsafe "

/* HTML in a drawing: what draw.io has cut off beside it is made whole, and Mermaid's is text. */
static void test_labels(void **state)
{
    (void)state;
    clean("<svg " SIZED "><switch><foreignObject>" DIV "center; width: 60px;\">Boats of "
          "the<div>river  <b>Arn</b></div></div></foreignObject><text x=\"9\" y=\"8\" "
          "font-size=\"12px\">Boats of t...</text></switch></svg>",
          "<svg " SIZED "><switch><text x=\"9\" y=\"8\" font-size=\"12px\">"
          "<tspan x=\"9\" dy=\"-1.2em\">Boats of</tspan><tspan x=\"9\" dy=\"1.2em\">the</tspan>"
          "<tspan x=\"9\" dy=\"1.2em\">river Arn</tspan></text></switch></svg>");
    clean("<svg " SIZED "><switch><foreignObject>" DIV "flex-start; width: 1px;\">one two<br/>b"
          "</div></foreignObject><text x=\"9\">one...</text></switch><switch><foreignObject>" DIV
          "center;\">whole</div></foreignObject><text>whole</text></switch></svg>",
          "<svg " SIZED "><switch><text x=\"9\"><tspan x=\"9\">one two</tspan>"
          "<tspan x=\"9\" dy=\"1.2em\">b</tspan></text></switch>"
          "<switch><text>whole</text></switch></svg>");
    clean("<svg " SIZED "><g><foreignObject width=\"60.5\" height=\"20\" x=\"3\"><p "
          "xmlns=\"http://www.w3.org/1999/xhtml\">Tide<br/>tables</p></foreignObject></g></svg>",
          "<svg " SIZED "><g><g transform=\"translate(3 0)\"><text x=\"30\" y=\"15\" "
          "text-anchor=\"middle\"><tspan x=\"30\" dy=\"-0.6em\">Tide</tspan>"
          "<tspan x=\"30\" dy=\"1.2em\">tables</tspan></text></g></g></svg>");
}

static void test_dropped(void **state)
{
    (void)state;
    clean("<svg " SIZED "><script>x</script><g onclick=\"x\" id=\"a\"><path d=\"M0 0\"/></g></svg>",
          "<svg " SIZED "><g id=\"a\"><path d=\"M0 0\"/></g></svg>");
    clean("<svg " SIZED "><foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\">x</p>"
          "</foreignObject><animate/><!-- c --><?pi x?></svg>",
          "<svg " SIZED "/>");
    clean("<svg " SIZED " " XL "><image xlink:href=\"https://a.example/x.png\"/>"
          "<use xlink:href=\"#a\"/><use href=\"b.svg#c\"/><a xlink:href=\"https://a.example/\">"
          "<text id=\"a\">t</text></a><image href=\"data:image/png;base64,AA==\"/></svg>",
          "<svg " NS " " XL " width=\"4\" height=\"2\" viewBox=\"0 0 4 2\"><use "
          "xlink:href=\"#a\"/><g><text id=\"a\">t</text></g>"
          "<image href=\"data:image/png;base64,AA==\"/></svg>");
    clean("<svg " SIZED " xmlns:i=\"urn:i\" i:x=\"1\"><i:view/><g i:label=\"x\" fill=\"url(#p)\" "
          "stroke=\"url(http://a.example/)\"/><pattern id=\"p\"/></svg>",
          "<svg " NS " width=\"4\" height=\"2\" viewBox=\"0 0 4 2\">"
          "<g fill=\"url(#p)\" stroke=\"none\"/><pattern id=\"p\"/></svg>");
    clean("<svg " SIZED "><g id=\"a\"/><g id=\"a\"/><g data-x=\"1\" href=\"javascript:x\"/></svg>",
          "<svg " SIZED "><g id=\"a\"/><g/><g/></svg>");
    clean("<svg " SIZED "><style>@import url(x.css); .a{fill:red}</style></svg>",
          "<svg " SIZED "><style>  .a{fill:red}</style></svg>");
}

static void test_namespaces(void **state)
{
    (void)state;
    clean("<svg xmlns=\"\" width=\"4\" height=\"2\" viewBox=\"0 0 4 2\"><g/></svg>",
          "<svg " SIZED "><g/></svg>");
    clean("<svg " SIZED "><g xmlns=\"\"><path/></g></svg>", "<svg " SIZED "><g><path/></g></svg>");
    clean("<!DOCTYPE svg [<!ENTITY nt \"urn:x\">]><svg xmlns=\"&ns;\" width=\"4\" height=\"2\" "
          "viewBox=\"0 0 4 2\"><g/></svg>",
          NULL);
    clean("<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"svg11.dtd\" [<!ENTITY nt \"urn:x\">]>"
          "<svg xmlns=\"&ns;\" width=\"4\" height=\"2\" viewBox=\"0 0 4 2\"><g/></svg>",
          "<svg " SIZED "><g/></svg>");
    clean("<s:svg xmlns:s=\"http://www.w3.org/2000/svg\" xmlns=\"urn:x\" width=\"4\" height=\"2\" "
          "viewBox=\"0 0 4 2\"><s:g/><g/><g xmlns=\"http://www.w3.org/2000/svg\" id=\"b\" "
          "xmlns:s=\"urn:y\"><path/><s:path/></g></s:svg>",
          "<svg " SIZED "><g/><g id=\"b\"><path/></g></svg>");
    clean("<svg " SIZED " xmlns:i=\"urn:i\"><use i:href=\"#a\"/></svg>", "<svg " SIZED "/>");
    clean("<svg " SIZED " " XL "><use xlink:type=\"simple\" xlink:href=\"#a\"/><use "
          "xlink:title=\"#a\"/><g id=\"a\"/></svg>",
          "<svg " NS " " XL " width=\"4\" height=\"2\" viewBox=\"0 0 4 2\"><use "
          "xlink:href=\"#a\"/><g id=\"a\"/></svg>");
    clean("<svg " SIZED "><i:g><path/></i:g><g/></svg>", "<svg " SIZED "><g/></svg>");
    clean("<svg " SIZED " xmlns:l=\"http://www.w3.org/1999/xlink\"><use xlink:href=\"#a\" "
          "l:href=\"#b\"/><g id=\"a\"/></svg>",
          "<svg " NS " " XL " width=\"4\" height=\"2\" viewBox=\"0 0 4 2\"><use "
          "xlink:href=\"#a\"/><g id=\"a\"/></svg>");
}

static void test_ids(void **state)
{
    (void)state;
    clean("<svg " SIZED "><g id=\"2\"/><g id=\"Layer 1\" fill=\"url(#p:1)\"/><use href=\"#2\"/>"
          "<pattern id=\"p:1\" style=\"fill:url( '#Layer 1' )\" aria-labelledby=\" 2  a \"/>"
          "<g id=\"\"/><g id=\" a \" xml:id=\"b\"/><g id=\"\xC3\xA9\"/></svg>",
          "<svg " SIZED
          "><g id=\"_2\"/><g id=\"Layer_201\" fill=\"url(#p_3A1)\"/><use href=\"#_2\"/>"
          "<pattern id=\"p_3A1\" style=\"fill:url(#Layer_201)\" aria-labelledby=\"_2 a\"/>"
          "<g/><g id=\"a\"/><g id=\"_C3_A9\"/></svg>");
    clean("<svg " SIZED " " XL "><use href=\"#a:b\" xlink:href=\"#2\"/><g id=\"a:b\"/></svg>",
          "<svg " NS " " XL " width=\"4\" height=\"2\" viewBox=\"0 0 4 2\"><use href=\"#a_3Ab\" "
          "xlink:href=\"#_2\"/><g id=\"a_3Ab\"/></svg>");
}

/* What is used must be there and show, what paints must be a gradient or a pattern. */
static void test_references(void **state)
{
    (void)state;
    static const struct {
        const char *part, *want;
    } rows[] = {
        {"<use href=\"#s\"/>", "<use href=\"#s\"/>"},
        {"<use href=\"#g\" x=\"1\" id=\"u\"/>", "<g id=\"u\"/>"},
        {"<use href=\"#c\"><title>t</title></use>", "<g><title>t</title></g>"},
        {"<use href=\"#none\"/>", "<g/>"},
        {"<use href=\"#v\"/><use id=\"v\" href=\"#none\"/>", "<use href=\"#v\"/><g id=\"v\"/>"},
        {"<g fill=\"url(#g)\" stroke=\" url( '#p' ) red\"/>",
         "<g fill=\"url(#g)\" stroke=\" url(#p) red\"/>"},
        {"<g fill=\"url(#none)\" stroke=\"url(#s) red\"/>", "<g fill=\"none\" stroke=\"red\"/>"},
        {"<g fill=\"url(#c) url(#g)\" clip-path=\"url(#c)\"/>",
         "<g fill=\"none\" clip-path=\"url(#c)\"/>"},
        {"<style>a{b:c</style>", "<style>a{b:c}</style>"},
        {"<style>@ import \"y\";a{b:c;;}</style>", "<style>a{b:c;}</style>"},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        static const char parts[] = "<linearGradient id=\"g\"/><pattern id=\"p\"/>"
                                    "<clipPath id=\"c\"/><symbol id=\"s\"/>";
        char svg[600], want[600];
        snprintf(svg, sizeof(svg), "<svg " SIZED ">%s%s</svg>", parts, rows[i].part);
        snprintf(want, sizeof(want), "<svg " SIZED ">%s%s</svg>", parts, rows[i].want);
        clean(svg, want);
    }
}

static void test_css(void **state)
{
    (void)state;
    static const struct {
        const char *css, *want;
    } rows[] = {
        {"a{fill:url(#x)}", "a{fill:url(#x)}"},
        {"a{fill:URL( 'http://x' )}", "a{fill:none}"},
        {"@import 'a;b'; a{}", "  a{}"},
        {"@font-face{font-family:x;src:url(https://x/y.woff)}b{}", " b{}"},
        {"@font-face{src:url(data:font/woff2;base64,AA)}", "@font-face{src:url(data:font/woff2;"
                                                           "base64,AA)}"},
        {"a{x:\\75rl(http://x)}", "a{x: 75rl(http://x)}"},
        {"a{content:\"\\201C url(x)\"}", "a{content:\"\\201C url(x)\"}"},
        {"ur/* */l(http://x)", "ur l(http://x)"},
        {"/* never closed", " "},
        {"a{width:expression(alert(1))}", "a{width:none)}"},
        {"url(", "none"},
        {"@imp\\ort 'x';", "@imp ort 'x';"},
        {"@IMPORT 'x'", " "},
        {"u@import x;rl(http://x)", "u rl(http://x)"},
        {"@@import x;import 'y';", "@ import 'y';"},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct oc_buf out;
        oc_buf_init(&out, 10000);
        oc_svg_css_clean(&out, oc_str(rows[i].css));
        if (strcmp(out.p, rows[i].want) != 0)
            fail_msg("%s gave %s", rows[i].css, out.p);
        oc_buf_release(&out);
    }
}

static void test_size(void **state)
{
    (void)state;
    clean("<svg viewBox=\"0 0 24 24.5\"/>",
          "<svg " NS " viewBox=\"0 0 24 24.5\" width=\"24\" height=\"24.500\"/>");
    clean("<svg " NS " width=\"10px\" height=\"5\"/>",
          "<svg " NS " width=\"10\" height=\"5\" viewBox=\"0 0 10 5\"/>");
    clean("<svg " NS " width=\"100%\" viewBox=\"-5,-5 10,20\"/>",
          "<svg " NS " width=\"10\" viewBox=\"-5,-5 10,20\" height=\"20\"/>");
    clean("<svg " NS " width=\"5\" viewBox=\"0 0 10 20\"/>",
          "<svg " NS " width=\"5\" viewBox=\"0 0 10 20\" height=\"10\"/>");
    clean("<svg " NS "/>", "<svg " NS " viewBox=\"0 0 300 150\" width=\"300\" height=\"150\"/>");
}

static void test_refused(void **state)
{
    (void)state;
    clean("", NULL);
    clean("<svg><g></svg>", NULL);
    clean("<html xmlns=\"http://www.w3.org/1999/xhtml\"/>", NULL);
    clean("<svg xmlns=\"urn:other\"/>", NULL);
    clean("<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><svg " SIZED ">&x;</svg>",
          NULL);
    clean("<!DOCTYPE svg [<!ENTITY a \"1\"><!ENTITY b \"&a;&a;\">]><svg " SIZED ">&b;</svg>", NULL);
    clean("<!DOCTYPE svg [<!ENTITY % p SYSTEM \"http://a.example/x\">%p;]><svg " SIZED "/>", NULL);
    clean("<?xml version=\"1.0\" encoding=\"UTF-7\"?><!DOCTYPE svg [+ADwAIQ-ENTITY x SYSTEM "
          "\"file:///etc/passwd\">]><svg " SIZED ">&x;</svg>",
          NULL);
    /* what Illustrator writes */
    clean("<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/"
          "DTD/svg11.dtd\" [<!ENTITY ns_svg \"http://www.w3.org/2000/svg\">]>"
          "<svg xmlns=\"&ns_svg;\" width=\"4\" height=\"2\" viewBox=\"0 0 4 2\"><g/></svg>",
          "<svg " SIZED "><g/></svg>");
}

/* Deep and long ones end in time. */
static void test_large(void **state)
{
    (void)state;
    struct oc_buf in, out;
    const char *why;
    oc_buf_init(&in, OC_MAX_IMAGE_BYTES);
    oc_buf_init(&out, OC_MAX_IMAGE_BYTES);
    oc_buf_puts(&in, "<svg>");
    for (int i = 0; i < 100000; i++)
        oc_buf_puts(&in, "<g>");
    assert_int_equal(oc_svg_file_clean(&out, &why, oc_buf_view(&in)), -1);
    oc_buf_clear(&in);
    oc_buf_puts(&in, "<svg>");
    for (int i = 0; i < 100000; i++)
        oc_buf_printf(&in, "<g id=\"a%d\" style=\"fill:url(#a)\"/>", i);
    oc_buf_puts(&in, "</svg>");
    assert_int_equal(oc_svg_file_clean(&out, &why, oc_buf_view(&in)), 0);
    oc_buf_clear(&out);
    oc_buf_clear(&in);
    while (in.n < OC_MAX_SVG_BYTES + 10)
        oc_buf_puts(&in, "<svg xmlns='x'>          ");
    assert_int_equal(oc_svg_file_clean(&out, &why, oc_buf_view(&in)), -1);
    oc_buf_release(&in);
    oc_buf_release(&out);
}

int main(void)
{
    oc_xhtml_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dropped),    cmocka_unit_test(test_labels),
        cmocka_unit_test(test_namespaces), cmocka_unit_test(test_ids),
        cmocka_unit_test(test_references), cmocka_unit_test(test_css),
        cmocka_unit_test(test_size),       cmocka_unit_test(test_refused),
        cmocka_unit_test(test_large),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
