/* SPDX-License-Identifier: MIT */
/*
 * Why a book may show other text than the plain rendering of the same Markdown: a table of rules.
 * A rule looks at what is gone from the plain rendering and at what the book has in its place and
 * says how many tokens of each it accounts for. Rules that let something go say exactly which
 * characters; none of them lets an ordinary word go.
 */
#ifndef OC_CONSERVE_RULES_H
#define OC_CONSERVE_RULES_H

#include "conserve_place.h"

/* ---- the rules: each returns true and sets *gone, *came to what it accounts for ---- */

/* The heading that repeats the chapter's title is not printed a second time. */
static bool rule_title(const struct place *p, size_t *gone, size_t *came)
{
    size_t k = 0;
    (void)came;
    while (p->i + k < p->iend && p->c->plain.v[p->i + k].flags & T_HEADING)
        k++;
    if (k == 0)
        return false;
    struct oc_buf heading, title;
    bool same = false;
    squeeze(&title, p->c->post->plain, true);
    for (; k > 0 && !same; k--) {
        glue(&heading, &p->c->plain, p->i, p->i + k, true);
        same = oc_str_eq(oc_buf_view(&heading), oc_buf_view(&title));
        oc_buf_release(&heading);
        *gone = k;
    }
    oc_buf_release(&title);
    return same;
}

/* A delimiter run that CommonMark leaves as text beside CJK characters is emphasis. */
static bool rule_emphasis(const struct place *p, size_t *gone, size_t *came)
{
    const struct text *t = &p->c->plain;
    size_t k = 0, after, before = p->i;
    (void)came;
    while (is_any(gone_at(p, k), "*_") && !(t->v[p->i + k].flags & T_CODE))
        k++;
    if (k == 0)
        return false;
    after = p->i + k;
    while (before > 0 && is_any(token_str(t, before - 1), "*_"))
        before--;
    while (after < t->n && is_any(token_str(t, after), "*_"))
        after++;
    bool cjk = (before > 0 && t->v[before - 1].cjk) || (after < t->n && t->v[after].cjk);
    *(cjk ? &p->c->marks_cjk : &p->c->marks_other) += (long)k;
    *gone = k;
    return true;
}

/* Two tildes on each side are deleted text. */
static bool rule_deleted(const struct place *p, size_t *gone, size_t *came)
{
    (void)came;
    *gone = 2;
    return oc_str_is(gone_at(p, 0), "~") && oc_str_is(gone_at(p, 1), "~") &&
           !oc_str_is(gone_at(p, 2), "~") && !(gone_flags(p) & T_CODE);
}

/* Where a token sequence of plain stands in the notes of the book; SIZE_MAX: nowhere. */
static inline size_t find_note(const struct account *c, size_t from, size_t n)
{
    const struct text *b = &c->book;
    for (size_t at = 0; at + n <= b->n; at++) {
        size_t k = 0;
        while (k < n && b->v[at + k].flags & T_NOTES &&
               b->v[at + k].hash == c->plain.v[from + k].hash)
            k++;
        if (k == n)
            return at;
    }
    return SIZE_MAX;
}

/* ^[text] becomes a reference, its text a note; the text must be among the notes. */
static bool rule_inline_note(const struct place *p, size_t *gone, size_t *came)
{
    if (!oc_str_is(gone_at(p, 0), "^") || !oc_str_is(gone_at(p, 1), "["))
        return false;
    int depth = 1;
    size_t k = 2;
    for (; p->i + k < p->iend; k++) {
        depth += oc_str_is(gone_at(p, k), "[");
        depth -= oc_str_is(gone_at(p, k), "]");
        if (depth == 0)
            break;
    }
    size_t at = depth == 0 && k > 2 ? find_note(p->c, p->i + 2, k - 2) : SIZE_MAX;
    if (at == SIZE_MAX)
        return false;
    for (size_t n = 0; n < k - 2; n++)
        p->c->moved[at + n] = true;
    *gone = k + 1;
    *came = (came_flags(p) & T_REF) != 0;
    return true;
}

/* What is among the notes and was found elsewhere. */
static bool rule_note_text(const struct place *p, size_t *gone, size_t *came)
{
    (void)gone;
    *came = 1;
    return p->j < p->jend && p->c->moved[p->c->of[p->j]];
}

