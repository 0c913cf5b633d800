/* SPDX-License-Identifier: MIT */
/*
 * Runs tests/spec/tags-*.txt: a post of that generator, a dot, the body of the chapter; and what
 * hostile tags cost. The site's root is tests/spec/tags-site.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <time.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/path.h"
#include "book/address.h"
#include "render/render.h"
#include "spec_example.h"

#define ROOT OCTAVO_SOURCE_DIR "/tests/spec/tags-site"

static const char front[] = "title: The Ferry\n"
                            "subject: Tides & Boats\n"
                            "boats: [Heron, Tern]\n"
                            "crew:\n"
                            "  - name: Ada\n"
                            "    role: pilot\n"
                            "  - name: Bo\n"
                            "empty_list: []\n"
                            "draft: false\n"
                            "price: '12'\n"
                            "date: 2024-05-01\n"
                            "gallery:\n"
                            "  - url: /a.png\n"
                            "    image_path: /a-small.png\n"
                            "    alt: The first\n"
                            "  - image_path: /b.png\n"
                            "feature_row:\n"
                            "  - image_path: /c.png\n"
                            "    alt: The third\n"
                            "    title: Tides\n"
                            "    excerpt: Some *words*.\n";
static const char config[] = "title: River Notes\n"
                             "url: https://river.example\n"
                             "baseurl: /blog\n"
                             "author: Ada\n"
                             "cdn: https://cdn.example/x\n"
                             "params:\n"
                             "  phone: 555-0100\n";

/* A service of images that knows what is in a folder, and nothing else. */
struct service {
    struct oc_images images;
    struct oc_arena arena;
    struct oc_strs names;
};

static const struct oc_strs *list(struct oc_images *self, struct oc_str folder)
{
    struct service *s = (struct service *)self;
    struct oc_dir_item *items;
    const char *why;
    size_t n;
    s->names.n = 0;
    if (oc_dir_list(&items, &n, &why, &s->arena, folder.p) == 0)
        for (size_t i = 0; i < n; i++)
            if (oc_path_is_image(items[i].name))
                oc_strs_add(&s->names, &s->arena, items[i].name);
    return &s->names;
}

static void find(struct oc_images *self, struct oc_image_answer *out,
                 const struct oc_image_ask *ask, struct oc_arena *a)
{
    (void)self, (void)ask, (void)a;
    *out = (struct oc_image_answer){.action = OC_IMAGE_MISSING};
}

static void warm(struct oc_images *self, const struct oc_image_ask *asks, size_t n)
{
    (void)self, (void)asks, (void)n;
}

static void no_free(struct oc_images *self)
{
    (void)self;
}

struct site {
    struct oc_arena arena;
    struct oc_config config;
    struct oc_book book;
    struct oc_post *post;
    struct service service;
};

static struct oc_post *add_post(struct site *s, const char *rel, const char *href,
                                const char *title)
{
    struct oc_post *post = oc_book_add_post(&s->book);
    post->root = OC_STR(ROOT);
    post->rel = post->name = oc_str(rel);
    post->path = oc_arena_printf(&s->arena, ROOT "/%s", rel).p;
    post->href = post->id = oc_str(href);
    post->title = post->plain = oc_str(title);
    post->body_line = 1;
    oc_address_add_file(&s->book, post->rel, post);
    return post;
}

static void fill(struct site *s, enum oc_dialect dialect, enum oc_format format, bool mdx)
{
    struct oc_value_error err;
    oc_arena_init(&s->arena);
    oc_config_init(&s->config, &s->arena);
    s->config.math = OC_MATH_TEX; /* the examples show what tags give */
    oc_book_init(&s->book, &s->config);
    s->book.lang = OC_STR("en");
    s->service =
        (struct service){.images = {.list = list, .find = find, .warm = warm, .free = no_free}};
    oc_arena_init(&s->service.arena);
    s->book.images = &s->service.images;
    s->post = add_post(s, mdx ? "_posts/2024-05-01-ferry.mdx" : "_posts/2024-05-01-ferry.md",
                       "ferry.xhtml", "The Ferry");
    s->post->front = oc_value_yaml(&s->arena, &err, OC_STR(front), 1);
    s->post->dialect = dialect;
    s->post->format = format;
    add_post(s, "_posts/2024-01-02-pier.md", "pier.xhtml", "The Pier");
    const struct oc_value *root = oc_value_yaml(&s->arena, &err, OC_STR(config), 1);
    assert_non_null(root);
    oc_map_set(&s->book.site_config, OC_STR(ROOT), (void *)(uintptr_t)root);
}

