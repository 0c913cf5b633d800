/* SPDX-License-Identifier: MIT */
/*
 * Reading with libzip. Names are checked as text and files made with O_EXCL below a folder of our
 * own, so that an archive can neither lead out of it nor write anything twice; how much is written
 * is counted as it comes, never believed from the archive's own sizes.
 */
#include "base/unzip.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/path.h"
#include "base/uni.h"
#include "base/utf8.h"

#define CHUNK ((size_t)64 << 10)

struct unzip {
    zip_t *zip;
    int dir;       /* of the folder */
    uint64_t left; /* bytes that may still be written */
    oc_unzip_tell_fn tell;
    void *ctx;
    struct oc_buf name;
    bool full; /* nothing more can or may be written */
    char chunk[CHUNK];
};

/* ---- names ---- */

static bool is_plain(struct oc_str part)
{
    return part.n > 0 && part.n <= 255 && !oc_str_is(part, ".") && !oc_str_is(part, "..");
}

/* Whether name is a path that stays where it is unpacked. */
static const char *name_fault(struct oc_str name)
{
    struct oc_str part, rest = name;
    int depth = 0;
    if (name.n > 1024)
        return "its name is too long";
    if (oc_str_starts(name, "/") || oc_str_chr(name, '\\', 0) != SIZE_MAX ||
        (name.n > 1 && name.p[1] == ':'))
        return "its name leads out of the archive";
    while (rest.p && oc_str_cut(&part, &rest, '/')) {
        if (oc_str_is(part, ".."))
            return "its name leads out of the archive";
        if (!is_plain(part) || ++depth > OC_MAX_WALK_DEPTH)
            return "its name is not one that a file can have";
    }
    return NULL;
}

/* The entry's name as UTF-8 in u->name: archives from Windows have it in the local charset. */
static void read_name(struct unzip *u, uint64_t i)
{
    char charset[32];
    const char *raw = zip_get_name(u->zip, i, ZIP_FL_ENC_RAW);
    oc_buf_clear(&u->name);
    if (raw && oc_utf8_valid(oc_str(raw), NULL))
        oc_buf_puts(&u->name, raw);
    else if (raw)
        (void)oc_charset_to_utf8(&u->name, charset, oc_str(raw));
}

/* What packers add and no blog has; a folder, which its files make; nothing. */
static bool is_dull(struct oc_str name)
{
    return name.n == 0 || oc_str_ends(name, "/") || oc_str_starts(name, "__MACOSX/");
}

static bool is_regular(const struct unzip *u, uint64_t i)
{
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    if (zip_file_get_external_attributes(u->zip, i, 0, &system, &attributes) != 0)
        return false;
    mode_t mode = (mode_t)(attributes >> 16);
    return system != ZIP_OPSYS_UNIX || (mode & S_IFMT) == 0 || S_ISREG(mode);
}

/* ---- one entry ---- */

/* Makes the folders above a file; path is changed and changed back. */
static int make_folders(const struct unzip *u, char *path)
{
    for (char *slash = path; (slash = strchr(slash, '/')) != NULL; slash++) {
        *slash = '\0';
        int made = mkdirat(u->dir, path, 0700);
        *slash = '/';
        if (made != 0 && errno != EEXIST)
            return -1;
    }
    return 0;
}

/* Copies the entry to fd; NULL or why not. */
static const char *copy(struct unzip *u, zip_file_t *from, int fd)
{
    for (;;) {
        zip_int64_t n = zip_fread(from, u->chunk, CHUNK);
        if (n <= 0)
            return n < 0 ? "it is damaged" : NULL;
        if ((uint64_t)n > u->left) {
            u->full = true;
            return "the archive unpacks to more than octavo allows";
        }
        u->left -= (uint64_t)n;
        for (zip_int64_t done = 0; done < n;) {
            ssize_t k = write(fd, u->chunk + done, (size_t)(n - done));
            if (k < 0 && errno == EINTR)
                continue;
            if (k <= 0) {
                u->full = true;
                return oc_file_why(k < 0 ? errno : ENOSPC);
            }
            done += k;
        }
    }
}

