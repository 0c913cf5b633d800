/* SPDX-License-Identifier: MIT */
/* In place of fetch_run.c when octavo is built without libcurl. */
#include "media/fetch.h"

size_t oc_fetch_run(struct oc_fetch *f, oc_image_tell tell OC_UNUSED, void *ctx OC_UNUSED)
{
    if (f->nwanted == 0 || f->off)
        return 0;
    f->off = true;
    oc_diag_add(f->diags, OC_D_FETCH_OFF, OC_STR_NONE, 0, 0,
                OC_STR("octavo was built without libcurl"), OC_STR_NONE);
    return f->nwanted;
}
