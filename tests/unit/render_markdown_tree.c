/* SPDX-License-Identifier: MIT */
/* The short way from cmark's tree to octavo's gives the tree that the way over HTML gives. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../show_tree.h"
#include "base/file.h"
#include "base/limits.h"
#include "render/markdown.h"
#include "render/render.h"
#include "spec_example.h"

/* The tree of source, shown; *direct: no HTML was made. */
static void show(struct oc_buf *out, bool *direct, struct oc_str source, bool breaks, bool math,
                 bool over_html)
{
    struct oc_arena arena;
    struct oc_buf html;
    struct oc_post post = {.name = OC_STR("post.md"), .math = OC_AUTO};
    oc_arena_init(&arena);
    oc_buf_init(&html, OC_MAX_PAGE_BYTES);
    oc_diags_init(&post.diags, &arena, 1000);
    struct oc_render r = {.post = &post, .arena = &arena, .breaks = breaks, .math = math};
    xmlNode *body;
    if (over_html) {
        oc_markdown_html(&html, &r, source, 1);
        body = oc_html_parse(&arena, oc_buf_view(&html));
    } else {
        body = oc_markdown_parse(&html, &r, source);
    }
    *direct = html.n == 0;
    show_tree(out, body);
    oc_buf_release(&html);
    oc_arena_release(&arena);
}

/* Both ways give one tree; returns whether the short one was gone. */
static bool same(struct oc_str source, bool breaks, bool math)
{
    struct oc_buf ours, html;
    bool direct, unused;
    oc_buf_init(&ours, OC_MAX_PAGE_BYTES);
    oc_buf_init(&html, OC_MAX_PAGE_BYTES);
    show(&ours, &direct, source, breaks, math, false);
    show(&html, &unused, source, breaks, math, true);
    if (!oc_str_eq(oc_buf_view(&ours), oc_buf_view(&html)))
        fail_msg("--- source\n%.*s\n--- over HTML\n%s\n--- direct\n%s\n", OC_STR_ARG(source),
                 html.p, ours.p);
    oc_buf_release(&ours);
    oc_buf_release(&html);
    return direct;
}

/* ---- every example of the specs ---- */

static void compare_spec(const char *path, int *examples, int *direct)
{
    struct oc_buf file;
    struct example e;
    const char *why;
    int line = 0;
    oc_buf_init(&file, OC_MAX_PAGE_BYTES);
    assert_int_equal(oc_file_read(&file, &why, path), 0);
    for (struct oc_str rest = oc_buf_view(&file); next_example(&e, &rest, &line); ++*examples) {
        *direct += same(e.source, false, false);
        same(e.source, true, true);
    }
    oc_buf_release(&file);
}

static void specs(void **state)
{
    static const char folder[] = OCTAVO_SOURCE_DIR "/tests/spec";
    int examples = 0, direct = 0;
    char path[512];
    (void)state;
    DIR *d = opendir(folder);
    assert_non_null(d);
    for (struct dirent *e; (e = readdir(d));) {
        if (!oc_str_ends(oc_str(e->d_name), ".txt"))
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        compare_spec(path, &examples, &direct);
    }
    closedir(d);
    print_message("%d examples, %d directly\n", examples, direct);
    assert_true(examples > 900);
    assert_true(direct > examples * 3 / 4);
}

/* ---- what the specs have not ---- */

