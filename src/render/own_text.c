/* SPDX-License-Identifier: MIT */
/* Functions of shortcodes' templates that make text of text. */
#include "base/limits.h"
#include "base/path.h"
#include "base/uni.h"
#include "render/own.h"
#include "xhtml/token.h"

static struct oc_own_value taken(struct oc_own_run *run, struct oc_buf *b)
{
    struct oc_str s = oc_buf_take(b, &run->arena);
    oc_buf_release(b);
    return oc_own_may(run, s.n) ? oc_own_text(s) : oc_own_fail(run);
}

static struct oc_buf buffer(void)
{
    struct oc_buf b;
    oc_buf_init(&b, OC_MAX_TAG_BYTES);
    return b;
}

static const char *needle(struct oc_own_run *run, struct oc_str s)
{
    return oc_arena_cstr(&run->arena, s);
}

/* ---- HTML ---- */

/* <p>words</p> and nothing else: the words. */
static struct oc_str without_p(struct oc_str html)
{
    struct oc_str in = oc_str_sub(html, 3, html.n - 4);
    bool lone = oc_str_starts(html, "<p>") && oc_str_ends(html, "</p>") &&
                oc_str_find(in, "<p>", 0) == SIZE_MAX && oc_str_find(in, "</p>", 0) == SIZE_MAX;
    return lone ? in : html;
}

struct oc_own_value oc_own_markdown(struct oc_own_run *run, struct oc_str text, bool bare)
{
    struct oc_own_value v;
    if (!oc_own_may(run, text.n))
        return oc_own_fail(run);
    if (oc_own_is_hole(run, text)) {
        v = oc_own_text(OC_STR(OC_OWN_HOLE));
    } else if (run->dry) {
        v = oc_own_text(text);
    } else {
        struct oc_buf b = buffer();
        oc_tags_markdown(&b, run->t, text);
        v = taken(run, &b);
    }
    v.text = bare ? without_p(oc_str_trim(v.text)) : v.text;
    v.safe = true;
    return v;
}

OC_OWN_FN(markdown)
{
    (void)n;
    return oc_own_markdown(run, args[0].text, true);
}

OC_OWN_FN(safe)
{
    struct oc_own_value v = args[0];
    (void)run, (void)n;
    v.safe = true;
    return v;
}

OC_OWN_FN(escape)
{
    struct oc_buf b = buffer();
    (void)n;
    oc_buf_put_xml(&b, args[0].text);
    struct oc_own_value v = taken(run, &b);
    v.safe = run->own->tera;
    return v;
}

OC_OWN_FN(unescape)
{
    struct oc_buf b = buffer();
    (void)n;
    oc_text_put(&b, args[0].text, true, false);
    return taken(run, &b);
}

OC_OWN_FN(plain)
{
    struct oc_buf b = buffer();
    struct oc_str s = args[0].text;
    (void)n;
    for (size_t at = 0, end; at < s.n; at = end) {
        size_t open = oc_str_chr(s, '<', at);
        oc_buf_put(&b, oc_str_sub(s, at, open));
        end = open == SIZE_MAX ? SIZE_MAX : oc_str_chr(s, '>', open);
        end = end == SIZE_MAX ? s.n : end + 1;
    }
    struct oc_own_value v = taken(run, &b);
    v.safe = args[0].safe; /* its entities are still there */
    return v;
}

/* findRE PATTERN HTML: what templates ask by it is whether a block stands there, or mere words. */
OC_OWN_FN(find)
{
    (void)n;
    static const char *const inlines[] = {"<a ",   "<em>",  "<strong>", "<code>", "<img",
                                          "<span", "<del>", "<br",      "<sup",   "<sub"};
    struct oc_str pattern = args[0].text, s = oc_str_trim(args[1].text);
    struct oc_own_value found = oc_own_bool(true);
    if (oc_str_starts(pattern, "(?"))
        pattern = oc_str_sub(pattern, oc_str_chr(pattern, ')', 0) + 1, pattern.n);
    if (oc_str_starts(pattern, "^"))
        pattern = oc_str_sub(pattern, 1, pattern.n);
    if (!oc_str_starts(pattern, "<") || oc_str_starts(pattern, "<a"))
        return oc_own_fail(run);
    bool block = oc_str_starts(s, "<") || oc_str_is(s, OC_OWN_HOLE);
    for (size_t i = 0; i < OC_COUNT(inlines); i++)
        block = block && !oc_str_starts(s, inlines[i]);
    return oc_own_list(run, &found, block);
}

