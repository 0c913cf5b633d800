/* SPDX-License-Identifier: MIT */
/* Addresses to posts: what is known as a whole first, then by the last name in it. */
#include "book/address.h"

#include "base/limits.h"
#include "base/path.h"
#include "base/uni.h"
#include "base/utf8.h"

#define MAX_BEARERS 64 /* of one name that are compared; more of them say nothing */

/* ---- the site and its files ---- */

struct oc_str oc_post_source(struct oc_arena *a, const struct oc_post *post)
{
    struct oc_str path = oc_str(post->path), root = post->root;
    if (root.n > 0 && path.n > root.n && memcmp(path.p, root.p, root.n) == 0)
        path = oc_str_sub(path, root.p[root.n - 1] == '/' ? root.n : root.n + 1, path.n);
    return oc_path_normal(a, path);
}

bool oc_address_scheme(struct oc_str url)
{
    for (size_t i = 0; i < url.n; i++) {
        char c = url.p[i];
        if (c == ':')
            return i > 0;
        if (!((c | 0x20) >= 'a' && (c | 0x20) <= 'z') &&
            (i == 0 || !((c >= '0' && c <= '9') || c == '+' || c == '.' || c == '-')))
            return false;
    }
    return false;
}

struct oc_str oc_address_site(const struct oc_book *book)
{
    struct oc_str url = book->config && book->config->url.n ? book->config->url : book->site_url;
    return oc_address_scheme(url) ? url : OC_STR_NONE;
}

/* Parts an absolute URL; the host without www. and a usual port. False when it is none. */
static bool cut_host(struct oc_str *host, struct oc_str *path, struct oc_str url)
{
    size_t at;
    if (oc_str_istarts(url, "http://"))
        at = 7;
    else if (oc_str_istarts(url, "https://"))
        at = 8;
    else if (oc_str_starts(url, "//"))
        at = 2;
    else if (oc_str_istarts(url, "www."))
        at = 0;
    else
        return false;
    size_t end = at;
    while (end < url.n && !strchr("/?#", url.p[end]))
        end++;
    *host = oc_str_sub(url, at, end);
    *path = oc_str_sub(url, end, url.n);
    if (oc_str_iends(*host, ":80"))
        host->n -= 3;
    else if (oc_str_iends(*host, ":443"))
        host->n -= 4;
    if (oc_str_istarts(*host, "www."))
        *host = oc_str_sub(*host, 4, host->n);
    return host->n > 0 && oc_str_chr(*host, '@', 0) == SIZE_MAX;
}

bool oc_address_own(struct oc_str *path, const struct oc_book *book, struct oc_str url)
{
    struct oc_str host, site, below;
    return cut_host(&host, path, url) && cut_host(&site, &below, oc_address_site(book)) &&
           oc_str_ieq(host, site);
}

/* ---- keys ---- */

/* Whether oc_path_normal has anything to do. */
static bool is_untidy(struct oc_str path)
{
    return oc_str_find(path, "//", 0) != SIZE_MAX || oc_str_find(path, "./", 0) != SIZE_MAX ||
           oc_str_ends(path, "/.") || oc_str_ends(path, "/..");
}

static struct oc_str without_ends(struct oc_str s)
{
    static const char *const endings[] = {".html", ".htm"};
    while (s.n && s.p[0] == '/')
        s = oc_str_sub(s, 1, s.n);
    while (s.n && s.p[s.n - 1] == '/')
        s.n--;
    for (size_t i = 0; i < OC_COUNT(endings); i++)
        if (oc_str_iends(s, endings[i])) {
            s.n -= strlen(endings[i]);
            break;
        }
    if (oc_str_is(s, "index"))
        s.n = 0;
    else if (oc_str_ends(s, "/index"))
        s.n -= 6;
    return s;
}

struct oc_str oc_address_key(struct oc_arena *a, struct oc_str path, bool escaped)
{
    struct oc_buf buf;
    if (escaped) {
        size_t end = 0;
        while (end < path.n && path.p[end] != '?' && path.p[end] != '#')
            end++;
        path.n = end;
        if (oc_str_chr(path, '%', 0) != SIZE_MAX) {
            oc_buf_init(&buf, path.n + 1);
            oc_percent_decode(&buf, path);
            path = oc_buf_take(&buf, a);
            oc_buf_release(&buf);
        }
    }
    if (!oc_str_is_ascii(path)) {
        oc_buf_init(&buf, path.n * 4 + 16);
        oc_uni_nfc(&buf, path);
        if (!oc_str_eq(oc_buf_view(&buf), path))
            path = oc_buf_take(&buf, a);
        oc_buf_release(&buf);
    }
    if (is_untidy(path))
        path = oc_path_normal(a, path);
    return without_ends(path);
}

