/* SPDX-License-Identifier: MIT */
/*
 * The images of a book. Two tables: what was found at a path, and what was made of given bytes, so
 * that the same picture is in the book once whatever it is called. The first thread that meets
 * either does the work, others wait for it; what comes of it depends on the bytes and the options
 * alone. Converted bytes wait in a spool; only small files that go in as they are wait in memory.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/path.h"
#include "base/pool.h"
#include "base/spool.h"
#include "media/cache.h"
#include "media/data.h"
#include "media/fetch.h"
#include "media/find.h"
#include "media/media.h"
#include "xhtml/svgfile.h"

enum {
    FEW_BYTES = 64 << 10, /* of an image that is kept until it is written, not read again */
    KEPT_BYTES = 16 << 20 /* of all these */
};

/* What was made of some bytes; constant once done. */
struct entry {
    bool done;
    struct oc_image image;
    enum oc_image_type type; /* of the source */
    const char *why;         /* of REFUSED and BROKEN */
    bool cut;                /* it moves, but too much: only its first frame is in the book */
    unsigned char digest[20];
    const char *path; /* where the bytes can be read again; NULL: in the spool */
    uint64_t at;
    struct oc_str kept; /* the bytes at path, when they are few and there was room */
};

/* What was found at a path or an address; entry is NULL when it could not be read. */
struct source {
    struct oc_str name;
    bool done;
    struct entry *entry;
    const char *why;
};

struct store {
    struct oc_images images; /* first: the service is a pointer to it */
    const struct oc_book *book;
    struct oc_finder finder;
    struct oc_fetch fetch;
    struct oc_fit fit;
    struct oc_str cache;
    const char *too_wide; /* what is said of an image with too many pixels */

    pthread_mutex_t lock; /* for all below */
    pthread_cond_t turned;
    struct oc_arena arena;
    struct oc_map sources, entries; /* by path or URL; by digest */
    size_t decoding;                /* bytes of memory that decoding takes at the moment */
    struct oc_spool *spool;
    size_t kept; /* bytes of images in memory */
};

/* ---- making ---- */

/* Waits until there is memory for one more; a single large one may always go. */
static void enter(struct store *s, size_t cost)
{
    pthread_mutex_lock(&s->lock);
    while (s->decoding > 0 && s->decoding + cost > OC_MAX_DECODING_BYTES)
        pthread_cond_wait(&s->turned, &s->lock);
    s->decoding += cost;
    pthread_mutex_unlock(&s->lock);
}

static void leave(struct store *s, size_t cost)
{
    pthread_mutex_lock(&s->lock);
    s->decoding -= cost;
    pthread_cond_broadcast(&s->turned);
    pthread_mutex_unlock(&s->lock);
}

static int fail(struct entry *e, enum oc_image_action action, const char *why)
{
    e->image.action = action;
    e->why = why;
    return -1;
}

/* bytes become the file in the book. */
static int keep(struct store *s, struct entry *e, struct oc_str bytes)
{
    const char *why = NULL;
    pthread_mutex_lock(&s->lock);
    if (!s->spool)
        s->spool = oc_spool_new(&s->arena, &why);
    int result = s->spool ? oc_spool_put(&e->at, s->spool, bytes, &why) : -1;
    pthread_mutex_unlock(&s->lock);
    e->image.bytes_out = bytes.n;
    return result == 0 ? 0 : fail(e, OC_IMAGE_BROKEN, "cannot be kept: no temporary file");
}

static int convert(struct store *s, struct entry *e, enum oc_image_type *type, struct oc_buf *out,
                   const struct oc_sniff *sniff, struct oc_str bytes, const struct oc_fit *fit)
{
    struct oc_buf name;
    const char *why;
    int result = 0;
    oc_buf_init(&name, OC_MAX_URL_BYTES);
    oc_cache_name(&name, s->cache, e->digest, fit);
    if (oc_cache_get(out, type, oc_buf_view(&name)) != 0) {
        size_t cost = oc_fit_cost(sniff, fit);
        enter(s, cost);
        result = oc_fit_encode(out, type, &why, sniff, bytes, fit);
        leave(s, cost);
        if (result == 0)
            oc_cache_put(oc_buf_view(&name), oc_buf_view(out));
        else
            fail(e, OC_IMAGE_BROKEN, why);
    }
    oc_buf_release(&name);
    e->image.action = result == 0 ? OC_IMAGE_CONVERTED : e->image.action;
    return result;
}

