/* SPDX-License-Identifier: MIT */
/* A Markdown post to its page. The first byte chooses dialect and switches, the rest is the post.
 */
#include "../show_tree.h"
#include "fuzz.h"
#include "render/render.h"

/* The short way from cmark's tree gives the tree that the way over HTML gives. */
static void check_ways(struct fuzz_book *b, struct oc_str text)
{
    struct oc_buf html, direct, over_html;
    struct oc_render r = {.book = &b->book,
                          .post = b->post,
                          .arena = &b->arena,
                          .breaks = b->config.breaks == OC_YES,
                          .math = b->post->math == OC_YES};
    oc_buf_init(&html, OC_MAX_PAGE_BYTES);
    oc_buf_init(&direct, OC_MAX_PAGE_BYTES);
    oc_buf_init(&over_html, OC_MAX_PAGE_BYTES);
    show_tree(&direct, oc_markdown_parse(&html, &r, text));
    if (html.n == 0) {
        oc_markdown_html(&html, &r, text, 1);
        show_tree(&over_html, oc_html_parse(&b->arena, oc_buf_view(&html)));
        fuzz_same("two ways, two trees", oc_buf_view(&over_html), oc_buf_view(&direct));
    }
    oc_buf_release(&html);
    oc_buf_release(&direct);
    oc_buf_release(&over_html);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const enum oc_tristate math[] = {OC_AUTO, OC_YES, OC_NO, OC_AUTO};
    struct fuzz_book b;
    if (size == 0)
        return 0;
    fuzz_book_open(&b);
    unsigned choice = data[0]; /* '@' is a plain post, 'A' to 'E' the dialects; see below */
    b.post->dialect = (enum oc_dialect)((choice & 7) % (OC_JAVASCRIPT + 1));
    b.post->vault = (choice & 7) == OC_JAVASCRIPT + 1;   /* 'F' is a note of Obsidian's */
    b.post->outline = (choice & 7) == OC_JAVASCRIPT + 2; /* 'G' is a page of Logseq's */
    b.post->math = math[choice >> 3 & 3];
    b.config.breaks = choice & 0x20 ? OC_YES : OC_AUTO;
    if (b.post->dialect == OC_JAVASCRIPT)
        b.post->name = OC_STR("a.mdx");
    struct oc_str text = fuzz_text(&b.arena, data + 1, size - 1);
    check_ways(&b, text);
    fuzz_book_render(&b, text);
    fuzz_book_close(&b);
    return 0;
}
