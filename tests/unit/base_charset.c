/* SPDX-License-Identifier: MIT */
/* Texts in other charsets. ICU's converters make the samples from UTF-8. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first. */
#include <cmocka.h>
#include <stdlib.h>
#include <unicode/ucnv.h>

#include "base/uni.h"
#include "base/utf8.h"

static const char chinese[] =
    "---\ntitle: 秋天的书架\n---\n\n周末整理书架的时候，我发现了一本很久以前买的旧书。\n"
    "书页已经发黄，里面还夹着一张火车票。那一年我刚刚开始工作，每天坐车的时候都在看书。\n";
static const char traditional[] =
    "---\ntitle: 秋天的書架\n---\n\n週末整理書架的時候，我發現了一本很久以前買的舊書。\n"
    "書頁已經發黃，裡面還夾著一張火車票。那一年我剛剛開始工作，每天坐車的時候都在看書。\n";
static const char japanese[] =
    "---\ntitle: 秋の本棚\n---\n\n週末に本棚を整理していたら、ずっと前に買った古い本が出てきた。\n"
    "ページは黄色くなっていて、中には電車の切符がはさまっていた。\n";
static const char korean[] =
    "---\ntitle: 가을 책장\n---\n\n주말에 책장을 정리하다가 아주 오래전에 산 책을 발견했다.\n"
    "책 속에는 기차표가 한 장 끼워져 있었다. 그때 나는 막 일을 시작했다.\n";
static const char french[] =
    "---\ntitle: L’étagère\n---\n\nCe week-end, j’ai rangé l’étagère et j’ai trouvé un très vieux "
    "livre, acheté il y a des années. Les pages étaient déjà jaunies par l’été.\n";
static const char russian[] =
    "---\ntitle: Осенняя полка\n---\n\nВ выходные я разбирал книжную полку и нашёл очень старую "
    "книгу. Страницы пожелтели, а внутри лежал билет на поезд.\n";

/* text in charset, from the heap. */
static struct oc_str encode(const char *charset, const char *text)
{
    UErrorCode error = U_ZERO_ERROR;
    int32_t size = (int32_t)strlen(text) * 4 + 16;
    char *p = malloc((size_t)size);
    assert_non_null(p);
    int32_t n = ucnv_convert(charset, "UTF-8", p, size, text, -1, &error);
    assert_true(U_SUCCESS(error));
    return (struct oc_str){p, (size_t)n};
}

/* text in charset is found to be in the one of that name, and comes back. */
static void check_found(const char *charset, const char *text, const char *name)
{
    struct oc_buf b;
    char found[32];
    struct oc_str bytes = encode(charset, text);
    oc_buf_init(&b, 100000);
    assert_int_equal(oc_charset_to_utf8(&b, found, bytes), OC_CHARSET_CONVERTED);
    assert_string_equal(found, name);
    assert_string_equal(b.p, text);
    oc_buf_release(&b);
    free((char *)bytes.p);
}

static void known_charsets(void **state)
{
    (void)state;
    static const struct {
        const char *charset, *text, *name;
    } rows[] = {
        {"GBK", chinese, "GB18030"},
        {"GB18030", chinese, "GB18030"},
        {"Big5", traditional, "Big5"},
        {"Shift_JIS", japanese, "Shift_JIS"},
        {"EUC-JP", japanese, "EUC-JP"},
        {"windows-949", korean, "windows-949"},
        {"windows-1252", french, "windows-1252"},
        {"windows-1251", russian, "windows-1251"},
        {"KOI8-R", russian, "KOI8-R"},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++)
        check_found(rows[i].charset, rows[i].text, rows[i].name);
}

/* Texts too short for ICU's statistics. */
static void short_texts(void **state)
{
    (void)state;
    static const struct {
        const char *charset, *text;
    } rows[] = {
        {"GB18030", "---\ntitle: 你好世界\n---\nhello\n"},
        {"GB18030", "An English post, and in the middle of it a name: 张三 wrote it first.\n"},
        {"Shift_JIS", "# 日記\n\nこんにちは。\n"},
        {"EUC-JP", "# 日記\n\nこんにちは。\n"},
        {"Big5", "# 讀書筆記\n\n今天開始寫部落格。\n"},
        {"windows-1252", "A café in Paris.\n"},
        {"windows-1252", "It’s a “quoted” word.\n"},
        {"windows-1251", "# Привет\n\nмир\n"},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++)
        check_found(rows[i].charset, rows[i].text, rows[i].charset);
}

static void marked(void **state)
{
    (void)state;
    static const char *const names[] = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"};
    struct oc_buf b;
    oc_buf_init(&b, 100000);
    char name[32];
    for (size_t i = 0; i < OC_COUNT(names); i++) {
        struct oc_str bytes = encode(names[i], "\uFEFF泉 & 🌊\n");
        oc_buf_clear(&b);
        assert_int_equal(oc_charset_to_utf8(&b, name, bytes), OC_CHARSET_CONVERTED);
        assert_string_equal(name, names[i]);
        assert_string_equal(b.p, "泉 & 🌊\n");
        free((char *)bytes.p);
    }
    oc_buf_clear(&b);
    assert_int_equal(oc_charset_to_utf8(&b, name, OC_STR("\xEF\xBB\xBF泉")), OC_CHARSET_UTF8);
    assert_string_equal(b.p, "泉");
    assert_string_equal(name, "UTF-8");
    oc_buf_clear(&b);
    /* Half a character at the end, and a lone surrogate. */
    oc_charset_to_utf8(&b, name,
                       OC_STR("\xFF\xFE"
                              "a\0\0\xD8"
                              "b\0c"));
    assert_true(oc_utf8_valid(oc_buf_view(&b), NULL));
    assert_string_equal(b.p, "a\uFFFDb\uFFFD");
    oc_buf_clear(&b);
    assert_int_equal(oc_charset_to_utf8(&b, name, OC_STR("\xFF\xFE")), OC_CHARSET_CONVERTED);
    assert_string_equal(b.p, "");
    oc_buf_release(&b);
}

