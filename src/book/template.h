/* SPDX-License-Identifier: MIT */
/*
 * The templates of a book's pages: those built in, or the files of the same names in a folder of
 * the user's, parsed once a book. The folder may hold style sheets by the built-in names too.
 */
#ifndef OC_BOOK_TEMPLATE_H
#define OC_BOOK_TEMPLATE_H

#include "base/diag.h"
#include "base/map.h"
#include "base/mustache.h"

enum oc_page {
#define OC_TEMPLATE(ID, file, names) OC_PAGE_##ID,
#include "book/template.def"
#undef OC_TEMPLATE
    OC_PAGES
};

struct oc_page_template {
    struct oc_str file; /* for diagnostics: the built-in name, or the path of the user's file */
    const struct oc_template *parsed;
    bool own; /* the user's: what it makes is looked at before it is believed */
};

/* Const once loaded: many threads render from it. */
struct oc_templates {
    struct oc_page_template of[OC_PAGES];
    struct oc_map partials; /* name -> struct oc_partial *; the user's alone */
    struct oc_map sheets;   /* "styles/essay.css" -> struct oc_partial *; the user's alone */
    bool own;               /* some template is the user's */
};
struct oc_partial {
    struct oc_str file, text;
};

/* The built-in ones. */
void oc_templates_init(struct oc_templates *ts, struct oc_arena *a);
/*
 * Takes what folder has instead. -1 with an error in diags when it is no folder, or one of its
 * templates cannot be read or parsed; a name that no template is told is a warning.
 * within: "", or the real folder that no file may be a link out of.
 */
int oc_templates_load(struct oc_templates *ts, struct oc_arena *a, struct oc_diags *diags,
                      struct oc_str folder, struct oc_str within) OC_NODISCARD;

/* An oc_partial_fn; ctx is the struct oc_templates. */
struct oc_str oc_templates_partial(void *ctx, struct oc_str name);

#endif
