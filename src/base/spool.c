/* SPDX-License-Identifier: MIT */
/* Spools: writes are gathered, reads are pread, so that a spool has no position to share. */
#include "base/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/file.h"

#define GATHER ((size_t)256 << 10)

/* On the disk where there is one: /tmp is often memory, and a spool may be large. */
static int open_unnamed(void)
{
    static const char *const folders[] = {"/var/tmp", "/tmp"};
    for (size_t i = 0; i < OC_COUNT(folders); i++) {
        int fd = open(folders[i], O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0600);
        if (fd >= 0)
            return fd;
    }
    for (size_t i = 0; i < OC_COUNT(folders); i++) { /* file systems without O_TMPFILE */
        char name[64];
        snprintf(name, sizeof name, "%s/octavo-XXXXXX", folders[i]);
        int fd = mkostemp(name, O_CLOEXEC);
        if (fd >= 0) {
            unlink(name);
            return fd;
        }
    }
    return memfd_create("octavo", MFD_CLOEXEC);
}

static void close_spool(void *ptr)
{
    struct oc_spool *s = ptr;
    close(s->fd);
    oc_buf_release(&s->pending);
}

struct oc_spool *oc_spool_new(struct oc_arena *a, const char **why)
{
    int fd = open_unnamed();
    if (fd < 0) {
        *why = oc_file_why(errno);
        return NULL;
    }
    struct oc_spool *s = OC_NEW(a, struct oc_spool);
    s->fd = fd;
    oc_buf_init(&s->pending, GATHER);
    oc_arena_defer(a, close_spool, s);
    return s;
}

static int write_all(int fd, struct oc_str text, const char **why)
{
    while (text.n > 0) {
        ssize_t n = write(fd, text.p, text.n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            *why = oc_file_why(n < 0 ? errno : ENOSPC);
            return -1;
        }
        text = oc_str_sub(text, (size_t)n, text.n);
    }
    return 0;
}

int oc_spool_flush(struct oc_spool *s, const char **why)
{
    int result = write_all(s->fd, oc_buf_view(&s->pending), why);
    oc_buf_clear(&s->pending);
    return result;
}

int oc_spool_put(uint64_t *at, struct oc_spool *s, struct oc_str text, const char **why)
{
    *at = s->size;
    if (text.n > GATHER - s->pending.n && oc_spool_flush(s, why) != 0)
        return -1;
    if (text.n > GATHER) {
        if (write_all(s->fd, text, why) != 0)
            return -1;
    } else {
        oc_buf_put(&s->pending, text);
    }
    s->size += text.n;
    return 0;
}

int oc_spool_read(struct oc_buf *out, const struct oc_spool *s, uint64_t at, size_t size,
                  const char **why)
{
    if (!oc_buf_reserve(out, size)) {
        *why = "it is too large";
        return -1;
    }
    for (size_t done = 0; done < size;) {
        ssize_t n = pread(s->fd, out->p + out->n, size - done, (off_t)(at + done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            *why = n < 0 ? oc_file_why(errno) : "the temporary file ends too early";
            return -1;
        }
        oc_buf_added(out, (size_t)n);
        done += (size_t)n;
    }
    return 0;
}