/* out gets the bytes for the book when they are not those of the source. */
static int make(struct store *s, struct entry *e, enum oc_image_type *type, struct oc_buf *out,
                struct oc_str bytes)
{
    struct oc_sniff sniff;
    const char *why;
    if (oc_sniff(&sniff, &why, bytes) != 0)
        return fail(e, OC_IMAGE_BROKEN, why);
    *type = e->type = sniff.type;
    e->image.width = sniff.width;
    if (sniff.type == OC_TYPE_SVG) {
        e->image.action = OC_IMAGE_CLEANED;
        return oc_svg_file_clean(out, &why, bytes) == 0 ? 0 : fail(e, OC_IMAGE_BROKEN, why);
    }
    uint64_t pixels = (uint64_t)sniff.width * sniff.height;
    if (pixels > OC_MAX_IMAGE_PIXELS)
        return fail(e, OC_IMAGE_REFUSED, s->too_wide);
    struct oc_fit fit = s->fit;
    e->cut = !fit.still && pixels * sniff.frames > OC_MAX_MOVING_PIXELS;
    fit.still = fit.still || e->cut;
    if (oc_fit_needed(&sniff, bytes.n, &fit) && (!oc_type_row(sniff.type)->ext || oc_fit_can()))
        return convert(s, e, type, out, &sniff, bytes, &fit);
    e->image.moving = sniff.frames > 1;
    e->image.action = sniff.metadata ? OC_IMAGE_STRIPPED : OC_IMAGE_KEPT;
    if (sniff.metadata)
        oc_strip(out, sniff.type, bytes);
    return 0;
}

/* Its name is from what is in it, so that equal files are one, whatever they were made of. */
static void give_name(struct store *s, struct entry *e, struct oc_str bytes,
                      const struct oc_type_row *row)
{
    unsigned char d[20];
    char name[40];
    if (e->image.action == OC_IMAGE_KEPT)
        memcpy(d, e->digest, sizeof(d));
    else
        oc_sha1(d, bytes);
    int n = snprintf(name, sizeof(name), "img-%02x%02x%02x%02x%02x%02x%s", d[0], d[1], d[2], d[3],
                     d[4], d[5], row->ext);
    pthread_mutex_lock(&s->lock);
    e->image.href = oc_arena_copy(&s->arena, (struct oc_str){name, (size_t)n});
    pthread_mutex_unlock(&s->lock);
}

/* The bytes are in the book as they stand in the file at path. */
static void point_to(struct store *s, struct entry *e, struct oc_str bytes, const char *path)
{
    e->path = path;
    pthread_mutex_lock(&s->lock);
    if (bytes.n <= FEW_BYTES && s->kept + bytes.n <= KEPT_BYTES) {
        e->kept = oc_arena_copy(&s->arena, bytes);
        s->kept += bytes.n;
    }
    pthread_mutex_unlock(&s->lock);
}

/* path: of the bytes, NULL when they have none. */
static void fill(struct store *s, struct entry *e, struct oc_str bytes, const char *path)
{
    enum oc_image_type type = OC_TYPE_NONE;
    struct oc_buf out;
    oc_buf_init(&out, OC_MAX_IMAGE_BYTES * 2);
    e->image.bytes_in = e->image.bytes_out = bytes.n;
    if (make(s, e, &type, &out, bytes) == 0) {
        struct oc_str made = e->image.action == OC_IMAGE_KEPT ? bytes : oc_buf_view(&out);
        if (e->image.action == OC_IMAGE_KEPT && path)
            point_to(s, e, made, path);
        if (e->path || keep(s, e, made) == 0)
            give_name(s, e, made, oc_type_row(type));
        e->image.media_type = oc_type_row(type)->media_type;
        e->image.text = type == OC_TYPE_SVG;
    }
    oc_buf_release(&out);
}

