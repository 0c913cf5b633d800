/* SPDX-License-Identifier: MIT */
/* Embedded fonts: cut down to what is needed, refused when their licence says so or when they are
 * none. The fonts are cut from Noto Serif CJK, which the tests install. */
#include "book/font.h"

#include "base/utf8.h"
#include "media/media.h"
#include "media_fixture.h"

#define NOTO "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"

struct site {
    struct folder folder;
    struct oc_arena a;
    struct oc_config config;
    struct oc_book book;
    struct oc_fonts *fonts;
};

static void site_make(struct site *s, const char *lang)
{
    memset(s, 0, sizeof(*s));
    oc_arena_init(&s->a);
    folder_make(&s->folder);
    oc_config_init(&s->config, &s->a);
    oc_book_init(&s->book, &s->config);
    s->book.lang = oc_str(lang);
}

static void site_clear(struct site *s)
{
    if (s->fonts)
        s->fonts->free(s->fonts);
    oc_book_release(&s->book);
    folder_remove(&s->folder);
    oc_arena_release(&s->a);
}

static void open_fonts(struct site *s)
{
    if (s->fonts)
        s->fonts->free(s->fonts);
    oc_diags_init(&s->book.diags, &s->book.arena, 0);
    s->fonts = oc_fonts_new(&s->book, &s->book.diags);
}

static const char *first_code(const struct site *s)
{
    return s->book.diags.first ? oc_diag_row(s->book.diags.first->code)->name : "";
}

/* Font i with the characters of text alone. */
static struct oc_str cut(struct site *s, size_t i, const char *text)
{
    struct oc_chars chars;
    struct oc_buf out;
    oc_chars_init(&chars);
    oc_buf_init(&out, OC_MAX_FONT_BYTES);
    oc_chars_add(&chars, oc_str(text));
    s->fonts->subset(s->fonts, &out, i, &chars, &s->book.diags);
    struct oc_str bytes = oc_buf_take(&out, &s->a);
    oc_buf_release(&out);
    oc_chars_release(&chars);
    return bytes;
}

/* Asked of the service itself, of which the font is then the only one. */
static bool has(struct oc_str font, const char *letter)
{
    struct site other;
    site_make(&other, "en");
    oc_strs_add(&other.config.fonts, &other.a,
                oc_str(folder_write(&other.folder, &other.a, "f", font)));
    open_fonts(&other);
    assert_non_null(other.fonts);
    (void)cut(&other, 0, letter);
    bool lacks = other.book.diags.n > 0;
    site_clear(&other);
    return !lacks;
}

static void test_chars(void **state)
{
    struct oc_chars one, two, none = {0};
    (void)state;
    oc_chars_init(&one);
    oc_chars_init(&two);
    oc_chars_add(&one, OC_STR("a灯\xF4\x8F\xBF\xBF\xFF"));
    oc_chars_add(&none, OC_STR("a"));
    assert_false(oc_chars_has(&none, 'a'));
    oc_chars_merge(&two, &none);
    assert_false(oc_chars_has(&two, 'a'));
    oc_chars_merge(&two, &one);
    assert_true(oc_chars_has(&two, 'a'));
    assert_true(oc_chars_has(&two, 0x706F));
    assert_true(oc_chars_has(&two, 0x10FFFF));
    assert_true(oc_chars_has(&two, OC_UTF8_REPLACEMENT));
    assert_false(oc_chars_has(&two, 'b'));
    oc_chars_release(&one);
    oc_chars_release(&two);
}

static void test_subset(void **state)
{
    struct site s;
    (void)state;
    site_make(&s, "ja");
    oc_strs_add(&s.config.fonts, &s.a, OC_STR(NOTO));
    open_fonts(&s);
    assert_non_null(s.fonts);
    assert_string_equal(s.fonts->v[0].href.p, "font-1.otf");
    assert_string_equal(s.fonts->v[0].media_type, "font/otf");
    assert_false(s.fonts->v[0].bold);
    struct oc_str font = cut(&s, 0, "灯a");
    (void)cut(&s, 0, " \xC2\xAD\xE2\x80\x8B"); /* nothing to be seen, nothing to lack */
    assert_string_equal(first_code(&s), "");
    assert_true(font.n < 20000);
    assert_true(has(font, "灯") && has(font, "a"));
    assert_false(has(font, "b"));
    assert_true(memmem(font.p, font.n, "\0J\0P", 4) != NULL); /* the face of the book's language */
    assert_true(oc_str_eq(font, cut(&s, 0, "a灯")));
    (void)cut(&s, 0, "灯\xF4\x80\x80\x80");
    assert_string_equal(first_code(&s), "font-lacks");
    site_clear(&s);
}

