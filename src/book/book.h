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
#include "base/spool.h"
#include "base/str.h"
#include "base/value.h"
#include "book/config.h"
#include "book/font.h"
#include "book/image.h"
#include "book/template.h"

enum oc_format {
    OC_MARKDOWN,
    OC_HTML,
    OC_TEXT,
    OC_WORDPRESS /* HTML as WordPress keeps it: paragraphs unmarked, blocks, shortcodes */
};

/* What a blog engine means by its front matter. Rows of collect/dialect.c. */
enum oc_dialect {
    OC_PLAIN,
    OC_HEXO,
    OC_JEKYLL,
    OC_HUGO,
    OC_ZOLA,
    OC_JAVASCRIPT, /* Astro, Next.js, Gatsby and the like */
    OC_ELEVENTY,
    OC_WORDPRESS_BLOG, /* a WordPress export */
    OC_FEED,           /* RSS, Atom, JSON Feed, and what Blogger and Ghost export */
    OC_MEDIUM,         /* a folder that Medium exported */
    OC_SUBSTACK        /* one of Substack's */
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

/* A link to a place in another post, checked once all pages are known. */
struct oc_ref {
    struct oc_post *to;
    struct oc_str fragment; /* as written, %XX decoded */
    struct oc_str id;       /* what the href has: a guess, then the place's id; "" when none */
    int line, col;          /* of the link */
};

/* What the report lists of a post, beside its diagnostics. */
enum oc_finding_kind {
    OC_FOUND_TAG,     /* a tag that octavo does not know; one a name */
    OC_FOUND_HEADING, /* a heading whose level skips one, or that is no part of the outline */
    OC_FOUND_TABLE    /* a table with more rows or columns than a page has room for */
};
struct oc_finding {
    enum oc_finding_kind kind;
    int line, col;
    struct oc_str text;   /* the tag's name; the heading's text */
    size_t count;         /* how often the tag stands in the post */
    size_t from, to;      /* level of a heading as written and in the book; 0: it is none there */
    size_t rows, columns; /* of a table */
};

/* A file of a WordPress site's media library: what galleries and featured images name by id. */
struct oc_attachment {
    int64_t id, parent, order;
    struct oc_str url, alt, caption;
};
/* A block that bodies name by id. */
struct oc_reusable {
    int64_t id;
    struct oc_str html; /* as a body */
};
struct oc_library {
    struct oc_attachment *by_id, *by_parent; /* the same ones: by id; by parent, order, id */
    size_t n, cap;
    struct oc_reusable *reusable; /* by id */
    size_t nreusable, creusable;
};
/* Sorts by_id and reusable, and makes by_parent. */
void oc_library_sort(struct oc_library *l, struct oc_arena *a);
/* In a sorted library; NULL: there is none of that id. */
const struct oc_attachment *oc_library_attachment(const struct oc_library *l, int64_t id);
const struct oc_reusable *oc_library_reusable(const struct oc_library *l, int64_t id);

/* One source file, or one entry of an export = one chapter. */
struct oc_post {
    struct oc_arena arena; /* owns everything below that is not borrowed; lives with the book */

    /* collect: where it is */
    const char *path;   /* to open */
    struct oc_str text; /* a part's introduction: its body; path is the file it stands in */
    struct oc_str name; /* path as given plus what the walk found: for diagnostics and ties */
    struct oc_str rel;  /* path below the folder that was given (base name for a file) */
    struct oc_str root; /* the site's root, or that folder */
    bool vault;         /* root is a vault of Obsidian's */
    bool outline;       /* root is a graph of Logseq's */
    enum oc_format format;
    enum oc_dialect dialect;

    /* collect: of an entry of an export; path names no file then, the text is in the spool */
    struct oc_spool *spool; /* NULL: path is to be opened */
    uint64_t spool_at;
    size_t spool_size;
    char *kept; /* the file's text as it was read, malloc'ed, until it is read again; or NULL */
    size_t kept_size;
    size_t tail_at; /* where in the text the comments begin; 0: it has none */
    const struct oc_library *library;
    int64_t entry_id;   /* WordPress's post_id, 0 when unknown */
    bool is_page;       /* a page of the site and no post: stands after the posts */
    uint32_t page_rank; /* its place among the pages */

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
    bool quotes;           /* its site prints "a" as curly quotes */
    bool other_lang;       /* of a site in several languages: in none of the book's */
    enum oc_tristate math; /* front matter says mathjax, katex or math */
    size_t words;          /* of the source, roughly, for the plan */

