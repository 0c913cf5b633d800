/* SPDX-License-Identifier: MIT */
/*
 * Front matter: its fences, and which language stands between them. A strict parse comes first;
 * where that fails the block is read line by line, and only a block in which nothing looks like
 * `key: value` is taken for what it then is, text between two rules.
 */
#include "base/limits.h"
#include "base/path.h"
#include "collect/stages.h"

#define UNFENCED_LINES 200

struct block {
    struct oc_str text; /* between the fences */
    size_t end;         /* where the body starts */
    int line, end_line; /* of text and of the body, 1-based */
    bool large;         /* no fence so far, and no more is looked at */
};

/* The length of a fence (3 or more of c, blanks after it), else 0. */
static size_t fence(struct oc_str line, char c)
{
    size_t n = 0;
    while (n < line.n && line.p[n] == c)
        n++;
    return n >= 3 && oc_str_blank(oc_str_sub(line, n, line.n)) ? n : 0;
}

static size_t offset(struct oc_str text, struct oc_str rest)
{
    return rest.n ? (size_t)(rest.p - text.p) : text.n;
}

/* Is there `name:` or `name =` at the start of the line? */
static bool is_key_line(struct oc_str line, char sep, struct oc_str *key)
{
    size_t n = 0;
    if (line.n && (line.p[0] == '"' || line.p[0] == '\''))
        line = oc_str_sub(line, 1, line.n);
    while (n < line.n && n < 64 &&
           (line.p[n] == '_' || line.p[n] == '-' || line.p[n] == '.' ||
            (line.p[n] >= '0' && line.p[n] <= '9') ||
            ((line.p[n] | 0x20) >= 'a' && (line.p[n] | 0x20) <= 'z')))
        n++;
    *key = oc_str_sub(line, 0, n);
    if (n < line.n && (line.p[n] == '"' || line.p[n] == '\''))
        n++;
    while (n < line.n && (line.p[n] == ' ' || line.p[n] == '\t'))
        n++;
    return key->n && n < line.n && line.p[n] == sep;
}

static bool has_known_key(struct oc_str text, char sep)
{
    struct oc_str line, key;
    while (oc_str_line(&line, &text)) {
        bool found = is_key_line(line, sep, &key);
        /* title：x, with the colon of a Chinese keyboard */
        bool wide = !found && sep == ':' && key.n &&
                    oc_str_starts(oc_str_sub(line, key.n, line.n), "\xEF\xBC\x9A");
        if ((found || wide) && oc_meta_known(key))
            return true;
    }
    return false;
}

/* From rest (line `line`) to a fence of size c's; false when there is none. */
static bool find_close(struct block *b, struct oc_str text, struct oc_str rest, char c, size_t size,
                       int line, int max_lines)
{
    struct oc_str here;
    size_t from = offset(text, rest), at = from;
    b->line = line;
    b->large = false;
    for (int n = 0; n < max_lines && at - from <= OC_MAX_FRONT_BYTES; n++, line++) {
        if (!oc_str_line(&here, &rest))
            return false;
        bool dots = c == '-' && oc_str_starts(here, "...") && oc_str_trim(here).n == 3; /* YAML's */
        if (dots || (here.n >= size && here.p[0] == c && fence(here, c) == size)) {
            b->text = oc_str_sub(text, from, at);
            b->end = offset(text, rest);
            b->end_line = line + 1;
            return true;
        }
        at = offset(text, rest);
    }
    b->large = at - from > OC_MAX_FRONT_BYTES;
    return false;
}

static void accept(struct oc_post *post, const struct block *b, const struct oc_value *front)
{
    post->front = front;
    post->body_at = b->end;
    post->body_line = b->end_line;
}

static void warn_bad(struct oc_post *post, const struct oc_value_error *err)
{
    oc_diag_add(&post->diags, OC_D_FRONT_BAD, post->name, err->line, err->col, err->why,
                OC_STR_NONE);
}

/* ---- YAML ---- */

/* As Hexo: tabs that indent are two blanks each, and one before a '#' or a value is a blank. */
static struct oc_str without_tabs(struct oc_arena *a, struct oc_str text)
{
    struct oc_buf out;
    bool indent = true;
    oc_buf_init(&out, OC_MAX_FRONT_BYTES * 2);
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '\t')
            oc_buf_puts(&out, indent ? "  " : " ");
        else
            oc_buf_putc(&out, c);
        indent = c == '\n' || c == '\r' || (indent && (c == ' ' || c == '\t'));
    }
    struct oc_str result = oc_buf_take(&out, a);
    oc_buf_release(&out);
    return result;
}

