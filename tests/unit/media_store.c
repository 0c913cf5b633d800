/* SPDX-License-Identifier: MIT */
/* The service: where images are found, what is kept of them, and what is said. */
#include "media/media.h"

#include "media_fixture.h"

/* site/source/_posts/a.md beside images in many places. */
struct site {
    struct folder folder;
    struct oc_arena a, scratch;
    struct oc_config config;
    struct oc_book book;
    struct oc_post *post;
};

static void add_png(struct site *s, const char *name, int shade)
{
    struct oc_buf b;
    oc_buf_init(&b, 1 << 20);
    put_png(&b, 4, 4, shade);
    (void)folder_write(&s->folder, &s->a, name, oc_buf_view(&b));
    oc_buf_release(&b);
}

static void site_make(struct site *s)
{
    memset(s, 0, sizeof(*s));
    folder_make(&s->folder);
    oc_arena_init(&s->a);
    oc_arena_init(&s->scratch);
    oc_config_init(&s->config, &s->a);
    oc_book_init(&s->book, &s->config);
    s->book.jobs = 4;
    s->book.site_url = OC_STR("https://www.ferry.example/blog");
    s->post = oc_book_add_post(&s->book);
    s->post->path = folder_write(&s->folder, &s->a, "site/source/_posts/a.md", OC_STR("x"));
    s->post->root = oc_arena_printf(&s->a, "%s/site", s->folder.path);
    s->post->name = OC_STR("a.md");
    s->book.posts = oc_arena_alloc(&s->a, sizeof(struct oc_post *));
    s->book.posts[0] = s->post;
    s->book.nposts = 1;
}

static void site_open(struct site *s)
{
    s->book.images = oc_images_new(&s->book, &s->book.diags, OC_STR_NONE);
}

static void site_remove(struct site *s)
{
    oc_book_release(&s->book);
    oc_arena_release(&s->a);
    oc_arena_release(&s->scratch);
    folder_remove(&s->folder);
}

static enum oc_image_action find(struct site *s, const struct oc_image **image, const char *src)
{
    struct oc_images *service = s->book.images;
    const struct oc_image_ask ask = {.post = s->post, .src = oc_str(src), .line = 3, .col = 1};
    struct oc_image_answer answer;
    service->find(service, &answer, &ask, &s->scratch);
    *image = answer.image;
    return answer.action;
}

static bool told(const struct site *s, enum oc_code code, const char *text)
{
    for (const struct oc_diag *d = s->post->diags.first; d; d = d->next)
        if (d->code == code && oc_str_find(d->text, text, 0) != SIZE_MAX)
            return true;
    return false;
}

