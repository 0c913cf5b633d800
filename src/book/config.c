/* SPDX-License-Identifier: MIT */
/* The option table and how a value's text becomes a field of struct oc_config. */
#include "book/config.h"

#include <assert.h>

#include "base/date.h"
#include "base/utf8.h"

#define OC_OPTION(field, name, letter, kind, arg, min, max, fallback, group, help)                 \
    {name,     letter, OC_OPT_##kind, offsetof(struct oc_config, field), arg, min, max,            \
     fallback, group,  help},
/* clang-format off */
const struct oc_option oc_options[] = {
#include "book/option.def"
};
/* clang-format on */
#undef OC_OPTION
const size_t oc_options_count = OC_COUNT(oc_options);

static bool same_name(struct oc_str given, const char *name)
{
    size_t i = 0;
    for (; i < given.n && name[i]; i++)
        if ((given.p[i] == '_' ? '-' : given.p[i]) != name[i])
            return false;
    return i == given.n && !name[i];
}

const struct oc_option *oc_option_find(struct oc_str name)
{
    for (size_t i = 0; i < oc_options_count; i++)
        if (same_name(name, oc_options[i].name))
            return &oc_options[i];
    return NULL;
}

enum oc_reach oc_option_reach(const struct oc_option *o)
{
    static const struct {
        size_t offset;
        enum oc_reach reach;
    } table[] = {
        {offsetof(struct oc_config, output), OC_REACH_OUTPUT},
        {offsetof(struct oc_config, cache), OC_REACH_USER},
        {offsetof(struct oc_config, fetch_private), OC_REACH_USER},
        {offsetof(struct oc_config, map), OC_REACH_MAP},
        {offsetof(struct oc_config, allow), OC_REACH_READ},
        {offsetof(struct oc_config, fonts), OC_REACH_READ},
    };
    for (size_t i = 0; i < OC_COUNT(table); i++)
        if (table[i].offset == o->offset)
            return table[i].reach;
    return o->kind == OC_OPT_PATH ? OC_REACH_READ : OC_REACH_NOTHING;
}

static void *field_of(struct oc_config *c, const struct oc_option *o)
{
    return (char *)c + o->offset;
}

void oc_config_clear(struct oc_config *c, const struct oc_option *o)
{
    if (o->kind == OC_OPT_LIST)
        ((struct oc_strs *)field_of(c, o))->n = 0;
}

void oc_config_init(struct oc_config *c, struct oc_arena *a)
{
    memset(c, 0, sizeof(*c));
    c->arena = a;
    for (size_t i = 0; i < oc_options_count; i++) {
        const struct oc_option *o = &oc_options[i];
        bool text = o->kind == OC_OPT_TEXT || o->kind == OC_OPT_DATE || o->kind == OC_OPT_PATH;
        if (text)
            *(struct oc_str *)field_of(c, o) = oc_str("");
        int set = o->fallback ? oc_config_set(c, o, oc_str(o->fallback)) : 0;
        assert(set == 0); /* else option.def gives a default its own kind refuses */
        (void)set;
    }
}

static int set_bool(bool *out, struct oc_str value)
{
    static const char *const yes[] = {"true", "yes", "on", "1"};
    static const char *const no[] = {"false", "no", "off", "0"};
    for (size_t i = 0; i < OC_COUNT(yes); i++) {
        if (oc_str_iis(value, yes[i]) || oc_str_iis(value, no[i])) {
            *out = oc_str_iis(value, yes[i]);
            return 0;
        }
    }
    return -1;
}

/* The place of value among the words of "a|b|c". */
static int set_enum(int64_t *out, const struct oc_option *o, struct oc_str value)
{
    struct oc_str rest = oc_str(o->arg), word;
    for (int64_t i = 0; oc_str_cut(&word, &rest, '|'); i++) {
        if (oc_str_ieq(word, value)) {
            *out = i;
            return 0;
        }
    }
    return -1;
}

/* As the book may hold it: without control characters, and UTF-8 wherever it came from. */
static struct oc_str text_of(struct oc_arena *a, struct oc_str value)
{
    struct oc_buf out;
    oc_buf_init(&out, SIZE_MAX - 1);
    oc_utf8_put_xml_ok(&out, value);
    struct oc_str text = oc_arena_copy(a, oc_str_trim(oc_buf_view(&out)));
    oc_buf_release(&out);
    return text;
}

int oc_config_set(struct oc_config *c, const struct oc_option *o, struct oc_str value)
{
    void *field = field_of(c, o);
    struct oc_date date;
    value = oc_str_trim(value);
    switch (o->kind) {
    case OC_OPT_BOOL:
        return set_bool(field, value);
    case OC_OPT_INT:
        return oc_str_int(field, value, o->min, o->max);
    case OC_OPT_ENUM:
        return set_enum(field, o, value);
    case OC_OPT_LIST:
        value = text_of(c->arena, value);
        if (value.n > 0)
            oc_strs_add(field, c->arena, value);
        return 0;
    case OC_OPT_DATE:
        if (value.n > 0 && oc_date_parse(&date, value) != 0)
            return -1;
        break;
    case OC_OPT_TEXT:
        *(struct oc_str *)field = text_of(c->arena, value);
        return 0;
    case OC_OPT_PATH:
        break;
    }
    *(struct oc_str *)field = oc_arena_copy(c->arena, value);
    return 0;
}
