/* SPDX-License-Identifier: MIT */
/* The book's shape: selection, order, parts, names and metadata. */
#include "collect_fixture.h"

/* name, then front matter lines */
static void blog(struct fixture *f, const char *const rows[][2], size_t n)
{
    fixture_init(f);
    for (size_t i = 0; i < n; i++) {
        char text[1024];
        snprintf(text, sizeof text, "---\n%s\n---\nText\n", rows[i][1]);
        put(f, rows[i][0], text);
    }
}

static void walk_post(void *ctx, const struct oc_part *part, struct oc_post *post, int depth)
{
    struct oc_buf *out = ctx;
    oc_buf_printf(out, "%s%.*s%.*s", out->n ? " " : "", depth, "....",
                  OC_STR_ARG(part ? part->title : post->plain));
    if (part)
        oc_buf_putc(out, ':');
}

/* Collects and arranges; the book as "title title part: .title". */
static void check_book(struct fixture *f, const char *want)
{
    struct oc_buf out;
    oc_buf_init(&out, 65536);
    assert_int_equal(collect(f), 0);
    if (oc_arrange(&f->book, NOW) == 0)
        oc_book_walk(&f->book, walk_post, &out);
    assert_string_equal(out.p, want);
    oc_buf_release(&out);
}

static const char *const few[][2] = {
    {"a.md", "title: A\ndate: 2023-05-06\nweight: 3\ntags: [red, blue]\nseries: S"},
    {"b.md", "title: B\ndate: 2024-02-01 08:00\nweight: 1\ntags: [Blue]\ncategories: [x]"},
    {"c.md", "title: C\ndate: 2024-02-01 07:00\ncategories: [y, x]"},
    {"sub/d.md", "title: D\ntags: [red]\nseries: S"},
};

static void orders(void **state)
{
    (void)state;
    static const struct {
        const char *order, *reverse, *want;
    } rows[] = {
        {"date", "no", "A C B D"},     {"date", "yes", "B C A D"},  {"title", "no", "A B C D"},
        {"title", "yes", "D C B A"},   {"path", "no", "A B C D"},   {"weight", "no", "B A C D"},
        {"category", "no", "B C A D"}, {"manual", "no", "A B C D"}, {"manual", "yes", "D C B A"},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct fixture f;
        blog(&f, few, OC_COUNT(few));
        set(&f, "order", rows[i].order);
        set(&f, "reverse", rows[i].reverse);
        check_book(&f, rows[i].want);
        fixture_release(&f);
    }
}

static void zones_count(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"a.md", "title: A\ndate: 2024-02-01T08:00:00+09:00"},
        {"b.md", "title: B\ndate: 2024-02-01T00:30:00Z"},
        {"c.md", "title: C\ndate: 2024-02-01 08:10"},
    };
    struct fixture f;
    blog(&f, rows, OC_COUNT(rows));
    set(&f, "timezone", "+08:00");
    check_book(&f, "A C B");
    assert_int_equal(f.book.offset, 480);
    fixture_release(&f);
}

static void groups(void **state)
{
    (void)state;
    static const struct {
        const char *group, *want;
    } rows[] = {
        {"none", "A C B D"},
        {"year", "2023: .A 2024: .C .B Other: .D"},
        {"month", "May 2023: .A February 2024: .C .B Other: .D"},
        {"tag", "red: .A .D Blue: .B Other: .C"},
        {"series", "S: .A .D Other: .C .B"},
        {"category", "y: .C x: .B Other: .A .D"},
        {"folder", "sub: .D Other: .A .C .B"},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct fixture f;
        blog(&f, few, OC_COUNT(few));
        set(&f, "group", rows[i].group);
        set(&f, "lang", "en");
        check_book(&f, rows[i].want);
        fixture_release(&f);
    }
}

static void groups_that_nest(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"a.md", "title: A\nabbrlink: 1\ncategories: [Life, Heart]"},
        {"b.md", "title: B\nabbrlink: 2\ncategories: Life"},
        {"c.md", "title: C\nabbrlink: 3\ncategories: [Work, Heart]"},
    };
    struct fixture f;
    blog(&f, rows, OC_COUNT(rows));
    set(&f, "group", "category");
    check_book(&f, "Life: .B .Heart: ..A Work: .Heart: ..C");
    const struct oc_part *root = &f.book.root;
    assert_int_equal(f.book.nposts, 3);
    check_text(f.book.posts[0]->plain, "B"); /* posts follow the parts */
    check_text(root->parts[0]->href, "part-life.xhtml");
    check_text(root->parts[0]->parts[0]->href, "part-heart.xhtml");
    assert_true(oc_str_starts(root->parts[1]->parts[0]->href, "part-heart-"));
    fixture_release(&f);

    /* years run the other way when the posts do; a key that nobody has makes no part */
    blog(&f, few, OC_COUNT(few));
    set(&f, "group", "year");
    set(&f, "reverse", "yes");
    check_book(&f, "2024: .B .C 2023: .A Other: .D");
    fixture_release(&f);
    blog(&f, rows, OC_COUNT(rows));
    set(&f, "group", "tag");
    check_book(&f, "A B C");
    fixture_release(&f);
}