/* cmark drops the notes that nothing refers to; the book shows them. Their words are in the
 * source. */
static bool rule_unused_note(const struct place *p, size_t *gone, size_t *came)
{
    const struct text *s = &p->c->source;
    (void)gone;
    *came = 1;
    if (!(came_flags(p) & T_NOTES))
        return false;
    if (isdigit((unsigned char)came_at(p, 0).p[0]) && oc_str_is(came_at(p, 1), ".")) {
        *came = 2; /* its number */
        return true;
    }
    for (size_t i = 0; i < s->n; i++)
        if (oc_str_eq(token_str(s, i), came_at(p, 0)))
            return true;
    return false;
}

/* [!NOTE] at the start of a quotation is an alert's title, in words. */
static bool rule_alert(const struct place *p, size_t *gone, size_t *came)
{
    size_t k = gone_to(p, "]", 6); /* [!NOTE|wide] */
    if (!oc_str_is(gone_at(p, 0), "[") || !oc_str_is(gone_at(p, 1), "!") ||
        (k != 4 && !(k == 6 && oc_str_is(gone_at(p, 3), "|"))) || !(flags_near(p) & T_ALERT))
        return false;
    if (is_any(gone_at(p, k), "+-"))
        k++;
    *gone = k;
    while (p->j + *came < p->jend && p->c->book.v[p->c->of[p->j + *came]].flags & T_ALERT)
        ++*came;
    return true;
}

/* {:toc}, {: .class}, {#id}: attribute lists, and the list item above {:toc}. */
static bool rule_attributes(const struct place *p, size_t *gone, size_t *came)
{
    (void)came;
    if (gone_flags(p) & T_CODE)
        return false;
    if (p->i < p->iend && oc_str_iis(gone_at(p, 0), "toc") && oc_str_is(gone_at(p, 1), "{")) {
        *gone = 1;
        return true;
    }
    bool list =
        oc_str_is(gone_at(p, 0), "{") && gone_at(p, 1).n == 1 && strchr(":#.", gone_at(p, 1).p[0]);
    bool size = oc_str_is(gone_at(p, 0), "{") && oc_str_is(gone_at(p, 2), "=");
    *gone = list || size ? gone_to(p, "}", 40) : 0;
    return *gone > 0;
}

/* #| label: x, the options at the head of a chunk of code. */
static bool rule_chunk(const struct place *p, size_t *gone, size_t *came)
{
    (void)came;
    if (!oc_str_is(gone_at(p, 0), "#") || !oc_str_is(gone_at(p, 1), "|"))
        return false;
    while (p->i + *gone < p->iend && (p->c->plain.v[p->i + *gone].flags & T_CODE))
        ++*gone;
    return *gone > 0;
}

/* [TOC] alone: the book has its own contents. */
static bool rule_toc(const struct place *p, size_t *gone, size_t *came)
{
    (void)came;
    while (p->i + *gone < p->iend && *gone < 6 &&
           (is_any(gone_at(p, *gone), "[]{}@_") || oc_str_iis(gone_at(p, *gone), "toc")))
        ++*gone;
    bool toc = false;
    for (size_t k = 0; k < *gone; k++)
        toc = toc || oc_str_iis(gone_at(p, k), "toc");
    return toc && *gone >= 3;
}

/* :name: becomes the character. */
static bool rule_emoji(const struct place *p, size_t *gone, size_t *came)
{
    *gone = oc_str_is(gone_at(p, 0), ":") && !(gone_flags(p) & T_CODE) ? gone_to(p, ":", 12) : 0;
    while (*came < 8 && came_at(p, *came).n && (unsigned char)came_at(p, *came).p[0] >= 0xC2 &&
           !p->c->book.v[p->c->of[p->j + *came]].word)
        ++*came;
    return *gone > 2 && *came > 0;
}

