/* SPDX-License-Identifier: MIT */
/*
 * Options as they come: from callers, from a book.yaml that they name, from one that is found in a
 * blog's folder. What the first two say is the user's own word; the last may be a stranger's, so
 * it can have nothing read that lies outside its folder, and some options not at all.
 */
#include "base/file.h"
#include "base/limits.h"
#include "base/path.h"
#include "octavo_impl.h"

static void remember(struct oc_settings *list, struct oc_arena *a, const struct oc_option *option,
                     struct oc_str value, struct oc_str bound)
{
    list->v = oc_arena_grow(a, list->v, &list->cap, list->n + 1, sizeof(*list->v));
    list->v[list->n++] = (struct oc_setting){option, oc_arena_copy(a, value), bound};
}

/* True when a fresh set of options would take the value. */
static bool takes(struct octavo *o, const struct oc_option *option, struct oc_str value)
{
    struct oc_config trial;
    oc_config_init(&trial, &o->arena);
    return oc_config_set(&trial, option, value) == 0;
}

/* A blank item makes a list empty; an author without a name is most often a slip. */
static void tell_empty(struct octavo *o, const struct oc_option *option, struct oc_str value,
                       struct oc_str file, int line, int col)
{
    if (option->offset == offsetof(struct oc_config, authors) && oc_str_trim_wide(value).n == 0)
        oc_diag_add(&o->diags, OC_D_AUTHOR_EMPTY, file, line, col, OC_STR_NONE, OC_STR_NONE);
}

int octavo_set(struct octavo *o, const char *name, const char *value)
{
    const struct oc_option *option = oc_option_find(oc_str(name));
    oc_view_forget(o);
    if (!option) {
        oc_diag_add(&o->diags, OC_D_OPTION_UNKNOWN, OC_STR_NONE, 0, 0, oc_str(name), OC_STR_NONE);
        return -1;
    }
    if (!takes(o, option, oc_str(value))) {
        oc_diag_add(&o->diags, OC_D_OPTION_VALUE, OC_STR_NONE, 0, 0, oc_str(name), oc_str(value));
        return -1;
    }
    tell_empty(o, option, oc_str(value), OC_STR_NONE, 0, 0);
    remember(&o->given, &o->arena, option, oc_str(value), OC_STR_NONE);
    return 0;
}

/* ---- book.yaml ---- */

/* Where a book.yaml comes from. */
struct origin {
    struct oc_str file, dir; /* its path, and the folder that its own paths start from */
    struct oc_str real;      /* of one that was found: dir with all links followed; else "" */
};

/*
 * Makes the path of a value that was found one that stays in the folder. -1 when it leads out. What
 * is not there stays below the real folder, wherever it is looked for later.
 */
static int bind_path(struct oc_str *path, struct octavo *o, const struct origin *from)
{
    struct oc_str joined = oc_path_join(&o->arena, from->dir, *path);
    const char *real = oc_file_real(&o->arena, joined.p);
    if (real && !oc_path_inside(from->real, oc_str(real)))
        return -1;
    struct oc_str whole = oc_path_normal(&o->arena, oc_path_join(&o->arena, from->real, *path));
    if (!real && !oc_path_inside(from->real, whole))
        return -1;
    *path = real ? joined : whole;
    return 0;
}

/* The same of "URLPREFIX=DIR". */
static int bind_map(struct oc_str *rule, struct octavo *o, const struct origin *from)
{
    size_t equals = oc_str_rchr(*rule, '=');
    if (equals == SIZE_MAX)
        return 0; /* media/find.c tells what is wrong with it */
    struct oc_str dir = oc_str_sub(*rule, equals + 1, rule->n);
    if (bind_path(&dir, o, from) != 0)
        return -1;
    *rule = oc_arena_printf(&o->arena, "%.*s=%.*s", OC_STR_ARG(oc_str_sub(*rule, 0, equals)),
                            OC_STR_ARG(dir));
    return 0;
}

static int refuse(struct octavo *o, enum oc_code code, const struct origin *from,
                  const struct oc_value *v, const struct oc_option *option)
{
    oc_diag_add(&o->diags, code, from->file, v->line, v->col, oc_str(option->name), v->text);
    return -1;
}

/* Whether a value that was found may stand; *text is then what it comes to. -1 when told why not.
 */
static int bind(struct oc_str *text, struct octavo *o, const struct origin *from,
                const struct oc_value *v, const struct oc_option *option)
{
    enum oc_reach reach = oc_option_reach(option);
    bool on = !oc_str_iis(*text, "none") && !oc_str_iis(*text, "no") && !oc_str_iis(*text, "off") &&
              !oc_str_iis(*text, "false") && !oc_str_is(*text, "0");
    if (text->n == 0 || reach == OC_REACH_NOTHING)
        return 0;
    if (reach == OC_REACH_USER)
        return on ? refuse(o, OC_D_CONFIG_USER, from, v, option) : 0;
    if (oc_str_chr(*text, '\0', 0) != SIZE_MAX)
        return refuse(o, OC_D_OPTION_VALUE, from, v, option);
    if (reach == OC_REACH_OUTPUT) {
        if (!oc_str_iis(oc_path_ext(*text), "epub"))
            return refuse(o, OC_D_CONFIG_OUTPUT, from, v, option);
        *text = oc_path_join(&o->arena, from->dir, *text);
        return 0;
    }
    int bound = reach == OC_REACH_MAP ? bind_map(text, o, from) : bind_path(text, o, from);
    return bound == 0 ? 0 : refuse(o, OC_D_CONFIG_OUTSIDE, from, v, option);
}

