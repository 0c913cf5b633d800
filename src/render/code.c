/* SPDX-License-Identifier: MIT */
/*
 * Code blocks. Engines and highlighters write them in many ways; here they all become
 * <pre><code class="language-x">text</code></pre>, with the file's name, if the author gave one,
 * in a paragraph before.
 */
#include "base/limits.h"
#include "render/blocks.h"
#include "render/figure.h"
#include "render/tags.h"

#define MAX_LANGUAGE 30

static bool is_language_char(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           memchr("+#_-.", c, 5) != NULL;
}

/* Names with signs, as classes. */
static const char *named(struct oc_str language)
{
    static const char *const names[][2] = {
        {"c++", "cpp"}, {"c#", "csharp"}, {"f#", "fsharp"}, {"objective-c++", "objective-cpp"}};
    for (size_t i = 0; i < OC_COUNT(names); i++)
        if (oc_str_iis(language, names[i][0]))
            return names[i][1];
    return NULL;
}

/* The language at the start of an info string, in lower case: "{r, x}", ".js", "js{3}" too. */
static struct oc_str language_of(struct oc_arena *a, struct oc_str *rest, struct oc_str info)
{
    size_t from = 0, to;
    while (from < info.n && memchr("{.= ", info.p[from], 4))
        from++;
    for (to = from; to < info.n && is_language_char(info.p[to]);)
        to++;
    *rest = oc_str_sub(info, to, info.n);
    if (to == from || to - from > MAX_LANGUAGE)
        return OC_STR_NONE;
    struct oc_str language = oc_str_sub(info, from, to);
    const char *name = named(language);
    if (name)
        return oc_str(name);
    char *p = oc_arena_alloc(a, language.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < language.n; i++) {
        char c = language.p[i];
        bool sign = c == '+' || c == '#' || c == '.';
        p[n++] = sign ? '-' : c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
    }
    while (n > 0 && p[n - 1] == '-')
        n--;
    return (struct oc_str){p, n};
}

/* _config.yml, src/main.c, /etc/hosts: one word with an ending or a folder, and no syntax. */
static bool is_file_name(struct oc_str s)
{
    size_t dot = oc_str_rchr(s, '.'), slash = oc_str_rchr(s, '/');
    if (s.n == 0 || s.n > 200 || s.p[s.n - 1] == '/')
        return false;
    bool letters = false; /* Eleventy's js/2-3 names lines */
    for (size_t i = 0; i < s.n; i++)
        letters = letters || (unsigned char)s.p[i] >= 'A';
    if (!letters)
        return false;
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] <= ' ' || memchr("{}=\"'<>|*?,;()[]:", s.p[i], 17))
            return false;
    return slash != SIZE_MAX || (dot != SIZE_MAX && dot + 1 < s.n && s.n - dot <= 12);
}

/* The value of title="..." or its kin in an info string. */
static struct oc_str named_title(struct oc_str meta)
{
    static const char *const keys[] = {"title=", "filename=", "file=", "name="};
    for (size_t i = 0; i < OC_COUNT(keys); i++) {
        size_t at = oc_str_find(meta, keys[i], 0);
        if (at == SIZE_MAX || (at > 0 && !memchr(" {,:", meta.p[at - 1], 4)))
            continue;
        struct oc_str value = oc_str_sub(meta, at + strlen(keys[i]), meta.n);
        if (value.n && value.p[0] != '"' && value.p[0] != '\'') { /* Gatsby: js:title=a.js */
            size_t to = 0;
            while (to < value.n && !memchr(" {}", value.p[to], 3))
                to++;
            if (is_file_name(oc_str_sub(value, 0, to)))
                return oc_str_sub(value, 0, to);
        }
        if (value.n < 2 || (value.p[0] != '"' && value.p[0] != '\''))
            continue;
        size_t end = oc_str_chr(value, value.p[0], 1);
        if (end != SIZE_MAX)
            return oc_str_trim(oc_str_sub(value, 1, end));
    }
    return OC_STR_NONE;
}

