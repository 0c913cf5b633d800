/* SPDX-License-Identifier: MIT */
/*
 * Folders of the pages that a generator has made, where the sources are gone: the posts are in
 * them, and beside them a home page, archives, pages of tags, and pages that lead on to others.
 * These repeat the posts or list them. A page that its theme marks as an article is always a post.
 */
#include "base/limits.h"
#include "base/path.h"
#include "base/utf8.h"
#include "collect/stages.h"

static bool is_number(struct oc_str s)
{
    size_t n = 0;
    while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
        n++;
    return n > 0 && n == s.n && n <= 4;
}

/* Whether only numbers follow, as in archives/2020/02/page/3/index.html. */
static bool only_numbers(struct oc_str rest)
{
    struct oc_str name;
    while (oc_str_cut(&name, &rest, '/'))
        if (name.n && !is_number(name) && !oc_str_is(name, "page") &&
            !oc_str_starts(name, "index."))
            return false;
    return true;
}

/* Whether generators put their lists there. */
static bool is_list_place(struct oc_str rel)
{
    static const struct {
        const char *name;
        bool numbers; /* only where numbers follow: else it may be the address of a post */
    } places[] = {
        {"tags", false},       {"tag", false},     {"categories", false}, {"category", false},
        {"taxonomies", false}, {"authors", false}, {"author", false},     {"search", false},
        {"archives", true},    {"archive", true},  {"page", true},
    };
    struct oc_str rest = rel, name;
    while (oc_str_cut(&name, &rest, '/')) {
        if (!rest.n && oc_str_chr(name, '.', 0) != SIZE_MAX) /* archives.html */
            name = oc_path_stem(name);
        for (size_t i = 0; i < OC_COUNT(places); i++)
            if (oc_str_iis(name, places[i].name) && (!places[i].numbers || only_numbers(rest)))
                return true;
    }
    return false;
}

static bool is_home(struct oc_str rel)
{
    return oc_str_starts(rel, "index.") && oc_str_chr(rel, '/', 0) == SIZE_MAX;
}

/* A page of links and little else: what others wrote, or what its writer's pages are. */
static bool is_links(const struct oc_web_page *page, struct oc_str rel, size_t others)
{
    struct oc_str stem = oc_path_stem(oc_path_base(rel));
    bool index = oc_str_iis(stem, "index") || oc_str_iends(stem, "_index");
    if (page->marked || page->posts == OC_PAGE_POST || page->near + page->linked == 0)
        return false;
    if (index && page->near >= 3 && (page->near * 2 >= others || page->linked * 3 >= page->text))
        return true;
    return !page->dated && page->linked >= 24 && page->linked * 5 >= page->text * 3;
}

/* made: by a generator, which has places for lists. */
static bool is_list(const struct oc_web_page *page, struct oc_str rel, size_t others, bool made)
{
    if (page->moved || (made && is_home(rel)))
        return true;
    if (!made)
        return is_links(page, rel, others);
    if (page->marked)
        return page->posts == OC_PAGE_POSTS && is_list_place(rel);
    return page->posts == OC_PAGE_POSTS || is_list_place(rel) || is_links(page, rel, others);
}

/* Of the pages below one given path: whether a generator made them, as far as they tell. */
static bool is_made(const struct oc_walk *w, const struct oc_web_page *pages, size_t from,
                    size_t to)
{
    size_t marked = 0, posts = 0, lists = 0;
    for (size_t i = from; i < to; i++) {
        if (!pages[i].whole || w->v[i].direct)
            continue;
        marked += pages[i].marked;
        posts += pages[i].posts == OC_PAGE_POST;
        lists +=
            pages[i].posts != OC_PAGE_POST && (is_home(w->v[i].rel) || is_list_place(w->v[i].rel));
    }
    return lists > 0 && (marked > 0 || posts > 0);
}

/* The address of the site, when that of a page, %XX decoded, ends in its path; else "". */
static struct oc_str site_url(struct oc_str canonical, struct oc_str rel)
{
    if (oc_str_starts(oc_path_base(rel), "index."))
        rel = oc_path_dir(rel);
    while (oc_str_ends(canonical, "/"))
        canonical.n--;
    if (!rel.n || canonical.n <= rel.n || !oc_str_istarts(canonical, "http") ||
        !oc_str_eq(oc_str_sub(canonical, canonical.n - rel.n, canonical.n), rel))
        return OC_STR_NONE;
    canonical.n -= rel.n;
    return oc_str_ends(canonical, "/") ? canonical : OC_STR_NONE;
}

static void read_site(struct oc_book *book, const struct oc_web_page *page, struct oc_str rel)
{
    if (!book->site_title.n && page->site.n)
        book->site_title = oc_arena_copy(&book->arena, page->site);
    if (book->site_url.n || !page->canonical.n)
        return;
    struct oc_buf address;
    oc_buf_init(&address, OC_MAX_URL_BYTES);
    oc_percent_decode(&address, page->canonical);
    struct oc_str url = site_url(oc_buf_view(&address), rel);
    if (url.n)
        book->site_url = oc_arena_copy(&book->arena, url);
    oc_buf_release(&address);
}

