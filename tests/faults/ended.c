/* SPDX-License-Identifier: MIT */
/*
 * Ends octavo from outside at 200 moments, and starts two at once.
 *
 *   ended OCTAVO FOLDER   FOLDER is for scratch
 *
 * After each the book is the earlier one or the whole new one. SIGINT and SIGTERM leave nothing
 * else in its folder; SIGKILL may leave a temporary file where the system has no files without a
 * name, but never a broken book.
 */
#include <dirent.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "sound.h"

enum {
    POSTS = 150,
    MOMENTS = 200,
    RACES = 20
};
static const char earlier[] = "the earlier book";
static unsigned bad;

static void path_in(char out[4096], const char *folder, const char *name)
{
    if (snprintf(out, 4096, "%s/%s", folder, name) >= 4096)
        exit(2);
}

static void write_file(const char *path, const char *text, int times)
{
    FILE *f = fopen(path, "we");
    for (int i = 0; f && i < times; i++)
        fputs(text, f);
    if (!f || fclose(f) != 0) {
        perror(path);
        exit(2);
    }
}

static void make_blog(const char *folder, const char *word)
{
    char path[4096], name[64], text[256];
    mkdir(folder, 0700);
    snprintf(text, sizeof(text),
             "Some *%s* to [render](https://a.example/), **again** and `so`.\n\n", word);
    for (int i = 0; i < POSTS; i++) {
        snprintf(name, sizeof(name), "2024-01-01-%s-%d.md", word, i);
        path_in(path, folder, name);
        write_file(path, text, 150);
    }
}

static pid_t start(const char *octavo, const char *blog, const char *book)
{
    pid_t pid = fork();
    if (pid != 0)
        return pid;
    if (freopen("/dev/null", "w", stdout) && freopen("/dev/null", "w", stderr))
        execl(octavo, octavo, "build", "--no-cover", "-o", book, blog, (char *)NULL);
    _exit(99);
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void complain(const char *what, int moment)
{
    printf("FAIL: %d: %s\n", moment, what);
    bad++;
}

/* *others: how many files beside the book are in the folder. */
static void look(const char *out, int *others)
{
    DIR *dir = opendir(out);
    const struct dirent *e;
    *others = dir ? -1 : 0;
    while (dir && (e = readdir(dir)))
        *others += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
    if (dir)
        closedir(dir);
}

static bool is_earlier(const char *book)
{
    char text[64] = "";
    FILE *f = fopen(book, "re");
    size_t n = f ? fread(text, 1, sizeof(text) - 1, f) : 0;
    if (f)
        fclose(f);
    return n == strlen(earlier) && strcmp(text, earlier) == 0;
}

static void empty(const char *out)
{
    char path[4096];
    DIR *dir = opendir(out);
    const struct dirent *e;
    while (dir && (e = readdir(dir)))
        if (e->d_name[0] != '.' || strlen(e->d_name) > 2) {
            path_in(path, out, e->d_name);
            remove(path);
        }
    if (dir)
        closedir(dir);
}

int main(int argc, char **argv)
{
    static const int signals[] = {SIGINT, SIGKILL, SIGTERM, SIGKILL};
    char blog[4096], other[4096], out[4096], book[4096];
    unsigned finished = 0, strays = 0, seed = 1;
    int status, others;
    if (argc != 3)
        return 2;
    path_in(blog, argv[2], "blog");
    path_in(other, argv[2], "other");
    path_in(out, argv[2], "out");
    path_in(book, out, "book.epub");
    make_blog(blog, "tea");
    make_blog(other, "coffee");
    mkdir(out, 0700);
    double from = seconds();
    waitpid(start(argv[1], blog, book), &status, 0);
    double whole = seconds() - from;
    if (status != 0 || sound_book(book)) {
        printf("no sound book is made even when nobody interrupts\n");
        return 1;
    }
    for (int i = 0; i < MOMENTS; i++) {
        int number = signals[i % 4];
        seed = seed * 1103515245u + 12345u; /* the same moments each time */
        double wait = whole * 1.1 * (double)(seed >> 16 & 0x7fff) / 32768;
        struct timespec t = {(time_t)wait, (long)((wait - (double)(time_t)wait) * 1e9)};
        empty(out);
        write_file(book, earlier, 1);
        pid_t pid = start(argv[1], blog, book);
        nanosleep(&t, NULL);
        kill(pid, number);
        waitpid(pid, &status, 0);
        bool old = is_earlier(book);
        const char *wrong = old ? NULL : sound_book(book);
        look(out, &others);
        if (wrong)
            complain(wrong, i);
        if (WIFEXITED(status) && WEXITSTATUS(status) == 0 && old)
            complain("exit 0, but no new book", i);
        if (WIFEXITED(status) && WEXITSTATUS(status) != 0 && WEXITSTATUS(status) != 3)
            complain("an odd exit code", i);
        if (others > 0 && number != SIGKILL)
            complain("a temporary file is left", i);
        strays += others > 0;
        finished += !old;
    }
    for (int i = 0; i < RACES; i++) { /* two at once: one of the books, whole */
        empty(out);
        pid_t a = start(argv[1], blog, book), b = start(argv[1], other, book);
        int first, second;
        waitpid(a, &first, 0);
        waitpid(b, &second, 0);
        look(out, &others);
        if (first != 0 || second != 0 || sound_book(book) || others != 0)
            complain("two builds to one book", i);
    }
    printf("%d ended at random moments: %u had finished, %u temporary files left by SIGKILL; "
           "%d pairs at once; %u wrong\n",
           MOMENTS, finished, strays, RACES, bad);
    return bad ? 1 : 0;
}
