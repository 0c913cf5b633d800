/* SPDX-License-Identifier: MIT */
/* Small images made byte by byte: what is in them is known, and so is what is wrong with them. */
#ifndef OC_MEDIA_FIXTURE_H
#define OC_MEDIA_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first. */
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "book/book.h"

static OC_UNUSED void put_bytes(struct oc_buf *b, const char *bytes, size_t n)
{
    oc_buf_put(b, (struct oc_str){bytes, n});
}

static OC_UNUSED void put_be(struct oc_buf *b, uint32_t value, int bytes)
{
    while (bytes-- > 0)
        oc_buf_putc(b, (char)(unsigned char)(value >> (8 * bytes)));
}

static OC_UNUSED void put_le(struct oc_buf *b, uint32_t value, int bytes)
{
    for (; bytes-- > 0; value >>= 8)
        oc_buf_putc(b, (char)(unsigned char)value);
}

static OC_UNUSED uint32_t crc_of(struct oc_str s)
{
    uint32_t crc = 0xFFFFFFFFu;
    for (size_t i = 0; i < s.n; i++) {
        crc ^= (unsigned char)s.p[i];
        for (int k = 0; k < 8; k++)
            crc = crc & 1 ? crc >> 1 ^ 0xEDB88320u : crc >> 1;
    }
    return ~crc;
}

static OC_UNUSED void put_chunk(struct oc_buf *b, const char *name, struct oc_str body)
{
    put_be(b, (uint32_t)body.n, 4);
    size_t from = b->n;
    put_bytes(b, name, 4);
    oc_buf_put(b, body);
    put_be(b, crc_of(oc_str_sub(oc_buf_view(b), from, b->n)), 4);
}

static OC_UNUSED void put_png_start(struct oc_buf *b, uint32_t width, uint32_t height, int depth,
                                    int color)
{
    struct oc_buf head;
    oc_buf_init(&head, 100);
    put_be(&head, width, 4);
    put_be(&head, height, 4);
    put_be(&head, (uint32_t)depth, 1);
    put_be(&head, (uint32_t)color, 1);
    put_bytes(&head, "\0\0\0", 3);
    put_bytes(b, "\x89PNG\r\n\x1a\n", 8);
    put_chunk(b, "IHDR", oc_buf_view(&head));
    oc_buf_release(&head);
}

/* A whole RGB picture in a colour that shade tells from others. */
static OC_UNUSED void put_png(struct oc_buf *b, uint32_t width, uint32_t height, int shade)
{
    struct oc_buf rows, data;
    uint32_t s1 = 1, s2 = 0;
    oc_buf_init(&rows, (size_t)1 << 24);
    oc_buf_init(&data, (size_t)1 << 24);
    for (uint32_t y = 0; y < height; y++) {
        oc_buf_putc(&rows, 0);
        for (uint32_t x = 0; x < width * 3; x++)
            oc_buf_putc(&rows, (char)(unsigned char)((uint32_t)shade + x + y));
    }
    for (size_t i = 0; i < rows.n; i++) { /* Adler-32 */
        s1 = (s1 + (unsigned char)rows.p[i]) % 65521;
        s2 = (s2 + s1) % 65521;
    }
    put_bytes(&data, "\x78\x01", 2);
    for (size_t at = 0; at < rows.n;) { /* deflate, stored */
        size_t n = rows.n - at < 65535 ? rows.n - at : 65535;
        put_le(&data, at + n == rows.n, 1);
        put_le(&data, (uint32_t)n, 2);
        put_le(&data, ~(uint32_t)n, 2);
        put_bytes(&data, rows.p + at, n);
        at += n;
    }
    put_be(&data, s2 << 16 | s1, 4);
    put_png_start(b, width, height, 8, 2);
    put_chunk(b, "IDAT", oc_buf_view(&data));
    put_chunk(b, "IEND", OC_STR_NONE);
    oc_buf_release(&rows);
    oc_buf_release(&data);
}

