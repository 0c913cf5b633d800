/* SPDX-License-Identifier: MIT */
/* A Markdown post to its page. The first byte chooses dialect and switches, the rest is the post.
 */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const enum oc_tristate math[] = {OC_AUTO, OC_YES, OC_NO, OC_AUTO};
    struct fuzz_book b;
    if (size == 0)
        return 0;
    fuzz_book_open(&b);
    unsigned choice = data[0]; /* '@' is a plain post, 'A' to 'E' the dialects; see below */
    b.post->dialect = (enum oc_dialect)((choice & 7) % (OC_JAVASCRIPT + 1));
    b.post->math = math[choice >> 3 & 3];
    b.config.breaks = choice & 0x20 ? OC_YES : OC_AUTO;
    if (b.post->dialect == OC_JAVASCRIPT)
        b.post->name = OC_STR("a.mdx");
    fuzz_book_render(&b, fuzz_text(&b.arena, data + 1, size - 1));
    fuzz_book_close(&b);
    return 0;
}
