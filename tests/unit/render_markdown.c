/* SPDX-License-Identifier: MIT */
/*
 * Markdown to HTML. Most of what it must do is written in tests/spec/: examples of source and
 * HTML in the form of CommonMark's own spec, between prose. Here are their runner and what does
 * not fit there: line numbers, warnings, hostile input, threads.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/pool.h"
#include "render/markdown.h"
#include "render/render.h"
#include "spec_example.h"

/* One post being rendered, as render.c would set it up. */
struct fixture {
    struct oc_arena arena;
    struct oc_post post;
    struct oc_render r;
    struct oc_buf html;
};

static void setup(struct fixture *f)
{
    *f = (struct fixture){.html = {0}};
    oc_arena_init(&f->arena);
    oc_buf_init(&f->html, (size_t)1 << 30);
    f->post.name = OC_STR("post.md");
    f->post.math = OC_AUTO;
    oc_diags_init(&f->post.diags, &f->arena, 1000);
    f->r = (struct oc_render){.post = &f->post, .arena = &f->arena};
}

static void teardown(struct fixture *f)
{
    oc_buf_release(&f->html);
    oc_arena_release(&f->arena);
}

/* The words after "example" in a spec. */
static void configure(struct fixture *f, struct oc_str words)
{
    struct oc_str word;
    for (struct oc_str rest = words; oc_str_cut(&word, &rest, ' ');) {
        word = oc_str_trim(word);
        if (oc_str_is(word, "math"))
            f->r.math = true;
        else if (oc_str_is(word, "nomath"))
            f->post.math = OC_NO;
        else if (oc_str_is(word, "breaks"))
            f->r.breaks = true;
        else if (oc_str_is(word, "mdx"))
            f->post.name = OC_STR("post.mdx");
        else if (oc_str_is(word, "javascript"))
            f->post.dialect = OC_JAVASCRIPT;
        else if (oc_str_is(word, "hugo"))
            f->post.dialect = OC_HUGO;
        else
            assert_true(word.n == 0);
    }
}

/* HTML without data-sourcepos, which would drown the examples. */
static struct oc_str without_places(struct fixture *f, struct oc_str html)
{
    struct oc_buf out;
    oc_buf_init(&out, (size_t)1 << 30);
    size_t at = 0, hit;
    while ((hit = oc_str_find(html, " data-sourcepos=\"", at)) != SIZE_MAX) {
        oc_buf_put(&out, oc_str_sub(html, at, hit));
        at = oc_str_chr(html, '"', hit + 17) + 1;
    }
    oc_buf_put(&out, oc_str_sub(html, at, html.n));
    struct oc_str bare = oc_buf_take(&out, &f->arena);
    oc_buf_release(&out);
    return bare;
}

/* ---- specs ---- */

static bool run_example(const char *file, const struct example *e)
{
    struct fixture f;
    setup(&f);
    configure(&f, e->words);
    oc_markdown_html(&f.html, &f.r, e->source, 1);
    struct oc_str got = without_places(&f, oc_buf_view(&f.html));
    bool same = oc_str_eq(oc_str_trim(got), oc_str_trim(e->html));
    if (!same)
        print_error("%s:%d\n--- source\n%.*s--- wanted\n%.*s--- got\n%.*s\n", file, e->line,
                    OC_STR_ARG(e->source), OC_STR_ARG(e->html), OC_STR_ARG(got));
    teardown(&f);
    return same;
}

static void spec_cjk_emphasis(void **state)
{
    (void)state;
    run_spec("cjk-emphasis.txt", 70, run_example);
}

static void spec_math(void **state)
{
    (void)state;
    run_spec("math.txt", 27, run_example);
}

static void spec_footnotes(void **state)
{
    (void)state;
    run_spec("footnotes-source.txt", 15, run_example);
}

static void spec_deflist(void **state)
{
    (void)state;
    run_spec("deflist.txt", 10, run_example);
}

static void spec_attributes(void **state)
{
    (void)state;
    run_spec("attributes.txt", 20, run_example);
}

static void spec_breaks(void **state)
{
    (void)state;
    run_spec("breaks.txt", 20, run_example);
}

static void spec_ruby(void **state)
{
    (void)state;
    run_spec("ruby.txt", 8, run_example);
}

static void spec_components(void **state)
{
    (void)state;
    run_spec("components.txt", 8, run_example);
}

/* ---- places and warnings ---- */

static void assert_has(const struct fixture *f, const char *text)
{
    if (oc_str_find(oc_buf_view(&f->html), text, 0) == SIZE_MAX)
        fail_msg("no \"%s\" in:\n%s", text, f->html.p);
}

static void assert_has_not(const struct fixture *f, const char *text)
{
    if (oc_str_find(oc_buf_view(&f->html), text, 0) != SIZE_MAX)
        fail_msg("\"%s\" in:\n%s", text, f->html.p);
}

