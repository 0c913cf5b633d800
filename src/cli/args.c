/* SPDX-License-Identifier: MIT */
/* The command line, read by two tables: the library's options and the few below. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

static void set_config(struct oc_args *a, const char *value)
{
    a->config = value;
}
static void set_json(struct oc_args *a, const char *value)
{
    (void)value;
    a->json = true;
}
static void set_quiet(struct oc_args *a, const char *value)
{
    (void)value;
    a->quiet = true;
}
static void set_verbose(struct oc_args *a, const char *value)
{
    (void)value;
    a->verbose = true;
}
static void set_color(struct oc_args *a, const char *value)
{
    const char *no_color = getenv("NO_COLOR");
    if (strcmp(value, "auto") == 0)
        a->color = isatty(STDERR_FILENO) && !(no_color && *no_color);
    else
        a->color = strcmp(value, "always") == 0;
}
static void set_links(struct oc_args *a, const char *value)
{
    (void)value;
    a->links = true;
}
static void set_force(struct oc_args *a, const char *value)
{
    (void)value;
    a->force = true;
}
static void set_report(struct oc_args *a, const char *value)
{
    (void)value;
    a->report = true;
}
static void set_help(struct oc_args *a, const char *value)
{
    (void)value;
    a->help = true;
}
static void set_version(struct oc_args *a, const char *value)
{
    (void)value;
    a->version = true;
}

const struct oc_cli_option oc_cli_options[] = {
    {"config", 'c', "FILE", "options from this file instead of the folder's book.yaml", set_config},
    {"json", 0, NULL, "report as JSON on standard output", set_json},
    {"quiet", 'q', NULL, "only errors", set_quiet},
    {"verbose", 'v', NULL, "notes and every repetition too", set_verbose},
    {"color", 0, "auto|always|never", "colour in messages (default: auto)", set_color},
    {"links", 0, NULL, "with plan: list the links that lead to no post of the book", set_links},
    {"force", 0, NULL, "with eject: write over files that are there", set_force},
    {"report", 0, NULL, "with build: what octavo report says, too", set_report},
    {"help", 'h', NULL, "this text", set_help},
    {"version", 'V', NULL, "the version", set_version},
};
const size_t oc_cli_options_count = sizeof(oc_cli_options) / sizeof(oc_cli_options[0]);

/* A row of either table. */
struct row {
    const char *name, *arg;
    const struct oc_cli_option *cli; /* NULL: one of the library's */
    bool no;                         /* given as --no-NAME */
};

static bool row_at(struct row *row, char *letter, size_t i)
{
    *row = (struct row){0};
    if (i < oc_cli_options_count) {
        row->cli = &oc_cli_options[i];
        row->name = row->cli->name;
        row->arg = row->cli->arg;
        *letter = row->cli->letter;
        return true;
    }
    const struct octavo_option *option = octavo_option_at(i - oc_cli_options_count);
    if (!option)
        return false;
    row->name = option->name;
    row->arg = option->arg;
    *letter = option->letter;
    return true;
}

static bool find_long(struct row *row, const char *name, size_t n)
{
    char letter;
    for (size_t i = 0; row_at(row, &letter, i); i++) {
        if (strlen(row->name) == n && memcmp(row->name, name, n) == 0)
            return true;
        if (!row->cli && !row->arg && n == strlen(row->name) + 3 && memcmp(name, "no-", 3) == 0 &&
            memcmp(row->name, name + 3, n - 3) == 0) {
            row->no = true;
            return true;
        }
    }
    return false;
}

static bool find_short(struct row *row, char wanted)
{
    char letter;
    for (size_t i = 0; row_at(row, &letter, i); i++)
        if (letter && letter == wanted)
            return true;
    return false;
}

/* How many letters must change to make b of a, counted up to 31 letters each. */
static size_t distance(const char *a, const char *b)
{
    size_t row[32], na = strlen(a), nb = strlen(b);
    if (na > 31 || nb > 31)
        return 31;
    for (size_t k = 0; k <= nb; k++)
        row[k] = k;
    for (size_t i = 1; i <= na; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t k = 1; k <= nb; k++) {
            size_t best = diagonal + (a[i - 1] != b[k - 1]);
            diagonal = row[k];
            if (row[k] + 1 < best)
                best = row[k] + 1;
            if (row[k - 1] + 1 < best)
                best = row[k - 1] + 1;
            row[k] = best;
        }
    }
    return row[nb];
}

static void complain_unknown(const char *given)
{
    const char *nearest = NULL;
    size_t best = 4;
    struct row row;
    char letter;
    for (size_t i = 0; row_at(&row, &letter, i); i++) {
        size_t far = distance(given, row.name);
        if (far < best) {
            best = far;
            nearest = row.name;
        }
    }
    fprintf(stderr, "octavo: error: unknown option '--%s' [option-unknown]\n", given);
    if (nearest)
        fprintf(stderr, "  did you mean --%s?\n", nearest);
    else
        fprintf(stderr, "  octavo --help lists the options\n");
}

