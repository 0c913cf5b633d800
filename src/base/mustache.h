/* SPDX-License-Identifier: MIT */
/*
 * Mustache templates (mustache(5) and the public specification: comments, delimiters,
 * interpolation, inverted, partials, sections; no lambdas, no inheritance). Logic-free: context
 * comes as a value tree.
 */
#ifndef OC_MUSTACHE_H
#define OC_MUSTACHE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/value.h"

/*
 * A context is a struct oc_value: MAP by key; LIST repeats a section; an empty LIST, TEXT "",
 * NULL and plain "false" are false. Built with the makers below; all in one arena. Each key is
 * set once. key is borrowed and must outlive the context; text is copied.
 */
struct oc_value *oc_context_map(struct oc_arena *a);
void oc_context_text(struct oc_value *map, struct oc_arena *a, const char *key, struct oc_str text);
/* The same, but text is borrowed too. */
void oc_context_view(struct oc_value *map, struct oc_arena *a, const char *key, struct oc_str text);
void oc_context_bool(struct oc_value *map, struct oc_arena *a, const char *key, bool value);
/* An empty LIST or MAP added under key (key NULL: appended to a LIST). */
struct oc_value *oc_context_list(struct oc_value *in, struct oc_arena *a, const char *key);
struct oc_value *oc_context_child(struct oc_value *in, struct oc_arena *a, const char *key);

struct oc_template; /* parsed; const afterwards, usable from many threads */
struct oc_template_error {
    int line;
    struct oc_str why; /* in the arena */
};
/* Partials by name; p == NULL when there is none of that name. */
typedef struct oc_str (*oc_partial_fn)(void *ctx, struct oc_str name);

/* NULL with *err filled: an unclosed section or tag, nesting past OC_MAX_TEMPLATE_DEPTH. text is
 * borrowed and must outlive the template; the template lives in the arena. */
struct oc_template *oc_template_parse(struct oc_arena *a, struct oc_template_error *err,
                                      struct oc_str text);
/*
 * Appends. {{x}} is escaped for XML, {{{x}}} and {{&x}} are not. partial may be NULL; what it
 * gives must stay until render returns. A partial that does not parse, is nested deeper than
 * OC_MAX_TEMPLATE_DEPTH or is one of more than OC_MAX_PARTIALS gives nothing: parse partials when
 * they are loaded to see their errors.
 */
void oc_template_render(struct oc_buf *out, const struct oc_template *t,
                        const struct oc_value *context, oc_partial_fn partial, void *ctx);

/* The tags of a template, one a call: *at is 0 at first. False at the end. */
struct oc_template_tag {
    struct oc_str name;
    int line;
    bool partial; /* name is a partial's, else a value's */
};
bool oc_template_tag(struct oc_template_tag *tag, const struct oc_template *t, size_t *at);

/*
 * The line of the template that byte `at` of what it renders comes from. *partial_name: of the
 * partial whose line it is, "" when it is the template's own. 0 when nothing is rendered.
 */
int oc_template_line(struct oc_str *partial_name, const struct oc_template *t,
                     const struct oc_value *context, oc_partial_fn partial, void *ctx, size_t at);

#endif
