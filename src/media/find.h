/* SPDX-License-Identifier: MIT */
/*
 * From what a post calls an image to a file on disk. Sites look for images in many places; the
 * finder tries those that a site generator or an editor would, nearest first, and gives no file
 * that lies outside the site's root once symbolic links are followed, unless --allow or --map
 * names its folder.
 */
#ifndef OC_FIND_H
#define OC_FIND_H

#include <pthread.h>

#include "book/book.h"
#include "book/image.h"

struct oc_map_rule {
    struct oc_str prefix;    /* of an address, without "https:" */
    struct oc_str dir, real; /* as named, and without links */
};

struct oc_finder {
    const struct oc_book *book;
    struct oc_arena arena;     /* what is below; written under lock after init */
    struct oc_map roots;       /* a post's root -> its real path, const char * */
    struct oc_map_rule *rules; /* --map */
    size_t nrules;
    struct oc_map_rule media; /* --media; dir is "" when not given */
    struct oc_strs allowed;   /* --allow, real paths */
    struct oc_str base;       /* path of the site's address, without '/' at the end */
    pthread_mutex_t lock;
    struct oc_map folders;  /* path -> its names without case, for names written otherwise */
    struct oc_map anywhere; /* root -> its pictures by name, for those that have no path */
    struct oc_map pictures; /* path of a folder -> its pictures, struct oc_strs * */
    struct oc_map reals;    /* path of a folder -> its real path, const char *, "" of none */
};

/* Diagnostics about --map and --allow go to diags. */
void oc_finder_init(struct oc_finder *f, const struct oc_book *book, struct oc_diags *diags);
void oc_finder_release(struct oc_finder *f);

struct oc_found_file {
    enum oc_image_action action; /* OC_IMAGE_KEPT: path is there; else MISSING, REMOTE, REFUSED */
    const char *path;            /* real */
    const char *why;             /* of REFUSED */
    struct oc_str spelled;       /* the name on disk, when only its case differs; else "" */
};

/* src is no data: URL. All texts are static or in a. Thread-safe. */
void oc_finder_find(struct oc_found_file *out, struct oc_finder *f, const struct oc_post *post,
                    struct oc_arena *a, struct oc_str src);

/* ---- near.c: names that differ from those on disk in case or Unicode form ---- */

/*
 * Like path below dir, each name taken as the folder has it; "" when there is none. *other_case:
 * more than the Unicode form differs. Folders are read once and remembered.
 */
struct oc_str oc_finder_near(struct oc_finder *f, struct oc_arena *a, bool *other_case,
                             struct oc_str dir, struct oc_str path);

/* ---- anywhere.c ---- */

/* The path of the one picture of that name below root; "" when there is none or are several. */
struct oc_str oc_finder_anywhere(struct oc_finder *f, struct oc_str root, struct oc_str name);
/* The names of the pictures in a folder, in byte order. */
const struct oc_strs *oc_finder_list(struct oc_finder *f, struct oc_str folder);

#endif
