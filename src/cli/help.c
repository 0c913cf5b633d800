/* SPDX-License-Identifier: MIT */
/* What --help prints, from the tables. */
#include <string.h>

#include "cli.h"

static const struct {
    const char *group, *title;
} groups[] = {
    {"book", "The book"},     {"posts", "Which posts, in what order"},
    {"look", "How it looks"}, {"pages", "Pages, and what stands around a post"},
    {"images", "Images"},     {"run", "The run"},
};

/* Texts longer than the column stand on the next line. */
static void print_row(FILE *out, char letter, const char *name, const char *arg, const char *help,
                      bool choice)
{
    char left[96], mark[8] = "    ";
    if (letter)
        snprintf(mark, sizeof(mark), "-%c, ", letter);
    snprintf(left, sizeof(left), "  %s--%s%s%s", mark, name, arg ? " " : "",
             arg ? (choice ? "WORD" : arg) : "");
    fprintf(out, "%-28s%s%s\n", left, strlen(left) < 28 ? "" : "\n                            ",
            help);
    if (choice)
        fprintf(out, "%-28s%s\n", "", arg);
}

static void print_options(FILE *out)
{
    for (size_t g = 0; g < sizeof(groups) / sizeof(groups[0]); g++) {
        const struct octavo_option *o;
        fprintf(out, "\n%s\n", groups[g].title);
        for (size_t i = 0; (o = octavo_option_at(i)) != NULL; i++)
            if (strcmp(o->group, groups[g].group) == 0)
                print_row(out, o->letter, o->name, o->arg, o->help, o->choice);
    }
    for (size_t i = 0; i < oc_cli_options_count; i++) {
        const struct oc_cli_option *o = &oc_cli_options[i];
        print_row(out, o->letter, o->name, o->arg, o->help, o->arg && strchr(o->arg, '|'));
    }
}

void oc_help_print(FILE *out, const struct oc_command *command)
{
    if (command) {
        fprintf(out, "usage: octavo %s%s %s\n\n%s\n", command->name,
                command->options ? " [OPTIONS]" : "", command->args, command->help);
        if (command->options)
            print_options(out);
        return;
    }
    fprintf(out, "octavo turns a blog into a book: a folder of posts becomes one EPUB.\n\n"
                 "usage: octavo [COMMAND] [OPTIONS] PATH...\n\nCommands\n");
    for (size_t i = 0; i < oc_commands_count; i++) {
        char left[64];
        snprintf(left, sizeof(left), "  %s %s", oc_commands[i].name, oc_commands[i].args);
        fprintf(out, "%-28s%s%s\n", left, oc_commands[i].help, i == 0 ? " (the default)" : "");
    }
    print_options(out);
    fprintf(out, "\nExit: 0 done, 1 done with problems (--strict), 2 wrong usage, 3 could not.\n");
}
