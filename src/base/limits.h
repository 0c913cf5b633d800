/* SPDX-License-Identifier: MIT */
/* Every maximum in octavo, in one list. Each has its diagnostic in diag.def. */
#ifndef OC_LIMITS_H
#define OC_LIMITS_H

#define OC_MAX_POST_BYTES ((size_t)256 << 20) /* one source file */
#define OC_MAX_PAGE_BYTES ((size_t)1 << 30)   /* one rendered page */
#define OC_MAX_CONFIG_BYTES ((size_t)4 << 20) /* book.yaml and a site's own config */
#define OC_MAX_FRONT_BYTES ((size_t)1 << 20)  /* front matter of one post */
#define OC_MAX_POSTS 1000000u                 /* posts in one book */
#define OC_MAX_FILES 4000000u                 /* names looked at by one walk */
#define OC_MAX_WALK_DEPTH 64                  /* folders in folders */
#define OC_MAX_VALUE_DEPTH 64                 /* front matter and config nesting */
#define OC_MAX_VALUE_NODES 200000u            /* values in one document, aliases expanded */
#define OC_MAX_DOM_DEPTH 200                  /* elements in elements; deeper ones are unwrapped */
#define OC_MAX_ATTRS 256                      /* attributes of one element */
#define OC_MAX_TITLE_BYTES ((size_t)2000)     /* a title is cut here */
#define OC_MAX_BOOK_TITLE 250u                /* characters of the book's own */
#define OC_MAX_URL_BYTES ((size_t)8192)       /* a longer link is unwrapped */
#define OC_MAX_ID_BYTES 80u                   /* an id is cut here */
#define OC_MAX_LINKS 1000000u                 /* of one post; of others the text stays */
#define OC_MAX_HEADINGS 5000u                 /* headings of one post that reach the nav */
#define OC_MAX_DIAGS_PER_POST 100u            /* the rest is counted, not kept */
#define OC_MAX_FINDINGS_PER_POST 1000u        /* the report lists no more */
#define OC_MAX_GLOBS 1000u                    /* in the contents of book.yaml, in a site's lists */
#define OC_MAX_PART_DEPTH 8                   /* categories in categories */
#define OC_MAX_TEX_DEPTH 40                   /* groups in groups of a formula */
#define OC_MAX_TEX_EXPANDED ((size_t)8 << 20) /* bytes that its own commands bring to a page */
#define OC_MAX_TEMPLATE_DEPTH 32              /* sections and partials of a template */
#define OC_MAX_TEMPLATE_BYTES ((size_t)1 << 20)   /* one file of --templates */
#define OC_MAX_PARTIALS 10000u                    /* partials opened while one page is rendered */
#define OC_MAX_IMAGE_BYTES ((size_t)64 << 20)     /* one image's file */
#define OC_MAX_IMAGE_PIXELS 200000000u            /* one image, decoded */
#define OC_MAX_MOVING_PIXELS 2000000000u          /* all frames of a GIF; past it only the first */
#define OC_MAX_DECODING_BYTES ((size_t)160 << 20) /* of memory, by all threads that fit images */
#define OC_MAX_FETCHES 16                         /* images loaded from the web at once */
#define OC_MAX_HOST_FETCHES 4                     /* of them from one host */
#define OC_MAX_FETCH_TRIES 3                      /* of one image */
#define OC_MAX_FETCH_WAIT 10 /* seconds before the next try, whatever the host asks */
#define OC_MAX_FETCH_REDIRECTS 5
#define OC_MAX_FETCH_ROUNDS 4   /* an image that fails may let another be wanted */
#define OC_MAX_HOST_FAILURES 10 /* in a row; then nothing more is asked of the host */
#define OC_MAX_FETCHED_BYTES ((uint64_t)8 << 30) /* by one run */
#define OC_MAX_FONT_BYTES ((size_t)64 << 20)     /* one font's file */
#define OC_MAX_SVG_BYTES ((size_t)16 << 20)      /* one drawing's file */
#define OC_MAX_TAG_BYTES ((size_t)64 << 20)      /* what the tags of one post expand to */
#define OC_MAX_INCLUDES 2000u                    /* files that the tags of one post bring in */
#define OC_MAX_INCLUDE_DEPTH 8                   /* includes in includes */
#define OC_MAX_SHORTCODES 200u                   /* of the site's own, by name, in a post */
#define OC_MAX_SHORTCODE_BYTES ((size_t)65536)   /* the template of one */
#define OC_MAX_SHORTCODE_STEPS 100000u           /* of one run of it */
#define OC_MAX_ZIP_FILES 500000u                 /* entries of an archive that is read */
#define OC_MAX_ZIP_BYTES ((uint64_t)16 << 30)    /* all of them, unpacked, */
#define OC_MAX_ZIP_RATIO 100u                    /* and at most so many times the archive, */
#define OC_MIN_ZIP_BYTES ((uint64_t)64 << 20)    /* but so much always */
#define OC_MAX_FOLDERS_KNOWN 65536u /* where images were looked for; others cost more */
#define OC_MAX_JOBS 64u

#endif
