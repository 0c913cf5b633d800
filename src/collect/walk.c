/* SPDX-License-Identifier: MIT */
/*
 * The files below a folder that may be posts. Folders wait on a list instead of the stack; linked
 * ones wait until the folder's own tree is done, so that a link never hides the real place.
 */
#include <stdlib.h>

#include "base/limits.h"
#include "base/map.h"
#include "base/path.h"
#include "collect/export.h"

/* A folder still to be listed. rel is below the folder given, "" for that itself. */
struct folder {
    struct oc_str path, rel;
    struct oc_str key; /* device and inode */
    bool wanted;       /* files directly in it may be posts */
    bool link;
    int depth;
};

struct walker {
    struct oc_walk *w;
    struct oc_site *site;
    size_t given;
    const char *only_in;
    const struct oc_value *jekyll; /* the configuration of a site of Jekyll's; NULL: it is none */
    struct oc_jekyll_files exclude, include;
    struct oc_arena arena; /* everything below */
    struct folder *todo, *links;
    size_t ntodo, ctodo, nlinks, clinks;
    struct oc_map walked; /* "device:inode" of every folder that was entered */
    struct oc_map told;   /* links that lead out, by their rel */
    bool full;
    bool vault;     /* of Obsidian's */
    bool outline;   /* of Logseq's */
    bool quartz;    /* a vault that Quartz publishes */
    size_t foreign; /* files of formats that are not read, and the first of them */
    struct oc_str first_foreign;
    struct oc_str pages;   /* a folder of pages that are no posts; "": there is none */
    const char *templates; /* the real path of the book's own; NULL: it has none */
};

bool oc_format_of(enum oc_format *format, struct oc_str name)
{
    static const struct {
        const char *ext;
        enum oc_format format;
    } table[] = {
        {"md", OC_MARKDOWN},  {"markdown", OC_MARKDOWN},  {"mdown", OC_MARKDOWN},
        {"mkd", OC_MARKDOWN}, {"mkdn", OC_MARKDOWN},      {"mkdown", OC_MARKDOWN},
        {"rmd", OC_MARKDOWN}, {"rmarkdown", OC_MARKDOWN}, {"qmd", OC_MARKDOWN},
        {"mdx", OC_MARKDOWN}, {"html", OC_HTML},          {"htm", OC_HTML},
        {"xhtml", OC_HTML},   {"txt", OC_TEXT},
    };
    struct oc_str ext = oc_path_ext(name);
    if (!ext.n || ext.n > 9)
        return false;
    for (size_t i = 0; i < OC_COUNT(table); i++)
        if (oc_str_iis(ext, table[i].ext)) {
            *format = table[i].format;
            return true;
        }
    return false;
}

/* Formats that people write posts in and octavo does not read. */
static bool is_foreign(struct oc_str name)
{
    static const char *const exts[] = {"org",     "rst",  "adoc",  "asciidoc",
                                       "textile", "wiki", "ipynb", "typ"};
    for (size_t i = 0; i < OC_COUNT(exts); i++)
        if (oc_str_iis(oc_path_ext(name), exts[i]))
            return true;
    return false;
}

bool oc_pandoc_reads(struct oc_str name)
{
    struct oc_str ext = oc_path_ext(name);
    return oc_str_iis(ext, "qmd") || oc_str_iis(ext, "rmd") || oc_str_iis(ext, "rmarkdown");
}

/* A file that stands in blogs but is no post: by its stem, in any case. */
static bool is_not_post(struct oc_str name)
{
    static const char *const stems[] = {"readme",       "license",         "licence",  "changelog",
                                        "contributing", "code_of_conduct", "security", "404",
                                        "template",     "_index",          "robots",   "humans"};
    struct oc_str stem = oc_path_stem(name);
    size_t dot = oc_str_chr(stem, '.', 0); /* README.zh-CN.md, _index.fr.md */
    if (dot != SIZE_MAX && dot > 0)
        stem = oc_str_sub(stem, 0, dot);
    for (size_t i = 0; i < OC_COUNT(stems); i++)
        if (oc_str_iis(stem, stems[i]))
            return true;
    bool drawing = oc_str_ends(oc_path_stem(name), ".excalidraw"); /* in a vault */
    bool part = name.p[0] == '_' && oc_pandoc_reads(name);
    return strchr(".~#", name.p[0]) != NULL || drawing || part; /* _x.qmd: what others include */
}

static struct oc_str below(struct oc_arena *a, struct oc_str dir, struct oc_str name)
{
    return dir.n ? oc_path_join(a, dir, name) : oc_arena_copy(a, name);
}

