/* SPDX-License-Identifier: MIT */
/* Emoji short names, by binary search in one sorted table (emoji.def). */
#include "base/utf8.h"
#include "render/inline_text.h"

struct emoji {
    struct oc_str name, text;
};

static const struct emoji emoji[] = {
#define OC_EMOJI(name, text) {{name, sizeof(name) - 1}, {text, sizeof(text) - 1}},
#include "render/emoji.def"
#undef OC_EMOJI
};

#define NAME_MAX_BYTES 80

struct oc_str oc_emoji_find(struct oc_str name)
{
    size_t low = 0, high = OC_COUNT(emoji);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = oc_str_cmp(name, emoji[middle].name);
        if (order == 0)
            return emoji[middle].text;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return OC_STR_NONE;
}

/* Icons of Material for MkDocs, by their sets. What says yes or no is a mark, others are nothing:
 * an empty text that has a place. p == NULL when it is no such name. */
static struct oc_str icon(struct oc_str name)
{
    static const char *const sets[] = {"material-", "octicons-", "fontawesome-", "simple-"};
    static const char *const marks[][2] = {
        {"check", "\u2713"}, {"close", "\u2717"}, {"x-", "\u2717"}};
    for (size_t i = 0; i < OC_COUNT(sets); i++) {
        if (!oc_str_starts(name, sets[i]))
            continue;
        struct oc_str rest = oc_str_sub(name, strlen(sets[i]), name.n);
        if (oc_str_starts(rest, "solid-"))
            rest = oc_str_sub(rest, 6, rest.n);
        for (size_t k = 0; k < OC_COUNT(marks); k++)
            if (oc_str_starts(rest, marks[k][0]))
                return oc_str(marks[k][1]);
        return OC_STR("");
    }
    return OC_STR_NONE;
}

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_name(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '_' || c == '+' || c == '-';
}

struct oc_str oc_emoji_at(size_t *end, struct oc_str text, size_t at, bool after_emoji)
{
    if (at > 0 && !after_emoji &&
        (is_word(text.p[at - 1]) || text.p[at - 1] == ':' || text.p[at - 1] == '/'))
        return OC_STR_NONE;
    size_t i = at + 1;
    while (i < text.n && i - at <= NAME_MAX_BYTES && is_name(text.p[i]))
        i++;
    if (i == at + 1 || i >= text.n || text.p[i] != ':')
        return OC_STR_NONE;
    if (i + 1 < text.n && is_word(text.p[i + 1]))
        return OC_STR_NONE;
    struct oc_str name = oc_str_sub(text, at + 1, i), found = oc_emoji_find(name);
    *end = i + 1;
    if (!found.p && (found = icon(name)).p && !found.n && *end < text.n && text.p[*end] == ' ')
        ++*end; /* the blank after it goes, too */
    return found;
}

/* Blocks that hold emoji and little else, and what joins and colours them. */
static bool is_emoji(uint32_t c)
{
    return (c >= 0x1F000 && c <= 0x1FAFF) || (c >= 0x2600 && c <= 0x27BF) ||
           (c >= 0x2190 && c <= 0x21FF) || (c >= 0x2300 && c <= 0x23FF) ||
           (c >= 0x25A0 && c <= 0x25FF) || (c >= 0x2900 && c <= 0x297F) ||
           (c >= 0x2B00 && c <= 0x2BFF) || (c >= 0xE0020 && c <= 0xE007F) || c == 0x200D ||
           c == 0xFE0F || c == 0x20E3 || c == 0x203C || c == 0x2049 || c == 0x3030 || c == 0x303D ||
           c == 0x3297 || c == 0x3299;
}

bool oc_emoji_only(struct oc_str s)
{
    if (s.n == 0)
        return false;
    for (size_t at = 0; at < s.n;) {
        bool keycap = at == 0 && s.n >= 4 && (uint8_t)s.p[1] >= 0x80 &&
                      memchr("#*0123456789", s.p[0], 12) != NULL;
        uint32_t c = oc_utf8_next(s, &at);
        if (!is_emoji(c) && !keycap)
            return false;
    }
    return true;
}
