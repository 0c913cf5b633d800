/* SPDX-License-Identifier: MIT */
/*
 * YAML to a value tree, from libyaml's events: they still hold each scalar as text, before any
 * schema sees a number in it. Open collections stand on a stack of fixed height.
 */
#include "base/limits.h"
#include "base/map.h"
#include "base/value_build.h"

#include <yaml.h>

/* A collection that is not closed yet. */
struct frame {
    struct oc_value *node;
    bool flow;          /* written with [] or {} */
    bool has_key, skip; /* MAP: the key of the next value is read; leave that value out */
    struct oc_str key;
    size_t key_line;
};

struct reader {
    struct oc_value_build b;
    struct oc_str text;
    int first_line;
    size_t index, byte;    /* a character of text and its byte: see byte_at */
    struct oc_map anchors; /* name -> struct oc_value */
    struct frame stack[OC_MAX_VALUE_DEPTH];
    int depth;
    struct oc_value *root;
};

static int line_of(const struct reader *r, yaml_mark_t mark)
{
    return r->first_line + (int)mark.line;
}

static int fail(struct reader *r, yaml_mark_t mark, struct oc_str why)
{
    return oc_value_fail(&r->b, line_of(r, mark), (int)mark.column + 1, why);
}

static struct oc_value *make(struct reader *r, enum oc_value_kind kind, yaml_mark_t mark)
{
    return oc_value_new(&r->b, kind, line_of(r, mark), (int)mark.column + 1);
}

static struct frame *top(struct reader *r)
{
    return r->depth ? &r->stack[r->depth - 1] : NULL;
}

/* libyaml counts characters. Asked in the order of the text, this is linear in all. */
static size_t byte_at(struct reader *r, size_t index)
{
    if (index < r->index)
        r->index = r->byte = 0;
    while (r->byte < r->text.n && r->index < index) {
        r->byte++;
        r->index++;
        while (r->byte < r->text.n && ((unsigned char)r->text.p[r->byte] & 0xC0) == 0x80)
            r->byte++;
    }
    return r->byte;
}

/* Puts a finished value where it belongs: root, item, key or value of a key. */
static void place(struct reader *r, struct oc_value *v, yaml_mark_t mark)
{
    struct frame *f = top(r);
    if (!f) {
        r->root = v;
    } else if (f->node->kind == OC_VALUE_LIST) {
        oc_value_append(f->node, v);
    } else if (!f->has_key) {
        f->has_key = true;
        f->skip = v->kind == OC_VALUE_LIST || v->kind == OC_VALUE_MAP;
        f->key = v->text;
        f->key_line = mark.line;
    } else {
        v->key = f->key;
        if (!f->skip)
            oc_value_append(f->node, v);
        f->has_key = false;
    }
}

/* The copy has its own children; texts are shared. Recursion is bounded by the depth limit. */
static struct oc_value *copy(struct reader *r, const struct oc_value *from, int depth,
                             yaml_mark_t mark)
{
    if (depth > OC_MAX_VALUE_DEPTH) {
        fail(r, mark, OC_STR("nested too deeply"));
        return NULL;
    }
    struct oc_value *to = make(r, from->kind, mark);
    if (!to)
        return NULL;
    to->plain = from->plain;
    to->text = from->text;
    for (const struct oc_value *c = from->child; c; c = c->next) {
        struct oc_value *child = copy(r, c, depth + 1, mark);
        if (!child)
            return NULL;
        child->key = c->key;
        oc_value_append(to, child);
    }
    return to;
}

static int on_alias(struct reader *r, const yaml_event_t *e)
{
    const struct oc_value *v = oc_map_get(&r->anchors, oc_str((const char *)e->data.alias.anchor));
    if (!v)
        return fail(r, e->start_mark, OC_STR("an alias ('*') without its anchor ('&')"));
    for (int i = 0; i < r->depth; i++) {
        if (r->stack[i].node == v)
            return fail(r, e->start_mark, OC_STR("an alias inside what it stands for"));
    }
    struct oc_value *twin = copy(r, v, r->depth + 1, e->start_mark);
    if (!twin)
        return -1;
    place(r, twin, e->start_mark);
    return 0;
}

static void set_anchor(struct reader *r, const yaml_char_t *anchor, struct oc_value *v)
{
    if (anchor)
        oc_map_set(&r->anchors, oc_arena_copy(r->b.arena, oc_str((const char *)anchor)), v);
}

/* The value of a key that takes its whole line (value.h), from the source. */
static struct oc_str whole_line(struct reader *r, const yaml_event_t *e)
{
    size_t from = byte_at(r, e->start_mark.index), to = from;
    while (to < r->text.n && r->text.p[to] != '\n' && r->text.p[to] != '\r')
        to++;
    struct oc_str rest = oc_str_sub(r->text, from, to);
    return oc_str_trim(oc_str_sub(rest, 0, oc_value_line_end(rest)));
}

/* Lines of "-item" below a key, which YAML reads as one folded text: 1 if it was that. */
static int dashed_list(struct reader *r, const yaml_event_t *e, struct oc_value *v)
{
    size_t from = byte_at(r, e->start_mark.index);
    struct oc_str rest = oc_str_sub(r->text, from, byte_at(r, e->end_mark.index));
    bool one_line = e->start_mark.line == e->end_mark.line;
    struct oc_str lines = rest, line;
    while (oc_str_line(&line, &lines)) {
        line = oc_str_trim(line);
        char second = line.n > 1 ? line.p[1] : '-';
        bool number = one_line && second >= '0' && second <= '9';
        if (line.n && (line.p[0] != '-' || second == '-' || number))
            return 0;
    }
    v->kind = OC_VALUE_LIST;
    v->text = OC_STR_NONE;
    v->plain = false;
    yaml_mark_t mark = e->start_mark;
    for (lines = rest; oc_str_line(&line, &lines); mark.line++) {
        line = oc_str_trim(line);
        if (line.n == 0)
            continue;
        struct oc_value *item = make(r, OC_VALUE_TEXT, mark);
        if (!item)
            return -1;
        item->plain = true;
        item->text = oc_arena_copy(r->b.arena, oc_str_trim(oc_str_sub(line, 1, line.n)));
        oc_value_append(v, item);
    }
    return 1;
}

