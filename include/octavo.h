/* SPDX-License-Identifier: MIT */
/*
 * octavo turns a blog into a book: a folder of posts becomes one valid EPUB 3.
 *
 * The simplest use is one call:
 *
 *     const char *paths[] = {"my-blog"};
 *     if (octavo_convert(paths, 1, "my-blog.epub") != 0)
 *         ... nothing was written
 *
 * Everything else goes through a context: make it, set options, add paths, then plan or build, and
 * read back the diagnostics:
 *
 *     struct octavo *o = octavo_new();
 *     octavo_set(o, "title", "Letters from the river");
 *     octavo_set(o, "group", "year");
 *     octavo_add(o, "my-blog");
 *     if (octavo_build(o, "letters.epub") == 0) { ... }
 *     const struct octavo_diag *d = NULL;
 *     while ((d = octavo_diag_next(o, d)) != NULL)
 *         printf("%s:%d: %s [%s]\n", d->file, d->line, d->text, d->code);
 *     octavo_free(o);
 *
 * All text is UTF-8 and ends in NUL. Every text and struct that a function returns belongs to the
 * context and lives until octavo_free, unless its comment says otherwise. A context is used by
 * one thread at a time; different contexts are independent. The library never prints, never
 * reads the environment, and touches the network only when the option "fetch" is on. Functions
 * return 0 for success and -1 for failure; what failed stands among the diagnostics.
 */
#ifndef OCTAVO_H
#define OCTAVO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define OCTAVO_API __attribute__((visibility("default")))
#else
#define OCTAVO_API
#endif

/* "1.2.3" */
OCTAVO_API const char *octavo_version(void);

/* ---- The simplest call ---- */

/*
 * Builds the posts below npaths files and folders into the EPUB file output, with all defaults.
 * 0 when the book stands there; -1 when not: then whatever stood at output is untouched.
 */
OCTAVO_API int octavo_convert(const char *const *paths, size_t npaths, const char *output);

/* ---- The context ---- */

struct octavo;

/* Never NULL. Free with octavo_free, which takes NULL. */
OCTAVO_API struct octavo *octavo_new(void);
OCTAVO_API void octavo_free(struct octavo *o);

/*
 * Sets an option by its name on the command line, without dashes ("toc-depth"). A list option is
 * added to. -1 with a diagnostic (option-unknown, option-value) when there is no such option or it
 * does not take that value. What is set here wins over octavo_load, in whatever order.
 */
OCTAVO_API int octavo_set(struct octavo *o, const char *name, const char *value);

/*
 * Reads options from a book.yaml: a map of option names. An entry that cannot be used is a
 * diagnostic and passed over. -1 when the file cannot be read or is not valid YAML. Without this
 * call, octavo_plan and octavo_build load book.yaml from the first path that is a folder and has
 * one. That one may be a stranger's: it names nothing outside its folder but the book ("output").
 */
OCTAVO_API int octavo_load(struct octavo *o, const char *file);

/*
 * A folder in which loaded and converted images are kept for later runs, unless the option "cache"
 * names another or "none". By default there is none. It is made when it is not there.
 */
OCTAVO_API void octavo_set_cache(struct octavo *o, const char *folder);

/* Adds a file or folder to read posts from. It is looked at by plan or build, not before. */
OCTAVO_API void octavo_add(struct octavo *o, const char *path);

/*
 * The instant, in seconds since 1970-01-01T00:00:00Z, that parts past posts from future ones. By
 * default the system's clock; a fixed one makes runs repeatable.
 */
OCTAVO_API void octavo_set_now(struct octavo *o, int64_t seconds);

/* ---- Planning: the book's shape, before any page is made ---- */

/* Reads front matter, selects, orders and groups. -1 when there is nothing to make a book of. */
OCTAVO_API int octavo_plan(struct octavo *o);

enum octavo_kind {
    OCTAVO_PART,
    OCTAVO_POST
};

