/* SPDX-License-Identifier: MIT */
/*
 * Ids: each is unique in the page and of plain characters; what refers to a renamed one follows,
 * what refers to none is no reference. Inside a drawing its own ids come first.
 */
#include <libxml/chvalid.h>

#include "base/limits.h"
#include "base/path.h"
#include "base/utf8.h"
#include "xhtml/fix.h"

struct ids {
    struct oc_fixer *f;
    struct oc_map *taken;  /* every id of the page; keys live with its arena */
    struct oc_map renamed; /* old name, or "drawing number, blank, old name" -> char *new name */
    struct oc_map kinds;   /* new name -> name of the element, of parts of drawings */
    struct oc_map next;    /* base of a name -> the number tried next, +1 */
    int drawing;
};

/* Beyond ASCII, letters that names may have by every edition of XML 1.0: the fourth, which many
 * parsers still follow, lists them by Unicode 2.0. */
static bool id_char(uint32_t c, bool first)
{
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_';
    return xmlIsBaseCharQ(c) || xmlIsIdeographicQ(c) || (!first && xmlIsExtenderQ(c));
}

static void plain_id(struct oc_buf *b, struct oc_str id)
{
    oc_buf_clear(b);
    for (size_t at = 0; at < id.n && b->n < OC_MAX_ID_BYTES - 8;) {
        uint32_t c = oc_utf8_next(id, &at);
        bool good = id_char(c, b->n == 0);
        if (b->n == 0 && (c == '-' || c == '_' || (c >= '0' && c <= '9')))
            oc_buf_puts(b, "id-");
        if (good)
            oc_buf_put_cp(b, c);
        else if (b->n > 0 && b->p[b->n - 1] != '-')
            oc_buf_putc(b, '-');
    }
    if (b->n > 0 && b->p[b->n - 1] == '-' && id.p[id.n - 1] != '-')
        b->n--;
    if (b->n == 0)
        oc_buf_puts(b, "id");
    b->p[b->n] = '\0';
}

/* The new name of an id, taken now. */
static struct oc_str take(struct ids *ids, struct oc_buf *b)
{
    struct oc_str base = oc_arena_copy(ids->taken->arena, oc_buf_view(b)), name;
    if (oc_map_add(ids->taken, base, ids))
        return base;
    uintptr_t number = (uintptr_t)oc_map_get(&ids->next, base);
    if (number < 2)
        number = 2;
    do
        name = oc_arena_printf(ids->taken->arena, "%s-%u", base.p, (unsigned)number++);
    while (!oc_map_add(ids->taken, name, ids));
    oc_map_set(&ids->next, base, (void *)number);
    return name;
}

static struct oc_str drawing_key(struct ids *ids, struct oc_str id)
{
    return oc_arena_printf(ids->f->arena, "%d %.*s", ids->drawing, OC_STR_ARG(id));
}

static bool is_drawing(const xmlNode *n)
{
    return oc_node_is(n, "svg") && !oc_node_inside(n, "svg");
}

static void name_one(struct ids *ids, xmlNode *n, const xmlNode *drawing, struct oc_buf *b)
{
    struct oc_str old = oc_attr(n, "id");
    if (!old.p)
        return;
    old = oc_arena_copy(ids->f->arena, oc_str_trim(old));
    if (old.n == 0) {
        oc_attr_remove(n, "id");
        return;
    }
    plain_id(b, old);
    struct oc_str name = take(ids, b);
    oc_map_add(&ids->renamed, old, (void *)(uintptr_t)name.p);
    if (drawing) {
        oc_map_add(&ids->renamed, drawing_key(ids, old), (void *)(uintptr_t)name.p);
        oc_map_add(&ids->kinds, name, (void *)(uintptr_t)n->name);
    }
    if (!oc_str_eq(oc_attr(n, "id"), name)) {
        oc_fix_tell(ids->f, OC_FIX_ID, n);
        oc_attr_set(n, "id", name);
    }
}

