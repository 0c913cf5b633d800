/* SPDX-License-Identifier: MIT */
/* Patterns to addresses, and every other address that leads to a post. */
#include "collect_fixture.h"

/* A site of one post: what its address is, and what else leads to it. */
struct site {
    const char *config, *text; /* the configuration's file name and what it says */
    const char *post, *front;
    const char *url;
    const char *leads[6], *not [3];
};

static const struct site sites[] = {
    /* Jekyll */
    {"_config.yml",
     "title: T\n",
     "_posts/2024-01-31-a-day.md",
     "title: A day\n",
     "/2024/01/31/a-day.html",
     {"/2024/01/31/a-day/", "/2024/01/31/A-Day"},
     {"/2024/02/a-b"}},
    {"_config.yml",
     "permalink: pretty\n",
     "_posts/2024-01-31-a-day.md",
     "title: A day\ncategories: [Sea, Ice Floes]\n",
     "/sea/ice floes/2024/01/31/a-day/",
     {"/sea/ice%20floes/2024/01/31/a-day"},
     {NULL}},
    {"_config.yml",
     "permalink: none\n",
     "sea/_posts/2024-01-31-a-day.md",
     "title: A day\n",
     "/sea/a-day.html",
     {"/sea/a-day"},
     {NULL}},
    {"_config.yml",
     "permalink: ordinal\n",
     "_posts/2024-02-29-a-day.md",
     "title: A day\n",
     "/2024/060/a-day.html",
     {NULL},
     {NULL}},
    {"_config.yml",
     "permalink: weekdate\n",
     "_posts/2024-12-30-a-day.md",
     "title: A day\n",
     "/2024/W01/Mon/a-day.html",
     {NULL},
     {NULL}},
    {"_config.yml",
     "permalink: /:short_year/:i_month/:i_day/:slug/\n",
     "_posts/2024-01-03-An_Odd.day.md",
     "title: A day\n",
     "/24/1/3/an-odd-day/",
     {NULL},
     {NULL}},
    {"_config.yml",
     "permalink: "
     "/:slugified_categories/:w_year-:short_day/:hour-:minute-:second/:slug:output_ext\n",
     "_posts/2024-12-30-x.md",
     "title: A day\ndate: 2024-12-30 09:08:07 +0000\ncategories: [Sea, Ice Floes]\n",
     "/sea/ice-floes/2025-Mon/09-08-07/x",
     {NULL},
     {NULL}},
    {"_config.yml",
     "permalink: /b/:title\n",
     "_posts/2024-01-03-x.md",
     "title: A day\nslug: tide-tables\n",
     "/b/tide-tables",
     {"/b/tide-tables.html"},
     {NULL}},
    {"_config.yml",
     "permalink: /b/:title\n",
     "_posts/2024-01-03-x.md",
     "title: A day\npermalink: /own/place.html\nredirect_from:\n  - /old/place/\n  - older.html\n",
     "/own/place.html",
     {"/own/place/", "/old/place", "/older", "/b/x"},
     {NULL}},
    {"_config.yml",
     "permalink: /b/:title\ntimezone: Asia/Tokyo\n",
     "_posts/2024-01-31-x.md",
     "title: A day\npermalink: date\ndate: 2024-01-31 20:00:00 +0000\n",
     "/2024/02/01/x.html",
     {"/2024/02/01/x", "/b/x"},
     {NULL}},
    {"_config.yml",
     "defaults:\n  - scope: {path: _posts/de}\n    values: {permalink: '/de/:title/'}\n"
     "  - scope: {path: '', type: posts}\n    values: {permalink: '/:title/'}\n",
     "_posts/de/2024-01-03-x.md",
     "title: A day\n",
     "/de/x/",
     {NULL},
     {NULL}},
    {"_config.yml",
     "defaults:\n"
     "  - {scope: {path: _posts/de/}, values: {permalink: '/first/:title/'}}\n"
     "  - {scope: {path: _posts/de/}, values: {permalink: '/last/:title/'}}\n"
     "  - {scope: {path: _posts/de}, values: {permalink: '/wide/:title/'}}\n"
     "  - {scope: {path: _posts/de/alt, type: pages}, values: {permalink: '/page/:title/'}}\n"
     "  - {scope: {path: _posts/de/al}, values: {permalink: '/part/:title/'}}\n",
     "_posts/de/alt/2024-01-03-x.md",
     "title: A day\n",
     "/last/x/",
     {NULL},
     {NULL}},
    {"_config.yml",
     "permalink: none\n"
     "defaults:\n  - {scope: {path: ''}, values: {permalink: '/all/:title/'}}\n",
     "_posts/2024-01-03-x.md",
     "title: A day\n",
     "/x.html",
     {NULL},
     {NULL}},
    {"_config.yml",
     "url: https://ferry.example\nbaseurl: /blog\n",
     "_posts/2024-01-03-x.md",
     "title: A day\n",
     "/2024/01/03/x.html",
     {"/blog/2024/01/03/x.html", "https://ferry.example/blog/2024/01/03/x.html",
      "http://www.ferry.example/blog/2024/01/03/x", "//ferry.example/2024/01/03/x"},
     {"https://other.example/blog/2024/01/03/x.html"}},
    /* Hexo */
    {"_config.yml",
     "new_post_name: :title.md\n",
     "source/_posts/a-day.md",
     "title: A day\ndate: 2024-01-31 10:00:00\n",
     "/2024/01/31/a-day/",
     {"/2024/01/31/a-day/index.html", "/2024/1/31/a-day"},
     {NULL}},
    {"_config.yml",
     "permalink: :year/:i_month/:title.html\nsource_dir: source\n",
     "source/_posts/sub/a-day.md",
     "title: A day\ndate: 2024-01-31\n",
     "/2024/1/sub/a-day.html",
     {"/2024/1/sub/a-day"},
     {NULL}},
    {"_config.yml",
     "permalink: :name/\nnew_post_name: :year-:month-:day-:title.md\n",
     "source/_posts/2024-01-31-a-day.md",
     "title: A day\n",
     "/a-day/",
     {"/2024-01-31-a-day/"},
     {NULL}},
    {"_config.yml",
     "permalink: posts/:abbrlink.html\nsource_dir: source\n",
     "source/_posts/渡口.md",
     "title: 渡口\nabbrlink: 4a17b156\n",
     "/posts/4a17b156.html",
     {"/posts/4a17b156", "/p/4a17b156/"},
     {NULL}},
    {"_config.yml",
     "permalink: :category/:post_title/\ncategory_map: {河: river}\nsource_dir: s\n",
     "source/_posts/x.md",
     "title: The Ferry, Again\ncategories: [河, Old Boats]\n",
     "/river/Old-Boats/the-ferry-again/",
     {NULL},
     {NULL}},
    {"_config.yml",
     "permalink: :year/:month/:day/:hash/\nsource_dir: source\n",
     "source/_posts/x.md",
     "title: A\ndate: 2024-01-31 10:00:00\n",
     "/2024/01/31/8c46ff38038e/",
     {NULL},
     {NULL}},
    {"_config.yml",
     "new_post_name: :title.md\n",
     "source/_posts/渡口.md",
     "title: 渡口\ndate: 2024-01-31\n",
     "/2024/01/31/渡口/",
     {"/2024/01/31/%E6%B8%A1%E5%8F%A3/", "/2024/01/31/%e6%b8%a1%e5%8f%a3/index.html"},
     {NULL}},
    {"_config.yml",
     "new_post_name: :title.md\nurl: https://ferry.example/blog\nroot: /blog/\n",
     "source/_posts/a.md",
     "title: A\ndate: 2024-01-31\nalias: /elsewhere/a.html\n",
     "/2024/01/31/a/",
     {"/blog/2024/01/31/a/", "/elsewhere/a", "/blog/elsewhere/a"},
     {NULL}},
    {"_config.yml",
     "new_post_name: :title.md\n",
     "source/_posts/c#-100%.md",
     "title: A\ndate: 2024-01-31\n",
     "/2024/01/31/c%23-100%25/",
     {NULL},
     {NULL}},
    /* Hugo */
    {"hugo.toml",
     "title = 'T'\n[permalinks]\nposts = '/:year/:month/:slug/'\n",
     "content/posts/a-day.md",
     "title: What's a day?\ndate: 2024-01-31\n",
     "/2024/01/whats-a-day/",
     {"/posts/a-day/"},
     {NULL}},
    {"hugo.toml",
     "[permalinks.page]\nposts = '/:sections[1:]/:filename/'\n",
     "content/posts/sea/ice/A-Day.md",
     "title: T\n",
     "/sea/ice/A-Day/",
     {"/sea/ice/a-day"},
     {NULL}},
    {"hugo.toml",
     "[permalinks]\nnotes = '/:section/:contentbasename/'\n",
     "content/notes/tide/index.md",
     "title: T\naliases: [/high-water/, ebb]\n",
     "/notes/tide/",
     {"/high-water", "/notes/ebb", "/ebb"},
     {NULL}},
    {"hugo.toml",
     "title = 'T'\n",
     "content/posts/My Day.md",
     "title: T\n",
     "/posts/my-day/",
     {"/posts/My-Day"},
     {NULL}},
    {"hugo.toml",
     "title = 'T'\n",
     "content/posts/x.md",
     "title: T\nslug: y\n",
     "/posts/y/",
     {"/posts/x"},
     {"/docs/x"}},
    {"hugo.toml",
     "title = 'T'\n",
     "content/posts/x.md",
     "title: T\nurl: /own/x.html\n",
     "/own/x.html",
     {"/posts/x/"},
     {NULL}},
    {"hugo.toml",
     "title = 'T'\n",
     "content/posts/x.fr.md",
     "title: T\n",
     "/fr/posts/x/",
     {"/posts/x/"},
     {NULL}},
    /* Zola */
    {"config.toml",
     "base_url = 'https://ferry.example'\n",
     "content/Old/2024-01-31-A Day.md",
     "title: T\n",
     "/old/a-day/",
     {"/Old/a-day"},
     {NULL}},
    {"config.toml",
     "base_url = 'https://ferry.example'\n",
     "content/x/index.md",
     "title: T\npath: 2024/01/Tide-1.0\naliases: ['2024/01/Tide-1.0.html', releases/1.0]\n",
     "/2024/01/Tide-1.0",
     {"https://ferry.example/2024/01/Tide-1.0.html", "/releases/1.0/", "/2024/01/tide-1.0/"},
     {"/2024/01/Tide-1"}},
    /* others: the place of the file */
    {"package.json",
     "{}",
     "content/blog/a-day/index.md",
     "title: T\n",
     "/blog/a-day/",
     {"/a-day/", "/posts/a-day", "/blog/a-day"},
     {"/shop/a-day"}},
    {"notes.txt", "", "public/a-day/index.md", "title: T\n", "/a-day/", {"/a-day"}, {NULL}},
};

