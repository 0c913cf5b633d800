/* SPDX-License-Identifier: MIT */
/*
 * Permalink patterns of Jekyll, Hexo and Hugo: /:year/:month/:title/. One table for all three, as
 * what they call alike is nearly always alike; where it is not, the post's dialect decides.
 */
#include "base/digest.h"
#include "base/path.h"
#include "base/uni.h"
#include "base/utf8.h"
#include "collect/stages.h"

struct fill {
    struct oc_buf *out;
    const struct oc_pattern *p;
    struct oc_str range; /* of Hugo's :sections[range] */
};

/* ---- slugs ---- */

/* How a generator makes a name fit for a URL. */
struct slug {
    const char *keep; /* ASCII characters that stay, beside letters and digits */
    bool drop;        /* others go and leave nothing (a blank leaves '-'), else runs become '-' */
    bool lower;
    bool wide; /* all that is not ASCII stays */
};
static const struct slug pretty = {"._~!$&'()+,;=@", false, false, false};
static const struct slug hexo = {"", false, false, true};
static const struct slug hexo_title = {"", false, true, true};
static const struct slug hugo = {"._-/", true, true, false};

static bool keeps(const struct slug *s, uint32_t cp)
{
    if (cp >= 0x80)
        return s->wide || oc_uni_is_alnum(cp);
    return ((cp | 0x20) >= 'a' && (cp | 0x20) <= 'z') || (cp >= '0' && cp <= '9') ||
           (cp && strchr(s->keep, (int)cp));
}

static bool put_slug(struct oc_buf *out, struct oc_str text, const struct slug *s)
{
    size_t start = out->n;
    bool gap = false;
    for (size_t at = 0; at < text.n;) {
        uint32_t cp = oc_utf8_next(text, &at);
        if (!keeps(s, cp)) {
            gap = gap || !s->drop || cp == ' ';
            continue;
        }
        if (gap && out->n > start)
            oc_buf_putc(out, '-');
        gap = false;
        oc_buf_put_cp(out, s->lower ? oc_uni_lower(cp) : cp);
    }
    return out->n > start;
}

void oc_pattern_put(struct oc_buf *out, struct oc_str theirs, const char *const (*names)[2],
                    size_t n)
{
    for (size_t at = 0, i; at < theirs.n; at += i < n ? strlen(names[i][0]) : 1) {
        for (i = 0; i < n && !oc_str_starts(oc_str_sub(theirs, at, theirs.n), names[i][0]);)
            i++;
        if (i < n)
            oc_buf_puts(out, names[i][1]);
        else
            oc_buf_putc(out, theirs.p[at]);
    }
}

void oc_pattern_slug(struct oc_buf *out, struct oc_str path)
{
    struct oc_str part, rest = path;
    for (bool first = true; oc_str_cut(&part, &rest, '/'); first = false) {
        if (!first)
            oc_buf_putc(out, '/');
        oc_address_slug(out, part);
    }
}

/* ---- names of the post ---- */

static bool put(struct fill *f, struct oc_str s)
{
    oc_buf_put(f->out, s);
    return s.n > 0;
}

static bool is_hexo(const struct fill *f)
{
    return f->p->post->dialect == OC_HEXO;
}

/* Jekyll's and Hexo's is of the file, that of others of the title. */
static bool put_title(struct fill *f)
{
    const struct oc_post *post = f->p->post;
    if (post->dialect == OC_HUGO)
        return put_slug(f->out, post->title, &hugo);
    if (is_hexo(f)) {
        if (f->p->folders.n) {
            put(f, f->p->folders);
            oc_buf_putc(f->out, '/');
        }
        return put(f, f->p->name);
    }
    if (post->dialect == OC_PLAIN && !post->slug.n) { /* Pelican, MkDocs */
        oc_address_slug(f->out, post->plain.n ? post->plain : post->title);
        return true;
    }
    return put_slug(f->out, post->slug.n ? post->slug : f->p->name, &pretty);
}

static bool put_slug_name(struct fill *f)
{
    const struct oc_post *post = f->p->post;
    if (post->dialect == OC_HUGO)
        return post->slug.n ? put_slug(f->out, post->slug, &hugo) : put_title(f);
    size_t before = f->out->n;
    oc_address_slug(f->out, post->slug.n ? post->slug : f->p->name);
    return f->out->n > before;
}

