/* SPDX-License-Identifier: MIT */
/* Exports and feeds: what becomes a post, and files that are damaged or made to hurt. */
#include "collect_fixture.h"

#include "collect/export.h"
#include "xhtml/xhtml.h"

#define RSS                                                                                        \
    "<rss version=\"2.0\" xmlns:wp=\"http://wordpress.org/export/1.1/\" "                          \
    "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "                                  \
    "xmlns:excerpt=\"http://wordpress.org/export/1.1/excerpt/\" "                                  \
    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Site</title>\n"
#define END "</channel></rss>\n"

static void put_item(struct oc_buf *out, const char *title, const char *more)
{
    oc_buf_printf(out,
                  "<item><title>%s</title><content:encoded><![CDATA[Text]]></content:encoded>"
                  "%s</item>\n",
                  title, more);
}

/* Collects one file of that text; the posts' titles, joined. */
static void check_titles(struct fixture *f, const char *name, const char *text, const char *want)
{
    struct oc_strs titles = {0};
    put(f, name, text);
    (void)collect(f);
    for (size_t i = 0; i < f->book.nall; i++)
        if (!f->book.all[i]->draft)
            oc_strs_add(&titles, &f->arena, f->book.all[i]->title);
    check_list(&titles, want);
}

static struct oc_str body_of(struct fixture *f, struct oc_post *post)
{
    struct oc_buf out;
    oc_buf_init(&out, OC_MAX_POST_BYTES);
    assert_int_equal(oc_post_read(&out, post, false), 0);
    struct oc_str text = oc_buf_take(&out, &f->arena);
    oc_buf_release(&out);
    return text;
}

static void what_wordpress_publishes(void **state)
{
    (void)state;
    struct fixture f;
    struct oc_buf text;
    fixture_init(&f);
    oc_buf_init(&text, 1 << 20);
    oc_buf_puts(&text, RSS);
    put_item(&text, "plain", "");
    put_item(&text, "post", "<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>");
    put_item(&text, "draft", "<wp:status>draft</wp:status>");
    put_item(&text, "private", "<wp:status>private</wp:status>");
    put_item(&text, "trash", "<wp:status>trash</wp:status>");
    put_item(&text, "secret", "<wp:post_password>x</wp:post_password>");
    put_item(&text, "page", "<wp:post_type>page</wp:post_type>");
    put_item(&text, "menu", "<wp:post_type>nav_menu_item</wp:post_type>");
    put_item(&text, "block", "<wp:post_type>wp_block</wp:post_type>");
    put_item(&text, "file",
             "<wp:post_type>attachment</wp:post_type><wp:status>inherit</wp:status>");
    oc_buf_puts(&text, END);
    check_titles(&f, "export.xml", text.p, "plain|post");
    assert_int_equal(f.book.nall, 5); /* and three drafts */
    check_text(f.book.site_title, "Site");
    fixture_release(&f);

    fixture_init(&f);
    set(&f, "pages", "yes");
    check_titles(&f, "export.xml", text.p, "plain|post|page");
    fixture_release(&f);
    oc_buf_release(&text);
}

