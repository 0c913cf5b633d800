/* SPDX-License-Identifier: MIT */
/* A date in the midst of a line: "Posted on March 3rd, 2019 by Ann". */
#include "base/date.h"

#define MAX_LINE 240u /* bytes of a line that is looked at */
#define MAX_DATE 48u  /* bytes of a date */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* A day, and not just a year or a month: of numbers three, or two with the month's name. */
static bool tells_day(struct oc_str s)
{
    size_t numbers = 0, longest = 0, letters = 0;
    for (size_t i = 0, run = 0; i < s.n; i++) {
        run = is_digit(s.p[i]) ? run + 1 : 0;
        numbers += run == 1;
        longest = run > longest ? run : longest;
        letters += is_letter(s.p[i]);
    }
    bool han = numbers == 0 && oc_str_find(s, "日", 0) != SIZE_MAX;
    return han || longest == 8 || (longest == 4 && numbers >= (letters >= 3 ? 2 : 3));
}

/* Whether a date may begin at i, or, of ends, end before it. */
static bool is_edge(struct oc_str s, size_t i, bool ends)
{
    if (i == 0 || i == s.n)
        return true;
    unsigned char before = (unsigned char)s.p[i - 1], after = (unsigned char)s.p[i];
    if ((after & 0xC0) == 0x80)
        return false;
    bool both =
        (is_digit(s.p[i - 1]) && is_digit(s.p[i])) || (is_letter(s.p[i - 1]) && is_letter(s.p[i]));
    return !both && (ends ? before > ' ' : after > ' ');
}

/* "March 3rd" is "March 3"; the text keeps its length: blanks take the place of letters. */
static void drop_ordinals(char *p, size_t n)
{
    static const char *const ends[] = {"st", "nd", "rd", "th"};
    for (size_t i = 1; i + 2 <= n; i++)
        for (size_t k = 0; is_digit(p[i - 1]) && k < OC_COUNT(ends); k++)
            if ((p[i] | 0x20) == ends[k][0] && (p[i + 1] | 0x20) == ends[k][1] &&
                (i + 2 == n || !is_letter(p[i + 2])))
                p[i] = p[i + 1] = ' ';
}

/* "3 , 2019" is what is left of "3rd, 2019". */
static struct oc_str close_up(char *p, struct oc_str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        bool twice = s.p[i] == ' ' && n && p[n - 1] == ' ';
        if (s.p[i] == ',')
            while (n && p[n - 1] == ' ')
                n--;
        if (!twice)
            p[n++] = s.p[i];
    }
    return (struct oc_str){p, n};
}

int oc_date_find(struct oc_date *out, size_t *from, size_t *to, struct oc_str text)
{
    char line[MAX_LINE], closed[MAX_DATE];
    struct oc_str s = {line, text.n < MAX_LINE ? text.n : MAX_LINE};
    if (s.n)
        memcpy(line, text.p, s.n);
    drop_ordinals(line, s.n);
    for (size_t i = 0; i < s.n; i++) {
        bool han = (unsigned char)s.p[i] == 0xE4 || (unsigned char)s.p[i] == 0xE3; /* 二〇 */
        if (!(is_digit(s.p[i]) || is_letter(s.p[i]) || han) || !is_edge(s, i, false))
            continue;
        for (size_t end = s.n - i < MAX_DATE ? s.n : i + MAX_DATE; end > i + 5; end--) {
            struct oc_str part = oc_str_sub(s, i, end);
            if (!is_edge(s, end, true) || !tells_day(part) ||
                oc_date_parse(out, close_up(closed, part)) != 0)
                continue;
            *from = i;
            *to = end;
            return 0;
        }
    }
    *out = (struct oc_date){0};
    return -1;
}
