/* SPDX-License-Identifier: MIT */
/*
 * What the files of collect/ share. oc_collect runs: site (site.c, by the table in dialect.c) and
 * walk for each path given; then for each post in the pool read, front and title; then meta. What
 * the book is made of is oc_arrange's: select, order, group, name, about.
 */
#ifndef OC_STAGES_H
#define OC_STAGES_H

#include "base/file.h"
#include "book/address.h"
#include "book/book.h"
#include "collect/collect.h"
#include "xhtml/xhtml.h"

/* ---- dialect.c: the table ---- */

/* How a blog engine lays out a site and means its front matter. */
struct oc_dialect_row {
    enum oc_dialect dialect;
    const char *folders[8]; /* where posts lie below the root, NULL-ended; none: everywhere */
    const char *only_in;    /* of the files there, those below a folder of this name */
    bool category_path;     /* a flat list of categories is parent, child, ... */
    bool blanks_split;      /* a text of tags or categories is split at blanks */
    bool folder_category;   /* folders above _posts are categories */
};
const struct oc_dialect_row *oc_dialect_row(enum oc_dialect dialect);

/* A file whose presence in a folder tells the dialect of a site. Tried in order. */
struct oc_marker {
    const char *file;   /* a regular file, or with a '/' at its end a folder */
    const char *beside; /* a folder that must be there too; NULL: any */
    const char *key;    /* a key that the file must hold at its top; NULL: any */
    enum oc_dialect dialect;
};
extern const struct oc_marker oc_markers[], oc_weak_markers[]; /* file == NULL ends */

/* Keys of front matter that only Hexo and its themes know, NULL-ended. */
extern const char *const oc_hexo_keys[];

/* ---- site.c: where a site's root is and what its configuration says ---- */

struct oc_site {
    struct oc_str given;  /* the path as given, without '/' at its end */
    struct oc_str root;   /* the beginning of the paths of its posts; "" is the current folder */
    struct oc_str base;   /* the given folder, as the paths of its posts have it */
    struct oc_str prefix; /* from the root to the given folder, "" when they are one */
    enum oc_dialect dialect;
    const struct oc_marker *marker; /* that told the dialect; NULL: none did */
    bool sure;                      /* a marker said so: the posts' keys are not asked */
    bool is_root;                   /* the given folder is the site's root and has a marker */
    struct oc_str config;           /* path of the site's configuration, "" when there is none */
    bool quotes;                    /* its Markdown makes curly quotes of straight ones */
    struct oc_str unread;           /* a path that could not be looked at, */
    const char *why;                /* and why; NULL when there is none */
    size_t posts, hexo;             /* read so far; with a key that only Hexo knows */
    /* Hugo, Zola: the table of the site's languages or NULL; the one that the book is in; that of
     * files which say none */
    const struct oc_value *languages, *language;
    struct oc_str default_language;
};

/* Looks at folder ("" is the current one) and up to `above` over it; given is what it is called. */
#define OC_SITE_LEVELS 6 /* from content/post/2024/slug to the root, with some to spare */
void oc_site_find(struct oc_site *site, struct oc_arena *a, struct oc_str given,
                  struct oc_str folder, int above);
/* Whether the folder ("" is the current one) is a vault of Obsidian's. */
bool oc_site_is_vault(struct oc_str folder);
/* Whether it is a site of Quartz's, of which the folder content is a vault. */
bool oc_site_is_quartz(struct oc_str folder);
/* Whether it is a graph of Logseq's. */
bool oc_site_is_outline(struct oc_str folder);
/* Whether path, all links followed, lies in the site or in a folder of the option allow. */
bool oc_site_allows(const struct oc_book *book, const struct oc_site *site, const char *path);
/* What a freshly made site says before its owner has filled it in. */
bool oc_site_placeholder(struct oc_str text);
/* Fills those of book->site_* that are still empty. */
void oc_site_read(struct oc_book *book, struct oc_site *site);

/* ---- site_config.c: configurations as trees, languages ---- */

