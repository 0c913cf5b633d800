/* SPDX-License-Identifier: MIT */
/* Pixels: shapes are ours, letters come from libvips as masks, and a JPEG comes of it all. */
#include "media/canvas.h"

#include <pthread.h>
#include <stdlib.h>

#include "book/book.h"

#define WIDTH OC_COVER_WIDTH
#define HEIGHT OC_COVER_HEIGHT
#define QUALITY 86

/* Families by language: the first that a computer has. Serifs, as in books; the last one of each
 * is a name that Fontconfig always resolves. */
static const struct {
    const char *lang, *pango, *fonts;
} faces[] = {
    {"zh-Hant", "zh-tw", "Noto Serif CJK TC,Source Han Serif TC,Songti TC,Noto Sans CJK TC,serif"},
    {"zh-TW", "zh-tw", "Noto Serif CJK TC,Source Han Serif TC,Songti TC,Noto Sans CJK TC,serif"},
    {"zh-HK", "zh-hk", "Noto Serif CJK HK,Noto Serif CJK TC,Songti TC,Noto Sans CJK HK,serif"},
    {"yue", "zh-hk", "Noto Serif CJK HK,Noto Serif CJK TC,Songti TC,Noto Sans CJK HK,serif"},
    {"zh", "zh-cn", "Noto Serif CJK SC,Source Han Serif SC,Songti SC,Noto Sans CJK SC,serif"},
    {"ja", "ja",
     "Noto Serif CJK JP,Source Han Serif,Hiragino Mincho ProN,IPAexMincho,Noto Sans CJK JP,serif"},
    {"ko", "ko", "Noto Serif CJK KR,Source Han Serif K,Nanum Myeongjo,Noto Sans CJK KR,serif"},
    {"ar", "ar", "Noto Naskh Arabic,Amiri,Noto Serif,DejaVu Sans,serif"},
    {"fa", "fa", "Noto Naskh Arabic,Amiri,Noto Serif,DejaVu Sans,serif"},
    {"ur", "ur", "Noto Nastaliq Urdu,Noto Naskh Arabic,DejaVu Sans,serif"},
    {"he", "he", "Noto Serif Hebrew,Frank Ruehl CLM,DejaVu Serif,serif"},
    {"", NULL,
     "Source Serif 4,Source Serif Pro,Noto Serif,Noto Serif CJK KR,Liberation Serif,DejaVu "
     "Serif,serif"},
};

static void drop(const struct oc_canvas *c, void *object)
{
    if (object)
        c->v->g_object_unref(object);
}

static void *wait_for(void *lock)
{
    pthread_mutex_lock(lock);
    pthread_mutex_unlock(lock);
    return NULL;
}

/*
 * Pango looks for fonts in threads of its own, and GLib ends the process when it gets none. So as
 * many as are ever needed beside one another, three of Pango's and three of libvips', are started
 * first, with two to spare.
 */
static bool threads_start(void)
{
    pthread_mutex_t lock;
    pthread_t threads[8];
    size_t n = 0;
    pthread_mutex_init(&lock, NULL);
    pthread_mutex_lock(&lock);
    while (n < OC_COUNT(threads) && pthread_create(&threads[n], NULL, wait_for, &lock) == 0)
        n++;
    pthread_mutex_unlock(&lock);
    for (size_t i = 0; i < n; i++)
        pthread_join(threads[i], NULL);
    pthread_mutex_destroy(&lock);
    return n == OC_COUNT(threads);
}

int oc_canvas_init(struct oc_canvas *c, const char **why, struct oc_str lang,
                   struct oc_buf *missing)
{
    *c = (struct oc_canvas){.v = oc_vips(), .p = oc_pango(), .missing = missing};
    oc_arena_init(&c->arena);
    *why = !c->v              ? "libvips is not on this computer"
           : !c->p            ? "there is no font on this computer"
           : !threads_start() ? "too few threads can be started"
                              : NULL;
    if (*why)
        return -1;
    PangoFontMap *map = c->p->pango_cairo_font_map_new();
    c->context = c->p->pango_font_map_create_context(map);
    drop(c, map);
    c->rgb = oc_alloc((size_t)WIDTH * HEIGHT * 3);
    c->lang = lang;
    size_t i = 0;
    while (faces[i].lang[0] && !oc_lang_is(lang, faces[i].lang))
        i++;
    if (faces[i].pango)
        c->lang = oc_str(faces[i].pango);
    c->fonts = faces[i].fonts;
    c->rtl = oc_lang_rtl(lang);
    return 0;
}

