/* SPDX-License-Identifier: MIT */
/* The parallel for. Under ThreadSanitizer this also shows that worker slots need no lock. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first. */
#include <cmocka.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>

#include "base/pool.h"

#define N 5000u
#define JOBS 8u

struct job {
    unsigned char done[N];
    size_t by_worker[JOBS];
    pthread_t caller;
    atomic_bool wrong;
};

static void count(void *ctx, unsigned worker, size_t i)
{
    struct job *job = ctx;
    job->done[i]++;
    job->by_worker[worker]++; /* no other call with this worker runs now */
    if ((worker == 0) != (pthread_equal(pthread_self(), job->caller) != 0))
        atomic_store(&job->wrong, true);
    sigset_t mask;
    pthread_sigmask(SIG_SETMASK, NULL, &mask);
    if ((worker != 0) != (sigismember(&mask, SIGINT) == 1))
        atomic_store(&job->wrong, true);
}

static void run(size_t n, unsigned jobs)
{
    struct job job = {.caller = pthread_self()};
    oc_pool_each(n, jobs, count, &job);
    size_t total = 0;
    for (size_t i = 0; i < JOBS; i++)
        total += job.by_worker[i];
    assert_int_equal(total, n);
    for (size_t i = 0; i < N; i++)
        assert_int_equal(job.done[i], i < n);
    assert_false(atomic_load(&job.wrong));
}

static void each_once(void **state)
{
    (void)state;
    run(0, 4);
    run(1, 4);
    run(3, 0);
    run(3, 1);
    run(3, JOBS);
    for (unsigned jobs = 1; jobs <= JOBS; jobs++)
        run(N, jobs);
}

static void cpus(void **state)
{
    (void)state;
    assert_true(oc_pool_cpus() >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_once), cmocka_unit_test(cpus)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
