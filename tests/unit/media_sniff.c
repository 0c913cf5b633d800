/* SPDX-License-Identifier: MIT */
/* What files are, and what is wrong with them. */
#include "media/sniff.h"

#include "media/fit.h"
#include "media_fixture.h"

static const char *why_not(struct oc_str bytes)
{
    struct oc_sniff s;
    const char *why = NULL;
    return oc_sniff(&s, &why, bytes) == 0 ? NULL : why;
}

static struct oc_sniff sniff(const struct oc_buf *b)
{
    struct oc_sniff s;
    const char *why;
    if (oc_sniff(&s, &why, oc_buf_view(b)) != 0)
        fail_msg("%s", why);
    return s;
}

static void test_png(void **state)
{
    (void)state;
    struct oc_buf b;
    oc_buf_init(&b, 1 << 20);
    put_png(&b, 7, 5, 0);
    struct oc_sniff s = sniff(&b);
    assert_int_equal(s.type, OC_TYPE_PNG);
    assert_int_equal(s.width, 7);
    assert_int_equal(s.height, 5);
    assert_false(s.alpha || s.deep || s.grey || s.metadata);
    for (size_t n = 1; n < b.n; n++) /* no beginning of it is an image */
        assert_non_null(why_not(oc_str_sub(oc_buf_view(&b), 0, n)));

    oc_buf_clear(&b);
    put_png_start(&b, 3, 3, 16, 4);
    put_chunk(&b, "eXIf", OC_STR("MM"));
    put_chunk(&b, "IDAT", OC_STR("x"));
    put_chunk(&b, "IEND", OC_STR_NONE);
    s = sniff(&b);
    assert_true(s.alpha && s.deep && s.grey && s.metadata);
    struct oc_buf bare;
    oc_buf_init(&bare, 1 << 20);
    oc_strip(&bare, OC_TYPE_PNG, oc_buf_view(&b));
    assert_int_equal(bare.n, b.n - 14);
    assert_false(sniff(&bare).metadata);
    oc_buf_release(&bare);

    oc_buf_clear(&b);
    put_png_start(&b, 0, 9, 8, 2);
    put_chunk(&b, "IDAT", OC_STR("x"));
    put_chunk(&b, "IEND", OC_STR_NONE);
    assert_string_equal(why_not(oc_buf_view(&b)), "has no size");
    oc_buf_release(&b);
}

static void test_jpeg(void **state)
{
    (void)state;
    struct oc_buf b, bare;
    oc_buf_init(&b, 1 << 20);
    oc_buf_init(&bare, 1 << 20);
    put_jpeg(&b, 4000, 3000, 3, 6);
    struct oc_sniff s = sniff(&b);
    assert_int_equal(s.type, OC_TYPE_JPEG);
    assert_int_equal(s.width, 4000);
    assert_int_equal(s.height, 3000);
    assert_int_equal(s.turn, 6);
    assert_true(s.metadata);
    assert_false(s.whole);
    assert_non_null(why_not(oc_str_sub(oc_buf_view(&b), 0, b.n - 1)));
    assert_non_null(why_not(oc_str_sub(oc_buf_view(&b), 0, 40)));
    char *frame = memmem(b.p, b.n, "\xFF\xC0", 2);
    frame[1] = '\xC2'; /* progressive */
    assert_true(sniff(&b).whole);
    frame[1] = '\xC0';
    b.p[b.n - 7] = 1; /* a scan of one channel of three */
    assert_true(sniff(&b).whole);
    b.p[b.n - 7] = 3;

    oc_strip(&bare, OC_TYPE_JPEG, oc_buf_view(&b));
    oc_buf_clear(&b);
    put_jpeg(&b, 4000, 3000, 3, 0);
    assert_true(oc_str_eq(oc_buf_view(&b), oc_buf_view(&bare)));

    oc_buf_clear(&b);
    put_jpeg(&b, 10, 10, 4, 0);
    assert_true(sniff(&b).cmyk);
    oc_buf_clear(&b);
    put_jpeg(&b, 10, 10, 1, 0);
    assert_true(sniff(&b).grey);
    oc_buf_release(&b);
    oc_buf_release(&bare);
}

static void test_gif(void **state)
{
    (void)state;
    struct oc_buf b;
    oc_buf_init(&b, 1 << 20);
    put_gif(&b, 12, 9, 3);
    struct oc_sniff s = sniff(&b);
    assert_int_equal(s.type, OC_TYPE_GIF);
    assert_int_equal(s.width, 12);
    assert_int_equal(s.frames, 3);
    assert_non_null(why_not(oc_str_sub(oc_buf_view(&b), 0, 30)));
    /* two whole frames and a piece are shown by every reader */
    assert_null(why_not(oc_str_sub(oc_buf_view(&b), 0, b.n - 5)));
    oc_buf_release(&b);
}

