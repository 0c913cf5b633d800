/* SPDX-License-Identifier: MIT */
/*
 * What Hatena Blog adds to Markdown, in posts as blogsync and its kin keep them in files: pictures
 * by the names of its own store, links in brackets, TeX, ((footnotes)). No line moves.
 */
#include "render/source.h"
#include "render/tags.h"

#define STORE "https://cdn-ak.f.st-hatena.com/images/fotolife"
#define SHOP "https://www.amazon.co.jp/dp/"
#define LONGEST ((size_t)4096) /* of a bracket or a note */
#define STAMP ((size_t)14)     /* digits of a picture's date and time */

struct text {
    struct oc_rewrite w;
    bool html; /* the line is HTML, where no Markdown counts */
};

/* Whether the line is of HTML, which goes on up to a blank one. */
static bool is_html(const struct oc_source *s, struct oc_str line)
{
    return oc_str_starts(oc_str_trim(line), "<") ||
           (s->nlines && s->lines[s->nlines - 1].kind == OC_LINE_HTML);
}

/* ---- what stands for a bracket ---- */

static void put_link(struct text *t, struct oc_str url, struct oc_str words)
{
    struct oc_buf *out = t->w.out;
    if (!t->html && !words.n) {
        oc_buf_printf(out, "<%.*s>", OC_STR_ARG(url));
    } else if (!t->html) {
        oc_buf_printf(out, "[%.*s](<%.*s>)", OC_STR_ARG(words), OC_STR_ARG(url));
    } else {
        oc_buf_puts(out, "<a href=\"");
        oc_buf_put_xml(out, url);
        oc_buf_puts(out, "\">");
        oc_buf_put_xml(out, words.n ? words : url);
        oc_buf_puts(out, "</a>");
    }
}

static void put_image(struct text *t, struct oc_str url, struct oc_str alt)
{
    struct oc_buf *out = t->w.out;
    if (!t->html) {
        oc_buf_printf(out, "![%.*s](<%.*s>)", OC_STR_ARG(alt), OC_STR_ARG(url));
        return;
    }
    oc_buf_puts(out, "<img src=\"");
    oc_buf_put_xml(out, url);
    oc_buf_puts(out, "\" alt=\"");
    oc_buf_put_xml(out, alt);
    oc_buf_puts(out, "\">");
}

/* The value of :name=words among what stands behind colons. */
static struct oc_str option(struct oc_str options, const char *name)
{
    size_t at = oc_str_find(options, name, 0), from = at + strlen(name);
    if (at == SIZE_MAX)
        return OC_STR_NONE;
    return oc_str_sub(options, from, oc_str_chr(options, ':', from));
}

/* f:id:NAME:20210304101112j:plain:alt=words */
static bool picture(struct text *t, struct oc_str inner)
{
    struct oc_str rest = oc_str_sub(inner, 5, inner.n);
    size_t colon = oc_str_chr(rest, ':', 0), n = 0;
    if (colon == SIZE_MAX || colon == 0)
        return false;
    struct oc_str name = oc_str_sub(rest, 0, colon), file = oc_str_sub(rest, colon + 1, rest.n);
    while (n < file.n && file.p[n] >= '0' && file.p[n] <= '9')
        n++;
    for (size_t i = 0; i < name.n; i++)
        if (!strchr("_-", name.p[i]) && (unsigned char)((name.p[i] | 0x20) - 'a') >= 26 &&
            (unsigned char)(name.p[i] - '0') >= 10)
            return false;
    if (n != STAMP || n == file.n)
        return false;
    const char *ext = file.p[n] == 'p' ? "png" : file.p[n] == 'g' ? "gif" : "jpg";
    struct oc_buf url;
    oc_buf_init(&url, name.n + 128);
    oc_buf_printf(&url, STORE "/%c/%.*s/%.*s/%.*s.%s", name.p[0], OC_STR_ARG(name), 8, file.p,
                  (int)STAMP, file.p, ext);
    struct oc_str alt = option(file, ":alt=");
    put_image(t, oc_buf_view(&url), alt.n ? alt : option(file, ":title="));
    oc_buf_release(&url);
    return true;
}

/* https://a.example/:embed:cite, :title=words ... */
static bool address(struct text *t, struct oc_str inner)
{
    static const char *const kinds[] = {":embed", ":title", ":bookmark", ":image",
                                        ":cite",  ":movie", ":plain"};
    size_t at = SIZE_MAX, found = 0;
    for (size_t i = 0; i < OC_COUNT(kinds); i++) {
        size_t k = oc_str_find(inner, kinds[i], 0);
        size_t next = k == SIZE_MAX ? k : k + strlen(kinds[i]);
        if (k < at && (next == inner.n || strchr(":=", inner.p[next]))) {
            at = k;
            found = i;
        }
    }
    struct oc_str url = oc_str_sub(inner, 0, at);
    for (size_t i = 0; i < url.n; i++)
        if ((unsigned char)url.p[i] <= ' ' || strchr("<>[]", url.p[i]))
            return false;
    if (at == SIZE_MAX)
        return false;
    struct oc_str options = oc_str_sub(inner, at, inner.n);
    if (found == 3)
        put_image(t, url, option(options, ":alt="));
    else
        put_link(t, url, option(options, ":title="));
    return true;
}

/* asin:4000000000:detail */
static bool book(struct text *t, struct oc_str inner)
{
    size_t from = oc_str_chr(inner, ':', 0) + 1, to = oc_str_chr(inner, ':', from);
    struct oc_str id = oc_str_sub(inner, from, to);
    for (size_t i = 0; i < id.n; i++)
        if ((unsigned char)((id.p[i] | 0x20) - 'a') >= 26 && (unsigned char)(id.p[i] - '0') >= 10)
            return false;
    struct oc_buf url;
    if (!id.n)
        return false;
    oc_buf_init(&url, id.n + 64);
    oc_buf_printf(&url, SHOP "%.*s", OC_STR_ARG(id));
    put_link(t, oc_buf_view(&url), OC_STR_NONE);
    oc_buf_release(&url);
    return true;
}

