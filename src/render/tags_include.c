/* SPDX-License-Identifier: MIT */
/*
 * Files that tags bring in. A file is read only when its real path, symbolic links followed, lies
 * below the site's root; none includes itself, and eight includes deep is enough.
 */
#include "base/file.h"
#include "base/limits.h"
#include "base/path.h"
#include "base/uni.h"
#include "base/utf8.h"
#include "render/tags_impl.h"

static int refuse(struct oc_tags *t, const struct oc_tag *tag, struct oc_str name, const char *why)
{
    oc_tags_warn(t, OC_D_INCLUDE_REFUSED, tag, name, oc_str(why));
    return -1;
}

/* The real path of a file that is named by a path from the site's root on; *outside: it is there,
 * and lies elsewhere. NULL: it may not be read. */
static const char *real_path(bool *outside, struct oc_tags *t, struct oc_str path)
{
    struct oc_arena *a = t->run->r->arena;
    struct oc_str root = t->run->r->post->root;
    const char *real = oc_file_real(a, oc_path_join(a, root, path).p);
    *outside = false;
    if (!real || oc_file_kind(real) != OC_FILE_REGULAR)
        return NULL;
    const char *real_root = oc_file_real(a, root.n ? oc_arena_cstr(a, root) : ".");
    if (!real_root)
        return NULL;
    *outside = !oc_path_inside(oc_str(real_root), oc_str(real));
    return *outside ? NULL : real;
}

/* The real path of root/folder/name; NULL, and told, when it may not be read. */
static const char *find(struct oc_tags *t, const struct oc_tag *tag, struct oc_str folder,
                        struct oc_str name)
{
    struct oc_arena *a = t->run->r->arena;
    struct oc_str rel = oc_path_normal(a, name);
    const char *real = NULL;
    bool outside =
        !rel.n || rel.p[0] == '/' || oc_str_starts(rel, "..") || memchr(name.p, '\0', name.n);
    if (!outside)
        real = real_path(&outside, t, oc_path_join(a, folder, rel));
    if (outside)
        refuse(t, tag, name, "it lies outside the site");
    else if (!real)
        oc_tags_warn_once(t, OC_D_INCLUDE_MISSING, tag, name);
    return real;
}

/* Appends the file's text, as UTF-8. */
static bool read_text(struct oc_buf *out, const char **why, const char *path)
{
    struct oc_buf utf8;
    char charset[32];
    if (oc_file_read(out, why, path) != 0)
        return false;
    if (oc_utf8_valid(oc_buf_view(out), NULL))
        return true;
    oc_buf_init(&utf8, out->max);
    (void)oc_charset_to_utf8(&utf8, charset, oc_buf_view(out));
    oc_buf_clear(out);
    oc_buf_put(out, oc_buf_view(&utf8));
    oc_buf_release(&utf8);
    return true;
}

int oc_tags_file(struct oc_str *text, struct oc_tags *t, const struct oc_tag *tag,
                 struct oc_str folder, struct oc_str name)
{
    struct oc_arena *a = t->run->r->arena;
    struct oc_buf buf;
    const char *why = "", *path;
    if (++t->run->includes > OC_MAX_INCLUDES) {
        oc_tags_warn_once(t, OC_D_TAG_LIMIT, tag, OC_STR_NONE);
        return -1;
    }
    path = find(t, tag, folder, name);
    if (!path)
        return -1;
    oc_buf_init(&buf, OC_MAX_TAG_BYTES);
    bool good = read_text(&buf, &why, path);
    t->run->made += buf.n;
    *text = oc_buf_take(&buf, a);
    oc_buf_release(&buf);
    if (!good)
        return refuse(t, tag, name, why);
    if (oc_str_starts(*text, "\xEF\xBB\xBF"))
        *text = oc_str_sub(*text, 3, text->n);
    return 0;
}

bool oc_tags_may_file(struct oc_str *text, struct oc_tags *t, struct oc_str path, size_t most)
{
    struct oc_buf buf;
    bool outside;
    const char *why, *real = real_path(&outside, t, path);
    if (!real || ++t->run->includes > OC_MAX_INCLUDES)
        return false;
    oc_buf_init(&buf, most);
    bool good = read_text(&buf, &why, real);
    *text = oc_buf_take(&buf, t->run->r->arena);
    oc_buf_release(&buf);
    return good;
}

/* ---- include ---- */

