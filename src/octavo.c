/* SPDX-License-Identifier: MIT */
/*
 * The public API and the driver: the only file that knows the order of the stages.
 *
 *   options -> collect -> arrange -> render (in the pool) -> fetch, when asked -> write
 *
 * Each stage is one call below in build(). Options come by src/octavo_options.c; views of the
 * result for the caller (items, summary) are made afterwards in src/octavo_view.c.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/path.h"
#include "base/pool.h"
#include "base/utf8.h"
#include "collect/collect.h"
#include "epub/epub.h"
#include "epub/pack.h"
#include "media/media.h"
#include "octavo_impl.h"
#include "render/render.h"
#include "xhtml/made.h"

/* ---- The context ---- */

const char *octavo_version(void)
{
    return OCTAVO_VERSION;
}

void octavo_on_out_of_memory(void (*hook)(void))
{
    oc_on_out_of_memory(hook);
}

struct octavo *octavo_new(void)
{
    struct octavo *o = oc_alloc(sizeof(*o));
    oc_arena_init(&o->arena);
    oc_arena_init(&o->views);
    oc_diags_init(&o->diags, &o->arena, OC_MAX_DIAGS_PER_POST);
    return o;
}

static void forget_book(struct octavo *o)
{
    if (o->has_book)
        oc_book_release(&o->book);
    o->has_book = false;
    oc_view_forget(o);
}

void octavo_free(struct octavo *o)
{
    if (!o)
        return;
    forget_book(o);
    oc_arena_release(&o->views);
    oc_arena_release(&o->arena);
    free(o);
}

void octavo_add(struct octavo *o, const char *path)
{
    o->paths = oc_arena_grow(&o->arena, o->paths, &o->cpaths, o->npaths + 1, sizeof(*o->paths));
    o->paths[o->npaths++] = oc_arena_cstr(&o->arena, oc_str(path));
}

void octavo_set_now(struct octavo *o, int64_t seconds)
{
    o->now = seconds;
    o->has_now = true;
}

void octavo_set_cache(struct octavo *o, const char *folder)
{
    o->cache = oc_arena_copy(&o->arena, oc_str(folder));
}

void octavo_on_progress(struct octavo *o, octavo_progress_fn fn, void *ctx)
{
    o->progress = fn;
    o->progress_ctx = ctx;
}

void octavo_cancel(struct octavo *o)
{
    o->cancelled = true;
}

/* ---- The stages ---- */

#define KEPT_BYTES ((size_t)64 << 20) /* of posts' texts from planning to rendering */

static void start_once(void)
{
    oc_xhtml_start();
    oc_render_start();
}

/* keep: how much of the posts' texts may stay in memory for what comes next. */
static int plan(struct octavo *o, size_t keep)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    int64_t now = o->has_now ? o->now : (int64_t)time(NULL);
    pthread_once(&once, start_once);
    forget_book(o);
    oc_options_find(o);
    oc_options_apply(o);
    o->config.contents = o->contents;
    o->config.contents_file = o->contents_file;
    oc_book_init(&o->book, &o->config);
    o->has_book = true;
    o->book.cancelled = &o->cancelled;
    o->book.keep = keep;
    if (o->config.templates.n &&
        oc_templates_load(&o->book.templates, &o->book.arena, &o->book.diags, o->config.templates,
                          oc_options_bound(o, "templates")) != 0)
        return -1;
    o->book.jobs = o->config.jobs > 0 ? (unsigned)o->config.jobs : oc_pool_cpus();
    if (oc_collect(&o->book, o->paths, o->npaths) != 0)
        return -1;
    return oc_arrange(&o->book, now);
}

int octavo_plan(struct octavo *o)
{
    return plan(o, 0);
}

/* What one worker keeps from post to post. */
struct oc_worker {
    struct oc_arena scratch;
    struct oc_arena kept; /* until all links are settled */
    struct oc_buf source, page, settled;
    struct oc_packer packer;
    struct oc_chars chars; /* of the pages it made, when somebody wants to know */
};

#define HELD_BYTES ((size_t)16 << 20) /* of pages that wait for their links */

