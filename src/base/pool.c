/* SPDX-License-Identifier: MIT */
/* A parallel for: workers take the next index from one atomic counter until none is left. */
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/pool.h"

struct run {
    size_t n;
    atomic_size_t next;
    void (*fn)(void *ctx, unsigned worker, size_t i);
    void *ctx;
};

struct worker {
    struct run *run;
    unsigned number;
    pthread_t thread;
};

static void work(struct run *run, unsigned worker)
{
    for (;;) {
        size_t i = atomic_fetch_add_explicit(&run->next, 1, memory_order_relaxed);
        if (i >= run->n)
            return;
        run->fn(run->ctx, worker, i);
    }
}

static void *start(void *arg)
{
    struct worker *w = arg;
    work(w->run, w->number);
    return NULL;
}

void oc_pool_each(size_t n, unsigned jobs, void (*fn)(void *ctx, unsigned worker, size_t i),
                  void *ctx)
{
    struct run run = {.n = n, .fn = fn, .ctx = ctx};
    atomic_init(&run.next, 0);
    unsigned others = n > 1 && jobs > 1 ? (jobs <= n ? jobs : (unsigned)n) - 1 : 0;
    if (others == 0) {
        work(&run, 0);
        return;
    }
    struct worker *workers = oc_alloc(others * sizeof *workers);
    /* Signals from outside belong to the thread that called; new threads inherit this mask. */
    static const int own_faults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP};
    sigset_t outside, before;
    sigfillset(&outside);
    for (size_t i = 0; i < OC_COUNT(own_faults); i++)
        sigdelset(&outside, own_faults[i]);
    pthread_sigmask(SIG_BLOCK, &outside, &before);
    unsigned started = 0;
    while (started < others) {
        struct worker *w = &workers[started];
        *w = (struct worker){.run = &run, .number = started + 1};
        if (pthread_create(&w->thread, NULL, start, w) != 0)
            break;
        started++;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    work(&run, 0);
    for (unsigned i = 0; i < started; i++)
        pthread_join(workers[i].thread, NULL);
    free(workers);
}

unsigned oc_pool_cpus(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0)
        return CPU_COUNT(&set) > 0 ? (unsigned)CPU_COUNT(&set) : 1;
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n > 0 ? (unsigned)n : 1;
}
