/* SPDX-License-Identifier: MIT */
/*
 * The block structure of a Markdown text, line by line, as CommonMark's first phase defines it:
 * which containers a line continues, which leaf it belongs to. It keeps no tree, only the stack
 * of open containers and the open leaf, and takes the decisions that cmark will take.
 */
#include "render/source.h"

#include "base/uni.h"
#include "base/utf8.h"

/* Deeper containers are text: cmark looks at every open container on every line. */
enum {
    MAX_CONTAINERS = 32,
    MAX_TERMS = 4 /* lines of terms above a description; more are a paragraph */
};

enum container_kind {
    QUOTE,
    ITEM,
    NOTE
};
struct container {
    enum container_kind kind;
    size_t indent;    /* of an ITEM's content, from where its own container's starts */
    bool empty;       /* ITEM: nothing but the marker's line, and that is blank */
    bool description; /* ITEM: of a definition list */
};

enum leaf {
    NO_LEAF,
    PARAGRAPH,
    FENCE,
    INDENTED,
    HTML
};

struct blocks {
    struct oc_source *s;
    struct container stack[MAX_CONTAINERS];
    size_t depth;
    enum leaf leaf;
    size_t first;             /* line on which the open paragraph starts */
    bool table;               /* the paragraph has become a table: no lazy lines, but code */
    bool wide;                /* it cannot become one */
    char fence;               /* of FENCE: its character, ... */
    size_t fence_length;      /* ... and how many */
    bool unclosed;            /* no fence of tildes closes any more */
    int html;                 /* of HTML: the kind of start condition, 1 to 7, ... */
    size_t html_first;        /* ... its first line, ... */
    struct oc_html_open open; /* ... and what is open in it */
    size_t ahead, pre_end;    /* offsets of the next text, the next </pre> */
    bool after_text;          /* a paragraph or description ended; only blanks since; ... */
    size_t after_text_depth;  /* ... at this depth */
    bool module;              /* in an MDX import or export, until a blank line */
    size_t math_end;          /* lines that start before this offset are mathematics */

    /* the line that is being looked at */
    struct oc_line line;
    size_t end;     /* of the line, without its ending */
    size_t at, col; /* first character that is no blank, its column */
    size_t base;    /* columns that containers have taken */
    size_t matched; /* containers that the line continues */
    bool opened;    /* it has opened a container */
};

static char byte_at(const struct blocks *b, size_t at)
{
    return at < b->end ? b->s->text.p[at] : '\n';
}

static void skip_blanks(struct blocks *b)
{
    for (; b->at < b->end; b->at++) {
        if (b->s->text.p[b->at] == ' ')
            b->col++;
        else if (b->s->text.p[b->at] == '\t')
            b->col += 4 - b->col % 4;
        else
            break;
    }
}

static size_t indent(const struct blocks *b)
{
    return b->col - b->base;
}

static bool blank(const struct blocks *b)
{
    return b->at == b->end;
}

/* Steps over a marker of so many bytes and one blank after it, which a container takes. */
static void take_marker(struct blocks *b, size_t bytes)
{
    b->at += bytes;
    b->col += bytes;
    b->base = b->col;
    skip_blanks(b);
    if (b->col > b->base)
        b->base++;
}

static void match_containers(struct blocks *b)
{
    for (b->matched = 0; b->matched < b->depth; b->matched++) {
        const struct container *c = &b->stack[b->matched];
        if (c->kind == QUOTE) {
            if (indent(b) > 3 || byte_at(b, b->at) != '>')
                return;
            take_marker(b, 1);
        } else if (indent(b) >= c->indent) {
            b->base += c->indent;
        } else if (c->kind == ITEM && blank(b) && !c->empty) {
            b->base = b->col;
        } else if (c->kind != NOTE || b->line.start != b->end) {
            return;
        }
    }
}

/* ---- leaves ---- */

