/* SPDX-License-Identifier: MIT */
/*
 * Where a site's root is, by the markers of dialect.c, and what its configuration says of it.
 */
#include <errno.h>

#include "base/limits.h"
#include "base/path.h"
#include "collect/stages.h"

/* Remembers the first thing that could not be looked at. */
static void unread(struct oc_site *site, struct oc_arena *a, struct oc_str path, const char *why)
{
    if (site->why)
        return;
    site->unread = oc_arena_copy(a, path);
    site->why = why;
}

/* What a match needs: the site, the book's arena and one for now. */
struct search {
    struct oc_site *site;
    struct oc_arena *a, *scratch;
};

static bool is_there(struct search *s, struct oc_str dir, const char *name, enum oc_file_kind kind)
{
    const char *why;
    struct oc_str path = oc_path_join(s->scratch, dir, oc_str(name));
    bool there = oc_file_look(&why, path.p) == kind;
    if (why)
        unread(s->site, s->a, path, why);
    return there;
}

/* Whether the configuration there has the key. */
static bool has_key(struct search *s, struct oc_str dir, const char *name, const char *key)
{
    struct oc_value_error err;
    struct oc_str path = oc_path_join(s->scratch, dir, oc_str(name));
    const struct oc_value *root = oc_config_load(s->scratch, &err, path.p);
    if (!root && err.line == 0) /* not a mistake in it: it could not be read */
        unread(s->site, s->a, path, err.why.p);
    return oc_value_get(root, key) != NULL;
}

/* The first marker that holds for dir, or NULL. */
static const struct oc_marker *match(struct search *s, struct oc_str dir, const struct oc_marker *m)
{
    const char *looked = ""; /* rows of one file stand together: it is looked for once */
    bool there = false;
    for (; m->file; m++) {
        if (strcmp(looked, m->file) != 0) {
            struct oc_str file = oc_str(m->file);
            bool folder = oc_str_ends(file, "/");
            there = is_there(s, dir, m->file, folder ? OC_FILE_FOLDER : OC_FILE_REGULAR);
            looked = m->file;
        }
        if (!there || (m->beside && !is_there(s, dir, m->beside, OC_FILE_FOLDER)))
            continue;
        if (m->key && !has_key(s, dir, m->file, m->key))
            continue;
        return m;
    }
    return NULL;
}

static bool has_config(const struct oc_marker *m)
{
    static const char *const kinds[] = {"yml", "yaml", "toml", "json"};
    struct oc_str ext = oc_path_ext(oc_str(m->file));
    for (size_t i = 0; i < OC_COUNT(kinds); i++)
        if (oc_str_is(ext, kinds[i]))
            return !oc_str_is(oc_str(m->file), "package.json");
    return false;
}

/* m holds for the folder `at`, which is real or above it. */
static void settle(struct oc_site *site, struct oc_arena *a, struct oc_str real, struct oc_str at,
                   const struct oc_marker *m)
{
    site->marker = m;
    site->dialect = m->dialect;
    site->is_root = at.n == real.n;
    if (!site->is_root) {
        site->root = oc_arena_copy(a, at);
        site->base = oc_arena_copy(a, real);
        site->prefix = oc_str_sub(site->base, at.n + 1, real.n);
    }
    if (has_config(m))
        site->config = oc_path_join(a, oc_arena_copy(a, at), oc_str(m->file));
}

void oc_site_find(struct oc_site *site, struct oc_arena *a, struct oc_str given,
                  struct oc_str folder, int above)
{
    struct oc_arena scratch;
    oc_arena_init(&scratch);
    *site = (struct oc_site){.given = given, .root = folder, .base = folder};
    struct search search = {site, a, &scratch};
    const char *real = oc_file_real(&scratch, folder.n ? oc_arena_cstr(&scratch, folder) : ".");
    if (!real)
        unread(site, a, folder, oc_file_why(errno));
    const struct oc_marker *tables[] = {oc_markers, oc_weak_markers}, *m = NULL;
    for (size_t t = 0; real && t < OC_COUNT(tables) && !m; t++) {
        struct oc_str at = oc_str(real);
        for (int up = 0; up <= above && at.n > 1 && !m; up++) {
            m = match(&search, at, tables[t]);
            if (m) {
                settle(site, a, oc_str(real), at, m);
                site->sure = t == 0;
            }
            at = oc_path_dir(at);
        }
    }
    oc_arena_release(&scratch);
}

static bool has(struct oc_str folder, const char *name, enum oc_file_kind kind)
{
    struct oc_arena a;
    oc_arena_init(&a);
    bool found = oc_file_kind(oc_path_join(&a, folder, oc_str(name)).p) == kind;
    oc_arena_release(&a);
    return found;
}

bool oc_site_is_vault(struct oc_str folder)
{
    return has(folder, ".obsidian", OC_FILE_FOLDER) || oc_site_is_quartz(folder);
}

bool oc_site_is_quartz(struct oc_str folder)
{
    return has(folder, "quartz.config.ts", OC_FILE_REGULAR) &&
           has(folder, "content", OC_FILE_FOLDER);
}

