/* SPDX-License-Identifier: MIT */
/*
 * What the fuzz targets share. A target is one file with LLVMFuzzerTestOneInput: any bytes go in,
 * and what comes out must hold a promise, or fuzz_fail ends the process. Built with
 * -fsanitize=fuzzer it is a fuzzer, with replay.c a test over the files of corpus/NAME.
 */
#ifndef OC_FUZZ_H
#define OC_FUZZ_H

#include "base/limits.h"
#include "book/book.h"
#include "xhtml/xhtml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Says what went wrong and with what, and aborts. */
_Noreturn void fuzz_fail(const char *what, struct oc_str with);
#define FUZZ_CHECK(good, with)                                                                     \
    do {                                                                                           \
        if (!(good))                                                                               \
            fuzz_fail(#good, (with));                                                              \
    } while (0)

/* Fails, and shows both, unless they are the same bytes. */
void fuzz_same(const char *what, struct oc_str first, struct oc_str second);

/* The input as every stage after the reading of files has it: valid UTF-8. In the arena. */
struct oc_str fuzz_text(struct oc_arena *a, const uint8_t *data, size_t size);

/* The bytes as a file that has no place in any folder. */
struct fuzz_file {
    int fd;
    char path[32];
};
void fuzz_file_open(struct fuzz_file *f, const uint8_t *data, size_t size);
void fuzz_file_close(const struct fuzz_file *f);

/* A finished document must be well-formed. */
void fuzz_xml(struct oc_str document);
/* The tree of XHTML that octavo wrote, by its own parser of HTML. */
xmlNode *fuzz_parse_again(struct oc_arena *a, struct oc_str xhtml);
/*
 * The body of a page: valid by the content model as it stands, the same bytes after another
 * parse, fix and write, and every link leads somewhere.
 */
void fuzz_body(struct oc_str xhtml);
/* Both of a chapter's page. */
void fuzz_page(struct oc_str page);

/* Renders text as the body of a post that has been arranged and looks at its page. */
void fuzz_post(struct oc_book *book, struct oc_post *post, struct oc_str text);
/* The same of every post of a book, with the bodies it has. */
void fuzz_posts(struct oc_book *book);
/* Every document octavo itself adds to a book that has been arranged. */
void fuzz_documents(struct oc_book *book);

/* A book of two posts, the first of them the one a target renders. */
struct fuzz_book {
    struct oc_arena arena;
    struct oc_config config;
    struct oc_book book;
    struct oc_post *post, *other;
};
void fuzz_book_open(struct fuzz_book *b);
void fuzz_book_close(struct fuzz_book *b);
/* Renders text as the body of the first post and looks at the page. */
void fuzz_book_render(struct fuzz_book *b, struct oc_str text);
/* Arranges the posts and looks at the documents. -1: no post was left. */
int fuzz_book_pack(struct fuzz_book *b);

#endif
