/* SPDX-License-Identifier: MIT */
/*
 * Text is conserved: what cmark-gfm alone shows of every post is what the book shows, and every
 * difference is accounted for by a rule of conserve_rules.h.
 *
 *   unit_core_conserve FOLDER...   every Markdown post below the folders; 77 if one is missing
 *   unit_core_conserve             the test tests itself: every word taken out of a page is missed
 *
 * Both sides are read by the same small reader (conserve_text.h), which knows nothing of octavo's
 * parser. What octavo adds by itself (headers, words for images and players, links back, marks of
 * tasks) is set apart by its class and checked on its own; the rest is compared word by word.
 */
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "collect/collect.h"
#include "conserve_rules.h"
#include "octavo_impl.h"
#include "render/render.h"

static size_t used[NRULES], idle[NRULES];
static bool quiet; /* the self-test expects failures */

/* ---- reporting ---- */

static void put_context(const struct text *t, size_t from, size_t to)
{
    for (size_t i = from; i < to && i < t->n; i++)
        fprintf(stderr, "%s%.*s", t->v[i].space ? " " : "", OC_STR_ARG(token_str(t, i)));
}

static void put_book(const struct account *c, size_t from, size_t to)
{
    for (size_t j = from; j < to && j < c->n; j++)
        put_context(&c->book, c->of[j], c->of[j] + 1);
}

static void report(const struct account *c, const struct place *p)
{
    if (quiet)
        return;
    fprintf(stderr, "%.*s: word %zu of %zu:\n  gone  ...", OC_STR_ARG(c->post->name), p->i,
            c->plain.n);
    put_context(&c->plain, p->i > 8 ? p->i - 8 : 0, p->i);
    fprintf(stderr, " [[");
    put_context(&c->plain, p->i, p->iend < p->i + 60 ? p->iend : p->i + 60);
    fprintf(stderr, " ]]");
    put_context(&c->plain, p->iend, p->iend + 8);
    fprintf(stderr, "\n  book  ...");
    put_book(c, p->j > 8 ? p->j - 8 : 0, p->j);
    fprintf(stderr, " [[");
    put_book(c, p->j, p->jend < p->j + 60 ? p->jend : p->j + 60);
    fprintf(stderr, " ]]");
    put_book(c, p->jend, p->jend + 8);
    fprintf(stderr, "\n");
}

/* ---- the comparison ---- */

/* Whether rules account for all of a difference, one after the other. */
static bool explain_from(struct account *c, struct place p)
{
    size_t by[NRULES] = {0};
    while (p.i < p.iend || p.j < p.jend) {
        size_t k = 0, gone = 0, came = 0;
        for (; k < NRULES; k++) {
            gone = came = 0;
            if (rules[k].fn(&p, &gone, &came) && gone <= p.iend - p.i && came <= p.jend - p.j &&
                gone + came > 0)
                break;
        }
        if (k == NRULES)
            return false;
        by[k]++;
        p.i += gone;
        p.j += came;
    }
    for (size_t k = 0; k < NRULES; k++)
        c->used[k] += by[k];
    return true;
}

/* Moves a difference that is on one side only by one token, if it says the same there. */
static bool slide(const struct account *c, struct place *p, int by)
{
    bool gone = p->j == p->jend, came = p->i == p->iend;
    size_t i = by < 0 ? p->i - 1 : p->iend, j = by < 0 ? p->j - 1 : p->jend;
    if (gone == came || i >= c->plain.n || j >= c->n || c->gone[i] || c->added[j])
        return false;
    size_t far_i = by < 0 ? p->iend - 1 : p->i, far_j = by < 0 ? p->jend - 1 : p->j;
    uint64_t near_hash = gone ? c->plain.v[i].hash : c->book.v[c->of[j]].hash;
    uint64_t far_hash = gone ? c->plain.v[far_i].hash : c->book.v[c->of[far_j]].hash;
    if (near_hash != far_hash)
        return false;
    size_t step = by < 0 ? SIZE_MAX : 1; /* wraps around */
    p->i += step, p->iend += step, p->j += step, p->jend += step;
    return true;
}

/*
 * "a [a b]" and "[a a] b" are the same difference; and where formulas stand, what is the same on
 * both sides may be so by chance.
 */
