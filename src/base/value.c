/* SPDX-License-Identifier: MIT */
/* The value tree: making it, and the few questions others ask of it. */
#include "base/value.h"

#include "base/limits.h"
#include "base/map.h"
#include "base/value_build.h"

/* Below this many children, comparing all pairs is cheaper than a map. */
#define SMALL_MAP 12

int oc_value_count(struct oc_value_build *b, int line, int col)
{
    if (b->nodes >= OC_MAX_VALUE_NODES)
        return oc_value_fail(b, line, col, OC_STR("too many values"));
    b->nodes++;
    return 0;
}

struct oc_value *oc_value_new(struct oc_value_build *b, enum oc_value_kind kind, int line, int col)
{
    if (oc_value_count(b, line, col))
        return NULL;
    struct oc_value *v = OC_NEW(b->arena, struct oc_value);
    v->kind = kind;
    v->line = line;
    v->col = col;
    return v;
}

int oc_value_fail(struct oc_value_build *b, int line, int col, struct oc_str why)
{
    if (!b->failed && b->err)
        *b->err = (struct oc_value_error){.line = line, .col = col, .why = why};
    b->failed = true;
    return -1;
}

void oc_value_append(struct oc_value *parent, struct oc_value *child)
{
    if (parent->last)
        parent->last->next = child;
    else
        parent->child = child;
    parent->last = child;
    parent->names = NULL;
}

/* Is there a later sibling of the same name? */
static bool is_repeated(const struct oc_value *v)
{
    for (const struct oc_value *later = v->next; later; later = later->next) {
        if (oc_str_eq(later->key, v->key))
            return true;
    }
    return false;
}

void oc_value_unique(struct oc_value *map, struct oc_arena *a)
{
    size_t n = 0;
    for (const struct oc_value *v = map->child; v; v = v->next)
        n++;
    struct oc_map latest;
    bool small = n <= SMALL_MAP;
    if (!small) {
        oc_map_init(&latest, a);
        for (struct oc_value *v = map->child; v; v = v->next)
            oc_map_set(&latest, v->key, v);
    }
    struct oc_value *all = map->child;
    map->child = map->last = NULL;
    for (struct oc_value *v = all, *next; v; v = next) {
        next = v->next;
        bool repeated = small ? is_repeated(v) : oc_map_get(&latest, v->key) != v;
        if (!repeated)
            oc_value_append(map, v); /* its stale next is set by the append after it */
    }
    if (map->last)
        map->last->next = NULL;
}

bool oc_value_is_null(struct oc_str s)
{
    return s.n == 0 || oc_str_is(s, "~") || oc_str_is(s, "null") || oc_str_is(s, "Null") ||
           oc_str_is(s, "NULL");
}

bool oc_value_key_takes_line(struct oc_str key)
{
    static const char *const keys[] = {"title",   "subtitle", "description", "excerpt",
                                       "summary", "author",   "name"};
    for (size_t i = 0; i < OC_COUNT(keys); i++) {
        if (oc_str_iis(key, keys[i]))
            return true;
    }
    return false;
}

size_t oc_value_line_end(struct oc_str rest)
{
    size_t blanks = 0;
    bool tab = false, value = false;
    for (size_t i = 0; i < rest.n; i++) {
        char c = rest.p[i];
        if (c == ' ' || c == '\t') {
            blanks++;
            tab = tab || c == '\t';
            continue;
        }
        bool lonely = i + 1 == rest.n || rest.p[i + 1] == ' ' || rest.p[i + 1] == '\t';
        if (c == '#' && (tab || blanks > 1 || (!value && lonely)))
            return i;
        value = true;
        blanks = 0;
        tab = false;
    }
    return rest.n;
}

void oc_value_seek(struct oc_value_place *place, const char *p)
{
    for (; place->at < p; place->at++) {
        if (*place->at == '\n') {
            place->line++;
            place->col = 1;
        } else if (((unsigned char)*place->at & 0xC0) != 0x80) {
            place->col++;
        }
    }
}

