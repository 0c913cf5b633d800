/* SPDX-License-Identifier: MIT */
/*
 * The only user of libzip. Both ends are zip_source_functions: an entry's source says in STAT
 * that it is deflated already, so libzip copies it; the archive's own source writes through one
 * window of memory to the atomic file, because libzip goes back over each header and would
 * otherwise cost ten system calls an entry.
 */
#include "epub/archive.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#include <zip.h>

#include "base/file.h"
#include "epub/epub.h"

#define WINDOW ((size_t)1 << 20)
/* In one write: for more, a kernel looks for memory in one piece, which takes far longer. */
#define PIECE ((size_t)64 << 10)

/* The file being written. window holds the bytes from start on, used of them, not yet written. */
struct sink {
    struct oc_atomic file;
    zip_error_t error;
    unsigned char *window;
    uint64_t start, at, end; /* at: where libzip writes; end: the size of the file */
    size_t used;
};

struct entry {
    const unsigned char *data;
    size_t size, full_size, read;
    uint32_t crc;
    bool deflated;
    int (*late)(void *ctx, struct oc_buf *out); /* gives the data; NULL when it is there */
    void *ctx;
    struct oc_archive *archive;
};

struct oc_archive {
    zip_t *zip;
    struct sink sink;
    struct entry **entries; /* libzip keeps their addresses */
    size_t n, cap;
    time_t date;        /* of all entries */
    struct oc_buf late; /* the data of the late entry at hand: libzip reads one after the other */
    const char *why;    /* the first failure */
};

/* ---- The archive's own source ---- */

static int sink_fail(struct sink *s, const char *why)
{
    if (!s->file.why)
        s->file.why = why;
    zip_error_set(&s->error, ZIP_ER_WRITE, EIO);
    return -1;
}

static int write_at(struct sink *s, const unsigned char *p, size_t n, uint64_t at)
{
    while (n > 0) {
        ssize_t k = pwrite(s->file.fd, p, n < PIECE ? n : PIECE, (off_t)at);
        if (k < 0 && errno == EINTR)
            continue;
        if (k <= 0)
            return sink_fail(s, oc_file_why(k < 0 ? errno : ENOSPC));
        p += k;
        n -= (size_t)k;
        at += (uint64_t)k;
    }
    return 0;
}

static int sink_flush(struct sink *s)
{
    int result = write_at(s, s->window, s->used, s->start);
    s->start += s->used;
    s->used = 0;
    return result;
}

static int sink_write(struct sink *s, const unsigned char *p, size_t n)
{
    bool fits = s->at >= s->start && s->at - s->start <= s->used &&
                n <= WINDOW - (size_t)(s->at - s->start);
    if (!fits) {
        if (sink_flush(s) != 0)
            return -1;
        s->start = s->at;
    }
    if (n > WINDOW) {
        if (write_at(s, p, n, s->at) != 0)
            return -1;
        s->start += n;
    } else {
        size_t offset = (size_t)(s->at - s->start);
        memcpy(s->window + offset, p, n);
        if (offset + n > s->used)
            s->used = offset + n;
    }
    s->at += n;
    if (s->at > s->end)
        s->end = s->at;
    return 0;
}

static zip_int64_t sink_seek(struct sink *s, void *data, zip_uint64_t len)
{
    zip_source_args_seek_t *args =
        ZIP_SOURCE_GET_ARGS(zip_source_args_seek_t, data, len, &s->error);
    if (!args)
        return -1;
    zip_int64_t to = zip_source_seek_compute_offset(s->at, s->end, data, len, &s->error);
    if (to < 0)
        return -1;
    s->at = (uint64_t)to;
    return 0;
}

