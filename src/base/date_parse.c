/* SPDX-License-Identifier: MIT */
/*
 * Reading dates: a cursor moves over the text, each take_ function eats one part of it or leaves it
 * alone. A form is a sequence of parts; the first that fits to the end wins.
 */
#include "base/date.h"

struct cursor {
    const char *p, *end;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* ---- parts of a written date ---- */

static bool take_char(struct cursor *c, char want)
{
    bool found = c->p < c->end && *c->p == want;
    c->p += found;
    return found;
}

static bool take_text(struct cursor *c, const char *want)
{
    struct oc_str rest = {c->p, (size_t)(c->end - c->p)};
    bool found = oc_str_starts(rest, want);
    c->p += found ? strlen(want) : 0;
    return found;
}

/* Blanks, and whether there were any; a no-break space is one, as in pasted texts. */
static bool take_blanks(struct cursor *c)
{
    const char *start = c->p;
    while (take_char(c, ' ') || take_char(c, '\t') || take_text(c, "\xC2\xA0") ||
           take_text(c, "\xE3\x80\x80"))
        ;
    return c->p > start;
}

static size_t count_digits(const struct cursor *c)
{
    const char *p = c->p;
    while (p < c->end && is_digit(*p))
        p++;
    return (size_t)(p - c->p);
}

/* A run of min to max digits, none after them. */
static bool take_number(int *out, struct cursor *c, size_t min, size_t max)
{
    size_t n = count_digits(c);
    if (n < min || n > max)
        return false;
    *out = 0;
    for (; n; n--)
        *out = *out * 10 + (*c->p++ - '0');
    return true;
}

/* Exactly n digits, whatever follows. */
static bool take_digits(int *out, struct cursor *c, size_t n)
{
    if (count_digits(c) < n)
        return false;
    struct cursor cut = {c->p, c->p + n};
    c->p += n;
    return take_number(out, &cut, n, n);
}

static struct oc_str take_word(struct cursor *c)
{
    const char *start = c->p;
    while (c->p < c->end && is_letter(*c->p))
        c->p++;
    return (struct oc_str){start, (size_t)(c->p - start)};
}

/* The number of the name of which word is the whole or the first three letters; -1: none. */
static int find_name(struct oc_str word, const char *const *names, int n)
{
    for (int i = 0; i < n; i++) {
        struct oc_str name = oc_str(names[i]);
        if (oc_str_ieq(word, name) || oc_str_ieq(word, oc_str_sub(name, 0, 3)))
            return i;
    }
    return -1;
}

/* März, fév., de marzo: of the languages most blogs in Latin script are in; -1: none. */
static int take_foreign(struct cursor *c)
{
    static const struct {
        const char *start; /* of the name, in small letters; longer ones of one start first */
        int month;
    } rows[] = {
        {"janvier", 1},    {"januar", 1},    {"enero", 1},     {"ene", 1},        {"janeiro", 1},
        {"gennaio", 1},    {"févr", 2},      {"février", 2},   {"febrero", 2},    {"fevereiro", 2},
        {"febbraio", 2},   {"fev", 2},       {"märz", 3},      {"marzo", 3},      {"mars", 3},
        {"março", 3},      {"maart", 3},     {"mär", 3},       {"avril", 4},      {"abril", 4},
        {"aprile", 4},     {"avr", 4},       {"abr", 4},       {"mayo", 5},       {"maio", 5},
        {"maggio", 5},     {"mei", 5},       {"mai", 5},       {"junio", 6},      {"junho", 6},
        {"juin", 6},       {"giugno", 6},    {"juni", 6},      {"juillet", 7},    {"julio", 7},
        {"julho", 7},      {"luglio", 7},    {"juil", 7},      {"juli", 7},       {"août", 8},
        {"agosto", 8},     {"augustus", 8},  {"ago", 8},       {"septembre", 9},  {"septiembre", 9},
        {"setembro", 9},   {"settembre", 9}, {"octobre", 10},  {"octubre", 10},   {"outubro", 10},
        {"ottobre", 10},   {"oktober", 10},  {"okt", 10},      {"out", 10},       {"novembre", 11},
        {"noviembre", 11}, {"novembro", 11}, {"décembre", 12}, {"diciembre", 12}, {"dezembro", 12},
        {"dicembre", 12},  {"dezember", 12}, {"déc", 12},      {"dez", 12},       {"dic", 12}};
    struct oc_str rest = {c->p, (size_t)(c->end - c->p)};
    size_t best = 0;
    int month = -1;
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        size_t n = strlen(rows[i].start);
        if (n > best && oc_str_istarts(rest, rows[i].start)) {
            best = n;
            month = rows[i].month;
        }
    }
    if (best < rest.n && (is_letter(rest.p[best]) || (unsigned char)rest.p[best] >= 0x80))
        return -1;
    c->p += best;
    return month;
}

