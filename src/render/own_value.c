/* SPDX-License-Identifier: MIT */
/* What expressions in templates of shortcodes give: texts, numbers, lists, trees of data. */
#include "render/own.h"

struct oc_own_value oc_own_text(struct oc_str text)
{
    return (struct oc_own_value){.kind = OC_OWN_TEXT, .text = text};
}

struct oc_own_value oc_own_bool(bool is)
{
    return (struct oc_own_value){
        .kind = OC_OWN_BOOL, .number = is, .text = is ? OC_STR("true") : OC_STR("false")};
}

struct oc_own_value oc_own_number(struct oc_own_run *run, int64_t n)
{
    struct oc_str text = oc_arena_printf(&run->arena, "%lld", (long long)n);
    return (struct oc_own_value){.kind = OC_OWN_NUMBER, .number = n, .text = text};
}

static struct oc_own_value word(struct oc_str text)
{
    struct oc_own_value v = oc_own_text(text);
    if (oc_str_is(text, "true") || oc_str_is(text, "false"))
        return oc_own_bool(oc_str_is(text, "true"));
    if (oc_str_int(&v.number, text, INT32_MIN, INT32_MAX) == 0)
        v.kind = OC_OWN_NUMBER;
    return v;
}

struct oc_own_value oc_own_literal(struct oc_str text, bool bare)
{
    return bare ? word(text) : oc_own_text(text);
}

struct oc_own_value oc_own_tree(const struct oc_value *tree)
{
    if (!tree || tree->kind == OC_VALUE_NULL)
        return oc_own_nil();
    if (tree->kind == OC_VALUE_TEXT)
        return tree->plain ? word(tree->text) : oc_own_text(tree->text);
    return (struct oc_own_value){.kind = OC_OWN_TREE, .tree = tree};
}

struct oc_own_value oc_own_list(struct oc_own_run *run, const struct oc_own_value *items, size_t n)
{
    struct oc_own_value v = {.kind = OC_OWN_LIST, .n = n};
    if (!oc_own_may(run, n * sizeof *items))
        return oc_own_fail(run);
    struct oc_own_value *copy = oc_arena_alloc(&run->arena, n * sizeof *copy);
    if (n)
        memcpy(copy, items, n * sizeof *copy);
    v.items = copy;
    return v;
}

size_t oc_own_size(const struct oc_own_value *v)
{
    size_t n = 0;
    if (v->kind == OC_OWN_LIST)
        return v->n;
    if (v->kind != OC_OWN_TREE)
        return v->text.n;
    for (const struct oc_value *item = v->tree->child; item; item = item->next)
        n++;
    return n;
}

struct oc_own_value oc_own_at(struct oc_own_run *run, const struct oc_own_value *v, size_t i,
                              struct oc_str *key)
{
    struct oc_str none;
    if (!key)
        key = &none;
    *key = OC_STR_NONE;
    if (v->kind == OC_OWN_LIST && i < v->n) {
        *key = v->keys ? v->keys[i] : OC_STR_NONE;
        return v->items[i];
    }
    if (v->kind != OC_OWN_TREE || !oc_own_may(run, 8 * i))
        return oc_own_fail(run);
    const struct oc_value *item = v->tree->child;
    while (item && i--)
        item = item->next;
    if (item)
        *key = item->key;
    return oc_own_tree(item);
}

struct oc_own_value oc_own_item(struct oc_own_run *run, const struct oc_own_value *list,
                                const struct oc_own_value *at)
{
    bool map = list->kind == OC_OWN_TREE && list->tree->kind == OC_VALUE_MAP;
    if (list->kind == OC_OWN_NIL || at->kind == OC_OWN_NIL)
        return oc_own_nil();
    if (list->kind != OC_OWN_LIST && list->kind != OC_OWN_TREE)
        return oc_own_fail(run);
    if (map)
        return oc_own_tree(oc_value_get(list->tree, oc_arena_cstr(&run->arena, at->text)));
    if (list->keys) {
        for (size_t i = 0; i < list->n; i++)
            if (oc_str_ieq(list->keys[i], at->text))
                return list->items[i];
        return oc_own_nil();
    }
    if (at->kind != OC_OWN_NUMBER || at->number < 0 || (size_t)at->number >= oc_own_size(list))
        return oc_own_nil();
    return oc_own_at(run, list, (size_t)at->number, NULL);
}

bool oc_own_true(const struct oc_own_value *v)
{
    switch (v->kind) {
    case OC_OWN_NIL:
        return false;
    case OC_OWN_BOOL:
    case OC_OWN_NUMBER:
        return v->number != 0;
    case OC_OWN_TEXT:
    case OC_OWN_LIST:
        return oc_own_size(v) > 0;
    case OC_OWN_TREE:
        return v->tree->child;
    default:
        return true;
    }
}

bool oc_own_same(const struct oc_own_value *a, const struct oc_own_value *b)
{
    if (a->kind == OC_OWN_NIL || b->kind == OC_OWN_NIL)
        return a->kind == b->kind;
    return oc_str_eq(a->text, b->text) && a->kind != OC_OWN_LIST && a->kind != OC_OWN_TREE;
}
