/* SPDX-License-Identifier: MIT */
/* The names of what is done with images, as reports print them. */
#include "book/image.h"

const char *oc_image_action_name(enum oc_image_action action)
{
    static const char *const names[] = {
        [OC_IMAGE_KEPT] = "kept",       [OC_IMAGE_STRIPPED] = "stripped",
        [OC_IMAGE_CLEANED] = "cleaned", [OC_IMAGE_CONVERTED] = "converted",
        [OC_IMAGE_MISSING] = "missing", [OC_IMAGE_REMOTE] = "remote",
        [OC_IMAGE_REFUSED] = "refused", [OC_IMAGE_BROKEN] = "broken",
        [OC_IMAGE_FAILED] = "failed",   [OC_IMAGE_WANTED] = "wanted",
    };
    return names[action];
}