static const struct oc_value *strict_yaml(struct oc_arena *a, struct oc_value_error *err,
                                          struct oc_str text, int line)
{
    *err = (struct oc_value_error){0};
    const struct oc_value *v = oc_value_yaml(a, err, text, line);
    if (v || oc_str_chr(text, '\t', 0) == SIZE_MAX)
        return v;
    struct oc_value_error again = {0};
    return oc_value_yaml(a, &again, without_tabs(a, text), line);
}

static bool read_yaml(struct oc_post *post, const struct block *b)
{
    struct oc_arena *a = &post->arena;
    struct oc_str text = oc_arena_copy(a, b->text), rest = text, line, key;
    struct oc_value_error err = {0};
    if (oc_str_blank(text)) {
        accept(post, b, NULL);
        return true;
    }
    const struct oc_value *v = strict_yaml(a, &err, text, b->line);
    if (v && (v->kind == OC_VALUE_MAP || v->kind == OC_VALUE_NULL)) {
        accept(post, b, v->kind == OC_VALUE_MAP ? v : NULL);
        return true;
    }
    do { /* the first line that says something */
        if (!oc_str_line(&line, &rest))
            return false;
    } while (oc_str_blank(line) || line.p[0] == '#');
    if (!has_known_key(text, ':') && !is_key_line(line, ':', &key))
        return false;
    if (v)
        err = (struct oc_value_error){b->line, 0, OC_STR("not a list of `key: value`")};
    warn_bad(post, &err);
    accept(post, b, oc_value_yaml_lenient(a, text, b->line));
    return true;
}

/* ---- TOML and JSON ---- */

typedef struct oc_value *parser(struct oc_arena *, struct oc_value_error *, struct oc_str, int);

static struct oc_value *json_of_lines(struct oc_arena *a, struct oc_value_error *err,
                                      struct oc_str text, int line)
{
    struct oc_str t = oc_str_trim(text);
    if (t.n && t.p[0] == '{')
        return oc_value_json(a, err, text, line);
    /* Hexo's form without braces; a comma after the last line is common there */
    if (oc_str_ends(t, ","))
        t.n--;
    return oc_value_json(a, err, oc_arena_printf(a, "{%.*s}", OC_STR_ARG(t)), line);
}

/* Adds the values of from to map; of two with one key the later one stays, as everywhere. */
static void add_all(struct oc_value *map, struct oc_map *keys, struct oc_value *from)
{
    for (struct oc_value *v = from, *next; v; v = next) {
        struct oc_value *earlier = oc_map_get(keys, v->key);
        next = v->next;
        if (earlier) {
            v->next = earlier->next;
            *earlier = *v;
            continue;
        }
        oc_map_set(keys, v->key, v);
        v->next = NULL;
        oc_value_append(map, v);
    }
}

/* Each line that is valid alone; false when there is none. */
static const struct oc_value *line_by_line(struct oc_arena *a, struct oc_str text, int line,
                                           parser *parse)
{
    struct oc_value *map = OC_NEW(a, struct oc_value);
    struct oc_value_error err;
    struct oc_str here;
    struct oc_map keys;
    oc_map_init(&keys, a);
    map->kind = OC_VALUE_MAP;
    map->line = line;
    for (; oc_str_line(&here, &text); line++) {
        struct oc_value *v = oc_str_blank(here) ? NULL : parse(a, &err, here, line);
        if (v && v->kind == OC_VALUE_MAP)
            add_all(map, &keys, v->child);
    }
    oc_value_index(a, map);
    return map->child ? map : NULL;
}

static bool read_other(struct oc_post *post, const struct block *b, parser *parse)
{
    struct oc_arena *a = &post->arena;
    struct oc_str text = oc_arena_copy(a, b->text);
    struct oc_value_error err = {0};
    const struct oc_value *v = NULL;
    if (!oc_str_blank(text)) {
        v = parse(a, &err, text, b->line);
        if (!v) {
            v = line_by_line(a, text, b->line, parse);
            if (!v)
                return false;
            warn_bad(post, &err);
        }
    }
    accept(post, b, v);
    return true;
}

/* The end of the JSON object that text starts with, or 0. */
static size_t object_end(struct oc_str text)
{
    int depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < text.n && i < OC_MAX_FRONT_BYTES; i++) {
        char c = text.p[i];
        if (quoted) {
            if (c == '\\')
                i++;
            else if (c == '"')
                quoted = false;
        } else if (c == '"') {
            quoted = true;
        } else if (c == '{') {
            depth++;
        } else if (c == '}' && --depth == 0) {
            return i + 1;
        }
    }
    return 0;
}

