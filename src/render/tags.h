/* SPDX-License-Identifier: MIT */
/*
 * Site tags: what a generator would have run before it read the Markdown. {% note %}, {{ site.url
 * }}, {{< figure >}} and components become Markdown and HTML that the later passes know; nothing
 * inside code is ever a tag, and what no row of tags.def knows goes, its inner text stays.
 */
#ifndef OC_TAGS_H
#define OC_TAGS_H

#include "render/render.h"

/*
 * Appends the text of r->post with its tags expanded, and fills r->lines. False, with nothing
 * appended, when there is no tag in it. A post that came from an export or a feed has none: its
 * generator has run.
 */
bool oc_tags_expand(struct oc_buf *out, struct oc_render *r, struct oc_str text);

/* imports.c: text with what MDX names by imports and strings in braces written out, in out, which
 * is empty before; text itself when there is nothing of the kind. */
struct oc_str oc_mdx_written_out(struct oc_buf *out, struct oc_render *r, struct oc_str text);

/* kramdown.c: text without comments and definitions of abbreviations; as above. */
struct oc_str oc_kramdown_text(struct oc_buf *out, struct oc_render *r, struct oc_str text);
/* admonitions.c: text with Python-Markdown's boxes as containers; as above. */
struct oc_str oc_admonitions(struct oc_buf *out, struct oc_render *r, struct oc_str text);
/* ad_block.c: text with the boxes of Obsidian's plugin Admonition as quotations; as above. */
struct oc_str oc_ad_blocks(struct oc_buf *out, struct oc_render *r, struct oc_str text);
/* vault.c: text without the comments of Obsidian; as above. Whether the post is in a vault, by the
 * folder of its settings. */
struct oc_str oc_vault_text(struct oc_buf *out, struct oc_render *r, struct oc_str text);
bool oc_vault_is(const struct oc_render *r);
/* outline.c: text with what Logseq writes as Markdown; as above, but lines go. */
struct oc_str oc_outline_text(struct oc_buf *out, struct oc_render *r, struct oc_str text);
/* hatena.c: text with what Hatena Blog adds to Markdown as Markdown; as above. */
struct oc_str oc_hatena_text(struct oc_buf *out, struct oc_render *r, struct oc_str text);
/* shoka.c: text with what that theme of Hexo adds to Markdown; as above. */
struct oc_str oc_shoka_text(struct oc_buf *out, struct oc_render *r, struct oc_str text);
/* typecho.c: text with the brackets of Typecho's themes as tags; as above. */
struct oc_str oc_typecho_text(struct oc_buf *out, struct oc_render *r, struct oc_str text);
/* outdent.c: text with Hugo's shortcodes inside others at the indent of those; as above. */
struct oc_str oc_outdented(struct oc_buf *out, struct oc_render *r, struct oc_str text);

/* tags_args.c: what stands in quotes behind start, which ends with one: name="; "": nothing does.
 */
struct oc_str oc_tag_quoted(struct oc_str s, const char *start);

/* The line of the post's file that a line of the expanded text comes from; both count from 1. */
int oc_tags_line(const struct oc_line_map *map, int line);

#endif
