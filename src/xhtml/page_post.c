/* SPDX-License-Identifier: MIT */
/*
 * Where in a page of a site its post is: by the marks that generators, themes and services set,
 * microdata and microformats first, then the class names that most of them share.
 */
#include "xhtml/page.h"

enum kind {
    BODY,  /* the post and nothing else */
    WHOLE, /* it may have the title and more in it */
    FRAME  /* it may hold more than one post, or what is none */
};

static const struct mark {
    const char *attr, *word; /* attr: NULL for the name of an element */
    const char *inside;      /* an element around it; NULL: anywhere */
    enum kind kind;
} marks[] = {
    {"itemprop", "articleBody", NULL, BODY},
    {"id", "js_content", NULL, BODY},       /* WeChat */
    {"class", "Post-RichText", NULL, BODY}, /* Zhihu */
    {"id", "cnblogs_post_body", NULL, BODY},
    {"id", "content_views", NULL, BODY},        /* CSDN */
    {"id", "link-report", NULL, BODY},          /* Douban */
    {"class", "available-content", NULL, BODY}, /* Substack */
    {"class", "articalContent", NULL, BODY},    /* Sina */
    {"class", "articleText", NULL, BODY},       /* Ameba */
    {"class", "note-common-styles__textnote-body", NULL, BODY},
    {"class", "aentry-post__text", NULL, BODY}, /* LiveJournal */
    {"class", "b-singlepost-body", NULL, BODY},
    {"class", "e-content", NULL, BODY},
    {"class", "entry-content", NULL, BODY},
    {"class", "markdown-body", NULL, BODY},
    {"class", "post-body", NULL, BODY},
    {"class", "post-content", NULL, BODY},
    {"class", "article-content", NULL, BODY},
    {"class", "article-entry", NULL, BODY},
    {"class", "article-body", NULL, BODY},
    {"class", "article__content", NULL, BODY},
    {"class", "article__body", NULL, BODY},
    {"class", "articleBody", NULL, BODY},
    {"class", "page__content", NULL, BODY},
    {"class", "post__content", NULL, BODY},
    {"class", "post__body", NULL, BODY},
    {"class", "post_content", NULL, BODY},
    {"class", "post_body", NULL, BODY},
    {"class", "postBody", NULL, BODY},
    {"class", "postbody", NULL, BODY},
    {"class", "post-text", NULL, BODY},
    {"class", "post-entry", NULL, BODY},
    {"class", "entry__content", NULL, BODY},
    {"class", "asset-content", NULL, BODY}, /* Movable Type */
    {"class", "entry-body", NULL, BODY},
    {"class", "entry_body", NULL, BODY},
    {"class", "entrybody", NULL, BODY},
    {"class", "entry_text", NULL, BODY},
    {"class", "storycontent", NULL, BODY},
    {"class", "single-content", NULL, BODY},
    {"class", "blog-post-content", NULL, BODY},
    {"class", "blog-item-content", NULL, BODY},
    {"class", "td-post-content", NULL, BODY},
    {"class", "gh-content", NULL, BODY},
    {"class", "vp-doc", NULL, BODY},
    {"class", "theme-default-content", NULL, BODY},
    {"class", "prose", NULL, BODY},
    {"id", "article-container", NULL, BODY},
    {"id", "articleContent", NULL, BODY},
    {"id", "article-content", NULL, BODY},
    {"id", "article_content", NULL, BODY},
    {"id", "entryBody", NULL, BODY},
    {"class", "content", "article", BODY},
    {NULL, "article", NULL, WHOLE},
    {"class", "hentry", NULL, WHOLE},
    {NULL, "main", NULL, FRAME},
    {"role", "main", NULL, FRAME},
    {"class", "post", NULL, FRAME},
    {"class", "entry", NULL, FRAME},
    {"class", "article", NULL, FRAME},
    {"id", "content", NULL, FRAME},
    {"class", "content", NULL, FRAME},
    {"id", "main", NULL, FRAME},
};

static bool has_mark(const xmlNode *n, const struct mark *m)
{
    if (!m->attr)
        return oc_node_is(n, m->word);
    if (!n->properties || oc_node_is(n, "body"))
        return false;
    bool has = oc_str_is(OC_STR("class"), m->attr) ? oc_class_has(n, m->word)
                                                   : oc_str_is(oc_attr(n, m->attr), m->word);
    return has && (!m->inside || oc_node_inside(n, m->inside));
}

bool oc_page_inside(const xmlNode *n, const xmlNode *of)
{
    while (n && n != of)
        n = n->parent;
    return n != NULL;
}

/* Comments and the like may be marked as articles too. */
static xmlNode *next_mark(xmlNode *body, xmlNode *n)
{
    return n != body && oc_page_beside(n) ? oc_node_next_skip(body, n) : oc_node_next(body, n);
}

xmlNode *oc_page_post(enum oc_page_posts *posts, bool *frame, xmlNode *body)
{
    struct {
        xmlNode *last; /* outside the others of its kind */
        size_t n;
    } found[OC_COUNT(marks)] = {{0}};
    for (xmlNode *n = body; n; n = next_mark(body, n))
        for (size_t i = 0; n->type == XML_ELEMENT_NODE && i < OC_COUNT(marks); i++)
            if (has_mark(n, &marks[i]) && !(found[i].last && oc_page_inside(n, found[i].last))) {
                found[i].last = n;
                found[i].n++;
            }
    *posts = OC_PAGE_UNSURE;
    *frame = true;
    for (size_t i = 0; i < OC_COUNT(marks); i++) {
        if (found[i].n == 1 && !(marks[i].kind != FRAME && oc_node_empty(found[i].last))) {
            *frame = marks[i].kind == FRAME;
            if (!*frame)
                *posts = OC_PAGE_POST;
            return found[i].last;
        }
        if (found[i].n > 1 && marks[i].kind != FRAME)
            *posts = OC_PAGE_POSTS;
    }
    return NULL;
}
