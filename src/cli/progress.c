/* SPDX-License-Identifier: MIT */
/* A progress bar that stays away from short work, pipes and --quiet. */
#include <time.h>
#include <unistd.h>

#include "cli.h"

static double clock_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void show(void *ctx, const char *stage, size_t done, size_t total)
{
    static const char full[] = "########################", empty[] = "........................";
    struct oc_progress *p = ctx;
    double now = clock_now();
    if (now - p->start < 0.5 || now - p->last < 0.05)
        return;
    int filled = total ? (int)(done * 24 / total) : 0;
    p->last = now;
    p->shown = true;
    fprintf(stderr, "\r%-7s [%.*s%.*s] %zu/%zu", stage, filled, full, 24 - filled, empty, done,
            total);
}

void oc_progress_start(struct oc_progress *p, const struct oc_args *args, struct octavo *o)
{
    *p = (struct oc_progress){.start = clock_now()};
    p->on = !args->quiet && !args->json && isatty(STDERR_FILENO);
    if (p->on)
        octavo_on_progress(o, show, p);
}

void oc_progress_end(struct oc_progress *p)
{
    if (p->shown)
        fputs("\r\033[K", stderr);
    p->shown = false;
}
