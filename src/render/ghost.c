/* SPDX-License-Identifier: MIT */
/*
 * The cards of Ghost's editor, in its exports, its feeds and posts that were once its: what only a
 * browser needs goes, a bookmark or file is a link with words, a toggle is one that folds, a
 * callout a box.
 */
#include "render/figure.h"
#include "render/passes.h"

enum action {
    GONE,
    PARAGRAPH,
    UNWRAP,
    TITLE,  /* a paragraph that leads where the card's link does */
    BESIDE, /* words beside others */
    FOLD,
    SUMMARY,
    CALLOUT
};

static const struct row {
    const char *name; /* behind "kg-" */
    enum action action;
} rows[] = {
    {"toggle-card-icon", GONE},
    {"bookmark-icon", GONE},
    {"bookmark-thumbnail", GONE},
    {"audio-thumbnail", GONE},
    {"audio-player", GONE},
    {"video-overlay", GONE},
    {"video-player-container", GONE},
    {"file-card-icon", GONE},
    {"file-card-metadata", GONE},
    {"product-card-rating", GONE},
    {"signup-card", GONE},
    {"bookmark-container", UNWRAP},
    {"bookmark-content", UNWRAP},
    {"file-card-container", UNWRAP},
    {"file-card-contents", UNWRAP},
    {"toggle-heading-text", UNWRAP},
    {"bookmark-title", TITLE},
    {"file-card-title", TITLE},
    {"bookmark-description", PARAGRAPH},
    {"bookmark-metadata", PARAGRAPH},
    {"file-card-caption", PARAGRAPH},
    {"audio-title", PARAGRAPH},
    {"bookmark-publisher", BESIDE},
    {"toggle-card", FOLD},
    {"toggle-heading", SUMMARY},
    {"callout-card", CALLOUT},
};

static const struct row *row_of(const xmlNode *n)
{
    struct oc_str part, classes = oc_attr(n, "class");
    while (classes.n && oc_str_cut(&part, &classes, ' '))
        for (size_t i = 0; i < OC_COUNT(rows); i++)
            if (oc_str_starts(part, "kg-") && oc_str_is(oc_str_sub(part, 3, part.n), rows[i].name))
                return &rows[i];
    return NULL;
}

/* The address of the card that the title stands in. */
static struct oc_str card_link(const xmlNode *title)
{
    const xmlNode *n = title->parent;
    for (int climb = 0; climb < 4 && n && !oc_node_is(n, "a"); climb++)
        n = n->parent;
    return oc_node_is(n, "a") ? oc_attr(n, "href") : OC_STR_NONE;
}

static void make_title(struct oc_render *r, xmlNode *n)
{
    struct oc_str href = oc_arena_copy(r->arena, card_link(n));
    oc_node_rename(n, "p");
    if (!href.n || !n->children)
        return;
    xmlNode *a = oc_node_new(n->doc, "a");
    oc_attr_set(a, "href", href);
    oc_node_move_children(a, n);
    oc_node_append(n, a);
}

/* The emoji begins the words. */
static void make_callout(xmlNode *card)
{
    xmlNode *emoji = NULL, *text = NULL;
    for (xmlNode *n = card->children; n; n = n->next) {
        if (oc_class_has(n, "kg-callout-emoji"))
            emoji = n;
        else if (oc_class_has(n, "kg-callout-text"))
            text = n;
    }
    oc_attr_set(card, "class", OC_STR("aside"));
    if (!text)
        return;
    xmlNode *first = text->children; /* as its editor keeps it, a paragraph */
    bool parted = oc_node_is(first, "p") && first->children;
    if (!parted)
        oc_node_rename(first = text, "p");
    if (!emoji || !first->children)
        return;
    oc_node_before(first->children, oc_node_new_text(card->doc, OC_STR(" ")));
    oc_node_before(first->children, emoji);
    (void)oc_node_unwrap(emoji);
}

static void tidy(struct oc_render *r, xmlNode *n, enum action action)
{
    switch (action) {
    case GONE:
        oc_node_remove(n);
        break;
    case PARAGRAPH:
        oc_node_rename(n, "p");
        break;
    case UNWRAP:
        (void)oc_node_unwrap(n);
        break;
    case TITLE:
        make_title(r, n);
        break;
    case BESIDE:
        if (n->prev && n->prev->type == XML_ELEMENT_NODE)
            oc_node_before(n, oc_node_new_text(n->doc, OC_STR(", ")));
        break;
    case FOLD:
        oc_node_rename(n, "details");
        break;
    case SUMMARY:
        oc_node_rename(n, "summary");
        break;
    case CALLOUT:
        make_callout(n);
        break;
    }
}

void oc_ghost_tidy(struct oc_render *r, xmlNode *body)
{
    struct oc_nodes found = {.n = 0};
    for (xmlNode *n = oc_node_next(body, body); n; n = oc_node_next(body, n))
        if (n->type == XML_ELEMENT_NODE && n->properties && row_of(n))
            oc_nodes_add(&found, r->arena, n);
    for (size_t i = found.n; i-- > 0;) /* what is inside comes before what it is in */
        tidy(r, found.v[i], row_of(found.v[i])->action);
}
