/* SPDX-License-Identifier: MIT */
/*
 * The book's cover: the picture that was asked for, else one that lies in the site's folder, else
 * one drawn from the book's words. A cover is never a reason to make no book.
 */
#include <sys/stat.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/path.h"
#include "media/cache.h"
#include "media/cover.h"
#include "media/media.h"

#define LEAST_SIDE 500 /* shops hide a cover whose shorter side is less */

/* ---- A picture that is there ---- */

struct oc_str oc_media_file(struct oc_arena *a, const struct oc_book *book, struct oc_str file)
{
    struct oc_str root = book->nposts ? book->posts[0]->root : OC_STR_NONE;
    struct oc_str below = oc_path_join(a, root, file);
    struct oc_str here = oc_arena_copy(a, file);
    bool is_here = oc_file_kind(here.p) == OC_FILE_REGULAR;
    return !is_here && oc_file_kind(below.p) == OC_FILE_REGULAR ? below : here;
}

const char *oc_media_too_wide(struct oc_arena *a)
{
    unsigned million = 1000000u, most = OC_MAX_IMAGE_PIXELS;
    return oc_arena_printf(a, "has more than %u %spixels", most % million ? most : most / million,
                           most % million ? "" : "million ")
        .p;
}

/* A file called cover in the places where sites keep such; "" when there is none. */
static struct oc_str find_own(struct oc_arena *a, const struct oc_book *book)
{
    static const char *const folders[] = {"", "source", "static", "assets", "public"};
    static const char *const exts[] = {"jpg", "jpeg", "png", "webp"};
    struct oc_str root = book->nposts ? book->posts[0]->root : OC_STR_NONE;
    const char *real_root = oc_file_real(a, root.n ? oc_arena_cstr(a, root) : ".");
    for (size_t i = 0; real_root && i < OC_COUNT(folders); i++)
        for (size_t k = 0; k < OC_COUNT(exts); k++) {
            struct oc_str dir = oc_path_join(a, oc_str(real_root), oc_str(folders[i]));
            struct oc_str name = oc_arena_printf(a, "cover.%s", exts[k]);
            const char *real = oc_file_real(a, oc_path_join(a, dir, name).p);
            if (real && oc_path_inside(oc_str(real_root), oc_str(real)) &&
                oc_file_kind(real) == OC_FILE_REGULAR)
                return oc_str(real);
        }
    return OC_STR_NONE;
}

struct making {
    struct oc_cover *out;
    const struct oc_book *book;
    struct oc_arena *a;
    struct oc_diags *diags;
    struct oc_str cache; /* folder */
};

static void keep(struct making *m, enum oc_image_type type, struct oc_str bytes)
{
    const struct oc_type_row *row = oc_type_row(type);
    m->out->href = oc_arena_printf(m->a, "cover%s", row->ext);
    m->out->media_type = row->media_type;
    m->out->bytes = oc_arena_copy(m->a, bytes);
}

static int convert(struct oc_buf *out, enum oc_image_type *type, const char **why,
                   const struct making *m, const struct oc_sniff *sniff, struct oc_str bytes,
                   const struct oc_fit *fit)
{
    unsigned char digest[20];
    struct oc_buf name;
    int result = 0;
    oc_sha1(digest, bytes);
    oc_buf_init(&name, OC_MAX_URL_BYTES);
    oc_cache_name(&name, m->cache, digest, fit);
    if (oc_cache_get(out, type, oc_buf_view(&name)) != 0) {
        result = oc_fit_encode(out, type, why, sniff, bytes, fit);
        if (result == 0)
            oc_cache_put(oc_buf_view(&name), oc_buf_view(out));
    }
    oc_buf_release(&name);
    return result;
}

/* bytes as a cover, in out. */
static int fit(struct oc_buf *out, enum oc_image_type *type, const char **why, struct making *m,
               struct oc_str bytes, struct oc_str file)
{
    struct oc_sniff s;
    struct oc_fit wish = {OC_COVER_SIDE, m->book->config->grayscale, true, true};
    if (oc_sniff(&s, why, bytes) != 0)
        return -1;
    *type = s.type;
    *why = s.type == OC_TYPE_SVG ? "is a drawing, which many readers do not show as a cover"
           : (uint64_t)s.width * s.height > OC_MAX_IMAGE_PIXELS ? oc_media_too_wide(m->a)
                                                                : NULL;
    if (*why)
        return -1;
    if (s.width < LEAST_SIDE || s.height < LEAST_SIDE)
        oc_diag_add(m->diags, OC_D_COVER_SMALL, file, 0, 0,
                    oc_arena_printf(m->a, "%u x %u", s.width, s.height), OC_STR_NONE);
    bool good = s.type == OC_TYPE_JPEG && !oc_fit_needed(&s, bytes.n, &wish);
    bool known = s.type == OC_TYPE_JPEG || s.type == OC_TYPE_PNG;
    if (!good && (oc_fit_can() || !known))
        return convert(out, type, why, m, &s, bytes, &wish);
    oc_strip(out, s.type, bytes);
    return 0;
}

