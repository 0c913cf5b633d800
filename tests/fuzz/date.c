/* SPDX-License-Identifier: MIT */
/* Dates: what is read is a date that exists, and what is written of it reads as the same one. */
#include "base/date.h"
#include "base/uni.h"
#include "fuzz.h"

static void check(struct oc_str text, struct oc_date d)
{
    struct oc_date again;
    struct oc_buf out;
    FUZZ_CHECK(d.valid && oc_date_exists(d.year, d.month, d.day), text);
    FUZZ_CHECK(d.hour >= 0 && d.hour < 24 && d.minute >= 0 && d.minute < 60, text);
    FUZZ_CHECK(d.second >= 0 && d.second <= 59 && d.nano >= 0 && d.nano < 1000000000, text);
    FUZZ_CHECK(d.offset >= -24 * 60 && d.offset <= 24 * 60, text);
    oc_buf_init(&out, 1000);
    oc_date_put_iso(&out, d);
    FUZZ_CHECK(oc_date_parse(&again, oc_buf_view(&out)) == 0, oc_buf_view(&out));
    FUZZ_CHECK(again.has_time == d.has_time || !d.has_time, oc_buf_view(&out));
    /* to the second: <time datetime> has no room for nanoseconds */
    FUZZ_CHECK(oc_date_epoch(again, 480) == oc_date_epoch(d, 480), oc_buf_view(&out));
    oc_buf_clear(&out);
    oc_date_put_utc(&out, d, 0);
    FUZZ_CHECK(out.n == strlen("2024-01-31T10:20:46Z"), oc_buf_view(&out));
    again = oc_date_from_epoch(oc_date_epoch(d, 0));
    if (again.valid)
        FUZZ_CHECK(oc_date_epoch(again, 0) == oc_date_epoch(d, 0), oc_buf_view(&out));
    else /* the year 10000 in Greenwich is left as it is here */
        FUZZ_CHECK(d.year == 9999 && d.month == 12 && d.day == 31, text);
    oc_buf_clear(&out);
    oc_uni_date(&out, d, "zh-Hans");
    FUZZ_CHECK(out.n > 0, text);
    oc_buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct oc_str text = {(const char *)data, size};
    struct oc_date d;
    size_t used = 0;
    int offset;
    if (oc_date_parse(&d, text) == 0)
        check(text, d);
    else
        FUZZ_CHECK(!d.valid, text);
    if (oc_date_from_name(&d, &used, text) == 0) {
        FUZZ_CHECK(used > 0 && used <= size, text);
        check(text, d);
    }
    if (oc_date_from_path(&d, text) == 0)
        check(text, d);
    if (oc_date_zone(&offset, text) == 0)
        FUZZ_CHECK(offset >= -24 * 60 && offset <= 24 * 60, text);
    return 0;
}
