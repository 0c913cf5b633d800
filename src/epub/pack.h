/* SPDX-License-Identifier: MIT */
/* Bytes as an archive holds them: raw deflate with their CRC. */
#ifndef OC_PACK_H
#define OC_PACK_H

#include "base/str.h"

/* What one thread keeps from page to page: libdeflate's tables, and room for what comes out. */
struct oc_packer {
    struct libdeflate_compressor *compressor;     /* NULL until the first page */
    struct libdeflate_decompressor *decompressor; /* NULL until one is read again */
    void *room;
    size_t size;
};
void oc_packer_release(struct oc_packer *p); /* one that is all zero has nothing to release */

struct oc_packed {
    void *data; /* raw deflate, from malloc */
    size_t size, full_size;
    uint32_t crc; /* of the bytes before */
};
void oc_pack(struct oc_packed *out, struct oc_packer *p, struct oc_str bytes);
uint32_t oc_pack_crc(struct oc_str bytes); /* of bytes that are stored as they are */

#endif