/* Pages stand last, below their parents and in the menu's order, then by title. */
static void pages_in_order(void **state)
{
    (void)state;
    static const struct {
        const char *title;
        int id, parent, order;
    } pages[] = {{"Crew", 11, 10, 2}, {"About 10", 14, 0, 3}, {"Boats", 12, 10, 1},
                 {"Map", 10, 0, 1},   {"About 9", 13, 0, 3},  {"Lost", 15, 99, 0}};
    struct fixture f;
    struct oc_buf text;
    fixture_init(&f);
    oc_buf_init(&text, 1 << 20);
    oc_buf_puts(&text, RSS);
    for (size_t i = 0; i < OC_COUNT(pages); i++) {
        char more[256];
        snprintf(more, sizeof more,
                 "<wp:post_type>page</wp:post_type><wp:post_id>%d</wp:post_id>"
                 "<wp:post_parent>%d</wp:post_parent><wp:menu_order>%d</wp:menu_order>",
                 pages[i].id, pages[i].parent, pages[i].order);
        put_item(&text, pages[i].title, more);
    }
    put_item(&text, "Post", "<wp:post_date>2024-01-01 10:00:00</wp:post_date>");
    oc_buf_puts(&text, END);
    set(&f, "pages", "yes");
    put(&f, "export.xml", text.p);
    assert_int_equal(collect(&f), 0);
    assert_int_equal(oc_arrange(&f.book, NOW), 0);
    struct oc_strs titles = {0};
    for (size_t i = 0; i < f.book.nposts; i++)
        oc_strs_add(&titles, &f.arena, f.book.posts[i]->title);
    check_list(&titles, "Post|Map|Boats|Crew|About 9|About 10|Lost");
    fixture_release(&f);
    oc_buf_release(&text);
}

static void fields_of_a_post(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    put(&f, "export.xml",
        RSS
        "<link>https://w.example</link><language>en-GB</language>"
        "<wp:author><wp:author_login>ann</wp:author_login>"
        "<wp:author_display_name><![CDATA[Ann Lee]]></wp:author_display_name></wp:author>"
        "<wp:category><wp:category_nicename>sea</wp:category_nicename><wp:category_parent/>"
        "<wp:cat_name>Sea</wp:cat_name></wp:category>"
        "<wp:category><wp:category_nicename>boats</wp:category_nicename>"
        "<wp:category_parent>sea</wp:category_parent><wp:cat_name><![CDATA[Big & small]]>"
        "</wp:cat_name></wp:category>"
        "<item><title><![CDATA[A <em>fine</em> *day* &amp; 2 < 3 [x]]]></title>"
        "<link>https://w.example/2020/day/</link><dc:creator>ann</dc:creator>"
        "<guid isPermaLink=\"false\">https://w.example/?p=4</guid>"
        "<content:encoded>\n<![CDATA[One ]]]]><![CDATA[> two]]></content:encoded>"
        "<excerpt:encoded><![CDATA[<p>Short &amp; good.</p>]]></excerpt:encoded>"
        "<wp:post_id>4</wp:post_id><wp:post_date>2020-05-01 23:30:00</wp:post_date>"
        "<wp:post_date_gmt>2020-05-01 21:30:00</wp:post_date_gmt><wp:post_name>day</wp:post_name>"
        "<category domain=\"category\" nicename=\"boats\">Big &amp;amp; small</category>"
        "<category domain=\"post_tag\" nicename=\"t\"><![CDATA[sun]]></category>"
        "<category domain=\"post_format\" nicename=\"f\">Aside</category>"
        "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>9</wp:meta_value>"
        "</wp:postmeta></item>"
        "<item><title>cover</title><wp:post_id>9</wp:post_id>"
        "<wp:post_type>attachment</wp:post_type><wp:attachment_url>https://w.example/c.jpg"
        "</wp:attachment_url></item>"
        "<item><title/><wp:post_date>0000-00-00 00:00:00</wp:post_date>"
        "<wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt>"
        "<pubDate>Mon, 30 Nov -0001 00:00:00 +0000</pubDate><wp:post_id>5</wp:post_id>"
        "<content:encoded>Untitled words stand here</content:encoded></item>" END);
    assert_int_equal(collect(&f), 0);
    struct oc_post *post = post_of(&f, "day.html");
    assert_non_null(post);
    check_text(post->title, "A <em>fine</em> \\*day\\* &amp; 2 &lt; 3 \\[x\\]");
    check_text(oc_plain_text(&f.arena, post->title), "A fine *day* & 2 < 3 [x]");
    check_list(&post->authors, "Ann Lee");
    check_list(&post->categories[0].names, "Sea|Big & small");
    check_list(&post->tags, "sun");
    check_list(&post->aliases, "https://w.example/?p=4");
    check_text(post->permalink, "https://w.example/2020/day/");
    check_text(post->description, "Short & good.");
    check_text(post->image, "https://w.example/c.jpg");
    assert_int_equal(post->date.offset, 120);
    check_day(post->date, "2020-05-01");
    assert_int_equal(post->dialect, OC_WORDPRESS_BLOG);
    check_text(oc_str_trim(body_of(&f, post)), "One ]]> two");
    check_text(f.book.site_lang, "en-GB");
    check_text(f.book.site_url, "https://w.example");
    post = post_of(&f, "post-5.html");
    assert_non_null(post);
    check_text(post->title, "Untitled words stand here");
    assert_false(post->date.valid);
    fixture_release(&f);
}