static int take(struct making *m, struct oc_str file)
{
    struct oc_buf bytes, fitted;
    enum oc_image_type type;
    const char *why = NULL;
    oc_buf_init(&bytes, OC_MAX_IMAGE_BYTES);
    oc_buf_init(&fitted, OC_MAX_IMAGE_BYTES * 2);
    int result = oc_file_read(&bytes, &why, oc_arena_cstr(m->a, file));
    if (result == 0)
        result = fit(&fitted, &type, &why, m, oc_buf_view(&bytes), file);
    if (result == 0)
        keep(m, type, oc_buf_view(&fitted));
    else
        oc_diag_add(m->diags, OC_D_COVER_BAD, OC_STR_NONE, 0, 0, file, oc_str(why));
    oc_buf_release(&fitted);
    oc_buf_release(&bytes);
    return result;
}

/* ---- A picture that is drawn ---- */

/* When fonts come or go, one of these folders changes; a cover drawn before is then drawn anew. */
static void put_fonts(struct oc_buf *out)
{
    static const char *const folders[] = {"/var/cache/fontconfig",  "/usr/share/fonts",
                                          "/usr/local/share/fonts", "/etc/fonts/conf.d",
                                          "/Library/Fonts",         "/opt/homebrew/share/fonts"};
    for (size_t i = 0; i < OC_COUNT(folders); i++) {
        struct stat st;
        if (stat(folders[i], &st) == 0)
            oc_buf_printf(out, "%s %lld\n", folders[i], (long long)st.st_mtime);
    }
}

static void put_key(struct oc_buf *out, const struct oc_cover_words *w)
{
    oc_buf_printf(out, "cover 2\n%d %d\n%.*s\n%.*s\n%.*s\n%.*s\n%.*s\n", (int)w->layout, w->grey,
                  OC_STR_ARG(w->lang), OC_STR_ARG(w->title), OC_STR_ARG(w->subtitle),
                  OC_STR_ARG(w->authors), OC_STR_ARG(w->years));
    put_fonts(out);
}

static void draw(struct making *m, const struct oc_cover_words *w)
{
    struct oc_fit none = {0};
    struct oc_buf key, name, out, missing;
    unsigned char digest[20];
    enum oc_image_type type = OC_TYPE_JPEG;
    const char *why = NULL;
    oc_buf_init(&key, 1 << 20);
    oc_buf_init(&name, OC_MAX_URL_BYTES);
    oc_buf_init(&out, OC_MAX_IMAGE_BYTES);
    oc_buf_init(&missing, 256);
    put_key(&key, w);
    oc_sha1(digest, oc_buf_view(&key));
    oc_cache_name(&name, m->cache, digest, &none);
    if (oc_cache_get(&out, &type, oc_buf_view(&name)) == 0) {
        keep(m, type, oc_buf_view(&out));
    } else if (oc_cover_draw(&out, &missing, &why, w) == 0) {
        keep(m, OC_TYPE_JPEG, oc_buf_view(&out));
        if (missing.n) /* not kept: the next run must say so again */
            oc_diag_add(m->diags, OC_D_COVER_GLYPH, OC_STR_NONE, 0, 0, oc_buf_view(&missing),
                        OC_STR_NONE);
        else
            oc_cache_put(oc_buf_view(&name), oc_buf_view(&out));
    } else {
        oc_diag_add(m->diags, OC_D_COVER_NONE, OC_STR_NONE, 0, 0, oc_str(why), OC_STR_NONE);
    }
    oc_buf_release(&missing);
    oc_buf_release(&out);
    oc_buf_release(&name);
    oc_buf_release(&key);
}

static struct oc_cover_words words_of(struct oc_arena *a, const struct oc_book *book)
{
    struct oc_cover_words w = {.lang = book->lang,
                               .subtitle = oc_str_trim_wide(book->subtitle),
                               .layout = (enum oc_cover_layout)book->config->cover_layout,
                               .grey = book->config->grayscale};
    struct oc_buf text;
    w.title = oc_str_trim_wide(book->title);
    if (w.title.n == 0)
        w.title = oc_str(oc_label(book->lang, "untitled"));
    oc_buf_init(&text, 1 << 16);
    oc_book_put_authors(&text, book);
    w.authors = oc_buf_take(&text, a);
    oc_book_put_years(&text, book);
    w.years = oc_buf_take(&text, a);
    oc_buf_release(&text);
    return w;
}

void oc_cover_make(struct oc_cover *out, const struct oc_book *book, struct oc_arena *a,
                   struct oc_diags *diags, struct oc_str cache)
{
    struct making m = {out, book, a, diags, cache};
    const struct oc_config *c = book->config;
    *out = (struct oc_cover){0};
    if (c->no_cover)
        return;
    struct oc_str own = c->cover.n ? oc_media_file(a, book, c->cover) : find_own(a, book);
    if (own.n && take(&m, own) == 0)
        return;
    struct oc_cover_words words = words_of(a, book);
    draw(&m, &words);
}
