/* SPDX-License-Identifier: MIT */
/* What the body of a page says of its post where a reader sees it: when, by whom, about what. */
#include "base/limits.h"
#include "xhtml/page.h"

enum {
    MAX_LOOKED = 64, /* elements whose text is looked at */
    MAX_TAGS = 32,
    MAX_TAG = 80
};

enum fact {
    DATE,
    UPDATED,
    AUTHOR,
    TAGS /* links in it are */
};

static const struct mark {
    const char *attr, *word;
    enum fact fact;
} marks[] = {
    {"itemprop", "datePublished", DATE},
    {"class", "dt-published", DATE},
    {"class", "published", DATE},
    {"class", "entry-date", DATE},
    {"class", "post-date", DATE},
    {"class", "posted-on", DATE},
    {"class", "pub-date", DATE},
    {"class", "article-date", DATE},
    {"class", "date-header", DATE},
    {"class", "post-time", DATE},
    {"class", "ContentItem-time", DATE},
    {"id", "publish_time", DATE},
    {"id", "timestamp", DATE}, /* Tumblr's export */
    {"id", "post-date", DATE},
    {"class", "postDesc", DATE},
    {"class", "article-info-box", DATE},
    {"class", "post-meta", DATE},
    {"class", "entry-meta", DATE},
    {"class", "article-meta", DATE},
    {"class", "postmetadata", DATE},
    {"class", "date", DATE},
    {"class", "time", DATE},
    {"class", "timestamp", DATE},
    {"class", "meta", DATE},
    {"itemprop", "dateModified", UPDATED},
    {"class", "dt-updated", UPDATED},
    {"class", "updated", UPDATED},
    {"class", "p-author", AUTHOR},
    {"class", "fn", AUTHOR},
    {"itemprop", "author", AUTHOR},
    {"rel", "author", AUTHOR},
    {"class", "post-author", AUTHOR},
    {"class", "follow-nickName", AUTHOR},
    {"class", "UserLink-link", AUTHOR},
    {"class", "note-author", AUTHOR},
    {"class", "author", AUTHOR},
    {"class", "byline", AUTHOR},
    {"id", "js_name", AUTHOR},
    {"class", "tags", TAGS},
    {"class", "post-tags", TAGS},
    {"class", "article-tags", TAGS},
    {"class", "tags-links", TAGS},
    {"class", "tags-box", TAGS},
    {"class", "post-labels", TAGS},
    {"class", "Post-topicsAndReviewer", TAGS},
};

struct facts {
    struct oc_html_meta *meta;
    struct oc_arena *a;
    struct oc_buf text;
    size_t looked;
    struct oc_str found[OC_COUNT(marks)]; /* the first that says anything; earlier rows win */
    struct oc_strs loose;                 /* tags by the name of what holds them */
};

static bool has(const xmlNode *n, const struct mark *m)
{
    struct oc_str value = oc_attr(n, m->attr), word;
    while (value.p && oc_str_cut(&word, &value, ' '))
        if (oc_str_is(oc_str_trim(word), m->word))
            return true;
    return false;
}

/* A date as its text; "" when s has none. */
static struct oc_str date_in(struct facts *f, struct oc_str s)
{
    struct oc_date date;
    size_t from, to;
    bool found = oc_date_parse(&date, s) == 0 || oc_date_find(&date, &from, &to, s) == 0;
    return found ? oc_date_iso(f->a, date) : OC_STR_NONE;
}

static struct oc_str date_of(struct facts *f, const xmlNode *n)
{
    static const char *const attrs[] = {"datetime", "content", "title"};
    for (size_t i = 0; i < OC_COUNT(attrs); i++) {
        struct oc_str date = date_in(f, oc_str_trim(oc_attr(n, attrs[i])));
        if (date.n)
            return date;
    }
    return date_in(f, oc_page_text(&f->text, n));
}

/* Without "by" before it, and when it is no more than a name. */
static struct oc_str author_of(struct facts *f, const xmlNode *n)
{
    struct oc_page_line line;
    struct oc_str s = oc_str_trim(oc_attr(n, "content"));
    if (!s.n)
        s = oc_page_text(&f->text, n);
    if (s.n > OC_PAGE_NAME)
        return OC_STR_NONE;
    oc_page_line(&line, s);
    if (line.author.n || line.date.valid)
        s = line.author;
    return oc_arena_copy(f->a, s);
}

static void add_tag(struct facts *f, struct oc_strs *list, const xmlNode *a)
{
    struct oc_str s = oc_page_text(&f->text, a);
    while (oc_str_starts(s, "#"))
        s = oc_str_trim(oc_str_sub(s, 1, s.n));
    if (s.n && s.n <= MAX_TAG && list->n < MAX_TAGS && !oc_strs_has(list, s))
        oc_strs_add_copy(list, f->a, s);
}

static void add_tags(struct facts *f, const xmlNode *box)
{
    for (xmlNode *n = box->children; n && f->loose.n < MAX_TAGS; n = oc_node_next(box, n))
        if (oc_node_is(n, "a"))
            add_tag(f, &f->loose, n);
}

static void look_at(struct facts *f, const xmlNode *n)
{
    struct oc_str rel = oc_attr(n, "rel");
    bool category = oc_str_find(rel, "category", 0) != SIZE_MAX;
    if (oc_node_is(n, "a") && (category || oc_str_find(rel, "tag", 0) != SIZE_MAX))
        add_tag(f, category ? &f->meta->categories : &f->meta->tags, n);
    if (oc_node_is(n, "span") && oc_class_has(n, "tag")) /* Tumblr's export */
        add_tag(f, &f->loose, n);
    for (size_t i = 0; i < OC_COUNT(marks) && f->looked < MAX_LOOKED; i++) {
        if (f->found[i].n || !has(n, &marks[i]))
            continue;
        f->looked++;
        if (marks[i].fact == TAGS)
            add_tags(f, n);
        else
            f->found[i] = marks[i].fact == AUTHOR ? author_of(f, n) : date_of(f, n);
    }
}

void oc_page_facts(struct oc_html_meta *meta, struct oc_arena *a, xmlNode *body)
{
    struct facts f = {.meta = meta, .a = a};
    bool tagged = meta->tags.n > 0;
    oc_buf_init(&f.text, OC_PAGE_LINE);
    for (xmlNode *n = body, *next; n; n = next) {
        bool skip = n != body && n->type == XML_ELEMENT_NODE && oc_page_beside(n);
        next = skip ? oc_node_next_skip(body, n) : oc_node_next(body, n);
        if (n->type == XML_ELEMENT_NODE && n->properties && !skip)
            look_at(&f, n);
    }
    oc_buf_release(&f.text);
    for (size_t i = 0; i < OC_COUNT(marks); i++) {
        struct oc_str *field = marks[i].fact == DATE      ? &meta->date
                               : marks[i].fact == UPDATED ? &meta->updated
                                                          : &meta->author;
        if (marks[i].fact != TAGS && !field->n && f.found[i].n)
            *field = f.found[i];
    }
    if (!meta->tags.n && !tagged)
        meta->tags = f.loose;
}
