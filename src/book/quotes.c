/* SPDX-License-Identifier: MIT */
/*
 * Quotation marks, dashes and ellipses as the site prints them: kramdown, Goldmark, pandoc,
 * WordPress and others make "a" -- it's... into “a” – it’s…. What could be something else stays:
 * --option, 6'2", -->.
 */
#include "book/quotes.h"
#include "base/uni.h"
#include "base/utf8.h"

#define FAR 400 /* bytes in which a single quotation is looked for its end */

static bool is_alnum(uint32_t c)
{
    bool ascii = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    return ascii || (c >= 0x80 && !oc_uni_is_punct(c) && !oc_uni_is_space(c));
}

static bool is_gap(uint32_t c)
{
    return c == 0 || oc_uni_is_space(c);
}

static bool is_dash(uint32_t c)
{
    return c == '-' || c == 0x2013 || c == 0x2014;
}

/* What a quotation may begin after. */
static bool opens_after(uint32_t c)
{
    return is_gap(c) || is_dash(c) || (c < 0x80 && strchr("([{/=<>|", (char)c)) || c == 0x201C ||
           c == 0x2018 || c == 0xBF || c == 0xA1 || c == 0xAB;
}

static const char *double_quote(struct oc_quotes *st, uint32_t next)
{
    bool opens = opens_after(st->before) && !is_gap(next);
    if (opens && (is_dash(st->before) || st->before == '/'))
        opens = !st->doubles && is_alnum(next);
    bool inches = st->before >= '0' && st->before <= '9';
    if (!opens && !st->doubles && (inches || is_gap(st->before)))
        return "\"";
    st->doubles = opens;
    return opens ? "\xE2\x80\x9C" : "\xE2\x80\x9D";
}

/* Whether a single quotation that starts at s[at] ends soon. */
static bool ends_soon(struct oc_str s, size_t at)
{
    size_t stop = s.n - at > FAR ? at + FAR : s.n;
    for (size_t i = at + 2; i < stop; i++)
        if (s.p[i] == '\'' && !strchr(" \n\t", s.p[i - 1]) &&
            (i + 1 == s.n || !is_alnum((unsigned char)s.p[i + 1])))
            return true;
    return false;
}

static const char *single_quote(struct oc_quotes *st, struct oc_str s, size_t at, uint32_t next)
{
    bool digit = next >= '0' && next <= '9';
    bool opens = opens_after(st->before) && !is_gap(next) && !digit && ends_soon(s, at);
    if (!opens && is_gap(st->before) && is_gap(next) && !st->single)
        return "'";
    st->single = opens;
    return opens ? "\xE2\x80\x98" : "\xE2\x80\x99";
}

/* What a run of n dashes or dots becomes; NULL: it stays. */
static const char *run_of(const struct oc_quotes *st, char c, size_t n, uint32_t next)
{
    uint32_t before = st->before;
    if (c == '.')
        return n == 3 && before != '/' && next != '/' ? "\xE2\x80\xA6" : NULL;
    if (before == '<' || next == '>' || before == '|' || before == '+' || before == '!')
        return NULL;
    if (n == 2 && is_gap(before) && is_alnum(next))
        return NULL;
    bool apart = st->wordpress && is_gap(before) && is_gap(next);
    if (n == 2 ? st->astro || apart : n == 3 && !st->astro)
        return "\xE2\x80\x94";
    return n == 2 || (n == 1 && apart) ? "\xE2\x80\x93" : NULL;
}

/* Whether the word that begins at s[*end] is an address; *end moves behind it. */
static bool is_address(struct oc_str s, size_t *end)
{
    size_t from = *end;
    while (*end < s.n && !strchr(" \t\n\r", s.p[*end]))
        ++*end;
    struct oc_str word = oc_str_sub(s, from, *end);
    return oc_str_find(word, "://", 0) != SIZE_MAX || oc_str_find(word, "www.", 0) != SIZE_MAX;
}

bool oc_quotes_any(const struct oc_quotes *st, struct oc_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '\'' || c == '"' || ((c == '-' || c == '.') && i + 1 < s.n && s.p[i + 1] == c) ||
            (c == '-' && st->wordpress && (i == 0 || strchr(" \t\n", s.p[i - 1]))))
            return true;
    }
    return false;
}

/* What the run s[from..end) of quotation marks, dashes or dots becomes; NULL: it stays. */
static const char *sign(struct oc_quotes *st, struct oc_str s, size_t from, size_t end,
                        uint32_t next)
{
    char c = s.p[from];
    bool cjk = oc_uni_is_cjk(st->before) || oc_uni_is_cjk(next);
    bool twice = c == '\'' && (next == '\'' || (from && s.p[from - 1] == '\''));
    if (cjk || twice)
        return NULL;
    return c == '"'    ? double_quote(st, next)
           : c == '\'' ? single_quote(st, s, from, next)
                       : run_of(st, c, end - from, next);
}

void oc_quotes_put(struct oc_buf *out, struct oc_quotes *st, struct oc_str s, uint32_t after)
{
    size_t word = 0;
    bool address = false;
    for (size_t at = 0; at < s.n;) {
        if (at >= word) {
            word = at;
            while (word < s.n && strchr(" \t\n\r", s.p[word]))
                word++;
            address = is_address(s, &word);
        }
        size_t from = at, end;
        char c = s.p[at];
        uint32_t code = oc_utf8_next(s, &at);
        for (end = at; (c == '-' || c == '.') && end < s.n && s.p[end] == c;)
            end++;
        const char *put = NULL;
        if (c == '\'' || c == '"' || end > at || (c == '-' && st->wordpress)) {
            size_t peek = end;
            uint32_t next = end < s.n ? oc_utf8_next(s, &peek) : after;
            put = address ? NULL : sign(st, s, from, end, next);
            at = end;
        }
        size_t first = 0;
        if (put) {
            oc_buf_puts(out, put);
            code = oc_utf8_next(oc_str(put), &first);
        } else {
            oc_buf_put(out, oc_str_sub(s, from, at));
        }
        st->before = code;
    }
}
