/* SPDX-License-Identifier: MIT */
/* Front matter keys to fields; titles and dates from wherever they are; titles as plain text. */
#include "collect_fixture.h"

static struct oc_post *one(struct fixture *f, const char *rel, const char *text)
{
    fixture_init(f);
    put(f, rel, text);
    assert_int_equal(collect(f), 0);
    assert_int_equal(f->book.nall, 1);
    return f->book.all[0];
}

static void texts(void **state)
{
    (void)state;
    struct fixture f;
    struct oc_post *p = one(&f, "a.md",
                            "---\ntitle: \"  Bread &#038; &#8220;salt&#8221;, C #1 \"\n"
                            "subtitle: 12:30\ndate: 2024-01-31 08:05\nlastmod: 2024-02-01\n"
                            "language: zh-CN\nexcerpt: two\ndescription: one &amp; two\n"
                            "slug: bread\nurl: /b/\nabbrlink: 0123456\nnav_order: 3\n"
                            "hidden: true\ntoc: false\nkatex: true\n---\nText\n");
    check_text(p->title, "Bread & \xE2\x80\x9Csalt\xE2\x80\x9D, C #1");
    check_text(p->subtitle, "12:30");
    check_day(p->date, "2024-01-31");
    check_day(p->updated, "2024-02-01");
    check_text(p->lang, "zh-CN");
    check_text(p->description, "one & two");
    check_text(p->slug, "bread");
    check_text(p->permalink, "/b/");
    check_text(p->abbrlink, "0123456");
    assert_true(p->has_weight && p->weight == 3);
    assert_true(p->hidden && p->no_toc && !p->draft);
    assert_int_equal(p->math, OC_YES);
    assert_false(p->title_from_body);
    fixture_release(&f);
}

static void astro(void **state)
{
    (void)state;
    struct fixture f;
    struct oc_post *p = one(&f, "a.md",
                            "---\ntitle: A\npubDate: 'Jul 08 2022'\nupdatedDate: 2023-01-02\n"
                            "heroImage: ./hero.png\n---\nText\n");
    check_day(p->date, "2022-07-08");
    check_day(p->updated, "2023-01-02");
    check_text(p->image, "./hero.png");
    fixture_release(&f);
}

/* What stands in a program is neither always UTF-8 nor without escapes. */
static void site_scripts(void **state)
{
    (void)state;
    static const struct {
        const char *literal, *want;
    } rows[] = {
        {"'Caf\xE9 au lait'", "Caf\xC3\xA9 au lait"},
        {"\"Quay \\u2014 \\x41\\u{1F600}\\uD83D\\uDE00\"",
         "Quay \xE2\x80\x94 A\xF0\x9F\x98\x80\xF0\x9F\x98\x80"},
        {"'It\\'s\\n\\ud83d\\x0a \\u{zz} \\q'", "It's    u{zz} q"},
        {"`Fog ${year}`", ""},
        {"'cut short \\u20", ""},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct fixture f;
        fixture_init(&f);
        put(&f, "gatsby-config.js",
            oc_arena_printf(&f.arena, "module.exports = {siteMetadata: {title: %s}}\n",
                            rows[i].literal)
                .p);
        put(&f, "content/a.md", "---\ntitle: A\n---\nText\n");
        assert_int_equal(collect(&f), 0);
        check_text(f.book.site_title, rows[i].want);
        fixture_release(&f);
    }
}

static void lists(void **state)
{
    (void)state;
    static const struct {
        const char *line, *authors, *tags;
    } rows[] = {
        {"author: Ann Lee, Bo Ek, Cy Orr", "Ann Lee|Bo Ek|Cy Orr", ""},
        {"author: Lee, Ann", "Lee, Ann", ""},
        {"authors: [Ann, Bo]", "Ann|Bo", ""},
        {"authors:\n  - name: Ann\n    url: x\n  - Bo", "Ann|Bo", ""},
        {"author:\n  name: Ann", "Ann", ""},
        {"tags: a, b\xEF\xBC\x8C"
         "c\xE3\x80\x81"
         "d; e",
         "", "a|b|c|d|e"},
        {"tags: two words", "", "two words"},
        {"tag: [x, x, 007, no]", "", "x|007|no"},
        {"tags:", "", ""},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct fixture f;
        char text[512];
        snprintf(text, sizeof text, "---\ntitle: x\n%s\n---\nText", rows[i].line);
        struct oc_post *p = one(&f, "a.md", text);
        check_list(&p->authors, rows[i].authors);
        check_list(&p->tags, rows[i].tags);
        fixture_release(&f);
    }
}

