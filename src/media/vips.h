/* SPDX-License-Identifier: MIT */
/* libvips, loaded when the first image or cover needs it: it brings some eighty other libraries. */
#ifndef OC_VIPS_H
#define OC_VIPS_H

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <vips/vips.h>

#include "media/library.h"

#define OC_VIPS_FUNCTIONS(X)                                                                       \
    X(vips_init)                                                                                   \
    X(vips_concurrency_set)                                                                        \
    X(vips_cache_set_max)                                                                          \
    X(vips_block_untrusted_set)                                                                    \
    X(vips_error_clear)                                                                            \
    X(vips_image_new_from_memory)                                                                  \
    X(vips_image_copy_memory)                                                                      \
    X(vips_image_hasalpha)                                                                         \
    X(vips_thumbnail_image)                                                                        \
    X(vips_thumbnail_buffer)                                                                       \
    X(vips_colourspace)                                                                            \
    X(vips_cast_uchar)                                                                             \
    X(vips_extract_band)                                                                           \
    X(vips_min)                                                                                    \
    X(vips_resize)                                                                                 \
    X(vips_array_double_new)                                                                       \
    X(vips_area_unref)                                                                             \
    X(vips_flatten)                                                                                \
    X(vips_image_write_to_memory)                                                                  \
    X(vips_jpegsave_buffer)                                                                        \
    X(vips_pngsave_buffer)                                                                         \
    X(g_object_unref)                                                                              \
    X(g_free)                                                                                      \
    X(g_log_set_handler)

struct oc_vips {
    OC_VIPS_FUNCTIONS(OC_LIBRARY_MEMBER)
};

/* What draws and measures text: vips_text, and the Pango and Fontconfig that it uses itself. */
#define OC_PANGO_FUNCTIONS(X)                                                                      \
    X(vips_text)                                                                                   \
    X(pango_cairo_font_map_new)                                                                    \
    X(pango_font_map_create_context)                                                               \
    X(pango_layout_new)                                                                            \
    X(pango_layout_set_markup)                                                                     \
    X(pango_layout_set_font_description)                                                           \
    X(pango_layout_get_pixel_extents)                                                              \
    X(pango_layout_get_baseline)                                                                   \
    X(pango_layout_get_unknown_glyphs_count)                                                       \
    X(pango_font_description_from_string)                                                          \
    X(pango_font_description_free)                                                                 \
    X(FcConfigGetFonts)

struct oc_pango {
    OC_PANGO_FUNCTIONS(OC_LIBRARY_MEMBER)
};

/* The library, started; NULL when this computer has none. Thread-safe. */
const struct oc_vips *oc_vips(void);
/* NULL when there is no libvips, it draws no text, or there is no font. Thread-safe. */
const struct oc_pango *oc_pango(void);

#endif
