/* SPDX-License-Identifier: MIT */
/*
 * Makes a book while the Nth call of a kind fails, for every N, each time in a child of its own.
 *
 *   faults GROUP FOLDER PATH...   FOLDER is for scratch; GROUP is
 *     memory       octavo's own and that of libraries
 *     own-memory   octavo's own alone
 *     files        all that has to do with files and threads
 *     pictures     the last two, for blogs with pictures: libvips and what it brings keep memory
 *                  at will and end the process when there is none, so nothing of theirs is counted
 *     cover        no thread starts, for a book with a drawn cover
 *
 * What must hold after each: exit 0 or 1 and a sound book, with a message if it differs from the
 * usual one; or exit 3 with a message, and the earlier book of that name as it was. No other file
 * stays in the book's folder, no half file in the cache, no memory and no open file in the process.
 */
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"
#include "inject.h"
#include "sound.h"

int octavo_main(int argc, char **argv); /* src/cli/main.c */

enum {
    OWN_SECONDS = SAN_LEAKS ? 60 : 8 /* for a run that takes a hundredth of a second */
};

static const char earlier[] = "the earlier book";

struct outcome { /* shared with the child */
    long calls, blocks, files;
    bool ended; /* octavo_main came back */
};

struct test {
    struct oc_arena arena;
    const char *out, *book, *cache, *messages; /* paths below the scratch folder */
    char *argv[32];
    int argc;
    struct outcome *outcome;
    struct oc_buf usual, usually_said; /* the book when nothing fails, and the messages */
    bool warm; /* the parent has made a book: what libraries make once and keep is made */
    unsigned runs, bad, aborted;
    unsigned results[4]; /* by exit code */
};

static const char *path_of(struct test *t, const char *folder, const char *name)
{
    return oc_path_join(&t->arena, oc_str(folder), oc_str(name)).p;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)st;
    (void)type;
    return at->level > 0 ? remove(path) : 0;
}

static void empty_folder(const char *path)
{
    (void)nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static void read_into(struct oc_buf *out, const char *path)
{
    const char *why;
    oc_buf_clear(out);
    if (oc_file_read(out, &why, path) != 0)
        oc_buf_clear(out);
}

static void write_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "we");
    if (!f || fputs(text, f) < 0 || fclose(f) != 0) {
        perror(path);
        exit(2);
    }
}

/* ---- one run ---- */

/* The folder of the book as it is before a run. */
static void prepare(const struct test *t)
{
    empty_folder(t->out);
    empty_folder(t->cache);
    write_file(t->book, earlier);
}

static int make_book(struct test *t, enum inject_kind kind, enum inject_way way, long n)
{
    long blocks = inject_live_blocks(), files = inject_live_files();
    alarm(OWN_SECONDS); /* a run that hangs is ended by SIGALRM */
    inject_arm(kind, way, n);
    int status = octavo_main(t->argc, t->argv);
    t->outcome->calls = inject_disarm();
    fflush(stdout);
    t->outcome->blocks = inject_live_blocks() - blocks;
    t->outcome->files = inject_live_files() - files;
    return status;
}

static void child(struct test *t, enum inject_kind kind, enum inject_way way, long n)
{
    static const struct rlimit no_core;
    setrlimit(RLIMIT_CORE, &no_core);
    if (!freopen("/dev/null", "w", stdout) || !freopen(t->messages, "w", stderr))
        _exit(98);
    setvbuf(stderr, NULL, _IONBF, 0);
    int status = make_book(t, kind, way, n);
    if (t->outcome->blocks > 0) {
        /* What libraries keep for ever is made once: a second run tells it from what is lost. */
        prepare(t);
        status = make_book(t, kind, way, n);
    }
    t->outcome->ended = true;
    if (SAN_LEAKS)
        exit(status); /* LeakSanitizer looks at the end */
    _exit(status);
}

static int run(struct test *t, enum inject_kind kind, enum inject_way way, long n)
{
    int status;
    prepare(t);
    *t->outcome = (struct outcome){0};
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0)
        child(t, kind, way, n);
    if (pid < 0 || waitpid(pid, &status, 0) != pid) {
        perror("fork");
        exit(2);
    }
    t->runs++;
    return status;
}

/* ---- what must hold ---- */

static const char *stray;

static int look_for_strays(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)st;
    (void)type;
    (void)at;
    if (strstr(path, ".octavo-"))
        stray = path;
    return stray != NULL;
}