/* A character, or a mark that such a character may stand behind. */
static bool may_join(char c, const char *marks)
{
    return (unsigned char)c >= 0x80 || (c && strchr(marks, c));
}

static bool may_count(struct oc_str line)
{
    struct oc_count count;
    size_t at = 0;
    while (at < line.n && (line.p[at] == '*' || line.p[at] == '_'))
        at++;
    char c = at < line.n ? line.p[at] : ' ';
    bool may = (c >= '0' && c <= '9') || c == '(' || (unsigned char)c >= 0xE2;
    return may && oc_count_read(&count, oc_str_sub(line, at, line.n));
}

static void see_breaks(struct oc_source *s, size_t line, size_t n)
{
    for (size_t k = line + 1; k < line + n && !s->counts; k++)
        s->counts = may_count(oc_str_sub(s->text, s->lines[k].text, s->lines[k].end));
    for (size_t k = line; k + 1 < line + n && !s->joins; k++) {
        struct oc_str above = oc_str_trim(oc_str_sub(s->text, s->lines[k].text, s->lines[k].end));
        s->joins = above.n && may_join(above.p[above.n - 1], "*_`)]>") &&
                   may_join(s->text.p[s->lines[k + 1].text], "*_`[<^!");
    }
}

static void add_run(struct oc_source *s, size_t line, size_t n)
{
    see_breaks(s, line, n);
    struct oc_run run = {s->lines[line].text, s->lines[line + n - 1].end, line, n};
    s->runs = oc_arena_grow(s->arena, s->runs, &s->cruns, s->nruns + 1, sizeof *s->runs);
    s->runs[s->nruns++] = run;
    oc_source_spans(s, run.start, run.end);
}

static void end_leaf(struct blocks *b)
{
    struct oc_source *s = b->s;
    if (b->leaf == PARAGRAPH) {
        size_t n = s->nlines - b->first, table = oc_guard_table(s, b->first, n);
        struct oc_str only = {s->text.p + s->lines[b->first].text,
                              s->lines[b->first].end - s->lines[b->first].text};
        if (n == 1 && only.n && strchr("[{@", only.p[0]) && oc_attributes_is_toc(only))
            oc_source_blank(s, s->lines[b->first].text, s->lines[b->first].end);
        else if (table > b->first)
            add_run(s, b->first, table - b->first);
        for (size_t row = table; row < b->first + n; row++) {
            add_run(s, row, 1);
            if (row > table + 1)
                oc_bars_loose(s, table + 1);
        }
        b->after_text = true;
        b->after_text_depth = b->depth;
    }
    b->leaf = NO_LEAF;
}

static void add_line(struct blocks *b, enum oc_line_kind kind)
{
    struct oc_source *s = b->s;
    b->line.text = b->at;
    b->line.end = b->end;
    b->line.kind = kind;
    s->lines = oc_arena_grow(s->arena, s->lines, &s->clines, s->nlines + 1, sizeof *s->lines);
    s->lines[s->nlines++] = b->line;
    if (kind != OC_LINE_BLANK && kind != OC_LINE_TEXT)
        b->after_text = false;
}

static void note_places(const struct blocks *b)
{
    if (b->html >= 6 && !b->s->see)
        oc_source_places(b->s, &b->s->lines[b->s->nlines - 1]);
}

/* Ends what the line does not continue, before it adds something of its own. */
static void settle(struct blocks *b)
{
    if (b->opened)
        return;
    end_leaf(b);
    b->depth = b->matched;
}

static void fill(struct blocks *b)
{
    if (b->depth)
        b->stack[b->depth - 1].empty = false;
}

static void add_leaf_line(struct blocks *b, enum oc_line_kind kind, enum leaf leaf)
{
    settle(b);
    fill(b);
    add_line(b, kind);
    b->leaf = leaf;
    b->table = false;
    if (leaf == PARAGRAPH) {
        b->first = b->s->nlines - 1;
        b->wide = oc_guard_is_wide(b->s, b->first);
    }
}

