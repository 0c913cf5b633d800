/* SPDX-License-Identifier: MIT */
/*
 * What MDX and its kin say of a file or a text by JavaScript that need not be run to be understood:
 * import pic from './pic.png' and src={pic}, src={require('./pic.png').default}, {' '}. It is
 * written out before anything else reads the post; all lines stay where they are.
 */
#include "base/limits.h"
#include "base/map.h"
#include "base/path.h"
#include "render/source.h"
#include "render/tags.h"

#define LONGEST ((size_t)1000) /* of what stands in braces */

struct imports {
    struct oc_map names; /* of imported files -> path, struct oc_str * */
    struct oc_arena *a;
    struct oc_rewrite w;
    bool strings; /* {"text"} is a text */
};

static bool is_name(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' ||
           c == '$';
}

static size_t name_length(struct oc_str s)
{
    size_t n = 0;
    while (n < s.n && is_name(s.p[n]))
        n++;
    return n;
}

/* The text between quotes at s.p[0]; *length: with the quotes. False: none, or one with more in it
 * than a path or a word. */
static bool quoted(struct oc_str *inside, size_t *length, struct oc_str s)
{
    char q = s.n ? s.p[0] : '\0';
    size_t end = q == '\'' || q == '"' || q == '`' ? oc_str_chr(s, q, 1) : SIZE_MAX;
    if (end == SIZE_MAX)
        return false;
    *inside = oc_str_sub(s, 1, end);
    *length = end + 1;
    return oc_str_chr(*inside, '\\', 0) == SIZE_MAX && oc_str_find(*inside, "${", 0) == SIZE_MAX;
}

/* import NAME from 'path', where the path has an ending. */
static void read_import(struct imports *in, struct oc_str line)
{
    struct oc_str rest = oc_str_trim(oc_str_sub(line, 6, line.n)), path;
    size_t n = name_length(rest), length;
    struct oc_str name = oc_str_sub(rest, 0, n);
    rest = oc_str_trim(oc_str_sub(rest, n, rest.n));
    if (!n || !oc_str_starts(rest, "from"))
        return;
    rest = oc_str_trim(oc_str_sub(rest, 4, rest.n));
    if (!quoted(&path, &length, rest) || !oc_path_ext(path).n)
        return;
    struct oc_str *kept = OC_NEW(in->a, struct oc_str);
    *kept = oc_str_sub(path, 0, oc_str_chr(path, '?', 0));
    oc_map_set(&in->names, name, kept);
}

/* What stands in the braces of an attribute as a path; "" when it is none. */
static struct oc_str path_of(const struct imports *in, struct oc_str inside)
{
    static const char *const calls[] = {"require(", "useBaseUrl(", "withBase("};
    struct oc_str path;
    size_t length, n = name_length(inside);
    struct oc_str rest = oc_str_sub(inside, n, inside.n);
    const struct oc_str *named = oc_map_get(&in->names, oc_str_sub(inside, 0, n));
    if (named && (!rest.n || oc_str_is(rest, ".src") || oc_str_is(rest, ".default")))
        return *named;
    for (size_t i = 0; i < OC_COUNT(calls); i++) {
        if (!oc_str_starts(inside, calls[i]))
            continue;
        rest = oc_str_sub(inside, strlen(calls[i]), inside.n);
        if (!quoted(&path, &length, rest) || length >= rest.n || rest.p[length] != ')')
            return OC_STR_NONE;
        rest = oc_str_sub(rest, length + 1, rest.n);
        bool whole = !rest.n || oc_str_is(rest, ".default") || oc_str_is(rest, ".src");
        return whole ? path : OC_STR_NONE;
    }
    return OC_STR_NONE;
}

static void put_text(struct oc_buf *out, struct oc_str text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        bool punct = c > ' ' && c < 0x7F && !is_name(c);
        if (punct || c == '_' || c == '$')
            oc_buf_putc(out, '\\');
        oc_buf_putc(out, c);
    }
}

/* What is in braces at line.p[at] is written out; the place behind it, or 0 when it stays. */
static size_t brace(struct imports *in, struct oc_str line, size_t at)
{
    size_t end = oc_str_chr(oc_str_sub(line, 0, at + LONGEST), '}', at + 1), length;
    if (end == SIZE_MAX)
        return 0;
    struct oc_str inside = oc_str_trim(oc_str_sub(line, at + 1, end)), path, text;
    char before = at > 0 ? line.p[at - 1] : '\n';
    if (before == '=') {
        path = path_of(in, inside);
        if (!path.n || oc_str_chr(path, '"', 0) != SIZE_MAX)
            return 0;
        oc_rewrite_cut(&in->w, at, end + 1);
        oc_buf_printf(in->w.out, "\"%.*s\"", OC_STR_ARG(path));
        return end + 1;
    }
    if (!in->strings || strchr("${_^", before) || !quoted(&text, &length, inside) ||
        length != inside.n)
        return 0;
    oc_rewrite_cut(&in->w, at, end + 1);
    put_text(in->w.out, text);
    return end + 1;
}

/* Behind the backslash at line.p[at] and what it is for: a mark, or all of \text{. */
static size_t command_end(struct oc_str line, size_t at)
{
    size_t from = at + 1, to = from;
    while (to < line.n && (unsigned char)((line.p[to] | 0x20) - 'a') < 26)
        to++;
    return to == from || (to < line.n && line.p[to] == '{') ? to + 1 : to;
}

static void see(void *ctx, const struct oc_source *s, size_t at, size_t end)
{
    struct imports *in = ctx;
    struct oc_str line = oc_str_sub(s->text, 0, end);
    for (size_t next; at < end; at = next) {
        next = at + 1;
        if (line.p[at] == '`')
            next = oc_rewrite_code_span(line, at);
        else if (line.p[at] == '\\')
            next = command_end(line, at);
        else if (line.p[at] == '{' && (next = brace(in, line, at)) == 0)
            next = at + 1;
    }
}

static void read_imports(struct imports *in, struct oc_str text)
{
    struct oc_fence fence = {0};
    struct oc_str line;
    while (oc_str_line(&line, &text)) {
        line = oc_str_trim(line);
        if (!oc_fence_line(&fence, line) && oc_str_starts(line, "import "))
            read_import(in, line);
    }
}

struct oc_str oc_mdx_written_out(struct oc_buf *out, struct oc_render *r, struct oc_str text)
{
    const struct oc_post *post = r->post;
    bool mdx = oc_str_iends(post->name, ".mdx");
    if (post->format != OC_MARKDOWN || !(mdx || post->dialect == OC_JAVASCRIPT) ||
        !(mdx ? oc_str_chr(text, '{', 0) != SIZE_MAX : oc_source_has(text, '=', '{')))
        return text;
    struct imports in = {.a = r->arena, .w = {.text = text, .out = out}, .strings = mdx};
    oc_map_init(&in.names, r->arena);
    read_imports(&in, text);
    oc_rewrite_prose(&in.w, r, see, &in);
    return oc_rewrite_end(&in.w);
}
