/* SPDX-License-Identifier: MIT */
/*
 * The tokenizer of site tags. The scan of Markdown's blocks shows each line before it judges it
 * (struct oc_source's see); what is a tag there is recorded and hidden from the scan in the text's
 * copy, so that neither the blanks in {{ site.url }} nor the fences inside {% codeblock %} confuse
 * it. Each search that fails is remembered: the whole is linear.
 */
#include "render/tags_scan.h"
#include "base/limits.h"

enum {
    MAX_JSX_TAG = 4096,
    MAX_JSX_FAILED = 2000
};

/* ---- what is no text ---- */

static void see_code(struct oc_scan *c, size_t at, size_t end)
{
    while (at < end) {
        const char *hit = memchr(c->text.p + at, '{', end - at);
        if (!hit)
            break;
        at = oc_scan_brace(c, (size_t)(hit - c->text.p), true);
    }
}

static size_t ticks_at(const struct oc_scan *c, size_t at)
{
    size_t n = 0;
    while (oc_scan_byte(c, at + n) == '`')
        n++;
    return n;
}

/* A code span that starts and ends in this line. The others are told by the scan. */
static size_t code_span(struct oc_scan *c, size_t start, size_t end)
{
    size_t n = ticks_at(c, start), at = start + n;
    if (c->ticks_line != end)
        memset(c->ticks, 0, sizeof c->ticks);
    c->ticks_line = end;
    if (n >= OC_SCAN_TICKS || c->ticks[n])
        return at;
    while (at < end) {
        const char *hit = memchr(c->text.p + at, '`', end - at);
        if (!hit)
            break;
        at = (size_t)(hit - c->text.p);
        size_t m = ticks_at(c, at);
        if (m == n) {
            see_code(c, start + n, at);
            return at + m;
        }
        at += m;
    }
    c->ticks[n] = 1;
    return start + n;
}

/* The end of <!-- -->, or of its first sign when it does not close. */
static size_t comment(struct oc_scan *c, size_t start)
{
    static const char *const words[] = {"tab",         "endtab", "timeline",
                                        "endtimeline", "node",   "folder"};
    size_t close =
        oc_scan_is_none(c, OC_STR("-->"), start) ? SIZE_MAX : oc_str_find(c->text, "-->", start);
    if (close == SIZE_MAX) {
        oc_scan_set_none(c, OC_STR("-->"), start);
        return start + 1;
    }
    if (start < c->raw)
        return close + 3;
    struct oc_str inner = oc_str_trim(oc_str_sub(c->text, start + 4, close));
    size_t n = oc_scan_name(inner);
    for (size_t i = 0; i < OC_COUNT(words); i++) {
        if (!oc_str_is(oc_str_sub(inner, 0, n), words[i]))
            continue;
        struct oc_tag *tag = oc_scan_add(c, OC_TAG_MARK, start, close + 3);
        tag->name = oc_str_sub(inner, 0, n);
        tag->args = oc_str_trim(oc_str_sub(inner, n, inner.n));
    }
    return close + 3;
}

/* The end of what <NAME opens and </NAME closes and nobody looks into; at + 1 when it is none. */
static size_t verbatim(struct oc_scan *c, size_t at, struct oc_str name)
{
    static const char *const names[] = {"pre",      "code", "script", "style",
                                        "textarea", "kbd",  "samp",   "tt"};
    size_t i = 0;
    while (i < OC_COUNT(names) && !oc_str_iis(name, names[i]))
        i++;
    size_t from = at + 1 + name.n;
    if (i == OC_COUNT(names) || oc_scan_is_none(c, oc_str(names[i]), at))
        return at + 1;
    for (size_t k = from; (k = oc_str_find(c->text, "</", k)) != SIZE_MAX; k += 2) {
        if (!oc_str_ieq(oc_str_sub(c->text, k + 2, k + 2 + name.n), name) ||
            oc_scan_is_word(oc_scan_byte(c, k + 2 + name.n)))
            continue;
        see_code(c, from, k);
        return k + 2;
    }
    oc_scan_set_none(c, oc_str(names[i]), at);
    return at + 1;
}