/* False when there is no room: the marker is text then, for cmark too. */
static bool open_container(struct blocks *b, struct container c, size_t mark)
{
    if ((b->opened ? b->depth : b->matched) == MAX_CONTAINERS) {
        oc_source_edit(b->s, mark, 0, OC_STR("\\"));
        return false;
    }
    settle(b);
    fill(b);
    b->opened = true;
    b->stack[b->depth++] = c;
    return true;
}

/* ---- what may start on a line ---- */

static bool start_heading(struct blocks *b)
{
    struct oc_source *s = b->s;
    size_t n = 0;
    while (byte_at(b, b->at + n) == '#')
        n++;
    char next = byte_at(b, b->at + n);
    if (n > 6 || (next != ' ' && next != '\t' && next != '\n')) {
        size_t at = b->at + n;
        if (!s->loose || n < 2 || n > 6)
            return false;
        uint32_t cp = oc_utf8_next(oc_str_sub(s->text, 0, b->end), &at);
        if (!oc_uni_is_cjk(cp) && (!oc_uni_is_alnum(cp) || cp == '_'))
            return false;
        oc_source_edit(s, b->at + n, 0, OC_STR(" "));
    }
    add_leaf_line(b, OC_LINE_HEADING, NO_LEAF);
    size_t line = s->nlines - 1;
    s->lines[line].text += n;
    while (s->lines[line].text < b->end && strchr(" \t", s->text.p[s->lines[line].text]))
        s->lines[line].text++;
    if (s->lines[line].text < b->end)
        add_run(s, line, 1);
    return true;
}

/* ~~~text~~~ on a line by itself: a fence to CommonMark, with the rest of the post for its code
 * when nothing closes it. Its author meant deleted text. */
static bool is_struck(struct blocks *b, size_t run)
{
    struct oc_str text = b->s->text, line;
    struct oc_str info = oc_str_trim(oc_str_sub(text, b->at + run, b->end));
    if (!info.n || !oc_str_ends(info, "~~~"))
        return false;
    if (b->unclosed)
        return true;
    struct oc_str rest = oc_str_sub(text, b->end, text.n);
    while (oc_str_line(&line, &rest)) {
        line = oc_str_trim(line);
        while (line.n > run && oc_str_ends(line, "~"))
            line.n--;
        if (oc_str_eq(line, oc_str_sub(text, b->at, b->at + run)))
            return false; /* and the scan goes on behind it: no line is read twice here */
    }
    b->unclosed = true;
    return true;
}

static bool start_fence(struct blocks *b)
{
    char c = byte_at(b, b->at);
    size_t n = 0;
    while (byte_at(b, b->at + n) == c)
        n++;
    if (n < 3 || (c == '`' && memchr(b->s->text.p + b->at + n, '`', b->end - b->at - n)))
        return false;
    if (c == '~' && is_struck(b, n)) {
        oc_source_edit(b->s, b->at, 0, OC_STR("\\"));
        return false;
    }
    add_leaf_line(b, OC_LINE_CODE, FENCE);
    b->fence = c;
    b->fence_length = n;
    return true;
}

static bool ends_fence(const struct blocks *b)
{
    size_t at = b->at;
    if (indent(b) > 3)
        return false;
    while (byte_at(b, at) == b->fence)
        at++;
    if (at - b->at < b->fence_length)
        return false;
    while (byte_at(b, at) == ' ' || byte_at(b, at) == '\t')
        at++;
    return at == b->end;
}

static void count_open(struct blocks *b)
{
    const struct oc_post *post = b->s->r->post;
    if (b->html >= 6 && post && post->dialect == OC_JEKYLL)
        oc_source_html_count(&b->open, oc_str_sub(b->s->text, b->at, b->end));
}

