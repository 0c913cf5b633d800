/* SPDX-License-Identifier: MIT */
/* The only user of libdeflate: pages are compressed by the threads that made them. */
#include <libdeflate.h>
#include <stdlib.h>

#include "epub/epub.h"
#include "epub/pack.h"

#define LEVEL 6 /* zlib's default too: what archivers make */

void oc_pack(struct oc_packed *out, struct oc_str bytes)
{
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(LEVEL);
    if (!c)
        oc_out_of_memory();
    size_t bound = libdeflate_deflate_compress_bound(c, bytes.n);
    void *data = oc_alloc(bound);
    size_t size = libdeflate_deflate_compress(c, bytes.n ? bytes.p : "", bytes.n, data, bound);
    libdeflate_free_compressor(c);
    *out = (struct oc_packed){
        .data = oc_realloc(data, size),
        .size = size, /* never 0: the bound is enough */
        .full_size = bytes.n,
        .crc = libdeflate_crc32(0, bytes.n ? bytes.p : "", bytes.n),
    };
}

void oc_epub_deflate(struct oc_post *post, struct oc_str page)
{
    struct oc_packed packed;
    oc_pack(&packed, page);
    free(post->page);
    post->page = packed.data;
    post->page_size = packed.size;
    post->page_full_size = packed.full_size;
    post->page_crc = packed.crc;
}
