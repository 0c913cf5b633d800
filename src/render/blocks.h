/* SPDX-License-Identifier: MIT */
/* The kinds of blocks that oc_pass_blocks hands over to a file each. */
#ifndef OC_BLOCKS_H
#define OC_BLOCKS_H

#include "render/passes.h"

/* alerts.c: a blockquote that starts with [!NOTE] or its kin becomes <div class="alert note">. */
bool oc_alert_knows(struct oc_str name); /* alerts.c: bug, of [!bug] */
void oc_block_alert(struct oc_render *r, xmlNode *blockquote);
/* The blocks that attributes.c marked become the same. */
void oc_block_boxes(struct oc_render *r);
/* A div with the classes that themes give their boxes becomes the same. */
void oc_block_box(struct oc_render *r, xmlNode *box);

/* tasks.c: a check box becomes a character with a name; its list item gets class "task". */
void oc_block_task(struct oc_render *r, xmlNode *input);

/* tables.c: alignment as classes, no empty header cells, class "wide" past four columns. */
void oc_block_table(struct oc_render *r, xmlNode *table);

/* bars.c: a paragraph of lines between bars, kramdown's table without a head, becomes a table. */
void oc_block_bars(struct oc_render *r, xmlNode *p);

/* code.c: <pre><code class="language-x">, whatever the engine or the author wrote. */
void oc_block_code(struct oc_render *r, xmlNode *pre);
/* The pre with the code in a table that only holds line numbers besides; it takes the table's
 * place, which goes. NULL when n is no such table. */
xmlNode *oc_block_code_table(xmlNode *n);
/* The same where such a table is all of a pre, as Jekyll has Rouge's: it takes the place of that,
 * which goes. pre itself when it holds something else. */
xmlNode *oc_block_code_inner(xmlNode *pre);

/* code_marks.c: comments to the highlighter go; chunk: so do the options at its head. */
void oc_code_marks(struct oc_render *r, xmlNode *code, bool chunk);

#endif
