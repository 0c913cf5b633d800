/* SPDX-License-Identifier: MIT */
/*
 * Values of expressions: literals, what assign and include set, the front matter, the site's
 * configuration. Whatever else a generator knows is unknown here, and said to be.
 */
#include "base/limits.h"
#include "base/path.h"
#include "base/uni.h"
#include "render/tags_impl.h"

#define MAX_CLAUSES 16

static struct oc_tag_value known(struct oc_str text)
{
    return (struct oc_tag_value){.known = true, .text = text};
}

static struct oc_tag_value of_node(const struct oc_value *v)
{
    struct oc_tag_value out = {.known = true};
    if (v && v->kind == OC_VALUE_TEXT)
        out.text = v->text;
    else if (v && v->kind != OC_VALUE_NULL)
        out.node = v;
    return out;
}

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' ||
           c == '-';
}

/* ---- paths ---- */

/* Cuts the next name off a path: a.b, a["b"], a['b']. */
static struct oc_str next_name(struct oc_str *path)
{
    struct oc_str s = *path, name;
    size_t end = 0;
    if (s.n && s.p[0] == '.')
        s = oc_str_sub(s, 1, s.n);
    if (s.n > 2 && s.p[0] == '[') {
        end = oc_str_chr(s, ']', 0);
        name = oc_str_trim(oc_str_sub(s, 1, end));
        if (name.n > 1 && (name.p[0] == '"' || name.p[0] == '\''))
            name = oc_str_sub(name, 1, name.n - 1);
        *path = end == SIZE_MAX ? OC_STR_NONE : oc_str_sub(s, end + 1, s.n);
        return name;
    }
    while (end < s.n && is_word(s.p[end]))
        end++;
    name = oc_str_sub(s, 0, end);
    *path = end ? oc_str_sub(s, end, s.n) : OC_STR_NONE;
    return name;
}

/* Steps along a long list cost as much as bytes that tags make: a few words can ask for any number
 * of them. */
#define FREE_STEPS 64
#define STEP_COST 8

static const struct oc_value *item_at(struct oc_tags *t, const struct oc_value *list, int64_t index)
{
    const struct oc_value *v = list->child;
    if (index > FREE_STEPS && !oc_tags_may(t, STEP_COST * (size_t)index))
        return NULL;
    while (v && index-- > 0)
        v = v->next;
    return v;
}

static struct oc_tag_value descend(struct oc_tags *t, struct oc_tag_value v, struct oc_str path)
{
    while (path.n) {
        struct oc_str name = next_name(&path);
        if (!name.n)
            return (struct oc_tag_value){.known = false};
        if (!v.known)
            return v;
        int64_t index;
        if (v.node && v.node->kind == OC_VALUE_LIST &&
            oc_str_int(&index, name, 0, OC_MAX_VALUE_NODES) == 0)
            v = of_node(item_at(t, v.node, index));
        else
            v = of_node(oc_value_get(v.node, oc_arena_cstr(t->run->r->arena, name)));
    }
    return v;
}

struct oc_tag_value oc_tag_front(const struct oc_tags *t, struct oc_str key)
{
    /* what a generator makes of the post */
    static const char *const made[] = {"content",    "excerpt", "next", "previous", "prev",
                                       "collection", "id",      "toc",  "readtime", NULL};
    const struct oc_post *post = t->run->r->post;
    const struct oc_value *v =
        key.n ? oc_value_get(post->front, oc_arena_cstr(t->run->r->arena, key)) : NULL;
    if (v)
        return of_node(v);
    if (oc_str_is(key, "title"))
        return known(post->title);
    if (oc_str_is(key, "url") || oc_str_is(key, "permalink"))
        return known(post->url);
    if (oc_str_is(key, "path"))
        return known(post->rel);
    if (oc_str_is(key, "slug"))
        return known(post->slug);
    if (oc_str_is(key, "description"))
        return known(post->description);
    if (oc_str_is(key, "date") && post->date.valid)
        return known(oc_date_iso(t->run->r->arena, post->date));
    return (struct oc_tag_value){.known = !oc_str_is_any(key, made)};
}

struct oc_tag_value oc_tag_site(const struct oc_tags *t, struct oc_str key)
{
    static const char *const made[] = {
        "posts",       "pages",        "data",          "time",       "tags",      "categories",
        "collections", "static_files", "related_posts", "html_pages", "documents", "github",
        NULL};
    const struct oc_book *book = t->run->r->book;
    const struct oc_value *root = oc_map_get(&book->site_config, t->run->r->post->root);
    const struct oc_value *v =
        key.n ? oc_value_get(root, oc_arena_cstr(t->run->r->arena, key)) : NULL;
    if (v)
        return of_node(v);
    if (oc_str_is(key, "url"))
        return known(book->config && book->config->url.n ? book->config->url : book->site_url);
    if (oc_str_is(key, "title"))
        return known(book->site_title);
    if (oc_str_is(key, "author"))
        return known(book->site_author);
    if (oc_str_is(key, "description"))
        return known(book->site_description);
    if (oc_str_is(key, "lang"))
        return known(book->site_lang);
    return (struct oc_tag_value){.known = !oc_str_is_any(key, made)};
}