/* Addresses of posts stand below the site's. */
static void shorten(struct oc_post *post, struct oc_str site)
{
    if (site.n && oc_str_eq(oc_str_sub(post->permalink, 0, site.n), site))
        post->permalink = oc_str_sub(post->permalink, site.n - 1, post->permalink.n);
}

struct tally {
    struct oc_str first;
    size_t n;
};

static void count(struct tally *t, struct oc_str name)
{
    if (t->n++ == 0)
        t->first = name;
}

static void tell(struct oc_walk *w, enum oc_code code, const struct tally *t)
{
    if (t->n)
        oc_diag_add(&w->book->diags, code, t->first, 0, 0,
                    t->n == 1 ? OC_STR("a page") : oc_arena_printf(w->arena, "%zu pages", t->n),
                    OC_STR_NONE);
}

/* Whether nothing tells that it is a post: no mark, or not even a page, as search engines want to
 * find to know the owner by. */
static bool is_unsure(const struct oc_web_page *page, const struct oc_post *post)
{
    if (!page->whole)
        return post->format == OC_HTML && !post->front;
    return !page->marked && page->posts == OC_PAGE_UNSURE;
}

struct range {
    size_t from, to, whole; /* whole: pages that are whole documents */
    bool made;              /* by a generator */
};

/* Marks what is a list; how many whole pages are sure to be posts. */
static size_t find_lists(struct oc_walk *w, struct oc_web_page *pages, struct oc_post *const *posts,
                         const struct range *r, size_t *nunsure)
{
    size_t sure = 0;
    for (size_t i = r->from; i < r->to; i++) {
        struct oc_web_page *page = &pages[i];
        if (w->v[i].direct)
            continue;
        page->left_out =
            page->whole && r->whole > 1 && is_list(page, w->v[i].rel, r->whole - 1, r->made);
        page->unsure = r->made && !page->left_out && is_unsure(page, posts[i]);
        *nunsure += page->unsure;
        sure += page->whole && !page->left_out && !page->unsure;
    }
    return sure;
}

/* posts[i], pages[i] of the found in the range come from one path. */
static void sift(struct oc_walk *w, struct oc_web_page *pages, struct oc_post *const *posts,
                 const struct range *r, struct tally tallies[2])
{
    size_t nunsure = 0, sure = find_lists(w, pages, posts, r, &nunsure);
    for (size_t i = r->from; i < r->to; i++) {
        if (!r->made && !sure) /* nothing but lists: they are what there is */
            pages[i].left_out = false;
        if (pages[i].left_out && !pages[i].moved)
            count(&tallies[0], w->v[i].name);
        if (pages[i].unsure && nunsure * 3 <= sure) { /* of many the theme has marked none */
            pages[i].left_out = true;
            count(&tallies[1], w->v[i].name);
        }
        if (r->made && pages[i].whole && !pages[i].left_out)
            read_site(w->book, &pages[i], w->v[i].rel);
    }
}

/* The titles without the site's name, which is the book's when nothing else says what it is. */
static void name_pages(struct oc_walk *w, struct oc_web_page *pages, struct oc_post *const *posts,
                       const struct range *r)
{
    struct oc_str site = oc_pages_name(pages + r->from, r->to - r->from);
    for (size_t i = r->from; i < r->to; i++)
        if (pages[i].renamed && !oc_value_text(oc_value_get(posts[i]->front, "title")).n)
            posts[i]->title =
                oc_title_of_plain(&posts[i]->arena, oc_utf8_cut(pages[i].title, OC_MAX_TITLE_BYTES),
                                  OC_MAX_TITLE_BYTES * 6);
    bool most = r->whole * 2 > r->to - r->from; /* and not a few beside Markdown */
    if (!w->book->site_title.n && site.n && most)
        w->book->site_title = oc_arena_copy(&w->book->arena, oc_utf8_cut(site, OC_MAX_TITLE_BYTES));
}

void oc_pages_sift(struct oc_walk *w, struct oc_web_page *pages, struct oc_post **posts)
{
    struct tally tallies[2] = {0};
    for (struct range r = {0}; r.from < w->n; r.from = r.to) {
        r.whole = 0;
        for (r.to = r.from; r.to < w->n && w->v[r.to].given == w->v[r.from].given; r.to++)
            r.whole += pages[r.to].whole && !w->v[r.to].direct;
        r.made = is_made(w, pages, r.from, r.to);
        sift(w, pages, posts, &r, tallies);
        name_pages(w, pages, posts, &r);
        for (size_t i = r.from; i < r.to && r.made; i++)
            shorten(posts[i], pages[i].whole ? w->book->site_url : OC_STR_NONE);
    }
    tell(w, OC_D_PAGES_LISTS, &tallies[0]);
    tell(w, OC_D_PAGES_OTHER, &tallies[1]);
}
