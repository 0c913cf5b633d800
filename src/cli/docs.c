/* SPDX-License-Identifier: MIT */
/*
 * Run while building, not installed: prints the manual page or a shell's completions, made from
 * the same tables that the program reads, so that they cannot disagree with it.
 */
#include <string.h>

#include "cli.h"

/* Either table's row, flattened. */
struct row {
    const char *name, *arg, *help, *fallback;
    char letter;
    bool choice, list;
};

static bool row_at(struct row *row, size_t i)
{
    const struct octavo_option *o = octavo_option_at(i);
    if (o) {
        *row = (struct row){o->name, o->arg, o->help, o->fallback, o->letter, o->choice, o->list};
        return true;
    }
    size_t shared = 0;
    while (octavo_option_at(shared))
        shared++;
    if (i - shared >= oc_cli_options_count)
        return false;
    const struct oc_cli_option *c = &oc_cli_options[i - shared];
    *row = (struct row){c->name, c->arg, c->help, NULL, c->letter, c->arg && strchr(c->arg, '|'),
                        false};
    return true;
}

/* ---- octavo(1), in the man(7) language ---- */

/* Backslashes, hyphens and a dot or quote at the start of a line mean something to roff. */
static void roff(const char *text)
{
    for (const char *at = text; *at; at++) {
        if ((*at == '.' || *at == '\'') && (at == text || at[-1] == '\n'))
            fputs("\\&", stdout);
        if (*at == '\\')
            fputs("\\e", stdout);
        else if (*at == '-')
            fputs("\\-", stdout);
        else
            putchar(*at);
    }
}

static void manual_option(const struct row *row)
{
    fputs(".TP\n", stdout);
    if (row->letter)
        printf("\\fB\\-%c\\fR, ", row->letter);
    fputs("\\fB\\-\\-", stdout);
    roff(row->name);
    fputs("\\fR", stdout);
    if (row->arg) {
        fputs(" \\fI", stdout);
        roff(row->arg);
        fputs("\\fR", stdout);
    }
    putchar('\n');
    roff(row->help);
    if (row->list)
        fputs(".\nCommand line values replace those of book.yaml", stdout);
    if (row->fallback && row->choice) {
        fputs(".\nDefault: ", stdout);
        roff(row->fallback);
    }
    fputs(".\n", stdout);
}

static void manual(void)
{
    struct row row;
    printf(".TH OCTAVO 1 \"%s\" \"octavo %s\" \"User Commands\"\n.SH NAME\n"
           "octavo \\- turn a blog into a book\n.SH SYNOPSIS\n",
           OCTAVO_DATE, octavo_version());
    for (size_t i = 0; i < oc_commands_count; i++) {
        const struct oc_command *c = &oc_commands[i];
        printf("%s.B octavo %s\n%s\\fI%s\\fR\n", i ? ".br\n" : "", c->name,
               c->options ? "[\\fIOPTIONS\\fR] " : "", c->args);
    }
    fputs(".br\n.B octavo\n[\\fIOPTIONS\\fR] \\fIPATH...\\fR\n.SH DESCRIPTION\n"
          "Reads the posts of a blog, Markdown, HTML or plain text with or without front matter, "
          "from files\nand folders in any mix, and makes one valid EPUB 3 of them. Nothing has to "
          "be configured: title,\nauthor and language are told from the site's own configuration "
          "and the posts.\n"
          "A command's name may be left out; the rest is then built.\n.SH COMMANDS\n",
          stdout);
    for (size_t i = 0; i < oc_commands_count; i++)
        printf(".TP\n\\fB%s\\fR \\fI%s\\fR\n%s.\n", oc_commands[i].name, oc_commands[i].args,
               oc_commands[i].help);
    fputs(".SH OPTIONS\nA switch is turned off by \\fB\\-\\-no\\-\\fINAME\\fR.\n", stdout);
    for (size_t i = 0; row_at(&row, i); i++)
        manual_option(&row);
    fputs(".SH FILES\n.TP\n\\fIbook.yaml\\fR\nIn the first folder given, or named by "
          "\\fB\\-\\-config\\fR: every option by its long name, for example\n"
          ".RS\n.nf\ntitle: Letters from the river\ngroup: year\nnot\\-tag: [draft, test]\n"
          ".fi\n.RE\n.IP\nOptions on the command line win. "
          "\\fBoctavo init\\fR writes one that shows them all.\n"
          ".SH ENVIRONMENT\n.TP\n\\fBSOURCE_DATE_EPOCH\\fR\nSeconds since 1970 taken as now when "
          "future posts are told from past ones.\n.TP\n\\fBNO_COLOR\\fR\nNo colour in messages.\n"
          ".SH EXIT STATUS\n.TP\n0\nDone.\n.TP\n1\nDone with warnings or errors, under "
          "\\fB\\-\\-strict\\fR.\n.TP\n2\nWrong usage.\n.TP\n3\nCould not be done; an earlier book "
          "of that name is untouched.\n.SH DIAGNOSTICS\n"
          "\\fIfile:line:col\\fR: \\fIwarning\\fR: what is wrong [\\fIcode\\fR]\n.PP\n"
          "\\fBoctavo explain\\fR \\fIcode\\fR tells what it means and how to mend the source.\n",
          stdout);
}

