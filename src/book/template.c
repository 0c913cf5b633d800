/* SPDX-License-Identifier: MIT */
/*
 * Loading templates. Everything that can be wrong with a user's template before it is rendered is
 * found here, once, with its file and line: tags that do not parse, names that nothing bears,
 * partials that are not there.
 */
#include "book/template.h"

#include <assert.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/path.h"
#include "base/uni.h"
#include "book/asset.h"
#include "book/book.h"

static const struct {
    const char *file, *names;
} rows[OC_PAGES] = {
#define OC_TEMPLATE(ID, file, names) {file, names},
#include "book/template.def"
#undef OC_TEMPLATE
};

struct loading {
    struct oc_templates *ts;
    struct oc_arena *arena;
    struct oc_diags *diags;
    struct oc_str folder;
    const char *within; /* the folder that no file may be a link out of; NULL: any */
    size_t found;
};

void oc_templates_init(struct oc_templates *ts, struct oc_arena *a)
{
    *ts = (struct oc_templates){0};
    oc_map_init(&ts->partials, a);
    oc_map_init(&ts->sheets, a);
    for (size_t i = 0; i < OC_PAGES; i++) {
        struct oc_template_error error = {0};
        struct oc_str name = oc_arena_printf(a, "templates/%s", rows[i].file);
        const struct oc_template *t = oc_template_parse(a, &error, oc_asset(name.p));
        assert(t); /* the built-in templates are tested */
        ts->of[i] = (struct oc_page_template){.file = name, .parsed = t};
    }
}

/* Whether one of the names parted by blanks is that one. */
static bool has_name(const char *names, struct oc_str name)
{
    struct oc_str rest = oc_str(names), each;
    while (oc_str_cut(&each, &rest, ' '))
        if (oc_str_eq(each, name))
            return true;
    return false;
}

/* Of a partial, which many pages may use: some template is told the name. */
static bool is_told(const char *names, struct oc_str name)
{
    if (names)
        return has_name(names, name);
    for (size_t i = 0; i < OC_PAGES; i++)
        if (has_name(rows[i].names, name))
            return true;
    return false;
}

static int read_text(struct oc_str *text, struct loading *l, struct oc_str file)
{
    struct oc_buf bytes, utf8;
    const char *why = NULL;
    char charset[32];
    int result = -1;
    oc_buf_init(&bytes, OC_MAX_TEMPLATE_BYTES);
    oc_buf_init(&utf8, OC_MAX_TEMPLATE_BYTES * 3);
    if (l->within && !oc_file_inside(l->arena, l->within, file.p)) {
        oc_diag_add(l->diags, OC_D_TEMPLATE_BAD, file, 0, 0,
                    OC_STR("lies outside the blog's folder"), OC_STR_NONE);
    } else if (oc_file_read(&bytes, &why, file.p) == 0) {
        oc_charset_to_utf8(&utf8, charset, oc_buf_view(&bytes));
        *text = oc_buf_take(&utf8, l->arena);
        result = 0;
    } else {
        oc_diag_add(l->diags, OC_D_TEMPLATE_BAD, file, 0, 0, oc_str(why), OC_STR_NONE);
    }
    oc_buf_release(&utf8);
    oc_buf_release(&bytes);
    return result;
}

static int check_tags(struct loading *l, const struct oc_template *t, struct oc_str file,
                      const char *names);

/* A plain name, not hidden: nothing that leads out of the folder. */
static bool is_file_name(struct oc_str name)
{
    bool good = name.n > 0 && name.n < 200 && name.p[0] != '.';
    for (size_t i = 0; i < name.n && good; i++)
        good = (unsigned char)name.p[i] > ' ' && name.p[i] != '/' && name.p[i] != '\\';
    return good;
}

