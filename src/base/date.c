/* SPDX-License-Identifier: MIT */
/* Dates as instants and as text: the calendar is arithmetic, so there are no tables to keep. */
#include "base/date.h"

#include <stdlib.h>

static int month_days(int year, int month)
{
    static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

/* Go and Hugo write 0001-01-01 for "no date"; nobody else means the year 1. */
bool oc_date_exists(int year, int month, int day)
{
    return year > 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
           day <= month_days(year, month);
}

/* Days since 1970-01-01, by counting in eras of 400 years from a first of March. */
static int64_t days_from_civil(int year, int month, int day)
{
    int y = month <= 2 ? year - 1 : year;
    int era = (y >= 0 ? y : y - 399) / 400;
    int of_era = y - era * 400;
    int of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    return (int64_t)era * 146097 + days - 719468;
}

const char *const oc_date_months[12] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
const char *const oc_date_weekdays[7] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                         "Thursday", "Friday", "Saturday"};

int64_t oc_date_days(struct oc_date d)
{
    return days_from_civil(d.year, d.month, d.day);
}

int oc_date_weekday(struct oc_date d)
{
    return (int)(((oc_date_days(d) + 4) % 7 + 7) % 7);
}

int64_t oc_date_epoch(struct oc_date d, int offset)
{
    int64_t days = days_from_civil(d.year, d.month, d.day);
    int64_t local = ((days * 24 + d.hour) * 60 + d.minute) * 60 + d.second;
    return local - (int64_t)(d.has_zone ? d.offset : offset) * 60;
}

struct oc_date oc_date_from_epoch(int64_t seconds)
{
    struct oc_date d = {0};
    int64_t days = seconds / 86400, rest = seconds % 86400;
    if (rest < 0) {
        rest += 86400;
        days--;
    }
    if (days < days_from_civil(1, 1, 1) || days > days_from_civil(9999, 12, 31))
        return d;
    int from_march = (int)days + 719468; /* days since 0000-03-01: not negative */
    int era = from_march / 146097, of_era = from_march % 146097;
    int year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year = of_era - (365 * year + year / 4 - year / 100);
    int month = (5 * of_year + 2) / 153;
    d.day = (int8_t)(of_year - (153 * month + 2) / 5 + 1);
    d.month = (int8_t)(month < 10 ? month + 3 : month - 9);
    d.year = (int16_t)(year + era * 400 + (d.month <= 2));
    d.hour = (int8_t)(rest / 3600);
    d.minute = (int8_t)(rest / 60 % 60);
    d.second = (int8_t)(rest % 60);
    d.valid = d.has_time = d.has_zone = true;
    return d;
}

int oc_date_cmp(struct oc_date a, struct oc_date b, int offset)
{
    if (!a.valid || !b.valid)
        return b.valid - a.valid;
    int64_t x = oc_date_epoch(a, offset), y = oc_date_epoch(b, offset);
    if (x != y)
        return x < y ? -1 : 1;
    return (a.nano > b.nano) - (a.nano < b.nano);
}

/* ---- as text ---- */

void oc_date_put_day(struct oc_buf *out, struct oc_date d)
{
    if (!d.valid)
        return;
    oc_buf_put_int(out, d.year, 4);
    oc_buf_putc(out, '-');
    oc_buf_put_int(out, d.month, 2);
    oc_buf_putc(out, '-');
    oc_buf_put_int(out, d.day, 2);
}

static void put_time(struct oc_buf *out, struct oc_date d)
{
    oc_buf_putc(out, 'T');
    oc_buf_put_int(out, d.hour, 2);
    oc_buf_putc(out, ':');
    oc_buf_put_int(out, d.minute, 2);
    oc_buf_putc(out, ':');
    oc_buf_put_int(out, d.second, 2);
}

void oc_date_put_utc(struct oc_buf *out, struct oc_date d, int offset)
{
    if (!d.valid)
        return;
    struct oc_date utc = oc_date_from_epoch(oc_date_epoch(d, offset));
    if (!utc.valid) /* it is the year 0 or 10000 in Greenwich: a zone is less than a book */
        utc = d;
    oc_date_put_day(out, utc);
    put_time(out, utc);
    oc_buf_putc(out, 'Z');
}

void oc_date_put_iso(struct oc_buf *out, struct oc_date d)
{
    oc_date_put_day(out, d);
    if (!d.valid || !d.has_time)
        return;
    put_time(out, d);
    if (d.has_zone && d.offset == 0)
        oc_buf_putc(out, 'Z');
    else if (d.has_zone)
        oc_buf_printf(out, "%c%02d:%02d", d.offset < 0 ? '-' : '+', abs(d.offset) / 60,
                      abs(d.offset) % 60);
}

struct oc_str oc_date_iso(struct oc_arena *a, struct oc_date d)
{
    struct oc_buf text;
    oc_buf_init(&text, 64);
    oc_date_put_iso(&text, d);
    struct oc_str iso = oc_buf_take(&text, a);
    oc_buf_release(&text);
    return iso;
}
