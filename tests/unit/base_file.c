/* SPDX-License-Identifier: MIT */
/* Reads, folder lists and atomic writes, in a folder of their own under /tmp. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first. */
#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"

static char folder[] = "/tmp/octavo-test-XXXXXX";
static struct oc_arena arena;

static int enter(void **state)
{
    (void)state;
    oc_arena_init(&arena);
    return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int leave(void **state)
{
    (void)state;
    oc_arena_release(&arena);
    if (chdir("/") != 0)
        return -1;
    pid_t child = fork();
    if (child == 0)
        execlp("rm", "rm", "-rf", "--", folder, (char *)NULL);
    return child > 0 && waitpid(child, NULL, 0) == child ? 0 : -1;
}

static void write_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

static void assert_file(const char *path, const char *want)
{
    struct oc_buf b;
    const char *why = NULL;
    oc_buf_init(&b, SIZE_MAX);
    assert_int_equal(oc_file_read(&b, &why, path), 0);
    assert_string_equal(b.p, want);
    oc_buf_release(&b);
}

/* Names in the folder, hidden ones too. */
static size_t count_names(const char *path)
{
    size_t n = 0;
    DIR *dir = opendir(path);
    assert_non_null(dir);
    while (readdir(dir))
        n++;
    closedir(dir);
    return n - 2;
}

static void reading(void **state)
{
    (void)state;
    struct oc_buf b;
    const char *why = NULL;
    oc_buf_init(&b, 20);
    write_file("post.md", "0123456789");
    write_file("empty.md", "");
    oc_buf_puts(&b, "before ");
    assert_int_equal(oc_file_read(&b, &why, "post.md"), 0);
    assert_int_equal(oc_file_read(&b, &why, "empty.md"), 0);
    assert_string_equal(b.p, "before 0123456789");
    assert_int_equal(oc_file_read(&b, &why, "post.md"), -1);
    assert_string_equal(why, "is too large");
    assert_string_equal(b.p, "before 0123456789");
    assert_false(b.full);
    oc_buf_clear(&b);
    oc_buf_puts(&b, "0123456789");
    assert_int_equal(oc_file_read(&b, &why, "post.md"), 0); /* just fits */
    assert_int_equal(b.n, 20);
    oc_buf_clear(&b);
    oc_buf_puts(&b, "01234567890");
    assert_int_equal(oc_file_read(&b, &why, "post.md"), -1); /* one byte too many */
    assert_string_equal(b.p, "01234567890");
    oc_buf_release(&b);
}

/* A file whose size the system does not know: it says 0, and gives what there is in pieces. */
static void reading_unsized(void **state)
{
    (void)state;
    struct oc_buf b;
    struct stat st;
    const char *why = NULL;
    if (stat("/proc/self/maps", &st) != 0 || st.st_size != 0)
        skip();
    oc_buf_init(&b, SIZE_MAX);
    assert_int_equal(oc_file_read(&b, &why, "/proc/self/maps"), 0);
    assert_true(b.n > 100);
    assert_int_equal(b.p[b.n - 1], '\n');
    oc_buf_release(&b);
}

static void refusing(void **state)
{
    (void)state;
    assert_int_equal(mkdir("dir", 0777), 0);
    assert_int_equal(mkfifo("pipe", 0666), 0);
    assert_int_equal(symlink("loop", "loop"), 0);
    write_file("secret", "x");
    assert_int_equal(chmod("secret", 0), 0);
    static const struct {
        const char *path, *why;
        enum oc_file_kind kind;
    } rows[] = {
        {"nothing", "no such file or folder", OC_FILE_NONE},
        {"", "no such file or folder", OC_FILE_NONE},
        {"secret/x", "a part of the path is not a folder", OC_FILE_NONE},
        {"dir", "is a folder", OC_FILE_FOLDER},
        {"pipe", "is not a regular file", OC_FILE_OTHER},
        {"/dev/zero", "is not a regular file", OC_FILE_OTHER},
        {"loop", "too many symbolic links", OC_FILE_NONE},
        {"secret", "permission denied", OC_FILE_REGULAR},
    };
    struct oc_buf b;
    oc_buf_init(&b, 20);
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        const char *why = NULL;
        assert_int_equal(oc_file_kind(rows[i].path), rows[i].kind);
        if (strcmp(rows[i].path, "secret") == 0 && geteuid() == 0)
            continue; /* root may read it */
        assert_int_equal(oc_file_read(&b, &why, rows[i].path), -1);
        assert_string_equal(why, rows[i].why);
    }
    assert_string_equal(b.p, "");
    assert_non_null(oc_file_why(12345));
}