/* NULL, or what is wrong. */
static const char *judge(struct test *t, enum inject_kind kind, int status)
{
    static char text[512];
    struct oc_buf book, said;
    oc_buf_init(&book, (size_t)1 << 24);
    oc_buf_init(&said, (size_t)1 << 24);
    read_into(&book, t->book);
    read_into(&said, t->messages);
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    const char *wrong = NULL;
    bool is_usual = oc_str_eq(oc_buf_view(&book), oc_buf_view(&t->usual));
    /*
     * Two libraries do not always come back. cmark-gfm registers its extensions by an allocator
     * that aborts, before a post is read. ICU 72 can wait for itself or use what it could not
     * make, and gives dates in a plainer form without an error. A book is never lost by it.
     */
    bool cmark = code < 0 && WTERMSIG(status) == SIGABRT && strstr(said.p, "[cmark]");
    bool icu = kind == INJECT_ICU_MEMORY;
    if (cmark || (icu && code < 0)) {
        t->aborted++;
        if (!oc_str_is(oc_buf_view(&book), earlier))
            wrong = "ended in a library, and the earlier book is gone";
    } else if (code < 0) {
        snprintf(text, sizeof(text), "ended by signal %d", WTERMSIG(status));
        wrong = text;
    } else if (code == 3) {
        /* memory can still run out while the summary of a finished book is made */
        bool done = strstr(said.p, "[out-of-memory]") && is_usual;
        if (!done && !oc_str_is(oc_buf_view(&book), earlier))
            wrong = "exit 3, but the earlier book is gone";
        else if (!strstr(said.p, "error:"))
            wrong = "exit 3 without an error message";
    } else if (code > 1) {
        snprintf(text, sizeof(text), "exit %d", code);
        wrong = text;
    } else if (!is_usual) {
        if (!icu && oc_str_eq(oc_buf_view(&said), oc_buf_view(&t->usually_said)))
            wrong = "another book than usual, and not a word about it";
        else
            wrong = sound_book(t->book);
    }
    if (code >= 0 && code < 4)
        t->results[code]++;
    stray = NULL;
    nftw(t->out, look_for_strays, 16, FTW_PHYS);
    nftw(t->cache, look_for_strays, 16, FTW_PHYS);
    if (!wrong && stray)
        wrong = "a temporary file is left";
    if (!wrong && t->outcome->ended && t->outcome->files != 0)
        wrong = "files are left open";
    /* libzip 1.7 loses one block of its own when it gives up for want of memory */
    long lost = kind == INJECT_LIB_MEMORY && strstr(said.p, "cannot write the archive") ? 1 : 0;
    if (!wrong && t->warm && !icu && t->outcome->ended && t->outcome->blocks > lost)
        wrong = "memory is left";
    oc_buf_release(&book);
    oc_buf_release(&said);
    return wrong;
}

static void complain(struct test *t, const char *kind, const char *way, long n, const char *wrong)
{
    struct oc_buf said;
    oc_buf_init(&said, (size_t)1 << 24);
    read_into(&said, t->messages);
    if (t->bad++ < 20)
        printf("FAIL: %s %s %ld: %s (%ld blocks, %ld files left)\n%.600s", kind, way, n, wrong,
               t->outcome->blocks, t->outcome->files, said.p);
    oc_buf_release(&said);
}

/* ---- the sweeps ---- */

static const struct {
    enum inject_kind kind;
    const char *name;
    bool memory;
    bool transfer;
} kinds[] = {
    {INJECT_OWN_MEMORY, "octavo's memory", true, false},
    {INJECT_LIB_MEMORY, "libraries' memory", true, false},
    {INJECT_ICU_MEMORY, "ICU's memory", true, false},
    {INJECT_OPEN, "open", false, false},
    {INJECT_READ, "read", false, true},
    {INJECT_WRITE, "write", false, true},
    {INJECT_SYNC, "fsync", false, false},
    {INJECT_CLOSE, "close", false, false},
    {INJECT_RENAME, "rename, linkat", false, false},
    {INJECT_STAT, "stat", false, false},
    {INJECT_FOLDER, "folders", false, false},
    {INJECT_MAP, "mmap", false, false},
    {INJECT_THREAD, "thread start", false, false},
};
static const char *const ways[] = {"once", "from then on", "interrupted", "short"};

