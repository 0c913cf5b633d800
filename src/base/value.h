/* SPDX-License-Identifier: MIT */
/*
 * One tree for YAML, TOML and JSON. Every scalar is the text its author wrote (escapes and folds
 * applied), never coerced: `title: 12:30`, `yes`, `007` and `C #1` stay what they are.
 */
#ifndef OC_VALUE_H
#define OC_VALUE_H

#include "base/arena.h"
#include "base/str.h"

enum oc_value_kind {
    OC_VALUE_NULL,
    OC_VALUE_TEXT,
    OC_VALUE_LIST,
    OC_VALUE_MAP
};

struct oc_value {
    enum oc_value_kind kind;
    bool plain;                    /* text written without quotes: `true` may then mean a boolean */
    int line, col;                 /* of the value, 1-based, counted from the first_line given */
    struct oc_str key;             /* its name in a map, else empty */
    struct oc_str text;            /* TEXT; for MAP and LIST empty */
    struct oc_value *child, *next; /* first child of LIST and MAP; next sibling */
    struct oc_value *last;         /* last child, so that appending takes one step */
    struct oc_value_names *names;  /* what oc_value_index made of a long MAP */
};

/* Where and why a strict parse failed. */
struct oc_value_error {
    int line, col;
    struct oc_str why; /* in the arena */
};

/*
 * Each parses one document into the arena and returns its root, or NULL with *err filled (err may
 * be NULL). first_line is the line the text starts on in its file. Limits: depth
 * OC_MAX_VALUE_DEPTH, nodes OC_MAX_VALUE_NODES. Of equal keys in a map the last wins and the
 * first is dropped (TOML: an error, as its standard says). An empty document is NULL
 * (TOML: an empty MAP), not an error; a root that is no map is the caller's to judge.
 *
 * YAML: plain `~`, `null` and nothing are NULL. Aliases are expanded by copying, and refused when
 * that passes the node limit. Keys that are lists or maps are left out with their values. A plain
 * scalar keeps its source text even where YAML 1.1 would see a number or a bool. Two repairs where
 * YAML would change silently what the author wrote, here and in the lenient reader alike:
 *   - Under the keys title, subtitle, description, excerpt, summary, author and name, a plain
 *     value of one line is that whole line: one blank and '#' begin no comment (`title: C #1`),
 *     and a leading '&' or '!' is text. Two blanks or a tab before '#' still begin a comment, as
 *     does '#' with a blank after it where the value would stand. Other keys: as in YAML.
 *   - `tags:` over lines of `  -music`, without the blank, is a list.
 */
struct oc_value *oc_value_yaml(struct oc_arena *a, struct oc_value_error *err, struct oc_str text,
                               int first_line);
struct oc_value *oc_value_toml(struct oc_arena *a, struct oc_value_error *err, struct oc_str text,
                               int first_line);
struct oc_value *oc_value_json(struct oc_arena *a, struct oc_value_error *err, struct oc_str text,
                               int first_line);

/*
 * Front matter as people really write it, line by line: a top-level `key: rest` is taken whole
 * (so unquoted ": ", '@', '%', tabs and stray quotes do no harm), indented or "- " lines after a
 * `key:` without a value are its list (a flow list [a, b] too; "-item" without blank as well) or
 * its map. `key:rest` without blank counts for the usual keys of front matter only. Quotes around
 * a whole value are removed, and what cannot be made out stays text. Never fails; returns a MAP,
 * perhaps empty.
 */
struct oc_value *oc_value_yaml_lenient(struct oc_arena *a, struct oc_str text, int first_line);

/* NULL when v is NULL, not a map, or has no such key. Keys compare exactly, then by ASCII case. */
const struct oc_value *oc_value_get(const struct oc_value *v, const char *key);
/* The text of a TEXT value, trimmed; of a LIST its first text; else empty. NULL is fine. */
struct oc_str oc_value_text(const struct oc_value *v);
/* true/yes/on/1 and false/no/off/0, in any case, quoted or not; otherwise fallback. */
bool oc_value_bool(const struct oc_value *v, bool fallback);
/* The value of that very key, or NULL. */
const struct oc_value *oc_value_member(const struct oc_value *v, struct oc_str key);
/* Has keys of long maps in the tree found at once. The parsers do it; what is appended to such a
 * map takes it back. */
void oc_value_index(struct oc_arena *a, struct oc_value *root);
/* child, which nothing holds yet, becomes the last of a MAP or LIST. */
void oc_value_append(struct oc_value *parent, struct oc_value *child);
/* Adds a text that stands in a line, 0: none, unless it is "" or map has a value of that name. Name
 * and text are borrowed: they must outlive the map. */
void oc_value_add(struct oc_value *map, struct oc_arena *a, const char *key, struct oc_str text,
                  int line);

#endif