static void test_others(void **state)
{
    (void)state;
    struct oc_buf b;
    oc_buf_init(&b, 1 << 20);
    put_bytes(&b, "RIFF\x1E\0\0\0WEBPVP8L\x11\0\0\0\x2F", 21);
    put_le(&b, (1u << 28) | (19u << 14) | 29, 4);
    put_bytes(&b, "\0\0\0\0\0\0\0\0\0\0\0\0\0", 13);
    struct oc_sniff s = sniff(&b);
    assert_int_equal(s.type, OC_TYPE_WEBP);
    assert_int_equal(s.width, 30);
    assert_int_equal(s.height, 20);
    assert_true(s.alpha && s.lossless);
    assert_string_equal(why_not(oc_str_sub(oc_buf_view(&b), 0, 30)), "is cut short");

    oc_buf_clear(&b);
    put_bytes(&b, "RIFF\x16\0\0\0WEBPVP8 \x0A\0\0\0\x10\x02\0\x9d\x01\x2a", 26);
    put_le(&b, 0x4000u | 30, 2); /* its upper two bits are a scale */
    put_le(&b, 20, 2);
    s = sniff(&b);
    assert_int_equal(s.type, OC_TYPE_WEBP);
    assert_int_equal(s.width, 30);
    assert_int_equal(s.height, 20);
    assert_false(s.alpha || s.lossless);

    oc_buf_clear(&b);
    put_bytes(&b,
              "\0\0\0\x14"
              "ftypmif1\0\0\0\0avif",
              20);
    put_bytes(&b, "\0\0\0\x30meta\0\0\0\0", 12);
    put_bytes(&b, "\0\0\0\x24iprp\0\0\0\x1Cipco\0\0\0\x14ispe\0\0\0\0\0\0\0\x05\0\0\0\x06", 36);
    s = sniff(&b);
    assert_int_equal(s.type, OC_TYPE_AVIF);
    assert_int_equal(s.width, 5);
    assert_int_equal(s.height, 6);
    assert_non_null(why_not(oc_str_sub(oc_buf_view(&b), 0, b.n - 1)));

    oc_buf_clear(&b);
    put_bytes(&b, "II*\0\x08\0\0\0\x02\0\0\x01\x03\0\x01\0\0\0\x09\0\0\0", 22);
    put_bytes(&b, "\x01\x01\x04\0\x01\0\0\0\x08\0\0\0", 12);
    s = sniff(&b);
    assert_int_equal(s.type, OC_TYPE_TIFF);
    assert_int_equal(s.width, 9);
    assert_int_equal(s.height, 8);
    oc_buf_release(&b);
}

static void test_bmp(void **state)
{
    (void)state;
    struct oc_buf b;
    const char *why;
    oc_buf_init(&b, 1 << 20);
    for (int height = -3; height <= 3; height += 6) {
        oc_buf_clear(&b);
        put_bmp(&b, 5, height);
        struct oc_sniff s = sniff(&b);
        assert_int_equal(s.type, OC_TYPE_BMP);
        assert_int_equal(s.height, 3);
        unsigned char *pixels = oc_bmp_decode(&why, &s, oc_buf_view(&b));
        assert_non_null(pixels);
        /* the file's first row is the picture's first or its last; blue comes first in the file */
        assert_int_equal(pixels[0], height < 0 ? 2 : 22);
        assert_int_equal(pixels[2], height < 0 ? 0 : 20);
        free(pixels);
    }
    assert_string_equal(why_not(oc_str_sub(oc_buf_view(&b), 0, b.n - 4)), "is cut short");
    oc_buf_release(&b);
}

static void test_text(void **state)
{
    (void)state;
    static const struct {
        const char *text, *why;
    } rows[] = {
        {"", "is empty"},
        {"<!DOCTYPE html><html><body>404", "is a web page, not an image"},
        {"\n<html lang=en>", "is a web page, not an image"},
        {"just text", "is not an image that octavo knows"},
        {"<x/>", "is not an image that octavo knows"},
        {"<!-- unclosed <svg>", "is not an image that octavo knows"},
        {"<svg xmlns='http://www.w3.org/2000/svg'/>", NULL},
        {"\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- a --><!DOCTYPE svg [ <!ENTITY a 'b'> ]>\n<svg>",
         NULL},
        {"<s:svg xmlns:s='http://www.w3.org/2000/svg'/>", NULL},
        {"GIF89a", "is cut short"},
        {"BM is how this text starts, long enough", "is not an image that octavo knows"},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        const char *why = why_not(oc_str(rows[i].text));
        if (!why != !rows[i].why || (why && strcmp(why, rows[i].why) != 0))
            fail_msg("%s: %s", rows[i].text, why ? why : "an image");
    }
    assert_true(oc_type_lies(OC_TYPE_JPEG, OC_STR("PNG")));
    assert_false(oc_type_lies(OC_TYPE_JPEG, OC_STR("JPEG")));
    assert_false(oc_type_lies(OC_TYPE_JPEG, OC_STR("image")));
    assert_false(oc_type_lies(OC_TYPE_JPEG, OC_STR("")));
}

/* Every file of up to a hundred bytes is looked at without a step past its end; under the
 * sanitizers this would tell. */
static void test_noise(void **state)
{
    (void)state;
    static const char *const starts[] = {
        "\x89PNG\r\n\x1a\n", "\xFF\xD8\xFF", "GIF89a", "RIFF", "II*", "MM", "BM", "<svg"};
    uint32_t seed = 7;
    for (size_t i = 0; i < 20000; i++) {
        const char *start = starts[i % OC_COUNT(starts)];
        size_t n = strlen(start) + seed % 100;
        char *exact = malloc(n);
        for (size_t k = 0; k < n; k++) {
            seed = seed * 1664525 + 1013904223;
            exact[k] = (char)(k < strlen(start) ? (unsigned char)start[k]
                                                : (unsigned char)(seed >> (seed >> 30) * 8));
        }
        (void)why_not((struct oc_str){exact, n});
        free(exact);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_png),    cmocka_unit_test(test_jpeg), cmocka_unit_test(test_gif),
        cmocka_unit_test(test_others), cmocka_unit_test(test_bmp),  cmocka_unit_test(test_text),
        cmocka_unit_test(test_noise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
