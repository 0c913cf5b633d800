/* SPDX-License-Identifier: MIT */
/*
 * TOML 1.0 to a value tree. What a later header or dotted key may still add to a table depends
 * on how the table came to be: each is a struct table, whose first member is its value. Beyond
 * TOML 1.0, bare keys may hold letters of any script.
 */
#include "base/value_toml.h"
#include "base/limits.h"
#include "base/map.h"

enum origin {
    BY_PATH,   /* named on the way to another: [a] of [a.b] */
    BY_HEADER, /* [a], or an item of [[a]] */
    BY_DOTS,   /* a of a.b = 1 */
    INLINE,    /* a = { }, which is closed */
    ARRAY,     /* a LIST: a = [ ], closed too */
    TABLES     /* a LIST: [[a]] */
};

struct table {
    struct oc_value v; /* first: pointers to it are pointers to the table */
    enum origin origin;
    int depth;
    struct oc_map index; /* the children by key, so that a long table stays linear */
};

static struct oc_value *read_value(struct oc_toml *t, int depth);

static struct table *new_table(struct oc_toml *t, enum origin origin, int depth)
{
    oc_value_seek(&t->place, t->p);
    if (depth > OC_MAX_VALUE_DEPTH) {
        oc_toml_fail(t, OC_STR("nested too deeply"));
        return NULL;
    }
    if (oc_value_count(&t->b, t->place.line, t->place.col))
        return NULL;
    struct table *table = OC_NEW(t->b.arena, struct table);
    table->v.kind = origin == ARRAY || origin == TABLES ? OC_VALUE_LIST : OC_VALUE_MAP;
    table->v.line = t->place.line;
    table->v.col = t->place.col;
    table->origin = origin;
    table->depth = depth;
    oc_map_init(&table->index, t->b.arena);
    return table;
}

static void add(struct table *parent, struct oc_str key, struct oc_value *v)
{
    v->key = key;
    oc_map_set(&parent->index, key, v);
    oc_value_append(&parent->v, v);
}

static struct table *add_table(struct oc_toml *t, struct table *parent, struct oc_str key,
                               enum origin origin)
{
    struct table *table = new_table(t, origin, parent->depth + 1);
    if (table)
        add(parent, key, &table->v);
    return table;
}

/* ---- white space ---- */

static void skip_blanks(struct oc_toml *t)
{
    while (t->p < t->end && (*t->p == ' ' || *t->p == '\t'))
        t->p++;
}

static void skip_comment(struct oc_toml *t)
{
    const char *eol = memchr(t->p, '\n', (size_t)(t->end - t->p));
    t->p = eol ? eol : t->end;
}

/* Blanks, comments and line ends. */
static void skip_lines(struct oc_toml *t)
{
    for (;;) {
        skip_blanks(t);
        if (oc_toml_at(t, "#"))
            skip_comment(t);
        else if (oc_toml_at(t, "\n"))
            t->p++;
        else if (oc_toml_at(t, "\r\n"))
            t->p += 2;
        else
            return;
    }
}

/* Nothing but a comment may follow on the line. */
static int end_line(struct oc_toml *t)
{
    skip_blanks(t);
    if (t->p == t->end || *t->p == '#' || *t->p == '\n' || oc_toml_at(t, "\r\n"))
        return 0;
    return oc_toml_fail(t, OC_STR("expected the end of the line"));
}

/* ---- keys ---- */

static bool is_key_char(char c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '_' || c == '-' ||
           (c & 0x80);
}

/* One part of a dotted key; *last when no dot follows it. */
static int read_key(struct oc_str *key, bool *last, struct oc_toml *t)
{
    skip_blanks(t);
    const char *start = t->p;
    if (oc_toml_at(t, "\"") || oc_toml_at(t, "'")) {
        if (oc_toml_string(key, t, false))
            return -1;
    } else {
        while (t->p < t->end && is_key_char(*t->p))
            t->p++;
        *key = oc_arena_copy(t->b.arena, (struct oc_str){start, (size_t)(t->p - start)});
        if (key->n == 0)
            return oc_toml_fail(t, OC_STR("a key is missing"));
    }
    skip_blanks(t);
    *last = !oc_toml_at(t, ".");
    t->p += !*last;
    return 0;
}

