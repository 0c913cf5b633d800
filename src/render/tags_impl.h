/* SPDX-License-Identifier: MIT */
/*
 * Inside the stage of site tags.
 *
 * tags_scan.c and tags_cut.c cut a text into tags while the scan of source_blocks.c tells code from
 * prose; tags.c pairs them and goes over them from left to right, copying what is between and
 * calling the handler of each tag's row (tags.def). A handler appends text at oc_tags_put's place;
 * the end of a paired tag appends what its handler left in its frame. Included files go through the
 * same door, into the same output.
 */
#ifndef OC_TAGS_IMPL_H
#define OC_TAGS_IMPL_H

#include "base/value.h"
#include "render/source.h"

/* Where a name means what its row says. */
enum oc_tag_where {
    OC_TAG_HEXO = 1,
    OC_TAG_LIQUID = 2,
    OC_TAG_HUGO = 4,
    OC_TAG_ZOLA = 8,
    OC_TAG_JSX = 16,
    OC_TAG_COLONS = 32 /* ::: name, and @[name](address) */
};

/* How arguments stand in {% name ... %}; the other forms always have named and positional ones. */
enum oc_tag_form {
    OC_TAG_WORDS,  /* a 'b c' d */
    OC_TAG_COMMAS, /* a, b c, d */
    OC_TAG_NAMED,  /* a b=c d="e" */
    OC_TAG_PLAIN   /* as it stands */
};

enum oc_tag_body {
    OC_TAG_NONE,
    OC_TAG_WRAP,  /* Markdown up to its end tag */
    OC_TAG_MAYBE, /* the same when there is an end tag */
    OC_TAG_CODE,  /* up to its end tag nothing is a tag, nor Markdown */
    OC_TAG_RAW    /* up to its end tag nothing is a tag */
};

struct oc_tags;
struct oc_tag;
struct oc_own;
struct oc_tag_row {
    const char *name;
    unsigned where;
    enum oc_tag_form form;
    enum oc_tag_body body;
    void (*handle)(struct oc_tags *t, const struct oc_tag *tag);
    const char *param;
};

enum oc_tag_kind {
    OC_TAG_OPEN,
    OC_TAG_CLOSE,
    OC_TAG_VALUE,  /* {{ x }} */
    OC_TAG_MARK,   /* <!-- tab x -->: counts inside tabs and timelines only */
    OC_TAG_LITERAL /* args stands for it: an escaped tag, or a marker that shows nothing */
};

struct oc_tag {
    size_t start, end;
    enum oc_tag_kind kind;
    const struct oc_tag_row *row; /* NULL: no row knows it */
    const struct oc_own *own;     /* the site's template for it; NULL */
    struct oc_str name, args, body;
    bool named;    /* args are a list with names: Hugo, Zola, components */
    bool code;     /* LITERAL: in code, so args is not escaped */
    bool empty;    /* it says itself that it has no end tag */
    bool unclosed; /* its end tag is missing */
    size_t match;  /* OPEN: the index of its CLOSE; CLOSE: of its OPEN; SIZE_MAX: none */
    enum {
        OC_TAG_IN_TEXT,
        OC_TAG_IN_HTML, /* among HTML that Markdown does not look into */
        OC_TAG_IN_URL,  /* in the destination of a link */
        OC_TAG_IN_ATTR, /* in an attribute that holds one */
        OC_TAG_IN_WORDS /* in another attribute */
    } in;
};

/* What is open around the place that is being written. */
struct oc_tag_frame {
    size_t open; /* index of its tag */
    struct oc_str close;
    void (*end)(struct oc_tags *t, struct oc_tag_frame *frame);
    struct oc_str data;
    size_t count;                /* of tabs and the like so far */
    bool item;                   /* one is open */
    size_t out;                  /* capture: where it began */
    const struct oc_value *each; /* for: the item at hand */
    enum {
        OC_TAG_UNSURE, /* if: nobody knows, every branch stays */
        OC_TAG_TAKEN
    } state;
};

