/* SPDX-License-Identifier: MIT */
/*
 * Shortcodes that a site of Hugo or Zola defines itself, by a template in layouts/shortcodes or
 * templates/shortcodes, its own or its theme's. A template is run as far as octavo knows what
 * stands in it; where it asks for anything else, the whole of it is as if it were not there.
 */
#ifndef OC_OWN_H
#define OC_OWN_H

#include "render/tags_impl.h"

enum oc_own_kind {
    OC_OWN_NIL, /* nothing, or nobody gave it */
    OC_OWN_TEXT,
    OC_OWN_BOOL,
    OC_OWN_NUMBER,
    OC_OWN_LIST, /* a map, too: then it has keys */
    OC_OWN_TREE, /* a map or list of front matter or configuration */
    OC_OWN_FILE, /* a picture beside the post: text is its name */
    /* objects that have nothing but fields */
    OC_OWN_CALL, /* the shortcode's own, "." */
    OC_OWN_PAGE,
    OC_OWN_SITE,
    OC_OWN_FILES,
    OC_OWN_SCRATCH
};

struct oc_own_value {
    enum oc_own_kind kind;
    bool safe;          /* it is HTML, not to be escaped */
    int64_t number;     /* of NUMBER; 0 or 1 of BOOL */
    struct oc_str text; /* what is printed: of TEXT, BOOL, NUMBER, FILE */
    const struct oc_own_value *items;
    const struct oc_str *keys; /* of a LIST with names; else NULL */
    size_t n;
    const struct oc_value *tree;
};

enum oc_own_what {
    OC_OWN_WORDS, /* text as it stands */
    OC_OWN_PUT,
    OC_OWN_SET, /* name := text */
    OC_OWN_IF,
    OC_OWN_WITH,
    OC_OWN_FOR,
    OC_OWN_ELSE, /* of the block before it; text is its condition, "" when it has none */
    OC_OWN_END
};

struct oc_own_node {
    enum oc_own_what what;
    struct oc_str text, name, key; /* key: {% for key, name in text %} */
    bool again;                    /* SET: a variable that is there already */
    bool with;                     /* ELSE: {{ else with x }} */
    size_t next;                   /* IF ... ELSE: the ELSE or END that comes next */
    size_t end;                    /* of a block's first node and its ELSEs: its END */
};

/* A template, cut up. */
struct oc_own {
    const struct oc_own_node *nodes;
    size_t n;
    bool tera, markdown; /* Zola's; what it makes is Markdown */
};

/* One run of a template. */
#define OC_OWN_VARS 128
#define OC_OWN_DEPTH 24 /* of expressions in expressions */
struct oc_own_run {
    struct oc_tags *t;
    const struct oc_tag *tag;
    const struct oc_own *own;
    struct oc_arena arena; /* for what is gone with the run */
    struct oc_tag_args args;
    struct oc_str inner;
    bool whole;              /* what it makes is read as Markdown */
    bool nested;             /* there are tags in inner */
    bool dry;                /* to see whether it can be done: inner is as it was typed */
    bool hole;               /* inner is to stay where it stands: OC_OWN_HOLE is put for it */
    bool failed;             /* something is asked for that octavo does not know */
    struct oc_own_value dot; /* "." of Hugo's */
    struct oc_str name[OC_OWN_VARS];
    struct oc_own_value value[OC_OWN_VARS];
    size_t nvars, scope; /* scope: where those of the innermost loop begin */
    size_t steps, bytes;
    int depth; /* of expressions in expressions */
    struct oc_buf out;
};

/* ---- own_find.c ---- */
/* The site's template for a shortcode of that name; NULL when it has none that can be run. */
const struct oc_own *oc_own_find(struct oc_tags *t, struct oc_str name);
/* Cuts a template up; false when it has what is not known. own_cut.c */
bool oc_own_cut(struct oc_own *own, struct oc_arena *a, struct oc_str text);

/* ---- own_run.c ---- */
/* What the template makes of the tag, in out; false when it cannot be known. */
bool oc_own_run(struct oc_buf *out, struct oc_own_run *run);
/* Gives up; NIL, for the caller to hand on. */
struct oc_own_value oc_own_fail(struct oc_own_run *run);
/* Whether a step, or what costs as much as so many bytes, may be taken; else it gives up. */
bool oc_own_may(struct oc_own_run *run, size_t bytes);
/* Whether the text is all of inner, and OC_OWN_HOLE shall stand for it. */
#define OC_OWN_HOLE "\1"
bool oc_own_is_hole(struct oc_own_run *run, struct oc_str text);
void oc_own_set(struct oc_own_run *run, struct oc_str name, struct oc_own_value v, bool again);
/* The variable of that name; NULL. */
const struct oc_own_value *oc_own_var(const struct oc_own_run *run, struct oc_str name);

