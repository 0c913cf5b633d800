/* SPDX-License-Identifier: MIT */
/* Bounded reads, sorted walks and atomic writes. */
#ifndef OC_FILE_H
#define OC_FILE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

enum oc_file_kind {
    OC_FILE_NONE,
    OC_FILE_REGULAR,
    OC_FILE_FOLDER,
    OC_FILE_OTHER
};
/* What stands at path, symbolic links followed. A device, socket or pipe is OTHER. */
enum oc_file_kind oc_file_kind(const char *path);
/* The same; *link: what stands at path itself is a symbolic link. */
enum oc_file_kind oc_file_kind_link(bool *link, const char *path);
/* The same; *why is NULL unless there may be something that cannot be looked at. */
enum oc_file_kind oc_file_look(const char **why, const char *path);

/* Static English text for an errno value: what *why below is. */
const char *oc_file_why(int error);

/*
 * Appends the whole regular file. -1 with *why (static text, for a diagnostic) when it cannot be
 * opened or read, is not a regular file, or is larger than out->max - out->n allows. Never
 * blocks on a pipe or device.
 */
int oc_file_read(struct oc_buf *out, const char **why, const char *path) OC_NODISCARD;

/* A name found by oc_dir_list. */
struct oc_dir_item {
    struct oc_str name; /* in the arena, NUL-terminated */
    enum oc_file_kind kind;
    bool link;
    uint64_t dev, ino; /* of a folder or of what a link leads to, for finding loops; else 0 */
};
/*
 * The names in a folder, in byte order, "." and ".." left out. -1 with *why when it cannot be
 * read.
 */
int oc_dir_list(struct oc_dir_item **items, size_t *n, const char **why, struct oc_arena *a,
                const char *path) OC_NODISCARD;

/* The path with every symbolic link resolved, in the arena; NULL when it does not exist. */
const char *oc_file_real(struct oc_arena *a, const char *path);
/* Whether path, all links followed, is root or below it; root is a real path. */
bool oc_file_inside(struct oc_arena *scratch, const char *root, const char *path);
/* The first bytes of a regular file, at most size; how many there are, 0 when it cannot be read. */
size_t oc_file_start(char *out, size_t size, const char *path);

/*
 * An atomic write: bytes go to a file in the folder of path that has no name where the system
 * can (O_TMPFILE), a hidden temporary one elsewhere; commit fsyncs and renames it over path.
 * Until then whatever stood at path is untouched. release without commit leaves no trace.
 */
struct oc_atomic {
    int fd; /* -1 when closed */
    char *path;
    char *temp; /* the temporary file's name while it has one, else NULL */
    const char *why;
};
int oc_atomic_open(struct oc_atomic *w, const char *path) OC_NODISCARD;
int oc_atomic_write(struct oc_atomic *w, const void *data, size_t size) OC_NODISCARD;
int oc_atomic_commit(struct oc_atomic *w) OC_NODISCARD;
void oc_atomic_release(struct oc_atomic *w); /* after commit too; safe to call twice */

#endif
