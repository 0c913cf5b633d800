/* SPDX-License-Identifier: MIT */
/* A program of somebody else: knows octavo.h and links what pkg-config says. */
#include <octavo.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    const char *paths[] = {argv[1]};
    if (octavo_convert(paths, 1, argv[2]) != 0)
        return 3;

    struct octavo *o = octavo_new();
    const struct octavo_item *item = NULL;
    const struct octavo_diag *d = NULL;
    size_t posts = 0;
    octavo_add(o, argv[1]);
    if (octavo_set(o, "title", "Mine") != 0 || octavo_set(o, "no-such", "x") == 0)
        return 4;
    if (octavo_plan(o) != 0)
        return 5;
    while ((item = octavo_item_next(o, item)) != NULL)
        posts += item->kind == OCTAVO_POST;
    if (posts != octavo_summary(o)->posts || posts == 0)
        return 6;
    while ((d = octavo_diag_next(o, d)) != NULL)
        printf("%s [%s]\n", d->text, d->code);
    octavo_free(o);
    return 0;
}
