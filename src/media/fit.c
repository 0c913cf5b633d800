/* SPDX-License-Identifier: MIT */
/*
 * Images through libvips. One pass: load and shrink as the file is read (12 megapixels never stand
 * in memory when the format allows), turn, to sRGB; the small result is then encoded until it is
 * small enough.
 */
#include <stdlib.h>

#include "media/fit.h"
#include "media/vips.h"

#define TRUE_COLOR 0
#define PALETTE (-1)
#define LEAST_SIDE 480 /* an image too heavy is shrunk to this, not further */

bool oc_fit_can(void)
{
    return oc_vips() != NULL;
}

static void drop(const struct oc_vips *v, VipsImage *image)
{
    if (image)
        v->g_object_unref(image);
}

/* *image becomes *next, which the operation has made of it, unless that failed. */
static int replace(const struct oc_vips *v, VipsImage **image, VipsImage **next, int failed)
{
    if (failed)
        return -1;
    v->g_object_unref(*image);
    *image = *next;
    *next = NULL;
    return 0;
}

static VipsImage *load(const struct oc_vips *v, const char **why, const struct oc_sniff *s,
                       struct oc_str bytes, int side)
{
    VipsImage *image = NULL;
    if (s->type == OC_TYPE_BMP) {
        unsigned char *pixels = oc_bmp_decode(why, s, bytes);
        if (!pixels)
            return NULL;
        size_t size = (size_t)s->width * s->height * 3;
        VipsImage *full = v->vips_image_new_from_memory(pixels, size, (int)s->width, (int)s->height,
                                                        3, VIPS_FORMAT_UCHAR);
        VipsImage *copy = NULL;
        if (full && v->vips_thumbnail_image(full, &image, side, "height", side, "size",
                                            VIPS_SIZE_DOWN, NULL) == 0)
            copy = v->vips_image_copy_memory(image);
        drop(v, image);
        drop(v, full);
        free(pixels);
        return copy;
    }
    if (v->vips_thumbnail_buffer((void *)(uintptr_t)bytes.p, bytes.n, &image, side, "height", side,
                                 "size", VIPS_SIZE_DOWN, "export_profile", "srgb", "fail_on",
                                 VIPS_FAIL_ON_ERROR, NULL) != 0)
        return NULL;
    VipsImage *copy = v->vips_image_copy_memory(image); /* the one pass over the file */
    v->g_object_unref(image);
    return copy;
}

/* 8 bits a channel, sRGB or grey; no alpha that hides nothing. */
static int to_plain(const struct oc_vips *v, VipsImage **image, bool grey)
{
    VipsImage *next = NULL;
    VipsInterpretation space =
        grey || (*image)->Bands < 3 ? VIPS_INTERPRETATION_B_W : VIPS_INTERPRETATION_sRGB;
    if (replace(v, image, &next, v->vips_colourspace(*image, &next, space, NULL)) != 0 ||
        replace(v, image, &next, v->vips_cast_uchar(*image, &next, NULL)) != 0)
        return -1;
    if (!v->vips_image_hasalpha(*image))
        return 0;
    VipsImage *alpha = NULL;
    double least = 0;
    int bands = (*image)->Bands;
    int failed = v->vips_extract_band(*image, &alpha, bands - 1, NULL) != 0 ||
                 v->vips_min(alpha, &least, NULL) != 0;
    drop(v, alpha);
    if (failed || least < 255)
        return failed ? -1 : 0;
    return replace(v, image, &next, v->vips_extract_band(*image, &next, 0, "n", bands - 1, NULL));
}

/* Encoded bytes in *data, g_malloc'ed. quality: of JPEG; or TRUE_COLOR or PALETTE for PNG. */
static int encode(const struct oc_vips *v, void **data, size_t *size, VipsImage *image, int quality)
{
    if (quality > 0)
        return v->vips_jpegsave_buffer(image, data, size, "Q", quality, "optimize_coding", TRUE,
                                       "strip", TRUE, NULL);
    return v->vips_pngsave_buffer(image, data, size, "compression", 9, "strip", TRUE, "palette",
                                  quality == PALETTE, NULL);
}

