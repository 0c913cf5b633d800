/* SPDX-License-Identifier: MIT */
/*
 * WordPress's reusable blocks: a body has only a reference to one, which is an item of the export
 * like a post. The reference gives way to the block's text, in which others may stand; but they
 * make no more of a post than tags may.
 */
#include "base/limits.h"
#include "render/wordpress.h"

#define REFERENCE "<!-- wp:block "

struct reuse {
    struct oc_render *r;
    struct oc_buf *out;
    int64_t open[OC_MAX_INCLUDE_DEPTH]; /* the blocks around what is copied */
    size_t depth, count, made;
    bool limit;
};

/* The number that the comment gives as "ref"; 0: none. */
static int64_t reference(struct oc_str comment)
{
    int64_t id;
    size_t at = oc_str_find(comment, "\"ref\"", 0), to;
    at = at == SIZE_MAX ? at : oc_str_chr(comment, ':', at);
    if (at == SIZE_MAX)
        return 0;
    for (to = at + 1; to < comment.n && strchr(" \"0123456789", comment.p[to]);)
        to++;
    struct oc_str text = oc_str_trim(oc_str_sub(comment, at + 1, to));
    if (text.n > 1 && text.p[0] == '"')
        text = oc_str_sub(text, 1, text.n - 1);
    return oc_str_int(&id, text, 0, INT64_MAX / 2) == 0 ? id : 0;
}

static bool is_open(const struct reuse *u, int64_t id)
{
    for (size_t i = 0; i < u->depth; i++)
        if (u->open[i] == id)
            return true;
    return false;
}

/* The text of the block, unless it is not there, stands in itself or is one too many. */
static struct oc_str find(struct reuse *u, int64_t id)
{
    const struct oc_reusable *found = oc_library_reusable(u->r->post->library, id);
    if (!found) {
        oc_render_warn(u->r, OC_D_BLOCK_MISSING, NULL,
                       oc_arena_printf(u->r->arena, "%lld", (long long)id), OC_STR_NONE);
        return OC_STR_NONE;
    }
    if (is_open(u, id))
        return OC_STR_NONE;
    if (u->depth == OC_MAX_INCLUDE_DEPTH || u->count == OC_MAX_INCLUDES ||
        found->html.n > OC_MAX_TAG_BYTES - u->made) {
        u->limit = true;
        return OC_STR_NONE;
    }
    u->count++;
    u->made += found->html.n;
    return found->html;
}

/* Calls itself at most OC_MAX_INCLUDE_DEPTH deep. */
static void copy(struct reuse *u, struct oc_str s)
{
    size_t from = 0;
    for (size_t at = 0; (at = oc_str_find(s, REFERENCE, at)) != SIZE_MAX;) {
        size_t end = oc_wordpress_tag_end(s, at);
        if (!end)
            break;
        int64_t id = reference(oc_str_sub(s, at, end));
        oc_buf_put(u->out, oc_str_sub(s, from, at));
        from = at = end;
        struct oc_str html = id ? find(u, id) : OC_STR_NONE;
        if (!html.n)
            continue;
        u->open[u->depth++] = id;
        oc_buf_puts(u->out, "\n");
        copy(u, html);
        oc_buf_puts(u->out, "\n");
        u->depth--;
    }
    oc_buf_put(u->out, oc_str_sub(s, from, s.n));
}

struct oc_str oc_wordpress_reuse(struct oc_render *r, struct oc_str body)
{
    struct oc_buf out;
    if (!r->post->library || oc_str_find(body, REFERENCE, 0) == SIZE_MAX)
        return body;
    oc_buf_init(&out, OC_MAX_PAGE_BYTES);
    struct reuse u = {.r = r, .out = &out};
    copy(&u, body);
    if (u.limit)
        oc_render_warn(r, OC_D_TAG_LIMIT, NULL, OC_STR_NONE, OC_STR_NONE);
    body = oc_buf_take(&out, r->arena);
    oc_buf_release(&out);
    return body;
}