/* ---- Completions ---- */

static void bash(void)
{
    struct row row;
    fputs("# bash completion for octavo, made from its option table\n_octavo()\n{\n"
          "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
          "    COMPREPLY=()\n    case $prev in\n",
          stdout);
    for (size_t i = 0; row_at(&row, i); i++) {
        if (!row.choice)
            continue;
        printf("    --%s) COMPREPLY=($(compgen -W '", row.name);
        for (const char *at = row.arg; *at; at++)
            putchar(*at == '|' ? ' ' : *at);
        fputs("' -- \"$cur\")); return ;;\n", stdout);
    }
    fputs("    esac\n    if [[ $cur == -* ]]; then\n        COMPREPLY=($(compgen -W '", stdout);
    for (size_t i = 0; row_at(&row, i); i++)
        printf("%s--%s", i ? " " : "", row.name);
    fputs("' -- \"$cur\"))\n        return\n    fi\n    if ((COMP_CWORD == 1)); then\n"
          "        COMPREPLY=($(compgen -W '",
          stdout);
    for (size_t i = 0; i < oc_commands_count; i++)
        printf("%s%s", i ? " " : "", oc_commands[i].name);
    fputs("' -- \"$cur\"))\n    fi\n    COMPREPLY+=($(compgen -f -- \"$cur\"))\n}\n"
          "complete -o filenames -F _octavo octavo\n",
          stdout);
}

/* Text inside single quotes, without what zsh's _arguments would read as its own. */
static void quoted(const char *text, const char *drop)
{
    for (; *text; text++) {
        if (*text == '\'')
            fputs("'\\''", stdout);
        else if (!strchr(drop, *text))
            putchar(*text);
    }
}

static void zsh(void)
{
    struct row row;
    fputs("#compdef octavo\n# made from octavo's option table\n_arguments -s \\\n", stdout);
    for (size_t i = 0; row_at(&row, i); i++) {
        printf("  '%s--%s%s[", row.list ? "*" : "", row.name, row.arg ? "=" : "");
        quoted(row.help, "[]");
        putchar(']');
        if (row.choice) {
            printf(":%s:(", row.name);
            for (const char *at = row.arg; *at; at++)
                putchar(*at == '|' ? ' ' : *at);
            putchar(')');
        } else if (row.arg) {
            printf(":%s:%s", row.name, strcmp(row.arg, "FILE") == 0 ? "_files" : " ");
        }
        fputs("' \\\n", stdout);
    }
    fputs("  '1: :_alternative \"commands:command:((", stdout);
    for (size_t i = 0; i < oc_commands_count; i++) {
        printf("%s%s\\:\\\"", i ? " " : "", oc_commands[i].name);
        quoted(oc_commands[i].help, "[]:\"");
        fputs("\\\"", stdout);
    }
    fputs("))\" \"files:path:_files\"' \\\n  '*:path:_files'\n", stdout);
}

static void fish(void)
{
    struct row row;
    fputs("# fish completion for octavo, made from its option table\n", stdout);
    for (size_t i = 0; i < oc_commands_count; i++) {
        printf("complete -c octavo -n __fish_use_subcommand -a %s -d '", oc_commands[i].name);
        quoted(oc_commands[i].help, "\\");
        fputs("'\n", stdout);
    }
    for (size_t i = 0; row_at(&row, i); i++) {
        printf("complete -c octavo -l %s", row.name);
        if (row.letter)
            printf(" -s %c", row.letter);
        if (row.choice) {
            fputs(" -x -a '", stdout);
            for (const char *at = row.arg; *at; at++)
                putchar(*at == '|' ? ' ' : *at);
            putchar('\'');
        } else if (row.arg) {
            fputs(strcmp(row.arg, "FILE") == 0 ? " -r" : " -x", stdout);
        }
        fputs(" -d '", stdout);
        quoted(row.help, "\\");
        fputs("'\n", stdout);
    }
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*print)(void);
    } docs[] = {
        {"octavo.1", manual}, {"octavo.bash", bash}, {"_octavo", zsh}, {"octavo.fish", fish}};
    for (size_t i = 0; argc == 2 && i < sizeof(docs) / sizeof(docs[0]); i++) {
        if (strcmp(docs[i].name, argv[1]) == 0) {
            docs[i].print();
            return fflush(stdout) == 0 ? OC_EXIT_DONE : OC_EXIT_FAILED;
        }
    }
    fputs("usage: octavo_docs octavo.1|octavo.bash|_octavo|octavo.fish\n", stderr);
    return OC_EXIT_USAGE;
}