static void test_places(void **state)
{
    (void)state;
    static const struct {
        const char *file, *src;
    } rows[] = {
        {"site/source/_posts/near.png", "near.png"},
        {"site/source/_posts/near.png", "./x/../near.png?raw=true#part"},
        {"site/source/_posts/a/own.png", "own.png"},
        {"site/source/_posts/a/own.png", "a/own.png"},
        {"site/source/img/hexo.png", "/img/hexo.png"},
        {"site/source/img/hexo.png", "/../../img/hexo.png"},
        {"site/static/s.png", "/s.png"},
        {"site/public/p.png", "/p.png"},
        {"site/assets/q.png", "/q.png"},
        {"site/root.png", "/root.png"},
        {"site/root.png", "../../root.png"},
        {"site/root.png", "..\\..\\root.png"},
        {"site/source/img/hexo.png", "img/hexo.png"},
        {"site/source/img/hexo.png", "/blog/img/hexo.png"},
        {"site/source/img/hexo.png", "https://ferry.example/blog/img/hexo.png"},
        {"site/source/img/hexo.png", "//www.ferry.example/img/hexo.png"},
        {"site/source/img/hexo.png", "{{ site.baseurl }}/img/hexo.png"},
        {"site/source/img/hexo.png", "{{ '/img/hexo.png' | relative_url }}"},
        {"site/source/img/hexo.png", "file://C:/Users/ann/Documents/blog/img/hexo.png"},
        {"site/source/img/hexo.png", "file:///Users/ann/blog/source/img/hexo.png"},
        {"site/source/img/hexo.png", "D:\\blog\\source\\img\\hexo.png"},
        {"site/source/img/hexo.png", "/home/ann/blog/source/img/hexo.png"},
        {"site/source/img/hexo.png", "../../../../../img/hexo.png"},
        {"site/static/typora-1.png", "C:\\Users\\ann\\Typora\\typora-user-images\\typora-1.png"},
        {"site/static/typora-1.png", "file:///C:/Users/ann/Pictures/typora-1.png"},
        {"site/source/_posts/a/1.png", "C:/Users/ann/Pictures/a/1.png"},
        {"site/source/a b.png", "/a%20b.png"},
        {"site/source/100%.png", "/100%.png"},
        {"site/source/c#.png", "/c#.png"},
        {"site/source/\xE6\xB8\xA1\xE5\x8F\xA3.png", "/%E6%B8%A1%E5%8F%A3.png"},
        {"site/source/caf\xC3\xA9.png", "/cafe\xCC\x81.png"},
        {"outside/m/x.png", "https://cdn.example/i/m/x.png"},
        {"outside/m/x.png", "http://cdn.example/i/m/x.png?w=100"},
        {"allowed/y.png", "../../../allowed/y.png"},
    };
    struct site s;
    site_make(&s);
    for (size_t i = 0; i < OC_COUNT(rows); i++)
        add_png(&s, rows[i].file, (int)strlen(rows[i].file) * 3 + rows[i].file[5]);
    oc_strs_add(&s.config.map, &s.a,
                oc_arena_printf(&s.a, "https://cdn.example/i/=%s/outside", s.folder.path));
    oc_strs_add(&s.config.allow, &s.a, oc_arena_printf(&s.a, "%s/allowed", s.folder.path));
    site_open(&s);
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        const struct oc_image *image, *want;
        struct oc_str file = oc_arena_printf(&s.a, "/%s", rows[i].file + 5);
        if (find(&s, &image, rows[i].src) != OC_IMAGE_KEPT)
            fail_msg("%s is not found as %s", rows[i].file, rows[i].src);
        assert_true(image->href.n == 4 + 12 + 4);
        if (strncmp(rows[i].file, "site/", 5) == 0) {
            assert_int_equal(find(&s, &want, file.p), OC_IMAGE_KEPT);
            assert_ptr_equal(image, want); /* the same bytes are the same file */
        }
    }
    assert_int_equal(s.post->diags.n, 0);
    assert_int_equal(s.book.diags.n, 0);
    site_remove(&s);
}

