/* SPDX-License-Identifier: MIT */
/*
 * One post from its text to its page; the only place that knows the order of the passes. Worker
 * threads run it on many posts at once: it writes to its own post and scratch arena only.
 */
#include "render/render.h"

#include "base/limits.h"
#include "render/ids.h"
#include "render/markdown.h"
#include "render/passes.h"
#include "render/source.h"
#include "render/tags.h"
#include "render/wordpress.h"

int oc_render_place(int *col, const struct oc_render *r, const xmlNode *at)
{
    *col = 0;
    return oc_tags_line(&r->lines, at ? oc_node_line(at, col) : 0);
}

void oc_render_warn(struct oc_render *r, enum oc_code code, const xmlNode *at, struct oc_str a,
                    struct oc_str b)
{
    int col, line = oc_render_place(&col, r, at);
    oc_diag_add(&r->post->diags, code, r->post->name, line, col, a, b);
}

/* ---- in ---- */

/* Whether HTML is a whole document and not just what stands in its body. */
static bool is_document(struct oc_str html)
{
    static const char *const starts[] = {"<!doctype", "<html", "<head", "<body"};
    struct oc_str rest = html;
    for (;;) {
        rest = oc_str_trim(rest);
        if (!oc_str_starts(rest, "<!--") && !oc_str_starts(rest, "<?"))
            break;
        size_t end = oc_str_chr(rest, '>', 0);
        if (oc_str_starts(rest, "<!--")) {
            end = oc_str_find(rest, "-->", 0);
            end = end == SIZE_MAX ? end : end + 2;
        }
        if (end == SIZE_MAX)
            return false;
        rest = oc_str_sub(rest, end + 1, rest.n);
    }
    for (size_t i = 0; i < OC_COUNT(starts); i++)
        if (oc_str_istarts(rest, starts[i]))
            return true;
    return false;
}

/* Plain text as HTML: a blank line parts paragraphs, every other line end stays one. */
static void text_html(struct oc_buf *out, struct oc_str text, int first_line)
{
    struct oc_str line;
    bool open = false;
    for (int number = first_line; oc_str_line(&line, &text); number++) {
        if (oc_str_blank(oc_str_trim_wide(line))) {
            if (open)
                oc_buf_puts(out, "</p>\n");
            open = false;
            continue;
        }
        if (open)
            oc_buf_puts(out, "<br/>\n");
        else
            oc_buf_printf(out, "<p data-sourcepos=\"%d:1\">", number);
        oc_buf_put_xml(out, line);
        open = true;
    }
    if (open)
        oc_buf_puts(out, "</p>\n");
}

static void tell_limit(struct oc_render *r, bool met, size_t max, const char *things)
{
    if (met)
        oc_diag_limit(&r->post->diags, r->post->name, 0, 0, max, things);
}

/* Its export, and its feeds, whose pictures all lie with it. */
static bool is_substack(const struct oc_post *post, struct oc_str source)
{
    return post->dialect == OC_SUBSTACK ||
           (post->dialect == OC_FEED && oc_str_find(source, "substack", 0) != SIZE_MAX);
}

static xmlNode *parse_text(struct oc_render *r, struct oc_str source)
{
    struct oc_post *post = r->post;
    struct oc_html_meta meta;
    struct oc_buf html;
    if (post->format == OC_HTML)
        return is_document(source) ? oc_html_parse_page(&meta, r->arena, r->arena, source)
                                   : oc_html_parse(r->arena, source);
    oc_buf_init(&html, OC_MAX_PAGE_BYTES);
    xmlNode *body;
    if (post->format == OC_TEXT || post->format == OC_WORDPRESS) {
        if (post->format == OC_TEXT)
            text_html(&html, source, post->body_line);
        else
            oc_wordpress_html(&html, r, source);
        body = oc_html_parse(r->arena, oc_buf_view(&html));
    } else {
        r->lines.above = post->body_line > 0 ? post->body_line - 1 : 0;
        body = oc_markdown_parse(&html, r, source); /* cmark takes its time over lines above */
    }
    tell_limit(r, html.full, OC_MAX_PAGE_BYTES, "bytes of HTML in one post");
    oc_buf_release(&html);
    if (post->format == OC_WORDPRESS)
        oc_wordpress_tidy(r, body);
    return body;
}

