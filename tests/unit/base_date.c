/* SPDX-License-Identifier: MIT */
/* Dates as blogs write them, the calendar behind them, and zones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/date.h"

static void assert_iso(struct oc_date d, const char *want, const char *source)
{
    struct oc_buf out;
    oc_buf_init(&out, 100);
    oc_date_put_iso(&out, d);
    if (strcmp(out.p, want) != 0)
        fail_msg("%s: %s instead of %s", source, out.p, want);
    oc_buf_release(&out);
}

static void test_forms(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"2024-01-31", "2024-01-31"},
        {"2024/1/31", "2024-01-31"},
        {"2024.1.31", "2024-01-31"},
        {"20240131", "2024-01-31"},
        {"  '2024-01-31' ", "2024-01-31"},
        {"\"2024-01-31T10:20:46.123Z\"", "2024-01-31T10:20:46Z"},
        {"2024-1-31 8:05", "2024-01-31T08:05:00"},
        {"2024-01-31   08:05:06", "2024-01-31T08:05:06"},
        {"2021/3/17 00:00:00", "2021-03-17T00:00:00"},
        {"2018-12-29T10:02", "2018-12-29T10:02:00"},
        {"2018-12-29T9:02", "2018-12-29T09:02:00"},
        {"2018-12-29t9:2", "2018-12-29T09:02:00"},
        {"2025-04-01 20:00.000000000 +08:00", "2025-04-01T20:00:00+08:00"},
        {"2024-01-31 10:20:46.123456789 +09:30", "2024-01-31T10:20:46+09:30"},
        {"2024-01-31 10:20:46,5", "2024-01-31T10:20:46"},
        {"2024-01-31 10:20:46 +0900", "2024-01-31T10:20:46+09:00"},
        {"2024-01-31T10:20:46-0330", "2024-01-31T10:20:46-03:30"},
        {"2024-01-31T10:20:46+08", "2024-01-31T10:20:46+08:00"},
        {"2024-01-31 10:20:46 UTC", "2024-01-31T10:20:46Z"},
        {"2024-01-31 10:20:46 GMT", "2024-01-31T10:20:46Z"},
        {"2024-01-31 10:20:46 jst", "2024-01-31T10:20:46+09:00"},
        {"2024-01-31 10:20 Asia/Shanghai", "2024-01-31T10:20:00+08:00"},
        {"2024-01-31T00:00:00+00:00", "2024-01-31T00:00:00Z"},
        {"20240131T102046Z", "2024-01-31T10:20:46Z"},
        {"20240131102046", "2024-01-31T10:20:46"},
        {"202401311020", "2024-01-31T10:20:00"},
        {"Tue, 31 Jan 2024 18:20:46 +0800", "2024-01-31T18:20:46+08:00"},
        {"Wed, 1 May 2024 08:00 EST", "2024-05-01T08:00:00-05:00"},
        {"31 January 2024", "2024-01-31"},
        {"31-Jan-2024", "2024-01-31"},
        {"1st Feb 2024", "2024-02-01"},
        {"January 31, 2024", "2024-01-31"},
        {"Jan. 31 2024", "2024-01-31"},
        {"Sept 3rd, 2020", "2020-09-03"},
        {"march 5, 2020, 9:30 am", "2020-03-05T09:30:00"},
        {"January 31, 2024 6:20 PM", "2024-01-31T18:20:00"},
        {"2024-01-31 12:05AM", "2024-01-31T00:05:00"},
        {"2024-01-31 12:05 pm", "2024-01-31T12:05:00"},
        {"2024-01-31 18:20 PM", "2024-01-31T18:20:00"},
        {"2024年1月31日", "2024-01-31"},
        {"2024 年 1 月 31 日 18:20", "2024-01-31T18:20:00"},
        {"2024年1月", "2024-01-01"},
        {"二〇二〇年一月一日", "2020-01-01"},
        {"二○一九年十二月三十一日 18:20", "2019-12-31T18:20:00"},
        {"二〇二四年二月二十九日", "2024-02-29"},
        {"Wed Jan 31 2024 18:20:46 GMT+0800 (中国标准时间)", "2024-01-31T18:20:46+08:00"},
        {"Wed Jan 31 18:20:46 2024", "2024-01-31T18:20:46"},
        {"Wed Jan 31 18:20:46 2024 +0800", "2024-01-31T18:20:46+08:00"},
        {"Wed Jan 31 18:20:46 JST 2024", "2024-01-31T18:20:46+09:00"},
        {"2024-02-29", "2024-02-29"},
        {"2000-02-29", "2000-02-29"},
        {"2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"},
        {"2024-01", "2024-01-01"},
        {"2024/3", "2024-03-01"},
        {"2024", "2024-01-01"},
        {"January 2024", "2024-01-01"},
        {"1066-10-14", "1066-10-14"},
        {"31.01.2024", "2024-01-31"},
        {"31. 1. 2024 18:20", "2024-01-31T18:20:00"},
        {"4. März 2021", "2021-03-04"},
        {"4 mars 2021", "2021-03-04"},
        {"4 de marzo de 2021", "2021-03-04"},
        {"7 de outubro de 2021", "2021-10-07"},
        {"12 dicembre 2021", "2021-12-12"},
        {"2024年1月31日 下午3:20", "2024-01-31T15:20:00"},
        {"2024/1/31 上午 12:05", "2024-01-31T00:05:00"},
        {"2024年1月31日 午後 0:05", "2024-01-31T12:05:00"},
        {"2024年1月31日 星期三 18:20", "2024-01-31T18:20:00"},
        {"2024年1月31日(水)", "2024-01-31"},
        {"2024-01-31 周三", "2024-01-31"},
        {"<2024-01-31 Wed 18:20>", "2024-01-31T18:20:00"},
        {"[2024-01-31 Wed]", "2024-01-31"},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct oc_date d;
        size_t n = strlen(rows[i][0]);
        char *copy = malloc(n); /* no NUL after it */
        assert_non_null(copy);
        memcpy(copy, rows[i][0], n);
        if (oc_date_parse(&d, (struct oc_str){copy, n}))
            fail_msg("refused: %s", rows[i][0]);
        assert_iso(d, rows[i][1], rows[i][0]);
        free(copy);
    }
}

