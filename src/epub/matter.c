/* SPDX-License-Identifier: MIT */
/* The pages after the posts: which there are, and in what order. */
#include "epub/outline.h"
#include "epub/page.h"

static bool wants_sources(const struct oc_book *book)
{
    for (size_t i = 0; book->config->web_sources && i < book->nposts; i++)
        if (book->posts[i]->page && book->posts[i]->sources.n)
            return true;
    return false;
}

static bool wants_tags(const struct oc_book *book)
{
    for (size_t i = 0; book->config->tag_index && i < book->nposts; i++)
        if (book->posts[i]->page && book->posts[i]->tags.n)
            return true;
    return false;
}

static bool wants_dates(const struct oc_book *book)
{
    for (size_t i = 0; book->config->date_index && i < book->nposts; i++)
        if (book->posts[i]->page)
            return true;
    return false;
}

static bool wants_colophon(const struct oc_book *book)
{
    return book->config->colophon;
}

const struct oc_matter oc_matters[] = {
    {"oc.sources", "sources.xhtml", "web sources", "bibliography", wants_sources, oc_epub_sources},
    {"oc.tags", "tags.xhtml", "tag index", "index", wants_tags, oc_epub_tag_index},
    {"oc.dates", "dates.xhtml", "date index", "index", wants_dates, oc_epub_date_index},
    {"oc.colophon", "colophon.xhtml", "colophon", "colophon", wants_colophon, oc_epub_colophon},
    {NULL, NULL, NULL, NULL, NULL, NULL},
};
