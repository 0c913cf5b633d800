/* SPDX-License-Identifier: MIT */
/*
 * The permalink graph: every address that a post has or had leads to it. Addresses are entered in
 * the order of their weight, and the first post to claim one keeps it: the address a post has
 * now, then those it is said to have had, then those that follow from where its file lies; and in
 * each of these the posts of the book before those that were left out.
 */
#include "base/path.h"
#include "collect/stages.h"

struct links {
    struct oc_book *book;
    struct oc_arena scratch; /* cleared after each post */
    struct oc_buf buf;
    struct oc_map scopes; /* root of a Jekyll site -> its struct oc_map of them */
    bool zone;
};

/* Where a post's file lies, as its address sees it. */
struct place {
    struct oc_str source;  /* below the site's root */
    struct oc_str folders; /* below the folder of posts, without a bundle's own */
    struct oc_str stem;    /* of the file, or the bundle's name */
    struct oc_str bare;    /* the same without date */
    struct oc_str lang;    /* "fr" of x.fr.md */
    struct oc_str top;     /* the folder of that language in the addresses */
    struct oc_date date;   /* in that name */
    const struct oc_value *config, *collection; /* of Jekyll's; or NULL */
    const struct oc_map *scopes;                /* of a post of Jekyll's */
};

/* ---- entering ---- */

static bool is_part(struct oc_str part, struct oc_str whole)
{
    uintptr_t at = (uintptr_t)part.p, from = (uintptr_t)whole.p;
    return whole.n && at >= from && at < from + whole.n;
}

/* key, which may be scratch, unless it is part of what lives with the post. */
static void enter(struct links *s, struct oc_str key, struct oc_post *post)
{
    struct oc_book *book = s->book;
    if (key.n == 0 || oc_map_has(&book->by_url, key))
        return;
    if (!is_part(key, post->url))
        key = oc_arena_copy(&book->arena, key);
    oc_map_add(&book->by_url, key, post);
}

static void enter_word(struct links *s, struct oc_str word, struct oc_post *post, bool title)
{
    struct oc_book *book = s->book;
    if (word.n == 0 || word.n > 512)
        return;
    struct oc_str key = oc_address_fold(&s->scratch, word);
    struct oc_bearer *first = oc_map_get(&book->by_word, key);
    if (first && first->post == post)
        return; /* by a name, which counts more than a title */
    struct oc_bearer *b = OC_NEW(&book->arena, struct oc_bearer);
    *b = (struct oc_bearer){.post = post, .next = first, .title = title};
    if (!first && !is_part(key, post->url) && !is_part(key, post->slug) && !is_part(key, post->rel))
        key = oc_arena_copy(&book->arena, key);
    oc_map_set(&book->by_word, key, b);
}

/* ---- the file ---- */

/* What stands after the folder of posts in a source path. */
static struct oc_str below_top(const struct oc_post *post, struct oc_str source)
{
    static const char *const tops[] = {
        "source/_posts/", "source/_drafts/", "source/",    "_posts/",    "_drafts/",
        "content/",       "src/content/",    "src/pages/", "src/posts/", "pages/",
        "public/",        "src/data/",       "src/"};
    size_t at = oc_str_find(source, "/_posts/", 0);
    if (post->dialect == OC_JEKYLL && at != SIZE_MAX)
        return oc_str_sub(source, at + 8, source.n);
    if (post->dialect == OC_ELEVENTY && oc_str_starts(source, "src/")) /* src/posts/x is /posts/x */
        return oc_str_sub(source, 4, source.n);
    for (size_t i = 0; i < OC_COUNT(tops); i++)
        if (oc_str_starts(source, tops[i]))
            return oc_str_sub(source, strlen(tops[i]), source.n);
    return source;
}

/* The site's default language has no folder of its own, unless Hugo is told to give it one. */
static struct oc_str folder_of(const struct place *p)
{
    struct oc_str usual = oc_value_text(oc_value_get(p->config, "defaultContentLanguage"));
    bool apart = oc_value_bool(oc_value_get(p->config, "defaultContentLanguageInSubdir"), false);
    return oc_str_ieq(p->lang, usual) && !apart ? OC_STR_NONE : p->lang;
}

