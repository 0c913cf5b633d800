/* SPDX-License-Identifier: MIT */
/* See inject.h. Under a sanitizer its own malloc stays, and LeakSanitizer counts instead. */
#include "inject.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/base.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define OWN_MALLOC 0
#else
#define OWN_MALLOC 1
#endif

/* The next definition of NAME after this program's, as a function of type TYPE. */
#define REAL(type, name) ((type)(uintptr_t)real(name))
#define EXPORT __attribute__((visibility("default")))

void *dlsym(void *handle, const char *name);
#define NEXT ((void *)-1l) /* RTLD_NEXT */

static atomic_int armed;
static enum inject_way armed_way;
static long armed_n;
static atomic_long calls, live;

static void *real(const char *name)
{
    return dlsym(NEXT, name);
}

static void find_icu(void);

void inject_arm(enum inject_kind kind, enum inject_way way, long n)
{
    find_icu();
    armed_way = way;
    armed_n = n;
    atomic_store(&calls, 0);
    atomic_store(&armed, (int)kind);
}

long inject_disarm(void)
{
    atomic_store(&armed, INJECT_NONE);
    return atomic_load(&calls);
}

long inject_live_blocks(void)
{
    return atomic_load(&live);
}

long inject_live_files(void)
{
    long n = 0;
    for (int fd = 0; fd < 256; fd++)
        n += fcntl(fd, F_GETFD) >= 0;
    return n;
}

/* Is it this call's turn? *number: which one it is, from 1. */
static bool hit(enum inject_kind kind, long *number)
{
    if (atomic_load_explicit(&armed, memory_order_relaxed) != (int)kind)
        return false;
    *number = atomic_fetch_add(&calls, 1) + 1;
    if (armed_n == 0)
        return false;
    return armed_way == INJECT_ONCE ? *number == armed_n : *number >= armed_n;
}

static bool fails(enum inject_kind kind, int error)
{
    long number;
    if (!hit(kind, &number))
        return false;
    errno = error;
    return true;
}

/* Reads and writes: *size may become 1. */
static bool transfer_fails(enum inject_kind kind, int error, size_t *size)
{
    long number;
    if (!hit(kind, &number))
        return false;
    errno = error;
    if (armed_way == INJECT_SHORT) {
        *size = *size > 1 ? 1 : *size;
        return false;
    }
    if (armed_way == INJECT_INTERRUPTED) {
        errno = EINTR;
        return number % 2 == armed_n % 2;
    }
    return true;
}

/* ---- memory ---- */

#if OWN_MALLOC
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t size);
void *__libc_memalign(size_t align, size_t size);
void __libc_free(void *p);
extern char __executable_start, etext;

/* Where ICU's libraries lie; found when first armed. */
static struct {
    uintptr_t from, to;
} icu[4];
static size_t nicu;

static int note_icu(struct dl_phdr_info *info, OC_UNUSED size_t size, OC_UNUSED void *ctx)
{
    if (!info->dlpi_name || !strstr(info->dlpi_name, "libicu") || nicu == OC_COUNT(icu))
        return 0;
    icu[nicu].from = UINTPTR_MAX;
    for (size_t i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *h = &info->dlpi_phdr[i];
        uintptr_t from = info->dlpi_addr + h->p_vaddr;
        if (h->p_type != PT_LOAD)
            continue;
        if (from < icu[nicu].from)
            icu[nicu].from = from;
        if (from + h->p_memsz > icu[nicu].to)
            icu[nicu].to = from + h->p_memsz;
    }
    nicu++;
    return 0;
}

static bool is_icu(uintptr_t at)
{
    for (size_t i = 0; i < nicu; i++)
        if (at >= icu[i].from && at < icu[i].to)
            return true;
    return false;
}

static bool memory_fails(const void *caller)
{
    if (atomic_load_explicit(&armed, memory_order_relaxed) == INJECT_NONE)
        return false;
    uintptr_t at = (uintptr_t)caller;
    bool own = at >= (uintptr_t)&__executable_start && at < (uintptr_t)&etext;
    return fails(own          ? INJECT_OWN_MEMORY
                 : is_icu(at) ? INJECT_ICU_MEMORY
                              : INJECT_LIB_MEMORY,
                 ENOMEM);
}

static void *counted(void *p)
{
    if (p)
        atomic_fetch_add_explicit(&live, 1, memory_order_relaxed);
    return p;
}

EXPORT void *malloc(size_t size)
{
    return memory_fails(__builtin_return_address(0)) ? NULL : counted(__libc_malloc(size));
}

EXPORT void *calloc(size_t n, size_t size)
{
    return memory_fails(__builtin_return_address(0)) ? NULL : counted(__libc_calloc(n, size));
}

EXPORT void *realloc(void *p, size_t size)
{
    if (memory_fails(__builtin_return_address(0)))
        return NULL;
    void *grown = __libc_realloc(p, size);
    if (!p)
        return counted(grown);
    if (!grown && size == 0)
        atomic_fetch_sub(&live, 1);
    return grown;
}

EXPORT void *memalign(size_t align, size_t size)
{
    return counted(__libc_memalign(align, size));
}

EXPORT void *aligned_alloc(size_t align, size_t size)
{
    return counted(__libc_memalign(align, size));
}

EXPORT int posix_memalign(void **out, size_t align, size_t size)
{
    *out = counted(__libc_memalign(align, size));
    return *out ? 0 : ENOMEM;
}

