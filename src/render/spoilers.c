/* SPDX-License-Identifier: MIT */
/* :spoiler[words] of Astro's themes: a book has nothing to click on, so the words stand there. And
 * icons, :(fas fa-leaf fa-fw): of Hugo's LoveIt, for which a book has no font. */
#include "render/source.h"

#define OPENING ":spoiler["
#define LONGEST ((size_t)4096)

/* The ']' that ends what starts at `at`, in the same run; SIZE_MAX: none does soon. */
static size_t closing(const struct oc_source *s, size_t at, size_t end)
{
    size_t depth = 1;
    end = end - at > LONGEST ? at + LONGEST : end;
    for (; at < end; at++) {
        if (s->text.p[at] == '\\')
            at++;
        else if (s->text.p[at] == '[')
            depth++;
        else if (s->text.p[at] == ']' && --depth == 0)
            return at;
    }
    return SIZE_MAX;
}

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (unsigned char)((c | 0x20) - 'a') < 26 || c == ':';
}

static void mark_icons(struct oc_source *s)
{
    struct oc_cursor c = {0};
    while (oc_source_next(s, &c, ':')) {
        size_t at = c.at++;
        struct oc_str near = oc_str_sub(s->text, at, at + 80);
        size_t end = oc_str_starts(near, ":(fa") ? oc_str_find(near, "):", 0) : SIZE_MAX;
        if (end == SIZE_MAX || oc_str_find(near, " fa-", 0) > end)
            continue;
        oc_source_edit(s, at, end + 2, OC_STR_NONE);
        c.at = at + end + 2;
    }
}

void oc_spoilers_mark(struct oc_source *s)
{
    struct oc_cursor c = {0};
    if (s->r->post && s->r->post->dialect == OC_HUGO && oc_source_has(s->text, ':', '('))
        mark_icons(s);
    const size_t n = strlen(OPENING);
    if (oc_str_find(s->text, OPENING, 0) == SIZE_MAX)
        return;
    while (oc_source_next(s, &c, ':')) {
        size_t at = c.at++;
        if (!oc_str_starts(oc_str_sub(s->text, at, s->text.n), OPENING) ||
            (at > 0 && is_word(s->text.p[at - 1])))
            continue;
        size_t end = closing(s, at + n, s->runs[c.run].end);
        if (end == SIZE_MAX)
            continue;
        oc_source_edit(s, at, n, OC_STR_NONE);
        oc_source_edit(s, end, 1, OC_STR_NONE);
    }
}