struct oc_render_job {
    struct octavo *o;
    struct oc_post **posts; /* of the book, then the introductions of its parts */
    size_t nposts;
    struct oc_worker *workers;
    struct oc_str *held;       /* pages of posts that wait for their links; from malloc */
    atomic_size_t held_bytes;  /* all of them */
    bool pages;                /* are wanted, not only what there is to say of the posts */
    struct oc_diags *marks;    /* of each post, as they stood before it was rendered */
    size_t *waiting, nwaiting; /* posts whose images had to be loaded, by their places */
    struct oc_ref **bad;       /* links to places whose ids were guessed wrong, by their target */
    size_t nbad;
    size_t *groups, ngroups; /* where in bad the links to one target start */
    size_t *again, nagain;   /* posts whose pages are not finished, by their places */
    atomic_size_t done;
    size_t told; /* worker 0's: the last number given to the progress function */
};

static void tell(struct octavo *o, size_t *told, const char *stage, size_t done, size_t total)
{
    if (!o->progress || (done < total && done < *told + total / 200 + 1))
        return;
    *told = done;
    const struct octavo_progress progress = {stage, done, total, 0};
    o->progress(o->progress_ctx, &progress);
}

/* The text of a post; "" when it cannot be read any more. */
static struct oc_str body_of(struct oc_worker *w, struct oc_post *post, bool report)
{
    oc_buf_clear(&w->source);
    if (oc_post_read(&w->source, post, report) != 0)
        oc_buf_clear(&w->source);
    size_t from = post->body_at < w->source.n ? post->body_at : w->source.n;
    return oc_str_sub(oc_buf_view(&w->source), from, w->source.n);
}

static void drop_held(struct oc_render_job *job, size_t i)
{
    free((void *)(uintptr_t)job->held[i].p);
    atomic_fetch_sub(&job->held_bytes, job->held[i].n);
    job->held[i] = OC_STR_NONE;
}

/* A page whose links may turn out to be wrong is not worth deflating before they are settled. */
static bool hold_page(struct oc_render_job *job, size_t i, struct oc_str page)
{
    const struct oc_post *post = job->posts[i];
    bool unsure = false;
    for (size_t k = 0; k < post->nrefs && page.n; k++)
        unsure = unsure || post->refs[k].id.n > 0;
    if (!unsure)
        return false;
    if (atomic_fetch_add(&job->held_bytes, page.n) + page.n > HELD_BYTES) {
        atomic_fetch_sub(&job->held_bytes, page.n);
        return false;
    }
    job->held[i] = (struct oc_str){memcpy(oc_realloc(NULL, page.n), page.p, page.n), page.n};
    return true;
}

/* page: "" of an introduction, which has no page of its own. */
static void keep_page(struct oc_render_job *job, struct oc_worker *w, size_t i, struct oc_str page,
                      bool settled)
{
    struct oc_post *post = job->posts[i];
    drop_held(job, i);
    oc_chars_add(&w->chars, post->text.n ? post->xhtml : page);
    if (job->pages && !post->text.n && (settled || !hold_page(job, i, page)))
        oc_epub_deflate(post, &w->packer, page);
    oc_arena_clear(&w->scratch);
}

static void make_page(struct oc_render_job *job, struct oc_worker *w, size_t i, struct oc_str body)
{
    oc_buf_clear(&w->page);
    oc_render_post(&w->page, &job->o->book, job->posts[i], &w->scratch, body);
    keep_page(job, w, i, oc_buf_view(&w->page), false);
}

static void render_one(void *ctx, unsigned worker, size_t i)
{
    struct oc_render_job *job = ctx;
    struct oc_worker *w = &job->workers[worker];
    struct oc_post *post = job->posts[i];
    if (job->o->cancelled)
        return;
    struct oc_str body = body_of(w, post, true);
    job->marks[i] = post->diags;
    make_page(job, w, i, body);
    size_t done = atomic_fetch_add(&job->done, 1) + 1;
    if (worker == 0)
        tell(job->o, &job->told, "render", done, job->nposts);
}

/* ---- Images on the web: loaded in one go, then the pages that have them are made again ---- */

static void tell_fetch(void *ctx, size_t done, size_t total, uint64_t bytes)
{
    struct octavo *o = ctx;
    const struct octavo_progress progress = {"fetch", done, total, bytes};
    if (o->progress)
        o->progress(o->progress_ctx, &progress);
}

