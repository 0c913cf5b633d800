/* SPDX-License-Identifier: MIT */
/*
 * The floor: the least work that turns Markdown files into compressed pages. Reads each file named
 * on standard input, renders it with cmark-gfm, deflates at level 6, appends the result to OUTPUT.
 * No front matter, no DOM, no validity, no navigation. octavo is measured against it.
 */
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *read_file(const char *path, size_t *size)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return NULL;
    fseek(f, 0, SEEK_END);
    *size = (size_t)ftell(f);
    rewind(f);
    char *text = malloc(*size + 1);
    if (text && fread(text, 1, *size, f) != *size) {
        free(text);
        text = NULL;
    }
    fclose(f);
    return text;
}

static char *render(const char *text, size_t size)
{
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES);
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("tasklist"));
    cmark_parser_feed(parser, text, size);
    cmark_node *document = cmark_parser_finish(parser);
    char *html = cmark_render_html(document, CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES, NULL);
    cmark_node_free(document);
    cmark_parser_free(parser);
    return html;
}

int main(int argc, char **argv)
{
    char path[4096];
    FILE *out = argc == 2 ? fopen(argv[1], "wb") : NULL;
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(6);
    cmark_gfm_core_extensions_ensure_registered();
    while (out && fgets(path, sizeof(path), stdin)) {
        size_t size;
        path[strcspn(path, "\n")] = 0;
        char *text = read_file(path, &size);
        if (!text)
            return 1;
        char *html = render(text, size);
        size_t n = strlen(html), bound = libdeflate_deflate_compress_bound(compressor, n);
        char *packed = malloc(bound);
        if (!packed)
            return 1;
        fwrite(packed, 1, libdeflate_deflate_compress(compressor, html, n, packed, bound), out);
        free(packed);
        free(html);
        free(text);
    }
    libdeflate_free_compressor(compressor);
    return out && fclose(out) == 0 ? 0 : 1;
}