/* What of a post's own dialect is put right before its tags are looked for, in this order. */
static struct oc_str (*const dialects[])(struct oc_buf *, struct oc_render *, struct oc_str) = {
    oc_outline_text, oc_ad_blocks,   oc_mdx_written_out, oc_kramdown_text, oc_admonitions,
    oc_vault_text,   oc_hatena_text, oc_shoka_text,      oc_typecho_text,  oc_outdented,
};

static xmlNode *parse(struct oc_render *r, struct oc_str source)
{
    struct oc_buf texts[OC_COUNT(dialects)], expanded;
    for (size_t i = 0; i < OC_COUNT(dialects); i++) {
        oc_buf_init(&texts[i], OC_MAX_PAGE_BYTES);
        source = dialects[i](&texts[i], r, source);
    }
    if (r->post->math == OC_AUTO && oc_str_chr(source, '$', 0) != SIZE_MAX && oc_vault_is(r))
        r->math = true; /* Obsidian always has it */
    oc_buf_init(&expanded, OC_MAX_PAGE_BYTES);
    if (oc_tags_expand(&expanded, r, source))
        source = oc_buf_view(&expanded);
    r->brackets = oc_source_has(source, '[', '[');
    r->readings = oc_str_find(source, "《", 0) != SIZE_MAX;
    r->formulas = r->formulas || r->post->format != OC_MARKDOWN;
    xmlNode *body = parse_text(r, source);
    if (is_substack(r->post, source))
        oc_substack_tidy(r, body);
    if (oc_str_find(source, "kg-card", 0) != SIZE_MAX)
        oc_ghost_tidy(r, body);
    tell_limit(r, oc_html_cut(body) & OC_CUT_DEPTH, OC_MAX_DOM_DEPTH, "elements in elements");
    tell_limit(r, oc_html_cut(body) & OC_CUT_ATTRS, OC_MAX_ATTRS, "attributes of one element");
    for (size_t i = 0; i < OC_COUNT(dialects); i++)
        oc_buf_release(&texts[i]);
    oc_buf_release(&expanded);
    return body;
}

/* ---- between ---- */

static void (*const passes[])(struct oc_render *) = {
    oc_pass_lang,   oc_pass_ruby,   oc_pass_wiki_images, oc_pass_images,    oc_pass_post_image,
    oc_pass_embeds, oc_pass_blocks, oc_pass_notes,       oc_pass_headings,  oc_pass_inline_text,
    oc_pass_wiki,   oc_pass_links,  oc_pass_quotes,      oc_pass_direction,
};

struct told {
    struct oc_render *r;
    struct oc_map names; /* elements already told of: once a post is enough */
};

static void tell_fix(void *ctx, enum oc_fix what, const xmlNode *n, const char *name)
{
    struct told *told = ctx;
    if (what != OC_FIX_UNWRAPPED && what != OC_FIX_REMOVED)
        return;
    struct oc_str key = oc_arena_copy(told->r->arena, oc_str(name));
    if (oc_map_add(&told->names, key, told))
        oc_render_warn(told->r, what == OC_FIX_REMOVED ? OC_D_ELEMENT_LOST : OC_D_ELEMENT_UNWRAPPED,
                       n, key, OC_STR_NONE);
}

/* What lives as long as the book is kept as small as it can be: there may be 100,000 posts. */
static void keep_ids(struct oc_post *post, const struct oc_map *ids)
{
    oc_map_init(&post->ids, &post->arena);
    oc_map_reserve(&post->ids, ids->n);
    for (size_t i = 0; i < ids->n; i++)
        oc_map_set(&post->ids, oc_arena_copy(&post->arena, ids->items[i].key), post);
}

static void fix(struct oc_render *r)
{
    struct oc_map ids;
    struct oc_post *post = r->post;
    struct told told = {.r = r};
    struct oc_fix_sink sink = {.fn = tell_fix, .ctx = &told};
    oc_map_init(&told.names, r->arena);
    oc_map_init(&ids, r->arena);
    (void)oc_map_add(&ids, OC_STR(OC_ID_CHAPTER), post);
    (void)oc_map_add(&ids, OC_STR(OC_ID_TITLE), post);
    if (post->text.n)
        (void)oc_map_add(&ids, OC_STR(OC_ID_PART), post);
    oc_model_fix(r->body, &ids, &sink);
    keep_ids(post, &ids);

    /* the contents list only what is still there */
    size_t kept = 0;
    for (size_t i = 0; i < post->nheadings; i++)
        if (oc_map_has(&post->ids, post->headings[i].id))
            post->headings[kept++] = post->headings[i];
    post->retitled = post->retitled || kept < post->nheadings;
    post->nheadings = kept;
}

