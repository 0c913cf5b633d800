/* SPDX-License-Identifier: MIT */
/*
 * The package document (EPUB 3.3 section 5): metadata, manifest, spine and, for readers of EPUB 2,
 * the guide. Nothing empty is ever written: checkers refuse empty elements.
 */
#include "base/uni.h"
#include "base/utf8.h"
#include "epub/epub.h"
#include "epub/images.h"
#include "epub/outline.h"
#include "epub/subjects.h"

#define MAX_CONTRIBUTORS 24u

/* <name attrs>text</name>, unless the text is blank. */
static void element(struct oc_buf *out, const char *name, const char *attrs, struct oc_str text)
{
    text = oc_str_trim_wide(text);
    if (text.n == 0)
        return;
    oc_buf_printf(out, "<%s%s>", name, attrs);
    oc_buf_put_xml(out, text);
    oc_buf_printf(out, "</%s>\n", name);
}

/* A name as libraries shelve it: "Last, First"; as it is when CJK, one word or shelved already. */
static void put_file_as(struct oc_buf *out, struct oc_str name)
{
    static const char *const suffixes[] = {"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"};
    size_t space = oc_str_rchr(name, ' ');
    struct oc_str first = oc_str_sub(name, 0, space == SIZE_MAX ? 0 : space);
    struct oc_str last = oc_str_sub(name, space == SIZE_MAX ? 0 : space + 1, name.n);
    struct oc_str suffix = OC_STR_NONE;
    for (size_t i = 0; i < OC_COUNT(suffixes); i++)
        if (oc_str_is(last, suffixes[i]) && oc_str_rchr(first, ' ') != SIZE_MAX)
            suffix = last;
    if (suffix.n) {
        space = oc_str_rchr(first, ' ');
        last = oc_str_sub(first, space + 1, first.n);
        first = oc_str_sub(first, 0, space);
    }
    first = oc_str_trim(first);
    if (first.n == 0 || oc_uni_has_cjk(name) || oc_str_chr(name, ',', 0) != SIZE_MAX) {
        oc_buf_put_xml(out, name);
        return;
    }
    oc_buf_put_xml(out, last);
    oc_buf_puts(out, ", ");
    oc_buf_put_xml(out, first);
    if (suffix.n)
        oc_buf_puts(out, ", ");
    oc_buf_put_xml(out, suffix);
}

/* A title as libraries shelve it: "Book, The" in English. */
static void put_title_as(struct oc_buf *out, struct oc_str title, struct oc_str lang)
{
    static const char *const articles[] = {"The ", "A ", "An "};
    for (size_t i = 0; i < OC_COUNT(articles) && oc_lang_is(lang, "en"); i++) {
        size_t n = strlen(articles[i]);
        if (!oc_str_starts(title, articles[i]) || title.n == n)
            continue;
        oc_buf_put_xml(out, oc_str_sub(title, n, title.n));
        oc_buf_printf(out, ", %.*s", (int)n - 1, articles[i]);
        return;
    }
    oc_buf_put_xml(out, title);
}

static void put_titles(struct oc_buf *out, const struct oc_book *book)
{
    struct oc_str title = oc_str_trim_wide(book->title);
    if (title.n == 0)
        title = oc_str(oc_label(book->lang, "untitled"));
    element(out, "dc:title", " id=\"t1\"", title);
    oc_buf_puts(out, "<meta refines=\"#t1\" property=\"title-type\">main</meta>\n"
                     "<meta refines=\"#t1\" property=\"display-seq\">1</meta>\n"
                     "<meta refines=\"#t1\" property=\"file-as\">");
    put_title_as(out, title, book->lang);
    oc_buf_puts(out, "</meta>\n");
    if (oc_str_trim_wide(book->subtitle).n == 0)
        return;
    element(out, "dc:title", " id=\"t2\"", book->subtitle);
    oc_buf_puts(out, "<meta refines=\"#t2\" property=\"title-type\">subtitle</meta>\n"
                     "<meta refines=\"#t2\" property=\"display-seq\">2</meta>\n");
}

