/* SPDX-License-Identifier: MIT */
/*
 * A site's configuration as one tree: of most engines one file; of Hugo that file and those in
 * config/_default, each of which is the whole or what its name says. And which of a site's
 * languages the book is in.
 */
#include "base/limits.h"
#include "base/path.h"
#include "collect/stages.h"

const struct oc_value *oc_config_load(struct oc_arena *a, struct oc_value_error *err,
                                      const char *path)
{
    struct oc_buf buf;
    const char *why = "";
    *err = (struct oc_value_error){0};
    oc_buf_init(&buf, OC_MAX_CONFIG_BYTES);
    if (oc_file_read(&buf, &why, path) != 0) {
        err->why = oc_str(why);
        oc_buf_release(&buf);
        return NULL;
    }
    struct oc_str text = oc_buf_take(&buf, a), ext = oc_path_ext(oc_str(path));
    oc_buf_release(&buf);
    if (oc_str_starts(text, "\xEF\xBB\xBF"))
        text = oc_str_sub(text, 3, text.n);
    if (oc_str_is(ext, "toml"))
        return oc_value_toml(a, err, text, 1);
    if (oc_str_is(ext, "json"))
        return oc_value_json(a, err, text, 1);
    return oc_value_yaml(a, err, text, 1);
}

/* The path as it was given, also of what was unpacked elsewhere. */
static struct oc_str shown(struct oc_arena *a, const struct oc_site *site, struct oc_str path)
{
    if (!site->is_root || oc_str_eq(site->given, site->base) || !site->base.n ||
        !oc_path_inside(site->base, path))
        return path;
    return oc_arena_printf(a, "%.*s%.*s", OC_STR_ARG(site->given),
                           OC_STR_ARG(oc_str_sub(path, site->base.n, path.n)));
}

static const struct oc_value *load_or_tell(struct oc_book *book, const struct oc_site *site,
                                           struct oc_str path)
{
    struct oc_value_error err = {.why = OC_STR("a link that leads out of the site")};
    const struct oc_value *v = NULL;
    if (oc_file_kind(path.p) == OC_FILE_NONE || oc_site_allows(book, site, path.p))
        v = oc_config_load(&book->arena, &err, path.p);
    if (!v && err.why.n)
        oc_diag_add(&book->diags, err.line ? OC_D_CONFIG_BAD : OC_D_CONFIG_UNREADABLE,
                    shown(&book->arena, site, path), err.line, err.col, err.why, OC_STR_NONE);
    return v && v->kind == OC_VALUE_MAP ? v : NULL;
}

/* ---- Hugo's folder ---- */

static struct oc_value *child_of(const struct oc_value *map, struct oc_str key)
{
    for (struct oc_value *v = map->child; v; v = v->next)
        if (oc_str_ieq(v->key, key))
            return v;
    return NULL;
}

static struct oc_value *add_child(struct oc_arena *a, struct oc_value *map, struct oc_value from)
{
    struct oc_value *v = OC_NEW(a, struct oc_value);
    *v = from;
    v->next = NULL;
    oc_value_append(map, v);
    return v;
}

/* The map of that name in map, made when there is none. */
static struct oc_value *map_in(struct oc_arena *a, struct oc_value *map, struct oc_str key)
{
    struct oc_value *v = child_of(map, key);
    return v && v->kind == OC_VALUE_MAP
               ? v
               : add_child(a, map, (struct oc_value){.kind = OC_VALUE_MAP, .key = key});
}

/* Values of from come into map where it has none; maps are joined. Both nest as configs may. */
static void merge(struct oc_arena *a, struct oc_value *map, const struct oc_value *from)
{
    struct oc_arena scratch;
    struct oc_map names;
    oc_arena_init(&scratch);
    oc_map_init(&names, &scratch);
    for (struct oc_value *v = map->child; v; v = v->next)
        (void)oc_map_add(&names, oc_arena_lower(&scratch, v->key), v);
    for (const struct oc_value *v = from->child; v; v = v->next) {
        struct oc_str name = oc_arena_lower(&scratch, v->key);
        struct oc_value *mine = oc_map_get(&names, name);
        bool joined = v->kind == OC_VALUE_MAP && (!mine || mine->kind == OC_VALUE_MAP);
        if (!mine) {
            mine =
                add_child(a, map, joined ? (struct oc_value){.kind = v->kind, .key = v->key} : *v);
            oc_map_set(&names, name, mine);
        }
        if (joined)
            merge(a, mine, v);
    }
    oc_arena_release(&scratch);
}

