/* SPDX-License-Identifier: MIT */
/*
 * Front matter keys to a post's fields, by one table. Each key of the tree is looked up once; of
 * the keys that mean one field, the first in the table that has a usable value wins.
 */
#include "base/limits.h"
#include "base/utf8.h"
#include "collect/stages.h"

enum field {
    TITLE,
    SUBTITLE,
    DATE,
    UPDATED,
    AUTHORS,
    LANG,
    CATEGORIES,
    TAGS,
    KEYWORDS,
    DESCRIPTION,
    SLUG,
    PERMALINK,
    ABBRLINK,
    WEIGHT,
    SERIES,
    IMAGE,
    RANKED, /* those above take the best key; those below look at each */
    ALIASES,
    DRAFT,
    STATUS,
    PASSWORD,
    PUBLISHED,
    HIDDEN,
    TOC,
    NO_TOC,
    MATH,
    INNER, /* a table that holds more keys */
    OTHER  /* known, but of no use for a book */
};

/* Lower case, '_' for '-'; sorted by key for the search. rank: 0 wins. */
static const struct key {
    const char *key;
    enum field field;
    int rank;
} keys[] = {
    {"abbrlink", ABBRLINK, 0},
    {"alias", ALIASES, 0},
    {"aliases", ALIASES, 0},
    {"author", AUTHORS, 1},
    {"authors", AUTHORS, 0},
    {"banner", IMAGE, 7},
    {"banner_img", IMAGE, 8},
    {"categories", CATEGORIES, 0},
    {"category", CATEGORIES, 1},
    {"comments", OTHER, 0},
    {"cover", IMAGE, 1},
    {"created", DATE, 5},
    {"created_at", DATE, 6},
    {"created_date", DATE, 12},
    {"createdat", DATE, 11},
    {"date", DATE, 0},
    {"date_created", DATE, 13},
    {"date_modified", UPDATED, 11},
    {"date_published", DATE, 15},
    {"date_updated", UPDATED, 9},
    {"datemodified", UPDATED, 10},
    {"datepublished", DATE, 14},
    {"description", DESCRIPTION, 0},
    {"dg_publish", PUBLISHED, 0},
    {"draft", DRAFT, 0},
    {"excerpt", DESCRIPTION, 1},
    {"extra", INNER, 0},
    {"feature_image", IMAGE, 9},
    {"featured_image", IMAGE, 10},
    {"header_img", IMAGE, 2},
    {"heroimage", IMAGE, 11},
    {"hidden", HIDDEN, 0},
    {"ignorepublish", DRAFT, 0},
    {"image", IMAGE, 0},
    {"index_img", IMAGE, 4},
    {"isdraft", DRAFT, 0},
    {"katex", MATH, 0},
    {"keywords", KEYWORDS, 0},
    {"lang", LANG, 0},
    {"language", LANG, 1},
    {"last_modified", UPDATED, 4},
    {"last_modified_at", UPDATED, 2},
    {"lastmod", UPDATED, 1},
    {"layout", OTHER, 0},
    {"locale", LANG, 2},
    {"math", MATH, 0},
    {"mathjax", MATH, 0},
    {"moddatetime", UPDATED, 7},
    {"modified", UPDATED, 3},
    {"modified_at", UPDATED, 12},
    {"nav_order", WEIGHT, 2},
    {"no_toc", NO_TOC, 0},
    {"order", WEIGHT, 1},
    {"params", INNER, 0},
    {"password", PASSWORD, 0},
    {"path", PERMALINK, 2},
    {"permalink", PERMALINK, 0},
    {"posted", DATE, 16},
    {"private", DRAFT, 0},
    {"pubdate", DATE, 1},
    {"pubdatetime", DATE, 7},
    {"publish", PUBLISHED, 0},
    {"publish_date", DATE, 3},
    {"publishdate", DATE, 2},
    {"published", PUBLISHED, 0},
    {"published_at", DATE, 4},
    {"published_date", DATE, 10},
    {"publishedat", DATE, 8},
    {"publisheddate", DATE, 9},
    {"redirect_from", ALIASES, 0},
    {"seo_title", OTHER, 0},
    {"series", SERIES, 0},
    {"slug", SLUG, 0},
    {"sort", WEIGHT, 3},
    {"status", STATUS, 0},
    {"subtitle", SUBTITLE, 0},
    {"summary", DESCRIPTION, 2},
    {"tag", TAGS, 1},
    {"tags", TAGS, 0},
    {"taxonomies", INNER, 0},
    {"thumbnail", IMAGE, 6},
    {"title", TITLE, 0},
    {"toc", TOC, 0},
    {"top_img", IMAGE, 3},
    {"updated", UPDATED, 0},
    {"updated_at", UPDATED, 6},
    {"updated_date", UPDATED, 13},
    {"updatedat", UPDATED, 8},
    {"updateddate", UPDATED, 5},
    {"url", PERMALINK, 1},
    {"weight", WEIGHT, 0},
};