#define OC_TAG_ARGS 32
struct oc_tag_args {
    struct oc_str key[OC_TAG_ARGS], value[OC_TAG_ARGS];
    bool bare[OC_TAG_ARGS]; /* not in quotes: perhaps a variable */
    size_t n;
};

/* The value of an expression. */
struct oc_tag_value {
    bool known;                  /* whether it can be known what it is, even if that is nothing */
    struct oc_str text;          /* "" for nothing */
    const struct oc_value *node; /* a list or map, else NULL */
};

/* What a post's text and the files it includes share. */
struct oc_tags_run {
    struct oc_render *r;
    struct oc_buf *out;
    struct oc_map told; /* names that a diagnostic has told of */
    struct oc_map
        unknown;        /* name of an unknown tag -> which of the post's findings it is, from 1 */
    struct oc_map vars; /* of assign and capture -> struct oc_tag_value * */
    struct oc_map own;  /* names of the site's shortcodes -> struct oc_own *, run itself: none */
    size_t made;        /* bytes that tags put in */
    size_t includes, steps;
    int depth;     /* of includes */
    int own_depth; /* of the site's shortcodes in one another */
    int line;      /* number of the line at the end of out */
    bool full;     /* a limit was passed, and told of */
};

/* One text: the post's, or an included file's. */
struct oc_tags {
    struct oc_tags_run *run;
    struct oc_source s; /* text is the copy in which the scan hides tags */
    struct oc_str text;
    char *copy;
    bool html, outer; /* no Markdown; it is the post's own text */
    int first_line;
    struct oc_str indent;        /* of every line, where an include stands in a container */
    const struct oc_tags *above; /* what includes it, ... */
    struct oc_str path;          /* ... and its own file */
    struct oc_map params;        /* include.x -> struct oc_tag_value *; arena is NULL in a post */
    struct oc_tag *tags;
    size_t ntags, ctags;
    struct oc_tag_frame *frames;
    size_t nframes, cframes;
    size_t at, next, pos; /* the tag at hand, the one after it, what has been copied */
    int src_line;         /* number of the line of text[src_pos] */
    size_t src_pos;
    struct oc_tag_args args; /* of the tag at hand */
    size_t value_out;        /* where what the last values {{ }} without a gap wrote begins */
};

/* ---- tags_scan.c, tags_cut.c ---- */
/* Fills t->tags of t->text. */
void oc_tags_scan(struct oc_tags *t);
const struct oc_tag_row *oc_tag_row(struct oc_str name, unsigned where, unsigned first);

/* ---- tags.c ---- */
/* Expands text into run->out. */
void oc_tags_text(struct oc_tags *t);
void oc_tags_warn(struct oc_tags *t, enum oc_code code, const struct oc_tag *tag, struct oc_str a,
                  struct oc_str b);
/* The same once for each name. */
void oc_tags_warn_once(struct oc_tags *t, enum oc_code code, const struct oc_tag *tag,
                       struct oc_str name);
struct oc_tag_frame *oc_tags_push(struct oc_tags *t, struct oc_str close);
/* The innermost open tabs, timeline ... of that row's handler; NULL. */
struct oc_tag_frame *oc_tags_top(struct oc_tags *t);

