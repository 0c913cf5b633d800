/* SPDX-License-Identifier: MIT */
/* Any HTML: as a fragment through the content model, then as a post, then as a whole document. */
#include "base/map.h"
#include "fuzz.h"

static void write(struct oc_buf *out, xmlNode *body)
{
    struct oc_arena a;
    struct oc_map ids;
    oc_arena_init(&a);
    oc_map_init(&ids, &a);
    oc_buf_clear(out);
    oc_model_fix(body, &ids, NULL);
    oc_xhtml_write(out, NULL, body);
    oc_arena_release(&a);
}

/* Without the passes, which would hide much of what the content model must mend. */
static void check_model(struct oc_arena *a, xmlNode *body)
{
    struct oc_buf first, second, why;
    oc_buf_init(&first, OC_MAX_PAGE_BYTES);
    oc_buf_init(&second, OC_MAX_PAGE_BYTES);
    oc_buf_init(&why, OC_MAX_PAGE_BYTES);
    write(&first, body);
    if (!oc_model_valid(&why, body))
        fuzz_fail(why.p, oc_buf_view(&first));
    write(&second, body);
    fuzz_same("a second fix changes the tree", oc_buf_view(&first), oc_buf_view(&second));

    body = fuzz_parse_again(a, oc_buf_view(&first));
    oc_buf_clear(&why);
    if (!oc_model_valid(&why, body))
        fuzz_fail(why.p, oc_buf_view(&first));
    write(&second, body);
    fuzz_same("a second pass changes the page", oc_buf_view(&first), oc_buf_view(&second));
    oc_buf_release(&why);
    oc_buf_release(&second);
    oc_buf_release(&first);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct oc_html_meta meta;
    struct fuzz_book b;
    fuzz_book_open(&b);
    struct oc_str text = fuzz_text(&b.arena, data, size);
    check_model(&b.arena, oc_html_parse(&b.arena, text));
    check_model(&b.arena, oc_html_parse_page(&meta, &b.arena, &b.arena, text));
    b.post->format = OC_HTML;
    fuzz_book_render(&b, text);
    fuzz_book_close(&b);
    return 0;
}
