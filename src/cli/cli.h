/* SPDX-License-Identifier: MIT */
/*
 * The command line: a client of octavo.h and of nothing else in octavo. One file a command, each
 * a row of oc_commands; options are the library's table and the few rows of oc_cli_options.
 */
#ifndef OC_CLI_H
#define OC_CLI_H

#include <stdbool.h>
#include <stdio.h>

#include "octavo.h"

/* Exit codes, the same for every command. */
enum oc_exit {
    OC_EXIT_DONE = 0,
    OC_EXIT_PROBLEMS = 1, /* done, with warnings or errors, under --strict */
    OC_EXIT_USAGE = 2,
    OC_EXIT_FAILED = 3
};

struct oc_args {
    const struct oc_command *command;
    const char **paths; /* borrowed from argv; the array is malloc'ed */
    size_t npaths;
    const char *config; /* --config */
    bool links;         /* of plan: show links instead */
    bool report;        /* of build: the report too */
    bool force;         /* of eject: over files that are there */
    bool json, quiet, verbose, help, version, strict, color;
};

struct oc_command {
    const char *name, *args, *help; /* "build", "PATH...", one line */
    bool options;                   /* takes the options of a book */
    size_t min_paths, max_paths;
    int (*run)(const struct oc_args *args, struct octavo *o);
};
extern const struct oc_command oc_commands[];
extern const size_t oc_commands_count;

/* An option of the command line alone. */
struct oc_cli_option {
    const char *name;
    char letter;
    const char *arg, *help;
    void (*set)(struct oc_args *args, const char *value);
};
extern const struct oc_cli_option oc_cli_options[];
extern const size_t oc_cli_options_count;

/*
 * Reads the command line into args and, for the options of a book, into o. -1 after a message on
 * standard error: the exit code is then OC_EXIT_USAGE.
 */
int oc_args_parse(struct oc_args *args, struct octavo *o, int argc, char **argv);
void oc_args_release(struct oc_args *args);

int oc_command_build(const struct oc_args *args, struct octavo *o);
int oc_command_plan(const struct oc_args *args, struct octavo *o);
int oc_command_report(const struct oc_args *args, struct octavo *o);
int oc_command_init(const struct oc_args *args, struct octavo *o);
int oc_command_eject(const struct oc_args *args, struct octavo *o);
int oc_command_explain(const struct oc_args *args, struct octavo *o);

/* Zeroed memory, or the end of the program: its exit code is then OC_EXIT_FAILED. */
void *oc_cli_alloc(size_t n, size_t size);
void oc_cli_no_memory(void);

/* Loads --config and adds the paths. -1 after a message. */
int oc_command_open(const struct oc_args *args, struct octavo *o);
/* The exit code of work that came to an end. */
int oc_command_exit(const struct oc_args *args, const struct octavo_summary *s);

void oc_help_print(FILE *out, const struct oc_command *command); /* NULL: all of it */

/* Diagnostics on standard error; notes with --verbose only, and errors alone with --quiet. */
void oc_report_diags(const struct oc_args *args, struct octavo *o);
/* The members "diagnostics" and "summary" of a JSON report, with a comma between. */
void oc_report_json(FILE *out, struct octavo *o);
/* The member "images", with a comma after it: every place where a post has one. */
void oc_report_images(FILE *out, struct octavo *o);
/* The member "findings", with a comma after it. */
void oc_report_findings(FILE *out, struct octavo *o);
/* The report for people: images, descriptions, tables, headings, links, tags. */
void oc_report_print(struct octavo *o);
/* Every link that does not lead where its author meant, as file:line:col, then how many. */
void oc_report_links(struct octavo *o);

/* Text on one line without anything that steers a terminal: such bytes are shown as \x1B. */
void oc_say(FILE *out, const char *text);
/* "file:line:col: "; line or col may be 0. */
void oc_say_place(FILE *out, const char *file, int line, int col);
void oc_json_string(FILE *out, const char *text); /* UTF-8 whatever text is */

/* 1234567 as "1,234,567". */
const char *oc_count_text(char out[32], size_t n);
const char *oc_size_text(char out[32], uint64_t bytes);

/* A progress bar on standard error, once the work has taken half a second, on a terminal. */
struct oc_progress {
    double start, last;
    bool on, shown;
};
void oc_progress_start(struct oc_progress *p, const struct oc_args *args, struct octavo *o);
void oc_progress_end(struct oc_progress *p);

#endif