/* January, Jan, Jan., Sept */
static bool take_month(int *out, struct cursor *c)
{
    struct cursor at = *c;
    int foreign = take_foreign(&at);
    if (foreign > 0) {
        take_char(&at, '.');
        *c = at;
        *out = foreign;
        return true;
    }
    struct oc_str word = take_word(&at);
    int i = oc_str_iis(word, "sept") ? 8 : find_name(word, oc_date_months, 12);
    if (i < 0)
        return false;
    take_char(&at, '.');
    *c = at;
    *out = i + 1;
    return true;
}

/* "Tue, ", "Tuesday ": taken and not checked, for people err. */
static void take_weekday(struct cursor *c)
{
    struct cursor at = *c;
    struct oc_str word = take_word(&at);
    if (find_name(word, oc_date_weekdays, 7) < 0 && !oc_str_iis(word, "tues") &&
        !oc_str_iis(word, "thurs"))
        return;
    take_char(&at, '.');
    take_char(&at, ',');
    take_blanks(&at);
    *c = at;
}

/* ---- the day ---- */

static bool set_day(struct oc_date *d, int year, int month, int day)
{
    if (!oc_date_exists(year, month, day))
        return false;
    d->year = (int16_t)year;
    d->month = (int8_t)month;
    d->day = (int8_t)day;
    d->valid = true;
    return true;
}

/* 2024-1-31, with '-', '/', '.' or '_' twice. */
static bool take_separated(struct oc_date *d, struct cursor *c)
{
    struct cursor at = *c;
    int year, month, day;
    if (!take_number(&year, &at, 4, 4) || at.p == at.end || !strchr("-/._", *at.p) || !*at.p)
        return false;
    char separator = *at.p++;
    if (!take_number(&month, &at, 1, 2) || !take_char(&at, separator) ||
        !take_number(&day, &at, 1, 2) || !set_day(d, year, month, day))
        return false;
    *c = at;
    return true;
}

/* 20240131, also before the time in 20240131102046. Other centuries are rather numbers. */
static bool take_compact(struct oc_date *d, struct cursor *c)
{
    struct cursor at = *c;
    size_t n = count_digits(c);
    int year, month, day;
    if ((n != 8 && n != 14 && n != 12) || !take_digits(&year, &at, 4) ||
        !take_digits(&month, &at, 2) || !take_digits(&day, &at, 2) || year < 1900 || year > 2199 ||
        !set_day(d, year, month, day))
        return false;
    *c = at;
    return true;
}

/* 0 to 9, 10: "十"; -1: neither. */
static int take_han_digit(struct cursor *c)
{
    static const char *const digits[] = {"〇", "一", "二", "三", "四", "五",
                                         "六", "七", "八", "九", "十"};
    for (int i = 0; i < (int)OC_COUNT(digits); i++)
        if (take_text(c, digits[i]))
            return i;
    return take_text(c, "○") || take_text(c, "零") ? 0 : -1;
}

/* 1 to 31 in digits, or as 三, 十, 十三, 二十, 三十一. */
static bool take_han_number(int *out, struct cursor *c)
{
    struct cursor at = *c;
    if (take_number(out, c, 1, 2))
        return true;
    int first = take_han_digit(&at);
    if (first < 1)
        return false;
    *c = at;
    *out = first;
    if (first < 10) {
        if (take_han_digit(&at) != 10)
            return true;
        *out = first * 10;
        *c = at;
    }
    int ones = take_han_digit(&at);
    if (ones > 0 && ones < 10) {
        *out += ones;
        *c = at;
    }
    return true;
}

/* 2024, 二〇二四 */
static bool take_han_year(int *out, struct cursor *c)
{
    struct cursor at = *c;
    if (take_number(out, c, 4, 4))
        return true;
    *out = 0;
    for (int i = 0; i < 4; i++) {
        int digit = take_han_digit(&at);
        if (digit < 0 || digit > 9)
            return false;
        *out = *out * 10 + digit;
    }
    *c = at;
    return true;
}