static void categories_that_loop_end(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    put(&f, "e.xml",
        RSS "<wp:category><wp:category_nicename>a</wp:category_nicename><wp:category_parent>b"
            "</wp:category_parent><wp:cat_name>A</wp:cat_name></wp:category>"
            "<wp:category><wp:category_nicename>b</wp:category_nicename><wp:category_parent>a"
            "</wp:category_parent><wp:cat_name>B</wp:cat_name></wp:category>"
            "<item><title>x</title><category domain=\"category\" "
            "nicename=\"a\">A</category></item>" END);
    assert_int_equal(collect(&f), 0);
    assert_int_equal(f.book.all[0]->categories[0].names.n, 2);
    fixture_release(&f);
}

static void a_truncated_file_keeps_what_was_whole(void **state)
{
    (void)state;
    struct fixture f;
    struct oc_buf text;
    fixture_init(&f);
    oc_buf_init(&text, 1 << 20);
    oc_buf_puts(&text, RSS);
    put_item(&text, "one", "");
    put_item(&text, "two", "");
    oc_buf_puts(&text, "<item><title>three</title><content:encoded><![CDATA[It is cu");
    check_titles(&f, "export.xml", text.p, "one|two");
    assert_true(count_diags(&f.book.diags, OC_D_EXPORT_BAD) > 0);
    oc_buf_release(&text);
    fixture_release(&f);
}

static void encodings_that_are_not_what_they_say(void **state)
{
    (void)state;
    static const struct {
        const char *text, *title;
        size_t faults;
    } rows[] = {
        {"<?xml version='1.0' encoding='UTF-8'?>\n" RSS
         "<item><title>Caf\xe9 \x93x\x94</title></item>" END,
         "Café “x”", 1},
        {"<?xml version='1.0' encoding='ISO-8859-1'?>\n" RSS
         "<item><title>Caf\xc3\xa9</title></item>" END,
         "Café", 1},
        {"<?xml version='1.0' encoding='ISO-8859-1'?>\n" RSS
         "<item><title>Caf\xe9</title></item>" END,
         "Café", 0},
        {"\xef\xbb\xbf" RSS "<item><title>B\x08"
         "ad &#7; &eacute; &nope; A & B</title></item>" END,
         "Bad é \\&nope; A & B", 0},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct fixture f;
        fixture_init(&f);
        put(&f, "export.xml", rows[i].text);
        assert_int_equal(collect(&f), 0);
        if (i < 3)
            check_text(f.book.all[0]->title, rows[i].title);
        else
            check_text(oc_plain_text(&f.arena, f.book.all[0]->title), "Bad é &nope; A & B");
        assert_int_equal(count_diags(&f.book.diags, OC_D_EXPORT_BAD), rows[i].faults);
        fixture_release(&f);
    }
}

