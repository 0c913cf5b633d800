/* SPDX-License-Identifier: MIT */
/* What is found below the paths given, and what becomes of everything that is no post. */
#include "collect_fixture.h"

#define POST "---\ntitle: Rain\n---\nText\n"

static void check_found(struct fixture *f, const char *want)
{
    struct oc_strs names = {0};
    for (size_t i = 0; i < f->book.nall; i++)
        oc_strs_add(&names, &f->arena, f->book.all[i]->rel);
    check_list(&names, want);
}

static void what_is_no_post(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    static const char *const names[] = {
        "a.md",        "b.markdown", "c.mdx",        "d.MD",           "README.md",
        "readme.txt",  "LICENSE.md", "_index.md",    "404.html",       ".hidden.md",
        "x.md~",       ".x.md.swp",  "y.md.bak",     "#z.md#",         "e.Rmd",
        "image.png",   ".git/g.md",  "_site/s.md",   "_includes/i.md", "node_modules/n.md",
        "sub/h.mdown", "x.md/in.md", "README.zh.md", "template.md"};
    for (size_t i = 0; i < OC_COUNT(names); i++)
        put(&f, names[i], POST);
    put(&f, "scaffold.md", "---\ntitle: {{ title }}\n---\n");
    assert_int_equal(collect(&f), 0);
    check_found(&f, "a.md|b.markdown|c.mdx|d.MD|e.Rmd|sub/h.mdown|x.md/in.md");
    fixture_release(&f);
}

static void words_of_html(void **state)
{
    (void)state;
    static const char html[] =
        "<!-- wp:image {\"id\":5} --><p class=\"a b\">Two <b>words</b> 3 < 4 "
        "and <img src=\"x y\"/></p> end <";
    assert_int_equal(oc_post_words(OC_WORDPRESS, OC_STR(html)), 6);
    assert_int_equal(oc_post_words(OC_HTML, OC_STR("<p>one</p>two <p three")), 4);
    assert_int_equal(oc_post_words(OC_MARKDOWN, OC_STR("a <b> c")), 3);
}

static void jekyll_excludes_and_collections(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    put(&f, "_config.yml",
        "exclude: [~, '', old/, '*.draft.md', _posts/2024-03-03-c.md, README.md]\n"
        "include: [_posts/2024-02-03-e.draft.md, .htaccess]\n"
        "collections:\n"
        "  essays: {output: true}\n"
        "  recipes: {output: true, permalink: /eat/:name/}\n"
        "  data: {output: true}\n"
        "  scraps: {output: false}\n");
    put(&f, "_posts/2024-01-01-a.md", POST);
    put(&f, "_posts/2024-02-02-b.draft.md", POST);
    put(&f, "_posts/2024-02-03-e.draft.md", POST);
    put(&f, "_posts/2024-03-03-c.md", POST);
    put(&f, "old/_posts/2020-01-01-o.md", POST);
    put(&f, "_essays/long/essay.md", POST);
    put(&f, "_recipes/soup.md", POST);
    put(&f, "_data/d.md", POST);
    put(&f, "_scraps/s.md", POST);
    put(&f, "about.md", POST);
    assert_int_equal(collect(&f), 0);
    check_found(&f, "_essays/long/essay.md|_posts/2024-01-01-a.md|"
                    "_posts/2024-02-03-e.draft.md|_recipes/soup.md");
    assert_int_equal(oc_arrange(&f.book, NOW), 0);
    check_text(f.book.all[0]->url, "/essays/long/essay/");
    check_text(f.book.all[3]->url, "/eat/soup/");
    fixture_release(&f);
}

static void html_and_text_beside_markdown(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    put(&f, "a.md", POST);
    put(&f, "demo.html", "<!DOCTYPE html><html><p>x</html>");
    put(&f, "old.html", POST);
    put(&f, "notes.txt", "not a post");
    put(&f, "letter.txt", POST);
    assert_int_equal(collect(&f), 0);
    check_found(&f, "a.md|letter.txt|old.html");
    assert_int_equal(count_diags(&f.book.diags, OC_D_FILES_BESIDE), 1);
    fixture_release(&f);

    fixture_init(&f); /* an export of Movable Type */
    put(&f, "a.md", POST);
    put(&f, "export.txt",
        "TITLE: A\nDATE: 03/05/2019 10:10:33\n-----\nBODY:\nx\n-----\n--------\n");
    assert_int_equal(collect(&f), 0);
    check_found(&f, "a.md");
    assert_int_equal(count_diags(&f.book.diags, OC_D_FILES_BESIDE), 1);
    fixture_release(&f);

    fixture_init(&f);
    put(&f, "a.html", "<p>x");
    put(&f, "b.txt", "y");
    assert_int_equal(collect(&f), 0);
    check_found(&f, "a.html");
    fixture_release(&f);

    fixture_init(&f);
    put(&f, "a.md", POST);
    put(&f, "demo.html", "<p>x");
    const char *paths[] = {fixture_path(&f, "demo.html"), fixture_path(&f, "a.md")};
    assert_int_equal(oc_collect(&f.book, paths, 2), 0);
    check_found(&f, "demo.html|a.md");
    assert_int_equal(count_diags(&f.book.diags, OC_D_FILES_BESIDE), 0);
    fixture_release(&f);
}

