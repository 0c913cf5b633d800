/* SPDX-License-Identifier: MIT */
/* A page of pixels with rectangles and lines of text: what covers are drawn on. */
#ifndef OC_CANVAS_H
#define OC_CANVAS_H

#include "base/arena.h"
#include "media/cover.h"
#include "media/vips.h"

typedef uint32_t oc_colour; /* 0xRRGGBB */

struct oc_canvas {
    const struct oc_vips *v;
    const struct oc_pango *p;
    PangoContext *context;
    struct oc_arena arena;
    unsigned char *rgb; /* OC_COVER_WIDTH * OC_COVER_HEIGHT * 3 */
    struct oc_str lang; /* as Pango knows it */
    const char *fonts;  /* families, best first */
    bool rtl;
    struct oc_buf *missing;
};

/* -1 with *why when nothing can be drawn here. */
int oc_canvas_init(struct oc_canvas *c, const char **why, struct oc_str lang,
                   struct oc_buf *missing);
void oc_canvas_release(struct oc_canvas *c);
/* Appends what was drawn, as JPEG. */
int oc_canvas_jpeg(struct oc_buf *out, const struct oc_canvas *c, bool grey);

oc_colour oc_colour_mix(oc_colour a, oc_colour b, double part_of_b);
void oc_canvas_rect(struct oc_canvas *c, int x, int y, int w, int h, oc_colour colour);
void oc_canvas_frame(struct oc_canvas *c, int x, int y, int w, int h, int thick, oc_colour colour);
/* Colours every pixel by how much of it, 0 to 1, cover says the pattern takes. */
void oc_canvas_pattern(struct oc_canvas *c, double (*cover)(double x, double y), oc_colour colour);

/* Colours w * h pixels, each by as many parts of 255 as parts says. */
void oc_canvas_mask(struct oc_canvas *c, int x, int y, int w, int h, const unsigned char *parts,
                    oc_colour colour);

enum oc_align {
    OC_ALIGN_LEFT,
    OC_ALIGN_CENTRE,
    OC_ALIGN_RIGHT
};

/* Text set in lines, ready to be put anywhere. height is 0 when there is nothing to show. */
struct oc_block {
    struct oc_str text; /* what of it can be shown */
    struct oc_cover_unit *units;
    size_t nunits;
    struct oc_cover_lines lines;
    bool bold, cut;
    double pitch, ascent; /* from line to line, in pixels; from the top to the baseline, in ems */
    int height;
};

#define OC_COVER_TEXT_BYTES 2000u /* of any text; the rest is not looked at */

struct oc_block_box {
    int width, height, max_size, max_lines;
    bool bold;
};

/* Breaks text so that it fits; what is far too long is cut. */
void oc_block_set(struct oc_block *b, struct oc_canvas *c, struct oc_str text,
                  const struct oc_block_box *box);
/* x: the left edge, middle or right edge of the lines, as align says; y: the top. */
void oc_block_put(const struct oc_block *b, struct oc_canvas *c, int x, int y, enum oc_align align,
                  oc_colour colour);

#endif
