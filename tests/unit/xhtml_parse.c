/* SPDX-License-Identifier: MIT */
/* The parser, the tree helpers and the writer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "base/limits.h"
#include "base/map.h"
#include "xhtml/model.h"
#include "xhtml/xhtml.h"

/* What is parsed lives in it until the test has looked. */
static struct oc_arena tree;

/* What the parser makes of html, written without a fix. */
static void expect(const char *html, const char *want)
{
    struct oc_buf out;
    oc_buf_init(&out, SIZE_MAX / 8);
    xmlNode *body = oc_html_parse(&tree, oc_str(html));
    oc_xhtml_write(&out, NULL, body);
    assert_string_equal(out.p, want);
    oc_arena_release(&tree);
    oc_buf_release(&out);
}

static void test_tags(void **state)
{
    (void)state;
    expect("<P>a<p>b", "<p>a</p><p>b</p>");
    expect("see <T> and <gmaxwell>", "see &lt;T&gt; and &lt;gmaxwell&gt;");
    expect("clone <repo-url>; <my-el>x</my-el>", "clone &lt;repo-url&gt;; x");
    expect("<b><i>x</b>y</i>", "<b><i>x</i></b><i>y</i>");
    expect("<b><p>x</b>y</p>z", "<b><p>xy</p></b>z");
    expect("a<script>b</script>c<style>d</style><!-- e -->f", "acf");
    expect("never closed <script> x", "never closed  x");
    expect("<pre>\n x</pre>", "<pre> x</pre>");
    expect("<table><td>a<tr><td>b</table>", "<table><td>a</td><tr><td>b</td></tr></table>");
    expect("<a href=http://a.b/>x</a><img src=a.png/>",
           "<a href=\"http://a.b/\">x</a><img src=\"a.png\"/>");
    expect("<image src=a.png>b", "<img src=\"a.png\"/>b");
    expect("<a href=\"never closed>text</a> <b>more</b>",
           "<a href=\"never\" closed=\"\">text</a> <b>more</b>");
    expect("<select><option>a</select><select>b",
           "<select><option>a</option></select><span>b</span>");
}

static void test_text(void **state)
{
    (void)state;
    expect("&lt;&nbsp;&copy&check;&#128;&#0;",
           "&lt;&#160;\xC2\xA9\xE2\x9C\x93\xE2\x82\xAC\xEF\xBF\xBD");
    expect("<a href='?a=1&copy=2&amp;b'>", "<a href=\"?a=1&amp;copy=2&amp;b\"></a>");
    expect("a\x08"
           "b\x1b"
           "c\x0b"
           "d\r\ne\rf",
           "abcd\ne\nf");
    expect("\xEF\xB7\x90x\xEF\xBF\xBFy", "xy"); /* noncharacters */
    expect("\xFFx", "\xEF\xBF\xBDx");
    struct oc_buf out;
    oc_buf_init(&out, 4096);
    xmlNode *body = oc_html_parse(&tree, (struct oc_str){"a\0b", 3});
    oc_xhtml_write(&out, NULL, body);
    assert_string_equal(out.p, "a\xEF\xBF\xBD"
                               "b");
    oc_arena_release(&tree);
    oc_buf_release(&out);
}

static void test_foreign(void **state)
{
    (void)state;
    struct oc_xhtml_facts facts = {false, false};
    struct oc_buf out;
    oc_buf_init(&out, 4096);
    xmlNode *body = oc_html_parse(
        &tree, oc_str("<SVG viewbox='0 0 1 1'><lineargradient/></svg><math><mi>x</math>"));
    oc_xhtml_write(&out, &facts, body);
    assert_string_equal(out.p,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\">"
                        "<linearGradient/></svg>"
                        "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mi>x</mi></math>");
    assert_true(facts.svg && facts.mathml);
    oc_arena_release(&tree);
    oc_buf_release(&out);
    expect("<svg><g><p>x", "<svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg><p>x</p>");
}