static void categories(void **state)
{
    (void)state;
    static const struct {
        const char *config, *lines;
        size_t n;
        const char *first;
    } rows[] = {
        {"theme: x\nnew_post_name: y", "categories:\n  - Life\n  - Heart", 1, "Life|Heart"},
        {"theme: x\nnew_post_name: y", "categories:\n  - [Life, Heart]\n  - [Work]", 2,
         "Life|Heart"},
        {"theme: x\nnew_post_name: y", "categories: Life", 1, "Life"},
        {"title: x", "categories: [Life, Heart]", 2, "Life"},
        {"title: x", "categories: life heart", 2, "life"},
        {"title: x", "category: Life", 1, "Life"},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct fixture f;
        char text[512];
        fixture_init(&f);
        put(&f, "_config.yml", rows[i].config);
        snprintf(text, sizeof text, "---\ntitle: x\n%s\n---\nText", rows[i].lines);
        put(&f, "_posts/2024-01-31-a.md", text);
        assert_int_equal(collect(&f), 0);
        assert_int_equal(f.book.nall, 1);
        assert_int_equal(f.book.all[0]->ncategories, rows[i].n);
        check_list(&f.book.all[0]->categories[0].names, rows[i].first);
        fixture_release(&f);
    }
}

static void zola_and_images(void **state)
{
    (void)state;
    struct fixture f;
    struct oc_post *p = one(&f, "a.md",
                            "+++\ntitle = \"x\"\npath = \"2024/01/31/slug\"\n[taxonomies]\n"
                            "tags = [\"a\", \"b\"]\n[extra]\nkatex = true\n+++\nText");
    check_day(p->date, "2024-01-31");
    check_list(&p->tags, "a|b");
    assert_int_equal(p->math, OC_YES);
    fixture_release(&f);
    p = one(&f, "a.md", "---\ntitle: x\nimage:\n  path: /a.png\n  alt: z\ncover: b.png\n---\nText");
    check_text(p->image, "/a.png");
    fixture_release(&f);
    p = one(&f, "a.md", "---\ntitle: x\nimage:\ntop_img: false\nindex_img: b.png\n---\nText");
    check_text(p->image, "b.png");
    fixture_release(&f);
}

static void dates(void **state)
{
    (void)state;
    static const struct {
        const char *rel, *front, *day;
        size_t bad;
    } rows[] = {
        {"2024-01-31-rain.md", "title: x", "2024-01-31", 0},
        {"2024-01-31-rain.md", "date: 2023-05-06", "2023-05-06", 0},
        {"2024-1-3-rain.md", "date: soon", "2024-01-03", 1},
        {"rain.md", "date: 2012-13-45", "", 1},
        {"rain.md", "date: {{ date }}", "", 0},
        {"2024/01/31/rain.md", "title: x", "2024-01-31", 0},
        {"2024-01-31-rain/index.md", "title: x", "2024-01-31", 0},
        {"rain.md", "permalink: /2024/01/31/rain/", "2024-01-31", 0},
        {"rain.md", "title: x", "", 0},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct fixture f;
        char text[256];
        snprintf(text, sizeof text, "---\ntitle: t\n%s\n---\nText", rows[i].front);
        struct oc_post *p = one(&f, rows[i].rel, text);
        check_day(p->date, rows[i].day);
        assert_int_equal(count_diags(&p->diags, OC_D_DATE_BAD), rows[i].bad);
        fixture_release(&f);
    }
}

static void check_days(const char *const *files, const char *want)
{
    struct fixture f;
    struct oc_buf days;
    fixture_init(&f);
    oc_buf_init(&days, 4096);
    for (; *files; files++)
        put(&f, *files, "Text\n");
    assert_int_equal(collect(&f), 0);
    for (size_t i = 0; i < f.book.nall; i++) {
        const struct oc_post *p = f.book.all[i];
        if (days.n)
            oc_buf_putc(&days, '|');
        oc_buf_printf(&days, "%.*s ", OC_STR_ARG(p->title));
        if (p->date.valid)
            oc_date_put_day(&days, p->date);
    }
    check_text(oc_buf_view(&days), want);
    oc_buf_release(&days);
    fixture_release(&f);
}

/* Numbers of files in the folder of a month are days, unless one of them tells that they are not.
 */
static void numbered_files(void **state)
{
    (void)state;
    static const char *const days[] = {"2019/12/1.md", "2019/12/31-last.md",
                                       "2019/12/42-answers.md", "2020/02/29.md", NULL};
    static const char *const counted[] = {"2019/12/1.md", "2019/12/2.md", "2019/12/40.md",
                                          "2020/01/5.md", NULL};
    static const char *const words[] = {"n/2021/02/01-a.md", "n/2021/02/28-b.md",
                                        "n/2021/02/29-c.md", "n/2021/03/01-d.md", NULL};
    static const char *const folders[] = {"2019/12/1/index.md", "2019/12/32/index.md", NULL};
    check_days(days, "1 2019-12-01|last 2019-12-31|42 answers |29 2020-02-29");
    check_days(counted, "1 2019-12-01|2 2019-12-01|40 2019-12-01|5 2020-01-05");
    check_days(words, "01 a 2021-02-01|28 b 2021-02-01|29 c 2021-02-01|d 2021-03-01");
    check_days(folders, "1 2019-12-01|32 2019-12-01");
}

