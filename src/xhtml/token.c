/* SPDX-License-Identifier: MIT */
/*
 * The tokenizer. Names that are no elements make no tags: `<T>` in prose stays text. No input
 * makes it look at a byte more than a few times: what was searched for in vain is remembered.
 */
#include "xhtml/token.h"

#include "base/utf8.h"
#include "xhtml/model.h"

void oc_tokens_init(struct oc_tokens *t, struct oc_str html)
{
    t->in = html;
    t->at = 0;
    t->foreign = t->no_quotes = t->no_gt = t->no_comment_end = t->many = false;
    memset(t->no_raw_end, 0, sizeof t->no_raw_end);
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool give(struct oc_tokens *t, enum oc_token_kind kind, size_t from, size_t to)
{
    t->kind = kind;
    t->raw = oc_str_sub(t->in, from, to);
    t->at = to;
    return true;
}

/* The offset of c at or after from, or SIZE_MAX. */
static size_t find_char(const struct oc_tokens *t, char c, size_t from)
{
    return oc_str_chr(t->in, c, from);
}

static size_t find_gt(struct oc_tokens *t, size_t from)
{
    if (t->no_gt)
        return SIZE_MAX;
    size_t at = find_char(t, '>', from);
    if (at == SIZE_MAX)
        t->no_gt = true;
    return at;
}

/* Past the end of a comment that starts at at; 0 when it has no end. */
static size_t skip_comment(struct oc_tokens *t, size_t at)
{
    struct oc_str in = t->in;
    if (oc_str_starts(oc_str_sub(in, at + 4, in.n), ">"))
        return at + 5;
    if (oc_str_starts(oc_str_sub(in, at + 4, in.n), "->"))
        return at + 6;
    if (t->no_comment_end)
        return 0;
    for (size_t i = at + 4; (i = oc_str_find(in, "--", i)) != SIZE_MAX; i++) {
        size_t j = i + 2;
        if (j < in.n && in.p[j] == '!')
            j++;
        if (j < in.n && in.p[j] == '>')
            return j + 1;
    }
    t->no_comment_end = true;
    return 0;
}

/* <!-- --> <!doctype> <![CDATA[ ]]> <? ?>: passed over. An unclosed comment loses its opening
 * only; the text after it is kept. True when a token (CDATA of foreign content) was given. */
static bool skip_markup(struct oc_tokens *t)
{
    size_t at = t->at;
    struct oc_str rest = oc_str_sub(t->in, at, t->in.n);
    if (oc_str_starts(rest, "<!--")) {
        size_t end = skip_comment(t, at);
        t->at = end ? end : at + 4;
        return false;
    }
    if (oc_str_istarts(rest, "<![CDATA[") && !t->no_raw_end[0]) {
        size_t end = oc_str_find(t->in, "]]>", at + 9);
        if (end != SIZE_MAX) {
            give(t, OC_T_RAW, at + 9, end);
            t->at = end + 3;
            return t->foreign;
        }
        t->no_raw_end[0] = true;
    }
    if ((oc_str_istarts(rest, "<?php") || oc_str_starts(rest, "<?=")) && !t->no_raw_end[1]) {
        size_t end = oc_str_find(t->in, "?>", at);
        if (end != SIZE_MAX) {
            t->at = end + 2;
            return false;
        }
        t->no_raw_end[1] = true;
    }
    size_t end = find_gt(t, at);
    if (end == SIZE_MAX)
        return give(t, OC_T_RAW, at, at + 1);
    t->at = end + 1;
    return false;
}

/* Where the value that starts at i ends; SIZE_MAX when its quote never closes. */
static size_t read_value(struct oc_tokens *t, size_t i, struct oc_str *value)
{
    struct oc_str in = t->in;
    char quote = in.p[i];
    if ((quote == '"' || quote == '\'') && !t->no_quotes) {
        size_t end = find_char(t, quote, i + 1);
        if (end == SIZE_MAX)
            return SIZE_MAX;
        *value = oc_str_sub(in, i + 1, end);
        return end + 1;
    }
    size_t from = i;
    while (i < in.n && !is_space(in.p[i]) && in.p[i] != '>')
        i++;
    *value = oc_str_sub(in, from, i);
    if (t->no_quotes && value->n > 0 && (quote == '"' || quote == '\'')) {
        *value = oc_str_sub(*value, 1, value->n);
        if (value->n > 0 && value->p[value->n - 1] == quote)
            value->n--;
    }
    return i;
}

/* Attributes from i to past the '>'; SIZE_MAX when the input ends first. */
static size_t read_attrs(struct oc_tokens *t, size_t i)
{
    struct oc_str in = t->in;
    t->nattrs = 0;
    for (;;) {
        t->self_closed = false;
        for (; i < in.n && (is_space(in.p[i]) || in.p[i] == '/'); i++)
            t->self_closed = in.p[i] == '/';
        if (i >= in.n)
            return SIZE_MAX;
        if (in.p[i] == '>')
            return i + 1;
        size_t from = i++;
        while (i < in.n && !is_space(in.p[i]) && in.p[i] != '=' && in.p[i] != '>' && in.p[i] != '/')
            i++;
        struct oc_token_attr a = {oc_str_sub(in, from, i), {in.p + i, 0}};
        while (i < in.n && is_space(in.p[i]))
            i++;
        if (i < in.n && in.p[i] == '=') {
            i++;
            while (i < in.n && is_space(in.p[i]))
                i++;
            if (i >= in.n)
                return SIZE_MAX;
            if (in.p[i] != '>' && (i = read_value(t, i, &a.value)) == SIZE_MAX)
                return SIZE_MAX;
            /* <img src=a.png/>: the slash is no part of the name, though the standard says so */
            const struct oc_el_row *row = oc_el_row(t->el);
            if (row && row->content == OC_C_VOID && i < in.n && in.p[i] == '>' &&
                in.p[i - 1] == '/' && a.value.n > 1)
                a.value.n--;
        }
        if (t->nattrs < OC_MAX_ATTRS)
            t->attrs[t->nattrs++] = a;
        else
            t->many = true;
    }
}

/* Sets custom or prefixed for names as my-element and o:p. */
static void classify_name(struct oc_tokens *t)
{
    struct oc_str name = t->name;
    t->custom = t->prefixed = false;
    size_t colon = oc_str_chr(name, ':', 0);
    bool plain = true, lower = true;
    for (size_t i = 0; i < name.n && plain; i++) {
        char c = name.p[i];
        plain = is_letter(c) || is_digit(c) || c == '-' || c == '_' || c == '.' || i == colon;
        lower = lower && !(c >= 'A' && c <= 'Z');
    }
    if (!plain)
        return;
    if (colon != SIZE_MAX)
        t->prefixed = colon > 0 && colon + 1 < name.n && is_letter(name.p[colon + 1]);
    else
        t->custom = lower && oc_str_chr(name, '-', 0) != SIZE_MAX;
}

/* The tag at t->at, whose name starts at name. False when it is none: '<' is then text. */
static bool read_tag(struct oc_tokens *t, size_t name, enum oc_token_kind kind)
{
    struct oc_str in = t->in;
    size_t end = name;
    char low[16];
    while (end < in.n && !is_space(in.p[end]) && in.p[end] != '>' && in.p[end] != '/' &&
           in.p[end] != '<' && end - name < 64)
        end++;
    t->name = oc_str_sub(in, name, end);
    for (size_t i = 0; i < t->name.n && i < sizeof low; i++)
        low[i] = (char)(is_letter(t->name.p[i]) ? t->name.p[i] | 32 : t->name.p[i]);
    t->el = t->name.n <= sizeof low ? oc_el_find(low, t->name.n) : OC_EL_NONE;
    t->x = t->foreign ? oc_foreign_find(t->name.p, t->name.n) : OC_X_COUNT;
    t->custom = t->prefixed = false;
    if (t->el == OC_EL_NONE && t->x == OC_X_COUNT) {
        classify_name(t);
        if (!t->custom && !t->prefixed && !t->foreign)
            return false;
    }
    if (find_gt(t, end) == SIZE_MAX)
        return false;
    size_t after = read_attrs(t, end);
    if (after == SIZE_MAX && !t->no_quotes) {
        t->no_quotes = true;
        after = read_attrs(t, end);
    }
    if (after == SIZE_MAX)
        return false;
    return give(t, kind, t->at, after);
}

bool oc_tokens_next(struct oc_tokens *t)
{
    struct oc_str in = t->in;
    while (t->at < in.n) {
        size_t at = t->at;
        if (in.p[at] != '<') {
            size_t end = find_char(t, '<', at);
            return give(t, OC_T_TEXT, at, end == SIZE_MAX ? in.n : end);
        }
        char c = at + 1 < in.n ? in.p[at + 1] : ' ';
        if (is_letter(c)) {
            if (read_tag(t, at + 1, OC_T_OPEN))
                return true;
        } else if (c == '/' && at + 2 < in.n && is_letter(in.p[at + 2])) {
            if (read_tag(t, at + 2, OC_T_CLOSE))
                return true;
        } else if (c == '/' && at + 2 < in.n && in.p[at + 2] == '>') {
            t->at = at + 3;
            continue;
        } else if ((c == '!' && at + 2 < in.n &&
                    (is_letter(in.p[at + 2]) || strchr("-[>", in.p[at + 2]))) ||
                   (c == '?' && at + 2 < in.n &&
                    (is_letter(in.p[at + 2]) || in.p[at + 2] == '='))) {
            if (skip_markup(t))
                return true;
            continue;
        }
        return give(t, OC_T_RAW, at, at + 1);
    }
    t->kind = OC_T_END;
    return false;
}

bool oc_tokens_raw(struct oc_tokens *t, struct oc_str *content)
{
    static const unsigned slots[] = {OC_EL_NONE,  OC_EL_NONE,     OC_EL_script, OC_EL_style,
                                     OC_EL_title, OC_EL_textarea, OC_EL_iframe, OC_EL_xmp};
    const struct oc_el_row *row = oc_el_row(t->el);
    size_t slot = 2;
    while (slot < OC_COUNT(slots) && slots[slot] != t->el)
        slot++;
    if (!row || slot == OC_COUNT(slots) || t->no_raw_end[slot])
        return false;
    for (size_t i = t->at; (i = oc_str_find(t->in, "</", i)) != SIZE_MAX; i += 2) {
        struct oc_str rest = oc_str_sub(t->in, i + 2, t->in.n);
        if (!oc_str_istarts(rest, row->name))
            continue;
        char after = rest.n > row->len ? rest.p[row->len] : '>';
        if (!is_space(after) && after != '>' && after != '/')
            continue;
        size_t end = find_char(t, '>', i);
        *content = oc_str_sub(t->in, t->at, i);
        t->at = end == SIZE_MAX ? t->in.n : end + 1;
        return true;
    }
    t->no_raw_end[slot] = true;
    return false;
}

/* ---- text ---- */

enum {
    PLAIN,
    AMP,
    CONTROL,
    ZERO,
    FEED,
    RETURN,
    LEAD, /* a byte that may start a forbidden code point */
    BAD   /* no byte of UTF-8, but what cmark makes of &#xFFFE; and &#xFFFF; */
};
static const uint8_t byte_class[256] = {
    [0] = ZERO,      [1 ... 8] = CONTROL,   [0x0B] = CONTROL,       [0x0C] = FEED,
    [0x0D] = RETURN, [14 ... 31] = CONTROL, [0x7F] = CONTROL,       ['&'] = AMP,
    [0xC2] = LEAD,   [0xEF] = LEAD,         [0xF0 ... 0xF4] = LEAD, [0xFE] = BAD,
    [0xFF] = BAD,
};

/* Full-width punctuation is in every line of Chinese: U+F000 and up, but for the row of U+FDD0 and
 * that of U+FFFE. */
static bool is_plain_wide(struct oc_str s, size_t at)
{
    const unsigned char *p = (const unsigned char *)s.p + at;
    return p[0] == 0xEF && s.n - at >= 3 && p[1] != 0xB7 && p[1] != 0xBF;
}

void oc_text_put(struct oc_buf *out, struct oc_str s, bool references, bool attr)
{
    size_t from = 0, at = 0;
    while ((at = oc_bytes_until(s.p, at, s.n, byte_class)) < s.n) {
        uint8_t class = byte_class[(unsigned char)s.p[at]];
        if (class == AMP && !references) {
            at++;
            continue;
        }
        if (is_plain_wide(s, at)) {
            at += 3;
            continue;
        }
        size_t after = at + 1;
        char text[8];
        size_t n = 0;
        if (class == LEAD) {
            after = at;
            if (oc_utf8_xml_ok(oc_utf8_next(s, &after))) {
                at = after;
                continue;
            }
        } else if (class == AMP) {
            size_t used = oc_entity_decode(text, &n, s, at, attr);
            if (used == 0) {
                at++;
                continue;
            }
            after = at + used;
        } else if (class == ZERO || class == BAD) {
            n = oc_utf8_encode(text, OC_UTF8_REPLACEMENT);
        } else if (class == FEED) {
            text[n++] = ' ';
        } else if (class == RETURN && !(after < s.n && s.p[after] == '\n')) {
            text[n++] = '\n';
        }
        oc_buf_put(out, oc_str_sub(s, from, at));
        oc_buf_put(out, (struct oc_str){text, n});
        from = at = after;
    }
    oc_buf_put(out, oc_str_sub(s, from, s.n));
}
