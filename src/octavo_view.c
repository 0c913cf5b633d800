/* SPDX-License-Identifier: MIT */
/* What callers of octavo.h see: the book, its diagnostics and the tables as plain C structs. */
#include "book/asset.h"
#include "book/dialect.h"
#include "octavo_impl.h"

void oc_view_forget(struct octavo *o)
{
    oc_arena_clear(&o->views);
    o->diag_view = NULL;
    o->item_view = NULL;
    o->image_view = NULL;
    o->finding_view = NULL;
    o->nimages = o->nfindings = 0;
    o->ndiags = o->nitems = 0;
}

/* ---- Diagnostics ---- */

static void show_diags(struct octavo *o, size_t *cap, const struct oc_diags *ds)
{
    for (const struct oc_diag *d = ds->first; d; d = d->next) {
        const struct oc_diag_row *row = oc_diag_row(d->code);
        o->diag_view =
            oc_arena_grow(&o->views, o->diag_view, cap, o->ndiags + 1, sizeof(*o->diag_view));
        o->diag_view[o->ndiags++] = (struct octavo_diag){
            .severity = (enum octavo_severity)row->severity,
            .code = row->name,
            .file = oc_arena_cstr(&o->views, d->file),
            .line = d->line,
            .col = d->col,
            .text = oc_arena_cstr(&o->views, d->text),
            .hint = row->hint,
        };
    }
}

static bool in_book(const struct oc_post *post)
{
    return post->href.n > 0;
}

/* The posts of the book, then the introductions of its parts. */
static const struct oc_post *rendered(const struct oc_book *b, size_t i)
{
    return i < b->nposts ? b->posts[i] : b->intros[i - b->nposts];
}

/* Each list of diagnostics in the order callers see them: the run, the book, introductions, posts
 * in reading order, then the posts that were left out. */
static void each_diags(struct octavo *o, void (*fn)(void *ctx, const struct oc_diags *ds),
                       void *ctx)
{
    fn(ctx, &o->diags);
    if (!o->has_book)
        return;
    fn(ctx, &o->book.diags);
    for (size_t i = 0; i < o->book.nintros; i++)
        fn(ctx, &o->book.intros[i]->diags);
    for (size_t i = 0; i < o->book.nposts; i++)
        fn(ctx, &o->book.posts[i]->diags);
    for (size_t i = 0; i < o->book.nall; i++)
        if (!in_book(o->book.all[i]))
            fn(ctx, &o->book.all[i]->diags);
}

struct show_ctx {
    struct octavo *o;
    size_t cap;
};

static void show_list(void *ctx, const struct oc_diags *ds)
{
    struct show_ctx *show = ctx;
    show_diags(show->o, &show->cap, ds);
}

const struct octavo_diag *octavo_diag_next(struct octavo *o, const struct octavo_diag *previous)
{
    if (!o->diag_view)
        each_diags(o, show_list, &(struct show_ctx){o, 0});
    size_t next = previous ? (size_t)(previous - o->diag_view) + 1 : 0;
    return next < o->ndiags ? &o->diag_view[next] : NULL;
}

const struct octavo_code *octavo_code_at(size_t i)
{
    static const struct octavo_code codes[] = {
#define OC_DIAG(code, name, severity, text, hint, about)                                           \
    {(enum octavo_severity)severity, name, text, hint, about},
#include "base/diag.def"
#undef OC_DIAG
    };
    return i < OC_COUNT(codes) ? &codes[i] : NULL;
}

const struct octavo_code *octavo_explain(const char *code)
{
    const struct octavo_code *row;
    for (size_t i = 0; (row = octavo_code_at(i)) != NULL; i++)
        if (strcmp(row->code, code) == 0)
            return row;
    return NULL;
}

/* ---- The plan ---- */

struct item_ctx {
    struct octavo *o;
    size_t cap;
};

static void day(struct oc_buf *out, struct oc_date date)
{
    oc_buf_clear(out);
    if (date.valid)
        oc_date_put_day(out, date);
}

/* Posts and words below a part, its sub-parts included; parts nest at most OC_MAX_PART_DEPTH. */
static void count_part(const struct oc_part *part, size_t *posts, size_t *words)
{
    *posts += part->nposts;
    for (size_t i = 0; i < part->nposts; i++)
        *words += part->posts[i]->words;
    for (size_t i = 0; i < part->nparts; i++)
        count_part(part->parts[i], posts, words);
}

