/* SPDX-License-Identifier: MIT */
/* Images of a book: found, checked, fitted, and kept until the book is packed. */
#ifndef OC_MEDIA_H
#define OC_MEDIA_H

#include "book/book.h"
#include "book/image.h"

/*
 * A service for one book; free with its own free. cache: a folder that keeps converted images from
 * run to run; "" for none. Diagnostics about options go to diags.
 */
struct oc_images *oc_images_new(const struct oc_book *book, struct oc_diags *diags,
                                struct oc_str cache);

/*
 * The book's cover, as its options say; out->href stays "" when it has none. All memory is a's.
 * What is wrong with a picture, or why none can be drawn, goes to diags.
 */
void oc_cover_make(struct oc_cover *out, const struct oc_book *book, struct oc_arena *a,
                   struct oc_diags *diags, struct oc_str cache);

#endif
