/* SPDX-License-Identifier: MIT */
/*
 * What Logseq writes that is no Markdown, in a folder of its own: properties of blocks, states of
 * tasks, #+BEGIN_QUOTE, ((references)) to blocks, {{macros}}. What only the program needs goes with
 * its line, since a blank one would set the items of a list apart.
 */
#include "base/map.h"
#include "render/source.h"
#include "render/tags.h"

#define LONGEST ((size_t)1000) /* of a block that is referred to; of a macro */
#define UUID ((size_t)36)

struct outline {
    struct oc_rewrite w;
    struct oc_map blocks; /* uuid -> the first line of the block, struct oc_str * */
    struct oc_arena *a;
    struct oc_fence fence;
    const char *inside; /* what ends the lines that are no prose: a drawer, code; NULL: none */
    bool quote;         /* in #+BEGIN_QUOTE or its like */
};

/* A line: where its words start, behind blanks and the bullet, and where they end. */
struct row {
    size_t start, text, end, next;
    bool bullet;
};

static struct row read_row(struct oc_str text, size_t at)
{
    struct row row = {.start = at, .next = oc_rewrite_line(text, at)};
    row.end = row.next;
    while (row.end > at && strchr(" \t\r\n", text.p[row.end - 1]))
        row.end--;
    while (at < row.end && strchr(" \t", text.p[at]))
        at++;
    row.bullet = at < row.end && text.p[at] == '-' &&
                 (at + 1 == row.end || text.p[at + 1] == ' ' || text.p[at + 1] == '\t');
    for (at += row.bullet; row.bullet && at < row.end && strchr(" \t", text.p[at]);)
        at++;
    row.text = at;
    return row;
}

/* ---- properties ---- */

/* "key:: value"; *key gets its name. */
static bool is_property(struct oc_str *key, struct oc_str words)
{
    size_t n = 0;
    while (n < words.n && n < 64 &&
           ((words.p[n] >= '0' && words.p[n] <= '9') || strchr("_-./?", words.p[n]) ||
            ((words.p[n] | 0x20) >= 'a' && (words.p[n] | 0x20) <= 'z')))
        n++;
    *key = oc_str_sub(words, 0, n);
    return n && oc_str_starts(oc_str_sub(words, n, words.n), "::") &&
           (n + 2 == words.n || words.p[n + 2] == ' ');
}

/* Properties that are about the block, and say nothing to a reader. */
static bool is_mute(struct oc_str key)
{
    static const char *const names[] = {
        "id",         "collapsed",  "heading",  "background-color",          "ls-type",
        "created-at", "updated-at", "template", "template-including-parent", "public",
        "icon",       "filters"};
    static const char *const starts[] = {"logseq.", "hl-", "card-", "query-", "exclude-from-"};
    for (size_t i = 0; i < OC_COUNT(names); i++)
        if (oc_str_iis(key, names[i]))
            return true;
    for (size_t i = 0; i < OC_COUNT(starts); i++)
        if (oc_str_istarts(key, starts[i]))
            return true;
    return false;
}

/* Blocks that have an id, by it. */
static void read_blocks(struct outline *o)
{
    struct oc_str text = o->w.text, block = OC_STR_NONE, key;
    oc_map_init(&o->blocks, o->a);
    if (oc_str_find(text, "((", 0) == SIZE_MAX)
        return;
    for (size_t at = 0; at < text.n;) {
        struct row row = read_row(text, at);
        struct oc_str words = oc_str_sub(text, row.text, row.end);
        at = row.next;
        if (row.bullet)
            block = words;
        if (!oc_str_starts(words, "id:: ") || !is_property(&key, words) || block.p == words.p)
            continue;
        struct oc_str id = oc_str_trim(oc_str_sub(words, 4, words.n));
        if (id.n == UUID && block.n <= LONGEST && !oc_map_has(&o->blocks, id)) {
            struct oc_str *named = OC_NEW(o->a, struct oc_str);
            *named = block;
            oc_map_set(&o->blocks, id, named);
        }
    }
}

/* ---- in a line ---- */