static void selection(void **state)
{
    (void)state;
    static const struct {
        const char *option, *value, *want;
    } rows[] = {
        {"from", "2024", "C B"},        {"to", "2023", "A"},
        {"to", "2024-02", "A C B"},     {"from", "2024-02-02", ""},
        {"from", "2024-02-01", "C B"},  {"to", "2024-02-01", "A C B"},
        {"category", "X", "C B"},       {"tag", "blue", "A B"},
        {"not-tag", "RED", "C B"},      {"tag", "none of them", ""},
        {"from", "31 Jan 2024", "C B"}, {"to", "20240131", "A"},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct fixture f;
        blog(&f, few, OC_COUNT(few));
        set(&f, rows[i].option, rows[i].value);
        check_book(&f, rows[i].want);
        assert_int_equal(count_diags(&f.book.diags, OC_D_NONE_LEFT), rows[i].want[0] == '\0');
        fixture_release(&f);
    }
}

static void drafts_and_future(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"a.md", "title: A\ndate: 2024-01-01"},
        {"b.md", "title: B\ndraft: true\ndate: 2024-01-02"},
        {"c.md", "title: C\npublished: false\ndate: 2024-01-03"},
        {"_drafts/d.md", "title: D\ndate: 2024-01-04"},
        {"e.md", "title: E\nhidden: true\ndate: 2024-01-05"},
        {"f.md", "title: F\ndate: 2030-01-01"},
        {"g.md", "title: G\ndate: 2026-01-01 09:00"}, /* past NOW, but not in Asia */
        {"h.md", "title: H\npassword: 1234\ndate: 2024-01-06"},
        {"i.md", "title: I\npassword: ''\ndate: 2024-01-07"},
    };
    struct fixture f;
    blog(&f, rows, OC_COUNT(rows));
    check_book(&f, "A E I G");
    assert_int_equal(count_diags(&post_of(&f, "f.md")->diags, OC_D_POST_FUTURE), 1);
    assert_int_equal(post_of(&f, "f.md")->href.n, 0);
    fixture_release(&f);
    blog(&f, rows, OC_COUNT(rows));
    set(&f, "drafts", "yes");
    set(&f, "future", "yes");
    set(&f, "timezone", "UTC");
    check_book(&f, "A B C D E H I G F");
    fixture_release(&f);
    blog(&f, rows, OC_COUNT(rows));
    set(&f, "timezone", "UTC");
    check_book(&f, "A E I");
    fixture_release(&f);
}

/* Hugo's own dates; their names are those of its configuration. */
static void published_by_hugo(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"content/a.md", "title: A\ndate: 2024-01-01\npublishDate: 2030-01-01"},
        {"content/b.md", "title: B\ndate: 2030-01-02\npublishDate: 2024-01-02"},
        {"content/c.md", "title: C\ndate: 2024-01-03\nexpiryDate: 2024-02-01"},
        {"content/d.md", "title: D\ndate: 2024-01-04\nunpublishdate: 2024-02-01"},
        {"content/e.md", "title: E\ndate: 2024-01-05\nexpiryDate: 2030-01-01"},
        {"content/f.md", "title: F\ndate: 2024-01-06\npubdate: 2030-01-01"},
    };
    struct fixture f;
    blog(&f, rows, OC_COUNT(rows));
    put(&f, "hugo.toml", "title = \"T\"\n");
    check_book(&f, "E B");
    assert_int_equal(count_diags(&post_of(&f, "content/a.md")->diags, OC_D_POST_FUTURE), 1);
    assert_int_equal(count_diags(&post_of(&f, "content/c.md")->diags, OC_D_POST_EXPIRED), 1);
    fixture_release(&f);
    blog(&f, rows, OC_COUNT(rows));
    put(&f, "hugo.toml", "title = \"T\"\n");
    set(&f, "future", "yes");
    check_book(&f, "A E F B");
    fixture_release(&f);
}

