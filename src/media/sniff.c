/* SPDX-License-Identifier: MIT */
/* From the first bytes to the reader of that type; what is no image is named for what it is. */
#include "media/sniff.h"

static const struct oc_type_row rows[OC_TYPE_COUNT] = {
    [OC_TYPE_NONE] = {"nothing", NULL, NULL, ""},
    [OC_TYPE_PNG] = {"PNG", ".png", "image/png", " png apng "},
    [OC_TYPE_JPEG] = {"JPEG", ".jpg", "image/jpeg", " jpg jpeg jpe jfif "},
    [OC_TYPE_GIF] = {"GIF", ".gif", "image/gif", " gif "},
    [OC_TYPE_WEBP] = {"WebP", NULL, NULL, " webp "},
    [OC_TYPE_AVIF] = {"AVIF", NULL, NULL, " avif avifs heif hif "},
    [OC_TYPE_HEIC] = {"HEIC", NULL, NULL, " heic heif hif heics "},
    [OC_TYPE_BMP] = {"BMP", NULL, NULL, " bmp dib "},
    [OC_TYPE_TIFF] = {"TIFF", NULL, NULL, " tif tiff "},
    [OC_TYPE_SVG] = {"SVG", ".svg", "image/svg+xml", " svg "},
};

const struct oc_type_row *oc_type_row(enum oc_image_type type)
{
    return &rows[type];
}

bool oc_type_lies(enum oc_image_type type, struct oc_str ext)
{
    char name[8] = " ";
    if (ext.n == 0 || ext.n > sizeof(name) - 3)
        return false;
    for (size_t i = 0; i < ext.n; i++)
        name[i + 1] = (char)(ext.p[i] >= 'A' && ext.p[i] <= 'Z' ? ext.p[i] + 32 : ext.p[i]);
    name[ext.n + 1] = ' ';
    if (strstr(rows[type].names, name))
        return false;
    for (size_t i = 0; i < OC_TYPE_COUNT; i++)
        if (strstr(rows[i].names, name))
            return true;
    return false; /* ".image" says nothing */
}

/* A comment, a processing instruction or a DOCTYPE at the start; its length, 0 when none. */
static size_t prolog(struct oc_str s)
{
    size_t end = SIZE_MAX;
    if (oc_str_starts(s, "<!--")) {
        end = oc_str_find(s, "-->", 4);
        return end == SIZE_MAX ? 0 : end + 3;
    }
    if (oc_str_starts(s, "<?")) {
        end = oc_str_find(s, "?>", 2);
        return end == SIZE_MAX ? 0 : end + 2;
    }
    if (!oc_str_istarts(s, "<!doctype"))
        return 0;
    size_t open = oc_str_chr(s, '[', 0), close = oc_str_chr(s, '>', 0);
    if (open < close) { /* declarations, up to "]>" */
        close = oc_str_chr(s, ']', open);
        close = close == SIZE_MAX ? SIZE_MAX : oc_str_chr(s, '>', close);
    }
    return close == SIZE_MAX ? 0 : close + 1;
}

/* What markup it is: SVG by its root element, else text that is named in *why. */
static bool is_svg(const char **why, struct oc_str s)
{
    static const char *const pages[] = {"<html", "<head", "<body", "<!doctype html", "<title"};
    if (oc_str_starts(s, "version https://git-lfs"))
        *why = "is only Git LFS's pointer to the image: run 'git lfs pull'";
    if (oc_str_starts(s, "\xEF\xBB\xBF"))
        s = oc_str_sub(s, 3, s.n);
    s = oc_str_trim(s);
    if (s.n == 0 || s.p[0] != '<')
        return false;
    for (size_t n = 1; n > 0;) {
        for (size_t i = 0; i < OC_COUNT(pages); i++)
            if (oc_str_istarts(s, pages[i]))
                *why = "is a web page, not an image";
        n = prolog(s);
        s = oc_str_trim(oc_str_sub(s, n, s.n));
    }
    struct oc_str name = oc_str_sub(s, 1, s.n);
    size_t end = 0;
    while (end < name.n && !memchr(" \t\r\n/>", name.p[end], 6))
        end++;
    name = oc_str_sub(name, 0, end);
    return oc_str_is(name, "svg") || (name.n < 80 && oc_str_ends(name, ":svg"));
}

