/* SPDX-License-Identifier: MIT */
/*
 * Python-Markdown's boxes, as MkDocs, Pelican and Nikola have them: !!! note "Title" with its text
 * indented below it; ??? for one that opens, === "Tab" for a tab. CommonMark would take the text
 * for code. They become ::: containers; the blank line after the text is where each ends, so that
 * no line moves.
 */
#include "base/limits.h"
#include "render/source.h"
#include "render/tags.h"

#define MAX_DEPTH 3
#define MAX_LEAD 32

struct box {
    size_t lead; /* blanks before it, in a list */
    const char *kind;
    struct oc_str title;
    bool untitled; /* "" */
};

/* The name of a container for one of Python-Markdown's or MkDocs's. */
static const char *kind_of(struct oc_str name)
{
    static const char *const names[][2] = {
        {"tip", "tip"},         {"hint", "hint"},         {"info", "info"},
        {"success", "success"}, {"check", "check"},       {"important", "important"},
        {"warning", "warning"}, {"attention", "warning"}, {"caution", "caution"},
        {"danger", "danger"},   {"error", "error"},       {"bug", "error"},
        {"failure", "error"},   {"seealso", "info"},
    };
    for (size_t i = 0; i < OC_COUNT(names); i++)
        if (oc_str_iis(name, names[i][0]))
            return names[i][1];
    return "note";
}

/* Whether line opens a box. */
static bool read_box(struct box *box, struct oc_arena *a, struct oc_str line)
{
    bool tab = oc_str_starts(line, "==="), opens = oc_str_starts(line, "???");
    if (!tab && !opens && !oc_str_starts(line, "!!!"))
        return false;
    struct oc_str rest = oc_str_sub(line, 3, line.n);
    if (rest.n && (rest.p[0] == '+' || rest.p[0] == '!'))
        rest = oc_str_sub(rest, 1, rest.n);
    if (!rest.n || (rest.p[0] != ' ' && rest.p[0] != '"'))
        return false;
    rest = oc_str_trim(rest);
    size_t quote = oc_str_chr(rest, '"', 0), name = 0;
    while (name < rest.n && ((unsigned char)((rest.p[name] | 0x20) - 'a') < 26 ||
                             rest.p[name] == '-' || rest.p[name] == '_'))
        name++;
    box->title = OC_STR_NONE;
    if (quote != SIZE_MAX) {
        if (!oc_str_ends(rest, "\"") || quote + 1 == rest.n)
            return false;
        box->title = oc_str_sub(rest, quote + 1, rest.n - 1);
        box->untitled = !box->title.n && !tab && !opens;
    } else if (tab || name != rest.n) {
        return false;
    }
    if (tab ? quote != 0 : !name)
        return false;
    box->kind = tab || opens ? "details" : kind_of(oc_str_sub(rest, 0, name));
    if (opens && !box->title.n) {
        char *title = oc_arena_alloc(a, name + 1);
        for (size_t i = 0; i < name; i++)
            title[i] = rest.p[i];
        title[0] = (char)(title[0] >= 'a' && title[0] <= 'z' ? title[0] - 32 : title[0]);
        box->title = (struct oc_str){title, name};
    }
    return true;
}

/* How many bytes of line are four columns of indent beyond `lead` blanks; 0 when it has less. */
static size_t indent_of(struct oc_str line, size_t lead)
{
    size_t n = 0;
    while (n < lead && n < line.n && line.p[n] == ' ')
        n++;
    struct oc_str rest = oc_str_sub(line, n, line.n);
    if (oc_str_starts(rest, "\t"))
        return n + 1;
    return n == lead && oc_str_starts(rest, "    ") ? n + 4 : 0;
}

/* Where the text of a box ends that begins at `at`, blank lines after it not counted. */
static size_t body_end(struct oc_str text, size_t at, size_t lead)
{
    size_t end = at;
    for (size_t next; at < text.n; at = next) {
        next = oc_rewrite_line(text, at);
        struct oc_str line = oc_str_sub(text, at, next);
        if (oc_str_blank(line))
            continue;
        if (!indent_of(line, lead))
            break;
        end = next;
    }
    return end;
}