static void test_refused(void **state)
{
    (void)state;
    struct site s;
    const struct oc_image *image;
    char link[128], pipe[128];
    site_make(&s);
    add_png(&s, "secret.png", 1);
    add_png(&s, "site/source/Photo.PNG", 2);
    add_png(&s, "site/source/of-another/image.png", 3);
    snprintf(link, sizeof(link), "%s/site/link.png", s.folder.path);
    snprintf(pipe, sizeof(pipe), "%s/site/pipe.png", s.folder.path);
    assert_int_equal(symlink("../secret.png", link), 0);
    assert_int_equal(mkfifo(pipe, 0600), 0);
    site_open(&s);
    static const struct {
        const char *src;
        enum oc_image_action action;
    } rows[] = {
        {"../../../secret.png", OC_IMAGE_REFUSED},
        {"../../../../../../etc/passwd", OC_IMAGE_REFUSED},
        {"/link.png", OC_IMAGE_REFUSED},
        {"/pipe.png", OC_IMAGE_REFUSED},
        {"file:///etc/passwd", OC_IMAGE_REFUSED},
        {"javascript:alert(1)", OC_IMAGE_REFUSED},
        {"/etc/passwd", OC_IMAGE_MISSING},
        {"nowhere.png", OC_IMAGE_MISSING},
        {"/source", OC_IMAGE_MISSING},
        {"..", OC_IMAGE_MISSING},
        {"%00.png", OC_IMAGE_MISSING},
        {"C:\\pictures\\a.png", OC_IMAGE_MISSING},
        {"C:\\pictures\\image.png", OC_IMAGE_MISSING}, /* there are many of them */
        {"https://elsewhere.example/a.png", OC_IMAGE_REMOTE},
        {"//elsewhere.example/a.png", OC_IMAGE_REMOTE},
        {"https://ferry.example/none.png", OC_IMAGE_REMOTE},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        enum oc_image_action action = find(&s, &image, rows[i].src);
        if (action != rows[i].action || image)
            fail_msg("%s is %s", rows[i].src, oc_image_action_name(action));
    }
    assert_true(told(&s, OC_D_IMAGE_REFUSED, "lies outside"));
    assert_true(told(&s, OC_D_IMAGE_REFUSED, "regular file"));
    assert_true(told(&s, OC_D_IMAGE_MISSING, "nowhere.png"));
    assert_int_equal(find(&s, &image, "/photo.png"), OC_IMAGE_KEPT);
    assert_true(told(&s, OC_D_IMAGE_CASE, "Photo.PNG"));
    site_remove(&s);
}

static void test_contents(void **state)
{
    (void)state;
    struct site s;
    const struct oc_image *image;
    struct oc_buf b, again;
    const char *why;
    site_make(&s);
    oc_buf_init(&b, 1 << 20);
    oc_buf_init(&again, 1 << 20);
    put_png_start(&b, 50000, 50000, 8, 2);
    put_chunk(&b, "IDAT", OC_STR("x"));
    put_chunk(&b, "IEND", OC_STR_NONE);
    (void)folder_write(&s.folder, &s.a, "site/bomb.png", oc_buf_view(&b));
    (void)folder_write(&s.folder, &s.a, "site/page.png", OC_STR("<!doctype html><p>404"));
    (void)folder_write(&s.folder, &s.a, "site/empty.png", OC_STR_NONE);
    (void)folder_write(&s.folder, &s.a, "site/bad.svg", OC_STR("<svg><g></svg>"));
    (void)folder_write(&s.folder, &s.a, "site/good.svg",
                       OC_STR("<svg viewBox='0 0 2 1'><script>x</script></svg>"));
    oc_buf_clear(&b);
    put_gif(&b, 6, 6, 2);
    (void)folder_write(&s.folder, &s.a, "site/lie.jpg", oc_buf_view(&b));
    site_open(&s);
    assert_int_equal(find(&s, &image, "/bomb.png"), OC_IMAGE_REFUSED);
    assert_int_equal(find(&s, &image, "/page.png"), OC_IMAGE_BROKEN);
    assert_int_equal(find(&s, &image, "/empty.png"), OC_IMAGE_BROKEN);
    assert_int_equal(find(&s, &image, "/bad.svg"), OC_IMAGE_BROKEN);
    assert_int_equal(find(&s, &image, "data:image/png;base64,!!"), OC_IMAGE_BROKEN);
    assert_true(told(&s, OC_D_IMAGE_BROKEN, "is a web page"));
    assert_true(told(&s, OC_D_IMAGE_BROKEN, "is empty"));

    assert_int_equal(find(&s, &image, "/good.svg"), OC_IMAGE_CLEANED);
    assert_true(image->text);
    assert_int_equal(s.book.images->read(s.book.images, &again, &why, image), 0);
    assert_int_equal(again.n, image->bytes_out);
    assert_null(strstr(again.p, "script"));

    assert_int_equal(find(&s, &image, "/lie.jpg"), OC_IMAGE_KEPT);
    assert_true(image->moving);
    assert_true(oc_str_ends(image->href, ".gif"));
    assert_true(told(&s, OC_D_IMAGE_TYPE, "is a GIF"));
    oc_buf_clear(&again);
    assert_int_equal(s.book.images->read(s.book.images, &again, &why, image), 0);
    assert_true(oc_str_eq(oc_buf_view(&again), oc_buf_view(&b)));
    /* a file that changes while the book is made: the few bytes of this one were kept */
    (void)folder_write(&s.folder, &s.a, "site/lie.jpg", OC_STR("changed"));
    oc_buf_clear(&again);
    assert_int_equal(s.book.images->read(s.book.images, &again, &why, image), 0);
    assert_true(oc_str_eq(oc_buf_view(&again), oc_buf_view(&b)));

    const struct oc_image *data;
    static const char url[] =
        "data:image/gif;base64,R0lGODlhBgAGAIAAAAAAAP///ywAAA\nAABgAGAAACAkQBADs=";
    assert_int_equal(find(&s, &data, url), OC_IMAGE_KEPT);
    assert_true(oc_str_ends(data->href, ".gif"));
    oc_buf_clear(&again);
    assert_int_equal(s.book.images->read(s.book.images, &again, &why, data), 0);
    oc_buf_release(&b);
    oc_buf_release(&again);
    site_remove(&s);
}