static void titles_from_body_and_name(void **state)
{
    (void)state;
    static const struct {
        const char *rel, *text, *title;
        bool from_body;
    } rows[] = {
        {"a.md", "Words.\n\n# Rain & wind {#r} \n", "Rain & wind", true},
        {"a.md", "# Rain #\n", "Rain", true},
        {"a.md", "#hash is a tag\n\nRain\n====\n", "Rain", true},
        {"a.md", "Rain\nand wind\n=\n", "Rain and wind", true},
        {"a.md", "```sh\n# code\n```\n    # code\n\n# Rain\n", "Rain", true},
        {"a.md", "<!--\n# no\n-->\n{% highlight c %}\n# no\n{% endhighlight %}\n# Rain", "Rain",
         true},
        {"a.md", "~~~\n# never closed\n", "a", false},
        {"2024-01-31-rain_and-wind.md", "Text", "rain and wind", false},
        {"2024-01-31.md", "Text", "2024-01-31", false},
        {"rain-and-wind/index.md", "Text", "rain and wind", false},
        {"a.md", "---\ntitle: ' '\n---\n## Two\n", "a", false},
        {"a.html", "<p>x</p><h1 class=y>Rain &amp; <em>wind</em></h1>", "Rain & <em>wind</em>",
         true},
        {"a.html", "<p>no heading &lt;h1&gt;", "a", false},
        {"a.txt", "# Just text", "a", false},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct fixture f;
        struct oc_post *p = one(&f, rows[i].rel, rows[i].text);
        check_text(p->title, rows[i].title);
        assert_int_equal(p->title_from_body, rows[i].from_body);
        fixture_release(&f);
    }
}

static void whole_html_page(void **state)
{
    (void)state;
    struct fixture f;
    struct oc_post *p = one(&f, "a.html",
                            "<!DOCTYPE html><html lang=de><head><title>Regen | Blog</title>"
                            "<meta name=description content=nass></head>"
                            "<body><h1>Regen</h1><p>Text</p></body></html>");
    check_text(p->title, "Regen");
    check_text(p->lang, "de");
    check_text(p->description, "nass");
    fixture_release(&f);
}

static void language_of_file_names(void **state)
{
    (void)state;
    struct fixture f;
    struct oc_post *p = one(&f, "rain/index.fr.md", "Text");
    check_text(p->lang, "fr");
    check_text(p->title, "rain");
    fixture_release(&f);
    p = one(&f, "node.js.md", "Text");
    check_text(p->lang, "");
    check_text(p->title, "node.js");
    fixture_release(&f);
}

static void plain_titles(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to;
    } rows[] = {
        {"Using `printf` and ``a ` b``", "Using printf and a ` b"},
        {"**Bold** and *thin* and __both__ _too_", "Bold and thin and both too"},
        {"snake_case_name and MV* and 2 * 3 * 4", "snake_case_name and MV* and 2 * 3 * 4"},
        {"About <code>document</code> &amp; more", "About document & more"},
        {"refute <-> assert", "refute <-> assert"},
        {"Vec<T> &lt;div&gt;", "Vec<T> <div>"},
        {"[A link](http://x/(y)) ![pic](z)", "A link pic"},
        {"[no link] (x)", "[no link] (x)"},
        {"~~old~~ new \\*star\\*", "old new *star*"},
        {"\xE4\xBD\xA0**\xE5\xA5\xBD\xEF\xBC\x9A**\xE4\xB8\x96",
         "\xE4\xBD\xA0\xE5\xA5\xBD\xEF\xBC\x9A\xE4\xB8\x96"},
        {"unclosed **bold and `code", "unclosed **bold and `code"},
        {"C:\\dir \t two", "C:\\dir two"},
        {"***", "***"},
        {"", ""},
    };
    struct oc_arena a;
    oc_arena_init(&a);
    for (size_t i = 0; i < OC_COUNT(rows); i++)
        check_text(oc_plain_text(&a, oc_str(rows[i].from)), rows[i].to);
    oc_arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts),
        cmocka_unit_test(astro),
        cmocka_unit_test(site_scripts),
        cmocka_unit_test(lists),
        cmocka_unit_test(categories),
        cmocka_unit_test(zola_and_images),
        cmocka_unit_test(dates),
        cmocka_unit_test(numbered_files),
        cmocka_unit_test(titles_from_body_and_name),
        cmocka_unit_test(whole_html_page),
        cmocka_unit_test(language_of_file_names),
        cmocka_unit_test(plain_titles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
