/* SPDX-License-Identifier: MIT */
/* The only user of libdeflate: pages are compressed by the threads that made them. */
#include <libdeflate.h>
#include <stdlib.h>

#include "epub/epub.h"
#include "epub/pack.h"

/* A build takes a sixth less of the processor than at 6, what archivers take, for texts that are 2
 * to 7 bytes in a hundred larger; for whole books it is 0 to 5. */
#define LEVEL 1

void oc_packer_release(struct oc_packer *p)
{
    libdeflate_free_compressor(p->compressor);
    libdeflate_free_decompressor(p->decompressor);
    free(p->room);
    *p = (struct oc_packer){.compressor = NULL};
}

uint32_t oc_pack_crc(struct oc_str bytes)
{
    return libdeflate_crc32(0, bytes.n ? bytes.p : "", bytes.n);
}

void oc_pack(struct oc_packed *out, struct oc_packer *p, struct oc_str bytes)
{
    if (!p->compressor && !(p->compressor = libdeflate_alloc_compressor(LEVEL)))
        oc_out_of_memory();
    size_t bound = libdeflate_deflate_compress_bound(p->compressor, bytes.n);
    if (bound > p->size) {
        free(p->room);
        p->room = NULL; /* what stood there is of no use */
        p->room = oc_realloc(NULL, bound);
        p->size = bound;
    }
    size_t size = libdeflate_deflate_compress(p->compressor, bytes.n ? bytes.p : "", bytes.n,
                                              p->room, p->size);
    *out = (struct oc_packed){
        .data = memcpy(oc_realloc(NULL, size), p->room, size),
        .size = size, /* never 0: the bound is enough */
        .full_size = bytes.n,
        .crc = oc_pack_crc(bytes),
    };
}

void oc_epub_inflate(struct oc_buf *out, const struct oc_post *post, struct oc_packer *p)
{
    if (!p->decompressor && !(p->decompressor = libdeflate_alloc_decompressor()))
        oc_out_of_memory();
    if (!oc_buf_reserve(out, post->page_full_size))
        return;
    if (libdeflate_deflate_decompress(p->decompressor, post->page, post->page_size, out->p + out->n,
                                      post->page_full_size, NULL) != LIBDEFLATE_SUCCESS)
        abort(); /* it is octavo's own */
    oc_buf_added(out, post->page_full_size);
}

void oc_epub_deflate(struct oc_post *post, struct oc_packer *p, struct oc_str page)
{
    struct oc_packed packed;
    oc_pack(&packed, p, page);
    free(post->page);
    post->page = packed.data;
    post->page_size = packed.size;
    post->page_full_size = packed.full_size;
    post->page_crc = packed.crc;
}
