/* SPDX-License-Identifier: MIT */
/* A folder of small posts that a test writes itself, and the book collected from it. */
#ifndef OC_COLLECT_FIXTURE_H
#define OC_COLLECT_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/path.h"
#include "collect/stages.h"

#define NOW 1767225600 /* 2026-01-01T00:00:00Z */

struct fixture {
    char dir[64];
    struct oc_arena arena; /* of texts below and of the options */
    struct oc_config config;
    struct oc_book book;
};

static OC_UNUSED void fixture_init(struct fixture *f)
{
    memset(f, 0, sizeof *f);
    snprintf(f->dir, sizeof f->dir, "/tmp/octavo-collect-XXXXXX");
    assert_non_null(mkdtemp(f->dir));
    oc_arena_init(&f->arena);
    oc_config_init(&f->config, &f->arena);
    oc_book_init(&f->book, &f->config);
    f->book.jobs = 2;
}

static int fixture_unlink(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
    (void)st;
    (void)flag;
    (void)ftw;
    return remove(path);
}

static OC_UNUSED void fixture_release(struct fixture *f)
{
    oc_book_release(&f->book);
    oc_arena_release(&f->arena);
    nftw(f->dir, fixture_unlink, 16, FTW_DEPTH | FTW_PHYS);
}

static const char *fixture_path(struct fixture *f, const char *rel)
{
    return oc_arena_printf(&f->arena, "%s/%s", f->dir, rel).p;
}

/* Writes dir/rel, with the folders it needs. */
static void put_bytes(struct fixture *f, const char *rel, const char *bytes, size_t n)
{
    char *path = (char *)(uintptr_t)fixture_path(f, rel);
    for (char *p = path + strlen(f->dir) + 1; (p = strchr(p, '/')) != NULL; p++) {
        *p = '\0';
        mkdir(path, 0700);
        *p = '/';
    }
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    fclose(file);
}

static OC_UNUSED void put(struct fixture *f, const char *rel, const char *text)
{
    put_bytes(f, rel, text, strlen(text));
}

static OC_UNUSED int collect(struct fixture *f)
{
    const char *paths[] = {f->dir};
    return oc_collect(&f->book, paths, 1);
}

static OC_UNUSED void set(struct fixture *f, const char *option, const char *value)
{
    const struct oc_option *o = oc_option_find(oc_str(option));
    assert_non_null(o);
    assert_int_equal(oc_config_set(&f->config, o, oc_str(value)), 0);
}

static OC_UNUSED struct oc_post *post_of(struct fixture *f, const char *rel)
{
    for (size_t i = 0; i < f->book.nall; i++)
        if (oc_str_is(f->book.all[i]->rel, rel))
            return f->book.all[i];
    return NULL;
}

static OC_UNUSED size_t count_diags(const struct oc_diags *ds, enum oc_code code)
{
    size_t n = 0;
    for (const struct oc_diag *d = ds->first; d; d = d->next)
        n += d->code == code;
    return n;
}

static OC_UNUSED void check_text(struct oc_str got, const char *want)
{
    char text[4096];
    snprintf(text, sizeof text, "%.*s", OC_STR_ARG(got));
    assert_string_equal(text, want);
}

/* The list, joined by '|'. */
static OC_UNUSED void check_list(const struct oc_strs *list, const char *want)
{
    struct oc_buf out;
    oc_buf_init(&out, 65536);
    for (size_t i = 0; i < list->n; i++)
        oc_buf_printf(&out, "%s%.*s", i ? "|" : "", OC_STR_ARG(list->v[i]));
    assert_string_equal(out.p, want);
    oc_buf_release(&out);
}

static OC_UNUSED void check_day(struct oc_date d, const char *want)
{
    struct oc_buf out;
    oc_buf_init(&out, 64);
    if (d.valid)
        oc_date_put_day(&out, d);
    assert_string_equal(out.p, want);
    oc_buf_release(&out);
}

#endif
