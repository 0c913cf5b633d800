/* SPDX-License-Identifier: MIT */
/* What a WordPress export has beside posts: comments, notes, the media library, pages. */
#ifndef OC_WXR_H
#define OC_WXR_H

#include "collect/export.h"

/* A comment that the site shows. Texts are borrowed. */
struct oc_comment {
    int64_t id, parent; /* parent 0: none */
    struct oc_str author, content;
    struct oc_date date;
    size_t root; /* index of the comment that its thread began with */
};
struct oc_comments {
    struct oc_comment *v;
    size_t n, cap;
};
void oc_comments_add(struct oc_comments *list, struct oc_arena *a, const struct oc_comment *c);
/* Appends them as HTML whose paragraphs are WordPress's blank lines: each thread its first comment,
 * then all answers one level in. */
void oc_comments_put(struct oc_buf *out, struct oc_arena *a, struct oc_comments *list);

/*
 * Appends the notes of the block editor, which stand beside the body as JSON
 * [{"id": ..., "content": ...}], as a list that the body's references lead to.
 */
void oc_wxr_notes(struct oc_buf *out, struct oc_arena *a, struct oc_str json);

/* Posts whose featured image is known by id, until the library is complete. */
struct oc_thumbs {
    struct oc_thumb {
        struct oc_post *post;
        int64_t id;
    } * v;
    size_t n, cap;
};
void oc_thumbs_add(struct oc_thumbs *t, struct oc_arena *a, struct oc_post *post, int64_t id);
void oc_thumbs_set(struct oc_thumbs *t, const struct oc_library *l);

/* The pages of a site, each after the one it belongs to, those of one level in menu_order. */
struct oc_page_list {
    struct oc_page_item {
        struct oc_post *post;
        int64_t parent, order;
        bool ranked, listed; /* listed: those below its parent wait for their rank */
    } * v;
    size_t n, cap;
};
void oc_page_list_add(struct oc_page_list *list, struct oc_arena *a, struct oc_post *post,
                      int64_t parent, int64_t order);
/* Sets page_rank of each. */
void oc_page_list_rank(struct oc_page_list *list, struct oc_arena *a);

/* wxr_types.c: published items of types that themes and plugins have made, which stay out. */
struct oc_types {
    struct oc_type {
        struct oc_str name;
        size_t items;
    } v[8];
    size_t n, more; /* more: items of further types */
};
void oc_types_add(struct oc_types *t, struct oc_arena *a, struct oc_str type);
void oc_types_tell(const struct oc_types *t, struct oc_export *e);

#endif
