/* SPDX-License-Identifier: MIT */
/*
 * A cover designed from the book's own words: how its title breaks into lines (lines), letters and
 * shapes on a page of pixels (canvas), and the five layouts (art).
 */
#ifndef OC_COVER_H
#define OC_COVER_H

#include "base/buf.h"
#include "base/str.h"

#define OC_COVER_WIDTH 1600
#define OC_COVER_HEIGHT 2560
#define OC_COVER_SIDE 2560u /* longest side of a cover that was given */

/* In the order of option.def. */
enum oc_cover_layout {
    OC_COVER_CLASSIC, /* a frame, the title in the middle */
    OC_COVER_BAND,    /* a band of colour across */
    OC_COVER_LABEL,   /* a label on patterned paper */
    OC_COVER_STRIPE,  /* a stripe down the side where it is bound */
    OC_COVER_INITIAL, /* the title's first letter, very large */
    OC_COVER_LAYOUTS
};

struct oc_cover_words {
    struct oc_str title, subtitle, authors, years, lang;
    enum oc_cover_layout layout;
    bool grey;
};

/*
 * Appends a JPEG of 1600 x 2560. missing gets the characters of the words that no font here has,
 * each once; they are not drawn. The same words and fonts give the same bytes. -1 with *why when
 * there is nothing to draw with. cover_art.c, or cover_off.c, which always refuses.
 */
int oc_cover_draw(struct oc_buf *out, struct oc_buf *missing, const char **why,
                  const struct oc_cover_words *words);

/* ---- lines.c ---- */

/* A piece of a title that is not broken. Widths are in ems. */
struct oc_cover_unit {
    size_t from, to; /* bytes, without white space at the end */
    double width, space;
    bool word;  /* a word ends here, and a line may without harm */
    bool pause; /* so does a thought: after a colon or a dash */
};

#define OC_COVER_LINES 8

struct oc_cover_lines {
    size_t n, ends[OC_COVER_LINES]; /* each line's last unit, exclusive */
    double widest;                  /* in ems */
    double size;                    /* of the letters, in pixels */
};

/*
 * The largest letters, up to max_size, with which the units fill at most max_lines lines of a box,
 * evenly; fewer lines when that costs little size. leading is in ems. n is at least 1.
 */
void oc_cover_fit(struct oc_cover_lines *out, const struct oc_cover_unit *units, size_t n,
                  size_t max_lines, double width, double height, double leading, double max_size);

#endif
