/* SPDX-License-Identifier: MIT */
/*
 * Emphasis beside CJK text, by the CJK-friendly amendments to CommonMark: Chinese and Japanese
 * are written without spaces, so a delimiter run between a full-width mark and a letter, as in
 * **注意：**后文, must still open or close.
 *
 * Amended rules (the run's neighbours; comments and variation selectors are looked through):
 *   left-flanking   not before a space, and not before a mark unless after a space, a mark or a
 *                   CJK character; CJK marks are no marks here
 *   right-flanking  the same, mirrored
 * Where cmark would answer otherwise, a noncharacter goes between run and mark; cmark takes it
 * for a letter. Runs of '_' need nothing: inside a word they may neither open nor close, and the
 * amendments leave that as it is, so both rules come to the same for them.
 */
#include "render/source.h"

#include "base/uni.h"
#include "base/utf8.h"

/* General category P above ASCII, which is what cmark takes for punctuation; symbols are not. */
static const uint16_t marks[][2] = {
    {0xA1, 0xA1},     {0xA7, 0xA7},     {0xAB, 0xAB},     {0xB6, 0xB7},     {0xBB, 0xBB},
    {0xBF, 0xBF},     {0x37E, 0x37E},   {0x387, 0x387},   {0x55A, 0x55F},   {0x589, 0x58A},
    {0x5BE, 0x5BE},   {0x5C0, 0x5C0},   {0x5C3, 0x5C3},   {0x5C6, 0x5C6},   {0x5F3, 0x5F4},
    {0x609, 0x60A},   {0x60C, 0x60D},   {0x61B, 0x61B},   {0x61D, 0x61F},   {0x66A, 0x66D},
    {0x6D4, 0x6D4},   {0x700, 0x70D},   {0x7F7, 0x7F9},   {0x830, 0x83E},   {0x85E, 0x85E},
    {0x964, 0x965},   {0x970, 0x970},   {0x9FD, 0x9FD},   {0xA76, 0xA76},   {0xAF0, 0xAF0},
    {0xC77, 0xC77},   {0xC84, 0xC84},   {0xDF4, 0xDF4},   {0xE4F, 0xE4F},   {0xE5A, 0xE5B},
    {0xF04, 0xF12},   {0xF14, 0xF14},   {0xF3A, 0xF3D},   {0xF85, 0xF85},   {0xFD0, 0xFD4},
    {0xFD9, 0xFDA},   {0x104A, 0x104F}, {0x10FB, 0x10FB}, {0x1360, 0x1368}, {0x1400, 0x1400},
    {0x166E, 0x166E}, {0x169B, 0x169C}, {0x16EB, 0x16ED}, {0x1735, 0x1736}, {0x17D4, 0x17D6},
    {0x17D8, 0x17DA}, {0x1800, 0x180A}, {0x1944, 0x1945}, {0x1A1E, 0x1A1F}, {0x1AA0, 0x1AA6},
    {0x1AA8, 0x1AAD}, {0x1B5A, 0x1B60}, {0x1BFC, 0x1BFF}, {0x1C3B, 0x1C3F}, {0x1C7E, 0x1C7F},
    {0x1CC0, 0x1CC7}, {0x1CD3, 0x1CD3}, {0x2010, 0x2027}, {0x2030, 0x2043}, {0x2045, 0x2051},
    {0x2053, 0x205E}, {0x207D, 0x207E}, {0x208D, 0x208E}, {0x2308, 0x230B}, {0x2329, 0x232A},
    {0x2768, 0x2775}, {0x27C5, 0x27C6}, {0x27E6, 0x27EF}, {0x2983, 0x2998}, {0x29D8, 0x29DB},
    {0x29FC, 0x29FD}, {0x2CF9, 0x2CFC}, {0x2CFE, 0x2CFF}, {0x2D70, 0x2D70}, {0x2E00, 0x2E2E},
    {0x2E30, 0x2E42}, {0x3001, 0x3003}, {0x3008, 0x3011}, {0x3014, 0x301F}, {0x3030, 0x3030},
    {0x303D, 0x303D}, {0x30A0, 0x30A0}, {0x30FB, 0x30FB}, {0xA4FE, 0xA4FF}, {0xA60D, 0xA60F},
    {0xA673, 0xA673}, {0xA67E, 0xA67E}, {0xA6F2, 0xA6F7}, {0xA874, 0xA877}, {0xA8CE, 0xA8CF},
    {0xA8F8, 0xA8FA}, {0xA8FC, 0xA8FC}, {0xA92E, 0xA92F}, {0xA95F, 0xA95F}, {0xA9C1, 0xA9CD},
    {0xA9DE, 0xA9DF}, {0xAA5C, 0xAA5F}, {0xAADE, 0xAADF}, {0xAAF0, 0xAAF1}, {0xABEB, 0xABEB},
    {0xFD3E, 0xFD3F}, {0xFE10, 0xFE19}, {0xFE30, 0xFE61}, {0xFE63, 0xFE63}, {0xFE68, 0xFE68},
    {0xFE6A, 0xFE6B}, {0xFF01, 0xFF03}, {0xFF05, 0xFF0A}, {0xFF0C, 0xFF0F}, {0xFF1A, 0xFF1B},
    {0xFF1F, 0xFF20}, {0xFF3B, 0xFF3D}, {0xFF3F, 0xFF3F}, {0xFF5B, 0xFF5B}, {0xFF5D, 0xFF5D},
    {0xFF5F, 0xFF65}};

