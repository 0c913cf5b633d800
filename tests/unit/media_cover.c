/* SPDX-License-Identifier: MIT */
/* Covers: how titles break, what a given picture becomes, and that drawing is repeatable. */
#include "media/cover.h"

#include "media/media.h"
#include "media/sniff.h"
#include "media_fixture.h"

/* ---- Lines ---- */

/* The lines of a title whose letters are each one em wide and a unit, but for words in Latin. */
static struct oc_cover_lines fit(struct oc_cover_unit *units, const char *pattern, size_t max_lines,
                                 double width, double max_size)
{
    struct oc_cover_lines lines;
    size_t n = strlen(pattern);
    for (size_t i = 0; i < n; i++)
        units[i] = (struct oc_cover_unit){.from = i,
                                          .to = i + 1,
                                          .width = 1,
                                          .word = pattern[i] != '-',
                                          .pause = pattern[i] == ':'};
    oc_cover_fit(&lines, units, n, max_lines, width, 1000, 1.3, max_size);
    return lines;
}

static void test_lines_are_even(void **state)
{
    struct oc_cover_unit units[64];
    (void)state;
    struct oc_cover_lines lines = fit(units, "oooo", 5, 1000, 200);
    assert_int_equal(lines.n, 1);
    assert_true(lines.size == 200);
    lines = fit(units, "oooooooooooo", 5, 1000, 200); /* 12: two lines of six, not nine and three */
    assert_true(lines.n >= 2);
    for (size_t i = 0; i < lines.n; i++)
        assert_int_equal(lines.ends[i], (i + 1) * 12 / lines.n);
}

static void test_words_stay_whole_and_colons_end_lines(void **state)
{
    struct oc_cover_unit units[64];
    (void)state;
    struct oc_cover_lines lines = fit(units, "oo--oooo", 2, 500, 200);
    assert_int_equal(lines.n, 2);
    assert_int_not_equal(lines.ends[0], 4); /* the middle, but it is inside a word */
    lines = fit(units, "ooo:oooooo", 2, 500, 200);
    assert_int_equal(lines.ends[0], 4); /* five and five would be more even */
}

static void test_letters_fit_the_box(void **state)
{
    struct oc_cover_unit units[200];
    char pattern[161];
    (void)state;
    memset(pattern, 'o', 160);
    pattern[160] = '\0';
    struct oc_cover_lines lines = fit(units, pattern, 5, 1000, 200);
    assert_true(lines.n <= 5);
    assert_true(lines.size * lines.widest <= 1000.001);
    assert_true(lines.size * (1 + (double)(lines.n - 1) * 1.3) <= 1000.001);
    assert_int_equal(lines.ends[lines.n - 1], 160);
}

/* ---- The book's cover ---- */

struct site {
    struct folder folder;
    struct oc_arena a;
    struct oc_config config;
    struct oc_book book;
};

static void site_make(struct site *s)
{
    memset(s, 0, sizeof(*s));
    oc_arena_init(&s->a);
    folder_make(&s->folder);
    oc_config_init(&s->config, &s->a);
    oc_book_init(&s->book, &s->config);
    struct oc_post *post = oc_book_add_post(&s->book);
    post->root = oc_str(s->folder.path);
    s->book.posts = s->book.all;
    s->book.nposts = 1;
    s->book.title = OC_STR("灯下笔记");
    s->book.lang = OC_STR("zh-Hans");
    s->book.oldest = s->book.newest = (struct oc_date){.valid = true, .year = 2024};
}

static void site_clear(struct site *s)
{
    oc_book_release(&s->book);
    folder_remove(&s->folder);
    oc_arena_release(&s->a);
}

static void make(struct site *s, struct oc_cover *cover)
{
    oc_diags_init(&s->book.diags, &s->book.arena, 0);
    oc_cover_make(cover, &s->book, &s->book.arena, &s->book.diags, OC_STR_NONE);
}

static void sniff(struct oc_sniff *out, const struct oc_cover *cover)
{
    const char *why = "";
    assert_true(cover->href.n > 0);
    assert_int_equal(oc_sniff(out, &why, cover->bytes), 0);
}

static const char *first_code(const struct site *s)
{
    return s->book.diags.first ? oc_diag_row(s->book.diags.first->code)->name : "";
}

static void test_drawn(void **state)
{
    struct site s;
    struct oc_cover one, two;
    struct oc_sniff got;
    (void)state;
    site_make(&s);
    for (int layout = 0; layout < OC_COVER_LAYOUTS; layout++) {
        s.config.cover_layout = layout;
        make(&s, &one);
        sniff(&got, &one);
        assert_string_equal(first_code(&s), "");
        assert_int_equal(got.type, OC_TYPE_JPEG);
        assert_int_equal(got.width, OC_COVER_WIDTH);
        assert_int_equal(got.height, OC_COVER_HEIGHT);
        make(&s, &two);
        assert_true(oc_str_eq(one.bytes, two.bytes));
        if (layout > 0)
            continue;
        s.book.title = OC_STR("灯下笔记二"); /* the words are in the picture */
        make(&s, &two);
        assert_false(oc_str_eq(one.bytes, two.bytes));
        s.book.title = OC_STR("灯下笔记");
    }
    s.config.grayscale = true;
    make(&s, &one);
    sniff(&got, &one);
    assert_true(got.grey);
    s.config.no_cover = true;
    make(&s, &one);
    assert_int_equal(one.href.n, 0);
    site_clear(&s);
}

