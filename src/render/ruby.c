/* SPDX-License-Identifier: MIT */
/*
 * Ruby as Japanese writers type it, {漢字|かんじ} or {漢字|かん|じ}: the base is CJK, and the
 * readings are one for all of it or one for each character. In Chinese they are no Han characters:
 * {是|否} is a choice. And as LoveIt and its kin have it in Hugo, [base]^(reading).
 */
#include "render/source.h"

#include "base/uni.h"
#include "base/utf8.h"

enum {
    MAX_BASE = 32,    /* characters */
    MAX_READING = 300 /* bytes, of all readings */
};

struct ruby {
    struct oc_str base[MAX_BASE], reading[MAX_BASE];
    size_t nbase, nreadings;
    bool chinese;
};

/* The character's bytes; p == NULL when it may not stand in the base. */
static struct oc_str base_at(struct oc_str text, size_t at)
{
    size_t next = at;
    uint32_t cp = oc_utf8_next(text, &next);
    bool fits = oc_uni_is_cjk(cp) && (!oc_uni_is_punct(cp) || cp == 0x3005 || cp == 0x30FC);
    return fits ? oc_str_sub(text, at, next) : OC_STR_NONE;
}

static bool is_reading(struct oc_str reading, bool chinese)
{
    if (oc_str_blank(reading))
        return false;
    for (size_t at = 0; at < reading.n;) {
        uint32_t cp = oc_utf8_next(reading, &at);
        if (chinese && cp >= 0x3400 && cp < 0xA000)
            return false;
        if (!oc_uni_is_alnum(cp) && cp != ' ' && cp != 0x3000 && cp != 0x30FB && cp != 0xB7 &&
            cp != '\'' && cp != '-' && cp != '.' && cp != '_')
            return false;
    }
    return true;
}

/* The offset after the closing brace, or 0. */
static size_t read_ruby(struct ruby *r, struct oc_str text, size_t at)
{
    struct oc_str c;
    for (at++; at < text.n && r->nbase < MAX_BASE; at += c.n) {
        c = base_at(text, at);
        if (!c.p)
            break;
        r->base[r->nbase++] = c;
    }
    char bar = at < text.n ? text.p[at] : '\0'; /* Shoka: {漢字^かんじ} */
    if (!r->nbase || (bar != '|' && bar != '^'))
        return 0;
    const char *close =
        memchr(text.p + at, '}', text.n - at < MAX_READING ? text.n - at : MAX_READING);
    if (!close)
        return 0;
    struct oc_str rest = oc_str_sub(text, at + 1, (size_t)(close - text.p)), part;
    while (oc_str_cut(&part, &rest, bar)) {
        if (r->nreadings == MAX_BASE || !is_reading(part, r->chinese))
            return 0;
        r->reading[r->nreadings++] = part;
    }
    return (size_t)(close - text.p) + 1;
}

static struct oc_str write_ruby(struct oc_arena *a, const struct ruby *r)
{
    struct oc_buf out;
    oc_buf_init(&out, 1 << 16);
    bool each = r->nreadings == r->nbase;
    oc_buf_puts(&out, "<ruby>");
    for (size_t k = 0; k < r->nbase; k++) {
        oc_buf_put(&out, r->base[k]);
        if (!each && k + 1 < r->nbase)
            continue;
        oc_buf_puts(&out, "<rt>");
        if (each)
            oc_buf_put(&out, r->reading[k]);
        for (size_t part = 0; !each && part < r->nreadings; part++)
            oc_buf_put(&out, r->reading[part]);
        oc_buf_puts(&out, "</rt>");
    }
    oc_buf_puts(&out, "</ruby>");
    struct oc_str html = oc_buf_take(&out, a);
    oc_buf_release(&out);
    return html;
}

static bool is_chinese(const struct oc_render *r)
{
    struct oc_str lang = r->post ? r->post->lang : OC_STR_NONE;
    if (!lang.n && r->book)
        lang = r->book->lang;
    return oc_lang_is(lang, "zh");
}

/* ---- [base]^(reading) ---- */

static bool has_letter(struct oc_str s)
{
    for (size_t at = 0; at < s.n;) {
        uint32_t cp = oc_utf8_next(s, &at);
        if (oc_uni_is_alnum(cp) && (cp < '0' || cp > '9'))
            return true;
    }
    return false;
}

/* Where the base starts that ends before text[close] == ']': at its bracket; SIZE_MAX: nowhere, or
 * it is what a formula puts in brackets. */
static size_t bracket_of(struct oc_str text, size_t from, size_t close)
{
    size_t least = close - from > MAX_READING ? close - MAX_READING : from, at = close;
    while (at > least && !strchr("[]`<\n\r\\", text.p[at - 1]))
        at--;
    if (at == least || text.p[at - 1] != '[' || !has_letter(oc_str_sub(text, at, close)))
        return SIZE_MAX;
    char before = at - 1 > from ? text.p[at - 2] : ' ';
    bool word = (unsigned char)((before | 0x20) - 'a') < 26 || (before >= '0' && before <= '9');
    return word || strchr("!]\\^", before) ? SIZE_MAX : at - 1;
}

void oc_ruby_brackets(struct oc_source *s)
{
    struct oc_cursor c = {0};
    while (oc_source_next(s, &c, '^')) {
        size_t from = s->runs[c.run].start, end = s->runs[c.run].end, at = c.at++;
        struct oc_str text =
            oc_str_sub(s->text, 0, at + MAX_READING < end ? at + MAX_READING : end);
        if (at == from || text.p[at - 1] != ']' || at + 1 >= end || text.p[at + 1] != '(')
            continue;
        size_t close = at + 2, open;
        while (close < text.n && !strchr("()[]`<\n\r", text.p[close]))
            close++;
        if (close >= text.n || text.p[close] != ')' ||
            !has_letter(oc_str_sub(text, at + 2, close)) ||
            (open = bracket_of(text, from, at - 1)) == SIZE_MAX)
            continue;
        oc_source_edit(s, open, 1, OC_STR("<ruby>"));
        oc_source_edit(s, at - 1, 3, OC_STR("<rt>"));
        oc_source_edit(s, close, 1, OC_STR("</rt></ruby>"));
        c.at = close + 1;
    }
}

void oc_ruby_mark(struct oc_source *s)
{
    struct oc_cursor c = {0};
    bool chinese = is_chinese(s->r);
    while (oc_source_next(s, &c, '{')) {
        struct ruby ruby = {.chinese = chinese};
        struct oc_str text = oc_str_sub(s->text, 0, s->runs[c.run].end);
        bool template = c.at > 0 && strchr("{$%#", s->text.p[c.at - 1]);
        bool wide = c.at + 1 < text.n && (unsigned char)text.p[c.at + 1] >= 0x80;
        size_t end = wide && !template ? read_ruby(&ruby, text, c.at) : 0;
        if (end)
            oc_source_edit(s, c.at, end - c.at, write_ruby(s->arena, &ruby));
        c.at = end ? end : c.at + 1;
    }
}
