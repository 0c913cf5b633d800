/* SPDX-License-Identifier: MIT */
/* Runs a fuzz target over the files of the folders given: the fuzzers' finds as a plain test. */
#include <stdio.h>

#include "base/file.h"
#include "base/path.h"
#include "fuzz.h"

static void replay(const char *path)
{
    struct oc_buf bytes;
    const char *why;
    oc_buf_init(&bytes, OC_MAX_PAGE_BYTES);
    if (oc_file_read(&bytes, &why, path) != 0)
        fuzz_fail(why, oc_str(path));
    fprintf(stderr, "%s\n", path);
    (void)LLVMFuzzerTestOneInput((const uint8_t *)bytes.p, bytes.n);
    oc_buf_release(&bytes);
}

int main(int argc, char **argv)
{
    struct oc_arena a;
    struct oc_dir_item *items;
    const char *why;
    size_t n = 0, total = 0;
    oc_arena_init(&a);
    for (int i = 1; i < argc; i++) {
        if (oc_file_kind(argv[i]) == OC_FILE_REGULAR) {
            replay(argv[i]);
            total++;
            continue;
        }
        if (oc_dir_list(&items, &n, &why, &a, argv[i]) != 0)
            fuzz_fail(why, oc_str(argv[i]));
        for (size_t k = 0; k < n; k++, total++)
            replay(oc_path_join(&a, oc_str(argv[i]), items[k].name).p);
    }
    oc_arena_release(&a);
    printf("%zu inputs\n", total);
    return total > 0 ? 0 : 1;
}
