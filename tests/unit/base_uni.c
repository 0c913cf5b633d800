/* SPDX-License-Identifier: MIT */
/* Character properties, slugs, normal form, words and the guess of a language. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first. */
#include <cmocka.h>
#include <stdio.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "base/uni.h"
#include "base/utf8.h"

static void cjk(void **state)
{
    (void)state;
    static const uint32_t yes[] = {0x4E00, 0x9FFF, 0x3042, 0x30FC,  0x3001, 0x3002, 0xFF0C,
                                   0xFF1A, 0xFF21, 0xFF65, 0x20000, 0xAC00, 0x1100, 0x3131,
                                   0xFFA1, 0x300C, 0x3000, 0xFE30,  0x302E, 0x20A9, 0x3297};
    static const uint32_t no[] = {'a',    '*',    0xE9,   0x2014, 0x201C, 0x2026, 0x1F600,
                                  0x231A, 0x2B50, 0x0416, 0x0E01, 0xFE0F, 0xD800, 0x110000};
    for (size_t i = 0; i < OC_COUNT(yes); i++) {
        if (!oc_uni_is_cjk(yes[i]))
            fail_msg("U+%04X is CJK", (unsigned)yes[i]);
    }
    for (size_t i = 0; i < OC_COUNT(no); i++) {
        if (oc_uni_is_cjk(no[i]))
            fail_msg("U+%04X is not CJK", (unsigned)no[i]);
    }
    assert_true(oc_uni_joins_lines(0x6CC9));
    assert_true(oc_uni_joins_lines(0x3042));
    assert_true(oc_uni_joins_lines(0x3002));
    assert_false(oc_uni_joins_lines(0xAC00));
    assert_false(oc_uni_joins_lines(0x1100));
    assert_false(oc_uni_joins_lines('a'));
    assert_false(oc_uni_joins_lines(0x1F600));
}

/* What is answered without ICU is what ICU says. */
static void wide_punctuation(void **state)
{
    (void)state;
    size_t n = 0;
    for (uint32_t cp = 0; cp < 0x11000; cp++) {
        if (!oc_uni_is_wide_punct(cp))
            continue;
        UErrorCode error = U_ZERO_ERROR;
        int width = u_getIntPropertyValue((UChar32)cp, UCHAR_EAST_ASIAN_WIDTH);
        assert_true(width == U_EA_WIDE || width == U_EA_FULLWIDTH);
        assert_true(U_GET_GC_MASK((UChar32)cp) & (U_GC_P_MASK | U_GC_S_MASK));
        assert_false(u_hasBinaryProperty((UChar32)cp, UCHAR_EMOJI_PRESENTATION));
        assert_int_equal(uscript_getScript((UChar32)cp, &error), USCRIPT_COMMON);
        n++;
    }
    assert_int_equal(n, 3 + 10 + 15 + 7 + 4);
}

static void classes(void **state)
{
    (void)state;
    for (uint32_t cp = 0; cp < 0x80; cp++) {
        bool punct = (cp > ' ' && cp < '0') || (cp > '9' && cp < 'A') || (cp > 'Z' && cp < 'a') ||
                     (cp > 'z' && cp < 0x7F);
        assert_int_equal(oc_uni_is_punct(cp), punct);
        assert_int_equal(oc_uni_is_space(cp), cp == ' ' || (cp >= 9 && cp <= 13));
        assert_int_equal(oc_uni_is_alnum(cp), cp > ' ' && cp < 0x7F && (!punct || cp == '_'));
    }
    assert_true(oc_uni_is_punct(0xFF1A)); /* fullwidth colon: P */
    assert_true(oc_uni_is_punct(0x20AC)); /* euro: S */
    assert_true(oc_uni_is_punct(0x2019));
    assert_false(oc_uni_is_punct(0x6CC9));
    assert_true(oc_uni_is_space(0xA0));
    assert_true(oc_uni_is_space(0x3000));
    assert_false(oc_uni_is_space(0x200B));
    assert_true(oc_uni_is_alnum(0x301));   /* a mark */
    assert_true(oc_uni_is_alnum(0x0663));  /* an Arabic digit */
    assert_false(oc_uni_is_alnum(0x2460)); /* a circled one */
    assert_false(oc_uni_is_alnum(0x110000));
    assert_int_equal(oc_uni_lower('Q'), 'q');
    assert_int_equal(oc_uni_lower(0x416), 0x436);
    assert_int_equal(oc_uni_lower(0x6CC9), 0x6CC9);
}