static void markdown(struct fixture *f, const char *source, int first_line)
{
    setup(f);
    oc_markdown_html(&f->html, &f->r, oc_str(source), first_line);
}

static void lines_are_the_authors(void **state)
{
    (void)state;
    struct fixture f;
    markdown(&f, "first\n\n##二\n\nterm\n: what\n\nlast **“x”**字 ^[a note]\n", 100);
    assert_has(&f, "<p data-sourcepos=\"100:");
    assert_has(&f, "<h2 data-sourcepos=\"102:");
    assert_has(&f, "<dl data-sourcepos=\"104:");
    assert_has(&f, "<p data-sourcepos=\"107:");
    teardown(&f);
    markdown(&f, "a\r\rb\r\n\r\nc\n\nd", 1);
    assert_has(&f, "<p data-sourcepos=\"3:1-3:1\">b");
    assert_has(&f, "<p data-sourcepos=\"5:1-5:1\">c");
    assert_has(&f, "<p data-sourcepos=\"7:1-7:1\">d");
    teardown(&f);
}

static void math_keeps_lines(void **state)
{
    (void)state;
    struct fixture f;
    markdown(&f, "$$\n- a\n+ b\n= c\n$$\n\nnext\n", 10);
    assert_has(&f, "- a\n+ b\n= c</code>");
    assert_has(&f, "<p data-sourcepos=\"16:");
    teardown(&f);
}

static void assert_diag(const struct fixture *f, enum oc_code code, int line, int col)
{
    for (const struct oc_diag *d = f->post.diags.first; d; d = d->next) {
        if (d->code != code)
            continue;
        assert_int_equal(d->line, line);
        assert_int_equal(d->col, col);
        return;
    }
    fail_msg("no diagnostic %d", (int)code);
}

static void warns_at_the_place(void **state)
{
    (void)state;
    struct fixture f;
    markdown(&f, "一二[^none] `[^code]`\n", 5);
    assert_diag(&f, OC_D_FOOTNOTE_MISSING, 5, 3);
    assert_int_equal(f.post.diags.n, 1);
    teardown(&f);
    markdown(&f, "x[^a]\n\n[^a]: one\n\n[^a]: two\n", 1);
    assert_diag(&f, OC_D_FOOTNOTE_TWICE, 5, 1);
    assert_has(&f, "two");
    teardown(&f);
    markdown(&f, "a\n\nsee [one][x] and [two][y], [three][z]\n\n[z]: /z\n", 1);
    assert_diag(&f, OC_D_LINK_UNDEFINED, 3, 5);
    assert_int_equal(f.post.diags.n, 1);
    assert_has(&f, "see one and two, <a href=\"/z\">three</a>");
    teardown(&f);
    markdown(&f, "over\n---\n", 1);
    assert_diag(&f, OC_D_RULE_NOT_HEADING, 2, 1);
    teardown(&f);
}

static void works_without_a_post(void **state)
{
    (void)state;
    struct fixture f;
    setup(&f);
    f.r.post = NULL;
    oc_markdown_html(&f.html, &f.r, OC_STR("a **b** [^x] [u][v]"), 1);
    assert_has(&f, "<strong>b</strong>");
    teardown(&f);
}

static void markers_of_the_author_go(void **state)
{
    (void)state;
    struct fixture f;
    markdown(&f,
             "a\xEF\xB7\x90"
             "b \xEF\xB7\x91"
             "bx\xEF\xB7\x92 **“c\xEF\xB7\x93”**字 "
             "[l](/中**“x”**)\n",
             1);
    assert_has_not(&f, "\xEF\xB7");
    assert_has_not(&f, "%EF%B7");
    assert_has(&f, "ab bx <strong>“c”</strong>字");
    teardown(&f);
}

/* ---- hostile input ---- */

/* Repeats head, piece n times, tail; renders; the time must stay far from quadratic. */
static void hostile(const char *head, const char *piece, size_t n, const char *tail)
{
    struct fixture f;
    struct oc_buf source;
    setup(&f);
    f.r.math = true;
    f.post.name = OC_STR("post.mdx");
    oc_buf_init(&source, (size_t)1 << 30);
    oc_buf_puts(&source, head);
    for (size_t k = 0; k < n; k++)
        oc_buf_puts(&source, piece);
    oc_buf_puts(&source, tail);
    clock_t start = clock();
    oc_markdown_html(&f.html, &f.r, oc_buf_view(&source), 1);
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    if (seconds > 8) /* sanitizers and busy machines included */
        fail_msg("%.1f s for %zu times '%.20s'", seconds, n, piece);
    assert_has_not(&f, "\xEF\xB7\x91");
    oc_buf_release(&source);
    teardown(&f);
}

