/* SPDX-License-Identifier: MIT */
/* The pages after the posts: which there are, and in what order. */
#include "epub/outline.h"
#include "epub/page.h"

static bool wants_colophon(const struct oc_book *book)
{
    return book->config->colophon;
}

const struct oc_matter oc_matters[] = {
    {"oc.colophon", "colophon.xhtml", "colophon", "colophon", wants_colophon, oc_epub_colophon},
    {NULL, NULL, NULL, NULL, NULL, NULL},
};