static const struct oc_map *scopes_of(struct links *s, const struct oc_post *post,
                                      const struct oc_value *config)
{
    struct oc_map *scopes = oc_map_get(&s->scopes, post->root);
    if (!scopes) {
        scopes = OC_NEW(s->scopes.arena, struct oc_map);
        oc_jekyll_scopes(scopes, s->scopes.arena, config);
        oc_map_set(&s->scopes, post->root, scopes);
    }
    return scopes;
}

static void find_place(struct links *s, struct place *p, const struct oc_post *post)
{
    size_t used;
    *p = (struct place){.config = oc_map_get(&s->book->site_config, post->root)};
    if (post->spool)
        return; /* an entry of an export has no place of its own */
    p->source = oc_post_source(&s->scratch, post);
    p->stem = p->bare = oc_post_stem(&p->lang, post);
    if (p->lang.n)
        p->top = folder_of(p);
    struct oc_str below = below_top(post, p->source);
    p->folders = oc_path_dir(below);
    if (post->dialect == OC_JEKYLL)
        p->scopes = scopes_of(s, post, p->config);
    if (post->dialect == OC_JEKYLL && oc_str_starts(p->folders, "_")) {
        struct oc_str folder = oc_str_sub(below, 0, oc_str_chr(below, '/', 0));
        p->collection = oc_jekyll_collection(p->config, folder);
        p->folders = oc_str_sub(p->folders, p->collection != NULL, p->folders.n);
    }
    if (oc_str_istarts(oc_path_base(below), "index.") &&
        oc_str_eq(oc_path_base(p->folders), p->stem))
        p->folders = oc_path_dir(p->folders);
    if (oc_date_from_name(&p->date, &used, p->stem) == 0 && used < p->stem.n)
        p->bare = oc_str_sub(p->stem, used, p->stem.n);
    else
        p->date = (struct oc_date){0};
}

/* ---- dates ---- */

/* The day where the site is. */
static struct oc_date local(const struct oc_book *book, struct oc_date d)
{
    return d.valid && d.has_zone && d.has_time
               ? oc_date_from_epoch(oc_date_epoch(d, 0) + (int64_t)book->offset * 60)
               : d;
}

static bool same_day(struct oc_date a, struct oc_date b)
{
    return a.valid == b.valid && a.year == b.year && a.month == b.month && a.day == b.day;
}

/* ---- patterns ---- */

static struct oc_str text_at(const struct oc_value *map, const char *key)
{
    return oc_value_text(oc_value_get(map, key));
}

/* A pattern, or the name of one of Jekyll's own. */
static struct oc_str jekyll_style(struct oc_str pattern)
{
    static const struct {
        const char *name, *pattern;
    } styles[] = {
        {"date", "/:categories/:year/:month/:day/:title.html"},
        {"pretty", "/:categories/:year/:month/:day/:title/"},
        {"ordinal", "/:categories/:year/:y_day/:title.html"},
        {"weekdate", "/:categories/:year/W:week/:short_day/:title.html"},
        {"none", "/:categories/:title.html"},
    };
    for (size_t i = 0; i < OC_COUNT(styles); i++)
        if (oc_str_is(pattern, styles[i].name))
            return oc_str(styles[i].pattern);
    return pattern.n ? pattern : oc_str(styles[0].pattern);
}

static struct oc_str jekyll_pattern(const struct place *p)
{
    if (p->collection) { /* /:collection/:path is where the file lies */
        struct oc_str own = text_at(p->collection, "permalink");
        bool place = oc_str_find(own, ":collection", 0) != SIZE_MAX ||
                     oc_str_find(own, ":path", 0) != SIZE_MAX;
        return place ? OC_STR_NONE : own;
    }
    struct oc_str pattern = oc_jekyll_scope(p->scopes, p->source);
    if (!pattern.n)
        pattern =
            text_at(oc_value_get(oc_value_get(p->config, "collections"), "posts"), "permalink");
    return jekyll_style(pattern.n ? pattern : text_at(p->config, "permalink"));
}

/* Hugo: the row for the post's section in [permalinks] or [permalinks.page]. */
static struct oc_str hugo_pattern(const struct place *p)
{
    const struct oc_value *table = oc_value_get(p->config, "permalinks");
    const struct oc_value *pages = oc_value_get(table, "page");
    struct oc_str section, rest = p->folders;
    char key[128];
    if (!rest.n || !oc_str_cut(&section, &rest, '/'))
        section = OC_STR("/");
    if (section.n >= sizeof key)
        return OC_STR_NONE;
    memcpy(key, section.p, section.n);
    key[section.n] = '\0';
    struct oc_str pattern = text_at(pages && pages->kind == OC_VALUE_MAP ? pages : table, key);
    return pattern.n ? pattern : text_at(table, key);
}

