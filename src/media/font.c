/* SPDX-License-Identifier: MIT */
/*
 * Fonts to be embedded. The file must be TrueType or OpenType, its licence bits (fsType in OS/2)
 * must allow embedding, and all of it that the book's characters do not need is left out.
 */
#include "book/font.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/path.h"
#include "base/utf8.h"
#include "media/hb.h"
#include "media/media.h"

#define RESTRICTED 0x0002u
#define PREVIEW 0x0004u
#define EDITABLE 0x0008u
#define NO_SUBSETTING 0x0100u
#define BITMAP_ONLY 0x0200u
#define MAX_LACKING 12 /* characters that are told */

struct face {
    struct oc_str file; /* as the user named it */
    struct oc_str name; /* the family's */
    hb_face_t *face;
    bool whole; /* its licence wants it unchanged */
};

struct service {
    struct oc_fonts fonts; /* first: the service is a pointer to it */
    struct oc_arena arena;
    const struct oc_hb *hb;
    struct face *faces;
};

static uint32_t be16(const char *p)
{
    const unsigned char *u = (const unsigned char *)p;
    return (uint32_t)u[0] << 8 | u[1];
}

static struct oc_str name_of(struct service *s, hb_face_t *face)
{
    static const hb_ot_name_id_t ids[] = {HB_OT_NAME_ID_TYPOGRAPHIC_FAMILY,
                                          HB_OT_NAME_ID_FONT_FAMILY};
    char text[256];
    for (size_t i = 0; i < OC_COUNT(ids); i++) {
        unsigned size = sizeof(text);
        if (s->hb->hb_ot_name_get_utf8(face, ids[i], NULL, &size, text) > 0)
            return oc_arena_copy(&s->arena, oc_str(text));
    }
    return OC_STR("");
}

/* Of a collection that has one face a language, the book's; else the first. */
static unsigned choose_face(struct service *s, hb_blob_t *blob, struct oc_str lang)
{
    static const char *const keys[][2] = {{"zh-Hant", " TC"}, {"zh-HK", " HK"}, {"yue", " HK"},
                                          {"zh", " SC"},      {"ja", " JP"},    {"ko", " KR"}};
    unsigned count = s->hb->hb_face_count(blob);
    for (size_t i = 0; i < OC_COUNT(keys); i++) {
        if (!oc_lang_is(lang, keys[i][0]))
            continue;
        for (unsigned k = 0; k < count && k < 64; k++) {
            hb_face_t *face = s->hb->hb_face_create(blob, k);
            bool fits = oc_str_ends(name_of(s, face), keys[i][1]);
            s->hb->hb_face_destroy(face);
            if (fits)
                return k;
        }
        break;
    }
    return 0;
}

/* Reads weight, slope and licence; NULL when it may be embedded, else why not. */
static const char *judge(struct service *s, struct oc_font *font, struct face *face)
{
    hb_blob_t *blob = s->hb->hb_face_reference_table(face->face, HB_TAG('O', 'S', '/', '2'));
    unsigned size = 0;
    const char *os2 = s->hb->hb_blob_get_data(blob, &size);
    const char *why = NULL;
    if (size >= 64) {
        uint32_t type = be16(os2 + 8), selection = be16(os2 + 62);
        font->bold = be16(os2 + 4) >= 600;
        font->italic = selection & 1;
        face->whole = type & NO_SUBSETTING;
        if ((type & RESTRICTED) && !(type & (PREVIEW | EDITABLE)))
            why = "may not be embedded: its licence bits forbid it";
        else if (type & BITMAP_ONLY)
            why = "may not be embedded: its licence bits allow bitmaps only";
    }
    s->hb->hb_blob_destroy(blob);
    return why;
}

static void destroy_face(void *face)
{
    const struct oc_hb *hb = oc_hb();
    if (hb)
        hb->hb_face_destroy(face);
}

/* The number of the family, which earlier fonts may have had. */
static size_t family_of(const struct service *s, size_t i)
{
    size_t most = 0;
    for (size_t k = 0; k < i; k++) {
        if (oc_str_eq(s->faces[k].name, s->faces[i].name))
            return s->fonts.v[k].family;
        most = s->fonts.v[k].family > most ? s->fonts.v[k].family : most;
    }
    return most + 1;
}

static const char *open_font(struct service *s, size_t i, struct oc_str lang, struct oc_str file)
{
    struct oc_font *font = &s->fonts.v[i];
    struct face *face = &s->faces[i];
    struct oc_buf bytes;
    const char *why = NULL;
    *face = (struct face){.file = file};
    oc_buf_init(&bytes, OC_MAX_FONT_BYTES);
    int read = oc_file_read(&bytes, &why, oc_arena_cstr(&s->arena, file));
    struct oc_str data = oc_buf_take(&bytes, &s->arena);
    oc_buf_release(&bytes);
    if (read != 0)
        return why;
    bool cff = data.n > 4 && memcmp(data.p, "OTTO", 4) == 0;
    bool ttc = data.n > 4 && memcmp(data.p, "ttcf", 4) == 0;
    if (!cff && !ttc && (data.n < 4 || memcmp(data.p, "\0\1\0\0", 4) != 0))
        return "is no TrueType or OpenType font";
    hb_blob_t *blob =
        s->hb->hb_blob_create(data.p, (unsigned)data.n, HB_MEMORY_MODE_READONLY, NULL, NULL);
    face->face = s->hb->hb_face_create(blob, ttc ? choose_face(s, blob, lang) : 0);
    s->hb->hb_blob_destroy(blob);
    oc_arena_defer(&s->arena, destroy_face, face->face);
    if (s->hb->hb_face_get_glyph_count(face->face) == 0)
        return "is damaged: it has no glyphs";
    face->name = name_of(s, face->face);
    if (ttc) { /* what comes out is one of its faces */
        hb_blob_t *table = s->hb->hb_face_reference_table(face->face, HB_TAG('C', 'F', 'F', ' '));
        unsigned size = 0;
        (void)s->hb->hb_blob_get_data(table, &size);
        cff = size > 0;
        s->hb->hb_blob_destroy(table);
    }
    font->href = oc_arena_printf(&s->arena, "font-%zu.%s", i + 1, cff ? "otf" : "ttf");
    font->media_type = cff ? "font/otf" : "font/ttf";
    font->family = family_of(s, i);
    return judge(s, font, face);
}

