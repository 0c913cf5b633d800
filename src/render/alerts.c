/* SPDX-License-Identifier: MIT */
/* GitHub's alerts, and the same with a title, as Obsidian has them: > [!TIP] A title; and blocks
 * that an attribute list says are boxes. */
#include "render/blocks.h"
#include "render/figure.h"
#include "render/source.h"
#include "render/tags.h"

/* Other names people use, and the five that are kinds: classes and keys of labels.def. */
static const struct {
    const char *name, *kind;
    bool own; /* in a vault a box without a title has its name for one: the kind's is another */
} names[] = {
    {"note", "note", false},
    {"tip", "tip", false},
    {"important", "important", false},
    {"warning", "warning", false},
    {"caution", "caution", false},
    {"info", "note", false},
    {"abstract", "note", true},
    {"summary", "note", true},
    {"todo", "note", true},
    {"example", "note", true},
    {"hint", "tip", false},
    {"success", "tip", true},
    {"question", "note", true},
    {"attention", "warning", false},
    {"danger", "caution", false},
    {"error", "caution", true},
    {"bug", "caution", true},
    {"failure", "caution", true},
    {"fail", "caution", true},
    {"missing", "caution", true},
    {"check", "tip", true},
    {"done", "tip", true},
    {"help", "note", true},
    {"faq", "note", true},
    {"tldr", "note", true},
    {"quote", "note", true},
    {"cite", "note", true},
};

bool oc_alert_knows(struct oc_str name)
{
    for (size_t i = 0; i < OC_COUNT(names); i++)
        if (oc_str_iis(name, names[i].name))
            return true;
    return false;
}

struct alert {
    const char *kind;
    struct oc_str own; /* its name, when that is what a box without a title is called */
    size_t end;        /* behind the marker */
};

/* Whether a text starts with [!KIND] or [!KIND]-. Obsidian takes any name, and options behind a
 * bar: [!recipe|wide]; GitHub's other than these are text. */
static bool read_alert(struct alert *alert, const struct oc_render *r, struct oc_str text)
{
    size_t from = 0, to;
    while (from < text.n && (unsigned char)text.p[from] <= ' ')
        from++;
    if (from + 3 >= text.n || text.p[from] != '[' || text.p[from + 1] != '!')
        return false;
    from += 2;
    for (to = from; to < text.n && to - from < 40 && text.p[to] != ']' && text.p[to] != '\n';)
        to++;
    if (to >= text.n || text.p[to] != ']' || to == from)
        return false;
    struct oc_str name = oc_str_sub(text, from, to);
    name = oc_str_sub(name, 0, oc_str_chr(name, '|', 0));
    bool vault = oc_vault_is(r);
    *alert = (struct alert){.kind = vault ? "note" : NULL, .own = name};
    for (size_t i = 0; i < OC_COUNT(names); i++)
        if (oc_str_iis(name, names[i].name))
            *alert = (struct alert){names[i].kind, vault && names[i].own ? name : OC_STR_NONE, 0};
    to++;
    alert->end = to < text.n && (text.p[to] == '-' || text.p[to] == '+') ? to + 1 : to;
    return alert->kind != NULL;
}

static struct oc_str after_blanks(struct oc_str s)
{
    size_t from = 0;
    while (from < s.n && (s.p[from] == ' ' || s.p[from] == '\t'))
        from++;
    return oc_str_sub(s, from, s.n);
}

/* What stands after the marker in its line goes into strong; the rest stays in p. */
static void move_title(xmlNode *strong, xmlNode *text, size_t from)
{
    struct oc_str s = oc_str_sub(oc_node_value(text), from, SIZE_MAX);
    xmlNode *n = text;
    size_t line = oc_str_chr(s, '\n', 0);
    for (;;) {
        struct oc_str part = oc_str_sub(s, 0, line);
        if (n == text)
            part = after_blanks(part);
        if (part.n > 0)
            oc_node_append(strong, oc_node_new_text(n->doc, part));
        if (line != SIZE_MAX) {
            oc_node_set_value(n, oc_str_sub(s, line + 1, s.n));
            return;
        }
        xmlNode *next = n->next;
        oc_node_remove(n);
        while (next && next->type != XML_TEXT_NODE && !oc_node_is(next, "br")) {
            n = next;
            next = n->next;
            oc_node_append(strong, n);
        }
        if (!next)
            return;
        if (oc_node_is(next, "br")) {
            oc_node_remove(next);
            return;
        }
        n = next;
        s = oc_node_value(n);
        line = oc_str_chr(s, '\n', 0);
    }
}