/* hugo.toml is the whole, params.toml the table of that name, params.de.toml that of a language,
 * languages.de.toml the language itself. */
static struct oc_value *place_of(struct oc_arena *a, struct oc_value *root, struct oc_str stem)
{
    struct oc_str rest = stem, name;
    if (oc_str_is(stem, "hugo") || oc_str_is(stem, "config"))
        return root;
    if (!oc_str_cut(&name, &rest, '.'))
        return root;
    if (rest.p)
        root = map_in(a, map_in(a, root, OC_STR("languages")), rest);
    bool whole = rest.p && (oc_str_is(name, "languages") || oc_str_is(name, "hugo"));
    return whole ? root : map_in(a, root, name);
}

static void add_folder(struct oc_value *root, struct oc_book *book, const struct oc_site *site,
                       struct oc_str folder)
{
    static const char *const kinds[] = {"toml", "yaml", "yml", "json"};
    struct oc_arena *a = &book->arena;
    struct oc_dir_item *items;
    size_t n;
    const char *why;
    if (oc_dir_list(&items, &n, &why, a, folder.p) != 0)
        return; /* most sites have none */
    for (size_t i = 0; i < n; i++) {
        struct oc_str ext = oc_path_ext(items[i].name);
        bool known = false;
        for (size_t k = 0; k < OC_COUNT(kinds); k++)
            known = known || oc_str_is(ext, kinds[k]);
        if (!known || items[i].kind != OC_FILE_REGULAR)
            continue;
        const struct oc_value *v = load_or_tell(book, site, oc_path_join(a, folder, items[i].name));
        if (v)
            merge(a, place_of(a, root, oc_path_stem(items[i].name)), v);
    }
}

const struct oc_value *oc_site_config(struct oc_book *book, const struct oc_site *site)
{
    struct oc_arena *a = &book->arena;
    const struct oc_value *file = site->config.n ? load_or_tell(book, site, site->config) : NULL;
    if (site->dialect == OC_JAVASCRIPT || site->dialect == OC_ELEVENTY ||
        (site->dialect == OC_PLAIN && !site->config.n))
        return oc_site_script(book, site);
    if (site->dialect != OC_HUGO)
        return file;
    struct oc_value *root = OC_NEW(a, struct oc_value);
    root->kind = OC_VALUE_MAP;
    if (file)
        merge(a, root, file);
    add_folder(root, book, site, oc_path_join(a, site->root, OC_STR("config/_default")));
    oc_value_index(a, root);
    return root->child ? root : NULL;
}

/* ---- languages ---- */

/* Whether two names of languages mean one: "zh", "zh-CN" and "zh-Hans" do. */
static bool same_lang(struct oc_arena *a, struct oc_str x, struct oc_str y)
{
    struct oc_str tx = oc_lang_tag(a, x), ty = oc_lang_tag(a, y);
    return x.n && (oc_str_ieq(x, y) || (tx.n && oc_str_ieq(tx, ty)));
}

struct oc_str oc_language_code(const struct oc_value *language)
{
    static const char *const keys[] = {"locale", "languageCode", "language_code"};
    for (size_t i = 0; i < OC_COUNT(keys); i++) {
        struct oc_str code = oc_value_text(oc_value_get(language, keys[i]));
        if (code.n)
            return code;
    }
    return OC_STR_NONE;
}

static struct oc_str code_or_key(const struct oc_value *language)
{
    struct oc_str code = oc_language_code(language);
    return code.n ? code : language->key;
}

