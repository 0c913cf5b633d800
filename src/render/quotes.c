/* SPDX-License-Identifier: MIT */
/*
 * Quotation marks, dashes and ellipses as the site prints them: kramdown, Goldmark, pandoc,
 * WordPress and others make "a" -- it's... into “a” – it’s…. One walk over the text of each block,
 * after the passes that read what the author typed; code, formulas and addresses stay. What could
 * be something else stays, too: --option, 6'2", -->.
 */
#include "base/limits.h"
#include "base/uni.h"
#include "base/utf8.h"
#include "render/passes.h"

#define FAR 400 /* bytes in which a single quotation is looked for its end */

static const char *const inline_names[] = {
    "a",     "abbr", "b",      "bdi",    "bdo",  "big", "cite", "del",  "dfn",
    "em",    "font", "i",      "ins",    "mark", "q",   "rb",   "ruby", "s",
    "small", "span", "strike", "strong", "sub",  "sup", "time", "u",    NULL};
static const char *const raw_names[] = {"code", "kbd",   "samp", "tt",  "var",    "math",
                                        "svg",  "input", "img",  "wbr", "button", NULL};
static const char *const skipped_names[] = {"pre", "script", "style", "textarea", NULL};

struct state {
    struct oc_buf out;
    uint32_t before;      /* the character before; 0: a block begins */
    bool doubles, single; /* a quotation is open */
    bool astro;           /* two hyphens are a long dash, and three are text */
    bool wordpress;       /* between blanks one hyphen is a dash, and two are a long one */
};

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

/* The character that comes after a node in its block; 0: none. */
static uint32_t after_node(const xmlNode *n)
{
    for (;;) {
        while (!n->next) {
            n = n->parent;
            if (!oc_node_in(n, inline_names))
                return 0;
        }
        for (n = n->next; oc_node_in(n, inline_names) && n->children;)
            n = n->children;
        if (n->type == XML_TEXT_NODE) {
            struct oc_str s = oc_node_value(n);
            size_t at = 0;
            if (s.n)
                return oc_utf8_next(s, &at);
        } else if (n->type == XML_ELEMENT_NODE && !oc_node_in(n, inline_names)) {
            return oc_node_in(n, raw_names) ? 'x' : 0;
        }
    }
}

static const char *double_quote(struct state *st, uint32_t next)
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

static const char *single_quote(struct state *st, struct oc_str s, size_t at, uint32_t next)
{
    bool digit = next >= '0' && next <= '9';
    bool opens = opens_after(st->before) && !is_gap(next) && !digit && ends_soon(s, at);
    if (!opens && is_gap(st->before) && is_gap(next) && !st->single)
        return "'";
    st->single = opens;
    return opens ? "\xE2\x80\x98" : "\xE2\x80\x99";
}

/* What a run of n dashes or dots becomes; NULL: it stays. */
static const char *run_of(const struct state *st, char c, size_t n, uint32_t next)
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

static bool has_trigger(const struct state *st, struct oc_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '\'' || c == '"' || ((c == '-' || c == '.') && i + 1 < s.n && s.p[i + 1] == c) ||
            (c == '-' && st->wordpress && (i == 0 || strchr(" \t\n", s.p[i - 1]))))
            return true;
    }
    return false;
}

static void set_text(struct state *st, xmlNode *n, struct oc_str s)
{
    size_t word = 0;
    bool address = false;
    oc_buf_clear(&st->out);
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
        bool dash = c == '-' && st->wordpress;
        if (c == '\'' || c == '"' || end > at || dash) {
            size_t peek = end;
            uint32_t next = end < s.n ? oc_utf8_next(s, &peek) : after_node(n);
            bool cjk = oc_uni_is_cjk(st->before) || oc_uni_is_cjk(next);
            bool twice = c == '\'' && (next == '\'' || (from && s.p[from - 1] == '\''));
            if (!address && !cjk && !twice)
                put = c == '"'    ? double_quote(st, next)
                      : c == '\'' ? single_quote(st, s, from, next)
                                  : run_of(st, c, end - from, next);
            at = end;
        }
        size_t first = 0;
        if (put) {
            oc_buf_puts(&st->out, put);
            code = oc_utf8_next(oc_str(put), &first);
        } else {
            oc_buf_put(&st->out, oc_str_sub(s, from, at));
        }
        st->before = code;
    }
    if (!oc_str_eq(oc_buf_view(&st->out), s))
        oc_node_set_value(n, oc_buf_view(&st->out));
}

static void see_text(struct state *st, xmlNode *n)
{
    struct oc_str s = oc_node_value(n);
    size_t at = s.n;
    if (has_trigger(st, s))
        set_text(st, n, s);
    else if (s.n)
        st->before = oc_utf8_prev(s, &at);
}

static void new_block(struct state *st)
{
    st->before = 0;
    st->doubles = st->single = false;
}

/* A node is come to; whether what is in it is text, too. */
static bool enter(struct state *st, xmlNode *n)
{
    if (n->type == XML_TEXT_NODE)
        see_text(st, n);
    if (n->type != XML_ELEMENT_NODE)
        return false;
    if (oc_node_in(n, raw_names)) {
        st->before = 'x';
        return false;
    }
    if (oc_node_is(n, "br"))
        st->before = ' ';
    else if (!oc_node_in(n, inline_names))
        new_block(st);
    return n->children && !oc_node_in(n, skipped_names);
}

/* WordPress in English; how it prints quotations in other languages, their translators say. */
static bool is_wordpress(const struct oc_post *post)
{
    return post->format == OC_WORDPRESS && post->dialect == OC_WORDPRESS_BLOG &&
           oc_lang_is(post->page_lang, "en");
}

static bool wants_quotes(const struct oc_post *post)
{
    bool cjk = oc_lang_vertical(post->page_lang) || oc_lang_is(post->page_lang, "ko");
    return (post->quotes && post->format == OC_MARKDOWN && !cjk) || is_wordpress(post);
}

void oc_pass_quotes(struct oc_render *r)
{
    struct state st = {.astro = r->post->dialect == OC_JAVASCRIPT,
                       .wordpress = is_wordpress(r->post)};
    if (!wants_quotes(r->post))
        return;
    oc_buf_init(&st.out, OC_MAX_PAGE_BYTES);
    for (xmlNode *n = r->body->children; n;) {
        if (enter(&st, n)) {
            n = n->children;
            continue;
        }
        while (n && !n->next) {
            n = n->parent == r->body ? NULL : n->parent;
            if (n && !oc_node_in(n, inline_names))
                new_block(&st);
        }
        n = n ? n->next : NULL;
    }
    oc_buf_release(&st.out);
}