/* highlight CODE LANG */
OC_OWN_FN(highlight)
{
    struct oc_buf b = buffer();
    struct oc_str code = args[0].text;
    while (code.n && strchr("\r\n", code.p[0]))
        code = oc_str_sub(code, 1, code.n);
    oc_buf_puts(&b, "<pre><code");
    if (n > 1 && args[1].text.n) {
        oc_buf_puts(&b, " class=\"language-");
        oc_buf_put_xml(&b, args[1].text);
        oc_buf_putc(&b, '"');
    }
    oc_buf_putc(&b, '>');
    oc_buf_put_xml(&b, code);
    oc_buf_puts(&b, "</code></pre>");
    struct oc_own_value v = taken(run, &b);
    v.safe = true;
    return v;
}

/* ---- printing ---- */

OC_OWN_FN(string)
{
    (void)run, (void)n;
    return oc_own_text(args[0].text);
}

OC_OWN_FN(print)
{
    struct oc_buf b = buffer();
    for (size_t i = 0; i < n; i++)
        oc_buf_put(&b, args[i].text);
    return taken(run, &b);
}

OC_OWN_FN(printf)
{
    struct oc_buf b = buffer();
    struct oc_str f = args[0].text;
    size_t next = 1;
    for (size_t at = 0; at < f.n; at++) {
        char verb = f.p[at] == '%' && at + 1 < f.n ? f.p[++at] : '\0';
        if (!verb || verb == '%') {
            oc_buf_putc(&b, f.p[at]);
            continue;
        }
        if (!strchr("svdq", verb) || next == n || args[next].kind > OC_OWN_NUMBER) {
            (void)oc_own_fail(run);
            break;
        }
        oc_buf_puts(&b, verb == 'q' ? "\"" : "");
        oc_buf_put(&b, args[next++].text);
        oc_buf_puts(&b, verb == 'q' ? "\"" : "");
    }
    return taken(run, &b);
}

/* ---- letters ---- */

static struct oc_own_value cased(struct oc_own_run *run, struct oc_str s, bool upper, bool first)
{
    struct oc_buf b = buffer();
    char before = ' ';
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool here = !first || before == ' ';
        if (here && (upper ? c >= 'a' && c <= 'z' : c >= 'A' && c <= 'Z'))
            c = (char)(c ^ 0x20);
        oc_buf_putc(&b, c);
        before = s.p[i];
    }
    return taken(run, &b);
}

OC_OWN_FN(lower)
{
    (void)n;
    return cased(run, args[0].text, false, false);
}

OC_OWN_FN(upper)
{
    (void)n;
    return cased(run, args[0].text, true, false);
}

OC_OWN_FN(title)
{
    (void)n;
    return cased(run, args[0].text, true, true);
}

OC_OWN_FN(capital)
{
    struct oc_str s = args[0].text;
    (void)n;
    struct oc_own_value first = cased(run, oc_str_sub(s, 0, 1), true, false);
    struct oc_own_value both[] = {first, oc_own_text(oc_str_sub(s, 1, s.n))};
    return oc_own_fn_print(run, both, 2);
}

OC_OWN_FN(slug)
{
    struct oc_buf b = buffer();
    (void)n;
    oc_uni_slug(&b, args[0].text);
    return taken(run, &b);
}

/* A name made of a text, for an id: any will do. */
OC_OWN_FN(digest)
{
    (void)n;
    return oc_own_text(
        oc_arena_printf(&run->arena, "%016llx", (unsigned long long)oc_str_hash(args[0].text)));
}

/* ---- ends ---- */

OC_OWN_FN(chomp)
{
    struct oc_own_value v = args[0];
    (void)run, (void)n;
    while (v.text.n && strchr("\r\n", v.text.p[v.text.n - 1]))
        v.text.n--;
    return v;
}

OC_OWN_FN(trim_space)
{
    (void)run, (void)n;
    return oc_own_text(oc_str_trim(args[0].text));
}

/* trim TEXT CHARACTERS */
OC_OWN_FN(trim)
{
    struct oc_str s = args[0].text, of = args[1].text;
    (void)run, (void)n;
    while (s.n && of.n && memchr(of.p, s.p[0], of.n))
        s = oc_str_sub(s, 1, s.n);
    while (s.n && of.n && memchr(of.p, s.p[s.n - 1], of.n))
        s.n--;
    return oc_own_text(s);
}

OC_OWN_FN(has_prefix)
{
    (void)n;
    return oc_own_bool(oc_str_starts(args[0].text, needle(run, args[1].text)));
}

OC_OWN_FN(has_suffix)
{
    (void)n;
    return oc_own_bool(oc_str_ends(args[0].text, needle(run, args[1].text)));
}

