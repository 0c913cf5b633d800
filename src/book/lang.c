/* SPDX-License-Identifier: MIT */
/*
 * Language tags as blogs write them to the form EPUB wants (BCP 47, RFC 5646 section 2.1). A
 * primary subtag must be a known one: checkers refuse "xx", and readers choose fonts by it.
 */
#include "book/book.h"

/* Whole tags that are no tags, or that say less than e-readers need. */
static const struct {
    const char *from, *to;
} aliases[] = {
    {"zh", "zh-Hans"},
    {"cn", "zh-Hans"},
    {"zh-cn", "zh-Hans"},
    {"zh-sg", "zh-Hans"},
    {"zh-my", "zh-Hans"},
    {"zh-chs", "zh-Hans"},
    {"zh-hans-cn", "zh-Hans"},
    {"zh-cn-hans", "zh-Hans"},
    {"cmn", "zh-Hans"},
    {"cmn-hans", "zh-Hans"},
    {"zho", "zh-Hans"},
    {"chi", "zh-Hans"},
    {"chinese", "zh-Hans"},
    {"tw", "zh-Hant"},
    {"hk", "zh-Hant"},
    {"zh-tw", "zh-Hant"},
    {"zh-hk", "zh-Hant"},
    {"zh-mo", "zh-Hant"},
    {"zh-cht", "zh-Hant"},
    {"zh-hant-tw", "zh-Hant"},
    {"zh-tw-hant", "zh-Hant"},
    {"cmn-hant", "zh-Hant"},
    {"jp", "ja"},
    {"ja-jp", "ja"},
    {"jpn", "ja"},
    {"japanese", "ja"},
    {"kr", "ko"},
    {"ko-kr", "ko"},
    {"kor", "ko"},
    {"korean", "ko"},
    {"us", "en-US"},
    {"eng", "en"},
    {"english", "en"},
    {"ger", "de"},
    {"deu", "de"},
    {"german", "de"},
    {"deutsch", "de"},
    {"fra", "fr"},
    {"fre", "fr"},
    {"french", "fr"},
    {"spa", "es"},
    {"spanish", "es"},
    {"por", "pt"},
    {"portuguese", "pt"},
    {"rus", "ru"},
    {"russian", "ru"},
    {"ita", "it"},
    {"italian", "it"},
    {"ara", "ar"},
    {"arabic", "ar"},
    {"ua", "uk"},
    {"cz", "cs"},
    {"dk", "da"},
    {"vn", "vi"},
    {"iw", "he"},
    {"in", "id"},
    {"ji", "yi"},
};

/* ISO 639-1, less the codes withdrawn. */
static const char two_letters[] =
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da "
    "de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy "
    "hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg "
    "li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or "
    "os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw "
    "ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu ";

/* Languages without a two-letter code in which people blog. */
static const char three_letters[] =
    "arz ast bho ceb chr ckb csb dsb fil frp fur gsw hak haw hsb jbo kab lij lmo lzh mai mul nan "
    "nap nds pap pms sco scn szl tlh tok tpi vec war wuu yue zgh ";

static bool is_alpha(struct oc_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((s.p[i] | 32) < 'a' || (s.p[i] | 32) > 'z')
            return false;
    return true;
}