static int explain(struct account *c, size_t i, size_t iend, size_t j, size_t jend)
{
    struct place p = {c, i, iend, j, jend};
    if (explain_from(c, p))
        return 0;
    for (int by = -1; by <= 1; by += 2) {
        p = (struct place){c, i, iend, j, jend};
        for (size_t n = 0; n < 20 && slide(c, &p, by); n++)
            if (explain_from(c, p))
                return 0;
    }
    p = (struct place){c, i, iend, j, jend};
    report(c, &p);
    return 1;
}

static bool near_math(const struct account *c, size_t j)
{
    for (size_t k = j > 0 ? j - 1 : 0; k < j + 2 && k < c->n; k++)
        if (c->book.v[c->of[k]].flags & T_MATH)
            return true;
    return false;
}

/* The next difference at or after (*i, *j); differences a few tokens apart in mathematics are one.
 */
static void difference(const struct account *c, size_t *i, size_t *j)
{
    for (;;) {
        while (*i < c->plain.n && c->gone[*i])
            ++*i;
        while (*j < c->n && c->added[*j])
            ++*j;
        size_t n = 0;
        bool more = false;
        for (; n < 6 && *i + n < c->plain.n && *j + n < c->n && !more; n++)
            more = c->gone[*i + n] || c->added[*j + n];
        if (!more || !near_math(c, *j) || !near_math(c, *j + n - 1))
            return;
        *i += n - 1;
        *j += n - 1;
        if (!c->gone[*i] && !c->added[*j])
            return;
    }
}

/* A space that is only on one side, between tokens that both sides have. */
static int check_space(struct account *c, size_t i, size_t j)
{
    const struct token *a = &c->plain.v[i], *b = &c->book.v[c->of[j]];
    if (a->space == b->space || i == 0 || j == 0 || (a->flags | b->flags) & T_MATH)
        return 0;
    const struct token *before = &c->plain.v[i - 1];
    bool joined = a->space && (a->cjk || before->cjk || !a->word || !before->word);
    bool words = a->word && before->word && !a->cjk && !before->cjk;
    /* a line break between CJK characters and their marks is no space; between words it is one */
    if (joined || !words)
        return 0;
    struct place p = {c, i, i, j, j};
    report(c, &p);
    return 1;
}

/* Every check box has its mark, every reference to a note is there. */
static int check_apart(struct account *c)
{
    size_t tasks = 0, refs = c->book.refs;
    int failures = 0;
    for (size_t i = 0; i < c->book.n; i++) {
        tasks += (c->book.v[i].flags & T_TASK) != 0;
    }
    if (tasks != c->plain.boxes) {
        failures++;
        if (!quiet)
            fprintf(stderr, "%.*s: %zu marks of tasks, %zu check boxes\n",
                    OC_STR_ARG(c->post->name), tasks, c->plain.boxes);
    }
    if (refs < c->plain.refs) {
        failures++;
        if (!quiet)
            fprintf(stderr, "%.*s: %zu references to notes of %zu\n", OC_STR_ARG(c->post->name),
                    refs, c->plain.refs);
    }
    return failures;
}

/* The size behind a bar, as Obsidian has it, is no word. */
static struct oc_str without_size(struct oc_str alt)
{
    size_t at = alt.n;
    while (at > 0 && strchr("0123456789x", alt.p[at - 1]))
        at--;
    return at > 0 && at < alt.n && alt.p[at - 1] == '|' ? oc_str_sub(alt, 0, at - 1) : alt;
}

static void put_alt(struct oc_buf *out, struct oc_str html)
{
    struct text t;
    struct oc_buf glued;
    html = without_size(html);
    text_init(&t);
    text_read_attribute(&t, html);
    glue(&glued, &t, 0, t.n, false);
    oc_buf_put(out, oc_buf_view(&glued));
    oc_buf_release(&glued);
    text_release(&t);
}

