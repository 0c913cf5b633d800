/* SPDX-License-Identifier: MIT */
/* A chapter's page: what templates/chapter.xhtml is told of the post. */
#include "base/limits.h"
#include "base/path.h"
#include "base/uni.h"
#include "base/utf8.h"
#include "book/address.h"
#include "render/passes.h"
#include "xhtml/made.h"
#include "xhtml/url.h"

#define LINE_MAX_BYTES ((size_t)OC_MAX_TITLE_BYTES * 16)
#define READ_WORDS 230 /* words, or Han characters, that are read in a minute */
#define READ_HAN 350

/* What every function below fills or asks. */
struct page {
    struct oc_render *r;
    struct oc_post *post;
    const struct oc_config *config;
    struct oc_arena *arena;
    struct oc_value *map;
    struct oc_buf line; /* for one text at a time */
};

/* The text in p->line under that key; the line is empty again. False when it is "". */
static bool give_line(struct page *p, const char *key)
{
    struct oc_str text = oc_buf_take(&p->line, p->arena);
    oc_context_text(p->map, p->arena, key, text);
    return text.n > 0;
}

static struct oc_str inline_text(struct oc_arena *a, struct oc_str markdown)
{
    struct oc_buf b;
    oc_buf_init(&b, OC_MAX_PAGE_BYTES);
    oc_render_inline(&b, a, markdown);
    struct oc_str text = oc_buf_take(&b, a);
    oc_buf_release(&b);
    return text;
}

/* ---- head ---- */

/* The title in the page's one h1: never empty, or the page would not be valid. */
static struct oc_str heading_text(struct oc_arena *a, const struct oc_post *post)
{
    struct oc_str title = inline_text(a, post->title);
    struct oc_buf b;
    if (!oc_str_blank(title))
        return title;
    oc_buf_init(&b, OC_MAX_PAGE_BYTES);
    oc_buf_put_xml(&b, post->plain);
    title = oc_buf_take(&b, a);
    oc_buf_release(&b);
    return title;
}

/* The names, unless they are just the one the whole book is by. */
static bool add_authors(struct page *p)
{
    const struct oc_strs *names = &p->post->authors, *book = &p->r->book->authors;
    if (!p->config->post_author ||
        (names->n == 1 && book->n == 1 && oc_str_eq(names->v[0], book->v[0])))
        return false;
    for (size_t i = 0; i < names->n; i++) {
        if (p->line.n && !oc_str_blank(names->v[i]))
            oc_buf_puts(&p->line, oc_label_comma(p->post->page_lang));
        oc_buf_put(&p->line, oc_str_trim_wide(names->v[i]));
    }
    return give_line(p, "authors");
}

static bool add_date(struct page *p)
{
    if (!p->post->date.valid || !p->config->post_date)
        return false;
    oc_uni_date(&p->line, p->post->date, oc_arena_cstr(p->arena, p->post->page_lang));
    bool there = give_line(p, "date");
    oc_date_put_iso(&p->line, p->post->date);
    return give_line(p, "datetime") && there;
}

static bool add_minutes(struct page *p)
{
    struct oc_str lang = p->post->page_lang;
    size_t speed = oc_lang_is(lang, "zh") || oc_lang_is(lang, "ja") ? READ_HAN : READ_WORDS;
    if (!p->config->reading_time || p->post->words == 0)
        return false;
    oc_label_put(&p->line, lang, "minutes", (p->post->words + speed - 1) / speed);
    return give_line(p, "minutes");
}

static void add_byline(struct page *p)
{
    bool authors = add_authors(p), date = add_date(p), minutes = add_minutes(p);
    oc_context_bool(p->map, p->arena, "byline", authors || date || minutes);
    oc_context_bool(p->map, p->arena, "both", authors && date);
    oc_context_bool(p->map, p->arena, "more", minutes && (authors || date));
}

/* ---- abstract ---- */

/* Letters and digits alone, in lower case: how texts are compared. At most max code points. */
static size_t put_letters(struct oc_buf *out, struct oc_str text, size_t max)
{
    size_t n = 0;
    for (size_t at = 0; at < text.n && n < max;) {
        uint32_t cp = oc_utf8_next(text, &at);
        if (!oc_uni_is_alnum(cp) || cp == '_')
            continue;
        oc_buf_put_cp(out, oc_uni_lower(cp));
        n++;
    }
    return n;
}

/*
 * Whether the post begins as its description does: it is an excerpt then, perhaps cut off, and
 * need not be read twice. The first four fifths must agree: excerpts end in "..." or "Read more".
 */
static bool begins_so(struct page *p, struct oc_str description)
{
    struct oc_buf said, text;
    oc_buf_init(&said, LINE_MAX_BYTES);
    oc_buf_init(&text, LINE_MAX_BYTES);
    size_t n = put_letters(&said, description, OC_MAX_TITLE_BYTES), left = n, same = 0;
    for (xmlNode *node = oc_node_next(p->r->body, p->r->body); node && left;
         node = oc_node_next(p->r->body, node))
        if (node->type == XML_TEXT_NODE)
            left -= put_letters(&text, oc_node_value(node), left);
    while (same < said.n && same < text.n && said.p[same] == text.p[same])
        same++;
    bool result = same >= said.n / 5 * 4;
    oc_buf_release(&text);
    oc_buf_release(&said);
    return result;
}