/* 2024年1月31日, 二〇二四年一月三十一日 */
static bool take_chinese(struct oc_date *d, struct cursor *c, bool whole)
{
    struct cursor at = *c;
    int year, month = 1, day = 1;
    bool found = false;
    if (!take_han_year(&year, &at))
        return false;
    take_blanks(&at);
    if (!take_text(&at, "年"))
        return false;
    take_blanks(&at);
    if (take_han_number(&month, &at)) {
        take_blanks(&at);
        if (!take_text(&at, "月"))
            return false;
        take_blanks(&at);
        found = take_han_number(&day, &at);
        if (found) {
            take_blanks(&at);
            if (!take_text(&at, "日") && !take_text(&at, "号"))
                return false;
        }
    }
    if ((whole && !found) || !set_day(d, year, month, day))
        return false;
    *c = at;
    return true;
}

/* After a day of the month: 1st, 2nd, 3rd, 4th. */
static void take_ordinal(struct cursor *c)
{
    if (!take_text(c, "st") && !take_text(c, "nd") && !take_text(c, "rd"))
        take_text(c, "th");
}

/* 31 Jan 2024, 31-Jan-2024 */
static bool take_day_first(struct oc_date *d, struct cursor *c)
{
    struct cursor at = *c;
    int year, month, day;
    if (!take_number(&day, &at, 1, 2))
        return false;
    take_ordinal(&at);
    take_char(&at, '.');
    if (!take_blanks(&at) && !take_char(&at, '-'))
        return false;
    if (take_text(&at, "de ")) /* 31 de enero de 2024 */
        take_blanks(&at);
    if (!take_month(&month, &at))
        return false;
    take_char(&at, ',');
    if (take_text(&at, " de"))
        take_blanks(&at);
    else if (!take_blanks(&at) && !take_char(&at, '-'))
        return false;
    if (!take_number(&year, &at, 4, 4) || !set_day(d, year, month, day))
        return false;
    *c = at;
    return true;
}

/* January 31, 2024; Jan 31 2024; January 2024 */
static bool take_month_first(struct oc_date *d, struct cursor *c)
{
    struct cursor at = *c;
    int year, month, day = 1;
    if (!take_month(&month, &at) || !take_blanks(&at))
        return false;
    if (take_number(&day, &at, 1, 2)) {
        take_ordinal(&at);
        bool comma = take_char(&at, ',');
        if (!take_blanks(&at) && !comma)
            return false;
    }
    if (!take_number(&year, &at, 4, 4) || !set_day(d, year, month, day))
        return false;
    *c = at;
    return true;
}

/* 31.1.2024, as Germans and many others write it; with slashes it may be the month that is first */
static bool take_dotted(struct oc_date *d, struct cursor *c)
{
    struct cursor at = *c;
    int year, month, day;
    if (!take_number(&day, &at, 1, 2) || !take_char(&at, '.'))
        return false;
    take_blanks(&at);
    if (!take_number(&month, &at, 1, 2) || !take_char(&at, '.'))
        return false;
    take_blanks(&at);
    if (!take_number(&year, &at, 4, 4) || !set_day(d, year, month, day))
        return false;
    *c = at;
    return true;
}

static bool take_day(struct oc_date *d, struct cursor *c)
{
    take_weekday(c);
    return take_separated(d, c) || take_dotted(d, c) || take_compact(d, c) ||
           take_chinese(d, c, false) || take_day_first(d, c) || take_month_first(d, c);
}

/* ---- the time ---- */

/* .123 or ,123, when there is one; nine digits count. */
static bool take_fraction(int32_t *nano, struct cursor *c)
{
    struct cursor at = *c;
    if (!take_char(&at, '.') && !take_char(&at, ','))
        return true;
    size_t n = count_digits(&at);
    if (n == 0)
        return false;
    int32_t unit = 100000000;
    *nano = 0;
    for (; n; n--, at.p++, unit /= 10)
        *nano += (*at.p - '0') * unit;
    *c = at;
    return true;
}

/* AM or PM after the time; "18:20 PM" is taken as meant. */
static void take_half(int *hour, struct cursor *c)
{
    struct cursor at = *c;
    take_blanks(&at);
    struct oc_str word = take_word(&at);
    bool pm = oc_str_iis(word, "pm");
    if (!pm && !oc_str_iis(word, "am"))
        return;
    if (*hour <= 12)
        *hour = *hour % 12 + (pm ? 12 : 0);
    *c = at;
}

static bool set_time(struct oc_date *d, int hour, int minute, int second)
{
    if (hour > 23 || minute > 59 || second > 60)
        return false;
    d->hour = (int8_t)hour;
    d->minute = (int8_t)minute;
    d->second = (int8_t)(second == 60 ? 59 : second); /* a leap second */
    d->has_time = true;
    return true;
}