EXPORT void free(void *p)
{
    if (p)
        atomic_fetch_sub_explicit(&live, 1, memory_order_relaxed);
    __libc_free(p);
}
#endif

static void find_icu(void)
{
#if OWN_MALLOC
    if (nicu == 0)
        dl_iterate_phdr(note_icu, NULL);
#endif
}

/* ---- files ---- */

static int open_at(int dir, const char *path, int flags, mode_t mode)
{
    if (fails(INJECT_OPEN, flags & (O_CREAT | O_TMPFILE) & ~O_DIRECTORY ? ENOSPC : EMFILE))
        return -1;
    return (int)syscall(SYS_openat, dir, path, flags, mode);
}

EXPORT int open(const char *path, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    mode_t mode = va_arg(args, mode_t);
    va_end(args);
    return open_at(AT_FDCWD, path, flags, mode);
}

EXPORT int __open_2(const char *path, int flags)
{
    return open_at(AT_FDCWD, path, flags, 0);
}

EXPORT int mkostemp(char *name, int flags)
{
    return fails(INJECT_OPEN, ENOSPC) ? -1 : REAL(int (*)(char *, int), "mkostemp")(name, flags);
}

EXPORT int memfd_create(const char *name, unsigned flags)
{
    return fails(INJECT_OPEN, ENOMEM) ? -1 : (int)syscall(SYS_memfd_create, name, flags);
}

EXPORT ssize_t read(int fd, void *to, size_t size)
{
    return transfer_fails(INJECT_READ, EIO, &size) ? -1 : syscall(SYS_read, fd, to, size);
}

EXPORT ssize_t __read_chk(int fd, void *to, size_t size, OC_UNUSED size_t room)
{
    return read(fd, to, size);
}

EXPORT ssize_t pread(int fd, void *to, size_t size, off_t at)
{
    return transfer_fails(INJECT_READ, EIO, &size) ? -1 : syscall(SYS_pread64, fd, to, size, at);
}

EXPORT ssize_t __pread_chk(int fd, void *to, size_t size, off_t at, OC_UNUSED size_t room)
{
    return pread(fd, to, size, at);
}

EXPORT ssize_t write(int fd, const void *from, size_t size)
{
    return transfer_fails(INJECT_WRITE, ENOSPC, &size) ? -1 : syscall(SYS_write, fd, from, size);
}

EXPORT ssize_t pwrite(int fd, const void *from, size_t size, off_t at)
{
    return transfer_fails(INJECT_WRITE, ENOSPC, &size) ? -1
                                                       : syscall(SYS_pwrite64, fd, from, size, at);
}

/* Thousands of books need not reach the disk. */
EXPORT int fsync(OC_UNUSED int fd)
{
    return fails(INJECT_SYNC, EIO) ? -1 : 0;
}

/* Linux closes the file even when close reports an error. */
EXPORT int close(int fd)
{
    int result = (int)syscall(SYS_close, fd);
    return fails(INJECT_CLOSE, EIO) ? -1 : result;
}

EXPORT int rename(const char *from, const char *to)
{
    return fails(INJECT_RENAME, EACCES)
               ? -1
               : (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

EXPORT int linkat(int a, const char *from, int b, const char *to, int flags)
{
    return fails(INJECT_RENAME, EACCES) ? -1 : (int)syscall(SYS_linkat, a, from, b, to, flags);
}

/* ---- what is there ---- */

EXPORT int fstatat(int dir, const char *path, struct stat *st, int flags)
{
    if (fails(INJECT_STAT, EIO))
        return -1;
    return REAL(int (*)(int, const char *, struct stat *, int), "fstatat")(dir, path, st, flags);
}

EXPORT int stat(const char *path, struct stat *st)
{
    return fstatat(AT_FDCWD, path, st, 0);
}

EXPORT int fstat(int fd, struct stat *st)
{
    return fstatat(fd, "", st, AT_EMPTY_PATH);
}

EXPORT int mkdir(const char *path, mode_t mode)
{
    return fails(INJECT_FOLDER, ENOSPC) ? -1 : (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}

EXPORT DIR *fdopendir(int fd)
{
    return fails(INJECT_FOLDER, EMFILE) ? NULL : REAL(DIR * (*)(int), "fdopendir")(fd);
}

EXPORT struct dirent *readdir(DIR *dir)
{
    return fails(INJECT_FOLDER, EIO) ? NULL : REAL(struct dirent * (*)(DIR *), "readdir")(dir);
}

EXPORT char *realpath(const char *path, char *to)
{
    return fails(INJECT_FOLDER, EACCES)
               ? NULL
               : REAL(char *(*)(const char *, char *), "realpath")(path, to);
}

EXPORT char *__realpath_chk(const char *path, char *to, OC_UNUSED size_t room)
{
    return realpath(path, to);
}

EXPORT void *mmap(void *at, size_t size, int protection, int flags, int fd, off_t offset)
{
    if (fails(INJECT_MAP, ENOMEM))
        return MAP_FAILED;
    return (void *)syscall(SYS_mmap, at, size, protection, flags, fd, offset);
}

EXPORT int pthread_create(pthread_t *thread, const pthread_attr_t *attr, void *(*fn)(void *),
                          void *arg)
{
    if (fails(INJECT_THREAD, EAGAIN))
        return EAGAIN;
    return REAL(int (*)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *),
                "pthread_create")(thread, attr, fn, arg);
}