/* What id is called now; NULL when the page has none of that name. */
static const char *find_id(struct ids *ids, struct oc_str id, const xmlNode *drawing)
{
    const char *name = NULL;
    if (drawing)
        name = oc_map_get(&ids->renamed, drawing_key(ids, id));
    if (!name)
        name = oc_map_get(&ids->renamed, id);
    if (name || oc_str_chr(id, '%', 0) == SIZE_MAX)
        return name;
    struct oc_buf b;
    oc_buf_init(&b, id.n + 1);
    oc_percent_decode(&b, id);
    name = oc_map_get(&ids->renamed, oc_buf_view(&b));
    oc_buf_release(&b);
    return name;
}

/* Whether attribute name of n may point at the element that is now called id: paint at paint,
 * clip-path at clipPath, and nothing else at these. */
static bool may_point(struct ids *ids, const xmlNode *n, const char *name, const char *id)
{
    static const char *const paints[] = {"linearGradient", "radialGradient", "pattern"};
    const char *kind = id ? oc_map_get(&ids->kinds, oc_str(id)) : NULL;
    bool paint = false, clip = kind && strcmp(kind, "clipPath") == 0;
    for (size_t i = 0; kind && i < OC_COUNT(paints); i++) {
        paint = paint || strcmp(kind, paints[i]) == 0;
        if (oc_node_is(n, paints[i]))
            return true; /* a gradient that goes on from another */
    }
    if (strcmp(name, "fill") == 0 || strcmp(name, "stroke") == 0)
        return paint;
    if (strcmp(name, "clip-path") == 0)
        return clip;
    if (strcmp(name, "style") == 0)
        return true;
    return !paint && !clip && !(kind && strcmp(kind, "symbol") == 0 && !oc_node_is(n, "use"));
}

/* "#x" in attribute name: follows, or goes. */
static bool follow_fragment(struct ids *ids, xmlNode *n, const char *name, const xmlNode *drawing)
{
    struct oc_str value = oc_attr(n, name);
    if (value.n == 0 || value.p[0] != '#')
        return true;
    value = oc_str_sub(value, 1, value.n);
    const char *now = find_id(ids, value, drawing);
    if (!now)
        return oc_map_has(ids->taken, value); /* the chapter's own */
    if (!may_point(ids, n, name, now))
        return false;
    if (!oc_str_is(value, now)) {
        struct oc_str link = oc_arena_printf(ids->f->arena, "#%s", now);
        oc_attr_set(n, name, link);
    }
    return true;
}

/* fill="url(#x)" */
static void follow_urls(struct ids *ids, xmlNode *n, const xmlAttr *a, const xmlNode *drawing)
{
    const char *name = (const char *)a->name;
    struct oc_str value = oc_attr(n, name);
    size_t at = oc_str_find(value, "url(", 0), from = 0;
    if (at == SIZE_MAX || !value.p)
        return;
    struct oc_buf b;
    oc_buf_init(&b, SIZE_MAX / 8);
    for (; at != SIZE_MAX; at = oc_str_find(value, "url(", at)) {
        size_t hash = oc_str_chr(value, '#', at), end = oc_str_chr(value, ')', at);
        if (hash == SIZE_MAX || end == SIZE_MAX || hash > end)
            break;
        size_t stop = end;
        while (stop > hash && strchr(" '\"", value.p[stop - 1]))
            stop--;
        const char *now = find_id(ids, oc_str_sub(value, hash + 1, stop), drawing);
        if (!now || !may_point(ids, n, name, now))
            now = NULL;
        oc_buf_put(&b, oc_str_sub(value, from, at));
        oc_buf_puts(&b, now ? "url(#" : "none");
        oc_buf_puts(&b, now ? now : "");
        oc_buf_puts(&b, now ? ")" : "");
        from = at = end + 1;
    }
    oc_buf_put(&b, oc_str_sub(value, from, value.n));
    oc_attr_set(n, name, oc_buf_view(&b));
    oc_buf_release(&b);
}

