/* SPDX-License-Identifier: MIT */
/*
 * Astro, Next.js, Gatsby, Eleventy, VuePress, Pelican and Nikola are configured by programs. None
 * is run: what stands in one as `name: 'text'` or `name = "text"` is read, by a table of the files
 * and names that are usual.
 */
#include "base/limits.h"
#include "base/path.h"
#include "base/uni.h"
#include "base/utf8.h"
#include "collect/stages.h"

#define MAX_SCRIPT_BYTES ((size_t)1 << 20)

/* The text that a name is set to is the site's key. */
struct field {
    const char *name, *key;
};
#define FIELDS(...)                                                                                \
    (const struct field[])                                                                         \
    {                                                                                              \
        __VA_ARGS__,                                                                               \
        {                                                                                          \
            NULL, NULL                                                                             \
        }                                                                                          \
    }

/* What is read of each file, in this order; the first text for a key wins. */
struct script {
    const char *file;
    const struct field *fields;
};
static const struct field of_docusaurus[] = {
    {"title", "title"},  {"tagline", "description"},    {"url", "host"},
    {"baseUrl", "root"}, {"defaultLocale", "language"}, {"routeBasePath", "route"},
    {NULL, NULL}};
static const struct script scripts[] = {
    {"src/consts.ts", FIELDS({"SITE_TITLE", "title"}, {"SITE_DESCRIPTION", "description"},
                             {"SITE_AUTHOR", "author"})},
    {"src/consts.js", FIELDS({"SITE_TITLE", "title"}, {"SITE_DESCRIPTION", "description"})},
    {"astro.config.mjs", FIELDS({"site", "url"})},
    {"astro.config.ts", FIELDS({"site", "url"})},
    {"astro.config.js", FIELDS({"site", "url"})},
    {"src/config.ts", FIELDS({"website", "url"}, {"title", "title"}, {"desc", "description"},
                             {"author", "author"}, {"lang", "language"})},
    {"src/site.config.ts", FIELDS({"title", "title"}, {"description", "description"},
                                  {"author", "author"}, {"url", "url"}, {"lang", "language"})},
    {"data/siteMetadata.js",
     FIELDS({"title", "title"}, {"author", "author"}, {"description", "description"},
            {"language", "language"}, {"siteUrl", "url"})},
    {"gatsby-config.js", FIELDS({"title", "title"}, {"author", "author"},
                                {"description", "description"}, {"siteUrl", "url"})},
    {"gatsby-config.ts", FIELDS({"title", "title"}, {"author", "author"}, {"siteUrl", "url"})},
    {"docusaurus.config.js", of_docusaurus},
    {"docusaurus.config.ts", of_docusaurus},
    {"_data/metadata.js", FIELDS({"title", "title"}, {"url", "url"}, {"language", "language"},
                                 {"description", "description"}, {"name", "author"})},
    {"_data/site.js", FIELDS({"title", "title"}, {"url", "url"})},
};

/* Of generators whose posts are read as a plain folder's. */
static const struct field of_vue[] = {
    {"title", "title"}, {"description", "description"}, {"lang", "language"}, {NULL, NULL}};
static const struct field of_pelican[] = {
    {"SITENAME", "title"},          {"AUTHOR", "author"}, {"SITESUBTITLE", "description"},
    {"DEFAULT_LANG", "language"},   {"SITEURL", "url"},   {"PATH", "path"},
    {"ARTICLE_URL", "article_url"}, {NULL, NULL}};
static const struct field of_quartz[] = {
    {"pageTitle", "title"}, {"locale", "language"}, {NULL, NULL}};