static bool nothing_in(const xmlNode *n)
{
    for (const xmlNode *at = n->children; at; at = at->next)
        if (at->type == XML_ELEMENT_NODE || !oc_str_blank(oc_node_value(at)))
            return false;
    return true;
}

/* What a box without a title is called: Question, Custom type. */
static struct oc_str title_of(struct oc_render *r, const struct alert *alert)
{
    if (!alert->own.n)
        return oc_figure_label(r, alert->kind);
    char *title = oc_arena_alloc(r->arena, alert->own.n);
    for (size_t i = 0; i < alert->own.n; i++) {
        char c = alert->own.p[i];
        if (i == 0 ? c >= 'a' && c <= 'z' : c >= 'A' && c <= 'Z')
            c ^= 0x20;
        title[i] = (char)(c == '-' ? ' ' : c);
    }
    return (struct oc_str){title, alert->own.n};
}

void oc_block_alert(struct oc_render *r, xmlNode *blockquote)
{
    xmlNode *p = blockquote->children;
    while (p && p->type != XML_ELEMENT_NODE)
        p = p->next;
    xmlNode *text = oc_node_is(p, "p") ? p->children : NULL;
    if (!text || text->type != XML_TEXT_NODE)
        return;
    struct alert alert;
    if (!read_alert(&alert, r, oc_node_value(text)))
        return;
    xmlNode *title = oc_node_new(p->doc, "p"), *strong = oc_node_new(p->doc, "strong");
    oc_node_append(title, strong);
    oc_node_before(p, title);
    move_title(strong, text, alert.end);
    bool untitled = nothing_in(strong);
    if (untitled && oc_class_has(blockquote, OC_UNTITLED)) {
        oc_node_remove(title);
    } else {
        if (untitled)
            oc_node_append(strong, oc_node_new_text(p->doc, title_of(r, &alert)));
        oc_attr_set(title, "class", OC_STR("alert-title"));
    }
    if (nothing_in(p))
        oc_node_remove(p);
    else
        oc_node_before(p, oc_node_new_text(p->doc, OC_STR("\n")));
    oc_node_rename(blockquote, "div");
    oc_attr_remove(blockquote, "cite");
    oc_attr_set(blockquote, "class", oc_arena_printf(r->arena, "alert %s", alert.kind));
}

/* ---- boxes ---- */

/* With the blank after it: where many go, what they leave would be walked over for each. */
static void remove_mark(xmlNode *n)
{
    xmlNode *after = n->next;
    if (after && after->type == XML_TEXT_NODE && oc_str_blank(oc_node_value(after)))
        oc_node_remove(after);
    oc_node_remove(n);
}

#define NEAR 16 /* comments and the like between a mark and its block */

/* The block that a mark, in a paragraph of its own or at the end of another block, is of. */
static xmlNode *boxed(xmlNode *mark)
{
    xmlNode *in = mark->parent, *quote = in;
    bool last = true;
    remove_mark(mark);
    if (oc_node_is(in, "p") && nothing_in(in)) {
        xmlNode *block = in->prev;
        for (int i = 0; i < NEAR && block && block->type != XML_ELEMENT_NODE; i++)
            block = block->prev;
        remove_mark(in);
        return oc_node_is(block, "blockquote") || oc_node_is(block, "p") ? block : NULL;
    }
    while (quote && !oc_node_is(quote, "blockquote"))
        quote = quote->parent;
    for (const xmlNode *at = in; quote && last && at != quote; at = at->parent)
        for (const xmlNode *n = at->next; n && last; n = n->next)
            last = n->type != XML_ELEMENT_NODE;
    if (quote && last)
        return quote;
    return oc_node_is(in, "p") ? in : NULL;
}

/* A box that starts with words in bold, or a heading, has its title. */
static bool has_title(const xmlNode *box)
{
    static const char *const bold[] = {"strong", "b", "i", NULL};
    const xmlNode *n = box->children;
    int level;
    while (n && n->type != XML_ELEMENT_NODE)
        n = n->next;
    if (oc_node_is(n, "p"))
        n = n->children;
    while (n && n->type != XML_ELEMENT_NODE && oc_str_blank(oc_node_value(n)))
        n = n->next;
    return oc_node_heading(n, &level) || oc_node_in(n, bold);
}