struct oc_str oc_address_fold(struct oc_arena *a, struct oc_str s)
{
    size_t at = 0;
    while (at < s.n && (unsigned char)s.p[at] < 0x80 && !(s.p[at] >= 'A' && s.p[at] <= 'Z'))
        at++;
    if (at == s.n)
        return s;
    struct oc_buf buf;
    oc_buf_init(&buf, s.n * 4 + 16);
    for (at = 0; at < s.n;)
        oc_buf_put_cp(&buf, oc_uni_lower(oc_utf8_next(s, &at)));
    if (!oc_str_eq(oc_buf_view(&buf), s))
        s = oc_buf_take(&buf, a);
    oc_buf_release(&buf);
    return s;
}

void oc_address_slug(struct oc_buf *out, struct oc_str s)
{
    size_t start = out->n;
    bool gap = false;
    for (size_t at = 0; at < s.n;) {
        uint32_t cp = oc_utf8_next(s, &at);
        if (cp == '_' || !oc_uni_is_alnum(cp)) {
            gap = out->n > start;
            continue;
        }
        if (gap)
            oc_buf_putc(out, '-');
        gap = false;
        oc_buf_put_cp(out, oc_uni_lower(cp));
    }
}

struct oc_str oc_address_foreign(struct oc_arena *a, struct oc_str url)
{
    static const char *const numbers[] = {"?p=", "?page_id=", "?post="};
    struct oc_str host, path = url;
    if (cut_host(&host, &path, url) && oc_str_chr(path, '?', 0) == SIZE_MAX) {
        struct oc_str key = oc_address_key(a, path, true);
        host = oc_address_fold(a, host);
        return oc_arena_printf(a, "//%.*s/%.*s", OC_STR_ARG(host), OC_STR_ARG(key));
    }
    size_t query = oc_str_chr(path, '?', 0);
    struct oc_str rest = oc_str_sub(path, query, path.n);
    for (size_t i = 0; query <= 1 && i < OC_COUNT(numbers); i++) {
        size_t from = strlen(numbers[i]), to = from;
        while (to < rest.n && rest.p[to] >= '0' && rest.p[to] <= '9')
            to++;
        if (oc_str_starts(rest, numbers[i]) && to > from)
            return oc_arena_printf(a, "?p=%.*s", OC_STR_ARG(oc_str_sub(rest, from, to)));
    }
    return OC_STR_NONE;
}

/* ---- by the last name ---- */

struct wanted {
    const struct oc_book *book;
    const struct oc_post *from;
    struct oc_arena *scratch;
    struct oc_str dirs; /* of the address, before its last name */
};

/* How many folders two paths have in common. */
static int common_folders(struct oc_str a, struct oc_str b)
{
    int n = 0;
    for (size_t i = 0; i < a.n && i < b.n && a.p[i] == b.p[i]; i++)
        n += a.p[i] == '/';
    return n;
}

static bool has_folder(struct oc_str path, struct oc_str name)
{
    struct oc_str part, rest = path;
    while (oc_str_cut(&part, &rest, '/'))
        if (oc_str_ieq(part, name))
            return true;
    return false;
}

/* Sites put these above a post's own name, and change them. */
static bool is_route(struct oc_str name)
{
    static const char *const words[] = {"blog",    "blogs",    "post", "posts",    "p",
                                        "archive", "archives", "news", "article",  "articles",
                                        "entry",   "entries",  "note", "notes",    "writing",
                                        "essay",   "essays",   "..",   "index.php"};
    for (size_t i = 0; i < OC_COUNT(words); i++)
        if (oc_str_iis(name, words[i]))
            return true;
    return false;
}

static bool in_categories(const struct oc_post *post, struct oc_str name)
{
    for (size_t i = 0; i < post->ncategories; i++)
        for (size_t k = 0; k < post->categories[i].names.n; k++)
            if (oc_str_ieq(post->categories[i].names.v[k], name))
                return true;
    return false;
}

/* How well the folders of an address fit a post; below 0: not at all. */
static int fit(const struct wanted *w, const struct oc_post *post, bool specific)
{
    struct oc_str part, rest = w->dirs, source = oc_post_source(w->scratch, post);
    const int fields[] = {post->date.year, post->date.month, post->date.day};
    size_t field = 0;
    int score = 1 + (oc_post_in_book(post) ? 4 : 0);
    while (rest.p && oc_str_cut(&part, &rest, '/')) {
        int64_t number;
        if (part.n == 0 || is_route(part))
            continue;
        if (oc_str_int(&number, part, 1, 9999) == 0 && (field > 0 || part.n == 4)) {
            bool same = (post->date.valid && field < 3 && number == fields[field]) ||
                        has_folder(source, part) || has_folder(post->url, part);
            if (!same && !specific)
                return -1;
            score += same ? 16 : 0;
            field++;
        } else if (has_folder(source, part) || has_folder(post->url, part) ||
                   oc_str_ieq(post->lang, part) || in_categories(post, part)) {
            score += 16;
        } else {
            return -1;
        }
    }
    int near = w->from ? common_folders(source, oc_post_source(w->scratch, w->from)) : 0;
    return score * 8 + (near < 7 ? near : 7);
}