void oc_canvas_release(struct oc_canvas *c)
{
    drop(c, c->context);
    if (c->v)
        c->v->vips_error_clear();
    free(c->rgb);
    oc_arena_release(&c->arena);
}

/* ---- Shapes ---- */

static unsigned char mix_byte(unsigned a, unsigned b, unsigned part) /* part: of 255 */
{
    return (unsigned char)((a * (255 - part) + b * part + 127) / 255);
}

oc_colour oc_colour_mix(oc_colour a, oc_colour b, double part_of_b)
{
    unsigned part = (unsigned)(part_of_b * 255 + 0.5);
    oc_colour mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8)
        mixed = mixed << 8 | mix_byte(a >> shift & 255, b >> shift & 255, part);
    return mixed;
}

static void blend(struct oc_canvas *c, int x, int y, oc_colour colour, unsigned part)
{
    if (x < 0 || y < 0 || x >= WIDTH || y >= HEIGHT)
        return;
    unsigned char *p = c->rgb + ((size_t)y * WIDTH + (size_t)x) * 3;
    for (int i = 0; i < 3; i++)
        p[i] = mix_byte(p[i], colour >> (16 - 8 * i) & 255, part);
}

void oc_canvas_rect(struct oc_canvas *c, int x, int y, int w, int h, oc_colour colour)
{
    int right = x + w < WIDTH ? x + w : WIDTH, bottom = y + h < HEIGHT ? y + h : HEIGHT;
    for (int j = y < 0 ? 0 : y; j < bottom; j++)
        for (int i = x < 0 ? 0 : x; i < right; i++) {
            unsigned char *p = c->rgb + ((size_t)j * WIDTH + (size_t)i) * 3;
            p[0] = (unsigned char)(colour >> 16);
            p[1] = (unsigned char)(colour >> 8);
            p[2] = (unsigned char)colour;
        }
}

void oc_canvas_frame(struct oc_canvas *c, int x, int y, int w, int h, int thick, oc_colour colour)
{
    oc_canvas_rect(c, x, y, w, thick, colour);
    oc_canvas_rect(c, x, y + h - thick, w, thick, colour);
    oc_canvas_rect(c, x, y, thick, h, colour);
    oc_canvas_rect(c, x + w - thick, y, thick, h, colour);
}

void oc_canvas_mask(struct oc_canvas *c, int x, int y, int w, int h, const unsigned char *parts,
                    oc_colour colour)
{
    for (int j = 0; j < h; j++)
        for (int i = 0; i < w; i++)
            if (parts[(size_t)j * (size_t)w + (size_t)i])
                blend(c, x + i, y + j, colour, parts[(size_t)j * (size_t)w + (size_t)i]);
}

void oc_canvas_pattern(struct oc_canvas *c, double (*cover)(double x, double y), oc_colour colour)
{
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) {
            double part = cover(x + 0.5, y + 0.5);
            part = part < 0 ? 0 : part > 1 ? 1 : part;
            if (part > 0)
                blend(c, x, y, colour, (unsigned)(part * 255 + 0.5));
        }
}

int oc_canvas_jpeg(struct oc_buf *out, const struct oc_canvas *c, bool grey)
{
    size_t pixels = (size_t)WIDTH * HEIGHT, size = 0;
    void *data = NULL;
    for (size_t i = 0; grey && i < pixels; i++) { /* in place: grey takes less room */
        const unsigned char *p = c->rgb + i * 3;
        c->rgb[i] = (unsigned char)((p[0] * 299u + p[1] * 587u + p[2] * 114u + 500) / 1000);
    }
    int bands = grey ? 1 : 3;
    VipsImage *image = c->v->vips_image_new_from_memory(c->rgb, pixels * (size_t)bands, WIDTH,
                                                        HEIGHT, bands, VIPS_FORMAT_UCHAR);
    int result = -1;
    if (image) {
        image->Type = grey ? VIPS_INTERPRETATION_B_W : VIPS_INTERPRETATION_sRGB;
        result = c->v->vips_jpegsave_buffer(image, &data, &size, "Q", QUALITY, "optimize_coding",
                                            TRUE, "subsample_mode", VIPS_FOREIGN_SUBSAMPLE_ON,
                                            "strip", TRUE, NULL);
    }
    if (result == 0)
        oc_buf_put(out, (struct oc_str){data, size});
    c->v->g_free(data);
    drop(c, image);
    return result == 0 && !out->full ? 0 : -1;
}
