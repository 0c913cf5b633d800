/* SPDX-License-Identifier: MIT */
/* Lines that stand around a post in a page and say when it is from, who wrote it, or lead on. */
#include "base/date.h"
#include "base/limits.h"
#include "base/uni.h"
#include "base/utf8.h"
#include "xhtml/page.h"

/* ---- when and by whom ---- */

enum word {
    PLAIN,
    POSTED,
    UPDATED,
    BY,
    NONE
};

static const struct {
    const char *text;
    enum word word;
} words[] = {
    {"posted", POSTED},    {"published", POSTED}, {"written", POSTED},   {"by", BY},
    {"author", BY},        {"on", PLAIN},         {"at", PLAIN},         {"in", PLAIN},
    {"date", POSTED},      {"the", PLAIN},        {"updated", UPDATED},  {"modified", UPDATED},
    {"revised", UPDATED},  {"changed", UPDATED},  {"last", UPDATED},     {"created", POSTED},
    {"am", PLAIN},         {"pm", PLAIN},         {"this", PLAIN},       {"page", PLAIN},
    {"was", PLAIN},        {"no", PLAIN},         {"comment", PLAIN},    {"comments", PLAIN},
    {"min", PLAIN},        {"minute", PLAIN},     {"minutes", PLAIN},    {"read", PLAIN},
    {"gmt", PLAIN},        {"utc", PLAIN},        {"发布于", POSTED},    {"发表于", POSTED},
    {"發表於", POSTED},    {"发布时间", POSTED},  {"发表时间", POSTED},  {"创建于", POSTED},
    {"创建时间", POSTED},  {"发布日期", POSTED},  {"发布", POSTED},      {"日期", POSTED},
    {"时间", POSTED},      {"投稿日", POSTED},    {"公開日", POSTED},    {"作成日", POSTED},
    {"更新于", UPDATED},   {"更新時間", UPDATED}, {"更新时间", UPDATED}, {"编辑于", UPDATED},
    {"最后更新", UPDATED}, {"最終更新", UPDATED}, {"更新日", UPDATED},   {"作者", BY},
    {"著者", BY},          {"原创", PLAIN},       {"于", PLAIN},         {"阅读", PLAIN},
    {"评论", PLAIN},       {"星期", PLAIN},
};

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* What s begins with at `at`: how many bytes it takes. */
static size_t word_at(enum word *word, struct oc_str s, size_t at)
{
    size_t end = at;
    while (end < s.n && is_letter(s.p[end]))
        end++;
    struct oc_str rest = oc_str_sub(s, at, end > at ? end : s.n);
    *word = NONE;
    for (size_t i = 0; i < OC_COUNT(words); i++) {
        bool latin = (unsigned char)words[i].text[0] < 0x80;
        if (latin ? end > at && oc_str_iis(rest, words[i].text)
                  : end == at && oc_str_starts(rest, words[i].text)) {
            *word = words[i].word;
            return strlen(words[i].text);
        }
    }
    return end - at;
}

/* The name that "by" stands before: up to a sign that parts what is said. */
static struct oc_str name_in(struct oc_str s, size_t at, size_t limit)
{
    static const char *const ends[] = {"|", "·", "•", "/", ",", "，", "(", " on ", " at ", " – "};
    struct oc_str name = oc_str_trim_wide(oc_str_sub(s, at, limit));
    static const char *const colons[] = {":", "："};
    for (size_t i = 0; i < OC_COUNT(colons); i++)
        if (oc_str_starts(name, colons[i]))
            name = oc_str_trim_wide(oc_str_sub(name, strlen(colons[i]), name.n));
    for (size_t i = 0; i < OC_COUNT(ends); i++) {
        size_t end = oc_str_find(name, ends[i], 0);
        if (end != SIZE_MAX)
            name = oc_str_sub(name, 0, end);
    }
    name = oc_str_trim_wide(name);
    if (oc_str_ends(name, " on") || oc_str_ends(name, " at")) /* the date */
        name = oc_str_trim(oc_str_sub(name, 0, name.n - 3));
    return name.n <= OC_PAGE_NAME ? name : OC_STR_NONE;
}

