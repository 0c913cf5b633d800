/* SPDX-License-Identifier: MIT */
/* Functions of Hugo's templates; Zola's filters are called by the same names (own_tera.c). */
#include "base/path.h"
#include "render/own.h"

/* ---- logic ---- */

/* default WHAT VALUE */
static OC_OWN_FN(default)
{
    (void)run, (void)n;
    return args[1].kind == OC_OWN_BOOL || oc_own_true(&args[1]) ? args[1] : args[0];
}

static OC_OWN_FN(and)
{
    (void)run;
    for (size_t i = 0; i < n; i++)
        if (!oc_own_true(&args[i]))
            return args[i];
    return args[n - 1];
}

static OC_OWN_FN(or)
{
    (void)run;
    for (size_t i = 0; i < n; i++)
        if (oc_own_true(&args[i]))
            return args[i];
    return args[n - 1];
}

static OC_OWN_FN(not )
{
    (void)run, (void)n;
    return oc_own_bool(!oc_own_true(&args[0]));
}

static OC_OWN_FN(cond)
{
    (void)run, (void)n;
    return oc_own_true(&args[0]) ? args[1] : args[2];
}

/* ---- comparing ---- */

static OC_OWN_FN(eq)
{
    (void)run;
    bool same = false;
    for (size_t i = 1; i < n; i++)
        same = same || oc_own_same(&args[0], &args[i]);
    return oc_own_bool(same);
}

static OC_OWN_FN(ne)
{
    (void)run, (void)n;
    return oc_own_bool(!oc_own_same(&args[0], &args[1]));
}

/* The number that v is, or says; 0 for nothing, as the width of a picture is. */
static int64_t number_of(struct oc_own_run *run, const struct oc_own_value *v)
{
    int64_t n = v->number;
    bool text = v->kind == OC_OWN_TEXT;
    if ((text && oc_str_int(&n, v->text, INT32_MIN, INT32_MAX) != 0) ||
        (!text && v->kind != OC_OWN_NUMBER && v->kind != OC_OWN_NIL))
        (void)oc_own_fail(run);
    return n;
}

static int64_t difference(struct oc_own_run *run, const struct oc_own_value *args)
{
    return number_of(run, &args[0]) - number_of(run, &args[1]);
}

static OC_OWN_FN(lt)
{
    (void)n;
    return oc_own_bool(difference(run, args) < 0);
}

static OC_OWN_FN(gt)
{
    (void)n;
    return oc_own_bool(difference(run, args) > 0);
}

static OC_OWN_FN(le)
{
    (void)n;
    return oc_own_bool(difference(run, args) <= 0);
}

static OC_OWN_FN(ge)
{
    (void)n;
    return oc_own_bool(difference(run, args) >= 0);
}

/* ---- numbers; they are of 32 bits, so nothing here passes 64 ---- */

static struct oc_own_value number(struct oc_own_run *run, int64_t n)
{
    bool small = n >= INT32_MIN && n <= INT32_MAX;
    return small && !run->failed ? oc_own_number(run, n) : oc_own_fail(run);
}

static OC_OWN_FN(add)
{
    (void)n;
    return number(run, number_of(run, &args[0]) + number_of(run, &args[1]));
}

static OC_OWN_FN(sub)
{
    (void)n;
    return number(run, difference(run, args));
}

static OC_OWN_FN(mul)
{
    (void)n;
    return number(run, number_of(run, &args[0]) * number_of(run, &args[1]));
}

static OC_OWN_FN(mod)
{
    (void)n;
    int64_t by = number_of(run, &args[1]);
    return by ? number(run, number_of(run, &args[0]) % by) : oc_own_fail(run);
}

static OC_OWN_FN(div)
{
    (void)n;
    int64_t by = number_of(run, &args[1]), of = number_of(run, &args[0]);
    return by && of % by == 0 ? number(run, of / by) : oc_own_fail(run);
}

static OC_OWN_FN(int)
{
    (void)n;
    struct oc_own_value v = oc_own_literal(args[0].text, true);
    return v.kind == OC_OWN_NUMBER ? v : oc_own_fail(run);
}

static OC_OWN_FN(len)
{
    (void)n;
    return oc_own_number(run, (int64_t)oc_own_size(&args[0]));
}

/* ---- lists ---- */

static OC_OWN_FN(index)
{
    struct oc_own_value v = args[0];
    for (size_t i = 1; i < n; i++)
        v = oc_own_item(run, &v, &args[i]);
    return v;
}

static OC_OWN_FN(isset)
{
    struct oc_own_value v = oc_own_fn_index(run, args, n);
    return oc_own_bool(v.kind != OC_OWN_NIL);
}

static OC_OWN_FN(in)
{
    if (args[0].kind <= OC_OWN_NUMBER)
        return oc_own_fn_contains(run, args, n);
    if (args[0].kind != OC_OWN_LIST)
        return oc_own_fail(run);
    bool has = false;
    for (size_t i = 0; i < args[0].n && oc_own_may(run, 0); i++)
        has = has || oc_own_same(&args[0].items[i], &args[1]);
    return oc_own_bool(has);
}