/* 上午 and 下午 stand before the time: -1 neither, 0 before noon, 1 after. */
static int take_half_before(struct cursor *c)
{
    static const char *const words[] = {"上午", "下午", "凌晨", "晚上",
                                        "午前", "午後", "오전", "오후"};
    for (int i = 0; i < (int)OC_COUNT(words); i++)
        if (take_text(c, words[i])) {
            take_blanks(c);
            return i % 2;
        }
    return -1;
}

/* 8:05, 08:05:06, 08:05:06.123456789, 08:05.123, 8:05 PM, 下午 8:05 */
static bool take_clock(struct oc_date *d, struct cursor *c)
{
    struct cursor at = *c;
    int hour, minute, second = 0, half = take_half_before(&at);
    if (!take_number(&hour, &at, 1, 2) || !take_char(&at, ':') || !take_number(&minute, &at, 1, 2))
        return false;
    if (take_char(&at, ':') && !take_number(&second, &at, 1, 2))
        return false;
    if (!take_fraction(&d->nano, &at))
        return false;
    take_half(&hour, &at);
    if (half >= 0 && hour <= 12)
        hour = hour % 12 + half * 12;
    if (!set_time(d, hour, minute, second))
        return false;
    *c = at;
    return true;
}

/* After 20240131: 1020 or 102046 at once. */
static bool take_compact_clock(struct oc_date *d, struct cursor *c)
{
    size_t n = count_digits(c);
    int hour = 0, minute = 0, second = 0;
    if ((n != 4 && n != 6) || !take_digits(&hour, c, 2) || !take_digits(&minute, c, 2))
        return false;
    if (n == 6 && !take_digits(&second, c, 2))
        return false;
    return set_time(d, hour, minute, second);
}

/* +08:00, UTC, GMT+0800 (China Standard Time): the rest of the text, if it is a zone. */
static bool take_zone(struct oc_date *d, struct cursor *c)
{
    int offset;
    take_blanks(c);
    struct oc_str rest = {c->p, (size_t)(c->end - c->p)};
    size_t comment = oc_str_chr(rest, '(', 0);
    if (comment != SIZE_MAX && comment > 0 && oc_str_ends(rest, ")"))
        rest = oc_str_trim(oc_str_sub(rest, 0, comment));
    if (rest.n == 0)
        return true;
    if (oc_date_zone(&offset, rest))
        return false;
    d->offset = (int16_t)offset;
    d->has_zone = true;
    return true;
}

/* 星期三, 周三, 水曜日, (水), Wed after the day: taken and not checked. */
static void take_weekday_after(struct cursor *c)
{
    static const char *const rows[][2] = {{"星期", ""}, {"周", ""}, {"週", ""},
                                          {"", "曜日"}, {"(", ")"}, {"（", "）"}};
    static const char *const days[] = {"一", "二", "三", "四", "五", "六", "日",
                                       "天", "月", "火", "水", "木", "金", "土"};
    for (size_t i = 0; i < OC_COUNT(rows); i++)
        for (size_t k = 0; k < OC_COUNT(days); k++) {
            struct cursor at = *c;
            if (take_text(&at, rows[i][0]) && take_text(&at, days[k]) &&
                take_text(&at, rows[i][1])) {
                *c = at;
                return;
            }
        }
    take_weekday(c);
}

/* All after the day. */
static bool take_rest(struct oc_date *d, struct cursor *c)
{
    take_char(c, ',');
    take_blanks(c);
    if (c->p < c->end && !is_digit(*c->p) && *c->p != 'T') {
        take_weekday_after(c);
        take_blanks(c);
    }
    if (c->p == c->end)
        return true;
    if (!take_char(c, 'T'))
        take_char(c, 't');
    take_blanks(c);
    return (take_clock(d, c) || take_compact_clock(d, c)) && take_zone(d, c);
}

/* ---- whole texts ---- */

static struct oc_str without_quotes(struct oc_str s)
{
    s = oc_str_trim_wide(s);
    while (s.n >= 2 && (s.p[0] == '"' || s.p[0] == '\'') && s.p[s.n - 1] == s.p[0])
        s = oc_str_trim_wide(oc_str_sub(s, 1, s.n - 1));
    if (s.n >= 2 && ((s.p[0] == '<' && s.p[s.n - 1] == '>') || /* Org's */
                     (s.p[0] == '[' && s.p[s.n - 1] == ']')))
        s = oc_str_trim_wide(oc_str_sub(s, 1, s.n - 1));
    return s;
}

