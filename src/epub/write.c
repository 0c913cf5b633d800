/* SPDX-License-Identifier: MIT */
/* Which files a book is made of, and their order in the archive. */
#include <stdlib.h>

#include "base/limits.h"
#include "base/pool.h"
#include "epub/archive.h"
#include "epub/epub.h"
#include "epub/images.h"
#include "epub/outline.h"
#include "epub/pack.h"

#define FOLDER "EPUB/"

static const char mimetype[] = "application/epub+zip";
static const char container[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">"
    "<rootfiles><rootfile full-path=\"" FOLDER OC_EPUB_OPF "\" "
    "media-type=\"application/oebps-package+xml\"/></rootfiles></container>\n";

/* Else Apple Books shows fonts of its own. */
static const char apple_options[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<display_options><platform name=\"*\"><option name=\"specified-fonts\">true</option>"
    "</platform></display_options>\n";

struct writing {
    const struct oc_book *book;
    struct oc_diags *diags;
    struct oc_archive *archive;
    struct oc_arena arena; /* owns names and, deferred, the bytes made here */
    struct oc_buf buf;
    struct oc_packer packer;
    struct oc_chars chars; /* of all pages, when fonts are to be embedded */
};

static void add_packed(struct writing *w, const char *name, const struct oc_packed *packed)
{
    oc_arena_defer(&w->arena, free, packed->data);
    oc_archive_add(w->archive, name, packed->data, packed->size, packed->full_size, packed->crc,
                   true);
}

/* Adds what stands in w->buf, deflated, and clears it. */
static void add_buf(struct writing *w, const char *name)
{
    struct oc_packed packed;
    oc_chars_add(&w->chars, oc_buf_view(&w->buf));
    oc_pack(&packed, &w->packer, oc_buf_view(&w->buf));
    add_packed(w, name, &packed);
    oc_buf_clear(&w->buf);
}

/* ---- The lists of everything in the book: megabytes of a large one, so made at once ---- */

enum {
    OPF,
    NAV,
    NCX,
    LISTS
};

struct list {
    struct oc_buf text;
    struct oc_packed packed;
    int result;
};

struct lists {
    struct writing *w;
    struct list v[LISTS];
};

static void make_list(void *ctx, unsigned worker OC_UNUSED, size_t i)
{
    struct lists *lists = ctx;
    struct list *list = &lists->v[i];
    struct oc_packer packer = {.compressor = NULL};
    const struct oc_book *book = lists->w->book;
    oc_buf_init(&list->text, OC_MAX_PAGE_BYTES);
    if (i == OPF)
        oc_epub_opf(&list->text, book);
    else if (i == NCX)
        oc_epub_ncx(&list->text, book);
    else /* the only one that has anything to say */
        list->result = oc_epub_nav(&list->text, book, lists->w->diags);
    oc_pack(&list->packed, &packer, oc_buf_view(&list->text));
    oc_packer_release(&packer);
}

static int add_lists(struct writing *w, const struct oc_book *book)
{
    static const char *const names[] = {FOLDER OC_EPUB_OPF, FOLDER OC_EPUB_NAV, FOLDER OC_EPUB_NCX};
    struct lists lists = {.w = w};
    int result = 0;
    oc_pool_each(LISTS, book->jobs ? book->jobs : 1, make_list, &lists);
    for (size_t i = 0; i < LISTS; i++) {
        oc_chars_add(&w->chars, oc_buf_view(&lists.v[i].text));
        add_packed(w, names[i], &lists.v[i].packed);
        oc_buf_release(&lists.v[i].text);
        result |= lists.v[i].result;
    }
    return result;
}

/* ---- All others ---- */

static int add_place(struct writing *w, const struct oc_book *book, const struct oc_place *p)
{
    struct oc_str href = oc_place_href(p);
    const char *name = oc_arena_printf(&w->arena, FOLDER "%.*s", OC_STR_ARG(href)).p;
    if (!oc_place_has_page(p))
        return 0;
    if (p->matter) {
        if (p->matter->write(&w->buf, book, w->diags, p->matter) != 0)
            return -1;
        add_buf(w, name);
    } else if (p->part) {
        if (oc_epub_part(&w->buf, book, w->diags, p->part) != 0)
            return -1;
        add_buf(w, name);
    } else {
        oc_archive_add(w->archive, name, p->post->page, p->post->page_size, p->post->page_full_size,
                       p->post->page_crc, true);
    }
    return 0;
}

/* An image whose bytes are read when the archive comes to it. */
struct late_image {
    struct writing *w;
    const struct oc_image *image;
};

static int read_late(void *ctx, struct oc_buf *out)
{
    const struct late_image *late = ctx;
    struct oc_images *service = late->w->book->images;
    const char *why = "";
    if (service->read(service, out, &why, late->image) == 0)
        return 0;
    oc_diag_add(late->w->diags, OC_D_IMAGE_CHANGED, OC_STR_NONE, 0, 0, late->image->href,
                oc_str(why));
    return -1;
}

/* Pictures are packed already; drawings are text, and small. */
static int add_image(struct writing *w, const struct oc_image *image)
{
    const char *name = oc_arena_printf(&w->arena, FOLDER "%.*s", OC_STR_ARG(image->href)).p;
    struct late_image *late = OC_NEW(&w->arena, struct late_image);
    *late = (struct late_image){w, image};
    if (!image->text) {
        oc_archive_add_late(w->archive, name, image->bytes_out, read_late, late);
        return 0;
    }
    if (read_late(late, &w->buf) != 0)
        return -1;
    add_buf(w, name);
    return 0;
}

static int add_cover(struct writing *w, const struct oc_book *book)
{
    struct oc_str href = book->cover.href, bytes = book->cover.bytes;
    oc_archive_add(w->archive, oc_arena_printf(&w->arena, FOLDER "%.*s", OC_STR_ARG(href)).p,
                   bytes.p, bytes.n, bytes.n, oc_pack_crc(bytes), false);
    if (oc_epub_cover(&w->buf, book, w->diags) != 0)
        return -1;
    add_buf(w, FOLDER OC_EPUB_COVER);
    return 0;
}

/* Last of all: only then are all characters known. Fonts deflate well. */
static void add_fonts(struct writing *w, const struct oc_book *book)
{
    struct oc_chars chars = w->chars;
    w->chars.bits = NULL; /* a font's bytes are no text */
    for (size_t i = 0; book->fonts && i < book->fonts->n; i++) {
        const struct oc_font *font = &book->fonts->v[i];
        book->fonts->subset(book->fonts, &w->buf, i, &chars, w->diags);
        add_buf(w, oc_arena_printf(&w->arena, FOLDER "%.*s", OC_STR_ARG(font->href)).p);
    }
    w->chars = chars;
}

/* -1 with a diagnostic when a page or the style sheet cannot be made, or an image is gone. */
static int add_files(struct writing *w, const struct oc_book *book, struct oc_diags *diags)
{
    struct oc_image_list images;
    struct oc_outline places;
    oc_archive_add(w->archive, "mimetype", mimetype, sizeof(mimetype) - 1, sizeof(mimetype) - 1,
                   oc_pack_crc(OC_STR(mimetype)), false);
    oc_buf_puts(&w->buf, container);
    add_buf(w, "META-INF/container.xml");
    if (book->fonts) {
        oc_buf_puts(&w->buf, apple_options);
        add_buf(w, "META-INF/com.apple.ibooks.display-options.xml");
    }
    if (add_lists(w, book) != 0)
        return -1;
    if (oc_epub_css(&w->buf, book, diags) != 0)
        return -1;
    add_buf(w, FOLDER OC_EPUB_CSS);
    if (book->cover.href.n && add_cover(w, book) != 0)
        return -1;
    if (book->config->title_page) {
        if (oc_epub_title(&w->buf, book, diags) != 0)
            return -1;
        add_buf(w, FOLDER OC_EPUB_TITLE);
    }
    oc_outline_make(&places, &w->arena, book, false);
    for (size_t i = 0; i < places.n; i++)
        if (add_place(w, book, &places.v[i]) != 0)
            return -1;
    oc_image_list_make(&images, &w->arena, &places);
    for (size_t i = 0; i < images.n; i++)
        if (add_image(w, images.v[i]) != 0)
            return -1;
    add_fonts(w, book);
    return 0;
}

int oc_epub_write(uint64_t *size, const struct oc_book *book, struct oc_diags *diags,
                  const char *path)
{
    struct writing w = {.book = book, .diags = diags};
    const char *why = NULL;
    int result = -1;
    *size = 0;
    oc_arena_init(&w.arena);
    oc_buf_init(&w.buf, OC_MAX_PAGE_BYTES);
    if (book->fonts) {
        oc_chars_init(&w.chars);
        oc_chars_merge(&w.chars, &book->chars);
    }
    w.archive = oc_archive_new(&why, path);
    if (w.archive && add_files(&w, book, diags) == 0)
        result = oc_archive_commit(size, &why, w.archive);
    if (why)
        oc_diag_add(diags, OC_D_OUTPUT_UNWRITABLE, OC_STR_NONE, 0, 0, oc_str(path), oc_str(why));
    oc_archive_free(w.archive);
    oc_chars_release(&w.chars);
    oc_buf_release(&w.buf);
    oc_packer_release(&w.packer);
    oc_arena_release(&w.arena);
    return result;
}