/* Where a theme says that the post is, and what the post is called there. */
static void test_page_post(void **state)
{
    static const struct {
        const char *html, *title, *site, *body;
        enum oc_page_posts posts;
    } cases[] = {
        {"<title>Tea | Cups</title><h1>Cups</h1><article><h1>Tea</h1><p>x</p></article>", "Tea",
         "Cups", "<h1>Tea</h1><p>x</p>", OC_PAGE_POST},
        {"<title>Tea - Cups</title><meta property=og:site_name content=Cups><h1>Cups</h1>"
         "<article><header>by me</header><div class='post-content a'><p>x</p></div></article>",
         "Tea", "Cups", "<p>x</p>", OC_PAGE_POST},
        {"<title>Tea and more</title><h1>Tea</h1><p>x</p>", "Tea and more", "",
         "<h1>Tea</h1><p>x</p>", OC_PAGE_UNSURE},
        {"<title>Cups</title><h1>Cups</h1><main><article>a</article><article>b</article></main>",
         "Cups", "", "<article>a</article><article>b</article>", OC_PAGE_POSTS},
        {"<title>Tea</title><article class=card>1</article><article class=card>2</article>"
         "<section itemprop=articleBody><p>x</p></section>",
         "Tea", "", "<p>x</p>", OC_PAGE_POST},
        {"<title>Tea</title><div class=content><article><h1>Tea</h1><ul><li>May 1</li></ul>"
         "<div class=content><p>x</p></div><div>by me</div></article></div>",
         "Tea", "", "<p>x</p>", OC_PAGE_POST},
        {"<title>Tea</title><div class=prose> </div><article><p>x</p></article>", "Tea", "",
         "<p>x</p>", OC_PAGE_POST},
        {"<title>Tea</title><meta property=og:type content=article><article><header><h2>Tea</h2>"
         "<ul><li>May 1</li></ul></header><header>kept</header><p>x</p><footer><p>by "
         "me</p></footer>"
         "</article>",
         "Tea", "", "<header>kept</header><p>x</p>", OC_PAGE_POST},
        {"<title>Tea</title><article><header><h2>Tea</h2><p>About tea.</p></header>x"
         "<footer>by me</footer></article>",
         "Tea", "", "<h2>Tea</h2><header><p>About tea.</p></header>x<footer>by me</footer>",
         OC_PAGE_POST},
        {"<title>Tea</title><meta property=og:type content=article><article>x"
         "<footer><ol><li id=fn1>n</li></ol></footer></article>",
         "Tea", "", "x<footer><ol><li id=\"fn1\">n</li></ol></footer>", OC_PAGE_POST},
        {"<title>Cups: Tea</title><header><h1>Cups</h1></header><div class=hentry><h3 "
         "class=post-title>Tea</h3><div class='post-body x'>x<div class=sharedaddy>Share</div>"
         "</div></div><div id=comments><article class=hentry>no</article></div>",
         "Tea", "Cups", "x", OC_PAGE_POST},
        {"<title>Tea - Cups</title><div id=nav>Home</div><div id=content><h2>Tea</h2><p>May 1, "
         "2019</p><p>x</p><div class=sidebar>y</div><p><a href=a.html>&lt; Next</a></p></div>",
         "Tea", "Cups", "<h2>Tea</h2><p>x</p>", OC_PAGE_UNSURE},
        {"<title>Tea</title><div role=main><center><b>Tea</b></center><p>On May 1, 2019 I went."
         "</p>x<p>&copy; me</p></div>",
         "Tea", "", "<p>On May 1, 2019 I went.</p>x", OC_PAGE_UNSURE},
        {"<title>Tea: a history</title><main><h2>Tea</h2>x</main>", "Tea: a history", "",
         "<h2>Tea</h2>x", OC_PAGE_UNSURE},
        {"<title>Tea</title><article><p>x</p><div class=comments>all</div></article>", "Tea", "",
         "<p>x</p>", OC_PAGE_POST},
        {"<title>Tea</title><article><div class=comments>all</div></article>", "Tea", "",
         "<div class=\"comments\">all</div>", OC_PAGE_POST},
        {"<title>| Cups</title><h1> </h1><main>x</main>", "| Cups", "", "x", OC_PAGE_UNSURE},
    };
    (void)state;
    for (size_t i = 0; i < OC_COUNT(cases); i++) {
        struct oc_html_meta meta;
        struct oc_buf out;
        oc_buf_init(&out, 4096);
        oc_xhtml_write(&out, NULL, oc_html_parse_page(&meta, &tree, &tree, oc_str(cases[i].html)));
        assert_string_equal(oc_arena_cstr(&tree, meta.title), cases[i].title);
        assert_string_equal(oc_arena_cstr(&tree, meta.site), cases[i].site);
        assert_string_equal(out.p, cases[i].body);
        assert_int_equal(meta.posts, cases[i].posts);
        oc_buf_release(&out);
        oc_arena_release(&tree);
    }
}

