/* SPDX-License-Identifier: MIT */
/*
 * Text of strangers on its way out: names of files come from the disk as they are there, and may
 * hold what steers a terminal, breaks a line, or is no UTF-8.
 */
#include <string.h>

#include "cli.h"

/* The length of the UTF-8 character at text, 0 when there is none (RFC 3629). */
static size_t char_size(const unsigned char *text)
{
    static const struct {
        unsigned char first, last, low, high; /* of the first byte; of the second */
        size_t size;
    } rows[] = {
        {0x01, 0x7F, 0x00, 0xFF, 1}, {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3},
        {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3},
        {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        if (text[0] < rows[i].first || text[0] > rows[i].last)
            continue;
        for (size_t k = 1; k < rows[i].size; k++)
            if (text[k] < (k == 1 ? rows[i].low : 0x80) || text[k] > (k == 1 ? rows[i].high : 0xBF))
                return 0;
        return rows[i].size;
    }
    return 0;
}

static bool is_control(const unsigned char *text)
{
    return text[0] < 0x20 || text[0] == 0x7F || (text[0] == 0xC2 && text[1] < 0xA0);
}

void oc_say(FILE *out, const char *text)
{
    const unsigned char *p = (const unsigned char *)text;
    while (*p) {
        size_t n = char_size(p);
        if (n && !is_control(p)) {
            fwrite(p, 1, n, out);
        } else {
            n = n ? n : 1;
            for (size_t i = 0; i < n; i++)
                fprintf(out, "\\x%02X", p[i]);
        }
        p += n;
    }
}

void oc_say_place(FILE *out, const char *file, int line, int col)
{
    oc_say(out, file);
    if (line)
        fprintf(out, ":%d", line);
    if (line && col)
        fprintf(out, ":%d", col);
    fputs(": ", out);
}

void oc_json_string(FILE *out, const char *text)
{
    const unsigned char *p = (const unsigned char *)text;
    putc('"', out);
    while (*p) {
        size_t n = char_size(p);
        if (!n)
            fputs("\\ufffd", out);
        else if (is_control(p))
            fprintf(out, "\\u%04x", n == 1 ? p[0] : p[1]); /* of two bytes, the second is it */
        else if (*p == '"' || *p == '\\')
            fprintf(out, "\\%c", *p);
        else
            fwrite(p, 1, n, out);
        p += n ? n : 1;
    }
    putc('"', out);
}
