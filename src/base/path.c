/* SPDX-License-Identifier: MIT */
/* Paths as text, and percent-encoding. */
#include "base/path.h"

#include "base/utf8.h"

static struct oc_str without_end_slashes(struct oc_str path)
{
    while (path.n > 1 && path.p[path.n - 1] == '/')
        path.n--;
    return path;
}

struct oc_str oc_path_base(struct oc_str path)
{
    path = without_end_slashes(path);
    size_t slash = oc_str_rchr(path, '/');
    return slash == SIZE_MAX ? path : oc_str_sub(path, slash + 1, path.n);
}

struct oc_str oc_path_dir(struct oc_str path)
{
    path = without_end_slashes(path);
    size_t slash = oc_str_rchr(path, '/');
    if (slash == SIZE_MAX)
        return oc_str_sub(path, 0, 0);
    return without_end_slashes(oc_str_sub(path, 0, slash ? slash : 1));
}

/* Where the dot of the extension stands in a base name, or its length. */
static size_t ext_dot(struct oc_str base)
{
    size_t first = 0;
    while (first < base.n && base.p[first] == '.')
        first++;
    size_t dot = oc_str_rchr(base, '.');
    return dot == SIZE_MAX || dot < first || dot + 1 == base.n ? base.n : dot;
}

struct oc_str oc_path_ext(struct oc_str path)
{
    struct oc_str base = oc_path_base(path);
    return oc_str_sub(base, ext_dot(base) + 1, base.n);
}

bool oc_path_is_image(struct oc_str path)
{
    static const char *const exts[] = {"png",  "jpg",  "jpeg", "gif", "webp", "svg",
                                       "avif", "heic", "bmp",  "tif", "tiff"};
    for (size_t i = 0; i < OC_COUNT(exts); i++)
        if (oc_str_iis(oc_path_ext(path), exts[i]))
            return true;
    return false;
}

struct oc_str oc_path_stem(struct oc_str path)
{
    struct oc_str base = oc_path_base(path);
    return oc_str_sub(base, 0, ext_dot(base));
}

struct oc_str oc_path_join(struct oc_arena *a, struct oc_str dir, struct oc_str name)
{
    if (dir.n == 0 || (name.n && name.p[0] == '/'))
        return oc_arena_copy(a, name);
    size_t slash = dir.p[dir.n - 1] != '/';
    char *p = oc_arena_alloc(a, dir.n + slash + name.n + 1);
    memcpy(p, dir.p, dir.n);
    if (slash)
        p[dir.n] = '/';
    if (name.n)
        memcpy(p + dir.n + slash, name.p, name.n);
    return (struct oc_str){p, dir.n + slash + name.n};
}

struct oc_str oc_path_normal(struct oc_arena *a, struct oc_str path)
{
    size_t root = path.n && path.p[0] == '/';
    char *out = oc_arena_alloc(a, path.n + 1);
    size_t n = root;
    size_t fixed = root; /* bytes no ".." takes away: the root, or leading ".." names */
    if (root)
        out[0] = '/';
    struct oc_str part, rest = oc_str_sub(path, root, path.n);
    while (oc_str_cut(&part, &rest, '/')) {
        bool up = oc_str_is(part, "..");
        if (part.n == 0 || oc_str_is(part, ".") || (up && root && n == fixed))
            continue;
        if (up && n > fixed) {
            while (n > fixed && out[n - 1] != '/')
                n--;
            if (n > fixed)
                n--;
            continue;
        }
        if (n > root)
            out[n++] = '/';
        memcpy(out + n, part.p, part.n);
        n += part.n;
        if (up)
            fixed = n;
    }
    out[n] = '\0';
    return (struct oc_str){out, n};
}

bool oc_path_inside(struct oc_str root, struct oc_str path)
{
    if (root.n > path.n || !oc_str_eq(oc_str_sub(path, 0, root.n), root))
        return false;
    if (root.n == 0 && path.n && path.p[0] == '/')
        return false;
    struct oc_str rest = oc_str_sub(path, root.n, path.n);
    if (root.n && root.p[root.n - 1] != '/' && rest.n) {
        if (rest.p[0] != '/')
            return false;
        rest = oc_str_sub(rest, 1, rest.n);
    }
    return !oc_str_is(rest, "..") && !oc_str_starts(rest, "../");
}

/* ---- globs ---- */