static void hostile_input_is_linear(void **state)
{
    (void)state;
    hostile("", "> ", 10000, "x\n");
    hostile("", "- ", 50000, "x\n");
    hostile("- - - - - - - - - - x\n", "\n", 300000, "x");
    hostile("", "[", 100000, "");
    hostile("", "^[", 50000, "x");
    hostile("", "^[a ", 20000, "]]]]]]]]]]]]]]]");
    hostile("", "[a](b) ", 50000, "");
    hostile("", "[a][b]", 50000, "");
    hostile("", "![[]()", 50000, "");
    hostile("", "a <![CDATA[", 50000, "");
    hostile("", "<!--", 50000, "");
    hostile("", "<a b=\"", 50000, "");
    hostile("", "*a ", 50000, "");
    hostile("", "**“a”**字", 50000, "");
    hostile("", "a **b", 50000, "");
    hostile("", "**b** [l](/u) ", 100000, "");
    hostile("", "**b** ^[n] {漢|か} ", 50000, "");
    hostile("", "`a``", 50000, "");
    hostile("", "$", 50001, "");
    hostile("", "$a ", 50000, "");
    hostile("", "\\\\(a ", 50000, "");
    hostile("", "$$\na\n", 50000, "");
    hostile("", "{", 100000, "");
    hostile("", "{:", 50000, "");
    hostile("", "{漢|", 50000, "");
    hostile("", "<A b={", 50000, "");
    hostile("", "a\n: b\n", 30000, "");
    hostile("a\n", ": b\n\n", 30000, "");
    hostile("", "a\n| - | - |\n", 30000, "");
    hostile("|a|a|a|a|a|a|a|a|a|a|\n|-|-|-|-|-|-|-|-|-|-|\n", "x\n", 200000, "");
    hostile("", "[^a]: x\n\n", 30000, "[^a]");
    hostile("[^a]: x\n\n", "[^a]", 30000, "");
    hostile("", "中\n", 100000, "");
    hostile("", "*中\n", 30000, "");
}

static void long_references_are_bounded(void **state)
{
    (void)state;
    struct fixture f;
    struct oc_buf source;
    setup(&f);
    oc_buf_init(&source, (size_t)1 << 30);
    oc_buf_puts(&source, "[a]: ");
    for (size_t k = 0; k < 50000; k++)
        oc_buf_putc(&source, 'x');
    oc_buf_puts(&source, "\n\n");
    for (size_t k = 0; k < 50000; k++)
        oc_buf_puts(&source, "[a]");
    oc_markdown_html(&f.html, &f.r, oc_buf_view(&source), 1);
    assert_true(f.html.n < 100000000);
    oc_buf_release(&source);
    teardown(&f);
}

/* ---- threads ---- */

static const char *const mixed[] = {
    "**“强调”**后文 ~~x~~ http://example.org\n", "| a | b |\n|---|---|\n| `x` | **注意：**后 |\n",
    "- [ ] a\n- [x] b\n\n^[note] and [^1]\n\n[^1]: text\n", "词\n: 义\n\n$$a_b$$ {漢字|かんじ}\n"};

struct parallel {
    struct oc_str wanted[OC_COUNT(mixed)];
    bool same[400];
};

static void render_one(void *ctx, unsigned worker, size_t k)
{
    struct parallel *p = ctx;
    struct fixture f;
    (void)worker;
    markdown(&f, mixed[k % OC_COUNT(mixed)], 1);
    p->same[k] = oc_str_eq(oc_buf_view(&f.html), p->wanted[k % OC_COUNT(mixed)]);
    teardown(&f);
}

static void threads_agree(void **state)
{
    (void)state;
    struct parallel p = {.same = {false}};
    struct fixture f[OC_COUNT(mixed)];
    for (size_t k = 0; k < OC_COUNT(mixed); k++) {
        markdown(&f[k], mixed[k], 1);
        p.wanted[k] = oc_buf_view(&f[k].html);
    }
    oc_pool_each(OC_COUNT(p.same), 8, render_one, &p);
    for (size_t k = 0; k < OC_COUNT(p.same); k++)
        assert_true(p.same[k]);
    for (size_t k = 0; k < OC_COUNT(mixed); k++)
        teardown(&f[k]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spec_cjk_emphasis),
        cmocka_unit_test(spec_math),
        cmocka_unit_test(spec_footnotes),
        cmocka_unit_test(spec_deflist),
        cmocka_unit_test(spec_attributes),
        cmocka_unit_test(spec_breaks),
        cmocka_unit_test(spec_ruby),
        cmocka_unit_test(spec_components),
        cmocka_unit_test(lines_are_the_authors),
        cmocka_unit_test(math_keeps_lines),
        cmocka_unit_test(warns_at_the_place),
        cmocka_unit_test(works_without_a_post),
        cmocka_unit_test(markers_of_the_author_go),
        cmocka_unit_test(hostile_input_is_linear),
        cmocka_unit_test(long_references_are_bounded),
        cmocka_unit_test(threads_agree),
    };
    oc_markdown_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
