/* SPDX-License-Identifier: MIT */
/*
 * A tree from what a Markdown parser has read, without a detour over the text of tags: each thing
 * becomes the token that its HTML would be, and the tree builder has only one way for tokens.
 */
#include "xhtml/nodes.h"
#include "xhtml/parse.h"

struct oc_builder *oc_build_begin(struct oc_arena *a)
{
    return oc_builder_new(a, false);
}

static void give_tag(struct oc_builder *b, enum oc_token_kind kind, enum oc_el el)
{
    struct oc_tokens *t = &b->t;
    t->kind = kind;
    t->el = el;
    t->x = OC_X_COUNT;
    t->raw = t->name = OC_STR("");
    t->custom = t->prefixed = t->self_closed = false;
    t->nattrs = 0;
    b->made = NULL;
    oc_builder_take(b);
}

xmlNode *oc_build_open(struct oc_builder *b, enum oc_el el, int line, int col)
{
    give_tag(b, OC_T_OPEN, el);
    if (b->made)
        oc_node_put_place(b->made, line, col);
    return b->made;
}

void oc_build_attr(struct oc_builder *b, xmlNode *n, const char *name, struct oc_str value)
{
    if (!n)
        return;
    oc_buf_clear(&b->value);
    oc_text_put(&b->value, value, false, true);
    oc_attr_set(n, name, oc_buf_view(&b->value));
}

void oc_build_close(struct oc_builder *b, enum oc_el el)
{
    give_tag(b, OC_T_CLOSE, el);
}

void oc_build_text(struct oc_builder *b, struct oc_str text)
{
    if (text.n == 0)
        return;
    b->t.kind = OC_T_RAW;
    b->t.raw = text;
    oc_builder_take(b);
}

/* Whether no tag and no character reference is open at the end. */
static bool ends_whole(struct oc_str html)
{
    size_t end = html.n;
    while (end > 0 && html.p[end - 1] != '>' && html.p[end - 1] != '\n')
        end--;
    struct oc_str tail = oc_str_sub(html, end, html.n);
    size_t amp = oc_str_rchr(tail, '&');
    return oc_str_chr(tail, '<', 0) == SIZE_MAX && oc_str_chr(tail, '\r', 0) == SIZE_MAX &&
           (amp == SIZE_MAX || oc_str_chr(tail, ';', amp) != SIZE_MAX);
}

/* Whether the tokens of html are the same whatever follows it. Foreign elements change how the
 * tokenizer reads, and a template's end is looked for by the tree builder. */
static bool is_whole(struct oc_tokens *t, struct oc_str html)
{
    struct oc_str content;
    bool many = t->many;
    if (!ends_whole(html))
        return false;
    oc_tokens_init(t, html);
    while (oc_tokens_next(t)) {
        const struct oc_el_row *row = t->kind == OC_T_OPEN ? oc_el_row(t->el) : NULL;
        if (row && (t->el == OC_EL_svg || t->el == OC_EL_math || t->el == OC_EL_template))
            return false;
        if (row && row->flags & OC_F_RAW && !oc_tokens_raw(t, &content))
            return false;
    }
    bool whole = !t->no_quotes && !t->no_gt && !t->no_comment_end;
    for (size_t i = 0; i < OC_COUNT(t->no_raw_end); i++)
        whole = whole && !t->no_raw_end[i];
    oc_tokens_init(t, html);
    t->many = many;
    return whole;
}

bool oc_build_html(struct oc_builder *b, struct oc_str html)
{
    if (html.n == 0)
        return true;
    if (!is_whole(&b->t, html))
        return false;
    while (oc_tokens_next(&b->t))
        oc_builder_take(b);
    return true;
}
