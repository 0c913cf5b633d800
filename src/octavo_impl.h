/* SPDX-License-Identifier: MIT */
/* The context behind octavo.h: shared by octavo.c (stages) and octavo_view.c (what callers see). */
#ifndef OC_OCTAVO_IMPL_H
#define OC_OCTAVO_IMPL_H

#include "book/book.h"
#include "octavo.h"

/* An option with a value that has been tried. */
struct oc_setting {
    const struct oc_option *option;
    struct oc_str value;
    struct oc_str bound; /* the real folder of a book.yaml that was found; "": the user's word */
};
struct oc_settings {
    struct oc_setting *v;
    size_t n, cap;
};

struct octavo {
    struct oc_arena arena; /* options, paths, diagnostics of the run */
    struct oc_diags diags;
    const char **paths;
    size_t npaths, cpaths;
    struct oc_settings loaded, given; /* from book.yaml; from octavo_set, which win */
    const struct oc_value *contents;  /* of book.yaml, and that file */
    struct oc_str contents_file;
    bool has_loaded, has_now;
    int64_t now;
    octavo_progress_fn progress;
    void *progress_ctx;
    volatile bool cancelled;
    struct oc_str cache; /* octavo_set_cache */

    struct oc_config config; /* of the last plan */
    struct oc_book book;     /* when has_book */
    bool has_book;
    uint64_t bytes;
    struct oc_str output;

    /* what callers have been shown; rebuilt when asked for after a change */
    struct oc_arena views;
    struct octavo_diag *diag_view;
    struct octavo_item *item_view;
    struct octavo_image *image_view;
    struct octavo_finding *finding_view;
    size_t ndiags, nitems, nimages, nfindings;
    struct octavo_summary summary;
};

/* octavo_options.c: loads book.yaml of the first folder given, unless the caller has loaded one. */
void oc_options_find(struct octavo *o);
/* Fills config: defaults, then what was loaded, then what was given. */
void oc_options_apply(struct octavo *o);
/* The folder that what the option names must not lead out of; "" when it may. */
struct oc_str oc_options_bound(const struct octavo *o, const char *name);
/* Whether the option's value is the user's own word: neither the default nor found. */
bool oc_options_by_user(const struct octavo *o, const char *name);

/* Drops every view; pointers that callers hold become invalid. */
void oc_view_forget(struct octavo *o);

#endif
