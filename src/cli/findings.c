/* SPDX-License-Identifier: MIT */
/*
 * octavo report PATH...: what an author may want to look at, as tables: images and what was done
 * with them, missing descriptions, large tables, headings, links, unknown tags.
 */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

/* ---- images ---- */

static void print_image(const struct octavo_image *i)
{
    char in[32] = "", out[32] = "", sizes[80] = "";
    if (i->bytes_in)
        oc_size_text(in, i->bytes_in);
    if (*i->href && i->bytes_out != i->bytes_in)
        oc_size_text(out, i->bytes_out);
    snprintf(sizes, sizeof(sizes), *out ? "%s -> %s" : "%s%s", in, out);
    bool data = strncmp(i->src, "data:", 5) == 0;
    char src[301];
    snprintf(src, data ? 31 : sizeof(src), "%s", i->src);
    printf("    %-9s  %-20s  ", i->action, sizes);
    oc_say(stdout, src);
    printf("%s%s%s\n", data ? "…" : "", i->fetched ? " (from the web)" : "",
           i->guessed ? " (no description)" : "");
}

/* One file of the book, or one place without. */
struct counted {
    const char *href, *action;
    uint64_t in, out;
};

static int by_href(const void *a, const void *b)
{
    return strcmp(((const struct counted *)a)->href, ((const struct counted *)b)->href);
}

/* How many of each action, in the order in which they were met. */
static void print_actions(const struct counted *all, size_t n)
{
    const char *seen[16];
    size_t nseen = 0;
    for (size_t i = 0; i < n; i++) {
        size_t count = 0, k = 0;
        while (k < nseen && strcmp(seen[k], all[i].action) != 0)
            k++;
        if (k < nseen || nseen == sizeof(seen) / sizeof(seen[0]))
            continue;
        for (size_t j = i; j < n; j++)
            count += strcmp(all[j].action, all[i].action) == 0;
        printf("%s %zu %s", nseen ? "," : "", count, all[i].action);
        seen[nseen++] = all[i].action;
    }
}

static void print_total(struct counted *all, size_t n)
{
    uint64_t in = 0, out = 0;
    size_t kept = 0;
    char before[32], after[32], text[32];
    qsort(all, n, sizeof(*all), by_href);
    for (size_t i = 0; i < n; i++) { /* a file that many places show counts once */
        bool same = kept > 0 && *all[i].href && strcmp(all[i].href, all[kept - 1].href) == 0;
        if (same)
            continue;
        all[kept++] = all[i];
        in += *all[i].href ? all[i].in : 0;
        out += *all[i].href ? all[i].out : 0;
    }
    printf("  %s in all:", oc_count_text(text, kept));
    print_actions(all, kept);
    printf("; %s became %s\n", oc_size_text(before, in), oc_size_text(after, out));
}

static void print_images(struct octavo *o)
{
    const struct octavo_image *i = NULL;
    const char *post = NULL;
    size_t n = 0;
    while ((i = octavo_image_next(o, i)) != NULL)
        n++;
    struct counted *all = n ? calloc(n, sizeof(*all)) : NULL;
    if (!all)
        return;
    printf("Images\n");
    for (n = 0; (i = octavo_image_next(o, i)) != NULL; n++) {
        if (!post || strcmp(post, i->post) != 0) {
            fputs("  ", stdout);
            oc_say(stdout, i->post);
            putchar('\n');
        }
        post = i->post;
        print_image(i);
        all[n] = (struct counted){i->href, i->action, i->bytes_in, i->bytes_out};
    }
    print_total(all, n);
    free(all);
}

static void print_undescribed(struct octavo *o)
{
    const struct octavo_image *i = NULL;
    size_t n = 0, posts = 0;
    const char *post = NULL;
    while ((i = octavo_image_next(o, i)) != NULL) {
        if (!i->guessed)
            continue;
        posts += !post || strcmp(post, i->post) != 0;
        post = i->post;
        n++;
    }
    if (n)
        printf("Images that their author has not described\n  %zu in %zu post%s\n", n, posts,
               posts == 1 ? "" : "s");
}

/* ---- findings ---- */

static void print_finding(const struct octavo_finding *f)
{
    fputs("  ", stdout);
    oc_say_place(stdout, f->post, f->line, f->col);
    if (f->kind == OCTAVO_TABLE_LARGE)
        printf("%zu row%s, %zu column%s\n", f->rows, f->rows == 1 ? "" : "s", f->columns,
               f->columns == 1 ? "" : "s");
    else {
        if (f->to)
            printf("level %d is level %d: ", f->from, f->to);
        else
            printf("level %d is in no outline: ", f->from);
        oc_say(stdout, f->text);
        putchar('\n');
    }
}