/* Jekyll takes in what it is told to, excluded or not. */
static bool is_excluded(struct walker *k, struct oc_str rel)
{
    if (!k->jekyll)
        return false;
    struct oc_str path = below(&k->arena, k->site->prefix, rel);
    return oc_jekyll_has(&k->exclude, path) && !oc_jekyll_has(&k->include, path);
}

static bool is_collection(struct walker *k, struct oc_str rel)
{
    return k->jekyll && oc_jekyll_collection(k->jekyll, below(&k->arena, k->site->prefix, rel));
}

/* A folder that no walk enters unless it was given itself. */
static bool is_skipped(struct walker *k, struct oc_str name, struct oc_str rel)
{
    if (is_excluded(k, rel))
        return true;
    if (k->pages.n && oc_str_eq(rel, k->pages))
        return true;
    if (k->vault && (oc_str_iis(name, "templates") || oc_str_iis(name, "template")))
        return true;
    if (k->quartz && oc_str_is(name, "private")) /* it says so itself */
        return true;
    if (k->outline && oc_str_is(rel, "logseq")) /* its settings and earlier versions of pages */
        return true;
    if (k->site->dialect == OC_JEKYLL && oc_str_is(name, "vendor")) /* Bundler's gems */
        return true;
    if (name.p[0] == '_')
        return !oc_str_is(name, "_posts") && !oc_str_is(name, "_drafts") && !is_collection(k, rel);
    return name.p[0] == '.' || oc_str_is(name, "node_modules");
}

/* The path as given plus rel: what diagnostics call a file. */
static struct oc_str name_of(struct walker *k, struct oc_str rel)
{
    struct oc_arena *a = &k->w->book->arena;
    if (!rel.n)
        return k->site->given;
    return oc_str_is(k->site->given, ".") ? oc_arena_copy(a, rel) : below(a, k->site->given, rel);
}

/* A file that names the section it stands in. */
static bool is_section(const struct walker *k, const struct oc_dir_item *item)
{
    enum oc_format format;
    return (k->site->dialect == OC_HUGO || k->site->dialect == OC_ZOLA) &&
           oc_str_starts(item->name, "_index.") && item->kind == OC_FILE_REGULAR &&
           oc_format_of(&format, item->name);
}

/* Whether what a link leads to may be read; told when not. */
static bool may_follow(struct walker *k, struct oc_str path, struct oc_str rel)
{
    if (oc_site_allows(k->w->book, k->site, oc_arena_cstr(&k->arena, path)))
        return true;
    if (oc_map_add(&k->told, oc_arena_copy(&k->arena, rel), k))
        oc_diag_add(&k->w->book->diags, OC_D_PATH_OUTSIDE, name_of(k, rel), 0, 0, OC_STR_NONE,
                    OC_STR_NONE);
    return false;
}

static int by_name(const void *x, const void *y)
{
    return strcmp(((const struct oc_dir_item *)x)->name.p, ((const struct oc_dir_item *)y)->name.p);
}

/* Whether one of the items, which are sorted, has that stem and one of the extensions. */
static bool has_beside(struct oc_arena *a, const struct oc_dir_item *items, size_t n,
                       struct oc_str stem, const char *const *exts, size_t nexts)
{
    for (size_t i = 0; i < nexts; i++) {
        struct oc_dir_item key = {.name = oc_arena_printf(a, "%.*s.%s", OC_STR_ARG(stem), exts[i])};
        if (bsearch(&key, items, n, sizeof *items, by_name))
            return true;
    }
    return false;
}

/* Whether beside x.Rmd or x.qmd lies what knitr or Quarto has made of it, with the results. */
static bool is_made(struct oc_arena *a, const struct oc_dir_item *items, size_t n,
                    struct oc_str name)
{
    static const char *const sources[] = {"rmd", "rmarkdown", "qmd"};
    static const char *const made[] = {"md", "markdown", "html"};
    bool source = false;
    for (size_t i = 0; i < OC_COUNT(sources); i++)
        source = source || oc_str_iis(oc_path_ext(name), sources[i]);
    return source && has_beside(a, items, n, oc_path_stem(name), made, OC_COUNT(made));
}

/* Whether browsers have put there what the page beside it needs: frames are whole pages too. */
static bool is_saved(struct oc_arena *a, const struct oc_dir_item *items, size_t n,
                     struct oc_str name)
{
    static const char *const ends[] = {"_files",    ".files",   "_archivos",
                                       "_fichiers", "-Dateien", "_bestanden"};
    static const char *const pages[] = {"html", "htm", "xhtml"};
    for (size_t i = 0; i < OC_COUNT(ends); i++) {
        if (!oc_str_ends(name, ends[i]))
            continue;
        struct oc_str stem = oc_str_sub(name, 0, name.n - strlen(ends[i]));
        if (has_beside(a, items, n, stem, pages, OC_COUNT(pages)))
            return true;
    }
    return false;
}

