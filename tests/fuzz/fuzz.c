/* SPDX-License-Identifier: MIT */
/* The promises that every target asks for. */
#include "fuzz.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/map.h"
#include "base/utf8.h"
#include "collect/collect.h"
#include "epub/epub.h"
#include "epub/pack.h"
#include "render/ids.h"
#include "render/render.h"
#include "xhtml/url.h"

#define NOW 1767225600 /* 2026-01-01T00:00:00Z */

void fuzz_fail(const char *what, struct oc_str with)
{
    fprintf(stderr, "fuzz: %s\n%.*s\n", what, (int)(with.n < 4000 ? with.n : 4000), with.p);
    abort();
}

void fuzz_same(const char *what, struct oc_str first, struct oc_str second)
{
    if (oc_str_eq(first, second))
        return;
    fprintf(stderr, "fuzz: %.*s\n-- becomes --\n", (int)(first.n < 4000 ? first.n : 4000), first.p);
    fuzz_fail(what, second);
}

struct oc_str fuzz_text(struct oc_arena *a, const uint8_t *data, size_t size)
{
    struct oc_buf b;
    oc_buf_init(&b, OC_MAX_PAGE_BYTES);
    oc_utf8_repair(&b, (struct oc_str){(const char *)data, size});
    struct oc_str text = oc_buf_take(&b, a);
    oc_buf_release(&b);
    return text;
}

void fuzz_file_open(struct fuzz_file *f, const uint8_t *data, size_t size)
{
    f->fd = memfd_create("fuzz", MFD_CLOEXEC);
    if (f->fd < 0 || write(f->fd, data, size) != (ssize_t)size)
        fuzz_fail("cannot write a file", OC_STR_NONE);
    snprintf(f->path, sizeof f->path, "/proc/self/fd/%d", f->fd);
}

void fuzz_file_close(const struct fuzz_file *f)
{
    close(f->fd);
}

/* ---- documents ---- */

static void quiet(void *ctx OC_UNUSED, const char *message OC_UNUSED, ...)
{
}

/* Every element that names something has visible text. */
static void check_named(xmlNode *root, struct oc_str document)
{
    static const char *const names[] = {"title",   "h1",   "text", "identifier", "language",
                                        "creator", "meta", "a",    NULL};
    for (xmlNode *n = root; n; n = oc_node_next(root, n)) {
        if (!oc_node_in(n, names) || oc_attr(n, "name").p || oc_attr(n, "charset").p ||
            oc_node_inside(n, "svg"))
            continue;
        FUZZ_CHECK(!oc_node_empty(n), document);
    }
}

/* Every id once and a name, every reference to one there, no file twice in the manifest. */
static void check_ids(xmlNode *root, struct oc_str document)
{
    struct oc_arena a;
    struct oc_map ids, hrefs;
    oc_arena_init(&a);
    oc_map_init(&ids, &a);
    oc_map_init(&hrefs, &a);
    for (xmlNode *n = root; n; n = oc_node_next(root, n)) {
        struct oc_str id = n->type == XML_ELEMENT_NODE ? oc_attr(n, "id") : OC_STR_NONE;
        if (id.p)
            FUZZ_CHECK(xmlValidateNCName((const xmlChar *)id.p, 0) == 0 &&
                           oc_map_add(&ids, oc_arena_copy(&a, id), root),
                       id);
        if (oc_node_is(n, "item"))
            FUZZ_CHECK(oc_map_add(&hrefs, oc_arena_copy(&a, oc_attr(n, "href")), root), document);
    }
    for (xmlNode *n = root; n; n = oc_node_next(root, n)) {
        if (n->type != XML_ELEMENT_NODE)
            continue;
        struct oc_str idref = oc_node_is(n, "itemref") ? oc_attr(n, "idref") : OC_STR_NONE;
        struct oc_str refines = oc_node_is(n, "meta") ? oc_attr(n, "refines") : OC_STR_NONE;
        FUZZ_CHECK(!idref.p || oc_map_has(&ids, idref), document);
        FUZZ_CHECK(!refines.p || oc_map_has(&ids, oc_str_sub(refines, 1, refines.n)), document);
    }
    oc_arena_release(&a);
}

