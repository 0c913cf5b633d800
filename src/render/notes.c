/* SPDX-License-Identifier: MIT */
/*
 * Footnotes in the one form that pops up on every reader and stays on the page: references r1,
 * r1-2 ... and, at the end of the body, a section of div elements f1, f2 ... that start with their
 * number as the link back (conformance of EPUB footnotes: Kindle wants the link first, Apple Books
 * hides an aside, Ace refuses the role on li).
 *
 * cmark-gfm's lists and those of kramdown, markdown-it and pandoc that authors pasted as HTML look
 * alike: an ol in an element of class "footnotes", and links to the ids of its items.
 */
#include "base/limits.h"
#include "base/path.h"
#include "render/ids.h"
#include "render/passes.h"

struct note_ref {
    xmlNode *a;
    struct note *note;
    struct note_ref *next; /* the note's next reference */
    struct oc_str id;      /* r1, r1-2 */
};

struct note {
    xmlNode *li;
    size_t box;      /* which list it stands in */
    unsigned number; /* from 1; 0: its list is none of footnotes and stays as it is */
    struct note_ref *first, *last;
};

struct notes {
    struct oc_render *r;
    xmlNode **boxes, **links; /* elements of class footnotes; links to places in the page */
    size_t nboxes, cboxes, nlinks, clinks;
    bool *used;  /* of a box: something refers to one of its items */
    size_t box;  /* the one add_items is in */
    bool unused; /* markdown.c says there are notes that nothing refers to */
    struct note **notes;
    size_t nnotes, cnotes;
    struct oc_map by_id;   /* id of an item -> struct note * */
    struct oc_map ref_ids; /* ids that references had, where links back lead */
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* ---- finding ---- */

static bool is_box(const xmlNode *n)
{
    static const char *const names[] = {"section", "div", "ol", "aside", NULL};
    return oc_node_in(n, names) && oc_class_has(n, "footnotes");
}

static void add_node(struct oc_arena *a, xmlNode ***list, size_t *n, size_t *cap, xmlNode *node)
{
    *list = oc_arena_grow(a, *list, cap, *n + 1, sizeof(**list));
    (*list)[(*n)++] = node;
}

/*
 * One walk: boxes (none inside another), links into the page; epub:type of the author's goes, so
 * that afterwards it marks what this pass made.
 */
static void scan(struct notes *s)
{
    struct oc_render *r = s->r;
    xmlNode *n = oc_node_next(r->body, r->body), *box_end = NULL;
    bool in_box = false;
    while (n) {
        xmlNode *next = oc_node_next(r->body, n);
        in_box = in_box && n != box_end;
        if (n->type == XML_ELEMENT_NODE) {
            if (n->properties)
                oc_attr_remove(n, "epub:type");
            if (oc_node_is(n, "a") && oc_str_starts(oc_attr(n, "href"), "#")) {
                add_node(r->arena, &s->links, &s->nlinks, &s->clinks, n);
            } else if (!in_box && is_box(n)) {
                add_node(r->arena, &s->boxes, &s->nboxes, &s->cboxes, n);
                box_end = oc_node_next_skip(r->body, n);
                in_box = true;
            } else if (!in_box && oc_class_has(n, "oc-unused-notes")) {
                /* markdown.c's way to make cmark show notes that nothing refers to */
                next = oc_node_next_skip(r->body, n);
                oc_node_remove(n);
                s->unused = true;
            }
        }
        n = next;
    }
}

static void add_items(struct notes *s, xmlNode *ol)
{
    for (xmlNode *li = ol->children; li; li = li->next) {
        if (!oc_node_is(li, "li"))
            continue;
        struct note *note = OC_NEW(s->r->arena, struct note);
        note->li = li;
        note->box = s->box;
        s->notes =
            oc_arena_grow(s->r->arena, s->notes, &s->cnotes, s->nnotes + 1, sizeof(struct note *));
        s->notes[s->nnotes++] = note;
        struct oc_str id = oc_attr(li, "id");
        if (id.n > 0)
            oc_map_add(&s->by_id, oc_arena_copy(s->r->arena, id), note);
    }
}

static void each_list(struct notes *s, xmlNode *box, void (*fn)(struct notes *, xmlNode *))
{
    if (oc_node_is(box, "ol")) {
        fn(s, box);
        return;
    }
    for (xmlNode *n = box->children, *next; n; n = next) {
        next = n->next;
        if (oc_node_is(n, "ol"))
            fn(s, n);
    }
}

static struct note *find_note(struct notes *s, struct oc_str fragment)
{
    struct note *note = oc_map_get(&s->by_id, fragment);
    if (!note && oc_str_chr(fragment, '%', 0) != SIZE_MAX) {
        struct oc_buf raw;
        oc_buf_init(&raw, OC_MAX_URL_BYTES);
        oc_percent_decode(&raw, fragment);
        note = oc_map_get(&s->by_id, oc_buf_view(&raw));
        oc_buf_release(&raw);
    }
    return note;
}

/* Broken HTML only; the inner link must not be freed with the outer one. */
static bool holds_link(xmlNode *a)
{
    for (xmlNode *n = oc_node_next(a, a); n; n = oc_node_next(a, n))
        if (oc_node_is(n, "a"))
            return true;
    return false;
}

/* A link to a note that looks like a reference, not one in running text. */
static bool looks_like_ref(const xmlNode *a)
{
    if (oc_node_is(a->parent, "sup") || oc_class_has(a, "footnote-ref") ||
        oc_class_has(a, "footnote"))
        return true;
    if (oc_node_is(a->children, "sup"))
        return true;
    struct oc_buf text;
    oc_buf_init(&text, 64);
    oc_node_text(&text, a, false);
    struct oc_str t = oc_str_trim(oc_buf_view(&text));
    bool number = t.n > 0 && !text.full;
    for (size_t i = 0; i < t.n; i++)
        number = number && ((t.p[i] >= '0' && t.p[i] <= '9') || t.p[i] == '[' || t.p[i] == ']');
    oc_buf_release(&text);
    return number;
}

static void remember_id(struct notes *s, const xmlNode *n)
{
    struct oc_str id = oc_attr(n, "id");
    if (id.n > 0)
        oc_map_add(&s->ref_ids, oc_arena_copy(s->r->arena, id), s);
}

static void find_refs(struct notes *s)
{
    for (size_t i = 0; i < s->nlinks; i++) {
        xmlNode *a = s->links[i];
        struct oc_str href = oc_attr(a, "href");
        struct note *note = find_note(s, oc_str_sub(href, 1, href.n));
        if (!note || !looks_like_ref(a) || holds_link(a))
            continue;
        struct note_ref *ref = OC_NEW(s->r->arena, struct note_ref);
        ref->a = a;
        ref->note = note;
        if (note->last)
            note->last->next = ref;
        else
            note->first = ref;
        note->last = ref;
        s->used[note->box] = true;
        remember_id(s, a);
        if (oc_node_is(a->parent, "sup"))
            remember_id(s, a->parent);
    }
}

/* ---- references ---- */

/* The sup around a reference goes when it holds nothing else. */
static xmlNode *whole_ref(xmlNode *a)
{
    xmlNode *sup = a->parent;
    if (!oc_node_is(sup, "sup"))
        return a;
    for (const xmlNode *n = sup->children; n; n = n->next) {
        struct oc_str text = n->type == XML_TEXT_NODE ? oc_node_value(n) : OC_STR("x");
        for (size_t i = 0; n != a && i < text.n; i++)
            if (!is_space(text.p[i]) && text.p[i] != '[' && text.p[i] != ']')
                return a;
    }
    return sup;
}

static void alias(struct oc_render *r, const xmlNode *n, struct oc_str id)
{
    oc_anchor_add(r, oc_attr(n, "id"), id);
    if (oc_node_is(n, "a"))
        oc_anchor_add(r, oc_attr(n, "name"), id);
}

static xmlNode *new_link(xmlNode *near, struct oc_str href, const char *type, const char *role,
                         struct oc_str text)
{
    xmlNode *a = oc_node_new(near->doc, "a");
    oc_attr_set(a, "href", href);
    oc_attr_set(a, "epub:type", oc_str(type));
    oc_attr_set(a, "role", oc_str(role));
    oc_node_append(a, oc_node_new_text(near->doc, text));
    return a;
}

static void make_ref(struct notes *s, struct note_ref *ref, unsigned use)
{
    struct oc_render *r = s->r;
    unsigned number = ref->note->number;
    struct oc_str href = oc_arena_printf(r->arena, "#f%u", number);
    struct oc_str text = oc_arena_printf(r->arena, "%u", number);
    if (use == 1)
        ref->id = oc_arena_printf(r->arena, "r%u", number);
    else
        ref->id = oc_arena_printf(r->arena, "r%u-%u", number, use);
    oc_id_take(r, ref->id);
    oc_anchor_add(r, ref->id, ref->id);

    xmlNode *old = whole_ref(ref->a);
    alias(r, ref->a, ref->id);
    if (old != ref->a)
        alias(r, old, ref->id);
    xmlNode *a = new_link(old, href, "noteref", "doc-noteref", text);
    oc_attr_set(a, "id", ref->id);
    /* in a link's text it stands after the link: links do not nest */
    xmlNode *at = old;
    for (xmlNode *n = old->parent; n && n != r->body; n = n->parent)
        if (oc_node_is(n, "a"))
            at = n;
    oc_node_after(at, a);
    oc_node_remove(old);
    ref->a = a;
}

/* ---- notes ---- */

static bool is_backref(struct notes *s, const xmlNode *n)
{
    static const char *const classes[] = {"footnote-backref", "reversefootnote", "footnote-back"};
    if (!oc_node_is(n, "a") || oc_attr(n, "epub:type").n > 0)
        return false;
    for (size_t i = 0; i < OC_COUNT(classes); i++)
        if (oc_class_has(n, classes[i]))
            return true;
    struct oc_str href = oc_attr(n, "href");
    return href.n > 1 && href.p[0] == '#' && oc_map_has(&s->ref_ids, oc_str_sub(href, 1, href.n));
}

/* Cuts blanks (U+00A0 too, which kramdown writes) at the end of what n holds. */
static void trim_end(xmlNode *n)
{
    for (xmlNode *last = n->last; last && last->type == XML_TEXT_NODE; last = n->last) {
        struct oc_str text = oc_node_value(last), t = text;
        for (;;) {
            if (t.n > 0 && is_space(t.p[t.n - 1]))
                t.n--;
            else if (oc_str_ends(t, "\xC2\xA0"))
                t.n -= 2;
            else
                break;
        }
        if (t.n > 0) {
            if (t.n < text.n)
                oc_node_set_value(last, t);
            return;
        }
        oc_node_remove(last);
    }
}

/* Links back that the source had go; a paragraph that held nothing else goes too. */
static void remove_backrefs(struct notes *s, xmlNode *note)
{
    xmlNode **found = NULL, *next;
    size_t n = 0, cap = 0;
    for (xmlNode *at = oc_node_next(note, note); at; at = next) {
        next = oc_node_next(note, at);
        if (is_backref(s, at)) {
            next = oc_node_next_skip(note, at);
            add_node(s->r->arena, &found, &n, &cap, at);
        }
    }
    for (size_t i = 0; i < n; i++) {
        xmlNode *parent = found[i]->parent;
        oc_node_remove(found[i]);
        trim_end(parent);
        if (parent != note && !parent->children)
            oc_node_remove(parent);
    }
}

static bool is_block(const xmlNode *n)
{
    static const char *const names[] = {
        "p",      "div", "ul", "ol", "dl", "pre", "hr", "section", "blockquote", "table",
        "figure", "h1",  "h2", "h3", "h4", "h5",  "h6", "details", NULL};
    return oc_node_in(n, names);
}

/* The paragraph a note starts with, made when it starts with something else. */
static xmlNode *first_paragraph(xmlNode *note)
{
    xmlNode *n = note->children;
    while (n && n->type == XML_TEXT_NODE && oc_str_blank(oc_node_value(n))) {
        xmlNode *next = n->next;
        oc_node_remove(n);
        n = next;
    }
    if (oc_node_is(n, "p"))
        return n;
    xmlNode *p = oc_node_new(note->doc, "p");
    if (n)
        oc_node_before(n, p);
    else
        oc_node_append(note, p);
    while (n && !is_block(n)) {
        xmlNode *next = n->next;
        oc_node_append(p, n);
        n = next;
    }
    return p;
}

/* What the links back say: the number, then b, c ... for further references. */
static struct oc_str use_text(struct oc_arena *a, unsigned number, unsigned use)
{
    if (use == 1)
        return oc_arena_printf(a, "%u", number);
    if (use <= 26)
        return oc_arena_printf(a, "%c", (char)('a' + use - 1));
    return oc_arena_printf(a, "%u", use);
}

static void put_before(xmlNode *p, xmlNode *first, xmlNode *added)
{
    if (first)
        oc_node_before(first, added);
    else
        oc_node_append(p, added);
}

/* What a screen reader says of a link back; further ones are told apart by their count. */
static struct oc_str use_label(struct oc_render *r, unsigned number, unsigned use)
{
    struct oc_buf label;
    oc_buf_init(&label, OC_MAX_TITLE_BYTES);
    oc_label_put(&label, r->post->page_lang, "backref", number);
    if (use > 1)
        oc_buf_printf(&label, " (%u)", use);
    struct oc_str text = oc_buf_take(&label, r->arena);
    oc_buf_release(&label);
    return text;
}

/* "1 b. " before the first word of the note, each part a link to its reference. */
static void put_backlinks(struct notes *s, struct note *note, xmlNode *p)
{
    struct oc_arena *a = s->r->arena;
    xmlNode *first = p->children;
    unsigned use = 0;
    for (struct note_ref *ref = note->first; ref; ref = ref->next) {
        if (++use > 1)
            put_before(p, first, oc_node_new_text(p->doc, OC_STR(" ")));
        xmlNode *link = new_link(p, oc_arena_printf(a, "#%.*s", OC_STR_ARG(ref->id)), "backlink",
                                 "doc-backlink", use_text(a, note->number, use));
        oc_attr_set(link, "aria-label", use_label(s->r, note->number, use));
        put_before(p, first, link);
    }
    struct oc_str dot = use ? OC_STR(". ") : oc_arena_printf(a, "%u. ", note->number);
    put_before(p, first, oc_node_new_text(p->doc, dot));
}

static void make_note(struct notes *s, struct note *note, xmlNode *section)
{
    struct oc_render *r = s->r;
    struct oc_str id = oc_arena_printf(r->arena, "f%u", note->number);
    xmlNode *div = oc_node_new(section->doc, "div");
    oc_id_take(r, id);
    oc_anchor_add(r, id, id);
    alias(r, note->li, id);
    oc_attr_set(div, "id", id);
    oc_attr_set(div, "epub:type", OC_STR("footnote"));
    oc_attr_set(div, "role", OC_STR("doc-footnote"));
    oc_node_move_children(div, note->li);
    oc_node_append(section, div);
    remove_backrefs(s, div);
    trim_end(div);
    put_backlinks(s, note, first_paragraph(div));
    oc_node_append(section, oc_node_new_text(section->doc, OC_STR("\n")));
}

/* ---- the pass ---- */

static void remove_list(struct notes *s, xmlNode *ol)
{
    (void)s;
    oc_node_remove(ol);
}

/* The emptied box goes with its rule; anything else the author put there stays. */
static void remove_box(struct notes *s, xmlNode *box)
{
    if (oc_node_is(box, "ol")) {
        oc_node_remove(box);
        return;
    }
    each_list(s, box, remove_list);
    for (xmlNode *n = box->children, *next; n; n = next) {
        next = n->next;
        if (oc_node_is(n, "hr"))
            oc_node_remove(n);
    }
    if (oc_node_empty(box))
        oc_node_remove(box);
    else
        oc_node_unwrap(box);
}

static xmlNode *new_section(struct oc_render *r)
{
    xmlNode *section = oc_node_new(r->body->doc, "section");
    oc_attr_set(section, "class", OC_STR("footnotes"));
    oc_attr_set(section, "epub:type", OC_STR("footnotes"));
    oc_attr_set(section, "aria-label", oc_str(oc_label(r->post->page_lang, "notes")));
    oc_node_append(section, oc_node_new(r->body->doc, "hr"));
    oc_node_append(section, oc_node_new_text(r->body->doc, OC_STR("\n")));
    return section;
}

/* Numbers the items of the lists that are notes, in the order of the page. */
static unsigned number_notes(struct notes *s)
{
    unsigned number = 0;
    for (size_t i = 0; i < s->nnotes; i++)
        if (s->unused || s->used[s->notes[i]->box])
            s->notes[i]->number = ++number;
    return number;
}

void oc_pass_notes(struct oc_render *r)
{
    struct notes s = {.r = r};
    oc_map_init(&s.by_id, r->arena);
    oc_map_init(&s.ref_ids, r->arena);
    scan(&s);
    s.used = oc_arena_alloc(r->arena, s.nboxes * sizeof(*s.used));
    for (s.box = 0; s.box < s.nboxes; s.box++)
        each_list(&s, s.boxes[s.box], add_items);
    find_refs(&s);
    if (number_notes(&s) == 0)
        return;
    for (size_t i = 0; i < s.nnotes; i++) {
        unsigned use = 0;
        for (struct note_ref *ref = s.notes[i]->first; ref; ref = ref->next)
            make_ref(&s, ref, ++use);
    }
    xmlNode *section = new_section(r);
    for (size_t i = 0; i < s.nnotes; i++)
        if (s.notes[i]->number > 0)
            make_note(&s, s.notes[i], section);
    for (size_t i = 0; i < s.nboxes; i++)
        if (s.unused || s.used[i])
            remove_box(&s, s.boxes[i]);
    trim_end(r->body);
    oc_node_append(r->body, oc_node_new_text(r->body->doc, OC_STR("\n")));
    oc_node_append(r->body, section);
}
