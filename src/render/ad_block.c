/* SPDX-License-Identifier: MIT */
/*
 * Boxes of Obsidian's plugin Admonition, ```ad-note with a title: among the first lines: they
 * become quotations with [!note], which alerts.c knows. No line moves.
 */
#include "base/limits.h"
#include "render/blocks.h"
#include "render/source.h"
#include "render/tags.h"

#define MAX_DEPTH 4

struct fence {
    size_t lead, n; /* blanks before it, its length */
    char c;
    struct oc_str kind;
};

/* Whether line opens a box. */
static bool opens(struct fence *f, struct oc_str line)
{
    *f = (struct fence){0};
    while (f->lead < line.n && (line.p[f->lead] == ' ' || line.p[f->lead] == '\t'))
        f->lead++;
    struct oc_str rest = oc_str_trim(oc_str_sub(line, f->lead, line.n));
    f->n = oc_source_fence(&f->c, rest);
    f->kind = oc_str_sub(rest, f->n, rest.n);
    if (!f->n || !oc_str_starts(f->kind, "ad-") || f->kind.n == 3)
        return false;
    f->kind = oc_str_sub(f->kind, 3, f->kind.n);
    return true;
}

/* Where the line of text stands that closes the box; SIZE_MAX: none does. */
static size_t close_of(struct oc_str text, size_t at, const struct fence *f)
{
    for (size_t next; at < text.n; at = next) {
        char c;
        next = oc_rewrite_line(text, at);
        struct oc_str line = oc_str_trim(oc_str_sub(text, at, next));
        size_t n = oc_source_fence(&c, line);
        if (n >= f->n && c == f->c && n == line.n)
            return at;
    }
    return SIZE_MAX;
}

/* Lines that say how the box looks; *title gets its title. They count until the first other. */
static bool is_setting(struct oc_str *title, struct oc_str line)
{
    static const char *const keys[] = {"title:", "collapse:", "icon:", "color:"};
    line = oc_str_trim(line);
    for (size_t i = 0; i < OC_COUNT(keys); i++) {
        if (!oc_str_starts(line, keys[i]))
            continue;
        if (i == 0)
            *title = oc_str_trim(oc_str_sub(line, strlen(keys[i]), line.n));
        return true;
    }
    return false;
}

static void put_all(struct oc_buf *out, struct oc_str text, int depth);

static void put_box(struct oc_buf *out, struct oc_str lead, const struct fence *f,
                    struct oc_str body, int depth)
{
    struct oc_buf inner;
    struct oc_str title = OC_STR_NONE, line, rest = body;
    size_t settings = 0;
    while (oc_str_line(&line, &rest) && is_setting(&title, line)) {
        body = rest;
        settings++;
    }
    bool known = oc_alert_knows(f->kind);
    oc_buf_printf(out, "%.*s> [!%.*s] %.*s\n", OC_STR_ARG(lead),
                  OC_STR_ARG(known ? f->kind : OC_STR("note")),
                  OC_STR_ARG(title.n || known ? title : f->kind));
    for (; settings; settings--)
        oc_buf_printf(out, "%.*s>\n", OC_STR_ARG(lead));
    oc_buf_init(&inner, OC_MAX_PAGE_BYTES);
    put_all(&inner, body, depth + 1);
    rest = oc_buf_view(&inner);
    while (oc_str_line(&line, &rest)) {
        bool inside = line.n >= lead.n && oc_str_blank(oc_str_sub(line, 0, lead.n));
        oc_buf_printf(out, "%.*s> ", OC_STR_ARG(lead));
        oc_buf_put(out, oc_str_sub(line, inside ? lead.n : 0, line.n));
        oc_buf_putc(out, '\n');
    }
    oc_buf_putc(out, '\n'); /* in place of the fence that closes */
    oc_buf_release(&inner);
}

static void put_all(struct oc_buf *out, struct oc_str text, int depth)
{
    struct oc_fence other = {0};
    size_t done = 0;
    for (size_t at = 0, next; at < text.n; at = next) {
        struct fence f;
        next = oc_rewrite_line(text, at);
        struct oc_str line = oc_str_sub(text, at, next);
        size_t close =
            !other.n && depth < MAX_DEPTH && opens(&f, line) ? close_of(text, next, &f) : SIZE_MAX;
        if (close == SIZE_MAX) {
            (void)oc_fence_line(&other, line);
            continue;
        }
        oc_buf_put(out, oc_str_sub(text, done, at));
        put_box(out, oc_str_sub(line, 0, f.lead), &f, oc_str_sub(text, next, close), depth);
        done = next = oc_rewrite_line(text, close);
    }
    oc_buf_put(out, oc_str_sub(text, done, text.n));
}

struct oc_str oc_ad_blocks(struct oc_buf *out, struct oc_render *r, struct oc_str text)
{
    if (r->post->format != OC_MARKDOWN || r->post->spool ||
        (oc_str_find(text, "``ad-", 0) == SIZE_MAX && oc_str_find(text, "~~ad-", 0) == SIZE_MAX))
        return text;
    put_all(out, text, 0);
    return out->full ? text : oc_buf_view(out);
}
