/* SPDX-License-Identifier: MIT */
/* Which parts of style sheets are sound: the rows are as EPUBCheck 5.3.0 judged them. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "base/css.h"

static const char *const whole[] = {
    "",
    "a{}",
    "a{b:c}",
    "a{b:c;}",
    "a{/**/x:y/**/;/**/}",
    "/**/a{x:y}",
    "a{-x-y:z}a{_x:y}a{--x:y}",
    "a{b:c!important}",
    "a{b:#fff url(#g) url( 'data:image/png;base64,AA==' ) url(data:font/woff;base64,AA==)}",
    "a{filter:progid:DX.M(startColorstr='#80000000')}",
    "a{b:rgb(0 0 0 / 50%),calc(1px + 2%),[x] U+4?? 1px\\9}",
    "a{x:\"a\\\nb\";y:\"\\\"\"}",
    "a b > c + d ~ e,*|*,a|b,|c,.x,#x,#1,*,.\\31 x,\xE4\xB8\xAD{x:y}",
    "a:hover::before:not(b,.x > y):nth-child(2n + 1):lang(zh):has(> b):not(:not(c)){x:y}",
    "a[x][ y = \"z\" ][z|=q][epub|type='t'][*|l]{x:y}",
    "0%{x:y}50.5%,100%{x:y}",
    "@media{a{x:y}}",
    "@media only screen and (min-width:3px),(width >= 3px){a{x:y}@media x{b{}}}",
    "@supports not (display:grid){a{x:y}}",
    "@keyframes x{from{a:b}50.5%,60%{c:d}to{e:f}}",
    "@font-face{font-family:x;src:url(data:font/woff;base64,AA)}",
    "@page :first{margin:0;@top-left{x:y}}",
    "@layer x;\n@namespace svg \"x\";",
};

static const struct {
    const char *css, *wanted, *why;
} broken[] = {
    /* declarations */
    {"a{b:c;;d:e}", "a{b:c;d:e}", NULL},
    {"a{;b:c}", "a{b:c}", NULL},
    {"a{b}", "a{}", "a declaration that cannot be read"},
    {"a{b:;c:d}", "a{c:d}", "a declaration that cannot be read"},
    {"a{*b:c;d:e}", "a{d:e}", "a declaration that cannot be read"},
    {"a{x y:z;\n1x:y;\nb:c}", "a{\n\nb:c}", "a declaration that cannot be read"},
    {"a{b:f(1;c:d}e{f:g}", "a{}e{f:g}", "a declaration that cannot be read"},
    {"a{b:{x:y};c:d}", "a{c:d}", "a declaration that cannot be read"},
    {"a{b:@x;c:d}", "a{c:d}", "a declaration that cannot be read"},
    {"a{b:url();c:url(a b);d:url(''x);e:f}", "a{e:f}", "a declaration that cannot be read"},
    {"a{b:\"x\n;c:d}", "a{\nc:d}", "a declaration that cannot be read"},
    {"a{b:!important}", "a{}", "a declaration that cannot be read"},
    {"a{b:c;&:hover{d:e}f:g}", "a{b:c;f:g}", "a declaration that cannot be read"},
    {"a{b:--> c}", "a{}", "a declaration that cannot be read"},
    /* selectors */
    {"a,{x:y}b{c:d}", "b{c:d}", "a selector that cannot be read"},
    {">a{x:y}", "", "a selector that cannot be read"},
    {"a>{x:y}", "", "a selector that cannot be read"},
    {"a > > b{x:y}", "", "a selector that cannot be read"},
    {".1{x:y}", "", "a selector that cannot be read"},
    {"a:{x:y}", "", "a selector that cannot be read"},
    {"a:not(){x:y}", "", "a selector that cannot be read"},
    {"a[x=\"y\" i]{x:y}", "", "a selector that cannot be read"},
    {"a[x=1]{x:y}", "", "a selector that cannot be read"},
    {"a[]{x:y}", "", "a selector that cannot be read"},
    {"a/**/b{x:y}", "", "a selector that cannot be read"},
    {"5px{x:y}", "", "a selector that cannot be read"},
    {"{x:y}b{c:d}", "b{c:d}", "a selector that cannot be read"},
    /* rules */
    {"}a{b:c}};d{e:f}", "a{b:c}d{e:f}", NULL},
    {"<!-- a{b:c} -->", " a{b:c} ", NULL},
    {"a;b{c:d}", "b{c:d}", "a rule that cannot be read"},
    {"@{a{b:c}}d{e:f}", "d{e:f}", "a rule that cannot be read"},
    {"@ import \"y\";a{b:c}", "a{b:c}", "a rule that cannot be read"},
    {"@media (a{b{c:d}}e{f:g}", "e{f:g}", "a rule that cannot be read"},
    {"@media print{@layer x;a{b:c}}", "@media print{a{b:c}}", "a rule that cannot be read"},
    {"@im\\70ort \"y\";a{b:c}", "a{b:c}", "a rule that cannot be read"},
    {"@font-face{;}a{b:c}", "a{b:c}", "a font without a file"},
    /* ends */
    {"a{b:c", "a{b:c}", "a rule without end"},
    {"@media x{a{b:c", "@media x{a{b:c}}", "a rule without end"},
    {"a{b:c}\nd{e:\"f}", "a{b:c}\nd{}", "a rule without end"},
    {"a{b:c}/* d", "a{b:c}", "a rule without end"},
    {"a{b:c}@media", "a{b:c}", "a rule without end"},
    {"a", "", "a rule without end"},
    {"a{b:\\", "a{}", "a rule without end"},
};

