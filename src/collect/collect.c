/* SPDX-License-Identifier: MIT */
/*
 * oc_collect: the paths given, one after the other, to files; the files, in the pool, to posts.
 * Whatever depends on all posts (the dialect guessed from keys) happens between two pools, so
 * that the number of threads changes nothing.
 */
#include <stdatomic.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/path.h"
#include "base/pool.h"
#include "base/uni.h"
#include "base/unzip.h"
#include "base/utf8.h"
#include "collect/export.h"
#include "xhtml/xhtml.h"

#define GUESS_BYTES 2048

/* What one thread keeps from post to post. */
struct worker {
    struct oc_buf text, guess, shown;
};

/* What was found below one given path, by format. */
struct counts {
    size_t of[OC_TEXT + 1];
};

struct job {
    struct oc_walk walk;
    struct oc_map sites; /* folder of files given -> its struct oc_site */
    struct oc_export_files exports;
    struct counts *counts;
    struct oc_post **posts; /* slot i is found[i]'s */
    enum oc_why *dropped;
    struct oc_web_page *pages; /* of posts[i] */
    struct worker *workers;
    struct oc_map numbered; /* oc_numbered_look's */
    atomic_size_t kept;     /* bytes of posts' texts, see keep_text */
};

/* ---- paths to files ---- */

static void add_direct(struct job *job, struct oc_str path, size_t given)
{
    struct oc_walk *w = &job->walk;
    struct oc_arena *a = &w->book->arena;
    enum oc_format format;
    if (!oc_format_of(&format, path)) {
        oc_diag_add(&w->book->diags, OC_D_NOT_A_POST, path, 0, 0, OC_STR_NONE, OC_STR_NONE);
        return;
    }
    struct oc_str dir = oc_path_dir(path), base = oc_path_base(path);
    if (!dir.n && path.p[0] == '/')
        dir = OC_STR("/");
    struct oc_site *site = oc_map_get(&job->sites, dir);
    if (!site) {
        site = OC_NEW(a, struct oc_site);
        dir = oc_arena_copy(a, dir);
        oc_site_find(site, a, dir, dir, OC_SITE_LEVELS);
        oc_site_read(w->book, site);
        oc_map_set(&job->sites, dir, site);
    }
    w->v = oc_arena_grow(w->arena, w->v, &w->cap, w->n + 1, sizeof *w->v);
    w->v[w->n++] = (struct oc_found){
        .site = site,
        .given = given,
        .path = site->base.n ? oc_path_join(w->arena, site->base, base) : base,
        .name = path,
        .rel = base,
        .format = format,
        .direct = true,
    };
}

static void add_folder(struct job *job, struct oc_str name, struct oc_str path, int above, size_t i)
{
    struct oc_book *book = job->walk.book;
    if (oc_export_takeout(&job->exports, job->walk.arena, name, path))
        return;
    struct oc_site *site = OC_NEW(&book->arena, struct oc_site);
    oc_site_find(site, &book->arena, name, path, above);
    oc_site_read(book, site);
    size_t before = job->walk.n, told = job->walk.exports.n;
    oc_walk_folder(&job->walk, site, i);
    if (job->walk.n > before)
        return;
    job->walk.exports.n = told; /* exports are read only where nothing else is */
    oc_export_folder(&job->exports, job->walk.arena, name, path);
}

struct zip {
    struct oc_book *book;
    struct oc_str path;
};

static void tell_refused(void *ctx, struct oc_str name, const char *why)
{
    const struct zip *zip = ctx;
    oc_diag_add(&zip->book->diags, OC_D_ZIP_REFUSED, zip->path, 0, 0, name, oc_str(why));
}

/* The one folder that is all there is in folder, else "". */
static struct oc_str lone_folder(struct oc_arena *a, struct oc_str folder)
{
    struct oc_dir_item *items;
    struct oc_str lone = OC_STR_NONE;
    size_t n, seen = 0;
    const char *why;
    if (oc_dir_list(&items, &n, &why, a, folder.p) != 0)
        return OC_STR_NONE;
    for (size_t i = 0; i < n; i++) {
        if (items[i].name.p[0] == '.')
            continue;
        seen++;
        if (items[i].kind == OC_FILE_FOLDER)
            lone = items[i].name;
    }
    return seen == 1 ? lone : OC_STR_NONE;
}