/* An image that is an emoji is the emoji, a badge is what it says. */
static bool rule_image_words(const struct place *p, size_t *gone, size_t *came)
{
    bool found = false;
    (void)gone;
    for (size_t k = 0; k < p->c->plain.nimages && !found; k++) {
        struct text alt;
        size_t n = 0;
        text_init(&alt);
        text_read_attribute(&alt, p->c->plain.images[k].alt);
        while (n < alt.n && oc_str_eq(token_str(&alt, n), came_at(p, n)))
            n++;
        found = n > 0 && n == alt.n;
        *came = n;
        text_release(&alt);
    }
    return found;
}

/* [text][label] whose label nothing defines: the text; only marks and the label go. */
static bool rule_undefined_open(const struct place *p, size_t *gone, size_t *came)
{
    const struct text *t = &p->c->plain;
    (void)came;
    bool image = oc_str_is(gone_at(p, 0), "!") && oc_str_is(gone_at(p, 1), "[");
    if (!image && !oc_str_is(gone_at(p, 0), "["))
        return false;
    *gone = 1 + image;
    for (size_t k = p->i + *gone; k + 2 < t->n && k < p->i + 200; k++)
        if (token_is(t, k, "]") && token_is(t, k + 1, "["))
            return true;
    return false;
}

static bool rule_undefined_label(const struct place *p, size_t *gone, size_t *came)
{
    (void)came;
    if (!oc_str_is(gone_at(p, 0), "]") || !oc_str_is(gone_at(p, 1), "["))
        return false;
    size_t k = 2;
    while (p->i + k < p->iend && k < 40 && !oc_str_is(gone_at(p, k), "]"))
        k++;
    *gone = k + 1;
    return p->i + k < p->iend && oc_str_is(gone_at(p, k), "]");
}

/* Formulas are as the author wrote them: the words are the same on both sides, but plain Markdown
 * eats backslashes and takes other marks for its own. */
static bool rule_math(const struct place *p, size_t *gone, size_t *came)
{
    const struct account *c = p->c;
    struct oc_buf a, b;
    bool math = (flags_near(p) & T_MATH) != 0;
    oc_buf_init(&a, (size_t)1 << 20);
    oc_buf_init(&b, (size_t)1 << 20);
    for (size_t i = p->i; i < p->iend; i++)
        if (c->plain.v[i].word)
            oc_buf_put(&a, token_str(&c->plain, i));
    for (size_t j = p->j; j < p->jend; j++) {
        const struct token *t = &c->book.v[c->of[j]];
        math = math || t->flags & T_MATH;
        if (t->word)
            oc_buf_put(&b, token_str(&c->book, c->of[j]));
    }
    *gone = p->iend - p->i;
    *came = p->jend - p->j;
    bool same = math && oc_str_eq(oc_buf_view(&a), oc_buf_view(&b));
    oc_buf_release(&a);
    oc_buf_release(&b);
    return same;
}

/* {base|reading} and ｜base《reading》 are ruby; the brackets for browsers that have none go. */
static bool rule_ruby(const struct place *p, size_t *gone, size_t *came)
{
    struct oc_str mark = gone_at(p, 0);
    bool novel = oc_str_is(mark, "｜") || oc_str_is(mark, "《") || oc_str_is(mark, "》");
    (void)came;
    *gone = 1;
    return flags_near(p) & T_RUBY && (novel || is_any(mark, "{|}") ||
                                      (gone_flags(p) & T_RUBY && is_any(gone_at(p, 0), "()")));
}

/* ^id at the end of a block is for links to it. */
static bool rule_block_id(const struct place *p, size_t *gone, size_t *came)
{
    struct oc_str id = gone_at(p, 1);
    (void)came;
    *gone = 2;
    return oc_str_is(gone_at(p, 0), "^") && id.n && isalnum((unsigned char)id.p[0]) &&
           !(gone_flags(p) & T_CODE);
}

/* Two signs of a kind at plain[i], in a folder of notes and not in code. */
static inline bool two_signs(const struct place *p, size_t k, const char *sign)
{
    return p->c->post->dialect == OC_PLAIN && p->i + k + 1 < p->iend &&
           oc_str_is(gone_at(p, k), sign) && oc_str_is(gone_at(p, k + 1), sign) &&
           !(p->c->plain.v[p->i + k].flags & T_CODE);
}

