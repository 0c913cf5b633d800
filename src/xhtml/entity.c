/* SPDX-License-Identifier: MIT */
/* Character references by the HTML standard, section 13.2.5.72 and on: names and numbers. */
#include "base/utf8.h"
#include "xhtml/token.h"

struct entity {
    const char *name;
    const char *text;
    bool bare; /* known without its semicolon */
};

static const struct entity entities[] = {
#define E(name, text, bare) {name, text, bare},
#include "xhtml/entities.def"
#undef E
};

#define LONGEST_NAME 32u
#define LONGEST_BARE 6u

static const struct entity *find(const char *name, size_t n)
{
    size_t low = 0, high = OC_COUNT(entities);
    while (low < high) {
        size_t mid = (low + high) / 2;
        int order = strncmp(name, entities[mid].name, n);
        if (order == 0 && entities[mid].name[n])
            order = -1;
        if (order == 0)
            return &entities[mid];
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return NULL;
}

/* Windows-1252 for what the standard reads so: the references 128 to 159. */
static const uint16_t windows[32] = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178,
};

static size_t decode_number(char out[8], size_t *nout, struct oc_str s, size_t at)
{
    size_t i = at + 2;
    int base = 10;
    if (i < s.n && (s.p[i] == 'x' || s.p[i] == 'X')) {
        base = 16;
        i++;
    }
    size_t digits = i;
    uint32_t value = 0;
    for (; i < s.n; i++) {
        int digit = oc_hex_value(s.p[i]);
        if (digit < 0 || digit >= base)
            break;
        value = value > 0x110000 ? value : value * (uint32_t)base + (uint32_t)digit;
    }
    if (i == digits)
        return 0;
    if (i < s.n && s.p[i] == ';')
        i++;
    if (value >= 128 && value < 160)
        value = windows[value - 128];
    *nout = 0;
    if (value == '\r') /* which XML would turn into a line feed later */
        value = '\n';
    if (value == 0)
        *nout = oc_utf8_encode(out, OC_UTF8_REPLACEMENT);
    else if (oc_utf8_xml_ok(value))
        *nout = oc_utf8_encode(out, value);
    return i - at;
}

static bool alnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

size_t oc_entity_decode(char out[8], size_t *nout, struct oc_str s, size_t at, bool attr)
{
    if (at + 1 < s.n && s.p[at + 1] == '#')
        return decode_number(out, nout, s, at);
    const char *name = s.p + at + 1;
    size_t n = 0, room = s.n - at - 1;
    while (n < room && n < LONGEST_NAME && alnum(name[n]))
        n++;
    const struct entity *e = NULL;
    size_t used = 0;
    if (n > 0 && n < room && name[n] == ';' && (e = find(name, n))) {
        used = n + 2;
    } else {
        for (size_t len = n < LONGEST_BARE ? n : LONGEST_BARE; len >= 2 && !e; len--) {
            e = find(name, len);
            if (e && !e->bare)
                e = NULL;
            used = len + 1;
        }
        /* ?a=1&copy=2 is an address */
        if (e && attr && used - 1 < room && (name[used - 1] == '=' || alnum(name[used - 1])))
            e = NULL;
    }
    if (!e)
        return 0;
    *nout = strlen(e->text);
    memcpy(out, e->text, *nout);
    return used;
}
