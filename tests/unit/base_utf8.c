/* SPDX-License-Identifier: MIT */
/* UTF-8: every code point there and back, and every kind of damage. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first. */
#include <cmocka.h>

#include "base/utf8.h"

static void there_and_back(void **state)
{
    (void)state;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        if (cp >= 0xD800 && cp <= 0xDFFF)
            continue;
        char text[4];
        struct oc_str s = {text, oc_utf8_encode(text, cp)};
        size_t at = 0, back = s.n, bad;
        if (oc_utf8_next(s, &at) != cp || at != s.n || oc_utf8_prev(s, &back) != cp || back != 0 ||
            !oc_utf8_valid(s, &bad) || bad != s.n)
            fail_msg("U+%04X", (unsigned)cp);
        /* Cut short it is one malformed subpart. */
        for (s.n--; s.n > 0; s.n--) {
            at = 0;
            if (oc_utf8_next(s, &at) != OC_UTF8_REPLACEMENT || at != s.n || oc_utf8_valid(s, NULL))
                fail_msg("U+%04X cut to %zu bytes", (unsigned)cp, s.n);
        }
    }
    char text[4];
    assert_int_equal(oc_utf8_encode(text, 0xDFFF), 3);
    assert_memory_equal(text, "\xEF\xBF\xBD", 3);
    assert_int_equal(oc_utf8_encode(text, 0x110000), 3);
}

static void assert_repair(struct oc_str s, const char *want, size_t first_bad)
{
    struct oc_buf b;
    oc_buf_init(&b, SIZE_MAX);
    oc_utf8_repair(&b, s);
    assert_string_equal(b.p, want);
    assert_true(oc_utf8_valid(oc_buf_view(&b), NULL));
    oc_buf_release(&b);
    size_t bad;
    assert_int_equal(oc_utf8_valid(s, &bad), first_bad == s.n);
    assert_int_equal(bad, first_bad);
    /* Backwards the same characters come. */
    size_t at = 0, forward = 0, backward = 0;
    for (; at < s.n; forward++)
        oc_utf8_next(s, &at);
    for (; at > 0; backward++)
        oc_utf8_prev(s, &at);
    assert_int_equal(forward, backward);
}

static void damage(void **state)
{
    (void)state;
    assert_repair(OC_STR_NONE, "", 0);
    assert_repair(OC_STR("plain"), "plain", 5);
    /* The example of Unicode 15, table 3-8. */
    assert_repair(OC_STR("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41"),
                  "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDA", 0);
    /* Tables 3-9 and 3-11. */
    assert_repair(OC_STR("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41"),
                  "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDA", 0);
    assert_repair(OC_STR("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41"), "\uFFFD\uFFFD\uFFFD\uFFFDA", 0);
    assert_repair(OC_STR("\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42"),
                  "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDA\uFFFD\uFFFDB", 0);
    assert_repair(OC_STR("twelve bytes then \x80"), "twelve bytes then \uFFFD", 18);
    assert_repair(OC_STR("本の泉\xE6\xB3\x89\xE6\xB3"), "本の泉泉\uFFFD", 12);
}

/* A malformed byte at every place of texts of every length: the eight-byte steps miss nothing. */
static void validation_in_steps(void **state)
{
    (void)state;
    char text[40];
    for (size_t n = 1; n < sizeof text; n++) {
        memset(text, 'a', sizeof text);
        for (size_t i = 0; i < n; i++) {
            size_t bad;
            text[i] = '\xC3';
            assert_false(oc_utf8_valid((struct oc_str){text, n}, &bad));
            assert_int_equal(bad, i);
            text[i] = 'a';
        }
    }
}

static void xml_characters(void **state)
{
    (void)state;
    static const uint32_t good[] = {0x9, 0xA, 0xD, 0x20, 0x7E, 0x85, 0xA0, 0xFFFD, 0xE000, 0x10000};
    static const uint32_t bad[] = {0,      1,      0xB,     0xC,      0x1F,     0x7F,
                                   0x80,   0x9F,   0xD800,  0xDFFF,   0xFDD0,   0xFDEF,
                                   0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF, 0x110000, UINT32_MAX};
    for (size_t i = 0; i < OC_COUNT(good); i++)
        assert_true(oc_utf8_xml_ok(good[i]));
    for (size_t i = 0; i < OC_COUNT(bad); i++)
        assert_false(oc_utf8_xml_ok(bad[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_and_back),
        cmocka_unit_test(damage),
        cmocka_unit_test(validation_in_steps),
        cmocka_unit_test(xml_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
