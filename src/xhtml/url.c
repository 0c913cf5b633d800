/* SPDX-License-Identifier: MIT */
/* Cleaning of URLs: split as WHATWG does, check the host, escape each part by one byte table. */
#include "xhtml/url.h"

#include <arpa/inet.h>

#include "base/limits.h"
#include "base/path.h"
#include "base/utf8.h"

/* Bytes that may stand in no part of a URL (WHATWG: not URL code points), so are escaped. */
static const bool must_escape[128] = {
    ['"'] = true, ['<'] = true, ['>'] = true, ['['] = true, ['\\'] = true,
    [']'] = true, ['^'] = true, ['`'] = true, ['{'] = true, ['|'] = true,
    ['}'] = true, [' '] = true, ['#'] = true, [127] = true,
};

static bool is_escape(struct oc_str s, size_t at)
{
    return at + 2 < s.n && oc_hex_value(s.p[at + 1]) >= 0 && oc_hex_value(s.p[at + 2]) >= 0;
}

/* Code points above ASCII that may stand in a URL as they are. */
static bool is_url_char(uint32_t c)
{
    return c >= 0xA0 && (c < 0xFDD0 || c > 0xFDEF) && (c < 0xFFF0 || c > 0xFFFF) &&
           (c & 0xFFFE) != 0xFFFE && (c < 0xE000 || c > 0xF8FF) && c < 0xE0000;
}

static void put_part(struct oc_buf *out, struct oc_str s)
{
    for (size_t at = 0; at < s.n;) {
        unsigned char c = (unsigned char)s.p[at];
        if (c >= 0x80) {
            size_t from = at;
            uint32_t cp = oc_utf8_next(s, &at);
            if (is_url_char(cp)) {
                oc_buf_put(out, oc_str_sub(s, from, at));
                continue;
            }
            for (; from < at; from++)
                oc_percent_put(out, s.p[from]);
            continue;
        }
        if (c < 0x20 || must_escape[c] || (c == '%' && !is_escape(s, at)))
            oc_percent_put(out, s.p[at]);
        else
            oc_buf_putc(out, (char)c);
        at++;
    }
}

/* A letter in a host name: anything IDNA is sure to take; symbols and width variants are not. */
static bool is_host_letter(uint32_t c)
{
    return (c >= 0xDF && c <= 0x24F && c != 0xF7) || (c >= 0x386 && c <= 0x1FFF) ||
           (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA) || c == 0x30FC ||
           c == 0x3005 || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
           (c >= 0xAC00 && c <= 0xD7A3);
}

/* Dotted decimal, as every host that ends in a number must be. */
static bool is_ipv4(struct oc_str host)
{
    struct oc_str rest = host, part;
    int parts = 0;
    while (oc_str_cut(&part, &rest, '.')) {
        int64_t value;
        if (part.n > 3 || (part.n > 1 && part.p[0] == '0') || oc_str_int(&value, part, 0, 255))
            return false;
        parts++;
    }
    return parts == 4;
}

static bool is_host(struct oc_str host)
{
    if (host.n == 0 || host.n > 253)
        return false;
    if (host.p[0] == '[') {
        char text[64];
        unsigned char address[16];
        if (host.n < 4 || host.n > 60 || host.p[host.n - 1] != ']')
            return false;
        memcpy(text, host.p + 1, host.n - 2);
        text[host.n - 2] = '\0';
        return inet_pton(AF_INET6, text, address) == 1;
    }
    size_t label = 0, label_at = 0;
    bool numeric = true;
    for (size_t at = 0; at < host.n;) {
        uint32_t c = oc_utf8_next(host, &at);
        bool digit = c >= '0' && c <= '9';
        if (c == '.') {
            if (label == 0 || label > 63)
                return false;
            label = 0;
            label_at = at;
            numeric = numeric || at < host.n;
            continue;
        }
        if (label == 0)
            numeric = true;
        numeric = numeric && digit;
        if (!digit && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && c != '_' &&
            !(c == '-' && label > 0) && !is_host_letter(c))
            return false;
        label++;
    }
    if (label > 63 || (label == 0 && host.n < 2) || host.p[host.n - 1] == '-')
        return false;
    if (label_at == host.n) /* a dot at the end */
        return true;
    return !numeric || is_ipv4(host);
}

/* [user@]host[:port] */
static bool put_authority(struct oc_buf *out, struct oc_str authority)
{
    size_t at_sign = oc_str_rchr(authority, '@');
    if (at_sign != SIZE_MAX)
        authority = oc_str_sub(authority, at_sign + 1, authority.n); /* no passwords in books */
    struct oc_str host = authority, port = OC_STR_NONE;
    size_t from = authority.n > 0 && authority.p[0] == '[' ? oc_str_chr(authority, ']', 0) : 0;
    size_t colon = from == SIZE_MAX ? SIZE_MAX : oc_str_chr(authority, ':', from);
    if (colon != SIZE_MAX) {
        host = oc_str_sub(authority, 0, colon);
        port = oc_str_sub(authority, colon + 1, authority.n);
    }
    int64_t number;
    if (!is_host(host) || (port.n > 0 && oc_str_int(&number, port, 0, 65535)))
        return false;
    oc_buf_put(out, host);
    if (port.n > 0) {
        oc_buf_putc(out, ':');
        oc_buf_put(out, port);
    }
    return true;
}