static const struct key *find_key(struct oc_str name)
{
    char low[24];
    size_t from = 0, to = OC_COUNT(keys);
    name = oc_str_trim(name);
    if (!name.n || name.n >= sizeof low)
        return NULL;
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        low[i] = c == '-' ? '_' : c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
    }
    low[name.n] = '\0';
    while (from < to) {
        size_t mid = (from + to) / 2;
        int d = strcmp(low, keys[mid].key);
        if (d == 0)
            return &keys[mid];
        if (d < 0)
            to = mid;
        else
            from = mid + 1;
    }
    return NULL;
}

bool oc_meta_known(struct oc_str name)
{
    return find_key(name) != NULL;
}

/* ---- texts ---- */

/* Entities decoded, white space folded, cut at max; in the post's arena. */
static struct oc_str clean(struct oc_post *post, struct oc_str s, bool markup, size_t max)
{
    struct oc_buf buf;
    s = oc_str_trim_wide(s);
    if (!s.n)
        return OC_STR_NONE;
    size_t n = 0;
    oc_buf_init(&buf, s.n * 4 + 16);
    oc_entities_decode(&buf, s, markup);
    for (size_t i = 0; i < buf.n; i++) { /* in place: it only shrinks */
        bool blank = strchr(" \t\n\r\f\v", buf.p[i]) != NULL;
        if (!blank)
            buf.p[n++] = buf.p[i];
        else if (n && buf.p[n - 1] != ' ')
            buf.p[n++] = ' ';
    }
    if (n > max && markup)
        oc_title_limit(post, 1);
    struct oc_str text = oc_utf8_cut((struct oc_str){buf.p, n}, max);
    struct oc_str result = oc_arena_copy(&post->arena, oc_str_trim_wide(text));
    oc_buf_release(&buf);
    return result;
}

static struct oc_str text_of(struct oc_post *post, const struct oc_value *v)
{
    return clean(post, oc_value_text(v), false, OC_MAX_FRONT_BYTES);
}

/* The length of a separator of lists in text that s begins with at i, else 0. */
static size_t separator(struct oc_str s, size_t i)
{
    static const char *const wide[] = {"\xEF\xBC\x8C", "\xE3\x80\x81", "\xEF\xBC\x9B"}; /* ，、； */
    if (s.p[i] == ',' || s.p[i] == ';')
        return 1;
    if ((unsigned char)s.p[i] < 0xE3)
        return 0;
    for (size_t k = 0; k < OC_COUNT(wide); k++)
        if (i + 3 <= s.n && memcmp(s.p + i, wide[k], 3) == 0)
            return 3;
    return 0;
}

static void add_name(struct oc_strs *list, struct oc_post *post, struct oc_str s)
{
    s = clean(post, s, false, OC_MAX_TITLE_BYTES);
    if (s.n)
        oc_strs_add(list, &post->arena, s);
}