static bool choice_has(const char *choices, const char *value)
{
    size_t n = strlen(value);
    for (const char *at = choices; at; at = strchr(at, '|')) {
        at += *at == '|';
        if (strncmp(at, value, n) == 0 && (at[n] == '|' || !at[n]))
            return true;
    }
    return false;
}

static int set_row(struct oc_args *args, struct octavo *o, const struct row *row, const char *value)
{
    bool taken = true;
    if (row->cli) {
        bool listed = value && row->arg && strchr(row->arg, '|');
        taken = !listed || choice_has(row->arg, value);
        if (taken)
            row->cli->set(args, value);
    } else {
        taken = octavo_set(o, row->name, row->arg ? value : row->no ? "no" : "yes") == 0;
        if (taken && strcmp(row->name, "strict") == 0)
            args->strict = !row->no;
    }
    if (taken)
        return 0;
    fprintf(stderr, "octavo: error: '%s' is not a value for --%s [option-value]\n", value,
            row->name);
    fprintf(stderr, "  it takes %s\n", row->arg);
    return -1;
}

/* One argument that starts with a dash; *i moves when it takes the next one as value. */
static int parse_option(struct oc_args *args, struct octavo *o, int argc, char **argv, int *i)
{
    const char *text = argv[*i], *value = NULL;
    struct row row = {.name = NULL};
    if (text[1] == '-') {
        const char *name = text + 2, *equals = strchr(name, '=');
        if (!find_long(&row, name, equals ? (size_t)(equals - name) : strlen(name))) {
            complain_unknown(name);
            return -1;
        }
        value = equals ? equals + 1 : NULL;
        if (value && !row.arg) {
            fprintf(stderr, "octavo: error: --%s takes no value [option-value]\n", row.name);
            return -1;
        }
    } else {
        /* -qv is -q -v; what follows a letter with a value is the value */
        for (const char *at = text + 1; *at; at++) {
            if (!find_short(&row, *at)) {
                fprintf(stderr, "octavo: error: unknown option '-%c' [option-unknown]\n", *at);
                return -1;
            }
            if (row.arg) {
                value = at[1] ? at + 1 : NULL;
                break;
            }
            if (at[1] && set_row(args, o, &row, NULL) != 0)
                return -1;
        }
    }
    if (row.arg && !value) {
        if (*i + 1 >= argc) {
            fprintf(stderr, "octavo: error: %s needs a value: %s [option-value]\n", text, row.arg);
            return -1;
        }
        value = argv[++*i];
    }
    return set_row(args, o, &row, value);
}

static const struct oc_command *find_command(const char *name)
{
    for (size_t i = 0; i < oc_commands_count; i++)
        if (strcmp(oc_commands[i].name, name) == 0)
            return &oc_commands[i];
    return NULL;
}

static int check_paths(const struct oc_args *args)
{
    const struct oc_command *c = args->command;
    if (args->help || args->version)
        return 0;
    if (args->npaths < c->min_paths)
        fprintf(stderr, "octavo: error: nothing to read: octavo %s %s\n", c->name, c->args);
    else if (args->npaths > c->max_paths)
        fprintf(stderr, "octavo: error: too many arguments: octavo %s %s\n", c->name, c->args);
    else
        return 0;
    fprintf(stderr, "  octavo --help tells more\n");
    return -1;
}

int oc_args_parse(struct oc_args *args, struct octavo *o, int argc, char **argv)
{
    bool only_paths = false;
    *args = (struct oc_args){0};
    args->paths = oc_cli_alloc((size_t)argc + 1, sizeof(*args->paths));
    set_color(args, "auto");
    for (int i = 1; i < argc; i++) {
        const char *text = argv[i];
        if (!only_paths && strcmp(text, "--") == 0)
            only_paths = true;
        else if (!only_paths && text[0] == '-' && text[1]) {
            if (parse_option(args, o, argc, argv, &i) != 0)
                return -1;
        } else if (!only_paths && !args->command && args->npaths == 0 && find_command(text))
            args->command = find_command(text);
        else if (!only_paths && !args->command && args->npaths == 0 && strcmp(text, "help") == 0)
            args->help = true;
        else
            args->paths[args->npaths++] = text;
    }
    if (args->help && args->npaths == 1 && !args->command)
        args->command = find_command(args->paths[0]);
    if (!args->command && !args->help)
        args->command = find_command("build");
    return args->command ? check_paths(args) : 0;
}

void oc_args_release(struct oc_args *args)
{
    free(args->paths);
    args->paths = NULL;
}
