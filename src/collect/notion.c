/* SPDX-License-Identifier: MIT */
/*
 * Pages that Notion exports: "# Title", then a paragraph of the page's properties, one a line, as
 * "Created: March 3, 2023 9:41 AM". They are front matter when octavo knows one of them.
 */
#include "collect/stages.h"

#define MAX_PROPERTIES 100

/* Properties as people and Notion itself name them, and the key of front matter each stands for. */
static const char *const names[][2] = {
    {"date", "date"},
    {"created", "date"},
    {"created time", "date"},
    {"created at", "date"},
    {"date created", "date"},
    {"publish date", "date"},
    {"published", "date"},
    {"日期", "date"},
    {"创建时间", "date"},
    {"创建日期", "date"},
    {"发布日期", "date"},
    {"发布时间", "date"},
    {"建立時間", "date"},
    {"日付", "date"},
    {"作成日", "date"},
    {"作成日時", "date"},
    {"公開日", "date"},
    {"날짜", "date"},
    {"생성일", "date"},
    {"fecha", "date"},
    {"datum", "date"},
    {"last edited time", "updated"},
    {"last edited", "updated"},
    {"updated", "updated"},
    {"最后编辑时间", "updated"},
    {"上次编辑时间", "updated"},
    {"最終更新日時", "updated"},
    {"tags", "tags"},
    {"tag", "tags"},
    {"标签", "tags"},
    {"標籤", "tags"},
    {"タグ", "tags"},
    {"태그", "tags"},
    {"category", "categories"},
    {"categories", "categories"},
    {"分类", "categories"},
    {"分類", "categories"},
    {"カテゴリ", "categories"},
    {"author", "author"},
    {"作者", "author"},
    {"著者", "author"},
    {"description", "description"},
    {"summary", "description"},
    {"摘要", "description"},
    {"slug", "slug"},
    {"status", "status"},
};

static const char *key_of(struct oc_str name, struct oc_str value)
{
    if (oc_str_iis(name, "published") && (oc_str_iis(value, "yes") || oc_str_iis(value, "no")))
        return "published"; /* a checkbox */
    for (size_t i = 0; i < OC_COUNT(names); i++)
        if (oc_str_iis(name, names[i][0]))
            return names[i][1];
    return NULL;
}

/* "March 3, 2023 9:41 AM (GMT+8) → March 5, 2023": the first, as it was there. */
static struct oc_str first_date(struct oc_str value)
{
    value = oc_str_sub(value, 0, oc_str_find(value, "→", 0));
    return oc_str_trim(oc_str_sub(value, 0, oc_str_find(value, " (GMT", 0)));
}

/* Adds the property that a line is; false: it is none. */
static bool add_property(struct oc_post *post, struct oc_value *map, struct oc_str line, int at)
{
    size_t colon = oc_str_find(line, ": ", 0);
    if (colon == SIZE_MAX || colon == 0 || colon > 60 || strchr("#>-*|`!<[ \t", line.p[0]))
        return false;
    struct oc_str name = oc_str_trim(oc_str_sub(line, 0, colon));
    struct oc_str value = oc_str_trim(oc_str_sub(line, colon + 2, line.n));
    const char *key = key_of(name, value);
    if (key && (strcmp(key, "date") == 0 || strcmp(key, "updated") == 0))
        value = first_date(value);
    if (key)
        oc_value_add(map, &post->arena, key, oc_arena_copy(&post->arena, value), at);
    return true;
}

/* Whether the file's name ends in 32 hexadecimal digits. */
static bool is_page(struct oc_str stem)
{
    size_t from = stem.n > 32 ? stem.n - 32 : 0;
    for (size_t i = from; from && i < stem.n; i++)
        if (!strchr("0123456789abcdef", stem.p[i]))
            return false;
    return from > 0 && stem.p[from - 1] == ' ';
}

bool oc_front_notion(struct oc_post *post, struct oc_str text, struct oc_str stem)
{
    struct oc_str line, title, rest = text;
    struct oc_value *map = OC_NEW(&post->arena, struct oc_value);
    int lines = 2;
    *map = (struct oc_value){.kind = OC_VALUE_MAP, .line = 1, .col = 1};
    if (!oc_str_starts(text, "# ") || !is_page(stem) || !oc_str_line(&title, &rest) ||
        !oc_str_line(&line, &rest) || !oc_str_blank(line))
        return false;
    while (oc_str_line(&line, &rest)) {
        lines++;
        if (oc_str_blank(line))
            break;
        if (lines > MAX_PROPERTIES || !add_property(post, map, line, lines))
            return false;
    }
    if (!map->child) /* a first paragraph that only looks like them */
        return false;
    title = oc_arena_copy(&post->arena, oc_str_trim(oc_str_sub(title, 2, title.n)));
    oc_value_add(map, &post->arena, "title", title, 1);
    post->front = map;
    post->body_at = rest.n ? (size_t)(rest.p - text.p) : text.n;
    post->body_line = lines + 1;
    return true;
}