/* The end of the JSX tag at `at`, or 0. A text with many that do not end is not looked at longer.
 */
static size_t jsx_end(struct oc_scan *c, size_t at)
{
    if (c->jsx_failed > MAX_JSX_FAILED)
        return 0;
    size_t end =
        oc_source_jsx_tag(c->text, at, at + MAX_JSX_TAG < c->text.n ? at + MAX_JSX_TAG : c->text.n);
    c->jsx_failed += !end;
    return end;
}

/* A tag of several lines, which CommonMark takes apart where one is blank or starts with '>', on
 * one line. Where to go on. */
static size_t join_lines(struct oc_scan *c, size_t at, size_t end)
{
    struct oc_buf out;
    oc_buf_init(&out, OC_MAX_TAG_BYTES);
    for (size_t k = at; k < end; k++)
        oc_buf_putc(&out, strchr("\r\n", c->text.p[k]) ? ' ' : c->text.p[k]);
    struct oc_tag *literal = oc_scan_add(c, OC_TAG_LITERAL, at, end);
    literal->args = oc_buf_take(&out, c->none.arena);
    literal->code = true;
    oc_scan_hide(c, at, end, true);
    oc_buf_release(&out);
    return end;
}

static bool has_lines(const struct oc_scan *c, size_t at, size_t end)
{
    return end && memchr(c->text.p + at, '\n', end - at);
}

/* Whether the '>' of the tag is the first sign of its line. */
static bool closes_line(const struct oc_scan *c, size_t at, size_t end)
{
    size_t k = end - 1;
    while (k > at && strchr(" \t", c->text.p[k - 1]))
        k--;
    return k > at && c->text.p[k - 1] == '\n';
}

static size_t component(struct oc_scan *c, size_t at)
{
    bool closing = oc_scan_byte(c, at + 1) == '/';
    size_t from = at + 1 + closing, to = from;
    while (oc_scan_is_word(oc_scan_byte(c, to)))
        to++;
    struct oc_str name = oc_str_sub(c->text, from, to);
    bool known = oc_tag_row(name, OC_TAG_JSX, OC_TAG_JSX);
    size_t end = known || (!closing && at >= c->raw) ? jsx_end(c, at) : 0;
    if (!known && has_lines(c, at, end))
        return join_lines(c, at, end);
    if (!known || !end)
        return at + 1;
    if (closing) {
        oc_scan_add(c, OC_TAG_CLOSE, at, end)->name = name;
        oc_scan_hide(c, at, end, oc_scan_alone(c, at, end));
        return end;
    }
    struct oc_str args = oc_str_trim(oc_str_sub(c->text, to, end - 1));
    if (oc_str_ends(args, "/"))
        args = oc_str_trim(oc_str_sub(args, 0, args.n - 1));
    return oc_scan_open(c, at, end, name, args, OC_TAG_JSX, OC_TAG_JSX);
}

/* HTML with attributes in braces, <span style={{ color: 'red' }}>: those that are no text go. */
static void braced_attrs(struct oc_scan *c, size_t at, size_t name_ends)
{
    struct oc_tag tag = {.named = true};
    struct oc_tag_args args;
    struct oc_buf out;
    bool img = oc_str_is(oc_str_sub(c->text, at, name_ends), "<img");
    size_t end = jsx_end(c, at);
    if (!end)
        return;
    tag.args = oc_str_sub(c->text, name_ends, end - 1);
    if (oc_str_find(tag.args, "={", 0) == SIZE_MAX) {
        if (c->t->s.mdx && closes_line(c, at, end))
            join_lines(c, at, end);
        return;
    }
    oc_tag_args_parse(&args, c->none.arena, &tag);
    oc_buf_init(&out, OC_MAX_TAG_BYTES);
    oc_buf_put(&out, oc_str_sub(c->text, at, name_ends));
    for (size_t i = 0; i < args.n; i++) {
        struct oc_str key = args.key[i], value = args.value[i];
        if (img && !value.n && oc_str_is(key, "src"))
            value = oc_tag_braced(c->none.arena, tag.args, "src");
        if (!key.n || !value.n)
            continue;
        key = oc_str_is(key, "className") ? OC_STR("class") : key;
        oc_buf_printf(&out, " %.*s=\"", OC_STR_ARG(key));
        oc_buf_put_xml(&out, value);
        oc_buf_putc(&out, '"');
    }
    oc_buf_puts(&out, oc_scan_byte(c, end - 2) == '/' ? "/>" : ">");
    struct oc_tag *literal = oc_scan_add(c, OC_TAG_LITERAL, at, end);
    literal->args = oc_buf_take(&out, c->none.arena);
    literal->code = true;
    oc_scan_hide(c, at + 1, end - 1, false);
    oc_buf_release(&out);
}

