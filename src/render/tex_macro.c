/* SPDX-License-Identifier: MIT */
/* Commands that authors define: what they stand for takes their place in what is to be read. */
#include "base/limits.h"
#include "render/tex_impl.h"

struct macro {
    size_t args;
    struct oc_str option; /* the first argument when it is not given; p == NULL: it must be */
    struct oc_str body;
};

void oc_tex_macros_init(struct oc_tex_macros *m, struct oc_arena *a)
{
    oc_map_init(&m->by_name, a);
    m->expanded = 0;
}

/* The name of the command that is defined: \x or {\x}. */
static struct oc_str name_of(struct oc_tex *t)
{
    struct oc_str raw = oc_str_trim(oc_tex_raw(t));
    if (raw.n < 2 || raw.p[0] != '\\')
        oc_tex_fail(t, raw);
    return oc_str_sub(raw, 1, raw.n);
}

/* #1#2 behind \def; other patterns are not understood. */
static size_t count_args(struct oc_tex *t)
{
    size_t n = 0;
    while (oc_tex_skip_char(t, '#')) {
        struct oc_tex_token token = oc_tex_peek(t);
        if (!oc_tex_is_char(token, (char)('1' + n)) || n == 9)
            oc_tex_fail(t, OC_STR("\\def"));
        t->at = token.end;
        n++;
    }
    return n;
}

void oc_tex_define(struct oc_tex *t, struct oc_str command, bool operator_)
{
    struct macro *m = OC_NEW(t->arena, struct macro);
    bool def = oc_str_ends(command, "def");
    bool limits = !def && oc_tex_skip_char(t, '*') && operator_;
    struct oc_str name = name_of(t);
    if (def) {
        m->args = count_args(t);
    } else if (!operator_) {
        struct oc_str count = oc_tex_raw_option(t);
        int64_t args = 0;
        if (count.p && oc_str_int(&args, oc_str_trim(count), 0, 9) != 0)
            oc_tex_fail(t, count);
        m->args = (size_t)args;
        m->option = oc_tex_raw_option(t);
    }
    struct oc_str body = oc_tex_raw(t);
    if (operator_)
        body = oc_arena_printf(t->arena, "\\operatorname%s{%.*s}", limits ? "*" : "",
                               OC_STR_ARG(body));
    if (t->failed)
        return;
    m->body = oc_arena_copy(t->arena, body);
    if (m->option.p)
        m->option = oc_arena_copy(t->arena, m->option);
    bool known = oc_map_has(&t->macros->by_name, name);
    if (!known || !oc_str_is(command, "providecommand"))
        oc_map_set(&t->macros->by_name, oc_arena_copy(t->arena, name), m);
    t->defined++;
}

/* The body with its arguments, then the rest of the source. */
static void put_expansion(struct oc_tex *t, struct oc_buf *out, const struct macro *m,
                          const struct oc_str *args)
{
    for (size_t at = 0; at < m->body.n; at++) {
        char c = m->body.p[at], next = at + 1 < m->body.n ? m->body.p[at + 1] : '\0';
        if (c == '#' && next >= '1' && (size_t)(next - '1') < m->args) {
            oc_buf_put(out, args[next - '1']);
            at++;
        } else {
            oc_buf_putc(out, c);
            if (c == '\\' && next) {
                oc_buf_putc(out, next);
                at++;
            }
        }
    }
    if (t->at < t->s.n && oc_tex_is_letter(t->s.p[t->at]))
        oc_buf_putc(out, ' '); /* a command at the end of the body ends there */
    oc_buf_put(out, oc_str_sub(t->s, t->at, t->s.n));
}

bool oc_tex_expand(struct oc_tex *t, struct oc_str name, const struct oc_tex_symbol *symbol)
{
    const struct macro *m = t->macros->by_name.n ? oc_map_get(&t->macros->by_name, name) : NULL;
    struct macro known = {0};
    struct oc_str args[9] = {{0}};
    struct oc_buf out;
    if (!m && symbol && symbol->kind == OC_TEX_MACRO) {
        known.args = (size_t)(symbol->what[0] - '0');
        known.body = oc_str(symbol->what + 1);
        m = &known;
    }
    if (!m)
        return false;
    for (size_t i = 0; i < m->args; i++) {
        struct oc_str option = i == 0 && m->option.p ? oc_tex_raw_option(t) : OC_STR_NONE;
        args[i] = i > 0 || !m->option.p ? oc_tex_raw(t) : option.p ? option : m->option;
    }
    if (t->failed)
        return true;
    oc_buf_init(&out, OC_MAX_TEX_EXPANDED - t->macros->expanded);
    put_expansion(t, &out, m, args);
    t->macros->expanded += out.n;
    if (out.full)
        oc_tex_fail(t, oc_arena_printf(t->arena, "\\%.*s", OC_STR_ARG(name)));
    t->s = oc_buf_take(&out, t->arena);
    t->at = 0;
    oc_buf_release(&out);
    return true;
}