static bool start_html(struct blocks *b)
{
    struct oc_str rest = oc_str_sub(b->s->text, b->at, b->end);
    int kind = oc_source_html_kind(rest);
    bool in_paragraph = b->leaf == PARAGRAPH && !b->table && !b->opened && b->matched == b->depth;
    if (!kind || (kind == 7 && in_paragraph))
        return false;
    if (kind == 7 &&
        (b->s->script || oc_mdx_paired(b->s, b->at) || oc_mdx_whole(oc_str_trim(rest))) &&
        oc_mdx_component_line(rest, false)) {
        /* What stands between a component's tags is Markdown: its tag becomes a blank line. */
        oc_mdx_drop(b->s, b->at, b->end);
        add_leaf_line(b, OC_LINE_BLANK, NO_LEAF);
        return true;
    }
    bool may = kind == 6 || (kind == 7 && b->s->mdx);
    enum oc_md_line md = may ? oc_md_line(b->s, b->at, b->end, false) : OC_MD_HTML;
    if (md == OC_MD_TEXT)
        return false;
    bool alone = md == OC_MD_ALONE && oc_md_alone(b->s, b->s->nlines, b->at);
    add_leaf_line(b, OC_LINE_HTML, HTML);
    b->html = kind;
    b->html_first = b->s->nlines - 1;
    b->open = (struct oc_html_open){0};
    count_open(b);
    note_places(b);
    if (alone || oc_source_html_ends(b->html, oc_str_sub(b->s->text, b->at, b->end)))
        b->leaf = NO_LEAF;
    return true;
}

static bool is_rule(const struct blocks *b)
{
    char c = byte_at(b, b->at);
    size_t n = 0;
    for (size_t at = b->at; at < b->end; at++) {
        if (b->s->text.p[at] == c)
            n++;
        else if (b->s->text.p[at] != ' ' && b->s->text.p[at] != '\t')
            return false;
    }
    return n >= 3;
}

static bool is_underline(const struct blocks *b)
{
    char c = byte_at(b, b->at);
    size_t at = b->at;
    while (byte_at(b, at) == c)
        at++;
    while (byte_at(b, at) == ' ' || byte_at(b, at) == '\t')
        at++;
    return at == b->end;
}

/* The bytes of a list marker, or 0. */
static size_t list_marker(const struct blocks *b, bool in_paragraph)
{
    size_t n = 0;
    char c = byte_at(b, b->at);
    if (c >= '0' && c <= '9') {
        unsigned value = 0;
        for (; n < 9 && c >= '0' && c <= '9'; c = byte_at(b, b->at + ++n))
            value = value * 10 + (unsigned)(c - '0');
        if ((c != '.' && c != ')') || (in_paragraph && value != 1))
            return 0;
    }
    n++;
    char next = byte_at(b, b->at + n);
    if (next != ' ' && next != '\t' && next != '\n')
        return 0;
    return in_paragraph && oc_str_blank(oc_str_sub(b->s->text, b->at + n, b->end)) ? 0 : n;
}

/* Opens a list item whose marker has so many bytes; false when the nesting is too deep. */
static bool start_item(struct blocks *b, size_t marker)
{
    size_t before = indent(b), mark = b->at;
    if (byte_at(b, b->at) >= '0' && byte_at(b, b->at) <= '9')
        mark += marker - 1;
    struct container c = {.kind = ITEM, .empty = true};
    if (!open_container(b, c, mark))
        return false;
    b->at += marker;
    b->col += marker;
    b->base = b->col;
    skip_blanks(b);
    size_t after = indent(b);
    if (after < 1 || after > 4 || blank(b))
        after = 1;
    if (b->col > b->base)
        b->base += after;
    b->stack[b->depth - 1].indent = before + marker + after;
    return true;
}