static bool put_name(struct fill *f)
{
    return put(f, f->p->name);
}

static bool put_slug_or_name(struct fill *f)
{
    const struct oc_post *post = f->p->post;
    return put_slug(f->out, post->slug.n ? post->slug : f->p->name, &hugo);
}

static bool put_post_title(struct fill *f)
{
    return put_slug(f->out, f->p->post->title, &hexo_title);
}

static bool put_lang(struct fill *f)
{
    return put(f, f->p->post->lang);
}

static bool put_nothing(struct fill *f OC_UNUSED)
{
    return true;
}

static bool put_id(struct fill *f)
{
    oc_buf_printf(f->out, "%lld", (long long)f->p->post->entry_id);
    return f->p->post->entry_id > 0;
}

/* ---- categories and sections ---- */

static void put_category_as(struct fill *f, bool slug, struct oc_str name)
{
    if (slug)
        oc_address_slug(f->out, name);
    for (size_t at = 0; !slug && at < name.n;)
        oc_buf_put_cp(f->out, oc_uni_lower(oc_utf8_next(name, &at)));
}

/* Jekyll: those of the front matter, each once; the folders above _posts when there are none. */
static bool put_categories_as(struct fill *f, bool slugs)
{
    const struct oc_post *post = f->p->post;
    struct oc_arena a;
    struct oc_map seen; /* names of the categories before */
    bool first = true;
    oc_arena_init(&a);
    oc_map_init(&seen, &a);
    for (size_t i = 0; i < post->ncategories; i++) {
        const struct oc_strs *names = &post->categories[i].names;
        for (size_t k = 0; k < names->n; k++) {
            if (oc_map_has(&seen, oc_arena_lower(&a, names->v[k])))
                continue;
            if (!first)
                oc_buf_putc(f->out, '/');
            first = false;
            put_category_as(f, slugs, names->v[k]);
        }
        for (size_t k = 0; k < names->n && i + 1 < post->ncategories; k++)
            (void)oc_map_add(&seen, oc_arena_lower(&a, names->v[k]), f);
    }
    oc_arena_release(&a);
    return true;
}

static bool put_categories(struct fill *f)
{
    return put_categories_as(f, false);
}

static bool put_slugged_categories(struct fill *f)
{
    return put_categories_as(f, true);
}

/* Hexo: the path of the last one, under the names that category_map gives. */
static bool put_category(struct fill *f)
{
    const struct oc_post *post = f->p->post;
    const struct oc_value *map = oc_value_get(f->p->config, "category_map");
    if (!post->ncategories) {
        struct oc_str none = oc_value_text(oc_value_get(f->p->config, "default_category"));
        return put(f, none.n ? none : OC_STR("uncategorized"));
    }
    const struct oc_strs *names = &post->categories[post->ncategories - 1].names;
    for (size_t i = 0; i < names->n; i++) {
        const struct oc_value *v = oc_value_member(map, names->v[i]);
        if (i)
            oc_buf_putc(f->out, '/');
        if (v && v->text.n)
            put(f, v->text);
        else
            put_slug(f->out, names->v[i], &hexo);
    }
    return names->n > 0;
}

static bool put_section(struct fill *f)
{
    struct oc_str first, rest = f->p->folders;
    return rest.n && oc_str_cut(&first, &rest, '/') && put_slug(f->out, first, &hugo);
}

/* Whether folder i of n is in Hugo's range: "1:", "first", "last", "2", "0:2"; "" is all. */
static bool in_range(struct oc_str range, int64_t i, int64_t n)
{
    struct oc_str from = range, to = OC_STR_NONE;
    int64_t low = 0, high = n;
    size_t colon = oc_str_chr(range, ':', 0);
    if (range.n == 0)
        return true;
    if (oc_str_is(range, "first") || oc_str_is(range, "last"))
        return i == (oc_str_is(range, "last") ? n - 1 : 0);
    if (colon != SIZE_MAX) {
        from = oc_str_sub(range, 0, colon);
        to = oc_str_sub(range, colon + 1, range.n);
    }
    if (from.n && oc_str_int(&low, from, 0, 1000) != 0)
        low = oc_str_is(from, "last") ? n - 1 : 0;
    if (to.n && oc_str_int(&high, to, 0, 1000) != 0)
        high = oc_str_is(to, "last") ? n - 1 : n;
    return colon == SIZE_MAX ? i == low : i >= low && i < high;
}

