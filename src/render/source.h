/* SPDX-License-Identifier: MIT */
/*
 * Markdown source before cmark: what of it is prose, and the edits that make cmark read it as
 * its author meant it.
 *
 * One scan (source_blocks.c, source_inline.c) follows CommonMark's block structure and marks the
 * lines and byte ranges that are code, HTML or link destinations; every feature then looks only
 * at what is left and adds edits; oc_source_apply writes the edited text. No edit changes the
 * number of a line that the author wrote: what must be added goes after the last line.
 *
 * Markers: cmark takes the noncharacters U+FDD0 to U+FDD4 for letters, so they can carry meaning
 * through it; they are taken out of the author's text first and out of the HTML last.
 *   U+FDD0                 nothing: keeps a delimiter run and a punctuation mark apart
 *   U+FDD1 K ... U+FDD2    mathematics, every ASCII punctuation mark of it behind a backslash;
 *                          K is a letter that says how the author fenced it (math.c)
 *   U+FDD3 U+00B6          nothing, as U+FDD0, with a punctuation mark towards what follows
 *   U+00B6 U+FDD4          nothing, with a punctuation mark towards what precedes
 *
 * What the passes find in the HTML:
 *   footnotes     <sup class="footnote-ref"><a href="#fn-L" id="fnref-L" data-footnote-ref>1</a>
 *                 (id fnref-L-2 ... for further references) and at the end <section
 *                 class="footnotes" data-footnotes><ol><li id="fn-L">; L is the label percent-
 *                 encoded; the last paragraph of an li ends in <a ... data-footnote-backref>.
 *   inline notes  ^[text] is a footnote with the label oc-1, oc-2 ... (oc--1 when the author
 *                 uses that); its lines count past the end of the file.
 *   unused notes  <div class="oc-unused-notes"><p>[refs]</p></div> before the section refers to
 *                 every definition that nothing else refers to: show the note, hide the mark.
 *   mathematics   <code class="math">TeX</code>, <code class="math display">TeX</code>.
 *   definitions   <dl><dt><dd>, not wrapped in p when the list is tight.
 */
#ifndef OC_SOURCE_H
#define OC_SOURCE_H

#include "base/arena.h"
#include "base/map.h"
#include "render/render.h"

enum oc_line_kind {
    OC_LINE_BLANK,
    OC_LINE_TEXT,      /* of a paragraph */
    OC_LINE_HEADING,   /* # heading */
    OC_LINE_UNDERLINE, /* of a setext heading */
    OC_LINE_RULE,
    OC_LINE_CODE, /* fences and what is between, indented code */
    OC_LINE_HTML
};

struct oc_line {
    size_t start, text, end; /* the line; after markers of containers and blanks; before its end */
    enum oc_line_kind kind;
    size_t definition; /* column of the colon that starts a description, from 1; 0: none */
};

enum oc_span_kind {
    OC_SPAN_CODE,
    OC_SPAN_TAG,
    OC_SPAN_COMMENT, /* also <? ?>, <! > and CDATA */
    OC_SPAN_URL,     /* <https://...> */
    OC_SPAN_DEST,    /* (destination "title") of a link, or what defines a link label */
    OC_SPAN_MATH
};
struct oc_span {
    size_t start, end;
    enum oc_span_kind kind;
};

/* Text that cmark reads as one run of inlines: a paragraph, a heading or a row of a table. */
struct oc_run {
    size_t start, end;
    size_t line, nlines; /* in lines */
};

enum oc_edit_kind {
    OC_EDIT_TEXT, /* put stands in place of the bytes */
    OC_EDIT_NOTE  /* ^[ ... ]: a reference; the text moves to the end */
};
struct oc_edit {
    size_t at, cut;
    struct oc_str put;
    enum oc_edit_kind kind;
};

/* A footnote definition as the scan met it. */
struct oc_note_def {
    struct oc_str label;
    size_t at; /* of its '[' */
};

