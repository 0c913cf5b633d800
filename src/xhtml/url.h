/* SPDX-License-Identifier: MIT */
/* URLs as a book may hold them: the WHATWG URL rules, cut down to four schemes. */
#ifndef OC_URL_H
#define OC_URL_H

#include "base/buf.h"
#include "base/str.h"

/*
 * Appends url in the form that EPUB accepts: blanks at the ends and line breaks inside are gone,
 * what URLs must not hold is percent-encoded, a '%' that starts no escape becomes %25. True when
 * the result is an absolute http, https, mailto or tel URL with a valid host and port; when
 * false, nothing was appended.
 */
bool oc_url_clean(struct oc_buf *out, struct oc_str url);

/* Whether it names a file of the book: "#x", or [a-z0-9-]+ with an extension octavo makes, and
 * perhaps a fragment. *fragment (may be NULL) gets what follows '#', p == NULL when there is none.
 */
bool oc_url_in_book(struct oc_str *fragment, struct oc_str url);

/* Appends an address as people read it: without scheme, escapes and slashes at its end. */
void oc_url_show(struct oc_buf *out, struct oc_str url);

#endif