/* ---- own_value.c ---- */
static inline struct oc_own_value oc_own_nil(void)
{
    return (struct oc_own_value){.kind = OC_OWN_NIL};
}
struct oc_own_value oc_own_text(struct oc_str text);
struct oc_own_value oc_own_bool(bool is);
struct oc_own_value oc_own_number(struct oc_own_run *run, int64_t n);
struct oc_own_value oc_own_tree(const struct oc_value *tree);
struct oc_own_value oc_own_list(struct oc_own_run *run, const struct oc_own_value *items, size_t n);
/* What a tag's argument says: "a", 12, true. */
struct oc_own_value oc_own_literal(struct oc_str text, bool bare);
bool oc_own_true(const struct oc_own_value *v);
bool oc_own_same(const struct oc_own_value *a, const struct oc_own_value *b);
/* The item of that number, or of that name. */
struct oc_own_value oc_own_item(struct oc_own_run *run, const struct oc_own_value *list,
                                const struct oc_own_value *at);
/* The number of items, or of bytes of a text. */
size_t oc_own_size(const struct oc_own_value *v);
/* Item i < oc_own_size, of a tree as a value; key may be NULL. */
struct oc_own_value oc_own_at(struct oc_own_run *run, const struct oc_own_value *v, size_t i,
                              struct oc_str *key);

/* ---- reading expressions ---- */
struct oc_own_reader {
    struct oc_own_run *run;
    struct oc_str s;
    size_t at;
};

static inline bool oc_own_is_word(char b)
{
    return (b >= '0' && b <= '9') || ((b | 0x20) >= 'a' && (b | 0x20) <= 'z') || b == '_';
}

/* The next sign that is no blank, before which it stands then; NUL: there is none. */
static inline char oc_own_peek(struct oc_own_reader *r)
{
    while (r->at < r->s.n && strchr(" \t\r\n", r->s.p[r->at]))
        r->at++;
    return r->at < r->s.n ? r->s.p[r->at] : '\0';
}

static inline struct oc_str oc_own_take_word(struct oc_own_reader *r)
{
    size_t from = r->at;
    while (r->at < r->s.n && oc_own_is_word(r->s.p[r->at]))
        r->at++;
    return oc_str_sub(r->s, from, r->at);
}

/* ---- own_go.c, own_tera.c: the value of an expression ---- */
struct oc_own_value oc_own_go(struct oc_own_run *run, struct oc_str expression);
struct oc_own_value oc_own_tera(struct oc_own_run *run, struct oc_str expression);
/* Sets the variables that Zola's template has: the tag's arguments. */
void oc_own_tera_args(struct oc_own_run *run, struct oc_str args);

/* ---- own_field.c: a.b, and a.b with arguments ---- */
struct oc_own_value oc_own_field(struct oc_own_run *run, const struct oc_own_value *of,
                                 struct oc_str name, const struct oc_own_value *args, size_t n);

/* The picture of that name in a folder below the site's root, where addresses begin with "/". */
struct oc_own_value oc_own_asset(struct oc_own_run *run, struct oc_str name);

/* ---- own_func.c ---- */
#define OC_OWN_ARGS 40
/* What a function of Hugo's makes of its arguments. */
struct oc_own_value oc_own_call(struct oc_own_run *run, struct oc_str name,
                                const struct oc_own_value *args, size_t n);
#define OC_OWN_FN(name)                                                                            \
    struct oc_own_value oc_own_fn_##name(struct oc_own_run *run, const struct oc_own_value *args,  \
                                         size_t n)

/* ---- own_text.c: those that make text of text ---- */
/* Markdown as HTML; bare: a lone paragraph's without its <p>. */
struct oc_own_value oc_own_markdown(struct oc_own_run *run, struct oc_str text, bool bare);
OC_OWN_FN(markdown);
OC_OWN_FN(safe);
OC_OWN_FN(escape);
OC_OWN_FN(plain);
OC_OWN_FN(string);
OC_OWN_FN(print);
OC_OWN_FN(printf);
OC_OWN_FN(lower);
OC_OWN_FN(upper);
OC_OWN_FN(title);
OC_OWN_FN(capital);
OC_OWN_FN(slug);
OC_OWN_FN(chomp);
OC_OWN_FN(trim_space);
OC_OWN_FN(trim);
OC_OWN_FN(trim_prefix);
OC_OWN_FN(trim_suffix);
OC_OWN_FN(has_prefix);
OC_OWN_FN(has_suffix);
OC_OWN_FN(contains);
OC_OWN_FN(replace);
OC_OWN_FN(part);
OC_OWN_FN(split);
OC_OWN_FN(join);
OC_OWN_FN(address);
OC_OWN_FN(highlight);
OC_OWN_FN(digest);
OC_OWN_FN(find);
OC_OWN_FN(unescape);
OC_OWN_FN(path);

#endif