static void finish(struct store *s, bool *done)
{
    pthread_mutex_lock(&s->lock);
    *done = true;
    pthread_cond_broadcast(&s->turned);
    pthread_mutex_unlock(&s->lock);
}

static void wait_for(struct store *s, const bool *done)
{
    pthread_mutex_lock(&s->lock);
    while (!*done)
        pthread_cond_wait(&s->turned, &s->lock);
    pthread_mutex_unlock(&s->lock);
}

static struct entry *entry_of(struct store *s, struct oc_str bytes, const char *path)
{
    unsigned char digest[20];
    oc_sha1(digest, bytes);
    struct oc_str key = {(const char *)digest, sizeof(digest)};
    pthread_mutex_lock(&s->lock);
    struct entry *e = oc_map_get(&s->entries, key);
    bool mine = !e;
    if (mine) {
        e = OC_NEW(&s->arena, struct entry);
        memcpy(e->digest, digest, sizeof(digest));
        oc_map_set(&s->entries, (struct oc_str){(const char *)e->digest, 20}, e);
    }
    pthread_mutex_unlock(&s->lock);
    if (mine) {
        fill(s, e, bytes, path);
        finish(s, &e->done);
    } else {
        wait_for(s, &e->done);
    }
    return e;
}

/* The source of that name; *mine when the caller is the first and has to fill it. */
static struct source *source_named(struct store *s, struct oc_str name, bool *mine)
{
    pthread_mutex_lock(&s->lock);
    struct source *source = oc_map_get(&s->sources, name);
    *mine = !source;
    if (*mine) {
        source = OC_NEW(&s->arena, struct source);
        source->name = oc_arena_copy(&s->arena, name);
        oc_map_set(&s->sources, source->name, source);
    }
    pthread_mutex_unlock(&s->lock);
    if (!*mine)
        wait_for(s, &source->done);
    return source;
}

static const struct source *source_of(struct store *s, const char *path)
{
    bool mine;
    struct source *source = source_named(s, oc_str(path), &mine);
    struct oc_buf bytes;
    if (!mine)
        return source;
    oc_buf_init(&bytes, OC_MAX_IMAGE_BYTES);
    if (oc_file_read(&bytes, &source->why, path) == 0)
        source->entry = entry_of(s, oc_buf_view(&bytes), source->name.p);
    oc_buf_release(&bytes);
    finish(s, &source->done);
    return source;
}

/* Of what was loaded from the web; its entry is NULL when it is damaged, and is wanted again. */
static const struct source *source_loaded(struct store *s, const struct oc_fetch_record *r)
{
    bool mine;
    struct source *source = source_named(s, r->url, &mine);
    struct oc_buf bytes;
    if (!mine)
        return source;
    oc_buf_init(&bytes, OC_MAX_IMAGE_BYTES);
    if (oc_fetch_body(&bytes, &s->fetch, r) == 0)
        source->entry = entry_of(s, oc_buf_view(&bytes), r->path);
    oc_buf_release(&bytes);
    if (!source->entry) {
        pthread_mutex_lock(&s->lock);
        oc_map_set(&s->sources, source->name, NULL);
        pthread_mutex_unlock(&s->lock);
    }
    finish(s, &source->done);
    return source;
}

/* ---- the service ---- */

struct asking {
    struct store *s;
    const struct oc_image_ask *ask;
    struct oc_str src; /* short enough to print */
    struct oc_image_answer *out;
    bool warming; /* nothing is wanted yet */
};

