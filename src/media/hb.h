/* SPDX-License-Identifier: MIT */
/* HarfBuzz's subset library, loaded when a font is to be embedded: few books need it. */
#ifndef OC_HB_H
#define OC_HB_H

#include <hb-ot.h>
#include <hb-subset.h>

#include "media/library.h"

#define OC_HB_FUNCTIONS(X)                                                                         \
    X(hb_blob_create)                                                                              \
    X(hb_blob_destroy)                                                                             \
    X(hb_blob_get_data)                                                                            \
    X(hb_face_count)                                                                               \
    X(hb_face_create)                                                                              \
    X(hb_face_destroy)                                                                             \
    X(hb_face_get_glyph_count)                                                                     \
    X(hb_face_reference_table)                                                                     \
    X(hb_face_reference_blob)                                                                      \
    X(hb_face_collect_unicodes)                                                                    \
    X(hb_ot_name_get_utf8)                                                                         \
    X(hb_set_create)                                                                               \
    X(hb_set_destroy)                                                                              \
    X(hb_set_add)                                                                                  \
    X(hb_set_has)                                                                                  \
    X(hb_subset_input_create_or_fail)                                                              \
    X(hb_subset_input_destroy)                                                                     \
    X(hb_subset_input_unicode_set)                                                                 \
    X(hb_subset_or_fail)

struct oc_hb {
    OC_HB_FUNCTIONS(OC_LIBRARY_MEMBER)
};

/* NULL when this computer has none. Thread-safe. */
const struct oc_hb *oc_hb(void);

#endif