static void test_no_dates(void **state)
{
    (void)state;
    static const char *const rows[] = {"",
                                       " ",
                                       "''",
                                       "0000-00-00 00:00:00",
                                       "-0001-11-30T00:00:00+00:00",
                                       "0001-01-01T00:00:00Z",
                                       "2012-13-45",
                                       "2023-02-29",
                                       "1900-02-29",
                                       "2024-04-31",
                                       "2024-00-10",
                                       "2024-01-00",
                                       "2024-01-31 24:00:00",
                                       "2024-01-31 10:60",
                                       "2024-01-31 10:20:61",
                                       "2024-01-31T",
                                       "2024-01-31 10",
                                       "2024-01-31 10:20:46.",
                                       "2024-01-31 10:20 +25:00",
                                       "2024-01-31 10:20 Mars/Base",
                                       "2024-01-31x",
                                       "2024-01-311",
                                       "2024-1/31",
                                       "12024-01-31",
                                       "24-01-31",
                                       "01/02/2024",
                                       "yesterday",
                                       "{{ date }}",
                                       "2024-",
                                       "Jan",
                                       "Foo 31, 2024",
                                       "31 Jan",
                                       "20241331",
                                       "12345678",
                                       "00010101",
                                       "1706696446",
                                       "31.13.2024",
                                       "31.1.24",
                                       "4 marsh 2021",
                                       "2024-01-31 周",
                                       "<2024-01-31",
                                       "2024-01-31 10:20 (",
                                       "2024年13月1日",
                                       "年月日",
                                       "二零二四年十月廿日",
                                       "一九九八年二十月",
                                       "二〇年一月一日",
                                       "2024-01-31T10:20:46+08:00+08:00",
                                       "99999999999999999999"};
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct oc_date d;
        if (oc_date_parse(&d, oc_str(rows[i])) == 0)
            fail_msg("accepted: %s", rows[i]);
        assert_false(d.valid);
    }
    struct oc_date d;
    assert_int_equal(oc_date_parse(&d, OC_STR_NONE), -1);
}

static void test_fields(void **state)
{
    (void)state;
    struct oc_date d;
    assert_int_equal(oc_date_parse(&d, OC_STR("2024-01-31 10:20:46.0123 -03:30")), 0);
    assert_true(d.valid && d.has_time && d.has_zone);
    assert_int_equal(d.nano, 12300000);
    assert_int_equal(d.offset, -210);
    assert_int_equal(oc_date_parse(&d, OC_STR("2024-01-31 10:20.1234567899")), 0);
    assert_int_equal(d.nano, 123456789);
    assert_false(d.has_zone);
    assert_int_equal(oc_date_parse(&d, OC_STR("2024-01-31")), 0);
    assert_false(d.has_time || d.has_zone);
}