static bool is_mark(uint32_t cp)
{
    if (cp < 0x80)
        return oc_uni_is_punct(cp);
    if (cp >= 0x3100 && cp < 0xA4FE)
        return false;
    size_t low = 0, high = OC_COUNT(marks);
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (cp > marks[mid][1])
            low = mid + 1;
        else if (cp < marks[mid][0])
            high = mid;
        else
            return true;
    }
    return false;
}

static bool is_selector(uint32_t cp)
{
    return (cp >= 0xFE00 && cp <= 0xFE0F) || (cp >= 0xE0100 && cp <= 0xE01EF);
}

/* A neighbour of a run, and what lies between. */
struct side {
    uint32_t cp; /* '\n' at the edge of the inlines */
    bool cjk;    /* it, or what its variation selector stands on */
    size_t comment, comment_end;
};

/* In the text of a table the cell ends; elsewhere it does no harm to think so. */
static uint32_t edge(uint32_t cp)
{
    return cp == '\r' || cp == '|' ? '\n' : cp;
}

static const struct oc_span *comment_at(const struct oc_source *s, size_t span, size_t at,
                                        bool ends)
{
    if (span >= s->nspans || s->spans[span].kind != OC_SPAN_COMMENT)
        return NULL;
    const struct oc_span *c = &s->spans[span];
    if ((ends ? c->end : c->start) != at || memchr(s->text.p + c->start, '\n', c->end - c->start))
        return NULL;
    return c;
}

/* Nothing but markers of containers between here and the start of the line? */
static bool at_line_start(const struct oc_source *s, const struct oc_run *run, size_t at)
{
    while (at > run->start && strchr("> \t", s->text.p[at - 1]))
        at--;
    return at == run->start || s->text.p[at - 1] == '\n' || s->text.p[at - 1] == '\r';
}

static struct side side_before(const struct oc_source *s, const struct oc_cursor *c)
{
    const struct oc_run *run = &s->runs[c->run];
    struct side side = {.cp = '\n'};
    size_t at = c->at;
    const struct oc_span *comment = c->span ? comment_at(s, c->span - 1, at, true) : NULL;
    if (comment) {
        side.comment = at = comment->start;
        side.comment_end = comment->end;
    }
    if (at <= run->start)
        return side;
    unsigned char byte = (unsigned char)s->text.p[at - 1];
    bool escaped = at >= 2 && s->text.p[at - 2] == '\\';
    /* A star that stands before a run has just been cut: see drop_around_comment. */
    if ((byte == '*' && !escaped) || (byte == '>' && at_line_start(s, run, at)))
        return side;
    if (byte < 0x80) {
        side.cp = edge(byte);
        return side;
    }
    side.cp = oc_utf8_prev(s->text, &at);
    uint32_t base = side.cp;
    if (is_selector(base) && at > run->start)
        base = oc_utf8_prev(s->text, &at);
    side.cjk = oc_uni_is_cjk(base);
    return side;
}