static void natural_order_and_given_order(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    put(&f, "issue-10.md", "x");
    put(&f, "issue-9.md", "x");
    put(&f, "z/a.md", "x");
    put(&f, "b/a.md", "x");
    assert_int_equal(collect(&f), 0);
    check_found(&f, "b/a.md|issue-9.md|issue-10.md|z/a.md");
    fixture_release(&f);

    fixture_init(&f);
    put(&f, "z/a.md", "x");
    put(&f, "b/b.md", "x");
    const char *paths[] = {fixture_path(&f, "z/"), fixture_path(&f, "b"),
                           fixture_path(&f, "z/a.md"), f.dir};
    assert_int_equal(oc_collect(&f.book, paths, 4), 0);
    check_found(&f, "a.md|b.md"); /* each once */
    fixture_release(&f);
}

static void sites(void **state)
{
    (void)state;
    static const struct {
        const char *config, *text, *post, *other;
        enum oc_dialect dialect;
    } rows[] = {
        {"_config.yml", "title: T\nauthor: A\nlanguage: [ja, en]\nurl: https://h.example\n",
         "source/_posts/a.md", "source/about/index.md", OC_HEXO},
        {"_config.yml", "title: T\nauthor:\n  name: A\nlang: ja\nurl: https://h.example\n",
         "news/_posts/2024-01-31-a.md", "about.md", OC_JEKYLL},
        {"hugo.toml",
         "title = 'T'\nbaseURL = 'https://h.example'\nlanguageCode = 'ja'\n"
         "[params]\nauthor = 'A'\n",
         "content/post/a.md", "themes/x/b.md", OC_HUGO},
        {"config.toml",
         "title = 'T'\nbase_url = 'https://h.example'\nauthor = 'A'\n"
         "default_language = 'ja'\n",
         "content/a.md", "notes.md", OC_ZOLA},
        {"hugo.json",
         "{\"title\": \"T\", \"baseURL\": \"https://h.example\", \"languageCode\": \"ja\", "
         "\"params\": {\"author\": {\"name\": \"A\"}}}",
         "content/a.md", "notes.md", OC_HUGO},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++)
        for (int below = 0; below < 2; below++) { /* the root is given, or the post's folder */
            struct fixture f;
            fixture_init(&f);
            put(&f, rows[i].config, rows[i].text);
            put(&f, rows[i].post, POST);
            put(&f, rows[i].other, POST);
            struct oc_str dir = oc_path_dir(oc_str(fixture_path(&f, rows[i].post)));
            const char *paths[] = {below ? oc_arena_cstr(&f.arena, dir) : f.dir};
            assert_int_equal(oc_collect(&f.book, paths, 1), 0);
            assert_int_equal(f.book.nall, 1);
            const struct oc_post *p = f.book.all[0];
            assert_int_equal(p->dialect, rows[i].dialect);
            check_text(oc_post_source(&f.arena, p), rows[i].post);
            check_text(f.book.site_title, "T");
            check_text(f.book.site_author, "A");
            check_text(f.book.site_lang, "ja");
            check_text(f.book.site_url, "https://h.example");
            fixture_release(&f);
        }
}

static void front_page_names_the_site(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    put(&f, "config.toml", "base_url = 'https://h.example'\n");
    put(&f, "content/_index.md", "+++\ntitle = 'Letters'\n+++\n");
    put(&f, "content/a.md", "+++\ntitle = 'A'\n+++\nText");
    put(&f, "content/latest.md", "+++\ntemplate = 'latest.html'\n+++\n");
    assert_int_equal(collect(&f), 0);
    check_found(&f, "content/a.md");
    check_text(f.book.site_title, "Letters");
    fixture_release(&f);
}