/* One file; NULL when it cannot be read, then *err says why. */
const struct oc_value *oc_config_load(struct oc_arena *a, struct oc_value_error *err,
                                      const char *path);
/* All that the site's configuration says, a MAP, or NULL; faults are the book's diagnostics. */
const struct oc_value *oc_site_config(struct oc_book *book, const struct oc_site *site);
/* Finds the site's languages and chooses one: the book's option lang, else the site's default. */
void oc_site_languages(struct oc_book *book, struct oc_site *site, const struct oc_value *root);
struct oc_str oc_language_code(const struct oc_value *language); /* "" when it says none */
/* Sets lang and other_lang of a post; suffix is oc_post_stem's. */
void oc_post_language(struct oc_post *post, const struct oc_site *site, struct oc_str suffix);

/* ---- site_script.c: sites whose configuration is a program ---- */

/* What the scripts and data files of the site say in literals, a MAP, or NULL. */
const struct oc_value *oc_site_script(struct oc_book *book, const struct oc_site *site);
/* Adds to map what mkdocs.yml says of a blog: blog_posts, the folder of its posts, blog_authors,
 * the file of their names, and blog_pattern, that of their addresses. Nothing when it has no blog.
 */
void oc_mkdocs_add(struct oc_value *map, struct oc_arena *a, const struct oc_value *config);

/* ---- jekyll.c: what _config.yml takes in, and what not; paths are below the root ---- */

/* A list of it, "exclude" or "include": paths, and patterns of them or of names anywhere. */
struct oc_jekyll_files {
    struct oc_map names;
    struct oc_strs bases, paths; /* patterns of both, at most OC_MAX_GLOBS */
};
void oc_jekyll_files(struct oc_jekyll_files *files, struct oc_arena *a,
                     const struct oc_value *config, const char *key);
bool oc_jekyll_has(const struct oc_jekyll_files *files, struct oc_str path);
/* The collection, with pages of its own, whose folder this is; NULL when it is none. */
const struct oc_value *oc_jekyll_collection(const struct oc_value *config, struct oc_str folder);
/* The scopes of its defaults that name a permalink for posts: from their paths, for
 * oc_jekyll_scope; they live as long as config does. */
void oc_jekyll_scopes(struct oc_map *scopes, struct oc_arena *a, const struct oc_value *config);
/* The permalink of the narrowest scope that the file is in, "" when there is none. */
struct oc_str oc_jekyll_scope(const struct oc_map *scopes, struct oc_str path);

/* ---- walk.c: the files ---- */

/* A file that may be a post. */
struct oc_found {
    struct oc_site *site;
    size_t given; /* index of the path it was found by */
    struct oc_str path, name, rel;
    enum oc_format format;
    bool direct; /* it was given itself */
};
struct oc_walk {
    struct oc_arena *arena; /* of the texts in found */
    struct oc_book *book;   /* diagnostics go here */
    struct oc_found *v;
    size_t n, cap;
    size_t seen;             /* names looked at */
    struct oc_strs exports;  /* names of exports in .txt, which are no posts */
    struct oc_strs sections; /* paths of _index.md files, which name their folders */
};
/* The format that a file name's extension stands for; false when none. */
bool oc_format_of(enum oc_format *format, struct oc_str name);
bool oc_pandoc_reads(struct oc_str name); /* R Markdown, Quarto */
/* Adds the files below a folder that was given. */
void oc_walk_folder(struct oc_walk *w, struct oc_site *site, size_t given);

/* ---- pages.c: the pages of a site that a generator has made ---- */

/* What is known of a file that was found; zero of one that is no whole HTML document. */
struct oc_web_page {
    bool whole;
    bool marked;  /* as an article */
    bool dated;   /* it says when it is from */
    bool moved;   /* it leads to another */
    bool unsure;  /* oc_pages_sift's: nothing tells what it is */
    bool said;    /* a heading or line of the page is the title */
    bool renamed; /* title is not what the page says any more */
    bool left_out;
    enum oc_page_posts posts;
    struct oc_str title, site, canonical; /* in the post's arena; title as plain text */
    size_t text, linked, near;            /* struct oc_html_meta's */
};
/* Finds those that are no posts, and tells of them; fills the book's site_title and site_url.
 * pages[i] and posts[i] are those of walk->v[i]. */