/* Bytes of windows-1252 in the midst of UTF-8, too late to be found when the encoding is told. */
static void late_bytes(void **state)
{
    (void)state;
    struct fixture f;
    struct oc_buf text;
    fixture_init(&f);
    oc_buf_init(&text, 1 << 22);
    oc_buf_puts(&text, "<?xml version='1.0' encoding='UTF-8'?>\n" RSS);
    for (int i = 0; i < 40000; i++)
        oc_buf_puts(&text, "<!-- sea -->");
    put_item(&text, "A \x93large\x94 \x80 \xc3\xa9t\xc3\xa9", "");
    oc_buf_puts(&text, END);
    put(&f, "export.xml", text.p);
    assert_int_equal(collect(&f), 0);
    check_text(f.book.all[0]->title, "A “large” € été");
    assert_int_equal(count_diags(&f.book.diags, OC_D_EXPORT_BAD), 1);
    fixture_release(&f);
    oc_buf_release(&text);
}

/* No entity of the file's own is ever expanded, and nothing is opened for one. */
static void entities_are_refused(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    put(&f, "secret.txt.inc", "the secret");
    const char *text =
        oc_arena_printf(
            &f.arena,
            "<?xml version='1.0'?>\n<!DOCTYPE rss [\n<!ENTITY x SYSTEM \"file://%s\">\n"
            "<!ENTITY %% p SYSTEM \"file:///dev/zero\"> %%p;\n<!ENTITY a \"0123456789\">\n"
            "<!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">\n"
            "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">\n"
            "<!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">\n]>\n" RSS
            "<item><title>bomb</title><content:encoded>&x;|&d;</content:encoded></item>" END,
            fixture_path(&f, "secret.txt.inc"))
            .p;
    check_titles(&f, "export.xml", text, "bomb");
    check_text(body_of(&f, f.book.all[0]), "&x;|&d;");
    assert_int_equal(count_diags(&f.book.diags, OC_D_EXPORT_BAD), 1);
    assert_int_equal(f.book.diags.first->line, 2);
    fixture_release(&f);
}

static void deep_nesting_ends(void **state)
{
    (void)state;
    struct fixture f;
    struct oc_buf text;
    fixture_init(&f);
    oc_buf_init(&text, 8 << 20);
    oc_buf_puts(&text, RSS);
    put_item(&text, "one", "");
    for (int i = 0; i < 100000; i++)
        oc_buf_puts(&text, "<item><x>");
    check_titles(&f, "export.xml", text.p, "one");
    assert_true(count_diags(&f.book.diags, OC_D_EXPORT_BAD) > 0);
    oc_buf_release(&text);
    fixture_release(&f);
}

static void feeds(void **state)
{
    (void)state;
    static const struct {
        const char *name, *text, *titles, *body;
    } rows[] = {
        {"a.rss",
         "<rss><channel><item><title>R</title><description>&lt;b>x&lt;/b></description>"
         "</item></channel></rss>",
         "R", "<b>x</b>"},
        {"a.rdf",
         "<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
         "xmlns='http://purl.org/rss/1.0/'><channel><title>S</title></channel>"
         "<item><title>D</title><description>x</description></item></r:RDF>",
         "D", "x"},
        {"a.atom",
         "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>A *b*</title>"
         "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>x<br/>&amp;"
         "</div></content></entry></feed>",
         "A \\*b\\*", "<div>x<br>&amp;</div>"},
        {"a.json",
         "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"id\":\"1\","
         "\"title\":\"J\",\"content_text\":\"a \\\"b\\\" ]} c\"}]}",
         "J", "a \"b\" ]} c"},
        {"g.json",
         "{\"db\":[{\"data\":{\"posts\":[{\"id\":1,\"title\":\"G\",\"html\":\"<p>x</p>\","
         "\"status\":\"published\",\"published_at\":1600000000000}]}}]}",
         "G", "<p>x</p>"},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct fixture f;
        fixture_init(&f);
        check_titles(&f, rows[i].name, rows[i].text, rows[i].titles);
        check_text(body_of(&f, f.book.all[0]), rows[i].body);
        assert_int_equal(f.book.diags.n, 0);
        fixture_release(&f);
    }
}