static const char *unpack(struct unzip *u, uint64_t i)
{
    const char *fault = name_fault(oc_buf_view(&u->name));
    if (fault)
        return fault;
    if (!is_regular(u, i))
        return "it is a link or no regular file";
    zip_file_t *from = zip_fopen_index(u->zip, i, 0);
    if (!from)
        return zip_error_code_zip(zip_get_error(u->zip)) == ZIP_ER_NOPASSWD ? "it is encrypted"
                                                                            : "it is damaged";
    int fd = -1;
    if (make_folders(u, u->name.p) == 0)
        fd = openat(u->dir, u->name.p, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0) {
        fault = errno == EEXIST    ? "another entry has its name"
                : errno == ENOTDIR ? "a folder in its path is a file"
                                   : oc_file_why(errno);
    } else {
        fault = copy(u, from, fd);
        close(fd);
        if (fault)
            (void)unlinkat(u->dir, u->name.p, 0);
    }
    zip_fclose(from);
    return fault;
}

static void unpack_all(struct unzip *u)
{
    zip_int64_t n = zip_get_num_entries(u->zip, 0);
    for (zip_int64_t i = 0; i < n && !u->full; i++) {
        const char *fault = NULL;
        read_name(u, (uint64_t)i);
        if ((uint64_t)i >= OC_MAX_ZIP_FILES) {
            u->full = true;
            fault = "the archive has more files than octavo allows";
        } else if (!is_dull(oc_buf_view(&u->name))) {
            fault = unpack(u, (uint64_t)i);
        }
        if (fault)
            u->tell(u->ctx, oc_buf_view(&u->name), fault);
    }
}

/* ---- the folder ---- */

static int remove_one(const char *path, const struct stat *st OC_UNUSED, int flag OC_UNUSED,
                      struct FTW *ftw OC_UNUSED)
{
    int gone = remove(path); /* the others go all the same */
    (void)gone;
    return 0;
}

static void remove_folder(void *ptr)
{
    (void)nftw(ptr, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* On the disk where there is one, as spools are; it goes with the arena. */
static char *make_private(struct oc_arena *a)
{
    static const char *const templates[] = {"/var/tmp/octavo-XXXXXX", "/tmp/octavo-XXXXXX"};
    for (size_t i = 0; i < OC_COUNT(templates); i++) {
        char *path = oc_arena_alloc(a, strlen(templates[i]) + 1);
        memcpy(path, templates[i], strlen(templates[i]));
        if (mkdtemp(path)) {
            oc_arena_defer(a, remove_folder, path);
            return path;
        }
    }
    return NULL;
}

/* How much an archive of that size may hold: more than any text shrinks to, and no disk full. */
static uint64_t allowance(const char *path)
{
    struct stat st;
    uint64_t size = stat(path, &st) == 0 ? (uint64_t)st.st_size : 0;
    uint64_t most =
        size < OC_MAX_ZIP_BYTES / OC_MAX_ZIP_RATIO ? size * OC_MAX_ZIP_RATIO : OC_MAX_ZIP_BYTES;
    return most < OC_MIN_ZIP_BYTES ? OC_MIN_ZIP_BYTES : most;
}

static const char *unpack_into(struct unzip *u, struct oc_arena *a, const char **why,
                               const char *path)
{
    const char *folder = NULL;
    struct oc_str stem = oc_path_stem(oc_str(path));
    char *above = make_private(a);
    if (above && (!is_plain(stem) || stem.p[0] == '.'))
        stem = OC_STR("archive");
    if (above) {
        folder = oc_path_join(a, oc_str(above), stem).p;
        if (mkdir(folder, 0700) == 0)
            u->dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    }
    if (u->dir < 0) {
        *why = oc_file_why(errno);
        return NULL;
    }
    unpack_all(u);
    close(u->dir);
    return folder;
}

const char *oc_unzip(struct oc_arena *a, const char **why, const char *path, oc_unzip_tell_fn tell,
                     void *ctx)
{
    int error = 0;
    zip_t *zip = zip_open(path, ZIP_RDONLY, &error);
    if (!zip) {
        *why = error == ZIP_ER_NOZIP || error == ZIP_ER_INCONS ? "it is no ZIP archive, or damaged"
                                                               : "it cannot be opened";
        return NULL;
    }
    struct unzip *u = oc_alloc(sizeof *u);
    u->zip = zip;
    u->dir = -1;
    u->left = allowance(path);
    u->tell = tell;
    u->ctx = ctx;
    oc_buf_init(&u->name, (size_t)1 << 18);
    const char *folder = unpack_into(u, a, why, path);
    oc_buf_release(&u->name);
    free(u);
    zip_discard(zip);
    return folder;
}
