/* SPDX-License-Identifier: MIT */
/* What markdown.c needs once before any thread starts; the rest of it is in render.h. */
#ifndef OC_MARKDOWN_H
#define OC_MARKDOWN_H

/* Registers cmark-gfm's extensions; called by oc_render_start. */
void oc_markdown_start(void);

#endif