static int put_encoded(const struct oc_vips *v, struct oc_buf *out, VipsImage *image, int quality)
{
    void *data = NULL;
    size_t size = 0;
    if (encode(v, &data, &size, image, quality) != 0)
        return -1;
    oc_buf_clear(out);
    oc_buf_put(out, (struct oc_str){data, size});
    v->g_free(data);
    return out->full ? -1 : 0;
}

/* PNG; with 256 colours when all of them take more room than the source did: a chart that had few
 * colours has many once it is shrunk. */
static int put_png(const struct oc_vips *v, struct oc_buf *out, VipsImage *image, size_t source)
{
    if (put_encoded(v, out, image, TRUE_COLOR) != 0)
        return -1;
    return out->n > source ? put_encoded(v, out, image, PALETTE) : 0;
}

/* JPEG, down the ladder until it is small enough, and while good quality is left, no larger than
 * the source. */
static int put_jpeg(const struct oc_vips *v, struct oc_buf *out, VipsImage *image, bool lossless,
                    size_t source)
{
    static const int ladder[] = {88, 82, 75, 65, 55};
    for (size_t i = lossless ? 0 : 1; i < OC_COUNT(ladder); i++) {
        if (put_encoded(v, out, image, ladder[i]) != 0)
            return -1;
        if (out->n <= OC_FIT_BYTES && (out->n <= source || ladder[i] <= 75))
            return 0;
    }
    return 0;
}

/* For JPEG, which has no transparency: on white. */
static int to_opaque(const struct oc_vips *v, VipsImage **image)
{
    VipsImage *next = NULL, *copy = NULL;
    if (!v->vips_image_hasalpha(*image))
        return 0;
    double white[] = {255, 255, 255};
    VipsArrayDouble *ground = v->vips_array_double_new(white, (*image)->Bands > 2 ? 3 : 1);
    int failed = v->vips_flatten(*image, &next, "background", ground, NULL);
    v->vips_area_unref(VIPS_AREA(ground));
    if (!failed)
        copy = v->vips_image_copy_memory(next);
    drop(v, next);
    return replace(v, image, &copy, copy == NULL);
}

/* Whichever type suits; when neither is small enough, a smaller picture. */
static int put_small(const struct oc_vips *v, struct oc_buf *out, enum oc_image_type *type,
                     VipsImage **image, const struct oc_sniff *s, size_t source, bool jpeg)
{
    if (jpeg && to_opaque(v, image) != 0)
        return -1;
    for (;;) {
        bool alpha = v->vips_image_hasalpha(*image);
        int side = (*image)->Xsize > (*image)->Ysize ? (*image)->Xsize : (*image)->Ysize;
        if (!jpeg && (s->lossless || alpha)) {
            *type = OC_TYPE_PNG;
            if (put_png(v, out, *image, source) != 0)
                return -1;
        }
        if (jpeg || (!alpha && (!s->lossless || out->n > OC_FIT_BYTES))) {
            *type = OC_TYPE_JPEG;
            if (put_jpeg(v, out, *image, s->lossless, source) != 0)
                return -1;
        }
        if (out->n <= OC_FIT_BYTES || side <= LEAST_SIDE)
            return 0;
        VipsImage *next = NULL, *copy = NULL;
        if (v->vips_resize(*image, &next, 0.75, NULL) == 0)
            copy = v->vips_image_copy_memory(next);
        drop(v, next);
        if (replace(v, image, &copy, copy == NULL) != 0)
            return -1;
    }
}

int oc_fit_encode(struct oc_buf *out, enum oc_image_type *type, const char **why,
                  const struct oc_sniff *s, struct oc_str bytes, const struct oc_fit *fit)
{
    const struct oc_vips *v = oc_vips();
    *why = v ? "cannot be decoded" : "needs converting, and libvips is not on this computer";
    if (!v)
        return -1;
    VipsImage *image = load(v, why, s, bytes, (int)fit->side);
    int result = -1;
    if (image && to_plain(v, &image, fit->grey) == 0)
        result = put_small(v, out, type, &image, s, bytes.n, fit->jpeg);
    drop(v, image);
    v->vips_error_clear(); /* the text names libraries, not what the author can mend */
    return result;
}
