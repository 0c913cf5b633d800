/* SPDX-License-Identifier: MIT */
/*
 * Site tags from left to right: what is between them is copied, each tag's row writes what stands
 * in its place. Pairing comes first, so that a tag without its end tag is known before anything
 * is written, and an end tag costs one step.
 */
#include "render/tags.h"

#include "base/limits.h"
#include "render/tags_impl.h"

#define MAX_STEPS 4000000u /* tags gone over, with loops and includes */

/* ---- telling ---- */

static int place_of(int *column, const struct oc_tags *t, const struct oc_tag *tag)
{
    int line = t->outer ? t->src_line : t->first_line, col = 0;
    if (tag && t->outer) {
        size_t from = tag->start;
        for (size_t at = t->src_pos; at < tag->start; at++)
            line += t->text.p[at] == '\n';
        while (from > 0 && t->text.p[from - 1] != '\n' && tag->start - from < 10000)
            from--;
        for (col = 1; from < tag->start; from++)
            col += ((unsigned char)t->text.p[from] & 0xC0) != 0x80;
    }
    *column = col;
    return line;
}

void oc_tags_warn(struct oc_tags *t, enum oc_code code, const struct oc_tag *tag, struct oc_str a,
                  struct oc_str b)
{
    struct oc_post *post = t->run->r->post;
    int col, line = place_of(&col, t, tag);
    oc_diag_add(&post->diags, code, post->name, line, col, a, b);
}

/* oc_render_tell tells of them, once a book. */
static void count_unknown(struct oc_tags *t, const struct oc_tag *tag)
{
    struct oc_render *r = t->run->r;
    uintptr_t at = (uintptr_t)oc_map_get(&t->run->unknown, tag->name);
    if (at > 0) {
        r->post->findings[at - 1].count++;
        return;
    }
    int col, line = place_of(&col, t, tag);
    struct oc_finding *found = oc_render_find(r, OC_FOUND_TAG, line, col);
    if (!found)
        return;
    found->text = oc_arena_copy(&r->post->arena, tag->name);
    found->count = 1;
    oc_map_set(&t->run->unknown, found->text, (void *)(uintptr_t)r->post->nfindings);
}

void oc_tags_warn_once(struct oc_tags *t, enum oc_code code, const struct oc_tag *tag,
                       struct oc_str name)
{
    struct oc_map *told = &t->run->told;
    struct oc_str key = oc_arena_printf(told->arena, "%d %.*s", (int)code, OC_STR_ARG(name));
    if (oc_map_add(told, key, told))
        oc_tags_warn(t, code, tag, name, OC_STR_NONE);
}

/* ---- pairs ---- */

/* Open tags are counted by name, so that an end tag of none is known at once. */
struct pairing {
    struct oc_map names; /* name -> how many are open, size_t * */
    size_t *open, n, cap;
};

static size_t *open_count(struct oc_tags *t, struct pairing *p, struct oc_str name)
{
    size_t *n = oc_map_get(&p->names, name);
    if (!n) {
        n = OC_NEW(t->run->r->arena, size_t);
        oc_map_set(&p->names, name, n);
    }
    return n;
}

static void pair_end(struct oc_tags *t, struct pairing *p, size_t i)
{
    struct oc_str name = t->tags[i].name; /* "": whatever is open */
    if (!p->n || (name.n && !*open_count(t, p, name)))
        return;
    for (;;) {
        size_t k = p->open[--p->n];
        --*open_count(t, p, t->tags[k].name);
        if (name.n && !oc_str_eq(t->tags[k].name, name))
            continue; /* it has no end tag */
        t->tags[k].match = i;
        t->tags[i].match = k;
        return;
    }
}