bool oc_site_is_outline(struct oc_str folder)
{
    return has(folder, "logseq/config.edn", OC_FILE_REGULAR);
}

bool oc_site_allows(const struct oc_book *book, const struct oc_site *site, const char *path)
{
    const struct oc_strs *allow = &book->config->allow;
    struct oc_arena a;
    oc_arena_init(&a);
    const char *root = oc_file_real(&a, site->root.n ? oc_arena_cstr(&a, site->root) : ".");
    bool allowed = root && oc_file_inside(&a, root, path);
    for (size_t i = 0; i < allow->n && !allowed; i++) {
        const char *folder = oc_file_real(&a, oc_arena_cstr(&a, allow->v[i]));
        if (!folder)
            folder = oc_file_real(&a, oc_path_join(&a, site->root, allow->v[i]).p);
        allowed = folder && oc_file_inside(&a, folder, path);
    }
    oc_arena_release(&a);
    return allowed;
}

/* ---- the configuration ---- */

bool oc_site_placeholder(struct oc_str s)
{
    static const char *const texts[] = {"John Doe",
                                        "blank",
                                        "Your Name",
                                        "http://example.com",
                                        "https://example.com",
                                        "http://yoursite.com",
                                        "https://example.org/",
                                        "http://example.org/"};
    for (size_t i = 0; i < OC_COUNT(texts); i++)
        if (oc_str_is(s, texts[i]))
            return true;
    return false;
}

/* The text of the first of names that has one; a map gives its name. */
static struct oc_str first_text(const struct oc_value *root, const char *const *names)
{
    for (; *names; names++) {
        const struct oc_value *v = oc_value_get(root, *names);
        if (v && v->kind == OC_VALUE_LIST && v->child)
            v = v->child;
        if (v && v->kind == OC_VALUE_MAP)
            v = oc_value_get(v, "name");
        struct oc_str text = oc_value_text(v);
        if (text.n && !oc_site_placeholder(text))
            return text;
    }
    return OC_STR_NONE;
}

static void fill(struct oc_str *field, struct oc_arena *a, const struct oc_value *root,
                 const char *const *names)
{
    static const char *const inner[] = {"params", "extra"}; /* Hugo's and Zola's own variables */
    struct oc_str text = first_text(root, names);
    for (size_t i = 0; i < OC_COUNT(inner) && !text.n; i++)
        text = first_text(oc_value_get(root, inner[i]), names);
    if (field->n || !text.n)
        return;
    struct oc_buf buf;
    oc_buf_init(&buf, OC_MAX_CONFIG_BYTES);
    oc_entities_decode(&buf, text, false);
    *field = oc_buf_take(&buf, a);
    oc_buf_release(&buf);
}

/* Zola and Hugo: the front page of the content names the site where the configuration does not. */
static void read_front_page(struct oc_book *book, const struct oc_site *site)
{
    static const char *const title[] = {"title", NULL}, *const about[] = {"description", NULL};
    struct oc_post page = {0};
    struct oc_buf text;
    const char *why;
    oc_arena_init(&page.arena);
    oc_diags_init(&page.diags, &page.arena, 1);
    oc_buf_init(&text, OC_MAX_CONFIG_BYTES);
    const char *path = oc_path_join(&page.arena, site->root, OC_STR("content/_index.md")).p;
    if (oc_site_allows(book, site, path) && oc_file_read(&text, &why, path) == 0) {
        oc_front_read(&page, oc_buf_view(&text));
        fill(&book->site_title, &book->arena, page.front, title);
        fill(&book->site_description, &book->arena, page.front, about);
    }
    oc_buf_release(&text);
    oc_arena_release(&page.arena);
}

static void fill_all(struct oc_book *book, const struct oc_value *root)
{
    static const char *const title[] = {"title", NULL}, *const about[] = {"description", NULL},
                             *const author[] = {"author", "authors", NULL},
                             *const name[] = {"name", NULL},
                             *const zone[] = {"timezone", "timeZone", NULL};
    struct oc_arena *a = &book->arena;
    fill(&book->site_title, a, root, title);
    fill(&book->site_author, a, root, author);
    fill(&book->site_author, a, oc_value_get(root, "social"), name); /* Chirpy */
    fill(&book->site_description, a, root, about);
    fill(&book->site_timezone, a, root, zone);
}

/* al-folio has the parts of its owner's name, which is also its title when that is blank. */
static void fill_folio(struct oc_book *book, const struct oc_value *root)
{
    static const char *const names[] = {"first_name", "middle_name", "last_name"};
    struct oc_buf name;
    if (!oc_value_text(oc_value_get(root, "first_name")).n)
        return;
    oc_buf_init(&name, OC_MAX_CONFIG_BYTES);
    for (size_t i = 0; i < OC_COUNT(names); i++) {
        struct oc_str part = oc_value_text(oc_value_get(root, names[i]));
        if (part.n)
            oc_buf_printf(&name, "%s%.*s", name.n ? " " : "", OC_STR_ARG(part));
    }
    struct oc_str full = oc_buf_take(&name, &book->arena);
    if (!book->site_author.n)
        book->site_author = full;
    if (!book->site_title.n)
        book->site_title = full;
    oc_buf_release(&name);
}