void oc_pages_sift(struct oc_walk *w, struct oc_web_page *pages, struct oc_post **posts);
/* pages_name.c: takes the site's name off the titles of n pages that stand together; the name, ""
 * when none is known. */
struct oc_str oc_pages_name(struct oc_web_page *pages, size_t n);

/* Why a file that was found is no post. */
enum oc_why {
    OC_WHY_POST, /* it is one */
    OC_WHY_ASSET,
    OC_WHY_FURNITURE,
    OC_WHY_BESIDE, /* a whole page in a folder of Markdown: not known yet */
    OC_WHY_MADE    /* such a page, made of a post that is there */
};
/* pages_beside.c: says of each whole page beside Markdown what it is, and tells of those made. */
void oc_pages_beside(struct oc_walk *w, struct oc_web_page *pages, struct oc_post *const *posts,
                     enum oc_why *dropped);

/* ---- substack.c: what Substack's posts.csv says of the files beside it ---- */

/* posts[i] is that of walk->v[i]; those of Substack get front matter. */
void oc_substack_read(struct oc_walk *w, struct oc_post *const *posts);

/* ---- numbered.c: files named by numbers in folders of months ---- */

/* Notes in seen which of those folders have files that are counted, not days. */
void oc_numbered_look(struct oc_map *seen, struct oc_post *const *posts, size_t count);
/* Whether the post is one of such files; then *month is its month. */
bool oc_numbered_month(struct oc_date *month, const struct oc_map *seen,
                       const struct oc_post *post);

/* ---- section.c: what Hugo and Zola call folders ---- */

/* Reads the titles in such files into book->sections. */
void oc_sections_read(struct oc_book *book, const struct oc_strs *files);
/* The title of the folder of path, in lang when it has one in it; "" when it has none. */
struct oc_str oc_section_title(const struct oc_book *book, struct oc_arena *scratch,
                               struct oc_str folder, struct oc_str lang);

/* ---- front.c: fences; the rest is base/value.h's ---- */

/*
 * Finds and parses front matter at the start of text: fills post->front, body_at and body_line.
 * No front matter is no fault.
 */
void oc_front_read(struct oc_post *post, struct oc_str text);
/* headers.c: the same for headers without fences; false when text starts with none. */
bool oc_front_headers(struct oc_post *post, struct oc_str text);
/* notion.c: the same for the properties of a page of Notion's; stem is its file's name. */
bool oc_front_notion(struct oc_post *post, struct oc_str text, struct oc_str stem);
/* The front matter is that of a template: {{ title }} and the like instead of values. */
bool oc_front_scaffold(const struct oc_post *post);

/* ---- meta.c: keys to fields ---- */

/* Fills the fields of post from its front matter; a field without a key stays as it is. */
void oc_meta_read(struct oc_post *post);
/* A key that meta.c knows: what makes text without an opening fence front matter. */
bool oc_meta_known(struct oc_str key);

/* ---- title.c, plain.c ---- */

/* Title of the post: the first h1 of a body (Markdown or HTML) or the title of a page, if any. */
void oc_title_from_body(struct oc_post *post, enum oc_format format, struct oc_str body);
/* Tells that the title was cut. */
void oc_title_limit(struct oc_post *post, int line);
/* How many words a body has; those of HTML's tags are none, but pictures alone say one. */
size_t oc_post_words(enum oc_format format, struct oc_str body);
/* Appends plain text on one line as the Markdown that titles are. */
void oc_title_put_plain(struct oc_buf *out, struct oc_str s);
/* The same as a text of at most max bytes. */
struct oc_str oc_title_of_plain(struct oc_arena *a, struct oc_str plain, size_t max);
/* The first words of plain text as a title, "" when it has none. */
struct oc_str oc_title_first_words(struct oc_arena *a, struct oc_str text);
/* A title from a file's or folder's name: without its date, '-' and '_' as blanks. */
struct oc_str oc_title_from_name(struct oc_arena *a, struct oc_str name);
/*
 * The name that stands for a post: its file's stem, or for an index file its folder's. *lang gets
 * "fr" of "post.fr.md" and "index.fr.md", else "".
 */
