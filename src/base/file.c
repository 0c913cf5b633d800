/* SPDX-License-Identifier: MIT */
/* Reading the disk: kinds, bounded reads, sorted folder lists. Nothing here blocks or writes. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/path.h"

const char *oc_file_why(int error)
{
    static const struct {
        int error;
        const char *text;
    } table[] = {
        {ENOENT, "no such file or folder"},
        {ENOTDIR, "a part of the path is not a folder"},
        {EACCES, "permission denied"},
        {EPERM, "permission denied"},
        {EISDIR, "is a folder"},
        {EFBIG, "is too large"},
        {ELOOP, "too many symbolic links"},
        {ENAMETOOLONG, "the name is too long"},
        {ENOSPC, "no space left on the disk"},
        {EDQUOT, "no space left in the quota"},
        {EROFS, "the file system is read-only"},
        {EMFILE, "too many open files"},
        {ENFILE, "too many open files"},
        {EIO, "the disk reports an error"},
        {ENXIO, "is not a regular file"},
        {ETXTBSY, "is in use"},
        {EBUSY, "is in use"},
    };
    for (size_t i = 0; i < OC_COUNT(table); i++) {
        if (table[i].error == error)
            return table[i].text;
    }
#ifdef __GLIBC__
    const char *text = strerrordesc_np(error);
    if (text)
        return text;
#endif
    return "the system reports an error";
}

static enum oc_file_kind kind_of(mode_t mode)
{
    if (S_ISREG(mode))
        return OC_FILE_REGULAR;
    return S_ISDIR(mode) ? OC_FILE_FOLDER : OC_FILE_OTHER;
}

enum oc_file_kind oc_file_look(const char **why, const char *path)
{
    static const int absent[] = {ENOENT, ENOTDIR, EACCES, ELOOP, ENAMETOOLONG};
    struct stat st;
    *why = NULL;
    if (stat(path, &st) == 0)
        return kind_of(st.st_mode);
    int error = errno;
    for (size_t i = 0; i < OC_COUNT(absent); i++)
        if (error == absent[i])
            return OC_FILE_NONE;
    *why = oc_file_why(error);
    return OC_FILE_NONE;
}

enum oc_file_kind oc_file_kind(const char *path)
{
    const char *why;
    return oc_file_look(&why, path);
}

enum oc_file_kind oc_file_kind_link(bool *link, const char *path)
{
    struct stat st;
    *link = false;
    if (lstat(path, &st) != 0)
        return OC_FILE_NONE;
    *link = S_ISLNK(st.st_mode);
    return *link ? oc_file_kind(path) : kind_of(st.st_mode);
}

static int fail(const char **why, const char *text)
{
    *why = text;
    return -1;
}

/*
 * Appends what is left of fd, a regular file. guess: how many bytes that probably is. One more is
 * asked for: when it does not come, and all others did, the file ends there.
 */
static int read_rest(struct oc_buf *out, const char **why, int fd, size_t guess)
{
    for (;;) {
        size_t room = out->max - out->n;
        size_t step = guess < room ? guess + 1 : room;
        if (step == 0) {
            char more;
            ssize_t got = read(fd, &more, 1);
            if (got < 0 && errno == EINTR)
                continue;
            return got == 0 ? 0 : fail(why, oc_file_why(got < 0 ? errno : EFBIG));
        }
        if (!oc_buf_reserve(out, step))
            return fail(why, oc_file_why(EFBIG));
        ssize_t got = read(fd, out->p + out->n, step);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got < 0 ? fail(why, oc_file_why(errno)) : 0;
        oc_buf_added(out, (size_t)got);
        if ((size_t)got == guess && guess < step)
            return 0;
        guess = (size_t)got < guess ? guess - (size_t)got : 65536; /* it has grown */
    }
}

