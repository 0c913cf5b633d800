/* SPDX-License-Identifier: MIT */
/*
 * An archive, unpacked: only plain files and folders, all in the one folder, nothing left when the
 * arena goes, and the same each time. What begins with "PK" is the archive itself; of anything else
 * one is made: a line is an entry's attributes (one character), name and, after a tab, content, so
 * that names are tried which no packer writes.
 */
#include <libdeflate.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/path.h"
#include "base/unzip.h"
#include "fuzz.h"

/* ---- an archive of entries, as no library would write it ---- */

static void put(struct oc_buf *out, uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        oc_buf_putc(out, (char)(unsigned char)(value >> (8 * i)));
}

/* What the two headers of an entry share: from the version that reads it to the length of extras.
 */
static void put_facts(struct oc_buf *out, char kind, struct oc_str name, struct oc_str text)
{
    put(out, 20, 2);
    put(out, kind == 'e', 2); /* encrypted */
    put(out, 0, 2);           /* stored */
    put(out, 0x50210000, 4);  /* 2020-01-01 */
    put(out, libdeflate_crc32(0, text.p, text.n) ^ (kind == 'b'), 4);
    put(out, (uint32_t)text.n, 4);
    put(out, (uint32_t)text.n + (kind == 's'), 4);
    put(out, (uint32_t)name.n, 2);
    put(out, 0, 2);
}

/* '@' is a plain file, 'l' a symbolic link, 'd' a folder, 'w' a file from Windows, 'e' an encrypted
 * one, 'b' damaged, 's' of another size than its header says. */
static void put_entry(struct oc_buf *out, struct oc_buf *list, struct oc_str line)
{
    char kind = line.p[0];
    size_t tab = oc_str_chr(line, '\t', 0), at = out->n;
    struct oc_str name = oc_str_sub(line, 1, tab), text = OC_STR("");
    uint32_t mode = kind == 'l' ? S_IFLNK : kind == 'd' ? S_IFDIR : S_IFREG;
    if (tab != SIZE_MAX)
        text = oc_str_sub(line, tab + 1, line.n);
    oc_buf_puts(out, "PK\003\004");
    put_facts(out, kind, name, text);
    oc_buf_put(out, name);
    oc_buf_put(out, text);
    oc_buf_puts(list, "PK\001\002");
    put(list, kind == 'w' ? 20 : 3 << 8 | 20, 2);
    put_facts(list, kind, name, text);
    put(list, 0, 2); /* comment */
    put(list, 0, 4); /* disk, internal attributes */
    put(list, kind == 'w' ? 0 : (mode | 0644) << 16, 4);
    put(list, (uint32_t)at, 4);
    oc_buf_put(list, name);
}

static void put_archive(struct oc_buf *out, struct oc_str lines)
{
    struct oc_str line;
    struct oc_buf list;
    uint32_t n = 0;
    oc_buf_init(&list, OC_MAX_PAGE_BYTES);
    while (oc_str_line(&line, &lines))
        if (line.n > 1) {
            put_entry(out, &list, line);
            n++;
        }
    uint32_t at = (uint32_t)out->n;
    oc_buf_put(out, oc_buf_view(&list));
    oc_buf_puts(out, "PK\005\006");
    put(out, 0, 4);
    put(out, n, 2);
    put(out, n, 2);
    put(out, (uint32_t)list.n, 4);
    put(out, at, 4);
    put(out, 0, 2);
    oc_buf_release(&list);
}

/* ---- what was unpacked ---- */

static void tell(void *ctx, struct oc_str name OC_UNUSED, const char *why)
{
    size_t *told = ctx;
    FUZZ_CHECK(why && why[0], name);
    ++*told;
}

/* Appends the names and sizes of what is in a folder, in order. */
static void list(struct oc_buf *out, struct oc_arena *a, struct oc_str folder, int depth)
{
    struct oc_dir_item *items;
    const char *why = "";
    size_t n = 0;
    FUZZ_CHECK(depth <= OC_MAX_WALK_DEPTH, folder);
    FUZZ_CHECK(oc_dir_list(&items, &n, &why, a, folder.p) == 0, folder);
    for (size_t i = 0; i < n; i++) {
        struct oc_str path = oc_path_join(a, folder, items[i].name);
        struct stat st;
        FUZZ_CHECK(lstat(path.p, &st) == 0, path);
        FUZZ_CHECK(S_ISREG(st.st_mode) || S_ISDIR(st.st_mode), path);
        FUZZ_CHECK((st.st_mode & 077) == 0 && st.st_nlink <= (S_ISDIR(st.st_mode) ? 9999u : 1u),
                   path);
        oc_buf_printf(out, "%*s%.*s %lld\n", depth, "", OC_STR_ARG(items[i].name),
                      S_ISREG(st.st_mode) ? (long long)st.st_size : -1);
        if (S_ISDIR(st.st_mode))
            list(out, a, path, depth + 1);
    }
}

/* Appends what came out, and how many entries did not. */
static void unpack(struct oc_buf *out, const char *path)
{
    struct oc_arena a, names;
    struct oc_dir_item *items;
    const char *why = NULL;
    size_t told = 0, n = 0;
    oc_arena_init(&a);
    oc_arena_init(&names);
    const char *folder = oc_unzip(&a, &why, path, tell, &told);
    if (folder) {
        struct oc_str above = oc_arena_copy(&names, oc_path_dir(oc_str(folder)));
        oc_buf_printf(out, "%zu left out\n", told);
        list(out, &names, oc_str(folder), 0);
        FUZZ_CHECK(oc_dir_list(&items, &n, &why, &names, above.p) == 0 && n == 1, above);
        oc_arena_release(&a);
        FUZZ_CHECK(oc_file_kind(above.p) == OC_FILE_NONE, above);
    } else {
        FUZZ_CHECK(why != NULL, oc_str(path));
        oc_arena_release(&a);
    }
    oc_arena_release(&names);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct oc_str bytes = {(const char *)data, size};
    struct oc_buf archive, first, second;
    struct fuzz_file file;
    oc_buf_init(&archive, OC_MAX_PAGE_BYTES);
    oc_buf_init(&first, OC_MAX_PAGE_BYTES);
    oc_buf_init(&second, OC_MAX_PAGE_BYTES);
    if (oc_str_starts(bytes, "PK"))
        oc_buf_put(&archive, bytes);
    else
        put_archive(&archive, bytes);
    fuzz_file_open(&file, (const uint8_t *)archive.p, archive.n);
    unpack(&first, file.path);
    unpack(&second, file.path);
    fuzz_same("unpacked again it differs", oc_buf_view(&first), oc_buf_view(&second));
    fuzz_file_close(&file);
    oc_buf_release(&second);
    oc_buf_release(&first);
    oc_buf_release(&archive);
    return 0;
}
