/* SPDX-License-Identifier: MIT */
/* Text on a cover: from a string to lines that fit, without letters that no font has. */
#include "base/uni.h"
#include "base/utf8.h"
#include "book/book.h"
#include "media/canvas.h"

#define EM 100                   /* units are measured at this size */
#define MAX_UNITS 160u           /* more of a text is not looked at */
#define MAX_WIDTH 28             /* of one of them, in ems: more of a word is not shown */
#define LEAST_SIZE 0.4           /* of the size wanted; what does not fit then is cut */
#define MAX_MISSING ((size_t)10) /* characters that are told */

struct measure {
    PangoRectangle ink, logical; /* of the layout, in pixels */
    int baseline;
    int unknown; /* letters that no font has */
};

static const char *font_of(struct oc_canvas *c, double size, bool bold)
{
    return oc_arena_printf(&c->arena, "%s %s%dpx", c->fonts, bold ? "Bold " : "", (int)size).p;
}

static const char *markup_of(struct oc_canvas *c, struct oc_str text)
{
    struct oc_buf out;
    oc_buf_init(&out, 1 << 16);
    oc_buf_puts(&out, "<span lang=\"");
    oc_buf_put_xml(&out, c->lang);
    oc_buf_puts(&out, "\">");
    oc_buf_put_xml(&out, text);
    oc_buf_puts(&out, "</span>");
    const char *markup = oc_buf_take(&out, &c->arena).p;
    oc_buf_release(&out);
    return markup;
}

static void measure(struct measure *m, struct oc_canvas *c, struct oc_str text, double size,
                    bool bold)
{
    PangoLayout *layout = c->p->pango_layout_new(c->context);
    PangoFontDescription *font = c->p->pango_font_description_from_string(font_of(c, size, bold));
    c->p->pango_layout_set_font_description(layout, font);
    c->p->pango_layout_set_markup(layout, markup_of(c, text), -1);
    c->p->pango_layout_get_pixel_extents(layout, &m->ink, &m->logical);
    m->baseline = c->p->pango_layout_get_baseline(layout) / PANGO_SCALE;
    m->unknown = c->p->pango_layout_get_unknown_glyphs_count(layout);
    c->p->pango_font_description_free(font);
    c->v->g_object_unref(layout);
}

/* ---- What can be shown ---- */

static void add_missing(struct oc_canvas *c, struct oc_str letter)
{
    struct oc_str so_far = oc_buf_view(c->missing);
    const char *text = oc_arena_cstr(&c->arena, letter);
    if (oc_str_find(so_far, text, 0) == SIZE_MAX && so_far.n < MAX_MISSING * 4)
        oc_buf_put(c->missing, letter);
}

/* On one line, without letters that no font has. */
static struct oc_str showable(struct oc_canvas *c, struct oc_str text)
{
    struct oc_buf out;
    struct measure m;
    oc_buf_init(&out, 1 << 16);
    bool space = false;
    for (size_t at = 0; at < text.n;) {
        uint32_t cp = oc_utf8_next(text, &at);
        if (oc_uni_is_space(cp) && cp != 0xA0) {
            space = out.n > 0;
            continue;
        }
        if (space)
            oc_buf_putc(&out, ' ');
        space = false;
        if (oc_utf8_xml_ok(cp))
            oc_buf_put_cp(&out, cp);
    }
    struct oc_str folded = oc_buf_take(&out, &c->arena);
    measure(&m, c, folded, EM, false);
    for (size_t at = 0, from = 0; m.unknown && at < folded.n; from = at) {
        struct measure one;
        (void)oc_utf8_next(folded, &at);
        struct oc_str letter = oc_str_sub(folded, from, at);
        measure(&one, c, letter, EM, false);
        if (one.unknown)
            add_missing(c, letter);
        else
            oc_buf_put(&out, letter);
    }
    if (m.unknown)
        folded = oc_str_trim(oc_buf_take(&out, &c->arena));
    oc_buf_release(&out);
    return folded;
}

/* ---- Lines ---- */

/* The bytes of the colon, dash or comma at the end. */
static size_t pause_at_end(struct oc_str s)
{
    static const char *const ends[] = {":", "：", "—", "–", "|", "｜", "·", "・", "、", "，", ","};
    for (size_t i = 0; i < OC_COUNT(ends); i++)
        if (oc_str_ends(s, ends[i]))
            return strlen(ends[i]);
    return 0;
}

