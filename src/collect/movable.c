/* SPDX-License-Identifier: MIT */
/*
 * Movable Type's export, which Hatena Blog, TypePad and most Japanese services write: lines of
 * "KEY: value", sections parted by five dashes, entries by eight. Dashes part only where what
 * follows is a section's name, for a text may have a line of them too.
 */
#include "base/limits.h"
#include "base/map.h"
#include "collect/export.h"

#define ENTRY "--------"
#define SECTION "-----"
#define HEAD_BYTES 16384 /* the fields of the first entry, with all its categories */

static struct oc_str line_of(struct oc_str *rest)
{
    struct oc_str line = OC_STR_NONE;
    (void)oc_str_line(&line, rest);
    return line;
}

/* Cuts "KEY: value" in two; false: it is none. */
static bool key_of(struct oc_str *key, struct oc_str *value, struct oc_str line)
{
    size_t n = 0;
    while (n < line.n && ((line.p[n] >= 'A' && line.p[n] <= 'Z') || line.p[n] == ' '))
        n++;
    if (!n || n == line.n || line.p[n] != ':')
        return false;
    *key = oc_str_sub(line, 0, n);
    *value = oc_str_trim(oc_str_sub(line, n + 1, line.n));
    return true;
}

/* Whether text begins as an export does. */
static bool is_export(struct oc_str text)
{
    struct oc_str key, value, line;
    bool title = false, said = false;
    if (oc_str_starts(text, "\xEF\xBB\xBF"))
        text = oc_str_sub(text, 3, text.n);
    while (oc_str_line(&line, &text)) { /* up to the first that is no field */
        if (oc_str_is(oc_str_trim(line), SECTION))
            return title && said;
        if (oc_str_blank(line))
            continue;
        if (!key_of(&key, &value, line))
            return false;
        title = title || oc_str_is(key, "TITLE");
        said = said || oc_str_is(key, "DATE") || oc_str_is(key, "STATUS");
    }
    return false;
}

bool oc_movable_file(const char *path)
{
    char head[HEAD_BYTES] = "";
    return is_export((struct oc_str){head, oc_file_start(head, sizeof head, path)});
}

/* 03/05/2019 10:10:33 PM */
static struct oc_date date_of(struct oc_arena *a, struct oc_str s)
{
    struct oc_str month, day, year, rest = s;
    int64_t hour = 0;
    if (!oc_str_cut(&month, &rest, '/') || !oc_str_cut(&day, &rest, '/') ||
        !oc_str_cut(&year, &rest, ' ') || !rest.p)
        return oc_export_date(s);
    struct oc_str time = oc_str_trim(rest);
    bool pm = oc_str_iends(time, "PM"), am = oc_str_iends(time, "AM");
    time = oc_str_sub(time, 0, oc_str_chr(time, ' ', 0));
    size_t digits = oc_str_chr(time, ':', 0); /* one is enough */
    if (digits == SIZE_MAX || oc_str_int(&hour, oc_str_sub(time, 0, digits), 0, 23) != 0)
        return oc_export_date(s);
    hour = pm && hour < 12 ? hour + 12 : am && hour == 12 ? 0 : hour;
    return oc_export_date(oc_arena_printf(a, "%.*s-%.*s-%.*sT%02d%.*s", OC_STR_ARG(year),
                                          OC_STR_ARG(month), OC_STR_ARG(day), (int)hour,
                                          OC_STR_ARG(oc_str_sub(time, digits, time.n))));
}

struct movable {
    struct oc_export *e;
    struct oc_entry entry;
    struct oc_buf body;
    struct oc_map categories; /* the names of the entry's */
    size_t ccategories;
    bool breaks;
};

static void add_category(struct movable *m, struct oc_str name)
{
    struct oc_arena *a = &m->e->item;
    struct oc_entry *entry = &m->entry;
    if (!oc_map_add(&m->categories, name, m))
        return;
    entry->categories = oc_arena_grow(a, entry->categories, &m->ccategories, entry->ncategories + 1,
                                      sizeof *entry->categories);
    entry->categories[entry->ncategories] = (struct oc_path_names){0};
    oc_strs_add(&entry->categories[entry->ncategories++].names, a, name);
}

static void add_tags(struct movable *m, struct oc_str list)
{
    struct oc_str tag;
    while (oc_str_cut(&tag, &list, ',')) {
        tag = oc_str_trim(tag);
        if (tag.n > 1 && tag.p[0] == '"' && tag.p[tag.n - 1] == '"')
            tag = oc_str_sub(tag, 1, tag.n - 1);
        if (tag.n)
            oc_strs_add(&m->entry.tags, &m->e->item, tag);
    }
}

