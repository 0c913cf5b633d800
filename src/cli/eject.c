/* SPDX-License-Identifier: MIT */
/* octavo eject DIR: the built-in templates and style sheets as files, for --templates DIR. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"

/* DIR and the file's own name; NULL when memory runs out. */
static char *path_of(const char *dir, const char *name)
{
    const char *slash = strrchr(name, '/');
    const char *base = slash ? slash + 1 : name;
    size_t size = strlen(dir) + strlen(base) + 2;
    char *path = malloc(size);
    if (path)
        snprintf(path, size, "%s/%s", dir, base);
    return path;
}

static int complain(const char *path, const char *what, const char *why)
{
    fprintf(stderr, "%s: error: %s%s%s\n", path, what, *why ? ": " : "", why);
    return -1;
}

/* Says which files are in the way; 0 when none is. */
static int look(const char *dir)
{
    const char *name, *text;
    size_t size;
    int result = 0;
    for (size_t i = 0; (name = octavo_asset_at(i, &text, &size)) != NULL; i++) {
        char *path = path_of(dir, name);
        if (path && access(path, F_OK) == 0)
            result = complain(path, "it is there already and was left as it is", "");
        free(path);
    }
    if (result != 0)
        fprintf(stderr, "  --force writes over it; nothing was written\n");
    return result;
}

static int write_file(const char *path, const char *text, size_t size, bool force)
{
    if (force && unlink(path) != 0 && errno != ENOENT) /* a link goes, not what it leads to */
        return complain(path, "cannot write", strerror(errno));
    FILE *f = fopen(path, "wxe");
    if (!f)
        return complain(path, "cannot write", strerror(errno));
    bool failed = fwrite(text, 1, size, f) != size;
    failed = fclose(f) != 0 || failed;
    return failed ? complain(path, "cannot write", strerror(errno)) : 0;
}

int oc_command_eject(const struct oc_args *args, struct octavo *o)
{
    const char *dir = args->paths[0];
    const char *name, *text;
    size_t size;
    (void)o;
    if (mkdir(dir, 0777) != 0 && errno != EEXIST) {
        complain(dir, "cannot make the folder", strerror(errno));
        return OC_EXIT_FAILED;
    }
    if (!args->force && look(dir) != 0)
        return OC_EXIT_FAILED;
    for (size_t i = 0; (name = octavo_asset_at(i, &text, &size)) != NULL; i++) {
        char *path = path_of(dir, name);
        int written = path ? write_file(path, text, size, args->force) : -1;
        if (written == 0 && !args->quiet)
            printf("%s\n", path);
        free(path);
        if (written != 0)
            return OC_EXIT_FAILED;
    }
    return OC_EXIT_DONE;
}