/* ---- names ---- */

#define LONG_MAP 32 /* from so many on a map of maps is worth its memory */
#define LONGEST_KEY 256

/* Keys as they are, and in lower case; of keys that differ in case the first. */
struct oc_value_names {
    struct oc_map exact, folded;
};

static struct oc_str fold(char out[LONGEST_KEY], struct oc_str key)
{
    for (size_t i = 0; i < key.n; i++)
        out[i] = key.p[i] >= 'A' && key.p[i] <= 'Z' ? (char)(key.p[i] | 0x20) : key.p[i];
    return (struct oc_str){out, key.n};
}

static void index_map(struct oc_arena *a, struct oc_value *map)
{
    char text[LONGEST_KEY];
    map->names = OC_NEW(a, struct oc_value_names);
    oc_map_init(&map->names->exact, a);
    oc_map_init(&map->names->folded, a);
    for (struct oc_value *v = map->child; v; v = v->next) {
        oc_map_add(&map->names->exact, v->key, v);
        if (v->key.n > sizeof text)
            continue;
        struct oc_str folded = fold(text, v->key);
        if (!oc_map_has(&map->names->folded, folded))
            oc_map_set(&map->names->folded, oc_arena_copy(a, folded), v);
    }
}

/* Nests as the parsers allow. */
void oc_value_index(struct oc_arena *a, struct oc_value *root)
{
    size_t n = 0;
    for (struct oc_value *v = root ? root->child : NULL; v; v = v->next, n++)
        if (v->child)
            oc_value_index(a, v);
    if (n >= LONG_MAP && root->kind == OC_VALUE_MAP && !root->names)
        index_map(a, root);
}

const struct oc_value *oc_value_member(const struct oc_value *v, struct oc_str key)
{
    if (!v || v->kind != OC_VALUE_MAP)
        return NULL;
    if (v->names)
        return oc_map_get(&v->names->exact, key);
    for (const struct oc_value *c = v->child; c; c = c->next)
        if (oc_str_eq(c->key, key))
            return c;
    return NULL;
}

const struct oc_value *oc_value_get(const struct oc_value *v, const char *key)
{
    char text[LONGEST_KEY];
    struct oc_str name = oc_str(key);
    const struct oc_value *found = oc_value_member(v, name);
    if (found || !v || v->kind != OC_VALUE_MAP)
        return found;
    if (v->names && name.n <= sizeof text)
        return oc_map_get(&v->names->folded, fold(text, name));
    for (const struct oc_value *c = v->child; c; c = c->next)
        if (oc_str_ieq(c->key, name))
            return c;
    return NULL;
}

struct oc_str oc_value_text(const struct oc_value *v)
{
    if (v && v->kind == OC_VALUE_LIST) {
        v = v->child;
        while (v && v->kind != OC_VALUE_TEXT)
            v = v->next;
    }
    return v && v->kind == OC_VALUE_TEXT ? oc_str_trim(v->text) : OC_STR_NONE;
}

bool oc_value_bool(const struct oc_value *v, bool fallback)
{
    static const char *const yes[] = {"true", "yes", "on", "1"};
    static const char *const no[] = {"false", "no", "off", "0"};
    struct oc_str text = v && v->kind == OC_VALUE_TEXT ? oc_str_trim(v->text) : OC_STR_NONE;
    for (size_t i = 0; i < OC_COUNT(yes); i++) {
        if (oc_str_iis(text, yes[i]))
            return true;
        if (oc_str_iis(text, no[i]))
            return false;
    }
    return fallback;
}

void oc_value_add(struct oc_value *map, struct oc_arena *a, const char *key, struct oc_str text,
                  int line)
{
    if (!text.n || oc_value_get(map, key))
        return;
    struct oc_value *v = OC_NEW(a, struct oc_value);
    *v = (struct oc_value){
        .kind = OC_VALUE_TEXT, .line = line, .col = line > 0, .key = oc_str(key), .text = text};
    oc_value_append(map, v);
}