/* Octopress: where the site begins on its host, without the "/" at the end. */
static struct oc_tag_value root_url(const struct oc_tags *t)
{
    struct oc_str root = oc_tag_site(t, OC_STR("root")).text;
    while (oc_str_ends(root, "/"))
        root = oc_str_sub(root, 0, root.n - 1);
    return known(root);
}

/* Eleventy: keys of the front matter have no name before them; metadata is a file of the site's. */
static struct oc_tag_value eleventy_value(struct oc_tags *t, struct oc_str root, struct oc_str rest)
{
    const char *key = oc_arena_cstr(t->run->r->arena, root);
    if (oc_value_get(t->run->r->post->front, key))
        return descend(t, oc_tag_front(t, root), rest);
    if (oc_str_is(root, "metadata") && rest.n)
        return descend(t, oc_tag_site(t, next_name(&rest)), rest);
    return (struct oc_tag_value){.known = false};
}

static struct oc_tag_value path_value(struct oc_tags *t, struct oc_str path)
{
    struct oc_str root = next_name(&path), rest = path;
    struct oc_tag_value *var;
    if (!root.n)
        return (struct oc_tag_value){.known = false};
    if (oc_str_is(root, "include") && t->params.arena) {
        var = oc_map_get(&t->params, next_name(&rest));
        return var ? descend(t, *var, rest) : known(OC_STR_NONE);
    }
    if ((var = oc_map_get(&t->run->vars, root)))
        return descend(t, *var, rest);
    if (oc_str_is(root, "page") || oc_str_is(root, "post"))
        return rest.n ? descend(t, oc_tag_front(t, next_name(&rest)), rest)
                      : (struct oc_tag_value){.known = false};
    if (oc_str_is(root, "site") || oc_str_is(root, "config"))
        return rest.n ? descend(t, oc_tag_site(t, next_name(&rest)), rest)
                      : (struct oc_tag_value){.known = false};
    if (oc_str_is(root, "root_url") && !rest.n && t->run->r->post->dialect == OC_JEKYLL)
        return root_url(t);
    if (t->run->r->post->dialect == OC_ELEVENTY)
        return eleventy_value(t, root, rest);
    return (struct oc_tag_value){.known = false};
}

/* The end of an atom at the start of s: a literal or a path. */
static size_t atom_end(struct oc_str s)
{
    size_t end = 0;
    if (s.n && (s.p[0] == '"' || s.p[0] == '\'')) {
        end = oc_str_chr(s, s.p[0], 1);
        return end == SIZE_MAX ? s.n : end + 1;
    }
    while (end < s.n && (is_word(s.p[end]) || s.p[end] == '.' || s.p[end] == '[')) {
        if (s.p[end] == '[') {
            size_t close = oc_str_chr(s, ']', end);
            if (close == SIZE_MAX)
                return end;
            end = close;
        }
        end++;
    }
    return end;
}

static struct oc_tag_value atom(struct oc_tags *t, struct oc_str s)
{
    static const char *const nothing[] = {"nil", "null", "empty", "blank", NULL};
    s = oc_str_trim(s);
    if (s.n > 1 && (s.p[0] == '"' || s.p[0] == '\''))
        return known(oc_str_sub(s, 1, s.p[s.n - 1] == s.p[0] ? s.n - 1 : s.n));
    if (!s.n || oc_str_is_any(s, nothing))
        return known(OC_STR_NONE);
    if (oc_str_is(s, "true") || oc_str_is(s, "false") || (s.p[0] >= '0' && s.p[0] <= '9'))
        return known(s);
    if (atom_end(s) != s.n)
        return (struct oc_tag_value){.known = false};
    return path_value(t, s);
}

bool oc_tag_is_path(struct oc_str s)
{
    size_t end = atom_end(s);
    if (!end || (s.p[0] >= '0' && s.p[0] <= '9'))
        return false;
    struct oc_str rest = oc_str_trim(oc_str_sub(s, end, s.n));
    return !rest.n || rest.p[0] == '|';
}

/* ---- filters ---- */

struct call {
    struct oc_tags *t;
    struct oc_str value, one, two; /* arguments */
    bool first;                    /* replace the first alone */
    struct oc_buf out;
};

static struct oc_str base_url(struct call *c)
{
    struct oc_str base = oc_tag_site(c->t, OC_STR("baseurl")).text;
    while (oc_str_ends(base, "/"))
        base = oc_str_sub(base, 0, base.n - 1);
    return base;
}