/* A file too large to be kept is read again, and nothing else is taken for it. */
static void test_changed(void **state)
{
    (void)state;
    struct site s;
    const struct oc_image *image = NULL;
    struct oc_buf b, again;
    const char *why;
    site_make(&s);
    oc_buf_init(&b, 1 << 20);
    oc_buf_init(&again, 1 << 20);
    put_gif(&b, 6, 6, 2);
    struct oc_str trailer = OC_STR(";"); /* what follows it is no part of the image */
    b.n -= trailer.n;
    while (b.n < (size_t)70 << 10) /* comments */
        oc_buf_put(&b, OC_STR("\x21\xFE\x08harbour.\0"));
    oc_buf_put(&b, trailer);
    (void)folder_write(&s.folder, &s.a, "site/large.gif", oc_buf_view(&b));
    site_open(&s);
    assert_int_equal(find(&s, &image, "/large.gif"), OC_IMAGE_KEPT);
    assert_int_equal(s.book.images->read(s.book.images, &again, &why, image), 0);
    assert_true(oc_str_eq(oc_buf_view(&again), oc_buf_view(&b)));
    b.p[b.n - 3] = '!';
    (void)folder_write(&s.folder, &s.a, "site/large.gif", oc_buf_view(&b));
    assert_int_equal(s.book.images->read(s.book.images, &again, &why, image), -1);
    assert_non_null(strstr(why, "changed"));
    oc_buf_release(&b);
    oc_buf_release(&again);
    site_remove(&s);
}

/* Many at once: each is made once, and the second asking waits for the first. */
static void test_warm(void **state)
{
    (void)state;
    struct site s;
    struct oc_image_ask asks[200];
    const struct oc_image *image, *first = NULL;
    site_make(&s);
    for (int i = 0; i < 20; i++)
        add_png(&s, oc_arena_printf(&s.a, "site/%d.png", i).p, 1);
    site_open(&s);
    for (size_t i = 0; i < OC_COUNT(asks); i++)
        asks[i] =
            (struct oc_image_ask){.post = s.post, .src = oc_arena_printf(&s.a, "/%zu.png", i % 20)};
    s.book.images->warm(s.book.images, asks, OC_COUNT(asks));
    for (size_t i = 0; i < OC_COUNT(asks); i++) {
        assert_int_equal(find(&s, &image, asks[i].src.p), OC_IMAGE_KEPT);
        first = first ? first : image;
        assert_ptr_equal(image, first);
    }
    assert_int_equal(s.post->diags.n, 0);
    site_remove(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places),   cmocka_unit_test(test_refused),
        cmocka_unit_test(test_contents), cmocka_unit_test(test_changed),
        cmocka_unit_test(test_warm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
