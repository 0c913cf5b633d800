/* SPDX-License-Identifier: MIT */
/* SHA-1 (RFC 3174) and name-based UUIDs (RFC 9562, version 5). For identity, not for security. */
#ifndef OC_DIGEST_H
#define OC_DIGEST_H

#include "base/buf.h"
#include "base/str.h"

void oc_sha1(unsigned char out[20], struct oc_str s);
/* Appends the UUID of name in the URL namespace: 8-4-4-4-12 lower-case hex digits. */
void oc_uuid5_url(struct oc_buf *out, struct oc_str name);

#endif
