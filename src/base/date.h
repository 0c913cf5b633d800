/* SPDX-License-Identifier: MIT */
/* Dates as blogs write them. Proleptic Gregorian; no clock, no time zone database. */
#ifndef OC_DATE_H
#define OC_DATE_H

#include "base/buf.h"
#include "base/str.h"

/* valid == false: no date. Fields that were not written are 0. */
struct oc_date {
    bool valid, has_time, has_zone;
    int16_t year;
    int8_t month, day, hour, minute, second; /* month 1-12, day 1-31 */
    int32_t nano;
    int16_t offset; /* minutes east of UTC */
};

/* Is there such a day, from year 2 to 9999? (Go and Hugo write 0001-01-01 for "no date".) */
bool oc_date_exists(int year, int month, int day);

/*
 * Reads every form that shared blogs use: 2024-01-31, 2024/1/31, 2024.1.31, 20240131,
 * 2024-1-31 8:05, with seconds, fraction of up to nine digits (also after the minutes), 'T' or
 * blanks between, Z, +08:00, +0800, " +0800", "UTC", "GMT"; RFC 822 "Tue, 31 Jan 2024 18:20:46
 * +0800"; "January 31, 2024", "31 Jan 2024"; 2024年1月31日 and 二〇二四年一月三十一日; AM and PM;
 * 31.1.2024; "31 janvier 2024", "31 de enero de 2024" and the like; <2024-01-31 Wed 10:20>; 下午
 * 3:05; what C, git and JavaScript print; surrounding quotes and blanks. 2024-01, 2024 and "January
 * 2024" alone count as the first day. -1 when it is none of these or names an impossible day or
 * time; *out is then zero.
 */
int oc_date_parse(struct oc_date *out, struct oc_str s) OC_NODISCARD;
/*
 * A date at the start of a file name: 2024-1-31-slug, 2024_01_31_slug, 20240131-slug, 2024-01-31
 * alone, 2024年1月31日 slug. *used is how many bytes it and the separator after it take.
 */
int oc_date_from_name(struct oc_date *out, size_t *used, struct oc_str name) OC_NODISCARD;
/* The day of the month that a name begins with, "14 slug" or "14-slug": how many bytes it and the
 * separator take; 0: it begins with none. */
size_t oc_date_day(int *day, struct oc_str name) OC_NODISCARD;
/*
 * The first day in a line of text, of which the first 240 bytes are looked at: it takes those from
 * *from to *to. A year or month alone is none. -1 when there is none.
 */
int oc_date_find(struct oc_date *out, size_t *from, size_t *to, struct oc_str text) OC_NODISCARD;
/* A date in a path: /2024/01/31/slug/, 2024/01/31-slug, or inferred from a segment as above. */
int oc_date_from_path(struct oc_date *out, struct oc_str path) OC_NODISCARD;

/* In English: January first; Sunday first, as oc_date_weekday counts. */
extern const char *const oc_date_months[12], *const oc_date_weekdays[7];
/* Of the day as written, its time and zone left aside: days since 1970-01-01; 0 is Sunday. */
int64_t oc_date_days(struct oc_date d);
int oc_date_weekday(struct oc_date d);

/* Seconds since 1970-01-01T00:00:00Z; a date without zone is taken as offset minutes east. */
int64_t oc_date_epoch(struct oc_date d, int offset);
struct oc_date oc_date_from_epoch(int64_t seconds);
/* By instant (zone-less dates in offset), then nano. Invalid dates come last. */
int oc_date_cmp(struct oc_date a, struct oc_date b, int offset);

/* 2024-01-31 */
void oc_date_put_day(struct oc_buf *out, struct oc_date d);
/* 2024-01-31T10:20:46Z, in UTC */
void oc_date_put_utc(struct oc_buf *out, struct oc_date d, int offset);
/* The most exact valid <time datetime>: a day, or a local or zoned date and time. */
void oc_date_put_iso(struct oc_buf *out, struct oc_date d);
/* The same as a text in the arena. */
struct oc_str oc_date_iso(struct oc_arena *a, struct oc_date d);

/* Minutes east of UTC for "+08:00", "UTC", or a fixed-offset zone name octavo knows
 * ("Asia/Shanghai", "Asia/Tokyo", ...); -1 when unknown (it may observe summer time). */
int oc_date_zone(int *offset, struct oc_str name) OC_NODISCARD;

#endif