static zip_int64_t sink_call(void *ctx, void *data, zip_uint64_t len, zip_source_cmd_t cmd)
{
    struct sink *s = ctx;
    switch (cmd) {
    case ZIP_SOURCE_SUPPORTS:
        return ZIP_SOURCE_SUPPORTS_WRITABLE;
    case ZIP_SOURCE_STAT: /* nothing is there yet: libzip then starts a new archive */
        zip_error_set(&s->error, ZIP_ER_READ, ENOENT);
        return -1;
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&s->error, data, len);
    case ZIP_SOURCE_WRITE:
        return sink_write(s, data, (size_t)len) == 0 ? (zip_int64_t)len : -1;
    case ZIP_SOURCE_SEEK_WRITE:
        return sink_seek(s, data, len);
    case ZIP_SOURCE_TELL_WRITE:
        return (zip_int64_t)s->at;
    case ZIP_SOURCE_COMMIT_WRITE:
        return sink_flush(s);
    case ZIP_SOURCE_BEGIN_WRITE:
    case ZIP_SOURCE_ROLLBACK_WRITE: /* the atomic file is dropped by its owner */
    case ZIP_SOURCE_REMOVE:
    case ZIP_SOURCE_FREE:
        return 0;
    default:
        zip_error_set(&s->error, ZIP_ER_OPNOTSUPP, 0);
        return -1;
    }
}

/* ---- An entry's source ---- */

static zip_int64_t entry_stat(const struct entry *e, void *data, zip_uint64_t len)
{
    zip_stat_t *st = data;
    if (len < sizeof(*st))
        return -1;
    zip_stat_init(st);
    st->size = e->full_size;
    st->comp_size = e->size;
    st->crc = e->crc;
    st->comp_method = e->deflated ? ZIP_CM_DEFLATE : ZIP_CM_STORE;
    st->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD;
    if (!e->late) /* else libzip reckons it: the entry is stored */
        st->valid |= ZIP_STAT_CRC;
    return (zip_int64_t)sizeof(*st);
}

static int entry_open(struct entry *e)
{
    struct oc_buf *late = &e->archive->late;
    e->read = 0;
    if (!e->late)
        return 0;
    oc_buf_clear(late);
    if (e->late(e->ctx, late) != 0 || late->n != e->size)
        return -1;
    e->data = (const unsigned char *)late->p;
    return 0;
}

static zip_int64_t entry_call(void *ctx, void *data, zip_uint64_t len, zip_source_cmd_t cmd)
{
    struct entry *e = ctx;
    switch (cmd) {
    case ZIP_SOURCE_SUPPORTS:
        return ZIP_SOURCE_SUPPORTS_READABLE;
    case ZIP_SOURCE_OPEN:
        return entry_open(e);
    case ZIP_SOURCE_READ: {
        size_t n = e->size - e->read < len ? e->size - e->read : (size_t)len;
        if (n > 0)
            memcpy(data, e->data + e->read, n);
        e->read += n;
        return (zip_int64_t)n;
    }
    case ZIP_SOURCE_STAT:
        return entry_stat(e, data, len);
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_FREE:
        return 0;
    default:
        return -1;
    }
}

/* ---- The archive ---- */

static void fail(struct oc_archive *z, const char *why)
{
    if (!z->why)
        z->why = z->sink.file.why ? z->sink.file.why : why;
}

/*
 * 1980-01-01 00:00 in local time, which is what libzip takes and writes. As a DOS date it would be
 * turned into this for every entry, and mktime looks at the file of the time zone each time.
 */
static time_t first_day(void)
{
    struct tm day = {.tm_year = 80, .tm_mday = 1, .tm_isdst = -1};
    return mktime(&day);
}

struct oc_archive *oc_archive_new(const char **why, const char *path)
{
    struct oc_archive *z = oc_alloc(sizeof(*z));
    zip_error_t error;
    zip_error_init(&z->sink.error);
    oc_buf_init(&z->late, SIZE_MAX / 2);
    if (oc_atomic_open(&z->sink.file, path) != 0) {
        *why = z->sink.file.why;
        oc_archive_free(z);
        return NULL;
    }
    z->sink.window = oc_alloc(WINDOW);
    z->date = first_day();
    zip_error_init(&error);
    zip_source_t *source = zip_source_function_create(sink_call, &z->sink, &error);
    if (source)
        z->zip = zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, &error);
    if (!z->zip) {
        zip_source_free(source);
        *why = "cannot start the archive";
        oc_archive_free(z);
        z = NULL;
    }
    zip_error_fini(&error);
    return z;
}