/* The one post of that name that fits best; NULL when several do. */
static struct oc_post *by_word(const struct wanted *w, struct oc_str word, bool title)
{
    const struct oc_bearer *b = oc_map_get(&w->book->by_word, oc_address_fold(w->scratch, word));
    bool specific = !oc_str_is_ascii(word) || oc_str_chr(word, '-', 0) != SIZE_MAX;
    struct oc_post *best = NULL;
    int best_fit = -1, seen = 0;
    bool tie = false;
    for (; b; b = b->next) {
        if (b->title != title)
            continue;
        int f = fit(w, b->post, specific);
        if (++seen > MAX_BEARERS)
            return NULL;
        if (f < 0 || f < best_fit)
            continue;
        tie = f == best_fit;
        best_fit = f;
        best = b->post;
    }
    return tie ? NULL : best;
}

static struct oc_post *by_title(const struct wanted *w, struct oc_str title)
{
    struct oc_buf slug;
    oc_buf_init(&slug, title.n * 4 + 16);
    oc_address_slug(&slug, title);
    struct oc_post *post = by_word(w, oc_buf_view(&slug), true);
    oc_buf_release(&slug);
    return post;
}

/* ---- URLs ---- */

static struct oc_post *by_key(const struct oc_book *book, struct oc_arena *scratch,
                              struct oc_str key)
{
    struct oc_post *post = oc_map_get(&book->by_url, key);
    if (post || key.n == 0)
        return post;
    struct oc_str folded = oc_address_fold(scratch, key);
    return oc_str_eq(folded, key) ? NULL : oc_map_get(&book->by_url, folded);
}

/* path: below the host, from the root. */
static struct oc_post *by_path(const struct oc_book *book, const struct oc_post *from,
                               struct oc_arena *scratch, struct oc_str path)
{
    struct oc_str key = oc_address_key(scratch, path, true), base = book->site_base;
    struct oc_post *post = by_key(book, scratch, key);
    if (base.n && oc_path_inside(base, key)) {
        key = oc_str_sub(key, key.n > base.n ? base.n + 1 : base.n, key.n);
        struct oc_post *below = by_key(book, scratch, key);
        post = below ? below : post;
    }
    if (post || key.n == 0)
        return post;
    struct wanted w = {book, from, scratch, oc_path_dir(key)};
    post = by_word(&w, oc_path_base(key), false);
    return post ? post : by_word(&w, oc_path_base(key), true);
}

struct oc_post *oc_address_url(const struct oc_book *book, const struct oc_post *from,
                               struct oc_arena *scratch, struct oc_str url)
{
    struct oc_str path = url, host, site, below, key;
    bool own = oc_address_own(&path, book, url);
    bool absolute = own || oc_address_scheme(url) || cut_host(&host, &path, url);
    if (url.n == 0 || url.n > OC_MAX_URL_BYTES)
        return NULL;
    if (book->foreign && (absolute || oc_str_chr(url, '?', 0) <= 1)) {
        key = oc_address_foreign(scratch, url);
        struct oc_post *post =
            key.n && (own || !absolute || key.p[0] == '/') ? oc_map_get(&book->by_url, key) : NULL;
        if (post)
            return post;
    }
    if (own)
        return by_path(book, from, scratch, path);
    if (absolute) { /* the blog may have lived at blog.example.com before it was example.com */
        if (!cut_host(&host, &path, url) || !cut_host(&site, &below, oc_address_site(book)))
            return NULL;
        bool old = host.n == site.n + 5 && oc_str_istarts(host, "blog.") &&
                   oc_str_ieq(oc_str_sub(host, 5, host.n), site);
        key = old ? oc_address_key(scratch, path, true) : OC_STR_NONE;
        return key.n ? by_key(book, scratch, key) : NULL;
    }
    if (path.p[0] == '/')
        return by_path(book, from, scratch, path);
    if (!from || from->url.n == 0 || strchr("?#", path.p[0]))
        return NULL;
    size_t slash = oc_str_rchr(from->url, '/'); /* of x/ the folder is x itself */
    struct oc_str dir = oc_str_sub(from->url, 0, slash == SIZE_MAX ? 0 : slash + 1);
    return by_path(book, from, scratch,
                   oc_arena_printf(scratch, "%.*s%.*s", OC_STR_ARG(dir), OC_STR_ARG(path)));
}

/* ---- files ---- */