int oc_file_read(struct oc_buf *out, const char **why, const char *path)
{
    /* O_NONBLOCK: opening a pipe nobody writes to would wait for ever. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return fail(why, oc_file_why(errno));
    struct stat st;
    size_t before = out->n;
    int result;
    if (fstat(fd, &st) != 0)
        result = fail(why, oc_file_why(errno));
    else if (S_ISDIR(st.st_mode))
        result = fail(why, oc_file_why(EISDIR));
    else if (!S_ISREG(st.st_mode))
        result = fail(why, "is not a regular file");
    else if (out->full || (uint64_t)st.st_size > out->max - out->n)
        result = fail(why, oc_file_why(EFBIG));
    else
        result = read_rest(out, why, fd, (size_t)st.st_size);
    close(fd);
    if (result != 0 && out->n > before) {
        out->n = before;
        out->p[before] = '\0';
    }
    return result;
}

static int by_name(const void *a, const void *b)
{
    const struct oc_dir_item *x = a, *y = b;
    return oc_str_cmp(x->name, y->name);
}

static struct oc_dir_item look_at(struct oc_arena *a, int dir, const struct dirent *entry)
{
    struct oc_dir_item item = {.name = oc_arena_copy(a, oc_str(entry->d_name))};
    if (entry->d_type == DT_REG) {
        item.kind = OC_FILE_REGULAR;
        return item;
    }
    struct stat st;
    item.link = entry->d_type == DT_LNK;
    if (entry->d_type == DT_UNKNOWN && fstatat(dir, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0)
        item.link = S_ISLNK(st.st_mode);
    if (fstatat(dir, entry->d_name, &st, 0) == 0) {
        item.kind = kind_of(st.st_mode);
        item.dev = st.st_dev;
        item.ino = st.st_ino;
    }
    return item;
}

/* Reads the names into *items, which is the heap's. */
static int read_names(struct oc_dir_item **items, size_t *n, struct oc_arena *a, DIR *dir)
{
    size_t cap = 0;
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(dir);
        if (!entry)
            return errno;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (*n == OC_MAX_FILES)
            return EFBIG;
        if (*n == cap) {
            cap = cap ? cap * 2 : 64;
            *items = oc_realloc(*items, cap * sizeof **items);
        }
        (*items)[(*n)++] = look_at(a, dirfd(dir), entry);
    }
}

int oc_dir_list(struct oc_dir_item **items, size_t *n, const char **why, struct oc_arena *a,
                const char *path)
{
    *items = NULL;
    *n = 0;
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return fail(why, errno == ENOTDIR ? "is not a folder" : oc_file_why(errno));
    DIR *dir = fdopendir(fd);
    if (!dir) {
        int error = errno;
        close(fd);
        return fail(why, oc_file_why(error));
    }
    struct oc_dir_item *found = NULL;
    size_t count = 0;
    int error = read_names(&found, &count, a, dir);
    closedir(dir);
    if (error) {
        free(found);
        return fail(why, oc_file_why(error));
    }
    if (count) {
        qsort(found, count, sizeof *found, by_name);
        *items = oc_arena_alloc(a, count * sizeof *found);
        memcpy(*items, found, count * sizeof *found);
        *n = count;
    }
    free(found);
    return 0;
}

const char *oc_file_real(struct oc_arena *a, const char *path)
{
    char *real = realpath(path, NULL);
    if (!real)
        return NULL;
    const char *copy = oc_arena_cstr(a, oc_str(real));
    free(real);
    return copy;
}

bool oc_file_inside(struct oc_arena *scratch, const char *root, const char *path)
{
    const char *real = oc_file_real(scratch, path);
    return real && oc_path_inside(oc_str(root), oc_str(real));
}

size_t oc_file_start(char *out, size_t size, const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct stat st;
    size_t n = 0;
    if (fd < 0)
        return 0;
    while (n < size && fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
        ssize_t got = read(fd, out + n, size - n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        n += (size_t)got;
    }
    close(fd);
    return n;
}