static void test_hostile_words(void **state)
{
    static const char *const titles[] = {"",
                                         " ",
                                         "<b>&amp;</span>\" x",
                                         "\xF0\x9F\x8E\x89",
                                         "\xE2\x80\xAE rtl",
                                         "\xE3\x80\x8C\xE3\x80\x8D",
                                         "\n\t",
                                         "0",
                                         "—————— : : : —————"};
    struct site s;
    struct oc_cover cover;
    struct oc_buf longest;
    (void)state;
    site_make(&s);
    oc_buf_init(&longest, 1 << 20);
    for (int layout = 0; layout < OC_COVER_LAYOUTS; layout++) {
        s.config.cover_layout = layout;
        for (size_t i = 0; i < OC_COUNT(titles); i++) {
            s.book.title = oc_str(titles[i]);
            make(&s, &cover);
            assert_true(cover.href.n > 0);
        }
    }
    for (int kind = 0; kind < 3; kind++) {
        oc_buf_clear(&longest);
        for (int i = 0; i < 2000; i++)
            oc_buf_puts(&longest, kind == 0 ? "a" : kind == 1 ? "长" : "two ");
        s.book.title = oc_buf_view(&longest);
        make(&s, &cover);
        assert_true(cover.href.n > 0);
    }
    oc_buf_release(&longest);
    site_clear(&s);
}

/* A letter that no font has is told, not shown as a box: the picture is that without it. */
static void test_missing_letters(void **state)
{
    struct site s;
    struct oc_cover with, without;
    (void)state;
    site_make(&s);
    s.config.cover_layout = OC_COVER_STRIPE;
    s.book.subtitle = OC_STR("甲乙");
    make(&s, &without);
    s.book.subtitle = OC_STR("甲\xF4\x80\x80\x80乙"); /* private use */
    make(&s, &with);
    assert_string_equal(first_code(&s), "cover-glyph");
    assert_true(oc_str_eq(with.bytes, without.bytes));
    site_clear(&s);
}

static void test_given(void **state)
{
    struct site s;
    struct oc_cover cover;
    struct oc_sniff got;
    struct oc_buf png;
    (void)state;
    site_make(&s);
    oc_buf_init(&png, 1 << 24);
    put_png(&png, 640, 900, 77);
    (void)folder_write(&s.folder, &s.a, "front.png", oc_buf_view(&png));
    s.config.cover = OC_STR("front.png"); /* below the site's root */
    make(&s, &cover);
    sniff(&got, &cover);
    assert_string_equal(first_code(&s), "");
    assert_int_equal(got.type, OC_TYPE_JPEG);
    assert_int_equal(got.width, 640);

    (void)folder_write(&s.folder, &s.a, "source/cover.png", oc_buf_view(&png));
    s.config.cover = OC_STR_NONE; /* the site's own */
    make(&s, &cover);
    sniff(&got, &cover);
    assert_int_equal(got.width, 640);

    (void)folder_write(&s.folder, &s.a, "torn.png", oc_str_sub(oc_buf_view(&png), 0, png.n / 2));
    (void)folder_write(&s.folder, &s.a, "page.jpg", OC_STR("<html>no picture</html>"));
    (void)folder_write(&s.folder, &s.a, "draw.svg",
                       OC_STR("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>"));
    static const char *const bad[] = {"torn.png", "page.jpg", "draw.svg", "none.jpg", "."};
    for (size_t i = 0; i < OC_COUNT(bad); i++) {
        s.config.cover = oc_str(bad[i]);
        make(&s, &cover);
        sniff(&got, &cover);
        assert_string_equal(first_code(&s), "cover-bad");
        assert_int_equal(got.width, OC_COVER_WIDTH);
    }
    put_png(&png, 4, 4, 1);
    oc_buf_clear(&png);
    put_png(&png, 40, 60, 1);
    (void)folder_write(&s.folder, &s.a, "tiny.png", oc_buf_view(&png));
    s.config.cover = OC_STR("tiny.png");
    make(&s, &cover);
    assert_string_equal(first_code(&s), "cover-small");
    oc_buf_release(&png);
    site_clear(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines_are_even),
        cmocka_unit_test(test_words_stay_whole_and_colons_end_lines),
        cmocka_unit_test(test_letters_fit_the_box),
        cmocka_unit_test(test_drawn),
        cmocka_unit_test(test_hostile_words),
        cmocka_unit_test(test_missing_letters),
        cmocka_unit_test(test_given),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
