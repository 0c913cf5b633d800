/* SPDX-License-Identifier: MIT */
/* Images of a book: found, checked, fitted, and kept until the book is packed. */
#ifndef OC_MEDIA_H
#define OC_MEDIA_H

#include "book/book.h"
#include "book/font.h"
#include "book/image.h"

/*
 * A service for one book; free with its own free. cache: a folder that keeps converted images from
 * run to run; "" for none. Diagnostics about options go to diags.
 */
struct oc_images *oc_images_new(const struct oc_book *book, struct oc_diags *diags,
                                struct oc_str cache);

/* "has more than 200 million pixels": the row of limits.h in words. */
const char *oc_media_too_wide(struct oc_arena *a);

/* A file that the user named: as named, else below the site's root when it is there. */
struct oc_str oc_media_file(struct oc_arena *a, const struct oc_book *book, struct oc_str file);

/* The fonts that the options name and that may be embedded; NULL when there are none. Free with
 * its own free. What is wrong with the others goes to diags. */
struct oc_fonts *oc_fonts_new(const struct oc_book *book, struct oc_diags *diags);

/*
 * The book's cover, as its options say; out->href stays "" when it has none. All memory is a's.
 * What is wrong with a picture, or why none can be drawn, goes to diags.
 */
void oc_cover_make(struct oc_cover *out, const struct oc_book *book, struct oc_arena *a,
                   struct oc_diags *diags, struct oc_str cache);

#endif