static void test_names(void **state)
{
    (void)state;
    static const struct {
        const char *name, *day, *rest; /* day NULL: none */
    } rows[] = {
        {"2024-1-31-slug", "2024-01-31", "slug"},
        {"2024_01_31_slug", "2024-01-31", "slug"},
        {"20240131-slug", "2024-01-31", "slug"},
        {"2024.01.31 slug", "2024-01-31", "slug"},
        {"2024-01-31", "2024-01-31", ""},
        {"20240131", "2024-01-31", ""},
        {"2024-01-31.slug", "2024-01-31", "slug"},
        {"2024-01-31-2", "2024-01-31", "2"},
        {"2024年1月31日 slug", "2024-01-31", "slug"},
        {"二〇二〇年一月一日", "2020-01-01", ""},
        {"2024年1月31日のこと", NULL, ""},
        {"2024年总结", NULL, ""},
        {"2024-01-31slug", NULL, ""},
        {"2024-13-31-slug", NULL, ""},
        {"2024-01-slug", NULL, ""},
        {"20240131102046-slug", NULL, ""},
        {"20249931-slug", NULL, ""},
        {"12345678-slug", NULL, ""},
        {"slug-2024-01-31", NULL, ""},
        {"issue-9", NULL, ""},
        {"404", NULL, ""},
        {"", NULL, ""},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct oc_date d;
        size_t used = 99;
        int result = oc_date_from_name(&d, &used, oc_str(rows[i].name));
        assert_int_equal(result, rows[i].day ? 0 : -1);
        assert_iso(d, rows[i].day ? rows[i].day : "", rows[i].name);
        if (rows[i].day)
            assert_string_equal(rows[i].name + used, rows[i].rest);
        else
            assert_int_equal(used, 0);
    }
}

static void test_paths(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"/2024/01/31/slug/", "2024-01-31"},
        {"2014/9/5/Rust-1.0", "2014-09-05"},
        {"posts/2024-1-31-slug.md", "2024-01-31"},
        {"blog/20240131/index", "2024-01-31"},
        {"x/2024/01/31", "2024-01-31"},
        {"2020/02/14 slug.md", "2020-02-14"},
        {"x/2020/2/4-slug.md", "2020-02-04"},
        {"2020/02/14.md", "2020-02-14"},
        {"2020/02/142-slug.md", ""},
        {"2020/02/3rd.md", ""},
        {"2020/02/30-slug.md", ""},
        {"2024/13/31/slug", ""},
        {"2024/01/slug", ""},
        {"a/1/2/3", ""},
        {"", ""},
        {"/", ""},
        {"2024/01/031/x", ""},
        {"9/2024/02/30/2024/02/28", "2024-02-28"},
        {"blog/2021/05-13-rain/index", "2021-05-13"},
        {"2021/13-05-rain.md", ""},
        {"2021/5-13-rain.md", ""},
        {"x/05-13-rain.md", ""},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct oc_date d;
        int result = oc_date_from_path(&d, oc_str(rows[i][0]));
        assert_int_equal(result, *rows[i][1] ? 0 : -1);
        assert_iso(d, rows[i][1], rows[i][0]);
    }
}

/* The first day in a line, and what of the line it is. */
static void test_find(void **state)
{
    (void)state;
    static const char *const rows[][3] = {
        {"Posted on March 3rd, 2019 by Ann", "2019-03-03", "March 3rd, 2019"},
        {"posted @ 2019-03-03 10:20 Ann", "2019-03-03T10:20:00", "2019-03-03 10:20"},
        {"发布于2019年3月3日，第2次", "2019-03-03", "2019年3月3日"},
        {"于 2019-03-03 10:20:30 发布", "2019-03-03T10:20:30", "2019-03-03 10:20:30"},
        {"二〇一九年三月三日记", "2019-03-03", "二〇一九年三月三日"},
        {"Sunday, 3 March 2019", "2019-03-03", "Sunday, 3 March 2019"},
        {"In March 2019 it rained", "", ""},
        {"2019-03", "", ""},
        {"Copyright 2003-2019", "", ""},
        {"room 12.5, 1000 m", "", ""},
        {"1st of 2nd, 3rd and 4th", "", ""},
        {"", "", ""},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct oc_date d;
        size_t from = 0, to = 0;
        struct oc_str line = oc_str(rows[i][0]);
        assert_int_equal(oc_date_find(&d, &from, &to, line), *rows[i][1] ? 0 : -1);
        assert_iso(d, rows[i][1], rows[i][0]);
        assert_true(oc_str_is(oc_str_sub(line, from, to), rows[i][2]));
    }
}