static void add_zip(struct job *job, struct oc_str path, size_t i)
{
    struct zip zip = {job->walk.book, path};
    struct oc_arena *a = &zip.book->arena;
    const char *why = "", *unpacked = oc_unzip(a, &why, path.p, tell_refused, &zip);
    if (!unpacked) {
        oc_diag_add(&zip.book->diags, OC_D_ZIP_BAD, path, 0, 0, oc_str(why), OC_STR_NONE);
        return;
    }
    struct oc_str folder = oc_str(unpacked), name = path, lone;
    for (int level = 0; level < OC_SITE_LEVELS && (lone = lone_folder(a, folder)).n; level++) {
        struct oc_site site; /* people pack the blog's folder more often than what is in it */
        oc_site_find(&site, a, name, folder, 0);
        if (site.is_root)
            break;
        folder = oc_path_join(a, folder, lone);
        name = oc_path_join(a, name, lone);
    }
    add_folder(job, name, folder, 0, i);
}

static void add_path(struct job *job, const char *given, size_t i)
{
    struct oc_book *book = job->walk.book;
    struct oc_str path = oc_str(given);
    while (path.n > 1 && path.p[path.n - 1] == '/')
        path.n--;
    path = oc_arena_copy(&book->arena, path);
    switch (oc_file_kind(given)) {
    case OC_FILE_NONE:
        oc_diag_add(&book->diags, OC_D_PATH_MISSING, OC_STR_NONE, 0, 0, path, OC_STR_NONE);
        break;
    case OC_FILE_OTHER:
        oc_diag_add(&book->diags, OC_D_FILE_UNREADABLE, path, 0, 0, OC_STR("is not a regular file"),
                    OC_STR_NONE);
        break;
    case OC_FILE_REGULAR:
        if (oc_str_iis(oc_path_ext(path), "zip"))
            add_zip(job, path, i);
        else if (!oc_export_file(&job->exports, job->walk.arena, path, path))
            add_direct(job, path, i);
        break;
    case OC_FILE_FOLDER:
        add_folder(job, path, path, OC_SITE_LEVELS, i);
        break;
    }
}

static int by_place(const void *x, const void *y)
{
    const struct oc_found *a = x, *b = y;
    if (a->given != b->given)
        return a->given < b->given ? -1 : 1;
    return oc_str_natcmp(a->rel, b->rel);
}

/* Sorts, and leaves one of files that were found by several paths: the first. */
static void settle(struct job *job, size_t npaths)
{
    struct oc_walk *w = &job->walk;
    struct oc_map seen;
    size_t n = 0;
    if (w->n)
        qsort(w->v, w->n, sizeof *w->v, by_place);
    oc_map_init(&seen, w->arena);
    const char *real = NULL;
    for (size_t i = 0; npaths > 1 && i < w->n; i++) {
        const struct oc_found *f = &w->v[i];
        if (i == 0 || f->site != w->v[i - 1].site)
            real = oc_file_real(w->arena, f->site->base.n ? f->site->base.p : ".");
        if (!real || oc_map_add(&seen, oc_path_join(w->arena, oc_str(real), f->rel), w))
            w->v[n++] = *f;
    }
    if (npaths > 1)
        w->n = n;
    for (size_t i = 0; i < w->n; i++)
        job->counts[w->v[i].given].of[w->v[i].format]++;
}

/* ---- files to posts ---- */

/* Beside Markdown, HTML and text without front matter are what posts link to. */
static bool is_asset(const struct job *job, const struct oc_found *f, const struct oc_post *post)
{
    const size_t *of = job->counts[f->given].of;
    if (f->direct || post->body_at > 0 || f->format == OC_MARKDOWN)
        return false;
    return of[OC_MARKDOWN] > 0 || (f->format == OC_TEXT && of[OC_HTML] > 0);
}

/* A template for new posts, or a page whose content the site makes: no title and no text. */
static bool is_furniture(const struct oc_post *post, struct oc_str body)
{
    return oc_front_scaffold(post) ||
           (post->front && !oc_value_get(post->front, "title") && oc_str_blank(body));
}