static bool is_alnum(struct oc_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((s.p[i] < '0' || s.p[i] > '9') && ((s.p[i] | 32) < 'a' || (s.p[i] | 32) > 'z'))
            return false;
    return s.n > 0;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Whether the lower-case code is a word of a list in which each word ends in a blank. */
static bool listed(const char *list, struct oc_str code)
{
    for (const char *p = list; *p; p += code.n + 1)
        if (memcmp(p, code.p, code.n) == 0)
            return true;
    return false;
}

static void set_case(char *p, size_t n, bool title, bool upper)
{
    for (size_t i = 0; i < n; i++) {
        bool letter = (p[i] | 32) >= 'a' && (p[i] | 32) <= 'z';
        if (letter)
            p[i] = (char)(upper || (title && i == 0) ? p[i] & ~32 : p[i] | 32);
    }
}

/*
 * The grammar: language [extlang x3] [script] [region] variants extensions [private use]. Each
 * kind of subtag has a rank, and ranks never fall; what may stand once has a rank of its own.
 */
enum rank {
    LANGUAGE,
    EXTLANG,
    SCRIPT,
    REGION,
    VARIANT,
    EXTENSION,
    PRIVATE
};

static bool primary_ok(struct oc_str s)
{
    return is_alpha(s) &&
           ((s.n == 2 && listed(two_letters, s)) || (s.n == 3 && listed(three_letters, s)));
}

/* The rank of a subtag after one of rank last; -1 where it cannot stand. */
static int rank_of(struct oc_str s, int last)
{
    if (!is_alnum(s) || s.n > 8)
        return -1;
    if (last == PRIVATE)
        return PRIVATE;
    if (s.n == 1)
        return (s.p[0] | 32) == 'x' ? PRIVATE : EXTENSION;
    if (last == EXTENSION)
        return EXTENSION;
    if (s.n == 3 && is_alpha(s) && last == LANGUAGE)
        return EXTLANG;
    if (s.n == 4 && is_alpha(s) && last < SCRIPT)
        return SCRIPT;
    if (last < REGION && ((s.n == 2 && is_alpha(s)) ||
                          (s.n == 3 && is_digit(s.p[0]) && is_digit(s.p[1]) && is_digit(s.p[2]))))
        return REGION;
    if (s.n >= 5 || (s.n == 4 && is_digit(s.p[0])))
        return VARIANT;
    return -1;
}

/* No subtag may come twice (variants, singletons); tags are short, so each is compared. */
static bool seen_before(const char *tag, struct oc_str s)
{
    struct oc_str rest = {tag, (size_t)(s.p - tag)}, part;
    while (rest.n > 0 && oc_str_cut(&part, &rest, '-'))
        if (oc_str_ieq(part, s))
            return true;
    return false;
}

/* Checks the lower-case tag and gives each subtag its customary case. */
static bool well_formed(char *tag, size_t n)
{
    struct oc_str rest = {tag, n}, s;
    int rank = LANGUAGE;
    bool open = false; /* a singleton must be followed by something */
    if (!oc_str_cut(&s, &rest, '-') || !primary_ok(s))
        return false;
    while (rest.p && oc_str_cut(&s, &rest, '-')) {
        int next = rank_of(s, rank);
        char *p = tag + (s.p - tag);
        if (next < 0 || (open && s.n == 1 && rank != PRIVATE))
            return false;
        if ((next == VARIANT || (next == EXTENSION && s.n == 1)) && seen_before(tag, s))
            return false;
        set_case(p, s.n, next == SCRIPT, next == REGION);
        open = s.n == 1 && (next == EXTENSION || rank != PRIVATE);
        rank = next;
    }
    return !open;
}

struct oc_str oc_lang_tag(struct oc_arena *a, struct oc_str lang)
{
    char tag[64];
    size_t n = 0;
    lang = oc_str_trim(lang);
    while (n < lang.n && lang.p[n] != '.' && lang.p[n] != '@' && n < sizeof(tag)) {
        tag[n] = lang.p[n] == '_' ? '-' : lang.p[n]; /* zh_CN.UTF-8, as locales are named */
        n++;
    }
    if (n == 0 || n == sizeof(tag))
        return oc_str("");
    set_case(tag, n, false, false);
    for (size_t i = 0; i < OC_COUNT(aliases); i++)
        if (oc_str_is((struct oc_str){tag, n}, aliases[i].from))
            return oc_str(aliases[i].to);
    if (!well_formed(tag, n))
        return oc_str("");
    return oc_arena_copy(a, (struct oc_str){tag, n});
}

bool oc_lang_is(struct oc_str lang, const char *primary)
{
    size_t n = strlen(primary);
    return lang.n >= n && memcmp(lang.p, primary, n) == 0 && (lang.n == n || lang.p[n] == '-');
}

bool oc_lang_rtl(struct oc_str lang)
{
    static const char *const rtl[] = {"ar", "arz", "ckb", "dv", "fa", "he",
                                      "ps", "sd",  "ug",  "ur", "yi"};
    for (size_t i = 0; i < OC_COUNT(rtl); i++)
        if (oc_lang_is(lang, rtl[i]))
            return true;
    return false;
}

bool oc_lang_vertical(struct oc_str lang)
{
    return oc_lang_is(lang, "zh") || oc_lang_is(lang, "ja") || oc_lang_is(lang, "yue");
}
