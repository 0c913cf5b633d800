/* SPDX-License-Identifier: MIT */
/*
 * The five layouts. Colours and patterns are chosen by the title, so that two blogs of one writer
 * look different and the same blog always looks the same. Every pair of colours that carries text
 * is far apart in lightness: most readers of the cover see it in 16 greys.
 */
#include <math.h>

#include "base/uni.h"
#include "base/utf8.h"
#include "media/canvas.h"

#define W OC_COVER_WIDTH
#define H OC_COVER_HEIGHT

struct palette {
    oc_colour paper, ink, deep, accent;
};

static const struct palette palettes[] = {
    {0xf5efe2, 0x1b2430, 0x1f3a5f, 0xd9a441}, /* indigo and gold */
    {0xf2efe4, 0x1c2621, 0x23473b, 0xd08a45}, /* pine and copper */
    {0xf6eee6, 0x2a1719, 0x6b1f2a, 0xd8b26e}, /* wine and straw */
    {0xf1f1ec, 0x20262b, 0x34434d, 0xd0705f}, /* slate and brick */
    {0xf8f0dd, 0x2b1f14, 0x7a3f16, 0xe0b15a}, /* rust and ochre */
    {0xf4eef2, 0x271a2b, 0x4a2c52, 0xd3ad49}, /* plum and brass */
    {0xeff3ef, 0x12282b, 0x14545c, 0xe6a15c}, /* teal and amber */
    {0xf4f0e8, 0x1f1b18, 0x26221f, 0xc9594b}, /* ink and cinnabar */
};

struct art {
    struct oc_canvas c;
    const struct oc_cover_words *words;
    const struct palette *p;
    uint64_t hash; /* of the title */
    enum oc_align start;
};

/* ---- Patterns: how much of a pixel they take ---- */

static double line_at(double distance, double half_width)
{
    return half_width + 0.5 - fabs(distance);
}

/* Overlapping waves, each of three arcs; the lower ones lie over the upper ones. */
static double waves(double x, double y)
{
    const double r = 160;
    for (int row = (int)floor((y + r) / (r / 2)); row >= 0; row--) {
        double cy = row * r / 2, shift = row % 2 ? r : 0;
        double cx = floor((x - shift) / (2 * r) + 0.5) * 2 * r + shift;
        double d = sqrt((x - cx) * (x - cx) + (y - cy) * (y - cy));
        if (d > r)
            continue;
        double best = 0;
        for (int ring = 1; ring <= 3; ring++) {
            double part = line_at(d - r * (0.34 * ring - 0.04), 3);
            best = part > best ? part : best;
        }
        return best;
    }
    return 0;
}

static double lattice(double x, double y)
{
    const double p = 120;
    double a = fmod(x + y, p), b = fmod(x - y + p * 100, p);
    double one = line_at((a > p / 2 ? a - p : a) / 1.4142, 2);
    double two = line_at((b > p / 2 ? b - p : b) / 1.4142, 2);
    return one > two ? one : two;
}

static double dots(double x, double y)
{
    const double p = 80;
    double row = floor(y / p), dx = fmod(x + (fmod(row, 2) > 0 ? p / 2 : 0), p) - p / 2;
    double dy = y - row * p - p / 2;
    return 10 + 0.5 - sqrt(dx * dx + dy * dy);
}

static double hills(double x, double y)
{
    double d = fmod(y + 60 * sin(x / 210) + 28 * sin(x / 87 + 1.3) + 400, 84) - 42;
    return line_at(d, 2.5);
}

static void put_pattern(struct art *a, oc_colour colour)
{
    static double (*const patterns[])(double, double) = {waves, lattice, dots, hills};
    oc_canvas_pattern(&a->c, patterns[a->hash / 8 % OC_COUNT(patterns)], colour);
}

/* ---- Parts that layouts share ---- */

static void set(struct oc_block *b, struct art *a, struct oc_str text, int width, int height,
                int size, int lines, bool bold)
{
    struct oc_block_box box = {width, height, size, lines, bold};
    oc_block_set(b, &a->c, text, &box);
}