static void direct_ones(void **state)
{
    static const char *const sources[] = {
        "",
        "one\n***\ntwo *three **four*** `five` <b>six</b>\\\nseven  \neight &amp; &lt;&quot;\n",
        "[a](</b c\"'&%20\xE4\xBD\xA0> \"t \\\"&lt;\") ![*x* `y`\n<i>z</i>](u 't') "
        "<mailto:a@b.c>\n",
        "- a\n- b\n\n  c\n- - d\n  1. e\n\n7) f\n\n> g\n> - [ ] h\n> - [x] i\n>\n>   j\n",
        "```\n```\n```js\n```\n\n~~~ a&b {1} \"c\"\n<d> &amp;\n\n~~~\n\n    e\n\n    f\n",
        "|a|b|c|d|\n|-|:-|:-:|-:|\n|1 `\\|`|*2*||\n|1|2|3|4|5|\n\n|e|\n|-|\nf\n",
        "> |a|\n> |-|\n> |b|\n\n- |a|\n  |-|\n",
        "a[^1]b[^x y]c[^1]d[^1]\n\n[^1]: one\n\n    two\n[^x y]: - a\n\n[^none]: u\n",
        "a[^1]\n\n[^1]: ```\n    code\n    ```\n",
        "a[^\xE6\xB3\xA8]\n\n[^\xE6\xB3\xA8]: \xE6\xB3\xA8\n",
        "<div>\n\n*a*\n\n</div>\n\n<!-- b -->\n\nc <!-- d --> <?e f?> <!G h> i\n",
        "<p>a\n<p>b\n\n<iframe src=\"x\"></iframe>\n<script>if (a < b)</script>\n\nc</p>\n",
        "a <T> b <my-tag> c</my-tag> d <kbd>e\n\nf</kbd>\n\n<pre>\n\n  g\n\n</pre>\n",
        "[a [b](c) <a href=d>e</a>](f) **g [h](i**\n",
        "\xE4\xBD\xA0\xE3\x80\x82**\xE5\xA5\xBD\xE3\x80\x82**\xE4\xBD\xA0\n\xE5\xA5\xBD**"
        "\xE3\x80\x8A"
        "a\xE3\x80\x8B**b [c**d**](/\xE4\xBD\xA0)\n",
        "term\nsecond\n: one\n: two\n\nthird\n\n: four\n\n  five\n",
        "a ^[note *b* [c](d)] e^[f]\n\n# g `h`\n\ni\n=\n",
        "a $$b *c* < d & e$$ f\n\n$$g\n\\\\ h$$\n\n**i** $$j$$ k\n\n$$l$$ **m**\n- $$n$$\n- o\n  - "
        "p\n",
        "$$a$$  \n$$b$$\n$$c$$\n\n|$$d$$|e|\n|-|-|\n|[f $$g$$](h)|`$$i$$`|\n",
        "<img src=a.png/>\n<br>\n\n<table><tr><td>\n\na\n\n</td></tr></table>\n",
        "```a\vb\fc d\n```\n",
        "a\xEF\xBF\xBE"
        "b\x01"
        "c&#1;d&#xFFFE;\n",
    };
    (void)state;
    for (size_t i = 0; i < OC_COUNT(sources); i++) {
        if (!same(oc_str(sources[i]), false, false))
            fail_msg("not directly:\n%s", sources[i]);
        same(oc_str(sources[i]), true, true);
    }
}

static void detours(void **state)
{
    static const char *const sources[] = {
        "<div title=\"a\n\nb\">c</div>\n", /* tags and comments that end outside */
        "- <!-- a\n\nb -->\n",
        "a <script> b </script> c\n",
        "<style>a {}\n",
        "<textarea>\n\na\n\n</textarea>\n",
        "<template>\n\na\n\n</template>\n",
        "<svg>\n\n*a*\n\n</svg>\n",
        "a <svg><path d=\"b\"/></svg> c\n",
        "<div\n\n*a*\n",
        "- [x] $$a$$\n", /* what stands beside a formula */
        "a[^1]\n\n[^1]: $$a$$\n",
        "a[^1]\n\n[^1]: b[^2]\n\n[^2]: c\n", /* cmark's own count of references */
        "![a[^1]](b) c[^1]\n\n[^1]: d\n",
        "a&#13;\nb\n",
    };
    (void)state;
    for (size_t i = 0; i < OC_COUNT(sources); i++) {
        if (same(oc_str(sources[i]), false, false))
            fail_msg("directly:\n%s", sources[i]);
        same(oc_str(sources[i]), true, true);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(specs),
        cmocka_unit_test(direct_ones),
        cmocka_unit_test(detours),
    };
    oc_markdown_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
