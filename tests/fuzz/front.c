/* SPDX-License-Identifier: MIT */
/*
 * Front matter: each parser alone, then the door that posts come through, and then what became
 * of title, categories and the rest in the documents of a book. Trees must survive a round trip
 * through JSON.
 */
#include "base/utf8.h"
#include "collect/stages.h"
#include "fuzz.h"

/* ---- trees ---- */

static void put_text(struct oc_buf *out, struct oc_str s)
{
    oc_buf_putc(out, '"');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == 0) /* no text holds it; JSON reads it so */
            oc_buf_put_cp(out, OC_UTF8_REPLACEMENT);
        else if (c < 0x20 || c == '"' || c == '\\')
            oc_buf_printf(out, "\\u%04x", c);
        else
            oc_buf_putc(out, s.p[i]);
    }
    oc_buf_putc(out, '"');
}

static void put_json(struct oc_buf *out, const struct oc_value *v, int depth, size_t *nodes)
{
    const char *marks = v->kind == OC_VALUE_MAP ? "{}" : "[]";
    FUZZ_CHECK(depth <= OC_MAX_VALUE_DEPTH + 1, OC_STR("too deep"));
    FUZZ_CHECK(++*nodes <= OC_MAX_VALUE_NODES + 1, OC_STR("too many"));
    FUZZ_CHECK(v->line >= 1, OC_STR("no line"));
    if (v->kind == OC_VALUE_NULL) {
        oc_buf_puts(out, "null");
    } else if (v->kind == OC_VALUE_TEXT) {
        FUZZ_CHECK(oc_utf8_valid(v->text, NULL), v->text);
        put_text(out, v->text);
    } else {
        oc_buf_putc(out, marks[0]);
        for (const struct oc_value *c = v->child; c; c = c->next) {
            oc_buf_puts(out, c == v->child ? "" : ",");
            if (v->kind == OC_VALUE_MAP) {
                FUZZ_CHECK(oc_utf8_valid(c->key, NULL), c->key);
                put_text(out, c->key);
                oc_buf_putc(out, ':');
            }
            put_json(out, c, depth + 1, nodes);
        }
        oc_buf_putc(out, marks[1]);
    }
}

/* v was read from text. */
static void check_tree(struct oc_arena *a, const struct oc_value *v, struct oc_str text)
{
    struct oc_buf first, second;
    struct oc_value_error err = {0};
    size_t nodes = 0;
    if (!v || (text.n && memchr(text.p, 0, text.n))) /* to JSON two keys with NUL may be one */
        return;
    oc_buf_init(&first, OC_MAX_PAGE_BYTES);
    oc_buf_init(&second, OC_MAX_PAGE_BYTES);
    put_json(&first, v, 0, &nodes);
    const struct oc_value *again = oc_value_json(a, &err, oc_buf_view(&first), 1);
    if (!again)
        fuzz_fail(err.why.p, oc_buf_view(&first));
    nodes = 0;
    put_json(&second, again, 0, &nodes);
    fuzz_same("JSON of it reads otherwise", oc_buf_view(&first), oc_buf_view(&second));
    oc_buf_release(&second);
    oc_buf_release(&first);
}

static int count_lines(struct oc_str text)
{
    struct oc_str line;
    int n = 1;
    while (oc_str_line(&line, &text))
        n++;
    return n;
}

static void check_parsers(struct oc_arena *a, struct oc_str text)
{
    static struct oc_value *(*const parsers[])(struct oc_arena *, struct oc_value_error *,
                                               struct oc_str,
                                               int) = {oc_value_yaml, oc_value_toml, oc_value_json};
    for (size_t i = 0; i < OC_COUNT(parsers); i++) {
        struct oc_value_error err = {0};
        const struct oc_value *v = parsers[i](a, &err, text, 1);
        check_tree(a, v, text);
        FUZZ_CHECK(v || (err.why.n > 0 && err.line >= 0), text);
        FUZZ_CHECK(v || err.line <= count_lines(text) + 1, text);
    }
    check_tree(a, oc_value_yaml_lenient(a, text, 1), text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_book b;
    fuzz_book_open(&b);
    struct oc_str text = fuzz_text(&b.arena, data, size);
    check_parsers(&b.arena, text);

    struct oc_post *post = b.post;
    post->title = post->plain = OC_STR_NONE;
    oc_front_read(post, text);
    FUZZ_CHECK(post->body_at <= text.n, text);
    FUZZ_CHECK(post->body_line >= 1 && post->body_line <= count_lines(text), text);
    check_tree(&b.arena, post->front, text);
    oc_meta_read(post);
    if (!post->title.n)
        post->title = OC_STR("Title");
    post->words = 1; /* of the text below: what only a theme fills is no post */
    b.config.group = OC_GROUP_CATEGORY;
    b.config.order = post->tags.n % 2 ? OC_ORDER_TITLE : OC_ORDER_WEIGHT;
    (void)fuzz_book_pack(&b);
    for (size_t i = 0; i < b.book.nposts; i++) /* Hugo may not publish it */
        if (b.book.posts[i] == post)
            fuzz_book_render(&b, OC_STR("Text."));
    fuzz_book_close(&b);
    return 0;
}