/* ---- out ---- */

void oc_render_start(void)
{
    oc_markdown_start();
}

static bool wants_breaks(const struct oc_book *book, const struct oc_post *post)
{
    int64_t breaks = book->config ? book->config->breaks : OC_AUTO;
    return breaks == OC_YES || (breaks == OC_AUTO && post->dialect == OC_HEXO);
}

static struct oc_render begin(const struct oc_book *book, struct oc_post *post,
                              struct oc_arena *scratch)
{
    return (struct oc_render){
        .book = book,
        .post = post,
        .arena = scratch,
        .breaks = wants_breaks(book, post),
        .math = post->math == OC_YES,
    };
}

/* What an earlier rendering of the post left goes. */
static void forget(struct oc_post *post)
{
    post->headings = NULL;
    post->refs = NULL;
    post->images = NULL;
    post->sources = (struct oc_strs){0};
    post->outs = NULL;
    post->nouts = post->couts = 0;
    post->nheadings = post->nrefs = post->nimages = post->cimages = 0;
    post->nlinks = post->nlinks_out = post->nlinks_dead = 0;
    post->findings = NULL;
    post->nfindings = post->cfindings = 0;
    post->wanting = post->retitled = false;
}

void oc_render_post(struct oc_buf *page, const struct oc_book *book, struct oc_post *post,
                    struct oc_arena *scratch, struct oc_str body)
{
    struct oc_render r = begin(book, post, scratch);
    struct oc_xhtml_facts facts = {0};
    struct oc_buf xhtml;
    forget(post);
    oc_ids_init(&r);
    r.body = parse(&r, body);
    for (size_t i = 0; i < OC_COUNT(passes); i++)
        passes[i](&r);
    oc_headings_name(&r);
    oc_pass_math(&r);
    oc_images_tell(&r);
    fix(&r);
    oc_anchors_keep(&r);
    oc_pass_looks(&r);
    if (!oc_str_blank(body) && oc_node_empty(r.body)) /* collect has told of the others */
        oc_render_warn(&r, OC_D_POST_EMPTY, NULL, OC_STR_NONE, OC_STR_NONE);
    oc_buf_init(&xhtml, OC_MAX_PAGE_BYTES);
    (void)oc_buf_reserve(&xhtml, body.n + body.n / 2); /* most often it is enough */
    oc_xhtml_write(&xhtml, &facts, r.body);
    tell_limit(&r, xhtml.full, OC_MAX_PAGE_BYTES, "bytes of XHTML in one page");
    if (xhtml.full)
        oc_buf_clear(&xhtml); /* a part of it is not well-formed */
    post->has_svg = facts.svg;
    post->has_mathml = facts.mathml;
    if (post->text.n)
        post->xhtml = oc_buf_take(&xhtml, &post->arena);
    else
        oc_page_write(page, &r, oc_buf_view(&xhtml));
    oc_buf_release(&xhtml);
}

/* ---- places in other posts ---- */

bool oc_refs_dead(struct oc_ref *const *refs, size_t n, const struct oc_book *book,
                  struct oc_arena *scratch)
{
    struct oc_render r = begin(book, refs[0]->to, scratch);
    oc_ids_init(&r);
    if (!oc_anchors_none(&r, refs, n))
        return false;
    for (size_t i = 0; i < n; i++)
        refs[i]->id = OC_STR_NONE;
    return true;
}

void oc_refs_find(struct oc_ref *const *refs, size_t n, struct oc_arena *a,
                  const struct oc_book *book, struct oc_arena *scratch, struct oc_str body)
{
    struct oc_post shadow = *refs[0]->to; /* the post itself is finished: nothing may change it */
    struct oc_arena arena;
    struct oc_render r;
    oc_arena_init(&arena);
    shadow.arena = arena;
    oc_diags_init(&shadow.diags, &shadow.arena, 1);
    forget(&shadow);
    r = begin(book, &shadow, scratch);
    oc_ids_init(&r);
    r.body = parse(&r, body);
    for (size_t i = 0; i < OC_COUNT(passes); i++) {
        passes[i](&r);
        if (passes[i] == oc_pass_headings)
            break;
    }
    for (size_t i = 0; i < n; i++) {
        struct oc_str id = oc_anchor_find(&r, refs[i]->fragment);
        bool there = id.n > 0 && oc_map_has(&refs[i]->to->ids, id);
        refs[i]->id = there ? oc_arena_copy(a, id) : OC_STR_NONE;
    }
    oc_arena_release(&shadow.arena);
}
