/* SPDX-License-Identifier: MIT */
/* What the two halves of the tokenizer share: tags_scan.c goes over lines, tags_cut.c cuts tags. */
#ifndef OC_TAGS_SCAN_H
#define OC_TAGS_SCAN_H

#include "base/map.h"
#include "render/tags_impl.h"

enum {
    OC_SCAN_TICKS = 80 /* as in cmark: longer runs of backticks are text */
};

struct oc_scan {
    struct oc_tags *t;
    struct oc_str text;
    enum oc_dialect dialect;
    bool script;        /* components count */
    size_t done;        /* what has been looked at */
    size_t jsx_failed;  /* how many tags of components did not end */
    size_t raw;         /* nothing before this offset is a tag */
    size_t colons_end;  /* of the last line of colons alone that was looked for; SIZE_MAX: none */
    size_t containers;  /* how many of ::: name are open */
    size_t blank;       /* where the last tag that was hidden as blanks ends */
    struct oc_map none; /* what is not found from some offset on -> that offset + 1 */
    size_t ticks[OC_SCAN_TICKS], ticks_line; /* runs of so many not found in this line */
};

static inline bool oc_scan_is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline bool oc_scan_is_word(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' ||
           c == '-';
}

static inline char oc_scan_byte(const struct oc_scan *c, size_t at)
{
    return at < c->text.n ? c->text.p[at] : '\0';
}

static inline size_t oc_scan_skip(const struct oc_scan *c, size_t at)
{
    while (at < c->text.n && oc_scan_is_blank(c->text.p[at]))
        at++;
    return at;
}

static inline bool oc_scan_is_at(const struct oc_scan *c, size_t at, const char *what)
{
    size_t n = strlen(what);
    return at + n <= c->text.n && memcmp(c->text.p + at, what, n) == 0;
}

/* ---- tags_cut.c ---- */

/* Whether something was looked for in vain from an offset at or before this one. */
bool oc_scan_is_none(const struct oc_scan *c, struct oc_str key, size_t from);
void oc_scan_set_none(struct oc_scan *c, struct oc_str key, size_t from);
struct oc_tag *oc_scan_add(struct oc_scan *c, enum oc_tag_kind kind, size_t start, size_t end);
/* Hides [start, end) from the scan: as blanks, so that the line may be a blank one, or as a word.
 */
void oc_scan_hide(struct oc_scan *c, size_t start, size_t end, bool blank);
/* Whether only blanks and hidden tags stand around [start, end) in its lines. */
bool oc_scan_alone(const struct oc_scan *c, size_t start, size_t end);
/* The bytes of the name that inner begins with; 0: it does not begin with one. */
size_t oc_scan_name(struct oc_str inner);
/* Records an opening tag, with its body when that is no Markdown. Returns where to go on. */
size_t oc_scan_open(struct oc_scan *c, size_t start, size_t end, struct oc_str name,
                    struct oc_str args, unsigned where, unsigned first);
/* The tag at a '{', if it is one. Returns where to go on. In code only what stands for a tag that
 * was not to be one is looked at. */
size_t oc_scan_brace(struct oc_scan *c, size_t at, bool code);

/* ---- tags_container.c: both return where to go on, at when the line is none of theirs ---- */

/* ::: name title, up to ::: alone. Whatever its name is, the signs are no text. Or ::name{...}. */
size_t oc_scan_container(struct oc_scan *c, size_t at, size_t end);
/* @[youtube](id), @[card](address), alone in a line; @tab words, in a container. */
size_t oc_scan_embed(struct oc_scan *c, size_t at, size_t end);

#endif