/* The name as its author wrote it and the file has it, without the escapes of an address. */
static void tell(const struct asking *asking, enum oc_code code, struct oc_str b)
{
    const struct oc_image_ask *ask = asking->ask;
    struct oc_buf plain;
    if (ask->quiet)
        return;
    oc_buf_init(&plain, asking->src.n); /* nothing grows */
    oc_percent_show(&plain, asking->src);
    oc_diag_add(&ask->post->diags, code, ask->post->name, ask->line, ask->col, oc_buf_view(&plain),
                b);
    oc_buf_release(&plain);
}

static void give_up(const struct asking *asking, enum oc_image_action action, enum oc_code code,
                    struct oc_str why)
{
    asking->out->action = action;
    tell(asking, code, why);
}

static void use(const struct asking *asking, const struct entry *e, struct oc_str ext)
{
    if (e->image.href.n == 0) {
        bool refused = e->image.action == OC_IMAGE_REFUSED;
        give_up(asking, e->image.action, refused ? OC_D_IMAGE_REFUSED : OC_D_IMAGE_BROKEN,
                oc_str(e->why));
        return;
    }
    if (ext.n && oc_type_lies(e->type, ext))
        tell(asking, OC_D_IMAGE_TYPE, oc_str(oc_type_row(e->type)->name));
    if (e->cut)
        tell(asking, OC_D_IMAGE_STILL, OC_STR_NONE);
    asking->out->image = &e->image;
    asking->out->action = e->image.action;
}

static void use_data(const struct asking *asking, struct oc_str url)
{
    struct oc_buf bytes;
    oc_buf_init(&bytes, OC_MAX_IMAGE_BYTES);
    if (oc_data_decode(&bytes, url) == 0)
        use(asking, entry_of(asking->s, oc_buf_view(&bytes), NULL), OC_STR_NONE);
    else
        give_up(asking, OC_IMAGE_BROKEN, OC_D_IMAGE_BROKEN, OC_STR("is no data that can be read"));
    oc_buf_release(&bytes);
}

static void use_file(const struct asking *asking, const struct oc_found_file *found)
{
    const struct source *source = source_of(asking->s, found->path);
    if (found->spelled.n)
        tell(asking, OC_D_IMAGE_CASE, found->spelled);
    if (source->entry)
        use(asking, source->entry, oc_path_ext(oc_str(found->path)));
    else
        give_up(asking, OC_IMAGE_BROKEN, OC_D_IMAGE_BROKEN, oc_str(source->why));
}

/* Under --fetch: what is on the web, and what should be here but is known to be there too. */
static bool use_loaded(const struct asking *asking)
{
    struct store *s = asking->s;
    struct oc_fetch_record r;
    if (!s->book->config->fetch || asking->ask->url.n == 0 ||
        !oc_fetch_ask(&r, &s->fetch, asking->ask->url, !asking->warming))
        return false;
    asking->out->fetched = r.state == OC_FETCH_HERE;
    if (r.state == OC_FETCH_FAILED) {
        give_up(asking, OC_IMAGE_FAILED, OC_D_IMAGE_FETCH, oc_str(r.why));
        return true;
    }
    const struct source *source = r.state == OC_FETCH_HERE ? source_loaded(s, &r) : NULL;
    if (source && source->entry)
        use(asking, source->entry, OC_STR_NONE);
    else
        asking->out->action = OC_IMAGE_WANTED;
    return true;
}

static void look(const struct asking *asking, struct oc_arena *a)
{
    struct store *s = asking->s;
    struct oc_found_file found;
    *asking->out = (struct oc_image_answer){.action = OC_IMAGE_MISSING};
    if (oc_str_istarts(asking->src, "data:")) {
        use_data(asking, oc_str_trim(asking->ask->src));
        return;
    }
    oc_finder_find(&found, &s->finder, asking->ask->post, a, asking->ask->src);
    asking->out->action = found.action;
    if (found.action == OC_IMAGE_KEPT)
        use_file(asking, &found);
    else if (found.action == OC_IMAGE_REFUSED)
        tell(asking, OC_D_IMAGE_REFUSED, oc_str(found.why));
    else if (!use_loaded(asking) && found.action == OC_IMAGE_MISSING)
        tell(asking, OC_D_IMAGE_MISSING, OC_STR_NONE);
}

