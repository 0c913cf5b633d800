/* SPDX-License-Identifier: MIT */
/* Where the images of a post are: addresses to paths, and the places where a path may begin. */
#include "media/find.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/path.h"
#include "book/address.h"

/* Folders that a site generator copies to the root of the site. */
static const char *const statics[] = {"",        "source", "static", "public", "assets",
                                      "content", "src",    "docs",   "site",   ".vuepress/public"};

/* ---- once a book ---- */

static struct oc_str real_of(struct oc_arena *a, struct oc_str path)
{
    return oc_str(oc_file_real(a, path.n ? oc_arena_cstr(a, path) : "."));
}

/* A folder as the user named it: from here, else from the site's root. "" when there is none. */
static struct oc_str user_folder(struct oc_finder *f, struct oc_str dir)
{
    struct oc_str root = f->book->nposts ? f->book->posts[0]->root : OC_STR_NONE;
    const char *here = oc_arena_cstr(&f->arena, dir);
    if (oc_file_kind(here) == OC_FILE_FOLDER)
        return oc_str(here);
    struct oc_str there = oc_path_join(&f->arena, root, dir);
    return oc_file_kind(there.p) == OC_FILE_FOLDER ? there : OC_STR_NONE;
}

static struct oc_str without_scheme(struct oc_str url)
{
    static const char *const schemes[] = {"https:", "http:"};
    for (size_t i = 0; i < OC_COUNT(schemes); i++)
        if (oc_str_istarts(url, schemes[i]))
            return oc_str_sub(url, strlen(schemes[i]), url.n);
    return url;
}

static void add_rules(struct oc_finder *f, struct oc_diags *diags)
{
    const struct oc_config *c = f->book->config;
    f->rules = oc_arena_alloc(&f->arena, c->map.n * sizeof(*f->rules));
    for (size_t i = 0; i < c->map.n; i++) {
        size_t equals = oc_str_rchr(c->map.v[i], '=');
        struct oc_str dir = OC_STR_NONE;
        if (equals != SIZE_MAX)
            dir = user_folder(f, oc_str_sub(c->map.v[i], equals + 1, c->map.v[i].n));
        if (equals == 0 || dir.n == 0) {
            oc_diag_add(diags, OC_D_OPTION_VALUE, OC_STR_NONE, 0, 0, OC_STR("map"), c->map.v[i]);
            continue;
        }
        f->rules[f->nrules++] = (struct oc_map_rule){
            without_scheme(oc_str_sub(c->map.v[i], 0, equals)), dir, real_of(&f->arena, dir)};
    }
    if (c->media.n && oc_file_kind(c->media.p) == OC_FILE_FOLDER)
        f->media = (struct oc_map_rule){OC_STR_NONE, c->media, real_of(&f->arena, c->media)};
    for (size_t i = 0; i < c->allow.n; i++) {
        struct oc_str dir = user_folder(f, c->allow.v[i]);
        if (dir.n == 0)
            oc_diag_add(diags, OC_D_OPTION_VALUE, OC_STR_NONE, 0, 0, OC_STR("allow"),
                        c->allow.v[i]);
        else
            oc_strs_add(&f->allowed, &f->arena, real_of(&f->arena, dir));
    }
}

/* The path of the site's own address, "/blog" of "https://a.example/blog/". */
static struct oc_str base_of(struct oc_str url)
{
    size_t host = oc_str_find(url, "://", 0), slash = SIZE_MAX;
    if (host != SIZE_MAX)
        slash = oc_str_chr(url, '/', host + 3);
    url = oc_str_sub(url, slash == SIZE_MAX ? url.n : slash, url.n);
    while (url.n > 0 && url.p[url.n - 1] == '/')
        url.n--;
    return url;
}

