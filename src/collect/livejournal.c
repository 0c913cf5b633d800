/* SPDX-License-Identifier: MIT */
/* What LiveJournal, Dreamwidth and their kin export: a month of entries in XML. */
#include "base/limits.h"
#include "collect/export.h"

/* An attribute of the tag that s begins with, between quotes; "" when it has none. */
static struct oc_str attribute(struct oc_str tag, const char *name)
{
    size_t at = oc_str_find(tag, name, 0), n = strlen(name);
    if (at == SIZE_MAX || at + n + 1 >= tag.n || tag.p[at + n] != '=')
        return OC_STR_NONE;
    struct oc_str value = oc_str_sub(tag, at + n + 1, tag.n);
    char quote = value.p[0];
    if (quote != '"' && quote != '\'')
        return OC_STR_NONE;
    value = oc_str_sub(value, 1, value.n);
    size_t end = oc_str_chr(value, quote, 0);
    return end == SIZE_MAX ? OC_STR_NONE : oc_str_sub(value, 0, end);
}

/* Appends what a tag of LiveJournal's own stands for: <lj user="ann"> is a name, <lj-cut> and the
 * others fold or embed. False: it is another's. */
static bool put_own(struct oc_buf *out, struct oc_str tag)
{
    static const char *const names[] = {"user", "comm", "name"};
    if (!oc_str_istarts(tag, "<lj") && !oc_str_istarts(tag, "</lj") &&
        !oc_str_istarts(tag, "<user ") && !oc_str_istarts(tag, "<raw-code") &&
        !oc_str_istarts(tag, "</raw-code"))
        return false;
    bool who = oc_str_istarts(tag, "<lj ") || oc_str_istarts(tag, "<user ");
    for (size_t i = 0; who && i < OC_COUNT(names); i++) {
        struct oc_str name = attribute(tag, names[i]);
        if (!name.n)
            continue;
        oc_buf_puts(out, "<b>");
        oc_buf_put(out, name);
        oc_buf_puts(out, "</b>");
        break;
    }
    return true;
}

static void put_body(struct oc_buf *out, struct oc_str s)
{
    for (size_t from = 0; from < s.n;) {
        size_t at = oc_str_chr(s, '<', from), end = at == SIZE_MAX ? at : oc_str_chr(s, '>', at);
        if (end == SIZE_MAX) {
            oc_buf_put(out, oc_str_sub(s, from, s.n));
            return;
        }
        oc_buf_put(out, oc_str_sub(s, from, at));
        struct oc_str tag = oc_str_sub(s, at, end + 1);
        if (!put_own(out, tag))
            oc_buf_put(out, tag);
        from = end + 1;
    }
}

static void add_tags(struct oc_entry *entry, struct oc_arena *a, struct oc_str list)
{
    struct oc_str tag;
    while (list.p && oc_str_cut(&tag, &list, ','))
        if (oc_str_trim(tag).n)
            oc_strs_add(&entry->tags, a, oc_str_trim(tag));
}

static void read_entry(struct oc_export *e, struct oc_xml *x, struct oc_buf *body)
{
    struct oc_entry entry = {.format = OC_WORDPRESS}; /* line ends and paragraphs are as there */
    struct oc_buf raw;
    int depth = oc_xml_depth(x);
    oc_buf_init(&raw, OC_MAX_POST_BYTES);
    oc_buf_clear(body);
    while (oc_xml_child(x, depth)) {
        struct oc_str name = oc_xml_name(x);
        if (oc_str_is(name, "event")) {
            oc_buf_clear(&raw);
            oc_xml_text(&raw, x);
            continue;
        }
        struct oc_str value = oc_export_text(e, &e->item, x);
        if (oc_str_is(name, "subject"))
            entry.title_html = value;
        else if (oc_str_is(name, "eventtime") || (oc_str_is(name, "logtime") && !entry.date.valid))
            entry.date = oc_export_date(value);
        else if (oc_str_is(name, "security"))
            entry.draft = value.n && !oc_str_is(value, "public");
        else if (oc_str_is(name, "taglist"))
            add_tags(&entry, &e->item, value);
        else if (oc_str_is(name, "itemid"))
            (void)!oc_str_int(&entry.id, value, 0, INT64_MAX / 2);
    }
    put_body(body, oc_buf_view(&raw));
    entry.body = oc_buf_view(body);
    if (!oc_xml_cut(x) && (entry.title_html.n || !oc_str_blank(entry.body)))
        (void)oc_export_add(e, &entry);
    oc_buf_release(&raw);
}

void oc_export_livejournal(struct oc_export *e, struct oc_xml *x)
{
    struct oc_buf body;
    int depth = oc_xml_depth(x);
    oc_buf_init(&body, OC_MAX_POST_BYTES);
    while (!e->failed && oc_xml_child(x, depth)) {
        if (oc_str_is(oc_xml_name(x), "entry"))
            read_entry(e, x, &body);
        oc_arena_clear(&e->item);
    }
    oc_buf_release(&body);
}