static void set(struct movable *m, struct oc_str key, struct oc_str value)
{
    struct oc_entry *entry = &m->entry;
    if (!value.n)
        return;
    if (oc_str_is(key, "TITLE"))
        entry->title = value;
    else if (oc_str_is(key, "AUTHOR"))
        oc_strs_add(&entry->authors, &m->e->item, value);
    else if (oc_str_is(key, "BASENAME"))
        entry->slug = value;
    else if (oc_str_is(key, "UNIQUE URL"))
        entry->link = value;
    else if (oc_str_is(key, "IMAGE"))
        entry->image = value;
    else if (oc_str_is(key, "DATE"))
        entry->date = date_of(&m->e->item, value);
    else if (oc_str_is(key, "STATUS"))
        entry->draft = !oc_str_iis(value, "publish");
    else if (oc_str_is(key, "CATEGORY") || oc_str_is(key, "PRIMARY CATEGORY"))
        add_category(m, value);
    else if (oc_str_is(key, "TAGS"))
        add_tags(m, value);
    else if (oc_str_is(key, "CONVERT BREAKS") && oc_str_istarts(value, "markdown"))
        entry->format = OC_MARKDOWN;
    else if (oc_str_is(key, "CONVERT BREAKS"))
        m->breaks = !oc_str_is(value, "0") && !oc_str_is(value, "richtext");
}

/* What follows on its own lines. */
enum part {
    NO_PART,
    BODY,
    EXCERPT,
    LEFT_OUT
};

static enum part part_of(struct oc_str key)
{
    static const struct {
        const char *key;
        enum part part;
    } parts[] = {{"BODY", BODY},         {"EXTENDED BODY", BODY}, {"EXCERPT", EXCERPT},
                 {"KEYWORDS", LEFT_OUT}, {"COMMENT", LEFT_OUT},   {"PING", LEFT_OUT}};
    for (size_t i = 0; i < OC_COUNT(parts); i++)
        if (oc_str_is(key, parts[i].key))
            return parts[i].part;
    return NO_PART;
}

/* Whether a line of dashes ends a section: the next one's name follows, or the entry's end. */
static bool parts(struct oc_str rest)
{
    struct oc_str line = OC_STR_NONE, key, value;
    while (!line.n && rest.n) /* a text may have a rule, or a heading, and a blank line below */
        line = oc_str_trim(line_of(&rest));
    if (key_of(&key, &value, line) && !value.n && part_of(key) != NO_PART)
        return true;
    return !line.n || oc_str_is(line, ENTRY); /* the end of all */
}

/* The text up to the line of dashes that ends the section; *rest gets what follows that. */
static struct oc_str section(struct oc_str *rest)
{
    const char *from = rest->p;
    struct oc_str line = {from, 0};
    while (oc_str_line(&line, rest))
        if (oc_str_is(oc_str_trim(line), SECTION) && parts(*rest))
            return (struct oc_str){from, (size_t)(line.p - from)};
    return (struct oc_str){from, (size_t)(line.p + line.n - from)};
}

static void start(struct movable *m)
{
    oc_arena_init(&m->e->item);
    oc_map_init(&m->categories, &m->e->item);
    m->ccategories = 0;
    m->entry = (struct oc_entry){.format = OC_HTML};
    m->breaks = false;
}

static void finish(struct movable *m)
{
    m->entry.body = oc_buf_view(&m->body);
    if (m->entry.title.n || m->entry.body.n)
        (void)oc_export_add(m->e, &m->entry);
    oc_buf_clear(&m->body);
    oc_arena_release(&m->e->item);
    start(m);
}

void oc_export_movable(struct oc_export *e, struct oc_str text)
{
    struct movable m = {.e = e};
    struct oc_str line, key, value;
    oc_buf_init(&m.body, OC_MAX_POST_BYTES);
    start(&m);
    while (!e->failed && oc_str_line(&line, &text)) {
        if (oc_str_is(oc_str_trim(line), ENTRY)) {
            finish(&m);
        } else if (key_of(&key, &value, line)) {
            enum part part = part_of(key);
            if (part == NO_PART) {
                set(&m, key, value);
                continue;
            }
            struct oc_str inner = section(&text);
            if (m.breaks && m.entry.format == OC_HTML)
                m.entry.format = OC_WORDPRESS; /* the same paragraphs */
            if (part == BODY && m.body.n && !oc_str_blank(inner))
                oc_buf_putc(&m.body, '\n'); /* it begins a block of its own */
            if (part == BODY)
                oc_buf_put(&m.body, inner);
            else if (part == EXCERPT)
                m.entry.excerpt = oc_str_trim(inner);
        }
    }
    finish(&m);
    oc_buf_release(&m.body);
}