static void put_creators(struct oc_buf *out, const struct oc_book *book)
{
    const struct oc_config *c = book->config;
    size_t k = 0;
    for (size_t i = 0; i < book->authors.n; i++) {
        struct oc_str name = oc_str_trim_wide(book->authors.v[i]);
        if (name.n == 0)
            continue;
        oc_buf_printf(out, "<dc:creator id=\"a%zu\">", ++k);
        oc_buf_put_xml(out, name);
        oc_buf_printf(out,
                      "</dc:creator>\n<meta refines=\"#a%zu\" property=\"role\" "
                      "scheme=\"marc:relators\">aut</meta>\n"
                      "<meta refines=\"#a%zu\" property=\"file-as\">",
                      k, k);
        struct oc_str sort = i < c->author_sort.n ? oc_str_trim_wide(c->author_sort.v[i]) : name;
        if (i < c->author_sort.n && sort.n)
            oc_buf_put_xml(out, sort);
        else
            put_file_as(out, name);
        oc_buf_puts(out, "</meta>\n");
    }
}

static void put_contributor(struct oc_buf *out, struct oc_str name, struct oc_str role, size_t k)
{
    oc_buf_printf(out, "<dc:contributor id=\"b%zu\">", k);
    oc_buf_put_xml(out, name);
    oc_buf_printf(out,
                  "</dc:contributor>\n<meta refines=\"#b%zu\" property=\"role\" "
                  "scheme=\"marc:relators\">%.*s</meta>\n"
                  "<meta refines=\"#b%zu\" property=\"file-as\">",
                  k, OC_STR_ARG(role), k);
    put_file_as(out, name);
    oc_buf_puts(out, "</meta>\n");
}

/* "edt:Ann Lee": a MARC relator code is three small letters; without one, ctb. */
static struct oc_str cut_role(struct oc_str *name)
{
    struct oc_str s = oc_str_trim_wide(*name);
    bool coded = s.n > 4 && s.p[3] == ':';
    for (size_t i = 0; i < 3 && coded; i++)
        coded = s.p[i] >= 'a' && s.p[i] <= 'z';
    *name = oc_str_trim_wide(coded ? oc_str_sub(s, 4, s.n) : s);
    return coded ? oc_str_sub(s, 0, 3) : OC_STR("ctb");
}

/* Those that options name, then authors of posts who are not the book's. */
static void put_contributors(struct oc_buf *out, const struct oc_book *book,
                             const struct oc_outline *places, struct oc_arena *a)
{
    const struct oc_strs *given = &book->config->contributors;
    struct oc_map seen;
    size_t k = 0;
    oc_map_init(&seen, a);
    for (size_t i = 0; i < book->authors.n; i++)
        oc_map_set(&seen, oc_str_trim_wide(book->authors.v[i]), a);
    for (size_t i = 0; i < given->n; i++) {
        struct oc_str name = given->v[i], role = cut_role(&name);
        if (name.n)
            put_contributor(out, name, role, ++k);
    }
    for (size_t i = 0; i < places->n; i++) {
        const struct oc_post *post = places->v[i].post;
        for (size_t n = 0; post && n < post->authors.n && k < MAX_CONTRIBUTORS; n++) {
            struct oc_str name = oc_str_trim_wide(post->authors.v[n]);
            if (name.n && oc_map_add(&seen, name, a))
                put_contributor(out, name, OC_STR("aut"), ++k);
        }
    }
}

static void put_date(struct oc_buf *out, const struct oc_book *book)
{
    struct oc_date date;
    if (oc_date_parse(&date, book->config->date) != 0)
        date = book->newest;
    if (!date.valid)
        return;
    oc_buf_puts(out, "<dc:date>");
    oc_date_put_day(out, date);
    oc_buf_puts(out, "</dc:date>\n");
}

/* When its posts were written; dc:date is the book's own. */
static void put_span(struct oc_buf *out, const struct oc_book *book)
{
    if (!book->oldest.valid || !book->newest.valid)
        return;
    oc_buf_puts(out, "<meta property=\"dcterms:temporal\">");
    oc_date_put_day(out, book->oldest);
    oc_buf_putc(out, '/');
    oc_date_put_day(out, book->newest);
    oc_buf_puts(out, "</meta>\n");
}