/* "" when the address follows from the file's place alone. */
static struct oc_str pattern_of(const struct oc_post *post, const struct place *p)
{
    struct oc_str pattern;
    switch (post->dialect) {
    case OC_JEKYLL:
        return jekyll_pattern(p);
    case OC_HEXO:
        pattern = text_at(p->config, "permalink");
        return pattern.n ? pattern : OC_STR(":year/:month/:day/:title/");
    case OC_HUGO:
        return hugo_pattern(p);
    case OC_PLAIN:
        return text_at(p->config, "blog_pattern");
    default:
        return OC_STR_NONE;
    }
}

static bool dated(struct oc_str pattern)
{
    return oc_str_find(pattern, ":year", 0) != SIZE_MAX ||
           oc_str_find(pattern, ":month", 0) != SIZE_MAX ||
           oc_str_find(pattern, ":short_year", 0) != SIZE_MAX ||
           oc_str_find(pattern, "day", 0) != SIZE_MAX;
}

/* The address for a date; "" when the post lacks something. bare: a name's date is no part of
 * it. */
static struct oc_str fill_pattern(struct links *s, const struct oc_post *post,
                                  const struct place *p, struct oc_str pattern, struct oc_date date,
                                  bool bare)
{
    struct oc_pattern values = {
        .post = post,
        .config = p->config,
        .date = date,
        .instant = date.valid ? oc_date_epoch(post->date, s->book->offset) : 0,
        .name = bare ? p->bare : p->stem,
        .folders = p->folders,
    };
    oc_buf_clear(&s->buf);
    if (!oc_str_starts(pattern, "/"))
        oc_buf_putc(&s->buf, '/');
    if (!oc_pattern_fill(&s->buf, &values, pattern))
        return OC_STR_NONE;
    size_t n = 0;
    for (size_t i = 0; i < s->buf.n; i++) /* names without a value leave "//" */
        if (s->buf.p[i] != '/' || n == 0 || s->buf.p[n - 1] != '/')
            s->buf.p[n++] = s->buf.p[i];
    s->buf.p[s->buf.n = n] = '\0';
    return oc_buf_take(&s->buf, &s->scratch);
}

/* Whether a file's name without its date is what the site calls the post. */
static bool wants_bare(const struct oc_post *post, const struct place *p)
{
    if (post->dialect == OC_HEXO)
        return oc_str_find(text_at(p->config, "new_post_name"), ":year", 0) != SIZE_MAX;
    return post->dialect == OC_JEKYLL || post->dialect == OC_ZOLA || post->dialect == OC_ELEVENTY;
}

/* ---- the address that a post has ---- */

/* How much of s is a day, as 2021-05-13 or 2021/05-13, with what parts it from a name; 0: none. */
static size_t day_length(struct oc_str s)
{
    static const size_t most[] = {4, 2, 2};
    size_t at = 0;
    for (size_t i = 0; i < OC_COUNT(most); i++) {
        size_t from = at;
        while (at < s.n && at - from < most[i] && s.p[at] >= '0' && s.p[at] <= '9')
            at++;
        bool good = i ? at > from : at - from == 4;
        if (!good || (i < 2 && (at == s.n || !memchr("-/", s.p[at], 2))))
            return 0;
        at += i < 2;
    }
    return at == s.n ? at : memchr("-/", s.p[at], 2) ? at + 1 : 0;
}

