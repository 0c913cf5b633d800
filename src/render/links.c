/* SPDX-License-Identifier: MIT */
/*
 * Links. What an href names decides what becomes of it: a place in this page, another post of the
 * book, an address on the web, or nothing a book can follow; then the link's text stays alone.
 */
#include "base/limits.h"
#include "base/path.h"
#include "base/utf8.h"
#include "book/address.h"
#include "render/ids.h"
#include "render/passes.h"
#include "xhtml/url.h"

struct links {
    struct oc_render *r;
    struct oc_buf url;    /* the new href of the link at hand */
    bool told;            /* what is wrong with it has been said */
    struct oc_arena look; /* of one search: a page may have a million links */
    size_t crefs, n;      /* n: links so far */
    struct oc_map seen;   /* addresses and posts noted for lists, when there are to be any */
};

/* ---- finding posts ---- */

/* What the stage of tags writes for a link by name: post_link, post_url, ref, relref, link. */
#define BY_NAME "oc-post:"

static struct oc_str decoded(struct oc_arena *a, struct oc_str s)
{
    struct oc_buf text;
    if (oc_str_chr(s, '%', 0) == SIZE_MAX)
        return s;
    oc_buf_init(&text, OC_MAX_URL_BYTES);
    oc_percent_decode(&text, s);
    s = oc_buf_take(&text, a);
    oc_buf_release(&text);
    return s;
}

/* What a link by name says when it has no text and leads nowhere: characters of XML in a line. */
static struct oc_str shown_name(struct oc_arena *a, struct oc_str url)
{
    struct oc_buf text;
    struct oc_str said = decoded(a, oc_str_sub(url, strlen(BY_NAME), url.n));
    oc_buf_init(&text, 3 * said.n + 1); /* U+FFFD for a byte that is no UTF-8 */
    oc_utf8_put_xml_ok(&text, said);
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] == '\r')
            text.p[i] = ' ';
    struct oc_str name = oc_buf_take(&text, a);
    oc_buf_release(&text);
    return name;
}

static bool is_source_name(struct oc_str path)
{
    static const char *const exts[] = {"md", "markdown", "mdx", "mdown"};
    struct oc_str ext = oc_path_ext(path);
    for (size_t i = 0; i < OC_COUNT(exts); i++)
        if (oc_str_iis(ext, exts[i]))
            return true;
    return false;
}

/* In the book or not. url has no fragment. */
static struct oc_post *find(const struct oc_book *book, const struct oc_post *from,
                            struct oc_arena *scratch, struct oc_str url)
{
    if (url.n == 0 || url.n > OC_MAX_URL_BYTES)
        return NULL;
    if (oc_str_starts(url, BY_NAME))
        return oc_address_name(book, from, scratch,
                               decoded(scratch, oc_str_sub(url, strlen(BY_NAME), url.n)));
    if (oc_address_scheme(url) || oc_str_starts(url, "//") || oc_str_istarts(url, "www."))
        return oc_address_url(book, from, scratch, url);
    struct oc_str path = decoded(scratch, oc_str_sub(url, 0, oc_str_chr(url, '?', 0)));
    struct oc_post *post;
    if (path.n == 0) { /* "?x=1": the post itself, but "?p=12" is another */
        post = oc_address_url(book, from, scratch, url);
        return post ? post : (struct oc_post *)(uintptr_t)from;
    }
    if (path.p[0] == '/') { /* what an address of the site says counts more than a file's name */
        post = oc_address_url(book, from, scratch, url);
        return post ? post : oc_address_file(book, from, scratch, path);
    }
    post = oc_address_file(book, from, scratch, path);
    if (!post && path.p[0] != '@')
        post = oc_address_url(book, from, scratch, url);
    return post || !is_source_name(path) ? post
                                         : oc_address_name(book, from, scratch, oc_path_base(path));
}

struct oc_post *oc_link_find(const struct oc_book *book, const struct oc_post *from,
                             struct oc_arena *scratch, struct oc_str url)
{
    struct oc_post *post = find(book, from, scratch, url);
    return post && oc_post_in_book(post) ? post : NULL;
}

/* ---- addresses ---- */

static bool clean(struct links *s, struct oc_str url)
{
    oc_buf_clear(&s->url);
    return url.n <= OC_MAX_URL_BYTES && oc_url_clean(&s->url, url);
}