static void put_series(struct oc_buf *out, const struct oc_config *c)
{
    struct oc_str series = oc_str_trim_wide(c->series);
    if (series.n == 0)
        return;
    element(out, "meta", " property=\"belongs-to-collection\" id=\"c1\"", series);
    oc_buf_puts(out, "<meta refines=\"#c1\" property=\"collection-type\">series</meta>\n"
                     "<meta name=\"calibre:series\" content=\"");
    oc_buf_put_xml(out, series);
    oc_buf_puts(out, "\"/>\n");
    if (c->series_index == 0)
        return;
    oc_buf_printf(out,
                  "<meta refines=\"#c1\" property=\"group-position\">%lld</meta>\n"
                  "<meta name=\"calibre:series_index\" content=\"%lld\"/>\n",
                  (long long)c->series_index, (long long)c->series_index);
}

/* Only a person can say so: see EPUB Accessibility 1.1, section 4. */
static void put_conformance(struct oc_buf *out, const struct oc_book *book)
{
    static const char *const versions[] = {"2.0", "2.1", "2.2"}, *const levels[] = {"A", "AA",
                                                                                    "AAA"};
    struct oc_str who = oc_str_trim_wide(book->config->certified_by);
    int64_t wcag = book->config->wcag;
    if (who.n == 0)
        return;
    oc_buf_printf(out,
                  "<meta property=\"dcterms:conformsTo\" id=\"conf\">EPUB Accessibility 1.1 - "
                  "WCAG %s Level %s</meta>\n",
                  versions[wcag / 3], levels[wcag % 3]);
    element(out, "meta", " property=\"a11y:certifiedBy\" refines=\"#conf\"", who);
}

/*
 * What is true of the book, and no more: see EPUB Accessibility 1.1, section 2. Text alone
 * suffices when each picture has its author's words and there is no inline drawing, whose words we
 * cannot vouch for. What moves might flash.
 */
static void put_accessibility(struct oc_buf *out, const struct oc_book *book,
                              const struct oc_outline *places, const struct oc_image_list *images)
{
    bool svg = false, mathml = false;
    bool han = *oc_label_comma(book->lang) != ',' && !oc_lang_rtl(book->lang);
    for (size_t i = 0; i < places->n; i++) {
        const struct oc_post *post = oc_place_text_of(&places->v[i]);
        svg = svg || (post && post->has_svg);
        mathml = mathml || (post && post->has_mathml);
    }
    oc_buf_puts(out, "<meta property=\"schema:accessMode\">textual</meta>\n");
    if (svg || images->n > 0)
        oc_buf_puts(out, "<meta property=\"schema:accessMode\">visual</meta>\n");
    /* text alone will do only where every picture's alternative is the author's own */
    oc_buf_printf(out, "<meta property=\"schema:accessModeSufficient\">%s</meta>\n",
                  svg || images->guessed ? "textual,visual" : "textual");
    static const char *const features[] = {"displayTransformability", "readingOrder",
                                           "structuralNavigation", "tableOfContents"};
    for (size_t i = 0; i < OC_COUNT(features); i++)
        oc_buf_printf(out, "<meta property=\"schema:accessibilityFeature\">%s</meta>\n",
                      features[i]);
    if (images->n > 0 && !svg && !images->guessed)
        oc_buf_puts(out, "<meta property=\"schema:accessibilityFeature\">alternativeText</meta>\n");
    if (oc_book_vertical(book))
        oc_buf_puts(out, "<meta property=\"schema:accessibilityFeature\">verticalWriting</meta>\n");
    if (mathml)
        oc_buf_puts(out, "<meta property=\"schema:accessibilityFeature\">MathML</meta>\n");
    oc_buf_printf(out, "<meta property=\"schema:accessibilityHazard\">%s</meta>\n",
                  images->moving ? "unknown" : "none");
    oc_buf_puts(out, "<meta property=\"schema:accessibilitySummary\">");
    oc_buf_put_xml(out, oc_str(oc_label(book->lang, "accessibility")));
    if (svg || images->guessed) {
        oc_buf_puts(out, han ? "" : " ");
        oc_buf_put_xml(out, oc_str(oc_label(book->lang, "accessibility guessed")));
    }
    oc_buf_puts(out, "</meta>\n");
    put_conformance(out, book);
}

