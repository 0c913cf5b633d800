/* SPDX-License-Identifier: MIT */
/* Diagnostics and the summary, for people and as JSON. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

enum {
    REPEATS = 10 /* of one code that are shown without --verbose */
};

static const char *const severities[] = {"note", "warning", "error"};
static const char *const colors[] = {"\033[36m", "\033[33m", "\033[31m"};

/* How often each code has come, beside its row in the table. */
struct tally {
    const char *code;
    size_t seen;
};

static struct tally *tally_of(struct tally *tallies, const char *code)
{
    size_t i = 0;
    while (tallies[i].code && strcmp(tallies[i].code, code) != 0)
        i++;
    tallies[i].code = code;
    return &tallies[i];
}

static void print_diag(const struct oc_args *args, const struct octavo_diag *d, bool hint)
{
    if (!*d->file)
        fputs("octavo: ", stderr);
    else
        oc_say_place(stderr, d->file, d->line, d->col);
    fprintf(stderr, "%s%s:%s ", args->color ? colors[d->severity] : "", severities[d->severity],
            args->color ? "\033[0m" : "");
    oc_say(stderr, d->text);
    fprintf(stderr, " [%s]\n", d->code);
    if (hint && *d->hint)
        fprintf(stderr, "  %s\n", d->hint);
}

void oc_report_diags(const struct oc_args *args, struct octavo *o)
{
    const struct octavo_diag *d = NULL;
    enum octavo_severity least = args->quiet     ? OCTAVO_ERROR
                                 : args->verbose ? OCTAVO_NOTE
                                                 : OCTAVO_WARNING;
    size_t ncodes = 0;
    while (octavo_code_at(ncodes))
        ncodes++;
    struct tally *tallies = oc_cli_alloc(ncodes + 1, sizeof(*tallies));
    while ((d = octavo_diag_next(o, d)) != NULL) {
        if (d->severity < least)
            continue;
        struct tally *t = tally_of(tallies, d->code);
        if (++t->seen <= REPEATS || args->verbose)
            print_diag(args, d, t->seen == 1);
    }
    for (size_t i = 0; tallies[i].code; i++)
        if (tallies[i].seen > REPEATS && !args->verbose)
            fprintf(stderr, "octavo: and %zu more of [%s]; --verbose shows them\n",
                    tallies[i].seen - REPEATS, tallies[i].code);
    free(tallies);
}

static void json_text(FILE *out, const char *name, const char *value)
{
    fprintf(out, "\"%s\":", name);
    oc_json_string(out, value);
    putc(',', out);
}

void oc_report_json(FILE *out, struct octavo *o)
{
    const struct octavo_summary *s = octavo_summary(o);
    const struct octavo_diag *d = NULL;
    fputs("\"diagnostics\":[", out);
    for (bool first = true; (d = octavo_diag_next(o, d)) != NULL; first = false) {
        fprintf(out, "%s{\"severity\":\"%s\",", first ? "\n" : ",\n", severities[d->severity]);
        json_text(out, "code", d->code);
        json_text(out, "file", d->file);
        json_text(out, "text", d->text);
        fprintf(out, "\"line\":%d,\"col\":%d}", d->line, d->col);
    }
    fputs("],\n\"summary\":{", out);
    json_text(out, "title", s->title);
    json_text(out, "authors", s->authors);
    json_text(out, "language", s->language);
    json_text(out, "identifier", s->identifier);
    json_text(out, "oldest", s->oldest);
    json_text(out, "newest", s->newest);
    json_text(out, "dialect", s->dialect);
    json_text(out, "dialect_by", s->dialect_by);
    json_text(out, "url", s->url);
    json_text(out, "output", s->output);
    fprintf(out,
            "\"posts\":%zu,\"parts\":%zu,\"words\":%zu,\"links\":%zu,\"links_out\":%zu,"
            "\"links_dead\":%zu,\"images\":%zu,\"images_missing\":%zu,\"image_bytes\":%llu,"
            "\"notes\":%zu,\"warnings\":%zu,\"errors\":%zu,\"bytes\":%llu}",
            s->posts, s->parts, s->words, s->links, s->links_out, s->links_dead, s->images,
            s->images_missing, (unsigned long long)s->image_bytes, s->notes, s->warnings, s->errors,
            (unsigned long long)s->bytes);
}

void oc_report_images(FILE *out, struct octavo *o)
{
    const struct octavo_image *i = NULL;
    fputs("\"images\":[", out);
    for (bool first = true; (i = octavo_image_next(o, i)) != NULL; first = false) {
        fputs(first ? "\n{" : ",\n{", out);
        json_text(out, "post", i->post);
        json_text(out, "src", i->src);
        json_text(out, "href", i->href);
        json_text(out, "action", i->action);
        fprintf(out, "\"guessed\":%s,\"fetched\":%s,\"bytes_in\":%llu,\"bytes_out\":%llu}",
                i->guessed ? "true" : "false", i->fetched ? "true" : "false",
                (unsigned long long)i->bytes_in, (unsigned long long)i->bytes_out);
    }
    fputs("],\n", out);
}

const char *oc_count_text(char out[32], size_t n)
{
    char digits[24];
    int length = snprintf(digits, sizeof(digits), "%zu", n), at = 0;
    for (int i = 0; i < length; i++) {
        if (i && (length - i) % 3 == 0)
            out[at++] = ',';
        out[at++] = digits[i];
    }
    out[at] = 0;
    return out;
}

const char *oc_size_text(char out[32], uint64_t bytes)
{
    if (bytes < 1000000)
        snprintf(out, 32, "%.0f KB", (double)bytes / 1000 + 0.5);
    else
        snprintf(out, 32, "%.1f MB", (double)bytes / 1e6);
    return out;
}
