/* SPDX-License-Identifier: MIT */
/*
 * The only user of libvips. One pass: load and shrink as the file is read (12 megapixels never
 * stand in memory when the format allows), turn, to sRGB; the small result is then encoded until
 * it is small enough. vips starts at first need: that costs 30 ms.
 */
#include <pthread.h>
#include <vips/vips.h>

#include "media/fit.h"

#define TRUE_COLOR 0
#define PALETTE (-1)
#define LEAST_SIDE 480 /* an image too heavy is shrunk to this, not further */

/* The library prints nothing: what goes wrong with an image becomes a diagnostic. */
static void be_quiet(const gchar *domain, GLogLevelFlags level, const gchar *text, gpointer ctx)
{
    (void)domain;
    (void)level;
    (void)text;
    (void)ctx;
}

static void start_vips(void)
{
    if (VIPS_INIT("octavo") != 0)
        return;
    vips_concurrency_set(1); /* octavo has a pool of its own */
    vips_cache_set_max(0);
    vips_block_untrusted_set(TRUE);
    g_log_set_handler("VIPS", (GLogLevelFlags)(G_LOG_LEVEL_WARNING | G_LOG_LEVEL_MESSAGE), be_quiet,
                      NULL);
}

bool oc_fit_can(void)
{
    return true;
}

/* *image becomes *next, which the operation has made of it, unless that failed. */
static int replace(VipsImage **image, VipsImage **next, int failed)
{
    if (failed)
        return -1;
    g_object_unref(*image);
    *image = *next;
    *next = NULL;
    return 0;
}

static VipsImage *load(const char **why, const struct oc_sniff *s, struct oc_str bytes, int side)
{
    VipsImage *image = NULL;
    if (s->type == OC_TYPE_BMP) {
        unsigned char *pixels = oc_bmp_decode(why, s, bytes);
        if (!pixels)
            return NULL;
        size_t size = (size_t)s->width * s->height * 3;
        VipsImage *full = vips_image_new_from_memory(pixels, size, (int)s->width, (int)s->height, 3,
                                                     VIPS_FORMAT_UCHAR);
        VipsImage *copy = NULL;
        if (full && vips_thumbnail_image(full, &image, side, "height", side, "size", VIPS_SIZE_DOWN,
                                         NULL) == 0)
            copy = vips_image_copy_memory(image);
        VIPS_UNREF(image);
        VIPS_UNREF(full);
        free(pixels);
        return copy;
    }
    if (vips_thumbnail_buffer((void *)(uintptr_t)bytes.p, bytes.n, &image, side, "height", side,
                              "size", VIPS_SIZE_DOWN, "export_profile", "srgb", "fail_on",
                              VIPS_FAIL_ON_ERROR, NULL) != 0)
        return NULL;
    VipsImage *copy = vips_image_copy_memory(image); /* the one pass over the file */
    g_object_unref(image);
    return copy;
}

/* 8 bits a channel, sRGB or grey; no alpha that hides nothing. */
static int to_plain(VipsImage **image, bool grey)
{
    VipsImage *next = NULL;
    VipsInterpretation space =
        grey || (*image)->Bands < 3 ? VIPS_INTERPRETATION_B_W : VIPS_INTERPRETATION_sRGB;
    if (replace(image, &next, vips_colourspace(*image, &next, space, NULL)) != 0 ||
        replace(image, &next, vips_cast_uchar(*image, &next, NULL)) != 0)
        return -1;
    if (!vips_image_hasalpha(*image))
        return 0;
    VipsImage *alpha = NULL;
    double least = 0;
    int bands = (*image)->Bands;
    int failed = vips_extract_band(*image, &alpha, bands - 1, NULL) != 0 ||
                 vips_min(alpha, &least, NULL) != 0;
    VIPS_UNREF(alpha);
    if (failed || least < 255)
        return failed ? -1 : 0;
    return replace(image, &next, vips_extract_band(*image, &next, 0, "n", bands - 1, NULL));
}

/* Encoded bytes in *data, g_malloc'ed. quality: of JPEG; or TRUE_COLOR or PALETTE for PNG. */
static int encode(void **data, size_t *size, VipsImage *image, int quality)
{
    if (quality > 0)
        return vips_jpegsave_buffer(image, data, size, "Q", quality, "optimize_coding", TRUE,
                                    "strip", TRUE, NULL);
    return vips_pngsave_buffer(image, data, size, "compression", 9, "strip", TRUE, "palette",
                               quality == PALETTE, NULL);
}

static int put_encoded(struct oc_buf *out, VipsImage *image, int quality)
{
    void *data = NULL;
    size_t size = 0;
    if (encode(&data, &size, image, quality) != 0)
        return -1;
    oc_buf_clear(out);
    oc_buf_put(out, (struct oc_str){data, size});
    g_free(data);
    return out->full ? -1 : 0;
}

/* PNG; with 256 colours when all of them take more room than the source did: a chart that had few
 * colours has many once it is shrunk. */
static int put_png(struct oc_buf *out, VipsImage *image, size_t source)
{
    if (put_encoded(out, image, TRUE_COLOR) != 0)
        return -1;
    return out->n > source ? put_encoded(out, image, PALETTE) : 0;
}

/* JPEG, down the ladder until it is small enough, and while good quality is left, no larger than
 * the source. */
static int put_jpeg(struct oc_buf *out, VipsImage *image, bool lossless, size_t source)
{
    static const int ladder[] = {88, 82, 75, 65, 55};
    for (size_t i = lossless ? 0 : 1; i < OC_COUNT(ladder); i++) {
        if (put_encoded(out, image, ladder[i]) != 0)
            return -1;
        if (out->n <= OC_FIT_BYTES && (out->n <= source || ladder[i] <= 75))
            return 0;
    }
    return 0;
}

/* Whichever type suits; when neither is small enough, a smaller picture. */
static int put_small(struct oc_buf *out, enum oc_image_type *type, VipsImage **image,
                     const struct oc_sniff *s, size_t source)
{
    for (;;) {
        bool alpha = vips_image_hasalpha(*image);
        int side = (*image)->Xsize > (*image)->Ysize ? (*image)->Xsize : (*image)->Ysize;
        if (s->lossless || alpha) {
            *type = OC_TYPE_PNG;
            if (put_png(out, *image, source) != 0)
                return -1;
        }
        if (!alpha && (!s->lossless || out->n > OC_FIT_BYTES)) {
            *type = OC_TYPE_JPEG;
            if (put_jpeg(out, *image, s->lossless, source) != 0)
                return -1;
        }
        if (out->n <= OC_FIT_BYTES || side <= LEAST_SIDE)
            return 0;
        VipsImage *next = NULL, *copy = NULL;
        if (vips_resize(*image, &next, 0.75, NULL) == 0)
            copy = vips_image_copy_memory(next);
        VIPS_UNREF(next);
        if (replace(image, &copy, copy == NULL) != 0)
            return -1;
    }
}

int oc_fit_encode(struct oc_buf *out, enum oc_image_type *type, const char **why,
                  const struct oc_sniff *s, struct oc_str bytes, const struct oc_fit *fit)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, start_vips);
    *why = "cannot be decoded";
    VipsImage *image = load(why, s, bytes, (int)fit->side);
    int result = -1;
    if (image && to_plain(&image, fit->grey) == 0)
        result = put_small(out, type, &image, s, bytes.n);
    if (image)
        g_object_unref(image);
    vips_error_clear(); /* the text names libraries, not what the author can mend */
    return result;
}