/* One `key: value` of book.yaml; a list gives one setting an item. */
static void load_entry(struct octavo *o, const struct origin *from, const struct oc_value *entry)
{
    const struct oc_option *option = oc_option_find(entry->key);
    const struct oc_value *v = entry->kind == OC_VALUE_LIST ? entry->child : entry;
    if (oc_str_is(entry->key, "contents")) { /* collect/contents.c judges what is in it */
        o->contents = entry->kind == OC_VALUE_NULL ? NULL : entry;
        o->contents_file = from->file;
        return;
    }
    if (!option) {
        oc_diag_add(&o->diags, OC_D_CONFIG_KEY, from->file, entry->line, entry->col, entry->key,
                    OC_STR_NONE);
        return;
    }
    for (; v; v = v == entry ? NULL : v->next) {
        struct oc_str text = oc_str_trim(v->text);
        if (v->kind == OC_VALUE_NULL)
            continue;
        if (v->kind != OC_VALUE_TEXT || !takes(o, option, text)) {
            oc_diag_add(&o->diags, OC_D_OPTION_VALUE, from->file, v->line, v->col, entry->key,
                        text);
            continue;
        }
        if (from->real.n && bind(&text, o, from, v, option) != 0)
            continue;
        if (!from->real.n && option->kind == OC_OPT_PATH && text.n > 0)
            text = oc_path_join(&o->arena, from->dir, text);
        tell_empty(o, option, text, from->file, v->line, v->col);
        remember(&o->loaded, &o->arena, option, text, from->real);
    }
}

static int load(struct octavo *o, const struct origin *from)
{
    struct oc_value_error err;
    struct oc_buf text;
    const char *why;
    int result = -1;
    o->has_loaded = true;
    oc_view_forget(o);
    oc_buf_init(&text, OC_MAX_CONFIG_BYTES);
    if (oc_file_read(&text, &why, from->file.p) != 0) {
        oc_diag_add(&o->diags, OC_D_CONFIG_UNREADABLE, from->file, 0, 0, oc_str(why), OC_STR_NONE);
        goto out;
    }
    struct oc_value *root = oc_value_yaml(&o->arena, &err, oc_buf_take(&text, &o->arena), 1);
    if (!root) {
        oc_diag_add(&o->diags, OC_D_CONFIG_BAD, from->file, err.line, err.col, err.why,
                    OC_STR_NONE);
        goto out;
    }
    if (root->kind == OC_VALUE_MAP)
        for (const struct oc_value *v = root->child; v; v = v->next)
            load_entry(o, from, v);
    result = 0;
out:
    oc_buf_release(&text);
    return result;
}

int octavo_load(struct octavo *o, const char *file)
{
    struct oc_str name = oc_arena_copy(&o->arena, oc_str(file));
    return load(o, &(struct origin){name, oc_path_dir(name), OC_STR_NONE});
}

static void load_found(struct octavo *o, struct oc_str folder)
{
    struct oc_str file = oc_path_join(&o->arena, folder, OC_STR("book.yaml"));
    const char *why, *real;
    enum oc_file_kind kind = oc_file_look(&why, file.p);
    if (kind == OC_FILE_REGULAR) {
        real = oc_file_real(&o->arena, folder.p);
        if (!real)
            why = "the folder's own path cannot be told";
        else if (!oc_file_inside(&o->arena, real, file.p))
            why = "it is a link that leads out of the folder";
        else
            (void)load(o, &(struct origin){file, folder, oc_str(real)});
    }
    if (why)
        oc_diag_add(&o->diags, OC_D_CONFIG_UNREADABLE, file, 0, 0, oc_str(why), OC_STR_NONE);
}

void oc_options_find(struct octavo *o)
{
    for (size_t i = 0; i < o->npaths && !o->has_loaded; i++) {
        if (oc_file_kind(o->paths[i]) != OC_FILE_FOLDER)
            continue;
        load_found(o, oc_str(o->paths[i]));
        o->has_loaded = true;
    }
}

/* ---- all together ---- */

static void apply(struct oc_config *c, const struct oc_settings *list)
{
    for (size_t i = 0; i < list->n; i++) {
        bool first = true;
        for (size_t k = 0; k < i; k++)
            first = first && list->v[k].option != list->v[i].option;
        if (first)
            oc_config_clear(c, list->v[i].option);
        int set = oc_config_set(c, list->v[i].option, list->v[i].value);
        (void)set; /* takes() has said yes before */
    }
}

void oc_options_apply(struct octavo *o)
{
    oc_config_init(&o->config, &o->arena);
    apply(&o->config, &o->loaded);
    apply(&o->config, &o->given);
}

/* The last setting of an option, or NULL when nobody named it. */
static const struct oc_setting *last_of(const struct octavo *o, const char *name)
{
    const struct oc_settings *lists[] = {&o->given, &o->loaded};
    const struct oc_option *option = oc_option_find(oc_str(name));
    for (size_t l = 0; l < OC_COUNT(lists); l++)
        for (size_t i = lists[l]->n; i > 0; i--)
            if (lists[l]->v[i - 1].option == option)
                return &lists[l]->v[i - 1];
    return NULL;
}

struct oc_str oc_options_bound(const struct octavo *o, const char *name)
{
    const struct oc_setting *s = last_of(o, name);
    return s ? s->bound : OC_STR_NONE;
}

bool oc_options_by_user(const struct octavo *o, const char *name)
{
    const struct oc_setting *s = last_of(o, name);
    return s && s->bound.n == 0 && s->value.n > 0;
}
