/* SPDX-License-Identifier: MIT */
/*
 * The parts of reading a whole document: where its post is (page_post.c), what it is called
 * (page_title.c), what the page says of it (page_facts.c, page_data.c), and what goes because it
 * is the site's and not the post's (page_strip.c, page_line.c). page.c knows their order.
 */
#ifndef OC_XHTML_PAGE_H
#define OC_XHTML_PAGE_H

#include "base/date.h"
#include "xhtml/xhtml.h"

/* The element that holds the post of a page; NULL: none does, or several are posts. *frame: it
 * may hold more than the post. */
xmlNode *oc_page_post(enum oc_page_posts *posts, bool *frame, xmlNode *body);
bool oc_page_inside(const xmlNode *n, const xmlNode *of); /* n is `of` or below it */

/* What stands beside posts in pages. */
enum oc_page_part {
    OC_PART_TEXT,   /* nothing of the kind */
    OC_PART_FRAME,  /* of the site, around the post: header, footer, menu */
    OC_PART_ABOUT,  /* says of the post when it is from, and by whom: page_facts.c reads it */
    OC_PART_OTHERS, /* other posts, others' words: comments, what is related, buttons to share */
};
enum oc_page_part oc_page_part(const xmlNode *n);
bool oc_page_beside(const xmlNode *n); /* nothing in it is the post's */

/* The text of n on one line, trimmed, in out, which it clears. */
struct oc_str oc_page_text(struct oc_buf *out, const xmlNode *n);

/* Takes the site's name off meta->title, and sets meta->site when that tells it. */
void oc_page_title(struct oc_html_meta *meta, struct oc_arena *a, xmlNode *body,
                   const xmlNode *post);

/* Fills what is still empty of date, updated, author, tags and categories from the body. */
void oc_page_facts(struct oc_html_meta *meta, struct oc_arena *a, xmlNode *body);
/* The same from what the page has for search engines, JSON-LD; and of pages of WeChat. */
void oc_page_data(struct oc_html_meta *meta, struct oc_arena *a, struct oc_str html);
/* Where a browser noted that it saved the page from; "" when it did not. */
struct oc_str oc_page_source(struct oc_str html);

/* Takes from post, which is body when none was found, what is no text of it: title, date and tags,
 * which the document says of itself, ways to other pages, others' words. */
void oc_page_strip(struct oc_html_meta *meta, struct oc_arena *a, xmlNode *post, bool frame);

#define OC_PAGE_LINE 240u /* bytes of a line that is looked at */
#define OC_PAGE_NAME 60u  /* of a person's name */

/* What a line of text says beside a post. */
struct oc_page_line {
    struct oc_date date;
    struct oc_str author; /* in the line */
    bool posted, updated; /* it says so */
    bool whole;           /* it says nothing else */
};
void oc_page_line(struct oc_page_line *line, struct oc_str text);
bool oc_page_leads(struct oc_str text); /* "Home", "Next": the text of a link to another page */
bool oc_page_owns(struct oc_str text);  /* "Copyright ..." */

#endif
