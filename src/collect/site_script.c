/* SPDX-License-Identifier: MIT */
/*
 * Astro, Next.js, Gatsby, Eleventy, VuePress and Pelican are configured by programs. None is run:
 * what stands in one as `name: 'text'` or `name = "text"` is read, by a table of the files and
 * names that are usual.
 */
#include "base/limits.h"
#include "base/path.h"
#include "collect/stages.h"

#define MAX_SCRIPT_BYTES ((size_t)1 << 20)

/* In the file of that name, the text that name is set to is the site's key. The first wins. */
struct script {
    const char *file, *name, *key;
};
static const struct script scripts[] = {
    {"src/consts.ts", "SITE_TITLE", "title"},
    {"src/consts.ts", "SITE_DESCRIPTION", "description"},
    {"src/consts.ts", "SITE_AUTHOR", "author"},
    {"src/consts.js", "SITE_TITLE", "title"},
    {"src/consts.js", "SITE_DESCRIPTION", "description"},
    {"astro.config.mjs", "site", "url"},
    {"astro.config.ts", "site", "url"},
    {"astro.config.js", "site", "url"},
    {"data/siteMetadata.js", "title", "title"},
    {"data/siteMetadata.js", "author", "author"},
    {"data/siteMetadata.js", "description", "description"},
    {"data/siteMetadata.js", "language", "language"},
    {"data/siteMetadata.js", "siteUrl", "url"},
    {"gatsby-config.js", "title", "title"},
    {"gatsby-config.js", "author", "author"},
    {"gatsby-config.js", "description", "description"},
    {"gatsby-config.js", "siteUrl", "url"},
    {"gatsby-config.ts", "title", "title"},
    {"gatsby-config.ts", "author", "author"},
    {"gatsby-config.ts", "siteUrl", "url"},
    {"docusaurus.config.js", "title", "title"},
    {"docusaurus.config.js", "url", "url"},
    {"docusaurus.config.ts", "title", "title"},
    {"docusaurus.config.ts", "url", "url"},
    {"_data/metadata.js", "title", "title"},
    {"_data/metadata.js", "url", "url"},
    {"_data/metadata.js", "language", "language"},
    {"_data/metadata.js", "description", "description"},
    {"_data/metadata.js", "name", "author"},
    {"_data/site.js", "title", "title"},
    {"_data/site.js", "url", "url"},
};

/* Of generators whose posts are read as a plain folder's. */
static const struct script plain_scripts[] = {
    {".vuepress/config.js", "title", "title"},
    {".vuepress/config.js", "description", "description"},
    {".vuepress/config.js", "lang", "language"},
    {".vuepress/config.ts", "title", "title"},
    {".vuepress/config.ts", "description", "description"},
    {".vuepress/config.ts", "lang", "language"},
    {"docs/.vuepress/config.js", "title", "title"},
    {"docs/.vuepress/config.js", "description", "description"},
    {"docs/.vuepress/config.js", "lang", "language"},
    {"docs/.vuepress/config.ts", "title", "title"},
    {"docs/.vuepress/config.ts", "description", "description"},
    {"docs/.vuepress/config.ts", "lang", "language"},
    {".vitepress/config.mts", "title", "title"},
    {".vitepress/config.mts", "description", "description"},
    {".vitepress/config.mts", "lang", "language"},
    {".vitepress/config.ts", "title", "title"},
    {".vitepress/config.ts", "description", "description"},
    {".vitepress/config.ts", "lang", "language"},
    {".vitepress/config.js", "title", "title"},
    {".vitepress/config.js", "description", "description"},
    {".vitepress/config.js", "lang", "language"},
    {"docs/.vitepress/config.mts", "title", "title"},
    {"docs/.vitepress/config.mts", "description", "description"},
    {"docs/.vitepress/config.mts", "lang", "language"},
    {"docs/.vitepress/config.ts", "title", "title"},
    {"docs/.vitepress/config.ts", "description", "description"},
    {"docs/.vitepress/config.ts", "lang", "language"},
    {"docs/.vitepress/config.js", "title", "title"},
    {"docs/.vitepress/config.js", "description", "description"},
    {"docs/.vitepress/config.js", "lang", "language"},
    {"pelicanconf.py", "SITENAME", "title"},
    {"pelicanconf.py", "AUTHOR", "author"},
    {"pelicanconf.py", "SITESUBTITLE", "description"},
    {"pelicanconf.py", "DEFAULT_LANG", "language"},
};

