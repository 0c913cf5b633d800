/* SPDX-License-Identifier: MIT */
/* The table of players, and the small pattern language of its rows. */
#include "base/buf.h"
#include "base/limits.h"
#include "base/path.h"
#include "render/embeds.h"
#include "render/figure.h"

struct row {
    const char *host, *from, *to, *label;
};

static const struct row rows[] = {
#define OC_EMBED(host, from, to, label) {host, from, to, label},
#include "render/embeds.def"
#undef OC_EMBED
};

#define MAX_TAKEN 4

/* An address in parts, and what a pattern took from it. */
struct match {
    struct oc_str host, path, query;
    struct oc_str taken[MAX_TAKEN];
    size_t n;
};

static void split(struct match *m, struct oc_str url)
{
    m->host = oc_figure_host(url);
    size_t at = oc_str_find(url, "//", 0);
    at = at == SIZE_MAX ? 0 : at + 2;
    while (at < url.n && url.p[at] != '/' && url.p[at] != '?' && url.p[at] != '#')
        at++;
    size_t end = at;
    while (end < url.n && url.p[end] != '?' && url.p[end] != '#')
        end++;
    m->path = oc_str_sub(url, at, end);
    if (m->path.n == 0)
        m->path = OC_STR("/");
    size_t last = oc_str_chr(url, '#', end);
    m->query = oc_str_sub(url, end + 1, last == SIZE_MAX ? url.n : last);
}

static void take(struct match *m, struct oc_str part)
{
    if (m->n < MAX_TAKEN)
        m->taken[m->n++] = part;
}

/* Players of old put a query after '&' with no '?' before it. */
static bool at_end(struct oc_str path, size_t at)
{
    if (at < path.n && path.p[at] == '/')
        at++;
    return at >= path.n || path.p[at] == '&';
}

/* Whether the path is as the pattern says, up to the pattern's '?'; *query gets that place. */
static bool path_fits(struct match *m, const char **query, const char *from)
{
    struct oc_str path = m->path;
    size_t at = 0;
    for (; *from && *from != '?'; from++) {
        if (from[0] == '*' && from[1] == '*') {
            take(m, oc_str_sub(path, at, path.n));
            at = path.n;
            from++;
        } else if (*from == '*') {
            size_t end = at;
            while (end < path.n && !memchr("/&;", path.p[end], 3) &&
                   !(from[1] == '.' && oc_str_is(oc_str_sub(path, end, path.n), from + 1)))
                end++;
            if (end == at)
                return false;
            take(m, oc_str_sub(path, at, end));
            at = end;
        } else if (at < path.n && path.p[at] == *from) {
            at++;
        } else {
            return false;
        }
    }
    *query = *from ? from + 1 : NULL;
    return at_end(path, at);
}

static bool query_fits(struct match *m, const char *key)
{
    struct oc_str rest = m->query, part;
    while (oc_str_cut(&part, &rest, '&')) {
        if (oc_str_starts(part, "amp;"))
            part = oc_str_sub(part, 4, part.n);
        size_t equals = oc_str_chr(part, '=', 0);
        if (equals != SIZE_MAX && equals + 1 < part.n &&
            oc_str_is(oc_str_sub(part, 0, equals), key)) {
            take(m, oc_str_sub(part, equals + 1, part.n));
            return true;
        }
    }
    return false;
}

static bool fits(struct match *m, const struct row *row)
{
    m->n = 0;
    if (!oc_figure_host_is(m->host, row->host))
        return false;
    if (!*row->from)
        return true;
    const char *key = NULL;
    return path_fits(m, &key, row->from) && (!key || query_fits(m, key));
}

static struct oc_str build(struct oc_arena *a, const struct match *m, const char *to)
{
    struct oc_buf url;
    oc_buf_init(&url, OC_MAX_URL_BYTES);
    for (; *to; to++) {
        if (*to != '$') {
            oc_buf_putc(&url, *to);
            continue;
        }
        size_t which = (size_t)(*++to - '1');
        if (which < m->n)
            oc_percent_decode(&url, m->taken[which]);
    }
    struct oc_str made = url.full ? OC_STR_NONE : oc_buf_take(&url, a);
    oc_buf_release(&url);
    return made;
}

struct oc_str oc_embed_page(const char **label, struct oc_arena *a, struct oc_str url)
{
    struct match m = {.n = 0};
    split(&m, url);
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        if (!fits(&m, &rows[i]))
            continue;
        *label = rows[i].label;
        return *rows[i].to ? build(a, &m, rows[i].to) : url;
    }
    return url;
}