static void test_epoch(void **state)
{
    (void)state;
    struct oc_date d;
    assert_int_equal(oc_date_parse(&d, OC_STR("1970-01-01T00:00:00Z")), 0);
    assert_int_equal(oc_date_epoch(d, 480), 0);
    assert_int_equal(oc_date_parse(&d, OC_STR("2024-01-31 18:20:46 +0800")), 0);
    assert_int_equal(oc_date_epoch(d, 0), 1706696446);
    assert_int_equal(oc_date_parse(&d, OC_STR("2024-01-31 18:20:46")), 0);
    assert_int_equal(oc_date_epoch(d, 480), 1706696446);
    assert_int_equal(oc_date_epoch(d, -60), 1706725246 + 3600);
    assert_int_equal(oc_date_parse(&d, OC_STR("1900-03-01")), 0);
    assert_int_equal(oc_date_epoch(d, 0), -2203891200);
    assert_iso(oc_date_from_epoch(0), "1970-01-01T00:00:00Z", "0");
    assert_iso(oc_date_from_epoch(-1), "1969-12-31T23:59:59Z", "-1");
    assert_iso(oc_date_from_epoch(951782400), "2000-02-29T00:00:00Z", "leap");
    assert_iso(oc_date_from_epoch(253402300799), "9999-12-31T23:59:59Z", "last");
    assert_false(oc_date_from_epoch(253402300800).valid);
    assert_false(oc_date_from_epoch(INT64_MAX).valid);
    assert_false(oc_date_from_epoch(INT64_MIN).valid);
    for (int64_t day = -200000; day < 200000; day += 17) {
        d = oc_date_from_epoch(day * 86400 + 4242);
        assert_true(oc_date_exists(d.year, d.month, d.day));
        assert_int_equal(oc_date_epoch(d, 0), day * 86400 + 4242);
    }
}

static struct oc_date date(const char *text)
{
    struct oc_date d;
    assert_int_equal(oc_date_parse(&d, oc_str(text)), 0);
    return d;
}

static void test_order(void **state)
{
    (void)state;
    struct oc_date none = {0}, day = date("2024-01-31");
    assert_int_equal(oc_date_cmp(none, none, 0), 0);
    assert_true(oc_date_cmp(none, day, 0) > 0);
    assert_true(oc_date_cmp(day, none, 0) < 0);
    assert_int_equal(oc_date_cmp(day, date("2024-01-31T00:00"), 0), 0);
    assert_true(oc_date_cmp(day, date("2024-02-01"), 0) < 0);
    /* The same instant, and zones that turn the order of days around. */
    assert_int_equal(oc_date_cmp(date("2024-01-31T08:00+08:00"), date("2024-01-31T00:00Z"), 0), 0);
    assert_true(oc_date_cmp(date("2024-02-01T01:00+09:00"), date("2024-01-31T20:00Z"), 0) < 0);
    assert_true(oc_date_cmp(day, date("2024-01-30T20:00Z"), 480) < 0);
    assert_true(oc_date_cmp(date("2024-01-31 1:00:00.1"), date("2024-01-31 1:00:00.2"), 0) < 0);
}

static void test_text(void **state)
{
    (void)state;
    struct oc_buf out;
    struct oc_date none = {0};
    oc_buf_init(&out, 200);
    oc_date_put_utc(&out, date("2024-01-31"), 480);
    assert_string_equal(out.p, "2024-01-30T16:00:00Z");
    oc_buf_clear(&out);
    oc_date_put_utc(&out, date("2024-12-31T23:30-01:00"), 480);
    assert_string_equal(out.p, "2025-01-01T00:30:00Z");
    oc_buf_clear(&out);
    oc_date_put_day(&out, date("1066-10-14T10:00"));
    assert_string_equal(out.p, "1066-10-14");
    oc_buf_clear(&out);
    oc_date_put_iso(&out, none);
    oc_date_put_day(&out, none);
    oc_date_put_utc(&out, none, 0);
    assert_string_equal(out.p, "");
    oc_buf_release(&out);
}

static void test_zones(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int minutes;
    } rows[] = {{"+08:00", 480},     {"-0330", -210},        {"+8", 480},    {"+09", 540},
                {"+8:30", 510},      {"+830", 510},          {"UTC", 0},     {"Z", 0},
                {"Etc/UTC", 0},      {"Asia/Shanghai", 480}, {"PRC", 480},   {"Asia/Tokyo", 540},
                {"Asia/Seoul", 540}, {"asia/taipei", 480},   {"UTC+8", 480}, {"GMT-03:00", -180},
                {"PDT", -420},       {" Asia/Kolkata ", 330}};
    static const char *const unknown[] = {
        "",         "+",      "+:",    "08:00",         "+24:00",           "+08:60",
        "+08:0",    "+08000", "+0x00", "Europe/Berlin", "America/New_York", "UTC8",
        "Shanghai", "+8:",    "+:30"};
    int offset;
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        if (oc_date_zone(&offset, oc_str(rows[i].name)) || offset != rows[i].minutes)
            fail_msg("%s", rows[i].name);
    }
    for (size_t i = 0; i < OC_COUNT(unknown); i++) {
        if (oc_date_zone(&offset, oc_str(unknown[i])) == 0)
            fail_msg("known: %s", unknown[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms),  cmocka_unit_test(test_no_dates),
        cmocka_unit_test(test_fields), cmocka_unit_test(test_names),
        cmocka_unit_test(test_paths),  cmocka_unit_test(test_find),
        cmocka_unit_test(test_epoch),  cmocka_unit_test(test_order),
        cmocka_unit_test(test_text),   cmocka_unit_test(test_zones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
