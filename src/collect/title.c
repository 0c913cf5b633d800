/* SPDX-License-Identifier: MIT */
/* Titles of posts whose front matter has none: from the body, else from the name. */
#include "base/limits.h"
#include "base/path.h"
#include "base/uni.h"
#include "base/utf8.h"
#include "collect/stages.h"

/* ---- HTML ---- */

/* What stands in the first element `name` of html; p == NULL when there is none. */
static struct oc_str element(struct oc_str html, const char *name)
{
    size_t n = strlen(name), at = 0;
    while ((at = oc_str_chr(html, '<', at)) != SIZE_MAX) {
        struct oc_str tag = oc_str_sub(html, ++at, html.n);
        if (!oc_str_istarts(tag, name) || tag.n <= n || !strchr(" \t\r\n>", tag.p[n]))
            continue;
        size_t from = oc_str_chr(html, '>', at);
        for (size_t to = from; to != SIZE_MAX; to++) {
            to = oc_str_find(html, "</", to);
            if (to == SIZE_MAX)
                break;
            if (oc_str_istarts(oc_str_sub(html, to + 2, html.n), name))
                return oc_str_sub(html, from + 1, to);
        }
        break;
    }
    return OC_STR_NONE;
}

static struct oc_str shorten(bool *cut, struct oc_str s)
{
    *cut = *cut || s.n > OC_MAX_TITLE_BYTES;
    return oc_utf8_cut(s, OC_MAX_TITLE_BYTES);
}

/* Inner HTML as a Markdown title: tags stay, they are Markdown too; white space is folded. */
static struct oc_str title_of_html(struct oc_arena *a, bool *cut, struct oc_str inner)
{
    struct oc_buf out;
    size_t n = 0;
    inner = shorten(cut, inner);
    oc_buf_init(&out, inner.n * 4 + 16);
    oc_entities_decode(&out, inner, true);
    for (size_t i = 0; i < out.n; i++) {
        bool blank = strchr(" \t\r\n\f", out.p[i]) != NULL;
        if (!blank)
            out.p[n++] = out.p[i];
        else if (n && out.p[n - 1] != ' ')
            out.p[n++] = ' ';
    }
    struct oc_str title = oc_arena_copy(a, oc_str_trim_wide((struct oc_str){out.p, n}));
    oc_buf_release(&out);
    return title;
}

/* "Post | Site" in <title> yields to an <h1> that says "Post". */
static struct oc_str from_html(struct oc_arena *a, bool *cut, struct oc_str body)
{
    bool h1_cut = false;
    struct oc_str title = title_of_html(a, cut, element(body, "title"));
    struct oc_str h1 = title_of_html(a, &h1_cut, element(body, "h1"));
    if (title.n && (!h1.n || oc_str_find(title, oc_arena_cstr(a, h1), 0) == SIZE_MAX))
        return title;
    *cut = h1_cut;
    return h1;
}

/* ---- Markdown ---- */

/* Regions in which nothing is a heading: how a line opens them, and what closes them. */
static const struct region {
    const char *open, *close;
} regions[] = {
    {"<!--", "-->"},
    {"<pre", "</pre"},
    {"<script", "</script"},
    {"<style", "</style"},
    {"{% highlight", "{% end"},
    {"{% codeblock", "{% end"},
    {"{% raw", "{% end"},
    {"{%- highlight", "{%- end"},
    {"{{< highlight", "{{< /"},
};

struct scan {
    struct oc_arena *a;
    const char *until; /* the end of the region that is open */
    char fence;        /* of the open code block, 0 when none */
    size_t fence_size;
    struct oc_str para; /* the paragraph so far; p == NULL when none */
    struct oc_str title;
    bool cut; /* it was longer */
};

/* The heading's text without closing #s and {#id}. */
static struct oc_str heading_text(bool *cut, struct oc_str s)
{
    s = oc_str_trim(s);
    size_t n = s.n;
    while (n && s.p[n - 1] == '#')
        n--;
    if (n < s.n && (n == 0 || s.p[n - 1] == ' ' || s.p[n - 1] == '\t'))
        s = oc_str_trim(oc_str_sub(s, 0, n));
    size_t brace = oc_str_rchr(s, '{');
    if (brace != SIZE_MAX && brace + 1 < s.n && oc_str_ends(s, "}") &&
        strchr("#:.", s.p[brace + 1]))
        s = oc_str_trim(oc_str_sub(s, 0, brace));
    return shorten(cut, s);
}

