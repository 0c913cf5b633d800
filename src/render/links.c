/* SPDX-License-Identifier: MIT */
/*
 * Links. What an href names decides what becomes of it: a place in this page, another post of the
 * book, an address on the web, or nothing a book can follow; then the link's text stays alone.
 */
#include "base/limits.h"
#include "base/path.h"
#include "render/ids.h"
#include "render/passes.h"
#include "xhtml/url.h"

struct links {
    struct oc_render *r;
    struct oc_buf url; /* the new href of the link at hand */
    size_t crefs;
};

/* ---- finding posts ---- */

/* Path of a post's file below its site's root: the keys of book->by_name. */
static struct oc_str source_path(struct oc_arena *a, const struct oc_post *post)
{
    struct oc_str path = oc_str(post->path), root = post->root;
    if (root.n > 0 && path.n > root.n && memcmp(path.p, root.p, root.n) == 0)
        path = oc_str_sub(path, root.p[root.n - 1] == '/' ? root.n : root.n + 1, path.n);
    return oc_path_normal(a, path);
}

static struct oc_post *by_name(const struct oc_book *book, struct oc_str path)
{
    struct oc_post *post = oc_map_get(&book->by_name, path);
    return post && post->href.n > 0 && !post->failed ? post : NULL;
}

/* The file that path names, spelled out or as sites shorten it. */
static struct oc_post *find_file(const struct oc_book *book, struct oc_arena *a, struct oc_str path)
{
    static const char *const endings[] = {".md",    ".markdown",      ".html",       ".htm",
                                          ".mdx",   "/index.md",      "/index.html", "/index.mdx",
                                          ".mdown", "/index.markdown"};
    path = oc_path_normal(a, path);
    if (path.n == 0 || oc_str_starts(path, ".."))
        return NULL;
    struct oc_post *post = by_name(book, path);
    if (post)
        return post;
    if (oc_str_iends(path, ".html") || oc_str_iends(path, ".htm"))
        path.n = oc_str_rchr(path, '.');
    char *name = oc_arena_alloc(a, path.n + 20);
    memcpy(name, path.p, path.n);
    for (size_t i = 0; i < OC_COUNT(endings) && !post; i++) {
        size_t n = strlen(endings[i]);
        memcpy(name + path.n, endings[i], n);
        post = by_name(book, (struct oc_str){name, path.n + n});
    }
    return post;
}

static bool has_scheme(struct oc_str url)
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

struct oc_post *oc_link_find(const struct oc_book *book, const struct oc_post *from,
                             struct oc_arena *scratch, struct oc_str url)
{
    if (url.n == 0 || url.n > OC_MAX_URL_BYTES || has_scheme(url) || oc_str_starts(url, "//"))
        return NULL;
    struct oc_buf path;
    size_t query = oc_str_chr(url, '?', 0);
    oc_buf_init(&path, OC_MAX_URL_BYTES);
    oc_percent_decode(&path, oc_str_sub(url, 0, query));
    url = oc_buf_take(&path, scratch);
    oc_buf_release(&path);

    if (url.n == 0) /* "?x=1": the post itself */
        return by_name(book, source_path(scratch, from));
    /* Zola and some editors write paths from the root of the content */
    if (oc_str_starts(url, "@/") || oc_str_starts(url, "/")) {
        struct oc_str rest = oc_str_sub(url, oc_str_starts(url, "@") ? 2 : 1, url.n);
        struct oc_post *post = find_file(book, scratch, rest);
        if (!post)
            post = find_file(book, scratch, oc_path_join(scratch, OC_STR("content"), rest));
        return post;
    }
    /* from the file's folder; else from the folder that the post is on the site */
    struct oc_str name = source_path(scratch, from), dir = oc_path_dir(name);
    struct oc_post *post = find_file(book, scratch, oc_path_join(scratch, dir, url));
    if (!post) {
        dir = oc_path_join(scratch, dir, oc_path_stem(name));
        post = find_file(book, scratch, oc_path_join(scratch, dir, url));
    }
    return post;
}

/* ---- addresses ---- */

static bool clean(struct links *s, struct oc_str url)
{
    oc_buf_clear(&s->url);
    return url.n <= OC_MAX_URL_BYTES && oc_url_clean(&s->url, url);
}

