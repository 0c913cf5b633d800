/* SPDX-License-Identifier: MIT */
/*
 * A whole blog: "=== NAME" is a line that begins a file, and what follows is in it. Its book is
 * made as the program makes it, and each page, picture and document looked at: links between posts
 * lead to what is there, and nothing that stands beside the folder is in any of them. Planned again
 * it is the same book.
 */
#include <fcntl.h>
#include <ftw.h>
#include <libdeflate.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "fuzz.h"
#include "octavo_impl.h"
#include "xhtml/url.h"

#define MOST_FILES 12
#define SECRET "Nobody-may-read-this"

/* ---- the folder ---- */

/* A path that stays where it is. */
static bool is_name(struct oc_str name)
{
    for (size_t i = 0; i < name.n; i++)
        if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./",
                    name.p[i]) ||
            !name.p[i])
            return false;
    return name.n > 0 && name.n < 80 && name.p[0] != '/' && name.p[name.n - 1] != '/' &&
           oc_str_find(name, "..", 0) == SIZE_MAX && oc_str_find(name, "//", 0) == SIZE_MAX;
}

static void make_file(int folder, struct oc_arena *a, struct oc_str name, struct oc_str text)
{
    char *path = (char *)(uintptr_t)oc_arena_cstr(a, name);
    if (!is_name(name))
        return;
    for (char *slash = path; (slash = strchr(slash, '/')) != NULL; *slash++ = '/') {
        *slash = '\0';
        (void)mkdirat(folder, path, 0700);
    }
    int fd = openat(folder, path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) /* a folder has its name, or a file that of its folder */
        return;
    if (write(fd, text.p, text.n) != (ssize_t)text.n)
        fuzz_fail("cannot write a file", name);
    close(fd);
}

static void make_site(int folder, struct oc_arena *a, struct oc_str rest)
{
    for (int files = 0; oc_str_starts(rest, "=== ") && files < MOST_FILES; files++) {
        size_t line = oc_str_chr(rest, '\n', 0);
        size_t next = line == SIZE_MAX ? line : oc_str_find(rest, "\n=== ", line);
        size_t end = next == SIZE_MAX ? rest.n : next + 1;
        make_file(folder, a, oc_path_join(a, OC_STR("site"), oc_str_sub(rest, 4, line)),
                  line == SIZE_MAX ? OC_STR("") : oc_str_sub(rest, line + 1, end));
        rest = oc_str_sub(rest, end, rest.n);
    }
}

static int remove_one(const char *path, const struct stat *st OC_UNUSED, int flag OC_UNUSED,
                      struct FTW *ftw OC_UNUSED)
{
    return remove(path);
}

/* What is nobody's business, as text and as a picture, beside the blog; and a way out of it. */
static void make_secrets(int folder, struct oc_arena *a)
{
    static const char picture[] =
        "GIF89a\1\0\1\0\0\0\0!\xFE\x14" SECRET "\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;";
    const struct oc_str gif = {picture, sizeof picture - 1};
    make_file(folder, a, OC_STR("secret.md"), OC_STR(SECRET));
    make_file(folder, a, OC_STR("secret.gif"), gif);
    make_file(folder, a, OC_STR("site/own.gif"),
              (struct oc_str){"GIF89a\1\0\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;", 29});
    if (symlinkat("..", folder, "site/out") != 0)
        return; /* the blog has that name, or there is none */
}

/* ---- the book ---- */

static bool is_secret(struct oc_str text)
{
    return oc_str_find(text, SECRET, 0) != SIZE_MAX;
}

/* Links into other posts lead to what is there, whenever their pages were made. */
static void look_at_links(const struct oc_book *book, struct oc_str page)
{
    xmlDoc *doc = xmlReadMemory(page.p, (int)page.n, "page", NULL, XML_PARSE_NONET);
    const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    for (xmlNode *n = doc ? xmlDocGetRootElement(doc) : NULL; n; n = oc_node_next(root, n)) {
        struct oc_str href = oc_node_is(n, "a") ? oc_attr(n, "href") : OC_STR_NONE, fragment;
        if (!href.p || !oc_url_in_book(&fragment, href))
            continue;
        struct oc_str file = oc_str_sub(href, 0, oc_str_chr(href, '#', 0));
        for (size_t i = 0; i < book->nposts && file.n; i++)
            if (oc_str_eq(book->posts[i]->href, file))
                FUZZ_CHECK(!fragment.n || oc_map_has(&book->posts[i]->ids, fragment), href);
    }
    xmlFreeDoc(doc);
}

static void look_at_page(const struct oc_book *book, const struct oc_post *post, bool strange)
{
    struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
    char *page = oc_alloc(post->page_full_size + 1);
    struct oc_str text = {page, post->page_full_size};
    enum libdeflate_result result = libdeflate_deflate_decompress(d, post->page, post->page_size,
                                                                  page, post->page_full_size, NULL);
    FUZZ_CHECK(result == LIBDEFLATE_SUCCESS, post->name);
    FUZZ_CHECK(!strange || !is_secret(text), post->name);
    fuzz_page(text);
    look_at_links(book, text);
    libdeflate_free_decompressor(d);
    free(page);
}