/* What the author calls the file, from what stands after the language. */
static struct oc_str title_of(struct oc_str meta)
{
    meta = oc_str_trim(meta);
    struct oc_str title = named_title(meta), rest = meta, word = OC_STR_NONE;
    if (title.n > 0)
        return title;
    size_t open = oc_str_rchr(meta, '['); /* VitePress, Nuxt: ```sh [npm] */
    if (oc_str_ends(meta, "]") && open != SIZE_MAX && (open == 0 || meta.p[open - 1] == ' '))
        return oc_str_trim(oc_str_sub(meta, open + 1, meta.n - 1));
    if (meta.n > 0 && meta.p[0] == ':')
        rest = oc_str_sub(meta, 1, meta.n);
    oc_str_cut(&word, &rest, ' ');
    bool class = oc_str_starts(word, ".") && oc_str_ends(meta, "}"); /* {.haskell .numberLines} */
    return is_file_name(word) && !class ? word : OC_STR_NONE;
}

/* Octopress and Hexo: words after the language are a title, up to an address. */
static struct oc_str words_of(struct oc_str meta)
{
    static const char *const options[] = {
        "linenos",   "line_number", "first_line",  "start:", "mark:",
        "wrap:",     "highlight:",  "lang:",       "lines:", "hl_lines",
        "highlight", "showLine",    "numberLines", NULL};
    size_t address = oc_str_find(meta, "://", 0);
    while (address != SIZE_MAX && address > 0 && meta.p[address - 1] != ' ')
        address--;
    meta = oc_str_trim(oc_str_sub(meta, 0, address));
    for (size_t i = 0; options[i]; i++)
        if (oc_str_find(meta, options[i], 0) != SIZE_MAX)
            return OC_STR_NONE;
    for (size_t i = 0; i < meta.n; i++)
        if (memchr("{}=\"[]", meta.p[i], 6))
            return OC_STR_NONE;
    return meta.n && meta.n <= 200 && (unsigned char)meta.p[0] >= 'A' ? meta : OC_STR_NONE;
}

/* Whether the site's own code says so: Hexo's does, and Octopress's, which has an excerpt_link. */
static bool has_worded(const struct oc_render *r)
{
    if (r->post->dialect == OC_HEXO)
        return true;
    const struct oc_value *site = oc_map_get(&r->book->site_config, r->post->root);
    return r->post->dialect == OC_JEKYLL && oc_value_get(site, "excerpt_link");
}

/* The info string that a class attribute stands for; "" when it names no language. */
static struct oc_str info_of_class(struct oc_str value, bool bare)
{
    static const char *const starts[] = {"language-", "lang-", "lang:", "brush:", "highlight-"};
    static const char *const passed[] = {
        "hljs",       "highlight", "prettyprint", "prettyprinted", "linenums",     "code",
        "sourceCode", "block",     "nohighlight", "notranslate",   "line-numbers", "literal"};
    struct oc_str rest = oc_str_trim(value), word;
    while (rest.n > 0) {
        for (size_t i = 0; i < OC_COUNT(starts); i++)
            if (oc_str_istarts(rest, starts[i]))
                return oc_str_trim(oc_str_sub(rest, strlen(starts[i]), rest.n));
        oc_str_cut(&word, &rest, ' ');
        bool known = word.n == 0;
        for (size_t i = 0; i < OC_COUNT(passed); i++)
            known = known || oc_str_iis(word, passed[i]);
        if (bare && !known)
            return word;
    }
    return OC_STR_NONE;
}

/* ---- the content ---- */

static bool is_line_number(const xmlNode *n)
{
    static const char *const classes[] = {"lineno", "linenos",          "line-number",
                                          "gutter", "rouge-gutter",     "ln",
                                          "lnt",    "line-numbers-rows"};
    for (size_t i = 0; i < OC_COUNT(classes); i++)
        if (oc_class_has(n, classes[i]))
            return true;
    return false;
}

/* Highlighters' spans, lines as div or br: all becomes text; links and emphasis stay. */
static void flatten(xmlNode *pre)
{
    static const char *const spans[] = {"span", "font", "tt", "big", "small", NULL};
    static const char *const lines[] = {"div", "p", NULL};
    for (xmlNode *n = pre->children, *next; n; n = next) {
        next = oc_node_next(pre, n);
        bool span = oc_node_in(n, spans), line = oc_node_in(n, lines);
        if (span && is_line_number(n)) {
            next = oc_node_next_skip(pre, n);
            oc_node_remove(n);
        } else if (oc_node_is(n, "br")) {
            oc_node_before(n, oc_node_new_text(n->doc, OC_STR("\n")));
            oc_node_remove(n);
        } else if (span || line) {
            if (line && n->next)
                oc_node_after(n, oc_node_new_text(n->doc, OC_STR("\n")));
            next = n->children ? n->children : oc_node_next_skip(pre, n);
            oc_node_unwrap(n);
        }
    }
}

