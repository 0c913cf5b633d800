/* SPDX-License-Identifier: MIT */
/* The contents, as nav.xhtml and as toc.ncx; the part and title pages. */
#include "epub/outline.h"
#include "epub_fixture.h"

/* Two posts in the book, a part with a sub-part, headings with gaps in their levels. */
static void fill(struct fixture *f)
{
    struct oc_post *a = fixture_post(f, NULL, "Alpha & Omega", "");
    fixture_heading(a, 3, "deep", "Deep first");
    fixture_heading(a, 2, "one", "One");
    fixture_heading(a, 4, "one-a", "One A");
    fixture_heading(a, 3, "one-b", "One B");
    fixture_heading(a, 2, "two", "Two");
    fixture_heading(a, 2, "blank", " ");
    struct oc_post *b = fixture_post(f, NULL, "Quiet", "");
    b->no_toc = true;
    fixture_heading(b, 2, "no", "Not shown");
    struct oc_part *part = fixture_part(f, NULL, "2021", "y2021");
    struct oc_part *sub = fixture_part(f, part, "", "m5");
    fixture_heading(fixture_post(f, sub, "May", ""), 2, "x", "Late");
    fixture_post(f, part, "Year", "")->page_lang = OC_STR("ja");
    fixture_post(f, NULL, "Bad", "")->failed = true;
}

/* Elements and texts of the contents, without what stands between. */
static void outline_of(struct oc_buf *out, const char *xml, const char *from, const char *to)
{
    const char *p = strstr(xml, from), *end = p ? strstr(p, to) : NULL;
    assert_non_null(end);
    for (; p < end; p++) {
        if (!strncmp(p, "<ol>", 4))
            oc_buf_putc(out, '[');
        else if (!strncmp(p, "</ol>", 5))
            oc_buf_putc(out, ']');
        else if (!strncmp(p, "href=\"", 6)) {
            for (p += 6; *p != '"'; p++)
                oc_buf_putc(out, *p);
            oc_buf_putc(out, ' ');
        }
    }
}

static void nesting(void **state)
{
    (void)state;
    struct fixture f;
    struct oc_buf b;
    fixture_init(&f);
    oc_buf_init(&b, 4096);
    fill(&f);
    f.config.toc_depth = 5;
    assert_int_equal(oc_epub_nav(&f.out, &f.book, &f.book.diags), 0);
    assert_true(fixture_xml(&f));
    outline_of(&b, f.out.p, "<ol>", "</nav>");
    assert_string_equal(b.p, "[p1.xhtml [p1.xhtml#deep p1.xhtml#one [p1.xhtml#one-a p1.xhtml#one-b "
                             "]p1.xhtml#two ]p2.xhtml y2021.xhtml [p4.xhtml m5.xhtml [p3.xhtml "
                             "[p3.xhtml#x ]]]]");
    assert_false(fixture_has(&f, "<ol></ol>"));
    assert_true(fixture_has(&f, ">Alpha &amp; Omega</a>"));
    assert_true(fixture_has(&f, ">Untitled</a>")); /* the part without a name */
    assert_true(fixture_has(&f, "lang=\"ja\" xml:lang=\"ja\">Year</a>"));

    oc_buf_clear(&b);
    oc_buf_clear(&f.out);
    f.config.toc_depth = 1;
    assert_int_equal(oc_epub_nav(&f.out, &f.book, &f.book.diags), 0);
    outline_of(&b, f.out.p, "<ol>", "</nav>");
    assert_string_equal(b.p, "[p1.xhtml [p1.xhtml#one p1.xhtml#two ]p2.xhtml y2021.xhtml "
                             "[p4.xhtml m5.xhtml [p3.xhtml [p3.xhtml#x ]]]]");

    oc_buf_clear(&f.out);
    f.config.toc_depth = 0;
    assert_int_equal(oc_epub_nav(&f.out, &f.book, &f.book.diags), 0);
    assert_false(fixture_has(&f, "#"));
    oc_buf_release(&b);
    fixture_release(&f);
}