static OC_OWN_FN(slice)
{
    return oc_own_list(run, args, n);
}

#define MAX_SEQ 1000 /* numbers */

/* seq LAST, seq FIRST LAST */
static OC_OWN_FN(seq)
{
    int64_t from = n > 1 ? number_of(run, &args[0]) : 1, to = number_of(run, &args[n - 1]);
    if (to < from || to - from >= MAX_SEQ || !oc_own_may(run, (size_t)(to - from) * sizeof *args))
        return oc_own_fail(run);
    size_t count = (size_t)(to - from) + 1;
    struct oc_own_value *items = oc_arena_alloc(&run->arena, count * sizeof *items);
    for (size_t i = 0; i < count; i++)
        items[i] = oc_own_number(run, from + (int64_t)i);
    return (struct oc_own_value){.kind = OC_OWN_LIST, .items = items, .n = count};
}

static OC_OWN_FN(dict)
{
    struct oc_own_value items[OC_OWN_ARGS / 2], v;
    struct oc_str *keys = oc_arena_alloc(&run->arena, n * sizeof *keys + 1);
    if (n % 2)
        return oc_own_fail(run);
    for (size_t i = 0; i < n / 2; i++) {
        keys[i] = args[2 * i].text;
        items[i] = args[2 * i + 1];
    }
    v = oc_own_list(run, items, n / 2);
    v.keys = keys;
    return v;
}

/* first LIST, of Zola's; first NUMBER LIST, of Hugo's */
static OC_OWN_FN(first)
{
    const struct oc_own_value *list = &args[n - 1];
    if (list->kind != OC_OWN_LIST || (n == 2 && args[0].number < 0))
        return oc_own_fail(run);
    if (n == 1)
        return list->n ? list->items[0] : oc_own_nil();
    struct oc_own_value some = *list;
    some.n = (size_t)args[0].number < some.n ? (size_t)args[0].number : some.n;
    return some;
}

static OC_OWN_FN(last)
{
    if (args[0].kind != OC_OWN_LIST || n > 1)
        return oc_own_fail(run);
    return args[0].n ? args[0].items[args[0].n - 1] : oc_own_nil();
}

/* ---- others ---- */

static OC_OWN_FN(nothing)
{
    (void)run, (void)args, (void)n;
    return oc_own_nil();
}

static OC_OWN_FN(same)
{
    (void)run, (void)n;
    return args[0];
}

/* A part of the theme's: what draws an icon is an ornament. */
static OC_OWN_FN(partial)
{
    (void)n;
    bool icon = oc_str_iholds(args[0].text, "icon") || oc_str_iholds(args[0].text, "svg");
    return icon ? oc_own_nil() : oc_own_fail(run);
}

/* resources.Get: of the site's folder of assets */
static OC_OWN_FN(asset)
{
    (void)n;
    return oc_own_asset(run, args[0].text);
}

static OC_OWN_FN(base)
{
    (void)run, (void)n;
    return oc_own_text(oc_path_base(args[0].text));
}

static OC_OWN_FN(ext)
{
    (void)n;
    struct oc_str ext = oc_path_ext(args[0].text);
    return oc_own_text(ext.n ? oc_arena_printf(&run->arena, ".%.*s", OC_STR_ARG(ext)) : ext);
}

