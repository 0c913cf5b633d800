/* SPDX-License-Identifier: MIT */
/* HTML to tokens, inside xhtml/ only. One pass over the bytes, whatever they are. */
#ifndef OC_XHTML_TOKEN_H
#define OC_XHTML_TOKEN_H

#include "base/buf.h"
#include "base/limits.h"
#include "base/str.h"

enum oc_token_kind {
    OC_T_END,   /* of the input */
    OC_T_TEXT,  /* character data, not yet decoded */
    OC_T_RAW,   /* character data without character references (a lone '<', CDATA) */
    OC_T_OPEN,  /* a start tag */
    OC_T_CLOSE, /* an end tag */
};

struct oc_token_attr {
    struct oc_str name; /* as written */
    struct oc_str value;
};

struct oc_tokens {
    struct oc_str in;
    size_t at;
    bool foreign;   /* set by the reader: inside svg or math, their names and CDATA count */
    bool no_quotes; /* a tag ran into the end of input: from now on '>' ends every tag */
    bool no_gt, no_comment_end, no_raw_end[8]; /* searched for once, not to be found any more */

    /* the token */
    enum oc_token_kind kind;
    unsigned el;       /* HTML element, OC_EL_NONE if none */
    unsigned x;        /* foreign element when foreign, OC_X_COUNT if none */
    struct oc_str raw; /* text, or the whole tag */
    struct oc_str name;
    bool custom, prefixed; /* a name with a hyphen, with a colon */
    bool self_closed;
    bool many; /* some tag had more attributes than OC_MAX_ATTRS */
    size_t nattrs;
    struct oc_token_attr attrs[OC_MAX_ATTRS];
};

void oc_tokens_init(struct oc_tokens *t, struct oc_str html);
/* Reads the next token; false at the end. */
bool oc_tokens_next(struct oc_tokens *t);
/* After the start tag of an element whose content is raw: its content, and t moves past the end
 * tag. False when there is no end tag: then the tag alone is to be passed over. */
bool oc_tokens_raw(struct oc_tokens *t, struct oc_str *content);

/*
 * Appends text as it shall stand in the tree: character references decoded (references: whether;
 * attr: by the rules for attribute values), line ends LF, forbidden characters gone, NUL U+FFFD.
 */
void oc_text_put(struct oc_buf *out, struct oc_str s, bool references, bool attr);

/* entity.c: the character reference at s.p[at] == '&'. Its bytes go to out; the length of the
 * reference, 0 when it is a bare '&'. */
size_t oc_entity_decode(char out[8], size_t *nout, struct oc_str s, size_t at, bool attr);

#endif
