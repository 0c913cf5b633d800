/* SPDX-License-Identifier: MIT */
/* The package document. */
#include "epub_fixture.h"

static void metadata(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    f.config.publisher = OC_STR("  ");
    f.config.rights = OC_STR("CC BY 4.0");
    f.config.series = OC_STR("Salt");
    oc_strs_add(&f.book.authors, &f.arena, OC_STR("林小满"));
    oc_strs_add(&f.book.authors, &f.arena, OC_STR(" "));
    oc_strs_add(&f.book.authors, &f.arena, OC_STR("Abel Finch Jr."));
    fixture_post(&f, NULL, "One", "<p>x</p>");
    oc_epub_opf(&f.out, &f.book);
    assert_true(fixture_xml(&f));
    static const char *const wanted[] = {
        "<dc:title id=\"t1\">Salt &amp; Paper</dc:title>",
        "<dc:title id=\"t2\">Notes &lt;2021&gt;</dc:title>",
        "<dc:creator id=\"a1\">Ines Maria Korn</dc:creator>",
        "<meta refines=\"#a1\" property=\"file-as\">Korn, Ines Maria</meta>",
        "<meta refines=\"#a2\" property=\"file-as\">林小满</meta>",
        "<meta refines=\"#a3\" property=\"file-as\">Finch, Abel, Jr.</meta>",
        "<dc:date>2021-12-31</dc:date>",
        "<meta property=\"dcterms:modified\">2022-01-01T04:30:00Z</meta>",
        "<dc:rights>CC BY 4.0</dc:rights>",
        "<dc:source>https://salt.example/?a=1&amp;b=2</dc:source>",
        "<meta property=\"belongs-to-collection\" id=\"c1\">Salt</meta>",
        "<meta name=\"calibre:series\" content=\"Salt\"/>",
        "<meta property=\"schema:accessModeSufficient\">textual</meta>",
        "page-progression-direction=\"ltr\"",
        "<itemref idref=\"oc.title\"/>\n<itemref idref=\"oc.nav\"/>\n<itemref idref=\"p1\"/>",
        "<reference type=\"text\" title=\"Start of the text\" href=\"p1.xhtml\"/>",
    };
    for (size_t i = 0; i < OC_COUNT(wanted); i++)
        if (!fixture_has(&f, wanted[i]))
            fail_msg("not there: %s\n%s", wanted[i], f.out.p);
    assert_false(fixture_has(&f, "dc:publisher"));
    assert_false(fixture_has(&f, "dc:description"));
    assert_false(fixture_has(&f, "\"a4\""));
    fixture_release(&f);
}

/* Nothing given but what arrange always fills. */
static void least(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    f.book.authors.n = 0;
    f.book.title = OC_STR("\xE3\x80\x80");
    f.book.subtitle = f.book.site_url = OC_STR_NONE;
    f.book.newest.valid = false;
    f.book.lang = OC_STR("fa");
    fixture_post(&f, NULL, "One", "<p>x</p>");
    oc_epub_opf(&f.out, &f.book);
    assert_true(fixture_xml(&f));
    assert_true(fixture_has(&f, "<dc:title id=\"t1\">Untitled</dc:title>"));
    assert_true(fixture_has(&f, "page-progression-direction=\"rtl\""));
    assert_true(fixture_has(&f, "xml:lang=\"fa\" dir=\"rtl\""));
    assert_false(fixture_has(&f, "dc:creator"));
    assert_false(fixture_has(&f, "dc:source"));
    assert_false(fixture_has(&f, "dc:date"));
    assert_false(fixture_has(&f, "></")); /* nothing is empty */
    fixture_release(&f);
}

static void properties(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    fixture_post(&f, NULL, "Drawn", "")->has_svg = true;
    struct oc_post *both = fixture_post(&f, NULL, "Both", "");
    both->has_svg = both->has_mathml = true;
    fixture_post(&f, NULL, "Sums", "")->has_mathml = true;
    fixture_post(&f, NULL, "Failed", "")->failed = true;
    oc_epub_opf(&f.out, &f.book);
    assert_true(fixture_has(&f, "href=\"p1.xhtml\" media-type=\"application/xhtml+xml\" "
                                "properties=\"svg\"/>"));
    assert_true(fixture_has(&f, "properties=\"mathml svg\"/>"));
    assert_true(fixture_has(&f, "properties=\"mathml\"/>"));
    assert_false(fixture_has(&f, "p4"));
    assert_true(fixture_has(&f, "schema:accessMode\">visual"));
    assert_true(fixture_has(&f, "accessModeSufficient\">textual,visual<"));
    fixture_release(&f);
}

