/* SPDX-License-Identifier: MIT */
/*
 * An export to the pages of its posts. The first letter tells the format ('w' WordPress, 'r' RSS,
 * 'a' Atom, 'j' JSON Feed, 'g' Ghost, 'm' Movable Type), the rest is the file. Read again it is the
 * same posts.
 */
#include "collect/export.h"
#include "base/utf8.h"
#include "fuzz.h"

static const char letters[] = "wrajgm"; /* in the order of enum oc_export_kind */

static void read_export(struct fuzz_book *b, const uint8_t *data, size_t size)
{
    struct oc_export_file file = {.name = OC_STR("export")};
    struct oc_export_files files = {.v = &file, .n = 1};
    struct fuzz_file bytes;
    const char *letter = data[0] ? strchr(letters, data[0]) : NULL;
    size_t kind = letter ? (size_t)(letter - letters) : data[0] % strlen(letters);
    file.kind = (enum oc_export_kind)(OC_EXPORT_WXR + kind);
    fuzz_book_open(b);
    b->config.comments = b->config.pages = true;
    fuzz_file_open(&bytes, data + 1, size - 1);
    file.path = oc_str(bytes.path);
    oc_export_read(&b->book, &files);
    fuzz_file_close(&bytes);
}

static void check_strs(const struct oc_strs *list)
{
    for (size_t i = 0; i < list->n; i++)
        FUZZ_CHECK(list->v[i].n > 0 && oc_utf8_valid(list->v[i], NULL), list->v[i]);
}

static void check_post(const struct oc_post *post)
{
    const struct oc_str texts[] = {post->title,       post->subtitle,  post->lang,
                                   post->description, post->slug,      post->series,
                                   post->image,       post->permalink, post->rel};
    for (size_t i = 0; i < OC_COUNT(texts); i++)
        FUZZ_CHECK(oc_utf8_valid(texts[i], NULL), texts[i]);
    FUZZ_CHECK(post->title.n > 0 && post->rel.n > 0, post->path ? oc_str(post->path) : post->rel);
    FUZZ_CHECK(oc_str_chr(post->rel, '/', 0) == SIZE_MAX, post->rel);
    check_strs(&post->authors);
    check_strs(&post->tags);
    for (size_t i = 0; i < post->ncategories; i++)
        check_strs(&post->categories[i].names);
}

static void check_same(const struct oc_book *x, const struct oc_book *y)
{
    FUZZ_CHECK(x->nall == y->nall, OC_STR("posts"));
    for (size_t i = 0; i < x->nall; i++) {
        const struct oc_post *a = x->all[i], *b = y->all[i];
        fuzz_same("another name", a->rel, b->rel);
        fuzz_same("another title", a->title, b->title);
        fuzz_same("another address", a->permalink, b->permalink);
        FUZZ_CHECK(a->spool_size == b->spool_size && a->tail_at == b->tail_at, a->rel);
        FUZZ_CHECK(a->tags.n == b->tags.n && a->ncategories == b->ncategories, a->rel);
        FUZZ_CHECK(a->date.valid == b->date.valid && a->page_rank == b->page_rank, a->rel);
    }
}

/* Those that fuzz_book_open added have no text to read. */
static void render_posts(struct fuzz_book *b)
{
    size_t n = 0;
    for (size_t i = 0; i < b->book.nposts; i++)
        if (b->book.posts[i]->spool)
            b->book.posts[n++] = b->book.posts[i];
    b->book.nposts = n;
    fuzz_posts(&b->book);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_book first, second;
    if (size == 0)
        return 0;
    read_export(&first, data, size);
    read_export(&second, data, size);
    check_same(&first.book, &second.book);
    for (size_t i = 0; i < first.book.nall; i++)
        if (first.book.all[i]->spool)
            check_post(first.book.all[i]);
    if (fuzz_book_pack(&first) == 0)
        render_posts(&first);
    fuzz_book_close(&second);
    fuzz_book_close(&first);
    return 0;
}
