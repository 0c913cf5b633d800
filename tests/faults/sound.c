/* SPDX-License-Identifier: MIT */
/* See sound.h. */
#include "sound.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <zip.h>

#include "base/buf.h"
#include "base/str.h"

static bool is_xml(const char *name)
{
    struct oc_str s = oc_str(name);
    return oc_str_ends(s, ".xhtml") || oc_str_ends(s, ".opf") || oc_str_ends(s, ".ncx") ||
           oc_str_ends(s, ".xml");
}

static const char *sound_file(zip_t *zip, zip_uint64_t i, struct oc_buf *bytes)
{
    zip_stat_t st;
    zip_file_t *file = zip_fopen_index(zip, i, 0);
    if (!file || zip_stat_index(zip, i, 0, &st) != 0)
        return "a file of the book cannot be opened";
    oc_buf_clear(bytes);
    bool whole = oc_buf_reserve(bytes, (size_t)st.size) &&
                 zip_fread(file, bytes->p, st.size) == (zip_int64_t)st.size;
    if (zip_fclose(file) != 0 || !whole) /* closing checks the CRC */
        return "a file of the book is damaged";
    oc_buf_added(bytes, (size_t)st.size);
    if (i == 0 && !oc_str_is(oc_buf_view(bytes), "application/epub+zip"))
        return "the first file is not the mimetype";
    if (!is_xml(st.name))
        return NULL;
    xmlDoc *doc = xmlReadMemory(bytes->p, (int)bytes->n, st.name, NULL,
                                XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    xmlFreeDoc(doc);
    return doc ? NULL : "a page of the book is not well-formed";
}

const char *sound_book(const char *path)
{
    struct oc_buf bytes;
    int error;
    zip_t *zip = zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, &error);
    const char *wrong = NULL;
    if (!zip)
        return "the book is no whole archive";
    oc_buf_init(&bytes, (size_t)1 << 28);
    zip_int64_t n = zip_get_num_entries(zip, 0);
    if (n < 6)
        wrong = "the book lacks files";
    for (zip_int64_t i = 0; i < n && !wrong; i++)
        wrong = sound_file(zip, (zip_uint64_t)i, &bytes);
    oc_buf_release(&bytes);
    zip_discard(zip);
    return wrong;
}
