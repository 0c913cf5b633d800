/* SPDX-License-Identifier: MIT */
/*
 * The book: the structs in which the stages meet. Order of fields is the order in which stages
 * fill them; a stage never changes what an earlier one filled, except where said.
 */
#ifndef OC_BOOK_H
#define OC_BOOK_H

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/str.h"
#include "base/value.h"
#include "book/config.h"

enum oc_format {
    OC_MARKDOWN,
    OC_HTML,
    OC_TEXT
};

/* What a blog engine means by its front matter. Rows of collect/dialect.c. */
enum oc_dialect {
    OC_PLAIN,
    OC_HEXO,
    OC_JEKYLL,
    OC_HUGO,
    OC_ZOLA,
    OC_JAVASCRIPT
};

/* A category with its ancestors: names[0] is the outermost. */
struct oc_path_names {
    struct oc_strs names;
};

struct oc_heading {
    int level;          /* 2 to 6, as in the page */
    struct oc_str id;   /* in the page */
    struct oc_str text; /* plain, white space folded */
};

/* A link to another post's fragment, checked once all pages are known. */
struct oc_ref {
    struct oc_post *to;
    struct oc_str fragment;
    int line, col;
};

/* One source file = one chapter. */
struct oc_post {
    struct oc_arena arena; /* owns everything below that is not borrowed; lives with the book */

    /* collect: where it is */
    const char *path;   /* to open */
    struct oc_str name; /* path as given plus what the walk found: for diagnostics and ties */
    struct oc_str rel;  /* path below the folder that was given (base name for a file) */
    struct oc_str root; /* the site's root, or that folder */
    enum oc_format format;
    enum oc_dialect dialect;

    /* collect: front matter. Texts are trimmed, entities decoded; "" or empty when not given */
    const struct oc_value *front; /* the whole tree, NULL when there is none */
    size_t body_at;               /* where the body starts in the file's text as UTF-8 */
    int body_line;                /* 1-based line of that place */
    struct oc_str title;          /* Markdown as the author wrote it; never "" after collect */
    bool title_from_body;         /* it is the body's first h1 */
    struct oc_str subtitle, lang, description, slug, permalink, abbrlink, series, image;
    struct oc_date date, updated;
    struct oc_strs authors, tags, keywords, aliases;
    struct oc_path_names *categories;
    size_t ncategories;
    int64_t weight;
    bool has_weight, draft, hidden, no_toc;
    enum oc_tristate math; /* front matter says mathjax, katex or math */
    size_t words;          /* of the source, roughly, for the plan */

    /* arrange */
    struct oc_str href;  /* file name in the book, [a-z0-9-]+.xhtml */
    struct oc_str id;    /* manifest id, an NCName */
    struct oc_str plain; /* title as plain text, markup and entities resolved: nav, OPF, NCX */

    /* render; in the post's arena unless said otherwise */
    struct oc_str page_lang; /* language of the chapter, a valid BCP 47 tag */
    struct oc_heading *headings;
    size_t nheadings;
    struct oc_map ids; /* every id in the page */
    struct oc_ref *refs;
    size_t nrefs;
    void *page; /* raw deflate, malloc'ed, freed with the book */
    size_t page_size, page_full_size;
    uint32_t page_crc;
    bool has_svg, has_mathml; /* manifest properties */
    bool failed;              /* it could not be read: stands in no list of the book */

    struct oc_diags diags; /* in reading order of the stages */
};

/* A part of the book; the root part has no title and no page. Posts come before sub-parts. */
struct oc_part {
    struct oc_str title; /* plain text */
    struct oc_str href, id;
    struct oc_post **posts;
    size_t nposts, cposts;
    struct oc_part **parts;
    size_t nparts, cparts;
};

struct oc_book {
    struct oc_arena arena;
    const struct oc_config *config;
    struct oc_diags diags; /* those that belong to no post */

    /* collect */
    struct oc_post **all; /* every post found, before selection; each owned by the book */
    size_t nall, call;
    struct oc_str site_title, site_author, site_lang, site_description, site_url, site_timezone;

    /* arrange */
    struct oc_post **posts; /* those in the book, in reading order */
    size_t nposts;
    struct oc_part root;
    int offset; /* minutes east of UTC, of dates without zone */
    struct oc_str title, subtitle, lang, description, identifier; /* as they stand in the book */
    struct oc_strs authors;
    struct oc_date newest, oldest; /* of the posts' dates */
    struct oc_date modified;       /* dcterms:modified */
    struct oc_map by_name; /* normal source path (root-relative) -> struct oc_post *, const after
                              arrange: the start of the link index */

    /* render */
    struct oc_arena *scratch; /* one a worker */
    unsigned jobs;
    volatile bool *cancelled; /* set by a signal handler; NULL is fine */
};

void oc_book_init(struct oc_book *b, const struct oc_config *config);
void oc_book_release(struct oc_book *b);
/* A new empty post in all. */
struct oc_post *oc_book_add_post(struct oc_book *b);
void oc_part_add_post(struct oc_part *p, struct oc_arena *a, struct oc_post *post);
struct oc_part *oc_part_add_part(struct oc_part *p, struct oc_arena *a);
/* Calls back in reading order: a part before its posts, its posts before its sub-parts. The root
 * part itself is not visited. depth is 0 for what stands directly in the book. */
void oc_book_walk(const struct oc_book *b,
                  void (*fn)(void *ctx, const struct oc_part *part, struct oc_post *post,
                             int depth),
                  void *ctx);

/* The form of a language tag that EPUB wants: zh-CN -> zh-Hans, zh_TW -> zh-Hant, jp -> ja,
 * cn -> zh-Hans, en_US -> en-US. Empty when it is no well-formed BCP 47 tag. */
struct oc_str oc_lang_tag(struct oc_arena *a, struct oc_str lang);
/* Whether a tag's language is that one: oc_lang_is("zh-Hans", "zh"). */
bool oc_lang_is(struct oc_str lang, const char *primary);
/* Written from right to left. */
bool oc_lang_rtl(struct oc_str lang);

/* A label ("contents", "notes", "part", "cover" ...) in that language, from labels.def; falls
 * back to the language without region, then English. Never NULL: an unknown key is its own text. */
const char *oc_label(struct oc_str lang, const char *key);
/* Appends the label with n for its %d, in the plural form that the language has for n. */
void oc_label_put(struct oc_buf *out, struct oc_str lang, const char *key, size_t n);

/* A file built into the program from styles/ or templates/ ("styles/essay.css"); empty if none. */
struct oc_str oc_asset(const char *name);

#endif