/* The address on the web of a path of the site, when the site's own is known. */
static bool clean_site_path(struct links *s, struct oc_str path)
{
    struct oc_render *r = s->r;
    struct oc_str site = oc_address_site(r->book);
    if (site.n == 0 || path.n > OC_MAX_URL_BYTES)
        return false;
    if (path.p[0] == '/') {
        size_t host = oc_str_find(site, "://", 0);
        size_t end = host == SIZE_MAX ? SIZE_MAX : oc_str_chr(site, '/', host + 3);
        site = oc_str_sub(site, 0, end);
    } else {
        struct oc_str dir = r->post->url; /* the post is a folder there, or a file in one */
        bool folder = oc_str_ends(path, "/");
        dir.n = dir.n ? oc_str_rchr(dir, '/') : 0;
        dir = dir.n ? oc_str_sub(dir, 1, dir.n) : oc_path_dir(oc_post_source(r->arena, r->post));
        path = oc_path_normal(r->arena, oc_path_join(r->arena, dir, path));
        if (oc_str_starts(path, ".."))
            return false;
        if (folder)
            path = oc_arena_printf(r->arena, "%.*s/", OC_STR_ARG(path));
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
    struct oc_post *post = s->r->post;
    while (fragment.n && fragment.p[0] == '#')
        fragment = oc_str_sub(fragment, 1, fragment.n); /* x.md##y */
    post->nlinks++;
    if (to != post && s->r->book->config && s->r->book->config->linked_from &&
        oc_map_add(&s->seen, to->href, to)) {
        post->outs =
            oc_arena_grow(&post->arena, post->outs, &post->couts, post->nouts + 1, sizeof(to));
        post->outs[post->nouts++] = to;
    }
    if (to == post && fragment.n > 0) {
        to_fragment(s, fragment, a);
        return;
    }
    oc_buf_clear(&s->url);
    oc_buf_put(&s->url, to->href);
    if (fragment.n == 0 || fragment.n > OC_MAX_URL_BYTES || oc_str_iis(fragment, "top"))
        return;
    struct oc_str text = decoded(s->r->arena, fragment);
    struct oc_ref ref = {.to = to};
    ref.id = oc_arena_copy(&post->arena, oc_id_guess(s->r->arena, text));
    ref.fragment = oc_str_eq(ref.id, text) ? ref.id : oc_arena_copy(&post->arena, text);
    ref.line = oc_render_place(&ref.col, s->r, a);
    oc_buf_putc(&s->url, '#');
    oc_buf_put(&s->url, ref.id);
    post->refs = oc_arena_grow(&post->arena, post->refs, &s->crefs, post->nrefs + 1, sizeof(ref));
    post->refs[post->nrefs++] = ref;
}

/* A post that stands in no list of the book: its address on the web, when there is one. */
static bool to_left_out(struct links *s, const struct oc_post *to, struct oc_str href,
                        struct oc_str fragment, const xmlNode *a)
{
    struct oc_render *r = s->r;
    oc_render_warn(r, OC_D_LINK_LEFT_OUT, a, href, OC_STR_NONE);
    struct oc_str base = r->book->site_base, url = to->url;
    bool live = url.n > 0 &&
                clean_site_path(s, oc_arena_printf(r->arena, "%s%.*s%.*s%s%.*s", base.n ? "/" : "",
                                                   OC_STR_ARG(base), OC_STR_ARG(url),
                                                   fragment.n ? "#" : "", OC_STR_ARG(fragment)));
    r->post->nlinks_out += live;
    r->post->nlinks_dead += !live;
    s->told = true;
    return live;
}

/* Whether a path of the site names a page that may be a post: no image, no archive, no front page.
 */
static bool is_page(struct oc_str path)
{
    static const char *const pages[] = {"html", "htm", "md", "markdown", "mdx", "php"};
    size_t end = 0;
    while (end < path.n && path.p[end] != '?' && path.p[end] != '#')
        end++;
    path = oc_str_sub(path, 0, end);
    struct oc_str ext = oc_path_ext(path);
    bool letters = ext.n >= 2 && ext.n <= 8;
    for (size_t i = 0; i < OC_COUNT(pages); i++)
        if (oc_str_iis(ext, pages[i]))
            return true;
    for (size_t i = 0; i < ext.n; i++)
        letters = letters && (ext.p[i] | 0x20) >= 'a' && (ext.p[i] | 0x20) <= 'z';
    bool file =
        (letters || oc_str_is(ext, "mp3") || oc_str_is(ext, "mp4")) && !oc_str_ends(path, "/");
    for (size_t i = 0; i < path.n; i++)
        if (path.p[i] != '/')
            return !file;
    return false;
}

/* An address of the site's own that no post has. */
static bool to_site(struct links *s, struct oc_str path, bool clean_already, struct oc_str href,
                    const xmlNode *a)
{
    struct oc_post *post = s->r->post;
    struct oc_str key = oc_address_key(s->r->arena, path, true);
    bool page = is_page(path) && key.n > 0 && !oc_str_eq(key, s->r->book->site_base);
    if (!clean_already && !clean_site_path(s, path)) {
        post->nlinks_dead += page;
        return false;
    }
    post->nlinks_out += page;
    if (page)
        oc_render_warn(s->r, OC_D_LINK_LIVE, a, href, OC_STR_NONE);
    return true;
}

/* name@host, which is no path */
static bool is_address(struct oc_str href)
{
    size_t at = oc_str_chr(href, '@', 0), slash = oc_str_chr(href, '/', 0);
    return at != SIZE_MAX && at > 0 && at < slash;
}

/* A name or source file that no post has. */
static bool dead(struct links *s, struct oc_str name, const xmlNode *a)
{
    oc_render_warn(s->r, OC_D_LINK_DEAD, a, decoded(s->r->arena, name), OC_STR_NONE);
    s->r->post->nlinks_dead++;
    s->told = true;
    return false;
}

/* An address on the web, which may be the site's own. */
static bool to_web(struct links *s, struct oc_str href, const xmlNode *a)
{
    struct oc_render *r = s->r;
    struct oc_str url = href, path;
    if (oc_str_starts(href, "//"))
        url = oc_arena_printf(r->arena, "https:%.*s", OC_STR_ARG(href));
    else if (oc_str_istarts(href, "www."))
        url = oc_arena_printf(r->arena, "http://%.*s", OC_STR_ARG(href));
    return clean(s, url) &&
           (!oc_address_own(&path, r->book, href) || to_site(s, path, true, href, a));
}

/* A link by name that its author gave no text: the post's title, else the name. */
static void name_link(xmlNode *a, const struct oc_post *to, struct oc_str name)
{
    if (!oc_node_empty(a))
        return;
    if (to)
        name = to->plain.n ? to->plain : to->title;
    oc_node_append(a, oc_node_new_text(a->doc, name));
}

/* Pelican's {filename}x.md and {filename}/x.md, which is below its folder of contents: a name as
 * others have it. */
static void of_pelican(struct links *s, struct oc_str *href)
{
    static const char *const starts[] = {"%7Bfilename%7D", "{filename}", "%7Cfilename%7C",
                                         "|filename|"};
    struct oc_render *r = s->r;
    for (size_t i = 0; i < OC_COUNT(starts); i++) {
        if (!oc_str_istarts(*href, starts[i]))
            continue;
        *href = oc_str_sub(*href, strlen(starts[i]), href->n);
        struct oc_str url = oc_str_sub(*href, 0, oc_str_chr(*href, '#', 0));
        if (oc_str_starts(url, "/") && !find(r->book, r->post, &s->look, url))
            *href = oc_arena_printf(r->arena, "/content%.*s", OC_STR_ARG(*href));
        oc_arena_clear(&s->look);
        return;
    }
}

/* Of a blog in MkDocs: x/y.md from the post's folder as the address of that page, which is no post;
 * "": it is none of the site's pages. */
static struct oc_str page_of_docs(const struct links *s, struct oc_str name)
{
    struct oc_arena *a = s->r->arena;
    const struct oc_value *site = oc_map_get(&s->r->book->site_config, s->r->post->root);
    struct oc_str docs = oc_value_text(oc_value_get(site, "blog_docs"));
    if (!docs.n || !oc_str_iends(name, ".md"))
        return OC_STR_NONE;
    name = oc_path_normal(a, oc_path_join(a, oc_path_dir(s->r->post->rel), decoded(a, name)));
    if (!oc_path_inside(docs, name))
        return OC_STR_NONE;
    name = oc_str_sub(name, docs.n, name.n - 3);
    if (oc_str_ends(name, "/index"))
        name.n -= 5;
    return oc_str_ends(name, "/") ? name : oc_arena_printf(a, "%.*s/", OC_STR_ARG(name));
}

#define NIKOLA "link://slug/" /* a post of Nikola's, by its slug */

/* href into s->url; false when no book can follow it. */
static bool resolve(struct links *s, struct oc_str href, xmlNode *a)
{
    struct oc_render *r = s->r;
    if (href.n && strchr("%{|", href.p[0]))
        of_pelican(s, &href);
    if (oc_str_starts(href, NIKOLA))
        href = oc_arena_printf(r->arena, "/posts/%.*s/",
                               OC_STR_ARG(oc_str_sub(href, strlen(NIKOLA), href.n)));
    size_t hash = oc_str_chr(href, '#', 0);
    struct oc_str url = oc_str_sub(href, 0, hash), fragment = OC_STR_NONE;
    if (hash != SIZE_MAX)
        fragment = oc_str_sub(href, hash + 1, href.n);
    bool by_name = oc_str_starts(href, BY_NAME);
    if (href.n == 0)
        return false;
    if (url.n == 0 || (by_name && url.n == strlen(BY_NAME))) {
        to_fragment(s, fragment, a);
        return true;
    }
    bool web = !by_name && (oc_address_scheme(href) || oc_str_starts(href, "//") ||
                            oc_str_istarts(href, "www."));
    struct oc_post *to = web && !oc_str_istarts(href, "http") && oc_address_scheme(href)
                             ? NULL
                             : find(r->book, r->post, &s->look, url);
    oc_arena_clear(&s->look);
    if (by_name)
        name_link(a, to, shown_name(r->arena, url));
    if (to && oc_post_in_book(to)) {
        to_post(s, to, fragment, a);
        return true;
    }
    if (to)
        return to_left_out(s, to, url, fragment, a);
    if (by_name)
        return dead(s, oc_str_sub(url, strlen(BY_NAME), url.n), a);
    if (web)
        return to_web(s, href, a);
    if (oc_str_istarts(href, "http") && oc_str_find(oc_str_sub(href, 0, 8), "//", 0) != SIZE_MAX)
        return false; /* http//x */
    if (is_address(href))
        return false;
    struct oc_str page = page_of_docs(s, url);
    if (page.n && fragment.n)
        page = oc_arena_printf(r->arena, "%.*s#%.*s", OC_STR_ARG(page), OC_STR_ARG(fragment));
    if (page.n)
        return to_site(s, page, false, page, a);
    if (href.p[0] != '/' && is_source_name(decoded(r->arena, url))) /* no site serves these */
        return dead(s, url, a);
    return to_site(s, href, false, href, a);
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

/* An address on somebody else's site, for the list of sources. */
static void note_source(struct links *s)
{
    struct oc_render *r = s->r;
    struct oc_str url = oc_buf_view(&s->url), path;
    if (!r->book->config || !r->book->config->web_sources || !oc_str_istarts(url, "http") ||
        oc_str_find(url, "://", 0) == SIZE_MAX || oc_address_own(&path, r->book, url))
        return;
    url = oc_arena_copy(&r->post->arena, url);
    if (oc_map_add(&s->seen, url, s))
        oc_strs_add(&r->post->sources, &r->post->arena, url);
}

/* In drawings of old it has another name. */
static struct oc_str href_of(xmlNode *a)
{
    struct oc_str href = oc_attr(a, "href"), other = oc_attr(a, "xlink:href");
    if (href.p || !other.p || !oc_node_inside(a, "svg"))
        return href;
    oc_attr_set(a, "href", other);
    oc_attr_remove(a, "xlink:href");
    return oc_attr(a, "href");
}

static xmlNode *link_element(struct links *s, xmlNode *a)
{
    struct oc_str old = href_of(a);
    if (!old.p || oc_attr(a, "epub:type").n > 0)
        return oc_node_next(s->r->body, a); /* a place, not a link; or a note's, final already */
    struct oc_str href = oc_str_trim_wide(old);
    s->told = false;
    if (++s->n > OC_MAX_LINKS) {
        if (oc_str_starts(href, BY_NAME))
            name_link(a, NULL, shown_name(s->r->arena, href));
        return unlink_text(s, a);
    }
    if (!resolve(s, href, a)) {
        if (href.n > 0 && !s->told)
            oc_render_warn(s->r, OC_D_LINK_DROPPED, a, href, OC_STR_NONE);
        return unlink_text(s, a);
    }
    if (!give_text(s, a))
        return unlink_text(s, a);
    if (!oc_str_eq(old, oc_buf_view(&s->url)))
        oc_attr_set(a, "href", oc_buf_view(&s->url));
    note_source(s);
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
    oc_arena_init(&s.look);
    oc_map_init(&s.seen, r->arena);
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
    if (s.n > OC_MAX_LINKS)
        oc_diag_limit(&r->post->diags, r->post->name, 0, 0, OC_MAX_LINKS, "links in one post");
    oc_arena_release(&s.look);
    oc_buf_release(&s.url);
}