/* What an image is said to show stands in the book: as words for it, as its alt, as its caption. */
static int check_alts(const struct account *c)
{
    struct oc_buf all;
    int failures = 0;
    glue(&all, &c->book, 0, c->book.n, false);
    for (size_t i = 0; i < c->book.nimages; i++) {
        oc_buf_putc(&all, '\n');
        put_alt(&all, c->book.images[i].alt);
    }
    for (size_t i = 0; i < c->plain.nimages; i++) {
        struct oc_buf alt;
        oc_buf_init(&alt, (size_t)1 << 20);
        put_alt(&alt, c->plain.images[i].alt);
        if (alt.n > 0 && !says_nothing(&c->plain.images[i]) &&
            oc_str_find(oc_buf_view(&all), alt.p, 0) == SIZE_MAX) {
            failures++;
            if (!quiet)
                fprintf(stderr, "%.*s: image '%.*s' of %.*s\n", OC_STR_ARG(c->post->name),
                        OC_STR_ARG(c->plain.images[i].alt), OC_STR_ARG(c->plain.images[i].src));
        }
        oc_buf_release(&alt);
    }
    oc_buf_release(&all);
    return failures;
}

/* The number of differences that no rule accounts for. */
static int account(struct account *c)
{
    uint64_t *a = oc_alloc((c->plain.n + 1) * sizeof *a);
    uint64_t *b = oc_alloc((c->book.n + 1) * sizeof *b);
    size_t nplain = 0;
    int failures = check_apart(c) + check_alts(c);
    c->of = oc_alloc((c->book.n + 1) * sizeof *c->of);
    c->gone = oc_alloc(c->plain.n + 1);
    c->added = oc_alloc(c->book.n + 1);
    c->moved = oc_alloc(c->book.n + 1);
    c->n = 0;
    /* links back are no text of the author's */
    for (size_t i = 0; i < c->plain.n; i++)
        if (!(c->plain.v[i].flags & T_BACK))
            c->plain.v[nplain++] = c->plain.v[i];
    c->plain.n = nplain;
    for (size_t i = 0; i < c->plain.n; i++)
        a[i] = c->plain.v[i].hash;
    for (size_t i = 0; i < c->book.n; i++)
        if (!(c->book.v[i].flags & T_APART)) {
            b[c->n] = c->book.v[i].hash;
            c->of[c->n++] = i;
        }
    diff(c->gone, c->added, a, c->plain.n, b, c->n);
    for (size_t i = 0, j = 0; i < c->plain.n || j < c->n;) {
        size_t from = i, to = j;
        if ((i < c->plain.n && c->gone[i]) || (j < c->n && c->added[j]))
            difference(c, &i, &j);
        if (i > from || j > to) {
            failures += explain(c, from, i, to, j);
            i += i < c->plain.n && j < c->n;
            j += i <= c->plain.n && j < c->n;
            continue;
        }
        failures += check_space(c, i, j);
        i++, j++;
    }
    if (c->marks_cjk == 0 && c->marks_other > 0) {
        failures++;
        if (!quiet)
            fprintf(stderr, "%.*s: marks of emphasis went that touch no CJK text\n",
                    OC_STR_ARG(c->post->name));
    }
    free(a), free(b);
    free(c->of), free(c->gone), free(c->added), free(c->moved);
    return failures;
}

/* ---- both renderings of a post ---- */

/* The tag of a component and nothing else: of a site made in JavaScript no book shows it. */
static bool is_component_line(struct oc_str line)
{
    size_t name = 1 + (oc_str_starts(line, "</") ? 1u : 0u);
    return line.n > name + 1 && line.p[0] == '<' && isupper((unsigned char)line.p[name]) &&
           oc_str_chr(line, '>', 0) == line.n - 1 && oc_str_chr(line, '<', 1) == SIZE_MAX;
}

/*
 * Where JSX stands in a tag, <span style={{...}}>, Markdown takes the tag for text and the book for
 * a tag: the attribute, never a word between tags, is blanked here, but for code.
 */
static void blank_jsx(struct oc_str markdown, bool script)
{
    struct oc_str rest = markdown, line;
    bool fence = false;
    while (oc_str_line(&line, &rest)) {
        size_t open = oc_str_find(line, "={{", 0), close = oc_str_find(line, "}}>", 0);
        fence = fence != oc_str_starts(oc_str_trim(line), "```");
        if (fence || oc_str_chr(line, '`', 0) < open || oc_str_starts(line, "    "))
            continue;
        if (script && is_component_line(oc_str_trim(line))) {
            memset((char *)(uintptr_t)line.p, ' ', line.n);
            continue;
        }
        for (; open < close && close != SIZE_MAX; close = oc_str_find(line, "}}>", close)) {
            char *bytes = (char *)(uintptr_t)line.p; /* the caller's own buffer */
            while (open > 0 && line.p[open] != ' ')
                open--;
            if (memchr(line.p + open, '>', close + 2 - open))
                break;
            memset(bytes + open, ' ', close + 2 - open);
            open = oc_str_find(line, "={{", close);
        }
    }
}