/* A part or a post, in reading order. */
struct octavo_item {
    enum octavo_kind kind;
    int depth;            /* 0: directly in the book */
    const char *title;    /* plain text */
    const char *date;     /* YYYY-MM-DD, "" when none; posts only */
    const char *source;   /* path of the post's file; "" for parts */
    const char *href;     /* file name inside the book */
    const char *language; /* of the post as far as known */
    size_t words;         /* of the post, roughly; of all posts below a part */
    size_t posts;         /* below a part */
    size_t problems;      /* warnings and errors of this post so far */
    bool draft, hidden;
};

/* The item after previous (NULL: the first), NULL at the end. Valid until the next plan or build.
 */
OCTAVO_API const struct octavo_item *octavo_item_next(struct octavo *o,
                                                      const struct octavo_item *previous);

/* What is known of the whole; valid until the next plan or build. */
struct octavo_summary {
    const char *title, *language, *identifier;
    const char *authors;           /* joined by ", " */
    const char *oldest, *newest;   /* YYYY-MM-DD, "" when no post has a date */
    const char *dialect;           /* "hexo", "jekyll", "hugo", "zola", "javascript", "plain" ... */
    const char *dialect_by;        /* what told so, as "hugo.toml"; "" for plain */
    const char *url, *description; /* of the site, "" when unknown */
    size_t posts, parts, words;
    size_t notes, warnings, errors;
    size_t links;     /* to other posts of the book, as for the next two: 0 before build or check */
    size_t links_out; /* to pages of the site that are not in the book: they lead to the web */
    size_t links_dead;     /* to the site's own, but to nothing: only their text is in the book */
    size_t images;         /* files in the book; 0 before build, as the next two */
    size_t images_missing; /* places where one is missing, remote, refused or broken */
    uint64_t image_bytes;  /* of the files */
    uint64_t bytes;        /* of the book; 0 before build */
    const char *output;    /* path of the book; "" before build */
};
OCTAVO_API const struct octavo_summary *octavo_summary(struct octavo *o);

/*
 * Plans and renders every post without writing a book: what there is to say of its links, images
 * and text then stands among the diagnostics, and the summary counts links. -1 as octavo_plan.
 */
OCTAVO_API int octavo_check(struct octavo *o);

/* ---- Building ---- */

/*
 * Plans and writes the book to output, or, when output is NULL, to the option "output", else to a
 * name made from the title, in the current folder; that, and an output from a book.yaml that was
 * found, takes the place of an EPUB only (output-taken). Atomic: 0 when the whole book stands
 * there, -1 when not, and then whatever stood there is untouched.
 */
OCTAVO_API int octavo_build(struct octavo *o, const char *output);

/*
 * Asks a running build to stop: it then returns -1 with the diagnostic "cancelled" and leaves no
 * file behind. Safe in a signal handler and from another thread.
 */
OCTAVO_API void octavo_cancel(struct octavo *o);

struct octavo_progress {
    const char *stage;  /* "render"; "fetch", while images are loaded from the web */
    size_t done, total; /* posts, or images; done counts up to total */
    uint64_t bytes;     /* loaded from the web so far */
};
/* Called during build and check, from the thread that called it, some tens of times a second. */
typedef void (*octavo_progress_fn)(void *ctx, const struct octavo_progress *progress);
OCTAVO_API void octavo_on_progress(struct octavo *o, octavo_progress_fn fn, void *ctx);

/* ---- Images ---- */

/* A place where a post shows an image, or words for one that is not in the book. */
struct octavo_image {
    const char *post;   /* path of the post's file */
    const char *src;    /* as the post has it; long ones are cut */
    const char *href;   /* file name inside the book, "" when it is not there */
    const char *action; /* "kept", "stripped", "cleaned", "converted"; or "missing", "remote",
                           "refused", "broken", "failed" */
    uint64_t bytes_in, bytes_out; /* of the file found; of the one in the book */
    bool guessed;                 /* its description is not the author's */
    bool fetched;                 /* it came from the web, in this run or an earlier one */
};
/* The place after previous (NULL: the first), in reading order; NULL at the end. Valid until the
 * next plan or build. */