/* ---- tags_put.c: writing ---- */
/* Whether so many bytes more may be made, or what costs as much. */
bool oc_tags_may(struct oc_tags *t, size_t n);
void oc_tags_put(struct oc_tags *t, struct oc_str s);
void oc_tags_puts(struct oc_tags *t, const char *s);
/* Text as text, whatever is around: no markup in it counts. */
void oc_tags_put_text(struct oc_tags *t, struct oc_str s);
/* Text in HTML, be it written into Markdown. */
void oc_tags_put_html(struct oc_tags *t, struct oc_str s);
/* An address, in a destination or attribute. */
void oc_tags_put_url(struct oc_tags *t, struct oc_str s);
/* What has been written since out had so many bytes is taken back. */
struct oc_str oc_tags_take(struct oc_tags *t, size_t from);
/* What a further line needs at its start to stand in the same containers as the tag's. */
struct oc_str oc_tags_prefix(struct oc_tags *t);
/* Markdown of more than one line, indented as the tag is. */
void oc_tags_put_lines(struct oc_tags *t, struct oc_str s);
/* A blank line, so that a block can start; nothing inside HTML. */
void oc_tags_para(struct oc_tags *t);
void oc_tags_copy(struct oc_tags *t, size_t from, size_t to);
/* Whether Markdown is read where the tag stands. */
bool oc_tags_in_text(const struct oc_tags *t);
/* Whether the tag stands in a destination or attribute, where only a value has room. */
bool oc_tags_in_value(const struct oc_tags *t);
/* Whether nothing stands before the tag in its line, a component's at least. */
bool oc_tags_leads(const struct oc_tags *t, const struct oc_tag *tag);
/* Whether nothing but blanks and markers of lists and quotations stands before text[at] in its
 * line. */
bool oc_tags_at_lead(const struct oc_tags *t, size_t at);
/* Whether nothing else stands in the lines of the tag. */
bool oc_tags_alone(const struct oc_tags *t, const struct oc_tag *tag);
/* [text](url) or its HTML; a bare url where only that can stand. title may be "". */
void oc_tags_link(struct oc_tags *t, struct oc_str url, struct oc_str text);
void oc_tags_image(struct oc_tags *t, struct oc_str src, struct oc_str alt, struct oc_str title);
/* <pre><code class="language-LANG">, in one line, so that it is code wherever it stands. */
void oc_tags_code(struct oc_tags *t, struct oc_str lang, struct oc_str code);
/* para, open, para; and close at the end of the tag. */
struct oc_tag_frame *oc_tags_open(struct oc_tags *t, struct oc_str open, const char *close);

/* ---- tags_args.c ---- */
void oc_tag_args_parse(struct oc_tag_args *args, struct oc_arena *a, const struct oc_tag *tag);
/* By name, else by place; at SIZE_MAX by name only. "" when there is none. */
struct oc_str oc_tag_arg(const struct oc_tags *t, const char *key, size_t at);
/* The first that has any of the names, which end in NULL, and is not empty. */
struct oc_str oc_tag_arg_any(const struct oc_tags *t, const char *const *names);
/* The arguments from one on, with a blank between. */
struct oc_str oc_tag_rest(struct oc_tags *t, size_t from);
/* What of JavaScript, with its braces, args gives to key; "": it gives it none. */
struct oc_str oc_tag_braced(struct oc_arena *a, struct oc_str args, const char *key);

/* ---- tags_value.c ---- */
/* The value of an expression with its filters. */
struct oc_tag_value oc_tag_eval(struct oc_tags *t, struct oc_str expression);
/* tags_filter.c: appends what a filter makes of a known value; false: it is none of them. */
bool oc_tag_filter(struct oc_buf *out, struct oc_tags *t, struct oc_tag_value v, struct oc_str name,
                   struct oc_str arg);
/* Markdown as HTML. */
void oc_tags_markdown(struct oc_buf *out, struct oc_tags *t, struct oc_str text);
/* Whether a condition holds: 1, 0, or -1 when nobody knows. */
int oc_tag_test(struct oc_tags *t, struct oc_str condition);
/* A name or path, as {{ x }} has it. */
bool oc_tag_is_path(struct oc_str s);
struct oc_tag_value oc_tag_front(const struct oc_tags *t, struct oc_str key);
struct oc_tag_value oc_tag_site(const struct oc_tags *t, struct oc_str key);

/* ---- tags_include.c ---- */
/* The text of a file named below folder, inside the site's root; -1 and a diagnostic when it may
 * not or cannot be read. */
int oc_tags_file(struct oc_str *text, struct oc_tags *t, const struct oc_tag *tag,
                 struct oc_str folder, struct oc_str name);