struct oc_source {
    struct oc_render *r;
    struct oc_arena *arena;
    struct oc_str text;
    int first_line;   /* number of the first line of text in its file */
    bool mdx, script; /* MDX; any site made by a JavaScript generator */
    size_t *pairs;    /* elsewhere: where '<' is of component tags alone on their lines that have */
    size_t npairs;    /* their other half on another such line; in rising order */
    struct oc_md_open *md; /* md_in_html.c's; NULL: no element has said so */
    bool notion;           /* perhaps an export of Notion's */
    bool loose;            /* ##heading without blank is a heading */
    bool math_key;         /* \(x\) and \[x\] are mathematics: the author says that there is some */
    bool math_dollar;      /* $x$ is: the author says so, or one of them is plainly TeX */
    bool math_display;     /* $$x$$, \\(x\\), \\[x\\] and $`x`$ are */

    struct oc_line *lines;
    size_t nlines, clines;
    struct oc_span *spans; /* sorted, apart from each other */
    size_t nspans, cspans;
    struct oc_run *runs; /* sorted, apart from each other */
    size_t nruns, cruns;
    struct oc_edit *edits;
    size_t nedits, cedits;
    struct oc_note_def *defs;
    size_t ndefs, cdefs;
    size_t ncloses;      /* how many ']' in prose */
    bool definitions;    /* some line starts a description */
    bool math, marked;   /* some math is marked; some marker is in the text */
    size_t math_none;    /* no display mathematics closes before this offset */
    size_t math_blank;   /* where the blank line is that was looked for last */
    bool joins;          /* some line break may stand between two CJK characters */
    bool counts;         /* some line may be counted: counted.c */
    struct oc_str close; /* closes what is still open at the end of the text */
    /* tags_scan.c: told of each line from at on before anything is made of it, and whether it is
     * code; it may write over text, which is a copy of its own then. NULL: nobody looks. */
    void (*see)(void *ctx, size_t at, size_t end, bool code);
    void *see_ctx;
    size_t within;           /* for see: how many containers the line continues */
    struct oc_buf tail_refs; /* references to unused notes */
};

/* ---- the scan ---- */

/* Fills lines, runs, spans and defs, with the edits of features that are block structure. text
 * must be free of the markers above: oc_source_clean. */
void oc_source_scan(struct oc_source *s);
/* text without U+FDD0 to U+FDEF; text itself when it has none. */
struct oc_str oc_source_clean(struct oc_arena *a, struct oc_str text);
/* source_inline.c: the spans of [start, end). Starts and ends that lie in other runs never pair. */
void oc_source_spans(struct oc_source *s, size_t start, size_t end);
/* source_html.c: the kind of HTML block that a line starting with '<' starts, 1 to 7, or 0; kind 7
 * cannot end a paragraph. And whether a line of a block of that kind is its last. */
int oc_source_html_kind(struct oc_str line);
bool oc_source_html_ends(int kind, struct oc_str line);
/* What is open in a block of HTML, of elements that nobody leaves open; a line of it is counted. */
struct oc_html_open {
    size_t pre, blocks;
};
void oc_source_html_count(struct oc_html_open *open, struct oc_str line);
/* Notes in the tags of a line of HTML, where a message may be about them, in what place they stand;
 * cmark tells it of all else. */
void oc_source_places(struct oc_source *s, const struct oc_line *l);
/* The end of the HTML tag, open or closing, at text[at] == '<', or 0. */
size_t oc_source_tag(struct oc_str text, size_t at, size_t end);
/* The same for a JSX tag, whose attributes may stand in braces. */
size_t oc_source_jsx_tag(struct oc_str text, size_t at, size_t end);
/* The end of a link's (destination "title") at text[at] == '(', or 0. */
size_t oc_source_dest(struct oc_str text, size_t at, size_t end);

/* counted.c: the number that a line begins with, where it is no list's; lines of one kind count on.
 */
struct oc_count {
    int kind; /* 0: none */
    int64_t value;
};
bool oc_count_read(struct oc_count *c, struct oc_str line);

/* ---- before the scan (rewrite.c) ---- */

struct oc_fence {
    size_t n; /* length of the open fence; 0: none */
    char c;
};
/* Whether the next line of a text is code, or a fence of it; lists and quotes are not looked into.
 */
bool oc_fence_line(struct oc_fence *f, struct oc_str line);