static void cut_units(struct oc_block *b, struct oc_canvas *c)
{
    unsigned char *breaks = oc_arena_alloc(&c->arena, b->text.n + 1);
    size_t cap = 0, from = 0;
    oc_uni_breaks(breaks, b->text);
    b->nunits = 0;
    for (size_t to = 1; to <= b->text.n && b->nunits < MAX_UNITS; to++) {
        if (to < b->text.n && breaks[to] == OC_BREAK_NO)
            continue;
        struct oc_str piece = oc_str_sub(b->text, from, to), solid = oc_str_trim(piece);
        struct measure m;
        measure(&m, c, solid, EM, b->bold);
        if (m.logical.width > MAX_WIDTH * EM) {
            size_t share = solid.n * MAX_WIDTH * EM / (size_t)m.logical.width;
            solid = oc_utf8_cut(solid, share);
            measure(&m, c, solid, EM, b->bold);
            b->cut = true;
            to = b->text.n;
        }
        b->units = oc_arena_grow(&c->arena, b->units, &cap, b->nunits + 1, sizeof(*b->units));
        b->units[b->nunits++] = (struct oc_cover_unit){
            .from = from,
            .to = from + solid.n,
            .width = (double)m.logical.width / EM,
            .space = piece.n > solid.n ? 0.25 : 0,
            .word = to == b->text.n || breaks[to] == OC_BREAK_WORD || piece.n > solid.n,
            .pause = pause_at_end(solid) > 0,
        };
        from = to;
    }
}

static double widest(const struct oc_block *b)
{
    double width = 0;
    for (size_t i = 0; i < b->nunits; i++)
        width = b->units[i].width > width ? b->units[i].width : width;
    return width;
}

void oc_block_set(struct oc_block *b, struct oc_canvas *c, struct oc_str text,
                  const struct oc_block_box *box)
{
    *b = (struct oc_block){.bold = box->bold};
    b->text = showable(c, oc_utf8_cut(text, OC_COVER_TEXT_BYTES));
    if (b->text.n == 0)
        return;
    cut_units(b, c);
    bool cjk = oc_uni_has_cjk(b->text);
    double leading = cjk ? 1.32 : c->rtl ? 1.5 : 1.18;
    b->ascent = cjk ? 0.88 : 0.78;
    for (;;) {
        oc_cover_fit(&b->lines, b->units, b->nunits, (size_t)box->max_lines, box->width,
                     box->height, leading, box->max_size);
        if (b->lines.size >= box->max_size * LEAST_SIZE || b->nunits < 2 ||
            b->lines.size * widest(b) > box->width * 0.98)
            break;
        b->nunits -= b->nunits / 8 + 1;
        b->cut = true;
    }
    b->pitch = b->lines.size * leading;
    b->height = (int)(b->pitch * (double)(b->lines.n - 1) + b->lines.size);
}

/* One line; its ink's edge or middle is at x, its letters stand on baseline. */
static void put_line(struct oc_canvas *c, struct oc_str text, double size, bool bold, int x,
                     int baseline, enum oc_align align, oc_colour colour)
{
    struct measure m;
    VipsImage *mask = NULL;
    size_t bytes = 0;
    measure(&m, c, text, size, bold);
    if (c->p->vips_text(&mask, markup_of(c, text), "font", font_of(c, size, bold), "dpi", 72,
                        NULL) != 0)
        return;
    unsigned char *parts = c->v->vips_image_write_to_memory(mask, &bytes);
    int w = mask->Xsize, h = mask->Ysize;
    int left = align == OC_ALIGN_LEFT ? x : align == OC_ALIGN_RIGHT ? x - w : x - w / 2;
    if (parts && bytes == (size_t)w * (size_t)h)
        oc_canvas_mask(c, left, baseline + m.ink.y - m.baseline, w, h, parts, colour);
    c->v->g_free(parts);
    c->v->g_object_unref(mask);
}

void oc_block_put(const struct oc_block *b, struct oc_canvas *c, int x, int y, enum oc_align align,
                  oc_colour colour)
{
    for (size_t i = 0; b->height > 0 && i < b->lines.n; i++) {
        double baseline = y + b->lines.size * b->ascent + (double)i * b->pitch;
        size_t from = i ? b->lines.ends[i - 1] : 0, to = b->lines.ends[i];
        struct oc_str line = oc_str_sub(b->text, b->units[from].from, b->units[to - 1].to);
        if (b->cut && i + 1 == b->lines.n) {
            line.n -= pause_at_end(line);
            line = oc_arena_printf(&c->arena, "%.*s…", OC_STR_ARG(line));
        }
        put_line(c, line, b->lines.size, b->bold, x, (int)baseline, align, colour);
    }
}