/* Every call of a kind fails once. */
static void sweep(struct test *t, size_t k, enum inject_way way)
{
    int status = run(t, kinds[k].kind, way, 0);
    const char *wrong = judge(t, kinds[k].kind, status);
    long calls = t->outcome->calls;
    unsigned before = t->bad;
    if (wrong)
        complain(t, kinds[k].name, "never", 0, wrong);
    memset(t->results, 0, sizeof(t->results));
    t->aborted = 0;
    for (long n = 1; n <= calls; n++) {
        status = run(t, kinds[k].kind, way, n);
        wrong = judge(t, kinds[k].kind, status);
        if (wrong)
            complain(t, kinds[k].name, ways[way], n, wrong);
    }
    printf("%-18s %-13s %s %5ld failed: %5u books, %5u clean errors, %u ended in a "
           "library, %u wrong\n",
           kinds[k].name, ways[way], t->warm ? "warm" : "cold", calls,
           t->results[0] + t->results[1], t->results[3], t->aborted, t->bad - before);
    fflush(stdout);
}

static void sweep_memory(struct test *t, bool own)
{
    for (size_t k = 0; k < OC_COUNT(kinds); k++)
        if (kinds[k].memory && !SAN_LEAKS && (!own || kinds[k].kind == INJECT_OWN_MEMORY))
            sweep(t, k, INJECT_ONCE);
}

static void sweep_files(struct test *t)
{
    for (size_t k = 0; k < OC_COUNT(kinds); k++) {
        if (kinds[k].memory)
            continue;
        for (int way = 0; way < (kinds[k].transfer ? 4 : 2); way++)
            sweep(t, k, (enum inject_way)way);
    }
}

/*
 * No thread can be had, or too few. When they run out while Pango looks for fonts, in threads of
 * its own, GLib still ends the process; the earlier book is untouched then too.
 */
static void without_threads(struct test *t)
{
    for (long n = 1; n <= 8; n++) {
        int status = run(t, INJECT_THREAD, INJECT_FROM_THEN, n);
        const char *wrong = judge(t, INJECT_THREAD, status);
        if (wrong)
            complain(t, "thread start", ways[INJECT_FROM_THEN], n, wrong);
    }
}

static void set_up(struct test *t, int argc, char **argv)
{
    static char cache[4096];
    const char *scratch = argv[2];
    oc_arena_init(&t->arena);
    t->out = path_of(t, scratch, "out");
    t->book = path_of(t, t->out, "book.epub");
    t->cache = path_of(t, scratch, "cache");
    t->messages = path_of(t, scratch, "messages");
    mkdir(t->out, 0700);
    mkdir(t->cache, 0700);
    snprintf(cache, sizeof(cache), "XDG_CACHE_HOME=%s", t->cache);
    putenv(cache);
    const char *const first[] = {"octavo", "build", "--output", t->book};
    for (size_t i = 0; i < OC_COUNT(first); i++)
        t->argv[t->argc++] = (char *)first[i];
    for (int i = 3; i < argc && t->argc < 31; i++)
        t->argv[t->argc++] = argv[i];
    t->outcome =
        mmap(NULL, sizeof(*t->outcome), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    oc_buf_init(&t->usual, (size_t)1 << 24);
    oc_buf_init(&t->usually_said, (size_t)1 << 24);
    if (t->outcome == MAP_FAILED || run(t, INJECT_NONE, INJECT_ONCE, 0) != 0) {
        printf("no book is made even when nothing fails\n");
        exit(1);
    }
    read_into(&t->usual, t->book);
    read_into(&t->usually_said, t->messages);
}

static void warm_up(struct test *t)
{
    int out = dup(STDOUT_FILENO), err = dup(STDERR_FILENO);
    fflush(stdout);
    if (freopen("/dev/null", "w", stdout) && freopen("/dev/null", "w", stderr))
        t->warm = octavo_main(t->argc, t->argv) == 0;
    fflush(stdout);
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    close(out);
    close(err);
    if (!t->warm)
        t->bad++;
}

int main(int argc, char **argv)
{
    struct test t = {0};
    if (argc < 4)
        return 2;
    bool pictures = strcmp(argv[1], "pictures") == 0, files = strcmp(argv[1], "files") == 0;
    bool cover = strcmp(argv[1], "cover") == 0;
    bool own = pictures || strcmp(argv[1], "own-memory") == 0;
    set_up(&t, argc, argv);
    if (cover)
        without_threads(&t);
    else if (!files)
        sweep_memory(&t, own);
    if (!pictures && !cover)
        warm_up(&t);
    if (!files && !pictures && !cover)
        sweep_memory(&t, own);
    if (files || pictures)
        sweep_files(&t);
    printf("%u runs, %u wrong\n", t.runs, t.bad);
    oc_buf_release(&t.usual);
    oc_buf_release(&t.usually_said);
    oc_arena_release(&t.arena);
    return t.bad ? 1 : 0;
}
