/* SPDX-License-Identifier: MIT */
/* A temporary file without a name: where large texts wait that are read once more, later. */
#ifndef OC_SPOOL_H
#define OC_SPOOL_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

struct oc_spool {
    int fd;
    uint64_t size;         /* of all texts put, pending ones included */
    struct oc_buf pending; /* not yet written */
};

/* Closed with the arena; NULL with *why when no temporary file can be made. */
struct oc_spool *oc_spool_new(struct oc_arena *a, const char **why) OC_NODISCARD;
/* Adds a text; *at is where it begins. -1 with *why when it cannot be written (disk full). */
int oc_spool_put(uint64_t *at, struct oc_spool *s, struct oc_str text,
                 const char **why) OC_NODISCARD;
/* Writes what is pending: once, after the last put and before the first read. */
int oc_spool_flush(struct oc_spool *s, const char **why) OC_NODISCARD;
/*
 * Appends size bytes from at. Many threads may read at once. -1 with *why when they cannot be
 * read or do not fit in out.
 */
int oc_spool_read(struct oc_buf *out, const struct oc_spool *s, uint64_t at, size_t size,
                  const char **why) OC_NODISCARD;

#endif