static void subjects(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    for (int i = 0; i < 40; i++) {
        struct oc_post *post = fixture_post(&f, NULL, "Post", "");
        oc_strs_add(&post->tags, &post->arena, oc_arena_printf(&post->arena, "rare %02d", i));
        oc_strs_add(&post->tags, &post->arena, i % 2 ? OC_STR("C++") : OC_STR("c++"));
        if (i > 30)
            oc_strs_add(&post->tags, &post->arena, OC_STR("a<b"));
        oc_strs_add(&post->tags, &post->arena, OC_STR(" "));
    }
    oc_epub_opf(&f.out, &f.book);
    assert_true(fixture_xml(&f));
    assert_true(fixture_has(&f, "<dc:subject>c++</dc:subject>\n<dc:subject>a&lt;b</dc:subject>\n"
                                "<dc:subject>rare 00</dc:subject>"));
    assert_int_equal(fixture_count(&f, "<dc:subject>"), 24);
    assert_true(fixture_has(&f, "rare 21"));
    assert_false(fixture_has(&f, "rare 22"));
    fixture_release(&f);
}

static void people(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    oc_strs_add(&f.config.author_sort, &f.arena, OC_STR("Korn, I. M."));
    oc_strs_add(&f.config.contributors, &f.arena, OC_STR("edt: Ann <Lee>"));
    oc_strs_add(&f.config.contributors, &f.arena, OC_STR("Bo: a friend"));
    oc_strs_add(&f.config.contributors, &f.arena, OC_STR(" "));
    f.config.series = OC_STR("Salt");
    f.config.series_index = 3;
    struct oc_post *post = fixture_post(&f, NULL, "One", "");
    oc_strs_add(&post->authors, &post->arena, OC_STR("Ines Maria Korn"));
    oc_strs_add(&post->authors, &post->arena, OC_STR("Guest Writer"));
    post = fixture_post(&f, NULL, "Two", "");
    oc_strs_add(&post->authors, &post->arena, OC_STR("Guest Writer"));
    oc_epub_opf(&f.out, &f.book);
    assert_true(fixture_xml(&f));
    static const char *const wanted[] = {
        "<meta refines=\"#a1\" property=\"file-as\">Korn, I. M.</meta>",
        "<dc:contributor id=\"b1\">Ann &lt;Lee&gt;</dc:contributor>",
        "<meta refines=\"#b1\" property=\"role\" scheme=\"marc:relators\">edt</meta>",
        "<dc:contributor id=\"b2\">Bo: a friend</dc:contributor>",
        "scheme=\"marc:relators\">ctb</meta>",
        "<dc:contributor id=\"b3\">Guest Writer</dc:contributor>",
        "<meta refines=\"#b3\" property=\"file-as\">Writer, Guest</meta>",
        "<meta refines=\"#c1\" property=\"group-position\">3</meta>",
        "<meta name=\"calibre:series_index\" content=\"3\"/>",
        "<meta property=\"dcterms:temporal\">2019-03-01/2021-12-31</meta>",
    };
    for (size_t i = 0; i < OC_COUNT(wanted); i++)
        if (!fixture_has(&f, wanted[i]))
            fail_msg("not there: %s\n%s", wanted[i], f.out.p);
    assert_int_equal(fixture_count(&f, "<dc:contributor"), 3);
    fixture_release(&f);
}

/* Only a person can claim it. */
static void conformance(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    fixture_post(&f, NULL, "One", "");
    oc_epub_opf(&f.out, &f.book);
    assert_false(fixture_has(&f, "conformsTo"));
    f.config.certified_by = OC_STR("Ann & Lee");
    oc_buf_clear(&f.out);
    oc_epub_opf(&f.out, &f.book);
    assert_true(fixture_xml(&f));
    assert_true(fixture_has(&f, "<meta property=\"dcterms:conformsTo\" id=\"conf\">EPUB "
                                "Accessibility 1.1 - WCAG 2.1 Level AA</meta>"));
    assert_true(fixture_has(&f, "refines=\"#conf\">Ann &amp; Lee</meta>"));
    assert_int_equal(oc_config_set(&f.config, oc_option_find(OC_STR("wcag")), OC_STR("2.2-AAA")),
                     0);
    oc_buf_clear(&f.out);
    oc_epub_opf(&f.out, &f.book);
    assert_true(fixture_has(&f, "WCAG 2.2 Level AAA</meta>"));
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(metadata),   cmocka_unit_test(least),
                                       cmocka_unit_test(properties), cmocka_unit_test(subjects),
                                       cmocka_unit_test(people),     cmocka_unit_test(conformance)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