/* A text that is gone over from its beginning, and what is to stand for it, in out. */
struct oc_rewrite {
    struct oc_str text;
    struct oc_buf *out; /* empty before */
    size_t done;        /* what of text is in out or left out */
    char *copy;         /* of text, in oc_rewrite_prose: what was left out is blank in it */
};
/* Shows see each line of Markdown that is no code, in lists and quotes too, and is not in HTML that
 * shows text as it stands; s has the lines before it. What see leaves out may go past the line, and
 * is blank when Markdown's blocks are told. */
void oc_rewrite_prose(struct oc_rewrite *w, struct oc_render *r,
                      void (*see)(void *ctx, const struct oc_source *s, size_t at, size_t end),
                      void *ctx);
/* Behind the code span that starts at line.p[at], a backtick; behind its backticks when none does
 * that ends on the line. */
size_t oc_rewrite_code_span(struct oc_str line, size_t at);
/* Behind the line that holds text[at]. */
size_t oc_rewrite_line(struct oc_str text, size_t at);
/* Leaves [at, end) out, after what stands before it; _hide so that it is blank in the copy, and
 * _blank leaves its line ends in besides. */
void oc_rewrite_cut(struct oc_rewrite *w, size_t at, size_t end);
void oc_rewrite_hide(struct oc_rewrite *w, size_t at, size_t end);
void oc_rewrite_blank(struct oc_rewrite *w, size_t at, size_t end);
/* What stands for the text: itself when nothing was changed, or there is no room for it. */
struct oc_str oc_rewrite_end(struct oc_rewrite *w);

/* ---- looking at prose (source.c) ---- */

/* Where a search stands; zero to start. at is the place looked at next. */
struct oc_cursor {
    size_t at, run, span;
};
/*
 * Moves to the next byte c that is prose: in a run, in no span, not behind a backslash. False at
 * the end. c->at is its offset, c->run its run; set c->at past what has been dealt with.
 */
bool oc_source_next(const struct oc_source *s, struct oc_cursor *c, char byte);
/* The same for any byte of a table, inside the run c->run only. */
bool oc_source_next_in(const struct oc_source *s, struct oc_cursor *c, const bool wanted[256]);
/* The fence of code that a line, without its indent, starts with: its length, 0 for none, and *c
 * its character. */
size_t oc_source_fence(char *c, struct oc_str line);
/* Whether two bytes stand side by side anywhere in text; quick. */
bool oc_source_has(struct oc_str text, char first, char second);
/* The line that holds offset at, an index into lines. */
size_t oc_source_line(const struct oc_source *s, size_t at);
/* What labels of links and notes are compared by: lower case, white space folded. */
struct oc_str oc_source_label(struct oc_arena *a, struct oc_str label);
void oc_source_warn(struct oc_source *s, enum oc_code code, size_t at, struct oc_str a,
                    struct oc_str b);

void oc_source_edit(struct oc_source *s, size_t at, size_t cut, struct oc_str put);
/* Cuts [at, end) but leaves the line ends in it. */
void oc_source_blank(struct oc_source *s, size_t at, size_t end);
/* Writes the edited text, notes and tail_refs at its end. */
void oc_source_apply(struct oc_buf *out, struct oc_source *s);
/* Appends HTML without markers, mathematics as elements (finish.c). */
void oc_source_finish(struct oc_buf *out, struct oc_str html);

/* ---- features: each looks at what the scan found and adds edits ---- */