static void release(struct site *s)
{
    oc_book_release(&s->book);
    oc_arena_release(&s->service.arena);
    oc_arena_release(&s->arena);
}

/* The chapter's body: what stands between the header and the section's end. */
static struct oc_str render(struct oc_arena *a, struct site *s, struct oc_str text)
{
    struct oc_arena work;
    struct oc_buf page;
    oc_arena_init(&work);
    oc_buf_init(&page, OC_MAX_PAGE_BYTES);
    oc_render_post(&page, &s->book, s->post, &work, text);
    oc_render_tell(&s->post, 1);
    oc_arena_release(&work);
    struct oc_str body = oc_arena_copy(a, oc_str_trim(page_body(oc_buf_view(&page))));
    oc_buf_release(&page);
    return body;
}

static struct oc_str tell(struct oc_arena *a, const struct oc_post *post)
{
    struct oc_buf out;
    oc_buf_init(&out, OC_MAX_PAGE_BYTES);
    for (const struct oc_diag *d = post->diags.first; d; d = d->next)
        if (!oc_str_starts(oc_str(oc_diag_row(d->code)->name), "image-"))
            oc_buf_printf(&out, "%d: %s: %.*s\n", d->line, oc_diag_row(d->code)->name,
                          OC_STR_ARG(d->text));
    struct oc_str text = oc_buf_take(&out, a);
    oc_buf_release(&out);
    return text;
}

/* A second dot parts the body from what is told. */
static struct oc_str cut_told(struct oc_str *html)
{
    struct oc_str line, rest = *html;
    while (oc_str_line(&line, &rest)) {
        if (oc_str_is(line, ".")) {
            html->n = (size_t)(line.p - html->p);
            return rest;
        }
    }
    return OC_STR_NONE;
}

/* Each file is of one generator, but for examples that name another one or the form. */
static const struct {
    const char *file;
    enum oc_dialect dialect;
} specs[] = {
    {"tags-hexo.txt", OC_HEXO}, {"tags-liquid.txt", OC_JEKYLL},  {"tags-hugo.txt", OC_HUGO},
    {"tags-zola.txt", OC_ZOLA}, {"tags-mdx.txt", OC_JAVASCRIPT}, {"tags-containers.txt", OC_PLAIN},
    {"dialects.txt", OC_PLAIN}, {"tags-own.txt", OC_HUGO},
};

static bool run_example(const char *name, const struct example *e)
{
    static const char *const names[] = {"plain", "hexo", "jekyll", "hugo", "zola", "javascript"};
    enum oc_dialect dialect = OC_PLAIN;
    struct oc_str mode = oc_str_trim(e->words), want = e->html, want_told = cut_told(&want);
    struct oc_arena a;
    struct site s;
    for (size_t i = 0; i < OC_COUNT(specs); i++)
        if (strcmp(name, specs[i].file) == 0)
            dialect = specs[i].dialect;
    for (size_t i = 0; i < OC_COUNT(names); i++)
        if (oc_str_is(mode, names[i]))
            dialect = (enum oc_dialect)i;
    oc_arena_init(&a);
    fill(&s, dialect, oc_str_is(mode, "html") ? OC_HTML : OC_MARKDOWN, oc_str_is(mode, "mdx"));
    s.post->vault = oc_str_is(mode, "vault");
    if (oc_str_is(mode, "shoka")) {
        struct oc_value *root = OC_NEW(&a, struct oc_value);
        root->kind = OC_VALUE_MAP;
        oc_value_add(root, &a, "theme", OC_STR("shoka"), 0);
        oc_map_set(&s.book.site_config, OC_STR(ROOT), root);
        s.post->dialect = OC_HEXO;
    }
    s.post->lang = oc_str_is(mode, "chinese") ? OC_STR("zh") : OC_STR_NONE;
    struct oc_str got = render(&a, &s, e->source), told = tell(&a, s.post);
    release(&s);
    bool same =
        oc_str_eq(got, oc_str_trim(want)) && oc_str_eq(oc_str_trim(told), oc_str_trim(want_told));
    if (!same)
        print_error("%s:%d\n--- wanted\n%.*s--- got\n%.*s\n.\n%.*s--- end\n", name, e->line,
                    OC_STR_ARG(want), OC_STR_ARG(got), OC_STR_ARG(told));
    oc_arena_release(&a);
    return same;
}