/* The one asked for; the site's default; English, which both engines take; the first. */
static const struct oc_value *choose(struct oc_book *book, const struct oc_value *root,
                                     const struct oc_value *languages)
{
    const struct oc_str wanted[] = {
        book->config->lang, oc_value_text(oc_value_get(root, "defaultContentLanguage")),
        oc_value_text(oc_value_get(root, "default_language")), OC_STR("en")};
    for (size_t i = 0; i < OC_COUNT(wanted) * 2; i++) { /* "de-CH" is German where that is all */
        struct oc_str lang = wanted[i / 2];
        size_t dash = oc_str_chr(lang, '-', 0);
        if (i % 2)
            lang = oc_str_sub(lang, 0, dash == SIZE_MAX ? 0 : dash);
        for (const struct oc_value *v = languages->child; v; v = v->next)
            if (same_lang(&book->arena, lang, v->key) ||
                same_lang(&book->arena, lang, oc_language_code(v)))
                return v;
    }
    return languages->child;
}

void oc_site_languages(struct oc_book *book, struct oc_site *site, const struct oc_value *root)
{
    const struct oc_value *all = oc_value_get(root, "languages");
    struct oc_buf names;
    struct oc_str usual = oc_value_text(oc_value_get(root, "defaultContentLanguage"));
    if (!usual.n)
        usual = oc_value_text(oc_value_get(root, "default_language"));
    if ((site->dialect != OC_HUGO && site->dialect != OC_ZOLA) || !all ||
        all->kind != OC_VALUE_MAP || !all->child)
        return;
    site->default_language = usual.n ? usual : OC_STR("en");
    if (site->dialect == OC_ZOLA &&
        !oc_value_get(all, oc_arena_cstr(&book->arena, site->default_language))) {
        /* Zola's table has the others alone */
        struct oc_value *every = OC_NEW(&book->arena, struct oc_value);
        every->kind = OC_VALUE_MAP;
        (void)map_in(&book->arena, every, site->default_language);
        merge(&book->arena, every, all);
        all = every;
    }
    site->languages = all;
    site->language = choose(book, root, all);
    if (!usual.n && !oc_value_get(all, "en"))
        site->default_language = site->language->key;
    if (!all->child->next)
        return;
    book->one_language = true;
    oc_buf_init(&names, OC_MAX_CONFIG_BYTES);
    for (const struct oc_value *v = all->child; v; v = v->next)
        oc_buf_printf(&names, "%s%.*s", v == all->child ? "" : ", ", OC_STR_ARG(v->key));
    oc_diag_add(&book->diags, OC_D_SITE_LANGUAGES, site->given, 0, 0, oc_buf_view(&names),
                site->language->key);
    oc_buf_release(&names);
}

/* The language of the folder of contents that a post lies in, or NULL. */
static const struct oc_value *by_folder(const struct oc_site *site, const struct oc_post *post)
{
    for (const struct oc_value *v = site->languages->child; v; v = v->next) {
        struct oc_str dir = oc_value_text(oc_value_get(v, "contentDir"));
        while (dir.n && dir.p[dir.n - 1] == '/')
            dir.n--;
        size_t at = oc_str_starts(dir, "./") ? 2 : 0;
        dir = oc_str_sub(dir, at, dir.n);
        if (dir.n && !oc_str_is(dir, "content") && oc_path_inside(dir, post->rel))
            return v;
    }
    return NULL;
}

void oc_post_language(struct oc_post *post, const struct oc_site *site, struct oc_str suffix)
{
    const struct oc_value *v = NULL;
    if (!site->languages)
        return;
    if (suffix.n)
        v = oc_value_get(site->languages, oc_arena_cstr(&post->arena, suffix));
    else
        v = by_folder(site, post);
    if (!v && !suffix.n)
        v = child_of(site->languages, site->default_language);
    if (v && !post->lang.n)
        post->lang = oc_arena_copy(&post->arena, code_or_key(v));
    const struct oc_value *first = site->languages->child;
    post->other_lang = first && first->next && v != site->language;
}