/* ==text== is marked. */
static bool rule_mark(const struct place *p, size_t *gone, size_t *came)
{
    (void)came;
    *gone = 2;
    return two_signs(p, 0, "=") && !oc_str_is(gone_at(p, 2), "=");
}

/* %%text%% is a comment, all of it. */
static bool rule_comment(const struct place *p, size_t *gone, size_t *came)
{
    (void)came;
    for (size_t k = 2; two_signs(p, 0, "%") && p->i + k < p->iend && !*gone; k++)
        *gone = two_signs(p, k, "%") ? k + 2 : 0;
    return *gone > 0;
}

/* [text](a file with blanks.md): a link, of which the text stays. */
static bool rule_loose_link(const struct place *p, size_t *gone, size_t *came)
{
    const struct text *t = &p->c->plain;
    (void)came;
    if (oc_str_is(gone_at(p, 0), "[")) {
        size_t close = p->i;
        while (close < t->n && close < p->i + 100 && !token_is(t, close, "]"))
            close++;
        *gone = 1;
        return token_is(t, close + 1, "(");
    }
    struct oc_buf glued;
    *gone =
        oc_str_is(gone_at(p, 0), "]") && oc_str_is(gone_at(p, 1), "(") ? gone_to(p, ")", 30) : 0;
    glue(&glued, t, p->i, p->i + *gone, false);
    bool said = *gone && strpbrk(glued.p, ".#") && source_has(p->c, "](", oc_buf_view(&glued));
    oc_buf_release(&glued);
    return said;
}

/* !!! kind "Title", ??? and ===: the title is the box's; in what plain Markdown takes for code only
 * the marks of lists and fences go. */
static bool rule_box(const struct place *p, size_t *gone, size_t *came)
{
    static const char *const opens[] = {"!!! ", "??? ", "=== \""};
    struct oc_str mark = gone_at(p, 0);
    bool any = false;
    for (size_t k = 0; k < sizeof opens / sizeof *opens; k++)
        any = any || oc_str_find(p->c->body, opens[k], 0) != SIZE_MAX;
    *gone = 1;
    if (!any || !is_any(mark, "!?=\"-`"))
        return false;
    if (is_any(mark, "-`"))
        return gone_flags(p) & T_CODE;
    if (is_any(mark, "\""))
        return (flags_near(p) & (T_ALERT | T_SUMMARY)) != 0;
    if (!oc_str_eq(gone_at(p, 1), mark) || !oc_str_eq(gone_at(p, 2), mark))
        return false;
    *gone = 3;
    if (p->i + 3 < p->iend && p->c->plain.v[p->i + 3].word)
        ++*gone;
    while (is_any(gone_at(p, *gone), "\""))
        ++*gone;
    while (p->j + *came < p->jend && p->c->book.v[p->c->of[p->j + *came]].flags & T_ALERT)
        ++*came;
    return *gone > 3;
}

/* Emphasis in HTML that holds Markdown. */
static bool rule_md_in_html(const struct place *p, size_t *gone, size_t *came)
{
    struct oc_str body = p->c->body;
    (void)came;
    *gone = 1;
    return is_any(gone_at(p, 0), "*_") && !(gone_flags(p) & T_CODE) &&
           (oc_str_find(body, "<aside>", 0) != SIZE_MAX ||
            oc_str_find(body, " markdown=", 0) != SIZE_MAX);
}

/* ": " before a description. */
static bool rule_description(const struct place *p, size_t *gone, size_t *came)
{
    (void)came;
    *gone = 1;
    return oc_str_is(gone_at(p, 0), ":") && p->jend < p->c->n && flags_near(p) & T_TERM;
}

/* ##heading without a blank is a heading. */
static bool rule_loose_heading(const struct place *p, size_t *gone, size_t *came)
{
    const struct account *c = p->c;
    (void)came;
    while (oc_str_is(gone_at(p, *gone), "#"))
        ++*gone;
    return *gone > 0 && p->j < c->n && c->book.v[c->of[p->j]].flags & T_HEADING &&
           c->plain.v[p->i].space;
}

/* A link from a heading to itself. */
static bool rule_permalink(const struct place *p, size_t *gone, size_t *came)
{
    struct oc_str s = gone_at(p, 0);
    (void)came;
    *gone = 1;
    return gone_flags(p) & T_HEADING &&
           (oc_str_is(s, "#") || oc_str_is(s, "\xC2\xB6") || oc_str_is(s, "\xC2\xA7"));
}

