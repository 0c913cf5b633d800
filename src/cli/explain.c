/* SPDX-License-Identifier: MIT */
/* octavo explain [CODE]: what a diagnostic means; without a code, all of them in a list. */
#include "cli.h"

static const char *const severities[] = {"note", "warning", "error"};

int oc_command_explain(const struct oc_args *args, struct octavo *o)
{
    const struct octavo_code *row;
    (void)o;
    if (args->npaths == 0) {
        for (size_t i = 0; (row = octavo_code_at(i)) != NULL; i++)
            printf("%-24s %-8s %s\n", row->code, severities[row->severity], row->text);
        return OC_EXIT_DONE;
    }
    row = octavo_explain(args->paths[0]);
    if (!row) {
        fprintf(stderr, "octavo: error: there is no diagnostic '%s'\n", args->paths[0]);
        fprintf(stderr, "  octavo explain lists them\n");
        return OC_EXIT_USAGE;
    }
    printf("%s (%s)\n  %s\n\n%s\n", row->code, severities[row->severity], row->text, row->about);
    if (*row->hint)
        printf("\nhint: %s\n", row->hint);
    return OC_EXIT_DONE;
}
