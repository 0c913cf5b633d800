/* SPDX-License-Identifier: MIT */
/*
 * Atomic writes. Where the system can, the bytes go to a file without a name (O_TMPFILE), so
 * that even a killed process leaves nothing behind. It gets its own name at the end; where a file
 * has that name, a hidden one first for the rename, because linkat cannot replace a file and rename
 * can.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"

#define NAME_TRIES 1000u
#define FD_PATH_SIZE 40

static int fail(struct oc_atomic *w, const char *why)
{
    w->why = why;
    return -1;
}

static char *heap_cstr(struct oc_str s)
{
    char *p = oc_alloc(s.n + 1);
    if (s.n)
        memcpy(p, s.p, s.n);
    return p;
}

/* The folder of w->path, from the heap. */
static char *folder_of(const struct oc_atomic *w)
{
    struct oc_str dir = oc_path_dir(oc_str(w->path));
    return heap_cstr(dir.n ? dir : OC_STR("."));
}

/* A hidden name next to w->path, from the heap. The process id keeps two octavos apart. */
static char *hidden_name(const struct oc_atomic *w, unsigned attempt)
{
    struct oc_str base = oc_path_base(oc_str(w->path));
    size_t dir = strlen(w->path) - base.n;
    /* The whole name must fit in NAME_MAX; half a UTF-8 character does no harm here. */
    base = oc_str_sub(base, 0, 200);
    size_t size = dir + base.n + 48;
    char *name = oc_alloc(size);
    snprintf(name, size, "%.*s.%.*s.octavo-%lx-%x", (int)dir, w->path, OC_STR_ARG(base),
             (unsigned long)getpid(), attempt);
    return name;
}

static void fd_path(char out[FD_PATH_SIZE], int fd)
{
    snprintf(out, FD_PATH_SIZE, "/proc/self/fd/%d", fd);
}

static int open_nameless(const struct oc_atomic *w)
{
#ifdef O_TMPFILE
    char *dir = folder_of(w);
    int fd = open(dir, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
    free(dir);
    char proc[FD_PATH_SIZE];
    struct stat st;
    if (fd >= 0) {
        fd_path(proc, fd);
        if (stat(proc, &st) == 0)
            return fd;
        close(fd); /* without /proc it could never get a name */
    }
#endif
    return -1;
}

static int open_hidden(struct oc_atomic *w)
{
    for (unsigned i = 0; i < NAME_TRIES; i++) {
        char *name = hidden_name(w, i);
        int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
        if (fd >= 0) {
            w->temp = name;
            return fd;
        }
        free(name);
        if (errno != EEXIST)
            break;
    }
    return -1;
}

int oc_atomic_open(struct oc_atomic *w, const char *path)
{
    *w = (struct oc_atomic){.fd = -1};
    if (!*path)
        return fail(w, oc_file_why(ENOENT));
    enum oc_file_kind kind = oc_file_kind(path);
    if (kind == OC_FILE_FOLDER || path[strlen(path) - 1] == '/')
        return fail(w, oc_file_why(EISDIR));
    if (kind == OC_FILE_OTHER)
        return fail(w, "is not a regular file");
    /* What a symbolic link leads to is replaced, not the link. */
    w->path = realpath(path, NULL);
    if (!w->path)
        w->path = heap_cstr(oc_str(path));
    w->fd = open_nameless(w);
    if (w->fd < 0)
        w->fd = open_hidden(w);
    if (w->fd < 0) {
        const char *why = oc_file_why(errno);
        oc_atomic_release(w);
        return fail(w, why);
    }
    return 0;
}

int oc_atomic_write(struct oc_atomic *w, const void *data, size_t size)
{
    const char *p = data;
    while (size) {
        ssize_t n = write(w->fd, p, size < (size_t)1 << 30 ? size : (size_t)1 << 30);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(w, oc_file_why(errno));
        p += n;
        size -= (size_t)n;
    }
    return 0;
}

/* Gives the nameless file its name, *placed, or a hidden one. */
static int name_it(bool *placed, struct oc_atomic *w)
{
    char proc[FD_PATH_SIZE];
    fd_path(proc, w->fd);
    *placed = linkat(AT_FDCWD, proc, AT_FDCWD, w->path, AT_SYMLINK_FOLLOW) == 0;
    if (*placed || errno != EEXIST)
        return *placed ? 0 : -1;
    for (unsigned i = 0; i < NAME_TRIES; i++) {
        char *name = hidden_name(w, i);
        if (linkat(AT_FDCWD, proc, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0) {
            w->temp = name;
            return 0;
        }
        free(name);
        if (errno != EEXIST)
            break;
    }
    return -1;
}

/* So that the new name is on the disk too; some file systems refuse, and that is no failure. */
static void sync_folder(const struct oc_atomic *w)
{
    char *dir = folder_of(w);
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(dir);
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
}

static int sync_and_close(bool *placed, struct oc_atomic *w)
{
    /* EINVAL: a file system that cannot sync. */
    int error = fsync(w->fd) != 0 && errno != EINVAL ? errno : 0;
    if (!error && !w->temp && name_it(placed, w) != 0)
        error = errno;
    /* what is placed is on the disk already */
    if (close(w->fd) != 0 && errno != EINTR && !error && !*placed)
        error = errno;
    w->fd = -1;
    return error;
}

int oc_atomic_commit(struct oc_atomic *w)
{
    if (w->fd < 0)
        return fail(w, w->why ? w->why : "is not open");
    bool placed = false;
    int error = sync_and_close(&placed, w);
    if (!error && !placed && rename(w->temp, w->path) != 0)
        error = errno;
    if (error) {
        oc_atomic_release(w);
        return fail(w, oc_file_why(error));
    }
    free(w->temp);
    w->temp = NULL;
    sync_folder(w);
    return 0;
}

void oc_atomic_release(struct oc_atomic *w)
{
    if (!w)
        return;
    if (w->path && w->fd >= 0)
        close(w->fd);
    if (w->temp)
        unlink(w->temp);
    free(w->temp);
    free(w->path);
    *w = (struct oc_atomic){.fd = -1, .why = w->why};
}
