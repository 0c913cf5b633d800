/* SPDX-License-Identifier: MIT */
/* Bytes as an archive holds them: raw deflate with their CRC. */
#ifndef OC_PACK_H
#define OC_PACK_H

#include "base/str.h"

struct oc_packed {
    void *data; /* raw deflate, from malloc */
    size_t size, full_size;
    uint32_t crc; /* of the bytes before */
};
void oc_pack(struct oc_packed *out, struct oc_str bytes);

#endif