/* A page that only its layout fills is none; one of pictures is. */
static void pages_of_themes(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    put(&f, "_config.yml", "title: T\n");
    put(&f, "search.html", "---\ntitle: Search\nlayout: search\n---\n<div></div>\n");
    put(&f, "pier.html", "---\ntitle: Pier\nlayout: gallery\n---\n<p><img src=\"a.png\"></p>\n");
    put(&f, "boat.md", "---\ntitle: Boat\nlayout: gallery\n---\n![](a.png)\n");
    check_book(&f, "Boat Pier");
    fixture_release(&f);
}

static void check_href(struct fixture *f, const char *rel, const char *want)
{
    struct oc_post *p = post_of(f, rel);
    assert_non_null(p);
    check_text(p->href, want);
    assert_true(oc_str_starts(p->id, "c-"));
}

static void names(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"2024-01-31-Rain & Wind.md", "title: x"},
        {"nav.md", "title: x\ndate: 2024-01-01"},
        {"one/same.md", "title: x\ndate: 2024-01-02"},
        {"two/same.md", "title: x\ndate: 2024-01-01"},
        {"bundle/index.md", "title: x"},
        {"\xE9\x9B\xA8.md", "title: x"},
        {"s.md", "title: x\nslug: /a/My%20Slug/"},
        {"2024-02-01-ai.md", "title: x"},
    };
    struct fixture f;
    blog(&f, rows, OC_COUNT(rows));
    assert_int_equal(collect(&f), 0);
    assert_int_equal(oc_arrange(&f.book, NOW), 0);
    check_href(&f, rows[0][0], "rain-wind.xhtml");
    check_href(&f, "two/same.md", "same.xhtml"); /* the older one */
    check_href(&f, "bundle/index.md", "bundle.xhtml");
    check_href(&f, "s.md", "my-slug.xhtml");
    check_href(&f, "2024-02-01-ai.md", "ai.xhtml");
    struct oc_str later = post_of(&f, "one/same.md")->href;
    assert_int_equal(later.n, strlen("same-123456.xhtml"));
    assert_true(oc_str_starts(later, "same-"));
    assert_true(oc_str_starts(post_of(&f, "nav.md")->href, "nav-"));
    assert_true(oc_str_starts(post_of(&f, rows[5][0])->href, "post-"));
    assert_true(oc_map_get(&f.book.by_name, OC_STR("one/same.md")) == post_of(&f, "one/same.md"));
    fixture_release(&f);
}

static void metadata(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"my-blog/a.md", "title: A\ndate: 2023-05-06\nauthor: Ann\nupdated: 2025-01-02"},
        {"my-blog/b.md", "title: B\ndate: 2024-02-01\nauthor: [Bo, Ann]\nlang: fr"},
    };
    struct fixture f;
    blog(&f, rows, OC_COUNT(rows));
    const char *paths[] = {fixture_path(&f, "my-blog")};
    assert_int_equal(oc_collect(&f.book, paths, 1), 0);
    assert_int_equal(oc_arrange(&f.book, NOW), 0);
    check_text(f.book.title, "my blog");
    check_list(&f.book.authors, "Ann|Bo");
    check_text(f.book.lang, "fr");
    check_day(f.book.oldest, "2023-05-06");
    check_day(f.book.newest, "2024-02-01");
    check_day(f.book.modified, "2025-01-02");
    assert_true(oc_str_starts(f.book.identifier, "urn:uuid:"));
    assert_int_equal(f.book.identifier.n, 45);
    fixture_release(&f);

    static const char *const chinese[][2] = {{"yu.md", "title: \xE9\x9B\xA8\xE5\xA4\xA9"}};
    blog(&f, chinese, 1);
    assert_int_equal(collect(&f), 0);
    assert_int_equal(oc_arrange(&f.book, NOW), 0);
    check_text(f.book.title, "\xE9\x9B\xA8\xE5\xA4\xA9"); /* one post gives the book its title */
    check_text(f.book.lang, "zh-Hans");
    check_day(f.book.modified, "2000-01-01");
    fixture_release(&f);

    blog(&f, rows, OC_COUNT(rows));
    set(&f, "title", "T");
    set(&f, "author", "Cy");
    set(&f, "lang", "zh_TW");
    set(&f, "identifier", "urn:isbn:1");
    assert_int_equal(collect(&f), 0);
    assert_int_equal(oc_arrange(&f.book, NOW), 0);
    check_text(f.book.title, "T");
    check_list(&f.book.authors, "Cy");
    check_text(f.book.lang, "zh-Hant");
    check_text(f.book.identifier, "urn:isbn:1");
    fixture_release(&f);
}

static struct oc_value *yaml(struct fixture *f, const char *text)
{
    struct oc_value *v = oc_value_yaml(&f->arena, NULL, oc_str(text), 1);
    assert_non_null(v);
    return v;
}