/* Numbers of lines in a table beside code. */
static bool rule_gutter(const struct place *p, size_t *gone, size_t *came)
{
    struct oc_str s = gone_at(p, 0);
    (void)came;
    *gone = 1;
    for (size_t k = 0; k < s.n; k++)
        if (!isdigit((unsigned char)s.p[k]))
            return false;
    return s.n > 0 && gone_flags(p) & T_GUTTER;
}

/* kramdown: a bar in the code of a table's cell ends no cell. cmark alone ends it there, leaves the
 * backticks, and drops what no column is left for; the words are in the source. */
static bool rule_bar(const struct place *p, size_t *gone, size_t *came)
{
    if (oc_str_is(gone_at(p, 0), "`")) {
        *gone = 1;
        return flags_near(p) & T_CELL;
    }
    *came = 1;
    for (size_t i = 0; i < p->c->source.n && came_flags(p) & T_CELL; i++)
        if (oc_str_eq(token_str(&p->c->source, i), came_at(p, 0)))
            return true;
    return false;
}

/* kramdown reads HTML over blank lines: signs in its code are no emphasis, as they are to cmark. */
static bool rule_code_sign(const struct place *p, size_t *gone, size_t *came)
{
    (void)gone;
    *came = 1;
    return p->c->post->dialect == OC_JEKYLL && came_flags(p) & T_CODE &&
           is_any(came_at(p, 0), "_*");
}

/* Components, imports and exports of MDX: tags and lines of program text. */
static bool rule_mdx(const struct place *p, size_t *gone, size_t *came)
{
    const struct text *t = &p->c->plain;
    (void)came;
    if (gone_flags(p) & T_CODE ||
        !(p->c->post->dialect == OC_JAVASCRIPT || oc_str_iends(p->c->post->name, ".mdx")))
        return false;
    if (oc_str_is(gone_at(p, 0), "<")) {
        size_t name = 1 + oc_str_is(gone_at(p, 1), "/");
        struct oc_str s = gone_at(p, name);
        *gone = s.n && (isupper((unsigned char)s.p[0]) || s.p[0] == '>') ? gone_to(p, ">", 200) : 0;
        return *gone > 0;
    }
    if (oc_str_is(gone_at(p, 0), "{") && oc_str_is(gone_at(p, 1), "/")) {
        *gone = gone_to(p, "}", 400);
        return *gone > 0;
    }
    if (!oc_str_is(gone_at(p, 0), "import") && !oc_str_is(gone_at(p, 0), "export"))
        return false;
    /* to the end of a statement of that kind, in quotes or in braces */
    for (size_t k = 1; p->i + k < p->iend && k < 200; k++)
        if (is_any(gone_at(p, k), "\"'") && is_any(token_str(t, p->i + k - 2), "\"'/.")) {
            *gone = k + 1;
            while (oc_str_is(gone_at(p, *gone), ";"))
                ++*gone;
            return true;
        }
    return false;
}

/* The end of {% name ... %}, {{ name }} or {{< name >}} at plain[i], or 0. */
static inline size_t tag_at(const struct text *t, size_t i, size_t most)
{
    if (!token_is(t, i, "{") || !(token_is(t, i + 1, "%") || token_is(t, i + 1, "{")))
        return 0;
    const char *close = token_is(t, i + 1, "%") ? "%" : "}";
    for (size_t k = i + 2; k + 1 < t->n && k < i + most; k++)
        if (token_is(t, k, close) && token_is(t, k + 1, "}"))
            return k + 2;
    return 0;
}

/* Tags of site generators; the title of a {% note %} comes. */
static bool rule_site_tag(const struct place *p, size_t *gone, size_t *came)
{
    size_t end = gone_flags(p) & T_CODE ? 0 : tag_at(&p->c->plain, p->i, 400);
    if (!end || end > p->iend)
        return false;
    *gone = end - p->i;
    while (p->j + *came < p->jend && p->c->book.v[p->c->of[p->j + *came]].flags & T_ALERT)
        ++*came;
    return true;
}

