/* SPDX-License-Identifier: MIT */
/* Liquid's own tags: variables, branches and loops, as far as their values are known here. */
#include "render/tags_impl.h"

static void set_var(struct oc_tags *t, struct oc_str name, struct oc_tag_value value)
{
    struct oc_arena *a = t->run->r->arena;
    struct oc_tag_value *v = OC_NEW(a, struct oc_tag_value);
    *v = value;
    oc_map_set(&t->run->vars, oc_arena_copy(a, name), v);
}

/* assign x = "y" */
OC_TAG_HANDLER(assign)
{
    size_t equals = oc_str_chr(tag->args, '=', 0);
    if (equals == SIZE_MAX)
        return;
    struct oc_str name = oc_str_trim(oc_str_sub(tag->args, 0, equals));
    set_var(t, name, oc_tag_eval(t, oc_str_trim(oc_str_sub(tag->args, equals + 1, tag->args.n))));
}

static void end_capture(struct oc_tags *t, struct oc_tag_frame *frame)
{
    struct oc_str text = oc_tags_take(t, frame->out);
    set_var(t, frame->data, (struct oc_tag_value){.known = true, .text = text});
}

OC_TAG_HANDLER(capture)
{
    struct oc_tag_frame *frame = oc_tags_push(t, OC_STR_NONE);
    struct oc_str name = oc_str_trim(tag->args);
    if (name.n > 1 && (name.p[0] == '"' || name.p[0] == '\''))
        name = oc_str_sub(name, 1, name.n - 1);
    frame->data = name;
    frame->end = end_capture;
    frame->out = t->run->out->n;
}

/* ---- branches ---- */

/* Whether a branch of the frame's tag is taken: 1, 0, or -1 when nobody knows. */
static int test_branch(struct oc_tags *t, const struct oc_tag_frame *frame,
                       const struct oc_tag *branch)
{
    if (oc_str_is(branch->name, "else"))
        return 1;
    if (!oc_str_is(branch->name, "when"))
        return oc_tag_test(t, branch->args);
    struct oc_str rest = branch->args, part;
    while (oc_str_cut(&part, &rest, ',')) {
        struct oc_tag_value v = oc_tag_eval(t, oc_str_trim(part));
        if (!v.known)
            return -1;
        if (oc_str_eq(v.text, frame->data))
            return 1;
    }
    return 0;
}

static void go_on(struct oc_tags *t, size_t next, size_t pos)
{
    t->next = next;
    t->pos = pos;
}

/* Goes on at the next branch that may be taken, or at the end. */
static void skip_branch(struct oc_tags *t, struct oc_tag_frame *frame)
{
    size_t end = t->tags[frame->open].match;
    for (size_t i = t->at + 1; i < end; i++) {
        const struct oc_tag *tag = &t->tags[i];
        t->run->steps++;
        if (tag->kind == OC_TAG_OPEN && tag->match != SIZE_MAX) {
            i = tag->match;
            continue;
        }
        if (tag->kind != OC_TAG_OPEN || !tag->row || tag->row->handle != oc_tag_otherwise)
            continue;
        int is = test_branch(t, frame, tag);
        if (is == 0)
            continue;
        frame->state = is > 0 ? OC_TAG_TAKEN : OC_TAG_UNSURE;
        go_on(t, i + 1, tag->end);
        return;
    }
    go_on(t, end, t->tags[end].start);
}

OC_TAG_HANDLER(condition)
{
    struct oc_tag_frame *frame = oc_tags_push(t, OC_STR_NONE);
    int is;
    if (oc_str_is(tag->name, "case")) {
        struct oc_tag_value v = oc_tag_eval(t, tag->args);
        frame->data = v.text;
        is = v.known ? 0 : -1;
    } else {
        is = oc_tag_test(t, tag->args);
        if (oc_str_is(tag->name, "unless") && is >= 0)
            is = !is;
    }
    frame->state = is > 0 ? OC_TAG_TAKEN : OC_TAG_UNSURE;
    if (is == 0)
        skip_branch(t, frame);
}