static void put_metadata(struct oc_buf *out, const struct oc_book *book,
                         const struct oc_outline *places, const struct oc_image_list *images,
                         struct oc_arena *a)
{
    const struct oc_config *c = book->config;
    struct oc_strs subjects = oc_epub_subjects(a, places);
    oc_buf_puts(out, "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
    element(out, "dc:identifier", " id=\"pub-id\"", book->identifier);
    put_titles(out, book);
    put_creators(out, book);
    put_contributors(out, book, places, a);
    element(out, "dc:language", "", book->lang);
    element(out, "dc:publisher", "", c->publisher);
    put_date(out, book);
    element(out, "dc:description", "", book->description);
    for (size_t i = 0; i < subjects.n; i++)
        element(out, "dc:subject", "", subjects.v[i]);
    element(out, "dc:rights", "", c->rights);
    element(out, "dc:source", "", c->url.n ? c->url : book->site_url);
    put_span(out, book);
    oc_buf_puts(out, "<meta property=\"dcterms:modified\">");
    oc_date_put_utc(out, book->modified, book->offset);
    oc_buf_puts(out, "</meta>\n");
    put_series(out, c);
    if (oc_book_vertical(book)) /* for Kindle */
        oc_buf_puts(out, "<meta name=\"primary-writing-mode\" content=\"vertical-rl\"/>\n");
    if (book->cover.href.n) /* in this order: old readers look for name first */
        oc_buf_puts(out, "<meta name=\"cover\" content=\"oc.cover-image\"/>\n");
    oc_buf_puts(out, "<meta property=\"rendition:layout\">reflowable</meta>\n"
                     "<meta property=\"rendition:flow\">auto</meta>\n");
    put_accessibility(out, book, places, images);
    oc_buf_puts(out, "<meta name=\"generator\" content=\"octavo\"/>\n");
    oc_buf_printf(out, "<meta property=\"ibooks:specified-fonts\">%s</meta>\n</metadata>\n",
                  book->fonts ? "true" : "false");
}

/* The id is the name without its extension. */
static void put_image(struct oc_buf *out, const struct oc_image *image)
{
    struct oc_str id = oc_str_sub(image->href, 0, oc_str_rchr(image->href, '.'));
    oc_buf_printf(out, "<item id=\"%.*s\" href=\"%.*s\" media-type=\"%s\"/>\n", OC_STR_ARG(id),
                  OC_STR_ARG(image->href), image->media_type);
}

static void put_manifest(struct oc_buf *out, const struct oc_book *book,
                         const struct oc_outline *places, const struct oc_image_list *images)
{
    static const char xhtml[] = "media-type=\"application/xhtml+xml\"";
    oc_buf_printf(out,
                  "<manifest>\n"
                  "<item id=\"oc.nav\" href=\"%s\" %s properties=\"nav\"/>\n"
                  "<item id=\"oc.ncx\" href=\"%s\" media-type=\"application/x-dtbncx+xml\"/>\n"
                  "<item id=\"oc.css\" href=\"%s\" media-type=\"text/css\"/>\n",
                  OC_EPUB_NAV, xhtml, OC_EPUB_NCX, OC_EPUB_CSS);
    if (book->config->title_page)
        oc_buf_printf(out, "<item id=\"oc.title\" href=\"%s\" %s/>\n", OC_EPUB_TITLE, xhtml);
    if (book->cover.href.n)
        oc_buf_printf(out,
                      "<item id=\"oc.cover\" href=\"%s\" %s/>\n<item id=\"oc.cover-image\" "
                      "href=\"%.*s\" media-type=\"%s\" properties=\"cover-image\"/>\n",
                      OC_EPUB_COVER, xhtml, OC_STR_ARG(book->cover.href), book->cover.media_type);
    for (size_t i = 0; i < places->n; i++) {
        const struct oc_place *p = &places->v[i];
        const struct oc_post *post = oc_place_text_of(p);
        if (!oc_place_has_page(p))
            continue;
        oc_buf_puts(out, "<item id=\"");
        oc_buf_put_xml(out, oc_place_id(p));
        oc_buf_puts(out, "\" href=\"");
        oc_buf_put_xml(out, oc_place_href(p));
        oc_buf_puts(out, "\" ");
        oc_buf_puts(out, xhtml);
        if (post && (post->has_svg || post->has_mathml))
            oc_buf_printf(out, " properties=\"%s%s%s\"", post->has_mathml ? "mathml" : "",
                          post->has_mathml && post->has_svg ? " " : "", post->has_svg ? "svg" : "");
        oc_buf_puts(out, "/>\n");
    }
    for (size_t i = 0; i < images->n; i++)
        put_image(out, images->v[i]);
    for (size_t i = 0; book->fonts && i < book->fonts->n; i++)
        oc_buf_printf(out, "<item id=\"oc.font-%zu\" href=\"%.*s\" media-type=\"%s\"/>\n", i + 1,
                      OC_STR_ARG(book->fonts->v[i].href), book->fonts->v[i].media_type);
    oc_buf_puts(out, "</manifest>\n");
}

static void put_spine(struct oc_buf *out, const struct oc_book *book,
                      const struct oc_outline *places)
{
    oc_buf_printf(out, "<spine toc=\"oc.ncx\" page-progression-direction=\"%s\">\n",
                  oc_lang_rtl(book->lang) || oc_book_vertical(book) ? "rtl" : "ltr");
    if (book->cover.href.n)
        oc_buf_puts(out, "<itemref idref=\"oc.cover\"/>\n");
    if (book->config->title_page)
        oc_buf_puts(out, "<itemref idref=\"oc.title\"/>\n");
    if (book->config->contents_page || places->n == 0) /* a spine is never empty */
        oc_buf_puts(out, "<itemref idref=\"oc.nav\"/>\n");
    for (size_t i = 0; i < places->n; i++) {
        if (!oc_place_has_page(&places->v[i]))
            continue;
        oc_buf_puts(out, "<itemref idref=\"");
        oc_buf_put_xml(out, oc_place_id(&places->v[i]));
        oc_buf_puts(out, "\"/>\n");
    }
    oc_buf_puts(out, "</spine>\n");
}

static void reference(struct oc_buf *out, const struct oc_book *book, const char *type,
                      const char *label, struct oc_str href)
{
    oc_buf_printf(out, "<reference type=\"%s\" title=\"", type);
    oc_buf_put_xml(out, oc_str(oc_label(book->lang, label)));
    oc_buf_puts(out, "\" href=\"");
    oc_buf_put_xml(out, href);
    oc_buf_puts(out, "\"/>\n");
}

void oc_epub_opf(struct oc_buf *out, const struct oc_book *book)
{
    struct oc_arena a;
    struct oc_outline places;
    struct oc_image_list images;
    oc_arena_init(&a);
    oc_outline_make(&places, &a, book, false);
    oc_image_list_make(&images, &a, &places);
    oc_buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                     "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" "
                     "unique-identifier=\"pub-id\" xml:lang=\"");
    oc_buf_put_xml(out, book->lang);
    oc_buf_printf(out,
                  "\" dir=\"%s\" prefix=\"ibooks: "
                  "http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/\">\n",
                  oc_lang_rtl(book->lang) ? "rtl" : "ltr");
    put_metadata(out, book, &places, &images, &a);
    put_manifest(out, book, &places, &images);
    put_spine(out, book, &places);
    oc_buf_puts(out, "<guide>\n");
    if (book->cover.href.n)
        reference(out, book, "cover", "cover", oc_str(OC_EPUB_COVER));
    if (book->config->title_page)
        reference(out, book, "title-page", "title page", oc_str(OC_EPUB_TITLE));
    if (book->config->contents_page || places.n == 0)
        reference(out, book, "toc", "contents", oc_str(OC_EPUB_NAV));
    if (places.n > 0)
        reference(out, book, "text", "start", oc_place_href(&places.v[0]));
    oc_buf_puts(out, "</guide>\n</package>\n");
    oc_arena_release(&a);
}