/* The text with a backslash before ~~~text~~~ on a line, which would open a fence to its end, and
 * without blanks before the rows of tables, which would be code. */
static void put_as_meant(struct oc_buf *out, struct oc_str markdown)
{
    struct oc_str rest = markdown, line;
    bool closes = oc_str_find(markdown, "\n~~~\n", 0) != SIZE_MAX;
    while (oc_str_line(&line, &rest)) {
        if (!closes && oc_str_starts(line, "~~~") && line.n > 6 && oc_str_ends(line, "~~~"))
            oc_buf_putc(out, '\\');
        if (oc_str_starts(oc_str_trim(line), "|"))
            line = oc_str_trim(line);
        oc_buf_put(out, line);
        oc_buf_putc(out, '\n');
    }
}

static char *plain_html(struct oc_str markdown, bool script)
{
    struct oc_buf source;
    oc_buf_init(&source, OC_MAX_POST_BYTES * 2);
    blank_jsx(markdown, script);
    put_as_meant(&source, markdown);
    int options = CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES;
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new(options);
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("tasklist"));
    cmark_parser_feed(parser, source.p, source.n);
    oc_buf_release(&source);
    cmark_node *document = cmark_parser_finish(parser);
    char *html = cmark_render_html(document, options, NULL);
    cmark_node_free(document);
    cmark_parser_free(parser);
    return html;
}

/* Whether the site's tag that begins at i, a "%", begins or ends code; cmark alone does not know.
 */
static bool tag_code(const struct text *t, size_t i, bool code)
{
    if (!token_is(t, i, "%") || i + 1 >= t->n)
        return code;
    return code ? !token_is(t, i + 1, "endcode") && !token_is(t, i + 1, "endcodeblock")
                : token_is(t, i + 1, "code") || token_is(t, i + 1, "codeblock");
}

/* Curly quotes are as good as straight ones, one dash as two or three, an ellipsis as three dots:
 * but not in code. plain: tags stand in it. */
static void fold_quotes(struct text *t, bool plain)
{
    static const char *const same[][2] = {{"\xE2\x80\x9C", "\""}, {"\xE2\x80\x9D", "\""},
                                          {"\xE2\x80\x98", "'"},  {"\xE2\x80\x99", "'"},
                                          {"\xE2\x80\x93", "-"},  {"\xE2\x80\x94", "-"},
                                          {"\xE2\x80\xA6", "."}};
    size_t n = 0;
    bool tag = false;
    for (size_t i = 0; i < t->n; i++) {
        struct token *k = &t->v[i];
        tag = plain && tag_code(t, i, tag);
        bool code = tag || k->flags & T_CODE;
        bool run = n && !k->space && !code && (token_is(t, i, "-") || token_is(t, i, ".")) &&
                   t->v[n - 1].hash == k->hash;
        for (size_t m = 0; m < OC_COUNT(same) && !code; m++)
            if (token_is(t, i, same[m][0]))
                k->hash = oc_str_hash(oc_str(same[m][1]));
        if (!run)
            t->v[n++] = *k;
    }
    t->n = n;
}