/* ---- Subsets ---- */

static bool is_shown(uint32_t cp)
{
    bool nothing = cp <= 0x20 || (cp >= 0x7F && cp <= 0xA0) || cp == 0xAD || cp == 0x3000 ||
                   (cp >= 0x2000 && cp <= 0x200F) || (cp >= 0x2028 && cp <= 0x202F) ||
                   (cp >= 0x205F && cp <= 0x206F) || (cp >= 0xFE00 && cp <= 0xFE0F) ||
                   cp == 0xFEFF || cp == 0xFFFD;
    return !nothing;
}

/* The characters that the font has go into wanted; some of the others are told. */
static void choose(struct service *s, hb_set_t *wanted, const struct face *face,
                   const struct oc_chars *chars, struct oc_diags *diags)
{
    hb_set_t *has = s->hb->hb_set_create();
    struct oc_buf lacking;
    size_t n = 0;
    oc_buf_init(&lacking, 256);
    s->hb->hb_face_collect_unicodes(face->face, has);
    for (uint32_t cp = 0; cp < OC_CHARS_END; cp++) {
        if (!oc_chars_has(chars, cp))
            continue;
        if (s->hb->hb_set_has(has, cp))
            s->hb->hb_set_add(wanted, cp);
        else if (is_shown(cp) && n++ < MAX_LACKING)
            oc_buf_put_cp(&lacking, cp);
    }
    if (n > MAX_LACKING)
        oc_buf_puts(&lacking, " …");
    if (n > 0)
        oc_diag_add(diags, OC_D_FONT_LACKS, OC_STR_NONE, 0, 0, face->file,
                    oc_arena_printf(&s->arena, "%zu of the book's characters: %s", n, lacking.p));
    oc_buf_release(&lacking);
    s->hb->hb_set_destroy(has);
}

static void put_face(struct service *s, struct oc_buf *out, hb_face_t *face)
{
    hb_blob_t *blob = s->hb->hb_face_reference_blob(face);
    unsigned size = 0;
    const char *data = s->hb->hb_blob_get_data(blob, &size);
    oc_buf_put(out, (struct oc_str){data, size});
    s->hb->hb_blob_destroy(blob);
}

static void subset(struct oc_fonts *self, struct oc_buf *out, size_t i,
                   const struct oc_chars *chars, struct oc_diags *diags)
{
    struct service *s = (struct service *)self;
    const struct face *face = &s->faces[i];
    hb_subset_input_t *input = s->hb->hb_subset_input_create_or_fail();
    if (!input)
        oc_out_of_memory();
    choose(s, s->hb->hb_subset_input_unicode_set(input), face, chars, diags);
    hb_face_t *small = face->whole ? NULL : s->hb->hb_subset_or_fail(face->face, input);
    put_face(s, out, small ? small : face->face);
    if (small)
        s->hb->hb_face_destroy(small);
    s->hb->hb_subset_input_destroy(input);
}

static void release(struct oc_fonts *self)
{
    struct service *s = (struct service *)self;
    oc_arena_release(&s->arena);
    free(s);
}

struct oc_fonts *oc_fonts_new(const struct oc_book *book, struct oc_diags *diags)
{
    const struct oc_strs *files = &book->config->fonts;
    if (files->n == 0)
        return NULL;
    struct service *s = oc_alloc(sizeof(*s));
    s->fonts = (struct oc_fonts){.subset = subset, .free = release};
    s->hb = oc_hb();
    oc_arena_init(&s->arena);
    s->fonts.v = oc_arena_alloc(&s->arena, files->n * sizeof(*s->fonts.v));
    s->faces = oc_arena_alloc(&s->arena, files->n * sizeof(*s->faces));
    for (size_t i = 0; i < files->n; i++) {
        struct oc_str file = oc_media_file(&s->arena, book, files->v[i]);
        const char *why = s->hb ? open_font(s, s->fonts.n, book->lang, file)
                                : "needs HarfBuzz's subset library, which is not on this computer";
        if (why)
            oc_diag_add(diags, OC_D_FONT_BAD, OC_STR_NONE, 0, 0, file, oc_str(why));
        else
            s->fonts.n++;
    }
    if (s->fonts.n > 0)
        return &s->fonts;
    release(&s->fonts);
    return NULL;
}