static bool is_whole_page(struct oc_str text)
{
    text = oc_str_trim(oc_str_sub(text, 0, 1024));
    return oc_str_istarts(text, "<!doctype") || oc_str_find(text, "<html", 0) != SIZE_MAX ||
           oc_str_find(text, "<HTML", 0) != SIZE_MAX;
}

/* A name that says nothing, as Tumblr's export gives its pages. */
static bool is_number(struct oc_str s)
{
    size_t n = 0;
    while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
        n++;
    return n > 0 && n == s.n;
}

static struct oc_str as_markdown(struct oc_post *post, struct oc_str plain)
{
    return oc_title_of_plain(&post->arena, oc_utf8_cut(plain, OC_MAX_TITLE_BYTES),
                             OC_MAX_TITLE_BYTES * 6);
}

static void set_categories(struct oc_post *post, const struct oc_strs *names)
{
    post->categories = oc_arena_alloc(&post->arena, names->n * sizeof *post->categories);
    for (size_t i = 0; i < names->n; i++)
        oc_strs_add(&post->categories[post->ncategories++].names, &post->arena, names->v[i]);
}

/* What a whole HTML page says of itself; the text of the post in it is appended to shown. */
static void read_page(struct oc_web_page *page, struct oc_buf *shown, struct oc_post *post,
                      struct oc_str text)
{
    struct oc_html_meta meta = {0};
    struct oc_arena tree;
    oc_arena_init(&tree);
    oc_node_text(shown, oc_html_parse_page(&meta, &post->arena, &tree, text), true);
    oc_arena_release(&tree);
    *page = (struct oc_web_page){.whole = true,
                                 .marked = oc_html_is_article(&meta),
                                 .dated = meta.date.n > 0,
                                 .moved = meta.moved,
                                 .said = meta.title_said,
                                 .posts = meta.posts,
                                 .title = meta.title,
                                 .site = meta.site,
                                 .canonical = meta.canonical,
                                 .text = meta.text,
                                 .linked = meta.linked,
                                 .near = meta.near};
    if (meta.title.n && !oc_value_text(oc_value_get(post->front, "title")).n) {
        post->title = as_markdown(post, meta.title);
        post->title_from_body = meta.title_in_post;
    }
    post->lang = meta.lang;
    post->subtitle = as_markdown(post, meta.subtitle);
    post->tags = meta.tags;
    set_categories(post, &meta.categories);
    post->description = meta.description;
    post->permalink = meta.canonical;
    if (oc_date_parse(&post->date, meta.date) != 0)
        post->date = (struct oc_date){0};
    if (oc_date_parse(&post->updated, meta.updated) != 0)
        post->updated = (struct oc_date){0};
    if (meta.author.n && !oc_site_placeholder(meta.author))
        oc_strs_add(&post->authors, &post->arena, meta.author);
}

static void guess_lang(struct oc_post *post, struct oc_buf *guess, struct oc_str body)
{
    oc_buf_clear(guess);
    oc_buf_put(guess, oc_value_text(oc_value_get(post->front, "title")));
    oc_buf_put(guess, oc_value_text(oc_value_get(post->front, "description")));
    oc_buf_put(guess, oc_str_sub(body, 0, GUESS_BYTES));
    post->page_lang = oc_str(oc_uni_guess_lang(oc_buf_view(guess)));
}

/* Opening and reading a small file again costs more than keeping it. */
static void keep_text(struct job *job, struct oc_post *post, struct oc_str text)
{
    size_t most = job->walk.book->keep;
    if (most == 0 || text.n == 0)
        return;
    if (atomic_fetch_add(&job->kept, text.n) + text.n > most) {
        atomic_fetch_sub(&job->kept, text.n);
        return;
    }
    post->kept = memcpy(oc_realloc(NULL, text.n), text.p, text.n);
    post->kept_size = text.n;
}