static void check_site(const struct site *s)
{
    struct fixture f;
    fixture_init(&f);
    put(&f, s->config, s->text);
    put(&f, s->post, oc_arena_printf(&f.arena, "---\n%s---\n\nText.\n", s->front).p);
    assert_int_equal(collect(&f), 0);
    assert_int_equal(oc_arrange(&f.book, NOW), 0);
    struct oc_post *post = post_of(&f, s->post);
    assert_non_null(post);
    if (!oc_str_is(post->url, s->url))
        print_error("%s: %s\n", s->post, s->text);
    check_text(post->url, s->url);
    assert_true(oc_address_url(&f.book, NULL, &f.arena, oc_str(s->url)) == post);
    for (size_t i = 0; i < OC_COUNT(s->leads) && s->leads[i]; i++)
        if (oc_address_url(&f.book, NULL, &f.arena, oc_str(s->leads[i])) != post)
            fail_msg("%s does not lead to %s", s->leads[i], s->post);
    for (size_t i = 0; i < OC_COUNT(s->not ) && s->not [i]; i++)
        if (oc_address_url(&f.book, NULL, &f.arena, oc_str(s->not [i])))
            fail_msg("%s leads to %s", s->not [i], s -> post);
    fixture_release(&f);
}

static void every_pattern(void **state)
{
    (void)state;
    for (size_t i = 0; i < OC_COUNT(sites); i++)
        check_site(&sites[i]);
}