/* ((uuid)): the words of that block, where the post has it; else nothing. Its length, or 0. */
static size_t reference(struct outline *o, size_t at, size_t end)
{
    struct oc_str t = oc_str_sub(o->w.text, 0, end), id = oc_str_sub(t, at + 2, at + 2 + UUID);
    if (!oc_str_starts(oc_str_sub(t, at + 2 + UUID, end), "))") || id.p[8] != '-' ||
        id.p[23] != '-' || (at > 0 && t.p[at - 1] == '('))
        return 0;
    const struct oc_str *block = oc_map_get(&o->blocks, id);
    oc_rewrite_cut(&o->w, at, at + UUID + 4);
    if (block)
        oc_buf_put(o->w.out, *block);
    return UUID + 4;
}

/* Whether what stands behind {{ makes a list of blocks, or nothing at all. */
static bool is_query(struct oc_str inner)
{
    static const char *const names[] = {"query", "renderer", "function",         "namespace",
                                        "cards", "zotero-",  "youtube-timestamp"};
    for (size_t i = 0; i < OC_COUNT(names); i++)
        if (oc_str_istarts(inner, names[i]))
            return true;
    return false;
}

/* {{embed [[page]]}}, {{video address}}: what it shows; of a query nothing. Its length, or 0. */
static size_t macro(struct outline *o, size_t at, size_t end)
{
    static const char *const kept[] = {"embed ",   "video ", "youtube ", "bilibili ", "tweet ",
                                       "twitter ", "vimeo ", "pdf ",     "img "};
    struct oc_str t = oc_str_sub(o->w.text, 0, end);
    size_t close = oc_str_find(oc_str_sub(t, 0, at + LONGEST), "}}", at);
    struct oc_str inner = oc_str_sub(t, at + 2, close);
    if (close == SIZE_MAX)
        return 0;
    for (size_t i = 0; i < OC_COUNT(kept); i++) {
        if (!oc_str_istarts(inner, kept[i]))
            continue;
        oc_rewrite_cut(&o->w, at, at + 2 + strlen(kept[i])); /* the rest is looked at as text */
        o->w.done = at + 2 + strlen(kept[i]);
        return 2 + strlen(kept[i]);
    }
    if (!is_query(inner))
        return 0;
    oc_rewrite_cut(&o->w, at, close + 2);
    return close + 2 - at;
}

/* What starts at the byte and is Logseq's; its length, or 0. */
static size_t sign(struct outline *o, size_t at, size_t end)
{
    struct oc_str rest = oc_str_sub(o->w.text, at, end);
    if (oc_str_starts(rest, "((") && rest.n >= UUID + 4)
        return reference(o, at, end);
    if (oc_str_starts(rest, "{{"))
        return macro(o, at, end);
    if (oc_str_starts(rest, "#[[")) { /* a tag of several words */
        oc_rewrite_cut(&o->w, at, at + 1);
        return 1;
    }
    if (oc_str_starts(rest, "^^")) {
        oc_rewrite_cut(&o->w, at, at + 2);
        oc_buf_puts(o->w.out, "==");
        return 2;
    }
    size_t close = oc_str_starts(rest, "{:") && at > 0 && o->w.text.p[at - 1] == ')'
                       ? oc_str_chr(oc_str_sub(rest, 0, LONGEST), '}', 0)
                       : SIZE_MAX;
    if (close == SIZE_MAX)
        return 0;
    oc_rewrite_cut(&o->w, at, at + close + 1); /* the size of a picture */
    return close + 1;
}

static void see_words(struct outline *o, size_t at, size_t end)
{
    struct oc_str line = oc_str_sub(o->w.text, 0, end);
    size_t macros = 0;
    while (at < end) {
        char c = line.p[at];
        size_t n = strchr("({#^", c) ? sign(o, at, end) : 0;
        if (n && c == '{' && line.p[at + n - 1] != '}')
            macros++;
        if (c == '}' && macros && at + 1 < end && line.p[at + 1] == '}') {
            macros--;
            oc_rewrite_cut(&o->w, at, at + 2);
            n = 2;
        }
        if (n)
            at += n;
        else
            at = c == '`' ? oc_rewrite_code_span(line, at) : at + (c == '\\' ? 2 : 1);
    }
}

/* ---- lines ---- */