/* Eleventy's data, which says the same in JSON. */
static const char *const data_files[] = {"_data/metadata.json",     "_data/site.json",
                                         "src/_data/metadata.json", "src/_data/site.json",
                                         "src/_data/meta.json",     "_data/meta.json"};

static void add(struct oc_arena *a, struct oc_value *map, const char *key, struct oc_str text)
{
    if (oc_value_get(map, key) || !text.n)
        return;
    struct oc_value *v = OC_NEW(a, struct oc_value);
    *v = (struct oc_value){.kind = OC_VALUE_TEXT, .key = oc_str(key), .text = text};
    oc_value_append(map, v);
}

static bool is_name(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' ||
           c == '$' || c == '.';
}

static size_t skip_blank(struct oc_str s, size_t at)
{
    while (at < s.n && strchr(" \t\r\n", s.p[at]) && s.p[at])
        at++;
    return at;
}

/* The literal that follows `name:` or `name =` at the end of a name at `at`; "" when none does. */
static struct oc_str literal(struct oc_arena *a, struct oc_str s, size_t at)
{
    if (at < s.n && (s.p[at] == '"' || s.p[at] == '\''))
        at++;
    at = skip_blank(s, at);
    if (at >= s.n || (s.p[at] != ':' && s.p[at] != '='))
        return OC_STR_NONE;
    at = skip_blank(s, at + 1);
    if (at >= s.n || !strchr("'\"`", s.p[at]) || !s.p[at])
        return OC_STR_NONE;
    struct oc_buf text;
    char quote = s.p[at++];
    oc_buf_init(&text, OC_MAX_TITLE_BYTES);
    for (; at < s.n && s.p[at] != quote && s.p[at] != '\n'; at++) {
        if (s.p[at] == '\\' && at + 1 < s.n)
            at++;
        oc_buf_putc(&text, s.p[at]);
    }
    bool good = at < s.n && s.p[at] == quote && !text.full &&
                oc_str_find(oc_buf_view(&text), "${", 0) == SIZE_MAX;
    struct oc_str found = good ? oc_buf_take(&text, a) : OC_STR_NONE;
    oc_buf_release(&text);
    return found;
}

static struct oc_str find(struct oc_arena *a, struct oc_str s, const char *name)
{
    size_t n = strlen(name);
    for (size_t at = 0; (at = oc_str_find(s, name, at)) != SIZE_MAX; at += n) {
        if (at > 0 && is_name(s.p[at - 1]))
            continue;
        struct oc_str text = literal(a, s, at + n);
        if (text.n)
            return text;
    }
    return OC_STR_NONE;
}

const struct oc_value *oc_site_script(struct oc_book *book, const struct oc_site *site)
{
    struct oc_arena *a = &book->arena;
    struct oc_str root = site->root;
    struct oc_value *map = OC_NEW(a, struct oc_value);
    struct oc_buf text;
    const char *why, *read = "";
    bool plain = site->dialect == OC_PLAIN;
    const struct script *rows = plain ? plain_scripts : scripts;
    size_t n = plain ? OC_COUNT(plain_scripts) : OC_COUNT(scripts);
    map->kind = OC_VALUE_MAP;
    for (size_t i = 0; i < OC_COUNT(data_files) && !plain; i++) {
        struct oc_value_error err;
        const char *path = oc_path_join(a, root, oc_str(data_files[i])).p;
        if (oc_file_kind(path) != OC_FILE_REGULAR || !oc_site_allows(book, site, path))
            continue;
        const struct oc_value *v = oc_config_load(a, &err, path);
        if (v && v->kind == OC_VALUE_MAP)
            return v;
    }
    oc_buf_init(&text, MAX_SCRIPT_BYTES);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(read, rows[i].file) != 0) { /* rows of one file stand together */
            read = rows[i].file;
            oc_buf_clear(&text);
            const char *path = oc_path_join(a, root, oc_str(read)).p;
            if (oc_file_kind(path) == OC_FILE_NONE || !oc_site_allows(book, site, path) ||
                oc_file_read(&text, &why, path) != 0)
                oc_buf_clear(&text);
        }
        add(a, map, rows[i].key, find(a, oc_buf_view(&text), rows[i].name));
    }
    oc_buf_release(&text);
    return map->child ? map : NULL;
}