OC_TAG_HANDLER(otherwise)
{
    (void)tag;
    struct oc_tag_frame *frame = oc_tags_top(t);
    if (!frame || t->tags[frame->open].row->handle != oc_tag_condition)
        return;
    size_t end = t->tags[frame->open].match;
    if (frame->state == OC_TAG_TAKEN)
        go_on(t, end, t->tags[end].start);
}

/* ---- loops ---- */

static void set_item(struct oc_tags *t, struct oc_str name, const struct oc_value *item)
{
    struct oc_tag_value v = {.known = true};
    if (item->kind == OC_VALUE_TEXT)
        v.text = item->text;
    else if (item->kind != OC_VALUE_NULL)
        v.node = item;
    set_var(t, name, v);
}

static void end_loop(struct oc_tags *t, struct oc_tag_frame *frame)
{
    if (!frame->each || !frame->each->next) {
        set_var(t, frame->data, (struct oc_tag_value){.known = false});
        return;
    }
    struct oc_tag_frame *again = oc_tags_push(t, OC_STR_NONE);
    *again = *frame;
    again->each = frame->each->next;
    set_item(t, again->data, again->each);
    go_on(t, frame->open + 1, t->tags[frame->open].end);
}

#define SHORT ((size_t)4096) /* as a loop that lists links is; longer ones have words */

/* Whether text, but for tags, is words; what is in brackets of all kinds is none. */
static bool has_words(struct oc_str text)
{
    for (size_t at = 0; at < text.n; at++) {
        struct oc_str rest = oc_str_sub(text, at, text.n);
        const char *closer = oc_str_starts(rest, "{{")   ? "}}"
                             : oc_str_starts(rest, "{%") ? "%}"
                             : oc_str_starts(rest, "<")  ? ">"
                                                         : NULL;
        size_t close = closer ? oc_str_find(text, closer, at + 1) : SIZE_MAX;
        if (close != SIZE_MAX)
            at = close + strlen(closer) - 1;
        else if (closer || (unsigned char)((text.p[at] | 0x20) - 'a') < 26 ||
                 (unsigned char)text.p[at] >= 0x80)
            return true;
    }
    return false;
}

/* for x in page.list: over a list that is known; what stands in it once over any other, unless
 * there would be nothing but signs and empty brackets. */
OC_TAG_HANDLER(loop)
{
    size_t in = oc_str_find(tag->args, " in ", 0);
    struct oc_tag_frame *frame = oc_tags_push(t, OC_STR_NONE);
    if (in == SIZE_MAX)
        return;
    struct oc_str name = oc_str_trim(oc_str_sub(tag->args, 0, in));
    struct oc_str list = oc_str_trim(oc_str_sub(tag->args, in + 4, tag->args.n));
    size_t blank = oc_str_chr(list, ' ', 0); /* limit: and offset: */
    struct oc_tag_value v = oc_tag_eval(t, oc_str_sub(list, 0, blank));
    frame->data = name;
    frame->end = end_loop;
    struct oc_str inside = tag->match == SIZE_MAX
                               ? OC_STR_NONE
                               : oc_str_sub(t->text, tag->end, t->tags[tag->match].start);
    if (!v.known && inside.n && inside.n < SHORT && !has_words(inside)) {
        oc_tags_warn_once(t, OC_D_TAG_VARIABLE, tag, oc_str_sub(list, 0, blank));
        v.known = true; /* and holds nothing */
    }
    if (v.known && v.node && v.node->kind == OC_VALUE_LIST && v.node->child) {
        frame->each = v.node->child;
        set_item(t, name, frame->each);
    } else if (v.known) {
        size_t end = tag->match;
        go_on(t, end, t->tags[end].start);
    } else {
        set_var(t, name, (struct oc_tag_value){.known = false});
    }
}
