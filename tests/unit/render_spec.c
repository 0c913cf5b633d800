/* SPDX-License-Identifier: MIT */
/* Runs tests/spec/{headings,notes,links}.txt: Markdown, a dot, the body of the chapter. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/limits.h"
#include "book/address.h"
#include "render/render.h"

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
    struct oc_str all = oc_buf_view(&page);
    size_t from = oc_str_find(all, "</header>", 0), to = oc_str_find(all, "</section>\n</body>", 0);
    assert_true(from != SIZE_MAX && to != SIZE_MAX);
    struct oc_str body = oc_arena_copy(a, oc_str_trim(oc_str_sub(all, from + 9, to)));
    oc_buf_release(&page);
    oc_book_release(&book);
    oc_arena_release(&scratch);
    return body;
}

/* The next example of the file; false at the end. */
static bool next_example(struct oc_str *rest, int *line, bool *site, struct oc_str *input,
                         struct oc_str *want)
{
    const char *fence = "````````````````````````````````";
    struct oc_str text;
    enum {
        OUTSIDE,
        INPUT,
        WANT
    } in = OUTSIDE;
    *input = *want = OC_STR_NONE;
    while (oc_str_line(&text, rest)) {
        ++*line;
        if (in == OUTSIDE && oc_str_starts(text, fence)) {
            *site = oc_str_ends(text, "example site");
            in = INPUT;
            input->p = rest->p;
        } else if (in == INPUT && oc_str_is(text, ".")) {
            input->n = (size_t)(text.p - input->p);
            in = WANT;
            want->p = rest->p;
        } else if (in == WANT && oc_str_is(text, fence)) {
            want->n = (size_t)(text.p - want->p);
            return true;
        }
    }
    assert_int_equal(in, OUTSIDE);
    return false;
}

static void run(const char *path)
{
    struct oc_str rest, input, want;
    struct oc_arena a;
    struct oc_buf file;
    const char *why;
    int line = 0, count = 0, wrong = 0;
    bool site = false;
    oc_arena_init(&a);
    oc_buf_init(&file, OC_MAX_PAGE_BYTES);
    assert_int_equal(oc_file_read(&file, &why, path), 0);
    rest = oc_buf_view(&file);
    while (next_example(&rest, &line, &site, &input, &want)) {
        struct oc_str got = render(&a, input, site);
        count++;
        if (oc_str_eq(got, oc_str_trim(want)))
            continue;
        wrong++;
        print_error("%s: the example that ends in line %d\n--- wanted\n%.*s--- got\n%.*s\n", path,
                    line, OC_STR_ARG(want), OC_STR_ARG(got));
    }
    assert_true(count > 0);
    assert_int_equal(wrong, 0);
    oc_buf_release(&file);
    oc_arena_release(&a);
}

static void test_headings(void **state)
{
    (void)state;
    run(OCTAVO_SOURCE_DIR "/tests/spec/headings.txt");
}

static void test_notes(void **state)
{
    (void)state;
    run(OCTAVO_SOURCE_DIR "/tests/spec/notes.txt");
}

static void test_links(void **state)
{
    (void)state;
    run(OCTAVO_SOURCE_DIR "/tests/spec/links.txt");
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