static void utf8_stays(void **state)
{
    (void)state;
    static const char *const texts[] = {"",     "ascii", chinese, japanese, korean,
                                        french, russian, "Ã©",    "Â£"};
    struct oc_buf b;
    oc_buf_init(&b, 100000);
    char name[32];
    for (size_t i = 0; i < OC_COUNT(texts); i++) {
        oc_buf_clear(&b);
        assert_int_equal(oc_charset_to_utf8(&b, name, oc_str(texts[i])), OC_CHARSET_UTF8);
        assert_string_equal(b.p, texts[i]);
    }
    oc_buf_clear(&b);
    assert_int_equal(oc_charset_to_utf8(&b, name, OC_STR("a\0b")), OC_CHARSET_UTF8);
    assert_int_equal(b.n, 3);
    assert_int_equal(oc_charset_to_utf8(&b, name, OC_STR_NONE), OC_CHARSET_UTF8);
    oc_buf_release(&b);
}

static void damaged_utf8(void **state)
{
    (void)state;
    struct oc_buf b, text;
    oc_buf_init(&b, 100000);
    oc_buf_init(&text, 100000);
    char name[32];
    oc_buf_puts(&text, chinese);
    oc_buf_puts(&text, "\xE4\xB8"); /* a file cut in the middle of a character */
    assert_int_equal(oc_charset_to_utf8(&b, name, oc_buf_view(&text)), OC_CHARSET_REPAIRED);
    assert_string_equal(name, "UTF-8");
    assert_int_equal(b.n, strlen(chinese) + 3);
    assert_memory_equal(b.p, chinese, strlen(chinese));
    oc_buf_clear(&b);
    assert_int_equal(oc_charset_to_utf8(&b, name, OC_STR("\xEF\xBB\xBFol\xE9 !")),
                     OC_CHARSET_REPAIRED);
    assert_string_equal(b.p, "ol\uFFFD !");
    oc_buf_release(&text);
    oc_buf_release(&b);
}

/* Too short for a guess, but they say what they are. */
static void declared(void **state)
{
    (void)state;
    static const struct {
        const char *text, *charset;
    } rows[] = {
        {"<meta charset=\"gb2312\"><title>书</title>", "GB18030"},
        {"<meta http-equiv=Content-Type content='text/html; charset=big5'>書", "big5"},
        {"<?xml version='1.0' encoding='Shift_JIS'?><p>本の泉</p>", "Shift_JIS"},
        {"<?xml version='1.0' encoding='iso-8859-1'?><p>é</p>", "windows-1252"},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++)
        check_found(rows[i].charset, rows[i].text, rows[i].charset);
}

static void hostile(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "charset=",
        "charset=\"",
        "\x80",
        "charset=utf-8 \xE9",
        "charset=nonsense \xE9",
        "charset=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa \xE9",
        "\xFE",
        "\x80\x80",
        "<?xml encoding='UTF-7'?>\xE9",
        "<?xml encoding='SCSU'?>\x0E\xE9",
        "\xFF\xFE\x00",
    };
    struct oc_buf b;
    oc_buf_init(&b, 1000);
    char name[32], bytes[256];
    for (size_t i = 0; i < OC_COUNT(texts); i++) {
        oc_buf_clear(&b);
        oc_charset_to_utf8(&b, name, oc_str(texts[i]));
        assert_true(oc_utf8_valid(oc_buf_view(&b), NULL));
    }
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 167 + 13);
    for (size_t n = 0; n < sizeof bytes; n++) {
        oc_buf_clear(&b);
        oc_charset_to_utf8(&b, name, (struct oc_str){bytes + sizeof bytes - n, n});
        assert_true(oc_utf8_valid(oc_buf_view(&b), NULL));
    }
    oc_buf_release(&b);
}

static void bounded(void **state)
{
    (void)state;
    struct oc_str bytes = encode("GBK", chinese);
    char name[32];
    for (size_t max = 0; max <= strlen(chinese); max++) {
        struct oc_buf b;
        oc_buf_init(&b, max);
        assert_int_equal(oc_charset_to_utf8(&b, name, bytes), OC_CHARSET_CONVERTED);
        assert_int_equal(b.full, max < strlen(chinese));
        assert_true(b.n <= max);
        oc_buf_release(&b);
    }
    free((char *)bytes.p);
}

/* Longer than a step of the conversion, with characters across every border. */
static void large(void **state)
{
    (void)state;
    struct oc_buf b, text;
    oc_buf_init(&b, SIZE_MAX);
    oc_buf_init(&text, SIZE_MAX);
    for (int i = 0; i < 3000; i++)
        oc_buf_puts(&text, i % 2 ? "𠮷野家 a\n" : chinese);
    struct oc_str bytes = encode("GB18030", text.p);
    char name[32];
    assert_int_equal(oc_charset_to_utf8(&b, name, bytes), OC_CHARSET_CONVERTED);
    assert_true(oc_str_eq(oc_buf_view(&b), oc_buf_view(&text)));
    free((char *)bytes.p);
    oc_buf_release(&text);
    oc_buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_charsets), cmocka_unit_test(short_texts),
        cmocka_unit_test(marked),         cmocka_unit_test(utf8_stays),
        cmocka_unit_test(damaged_utf8),   cmocka_unit_test(declared),
        cmocka_unit_test(hostile),        cmocka_unit_test(bounded),
        cmocka_unit_test(large),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