static struct side side_after(const struct oc_source *s, const struct oc_cursor *c, size_t at)
{
    size_t end = s->runs[c->run].end;
    struct side side = {.cp = '\n'};
    const struct oc_span *comment = comment_at(s, c->span, at, false);
    if (comment) {
        side.comment = at;
        side.comment_end = at = comment->end;
    }
    if (at >= end)
        return side;
    side.cp = edge(oc_utf8_next(oc_str_sub(s->text, 0, end), &at));
    side.cjk = side.cp >= 0x80 && oc_uni_is_cjk(side.cp);
    return side;
}

/* Puts a letter between run and mark, on the side where the mark is. */
static void part(struct oc_source *s, size_t at, bool before, uint32_t mark)
{
    const char *text = "\xEF\xB7\x90";
    if (mark == '_') /* which must go on seeing a mark, not a letter, on this side */
        text = before ? "\xC2\xB6\xEF\xB7\x94" : "\xEF\xB7\x93\xC2\xB6";
    oc_source_edit(s, at, 0, oc_str(text));
    s->marked = true;
}

/* **<!-- x --> ** would be strong around nothing, and keep its neighbour from being strong. */
static bool drop_around_comment(struct oc_source *s, struct oc_cursor *c, size_t end)
{
    const struct oc_span *comment = comment_at(s, c->span, end, false);
    size_t n = end - c->at;
    if (!comment || n > 2 || comment->end + n > s->runs[c->run].end ||
        memcmp(s->text.p + comment->end, "**", n) != 0)
        return false;
    oc_source_edit(s, c->at, comment->end + n - c->at, OC_STR_NONE);
    c->at = comment->end + n;
    return true;
}

static void mark_run(struct oc_source *s, const struct oc_cursor *c, size_t end)
{
    struct side a = side_before(s, c), b = side_after(s, c, end);
    bool space_a = oc_uni_is_space(a.cp), space_b = oc_uni_is_space(b.cp);
    bool mark_a = is_mark(a.cp), mark_b = is_mark(b.cp);
    if (a.comment_end)
        oc_source_edit(s, a.comment, a.comment_end - a.comment, OC_STR_NONE);
    if (!space_a && !mark_a && mark_b && (b.cjk || a.cjk))
        part(s, end, false, b.cp);
    if (b.comment_end)
        oc_source_edit(s, b.comment, b.comment_end - b.comment, OC_STR_NONE);
    if (!space_b && !mark_b && mark_a && (a.cjk || b.cjk))
        part(s, c->at, true, a.cp);
}

/* Whether a neighbour is such that CommonMark and the amendments agree: ASCII, no comment. */
static bool plain(const struct oc_source *s, size_t at, char of_comment)
{
    return (unsigned char)s->text.p[at] < 0x80 && s->text.p[at] != of_comment;
}

/* \~~ is text, but Markdown makes "~~" of it, the sign of a deletion to the pass over the DOM. That
 * pass takes out word joiners; one between them tells it. */
static void part_tildes(struct oc_source *s)
{
    static const char joiner[] = "\xE2\x81\xA0";
    struct oc_cursor c = {0};
    if (!oc_source_has(s->text, '\\', '~'))
        return;
    for (; oc_source_next(s, &c, '\\'); c.at += 2) {
        if (!oc_str_eq(oc_str_sub(s->text, c.at, c.at + 2), OC_STR("\\~")))
            continue;
        if (c.at > 0 && s->text.p[c.at - 1] == '~')
            oc_source_edit(s, c.at, 0, oc_str(joiner));
        if (c.at + 2 < s->text.n && s->text.p[c.at + 2] == '~')
            oc_source_edit(s, c.at + 2, 0, oc_str(joiner));
    }
}

void oc_emphasis_mark(struct oc_source *s)
{
    part_tildes(s);
    struct oc_cursor c = {0};
    while (oc_source_next(s, &c, '*')) {
        const struct oc_run *run = &s->runs[c.run];
        size_t end = c.at;
        while (end < run->end && s->text.p[end] == '*')
            end++;
        if (drop_around_comment(s, &c, end))
            continue;
        if ((c.at > run->start && !plain(s, c.at - 1, '>')) ||
            (end < run->end && !plain(s, end, '<')))
            mark_run(s, &c, end);
        c.at = end;
    }
}
