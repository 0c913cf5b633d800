/* SPDX-License-Identifier: MIT */
/* Recording diagnostics. Their texts come from diag.def, their arguments from strangers. */
#include "base/diag.h"

#include <stdio.h>

#include "base/buf.h"
#include "base/utf8.h"

#define MAX_ARGUMENT 200 /* bytes of one argument */

const struct oc_diag_row *oc_diag_row(enum oc_code code)
{
    static const struct oc_diag_row rows[] = {
#define OC_DIAG(code, name, severity, text, hint, about)                                           \
    [OC_D_##code] = {name, severity, text, hint, about},
#include "base/diag.def"
#undef OC_DIAG
    };
    return &rows[code];
}

void oc_diags_init(struct oc_diags *ds, struct oc_arena *arena, size_t max)
{
    *ds = (struct oc_diags){.arena = arena, .max = max};
}

/* A message is one line, and no file name may steer a terminal: controls become blanks. */
static void put_argument(struct oc_buf *out, struct oc_str s)
{
    size_t n = s.n <= MAX_ARGUMENT ? s.n : MAX_ARGUMENT;
    while (n < s.n && n > 0 && ((unsigned char)s.p[n] & 0xC0) == 0x80)
        n--; /* cut before a character, not within */
    struct oc_str cut = oc_str_sub(s, 0, n);
    for (size_t at = 0; at < n;) {
        uint32_t cp = oc_utf8_next(cut, &at);
        oc_buf_put_cp(out, cp < 0x20 || (cp >= 0x7F && cp < 0xA0) ? ' ' : cp);
    }
    if (n < s.n)
        oc_buf_puts(out, "…");
}

static struct oc_str expand(struct oc_arena *arena, const char *text, struct oc_str a,
                            struct oc_str b)
{
    struct oc_buf out;
    oc_buf_init(&out, SIZE_MAX);
    for (const char *p = text; *p; p++) {
        if (p[0] == '%' && (p[1] == '1' || p[1] == '2'))
            put_argument(&out, *++p == '1' ? a : b);
        else
            oc_buf_putc(&out, *p);
    }
    struct oc_str s = oc_buf_take(&out, arena);
    oc_buf_release(&out);
    return s;
}

void oc_diag_add(struct oc_diags *ds, enum oc_code code, struct oc_str file, int line, int col,
                 struct oc_str a, struct oc_str b)
{
    const struct oc_diag_row *row = oc_diag_row(code);
    ds->by_severity[row->severity]++;
    if (ds->max && ds->n >= ds->max) {
        ds->dropped++;
        return;
    }
    struct oc_diag *d = OC_NEW(ds->arena, struct oc_diag);
    d->code = code;
    d->file = file;
    d->line = line;
    d->col = col;
    d->text = expand(ds->arena, row->text, a, b);
    if (ds->last)
        ds->last->next = d;
    else
        ds->first = d;
    ds->last = d;
    ds->n++;
}

void oc_diag_limit(struct oc_diags *ds, struct oc_str file, int line, int col, uint64_t max,
                   const char *things)
{
    char number[24];
    snprintf(number, sizeof number, "%llu", (unsigned long long)max);
    oc_diag_add(ds, OC_D_LIMIT, file, line, col, oc_str(number), oc_str(things));
}

void oc_diags_rewind(struct oc_diags *ds, const struct oc_diags *before)
{
    *ds = *before;
    if (ds->last)
        ds->last->next = NULL;
}
