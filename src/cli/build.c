/* SPDX-License-Identifier: MIT */
/* octavo build PATH...: makes the book. */
#include "cli.h"

static void print_summary(const struct octavo_summary *s)
{
    char posts[32], words[32], size[32], images[32], problems[64] = "";
    oc_say(stdout, s->output);
    printf(": %s post%s, ", oc_count_text(posts, s->posts), s->posts == 1 ? "" : "s");
    if (s->parts)
        printf("%zu part%s, ", s->parts, s->parts == 1 ? "" : "s");
    if (s->warnings + s->errors)
        snprintf(problems, sizeof(problems), ", %zu warning%s", s->warnings + s->errors,
                 s->warnings + s->errors == 1 ? "" : "s");
    if (s->images)
        printf("%s image%s (%s), ", oc_count_text(images, s->images), s->images == 1 ? "" : "s",
               oc_size_text(size, s->image_bytes));
    if (s->images_missing)
        printf("%s missing or remote, ", oc_count_text(images, s->images_missing));
    printf("%s words, %s%s\n", oc_count_text(words, s->words), oc_size_text(size, s->bytes),
           problems);
}

int oc_command_build(const struct oc_args *args, struct octavo *o)
{
    struct oc_progress progress;
    if (oc_command_open(args, o) != 0)
        return OC_EXIT_FAILED;
    oc_progress_start(&progress, args, o);
    int built = octavo_build(o, NULL);
    oc_progress_end(&progress);
    oc_report_diags(args, o);
    const struct octavo_summary *s = octavo_summary(o);
    if (args->json) {
        printf("{\"built\":%s,", built == 0 ? "true" : "false");
        oc_report_images(stdout, o);
        oc_report_findings(stdout, o);
        oc_report_json(stdout, o);
        printf("}\n");
    } else if (built == 0 && !args->quiet) {
        print_summary(s);
        if (args->report)
            oc_report_print(o);
    }
    return built == 0 ? oc_command_exit(args, s) : OC_EXIT_FAILED;
}