/* 2024, 2024-01, 2024/1: the first day. */
static bool parse_month(struct oc_date *d, struct cursor c)
{
    int year, month = 1;
    if (!take_number(&year, &c, 4, 4))
        return false;
    if (take_char(&c, '-') || take_char(&c, '/') || take_char(&c, '.')) {
        if (!take_number(&month, &c, 1, 2))
            return false;
    }
    return c.p == c.end && set_day(d, year, month, 1);
}

/* Tue Jan 31 18:20:46 2024, perhaps with +0800 after it, as C and git write */
static bool parse_asctime(struct oc_date *d, struct cursor c)
{
    int year, month, day;
    take_weekday(&c);
    if (!take_month(&month, &c) || !take_blanks(&c) || !take_number(&day, &c, 1, 2) ||
        !take_blanks(&c) || !take_clock(d, &c) || !take_blanks(&c))
        return false;
    struct cursor zone = c;
    take_word(&zone); /* date(1) sets the zone's name before the year */
    struct oc_str name = {c.p, (size_t)(zone.p - c.p)};
    int offset;
    if (name.n && oc_date_zone(&offset, name) == 0) {
        d->offset = (int16_t)offset;
        d->has_zone = true;
        c = zone;
        take_blanks(&c);
    }
    return take_number(&year, &c, 4, 4) && set_day(d, year, month, day) &&
           (c.p == c.end || (!d->has_zone && take_zone(d, &c)));
}

int oc_date_parse(struct oc_date *out, struct oc_str s)
{
    *out = (struct oc_date){0};
    s = without_quotes(s);
    if (s.n == 0 || s.n > 100)
        return -1;
    struct cursor start = {s.p, s.p + s.n}, c = start;
    struct oc_date d = {0};
    if (take_day(&d, &c) && take_rest(&d, &c)) {
        *out = d;
        return 0;
    }
    d = (struct oc_date){0};
    if (parse_month(&d, start)) {
        *out = d;
        return 0;
    }
    d = (struct oc_date){0};
    if (parse_asctime(&d, start)) {
        *out = d;
        return 0;
    }
    return -1;
}

int oc_date_from_name(struct oc_date *out, size_t *used, struct oc_str name)
{
    struct cursor c = {name.p, name.p + name.n};
    struct oc_date d = {0};
    *out = (struct oc_date){0};
    *used = 0;
    bool compact = count_digits(&c) == 8;
    if (!(compact ? take_compact(&d, &c) : take_separated(&d, &c) || take_chinese(&d, &c, true)))
        return -1;
    if (c.p < c.end && !take_text(&c, "\xE3\x80\x80")) {
        if (!strchr("-_. ", *c.p) || !*c.p)
            return -1;
        c.p++;
    }
    *out = d;
    *used = (size_t)(c.p - name.p);
    return 0;
}

size_t oc_date_day(int *day, struct oc_str name)
{
    struct cursor c = {name.p, name.p + name.n};
    if (!take_number(day, &c, 1, 2) || c.p == c.end || !strchr("-_. ", *c.p) || !*c.p)
        return 0;
    return (size_t)(c.p - name.p) + 1;
}

int oc_date_from_path(struct oc_date *out, struct oc_str path)
{
    int64_t parts[3] = {0}; /* the last segments, as far as they are numbers */
    struct oc_str rest = path, segment;
    *out = (struct oc_date){0};
    while (oc_str_cut(&segment, &rest, '/')) {
        size_t used;
        if (oc_date_from_name(out, &used, segment) == 0)
            return 0;
        parts[0] = parts[1];
        parts[1] = parts[2];
        /* Month and day have one or two digits, a year four. */
        if (segment.n > 4 || oc_str_int(&parts[2], segment, 0, 9999))
            parts[2] = 0;
        if (segment.n <= 2 && parts[0] >= 1000 && parts[1] <= 12 &&
            set_day(out, (int)parts[0], (int)parts[1], (int)parts[2]))
            return 0;
        int day, month;
        if (parts[0] >= 1000 && parts[1] <= 12 && oc_date_day(&day, segment) &&
            set_day(out, (int)parts[0], (int)parts[1], day))
            return 0;
        struct oc_str after = oc_str_sub(segment, 3, segment.n); /* 2021/05-13-name */
        if (parts[1] >= 1000 && segment.n > 5 && segment.p[2] == '-' && segment.p[5] == '-' &&
            oc_date_day(&month, segment) == 3 && oc_date_day(&day, after) == 3 &&
            set_day(out, (int)parts[1], month, day))
            return 0;
    }
    return -1;
}
