/* SPDX-License-Identifier: MIT */
/*
 * What the files of the TeX reader share: tex.c reads rows and scripts, tex_token.c tokens and
 * raw arguments, tex_command.c what commands make of their arguments, tex_table.c environments,
 * tex_space.c the room between atoms, tex_macro.c definitions, tex_symbol.c the table of commands
 * and the alphabets.
 */
#ifndef OC_TEX_IMPL_H
#define OC_TEX_IMPL_H

#include "render/tex.h"

enum oc_tex_kind { /* of a command; what its row's text is for it */
    OC_TEX_LETTER, /* a letter, slanted */
    OC_TEX_UPRIGHT,
    OC_TEX_OP,     /* a relation, an arrow */
    OC_TEX_BINARY, /* an operator between two things */
    OC_TEX_MARK,   /* a punctuation mark */
    OC_TEX_DOTS,
    OC_TEX_OPEN,
    OC_TEX_CLOSE,
    OC_TEX_BAR,      /* a delimiter for both sides */
    OC_TEX_LARGE,    /* limits above and below in display */
    OC_TEX_INTEGRAL, /* limits beside it */
    OC_TEX_FUNCTION, /* a name, set apart from its argument */
    OC_TEX_LIMIT,    /* the same, with limits below */
    OC_TEX_ACCENT,
    OC_TEX_OVER_LINE, /* accents as wide as what is below, */
    OC_TEX_UNDER_LINE,
    OC_TEX_OVER_RULE, /* straight lines, drawn by the style sheet */
    OC_TEX_UNDER_RULE,
    OC_TEX_OVER_BRACE, /* and those that carry a text as their limit */
    OC_TEX_UNDER_BRACE,
    OC_TEX_ARROW,    /* as long as the texts on it */
    OC_TEX_SPACE,    /* its width */
    OC_TEX_WORD,     /* a text to show */
    OC_TEX_FRACTION, /* displaystyle, or "" */
    OC_TEX_BINOMIAL, /* the same */
    OC_TEX_ROOT,
    OC_TEX_STACK, /* "under" or over */
    OC_TEX_TEXT,  /* its class in the style sheet, or "" */
    OC_TEX_FONT,  /* enum oc_tex_font, for its argument */
    OC_TEX_SWITCH,
    OC_TEX_STYLE, /* displaystyle, for the rest of the row */
    OC_TEX_SCRIPT_STYLE,
    OC_TEX_BIG, /* size of the delimiter after it */
    OC_TEX_LEFT,
    OC_TEX_OPERATOR,
    OC_TEX_CLASS, /* what class; "limits": a name that may have them */
    OC_TEX_PHANTOM,
    OC_TEX_ENCLOSE, /* notation */
    OC_TEX_MODULO,  /* "between", or what stands before the argument */
    OC_TEX_NOT,
    OC_TEX_INFIX, /* the bracket around, "atop": without a line */
    OC_TEX_DROP,  /* with so many arguments */
    OC_TEX_TAG,
    OC_TEX_LENGTH,
    OC_TEX_REFERENCE,
    OC_TEX_BEGIN,
    OC_TEX_SUBSTACK,
    OC_TEX_TABLE, /* the environment that its argument is read as */
    OC_TEX_MACRO, /* how many arguments, what it stands for */
    OC_TEX_CHEMISTRY,
    OC_TEX_DEFINE
};

struct oc_tex_symbol {
    const char *name; /* without the backslash */
    enum oc_tex_kind kind;
    const char *what;
};
/* NULL when the table has no command of that name. */
const struct oc_tex_symbol *oc_tex_symbol(struct oc_str name);

enum oc_tex_font { /* as the table names them */
    OC_TEX_NORMAL = 'n',
    OC_TEX_ROMAN = 'r',
    OC_TEX_ITALIC = 'i',
    OC_TEX_BOLD = 'b',
    OC_TEX_BOLD_ITALIC = 'B',
    OC_TEX_BLACKBOARD = 'd',
    OC_TEX_SCRIPT = 's',
    OC_TEX_FRAKTUR = 'f',
    OC_TEX_SANS = 'S',
    OC_TEX_MONO = 'm'
};
/* The command that stands for a character beyond ASCII; NULL: it is just a letter or sign. */
const struct oc_tex_symbol *oc_tex_symbol_for(struct oc_str character);
/* The letter or digit of that alphabet; cp where it has none. */
uint32_t oc_tex_letter(enum oc_tex_font font, uint32_t cp);

/* TeX's classes of atoms, which say how far they stand apart. */
enum oc_tex_class {
    OC_TEX_NOTHING, /* a space, the start of a row */
    OC_TEX_ORDINARY,
    OC_TEX_NAME,    /* of a function */
    OC_TEX_SUM,     /* a sum, an integral */
    OC_TEX_BETWEEN, /* an operator between two things */
    OC_TEX_RELATION,
    OC_TEX_OPENING,
    OC_TEX_CLOSING,
    OC_TEX_PUNCTUATION,
    OC_TEX_INNER, /* dots */
    OC_TEX_EITHER /* a bar: opens where nothing is to its left, else ordinary */
};
enum oc_tex_size { /* TeX's styles */
    OC_TEX_DISPLAY,
    OC_TEX_TEXT_SIZE,
    OC_TEX_SMALL /* a script, or a fraction in the line */
};

struct oc_tex {
    xmlDoc *doc;
    struct oc_arena *arena;
    struct oc_tex_macros *macros;
    struct oc_str s; /* what is read, macros expanded up to at */
    size_t at;
    int depth;
    enum oc_tex_font font;
    enum oc_tex_size size;
    bool bracket;            /* a ] ends the row */
    enum oc_tex_class first; /* of the atoms in the row that was read last */
    bool continues;          /* the next row goes on with what stands in the cell before it */
    bool failed;             /* then unknown is why, and nothing more is read */
    struct oc_str unknown;
    size_t defined; /* commands */
};