/* Sets what in the post is mathematics; said or forbidden by its author's key. */
void oc_math_look(struct oc_source *s, bool said, bool forbidden);
void oc_math_mark(struct oc_source *s);     /* first: its spans hide from the others */
void oc_emphasis_mark(struct oc_source *s); /* CJK-friendly flanking */
void oc_notes_mark(struct oc_source *s);    /* inline, unused, repeated and missing notes */
void oc_links_mark(struct oc_source *s);    /* references to labels that nothing defines */
/* The class of an empty span in or below a block that is a box, the kind of alert following. */
#define OC_BOX_MARK "oc-box-"
/* The class of a block of quotation that is an alert without a title. */
#define OC_UNTITLED "oc-untitled"
void oc_attributes_mark(struct oc_source *s); /* kramdown's lists, tables of contents */
void oc_ruby_mark(struct oc_source *s);       /* {base|reading} */
void oc_ruby_brackets(struct oc_source *s);   /* [base]^(reading) */
void oc_vault_mark(struct oc_source *s);      /* ==marks== and ^places of notes */
void oc_mdx_pair(struct oc_source *s);        /* finds s->pairs, before the scan */
bool oc_mdx_paired(const struct oc_source *s, size_t at);
/* Takes the tag out; of an MDX component that nobody knows, its title stays as words. */
void oc_mdx_drop(struct oc_source *s, size_t at, size_t end);
/* <Badge text="new" />: not a word in angle brackets, whatever the site is made with. */
bool oc_mdx_whole(struct oc_str tag);
void oc_mdx_mark(struct oc_source *s);      /* components and comments inside prose */
void oc_spoilers_mark(struct oc_source *s); /* :spoiler[words] */
void oc_guard_mark(struct oc_source *s);    /* what cmark would take too long over */

/* loose.c, for the scan: a (destination) at text[at] that only other dialects take for one,
 * put right by edits; its end, or 0. */
size_t oc_links_loose(struct oc_source *s, size_t at, size_t end);
/* The backslashes of a path of Windows' in the (destination) [at, end) become slashes. */
void oc_links_slashes(struct oc_source *s, size_t at, size_t end);
/* The same for the bars in the code of the last run, a row of a table; the delimiters' line. */
void oc_bars_loose(struct oc_source *s, size_t delimiters);
/* mdx.c, for the scan: whether a line is an import or export, or a component's tag alone. */
bool oc_mdx_module_line(struct oc_str line);
bool oc_mdx_import_line(struct oc_str line); /* a whole import: import X from '...' */
bool oc_mdx_component_line(struct oc_str line, bool jsx);
/* md_in_html.c, for the scan. What a line is that starts a block of HTML, or stands inside one: as
 * CommonMark has it; a block by itself, which oc_md_alone makes of it; the start of a paragraph. */
enum oc_md_line {
    OC_MD_HTML,
    OC_MD_ALONE,
    OC_MD_TEXT
};
enum oc_md_line oc_md_line(struct oc_source *s, size_t at, size_t end, bool inside);
/* Parts the line at `at` from the block of HTML that started on lines[line]; false: it cannot. */
bool oc_md_alone(struct oc_source *s, size_t line, size_t at);
/* guard.c, for the scan: whether a line is the delimiter row of a table, given the one above; and
 * whether a line has more cells than a table may have: none starts in its paragraph from there. */
bool oc_guard_is_table(const struct oc_source *s, size_t line);
bool oc_guard_is_wide(const struct oc_source *s, size_t line);
/* guard.c, for the scan: a paragraph of lines [line, line + n); the index of the first row of a
 * table in it, or line + n. */
size_t oc_guard_table(struct oc_source *s, size_t line, size_t n);
size_t oc_guard_cells(struct oc_str line); /* how many GFM makes of a row */
/* attributes.c, for the scan: whether a paragraph of one line is a table of contents' place. */
bool oc_attributes_is_toc(struct oc_str line);

/* math.c, for the scan: the end of the display mathematics that starts at text[at], or 0. */
size_t oc_math_block_end(struct oc_source *s, size_t at);
/* math.c, for markdown.c. Puts back the author's text where a mark came to stand in code or an
 * attribute; unescape: cmark left the backslashes in it. */
void oc_math_restore(struct oc_buf *out, struct oc_str marked, bool unescape);
/* Appends the element for `$x$` or, alone in its paragraph, `$$x$$` in a code span; false when it
 * is no such thing. */
bool oc_math_code(struct oc_buf *out, struct oc_str code, bool alone);
/* The offset of the next marker at or after from, or SIZE_MAX. */
size_t oc_source_find_mark(struct oc_str s, size_t from);
/* The number of bytes of the mark at p[0] (U+FDD0 and so on), its last digit in *which; 0: none.
 */
size_t oc_source_mark(struct oc_str s, size_t at, int *which);

#endif
