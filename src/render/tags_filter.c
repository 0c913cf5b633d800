/* SPDX-License-Identifier: MIT */
/* Filters of Liquid that know more than a text: of Markdown, of dates, of lists. */
#include "base/date.h"
#include "base/limits.h"
#include "render/markdown.h"
#include "render/tags_impl.h"

/* ---- Markdown ---- */

/* Without the places of its lines, which are not those of the post. */
void oc_tags_markdown(struct oc_buf *out, struct oc_tags *t, struct oc_str text)
{
    static const char mark[] = " data-sourcepos=";
    struct oc_render r = *t->run->r;
    struct oc_arena own; /* there may be many such texts */
    struct oc_buf html;
    size_t from = 0, at;
    oc_arena_init(&own);
    oc_buf_init(&html, OC_MAX_TAG_BYTES);
    r.arena = &own;
    oc_markdown_html(&html, &r, text, 1);
    t->run->r->boxes = r.boxes;
    struct oc_str s = oc_str_trim(oc_buf_view(&html));
    while ((at = oc_str_find(s, mark, from)) != SIZE_MAX) {
        oc_buf_put(out, oc_str_sub(s, from, at));
        from = at + sizeof mark - 1;
        while (from < s.n && s.p[from] && strchr("\":-0123456789", s.p[from]))
            from++;
    }
    oc_buf_put(out, oc_str_sub(s, from, s.n));
    oc_buf_release(&html);
    oc_arena_release(&own);
}

/* ---- dates ---- */

static void put_name(struct oc_buf *out, const char *const *names, int i, bool whole)
{
    oc_buf_put(out, oc_str_sub(oc_str(names[i]), 0, whole ? SIZE_MAX : 3));
}

static void put_field(struct oc_buf *out, struct oc_date d, char field, bool bare)
{
    const char *two = bare ? "%d" : "%02d";
    switch (field) {
    case 'Y':
        oc_buf_printf(out, "%d", d.year);
        break;
    case 'y':
        oc_buf_printf(out, two, d.year % 100);
        break;
    case 'm':
        oc_buf_printf(out, two, d.month);
        break;
    case 'd':
        oc_buf_printf(out, two, d.day);
        break;
    case 'e':
        oc_buf_printf(out, "%d", d.day);
        break;
    case 'b':
    case 'h':
    case 'B':
        put_name(out, oc_date_months, d.month - 1, field == 'B');
        break;
    case 'a':
    case 'A':
        put_name(out, oc_date_weekdays, oc_date_weekday(d), field == 'A');
        break;
    case 'H':
        oc_buf_printf(out, two, d.hour);
        break;
    case 'M':
        oc_buf_printf(out, two, d.minute);
        break;
    case 'S':
        oc_buf_printf(out, two, d.second);
        break;
    case 'F':
        oc_buf_printf(out, "%04d-%02d-%02d", d.year, d.month, d.day);
        break;
    case '%':
        oc_buf_putc(out, '%');
        break;
    default: /* what a post hardly asks for */
        break;
    }
}

static void put_date(struct oc_buf *out, struct oc_date d, struct oc_str format)
{
    for (size_t i = 0; i < format.n; i++) {
        if (format.p[i] != '%' || i + 1 == format.n) {
            oc_buf_putc(out, format.p[i]);
            continue;
        }
        bool bare = format.p[++i] == '-' && i + 1 < format.n;
        put_field(out, d, format.p[bare ? ++i : i], bare);
    }
}

/* ---- lists ---- */

static void join(struct oc_buf *out, const struct oc_value *list, struct oc_str between)
{
    for (const struct oc_value *v = list->child; v; v = v->next) {
        oc_buf_put(out, oc_value_text(v));
        if (v->next)
            oc_buf_put(out, between);
    }
}

bool oc_tag_filter(struct oc_buf *out, struct oc_tags *t, struct oc_tag_value v, struct oc_str name,
                   struct oc_str arg)
{
    static const char *const formats[][2] = {
        {"date", NULL},
        {"date_to_string", "%d %b %Y"},
        {"date_to_long_string", "%d %B %Y"},
        {"date_to_xmlschema", "%FT%H:%M:%S"},
    };
    struct oc_date d;
    if (oc_str_is(name, "markdownify") && !v.node) {
        oc_tags_markdown(out, t, v.text);
        return true;
    }
    if (oc_str_is(name, "join") && v.node && v.node->kind == OC_VALUE_LIST) {
        join(out, v.node, arg.p ? arg : OC_STR(" "));
        return true;
    }
    for (size_t i = 0; i < OC_COUNT(formats); i++)
        if (oc_str_is(name, formats[i][0]) && oc_date_parse(&d, v.text) == 0) {
            put_date(out, d, formats[i][1] ? oc_str(formats[i][1]) : arg);
            return true;
        }
    return false;
}
