/* SPDX-License-Identifier: MIT */
/* What a page says of itself in its scripts, which are no part of the tree, and in comments. */
#include "base/limits.h"
#include "base/value.h"
#include "xhtml/page.h"

enum {
    MAX_SCRIPTS = 16,
    MAX_DEEP = 4,    /* objects in lists in objects */
    MAX_HEAD = 4096, /* bytes in which a browser notes where a page is from */
    MAX_ITEMS = 200  /* of a list of objects */
};
#define MAX_DATA ((size_t)1 << 20) /* bytes of one script */

/* ---- JSON-LD ---- */

static bool is_article(const struct oc_value *v)
{
    const struct oc_value *type = oc_value_get(v, "@type");
    const struct oc_value *t = type && type->kind == OC_VALUE_LIST ? type->child : type;
    for (; t; t = type->kind == OC_VALUE_LIST ? t->next : NULL) {
        struct oc_str name = oc_value_text(t);
        if (oc_str_ends(name, "Article") || oc_str_ends(name, "Posting"))
            return true;
    }
    return false;
}

/* The object that is of an article, in v, its lists and its graph; NULL: none is. */
static const struct oc_value *find_article(const struct oc_value *v, int depth)
{
    if (!v || depth > MAX_DEEP)
        return NULL;
    if (v->kind == OC_VALUE_MAP)
        return is_article(v) ? v : find_article(oc_value_get(v, "@graph"), depth + 1);
    const struct oc_value *found = NULL;
    size_t n = 0;
    if (v->kind == OC_VALUE_LIST)
        for (const struct oc_value *i = v->child; i && !found && n < MAX_ITEMS; i = i->next, n++)
            found = find_article(i, depth + 1);
    return found;
}

static struct oc_str name_of(const struct oc_value *v)
{
    if (v && v->kind == OC_VALUE_LIST)
        v = v->child;
    return v && v->kind == OC_VALUE_MAP ? oc_value_text(oc_value_get(v, "name")) : oc_value_text(v);
}

static void fill(struct oc_str *field, struct oc_arena *a, struct oc_str text)
{
    text = oc_str_trim_wide(text);
    if (!field->n && text.n && text.n <= OC_MAX_TITLE_BYTES)
        *field = oc_arena_copy(a, text);
}

static void add_keywords(struct oc_html_meta *meta, struct oc_arena *a, const struct oc_value *v)
{
    struct oc_str word, rest = v && v->kind == OC_VALUE_TEXT ? v->text : OC_STR_NONE;
    size_t n = 0;
    if (meta->tags.n || !v)
        return;
    while (rest.p && oc_str_cut(&word, &rest, ',') && n++ < MAX_ITEMS)
        if (oc_str_trim(word).n)
            oc_strs_add_copy(&meta->tags, a, oc_str_trim(word));
    for (v = v->kind == OC_VALUE_LIST ? v->child : NULL; v && n < MAX_ITEMS; v = v->next, n++)
        if (oc_value_text(v).n)
            oc_strs_add_copy(&meta->tags, a, oc_value_text(v));
}

static void read_json(struct oc_html_meta *meta, struct oc_arena *a, struct oc_str json)
{
    struct oc_arena scratch;
    if (json.n > MAX_DATA)
        return;
    oc_arena_init(&scratch);
    const struct oc_value *v = find_article(
        oc_value_json(&scratch, NULL, oc_arena_copy(&scratch, oc_str_trim(json)), 1), 0);
    if (v) {
        fill(&meta->title, a, oc_value_text(oc_value_get(v, "headline")));
        fill(&meta->published, a, oc_value_text(oc_value_get(v, "datePublished")));
        fill(&meta->date, a, meta->published);
        fill(&meta->updated, a, oc_value_text(oc_value_get(v, "dateModified")));
        fill(&meta->author, a, name_of(oc_value_get(v, "author")));
        fill(&meta->lang, a, oc_value_text(oc_value_get(v, "inLanguage")));
        add_keywords(meta, a, oc_value_get(v, "keywords"));
    }
    oc_arena_release(&scratch);
}

/* ---- WeChat ---- */

/* The seconds since 1970 that its pages set the date by. */
static void read_wechat(struct oc_html_meta *meta, struct oc_arena *a, struct oc_str html)
{
    static const char mark[] = "var ct = \"";
    int64_t seconds;
    if (meta->date.n || oc_str_find(html, "js_content", 0) == SIZE_MAX)
        return;
    size_t at = oc_str_find(html, mark, 0), from = at + sizeof mark - 1;
    size_t end = at == SIZE_MAX ? SIZE_MAX : oc_str_chr(html, '"', from);
    if (end == SIZE_MAX || oc_str_int(&seconds, oc_str_sub(html, from, end), 1, INT32_MAX) != 0)
        return;
    struct oc_date date = oc_date_from_epoch(seconds + (int64_t)8 * 3600); /* it is read in China */
    date.has_zone = date.has_time = false;
    meta->date = oc_date_iso(a, date);
}

void oc_page_data(struct oc_html_meta *meta, struct oc_arena *a, struct oc_str html)
{
    size_t at = 0;
    for (int i = 0; i < MAX_SCRIPTS; i++) {
        at = oc_str_find(html, "application/ld+json", at);
        size_t from = at == SIZE_MAX ? at : oc_str_chr(html, '>', at);
        size_t end = from == SIZE_MAX ? from : oc_str_find(html, "</script", from);
        if (end == SIZE_MAX)
            break;
        read_json(meta, a, oc_str_sub(html, from + 1, end));
        at = end;
    }
    read_wechat(meta, a, html);
}

/* ---- browsers ---- */

struct oc_str oc_page_source(struct oc_str html)
{
    static const struct {
        const char *mark, *before;
    } rows[] = {{"Page saved with SingleFile", "url: "}, {"saved from url=(", ")"}};
    struct oc_str head = oc_str_sub(html, 0, MAX_HEAD);
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        size_t at = oc_str_find(head, rows[i].mark, 0);
        size_t from = at == SIZE_MAX ? at : oc_str_find(head, rows[i].before, at);
        if (from == SIZE_MAX)
            continue;
        from += strlen(rows[i].before);
        size_t end = from;
        while (end < head.n && (unsigned char)head.p[end] > ' ')
            end++;
        struct oc_str url = oc_str_sub(head, from, end);
        if (oc_str_ends(url, "-->"))
            url.n -= 3;
        if (oc_str_starts(url, "http"))
            return url;
    }
    return OC_STR_NONE;
}