static void read_one(void *ctx, unsigned worker, size_t i)
{
    struct job *job = ctx;
    struct worker *w = &job->workers[worker];
    const struct oc_found *f = &job->walk.v[i];
    struct oc_post *post = job->posts[i];
    oc_buf_clear(&w->text);
    post->body_line = 1;
    if (oc_post_read(&w->text, post, true) != 0) {
        post->failed = true;
        return;
    }
    struct oc_str text = oc_buf_view(&w->text);
    oc_front_read(post, text);
    struct oc_str body = oc_str_sub(text, post->body_at, text.n);
    bool page = post->format == OC_HTML && is_whole_page(body);
    bool asset = is_asset(job, f, post), maybe = asset && page && !f->site->sure && !post->vault;
    job->dropped[i] = maybe                                    ? OC_WHY_BESIDE
                      : asset                                  ? OC_WHY_ASSET
                      : !f->direct && is_furniture(post, body) ? OC_WHY_FURNITURE
                                                               : OC_WHY_POST;
    if (job->dropped[i] != OC_WHY_POST && !maybe)
        return;
    keep_text(job, post, text);
    if (oc_str_blank(body))
        oc_diag_add(&post->diags, OC_D_POST_EMPTY, post->name, 0, 0, OC_STR_NONE, OC_STR_NONE);
    if (!oc_value_text(oc_value_get(post->front, "title")).n)
        oc_title_from_body(post, post->format, body);
    oc_buf_clear(&w->shown);
    if (page)
        read_page(&job->pages[i], &w->shown, post, body);
    if (oc_str_blank(oc_buf_view(&w->shown))) {
        post->words = oc_post_words(post->format, body);
    } else {
        body = oc_buf_view(&w->shown);
        post->words = oc_post_words(OC_TEXT, body);
    }
    if (page && !post->title.n && is_number(oc_path_stem(oc_path_base(post->rel))))
        post->title = oc_title_first_words(&post->arena, oc_str_sub(body, 0, GUESS_BYTES));
    guess_lang(post, &w->guess, body);
}

static void make_posts(struct job *job)
{
    struct oc_walk *w = &job->walk;
    bool vault = false, outline = false;
    for (size_t i = 0; i < w->n; i++) {
        const struct oc_found *f = &w->v[i];
        struct oc_post *post = oc_book_add_post(w->book);
        if (i == 0 || f->site != w->v[i - 1].site) {
            vault = oc_site_is_vault(f->site->root);
            outline = oc_site_is_outline(f->site->root);
        }
        post->path = oc_arena_cstr(&post->arena, f->path);
        post->name = oc_arena_copy(&post->arena, f->name);
        post->rel = oc_arena_copy(&post->arena, f->rel);
        post->root = f->site->root;
        post->vault = vault;
        post->outline = outline;
        post->format = f->format;
        job->posts[i] = post;
    }
}

/* In a blog the generator knows what is no post; in other folders somebody may miss it. */
static void tell_beside(struct job *job)
{
    struct oc_walk *w = &job->walk;
    struct oc_str first = OC_STR_NONE;
    struct oc_map folders;
    size_t n = 0;
    oc_map_init(&folders, w->arena);
    for (size_t i = 0; i < w->n; i++)
        if (job->dropped[i] == OC_WHY_POST && !w->v[i].site->sure)
            oc_map_set(&folders, oc_path_dir(w->v[i].path), w);
    for (size_t i = 0; i < w->n; i++) {
        if (job->dropped[i] != OC_WHY_ASSET || !oc_map_has(&folders, oc_path_dir(w->v[i].path)))
            continue;
        first = n++ ? first : w->v[i].name;
    }
    if (w->exports.n)
        first = n ? first : w->exports.v[0];
    n += w->exports.n;
    if (n)
        oc_diag_add(&w->book->diags, OC_D_FILES_BESIDE, first, 0, 0,
                    n == 1 ? OC_STR("a file") : oc_arena_printf(w->arena, "%zu files", n),
                    OC_STR_NONE);
}

/* Takes what is no post out of the book; the arrays stay in step. */
static void drop(struct job *job)
{
    struct oc_book *book = job->walk.book;
    size_t n = 0;
    for (size_t i = 0; i < job->walk.n; i++) {
        struct oc_post *post = job->posts[i];
        if (job->dropped[i] != OC_WHY_POST || job->pages[i].left_out) {
            free(post->kept);
            oc_arena_release(&post->arena);
            continue;
        }
        job->walk.v[n] = job->walk.v[i];
        job->pages[n] = job->pages[i];
        job->dropped[n] = OC_WHY_POST;
        book->all[n] = job->posts[n] = post;
        n++;
    }
    book->nall = job->walk.n = n;
}