static const struct script plain_scripts[] = {
    {"quartz.config.ts", of_quartz},
    {".vuepress/config.js", of_vue},
    {".vuepress/config.ts", of_vue},
    {"docs/.vuepress/config.js", of_vue},
    {"docs/.vuepress/config.ts", of_vue},
    {".vitepress/config.mts", of_vue},
    {".vitepress/config.ts", of_vue},
    {".vitepress/config.js", of_vue},
    {".vitepress/config.mjs", of_vue},
    {"docs/.vitepress/config.mts", of_vue},
    {"docs/.vitepress/config.ts", of_vue},
    {"docs/.vitepress/config.js", of_vue},
    {"pelicanconf.py", of_pelican},
    {"conf.py", FIELDS({"BLOG_TITLE", "title"}, {"BLOG_AUTHOR", "author"}, {"SITE_URL", "url"},
                       {"BLOG_DESCRIPTION", "description"}, {"DEFAULT_LANG", "language"})},
};

/* The same of those configured in YAML; section: the map at the top that has it, or NULL. */
static const struct {
    const char *file, *section;
    const struct field *fields;
} plain_files[] = {
    {"_quarto.yml", "website",
     FIELDS({"title", "title"}, {"description", "description"}, {"site-url", "url"})},
    {"_quarto.yml", "book", FIELDS({"title", "title"}, {"author", "author"}, {"site-url", "url"})},
    {"_quarto.yml", NULL, FIELDS({"lang", "language"}, {"author", "author"})},
    {"mkdocs.yml", NULL,
     FIELDS({"site_name", "title"}, {"site_author", "author"}, {"site_url", "url"},
            {"site_description", "description"})},
    {"mkdocs.yml", "theme", FIELDS({"language", "language"})},
};

/* Eleventy's data, which says the same in JSON. */
static const char *const data_files[] = {"_data/metadata.json",     "_data/site.json",
                                         "src/_data/metadata.json", "src/_data/site.json",
                                         "src/_data/meta.json",     "_data/meta.json"};

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

/* The hexadecimal number after \x, \u or \u{ at s.p[*at], which moves past it; 0 when it is none.
 */
static uint32_t code_point(struct oc_str s, size_t *at)
{
    bool braces = s.p[*at] == 'u' && *at + 1 < s.n && s.p[*at + 1] == '{';
    size_t i = *at + 1 + braces, most = braces ? 6 : s.p[*at] == 'u' ? 4 : 2, n = 0;
    uint32_t cp = 0;
    for (int digit; n < most && i < s.n && (digit = oc_hex_value(s.p[i])) >= 0; n++, i++)
        cp = cp * 16 + (uint32_t)digit;
    if (!n || (braces ? i >= s.n || s.p[i++] != '}' : n < most))
        return 0;
    *at = i;
    return cp;
}

/* What stands after a backslash at s.p[at]; the offset after it. */
static size_t put_escaped(struct oc_buf *out, struct oc_str s, size_t at)
{
    size_t end = at;
    uint32_t cp = strchr("xu", s.p[at]) ? code_point(s, &end) : 0, low;
    if (cp >= 0xD800 && cp < 0xDC00 && end + 1 < s.n && s.p[end] == '\\' && s.p[end + 1] == 'u') {
        size_t next = end + 1;
        low = code_point(s, &next);
        if (low >= 0xDC00 && low < 0xE000) {
            cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
            end = next;
        }
    }
    if (end > at) {
        oc_buf_put_cp(out, cp > ' ' && oc_utf8_xml_ok(cp) ? cp : ' ');
        return end;
    }
    oc_buf_putc(out, strchr("nrt\n", s.p[at]) ? ' ' : s.p[at]);
    return at + 1;
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
    if (at + 1 < s.n && (s.p[at] | 0x20) == 'u' && strchr("'\"", s.p[at + 1]))
        at++; /* Python's u'text' */
    if (at >= s.n || !strchr("'\"`", s.p[at]) || !s.p[at])
        return OC_STR_NONE;
    struct oc_buf text;
    char quote = s.p[at++];
    oc_buf_init(&text, OC_MAX_TITLE_BYTES);
    while (at < s.n && s.p[at] != quote && s.p[at] != '\n') {
        if (s.p[at] == '\\' && at + 1 < s.n)
            at = put_escaped(&text, s, at + 1);
        else
            oc_buf_putc(&text, s.p[at++]);
    }
    bool good = at < s.n && s.p[at] == quote && !text.full &&
                oc_str_find(oc_buf_view(&text), "${", 0) == SIZE_MAX;
    struct oc_str found = good ? oc_buf_take(&text, a) : OC_STR_NONE;
    oc_buf_release(&text);
    return found;
}