void oc_finder_init(struct oc_finder *f, const struct oc_book *book, struct oc_diags *diags)
{
    *f = (struct oc_finder){.book = book, .base = base_of(oc_address_site(book))};
    oc_arena_init(&f->arena);
    oc_map_init(&f->roots, &f->arena);
    oc_map_init(&f->folders, &f->arena);
    oc_map_init(&f->anywhere, &f->arena);
    oc_map_init(&f->pictures, &f->arena);
    oc_map_init(&f->reals, &f->arena);
    pthread_mutex_init(&f->lock, NULL);
    for (size_t i = 0; i < book->nposts; i++) {
        struct oc_str root = book->posts[i]->root;
        if (!oc_map_has(&f->roots, root))
            oc_map_set(&f->roots, root, (void *)(uintptr_t)real_of(&f->arena, root).p);
    }
    add_rules(f, diags);
}

void oc_finder_release(struct oc_finder *f)
{
    pthread_mutex_destroy(&f->lock);
    oc_arena_release(&f->arena);
}

/* ---- one image ---- */

struct search {
    struct oc_finder *f;
    const struct oc_post *post;
    struct oc_arena *a;
    struct oc_found_file *out;
    struct oc_str root, real_root; /* nothing outside is given */
    bool near;                     /* names may differ in case */
};

static bool is_allowed(const struct search *s, struct oc_str real)
{
    if (s->real_root.n && oc_path_inside(s->real_root, real))
        return true;
    for (size_t i = 0; i < s->f->allowed.n; i++)
        if (oc_path_inside(s->f->allowed.v[i], real))
            return true;
    return false;
}

static bool refuse(struct search *s, const char *why)
{
    s->out->action = OC_IMAGE_REFUSED;
    s->out->why = why;
    return false;
}

/* A regular file, by its real path. */
static bool keep(struct search *s, struct oc_str real)
{
    if (!is_allowed(s, real))
        return refuse(s, "lies outside the site");
    s->out->action = OC_IMAGE_KEPT;
    s->out->path = real.p;
    return true;
}

static bool take(struct search *s, const char *path)
{
    const char *real = oc_file_real(s->a, path);
    if (!real)
        return false;
    if (is_allowed(s, oc_str(real)) && oc_file_kind(path) == OC_FILE_OTHER)
        return refuse(s, "is not a regular file");
    return keep(s, oc_str(real));
}

/*
 * The real path of a folder, "" when there is none. Images stand together, and are looked for in
 * the same few folders again and again: each costs a call an element of its path only once.
 */
static struct oc_str real_folder(struct search *s, struct oc_str dir)
{
    struct oc_finder *f = s->f;
    pthread_mutex_lock(&f->lock);
    const char *real = oc_map_get(&f->reals, dir);
    bool room = f->reals.n < OC_MAX_FOLDERS_KNOWN;
    pthread_mutex_unlock(&f->lock);
    if (real)
        return oc_str(real);
    real = oc_file_real(s->a, dir.n ? oc_arena_cstr(s->a, dir) : ".");
    if (!real)
        real = "";
    if (room) {
        pthread_mutex_lock(&f->lock);
        if (!oc_map_has(&f->reals, dir))
            oc_map_set(&f->reals, oc_arena_copy(&f->arena, dir),
                       (void *)(uintptr_t)oc_arena_cstr(&f->arena, oc_str(real)));
        pthread_mutex_unlock(&f->lock);
    }
    return oc_str(real);
}

/* path below dir. */
static bool try(struct search *s, struct oc_str dir, struct oc_str path)
{
    struct oc_str root = oc_path_normal(s->a, s->root);
    struct oc_str full = oc_path_normal(s->a, oc_path_join(s->a, dir, path));
    bool inside = oc_path_inside(root, full);
    if (full.n == 0)
        return false;
    if (s->near) {
        struct oc_str below = oc_str_sub(full, root.n, full.n);
        bool other_case;
        if (!inside)
            return false;
        if (oc_str_starts(below, "/") && root.n)
            below = oc_str_sub(below, 1, below.n);
        full = oc_finder_near(s->f, s->a, &other_case, root, below);
        if (full.n && other_case)
            s->out->spelled = oc_path_base(full);
        return full.n > 0 && oc_file_kind(full.p) == OC_FILE_REGULAR && take(s, full.p);
    }
    bool link = false;
    struct oc_str folder = real_folder(s, oc_path_dir(full));
    enum oc_file_kind kind = folder.n ? oc_file_kind_link(&link, full.p) : OC_FILE_NONE;
    if (kind == OC_FILE_REGULAR && !link)
        return keep(s, oc_path_join(s->a, folder, oc_path_base(full)));
    if (kind == OC_FILE_REGULAR || kind == OC_FILE_OTHER)
        return take(s, full.p);
    if (!inside && kind == OC_FILE_NONE)
        return refuse(s, "lies outside the site");
    return false;
}