static bool start_note(struct blocks *b)
{
    struct oc_source *s = b->s;
    size_t at = b->at + 2;
    if (byte_at(b, b->at + 1) != '^')
        return false;
    while (at < b->end && !strchr("] \t", s->text.p[at]))
        at++;
    if (at == b->at + 2 || byte_at(b, at) != ']' || byte_at(b, at + 1) != ':')
        return false;
    struct oc_note_def def = {oc_str_sub(s->text, b->at + 2, at), b->at};
    if (!open_container(b, (struct container){.kind = NOTE, .indent = 4}, b->at))
        return false;
    s->defs = oc_arena_grow(s->arena, s->defs, &s->cdefs, s->ndefs + 1, sizeof *s->defs);
    s->defs[s->ndefs++] = def;
    b->col += at + 2 - b->at;
    b->at = at + 2;
    skip_blanks(b);
    b->base = b->col;
    return true;
}

/*
 * A line ": description" below a term, or below another description. For cmark it becomes an
 * item of a list with '+'; markdown.c makes a definition list of it.
 */
static bool start_description(struct blocks *b)
{
    struct oc_source *s = b->s;
    size_t at = b->at + 1;
    while (byte_at(b, at) == ' ' || byte_at(b, at) == '\t')
        at++;
    if (at == b->at + 1 || at > b->at + 4 || at == b->end || byte_at(b, at) == '|')
        return false;
    if (b->opened)
        return false;
    bool whole = b->matched == b->depth;
    bool below = b->leaf == PARAGRAPH && !b->table && whole && s->nlines - b->first <= MAX_TERMS;
    bool apart = b->leaf == NO_LEAF && whole && b->after_text && b->after_text_depth == b->depth;
    bool again = !whole && b->stack[b->matched].description;
    if (!below && !apart && !again)
        return false;
    size_t mark = b->at;
    if (!start_item(b, 1))
        return false;
    oc_source_edit(s, mark, 1, OC_STR("+"));
    b->stack[b->depth - 1].description = true;
    b->line.definition = mark - b->line.start + 1;
    s->definitions = true;
    return true;
}

/* ---- one line ---- */

enum step {
    TEXT, /* what is left is text */
    MORE, /* a container was opened: look again */
    DONE  /* the line is dealt with */
};

static enum step start_block(struct blocks *b)
{
    bool in_paragraph = b->leaf == PARAGRAPH && !b->table && !b->opened && b->matched == b->depth;
    char c = byte_at(b, b->at);
    size_t marker;
    switch (c) {
    case '>':
        if (!open_container(b, (struct container){.kind = QUOTE}, b->at))
            return TEXT;
        take_marker(b, 1);
        return MORE;
    case '#':
        return start_heading(b) ? DONE : TEXT;
    case '`':
    case '~':
        return start_fence(b) ? DONE : TEXT;
    case '<':
        return start_html(b) ? DONE : TEXT;
    case '[':
        return start_note(b) ? MORE : TEXT;
    case ':':
        return start_description(b) ? MORE : TEXT;
    case '$':
    case '\\':
        b->math_end = oc_math_block_end(b->s, b->at);
        return TEXT;
    case '=':
    case '-':
        if (in_paragraph && is_underline(b)) {
            end_leaf(b);
            add_line(b, OC_LINE_UNDERLINE);
            return DONE;
        }
        break;
    default:
        break;
    }
    if ((c == '-' || c == '*' || c == '_') && is_rule(b)) {
        add_leaf_line(b, OC_LINE_RULE, NO_LEAF);
        return DONE;
    }
    if (c != '-' && c != '*' && c != '+' && !(c >= '0' && c <= '9'))
        return TEXT;
    marker = list_marker(b, in_paragraph);
    return marker && start_item(b, marker) ? MORE : TEXT;
}

static bool starts_fence(const struct blocks *b)
{
    char c = byte_at(b, b->at);
    return (c == '`' || c == '~') && byte_at(b, b->at + 1) == c && byte_at(b, b->at + 2) == c;
}

/* Shows the line to who looks for tags; what was one may be blank after it. */
static void show_line(struct blocks *b, bool code)
{
    if (!b->s->see || blank(b))
        return;
    b->s->within = b->matched;
    b->s->see(b->s->see_ctx, b->at, b->end, code);
    skip_blanks(b);
}