static struct oc_str site_url(const struct oc_book *book)
{
    struct oc_str url = book->config && book->config->url.n ? book->config->url : book->site_url;
    return has_scheme(url) ? url : OC_STR_NONE;
}

/* The address on the web of a path of the site, when the site's own is known. */
static bool clean_site_path(struct links *s, struct oc_str path)
{
    struct oc_render *r = s->r;
    struct oc_str site = site_url(r->book);
    if (site.n == 0 || path.n > OC_MAX_URL_BYTES)
        return false;
    if (path.p[0] == '/') {
        size_t host = oc_str_find(site, "://", 0);
        size_t end = host == SIZE_MAX ? SIZE_MAX : oc_str_chr(site, '/', host + 3);
        site = oc_str_sub(site, 0, end);
    } else {
        struct oc_str dir = oc_path_dir(source_path(r->arena, r->post));
        bool on_site = oc_str_starts(r->post->permalink, "/");
        if (on_site) /* the post is a folder there, or a file */
            dir = oc_str_ends(r->post->permalink, "/") ? r->post->permalink
                                                       : oc_path_dir(r->post->permalink);
        path = oc_path_normal(r->arena, oc_path_join(r->arena, dir, path));
        if (oc_str_starts(path, ".."))
            return false;
    }
    bool slash = oc_str_ends(site, "/") || oc_str_starts(path, "/");
    if (oc_str_ends(site, "/") && oc_str_starts(path, "/"))
        path = oc_str_sub(path, 1, path.n);
    return clean(s, oc_arena_printf(r->arena, "%.*s%s%.*s", OC_STR_ARG(site), slash ? "" : "/",
                                    OC_STR_ARG(path)));
}

/* ---- what an href becomes ---- */

static void to_fragment(struct links *s, struct oc_str fragment, const xmlNode *a)
{
    struct oc_render *r = s->r;
    struct oc_str id = OC_STR_NONE;
    if (fragment.n > 0 && fragment.n <= OC_MAX_URL_BYTES)
        id = oc_anchor_find(r, fragment);
    oc_buf_clear(&s->url);
    if (id.n > 0) {
        oc_buf_putc(&s->url, '#');
        oc_buf_put(&s->url, id);
        return;
    }
    if (fragment.n > 0 && !oc_str_iis(fragment, "top"))
        oc_render_warn(r, OC_D_LINK_FRAGMENT, a, fragment, OC_STR_NONE);
    oc_buf_put(&s->url, r->post->href);
}

static void to_post(struct links *s, struct oc_post *to, struct oc_str fragment, const xmlNode *a)
{
    struct oc_render *r = s->r;
    struct oc_post *post = r->post;
    if (to == post && fragment.n > 0) {
        to_fragment(s, fragment, a);
        return;
    }
    oc_buf_clear(&s->url);
    oc_buf_put(&s->url, to->href);
    if (fragment.n == 0)
        return;
    struct oc_buf text;
    struct oc_ref ref = {.to = to};
    ref.line = oc_node_line(a, &ref.col);
    oc_buf_init(&text, OC_MAX_URL_BYTES);
    oc_percent_decode(&text, fragment);
    ref.fragment = oc_buf_take(&text, &post->arena);
    oc_buf_release(&text);
    post->refs = oc_arena_grow(&post->arena, post->refs, &s->crefs, post->nrefs + 1, sizeof(ref));
    post->refs[post->nrefs++] = ref;
}

/* name@host, which is no path */
static bool is_address(struct oc_str href)
{
    size_t at = oc_str_chr(href, '@', 0), slash = oc_str_chr(href, '/', 0);
    return at != SIZE_MAX && at > 0 && at < slash;
}