static void add_abstract(struct page *p)
{
    struct oc_str text = oc_str_trim_wide(p->post->description);
    if (!p->config->post_abstract || text.n == 0 || oc_str_eq(text, p->post->title) ||
        oc_str_eq(text, p->post->subtitle) || begins_so(p, text))
        return;
    text = inline_text(p->arena, text);
    if (!oc_str_blank(text))
        oc_context_text(p->map, p->arena, "abstract", text);
}

/* ---- foot ---- */

static bool add_label(struct page *p, const char *key, const char *label)
{
    oc_label_put_colon(&p->line, p->post->page_lang, label);
    return give_line(p, key);
}

static bool add_categories(struct page *p)
{
    const char *arrow = oc_lang_rtl(p->post->page_lang) ? " ‹ " : " › ";
    if (!p->config->post_categories)
        return false;
    for (size_t i = 0; i < p->post->ncategories; i++) {
        const struct oc_strs *names = &p->post->categories[i].names;
        if (p->line.n && names->n)
            oc_buf_puts(&p->line, oc_label_comma(p->post->page_lang));
        for (size_t k = 0; k < names->n; k++) {
            oc_buf_puts(&p->line, k ? arrow : "");
            oc_buf_put(&p->line, names->v[k]);
        }
    }
    return give_line(p, "categories") && add_label(p, "categories-label", "categories");
}

static bool add_tags(struct page *p)
{
    const struct oc_strs *tags = &p->post->tags;
    if (!p->config->post_tags)
        return false;
    for (size_t i = 0; i < tags->n; i++) {
        oc_buf_puts(&p->line, i ? oc_label_comma(p->post->page_lang) : "");
        oc_buf_put(&p->line, tags->v[i]);
    }
    return give_line(p, "tags") && add_label(p, "tags-label", "tags");
}

/* The post's address on the web into p->line; false when it is not known. */
static bool put_address(struct page *p)
{
    const struct oc_book *book = p->r->book;
    struct oc_str site = oc_address_site(book), base = book->site_base, url = p->post->url;
    size_t host = oc_str_find(site, "://", 0);
    if (host == SIZE_MAX || url.n == 0)
        return false;
    site = oc_str_sub(site, 0, oc_str_chr(site, '/', host + 3));
    url = oc_arena_printf(p->arena, "%.*s%s%.*s%.*s", OC_STR_ARG(site), base.n ? "/" : "",
                          OC_STR_ARG(base), OC_STR_ARG(url));
    return url.n <= OC_MAX_URL_BYTES && oc_url_clean(&p->line, url);
}

static bool add_source(struct page *p)
{
    oc_buf_clear(&p->line);
    if (!p->config->post_source || !put_address(p)) {
        oc_buf_clear(&p->line);
        return false;
    }
    struct oc_str url = oc_arena_copy(p->arena, oc_buf_view(&p->line));
    give_line(p, "source");
    oc_url_show(&p->line, url);
    return give_line(p, "source-text") && add_label(p, "source-label", "source");
}

/* The posts that link here, as the driver found them once all were read. */
static bool add_linked(struct page *p)
{
    const struct oc_post *post = p->post;
    if (!p->config->linked_from || post->nlinked == 0)
        return false;
    struct oc_value *list = oc_context_list(p->map, p->arena, "linked");
    for (size_t i = 0; i < post->nlinked; i++) {
        struct oc_value *item = oc_context_child(list, p->arena, NULL);
        oc_context_text(item, p->arena, "href", post->linked[i]->href);
        oc_context_text(item, p->arena, "name", post->linked[i]->plain);
    }
    return add_label(p, "linked-label", "linked from");
}

static void add_foot(struct page *p)
{
    bool categories = add_categories(p), tags = add_tags(p), source = add_source(p);
    bool linked = add_linked(p);
    oc_context_bool(p->map, p->arena, "foot", categories || tags || source || linked);
}

/* ---- the page ---- */

static void make(struct oc_buf *page, struct page *p)
{
    struct oc_page_fault fault = {0};
    struct oc_xhtml_facts facts = {0};
    struct oc_post *post = p->post;
    post->fault = NULL;
    if (oc_page_make(page, &facts, &fault, &post->arena, &p->r->book->templates, OC_PAGE_CHAPTER,
                     p->map) != 0)
        post->fault = memcpy(OC_NEW(&post->arena, struct oc_page_fault), &fault, sizeof(fault));
    post->has_svg = post->has_svg || facts.svg;
    post->has_mathml = post->has_mathml || facts.mathml;
}

void oc_page_write(struct oc_buf *page, struct oc_render *r, struct oc_str body)
{
    struct oc_post *post = r->post;
    struct oc_arena *a = r->arena;
    struct page p = {.r = r, .post = post, .config = r->book->config, .arena = a};
    p.map = oc_context_map(a);
    oc_buf_init(&p.line, LINE_MAX_BYTES);
    oc_context_text(p.map, a, "lang", post->page_lang);
    oc_context_text(p.map, a, "dir", oc_lang_rtl(post->page_lang) ? OC_STR("rtl") : OC_STR("ltr"));
    oc_context_text(p.map, a, "id", post->id);
    oc_context_text(p.map, a, "type",
                    post == r->book->afterword ? OC_STR("afterword") : OC_STR("chapter"));
    oc_context_text(p.map, a, "title", oc_looks_title(r, heading_text(a, post)));
    oc_context_text(p.map, a, "plain", post->plain);
    oc_context_text(p.map, a, "subtitle", inline_text(a, post->subtitle));
    add_byline(&p);
    add_abstract(&p);
    add_foot(&p);
    oc_context_view(p.map, a, "body", body);
    make(page, &p);
    oc_buf_release(&p.line);
}
