/* SPDX-License-Identifier: MIT */
/*
 * MkDocs with the blog of Material for MkDocs: of its pages the posts alone are a blog, and their
 * addresses and authors follow from the plugin's options.
 */
#include "base/limits.h"
#include "base/path.h"
#include "collect/stages.h"

/* yyyy/MM/dd of the plugin's dates as a pattern of octavo's. */
static void put_day(struct oc_buf *out, struct oc_str format)
{
    static const char *const parts[][2] = {{"yyyy", ":year"}, {"MM", ":month"}, {"dd", ":day"}};
    oc_pattern_put(out, format, parts, OC_COUNT(parts));
}

/* {date}/{slug} below the blog's folder as a pattern of octavo's. */
static struct oc_str blog_pattern(struct oc_arena *a, const struct oc_value *blog,
                                  struct oc_str dir)
{
    static const char *const names[][2] = {
        {"slug", ":title"}, {"file", ":name"}, {"categories", ":category"}};
    struct oc_str rest = oc_value_text(oc_value_get(blog, "post_url_format")), name;
    struct oc_str day = oc_value_text(oc_value_get(blog, "post_url_date_format"));
    struct oc_buf out;
    oc_buf_init(&out, OC_MAX_URL_BYTES);
    oc_buf_printf(&out, "/%.*s/", OC_STR_ARG(dir));
    if (!rest.n)
        rest = OC_STR("{date}/{slug}");
    while (rest.n) {
        size_t open = oc_str_chr(rest, '{', 0), close = oc_str_chr(rest, '}', 0);
        if (open == SIZE_MAX || close == SIZE_MAX || close < open)
            break;
        oc_buf_put(&out, oc_str_sub(rest, 0, open));
        name = oc_str_sub(rest, open + 1, close);
        rest = oc_str_sub(rest, close + 1, rest.n);
        if (oc_str_is(name, "date"))
            put_day(&out, day.n ? day : OC_STR("yyyy/MM/dd"));
        for (size_t i = 0; i < OC_COUNT(names); i++)
            if (oc_str_is(name, names[i][0]))
                oc_buf_puts(&out, names[i][1]);
    }
    oc_buf_put(&out, rest);
    oc_buf_putc(&out, '/');
    struct oc_str pattern = oc_buf_take(&out, a);
    oc_buf_release(&out);
    return pattern;
}

/* name in the options of MkDocs's plugin, with {blog} in it as that folder; fallback: what it is
 * when none says. */
static struct oc_str blog_path(struct oc_arena *a, const struct oc_value *blog, const char *name,
                               const char *fallback, struct oc_str docs, struct oc_str dir)
{
    struct oc_str path = oc_value_text(oc_value_get(blog, name));
    path = path.n ? path : oc_str(fallback);
    if (oc_str_starts(path, "{blog}"))
        path = oc_arena_printf(a, "%.*s%.*s", OC_STR_ARG(dir),
                               OC_STR_ARG(oc_str_sub(path, 6, path.n)));
    return oc_path_normal(a, oc_path_join(a, docs, path));
}

void oc_mkdocs_add(struct oc_value *map, struct oc_arena *a, const struct oc_value *config)
{
    const struct oc_value *plugins = oc_value_get(config, "plugins"), *blog = NULL;
    bool has = false;
    for (const struct oc_value *v = plugins ? plugins->child : NULL; v && !has; v = v->next) {
        blog = v->kind == OC_VALUE_MAP && plugins->kind == OC_VALUE_LIST ? v->child : v;
        struct oc_str name = blog && blog->key.n ? blog->key : oc_value_text(v);
        has = oc_str_is(name, "blog") || oc_str_is(name, "material/blog");
    }
    if (!has)
        return;
    struct oc_str docs = oc_value_text(oc_value_get(config, "docs_dir"));
    struct oc_str dir = oc_value_text(oc_value_get(blog, "blog_dir"));
    docs = docs.n ? docs : OC_STR("docs");
    dir = dir.n ? dir : OC_STR("blog");
    oc_value_add(map, a, "blog_docs", docs, 0);
    oc_value_add(map, a, "blog_posts", blog_path(a, blog, "post_dir", "{blog}/posts", docs, dir),
                 0);
    oc_value_add(map, a, "blog_authors",
                 blog_path(a, blog, "authors_file", "{blog}/.authors.yml", docs, dir), 0);
    oc_value_add(map, a, "blog_pattern", blog_pattern(a, blog, dir), 0);
}