/* Whether a comment begins before `at` in its line, at the line's start. */
static bool is_commented(struct oc_str s, size_t at)
{
    size_t start = at;
    while (start > 0 && at - start < 200 && s.p[start - 1] != '\n')
        start--;
    struct oc_str before = oc_str_trim(oc_str_sub(s, start, at));
    return oc_str_starts(before, "#") || oc_str_starts(before, "//");
}

static struct oc_str find(struct oc_arena *a, struct oc_str s, const char *name);

/* author: { name: 'text', ... }, as Gatsby's starters have it. */
static struct oc_str name_within(struct oc_arena *a, struct oc_str s, size_t at)
{
    at = skip_blank(s, at);
    if (at >= s.n || s.p[at] != ':')
        return OC_STR_NONE;
    at = skip_blank(s, at + 1);
    if (at >= s.n || s.p[at] != '{')
        return OC_STR_NONE;
    struct oc_str inner = oc_str_sub(s, at, at + 1000);
    return find(a, oc_str_sub(inner, 0, oc_str_chr(inner, '}', 0)), "name");
}

static struct oc_str find(struct oc_arena *a, struct oc_str s, const char *name)
{
    size_t n = strlen(name);
    for (size_t at = 0; (at = oc_str_find(s, name, at)) != SIZE_MAX; at += n) {
        if ((at > 0 && is_name(s.p[at - 1])) || is_commented(s, at))
            continue;
        struct oc_str text = literal(a, s, at + n);
        if (!text.n && strcmp(name, "author") == 0)
            text = name_within(a, s, at + n);
        if (text.n)
            return text;
    }
    return OC_STR_NONE;
}

static int read_script(struct oc_buf *text, const char *path)
{
    struct oc_buf bytes;
    const char *why;
    char charset[32];
    oc_buf_init(&bytes, MAX_SCRIPT_BYTES);
    oc_buf_clear(text);
    int result = oc_file_read(&bytes, &why, path);
    if (result == 0)
        oc_charset_to_utf8(text, charset, oc_buf_view(&bytes));
    oc_buf_release(&bytes);
    return result;
}

static void read_files(struct oc_value *map, struct oc_book *book, const struct oc_site *site)
{
    const char *last = "";
    const struct oc_value *v = NULL;
    for (size_t i = 0; i < OC_COUNT(plain_files); i++) {
        struct oc_value_error err;
        const char *path = oc_path_join(&book->arena, site->root, oc_str(plain_files[i].file)).p;
        if (strcmp(last, plain_files[i].file) != 0) {
            bool there = oc_file_kind(path) == OC_FILE_REGULAR && oc_site_allows(book, site, path);
            v = there ? oc_config_load(&book->arena, &err, path) : NULL;
            last = plain_files[i].file;
        }
        if (oc_str_is(oc_str(plain_files[i].file), "mkdocs.yml") && !plain_files[i].section)
            oc_mkdocs_add(map, &book->arena, v);
        const struct oc_value *at =
            plain_files[i].section ? oc_value_get(v, plain_files[i].section) : v;
        for (const struct field *f = plain_files[i].fields; f->name; f++)
            oc_value_add(map, &book->arena, f->key, oc_value_text(oc_value_get(at, f->name)), 0);
    }
}