/* Takes line feeds off the end, and white space lines off the start. */
static void trim_ends(xmlNode *pre)
{
    xmlNode *n = pre;
    while (n->last)
        n = n->last;
    if (n->type == XML_TEXT_NODE) {
        struct oc_str s = oc_node_value(n);
        size_t end = s.n;
        while (end > 0 && memchr(" \t\r\n", s.p[end - 1], 4))
            end--;
        if (end < s.n)
            oc_node_set_value(n, oc_str_sub(s, 0, end));
    }
    for (n = pre; n->children;)
        n = n->children;
    if (n->type == XML_TEXT_NODE) {
        struct oc_str s = oc_node_value(n);
        size_t from = 0;
        for (size_t i = 0; i < s.n && memchr(" \t\r\n", s.p[i], 4); i++)
            if (s.p[i] == '\n')
                from = i + 1;
        if (from > 0)
            oc_node_set_value(n, oc_str_sub(s, from, s.n));
    }
}

/* The element of that name that is all there is in n; NULL when there is none. */
static xmlNode *only_in(const xmlNode *n, const char *name)
{
    xmlNode *only = NULL;
    for (xmlNode *c = n->children; c; c = c->next) {
        if (oc_node_is(c, name) && !only)
            only = c;
        else if (c->type == XML_ELEMENT_NODE || !oc_str_blank(oc_node_value(c)))
            return NULL;
    }
    return only;
}

static xmlNode *wrap_content(xmlNode *pre)
{
    xmlNode *code = oc_node_new(pre->doc, "code");
    oc_node_move_children(code, pre);
    oc_node_append(pre, code);
    return code;
}

static void drop_blank_around(const xmlNode *pre, const xmlNode *code)
{
    for (xmlNode *n = pre->children, *next; n; n = next) {
        next = n->next;
        if (n != code)
            oc_node_remove(n);
    }
}

/* What knitr and Quarto run and do not show. */
static bool is_hidden(struct oc_str info, struct oc_str meta, const xmlNode *code)
{
    static const char *const options[] = {"include=FALSE", "include = FALSE", "echo=FALSE",
                                          "echo = FALSE"};
    static const char *const lines[] = {"#| include: false", "#| echo: false"};
    struct oc_str text = code ? oc_node_value(code->children) : OC_STR_NONE, line;
    if (!oc_str_starts(info, "{"))
        return false;
    for (size_t i = 0; i < OC_COUNT(options); i++)
        if (oc_str_find(info, options[i], 0) != SIZE_MAX ||
            oc_str_find(meta, options[i], 0) != SIZE_MAX)
            return true;
    while (oc_str_line(&line, &text) && oc_str_starts(line, "#|"))
        for (size_t i = 0; i < OC_COUNT(lines); i++)
            if (oc_str_starts(line, lines[i]))
                return true;
    return false;
}

/* Python-Markdown's first line :::python, or #!python without a folder, names the language and is
 * not shown. */
static struct oc_str take_shebang(struct oc_arena *a, const xmlNode *code)
{
    xmlNode *text = code ? code->children : NULL;
    struct oc_str all = text && text->type == XML_TEXT_NODE ? oc_node_value(text) : OC_STR_NONE;
    struct oc_str rest = all, line, after;
    bool colons = oc_str_starts(all, ":::");
    if ((!colons && !oc_str_starts(all, "#!")) || !oc_str_line(&line, &rest) ||
        oc_str_chr(line, '/', 0) != SIZE_MAX || oc_str_blank(rest))
        return OC_STR_NONE;
    struct oc_str name = oc_str_trim(oc_str_sub(line, colons ? 3 : 2, line.n));
    struct oc_str language = language_of(a, &after, name);
    if (!language.n || (after.n && after.p[0] != ' '))
        return OC_STR_NONE;
    oc_node_set_value(text, rest);
    return language;
}

/* A fence that says math is display mathematics to GitHub, GitLab and Qiita. */
static void make_math(struct oc_render *r, xmlNode *pre, xmlNode *code)
{
    r->formulas = true;
    xmlNode *p = oc_node_new(pre->doc, "p");
    oc_attr_set(code, "class", OC_STR("math display"));
    oc_node_before(pre, p);
    oc_node_append(p, code);
    oc_node_remove(pre);
}

