/* SPDX-License-Identifier: MIT */
/*
 * Calls into the system that fail on demand. inject.c defines malloc, open, read and their like, so
 * that a program linked with it, and every library it loads, comes by here first. One kind of call
 * is watched at a time; the Nth of it fails, or all from the Nth on.
 */
#ifndef OC_INJECT_H
#define OC_INJECT_H

#include <stdbool.h>

enum inject_kind {
    INJECT_NONE,
    INJECT_OWN_MEMORY, /* malloc, calloc, realloc, called by octavo's own code */
    INJECT_LIB_MEMORY, /* the same, called by a library, but not by */
    INJECT_ICU_MEMORY, /* ICU, which does not always come through */
    INJECT_OPEN,
    INJECT_READ,
    INJECT_WRITE,
    INJECT_SYNC,
    INJECT_CLOSE,
    INJECT_RENAME, /* and linkat */
    INJECT_STAT,
    INJECT_FOLDER, /* mkdir, fdopendir, readdir, realpath */
    INJECT_MAP,
    INJECT_THREAD,
    INJECT_KINDS
};

/* How a call that is to fail fails. */
enum inject_way {
    INJECT_ONCE,        /* the Nth, with the error usual for its kind */
    INJECT_FROM_THEN,   /* the Nth and all that follow: a full disk, a dead one */
    INJECT_INTERRUPTED, /* every one from the Nth on is first EINTR, then done */
    INJECT_SHORT,       /* every one from the Nth on reads or writes one byte */
};

/* From now on the nth call (from 1; 0: none) of the kind fails. Counters start anew. */
void inject_arm(enum inject_kind kind, enum inject_way way, long n);
/* No call fails any more. Answers how many of the kind there were. */
long inject_disarm(void);
/* Memory of the heap that is in use, and open files, by number. */
long inject_live_blocks(void);
long inject_live_files(void);

#endif