static void programs_name_plain_sites(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"docs/.vuepress/config.js", "module.exports = {\n  title: 'Quay',\n  lang: 'en-GB' }"},
        {".vitepress/config.mts", "export default defineConfig({\n  title: \"Quay\",\n})"},
        {"pelicanconf.py", "AUTHOR = 'Ann'\nSITENAME = \"Quay\"\nSITEURL = ''\n"},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct fixture f;
        fixture_init(&f);
        put(&f, rows[i][0], rows[i][1]);
        put(&f, "docs/a.md", POST);
        assert_int_equal(collect(&f), 0);
        assert_true(oc_str_is(f.book.site_title, "Quay"));
        assert_true(oc_str_is(f.book.site_author, i == 2 ? "Ann" : ""));
        assert_true(oc_str_is(f.book.site_lang, i == 0 ? "en-GB" : ""));
        fixture_release(&f);
    }
}

static void hexo_by_its_keys(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    put(&f, "a.md", "---\ntitle: a\nabbrlink: 1\ncategories: [Life, Heart]\n---\n");
    put(&f, "b.md", "---\ntitle: b\ncategories: [Work, Tools]\n---\n");
    assert_int_equal(collect(&f), 0);
    assert_int_equal(post_of(&f, "b.md")->dialect, OC_HEXO);
    assert_int_equal(post_of(&f, "b.md")->ncategories, 1);
    check_list(&post_of(&f, "b.md")->categories[0].names, "Work|Tools");
    fixture_release(&f);
    fixture_init(&f); /* VuePress has that one too */
    put(&f, "docs/posts/a.md", "---\ntitle: a\nsticky: true\ndate: 2024-01-02\n---\n");
    assert_int_equal(collect(&f), 0);
    assert_int_equal(f.book.all[0]->dialect, OC_PLAIN);
    fixture_release(&f);
}

static void site_config_that_cannot_be_read(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    put(&f, "_config.yml", "title: [unclosed\n");
    put(&f, "_posts/2024-01-31-a.md", POST);
    assert_int_equal(collect(&f), 0);
    assert_int_equal(f.book.nall, 1);
    assert_int_equal(count_diags(&f.book.diags, OC_D_CONFIG_BAD), 1);
    fixture_release(&f);
}

static void nothing_to_read(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    put(&f, "image.png", "x");
    const char *paths[] = {f.dir, fixture_path(&f, "none"), fixture_path(&f, "image.png")};
    assert_int_equal(oc_collect(&f.book, paths, 3), -1);
    assert_int_equal(count_diags(&f.book.diags, OC_D_NO_POSTS), 1);
    assert_int_equal(count_diags(&f.book.diags, OC_D_PATH_MISSING), 1);
    assert_int_equal(count_diags(&f.book.diags, OC_D_NOT_A_POST), 1);
    fixture_release(&f);
    fixture_init(&f);
    assert_int_equal(oc_collect(&f.book, NULL, 0), -1);
    fixture_release(&f);
}

static void links_and_pipes(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    put(&f, "blog/a.md", POST);
    put(&f, "blog/sub/b.md", POST);
    put(&f, "else/c.md", POST);
    assert_int_equal(symlink("..", fixture_path(&f, "blog/loop")), 0);
    assert_int_equal(symlink(".", fixture_path(&f, "blog/self")), 0);
    assert_int_equal(symlink("sub", fixture_path(&f, "blog/again")), 0);
    assert_int_equal(symlink("../else", fixture_path(&f, "blog/y")), 0);
    assert_int_equal(symlink("../else", fixture_path(&f, "blog/x")), 0);
    assert_int_equal(symlink("nothing", fixture_path(&f, "blog/gone.md")), 0);
    assert_int_equal(symlink("a.md", fixture_path(&f, "blog/twin.md")), 0);
    assert_int_equal(mkfifo(fixture_path(&f, "blog/pipe.md"), 0600), 0);
    const char *paths[] = {fixture_path(&f, "blog")};
    assert_int_equal(oc_collect(&f.book, paths, 1), 0);
    assert_int_equal(f.book.nall, 3); /* a, twin and sub/b */
    assert_int_equal(count_diags(&f.book.diags, OC_D_FILE_UNREADABLE), 2);
    assert_int_equal(count_diags(&f.book.diags, OC_D_PATH_OUTSIDE), 1); /* one folder, two links */

    oc_book_release(&f.book);
    oc_book_init(&f.book, &f.config);
    oc_strs_add(&f.config.allow, &f.arena, oc_str(fixture_path(&f, "else")));
    assert_int_equal(oc_collect(&f.book, paths, 1), 0);
    assert_int_equal(f.book.nall, 4); /* and else/c once */
    assert_int_equal(count_diags(&f.book.diags, OC_D_PATH_OUTSIDE), 0);
    fixture_release(&f);

    fixture_init(&f);
    assert_int_equal(mkfifo(fixture_path(&f, "pipe.md"), 0600), 0);
    const char *pipe[] = {fixture_path(&f, "pipe.md")};
    assert_int_equal(oc_collect(&f.book, pipe, 1), -1);
    assert_int_equal(count_diags(&f.book.diags, OC_D_FILE_UNREADABLE), 1);
    fixture_release(&f);
}

