/* SPDX-License-Identifier: MIT */
/* Labels in all languages, plural forms, built-in files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first. */
#include <cmocka.h>

#include "book/book.h"

static const char *const langs[] = {"en", "zh-Hans", "zh-Hant", "ja", "ko", "de",
                                    "fr", "es",      "pt",      "ru", "it", "ar"};

static void lookup(void **state)
{
    (void)state;
    assert_string_equal(oc_label(OC_STR("en-US"), "contents"), "Contents");
    assert_string_equal(oc_label(OC_STR("zh-Hans"), "contents"), "目录");
    assert_string_equal(oc_label(OC_STR("zh-Hans-CN"), "contents"), "目录");
    assert_string_equal(oc_label(OC_STR("zh-Hant"), "contents"), "目錄");
    assert_string_equal(oc_label(OC_STR("ja"), "contents"), "目次");
    assert_string_equal(oc_label(OC_STR("pt-BR"), "contents"), "Sumário");
    assert_string_equal(oc_label(OC_STR("sw"), "contents"), "Contents");
    assert_string_equal(oc_label(OC_STR_NONE, "contents"), "Contents");
    assert_string_equal(oc_label(OC_STR("en"), "no such label"), "no such label");
}

/* A missing column in labels.def would leave a NULL or an empty text. */
static void complete(void **state)
{
    (void)state;
    static const char *const keys[] = {
#define OC_LABEL(key, ...) key,
#include "book/labels.def"
#undef OC_LABEL
    };
    for (size_t k = 0; k < OC_COUNT(keys); k++)
        for (size_t i = 0; i < OC_COUNT(langs); i++) {
            const char *text = oc_label(oc_str(langs[i]), keys[k]);
            assert_non_null(text);
            struct oc_str key = oc_str(keys[k]);
            if (oc_str_ends(key, "-one") || oc_str_ends(key, "-two") || oc_str_ends(key, "-few") ||
                oc_str_ends(key, "-many"))
                continue;
            assert_true(*text);
            assert_null(strchr(text, '<'));
            assert_null(strchr(text, '&'));
        }
}

static void plurals(void **state)
{
    (void)state;
    static const struct {
        const char *lang;
        size_t n;
        const char *text;
    } rows[] = {
        {"en", 0, "0 posts"},
        {"en", 1, "1 post"},
        {"en", 21, "21 posts"},
        {"fr", 0, "0 article"},
        {"fr", 2, "2 articles"},
        {"zh-Hans", 1, "1 篇文章"},
        {"zh-Hans", 12345, "12345 篇文章"},
        {"ru", 1, "1 запись"},
        {"ru", 3, "3 записи"},
        {"ru", 5, "5 записей"},
        {"ru", 11, "11 записей"},
        {"ru", 12, "12 записей"},
        {"ru", 21, "21 запись"},
        {"ru", 112, "112 записей"},
        {"ar", 1, "مقال واحد"},
        {"ar", 2, "مقالان"},
        {"ar", 3, "3 مقالات"},
        {"ar", 11, "11 مقالًا"},
        {"ar", 100, "100 مقال"},
        {"ar", 103, "103 مقالات"},
    };
    struct oc_buf b;
    oc_buf_init(&b, 1000);
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        oc_label_put(&b, oc_str(rows[i].lang), "posts", rows[i].n);
        assert_string_equal(b.p, rows[i].text);
        oc_buf_clear(&b);
    }
    oc_label_put(&b, OC_STR("en"), "backref", 7);
    assert_string_equal(b.p, "Back to reference 7");
    oc_buf_release(&b);
}

static void assets(void **state)
{
    (void)state;
    static const char *const names[] = {"styles/essay.css",     "styles/zh.css",
                                        "styles/ja.css",        "styles/ko.css",
                                        "templates/nav.xhtml",  "templates/chapter.xhtml",
                                        "templates/part.xhtml", "templates/title.xhtml"};
    for (size_t i = 0; i < OC_COUNT(names); i++) {
        struct oc_str text = oc_asset(names[i]);
        assert_true(text.n > 0);
        assert_int_equal(text.p[text.n], 0);
    }
    assert_int_equal(oc_asset("styles/none.css").n, 0);
    assert_int_equal(oc_asset("").n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(lookup), cmocka_unit_test(complete),
                                       cmocka_unit_test(plurals), cmocka_unit_test(assets)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