void fuzz_xml(struct oc_str document)
{
    xmlSetGenericErrorFunc(NULL, quiet);
    xmlDoc *doc =
        xmlReadMemory(document.p, (int)document.n, "page", NULL,
                      XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    FUZZ_CHECK(doc != NULL, document);
    check_named(xmlDocGetRootElement(doc), document);
    check_ids(xmlDocGetRootElement(doc), document);
    xmlFreeDoc(doc);
}

/* Every id once; the chapter's own are taken, as render.c has it. */
static void take_chapter_ids(struct oc_map *ids, struct oc_arena *a)
{
    oc_map_init(ids, a);
    (void)oc_map_add(ids, OC_STR(OC_ID_CHAPTER), a);
    (void)oc_map_add(ids, OC_STR(OC_ID_TITLE), a);
}

static void check_links(const xmlNode *body, const struct oc_map *ids)
{
    struct oc_buf again;
    oc_buf_init(&again, OC_MAX_PAGE_BYTES);
    xmlNode *n = (xmlNode *)(uintptr_t)body; /* walked, not changed */
    while ((n = oc_node_next(body, n)) != NULL) {
        struct oc_str href = oc_attr(n, "href"), fragment = OC_STR_NONE;
        if (!oc_node_is(n, "a") || !href.p)
            continue;
        oc_buf_clear(&again);
        if (oc_url_in_book(&fragment, href)) {
            FUZZ_CHECK(href.p[0] != '#' || oc_map_has(ids, fragment), href);
        } else {
            FUZZ_CHECK(oc_url_clean(&again, href), href);
            FUZZ_CHECK(oc_str_eq(oc_buf_view(&again), href), href);
        }
    }
    oc_buf_release(&again);
}

/* HTML leaves out a line break at the start of pre, XHTML does not: it is given twice. */
static void double_breaks(struct oc_buf *out, struct oc_str xhtml)
{
    size_t from = 0, at = 0;
    while ((at = oc_str_find(xhtml, "<pre", at)) != SIZE_MAX) {
        at = oc_str_chr(xhtml, '>', at);
        FUZZ_CHECK(at != SIZE_MAX, xhtml);
        if (at + 1 < xhtml.n && xhtml.p[at + 1] == '\n') {
            oc_buf_put(out, oc_str_sub(xhtml, from, at + 1));
            oc_buf_putc(out, '\n');
            from = at + 1;
        }
    }
    oc_buf_put(out, oc_str_sub(xhtml, from, xhtml.n));
}

xmlNode *fuzz_parse_again(struct oc_arena *a, struct oc_str xhtml)
{
    struct oc_buf html;
    oc_buf_init(&html, OC_MAX_PAGE_BYTES);
    double_breaks(&html, xhtml);
    xmlNode *body = oc_html_parse(a, oc_buf_view(&html));
    oc_buf_release(&html);
    for (xmlNode *n = body; n; n = oc_node_next(body, n)) {
        struct oc_str lang = oc_attr(n, "lang"), twin = oc_attr(n, "xml:lang");
        FUZZ_CHECK(lang.p ? oc_str_eq(lang, twin) : !twin.p, xhtml);
        oc_attr_remove(n, "xml:lang"); /* the writer adds it */
    }
    return body;
}

void fuzz_body(struct oc_str xhtml)
{
    struct oc_arena a;
    struct oc_map ids;
    struct oc_buf why, again;
    oc_arena_init(&a);
    oc_buf_init(&why, OC_MAX_PAGE_BYTES);
    oc_buf_init(&again, OC_MAX_PAGE_BYTES);
    xmlNode *body = fuzz_parse_again(&a, xhtml);
    if (!oc_model_valid(&why, body))
        fuzz_fail(why.p, xhtml);
    take_chapter_ids(&ids, &a);
    oc_model_fix(body, &ids, NULL);
    oc_xhtml_write(&again, NULL, body);
    fuzz_same("a second pass changes the page", xhtml, oc_buf_view(&again));
    check_links(body, &ids);
    oc_buf_release(&again);
    oc_buf_release(&why);
    oc_arena_release(&a);
}

/* What stands below the text is not the writer's: its no-break spaces as the writer has them. */
static void escape_spaces(struct oc_buf *out, struct oc_str body)
{
    size_t from = 0, at;
    while ((at = oc_str_find(body, "\xC2\xA0", from)) != SIZE_MAX) {
        oc_buf_put(out, oc_str_sub(body, from, at));
        oc_buf_puts(out, "&#160;");
        from = at + 2;
    }
    oc_buf_put(out, oc_str_sub(body, from, body.n));
}

void fuzz_page(struct oc_str page)
{
    struct oc_buf body;
    size_t from = oc_str_find(page, "</header>\n", 0);
    FUZZ_CHECK(from != SIZE_MAX, page);
    FUZZ_CHECK(oc_str_ends(page, "\n</section>\n</body>\n</html>\n"), page);
    fuzz_xml(page);
    size_t end = page.n - strlen("\n</section>\n</body>\n</html>\n");
    oc_buf_init(&body, OC_MAX_PAGE_BYTES);
    escape_spaces(&body, oc_str_sub(page, from + strlen("</header>\n"), end));
    fuzz_body(oc_buf_view(&body));
    oc_buf_release(&body);
}

/* ---- books ---- */

/* A page shows pictures that are in the book and no others. */
static void check_images(struct oc_arena *a, const struct oc_post *post, struct oc_str page)
{
    static const char start[] = "<img src=\"";
    struct oc_map known;
    oc_map_init(&known, a);
    for (size_t i = 0; i < post->nimages; i++)
        if (post->images[i].image)
            (void)oc_map_add(&known, post->images[i].image->href, a);
    for (size_t at = 0; (at = oc_str_find(page, start, at)) != SIZE_MAX;) {
        at += strlen(start);
        struct oc_str src = oc_str_sub(page, at, oc_str_chr(page, '"', at));
        FUZZ_CHECK(oc_map_has(&known, src), page);
    }
}

void fuzz_post(struct oc_book *book, struct oc_post *post, struct oc_str text)
{
    struct oc_arena scratch;
    struct oc_buf page;
    struct oc_packer packer = {.compressor = NULL};
    oc_arena_init(&scratch);
    oc_buf_init(&page, OC_MAX_PAGE_BYTES);
    oc_render_post(&page, book, post, &scratch, text);
    fuzz_page(oc_buf_view(&page));
    check_images(&scratch, post, oc_buf_view(&page));
    for (size_t i = 0; i < post->nheadings; i++)
        FUZZ_CHECK(oc_map_has(&post->ids, post->headings[i].id), post->headings[i].text);
    oc_epub_deflate(post, &packer, oc_buf_view(&page));
    oc_packer_release(&packer);
    oc_buf_release(&page);
    oc_arena_release(&scratch);
}

void fuzz_posts(struct oc_book *book)
{
    struct oc_buf text;
    oc_buf_init(&text, OC_MAX_PAGE_BYTES);
    for (size_t i = 0; i < book->nposts; i++) {
        struct oc_post *post = book->posts[i];
        oc_buf_clear(&text);
        FUZZ_CHECK(oc_post_read(&text, post, false) == 0, post->name);
        FUZZ_CHECK(oc_utf8_valid(oc_buf_view(&text), NULL), post->name);
        FUZZ_CHECK(post->body_at <= text.n && post->tail_at <= text.n, post->name);
        fuzz_post(book, post, oc_str_sub(oc_buf_view(&text), post->body_at, text.n));
    }
    oc_buf_release(&text);
}

static void check_part(void *ctx, const struct oc_part *part, struct oc_post *post,
                       int depth OC_UNUSED)
{
    struct oc_book *book = ctx;
    struct oc_buf out;
    if (post)
        return;
    oc_buf_init(&out, OC_MAX_PAGE_BYTES);
    FUZZ_CHECK(oc_epub_part(&out, book, &book->diags, part) == 0, part->title);
    fuzz_xml(oc_buf_view(&out));
    oc_buf_release(&out);
}

void fuzz_documents(struct oc_book *book)
{
    static void (*const documents[])(struct oc_buf *, const struct oc_book *) = {oc_epub_opf,
                                                                                 oc_epub_ncx};
    static int (*const pages[])(struct oc_buf *, const struct oc_book *,
                                struct oc_diags *) = {oc_epub_nav, oc_epub_title};
    struct oc_buf out;
    struct oc_packer packer = {.compressor = NULL};
    for (size_t i = 0; i < book->nposts; i++) {
        struct oc_post *post = book->posts[i];
        FUZZ_CHECK(post->plain.n > 0, post->title);
        FUZZ_CHECK(oc_utf8_valid(post->plain, NULL), post->plain);
        FUZZ_CHECK(oc_url_in_book(NULL, post->href), post->href);
        if (!post->page)
            oc_epub_deflate(post, &packer, OC_STR("<html/>"));
    }
    oc_packer_release(&packer);
    oc_buf_init(&out, OC_MAX_PAGE_BYTES);
    for (size_t i = 0; i < OC_COUNT(documents); i++) {
        oc_buf_clear(&out);
        documents[i](&out, book);
        fuzz_xml(oc_buf_view(&out));
    }
    for (size_t i = 0; i < OC_COUNT(pages); i++) {
        oc_buf_clear(&out);
        FUZZ_CHECK(pages[i](&out, book, &book->diags) == 0, book->title);
        fuzz_xml(oc_buf_view(&out));
    }
    oc_buf_release(&out);
    oc_book_walk(book, check_part, book);
}

/* ---- a book of two posts ---- */

static struct oc_post *add_post(struct fuzz_book *b, const char *name, const char *href)
{
    struct oc_post *post = oc_book_add_post(&b->book);
    post->path = oc_arena_printf(&b->arena, "/blog/%s", name).p;
    post->root = OC_STR("/blog");
    post->rel = post->name = oc_str(name);
    post->title = post->plain = OC_STR("Title");
    post->href = oc_str(href);
    post->id = oc_str_sub(post->href, 0, oc_str_chr(post->href, '.', 0));
    post->body_line = 1;
    oc_map_set(&b->book.by_name, post->name, post);
    return post;
}

void fuzz_book_open(struct fuzz_book *b)
{
    oc_xhtml_start();
    oc_render_start();
    memset(b, 0, sizeof(*b));
    oc_arena_init(&b->arena);
    oc_config_init(&b->config, &b->arena);
    oc_book_init(&b->book, &b->config);
    b->book.lang = b->book.site_lang = OC_STR("en");
    b->book.site_url = OC_STR("https://blog.example/");
    b->config.drafts = b->config.future = true;
    b->post = add_post(b, "a.md", "a.xhtml");
    b->other = add_post(b, "notes/b.md", "b.xhtml");
}

void fuzz_book_close(struct fuzz_book *b)
{
    oc_book_release(&b->book);
    oc_arena_release(&b->arena);
}

void fuzz_book_render(struct fuzz_book *b, struct oc_str text)
{
    fuzz_post(&b->book, b->post, text);
}

int fuzz_book_pack(struct fuzz_book *b)
{
    if (oc_arrange(&b->book, NOW) != 0)
        return -1;
    fuzz_documents(&b->book);
    return 0;
}