/* What stands in brackets; out has what is before it. False: it stays as it is, and nothing has
 * been written. */
static bool bracket(struct text *t, struct oc_str inner)
{
    if (oc_str_is(inner, ":contents"))
        return true;
    if (oc_str_starts(inner, "f:id:"))
        return picture(t, inner);
    if (oc_str_starts(inner, "http://") || oc_str_starts(inner, "https://"))
        return address(t, inner);
    if (oc_str_starts(inner, "asin:") || oc_str_starts(inner, "isbn:"))
        return book(t, inner);
    if (!oc_str_starts(inner, "tex:") || t->html || oc_str_chr(inner, '`', 0) != SIZE_MAX)
        return false;
    inner = oc_str_trim(oc_str_sub(inner, 4, inner.n));
    if (!inner.n)
        return false;
    oc_buf_puts(t->w.out, "$`");
    for (size_t i = 0; i < inner.n; i++) /* \] is how a bracket is written there */
        if (inner.p[i] != '\\' || i + 1 == inner.n || !strchr("[]", inner.p[i + 1]))
            oc_buf_putc(t->w.out, inner.p[i]);
    oc_buf_puts(t->w.out, "`$");
    return true;
}

/* ---- the line ---- */

/* The ']' of the '[' at `at`: TeX may have brackets of its own, a backslash before them or not. */
static size_t closing(struct oc_str line, size_t at)
{
    bool tex = oc_str_starts(oc_str_sub(line, at + 1, line.n), "tex:");
    size_t depth = 0, k = at;
    line = oc_str_sub(line, 0, at + LONGEST);
    for (; k < line.n; k++) {
        char c = line.p[k];
        if (tex && c == '\\')
            k++;
        else if (c == '[')
            depth++;
        else if (c == ']' && (--depth == 0 || !tex))
            return k;
    }
    return SIZE_MAX;
}

/* The "))" of the note that starts with "((" at `at`, or SIZE_MAX; three signs are text. */
static size_t note_end(struct oc_str line, size_t at)
{
    line = oc_str_sub(line, 0, at + LONGEST);
    size_t end = oc_str_find(line, "))", at + 2);
    bool bare = at == 0 || !strchr("($\\", line.p[at - 1]);
    if (!bare || end == SIZE_MAX || line.p[at + 2] == '(' || end == at + 2)
        return SIZE_MAX;
    while (end + 2 < line.n && line.p[end + 2] == ')')
        end++;
    int depth = 0;
    for (size_t k = at + 2; k < end; k++) {
        depth += line.p[k] == '[' ? 1 : line.p[k] == ']' ? -1 : 0;
        if (depth < 0)
            return SIZE_MAX;
    }
    return depth ? SIZE_MAX : end;
}

static void see(void *ctx, const struct oc_source *s, size_t at, size_t end)
{
    struct text *t = ctx;
    struct oc_rewrite *w = &t->w;
    struct oc_str line = oc_str_sub(w->text, 0, end);
    bool open = true; /* some bracket may still close on the line */
    t->html = is_html(s, oc_str_sub(line, at, end));
    size_t note = SIZE_MAX; /* where the note ends that is open */
    for (size_t next; at < end; at = next) {
        char c = line.p[at];
        if (at == note) {
            oc_rewrite_cut(w, at, at + 2);
            oc_buf_putc(w->out, ']');
            next = at + 2;
            note = SIZE_MAX;
            continue;
        }
        next = at + (c == '\\' ? 2 : 1);
        if (c == '`') {
            next = oc_rewrite_code_span(line, at);
        } else if (c == '[' && open && (at == 0 || line.p[at - 1] != '!')) {
            size_t close = closing(line, at);
            open = close != SIZE_MAX || end - at > LONGEST;
            if (close == SIZE_MAX || (close + 1 < end && strchr("([", line.p[close + 1])))
                continue;
            struct oc_str inner = oc_str_sub(line, at + 1, close);
            oc_rewrite_cut(w, at, at);
            if (bracket(t, inner)) {
                next = close + 1;
                oc_rewrite_cut(w, at, next);
            }
        } else if (c == '(' && note == SIZE_MAX && !t->html &&
                   oc_str_starts(oc_str_sub(line, at, end), "((")) {
            size_t close = note_end(line, at);
            if (close == SIZE_MAX) {
                next = at + 2;
                continue;
            }
            oc_rewrite_cut(w, at, at + 2);
            oc_buf_puts(w->out, "^[");
            note = close;
            next = at + 2;
        }
    }
}

struct oc_str oc_hatena_text(struct oc_buf *out, struct oc_render *r, struct oc_str text)
{
    static const char *const signs[] = {":embed:cite]", "[f:id:", "[:contents]", ":embed]"};
    struct text t = {.w = {.text = text, .out = out}};
    const struct oc_post *post = r->post;
    struct oc_str edit = oc_value_text(oc_value_get(post->front, "EditURL"));
    bool is = oc_str_starts(edit, "https://blog.hatena.ne.jp/");
    if (post->format != OC_MARKDOWN || post->spool || post->dialect == OC_HUGO)
        return text;
    for (size_t i = 0; i < OC_COUNT(signs) && !is; i++)
        is = oc_str_find(text, signs[i], 0) != SIZE_MAX;
    if (is)
        oc_rewrite_prose(&t.w, r, see, &t);
    return oc_rewrite_end(&t.w);
}