static void render_waiting(void *ctx, unsigned worker, size_t i)
{
    struct oc_render_job *job = ctx;
    struct oc_worker *w = &job->workers[worker];
    size_t at = job->waiting[i];
    struct oc_post *post = job->posts[at];
    if (job->o->cancelled)
        return;
    struct oc_str body = body_of(w, post, false);
    oc_diags_rewind(&post->diags, &job->marks[at]);
    make_page(job, w, at, body);
}

static void fetch_images(struct oc_render_job *job, struct oc_arena *a)
{
    struct oc_book *book = &job->o->book;
    job->waiting = oc_arena_alloc(a, job->nposts * sizeof(*job->waiting));
    for (int round = 0; round < OC_MAX_FETCH_ROUNDS && !job->o->cancelled; round++) {
        if (book->images->fetch(book->images, tell_fetch, job->o) == 0)
            break;
        job->nwaiting = 0;
        for (size_t i = 0; i < job->nposts; i++)
            if (job->posts[i]->wanting)
                job->waiting[job->nwaiting++] = i;
        oc_pool_each(job->nwaiting, book->jobs, render_waiting, job);
    }
}

/* ---- Links to places in other posts: right once all pages are known ---- */

static int by_target(const void *x, const void *y)
{
    const struct oc_ref *a = *(struct oc_ref *const *)x, *b = *(struct oc_ref *const *)y;
    return a->to == b->to ? 0 : (uintptr_t)a->to < (uintptr_t)b->to ? -1 : 1;
}

/* Who links to a post, in reading order: a list for its page, which is made again with it. */
static void find_linked(struct oc_render_job *job)
{
    for (size_t i = 0; i < job->nposts; i++) {
        struct oc_post *from = job->posts[i];
        for (size_t k = 0; k < from->nouts && from->href.n; k++) {
            struct oc_post *to = from->outs[k];
            to->linked = oc_arena_grow(&to->arena, to->linked, &to->clinked, to->nlinked + 1,
                                       sizeof(struct oc_post *));
            to->linked[to->nlinked++] = from;
        }
    }
}

/* Fills bad and again; what is found does not depend on the order of targets in memory. */
static void find_bad(struct oc_render_job *job, struct oc_arena *a)
{
    size_t cbad = 0, cagain = 0, cgroups = 0;
    for (size_t i = 0; i < job->nposts; i++) {
        struct oc_post *post = job->posts[i];
        size_t before = job->nbad;
        for (size_t k = 0; k < post->nrefs; k++) {
            if (oc_ref_good(&post->refs[k]))
                continue;
            job->bad = oc_arena_grow(a, job->bad, &cbad, job->nbad + 1, sizeof(*job->bad));
            job->bad[job->nbad++] = &post->refs[k];
        }
        if (job->nbad == before && post->nlinked == 0 && !job->held[i].n)
            continue;
        job->again = oc_arena_grow(a, job->again, &cagain, job->nagain + 1, sizeof(size_t));
        job->again[job->nagain++] = i;
    }
    if (job->nbad)
        qsort(job->bad, job->nbad, sizeof(*job->bad), by_target);
    for (size_t i = 0; i < job->nbad; i++) {
        if (i && job->bad[i]->to == job->bad[i - 1]->to)
            continue;
        job->groups = oc_arena_grow(a, job->groups, &cgroups, job->ngroups + 1, sizeof(size_t));
        job->groups[job->ngroups++] = i;
    }
}

static void find_places(void *ctx, unsigned worker, size_t i)
{
    struct oc_render_job *job = ctx;
    struct oc_worker *w = &job->workers[worker];
    size_t from = job->groups[i], to = i + 1 < job->ngroups ? job->groups[i + 1] : job->nbad;
    if (job->o->cancelled)
        return;
    if (!oc_refs_dead(&job->bad[from], to - from, &job->o->book, &w->scratch))
        oc_refs_find(&job->bad[from], to - from, &w->kept, &job->o->book, &w->scratch,
                     body_of(w, job->bad[from]->to, false));
    oc_arena_clear(&w->scratch);
}

