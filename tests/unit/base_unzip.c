/* SPDX-License-Identifier: MIT */
/* Archives that want out of their folder, and archives that are none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first. */
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/path.h"
#include "base/unzip.h"

struct fixture {
    char dir[64];
    char path[80];
    zip_t *zip;
    struct oc_buf told;
};

static void begin(struct fixture *f)
{
    snprintf(f->dir, sizeof f->dir, "/tmp/octavo-unzip-XXXXXX");
    assert_non_null(mkdtemp(f->dir));
    snprintf(f->path, sizeof f->path, "%s/blog.zip", f->dir);
    f->zip = zip_open(f->path, ZIP_CREATE | ZIP_EXCL, NULL);
    assert_non_null(f->zip);
    oc_buf_init(&f->told, 65536);
}

static void finish(struct fixture *f)
{
    remove(f->path);
    assert_int_equal(rmdir(f->dir), 0); /* nothing was written beside the archive */
    oc_buf_release(&f->told);
}

static zip_uint64_t add(struct fixture *f, const char *name, const char *text)
{
    zip_source_t *source = zip_source_buffer(f->zip, text, strlen(text), 0);
    zip_int64_t i = zip_file_add(f->zip, name, source, ZIP_FL_ENC_UTF_8);
    assert_true(i >= 0);
    return (zip_uint64_t)i;
}

static void tell(void *ctx, struct oc_str name, const char *why)
{
    struct fixture *f = ctx;
    oc_buf_printf(&f->told, "%.*s: %s\n", OC_STR_ARG(name), why);
}

static const char *unzip(struct fixture *f, struct oc_arena *a)
{
    const char *why = NULL, *folder = oc_unzip(a, &why, f->path, tell, f);
    assert_true((folder == NULL) == (why != NULL));
    return folder;
}

static bool is_there(struct oc_arena *a, const char *folder, const char *name)
{
    return oc_file_kind(oc_path_join(a, oc_str(folder), oc_str(name)).p) == OC_FILE_REGULAR;
}

static void good(void **state)
{
    (void)state;
    struct fixture f;
    struct oc_arena a;
    struct oc_buf text;
    const char *why;
    oc_arena_init(&a);
    begin(&f);
    add(&f, "a.md", "# A");
    add(&f, "posts/\xE6\xB3\x89/b.md", "# B");
    add(&f, "__MACOSX/a.md", "junk");
    assert_true(zip_dir_add(f.zip, "empty", 0) >= 0);
    assert_int_equal(zip_close(f.zip), 0);
    const char *folder = unzip(&f, &a);
    assert_non_null(folder);
    assert_string_equal(strrchr(folder, '/'), "/blog");
    assert_true(is_there(&a, folder, "a.md"));
    assert_false(is_there(&a, folder, "__MACOSX/a.md"));
    oc_buf_init(&text, 100);
    assert_int_equal(
        oc_file_read(&text, &why,
                     oc_path_join(&a, oc_str(folder), OC_STR("posts/\xE6\xB3\x89/b.md")).p),
        0);
    assert_string_equal(text.p, "# B");
    assert_string_equal(f.told.p, "");
    oc_buf_release(&text);

    struct stat st;
    char *kept = strdup(folder);
    assert_int_equal(stat(folder, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    oc_arena_release(&a); /* takes the folder along */
    assert_int_not_equal(stat(kept, &st), 0);
    *strrchr(kept, '/') = '\0';
    assert_int_not_equal(stat(kept, &st), 0);
    free(kept);
    finish(&f);
}

static void wanting_out(void **state)
{
    (void)state;
    static const char *const names[] = {"../up.md",    "x/../../y.md", "/tmp/octavo-abs.md",
                                        "a\\..\\b.md", "C:x.md",       "x//y.md",
                                        "./z.md"};
    struct fixture f;
    struct oc_arena a;
    oc_arena_init(&a);
    begin(&f);
    for (size_t i = 0; i < OC_COUNT(names); i++)
        add(&f, names[i], "# out");
    zip_uint64_t link = add(&f, "link.md", "/etc/hostname");
    assert_int_equal(zip_file_set_external_attributes(f.zip, link, 0, ZIP_OPSYS_UNIX,
                                                      (zip_uint32_t)(S_IFLNK | 0777) << 16),
                     0);
    zip_uint64_t secret = add(&f, "secret.md", "# secret");
    assert_int_equal(zip_file_set_encryption(f.zip, secret, ZIP_EM_AES_256, "key"), 0);
    add(&f, "plain", "a file");
    add(&f, "plain/inner.md", "# in a file");
    add(&f, "good.md", "# Good");
    assert_int_equal(zip_close(f.zip), 0);
    const char *folder = unzip(&f, &a);
    assert_non_null(folder);
    assert_string_equal(f.told.p, "../up.md: its name leads out of the archive\n"
                                  "x/../../y.md: its name leads out of the archive\n"
                                  "/tmp/octavo-abs.md: its name leads out of the archive\n"
                                  "a\\..\\b.md: its name leads out of the archive\n"
                                  "C:x.md: its name leads out of the archive\n"
                                  "x//y.md: its name is not one that a file can have\n"
                                  "./z.md: its name is not one that a file can have\n"
                                  "link.md: it is a link or no regular file\n"
                                  "secret.md: it is encrypted\n"
                                  "plain/inner.md: a folder in its path is a file\n");
    assert_true(is_there(&a, folder, "good.md"));
    assert_false(is_there(&a, folder, "link.md"));
    assert_false(is_there(&a, folder, "secret.md"));
    assert_false(is_there(&a, folder, "z.md"));
    assert_int_equal(oc_file_kind("/tmp/octavo-abs.md"), OC_FILE_NONE);
    oc_arena_release(&a);
    finish(&f);
}

static void bomb(void **state)
{
    (void)state;
    struct fixture f;
    struct oc_arena a;
    size_t n = OC_MIN_ZIP_BYTES + 1;
    char *zeros = calloc(n + 1, 1);
    assert_non_null(zeros);
    memset(zeros, 'a', n);
    oc_arena_init(&a);
    begin(&f);
    add(&f, "first.md", "# First");
    add(&f, "bomb.md", zeros);
    add(&f, "after.md", "# After");
    assert_int_equal(zip_close(f.zip), 0);
    const char *folder = unzip(&f, &a);
    assert_string_equal(f.told.p, "bomb.md: the archive unpacks to more than octavo allows\n");
    assert_true(is_there(&a, folder, "first.md"));
    assert_false(is_there(&a, folder, "bomb.md"));
    assert_false(is_there(&a, folder, "after.md"));
    oc_arena_release(&a);
    free(zeros);
    finish(&f);
}

static void no_archive(void **state)
{
    (void)state;
    struct fixture f;
    struct oc_arena a;
    oc_arena_init(&a);
    begin(&f);
    zip_discard(f.zip);
    assert_null(unzip(&f, &a)); /* not there */
    FILE *file = fopen(f.path, "wb");
    assert_non_null(file);
    fputs("PK\3\4 and then nothing of the kind", file);
    fclose(file);
    assert_null(unzip(&f, &a));
    oc_arena_release(&a);
    finish(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good),
        cmocka_unit_test(wanting_out),
        cmocka_unit_test(bomb),
        cmocka_unit_test(no_archive),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