enum oc_tex_limits {
    OC_TEX_BESIDE,
    OC_TEX_MOVABLE, /* above and below in display, else beside */
    OC_TEX_ABOVE
};
struct oc_tex_atom {
    xmlNode *node; /* NULL: nothing to show */
    enum oc_tex_class cls;
    enum oc_tex_limits limits;
};
static inline struct oc_tex_atom oc_tex_atom(xmlNode *node, enum oc_tex_class cls)
{
    return (struct oc_tex_atom){node, cls, OC_TEX_BESIDE};
}

/* ---- tex_token.c ---- */

enum oc_tex_token_kind {
    OC_TEX_END,
    OC_TEX_CHARACTER, /* text is it, in UTF-8 */
    OC_TEX_COMMAND    /* text is its name */
};
struct oc_tex_token {
    enum oc_tex_token_kind kind;
    struct oc_str text;
    size_t end; /* behind it */
};
/* The next token behind white space and comments; t->at stays. */
struct oc_tex_token oc_tex_peek(const struct oc_tex *t);
bool oc_tex_is_char(struct oc_tex_token token, char c);
bool oc_tex_is_command(struct oc_tex_token token, const char *name);
/* An ASCII letter, of which the names of commands are made. */
static inline bool oc_tex_is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}
/* Of the command that the token is; NULL: it is none, or unknown. */
const struct oc_tex_symbol *oc_tex_symbol_of(struct oc_tex_token token);
/* Steps over the character or command when it comes next. */
bool oc_tex_skip_char(struct oc_tex *t, char c);
bool oc_tex_skip_command(struct oc_tex *t, const char *name);
/* Ends the reading. what: is not understood; "": something is missing. */
void oc_tex_fail(struct oc_tex *t, struct oc_str what);
/* The source of an argument: what is between braces, or one token. */
struct oc_str oc_tex_raw(struct oc_tex *t);
/* The same between brackets, "" with p == NULL when there are none. */
struct oc_str oc_tex_raw_option(struct oc_tex *t);

/* ---- tex.c ---- */

/* Appends atoms up to the end, a closing brace, &, \\, \right, \middle or \end, which stays. */
void oc_tex_row(struct oc_tex *t, xmlNode *into);
/* An argument: a group or one token. Never without a node. */
struct oc_tex_atom oc_tex_argument(struct oc_tex *t);
/* Source read with t's macros: a row. */
xmlNode *oc_tex_inner(struct oc_tex *t, struct oc_str source);
/* Counts a level of nesting, until oc_tex_leave; false past the limit. */
bool oc_tex_enter(struct oc_tex *t);
void oc_tex_leave(struct oc_tex *t);

xmlNode *oc_tex_new(struct oc_tex *t, const char *name);
/* The same in parent, at its end. */
xmlNode *oc_tex_add(struct oc_tex *t, xmlNode *parent, const char *name);
xmlNode *oc_tex_leaf(struct oc_tex *t, const char *name, struct oc_str text);
xmlNode *oc_tex_space(struct oc_tex *t, const char *width);
/* A delimiter; stretchy: as high as what it is around. */
xmlNode *oc_tex_fence(struct oc_tex *t, struct oc_str text, bool stretchy);
void oc_tex_set(xmlNode *n, const char *name, const char *value);
/* Goes to the size of a fraction's parts; the caller sets what it returns, the size before, back.
 */
enum oc_tex_size oc_tex_shrink(struct oc_tex *t);
/* A row of one child is that child. */
xmlNode *oc_tex_single(xmlNode *row);

/* ---- tex_space.c ---- */

/*
 * Makes the room between two neighbours in a row: MathML's dictionary of operators knows most of
 * it, attributes and spaces say the rest. now may become of another class; before is the last atom
 * that is no space, of no class where the row starts.
 */
void oc_tex_join(struct oc_tex *t, xmlNode *row, const struct oc_tex_atom *before,
                 struct oc_tex_atom *now);
/* An operator within braces stands without room. */
void oc_tex_close_up(struct oc_tex_atom *a);
/* What is given a class by hand: \mathrel{:}. */
void oc_tex_set_class(struct oc_tex *t, struct oc_tex_atom *a, enum oc_tex_class cls);

/* ---- tex_width.c ---- */

/* The class of a formula on lines of its own that is too wide for a page, or "". */
const char *oc_tex_wide(struct oc_tex *t, const xmlNode *math);

/* ---- the others ---- */

/* The formula of \ce{...}. */
xmlNode *oc_tex_chemistry(struct oc_tex *t, struct oc_str source);

/* What a command of the table, whose name has been read, makes of what follows. */
struct oc_tex_atom oc_tex_command(struct oc_tex *t, const struct oc_tex_symbol *symbol);
/* Text with formulas between dollars; source is what stands between its braces. */
xmlNode *oc_tex_text(struct oc_tex *t, struct oc_str source, const char *look);
/* What stands up to the \end of the name read next. */
xmlNode *oc_tex_environment(struct oc_tex *t);
/* An environment that a command's braces hold. */
xmlNode *oc_tex_braced(struct oc_tex *t, struct oc_str name);
/* Rows up to what ends them; aligned as formulas under one another are. */
xmlNode *oc_tex_lines(struct oc_tex *t, bool aligned);
void oc_tex_define(struct oc_tex *t, struct oc_str command, bool operator_);
/* Puts what a defined command stands for before what is to be read; false when it is unknown. */
bool oc_tex_expand(struct oc_tex *t, struct oc_str name, const struct oc_tex_symbol *symbol);

#endif
