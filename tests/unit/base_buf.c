/* SPDX-License-Identifier: MIT */
/* Growing buffers: their bound, and text escaped for XML. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first. */
#include <cmocka.h>

#include "base/buf.h"
#include "base/utf8.h"

static void appending(void **state)
{
    (void)state;
    struct oc_buf b;
    oc_buf_init(&b, SIZE_MAX);
    assert_string_equal(b.p, "");
    oc_buf_put(&b, OC_STR_NONE);
    oc_buf_puts(&b, "page ");
    oc_buf_putc(&b, '#');
    oc_buf_printf(&b, "%03d ", 7);
    oc_buf_put_cp(&b, 0x6CC9);
    oc_buf_put_cp(&b, 0xD800);
    assert_string_equal(b.p, "page #007 泉\uFFFD");
    assert_int_equal(oc_buf_view(&b).n, b.n);
    char *p = b.p;
    oc_buf_clear(&b);
    assert_string_equal(b.p, "");
    assert_ptr_equal(b.p, p);
    for (int i = 0; i < 300; i++) {
        oc_buf_printf(&b, "%0*d", i, 1);
        assert_int_equal(b.p[b.n], 0);
    }
    assert_int_equal(b.n, 299 * 300 / 2 + 1); /* "%00d" is one digit */
    oc_buf_release(&b);
    oc_buf_release(&b);
    assert_string_equal(b.p, "");
    oc_buf_release(NULL);
    struct oc_buf zero = {0};
    oc_buf_release(&zero);
}

static void numbers(void **state)
{
    (void)state;
    static const struct {
        int64_t n;
        int digits;
        const char *want;
    } rows[] = {
        {0, 0, "0"},
        {0, 1, "0"},
        {7, 2, "07"},
        {2024, 4, "2024"},
        {12345, 4, "12345"},
        {-7, 2, "-07"},
        {INT64_MAX, 1, "9223372036854775807"},
        {INT64_MIN, 1, "-9223372036854775808"},
        {1, 100, "00000000000000000000001"},
    };
    struct oc_buf b;
    oc_buf_init(&b, 100);
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        oc_buf_clear(&b);
        oc_buf_put_int(&b, rows[i].n, rows[i].digits);
        assert_string_equal(b.p, rows[i].want);
    }
    oc_buf_release(&b);
}

static void bounds(void **state)
{
    (void)state;
    struct oc_buf b;
    oc_buf_init(&b, 10);
    oc_buf_puts(&b, "0123456789");
    assert_false(b.full);
    oc_buf_putc(&b, 'x');
    assert_true(b.full);
    assert_string_equal(b.p, "0123456789");
    oc_buf_clear(&b);
    assert_false(b.full);
    oc_buf_puts(&b, "0123456");
    oc_buf_puts(&b, "too long");
    oc_buf_puts(&b, "ok"); /* would fit, but a part is missing before it */
    assert_true(b.full);
    assert_string_equal(b.p, "0123456");
    oc_buf_clear(&b);
    oc_buf_put_xml(&b, OC_STR("\"\"\""));
    assert_true(b.full);
    assert_true(b.n <= 10);
    oc_buf_release(&b);
    oc_buf_init(&b, 0);
    oc_buf_put(&b, OC_STR(""));
    assert_false(b.full);
    oc_buf_printf(&b, "%s", "x");
    assert_true(b.full);
    assert_string_equal(b.p, "");
}

static void taking(void **state)
{
    (void)state;
    struct oc_arena a;
    oc_arena_init(&a);
    struct oc_buf b;
    oc_buf_init(&b, 100);
    assert_string_equal(oc_buf_take(&b, &a).p, "");
    oc_buf_puts(&b, "kept");
    struct oc_str s = oc_buf_take(&b, &a);
    oc_buf_puts(&b, "other");
    assert_string_equal(s.p, "kept");
    oc_buf_release(&b);
    oc_arena_release(&a);
}

static void reserving(void **state)
{
    (void)state;
    struct oc_buf b;
    oc_buf_init(&b, 1000);
    assert_true(oc_buf_reserve(&b, 1000));
    memset(b.p, 'r', 1000);
    oc_buf_added(&b, 600);
    assert_int_equal(strlen(b.p), 600);
    assert_false(oc_buf_reserve(&b, 401));
    assert_true(b.full);
    oc_buf_release(&b);
}

static void assert_xml(struct oc_str text, const char *want)
{
    struct oc_buf b;
    oc_buf_init(&b, SIZE_MAX);
    oc_buf_put_xml(&b, text);
    assert_string_equal(b.p, want);
    assert_int_equal(b.n, strlen(want));
    oc_buf_release(&b);
}

static void escaping(void **state)
{
    (void)state;
    assert_xml(OC_STR_NONE, "");
    assert_xml(OC_STR("a < b && \"c\" > 'd'"), "a &lt; b &amp;&amp; &quot;c&quot; &gt; 'd'");
    assert_xml(OC_STR("泉の本 — café & 🌊"), "泉の本 — café &amp; 🌊");
    assert_xml(OC_STR("\t\r\n \0\x01\x0B\x1F\x7F."), "\t\r\n .");
    assert_xml(OC_STR("a\xC2\x80\xC2\x9F\xC2\x85\xC2\xA0z"), "a\xC2\x85\xC2\xA0z");
    assert_xml(OC_STR("\xEF\xB7\x90|\xEF\xBF\xBE|\xEF\xBF\xBF|\xF0\x9F\xBF\xBE|"), "||||");
    assert_xml(OC_STR("\xEF\xBF\xBD"), "\uFFFD");
    assert_xml(OC_STR("\xEF\xBF"), "\uFFFD");
    assert_xml(OC_STR("\xEF"), "\uFFFD");
    assert_xml(OC_STR("\xE6\xB3"), "\uFFFD");
    assert_xml(OC_STR("\xE6\xB3<\xFFz\xED\xA0\x80"), "\uFFFD&lt;\uFFFDz\uFFFD\uFFFD\uFFFD");
}

/* Every code point, alone between letters, against the definition. */
static void every_character(void **state)
{
    (void)state;
    struct oc_buf b;
    oc_buf_init(&b, SIZE_MAX);
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        if ((cp >= 0xD800 && cp <= 0xDFFF) || (cp < 0x80 && strchr("&<>\"", (int)cp)))
            continue;
        char text[6] = "a";
        size_t n = 1 + oc_utf8_encode(text + 1, cp);
        text[n++] = 'z';
        oc_buf_clear(&b);
        oc_buf_put_xml(&b, (struct oc_str){text, n});
        bool whole = oc_str_eq(oc_buf_view(&b), (struct oc_str){text, n});
        if (whole != oc_utf8_xml_ok(cp) || (!whole && !oc_str_is(oc_buf_view(&b), "az")))
            fail_msg("U+%04X", (unsigned)cp);
    }
    oc_buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(appending),       cmocka_unit_test(numbers),   cmocka_unit_test(bounds),
        cmocka_unit_test(taking),          cmocka_unit_test(reserving), cmocka_unit_test(escaping),
        cmocka_unit_test(every_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
