/* SPDX-License-Identifier: MIT */
/* book.yaml through octavo_load, and the book that its options make of two posts. */
#include "fuzz.h"
#include "octavo_impl.h"

static void load(struct octavo *o, const uint8_t *data, size_t size)
{
    struct fuzz_file file;
    fuzz_file_open(&file, data, size);
    (void)octavo_load(o, file.path);
    fuzz_file_close(&file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct octavo *o = octavo_new();
    struct fuzz_book b;
    load(o, data, size);
    for (const struct octavo_diag *d = octavo_diag_next(o, NULL); d; d = octavo_diag_next(o, d))
        FUZZ_CHECK(d->text[0] && d->code[0], oc_str(d->text));
    fuzz_book_open(&b);
    for (size_t i = 0; i < o->loaded.n; i++)
        FUZZ_CHECK(oc_config_set(&b.config, o->loaded.v[i].option, o->loaded.v[i].value) == 0,
                   o->loaded.v[i].value);
    b.config.contents = o->contents;
    b.config.contents_file = o->contents_file;
    FUZZ_CHECK(b.config.toc_depth >= 0 && b.config.toc_depth <= 5, OC_STR("toc-depth"));
    (void)fuzz_book_pack(&b);
    fuzz_book_render(&b, OC_STR("[here](/about/) and [there](notes/b.md#x)"));
    fuzz_book_close(&b);
    octavo_free(o);
    return 0;
}