static bool read_json(struct oc_post *post, struct oc_str text)
{
    struct oc_str rest = oc_str_trim(oc_str_sub(text, 1, text.n)), line, after;
    if (!rest.n || (rest.p[0] != '"' && rest.p[0] != '}'))
        return false; /* {% tag %}, {{ liquid }}, prose */
    size_t end = object_end(text);
    if (!end)
        return false;
    struct block b = {.text = oc_str_sub(text, 0, end), .line = 1, .end_line = 1};
    rest = b.text;
    while (oc_str_line(&line, &rest))
        b.end_line++;
    rest = oc_str_sub(text, end, text.n);
    if (oc_str_line(&line, &rest) && !oc_str_blank(line))
        return false;
    after = rest;
    if (oc_str_line(&line, &after) && (fence(line, ';') || fence(line, '-'))) {
        rest = after;
        b.end_line++;
    }
    b.end = offset(text, rest);
    struct oc_value_error err;
    const struct oc_value *v =
        oc_value_json(&post->arena, &err, oc_arena_copy(&post->arena, b.text), 1);
    if (!v || v->kind != OC_VALUE_MAP)
        return false;
    accept(post, &b, v);
    return true;
}

/* ---- which of them ---- */

/* Old Hexo's form without an opening fence: key lines, then a fence. */
static bool read_unfenced(struct oc_post *post, struct oc_str text, int first_line)
{
    struct oc_str rest = text, line, key;
    struct block b;
    if (!oc_str_line(&line, &rest) || !is_key_line(line, ':', &key))
        return false;
    rest = text;
    if (!find_close(&b, text, rest, '-', 3, first_line, UNFENCED_LINES) &&
        !find_close(&b, text, rest, ';', 3, first_line, UNFENCED_LINES))
        return false;
    if (!has_known_key(b.text, ':'))
        return false;
    struct oc_value_error err;
    const struct oc_value *v =
        strict_yaml(&post->arena, &err, oc_arena_copy(&post->arena, b.text), first_line);
    if (!v || v->kind != OC_VALUE_MAP)
        return false;
    accept(post, &b, v);
    return true;
}

static bool read_unfenced_json(struct oc_post *post, struct oc_str text)
{
    struct block b;
    if (text.p[0] != '"' || !find_close(&b, text, text, ';', 3, 1, UNFENCED_LINES) ||
        !has_known_key(b.text, ':'))
        return false;
    return read_other(post, &b, json_of_lines);
}

static bool read_fenced(struct oc_post *post, struct oc_str text, struct oc_str line,
                        struct oc_str rest, int at)
{
    char c = line.p[0];
    size_t size = fence(line, c);
    struct block b;
    if (!find_close(&b, text, rest, c, size, at + 1, INT32_MAX)) {
        struct oc_str next = OC_STR_NONE, key;
        if (oc_str_line(&next, &rest) && is_key_line(next, c == '+' ? '=' : ':', &key) &&
            oc_meta_known(key)) {
            if (b.large)
                oc_diag_limit(&post->diags, post->name, at, 0, OC_MAX_FRONT_BYTES,
                              "bytes of front matter");
            else
                oc_diag_add(&post->diags, OC_D_FRONT_UNCLOSED, post->name, at, 0, OC_STR_NONE,
                            OC_STR_NONE);
        }
        return false;
    }
    if (c == '-')
        return read_yaml(post, &b);
    return read_other(post, &b, c == '+' ? oc_value_toml : json_of_lines);
}

void oc_front_read(struct oc_post *post, struct oc_str text)
{
    struct oc_str rest = text, line;
    int at = 0;
    post->front = NULL;
    post->body_at = 0;
    post->body_line = 1;
    do { /* blank lines may come first */
        if (at > 8 || !oc_str_line(&line, &rest))
            return;
        at++;
    } while (oc_str_blank(line));
    if (line.p[0] == '{' && at == 1) {
        (void)read_json(post, text);
    } else if (line.p[0] && strchr("-+;", line.p[0]) && fence(line, line.p[0])) {
        (void)read_fenced(post, text, line, rest, at);
    } else if (line.p[0] == '#' && at == 1 &&
               oc_front_notion(post, text, oc_path_stem(post->rel))) {
        return;
    } else if (at == 1 && !read_unfenced(post, text, 1) && !read_unfenced_json(post, text)) {
        (void)oc_front_headers(post, text);
    }
}

bool oc_front_scaffold(const struct oc_post *post)
{
    struct oc_str title = oc_value_text(oc_value_get(post->front, "title"));
    const struct oc_value *t = oc_value_get(post->front, "title"),
                          *d = oc_value_get(post->front, "date");
    /* strict YAML reads {{ title }} as a map whose key is a map */
    if (oc_str_starts(title, "{{") || (t && t->kind == OC_VALUE_MAP))
        return true;
    bool map = d && d->kind == OC_VALUE_MAP && !(d->child && d->child->key.n); /* {{ date }} */
    return !t && (oc_str_starts(oc_value_text(d), "{{") || map);
}
