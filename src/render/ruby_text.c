/* SPDX-License-Identifier: MIT */
/*
 * Ruby as novels on the web and Aozora Bunko have it: 漢字《かんじ》, and ｜お茶《おちゃ》 where
 * the base is more than the Han characters before it. The reading is kana, and the post is not in
 * Chinese: 《》 are its quotes, of Japanese titles too. 《《words》》 are emphasis, as Kakuyomu has
 * it.
 */
#include "base/utf8.h"
#include "render/passes.h"

#define OPEN "\xE3\x80\x8A" /* 《 */
#define CLOSE "\xE3\x80\x8B"
#define BAR 0xFF5C

enum {
    MAX_BASE = 32,    /* characters */
    MAX_READING = 300 /* bytes */
};

static bool is_kana(struct oc_str reading)
{
    for (size_t at = 0; at < reading.n;) {
        uint32_t cp = oc_utf8_next(reading, &at);
        bool kana = cp >= 0x3041 && cp <= 0x30FF; /* with the middle dot and the long mark */
        if (!kana && cp != 0x3000)
            return false;
    }
    return reading.n > 0;
}

static bool is_han(uint32_t cp)
{
    return (cp >= 0x4E00 && cp < 0xA000) || (cp >= 0x3400 && cp < 0x4DC0) || cp == 0x3005 ||
           cp == 0x3006 || cp == 0x30F6;
}

/* Where the base starts that ends before text[at] and not before from; *bar: a BAR is before it. */
static size_t base_start(bool *bar, struct oc_str text, size_t from, size_t at)
{
    size_t han = at, back = at;
    bool all = true;
    *bar = false;
    for (int n = 0; n < MAX_BASE && back >= from + 3; n++, back -= 3) {
        size_t next = back - 3;
        uint32_t cp = oc_utf8_next(text, &next);
        if (cp == BAR && back < at) {
            *bar = true;
            return back;
        }
        if (next != back)
            break;
        all = all && is_han(cp);
        han = all ? back - 3 : han;
    }
    return han;
}

static xmlNode *make_ruby(xmlDoc *doc, struct oc_str base, struct oc_str reading)
{
    xmlNode *ruby = oc_node_new(doc, "ruby"), *rt = oc_node_new(doc, "rt");
    oc_node_append(ruby, oc_node_new_text(doc, base));
    oc_node_append(rt, oc_node_new_text(doc, reading));
    oc_node_append(ruby, rt);
    return ruby;
}

/* Behind the 《《words》》 at `at`, which are set apart by dots on Kakuyomu; 0: there are none. */
static size_t emphasis_end(struct oc_str text, size_t at)
{
    struct oc_str near = oc_str_sub(text, 0, at + MAX_READING);
    if (!oc_str_starts(oc_str_sub(text, at, text.n), OPEN OPEN))
        return 0;
    size_t close = oc_str_find(near, CLOSE CLOSE, at + 6), inner = oc_str_find(near, OPEN, at + 6);
    return close != SIZE_MAX && close > at + 6 && inner > close ? close + 6 : 0;
}

/* What of the text stands before a reading or an emphasis. */
static void put_before(xmlNode *n, struct oc_str text, size_t from, size_t to)
{
    if (to > from)
        oc_node_before(n, oc_node_new_text(n->doc, oc_str_sub(text, from, to)));
}

static void text_node(struct oc_render *r, xmlNode *n)
{
    struct oc_str text = oc_arena_copy(r->arena, oc_node_value(n));
    size_t kept = 0;
    for (size_t at = 0; (at = oc_str_find(text, OPEN, at)) != SIZE_MAX;) {
        size_t from = at + 3, end;
        if ((end = emphasis_end(text, at)) != 0) {
            put_before(n, text, kept, at);
            xmlNode *em = oc_node_new(n->doc, "em");
            oc_node_append(em, oc_node_new_text(n->doc, oc_str_sub(text, at + 6, end - 6)));
            oc_node_before(n, em);
            kept = at = end;
            continue;
        }
        size_t close = oc_str_find(oc_str_sub(text, 0, from + MAX_READING), CLOSE, from);
        bool bar;
        size_t base = base_start(&bar, text, kept, at);
        bool fits = close != SIZE_MAX && base < at && is_kana(oc_str_sub(text, from, close));
        if (!fits) {
            at = from;
            continue;
        }
        put_before(n, text, kept, base - (bar ? 3 : 0));
        oc_node_before(
            n, make_ruby(n->doc, oc_str_sub(text, base, at), oc_str_sub(text, from, close)));
        kept = at = close + 3;
    }
    if (kept == text.n)
        oc_node_remove(n);
    else if (kept)
        oc_node_set_value(n, oc_str_sub(text, kept, text.n));
}

void oc_pass_ruby(struct oc_render *r)
{
    static const char *const names[] = {"pre",    "code",  "kbd",  "samp", "ruby",
                                        "script", "style", "math", "svg",  NULL};
    bool may = r->readings && !oc_lang_is(r->post->page_lang, "zh");
    for (xmlNode *n = may ? r->body->children : NULL, *next; n; n = next) {
        next = oc_node_in(n, names) ? oc_node_next_skip(r->body, n) : oc_node_next(r->body, n);
        if (n->type == XML_TEXT_NODE && oc_str_find(oc_node_value(n), OPEN, 0) != SIZE_MAX)
            text_node(r, n);
    }
}