static struct table *refuse(struct oc_toml *t, struct oc_str key)
{
    oc_toml_fail(t, oc_arena_printf(t->b.arena, "'%.*s' stands there already",
                                    OC_STR_ARG(oc_str_sub(key, 0, 100))));
    return NULL;
}

/* A step of a header's path: below key, or below the newest item of [[key]]. */
static struct table *step_header(struct oc_toml *t, struct table *from, struct oc_str key)
{
    struct oc_value *v = oc_map_get(&from->index, key);
    if (!v)
        return add_table(t, from, key, BY_PATH);
    if (v->kind != OC_VALUE_MAP && v->kind != OC_VALUE_LIST)
        return refuse(t, key);
    struct table *table = (struct table *)v;
    if (table->origin == TABLES)
        return (struct table *)table->v.last;
    return table->origin == INLINE || table->origin == ARRAY ? refuse(t, key) : table;
}

/* A step of a dotted key: never into what a header has opened. */
static struct table *step_dots(struct oc_toml *t, struct table *from, struct oc_str key)
{
    struct oc_value *v = oc_map_get(&from->index, key);
    if (!v)
        return add_table(t, from, key, BY_DOTS);
    struct table *table = v->kind == OC_VALUE_MAP ? (struct table *)v : NULL;
    if (!table || (table->origin != BY_DOTS && table->origin != BY_PATH))
        return refuse(t, key);
    table->origin = BY_DOTS;
    return table;
}

/* ---- values ---- */

/* key = value, below into. */
static int read_pair(struct oc_toml *t, struct table *into)
{
    struct oc_str key;
    bool last = false;
    while (into) {
        if (read_key(&key, &last, t))
            return -1;
        if (last)
            break;
        into = step_dots(t, into, key);
    }
    if (!into)
        return -1;
    if (!oc_toml_at(t, "="))
        return oc_toml_fail(t, OC_STR("expected '=' after a key"));
    if (oc_map_has(&into->index, key)) {
        refuse(t, key);
        return -1;
    }
    t->p++;
    skip_blanks(t);
    struct oc_value *v = read_value(t, into->depth + 1);
    if (!v)
        return -1;
    add(into, key, v);
    return 0;
}

/* At '['. */
static struct oc_value *read_array(struct oc_toml *t, int depth)
{
    struct table *array = new_table(t, ARRAY, depth);
    if (!array)
        return NULL;
    t->p++;
    for (;;) {
        skip_lines(t);
        if (oc_toml_at(t, "]"))
            break;
        struct oc_value *v = read_value(t, depth + 1);
        if (!v)
            return NULL;
        oc_value_append(&array->v, v);
        skip_lines(t);
        if (oc_toml_at(t, ",")) {
            t->p++;
        } else if (!oc_toml_at(t, "]")) {
            oc_toml_fail(t, OC_STR("expected ',' or ']'"));
            return NULL;
        }
    }
    t->p++;
    return &array->v;
}

/* At '{'. */
static struct oc_value *read_inline(struct oc_toml *t, int depth)
{
    struct table *table = new_table(t, INLINE, depth);
    if (!table)
        return NULL;
    t->p++;
    skip_blanks(t);
    bool more = !oc_toml_at(t, "}");
    while (more) {
        if (read_pair(t, table))
            return NULL;
        skip_blanks(t);
        more = oc_toml_at(t, ",");
        if (!more && !oc_toml_at(t, "}")) {
            oc_toml_fail(t, OC_STR("expected ',' or '}'"));
            return NULL;
        }
        t->p += more;
    }
    t->p++;
    return &table->v;
}