    /* arrange */
    struct oc_str url;   /* its address below the site's root, "/2024/x/"; "" when unknown */
    struct oc_str href;  /* file name in the book, [a-z0-9-]+.xhtml; "" when it was left out */
    struct oc_str id;    /* manifest id, an NCName */
    struct oc_str plain; /* title as plain text, markup and entities resolved: nav, OPF, NCX */

    /* render; in the post's arena unless said otherwise */
    struct oc_str page_lang; /* language of the chapter, a valid BCP 47 tag */
    struct oc_heading *headings;
    size_t nheadings;
    struct oc_map ids; /* every id in the page */
    uint32_t *names;   /* hashes of the names that lead to them; ids.h */
    size_t nnames;
    bool retitled; /* headings has other texts than those names were made of */
    struct oc_ref *refs;
    size_t nrefs;
    /* links to other posts; to the site's own addresses that are no posts here; to nothing */
    uint32_t nlinks, nlinks_out, nlinks_dead;
    struct oc_strs sources; /* addresses on other sites that it links to; when config asks */
    struct oc_post **outs, **linked; /* posts it links to, that link to it; each once, the same */
    size_t nouts, couts, nlinked, clinked;
    struct oc_str xhtml; /* of an introduction, which has no page of its own */
    void *page;          /* raw deflate, malloc'ed, freed with the book */
    size_t page_size, page_full_size;
    uint32_t page_crc;
    bool has_svg, has_mathml;    /* manifest properties */
    struct oc_image_use *images; /* in the order of the page */
    size_t nimages, cimages;
    const struct oc_page_fault *fault; /* what is wrong with the page its template made */
    struct oc_finding *findings;
    size_t nfindings, cfindings;
    bool wanting; /* images on the web are still to be loaded: the page is made again then */
    bool failed;  /* it could not be read: stands in no list of the book */

    struct oc_diags diags; /* in reading order of the stages */
};

/*
 * A part of the book; the root part has no title and no page. Posts come before sub-parts: those
 * that follow one in a book arranged by hand stand in a bare part, which has no title and no page
 * either, and no parts in it.
 */
struct oc_part {
    struct oc_str title; /* plain text */
    struct oc_str href, id;
    bool bare;             /* its posts stand as if in the part above */
    struct oc_post *intro; /* what its page says below the title; NULL for none */
    struct oc_post **posts;
    size_t nposts, cposts;
    struct oc_part **parts;
    size_t nparts, cparts;
};

struct oc_book {
    struct oc_arena arena;
    const struct oc_config *config;
    struct oc_diags diags;         /* those that belong to no post */
    struct oc_templates templates; /* built in; the driver takes in the user's */

    size_t keep; /* how many bytes of posts' texts collect may keep for render */

    /* collect */
    struct oc_post **all; /* every post found, before selection; each owned by the book */
    size_t nall, call;
    struct oc_map site_config; /* root of a site -> its configuration, const struct oc_value * */
    struct oc_map sections; /* path of a folder of posts, perhaps with "\x1f" and a language -> its
                               title, const struct oc_str * */
    bool one_language;      /* of a site in several */
    struct oc_str dialect_by; /* what told the dialect, as "hugo.toml"; "" when nothing did */
    struct oc_str site_title, site_author, site_lang, site_description, site_url, site_timezone;

