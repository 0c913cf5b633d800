/* SPDX-License-Identifier: MIT */
/*
 * Images on the web. Pages are made first; what they ask for and no run has loaded yet is noted
 * down, loaded in one go by oc_fetch_run, and the pages that asked are made again. So rendering
 * never waits for the network, and a second run, which finds everything in the cache, makes each
 * page once and no request.
 *
 * In the cache, fetch/URLS/ab/SHA1-OF-URL tells what came of an address, and fetch/bodies/ab/SHA1
 * has the bytes; bodies are written first and named by what is in them, so whatever is cut off
 * leaves nothing wrong. Without a cache bodies wait in a temporary file.
 */
#ifndef OC_FETCH_H
#define OC_FETCH_H

#include <pthread.h>
#include <sys/socket.h>

#include "base/spool.h"
#include "book/book.h"

enum oc_fetch_state {
    OC_FETCH_WANTED, /* not here yet */
    OC_FETCH_HERE,
    OC_FETCH_FAILED
};

/* How long what failed is believed. */
enum oc_fetch_memory {
    OC_FETCH_FORGET, /* nobody was asked */
    OC_FETCH_HOUR,   /* it may be better later */
    OC_FETCH_KEEP    /* the server has said so */
};

/* What is known of one address. */
struct oc_fetch_record {
    struct oc_str url; /* as it is sent: ASCII, no fragment */
    enum oc_fetch_state state;
    bool noted;      /* it is in the list of wanted ones, or was */
    const char *why; /* of FAILED */
    enum oc_fetch_memory memory;
    int64_t when; /* recalled, and believed until then, in seconds since 1970; 0: no end */

    bool body;                    /* there is one, of this or an earlier run */
    unsigned char digest[20];     /* its SHA-1 */
    size_t size;                  /* its bytes */
    const char *path;             /* its file in the cache; NULL: in the spool, at */
    uint64_t at;                  /* there */
    struct oc_str etag, modified; /* what the server said of it */
    struct oc_fetch_record *next; /* in the list of wanted ones; then in its host's */
};

struct oc_fetch {
    const struct oc_book *book;
    struct oc_diags *diags;
    struct oc_str cache;  /* a folder; "" for none */
    pthread_mutex_t lock; /* for what is below, while pages are made */
    struct oc_arena arena;
    struct oc_map records; /* by url */
    struct oc_fetch_record *wanted, **wanted_end;
    size_t nwanted;
    struct oc_spool *spool; /* bodies that are not in the cache */
    uint64_t bytes;         /* loaded so far */
    bool off;               /* there is no libcurl, and it has been said */
};

/* cache: a folder or "". */
void oc_fetch_init(struct oc_fetch *f, const struct oc_book *book, struct oc_diags *diags,
                   struct oc_str cache);
void oc_fetch_release(struct oc_fetch *f);

/*
 * What is known of a clean absolute URL goes to *out, a copy; false when it cannot be asked for.
 * note: when nothing is known, it is wanted. Thread-safe.
 */
bool oc_fetch_ask(struct oc_fetch_record *out, struct oc_fetch *f, struct oc_str url, bool note);
/* Appends the body of one that is here. -1: it is damaged, and wanted from now on. Thread-safe. */
int oc_fetch_body(struct oc_buf *out, struct oc_fetch *f, const struct oc_fetch_record *r);

/* Settles all that is wanted, as far as the run is not cancelled; how many that were. */
size_t oc_fetch_run(struct oc_fetch *f, oc_image_tell tell, void *ctx);

/* ---- fetch_cache.c; f->lock is held or not needed any more ---- */

/* Fills r from what an earlier run has kept; false when there is nothing to believe. */
bool oc_fetch_recall(struct oc_fetch *f, struct oc_fetch_record *r);
/* Keeps r, and before it the body, for later runs, as far as that is possible. */
void oc_fetch_keep(struct oc_fetch *f, const struct oc_fetch_record *r);
/* r gets that body: in the cache, else in the spool. -1 when there is no place. */
int oc_fetch_keep_body(struct oc_fetch *f, struct oc_fetch_record *r, struct oc_str body);

/* ---- fetch_guard.c ---- */

/*
 * Whether an address may be asked. Public ones may, under private those of this computer and of
 * local networks too; never multicast, broadcast, link-local addresses (where clouds answer with
 * secrets), or IPv6 forms that wrap one of these.
 */
bool oc_fetch_allowed(const struct sockaddr *address, bool private);

#endif
