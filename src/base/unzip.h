/* SPDX-License-Identifier: MIT */
/*
 * A ZIP archive from a stranger, unpacked into a new folder that only this user may enter: what
 * reads folders then reads archives. Nothing in the archive can name a place outside that folder,
 * and no link, device or encrypted entry is made of it.
 */
#ifndef OC_UNZIP_H
#define OC_UNZIP_H

#include "base/arena.h"
#include "base/str.h"

/* Of an entry that is left out, and why. */
typedef void (*oc_unzip_tell_fn)(void *ctx, struct oc_str name, const char *why);

/*
 * The folder, named as the archive without its extension; it is removed with the arena. NULL with
 * *why when path is no archive or nothing can be written. What goes past OC_MAX_ZIP_* is left out.
 */
const char *oc_unzip(struct oc_arena *a, const char **why, const char *path, oc_unzip_tell_fn tell,
                     void *ctx) OC_NODISCARD;

#endif
