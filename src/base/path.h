/* SPDX-License-Identifier: MIT */
/* Paths as text ('/' between names) and percent-encoding. Nothing here touches the disk. */
#ifndef OC_PATH_H
#define OC_PATH_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

struct oc_str oc_path_base(struct oc_str path); /* after the last '/'; trailing '/' ignored */
struct oc_str
oc_path_dir(struct oc_str path); /* before it, without the '/'; "" when none, "/" of "/a" */
struct oc_str oc_path_ext(struct oc_str path);  /* without the dot; "" when none or hidden file */
bool oc_path_is_image(struct oc_str path);      /* by its extension */
struct oc_str oc_path_stem(struct oc_str path); /* base without extension */

/* a/b; b alone when it is absolute. NUL-terminated. */
struct oc_str oc_path_join(struct oc_arena *a, struct oc_str dir, struct oc_str name);
/*
 * Without "", "." and, where a name stands before, ".."; leading ".." of a relative path stay.
 * The folder itself is "".
 */
struct oc_str oc_path_normal(struct oc_arena *a, struct oc_str path);
struct oc_str oc_path_slashes(struct oc_arena *a, struct oc_str path); /* those of Windows too */
/* Both normal: path is root or below it. */
bool oc_path_inside(struct oc_str root, struct oc_str path);

/*
 * Whether a pattern stands for the whole path: one star is any run of characters but '/', '?' one
 * of them, two stars a run of any characters; a slash right after two stars may be missing. All
 * else is itself.
 */
bool oc_path_has_glob(struct oc_str pattern); /* a star or '?' */
bool oc_path_glob(struct oc_str pattern, struct oc_str path);

/* %XX decoded; a malformed escape stays as it is. */
void oc_percent_decode(struct oc_buf *out, struct oc_str s);
/* The same for people to read; s as it is where that would be no UTF-8. */
void oc_percent_show(struct oc_buf *out, struct oc_str s);
void oc_percent_put(struct oc_buf *out, char byte); /* as %XX */
/* Everything but unreserved characters (RFC 3986 section 2.3) and those in keep encoded. */
void oc_percent_encode(struct oc_buf *out, struct oc_str s, const char *keep);

#endif