/* TrimPrefix PREFIX TEXT */
OC_OWN_FN(trim_prefix)
{
    struct oc_str s = args[1].text;
    (void)n;
    bool has = oc_str_starts(s, needle(run, args[0].text));
    return oc_own_text(has ? oc_str_sub(s, args[0].text.n, s.n) : s);
}

OC_OWN_FN(trim_suffix)
{
    struct oc_str s = args[1].text;
    (void)n;
    bool has = oc_str_ends(s, needle(run, args[0].text));
    return oc_own_text(has ? oc_str_sub(s, 0, s.n - args[0].text.n) : s);
}

/* ---- parts ---- */

OC_OWN_FN(contains)
{
    (void)n;
    return oc_own_bool(oc_own_may(run, args[0].text.n) &&
                       oc_str_find(args[0].text, needle(run, args[1].text), 0) != SIZE_MAX);
}

/* replace TEXT OLD NEW */
OC_OWN_FN(replace)
{
    struct oc_buf b = buffer();
    struct oc_str s = args[0].text, old = args[1].text;
    const char *what = needle(run, old);
    size_t from = 0, at;
    if (n > 3 || !old.n || !oc_own_may(run, s.n))
        (void)oc_own_fail(run);
    while (!run->failed && !b.full && (at = oc_str_find(s, what, from)) != SIZE_MAX) {
        oc_buf_put(&b, oc_str_sub(s, from, at));
        oc_buf_put(&b, args[2].text);
        from = at + old.n;
    }
    oc_buf_put(&b, oc_str_sub(s, from, s.n));
    return taken(run, &b);
}

/* substr TEXT START LENGTH, of ASCII */
OC_OWN_FN(part)
{
    struct oc_str s = args[0].text;
    int64_t from = args[1].number, length = n > 2 ? args[2].number : (int64_t)s.n;
    if (from < 0 || length < 0 || !oc_str_is_ascii(s) || !oc_own_may(run, s.n))
        return oc_own_fail(run);
    return oc_own_text(oc_str_sub(s, (size_t)from, (size_t)from + (size_t)length));
}

OC_OWN_FN(split)
{
    struct oc_str rest = args[0].text, by = args[1].text;
    struct oc_arena *a = &run->arena;
    struct oc_own_value *items = NULL;
    const char *what = needle(run, by);
    size_t count = 0, cap = 0, at = 0;
    (void)n;
    if (!by.n)
        return oc_own_fail(run);
    while (at != SIZE_MAX) {
        at = oc_str_find(rest, what, 0);
        if (!oc_own_may(run, sizeof *items))
            return oc_own_fail(run);
        items = oc_arena_grow(a, items, &cap, count + 1, sizeof *items);
        items[count++] = oc_own_text(oc_str_sub(rest, 0, at));
        rest = at == SIZE_MAX ? rest : oc_str_sub(rest, at + by.n, rest.n);
    }
    return (struct oc_own_value){.kind = OC_OWN_LIST, .items = items, .n = count};
}

OC_OWN_FN(join)
{
    struct oc_buf b = buffer();
    size_t count = args[0].kind == OC_OWN_LIST ? args[0].n : 0;
    if (!count && args[0].kind != OC_OWN_LIST)
        (void)oc_own_fail(run);
    for (size_t i = 0; i < count && oc_own_may(run, args[0].items[i].text.n); i++) {
        if (i && n > 1)
            oc_buf_put(&b, args[1].text);
        oc_buf_put(&b, args[0].items[i].text);
    }
    return taken(run, &b);
}

/* ---- addresses ---- */

/* path.Join */
OC_OWN_FN(path)
{
    struct oc_str s = args[0].text;
    for (size_t i = 1; i < n && oc_own_may(run, s.n); i++) {
        struct oc_str name = args[i].text;
        while (oc_str_starts(name, "/"))
            name = oc_str_sub(name, 1, name.n);
        s = oc_path_join(&run->arena, s, name);
    }
    return oc_own_text(s);
}

/* relURL, absURL: from the site's root on, as octavo finds it. */
OC_OWN_FN(address)
{
    struct oc_str s = oc_str_trim(args[0].text);
    (void)n;
    size_t colon = oc_str_chr(s, ':', 0), slash = oc_str_chr(s, '/', 0);
    bool whole = (colon != SIZE_MAX && colon < slash) || oc_str_starts(s, "/") ||
                 oc_str_starts(s, "#") || !s.n;
    return oc_own_text(whole ? s : oc_arena_printf(&run->arena, "/%.*s", OC_STR_ARG(s)));
}
