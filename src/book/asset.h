/* SPDX-License-Identifier: MIT */
/* The table of built-in files that embed.cmake writes; for asset.c alone. */
#ifndef OC_ASSET_H
#define OC_ASSET_H

#include "base/base.h"

struct oc_asset_row {
    const char *name; /* "styles/essay.css" */
    const unsigned char *bytes;
    size_t n;
};
extern const struct oc_asset_row oc_assets[]; /* name == NULL ends it */

#endif