static void deep_folders_end(void **state)
{
    (void)state;
    struct fixture f;
    struct oc_buf path;
    fixture_init(&f);
    oc_buf_init(&path, 4096);
    for (int i = 0; i < OC_MAX_WALK_DEPTH + 8; i++)
        oc_buf_puts(&path, "d/");
    oc_buf_puts(&path, "a.md");
    put(&f, path.p, POST);
    put(&f, "b.md", POST);
    assert_int_equal(collect(&f), 0);
    assert_int_equal(f.book.nall, 1);
    assert_int_equal(count_diags(&f.book.diags, OC_D_LIMIT), 1);
    oc_buf_release(&path);
    fixture_release(&f);
}

static void encodings(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    put(&f, "bom.md", "\xEF\xBB\xBF---\ntitle: Rain\n---\nText");
    put(&f, "cr.md", "---\rtitle: Rain\r---\rText");
    static const char nul[] = "---\ntitle: Rain\n---\na\0b";
    static const char wide[] = "\xFF\xFE-\0-\0-\0\n\0t\0i\0t\0l\0e\0:\0 \0R\0\n\0-\0-\0-\0\n\0x";
    put_bytes(&f, "nul.md", nul, sizeof nul - 1);
    put_bytes(&f, "wide.md", wide, sizeof wide); /* the literal's own NUL ends the last letter */
    put(&f, "cut.md",
        "---\ntitle: Rain\n---\n"
        "Caf\xC3\xA9, na\xC3\xAFve, \xE9\x9B\xA8, \xE5\xA4\xA9, \xE2\x80\x9Cgood\xE2\x80\x9D text "
        "but for one "
        "byte at its end: \xE5\xA4");
    assert_int_equal(collect(&f), 0);
    assert_int_equal(f.book.nall, 5);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(f.book.all[i]->title.p[0], 'R');
    assert_int_equal(count_diags(&post_of(&f, "cut.md")->diags, OC_D_CHARSET_REPAIRED), 1);
    assert_int_equal(count_diags(&post_of(&f, "wide.md")->diags, OC_D_CHARSET_CONVERTED), 1);
    assert_int_equal(post_of(&f, "bom.md")->diags.n, 0);

    /* read again, as render does: the same text, and nothing is told twice */
    struct oc_buf text;
    struct oc_post *p = post_of(&f, "wide.md");
    oc_buf_init(&text, OC_MAX_POST_BYTES);
    assert_int_equal(oc_post_read(&text, p, true), 0);
    check_text(oc_str_sub(oc_buf_view(&text), p->body_at, text.n), "x");
    assert_int_equal(count_diags(&p->diags, OC_D_CHARSET_CONVERTED), 1);
    oc_buf_release(&text);
    fixture_release(&f);
}

static void check_read(struct oc_post *post, const char *want)
{
    struct oc_buf text;
    oc_buf_init(&text, OC_MAX_POST_BYTES);
    assert_int_equal(oc_post_read(&text, post, false), 0);
    check_text(oc_str_sub(oc_buf_view(&text), post->body_at, text.n), want);
    oc_buf_release(&text);
}

