/* SPDX-License-Identifier: MIT */
/*
 * The room between the atoms of a formula, as TeX has it. MathML's dictionary of operators gives
 * most: what it cannot know is whether a minus is a sign or stands between two things, that in a
 * script nothing is set apart, and where a function's name ends.
 */
#include "render/tex_impl.h"

#define THIN "0.1667em"
#define MEDIUM "0.2222em"
#define THICK "0.2778em"

/* The operator that an atom is, with scripts or without; NULL: it is none. */
static xmlNode *operator_of(const struct oc_tex_atom *a)
{
    static const char *const scripted[] = {"msub",  "msup",       "msubsup", "munder",
                                           "mover", "munderover", NULL};
    xmlNode *n = a->node;
    while (n && oc_node_in(n, scripted))
        n = n->children;
    return n && oc_node_is(n, "mo") ? n : NULL;
}

static void set_room(const struct oc_tex_atom *a, const char *before, const char *behind)
{
    xmlNode *n = operator_of(a);
    if (n && before)
        oc_tex_set(n, "lspace", before);
    if (n && behind)
        oc_tex_set(n, "rspace", behind);
}

void oc_tex_close_up(struct oc_tex_atom *a)
{
    if (a->cls == OC_TEX_BETWEEN || a->cls == OC_TEX_RELATION || a->cls == OC_TEX_PUNCTUATION)
        set_room(a, "0", "0");
    a->cls = OC_TEX_ORDINARY;
}

void oc_tex_set_class(struct oc_tex *t, struct oc_tex_atom *a, enum oc_tex_class cls)
{
    const char *room = cls == OC_TEX_RELATION ? THICK : cls == OC_TEX_BETWEEN ? MEDIUM : "0";
    const xmlNode *first = a->node->children;
    a->cls = cls;
    if (t->size == OC_TEX_SMALL)
        room = "0";
    set_room(a, room, room);
    if (room[1] == '\0' || operator_of(a) || (first && oc_node_is(first, "mo")))
        return; /* an operator brings its own room */
    xmlNode *row = oc_tex_new(t, "mrow");
    oc_node_append(row, oc_tex_space(t, room));
    oc_node_append(row, a->node);
    oc_node_append(row, oc_tex_space(t, room));
    a->node = row;
}

/* Something to the left that an operator may stand between. */
static bool is_operand(enum oc_tex_class cls)
{
    return cls == OC_TEX_ORDINARY || cls == OC_TEX_CLOSING || cls == OC_TEX_INNER;
}

static bool is_text_of(const xmlNode *n, const char *const *texts)
{
    struct oc_str s = n->children ? oc_node_value(n->children) : OC_STR_NONE;
    for (; *texts; texts++)
        if (oc_str_is(s, *texts))
            return true;
    return false;
}

/* An operator without anything to its left: the sign of what follows. */
static void make_sign(struct oc_tex_atom *a)
{
    static const char *const signs[] = {"−", "+", "±", "∓", NULL}; /* of the dictionary */
    xmlNode *n = operator_of(a);
    if (n && is_text_of(n, signs))
        oc_tex_set(n, "form", "prefix");
    else
        set_room(a, "0", "0");
    a->cls = OC_TEX_ORDINARY;
}

/* Relations that the dictionary does not have as such. */
static void add_room(const struct oc_tex_atom *a)
{
    static const char *const tight[] = {":", "∵", "∴", "⌢", "⌣", NULL};
    xmlNode *n = operator_of(a);
    if (n && is_text_of(n, tight))
        set_room(a, THICK, THICK);
}

/* A name and what it is of, and what stands before it, are a little apart; so are dots. */
static bool is_apart(const struct oc_tex *t, enum oc_tex_class before, enum oc_tex_class now)
{
    bool thing = is_operand(before), dots = t->size != OC_TEX_SMALL;
    if (before == OC_TEX_NAME)
        return now == OC_TEX_ORDINARY || now == OC_TEX_NAME || now == OC_TEX_INNER;
    if (now == OC_TEX_NAME)
        return thing;
    if (before == OC_TEX_INNER)
        return dots && (now == OC_TEX_ORDINARY || now == OC_TEX_OPENING ||
                        now == OC_TEX_PUNCTUATION || now == OC_TEX_INNER);
    return now == OC_TEX_INNER && dots && thing;
}

static void join_operator(struct oc_tex *t, const xmlNode *row, const struct oc_tex_atom *before,
                          struct oc_tex_atom *now)
{
    bool continued = before->cls == OC_TEX_ORDINARY && !before->node;
    if (t->size == OC_TEX_SMALL && now->cls == OC_TEX_PUNCTUATION)
        set_room(now, NULL, "0");
    else if (t->size == OC_TEX_SMALL)
        set_room(now, "0", "0");
    else if (now->cls == OC_TEX_BETWEEN && continued && operator_of(now))
        oc_tex_set(operator_of(now), "form", "infix");
    else if (now->cls == OC_TEX_BETWEEN && !is_operand(before->cls) && row->children)
        make_sign(now);
    else if (now->cls == OC_TEX_RELATION)
        add_room(now);
    if (now->cls == OC_TEX_BETWEEN && !is_operand(before->cls))
        now->cls = OC_TEX_ORDINARY;
}

void oc_tex_join(struct oc_tex *t, xmlNode *row, const struct oc_tex_atom *before,
                 struct oc_tex_atom *now)
{
    enum oc_tex_class was = before->cls, is = now->cls;
    bool bar = is == OC_TEX_EITHER, relation = is == OC_TEX_RELATION;
    if (is == OC_TEX_BETWEEN || relation || is == OC_TEX_PUNCTUATION)
        join_operator(t, row, before, now);
    if (was == OC_TEX_BETWEEN && (relation || is == OC_TEX_CLOSING || is == OC_TEX_PUNCTUATION))
        set_room(before, "0", "0"); /* there is nothing to its right */
    if (was == OC_TEX_RELATION && relation) {
        set_room(before, NULL, "0");
        set_room(now, "0", NULL);
    }
    if (is == OC_TEX_SUM && was != OC_TEX_NOTHING && !is_operand(was) && was != OC_TEX_NAME)
        set_room(now, "0", NULL);
    if (was == OC_TEX_SUM && is == OC_TEX_OPENING)
        set_room(before, NULL, "0");
    if (bar)
        now->cls = is_operand(was) ? OC_TEX_ORDINARY : OC_TEX_OPENING;
    if (is_apart(t, was, bar ? OC_TEX_ORDINARY : is))
        oc_node_append(row, oc_tex_space(t, THIN));
}
