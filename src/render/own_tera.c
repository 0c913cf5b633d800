/* SPDX-License-Identifier: MIT */
/* Expressions of Zola's templates, whose language is Tera: operators, filters, tests. */
#include "base/path.h"
#include "render/own.h"

/* name=value, of a function, filter or test. */
struct names {
    struct oc_str key[OC_OWN_ARGS];
    struct oc_own_value value[OC_OWN_ARGS];
    size_t n;
};

static struct oc_str take_word(struct oc_own_reader *r)
{
    (void)oc_own_peek(r);
    return oc_own_take_word(r);
}

/* Whether the word or sign comes next; it is taken then. */
static bool take(struct oc_own_reader *r, const char *what)
{
    (void)oc_own_peek(r);
    size_t n = strlen(what), end = r->at + n;
    if (!oc_str_starts(oc_str_sub(r->s, r->at, r->s.n), what) ||
        (oc_own_is_word(*what) && end < r->s.n && oc_own_is_word(r->s.p[end])))
        return false;
    r->at = end;
    return true;
}

static struct oc_own_value logic(struct oc_own_reader *r);

static bool arguments(struct names *names, struct oc_own_reader *r)
{
    names->n = 0;
    if (!take(r, "("))
        return true;
    while (!take(r, ")")) {
        if (names->n == OC_OWN_ARGS || r->run->failed)
            return false;
        names->key[names->n] = take_word(r);
        if (!names->key[names->n].n || !take(r, "="))
            return false;
        names->value[names->n++] = logic(r);
        if (!take(r, ",") && oc_own_peek(r) != ')')
            return false;
    }
    return true;
}

static const struct oc_own_value *argument(const struct names *names, const char *key)
{
    static const struct oc_own_value nil = {.kind = OC_OWN_NIL};
    for (size_t i = 0; i < names->n; i++)
        if (oc_str_is(names->key[i], key))
            return &names->value[i];
    return &nil;
}

/* ---- what has no parts ---- */

static struct oc_own_value quoted(struct oc_own_reader *r)
{
    char q = r->s.p[r->at];
    size_t from = r->at + 1, end = oc_str_chr(r->s, q, from);
    if (end == SIZE_MAX)
        return oc_own_fail(r->run);
    r->at = end + 1;
    return oc_own_text(oc_str_sub(r->s, from, end));
}

static struct oc_own_value array(struct oc_own_reader *r)
{
    struct oc_own_value items[64];
    size_t n = 0;
    while (!take(r, "]")) {
        if (n == OC_COUNT(items) || r->run->failed)
            return oc_own_fail(r->run);
        items[n++] = logic(r);
        if (!take(r, ",") && oc_own_peek(r) != ']')
            return oc_own_fail(r->run);
    }
    return oc_own_list(r->run, items, n);
}

/* A picture that is made of another: as good as that one. */
static struct oc_own_value picture(struct oc_own_reader *r, const struct names *names)
{
    static const struct oc_str keys[] = {
        {"url", 3}, {"static_path", 11}, {"width", 5}, {"height", 6}};
    struct oc_own_value items[4] = {*argument(names, "path")};
    struct oc_own_value v;
    items[1] = items[0];
    v = oc_own_list(r->run, items, OC_COUNT(items));
    v.keys = keys;
    return v;
}

static struct oc_own_value function(struct oc_own_reader *r, struct oc_str name)
{
    struct names names;
    if (!arguments(&names, r))
        return oc_own_fail(r->run);
    struct oc_own_value path = *argument(&names, "path");
    if (oc_str_is(name, "get_url") && path.kind == OC_OWN_TEXT && !oc_str_starts(path.text, "@"))
        return oc_own_call(r->run, OC_STR("absURL"), &path, 1);
    if (oc_str_is(name, "resize_image") || oc_str_is(name, "get_image_metadata"))
        return picture(r, &names);
    if (oc_str_is(name, "get_random"))
        return oc_own_number(r->run, (int64_t)r->run->tag->start);
    /* an ornament beside a note's title */
    if (oc_str_is(name, "load_data") && oc_str_iends(path.text, ".svg"))
        return oc_own_text(OC_STR_NONE);
    return oc_own_fail(r->run);
}

static struct oc_own_value variable(struct oc_own_reader *r, struct oc_str name)
{
    static const struct oc_own_value nil = {.kind = OC_OWN_NIL};
    const struct oc_own_value *v = oc_own_var(r->run, name);
    const struct oc_post *post = r->run->t->run->r->post;
    if (v)
        return *v;
    if (oc_str_is(name, "page"))
        return (struct oc_own_value){.kind = OC_OWN_PAGE};
    if (oc_str_is(name, "config"))
        return (struct oc_own_value){.kind = OC_OWN_SITE};
    if (oc_str_is(name, "nth"))
        return oc_own_number(r->run, (int64_t)r->run->t->at + 1);
    if (oc_str_is(name, "lang"))
        return oc_own_text(post->lang.n ? post->lang : r->run->t->run->r->book->lang);
    return oc_str_is(name, "section") ? oc_own_fail(r->run) : nil;
}