static bool all_equals(struct oc_str line)
{
    line = oc_str_trim(line);
    for (size_t i = 0; i < line.n; i++)
        if (line.p[i] != '=')
            return false;
    return line.n > 0;
}

/* Keeps or ends the paragraph with a line that is neither heading nor code. */
static void add_to_para(struct scan *k, struct oc_str line)
{
    if (oc_str_blank(line) || (!k->para.p && strchr(">-+*|<=", line.p[0])) || line.p[0] == '#')
        k->para = OC_STR_NONE;
    else if (!k->para.p)
        k->para = line;
    else if (line.p > k->para.p)
        k->para.n = (size_t)(line.p + line.n - k->para.p);
}

/* Is line the first of a code block or a region? */
static bool opens(struct scan *k, struct oc_str line)
{
    size_t n = 0;
    char c = line.n ? line.p[0] : '\0';
    while (n < line.n && line.p[n] == c)
        n++;
    if ((c == '`' || c == '~') && n >= 3 && (c == '~' || oc_str_chr(line, '`', n) == SIZE_MAX)) {
        k->fence = c;
        k->fence_size = n;
        return true;
    }
    if (c != '<' && c != '{')
        return false;
    for (size_t i = 0; i < OC_COUNT(regions); i++)
        if (oc_str_istarts(line, regions[i].open)) {
            if (oc_str_find(line, regions[i].close, 0) == SIZE_MAX)
                k->until = regions[i].close;
            return true;
        }
    return false;
}

/* Looks at one line; true when it gave the title. */
static bool look(struct scan *k, struct oc_str line)
{
    size_t indent = 0;
    if (k->until) {
        if (oc_str_find(line, k->until, 0) != SIZE_MAX)
            k->until = NULL;
        return false;
    }
    while (indent < line.n && indent < 4 && line.p[indent] == ' ')
        indent++;
    line = oc_str_sub(line, indent, line.n);
    if (k->fence) {
        size_t n = 0;
        while (n < line.n && line.p[n] == k->fence)
            n++;
        if (indent < 4 && n >= k->fence_size && oc_str_blank(oc_str_sub(line, n, line.n)))
            k->fence = '\0';
        return false;
    }
    if (indent == 4 || (line.n && line.p[0] == '\t')) {
        return false;
    }
    if (opens(k, line)) {
        k->para = OC_STR_NONE;
        return false;
    }
    if (line.n > 1 && line.p[0] == '#' && (line.p[1] == ' ' || line.p[1] == '\t')) {
        k->title = oc_arena_copy(k->a, heading_text(&k->cut, oc_str_sub(line, 1, line.n)));
    } else if (k->para.p && all_equals(line)) {
        k->title = title_of_html(k->a, &k->cut, heading_text(&k->cut, k->para));
    } else if (oc_str_istarts(line, "<h1")) {
        k->title = title_of_html(k->a, &k->cut, element(line, "h1"));
    }
    add_to_para(k, line);
    return k->title.n > 0;
}

static struct oc_str from_markdown(struct oc_arena *a, bool *cut, struct oc_str body)
{
    struct scan k = {.a = a};
    struct oc_str line;
    while (oc_str_line(&line, &body))
        if (look(&k, line)) {
            *cut = k.cut;
            return k.title;
        }
    return OC_STR_NONE;
}

static struct oc_str from_body(struct oc_arena *a, bool *cut, enum oc_format format,
                               struct oc_str body)
{
    switch (format) {
    case OC_MARKDOWN:
        return from_markdown(a, cut, body);
    case OC_HTML:
    case OC_WORDPRESS:
        return from_html(a, cut, body);
    case OC_TEXT:
        break;
    }
    return OC_STR_NONE;
}

void oc_title_limit(struct oc_post *post, int line)
{
    oc_diag_limit(&post->diags, post->name, line, 0, OC_MAX_TITLE_BYTES, "bytes in a title");
}

void oc_title_from_body(struct oc_post *post, enum oc_format format, struct oc_str body)
{
    bool cut = false;
    post->title = from_body(&post->arena, &cut, format, body);
    post->title_from_body = post->title.n > 0 && !cut; /* else the heading stays too */
    if (cut)
        oc_title_limit(post, 0);
}

/* ---- names ---- */

