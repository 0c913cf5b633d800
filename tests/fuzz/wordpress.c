/* SPDX-License-Identifier: MIT */
/*
 * The body of a post from an export, with a media library and reusable blocks, to its page. The
 * first letter tells what it is: bit 1 WordPress's own text, else HTML; bit 2 its second half is
 * comments; bit 4 plain text; bit 8 from Medium. What follows a form feed is a reusable block, the
 * first has the number 1.
 */
#include "fuzz.h"

#define MOST_BLOCKS 4

/* The body alone is left of *text. */
static void fill(struct oc_library *library, struct oc_arena *a, struct oc_str *text)
{
    static struct oc_attachment by_id[4], by_parent[4];
    struct oc_str rest = *text;
    for (int i = 0; i < 4; i++)
        by_id[i] = by_parent[i] = (struct oc_attachment){
            .id = i + 1,
            .parent = i < 2 ? 1 : 2,
            .order = i,
            .url = i ? OC_STR("https://blog.example/wp-content/uploads/b.png") : OC_STR("a<b"),
            .alt = i % 2 ? OC_STR("A \"bridge\" & more") : OC_STR_NONE,
            .caption = i < 3 ? OC_STR("<p>Seen from <a href='/about/'>below</a>") : OC_STR_NONE};
    *library = (struct oc_library){.by_id = by_id, .by_parent = by_parent, .n = 4, .cap = 4};
    library->reusable = oc_arena_alloc(a, MOST_BLOCKS * sizeof *library->reusable);
    (void)oc_str_cut(text, &rest, '\f');
    for (size_t n = 0; rest.p && n < MOST_BLOCKS; library->nreusable = ++n) {
        library->reusable[n].id = (int64_t)n + 1;
        (void)oc_str_cut(&library->reusable[n].html, &rest, '\f');
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct oc_library library;
    struct fuzz_book b;
    if (size == 0)
        return 0;
    unsigned choice = data[0];
    fuzz_book_open(&b);
    struct oc_str text = fuzz_text(&b.arena, data + 1, size - 1);
    fill(&library, &b.arena, &text);
    b.post->library = &library;
    b.post->entry_id = 1;
    b.post->format = choice & 4 ? OC_TEXT : choice & 1 ? OC_WORDPRESS : OC_HTML;
    b.post->dialect = choice & 8 ? OC_MEDIUM : choice & 1 ? OC_WORDPRESS_BLOG : OC_FEED;
    b.post->tail_at = choice & 2 ? text.n / 2 : 0;
    fuzz_book_render(&b, text);
    fuzz_book_close(&b);
    return 0;
}