static struct oc_own_value primary(struct oc_own_reader *r)
{
    struct oc_own_value v, at;
    char c = oc_own_peek(r);
    if (!oc_own_may(r->run, 0))
        return oc_own_fail(r->run);
    if (c && strchr("\"'`", c))
        return quoted(r);
    if (take(r, "["))
        return array(r);
    if (take(r, "(")) {
        v = logic(r);
        return take(r, ")") ? v : oc_own_fail(r->run);
    }
    size_t from = r->at;
    r->at += c == '-';
    struct oc_str name = take_word(r);
    if (name.n && name.p[0] >= '0' && name.p[0] <= '9')
        return oc_own_literal(oc_str_sub(r->s, from, r->at), true);
    if (!name.n || c == '-')
        return oc_own_fail(r->run);
    if (oc_str_is(name, "true") || oc_str_is(name, "false"))
        return oc_own_literal(name, true);
    if (oc_own_peek(r) == '(')
        return function(r, name);
    for (v = variable(r, name); !r->run->failed;) {
        if (take(r, ".")) {
            v = oc_own_field(r->run, &v, take_word(r), NULL, 0);
        } else if (take(r, "[")) {
            at = logic(r);
            v = take(r, "]") ? oc_own_item(r->run, &v, &at) : oc_own_fail(r->run);
        } else {
            break;
        }
    }
    return v;
}

/* ---- operators ---- */

static struct oc_own_value sum(struct oc_own_reader *r)
{
    struct oc_own_value v = primary(r);
    char c;
    while (!r->run->failed && (c = oc_own_peek(r)) && strchr("~+-*/%", c)) {
        struct oc_own_value pair[2] = {v};
        static const char *const names[] = {"add", "sub", "mul", "div", "mod"};
        r->at++;
        pair[1] = primary(r);
        if (r->run->failed || (c == '~' && (!pair[0].kind || !pair[1].kind)))
            return oc_own_fail(r->run);
        v = oc_own_call(r->run,
                        c == '~' ? OC_STR("print") : oc_str(names[strchr("+-*/%", c) - "+-*/%"]),
                        pair, 2);
    }
    return v;
}

/* What Zola's filters are called in Hugo, and which of their arguments come before the text. */
static const struct {
    const char *name, *as, *one, *two;
} filters[] = {
    {"upper", "upper", NULL, NULL},
    {"lower", "lower", NULL, NULL},
    {"capitalize", "strings.FirstUpper", NULL, NULL},
    {"title", "title", NULL, NULL},
    {"trim", "strings.TrimSpace", NULL, NULL},
    {"trim_start", "strings.TrimSpace", NULL, NULL},
    {"trim_end", "strings.TrimSpace", NULL, NULL},
    {"safe", "safeHTML", NULL, NULL},
    {"escape", "htmlEscape", NULL, NULL},
    {"striptags", "plainify", NULL, NULL},
    {"slugify", "urlize", NULL, NULL},
    {"as_str", "string", NULL, NULL},
    {"int", "int", NULL, NULL},
    {"length", "len", NULL, NULL},
    {"first", "first", NULL, NULL},
    {"last", "last", NULL, NULL},
    {"split", "split", "pat", NULL},
    {"join", "delimit", "sep", NULL},
    {"replace", "replace", "from", "to"},
    {"trim_start_matches", "strings.TrimPrefix", "pat", NULL},
    {"trim_end_matches", "strings.TrimSuffix", "pat", NULL},
};

static struct oc_own_value filter(struct oc_own_reader *r, struct oc_own_value v)
{
    struct oc_str name = take_word(r);
    struct names names;
    if (!arguments(&names, r))
        return oc_own_fail(r->run);
    if (oc_str_is(name, "default"))
        return v.kind == OC_OWN_NIL ? *argument(&names, "value") : v;
    if (v.kind == OC_OWN_NIL)
        return oc_own_fail(r->run);
    if (oc_str_is(name, "markdown"))
        return oc_own_markdown(r->run, v.text, oc_own_true(argument(&names, "inline")));
    for (size_t i = 0; i < OC_COUNT(filters); i++) {
        if (!oc_str_is(name, filters[i].name))
            continue;
        bool before = oc_str_is(name, "trim_start_matches") || oc_str_is(name, "trim_end_matches");
        struct oc_own_value args[3] = {v};
        size_t n = 1;
        if (filters[i].one)
            args[n++] = *argument(&names, filters[i].one);
        if (filters[i].two)
            args[n++] = *argument(&names, filters[i].two);
        if (before) {
            args[0] = args[1];
            args[1] = v;
        }
        struct oc_own_value made = oc_own_call(r->run, oc_str(filters[i].as), args, n);
        made.safe = made.safe || (v.safe && !oc_str_is(name, "escape"));
        return made;
    }
    return oc_own_fail(r->run);
}