/* headers, aria-labelledby ...: the names that are ids stay. */
static void follow_list(struct ids *ids, xmlNode *n, const char *name, const xmlNode *drawing)
{
    struct oc_str rest = oc_attr(n, name), part;
    if (!rest.p)
        return;
    struct oc_buf b;
    oc_buf_init(&b, SIZE_MAX / 8);
    while (oc_str_cut(&part, &rest, ' ')) {
        const char *now = part.n ? find_id(ids, part, drawing) : NULL;
        if (!now && (part.n == 0 || !oc_map_has(ids->taken, part)))
            continue;
        if (b.n)
            oc_buf_putc(&b, ' ');
        if (now)
            oc_buf_puts(&b, now);
        else
            oc_buf_put(&b, part);
    }
    if (b.n)
        oc_attr_set(n, name, oc_buf_view(&b));
    else
        oc_attr_remove(n, name);
    oc_buf_release(&b);
}

/* True when n, a link to nowhere, is gone: its children stand in its place. */
static bool follow_one(struct ids *ids, xmlNode *n, const xmlNode *drawing)
{
    follow_list(ids, n, "aria-labelledby", drawing);
    follow_list(ids, n, "aria-describedby", drawing);
    follow_list(ids, n, "headers", drawing);
    if (drawing)
        for (xmlAttr *a = n->properties; a; a = a->next)
            follow_urls(ids, n, a, drawing);
    if (!follow_fragment(ids, n, "xlink:href", drawing))
        oc_attr_remove(n, "xlink:href");
    if (follow_fragment(ids, n, "href", drawing))
        return false;
    oc_attr_remove(n, "href");
    if (drawing || !oc_node_is(n, "a"))
        return false;
    if (oc_attr(n, "id").p) {
        oc_node_rename(n, "span");
        oc_fix_attrs(ids->f, n);
        return false;
    }
    return true;
}

/* Calls for every element; drawing is the outermost svg it stands in. */
static void each(struct ids *ids, bool naming, struct oc_buf *b)
{
    xmlNode *body = ids->f->body, *drawing = NULL, *after = NULL;
    ids->drawing = 0;
    for (xmlNode *n = body->children, *next; n; n = next) {
        next = oc_node_next(body, n);
        if (n == after)
            drawing = after = NULL;
        if (n->type != XML_ELEMENT_NODE)
            continue;
        if (!drawing && is_drawing(n)) {
            drawing = n;
            after = oc_node_next_skip(body, n);
            ids->drawing++;
        }
        if (!n->properties)
            continue;
        if (naming) {
            name_one(ids, n, drawing, b);
        } else if (follow_one(ids, n, drawing)) {
            xmlNode *skip = oc_node_next_skip(body, n);
            xmlNode *first = n->children;
            oc_node_unwrap(n);
            next = first ? first : skip;
        }
    }
}

/* headers must name header cells of the same table. */
static void check_headers(struct ids *ids)
{
    struct oc_map cells; /* id of a th -> its table */
    xmlNode *body = ids->f->body;
    bool any = false;
    oc_map_init(&cells, ids->f->arena);
    for (xmlNode *n = body; n; n = oc_node_next(body, n)) {
        any = any || oc_attr(n, "headers").p;
        if (!oc_node_is(n, "th") || !oc_attr(n, "id").p)
            continue;
        xmlNode *table = n->parent;
        while (table && !oc_node_is(table, "table"))
            table = table->parent;
        oc_map_set(&cells, oc_attr(n, "id"), table);
    }
    for (xmlNode *n = body; any && n; n = oc_node_next(body, n)) {
        struct oc_str rest = oc_attr(n, "headers"), part;
        xmlNode *table = n->parent;
        bool good = true;
        if (!rest.p)
            continue;
        while (table && !oc_node_is(table, "table"))
            table = table->parent;
        while (oc_str_cut(&part, &rest, ' '))
            good = good && oc_map_get(&cells, part) == table;
        if (!good)
            oc_attr_remove(n, "headers");
    }
}

void oc_fix_ids(struct oc_fixer *f, struct oc_map *taken)
{
    struct ids ids = {.f = f, .taken = taken};
    struct oc_buf b;
    oc_buf_init(&b, 4096);
    oc_map_init(&ids.renamed, f->arena);
    oc_map_init(&ids.kinds, f->arena);
    oc_map_init(&ids.next, f->arena);
    each(&ids, true, &b);
    each(&ids, false, &b);
    check_headers(&ids);
    oc_buf_release(&b);
}
