/* SPDX-License-Identifier: MIT */
/* octavo init DIR: a commented book.yaml, filled with what was detected. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

/* What the plan has found out, by option name; "" when nothing. */
static const char *detected(const struct octavo_summary *s, const char *option)
{
    const struct {
        const char *option, *value;
    } known[] = {
        {"title", s->title}, {"author", s->authors},          {"lang", s->language},
        {"url", s->url},     {"description", s->description}, {"identifier", s->identifier},
    };
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (strcmp(known[i].option, option) == 0)
            return known[i].value;
    return "";
}

/* The summary joins the names of authors by ", ". Texts are double-quoted YAML scalars on one line:
 * JSON's form is one (YAML 1.2, section 7.3.1). */
static void write_list(FILE *f, const char *joined)
{
    char item[1024];
    for (const char *at = joined, *end; *at; at = *end ? end + 2 : end) {
        end = strstr(at, ", ");
        end = end ? end : at + strlen(at);
        snprintf(item, sizeof(item), "%.*s", (int)(end - at), at);
        fputs(at == joined ? "[" : ", ", f);
        oc_json_string(f, item);
    }
    putc(']', f);
}

static void write_option(FILE *f, const struct octavo_option *o, const char *value)
{
    fprintf(f, "\n# %s\n", o->help);
    if (o->choice)
        fprintf(f, "# %s\n", o->arg);
    if (!*value) {
        fprintf(f, "#%s: %s\n", o->name, o->fallback ? o->fallback : o->arg ? o->arg : "yes");
        return;
    }
    fprintf(f, "%s: ", o->name);
    if (o->list)
        write_list(f, value);
    else
        oc_json_string(f, value);
    putc('\n', f);
}

static const char contents[] = "\n# The book by hand: posts and parts in this order. A post is "
                               "named by its file, a glob, its\n"
                               "# slug or its address; parts nest. Posts not listed: see rest.\n"
                               "#contents:\n"
                               "#  - preface.md\n"
                               "#  - part: Travels\n"
                               "#    intro: |\n"
                               "#      *Markdown* that stands on the part's page.\n"
                               "#    posts:\n"
                               "#      - \"travel/*.md\"\n"
                               "#      - lisbon-in-winter\n"
                               "#      - https://example.com/2020/05/porto/\n";

static void write_file(FILE *f, const struct octavo_summary *s)
{
    const struct octavo_option *o;
    fprintf(f,
            "# book.yaml: how octavo makes a book of this folder (%zu posts, a %s blog).\n"
            "# Every line is optional; what stands behind '#' shows the default or an example.\n"
            "# Options on the command line win over this file. Paths out of this folder, cache\n"
            "# and fetch-private count only when it is given with --config.\n",
            s->posts, s->dialect);
    for (size_t i = 0; (o = octavo_option_at(i)) != NULL; i++)
        write_option(f, o, detected(s, o->name));
    fputs(contents, f);
}

int oc_command_init(const struct oc_args *args, struct octavo *o)
{
    char path[4096];
    int n = snprintf(path, sizeof(path), "%s/book.yaml", args->paths[0]);
    if (n < 0 || (size_t)n >= sizeof(path)) {
        fprintf(stderr, "octavo: error: the path is too long\n");
        return OC_EXIT_USAGE;
    }
    if (access(path, F_OK) == 0) {
        fprintf(stderr, "%s: error: it is there already and was left as it is\n", path);
        return OC_EXIT_FAILED;
    }
    if (oc_command_open(args, o) != 0)
        return OC_EXIT_FAILED;
    int planned = octavo_plan(o);
    oc_report_diags(args, o);
    if (planned != 0)
        return OC_EXIT_FAILED;
    FILE *f = fopen(path, "wxe");
    if (!f) {
        fprintf(stderr, "%s: error: cannot write: %s\n", path, strerror(errno));
        return OC_EXIT_FAILED;
    }
    write_file(f, octavo_summary(o));
    bool failed = ferror(f) != 0;
    failed = fclose(f) != 0 || failed;
    if (failed) {
        fprintf(stderr, "%s: error: cannot write: %s\n", path, strerror(errno));
        remove(path);
        return OC_EXIT_FAILED;
    }
    if (!args->quiet)
        printf("%s\n", path);
    return OC_EXIT_DONE;
}