static void texts_that_are_kept(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    f.book.keep = 30; /* one of the two, whichever is first */
    put(&f, "a.md", "---\ntitle: a\n---\nBefore.");
    put(&f, "b.md", "---\ntitle: b\n---\nBefore.");
    assert_int_equal(collect(&f), 0);
    put(&f, "a.md", "---\ntitle: a\n---\nAfter.");
    put(&f, "b.md", "---\ntitle: b\n---\nAfter.");
    struct oc_post *first = f.book.all[0], *second = f.book.all[1];
    assert_true((first->kept != NULL) != (second->kept != NULL));
    struct oc_buf text;
    oc_buf_init(&text, OC_MAX_POST_BYTES);
    assert_int_equal(oc_post_look(&text, first->kept ? first : second), 0);
    assert_true(oc_str_ends(oc_buf_view(&text), "Before."));
    oc_buf_clear(&text);
    assert_int_equal(oc_post_look(&text, first->kept ? second : first), 0);
    assert_true(oc_str_ends(oc_buf_view(&text), "After."));
    oc_buf_release(&text);
    assert_true((first->kept != NULL) != (second->kept != NULL)); /* a look leaves it there */
    check_read(first, first->kept ? "Before." : "After.");
    check_read(second, second->kept ? "Before." : "After.");
    check_read(first, "After.");
    check_read(second, "After.");
    fixture_release(&f);

    fixture_init(&f); /* what nobody reads goes with the book; nothing is kept unasked */
    put(&f, "a.md", "---\ntitle: a\n---\nText.");
    f.book.keep = 1000;
    assert_int_equal(collect(&f), 0);
    assert_non_null(f.book.all[0]->kept);
    oc_book_release(&f.book);
    oc_book_init(&f.book, &f.config);
    assert_int_equal(collect(&f), 0);
    assert_null(f.book.all[0]->kept);
    fixture_release(&f);
}

static void unreadable_and_empty(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    put(&f, "empty.md", "");
    put(&f, "bare.md", "---\ntitle: x\n---\n\n");
    put(&f, "locked.md", POST);
    chmod(fixture_path(&f, "locked.md"), 0);
    assert_int_equal(collect(&f), 0);
    assert_int_equal(f.book.nall, 3);
    assert_int_equal(count_diags(&post_of(&f, "empty.md")->diags, OC_D_POST_EMPTY), 1);
    assert_int_equal(count_diags(&post_of(&f, "bare.md")->diags, OC_D_POST_EMPTY), 1);
    check_text(post_of(&f, "empty.md")->title, "empty");
    if (geteuid() != 0) {
        assert_true(post_of(&f, "locked.md")->failed);
        assert_int_equal(count_diags(&post_of(&f, "locked.md")->diags, OC_D_FILE_UNREADABLE), 1);
    }
    fixture_release(&f);
}

static void threads_change_nothing(void **state)
{
    (void)state;
    struct oc_buf seen[2];
    struct fixture f;
    for (unsigned k = 0; k < 2; k++) {
        fixture_init(&f);
        f.book.jobs = k ? 8 : 1;
        for (int i = 0; i < 200; i++) {
            char name[32], text[128];
            snprintf(name, sizeof name, "d%d/p%d.md", i % 7, i);
            snprintf(text, sizeof text, "---\ntitle: P %d\ntags: a b\ndate: 2024-01-%02d\n---\nx",
                     i, i % 28 + 1);
            put(&f, name, text);
        }
        assert_int_equal(collect(&f), 0);
        assert_int_equal(oc_arrange(&f.book, NOW), 0);
        oc_buf_init(&seen[k], 1 << 20);
        for (size_t i = 0; i < f.book.nposts; i++)
            oc_buf_printf(&seen[k], "%.*s %.*s %zu\n", OC_STR_ARG(f.book.posts[i]->href),
                          OC_STR_ARG(f.book.posts[i]->plain), f.book.posts[i]->words);
        fixture_release(&f);
    }
    assert_string_equal(seen[0].p, seen[1].p);
    oc_buf_release(&seen[0]);
    oc_buf_release(&seen[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_post),
        cmocka_unit_test(words_of_html),
        cmocka_unit_test(jekyll_excludes_and_collections),
        cmocka_unit_test(html_and_text_beside_markdown),
        cmocka_unit_test(natural_order_and_given_order),
        cmocka_unit_test(sites),
        cmocka_unit_test(front_page_names_the_site),
        cmocka_unit_test(programs_name_plain_sites),
        cmocka_unit_test(hexo_by_its_keys),
        cmocka_unit_test(site_config_that_cannot_be_read),
        cmocka_unit_test(nothing_to_read),
        cmocka_unit_test(links_and_pipes),
        cmocka_unit_test(deep_folders_end),
        cmocka_unit_test(encodings),
        cmocka_unit_test(texts_that_are_kept),
        cmocka_unit_test(unreadable_and_empty),
        cmocka_unit_test(threads_change_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