/* Blank lines and indents out of HTML: tags that go leave them, and Markdown would read them. */
static struct oc_str squeeze(struct oc_arena *a, struct oc_str html)
{
    struct oc_buf out;
    struct oc_str line;
    if (oc_str_find(html, "<pre", 0) != SIZE_MAX || oc_str_find(html, "<textarea", 0) != SIZE_MAX)
        return html;
    oc_buf_init(&out, OC_MAX_PAGE_BYTES);
    while (oc_str_line(&line, &html)) {
        line = oc_str_trim(line);
        if (!line.n)
            continue;
        if (out.n)
            oc_buf_putc(&out, '\n');
        oc_buf_put(&out, line);
    }
    struct oc_str s = oc_buf_take(&out, a);
    oc_buf_release(&out);
    return s;
}

static void set_params(struct oc_tags *child, struct oc_tags *t)
{
    struct oc_arena *a = t->run->r->arena;
    oc_map_init(&child->params, a);
    for (size_t i = 0; i < t->args.n; i++) {
        if (!t->args.key[i].n)
            continue;
        struct oc_tag_value *v = OC_NEW(a, struct oc_tag_value);
        if (t->args.bare[i])
            *v = oc_tag_eval(t, t->args.value[i]);
        else
            *v = (struct oc_tag_value){.known = true, .text = t->args.value[i]};
        oc_map_set(&child->params, t->args.key[i], v);
    }
}

/* The file an include names: a word, in quotes, or {{ expression }}. */
static struct oc_str file_name(struct oc_tags *t, const struct oc_tag *tag)
{
    if (!oc_str_starts(tag->args, "{{"))
        return oc_tag_arg(t, "file", 0);
    size_t end = oc_str_find(tag->args, "}}", 2);
    return oc_tag_eval(t, oc_str_trim(oc_str_sub(tag->args, 2, end))).text;
}

/* Includes that themes bring: with a theme that is a gem they are in no folder of the site. */
static const struct {
    const char *stem, *tag;
} theme_includes[] = {
    {"figure", "figure"},
    {"image", "figure"},
    {"img", "figure"},
    {"picture", "figure"},
    {"responsive-image", "figure"},
    {"youtube", "youtube"},
    {"youtubeplayer", "youtube"},
    {"vimeo", "vimeo"},
    {"video", ""},
    {"gist", "gist"},
    {"tweet", "tweet"},
    {"toc", "toc"},
    {"gallery", "listed"},
    {"feature_row", "listed"},
    {"responsive-embed", "embed"},
    {"bilibili", "bilibili"},
    {"spotify", "spotify"},
    {"audio", "audio"},
    {"note", "note"},
    {"tip", "tip"},
    {"info", "info"},
    {"important", "important"},
    {"warning", "warning"},
    {"callout", "callout"},
    {"alert", "alert"},
};

/* The same without the file's name, and with what parameters name in its place. */
static void shift_args(struct oc_tags *t)
{
    struct oc_tag_args *args = &t->args;
    size_t n = 0;
    for (size_t i = 1; i < args->n; i++) {
        args->key[n] = args->key[i];
        args->value[n] =
            args->bare[i] && args->key[i].n ? oc_tag_eval(t, args->value[i]).text : args->value[i];
        args->bare[n++] = false;
    }
    args->n = n;
}

/* What a theme's include would have shown; false when none is known by that name. */
static bool of_theme(struct oc_tags *t, const struct oc_tag *tag, struct oc_str folder,
                     struct oc_str name)
{
    struct oc_arena *a = t->run->r->arena;
    struct oc_str stem = oc_path_stem(oc_path_base(name));
    struct oc_str path =
        oc_path_join(a, t->run->r->post->root, oc_path_join(a, folder, oc_path_normal(a, name)));
    if (!oc_str_is(folder, "_includes") || oc_file_kind(path.p) != OC_FILE_NONE)
        return false;
    for (size_t i = 0; i < OC_COUNT(theme_includes); i++) {
        if (!oc_str_iis(stem, theme_includes[i].stem))
            continue;
        struct oc_str as = oc_str(theme_includes[i].tag);
        if (!as.n)
            as = oc_tag_arg(t, "provider", SIZE_MAX);
        if (!as.n) /* Chirpy's embed/video.html has a file */
            as = stem;
        const struct oc_tag_row *row = oc_tag_row(as, OC_TAG_LIQUID, OC_TAG_LIQUID);
        if (!row)
            return false;
        struct oc_tag copy = *tag;
        copy.row = row;
        copy.name = oc_str_is(as, "listed") ? stem : as;
        copy.named = true;
        copy.match = SIZE_MAX;
        shift_args(t);
        row->handle(t, &copy);
        return true;
    }
    return false;
}