static void add(struct oc_archive *z, const char *name, struct entry entry)
{
    struct entry *e = oc_alloc(sizeof(*e));
    *e = entry;
    e->archive = z;
    if (z->n == z->cap) {
        z->cap = z->cap ? z->cap * 2 : 64;
        z->entries = oc_realloc(z->entries, z->cap * sizeof(struct entry *));
    }
    z->entries[z->n++] = e;

    zip_source_t *source = zip_source_function(z->zip, entry_call, e);
    zip_int64_t i = source ? zip_file_add(z->zip, name, source, ZIP_FL_ENC_GUESS) : -1;
    if (i < 0) {
        zip_source_free(source);
        fail(z, "cannot add to the archive");
        return;
    }
    zip_uint64_t at = (zip_uint64_t)i;
    zip_int32_t method = entry.deflated ? ZIP_CM_DEFAULT : ZIP_CM_STORE;
    if (zip_set_file_compression(z->zip, at, method, 0) != 0 ||
        zip_file_set_mtime(z->zip, at, z->date, 0) != 0 ||
        zip_file_set_external_attributes(z->zip, at, 0, ZIP_OPSYS_UNIX, 0100644u << 16) != 0)
        fail(z, "cannot add to the archive");
}

void oc_archive_add(struct oc_archive *z, const char *name, const void *data, size_t size,
                    size_t full_size, uint32_t crc, bool deflated)
{
    add(z, name,
        (struct entry){
            .data = data, .size = size, .full_size = full_size, .crc = crc, .deflated = deflated});
}

void oc_archive_add_late(struct oc_archive *z, const char *name, size_t size,
                         int (*read)(void *ctx, struct oc_buf *out), void *ctx)
{
    add(z, name, (struct entry){.size = size, .full_size = size, .late = read, .ctx = ctx});
}

int oc_archive_commit(uint64_t *size, const char **why, struct oc_archive *z)
{
    if (!z->why) {
        if (zip_close(z->zip) == 0)
            z->zip = NULL;
        else
            fail(z, "cannot write the archive");
    }
    if (!z->why && oc_atomic_commit(&z->sink.file) != 0)
        fail(z, "cannot write the file");
    *size = z->sink.end;
    *why = z->why;
    return z->why ? -1 : 0;
}

void oc_archive_free(struct oc_archive *z)
{
    if (!z)
        return;
    if (z->zip)
        zip_discard(z->zip);
    oc_atomic_release(&z->sink.file);
    zip_error_fini(&z->sink.error);
    for (size_t i = 0; i < z->n; i++)
        free(z->entries[i]);
    free(z->entries);
    oc_buf_release(&z->late);
    free(z->sink.window);
    free(z);
}

bool oc_epub_is(const char *path)
{
    static const char name[] = "mimetype", type[] = "application/epub+zip";
    enum {
        NAME_AT = 30, /* of a ZIP's local header; the sizes of name and extra field stand before */
        NAME_SIZE = sizeof(name) - 1,
        TYPE_SIZE = sizeof(type) - 1
    };
    char head[256];
    size_t n = oc_file_start(head, sizeof(head), path);
    if (n < NAME_AT + NAME_SIZE || memcmp(head, "PK\3\4", 4) != 0 || head[26] != NAME_SIZE ||
        head[27] != 0 || memcmp(head + NAME_AT, name, NAME_SIZE) != 0)
        return false;
    size_t at =
        NAME_AT + NAME_SIZE + (unsigned char)head[28] + ((size_t)(unsigned char)head[29] << 8);
    return at + TYPE_SIZE <= n && memcmp(head + at, type, TYPE_SIZE) == 0;
}