static void landmarks(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    f.book.lang = OC_STR("zh-Hans");
    fill(&f);
    assert_int_equal(oc_epub_nav(&f.out, &f.book, &f.book.diags), 0);
    assert_true(fixture_xml(&f));
    static const char *const once[] = {"epub:type=\"toc\" role=\"doc-toc\"",
                                       "epub:type=\"landmarks\"",
                                       "<a epub:type=\"titlepage\" href=\"title.xhtml\">书名页</a>",
                                       "<a epub:type=\"toc\" href=\"nav.xhtml\">目录</a>",
                                       "<a epub:type=\"bodymatter\" href=\"p1.xhtml\">正文</a>",
                                       "<title>目录</title>"};
    for (size_t i = 0; i < OC_COUNT(once); i++)
        assert_int_equal(fixture_count(&f, once[i]), 1);
    fixture_release(&f);
}

static void ncx(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    fill(&f);
    f.config.toc_depth = 5;
    oc_epub_ncx(&f.out, &f.book);
    assert_true(fixture_xml(&f));
    assert_true(fixture_has(&f, "name=\"dtb:uid\" content=\"urn:uuid:6ba7b810-"));
    assert_true(fixture_has(&f, "name=\"dtb:depth\" content=\"4\""));
    assert_true(fixture_has(&f, "<text>Salt &amp; Paper</text>"));
    assert_int_equal(fixture_count(&f, "<navPoint "), 12);
    assert_int_equal(fixture_count(&f, "</navPoint>"), 12);
    assert_true(fixture_has(&f, "playOrder=\"12\"><navLabel><text>Late</text></navLabel>"
                                "<content src=\"p3.xhtml#x\"/></navPoint>\n</navPoint>\n"
                                "</navPoint>\n</navPoint>\n</navMap>"));
    fixture_release(&f);
}

static void no_posts(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    assert_int_equal(oc_epub_nav(&f.out, &f.book, &f.book.diags), 0);
    assert_true(fixture_xml(&f));
    assert_false(fixture_has(&f, "<ol></ol>"));
    oc_buf_clear(&f.out);
    oc_epub_ncx(&f.out, &f.book);
    assert_true(fixture_xml(&f));
    assert_int_equal(fixture_count(&f, "<navPoint "), 1);
    fixture_release(&f);
}

static void pages(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    f.book.lang = OC_STR("ar");
    f.book.site_url = OC_STR("https://salt.example/ a\"b");
    fill(&f);
    struct oc_part *part = fixture_part(&f, NULL, "A < B & \"C\"", "ab");
    assert_int_equal(oc_epub_part(&f.out, &f.book, &f.book.diags, part), 0);
    assert_true(fixture_xml(&f));
    assert_true(fixture_has(&f, "<title>A &lt; B &amp; "));
    assert_true(fixture_has(&f, "dir=\"rtl\""));
    assert_false(fixture_has(&f, "part-count")); /* it has no posts */

    oc_buf_clear(&f.out);
    assert_int_equal(oc_epub_part(&f.out, &f.book, &f.book.diags, f.book.root.parts[0]), 0);
    assert_true(fixture_has(&f, "مقالان")); /* with those of its sub-part */

    oc_buf_clear(&f.out);
    assert_int_equal(oc_epub_title(&f.out, &f.book, &f.book.diags), 0);
    assert_true(fixture_xml(&f));
    assert_true(fixture_has(&f, "Salt &amp; Paper</h1>"));
    assert_true(fixture_has(&f, "2019–2021"));
    assert_true(fixture_has(&f, "<a href=\"https://salt.example/%20a%22b\">"));

    oc_buf_clear(&f.out);
    f.book.site_url = OC_STR("javascript:alert(1)");
    assert_int_equal(oc_epub_title(&f.out, &f.book, &f.book.diags), 0);
    assert_true(fixture_xml(&f));
    assert_false(fixture_has(&f, "href=\"javascript"));
    fixture_release(&f);
}

