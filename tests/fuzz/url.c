/* SPDX-License-Identifier: MIT */
/* URLs: a clean one is plain, short, of four schemes, and clean already. */
#include "xhtml/url.h"
#include "base/path.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct oc_arena a;
    struct oc_buf first, second;
    oc_arena_init(&a);
    struct oc_str url = fuzz_text(&a, data, size), fragment;
    oc_buf_init(&first, OC_MAX_PAGE_BYTES);
    oc_buf_init(&second, OC_MAX_PAGE_BYTES);
    if (oc_url_clean(&first, url)) {
        struct oc_str clean = oc_buf_view(&first);
        FUZZ_CHECK(clean.n > 0 && clean.n <= OC_MAX_URL_BYTES, clean);
        FUZZ_CHECK(oc_str_starts(clean, "http://") || oc_str_starts(clean, "https://") ||
                       oc_str_starts(clean, "mailto:") || oc_str_starts(clean, "tel:"),
                   clean);
        for (size_t i = 0; i < clean.n; i++)
            FUZZ_CHECK((unsigned char)clean.p[i] > ' ' && !strchr("\"<>\\^`{|}", clean.p[i]),
                       clean);
        FUZZ_CHECK(oc_url_clean(&second, clean), clean);
        FUZZ_CHECK(oc_str_eq(oc_buf_view(&second), clean), clean);
    } else {
        FUZZ_CHECK(first.n == 0, url);
    }
    oc_buf_clear(&second);
    oc_percent_decode(&second, url);
    FUZZ_CHECK(second.n <= url.n, url);
    if (oc_url_in_book(&fragment, url))
        FUZZ_CHECK(url.n > 0 && oc_str_chr(url, ':', 0) >= oc_str_chr(url, '#', 0), url);
    oc_buf_release(&second);
    oc_buf_release(&first);
    oc_arena_release(&a);
    return 0;
}
