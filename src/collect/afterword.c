/* SPDX-License-Identifier: MIT */
/* The afterword: a text of its own, beside the posts, read as one. */
#include "base/limits.h"
#include "base/path.h"
#include "base/uni.h"
#include "collect/stages.h"

#define GUESS_BYTES 2048

int oc_afterword(struct oc_book *book)
{
    struct oc_str path = book->config->afterword;
    struct oc_buf text;
    if (path.n == 0)
        return 0;
    struct oc_post *post = oc_book_add_intro(book);
    struct oc_arena *a = &post->arena;
    post->path = oc_arena_cstr(a, path);
    post->name = path;
    post->rel = oc_path_base(path);
    post->root = oc_path_dir(path);
    post->vault = oc_site_is_vault(post->root);
    post->dialect = book->posts[0]->dialect; /* the tags its author is used to */
    post->quotes = book->posts[0]->quotes;
    post->body_line = 1;
    if (!oc_format_of(&post->format, path))
        post->format = OC_MARKDOWN;
    oc_buf_init(&text, OC_MAX_POST_BYTES * 3);
    int result = oc_post_read(&text, post, true);
    if (result == 0) {
        oc_front_read(post, oc_buf_view(&text));
        oc_meta_read(post);
        struct oc_str body = oc_str_sub(oc_buf_view(&text), post->body_at, text.n);
        if (!post->title.n)
            oc_title_from_body(post, post->format, body);
        post->page_lang = oc_str(oc_uni_guess_lang(oc_str_sub(body, 0, GUESS_BYTES)));
    }
    oc_buf_release(&text);
    if (!post->title.n)
        post->title = oc_str(oc_label(book->lang, "afterword"));
    post->plain = oc_plain_text(a, post->title);
    if (!post->plain.n)
        post->plain = oc_str(oc_label(book->lang, "afterword"));
    post->href = OC_STR("afterword.xhtml");
    post->id = OC_STR("oc.afterword");
    book->afterword = post;
    return result;
}
