/* SPDX-License-Identifier: MIT */
/* A light reading of titles: right but for corners that no title has. */
#include "book/inline.h"

size_t oc_inline_run(struct oc_str s, size_t at)
{
    size_t n = 1;
    while (at + n < s.n && s.p[at + n] == s.p[at])
        n++;
    return n;
}

size_t oc_inline_code(struct oc_str *code, struct oc_str s, size_t at)
{
    size_t n = oc_inline_run(s, at);
    for (size_t i = at + n; i < s.n;) {
        size_t m = s.p[i] == '`' ? oc_inline_run(s, i) : 0;
        if (m == n) {
            *code = oc_str_sub(s, at + n, i);
            if (!oc_str_blank(*code))
                *code = oc_str_trim(*code);
            return i + n - at;
        }
        i += m ? m : 1;
    }
    return 0;
}

/* The elements that go but for their text, or but for their mark. */
static const struct {
    const char *name;
    enum oc_mark mark;
} elements[] = {
    {"code", OC_MARK_CODE},   {"em", OC_MARK_EM},      {"strong", OC_MARK_STRONG},
    {"del", OC_MARK_DEL},     {"i", OC_MARK_EM},       {"b", OC_MARK_STRONG},
    {"s", OC_MARK_DEL},       {"strike", OC_MARK_DEL}, {"tt", OC_MARK_CODE},
    {"kbd", OC_MARK_CODE},    {"samp", OC_MARK_CODE},  {"a", OC_MARK_NONE},
    {"abbr", OC_MARK_NONE},   {"big", OC_MARK_NONE},   {"br", OC_MARK_NONE},
    {"center", OC_MARK_NONE}, {"cite", OC_MARK_NONE},  {"div", OC_MARK_NONE},
    {"font", OC_MARK_NONE},   {"h1", OC_MARK_NONE},    {"h2", OC_MARK_NONE},
    {"img", OC_MARK_NONE},    {"ins", OC_MARK_NONE},   {"mark", OC_MARK_NONE},
    {"p", OC_MARK_NONE},      {"q", OC_MARK_NONE},     {"rp", OC_MARK_NONE},
    {"rt", OC_MARK_NONE},     {"ruby", OC_MARK_NONE},  {"small", OC_MARK_NONE},
    {"span", OC_MARK_NONE},   {"sub", OC_MARK_NONE},   {"sup", OC_MARK_NONE},
    {"u", OC_MARK_NONE},      {"var", OC_MARK_NONE},   {"wbr", OC_MARK_NONE},
};

static bool is_alnum(char c)
{
    return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9');
}

size_t oc_inline_tag(struct oc_inline_tag *tag, struct oc_str s, size_t at)
{
    size_t from = at + 1, to, end;
    *tag = (struct oc_inline_tag){.mark = OC_MARK_NONE};
    if (oc_str_starts(oc_str_sub(s, at, s.n), "<!--")) {
        end = oc_str_find(s, "-->", at);
        return end == SIZE_MAX ? 0 : end + 3 - at;
    }
    tag->close = from < s.n && s.p[from] == '/';
    from += tag->close;
    for (to = from; to < s.n && is_alnum(s.p[to]);)
        to++;
    end = oc_str_chr(s, '>', to);
    if (to == from || end == SIZE_MAX || !strchr(" \t\n/>", s.p[to]))
        return 0;
    for (size_t i = 0; i < OC_COUNT(elements); i++) {
        if (!oc_str_iis(oc_str_sub(s, from, to), elements[i].name))
            continue;
        tag->element = elements[i].name;
        tag->mark = elements[i].mark;
        return end + 1 - at;
    }
    return 0;
}

size_t oc_inline_link(size_t *close, struct oc_str s, size_t at)
{
    size_t depth = 0, i = at;
    for (; i < s.n; i++) {
        if (s.p[i] == '\\')
            i++;
        else if (s.p[i] == '[')
            depth++;
        else if (s.p[i] == ']' && --depth == 0)
            break;
    }
    if (i + 1 >= s.n || s.p[i + 1] != '(')
        return 0;
    *close = i;
    for (depth = 0, i++; i < s.n; i++) {
        if (s.p[i] == '(')
            depth++;
        else if (s.p[i] == ')' && --depth == 0)
            break;
    }
    return i < s.n ? i + 1 - at : 0;
}
