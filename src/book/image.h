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
    OC_IMAGE_BROKEN     /* no image, or one that cannot be read */
};
const char *oc_image_action_name(enum oc_image_action action); /* "kept" ... */

/* One file of the book; constant once found, and the service's. */
struct oc_image {
    struct oc_str href; /* img- and 12 hex digits of its digest, with its extension */
    const char *media_type;
    enum oc_image_action action;
    uint64_t bytes_in, bytes_out;
    bool text;   /* SVG: worth deflating */
    bool moving; /* more than one frame */
};

/* One place where a post shows an image, or would have. */
struct oc_image_use {
    struct oc_str src; /* as the author wrote it; cut when long */
    enum oc_image_action action;
    const struct oc_image *image; /* NULL when it is not in the book */
    bool guessed;                 /* no words of the author's describe it */
};

/* The picture on the front. */
struct oc_cover {
    struct oc_str href; /* "cover.jpg"; "" when the book has none */
    const char *media_type;
    struct oc_str bytes;
};

/*
 * The service. find and warm may run on many threads at once and give the same whatever the order;
 * read belongs to the thread that packs the book.
 */
struct oc_images {
    /*
     * The image that a post calls src, at that place in it; *image is NULL when the result is
     * OC_IMAGE_MISSING or later. Why, and what is odd about the file, goes to post->diags, unless
     * quiet. a is scratch.
     */
    enum oc_image_action (*find)(struct oc_images *self, const struct oc_image **image,
                                 struct oc_post *post, struct oc_arena *a, struct oc_str src,
                                 int line, int col, bool quiet);
    /* Has them found and fitted by all threads, so that find need not wait for each in turn. */
    void (*warm)(struct oc_images *self, const struct oc_post *post, const struct oc_str *srcs,
                 size_t n);
    /* Appends the bytes of one. -1 with *why when its file is not what it was any more. */
    int (*read)(struct oc_images *self, struct oc_buf *out, const char **why,
                const struct oc_image *image);
    void (*free)(struct oc_images *self);
};

#endif
