/* SPDX-License-Identifier: MIT */
/* Charsets: whatever the bytes are, the text is UTF-8 without BOM and stays so. */
#include "base/uni.h"
#include "base/utf8.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct oc_buf first, second;
    char name[32];
    struct oc_str bytes = {(const char *)data, size};
    oc_buf_init(&first, OC_MAX_PAGE_BYTES);
    oc_buf_init(&second, OC_MAX_PAGE_BYTES);
    enum oc_charset_result result = oc_charset_to_utf8(&first, name, bytes);
    struct oc_str text = oc_buf_view(&first);
    FUZZ_CHECK(oc_utf8_valid(text, NULL), text);
    FUZZ_CHECK(memchr(name, '\0', sizeof name), bytes);
    FUZZ_CHECK(result != OC_CHARSET_CONVERTED || name[0], bytes);
    FUZZ_CHECK(!oc_str_starts(text, "\xEF\xBB\xBF"), text);
    FUZZ_CHECK(oc_charset_to_utf8(&second, name, text) == OC_CHARSET_UTF8, text);
    FUZZ_CHECK(oc_str_eq(text, oc_buf_view(&second)), text);
    oc_buf_clear(&second);
    oc_uni_nfc(&second, text);
    FUZZ_CHECK(oc_utf8_valid(oc_buf_view(&second), NULL), text);
    oc_buf_clear(&second);
    oc_uni_slug(&second, text);
    FUZZ_CHECK(oc_utf8_valid(oc_buf_view(&second), NULL), text);
    (void)oc_uni_words(text);
    (void)oc_uni_guess_lang(text);
    oc_buf_release(&second);
    oc_buf_release(&first);
    return 0;
}