OC_TAG_HANDLER(include)
{
    struct oc_tags_run *run = t->run;
    struct oc_arena *a = run->r->arena;
    struct oc_str name = file_name(t, tag), folder = oc_str(tag->row->param);
    struct oc_tags child = {.run = run, .above = t};
    if (!folder.n) /* beside the post */
        folder = oc_path_dir(run->r->post->rel);
    if (!name.n) {
        oc_tags_warn_once(t, OC_D_INCLUDE_MISSING, tag, tag->args);
        return;
    }
    if (of_theme(t, tag, folder, name))
        return;
    child.path = oc_arena_printf(a, "%.*s/%.*s", OC_STR_ARG(folder), OC_STR_ARG(name));
    for (const struct oc_tags *up = t; up; up = up->above) {
        if (oc_str_eq(up->path, child.path)) {
            refuse(t, tag, name, "it includes itself");
            return;
        }
    }
    if (run->depth == OC_MAX_INCLUDE_DEPTH) {
        refuse(t, tag, name, "it stands too many includes deep");
        return;
    }
    if (oc_tags_file(&child.text, t, tag, folder, name) != 0)
        return;
    struct oc_str start = oc_str_trim(child.text);
    bool html = (oc_str_iends(name, ".html") || oc_str_iends(name, ".htm")) && start.n &&
                strchr("<{", start.p[0]);
    while (oc_str_ends(child.text, "\n") || oc_str_ends(child.text, "\r"))
        child.text.n--;
    child.html = html || !oc_tags_in_text(t);
    child.indent = oc_tags_prefix(t);
    child.first_line = t->outer ? t->src_line : t->first_line;
    set_params(&child, t);
    size_t from = run->out->n;
    run->depth++;
    oc_tags_text(&child);
    run->depth--;
    if (child.html)
        oc_tags_put_lines(t, squeeze(a, oc_tags_take(t, from)));
}

static int64_t line_number(struct oc_str s, int64_t fallback)
{
    int64_t n;
    return oc_str_int(&n, s, 1, INT32_MAX) == 0 ? n : fallback;
}

/* include_code [title] [lang:x] [from:n] [to:n] path: of Hexo's folder for code. */
OC_TAG_HANDLER(include_code)
{
    struct oc_str lang = OC_STR_NONE, title = OC_STR_NONE, path = OC_STR_NONE, text, line;
    int64_t from = 1, to = INT32_MAX, number = 0;
    struct oc_buf code;
    for (size_t i = 0; i < t->args.n; i++) {
        struct oc_str s = t->args.value[i];
        if (oc_str_starts(s, "lang:"))
            lang = oc_str_sub(s, 5, s.n);
        else if (oc_str_starts(s, "from:"))
            from = line_number(oc_str_sub(s, 5, s.n), 1);
        else if (oc_str_starts(s, "to:"))
            to = line_number(oc_str_sub(s, 3, s.n), INT32_MAX);
        else if (i + 1 == t->args.n)
            path = s;
        else
            title = title.n ? oc_arena_printf(t->run->r->arena, "%.*s %.*s", OC_STR_ARG(title),
                                              OC_STR_ARG(s))
                            : s;
    }
    if (!path.n)
        return;
    if (oc_tags_file(&text, t, tag, OC_STR("source/downloads/code"), path) != 0) {
        oc_tags_put_text(t, title.n ? title : path);
        return;
    }
    oc_buf_init(&code, OC_MAX_TAG_BYTES);
    while (oc_str_line(&line, &text)) {
        if (++number < from || number > to)
            continue;
        oc_buf_put(&code, line);
        oc_buf_putc(&code, '\n');
    }
    oc_tags_para(t);
    oc_tags_puts(t, "<p class=\"code-title\">");
    oc_tags_put_html(t, title.n ? title : path);
    oc_tags_puts(t, "</p>");
    oc_tags_code(t, lang.n ? lang : oc_path_ext(path), oc_buf_view(&code));
    oc_tags_para(t);
    oc_buf_release(&code);
}
