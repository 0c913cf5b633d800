/* SPDX-License-Identifier: MIT */
/* From the address of a player to the page that a reader can open (embeds.def). */
#ifndef OC_EMBEDS_H
#define OC_EMBEDS_H

#include "base/arena.h"
#include "base/str.h"

/*
 * The page for an absolute address, in the arena; url itself when no row fits or when it asks for
 * no change. *label gets the row's label, and stays when no row fits.
 */
struct oc_str oc_embed_page(const char **label, struct oc_arena *a, struct oc_str url);

#endif
