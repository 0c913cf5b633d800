/* SPDX-License-Identifier: MIT */
/* Addresses and words of what cannot be shown in a book: images and players elsewhere. */
#include "render/figure.h"

#include "base/limits.h"
#include "base/path.h"
#include "base/uni.h"
#include "base/utf8.h"
#include "xhtml/url.h"

/* The offset of the path in "scheme://host/path"; SIZE_MAX when s is no such URL. */
static size_t path_at(struct oc_str s)
{
    size_t host = oc_str_istarts(s, "https://") ? 8 : oc_str_istarts(s, "http://") ? 7 : SIZE_MAX;
    if (host == SIZE_MAX)
        return SIZE_MAX;
    while (host < s.n && s.p[host] != '/' && s.p[host] != '?' && s.p[host] != '#')
        host++;
    return host;
}

static bool has_scheme(struct oc_str s)
{
    size_t i = 0;
    while (i < s.n && ((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= 'A' && s.p[i] <= 'Z') ||
                       (i > 0 && ((s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '+' ||
                                  s.p[i] == '-' || s.p[i] == '.'))))
        i++;
    return i > 0 && i < s.n && s.p[i] == ':';
}

static struct oc_str site_of(const struct oc_render *r)
{
    struct oc_str url = r->book->config ? r->book->config->url : OC_STR_NONE;
    return url.n > 0 ? url : r->book->site_url;
}

/* src against the address of the post, or against the site when src starts with '/'. */
static struct oc_str against_site(struct oc_render *r, struct oc_str src)
{
    struct oc_str site = site_of(r), base = r->post->permalink;
    size_t root = path_at(site);
    if (root == SIZE_MAX)
        return OC_STR_NONE;
    site = oc_str_sub(site, 0, root);
    if (src.p[0] == '/')
        return oc_arena_printf(r->arena, "%.*s%.*s", OC_STR_ARG(site), OC_STR_ARG(src));
    if (base.n == 0)
        return OC_STR_NONE;
    size_t path = path_at(base);
    if (path != SIZE_MAX) {
        site = oc_str_sub(base, 0, path);
        base = oc_str_sub(base, path, base.n);
    }
    size_t slash = oc_str_rchr(base, '/');
    base = slash == SIZE_MAX ? OC_STR("/") : oc_str_sub(base, 0, slash + 1);
    struct oc_str full = oc_arena_printf(r->arena, "/%.*s%.*s", OC_STR_ARG(base), OC_STR_ARG(src));
    full = oc_path_normal(r->arena, full);
    return oc_arena_printf(r->arena, "%.*s%.*s", OC_STR_ARG(site), OC_STR_ARG(full));
}

struct oc_str oc_figure_url(struct oc_render *r, struct oc_str src)
{
    src = oc_str_trim(src);
    if (src.n == 0 || src.n > OC_MAX_URL_BYTES || src.p[0] == '#')
        return OC_STR_NONE;
    if (oc_str_starts(src, "//"))
        src = oc_arena_printf(r->arena, "https:%.*s", OC_STR_ARG(src));
    else if (!has_scheme(src))
        src = against_site(r, src);
    if (path_at(src) == SIZE_MAX)
        return OC_STR_NONE;
    struct oc_buf clean;
    oc_buf_init(&clean, OC_MAX_URL_BYTES);
    bool good = oc_url_clean(&clean, src) && !clean.full;
    struct oc_str url = good ? oc_buf_take(&clean, r->arena) : OC_STR_NONE;
    oc_buf_release(&clean);
    return url;
}

struct oc_str oc_figure_host(struct oc_str url)
{
    size_t end = path_at(url);
    if (end == SIZE_MAX)
        return OC_STR_NONE;
    struct oc_str host = oc_str_sub(url, oc_str_find(url, "//", 0) + 2, end);
    size_t user = oc_str_rchr(host, '@');
    if (user != SIZE_MAX)
        host = oc_str_sub(host, user + 1, host.n);
    return oc_str_istarts(host, "www.") ? oc_str_sub(host, 4, host.n) : host;
}

bool oc_figure_host_is(struct oc_str host, const char *name)
{
    size_t n = strlen(name);
    return host.n >= n && oc_str_iends(host, name) &&
           (host.n == n || host.p[host.n - n - 1] == '.');
}

/* A name tells something when it has letters in a row and they outweigh its digits. */
static bool says_something(struct oc_str name)
{
    size_t letters = 0, digits = 0, run = 0, longest = 0;
    bool wide = false;
    for (size_t at = 0; at < name.n;) {
        uint32_t c = oc_utf8_next(name, &at);
        bool digit = c >= '0' && c <= '9';
        bool letter = !digit && c != '_' && oc_uni_is_alnum(c);
        wide = wide || (letter && oc_uni_is_cjk(c));
        letters += letter;
        digits += digit;
        run = letter ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return name.n <= 100 && digits * 2 < letters && (wide || longest >= 3);
}

bool oc_figure_stock(struct oc_str s)
{
    static const char *const stock[] = {
        "img",          "image",    "dsc",         "dscn",       "dscf",
        "screenshot",   "picture",  "photo",       "screenshot", "default",
        "pasted image", "untitled", "unnamed",     "thumb",      "wp",
        "mmexport",     "video",    "screen shot", "alt",        "alt text",
        "wechatimg",    "图片",     "图像",        "图片描述",   "在这里插入图片描述",
        "输入图片说明"};
    size_t n = s.n;
    if (oc_str_starts(s, "f:id:")) /* Hatena's name of a file */
        return true;
    while (n > 0 && (strchr(" _-()", s.p[n - 1]) || (s.p[n - 1] >= '0' && s.p[n - 1] <= '9')))
        n--;
    for (size_t i = 0; i < OC_COUNT(stock); i++)
        if (oc_str_iis(oc_str_sub(s, 0, n), stock[i]))
            return true;
    return false;
}

struct oc_str oc_figure_name(struct oc_arena *a, struct oc_str path)
{
    if (oc_str_istarts(path, "data:") || path.n > OC_MAX_URL_BYTES)
        return OC_STR_NONE;
    size_t root = path_at(path);
    if (root != SIZE_MAX)
        path = oc_str_sub(path, root, path.n);
    for (size_t i = 0; i < path.n; i++)
        if (path.p[i] == '?' || path.p[i] == '#')
            path.n = i;
    struct oc_buf name;
    oc_buf_init(&name, OC_MAX_URL_BYTES);
    struct oc_str stem = oc_path_stem(path);
    oc_percent_decode(&name, stem);
    for (size_t i = 0; i < name.n; i++)
        if (strchr("-_+.\t\n\r\\/", name.p[i]))
            name.p[i] = ' ';
    struct oc_str words = oc_str_trim(oc_buf_view(&name));
    if (oc_str_starts(words, "{")) /* a program's, not a name */
        words = OC_STR_NONE;
    if (oc_utf8_valid(words, NULL) && says_something(words) && !oc_figure_stock(words))
        words = oc_arena_copy(a, words);
    else
        words = OC_STR_NONE;
    oc_buf_release(&name);
    return words;
}

struct oc_str oc_figure_label(const struct oc_render *r, const char *label)
{
    return oc_str(oc_label(r->post->page_lang, label));
}

void oc_figure_words(struct oc_buf *out, const struct oc_render *r, const char *label,
                     struct oc_str text, struct oc_str host)
{
    struct oc_str lang = r->post->page_lang;
    bool wide = oc_str_istarts(lang, "zh") || oc_str_istarts(lang, "ja");
    oc_buf_put(out, oc_figure_label(r, label));
    if (text.n > 0) {
        oc_buf_puts(out, wide ? "：" : ": ");
        oc_buf_put(out, text);
    }
    if (host.n > 0) {
        oc_buf_puts(out, wide ? "（" : " (");
        oc_buf_put(out, host);
        oc_buf_puts(out, wide ? "）" : ")");
    }
}

xmlNode *oc_figure_around(const xmlNode *n)
{
    static const char *const passed[] = {"a", "span", "strong",   "em",     "b", "i",
                                         "p", "div",  "noscript", "center", NULL};
    int blocks = 0;
    for (xmlNode *up = n->parent; up && blocks < 3; up = up->parent) {
        if (oc_node_is(up, "figure"))
            return up;
        if (!oc_node_in(up, passed))
            return NULL;
        blocks += oc_node_is(up, "p") || oc_node_is(up, "div");
    }
    return NULL;
}

xmlNode *oc_figure_line(xmlDoc *doc, struct oc_str url, struct oc_str words)
{
    xmlNode *p = oc_node_new(doc, "p"), *text = oc_node_new_text(doc, words);
    oc_node_append(p, text);
    if (url.n > 0)
        oc_attr_set(oc_node_wrap(text, "a"), "href", url);
    return p;
}

bool oc_figure_blank(struct oc_str s)
{
    static const char *const wide[] = {"\xC2\xA0", "\xE3\x80\x80", "\xE2\x80\x8B", "\xE2\x81\xA0",
                                       "\xEF\xBB\xBF"};
    for (size_t at = 0; at < s.n;) {
        unsigned char c = (unsigned char)s.p[at];
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            at++;
            continue;
        }
        struct oc_str rest = oc_str_sub(s, at, s.n);
        size_t i = 0;
        while (i < OC_COUNT(wide) && !oc_str_starts(rest, wide[i]))
            i++;
        if (i == OC_COUNT(wide))
            return false;
        at += strlen(wide[i]);
    }
    return true;
}

void oc_nodes_add(struct oc_nodes *list, struct oc_arena *a, xmlNode *n)
{
    if (list->n == list->cap)
        list->v = oc_arena_grow(a, list->v, &list->cap, list->n + 1, sizeof(*list->v));
    list->v[list->n++] = n;
}

/* Whether nothing but white space stands in n; stops at the first thing that does. */
static bool holds_nothing(const xmlNode *n)
{
    for (const xmlNode *child = n->children; child; child = child->next)
        if (child->type == XML_ELEMENT_NODE ||
            (child->type == XML_TEXT_NODE && !oc_str_blank(oc_node_value(child))))
            return false;
    return true;
}

void oc_figure_drop(xmlNode *n)
{
    static const char *const shells[] = {"a",     "span",    "strong",   "em",     "b",
                                         "i",     "u",       "p",        "figure", "center",
                                         "small", "picture", "noscript", NULL};
    xmlNode *parent = n->parent;
    oc_node_remove(n);
    while (parent && oc_node_in(parent, shells) && holds_nothing(parent)) {
        xmlNode *up = parent->parent;
        oc_node_remove(parent);
        parent = up;
    }
}