    /* arrange */
    struct oc_post **posts; /* those in the book, in reading order */
    size_t nposts;
    struct oc_part root;
    struct oc_post **intros; /* of parts; in no list of posts */
    size_t nintros, cintros;
    struct oc_post *afterword; /* one of intros, with a page of its own; NULL for none */
    int offset;                /* minutes east of UTC, of dates without zone */
    struct oc_str title, subtitle, lang, description, identifier; /* as they stand in the book */
    struct oc_strs authors;
    struct oc_date newest, oldest; /* of the posts' dates */
    struct oc_date modified;       /* dcterms:modified */
    /* the link index, const after arrange; has the posts that were left out too. address.h asks */
    struct oc_map by_name;   /* normal source path (root-relative) -> struct oc_post * */
    unsigned endings;        /* that its keys have, of those in address.c */
    struct oc_map by_url;    /* key of an address -> struct oc_post * */
    struct oc_map by_word;   /* name of a file, slug, title -> struct oc_bearer * */
    struct oc_str site_base; /* key of the path of the site's own address, most often "" */
    bool foreign;            /* by_url has addresses on other hosts, or numbers of posts */

    /* render */
    struct oc_arena *scratch; /* one a worker */
    unsigned jobs;
    struct oc_images *images; /* the service; the driver's. NULL: no image is in the book */
    struct oc_cover cover;    /* made by media before the book is packed */
    struct oc_fonts *fonts;   /* to be embedded; the driver's, NULL when there are none */
    struct oc_chars chars;    /* of all chapters, when there are fonts */
    volatile bool *cancelled; /* set by a signal handler; NULL is fine */
};

void oc_book_init(struct oc_book *b, const struct oc_config *config);
void oc_book_release(struct oc_book *b);
/* Written in columns from right to left: asked for, and the language is one that is. */
bool oc_book_vertical(const struct oc_book *book);
/* Appends all authors, parted by the list comma of the language; the years from the oldest post to
 * the newest. Nothing when there are none. */
void oc_book_put_authors(struct oc_buf *out, const struct oc_book *book);
void oc_book_put_years(struct oc_buf *out, const struct oc_book *book);
/* A new empty post in all. */
struct oc_post *oc_book_add_post(struct oc_book *b);
/* The same in intros. */
struct oc_post *oc_book_add_intro(struct oc_book *b);
void oc_part_add_post(struct oc_part *p, struct oc_arena *a, struct oc_post *post);
struct oc_part *oc_part_add_part(struct oc_part *p, struct oc_arena *a);
/* Calls back in reading order: a part before its posts, its posts before its sub-parts. The root
 * part itself is not visited, nor are bare ones. depth is 0 for what stands directly
 * in the book. */
void oc_book_walk(const struct oc_book *b,
                  void (*fn)(void *ctx, const struct oc_part *part, struct oc_post *post,
                             int depth),
                  void *ctx);
/* Sets posts to those of the parts, in that order. */
void oc_book_list_posts(struct oc_book *b);

/* The form of a language tag that EPUB wants: zh-CN -> zh-Hans, zh_TW -> zh-Hant, jp -> ja,
 * cn -> zh-Hans, en_US -> en-US. Empty when it is no well-formed BCP 47 tag. */
struct oc_str oc_lang_tag(struct oc_arena *a, struct oc_str lang);
/* Whether a tag's language is that one: oc_lang_is("zh-Hans", "zh"). */
bool oc_lang_is(struct oc_str lang, const char *primary);
/* Written from right to left. */
bool oc_lang_rtl(struct oc_str lang);
/* May be written in columns: Chinese and Japanese. */
bool oc_lang_vertical(struct oc_str lang);

/* A label ("contents", "notes", "part", "cover" ...) in that language, from labels.def; falls
 * back to the language without region, then English. Never NULL: an unknown key is its own text. */
const char *oc_label(struct oc_str lang, const char *key);
/* Appends the label with n for its %d, in the plural form that the language has for n. */
void oc_label_put(struct oc_buf *out, struct oc_str lang, const char *key, size_t n);
/* The same, with name for its %s. */
void oc_label_put_of(struct oc_buf *out, struct oc_str lang, const char *key, size_t n,
                     struct oc_str name);
/* Appends the label and the language's colon, with the blank that follows it. */
void oc_label_put_colon(struct oc_buf *out, struct oc_str lang, const char *key);
/* What parts the members of a list in that language, with the blank that follows it. */
const char *oc_label_comma(struct oc_str lang);

/* A file built into the program from styles/ or templates/ ("styles/essay.css"); empty if none. */
struct oc_str oc_asset(const char *name);

#endif