/* {% raw %}{% %}{% endraw %}: which braces of them go is a matter of taste. */
static bool rule_raw(const struct place *p, size_t *gone, size_t *came)
{
    size_t n = p->iend - p->i;
    (void)came;
    if (n < 2 || !oc_str_is(gone_at(p, 0), "raw") || !oc_str_is(gone_at(p, n - 1), "endraw"))
        return false;
    for (size_t k = 1; k + 1 < n; k++)
        if (p->c->plain.v[p->i + k].word)
            return false;
    *gone = n;
    return true;
}

/* [text]({% post_url x %}), which CommonMark takes for no link. */
static bool rule_tag_link(const struct place *p, size_t *gone, size_t *came)
{
    const struct text *t = &p->c->plain;
    size_t close = p->i;
    (void)came;
    if (oc_str_is(gone_at(p, 0), "[")) {
        *gone = 1;
        while (close < t->n && close < p->i + 100 && !token_is(t, close, "]"))
            close++;
        return token_is(t, close + 1, "(") && tag_at(t, close + 2, 100);
    }
    size_t end = oc_str_is(gone_at(p, 0), "]") && oc_str_is(gone_at(p, 1), "(")
                     ? tag_at(t, p->i + 2, 100)
                     : 0;
    while (end && end < p->iend && !token_is(t, end, ")"))
        end++; /* #fragment */
    *gone = end ? end + 1 - p->i : 0;
    return end && end < p->iend;
}

/* [[page]], [[page|text]]. */
static bool rule_wiki(const struct place *p, size_t *gone, size_t *came)
{
    (void)came;
    *gone = 2;
    if (oc_str_is(gone_at(p, 0), "]"))
        return oc_str_is(gone_at(p, 1), "]");
    if (!oc_str_is(gone_at(p, 0), "[") || !oc_str_is(gone_at(p, 1), "["))
        return false;
    size_t bar = gone_to(p, "|", 30);
    *gone = bar ? bar : 2;
    for (size_t k = p->i + *gone; k + 1 < p->c->plain.n && k < p->i + 60; k++)
        if (token_is(&p->c->plain, k, "]") && token_is(&p->c->plain, k + 1, "]"))
            return true;
    return false;
}

/* [[page#heading]] is shown as page > heading. */
static bool rule_wiki_heading(const struct place *p, size_t *gone, size_t *came)
{
    *gone = 1;
    *came = 1;
    return oc_str_is(gone_at(p, 0), "#") && oc_str_is(came_at(p, 0), ">") &&
           !(gone_flags(p) & T_CODE);
}

/* ![[image.png]], ![[page]]: the mark goes, and all of an image. */
static bool rule_wiki_embed(const struct place *p, size_t *gone, size_t *came)
{
    bool image = false;
    (void)came;
    *gone = 3;
    if (!oc_str_is(gone_at(p, 0), "!") || !oc_str_is(gone_at(p, 1), "[") ||
        !oc_str_is(gone_at(p, 2), "["))
        return false;
    for (size_t k = 3; k < 60 && p->i + k < p->iend; k++) {
        image = image || oc_str_is(gone_at(p, k), "png") || oc_str_is(gone_at(p, k), "jpg");
        if (image && oc_str_is(gone_at(p, k), "]") && oc_str_is(gone_at(p, k + 1), "]"))
            *gone = k + 2;
        if (oc_str_is(gone_at(p, k), "]"))
            break;
    }
    return true;
}

/* What an image has as its title is its caption. */
static bool rule_caption(const struct place *p, size_t *gone, size_t *came)
{
    (void)gone;
    for (size_t k = 0; k < p->c->plain.nimages; k++) {
        struct oc_buf title, glued;
        size_t n = 0;
        if (p->c->plain.images[k].title.n == 0)
            continue;
        struct text t;
        text_init(&t);
        text_read(&t, p->c->plain.images[k].title, false);
        glue(&title, &t, 0, t.n, false);
        oc_buf_init(&glued, (size_t)1 << 20);
        while (p->j + n < p->jend && glued.n < title.n)
            oc_buf_put(&glued, came_at(p, n++));
        bool same = n && oc_str_eq(oc_buf_view(&glued), oc_buf_view(&title));
        oc_buf_release(&title);
        oc_buf_release(&glued);
        text_release(&t);
        if (same) {
            *came = n;
            return true;
        }
    }
    return false;
}