static struct oc_post *at(struct fixture *f, const char *from, const char *url)
{
    return oc_address_url(&f->book, post_of(f, from), &f->arena, oc_str(url));
}

/* One name, several posts: language, section and date decide; else nothing does. */
static void the_last_name(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f);
    put(&f, "hugo.toml", "title = 'T'\n");
    put(&f, "content/cn/tide.md", "---\ntitle: One\ndate: 2020-01-02\n---\na\n");
    put(&f, "content/en/tide.md", "---\ntitle: Two\ndate: 2021-03-04\n---\na\n");
    put(&f, "content/en/other.md", "---\ntitle: Three\ndate: 2021-03-04\n---\na\n");
    put(&f, "content/xx/other.md", "---\ntitle: Four\ndate: 2022-03-04\n---\na\n");
    put(&f, "content/yy/third.md", "---\ntitle: Five\n---\na\n");
    assert_int_equal(collect(&f), 0);
    assert_int_equal(oc_arrange(&f.book, NOW), 0);
    struct oc_post *cn = post_of(&f, "content/cn/tide.md"), *en = post_of(&f, "content/en/tide.md");
    assert_ptr_equal(at(&f, "content/en/other.md", "/posts/tide/"), en);
    assert_ptr_equal(at(&f, "content/cn/tide.md", "/posts/tide/"), cn);
    assert_ptr_equal(at(&f, "content/yy/third.md", "/cn/2020/01/02/tide/"), cn);
    assert_ptr_equal(at(&f, "content/yy/third.md", "/2021/03/tide/"), en);
    assert_null(at(&f, "content/yy/third.md", "/tide/"));
    assert_null(at(&f, "content/yy/third.md", "/de/tide/"));
    fixture_release(&f);
}