static void slugs(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"What’s next?", "whats-next"},
        {"依恋的底色：安全感与归属", "依恋的底色安全感与归属"},
        {"Step 1: Set-up & go", "step-1-set-up--go"},
        {"snake_case() in C++", "snake_case-in-c"},
        {"Über Ärger", "über-ärger"},
        {"한국어 제목", "한국어-제목"},
        {"🎉🎉", ""},
        {"", ""},
        {"a\tb", "a-b"},
        {"bad \xFF byte", "bad--byte"},
    };
    struct oc_buf b;
    oc_buf_init(&b, 1000);
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        oc_buf_clear(&b);
        oc_uni_slug(&b, oc_str(rows[i].text));
        assert_string_equal(b.p, rows[i].want);
    }
    oc_buf_release(&b);
}

static void normal_form(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"", ""},
        {"plain", "plain"},
        {"déjà 泉", "déjà 泉"},
        {"e\u0301a\u0300", "éà"},
        {"か\u3099", "が"},
        {"\u1112\u1161\u11AB", "한"},
        {"\u212B", "Å"},
        {"\U0001D160", "\U0001D158\U0001D165\U0001D16E"},
        {"e\u0301 \xFF", "é \uFFFD"},
        {"\xC3", "\uFFFD"},
    };
    struct oc_buf b;
    oc_buf_init(&b, 1000);
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        oc_buf_clear(&b);
        oc_uni_nfc(&b, oc_str(rows[i].text));
        assert_string_equal(b.p, rows[i].want);
    }
    oc_buf_release(&b);
}

static void words(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t want;
    } rows[] = {
        {"", 0},
        {" -- !", 0},
        {"one two  three.", 3},
        {"it's the reader’s book", 4},
        {"今天读书。", 4},
        {"用 Git 管理 dotfiles", 5},
        {"版本2发布", 5},
        {"カメラ", 3},
        {"책을 읽는다", 2},
        {"пример текста", 2},
        {"snake_case 42", 2},
        {"The road to the sea is long, and we'd walked it in every season; don't ask how many.",
         18},
        {"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_0123456789", 1},
        {"................................one..............................two", 2},
        {"a sentence of some words, then 泉水, then no more of them than these three words", 17},
        {"'", 0},
        {"rock''n''roll, '''quoted''' and the boys' books are what we read by the fire then", 14},
        {"山路，水声；「雨」：《城》（一）！？1、2。 word 一三三、四五六七八九十百千万亿兆。", 25},
        {"々〇〆 ㊗ ＡＢＣ ９９ é à", 9},
    };
    /* Texts are looked at in blocks: where one starts must not matter. */
    char text[256];
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        for (size_t blanks = 0; blanks < 70; blanks++) {
            snprintf(text, sizeof text, "%*s%s%40s", (int)blanks, "", rows[i].text, "");
            assert_int_equal(oc_uni_words(oc_str(text)), rows[i].want);
        }
    }
}

