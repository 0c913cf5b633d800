/* SPDX-License-Identifier: MIT */
/*
 * An archive, unpacked: only plain files and folders, all in the one folder, nothing left when the
 * arena goes, and the same each time. What begins with "PK" is the archive itself; of anything else
 * one is made: a line is an entry's attributes (one character), name and, after a tab, content, so
 * that names are tried which no packer writes.
 */
#include <ftw.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <zip.h>

#include "base/file.h"
#include "base/path.h"
#include "base/unzip.h"
#include "fuzz.h"

/* ---- an archive of entries ---- */

static zip_source_t *content(zip_t *zip, struct oc_str text)
{
    zip_source_t *source = zip_source_buffer(zip, text.p, text.n, 0);
    if (!source)
        fuzz_fail("cannot make a source", text);
    return source;
}

/* '@' is a plain file, 'l' a symbolic link, 'd' a folder, 'w' one from Windows, 'e' encrypted. */
static void add_entry(zip_t *zip, struct oc_arena *a, struct oc_str line)
{
    struct oc_str name = line, text = OC_STR("");
    size_t tab = oc_str_chr(line, '\t', 0);
    if (line.n < 2)
        return;
    name = oc_str_sub(line, 1, tab == SIZE_MAX ? line.n : tab);
    if (tab != SIZE_MAX)
        text = oc_str_sub(line, tab + 1, line.n);
    zip_source_t *source = content(zip, text);
    zip_int64_t at =
        zip_file_add(zip, oc_arena_cstr(a, name), source, ZIP_FL_ENC_GUESS | ZIP_FL_OVERWRITE);
    if (at < 0) {
        zip_source_free(source);
        return;
    }
    zip_uint32_t mode = line.p[0] == 'l' ? S_IFLNK : line.p[0] == 'd' ? S_IFDIR : S_IFREG;
    zip_file_set_external_attributes(zip, (zip_uint64_t)at, 0,
                                     line.p[0] == 'w' ? ZIP_OPSYS_WINDOWS_NTFS : ZIP_OPSYS_UNIX,
                                     (mode | 0644) << 16);
    if (line.p[0] == 'e')
        zip_file_set_encryption(zip, (zip_uint64_t)at, ZIP_EM_AES_128, "secret");
}

/* Appends the archive; false when the lines make none. */
static bool make_archive(struct oc_buf *out, struct oc_arena *a, struct oc_str lines)
{
    zip_error_t error;
    zip_source_t *to = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_t *zip = to ? zip_open_from_source(to, ZIP_CREATE | ZIP_TRUNCATE, &error) : NULL;
    struct oc_str line;
    if (!zip)
        fuzz_fail("cannot make an archive", lines);
    zip_source_keep(to);
    while (oc_str_line(&line, &lines))
        add_entry(zip, a, line);
    bool made = zip_get_num_entries(zip, 0) > 0 && zip_close(zip) == 0;
    if (!made)
        zip_discard(zip);
    char chunk[4096];
    if (made && zip_source_open(to) != 0)
        fuzz_fail("cannot read the archive that was made", lines);
    for (zip_int64_t n = 1; made && n > 0;) {
        n = zip_source_read(to, chunk, sizeof chunk);
        oc_buf_put(out, (struct oc_str){chunk, n > 0 ? (size_t)n : 0});
    }
    if (made)
        zip_source_close(to);
    zip_source_free(to);
    return made;
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
    struct oc_arena a;
    struct oc_buf archive, first, second;
    struct fuzz_file file;
    oc_arena_init(&a);
    oc_buf_init(&archive, OC_MAX_PAGE_BYTES);
    oc_buf_init(&first, OC_MAX_PAGE_BYTES);
    oc_buf_init(&second, OC_MAX_PAGE_BYTES);
    if (oc_str_starts(bytes, "PK"))
        oc_buf_put(&archive, bytes);
    else
        (void)make_archive(&archive, &a, bytes);
    fuzz_file_open(&file, (const uint8_t *)archive.p, archive.n);
    unpack(&first, file.path);
    unpack(&second, file.path);
    fuzz_same("unpacked again it differs", oc_buf_view(&first), oc_buf_view(&second));
    fuzz_file_close(&file);
    oc_buf_release(&second);
    oc_buf_release(&first);
    oc_buf_release(&archive);
    oc_arena_release(&a);
    return 0;
}