/* Puts text, when there is any, with its top at y; returns where it ends. */
static int put(struct art *a, struct oc_str text, int width, int size, int lines, int x, int y,
               enum oc_align align, oc_colour colour)
{
    struct oc_block b;
    set(&b, a, text, width, size * 2 * lines, size, lines, false);
    oc_block_put(&b, &a->c, x, y, align, colour);
    return y + b.height;
}

/* Author and years, one over the other, ending at y. */
static void put_foot(struct art *a, int width, int x, int y, enum oc_align align, oc_colour colour)
{
    struct oc_block author, years;
    set(&author, a, a->words->authors, width, 240, 84, 2, false);
    set(&years, a, a->words->years, width, 60, 52, 1, false);
    y -= years.height;
    oc_block_put(&years, &a->c, x, y, align, colour);
    y -= author.height + (years.height ? 44 : 0);
    oc_block_put(&author, &a->c, x, y, align, colour);
}

/* ---- Layouts ---- */

static void classic(struct art *a)
{
    const struct palette *p = a->p;
    struct oc_block title;
    oc_canvas_rect(&a->c, 0, 0, W, H, p->paper);
    oc_canvas_frame(&a->c, 90, 90, W - 180, H - 180, 12, p->deep);
    oc_canvas_frame(&a->c, 122, 122, W - 244, H - 244, 3, p->deep);
    set(&title, a, a->words->title, 1120, 980, 210, 5, true);
    int y = 920 - title.height / 2;
    y = y < 420 ? 420 : y;
    oc_block_put(&title, &a->c, W / 2, y, OC_ALIGN_CENTRE, p->deep);
    y += title.height + 110;
    oc_canvas_rect(&a->c, W / 2 - 90, y, 180, 8, p->accent);
    y += 90;
    (void)put(a, a->words->subtitle, 1080, 74, 3, W / 2, y, OC_ALIGN_CENTRE, p->ink);
    put_foot(a, 1100, W / 2, 2270, OC_ALIGN_CENTRE, p->ink);
}

static void band(struct art *a)
{
    const struct palette *p = a->p;
    struct oc_block title, subtitle;
    oc_canvas_rect(&a->c, 0, 0, W, H, p->paper);
    set(&title, a, a->words->title, 1240, 900, 220, 5, true);
    set(&subtitle, a, a->words->subtitle, 1200, 260, 70, 2, false);
    int inside = title.height + (subtitle.height ? subtitle.height + 80 : 0);
    int height = inside + 360 < 900 ? 900 : inside + 360, top = 1040 - height / 2;
    oc_canvas_rect(&a->c, 0, top, W, height, p->deep);
    oc_canvas_rect(&a->c, 0, top + 34, W, 6, p->accent);
    oc_canvas_rect(&a->c, 0, top + height - 40, W, 6, p->accent);
    int y = top + (height - inside) / 2;
    oc_block_put(&title, &a->c, W / 2, y, OC_ALIGN_CENTRE, p->paper);
    oc_block_put(&subtitle, &a->c, W / 2, y + title.height + 80, OC_ALIGN_CENTRE, p->paper);
    put_foot(a, 1240, W / 2, 2330, OC_ALIGN_CENTRE, p->ink);
}

static void label(struct art *a)
{
    const struct palette *p = a->p;
    struct oc_block title, subtitle, author, years;
    set(&title, a, a->words->title, 860, 760, 170, 5, true);
    set(&subtitle, a, a->words->subtitle, 840, 260, 62, 3, false);
    set(&author, a, a->words->authors, 840, 200, 70, 2, false);
    set(&years, a, a->words->years, 600, 60, 50, 1, false);
    int between = subtitle.height ? subtitle.height + 70 : 0;
    int above = title.height + between, below = author.height + years.height + 40;
    int height = above + below + 520 < 1200 ? 1200 : above + below + 520;
    int x = (W - 1080) / 2, y = 1180 - height / 2, end = y + height - 130;
    oc_canvas_rect(&a->c, 0, 0, W, H, p->deep);
    put_pattern(a, oc_colour_mix(p->deep, p->paper, 0.24));
    oc_canvas_rect(&a->c, x, y, 1080, height, p->paper);
    oc_canvas_frame(&a->c, x + 26, y + 26, 1028, height - 52, 5, p->deep);
    oc_block_put(&years, &a->c, W / 2, end - years.height, OC_ALIGN_CENTRE, p->ink);
    oc_block_put(&author, &a->c, W / 2, end - below, OC_ALIGN_CENTRE, p->ink);
    y += (end - below - y - above) * 2 / 5;
    oc_block_put(&title, &a->c, W / 2, y, OC_ALIGN_CENTRE, p->deep);
    oc_block_put(&subtitle, &a->c, W / 2, y + title.height + 70, OC_ALIGN_CENTRE, p->ink);
    oc_canvas_rect(&a->c, W / 2 - 70, y + above + 64, 140, 7, p->accent);
}