static void add_file(struct walker *k, const struct folder *in, const struct oc_dir_item *item)
{
    struct oc_walk *w = k->w;
    enum oc_format format;
    struct oc_str path = below(w->arena, in->path, item->name);
    if (in->wanted && is_section(k, item) &&
        (!item->link || may_follow(k, path, below(w->arena, in->rel, item->name))))
        oc_strs_add(&w->sections, w->arena, path);
    if (!in->wanted || is_not_post(item->name))
        return;
    if (k->site->dialect == OC_JAVASCRIPT && item->name.p[0] == '_') /* a part of posts */
        return;
    if (!oc_format_of(&format, item->name)) {
        if (is_foreign(item->name) && !k->foreign++)
            k->first_foreign = name_of(k, below(w->arena, in->rel, item->name));
        return;
    }
    struct oc_str rel = below(w->arena, in->rel, item->name);
    if (is_excluded(k, rel))
        return;
    if (item->kind != OC_FILE_REGULAR) {
        oc_diag_add(&w->book->diags, OC_D_FILE_UNREADABLE, name_of(k, rel), 0, 0,
                    item->kind == OC_FILE_NONE ? OC_STR("a link to nothing")
                                               : OC_STR("is not a regular file"),
                    OC_STR_NONE);
        return;
    }
    if (item->link && !may_follow(k, path, rel))
        return;
    if (format == OC_TEXT && oc_movable_file(path.p)) {
        oc_strs_add(&w->exports, w->arena, name_of(k, rel));
        return;
    }
    w->v = oc_arena_grow(w->arena, w->v, &w->cap, w->n + 1, sizeof *w->v);
    w->v[w->n++] = (struct oc_found){.site = k->site,
                                     .given = k->given,
                                     .path = path,
                                     .name = name_of(k, rel),
                                     .rel = rel,
                                     .format = format};
}

/* The book's own templates may lie in the blog. */
static bool is_templates(struct walker *k, struct oc_str path)
{
    if (!k->templates || !oc_str_eq(oc_path_base(path), oc_path_base(oc_str(k->templates))))
        return false;
    const char *real = oc_file_real(&k->arena, path.p);
    return real && strcmp(real, k->templates) == 0;
}

static void add_folder(struct walker *k, const struct folder *in, const struct oc_dir_item *item)
{
    struct oc_str rel = below(&k->arena, in->rel, item->name);
    if (is_skipped(k, item->name, rel))
        return;
    struct folder f = {.path = below(&k->arena, in->path, item->name),
                       .rel = rel,
                       .wanted = in->wanted || oc_str_is(item->name, k->only_in) ||
                                 oc_str_is(item->name, "_drafts") || is_collection(k, rel),
                       .link = item->link,
                       .depth = in->depth + 1};
    if (is_templates(k, f.path))
        return;
    if (f.depth > OC_MAX_WALK_DEPTH) {
        oc_diag_limit(&k->w->book->diags, name_of(k, f.rel), 0, 0, OC_MAX_WALK_DEPTH,
                      "folders in folders");
        return;
    }
    f.key = oc_arena_printf(&k->arena, "%llx:%llx", (unsigned long long)item->dev,
                            (unsigned long long)item->ino);
    if (item->link) {
        k->links = oc_arena_grow(&k->arena, k->links, &k->clinks, k->nlinks + 1, sizeof f);
        k->links[k->nlinks++] = f;
        return;
    }
    if (!oc_map_add(&k->walked, f.key, k))
        return; /* it was reached by a link before */
    k->todo = oc_arena_grow(&k->arena, k->todo, &k->ctodo, k->ntodo + 1, sizeof f);
    k->todo[k->ntodo++] = f;
}

static void list_folder(struct walker *k, const struct folder *f)
{
    struct oc_arena names;
    struct oc_dir_item *items;
    size_t n;
    const char *why = "";
    oc_arena_init(&names);
    if (oc_dir_list(&items, &n, &why, &names, f->path.n ? f->path.p : ".") != 0) {
        oc_diag_add(&k->w->book->diags, OC_D_FOLDER_UNREADABLE, name_of(k, f->rel), 0, 0,
                    oc_str(why), OC_STR_NONE);
        n = 0;
    }
    for (size_t i = 0; i < n; i++) {
        k->full = ++k->w->seen > OC_MAX_FILES || k->w->n >= OC_MAX_POSTS;
        if (k->full)
            break;
        if (items[i].kind == OC_FILE_FOLDER) {
            if (!is_saved(&names, items, n, items[i].name))
                add_folder(k, f, &items[i]);
        } else if (!is_made(&names, items, n, items[i].name)) {
            add_file(k, f, &items[i]);
        }
    }
    oc_arena_release(&names);
}