static void pair(struct oc_tags *t)
{
    struct pairing p = {.n = 0};
    struct oc_arena *a = t->run->r->arena;
    oc_map_init(&p.names, a);
    for (size_t i = 0; i < t->ntags; i++) {
        struct oc_tag *tag = &t->tags[i];
        if (tag->kind == OC_TAG_CLOSE) {
            pair_end(t, &p, i);
        } else if (tag->kind == OC_TAG_OPEN && !tag->empty &&
                   (tag->row ? tag->row->body == OC_TAG_WRAP || tag->row->body == OC_TAG_MAYBE
                             : tag->own || (tag->named && t->text.p[tag->start] == '{' &&
                                            t->text.p[tag->start + 1] == '%'))) {
            p.open = oc_arena_grow(a, p.open, &p.cap, p.n + 1, sizeof *p.open);
            p.open[p.n++] = i;
            ++*open_count(t, &p, tag->name);
        }
    }
    for (size_t i = 0; i < t->ntags; i++) {
        struct oc_tag *tag = &t->tags[i];
        if (tag->kind == OC_TAG_OPEN && !tag->empty && tag->row && tag->match == SIZE_MAX &&
            tag->row->body == OC_TAG_WRAP)
            tag->unclosed = true;
    }
}

/* ---- one tag ---- */

struct oc_tag_frame *oc_tags_push(struct oc_tags *t, struct oc_str close)
{
    t->frames =
        oc_arena_grow(t->run->r->arena, t->frames, &t->cframes, t->nframes + 1, sizeof *t->frames);
    struct oc_tag_frame *frame = &t->frames[t->nframes++];
    *frame = (struct oc_tag_frame){.open = t->at, .close = close};
    return frame;
}

struct oc_tag_frame *oc_tags_top(struct oc_tags *t)
{
    return t->nframes ? &t->frames[t->nframes - 1] : NULL;
}

static void end_frame(struct oc_tags *t)
{
    struct oc_tag_frame frame = t->frames[--t->nframes];
    if (frame.end) {
        frame.end(t, &frame);
        return;
    }
    if (!frame.close.n)
        return;
    oc_tags_para(t);
    oc_tags_put(t, frame.close);
    oc_tags_para(t);
}

static void open_tag(struct oc_tags *t, const struct oc_tag *tag)
{
    if (tag->unclosed) {
        if (!oc_tag_whole(t, tag) && !oc_tag_own_whole(t, tag))
            oc_tags_warn_once(t, OC_D_TAG_UNCLOSED, tag, tag->name);
        return;
    }
    if (oc_tag_own(t, tag))
        return;
    if (!tag->row) {
        count_unknown(t, tag);
        oc_tag_unknown(t, tag);
        return;
    }
    if (tag->in == OC_TAG_IN_URL && tag->row->body == OC_TAG_CODE)
        return; /* no room for a block there */
    size_t frames = t->nframes;
    oc_tag_args_parse(&t->args, t->run->r->arena, tag);
    tag->row->handle(t, tag);
    if (t->nframes > frames && tag->match == SIZE_MAX)
        end_frame(t);
}

static void value_tag(struct oc_tags *t, const struct oc_tag *tag)
{
    struct oc_tag_value v = oc_tag_eval(t, tag->args);
    struct oc_str name = tag->args;
    const struct oc_tag *before = t->at ? tag - 1 : NULL;
    if (!before || before->kind != OC_TAG_VALUE || before->end != tag->start)
        t->value_out = t->run->out->n;
    if (!v.known && !v.text.n) {
        oc_tags_warn_once(t, OC_D_TAG_VARIABLE, tag, name);
        if (oc_tags_in_value(t) &&
            tag->in !=
                OC_TAG_IN_WORDS) { /* an address of that scheme leads nowhere, and says why */
            size_t n = 0;
            while (n < name.n && name.p[n] > ' ' && name.p[n] != '|')
                n++;
            oc_tags_puts(t, "unknown:");
            oc_tags_put_url(t, oc_str_sub(name, 0, n));
        }
        return;
    }
    if (oc_tags_in_value(t))
        oc_tags_put_url(t, v.text);
    else
        oc_tags_put_lines(t, v.text);
}