/* A copy of font with other licence bits, as a file of the site. */
static struct oc_str licensed(struct site *s, struct oc_str font, const char *name, int fs_type)
{
    char *copy = (char *)(uintptr_t)oc_arena_copy(&s->a, font).p;
    size_t tables = (size_t)(unsigned char)copy[4] << 8 | (unsigned char)copy[5];
    for (size_t i = 0; i < tables; i++) {
        const unsigned char *row = (const unsigned char *)copy + 12 + i * 16;
        size_t at = (size_t)row[8] << 24 | (size_t)row[9] << 16 | (size_t)row[10] << 8 | row[11];
        if (memcmp(row, "OS/2", 4) != 0)
            continue;
        copy[at + 8] = (char)(fs_type >> 8);
        copy[at + 9] = (char)fs_type;
    }
    return oc_str(folder_write(&s->folder, &s->a, name, (struct oc_str){copy, font.n}));
}

static void test_licence(void **state)
{
    static const struct {
        int fs_type;
        const char *code;
        bool whole;
    } rows[] = {{0, "", false},
                {4, "", false},
                {8, "", false},
                {0x100, "", true},
                {2, "font-bad", false},
                {0x202, "font-bad", false},
                {0x200, "font-bad", false}};
    struct site s;
    (void)state;
    site_make(&s, "zh-Hans");
    oc_strs_add(&s.config.fonts, &s.a, OC_STR(NOTO));
    open_fonts(&s);
    struct oc_str font = cut(&s, 0, "灯塔abc");
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        s.config.fonts.n = 0;
        oc_strs_add(&s.config.fonts, &s.a, licensed(&s, font, "some.otf", rows[i].fs_type));
        open_fonts(&s);
        assert_string_equal(first_code(&s), rows[i].code);
        assert_int_equal(s.fonts != NULL, rows[i].code[0] == '\0');
        if (s.fonts)
            assert_int_equal(has(cut(&s, 0, "灯"), "c"), rows[i].whole);
    }
    site_clear(&s);
}

static void test_no_font(void **state)
{
    struct site s;
    (void)state;
    site_make(&s, "en");
    oc_strs_add(&s.config.fonts, &s.a, OC_STR(NOTO));
    open_fonts(&s);
    struct oc_str font = cut(&s, 0, "abc");
    s.config.fonts.n = 0;
    struct oc_strs *list = &s.config.fonts;
    oc_strs_add(list, &s.a,
                oc_str(folder_write(&s.folder, &s.a, "a.ttf", OC_STR("wOFFxxxxxxxxxx"))));
    oc_strs_add(list, &s.a, oc_str(folder_write(&s.folder, &s.a, "b.ttf", OC_STR(""))));
    oc_strs_add(list, &s.a,
                oc_str(folder_write(&s.folder, &s.a, "c.ttf", oc_str_sub(font, 0, 40))));
    oc_strs_add(list, &s.a, OC_STR("/nowhere.ttf"));
    oc_strs_add(list, &s.a, oc_str(folder_write(&s.folder, &s.a, "d.ttf", OC_STR("ttcf"))));
    open_fonts(&s);
    assert_null(s.fonts);
    assert_int_equal(s.book.diags.n, 5);
    oc_strs_add(list, &s.a, oc_str(folder_write(&s.folder, &s.a, "good.otf", font)));
    oc_strs_add(list, &s.a, oc_str(folder_write(&s.folder, &s.a, "again.otf", font)));
    open_fonts(&s);
    assert_int_equal(s.fonts->n, 2);
    assert_string_equal(s.fonts->v[0].href.p, "font-1.otf");
    assert_int_equal(s.fonts->v[0].family, 1);
    assert_int_equal(s.fonts->v[1].family, 1);
    /* torn anywhere: refused or embedded, never a crash */
    for (size_t n = 0; n < font.n; n += 97) {
        s.config.fonts.n = 0;
        oc_strs_add(list, &s.a,
                    oc_str(folder_write(&s.folder, &s.a, "t.otf", oc_str_sub(font, 0, n))));
        open_fonts(&s);
        if (s.fonts)
            (void)cut(&s, 0, "ab");
    }
    site_clear(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_chars), cmocka_unit_test(test_subset),
                                       cmocka_unit_test(test_licence),
                                       cmocka_unit_test(test_no_font)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
