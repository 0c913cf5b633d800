/* SPDX-License-Identifier: MIT */
/*
 * Notes beside the text and the other tags of Tufte's style, of Jekyll and Hugo: a side note in a
 * sentence becomes a note of the book; one that stands alone stays where it is.
 */
#include "render/tags_impl.h"

static void end_note(struct oc_tags *t, struct oc_tag_frame *frame)
{
    (void)frame;
    oc_tags_puts(t, "]");
}

static bool is_number(struct oc_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return true;
}

/* sidenote "id" "text" of Jekyll; of Hugo and Zola "text", text= and content=, or the text
 * between, perhaps with the words it belongs to before: "right" "words", label="words". */
OC_TAG_HANDLER(sidenote)
{
    static const char *const texts[] = {"text", "content", "body"};
    bool paired = tag->match != SIZE_MAX, alone = oc_tags_alone(t, tag);
    struct oc_str text = OC_STR_NONE, label = oc_tag_arg(t, "label", SIZE_MAX);
    for (size_t i = 0; i < OC_COUNT(texts) && !text.n; i++)
        text = oc_tag_arg(t, texts[i], SIZE_MAX);
    if (!text.n)
        text = oc_tag_arg(t, "", 1).n ? oc_tag_arg(t, "", 1) : oc_tag_arg(t, "", 0);
    if (paired && !label.n && oc_tag_arg(t, "", 1).n)
        label = text;
    if (!is_number(label) && !alone)
        oc_tags_put_text(t, label);
    bool note = !alone && oc_tags_in_text(t);
    if (paired) {
        struct oc_tag_frame *frame = oc_tags_push(t, OC_STR_NONE);
        if (note) {
            oc_tags_puts(t, "^[");
            frame->end = end_note;
        }
        return;
    }
    if (!text.n)
        return;
    if (alone)
        oc_tags_para(t);
    oc_tags_puts(t, note ? "^[" : "");
    for (struct oc_str rest = text, line; oc_str_line(&line, &rest);) {
        oc_tags_put(t, oc_str_trim(line));
        oc_tags_puts(t, rest.n ? " " : "");
    }
    oc_tags_puts(t, note ? "]" : "");
    if (alone)
        oc_tags_para(t);
}

/* newthought "words", with which a section begins in small capitals */
OC_TAG_HANDLER(thought)
{
    (void)tag;
    oc_tags_put_text(t, oc_tag_arg(t, "", 0));
}

/* fullwidth "file" "caption"; marginfigure "id" "file" "caption" */
OC_TAG_HANDLER(plate)
{
    size_t at = *tag->row->param && oc_tag_arg(t, "", 1).n ? 1 : 0;
    struct oc_tag_args *args = &t->args;
    struct oc_str src = oc_tag_arg(t, "", at), caption = oc_tag_arg(t, "", at + 1);
    args->n = 0;
    args->key[args->n] = OC_STR("src");
    args->value[args->n++] = src;
    args->key[args->n] = OC_STR("caption");
    args->value[args->n++] = caption;
    oc_tag_figure(t, tag);
}