/* path below each static folder of the folders from the post's up to the root. */
static bool try_ancestors(struct search *s, struct oc_str path)
{
    struct oc_str root = oc_path_normal(s->a, s->root);
    struct oc_str dir = oc_path_normal(s->a, oc_path_dir(oc_str(s->post->path)));
    for (int levels = 0; levels < OC_MAX_WALK_DEPTH && oc_path_inside(root, dir); levels++) {
        for (size_t i = 0; i < OC_COUNT(statics); i++)
            if (try(s, oc_path_join(s->a, dir, oc_str(statics[i])), path))
                return true;
        if (dir.n == root.n)
            break;
        dir = oc_path_dir(dir);
    }
    return false;
}

/* From the root of the site. */
static bool try_absolute(struct search *s, struct oc_str path)
{
    struct oc_str own = oc_path_dir(oc_str(s->post->path));
    struct oc_str typora = oc_value_text(oc_value_get(s->post->front, "typora-root-url"));
    while (path.n && path.p[0] == '/')
        path = oc_str_sub(path, 1, path.n);
    path = oc_path_normal(s->a, path);
    while (oc_str_starts(path, "../")) /* as on the web: there is nothing above the root */
        path = oc_str_sub(path, 3, path.n);
    if (path.n == 0)
        return false;
    if (typora.n && try(s, oc_path_join(s->a, own, oc_path_slashes(s->a, typora)), path))
        return true;
    for (size_t i = 0; i < OC_COUNT(statics); i++)
        if (try(s, oc_path_join(s->a, s->root, oc_str(statics[i])), path))
            return true;
    return try_ancestors(s, path);
}

static bool try_relative(struct search *s, struct oc_str path)
{
    struct oc_str file = oc_str(s->post->path), own = oc_path_dir(file);
    if (try(s, own, path))
        return true;
    /* Hexo's asset folder; and the folder that the post is on the web */
    if (try(s, oc_path_join(s->a, own, oc_path_stem(file)), path))
        return true;
    if (!oc_str_starts(path, ".."))
        return try_ancestors(s, path);
    /* by the address of its page: "../../../img/x.png" below /2024/05/slug/ */
    struct oc_str below = oc_path_normal(s->a, path);
    while (oc_str_starts(below, "../"))
        below = oc_str_sub(below, 3, below.n);
    return oc_str_chr(below, '/', 0) != SIZE_MAX && try_absolute(s, below);
}

/* What a generator has in front of a path: {{ site.baseurl }}/x, {{ "/x" | relative_url }};
 * Pelican's {static}/x and {attach}x. */
static struct oc_str without_liquid(struct oc_str path)
{
    static const char *const pelican[] = {"{static}", "{attach}", "{filename}",
                                          "{photo}",  "|static|", "|filename|"};
    for (size_t i = 0; i < OC_COUNT(pelican); i++)
        if (oc_str_starts(path, pelican[i]))
            return oc_str_sub(path, strlen(pelican[i]), path.n);
    size_t end = oc_str_starts(path, "{{") ? oc_str_find(path, "}}", 2) : SIZE_MAX;
    if (end == SIZE_MAX)
        return path;
    struct oc_str inside = oc_str_trim(oc_str_sub(path, 2, end));
    size_t quote = inside.n && (inside.p[0] == '"' || inside.p[0] == '\'')
                       ? oc_str_chr(inside, inside.p[0], 1)
                       : SIZE_MAX;
    return quote == SIZE_MAX ? oc_str_sub(path, end + 2, path.n) : oc_str_sub(inside, 1, quote);
}