/* Whether a site made with nothing that is known has a component there that octavo knows. */
static bool is_player(struct oc_scan *c, size_t at, size_t to)
{
    const struct oc_tag_row *row =
        oc_tag_row(oc_str_sub(c->text, at + 1, to), OC_TAG_JSX, OC_TAG_JSX);
    size_t end = row && c->dialect == OC_PLAIN ? jsx_end(c, at) : 0;
    return end && oc_mdx_whole(oc_str_sub(c->text, at, end));
}

static size_t angle(struct oc_scan *c, size_t at)
{
    if (oc_scan_is_at(c, at, "<!--"))
        return comment(c, at);
    size_t to = at + 1;
    while (oc_scan_is_word(oc_scan_byte(c, to)))
        to++;
    char first = oc_scan_byte(c, at + 1) == '/' ? oc_scan_byte(c, at + 2) : oc_scan_byte(c, at + 1);
    if (first >= 'A' && first <= 'Z' && (c->script || is_player(c, at, to)))
        return component(c, at);
    if (to == at + 1)
        return at + 1;
    size_t ntags = c->t->ntags;
    bool braced = c->script || c->dialect == OC_PLAIN;
    if (braced && at >= c->raw && first >= 'a' && first <= 'z')
        braced_attrs(c, at, to);
    size_t end = verbatim(c, at, oc_str_sub(c->text, at + 1, to));
    if (c->t->ntags > ntags && c->t->tags[ntags].end > end)
        end = c->t->tags[ntags].end;
    return end;
}

/* ---- the lines ---- */

static void see(void *ctx, size_t at, size_t end, bool code)
{
    static const uint8_t special[256] = {['`'] = 1, ['\\'] = 1, ['<'] = 1, ['{'] = 1};
    struct oc_scan *c = ctx;
    if (at < c->done)
        at = c->done;
    if (code) {
        if (at < end)
            see_code(c, at, end);
        return;
    }
    if (!c->t->html && at < end && at >= c->raw) {
        at = c->text.p[at] == ':' ? oc_scan_container(c, at, end) : at;
        at = at < end && c->text.p[at] == '@' ? oc_scan_embed(c, at, end) : at;
        c->done = at > c->done ? at : c->done;
    }
    while (at < end && (at = oc_bytes_until(c->text.p, at, end, special)) < end) {
        switch (c->text.p[at]) {
        case '`':
            at = c->t->html ? at + 1 : code_span(c, at, end);
            break;
        case '<':
            at = angle(c, at);
            break;
        case '{':
            at = oc_scan_brace(c, at, false);
            break;
        default: /* a backslash */
            at += oc_scan_byte(c, at + 1) == '`' ? 2 : 1;
            break;
        }
        c->done = at;
    }
}

