/* SPDX-License-Identifier: MIT */
/*
 * Contexts and rendering of Mustache. The renderer walks the flat nodes of a template with a
 * stack of contexts; it recurses for sections and partials, both bounded in depth.
 */
#include "base/mustache_parse.h"

#include "base/limits.h"
#include "base/map.h"

/* ---- contexts ---- */

static struct oc_value *new_value(struct oc_value *in, struct oc_arena *a, enum oc_value_kind kind,
                                  const char *key)
{
    struct oc_value *v = OC_NEW(a, struct oc_value);
    v->kind = kind;
    v->key = oc_str(key);
    if (in)
        oc_value_append(in, v);
    return v;
}

struct oc_value *oc_context_map(struct oc_arena *a)
{
    return new_value(NULL, a, OC_VALUE_MAP, NULL);
}

void oc_context_text(struct oc_value *map, struct oc_arena *a, const char *key, struct oc_str text)
{
    new_value(map, a, OC_VALUE_TEXT, key)->text = oc_arena_copy(a, text);
}

void oc_context_view(struct oc_value *map, struct oc_arena *a, const char *key, struct oc_str text)
{
    new_value(map, a, OC_VALUE_TEXT, key)->text = text;
}

void oc_context_bool(struct oc_value *map, struct oc_arena *a, const char *key, bool value)
{
    struct oc_value *v = new_value(map, a, OC_VALUE_TEXT, key);
    v->text = value ? OC_STR("true") : OC_STR("false");
    v->plain = true;
}

struct oc_value *oc_context_list(struct oc_value *in, struct oc_arena *a, const char *key)
{
    return new_value(in, a, OC_VALUE_LIST, key);
}

struct oc_value *oc_context_child(struct oc_value *in, struct oc_arena *a, const char *key)
{
    return new_value(in, a, OC_VALUE_MAP, key);
}

/* ---- rendering ---- */

/* Each template on the way down may add OC_MAX_TEMPLATE_DEPTH sections. */
#define STACK_SIZE (OC_MAX_TEMPLATE_DEPTH * (OC_MAX_TEMPLATE_DEPTH + 1) + 1)

struct renderer {
    struct oc_buf *out;
    oc_partial_fn partial;
    void *ctx;
    const struct oc_value *stack[STACK_SIZE]; /* contexts, the innermost last */
    size_t depth;
    int partials;          /* open ones */
    size_t opened;         /* so far: one in a list that calls itself would have no end */
    struct oc_arena arena; /* parsed partials; made on first need */
    struct oc_map parsed;  /* "indent|name" -> struct oc_template, NULL when it is bad */
    bool has_arena;
    /* for oc_template_line: */
    size_t want;        /* the place in out; SIZE_MAX: none */
    int line;           /* of the last node at or before it */
    struct oc_str open; /* name of the innermost open partial, "" for none ... */
    struct oc_str name; /* ... and as it was at that node */
};

static const struct oc_value *find_child(const struct oc_value *map, struct oc_str key)
{
    const struct oc_value *c = map && map->kind == OC_VALUE_MAP ? map->child : NULL;
    while (c && !oc_str_eq(c->key, key))
        c = c->next;
    return c;
}

/* The first part of a dotted name is looked for in all contexts, the rest in what it gave. */
static const struct oc_value *lookup(const struct renderer *r, struct oc_str name)
{
    struct oc_str part, rest = name;
    const struct oc_value *v = NULL;
    if (oc_str_is(name, "."))
        return r->depth ? r->stack[r->depth - 1] : NULL;
    if (!oc_str_cut(&part, &rest, '.'))
        return NULL;
    for (size_t i = r->depth; i > 0 && !v; i--)
        v = find_child(r->stack[i - 1], part);
    while (v && oc_str_cut(&part, &rest, '.'))
        v = find_child(v, part);
    return v;
}

static bool is_true(const struct oc_value *v)
{
    if (!v || v->kind == OC_VALUE_NULL)
        return false;
    if (v->kind == OC_VALUE_LIST)
        return v->child != NULL;
    return v->kind == OC_VALUE_MAP || (v->text.n && !(v->plain && oc_str_is(v->text, "false")));
}

static void render_range(struct renderer *r, const struct oc_template *t, size_t from, size_t to);

static void render_section(struct renderer *r, const struct oc_template *t, size_t at)
{
    const struct oc_template_node *node = &t->nodes[at];
    const struct oc_value *v = lookup(r, node->text);
    if (!is_true(v) || r->depth == STACK_SIZE)
        return;
    const struct oc_value *item = v->kind == OC_VALUE_LIST ? v->child : v;
    r->depth++;
    while (item && !r->out->full) {
        r->stack[r->depth - 1] = item;
        render_range(r, t, at + 1, node->end);
        item = v->kind == OC_VALUE_LIST ? item->next : NULL;
    }
    r->depth--;
}