static void make_box(struct oc_render *r, xmlNode *block, const char *kind)
{
    if (oc_node_is(block, "p"))
        block = oc_node_wrap(block, "div");
    else
        oc_node_rename(block, "div");
    oc_attr_set(block, "class", oc_arena_printf(r->arena, "alert %s", kind));
    if (has_title(block))
        return;
    xmlNode *title = oc_node_new(block->doc, "p"), *strong = oc_node_new(block->doc, "strong");
    oc_node_append(strong, oc_node_new_text(block->doc, oc_figure_label(r, kind)));
    oc_attr_set(title, "class", OC_STR("alert-title"));
    oc_node_append(title, strong);
    if (block->children)
        oc_node_before(block->children, title);
    else
        oc_node_append(block, title);
}

/* The kind of alert that n marks, or NULL. */
static const char *kind_marked(const xmlNode *n)
{
    static const char *const kinds[] = {"note", "tip", "warning", "caution"};
    struct oc_str class = oc_attr(n, "class");
    if (!oc_str_starts(class, OC_BOX_MARK) || !oc_node_is(n, "span"))
        return NULL;
    class = oc_str_sub(class, sizeof OC_BOX_MARK - 1, class.n);
    for (size_t i = 0; i < OC_COUNT(kinds); i++)
        if (oc_str_is(class, kinds[i]))
            return kinds[i];
    return NULL;
}

void oc_block_boxes(struct oc_render *r)
{
    struct oc_nodes found = {.n = 0};
    const xmlNode *last = NULL; /* a block is one box, however often that is said */
    for (xmlNode *n = r->body->children; n; n = oc_node_next(r->body, n))
        if (kind_marked(n))
            oc_nodes_add(&found, r->arena, n);
    for (size_t i = 0; i < found.n; i++) {
        const char *kind = kind_marked(found.v[i]);
        xmlNode *block = boxed(found.v[i]);
        if (block && block != last && block->parent != last)
            make_box(r, block, kind);
        last = block ? block : last;
    }
}

/* ---- boxes in HTML ---- */

/* The kind of alert that the classes of a box name; NULL: it is none of a theme's boxes. */
static const char *kind_of_classes(struct oc_str classes)
{
    static const char *const boxes[] = {"notice",       "admonition", "custom-block",
                                        "prompt-info",  "prompt-tip", "prompt-warning",
                                        "prompt-danger"};
    static const char *const kinds[][2] = {{"warning", "warning"},   {"danger", "caution"},
                                           {"tip", "tip"},           {"success", "tip"},
                                           {"hint", "tip"},          {"caution", "caution"},
                                           {"error", "caution"},     {"alert", "warning"},
                                           {"attention", "warning"}, {"important", "important"}};
    struct oc_str word, rest = classes;
    bool box = false, note = false, looks = false; /* NexT: class="note info" */
    const char *kind = "note";
    while (oc_str_cut(&word, &rest, ' ')) {
        size_t dashes = oc_str_find(word, "--", 0);
        struct oc_str name = oc_str_sub(word, 0, dashes);
        for (size_t i = 0; i < OC_COUNT(boxes); i++)
            box = box || oc_str_is(name, boxes[i]);
        size_t cut = dashes == SIZE_MAX ? SIZE_MAX : dashes + 2;
        if (cut == SIZE_MAX && oc_str_starts(word, "prompt-"))
            cut = 7;
        name = cut == SIZE_MAX ? word : oc_str_sub(word, cut, word.n);
        for (size_t i = 0; i < OC_COUNT(kinds); i++)
            if (oc_str_is(name, kinds[i][0]))
                kind = kinds[i][1];
        note = note || oc_str_is(word, "note");
        looks = looks || oc_str_is(word, "info") || oc_str_is(word, "primary");
    }
    looks = looks || strcmp(kind, "note") != 0;
    return box || (note && looks) ? kind : NULL;
}

void oc_block_box(struct oc_render *r, xmlNode *box)
{
    const char *kind = kind_of_classes(oc_attr(box, "class"));
    xmlNode *title = box->children, *strong;
    if (!kind || oc_node_empty(box))
        return;
    oc_attr_set(box, "class", oc_arena_printf(r->arena, "alert %s", kind));
    if (!oc_node_is(box, "div"))
        oc_node_rename(box, "div");
    while (title && title->type != XML_ELEMENT_NODE)
        title = title->next;
    if (!oc_node_is(title, "p") || oc_str_find(oc_attr(title, "class"), "-title", 0) == SIZE_MAX)
        return;
    strong = oc_node_new(box->doc, "strong");
    oc_node_move_children(strong, title);
    oc_node_append(title, strong);
    oc_attr_set(title, "class", OC_STR("alert-title"));
}
