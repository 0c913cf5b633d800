/* SPDX-License-Identifier: MIT */
/* A parallel for: no queues, no futures. */
#ifndef OC_POOL_H
#define OC_POOL_H

#include "base/base.h"

/*
 * Calls fn(ctx, worker, i) once for each i in [0, n), from up to jobs threads; worker is in
 * [0, jobs) and no two calls with the same worker run at once, so that it can index scratch
 * space. Returns when all are done. When a thread cannot be started, the others do its share.
 * Order of calls is unspecified: results must go to slot i.
 */
void oc_pool_each(size_t n, unsigned jobs, void (*fn)(void *ctx, unsigned worker, size_t i),
                  void *ctx);
/* Processors this process may use, at least 1. */
unsigned oc_pool_cpus(void);

#endif