static bool put_sections(struct fill *f)
{
    struct oc_str part, rest = f->p->folders;
    int64_t i = 0, n = 1;
    bool first = true;
    for (size_t k = 0; k < rest.n; k++)
        n += rest.p[k] == '/';
    while (rest.n && oc_str_cut(&part, &rest, '/')) {
        if (!in_range(f->range, i++, n))
            continue;
        if (!first)
            oc_buf_putc(f->out, '/');
        first = false;
        put_slug(f->out, part, &hugo);
    }
    return true;
}

/* ---- dates ---- */

static int year_day(struct oc_date d)
{
    struct oc_date first = {.valid = true, .year = d.year, .month = 1, .day = 1};
    return (int)(oc_date_days(d) - oc_date_days(first)) + 1;
}

/* The Thursday of its week says which year and week of ISO 8601 a day is in. */
static struct oc_date thursday(struct oc_date d)
{
    return oc_date_from_epoch((oc_date_days(d) + 3 - (oc_date_weekday(d) + 6) % 7) * 86400);
}

enum number {
    YEAR,
    SHORT_YEAR,
    WEEK_YEAR,
    MONTH,
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    YEAR_DAY,
    WEEK_DAY,
    WEEK
};

static int number_of(struct oc_date d, int which)
{
    switch ((enum number)which) {
    case YEAR:
        return d.year;
    case SHORT_YEAR:
        return d.year % 100;
    case WEEK_YEAR:
        return thursday(d).year;
    case MONTH:
        return d.month;
    case DAY:
        return d.day;
    case HOUR:
        return d.hour;
    case MINUTE:
        return d.minute;
    case SECOND:
        return d.second;
    case YEAR_DAY:
        return year_day(d);
    case WEEK_DAY:
        return oc_date_weekday(d) ? oc_date_weekday(d) : 7;
    case WEEK:
        return (year_day(thursday(d)) - 1) / 7 + 1;
    }
    return 0;
}

static bool put_timestamp(struct fill *f)
{
    oc_buf_printf(f->out, "%lld", (long long)f->p->instant);
    return f->p->date.valid;
}

/* Hexo: of the name and the instant. */
static bool put_hash(struct fill *f)
{
    unsigned char sum[20];
    struct oc_buf text;
    oc_buf_init(&text, f->p->name.n + f->p->folders.n + 64);
    if (f->p->folders.n)
        oc_buf_printf(&text, "%.*s/", OC_STR_ARG(f->p->folders));
    oc_buf_printf(&text, "%.*s%lld", OC_STR_ARG(f->p->name), (long long)f->p->instant);
    oc_sha1(sum, oc_buf_view(&text));
    oc_buf_release(&text);
    for (int i = 0; i < 6; i++)
        oc_buf_printf(f->out, "%02x", sum[i]);
    return f->p->date.valid;
}

/* ---- the table ---- */