/* What is said of a post beside it. */
static void test_page_facts(void **state)
{
    static const struct {
        const char *html, *date, *author, *tags;
    } cases[] = {
        {"<script "
         "type='application/ld+json'>{\"@graph\":[{\"@type\":\"WebSite\"},{\"@type\":[\"Thing\","
         "\"BlogPosting\"],\"datePublished\":\"2019-03-03\",\"author\":[{\"name\":\"Ann Lee\"}],"
         "\"keywords\":\"tea, cups\"}]}</script><p>x",
         "2019-03-03", "Ann Lee", "tea,cups"},
        {"<script type='application/ld+json'>{broken</script><p>x", "", "", ""},
        {"<div class=post-meta>By <a rel=author>Ann Lee</a> on March 3rd, 2019</div>"
         "<a rel=tag>tea</a><a rel='category tag'>no</a><aside><a rel=tag>no</a></aside>x",
         "2019-03-03", "Ann Lee", "tea"},
        {"<p>Written by Ann Lee on 3 March 2019</p><p>x", "2019-03-03", "Ann Lee", ""},
        {"<p>x</p><div class=comments><span class=date>2019-03-03</span></div>", "", "", ""},
        {"<div id=js_content>x</div><script>var ct = \"1551578400\";</script>", "2019-03-03", "",
         ""},
        {"<div class=date>2019-03-03</div><div class=tags><a>#tea</a> <a>cups</a></div>x",
         "2019-03-03", "", "tea,cups"},
    };
    (void)state;
    for (size_t i = 0; i < OC_COUNT(cases); i++) {
        struct oc_html_meta meta;
        struct oc_buf tags;
        oc_buf_init(&tags, 4096);
        (void)oc_html_parse_page(&meta, &tree, &tree, oc_str(cases[i].html));
        assert_string_equal(oc_arena_cstr(&tree, meta.date), cases[i].date);
        assert_string_equal(oc_arena_cstr(&tree, meta.author), cases[i].author);
        for (size_t k = 0; k < meta.tags.n; k++)
            oc_buf_printf(&tags, "%s%.*s", k ? "," : "", OC_STR_ARG(meta.tags.v[k]));
        assert_true(oc_str_is(oc_buf_view(&tags), cases[i].tags));
        oc_buf_release(&tags);
        oc_arena_release(&tree);
    }
}

static void test_page(void **state)
{
    (void)state;
    struct oc_arena arena;
    struct oc_html_meta meta;
    struct oc_buf out;
    oc_arena_init(&arena);
    oc_buf_init(&out, 4096);
    xmlNode *body = oc_html_parse_page(
        &meta, &arena, &tree,
        OC_STR("<!doctype html><html lang=ja><head><title> A &amp; B - Site</title>"
               "<meta property=og:title content='A &amp; B'><meta name=author content=Ann>"
               "<meta name=description content=d><link rel=canonical href=http://a.b/c>"
               "</head><body><nav>menu</nav><main><article><header>H</header>"
               "<time datetime=2024-01-31>then</time> text</article></main><footer>f</footer>"));
    assert_true(oc_str_is(meta.title, "A & B"));
    assert_true(oc_str_is(meta.lang, "ja"));
    assert_true(oc_str_is(meta.author, "Ann"));
    assert_true(oc_str_is(meta.description, "d"));
    assert_true(oc_str_is(meta.canonical, "http://a.b/c"));
    assert_true(oc_str_is(meta.date, "2024-01-31"));
    oc_xhtml_write(&out, NULL, body);
    assert_string_equal(out.p, "<header>H</header><time datetime=\"2024-01-31\">then</time> text");
    oc_arena_release(&tree);

    oc_buf_clear(&out);
    body =
        oc_html_parse_page(&meta, &arena, &tree, OC_STR("<nav>n</nav><p>x</p><footer>f</footer>"));
    oc_xhtml_write(&out, NULL, body);
    assert_string_equal(out.p, "<p>x</p>");
    assert_true(meta.title.p != NULL && meta.title.n == 0);
    oc_arena_release(&tree);

    oc_buf_clear(&out); /* as Medium exports a post */
    body = oc_html_parse_page(
        &meta, &arena, &tree,
        OC_STR(
            "<article class=h-entry><header><h1 class=p-name>T</h1></header>"
            "<section data-field=subtitle class=p-summary>S</section><section class=e-content>"
            "<section class='section section--body'><div class=section-divider><hr "
            "class=section-divider></div><div class=section-content><h3 class='graf "
            "graf--title'>T</h3><h4 class='graf graf--subtitle'>S <em>s</em></h4><p class='graf'>"
            "one <b class=markup--strong>two</b></p></div></section><section class=section>"
            "<div class=section-divider><hr class=section-divider></div><figure class=graf>"
            "<figcaption class=imageCaption>c</figcaption></figure><p class=mine>x</p>"
            "</section></section><footer>f</footer></article>"));
    oc_xhtml_write(&out, NULL, body);
    assert_string_equal(out.p, "<p>one <b>two</b></p><hr/><figure><figcaption>c</figcaption>"
                               "</figure><p class=\"mine\">x</p>");
    assert_true(oc_str_is(meta.subtitle, "S s"));
    assert_true(oc_str_is(meta.description, "S"));
    oc_arena_release(&tree);
    oc_buf_release(&out);
    oc_arena_release(&arena);
}