/* A summary that is not the first in its details moves there. */
static bool rule_summary(const struct place *p, size_t *gone, size_t *came)
{
    const struct account *c = p->c;
    bool here = (gone_flags(p) & T_SUMMARY) != 0;
    if (here)
        while (p->i + *gone < p->iend && c->plain.v[p->i + *gone].flags & T_SUMMARY)
            ++*gone;
    else
        while (came_flags(p) & T_SUMMARY && p->j + *came < p->jend &&
               c->book.v[c->of[p->j + *came]].flags & T_SUMMARY)
            ++*came;
    size_t n = here ? *gone : *came;
    if (n == 0)
        return false;
    /* the same words in a summary of the other side that stands elsewhere */
    for (size_t at = 0; at + n <= (here ? c->n : c->plain.n); at++) {
        bool elsewhere = false;
        size_t k = 0;
        for (; k < n; k++) {
            size_t i = here ? p->i + k : at + k, j = here ? at + k : p->j + k;
            const struct token *a = &c->plain.v[i], *b = &c->book.v[c->of[j]];
            if (a->hash != b->hash || !(a->flags & b->flags & T_SUMMARY))
                break;
            elsewhere = elsewhere || (here ? c->added[j] : c->gone[i]);
        }
        if (k == n && elsewhere)
            return true;
    }
    return false;
}

/* What the line that opens a fence says besides the language is the code's caption. */
static bool rule_code_caption(const struct place *p, size_t *gone, size_t *came)
{
    struct oc_buf glued;
    (void)gone;
    oc_buf_init(&glued, (size_t)1 << 20);
    while (p->j + *came < p->jend && p->c->book.v[p->c->of[p->j + *came]].flags & T_CAPTION)
        oc_buf_put(&glued, came_at(p, (*came)++));
    bool said = *came && (source_has(p->c, "```", oc_buf_view(&glued)) ||
                          source_has(p->c, "~~~", oc_buf_view(&glued)));
    oc_buf_release(&glued);
    return said;
}

/* A link without text gets its host as one. */
static bool rule_empty_link(const struct place *p, size_t *gone, size_t *came)
{
    struct oc_buf glued;
    (void)gone;
    oc_buf_init(&glued, (size_t)1 << 20);
    *came = p->jend - p->j;
    for (size_t k = 0; k < *came; k++)
        oc_buf_put(&glued, came_at(p, k));
    bool said = *came && oc_str_chr(oc_buf_view(&glued), '.', 0) != SIZE_MAX &&
                source_has(p->c, "](http", oc_buf_view(&glued));
    oc_buf_release(&glued);
    return said;
}

/* A bar of progress is its percentage; what it holds for old browsers goes. */
static bool rule_progress(const struct place *p, size_t *gone, size_t *came)
{
    char *end, *digits = strndup(came_at(p, 0).p, came_at(p, 0).n);
    long percent = strtol(digits, &end, 10);
    bool number = end > digits && !*end && percent >= 0 && percent <= 100;
    free(digits);
    while (p->i + *gone < p->iend && p->c->plain.v[p->i + *gone].flags & T_CONTROL)
        ++*gone;
    *came = 2;
    return number && oc_str_is(came_at(p, 1), "%") && p->c->plain.percents[percent];
}

/* An alt that programs write when nobody says what an image shows, and badges of a build. */
static inline bool says_nothing(const struct image *image)
{
    static const char *const stock[] = {"image", "picture", "thumb", "img", "photo", "screenshot"};
    for (size_t k = 0; k < sizeof stock / sizeof *stock; k++)
        if (oc_str_iis(oc_str_trim(image->alt), stock[k]))
            return true;
    return image->linked && (oc_str_find(image->src, "badge", 0) != SIZE_MAX ||
                             oc_str_find(image->src, "shields.io", 0) != SIZE_MAX);
}

