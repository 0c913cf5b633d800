/* SPDX-License-Identifier: MIT */
/*
 * Diagnostics: records with a place and a cause, from one table (diag.def). The library only
 * records them; who prints is the command line.
 */
#ifndef OC_DIAG_H
#define OC_DIAG_H

#include "base/arena.h"
#include "base/str.h"

enum oc_severity {
    OC_NOTE,
    OC_WARNING,
    OC_ERROR
};

enum oc_code {
#define OC_DIAG(code, name, severity, text, hint, about) OC_D_##code,
#include "base/diag.def"
#undef OC_DIAG
    OC_D_COUNT
};

/* One row of diag.def. text has %1 and %2 where the two arguments go. */
struct oc_diag_row {
    const char *name; /* kebab-case, what stands in [brackets] */
    enum oc_severity severity;
    const char *text, *hint, *about;
};
const struct oc_diag_row *oc_diag_row(enum oc_code code);

struct oc_diag {
    enum oc_code code;
    struct oc_str file; /* "" when it concerns no file */
    int line, col;      /* 0: the whole file; 0: the whole line */
    struct oc_str text;
    struct oc_diag *next;
};

/* A list in the order of recording; keeps at most max (0: no bound) and counts the rest. */
struct oc_diags {
    struct oc_arena *arena; /* owns the records */
    struct oc_diag *first, *last;
    size_t n, dropped, max;
    size_t by_severity[3]; /* counts dropped ones too */
};

void oc_diags_init(struct oc_diags *ds, struct oc_arena *arena, size_t max);
/* file is borrowed and must live as long as ds; a and b are copied (cut at 200 bytes each). */
void oc_diag_add(struct oc_diags *ds, enum oc_code code, struct oc_str file, int line, int col,
                 struct oc_str a, struct oc_str b);
/* "more than max things; the rest is left out": a row of limits.h was reached. */
void oc_diag_limit(struct oc_diags *ds, struct oc_str file, int line, int col, uint64_t max,
                   const char *things);
/* Forgets what was recorded after ds stood as before, a copy made then. */
void oc_diags_rewind(struct oc_diags *ds, const struct oc_diags *before);

#endif
