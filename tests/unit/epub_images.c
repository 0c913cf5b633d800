/* SPDX-License-Identifier: MIT */
/* Images in the manifest, the metadata and the archive. */
#include "epub/images.h"

#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "epub/archive.h"
#include "epub_fixture.h"

static const struct oc_image photo = {
    .href = {"img-aa.jpg", 10}, .media_type = "image/jpeg", .bytes_out = 5};
static const struct oc_image moving = {
    .href = {"img-bb.gif", 10}, .media_type = "image/gif", .bytes_out = 3, .moving = true};
static const struct oc_image drawing = {
    .href = {"img-cc.svg", 10}, .media_type = "image/svg+xml", .bytes_out = 6, .text = true};

static int read_image(struct oc_images *self, struct oc_buf *out, const char **why,
                      const struct oc_image *image)
{
    (void)self;
    *why = "it is gone";
    oc_buf_puts(out, image == &photo ? "photo" : image == &drawing ? "<svg/>" : "");
    return image == &moving ? -1 : 0;
}

static void no_free(struct oc_images *self)
{
    (void)self;
}

static struct oc_images service = {.read = read_image, .free = no_free};

static void show(struct oc_post *post, const struct oc_image *image, bool guessed)
{
    post->images = oc_arena_grow(&post->arena, post->images, &post->cimages, post->nimages + 1,
                                 sizeof(*post->images));
    post->images[post->nimages++] = (struct oc_image_use){.image = image, .guessed = guessed};
}

static void manifest(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    struct oc_post *one = fixture_post(&f, NULL, "One", "<p>x</p>");
    struct oc_post *two = fixture_post(&f, NULL, "Two", "<p>x</p>");
    show(two, &photo, false);
    show(one, &drawing, false);
    show(one, NULL, true);
    show(one, &photo, false);
    oc_epub_opf(&f.out, &f.book);
    assert_true(fixture_xml(&f));
    assert_true(fixture_has(&f, "<item id=\"img-cc\" href=\"img-cc.svg\" "
                                "media-type=\"image/svg+xml\"/>\n<item id=\"img-aa\" "
                                "href=\"img-aa.jpg\" media-type=\"image/jpeg\"/>\n</manifest>"));
    assert_true(fixture_has(&f, "accessMode\">visual"));
    assert_true(fixture_has(&f, "accessModeSufficient\">textual<"));
    assert_true(fixture_has(&f, "alternativeText"));
    assert_true(fixture_has(&f, "accessibilityHazard\">none"));

    show(two, &moving, true);
    oc_buf_clear(&f.out);
    oc_epub_opf(&f.out, &f.book);
    assert_true(fixture_has(&f, "accessModeSufficient\">textual,visual<"));
    assert_false(fixture_has(&f, "alternativeText"));
    assert_true(fixture_has(&f, "accessibilityHazard\">unknown"));
    fixture_release(&f);
}

static void archive(void **state)
{
    (void)state;
    struct fixture f;
    char path[] = "/tmp/octavo-images-XXXXXX";
    uint64_t size;
    fixture_init(&f);
    close(mkstemp(path));
    f.book.images = &service;
    struct oc_post *one = fixture_post(&f, NULL, "One", "<p>x</p>");
    show(one, &drawing, false);
    show(one, &photo, false);
    show(one, &photo, false);
    assert_int_equal(oc_epub_write(&size, &f.book, &f.book.diags, path), 0);
    assert_int_equal(oc_file_read(&f.out, &(const char *){NULL}, path), 0);
    assert_int_equal(f.out.n, size);
    struct oc_str all = oc_buf_view(&f.out);
    size_t at = oc_str_find(all, "EPUB/img-aa.jpgphoto", 0); /* stored, right after its header */
    assert_true(at != SIZE_MAX);
    assert_int_equal(f.out.p[at - 30 + 8], 0);

    show(one, &moving, false); /* cannot be read: the earlier book stays */
    assert_int_equal(oc_epub_write(&size, &f.book, &f.book.diags, path), -1);
    bool told = false;
    for (const struct oc_diag *d = f.book.diags.first; d; d = d->next)
        told = told || d->code == OC_D_IMAGE_CHANGED;
    assert_true(told);
    oc_buf_clear(&f.out);
    assert_int_equal(oc_file_read(&f.out, &(const char *){NULL}, path), 0);
    assert_true(oc_str_find(oc_buf_view(&f.out), "photo", 0) != SIZE_MAX);
    unlink(path);
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(manifest), cmocka_unit_test(archive)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