/* The page as it was made before; made anew when it gets a list of who links to it. */
static struct oc_str page_again(struct oc_render_job *job, struct oc_worker *w, size_t i)
{
    struct oc_post *post = job->posts[i];
    struct oc_ref *refs = post->refs; /* their ids are right by now */
    oc_buf_clear(&w->page);
    if (post->nlinked) {
        struct oc_str body = body_of(w, post, false);
        oc_diags_rewind(&post->diags, &job->marks[i]);
        oc_render_post(&w->page, &job->o->book, post, &w->scratch, body);
        post->refs = refs;
    } else if (job->held[i].n) {
        return job->held[i];
    } else if (post->page) {
        oc_epub_inflate(&w->page, post, &w->packer);
    }
    return post->text.n ? post->xhtml : oc_buf_view(&w->page);
}

static void settle_page(void *ctx, unsigned worker, size_t i)
{
    struct oc_render_job *job = ctx;
    struct oc_worker *w = &job->workers[worker];
    size_t at = job->again[i];
    struct oc_post *post = job->posts[at];
    if (job->o->cancelled)
        return;
    oc_buf_clear(&w->settled);
    oc_refs_settle(&w->settled, post, &w->scratch, page_again(job, w, at));
    if (post->text.n)
        post->xhtml = oc_buf_take(&w->settled, &post->arena);
    keep_page(job, w, at, oc_buf_view(&w->settled), true);
}

static void settle_links(struct oc_render_job *job, struct oc_arena *a)
{
    unsigned jobs = job->o->book.jobs;
    find_linked(job);
    find_bad(job, a);
    oc_pool_each(job->ngroups, jobs, find_places, job);
    oc_pool_each(job->nagain, jobs, settle_page, job);
}

static void list_posts(struct oc_render_job *job, struct oc_arena *a, const struct oc_book *book)
{
    job->posts = oc_arena_alloc(a, (book->nposts + book->nintros) * sizeof(*job->posts));
    memcpy(job->posts, book->posts, book->nposts * sizeof(*job->posts));
    if (book->nintros)
        memcpy(job->posts + book->nposts, book->intros, book->nintros * sizeof(*job->posts));
    job->nposts = book->nposts + book->nintros;
}

static struct oc_str cache_of(const struct octavo *o)
{
    struct oc_str cache = o->config.cache.n ? o->config.cache : o->cache;
    return oc_str_is(cache, "none") ? OC_STR_NONE : cache;
}

static void render(struct octavo *o, bool pages)
{
    struct oc_render_job job = {.o = o, .pages = pages};
    struct oc_arena arena;
    unsigned jobs = o->book.jobs;
    oc_arena_init(&arena);
    list_posts(&job, &arena, &o->book);
    o->book.images = oc_images_new(&o->book, &o->book.diags, cache_of(o));
    o->book.fonts = pages ? oc_fonts_new(&o->book, &o->book.diags) : NULL;
    if (o->book.fonts)
        oc_chars_init(&o->book.chars);
    job.marks = oc_arena_alloc(&arena, job.nposts * sizeof(*job.marks));
    job.held = oc_arena_alloc(&arena, job.nposts * sizeof(*job.held));
    job.workers = oc_alloc(jobs * sizeof(*job.workers));
    for (unsigned i = 0; i < jobs; i++) {
        oc_arena_init(&job.workers[i].scratch);
        oc_arena_init(&job.workers[i].kept);
        oc_buf_init(&job.workers[i].source, OC_MAX_POST_BYTES * 2);
        oc_buf_init(&job.workers[i].page, OC_MAX_PAGE_BYTES * 2); /* a frame stands around */
        oc_buf_init(&job.workers[i].settled, OC_MAX_PAGE_BYTES * 2);
        if (o->book.fonts)
            oc_chars_init(&job.workers[i].chars);
    }
    oc_pool_each(job.nposts, jobs, render_one, &job);
    fetch_images(&job, &arena);
    settle_links(&job, &arena);
    oc_render_tell(job.posts, job.nposts);
    for (size_t i = 0; i < job.nposts; i++)
        drop_held(&job, i); /* of a run that was cancelled */
    for (unsigned i = 0; i < jobs; i++) {
        oc_arena_release(&job.workers[i].scratch);
        oc_arena_release(&job.workers[i].kept);
        oc_buf_release(&job.workers[i].source);
        oc_buf_release(&job.workers[i].page);
        oc_buf_release(&job.workers[i].settled);
        oc_packer_release(&job.workers[i].packer);
        oc_chars_merge(&o->book.chars, &job.workers[i].chars);
        oc_chars_release(&job.workers[i].chars);
    }
    free(job.workers);
    oc_arena_release(&arena);
}