OCTAVO_API const struct octavo_image *octavo_image_next(struct octavo *o,
                                                        const struct octavo_image *previous);

/* ---- What else there is to say of posts ---- */

enum octavo_finding_kind {
    OCTAVO_TAG_UNKNOWN,   /* octavo has no rendering for it; one a name and post */
    OCTAVO_HEADING_MOVED, /* its level skipped one; or it is no part of the outline, as in a list */
    OCTAVO_TABLE_LARGE    /* more than 30 rows or 4 columns */
};
struct octavo_finding {
    enum octavo_finding_kind kind;
    const char *post; /* path of the post's file */
    int line, col;
    const char *text;     /* the tag's name; the heading's text; "" */
    size_t count;         /* how often the tag stands in the post */
    int from, to;         /* level of the heading as written; in the book, 0: in no outline */
    size_t rows, columns; /* of the table */
};
/* The finding after previous (NULL: the first), by post in reading order; NULL at the end. There
 * are none before build or check. Valid until the next plan or build. */
OCTAVO_API const struct octavo_finding *octavo_finding_next(struct octavo *o,
                                                            const struct octavo_finding *previous);

/* ---- Diagnostics ---- */

enum octavo_severity {
    OCTAVO_NOTE,    /* worth knowing; does not count under --strict */
    OCTAVO_WARNING, /* something was repaired or left out */
    OCTAVO_ERROR    /* something could not be read or done */
};

struct octavo_diag {
    enum octavo_severity severity;
    const char *code; /* "date-bad" */
    const char *file; /* "" when it concerns no file */
    int line, col;    /* 1-based; 0: unknown */
    const char *text; /* what is wrong, one sentence */
    const char *hint; /* what to do, "" when there is nothing to add */
};

/*
 * The diagnostic after previous (NULL: the first), NULL at the end: first those of the run, then
 * those of the posts in reading order. Same input, same list. A post records at most 100; the
 * rest is counted in the summary. Valid until the next plan, build or octavo_set.
 */
OCTAVO_API const struct octavo_diag *octavo_diag_next(struct octavo *o,
                                                      const struct octavo_diag *previous);

/* A row of the table of diagnostics: what a code means, and how to mend the source. */
struct octavo_code {
    enum octavo_severity severity;
    const char *code, *text, *hint, *about;
};
/* The row of a code, or NULL. */
OCTAVO_API const struct octavo_code *octavo_explain(const char *code);
/* Row i, or NULL past the last. */
OCTAVO_API const struct octavo_code *octavo_code_at(size_t i);

/* ---- The option table ---- */

struct octavo_option {
    const char *name;     /* "toc-depth" */
    char letter;          /* 'o', or 0 */
    const char *arg;      /* "FILE"; "a|b|c" for a choice; NULL for a switch */
    bool choice, list;    /* arg is a choice; may be repeated */
    const char *fallback; /* the default, NULL when there is none */
    const char *group;    /* "book", "posts", "look", "pages", "images", "run" */
    const char *help;     /* one line */
};
/* Row i, or NULL past the last. Static. */
OCTAVO_API const struct octavo_option *octavo_option_at(size_t i);

/* ---- Templates and style sheets ---- */

/*
 * The name of file i built into the library ("templates/chapter.xhtml", "styles/essay.css"), or
 * NULL past the last; *text and *size get what is in it. The option "templates" names a folder
 * that may replace it. Static.
 */
OCTAVO_API const char *octavo_asset_at(size_t i, const char **text, size_t *size);

/* ---- Out of memory ---- */

/*
 * Process-wide: hook is called when memory runs out; it must not return and must not allocate.
 * NULL restores the default, which aborts. A book that was there before is untouched either way.
 */
OCTAVO_API void octavo_on_out_of_memory(void (*hook)(void));

#ifdef __cplusplus
}
#endif

#endif