static bool is_absolute(struct oc_str s)
{
    return oc_str_find(s, "://", 0) != SIZE_MAX || oc_str_starts(s, "//");
}

static void f_same(struct call *c)
{
    oc_buf_put(&c->out, c->value);
}

static void f_relative(struct call *c)
{
    if (!is_absolute(c->value)) {
        oc_buf_put(&c->out, base_url(c));
        oc_buf_puts(&c->out, oc_str_starts(c->value, "/") ? "" : "/");
    }
    oc_buf_put(&c->out, c->value);
}

static void f_absolute(struct call *c)
{
    struct oc_str url = oc_tag_site(c->t, OC_STR("url")).text;
    while (oc_str_ends(url, "/"))
        url = oc_str_sub(url, 0, url.n - 1);
    if (!is_absolute(c->value))
        oc_buf_put(&c->out, url);
    f_relative(c);
}

static void f_prepend(struct call *c)
{
    oc_buf_put(&c->out, c->one);
    oc_buf_put(&c->out, c->value);
}

static void f_append(struct call *c)
{
    oc_buf_put(&c->out, c->value);
    oc_buf_put(&c->out, c->one);
}

static void f_default(struct call *c)
{
    oc_buf_put(&c->out, c->value.n && !oc_str_is(c->value, "false") ? c->value : c->one);
}

static void f_strip(struct call *c)
{
    oc_buf_put(&c->out, oc_str_trim(c->value));
}

static void f_lines(struct call *c)
{
    struct oc_str rest = c->value, line;
    while (oc_str_line(&line, &rest))
        oc_buf_put(&c->out, line);
}

static void f_escape(struct call *c)
{
    oc_buf_put_xml(&c->out, c->value);
}

static void f_upper(struct call *c)
{
    for (size_t i = 0; i < c->value.n; i++) {
        char b = c->value.p[i];
        oc_buf_putc(&c->out, b >= 'a' && b <= 'z' ? (char)(b - 32) : b);
    }
}

static void f_lower(struct call *c)
{
    for (size_t i = 0; i < c->value.n; i++) {
        char b = c->value.p[i];
        oc_buf_putc(&c->out, b >= 'A' && b <= 'Z' ? (char)(b + 32) : b);
    }
}

static void f_replace(struct call *c)
{
    const char *what = oc_arena_cstr(c->t->run->r->arena, c->one);
    size_t from = 0, at;
    while (c->one.n && (at = oc_str_find(c->value, what, from)) != SIZE_MAX) {
        oc_buf_put(&c->out, oc_str_sub(c->value, from, at));
        oc_buf_put(&c->out, c->two);
        from = at + c->one.n;
        if (c->first)
            break;
    }
    oc_buf_put(&c->out, oc_str_sub(c->value, from, c->value.n));
}

static void f_replace_first(struct call *c)
{
    c->first = true;
    f_replace(c);
}

static void f_encode(struct call *c)
{
    oc_percent_encode(&c->out, c->value, "/:?#&=%@!$'()*+,;");
}

static void f_slug(struct call *c)
{
    oc_uni_slug(&c->out, c->value);
}

static const struct {
    const char *name;
    void (*fn)(struct call *c);
} filters[] = {
    {"relative_url", f_relative},
    {"absolute_url", f_absolute},
    {"prepend", f_prepend},
    {"append", f_append},
    {"default", f_default},
    {"strip", f_strip},
    {"lstrip", f_strip},
    {"rstrip", f_strip},
    {"trim", f_strip},
    {"strip_newlines", f_lines},
    {"escape", f_escape},
    {"escape_once", f_escape},
    {"xml_escape", f_escape},
    {"upcase", f_upper},
    {"upper", f_upper},
    {"downcase", f_lower},
    {"lower", f_lower},
    {"replace", f_replace},
    {"replace_first", f_replace_first},
    {"remove", f_replace},
    {"uri_escape", f_encode},
    {"slugify", f_slug},
    {"smartify", f_same},
    {"safe", f_same},
    {"url", f_same}, /* Eleventy's */
    {"htmlBaseUrl", f_same},
    {"raw", f_same},
};

/* The part of s before the next c that is not in quotes; *s gets the rest, empty p at the end. */
static struct oc_str cut(struct oc_str *s, char c)
{
    char quote = '\0';
    for (size_t at = 0; at < s->n; at++) {
        char b = s->p[at];
        if (quote ? b == quote : b == '"' || b == '\'') {
            quote = quote ? '\0' : b;
        } else if (b == c && !quote) {
            struct oc_str part = oc_str_sub(*s, 0, at);
            *s = oc_str_sub(*s, at + 1, s->n);
            if (!s->p)
                s->p = "";
            return part;
        }
    }
    struct oc_str part = *s;
    *s = OC_STR_NONE;
    return part;
}

