/* SPDX-License-Identifier: MIT */
/* Where a line may be broken, from ICU: Unicode's rules, kinsoku included, and its dictionaries. */
#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "base/uni.h"

/* Sets out[i] to what wherever the iterator stops. */
static void mark(unsigned char *out, struct oc_str text, UBreakIteratorType type,
                 const char *locale, enum oc_break what)
{
    UErrorCode error = U_ZERO_ERROR;
    UText *utext = utext_openUTF8(NULL, text.n ? text.p : "", (int64_t)text.n, &error);
    UBreakIterator *it = ubrk_open(type, locale, NULL, 0, &error);
    if (it && utext)
        ubrk_setUText(it, utext, &error);
    for (int32_t at = U_SUCCESS(error) ? ubrk_first(it) : UBRK_DONE; at != UBRK_DONE;
         at = ubrk_next(it)) {
        if (at <= 0 || (size_t)at >= text.n)
            continue;
        if (what == OC_BREAK_MAY || out[at] == OC_BREAK_MAY)
            out[at] = (unsigned char)what;
    }
    if (it)
        ubrk_close(it);
    if (utext)
        utext_close(utext);
}

void oc_uni_breaks(unsigned char *out, struct oc_str text)
{
    memset(out, OC_BREAK_NO, text.n + 1);
    mark(out, text, UBRK_LINE, "ja@lb=strict", OC_BREAK_MAY);
    mark(out, text, UBRK_WORD, "root", OC_BREAK_WORD);
}