struct oc_str oc_post_stem(struct oc_str *lang, const struct oc_post *post);
/* Appends s with HTML entities decoded. markup: &lt; &gt; and &amp; before what would then read
 * as an entity stay, because s is Markdown. */
void oc_entities_decode(struct oc_buf *out, struct oc_str s, bool markup);
/* Inline Markdown and HTML as plain text, white space folded. */
struct oc_str oc_plain_text(struct oc_arena *a, struct oc_str markdown);

/* ---- pattern.c: permalink patterns ---- */

/* What the names in a pattern stand for. */
struct oc_pattern {
    const struct oc_post *post;
    const struct oc_value *config; /* of the site, or NULL */
    struct oc_date date;           /* where the site is; not valid: names of dates have no value */
    int64_t instant;               /* the same, in seconds since 1970 */
    struct oc_str name;    /* the file's or bundle's own, Jekyll's and Hexo's without date */
    struct oc_str folders; /* above it, below the folder of posts; "" when none */
};
/* Appends pattern with :names replaced; false when the post has no value for one of them. */
bool oc_pattern_fill(struct oc_buf *out, const struct oc_pattern *p, struct oc_str pattern);
/* Appends another engine's pattern, with its n names as those of octavo's: {theirs, ours}. */
void oc_pattern_put(struct oc_buf *out, struct oc_str theirs, const char *const (*names)[2],
                    size_t n);
/* Appends each name of a path as a generator does that makes runs of all but letters and digits
 * one '-' and letters small. */
void oc_pattern_slug(struct oc_buf *out, struct oc_str path);

/* ---- arrange: in the order in which oc_arrange calls them ---- */

/* select.c: fills book->posts. slack: seconds by which dates without zone may pass now. */
void oc_select(struct oc_book *book, int64_t now, int64_t slack);
/* name.c: href, id and plain of posts. Does not depend on the order asked for. */
void oc_name_posts(struct oc_book *book);
/* about.c: the book's own metadata. */
void oc_about(struct oc_book *book);
/* texturize.c: quotation marks of what WordPress says of posts, when the book's language is known.
 */
void oc_texturize(struct oc_book *book);
/* people.c: authors that posts name by a key of the site's authors.yml get their names. */
void oc_people_name(struct oc_book *book);
/* latin.c: the language of the posts of which neither front matter nor script tell it; "en" when
 * their words do not either. */
const char *oc_latin_lang(const struct oc_book *book);
/* order.c: sorts book->posts by book->config->order. */
void oc_order(struct oc_book *book);
/* The same by date, then name, whatever the options say. */
void oc_order_by_date(const struct oc_book *book, struct oc_post **posts, size_t n);
/* group.c: fills book->root, then puts book->posts into reading order. */
void oc_group(struct oc_book *book);
/*
 * contents.c: fills book->root as book.yaml's contents say, and book->posts with what is in it.
 * Needs names, addresses and the order; those that go out of the book lose their names.
 */
void oc_contents(struct oc_book *book);
/* permalink.c: every address that a post has or had; forgets what it entered before.
 * zone: book->offset is the author's. */
void oc_permalinks(struct oc_book *book, bool zone);
/* name.c: href and id of parts. */
void oc_name_parts(struct oc_book *book);
/* afterword.c: reads config->afterword into book->afterword. -1 with a diagnostic when it cannot.
 */
int oc_afterword(struct oc_book *book);

/* The folders of a post below the dialect's post folder and without a bundle's own; "" if none. */
struct oc_str oc_post_folder(const struct oc_post *post);

#endif