static void find(struct oc_images *self, struct oc_image_answer *out,
                 const struct oc_image_ask *ask, struct oc_arena *a)
{
    struct oc_str src = oc_str_trim(ask->src);
    bool data = oc_str_istarts(src, "data:");
    const struct asking asking = {(struct store *)self, ask, data ? oc_str_sub(src, 0, 30) : src,
                                  out, false};
    look(&asking, a);
}

struct warming {
    struct store *s;
    const struct oc_image_ask *asks;
};

static void warm_one(void *ctx, unsigned worker OC_UNUSED, size_t i)
{
    struct warming *w = ctx;
    struct oc_image_answer answer;
    struct oc_image_ask ask = w->asks[i];
    struct oc_arena a;
    if (w->s->book->cancelled && *w->s->book->cancelled)
        return;
    if (oc_str_istarts(oc_str_trim(ask.src), "data:"))
        return;
    oc_arena_init(&a);
    ask.quiet = true;
    look(&(struct asking){w->s, &ask, ask.src, &answer, true}, &a);
    oc_arena_release(&a);
}

static void warm(struct oc_images *self, const struct oc_image_ask *asks, size_t n)
{
    struct store *s = (struct store *)self;
    struct warming w = {s, asks};
    if (s->book->jobs > 1)
        oc_pool_each(n, s->book->jobs, warm_one, &w);
}

static const struct oc_strs *list(struct oc_images *self, struct oc_str folder)
{
    return oc_finder_list(&((struct store *)self)->finder, folder);
}

static size_t fetch(struct oc_images *self, oc_image_tell told, void *ctx)
{
    struct store *s = (struct store *)self;
    return oc_fetch_run(&s->fetch, told, ctx);
}

static int read_image(struct oc_images *self, struct oc_buf *out, const char **why,
                      const struct oc_image *image)
{
    struct store *s = (struct store *)self;
    const struct entry *e =
        (const struct entry *)((const char *)image - offsetof(struct entry, image));
    unsigned char digest[20];
    size_t start = out->n;
    if (!e->path) {
        if (oc_spool_flush(s->spool, why) != 0)
            return -1;
        return oc_spool_read(out, s->spool, e->at, image->bytes_out, why);
    }
    if (e->kept.n) {
        oc_buf_put(out, e->kept);
        return 0;
    }
    if (oc_file_read(out, why, e->path) != 0)
        return -1;
    oc_sha1(digest, oc_str_sub(oc_buf_view(out), start, out->n));
    *why = "it has changed since it was looked at";
    return memcmp(digest, e->digest, sizeof(digest)) == 0 ? 0 : -1;
}

static void release(struct oc_images *self)
{
    struct store *s = (struct store *)self;
    oc_finder_release(&s->finder);
    oc_fetch_release(&s->fetch);
    pthread_cond_destroy(&s->turned);
    pthread_mutex_destroy(&s->lock);
    oc_arena_release(&s->arena);
    free(s);
}

struct oc_images *oc_images_new(const struct oc_book *book, struct oc_diags *diags,
                                struct oc_str cache)
{
    const struct oc_config *c = book->config;
    struct store *s = oc_alloc(sizeof(*s));
    s->images = (struct oc_images){list, find, warm, fetch, read_image, release};
    s->book = book;
    s->fit.side = (uint32_t)c->image_size;
    s->fit.grey = c->grayscale;
    s->fit.still = c->animation == OC_ANIMATION_STILL;
    oc_arena_init(&s->arena);
    s->cache = oc_arena_copy(&s->arena, cache);
    s->too_wide = oc_media_too_wide(&s->arena);
    oc_map_init(&s->sources, &s->arena);
    oc_map_init(&s->entries, &s->arena);
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->turned, NULL);
    oc_finder_init(&s->finder, book, diags);
    oc_fetch_init(&s->fetch, book, diags, s->cache);
    return &s->images;
}