/* TODO and DONE before a block's words: a box of a list of tasks. */
static size_t task(struct outline *o, struct row row)
{
    static const char *const states[] = {"TODO ",    "DOING ", "LATER ",    "NOW ",
                                         "WAITING ", "DONE ",  "CANCELED ", "CANCELLED "};
    struct oc_str words = oc_str_sub(o->w.text, row.text, row.end);
    for (size_t i = 0; row.bullet && i < OC_COUNT(states); i++) {
        if (!oc_str_starts(words, states[i]))
            continue;
        oc_rewrite_cut(&o->w, row.text, row.text + strlen(states[i]));
        oc_buf_puts(o->w.out, i < 5 ? "[ ] " : "[x] ");
        return strlen(states[i]);
    }
    return 0;
}

/* #+BEGIN_NAME and #+END_NAME, as a block of quotation, a box or a fence of code. */
static bool org_block(struct outline *o, struct row row)
{
    static const char *const boxes[] = {"NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"};
    struct oc_str words = oc_str_sub(o->w.text, row.text, row.end);
    bool begin = oc_str_istarts(words, "#+BEGIN_"), code;
    if (!begin && !oc_str_istarts(words, "#+END_"))
        return false;
    struct oc_str name = oc_str_sub(words, begin ? 8 : 6, words.n);
    size_t blank = oc_str_chr(name, ' ', 0);
    code = oc_str_istarts(name, "SRC") || oc_str_istarts(name, "EXAMPLE");
    oc_rewrite_cut(&o->w, row.text, row.end);
    oc_buf_puts(o->w.out, code ? "```" : ">");
    if (code && begin && blank != SIZE_MAX)
        oc_buf_put(o->w.out, oc_str_trim(oc_str_sub(name, blank, name.n)));
    for (size_t i = 0; begin && i < OC_COUNT(boxes); i++)
        if (oc_str_iis(oc_str_sub(name, 0, blank), boxes[i]))
            oc_buf_printf(o->w.out, " [!%s]", boxes[i]);
    o->quote = begin && !code;
    o->inside = begin && code ? "#+END_" : NULL;
    return true;
}

/* Lines that go whole. */
static bool goes(struct outline *o, struct row row)
{
    struct oc_str words = oc_str_sub(o->w.text, row.text, row.end), key;
    struct row next = read_row(o->w.text, row.next);
    bool query = oc_str_starts(words, "{{") && oc_str_ends(words, "}}") &&
                 is_query(oc_str_sub(words, 2, words.n));
    if (row.bullet && (!words.n || query)) /* the block that waits to be written; others stay */
        return row.next >= o->w.text.n ||
               (next.bullet && next.text - next.start <= row.text - row.start + 1);
    if (oc_str_is(words, ":LOGBOOK:") || oc_str_is(words, ":PROPERTIES:")) {
        o->inside = ":END:";
        return !row.bullet;
    }
    return !row.bullet &&
           (oc_str_starts(words, "SCHEDULED: <") || oc_str_starts(words, "DEADLINE: <") ||
            (is_property(&key, words) && is_mute(key)));
}

static void see_row(struct outline *o, struct row row)
{
    struct oc_str words = oc_str_sub(o->w.text, row.text, row.end);
    if (o->inside) {
        bool last = oc_str_istarts(words, o->inside), code = o->inside[0] == '#';
        if (last)
            o->inside = NULL;
        if (code && last)
            (void)org_block(o, row);
        else if (!code)
            oc_rewrite_cut(&o->w, row.start, row.next);
        return;
    }
    if (oc_fence_line(&o->fence, words) || org_block(o, row))
        return;
    if (goes(o, row)) {
        oc_rewrite_cut(&o->w, row.start, row.next);
        return;
    }
    if (o->quote) {
        oc_rewrite_cut(&o->w, row.text, row.text);
        oc_buf_puts(o->w.out, "> ");
    }
    see_words(o, row.text + task(o, row), row.end);
}

struct oc_str oc_outline_text(struct oc_buf *out, struct oc_render *r, struct oc_str text)
{
    struct outline o = {.w = {.text = text, .out = out}, .a = r->arena};
    if (!r->post->outline || r->post->format != OC_MARKDOWN || r->post->spool)
        return text;
    read_blocks(&o);
    for (size_t at = 0; at < text.n;) {
        struct row row = read_row(text, at);
        see_row(&o, row);
        at = row.next;
    }
    return oc_rewrite_end(&o.w);
}
