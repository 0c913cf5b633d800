/* SPDX-License-Identifier: MIT */
/* Expressions of Hugo's templates: pipelines of functions, fields and literals, read as they run.
 */
#include "render/own.h"

/* A text in " or `, with \n, \t, \" and \\ of the former resolved. */
static struct oc_own_value quoted(struct oc_own_reader *r)
{
    char q = r->s.p[r->at++];
    struct oc_buf b;
    oc_buf_init(&b, r->s.n + 1);
    for (; r->at < r->s.n && r->s.p[r->at] != q; r->at++) {
        char c = r->s.p[r->at];
        if (c == '\\' && q == '"' && r->at + 1 < r->s.n) {
            c = r->s.p[++r->at];
            if (!strchr("nrt\"\\'", c)) /* of another letter */
                (void)oc_own_fail(r->run);
            c = c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
        }
        oc_buf_putc(&b, c);
    }
    r->at++;
    struct oc_str s = oc_buf_take(&b, &r->run->arena);
    oc_buf_release(&b);
    return oc_own_text(s);
}

static struct oc_own_value pipeline(struct oc_own_reader *r);
static bool is_operand(char c)
{
    return c && !strchr("|)", c);
}

/* What a chain of fields begins with: ".", "$x", "(...)". */
static struct oc_own_value chain_start(struct oc_own_reader *r)
{
    char c = r->s.p[r->at];
    if (c == '(') {
        r->at++;
        struct oc_own_value v = pipeline(r);
        if (oc_own_peek(r) != ')')
            return oc_own_fail(r->run);
        r->at++;
        return v;
    }
    if (c == '$') {
        size_t from = r->at++;
        (void)oc_own_take_word(r);
        const struct oc_own_value *v = oc_own_var(r->run, oc_str_sub(r->s, from, r->at));
        return v ? *v : oc_own_fail(r->run);
    }
    if (r->at + 1 >= r->s.n || !oc_own_is_word(r->s.p[r->at + 1]))
        r->at++; /* the dot alone */
    return r->run->dot;
}

static struct oc_own_value operand(struct oc_own_reader *r);

/* The operands up to the end of the command; false: too many. */
static bool operands(struct oc_own_value *args, size_t *n, struct oc_own_reader *r)
{
    while (is_operand(oc_own_peek(r)) && !r->run->failed) {
        if (*n == OC_OWN_ARGS - 1)
            return false;
        args[(*n)++] = operand(r);
    }
    return !r->run->failed;
}

/* A chain of fields; where a command begins, the last of them may have arguments. */
static struct oc_own_value chain(struct oc_own_reader *r, bool leads,
                                 const struct oc_own_value *piped)
{
    struct oc_own_value v = chain_start(r), args[OC_OWN_ARGS];
    bool field = false;
    while (r->at + 1 < r->s.n && r->s.p[r->at] == '.' && oc_own_is_word(r->s.p[r->at + 1]) &&
           !r->run->failed) {
        size_t n = 0;
        r->at++;
        struct oc_str name = oc_own_take_word(r);
        bool last = r->at >= r->s.n || r->s.p[r->at] != '.';
        field = true;
        if (last && leads) {
            if (!operands(args, &n, r))
                return oc_own_fail(r->run);
            if (piped)
                args[n++] = *piped;
            piped = NULL;
        }
        v = oc_own_field(r->run, &v, name, args, n);
    }
    if (leads && (piped || (!field && is_operand(oc_own_peek(r)))))
        return oc_own_fail(r->run);
    return v;
}

/* A function's name, with dots in it: strings.TrimSpace. */
static struct oc_str function_name(struct oc_own_reader *r)
{
    size_t from = r->at;
    while (r->at < r->s.n && (oc_own_is_word(r->s.p[r->at]) || r->s.p[r->at] == '.'))
        r->at++;
    return oc_str_sub(r->s, from, r->at);
}

/* true, nil, 12, and objects that have a name: site.Params.x, page.Title. */
static bool named(struct oc_own_value *v, struct oc_own_reader *r)
{
    size_t from = r->at;
    struct oc_str name = oc_own_take_word(r), all;
    bool site = oc_str_is(name, "site"), page = oc_str_is(name, "page");
    r->at = from;
    if (site || page) {
        (void)oc_own_take_word(r);
        *v = (struct oc_own_value){.kind = site ? OC_OWN_SITE : OC_OWN_PAGE};
        while (r->at < r->s.n && r->s.p[r->at] == '.' && !r->run->failed) {
            r->at++;
            *v = oc_own_field(r->run, v, oc_own_take_word(r), NULL, 0);
        }
        return true;
    }
    if (r->s.p[from] == '-')
        r->at++;
    (void)function_name(r);
    all = oc_str_sub(r->s, from, r->at);
    *v = oc_own_literal(all, true);
    if (v->kind == OC_OWN_NUMBER || v->kind == OC_OWN_BOOL)
        return true;
    if (oc_str_is(all, "nil")) {
        *v = oc_own_nil();
        return true;
    }
    r->at = from;
    return false;
}

static struct oc_own_value operand(struct oc_own_reader *r)
{
    struct oc_own_value v;
    char c = oc_own_peek(r);
    if (!oc_own_may(r->run, 0))
        return oc_own_fail(r->run);
    if (c == '"' || c == '`')
        return quoted(r);
    if (c == '(' || c == '$' || c == '.')
        return chain(r, false, NULL);
    if (named(&v, r))
        return v;
    struct oc_str name = function_name(r);
    return name.n ? oc_own_call(r->run, name, NULL, 0) : oc_own_fail(r->run);
}

static struct oc_own_value command(struct oc_own_reader *r, const struct oc_own_value *piped)
{
    struct oc_own_value args[OC_OWN_ARGS], v;
    size_t n = 0;
    char c = oc_own_peek(r);
    if (c == '(' || c == '$' || c == '.')
        return chain(r, true, piped);
    if (c == '"' || c == '`' || !oc_own_is_word(c) || named(&v, r)) {
        if (c == '"' || c == '`')
            v = quoted(r);
        else if (!oc_own_is_word(c))
            v = operand(r);
        return piped || is_operand(oc_own_peek(r)) ? oc_own_fail(r->run) : v;
    }
    struct oc_str name = function_name(r);
    if (!operands(args, &n, r))
        return oc_own_fail(r->run);
    if (piped)
        args[n++] = *piped;
    return oc_own_call(r->run, name, args, n);
}

static struct oc_own_value pipeline(struct oc_own_reader *r)
{
    struct oc_own_value v;
    if (r->run->depth == OC_OWN_DEPTH)
        return oc_own_fail(r->run);
    r->run->depth++;
    v = command(r, NULL);
    while (oc_own_peek(r) == '|' && !r->run->failed) {
        struct oc_own_value piped = v;
        r->at++;
        v = command(r, &piped);
    }
    r->run->depth--;
    return r->run->failed ? oc_own_fail(r->run) : v;
}

struct oc_own_value oc_own_go(struct oc_own_run *run, struct oc_str expression)
{
    struct oc_own_reader r = {.run = run, .s = expression};
    struct oc_own_value v = pipeline(&r);
    return oc_own_peek(&r) ? oc_own_fail(run) : v;
}