/* An ISO file of images by its brands. */
static enum oc_image_type heif_type(struct oc_str b)
{
    static const struct {
        const char *brand;
        enum oc_image_type type;
    } brands[] = {
        {"avif", OC_TYPE_AVIF}, {"avis", OC_TYPE_AVIF}, {"heic", OC_TYPE_HEIC},
        {"heix", OC_TYPE_HEIC}, {"hevc", OC_TYPE_HEIC}, {"hevx", OC_TYPE_HEIC},
        {"heim", OC_TYPE_HEIC}, {"heis", OC_TYPE_HEIC}, {"mif1", OC_TYPE_NONE},
        {"msf1", OC_TYPE_NONE},
    };
    if (b.n < 16 || memcmp(b.p + 4, "ftyp", 4) != 0)
        return OC_TYPE_NONE;
    size_t end = oc_be32(b.p) < b.n ? oc_be32(b.p) : b.n;
    bool images = false;
    for (size_t at = 8; at + 4 <= end && at < 200; at += at == 8 ? 8 : 4) {
        for (size_t i = 0; i < OC_COUNT(brands); i++) {
            if (memcmp(b.p + at, brands[i].brand, 4) != 0)
                continue;
            if (brands[i].type != OC_TYPE_NONE)
                return brands[i].type;
            images = true;
        }
    }
    return images ? OC_TYPE_HEIC : OC_TYPE_NONE;
}

static enum oc_image_type type_of(struct oc_str b)
{
    if (oc_str_starts(b, "\x89PNG\r\n\x1a\n"))
        return OC_TYPE_PNG;
    if (oc_str_starts(b, "\xFF\xD8\xFF"))
        return OC_TYPE_JPEG;
    if (oc_str_starts(b, "GIF87a") || oc_str_starts(b, "GIF89a"))
        return OC_TYPE_GIF;
    if (b.n >= 12 && memcmp(b.p, "RIFF", 4) == 0 && memcmp(b.p + 8, "WEBP", 4) == 0)
        return OC_TYPE_WEBP;
    if (b.n >= 4 && (memcmp(b.p, "II*\0", 4) == 0 || memcmp(b.p, "MM\0*", 4) == 0))
        return OC_TYPE_TIFF;
    /* two letters are little: the header must have a size that exists */
    if (b.n >= 26 && memcmp(b.p, "BM", 2) == 0 && oc_le32(b.p + 14) >= 12 &&
        oc_le32(b.p + 14) <= 256)
        return OC_TYPE_BMP;
    return heif_type(b);
}

int oc_sniff(struct oc_sniff *out, const char **why, struct oc_str bytes)
{
    static int (*const readers[OC_TYPE_COUNT])(struct oc_sniff *, const char **, struct oc_str) = {
        [OC_TYPE_PNG] = oc_sniff_png,   [OC_TYPE_JPEG] = oc_sniff_jpeg,
        [OC_TYPE_GIF] = oc_sniff_gif,   [OC_TYPE_WEBP] = oc_sniff_webp,
        [OC_TYPE_AVIF] = oc_sniff_heif, [OC_TYPE_HEIC] = oc_sniff_heif,
        [OC_TYPE_BMP] = oc_sniff_bmp,   [OC_TYPE_TIFF] = oc_sniff_tiff,
    };
    *out = (struct oc_sniff){.frames = 1, .turn = 1};
    *why = bytes.n == 0 ? "is empty" : "is not an image that octavo knows";
    if (bytes.n == 0)
        return -1;
    out->type = type_of(bytes);
    if (out->type == OC_TYPE_NONE) {
        if (!is_svg(why, bytes))
            return -1;
        out->type = OC_TYPE_SVG;
        return 0;
    }
    *why = "has a damaged header";
    if (readers[out->type](out, why, bytes) != 0)
        return -1;
    if (out->width == 0 || out->height == 0) {
        *why = "has no size";
        return -1;
    }
    return 0;
}