/* Docusaurus: where the site and its blog begin. */
static void add_docusaurus(struct oc_value *map, struct oc_arena *a, struct oc_str text)
{
    struct oc_str host = oc_value_text(oc_value_get(map, "host"));
    struct oc_str root = oc_value_text(oc_value_get(map, "root"));
    while (oc_str_ends(host, "/"))
        host.n--;
    while (oc_str_ends(root, "/"))
        root.n--;
    if (host.n)
        oc_value_add(map, a, "url",
                     oc_arena_printf(a, "%.*s%.*s", OC_STR_ARG(host), OC_STR_ARG(root)), 0);
    bool alone = oc_str_is(oc_value_text(oc_value_get(map, "route")), "/") &&
                 oc_str_find(text, "docs: false", 0) != SIZE_MAX;
    oc_value_add(map, a, "blog_base", alone ? OC_STR("/") : OC_STR("/blog/"), 0);
}

/* Pelican: where its pages lie, which are no posts, and the addresses of its articles. */
static void add_pelican(struct oc_value *map, struct oc_arena *a)
{
    static const char *const names[][2] = {{"{slug}", ":title"},   {"{category}", ":category"},
                                           {"{date:%Y}", ":year"}, {"{date:%m}", ":month"},
                                           {"{date:%d}", ":day"},  {"{date:%b}", ":short_month"}};
    struct oc_str path = oc_value_text(oc_value_get(map, "path"));
    struct oc_str url = oc_value_text(oc_value_get(map, "article_url"));
    struct oc_buf pattern;
    path = path.n ? path : OC_STR("content");
    url = url.n ? url : OC_STR("{slug}.html");
    oc_value_add(map, a, "blog_pages", oc_path_normal(a, oc_path_join(a, path, OC_STR("pages"))),
                 0);
    oc_buf_init(&pattern, OC_MAX_URL_BYTES);
    oc_buf_putc(&pattern, '/');
    oc_pattern_put(&pattern, url, names, OC_COUNT(names));
    if (oc_str_chr(oc_buf_view(&pattern), '{', 0) == SIZE_MAX)
        oc_value_add(map, a, "blog_pattern", oc_buf_take(&pattern, a), 0);
    oc_buf_release(&pattern);
}

/* Hakyll: a program, of which its usual name alone is known; pandoc reads its posts. */
static void add_hakyll(struct oc_value *map, struct oc_book *book, const struct oc_site *site)
{
    static const char *const programs[] = {"site.hs", "hakyll.hs"};
    for (size_t i = 0; i < OC_COUNT(programs); i++) {
        const char *path = oc_path_join(&book->arena, site->root, oc_str(programs[i])).p;
        const char *posts = oc_path_join(&book->arena, site->root, OC_STR("posts")).p;
        if (oc_file_kind(path) != OC_FILE_REGULAR || oc_file_kind(posts) != OC_FILE_FOLDER)
            continue;
        oc_value_add(map, &book->arena, "blog_posts", OC_STR("posts"), 0);
        oc_value_add(map, &book->arena, "smart_punctuation", OC_STR("true"), 0);
    }
}

const struct oc_value *oc_site_script(struct oc_book *book, const struct oc_site *site)
{
    struct oc_arena *a = &book->arena;
    struct oc_str root = site->root;
    struct oc_value *map = OC_NEW(a, struct oc_value);
    struct oc_buf text;
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
    oc_buf_init(&text, MAX_SCRIPT_BYTES * 3); /* a character of one byte may become three */
    for (size_t i = 0; i < n; i++) {
        const char *path = oc_path_join(a, root, oc_str(rows[i].file)).p;
        if (oc_file_kind(path) == OC_FILE_NONE || !oc_site_allows(book, site, path) ||
            read_script(&text, path) != 0)
            continue;
        for (const struct field *f = rows[i].fields; f->name; f++)
            oc_value_add(map, a, f->key, find(a, oc_buf_view(&text), f->name), 0);
        if (rows[i].fields == of_docusaurus)
            add_docusaurus(map, a, oc_buf_view(&text));
        if (rows[i].fields == of_quartz)
            oc_value_add(map, a, "blog_posts", OC_STR("content"), 0);
        if (rows[i].fields == of_pelican)
            add_pelican(map, a);
    }
    oc_buf_release(&text);
    if (plain) {
        read_files(map, book, site);
        add_hakyll(map, book, site);
    }
    return map->child ? map : NULL;
}
