/* SPDX-License-Identifier: MIT */
/*
 * Whole blogs in one file: what WordPress, Blogger, Ghost and Movable Type export, and feeds. A
 * reader of a format (wxr.c, feed.c, feed_json.c, movable.c) makes one struct oc_entry after the
 * other; export.c makes posts of them, whose texts wait in a spool.
 */
#ifndef OC_EXPORT_H
#define OC_EXPORT_H

#include "collect/stages.h"
#include "xhtml/reader.h"

enum oc_export_kind {
    OC_EXPORT_NONE,
    OC_EXPORT_WXR,
    OC_EXPORT_RSS, /* and RDF */
    OC_EXPORT_ATOM,
    OC_EXPORT_JSON_FEED,
    OC_EXPORT_GHOST,
    OC_EXPORT_MOVABLE,
    OC_EXPORT_LIVEJOURNAL
};

/* An export that was found. */
struct oc_export_file {
    struct oc_str name; /* as given */
    struct oc_str path; /* to open; NUL-terminated */
    enum oc_export_kind kind;
};
struct oc_export_files {
    struct oc_export_file *v;
    size_t n, cap;
};

/* Adds the file at path when it is an export, by its name and its beginning. */
bool oc_export_file(struct oc_export_files *files, struct oc_arena *a, struct oc_str name,
                    struct oc_str path);
/* Adds those that stand directly in a folder, in natural order of their names. */
void oc_export_folder(struct oc_export_files *files, struct oc_arena *a, struct oc_str name,
                      struct oc_str folder);
/* Adds the feeds of the blogs in a folder that Google Takeout has packed; false: it is none. */
bool oc_export_takeout(struct oc_export_files *files, struct oc_arena *a, struct oc_str name,
                       struct oc_str folder);
/* Makes posts of what is in the files; their faults are diagnostics of the book. */
void oc_export_read(struct oc_book *book, const struct oc_export_files *files);

/* One file while it is read. */
struct oc_export {
    struct oc_book *book;
    const struct oc_export_file *file;
    struct oc_str dir; /* of path */
    enum oc_dialect dialect;
    struct oc_arena arena; /* until the end of the file */
    struct oc_arena item;  /* until the end of an entry */
    struct oc_buf text;    /* scratch */
    struct oc_map names;   /* of its posts -> size_t *, the least number not yet tried behind it */
    struct oc_spool *spool;
    struct oc_library *library; /* NULL but for WordPress */
    bool failed;                /* the spool cannot take more: nothing more is read */
};

/* What one entry says. Everything is borrowed; empty where it says nothing. */
struct oc_entry {
    struct oc_str title, title_html; /* plain text, or HTML; the latter counts when both are set */
    struct oc_str slug, link, excerpt, image, lang, series, subtitle;
    struct oc_date date, updated;
    struct oc_strs authors, tags, aliases;
    struct oc_path_names *categories;
    size_t ncategories;
    enum oc_format format; /* of body */
    struct oc_str body;
    struct oc_str comments; /* WordPress only */
    int64_t id;
    bool draft, page;
};

/* A post of the book; NULL when there is no room for its text, or for any more posts. */
struct oc_post *oc_export_add(struct oc_export *e, const struct oc_entry *entry);

/* As oc_xml_fault_fn; ctx is the struct oc_export. */
void oc_export_fault(void *ctx, int line, struct oc_str why);

/* Reads the text of the element just opened, trimmed, into the arena; at most 1 MiB of it. */
struct oc_str oc_export_text(struct oc_export *e, struct oc_arena *a, struct oc_xml *x);
/* A copy in the book with entities decoded, when *field is still empty. */
void oc_export_site(struct oc_export *e, struct oc_str *field, struct oc_str html);
/* The first of a date's forms that can be read; texts of no date ("0000-00-00") are none. */
struct oc_date oc_export_date(struct oc_str text);

/* The formats. */
void oc_export_wxr(struct oc_export *e, struct oc_xml *x);
void oc_export_rss(struct oc_export *e, struct oc_xml *x);
void oc_export_atom(struct oc_export *e, struct oc_xml *x);
void oc_export_livejournal(struct oc_export *e, struct oc_xml *x);
void oc_export_json_feed(struct oc_export *e, struct oc_str json);
void oc_export_ghost(struct oc_export *e, struct oc_str json);
void oc_export_movable(struct oc_export *e, struct oc_str text);
bool oc_movable_file(const char *path); /* it begins as such an export does */

/* ---- json_scan.c: members and items of JSON text that is too large for a value tree ---- */

/* Moves to the next member of the object that *rest begins with or is in the middle of; value is
 * its text. False at the end, or at what is not JSON. */
bool oc_json_member(struct oc_str *key, struct oc_str *value, struct oc_str *rest);
/* What follows the '[' of an array, and the next item of that. */
struct oc_str oc_json_items(struct oc_str array);
bool oc_json_item(struct oc_str *value, struct oc_str *rest);
/* The text of a member of the object, "" when it has none. */
struct oc_str oc_json_find(struct oc_str object, const char *key);

#endif