/* Whether a waiting link leads to a folder that is new, and not to start or above it. */
static bool follow(struct walker *k, const struct folder *f, struct oc_str start)
{
    const char *real = oc_file_real(&k->arena, f->path.p);
    return real && !oc_path_inside(oc_str(real), start) && oc_map_add(&k->walked, f->key, k) &&
           may_follow(k, f->path, f->rel);
}

static void walk_from(struct walker *k, struct oc_str folder)
{
    struct folder start = {
        .path = below(&k->arena, k->site->base, folder), .rel = folder, .wanted = !k->only_in};
    if (!folder.n)
        start.path = k->site->base;
    if (folder.n && !may_follow(k, start.path, folder)) /* source/_posts may be a link too */
        return;
    const char *real = oc_file_real(&k->arena, start.path.n ? start.path.p : ".");
    list_folder(k, &start);
    for (;;) {
        struct folder next;
        if (k->full)
            return;
        if (k->ntodo)
            next = k->todo[--k->ntodo];
        else if (k->nlinks)
            next = k->links[--k->nlinks];
        else
            return;
        if (!next.link || follow(k, &next, oc_str(real)))
            list_folder(k, &next);
    }
}

static void tell_limit(struct oc_walk *w, const struct oc_site *site)
{
    bool posts = w->n >= OC_MAX_POSTS;
    oc_diag_limit(&w->book->diags, site->given, 0, 0, posts ? OC_MAX_POSTS : OC_MAX_FILES,
                  posts ? "posts" : "files");
}

void oc_walk_folder(struct oc_walk *w, struct oc_site *site, size_t given)
{
    const struct oc_dialect_row *row = oc_dialect_row(site->dialect);
    struct walker k = {.w = w, .site = site, .given = given};
    size_t before = w->n;
    oc_arena_init(&k.arena);
    oc_map_init(&k.walked, &k.arena);
    oc_map_init(&k.told, &k.arena);
    if (w->book->config->templates.n)
        k.templates = oc_file_real(&k.arena, oc_arena_cstr(&k.arena, w->book->config->templates));
    if (site->dialect == OC_JEKYLL)
        k.jekyll = oc_map_get(&w->book->site_config, site->root);
    oc_jekyll_files(&k.exclude, &k.arena, k.jekyll, "exclude");
    oc_jekyll_files(&k.include, &k.arena, k.jekyll, "include");
    k.quartz = site->dialect == OC_PLAIN && oc_site_is_quartz(site->root);
    k.vault = site->dialect == OC_PLAIN && (k.quartz || oc_site_is_vault(site->base));
    k.outline = site->dialect == OC_PLAIN && oc_site_is_outline(site->base);
    struct oc_str posts = OC_STR_NONE; /* where MkDocs says they are */
    if (site->dialect == OC_PLAIN && oc_str_eq(site->root, site->base)) {
        const struct oc_value *config = oc_map_get(&w->book->site_config, site->root);
        posts = oc_value_text(oc_value_get(config, "blog_posts"));
        k.pages = oc_value_text(oc_value_get(config, "blog_pages"));
    }
    if (posts.n && !oc_str_starts(posts, "..") &&
        oc_file_kind(below(&k.arena, site->base, posts).p) == OC_FILE_FOLDER)
        walk_from(&k, posts);
    if (site->is_root) {
        k.only_in = row->only_in;
        for (size_t i = 0; row->folders[i]; i++) {
            struct oc_str folder = oc_str(row->folders[i]);
            struct oc_str path = below(&k.arena, site->base, folder);
            if (oc_file_kind(path.p) == OC_FILE_FOLDER)
                walk_from(&k, folder);
        }
        if (row->only_in)
            walk_from(&k, OC_STR_NONE);
    }
    if (w->n == before) { /* no site, or one laid out in its own way */
        k.only_in = NULL;
        oc_map_init(&k.walked, &k.arena);
        walk_from(&k, OC_STR_NONE);
    }
    if (k.full)
        tell_limit(w, site);
    if (k.foreign)
        oc_diag_add(&w->book->diags, OC_D_FORMAT_FOREIGN, k.first_foreign, 0, 0,
                    oc_arena_printf(w->arena, "%zu", k.foreign), OC_STR_NONE);
    oc_arena_release(&k.arena);
}
