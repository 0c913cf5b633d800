/* SPDX-License-Identifier: MIT */
/* The files of styles/ and templates/, built in by embed.cmake: octavo needs no data folder. */
#include "book/asset.h"

#include "book/book.h"

struct oc_str oc_asset(const char *name)
{
    for (const struct oc_asset_row *row = oc_assets; row->name; row++)
        if (strcmp(row->name, name) == 0)
            return (struct oc_str){(const char *)row->bytes, row->n};
    return OC_STR_NONE;
}