/* Reads what stands in s from `at` to `limit`, where no date is. */
static void read_words(struct oc_page_line *line, struct oc_str s, size_t at, size_t limit)
{
    while (at < limit) {
        size_t next = at;
        uint32_t cp = oc_utf8_next(s, &next);
        if (!is_letter(s.p[at]) && (cp <= 0x40 || oc_uni_is_space(cp) || oc_uni_is_punct(cp))) {
            at = next;
            continue;
        }
        enum word word;
        size_t n = word_at(&word, s, at);
        line->posted = line->posted || word == POSTED;
        line->updated = line->updated || word == UPDATED;
        if (word == BY && !line->author.n) {
            line->author = name_in(s, at + n, limit);
            if (line->author.n)
                n = (size_t)(line->author.p + line->author.n - (s.p + at));
        } else if (word == NONE) {
            line->whole = false;
        }
        at += n ? n : next - at;
    }
}

void oc_page_line(struct oc_page_line *line, struct oc_str text)
{
    struct oc_date date;
    size_t from, to;
    *line = (struct oc_page_line){.whole = text.n <= OC_PAGE_LINE};
    if (text.n > OC_PAGE_LINE)
        return;
    if (oc_date_find(&date, &from, &to, text) != 0)
        from = to = text.n;
    read_words(line, text, 0, from);
    if (from < text.n)
        line->date = date;
    read_words(line, text, to, text.n);
    line->whole = line->whole && (line->date.valid || line->author.n);
}

/* ---- what leads on, and whose it is ---- */

/* Without arrows, brackets and blanks around it. */
static struct oc_str bare(struct oc_str s)
{
    size_t from = 0, to = s.n;
    while (from < s.n) {
        size_t next = from;
        uint32_t cp = oc_utf8_next(s, &next);
        if (!(cp <= 0x2F || oc_uni_is_space(cp) || oc_uni_is_punct(cp)))
            break;
        from = next;
    }
    while (to > from) {
        size_t before = to;
        uint32_t cp = oc_utf8_prev(s, &before);
        if (!(cp <= 0x2F || oc_uni_is_space(cp) || oc_uni_is_punct(cp)))
            break;
        to = before;
    }
    return oc_str_sub(s, from, to);
}

bool oc_page_leads(struct oc_str text)
{
    static const char *const ways[] = {
        "home",        "index",     "back",          "next",          "prev",       "previous",
        "top",         "up",        "archive",       "archives",      "contents",   "main page",
        "home page",   "homepage",  "older",         "newer",         "older post", "newer post",
        "back to top", "next post", "previous post", "back to index", "main",       "menu",
        "首页",        "首頁",      "主页",          "返回",          "返回首页",   "返回目录",
        "目录",        "上一篇",    "下一篇",        "上一页",        "下一页",     "上一章",
        "下一章",      "回首页",    "回首頁",        "ホーム",        "トップ",     "トップページ",
        "戻る",        "前へ",      "次へ",          "前の記事",      "次の記事",   "目次",
    };
    text = bare(text);
    for (size_t i = 0; i < OC_COUNT(ways); i++)
        if (oc_str_iis(text, ways[i]))
            return true;
    return false;
}

bool oc_page_owns(struct oc_str text)
{
    static const char *const starts[] = {
        "copyright", "©",        "(c)",        "&copy;",       "all rights reserved",
        "版权所有",  "版權所有", "powered by", "all content ©"};
    text = oc_str_trim_wide(text);
    for (size_t i = 0; text.n <= OC_PAGE_LINE && i < OC_COUNT(starts); i++)
        if (oc_str_istarts(text, starts[i]))
            return true;
    return false;
}