/* What sites leave out at the end of a path. */
static const char *const endings[] = {".md",    ".markdown",      ".html",       ".htm",
                                      ".mdx",   "/index.md",      "/index.html", "/index.mdx",
                                      ".mdown", "/index.markdown"};

void oc_address_add_file(struct oc_book *book, struct oc_str path, struct oc_post *post)
{
    oc_map_add(&book->by_name, path, post);
    for (size_t i = 0; i < OC_COUNT(endings); i++)
        if (oc_str_ends(path, endings[i]))
            book->endings |= 1u << i;
}

/* The file that path names, spelled out or as sites shorten it. */
static struct oc_post *find_file(const struct oc_book *book, struct oc_arena *a, struct oc_str path)
{
    path = oc_path_normal(a, path);
    if (path.n == 0 || oc_str_starts(path, ".."))
        return NULL;
    struct oc_post *post = oc_map_get(&book->by_name, path);
    if (post)
        return post;
    if (oc_str_iends(path, ".html") || oc_str_iends(path, ".htm"))
        path.n = oc_str_rchr(path, '.');
    char *name = oc_arena_alloc(a, path.n + 20);
    memcpy(name, path.p, path.n);
    for (size_t i = 0; i < OC_COUNT(endings) && !post; i++) {
        if (!(book->endings >> i & 1))
            continue;
        size_t n = strlen(endings[i]);
        memcpy(name + path.n, endings[i], n);
        post = oc_map_get(&book->by_name, (struct oc_str){name, path.n + n});
    }
    return post;
}

/* From the root of the site or the folder its posts are in. */
static struct oc_post *from_root(const struct oc_book *book, struct oc_arena *a, struct oc_str path)
{
    static const char *const tops[] = {"content", "source/_posts", "_posts", "source",
                                       "src/content"};
    struct oc_post *post = find_file(book, a, path);
    for (size_t i = 0; i < OC_COUNT(tops) && !post; i++)
        post = find_file(book, a, oc_path_join(a, oc_str(tops[i]), path));
    return post;
}

struct oc_post *oc_address_file(const struct oc_book *book, const struct oc_post *from,
                                struct oc_arena *scratch, struct oc_str path)
{
    if (path.n == 0 || path.n > OC_MAX_URL_BYTES)
        return NULL;
    if (oc_str_starts(path, "@/") || oc_str_starts(path, "/")) {
        while (path.n && (path.p[0] == '@' || path.p[0] == '/'))
            path = oc_str_sub(path, 1, path.n);
        return from_root(book, scratch, path);
    }
    if (!from)
        return from_root(book, scratch, path);
    /* from the file's folder; else from the folder that the post is on the site */
    struct oc_str name = oc_post_source(scratch, from), dir = oc_path_dir(name);
    struct oc_post *post = find_file(book, scratch, oc_path_join(scratch, dir, path));
    if (!post) {
        dir = oc_path_join(scratch, dir, oc_path_stem(name));
        post = find_file(book, scratch, oc_path_join(scratch, dir, path));
    }
    return post;
}

/* ---- names ---- */

static struct oc_str without_extension(struct oc_str name)
{
    static const char *const exts[] = {".md", ".markdown", ".mdx", ".html", ".htm", ".mdown"};
    for (size_t i = 0; i < OC_COUNT(exts); i++)
        if (name.n > strlen(exts[i]) && oc_str_iends(name, exts[i]))
            return oc_str_sub(name, 0, name.n - strlen(exts[i]));
    return name;
}

struct oc_post *oc_address_name(const struct oc_book *book, const struct oc_post *from,
                                struct oc_arena *scratch, struct oc_str name)
{
    name = oc_str_trim_wide(name);
    struct oc_str key = oc_address_key(scratch, name, false);
    if (key.n == 0 || key.n > OC_MAX_URL_BYTES)
        return NULL;
    struct oc_post *post = oc_address_file(book, from, scratch, name);
    if (!post)
        post = from_root(book, scratch, key);
    if (!post && oc_str_chr(key, '/', 0) != SIZE_MAX)
        post = by_key(book, scratch, key);
    if (post)
        return post;
    struct oc_str stem = without_extension(oc_str_sub(key, oc_str_rchr(key, '/') + 1, key.n));
    struct wanted w = {book, from, scratch, oc_path_dir(key)};
    post = by_word(&w, stem, false);
    if (!post && oc_str_chr(stem, ' ', 0) != SIZE_MAX) { /* "My Post" and my-post.md */
        char *dashed = oc_arena_alloc(scratch, stem.n);
        for (size_t i = 0; i < stem.n; i++)
            dashed[i] = stem.p[i] == ' ' ? '-' : stem.p[i];
        post = by_word(&w, (struct oc_str){dashed, stem.n}, false);
    }
    w.dirs = OC_STR_NONE;
    return post ? post : by_title(&w, name);
}
