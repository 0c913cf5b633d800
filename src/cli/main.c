/* SPDX-License-Identifier: MIT */
/* The program: signals, environment, exit codes. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <string.h>

#include "cli.h"

/* The one context of this process, for the signal handler. */
static struct octavo *running;

static void on_signal(int number)
{
    octavo_cancel(running);  /* NOLINT(bugprone-signal-handler,cert-sig30-c): it sets one flag */
    signal(number, SIG_DFL); /* the second one ends the process */
}

/* SOURCE_DATE_EPOCH makes a run repeatable on any day. */
static void set_clock(struct octavo *o)
{
    const char *text = getenv("SOURCE_DATE_EPOCH");
    char *end;
    if (!text || !*text)
        return;
    errno = 0;
    long long seconds = strtoll(text, &end, 10);
    if (!*end && errno == 0)
        octavo_set_now(o, (int64_t)seconds);
    else
        fprintf(stderr, "octavo: warning: SOURCE_DATE_EPOCH is no number; ignored\n");
}

/* Converted images are kept where the user's programs keep such things. */
static void set_cache(struct octavo *o)
{
    const char *base = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    char folder[4096];
    int n = -1;
    if (base && *base == '/')
        n = snprintf(folder, sizeof(folder), "%s/octavo", base);
    else if (home && *home == '/')
        n = snprintf(folder, sizeof(folder), "%s/.cache/octavo", home);
    if (n > 0 && (size_t)n < sizeof(folder))
        octavo_set_cache(o, folder);
}

/*
 * Large blocks go back to the system at once. By default the C library learns from those that were
 * freed to keep more and more: with pictures of many sizes, twice the memory that is in use. Small
 * ones stay: each post takes and frees its own, and to get them from the system every time costs
 * ten page faults for one.
 */
static void set_memory(void)
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 1 << 20);
    mallopt(M_TRIM_THRESHOLD, 16 << 20);
#endif
}

int main(int argc, char **argv)
{
    struct oc_args args;
    set_memory();
    /* libvips' palettes are made with OpenMP: octavo has a pool of its own, and libgomp ends the
     * process when it cannot start a thread */
    setenv("OMP_NUM_THREADS", "1", 1);
    octavo_on_out_of_memory(oc_cli_no_memory);
    struct octavo *o = octavo_new();
    running = o;
    signal(SIGINT, on_signal);
    signal(SIGTERM, on_signal);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a file over the user's limit is an error like a full disk */
    set_clock(o);
    set_cache(o);
    int status = OC_EXIT_USAGE;
    if (oc_args_parse(&args, o, argc, argv) == 0) {
        if (args.version) {
            printf("octavo %s\n", octavo_version());
            status = OC_EXIT_DONE;
        } else if (args.help) {
            oc_help_print(stdout, args.command);
            status = OC_EXIT_DONE;
        } else {
            status = args.command->run(&args, o);
        }
        if (fflush(stdout) != 0 && status == OC_EXIT_DONE)
            status = OC_EXIT_FAILED;
    }
    oc_args_release(&args);
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    octavo_free(o);
    return status;
}