static void test_hexo(void **state)
{
    (void)state;
    run_spec("tags-hexo.txt", 1, run_example);
}

static void test_liquid(void **state)
{
    (void)state;
    run_spec("tags-liquid.txt", 1, run_example);
}

static void test_hugo(void **state)
{
    (void)state;
    run_spec("tags-hugo.txt", 1, run_example);
}

static void test_zola(void **state)
{
    (void)state;
    run_spec("tags-zola.txt", 1, run_example);
}

static void test_own(void **state)
{
    (void)state;
    run_spec("tags-own.txt", 1, run_example);
}

static void test_mdx(void **state)
{
    (void)state;
    run_spec("tags-mdx.txt", 1, run_example);
}

static void test_containers(void **state)
{
    (void)state;
    run_spec("tags-containers.txt", 1, run_example);
}

static void test_dialects(void **state)
{
    (void)state;
    run_spec("dialects.txt", 1, run_example);
}

/* ---- hostile tags: linear time, bounded output ---- */

static double seconds(const char *piece, size_t n, const char *tail, enum oc_dialect dialect,
                      enum oc_format format)
{
    struct oc_arena a;
    struct oc_buf text;
    struct site s;
    oc_arena_init(&a);
    oc_buf_init(&text, OC_MAX_PAGE_BYTES);
    for (size_t i = 0; i < n; i++)
        oc_buf_puts(&text, piece);
    oc_buf_puts(&text, tail);
    fill(&s, dialect, format, false);
    clock_t start = clock();
    (void)render(&a, &s, oc_buf_view(&text));
    double took = (double)(clock() - start) / CLOCKS_PER_SEC;
    release(&s);
    oc_buf_release(&text);
    oc_arena_release(&a);
    return took;
}

static void test_linear(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "{%",
        "{% ",
        "{{",
        "{{ ",
        "{{<",
        "{{< \"",
        "{% a %}",
        "{% note %}",
        "{% note %}\n",
        "{% endnote %}\n",
        "{% note %}{% endtabs %}",
        "{% raw %}",
        "{% raw %}x{% endraw %}",
        "{% highlight c %}\n",
        "{% highlight c %}\nx\n{% endhighlight %}\n",
        "{% codeblock %}\n```\n",
        "{{ page.title }}",
        "{{ a }} `",
        "<code>{{ a }}",
        "<pre>{{ a }}",
        "<!-- tab {{ a }}",
        "{% tabs %}<!-- tab -->",
        "{% if a %}",
        "{% if false %}{% else %}",
        "{% include \"x",
        "``{% raw %}`",
        "{{< highlight go >}}\n",
        "{{% note %}}\n",
        "> {% note %}\n",
        "- {% note %}\n",
        "    {% note %}\n",
        "[a]({{ x }})",
        "{% end %}{% a() %}",
        "{% x ",
        "<Note {",
        "<Note '",
        "<Note>",
        "<a b={{",
        "<a b={c}>",
        "<Tab>x</Tab>",
        "{{ 'a",
        "{% katex %}",
        "{% if a %}x{% endif %}",
        "{% for x in page.boats %}{% endfor %}",
        "{% assign a = a %}",
        "::: tip\n",
        ":::\n",
        "::: tip\n:::\n",
        "@[a](b)\n",
        "{{< margin >}}",
        "{{< margin >}}\n",
        "{{< margin >}}x{{< /margin >}}\n",
        "x {{< margin >}}x{{< /margin >}}",
        "{{< steps_of >}}a\n",
        "{{< lit \"a\" >}} ",
        "{% beside() %}",
        "{{ beside(said=\"*a*\") }}",
    };
    static const enum oc_dialect dialects[] = {OC_HEXO, OC_JEKYLL, OC_HUGO, OC_ZOLA, OC_JAVASCRIPT};
    for (size_t i = 0; i < OC_COUNT(pieces); i++) {
        for (size_t d = 0; d < OC_COUNT(dialects); d++) {
            double one = seconds(pieces[i], 1000, "", dialects[d], OC_MARKDOWN);
            double many = seconds(pieces[i], 16000, "", dialects[d], OC_MARKDOWN);
            double html = seconds(pieces[i], 16000, "", dialects[d], OC_HTML);
            /* sixteen times as much: a square would take 256 times as long */
            if (many > 0.4 && many > one * 64)
                print_error("%s: dialect %d: %.3f s, then %.3f s\n", pieces[i], (int)dialects[d],
                            one, many);
            assert_true(many <= 0.4 || many <= one * 64);
            assert_true(html < 5);
        }
    }
}