/* ---- posts to what they mean ---- */

/* A folder of posts without its site is Hexo's when one post in twenty has a key of Hexo's. */
static void guess_dialects(struct job *job)
{
    for (size_t i = 0; i < job->walk.n; i++) {
        struct oc_site *site = job->walk.v[i].site;
        const struct oc_value *front = job->posts[i]->front;
        bool hexo = false;
        for (size_t k = 0; !site->sure && oc_hexo_keys[k] && !hexo; k++)
            hexo = oc_value_get(front, oc_hexo_keys[k]) != NULL;
        site->hexo += hexo;
        site->posts++;
    }
    for (size_t i = 0; i < job->walk.n; i++) {
        const struct oc_site *site = job->walk.v[i].site;
        bool hexo = !site->sure && site->hexo && site->hexo * 20 >= site->posts;
        if (hexo && !job->walk.book->dialect_by.n)
            job->walk.book->dialect_by = OC_STR("keys of front matter");
        job->posts[i]->dialect = hexo ? OC_HEXO : site->dialect;
        job->posts[i]->quotes = hexo || site->quotes || oc_pandoc_reads(job->walk.v[i].name);
    }
}

/* Jekyll: the folders above _posts, up to that of the site's sources, are categories where the
 * front matter has none. */
static void add_folder_categories(struct oc_post *post, const struct oc_value *config)
{
    size_t at = oc_str_find(post->rel, "/_posts/", 0), cap = post->ncategories;
    struct oc_str rest = oc_str_sub(post->rel, 0, at), name;
    struct oc_str top = oc_value_text(oc_value_get(config, "source"));
    if (at == SIZE_MAX || post->ncategories)
        return;
    if (oc_str_starts(top, "./"))
        top = oc_str_sub(top, 2, top.n);
    while (oc_str_ends(top, "/"))
        top.n--;
    if (top.n && oc_path_inside(top, rest))
        rest = oc_str_sub(rest, top.n, rest.n);
    if (oc_str_starts(rest, "/"))
        rest = oc_str_sub(rest, 1, rest.n);
    if (!rest.n)
        return;
    while (oc_str_cut(&name, &rest, '/')) {
        post->categories = oc_arena_grow(&post->arena, post->categories, &cap,
                                         post->ncategories + 1, sizeof *post->categories);
        oc_strs_add(&post->categories[post->ncategories++].names, &post->arena, name);
    }
}

/* The date that the place of a post's file tells; false: none. */
static bool date_of_place(struct oc_date *date, const struct job *job, const struct oc_post *post)
{
    return oc_numbered_month(date, &job->numbered, post) ||
           oc_date_from_path(date, oc_path_dir(post->rel)) == 0 ||
           oc_date_from_path(date, post->rel) == 0;
}

/* How much of the name is the day of its post, whose month and year are folders, in
 * 2020/02/14-name.md; 0: nothing. */
static size_t day_in(const struct job *job, const struct oc_post *post, struct oc_str stem)
{
    struct oc_date date;
    int day;
    size_t used = oc_date_day(&day, stem);
    struct oc_str dir = oc_path_dir(post->rel);
    if (oc_str_eq(oc_path_base(dir), stem)) /* a folder of its own */
        dir = oc_path_dir(dir);
    bool is_day = used < stem.n && used && !oc_numbered_month(&date, &job->numbered, post) &&
                  oc_date_from_path(&date, dir) != 0 && oc_date_from_path(&date, post->rel) == 0 &&
                  date.day == day;
    return is_day ? used : 0;
}

