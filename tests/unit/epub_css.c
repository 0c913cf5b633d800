/* SPDX-License-Identifier: MIT */
/* The style sheet: theme, script, and what of the user's sheet may stand in a book. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "epub_fixture.h"

static void sheets(void **state)
{
    (void)state;
    static const struct {
        const char *lang, *has;
    } rows[] = {{"zh-Hans", "Chinese"}, {"ja", "Japanese"}, {"ko", "Korean"}, {"en", NULL}};
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct fixture f;
        fixture_init(&f);
        f.book.lang = oc_str(rows[i].lang);
        assert_int_equal(oc_epub_css(&f.out, &f.book, &f.book.diags), 0);
        assert_true(fixture_has(&f, ".footnotes"));
        for (size_t k = 0; k < 3; k++)
            assert_int_equal(fixture_has(&f, rows[k].has), k == i);
        assert_int_equal(fixture_count(&f, "{"), fixture_count(&f, "}"));
        assert_int_equal(f.book.diags.n, 0);
        fixture_release(&f);
    }
}

/* Each theme has its own rules, what the language needs, and nothing that readers cannot do. */
static void themes(void **state)
{
    (void)state;
    static const char *const names[] = {"essay", "blog", "eink"}, *const langs[] = {"en", "zh-Hans",
                                                                                    "ja"};
    static const char *const never[] = {
        "flex", "grid", "var(", "\n  position:", "@media", "@import", "vh;", "url("};
    for (size_t i = 0; i < OC_COUNT(names); i++)
        for (size_t k = 0; k < OC_COUNT(langs); k++) {
            struct fixture f;
            fixture_init(&f);
            f.config.theme = oc_str(names[i]);
            f.book.lang = oc_str(langs[k]);
            assert_int_equal(oc_epub_css(&f.out, &f.book, &f.book.diags), 0);
            for (size_t n = 0; n < OC_COUNT(names); n++) {
                char head[32];
                snprintf(head, sizeof(head), "/* %s:", names[n]);
                assert_int_equal(fixture_has(&f, head), n == i);
            }
            for (size_t n = 0; n < OC_COUNT(never); n++)
                assert_false(fixture_has(&f, never[n]));
            assert_int_equal(fixture_has(&f, "p { text-indent: 2em; }"), i != 1 && k == 1);
            assert_int_equal(fixture_has(&f, "p { text-indent: 1em; }"), i != 1 && k == 2);
            assert_int_equal(f.book.diags.n, 0);
            fixture_release(&f);
        }
}

static void vertical(void **state)
{
    (void)state;
    static const struct {
        const char *lang;
        bool yes;
    } rows[] = {{"zh-Hant", true}, {"ja", true}, {"ko", false}, {"en", false}};
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct fixture f;
        fixture_init(&f);
        f.config.vertical = true;
        f.book.lang = oc_str(rows[i].lang);
        assert_int_equal(oc_epub_css(&f.out, &f.book, &f.book.diags), 0);
        assert_int_equal(fixture_has(&f, "  writing-mode: vertical-rl"), rows[i].yes);
        assert_int_equal(f.book.diags.n, !rows[i].yes);
        if (!rows[i].yes)
            assert_int_equal(f.book.diags.first->code, OC_D_VERTICAL_LANG);
        fixture_release(&f);
    }
}

static void unknown_theme(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    f.config.theme = OC_STR("../essay");
    assert_int_equal(oc_epub_css(&f.out, &f.book, &f.book.diags), 0);
    assert_true(fixture_has(&f, ".footnotes"));
    assert_int_equal(f.book.diags.n, 1);
    assert_int_equal(f.book.diags.first->code, OC_D_THEME_UNKNOWN);
    fixture_release(&f);
}