/* A file whose size the system does not tell. */
static void unknown_size(void **state)
{
    (void)state;
    struct oc_buf b;
    const char *why = NULL;
    oc_buf_init(&b, SIZE_MAX);
    if (oc_file_read(&b, &why, "/proc/self/status") == 0)
        assert_true(b.n > 100);
    size_t n = b.n;
    oc_buf_release(&b);
    if (n) {
        oc_buf_init(&b, 50);
        assert_int_equal(oc_file_read(&b, &why, "/proc/self/status"), -1);
        assert_string_equal(why, "is too large");
        assert_int_equal(b.n, 0);
        oc_buf_release(&b);
    }
}

static void listing(void **state)
{
    (void)state;
    assert_int_equal(mkdir("list", 0777), 0);
    assert_int_equal(mkdir("list/sub", 0777), 0);
    write_file("list/b.md", "");
    write_file("list/B.md", "");
    write_file("list/.hidden", "");
    write_file("list/泉.md", "");
    assert_int_equal(symlink("b.md", "list/link"), 0);
    assert_int_equal(symlink(".", "list/self"), 0);
    assert_int_equal(symlink("gone", "list/dangling"), 0);
    static const struct {
        const char *name;
        enum oc_file_kind kind;
        bool link;
    } rows[] = {
        {".hidden", OC_FILE_REGULAR, false}, {"B.md", OC_FILE_REGULAR, false},
        {"b.md", OC_FILE_REGULAR, false},    {"dangling", OC_FILE_NONE, true},
        {"link", OC_FILE_REGULAR, true},     {"self", OC_FILE_FOLDER, true},
        {"sub", OC_FILE_FOLDER, false},      {"泉.md", OC_FILE_REGULAR, false},
    };
    struct oc_dir_item *items;
    size_t n;
    const char *why = NULL;
    assert_int_equal(oc_dir_list(&items, &n, &why, &arena, "list"), 0);
    assert_int_equal(n, OC_COUNT(rows));
    for (size_t i = 0; i < n; i++) {
        assert_string_equal(items[i].name.p, rows[i].name);
        assert_int_equal(items[i].kind, rows[i].kind);
        assert_int_equal(items[i].link, rows[i].link);
    }
    struct stat st;
    assert_int_equal(stat("list", &st), 0);
    assert_true(items[5].ino == st.st_ino && items[5].dev == st.st_dev);
    assert_int_equal(oc_dir_list(&items, &n, &why, &arena, "list/sub"), 0);
    assert_int_equal(n, 0);
    assert_int_equal(oc_dir_list(&items, &n, &why, &arena, "list/b.md"), -1);
    assert_string_equal(why, "is not a folder");
    assert_int_equal(oc_dir_list(&items, &n, &why, &arena, "list/gone"), -1);
    assert_string_equal(why, "no such file or folder");
    const char *real = oc_file_real(&arena, "list/self/self/link");
    assert_non_null(real);
    assert_true(oc_str_ends(oc_str(real), "/list/b.md"));
    assert_null(oc_file_real(&arena, "list/dangling"));
}

