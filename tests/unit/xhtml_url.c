/* SPDX-License-Identifier: MIT */
/* Addresses: what is escaped, what is refused, what names a file of the book; and ids. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/map.h"
#include "xhtml/url.h"
#include "xhtml/xhtml.h"

/* want: NULL when it must be refused */
static void expect(const char *url, const char *want)
{
    struct oc_buf out;
    oc_buf_init(&out, 65536);
    oc_buf_puts(&out, "before ");
    bool good = oc_url_clean(&out, oc_str(url));
    if (good != (want != NULL) || strcmp(out.p + 7, want ? want : "") != 0)
        fail_msg("%s: got %s", url, out.p + 7);
    oc_buf_release(&out);
}

static void test_clean(void **state)
{
    (void)state;
    expect("http://a.b/c?d=e#f", "http://a.b/c?d=e#f");
    expect(" HTTPS://A.b \n", "https://A.b");
    expect("http://a.b/x y[1]{2}|^`<>\"\\", "http://a.b/x%20y%5B1%5D%7B2%7D%7C%5E%60%3C%3E%22%5C");
    expect("http://a.b/#c#d", "http://a.b/#c%23d");
    expect("http://a.b/%zz%4%20", "http://a.b/%25zz%254%20");
    expect("http://a.b?q", "http://a.b/?q");
    expect("http:\\\\a.b\\c", "http://a.b/c");
    expect("http://u:p@a.b:80/", "http://a.b:80/");
    expect("http://[2001:db8::1]/", "http://[2001:db8::1]/");
    expect("http://例え.jp/道?値#名", "http://例え.jp/道?値#名");
    expect("mailto:a@b.c?subject=x y", "mailto:a@b.c?subject=x%20y");
    expect("tel:+1-2", "tel:+1-2");
    expect("http://", NULL);
    expect("http:///x", NULL);
    expect("http://localhost:{{port}}/", NULL);
    expect("http://a:65536/", NULL);
    expect("http://[zz]/", NULL);
    expect("http://1.2.3.400/", NULL);
    expect("http://a b/", NULL);
    expect("javascript:alert(1)", NULL);
    expect("java\nscript:x", NULL);
    expect("data:text/html,x", NULL);
    expect("mailto:", NULL);
    expect("//a.b/c", NULL);
    expect("/c", NULL);
    expect("", NULL);
}

static void test_in_book(void **state)
{
    (void)state;
    struct oc_str fragment;
    assert_true(oc_url_in_book(&fragment, OC_STR("post-1.xhtml#x")));
    assert_true(oc_str_is(fragment, "x"));
    assert_true(oc_url_in_book(&fragment, OC_STR("a.png")) && !fragment.p);
    assert_true(oc_url_in_book(NULL, OC_STR("#x")));
    assert_false(oc_url_in_book(NULL, OC_STR("#")));
    assert_false(oc_url_in_book(NULL, OC_STR("#a b")));
    assert_false(oc_url_in_book(NULL, OC_STR("../a.png")));
    assert_false(oc_url_in_book(NULL, OC_STR("A.png")));
    assert_false(oc_url_in_book(NULL, OC_STR(".xhtml")));
    assert_false(oc_url_in_book(NULL, OC_STR("a.html")));
}

struct told {
    int counts[4];
};

static void tell(void *ctx, enum oc_fix what, const xmlNode *n, const char *name)
{
    struct told *t = ctx;
    assert_non_null(n);
    assert_non_null(name);
    t->counts[what]++;
}

static void test_ids(void **state)
{
    (void)state;
    struct oc_arena arena;
    struct oc_map ids;
    struct oc_buf out;
    struct told told = {{0}};
    struct oc_fix_sink sink = {tell, &told};
    oc_arena_init(&arena);
    oc_map_init(&ids, &arena);
    oc_buf_init(&out, 4096);
    oc_map_set(&ids, OC_STR("title"), &ids);
    xmlNode *body = oc_html_parse(
        &arena, OC_STR("<p id=title>a</p><p id=title>b</p><a href=#title>c</a><a href=#gone>d</a>"
                       "<video>e</video><h2></h2><ul>f</ul>"));
    oc_model_fix(body, &ids, &sink);
    oc_xhtml_write(&out, NULL, body);
    assert_string_equal(out.p, "<p id=\"title-2\">a</p><p id=\"title-3\">b</p>"
                               "<p><a href=\"#title-2\">c</a>de</p><ul><li>f</li></ul>");
    assert_true(oc_map_has(&ids, OC_STR("title-2")) && oc_map_has(&ids, OC_STR("title-3")));
    assert_int_equal(told.counts[OC_FIX_ID], 2);
    assert_int_equal(told.counts[OC_FIX_UNWRAPPED], 1);
    assert_int_equal(told.counts[OC_FIX_REMOVED], 1);
    assert_int_equal(told.counts[OC_FIX_MOVED], 1);
    oc_buf_release(&out);
    oc_arena_release(&arena);
}

static void test_judge(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "<p><div>x</div>", "<center>x</center>",  "<ul>x</ul>",
        "<dl><dd>x</dl>",  "<img src=a.png>",     "<p id=a><p id=a>",
        "<td>x",           "<a href='x y'>z</a>", "<table><tr><td>x</table>",
        "<p foo=1>x",      "<b><div>x</div></b>",
    };
    for (size_t i = 0; i < OC_COUNT(bad); i++) {
        struct oc_arena tree;
        struct oc_buf why;
        oc_arena_init(&tree);
        oc_buf_init(&why, 4096);
        xmlNode *body = oc_html_parse(&tree, oc_str(bad[i]));
        if (strcmp(bad[i], "<p><div>x</div>") != 0 && strcmp(bad[i], "<td>x") != 0)
            assert_false(oc_model_valid(&why, body));
        oc_model_fix(body, NULL, NULL);
        oc_buf_clear(&why);
        if (!oc_model_valid(&why, body))
            fail_msg("%s: %s", bad[i], why.p);
        oc_arena_release(&tree);
        oc_buf_release(&why);
    }
}

static void test_show(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"https://a.b/c%20d//", "a.b/c d"},
        {"a.b/%E6%B3%89", "a.b/泉"},
        {"https://a.b/%E6%B3/", "a.b/%E6%B3"},
        {"/", "/"},
        {"https://", ""},
    };
    struct oc_buf out;
    oc_buf_init(&out, 1000);
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        oc_buf_clear(&out);
        oc_buf_puts(&out, "at ");
        oc_url_show(&out, oc_str(rows[i][0]));
        assert_string_equal(out.p + 3, rows[i][1]);
    }
    oc_buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clean), cmocka_unit_test(test_in_book), cmocka_unit_test(test_ids),
        cmocka_unit_test(test_show),  cmocka_unit_test(test_judge),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