/* A post that was left out is known too, but yields to those of the book. */
static void left_out(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f);
    put(&f, "_config.yml", "permalink: /:title/\n");
    put(&f, "_posts/2024-01-01-a.md", "---\ntitle: A\ndraft: true\naliases: /x/\n---\na\n");
    put(&f, "_posts/2024-01-02-b.md", "---\ntitle: B\naliases: [/x/, /a/]\n---\na\n");
    put(&f, "_posts/2024-01-03-b.md", "---\ntitle: C\ndraft: true\n---\na\n");
    assert_int_equal(collect(&f), 0);
    assert_int_equal(oc_arrange(&f.book, NOW), 0);
    struct oc_post *a = post_of(&f, "_posts/2024-01-01-a.md");
    struct oc_post *b = post_of(&f, "_posts/2024-01-02-b.md");
    assert_ptr_equal(at(&f, "_posts/2024-01-02-b.md", "/a/"), a); /* its own; b's only an alias */
    assert_ptr_equal(at(&f, "_posts/2024-01-02-b.md", "/b/"), b);
    assert_ptr_equal(at(&f, "_posts/2024-01-02-b.md", "/x/"), b);
    assert_false(oc_post_in_book(a));
    fixture_release(&f);
}

/* Relative addresses, and names as tags and wikis use them. */
static void relative_and_names(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f);
    put(&f, "_config.yml", "new_post_name: :title.md\n");
    put(&f, "source/_posts/sub/a-day.md", "---\ntitle: A Day Out\ndate: 2024-01-31\n---\na\n");
    put(&f, "source/_posts/2020-05-06-tide.md", "---\ntitle: Tide\ndate: 2020-05-06\n---\na\n");
    assert_int_equal(collect(&f), 0);
    assert_int_equal(oc_arrange(&f.book, NOW), 0);
    struct oc_post *day = post_of(&f, "source/_posts/sub/a-day.md");
    struct oc_post *tide = post_of(&f, "source/_posts/2020-05-06-tide.md");
    check_text(day->url, "/2024/01/31/sub/a-day/");
    assert_ptr_equal(at(&f, "source/_posts/sub/a-day.md", "../../../../../2020/05/06/tide/"), tide);
    static const char *const names[] = {"a-day",      "sub/a-day",          "a-day.md",
                                        "A Day Out",  "a day out",          "A day",
                                        "/sub/a-day", "_posts/sub/a-day.md"};
    for (size_t i = 0; i < OC_COUNT(names); i++)
        if (oc_address_name(&f.book, tide, &f.arena, oc_str(names[i])) != day)
            fail_msg("'%s' is no name", names[i]);
    static const char *const tides[] = {"tide", "2020-05-06-tide", "Tide", "2020-05-06-tide.md"};
    for (size_t i = 0; i < OC_COUNT(tides); i++)
        if (oc_address_name(&f.book, day, &f.arena, oc_str(tides[i])) != tide)
            fail_msg("'%s' is no name", tides[i]);
    static const char *const wrong[] = {"",          " ", "/", "..", "../../../etc/passwd",
                                        "docs/tide", "[["};
    for (size_t i = 0; i < OC_COUNT(wrong); i++)
        assert_null(oc_address_name(&f.book, day, &f.arena, oc_str(wrong[i])));
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_pattern),
        cmocka_unit_test(the_last_name),
        cmocka_unit_test(left_out),
        cmocka_unit_test(relative_and_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