static void show_item(void *ctx, const struct oc_part *part, struct oc_post *post, int depth)
{
    struct item_ctx *show = ctx;
    struct octavo *o = show->o;
    struct oc_arena *a = &o->views;
    o->item_view = oc_arena_grow(a, o->item_view, &show->cap, o->nitems + 1, sizeof(*o->item_view));
    struct octavo_item *item = &o->item_view[o->nitems++];
    *item = (struct octavo_item){.depth = depth, .date = "", .source = "", .language = ""};
    if (!post) {
        item->kind = OCTAVO_PART;
        item->title = oc_arena_cstr(a, part->title);
        item->href = oc_arena_cstr(a, part->href);
        count_part(part, &item->posts, &item->words);
        return;
    }
    struct oc_buf date;
    oc_buf_init(&date, 64);
    day(&date, post->date);
    item->kind = OCTAVO_POST;
    item->title = oc_arena_cstr(a, post->plain);
    item->date = oc_arena_cstr(a, oc_buf_view(&date));
    item->source = oc_arena_cstr(a, post->name);
    item->href = oc_arena_cstr(a, post->href);
    item->language = oc_arena_cstr(a, post->page_lang);
    item->words = post->words;
    item->problems = post->diags.by_severity[OC_WARNING] + post->diags.by_severity[OC_ERROR];
    item->draft = post->draft;
    item->hidden = post->hidden;
    oc_buf_release(&date);
}

const struct octavo_item *octavo_item_next(struct octavo *o, const struct octavo_item *previous)
{
    if (!o->item_view && o->has_book)
        oc_book_walk(&o->book, show_item, &(struct item_ctx){o, 0});
    size_t next = previous ? (size_t)(previous - o->item_view) + 1 : 0;
    return next < o->nitems ? &o->item_view[next] : NULL;
}

/* ---- Images ---- */

static void show_image(struct octavo *o, size_t *cap, const struct oc_post *post,
                       const struct oc_image_use *use)
{
    struct oc_arena *a = &o->views;
    o->image_view = oc_arena_grow(a, o->image_view, cap, o->nimages + 1, sizeof(*o->image_view));
    o->image_view[o->nimages++] = (struct octavo_image){
        .post = oc_arena_cstr(a, post->name),
        .src = oc_arena_cstr(a, use->src),
        .href = oc_arena_cstr(a, use->image ? use->image->href : OC_STR_NONE),
        .action = oc_image_action_name(use->action),
        .bytes_in = use->image ? use->image->bytes_in : 0,
        .bytes_out = use->image ? use->image->bytes_out : 0,
        .guessed = use->image && use->guessed,
        .fetched = use->image && use->fetched,
    };
}

const struct octavo_image *octavo_image_next(struct octavo *o, const struct octavo_image *previous)
{
    size_t cap = 0;
    if (!o->image_view && o->has_book)
        for (size_t i = 0; i < o->book.nposts + o->book.nintros; i++)
            for (size_t k = 0; k < rendered(&o->book, i)->nimages; k++)
                show_image(o, &cap, rendered(&o->book, i), &rendered(&o->book, i)->images[k]);
    size_t next = previous ? (size_t)(previous - o->image_view) + 1 : 0;
    return next < o->nimages ? &o->image_view[next] : NULL;
}

/* ---- Findings ---- */

static void show_findings(struct octavo *o, size_t *cap, const struct oc_post *post)
{
    struct oc_arena *a = &o->views;
    for (size_t i = 0; i < post->nfindings; i++) {
        const struct oc_finding *f = &post->findings[i];
        o->finding_view =
            oc_arena_grow(a, o->finding_view, cap, o->nfindings + 1, sizeof(*o->finding_view));
        o->finding_view[o->nfindings++] = (struct octavo_finding){
            .kind = (enum octavo_finding_kind)f->kind,
            .post = oc_arena_cstr(a, post->name),
            .line = f->line,
            .col = f->col,
            .text = oc_arena_cstr(a, f->text),
            .count = f->count,
            .from = (int)f->from,
            .to = (int)f->to,
            .rows = f->rows,
            .columns = f->columns,
        };
    }
}

const struct octavo_finding *octavo_finding_next(struct octavo *o,
                                                 const struct octavo_finding *previous)
{
    size_t cap = 0;
    if (!o->finding_view && o->has_book)
        for (size_t i = 0; i < o->book.nposts; i++)
            show_findings(o, &cap, o->book.posts[i]);
    size_t next = previous ? (size_t)(previous - o->finding_view) + 1 : 0;
    return next < o->nfindings ? &o->finding_view[next] : NULL;
}

/* ---- The summary ---- */