/* Beside posts, or when they are none of these, .xml and .json are files like any other. */
static void other_files_are_left_alone(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    put(&f, "a.md", "---\ntitle: Rain\n---\nText\n");
    check_titles(&f, "export.xml", RSS "<item><title>x</title></item>" END, "Rain");
    fixture_release(&f);

    fixture_init(&f);
    put(&f, "sitemap.xml", "<urlset/>");
    put(&f, "x.json", "{\"items\":[]}");
    assert_int_equal(collect(&f), -1);
    fixture_release(&f);
}

static void json_is_cut_into_its_parts(void **state)
{
    (void)state;
    struct oc_str key, value,
        rest = OC_STR(" {\"a\": [1, {\"b\": \"]\\\"}\"}], \"c\" : {} , \"d\":-1}");
    assert_true(oc_json_member(&key, &value, &rest));
    check_text(value, "[1, {\"b\": \"]\\\"}\"}]");
    assert_true(oc_json_member(&key, &value, &rest));
    check_text(value, "{}");
    assert_true(oc_json_member(&key, &value, &rest));
    check_text(key, "d");
    check_text(value, "-1");
    assert_false(oc_json_member(&key, &value, &rest));
    static const char *const bad[] = {"",        "{", "{\"", "{\"a",  "{\"a\"",
                                      "{\"a\":", "[", "\\",  "{\"a\\"};
    for (size_t i = 0; i < OC_COUNT(bad); i++) {
        rest = oc_str(bad[i]);
        assert_false(oc_json_member(&key, &value, &rest));
        assert_int_equal(oc_json_find(oc_str(bad[i]), "a").n, 0);
    }
}

static void json_that_is_not_utf8(void **state)
{
    (void)state;
    struct fixture f;
    fixture_init(&f);
    check_titles(&f, "feed.json",
                 "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Ein Stück über "
                 "Brücken, Flüsse, Kähne und Fähren\", "
                 "\"items\": [{\"title\": \"Fähre \x92\", \"content_text\": \"x\"}]}",
                 "Fähre \xEF\xBF\xBD");
    assert_int_equal(count_diags(&f.book.diags, OC_D_CHARSET_REPAIRED), 1);
    fixture_release(&f);

    fixture_init(&f);
    check_titles(&f, "ghost.json",
                 "{\"db\": [{\"data\": {\"posts\": [{\"title\": "
                 "\"\xD6\xD0\xCE\xC4\xB5\xC4\xCC\xE2\xC4\xBF\", "
                 "\"html\": \"<p>\xD5\xE2\xCA\xC7\xD2\xBB\xB8\xF6\xB2\xE2\xCA\xD4</p>\", "
                 "\"status\": \"published\"}]}}]}",
                 "中文的题目");
    assert_int_equal(count_diags(&f.book.diags, OC_D_CHARSET_CONVERTED), 1);
    fixture_release(&f);
}