static struct oc_str put_all(struct oc_buf *out, struct oc_render *r, struct oc_str text,
                             int depth);

/* The lines of a box that stands in a list, as far in as it does. */
static void put_inner(struct oc_buf *out, struct oc_str text, size_t lead)
{
    for (size_t at = 0, next; at < text.n; at = next) {
        next = oc_rewrite_line(text, at);
        struct oc_str line = oc_str_sub(text, at, next);
        if (!oc_str_blank(line))
            oc_buf_printf(out, "%*s", (int)lead, "");
        oc_buf_put(out, line);
    }
}

struct boxes {
    struct oc_rewrite w;
    struct oc_render *r;
    int depth; /* boxes around the text */
};

/* The box whose text is [at, end). */
static void put_box(struct boxes *in, const struct box *box, size_t at, size_t end)
{
    struct oc_buf body, inner, *out = in->w.out;
    struct oc_str text = in->w.text;
    const char *colons = &":::::"[in->depth];
    int lead = (int)box->lead;
    oc_buf_init(&body, OC_MAX_PAGE_BYTES);
    oc_buf_init(&inner, OC_MAX_PAGE_BYTES);
    oc_buf_printf(out, "%*s%s %s %.*s%s\n", lead, "", colons, box->kind, OC_STR_ARG(box->title),
                  box->untitled ? "\"\"" : "");
    for (size_t next; at < end; at = next) {
        next = oc_rewrite_line(text, at);
        struct oc_str line = oc_str_sub(text, at, next);
        oc_buf_put(&body, oc_str_sub(line, indent_of(line, box->lead), line.n));
    }
    if (body.n && body.p[body.n - 1] != '\n')
        oc_buf_putc(&body, '\n');
    put_inner(out, put_all(&inner, in->r, oc_buf_view(&body), in->depth + 1), box->lead);
    oc_buf_release(&inner);
    oc_buf_release(&body);
    oc_buf_printf(out, "%*s%s\n", lead, "", colons);
}

/* A line that is no code. In a list a box may stand as far in as the list's text. */
static void see(void *ctx, const struct oc_source *s, size_t at, size_t end)
{
    struct boxes *in = ctx;
    struct oc_str text = in->w.text;
    size_t start = at;
    while (start > 0 && at - start <= MAX_LEAD && text.p[start - 1] == ' ')
        start--;
    struct box box = {.lead = at - start};
    if ((start > 0 && text.p[start - 1] != '\n') || box.lead > MAX_LEAD ||
        (box.lead > 3 && !s->within) ||
        !read_box(&box, s->r->arena, oc_str_trim(oc_str_sub(text, at, end))))
        return;
    size_t from = oc_rewrite_line(text, at), to = body_end(text, from, box.lead);
    if (to == from)
        return;
    size_t next = oc_rewrite_line(text, to);
    oc_rewrite_hide(&in->w, start, to);
    put_box(in, &box, from, to);
    if (oc_str_blank(oc_str_sub(text, to, next))) /* it has become the end of the box */
        oc_rewrite_hide(&in->w, to, next);
}

static struct oc_str put_all(struct oc_buf *out, struct oc_render *r, struct oc_str text, int depth)
{
    struct boxes in = {.w = {.text = text, .out = out}, .r = r, .depth = depth};
    if (depth < MAX_DEPTH)
        oc_rewrite_prose(&in.w, r, see, &in);
    return oc_rewrite_end(&in.w);
}

struct oc_str oc_admonitions(struct oc_buf *out, struct oc_render *r, struct oc_str text)
{
    static const char *const marks[] = {"!!! ", "??? ", "???+ ", "=== \""};
    bool any = false;
    for (size_t i = 0; i < OC_COUNT(marks) && r->post->format == OC_MARKDOWN; i++)
        any = any || oc_str_find(text, marks[i], 0) != SIZE_MAX;
    return any ? put_all(out, r, text, 0) : text;
}