/* Leaves the first of each name. */
static void unique(struct oc_strs *list)
{
    struct oc_arena arena;
    struct oc_map seen;
    size_t n = 0;
    if (list->n < 2)
        return;
    oc_arena_init(&arena);
    oc_map_init(&seen, &arena);
    for (size_t i = 0; i < list->n; i++)
        if (oc_map_add(&seen, list->v[i], list))
            list->v[n++] = list->v[i];
    list->n = n;
    oc_arena_release(&arena);
}

/* Eleventy has posts in a list of pages by a tag; its starters show these to nobody. */
static void drop_collections(struct oc_strs *tags)
{
    static const char *const names[] = {"all", "nav", "post", "posts", "gardenEntry"};
    size_t n = 0;
    for (size_t i = 0; i < tags->n; i++) {
        bool dropped = false;
        for (size_t k = 0; k < OC_COUNT(names); k++)
            dropped = dropped || oc_str_is(tags->v[i], names[k]);
        if (!dropped)
            tags->v[n++] = tags->v[i];
    }
    tags->n = n;
}

/* Splits at separators; when there are none and blanks is true, at blanks. */
static void split(struct oc_strs *list, struct oc_post *post, struct oc_str s, bool blanks)
{
    size_t from = 0;
    bool any = false;
    for (size_t i = 0; i < s.n && !any; i++)
        any = separator(s, i) > 0;
    for (size_t i = 0; i <= s.n; i++) {
        size_t cut = i == s.n ? 1 : separator(s, i);
        if (!any && blanks && i < s.n && strchr(" \t", s.p[i]))
            cut = 1;
        if (!cut)
            continue;
        add_name(list, post, oc_str_sub(s, from, i));
        from = i + cut;
        i = from - 1;
    }
}

/* ---- lists ---- */

/* A text is split; of a list, and of lists in it, each item is one name. */
static void names_of(struct oc_strs *list, struct oc_post *post, const struct oc_value *v,
                     bool blanks)
{
    if (v->kind == OC_VALUE_TEXT) {
        split(list, post, v->text, blanks);
        return;
    }
    if (v->kind != OC_VALUE_LIST)
        return;
    for (const struct oc_value *i = v->child; i; i = i->next) {
        if (i->kind == OC_VALUE_TEXT)
            add_name(list, post, i->text);
        for (const struct oc_value *k = i->kind == OC_VALUE_LIST ? i->child : NULL; k; k = k->next)
            add_name(list, post, oc_value_text(k));
    }
}

/* "Ann Lee, Bo Ek": several people, if each piece is of several words; "Lee, Ann" is one. */
static void authors_of_text(struct oc_post *post, struct oc_str s)
{
    struct oc_str piece, rest = s;
    bool several = oc_str_chr(s, ',', 0) != SIZE_MAX;
    while (several && oc_str_cut(&piece, &rest, ','))
        several = oc_str_chr(oc_str_trim(piece), ' ', 0) != SIZE_MAX;
    if (several)
        split(&post->authors, post, s, false);
    else
        add_name(&post->authors, post, s);
}

/* {name: Ann Lee}; of Docusaurus {key: ann}, who is in its authors.yml. */
static struct oc_str name_of(const struct oc_value *person)
{
    struct oc_str name = oc_value_text(oc_value_get(person, "name"));
    return name.n ? name : oc_value_text(oc_value_get(person, "key"));
}

static void authors_of(struct oc_post *post, const struct oc_value *v)
{
    if (v->kind == OC_VALUE_LIST) {
        for (const struct oc_value *i = v->child; i; i = i->next)
            add_name(&post->authors, post, i->kind == OC_VALUE_MAP ? name_of(i) : oc_value_text(i));
    } else if (v->kind == OC_VALUE_MAP) {
        add_name(&post->authors, post, name_of(v));
    } else {
        authors_of_text(post, v->text);
    }
}