static void one(struct oc_tags *t, const struct oc_tag *tag)
{
    switch (tag->kind) {
    case OC_TAG_OPEN:
        open_tag(t, tag);
        break;
    case OC_TAG_CLOSE:
        if (t->nframes && t->frames[t->nframes - 1].open == tag->match)
            end_frame(t);
        break;
    case OC_TAG_VALUE:
        value_tag(t, tag);
        break;
    case OC_TAG_MARK:
        oc_tag_mark(t, tag);
        break;
    default:
        if (tag->unclosed)
            oc_tags_warn_once(t, OC_D_TAG_UNCLOSED, tag, tag->name);
        if (tag->code || !tag->args.n)
            oc_tags_put(t, tag->args);
        else
            oc_tags_put_text(t, tag->args);
        break;
    }
}

void oc_tags_text(struct oc_tags *t)
{
    struct oc_tags_run *run = t->run;
    oc_tags_scan(t);
    pair(t);
    for (t->at = 0; t->at < t->ntags; t->at = t->next) {
        const struct oc_tag *tag = &t->tags[t->at];
        t->next = t->at + 1;
        if (run->full || ++run->steps > MAX_STEPS)
            break;
        oc_tags_copy(t, t->pos, tag->start);
        if (t->pos < tag->end)
            t->pos = tag->end;
        one(t, tag);
    }
    if (t->outer || !run->full)
        oc_tags_copy(t, t->pos, t->text.n);
}

/* ---- the post ---- */

static bool has_component(struct oc_str text)
{
    const char *p = text.p, *end = text.p + text.n;
    while (p < end && (p = memchr(p, '<', (size_t)(end - p))) && ++p < end)
        if (*p >= 'A' && *p <= 'Z')
            return true;
    return false;
}

/* Containers, and directives at a line's start; two colons alone are C++. */
static bool has_colons(struct oc_str text)
{
    return oc_source_has(text, ':', ':') &&
           (oc_str_starts(text, "::") || oc_str_find(text, "\n::", 0) != SIZE_MAX ||
            oc_str_find(text, ":::", 0) != SIZE_MAX);
}

static bool has_tags(const struct oc_post *post, struct oc_str text)
{
    bool mdx = oc_str_iends(post->name, ".mdx"), script = mdx || post->dialect == OC_JAVASCRIPT;
    if (post->format != OC_MARKDOWN && post->format != OC_HTML)
        return false;
    if (post->dialect >= OC_WORDPRESS_BLOG || !text.n)
        return false;
    return oc_source_has(text, '{', '%') || oc_source_has(text, '{', '{') ||
           ((script || post->dialect == OC_PLAIN) && has_component(text)) ||
           (mdx && oc_source_has(text, '\n', '>')) || oc_source_has(text, '=', '{') ||
           has_colons(text) || oc_source_has(text, '@', '[');
}

bool oc_tags_expand(struct oc_buf *out, struct oc_render *r, struct oc_str text)
{
    if (!has_tags(r->post, text))
        return false;
    struct oc_tags_run run = {.r = r, .out = out, .line = r->post->body_line};
    struct oc_tags t = {.run = &run, .text = text, .outer = true};
    oc_map_init(&run.told, r->arena);
    oc_map_init(&run.unknown, r->arena);
    oc_map_init(&run.vars, r->arena);
    oc_map_init(&run.own, r->arena);
    t.html = r->post->format == OC_HTML;
    t.src_line = r->post->body_line;
    oc_tags_text(&t);
    return true;
}

int oc_tags_line(const struct oc_line_map *map, int line)
{
    size_t low = 0, high = line > 0 ? map->n : 0;
    if (line > 0)
        line += map->above;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (map->v[mid].at <= line)
            low = mid + 1;
        else
            high = mid;
    }
    if (!low)
        return line;
    const struct oc_line_jump *j = &map->v[low - 1];
    return j->fixed ? j->line : j->line + (line - j->at);
}