static void count_images(struct octavo_summary *s, const struct oc_book *b)
{
    struct oc_arena a;
    struct oc_map seen;
    oc_arena_init(&a);
    oc_map_init(&seen, &a);
    for (size_t i = 0; i < b->nposts + b->nintros; i++) {
        const struct oc_post *post = rendered(b, i);
        for (size_t k = 0; k < post->nimages; k++) {
            const struct oc_image *image = post->images[k].image;
            s->images_missing += !image;
            if (!image || !oc_map_add(&seen, image->href, &seen))
                continue;
            s->images++;
            s->image_bytes += image->bytes_out;
        }
    }
    oc_arena_release(&a);
}

static void add_counts(void *ctx, const struct oc_diags *ds)
{
    struct octavo_summary *s = ctx;
    s->notes += ds->by_severity[OC_NOTE];
    s->warnings += ds->by_severity[OC_WARNING];
    s->errors += ds->by_severity[OC_ERROR];
}

static size_t count_parts(const struct oc_part *part)
{
    size_t n = 0;
    for (size_t i = 0; i < part->nparts; i++)
        n += !part->parts[i]->bare + count_parts(part->parts[i]);
    return n;
}

static const char *join(struct octavo *o, const struct oc_strs *list)
{
    struct oc_buf text;
    oc_buf_init(&text, (size_t)1 << 20);
    for (size_t i = 0; i < list->n; i++) {
        oc_buf_puts(&text, i ? ", " : "");
        oc_buf_put(&text, list->v[i]);
    }
    const char *joined = oc_arena_cstr(&o->views, oc_buf_view(&text));
    oc_buf_release(&text);
    return joined;
}

static void show_book(struct octavo *o, struct octavo_summary *s)
{
    const struct oc_book *b = &o->book;
    struct oc_arena *a = &o->views;
    struct oc_buf date;
    oc_buf_init(&date, 64);
    s->title = oc_arena_cstr(a, b->title);
    s->language = oc_arena_cstr(a, b->lang);
    s->identifier = oc_arena_cstr(a, b->identifier);
    s->authors = join(o, &b->authors);
    day(&date, b->oldest);
    s->oldest = oc_arena_cstr(a, oc_buf_view(&date));
    day(&date, b->newest);
    s->newest = oc_arena_cstr(a, oc_buf_view(&date));
    oc_buf_release(&date);
    s->url = oc_arena_cstr(a, b->config->url.n ? b->config->url : b->site_url);
    s->description = oc_arena_cstr(a, b->description);
    s->dialect = b->nposts ? oc_dialect_name(b->posts[0]->dialect) : "plain";
    s->dialect_by = oc_arena_cstr(a, b->dialect_by);
    count_images(s, b);
    s->posts = b->nposts;
    s->parts = count_parts(&b->root);
    for (size_t i = 0; i < b->nposts + b->nintros; i++) {
        const struct oc_post *post = rendered(b, i);
        s->words += post->words;
        s->links += post->nlinks;
        s->links_out += post->nlinks_out;
        s->links_dead += post->nlinks_dead;
    }
}

const struct octavo_summary *octavo_summary(struct octavo *o)
{
    struct octavo_summary *s = &o->summary;
    *s = (struct octavo_summary){.title = "",
                                 .language = "",
                                 .identifier = "",
                                 .authors = "",
                                 .oldest = "",
                                 .newest = "",
                                 .dialect = "",
                                 .dialect_by = "",
                                 .url = "",
                                 .description = "",
                                 .output = ""};
    if (o->has_book)
        show_book(o, s);
    each_diags(o, add_counts, s);
    s->bytes = o->bytes;
    if (o->output.n)
        s->output = o->output.p;
    return s;
}

/* ---- The option table ---- */

const struct octavo_option *octavo_option_at(size_t i)
{
    static const struct octavo_option rows[] = {
#define OC_OPTION(field, name, letter, kind, arg, min, max, fallback, group, help)                 \
    {name,     letter, arg, OC_OPT_##kind == OC_OPT_ENUM, OC_OPT_##kind == OC_OPT_LIST,            \
     fallback, group,  help},
/* clang-format off */
#include "book/option.def"
/* clang-format on */
#undef OC_OPTION
    };
    return i < OC_COUNT(rows) ? &rows[i] : NULL;
}

/* ---- Templates and style sheets ---- */

const char *octavo_asset_at(size_t i, const char **text, size_t *size)
{
    const struct oc_asset_row *row = oc_assets;
    for (; row->name && i > 0; i--)
        row++;
    *text = (const char *)row->bytes;
    *size = row->n;
    return row->name;
}
