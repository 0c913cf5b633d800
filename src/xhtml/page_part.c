/* SPDX-License-Identifier: MIT */
/* The names that themes and services give to what stands beside a post in its page. */
#include "xhtml/page.h"

enum {
    MAX_WORD = 40
};

/* Classes and ids in small letters; sorted for the search. */
static const struct part {
    const char *word;
    enum oc_page_part part;
} parts[] = {
    {"a2a_kit", OC_PART_OTHERS},
    {"about-author", OC_PART_OTHERS},
    {"addtoany_content", OC_PART_OTHERS},
    {"addtoany_share_save_container", OC_PART_OTHERS},
    {"aentry-comments", OC_PART_OTHERS},
    {"article-comments", OC_PART_OTHERS},
    {"article-copyright", OC_PART_OTHERS},
    {"article-date", OC_PART_ABOUT},
    {"article-footer", OC_PART_ABOUT},
    {"article-info", OC_PART_ABOUT},
    {"article-info-box", OC_PART_ABOUT},
    {"article-meta", OC_PART_ABOUT},
    {"article-nav", OC_PART_OTHERS},
    {"article-share", OC_PART_OTHERS},
    {"article-tags", OC_PART_ABOUT},
    {"author-bio", OC_PART_OTHERS},
    {"author-box", OC_PART_OTHERS},
    {"bdsharebuttonbox", OC_PART_OTHERS},
    {"blog-pager", OC_PART_OTHERS},
    {"blog_post_info_block", OC_PART_ABOUT},
    {"breadcrumb", OC_PART_OTHERS},
    {"breadcrumbs", OC_PART_OTHERS},
    {"bshare-custom", OC_PART_OTHERS},
    {"byline", OC_PART_ABOUT},
    {"cat-links", OC_PART_ABOUT},
    {"colophon", OC_PART_FRAME},
    {"comment-form", OC_PART_OTHERS},
    {"comment-list", OC_PART_OTHERS},
    {"comment-respond", OC_PART_OTHERS},
    {"comment_form", OC_PART_OTHERS},
    {"commentlist", OC_PART_OTHERS},
    {"comments", OC_PART_OTHERS},
    {"comments-area", OC_PART_OTHERS},
    {"contentitem-actions", OC_PART_OTHERS},
    {"contentitem-time", OC_PART_ABOUT},
    {"crp_related", OC_PART_OTHERS},
    {"disqus_thread", OC_PART_OTHERS},
    {"edit-link", OC_PART_OTHERS},
    {"edit-post-link", OC_PART_OTHERS},
    {"entry-footer", OC_PART_ABOUT},
    {"entry-meta", OC_PART_ABOUT},
    {"entry-utility", OC_PART_ABOUT},
    {"fb-comments", OC_PART_OTHERS},
    {"footer", OC_PART_FRAME},
    {"giscus", OC_PART_OTHERS},
    {"gitalk-container", OC_PART_OTHERS},
    {"hatena-module", OC_PART_OTHERS},
    {"header", OC_PART_FRAME},
    {"heateor_sss_sharing_container", OC_PART_OTHERS},
    {"jiathis_style", OC_PART_OTHERS},
    {"jp-relatedposts", OC_PART_OTHERS},
    {"linkwithin_div", OC_PART_OTHERS},
    {"livere", OC_PART_OTHERS},
    {"masthead", OC_PART_FRAME},
    {"menu", OC_PART_FRAME},
    {"meta_content", OC_PART_ABOUT},
    {"nav", OC_PART_OTHERS},
    {"nav-above", OC_PART_OTHERS},
    {"nav-below", OC_PART_OTHERS},
    {"nav-links", OC_PART_OTHERS},
    {"nav-single", OC_PART_OTHERS},
    {"navbar", OC_PART_OTHERS},
    {"navigation", OC_PART_OTHERS},
    {"navigator", OC_PART_OTHERS},
    {"note-author", OC_PART_ABOUT},
    {"page-nav", OC_PART_OTHERS},
    {"pager", OC_PART_OTHERS},
    {"pagination", OC_PART_OTHERS},
    {"paginator", OC_PART_OTHERS},
    {"post-author", OC_PART_ABOUT},
    {"post-comments", OC_PART_OTHERS},
    {"post-copyright", OC_PART_OTHERS},
    {"post-footer", OC_PART_ABOUT},
    {"post-info", OC_PART_ABOUT},
    {"post-labels", OC_PART_ABOUT},
    {"post-meta", OC_PART_ABOUT},
    {"post-nav", OC_PART_OTHERS},
    {"post-navigation", OC_PART_OTHERS},
    {"post-pagination", OC_PART_OTHERS},
    {"post-related", OC_PART_OTHERS},
    {"post-reward", OC_PART_OTHERS},
    {"post-share", OC_PART_OTHERS},
    {"post-tags", OC_PART_ABOUT},
    {"post-topicsandreviewer", OC_PART_ABOUT},
    {"postdesc", OC_PART_ABOUT},
    {"postmeta", OC_PART_ABOUT},
    {"postmetadata", OC_PART_ABOUT},
    {"prev-next", OC_PART_OTHERS},
    {"recommend-box", OC_PART_OTHERS},
    {"related", OC_PART_OTHERS},
    {"related-articles", OC_PART_OTHERS},
    {"related-posts", OC_PART_OTHERS},
    {"related_posts", OC_PART_OTHERS},
    {"relatedposts", OC_PART_OTHERS},
    {"respond", OC_PART_OTHERS},
    {"reward", OC_PART_OTHERS},
    {"reward-container", OC_PART_OTHERS},
    {"rich_media_area_extra", OC_PART_OTHERS},
    {"rich_media_tool", OC_PART_OTHERS},
    {"screen-reader-text", OC_PART_OTHERS},
    {"sd-sharing", OC_PART_OTHERS},
    {"share", OC_PART_OTHERS},
    {"share-buttons", OC_PART_OTHERS},
    {"share-links", OC_PART_OTHERS},
    {"shareaholic-canvas", OC_PART_OTHERS},
    {"sharedaddy", OC_PART_OTHERS},
    {"sharing", OC_PART_OTHERS},
    {"side", OC_PART_OTHERS},
    {"sidebar", OC_PART_OTHERS},
    {"site-footer", OC_PART_FRAME},
    {"site-header", OC_PART_FRAME},
    {"site-nav", OC_PART_OTHERS},
    {"skip-link", OC_PART_OTHERS},
    {"sns-bar", OC_PART_OTHERS},
    {"social-buttons", OC_PART_OTHERS},
    {"social-share", OC_PART_OTHERS},
    {"ssba", OC_PART_OTHERS},
    {"subscribe-form", OC_PART_OTHERS},
    {"subscription-widget-wrap", OC_PART_OTHERS},
    {"tags-links", OC_PART_ABOUT},
    {"toolbarbox", OC_PART_OTHERS},
    {"topbar", OC_PART_FRAME},
    {"topnav", OC_PART_OTHERS},
    {"twikoo", OC_PART_OTHERS},
    {"utterances", OC_PART_OTHERS},
    {"valine", OC_PART_OTHERS},
    {"vcomments", OC_PART_OTHERS},
    {"waline", OC_PART_OTHERS},
    {"widget", OC_PART_OTHERS},
    {"widget-area", OC_PART_OTHERS},
    {"wp_rp_wrap", OC_PART_OTHERS},
    {"yarpp", OC_PART_OTHERS},
    {"yarpp-related", OC_PART_OTHERS},
};