/* cut: a word of the page to leave out, as the self-test wants; SIZE_MAX: none. */
static int compare_post(struct octavo *o, struct oc_post *post, size_t cut, size_t *words,
                        size_t *counts)
{
    struct account c = {.post = post};
    struct oc_buf source, page;
    struct oc_arena scratch;
    oc_arena_init(&scratch);
    oc_buf_init(&source, OC_MAX_POST_BYTES * 2);
    oc_buf_init(&page, OC_MAX_PAGE_BYTES);
    int failures = oc_post_read(&source, post, false) != 0;
    size_t from = post->body_at < source.n ? post->body_at : source.n;
    struct oc_str body = oc_str_sub(oc_buf_view(&source), from, source.n);
    oc_render_post(&page, &o->book, post, &scratch, body);
    c.body = body;
    c.used = counts;
    char *html = plain_html(body, post->dialect == OC_JAVASCRIPT);
    text_init(&c.plain);
    text_init(&c.book);
    text_init(&c.source);
    text_read(&c.plain, oc_str(html), false);
    text_read(&c.book, oc_buf_view(&page), true);
    text_read_plain(&c.source, body);
    if (post->quotes) {
        fold_quotes(&c.plain, true);
        fold_quotes(&c.book, false);
    }
    *words = 0;
    for (size_t i = 0; i < c.book.n; i++) {
        bool word = c.book.v[i].word && !(c.book.v[i].flags & (T_APART | T_REF | T_ALERT));
        if (word && *words == cut) {
            memmove(c.book.v + i, c.book.v + i + 1, (c.book.n - i - 1) * sizeof *c.book.v);
            c.book.n--;
            cut = SIZE_MAX;
        }
        *words += word;
    }
    failures += account(&c);
    text_release(&c.plain);
    text_release(&c.book);
    text_release(&c.source);
    free(html);
    oc_arena_release(&scratch);
    oc_buf_release(&source);
    oc_buf_release(&page);
    return failures;
}

static struct octavo *plan(const char *folder)
{
    struct octavo *o = octavo_new();
    octavo_add(o, folder);
    (void)octavo_set(o, "drafts", "yes");
    (void)octavo_set(o, "future", "yes");
    (void)octavo_set(o, "math", "tex"); /* MathML has the same TeX as its alttext: render_tex.c */
    octavo_set_now(o, 1700000000);
    if (octavo_plan(o) == 0)
        return o;
    fprintf(stderr, "%s: no posts\n", folder);
    octavo_free(o);
    return NULL;
}

/* ---- the ways to run ---- */

/* Takes words out of every page, one at a time: how many were not missed. */
static int miss_words(size_t *tried, const char *folder, bool all)
{
    struct octavo *o = plan(folder);
    size_t words, other, seed = 20260101;
    int failures = 0;
    for (size_t i = 0; o && i < o->book.nposts; i++) {
        struct oc_post *post = o->book.posts[i];
        if (post->format != OC_MARKDOWN)
            continue;
        quiet = true;
        if (compare_post(o, post, SIZE_MAX, &words, idle) != 0)
            words = 0;
        for (size_t cut = 0; cut < (all ? words : words > 0); cut++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            size_t which = all ? cut : (seed >> 33) % words;
            ++*tried;
            if (compare_post(o, post, which, &other, idle) == 0) {
                fprintf(stderr, "%.*s: word %zu was taken out and nobody missed it\n",
                        OC_STR_ARG(post->name), which);
                failures++;
            }
        }
        quiet = false;
    }
    octavo_free(o);
    return failures;
}

static int conserve(const char *folder)
{
    struct octavo *o = plan(folder);
    size_t posts = 0, words, total = 0;
    int failures = o == NULL;
    for (size_t i = 0; o && i < o->book.nposts; i++) {
        if (o->book.posts[i]->format != OC_MARKDOWN)
            continue;
        posts++;
        failures += compare_post(o, o->book.posts[i], SIZE_MAX, &words, used);
        total += words;
    }
    printf("%s: %zu posts, %zu words, %d differences without a rule\n", folder, posts, total,
           failures);
    octavo_free(o);
    return failures;
}

int main(int argc, char **argv)
{
    size_t tried = 0;
    int failures = 0;
    struct stat st;
    oc_xhtml_start();
    oc_render_start();
    for (int i = 1; i < argc; i++)
        if (stat(argv[i], &st) != 0) {
            printf("no %s here\n", argv[i]);
            return 77;
        }
    if (argc < 2) {
        failures += miss_words(&tried, OCTAVO_SOURCE_DIR "/samples/jekyll-en", true);
        failures += miss_words(&tried, OCTAVO_SOURCE_DIR "/samples/hexo-zh", true);
    }
    for (int i = 1; i < argc; i++) {
        failures += conserve(argv[i]);
        failures += miss_words(&tried, argv[i], false);
    }
    for (size_t k = 0; k < NRULES && argc > 1; k++)
        printf("  %6zu  %-16s %s\n", used[k], rules[k].name, rules[k].about);
    printf("%zu words taken out, one at a time\n", tried);
    return failures > 0 || tried == 0;
}