/* Depth: each name is loaded once, and at most OC_MAX_TEMPLATE_DEPTH of them within one another. */
static int load_partial(struct loading *l, struct oc_str name, struct oc_str from, int line)
{
    struct oc_template_error error = {0};
    struct oc_partial *partial = OC_NEW(l->arena, struct oc_partial);
    struct oc_str file = OC_STR_NONE;
    if (oc_map_has(&l->ts->partials, name))
        return 0;
    if (is_file_name(name) && l->ts->partials.n < OC_MAX_TEMPLATE_DEPTH) {
        file = oc_path_join(l->arena, l->folder, name);
        if (oc_file_kind(file.p) != OC_FILE_REGULAR)
            file = oc_arena_printf(l->arena, "%.*s.xhtml", OC_STR_ARG(file));
    }
    oc_map_set(&l->ts->partials, oc_arena_copy(l->arena, name), partial);
    if (!file.n || oc_file_kind(file.p) != OC_FILE_REGULAR) {
        oc_diag_add(l->diags, OC_D_TEMPLATE_PARTIAL, from, line, 0, name, OC_STR_NONE);
        return 0;
    }
    partial->file = file;
    if (read_text(&partial->text, l, file) != 0)
        return -1;
    struct oc_template *t = oc_template_parse(l->arena, &error, partial->text);
    if (!t) {
        oc_diag_add(l->diags, OC_D_TEMPLATE_BAD, file, error.line, 0, error.why, OC_STR_NONE);
        return -1;
    }
    return check_tags(l, t, file, NULL);
}

/* The names and partials of a template; names NULL: of a partial. */
static int check_tags(struct loading *l, const struct oc_template *t, struct oc_str file,
                      const char *names)
{
    struct oc_template_tag tag;
    struct oc_map told;
    int result = 0;
    oc_map_init(&told, l->arena);
    for (size_t at = 0; result == 0 && oc_template_tag(&tag, t, &at);) {
        struct oc_str rest = tag.name, part;
        if (tag.partial) {
            result = load_partial(l, tag.name, file, tag.line);
            continue;
        }
        while (!oc_str_is(tag.name, ".") && oc_str_cut(&part, &rest, '.')) {
            if (is_told(names, part) || !oc_map_add(&told, part, l))
                continue;
            oc_diag_add(l->diags, OC_D_TEMPLATE_TAG, file, tag.line, 0, tag.name, OC_STR_NONE);
        }
    }
    return result;
}

static int load_template(struct loading *l, size_t i)
{
    struct oc_template_error error = {0};
    struct oc_str text, file = oc_path_join(l->arena, l->folder, oc_str(rows[i].file));
    if (oc_file_kind(file.p) == OC_FILE_NONE)
        return 0;
    l->found++;
    if (read_text(&text, l, file) != 0)
        return -1;
    struct oc_template *t = oc_template_parse(l->arena, &error, text);
    if (!t) {
        oc_diag_add(l->diags, OC_D_TEMPLATE_BAD, file, error.line, 0, error.why, OC_STR_NONE);
        return -1;
    }
    l->ts->own = true;
    l->ts->of[i] = (struct oc_page_template){.file = file, .parsed = t, .own = true};
    return check_tags(l, t, file, rows[i].names);
}

static int load_sheet(struct loading *l, const char *name)
{
    struct oc_str file = oc_path_join(l->arena, l->folder, oc_path_base(oc_str(name)));
    struct oc_partial *sheet = OC_NEW(l->arena, struct oc_partial);
    if (oc_file_kind(file.p) == OC_FILE_NONE)
        return 0;
    l->found++;
    sheet->file = file;
    if (read_text(&sheet->text, l, file) != 0)
        return -1;
    oc_map_set(&l->ts->sheets, oc_str(name), sheet);
    return 0;
}

int oc_templates_load(struct oc_templates *ts, struct oc_arena *a, struct oc_diags *diags,
                      struct oc_str folder, struct oc_str within)
{
    struct loading l = {.ts = ts, .arena = a, .diags = diags};
    l.folder = oc_arena_copy(a, folder);
    l.within = within.n ? oc_arena_cstr(a, within) : NULL;
    if (oc_file_kind(l.folder.p) != OC_FILE_FOLDER) {
        oc_diag_add(diags, OC_D_TEMPLATE_FOLDER, OC_STR_NONE, 0, 0, folder, OC_STR_NONE);
        return -1;
    }
    for (size_t i = 0; i < OC_PAGES; i++)
        if (load_template(&l, i) != 0)
            return -1;
    for (const struct oc_asset_row *row = oc_assets; row->name; row++)
        if (oc_str_starts(oc_str(row->name), "styles/") && load_sheet(&l, row->name) != 0)
            return -1;
    if (!l.found)
        oc_diag_add(diags, OC_D_TEMPLATE_NONE, OC_STR_NONE, 0, 0, folder, OC_STR_NONE);
    return 0;
}

struct oc_str oc_templates_partial(void *ctx, struct oc_str name)
{
    const struct oc_templates *ts = ctx;
    const struct oc_partial *partial = oc_map_get(&ts->partials, name);
    return partial ? partial->text : OC_STR_NONE;
}
