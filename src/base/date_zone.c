/* SPDX-License-Identifier: MIT */
/*
 * Zone names with a fixed offset today. Zones with summer time are not here: without the time
 * zone database their offset cannot be told.
 */
#include "base/date.h"

static const struct {
    const char *name;
    int16_t minutes;
} zones[] = {
    /* RFC 5322 section 4.3, and what JavaScript and generators print */
    {"Z", 0},
    {"UTC", 0},
    {"GMT", 0},
    {"UT", 0},
    {"EST", -300},
    {"EDT", -240},
    {"CST", -360},
    {"CDT", -300},
    {"MST", -420},
    {"MDT", -360},
    {"PST", -480},
    {"PDT", -420},
    {"JST", 540},
    {"KST", 540},
    {"HKT", 480},
    {"Etc/UTC", 0},
    {"Etc/GMT", 0},
    {"Etc/UCT", 0},
    {"Zulu", 0},
    {"Africa/Johannesburg", 120},
    {"Africa/Lagos", 60},
    {"Africa/Nairobi", 180},
    {"America/Argentina/Buenos_Aires", -180},
    {"America/Bogota", -300},
    {"America/Lima", -300},
    {"America/Phoenix", -420},
    {"America/Sao_Paulo", -180},
    {"Asia/Bangkok", 420},
    {"Asia/Calcutta", 330},
    {"Asia/Chongqing", 480},
    {"Asia/Chungking", 480},
    {"Asia/Colombo", 330},
    {"Asia/Dhaka", 360},
    {"Asia/Dubai", 240},
    {"Asia/Harbin", 480},
    {"Asia/Ho_Chi_Minh", 420},
    {"Asia/Hong_Kong", 480},
    {"Asia/Jakarta", 420},
    {"Asia/Kabul", 270},
    {"Asia/Karachi", 300},
    {"Asia/Kathmandu", 345},
    {"Asia/Kolkata", 330},
    {"Asia/Kuala_Lumpur", 480},
    {"Asia/Macao", 480},
    {"Asia/Macau", 480},
    {"Asia/Manila", 480},
    {"Asia/Riyadh", 180},
    {"Asia/Saigon", 420},
    {"Asia/Seoul", 540},
    {"Asia/Shanghai", 480},
    {"Asia/Singapore", 480},
    {"Asia/Taipei", 480},
    {"Asia/Tashkent", 300},
    {"Asia/Tehran", 210},
    {"Asia/Tokyo", 540},
    {"Asia/Urumqi", 360},
    {"Asia/Vladivostok", 600},
    {"Asia/Yangon", 390},
    {"Asia/Yekaterinburg", 300},
    {"Atlantic/Reykjavik", 0},
    {"Australia/Brisbane", 600},
    {"Australia/Perth", 480},
    {"Europe/Istanbul", 180},
    {"Europe/Minsk", 180},
    {"Europe/Moscow", 180},
    {"Hongkong", 480},
    {"Japan", 540},
    {"PRC", 480},
    {"Pacific/Honolulu", -600},
    {"ROC", 480},
    {"ROK", 540},
    {"Singapore", 480},
    {"Turkey", 180},
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* +8, +08, +0800, +08:00, +8:00 */
static int parse_offset(int *offset, struct oc_str s)
{
    int digits[4] = {0}, n = 0;
    size_t colon = oc_str_chr(s, ':', 0), i = 1;
    if (s.n < 2 || (s.p[0] != '+' && s.p[0] != '-'))
        return -1;
    if (colon != SIZE_MAX && colon + 3 != s.n)
        return -1;
    for (; i < s.n; i++) {
        if (i == colon)
            continue;
        if (!is_digit(s.p[i]) || n == 4)
            return -1;
        digits[n++] = s.p[i] - '0';
    }
    /* Two digits are hours; of more, the last two are minutes. */
    int hours = n <= 2 ? (n == 1 ? digits[0] : digits[0] * 10 + digits[1])
                       : (n == 3 ? digits[0] : digits[0] * 10 + digits[1]);
    int minutes = n <= 2 ? 0 : digits[n - 2] * 10 + digits[n - 1];
    if (n == 0 || (colon != SIZE_MAX && n < 3) || hours > 15 || minutes > 59)
        return -1;
    *offset = (hours * 60 + minutes) * (s.p[0] == '-' ? -1 : 1);
    return 0;
}

int oc_date_zone(int *offset, struct oc_str name)
{
    name = oc_str_trim(name);
    if (parse_offset(offset, name) == 0)
        return 0;
    for (size_t i = 0; i < OC_COUNT(zones); i++) {
        if (oc_str_iis(name, zones[i].name)) {
            *offset = zones[i].minutes;
            return 0;
        }
    }
    /* UTC+8, GMT+0800 */
    if (name.n > 3 && (oc_str_istarts(name, "UTC") || oc_str_istarts(name, "GMT")))
        return parse_offset(offset, oc_str_sub(name, 3, name.n));
    return -1;
}
