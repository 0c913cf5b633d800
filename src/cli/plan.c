/* SPDX-License-Identifier: MIT */
/* octavo plan PATH...: the book as a tree, before any page is made. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

enum {
    MAX_DEPTH = 32
};

/* For each item, whether another one of its depth follows below the same parent: bits by depth. */
static unsigned *more_below(struct octavo *o, size_t *count)
{
    const struct octavo_item *item = NULL, *first = octavo_item_next(o, NULL);
    size_t n = 0;
    while ((item = octavo_item_next(o, item)) != NULL)
        n++;
    unsigned *more = oc_cli_alloc(n + 1, sizeof(*more)), open = 0;
    for (size_t i = n; i-- > 0;) {
        int depth = first[i].depth < MAX_DEPTH ? first[i].depth : MAX_DEPTH - 1;
        more[i] = open;
        open &= (2u << depth) - 1; /* deeper levels end at a shallower item */
        open |= 1u << depth;
    }
    *count = n;
    return more;
}

static void print_branch(const struct octavo_item *item, unsigned more)
{
    for (int d = 0; d < item->depth && d < MAX_DEPTH; d++)
        fputs(more >> d & 1 ? "│  " : "   ", stdout);
    fputs(more >> item->depth & 1 ? "├─ " : "└─ ", stdout);
}

static void print_item(const struct octavo_item *item, unsigned more)
{
    char words[32], posts[32];
    print_branch(item, more);
    oc_count_text(words, item->words);
    if (item->kind == OCTAVO_PART) {
        oc_say(stdout, item->title);
        printf("  (%s post%s, %s words)\n", oc_count_text(posts, item->posts),
               item->posts == 1 ? "" : "s", words);
        return;
    }
    printf("%s  ", *item->date ? item->date : "no date   ");
    oc_say(stdout, item->title);
    printf("  (%s words%s%s", words, item->draft ? ", draft" : "", item->hidden ? ", hidden" : "");
    if (item->problems)
        printf(", %zu problem%s", item->problems, item->problems == 1 ? "" : "s");
    printf(")\n");
}

/* What octavo chose that its reader may want otherwise. */
static void print_choices(struct octavo *o)
{
    const struct octavo_diag *d = NULL;
    while ((d = octavo_diag_next(o, d)) != NULL)
        if (strcmp(d->code, "site-languages") == 0)
            printf("%s (%s)\n", d->text, d->hint);
}

static void print_tree(struct octavo *o)
{
    const struct octavo_summary *s = octavo_summary(o);
    const struct octavo_item *item = NULL;
    char posts[32], words[32];
    size_t n;
    oc_say(stdout, s->title);
    fputs(*s->authors ? " — " : "", stdout);
    oc_say(stdout, s->authors);
    putchar('\n');
    printf("%s post%s, %s words, %s%s%s%s, %s blog", oc_count_text(posts, s->posts),
           s->posts == 1 ? "" : "s", oc_count_text(words, s->words), s->oldest,
           *s->oldest ? " to " : "", s->newest, *s->oldest ? "" : "no dates", s->dialect);
    if (*s->dialect_by)
        printf(" (told by %s)", s->dialect_by);
    putchar('\n');
    print_choices(o);
    unsigned *more = more_below(o, &n);
    for (size_t i = 0; (item = octavo_item_next(o, item)) != NULL; i++)
        print_item(item, more[i]);
    free(more);
}

static void print_json_item(const struct octavo_item *item)
{
    printf("{\"kind\":\"%s\",\"depth\":%d,\"title\":", item->kind == OCTAVO_PART ? "part" : "post",
           item->depth);
    oc_json_string(stdout, item->title);
    fputs(",\"href\":", stdout);
    oc_json_string(stdout, item->href);
    printf(",\"words\":%zu", item->words);
    if (item->kind == OCTAVO_PART) {
        printf(",\"posts\":%zu}", item->posts);
        return;
    }
    fputs(",\"date\":", stdout);
    oc_json_string(stdout, item->date);
    fputs(",\"source\":", stdout);
    oc_json_string(stdout, item->source);
    fputs(",\"language\":", stdout);
    oc_json_string(stdout, item->language);
    printf(",\"problems\":%zu,\"draft\":%s,\"hidden\":%s}", item->problems,
           item->draft ? "true" : "false", item->hidden ? "true" : "false");
}

static void print_json(struct octavo *o)
{
    const struct octavo_item *item = NULL;
    fputs("{\"items\":[", stdout);
    for (bool first = true; (item = octavo_item_next(o, item)) != NULL; first = false) {
        fputs(first ? "\n" : ",\n", stdout);
        print_json_item(item);
    }
    fputs("],\n", stdout);
    oc_report_json(stdout, o);
    fputs("}\n", stdout);
}

void oc_report_links(struct octavo *o)
{
    const struct octavo_summary *s = octavo_summary(o);
    const struct octavo_diag *d = NULL;
    char links[32], out[32], dead[32];
    while ((d = octavo_diag_next(o, d)) != NULL)
        if (strncmp(d->code, "link-", 5) == 0) {
            oc_say_place(stdout, d->file, d->line, d->col);
            oc_say(stdout, d->text);
            printf(" [%s]\n", d->code);
        }
    printf("%s link%s between posts, %s to other pages of the site, %s dead\n",
           oc_count_text(links, s->links), s->links == 1 ? "" : "s",
           oc_count_text(out, s->links_out), oc_count_text(dead, s->links_dead));
}

int oc_command_plan(const struct oc_args *args, struct octavo *o)
{
    if (oc_command_open(args, o) != 0)
        return OC_EXIT_FAILED;
    int planned = args->links ? octavo_check(o) : octavo_plan(o);
    if (!args->links || args->json || planned != 0)
        oc_report_diags(args, o);
    if (args->json)
        print_json(o);
    else if (planned == 0 && args->links)
        oc_report_links(o);
    else if (planned == 0)
        print_tree(o);
    return planned == 0 ? oc_command_exit(args, octavo_summary(o)) : OC_EXIT_FAILED;
}