/* What becomes of a user's sheet, with how many diagnostics. */
static void user(const char *css, const char *wanted, size_t ndiags, int line)
{
    char path[] = "/tmp/octavo-css-XXXXXX";
    struct fixture f;
    FILE *file;
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_non_null(file = fdopen(fd, "w"));
    fputs(css, file);
    fclose(file);
    fixture_init(&f);
    assert_int_equal(oc_epub_css(&f.out, &f.book, &f.book.diags), 0);
    size_t theme = f.out.n;
    oc_buf_clear(&f.out);
    f.config.css = oc_str(path);
    assert_int_equal(oc_epub_css(&f.out, &f.book, &f.book.diags), 0);
    assert_string_equal(f.out.p + theme, wanted);
    assert_int_equal(f.book.diags.n, ndiags);
    if (ndiags > 0) {
        assert_int_equal(f.book.diags.first->code, OC_D_CSS_DROPPED);
        assert_int_equal(f.book.diags.first->line, line);
    }
    fixture_release(&f);
    unlink(path);
}

static void users_own(void **state)
{
    (void)state;
    user("", "\n", 0, 0);
    user("p { margin: 1em }\n", "p { margin: 1em }\n\n", 0, 0);
    user("\xEF\xBB\xBF@charset \"utf-8\";\np{x:1}", "\np{x:1}\n", 1, 1);
    user("a{b:c}\n\n@import url(x.css);\nq{d:e}", "a{b:c}\n\n\nq{d:e}\n", 1, 3);
    user("a { b: c;\n background: URL(x;y.png); d: e }", "a { b: c;\n  d: e }\n", 1, 2);
    user("a{background:url(x)}b{c:d}", "a{}b{c:d}\n", 1, 1);
    user("@font-face{src:url(x)}b{c:d}", "b{c:d}\n", 1, 1);
    user("@import \"x.css\" {a{b:c}}d{e:f}", "d{e:f}\n", 1, 1);
    user("a{direction:rtl;/* url(x) */b:c}", "a{/* url(x) */b:c}\n", 1, 1);
    user("a:before{content:\"}{;\\\"\"}", "a:before{content:\"}{;\\\"\"}\n", 0, 0);
    user("@media print{a{b:c}}", "@media print{a{b:c}}\n", 0, 0);
    /* broken ones must not swallow what follows */
    user("}}a{b:c}", "a{b:c}\n", 0, 0);
    user("a{b:c", "a{b:c}\n", 1, 1);
    user("@media print{a{b:c;", "@media print{a{b:c;}}\n", 1, 1);
    user("a{b:c}/* open", "a{b:c}\n", 1, 1);
    user("a{b:c}\nd{e:\"f}", "a{b:c}\nd{}\n", 1, 2);
    /* what EPUBCheck calls an error, and browsers pass over */
    user("a{b:c;;*zoom:1;d:e}\n\n.x{&:hover{f:g}}", "a{b:c;d:e}\n\n.x{}\n", 2, 1);
    user("a{b:c}\n@import 'x';\n9{d:e\n}\nf{g:h}", "a{b:c}\n\n\n\nf{g:h}\n", 2, 2);
}

static void unreadable(void **state)
{
    (void)state;
    struct fixture f;
    uint64_t size;
    fixture_init(&f);
    fixture_post(&f, NULL, "One", "<p>x</p>");
    f.config.css = OC_STR("/tmp/octavo-no-such-file.css");
    assert_int_equal(oc_epub_css(&f.out, &f.book, &f.book.diags), -1);
    assert_int_equal(f.book.diags.last->code, OC_D_CSS_UNREADABLE);
    assert_int_equal(oc_epub_write(&size, &f.book, &f.book.diags, "/tmp/octavo-never-written.epub"),
                     -1);
    assert_int_equal(f.book.diags.n, 2);
    assert_int_not_equal(access("/tmp/octavo-never-written.epub", F_OK), 0);
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(sheets),    cmocka_unit_test(unknown_theme),
                                       cmocka_unit_test(themes),    cmocka_unit_test(vertical),
                                       cmocka_unit_test(users_own), cmocka_unit_test(unreadable)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
