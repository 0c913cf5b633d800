/* SPDX-License-Identifier: MIT */
/* Language tags of blogs, good and bad. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first. */
#include <cmocka.h>

#include "book/book.h"

static void tags(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"zh-CN", "zh-Hans"},
        {"zh_CN", "zh-Hans"},
        {"cn", "zh-Hans"},
        {"zh", "zh-Hans"},
        {"ZH-cn", "zh-Hans"},
        {"zh_CN.UTF-8", "zh-Hans"},
        {"zh-TW", "zh-Hant"},
        {"zh-HK", "zh-Hant"},
        {"tw", "zh-Hant"},
        {"zh-hant", "zh-Hant"},
        {"zh-hans", "zh-Hans"},
        {"jp", "ja"},
        {"ja-JP", "ja"},
        {"kr", "ko"},
        {"en_US", "en-US"},
        {" EN-gb ", "en-GB"},
        {"english", "en"},
        {"eng", "en"},
        {"yue", "yue"},
        {"sr-latn-rs", "sr-Latn-RS"},
        {"es-419", "es-419"},
        {"de-CH-1996", "de-CH-1996"},
        {"zh-yue-HK", "zh-yue-HK"},
        {"en-x-blog", "en-x-blog"},
        {"en-a-bbb-x-a-ccc", "en-a-bbb-x-a-ccc"},
        {"de-u-co-phonebk", "de-u-co-phonebk"},
        /* what is none */
        {"", ""},
        {"default", ""},
        {"xx", ""},
        {"zz-ZZ", ""},
        {"e", ""},
        {"en-", ""},
        {"-en", ""},
        {"en--US", ""},
        {"c++", ""},
        {"qaa", ""},
        {"a ", ""},
        {"aa aa", ""},
        {"x-klingon", ""},
        {"en-a", ""},
        {"en-x", ""},
        {"en-a-b-ccc", ""},
        {"en-a-bbb-a-ccc", ""},
        {"de-1996-1996", ""},
        {"en-US-GB", ""},
        {"en-US-Latn", ""},
        {"en-verylongsubtag", ""},
        {"\xE4\xB8\xAD\xE6\x96\x87", ""},
        {"en-aaaaaaaa-bbbbbbbb-cccccccc-dddddddd-eeeeeeee-ffffffff-gggggggg-hhhhhhhh", ""},
    };
    struct oc_arena a;
    oc_arena_init(&a);
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct oc_str tag = oc_lang_tag(&a, oc_str(rows[i][0]));
        assert_string_equal(oc_arena_cstr(&a, tag), rows[i][1]);
        struct oc_str again = oc_lang_tag(&a, tag);
        assert_true(oc_str_eq(tag, again)); /* what comes out stays as it is */
    }
    oc_arena_release(&a);
}

static void questions(void **state)
{
    (void)state;
    assert_true(oc_lang_is(OC_STR("zh-Hans"), "zh"));
    assert_true(oc_lang_is(OC_STR("zh"), "zh"));
    assert_false(oc_lang_is(OC_STR("zha"), "zh"));
    assert_false(oc_lang_is(OC_STR("z"), "zh"));
    assert_false(oc_lang_is(OC_STR_NONE, "zh"));
    assert_true(oc_lang_rtl(OC_STR("ar")));
    assert_true(oc_lang_rtl(OC_STR("he-IL")));
    assert_true(oc_lang_rtl(OC_STR("fa")));
    assert_false(oc_lang_rtl(OC_STR("arn")));
    assert_false(oc_lang_rtl(OC_STR("en")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(tags), cmocka_unit_test(questions)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