/* Docusaurus: /blog/2021/05/13/name/, whichever way file and folders write the day. */
static struct oc_str docusaurus_url(struct links *s, const struct oc_post *post, struct oc_str base,
                                    struct oc_str below)
{
    struct oc_arena *a = &s->scratch;
    struct oc_str slug = post->slug;
    below = oc_str_sub(below, 0, below.n - oc_path_ext(below).n - 1);
    if (oc_str_ends(below, "/index"))
        below.n -= 6;
    while (oc_str_starts(slug, "/"))
        slug = oc_str_sub(slug, 1, slug.n);
    if (slug.n)
        return oc_arena_printf(a, "%.*s%.*s/", OC_STR_ARG(base), OC_STR_ARG(slug));
    size_t at = 0, day = day_length(below);
    while (!day && (at = oc_str_chr(below, '/', at)) != SIZE_MAX)
        day = day_length(oc_str_sub(below, ++at, below.n));
    if (!day)
        return oc_arena_printf(a, "%.*s%.*s/", OC_STR_ARG(base), OC_STR_ARG(below));
    oc_buf_clear(&s->buf);
    oc_buf_put(&s->buf, base);
    for (size_t i = 0; i < below.n; i++)
        oc_buf_putc(&s->buf, i >= at && i < at + day && below.p[i] == '-' ? '/' : below.p[i]);
    if (!oc_str_ends(oc_buf_view(&s->buf), "/"))
        oc_buf_putc(&s->buf, '/');
    return oc_buf_take(&s->buf, a);
}

/* Where its file lies: /folders/name/. */
static struct oc_str place_url(struct links *s, const struct oc_post *post, const struct place *p)
{
    struct oc_str base = text_at(p->config, "blog_base");
    if (base.n && post->dialect == OC_JAVASCRIPT && oc_str_starts(p->source, "blog/"))
        return docusaurus_url(s, post, base, oc_str_sub(p->source, 5, p->source.n));
    struct oc_str name = post->slug.n          ? oc_path_base(post->slug)
                         : wants_bare(post, p) ? p->bare
                                               : p->stem;
    struct oc_str path =
        oc_arena_printf(&s->scratch, "/%.*s%s%.*s%s%.*s/", OC_STR_ARG(p->top), p->top.n ? "/" : "",
                        OC_STR_ARG(p->folders), p->folders.n ? "/" : "", OC_STR_ARG(name));
    oc_buf_clear(&s->buf);
    if (post->dialect == OC_ZOLA) {
        oc_pattern_slug(&s->buf, path);
    } else if (post->dialect == OC_HUGO) {
        struct oc_str small = oc_address_fold(&s->scratch, path);
        for (size_t i = 0; i < small.n; i++)
            oc_buf_putc(&s->buf, small.p[i] == ' ' ? '-' : small.p[i]);
    } else {
        return path;
    }
    return oc_buf_take(&s->buf, &s->scratch);
}

/* An absolute address is the site's own path and more; the post's stands below that. */
static struct oc_str below_base(const struct links *s, struct oc_str path)
{
    struct oc_str base = s->book->site_base;
    bool inside = base.n && path.n > base.n + 1 && path.p[0] == '/' && path.p[base.n + 1] == '/' &&
                  oc_str_eq(oc_str_sub(path, 1, base.n + 1), base);
    return inside ? oc_str_sub(path, base.n + 1, path.n) : path;
}

/* What the post itself says: an address, or a pattern for one. */
static struct oc_str given_url(struct links *s, struct oc_post *post, const struct place *p,
                               struct oc_date date)
{
    struct oc_str url = post->permalink, path;
    if (oc_address_scheme(url) || oc_str_starts(url, "//")) {
        struct oc_str key = oc_address_foreign(&s->scratch, url);
        if (key.n)
            s->book->foreign = true;
        if (oc_address_own(&path, s->book, url))
            url = below_base(s, path);
        else
            url = OC_STR_NONE;
        enter(s, key, post);
    }
    if (url.n && post->dialect == OC_JEKYLL)
        url = jekyll_style(url);
    if (url.n && oc_str_chr(url, ':', 0) != SIZE_MAX && !post->spool) {
        struct oc_str filled = fill_pattern(s, post, p, url, date, wants_bare(post, p));
        url = filled.n ? filled : url;
    }
    if (url.n && !oc_str_starts(url, "/"))
        url = oc_arena_printf(&s->scratch, "/%.*s", OC_STR_ARG(url));
    return url;
}

/* A path of names as a URL. Nearly all may stand as they are. */
static struct oc_str escape(struct links *s, struct oc_str path)
{
    bool plain = oc_str_chr(path, '%', 0) == SIZE_MAX && oc_str_chr(path, '?', 0) == SIZE_MAX &&
                 oc_str_chr(path, '#', 0) == SIZE_MAX;
    if (plain)
        return path;
    oc_buf_clear(&s->buf);
    oc_percent_encode(&s->buf, path, "/:@!$&'()*+,;=");
    return oc_buf_take(&s->buf, &s->scratch);
}