/* The text with indent before each of its lines. */
static struct oc_str indent_lines(struct renderer *r, struct oc_str text, struct oc_str indent)
{
    if (indent.n == 0)
        return text;
    struct oc_buf out;
    oc_buf_init(&out, SIZE_MAX);
    for (size_t at = 0, end; at < text.n; at = end) {
        end = oc_str_chr(text, '\n', at);
        end = end == SIZE_MAX ? text.n : end + 1;
        oc_buf_put(&out, indent);
        oc_buf_put(&out, oc_str_sub(text, at, end));
    }
    struct oc_str s = oc_buf_take(&out, &r->arena);
    oc_buf_release(&out);
    return s;
}

/* A partial may stand in a section that repeats: each is parsed once. */
static const struct oc_template *find_partial(struct renderer *r,
                                              const struct oc_template_node *node)
{
    if (!r->has_arena) {
        oc_arena_init(&r->arena);
        oc_map_init(&r->parsed, &r->arena);
        r->has_arena = true;
    }
    struct oc_str key =
        oc_arena_printf(&r->arena, "%.*s|%.*s", OC_STR_ARG(node->indent), OC_STR_ARG(node->text));
    if (oc_map_has(&r->parsed, key))
        return oc_map_get(&r->parsed, key);
    struct oc_str text = r->partial(r->ctx, node->text);
    struct oc_template_error err;
    struct oc_template *t =
        text.p ? oc_template_parse(&r->arena, &err, indent_lines(r, text, node->indent)) : NULL;
    oc_map_set(&r->parsed, key, t);
    return t;
}

static void render_partial(struct renderer *r, const struct oc_template_node *node)
{
    if (!r->partial || r->partials == OC_MAX_TEMPLATE_DEPTH || r->opened == OC_MAX_PARTIALS)
        return;
    r->opened++;
    const struct oc_template *t = find_partial(r, node);
    if (!t)
        return;
    struct oc_str outer = r->open;
    r->open = node->text;
    r->partials++;
    render_range(r, t, 0, t->n);
    r->partials--;
    r->open = outer;
}

static void render_value(struct renderer *r, const struct oc_template_node *node)
{
    const struct oc_value *v = lookup(r, node->text);
    if (!v || v->kind != OC_VALUE_TEXT)
        return;
    if (node->kind == OC_T_RAW)
        oc_buf_put(r->out, v->text);
    else
        oc_buf_put_xml(r->out, v->text);
}

/* The node begins in out at start and has been rendered. */
static void note_line(struct renderer *r, const struct oc_template_node *node, size_t start)
{
    if (start > r->want || r->out->n == start)
        return;
    r->name = r->open;
    r->line = node->line;
    if (node->kind == OC_T_TEXT)
        for (size_t i = r->want - start; i < node->text.n; i++)
            r->line -= node->text.p[i] == '\n';
}

/* Nodes [from, to). Recursion is bounded by the depth of sections and of partials. */
static void render_range(struct renderer *r, const struct oc_template *t, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const struct oc_template_node *node = &t->nodes[i];
        size_t start = r->out->n;
        switch (node->kind) {
        case OC_T_TEXT:
            oc_buf_put(r->out, node->text);
            break;
        case OC_T_VALUE:
        case OC_T_RAW:
            render_value(r, node);
            break;
        case OC_T_SECTION:
            render_section(r, t, i);
            i = node->end - 1;
            break;
        case OC_T_INVERTED:
            if (is_true(lookup(r, node->text)))
                i = node->end - 1; /* else its nodes are simply next */
            break;
        case OC_T_PARTIAL:
            render_partial(r, node);
            break;
        }
        if (r->want != SIZE_MAX && node->kind <= OC_T_RAW)
            note_line(r, node, start);
    }
}

static void render_all(struct renderer *r, const struct oc_template *t,
                       const struct oc_value *context)
{
    if (context)
        r->stack[r->depth++] = context;
    render_range(r, t, 0, t->n);
    if (r->has_arena)
        oc_arena_release(&r->arena);
}

void oc_template_render(struct oc_buf *out, const struct oc_template *t,
                        const struct oc_value *context, oc_partial_fn partial, void *ctx)
{
    struct renderer r = {.out = out, .partial = partial, .ctx = ctx, .want = SIZE_MAX};
    render_all(&r, t, context);
}

/* ---- what a template has, and where ---- */

bool oc_template_tag(struct oc_template_tag *tag, const struct oc_template *t, size_t *at)
{
    while (*at < t->n && t->nodes[*at].kind == OC_T_TEXT)
        ++*at;
    if (*at == t->n)
        return false;
    const struct oc_template_node *node = &t->nodes[(*at)++];
    *tag = (struct oc_template_tag){node->text, node->line, node->kind == OC_T_PARTIAL};
    return true;
}

int oc_template_line(struct oc_str *partial_name, const struct oc_template *t,
                     const struct oc_value *context, oc_partial_fn partial, void *ctx, size_t at)
{
    struct oc_buf out;
    oc_buf_init(&out, SIZE_MAX);
    struct renderer r = {.out = &out, .partial = partial, .ctx = ctx, .want = at};
    render_all(&r, t, context);
    oc_buf_release(&out);
    *partial_name = r.name;
    return r.line;
}