/* Which pages stand after the posts, and parts without pages of their own. */
static void matter(void **state)
{
    (void)state;
    struct fixture f;
    struct oc_buf b;
    fixture_init(&f);
    oc_buf_init(&b, 4096);
    fill(&f);
    f.config.colophon = true;
    f.config.part_pages = f.config.title_page = f.config.contents_page = false;
    f.config.toc_depth = 0;
    assert_int_equal(oc_epub_nav(&f.out, &f.book, &f.book.diags), 0);
    assert_true(fixture_xml(&f));
    outline_of(&b, f.out.p, "<ol>", "</nav>");
    assert_string_equal(b.p, "[p1.xhtml p2.xhtml [p4.xhtml [p3.xhtml ]]colophon.xhtml ]");
    assert_true(fixture_has(&f, "<li class=\"toc-part\"><span>2021</span>\n<ol>"));
    assert_true(fixture_has(&f, "<a epub:type=\"colophon\" href=\"colophon.xhtml\">"));
    assert_false(fixture_has(&f, "epub:type=\"titlepage\""));
    assert_false(fixture_has(&f, "<a epub:type=\"toc\""));

    oc_buf_clear(&f.out);
    oc_epub_opf(&f.out, &f.book);
    assert_true(fixture_xml(&f));
    assert_false(fixture_has(&f, "y2021"));
    assert_false(fixture_has(&f, "title.xhtml"));
    assert_false(fixture_has(&f, "<itemref idref=\"oc.nav\"/>"));
    assert_true(fixture_has(&f, "<itemref idref=\"oc.colophon\"/>\n</spine>"));

    /* a part and its first post are one place, with one number */
    oc_buf_clear(&f.out);
    oc_epub_ncx(&f.out, &f.book);
    assert_true(fixture_has(&f, "playOrder=\"3\"><navLabel><text>2021</text></navLabel>"
                                "<content src=\"p4.xhtml\"/>"));
    assert_true(fixture_has(&f, "playOrder=\"3\"><navLabel><text>Year</text>"));
    assert_true(fixture_has(&f, "playOrder=\"5\"><navLabel><text>Colophon</text>"));
    oc_buf_release(&b);
    fixture_release(&f);
}

static void colophon(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    f.book.site_title = OC_STR("Salt <blog>");
    f.config.rights = OC_STR("CC BY 4.0");
    f.config.publisher = OC_STR("Reed & Co");
    f.config.date = OC_STR("2022-02-03");
    assert_int_equal(oc_date_parse(&fixture_post(&f, NULL, "A", "")->date, OC_STR("2019-03-01")),
                     0);
    fixture_post(&f, NULL, "B", "");
    assert_int_equal(oc_date_parse(&fixture_post(&f, NULL, "C", "")->date, OC_STR("2021-12-31")),
                     0);
    const struct oc_matter *m = oc_matters;
    while (strcmp(m->id, "oc.colophon") != 0)
        m++;
    assert_int_equal(m->write(&f.out, &f.book, &f.book.diags, m), 0);
    assert_true(fixture_xml(&f));
    static const char *const wanted[] = {
        "epub:type=\"colophon\" role=\"doc-colophon\"",
        "<cite>Salt &amp; Paper</cite>",
        "<p>Ines Maria Korn</p>",
        "Made from 3 posts of Salt &lt;blog&gt;<",
        "<p>March 2019 – December 2021</p>",
        "<a href=\"https://salt.example/?a=1&amp;b=2\">",
        ">Reed &amp; Co<",
        "<p>February 3, 2022</p>",
        ">CC BY 4.0<",
        ">Made with octavo<",
    };
    for (size_t i = 0; i < OC_COUNT(wanted); i++)
        if (!fixture_has(&f, wanted[i]))
            fail_msg("not there: %s\n%s", wanted[i], f.out.p);
    /* the title page leaves to it what is there */
    oc_buf_clear(&f.out);
    f.config.colophon = true;
    f.book.title = OC_STR("一个很长很长的书名，长得一行里放不下，还要再长一些");
    assert_int_equal(oc_epub_title(&f.out, &f.book, &f.book.diags), 0);
    assert_false(fixture_has(&f, "CC BY"));
    assert_true(fixture_has(&f, "book-title-long"));
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nesting), cmocka_unit_test(landmarks),
                                       cmocka_unit_test(ncx),     cmocka_unit_test(no_posts),
                                       cmocka_unit_test(pages),   cmocka_unit_test(matter),
                                       cmocka_unit_test(colophon)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