static void enter_own(struct links *s, struct oc_post *post, const struct place *p)
{
    struct oc_date date = s->zone ? local(s->book, post->date) : post->date;
    struct oc_str url = given_url(s, post, p, date), pattern;
    if (!url.n && !post->spool) {
        pattern = pattern_of(post, p);
        url = pattern.n ? fill_pattern(s, post, p, pattern, date, wants_bare(post, p))
                        : place_url(s, post, p);
        url = escape(s, url);
    }
    post->url = oc_arena_copy(&post->arena, url);
    struct oc_str key = oc_address_key(&s->scratch, post->url, true);
    enter(s, key, post);
    if (post->entry_id > 0) {
        s->book->foreign = true;
        enter(s, oc_arena_printf(&s->scratch, "?p=%lld", (long long)post->entry_id), post);
    }
    struct oc_str last = oc_path_base(key); /* scratch, or part of post->url */
    enter_word(s, p->stem, post, false);
    enter_word(s, p->bare, post, false);
    enter_word(s, oc_path_base(post->slug), post, false);
    enter_word(s, last, post, false);
    enter_word(s, post->abbrlink, post, false);
    oc_buf_clear(&s->buf); /* the blog may have been in WordPress before, which uses titles */
    oc_address_slug(&s->buf, post->plain.n ? post->plain : post->title);
    enter_word(s, oc_buf_take(&s->buf, &s->scratch), post, true);
}

/* ---- those it had ---- */

static void enter_aliases(struct links *s, struct oc_post *post)
{
    struct oc_str path;
    for (size_t i = 0; i < post->aliases.n; i++) {
        struct oc_str alias = post->aliases.v[i];
        bool absolute = oc_address_scheme(alias) || oc_str_starts(alias, "//");
        if (absolute || oc_str_starts(alias, "?") || oc_str_starts(alias, "/?")) {
            struct oc_str key = oc_address_foreign(&s->scratch, alias);
            s->book->foreign = s->book->foreign || key.n;
            enter(s, key, post);
            if (!oc_address_own(&path, s->book, alias))
                continue;
            alias = path;
        }
        enter(s, oc_address_key(&s->scratch, alias, true), post);
        if (oc_str_chr(alias, '/', 0) == SIZE_MAX) { /* Obsidian: another title */
            oc_buf_clear(&s->buf);
            oc_address_slug(&s->buf, alias);
            enter_word(s, oc_buf_take(&s->buf, &s->scratch), post, true);
        }
        if (alias.n && alias.p[0] != '/') { /* Hugo: from the section that the post is in */
            size_t end = post->url.n;
            while (end > 0 && post->url.p[end - 1] == '/')
                end--;
            struct oc_str dir = oc_path_dir(oc_str_sub(post->url, 0, end));
            enter(s, oc_address_key(&s->scratch, oc_path_join(&s->scratch, dir, alias), true),
                  post);
        }
    }
}

/* The pattern again, with what else its names may have stood for. */
static void enter_variants(struct links *s, struct oc_post *post, const struct place *p)
{
    struct oc_str pattern = post->spool ? OC_STR_NONE : pattern_of(post, p);
    if (!pattern.n)
        return;
    struct oc_date now = s->zone ? local(s->book, post->date) : post->date;
    const struct oc_date dates[] = {now, post->date, local(s->book, post->date), p->date};
    bool bare = wants_bare(post, p), is_dated = dated(pattern);
    for (size_t i = 0; i < OC_COUNT(dates); i++) {
        bool known = false;
        for (size_t k = 0; k < i; k++)
            known = known || same_day(dates[k], dates[i]);
        if (i && (known || !is_dated || !dates[i].valid))
            continue;
        if (i || post->permalink.n)
            enter(s,
                  oc_address_key(&s->scratch, fill_pattern(s, post, p, pattern, dates[i], bare),
                                 false),
                  post);
    }
}

