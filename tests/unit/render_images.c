/* SPDX-License-Identifier: MIT */
/* Pages with images that are in the book: a service that knows a few stands in for media. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "render/render.h"

/* Every src that ends in ".png" is there, but for those with "none" or a host in it. */
static void find(struct oc_images *self, struct oc_image_answer *out,
                 const struct oc_image_ask *ask, struct oc_arena *a)
{
    static const struct oc_image large = {.href = {"img-2.png", 9}, .width = 1440},
                                 small = {.href = {"img-3.png", 9}, .width = 300},
                                 one = {.href = {"img-1.png", 9}};
    (void)self;
    (void)a;
    *out = (struct oc_image_answer){.action = OC_IMAGE_REMOTE};
    if (oc_str_find(ask->src, "://", 0) != SIZE_MAX)
        return;
    out->action = OC_IMAGE_MISSING;
    if (oc_str_find(ask->src, "none", 0) != SIZE_MAX || !oc_str_ends(ask->src, ".png"))
        return;
    out->image = oc_str_find(ask->src, "large", 0) != SIZE_MAX ? &large : &one;
    if (oc_str_find(ask->src, "small", 0) != SIZE_MAX)
        out->image = &small;
    out->action = OC_IMAGE_KEPT;
}

static void warm(struct oc_images *self, const struct oc_image_ask *asks, size_t n)
{
    (void)self;
    (void)asks;
    (void)n;
}

static void release(struct oc_images *self)
{
    (void)self;
}

struct rendered {
    struct oc_arena a, scratch;
    struct oc_config config;
    struct oc_book book;
    struct oc_post *post;
    struct oc_buf page;
    struct oc_images service;
};

static void render(struct rendered *r, const char *markdown)
{
    memset(r, 0, sizeof(*r));
    oc_arena_init(&r->a);
    oc_arena_init(&r->scratch);
    oc_config_init(&r->config, &r->a);
    oc_book_init(&r->book, &r->config);
    oc_buf_init(&r->page, OC_MAX_PAGE_BYTES);
    r->service = (struct oc_images){.find = find, .warm = warm, .free = release};
    r->book.images = &r->service;
    r->book.lang = OC_STR("en");
    r->post = oc_book_add_post(&r->book);
    r->post->path = "a.md";
    r->post->name = r->post->rel = OC_STR("a.md");
    r->post->href = OC_STR("a.xhtml");
    r->post->title = r->post->plain = OC_STR("A");
    r->post->body_line = 1;
    oc_render_post(&r->page, &r->book, r->post, &r->scratch, oc_str(markdown));
}

static void rendered_release(struct rendered *r)
{
    oc_buf_release(&r->page);
    oc_book_release(&r->book);
    oc_arena_release(&r->scratch);
    oc_arena_release(&r->a);
}

static void test_pages(void **state)
{
    (void)state;
    static const struct {
        const char *markdown, *want;
    } rows[] = {
        {"![A ferry](a.png \"At dawn\")",
         "<figure class=\"image\"><img src=\"img-1.png\" alt=\"A ferry\"/><figcaption>At dawn"
         "</figcaption></figure>"},
        {"See ![a wave](a.png) here", "<p>See <img src=\"img-1.png\" alt=\"a wave\"/> here</p>"},
        {"![](pier-at-night.png)", "alt=\"pier at night\" class=\"alt-guessed\"/>"},
        {"![](1.png)", "alt=\"Image\" class=\"alt-guessed\"/>"},
        {"![](1.png \"A pier\")", "<img src=\"img-1.png\" alt=\"A pier\"/></figure>"},
        {"[![small](a.png)](large.png)",
         "<figure class=\"image\"><img src=\"img-2.png\" alt=\"small\"/></figure>"},
        {"[![small](none.png)](large.png)", "<img src=\"img-2.png\" alt=\"small\"/></figure>"},
        {"[![small](a.png)](https://a.example/large.png)",
         "<figure class=\"image\"><a href=\"https://a.example/large.png\"><img src=\"img-1.png\" "
         "alt=\"small\"/></a></figure>"},
        {"text [![small](a.png)](large.png) text",
         "<p>text <img src=\"img-2.png\" alt=\"small\"/> text</p>"},
        {"<img src=\"a.png\" alt=\"x\" width=\"50%\">", "alt=\"x\" class=\"w50\"/>"},
        {"<img src=\"a.png\" alt=\"x\" style=\"width: 180px\">", "alt=\"x\" class=\"w25\"/>"},
        {"<img src=\"a.png\" alt=\"x\" style=\"zoom:67%;\">", "alt=\"x\" class=\"w75\"/>"},
        {"<img src=\"large.png\" alt=\"x\" style=\"zoom:50%;\">", "alt=\"x\"/>"},
        {"<img src=\"small.png\" alt=\"x\" style=\"zoom: 80%\">", "alt=\"x\" class=\"w25\"/>"},
        {"<img src=\"small.png\" alt=\"x\" style=\"zoom:25%\">", "alt=\"x\"/>"},
        {"<img src=\"a.png\" alt=\"x\" width=\"800\">", "alt=\"x\"/>"},
        {"<img src=\"a.png\" alt=\"x\" height=\"20\">", "alt=\"x\" class=\"icon\"/>"},
        {"<img src=\"a.png\" alt=\"x\" width=\"99999999999999999999\">", "alt=\"x\"/>"},
        {"![gone](none.png)", "<figure class=\"image-missing\"><p>Image: gone</p></figure>"},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct rendered r;
        render(&r, rows[i].markdown);
        if (!strstr(r.page.p, rows[i].want))
            fail_msg("%s\nshould give %s\n%s", rows[i].markdown, rows[i].want, r.page.p);
        rendered_release(&r);
    }
}

static void test_record(void **state)
{
    (void)state;
    struct rendered r;
    render(&r, "![a](a.png) ![](b.png)\n\n![](https://a.example/c.png)\n\n![x](none.png)\n");
    assert_int_equal(r.post->nimages, 4);
    assert_true(oc_str_is(r.post->images[1].src, "b.png"));
    assert_non_null(r.post->images[1].image);
    assert_true(r.post->images[1].guessed);
    assert_false(r.post->images[0].guessed);
    assert_int_equal(r.post->images[2].action, OC_IMAGE_REMOTE);
    assert_int_equal(r.post->images[3].action, OC_IMAGE_MISSING);
    size_t remote = 0, guessed = 0;
    for (const struct oc_diag *d = r.post->diags.first; d; d = d->next) {
        remote += d->code == OC_D_IMAGE_REMOTE && oc_str_starts(d->text, "1 ");
        guessed += d->code == OC_D_IMAGE_ALT && oc_str_starts(d->text, "1 ");
    }
    assert_int_equal(remote, 1);
    assert_int_equal(guessed, 1);
    rendered_release(&r);
}

int main(void)
{
    oc_xhtml_start();
    oc_render_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pages),
        cmocka_unit_test(test_record),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