/* A category path; takes names from v: a text is one, a list several. */
static void add_category(struct oc_post *post, size_t *cap, const struct oc_value *v)
{
    struct oc_strs names = {0};
    if (v->kind == OC_VALUE_LIST)
        names_of(&names, post, v, false);
    else
        add_name(&names, post, v->text);
    unique(&names);
    if (!names.n)
        return;
    post->categories = oc_arena_grow(&post->arena, post->categories, cap, post->ncategories + 1,
                                     sizeof *post->categories);
    post->categories[post->ncategories++].names = names;
}

static void categories_of(struct oc_post *post, const struct oc_value *v)
{
    const struct oc_dialect_row *row = oc_dialect_row(post->dialect);
    size_t cap = 0;
    bool nested = false;
    if (v->kind == OC_VALUE_LIST)
        for (const struct oc_value *i = v->child; i; i = i->next)
            nested = nested || i->kind == OC_VALUE_LIST;
    if (row->category_path && !nested) {
        add_category(post, &cap, v);
        return;
    }
    if (v->kind == OC_VALUE_LIST) {
        for (const struct oc_value *i = v->child; i; i = i->next)
            add_category(post, &cap, i);
        return;
    }
    struct oc_strs names = {0};
    split(&names, post, v->text, row->blanks_split);
    unique(&names);
    for (size_t i = 0; i < names.n; i++)
        add_category(post, &cap, &(struct oc_value){.kind = OC_VALUE_TEXT, .text = names.v[i]});
}

/* ---- fields ---- */

static void date_of(struct oc_date *out, struct oc_post *post, const struct oc_value *v)
{
    struct oc_str text = oc_value_text(v);
    struct oc_date d;
    if (oc_date_parse(&d, text) == 0)
        *out = d;
    else if (text.n && !oc_str_starts(text, "{{"))
        oc_diag_add(&post->diags, OC_D_DATE_BAD, post->name, v->line, v->col, text, OC_STR_NONE);
}

/* The path of an image: a text, or what a map or the first of a list holds. */
static struct oc_str image_of(const struct oc_value *v)
{
    static const char *const inner[] = {"path", "src", "url", "image", "feature"};
    if (v->kind == OC_VALUE_LIST && v->child)
        v = v->child;
    for (size_t i = 0; v->kind == OC_VALUE_MAP && i < OC_COUNT(inner); i++) {
        struct oc_str text = oc_value_text(oc_value_get(v, inner[i]));
        if (text.n)
            return text;
    }
    struct oc_str text = v->kind == OC_VALUE_TEXT ? oc_value_text(v) : OC_STR_NONE;
    bool off = oc_str_iis(text, "false") || oc_str_iis(text, "true") || oc_str_iis(text, "null") ||
               oc_str_iis(text, "none") || oc_str_starts(text, "#");
    return off ? OC_STR_NONE : text;
}

static bool usable(enum field field, const struct oc_value *v)
{
    if (v->kind == OC_VALUE_NULL)
        return false;
    if (field == IMAGE)
        return image_of(v).n > 0;
    if (v->kind == OC_VALUE_TEXT)
        return !oc_str_blank(v->text);
    return v->child != NULL;
}

