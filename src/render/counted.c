/* SPDX-License-Identifier: MIT */
/*
 * Lines that are counted as Chinese and Japanese writers do, 1、 （一） ① 1.甲, which are no list
 * of Markdown's: its paragraph would run them into one another.
 */
#include "base/str.h"
#include "base/uni.h"
#include "base/utf8.h"
#include "render/source.h"

static bool take(struct oc_str *s, const char *sign)
{
    if (!oc_str_starts(*s, sign))
        return false;
    *s = oc_str_sub(*s, strlen(sign), s->n);
    return true;
}

/* 1 of digits, 2 of Chinese numbers, 3 of those in circles; 0: there is none. */
static int take_number(int64_t *value, struct oc_str *s)
{
    size_t n = 0, at = 0;
    while (n < s->n && n < 3 && s->p[n] >= '0' && s->p[n] <= '9')
        n++;
    if (n > 0) {
        struct oc_str figures = oc_str_sub(*s, 0, n);
        *s = oc_str_sub(*s, n, s->n);
        return oc_str_int(value, figures, 0, 999) == 0;
    }
    *value = oc_str_han_number(&n, *s);
    if (n > 0) {
        *s = oc_str_sub(*s, n, s->n);
        return 2;
    }
    uint32_t cp = s->n ? oc_utf8_next(*s, &at) : 0;
    if (cp < 0x2460 || cp > 0x2473)
        return 0;
    *value = cp - 0x2460 + 1;
    *s = oc_str_sub(*s, at, s->n);
    return 3;
}

bool oc_count_read(struct oc_count *c, struct oc_str s)
{
    static const char *const ends[] = {"、", "．", "）", ")"};
    size_t at = 0;
    bool open = take(&s, "（") || take(&s, "(");
    int number = take_number(&c->value, &s), end = 0;
    if (!number)
        return false;
    while (end < (int)OC_COUNT(ends) && !take(&s, ends[end]))
        end++;
    if (end == (int)OC_COUNT(ends)) /* ① needs no mark, 1.甲 is like a list's without its blank */
        end = number == 3 ? 9 : number == 1 && take(&s, ".") && s.n ? 8 : -1;
    if (end < 0 || (open && (end < 2 || end > 3)) ||
        (end == 8 && !oc_uni_is_cjk(oc_utf8_next(s, &at))))
        return false;
    c->kind = 1 + number * 10 + (end == 3 ? 2 : end) + (open ? 100 : 0);
    return true;
}