/* Shortcodes of the site's own in one another, each around all that those in it make. */
static void test_nested(void **state)
{
    (void)state;
    static const char *const names[] = {"steps_of", "margin", "speech", "python"};
    for (size_t i = 0; i < OC_COUNT(names); i++) {
        struct oc_buf text;
        oc_buf_init(&text, OC_MAX_PAGE_BYTES);
        for (int k = 0; k < 3000; k++)
            oc_buf_printf(&text, "a {{< %s >}} *b*\n", names[i]);
        for (int k = 0; k < 3000; k++)
            oc_buf_printf(&text, "{{< /%s >}} c\n", names[i]);
        assert_true(seconds(text.p, 1, "", OC_HUGO, OC_MARKDOWN) < 5);
        assert_true(seconds(text.p, 1, "", OC_HUGO, OC_HTML) < 5);
        oc_buf_release(&text);
    }
    /* tags that never end, in what a template hands on */
    struct oc_buf torn;
    oc_buf_init(&torn, OC_MAX_PAGE_BYTES);
    oc_buf_puts(&torn, "x {{< as_is >}}");
    for (int k = 0; k < 100000; k++)
        oc_buf_puts(&torn, "<a \"");
    oc_buf_puts(&torn, "{{< /as_is >}}");
    assert_true(seconds(torn.p, 1, "", OC_HUGO, OC_HTML) < 3);
    oc_buf_release(&torn);
    assert_true(seconds("{{< doubled >}}", 4000, "", OC_HUGO, OC_MARKDOWN) < 20);
}

static void test_bombs(void **state)
{
    (void)state;
    /* each capture doubles the one before */
    assert_true(seconds("{% capture a %}{{ a }}{{ a }}xxxxxxxxxxxxxxxxxxxxxxxx{% endcapture %}\n",
                        60, "{{ a }}", OC_JEKYLL, OC_HTML) < 30);
    assert_true(seconds("{% for x in page.boats %}", 40, "y", OC_JEKYLL, OC_MARKDOWN) < 30);
    assert_true(seconds("{% include self.html %}", 50, "", OC_JEKYLL, OC_MARKDOWN) < 5);
}

int main(void)
{
    oc_xhtml_start();
    oc_render_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hexo),     cmocka_unit_test(test_liquid),
        cmocka_unit_test(test_hugo),     cmocka_unit_test(test_zola),
        cmocka_unit_test(test_own),      cmocka_unit_test(test_nested),
        cmocka_unit_test(test_mdx),      cmocka_unit_test(test_containers),
        cmocka_unit_test(test_linear),   cmocka_unit_test(test_bombs),
        cmocka_unit_test(test_dialects),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