static void movable_type(void **state)
{
    (void)state;
    static const char text[] =
        "AUTHOR: mio\nTITLE: Low water\nBASENAME: 2019/03/05/low\nSTATUS: Publish\n"
        "CONVERT BREAKS: 0\nDATE: 03/05/2019 10:10:33 PM\nPRIMARY CATEGORY: Quay\n"
        "CATEGORY: Quay\nCATEGORY: Days\nTAGS: fog,\"two words\"\n-----\nBODY:\n<p>One.</p>\n"
        "-----\n<p>Two.</p>\n-----\nEXTENDED BODY:\n<p>Three.</p>\n-----\n"
        "COMMENT:\nAUTHOR: bo\nDATE: 03/06/2019 08:00:00\nNice.\n-----\n--------\n"
        "TITLE: Unfinished\nSTATUS: Draft\nDATE: 03/06/2019 12:05:00 AM\n-----\nBODY:\nx\n"
        "-----\n--------\n"
        "TITLE: High water\r\nSTATUS: Publish\r\nCONVERT BREAKS: 1\r\n"
        "DATE: 03/07/2019 12:05:00 AM\r\n-----\r\nBODY:\r\nFour\r\n\r\nFive\r\n-----\r\n"
        "--------\r\n"
        "TITLE: In marks\nSTATUS: Publish\nCONVERT BREAKS: markdown\nDATE: 03/08/2019 01:00:00\n"
        "-----\nBODY:\n*Six*\n-----\n--------\n";
    struct fixture f;
    fixture_init(&f);
    check_titles(&f, "old.txt", text, "Low water|High water|In marks");
    const struct oc_post *first = f.book.all[0], *second = f.book.all[2];
    check_text(body_of(&f, f.book.all[0]), "<p>One.</p>\n-----\n<p>Two.</p>\n\n<p>Three.</p>\n");
    assert_int_equal(first->date.hour, 22);
    assert_int_equal(first->ncategories, 2);
    check_list(&first->tags, "fog|two words");
    assert_int_equal(second->date.hour, 0);
    assert_int_equal(second->format, OC_WORDPRESS);
    assert_int_equal(f.book.all[3]->format, OC_MARKDOWN);
    fixture_release(&f);

    fixture_init(&f); /* an hour of one digit, and more fields than most have */
    struct oc_buf many;
    oc_buf_init(&many, 65536);
    oc_buf_puts(&many, "TITLE: Early\nSTATUS: Publish\nDATE: 3/5/2019 9:10:33 PM\n");
    for (int i = 0; i < 400; i++)
        oc_buf_printf(&many, "CATEGORY: One of many, the number %d\n", i);
    oc_buf_puts(&many, "-----\nBODY:\nx\n-----\n--------\n");
    check_titles(&f, "old.txt", many.p, "Early");
    assert_int_equal(f.book.all[0]->date.hour, 21);
    assert_int_equal(f.book.all[0]->date.month, 3);
    assert_int_equal(f.book.all[0]->ncategories, 400);
    oc_buf_release(&many);
    fixture_release(&f);

    fixture_init(&f); /* what stands before the first field is no field */
    check_titles(&f, "old.txt",
                 "\nTITLE: Fog\nSTATUS: Publish\nDATE: 03/05/2019 10:10:33 PM\n-----\nBODY:\nx\n"
                 "-----\n--------\n",
                 "Fog");
    fixture_release(&f);

    fixture_init(&f); /* a rule and a heading of a text end nothing, blank lines or not */
    check_titles(&f, "old.txt",
                 "TITLE: Fog\nSTATUS: Publish\nCONVERT BREAKS: markdown\n"
                 "DATE: 03/05/2019 10:10:33 PM\n-----\nBODY:\nOne\n\n-----\n\nTwo\n-----\n\n"
                 "Three\n-----\n\nEXTENDED BODY:\nFour\n-----\n\n--------\n\n",
                 "Fog");
    check_text(body_of(&f, f.book.all[0]), "One\n\n-----\n\nTwo\n-----\n\nThree\n\nFour\n");
    fixture_release(&f);

    fixture_init(&f); /* a text that begins alike is a text */
    put(&f, "a.txt", "TITLE: Rain\nDATE: 03/05/2019\n\nIt rains.\n");
    assert_int_equal(collect(&f), 0);
    assert_int_equal(f.book.nall, 1);
    check_text(f.book.all[0]->rel, "a.txt");
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_wordpress_publishes),
        cmocka_unit_test(pages_in_order),
        cmocka_unit_test(movable_type),
        cmocka_unit_test(late_bytes),
        cmocka_unit_test(fields_of_a_post),
        cmocka_unit_test(categories_that_loop_end),
        cmocka_unit_test(a_truncated_file_keeps_what_was_whole),
        cmocka_unit_test(encodings_that_are_not_what_they_say),
        cmocka_unit_test(entities_are_refused),
        cmocka_unit_test(deep_nesting_ends),
        cmocka_unit_test(feeds),
        cmocka_unit_test(other_files_are_left_alone),
        cmocka_unit_test(json_is_cut_into_its_parts),
        cmocka_unit_test(json_that_is_not_utf8),
    };
    oc_xhtml_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