static const struct {
    const char *name;
    size_t least, most;
    struct oc_own_value (*fn)(struct oc_own_run *run, const struct oc_own_value *args, size_t n);
} functions[] = {
    {"default", 2, 2, oc_own_fn_default},
    {"and", 1, OC_OWN_ARGS, oc_own_fn_and},
    {"or", 1, OC_OWN_ARGS, oc_own_fn_or},
    {"not", 1, 1, oc_own_fn_not},
    {"cond", 3, 3, oc_own_fn_cond},
    {"eq", 2, OC_OWN_ARGS, oc_own_fn_eq},
    {"ne", 2, 2, oc_own_fn_ne},
    {"lt", 2, 2, oc_own_fn_lt},
    {"gt", 2, 2, oc_own_fn_gt},
    {"le", 2, 2, oc_own_fn_le},
    {"ge", 2, 2, oc_own_fn_ge},
    {"add", 2, 2, oc_own_fn_add},
    {"sub", 2, 2, oc_own_fn_sub},
    {"mul", 2, 2, oc_own_fn_mul},
    {"div", 2, 2, oc_own_fn_div},
    {"mod", 2, 2, oc_own_fn_mod},
    {"int", 1, 1, oc_own_fn_int},
    {"len", 1, 1, oc_own_fn_len},
    {"index", 2, 4, oc_own_fn_index},
    {"isset", 2, 2, oc_own_fn_isset},
    {"in", 2, 2, oc_own_fn_in},
    {"slice", 0, OC_OWN_ARGS, oc_own_fn_slice},
    {"seq", 1, 2, oc_own_fn_seq},
    {"dict", 0, OC_OWN_ARGS, oc_own_fn_dict},
    {"dictionary", 0, OC_OWN_ARGS, oc_own_fn_dict},
    {"first", 1, 2, oc_own_fn_first},
    {"last", 1, 1, oc_own_fn_last},
    {"warnf", 0, OC_OWN_ARGS, oc_own_fn_nothing},
    {"warnidf", 0, OC_OWN_ARGS, oc_own_fn_nothing},
    {"emojify", 1, 1, oc_own_fn_same},
    {"partial", 1, 2, oc_own_fn_partial},
    {"partialCached", 1, 4, oc_own_fn_partial},
    {"resources.Get", 1, 1, oc_own_fn_asset},
    {"resources.GetMatch", 1, 1, oc_own_fn_asset},
    {"base", 1, 1, oc_own_fn_base},
    {"ext", 1, 1, oc_own_fn_ext},
    {"markdownify", 1, 1, oc_own_fn_markdown},
    {"safeHTML", 1, 1, oc_own_fn_safe},
    {"safeHTMLAttr", 1, 1, oc_own_fn_safe},
    {"safeURL", 1, 1, oc_own_fn_same},
    {"safeCSS", 1, 1, oc_own_fn_same},
    {"safeJS", 1, 1, oc_own_fn_same},
    {"HTML", 1, 1, oc_own_fn_safe},
    {"HTMLAttr", 1, 1, oc_own_fn_safe},
    {"URL", 1, 1, oc_own_fn_same},
    {"CSS", 1, 1, oc_own_fn_same},
    {"htmlEscape", 1, 1, oc_own_fn_escape},
    {"htmlUnescape", 1, 1, oc_own_fn_unescape},
    {"Join", 1, OC_OWN_ARGS, oc_own_fn_path},
    {"JoinPath", 1, OC_OWN_ARGS, oc_own_fn_path},
    {"plainify", 1, 1, oc_own_fn_plain},
    {"findRE", 2, 3, oc_own_fn_find},
    {"highlight", 2, 3, oc_own_fn_highlight},
    {"string", 1, 1, oc_own_fn_string},
    {"print", 1, OC_OWN_ARGS, oc_own_fn_print},
    {"printf", 1, OC_OWN_ARGS, oc_own_fn_printf},
    {"lower", 1, 1, oc_own_fn_lower},
    {"ToLower", 1, 1, oc_own_fn_lower},
    {"upper", 1, 1, oc_own_fn_upper},
    {"ToUpper", 1, 1, oc_own_fn_upper},
    {"title", 1, 1, oc_own_fn_title},
    {"humanize", 1, 1, oc_own_fn_capital},
    {"FirstUpper", 1, 1, oc_own_fn_capital},
    {"urlize", 1, 1, oc_own_fn_slug},
    {"anchorize", 1, 1, oc_own_fn_slug},
    {"md5", 1, 1, oc_own_fn_digest},
    {"sha1", 1, 1, oc_own_fn_digest},
    {"sha256", 1, 1, oc_own_fn_digest},
    {"chomp", 1, 1, oc_own_fn_chomp},
    {"TrimSpace", 1, 1, oc_own_fn_trim_space},
    {"trim", 2, 2, oc_own_fn_trim},
    {"TrimPrefix", 2, 2, oc_own_fn_trim_prefix},
    {"TrimSuffix", 2, 2, oc_own_fn_trim_suffix},
    {"hasPrefix", 2, 2, oc_own_fn_has_prefix},
    {"hasSuffix", 2, 2, oc_own_fn_has_suffix},
    {"Contains", 2, 2, oc_own_fn_contains},
    {"replace", 3, 3, oc_own_fn_replace},
    {"substr", 2, 3, oc_own_fn_part},
    {"split", 2, 2, oc_own_fn_split},
    {"delimit", 1, 2, oc_own_fn_join},
    {"relURL", 1, 1, oc_own_fn_address},
    {"absURL", 1, 1, oc_own_fn_address},
    {"relLangURL", 1, 1, oc_own_fn_address},
    {"absLangURL", 1, 1, oc_own_fn_address},
};

struct oc_own_value oc_own_call(struct oc_own_run *run, struct oc_str name,
                                const struct oc_own_value *args, size_t n)
{
    /* "resources.Get" is no "Get": of these names the last part says it all */
    static const char *const spaces[] = {"strings.", "transform.", "urls.",  "collections.",
                                         "compare.", "safe.",      "fmt.",   "cast.",
                                         "path.",    "math.",      "crypto."};
    if (!oc_own_may(run, 0))
        return oc_own_fail(run);
    for (size_t i = 0; i < OC_COUNT(spaces); i++)
        if (oc_str_starts(name, spaces[i]))
            name = oc_str_sub(name, strlen(spaces[i]), name.n);
    for (size_t i = 0; i < OC_COUNT(functions); i++)
        if (n >= functions[i].least && n <= functions[i].most &&
            oc_str_iis(name, functions[i].name))
            return functions[i].fn(run, args, n);
    return oc_own_fail(run);
}
