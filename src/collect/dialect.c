/* SPDX-License-Identifier: MIT */
/* Blog engines as tables: how each is recognised, where posts lie, what its keys mean. */
#include "collect/stages.h"

static const struct oc_dialect_row rows[] = {
    {.dialect = OC_PLAIN},
    {.dialect = OC_HEXO, .folders = {"source/_posts", "source/_drafts"}, .category_path = true},
    {.dialect = OC_JEKYLL, .only_in = "_posts", .blanks_split = true, .folder_category = true},
    {.dialect = OC_HUGO, .folders = {"content"}},
    {.dialect = OC_ZOLA, .folders = {"content"}},
    {.dialect = OC_JAVASCRIPT,
     .folders = {"content", "posts", "src/content", "src/posts", "blog", "public", "data/blog"}},
    {.dialect = OC_ELEVENTY,
     .folders = {"content", "posts", "src/content", "src/posts", "blog", "src/blog"}},
    {.dialect = OC_WORDPRESS_BLOG},
    {.dialect = OC_FEED},
    {.dialect = OC_MEDIUM, .folders = {"posts"}},
    {.dialect = OC_SUBSTACK, .folders = {"posts"}},
};

const struct oc_dialect_row *oc_dialect_row(enum oc_dialect dialect)
{
    return &rows[dialect];
}

const struct oc_marker oc_markers[] = {
    {"_config.yml", "source/_posts", "source", OC_JEKYLL}, /* Octopress; Hexo says source_dir */
    {"_config.yml", "source/_posts", NULL, OC_HEXO},
    {"_config.yml", NULL, "new_post_name", OC_HEXO},
    {"_config.yml", NULL, "source_dir", OC_HEXO},
    {"_config.yml", "themes", NULL, OC_HEXO},
    {"_config.yml", NULL, NULL, OC_JEKYLL},
    {"_config.yaml", NULL, NULL, OC_JEKYLL},
    {"_config.toml", "_posts", NULL, OC_JEKYLL},
    {"hugo.toml", NULL, NULL, OC_HUGO},
    {"hugo.yaml", NULL, NULL, OC_HUGO},
    {"hugo.yml", NULL, NULL, OC_HUGO},
    {"hugo.json", NULL, NULL, OC_HUGO},
    {"zola.toml", NULL, NULL, OC_ZOLA},
    {"config.toml", NULL, "base_url", OC_ZOLA},
    {"config.toml", NULL, "baseURL", OC_HUGO},
    {"config.toml", "content", NULL, OC_HUGO},
    {"config.yaml", "content", NULL, OC_HUGO},
    {"config.yml", "content", NULL, OC_HUGO},
    {"config.json", "content", NULL, OC_HUGO},
    {"config/_default/", "content", NULL, OC_HUGO},
    {"quartz.config.ts", "content", NULL, OC_PLAIN}, /* Quartz, which publishes vaults */
    {"astro.config.mjs", NULL, NULL, OC_JAVASCRIPT},
    {"astro.config.ts", NULL, NULL, OC_JAVASCRIPT},
    {"next.config.js", NULL, NULL, OC_JAVASCRIPT},
    {"next.config.mjs", NULL, NULL, OC_JAVASCRIPT},
    {"next.config.ts", NULL, NULL, OC_JAVASCRIPT},
    {"gatsby-config.js", NULL, NULL, OC_JAVASCRIPT},
    {"gatsby-config.ts", NULL, NULL, OC_JAVASCRIPT},
    {"astro.config.js", NULL, NULL, OC_JAVASCRIPT},
    {"docusaurus.config.js", NULL, NULL, OC_JAVASCRIPT},
    {"docusaurus.config.ts", NULL, NULL, OC_JAVASCRIPT},
    {".eleventy.js", NULL, NULL, OC_ELEVENTY},
    {"eleventy.config.js", NULL, NULL, OC_ELEVENTY},
    {"eleventy.config.mjs", NULL, NULL, OC_ELEVENTY},
    {"eleventy.config.cjs", NULL, NULL, OC_ELEVENTY},
    {"source/_posts/", NULL, NULL, OC_HEXO},
    {"profile/profile.html", "posts", NULL, OC_MEDIUM},
    {"posts.csv", "posts", NULL, OC_SUBSTACK},
    {"package.json", "content", NULL, OC_JAVASCRIPT},
    {"package.json", "src/content", NULL, OC_JAVASCRIPT},
    {"package.json", "posts", NULL, OC_JAVASCRIPT},
    {NULL, NULL, NULL, OC_PLAIN},
};

/* Asked only when no folder up to six levels above has one of those. */
const struct oc_marker oc_weak_markers[] = {
    {"_posts/", NULL, NULL, OC_JEKYLL},
    {"public/_headers", NULL, NULL, OC_JAVASCRIPT},
    {"public/_redirects", NULL, NULL, OC_JAVASCRIPT},
    {NULL, NULL, NULL, OC_PLAIN},
};

const char *const oc_hexo_keys[] = {
    "abbrlink",          "toc_number",
    "top_img",           "toc_style_simple",
    "highlight_shrink",  "copyright_author",
    "copyright_info",    "aplayer",
    "index_img",         "banner_img",
    "reprintPolicy",     "toc_expand",
    "post_asset_folder", NULL,
};