/* Whether the attribute in which a tag stands holds an address; at is in its value. */
static bool is_address_attr(struct oc_str text, size_t at)
{
    static const char *const names[] = {"href", "src",    "poster", "srcset",     "data-src",
                                        "cite", "action", "data",   "background", "url"};
    size_t from = at > 512 ? at - 512 : 0;
    while (at > from + 1 && !(text.p[at - 2] == '=' && strchr("\"'", text.p[at - 1])))
        at--;
    if (at <= from + 1)
        return true;
    size_t end = at - 2, start = end;
    while (start > 0 && oc_scan_is_word(text.p[start - 1]))
        start--;
    for (size_t i = 0; i < OC_COUNT(names); i++)
        if (oc_str_iis(oc_str_sub(text, start, end), names[i]))
            return true;
    return false;
}

/* Tags that turn out to stand in a code span of several lines are none; the others learn in what
 * they stand. */
static void judge(struct oc_tags *t)
{
    const struct oc_source *s = &t->s;
    size_t kept = 0, span = 0, line = 0;
    for (size_t i = 0; i < t->ntags; i++) {
        struct oc_tag *tag = &t->tags[i];
        while (span < s->nspans && s->spans[span].end <= tag->start)
            span++;
        while (line + 1 < s->nlines && s->lines[line + 1].start <= tag->start)
            line++;
        tag->in = t->html || (s->nlines && s->lines[line].kind == OC_LINE_HTML) ? OC_TAG_IN_HTML
                                                                                : OC_TAG_IN_TEXT;
        if (span < s->nspans && s->spans[span].start <= tag->start) {
            enum oc_span_kind kind = s->spans[span].kind;
            if (kind == OC_SPAN_CODE && tag->kind != OC_TAG_LITERAL)
                continue;
            if (kind == OC_SPAN_DEST || kind == OC_SPAN_URL)
                tag->in = OC_TAG_IN_URL;
            else if (kind == OC_SPAN_TAG && s->spans[span].start < tag->start)
                tag->in = OC_TAG_IN_ATTR;
        }
        if (tag->kind == OC_TAG_MARK && !t->html) /* its line is HTML because of itself */
            tag->in = OC_TAG_IN_TEXT;
        if (tag->in == OC_TAG_IN_HTML) { /* <a href="{{ x }}"> */
            size_t from = tag->start > 4096 ? tag->start - 4096 : 0;
            const char *p = memrchr(t->text.p + from, '<', tag->start - from);
            if (p && !memchr(p, '>', (size_t)(t->text.p + tag->start - p)) &&
                p + 1 < t->text.p + t->text.n && (oc_scan_is_word(p[1]) || p[1] == '!'))
                tag->in = OC_TAG_IN_ATTR;
        }
        if (tag->in == OC_TAG_IN_ATTR && !is_address_attr(t->text, tag->start))
            tag->in = OC_TAG_IN_WORDS;
        t->tags[kept++] = *tag;
    }
    t->ntags = kept;
}

void oc_tags_scan(struct oc_tags *t)
{
    struct oc_render *r = t->run->r;
    struct oc_render quiet = {.book = r->book, .arena = r->arena}; /* render will warn itself */
    struct oc_scan c = {.t = t, .text = t->text, .dialect = r->post->dialect};
    if (c.dialect == OC_ELEVENTY) /* its Markdown is Liquid first */
        c.dialect = OC_JEKYLL;
    c.script = r->post->dialect == OC_JAVASCRIPT || oc_str_iends(r->post->name, ".mdx");
    oc_map_init(&c.none, r->arena);
    t->copy = oc_arena_alloc(r->arena, t->text.n + 1);
    memcpy(t->copy, t->text.p, t->text.n);
    t->s = (struct oc_source){.r = &quiet, .arena = r->arena, .text = {t->copy, t->text.n}};
    t->s.first_line = 1;
    t->s.notion = r->post->dialect == OC_PLAIN;
    if (t->html) {
        see(&c, 0, t->text.n, false);
    } else {
        t->s.mdx = oc_str_iends(r->post->name, ".mdx");
        t->s.script = c.script;
        t->s.see = see;
        t->s.see_ctx = &c;
        oc_source_scan(&t->s);
    }
    t->s.r = r;
    judge(t);
}
