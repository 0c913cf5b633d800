/* SPDX-License-Identifier: MIT */
/* Runs a shortcode's template: branches, loops, variables, and what is printed. */
#include "base/limits.h"
#include "render/own.h"

#define MAX_BYTES                                                                                  \
    ((size_t)4 << 20) /* made by one run; and four times the text between its tags                 \
                       */

struct oc_own_value oc_own_fail(struct oc_own_run *run)
{
    run->failed = true;
    return oc_own_nil();
}

bool oc_own_may(struct oc_own_run *run, size_t bytes)
{
    run->t->run->steps++;
    run->bytes += bytes;
    if (++run->steps > OC_MAX_SHORTCODE_STEPS || run->bytes > MAX_BYTES + 4 * run->inner.n ||
        run->failed || (bytes && !oc_tags_may(run->t, bytes)))
        run->failed = true;
    return !run->failed;
}

/* ---- variables ---- */

const struct oc_own_value *oc_own_var(const struct oc_own_run *run, struct oc_str name)
{
    for (size_t i = run->nvars; i-- > 0;)
        if (oc_str_eq(run->name[i], name))
            return &run->value[i];
    return NULL;
}

void oc_own_set(struct oc_own_run *run, struct oc_str name, struct oc_own_value v, bool again)
{
    size_t from = again ? 0 : run->scope;
    for (size_t i = run->nvars; i-- > from;) {
        if (oc_str_eq(run->name[i], name)) {
            run->value[i] = v;
            return;
        }
    }
    if (run->nvars == OC_OWN_VARS) {
        (void)oc_own_fail(run);
        return;
    }
    run->name[run->nvars] = name;
    run->value[run->nvars++] = v;
}

/* ---- expressions ---- */

static struct oc_own_value eval(struct oc_own_run *run, struct oc_str expression)
{
    if (!oc_own_may(run, expression.n / 64))
        return oc_own_fail(run);
    return run->own->tera ? oc_own_tera(run, expression) : oc_own_go(run, expression);
}

static bool is_inner(const struct oc_own_run *run, struct oc_str s)
{
    return s.n && run->inner.n && s.p >= run->inner.p && s.p < run->inner.p + run->inner.n;
}

bool oc_own_is_hole(struct oc_own_run *run, struct oc_str text)
{
    if (!run->hole || !is_inner(run, text))
        return false;
    struct oc_str all = oc_str_trim(run->inner), this = oc_str_trim(text);
    if (this.p == all.p && this.n == all.n)
        return true;
    if (run->nested) /* a part of it, with tags that nobody has expanded yet */
        (void)oc_own_fail(run);
    return false;
}

/* The inner text as it stands. Other shortcodes in it have been written as Markdown. */
static struct oc_own_value inner(struct oc_own_run *run, struct oc_own_value v)
{
    if (run->whole || run->nested) {
        if (oc_own_is_hole(run, v.text))
            v.text = OC_STR(OC_OWN_HOLE);
        else if (!run->whole)
            return oc_own_markdown(run, v.text, true);
        v.safe = true;
    }
    return v;
}

static void put(struct oc_own_run *run, struct oc_str expression)
{
    struct oc_own_value v = eval(run, expression);
    bool prints = v.kind <= OC_OWN_NUMBER || v.kind == OC_OWN_FILE;
    if (run->failed || !prints || (v.kind == OC_OWN_NIL && run->own->tera)) {
        (void)oc_own_fail(run); /* Zola would not have built the site */
        return;
    }
    if (is_inner(run, v.text))
        v = inner(run, v);
    if (!oc_own_may(run, v.text.n))
        return;
    if (v.safe || run->own->markdown)
        oc_buf_put(&run->out, v.text);
    else
        oc_buf_put_xml(&run->out, v.text);
}

/* ---- blocks ---- */

static void run_nodes(struct oc_own_run *run, size_t from, size_t to);

/* What stands in a branch: dot is what {{ with }} and {{ range }} make of it. */
static void run_branch(struct oc_own_run *run, size_t from, size_t to, struct oc_own_value dot)
{
    struct oc_own_value saved = run->dot;
    size_t vars = run->nvars;
    run->dot = dot;
    run_nodes(run, from, to);
    run->dot = saved;
    if (!run->own->tera)
        run->nvars = vars;
}