static void atomic_writing(void **state)
{
    (void)state;
    assert_int_equal(mkdir("out", 0777), 0);
    mode_t mask = umask(022);
    struct oc_atomic w;
    assert_int_equal(oc_atomic_open(&w, "out/book.epub"), 0);
    assert_int_equal(oc_atomic_write(&w, "first", 5), 0);
    assert_int_equal(oc_file_kind("out/book.epub"), OC_FILE_NONE);
    assert_int_equal(oc_atomic_commit(&w), 0);
    oc_atomic_release(&w);
    oc_atomic_release(&w);
    assert_file("out/book.epub", "first");
    struct stat st;
    assert_int_equal(stat("out/book.epub", &st), 0);
    assert_int_equal(st.st_mode & 0777, 0644);
    umask(mask);
    /* Given up: the old book stays, and nothing else is there. */
    assert_int_equal(oc_atomic_open(&w, "out/book.epub"), 0);
    assert_int_equal(oc_atomic_write(&w, "second", 6), 0);
    assert_file("out/book.epub", "first");
    oc_atomic_release(&w);
    assert_file("out/book.epub", "first");
    assert_int_equal(count_names("out"), 1);
    /* Replaced. */
    assert_int_equal(oc_atomic_open(&w, "out/book.epub"), 0);
    assert_int_equal(oc_atomic_write(&w, "second", 6), 0);
    assert_int_equal(oc_atomic_commit(&w), 0);
    assert_int_equal(oc_atomic_commit(&w), -1); /* no second time */
    oc_atomic_release(&w);
    assert_file("out/book.epub", "second");
    assert_int_equal(count_names("out"), 1);
}

static void atomic_links_and_names(void **state)
{
    (void)state;
    struct oc_atomic w;
    assert_int_equal(mkdir("shelf", 0777), 0);
    write_file("shelf/target.epub", "old");
    assert_int_equal(symlink("shelf/target.epub", "latest.epub"), 0);
    assert_int_equal(oc_atomic_open(&w, "latest.epub"), 0);
    assert_int_equal(oc_atomic_write(&w, "new", 3), 0);
    assert_int_equal(oc_atomic_commit(&w), 0);
    oc_atomic_release(&w);
    struct stat st;
    assert_int_equal(lstat("latest.epub", &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_file("shelf/target.epub", "new");
    /* The longest name there can be still gets its temporary one. */
    char name[256];
    memset(name, 'n', 255);
    name[255] = '\0';
    assert_int_equal(oc_atomic_open(&w, name), 0);
    assert_int_equal(oc_atomic_commit(&w), 0);
    oc_atomic_release(&w);
    assert_file(name, "");
}

static void atomic_failures(void **state)
{
    (void)state;
    static const struct {
        const char *path, *why;
    } rows[] = {
        {"", "no such file or folder"},
        {"/", "is a folder"},
        {".", "is a folder"},
        {"new/", "is a folder"},
        {"/dev/null", "is not a regular file"},
        {"no/such/book.epub", "no such file or folder"},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct oc_atomic w;
        assert_int_equal(oc_atomic_open(&w, rows[i].path), -1);
        assert_string_equal(w.why, rows[i].why);
        assert_int_equal(oc_atomic_commit(&w), -1);
        assert_string_equal(w.why, rows[i].why);
        oc_atomic_release(&w);
    }
    /* A disk that is full. */
    struct oc_atomic w;
    assert_int_equal(oc_atomic_open(&w, "full.epub"), 0);
    int full = open("/dev/full", O_WRONLY);
    if (full >= 0) {
        dup2(full, w.fd);
        close(full);
        assert_int_equal(oc_atomic_write(&w, "x", 1), -1);
        assert_string_equal(w.why, "no space left on the disk");
    }
    oc_atomic_release(&w);
    assert_int_equal(oc_file_kind("full.epub"), OC_FILE_NONE);
    /* The folder goes away before the commit. */
    assert_int_equal(mkdir("gone", 0777), 0);
    assert_int_equal(oc_atomic_open(&w, "gone/book.epub"), 0);
    assert_int_equal(oc_atomic_write(&w, "x", 1), 0);
    if (rmdir("gone") == 0)
        assert_int_equal(oc_atomic_commit(&w), -1);
    oc_atomic_release(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reading),
        cmocka_unit_test(reading_unsized),
        cmocka_unit_test(refusing),
        cmocka_unit_test(unknown_size),
        cmocka_unit_test(listing),
        cmocka_unit_test(atomic_writing),
        cmocka_unit_test(atomic_links_and_names),
        cmocka_unit_test(atomic_failures),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
