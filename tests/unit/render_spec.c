/* SPDX-License-Identifier: MIT */
/* Runs tests/spec/{headings,notes,links}.txt: Markdown, a dot, the body of the chapter. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/limits.h"
#include "book/address.h"
#include "render/render.h"
#include "spec_example.h"

/* The posts that links.txt speaks of; the first is the one rendered, one without href is left out
 * of the book. */
static const struct {
    const char *path, *href, *url, *name, *title;
} posts[] = {
    {"posts/2024/here.md", "here.xhtml", "", "here", "The Ferry"},
    {"posts/2024/there.md", "there.xhtml", "/2024/05/there/", "there", "The Other Bank"},
    {"posts/2023/old.md", "old.xhtml", "/2023/old.html", "old", "Old"},
    {"posts/2024/bundle/index.md", "bundle.xhtml", "/bundle", "bundle", "Bundle"},
    {"posts/2024/\xE6\xB8\xA1 \xE5\x8F\xA3.md", "du-kou.xhtml", "/\xE6\xB8\xA1\xE5\x8F\xA3/",
     "\xE6\xB8\xA1\xE5\x8F\xA3", "\xE6\xB8\xA1\xE5\x8F\xA3"},
    {"posts/2024/draft.md", "", "/2024/draft/", "draft", "Draft"},
};

static void add_word(struct oc_book *book, struct oc_post *post, const char *word, bool title)
{
    struct oc_bearer *b = OC_NEW(&book->arena, struct oc_bearer);
    struct oc_buf slug;
    oc_buf_init(&slug, 1000);
    oc_address_slug(&slug, oc_str(word));
    struct oc_str key = oc_buf_take(&slug, &book->arena);
    oc_buf_release(&slug);
    *b = (struct oc_bearer){post, oc_map_get(&book->by_word, key), title};
    oc_map_set(&book->by_word, key, b);
}

static void fill_book(struct oc_book *book, bool site)
{
    book->lang = OC_STR("en");
    if (site) {
        book->site_url = OC_STR("https://blog.example/en/");
        book->site_base = OC_STR("en");
    }
    for (size_t i = 0; i < OC_COUNT(posts); i++) {
        struct oc_post *post = oc_book_add_post(book);
        post->path = oc_arena_printf(&book->arena, "/blog/%s", posts[i].path).p;
        post->root = OC_STR("/blog");
        post->rel = oc_str(posts[i].path);
        post->name = post->rel;
        post->href = oc_str(posts[i].href);
        post->id = OC_STR("here");
        post->title = post->plain = oc_str(posts[i].title);
        post->url = oc_str(posts[i].url);
        if (post->url.n)
            oc_map_add(&book->by_url, oc_address_key(&book->arena, post->url, true), post);
        add_word(book, post, posts[i].name, false);
        add_word(book, post, posts[i].title, true);
        post->body_line = 1;
        oc_address_add_file(book, oc_str(posts[i].path), post);
    }
}

/* The chapter's body for one example; what stands between the header and the section's end. */
static struct oc_str render(struct oc_arena *a, struct oc_str markdown, bool site)
{
    struct oc_config config;
    struct oc_arena scratch;
    struct oc_book book;
    struct oc_buf page;
    oc_arena_init(&scratch);
    oc_config_init(&config, &scratch);
    oc_book_init(&book, &config);
    oc_buf_init(&page, OC_MAX_PAGE_BYTES);
    fill_book(&book, site);
    struct oc_arena work;
    oc_arena_init(&work);
    oc_render_post(&page, &book, book.all[0], &work, markdown);
    oc_arena_release(&work);
    struct oc_str body = oc_arena_copy(a, oc_str_trim(page_body(oc_buf_view(&page))));
    oc_buf_release(&page);
    oc_book_release(&book);
    oc_arena_release(&scratch);
    return body;
}

static bool run_example(const char *name, const struct example *e)
{
    struct oc_arena a;
    oc_arena_init(&a);
    struct oc_str got = render(&a, e->source, oc_str_is(e->words, " site"));
    bool same = oc_str_eq(got, oc_str_trim(e->html));
    if (!same)
        print_error("%s:%d\n--- wanted\n%.*s--- got\n%.*s\n", name, e->line, OC_STR_ARG(e->html),
                    OC_STR_ARG(got));
    oc_arena_release(&a);
    return same;
}

static void test_headings(void **state)
{
    (void)state;
    run_spec("headings.txt", 1, run_example);
}

static void test_notes(void **state)
{
    (void)state;
    run_spec("notes.txt", 1, run_example);
}

static void test_links(void **state)
{
    (void)state;
    run_spec("links.txt", 1, run_example);
}

int main(void)
{
    oc_xhtml_start();
    oc_render_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_headings),
        cmocka_unit_test(test_notes),
        cmocka_unit_test(test_links),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
