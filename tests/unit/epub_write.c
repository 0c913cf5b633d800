/* SPDX-License-Identifier: MIT */
/* The archive, byte by byte, and what happens when it cannot be written. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include <libdeflate.h>

#include "base/file.h"
#include "epub_fixture.h"

struct disk {
    char dir[64];
    char path[96];
    struct oc_buf bytes;
};

static void disk_init(struct disk *d)
{
    snprintf(d->dir, sizeof d->dir, "/tmp/octavo-epub-XXXXXX");
    assert_non_null(mkdtemp(d->dir));
    snprintf(d->path, sizeof d->path, "%s/book.epub", d->dir);
    oc_buf_init(&d->bytes, (size_t)1 << 30);
}

static void disk_read(struct disk *d)
{
    const char *why;
    oc_buf_clear(&d->bytes);
    assert_int_equal(oc_file_read(&d->bytes, &why, d->path), 0);
}

/* The folder must hold the book at most: no temporary files. */
static void disk_release(struct disk *d)
{
    unlink(d->path);
    assert_int_equal(rmdir(d->dir), 0);
    oc_buf_release(&d->bytes);
}

static void fill(struct fixture *f)
{
    fixture_init(f);
    fixture_post(f, NULL, "Lone", "<p>Before the parts.</p>");
    struct oc_part *part = fixture_part(f, NULL, "2021", "y2021");
    fixture_heading(fixture_post(f, part, "First", "<h2 id=\"s\">S</h2><p>One.</p>"), 2, "s", "S");
    fixture_post(f, part, "Second", "<p>Two.</p>");
}

static unsigned le16(const char *p)
{
    const unsigned char *b = (const unsigned char *)p;
    return b[0] | (unsigned)b[1] << 8;
}

static uint32_t le32(const char *p)
{
    return le16(p) | (uint32_t)le16(p + 2) << 16;
}

static const char *const names[] = {
    "mimetype",         "META-INF/container.xml", "EPUB/package.opf", "EPUB/nav.xhtml",
    "EPUB/toc.ncx",     "EPUB/style.css",         "EPUB/title.xhtml", "EPUB/p1.xhtml",
    "EPUB/y2021.xhtml", "EPUB/p2.xhtml",          "EPUB/p3.xhtml"};

/* Inflates and checks the entry that starts at *at; *at moves to the next. */
static void check_entry(const struct oc_buf *b, size_t *at, const char *name, bool stored)
{
    const char *p = b->p + *at;
    size_t size = le32(p + 18), full = le32(p + 22), n = strlen(name), written;
    assert_int_equal(le32(p), 0x04034b50);
    assert_true(le16(p + 4) <= 20);       /* version needed */
    assert_int_equal(le16(p + 6) & 9, 0); /* not encrypted, no data descriptor */
    assert_int_equal(le16(p + 8), stored ? 0 : 8);
    assert_int_equal(le16(p + 10), 0);      /* midnight */
    assert_int_equal(le16(p + 12), 0x0021); /* 1980-01-01 */
    assert_int_equal(le16(p + 26), n);
    assert_memory_equal(p + 30, name, n);
    assert_int_equal(le16(p + 28), 0); /* extra field */
    char *text = oc_alloc(full + 1);
    if (stored) {
        memcpy(text, p + 30 + n, full);
    } else {
        struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
        assert_int_equal(libdeflate_deflate_decompress(d, p + 30 + n, size, text, full, &written),
                         0);
        assert_int_equal(written, full);
        libdeflate_free_decompressor(d);
    }
    assert_int_equal(libdeflate_crc32(0, text, full), le32(p + 14));
    free(text);
    *at += 30 + n + size;
}

static void entries(void **state)
{
    (void)state;
    struct fixture f;
    struct disk d;
    uint64_t size;
    fill(&f);
    disk_init(&d);
    assert_int_equal(oc_epub_write(&size, &f.book, &f.book.diags, d.path), 0);
    assert_int_equal(f.book.diags.n, 0);
    disk_read(&d);
    assert_int_equal(size, d.bytes.n);
    assert_memory_equal(d.bytes.p + 30, "mimetypeapplication/epub+zip", 28);
    size_t at = 0;
    for (size_t i = 0; i < OC_COUNT(names); i++)
        check_entry(&d.bytes, &at, names[i], i == 0);
    for (size_t i = 0; i < OC_COUNT(names); i++) { /* the central directory */
        const char *p = d.bytes.p + at;
        assert_int_equal(le32(p), 0x02014b50);
        assert_int_equal(le16(p + 30), 0); /* extra field */
        assert_int_equal(le16(p + 32), 0); /* comment */
        assert_int_equal(le32(p + 38), 0100644u << 16);
        assert_memory_equal(p + 46, names[i], strlen(names[i]));
        at += 46 + le16(p + 28);
    }
    assert_int_equal(le32(d.bytes.p + at), 0x06054b50);
    assert_int_equal(at + 22, d.bytes.n);
    disk_release(&d);
    fixture_release(&f);
}

