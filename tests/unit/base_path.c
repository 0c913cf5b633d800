/* SPDX-License-Identifier: MIT */
/* Paths as text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first. */
#include <cmocka.h>

#include "base/path.h"

static void parts(void **state)
{
    (void)state;
    static const struct {
        const char *path, *dir, *base, *stem, *ext;
    } rows[] = {
        {"", "", "", "", ""},
        {"/", "/", "", "", ""},
        {"a.md", "", "a.md", "a", "md"},
        {"/a", "/", "a", "a", ""},
        {"a/b//", "a", "b", "b", ""},
        {"a//b.tar.gz", "a", "b.tar.gz", "b.tar", "gz"},
        {"x/.hidden", "x", ".hidden", ".hidden", ""},
        {"x/.hidden.yml", "x", ".hidden.yml", ".hidden", "yml"},
        {"v1.2/readme", "v1.2", "readme", "readme", ""},
        {"end.", "", "end.", "end.", ""},
        {"a/..", "a", "..", "..", ""},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct oc_str path = oc_str(rows[i].path);
        assert_true(oc_str_is(oc_path_dir(path), rows[i].dir));
        assert_true(oc_str_is(oc_path_base(path), rows[i].base));
        assert_true(oc_str_is(oc_path_stem(path), rows[i].stem));
        assert_true(oc_str_is(oc_path_ext(path), rows[i].ext));
    }
}

static void joining(void **state)
{
    (void)state;
    static const struct {
        const char *dir, *name, *want;
    } rows[] = {
        {"a", "b", "a/b"}, {"a/", "b", "a/b"}, {"", "b", "b"},
        {"a", "/b", "/b"}, {"/", "b", "/b"},   {"a", "", "a/"},
    };
    struct oc_arena a;
    oc_arena_init(&a);
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct oc_str got = oc_path_join(&a, oc_str(rows[i].dir), oc_str(rows[i].name));
        assert_string_equal(got.p, rows[i].want);
        assert_int_equal(got.n, strlen(rows[i].want));
    }
    oc_arena_release(&a);
}

static void normalising(void **state)
{
    (void)state;
    static const struct {
        const char *path, *want;
    } rows[] = {
        {"", ""},
        {".", ""},
        {"./a", "a"},
        {"a//b/./c/", "a/b/c"},
        {"a/../b", "b"},
        {"a/b/../../c", "c"},
        {"a/..", ""},
        {"../a/../../b", "../../b"},
        {"..", ".."},
        {"a/../..", ".."},
        {"/", "/"},
        {"//a", "/a"},
        {"/..", "/"},
        {"/../a/..", "/"},
        {"/a/../../b", "/b"},
        {"a/...", "a/..."},
        {"..a/b", "..a/b"},
    };
    struct oc_arena a;
    oc_arena_init(&a);
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct oc_str got = oc_path_normal(&a, oc_str(rows[i].path));
        assert_string_equal(got.p, rows[i].want);
        assert_int_equal(got.n, strlen(rows[i].want));
    }
    oc_arena_release(&a);
}

static void being_inside(void **state)
{
    (void)state;
    static const struct {
        const char *root, *path;
        bool inside;
    } rows[] = {
        {"a", "a", true},     {"a", "a/b", true},     {"a", "ab", false},
        {"a/b", "a", false},  {"", "x/y", true},      {"", "", true},
        {"", "..", false},    {"", "../x", false},    {"", "/x", false},
        {"", "..x", true},    {"/", "/x", true},      {"/", "x", false},
        {"..", "../x", true}, {"..", "../..", false}, {"..", "../../x", false},
        {"/r", "/r/x", true}, {"/r", "/rx/y", false},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        if (oc_path_inside(oc_str(rows[i].root), oc_str(rows[i].path)) != rows[i].inside)
            fail_msg("%s in %s", rows[i].path, rows[i].root);
    }
}

static void percent(void **state)
{
    (void)state;
    struct oc_buf b;
    oc_buf_init(&b, 1000);
    oc_percent_decode(&b, OC_STR("%e6%B3%89%20a%2Fb%%41%zz%4"));
    assert_string_equal(b.p, "泉 a/b%A%zz%4");
    oc_buf_clear(&b);
    oc_percent_decode(&b, OC_STR("a%00b%"));
    assert_int_equal(b.n, 4);
    assert_memory_equal(b.p, "a\0b%", 4);
    oc_buf_clear(&b);
    oc_percent_encode(&b, OC_STR("a-b_c.d~/泉 ?&%\0"), "/");
    assert_string_equal(b.p, "a-b_c.d~/%E6%B3%89%20%3F%26%25%00");
    oc_buf_clear(&b);
    oc_percent_encode(&b, OC_STR("/"), "");
    assert_string_equal(b.p, "%2F");
    oc_buf_release(&b);
}

static void globs(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *path;
        bool fits;
    } rows[] = {
        {"a.md", "a.md", true},
        {"a.md", "b.md", false},
        {"*.md", "a.md", true},
        {"*.md", "x/a.md", false},
        {"x/*", "x/a.md", true},
        {"x/*", "x/y/a.md", false},
        {"x/**", "x/y/a.md", true},
        {"x/**/a.md", "x/a.md", true},
        {"**/a.md", "a.md", true},
        {"**/a.md", "x/ba.md", false},
        {"**", "x/y/z", true},
        {"*a*b*c", "aXbXcab.c", true},
        {"*a*b*c", "aXbXcab", false},
        {"?.md", "\xE6\xB3\x89.md", true},
        {"?", "/", false},
        {"", "", true},
        {"*", "", true},
        {"", "a", false},
        {"a*", "a", true},
        {"**/*-x/*.md", "p/q/1-x/r.md", true},
        {"**/*-x/*.md", "p/1-x/q/r.md", false},
        {"x/**y", "x/a/by", true},
        {"[a].md", "[a].md", true},
        {"[a].md", "a.md", false},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++)
        if (oc_path_glob(oc_str(rows[i].pattern), oc_str(rows[i].path)) != rows[i].fits)
            fail_msg("%s and %s", rows[i].pattern, rows[i].path);
    assert_true(oc_path_has_glob(OC_STR("a?")));
    assert_false(oc_path_has_glob(OC_STR("[a]")));

    char stars[2001], path[2001]; /* not exponential */
    for (size_t i = 0; i < 2000; i++) {
        stars[i] = i % 2 ? 'a' : '*';
        path[i] = 'a';
    }
    stars[1999] = 'b';
    assert_false(oc_path_glob((struct oc_str){stars, 2000}, (struct oc_str){path, 2000}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts),        cmocka_unit_test(joining), cmocka_unit_test(normalising),
        cmocka_unit_test(being_inside), cmocka_unit_test(percent), cmocka_unit_test(globs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
