/* SPDX-License-Identifier: MIT */
/* The container around the pages: package document, navigation, archive. */
#ifndef OC_EPUB_H
#define OC_EPUB_H

#include "book/book.h"

/* Each appends one finished document; forms in EPUB 3.3 sections 5 (package) and 7 (navigation). */
void oc_epub_opf(struct oc_buf *out, const struct oc_book *book);
void oc_epub_ncx(struct oc_buf *out, const struct oc_book *book);
/* The same for pages from templates: -1 with an error in diags when one is not well-formed. */
int oc_epub_nav(struct oc_buf *out, const struct oc_book *book,
                struct oc_diags *diags) OC_NODISCARD;
int oc_epub_part(struct oc_buf *out, const struct oc_book *book, struct oc_diags *diags,
                 const struct oc_part *part) OC_NODISCARD;
int oc_epub_title(struct oc_buf *out, const struct oc_book *book,
                  struct oc_diags *diags) OC_NODISCARD;
/* The page that shows the cover; for books that have one. */
int oc_epub_cover(struct oc_buf *out, const struct oc_book *book,
                  struct oc_diags *diags) OC_NODISCARD;
/* The theme's sheet for the book's language, then config->css. -1 with a diagnostic in diags. */
int oc_epub_css(struct oc_buf *out, const struct oc_book *book,
                struct oc_diags *diags) OC_NODISCARD;

/* Deflates a page on the calling thread, whose packer it is (pack.h), and hangs it on the post
 * (page, sizes, crc). */
struct oc_packer;
void oc_epub_deflate(struct oc_post *post, struct oc_packer *p, struct oc_str page);
/* Appends the page that hangs on it. */
void oc_epub_inflate(struct oc_buf *out, const struct oc_post *post, struct oc_packer *p);

/*
 * Writes the archive: mimetype first and stored, no extra fields, 1980-01-01 on every entry,
 * then container, package, nav, ncx, css, title, parts and posts in spine order. Atomic; -1 with
 * an error in diags (output-unwritable), an earlier file of that name untouched. *size: bytes.
 */
int oc_epub_write(uint64_t *size, const struct oc_book *book, struct oc_diags *diags,
                  const char *path) OC_NODISCARD;
/* Whether the file there says of itself, by its first entry, that it is an EPUB of any maker. */
bool oc_epub_is(const char *path);

#endif