static void same_bytes(void **state)
{
    (void)state;
    struct fixture f;
    struct disk d;
    uint64_t size;
    struct oc_buf first;
    disk_init(&d);
    oc_buf_init(&first, (size_t)1 << 30);
    for (int i = 0; i < 2; i++) {
        fill(&f);
        assert_int_equal(oc_epub_write(&size, &f.book, &f.book.diags, d.path), 0);
        disk_read(&d);
        if (i == 0)
            oc_buf_put(&first, oc_buf_view(&d.bytes));
        fixture_release(&f);
    }
    assert_true(oc_str_eq(oc_buf_view(&first), oc_buf_view(&d.bytes)));
    oc_buf_release(&first);
    disk_release(&d);
}

/* Pages larger than the window of archive.c, of bytes that do not compress. */
static void large_pages(void **state)
{
    (void)state;
    struct fixture f;
    struct disk d;
    uint64_t size;
    uint32_t x = 1;
    const size_t n = 3000000;
    char *text = oc_alloc(n);
    struct oc_packer packer = {.compressor = NULL};
    for (size_t i = 0; i < n; i++) {
        x = x * 1664525u + 1013904223u;
        text[i] = (char)(x >> 24);
    }
    fill(&f);
    disk_init(&d);
    oc_epub_deflate(f.book.all[0], &packer, (struct oc_str){text, n});
    oc_epub_deflate(f.book.all[1], &packer, (struct oc_str){text, 1000000});
    oc_epub_deflate(f.book.all[2], &packer, OC_STR_NONE);
    oc_packer_release(&packer);
    assert_int_equal(oc_epub_write(&size, &f.book, &f.book.diags, d.path), 0);
    disk_read(&d);
    size_t at = 0;
    for (size_t i = 0; i < OC_COUNT(names); i++)
        check_entry(&d.bytes, &at, names[i], i == 0);
    free(text);
    disk_release(&d);
    fixture_release(&f);
}

static void refused(struct fixture *f, const char *path)
{
    uint64_t size;
    size_t before = f->book.diags.n;
    assert_int_equal(oc_epub_write(&size, &f->book, &f->book.diags, path), -1);
    assert_int_equal(f->book.diags.n, before + 1);
    assert_int_equal(f->book.diags.last->code, OC_D_OUTPUT_UNWRITABLE);
}

static void unwritable(void **state)
{
    (void)state;
    struct fixture f;
    struct disk d;
    fill(&f);
    disk_init(&d);
    refused(&f, "/tmp/octavo-no-such-folder/book.epub");
    refused(&f, "");
    refused(&f, d.dir);
    refused(&f, "/dev/null");
    disk_release(&d);
    fixture_release(&f);
}

/* A limit on the size of files stands in for a full disk. */
static void disk_full(void **state)
{
    (void)state;
    struct fixture f;
    struct disk d;
    struct rlimit limit, small;
    uint64_t size;
    fill(&f);
    disk_init(&d);
    assert_int_equal(oc_epub_write(&size, &f.book, &f.book.diags, d.path), 0);
    disk_read(&d);
    struct oc_str old = oc_buf_take(&d.bytes, &f.arena);
    fixture_post(&f, NULL, "More", "<p>This makes it another book.</p>");
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    small = limit;
    small.rlim_cur = 2000;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    int result = oc_epub_write(&size, &f.book, &f.book.diags, d.path);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    assert_int_equal(result, -1);
    assert_int_equal(f.book.diags.n, 1);
    assert_int_equal(f.book.diags.last->code, OC_D_OUTPUT_UNWRITABLE);
    disk_read(&d);
    assert_true(oc_str_eq(oc_buf_view(&d.bytes), old)); /* the earlier book is untouched */
    disk_release(&d);
    fixture_release(&f);
}

/* Many entries: every header is gone back over, across the window's edges. */
static void many(void **state)
{
    (void)state;
    struct fixture f;
    struct disk d;
    uint64_t size;
    struct oc_packer packer = {.compressor = NULL};
    fixture_init(&f);
    disk_init(&d);
    for (int i = 0; i < 3000; i++) {
        struct oc_post *post = oc_book_add_post(&f.book);
        struct oc_str text = oc_arena_printf(&post->arena, "<p>%d %0*d</p>", i, i, 0);
        post->plain = OC_STR("x");
        post->href = oc_arena_printf(&post->arena, "x%d.xhtml", i);
        post->id = oc_arena_printf(&post->arena, "x%d", i);
        oc_epub_deflate(post, &packer, text);
        oc_part_add_post(&f.book.root, &f.book.arena, post);
    }
    oc_packer_release(&packer);
    assert_int_equal(oc_epub_write(&size, &f.book, &f.book.diags, d.path), 0);
    disk_read(&d);
    size_t at = 0;
    for (size_t i = 0; i < 7; i++)
        check_entry(&d.bytes, &at, names[i], i == 0);
    for (size_t i = 0; i < f.book.nall; i++) {
        char name[64];
        snprintf(name, sizeof name, "EPUB/x%zu.xhtml", i);
        check_entry(&d.bytes, &at, name, false);
    }
    disk_release(&d);
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(entries),     cmocka_unit_test(same_bytes),
                                       cmocka_unit_test(large_pages), cmocka_unit_test(unwritable),
                                       cmocka_unit_test(disk_full),   cmocka_unit_test(many)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