static void run_if(struct oc_own_run *run, size_t at)
{
    const struct oc_own_node *nodes = run->own->nodes, *node = &nodes[at];
    size_t end = node->end, vars = run->nvars;
    bool first = true;
    for (; at != end && !run->failed; at = nodes[at].next, first = false) {
        node = &nodes[at];
        if (!first && !node->text.n) {
            run_branch(run, at + 1, node->next, run->dot);
            break;
        }
        struct oc_own_value v = eval(run, node->text);
        if (run->failed)
            return;
        if (node->name.n)
            oc_own_set(run, node->name, v, false);
        if (!oc_own_true(&v))
            continue;
        bool with = first ? node->what == OC_OWN_WITH : node->with;
        run_branch(run, at + 1, node->next, with ? v : run->dot);
        break;
    }
    if (!run->own->tera)
        run->nvars = vars;
}

/* loop.index and its like, of Zola's. */
static void set_loop(struct oc_own_run *run, size_t i, size_t n)
{
    static const struct oc_str keys[] = {{"index", 5}, {"index0", 6}, {"first", 5}, {"last", 4}};
    struct oc_own_value items[] = {oc_own_number(run, (int64_t)i + 1),
                                   oc_own_number(run, (int64_t)i), oc_own_bool(i == 0),
                                   oc_own_bool(i + 1 == n)};
    struct oc_own_value loop = oc_own_list(run, items, OC_COUNT(items));
    loop.keys = keys;
    oc_own_set(run, OC_STR("loop"), loop, false);
}

static void run_for(struct oc_own_run *run, size_t at)
{
    const struct oc_own_node *nodes = run->own->nodes, *node = &nodes[at];
    struct oc_own_value list = eval(run, node->text);
    bool empty = list.kind == OC_OWN_NIL && !run->own->tera;
    if (!empty && list.kind != OC_OWN_LIST && list.kind != OC_OWN_TREE)
        (void)oc_own_fail(run);
    size_t n = empty || run->failed ? 0 : oc_own_size(&list), vars = run->nvars, scope = run->scope;
    if (!n && !run->failed && node->next != node->end)
        run_branch(run, node->next + 1, nodes[node->next].next, run->dot);
    for (size_t i = 0; i < n && !run->failed; i++) {
        struct oc_str key;
        struct oc_own_value item = oc_own_at(run, &list, i, &key);
        run->scope = vars;
        if (run->own->tera)
            set_loop(run, i, n);
        if (node->name.n)
            oc_own_set(run, node->name, item, false);
        if (node->key.n)
            oc_own_set(run, node->key, key.n ? oc_own_text(key) : oc_own_number(run, (int64_t)i),
                       false);
        run_branch(run, at + 1, node->next, run->own->tera ? run->dot : item);
        run->nvars = vars;
        run->scope = scope;
    }
}

static void run_nodes(struct oc_own_run *run, size_t from, size_t to)
{
    for (size_t at = from; at < to && oc_own_may(run, 0); at++) {
        const struct oc_own_node *node = &run->own->nodes[at];
        switch (node->what) {
        case OC_OWN_WORDS:
            if (oc_own_may(run, node->text.n))
                oc_buf_put(&run->out, node->text);
            break;
        case OC_OWN_PUT:
            put(run, node->text);
            break;
        case OC_OWN_SET:
            oc_own_set(run, node->name, eval(run, node->text), node->again);
            break;
        case OC_OWN_FOR:
            run_for(run, at);
            at = node->end;
            break;
        case OC_OWN_IF:
        case OC_OWN_WITH:
            run_if(run, at);
            at = node->end;
            break;
        default:
            break;
        }
    }
}

bool oc_own_run(struct oc_buf *out, struct oc_own_run *run)
{
    oc_tag_args_parse(&run->args, &run->arena, run->tag);
    oc_buf_init(&run->out, OC_MAX_TAG_BYTES);
    run->dot = (struct oc_own_value){.kind = OC_OWN_CALL};
    oc_own_set(run, OC_STR("$"), run->dot, false);
    if (run->own->tera)
        oc_own_tera_args(run, run->tag->args);
    run_nodes(run, 0, run->own->n);
    if (!run->failed)
        oc_buf_put(out, oc_buf_view(&run->out));
    oc_buf_release(&run->out);
    return !run->failed;
}
