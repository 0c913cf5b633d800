/* SPDX-License-Identifier: MIT */
/*
 * The markup that titles and descriptions may have: what of inline Markdown and HTML is seen by
 * both who makes plain text of it and who makes XHTML.
 */
#ifndef OC_INLINE_H
#define OC_INLINE_H

#include "base/str.h"

/* What a book keeps of it. */
enum oc_mark {
    OC_MARK_EM,
    OC_MARK_STRONG,
    OC_MARK_DEL,
    OC_MARK_CODE,
    OC_MARK_NONE
};

struct oc_inline_tag {
    const char *element; /* NULL: a comment */
    enum oc_mark mark;
    bool close;
};

/* Each tells how many bytes of s the thing takes that starts at `at`, 0 when there is none. */
size_t oc_inline_run(struct oc_str s, size_t at);                            /* of the same byte */
size_t oc_inline_code(struct oc_str *code, struct oc_str s, size_t at);      /* at a backtick */
size_t oc_inline_tag(struct oc_inline_tag *tag, struct oc_str s, size_t at); /* at '<' */
/* At '[', a link with an address in parentheses; *close: where its ']' stands. */
size_t oc_inline_link(size_t *close, struct oc_str s, size_t at);

#endif
