/* SPDX-License-Identifier: MIT */
/*
 * A ZIP file as EPUB wants it (OCF, EPUB 3.3 section 4.3): 1980-01-01 on every entry, no extra
 * fields, no data descriptors, no folders. The bytes go straight to a struct oc_atomic.
 */
#ifndef OC_ARCHIVE_H
#define OC_ARCHIVE_H

#include "base/buf.h"

struct oc_archive;

/* NULL with *why when the file cannot be made. path as for oc_atomic_open. */
struct oc_archive *oc_archive_new(const char **why, const char *path) OC_NODISCARD;

/*
 * Appends an entry. name is an ASCII path. data is size bytes: raw deflate of full_size bytes
 * when deflated, else the file as it is; it is borrowed and read by oc_archive_commit. crc is of
 * the full bytes. Failure is remembered and told by commit.
 */
void oc_archive_add(struct oc_archive *z, const char *name, const void *data, size_t size,
                    size_t full_size, uint32_t crc, bool deflated);

/*
 * Appends an entry of size bytes, stored, that read appends to out when its turn comes; what it
 * appends is borrowed until the next one. -1 from read, or another size, makes commit fail.
 */
void oc_archive_add_late(struct oc_archive *z, const char *name, size_t size,
                         int (*read)(void *ctx, struct oc_buf *out), void *ctx);

/* Writes everything and gives the file its name. *size: its bytes. -1 with *why; the name then
 * still stands for what it stood for before. */
int oc_archive_commit(uint64_t *size, const char **why, struct oc_archive *z) OC_NODISCARD;
void oc_archive_free(struct oc_archive *z); /* after commit too; NULL is fine */

#endif