static void contents(void **state)
{
    (void)state;
    static const struct {
        const char *yaml, *rest, *want;
        enum oc_code code;
    } rows[] = {
        {"[d, a.md]", "drop", "D A", 0},
        {"[d, a.md]", "last", "D A C B", 0},
        {"[{part: P, posts: [b, B, ./c.md]}, sub/d.md]", "drop", "P: .B .C D", OC_D_CONTENTS_TWICE},
        {"[{part: P, posts: '*.md'}]", "last", "P: .A .C .B Other: .D", 0},
        {"['**', a]", "drop", "A C B D", OC_D_CONTENTS_TWICE},
        {"[x, sub/*]", "drop", "D", OC_D_CONTENTS_NOTHING},
        {"[{part: P, posts: [{part: Q, posts: [{part: R, posts: a}]}, b]}, c]", "drop",
         "P: .Q: ..R: ...A .B C", 0},
        {"[{part: P, intro: x}, {part: Q, posts: nothing}, a]", "drop", "P: A",
         OC_D_CONTENTS_NOTHING},
        {"[{posts: [a]}]", "drop", "A", OC_D_CONTENTS_BAD},
        {"[[a], b]", "drop", "B", OC_D_CONTENTS_BAD},
        {"a", "drop", "A", 0},
        {"[nothing]", "drop", "", OC_D_NONE_LEFT},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct fixture f;
        blog(&f, few, OC_COUNT(few));
        f.config.contents = yaml(&f, rows[i].yaml);
        f.config.contents_file = OC_STR("book.yaml");
        set(&f, "rest", rows[i].rest);
        check_book(&f, rows[i].want);
        size_t told = f.book.diags.by_severity[OC_WARNING] + f.book.diags.by_severity[OC_ERROR];
        assert_int_equal(told > 0, rows[i].code != 0);
        assert_true(!rows[i].code || count_diags(&f.book.diags, rows[i].code) > 0);
        fixture_release(&f);
    }
}

/* What is left out bears no name and no date on the book. */
static void contents_alone_count(void **state)
{
    (void)state;
    struct fixture f;
    blog(&f, few, OC_COUNT(few));
    f.config.contents = yaml(&f, "[c]");
    check_book(&f, "C");
    assert_int_equal(post_of(&f, "a.md")->href.n, 0);
    assert_null(oc_map_get(&f.book.by_url, OC_STR("nothing")));
    check_day(f.book.oldest, "2024-02-01");
    fixture_release(&f);
}

/* A site in several languages gives a book in one. */
static void languages(void **state)
{
    (void)state;
    static const struct {
        const char *file, *config, *lang, *want, *title, *tag;
    } rows[] = {
        {"config.toml", "base_url = '/'\ntitle = 'T'\n[languages.fr]\ntitle = 'F'\n", "", "A B",
         "T", "en"},
        {"config.toml", "base_url = '/'\ntitle = 'T'\n[languages.fr]\ntitle = 'F'\n", "fr", "C",
         "F", "fr"},
        {"hugo.yaml",
         "title: T\ndefaultContentLanguage: fr\nlanguages:\n  en: {}\n  fr:\n"
         "    params: {description: D}\n    locale: fr-CA\n",
         "", "A B C", "T", "fr-CA"}, /* a.md and b.md are in the default language too */
        {"hugo.yaml", "languages:\n  de: {contentDir: content/sub, title: D}\n  en: {title: E}\n",
         "de-DE", "B", "D", "de-DE"},
        {"hugo.yaml", "title: T\nlanguages:\n  fr: {title: F}\n", "", "A B C", "F", "fr"},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct fixture f;
        fixture_init(&f);
        put(&f, rows[i].file, rows[i].config);
        put(&f, "content/a.md", "---\ntitle: A\ndate: 2020-01-01\n---\nText\n");
        put(&f, "content/sub/b.md", "---\ntitle: B\ndate: 2020-01-02\n---\nText\n");
        put(&f, "content/c.fr.md", "---\ntitle: C\ndate: 2020-01-03\n---\nTexte\n");
        set(&f, "lang", rows[i].lang);
        check_book(&f, rows[i].want);
        check_text(f.book.title, rows[i].title);
        check_text(f.book.lang, rows[i].tag);
        fixture_release(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(orders),
        cmocka_unit_test(zones_count),
        cmocka_unit_test(groups),
        cmocka_unit_test(groups_that_nest),
        cmocka_unit_test(selection),
        cmocka_unit_test(drafts_and_future),
        cmocka_unit_test(published_by_hugo),
        cmocka_unit_test(pages_of_themes),
        cmocka_unit_test(names),
        cmocka_unit_test(metadata),
        cmocka_unit_test(contents),
        cmocka_unit_test(contents_alone_count),
        cmocka_unit_test(languages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
