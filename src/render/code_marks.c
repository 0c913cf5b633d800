/* SPDX-License-Identifier: MIT */
/*
 * Comments in code that speak to the highlighter and that no reader of the site sees: Docusaurus'
 * and Gatsby's highlight-next-line, VitePress' [!code ++], the options of a chunk of Quarto's.
 */
#include "render/blocks.h"

static const char *const openers[] = {"//", "#", "{/*", "/*", "<!--", "--", ";", "%"};

/* What a comment that begins here says, without its fences; "" when none does. */
static struct oc_str said(struct oc_str s)
{
    static const char *const closers[] = {"*/}", "*/", "-->"};
    for (size_t i = 0; i < OC_COUNT(openers); i++) {
        if (!oc_str_starts(s, openers[i]))
            continue;
        s = oc_str_trim(oc_str_sub(s, strlen(openers[i]), s.n));
        for (size_t k = 0; k < OC_COUNT(closers); k++)
            if (oc_str_ends(s, closers[k]))
                return oc_str_trim(oc_str_sub(s, 0, s.n - strlen(closers[k])));
        return s;
    }
    return OC_STR_NONE;
}

static bool is_mark(struct oc_str comment)
{
    static const char *const marks[] = {"highlight-next-line", "highlight-start", "highlight-end",
                                        "highlight-line"};
    for (size_t i = 0; i < OC_COUNT(marks); i++)
        if (oc_str_is(comment, marks[i]))
            return true;
    return oc_str_starts(comment, "[!code ") && oc_str_ends(comment, "]");
}

/* The line without a mark at its end; *gone: there is nothing else. */
static struct oc_str without_mark(bool *gone, struct oc_str line)
{
    static const char *const words[] = {"[!code ", "highlight-"};
    *gone = false;
    for (size_t i = 0; i < OC_COUNT(words); i++) {
        size_t at = oc_str_find(line, words[i], 0);
        if (at == SIZE_MAX)
            continue;
        while (at > 0 && line.p[at - 1] == ' ')
            at--;
        while (at > 0 && line.p[at - 1] && strchr("/#{*<!-;%", line.p[at - 1]))
            at--;
        if (!is_mark(said(oc_str_sub(line, at, line.n))))
            continue;
        line = oc_str_sub(line, 0, at);
        while (line.n && (line.p[line.n - 1] == ' ' || line.p[line.n - 1] == '\t'))
            line.n--;
        *gone = line.n == 0;
        return line;
    }
    return line;
}

void oc_code_marks(struct oc_render *r, xmlNode *code, bool chunk)
{
    xmlNode *n = code->children;
    struct oc_str text = n && n->type == XML_TEXT_NODE && !n->next ? oc_node_value(n) : OC_STR_NONE;
    bool script = r->post->dialect == OC_JAVASCRIPT || r->post->dialect == OC_PLAIN;
    bool marks = oc_str_find(text, "[!code ", 0) != SIZE_MAX ||
                 (script && oc_str_find(text, "highlight-", 0) != SIZE_MAX);
    chunk = chunk && oc_str_starts(text, "#|");
    if (!marks && !chunk)
        return;
    struct oc_buf left;
    oc_buf_init(&left, text.n + 1);
    for (struct oc_str rest = text, line; rest.n;) {
        size_t end = oc_str_chr(rest, '\n', 0);
        bool last = end == SIZE_MAX, gone = false;
        line = oc_str_sub(rest, 0, last ? rest.n : end);
        rest = oc_str_sub(rest, last ? rest.n : end + 1, rest.n);
        chunk = chunk && oc_str_starts(line, "#|");
        if (chunk)
            continue;
        if (marks)
            line = without_mark(&gone, line);
        if (gone)
            continue;
        oc_buf_put(&left, line);
        oc_buf_puts(&left, last ? "" : "\n");
    }
    oc_node_set_value(n, oc_buf_view(&left));
    oc_buf_release(&left);
}