/* What the language's own table says counts more than what stands beside it. */
static void fill_lang(struct oc_book *book, const struct oc_site *site, const struct oc_value *root)
{
    static const char *const lang[] = {
        "language", "lang", "languageCode", "default_language", "defaultContentLanguage",
        "locale",   NULL};
    struct oc_str *field = &book->site_lang;
    if (site->language && !field->n)
        *field = oc_language_code(site->language);
    if (site->language && !field->n && !oc_str_ieq(site->language->key, site->default_language))
        *field = site->language->key;
    fill(field, &book->arena, root, lang);
    if (site->language && !field->n)
        *field = site->language->key;
}

/* The marker as a person would say it: "_config.yml and source/_posts". */
static void tell_marker(struct oc_book *book, const struct oc_site *site)
{
    const struct oc_marker *m = site->marker;
    if (!m || book->dialect_by.n)
        return;
    const char *more = m->key ? m->key : m->beside;
    book->dialect_by = oc_arena_printf(&book->arena, "%s%s%s", m->file,
                                       !more    ? ""
                                       : m->key ? " with "
                                                : " and ",
                                       more ? more : "");
}

/* Jekyll's Markdown: kramdown and Maruku always, others when told. Octopress (it alone has an
 * excerpt_link) has RubyPants go over every page. */
static bool jekyll_quotes(const struct oc_value *root)
{
    struct oc_str engine = oc_value_text(oc_value_get(root, "markdown"));
    const struct oc_value *own = engine.n ? oc_value_member(root, engine) : NULL;
    const struct oc_value *list = oc_value_get(own, "extensions");
    if (!engine.n || oc_str_iis(engine, "kramdown") || oc_str_iis(engine, "maruku") ||
        oc_value_get(root, "excerpt_link"))
        return true;
    for (const struct oc_value *v = list ? list->child : NULL; v; v = v->next)
        if (oc_str_iis(oc_value_text(v), "smart"))
            return true;
    return false;
}

/* Hexo's renderers make typographic quotes, the usual one by marked and that by markdown-it. */
static bool hexo_quotes(const struct oc_value *root)
{
    const struct oc_value *it = oc_value_get(oc_value_get(root, "markdown"), "render");
    return oc_value_bool(oc_value_get(oc_value_get(root, "marked"), "smartypants"), true) &&
           oc_value_bool(oc_value_get(it, "typographer"), true);
}

/* Whether the site's Markdown makes typographic quotes: kramdown and Goldmark do if not told to let
 * it be, Zola's when told. */
static bool makes_quotes(const struct oc_site *site, const struct oc_value *root)
{
    const struct oc_value *in = oc_value_get(oc_value_get(root, "markup"), "goldmark");
    const struct oc_value *mark = oc_value_get(oc_value_get(in, "extensions"), "typographer");
    switch (site->dialect) {
    case OC_HEXO:
        return hexo_quotes(root);
    case OC_JEKYLL:
        return jekyll_quotes(root);
    case OC_HUGO:
        return mark && mark->kind == OC_VALUE_MAP
                   ? !oc_value_bool(oc_value_get(mark, "disable"), false)
                   : oc_value_bool(mark, true);
    case OC_ZOLA:
        return oc_value_bool(oc_value_get(oc_value_get(root, "markdown"), "smart_punctuation"),
                             false);
    case OC_PLAIN:
        return oc_value_bool(oc_value_get(root, "smart_punctuation"), false);
    default:
        return site->dialect == OC_JAVASCRIPT && site->marker &&
               oc_str_starts(oc_str(site->marker->file), "astro.config");
    }
}

void oc_site_read(struct oc_book *book, struct oc_site *site)
{
    static const char *const url[] = {"url", "baseURL", "base_url", NULL};
    struct oc_arena *a = &book->arena;
    tell_marker(book, site);
    if (site->why)
        oc_diag_add(&book->diags, OC_D_SITE_UNREADABLE, site->unread, 0, 0, oc_str(site->why),
                    OC_STR_NONE);
    const struct oc_value *root = oc_site_config(book, site);
    site->quotes = makes_quotes(site, root);
    if (!root)
        return;
    oc_map_add(&book->site_config, site->root, (void *)(uintptr_t)root);
    oc_site_languages(book, site, root);
    if (site->language)
        fill_all(book, site->language);
    fill_all(book, root);
    if (site->dialect == OC_JEKYLL)
        fill_folio(book, root);
    fill_lang(book, site, root);
    if (!book->site_title.n && (site->dialect == OC_ZOLA || site->dialect == OC_HUGO))
        read_front_page(book, site);
    if (book->site_url.n)
        return;
    fill(&book->site_url, a, root, url);
    struct oc_str below = oc_value_text(oc_value_get(root, "baseurl"));
    if (site->dialect == OC_JEKYLL && book->site_url.n && oc_str_starts(below, "/"))
        book->site_url =
            oc_arena_printf(a, "%.*s%.*s", OC_STR_ARG(book->site_url), OC_STR_ARG(below));
}
