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

/* Past a string, a comment or an escape that starts at i; i itself when none does. */
static size_t skip_token(struct oc_str s, size_t i)
{
    char c = s.p[i];
    if (c == '\\')
        return i + 2 < s.n ? i + 2 : s.n;
    if (c == '/' && i + 1 < s.n && s.p[i + 1] == '*') {
        size_t end = oc_str_find(s, "*/", i + 2);
        return end == SIZE_MAX ? s.n : end + 2;
    }
    if (c != '"' && c != '\'')
        return i;
    for (i++; i < s.n && s.p[i] != c && s.p[i] != '\n'; i++)
        if (s.p[i] == '\\' && i + 1 < s.n)
            i++;
    return i < s.n ? i + 1 : s.n;
}

/* Where the next statement or declaration ends: after the ';', '{' or '}' that closes it, which
 * is put into *last; 0 when none does. */
static size_t chunk_end(char *last, struct oc_str s, size_t i)
{
    int parens = 0;
    *last = 0;
    while (i < s.n) {
        size_t next = skip_token(s, i);
        if (next > i) {
            i = next;
            continue;
        }
        char c = s.p[i++];
        if (c == '(' || c == ')') {
            parens += c == '(' ? 1 : parens > 0 ? -1 : 0;
        } else if (c == '{' || c == '}' || (c == ';' && parens == 0)) {
            *last = c;
            return i;
        }
    }
    return i;
}

/* Past blanks and closed comments. */
static size_t skip_blank(struct oc_str s, size_t i)
{
    while (i < s.n) {
        if (s.p[i] == ' ' || (s.p[i] >= '\t' && s.p[i] <= '\r'))
            i++;
        else if (s.p[i] == '/' && i + 1 < s.n && s.p[i + 1] == '*' &&
                 oc_str_find(s, "*/", i + 2) != SIZE_MAX)
            i = skip_token(s, i);
        else
            break;
    }
    return i;
}

/* Why a chunk that is no opening '{' cannot stand in a book, or NULL. */
static const char *refusal(struct oc_str chunk)
{
    static const char *const starts[] = {"@import",   "@charset",     "@namespace",
                                         "direction", "unicode-bidi", "behavior"};
    /* What these load is not in the archive. */
    static const char *const words[] = {"url(", "src(", "image-set(", "image(", "expression("};
    struct oc_str rest = oc_str_sub(chunk, skip_blank(chunk, 0), chunk.n);
    for (size_t i = 0; i < OC_COUNT(starts); i++)
        if (oc_str_istarts(rest, starts[i]))
            return starts[i];
    for (size_t i = 0; i < OC_COUNT(words); i++)
        if (oc_str_iholds(rest, words[i]))
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

static void tell_unsound(void *ctx, size_t at, const char *why)
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

/* Chunk by chunk, of a sheet that is sound: its braces are balanced and stay so. */
static void put_harmless(struct oc_buf *out, struct oc_str css, const struct user_sheet *user)
{
    int line = 1;
    size_t face = 0, inside = 0; /* in out: a @font-face, and what stands in it */
    for (size_t i = 0, end; i < css.n; i = end) {
        char last;
        end = chunk_end(&last, css, i);
        struct oc_str chunk = oc_str_sub(css, i, end);
        const char *why = last == '{' ? NULL : refusal(chunk);
        size_t first = skip_blank(chunk, 0);
        int at = line + count_lines(oc_str_sub(chunk, 0, first));
        line += count_lines(chunk);
        if (why)
            oc_diag_add(user->diags, OC_D_CSS_DROPPED, user->file, at, 0, oc_str(why), OC_STR_NONE);
        if (last == '{')
            face = out->n;
        if (!why)
            oc_buf_put(out, chunk);
        else if (last == '}')
            oc_buf_putc(out, '}');
        if (last == '{')
            inside = oc_str_istarts(oc_str_sub(chunk, first, chunk.n), "@font-face") ? out->n : 0;
        else if (last == '}' && inside && out->n == inside + 1)
            out->n = face; /* nothing is left of it, which EPUBCheck calls an error */
    }
}

static void put_checked(struct oc_buf *out, struct oc_str css, struct oc_str file,
                        struct oc_diags *diags)
{
    struct user_sheet user = {.css = css, .file = file, .diags = diags};
    struct oc_buf sound;
    oc_buf_init(&sound, css.n + 64);                /* and what it closes */
    oc_css_sound(&sound, css, tell_unsound, &user); /* lines stay where they were */
    put_harmless(out, oc_buf_view(&sound), &user);
    oc_buf_release(&sound);
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
