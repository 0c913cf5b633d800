/* SPDX-License-Identifier: MIT */
/*
 * Images, as the stages share them: media finds, checks and fits them while render makes the pages
 * that show them; epub packs what came of it. render and epub see this service only, never media.
 */
#ifndef OC_IMAGE_H
#define OC_IMAGE_H

#include "base/buf.h"
#include "base/str.h"

struct oc_arena;
struct oc_post;

/* What was done with an image. From OC_IMAGE_MISSING on it is not in the book. */
enum oc_image_action {
    OC_IMAGE_KEPT,      /* byte for byte as it was */
    OC_IMAGE_STRIPPED,  /* without what it said of place and camera, the picture untouched */
    OC_IMAGE_CLEANED,   /* an SVG without scripts and what it would load */
    OC_IMAGE_CONVERTED, /* decoded and encoded anew: type, size, colours or turn were not fit */
    OC_IMAGE_MISSING,   /* no such file */
    OC_IMAGE_REMOTE,    /* on the web */
    OC_IMAGE_REFUSED,   /* outside the site, or past a limit */
    OC_IMAGE_BROKEN,    /* no image, or one that cannot be read */
    OC_IMAGE_FAILED,    /* on the web; it was asked for and did not come */
    OC_IMAGE_WANTED     /* on the web, to be loaded: the page is made again afterwards */
};
const char *oc_image_action_name(enum oc_image_action action); /* "kept" ... */

/* One file of the book; constant once found, and the service's. */
struct oc_image {
    struct oc_str href; /* img- and 12 hex digits of its digest, with its extension */
    const char *media_type;
    enum oc_image_action action;
    uint64_t bytes_in, bytes_out;
    uint32_t width; /* in pixels, of the author's file; 0 when not known */
    bool text;      /* SVG: worth deflating */
    bool moving;    /* more than one frame */
};

/* One place where a post shows an image, or would have. */
struct oc_image_use {
    struct oc_str src; /* as the author wrote it; cut when long */
    enum oc_image_action action;
    const struct oc_image *image; /* NULL when it is not in the book */
    bool guessed;                 /* no words of the author's describe it */
    bool fetched;                 /* it came from the web, in this run or an earlier one */
};

/* The picture on the front. */
struct oc_cover {
    struct oc_str href; /* "cover.jpg"; "" when the book has none */
    const char *media_type;
    struct oc_str bytes;
};

/* What a post asks of the service, at that place in it. */
struct oc_image_ask {
    struct oc_post *post;
    struct oc_str src; /* what the post calls it */
    struct oc_str url; /* where it is on the web, absolute and clean; "" when not known */
    int line, col;
    bool quiet; /* nothing goes to post->diags */
};
struct oc_image_answer {
    enum oc_image_action action;
    const struct oc_image *image; /* NULL from OC_IMAGE_MISSING on */
    bool fetched;
};

/* Of images that are being loaded: how many of how many addresses are settled, bytes so far. */
typedef void (*oc_image_tell)(void *ctx, size_t done, size_t total, uint64_t bytes);

/*
 * The service. list, find and warm may run on many threads at once and give the same whatever the
 * order; fetch and read belong to the thread that makes the book.
 */
struct oc_images {
    /*
     * The names of the pictures that are files in a folder, in byte order; folders are read once
     * and remembered.
     */
    const struct oc_strs *(*list)(struct oc_images *self, struct oc_str folder);
    /*
     * The image that is asked for. Why there is none, and what is odd about the file, goes to the
     * post's diagnostics. a is scratch.
     */
    void (*find)(struct oc_images *self, struct oc_image_answer *out,
                 const struct oc_image_ask *ask, struct oc_arena *a);
    /* Has them found and fitted by all threads, so that find need not wait for each in turn. */
    void (*warm)(struct oc_images *self, const struct oc_image_ask *asks, size_t n);
    /*
     * Loads every image that find has called OC_IMAGE_WANTED; find knows them from then on. The
     * number of them: 0 when there was nothing to load. The one place where octavo uses the
     * network.
     */
    size_t (*fetch)(struct oc_images *self, oc_image_tell tell, void *ctx);
    /* Appends the bytes of one. -1 with *why when its file is not what it was any more. */
    int (*read)(struct oc_images *self, struct oc_buf *out, const char **why,
                const struct oc_image *image);
    void (*free)(struct oc_images *self);
};

#endif