/* The same for a file that need not be there, of so many bytes at most; nothing is told. */
bool oc_tags_may_file(struct oc_str *text, struct oc_tags *t, struct oc_str path, size_t most);

/* ---- tags_own.c ---- */
/* Writes what the site's own template makes of the tag; false, with nothing done, when it has none
 * or it is not known what that would be. */
bool oc_tag_own(struct oc_tags *t, const struct oc_tag *tag);
/* The same for a tag that a row knows, and that has no end tag here. */
bool oc_tag_own_whole(struct oc_tags *t, const struct oc_tag *tag);

/* ---- handlers, by file ---- */
#define OC_TAG_HANDLER(name) void oc_tag_##name(struct oc_tags *t, const struct oc_tag *tag)
/* tags_block.c */
OC_TAG_HANDLER(note);
OC_TAG_HANDLER(alert);
OC_TAG_HANDLER(details);
OC_TAG_HANDLER(tabs);
OC_TAG_HANDLER(tab);
OC_TAG_HANDLER(timeline);
OC_TAG_HANDLER(moment);
OC_TAG_HANDLER(quote);
OC_TAG_HANDLER(pictures);
OC_TAG_HANDLER(unwrap);
OC_TAG_HANDLER(drop);
OC_TAG_HANDLER(mark);
/* Whether a tag that has no end here needs none; then it is put. */
bool oc_tag_whole(struct oc_tags *t, const struct oc_tag *tag);
/* tags_themes.c */
/* Takes options such as color:red out of the arguments, and off a text's ends. */
void oc_tag_drop_options(struct oc_tags *t);
struct oc_str oc_tag_said(struct oc_str s);
OC_TAG_HANDLER(entry);
OC_TAG_HANDLER(phrase);
OC_TAG_HANDLER(project);
OC_TAG_HANDLER(cited);
OC_TAG_HANDLER(pulled);
/* tags_notes.c */
OC_TAG_HANDLER(sidenote);
OC_TAG_HANDLER(thought);
OC_TAG_HANDLER(plate);

/* tags_inline.c */
OC_TAG_HANDLER(label);
OC_TAG_HANDLER(ruby);
OC_TAG_HANDLER(reading);
OC_TAG_HANDLER(styled);
OC_TAG_HANDLER(tick);
OC_TAG_HANDLER(button);
OC_TAG_HANDLER(linked);
OC_TAG_HANDLER(words);
OC_TAG_HANDLER(hidden);
OC_TAG_HANDLER(anchor);
OC_TAG_HANDLER(post);
OC_TAG_HANDLER(address);
OC_TAG_HANDLER(asset);
OC_TAG_HANDLER(param);
/* tags_media.c */
OC_TAG_HANDLER(image);
OC_TAG_HANDLER(picture);
OC_TAG_HANDLER(figure);
OC_TAG_HANDLER(group);
void oc_tags_caption(struct oc_tags *t, struct oc_str title, struct oc_str caption);
OC_TAG_HANDLER(embed);
OC_TAG_HANDLER(gist);
OC_TAG_HANDLER(tweet);
OC_TAG_HANDLER(player);
OC_TAG_HANDLER(cards);
/* tags_unknown.c */
OC_TAG_HANDLER(unknown);
OC_TAG_HANDLER(card);
/* tags_gallery.c */
OC_TAG_HANDLER(gallery);
OC_TAG_HANDLER(listed);
/* tags_code.c */
OC_TAG_HANDLER(codeblock);
OC_TAG_HANDLER(source);
OC_TAG_HANDLER(formula);
/* tags_liquid.c */
OC_TAG_HANDLER(assign);
OC_TAG_HANDLER(capture);
OC_TAG_HANDLER(condition);
OC_TAG_HANDLER(otherwise);
OC_TAG_HANDLER(loop);
/* tags_include.c */
OC_TAG_HANDLER(include);
OC_TAG_HANDLER(include_code);

#endif