/* The ways to read a path, likeliest first: as a URL, without the query; as a plain file name. */
static size_t readings(struct oc_str out[4], struct oc_arena *a, struct oc_str path)
{
    size_t end = 0, n = 0;
    struct oc_buf text;
    oc_buf_init(&text, OC_MAX_URL_BYTES);
    while (end < path.n && path.p[end] != '?' && path.p[end] != '#')
        end++;
    oc_percent_decode(&text, oc_str_sub(path, 0, end));
    out[n++] = without_liquid(oc_buf_take(&text, a));
    oc_percent_decode(&text, path);
    out[n++] = oc_buf_take(&text, a);
    out[n++] = path;
    out[n++] = oc_path_slashes(a, out[0]);
    oc_buf_release(&text);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        bool good = out[i].n > 0 && !memchr(out[i].p, 0, out[i].n);
        for (size_t k = 0; k < kept; k++)
            good = good && !oc_str_eq(out[i], out[k]);
        if (good)
            out[kept++] = out[i];
    }
    return kept;
}

/*
 * What stands for the site's root, or a folder in it that is tried anyway, where a bundler resolves
 * names: @/x and ~/x, Docusaurus's @site/x, VuePress's @alias/x, @assets/x. "" when way is no such.
 */
static struct oc_str without_alias(struct oc_str way)
{
    static const char *const roots[] = {"site/", "alias/", "source/", "public/"};
    size_t at = 0;
    while (at < way.n && at < 2 && (way.p[at] == '~' || way.p[at] == '@'))
        at++;
    if (at == 0 || way.n > 255 || !oc_path_ext(way).n)
        return OC_STR_NONE;
    way = oc_str_sub(way, at, way.n);
    for (size_t i = 0; i < OC_COUNT(roots); i++)
        if (oc_str_starts(way, roots[i]))
            return oc_str_sub(way, strlen(roots[i]), way.n);
    return way;
}

/* By its name alone, wherever in the site; the last thing that is tried. */
static bool try_name(struct search *s, struct oc_str name)
{
    if (!s->near || s->post->spool)
        return false;
    struct oc_str path = oc_finder_anywhere(s->f, s->root, name);
    return path.n && take(s, oc_arena_cstr(s->a, path));
}

/* A name without a path in a folder of notes. */
static bool try_anywhere(struct search *s, struct oc_str way)
{
    return s->post->dialect == OC_PLAIN && oc_str_chr(way, '/', 0) == SIZE_MAX && try_name(s, way);
}

static bool try_path(struct search *s, struct oc_str path)
{
    struct oc_str ways[4], base = s->f->base;
    size_t n = readings(ways, s->a, path);
    for (size_t i = 0; i < n; i++) {
        struct oc_str way = ways[i];
        if (way.p[0] != '/') {
            struct oc_str alias = without_alias(way);
            if (try_relative(s, way) || (alias.n && try_absolute(s, alias)) || try_anywhere(s, way))
                return true;
            continue;
        }
        if (try_absolute(s, way))
            return true;
        bool below = base.n && way.n > base.n && way.p[base.n] == '/' &&
                     oc_str_eq(oc_str_sub(way, 0, base.n), base);
        if (below && try_absolute(s, oc_str_sub(way, base.n, way.n)))
            return true;
    }
    return false;
}

/* rest below the rule's folder, which bounds it instead of the site. */
static bool try_rule(struct search *s, const struct oc_map_rule *rule, struct oc_str rest)
{
    struct oc_str ways[4];
    struct search below = *s;
    below.root = rule->dir;
    below.real_root = rule->real;
    while (rest.n && rest.p[0] == '/')
        rest = oc_str_sub(rest, 1, rest.n);
    size_t n = readings(ways, s->a, rest);
    for (size_t k = 0; k < n; k++)
        if (try(&below, rule->dir, ways[k]))
            return true;
    return false;
}

/* By --map. */
static bool try_rules(struct search *s, struct oc_str src)
{
    src = without_scheme(src);
    for (size_t i = 0; i < s->f->nrules; i++) {
        const struct oc_map_rule *rule = &s->f->rules[i];
        bool fits = oc_str_eq(oc_str_sub(src, 0, rule->prefix.n), rule->prefix);
        if (fits && try_rule(s, rule, oc_str_sub(src, rule->prefix.n, src.n)))
            return true;
    }
    return false;
}

