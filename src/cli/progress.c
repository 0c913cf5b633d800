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

static void show(void *ctx, const struct octavo_progress *at)
{
    static const char full[] = "########################", empty[] = "........................";
    struct oc_progress *p = ctx;
    double now = clock_now();
    if (now - p->start < 0.5 || now - p->last < 0.05)
        return;
    int filled = at->total ? (int)(at->done * 24 / at->total) : 0;
    char size[32];
    p->last = now;
    p->shown = true;
    fprintf(stderr, "\r\033[K%-7s [%.*s%.*s] %zu/%zu", at->stage, filled, full, 24 - filled, empty,
            at->done, at->total);
    if (at->bytes)
        fprintf(stderr, ", %s", oc_size_text(size, at->bytes));
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