void oc_title_put_plain(struct oc_buf *out, struct oc_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '<')
            oc_buf_puts(out, "&lt;");
        else if (c == '&')
            oc_buf_puts(out, "&amp;");
        else if (strchr(" \t\r\n", c))
            oc_buf_puts(out, out->n && out->p[out->n - 1] == ' ' ? "" : " ");
        else if (strchr("\\`*_~[]", c) && c)
            oc_buf_printf(out, "\\%c", c);
        else
            oc_buf_putc(out, c);
    }
}

struct oc_str oc_title_of_plain(struct oc_arena *a, struct oc_str plain, size_t max)
{
    struct oc_buf text;
    oc_buf_init(&text, max);
    oc_title_put_plain(&text, plain);
    struct oc_str markdown = oc_buf_take(&text, a);
    oc_buf_release(&text);
    return markdown;
}

struct oc_str oc_title_first_words(struct oc_arena *a, struct oc_str text)
{
    struct oc_buf title;
    size_t at = 0, end = 0, words = 0;
    text = oc_str_trim_wide(text);
    while (at < text.n && words < 8 && at < 60) {
        size_t from = at;
        uint32_t c = oc_utf8_next(text, &at);
        bool space = oc_uni_is_space(c), cjk = oc_uni_is_cjk(c);
        if (space || cjk) {
            end = cjk ? at : from;
            words += space;
        }
    }
    if (at >= text.n)
        end = text.n;
    oc_buf_init(&title, OC_MAX_TITLE_BYTES);
    oc_title_put_plain(&title, oc_str_sub(text, 0, end ? end : at));
    oc_buf_puts(&title, title.n && end < text.n ? "…" : "");
    struct oc_str result = oc_arena_copy(a, oc_buf_view(&title));
    oc_buf_release(&title);
    return result;
}

/* "A page 0a1b2c...": Notion's exports have 32 hexadecimal digits behind each name. */
static struct oc_str without_hash(struct oc_str name)
{
    size_t from = name.n > 33 ? name.n - 32 : 0;
    if (!from || name.p[from - 1] != ' ')
        return name;
    for (size_t i = from; i < name.n; i++)
        if (!strchr("0123456789abcdef", name.p[i]))
            return name;
    return oc_str_sub(name, 0, from - 1);
}

struct oc_str oc_title_from_name(struct oc_arena *a, struct oc_str name)
{
    struct oc_date date;
    size_t used = 0;
    if (oc_date_from_name(&date, &used, name) == 0 && used < name.n)
        name = oc_str_sub(name, used, name.n);
    name = without_hash(name);
    struct oc_str title = oc_arena_copy(a, name);
    char *p = oc_arena_alloc(a, name.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        c = (char)(c == '-' || c == '_' ? ' ' : c);
        if (c != ' ' || (n && p[n - 1] != ' '))
            p[n++] = c;
    }
    struct oc_str prettier = oc_str_trim_wide((struct oc_str){p, n});
    /* a name that is only a date keeps its dashes */
    return oc_str_blank(prettier) ? OC_STR("Untitled") : used == name.n ? title : prettier;
}

struct oc_str oc_post_stem(struct oc_str *lang, const struct oc_post *post)
{
    static const char *const langs[] = {
        "ar", "cs", "de", "el", "en",    "es",    "fa",      "fr",      "he",    "hi",   "hu", "id",
        "it", "ja", "ko", "nl", "pl",    "pt",    "ro",      "ru",      "sv",    "th",   "tr", "uk",
        "vi", "zh", "da", "fi", "zh-cn", "zh-tw", "zh-hans", "zh-hant", "pt-br", "en-us"};
    struct oc_str stem = oc_path_stem(post->rel);
    if (post->format == OC_MARKDOWN && oc_str_iends(stem, ".html") && stem.n > 5)
        stem.n -= 5; /* Middleman's name.html.md */
    size_t dot = oc_str_rchr(stem, '.');
    *lang = OC_STR_NONE;
    if (dot != SIZE_MAX && dot > 0)
        for (size_t i = 0; i < OC_COUNT(langs) && !lang->n; i++)
            if (oc_str_iis(oc_str_sub(stem, dot + 1, stem.n), langs[i]))
                *lang = oc_str_sub(stem, dot + 1, stem.n);
    if (lang->n)
        stem = oc_str_sub(stem, 0, dot);
    if (!oc_str_iis(stem, "index"))
        return stem;
    struct oc_str folder = oc_path_base(oc_path_dir(oc_str(post->path)));
    return folder.n && !oc_str_is(folder, ".") && !oc_str_is(folder, "..") ? folder : stem;
}