/* A plain scalar: NULL, text, or one of the two repairs that value.h tells of. */
static int read_plain(struct reader *r, const yaml_event_t *e, struct oc_value *v)
{
    const struct frame *f = top(r);
    bool is_value = f && f->node->kind == OC_VALUE_MAP && f->has_key && !f->flow;
    const char *tag = (const char *)e->data.scalar.tag;
    if (tag && strncmp(tag, "tag:yaml.org,2002:", 18) == 0)
        return 0; /* "!!str 007": the author knows YAML */
    v->plain = true;
    if (f && f->node->kind == OC_VALUE_MAP && !f->has_key)
        return 0; /* a key named null is that text */
    if (is_value && v->text.n > 1 && v->text.p[0] == '-' && e->start_mark.line > f->key_line) {
        int list = dashed_list(r, e, v);
        if (list)
            return list < 0 ? -1 : 0;
    }
    if (is_value && e->start_mark.line == e->end_mark.line && oc_value_key_takes_line(f->key))
        v->text = oc_arena_copy(r->b.arena, whole_line(r, e));
    if (oc_value_is_null(v->text)) {
        v->kind = OC_VALUE_NULL;
        v->text = OC_STR_NONE;
    }
    return 0;
}

static int on_scalar(struct reader *r, const yaml_event_t *e)
{
    struct oc_value *v = make(r, OC_VALUE_TEXT, e->start_mark);
    if (!v)
        return -1;
    v->text = oc_arena_copy(
        r->b.arena, (struct oc_str){(const char *)e->data.scalar.value, e->data.scalar.length});
    if (e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && read_plain(r, e, v))
        return -1;
    set_anchor(r, e->data.scalar.anchor, v);
    place(r, v, e->end_mark);
    return 0;
}

static int on_start(struct reader *r, const yaml_event_t *e)
{
    bool map = e->type == YAML_MAPPING_START_EVENT;
    if (r->depth >= OC_MAX_VALUE_DEPTH)
        return fail(r, e->start_mark, OC_STR("nested too deeply"));
    struct oc_value *v = make(r, map ? OC_VALUE_MAP : OC_VALUE_LIST, e->start_mark);
    if (!v)
        return -1;
    bool flow = map ? e->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
                    : e->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
    set_anchor(r, map ? e->data.mapping_start.anchor : e->data.sequence_start.anchor, v);
    r->stack[r->depth++] = (struct frame){.node = v, .flow = flow};
    return 0;
}

static void on_end(struct reader *r, const yaml_event_t *e)
{
    struct oc_value *v = r->stack[--r->depth].node;
    if (v->kind == OC_VALUE_MAP)
        oc_value_unique(v, r->b.arena);
    place(r, v, e->start_mark);
}

/* 1 when the first document is complete. */
static int on_event(struct reader *r, const yaml_event_t *e)
{
    switch (e->type) {
    case YAML_ALIAS_EVENT:
        return on_alias(r, e);
    case YAML_SCALAR_EVENT:
        return on_scalar(r, e);
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT:
        return on_start(r, e);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        on_end(r, e);
        return 0;
    case YAML_DOCUMENT_END_EVENT:
    case YAML_STREAM_END_EVENT:
        return 1;
    default:
        return 0;
    }
}

static int fail_parse(struct reader *r, const yaml_parser_t *p)
{
    if (p->error == YAML_MEMORY_ERROR)
        oc_out_of_memory();
    struct oc_str why = oc_arena_copy(r->b.arena, oc_str(p->problem ? p->problem : "not YAML"));
    if (p->error != YAML_READER_ERROR)
        return fail(r, p->problem_mark, why);
    struct oc_value_place at = {r->text.p, r->first_line, 1};
    oc_value_seek(&at, r->text.p + (p->problem_offset < r->text.n ? p->problem_offset : r->text.n));
    return oc_value_fail(&r->b, at.line, at.col, why);
}

static int read_events(struct reader *r, yaml_parser_t *p)
{
    for (;;) {
        yaml_event_t e;
        if (!yaml_parser_parse(p, &e))
            return fail_parse(r, p);
        int done = on_event(r, &e);
        yaml_event_delete(&e);
        if (done)
            return done < 0 ? -1 : 0;
    }
}

struct oc_value *oc_value_yaml(struct oc_arena *a, struct oc_value_error *err, struct oc_str text,
                               int first_line)
{
    if (oc_str_starts(text, "\xEF\xBB\xBF"))
        text = oc_str_sub(text, 3, text.n);
    struct reader r = {.b = {.arena = a, .err = err}, .text = text, .first_line = first_line};
    oc_map_init(&r.anchors, a);
    yaml_parser_t p;
    if (!yaml_parser_initialize(&p))
        oc_out_of_memory();
    yaml_parser_set_encoding(&p, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&p, (const unsigned char *)(text.n ? text.p : ""), text.n);
    int result = read_events(&r, &p);
    yaml_parser_delete(&p);
    if (result)
        return NULL;
    oc_value_index(a, r.root);
    return r.root ? r.root : oc_value_new(&r.b, OC_VALUE_NULL, first_line, 1);
}
