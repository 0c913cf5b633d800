/* SPDX-License-Identifier: MIT */
/* data: URLs (RFC 2397). */
#ifndef OC_DATA_H
#define OC_DATA_H

#include "base/buf.h"

/* Appends what url holds, base64 or percent-encoded. -1 when it is no such URL or too large. */
int oc_data_decode(struct oc_buf *out, struct oc_str url) OC_NODISCARD;

#endif