static void look_at_images(const struct oc_book *book, const struct oc_post *post)
{
    struct oc_buf bytes;
    const char *why = "";
    oc_buf_init(&bytes, OC_MAX_IMAGE_BYTES);
    for (size_t i = 0; i < post->nimages; i++) {
        const struct oc_image_use *use = &post->images[i];
        FUZZ_CHECK((use->image != NULL) == (use->action < OC_IMAGE_MISSING), use->src);
        oc_buf_clear(&bytes);
        if (!use->image)
            continue;
        FUZZ_CHECK(book->images->read(book->images, &bytes, &why, use->image) == 0, use->src);
        FUZZ_CHECK(!is_secret(oc_buf_view(&bytes)), use->src);
    }
    oc_buf_release(&bytes);
}

/* What must be the same again. */
static void put_shape(struct oc_buf *out, const struct oc_book *book)
{
    oc_buf_put(out, book->title);
    oc_buf_printf(out, "\n%.*s %.*s\n", OC_STR_ARG(book->lang), OC_STR_ARG(book->identifier));
    for (size_t i = 0; i < book->nposts; i++) {
        const struct oc_post *post = book->posts[i];
        oc_buf_printf(out, "%.*s %.*s %.*s\n", OC_STR_ARG(post->href), OC_STR_ARG(post->url),
                      OC_STR_ARG(post->plain));
    }
}

static void look_at_diags(struct octavo *o)
{
    for (const struct octavo_diag *d = octavo_diag_next(o, NULL); d; d = octavo_diag_next(o, d))
        FUZZ_CHECK(d->text[0] && d->code[0], oc_str(d->text));
}

/* strange: there is no book.yaml, which may name files anywhere, and the blog knows no secret. */
static void look(struct octavo *o, bool strange)
{
    const struct oc_book *book = &o->book;
    for (size_t i = 0; i < book->nposts; i++) {
        if (!o->config.templates.n) /* the site's own make of pages what they like */
            look_at_page(book, book->posts[i], strange);
        if (strange)
            look_at_images(book, book->posts[i]);
    }
    if (!o->config.templates.n)
        fuzz_documents(&o->book);
    for (const struct octavo_item *i = octavo_item_next(o, NULL); i; i = octavo_item_next(o, i))
        FUZZ_CHECK(i->title[0] && (i->kind == OCTAVO_PART || i->source[0]), oc_str(i->title));
    FUZZ_CHECK(octavo_summary(o)->posts == book->nposts, book->title);
}

static void make_book(struct oc_arena *a, const char *folder, bool strange)
{
    static const char *const options[][2] = {
        {"jobs", "1"}, {"no-cover", "yes"}, {"fetch", "no"}, {"cache", "none"}};
    struct octavo *o = octavo_new();
    struct oc_buf first, second;
    oc_buf_init(&first, OC_MAX_PAGE_BYTES);
    oc_buf_init(&second, OC_MAX_PAGE_BYTES);
    octavo_set_now(o, 1767225600);
    for (size_t i = 0; i < OC_COUNT(options); i++)
        if (octavo_set(o, options[i][0], options[i][1]) != 0)
            fuzz_fail("no such option", oc_str(options[i][0]));
    octavo_add(o, oc_path_join(a, oc_str(folder), OC_STR("site")).p);
    int built = octavo_build(o, oc_path_join(a, oc_str(folder), OC_STR("book.epub")).p);
    look_at_diags(o);
    FUZZ_CHECK(built == 0 || octavo_diag_next(o, NULL), OC_STR("it fails and does not say why"));
    if (built == 0) {
        put_shape(&first, &o->book);
        look(o, strange);
        FUZZ_CHECK(octavo_plan(o) == 0, OC_STR("it cannot be planned again"));
        put_shape(&second, &o->book);
    }
    fuzz_same("planned again it differs", oc_buf_view(&first), oc_buf_view(&second));
    oc_buf_release(&second);
    oc_buf_release(&first);
    octavo_free(o);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char memory[] = "/dev/shm/octavo-fuzz-XXXXXX", disk[] = "/tmp/octavo-fuzz-XXXXXX";
    struct oc_arena a;
    char *folder = mkdtemp(memory);
    if (!folder)
        folder = mkdtemp(disk);
    int fd = folder ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (fd < 0)
        fuzz_fail("cannot make a folder", OC_STR_NONE);
    oc_arena_init(&a);
    make_site(fd, &a, (struct oc_str){(const char *)data, size});
    make_secrets(fd, &a);
    bool strange = faccessat(fd, "site/book.yaml", F_OK, 0) != 0 &&
                   !is_secret((struct oc_str){(const char *)data, size});
    close(fd);
    make_book(&a, folder, strange);
    (void)nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    oc_arena_release(&a);
    return 0;
}