static void print_findings(struct octavo *o, enum octavo_finding_kind kind, const char *title)
{
    const struct octavo_finding *f = NULL;
    bool any = false;
    while ((f = octavo_finding_next(o, f)) != NULL) {
        if (f->kind != kind)
            continue;
        if (!any)
            printf("%s\n", title);
        any = true;
        print_finding(f);
    }
}

/* A name over all posts. */
struct tag {
    const struct octavo_finding *first;
    size_t count, posts, at;
};

static int by_name(const void *a, const void *b)
{
    const struct tag *x = a, *y = b;
    int order = strcmp(x->first->text, y->first->text);
    return order ? order : x->at < y->at ? -1 : x->at > y->at;
}

static int by_count(const void *a, const void *b)
{
    const struct tag *x = a, *y = b;
    return x->count != y->count ? (x->count > y->count ? -1 : 1) : by_name(a, b);
}

static void print_tags(struct octavo *o)
{
    const struct octavo_finding *f = NULL;
    size_t n = 0, kept = 0;
    while ((f = octavo_finding_next(o, f)) != NULL)
        n += f->kind == OCTAVO_TAG_UNKNOWN;
    struct tag *tags = n ? calloc(n, sizeof(*tags)) : NULL;
    if (!tags)
        return;
    for (n = 0; (f = octavo_finding_next(o, f)) != NULL;)
        if (f->kind == OCTAVO_TAG_UNKNOWN) {
            tags[n] = (struct tag){f, f->count, 1, n};
            n++;
        }
    qsort(tags, n, sizeof(*tags), by_name);
    for (size_t i = 0; i < n; i++) {
        if (kept && strcmp(tags[kept - 1].first->text, tags[i].first->text) == 0) {
            tags[kept - 1].count += tags[i].count;
            tags[kept - 1].posts++;
        } else {
            tags[kept++] = tags[i];
        }
    }
    qsort(tags, kept, sizeof(*tags), by_count);
    printf("Tags that octavo does not know\n");
    for (size_t i = 0; i < kept; i++) {
        printf("  %6zu in %zu post%s  ", tags[i].count, tags[i].posts,
               tags[i].posts == 1 ? " " : "s");
        oc_say(stdout, tags[i].first->text);
        fputs("  (first at ", stdout);
        oc_say(stdout, tags[i].first->post);
        printf(":%d)\n", tags[i].first->line);
    }
    free(tags);
}

void oc_report_print(struct octavo *o)
{
    print_images(o);
    print_undescribed(o);
    print_findings(o, OCTAVO_TABLE_LARGE, "Tables larger than a page");
    print_findings(o, OCTAVO_HEADING_MOVED, "Headings that are not as they were written");
    print_tags(o);
    printf("Links\n");
    oc_report_links(o);
}

void oc_report_findings(FILE *out, struct octavo *o)
{
    static const char *const kinds[] = {"tag-unknown", "heading-moved", "table-large"};
    const struct octavo_finding *f = NULL;
    fputs("\"findings\":[", out);
    for (bool first = true; (f = octavo_finding_next(o, f)) != NULL; first = false) {
        fprintf(out, "%s{\"kind\":\"%s\",\"post\":", first ? "\n" : ",\n", kinds[f->kind]);
        oc_json_string(out, f->post);
        fprintf(out, ",\"line\":%d,\"col\":%d", f->line, f->col);
        if (f->kind == OCTAVO_TABLE_LARGE) {
            fprintf(out, ",\"rows\":%zu,\"columns\":%zu}", f->rows, f->columns);
            continue;
        }
        fputs(",\"text\":", out);
        oc_json_string(out, f->text);
        if (f->kind == OCTAVO_TAG_UNKNOWN)
            fprintf(out, ",\"count\":%zu}", f->count);
        else
            fprintf(out, ",\"from\":%d,\"to\":%d}", f->from, f->to);
    }
    fputs("],\n", out);
}

int oc_command_report(const struct oc_args *args, struct octavo *o)
{
    struct oc_progress progress;
    if (oc_command_open(args, o) != 0)
        return OC_EXIT_FAILED;
    oc_progress_start(&progress, args, o);
    int checked = octavo_check(o);
    oc_progress_end(&progress);
    if (args->json || args->verbose || checked != 0)
        oc_report_diags(args, o);
    if (args->json) {
        fputc('{', stdout);
        oc_report_images(stdout, o);
        oc_report_findings(stdout, o);
        oc_report_json(stdout, o);
        fputs("}\n", stdout);
    } else if (checked == 0) {
        oc_report_print(o);
    }
    return checked == 0 ? oc_command_exit(args, octavo_summary(o)) : OC_EXIT_FAILED;
}
