/* SPDX-License-Identifier: MIT */
/*
 * YAML front matter read by lines, for what a strict reader refuses. The lines are cut once;
 * every function below works on a range [lo, hi) of them and never fails: what it cannot make
 * out becomes text.
 */
#include "base/limits.h"
#include "base/value_build.h"

#define OC_TAB_WIDTH 2 /* as Hexo does, which turns tabs into two spaces */

/* Offsets into the text: [at, end) without white space at its end; text is where it begins. */
struct line {
    uint32_t at, text, end;
    int indent;
};

struct lenient {
    struct oc_value_build b;
    struct oc_str text;
    struct line *lines;
    size_t n;
    int first_line;
    struct oc_buf scratch;
};

static struct oc_value *read_block(struct lenient *l, size_t lo, size_t hi, int depth);

static void cut_lines(struct lenient *l)
{
    size_t n = 0;
    struct oc_str rest = l->text, s;
    while (oc_str_line(&s, &rest))
        n++;
    l->lines = oc_arena_alloc(l->b.arena, n * sizeof *l->lines);
    rest = l->text;
    while (oc_str_line(&s, &rest)) {
        struct line *line = &l->lines[l->n++];
        size_t i = 0, end = s.n;
        for (; i < s.n && (s.p[i] == ' ' || s.p[i] == '\t'); i++)
            line->indent += s.p[i] == '\t' ? OC_TAB_WIDTH : 1;
        while (end > i && (s.p[end - 1] == ' ' || s.p[end - 1] == '\t'))
            end--;
        line->at = (uint32_t)(s.p - l->text.p);
        line->text = line->at + (uint32_t)i;
        line->end = line->at + (uint32_t)end;
    }
}

static struct oc_str text_of(const struct lenient *l, size_t i)
{
    return oc_str_sub(l->text, l->lines[i].text, l->lines[i].end);
}