/* What follows the scheme of an http URL. */
static bool put_web(struct oc_buf *out, struct oc_str rest)
{
    for (int i = 0; i < 2; i++)
        if (rest.n < 2 || (rest.p[i] != '/' && rest.p[i] != '\\'))
            return false;
    oc_buf_puts(out, "//");
    rest = oc_str_sub(rest, 2, rest.n);
    size_t end = 0;
    while (end < rest.n && !strchr("/\\?#", rest.p[end]))
        end++;
    if (!put_authority(out, oc_str_sub(rest, 0, end)))
        return false;
    rest = oc_str_sub(rest, end, rest.n);
    if (rest.n > 0 && rest.p[0] != '/' && rest.p[0] != '\\')
        oc_buf_putc(out, '/');
    else if (rest.n > 0) {
        oc_buf_putc(out, '/');
        rest = oc_str_sub(rest, 1, rest.n);
    }
    size_t hash = oc_str_chr(rest, '#', 0);
    put_part(out, oc_str_sub(rest, 0, hash == SIZE_MAX ? rest.n : hash));
    if (hash != SIZE_MAX) {
        oc_buf_putc(out, '#');
        put_part(out, oc_str_sub(rest, hash + 1, rest.n));
    }
    return true;
}

/* The text without line breaks and tabs; NUL-free. False when it is too long. */
static bool squeeze(char text[OC_MAX_URL_BYTES], size_t *n, struct oc_str url)
{
    while (url.n > 0 && (unsigned char)url.p[0] <= ' ')
        url = oc_str_sub(url, 1, url.n);
    while (url.n > 0 && (unsigned char)url.p[url.n - 1] <= ' ')
        url.n--;
    if (url.n > OC_MAX_URL_BYTES)
        return false;
    *n = 0;
    for (size_t i = 0; i < url.n; i++)
        if (url.p[i] != '\t' && url.p[i] != '\n' && url.p[i] != '\r' && url.p[i] != '\0')
            text[(*n)++] = url.p[i];
    return true;
}

bool oc_url_clean(struct oc_buf *out, struct oc_str url)
{
    static const char *const schemes[] = {"http:", "https:", "mailto:", "tel:"};
    char text[OC_MAX_URL_BYTES];
    size_t n, start = out->n;
    if (!squeeze(text, &n, url))
        return false;
    struct oc_str all = {text, n};
    for (size_t i = 0; i < OC_COUNT(schemes); i++) {
        if (!oc_str_istarts(all, schemes[i]))
            continue;
        struct oc_str rest = oc_str_sub(all, strlen(schemes[i]), all.n);
        oc_buf_puts(out, schemes[i]);
        bool good = i < 2 ? put_web(out, rest) : rest.n > 0;
        if (i >= 2)
            put_part(out, rest);
        if (!good || out->n - start > OC_MAX_URL_BYTES) {
            out->n = start;
            out->p[start] = '\0';
            return false;
        }
        return true;
    }
    return false;
}

bool oc_url_in_book(struct oc_str *fragment, struct oc_str url)
{
    static const char *const ends[] = {".xhtml", ".jpg", ".png", ".gif", ".svg", ".webp"};
    size_t hash = oc_str_chr(url, '#', 0);
    struct oc_str name = oc_str_sub(url, 0, hash == SIZE_MAX ? url.n : hash);
    struct oc_str frag = hash == SIZE_MAX ? OC_STR_NONE : oc_str_sub(url, hash + 1, url.n);
    for (size_t i = 0; i < frag.n; i++) {
        unsigned char c = (unsigned char)frag.p[i];
        if (c < 0x21 || (c < 0x80 && must_escape[c]) || (c == '%' && !is_escape(frag, i)))
            return false;
    }
    if (fragment)
        *fragment = frag;
    if (name.n == 0)
        return hash != SIZE_MAX && hash + 1 < url.n;
    for (size_t i = 0; i < OC_COUNT(ends); i++) {
        if (!oc_str_ends(name, ends[i]) || name.n == strlen(ends[i]))
            continue;
        for (size_t at = 0; at < name.n - strlen(ends[i]); at++) {
            char c = name.p[at];
            if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-')
                return false;
        }
        return true;
    }
    return false;
}

void oc_url_show(struct oc_buf *out, struct oc_str url)
{
    size_t host = oc_str_find(url, "://", 0);
    if (host != SIZE_MAX)
        url = oc_str_sub(url, host + 3, url.n);
    while (url.n > 1 && url.p[url.n - 1] == '/')
        url.n--;
    oc_percent_show(out, url);
}