static void languages(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"", ""},
        {"123 !?", ""},
        {"A post in English that names 泉 once.", ""},
        {"今天我们用 docker compose 部署一个很小的服务，然后写下过程。", "zh"},
        {"今日は小さなサービスを作ります。", "ja"},
        {"カメラ", "ja"},
        {"東京都庁舎見学記録、新宿駅西口集合、展望室の眺望良好、午後三時解散、次回予定未定。"
         "横浜港大桟橋国際客船旅客駅見学記録の続報",
         "ja"},
        {"昨天在城里看到一家日本料理店，招牌写着「さくら」，我们走进去坐下，点了两碗拉面和一壶茶，"
         "老板说这是他祖父留下来的老店。",
         "zh"},
        {"这家店叫「の」，很有名，所有的人都知道它在哪里，也常常去。", "zh"},
        {"오늘은 작은 서비스를 만든다", "ko"},
        {"Сегодня мы пишем небольшую программу", "ru"},
        {"Сьогодні ми пишемо її швидко і разом", "uk"},
        {"اليوم نكتب برنامجا صغيرا", "ar"},
        {"היום נכתוב תוכנית קטנה", "he"},
        {"วันนี้เราเขียนโปรแกรม", "th"},
        {"Σήμερα γράφουμε ένα πρόγραμμα", "el"},
        {"आज हम एक छोटा प्रोग्राम लिखते हैं", "hi"},
        {"\xFF\xFE\xFD", ""},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++)
        assert_string_equal(oc_uni_guess_lang(oc_str(rows[i].text)), rows[i].want);
}

/* Latin script says nothing; its words do. */
static void latin_languages(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"", ""},
        {"for (i = 0; i < n; i++) if (a[i] in set) do_it(to, on);", ""},
        {"Warp Weft Loom Heddle Reed", ""},
        {"Yesterday I walked to the river with my brother, and it was so cold that we had the "
         "whole path for us.",
         "en"},
        {"Gestern bin ich mit dem Rad durch die Stadt gefahren, und es war so kalt, dass ich auf "
         "der Straße niemanden traf.",
         "de"},
        {"Hier je suis sorti dans la ville et je n'ai vu personne dans les rues, mais la lumière "
         "du matin était très belle.",
         "fr"},
        {"Ayer salí a caminar por la ciudad y no vi a nadie en las calles, pero la luz de la "
         "mañana era muy bonita.",
         "es"},
        {"Ontem saí para caminhar pela cidade e não vi ninguém na rua, mas a luz da manhã era "
         "muito bonita e voltei com pão.",
         "pt"},
        {"Ieri sono uscito a camminare per la città e non ho visto nessuno, ma la luce del "
         "mattino era molto bella.",
         "it"},
        {"Gisteren ben ik met de fiets door de stad gereden, en het was zo koud dat ik op straat "
         "niet een mens zag.",
         "nl"},
        {"I går gick jag ut i staden och det var så kallt att jag inte såg en enda människa på "
         "gatan, men ljuset var vackert.",
         "sv"},
        {"Wczoraj poszedłem na spacer do miasta i nie było nikogo, ale to jest tak piękne, że "
         "się nie nudzę.",
         "pl"},
        {"Dün şehirde bir yürüyüşe çıktım ve hava çok soğuk ama bu sabah için ışık daha güzel, "
         "bir gün gibi.",
         "tr"},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++)
        assert_string_equal(oc_uni_guess_latin(oc_str(rows[i].text)), rows[i].want);
}

/* text with '|' where a line may end between words, '.' where inside one. */
static void breaks(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "two |words",          "“引.文”",
        "愿|你.的|心，|永.远", "《城.南|旧|事》|与|我",
        "チョ.コ.レー.ト",     "東.京|へ|（一.回）",
        "年|——|月……",          "",
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        unsigned char out[200];
        struct oc_buf plain, got;
        oc_buf_init(&plain, 200);
        oc_buf_init(&got, 400);
        for (const char *p = rows[i]; *p; p++)
            if (*p != '|' && *p != '.')
                oc_buf_putc(&plain, *p);
        oc_uni_breaks(out, oc_buf_view(&plain));
        for (size_t k = 0; k < plain.n; k++) {
            if (out[k] != OC_BREAK_NO)
                oc_buf_putc(&got, out[k] == OC_BREAK_WORD ? '|' : '.');
            oc_buf_putc(&got, plain.p[k]);
        }
        assert_string_equal(got.p, rows[i]);
        oc_buf_release(&plain);
        oc_buf_release(&got);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cjk),
        cmocka_unit_test(classes),
        cmocka_unit_test(slugs),
        cmocka_unit_test(normal_form),
        cmocka_unit_test(words),
        cmocka_unit_test(languages),
        cmocka_unit_test(latin_languages),
        cmocka_unit_test(breaks),
        cmocka_unit_test(wide_punctuation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