static enum oc_page_part part_of(struct oc_str word)
{
    char low[MAX_WORD];
    size_t from = 0, to = OC_COUNT(parts);
    if (!word.n || word.n >= sizeof low)
        return OC_PART_TEXT;
    for (size_t i = 0; i < word.n; i++)
        low[i] = (char)(word.p[i] >= 'A' && word.p[i] <= 'Z' ? word.p[i] | 0x20 : word.p[i]);
    low[word.n] = '\0';
    while (from < to) {
        size_t mid = (from + to) / 2;
        int d = strcmp(low, parts[mid].word);
        if (d == 0)
            return parts[mid].part;
        if (d < 0)
            to = mid;
        else
            from = mid + 1;
    }
    return OC_PART_TEXT;
}

enum oc_page_part oc_page_part(const xmlNode *n)
{
    static const char *const frames[] = {"header", "footer", "aside", NULL};
    static const char *const boxes[] = {"html", "body", "article", "main", NULL};
    if (n->type != XML_ELEMENT_NODE || oc_node_in(n, boxes))
        return OC_PART_TEXT;
    if (oc_node_is(n, "nav"))
        return OC_PART_OTHERS;
    enum oc_page_part part = OC_PART_TEXT;
    struct oc_str word, rest = n->properties ? oc_attr(n, "class") : OC_STR_NONE;
    while (part == OC_PART_TEXT && rest.p && oc_str_cut(&word, &rest, ' '))
        part = part_of(oc_str_trim(word));
    if (part == OC_PART_TEXT && n->properties)
        part = part_of(oc_attr(n, "id"));
    if (part == OC_PART_TEXT && oc_node_in(n, frames))
        part = OC_PART_FRAME;
    return part;
}

bool oc_page_beside(const xmlNode *n)
{
    return oc_node_is(n, "aside") || oc_page_part(n) == OC_PART_OTHERS;
}
