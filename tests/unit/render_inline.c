/* SPDX-License-Identifier: MIT */
/* Titles: inline Markdown as XHTML. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "render/render.h"

static const struct {
    const char *markdown, *xhtml;
} cases[] = {
    {"", ""},
    {"A plain title", "A plain title"},
    {"Tea & \"toast\"", "Tea &amp; &quot;toast&quot;"},
    {"The `main` function", "The <code>main</code> function"},
    {"`` a ` b ``", "<code>a ` b</code>"},
    {"`<b>` & *all*", "<code>&lt;b&gt;</code> &amp; <em>all</em>"},
    {"*one* **two** ***three***",
     "<em>one</em> <strong>two</strong> <em><strong>three</strong></em>"},
    {"_one_ __two__ snake_case_name", "<em>one</em> <strong>two</strong> snake_case_name"},
    {"~~old~~ ~new~ a ~ b", "<del>old</del> ~new~ a ~ b"},
    {"**\xE3\x80\x8C\xE6\xB8\xA1\xE3\x80\x8D**\xE8\x88\xB9",
     "<strong>\xE3\x80\x8C\xE6\xB8\xA1\xE3\x80\x8D</strong>\xE8\x88\xB9"},
    {"*a **b* c**", "<em>a <em><em>b</em> c</em></em>"},
    {"2 * 3 * 4 and C**", "2 * 3 * 4 and C**"},
    {"a*", "a*"},
    {"\\*not\\* \\\\ \\a", "*not* \\ \\a"},
    {"[text](https://example.com/a_b_c) and ![alt](x.png)", "text and alt"},
    {"[*text*](url) [x] [y][z] f[0](1)", "<em>text</em> [x] [y][z] f0"},
    {"&lt;main&gt; &amp;amp; &copy; & &x", "&lt;main&gt; &amp;amp; \xC2\xA9 &amp; &amp;x"},
    {"<em>a</em> <b>c</b> <span class=\"x\">d</span>", "<em>a</em> <strong>c</strong> d"},
    {"a<br>b<br/>c", "a b c"},
    {"<em>open *and</em> shut*", "<em>open *and</em> shut*"},
    {"</em>a<em>", "a"},
    {"Vec<T> < 3 <unknown>", "Vec&lt;T&gt; &lt; 3 &lt;unknown&gt;"},
    {"a <!-- b --> c", "a  c"},
    {"tail `", "tail `"},
    {"[", "["},
    {"\\", "\\"},
    {"a\x01z", "az"},
};

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < OC_COUNT(cases); i++) {
        struct oc_arena a;
        struct oc_buf out;
        oc_arena_init(&a);
        oc_buf_init(&out, OC_MAX_PAGE_BYTES);
        oc_render_inline(&out, &a, oc_str(cases[i].markdown));
        assert_string_equal(out.p, cases[i].xhtml);
        oc_buf_release(&out);
        oc_arena_release(&a);
    }
}

/* Whatever the title is made of, its elements are well nested. */
static void test_nesting(void **state)
{
    static const char *const bits[] = {"*",       "**",   "_",     "~~", "`",    "a",
                                       " ",       "<em>", "</em>", "[",  "](u)", "<code>",
                                       "</code>", "\\",   "&lt;",  "<b>"};
    uint32_t seed = 12345;
    (void)state;
    for (int round = 0; round < 20000; round++) {
        struct oc_arena a;
        struct oc_buf in, out;
        oc_arena_init(&a);
        oc_buf_init(&in, OC_MAX_PAGE_BYTES);
        oc_buf_init(&out, OC_MAX_PAGE_BYTES);
        for (int i = 0; i < 12; i++) {
            seed = seed * 1103515245u + 12345u;
            oc_buf_puts(&in, bits[(seed >> 16) % OC_COUNT(bits)]);
        }
        oc_render_inline(&out, &a, oc_buf_view(&in));
        char stack[64];
        size_t depth = 0;
        for (size_t i = 0; i < out.n; i++) {
            if (out.p[i] != '<')
                continue;
            bool close = out.p[i + 1] == '/';
            char first = out.p[i + 1 + close], second = out.p[i + 2 + close];
            char kind = first == 's' || first == 'c' ? first : second;
            if (!close) {
                assert_true(depth < sizeof(stack));
                stack[depth++] = kind;
            } else {
                assert_true(depth > 0);
                if (stack[--depth] != kind)
                    fail_msg("%s gives %s", in.p, out.p);
            }
        }
        if (depth != 0)
            fail_msg("%s gives %s", in.p, out.p);
        oc_buf_release(&in);
        oc_buf_release(&out);
        oc_arena_release(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_nesting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
