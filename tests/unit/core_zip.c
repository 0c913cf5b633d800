/* SPDX-License-Identifier: MIT */
/* Blogs and exports in an archive make the books that they make without it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first. */
#include <cmocka.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include "octavo.h"

static zip_t *archive; /* nftw passes no context */
static size_t strip;
static const char *prefix;

static int add_file(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
    (void)st, (void)ftw;
    char name[1024];
    if (flag != FTW_F)
        return 0;
    snprintf(name, sizeof name, "%s%s", prefix, path + strip);
    zip_source_t *source = zip_source_file(archive, path, 0, -1);
    return zip_file_add(archive, name, source, ZIP_FL_ENC_UTF_8) < 0;
}

/* The book's plan as text: what kind of blog, its title, then the posts. */
static void plan(char *text, size_t size, const char *path)
{
    struct octavo *o = octavo_new();
    const struct octavo_item *item = NULL;
    octavo_set_now(o, 1767225600);
    octavo_add(o, path);
    assert_int_equal(octavo_plan(o), 0);
    size_t n = (size_t)snprintf(text, size, "%s: %s\n", octavo_summary(o)->dialect,
                                octavo_summary(o)->title);
    while ((item = octavo_item_next(o, item)) != NULL)
        n +=
            (size_t)snprintf(text + n, size - n, "%s %s %s\n", item->date, item->title, item->href);
    octavo_free(o);
}

static void check(const char *blog, const char *folder_in_archive)
{
    char dir[] = "/tmp/octavo-zip-XXXXXX", path[64], from[512], got[8192], want[8192];
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/in.zip", dir);
    snprintf(from, sizeof from, "%s/tests/books/%s/in", OCTAVO_SOURCE_DIR, blog);
    archive = zip_open(path, ZIP_CREATE | ZIP_EXCL, NULL);
    strip = strlen(from) + 1;
    prefix = folder_in_archive;
    assert_int_equal(nftw(from, add_file, 16, FTW_PHYS), 0);
    assert_int_equal(zip_close(archive), 0);
    plan(want, sizeof want, from);
    plan(got, sizeof got, path);
    assert_string_equal(got, want);
    remove(path);
    rmdir(dir);
}

static void blogs(void **state)
{
    (void)state;
    check("groups", "");
    check("groups", "my-blog/");
    check("links-hugo", "blog/");
    check("fronts", "in/");
    check("medium", "");
}

static void exports(void **state)
{
    (void)state;
    check("wxr", "");
    check("wxr", "export/");
    check("ghost", "");
    check("rss", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(blogs), cmocka_unit_test(exports)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
