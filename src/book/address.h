/* SPDX-License-Identifier: MIT */
/*
 * Addresses: which post a URL, a path of the source tree or a name means. collect/permalink.c
 * fills the tables once; from then on they are const, and many threads may ask at once.
 *
 * Two tables. book->by_url has whole addresses below the site's root in one normal form (key).
 * book->by_word has single names, of files, slugs and titles, each with every post that bears it:
 * an address that is not known as a whole may still end in a name that only one post has.
 */
#ifndef OC_ADDRESS_H
#define OC_ADDRESS_H

#include "book/book.h"

/* A post that bears a name; the values of book->by_word. */
struct oc_bearer {
    struct oc_post *post;
    struct oc_bearer *next;
    bool title; /* it is the slug of its title; else of its file, its slug or address */
};

/* A post that has a page in the book; others were left out (drafts, filters). */
static inline bool oc_post_in_book(const struct oc_post *post)
{
    return post->href.n > 0 && !post->failed;
}

/* Path of a post's file below its site's root: the keys of book->by_name. */
struct oc_str oc_post_source(struct oc_arena *a, const struct oc_post *post);
/* Enters it, for good, unless it is there already. */
void oc_address_add_file(struct oc_book *book, struct oc_str path, struct oc_post *post);

/* "https://x", "mailto:x": it begins with the name of a scheme. */
bool oc_address_scheme(struct oc_str url);
/* The site's own address: the option url, else what its configuration says; "" when unknown. */
struct oc_str oc_address_site(const struct oc_book *book);
/*
 * Whether url (absolute, protocol-relative or beginning with "www.") lies on the site's own host,
 * with or without www. *path gets what stands after the host.
 */
bool oc_address_own(struct oc_str *path, const struct oc_book *book, struct oc_str url);

/*
 * The form in which addresses are compared: NFC, no '/' at either end, no index.html, no .html.
 * escaped: path is part of a URL, so %XX is decoded and what follows '?' or '#' cut off. The
 * result is a part of path when nothing had to be changed, else in a.
 */
struct oc_str oc_address_key(struct oc_arena *a, struct oc_str path, bool escaped);
/* A key or name without regard to case; s itself when it has none. */
struct oc_str oc_address_fold(struct oc_arena *a, struct oc_str s);
/* Appends s as most generators make an address of a title: letters small, runs of all but letters
 * and digits one '-', none at the ends. */
void oc_address_slug(struct oc_buf *out, struct oc_str s);
/* The key of an address on another host, "//host/path", or of the query by which WordPress and
 * others number posts, "?p=12"; "" when url has neither. */
struct oc_str oc_address_foreign(struct oc_arena *a, struct oc_str url);

/*
 * The post that a URL means: absolute on the site's own host or on the one the post was exported
 * from, from the root ("/x"), or relative to the address of `from`. url has no fragment. NULL when
 * none does. Posts that were left out of the book are found too.
 */
struct oc_post *oc_address_url(const struct oc_book *book, const struct oc_post *from,
                               struct oc_arena *scratch, struct oc_str url);
/*
 * The post whose source file is path: spelled out, without its extension, or the folder of a
 * bundle; relative to the folder of `from`, or from the root or the folder of posts ("/x",
 * "@/x", or when from is NULL). Not escaped.
 */
struct oc_post *oc_address_file(const struct oc_book *book, const struct oc_post *from,
                                struct oc_arena *scratch, struct oc_str path);
/* The post that a name means: its source file, the name of that file with or without extension
 * and date, its slug, its title. Not escaped. */
struct oc_post *oc_address_name(const struct oc_book *book, const struct oc_post *from,
                                struct oc_arena *scratch, struct oc_str name);

#endif
