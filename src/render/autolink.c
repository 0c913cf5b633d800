/* SPDX-License-Identifier: MIT */
/* Bare URLs in running text: GFM's extended autolinks, with an end that CJK writers expect. */
#include "base/uni.h"
#include "base/utf8.h"
#include "render/inline_text.h"

static bool is_ascii_alnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Where the scheme that ends before the ':' at `at` starts; SIZE_MAX when it is not http(s). */
static size_t scheme_start(struct oc_str text, size_t at, size_t from)
{
    if (at - from >= 5 && oc_str_iis(oc_str_sub(text, at - 5, at), "https"))
        return at - 5;
    if (at - from >= 4 && oc_str_iis(oc_str_sub(text, at - 4, at), "http"))
        return at - 4;
    return SIZE_MAX;
}

/*
 * The end of the longest run of characters that can be in a URL. Above ASCII these are letters
 * and digits that are not CJK: full-width punctuation, dashes and quotes end it.
 */
static size_t run_end(struct oc_str text, size_t at)
{
    while (at < text.n) {
        unsigned char c = (unsigned char)text.p[at];
        if (c < 0x80) {
            if (c <= ' ' || c == '<' || c == '>' || c == '"' || c == '`' || c == 0x7F)
                break;
            at++;
            continue;
        }
        size_t next = at;
        uint32_t cp = oc_utf8_next(text, &next);
        if (cp == OC_UTF8_REPLACEMENT || oc_uni_is_cjk(cp) || !oc_uni_is_alnum(cp))
            break;
        at = next;
    }
    return at;
}

/* How many more closing than opening brackets of each kind stand in s. */
struct balance {
    long round, square, curly;
};

static struct balance balance_of(struct oc_str s)
{
    struct balance b = {0, 0, 0};
    for (size_t i = 0; i < s.n; i++) {
        b.round += (s.p[i] == ')') - (s.p[i] == '(');
        b.square += (s.p[i] == ']') - (s.p[i] == '[');
        b.curly += (s.p[i] == '}') - (s.p[i] == '{');
    }
    return b;
}

/* Cuts off the punctuation that belongs to the sentence, and brackets opened outside the URL. */
static size_t trim_end(struct oc_str text, size_t start, size_t end)
{
    struct balance b = balance_of(oc_str_sub(text, start, end));
    for (; end > start; end--) {
        char c = text.p[end - 1];
        long *open = c == ')' ? &b.round : c == ']' ? &b.square : c == '}' ? &b.curly : NULL;
        if (open) {
            if (*open <= 0)
                break;
            (*open)--;
        } else if (!memchr("?!.,:;*_~'\"|\\", c, 13)) {
            break;
        }
    }
    return end;
}

struct oc_str oc_autolink_at(struct oc_str text, size_t at, size_t from)
{
    size_t start, host;
    if (text.p[at] == ':') {
        if (at + 3 >= text.n || text.p[at + 1] != '/' || text.p[at + 2] != '/')
            return OC_STR_NONE;
        start = scheme_start(text, at, from);
        host = at + 3;
        if (start == SIZE_MAX || (start > 0 && is_ascii_alnum(text.p[start - 1])))
            return OC_STR_NONE;
    } else {
        if (!oc_str_istarts(oc_str_sub(text, at, text.n), "www."))
            return OC_STR_NONE;
        start = at;
        host = at + 4;
        if (start > 0 &&
            (is_ascii_alnum(text.p[start - 1]) || memchr("/.@-_=&?%#\\", text.p[start - 1], 11)))
            return OC_STR_NONE;
    }
    /* looked at first, so that no run is scanned twice */
    if (host >= text.n || text.p[host] == '/' || text.p[host] == '.')
        return OC_STR_NONE;
    size_t end = trim_end(text, start, run_end(text, host));
    if (end <= host)
        return OC_STR_NONE;
    return oc_str_sub(text, start, end);
}