/* Recursion is bounded by new_table. */
static struct oc_value *read_value(struct oc_toml *t, int depth)
{
    if (oc_toml_at(t, "["))
        return read_array(t, depth);
    if (oc_toml_at(t, "{"))
        return read_inline(t, depth);
    oc_value_seek(&t->place, t->p);
    struct oc_value *v = oc_value_new(&t->b, OC_VALUE_TEXT, t->place.line, t->place.col);
    if (!v)
        return NULL;
    v->plain = !oc_toml_at(t, "\"") && !oc_toml_at(t, "'");
    int result = v->plain ? oc_toml_plain(&v->text, t) : oc_toml_string(&v->text, t, true);
    return result ? NULL : v;
}

/* ---- headers ---- */

/* [path.key]: what it opens, or NULL. */
static struct table *open_table(struct oc_toml *t, struct table *from, struct oc_str key)
{
    struct oc_value *v = oc_map_get(&from->index, key);
    if (!v)
        return add_table(t, from, key, BY_HEADER);
    struct table *table = v->kind == OC_VALUE_MAP ? (struct table *)v : NULL;
    if (!table || table->origin != BY_PATH)
        return refuse(t, key);
    table->origin = BY_HEADER;
    return table;
}

/* [[path.key]]: a new item, or NULL. */
static struct table *open_item(struct oc_toml *t, struct table *from, struct oc_str key)
{
    struct oc_value *v = oc_map_get(&from->index, key);
    struct table *list = v && v->kind == OC_VALUE_LIST ? (struct table *)v : NULL;
    if (v && (!list || list->origin != TABLES))
        return refuse(t, key);
    if (!list)
        list = add_table(t, from, key, TABLES);
    struct table *item = list ? new_table(t, BY_HEADER, list->depth + 1) : NULL;
    if (item)
        oc_value_append(&list->v, &item->v);
    return item;
}

/* At '['. What the pairs after the header belong to, or NULL. */
static struct table *read_header(struct oc_toml *t, struct table *root)
{
    bool item = oc_toml_at(t, "[["), last = false;
    struct table *table = root;
    struct oc_str key;
    t->p += item ? 2 : 1;
    while (table) {
        if (read_key(&key, &last, t))
            return NULL;
        if (last)
            break;
        table = step_header(t, table, key);
    }
    if (table)
        table = item ? open_item(t, table, key) : open_table(t, table, key);
    if (!table)
        return NULL;
    if (!oc_toml_at(t, item ? "]]" : "]")) {
        oc_toml_fail(t, OC_STR("expected ']' after a table's name"));
        return NULL;
    }
    t->p += item ? 2 : 1;
    return table;
}

static int read_document(struct oc_toml *t, struct table *root)
{
    struct table *table = root;
    for (skip_lines(t); t->p < t->end; skip_lines(t)) {
        if (*t->p == '[') {
            table = read_header(t, root);
            if (!table)
                return -1;
        } else if (read_pair(t, table)) {
            return -1;
        }
        if (end_line(t))
            return -1;
    }
    return 0;
}

struct oc_value *oc_value_toml(struct oc_arena *a, struct oc_value_error *err, struct oc_str text,
                               int first_line)
{
    if (oc_str_starts(text, "\xEF\xBB\xBF"))
        text = oc_str_sub(text, 3, text.n);
    struct oc_toml t = {.b = {.arena = a, .err = err},
                        .p = text.p,
                        .end = text.p + text.n,
                        .place = {text.p, first_line, 1}};
    oc_buf_init(&t.scratch, text.n);
    struct table *root = new_table(&t, BY_HEADER, 1);
    int result = root ? read_document(&t, root) : -1;
    oc_buf_release(&t.scratch);
    if (result)
        return NULL;
    oc_value_index(a, &root->v);
    return &root->v;
}