/* The columns that the next line with text begins with, when it begins with a tag; else 0. */
static size_t tag_ahead(struct blocks *b)
{
    struct oc_str text = b->s->text;
    size_t columns = 0, at = b->ahead > b->end ? b->ahead : b->end;
    while (at < text.n && strchr(" \t\r\n", text.p[at]))
        at++;
    b->ahead = at;
    if (at == text.n || text.p[at] != '<')
        return 0;
    while (at > b->end && strchr(" \t", text.p[--at]))
        columns += text.p[at] == '\t' ? 4 : 1;
    return columns;
}

/*
 * kramdown reads an element of HTML to its end tag, blank lines and all. Where CommonMark would
 * make code of its tags, or Markdown of its code, a comment in the blank line keeps the block one.
 */
static bool goes_on_in_html(struct blocks *b)
{
    if (b->html < 6 || !blank(b) || b->depth)
        return false;
    if (b->open.pre && b->pre_end < b->end)
        b->pre_end = oc_str_find(b->s->text, "</pre", b->end);
    return b->open.pre ? b->pre_end != SIZE_MAX : b->open.blocks && tag_ahead(b) >= 4;
}

/* A line that goes on with an open fence, HTML block or indented code. */
static bool continue_leaf(struct blocks *b)
{
    bool all = b->matched == b->depth;
    bool html = b->leaf == HTML && all, fence = b->leaf == FENCE && all;
    bool indented = indent(b) >= 4 && b->leaf != PARAGRAPH && (!b->s->mdx || b->depth);
    show_line(b, fence || (!html && (indented || starts_fence(b))));
    if (b->leaf == FENCE && all) {
        if (ends_fence(b))
            b->leaf = NO_LEAF;
        add_line(b, OC_LINE_CODE);
        return true;
    }
    bool kept = html && goes_on_in_html(b);
    if (kept)
        oc_source_edit(b->s, b->line.start, b->end - b->line.start, OC_STR("<!-- -->"));
    if (html && (kept || !(b->html >= 6 && blank(b)))) {
        count_open(b);
        bool alone = b->html >= 6 && byte_at(b, b->at) == '<' &&
                     oc_md_line(b->s, b->at, b->end, true) == OC_MD_ALONE &&
                     oc_md_alone(b->s, b->html_first, b->at);
        add_line(b, OC_LINE_HTML);
        note_places(b);
        if (alone || oc_source_html_ends(b->html, oc_str_sub(b->s->text, b->at, b->end)))
            b->leaf = NO_LEAF;
        return true;
    }
    if (b->leaf == INDENTED && all && (blank(b) || indent(b) >= 4)) {
        add_line(b, blank(b) ? OC_LINE_BLANK : OC_LINE_CODE);
        return true;
    }
    if (b->leaf != PARAGRAPH || blank(b))
        end_leaf(b);
    return false;
}

/* MDX: imports and exports go, and indented code does not exist. Docusaurus has imports in .md. */
static bool mdx_line(struct blocks *b)
{
    struct oc_str line = oc_str_sub(b->s->text, b->line.start, b->end);
    if (b->module && blank(b))
        b->module = false;
    if (!b->module && b->leaf == NO_LEAF && !b->depth && oc_mdx_module_line(line))
        b->module = b->s->mdx || oc_mdx_import_line(line);
    if (!b->module)
        return false;
    oc_source_blank(b->s, b->line.start, b->end);
    add_leaf_line(b, OC_LINE_BLANK, NO_LEAF);
    return true;
}

/* Whether text on the line goes on with the open paragraph. */
static bool goes_on(const struct blocks *b)
{
    return b->leaf == PARAGRAPH && !b->opened && (!b->table || b->matched == b->depth);
}

