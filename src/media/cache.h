/* SPDX-License-Identifier: MIT */
/* Converted images from run to run, by the source's digest and what was asked for. */
#ifndef OC_CACHE_H
#define OC_CACHE_H

#include "media/fit.h"

/*
 * The name of a result: in folder, from the digest of the source and the settings; in out.
 * "" when there is no cache.
 */
void oc_cache_name(struct oc_buf *out, struct oc_str folder, const unsigned char digest[20],
                   const struct oc_fit *fit);
/* Appends what stands under that name and tells its type; -1 when there is nothing whole. */
int oc_cache_get(struct oc_buf *out, enum oc_image_type *type, struct oc_str name) OC_NODISCARD;
/* Keeps it; does nothing when it cannot. */
void oc_cache_put(struct oc_str name, struct oc_str bytes);

#endif
