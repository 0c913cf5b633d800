/* SPDX-License-Identifier: MIT */
/* The two halves of reading a whole document: page.c and page_post.c. */
#ifndef OC_XHTML_PAGE_H
#define OC_XHTML_PAGE_H

#include "xhtml/xhtml.h"

/* The element that holds the post of a page; NULL: none does, or several are posts. */
xmlNode *oc_page_post(enum oc_page_posts *posts, xmlNode *body);
/* Takes the site's name off meta->title, and sets meta->site when that tells it. */
void oc_page_title(struct oc_html_meta *meta, struct oc_arena *a, xmlNode *body,
                   const xmlNode *post);
/* Takes the header that names the post, and the footer, off an article: title, date and tags, which
 * the document says of itself. */
void oc_page_strip(const struct oc_html_meta *meta, xmlNode *post);

#endif