static void mean_one(void *ctx, unsigned worker OC_UNUSED, size_t i)
{
    struct job *job = ctx;
    struct oc_post *post = job->posts[i];
    struct oc_str lang, stem = oc_post_stem(&lang, post);
    size_t used;
    oc_meta_read(post);
    oc_post_language(post, job->walk.v[i].site, lang);
    if (!post->lang.n)
        post->lang = lang;
    if (!post->date.valid && oc_date_from_name(&post->date, &used, stem) != 0 &&
        oc_date_from_path(&post->date, post->permalink) != 0 &&
        !date_of_place(&post->date, job, post))
        post->date = post->updated; /* Qiita says no other */
    if (!post->title.n) {
        post->title_from_body = false;
        stem = oc_str_sub(stem, day_in(job, post, stem), stem.n);
        post->title = oc_title_from_name(&post->arena, stem);
    }
    if (oc_str_starts(post->rel, "_drafts/") || oc_str_find(post->rel, "/_drafts/", 0) != SIZE_MAX)
        post->draft = true;
    if (post->format == OC_HTML && oc_str_starts(oc_path_base(post->rel), "draft_")) /* Medium */
        post->draft = true;
    if (oc_dialect_row(post->dialect)->folder_category)
        add_folder_categories(post, oc_map_get(&job->walk.book->site_config, post->root));
}

/* ---- the stage ---- */

static int tell_no_posts(struct oc_book *book, const char *const *paths, size_t n)
{
    struct oc_buf list;
    oc_buf_init(&list, 4096);
    for (size_t i = 0; i < n && i < 8; i++)
        oc_buf_printf(&list, "%s'%s'", i ? ", " : "", paths[i]);
    if (n > 8)
        oc_buf_puts(&list, " ...");
    oc_diag_add(&book->diags, OC_D_NO_POSTS, OC_STR_NONE, 0, 0, oc_buf_view(&list), OC_STR_NONE);
    oc_buf_release(&list);
    return -1;
}

static bool has_html(const struct oc_walk *w)
{
    for (size_t i = 0; i < w->n; i++)
        if (w->v[i].format == OC_HTML)
            return true;
    return false;
}

static void run(struct job *job)
{
    struct oc_walk *w = &job->walk;
    unsigned jobs = w->book->jobs ? w->book->jobs : 1;
    job->posts = oc_arena_alloc(w->arena, w->n * sizeof *job->posts);
    job->dropped = oc_arena_alloc(w->arena, w->n * sizeof *job->dropped);
    job->pages = oc_arena_alloc(w->arena, w->n * sizeof *job->pages);
    job->workers = oc_arena_alloc(w->arena, jobs * sizeof *job->workers);
    for (unsigned i = 0; i < jobs; i++) {
        oc_buf_init(&job->workers[i].text, OC_MAX_POST_BYTES * 3);
        oc_buf_init(&job->workers[i].guess, OC_MAX_FRONT_BYTES * 3);
        oc_buf_init(&job->workers[i].shown, OC_MAX_PAGE_BYTES);
    }
    make_posts(job);
    if (has_html(w))
        oc_xhtml_start(); /* a plan alone starts nothing else; done twice it does no harm */
    oc_pool_each(w->n, jobs, read_one, job);
    for (unsigned i = 0; i < jobs; i++) {
        oc_buf_release(&job->workers[i].text);
        oc_buf_release(&job->workers[i].guess);
        oc_buf_release(&job->workers[i].shown);
    }
    oc_pages_beside(w, job->pages, job->posts, job->dropped);
    tell_beside(job);
    drop(job);
    oc_pages_sift(w, job->pages, job->posts);
    drop(job); /* what the other pages have told to be a list */
    oc_substack_read(w, job->posts);
    guess_dialects(job);
    oc_map_init(&job->numbered, w->arena);
    oc_numbered_look(&job->numbered, job->posts, w->n);
    oc_pool_each(w->n, jobs, mean_one, job);
    oc_sections_read(w->book, &w->sections);
}

int oc_collect(struct oc_book *book, const char *const *paths, size_t n)
{
    struct oc_arena arena;
    struct job job = {.walk = {.arena = &arena, .book = book}};
    oc_arena_init(&arena);
    oc_map_init(&job.sites, &arena);
    job.counts = oc_arena_alloc(&arena, (n + 1) * sizeof *job.counts);
    for (size_t i = 0; i < n; i++)
        add_path(&job, paths[i], i);
    settle(&job, n);
    run(&job);
    oc_export_read(book, &job.exports);
    oc_arena_release(&arena);
    return book->nall ? 0 : tell_no_posts(book, paths, n);
}
