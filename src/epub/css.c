/* SPDX-License-Identifier: MIT */
/*
 * The book's style sheet: the theme, what the language's script needs, the user's own. Of the
 * user's sheet, rules that would make the book invalid are left out; the rest is taken as it is.
 */
#include "base/css.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/uni.h"
#include "epub/epub.h"

/* ---- The user's sheet ---- */

/* Why a declaration or a rule cannot stand in a book, or NULL. */
static const char *refusal(struct oc_str text)
{
    static const char *const starts[] = {"@import",   "@charset",     "@namespace",
                                         "direction", "unicode-bidi", "behavior"};
    /* What these load is not in the archive. */
    static const char *const words[] = {"url(", "src(", "image-set(", "image(", "expression("};
    for (size_t i = 0; i < OC_COUNT(starts); i++)
        if (oc_str_istarts(text, starts[i]))
            return starts[i];
    for (size_t i = 0; i < OC_COUNT(words); i++)
        if (oc_str_iholds(text, words[i]))
            return words[i];
    return NULL;
}

static int count_lines(struct oc_str s)
{
    int n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += s.p[i] == '\n';
    return n;
}

struct user_sheet {
    struct oc_str css, file;
    struct oc_diags *diags;
    size_t at; /* and the lines before it */
    int lines;
};

static void tell_dropped(void *ctx, size_t at, const char *why)
{
    struct user_sheet *user = ctx;
    if (at < user->at) { /* what was not closed: it is told last */
        user->at = 0;
        user->lines = 0;
    }
    user->lines += count_lines(oc_str_sub(user->css, user->at, at));
    user->at = at;
    oc_diag_add(user->diags, OC_D_CSS_DROPPED, user->file, user->lines + 1, 0, oc_str(why),
                OC_STR_NONE);
}

static void put_checked(struct oc_buf *out, struct oc_str css, struct oc_str file,
                        struct oc_diags *diags)
{
    struct user_sheet user = {.css = css, .file = file, .diags = diags};
    oc_css_sound(out, css, refusal, tell_dropped, &user);
}

/* ---- The built-in sheets ---- */

/* One of styles/, or the user's file of its name among the templates. */
static void put_sheet(struct oc_buf *out, const struct oc_book *book, struct oc_diags *diags,
                      const char *name)
{
    const struct oc_partial *own = oc_map_get(&book->templates.sheets, oc_str(name));
    if (own)
        put_checked(out, own->text, own->file, diags);
    else
        oc_buf_put(out, oc_asset(name));
}

/* What stands around the theme, by the script of the language; "" where the base will do. */
static const struct script {
    const char *lang, *prose, *sheet;
} scripts[] = {
    {"zh", "styles/prose-zh.css", "styles/zh.css"},
    {"yue", "styles/prose-zh.css", "styles/zh.css"},
    {"ja", "styles/prose-ja.css", "styles/ja.css"},
    {"ko", "styles/prose-ja.css", "styles/ko.css"},
    {"", "styles/prose.css", ""},
};

/* prose: paragraphs are set solid and indented, as the script does it. */
static const struct theme {
    const char *name, *sheet;
    bool prose;
} themes[] = {
    {"essay", "styles/essay.css", true},
    {"blog", "styles/blog.css", false},
    {"eink", "styles/eink.css", true},
};

/* Each family by a name of our own, in the order given; on body alone, as Kindle wants it. */
static void put_fonts(struct oc_buf *out, const struct oc_book *book)
{
    size_t families = 0;
    for (size_t i = 0; book->fonts && i < book->fonts->n; i++) {
        const struct oc_font *font = &book->fonts->v[i];
        oc_buf_printf(out,
                      "@font-face {\n  font-family: \"octavo-%zu\";\n  font-weight: %s;\n"
                      "  font-style: %s;\n  src: url(%.*s);\n}\n",
                      font->family, font->bold ? "bold" : "normal",
                      font->italic ? "italic" : "normal", OC_STR_ARG(font->href));
        families = font->family > families ? font->family : families;
    }
    if (families == 0)
        return;
    oc_buf_puts(out, "body { font-family: ");
    for (size_t i = 1; i <= families; i++)
        oc_buf_printf(out, "\"octavo-%zu\", ", i);
    oc_buf_puts(out, "serif; }\n");
}

static const struct theme *find_theme(const struct oc_book *book, struct oc_diags *diags)
{
    struct oc_str name = book->config->theme;
    for (size_t i = 0; i < OC_COUNT(themes); i++)
        if (oc_str_is(name, themes[i].name))
            return &themes[i];
    if (name.n)
        oc_diag_add(diags, OC_D_THEME_UNKNOWN, OC_STR_NONE, 0, 0, name, OC_STR_NONE);
    return &themes[0];
}

static void put_theme(struct oc_buf *out, const struct oc_book *book, struct oc_diags *diags)
{
    const struct theme *theme = find_theme(book, diags);
    const struct script *script = scripts;
    while (script->lang[0] && !oc_lang_is(book->lang, script->lang))
        script++;
    put_sheet(out, book, diags, "styles/base.css");
    if (theme->prose)
        put_sheet(out, book, diags, script->prose);
    put_sheet(out, book, diags, theme->sheet);
    if (script->sheet[0])
        put_sheet(out, book, diags, script->sheet);
    if (oc_book_vertical(book))
        put_sheet(out, book, diags, "styles/vertical.css");
    else if (book->config->vertical)
        oc_diag_add(diags, OC_D_VERTICAL_LANG, OC_STR_NONE, 0, 0, book->lang, OC_STR_NONE);
}

static int put_user(struct oc_buf *out, struct oc_str file, struct oc_diags *diags)
{
    struct oc_arena a;
    struct oc_buf bytes, text;
    const char *why = NULL;
    char charset[32];
    int result = -1;
    oc_arena_init(&a);
    oc_buf_init(&bytes, OC_MAX_CONFIG_BYTES);
    oc_buf_init(&text, OC_MAX_CONFIG_BYTES * 2);
    if (oc_file_read(&bytes, &why, oc_arena_cstr(&a, file)) != 0) {
        oc_diag_add(diags, OC_D_CSS_UNREADABLE, file, 0, 0, oc_str(why), OC_STR_NONE);
    } else {
        oc_charset_to_utf8(&text, charset, oc_buf_view(&bytes));
        put_checked(out, oc_buf_view(&text), file, diags);
        oc_buf_putc(out, '\n');
        result = 0;
    }
    oc_buf_release(&text);
    oc_buf_release(&bytes);
    oc_arena_release(&a);
    return result;
}

int oc_epub_css(struct oc_buf *out, const struct oc_book *book, struct oc_diags *diags)
{
    put_fonts(out, book);
    put_theme(out, book, diags);
    return book->config->css.n ? put_user(out, book->config->css, diags) : 0;
}
