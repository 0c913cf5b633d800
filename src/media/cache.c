/* SPDX-License-Identifier: MIT */
/* A cache must never spoil a book: what is read from it is checked, what fails is passed over. */
#include "media/cache.h"

#include <sys/stat.h>

#include "base/file.h"
#include "base/limits.h"

#define VERSION 1 /* of what fit makes: a change there must not find old results */

void oc_cache_name(struct oc_buf *out, struct oc_str folder, const unsigned char digest[20],
                   const struct oc_fit *fit)
{
    if (folder.n == 0)
        return;
    oc_buf_put(out, folder);
    oc_buf_printf(out, "/images/%02x/", digest[0]);
    for (size_t i = 0; i < 20; i++)
        oc_buf_printf(out, "%02x", digest[i]);
    oc_buf_printf(out, "-%d-%u%s%s%s", VERSION, fit->side, fit->grey ? "-grey" : "",
                  fit->still ? "-still" : "", fit->jpeg ? "-jpeg" : "");
}

int oc_cache_get(struct oc_buf *out, enum oc_image_type *type, struct oc_str name)
{
    struct oc_sniff sniff;
    const char *why;
    size_t start = out->n;
    if (name.n == 0 || oc_file_read(out, &why, name.p) != 0)
        return -1;
    struct oc_str bytes = oc_str_sub(oc_buf_view(out), start, out->n);
    if (oc_sniff(&sniff, &why, bytes) == 0 && oc_type_row(sniff.type)->ext) {
        *type = sniff.type;
        return 0;
    }
    out->n = start;
    return -1;
}

/* Every folder above name, as mkdir -p. */
static void make_folders(struct oc_str name)
{
    struct oc_buf path;
    oc_buf_init(&path, OC_MAX_URL_BYTES);
    for (size_t at = 0; at < name.n; at++) {
        if (name.p[at] == '/' && at > 0)
            (void)mkdir(path.p, 0700);
        oc_buf_putc(&path, name.p[at]);
    }
    oc_buf_release(&path);
}

void oc_cache_put(struct oc_str name, struct oc_str bytes)
{
    struct oc_atomic file;
    if (name.n == 0)
        return;
    make_folders(name);
    if (oc_atomic_open(&file, name.p) == 0 && oc_atomic_write(&file, bytes.p, bytes.n) == 0)
        (void)!oc_atomic_commit(&file);
    oc_atomic_release(&file);
}