/* The title as a file name in the current folder: no slash, no control character, no hidden file.
 */
static struct oc_str default_output(struct octavo *o)
{
    struct oc_str title = oc_utf8_cut(o->book.title, 150);
    struct oc_buf name;
    oc_buf_init(&name, 256);
    for (size_t i = 0; i < title.n; i++) {
        char c = title.p[i];
        bool plain = (unsigned char)c >= 0x20 && c != 0x7f && !strchr("/\\:*?\"<>|", c);
        if (!(name.n == 0 && (c == '.' || c == ' ')))
            oc_buf_putc(&name, plain ? c : '-');
    }
    struct oc_str stem = oc_str_trim(oc_buf_view(&name));
    struct oc_str file =
        oc_arena_printf(&o->book.arena, "%.*s.epub", OC_STR_ARG(stem.n ? stem : OC_STR("book")));
    oc_buf_release(&name);
    return file;
}

/* Of what a user's template made, the first page that is no page. */
static bool has_fault(struct oc_book *book)
{
    for (size_t i = 0; i < book->nposts + book->nintros; i++) {
        const struct oc_page_fault *fault =
            i < book->nposts ? book->posts[i]->fault : book->intros[i - book->nposts]->fault;
        if (!fault)
            continue;
        oc_diag_add(&book->diags, fault->code, fault->file, fault->line, 0, fault->why,
                    OC_STR_NONE);
        return true;
    }
    return false;
}

/* Whether a file that the user has not named himself would be lost to the book: what has the name
 * of its title, or what a link in a stranger's folder leads to. */
static bool is_taken(struct octavo *o, struct oc_str path, bool by_user)
{
    bool link;
    if (oc_file_kind_link(&link, path.p) != OC_FILE_REGULAR || (by_user && !link) ||
        oc_epub_is(path.p))
        return false;
    oc_diag_add(&o->book.diags, OC_D_OUTPUT_TAKEN, OC_STR_NONE, 0, 0, path, OC_STR_NONE);
    return true;
}

int octavo_build(struct octavo *o, const char *output)
{
    o->cancelled = false;
    if (plan(o, KEPT_BYTES) != 0)
        return -1;
    struct oc_str path = o->config.output;
    if (output)
        path = oc_arena_copy(&o->book.arena, oc_str(output));
    else if (path.n == 0)
        path = default_output(o);
    if (is_taken(o, path, output || oc_options_by_user(o, "output")))
        return -1;
    render(o, true);
    oc_memory_trim(); /* the posts' texts are gone, and a cover brings libraries and fonts */
    if (!o->cancelled)
        oc_cover_make(&o->book.cover, &o->book, &o->book.arena, &o->book.diags, cache_of(o));
    int result = -1;
    if (o->cancelled)
        oc_diag_add(&o->book.diags, OC_D_CANCELLED, OC_STR_NONE, 0, 0, OC_STR_NONE, OC_STR_NONE);
    else if (!has_fault(&o->book))
        result = oc_epub_write(&o->bytes, &o->book, &o->book.diags, path.p);
    if (result == 0)
        o->output = path;
    return result;
}

int octavo_check(struct octavo *o)
{
    o->cancelled = false;
    if (plan(o, KEPT_BYTES) != 0)
        return -1;
    render(o, false);
    if (!o->cancelled)
        return 0;
    oc_diag_add(&o->book.diags, OC_D_CANCELLED, OC_STR_NONE, 0, 0, OC_STR_NONE, OC_STR_NONE);
    return -1;
}

int octavo_convert(const char *const *paths, size_t npaths, const char *output)
{
    struct octavo *o = octavo_new();
    for (size_t i = 0; i < npaths; i++)
        octavo_add(o, paths[i]);
    int result = octavo_build(o, output);
    octavo_free(o);
    return result;
}