static void stripe(struct art *a)
{
    const struct palette *p = a->p;
    struct oc_block title;
    bool left = a->start == OC_ALIGN_LEFT;
    int x = left ? 420 : W - 420;
    oc_canvas_rect(&a->c, 0, 0, W, H, p->paper);
    oc_canvas_rect(&a->c, left ? 0 : W - 250, 0, 250, H, p->deep);
    oc_canvas_rect(&a->c, left ? 270 : W - 280, 0, 10, H, p->accent);
    set(&title, a, a->words->title, 1040, 1200, 230, 6, true);
    oc_block_put(&title, &a->c, x, 380, a->start, p->deep);
    int y = 380 + title.height + 100;
    oc_canvas_rect(&a->c, left ? x : x - 220, y, 220, 10, p->accent);
    (void)put(a, a->words->subtitle, 1040, 74, 3, x, y + 100, a->start, p->ink);
    put_foot(a, 1040, x, 2290, a->start, p->ink);
}

static void initial(struct art *a)
{
    const struct palette *p = a->p;
    struct oc_block title, letter, subtitle;
    struct oc_str text = oc_str_trim_wide(a->words->title);
    bool left = a->start == OC_ALIGN_LEFT;
    int x = left ? 150 : W - 150;
    oc_canvas_rect(&a->c, 0, 0, W, H, p->deep);
    size_t from = 0, end = 0;
    for (bool found = false; !found && end < text.n;) {
        from = end;
        found = oc_uni_is_alnum(oc_utf8_next(text, &end));
    }
    set(&letter, a, oc_str_sub(text, from, end), 4000, 1500, 1500, 1, true);
    oc_block_put(&letter, &a->c, left ? W - 60 : 60, 60, left ? OC_ALIGN_RIGHT : OC_ALIGN_LEFT,
                 oc_colour_mix(p->deep, p->paper, 0.17));
    set(&title, a, a->words->title, 1300, 760, 190, 5, true);
    set(&subtitle, a, a->words->subtitle, 1300, 200, 70, 2, false);
    int y = 2010 - title.height - (subtitle.height ? subtitle.height + 70 : 0);
    oc_block_put(&title, &a->c, x, y, a->start, p->paper);
    oc_block_put(&subtitle, &a->c, x, y + title.height + 70, a->start, p->paper);
    oc_canvas_rect(&a->c, left ? x : x - 220, 2080, 220, 10, p->accent);
    put_foot(a, 1300, x, 2400, a->start, p->paper);
}

static void (*const layouts[OC_COVER_LAYOUTS])(struct art *) = {classic, band, label, stripe,
                                                                initial};

int oc_cover_draw(struct oc_buf *out, struct oc_buf *missing, const char **why,
                  const struct oc_cover_words *words)
{
    struct art a = {.words = words, .hash = oc_str_hash(words->title)};
    a.hash ^= a.hash >> 29;
    a.p = &palettes[a.hash % OC_COUNT(palettes)];
    int result = oc_canvas_init(&a.c, why, words->lang, missing);
    if (result == 0) {
        a.start = a.c.rtl ? OC_ALIGN_RIGHT : OC_ALIGN_LEFT;
        layouts[words->layout](&a);
        result = oc_canvas_jpeg(out, &a.c, words->grey);
        if (result != 0)
            *why = "libvips cannot write it";
    }
    oc_canvas_release(&a.c);
    return result;
}
