/* SPDX-License-Identifier: MIT */
/* The pages that octavo itself adds to a book, from templates. */
#ifndef OC_EPUB_PAGE_H
#define OC_EPUB_PAGE_H

#include "base/mustache.h"
#include "epub/outline.h"

/* A context with what every page's head needs: lang and dir. */
struct oc_value *oc_epub_context(struct oc_arena *a, const struct oc_book *book);
/* Appends the page that its template makes. -1 with an error in diags when it is not well-formed.
 */
int oc_epub_page(struct oc_buf *out, struct oc_arena *a, const struct oc_book *book,
                 struct oc_diags *diags, enum oc_page page,
                 const struct oc_value *context) OC_NODISCARD;

/* The writers of the rows in matter.c. */
int oc_epub_sources(struct oc_buf *out, const struct oc_book *book, struct oc_diags *diags,
                    const struct oc_matter *matter) OC_NODISCARD;
int oc_epub_tag_index(struct oc_buf *out, const struct oc_book *book, struct oc_diags *diags,
                      const struct oc_matter *matter) OC_NODISCARD;
int oc_epub_date_index(struct oc_buf *out, const struct oc_book *book, struct oc_diags *diags,
                       const struct oc_matter *matter) OC_NODISCARD;
int oc_epub_colophon(struct oc_buf *out, const struct oc_book *book, struct oc_diags *diags,
                     const struct oc_matter *matter) OC_NODISCARD;

#endif
