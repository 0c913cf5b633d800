/* SPDX-License-Identifier: MIT */
/* Which posts are in the book: drafts, the future, --from --to --category --tag --not-tag. */
#include "base/uni.h"
#include "base/utf8.h"
#include "collect/stages.h"

/* Names as people type them: case does not count. */
static bool same_name(struct oc_str a, struct oc_str b)
{
    size_t i = 0, k = 0;
    while (i < a.n && k < b.n)
        if (oc_uni_lower(oc_utf8_next(a, &i)) != oc_uni_lower(oc_utf8_next(b, &k)))
            return false;
    return i == a.n && k == b.n;
}

static bool any_same(const struct oc_strs *wanted, const struct oc_strs *names)
{
    for (size_t i = 0; i < wanted->n; i++)
        for (size_t k = 0; k < names->n; k++)
            if (same_name(wanted->v[i], names->v[k]))
                return true;
    return false;
}

static bool in_categories(const struct oc_strs *wanted, const struct oc_post *post)
{
    for (size_t i = 0; i < post->ncategories; i++)
        if (any_same(wanted, &post->categories[i].names))
            return true;
    return false;
}

/* How much of a date was written: one short number is a year, two are a month, else a day. */
static int precision(struct oc_str s)
{
    int numbers = 0;
    bool in_number = false, letters = false;
    s = oc_str_trim(s);
    for (size_t i = 0; i < s.n; i++) {
        bool digit = s.p[i] >= '0' && s.p[i] <= '9';
        letters = letters || ((s.p[i] | 0x20) >= 'a' && (s.p[i] | 0x20) <= 'z');
        numbers += digit && !in_number;
        in_number = digit;
    }
    if (letters || numbers > 2) /* 31 Jan 2024 */
        return 3;
    return numbers == 1 && s.n > 4 ? 3 : numbers; /* 20240131 */
}

/* A day, or a month or year, as one number that grows with time; fields unsaid are `fill`. */
static int32_t day_number(struct oc_date d, int fields, int fill)
{
    int month = fields > 1 ? d.month : fill, day = fields > 2 ? d.day : fill;
    return (int32_t)d.year * 10000 + month * 100 + day;
}

static bool in_time(const struct oc_config *c, const struct oc_post *post)
{
    struct oc_date from, to;
    bool has_from = c->from.n && oc_date_parse(&from, c->from) == 0;
    bool has_to = c->to.n && oc_date_parse(&to, c->to) == 0;
    if (!has_from && !has_to)
        return true;
    if (!post->date.valid)
        return false;
    int32_t day = day_number(post->date, 3, 0);
    return (!has_from || day >= day_number(from, precision(c->from), 0)) &&
           (!has_to || day <= day_number(to, precision(c->to), 99));
}

static void tell_day(struct oc_post *post, enum oc_code code, struct oc_date date)
{
    struct oc_buf day;
    oc_buf_init(&day, 64);
    oc_date_put_day(&day, date);
    oc_diag_add(&post->diags, code, post->name, 0, 0, oc_buf_view(&day), OC_STR_NONE);
    oc_buf_release(&day);
}

static struct oc_str said(const struct oc_post *post, const char *key)
{
    return oc_value_text(oc_value_get(post->front, key));
}

/* A page whose content the theme makes, a search or an archive: a layout, and nothing in it. One
 * with a date may be a post without words, unless the layout's name tells. */
static bool is_listing(const struct oc_post *post)
{
    static const char *const names[] = {"archive", "archives", "search",
                                        "links",   "tags",     "categories"};
    struct oc_str layout = said(post, "layout");
    if (!layout.n)
        layout = said(post, "type").n ? said(post, "type") : said(post, "template");
    if (post->spool || post->words || !layout.n)
        return false;
    bool listing = !post->date.valid;
    for (size_t i = 0; i < OC_COUNT(names); i++)
        listing = listing || oc_str_iis(layout, names[i]);
    return listing;
}

/* What Hugo makes no page of. */
static bool is_headless(const struct oc_post *post)
{
    const struct oc_value *build = oc_value_get(post->front, "build");
    if (!build)
        build = oc_value_get(post->front, "_build");
    struct oc_str render = oc_value_text(oc_value_get(build, "render"));
    return oc_str_iis(said(post, "headless"), "true") || oc_str_iis(render, "never") ||
           oc_str_iis(render, "false");
}

/* The first of those keys that says a date. */
static bool said_date(struct oc_date *date, const struct oc_post *post, const char *const *keys)
{
    for (; *keys; keys++)
        if (oc_date_parse(date, said(post, *keys)) == 0)
            return true;
    return false;
}

/* Past now; a date without zone may be slack seconds ahead. Hugo asks when the post is published,
 * whatever its own date is. */
static bool in_future(const struct oc_book *book, struct oc_post *post, int64_t now, int64_t slack)
{
    static const char *const keys[] = {"publishdate", "pubdate", "published", NULL};
    struct oc_date date;
    if (post->dialect != OC_HUGO || !said_date(&date, post, keys))
        date = post->date;
    if (!date.valid || oc_date_epoch(date, book->offset) <= (date.has_zone ? now : now + slack))
        return false;
    tell_day(post, OC_D_POST_FUTURE, date);
    return true;
}

/* Hugo takes a post out again on its last day. */
static bool is_expired(const struct oc_book *book, struct oc_post *post, int64_t now)
{
    static const char *const keys[] = {"expirydate", "unpublishdate", NULL};
    struct oc_date date;
    if (post->dialect != OC_HUGO || !said_date(&date, post, keys) ||
        oc_date_epoch(date, book->offset) > now)
        return false;
    tell_day(post, OC_D_POST_EXPIRED, date);
    return true;
}

static bool is_wanted(struct oc_book *book, struct oc_post *post, int64_t now, int64_t slack)
{
    const struct oc_config *c = book->config;
    if (post->failed)
        return false;
    if (post->other_lang || (post->draft && !c->drafts) || is_listing(post) ||
        (post->dialect == OC_HUGO && is_headless(post))) {
        /* nobody asked for it: what is wrong in it is no concern of this run */
        oc_diags_init(&post->diags, &post->arena, post->diags.max);
        return false;
    }
    if (!in_time(c, post) || (c->categories.n && !in_categories(&c->categories, post)) ||
        (c->tags.n && !any_same(&c->tags, &post->tags)) || any_same(&c->not_tags, &post->tags))
        return false;
    return !is_expired(book, post, now) && (c->future || !in_future(book, post, now, slack));
}

void oc_select(struct oc_book *book, int64_t now, int64_t slack)
{
    book->posts = oc_arena_alloc(&book->arena, book->nall * sizeof *book->posts);
    book->nposts = 0;
    for (size_t i = 0; i < book->nall; i++)
        if (is_wanted(book, book->all[i], now, slack))
            book->posts[book->nposts++] = book->all[i];
}