/* href into s->url; false when no book can follow it. */
static bool resolve(struct links *s, struct oc_str href, const xmlNode *a)
{
    struct oc_render *r = s->r;
    if (href.n == 0)
        return false;
    if (href.p[0] == '#') {
        to_fragment(s, oc_str_sub(href, 1, href.n), a);
        return true;
    }
    if (has_scheme(href))
        return clean(s, href);
    if (oc_str_starts(href, "//"))
        return clean(s, oc_arena_printf(r->arena, "https:%.*s", OC_STR_ARG(href)));
    if (oc_str_istarts(href, "www."))
        return clean(s, oc_arena_printf(r->arena, "http://%.*s", OC_STR_ARG(href)));
    if (oc_str_istarts(href, "http") && oc_str_find(oc_str_sub(href, 0, 8), "//", 0) != SIZE_MAX)
        return false; /* http//x */
    if (is_address(href))
        return false;
    size_t hash = oc_str_chr(href, '#', 0);
    struct oc_str fragment = OC_STR_NONE;
    if (hash != SIZE_MAX) {
        size_t start = hash;
        while (start < href.n && href.p[start] == '#')
            start++; /* x.md##y */
        fragment = oc_str_sub(href, start, href.n);
    }
    struct oc_post *to = oc_link_find(r->book, r->post, r->arena, oc_str_sub(href, 0, hash));
    if (to) {
        to_post(s, to, fragment, a);
        return true;
    }
    return clean_site_path(s, href);
}

/* ---- the pass ---- */

/* A link that shows nothing could not be followed: it gets its host as text. */
static bool give_text(struct links *s, xmlNode *a)
{
    struct oc_str url = oc_buf_view(&s->url);
    size_t host = oc_str_find(url, "://", 0);
    if (!oc_node_empty(a))
        return true;
    if (host == SIZE_MAX || oc_attr(a, "id").n > 0)
        return false;
    struct oc_str name = oc_str_sub(url, host + 3, url.n);
    size_t end = 0;
    while (end < name.n && !strchr("/?#", name.p[end]))
        end++;
    oc_node_append(a, oc_node_new_text(a->doc, oc_str_sub(name, 0, end)));
    return true;
}

/* Takes the link away and leaves its text, and the element when links lead to it. */
static xmlNode *unlink_text(struct links *s, xmlNode *a)
{
    if (oc_attr(a, "id").n == 0) {
        xmlNode *next = oc_node_next(s->r->body, a); /* stays when a goes */
        oc_node_unwrap(a);
        return next;
    }
    oc_attr_remove(a, "href");
    oc_attr_remove(a, "title");
    return oc_node_next(s->r->body, a);
}

static xmlNode *link_element(struct links *s, xmlNode *a)
{
    struct oc_str old = oc_attr(a, "href");
    if (!old.p || oc_attr(a, "epub:type").n > 0)
        return oc_node_next(s->r->body, a); /* a place, not a link; or a note's, final already */
    struct oc_str href = oc_str_trim_wide(old);
    if (!resolve(s, href, a)) {
        if (href.n > 0)
            oc_render_warn(s->r, OC_D_LINK_DROPPED, a, href, OC_STR_NONE);
        return unlink_text(s, a);
    }
    if (!give_text(s, a))
        return unlink_text(s, a);
    if (!oc_str_eq(old, oc_buf_view(&s->url)))
        oc_attr_set(a, "href", oc_buf_view(&s->url));
    return oc_node_next(s->r->body, a);
}

/* Where a quotation comes from: an address on the web or nothing. */
static void cite_attribute(struct links *s, xmlNode *n)
{
    static const char *const names[] = {"blockquote", "q", "ins", "del", NULL};
    struct oc_str old = n->properties && oc_node_in(n, names) ? oc_attr(n, "cite") : OC_STR_NONE;
    if (!old.p)
        return;
    if (clean(s, oc_str_trim(old)))
        oc_attr_set(n, "cite", oc_buf_view(&s->url));
    else
        oc_attr_remove(n, "cite");
}

void oc_pass_links(struct oc_render *r)
{
    struct links s = {.r = r};
    oc_buf_init(&s.url, (size_t)OC_MAX_URL_BYTES * 4);
    xmlNode *n = oc_node_next(r->body, r->body);
    while (n) {
        if (oc_node_is(n, "a")) {
            n = link_element(&s, n);
            continue;
        }
        if (n->type == XML_ELEMENT_NODE)
            cite_attribute(&s, n);
        n = oc_node_next(r->body, n);
    }
    oc_buf_release(&s.url);
}