bool oc_path_has_glob(struct oc_str pattern)
{
    return oc_str_chr(pattern, '*', 0) != SIZE_MAX || oc_str_chr(pattern, '?', 0) != SIZE_MAX;
}

/* The length of the character at s.p[i]. */
static size_t char_size(struct oc_str s, size_t i)
{
    size_t n = 1;
    while (i + n < s.n && ((unsigned char)s.p[i + n] & 0xC0) == 0x80)
        n++;
    return n;
}

/* Where matching goes on when it fails: the pattern after a star, and what the star has eaten. */
struct retry {
    size_t pattern, path;
    bool set, names; /* names: it eats whole names, each with its slash */
};

/* Lets a star eat more; false when it cannot. */
static bool eat(struct retry *star, struct oc_str path, bool deep)
{
    if (!star->set || star->path >= path.n || (!deep && path.p[star->path] == '/'))
        return false;
    size_t slash = star->names ? oc_str_chr(path, '/', star->path) : star->path;
    if (slash == SIZE_MAX)
        return false;
    star->path = slash + 1;
    return true;
}

bool oc_path_glob(struct oc_str pattern, struct oc_str path)
{
    struct retry star = {0}, deep = {0}; /* the last ones: earlier ones need not eat more */
    size_t p = 0, i = 0;
    while (i < path.n || p < pattern.n) {
        char c = p < pattern.n ? pattern.p[p] : '\0';
        if (c == '*' && p + 1 < pattern.n && pattern.p[p + 1] == '*') {
            bool slash = p + 2 < pattern.n && pattern.p[p + 2] == '/';
            bool names = slash && (i == 0 || path.p[i - 1] == '/');
            p += names ? 3 : 2;
            deep = (struct retry){p, i, true, names};
            star.set = false;
        } else if (c == '*') {
            star = (struct retry){++p, i, true, false};
        } else if (i < path.n && c == '?' && path.p[i] != '/') {
            i += char_size(path, i);
            p++;
        } else if (i < path.n && p < pattern.n && c != '?' && c == path.p[i]) {
            i++;
            p++;
        } else {
            bool near = eat(&star, path, false);
            if (!near && !eat(&deep, path, true))
                return false;
            star.set = near;
            p = near ? star.pattern : deep.pattern;
            i = near ? star.path : deep.path;
        }
    }
    return true;
}

/* ---- percent-encoding ---- */

void oc_percent_decode(struct oc_buf *out, struct oc_str s)
{
    size_t from = 0;
    for (size_t at; (at = oc_str_chr(s, '%', from)) != SIZE_MAX;) {
        oc_buf_put(out, oc_str_sub(s, from, at));
        int high = at + 2 < s.n ? oc_hex_value(s.p[at + 1]) : -1;
        int low = at + 2 < s.n ? oc_hex_value(s.p[at + 2]) : -1;
        bool good = high >= 0 && low >= 0;
        int c = good ? high << 4 | low : '%';
        oc_buf_putc(out, (char)c);
        from = at + (good ? 3 : 1);
    }
    oc_buf_put(out, oc_str_sub(s, from, s.n));
}

void oc_percent_show(struct oc_buf *out, struct oc_str s)
{
    size_t from = out->n;
    oc_percent_decode(out, s);
    if (oc_utf8_valid(oc_str_sub(oc_buf_view(out), from, out->n), NULL))
        return;
    out->n = from;
    oc_buf_put(out, s);
}

void oc_percent_put(struct oc_buf *out, char byte)
{
    static const char hex[] = "0123456789ABCDEF";
    unsigned char c = (unsigned char)byte;
    char escape[3] = {'%', hex[c >> 4], hex[c & 15]};
    oc_buf_put(out, (struct oc_str){escape, 3});
}

struct oc_str oc_path_slashes(struct oc_arena *a, struct oc_str path)
{
    char *copy = oc_arena_alloc(a, path.n + 1);
    for (size_t i = 0; i < path.n; i++)
        copy[i] = path.p[i] == '\\' ? '/' : path.p[i];
    copy[path.n] = '\0';
    return (struct oc_str){copy, path.n};
}

static bool unreserved(unsigned char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

void oc_percent_encode(struct oc_buf *out, struct oc_str s, const char *keep)
{
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (unreserved(c) || (c && strchr(keep, c)))
            continue;
        oc_buf_put(out, oc_str_sub(s, from, i));
        oc_percent_put(out, s.p[i]);
        from = i + 1;
    }
    oc_buf_put(out, oc_str_sub(s, from, s.n));
}