static void enter_had(struct links *s, struct oc_post *post, const struct place *p)
{
    enter_aliases(s, post);
    enter_variants(s, post, p);
    if (post->dialect == OC_HEXO && post->permalink.n && !post->spool) {
        struct place named = *p; /* older Hexo: it is what :title stands for */
        named.stem = named.bare = post->permalink;
        named.folders = OC_STR_NONE;
        struct oc_date date = s->zone ? local(s->book, post->date) : post->date;
        enter(s,
              oc_address_key(&s->scratch,
                             fill_pattern(s, post, &named, pattern_of(post, p), date, true), false),
              post);
    }
}

static void enter_place(struct links *s, struct oc_post *post, const struct place *p)
{
    if (post->spool)
        return;
    oc_address_add_file(s->book, oc_arena_copy(&s->book->arena, p->source), post);
    if (s->book->one_language && p->lang.n && !post->other_lang) { /* x.md means x.de.md */
        struct oc_str ext = oc_path_ext(p->source);
        struct oc_str stem = oc_str_sub(p->source, 0, p->source.n - ext.n - 1 - p->lang.n - 1);
        oc_address_add_file(
            s->book,
            oc_arena_printf(&s->book->arena, "%.*s.%.*s", OC_STR_ARG(stem), OC_STR_ARG(ext)), post);
    }
    if (oc_str_starts(p->folders, "..") || oc_str_starts(p->source, ".."))
        return;
    if (post->dialect != OC_HEXO && post->dialect != OC_JEKYLL)
        enter(s, oc_address_key(&s->scratch, place_url(s, post, p), false), post);
    if (p->lang.n) {
        struct place with = *p;
        with.top = p->lang;
        enter(s, oc_address_key(&s->scratch, place_url(s, post, &with), false), post);
        enter(s, oc_path_join(&s->scratch, p->folders, p->bare), post);
    }
}

/* ---- the stage ---- */

static void each(struct links *s,
                 void (*fn)(struct links *, struct oc_post *, const struct place *))
{
    struct oc_book *book = s->book;
    for (size_t k = 0; k < 2; k++) {
        size_t n = k == 0 ? book->nposts : book->nall;
        for (size_t i = 0; i < n; i++) {
            struct oc_post *post = k == 0 ? book->posts[i] : book->all[i];
            struct place place;
            if (k == 1 && (post->href.n || post->failed))
                continue;
            find_place(s, &place, post);
            fn(s, post, &place);
            oc_arena_clear(&s->scratch);
        }
    }
}

/* Keys with capitals again without. */
static void enter_folded(struct links *s)
{
    struct oc_map *m = &s->book->by_url;
    for (size_t i = 0, n = m->n; i < n; i++) {
        struct oc_str folded = oc_address_fold(&s->scratch, m->items[i].key);
        if (folded.p != m->items[i].key.p)
            enter(s, folded, m->items[i].value);
        oc_arena_clear(&s->scratch);
    }
}

/* The path of the site's own address, or what its configuration says is put before every path. */
static void find_base(struct oc_book *book)
{
    static const char *const keys[] = {"root", "baseurl"};
    struct oc_str path, url = oc_address_site(book);
    if (oc_address_own(&path, book, url))
        book->site_base = oc_address_key(&book->arena, path, true);
    const struct oc_value *config = book->site_config.n ? book->site_config.items[0].value : NULL;
    for (size_t i = 0; i < OC_COUNT(keys) && !book->site_base.n; i++) {
        struct oc_str text = text_at(config, keys[i]);
        if (oc_str_starts(text, "/"))
            book->site_base = oc_address_key(&book->arena, text, true);
    }
}

void oc_permalinks(struct oc_book *book, bool zone)
{
    struct links s = {.book = book, .zone = zone};
    oc_arena_init(&s.scratch);
    oc_buf_init(&s.buf, (size_t)1 << 20);
    oc_map_init(&s.scopes, &book->arena);
    oc_map_init(&book->by_name, &book->arena);
    book->endings = 0;
    oc_map_init(&book->by_url, &book->arena);
    oc_map_init(&book->by_word, &book->arena);
    book->foreign = false;
    find_base(book);
    oc_map_reserve(&book->by_name, book->nall);
    oc_map_reserve(&book->by_url, book->nall + book->nall / 4);
    oc_map_reserve(&book->by_word, book->nall * 3);
    each(&s, enter_own);
    each(&s, enter_had);
    each(&s, enter_place);
    enter_folded(&s);
    oc_buf_release(&s.buf);
    oc_arena_release(&s.scratch);
}