/* By --media: WordPress's uploads, wherever the blog once was. */
static bool try_uploads(struct search *s, struct oc_str src)
{
    static const char uploads[] = "/wp-content/uploads/";
    size_t at = s->f->media.dir.n ? oc_str_find(src, uploads, 0) : SIZE_MAX;
    return at != SIZE_MAX &&
           try_rule(s, &s->f->media, oc_str_sub(src, at + sizeof(uploads) - 1, src.n));
}

/* Beside another post's file: "../other-post/x.png", as addresses of pages go. */
static bool try_bundle(struct search *s, struct oc_str src)
{
    struct oc_str ways[4];
    size_t n = readings(ways, s->a, src);
    struct oc_str dir = n ? oc_path_dir(ways[0]) : OC_STR_NONE;
    if (dir.n == 0)
        return false;
    const struct oc_post *post = oc_address_url(s->f->book, s->post, s->a, dir);
    return post && !post->spool && try(s, oc_path_dir(oc_str(post->path)), oc_path_base(ways[0]));
}

/* Whether src is a place on its author's computer: Gridea writes file: addresses, others paste. */
static bool is_of_computer(struct oc_str src)
{
    bool drive = src.n > 2 && src.p[1] == ':' && strchr("/\\", src.p[2]);
    return drive || oc_str_istarts(src, "file:") || oc_str_starts(src, "/Users/") ||
           oc_str_starts(src, "/home/");
}

/* The names of which nearly every folder has one: 1.png, image.png, cover.jpg. */
#define LONGEST_COMMON ((size_t)5)

/* By the last names of such a place, a folder's at least among them, below the site's root; else
 * by the file's name: an editor's picture was put into the blog's folder later. */
static bool try_of_computer(struct search *s, struct oc_str src)
{
    struct oc_str ways[4];
    size_t n = readings(ways, s->a, src), names = 0;
    struct oc_str path = n ? oc_path_slashes(s->a, ways[0]) : OC_STR_NONE;
    size_t starts[5];
    for (size_t at = path.n; at > 0 && names < OC_COUNT(starts); at--)
        if (path.p[at - 1] == '/')
            starts[names++] = at;
    for (size_t i = names; i > 1; i--)
        if (try_ancestors(s, oc_str_sub(path, starts[i - 1], path.n)))
            return true;
    struct oc_str name = oc_path_base(path);
    if (oc_path_stem(name).n <= LONGEST_COMMON)
        return false;
    return try_relative(s, name) || try_name(s, name);
}

static void search(struct search *s, struct oc_str src)
{
    struct oc_str path;
    if (try_rules(s, src) || try_uploads(s, src))
        return;
    bool own = oc_address_own(&path, s->f->book, src);
    if (own && (try_path(s, path) || try_bundle(s, path)))
        return;
    if (own || oc_str_starts(without_scheme(src), "//"))
        s->out->action = OC_IMAGE_REMOTE;
    else if (is_of_computer(src) && try_of_computer(s, src))
        return;
    else if (oc_address_scheme(src) && src.p[1] != ':') /* but not a drive of Windows */
        refuse(s, oc_str_istarts(src, "file:") ? "names a file of one computer"
                                               : "is no address of an image");
    else if (!try_path(s, src))
        (void)try_bundle(s, src);
}

void oc_finder_find(struct oc_found_file *out, struct oc_finder *f, const struct oc_post *post,
                    struct oc_arena *a, struct oc_str src)
{
    struct search s = {.f = f, .post = post, .a = a, .out = out, .root = post->root};
    *out = (struct oc_found_file){.action = OC_IMAGE_MISSING};
    src = oc_str_trim(src);
    if (src.n == 0 || src.n > OC_MAX_URL_BYTES)
        return;
    s.real_root = oc_str(oc_map_get(&f->roots, post->root));
    for (int pass = 0; pass < 2; pass++) { /* the second looks past case and Unicode form */
        s.near = pass == 1;
        search(&s, src);
        if (out->action == OC_IMAGE_KEPT)
            return;
    }
}