static void set_ranked(struct oc_post *post, enum field field, const struct oc_value *v)
{
    bool blanks = oc_dialect_row(post->dialect)->blanks_split;
    switch (field) {
    case TITLE:
        post->title = clean(post, oc_value_text(v), true, OC_MAX_TITLE_BYTES);
        break;
    case SUBTITLE:
        post->subtitle = clean(post, oc_value_text(v), true, OC_MAX_TITLE_BYTES);
        break;
    case DATE:
        if (v->kind == OC_VALUE_MAP) { /* Material for MkDocs */
            const struct oc_value *updated = oc_value_get(v, "updated");
            if (updated && !post->updated.valid)
                date_of(&post->updated, post, updated);
            v = oc_value_get(v, "created");
        }
        if (v)
            date_of(&post->date, post, v);
        break;
    case UPDATED:
        date_of(&post->updated, post, v);
        break;
    case AUTHORS:
        authors_of(post, v);
        unique(&post->authors);
        break;
    case LANG:
        post->lang = text_of(post, v);
        break;
    case CATEGORIES:
        categories_of(post, v);
        break;
    case TAGS:
        names_of(&post->tags, post, v, blanks);
        unique(&post->tags);
        if (post->dialect == OC_ELEVENTY)
            drop_collections(&post->tags);
        break;
    case KEYWORDS:
        names_of(&post->keywords, post, v, false);
        unique(&post->keywords);
        break;
    case DESCRIPTION:
        post->description = text_of(post, v);
        break;
    case SLUG:
        post->slug = text_of(post, v);
        break;
    case PERMALINK:
        post->permalink = text_of(post, v);
        if (oc_str_find(post->permalink, "{{", 0) != SIZE_MAX) /* only its generator knows */
            post->permalink = OC_STR_NONE;
        break;
    case ABBRLINK:
        post->abbrlink = text_of(post, v);
        break;
    case SERIES:
        post->series = text_of(post, v);
        break;
    case IMAGE:
        post->image = clean(post, image_of(v), false, OC_MAX_URL_BYTES);
        break;
    case WEIGHT:
        post->has_weight = oc_str_int(&post->weight, oc_value_text(v), INT32_MIN, INT32_MAX) == 0;
        break;
    default:
        break;
    }
}

static void set_other(struct oc_post *post, enum field field, const struct oc_value *v)
{
    switch (field) {
    case ALIASES:
        names_of(&post->aliases, post, v, false);
        unique(&post->aliases);
        break;
    case DRAFT:
        post->draft = post->draft || oc_value_bool(v, false);
        break;
    case STATUS: /* Pelican, Nikola, and what came from WordPress */
        post->draft = post->draft || oc_str_iis(oc_value_text(v), "draft") ||
                      oc_str_iis(oc_value_text(v), "private");
        break;
    case PASSWORD: /* of Hexo's blogs: for some readers only */
        post->draft = post->draft || oc_value_text(v).n > 0;
        break;
    case PUBLISHED: /* or the day of it */
        post->draft = post->draft || !oc_value_bool(v, true);
        if (!post->date.valid && oc_date_parse(&post->date, oc_value_text(v)) != 0)
            post->date = (struct oc_date){0};
        break;
    case HIDDEN:
        post->hidden = oc_value_bool(v, false);
        break;
    case TOC:
        post->no_toc = post->no_toc || !oc_value_bool(v, true);
        break;
    case NO_TOC:
        post->no_toc = post->no_toc || oc_value_bool(v, false);
        break;
    case MATH:
        if (v->kind == OC_VALUE_MAP) /* LoveIt: math: {enable: true} */
            v = oc_value_get(v, "enable");
        if (!v)
            break;
        if (oc_value_bool(v, false))
            post->math = OC_YES;
        else if (post->math == OC_AUTO && !oc_value_bool(v, true))
            post->math = OC_NO;
        break;
    default:
        break;
    }
}

struct best {
    const struct oc_value *v;
    int rank;
};

/* depth 1: in taxonomies, extra or params; what stands at the top wins over that. */
static void look(struct oc_post *post, struct best best[RANKED], const struct oc_value *map,
                 int depth)
{
    for (const struct oc_value *v = map->child; v; v = v->next) {
        const struct key *key = find_key(v->key);
        if (!key)
            continue;
        if (key->field == INNER) {
            if (depth == 0 && v->kind == OC_VALUE_MAP)
                look(post, best, v, 1);
        } else if (key->field > RANKED) {
            set_other(post, key->field, v);
        } else if (usable(key->field, v)) {
            int rank = key->rank + depth * 100;
            if (!best[key->field].v || rank < best[key->field].rank)
                best[key->field] = (struct best){v, rank};
        }
    }
}

void oc_meta_read(struct oc_post *post)
{
    struct best best[RANKED] = {{NULL, 0}};
    if (!post->front)
        return;
    look(post, best, post->front, 0);
    for (int i = 0; i < RANKED; i++)
        if (best[i].v)
            set_ranked(post, (enum field)i, best[i].v);
}