static const struct token {
    const char *name;
    bool (*fn)(struct fill *f); /* NULL: of the date */
    int number, digits;
    const char *const *names; /* of the number, from which `letters` are written; 0: all */
    int letters;
} tokens[] = {
    {"year", NULL, YEAR, 4, NULL, 0},
    {"short_year", NULL, SHORT_YEAR, 2, NULL, 0},
    {"w_year", NULL, WEEK_YEAR, 4, NULL, 0},
    {"month", NULL, MONTH, 2, NULL, 0},
    {"i_month", NULL, MONTH, 1, NULL, 0},
    {"short_month", NULL, MONTH, 0, oc_date_months, 3},
    {"long_month", NULL, MONTH, 0, oc_date_months, 0},
    {"monthname", NULL, MONTH, 0, oc_date_months, 0},
    {"day", NULL, DAY, 2, NULL, 0},
    {"i_day", NULL, DAY, 1, NULL, 0},
    {"y_day", NULL, YEAR_DAY, 3, NULL, 0},
    {"yearday", NULL, YEAR_DAY, 1, NULL, 0},
    {"week", NULL, WEEK, 2, NULL, 0},
    {"w_day", NULL, WEEK_DAY, 1, NULL, 0},
    {"weekday", NULL, WEEK_DAY, 1, NULL, 0},
    {"short_day", NULL, WEEK_DAY, 0, oc_date_weekdays, 3},
    {"long_day", NULL, WEEK_DAY, 0, oc_date_weekdays, 0},
    {"weekdayname", NULL, WEEK_DAY, 0, oc_date_weekdays, 0},
    {"hour", NULL, HOUR, 2, NULL, 0},
    {"minute", NULL, MINUTE, 2, NULL, 0},
    {"second", NULL, SECOND, 2, NULL, 0},
    {"timestamp", put_timestamp, 0, 0, NULL, 0},
    {"hash", put_hash, 0, 0, NULL, 0},
    {"title", put_title, 0, 0, NULL, 0},
    {"slug", put_slug_name, 0, 0, NULL, 0},
    {"post_title", put_post_title, 0, 0, NULL, 0},
    {"name", put_name, 0, 0, NULL, 0},
    {"basename", put_name, 0, 0, NULL, 0},
    {"filename", put_name, 0, 0, NULL, 0},
    {"contentbasename", put_name, 0, 0, NULL, 0},
    {"slugorfilename", put_slug_or_name, 0, 0, NULL, 0},
    {"slugorcontentbasename", put_slug_or_name, 0, 0, NULL, 0},
    {"categories", put_categories, 0, 0, NULL, 0},
    {"slugified_categories", put_slugged_categories, 0, 0, NULL, 0},
    {"category", put_category, 0, 0, NULL, 0},
    {"section", put_section, 0, 0, NULL, 0},
    {"sections", put_sections, 0, 0, NULL, 0},
    {"lang", put_lang, 0, 0, NULL, 0},
    {"id", put_id, 0, 0, NULL, 0},
    {"output_ext", put_nothing, 0, 0, NULL, 0},
};

static bool put_date(struct fill *f, const struct token *t)
{
    struct oc_date d = f->p->date;
    if (!d.valid)
        return false;
    int n = number_of(d, t->number);
    if (!t->names) {
        oc_buf_put_int(f->out, n, t->digits);
        return true;
    }
    struct oc_str name = oc_str(t->names[t->names == oc_date_months ? n - 1 : n % 7]);
    oc_buf_put(f->out, t->letters ? oc_str_sub(name, 0, (size_t)t->letters) : name);
    return true;
}

/* A key of the post's front matter, or what the site says of posts without it. */
static bool put_front(struct fill *f, struct oc_str name)
{
    const struct oc_value *maps[] = {f->p->post->front,
                                     oc_value_get(f->p->config, "permalink_defaults")};
    char key[64];
    if (name.n >= sizeof key)
        return false;
    memcpy(key, name.p, name.n);
    key[name.n] = '\0';
    for (size_t i = 0; i < OC_COUNT(maps); i++) {
        struct oc_str text = oc_value_text(oc_value_get(maps[i], key));
        if (text.n)
            return put(f, text);
    }
    return false;
}

static bool put_token(struct fill *f, struct oc_str name)
{
    for (size_t i = 0; i < OC_COUNT(tokens); i++)
        if (oc_str_is(name, tokens[i].name)) {
            size_t before = f->out->n;
            bool done = tokens[i].fn ? tokens[i].fn(f) : put_date(f, &tokens[i]);
            return done || (f->out->n == before && put_front(f, name));
        }
    return put_front(f, name);
}

bool oc_pattern_fill(struct oc_buf *out, const struct oc_pattern *p, struct oc_str pattern)
{
    struct fill f = {.out = out, .p = p};
    for (size_t at = 0; at < pattern.n;) {
        size_t colon = oc_str_chr(pattern, ':', at), end;
        oc_buf_put(out, oc_str_sub(pattern, at, colon));
        if (colon == SIZE_MAX)
            break;
        for (end = colon + 1; end < pattern.n; end++)
            if (pattern.p[end] != '_' && !(pattern.p[end] >= 'a' && pattern.p[end] <= 'z'))
                break;
        struct oc_str name = oc_str_sub(pattern, colon + 1, end);
        f.range = OC_STR_NONE;
        if (end < pattern.n && pattern.p[end] == '[') {
            size_t close = oc_str_chr(pattern, ']', end);
            if (close != SIZE_MAX) {
                f.range = oc_str_sub(pattern, end + 1, close);
                end = close + 1;
            }
        }
        if (name.n == 0)
            oc_buf_putc(out, ':');
        else if (!put_token(&f, name))
            return false;
        at = end;
    }
    return true;
}
