/* SPDX-License-Identifier: MIT */
/* The table of commands, a row each, and what they have in common. */
#include <stdlib.h>
#include <unistd.h>

#include "cli.h"

const struct oc_command oc_commands[] = {
    {"build", "PATH...", "make the book", true, 1, SIZE_MAX, oc_command_build},
    {"plan", "PATH...", "show the book's shape without making it", true, 1, SIZE_MAX,
     oc_command_plan},
    {"report", "PATH...",
     "tell of images, tables, headings, links and tags without making the book", true, 1, SIZE_MAX,
     oc_command_report},
    {"init", "DIR", "write a commented book.yaml into a blog's folder", true, 1, 1,
     oc_command_init},
    {"eject", "DIR", "write the templates and style sheets, to be changed and used by --templates",
     false, 1, 1, oc_command_eject},
    {"explain", "CODE", "tell what a diagnostic means and how to mend it", false, 0, 1,
     oc_command_explain},
};
const size_t oc_commands_count = sizeof(oc_commands) / sizeof(oc_commands[0]);

int oc_command_open(const struct oc_args *args, struct octavo *o)
{
    if (args->config && octavo_load(o, args->config) != 0) {
        oc_report_diags(args, o);
        return -1;
    }
    for (size_t i = 0; i < args->npaths; i++)
        octavo_add(o, args->paths[i]);
    return 0;
}

int oc_command_exit(const struct oc_args *args, const struct octavo_summary *s)
{
    return args->strict && s->warnings + s->errors > 0 ? OC_EXIT_PROBLEMS : OC_EXIT_DONE;
}

void oc_cli_no_memory(void)
{
    static const char text[] = "octavo: error: out of memory [out-of-memory]\n";
    ssize_t ignored = write(STDERR_FILENO, text, sizeof(text) - 1);
    (void)ignored;
    _exit(OC_EXIT_FAILED);
}

void *oc_cli_alloc(size_t n, size_t size)
{
    void *p = calloc(n, size);
    if (!p)
        oc_cli_no_memory();
    return p;
}