static struct oc_own_value filtered(struct oc_own_reader *r)
{
    struct oc_own_value v = sum(r);
    while (!r->run->failed && take(r, "|"))
        v = filter(r, v);
    return v;
}

/* x is containing("y"), and the like. */
static struct oc_own_value test(struct oc_own_reader *r, const struct oc_own_value *v)
{
    bool negated = take(r, "not"), is;
    struct oc_str name = take_word(r);
    struct oc_own_value args[2] = {*v};
    if (take(r, "(")) {
        args[1] = logic(r);
        if (!take(r, ")"))
            return oc_own_fail(r->run);
    }
    if (oc_str_is(name, "defined")) {
        is = v->kind != OC_OWN_NIL;
    } else if (oc_str_is(name, "undefined")) {
        is = v->kind == OC_OWN_NIL;
    } else if (oc_str_is(name, "string")) {
        is = v->kind == OC_OWN_TEXT;
    } else if (oc_str_is(name, "number")) {
        is = v->kind == OC_OWN_NUMBER;
    } else if (oc_str_is(name, "iterable")) {
        is = v->kind == OC_OWN_LIST || v->kind == OC_OWN_TREE;
    } else {
        const char *as = oc_str_is(name, "containing")      ? "in"
                         : oc_str_is(name, "starting_with") ? "hasPrefix"
                         : oc_str_is(name, "ending_with")   ? "hasSuffix"
                                                            : NULL;
        struct oc_own_value found =
            as ? oc_own_call(r->run, oc_str(as), args, 2) : oc_own_fail(r->run);
        is = oc_own_true(&found);
    }
    return r->run->failed ? oc_own_fail(r->run) : oc_own_bool(is != negated);
}

static struct oc_own_value comparison(struct oc_own_reader *r)
{
    static const struct {
        const char *sign, *name;
    } signs[] = {{"==", "eq"}, {"!=", "ne"}, {"<=", "le"}, {">=", "ge"}, {"<", "lt"}, {">", "gt"}};
    struct oc_own_value v = filtered(r), pair[2] = {v};
    if (r->run->failed)
        return v;
    if (take(r, "is"))
        return test(r, &v);
    bool negated = take(r, "not");
    if (take(r, "in")) {
        pair[1] = v;
        pair[0] = filtered(r);
        v = oc_own_call(r->run, OC_STR("in"), pair, 2);
        return oc_own_bool(oc_own_true(&v) != negated);
    }
    for (size_t i = 0; i < OC_COUNT(signs) && !negated; i++) {
        if (!take(r, signs[i].sign))
            continue;
        pair[1] = filtered(r);
        return oc_own_call(r->run, oc_str(signs[i].name), pair, 2);
    }
    return negated ? oc_own_fail(r->run) : v;
}

static struct oc_own_value negation(struct oc_own_reader *r)
{
    bool negated = false, any = false;
    while (take(r, "not")) {
        negated = !negated;
        any = true;
    }
    struct oc_own_value v = comparison(r);
    return any ? oc_own_bool(oc_own_true(&v) != negated) : v;
}

static struct oc_own_value both(struct oc_own_reader *r)
{
    struct oc_own_value v = negation(r);
    while (!r->run->failed && take(r, "and")) {
        struct oc_own_value more = negation(r);
        v = oc_own_bool(oc_own_true(&v) && oc_own_true(&more));
    }
    return v;
}

static struct oc_own_value logic(struct oc_own_reader *r)
{
    if (r->run->depth == OC_OWN_DEPTH)
        return oc_own_fail(r->run);
    r->run->depth++;
    struct oc_own_value v = both(r);
    while (!r->run->failed && take(r, "or")) {
        struct oc_own_value more = both(r);
        v = oc_own_bool(oc_own_true(&v) || oc_own_true(&more));
    }
    r->run->depth--;
    return r->run->failed ? oc_own_fail(r->run) : v;
}

struct oc_own_value oc_own_tera(struct oc_own_run *run, struct oc_str expression)
{
    struct oc_own_reader r = {.run = run, .s = expression};
    struct oc_own_value v = logic(&r);
    return oc_own_peek(&r) ? oc_own_fail(run) : v;
}

void oc_own_tera_args(struct oc_own_run *run, struct oc_str args)
{
    struct oc_own_reader r = {.run = run, .s = args};
    while (oc_own_peek(&r) && !run->failed) {
        struct oc_str key = take_word(&r);
        if (!key.n || !take(&r, "=")) {
            (void)oc_own_fail(run);
            return;
        }
        oc_own_set(run, key, logic(&r), false);
        (void)take(&r, ",");
    }
    if (run->tag->match != SIZE_MAX)
        oc_own_set(run, OC_STR("body"), oc_own_text(run->inner), false);
}
