/* SPDX-License-Identifier: MIT */
/*
 * The site's name in the titles of its pages, "Tea - Cups": what nothing in one page tells, many
 * pages do, since all end, or begin, the same way.
 */
#include "base/limits.h"
#include "collect/stages.h"

enum {
    MIN_PAGES = 3, /* that have to say the same */
    ROUNDS = 3     /* "Tea - Ann - Service" */
};

/* Signs that part a title from the name. blanks: only with blanks around, or for ':' behind. */
static const struct sign {
    const char *text;
    bool blanks;
} signs[] = {{"|", false}, {"｜", false}, {"_", false}, {"—", false}, {"–", false}, {"»", false},
             {"«", false}, {"·", false},  {"•", false}, {"-", false}, {"~", true},  {":", true}};

/* Services that name themselves where a blog's name could be. */
static bool is_service(struct oc_str name)
{
    static const char *const names[] = {"知乎",          "知乎专栏",         "简书",
                                        "博客园",        "CSDN博客",         "CSDN",
                                        "豆瓣",          "微信公众平台",     "新浪博客",
                                        "掘金",          "少数派",           "Medium",
                                        "note",          "note（ノート）",   "Blogger",
                                        "WordPress.com", "Tumblr",           "LiveJournal",
                                        "はてなブログ",  "はてなダイアリー", "SegmentFault 思否",
                                        "开源中国",      "个人文章",         "Untitled"};
    for (size_t i = 0; i < OC_COUNT(names); i++)
        if (oc_str_iis(name, names[i]))
            return true;
    return false;
}

/* Cuts text at its last sign, or first: *name gets what is the site's then. False: it has none. */
static bool cut(struct oc_str *name, struct oc_str *rest, struct oc_str text, bool head)
{
    size_t best = SIZE_MAX, size = 0;
    for (size_t i = 0; i < OC_COUNT(signs); i++) {
        size_t n = strlen(signs[i].text), at = oc_str_find(text, signs[i].text, 0);
        for (; at != SIZE_MAX; at = oc_str_find(text, signs[i].text, at + n)) {
            bool open = at + n < text.n && text.p[at + n] == ' ' &&
                        (*signs[i].text == ':' || (at && text.p[at - 1] == ' '));
            if ((open || !signs[i].blanks) &&
                (best == SIZE_MAX || (head ? at < best : at >= best))) {
                best = at;
                size = n;
            }
            if (head && best <= at)
                break;
        }
    }
    if (best == SIZE_MAX)
        return false;
    struct oc_str before = oc_str_trim_wide(oc_str_sub(text, 0, best));
    struct oc_str after = oc_str_trim_wide(oc_str_sub(text, best + size, text.n));
    *name = head ? before : after;
    *rest = head ? after : before;
    return before.n && after.n;
}

static bool has_title(const struct oc_web_page *page)
{
    return page->whole && !page->left_out && page->title.n;
}

/* What most pages' titles end in, or begin with, behind a sign; "" when they do not. */
static struct oc_str common(const struct oc_web_page *pages, size_t n, bool head)
{
    struct oc_arena scratch;
    struct oc_map counts;
    struct oc_str best = OC_STR_NONE, name, rest;
    size_t titles = 0, most = 0;
    oc_arena_init(&scratch);
    oc_map_init(&counts, &scratch);
    for (size_t i = 0; i < n; i++) {
        if (!has_title(&pages[i]))
            continue;
        titles++;
        if (pages[i].said || !cut(&name, &rest, pages[i].title, head))
            continue;
        size_t *count = oc_map_get(&counts, name);
        if (!count)
            oc_map_set(&counts, name, count = oc_arena_alloc(&scratch, sizeof *count));
        if (++*count > most) {
            most = *count;
            best = name;
        }
    }
    oc_arena_release(&scratch);
    return most >= MIN_PAGES && most * 5 >= titles * 3 ? best : OC_STR_NONE;
}

/* Takes name off the titles that have it. */
static void take_off(struct oc_web_page *pages, size_t n, struct oc_str site, bool head)
{
    struct oc_str name, rest;
    for (size_t i = 0; i < n; i++)
        if (has_title(&pages[i]) && !pages[i].said && cut(&name, &rest, pages[i].title, head) &&
            oc_str_eq(name, site)) {
            pages[i].title = rest;
            pages[i].renamed = true;
        }
}

/* A name without those of services: "Ann's notes-CSDN博客". */
static struct oc_str own_name(struct oc_str site)
{
    struct oc_str name, rest;
    for (int i = 0; i < ROUNDS && cut(&name, &rest, site, false) && is_service(name); i++)
        site = rest;
    return is_service(site) ? OC_STR_NONE : site;
}

/* The name that most pages give their site themselves; "" when they do not. */
static struct oc_str said(const struct oc_web_page *pages, size_t n)
{
    size_t whole = 0, same = 0;
    struct oc_str site = OC_STR_NONE; /* that of more than half, if there is one */
    for (size_t i = 0, lead = 0; i < n; i++) {
        if (!has_title(&pages[i]))
            continue;
        whole++;
        if (lead == 0)
            site = pages[i].site;
        lead = oc_str_eq(pages[i].site, site) ? lead + 1 : lead - 1;
    }
    for (size_t i = 0; i < n; i++)
        same += has_title(&pages[i]) && oc_str_eq(pages[i].site, site);
    return whole > 1 && same * 2 > whole ? site : OC_STR_NONE;
}

struct oc_str oc_pages_name(struct oc_web_page *pages, size_t n)
{
    struct oc_str site = own_name(said(pages, n));
    for (int round = 0; round < ROUNDS; round++)
        for (int head = 0; head < 2; head++) {
            struct oc_str name = common(pages, n, head);
            if (!name.n)
                continue;
            take_off(pages, n, name, head);
            if (!site.n && !is_service(name))
                site = name;
        }
    return site;
}