void oc_block_code(struct oc_render *r, xmlNode *pre)
{
    flatten(pre);
    xmlNode *code = only_in(pre, "code");
    struct oc_str info = code ? info_of_class(oc_attr(code, "class"), true) : OC_STR_NONE;
    if (info.n == 0)
        info = info_of_class(oc_attr(pre, "class"), false);
    if (info.n == 0)
        info = oc_attr(pre, "lang");       /* GitHub's and cmark's --github-pre-lang */
    if (oc_str_starts(info, "{#") && code) /* pandoc's {#id .language} */
        info = oc_str_trim(oc_attr(code, "data-meta"));
    const xmlNode *around = pre->parent;
    for (int i = 0; i < 2 && info.n == 0 && around; i++, around = around->parent)
        info = info_of_class(oc_attr(around, "class"),
                             oc_class_has(around, "highlight") && oc_node_is(around, "figure"));
    struct oc_str rest = OC_STR_NONE, language = language_of(r->arena, &rest, info);
    bool query =
        oc_vault_is(r) && (oc_str_iis(language, "dataview") || oc_str_iis(language, "dataviewjs"));
    if (query || is_hidden(info, code ? oc_attr(code, "data-meta") : OC_STR_NONE, code)) {
        oc_node_remove(pre);
        return;
    }
    if (info.n == 0)
        language = take_shebang(r->arena, code);
    struct oc_str title = title_of(rest);
    if (title.n == 0)
        title = title_of(code ? oc_attr(code, "data-meta") : OC_STR_NONE);
    if (title.n == 0 && code && has_worded(r))
        title = words_of(oc_attr(code, "data-meta"));
    if (title.n > 0) {
        xmlNode *p = oc_node_new(pre->doc, "p");
        oc_attr_set(p, "class", OC_STR("code-title"));
        oc_node_append(p, oc_node_new_text(pre->doc, title));
        oc_node_before(pre, p);
        oc_node_before(pre, oc_node_new_text(pre->doc, OC_STR("\n")));
    }
    if (code)
        drop_blank_around(pre, code);
    else if (language.n > 0)
        code = wrap_content(pre);
    if (code)
        oc_code_marks(r, code, oc_str_starts(info, "{"));
    trim_ends(pre);
    oc_attr_remove(pre, "class");
    oc_attr_remove(pre, "lang");
    if (!code)
        return;
    oc_attr_remove(code, "data-meta");
    if (oc_str_iis(language, "math"))
        make_math(r, pre, code);
    else if (language.n > 0)
        oc_attr_set(code, "class",
                    oc_arena_printf(r->arena, "language-%.*s", OC_STR_ARG(language)));
    else
        oc_attr_remove(code, "class");
}

/* Tables of highlighters: Hexo's, Rouge's, Pygments' and Chroma's. */
static bool is_code_table(const xmlNode *n)
{
    static const char *const tables[] = {"highlighttable", "rouge-table", "lntable"};
    for (size_t i = 0; i < OC_COUNT(tables); i++)
        if (oc_class_has(n, tables[i]))
            return true;
    return oc_class_has(n->parent, "highlight");
}

/* The code itself in such a table, whatever stands around it; NULL when n is none. */
static xmlNode *code_of_table(xmlNode *n)
{
    xmlNode *pre = NULL;
    bool gutter = oc_class_has(n, "lntable");
    for (xmlNode *at = n->children; at; at = oc_node_next(n, at)) {
        gutter = gutter || (oc_node_is(at, "td") && is_line_number(at));
        if (oc_node_is(at, "pre"))
            pre = at; /* the last one: line numbers come first */
    }
    return gutter ? pre : NULL;
}

xmlNode *oc_block_code_table(xmlNode *n)
{
    xmlNode *pre = is_code_table(n) ? code_of_table(n) : NULL;
    if (pre) {
        oc_node_before(n, pre);
        oc_node_remove(n);
    }
    return pre;
}

xmlNode *oc_block_code_inner(xmlNode *pre)
{
    const xmlNode *code = only_in(pre, "code");
    xmlNode *table = only_in(code ? code : pre, "table");
    xmlNode *inner = table && is_code_table(table) ? code_of_table(table) : NULL;
    if (!inner)
        return pre;
    oc_node_before(pre, inner);
    oc_node_remove(pre);
    return inner;
}