static void add_text(struct blocks *b)
{
    if (blank(b)) {
        settle(b);
        add_line(b, OC_LINE_BLANK);
        return;
    }
    if (!goes_on(b)) {
        add_leaf_line(b, OC_LINE_TEXT, PARAGRAPH);
        return;
    }
    add_line(b, OC_LINE_TEXT); /* perhaps a lazy one: its containers stay open */
    size_t line = b->s->nlines - 1;
    b->wide = b->wide || oc_guard_is_wide(b->s, line);
    b->table = b->table || (!b->wide && oc_guard_is_table(b->s, line));
}

static void scan_line(struct blocks *b, size_t start, size_t end)
{
    b->line = (struct oc_line){.start = start};
    b->at = start;
    b->end = end;
    b->col = b->base = 0;
    b->opened = false;
    skip_blanks(b);
    match_containers(b);
    if (b->leaf == PARAGRAPH && start < b->math_end) {
        add_line(b, OC_LINE_TEXT);
        return;
    }
    if (continue_leaf(b) || (b->s->script && mdx_line(b)))
        return;
    while (!blank(b)) {
        if (indent(b) >= 4) {
            if (b->leaf == PARAGRAPH && !b->opened && !b->table)
                break;
            bool row = b->leaf == PARAGRAPH && !b->opened && byte_at(b, b->at) == '|';
            if (b->depth || !(b->s->mdx || row)) {
                add_leaf_line(b, OC_LINE_CODE, INDENTED);
                return;
            }
            oc_source_edit(b->s, start, b->at - start, OC_STR_NONE);
            b->base = b->col;
        }
        enum step step = start_block(b);
        if (step == DONE)
            return;
        if (step == TEXT)
            break;
    }
    add_text(b);
}

/* ---- the text ---- */

/* What would close the leaf that is open after the last line, if anything. */
static struct oc_str closing(const struct blocks *b)
{
    static const char *const ends[] = {"", "</pre>", "-->", "?>", ">", "]]>", "", ""};
    if (b->depth || (b->leaf != FENCE && b->leaf != HTML))
        return OC_STR_NONE;
    if (b->leaf == HTML)
        return oc_str(ends[b->html]);
    char *fence = oc_arena_alloc(b->s->arena, b->fence_length + 1);
    memset(fence, b->fence, b->fence_length);
    return (struct oc_str){fence, b->fence_length};
}

/*
 * Three dashes as the very last line are meant as a rule, the end of the text; CommonMark makes a
 * heading of the sentence above.
 */
static void last_rule(struct oc_source *s)
{
    size_t n = s->nlines;
    while (n && s->lines[n - 1].kind == OC_LINE_BLANK)
        n--;
    if (!n || s->lines[n - 1].kind != OC_LINE_UNDERLINE)
        return;
    const struct oc_line *l = &s->lines[n - 1];
    if (!oc_str_is(oc_str_trim(oc_str_sub(s->text, l->text, l->end)), "---"))
        return;
    oc_source_edit(s, l->text, 3, OC_STR("***"));
    oc_source_warn(s, OC_D_RULE_NOT_HEADING, l->text, OC_STR_NONE, OC_STR_NONE);
}

void oc_source_scan(struct oc_source *s)
{
    struct blocks b = {.s = s};
    bool cr = s->text.n && memchr(s->text.p, '\r', s->text.n);
    for (size_t start = 0; start < s->text.n;) {
        const char *p = s->text.p + start;
        const char *lf = memchr(p, '\n', s->text.n - start);
        size_t end = lf ? (size_t)(lf - s->text.p) : s->text.n, next = end + 1;
        if (cr && (p = memchr(p, '\r', end - start))) {
            size_t at = (size_t)(p - s->text.p);
            next = at + 1 == end && lf ? end + 1 : at + 1;
            end = at;
        }
        scan_line(&b, start, end);
        start = next;
    }
    s->close = closing(&b);
    b.matched = 0;
    end_leaf(&b);
    last_rule(s);
}