/* The structure of a JPEG, with Exif when turn is not 0; no picture can be decoded from it. */
static OC_UNUSED void put_jpeg(struct oc_buf *b, uint32_t width, uint32_t height, int channels,
                               int turn)
{
    put_bytes(b, "\xFF\xD8", 2);
    if (turn) {
        put_bytes(b,
                  "\xFF\xE1\0\x22"
                  "Exif\0\0",
                  10);
        put_bytes(b, "MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01", 18);
        put_be(b, (uint32_t)turn << 16, 4);
        put_bytes(b, "\0\0\0\0", 4);
    }
    put_bytes(b, "\xFF\xC0", 2);
    put_be(b, (uint32_t)(8 + 3 * channels), 2);
    put_be(b, 8, 1);
    put_be(b, height, 2);
    put_be(b, width, 2);
    put_be(b, (uint32_t)channels, 1);
    for (int i = 0; i < channels; i++)
        put_bytes(b, "\x01\x11\0", 3);
    put_bytes(b, "\xFF\xDA\0\x03", 4);
    put_be(b, (uint32_t)channels, 1);
    put_bytes(b, "scan\xFF\xD9", 6);
}

static OC_UNUSED void put_gif(struct oc_buf *b, uint32_t width, uint32_t height, int frames)
{
    put_bytes(b, "GIF89a", 6);
    put_le(b, width, 2);
    put_le(b, height, 2);
    put_bytes(b, "\x80\0\0\0\0\0\xFF\xFF\xFF", 9);
    for (int i = 0; i < frames; i++) {
        put_bytes(b, ",\0\0\0\0", 5);
        put_le(b, width, 2);
        put_le(b, height, 2);
        put_bytes(b, "\0\x02\x02\x44\x01\0", 6);
    }
    put_bytes(b, ";", 1);
}

/* 24 bits, rows of a colour each; negative height: top row first. */
static OC_UNUSED void put_bmp(struct oc_buf *b, int width, int height)
{
    uint32_t row = ((uint32_t)width * 3 + 3) / 4 * 4;
    uint32_t rows = (uint32_t)(height < 0 ? -height : height);
    put_bytes(b, "BM", 2);
    put_le(b, 54 + row * rows, 4);
    put_le(b, 0, 4);
    put_le(b, 54, 4);
    put_le(b, 40, 4);
    put_le(b, (uint32_t)width, 4);
    put_le(b, (uint32_t)height, 4);
    put_le(b, 1, 2);
    put_le(b, 24, 2);
    for (int i = 0; i < 6; i++)
        put_le(b, 0, 4);
    for (uint32_t y = 0; y < rows; y++)
        for (uint32_t x = 0; x < row; x++)
            oc_buf_putc(b, (char)(unsigned char)(y * 10 + x % 3));
}

/* ---- a folder of their own ---- */

struct folder {
    char path[64];
};

static OC_UNUSED void folder_make(struct folder *f)
{
    snprintf(f->path, sizeof(f->path), "/tmp/octavo-media-XXXXXX");
    assert_non_null(mkdtemp(f->path));
}

static OC_UNUSED void folder_remove(const struct folder *f)
{
    char command[128];
    snprintf(command, sizeof(command), "rm -rf '%s'", f->path);
    assert_int_equal(system(command), 0);
}

/* Writes bytes below the folder, making folders on the way; the full path, in a. */
static OC_UNUSED const char *folder_write(const struct folder *f, struct oc_arena *a,
                                          const char *name, struct oc_str bytes)
{
    char *path = (char *)(uintptr_t)oc_arena_printf(a, "%s/%s", f->path, name).p;
    for (char *p = path + strlen(f->path) + 1; (p = strchr(p, '/')); p++) {
        *p = 0;
        mkdir(path, 0755);
        *p = '/';
    }
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    if (bytes.n)
        assert_int_equal(fwrite(bytes.p, 1, bytes.n, file), bytes.n);
    assert_int_equal(fclose(file), 0);
    return path;
}

#endif