/* NULL only past the node limit; then reading ends with what there is. */
static struct oc_value *make(struct lenient *l, enum oc_value_kind kind, size_t i, const char *at)
{
    struct oc_value_place place = {l->text.p + l->lines[i].at, l->first_line + (int)i, 1};
    oc_value_seek(&place, at);
    return oc_value_new(&l->b, kind, place.line, place.col);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_fence(struct oc_str s)
{
    return oc_str_is(s, "---") || oc_str_is(s, "...");
}

static bool is_passed_over(struct oc_str s)
{
    return s.n == 0 || s.p[0] == '#' || is_fence(s);
}

static bool is_item(struct oc_str s)
{
    return s.n && s.p[0] == '-' && !(s.n > 1 && s.p[1] == '-');
}

/* Keys that front matter has so often that `key:value` without a blank must mean them. */
static bool is_usual_key(struct oc_str s)
{
    static const char *const keys[] = {
        "title",    "subtitle",  "date",       "updated",   "lastmod", "tags",     "tag",
        "category", "author",    "categories", "authors",   "layout",  "slug",     "description",
        "excerpt",  "summary",   "keywords",   "permalink", "cover",   "image",    "banner",
        "top_img",  "thumbnail", "draft",      "published", "hidden",  "comments", "lang",
        "language", "toc",       "mathjax",    "katex",     "math",    "abbrlink", "aliases",
        "series",   "weight",    "name"};
    for (size_t i = 0; i < OC_COUNT(keys); i++) {
        if (oc_str_iis(s, keys[i]))
            return true;
    }
    return false;
}

/* Where the colon after a plain key is, and how long: ':' or, after a usual key, U+FF1A. */
static size_t find_colon(size_t *length, struct oc_str s)
{
    *length = 1;
    size_t first = oc_str_chr(s, ':', 0),
           wide = oc_str_find(oc_str_sub(s, 0, 40), "\xEF\xBC\x9A", 0);
    if (first == SIZE_MAX && wide == SIZE_MAX)
        return SIZE_MAX;
    if (wide < first && is_usual_key(oc_str_trim(oc_str_sub(s, 0, wide)))) {
        *length = 3;
        return wide;
    }
    if (first != SIZE_MAX && is_usual_key(oc_str_trim(oc_str_sub(s, 0, first))))
        return first;
    for (size_t i = first; i != SIZE_MAX; i = oc_str_chr(s, ':', i + 1)) {
        if (i + 1 == s.n || is_blank(s.p[i + 1]))
            return i;
    }
    return SIZE_MAX;
}

/* `key: rest`? rest keeps the blanks before it. */
static bool split_key(struct oc_str *key, struct oc_str *rest, struct oc_str s)
{
    size_t length = 1, colon, quoted = oc_value_quoted(s);
    if (s.n == 0 || strchr("-#[{&*!|>@%`,", s.p[0]))
        return false;
    if (quoted) {
        for (colon = quoted; colon < s.n && is_blank(s.p[colon]); colon++)
            ;
        if (colon == s.n || s.p[colon] != ':')
            return false;
        *key = oc_str_sub(s, 1, quoted - 1);
    } else {
        colon = find_colon(&length, s);
        if (colon == SIZE_MAX || colon == 0)
            return false;
        *key = oc_str_trim(oc_str_sub(s, 0, colon));
    }
    *rest = oc_str_sub(s, colon + length, s.n);
    return true;
}

/* Without the comment at its end; trimmed. takes_line: see value.h. */
static struct oc_str without_comment(struct oc_str s, bool takes_line)
{
    struct oc_str value = oc_str_trim(s);
    size_t quoted = oc_value_quoted(value);
    struct oc_str after = oc_str_trim(oc_str_sub(value, quoted, value.n));
    if (quoted && (after.n == 0 || after.p[0] == '#'))
        return oc_str_sub(value, 0, quoted);
    if (takes_line)
        return oc_str_trim(oc_str_sub(s, 0, oc_value_line_end(s)));
    for (size_t i = oc_str_chr(s, '#', 0); i != SIZE_MAX; i = oc_str_chr(s, '#', i + 1)) {
        if (i == 0 || is_blank(s.p[i - 1]))
            return oc_str_trim(oc_str_sub(s, 0, i));
    }
    return value;
}

/* One scalar: quotes removed, null seen. */
static struct oc_value *make_text(struct lenient *l, size_t i, struct oc_str s, const char *at)
{
    struct oc_value *v = make(l, OC_VALUE_TEXT, i, at);
    if (!v)
        return NULL;
    oc_buf_clear(&l->scratch);
    if (oc_value_unquote(&l->scratch, s)) {
        v->text = oc_buf_take(&l->scratch, l->b.arena);
        return v;
    }
    v->plain = true;
    if (oc_value_is_null(s))
        v->kind = OC_VALUE_NULL;
    else
        v->text = oc_arena_copy(l->b.arena, s);
    return v;
}

/* ---- flow lists: [a, "b", [c, d]] ---- */

/* An item that is no list: up to ',' or ']' outside quotes. */
static struct oc_str cut_flow_item(struct oc_str s, size_t *at)
{
    size_t start = *at, quoted = oc_value_quoted(oc_str_sub(s, start, s.n)), end = start + quoted;
    while (end < s.n && is_blank(s.p[end]))
        end++;
    if (!quoted || (end < s.n && s.p[end] != ',' && s.p[end] != ']'))
        end = start;
    while (end < s.n && s.p[end] != ',' && s.p[end] != ']')
        end++;
    *at = end;
    return oc_str_trim(oc_str_sub(s, start, end));
}

/* At '['; NULL when it is not closed. Recursion is bounded by the depth limit. */
static struct oc_value *read_flow(struct lenient *l, size_t i, struct oc_str s, size_t *at,
                                  int depth)
{
    const char *place = l->text.p + l->lines[i].text;
    struct oc_value *list = make(l, OC_VALUE_LIST, i, place);
    for (++*at; list && depth <= OC_MAX_VALUE_DEPTH && *at < s.n;) {
        char c = s.p[*at];
        struct oc_value *item;
        if (is_blank(c) || c == ',') {
            ++*at;
            continue;
        }
        if (c == ']') {
            ++*at;
            return list;
        }
        if (c == '[')
            item = read_flow(l, i, s, at, depth + 1);
        else
            item = make_text(l, i, cut_flow_item(s, at), place);
        if (!item)
            return NULL;
        oc_value_append(list, item);
    }
    return NULL;
}

/* A text that may be a flow list as a whole. */
static struct oc_value *read_scalar(struct lenient *l, size_t i, struct oc_str s, const char *from,
                                    int depth)
{
    size_t at = 0, nodes = l->b.nodes;
    if (s.n && s.p[0] == '[') {
        struct oc_value *list = read_flow(l, i, s, &at, depth);
        if (list && at == s.n)
            return list;
        l->b.nodes = nodes; /* what was tried does not count */
    }
    return make_text(l, i, s, from);
}

/* ---- lines that belong to a key or an item ---- */

/* first, then the lines [lo, hi), each after one blank; in the arena. */
static struct oc_str fold(struct lenient *l, struct oc_str first, size_t lo, size_t hi)
{
    if (lo == hi)
        return first;
    bool flow = first.n && first.p[0] == '[';
    oc_buf_clear(&l->scratch);
    oc_buf_put(&l->scratch, first);
    for (size_t i = lo; i < hi; i++) {
        struct oc_str s = flow ? without_comment(text_of(l, i), false) : text_of(l, i);
        if (is_passed_over(s))
            continue;
        if (l->scratch.n)
            oc_buf_putc(&l->scratch, ' ');
        oc_buf_put(&l->scratch, s);
    }
    return oc_buf_take(&l->scratch, l->b.arena);
}

/* Where the lines end that stand below line i, deeper or (items) as deep. */
static size_t block_end(const struct lenient *l, size_t i, size_t hi, bool items)
{
    int indent = l->lines[i].indent;
    size_t end = i + 1;
    for (size_t j = i + 1; j < hi; j++) {
        struct oc_str s = text_of(l, j);
        if (s.n == 0 || (items && s.p[0] == '#'))
            continue; /* inside when a line of the block follows */
        if (l->lines[j].indent <= indent && !(items && is_item(s) && l->lines[j].indent == indent))
            break;
        end = j + 1;
    }
    return end;
}

/*
 * Where the lines end that go on with the text which begins in line i: deeper ones, and when the
 * text is open also those as deep that begin no other entry.
 */
static size_t text_end(const struct lenient *l, size_t i, size_t hi, bool open)
{
    struct oc_str key, rest;
    size_t j = i + 1;
    for (; j < hi && !is_passed_over(text_of(l, j)); j++) {
        bool keyed = split_key(&key, &rest, text_of(l, j));
        bool deeper = l->lines[j].indent > l->lines[i].indent;
        if (deeper ? keyed && is_usual_key(key) : !open || keyed || is_item(text_of(l, j)))
            break;
    }
    return j;
}

/* Is s the start of a block scalar: | or >, perhaps with a digit, + or -? */
static bool is_block_header(struct oc_str s)
{
    if (s.n == 0 || s.n > 3 || (s.p[0] != '|' && s.p[0] != '>'))
        return false;
    for (size_t i = 1; i < s.n; i++) {
        if (s.p[i] != '+' && s.p[i] != '-' && !(s.p[i] >= '1' && s.p[i] <= '9'))
            return false;
    }
    return true;
}

static struct oc_value *read_block_scalar(struct lenient *l, struct oc_str header, size_t i,
                                          size_t hi)
{
    bool folded = header.p[0] == '>', strip = oc_str_chr(header, '-', 0) != SIZE_MAX;
    struct oc_value *v = make(l, OC_VALUE_TEXT, i, header.p);
    if (!v)
        return NULL;
    uint32_t margin = 0;
    size_t breaks = 0; /* line ends since the last text */
    oc_buf_clear(&l->scratch);
    for (size_t j = i + 1; j < hi; j++, breaks++) {
        const struct line *line = &l->lines[j];
        uint32_t blanks = line->text - line->at;
        if (line->text == line->end)
            continue;
        if (margin == 0)
            margin = blanks;
        if (folded && breaks == 1 && l->scratch.n)
            oc_buf_putc(&l->scratch, ' ');
        for (size_t k = folded ? 1 : 0; l->scratch.n && k < breaks; k++)
            oc_buf_putc(&l->scratch, '\n');
        breaks = 0;
        oc_buf_put(&l->scratch,
                   oc_str_sub(l->text, line->at + (blanks < margin ? blanks : margin), line->end));
    }
    if (!strip && l->scratch.n)
        oc_buf_putc(&l->scratch, '\n');
    v->text = oc_buf_take(&l->scratch, l->b.arena);
    return v;
}

/* ---- maps and lists ---- */

/* The value of key in line i; *next is the line after it. */
static struct oc_value *read_entry(struct lenient *l, size_t *next, struct oc_str key,
                                   struct oc_str rest, size_t i, size_t hi, int depth)
{
    struct oc_str value = without_comment(rest, oc_value_key_takes_line(key));
    if (value.n == 0) {
        *next = block_end(l, i, hi, true);
        struct oc_value *v = read_block(l, i + 1, *next, depth + 1);
        return v ? v : make(l, OC_VALUE_NULL, i, rest.p);
    }
    if (is_block_header(value)) {
        *next = block_end(l, i, hi, false);
        return read_block_scalar(l, value, i, *next);
    }
    bool quoted = value.p[0] == '"' || value.p[0] == '\'';
    bool open = (quoted && oc_value_quoted(value) != value.n) || value.p[0] == '[';
    *next = text_end(l, i, hi, open || oc_value_key_takes_line(key));
    if (quoted && *next > i + 1)
        value = oc_str_trim(rest); /* '#' stands inside the quotes */
    return read_scalar(l, i, fold(l, value, i + 1, *next), value.p, depth + 1);
}

static struct oc_value *read_map(struct lenient *l, size_t lo, size_t hi, int depth)
{
    struct oc_value *map = make(l, OC_VALUE_MAP, lo, l->text.p + l->lines[lo].text);
    for (size_t i = lo, next; map && i < hi; i = next) {
        struct oc_str key, rest;
        next = i + 1;
        if (is_passed_over(text_of(l, i)) || !split_key(&key, &rest, text_of(l, i)))
            continue;
        struct oc_value *v = read_entry(l, &next, key, rest, i, hi, depth);
        if (!v)
            break;
        v->key = oc_arena_copy(l->b.arena, key);
        oc_value_append(map, v);
    }
    if (map)
        oc_value_unique(map, l->b.arena);
    return map;
}

/* Is "key: value" in an item meant as a map? A usual key, or more keys below it, say so. */
static bool is_map_item(const struct lenient *l, struct oc_str content, size_t i, size_t hi)
{
    struct oc_str key, rest;
    if (!split_key(&key, &rest, content))
        return false;
    if (is_usual_key(key))
        return true;
    for (i++; i < hi && is_passed_over(text_of(l, i)); i++)
        ;
    return i < hi && split_key(&key, &rest, text_of(l, i));
}

/* The item "-..." in line i, which goes up to *next. */
static struct oc_value *read_item(struct lenient *l, size_t *next, size_t i, size_t hi, int depth)
{
    struct line *line = &l->lines[i];
    struct oc_str content = without_comment(oc_str_sub(l->text, line->text + 1, line->end), false);
    size_t end = block_end(l, i, hi, false);
    *next = end;
    if (content.n == 0) {
        struct oc_value *v = read_block(l, i + 1, end, depth + 1);
        return v ? v : make(l, OC_VALUE_NULL, i, l->text.p + line->text);
    }
    bool list = is_item(content) && content.n > 1 && is_blank(content.p[1]);
    if (depth < OC_MAX_VALUE_DEPTH && (list || is_map_item(l, content, i, end))) {
        /* Read on as if the dash were a blank. */
        uint32_t text = (uint32_t)(content.p - l->text.p);
        line->indent += (int)(text - line->text);
        line->text = text;
        return read_block(l, i, end, depth + 1);
    }
    /* Deeper items below a text are its siblings: nobody can have meant anything else. */
    for (*next = i + 1; *next < end && !is_passed_over(text_of(l, *next)); ++*next) {
        if (is_item(text_of(l, *next)))
            break;
    }
    return read_scalar(l, i, fold(l, content, i + 1, *next), content.p, depth + 1);
}

static struct oc_value *read_list(struct lenient *l, size_t lo, size_t hi, int depth)
{
    struct oc_value *list = make(l, OC_VALUE_LIST, lo, l->text.p + l->lines[lo].text);
    for (size_t i = lo, next; list && i < hi; i = next) {
        struct oc_str s = text_of(l, i);
        struct oc_value *v;
        next = i + 1;
        if (is_passed_over(s))
            continue;
        if (is_item(s))
            v = read_item(l, &next, i, hi, depth);
        else
            v = read_scalar(l, i, without_comment(s, false), s.p, depth + 1);
        if (!v)
            break;
        oc_value_append(list, v);
    }
    return list;
}

/* What stands below a key or an item; NULL when nothing does. */
static struct oc_value *read_block(struct lenient *l, size_t lo, size_t hi, int depth)
{
    struct oc_str key, rest;
    while (lo < hi && is_passed_over(text_of(l, lo)))
        lo++;
    if (lo == hi)
        return NULL;
    struct oc_str s = text_of(l, lo);
    if (depth < OC_MAX_VALUE_DEPTH && is_item(s))
        return read_list(l, lo, hi, depth);
    if (depth < OC_MAX_VALUE_DEPTH && split_key(&key, &rest, s))
        return read_map(l, lo, hi, depth);
    return read_scalar(l, lo, fold(l, without_comment(s, false), lo + 1, hi), s.p, depth + 1);
}

struct oc_value *oc_value_yaml_lenient(struct oc_arena *a, struct oc_str text, int first_line)
{
    if (oc_str_starts(text, "\xEF\xBB\xBF"))
        text = oc_str_sub(text, 3, text.n);
    text = oc_str_sub(text, 0, OC_MAX_CONFIG_BYTES);
    struct lenient l = {.b = {.arena = a}, .text = text, .first_line = first_line};
    oc_buf_init(&l.scratch, text.n * 2); /* a fold adds one blank for each line */
    cut_lines(&l);
    struct oc_value *map =
        l.n ? read_map(&l, 0, l.n, 1) : oc_value_new(&l.b, OC_VALUE_MAP, first_line, 1);
    oc_buf_release(&l.scratch);
    oc_value_index(a, map);
    return map;
}
