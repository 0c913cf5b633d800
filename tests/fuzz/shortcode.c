/* SPDX-License-Identifier: MIT */
/*
 * A site's own shortcode in a post: the first byte chooses Hugo or Zola, up to a line "===" stands
 * the template of {{< x >}} or {{ x() }}, then the post.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fuzz.h"

static char root[] = "/tmp/octavo-fuzz-XXXXXX";
static const char *const folders[] = {"layouts", "layouts/shortcodes", "templates",
                                      "templates/shortcodes"};
static const char *const files[] = {"layouts/shortcodes/x.html", "templates/shortcodes/x.html"};
static int folder = -1;

static void remove_site(void)
{
    for (size_t i = 0; i < OC_COUNT(files); i++)
        (void)unlinkat(folder, files[i], 0);
    for (size_t i = OC_COUNT(folders); i-- > 0;)
        (void)unlinkat(folder, folders[i], AT_REMOVEDIR);
    (void)rmdir(root);
}

static void make_site(void)
{
    if (!mkdtemp(root) || (folder = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) < 0)
        fuzz_fail("cannot make a folder", oc_str(root));
    for (size_t i = 0; i < OC_COUNT(folders); i++)
        (void)mkdirat(folder, folders[i], 0700);
    (void)atexit(remove_site);
}

static void put_template(const char *name, struct oc_str text)
{
    int fd = openat(folder, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0 || write(fd, text.p, text.n) != (ssize_t)text.n)
        fuzz_fail("cannot write a template", oc_str(name));
    close(fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_book b;
    if (size == 0)
        return 0;
    if (folder < 0)
        make_site();
    fuzz_book_open(&b);
    bool zola = data[0] & 1;
    struct oc_str all = fuzz_text(&b.arena, data + 1, size - 1);
    size_t end = oc_str_find(all, "\n===\n", 0);
    put_template(files[zola], oc_str_sub(all, 0, end));
    b.post->dialect = zola ? OC_ZOLA : OC_HUGO;
    b.post->root = oc_str(root);
    if (end != SIZE_MAX)
        fuzz_book_render(&b, oc_str_sub(all, end + 5, all.n));
    fuzz_book_close(&b);
    return 0;
}
