/* SPDX-License-Identifier: MIT */
/* Every option of a book, filled from option.def's defaults, book.yaml and the command line. */
#ifndef OC_CONFIG_H
#define OC_CONFIG_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "base/value.h"

enum oc_order {
    OC_ORDER_DATE,
    OC_ORDER_TITLE,
    OC_ORDER_PATH,
    OC_ORDER_CATEGORY,
    OC_ORDER_WEIGHT,
    OC_ORDER_MANUAL
};
enum oc_group {
    OC_GROUP_NONE,
    OC_GROUP_YEAR,
    OC_GROUP_MONTH,
    OC_GROUP_CATEGORY,
    OC_GROUP_TAG,
    OC_GROUP_SERIES,
    OC_GROUP_FOLDER
};
enum oc_rest {
    OC_REST_DROP,
    OC_REST_LAST
};
enum oc_animation {
    OC_ANIMATION_KEEP,
    OC_ANIMATION_STILL
};
enum oc_tristate {
    OC_AUTO,
    OC_YES,
    OC_NO
};

enum oc_math {
    OC_MATH_ML,
    OC_MATH_TEX
};

/* One field a row of option.def; TEXT fields are "" and lists empty when not given. */
struct oc_config {
    /* the book */
    struct oc_str title, subtitle, lang, description, publisher, rights, url, identifier, series;
    struct oc_str date;                                /* of publication; "" = the newest post's */
    struct oc_strs authors, author_sort, contributors; /* the last as "edt:Ann Lee" */
    int64_t series_index;                              /* 0: not said */
    struct oc_str certified_by;                        /* who vouches for conformance to WCAG, */
    int64_t wcag;                                      /* 3 * version (2.0, 2.1, 2.2) + level */
    /* which posts, in what order */
    int64_t order, group; /* enum oc_order, enum oc_group */
    bool reverse, drafts, future;
    bool pages, comments;   /* of an export: the site's pages too; what readers wrote */
    struct oc_str from, to; /* dates; a year or month alone covers all of it */
    struct oc_strs categories, tags, not_tags;
    struct oc_strs types;   /* of WordPress: those of the post that are taken beside posts */
    struct oc_str timezone; /* of dates without zone; "" = the site's, else UTC */
    struct oc_str media;    /* a folder: a copy of WordPress's wp-content/uploads */
    int64_t rest;           /* enum oc_rest: posts that `contents` does not list */
    /* how it looks */
    int64_t toc_depth;    /* heading levels of a post in the contents: 0 to 5 */
    int64_t breaks;       /* enum oc_tristate: a line break in the source is one in the book */
    int64_t math;         /* enum oc_math */
    struct oc_str theme;  /* essay, blog or eink: a row of the table in epub/css.c */
    struct oc_strs fonts; /* files to embed */
    bool vertical;        /* in columns; oc_book_vertical knows whether the language allows it */
    struct oc_str css;    /* a file added after the theme */
    struct oc_str cover;  /* a picture; "" = the site's own, else one is drawn */
    bool no_cover;
    int64_t cover_layout;    /* of the one that is drawn: enum oc_cover_layout of media */
    struct oc_str templates; /* a folder of templates and sheets in place of those built in */
    /* its own pages, and what stands around a post */
    bool title_page, contents_page, part_pages, colophon;
    bool post_author, post_date, post_abstract, post_categories, post_tags, post_source;
    bool post_image, reading_time, linked_from, web_sources, tag_index, date_index;
    struct oc_str afterword; /* a file */
    /* images */
    int64_t image_size; /* the longest side, in pixels */
    int64_t animation;  /* enum oc_animation */
    bool grayscale;
    struct oc_strs map, allow; /* "URLPREFIX=DIR"; folders outside the site that may be read */
    struct oc_str cache;       /* a folder; "" = the caller's own, "none" = none */
    bool fetch, fetch_refresh, fetch_private; /* load those on the web */
    int64_t fetch_timeout;                    /* seconds for one image */
    /* the run */
    struct oc_str output;
    bool strict;
    int64_t jobs; /* 0: as many as processors */

    /* no option: book.yaml's list of parts and posts, NULL when it has none; and that file */
    const struct oc_value *contents;
    struct oc_str contents_file;

    struct oc_arena *arena; /* owns the texts above */
};

enum oc_option_kind {
    OC_OPT_BOOL,
    OC_OPT_INT,
    OC_OPT_TEXT,
    OC_OPT_LIST,
    OC_OPT_ENUM,
    OC_OPT_DATE,
    OC_OPT_PATH
};

/* One row of option.def. */
struct oc_option {
    const char *name; /* long name, also the key in book.yaml */
    char letter;      /* short name or 0 */
    enum oc_option_kind kind;
    size_t offset;        /* of the field in struct oc_config */
    const char *arg;      /* what help calls the value: "FILE"; for ENUM "a|b|c"; NULL for BOOL */
    int64_t min, max;     /* of INT */
    const char *fallback; /* the default as text, NULL for none */
    const char *group;    /* heading in help: "book", "posts", "look", "pages", "images", "run" */
    const char *help;     /* one line */
};

extern const struct oc_option oc_options[];
extern const size_t oc_options_count;
const struct oc_option *oc_option_find(struct oc_str name); /* '_' and '-' are one; NULL */

/* What a value of an option names, which a stranger's book.yaml must not choose freely. */
enum oc_reach {
    OC_REACH_NOTHING,
    OC_REACH_READ,   /* a file or folder that is read */
    OC_REACH_MAP,    /* the same, after the last '=' */
    OC_REACH_OUTPUT, /* the book */
    OC_REACH_USER    /* the user's to say: the cache, the local network */
};
enum oc_reach oc_option_reach(const struct oc_option *o);

/* All defaults. a owns every text set later. */
void oc_config_init(struct oc_config *c, struct oc_arena *a);
/*
 * Sets one option from text. A BOOL takes true/false/yes/no/on/off; a LIST is added to (book.yaml
 * lists call it once an item). -1 when the value is not one the option takes; c is unchanged.
 */
int oc_config_set(struct oc_config *c, const struct oc_option *o, struct oc_str value) OC_NODISCARD;
/* Makes a LIST empty, so that the command line can replace what book.yaml said. */
void oc_config_clear(struct oc_config *c, const struct oc_option *o);

#endif