static struct oc_tag_value apply(struct oc_tags *t, struct oc_tag_value v, struct oc_str filter)
{
    struct oc_str args = oc_str_trim(filter), name = oc_str_trim(cut(&args, ':'));
    size_t paren = oc_str_chr(name, '(', 0); /* Nunjucks: default("x") */
    if (paren != SIZE_MAX) {
        args = oc_str_sub(name, paren + 1, name.n - oc_str_ends(name, ")"));
        name = oc_str_sub(name, 0, paren);
    }
    for (size_t i = 0; i < OC_COUNT(filters); i++) {
        if (!oc_str_is(name, filters[i].name))
            continue;
        if (!v.known && filters[i].fn != f_default)
            return v;
        if (!oc_tags_may(t, v.text.n)) /* what it reads costs too: it may make little of much */
            return (struct oc_tag_value){.known = false};
        struct call c = {.t = t, .value = v.text};
        oc_buf_init(&c.out, OC_MAX_TAG_BYTES);
        c.one = atom(t, cut(&args, ',')).text;
        c.two = args.n ? atom(t, args).text : OC_STR_NONE;
        filters[i].fn(&c);
        t->run->made += c.out.n;
        v = known(oc_buf_take(&c.out, t->run->r->arena));
        oc_buf_release(&c.out);
        return v;
    }
    struct oc_buf out;
    struct oc_tag_value made = {.known = false};
    if (!v.known)
        return v;
    if (!oc_tags_may(t, v.text.n))
        return made;
    oc_buf_init(&out, OC_MAX_TAG_BYTES);
    if (oc_tag_filter(&out, t, v, name, atom(t, cut(&args, ',')).text)) {
        t->run->made += out.n;
        made = known(oc_buf_take(&out, t->run->r->arena));
    }
    oc_buf_release(&out);
    return made;
}

struct oc_tag_value oc_tag_eval(struct oc_tags *t, struct oc_str expression)
{
    struct oc_str rest = expression;
    struct oc_tag_value v = atom(t, cut(&rest, '|'));
    while (rest.p && t->run->made <= OC_MAX_TAG_BYTES)
        v = apply(t, v, cut(&rest, '|'));
    return v;
}

/* ---- conditions ---- */

static int truth(struct oc_tag_value v)
{
    if (!v.known)
        return -1;
    return v.node || (v.text.n && !oc_str_is(v.text, "false"));
}

static int compare(struct oc_tags *t, struct oc_str clause)
{
    static const char *const signs[] = {"==", "!=", "<>", " contains ", ">", "<"};
    for (size_t i = 0; i < OC_COUNT(signs); i++) {
        size_t at = oc_str_find(clause, signs[i], 0);
        if (at == SIZE_MAX)
            continue;
        struct oc_tag_value a = atom(t, oc_str_sub(clause, 0, at));
        struct oc_tag_value b = atom(t, oc_str_sub(clause, at + strlen(signs[i]), clause.n));
        if (!a.known || !b.known || i >= 4 || !oc_tags_may(t, a.text.n))
            return -1;
        bool same = oc_str_eq(a.text, b.text) && !a.node;
        if (i == 3)
            return !a.node && b.text.n &&
                   oc_str_find(a.text, oc_arena_cstr(t->run->r->arena, b.text), 0) != SIZE_MAX;
        return i == 0 ? same : !same;
    }
    if (oc_str_starts(clause, "not ")) {
        int is = truth(atom(t, oc_str_sub(clause, 4, clause.n)));
        return is < 0 ? is : !is;
    }
    return truth(atom(t, clause));
}

int oc_tag_test(struct oc_tags *t, struct oc_str condition)
{
    struct oc_str clauses[MAX_CLAUSES];
    bool both[MAX_CLAUSES] = {false};
    size_t n = 0, from = 0;
    char quote = '\0';
    for (size_t at = 0; at < condition.n; at++) {
        char b = condition.p[at];
        struct oc_str rest = oc_str_sub(condition, at, condition.n);
        bool and = oc_str_starts(rest, " and "), or = oc_str_starts(rest, " or ");
        if (quote ? b == quote : b == '"' || b == '\'') {
            quote = quote ? '\0' : b;
        } else if (!quote && (and || or)) {
            if (n + 1 == MAX_CLAUSES)
                return -1;
            clauses[n] = oc_str_sub(condition, from, at);
            both[n++] = and;
            from = at + (and? 5 : 4);
        }
    }
    clauses[n] = oc_str_sub(condition, from, condition.n);
    int is = compare(t, oc_str_trim(clauses[n]));
    while (n-- > 0) { /* Liquid goes from right to left */
        int left = compare(t, oc_str_trim(clauses[n]));
        int decides = both[n] ? 0 : 1;
        is = left == decides || is == decides ? decides : left < 0 || is < 0 ? -1 : !decides;
    }
    return is;
}
