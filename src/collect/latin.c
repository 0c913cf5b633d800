/* SPDX-License-Identifier: MIT */
/*
 * What language a blog in Latin script is in, when nothing says so: the beginnings of a few of its
 * posts tell. All could be asked, but most texts of a large blog have been let go by then.
 */
#include "base/limits.h"
#include "base/uni.h"
#include "collect/collect.h"
#include "collect/stages.h"

#define SAMPLES ((size_t)16)
#define SAMPLE_BYTES ((size_t)4096)

/* Appends text without tags and code. */
static void put_prose(struct oc_buf *out, struct oc_str text)
{
    struct oc_str line;
    bool code = false, tag = false;
    while (oc_str_line(&line, &text)) {
        struct oc_str inner = oc_str_trim(line);
        bool fence = oc_str_starts(inner, "```") || oc_str_starts(inner, "~~~");
        code = fence ? !code : code;
        if (code || fence || oc_str_starts(line, "    ") || oc_str_starts(line, "\t"))
            continue;
        for (size_t i = 0; i < line.n; i++) {
            tag = line.p[i] == '<' || (tag && line.p[i] != '>');
            oc_buf_putc(out, tag ? ' ' : line.p[i]);
        }
        oc_buf_putc(out, '\n');
        tag = false;
    }
}

static const char *guess(struct oc_buf *text, struct oc_post *post)
{
    struct oc_buf prose;
    const char *lang = "";
    oc_buf_clear(text);
    if (oc_post_look(text, post) != 0)
        return lang;
    struct oc_str body = oc_str_sub(oc_buf_view(text), post->body_at, text->n);
    oc_buf_init(&prose, SAMPLE_BYTES * 2);
    put_prose(&prose, oc_str_sub(body, 0, SAMPLE_BYTES));
    lang = oc_uni_guess_latin(oc_buf_view(&prose));
    oc_buf_release(&prose);
    return lang;
}

const char *oc_latin_lang(const struct oc_book *book)
{
    const char *tags[SAMPLES] = {"en"}; /* until one is told */
    size_t votes[SAMPLES] = {0}, ntags = 0, unsaid = 0, best = 0, at = 0;
    struct oc_buf text;
    for (size_t i = 0; i < book->nposts; i++)
        unsaid += !book->posts[i]->lang.n && !book->posts[i]->page_lang.n;
    size_t step = unsaid > SAMPLES ? unsaid / SAMPLES : 1;
    oc_buf_init(&text, OC_MAX_POST_BYTES);
    for (size_t i = 0; i < book->nposts && at / step < SAMPLES; i++) {
        struct oc_post *post = book->posts[i];
        if (post->lang.n || post->page_lang.n || at++ % step)
            continue;
        const char *lang = guess(&text, post);
        size_t k = 0;
        while (k < ntags && strcmp(tags[k], lang) != 0)
            k++;
        if (k == ntags && *lang)
            tags[ntags++] = lang;
        if (*lang && ++votes[k] > votes[best])
            best = k;
    }
    oc_buf_release(&text);
    return tags[best];
}
