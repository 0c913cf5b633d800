/* SPDX-License-Identifier: MIT */
/* A blog in a folder of its own, for tests of the whole library. */
#ifndef BLOG_FOLDER_H
#define BLOG_FOLDER_H

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

static char folder[64];

static int make_folder(void)
{
    snprintf(folder, sizeof(folder), "%s", "/tmp/octavo-blog.XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    char command[128];
    (void)state;
    snprintf(command, sizeof(command), "rm -rf '%s'", folder);
    return system(command);
}

static void write_file(const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
}

#endif