static void test_helpers(void **state)
{
    (void)state;
    struct oc_buf out;
    int level = 0, col = 0;
    oc_buf_init(&out, 4096);
    xmlNode *body = oc_html_parse(
        &tree, OC_STR("<h2 class='a  b' data-sourcepos=3:5-3:9>T<img alt=pic></h2><p>x<br>y</p>z"));
    xmlNode *h = body->children;
    assert_true(oc_node_heading(h, &level) && level == 2);
    assert_true(oc_class_has(h, "b") && !oc_class_has(h, "c"));
    oc_class_add(h, "c");
    assert_true(oc_str_is(oc_attr(h, "class"), "a  b c"));
    assert_null(oc_attr(h, "id").p);
    assert_int_equal(oc_node_line(h->children, &col), 3);
    assert_int_equal(col, 5);
    oc_node_text(&out, body, true);
    assert_string_equal(out.p, "Tpic x y z");
    assert_false(oc_node_empty(h));
    xmlNode *wrap = oc_node_wrap(h, "div");
    assert_true(body->children == wrap && wrap->children == h);
    assert_true(oc_node_unwrap(wrap) == h && h->parent == body);
    oc_node_rename(h, "h3");
    oc_attr_remove(h, "class");
    oc_node_remove(h->next);
    oc_buf_clear(&out);
    oc_xhtml_write(&out, NULL, body);
    assert_string_equal(out.p, "<h3>T<img alt=\"pic\"/></h3>z");
    oc_arena_release(&tree);
    oc_buf_release(&out);
}

/* Every row of the table is found by its name: the index by letter is right. */
static void test_model(void **state)
{
    (void)state;
    for (unsigned i = 0; i < OC_EL_COUNT; i++)
        assert_int_equal(oc_el_find(oc_el_row(i)->name, oc_el_row(i)->len), i);
    for (unsigned i = 0; i < OC_X_COUNT; i++)
        assert_int_equal(oc_foreign_find(oc_foreign_row(i)->name, strlen(oc_foreign_row(i)->name)),
                         i);
    assert_int_equal(oc_el_find("no", 2), OC_EL_NONE);
    assert_int_equal(oc_foreign_find("mspace\0z", 8), OC_X_COUNT);
    assert_string_equal(oc_foreign_attr("viewbox"), "viewBox");
    assert_string_equal(oc_foreign_attr("zzz"), "zzz");
}

static size_t depth_of(const xmlNode *body)
{
    size_t deepest = 0, depth = 0;
    for (const xmlNode *n = body; n;) {
        if (n->type == XML_ELEMENT_NODE && n->children) {
            n = n->children;
            depth++;
            deepest = depth > deepest ? depth : deepest;
            continue;
        }
        while (n != body && !n->next) {
            n = n->parent;
            depth--;
        }
        n = n == body ? NULL : n->next;
    }
    return deepest;
}

/* Inputs that are slow or deep for careless parsers: 100,000 times each, text kept. */
static void test_hostile(void **state)
{
    (void)state;
    static const char *const pieces[] = {"<b>",        "<div>",      "<table><td>", "<ul><li>",
                                         "<b><p>",     "<a b=\"",    "<!--",        "<script>",
                                         "<svg><g>",   "</b></p>",   "<template>",  "<dl><dd>",
                                         "<ruby><rt>", "<a href=#>", "<math><mi>",  "<h1><div>"};
    for (size_t i = 0; i < OC_COUNT(pieces); i++) {
        struct oc_buf in, out;
        struct oc_arena arena;
        struct oc_map ids;
        oc_arena_init(&arena);
        oc_map_init(&ids, &arena);
        oc_buf_init(&in, SIZE_MAX / 8);
        oc_buf_init(&out, SIZE_MAX / 8);
        for (int k = 0; k < 100000; k++)
            oc_buf_puts(&in, pieces[i]);
        oc_buf_puts(&in, "kept");
        clock_t start = clock();
        xmlNode *body = oc_html_parse(&tree, oc_buf_view(&in));
        assert_true(depth_of(body) <= OC_MAX_DOM_DEPTH + 2);
        oc_model_fix(body, &ids, NULL);
        oc_xhtml_write(&out, NULL, body);
        assert_true(clock() - start < 10 * CLOCKS_PER_SEC); /* quadratic takes minutes */
        if (strcmp(pieces[i], "<svg><g>") != 0)             /* text outside <text> is not shown */
            assert_non_null(strstr(out.p, "kept"));
        oc_arena_release(&tree);
        oc_buf_release(&in);
        oc_buf_release(&out);
        oc_arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tags),      cmocka_unit_test(test_text),
        cmocka_unit_test(test_foreign),   cmocka_unit_test(test_page),
        cmocka_unit_test(test_page_post), cmocka_unit_test(test_page_facts),
        cmocka_unit_test(test_helpers),   cmocka_unit_test(test_model),
        cmocka_unit_test(test_hostile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