static void note(void *ctx, size_t at, const char *why)
{
    (void)at;
    *(const char **)ctx = why;
}

static void expect(const char *css, const char *wanted, const char *reason)
{
    struct oc_buf out, again;
    const char *why = NULL;
    oc_buf_init(&out, 4096);
    oc_buf_init(&again, 4096);
    oc_css_sound(&out, oc_str(css), NULL, note, &why);
    assert_string_equal(out.p ? out.p : "", wanted);
    assert_true(!why == !reason);
    if (reason)
        assert_string_equal(why, reason);
    oc_css_sound(&again, oc_buf_view(&out), NULL, NULL, NULL);
    assert_string_equal(again.p ? again.p : "", wanted);
    oc_buf_release(&again);
    oc_buf_release(&out);
}

static void what_is_whole_stays(void **state)
{
    (void)state;
    for (size_t i = 0; i < OC_COUNT(whole); i++)
        expect(whole[i], whole[i], NULL);
}

static void what_is_broken_goes(void **state)
{
    (void)state;
    for (size_t i = 0; i < OC_COUNT(broken); i++)
        expect(broken[i].css, broken[i].wanted, broken[i].why);
}

/* Blocks and selectors in one another, thousands deep. */
static void depth_is_bounded(void **state)
{
    static const char *const parts[] = {"@media x{", "a:not(", "a{b:f(", "{",
                                        "a{b{",      "[",      "url(\""};
    (void)state;
    for (size_t i = 0; i < OC_COUNT(parts); i++) {
        struct oc_buf css, out, again;
        oc_buf_init(&css, SIZE_MAX / 8);
        oc_buf_init(&out, SIZE_MAX / 8);
        oc_buf_init(&again, SIZE_MAX / 8);
        for (int n = 0; n < 20000; n++)
            oc_buf_puts(&css, parts[i]);
        oc_css_sound(&out, oc_buf_view(&css), NULL, NULL, NULL);
        oc_css_sound(&again, oc_buf_view(&out), NULL, NULL, NULL);
        assert_true(oc_str_eq(oc_buf_view(&out), oc_buf_view(&again)));
        oc_buf_release(&css);
        oc_buf_release(&out);
        oc_buf_release(&again);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_whole_stays),
        cmocka_unit_test(what_is_broken_goes),
        cmocka_unit_test(depth_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