static inline bool invisible(uint32_t c)
{
    return c < 0x20 || c == 0x7F || c == 0xAD || (c >= 0x200B && c <= 0x200F) || c == 0x2060 ||
           c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xFDD0 && c <= 0xFDEF) ||
           (c & 0xFFFE) == 0xFFFE || c == 0xFFFD;
}

/* Control characters, zero-width ones: all else of both sides is the same. */
static bool rule_invisible(const struct place *p, size_t *gone, size_t *came)
{
    struct oc_buf a, b;
    struct oc_str s;
    oc_buf_init(&a, (size_t)1 << 20);
    oc_buf_init(&b, (size_t)1 << 20);
    size_t n = p->iend - p->i, m = p->jend - p->j, cut = 0;
    for (size_t side = 0; side < 2; side++)
        for (size_t k = 0; k < (side ? m : n); k++) {
            s = side ? came_at(p, k) : gone_at(p, k);
            for (size_t at = 0; at < s.n;) {
                uint32_t c = oc_utf8_next(s, &at);
                if (invisible(c))
                    cut++;
                else
                    oc_buf_put_cp(side ? &b : &a, c);
            }
        }
    bool same = cut && oc_str_eq(oc_buf_view(&a), oc_buf_view(&b));
    oc_buf_release(&a);
    oc_buf_release(&b);
    *gone = n;
    *came = m;
    return same;
}

static const struct rule {
    const char *name, *about;
    bool (*fn)(const struct place *p, size_t *gone, size_t *came);
} rules[] = {
    {"title", "the heading that repeats the title is not printed twice", rule_title},
    {"invisible", "control and zero-width characters go", rule_invisible},
    {"mathematics", "formulas stay as written", rule_math},
    {"HTML", "what is Markdown in HTML", rule_md_in_html},
    {"emphasis", "delimiter runs beside CJK text are emphasis", rule_emphasis},
    {"deleted", "~~ is deleted text", rule_deleted},
    {"inline note", "^[text] is a footnote", rule_inline_note},
    {"note text", "the text of an inline note stands at the end", rule_note_text},
    {"unused note", "notes that nothing refers to are shown", rule_unused_note},
    {"alert", "[!NOTE] becomes a title", rule_alert},
    {"attributes", "lists of attributes in braces go", rule_attributes},
    {"chunk", "options of a chunk of code go", rule_chunk},
    {"contents", "[TOC] goes", rule_toc},
    {"emoji", "short names become characters", rule_emoji},
    {"image as text", "images of emoji and badges are their words", rule_image_words},
    {"wiki link", "[[page]], [[page|text]]", rule_wiki},
    {"wiki heading", "[[page#heading]]", rule_wiki_heading},
    {"wiki image", "![[image]], ![[page]]", rule_wiki_embed},
    {"mark", "==text== is marked", rule_mark},
    {"comment", "%%text%% goes", rule_comment},
    {"tag as link", "[text]({% post_url x %})", rule_tag_link},
    {"box", "!!! kind \"Title\"", rule_box},
    {"loose link", "[text](a name with blanks.md)", rule_loose_link},
    {"undefined link", "[ of [text][label] without definition", rule_undefined_open},
    {"undefined label", "][label] without definition", rule_undefined_label},
    {"ruby", "{base|reading} is ruby", rule_ruby},
    {"block id", "^id at the end of a block goes", rule_block_id},
    {"description", "the colon before a description", rule_description},
    {"loose heading", "##heading is a heading", rule_loose_heading},
    {"permalink", "a heading's link to itself goes", rule_permalink},
    {"gutter", "numbers of lines beside code go", rule_gutter},
    {"bar", "a bar in code ends no cell", rule_bar},
    {"code sign", "_ and * in code of HTML", rule_code_sign},
    {"summary", "a summary stands first in its details", rule_summary},
    {"MDX", "components, imports and exports go", rule_mdx},
    {"site tag", "tags of site generators", rule_site_tag},
    {"raw", "{% raw %} and {% endraw %}", rule_raw},
    {"caption", "an image's title is its caption", rule_caption},
    {"code caption", "a fence's line names the file", rule_code_caption},
    {"empty link", "a link without text shows its host", rule_empty_link},
    {"progress", "a bar of progress is its percentage", rule_progress},
};
#define NRULES (sizeof rules / sizeof *rules)

#endif
